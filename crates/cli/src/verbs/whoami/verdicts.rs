//! Why each entry, each access entry and each backend did or did not decide.

use eks_iam_access_entry::{
    ClusterIdentity, ClusterMappings, IdentitySource, NotIdentified, NotIdentifiedReason,
};
use eks_iam_aws_auth::{
    Backend, Caller, Identity, IdentityMap, MapOptions, Unmapped, UnmappedReason, VerdictReason,
};
use eks_iam_span::{Language, LineIndex};
use serde_json::{Value, json};

use crate::{
    language::pick,
    output::{FAINT, GOOD, HEAD, paint},
};

/// Returns a verdict for each entry of aws-auth, with its line where there is a file.
pub(super) fn of_document(
    map: &IdentityMap,
    caller: &Caller,
    options: &MapOptions,
    has_lines: bool,
    is_asked: bool,
    language: Language,
) -> Value {
    let lines = LineIndex::new(map.document().text());
    let verdicts = map.explain(caller, options);
    let verdict = |it: &eks_iam_aws_auth::EntryVerdict| {
        let mut message = it.reason.text(language).to_owned();
        if let VerdictReason::Rejected(kind) = it.reason {
            message.push_str(&format!(" ({})", kind.name()));
        }
        json!({
            "section": it.section.key(),
            "index": it.index,
            "line": has_lines.then(|| lines.line_column(it.span.start()).line),
            "decides": it.decides && is_asked,
            "reason": if is_asked { it.reason.name() } else { "not-asked" },
            "message": if is_asked { message } else { not_asked(language).to_owned() },
        })
    };
    verdicts.iter().map(verdict).collect()
}

const fn not_asked(language: Language) -> &'static str {
    pick(
        language,
        "is not asked: the access entry decides, or the mode does not read aws-auth",
        "参照されません (アクセスエントリが優先されるか、認証モードが aws-auth を読みません)",
    )
}

/// Returns a verdict for each access entry.
pub(super) fn of_access_entries(
    mappings: &ClusterMappings<'_>,
    identified: &Result<ClusterIdentity, NotIdentified>,
    language: Language,
) -> Value {
    let decided = match identified {
        Ok(it) => match it.source {
            IdentitySource::AccessEntry { index, .. } => Some(index),
            IdentitySource::AwsAuth { .. } => None,
        },
        Err(_) => None,
    };
    let stale = identified.as_ref().err().and_then(|it| it.entry);
    let verdict = |(index, entry): (usize, &eks_iam_access_entry::AccessEntry)| {
        let (reason, message) = if !mappings.mode.reads_access_entries() {
            (
                "not-asked",
                pick(
                    language,
                    "the mode does not read access entries",
                    "認証モードがアクセスエントリを読みません",
                ),
            )
        } else if decided == Some(index) {
            (
                "matches",
                pick(
                    language,
                    "is of the caller and decides",
                    "呼び出し元のエントリであり、これが採用されます",
                ),
            )
        } else if stale == Some(index) {
            ("principal-id-changed", NotIdentifiedReason::PrincipalIdChanged.message(language))
        } else {
            ("other-principal", pick(language, "is of somebody else", "別のプリンシパルのエントリです"))
        };
        json!({
            "principalArn": entry.principal_arn,
            "decides": decided == Some(index),
            "reason": reason,
            "message": message,
        })
    };
    mappings.entries.iter().enumerate().map(verdict).collect()
}

/// Returns what each backend said; those behind the one that decided were not asked.
pub(super) fn of_backends(
    backends: &[Backend],
    answers: &[Result<Identity, Unmapped>],
    language: Language,
) -> Value {
    let verdict = |(at, backend): (usize, &Backend)| {
        let (answer, message) = match answers.get(at) {
            None => ("not-asked", pick(language, "was not asked", "参照されません")),
            Some(Ok(_)) => ("maps", pick(language, "maps the caller", "呼び出し元をマッピングします")),
            Some(Err(it)) => (it.reason.name(), NotIdentifiedReason::Unmapped(it.reason).message(language)),
        };
        json!({"mode": backend.mode.name(), "answer": answer, "message": message})
    };
    backends.iter().enumerate().map(verdict).collect()
}

/// Returns the verdicts as lines; those that only say "somebody else" are counted.
pub(super) fn to_text(answer: &Value, language: Language) -> String {
    let list = |key: &str| answer.get(key).and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    let all = || list("access_entries").iter().chain(list("entries"));
    let dull = [VerdictReason::OtherPrincipal.name(), VerdictReason::OtherAccount.name(), "not-asked"];
    let is_dull = |it: &&Value| it.get("reason").and_then(Value::as_str).is_some_and(|it| dull.contains(&it));
    let mut text = String::new();
    for verdict in all().filter(|it| !is_dull(it)) {
        let says = verdict.get("message").and_then(Value::as_str).unwrap_or_default();
        let decides = verdict.get("decides") == Some(&json!(true));
        let place = paint(if decides { GOOD } else { HEAD }, &place(verdict, language));
        text.push_str(&format!("  {place}: {says}\n"));
    }
    let others = all().filter(is_dull).count();
    if others > 0 {
        let words = match language {
            Language::Japanese => format!("ほかの {others} 件は別のプリンシパルのものか、参照されません"),
            _ if others == 1 => "one more entry names somebody else, or is not asked".to_owned(),
            _ => format!("{others} more entries name somebody else, or are not asked"),
        };
        text.push_str(&format!("  {}\n", paint(FAINT, &words)));
    }
    let none =
        all().next().is_none() && answer.get("reason") == Some(&json!(UnmappedReason::NotMapped.name()));
    if none {
        text.push_str(pick(language, "  there are no entries\n", "  エントリはありません\n"));
    }
    text
}

fn place(verdict: &Value, language: Language) -> String {
    let text = |key: &str| verdict.get(key).and_then(Value::as_str).unwrap_or_default();
    let number = |key: &str| verdict.get(key).and_then(Value::as_u64);
    match (number("index"), number("line")) {
        (Some(_), Some(line)) => {
            format!("{} {} {line}", text("section"), pick(language, "line", "行"))
        }
        (Some(index), None) => format!("{}[{index}]", text("section")),
        _ => text("principalArn").to_owned(),
    }
}
