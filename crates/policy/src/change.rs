//! The smallest change that allows a denied request.

use eks_iam_span::Edit;

use crate::{
    EksAction, NamedPolicy, ParsePolicyError, PolicyDocument, PolicySet, PolicyType, Request,
    arn_pattern::segments,
    caller::CallerKind,
    evaluate::{Survey, evaluate, must_be_named},
    matching::Asked,
    principal::Grant,
    statement_text::{self, StatementText, indented, literal},
};

/// A statement that one policy lacks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PolicyChange {
    /// The type of the policy that must change.
    pub policy_type: PolicyType,
    /// The policy to add the statement to; `None` where a new policy is made, because there is none that can be edited.
    pub policy_name: Option<String>,
    /// The level of a service control policy, the organization's root being 0.
    pub level: Option<usize>,
    /// The account in which the change is made, where known: the caller's, or the resource's owner's.
    pub account: Option<String>,
    /// The statement in JSON, indented by two blanks.
    pub statement: String,
    /// The edits that put the statement into the policy's source; empty where there is no source.
    pub edits: Vec<Edit>,
}

impl PolicyChange {
    /// Returns a whole policy document with this one statement.
    #[must_use]
    pub fn document(&self) -> String {
        statement_text::document(&self.statement)
    }
}

/// Returns the statements that turn a denial into an allow: one for each policy that must change, each of them needed.
///
/// They name this action, this resource, this caller, and the condition keys that narrow such a call
/// (`iam:PassedToService`, the subject and audience of a token, the external id …). Nothing is returned for a request
/// that is allowed.
///
/// `None` when no statement helps: an explicit Deny decides; the root user would assume a role; a role of another account would be
/// passed; or the resource is in another account and its service has no resource-based policies (EKS, IAM), so that a
/// role there must be assumed first.
///
/// ```
/// use eks_iam_policy::{PolicySet, Request, apply_changes, evaluate, minimal_changes};
///
/// let cluster = "arn:aws:eks:eu-west-1:111122223333:cluster/shop";
/// let request = Request::new("arn:aws:iam::111122223333:user/mika", "eks:DescribeCluster", cluster);
/// let policies = PolicySet::default();
/// let changes = minimal_changes(&request, &policies).unwrap_or_default();
/// assert_eq!(changes.len(), 1);
/// assert!(changes[0].statement.contains(cluster));
/// assert!(evaluate(&request, &apply_changes(&policies, &changes)?).is_allowed());
/// # Ok::<(), eks_iam_policy::ParsePolicyError>(())
/// ```
#[must_use]
pub fn minimal_changes(request: &Request, policies: &PolicySet) -> Option<Vec<PolicyChange>> {
    let evaluation = evaluate(request, policies);
    if evaluation.is_allowed() {
        return Some(Vec::new());
    }
    let (asked, survey) = (&evaluation.asked, &evaluation.survey);
    if evaluation.decision() == crate::Decision::ExplicitDeny || is_impossible(asked, survey) {
        return None;
    }
    let changes = Planner { asked, survey, policies }.plan();
    let after = apply_changes(policies, &changes).ok()?;
    evaluate(request, &after).is_allowed().then_some(changes)
}

/// Tells whether no policy can allow the request, whatever it says.
pub(crate) fn is_impossible(asked: &Asked<'_>, survey: &Survey<'_>) -> bool {
    let root_assumes = asked.caller.kind == CallerKind::Root && asked.action == "sts:assumerole";
    let service = asked.action.split_once(':').map_or("", |(service, _)| service);
    let closed = matches!(service, "eks" | "eks-auth" | "iam");
    root_assumes || (closed && survey.cross_account && survey.on_resource.grant.is_none())
}

