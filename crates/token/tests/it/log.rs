//! The authenticator's log lines, as EKS shows them.

use eks_iam_sigv4::Timestamp;
use eks_iam_token::{LogContext, Verifier};

use crate::{session_answer, signed_at, token};

#[test]
fn lines() {
    let verifier = Verifier::as_eks("aws", "us-west-2", "prod");
    let context = LogContext {
        time: Timestamp::parse_rfc3339("2026-01-15T10:23:07Z").unwrap(),
        client: "127.0.0.1:50096",
    };
    let error = verifier.prepare(token().as_str(), context.time).unwrap_err();
    assert_eq!(
        context.access_denied(&error),
        r#"time="2026-01-15T10:23:07Z" level=warning msg="access denied" client="127.0.0.1:50096" error="input token was not properly formatted: X-Amz-Date parameter is expired (15 minute expiration) 2026-01-15 10:00:00 +0000 UTC" method=POST path=/authenticate"#
    );
    let identity =
        verifier.prepare(token().as_str(), signed_at()).unwrap().finish(&session_answer()).unwrap();
    assert_eq!(
        context.sts_response(&identity),
        r#"time="2026-01-15T10:23:07Z" level=info msg="STS response" accesskeyid=AKIAIOSFODNN7EXAMPLE accountid=111122223333 arn="arn:aws:sts::111122223333:assumed-role/dev/anna" client="127.0.0.1:50096" method=POST path=/authenticate session=anna stsendpoint=sts.us-west-2.amazonaws.com userid=AROAEXAMPLEEXAMPLE01"#
    );
    assert_eq!(
        context.access_denied_to(&identity, "identity is not mapped"),
        r#"time="2026-01-15T10:23:07Z" level=warning msg="access denied" arn="arn:aws:iam::111122223333:role/dev" client="127.0.0.1:50096" error="identity is not mapped" method=POST path=/authenticate"#
    );
}
