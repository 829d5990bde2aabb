//! Nothing that is printed holds a secret.

use eks_iam_sigv4::{
    Request, SigningParams, Verifier, canonical_request, parse_signature, redacted_canonical_request, sign,
    verify,
};

use crate::{at, example, knows};

const TOKEN: &str = "IQoJb3JpZ2luX2VjSECRETTOKEN";

#[test]
fn debug_and_errors_are_silent() {
    let credentials = example().with_session_token(TOKEN);
    let mut request = Request::new(
        "GET",
        "/?a=b&X-Amz-Security-Token=IQoJb3JpZ2luX2VjSECRETTOKEN&WebIdentity%54oken=SECRETTOKEN",
    )
    .with_header("Cookie", "SECRETTOKEN")
    .with_header("host", "sts.us-west-2.amazonaws.com")
    .with_body("WebIdentityToken=IQoJb3JpZ2luX2VjSECRETTOKEN");
    let params = SigningParams {
        credentials: &credentials,
        region: "us-west-2",
        service: "sts",
        time: at("20260713T093000Z"),
    };
    sign(&mut request, &params);
    let signature = parse_signature(&request).unwrap();
    let hex = request.header("authorization").unwrap().rsplit_once('=').unwrap().1.to_owned();
    let verifier = Verifier::new("us-west-2", "sts", params.time);
    let refusal = verify(&request, &verifier, &knows(&example())).unwrap_err();
    let verified = verify(&request, &verifier, &knows(&credentials)).unwrap();
    let key = knows(&credentials)("AKIDEXAMPLE").unwrap();
    for shown in [
        format!("{credentials:?}"),
        format!("{params:?}"),
        format!("{request:#?}"),
        format!("{signature:?} {verified:?} {key:?} {refusal:?} {refusal}"),
        redacted_canonical_request(&request, &signature),
    ] {
        assert!(!shown.contains("SECRETTOKEN"), "{shown}");
        assert!(!shown.contains("wJalr"), "{shown}");
        assert!(!shown.contains(&hex), "{shown}");
    }
    assert!(canonical_request(&request, &signature).contains(TOKEN));
}
