//! Making tokens, and taking them apart again.

use eks_iam_sigv4::{
    Credentials, KeyRecord, Timestamp, Verifier as SignatureVerifier, verify as verify_signature,
};
use eks_iam_token::{TokenMaker, TokenRequest, Verifier, decode, make};
use proptest::prelude::*;
use serde_json::Value;

use crate::{example, signed_at, token};

#[test]
fn the_token_of_the_real_command_line() {
    // Taken from `aws eks get-token` of version 1.45.11.
    let time = Timestamp::parse_basic("20261123T193638Z").unwrap();
    let token = make(&TokenRequest::new("us-west-2", "my-cluster", &example(), time)).unwrap();
    let signature = "X-Amz-Signature=69a16f443ae34b03c25a437d911e12a54fca5fd84b060b185afdd83c18aadfdf";
    assert!(token.to_url().ends_with(signature));
}

/// The table is made by `tests/interop/token_table.py` with the classes of `aws eks get-token` and a stopped clock.
#[test]
fn tokens_are_those_of_botocore_byte_for_byte() {
    let rows = include_str!("data/botocore-tokens.jsonl").lines();
    assert_eq!(rows.clone().count(), 52);
    for row in rows {
        let row: Value = serde_json::from_str(row).unwrap();
        let (given, expect) = (&row["given"], &row["expect"]);
        let text = |key: &str| given[key].as_str().unwrap();
        let mut credentials = Credentials::new(text("access_key_id"), text("secret_access_key"));
        credentials.session_token = given["session_token"].as_str().map(Into::into);
        let time = Timestamp::parse_basic(text("time")).unwrap();
        let mut request = TokenRequest::new(text("region"), text("cluster_id"), &credentials, time);
        request.host = given["host"].as_str();
        request.expires = u32::try_from(given["expires"].as_u64().unwrap()).unwrap();
        let token = make(&request).unwrap_or_else(|error| panic!("{}: {error}", row["id"]));
        assert_eq!(expect["url"], token.to_url(), "{}", row["id"]);
        assert_eq!(expect["token"], token.as_str(), "{}", row["id"]);
    }
}

#[test]
fn parameters_stand_in_the_order_of_botocore() {
    let credentials = example().with_session_token("a/b+c=");
    let token = make(&TokenRequest::new("us-west-2", "prod", &credentials, signed_at())).unwrap();
    let url = token.to_url();
    let names: Vec<_> =
        url.split_once('?').unwrap().1.split('&').map(|pair| pair.split_once('=').unwrap().0).collect();
    assert_eq!(
        names,
        [
            "Action",
            "Version",
            "X-Amz-Algorithm",
            "X-Amz-Credential",
            "X-Amz-Date",
            "X-Amz-Expires",
            "X-Amz-SignedHeaders",
            "X-Amz-Security-Token",
            "X-Amz-Signature"
        ]
    );
    assert!(url.contains("X-Amz-Security-Token=a%2Fb%2Bc%3D&"));
}

#[test]
fn what_cannot_become_a_token() {
    let credentials = example();
    let good = TokenRequest::new("us-west-2", "prod", &credentials, signed_at());
    let long = example().with_session_token("x".repeat(3000));
    let check = |request: TokenRequest<'_>, text: &str| {
        assert_eq!(make(&request).unwrap_err().to_string(), text);
    };
    let region = "region is no name of letters, digits and hyphens";
    check(TokenRequest { region: "us-west-2.evil.example", ..good }, region);
    check(TokenRequest { region: "", ..good }, region);
    check(TokenRequest { host: Some("a/b"), ..good }, "host is no name of letters, digits, hyphens and dots");
    check(TokenRequest { cluster_id: "a\nb", ..good }, "cluster name is empty or has control characters");
    check(
        TokenRequest { expires: 901, ..good },
        "a token of 901 seconds is refused, at most 900 are accepted",
    );
    check(
        TokenRequest { credentials: &long, ..good },
        "token of 4522 bytes is refused by clusters, at most 4096 are read",
    );
}

