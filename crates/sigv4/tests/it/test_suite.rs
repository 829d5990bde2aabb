//! Cases of AWS's Signature Version 4 test suite, with the signatures it publishes.

use eks_iam_sigv4::{Request, SigningParams, sign};

use crate::{at, example};

#[track_caller]
fn check(request: Request, signature: &str) {
    let mut request = request.with_header("Host", "example.amazonaws.com");
    sign(
        &mut request,
        &SigningParams {
            credentials: &example(),
            region: "us-east-1",
            service: "service",
            time: at("20150830T123600Z"),
        },
    );
    let authorization = request.header("authorization").unwrap();
    assert_eq!(authorization.rsplit_once("Signature=").unwrap().1, signature);
}

#[test]
fn get_vanilla() {
    check(Request::new("GET", "/"), "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31");
}

#[test]
fn get_vanilla_query_order_key_case() {
    check(
        Request::new("GET", "/?Param2=value2&Param1=value1"),
        "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500",
    );
}

#[test]
fn post_vanilla() {
    check(Request::new("POST", "/"), "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b");
}

#[test]
fn post_x_www_form_urlencoded() {
    check(
        Request::new("POST", "/")
            .with_header("Content-Type", "application/x-www-form-urlencoded")
            .with_body("Param1=value1"),
        "ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a",
    );
}
