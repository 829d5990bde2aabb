//! Mends a statement that nearly applies, by an edit of the very text that does not match.

use eks_iam_policy::{Miss, NearMiss};
use eks_iam_span::{Edit, Span, apply_edits};

use crate::{Message, snapshot::PolicySource};

/// Returns the policy with the one thing changed that the statement lacks.
///
/// `None` when it lacks more than one thing, or something that no edit of this policy should give.
pub(super) fn mended(miss: &NearMiss, source: &PolicySource) -> Option<PolicySource> {
    let [reason] = miss.reasons.as_slice() else { return None };
    let text = &source.text;
    let edit = match reason {
        Miss::Partition { wanted, got, span }
        | Miss::Region { wanted, got, span }
        | Miss::Account { wanted, got, span }
        | Miss::Path { wanted, got, span } => {
            let place = find_within(text, *span, wanted)?;
            Edit::replace(place, got.as_str())
        }
        Miss::Condition { wanted, got: Some(got), span, .. } => {
            let ([wanted], [got]) = (wanted.as_slice(), got.as_slice()) else { return None };
            let behind = Span::new(span.end(), text.len());
            Edit::replace(find_within(text, behind, &format!("\"{wanted}\""))?, format!("\"{got}\""))
        }
        _ => return None,
    };
    Some(PolicySource { text: apply_edits(text, &[edit]).ok()?, ..source.clone() })
}

/// Returns where a part stands inside a place of the text.
fn find_within(text: &str, place: Span, part: &str) -> Option<Span> {
    let at = place.start() + place.slice(text).find(part)?;
    Some(Span::new(at, at + part.len()))
}

/// Says which statement nearly applied, and what it lacks.
pub(super) fn near_miss(miss: &NearMiss) -> Message {
    let statement = miss.sid.clone().unwrap_or_else(|| (miss.index + 1).to_string());
    let message =
        Message::new(id_of(miss)).with("policy", miss.policy_name.as_str()).with("statement", statement);
    let Some(reason) = miss.reasons.first() else { return message };
    let (wanted, got) = match reason {
        Miss::Action { wanted, got, .. }
        | Miss::Partition { wanted, got, .. }
        | Miss::Service { wanted, got, .. }
        | Miss::Region { wanted, got, .. }
        | Miss::Account { wanted, got, .. }
        | Miss::ResourceType { wanted, got, .. }
        | Miss::Path { wanted, got, .. }
        | Miss::Case { wanted, got, .. }
        | Miss::Tail { wanted, got, .. }
        | Miss::Resource { wanted, got, .. }
        | Miss::WildcardUnderEquals { wanted, got, .. } => (wanted.clone(), got.clone()),
        Miss::Principal { wanted, got, .. } => (wanted.join(", "), got.clone()),
        Miss::Condition { key, wanted, got, .. } => {
            let message = message.with("key", key.as_str()).with("wanted", wanted.join(", "));
            return match got {
                Some(got) => message.with("got", got.join(", ")),
                None => message.with("got", "-"),
            };
        }
        _ => return message,
    };
    message.with("wanted", wanted).with("got", got)
}

fn id_of(miss: &NearMiss) -> &'static str {
    match miss.reasons.first() {
        Some(Miss::Region { .. }) => "near-miss.region",
        Some(Miss::Account { .. }) => "near-miss.account",
        Some(Miss::Principal { .. }) => "near-miss.principal",
        Some(Miss::Condition { got: None, .. }) => "near-miss.condition-absent",
        Some(Miss::Condition { .. }) => "near-miss.condition",
        Some(Miss::Action { .. }) => "near-miss.action",
        Some(Miss::Variable { .. }) | None => "near-miss.variable",
        Some(_) => "near-miss.text",
    }
}
