//! The decision, step by step as AWS describes it.

use crate::{
    Evaluation, Request,
    caller::CallerKind,
    document::{Effect, Statement},
    matching::Asked,
    policy_set::{NamedPolicy, PolicySet, PolicyType},
    principal::Grant,
};

/// What comes out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Decision {
    /// The request is allowed.
    Allow,
    /// A statement denies it.
    ExplicitDeny,
    /// Nothing denies it, but an Allow that is needed is missing.
    ImplicitDeny,
}

impl Decision {
    /// Returns the stable name: `allow`, `explicit-deny`, `implicit-deny`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Allow => "allow",
            Self::ExplicitDeny => "explicit-deny",
            Self::ImplicitDeny => "implicit-deny",
        }
    }
}

/// Decides a request as AWS decides it (IAM User Guide, "Policy evaluation logic").
///
/// The order of the checks: an explicit Deny anywhere, service control policies level by level, the endpoint policy,
/// then the two sides. In one account, a resource-based policy that names the caller is enough; across accounts both
/// sides must allow. Trust policies and KMS key policies must always name somebody (a role without a trust policy in the
/// set is judged, in its own account, by the caller's policies alone). `sts:GetCallerIdentity` is always
/// allowed. The root user needs no policy in its account, and may never assume a role. Resource control policies do not
/// reach EKS, which does not know them, and neither they nor service control policies reach service-linked roles; the
/// management account, and other services without resource control policies, are the caller's to leave out of the set.
///
/// Only policies are judged: that the role to pass belongs to another account, or that a service has no resource-based
/// policies, shows as a missing Allow.
///
/// The cost is proportional to the statements of the set; nothing is allocated for those that do not apply.
///
/// ```
/// use eks_iam_policy::{Decision, NamedPolicy, PolicyDocument, PolicySet, PolicyType, Request, evaluate};
///
/// let document = PolicyDocument::parse(
///     r#"{"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "eks:List*", "Resource": "*"}}"#,
/// )?;
/// let policies = PolicySet::with_identity([NamedPolicy::new("readers", document)]);
/// let cluster = "arn:aws:eks:eu-west-1:111122223333:cluster/shop";
/// let request = Request::new("arn:aws:iam::111122223333:user/mika", "eks:DescribeCluster", cluster);
/// let evaluation = evaluate(&request, &policies);
/// assert_eq!(evaluation.decision(), Decision::ImplicitDeny);
/// assert_eq!(evaluation.deciding(), PolicyType::Identity);
/// # Ok::<(), eks_iam_policy::ParsePolicyError>(())
/// ```
#[must_use]
pub fn evaluate<'a>(request: &'a Request, policies: &'a PolicySet) -> Evaluation<'a> {
    let asked = Asked::new(request, !policies.boundary.is_empty());
    let survey = Survey::new(&asked, policies);
    let verdict = survey.verdict(&asked);
    Evaluation::new(asked, policies, survey, verdict)
}

/// A statement with its policy.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Hit<'a> {
    pub(crate) policy: &'a NamedPolicy,
    pub(crate) index: usize,
}

/// What one type of policy says.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Tally<'a> {
    pub(crate) present: bool,
    pub(crate) deny: Option<Hit<'a>>,
    pub(crate) allow: Option<Hit<'a>>,
    /// The strongest grant, where the policy stands on the resource.
    pub(crate) grant: Option<Grant>,
}

impl<'a> Tally<'a> {
    pub(crate) fn new(
        policies: impl IntoIterator<Item = &'a NamedPolicy>,
        kind: PolicyType,
        asked: &Asked<'_>,
    ) -> Self {
        let mut tally = Self::default();
        for policy in policies {
            tally.present = true;
            for (index, statement) in policy.document.statements().iter().enumerate() {
                if !tally.wants(statement, kind) {
                    continue;
                }
                let Some(grant) = statement.applies(asked, kind) else { continue };
                let hit = Hit { policy, index };
                match statement.effect() {
                    Effect::Deny => tally.deny = Some(hit),
                    Effect::Allow if tally.grant < Some(grant) => {
                        tally.grant = Some(grant);
                        tally.allow = Some(hit);
                    }
                    Effect::Allow => {}
                }
            }
        }
        tally
    }

