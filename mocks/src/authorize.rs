//! What is asked of the policies: the caller's context and the policies that apply. The verdict is `policy`'s alone.

use eks_iam_policy::{Decision, DenialText, NamedPolicy, PolicySet, Request, evaluate};

use crate::{
    Account, Check, Role,
    exchange::{ApiError, Exchange},
    identity::{Caller, CallerKind, SessionDetails},
    record::SOURCE_ADDRESS,
};

/// A question to the policies that was answered with no.
#[derive(Debug)]
pub(crate) struct Verdict {
    pub(crate) request: Request,
    pub(crate) is_explicit: bool,
    with_reason: String,
    plain: String,
}

impl Verdict {
    /// The text of the denial.
    pub(crate) fn denial(&self, text: DenialText) -> &str {
        if text == DenialText::Plain { &self.plain } else { &self.with_reason }
    }
}

impl Exchange<'_> {
    /// Begins a question: may this caller do that here? The keys that AWS puts into every request are there.
    pub(crate) fn question(&self, caller: &Caller, action: &str, resource: &str) -> Request {
        let mut request = self.bare_question(&caller.arn, action, resource);
        for (key, value) in caller_context(caller) {
            request.context.insert(key, value);
        }
        if let Some(session) = &caller.session {
            self.add_session(&mut request, session);
        }
        request
    }

    /// Begins a question of somebody without an identity side: a service, or whoever holds a provider's token.
    pub(crate) fn bare_question(&self, principal: &str, action: &str, resource: &str) -> Request {
        let mut request = Request::new(principal, action, resource)
            .with("aws:RequestedRegion", &self.region)
            .with("aws:SecureTransport", "true")
            .with("aws:CurrentTime", self.now.rfc3339())
            .with("aws:EpochTime", self.now.unix().to_string());
        if let Some(agent) = self.request.header("user-agent") {
            request.context.insert("aws:UserAgent", agent);
        }
        if let Some(account) = resource.split(':').nth(4).filter(|it| !it.is_empty()) {
            request.context.insert("aws:ResourceAccount", account);
        }
        if self.world.vpc_endpoint().is_some() {
            request.context.insert("aws:SourceVpce", VPC_ENDPOINT);
            request.context.insert("aws:VpcSourceIp", "10.0.0.10");
        } else {
            request.context.insert("aws:SourceIp", SOURCE_ADDRESS);
        }
        request
    }

    fn add_session(&self, request: &mut Request, session: &SessionDetails) {
        let context = &mut request.context;
        context.insert("aws:TokenIssueTime", session.issued_at.rfc3339());
        context.insert("aws:MultiFactorAuthPresent", session.mfa.to_string());
        if session.mfa {
            context.insert("aws:MultiFactorAuthAge", (self.now - session.issued_at).to_string());
        }
        if let Some(identity) = &session.source_identity {
            context.insert("aws:SourceIdentity", identity);
        }
        for (key, value) in &session.tags {
            context.insert(format!("aws:PrincipalTag/{key}"), value);
        }
        for (key, value) in &session.federation {
            context.insert(key, value);
        }
    }

    /// The policies on the caller's side, and the endpoint's.
    pub(crate) fn policies(&self, caller: &Caller) -> PolicySet {
        let mut set = PolicySet {
            endpoint: self.world.vpc_endpoint().cloned().into_iter().collect(),
            ..PolicySet::default()
        };
        let accounts = self.world.accounts();
        let Some(account) = accounts.iter().find(|it| it.id == caller.account) else { return set };
        set.scp.clone_from(&account.scps);
        match &caller.kind {
            CallerKind::Root => {}
            // Of all that the root may do the session policies are left.
            CallerKind::Federated { user: None } => {
                let session = caller.session.as_ref().map(|it| it.policies.clone());
                set.identity = session.unwrap_or_default();
            }
            CallerKind::User(name) | CallerKind::Federated { user: Some(name) } => {
                if let Some(user) = account.users.iter().find(|user| user.name == *name) {
                    set.identity.clone_from(&user.policies);
                    set.boundary = user.boundary.clone().into_iter().collect();
                }
            }
            CallerKind::Role { name, .. } => {
                if let Some(role) = account.role(name) {
                    set.identity.clone_from(&role.policies);
                    set.boundary = role.boundary.clone().into_iter().collect();
                }
            }
        }
        if let Some(session) = &caller.session {
            set.session.clone_from(&session.policies);
        }
        set
    }

    /// The policies that stand on a role which is to be assumed, beside those of the caller.
    pub(crate) fn with_role(&self, mut set: PolicySet, account: &Account, role: &Role) -> PolicySet {
        set.trust = Some(role.trust.clone());
        set.rcp.clone_from(&account.rcps);
        set
    }

    /// Policies of somebody who has no identity side.
    pub(crate) fn outsider(&self, account: &Account, role: &Role) -> PolicySet {
        let endpoint: Vec<NamedPolicy> = self.world.vpc_endpoint().cloned().into_iter().collect();
        self.with_role(PolicySet { endpoint, ..PolicySet::default() }, account, role)
    }

    /// Asks; `check` is the one that lets everything through when the world skips it.
    pub(crate) fn ask(
        &self,
        check: Check,
        mut request: Request,
        set: &PolicySet,
    ) -> Result<(), Box<Verdict>> {
        if self.world.skips(check) {
            return Ok(());
        }
        if self.world.skips(Check::ExternalId) {
            tell_external_id(&mut request, set);
        }
        let relaxed = self.relaxed_policies(set);
        let evaluation = evaluate(&request, relaxed.as_ref().unwrap_or(set));
        if evaluation.is_allowed() {
            return Ok(());
        }
        let text = |text| evaluation.denial_message(text).unwrap_or_default();
        let (with_reason, plain) = (text(DenialText::WithReason), text(DenialText::Plain));
        let is_explicit = evaluation.decision() == Decision::ExplicitDeny;
        Err(Box::new(Verdict { is_explicit, with_reason, plain, request }))
    }

    /// The policies without those of the types that the world does not check; `None` when it checks all.
    fn relaxed_policies(&self, set: &PolicySet) -> Option<PolicySet> {
        let skips = |check| self.world.skips(check);
        let types = [Check::Boundary, Check::Scp, Check::Rcp, Check::SessionPolicy, Check::EndpointPolicy];
        if !types.into_iter().any(skips) {
            return None;
        }
        let mut set = set.clone();
        if skips(Check::Boundary) {
            set.boundary.clear();
        }
        if skips(Check::Scp) {
            set.scp.clear();
        }
        if skips(Check::Rcp) {
            set.rcp.clear();
        }
        if skips(Check::SessionPolicy) {
            set.session.clear();
        }
        if skips(Check::EndpointPolicy) {
            set.endpoint.clear();
        }
        Some(set)
    }

    /// Asks whether the caller may do something to a resource that has no policy of its own; the refusal is in the
    /// service's words.
    pub(crate) fn permit(&self, caller: &Caller, request: Request) -> Result<(), ApiError> {
        self.ask(Check::Policy, request, &self.policies(caller)).map_err(|verdict| self.denied(&verdict))
    }

    /// The refusal as this service words it.
    pub(crate) fn denied(&self, verdict: &Verdict) -> ApiError {
        let code = if matches!(self.service, "sts" | "iam" | "s3") {
            "AccessDenied"
        } else {
            "AccessDeniedException"
        };
        ApiError::new(403, code, verdict.denial(self.world.denial_text()))
    }
}

