//! `iam:PassRole`: which calls hand over a role, to which service, and whether they may.

use crate::{
    Decision, DenialText, EksRole, PolicyDocument, Request,
    arn_pattern::segments,
    caller::Caller,
    eks_role::{names_service, trusts},
    evaluate::evaluate,
    policy_set::PolicySet,
    request::Context,
    statement_text::StatementText,
};

/// A role that a call hands over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PassedRole {
    /// The call, such as `eks:CreateCluster`.
    pub action: &'static str,
    /// The parameter with the role's ARN, as the API names it.
    pub parameter: &'static str,
    /// What the role is for.
    pub role: EksRole,
    /// The values that `iam:PassedToService` may have; AWS does not always say which one it is.
    pub services: &'static [&'static str],
}

impl PassedRole {
    /// Every role that calls around EKS hand over.
    pub const ALL: &'static [Self] = PASSED;
}

/// Returns the roles that a call hands over; case does not matter. Empty for calls that hand over none.
pub fn passed_roles(action: &str) -> impl Iterator<Item = &'static PassedRole> {
    PASSED.iter().filter(move |passed| passed.action.eq_ignore_ascii_case(action))
}

/// Returns the role that a parameter of a call hands over.
///
/// ```
/// use eks_iam_policy::passed_role;
///
/// let passed = passed_role("eks:CreateCluster", "roleArn");
/// assert_eq!(passed.map(|it| it.services), Some(["eks.amazonaws.com"].as_slice()));
/// ```
#[must_use]
pub fn passed_role(action: &str, parameter: &str) -> Option<&'static PassedRole> {
    passed_roles(action).find(|passed| passed.parameter == parameter)
}

/// Returns the statement that lets a caller pass one role to one service, as JSON.
#[must_use]
pub fn pass_role_statement(role_arn: &str, service: &str) -> String {
    StatementText {
        actions: vec!["iam:PassRole".to_owned()],
        resource: Some(role_arn.to_owned()),
        conditions: vec![("StringEquals", "iam:PassedToService".to_owned(), service.to_owned())],
        ..StatementText::default()
    }
    .allow()
}

/// Returns the request that a service makes of IAM when a caller hands over a role.
#[must_use]
pub fn pass_role_request(principal: &str, role_arn: &str, service: &str) -> Request {
    Request::new(principal, "iam:PassRole", role_arn).with("iam:PassedToService", service)
}

/// Whether a role may be passed, and whether its receiver can use it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum PassRoleVerdict {
    /// The caller may pass the role.
    Allowed {
        /// Whether the role trusts its receiver.
        trust: RoleTrust,
    },
    /// The role belongs to another account: that is never allowed.
    CrossAccount {
        /// What the service answers.
        message: String,
    },
    /// The caller may not pass the role.
    Denied {
        /// Whether a Deny says so.
        explicit: bool,
        /// What the service answers.
        message: String,
        /// The statement to add; `None` when a Deny says no.
        statement: Option<String>,
    },
}

/// Whether a role trusts a service.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RoleTrust {
    /// The trust policy was not given.
    Unknown,
    /// It trusts the service.
    Trusts,
    /// It trusts the service under conditions.
    UnderConditions,
    /// It does not. EKS then answers that the role could not be assumed.
    DoesNot,
}

impl RoleTrust {
    /// Judges a trust policy for a service principal.
    #[must_use]
    pub fn of(trust: Option<&PolicyDocument>, service: &str) -> Self {
        match trust {
            None => Self::Unknown,
            Some(trust) if trusts(trust, service, "sts:AssumeRole") => Self::Trusts,
            Some(trust) if names_service(trust, service) => Self::UnderConditions,
            Some(_) => Self::DoesNot,
        }
    }
}

/// Judges whether a caller may hand a role to a service, and whether the role trusts that service.
///
/// `trusted_service` is who will assume the role, which may be another service than the one it is passed to: a node
/// role is passed to EKS and trusts EC2.
#[must_use]
pub fn judge_pass_role(
    request: &Request,
    policies: &PolicySet,
    trust: Option<&PolicyDocument>,
    trusted_service: &str,
) -> PassRoleVerdict {
    let caller = Caller::new(&request.principal, &request.context);
    let owner = segments(&request.resource).map_or("", |[.., account, _]| account);
    if !caller.account.is_empty() && owner != caller.account {
        return PassRoleVerdict::CrossAccount {
            message: "Cross-account pass role is not allowed.".to_owned(),
        };
    }
    let evaluation = evaluate(request, policies);
    if evaluation.is_allowed() {
        return PassRoleVerdict::Allowed { trust: RoleTrust::of(trust, trusted_service) };
    }
    let explicit = evaluation.decision() == Decision::ExplicitDeny;
    let service = passed_to(&request.context);
    PassRoleVerdict::Denied {
        explicit,
        message: evaluation.denial_message(DenialText::WithReason).unwrap_or_default(),
        statement: (!explicit)
            .then(|| pass_role_statement(&request.resource, service.unwrap_or(trusted_service))),
    }
}

fn passed_to(context: &Context) -> Option<&str> {
    context.single("iam:PassedToService")
}

const fn passed(
    action: &'static str,
    parameter: &'static str,
    role: EksRole,
    services: &'static [&'static str],
) -> PassedRole {
    PassedRole { action, parameter, role, services }
}

const EKS: &[&str] = &["eks.amazonaws.com"];
const PODS: &[&str] = &["pods.eks.amazonaws.com"];
const EC2: &[&str] = &["ec2.amazonaws.com"];
const NODES: &[&str] = &["eks.amazonaws.com", "ec2.amazonaws.com"];
const FARGATE: &[&str] = &["eks.amazonaws.com", "eks-fargate-pods.amazonaws.com"];
const CONNECTOR: &[&str] = &["ssm.amazonaws.com"];

const PASSED: &[PassedRole] = &[
    passed("eks:CreateCluster", "roleArn", EksRole::Cluster, EKS),
    passed("eks:CreateCluster", "computeConfig.nodeRoleArn", EksRole::Node, EKS),
    passed("eks:UpdateClusterConfig", "computeConfig.nodeRoleArn", EksRole::Node, EKS),
    passed("eks:CreateNodegroup", "nodeRole", EksRole::Node, NODES),
    passed("eks:CreateFargateProfile", "podExecutionRoleArn", EksRole::Fargate, FARGATE),
    passed("eks:CreatePodIdentityAssociation", "roleArn", EksRole::PodIdentity, PODS),
    passed("eks:UpdatePodIdentityAssociation", "roleArn", EksRole::PodIdentity, PODS),
    passed("eks:CreateAddon", "podIdentityAssociations.roleArn", EksRole::AddOn, PODS),
    passed("eks:UpdateAddon", "podIdentityAssociations.roleArn", EksRole::AddOn, PODS),
    passed("eks:CreateAddon", "serviceAccountRoleArn", EksRole::AddOn, EKS),
    passed("eks:UpdateAddon", "serviceAccountRoleArn", EksRole::AddOn, EKS),
    passed("eks:CreateAccessEntry", "principalArn", EksRole::Node, NODES),
    passed("eks:RegisterCluster", "connectorConfig.roleArn", EksRole::Connector, CONNECTOR),
    passed("ec2:RunInstances", "iamInstanceProfile", EksRole::Node, EC2),
];