    /// Tells whether the statement could still add something.
    fn wants(&self, statement: &Statement, kind: PolicyType) -> bool {
        match statement.effect() {
            Effect::Deny => self.deny.is_none(),
            Effect::Allow => {
                self.grant.is_none() || (kind.is_on_resource() && self.grant < Some(Grant::Direct))
            }
        }
    }

    const fn allows(&self) -> bool {
        self.allow.is_some()
    }

    /// Tells whether a ceiling lets the request through: there is none, or it allows.
    pub(crate) const fn lets_through(&self) -> bool {
        !self.present || self.allow.is_some()
    }
}

/// What every type of policy says, before anything is decided.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Survey<'a> {
    pub(crate) rcp: Tally<'a>,
    pub(crate) scp_deny: Option<Hit<'a>>,
    /// The first level of service control policies that does not allow.
    pub(crate) scp_silent: Option<usize>,
    pub(crate) endpoint: Tally<'a>,
    pub(crate) on_resource: Tally<'a>,
    pub(crate) identity: Tally<'a>,
    pub(crate) boundary: Tally<'a>,
    pub(crate) session: Tally<'a>,
    /// `trust` or `resource`.
    pub(crate) resource_type: PolicyType,
    pub(crate) cross_account: bool,
}

/// The decision with what made it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Verdict<'a> {
    pub(crate) decision: Decision,
    pub(crate) deciding: PolicyType,
    pub(crate) hit: Option<Hit<'a>>,
}

