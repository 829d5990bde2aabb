//! Compares what was seen with what a scenario says must be seen.

use crate::{file::Expect, report::CaseReport};

/// Returns what does not agree, one sentence each.
pub(crate) fn check(expect: &Expect, case: &CaseReport) -> Vec<String> {
    let mut problems = Vec::new();
    let mut differ = |what: &str, wanted: &str, got: &str| {
        if wanted != got {
            problems.push(format!("{what} should be `{wanted}` and is `{got}`"));
        }
    };
    if case.first.allowed {
        return vec![format!("the call should fail first, and printed: {}", case.first.printed)];
    }
    let message = case.first.message.as_deref().unwrap_or(&case.first.printed).trim();
    if let Some(code) = &expect.code {
        differ("code", code, case.first.code.as_deref().unwrap_or_default());
    }
    if let Some(error) = &expect.error {
        differ("error", error.trim(), message);
    }
    if let Some(part) = expect.error_contains.as_deref().filter(|it| !case.first.printed.contains(it)) {
        differ("error", part, &case.first.printed);
    }
    if let Some(class) = expect.class {
        differ("class", class.as_str(), case.class.as_str());
    }
    if let Some(hop) = expect.hop {
        differ("hop", hop.map_or("-", |it| it.as_str()), case.hop.map_or("-", |it| it.as_str()));
    }
    let cause = case.cause();
    if let Some(name) = expect.diagnosis {
        differ("diagnosis", name.as_str(), cause.map_or("-", |it| it.name.as_str()));
    }
    for finding in &expect.findings {
        if !cause.is_some_and(|it| it.findings.iter().any(|it| it == finding)) {
            differ("findings", finding, &cause.map_or(String::new(), |it| it.findings.join(", ")));
        }
    }
    problems.extend(check_remedies(expect, case));
    problems
}

fn check_remedies(expect: &Expect, case: &CaseReport) -> Vec<String> {
    let mut problems = Vec::new();
    if case.remedies.is_empty() {
        problems.push("no remedy is proposed that a machine can apply".to_owned());
    }
    for remedy in case.remedies.iter().filter(|it| !it.then.allowed) {
        let then = remedy.then.printed.trim_end();
        problems.push(format!("the remedy `{}` does not mend: {then}", remedy.title.id()));
    }
    for id in &expect.remedies {
        let wanted = format!("remedy.{id}");
        if !case.remedies.iter().any(|it| it.title.id() == wanted) {
            let got: Vec<_> = case.remedies.iter().map(|it| it.title.id()).collect();
            problems.push(format!("no remedy `{id}` is proposed, but: {}", got.join(", ")));
        }
    }
    for kind in &expect.rejected {
        if !case.rejected.iter().any(|it| it.kind == *kind) {
            problems.push(format!("no remedy of kind `{}` is judged useless", kind.as_str()));
        }
    }
    for rejected in &case.rejected {
        if rejected.then.allowed || rejected.then.message != case.first.message {
            problems.push(format!("the rejected remedy `{}` changes what is seen", rejected.title.id()));
        }
    }
    problems
}
