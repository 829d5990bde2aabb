//! Adding an entry to mapRoles.

use eks_iam_span::Edit;

use super::{move_entry, write};
use crate::{Section, context::Context, manifest::Manifest, section::sections};

/// Returns the edits that add an entry for `role_arn` behind the last one of `mapRoles`, in the style of the document;
/// the section is made where it is missing. Empty where the document is written so that no edit can do it.
///
/// ```
/// let text = "data:\n  mapRoles: |\n    - rolearn: arn:aws:iam::111122223333:role/node\n      username: node\n";
/// let manifest = format!("apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: aws-auth\n  namespace: kube-system\n{text}");
/// let edits = eks_iam_aws_auth::add_role_entry(&manifest, "arn:aws:iam::111122223333:role/dev", "dev", &["devs"]);
/// let after = eks_iam_span::apply_edits(&manifest, &edits).unwrap();
/// assert!(after.ends_with("    - rolearn: arn:aws:iam::111122223333:role/dev\n      username: dev\n      groups:\n        - devs\n"));
/// ```
#[must_use]
pub fn add_role_entry(text: &str, role_arn: &str, username: &str, groups: &[&str]) -> Vec<Edit> {
    let manifest = Manifest::read(text);
    let sections = sections(&manifest);
    let context = Context::new(&manifest, &sections);
    let mut entry = format!(
        "- rolearn: {}\n  username: {}\n",
        write::scalar(role_arn, false),
        write::scalar(username, false)
    );
    if !groups.is_empty() {
        entry.push_str("  groups:\n");
        groups.iter().for_each(|it| entry.push_str(&format!("    - {}\n", write::scalar(it, false))));
    }
    move_entry::added(&context, Section::MapRoles, &entry).unwrap_or_default()
}
