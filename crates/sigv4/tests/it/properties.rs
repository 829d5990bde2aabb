//! Laws over generated requests: what changes a verdict and what does not.

use eks_iam_sigv4::{
    Credentials, PresignRequest, Refusal, Request, SigningParams, Timestamp, Verified, Verifier,
    canonical_request, parse_signature, presign, sign, verify,
};
use proptest::prelude::*;

use crate::{at, example, knows};

const NOW: &str = "20260713T093000Z";

fn params(credentials: &Credentials) -> SigningParams<'_> {
    SigningParams { credentials, region: "us-west-2", service: "sts", time: at(NOW) }
}

fn verdict(request: &Request, now: Timestamp) -> Result<Verified, Refusal> {
    verify(request, &Verifier::new("us-west-2", "sts", now), &knows(&credentials()))
}

fn credentials() -> Credentials {
    example().with_session_token("IQoJb3JpZ2luX2VjEXAMPLE/one+token==")
}

fn signed(query: &str, note: &str, body: &str) -> Request {
    let mut request = Request::new("POST", format!("/?{query}"))
        .with_header("host", "sts.us-west-2.amazonaws.com")
        .with_header("x-note", note)
        .with_body(body);
    sign(&mut request, &params(&credentials()));
    request
}

fn presigned(name: &str, value: &str, cluster: &str) -> Request {
    let url = presign(
        &PresignRequest {
            method: "GET",
            host: "sts.us-west-2.amazonaws.com",
            path: "/",
            query: &[("Action", "GetCallerIdentity"), (name, value)],
            headers: &[("x-k8s-aws-id", cluster)],
            expires_seconds: Some(60),
        },
        &params(&credentials()),
    );
    Request::new("GET", url.split_once("amazonaws.com").unwrap().1)
        .with_header("host", "sts.us-west-2.amazonaws.com")
        .with_header("x-k8s-aws-id", cluster)
}

/// Changes one letter or digit of a text to another one.
fn flip(text: &str, at: prop::sample::Index) -> Option<String> {
    let places: Vec<_> = text.char_indices().filter(|(_, it)| it.is_ascii_alphanumeric()).collect();
    let (place, letter) = *places.get(at.index(places.len().max(1)))?;
    let other = if letter == '7' { "8" } else { "7" };
    let mut changed = text.to_owned();
    changed.replace_range(place..=place, other);
    Some(changed)
}

proptest! {
    #[test]
    fn a_changed_byte_is_refused(
        query in "[a-z]{1,6}=[a-zA-Z0-9]{1,12}",
        note in "[!-~]{1,12}",
        body in "[ -~]{1,40}",
        part in 0..5_usize,
        index in any::<prop::sample::Index>(),
    ) {
        let request = signed(&query, &note, &body);
        prop_assert!(verdict(&request, at(NOW)).is_ok());
        let mut changed = request.clone();
        let change = |text: &mut String| match flip(text, index) {
            Some(other) => *text = other,
            None => text.push('7'),
        };
        match part {
            0 => change(&mut changed.target),
            1 => change(&mut changed.method),
            2 => {
                let mut text = String::from_utf8(changed.body.clone()).unwrap();
                change(&mut text);
                changed.body = text.into_bytes();
            }
            3 => {
                let at = index.index(changed.headers.len());
                change(&mut changed.headers[at].1);
            }
            _ => {
                let value = changed.headers.last_mut().unwrap();
                let (head, signature) = value.1.rsplit_once('=').unwrap();
                value.1 = format!("{head}={}", flip(signature, index).unwrap());
            }
        }
        prop_assert!(verdict(&changed, at(NOW)).is_err(), "{:?} became {:?}", request, changed);
    }

    #[test]
    fn a_changed_byte_of_a_presigned_request_is_refused(
        name in "[A-Za-z]{1,8}",
        value in "[ -~]{1,20}",
        cluster in "[a-z0-9]{1,12}",
        index in any::<prop::sample::Index>(),
        in_header in any::<bool>(),
    ) {
        prop_assume!(!name.eq_ignore_ascii_case("Action"));
        let request = presigned(&name, &value, &cluster);
        prop_assert!(verdict(&request, at(NOW)).is_ok());
        let mut changed = request.clone();
        if in_header {
            changed.headers[1].1 = flip(&cluster, index).unwrap();
        } else {
            // A flip inside an escape may only change its spelling, so escapes are left alone.
            let target = flip(&request.target, index).unwrap();
            let spelling = |text: &str| text.to_ascii_uppercase();
            prop_assume!(spelling(&target) != spelling(&request.target));
            changed.target = target;
        }
        prop_assert!(verdict(&changed, at(NOW)).is_err(), "{:?} became {:?}", request, changed);
    }

    #[test]
    fn spelling_that_is_not_signed_changes_nothing(
        value in "[ -~]{1,20}",
        cluster in "[a-z0-9-]{1,12}",
        turn in 0..8_usize,
    ) {
        let request = presigned("Note", &value, &cluster);
        let (path, query) = request.target.split_once('?').unwrap();
        let mut pairs: Vec<_> = query.split('&').collect();
        let count = pairs.len();
        pairs.rotate_left(turn % count);
        let mut other = Request::new("GET", format!("{path}?{}", pairs.join("&").replace("%2F", "%2f")));
        other.headers = vec![
            ("X-K8S-Aws-Id".to_owned(), format!("  {cluster} ")),
            ("user-agent".to_owned(), "any".to_owned()),
            ("HOST".to_owned(), "sts.us-west-2.amazonaws.com".to_owned()),
        ];
        prop_assert!(verdict(&other, at(NOW)).is_ok());
        let canonical = |request: &Request| canonical_request(request, &parse_signature(request).unwrap());
        prop_assert_eq!(canonical(&request), canonical(&other));
    }

    #[test]
    fn the_clock_counts_within_fifteen_minutes_only(seconds in -2000..2000_i64) {
        let request = signed("a=b", "x", "y");
        let verdict = verdict(&request, at(NOW) + seconds);
        prop_assert_eq!(verdict.is_ok(), (-900..=900).contains(&seconds));
    }

    #[test]
    fn nothing_makes_it_panic(
        target in ".{0,40}",
        authorization in "(AWS4-HMAC-SHA256 )?.{0,60}",
        date in "([0-9]{8}T[0-9]{6}Z|.{0,20})",
    ) {
        let request =
            Request::new("GET", target).with_header("authorization", authorization).with_header("x-amz-date", date);
        let _ = verdict(&request, at(NOW));
        let _ = format!("{request:?}");
    }
}
