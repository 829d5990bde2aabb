//! What an error text says, for programs and for people.

use eks_iam_diagnosis::{Case, Cause, ClassPage, Confidence, Diagnosis, Message, diagnose, preview};
use eks_iam_error_classifier::Symptom;
use eks_iam_span::Language;
use serde_json::{Value, json};

use crate::{
    language::pick,
    output::{BAD, FAINT, HEAD, paint},
};

/// Returns one answer as JSON: the keys of the batch format, and the words beside.
pub(super) fn to_json(case: &Case<'_>, diagnosis: &Diagnosis, language: Language) -> Value {
    let symptom = case.symptom;
    let fields: serde_json::Map<_, _> =
        symptom.fields().map(|(name, it)| (name.as_str().to_owned(), json!(it.value))).collect();
    let spans: serde_json::Map<_, _> = symptom
        .fields()
        .map(|(name, it)| (name.as_str().to_owned(), json!([it.span.start(), it.span.end()])))
        .collect();
    json!({
        "class": symptom.class().as_str(),
        "hop": diagnosis.hop(case).map(|it| it.as_str()),
        "confidence": symptom.confidence().as_str(),
        "retry": symptom.retry().as_str(),
        "fields": fields,
        "spans": spans,
        "causes": diagnosis.causes.iter().map(|it| cause_json(it, case, language)).collect::<Vec<_>>(),
        "others": others(case, |case, diagnosis| to_json(case, diagnosis, language)),
    })
}

/// Makes something of each other error in the text, most telling first.
fn others<T>(case: &Case<'_>, make: impl Fn(&Case<'_>, &Diagnosis) -> T) -> Vec<T> {
    let make = |symptom: &Symptom| {
        let case = Case { symptom, ..*case };
        make(&case, &diagnose(&case))
    };
    case.symptom.others().iter().map(make).collect()
}

/// Returns a cause with its evidence and remedies.
pub(crate) fn cause_json(cause: &Cause, case: &Case<'_>, language: Language) -> Value {
    let remedy = |it: &eks_iam_diagnosis::Remedy| {
        json!({
            "kind": it.kind.as_str(),
            "title": it.title.text(language),
            "preview": preview(it, case.snapshot),
        })
    };
    json!({
        "kind": cause.name.as_str(),
        "hop": cause.hop.as_str(),
        "confidence": cause.confidence.as_str(),
        "title": cause.name.title().text(language),
        "check": cause.name.check().text(language),
        "evidence": cause.evidence.iter().map(|it| it.text(language)).collect::<Vec<_>>(),
        "findings": cause.findings,
        "remedies": cause.remedies.iter().map(remedy).collect::<Vec<_>>(),
        "rejected": cause.rejected.iter().map(|it| json!({
            "kind": it.remedy.kind.as_str(),
            "title": it.remedy.title.text(language),
            "why": it.why.text(language),
        })).collect::<Vec<_>>(),
    })
}

/// Returns the answer for people; other errors of the text follow the root.
pub(super) fn for_people(case: &Case<'_>, diagnosis: &Diagnosis, language: Language) -> String {
    let mut text = error_text(case, diagnosis, language);
    let others = others(case, |case, diagnosis| error_text(case, diagnosis, language));
    for (at, other) in others.iter().enumerate() {
        let title = match language {
            Language::Japanese => format!("同じ文面の別のエラー ({}/{})", at + 1, others.len()),
            _ => format!("another error in the same text ({} of {})", at + 1, others.len()),
        };
        text.push_str(&format!("\n── {} ──\n{other}", paint(FAINT, &title)));
    }
    text
}

fn error_text(case: &Case<'_>, diagnosis: &Diagnosis, language: Language) -> String {
    let symptom = case.symptom;
    let mut text = format!(
        "{}  {}\n",
        paint(HEAD, symptom.class().as_str()),
        Message::of_class(symptom.class()).text(language)
    );
    text.push_str(&fields_text(symptom));
    if let Some(hop) = diagnosis.hop(case) {
        text.push_str(&format!("{}: {hop}\n", pick(language, "hop", "段階")));
    }
    let class = symptom.class();
    let is_proven = diagnosis.causes.first().is_some_and(|it| it.confidence == Confidence::Proven);
    if !is_proven && !diagnosis.causes.is_empty() {
        let first = ClassPage::of(class).first(language);
        text.push_str(&format!("{}: {first}\n", pick(language, "first", "最初に")));
    }
    for (at, cause) in diagnosis.causes.iter().enumerate() {
        text.push_str(&cause_text(at + 1, cause, case, language));
    }
    if !diagnosis.causes.is_empty() {
        let more = format!("eks-iam explain --class {class}");
        text.push_str(&match language {
            Language::Japanese => format!("\nこのクラスの説明と変更の書き方: {more}\n"),
            _ => format!("\nmore on this class, with edits to copy: {more}\n"),
        });
    }
    text
}

fn fields_text(symptom: &Symptom) -> String {
    symptom.fields().map(|(name, it)| format!("  {:<16} {}\n", name.as_str(), it.value)).collect()
}

/// Returns a cause for people, under its number.
pub(crate) fn cause_text(number: usize, cause: &Cause, case: &Case<'_>, language: Language) -> String {
    let sure = match (cause.confidence, language) {
        (Confidence::Proven, Language::Japanese) => "確認済み",
        (Confidence::Likely, Language::Japanese) => "可能性が高い",
        (_, Language::Japanese) => "可能性あり",
        _ => cause.confidence.as_str(),
    };
    let mut text = format!(
        "\n{number}. {} {}\n",
        paint(BAD, &cause.name.title().text(language)),
        paint(FAINT, &format!("({}, {sure})", cause.name))
    );
    for evidence in &cause.evidence {
        text.push_str(&format!("   - {}\n", evidence.text(language)));
    }
    if cause.confidence != Confidence::Proven {
        text.push_str(&format!(
            "   {}: {}\n",
            pick(language, "check", "確認"),
            cause.name.check().text(language)
        ));
    }
    for remedy in &cause.remedies {
        text.push_str(&format!(
            "   {}: {}\n",
            pick(language, "remedy", "対処方法"),
            remedy.title.text(language)
        ));
        for line in preview(remedy, case.snapshot).lines() {
            text.push_str(&format!("     │ {line}\n"));
        }
    }
    for rejected in &cause.rejected {
        let title = rejected.remedy.title.text(language);
        text.push_str(&format!(
            "   {}: {title}: {}\n",
            pick(language, "does not help", "効果なし"),
            rejected.why.text(language)
        ));
    }
    text
}
