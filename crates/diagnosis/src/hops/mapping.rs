//! The hops `aws-auth` and `access-entry`: who the caller is to the cluster.

use eks_iam_access_entry::{
    AccessEntry, AuthenticationMode, ClusterIdentity, ClusterMappings, IdentitySource, NotIdentifiedReason,
    identify,
};
use eks_iam_arn::{ArnRef, Principal};
use eks_iam_aws_auth::{
    AwsAuth, Caller, Finding, IdentityMap, MapOptions, ParseErrorKind, UnmappedReason, fix,
};
use eks_iam_document::Node;
use eks_iam_error_classifier::Class;
use eks_iam_span::{Language, apply_edits};

use super::{
    Judged,
    mapping_remedies::{
        is_node, lost_node_line, new_entry, new_line, node_template, other_id, other_profile, profile_line,
        way_back,
    },
    node,
};
use crate::{
    Actor, Case, Cause, CauseName, Change, Confidence, Hop, Message, Remedy, RemedyKind,
    snapshot::{Snapshot, Source},
};

/// All by which the cluster of a snapshot knows its callers.
pub(super) struct Known<'a> {
    pub(super) mode: AuthenticationMode,
    pub(super) entries: Option<&'a [AccessEntry]>,
    pub(super) source: Option<&'a Source>,
    pub(super) document: Option<AwsAuth>,
    map: Option<IdentityMap>,
    options: MapOptions,
    /// Whether the ConfigMaps were listed, so that one which is not among them is known to be gone.
    is_listed: bool,
}

impl<'a> Known<'a> {
    pub(super) fn of(snapshot: &'a Snapshot) -> Self {
        let source = snapshot.aws_auth();
        let document = source.map(|it| AwsAuth::parse(&it.text));
        let map = document.as_ref().map(IdentityMap::new);
        let entries = snapshot.access_entries.as_deref();
        let by_parts = match (entries, &source) {
            (Some(_), Some(_)) => AuthenticationMode::ApiAndConfigMap,
            (Some(_), None) => AuthenticationMode::Api,
            _ => AuthenticationMode::ConfigMap,
        };
        let mode = snapshot.cluster.as_ref().map_or(by_parts, |it| it.authentication_mode);
        let is_listed = snapshot
            .objects_of_lists()
            .iter()
            .any(|it| it.get("kind").and_then(Node::as_str) == Some("ConfigMapList"));
        Self { mode, entries, source, document, map, options: node::map_options(snapshot), is_listed }
    }

    /// Returns who the caller is; the error is the reason why nobody.
    pub(super) fn identify(&self, caller: &Caller) -> Result<ClusterIdentity, NotIdentifiedReason> {
        let mappings = ClusterMappings {
            mode: self.mode,
            entries: self.entries.unwrap_or_default(),
            aws_auth: self.map.as_ref(),
        };
        identify(&mappings, caller, &self.options).map_err(|it| it.reason)
    }

    /// Returns a source that could know somebody, and was not given. A denial that was seen rules that out.
    fn not_given(&self) -> Option<Message> {
        if self.mode.reads_access_entries() && self.entries.is_none() {
            return Some(Message::new("missing.access-entries"));
        }
        (self.mode.reads_aws_auth() && self.source.is_none() && !self.is_listed)
            .then(|| Message::new("missing.aws-auth"))
    }

    /// Returns the hop at which somebody whom no source knows is stopped.
    fn hop(&self) -> Hop {
        if self.mode == AuthenticationMode::Api { Hop::AccessEntry } else { Hop::AwsAuth }
    }

    /// Tells whether a source that the mode reads was not given.
    fn missing(&self) -> Option<Message> {
        if self.mode.reads_aws_auth() && self.source.is_none() && self.entries.is_none() && !self.is_listed {
            return Some(Message::new("missing.aws-auth"));
        }
        (self.mode == AuthenticationMode::Api && self.entries.is_none())
            .then(|| Message::new("missing.access-entries"))
    }
}

/// Returns the caller as STS would tell it to the cluster.
pub(super) fn caller(snapshot: &Snapshot, arn: &str) -> Option<Caller> {
    let parsed = ArnRef::parse(arn).ok()?;
    let principal = Principal::try_from(parsed).ok()?;
    let user_id = match principal {
        Principal::AssumedRole(session) => {
            let id = snapshot.role(&principal.canonical()).and_then(|it| it.id.clone());
            format!("{}:{}", id.unwrap_or_else(|| "AROAEXAMPLE".to_owned()), session.session_name)
        }
        _ => snapshot.user(arn).and_then(|it| it.id.clone()).unwrap_or_else(|| "AIDAEXAMPLE".to_owned()),
    };
    Some(Caller {
        arn: arn.to_owned(),
        account: parsed.account().to_owned(),
        user_id,
        access_key_id: "ASIAEXAMPLE".to_owned(),
    })
}

