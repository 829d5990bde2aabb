//! What the evaluator prints for a denial, the classifier reads back.

use eks_iam_diagnosis::{CauseName, candidates};
use eks_iam_error_classifier::{Class, FieldName, classify};
use eks_iam_policy::{
    Decision, DenialText, NamedPolicy, PolicyDocument, PolicySet, PolicyType, Request, evaluate,
};
use proptest::prelude::*;

const FULL: &str = r#"{"Statement": {"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"}}"#;
const SILENT: &str =
    r#"{"Statement": {"Effect": "Allow", "Principal": "*", "Action": "none:*", "Resource": "*"}}"#;
const DENY: &str = r#"{"Statement": {"Effect": "Deny", "Principal": "*", "Action": "*", "Resource": "*"}}"#;

fn policy(text: &str, arn: &str) -> NamedPolicy {
    NamedPolicy::new("policy", PolicyDocument::parse(text).expect("a policy")).with_arn(arn)
}

/// A set in which everything allows but one type, which is silent or denies.
fn set(kind: PolicyType, text: &str, is_role_call: bool) -> PolicySet {
    let full = || policy(FULL, "arn:aws:iam::aws:policy/AdministratorAccess");
    let arn = match kind {
        PolicyType::Scp => "arn:aws:organizations::444455556666:policy/o-a1/service_control_policy/p-a1",
        PolicyType::Rcp => "arn:aws:organizations::444455556666:policy/o-a1/resource_control_policy/p-a1",
        _ => "arn:aws:iam::111122223333:policy/team/stop",
    };
    let wrong = policy(text, arn);
    let mut set = PolicySet::with_identity([full()]);
    if is_role_call {
        set.trust = Some(full());
    }
    match kind {
        PolicyType::Identity => set.identity = vec![wrong],
        PolicyType::Boundary => set.boundary = vec![wrong],
        PolicyType::Session => set.session = vec![wrong],
        PolicyType::Endpoint => set.endpoint = vec![wrong],
        PolicyType::Scp => set.scp = vec![vec![full()], vec![wrong]],
        PolicyType::Rcp => set.rcp = vec![vec![wrong]],
        PolicyType::Resource => set.resource = Some(wrong),
        PolicyType::Trust => set.trust = Some(wrong),
        PolicyType::Root => {}
    }
    set
}

/// The class of a text that names that type, as the error taxonomy has it.
const fn class_of(kind: PolicyType, decision: Decision) -> Option<Class> {
    Some(match (kind, decision) {
        (PolicyType::Identity, Decision::ExplicitDeny) => Class::ExplicitDenyIdentityPolicy,
        (PolicyType::Resource, Decision::ExplicitDeny) => Class::ExplicitDenyResourcePolicy,
        (PolicyType::Boundary, Decision::ExplicitDeny) => Class::ExplicitDenyPermissionsBoundary,
        (PolicyType::Session, Decision::ExplicitDeny) => Class::ExplicitDenySessionPolicy,
        (PolicyType::Scp, Decision::ExplicitDeny) => Class::ExplicitDenyScp,
        (PolicyType::Rcp, Decision::ExplicitDeny) => Class::ExplicitDenyRcp,
        (PolicyType::Endpoint, Decision::ExplicitDeny) => Class::ExplicitDenyVpcEndpointPolicy,
        (PolicyType::Identity, _) => Class::AccessDeniedIdentityPolicyMissing,
        (PolicyType::Resource, _) => Class::AccessDeniedResourcePolicyMissing,
        (PolicyType::Boundary, _) => Class::AccessDeniedPermissionsBoundaryMissing,
        (PolicyType::Session, _) => Class::AccessDeniedSessionPolicyMissing,
        (PolicyType::Scp, _) => Class::AccessDeniedScpMissing,
        (PolicyType::Endpoint, _) => Class::AccessDeniedVpcEndpointPolicyMissing,
        (PolicyType::Rcp | PolicyType::Trust | PolicyType::Root, _) => return None,
    })
}

/// The cause that lies in that type of policy.
const fn cause_of(kind: PolicyType, decision: Decision) -> CauseName {
    match (kind, decision) {
        (PolicyType::Scp, _) => CauseName::ScpDeny,
        (PolicyType::Rcp, _) => CauseName::RcpDeny,
        (PolicyType::Trust, Decision::ImplicitDeny) => CauseName::TrustPolicy,
        (_, Decision::ExplicitDeny) => CauseName::ExplicitDeny,
        (PolicyType::Boundary, _) => CauseName::BoundaryMissing,
        (PolicyType::Session, _) => CauseName::SessionPolicyMissing,
        (PolicyType::Endpoint, _) => CauseName::VpcePolicyMissing,
        (PolicyType::Resource, _) => CauseName::ResourcePolicyMissing,
        (PolicyType::Identity | PolicyType::Trust | PolicyType::Root, _) => CauseName::IdentityPolicyMissing,
    }
}

/// The words that name the type in a sentence.
const fn words_of(kind: PolicyType) -> &'static str {
    match kind {
        PolicyType::Identity => "identity-based policy",
        PolicyType::Resource => "resource-based policy",
        PolicyType::Boundary => "permissions boundary",
        PolicyType::Session => "session policy",
        PolicyType::Scp => "service control policy",
        PolicyType::Rcp => "resource control policy",
        PolicyType::Endpoint => "VPC endpoint policy",
        PolicyType::Trust => "role trust policy",
        PolicyType::Root => "",
    }
}

