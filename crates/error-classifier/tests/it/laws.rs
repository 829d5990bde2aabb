//! Laws over generated messages: wrappers and damage change nothing, nothing panics, spans slice, time is linear.

use eks_iam_error_classifier::{FieldName, classify, classify_bytes};
use proptest::prelude::*;

use crate::{
    cases::check_spans,
    wrap::{DAMAGES, Message, WRAPPERS, damage, hard_wrap, wrap},
};

/// Fields of the sentence itself, which no wrapper changes.
const OF_SENTENCE: &[FieldName] = &[
    FieldName::PrincipalArn,
    FieldName::Action,
    FieldName::Resource,
    FieldName::DenyReason,
    FieldName::DenyPolicyArn,
    FieldName::K8sUser,
    FieldName::K8sVerb,
    FieldName::K8sResource,
];

/// Fixed sentences with their codes and operations.
const FIXED: &[(&str, &str, &str)] = &[
    ("ExpiredToken", "ListClusters", "The security token included in the request is expired"),
    ("InvalidClientTokenId", "GetCallerIdentity", "The security token included in the request is invalid."),
    ("AccessDenied", "AssumeRoleWithWebIdentity", "Not authorized to perform sts:AssumeRoleWithWebIdentity"),
    ("InvalidIdentityToken", "AssumeRoleWithWebIdentity", "Incorrect token audience"),
    (
        "InvalidIdentityToken",
        "AssumeRoleWithWebIdentity",
        "No OpenIDConnect provider found in your account for https://oidc.eks.us-west-2.amazonaws.com/id/ABC",
    ),
    (
        "SignatureDoesNotMatch",
        "GetCallerIdentity",
        "Credential should be scoped to a valid region, not 'us-west-2'. ",
    ),
    (
        "SignatureDoesNotMatch",
        "GetCallerIdentity",
        "Signature expired: 20190910T015233Z is now earlier than 20190910T021552Z (20190910T023052Z - 15 min.)",
    ),
    (
        "ValidationError",
        "AssumeRole",
        "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.",
    ),
    (
        "RegionDisabledException",
        "AssumeRole",
        "STS is not activated in this region for account:111122223333. Your account administrator can activate STS in this region using the IAM Console.",
    ),
    (
        "ResourceInUseException",
        "CreateAccessEntry",
        "The specified access entry resource is already in use on this cluster.",
    ),
    ("MalformedPolicyDocument", "CreateRole", "Has prohibited field Resource"),
    (
        "UnauthorizedOperation",
        "RunInstances",
        "You are not authorized to perform this operation. Encoded authorization failure message: HZ_vabc",
    ),
];

prop_compose! {
    fn principal()(kind in 0..5_usize, account in "[0-9]{12}", name in "[A-Za-z0-9_+=,.@-]{3,20}x") -> String {
        match kind {
            0 => format!("arn:aws:iam::{account}:user/{name}"),
            1 => format!("arn:aws:sts::{account}:assumed-role/eks-admin/{name}"),
            2 => format!("arn:aws-cn:sts::{account}:federated-user/{name}"),
            3 => format!("arn:aws-us-gov:iam::{account}:root"),
            _ => "anonymous".to_owned(),
        }
    }
}

prop_compose! {
    fn resource()(kind in 0..6_usize, account in "[0-9]{12}", name in "[A-Za-z0-9_-]{3,16}") -> String {
        match kind {
            0 => format!(" on resource: arn:aws:eks:us-west-2:{account}:cluster/{name}"),
            1 => format!(" on resource: \"arn:aws:s3:::{name}/*\""),
            2 => " on resource: *".to_owned(),
            3 => format!(" on resource: role {name}"),
            4 => format!(" on resource: {name}"),
            _ => String::new(),
        }
    }
}

fn reason(action: &str, kind: usize) -> String {
    let kinds = [
        "identity-based policy",
        "resource-based policy",
        "service control policy",
        "permissions boundary",
        "session policy",
        "VPC endpoint policy",
    ];
    match kind {
        0..6 => format!(" because no {} allows the {action} action", kinds[kind]),
        6..12 => format!(" with an explicit deny in a {}", kinds[kind - 6]),
        12 => " with an explicit deny in a resource control policy".to_owned(),
        13 => " with an explicit deny in a service control policy: arn:aws:organizations::111122223333:policy/o-abc/service_control_policy/p-xyz".to_owned(),
        14 => " with an explicit deny".to_owned(),
        _ => String::new(),
    }
}

