//! One defect of a document.

use eks_iam_span::{Edit, Language, Severity, Span};

pub use crate::findings::FindingKind;

/// One defect, where it stands, and how to mend it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Which defect.
    pub kind: FindingKind,
    /// How bad: an error locks somebody out or lets somebody in too far, a warning misleads, an info is worth knowing.
    pub severity: Severity,
    /// Where, in the text that was read. Never more than one line.
    pub span: Span,
    /// Edits of that text that mend it, where it can be mended without asking and without changing who is mapped by
    /// an entry that has no finding.
    pub fix: Option<Vec<Edit>>,
    pub(crate) arguments: Vec<String>,
}

impl Finding {
    /// Returns the message for people, one line without a full stop.
    #[must_use]
    pub fn message(&self, language: Language) -> String {
        let mut message = String::new();
        let mut rest = self.kind.message_template(language);
        while let Some((before, after)) = rest.split_once('{') {
            message.push_str(before);
            let place = after.split_once('}').and_then(|(inside, tail)| {
                let (digits, is_word) = inside.strip_suffix(":word").map_or((inside, false), |it| (it, true));
                Some((digits.parse::<usize>().ok()?, is_word, tail))
            });
            let Some((number, is_word, tail)) = place else {
                message.push('{');
                rest = after;
                continue;
            };
            let argument = self.arguments.get(number).map_or("", String::as_str);
            message.push_str(if is_word { japanese(argument) } else { argument });
            rest = tail;
        }
        message.push_str(rest);
        message
    }

    /// Returns the values that the message speaks of, such as the ARN or the group.
    #[must_use]
    pub fn arguments(&self) -> &[String] {
        &self.arguments
    }

    /// Whether [`crate::fix`] mends it.
    #[must_use]
    pub const fn is_fixable(&self) -> bool {
        self.fix.is_some()
    }
}

/// Returns the Japanese word for an argument that is a word of ours and not of the document.
fn japanese(word: &str) -> &str {
    match word {
        "boolean" => "真偽値",
        "number" => "数値",
        "list" => "リスト",
        "mapping" => "マッピング",
        "no kind" => "kind がありません",
        other => other,
    }
}
