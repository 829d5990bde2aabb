//! Each step of the verifier, with the reference's text.

use std::collections::BTreeSet;

use eks_iam_span::Language;
use eks_iam_token::{Reason, StsAnswer, StsRequest, Verifier, verify};

use crate::{answer, session_answer, signed_at, token, wrap};

const VERIFIER: Verifier<'_> = Verifier::as_eks("aws", "us-west-2", "prod");

/// Checks the refusal of a token whose URL was changed.
#[track_caller]
fn check(change: impl Fn(&str) -> String, reason: Reason, text: &str) {
    check_token(&wrap(change(&token().to_url())), reason, text);
}

#[track_caller]
fn check_token(token: &str, reason: Reason, text: &str) {
    let error = VERIFIER.prepare(token, signed_at() + 60).unwrap_err();
    assert_eq!(error.reason(), reason, "{error}");
    assert_eq!(error.to_string(), format!("input token was not properly formatted: {text}"));
}

#[test]
fn envelope() {
    check_token(&format!("k8s-aws-v1.{}", "A".repeat(4086)), Reason::TooLarge, "token is too large");
    let text = r#"token is missing expected "k8s-aws-v1." prefix"#;
    check_token("K8s-aws-v1.aHR0", Reason::MissingPrefix, text);
    check_token("", Reason::MissingPrefix, text);
    check_token("k8s-aws-v1.aHR0*", Reason::BadBase64, "illegal base64 data at input byte 4");
    check_token("k8s-aws-v1.aHR0c", Reason::BadBase64, "illegal base64 data at input byte 4");
    check_token("k8s-aws-v1.aHR0cA==", Reason::BadBase64, "illegal base64 data at input byte 6");
}

