//! `trailing-yaml-document`: a second YAML document in a section, which is never read.

use eks_iam_span::apply_edits;

use super::checks::*;
use crate::yaml;

pub(super) const RULE: Rule = Rule {
    name: "trailing-yaml-document",
    severity: Severity::Error,
    fixable: true,
    message: Words {
        en: "only the first document of `{0}` is read: everything below this `---` is lost",
        ja: "`{0}` は最初の YAML ドキュメントしか読まれません。この `---` より下はすべて失われます",
    },
    explanation: Words {
        en: "The authenticator reads the first document of a section and drops the rest in silence. Remove the separator, \
             so that the entries form one list.",
        ja: "オーセンティケーターはセクションの最初のドキュメントだけを読み、残りは黙って捨てます。区切りを削除し、エントリ\
             を一つのリストにしてください。",
    },
    example: "- userarn: arn:aws:iam::111122223333:user/hana\n  username: hana\n  groups: [viewers]\n---\n- userarn: \
              arn:aws:iam::111122223333:user/sato\n  username: sato\n  groups: [viewers]\n",
    mended: Some(
        "- userarn: arn:aws:iam::111122223333:user/hana\n  username: hana\n  groups: [viewers]\n- userarn: \
         arn:aws:iam::111122223333:user/sato\n  username: sato\n  groups: [viewers]\n",
    ),
};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    for section in context.sections {
        let Some((start, end)) = section.tree().and_then(|it| it.trailing) else { continue };
        let mark = Span::new(start, end);
        let rest = section.text.get(end..).unwrap_or_default();
        let holds = rest.lines().any(|it| !it.trim().is_empty() && !it.trim_start().starts_with('#'));
        if mark.slice(section.text) != "---" || !holds {
            continue;
        }
        let edit = Edit::delete(Span::new(section.line_start(start), section.next_line(end)));
        let fix = if is_safe(context, section, &edit) { lift::lift(section, &[edit]) } else { None };
        report.add(FindingKind::TrailingYamlDocument, section.place(mark, mark), &[section.section.key()], fix);
    }
}

/// Whether the text without the separator is one list that still begins with the same entries, and none of the new
/// ones has an ARN that is mapped already.
fn is_safe(context: &Context<'_>, section: &SectionText<'_>, edit: &Edit) -> bool {
    let Ok(text) = apply_edits(section.text, std::slice::from_ref(edit)) else { return false };
    let Ok(tree) = yaml::first_document(&text) else { return false };
    let list = tree.root.and_then(|it| tree.node(it)).map(|it| &it.data);
    let Some(Data::Sequence { items, .. }) = list else { return false };
    let old = section.entries.len().max(section.accounts.len());
    let arns = items.iter().skip(old).filter_map(|it| match &tree.target(*it)?.data {
        Data::Mapping { entries, .. } => entries.iter().find_map(|(key, value)| {
            let scalar = |id: &NodeId| match &tree.target(*id)?.data {
                Data::Scalar(value) => Some(value.text.as_ref()),
                _ => None,
            };
            scalar(key).filter(|it| it.eq_ignore_ascii_case(section.section.arn_field()))?;
            scalar(value)
        }),
        _ => None,
    });
    let mut clash = false;
    for arn in arns {
        clash = clash || !context.same_arn(arn).is_empty();
    }
    items.len() > old && !clash
}