#[test]
fn a_maker_makes_the_same_tokens_whatever_the_time() {
    let midnight = Timestamp::parse_basic("20260116T000000Z").unwrap();
    let session = example().with_session_token("a/b+c=");
    for (credentials, region, host) in [
        (example(), "us-west-2", None),
        (session, "aws-global", None),
        (example(), "eu-central-1", Some("sts.eu-central-1.api.aws:443")),
    ] {
        let request = TokenRequest {
            host,
            expires: 900,
            ..TokenRequest::new(region, "prod", &credentials, Timestamp::from_unix(0))
        };
        let mut maker = TokenMaker::new(&request).unwrap();
        let steps = [0, -1, -2, 0, 1, 86_399, 86_400, -86_400, -86_401, 0, 1_000_000_000];
        for time in steps.map(|step| midnight + step).into_iter().chain((0..500).map(|n| midnight - 250 + n))
        {
            let once = make(&TokenRequest { time, ..request }).unwrap();
            assert_eq!(maker.make_at(time).unwrap(), once, "{region} {time}");
        }
        let shown = format!("{maker:?}");
        assert!(!shown.contains("wJalr") && !shown.contains("a/b+c="), "{shown}");
    }
}

#[test]
fn a_maker_refuses_what_cannot_become_a_token() {
    let credentials = example();
    let good = TokenRequest::new("us-west-2", "prod", &credentials, signed_at());
    for request in [
        TokenRequest { region: "", ..good },
        TokenRequest { host: Some("a/b"), ..good },
        TokenRequest { cluster_id: " ", ..good },
        TokenRequest { expires: 901, ..good },
    ] {
        assert_eq!(TokenMaker::new(&request).unwrap_err(), make(&request).unwrap_err());
    }
    let long = example().with_session_token("x".repeat(3000));
    let request = TokenRequest { credentials: &long, ..good };
    let mut maker = TokenMaker::new(&request).unwrap();
    assert_eq!(maker.make_at(signed_at()).unwrap_err(), make(&request).unwrap_err());
}

#[test]
fn decoded_for_people() {
    let credentials = example().with_session_token("SECRETTOKEN");
    let token = make(&TokenRequest::new("us-west-2", "prod", &credentials, signed_at())).unwrap();
    let decoded = decode(token.as_str()).unwrap();
    assert_eq!(decoded.host, "sts.us-west-2.amazonaws.com");
    assert_eq!(decoded.access_key_id, "AKIAIOSFODNN7EXAMPLE");
    assert_eq!((decoded.scope_region.as_str(), decoded.scope_service.as_str()), ("us-west-2", "sts"));
    assert_eq!(decoded.signed_at, Some(signed_at()));
    assert_eq!(decoded.expires_at, Some(signed_at() + 900));
    assert_eq!(decoded.expires_parameter, "60");
    assert!(decoded.signs_cluster_id && decoded.has_session_token);
    let shown = format!("{decoded:?} {token:?}");
    let signature = token.to_url().rsplit_once('=').unwrap().1.to_owned();
    assert!(!shown.contains("SECRETTOKEN") && !shown.contains(&signature) && !shown.contains("k8s-aws-v1"));
}

#[test]
fn a_token_is_for_one_cluster() {
    let keys = |_: &str| Some(KeyRecord::of(&example()));
    let check = |cluster_id: &str| {
        let verifier = Verifier::as_eks("aws", "us-west-2", cluster_id);
        let request = verifier.prepare(token().as_str(), signed_at()).unwrap().to_request();
        verify_signature(&request, &SignatureVerifier::new("us-west-2", "sts", signed_at()), &keys).is_ok()
    };
    assert!(check("prod"));
    assert!(!check("Prod"));
    assert!(!check("other"));
}

proptest! {
    #[test]
    fn what_is_made_is_accepted(
        cluster in "[a-zA-Z0-9][a-zA-Z0-9_-]{0,99}",
        session in prop::option::of("[A-Za-z0-9+/=]{1,1500}"),
        seconds in 0..4_000_000_000_i64,
        expires in 0..=900_u32,
    ) {
        let mut credentials = example();
        credentials.session_token = session.map(Into::into);
        let time = Timestamp::from_unix(seconds);
        let request = TokenRequest { expires, ..TokenRequest::new("eu-central-1", &cluster, &credentials, time) };
        let token = make(&request).unwrap();
        for verifier in [
            Verifier::as_eks("aws", "us-west-2", &cluster),
            Verifier::strict("aws", "us-west-2", &cluster),
        ] {
            let request = verifier.prepare(token.as_str(), time + 900).unwrap();
            prop_assert_eq!(request.url(), token.to_url());
            let keys = |_: &str| Some(KeyRecord::of(&credentials));
            let sts = SignatureVerifier::new("eu-central-1", "sts", time);
            prop_assert!(verify_signature(&request.to_request(), &sts, &keys).is_ok());
        }
        prop_assert!(Verifier::as_eks("aws", "us-west-2", &cluster).prepare(token.as_str(), time + 901).is_err());
    }
}
