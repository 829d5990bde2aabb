//! The scenario file: a snapshot, steps, what they must show, and the proof that the remedy mends it.

use eks_iam_diagnosis::{CauseName, EvidenceKind, Fields, Hop, ReadError, RemedyKind, Snapshot};
use eks_iam_document::Node;
use eks_iam_error_classifier::Class;
use eks_iam_mock_aws::Timestamp;
use eks_iam_span::Language;

/// The time in a world that does not say otherwise.
pub(crate) const DEFAULT_CLOCK: &str = "2026-07-13T09:30:00Z";

/// One scenario, as its file has it.
#[derive(Debug, Clone)]
pub struct Scenario {
    /// The name, in kebab-case.
    pub id: String,
    /// One line that says what happens.
    pub title: Words,
    /// How it comes about, and what is worth knowing about it; empty where nothing is told.
    pub story: Words,
    /// What stands outside the snapshot: clock, faults, how denials are worded.
    pub world: WorldSettings,
    /// What is known of the world.
    pub given: Snapshot,
    /// The calls, in order; the first that fails is the one that is diagnosed.
    pub steps: Vec<Step>,
    /// Other steps that fail and heal alike.
    pub variants: Vec<Variant>,
    /// What must be seen; a scenario without it only shows what happens.
    pub expect: Option<Expect>,
    /// What of `given` the diagnosis may read; all of it when nothing is listed.
    pub evidence: Vec<EvidenceKind>,
    /// The same world with another client, which must not fail.
    pub controls: Vec<Control>,
}

/// A text in both languages.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Words {
    /// In English.
    pub en: String,
    /// In Japanese.
    pub ja: String,
}

impl Words {
    /// Returns the text in that language.
    #[must_use]
    pub fn text(&self, language: Language) -> &str {
        match language {
            Language::Japanese => &self.ja,
            _ => &self.en,
        }
    }

    pub(crate) fn read(node: &Node) -> Result<Self, ReadError> {
        let mut fields = Fields::of(node)?;
        let words = Self { en: fields.required_text("en")?, ja: fields.required_text("ja")? };
        fields.finish()?;
        Ok(words)
    }
}

/// What stands outside the snapshot, and is never shown to the diagnosis.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorldSettings {
    /// The time in the world.
    pub clock: Timestamp,
    /// Whether denials come without their reason.
    pub plain_denials: bool,
    /// The endpoints that take no connection, by host.
    pub down: Vec<String>,
    /// The hosts from which nothing ever comes back, as where there is no route.
    pub silent: Vec<String>,
    /// The operations that are throttled, with how often each is served first.
    pub throttled: Vec<(String, u32)>,
}

impl Default for WorldSettings {
    fn default() -> Self {
        let clock = Timestamp::parse_rfc3339(DEFAULT_CLOCK).unwrap_or_else(|_| Timestamp::from_unix(0));
        Self { clock, plain_denials: false, down: Vec::new(), silent: Vec::new(), throttled: Vec::new() }
    }
}

/// One call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// Who calls: an ARN, `pod/NAME` or `node/NAME`.
    pub caller: String,
    /// What is called, as `service.operation`.
    pub run: String,
    /// The operation's parameters, by name in kebab-case.
    pub parameters: Vec<(String, String)>,
}

/// Another form of the scenario, which must fail and heal too.
#[derive(Debug, Clone)]
pub struct Variant {
    /// What is different.
    pub title: Words,
    /// The parts of the world that are different; `None` for the same world.
    pub given: Option<Snapshot>,
    /// The calls; the scenario's own where none are written.
    pub steps: Vec<Step>,
    /// What must be seen, where that is different.
    pub expect: Option<Expect>,
}

/// What the first failing step must show.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Expect {
    /// The remedies that must be among those proposed and proven, by the id of their title.
    pub remedies: Vec<String>,
    /// The error code, from the client's error metadata.
    pub code: Option<String>,
    /// The message; or, for a client without one, all that was printed.
    pub error: Option<String>,
    /// A part of the message, where the whole is not known.
    pub error_contains: Option<String>,
    /// The class of the text.
    pub class: Option<Class>,
    /// The hop that breaks; the inner `None` stands for no hop.
    pub hop: Option<Option<Hop>>,
    /// The first cause.
    pub diagnosis: Option<CauseName>,
    /// Findings in documents that prove the cause.
    pub findings: Vec<String>,
    /// Kinds of remedies that must be judged useless, and be shown to be.
    pub rejected: Vec<RemedyKind>,
}

/// The same steps in a world without the fault, or with another client.
#[derive(Debug, Clone)]
pub struct Control {
    /// What is different.
    pub title: Words,
    /// The parts of the world that are different; `None` for the same world.
    pub given: Option<Snapshot>,
    /// The calls; the scenario's own where none are written.
    pub steps: Vec<Step>,
    /// The client's settings that are different; written as null, one is removed.
    pub client: Vec<(String, Option<String>)>,
    /// Whether the steps succeed.
    pub allowed: bool,
}