/// Applies changes to a set, as new statements of the policies they name or as new policies.
///
/// # Errors
///
/// When a statement is no statement: never for those of [`minimal_changes`].
pub fn apply_changes(policies: &PolicySet, changes: &[PolicyChange]) -> Result<PolicySet, ParsePolicyError> {
    let mut set = policies.clone();
    for change in changes {
        let added = PolicyDocument::parse(&change.document())?;
        let new = |name: &str| NamedPolicy::new(name, added.clone());
        let into = |list: &mut Vec<NamedPolicy>| match target(list, change) {
            Some(policy) => policy.document = policy.document.with_statements_of(&added),
            None => list.push(new("new policy")),
        };
        let set_one = |slot: &mut Option<NamedPolicy>| match slot {
            Some(policy) => policy.document = policy.document.with_statements_of(&added),
            None => *slot = Some(new("new policy")),
        };
        match change.policy_type {
            PolicyType::Identity => into(&mut set.identity),
            PolicyType::Boundary => into(&mut set.boundary),
            PolicyType::Session => into(&mut set.session),
            PolicyType::Endpoint => into(&mut set.endpoint),
            PolicyType::Scp => {
                if let Some(level) = change.level.and_then(|level| set.scp.get_mut(level)) {
                    into(level);
                }
            }
            PolicyType::Resource => set_one(&mut set.resource),
            PolicyType::Trust => set_one(&mut set.trust),
            PolicyType::Rcp | PolicyType::Root => {}
        }
    }
    Ok(set)
}

fn target<'a>(list: &'a mut [NamedPolicy], change: &PolicyChange) -> Option<&'a mut NamedPolicy> {
    let name = change.policy_name.as_deref()?;
    list.iter_mut().rfind(|policy| policy.name == name && is_editable(policy))
}

/// AWS's own policies cannot be edited.
fn is_editable(policy: &NamedPolicy) -> bool {
    !policy.arn.as_deref().is_some_and(|arn| arn.contains("::aws:") || arn.contains(":aws:policy/"))
}

impl PolicyDocument {
    /// This document with the statements of another one behind its own.
    pub(crate) fn with_statements_of(&self, other: &Self) -> Self {
        let mut inner = (*self.inner).clone();
        inner.statements.extend(other.statements().iter().cloned());
        Self { inner: inner.into() }
    }

    /// The edits that add a statement to the source.
    pub(crate) fn insertion(&self, statement: &str) -> Vec<Edit> {
        let Some(source) = self.source() else { return Vec::new() };
        let list = self.inner.statement_span;
        let Some(last) = self.statements().last().map(|statement| statement.span()) else {
            return vec![Edit::replace(list, format!("[\n{}\n  ]", indented(statement, "    ")))];
        };
        let line =
            source.get(..last.start()).and_then(|before| before.rsplit('\n').next()).unwrap_or_default();
        let indent: String = line.chars().take_while(|it| *it == ' ' || *it == '\t').collect();
        let added = format!(",\n{}", indented(statement, &indent));
        if self.inner.statement_is_list {
            return vec![Edit::insert(last.end(), added)];
        }
        vec![Edit::insert(list.start(), "["), Edit::insert(list.end(), added + "]")]
    }
}

/// Finds which policies must change.
pub(crate) struct Planner<'a> {
    pub(crate) asked: &'a Asked<'a>,
    pub(crate) survey: &'a Survey<'a>,
    pub(crate) policies: &'a PolicySet,
}

