//! Where two sides hashed something else.

use eks_iam_sigv4::{
    CanonicalPart, Request, SigningParams, differences, parse_signature, redacted_canonical_request, sign,
};
use proptest::prelude::*;

use crate::{at, example};

fn shown(host: &str, query: &str, note: &str, body: &str) -> String {
    let credentials = example().with_session_token("IQoJb3JpZ2luX2VjSECRETTOKEN");
    let mut request = Request::new("POST", format!("/?{query}"))
        .with_header("host", host)
        .with_header("x-note", note)
        .with_body(body);
    let time = at("20260713T093000Z");
    sign(
        &mut request,
        &SigningParams { credentials: &credentials, region: "us-west-2", service: "sts", time },
    );
    redacted_canonical_request(&request, &parse_signature(&request).unwrap())
}

#[test]
fn each_part_is_named() {
    let server = shown("sts.us-west-2.amazonaws.com", "a=1&b=2", "one", "x");
    let client = shown("proxy.example.com", "a=1&b=3&c=4", "two", "y");
    let found: Vec<_> = differences(&server, &client)
        .into_iter()
        .map(|it| (it.part.to_string(), it.left, it.right))
        .collect();
    let text = |part: &str, left: &str, right: &str| (part.to_owned(), left.to_owned(), right.to_owned());
    let hash = |text: &str| text.rsplit('\n').next().unwrap().to_owned();
    assert_eq!(
        found,
        [
            text("parameter b", "2", "3"),
            text("parameter c", "", "4"),
            text("header host", "sts.us-west-2.amazonaws.com", "proxy.example.com"),
            text("header x-note", "one", "two"),
            text("body hash", &hash(&server), &hash(&client)),
        ]
    );
    let other = server.replacen("POST\n/\n", "GET\n/x\n", 1).replace("host;x-amz-date", "x-amz-date");
    let parts: Vec<_> = differences(&server, &other).into_iter().map(|it| it.part).collect();
    assert_eq!(parts, [CanonicalPart::Method, CanonicalPart::Path, CanonicalPart::SignedHeaders]);
}

#[test]
fn a_session_token_is_not_compared_and_line_ends_do_not_count() {
    let server = shown("h", "a=1", "one", "x");
    assert!(!server.contains("SECRETTOKEN"));
    let client = server.replace("[redacted]", "IQoJb3JpZ2luX2VjSECRETTOKEN").replace('\n', "\r\n");
    assert_eq!(differences(&server, &format!("\n{client}\n")), []);
    let without = server.replace("x-amz-security-token:[redacted]\n", "");
    let [found] = differences(&without, &client).try_into().unwrap();
    assert_eq!((found.part.to_string().as_str(), found.left.as_str()), ("header x-amz-security-token", ""));
    assert_eq!(found.right, "[redacted]");
}

proptest! {
    #[test]
    fn any_texts_can_be_compared(left in "(?s).{0,80}", right in "(?s).{0,80}") {
        prop_assert_eq!(differences(&left, &left), []);
        let forth: Vec<_> = differences(&left, &right).into_iter().map(|it| (it.part, it.right, it.left)).collect();
        let back: Vec<_> = differences(&right, &left).into_iter().map(|it| (it.part, it.left, it.right)).collect();
        prop_assert_eq!(forth, back);
    }
}
