//! What became of each line of aws-auth, as JSON and for people.

use eks_iam_access_entry::{MigratedEntry, Migration, RefusedLine};
use eks_iam_aws_auth::Section;
use eks_iam_span::{Language, LineIndex, Span};
use serde_json::{Value, json};

use crate::{
    language::pick,
    output::{BAD, FAINT, GOOD, HEAD, paint},
};

/// Returns the migration as JSON; with lines where there is a file.
pub(super) fn to_json(migration: &Migration, lines: Option<&LineIndex<'_>>, language: Language) -> Value {
    let place = |section: Section, index: usize, span: Span| {
        let line = lines.map(|it| it.line_column(span.start()).line);
        json!({"section": section.key(), "index": index, "line": line})
    };
    let skipped = migration.skipped.iter().map(|it| {
        json!({
            "arn": it.arn, "reason": it.reason.name(), "message": it.reason.message(language),
            "from": place(it.section, it.index, it.span),
        })
    });
    let refused = migration.refused.iter().map(|it| {
        json!({
            "arn": it.arn, "reason": it.reason.name(), "message": it.reason.message(language),
            "from": place(it.section, it.index, it.span),
            "proposal": it.proposal.as_deref().map(|it| entry(it, language)),
            "rbac": it.rbac,
        })
    });
    let entries = migration.entries.iter().map(|it| {
        let mut value = entry(it, language);
        if let Value::Object(keys) = &mut value {
            keys.insert("from".to_owned(), place(it.section, it.index, it.span));
        }
        value
    });
    json!({
        "entries": entries.collect::<Vec<_>>(),
        "skipped": skipped.collect::<Vec<_>>(),
        "refused": refused.collect::<Vec<_>>(),
        "complete": migration.is_complete(),
    })
}

fn entry(entry: &MigratedEntry, language: Language) -> Value {
    let mut value: Value = serde_json::from_str(&entry.to_json()).unwrap_or_default();
    let note = |it: &eks_iam_access_entry::MigrationNote| json!({"kind": it.name(), "message": it.message(language)});
    if let Value::Object(keys) = &mut value {
        keys.insert("notes".to_owned(), entry.notes.iter().map(note).collect());
    }
    value
}

/// Returns the migration for people.
pub(super) fn to_text(migration: &Migration, lines: &LineIndex<'_>, language: Language) -> String {
    let mut text = String::new();
    for it in &migration.entries {
        let request = &it.request;
        let mut gives = Vec::new();
        gives.extend(request.username.clone());
        gives.extend(request.kubernetes_groups.iter().cloned());
        let policy = |arn: &str| arn.rsplit('/').next().unwrap_or_default().to_owned();
        gives.extend(it.access_policies.iter().map(|it| policy(&it.policy_arn)));
        let what = paint(GOOD, request.entry_type.as_str());
        let place = place(it.section, it.span, lines, language);
        text.push_str(&format!("{what} {}  {}\n", request.principal_arn, paint(FAINT, &place)));
        if !gives.is_empty() {
            text.push_str(&format!("  {}\n", gives.join(", ")));
        }
        for note in &it.notes {
            text.push_str(&format!("  {}\n", note.message(language)));
        }
    }
    for it in &migration.skipped {
        let what = paint(HEAD, pick(language, "skipped", "対象外"));
        let place = place(it.section, it.span, lines, language);
        text.push_str(&format!("{what} {}  {}\n", it.arn, paint(FAINT, &place)));
        text.push_str(&format!("  {}\n", it.reason.message(language)));
    }
    text.push_str(&refused_text(migration, lines, language));
    let (entries, refused) = (migration.entries.len(), migration.refused.len());
    text.push_str(&match language {
        Language::Japanese => format!("エントリ {entries} 件、移行できない行 {refused} 件\n"),
        _ => format!("entries: {entries}, lines that cannot become one: {refused}\n"),
    });
    text
}

/// Returns the lines that cannot become entries, with the reason and the RBAC objects that would be needed.
pub(super) fn refused_text(migration: &Migration, lines: &LineIndex<'_>, language: Language) -> String {
    migration.refused.iter().map(|it| refused(it, lines, language)).collect()
}

fn refused(line: &RefusedLine, lines: &LineIndex<'_>, language: Language) -> String {
    let what = paint(BAD, pick(language, "refused", "移行不可"));
    let place = place(line.section, line.span, lines, language);
    let mut text = format!("{what} {}  {}\n", line.arn, paint(FAINT, &place));
    text.push_str(&format!("  {}\n", line.reason.message(language)));
    if let Some(proposal) = &line.proposal {
        let groups = proposal.request.kubernetes_groups.join(", ");
        let words =
            pick(language, "an entry could have the groups", "次のグループを持つエントリなら作れます");
        text.push_str(&format!("  {words}: {groups}\n"));
    }
    for object in &line.rbac {
        for line in object.lines() {
            text.push_str(&format!("  | {line}\n"));
        }
    }
    text
}

fn place(section: Section, span: Span, lines: &LineIndex<'_>, language: Language) -> String {
    let line = lines.line_column(span.start()).line;
    format!("({} {} {line})", section.key(), pick(language, "line", "行"))
}
