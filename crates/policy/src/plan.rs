//! Which policies must change, and the statements they lack.

use crate::{
    EksAction, NamedPolicy, PolicyChange, PolicySet, PolicyType,
    arn_pattern::segments,
    caller::CallerKind,
    change::is_editable,
    evaluate::{Survey, Tally, must_be_named},
    matching::Asked,
    principal::Grant,
    statement_text::{StatementText, literal},
};

/// Finds which policies must change.
pub(crate) struct Planner<'a> {
    pub(crate) asked: &'a Asked<'a>,
    pub(crate) survey: &'a Survey<'a>,
    pub(crate) policies: &'a PolicySet,
}

impl Planner<'_> {
    pub(crate) fn plan(&self) -> Vec<PolicyChange> {
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
                let tally = Tally::new(policies, PolicyType::Scp, self.asked);
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
