//! The smallest change that allows a denied request.

use eks_iam_span::Edit;

use crate::{
    Decision, NamedPolicy, ParsePolicyError, PolicyDocument, PolicySet, PolicyType, Request,
    caller::CallerKind,
    evaluate::{Survey, evaluate},
    matching::Asked,
    plan::Planner,
    statement_text::{self, indented},
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
    if evaluation.decision() == Decision::ExplicitDeny || is_impossible(asked, survey) {
        return None;
    }
    let changes = Planner { asked, survey, policies }.plan();
    let after = apply_changes(policies, &changes).ok()?;
    evaluate(request, &after).is_allowed().then_some(changes)
}

/// Tells whether no policy can allow the request, whatever it says.
pub(crate) fn is_impossible(asked: &Asked<'_>, survey: &Survey<'_>) -> bool {
    let root_assumes = asked.caller.kind == CallerKind::Root && asked.action == "sts:assumerole";
    root_assumes || (is_closed(&asked.action) && survey.cross_account && survey.on_resource.grant.is_none())
}

/// Tells whether the service of an action, in lower case, has no resource-based policies but the trust of roles.
pub(crate) fn is_closed(action: &str) -> bool {
    let service = action.split_once(':').map_or("", |(service, _)| service);
    matches!(service, "eks" | "eks-auth" | "iam")
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
pub(crate) fn is_editable(policy: &NamedPolicy) -> bool {
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
