//! Whom an ARN names.

use eks_iam_arn::{ArnRef, Principal, PrincipalFault, PrincipalKind};

#[test]
fn all_kinds_read_and_print_back() {
    for (text, kind, canonical) in [
        ("arn:aws:iam::111122223333:user/dana", "user", None),
        ("arn:aws:iam::111122223333:user/a/b/dana", "user", None),
        ("arn:aws:iam::111122223333:role/ops", "role", None),
        ("arn:aws:iam::111122223333:role/team/ops", "role", None),
        ("arn:aws:iam::111122223333:root", "root", None),
        ("arn:aws:sts::111122223333:federated-user/dana", "federated-user", None),
        (
            "arn:aws-cn:sts::111122223333:assumed-role/ops/dana@example.org",
            "assumed-role",
            Some("arn:aws-cn:iam::111122223333:role/ops"),
        ),
        (
            "arn:aws:sts::111122223333:assumed-role/aws:ec2-infrastructure/i-0123",
            "assumed-role",
            Some("arn:aws:iam::111122223333:role/aws:ec2-infrastructure"),
        ),
    ] {
        let principal = Principal::parse(text).unwrap_or_else(|error| panic!("{text}: {error}"));
        assert_eq!((principal.kind().as_str(), principal.to_string().as_str()), (kind, text));
        assert_eq!(principal.canonical(), canonical.unwrap_or(text));
        assert_eq!(principal.account(), "111122223333");
        assert_eq!(principal.partition(), ArnRef::parse(text).unwrap().partition());
        assert_eq!(eks_iam_arn::canonical_arn(text).unwrap(), principal.canonical());
        assert_eq!(eks_iam_arn::canonical_kind(text), Ok(principal.kind()));
    }
}

#[test]
fn path_and_name_are_told_apart() {
    let Ok(Principal::User(user)) = Principal::parse("arn:aws:iam::111122223333:user/a/b/dana") else {
        panic!()
    };
    assert_eq!((user.path, user.name), ("/a/b/", "dana"));
    let Ok(Principal::Role(role)) = Principal::parse("arn:aws:iam::111122223333:role/ops") else { panic!() };
    assert_eq!((role.path, role.name, role.is_service_linked(), role.sso()), ("/", "ops", false, None));
}

#[test]
fn roles_of_identity_center_are_known() {
    for (path, region) in [("", None), ("eu-west-1/", Some("eu-west-1"))] {
        let text = format!(
            "arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/{path}AWSReservedSSO_My_Set_0123456789abcdef"
        );
        let Ok(Principal::Role(role)) = Principal::parse(&text) else { panic!("{text}") };
        let sso = role.sso().unwrap();
        assert_eq!(
            (sso.permission_set, sso.instance_suffix, sso.region),
            ("My_Set", "0123456789abcdef", region)
        );
    }
    for name in [
        "AWSReservedSSO_Ops",
        "AWSReservedSSO_Ops_0123456789ABCDEF",
        "AWSReservedSSO__0123456789abcdef",
        "Ops",
    ] {
        let text = format!("arn:aws:sts::111122223333:assumed-role/{name}/dana");
        let Ok(Principal::AssumedRole(session)) = Principal::parse(&text) else { panic!("{text}") };
        assert_eq!(session.sso(), None, "{name}");
    }
}

#[test]
fn nobody_is_refused_with_a_reason() {
    for (text, fault, message) in [
        ("x", PrincipalFault::NotAnArn, "text is no ARN"),
        (
            "arn:aws:eks:us-west-2:111122223333:cluster/x",
            PrincipalFault::Service,
            "ARN is of neither `iam` nor `sts`, so it names nobody",
        ),
        (
            "arn:aws:iam::111122223333:group/x",
            PrincipalFault::Resource,
            "ARN is no user, role, session, federated user or root",
        ),
        (
            "arn:aws:iam::111122223333:root/x",
            PrincipalFault::Resource,
            "ARN is no user, role, session, federated user or root",
        ),
        ("arn:aws-gov:iam::111122223333:role/x", PrincipalFault::Partition, "ARN names an unknown partition"),
        (
            "arn:aws:iam:us-east-1:111122223333:role/x",
            PrincipalFault::Region,
            "ARN of a principal has no Region",
        ),
        ("arn:aws:iam::aws:role/x", PrincipalFault::Account, "account is not twelve digits"),
        ("arn:aws:iam::111122223333:role", PrincipalFault::Name, "name or path is incomplete"),
        ("arn:aws:iam::111122223333:role/", PrincipalFault::Name, "name or path is incomplete"),
        ("arn:aws:iam::111122223333:role//x", PrincipalFault::Name, "name or path is incomplete"),
        ("arn:aws:iam::111122223333:role/a//x", PrincipalFault::Name, "name or path is incomplete"),
        ("arn:aws:sts::111122223333:assumed-role/x", PrincipalFault::Name, "name or path is incomplete"),
        ("arn:aws:sts::111122223333:assumed-role//s", PrincipalFault::Name, "name or path is incomplete"),
        (
            "arn:aws:sts::111122223333:assumed-role/a/b/c",
            PrincipalFault::Name,
            "name or path has a character U+002F at byte 42",
        ),
        (
            "arn:aws:iam::111122223333:role/x ",
            PrincipalFault::Name,
            "name or path has a space U+0020 at byte 32",
        ),
        (
            "arn:aws:iam::111122223333:role/*",
            PrincipalFault::Name,
            "name or path has a character U+002A at byte 31",
        ),
        (
            "arn:aws:iam::111122223333:role/team／ops",
            PrincipalFault::Name,
            "name or path has a full-width slash U+FF0F at byte 35",
        ),
        (
            "arn:aws:iam::111122223333:role/日/ops",
            PrincipalFault::Name,
            "name or path has a character outside ASCII U+65E5 at byte 31",
        ),
    ] {
        let error = Principal::parse(text).unwrap_err();
        assert_eq!((error.fault(), error.to_string().as_str()), (fault, message), "{text}");
        assert_eq!(error.parse_error().is_some(), fault == PrincipalFault::NotAnArn);
    }
}

#[test]
fn kinds_have_names() {
    let names = PrincipalKind::ALL.map(PrincipalKind::as_str);
    assert_eq!(names, ["user", "role", "assumed-role", "federated-user", "root"]);
}