/// Judges both sources of mappings.
pub(super) fn judge(case: &Case<'_>) -> Vec<Judged> {
    let Some(caller) = case.caller().and_then(|it| caller(case.snapshot, it)) else {
        return vec![Judged::unknown(Hop::AwsAuth, Message::new("missing.caller"))];
    };
    let known = Known::of(case.snapshot);
    let reason = match known.identify(&caller) {
        Ok(identity) => {
            let younger = (case.symptom.class() == Class::KubernetesUnauthorized)
                .then(|| other_id(case, &known, &caller, false))
                .flatten();
            return vec![younger.map_or_else(|| mapped(case, &known, &identity), Judged::broken)];
        }
        Err(reason) => reason,
    };
    if let Some(missing) = known.missing() {
        return vec![Judged::unknown(Hop::AwsAuth, missing)];
    }
    let is_unreadable = |it: &AwsAuth| it.parse_errors().contains(&ParseErrorKind::Yaml);
    let unreadable = known.document.as_ref().is_some_and(is_unreadable);
    let by_template = reason == NotIdentifiedReason::Unmapped(UnmappedReason::TemplateError);
    let cause = (by_template && !is_node(case))
        .then(|| node_template(&known, &caller))
        .flatten()
        .or_else(|| other_profile(case, &known, &caller))
        .or_else(|| other_id(case, &known, &caller, reason == NotIdentifiedReason::PrincipalIdChanged))
        .or_else(|| lost(case, &known, &caller).filter(|_| unreadable))
        .or_else(|| profile_line(case, &known, &caller))
        .or_else(|| never_matches(&known, &caller))
        .or_else(|| lost_node_line(case, &known, &caller))
        .or_else(|| lost(case, &known, &caller))
        .or_else(|| other_mode(case, &known, &caller));
    let open = known.not_given().filter(|_| case.attempt.printed.is_empty());
    let cause = match (cause, open) {
        (Some(cause), _) => cause,
        (None, Some(missing)) => return vec![Judged::unknown(known.hop(), missing)],
        (None, None) => not_mapped(case, &known, &caller),
    };
    let hop = if cause.hop == Hop::Caller { known.hop() } else { cause.hop };
    let why = cause.evidence.first().cloned().unwrap_or_else(|| Message::new("mapping.none"));
    vec![Judged::breaks(hop, why, cause)]
}

fn mapped(case: &Case<'_>, known: &Known<'_>, identity: &ClusterIdentity) -> Judged {
    // Of a call that was made, the cluster's own answer tells whom it took the caller for.
    let is_open = case.attempt.printed.is_empty()
        && case.snapshot.cluster.is_some()
        && known.mode.reads_access_entries()
        && known.entries.is_none();
    let (hop, source, id) = match identity.source {
        IdentitySource::AccessEntry { .. } => (Hop::AccessEntry, "access entry", "mapping.is"),
        IdentitySource::AwsAuth { .. } if is_open => (Hop::AwsAuth, "aws-auth", "mapping.is-unless"),
        IdentitySource::AwsAuth { .. } => (Hop::AwsAuth, "aws-auth", "mapping.is"),
    };
    let message = Message::new(id).with("user", identity.username.as_str()).with("source", source);
    Judged::passes(hop, message.with("groups", identity.groups.join(", ")))
}

/// An entry that is there, but can never match, and would after a fix.
fn never_matches(known: &Known<'_>, caller: &Caller) -> Option<Cause> {
    let (source, document) = (known.source?, known.document.as_ref()?);
    if !known.mode.reads_aws_auth() {
        return None;
    }
    let (after, findings) = mended_text(document, &source.text, caller)?;
    let mut cause = Cause::new(CauseName::MappingNeverMatches, Confidence::Proven)
        .with_evidence(Message::new("mapping.never-matches").with("canonical", canonical(caller)));
    for finding in &findings {
        cause.evidence.push(finding_place(finding, source));
        cause.findings.push(finding.kind.name());
    }
    let title = Message::new("remedy.fix-aws-auth").with("file", source.name.as_str());
    let change = Change::PutManifest(Source { name: source.name.clone(), text: after });
    Some(cause.with_remedy(Remedy::new(
        RemedyKind::EditDocument,
        Actor::ClusterAdministrator,
        title,
        vec![change],
    )))
}