/// The frames in which programs print a sentence.
fn framed(frame: usize, message: &str) -> String {
    match frame {
        0 => message.to_owned(),
        1 => format!("An error occurred (AccessDeniedException) when calling the X operation: {message}"),
        2 => format!(
            "operation error EKS: X, https response error StatusCode: 403, RequestID: 7c41e1b2-a5a1-4f0e-9d4f-5c0a3f1d8e11, \
             api error AccessDeniedException: {message}"
        ),
        _ => format!(
            "{message} (Service: Eks, Status Code: 403, Request ID: 7c41e1b2-a5a1-4f0e-9d4f-5c0a3f1d8e11)"
        ),
    }
}

fn request() -> impl Strategy<Value = Request> {
    let name = "[a-z][a-z0-9-]{0,20}[a-z]";
    (0..7_usize, name, "[A-Za-z+=,.@_-]{2,12}").prop_map(|(call, name, session)| {
        let caller = format!("arn:aws:sts::111122223333:assumed-role/ops/{session}");
        let (action, resource) = match call {
            0 => ("eks:DescribeCluster", format!("arn:aws:eks:eu-west-1:111122223333:cluster/{name}")),
            1 => ("eks:ListClusters", "arn:aws:eks:eu-west-1:111122223333:cluster/*".to_owned()),
            2 => ("sqs:SendMessage", format!("arn:aws:sqs:eu-west-1:444455556666:{name}")),
            3 => ("iam:PassRole", format!("arn:aws:iam::111122223333:role/team/{name}")),
            4 => (
                "secretsmanager:GetSecretValue",
                format!("arn:aws:secretsmanager:eu-west-1:111122223333:secret:{name}"),
            ),
            5 => ("sts:AssumeRole", format!("arn:aws:iam::444455556666:role/{name}")),
            _ => ("sts:TagSession", format!("arn:aws:iam::444455556666:role/{name}")),
        };
        Request::new(caller, action, resource)
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_classifier_reads_the_deciding_type_back(
        request in request(),
        kind in proptest::sample::select(PolicyType::ALL.to_vec()),
        explicit in any::<bool>(),
        text in proptest::sample::select(vec![DenialText::WithReason, DenialText::WithPolicyArn, DenialText::Plain]),
        frame in 0..4_usize,
    ) {
        let is_role_call = request.action.starts_with("sts:");
        let has_other = if is_role_call { PolicyType::Resource } else { PolicyType::Trust };
        prop_assume!(kind != has_other);
        let mut policies = set(kind, if explicit { DENY } else { SILENT }, is_role_call);
        if request.action.starts_with("sqs:") && kind != PolicyType::Resource {
            policies.resource = Some(policy(FULL, "arn:aws:sqs:eu-west-1:444455556666:x"));
        }
        let evaluation = evaluate(&request, &policies);
        let Some(message) = evaluation.denial_message(text) else { return Ok(()) };
        let (deciding, decision) = (evaluation.deciding(), evaluation.decision());
        prop_assert_eq!(deciding, kind);

        let printed = framed(frame, &message);
        let symptom = classify(&printed);
        prop_assert_eq!(symptom.value(FieldName::PrincipalArn), Some(request.principal.as_str()), "{}", &printed);
        prop_assert_eq!(symptom.value(FieldName::Action), Some(request.action.as_str()), "{}", &printed);
        prop_assert_eq!(symptom.value(FieldName::Resource), Some(request.resource.as_str()), "{}", &printed);

        let names_type = message.contains(words_of(deciding));
        if names_type {
            let reason = symptom.value(FieldName::DenyReason).unwrap_or_default();
            prop_assert!(reason.contains(words_of(deciding)), "{}: {}", reason, &printed);
            prop_assert_eq!(reason.contains("explicit deny"), decision == Decision::ExplicitDeny);
            if request.action != "iam:PassRole" {
                prop_assert_eq!(Some(symptom.class()), class_of(deciding, decision), "{}", &printed);
            }
        } else {
            let cause = cause_of(deciding, decision);
            let causes = candidates(symptom.class());
            let is_tag = causes.contains(&CauseName::SessionTags);
            let is_pass = causes.contains(&CauseName::PassRole) && cause == CauseName::IdentityPolicyMissing;
            prop_assert!(causes.contains(&cause) || is_tag || is_pass, "{:?} not in {:?} of {}", cause, causes, &printed);
        }
    }
}

/// The calls of whoever holds a token have sentences of their own, without caller and role.
#[test]
fn federated_calls_are_read_back() {
    let role = "arn:aws:iam::111122223333:role/reader";
    let calls = [
        ("arn:aws:iam::111122223333:oidc-provider/x.example", "sts:AssumeRoleWithWebIdentity"),
        ("arn:aws:iam::111122223333:saml-provider/Okta", "sts:AssumeRoleWithSAML"),
    ];
    for (principal, action) in calls {
        for kind in [PolicyType::Trust, PolicyType::Rcp, PolicyType::Endpoint] {
            for text in [SILENT, DENY] {
                let policies = set(kind, text, true);
                let request = Request::new(principal, action, role);
                let evaluation = evaluate(&request, &policies);
                let Some(message) = evaluation.denial_message(DenialText::WithReason) else { continue };
                let class = classify(&message).class();
                let cause = cause_of(evaluation.deciding(), evaluation.decision());
                assert!(candidates(class).contains(&cause), "{cause:?} not in {class:?} of {message}");
            }
        }
    }
}