#[test]
fn urls_that_do_not_parse() {
    let check = |from: &'static str, to: &'static str, text: &str| {
        check(|url| url.replace(from, to), Reason::BadUrl, &format!("parse \"[redacted]\": {text}"));
    };
    check("us-west-2.amazonaws", "us-west-2\t.amazonaws", "net/url: invalid control character in URL");
    check("sts.us", "s ts.us", r#"invalid character " " in host name"#);
    check("sts.us", "s%74s.us", r#"invalid URL escape "%74""#);
    check(".com/", ".com:x/", r#"invalid port ":x" after host"#);
    check(".com/", ".com/%zz", r#"invalid URL escape "%zz""#);
    check("https:", ":", "missing protocol scheme");
    check("https://", "1:b/", "first path segment in URL cannot contain colon");
}

#[test]
fn scheme_and_host() {
    check(
        |url| url.replace("https", "HTTP"),
        Reason::BadScheme,
        r#"unexpected scheme "http" in pre-signed URL"#,
    );
    let host = |host: &'static str, text: &str| {
        check(|url| url.replace("sts.us-west-2.amazonaws.com", host), Reason::BadHost, text);
    };
    host("", "could not parse region for pre-signed URL , host is empty");
    host("a.b", "could not parse region for pre-signed URL a.b, invalid host format: a.b");
    host("sts.-x.amazonaws.com", "invalid region identifier format provided: -x");
    host("attacker.example.com", r#"unexpected hostname "attacker.example.com" in pre-signed URL"#);
    host(
        "sts.cn-north-1.amazonaws.com.cn",
        "partition aws does not support hostname sts.cn-north-1.amazonaws.com.cn",
    );
    let other = Verifier::as_eks("aws-cn", "cn-north-1", "prod");
    let global = wrap(token().to_url().replace("sts.us-west-2", "sts"));
    let error = other.prepare(&global, signed_at()).unwrap_err();
    assert!(error.to_string().ends_with("global endpoint unsupported in partition aws-cn"), "{error}");
    let nowhere =
        Verifier::as_eks("aws-mars", "mars-1", "prod").prepare(token().as_str(), signed_at()).unwrap_err();
    let text = "partition aws-mars does not support hostname sts.us-west-2.amazonaws.com";
    assert_eq!((nowhere.reason(), nowhere.to_string().as_str()), (Reason::BadHost, text));
}

#[test]
fn path_and_query() {
    check(|url| url.replace("/?", "?"), Reason::BadPath, "unexpected path in pre-signed URL");
    check(|url| format!("{url}&a=%2"), Reason::MalformedQuery, "malformed query parameter");
    check(|url| format!("{url};"), Reason::MalformedQuery, "malformed query parameter");
    let duplicate = r#"duplicate query parameter found: "action""#;
    check(|url| format!("{url}&x=1&action=GetCallerIdentity"), Reason::DuplicateParameter, duplicate);
    check(|url| format!("{url}&x=1"), Reason::UnknownParameter, r#"non-whitelisted query parameter "x""#);
    let multiple = "query parameter with multiple values not supported";
    check(|url| format!("{url}&Version=2011-06-15"), Reason::MultipleValues, multiple);
}

#[test]
fn parameters() {
    let replace = |from: &'static str, to: &'static str, reason, text: &str| {
        check(|url| url.replace(from, to), reason, text);
    };
    replace(
        "=GetCallerIdentity",
        "=getCallerIdentity",
        Reason::BadAction,
        "unexpected action parameter in pre-signed URL",
    );
    let unsigned = "client did not sign the x-k8s-aws-id header in the pre-signed URL";
    replace("%3Bx-k8s-aws-id", "", Reason::ClusterIdNotSigned, unsigned);
    replace("%3Bx-k8s", "%3B+x-k8s", Reason::ClusterIdNotSigned, unsigned);
    let expires = |to: &'static str, number: &str| {
        let text = format!("invalid X-Amz-Expires parameter in pre-signed URL: {number}");
        check(|url| url.replace("Expires=60", to), Reason::BadExpires, &text);
    };
    expires("Expires=901", "901");
    expires("Expires=-1", "-1");
    expires("Expires=", "0");
    expires("Expires=6e1", "0");
    expires("Expires=99999999999999999999", "9223372036854775807");
    replace(
        "Date=20260115T100000Z",
        "Date=",
        Reason::MissingDate,
        "X-Amz-Date parameter must be present in pre-signed URL",
    );
    let date = |to: &'static str, why: &str| {
        let text = format!(
            "error parsing X-Amz-Date parameter {to} into format 20060102T150405Z: parsing time \"{to}\"{why}"
        );
        check(|url| url.replace("Date=20260115T100000Z", &format!("Date={to}")), Reason::BadDate, &text);
    };
    date("20260115", r#" as "20060102T150405Z": cannot parse "" as "T""#);
    date("2026-01-15", r#" as "20060102T150405Z": cannot parse "-01-15" as "01""#);
    date("20260115T100000", r#" as "20060102T150405Z": cannot parse "" as "Z""#);
    date("20260115T100000.x", r#" as "20060102T150405Z": cannot parse ".x" as "Z""#);
    date("20260115T100000Zx", r#": extra text: "x""#);
    date("20261315T100000Z", ": month out of range");
    date("20261315Tx", ": month out of range");
    date("20260015T100000Z", ": month out of range");
    date("20260115T240000Z", ": hour out of range");
    date("20260115T106000Z", ": minute out of range");
    date("20260115T100060Z", ": second out of range");
    date("20260230T100000Z", ": day out of range");
    date("20260230T100000.5Z", ": day out of range");
    date("20260100T100000Zx", r#": extra text: "x""#);
    let error = VERIFIER.prepare(token().as_str(), signed_at() + 901).unwrap_err();
    let text = "X-Amz-Date parameter is expired (15 minute expiration) 2026-01-15 10:00:00 +0000 UTC";
    assert_eq!(error.to_string(), format!("input token was not properly formatted: {text}"));
    assert!(VERIFIER.prepare(token().as_str(), signed_at() + 900).is_ok());
}

#[test]
fn a_date_is_quoted_as_go_quotes_it() {
    check(
        |url| url.replace("Date=20260115T100000Z", "Date=%22%E6%97%A5%09"),
        Reason::BadDate,
        "error parsing X-Amz-Date parameter \"日\t into format 20060102T150405Z: parsing time \
         \"\\\"\\xe6\\x97\\xa5\\x09\" as \"20060102T150405Z\": cannot parse \
         \"\\\"\\xe6\\x97\\xa5\\x09\" as \"2006\"",
    );
}

#[test]
fn odd_but_accepted() {
    let accepts = |change: &dyn Fn(&str) -> String| {
        let token = wrap(change(&token().to_url()));
        assert!(VERIFIER.prepare(&token, signed_at()).is_ok());
        assert!(Verifier::strict("aws", "us-west-2", "prod").prepare(&token, signed_at()).is_err());
    };
    accepts(&|url| url.replace("X-Amz-SignedHeaders=host%3B", "X-Amz-SignedHeaders="));
    accepts(&|url| url.replace("Expires=60&", "expires=60&").replace("X-Amz-Date", "x-amz-date"));
    accepts(&|url| url.replace("100000Z", "100000.5Z"));
    accepts(&|url| format!("{url}#fragment"));
    accepts(&|url| format!("{url}&&"));
    accepts(&|url| url.replace("https:", "HTTPS:"));
    accepts(&|url| url.replace("Expires=60", "Expires=%2B60"));
    // Go folds two letters beyond ASCII: the Kelvin sign is a k, the long s an s.
    accepts(&|url| url.replace("%3Bx-k8s-aws-id", "%3Bx-%E2%84%AA8%C5%BF-aws-id"));
    accepts(&|url| url.replace("Act", "act").replace("action", "act%C4%B0on"));
    let folded = token().as_str().replace("k8s-aws-v1.aHR0", "k8s-aws-v1.aH\r\nR0");
    assert!(VERIFIER.prepare(&folded, signed_at()).is_ok());
    let plus =
        wrap(token().to_url().replace("Expires=60", "Expires=%2B60").replace("https:", "HTTPS:") + "&&");
    assert!(VERIFIER.prepare(&plus, signed_at()).is_ok());
}

#[test]
fn a_fragment_is_not_sent() {
    let token = wrap(token().to_url() + "#x");
    assert!(!VERIFIER.prepare(&token, signed_at()).unwrap().url().contains('#'));
}

#[track_caller]
fn check_answer(status: u16, body: &str, reason: Reason, text: &str) {
    let call = |_: &StsRequest| Ok(StsAnswer { status, body: body.to_owned() });
    let error = verify(token().as_str(), &VERIFIER, signed_at(), &call).unwrap_err();
    assert_eq!((error.reason(), error.to_string().as_str()), (reason, text));
}

#[test]
fn answers_of_sts() {
    let failed = |text: &str| format!("sts getCallerIdentity failed: {text}");
    let call = |_: &StsRequest| Err("connection refused".to_owned());
    let error = verify(token().as_str(), &VERIFIER, signed_at(), &call).unwrap_err();
    assert_eq!(error.to_string(), failed("error during GET: connection refused on us-west-2 endpoint"));
    let throttled = "sts getCallerIdentity was throttled: Throttling: Rate exceeded";
    check_answer(400, "Throttling: Rate exceeded", Reason::StsThrottled, throttled);
    let text = failed("error from AWS (expected 200, got 302) on us-west-2 endpoint. Body: x");
    check_answer(302, "x", Reason::StsStatus, &text);
    check_answer(200, "", Reason::StsJson, &failed("unexpected end of JSON input"));
    let number =
        r#"{"GetCallerIdentityResponse":{"GetCallerIdentityResult":{},"ResponseMetadata":{"RequestId":1}}}"#;
    let text = "json: cannot unmarshal number into Go struct field RequestId of type string";
    check_answer(200, number, Reason::StsJson, &failed(text));
    check_answer(200, "{} x", Reason::StsJson, &failed("invalid character 'x' after top-level value"));
    check_answer(
        200,
        "<a/>",
        Reason::StsJson,
        &failed("invalid character '<' looking for beginning of value"),
    );
    let text = "json: cannot unmarshal array into Go value holding GetCallerIdentityResult";
    check_answer(200, r#"{"GetCallerIdentityResponse":[]}"#, Reason::StsJson, &failed(text));
    let nested = "[".repeat(100_000);
    check_answer(200, &nested, Reason::StsJson, &failed("exceeded max depth"));
}

#[test]
fn identities() {
    let identity = |answer: &StsAnswer| {
        VERIFIER
            .prepare(token().as_str(), signed_at())
            .unwrap()
            .finish(answer)
            .map(|it| (it.canonical, it.user_id, it.session_name))
    };
    let text = |canonical: &str, id: &str, session: &str| Ok((canonical.into(), id.into(), session.into()));
    assert_eq!(
        identity(&session_answer()),
        text("arn:aws:iam::111122223333:role/dev", "AROAEXAMPLEEXAMPLE01", "anna")
    );
    let user = "arn:aws:iam::111122223333:user/team/anna";
    assert_eq!(identity(&answer("111122223333", user, "AIDAEXAMPLE")), text(user, "AIDAEXAMPLE", ""));
    let root = "arn:aws:iam::111122223333:root";
    assert_eq!(identity(&answer("111122223333", root, "111122223333")), text(root, "111122223333", ""));
    let federated = "arn:aws:sts::111122223333:federated-user/bob";
    assert_eq!(
        identity(&answer("111122223333", federated, "111122223333:bob")),
        text(federated, "111122223333:bob", "")
    );
    let odd = answer("111122223333", "arn:aws:sts::111122223333:assumed-role/dev/anna", "AROA:anna:x");
    let error = identity(&odd).unwrap_err();
    assert_eq!(error.to_string(), r#"sts getCallerIdentity failed: malformed UserID "AROA:anna:x""#);
    for (arn, text) in [
        ("", "arn '' is invalid: 'arn: invalid prefix'"),
        ("arn:aws:iam", "arn 'arn:aws:iam' is invalid: 'arn: not enough sections'"),
        ("arn:other:iam::1:root", "arn 'arn:other:iam::1:root' does not have a recognized partition"),
        (
            "arn:aws:sts::1:assumed-role/r",
            "assumed-role arn 'arn:aws:sts::1:assumed-role/r' does not have a role",
        ),
        ("arn:aws:iam::1:group/g", "unrecognized resource group/g for service iam"),
        ("arn:aws:s3:::b", "service s3 in arn arn:aws:s3:::b is not a valid service for identities"),
    ] {
        let error = identity(&answer("1", arn, "x")).unwrap_err();
        assert_eq!(error.reason(), Reason::StsArn);
        assert_eq!(error.to_string(), format!("sts getCallerIdentity failed: {text}"));
    }
}

#[test]
fn names_are_distinct() {
    let names: BTreeSet<_> = Reason::ALL.iter().map(|reason| reason.name()).collect();
    assert_eq!(names.len(), Reason::ALL.len());
}

#[test]
fn words_in_both_languages() {
    for language in Language::ALL {
        let words: BTreeSet<_> = Reason::ALL.iter().map(|reason| reason.explanation(language)).collect();
        assert_eq!(words.len(), Reason::ALL.len());
    }
}