/// Says where a finding stands and what it is.
pub(super) fn finding_place(finding: &Finding, source: &Source) -> Message {
    let place = eks_iam_span::LineIndex::new(&source.text).line_column(finding.span.start());
    Message::new("mapping.finding")
        .with("kind", finding.kind.name())
        .with("file", source.name.as_str())
        .with("line", place.line.to_string())
        .with("column", place.column.to_string())
        .with_words("what", finding.message(Language::English), finding.message(Language::Japanese))
}

/// Returns the text with the fewest fixes by which the caller is mapped, and the findings that they mend.
fn mended_text(document: &AwsAuth, text: &str, caller: &Caller) -> Option<(String, Vec<Finding>)> {
    let maps =
        |text: &str| IdentityMap::new(&AwsAuth::parse(text)).map(caller, &MapOptions::default()).is_ok();
    for finding in document.findings() {
        let after = finding.fix.as_ref().and_then(|it| apply_edits(text, it).ok());
        if let Some(after) = after.filter(|it| maps(it)) {
            return Some((after, vec![finding.clone()]));
        }
    }
    let all = fix(text);
    maps(&all.text).then_some((all.text, all.applied))
}

/// The document, or a part of it, is empty to the authenticator.
fn lost(case: &Case<'_>, known: &Known<'_>, caller: &Caller) -> Option<Cause> {
    let (source, document) = (known.source?, known.document.as_ref()?);
    if !known.mode.reads_aws_auth() || !document.has_parse_error() && !document.ignored() {
        return None;
    }
    let mut cause = Cause::new(CauseName::MappingLost, Confidence::Proven)
        .with_evidence(Message::new("mapping.lost").with("file", source.name.as_str()));
    for finding in document.findings() {
        cause.findings.push(finding.kind.name());
        cause.evidence.push(finding_place(finding, source));
    }
    let fixed = fix(&source.text);
    if fixed.text != source.text && !AwsAuth::parse(&fixed.text).has_parse_error() {
        let title = Message::new("remedy.fix-aws-auth").with("file", source.name.as_str());
        let change = Change::PutManifest(Source { name: source.name.clone(), text: fixed.text });
        cause.remedies.push(Remedy::new(
            RemedyKind::EditDocument,
            Actor::ClusterAdministrator,
            title,
            vec![change],
        ));
    }
    if known.mode.reads_access_entries() && cause.remedies.is_empty() {
        cause.remedies.push(new_entry(case, caller));
    }
    let words = Message::new("remedy.restore-aws-auth");
    Some(cause.with_remedy(Remedy::words(Actor::ClusterAdministrator, words)))
}

/// The other source would map the caller, but the mode does not read it.
fn other_mode(case: &Case<'_>, known: &Known<'_>, caller: &Caller) -> Option<Cause> {
    if known.mode != AuthenticationMode::Api
        || known.map.as_ref()?.map(caller, &MapOptions::default()).is_err()
    {
        return None;
    }
    let message = Message::new("mapping.mode").with("mode", known.mode.as_str());
    let cause = Cause::new(CauseName::AuthMode, Confidence::Proven).with_evidence(message);
    Some(cause.with_remedy(new_entry(case, caller)))
}

fn not_mapped(case: &Case<'_>, known: &Known<'_>, caller: &Caller) -> Cause {
    let hop = known.hop();
    let message =
        Message::new("mapping.none").with("canonical", canonical(caller)).with("mode", known.mode.as_str());
    let mut cause = Cause::new(CauseName::NotMapped, Confidence::Proven).at(hop).with_evidence(message);
    if known.mode.reads_access_entries() {
        cause.remedies.push(new_entry(case, caller));
    }
    if known.mode.reads_aws_auth() {
        cause.remedies.extend(new_line(case, known, caller));
    }
    cause.remedies.extend(way_back(case, known, caller));
    if cause.remedies.is_empty() {
        cause.remedies.push(Remedy::words(Actor::ClusterAdministrator, CauseName::NotMapped.advice()));
    }
    cause
}

pub(super) fn canonical(caller: &Caller) -> String {
    eks_iam_arn::canonical_arn(&caller.arn).map_or_else(|_| caller.arn.clone(), std::borrow::Cow::into_owned)
}
