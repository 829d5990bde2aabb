//! The hops `aws-auth` and `access-entry`: who the caller is to the cluster.

use eks_iam_access_entry::{
    AccessEntry, AccessScope, AssociatedPolicy, AuthenticationMode, ClusterIdentity, ClusterMappings,
    IdentitySource, NotIdentifiedReason, identify,
};
use eks_iam_arn::{ArnRef, Principal, role_arn_without_path};
use eks_iam_aws_auth::{
    AwsAuth, Caller, Finding, IdentityMap, MapOptions, ParseErrorKind, add_role_entry, fix,
};
use eks_iam_span::{Language, apply_edits};

use super::{Judged, rbac};
use crate::{
    Actor, Case, Cause, CauseName, Change, Confidence, Hop, Message, Remedy, RemedyKind,
    snapshot::{Snapshot, Source},
};

/// All by which the cluster of a snapshot knows its callers.
pub(super) struct Known<'a> {
    mode: AuthenticationMode,
    entries: Option<&'a [AccessEntry]>,
    source: Option<&'a Source>,
    document: Option<AwsAuth>,
    map: Option<IdentityMap>,
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
        Self { mode, entries, source, document, map }
    }

    /// Returns who the caller is; the error is the reason why nobody.
    pub(super) fn identify(&self, caller: &Caller) -> Result<ClusterIdentity, NotIdentifiedReason> {
        let mappings = ClusterMappings {
            mode: self.mode,
            entries: self.entries.unwrap_or_default(),
            aws_auth: self.map.as_ref(),
        };
        identify(&mappings, caller, &MapOptions::default()).map_err(|it| it.reason)
    }

    /// Tells whether a source that the mode reads was not given.
    fn missing(&self) -> Option<Message> {
        if self.mode.reads_aws_auth() && self.source.is_none() && self.entries.is_none() {
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
        Ok(identity) => return vec![mapped(&identity)],
        Err(reason) => reason,
    };
    if let Some(missing) = known.missing() {
        return vec![Judged::unknown(Hop::AwsAuth, missing)];
    }
    if let NotIdentifiedReason::PrincipalIdChanged = reason {
        return vec![broken(principal_id_changed(&caller))];
    }
    let is_unreadable = |it: &AwsAuth| it.parse_errors().contains(&ParseErrorKind::Yaml);
    let unreadable = known.document.as_ref().is_some_and(is_unreadable);
    let cause = lost(&known)
        .filter(|_| unreadable)
        .or_else(|| never_matches(&known, &caller))
        .or_else(|| lost(&known))
        .or_else(|| other_mode(case, &known, &caller))
        .unwrap_or_else(|| not_mapped(case, &known, &caller));
    vec![broken(cause)]
}

fn broken(cause: Cause) -> Judged {
    let why = cause.evidence.first().cloned().unwrap_or_else(|| Message::new("mapping.none"));
    Judged::breaks(cause.hop, why, cause)
}