impl Planner<'_> {
    fn plan(&self) -> Vec<PolicyChange> {
        let mut changes = self.organization();
        if self.asked.caller.is_outsider() {
            changes.extend(self.resource_side());
            return changes;
        }
        let (needs_identity, needs_grant, has_ceilings) = self.needs();
        if needs_grant {
            changes.extend(self.resource_side());
        }
        if needs_identity {
            changes.push(self.identity());
        }
        if has_ceilings {
            changes.extend(self.ceilings());
        }
        changes
    }

    /// Whether an identity Allow, a grant on the resource, and the ceilings are needed.
    fn needs(&self) -> (bool, bool, bool) {
        let survey = self.survey;
        let grant = survey.on_resource.grant;
        let root = self.asked.caller.kind == CallerKind::Root;
        let identity = !root && survey.identity.allow.is_none();
        if survey.cross_account {
            return (identity, grant.is_none(), true);
        }
        match grant {
            Some(Grant::Direct) => (false, false, false),
            Some(Grant::Entity) => (false, false, true),
            Some(Grant::Account) => (identity, false, true),
            None if must_be_named(self.asked, &survey.on_resource, survey.resource_type) => {
                // What the new statement grants decides what else is needed.
                let new = self.new_grant();
                (identity && new == Grant::Account, true, new != Grant::Direct)
            }
            None => (identity, false, true),
        }
    }

    const fn new_grant(&self) -> Grant {
        match self.asked.caller.kind {
            CallerKind::Session { .. } | CallerKind::Role { .. } => Grant::Entity,
            CallerKind::Root => Grant::Account,
            _ => Grant::Direct,
        }
    }

    /// Service control policies, level by level, and the endpoint policy.
    fn organization(&self) -> Vec<PolicyChange> {
        let mut changes = Vec::new();
        if self.survey.scp_silent.is_some() {
            for (level, policies) in self.policies.scp.iter().enumerate() {
                let tally = crate::evaluate::Tally::new(policies, PolicyType::Scp, self.asked);
                if tally.allow.is_none() {
                    let change = self.change(PolicyType::Scp, policies, self.statement(None));
                    changes.push(PolicyChange { level: Some(level), ..change });
                }
            }
        }
        if !self.survey.endpoint.lets_through() {
            let statement = self.statement(Some(self.principal()));
            changes.push(self.change(PolicyType::Endpoint, &self.policies.endpoint, statement));
        }
        changes
    }

    fn ceilings(&self) -> Vec<PolicyChange> {
        let mut changes = Vec::new();
        if !self.survey.boundary.lets_through() {
            changes.push(self.change(PolicyType::Boundary, &self.policies.boundary, self.statement(None)));
        }
        if !self.survey.session_lets_through(self.asked) {
            changes.push(self.change(PolicyType::Session, &self.policies.session, self.statement(None)));
        }
        changes
    }

    pub(crate) fn identity(&self) -> PolicyChange {
        self.change(PolicyType::Identity, &self.policies.identity, self.statement(None))
    }

    pub(crate) fn resource_side(&self) -> Option<PolicyChange> {
        if self.survey.on_resource.grant.is_some() {
            return None;
        }
        let kind = self.survey.resource_type;
        let existing = self.policies.on_resource().map(|(_, policy)| std::slice::from_ref(policy));
        let mut statement = self.statement(Some(self.principal()));
        statement.conditions = self.resource_conditions();
        if kind == PolicyType::Trust {
            statement.resource = None;
        }
        Some(self.change(kind, existing.unwrap_or_default(), statement))
    }

    fn change(
        &self,
        policy_type: PolicyType,
        policies: &[NamedPolicy],
        statement: StatementText<'_>,
    ) -> PolicyChange {
        let policy = policies.iter().rfind(|policy| is_editable(policy));
        let statement = statement.allow();
        let account =
            if policy_type.is_on_resource() { self.asked.owner() } else { self.asked.caller.account };
        PolicyChange {
            policy_type,
            policy_name: policy.map(|policy| policy.name.clone()),
            level: None,
            account: (policy_type != PolicyType::Endpoint && !account.is_empty()).then(|| account.to_owned()),
            edits: policy.map(|policy| policy.document.insertion(&statement)).unwrap_or_default(),
            statement,
        }
    }

    /// This action on this resource.
    fn statement(&self, principal: Option<(&'static str, String)>) -> StatementText<'static> {
        StatementText {
            principal,
            actions: vec![self.asked.request.action.clone()],
            resource: Some(self.resource()),
            conditions: self.call_conditions(),
        }
    }

    /// The resource as a pattern: `*` where the action has none, or where its name is no ARN.
    fn resource(&self) -> String {
        let untyped =
            EksAction::find(&self.asked.action).is_some_and(|action| action.resource_types.is_empty());
        let named = self.asked.action == "eks:createcluster";
        if self.asked.cut.is_none() || (untyped && !named) {
            return "*".to_owned();
        }
        literal(&self.asked.request.resource, false)
    }

    /// The keys that tell one such call from another.
    fn call_conditions(&self) -> Vec<(&'static str, String, String)> {
        let keys: &[(&str, &str)] = match self.asked.action.as_str() {
            "iam:passrole" => {
                &[("StringEquals", "iam:PassedToService"), ("ArnLike", "iam:AssociatedResourceArn")]
            }
            "iam:createservicelinkedrole" => &[("StringEquals", "iam:AWSServiceName")],
            "eks:associateaccesspolicy" | "eks:disassociateaccesspolicy" => {
                &[("StringEquals", "eks:accessScope"), ("ArnEquals", "eks:policyArn")]
            }
            "eks:createaccessentry" => &[("ArnEquals", "eks:principalArn")],
            _ => &[],
        };
        self.conditions(keys)
    }

    /// The keys that tell one caller of a resource from another.
    fn resource_conditions(&self) -> Vec<(&'static str, String, String)> {
        match self.asked.caller.kind {
            CallerKind::Federated => self.token_conditions(),
            CallerKind::Service => {
                self.conditions(&[("StringEquals", "aws:SourceAccount"), ("ArnLike", "aws:SourceArn")])
            }
            CallerKind::Anonymous => Vec::new(),
            _ if self.asked.action == "sts:assumerole" => {
                self.conditions(&[("StringEquals", "sts:ExternalId")])
            }
            _ => self.call_conditions(),
        }
    }

    /// Subject and audience of a token; the audience of a SAML assertion.
    fn token_conditions(&self) -> Vec<(&'static str, String, String)> {
        let wanted = |key: &str| {
            let lower = key.to_ascii_lowercase();
            lower == "saml:aud"
                || (!lower.starts_with("saml:") && (lower.ends_with(":sub") || lower.ends_with(":aud")))
        };
        let keys = self.asked.context().iter().map(|(key, _)| key).filter(|key| wanted(key));
        keys.filter_map(|key| self.condition("StringEquals", key)).collect()
    }

    fn conditions(&self, keys: &[(&'static str, &'static str)]) -> Vec<(&'static str, String, String)> {
        keys.iter().filter_map(|(operator, key)| self.condition(operator, key)).collect()
    }

    fn condition(&self, operator: &'static str, key: &str) -> Option<(&'static str, String, String)> {
        let value = self.asked.context().single(key)?;
        let is_arn = operator.starts_with("Arn");
        if is_arn && !(value.starts_with("arn:") && segments(value).is_some()) {
            return None;
        }
        Some((operator, key.to_owned(), literal(value, is_arn)))
    }

    /// The caller, as a policy on the resource names it: a session by its role.
    fn principal(&self) -> (&'static str, String) {
        let caller = &self.asked.caller;
        match caller.kind {
            CallerKind::Anonymous => ("*", "*".to_owned()),
            CallerKind::Service => ("Service", caller.text.to_owned()),
            CallerKind::Federated => ("Federated", caller.text.to_owned()),
            CallerKind::Session { role_name } => ("AWS", self.role_arn(role_name)),
            _ => ("AWS", caller.text.to_owned()),
        }
    }

    /// The ARN of the calling role, with its path where `aws:PrincipalArn` tells it.
    fn role_arn(&self, name: &str) -> String {
        let caller = &self.asked.caller;
        let told = self.asked.context().single("aws:PrincipalArn").filter(|arn| {
            segments(arn).is_some_and(|[_, partition, service, _, account, resource]| {
                (partition, service, account) == (caller.partition, "iam", caller.account)
                    && resource.starts_with("role/")
                    && resource.rsplit('/').next() == Some(name)
            })
        });
        told.map_or_else(
            || format!("arn:{}:iam::{}:role/{name}", caller.partition, caller.account),
            str::to_owned,
        )
    }
}
