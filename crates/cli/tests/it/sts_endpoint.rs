//! What `sts-endpoint` and its subverbs say to people, in both languages, and their exit status.

use serde_json::Value;

use crate::run;

#[track_caller]
fn printed(arguments: &[&str], status: i32) -> String {
    let output = run(&[&["sts-endpoint"], arguments].concat(), "");
    let (shown, told) =
        (String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap());
    assert_eq!(output.status.code(), Some(status), "{shown}{told}");
    if status == 2 { told } else { shown }
}

const GLOBAL: &str = "https://sts.amazonaws.com";

#[test]
fn a_call_that_sts_will_refuse_is_told_beforehand() {
    insta::assert_snapshot!(printed(&["--region", "us-west-2", "--endpoint", GLOBAL, "--trace"], 1), @r"
    https://sts.amazonaws.com
      signed for  us-west-2
      service     sts
      partition   aws
      because     an endpoint is given, so the host is the given one; it does not change the signing Region
    warning[scope-mismatch]: STS will refuse this: sts.amazonaws.com accepts the Region us-east-1 in a signature, not us-west-2 (403 SignatureDoesNotMatch, `Credential should be scoped to a valid region`); call the endpoint of us-west-2, or sign for us-east-1
    how it was decided
      region = us-west-2 (code): the client's Region
      endpoint = https://sts.amazonaws.com (code): the endpoint, taken byte for byte; it does not change the signing Region
      host = sts.amazonaws.com (rule set): an endpoint is given, so the host is the given one; it does not change the signing Region
      signing region = us-west-2 (rule set): requests are signed for this Region
      signing name = sts (rule set): requests are signed for this service
    ");
}

#[test]
fn a_host_that_does_not_exist_is_told_in_japanese() {
    insta::assert_snapshot!(printed(&["--region", "ca-central-1", "--fips", "--lang", "ja"], 1), @r"
    https://sts-fips.ca-central-1.amazonaws.com
      署名リージョン  ca-central-1
      サービス        sts
      パーティション  aws
      理由            FIPS が有効なため、リージョンの FIPS エンドポイントを使います
    警告[no-fips-host]: sts-fips.ca-central-1.amazonaws.com は存在しません。このリージョンの STS には FIPS ホストがないため、STS では FIPS を無効にします
    ");
}

#[test]
fn an_sdk_has_rules_of_its_own() {
    assert!(
        printed(&["--region", "fips-us-east-1", "--sdk", "boto3"], 0)
            .starts_with("https://sts-fips.us-east-1.")
    );
    assert!(
        printed(&["--region", "fips-us-east-1", "--sdk", "rust"], 1)
            .starts_with("https://sts.fips-us-east-1.")
    );
    assert_eq!(printed(&["--sdk", "rust"], 2), "error: Invalid Configuration: Missing Region\n");
    assert!(
        printed(&["--sdk", "cobol", "--region", "us-west-2"], 2)
            .contains("one of aws-cli-v1, aws-cli-v2, boto3")
    );
}

#[test]
fn refusals_are_in_the_language_asked_for() {
    assert_eq!(
        printed(&["--region", "us.west.2"], 2),
        "error: Region `us.west.2` cannot be part of a host name: character `.` U+002E at byte 2\n"
    );
    assert_eq!(
        printed(&["--region", "us.west.2", "--lang", "ja"], 2),
        "エラー: リージョン `us.west.2` はホスト名の一部になれません: 2 バイト目に文字 `.` U+002E があります\n"
    );
    assert_eq!(
        printed(&["plan", "--region", "us-west-2", "--to", "cn-north-1", "--lang", "ja"], 2),
        "エラー: リージョン `cn-north-1` はパーティション `aws-cn` のもので、`aws` の認証情報は使えません\n"
    );
}

#[test]
fn a_host_that_takes_no_token_says_why() {
    insta::assert_snapshot!(printed(&["host", "sts.us-gov-west-1.amazonaws.com", "--region", "us-west-2"], 1), @r"
    refused
      because  it is a host of another partition than the cluster's (other-partition)
    ");
    insta::assert_snapshot!(printed(&["host", "sts.s3.amazonaws.com", "--region", "us-west-2", "--lang", "ja"], 1), @r"
    拒否されます
      理由  リージョンの位置にあるラベルがリージョンではありません (unknown-region)
    ");
    insta::assert_snapshot!(printed(&["host", "sts.eu-west-1.api.aws", "--region", "us-west-2"], 0), @r"
    accepted
      form          dual-stack
      region        eu-west-1
      scope region  eu-west-1
    ");
}

#[test]
fn explain_a_pod() {
    let pod = [
        "explain",
        "--sdk",
        "boto3",
        "--cluster-version",
        "1.31",
        "--region",
        "us-west-2",
        "--endpoint",
        GLOBAL,
    ];
    insta::assert_snapshot!(printed(&pod, 1), @r#"
    boto3 calls sts.amazonaws.com and signs for us-west-2: STS refuses that
    warning[scope-mismatch]: STS will refuse this: sts.amazonaws.com accepts the Region us-east-1 in a signature, not us-west-2 (403 SignatureDoesNotMatch, `Credential should be scoped to a valid region`); call the endpoint of us-west-2, or sign for us-east-1
    how it was decided
      AWS_REGION = us-west-2 (environment, by the cluster's default): this SDK does not read it
      AWS_DEFAULT_REGION = us-west-2 (environment, by the cluster's default): the client's Region
      endpoint = https://sts.amazonaws.com (code): the endpoint, taken byte for byte; it does not change the signing Region
      AWS_STS_REGIONAL_ENDPOINTS = regional (environment, by the cluster's default): beside an endpoint the mode changes nothing
      host = sts.amazonaws.com (rule set): an endpoint is given, so the host is the given one; it does not change the signing Region
      signing region = us-west-2 (rule set): requests are signed for this Region
      signing name = sts (rule set): requests are signed for this service
    remedies
      remove-endpoint: remove the explicit STS endpoint from the application, so that the SDK chooses it
        works: the client calls sts.us-west-2.amazonaws.com and signs for us-west-2, which it accepts
      regional-endpoint: set the application's endpoint to the Regional one of the Region it signs for
        works: the client calls sts.us-west-2.amazonaws.com and signs for us-west-2, which it accepts
      global-service-account: annotate the service account eks.amazonaws.com/sts-regional-endpoints: "false" and recreate the pod
        does not work: the client still calls sts.amazonaws.com and signs for us-west-2, but it accepts us-east-1 only
      sign-for-endpoint: keep the endpoint and set the client's Region to the one that the endpoint accepts
        works: the client calls sts.amazonaws.com and signs for us-east-1, which it accepts
    known: measured (1.43.11), source code
    "#);
}

#[test]
fn explain_every_family() {
    insta::assert_snapshot!(printed(&["explain", "--region", "us-west-2", "--endpoint", GLOBAL, "--lang", "ja"], 1), @r#"
    SDK         ホスト             署名リージョン  STS       モードを読む  有効な対処方法  根拠
    aws-cli-v1  sts.amazonaws.com  us-west-2       拒否する  はい          1 2 4           実測 (1.45.11), ソースコード
    aws-cli-v2  sts.amazonaws.com  us-west-2       拒否する  いいえ        1 2 4           実測 (2.9.19), ドキュメント
    boto3       sts.amazonaws.com  us-west-2       拒否する  はい          1 2 4           実測 (1.43.11), ソースコード
    cpp         sts.amazonaws.com  us-west-2       拒否する  いいえ        1 2 4           ドキュメント
    dotnet      sts.amazonaws.com  us-west-2       拒否する  はい          1 2 4           ドキュメント
    go-v1       sts.amazonaws.com  us-west-2       拒否する  はい          1 2 4           ソースコード
    go-v2       sts.amazonaws.com  us-west-2       拒否する  いいえ        1 2 4           ソースコード, ドキュメント
    java-v1     sts.amazonaws.com  us-west-2       拒否する  はい          1 2 4           ドキュメント
    java-v2     sts.amazonaws.com  us-west-2       拒否する  いいえ        1 2 4           ドキュメント
    js-v2       sts.amazonaws.com  us-west-2       拒否する  はい          1 2 4           ドキュメント
    js-v3       sts.amazonaws.com  us-west-2       拒否する  いいえ        1 2 4           実測 (3.1173.0)
    php         sts.amazonaws.com  us-west-2       拒否する  はい          1 2 4           ドキュメント
    ruby        sts.amazonaws.com  us-west-2       拒否する  はい          1 2 4           ドキュメント
    rust        sts.amazonaws.com  us-west-2       拒否する  いいえ        1 2 4           実測 (aws-sdk-sts 1.124.0), ソースコード
    対処方法
      1 remove-endpoint: アプリケーションから明示的な STS エンドポイントを削除し、SDK に選ばせる
      2 regional-endpoint: アプリケーションのエンドポイントを、署名するリージョンのリージョンエンドポイントにする
      3 global-service-account: サービスアカウントに eks.amazonaws.com/sts-regional-endpoints: "false" を付け、ポッドを再作成する
      4 sign-for-endpoint: エンドポイントはそのままにし、クライアントのリージョンをエンドポイントが受け入れるリージョンにする
    "#);
    let fine = printed(&["explain", "--region", "us-west-2"], 0);
    assert!(!fine.contains("remove-endpoint"), "nothing is to be mended: {fine}");
}

/// The annotation moves only an SDK whose own default is legacy.
#[test]
fn explain_what_the_annotation_does() {
    let shown =
        printed(&["explain", "--region", "us-west-2", "--annotation", "false", "--format", "json"], 0);
    let answer: Value = serde_json::from_str(&shown).unwrap();
    let clients = answer["clients"].as_array().unwrap().iter();
    let moved = clients.filter(|it| it["host"] == "sts.amazonaws.com").map(|it| it["sdk"].as_str().unwrap());
    assert_eq!(moved.collect::<Vec<_>>(), ["go-v1", "java-v1", "js-v2"]);
}

#[test]
fn explain_refuses_half_a_variable() {
    let told = printed(&["explain", "--region", "us-west-2", "--env", "AWS_REGION"], 2);
    assert_eq!(told, "error: --env takes NAME=VALUE\n");
}

#[test]
fn plan_with_what_comes_of_it() {
    let outcomes = "timeout,400:Throttling,403:RegionDisabledException,success";
    insta::assert_snapshot!(printed(&["plan", "--region", "us-west-2", "--outcome", outcomes, "--seed", "7"], 0), @r"
    order in partition aws
      1. https://sts.us-west-2.amazonaws.com  (signed for us-west-2)
      2. https://sts.us-west-1.amazonaws.com  (signed for us-west-1)
      3. https://sts.us-east-1.amazonaws.com  (signed for us-east-1)
      4. https://sts.us-east-2.amazonaws.com  (signed for us-east-2)
      us-west-2: timeout → on to us-west-1, signed again for us-west-1
      us-west-1: 400:Throttling → again in the same Region after 70 ms
      us-west-1: 403:RegionDisabledException → on to us-east-1, signed again for us-east-1
      us-east-1: success → done
    ");
    insta::assert_snapshot!(
        printed(&["plan", "--region", "ap-northeast-1", "--to", "ap-northeast-3", "--outcome", "503,403:ExpiredToken", "--lang", "ja"], 1),
        @r"
    パーティション aws の順序
      1. https://sts.ap-northeast-1.amazonaws.com  (ap-northeast-1 で署名)
      2. https://sts.ap-northeast-3.amazonaws.com  (ap-northeast-3 で署名)
      ap-northeast-1: 503 → ap-northeast-3 へ切り替え、ap-northeast-3 で署名し直す
      ap-northeast-3: 403:ExpiredToken → 終了: 呼び出し元またはリクエストへの回答であり、他のリージョンでも同じです
    "
    );
    let told = printed(&["plan", "--region", "us-west-2", "--outcome", "perhaps"], 2);
    assert!(told.starts_with("error: `perhaps` is no outcome: success, no-connection"), "{told}");
    assert!(printed(&["plan", "--region", "eusc-de-east-1"], 0).contains("there is nowhere to go on to"));
}

#[test]
fn plan_as_json() {
    let shown = printed(
        &[
            "plan",
            "--region",
            "cn-north-1",
            "--outcome",
            "no-connection,no-connection",
            "--rounds",
            "1",
            "--format",
            "json",
        ],
        1,
    );
    let answer: Value = serde_json::from_str(&shown).unwrap();
    assert_eq!(answer["attempts"][1]["host"], "sts.cn-northwest-1.amazonaws.com.cn");
    assert_eq!(answer["steps"][0]["next"]["signing_region"], "cn-northwest-1");
    assert_eq!(
        (&answer["steps"][1]["step"], &answer["steps"][1]["reason"]),
        (&"stop".into(), &"exhausted".into())
    );
    assert_eq!(answer["health"][0]["health"], "failing");
}

#[test]
fn subverbs_have_help_with_examples() {
    for verb in ["explain", "host", "plan", "scope", "verify"] {
        assert!(printed(&[verb, "--help"], 0).contains("Examples:\n"), "{verb}");
    }
}

#[test]
fn a_whole_credential_is_taken_for_its_scope_and_half_a_scope_is_none() {
    let accepted =
        ["scope", "sts.us-west-2.amazonaws.com", "AKIDEXAMPLE/20260713/us-west-2/sts/aws4_request"];
    printed(&accepted, 0);
    let told = printed(&["scope", "sts.us-west-2.amazonaws.com", "20260713/us-west-2/sts"], 2);
    assert_eq!(told, "error: a scope has four parts, DATE/REGION/SERVICE/aws4_request\n");
}

#[test]
fn a_port_and_capital_letters_do_not_hide_the_scope_region() {
    for endpoint in ["https://sts.amazonaws.com:443", "https://STS.amazonaws.com/"] {
        let shown = printed(&["--region", "us-west-2", "--endpoint", endpoint, "--format", "json"], 1);
        let answer: Value = serde_json::from_str(&shown).unwrap();
        assert_eq!(answer["scope_region"], "us-east-1", "{endpoint}");
    }
}

#[test]
fn a_refusal_without_a_document_has_neither_code_nor_message() {
    let line = r#"{"id":1,"server":{"region":"us-west-2","now":"20260713T093000Z"},"keys":[],
        "request":{"method":"GET","target":"/%zz","headers":[]}}"#;
    let output = run(&["sts-endpoint", "verify", "--batch"], &line.replace('\n', ""));
    let answer: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(answer["status"], 400);
    assert_eq!((&answer["code"], &answer["message"]), (&Value::Null, &Value::Null));
}