fn mapped(identity: &ClusterIdentity) -> Judged {
    let (hop, source) = match identity.source {
        IdentitySource::AccessEntry { .. } => (Hop::AccessEntry, "access entry"),
        IdentitySource::AwsAuth { .. } => (Hop::AwsAuth, "aws-auth"),
    };
    let message = Message::new("mapping.is").with("user", identity.username.as_str()).with("source", source);
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
        let place = eks_iam_span::LineIndex::new(&source.text).line_column(finding.span.start());
        cause.evidence.push(
            Message::new("mapping.finding")
                .with("kind", finding.kind.name())
                .with("file", source.name.as_str())
                .with("line", place.line.to_string())
                .with("column", place.column.to_string())
                .with_words("what", finding.message(Language::English), finding.message(Language::Japanese)),
        );
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
fn lost(known: &Known<'_>) -> Option<Cause> {
    let (source, document) = (known.source?, known.document.as_ref()?);
    if !known.mode.reads_aws_auth() || !document.has_parse_error() && !document.ignored() {
        return None;
    }
    let mut cause = Cause::new(CauseName::MappingLost, Confidence::Proven)
        .with_evidence(Message::new("mapping.lost").with("file", source.name.as_str()));
    for finding in document.findings() {
        cause.findings.push(finding.kind.name());
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

fn principal_id_changed(caller: &Caller) -> Cause {
    let message = Message::new("mapping.id-changed").with("canonical", canonical(caller));
    Cause::new(CauseName::PrincipalIdChanged, Confidence::Proven)
        .with_evidence(message)
        .with_remedy(Remedy::words(Actor::ClusterAdministrator, Message::new("remedy.recreate-entry")))
}

fn not_mapped(case: &Case<'_>, known: &Known<'_>, caller: &Caller) -> Cause {
    let hop = if known.mode == AuthenticationMode::Api { Hop::AccessEntry } else { Hop::AwsAuth };
    let message =
        Message::new("mapping.none").with("canonical", canonical(caller)).with("mode", known.mode.as_str());
    let mut cause = Cause::new(CauseName::NotMapped, Confidence::Proven).at(hop).with_evidence(message);
    if known.mode.reads_access_entries() {
        cause.remedies.push(new_entry(case, caller));
    }
    if known.mode.reads_aws_auth() {
        cause.remedies.extend(new_line(case, known, caller));
    }
    if cause.remedies.is_empty() {
        cause.remedies.push(Remedy::words(Actor::ClusterAdministrator, CauseName::NotMapped.advice()));
    }
    cause
}

/// Returns the ARN under which the cluster has to know the caller: the role's with its path, where IAM shows it.
fn entry_arn(case: &Case<'_>, caller: &Caller) -> String {
    let canonical = canonical(caller);
    case.snapshot.role(&canonical).map_or(canonical, |it| it.arn.clone())
}

fn canonical(caller: &Caller) -> String {
    eks_iam_arn::canonical_arn(&caller.arn).map_or_else(|_| caller.arn.clone(), std::borrow::Cow::into_owned)
}

/// Returns the remedy that creates an access entry, with the group that RBAC knows for this, and the view policy.
fn new_entry(case: &Case<'_>, caller: &Caller) -> Remedy {
    let arn = entry_arn(case, caller);
    let partition = case.snapshot.cluster.as_ref().map_or("aws", |it| it.partition.as_str());
    let group = rbac::group_that_can(case);
    let policy = if group.is_some() { "AmazonEKSViewPolicy" } else { "AmazonEKSAdminViewPolicy" };
    let mut entry = AccessEntry::new(arn.as_str());
    entry.kubernetes_groups = group.into_iter().collect();
    entry.access_policies = vec![AssociatedPolicy {
        policy_arn: format!("arn:{partition}:eks::aws:cluster-access-policy/{policy}"),
        scope: AccessScope::Cluster,
    }];
    let title = Message::new("remedy.access-entry").with("arn", arn).with("policy", policy);
    Remedy::new(
        RemedyKind::AccessEntry,
        Actor::ClusterAdministrator,
        title,
        vec![Change::PutAccessEntry(entry)],
    )
}

/// Returns the remedy that adds a line to mapRoles, and the RBAC objects for its group where none exist.
fn new_line(case: &Case<'_>, known: &Known<'_>, caller: &Caller) -> Option<Remedy> {
    let source = known.source?;
    let arn = role_arn_without_path(&canonical(caller))?;
    let name = arn.rsplit('/').next().unwrap_or_default().to_owned();
    let group = rbac::group_that_can(case);
    let new_group = group.is_none().then(|| format!("{name}s"));
    let group = group.or_else(|| new_group.clone())?;
    let edits = add_role_entry(&source.text, &arn, &name, &[group.as_str()]);
    let text = apply_edits(&source.text, &edits).ok()?;
    let mut changes = vec![Change::PutManifest(Source { name: source.name.clone(), text })];
    changes.extend(new_group.map(|it| Change::PutManifest(rbac::reader(&it))));
    let title = Message::new("remedy.aws-auth-line").with("arn", arn).with("group", group);
    Some(Remedy::new(RemedyKind::EditDocument, Actor::ClusterAdministrator, title, changes))
}
