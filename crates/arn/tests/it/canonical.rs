//! The canonical ARN and the removal of paths, as aws-iam-authenticator does both.

use eks_iam_arn::{
    CanonicalizeArnError, canonical_arn, canonical_kind, role_arn_without_path, strip_role_path,
};

use crate::data::{rows, text};

#[test]
fn callers_are_canonicalised_as_the_authenticator_does() {
    for row in rows(include_str!("data/arn-canonicalize.jsonl")) {
        let input = text(&row, "input");
        let answer = canonical_arn(input).ok();
        assert_eq!(answer.as_deref(), row["canonical"].as_str(), "{row}");
        assert_eq!(canonical_kind(input).ok().map(|it| it.as_str()), row["kind"].as_str(), "{row}");
    }
}

#[test]
fn paths_are_stripped_as_the_authenticator_does() {
    for row in rows(include_str!("data/arn-strip-path.jsonl")) {
        let answer = strip_role_path(text(&row, "input")).ok();
        assert_eq!(answer.as_deref(), row["output"].as_str(), "{row}");
    }
}

#[test]
fn what_the_authenticator_does_not_look_at_passes() {
    for (input, wanted) in [
        ("arn:aws:iam::x:role/a", "arn:aws:iam::x:role/a"),
        ("arn:aws:iam:::root/extra", "arn:aws:iam:::root/extra"),
        ("arn:aws:sts:us-east-1:4:assumed-role/a/b/c", "arn:aws:iam::4:role/a/b"),
        ("arn:aws:iam:: 4:user/x ", "arn:aws:iam:: 4:user/x "),
    ] {
        assert_eq!(canonical_arn(input).unwrap(), wanted);
    }
}

#[test]
fn errors_say_why() {
    for (input, error, message) in [
        ("x", CanonicalizeArnError::NotAnArn, "text is no ARN"),
        (
            "arn:aws-gov:iam::1:role/x",
            CanonicalizeArnError::UnknownPartition,
            "ARN names an unknown partition",
        ),
        (
            "arn:aws:iam::1:group/x",
            CanonicalizeArnError::UnsupportedResource,
            "ARN is no user, role, session, federated user or root",
        ),
    ] {
        assert_eq!(canonical_arn(input), Err(error));
        assert_eq!(error.to_string(), message);
    }
}

#[test]
fn only_an_iam_role_goes_into_rolearn() {
    let check = |input: &str, wanted: Option<&str>| {
        assert_eq!(role_arn_without_path(input).as_deref(), wanted, "{input}")
    };
    check("arn:aws:iam::111122223333:role/ops", Some("arn:aws:iam::111122223333:role/ops"));
    check("arn:aws:iam::111122223333:role/a/b/ops", Some("arn:aws:iam::111122223333:role/ops"));
    check("arn:aws:sts::111122223333:assumed-role/ops/s", None);
    check("arn:aws:iam::111122223333:user/a/b", None);
    check("arn:aws:eks::111122223333:role/a/b", None);
    check("arn:aws:iam::111122223333:role", None);
    check("arn:aws-gov:iam::111122223333:role/a/b", None);
    check("", None);
}
