//! Trust policies and what is wrong with them.

use std::collections::BTreeSet;

use eks_iam_policy::PolicyDocument;
use eks_iam_service_account::{
    IrsaClaims, PodIdentityClaims, TrustClaims, TrustFinding, TrustFindingKind, check_trust,
    needed_trust_statement,
};
use eks_iam_span::Language;

const ISSUER: &str = "oidc.eks.us-west-2.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE";

fn irsa() -> TrustClaims {
    TrustClaims::Irsa(IrsaClaims {
        issuer: format!("https://{ISSUER}"),
        partition: "aws".to_owned(),
        account: "111122223333".to_owned(),
        namespace: "apps".to_owned(),
        service_account: "reader".to_owned(),
        audience: "sts.amazonaws.com".to_owned(),
    })
}

fn pod_identity() -> TrustClaims {
    TrustClaims::PodIdentity(PodIdentityClaims {
        cluster_arn: "arn:aws:eks:us-west-2:111122223333:cluster/prod".to_owned(),
        cluster_name: "prod".to_owned(),
        account: "111122223333".to_owned(),
        namespace: "apps".to_owned(),
        service_account: "reader".to_owned(),
        sends_tags: true,
    })
}

fn findings(statement: &str, claims: &TrustClaims) -> Vec<TrustFinding> {
    let text = format!(r#"{{"Version": "2012-10-17", "Statement": [{statement}]}}"#);
    check_trust(&PolicyDocument::parse(&text).unwrap(), claims)
}

#[track_caller]
fn check(claims: &TrustClaims, change: impl Fn(String) -> String, expected: &[&str]) {
    let found = findings(&change(needed_trust_statement(claims)), claims);
    let kinds: Vec<_> = found.iter().map(|finding| finding.kind.name()).collect();
    assert_eq!(kinds, expected);
    for finding in found {
        for language in Language::ALL {
            assert!(!finding.message(language).contains("{wanted}"));
        }
    }
}

#[track_caller]
fn replace(from: &str, to: &str, expected: &[&str]) {
    check(
        &irsa(),
        |statement| {
            assert!(statement.contains(from));
            statement.replace(from, to)
        },
        expected,
    );
}

#[test]
fn the_needed_statements_are_right() {
    check(&irsa(), |statement| statement, &[]);
    check(&pod_identity(), |statement| statement, &[]);
    assert_eq!(
        needed_trust_statement(&irsa()),
        r#"{
  "Effect": "Allow",
  "Principal": {
    "Federated": "arn:aws:iam::111122223333:oidc-provider/oidc.eks.us-west-2.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE"
  },
  "Action": "sts:AssumeRoleWithWebIdentity",
  "Condition": {
    "StringEquals": {
      "oidc.eks.us-west-2.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE:sub": "system:serviceaccount:apps:reader",
      "oidc.eks.us-west-2.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE:aud": "sts.amazonaws.com"
    }
  }
}"#
    );
}

#[test]
fn principals() {
    let provider = format!("arn:aws:iam::111122223333:oidc-provider/{ISSUER}");
    replace(":oidc-provider/", ":oidc-provider/https://", &["provider-has-scheme"]);
    replace(&format!("\"{provider}\""), &format!("\"https://{ISSUER}\""), &["provider-has-scheme"]);
    replace(&format!("\"{provider}\""), &format!("\"{ISSUER}\""), &["provider-not-an-arn"]);
    replace("111122223333", "444455556666", &["provider-other-account"]);
    replace("arn:aws:", "arn:aws-cn:", &["provider-other-partition"]);
    replace(
        &format!("oidc-provider/{ISSUER}"),
        "oidc-provider/oidc.eks.us-west-2.amazonaws.com/id/OLD",
        &["provider-other-cluster"],
    );
    replace("\"Federated\"", "\"AWS\"", &["wrong-principal-type"]);
    replace("AssumeRoleWithWebIdentity", "AssumeRole", &["wrong-action"]);
    replace("AssumeRoleWithWebIdentity", "*", &[]);
}

#[test]
fn condition_keys() {
    replace(&format!("\"{ISSUER}:sub"), &format!("\"https://{ISSUER}:sub"), &["key-has-scheme"]);
    replace(&format!("{ISSUER}:aud"), &format!("{ISSUER}/:aud"), &["key-trailing-slash"]);
    replace(&format!("{ISSUER}:sub"), "oidc.eks.us-west-2.amazonaws.com/id/OLD:sub", &["key-other-cluster"]);
    replace(&format!(",\n      \"{ISSUER}:aud\": \"sts.amazonaws.com\""), "", &["audience-missing"]);
    replace(&format!("\"{ISSUER}:sub\": \"system:serviceaccount:apps:reader\",\n"), "", &["subject-missing"]);
}

