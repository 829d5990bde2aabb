//! Adding an entry to mapRoles.

use eks_iam_span::Edit;

use super::{lift, move_entry, write};
use crate::{
    Section,
    context::Context,
    manifest::{Manifest, Shape},
    section::{SectionText, sections},
    yaml::NodeId,
};

/// Returns the edits that add an entry for `role_arn` to `mapRoles`, in the style of the document: behind the last
/// entry, with its dash at their column, on one line where the list is written in brackets. The section is made where it
/// is missing. Empty when the text is no aws-auth ConfigMap nor the bare text of its `mapRoles`, or when its `mapRoles`
/// cannot be read.
///
/// ```
/// use eks_iam_aws_auth::add_role_entry;
///
/// let text = "- rolearn: arn:aws:iam::111122223333:role/ops\n  username: ops\n";
/// let edits = add_role_entry(text, "arn:aws:iam::111122223333:role/dev", "dev:{{SessionName}}", &["developers"]);
/// assert_eq!(edits[0].replacement, "- rolearn: arn:aws:iam::111122223333:role/dev\n  username: dev:{{SessionName}}\n  groups:\n    - developers\n");
/// ```
#[must_use]
pub fn add_role_entry(text: &str, role_arn: &str, username: &str, groups: &[&str]) -> Vec<Edit> {
    let manifest = Manifest::read(text);
    let read = sections(&manifest);
    let context = Context::new(&manifest, &read);
    let entry = Entry { role_arn, username, groups };
    let flow = context.section(Section::MapRoles).and_then(|it| Some((it, flow_list(it)?)));
    match (flow, &manifest.shape) {
        (Some((section, list)), _) => entry.inside_brackets(section, list),
        (None, Shape::ConfigMap | Shape::Bare(Section::MapRoles)) => {
            move_entry::added(&context, Section::MapRoles, &entry.lines())
        }
        _ => None,
    }
    .unwrap_or_default()
}

/// Returns the list of a section if it is written in brackets and holds something.
fn flow_list(section: &SectionText<'_>) -> Option<NodeId> {
    let root = section.tree()?.root?;
    (section.is_flow(root) && !section.items(root).is_empty()).then_some(root)
}

struct Entry<'a> {
    role_arn: &'a str,
    username: &'a str,
    groups: &'a [&'a str],
}

impl Entry<'_> {
    fn lines(&self) -> String {
        let mut lines = format!(
            "- rolearn: {}\n  username: {}\n",
            write::scalar(self.role_arn, false),
            write::scalar(self.username, false)
        );
        if !self.groups.is_empty() {
            lines.push_str("  groups:\n");
        }
        for group in self.groups {
            lines.push_str(&format!("    - {}\n", write::scalar(group, false)));
        }
        lines
    }

    fn inside_brackets(&self, section: &SectionText<'_>, list: NodeId) -> Option<Vec<Edit>> {
        let last = *section.items(list).last()?;
        let groups: Vec<String> = self.groups.iter().map(|it| write::double_quoted(it)).collect();
        let entry = format!(
            ",{{\"rolearn\":{},\"username\":{},\"groups\":[{}]}}",
            write::double_quoted(self.role_arn),
            write::double_quoted(self.username),
            groups.join(",")
        );
        let edit = Edit::insert(section.range(last).end(), entry);
        lift::lift(section, &[edit])
    }
}
