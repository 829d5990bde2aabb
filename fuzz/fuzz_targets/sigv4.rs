//! No request makes the verifier panic; what is signed here is accepted, and what is shown of a request holds no secret.
#![no_main]

use eks_iam_sigv4::{
    Credentials, KeyRecord, Request, SigningParams, Timestamp, Verifier, differences, parse_signature,
    redacted_canonical_request, sign, verify,
};
use libfuzzer_sys::fuzz_target;

const TOKEN: &str = "SESSIONTOKENTHATISNEVERSHOWN";

fuzz_target!(|input: (&str, &str, Vec<(&str, &str)>, &[u8])| {
    let (method, target, headers, body) = input;
    let credentials = Credentials::new("AKIDEXAMPLE", "secret").with_session_token(TOKEN);
    let time = Timestamp::from_unix(1_783_935_000);
    let verifier = Verifier::new("us-west-2", "sts", time);
    let keys = |id: &str| (id == "AKIDEXAMPLE").then(|| KeyRecord::of(&credentials));
    let mut request = Request::new(method, target).with_body(body);
    request.headers = headers.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    // A request from outside, whatever it carries.
    let _ = verify(&request, &verifier, &keys);
    if let Ok(signature) = parse_signature(&request) {
        let shown = redacted_canonical_request(&request, &signature);
        assert!(differences(&shown, &shown).is_empty());
    }
    let _ = format!("{request:?}");
    // The same request, signed by us.
    let is_name =
        |name: &str| !name.is_empty() && name.bytes().all(|it| it.is_ascii_alphanumeric() || it == b'-');
    request.headers.retain(|(name, _)| is_name(name) && !name.eq_ignore_ascii_case("host"));
    request = request.with_header("host", "sts.us-west-2.amazonaws.com");
    sign(
        &mut request,
        &SigningParams { credentials: &credentials, region: "us-west-2", service: "sts", time },
    );
    let is_sound = !target.contains('%') && !target.contains("X-Amz-Algorithm");
    assert!(!is_sound || verify(&request, &verifier, &keys).is_ok());
    let signature = parse_signature(&request);
    if let (true, Ok(signature)) = (is_sound, signature) {
        assert!(!redacted_canonical_request(&request, &signature).contains(TOKEN));
    }
});