#[test]
fn condition_values() {
    let subject = "system:serviceaccount:apps:reader";
    replace(subject, "system:serviceaccount:apps:*", &["equals-with-wildcard"]);
    replace(subject, "system:serviceaccount:reader:apps", &["subject-swapped"]);
    replace(subject, "apps/reader", &["subject-malformed"]);
    replace(subject, "system:serviceaccount:apps:writer", &["subject-mismatch"]);
    replace(subject, "sts.amazonaws.com", &["claims-exchanged"]);
    replace("\"sts.amazonaws.com\"", "\"sts.amazonaws.com.cn\"", &["audience-mismatch"]);
    replace("\"StringEquals\"", "\"StringLike\"", &[]);
    replace("\"StringEquals\"", "\"StringNotEquals\"", &["condition-unmet", "condition-unmet"]);
    replace(
        "\"Condition\": {",
        "\"Condition\": {\"StringLike\": {\"aws:PrincipalOrgID\": \"o-1\"},",
        &["condition-unknown"],
    );
}

#[test]
fn one_good_statement_is_enough() {
    let good = needed_trust_statement(&irsa());
    let bad = good.replace("apps:reader", "apps:writer");
    assert!(findings(&format!("{bad}, {good}"), &irsa()).is_empty());
    let found = findings(&format!("{good}, {}", bad.replace("\"Allow\"", "\"Deny\"")), &irsa());
    assert!(found.is_empty());
    let found = findings(&format!("{good}, {}", good.replace("\"Allow\"", "\"Deny\"")), &irsa());
    assert_eq!(found[0].kind, TrustFindingKind::Denied);
    assert_eq!(found[0].statement, Some(1));
}

#[test]
fn other_statements_are_left_alone() {
    let ec2 =
        r#"{"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}"#;
    assert_eq!(findings(ec2, &irsa())[0].kind, TrustFindingKind::NoWebIdentityStatement);
    assert_eq!(findings(ec2, &pod_identity())[0].kind, TrustFindingKind::NoPodIdentityStatement);
    let both = format!("{ec2}, {}", needed_trust_statement(&pod_identity()));
    assert!(findings(&both, &pod_identity()).is_empty());
}

#[test]
fn pod_identity_faults() {
    let replace = |from: &'static str, to: &'static str, expected: &[&str]| {
        check(&pod_identity(), |statement| statement.replace(from, to), expected);
    };
    replace(",\n    \"sts:TagSession\"", "", &["tag-session-missing"]);
    replace("\"sts:AssumeRole\",\n", "", &["assume-role-missing"]);
    replace("pods.eks.amazonaws.com", "eks.amazonaws.com", &["wrong-service"]);
    replace("cluster/prod", "cluster/test", &["condition-unmet"]);
    replace("aws:SourceAccount", "aws:RequestTag/kubernetes-pod-name", &["condition-unknown"]);
    let TrustClaims::PodIdentity(claims) = pod_identity() else { unreachable!() };
    let silent = TrustClaims::PodIdentity(PodIdentityClaims { sends_tags: false, ..claims });
    check(&silent, |statement| statement, &[]);
}

#[test]
fn actions_may_stand_apart() {
    let one = r#"{"Effect": "Allow", "Principal": {"Service": "pods.eks.amazonaws.com"}, "Action": "sts:AssumeRole"}"#;
    let two = one.replace("AssumeRole", "TagSession");
    assert!(findings(&format!("{one}, {two}"), &pod_identity()).is_empty());
}

#[test]
fn words() {
    let names: BTreeSet<_> = TrustFindingKind::ALL.iter().map(|kind| kind.name()).collect();
    assert_eq!(names.len(), TrustFindingKind::ALL.len());
    let statement = needed_trust_statement(&irsa()).replace("apps:reader", "reader:apps");
    let finding = &findings(&statement, &irsa())[0];
    assert_eq!(
        finding.message(Language::English),
        "namespace and name are swapped in `system:serviceaccount:reader:apps`; write \
         `system:serviceaccount:apps:reader`"
    );
    assert_eq!(
        finding.message(Language::Japanese),
        "`system:serviceaccount:reader:apps` の名前空間と名前が逆です。`system:serviceaccount:apps:reader` と書きます"
    );
}
