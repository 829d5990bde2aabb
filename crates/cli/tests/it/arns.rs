//! `eks-iam arn` as people call it.

use serde_json::{Value, json};

use crate::run;

fn printed(arguments: &[&str]) -> (String, Option<i32>) {
    let output = run(&[&["arn"], arguments].concat(), "");
    let text = if output.stdout.is_empty() { output.stderr } else { output.stdout };
    (String::from_utf8(text).unwrap(), output.status.code())
}

fn answer(input: &str) -> Value {
    let output = run(&["arn", "--batch"], &format!("{}\n", json!({"id": 1, "input": input})));
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
fn a_session_is_taken_apart() {
    let arn = "arn:aws:sts::111122223333:assumed-role/AWSReservedSSO_Ops_0123456789abcdef/dana@example.org";
    let (shown, status) = printed(&[arn]);
    assert_eq!(status, Some(0));
    insta::assert_snapshot!(shown, @r"
    arn:aws:sts::111122223333:assumed-role/AWSReservedSSO_Ops_0123456789abcdef/dana@example.org
      kind            assumed-role
      partition       aws
      service         sts
      region          -
      account         111122223333
      resource        assumed-role/AWSReservedSSO_Ops_0123456789abcdef/dana@example.org
      canonical       arn:aws:iam::111122223333:role/AWSReservedSSO_Ops_0123456789abcdef
      rolearn         -
      session         dana@example.org
      permission set  Ops
      suffix          0123456789abcdef
    ");
}

#[test]
fn the_place_of_a_fault_is_shown() {
    let (shown, status) = printed(&["arn:aws:iam:：111122223333:role/ops"]);
    assert_eq!(status, Some(2));
    insta::assert_snapshot!(shown, @r"
    error[malformed-arn]: ARN has a full-width colon U+FF1A at byte 12 in its region
     --> ARN:1:13
      |
    1 | arn:aws:iam:：111122223333:role/ops
      |             ^^
    ");
    let (shown, _) = printed(&["--lang", "ja", "arn：aws:iam::111122223333:role/ops"]);
    insta::assert_snapshot!(shown, @r"
    エラー[malformed-arn]: ARN の形式が正しくありません: 先頭の `arn:`、3 バイト目に全角コロン U+FF1A があります
     --> ARN:1:4
      |
    1 | arn：aws:iam::111122223333:role/ops
      |    ^^
    ");
}

#[test]
fn what_the_authenticator_takes_and_iam_does_not_is_told() {
    let odd = answer("arn:aws:iam::11112222333３:role/ops");
    assert_eq!(odd["canonical"], "arn:aws:iam::11112222333３:role/ops");
    assert_eq!((&odd["kind"], &odd["account"]), (&json!("role"), &json!("11112222333３")));
    assert_eq!(odd["fault"], "ARN has a full-width digit U+FF13 at byte 24 in its account");
    assert_eq!(
        odd["odd_characters"],
        json!([{"name": "full-width digit", "code_point": "U+FF13", "byte": 24}])
    );
    let nameless = answer("arn:aws:sts::111122223333:assumed-role//s");
    assert_eq!(
        (&nameless["kind"], &nameless["fault"]),
        (&json!("assumed-role"), &json!("name or path is incomplete"))
    );
    let nobody = answer("arn:aws:s3:::bucket/日本語 2026");
    assert_eq!(
        (&nobody["kind"], &nobody["canonical"], &nobody["fault"]),
        (&Value::Null, &Value::Null, &Value::Null)
    );
    let (shown, status) = printed(&["arn:aws:iam::111122223333:role/ops\u{200b}"]);
    assert_eq!(status, Some(0));
    assert!(shown.contains("! name or path has a zero-width space U+200B at byte 34"), "{shown}");
}

#[test]
fn details_of_a_role() {
    let linked = answer(
        "arn:aws:iam::111122223333:role/aws-service-role/eks.amazonaws.com/AWSServiceRoleForAmazonEKS",
    );
    assert_eq!(linked["service_linked"], "eks.amazonaws.com");
    assert_eq!(linked["role_arn"], "arn:aws:iam::111122223333:role/AWSServiceRoleForAmazonEKS");
    assert_eq!(
        (&linked["path"], &linked["sso"]),
        (&json!("/aws-service-role/eks.amazonaws.com/"), &Value::Null)
    );
}

#[test]
fn match_has_two_rules() {
    let pattern = "arn:aws:iam::111122223333:role/ops?";
    let arn = "arn:aws:iam::111122223333:role/ops";
    assert_eq!(printed(&["match", pattern, arn]), ("does not match\n".to_owned(), Some(1)));
    assert_eq!(
        printed(&["match", "--rule", "authenticator", pattern, arn]),
        ("matches\n".to_owned(), Some(0))
    );
    let (why, status) = printed(&["match", "--rule", "authenticator", "arn:aws:iam:*", arn]);
    assert_eq!(status, Some(2));
    assert_eq!(why, "error: could not parse ArnLike string: not enough sections\n");
}

#[test]
fn why_an_arn_is_nobody_is_told_in_japanese() {
    for (arn, why) in [
        ("arn:aws:iam::1:role/x", "アカウント ID が 12 桁の数字ではありません"),
        ("arn:aws:iam:us-east-1:111122223333:role/x", "プリンシパルの ARN にはリージョンがありません"),
        ("arn:aws:iam::111122223333:user/", "名前またはパスが不完全です"),
        ("arn:aws:iam::111122223333:user/日本", "名前またはパスに使えない文字があります。31 バイト目に"),
        ("arn:aws:iam::111122223333:root/x", "いずれでもありません"),
    ] {
        let (shown, status) = printed(&["--lang", "ja", arn]);
        assert_eq!(status, Some(0));
        assert!(shown.contains(why), "{shown}");
    }
}

#[test]
fn control_characters_do_not_reach_the_terminal() {
    let (shown, _) = printed(&["arn:aws:iam::111122223333:user/a\u{1b}]0;x\u{7}\nb"]);
    assert!(shown.contains(r"resource   user/a\u{1b}]0;x\u{7}\nb"), "{shown}");
    assert!(shown.chars().all(|it| it == '\n' || !it.is_control()), "{shown:?}");
}

#[test]
fn a_byte_order_mark_before_a_batch_is_no_fault() {
    let output = run(&["arn", "--batch"], "\u{feff}{\"id\":7,\"input\":\"arn:aws:s3:::bucket\"}\r\n");
    let answer: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!((&answer["id"], &answer["service"]), (&json!(7), &json!("s3")));
}