prop_compose! {
    fn denial()(
        who in principal(),
        action in prop::sample::select(vec!["eks:DescribeCluster", "iam:PassRole", "sts:AssumeRole", "sts:TagSession", "SNS:Publish", "s3:GetObject", "aws-external-anthropic:CreateInference"]),
        what in resource(),
        kind in 0..18_usize,
    ) -> Message {
        let reason = reason(action, kind);
        let text = format!("User: {who} is not authorized to perform: {action}{what}{reason}");
        Message { code: "AccessDeniedException", operation: "DescribeCluster", text }
    }
}

prop_compose! {
    fn kubernetes()(who in principal(), verb in "(get|list|create|patch)", what in "(pods|nodes|secrets|pods/exec)") -> Message {
        let text = format!("{what} is forbidden: User \"{who}\" cannot {verb} resource \"{what}\" in API group \"\" at the cluster scope");
        Message { code: "Forbidden", operation: "List", text }
    }
}

fn fixed() -> impl Strategy<Value = Message> {
    prop::sample::select(FIXED).prop_map(|(code, operation, text)| Message {
        code,
        operation,
        text: text.to_owned(),
    })
}

fn message() -> impl Strategy<Value = Message> {
    prop_oneof![6 => denial(), 2 => fixed(), 1 => kubernetes()]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn wrapping_keeps_class_and_fields(
        message in message(),
        wrapper in prop::sample::select(WRAPPERS),
        kind in prop::sample::select(DAMAGES),
    ) {
        let bare = classify(&message.text);
        let text = damage(kind, &wrap(wrapper, &message));
        let symptom = classify(&text);
        prop_assert_eq!(symptom.class(), bare.class(), "{} {}: {}", wrapper, kind, text);
        for &name in OF_SENTENCE {
            prop_assert_eq!(symptom.value(name), bare.value(name), "{} {} {}: {}", name, wrapper, kind, text);
        }
        check_spans(&text, &symptom);
    }

    #[test]
    fn wrappers_are_read(message in message(), wrapper in prop::sample::select(WRAPPERS)) {
        let text = wrap(wrapper, &message);
        let symptom = classify(&text);
        if let Some(code) = symptom.value(FieldName::ErrorCode) {
            let is_cloudformation = code == "GeneralServiceException";
            prop_assert!(code == message.code || is_cloudformation, "{} for {}", code, text);
        }
        if let Some(operation) = symptom.value(FieldName::Operation) {
            prop_assert_eq!(operation, message.operation);
        }
        if let Some(id) = symptom.value(FieldName::RequestId) {
            prop_assert_eq!(id, "a6a7d9c3-498b-44ed-937a-255dc73abd73");
        }
    }

    #[test]
    fn breaking_words_keeps_the_class(message in denial(), width in 40..120_usize) {
        let bare = classify(&message.text);
        let text = hard_wrap(&wrap("aws-cli", &message), width);
        prop_assert_eq!(classify(&text).class(), bare.class(), "{}", text);
    }

    #[test]
    fn any_text_is_classified(text in "\\PC{0,300}") {
        check_spans(&text, &classify(&text));
    }

    #[test]
    fn any_bytes_are_classified(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let _ = classify_bytes(&bytes);
    }

    #[test]
    fn any_piece_of_a_message_is_classified(message in message(), wrapper in prop::sample::select(WRAPPERS), cut in 0.0..1.0_f64, drop in 0.0..1.0_f64) {
        let text = wrap(wrapper, &message);
        let chars: Vec<char> = text.chars().collect();
        let place = |part: f64| (part * chars.len() as f64) as usize;
        let (start, end) = (place(cut.min(drop)), place(cut.max(drop)));
        let text: String = chars[start..end].iter().collect();
        check_spans(&text, &classify(&text));
    }
}

/// Texts that make a careless reader look at everything again and again.
#[test]
fn time_is_linear() {
    for unit in [
        "User: ",
        "is not authorized to perform: ",
        "because no ",
        "with an explicit deny in a ",
        "code: ",
        "A:",
        "\\\\",
        "&amp;",
        "[31",
        "\n│ ",
        "operation error X: Y, ",
        "\"arn\" userIdentity ",
        "An error occurred (X) ",
        "Error: \n",
        "User \"x\" cannot ",
        "<<<<",
        "`A b",
        "Xx",
        "on resource: arn:",
    ] {
        // What matters is that it ends: a reader that goes back over the text would take hours here.
        let _ = classify(&unit.repeat(400_000 / unit.len()));
    }
}
