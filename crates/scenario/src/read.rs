//! Reads the scenario file; every key that is not known is refused.

use eks_iam_diagnosis::{
    CauseName, Client, EvidenceKind, Fields, Hop, Message, ReadError, RemedyKind, Snapshot,
};
use eks_iam_document::Node;
use eks_iam_mock_aws::Timestamp;

use crate::{
    file::{Control, Expect, Scenario, Step, Variant, Words, WorldSettings},
    operations::OPERATIONS,
};

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
        let story = fields.optional("story").map(Words::read).transpose()?.unwrap_or_default();
        let world = fields.optional("world").map_or(Ok(WorldSettings::default()), read_world)?;
        let mut given = fields.optional("given").map_or(Ok(Snapshot::default()), Snapshot::read)?;
        let steps = read_steps(fields.list("steps")?, &mut given.client)?;
        if steps.is_empty() {
            return Err(ReadError::new(node.span, Message::new("read.missing").with("key", "steps")));
        }
        let expect = fields.optional("expect").map(|it| read_expect(it, Expect::default())).transpose()?;
        let variants = fields
            .list("variants")?
            .iter()
            .map(|it| read_variant(it, &given, &steps, expect.as_ref()))
            .collect::<Result<_, _>>()?;
        let evidence = fields.list("evidence")?.iter().map(read_evidence).collect::<Result<_, _>>()?;
        let controls = fields
            .list("controls")?
            .iter()
            .map(|it| read_control(it, &given, &steps))
            .collect::<Result<_, _>>()?;
        only(fields.optional("remedy"), "proposed")?;
        if let Some(node) = fields.optional("then") {
            let mut then = Fields::of(node)?;
            only(then.optional("outcome"), "allowed")?;
            then.finish()?;
        }
        fields.finish()?;
        Ok(Self { id, title, story, world, given, steps, variants, expect, evidence, controls })
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
        if let Some(operation) = fault.optional_text("throttle")? {
            let after = fault.optional("after").and_then(Node::as_i64).unwrap_or_default();
            world.throttled.push((operation, u32::try_from(after).unwrap_or_default()));
        } else {
            let host = fault.required_text("endpoint")?;
            let is_silent = fault.optional("silent").is_some();
            if is_silent {
                world.silent.push(host)
            } else {
                world.down.push(host)
            }
            only(fault.optional("silent"), "true")?;
            only(fault.optional("down"), "true")?;
        }
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

/// Reads the `given` of a variant or control: the parts that are written take the place of the scenario's.
fn read_overlay(fields: &mut Fields<'_>, base: &Snapshot) -> Result<Option<Snapshot>, ReadError> {
    let Some(node) = fields.optional("given") else { return Ok(None) };
    let written = Snapshot::read(node)?;
    let has = |key: &str| node.get(key).is_some();
    let mut given = base.clone();
    given.cluster = written.cluster.or(given.cluster);
    given.iam = written.iam.or(given.iam);
    given.kubernetes = written.kubernetes.or(given.kubernetes);
    if has("access-entries") {
        given.access_entries = written.access_entries;
    }
    given.node_groups = written.node_groups.or(given.node_groups);
    if has("pod-identity-associations") {
        given.associations = written.associations;
    }
    if has("addons") {
        given.addons = written.addons;
    }
    if has("buckets") {
        given.buckets = written.buckets;
    }
    if has("client") {
        given.client = written.client;
    }
    Ok(Some(given))
}

/// Reads the steps of a variant or control, or takes the scenario's.
fn read_own_steps(
    fields: &mut Fields<'_>,
    given: &mut Option<Snapshot>,
    base: &Snapshot,
    steps: &[Step],
) -> Result<Vec<Step>, ReadError> {
    let nodes = fields.list("steps")?;
    if nodes.is_empty() {
        return Ok(steps.to_vec());
    }
    let mut client = given.as_ref().unwrap_or(base).client.clone();
    let own = read_steps(nodes, &mut client)?;
    if client != given.as_ref().unwrap_or(base).client {
        given.get_or_insert_with(|| base.clone()).client = client;
    }
    Ok(own)
}

fn read_variant(
    node: &Node,
    base: &Snapshot,
    steps: &[Step],
    expect: Option<&Expect>,
) -> Result<Variant, ReadError> {
    let mut fields = Fields::of(node)?;
    let title = Words::read(fields.required("title")?)?;
    let mut given = read_overlay(&mut fields, base)?;
    let steps = read_own_steps(&mut fields, &mut given, base, steps)?;
    let own = fields.optional("expect");
    let expect = own.map(|it| read_expect(it, expect.cloned().unwrap_or_default())).transpose()?;
    fields.finish()?;
    Ok(Variant { title, given, steps, expect })
}

/// Reads what must be seen; what is not written stays as it is in `base`.
fn read_expect(node: &Node, base: Expect) -> Result<Expect, ReadError> {
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
    let mut rejected = if fields.is_written("rejected") { Vec::new() } else { base.rejected };
    for node in fields.list("rejected")? {
        let kind = RemedyKind::ALL.into_iter().find(|it| Some(it.as_str()) == node.as_str());
        rejected.push(kind.ok_or_else(|| unknown(node, "annotation, client-setting"))?);
    }
    // A text that is told anew goes over the whole and the part alike.
    let has_text = fields.is_written("error") || fields.is_written("error-contains");
    let (error, part) = if has_text { (None, None) } else { (base.error, base.error_contains) };
    let texts = |fields: &mut Fields<'_>, key, base: Vec<String>| {
        if fields.is_written(key) { fields.texts(key) } else { Ok(base) }
    };
    let expect = Expect {
        code: fields.optional_text("code")?.or(base.code),
        error: fields.optional_text("error")?.or(error),
        error_contains: fields.optional_text("error-contains")?.or(part),
        class: class.transpose()?.or(base.class),
        hop: hop.or(base.hop),
        diagnosis: diagnosis.transpose()?.or(base.diagnosis),
        findings: texts(&mut fields, "findings", base.findings)?,
        remedies: texts(&mut fields, "remedies", base.remedies)?,
        rejected,
    };
    fields.finish()?;
    Ok(expect)
}

fn read_evidence(node: &Node) -> Result<EvidenceKind, ReadError> {
    let known = || EvidenceKind::ALL.iter().map(|it| it.as_str()).collect::<Vec<_>>().join(", ");
    node.as_str().and_then(EvidenceKind::from_name).ok_or_else(|| unknown(node, &known()))
}

fn read_control(node: &Node, base: &Snapshot, steps: &[Step]) -> Result<Control, ReadError> {
    let mut fields = Fields::of(node)?;
    let title = Words::read(fields.required("title")?)?;
    let mut given = read_overlay(&mut fields, base)?;
    let steps = read_own_steps(&mut fields, &mut given, base, steps)?;
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
    Ok(Control { title, given, steps, client: settings, allowed })
}
