//! The scenario file: a snapshot, steps, what they must show, and the proof that the remedy mends it.

use eks_iam_diagnosis::{
    CauseName, Client, EvidenceKind, Fields, Hop, Message, ReadError, RemedyKind, Snapshot,
};
use eks_iam_document::Node;
use eks_iam_error_classifier::Class;
use eks_iam_mock_aws::Timestamp;
use eks_iam_span::Language;

/// The time in a world that does not say otherwise.
const DEFAULT_CLOCK: &str = "2026-07-13T09:30:00Z";

/// One scenario, as its file has it.
#[derive(Debug, Clone)]
pub struct Scenario {
    /// The name, in kebab-case.
    pub id: String,
    /// One line that says what happens.
    pub title: Words,
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

    fn read(node: &Node) -> Result<Self, ReadError> {
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
    /// The STS endpoints that do not answer, by host.
    pub down: Vec<String>,
}

impl Default for WorldSettings {
    fn default() -> Self {
        let clock = Timestamp::parse_rfc3339(DEFAULT_CLOCK).unwrap_or_else(|_| Timestamp::from_unix(0));
        Self { clock, plain_denials: false, down: Vec::new() }
    }
}

/// One call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// Who calls: an ARN, or `pod/NAME`.
    pub caller: String,
    /// What is called, as `service.operation`.
    pub run: String,
    /// The operation's parameters, by name in kebab-case.
    pub parameters: Vec<(String, String)>,
}

/// Other steps that must fail and heal as the scenario's own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Variant {
    /// What is different.
    pub title: Words,
    /// The calls.
    pub steps: Vec<Step>,
}

/// What the first failing step must show.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Expect {
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

/// The same world with another client.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Control {
    /// What is different.
    pub title: Words,
    /// The client's settings that are different; written as null, one is removed.
    pub client: Vec<(String, Option<String>)>,
    /// Whether the steps succeed.
    pub allowed: bool,
}

impl Scenario {
    /// Reads a scenario from its document.
    ///
    /// # Errors
    ///
    /// At the first place that is not a scenario: an unknown key, a missing one, a wrong type or name.
    pub fn read(node: &Node) -> Result<Self, ReadError> {
        let mut fields = Fields::of(node)?;
        let id = fields.required_text("id")?;
        let title = Words::read(fields.required("title")?)?;
        let world = fields.optional("world").map_or(Ok(WorldSettings::default()), read_world)?;
        let mut given = fields.optional("given").map_or(Ok(Snapshot::default()), Snapshot::read)?;
        let steps = read_steps(fields.list("steps")?, &mut given.client)?;
        if steps.is_empty() {
            return Err(ReadError::new(node.span, Message::new("read.missing").with("key", "steps")));
        }
        let variants = fields
            .list("variants")?
            .iter()
            .map(|it| read_variant(it, &mut given.client))
            .collect::<Result<_, _>>()?;
        let expect = fields.optional("expect").map(read_expect).transpose()?;
        let evidence = fields.list("evidence")?.iter().map(read_evidence).collect::<Result<_, _>>()?;
        let controls = fields.list("controls")?.iter().map(read_control).collect::<Result<_, _>>()?;
        only(fields.optional("remedy"), "proposed")?;
        if let Some(node) = fields.optional("then") {
            let mut then = Fields::of(node)?;
            only(then.optional("outcome"), "allowed")?;
            then.finish()?;
        }
        fields.finish()?;
        Ok(Self { id, title, world, given, steps, variants, expect, evidence, controls })
    }
}

/// Refuses any other value than the one that there is today.
fn only(node: Option<&Node>, value: &'static str) -> Result<(), ReadError> {
    match node {
        Some(node) if node.as_str() != Some(value) => Err(unknown(node, value)),
        _ => Ok(()),
    }
}

fn unknown(node: &Node, known: &str) -> ReadError {
    let value = node.as_str().unwrap_or_default();
    ReadError::new(node.span, Message::new("read.unknown-value").with("value", value).with("known", known))
}

fn read_world(node: &Node) -> Result<WorldSettings, ReadError> {
    let mut fields = Fields::of(node)?;
    let mut world = WorldSettings::default();
    if let Some(node) = fields.optional("clock") {
        let text = node.as_str().unwrap_or_default();
        world.clock = Timestamp::parse_rfc3339(text).map_err(|_| unknown(node, "2026-07-13T09:30:00Z"))?;
    }
    if let Some(node) = fields.optional("denial-text") {
        world.plain_denials = match node.as_str() {
            Some("plain") => true,
            Some("with-reason") => false,
            _ => return Err(unknown(node, "plain, with-reason")),
        };
    }
    for node in fields.list("faults")? {
        let mut fault = Fields::of(node)?;
        world.down.push(fault.required_text("endpoint")?);
        only(fault.optional("down"), "true")?;
        fault.finish()?;
    }
    fields.finish()?;
    Ok(world)
}

/// Reads steps. Endpoint, Region and SDK beside a step are the client's, as code sets them.
fn read_steps(nodes: &[Node], client: &mut Client) -> Result<Vec<Step>, ReadError> {
    nodes.iter().map(|it| read_step(it, client)).collect()
}