impl<'a> Survey<'a> {
    pub(crate) fn new(asked: &Asked<'_>, set: &'a PolicySet) -> Self {
        let inside = |policies: &'a [NamedPolicy], kind| {
            let policies = if asked.is_reached_by(kind) { policies } else { &[] };
            Tally::new(policies, kind, asked)
        };
        let rcp = if asked.is_reached_by(PolicyType::Rcp) { set.rcp.as_slice() } else { &[] };
        let scp = if asked.is_reached_by(PolicyType::Scp) { set.scp.as_slice() } else { &[] };
        let (mut scp_deny, mut scp_silent) = (None, None);
        for (level, policies) in scp.iter().enumerate() {
            let tally = Tally::new(policies, PolicyType::Scp, asked);
            scp_deny = scp_deny.or(tally.deny);
            if !tally.allows() {
                scp_silent = scp_silent.or(Some(level));
            }
        }
        let resource_type = resource_type(asked, set);
        Self {
            rcp: Tally::new(rcp.iter().flatten(), PolicyType::Rcp, asked),
            scp_deny,
            scp_silent,
            endpoint: Tally::new(&set.endpoint, PolicyType::Endpoint, asked),
            on_resource: Tally::new(set.on_resource().map(|(_, policy)| policy), resource_type, asked),
            identity: inside(&set.identity, PolicyType::Identity),
            boundary: inside(&set.boundary, PolicyType::Boundary),
            session: inside(&set.session, PolicyType::Session),
            resource_type,
            cross_account: asked.is_cross_account(),
        }
    }

    pub(crate) fn verdict(&self, asked: &Asked<'_>) -> Verdict<'a> {
        if let Some(verdict) = self.settled(asked) {
            return verdict;
        }
        let (on_resource, kind) = (&self.on_resource, self.resource_type);
        let here = !self.cross_account;
        match on_resource.grant {
            _ if asked.caller.is_outsider() => {
                return if on_resource.allows() { allow(kind, on_resource.allow) } else { missing(kind) };
            }
            Some(Grant::Direct) if here => return allow(kind, on_resource.allow),
            Some(Grant::Entity) if here => {
                return self.ceiling(asked).unwrap_or_else(|| allow(kind, on_resource.allow));
            }
            None if here && must_be_named(asked, on_resource, kind) => return missing(kind),
            _ => {}
        }
        let root = asked.caller.kind == CallerKind::Root;
        if !root && !self.identity.allows() {
            return missing(PolicyType::Identity);
        }
        if !here && on_resource.grant.is_none() {
            return missing(kind);
        }
        let kind = if root { PolicyType::Root } else { PolicyType::Identity };
        self.ceiling(asked).unwrap_or_else(|| allow(kind, self.identity.allow))
    }

    /// What is decided before the two sides are looked at.
    fn settled(&self, asked: &Asked<'_>) -> Option<Verdict<'a>> {
        let kind = asked.caller.kind;
        if asked.action == "sts:getcalleridentity" && kind != CallerKind::Anonymous {
            let deciding = if kind == CallerKind::Root { PolicyType::Root } else { PolicyType::Identity };
            return Some(allow(deciding, None));
        }
        let denied = |(kind, hit): (PolicyType, Option<Hit<'a>>)| hit.map(|hit| deny(kind, hit));
        let explicit = self.denies().into_iter().find_map(denied);
        if explicit.is_some() {
            return explicit;
        }
        if self.scp_silent.is_some() {
            return Some(missing(PolicyType::Scp));
        }
        if !self.endpoint.lets_through() {
            return Some(missing(PolicyType::Endpoint));
        }
        (kind == CallerKind::Root && asked.action == "sts:assumerole").then(|| missing(PolicyType::Trust))
    }

    /// The explicit denials in the order in which they are reported.
    fn denies(&self) -> [(PolicyType, Option<Hit<'a>>); 7] {
        [
            (PolicyType::Rcp, self.rcp.deny),
            (PolicyType::Scp, self.scp_deny),
            (PolicyType::Endpoint, self.endpoint.deny),
            (self.resource_type, self.on_resource.deny),
            (PolicyType::Identity, self.identity.deny),
            (PolicyType::Boundary, self.boundary.deny),
            (PolicyType::Session, self.session.deny),
        ]
    }

    /// What boundary and session policies withhold.
    fn ceiling(&self, asked: &Asked<'_>) -> Option<Verdict<'a>> {
        if !self.boundary.lets_through() {
            return Some(missing(PolicyType::Boundary));
        }
        (!self.session_lets_through(asked)).then(|| missing(PolicyType::Session))
    }

    /// A federated user's session without session policies has none of its user's permissions.
    pub(crate) const fn session_lets_through(&self, asked: &Asked<'_>) -> bool {
        let needs_one = matches!(asked.caller.kind, CallerKind::FederatedUser { .. });
        self.session.allows() || (!self.session.present && !needs_one)
    }
}

/// Tells whether identity permissions alone are never enough: trust policies of roles, and policies of KMS keys. A role
/// whose trust policy is not in the set is judged by the other policies.
pub(crate) fn must_be_named(asked: &Asked<'_>, on_resource: &Tally<'_>, kind: PolicyType) -> bool {
    let is_key = asked
        .cut
        .is_some_and(|[_, _, service, _, _, resource]| service == "kms" && resource.starts_with("key/"));
    is_key || (kind == PolicyType::Trust && on_resource.present)
}

/// `trust` for the policy of a role that is assumed, also when none is given, since every role has one.
fn resource_type(asked: &Asked<'_>, set: &PolicySet) -> PolicyType {
    match set.on_resource() {
        Some((kind, _)) => kind,
        None if is_role_call(&asked.action) && is_role(asked) => PolicyType::Trust,
        None => PolicyType::Resource,
    }
}

fn is_role(asked: &Asked<'_>) -> bool {
    asked.cut.is_some_and(|[_, _, service, _, _, resource]| service == "iam" && resource.starts_with("role/"))
}

/// Tells whether an action, in lower case, is checked against the trust policy of a role.
pub(crate) fn is_role_call(lower: &str) -> bool {
    matches!(
        lower,
        "sts:assumerole"
            | "sts:assumerolewithwebidentity"
            | "sts:assumerolewithsaml"
            | "sts:tagsession"
            | "sts:setsourceidentity"
    )
}

const fn allow(deciding: PolicyType, hit: Option<Hit<'_>>) -> Verdict<'_> {
    Verdict { decision: Decision::Allow, deciding, hit }
}

const fn deny(deciding: PolicyType, hit: Hit<'_>) -> Verdict<'_> {
    Verdict { decision: Decision::ExplicitDeny, deciding, hit: Some(hit) }
}

const fn missing<'a>(deciding: PolicyType) -> Verdict<'a> {
    Verdict { decision: Decision::ImplicitDeny, deciding, hit: None }
}