/// Gives a request the external id that the trust policy wants.
fn tell_external_id(request: &mut Request, set: &PolicySet) {
    let statements = set.trust.iter().flat_map(|it| it.document.statements());
    let mut conditions = statements.flat_map(|it| it.conditions());
    let wanted = conditions.find(|it| it.key_lower() == "sts:externalid").and_then(|it| it.values().first());
    if let Some(wanted) = wanted {
        request.context.insert("sts:ExternalId", &wanted.value);
    }
}

/// The keys that tell who calls.
fn caller_context(caller: &Caller) -> Vec<(&'static str, String)> {
    let mut context = vec![
        ("aws:PrincipalAccount", caller.account.clone()),
        ("aws:userid", caller.user_id.clone()),
        ("aws:PrincipalIsAWSService", "false".to_owned()),
    ];
    let (kind, arn) = match &caller.kind {
        CallerKind::Root => ("Account", caller.arn.clone()),
        CallerKind::User(name) => {
            context.push(("aws:username", name.clone()));
            ("User", caller.arn.clone())
        }
        CallerKind::Role { arn, .. } => ("AssumedRole", arn.clone()),
        CallerKind::Federated { .. } => ("FederatedUser", caller.arn.clone()),
    };
    context.push(("aws:PrincipalType", kind.to_owned()));
    context.push(("aws:PrincipalArn", arn));
    context
}

const VPC_ENDPOINT: &str = "vpce-0123456789abcdef0";
