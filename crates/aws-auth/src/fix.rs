//! Mending a document to a fixpoint.

use eks_iam_span::{Edit, Span, apply_edits};

use crate::{AwsAuth, Finding};

/// A mended text and what was mended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fixed {
    /// The text after all edits.
    pub text: String,
    /// The findings that were mended, in the order in which that happened. Spans of the first round point into the
    /// text given; those of a later round into the text as it then was.
    pub applied: Vec<Finding>,
}

/// The most rounds of fixes: one fix can bring another finding to light, but never without end.
const ROUNDS: usize = 16;

/// Applies the fixes of all findings until none is left. Comments, order and quoting stay; doing it twice changes
/// nothing more.
#[must_use]
pub fn fix(text: &str) -> Fixed {
    let mut fixed = Fixed { text: text.to_owned(), applied: Vec::new() };
    for _ in 0..ROUNDS {
        let document = AwsAuth::parse(&fixed.text);
        let chosen = compatible(document.findings());
        let edits: Vec<Edit> = chosen.iter().filter_map(|it| it.fix.clone()).flatten().collect();
        match apply_edits(&fixed.text, &edits) {
            Ok(after) if after != fixed.text => {
                fixed.text = after;
                fixed.applied.extend(chosen);
            }
            _ => break,
        }
    }
    fixed
}

/// Returns the fixable findings whose edits do not touch one another; the others wait for the next round.
fn compatible(findings: &[Finding]) -> Vec<Finding> {
    let mut taken: Vec<Span> = Vec::new();
    let mut chosen = Vec::new();
    for finding in findings {
        let Some(edits) = &finding.fix else { continue };
        let is_free =
            |edit: &Edit| taken.iter().all(|it| edit.span.end() < it.start() || it.end() < edit.span.start());
        if edits.iter().all(is_free) {
            taken.extend(edits.iter().map(|it| it.span));
            chosen.push(finding.clone());
        }
    }
    chosen
}