fn read_step(node: &Node, client: &mut Client) -> Result<Step, ReadError> {
    let mut fields = Fields::of(node)?;
    let caller = fields.required_text("as")?;
    let run_node = fields.required("run")?;
    let run = run_node.as_str().unwrap_or_default().to_owned();
    for (setting, place) in
        [("endpoint", &mut client.endpoint), ("region", &mut client.region), ("sdk", &mut client.sdk)]
    {
        if let Some(value) = fields.optional_text(setting)? {
            *place = Some(value);
        }
    }
    let Some((_, names)) = OPERATIONS.iter().find(|(name, _)| *name == run) else {
        let known: Vec<_> = OPERATIONS.iter().map(|(name, _)| *name).collect();
        return Err(unknown(run_node, &known.join(", ")));
    };
    let mut parameters = Vec::new();
    for name in *names {
        if let Some(value) = fields.optional_text(name)? {
            parameters.push(((*name).to_owned(), value));
        }
    }
    fields.finish()?;
    Ok(Step { caller, run, parameters })
}

/// The operations that a step can run, with their parameters.
pub const OPERATIONS: &[(&str, &[&str])] = &[
    ("sts.get-caller-identity", &[]),
    ("sts.assume-role", &["role-arn", "role-session-name", "external-id", "duration-seconds"]),
    ("sts.assume-role-with-web-identity", &["role-arn", "role-session-name", "subject", "audience"]),
    ("sts.assume-role-with-saml", &["role-arn", "role-session-name"]),
    ("eks.describe-cluster", &["name"]),
    ("eks.list-clusters", &[]),
    ("eks.create-cluster", &["name", "role-arn"]),
    ("eks.create-access-entry", &["name", "principal-arn"]),
    ("ec2.run-instances", &["iam-instance-profile"]),
    ("kubernetes.who-am-i", &[]),
    ("kubernetes.list-nodes", &[]),
    ("kubernetes.list-pods", &["namespace"]),
    ("console.open-resources", &[]),
];

fn read_variant(node: &Node, client: &mut Client) -> Result<Variant, ReadError> {
    let mut fields = Fields::of(node)?;
    let title = Words::read(fields.required("title")?)?;
    let steps = read_steps(fields.list("steps")?, client)?;
    fields.finish()?;
    Ok(Variant { title, steps })
}

fn read_expect(node: &Node) -> Result<Expect, ReadError> {
    let mut fields = Fields::of(node)?;
    only(fields.optional("outcome"), "denied")?;
    let class = fields.optional("class");
    let class = class.map(|it| {
        it.as_str().and_then(|it| it.parse().ok()).ok_or_else(|| unknown(it, "eks-iam explain --list"))
    });
    let hop = match (fields.is_written("hop"), fields.optional("hop")) {
        (false, _) => None,
        (true, None) => Some(None),
        (true, Some(node)) => {
            let known: Vec<_> = Hop::ALL.iter().map(|it| it.as_str()).collect();
            Some(Some(
                node.as_str().and_then(Hop::from_name).ok_or_else(|| unknown(node, &known.join(", ")))?,
            ))
        }
    };
    let diagnosis = fields.optional("diagnosis").map(|node| {
        let known: Vec<_> = CauseName::ALL.iter().map(|it| it.as_str()).collect();
        let find = |name: &str| CauseName::ALL.iter().copied().find(|it| it.as_str() == name);
        node.as_str().and_then(find).ok_or_else(|| unknown(node, &known.join(", ")))
    });
    let mut rejected = Vec::new();
    for node in fields.list("rejected")? {
        let kind = RemedyKind::ALL.into_iter().find(|it| Some(it.as_str()) == node.as_str());
        rejected.push(kind.ok_or_else(|| unknown(node, "annotation, client-setting"))?);
    }
    let expect = Expect {
        code: fields.optional_text("code")?,
        error: fields.optional_text("error")?,
        error_contains: fields.optional_text("error-contains")?,
        class: class.transpose()?,
        hop,
        diagnosis: diagnosis.transpose()?,
        findings: fields.texts("findings")?,
        rejected,
    };
    fields.finish()?;
    Ok(expect)
}

fn read_evidence(node: &Node) -> Result<EvidenceKind, ReadError> {
    let known = || EvidenceKind::ALL.iter().map(|it| it.as_str()).collect::<Vec<_>>().join(", ");
    node.as_str().and_then(EvidenceKind::from_name).ok_or_else(|| unknown(node, &known()))
}

fn read_control(node: &Node) -> Result<Control, ReadError> {
    let mut fields = Fields::of(node)?;
    let title = Words::read(fields.required("title")?)?;
    let mut settings = Vec::new();
    if let Some(node) = fields.optional("client") {
        let mut client = Fields::of(node)?;
        for name in ["sdk", "endpoint", "region"] {
            if client.is_written(name) {
                settings.push((name.to_owned(), client.optional_text(name)?));
            }
        }
        client.finish()?;
    }
    let outcome = fields.required("outcome")?;
    let allowed = match outcome.as_str() {
        Some("allowed") => true,
        Some("denied") => false,
        _ => return Err(unknown(outcome, "allowed, denied")),
    };
    fields.finish()?;
    Ok(Control { title, client: settings, allowed })
}
