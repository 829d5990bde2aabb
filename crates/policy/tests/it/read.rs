//! Reading documents, and refusing what is none.

use eks_iam_document::{parse, parse_json_strict};
use eks_iam_policy::{PolicyDocument, PolicyType, Version};

use crate::support::document;

#[track_caller]
fn refused(text: &str, kind: &str, at: &str, aws: &str) {
    let error = PolicyDocument::parse(text).unwrap_err();
    assert_eq!(error.kind(), kind, "{error}");
    assert_eq!(error.aws_message().as_deref(), Some(aws));
    assert!(error.span().slice(text).contains(at), "{:?} in {text}", error.span().slice(text));
    let message = error.to_string();
    assert!(!message.ends_with('.') && !message.contains('\n'), "{message}");
}

#[test]
fn refusals() {
    const SYNTAX: &str = "Syntax errors in policy.";
    let json = PolicyDocument::parse(r#"{"Version": "2012-10-17",}"#).unwrap_err();
    assert_eq!(
        (json.kind(), json.aws_message().as_deref()),
        ("not-json", Some("This policy contains invalid Json"))
    );
    refused("[]", "not-an-object", "[]", SYNTAX);
    refused(r#"{"Version": "2012-10-17"}"#, "missing-element", "2012", SYNTAX);
    refused(r#"{"Version": "2013-10-17", "Statement": []}"#, "unknown-version", "2013", SYNTAX);
    refused(r#"{"Statements": []}"#, "unknown-element", "Statements", SYNTAX);
    refused(r#"{"Statement": [], "Statement": []}"#, "duplicate-element", "Statement", SYNTAX);
    refused(r#"{"Statement": "x"}"#, "wrong-shape", "x", SYNTAX);
    refused(r#"{"Statement": {"Effect": "allow", "Action": "*"}}"#, "unknown-effect", "allow", SYNTAX);
    refused(r#"{"Statement": {"Action": "*"}}"#, "missing-element", "Action", SYNTAX);
    refused(r#"{"Statement": {"Effect": "Allow"}}"#, "missing-element", "Effect", SYNTAX);
    refused(
        r#"{"Statement": {"Effect": "Allow", "Action": "*", "NotAction": "*"}}"#,
        "contradicting-elements",
        "NotAction",
        SYNTAX,
    );
    refused(r#"{"Statement": {"Effect": "Allow", "Action": [["*"]]}}"#, "wrong-shape", "*", SYNTAX);
    refused(r#"{"Statement": {"Effect": "Allow", "Action": null}}"#, "wrong-shape", "null", SYNTAX);
    refused(
        r#"{"Statement": {"Effect": "Allow", "Action": "*", "Principal": {"Role": "x"}}}"#,
        "unknown-principal-key",
        "Role",
        SYNTAX,
    );
    refused(
        r#"{"Statement": {"Effect": "Allow", "Action": "*", "Condition": {"Bool": "x"}}}"#,
        "wrong-shape",
        "x",
        SYNTAX,
    );
    refused(
        r#"{"Statement": {"Effect": "Allow", "Action": "*", "Condition": {"Bool": {"a": "1", "a": "2"}}}}"#,
        "duplicate-element",
        "a",
        SYNTAX,
    );
}

#[test]
fn elements() {
    let document = document(
        r#"{"Version": "2012-10-17", "Id": "x", "Statement": [{"Sid": "S", "Effect": "Deny",
            "NotPrincipal": {"AWS": ["111122223333", "*"], "Service": "eks.amazonaws.com"},
            "NotAction": "eks:*", "NotResource": ["*"],
            "Condition": {"NumericEquals": {"a": 5}, "Bool": {"b": [true, "false"]}}}]}"#,
    );
    let statement = &document.statements()[0];
    assert_eq!(document.version(), Version::V2012);
    assert!(statement.principal().unwrap().is_negated() && statement.action().is_negated());
    assert_eq!(statement.principal().unwrap().values().len(), 3);
    let values: Vec<_> =
        statement.conditions().iter().flat_map(|it| it.values()).map(|it| it.value.as_str()).collect();
    assert_eq!(values, ["5", "true", "false"]);
    assert_eq!(document.size(), Some(document.source().unwrap().split_whitespace().map(str::len).sum()));
}

#[test]
fn from_trees() {
    let yaml = "policy:\n  Version: 2012-10-17\n  Statement:\n  - Effect: Allow\n    Action: eks:*\n    Resource: '*'\n";
    let tree = parse(yaml).unwrap();
    let document = PolicyDocument::from_node(tree.get("policy").unwrap()).unwrap();
    assert_eq!(document.version(), Version::V2012);
    assert_eq!(document.statements()[0].action().values()[0].span().slice(yaml), "eks:*");
    let text = r#"{"policy": "{\"Statement\": []}"}"#;
    let tree = parse_json_strict(text).unwrap();
    let document = PolicyDocument::from_node(tree.get("policy").unwrap()).unwrap();
    assert_eq!(document.source(), Some(r#"{"Statement": []}"#));
}

#[test]
fn types_of_policy() {
    let check = |statement: &str, kind: PolicyType, aws: Option<&str>, wrong: &str| {
        let text = format!(r#"{{"Statement": {statement}}}"#);
        let error = document(&text).validate(kind).unwrap_err();
        assert_eq!((error.kind(), error.aws_message().as_deref()), (wrong, aws));
    };
    let trust =
        r#"{"Effect": "Allow", "Principal": {"AWS": "111122223333"}, "Action": "*", "Resource": "*"}"#;
    check(trust, PolicyType::Trust, Some("Has prohibited field Resource"), "prohibited-element");
    check(trust, PolicyType::Identity, Some("Has prohibited field Principal"), "prohibited-element");
    check(trust, PolicyType::Rcp, None, "principal-not-everybody");
    let group =
        r#"{"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:group/x"}, "Action": "*"}"#;
    let message = r#"Invalid principal in policy: "AWS":"arn:aws:iam::111122223333:group/x""#;
    check(group, PolicyType::Trust, Some(message), "invalid-principal");
    let plain = r#"{"Effect": "Allow", "Action": "*"}"#;
    check(plain, PolicyType::Trust, None, "required-element");
    check(plain, PolicyType::Identity, None, "required-element");
    let every = r#"{"Effect": "Deny", "Principal": "*", "Action": "*", "Resource": "*"}"#;
    document(&format!(r#"{{"Statement": {every}}}"#)).validate(PolicyType::Rcp).unwrap();
}
