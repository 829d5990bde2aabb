//! Mending a document to a fixpoint.

use std::collections::BTreeMap;

use eks_iam_span::{Edit, apply_edits};

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

/// The most rounds; each mends something, and what one mends may show what another can.
const ROUNDS: usize = 1000;
/// The most bytes that are read over all rounds, so that a hostile text is given up in bounded time.
const WORK: usize = 1 << 30;

/// Applies the fixes of all findings until none is left. Comments, order and quoting stay; doing it twice changes
/// nothing more. Whoever is mapped by an entry without findings stays mapped the same.
///
/// ```
/// let fixed = eks_iam_aws_auth::fix("- userarn: arn:aws:iam::111122223333:user/hana # on call\n  username: 20417\n");
/// assert_eq!(fixed.text, "- userarn: arn:aws:iam::111122223333:user/hana # on call\n  username: \"20417\"\n");
/// ```
#[must_use]
pub fn fix(text: &str) -> Fixed {
    let mut fixed = Fixed { text: text.to_owned(), applied: Vec::new() };
    let mut document = AwsAuth::parse(text);
    let mut work = 0;
    for _ in 0..ROUNDS {
        work += fixed.text.len();
        let Some((next, chosen)) = round(&fixed.text, &document).filter(|_| work < WORK) else { break };
        document = AwsAuth::parse(&next);
        fixed.text = next;
        fixed.applied.extend(chosen);
    }
    fixed
}

/// Applies as many fixes at once as do not touch each other; one at a time if all together would do harm.
fn round(text: &str, document: &AwsAuth) -> Option<(String, Vec<Finding>)> {
    let chosen = choose(document.findings());
    if let Some(next) = applied(text, document, &chosen) {
        return Some((next, chosen.into_iter().cloned().collect()));
    }
    chosen.into_iter().find_map(|it| Some((applied(text, document, &[it])?, vec![it.clone()])))
}

fn applied(text: &str, document: &AwsAuth, findings: &[&Finding]) -> Option<String> {
    let edits: Vec<Edit> = findings.iter().filter_map(|it| it.fix.as_deref()).flatten().cloned().collect();
    let next = apply_edits(text, &edits).ok().filter(|it| it != text)?;
    is_harmless(document, &AwsAuth::parse(&next)).then_some(next)
}

/// Whether no section that was read before cannot be read now.
fn is_harmless(before: &AwsAuth, after: &AwsAuth) -> bool {
    before.readable.iter().zip(after.readable).all(|(before, after)| !before || after)
}

/// Chooses fixes whose edits do not touch each other, those of the whole document first.
fn choose(findings: &[Finding]) -> Vec<&Finding> {
    let mut order: Vec<&Finding> = findings.iter().filter(|it| it.fix.is_some()).collect();
    order.sort_by_key(|it| it.kind);
    let mut taken = Taken::default();
    order.retain(|it| taken.take(it.fix.as_deref().unwrap_or_default()));
    order
}

#[derive(Default)]
struct Taken {
    /// End by start.
    spans: BTreeMap<usize, usize>,
    /// Places where a section is made.
    made: Vec<usize>,
    inserts: Vec<usize>,
}

impl Taken {
    fn take(&mut self, edits: &[Edit]) -> bool {
        if edits.iter().any(|it| self.is_taken(it)) {
            return false;
        }
        for edit in edits {
            if edit.span.is_empty() {
                self.inserts.push(edit.span.start());
                if makes_section(edit) {
                    self.made.push(edit.span.start());
                }
            } else {
                self.spans.insert(edit.span.start(), edit.span.end());
            }
        }
        true
    }

    fn is_taken(&self, edit: &Edit) -> bool {
        let (start, end) = (edit.span.start(), edit.span.end());
        let before = self.spans.range(..=start).next_back().is_some_and(|(from, to)| {
            if edit.span.is_empty() { *from < start && start < *to } else { start < *to || *from == start }
        });
        let inside = self.spans.range(start..).next().is_some_and(|(from, _)| *from < end);
        let insert_inside = self.inserts.iter().any(|at| start < *at && *at < end);
        let made_twice = makes_section(edit) && !self.made.is_empty();
        before || inside || insert_inside || made_twice
    }
}

/// Whether an edit adds a section's key, which only one may do at a time.
fn makes_section(edit: &Edit) -> bool {
    let text = edit.replacement.trim_start();
    edit.span.is_empty()
        && (text.starts_with("mapRoles:")
            || text.starts_with("mapUsers:")
            || text.starts_with("mapAccounts:"))
}
