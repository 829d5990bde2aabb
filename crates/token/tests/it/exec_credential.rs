//! What kubectl is given.

use eks_iam_token::{ApiVersion, ExecCredential};
use serde_json::Value;

use crate::token;

#[test]
fn both_makers() {
    let token = token();
    let credential = ExecCredential { api_version: ApiVersion::V1Beta1, token: &token };
    let json: Value = serde_json::from_str(&credential.to_json()).unwrap();
    assert_eq!(json["kind"], "ExecCredential");
    assert_eq!(json["apiVersion"], "client.authentication.k8s.io/v1beta1");
    assert_eq!(json["status"]["expirationTimestamp"], "2026-01-15T10:14:00Z");
    assert_eq!(json["status"]["token"], token.as_str());
    assert!(credential.to_json().contains(r#""spec":{},"#));
    assert!(credential.to_authenticator_json().contains(r#""spec":{"interactive":false},"#));
}

#[test]
fn version_asked_for() {
    use ApiVersion as Version;
    let ask: fn(Option<&str>) -> (Version, Option<&'static str>) = Version::of_exec_info;
    assert_eq!(ask(None), (ApiVersion::V1Beta1, None));
    assert_eq!(ask(Some("")), (ApiVersion::V1Beta1, None));
    let info = |version: &str| format!(r#"{{"kind":"ExecCredential","apiVersion":"{version}","spec":{{}}}}"#);
    for version in [ApiVersion::V1, ApiVersion::V1Beta1] {
        assert_eq!(ask(Some(&info(version.as_str()))), (version, None));
    }
    let (version, note) = ask(Some(&info("client.authentication.k8s.io/v1alpha1")));
    assert!(version == ApiVersion::V1Alpha1 && note.unwrap().contains("deprecated"));
    let (version, note) = ask(Some(&info("other")));
    assert!(version == ApiVersion::V1Beta1 && note.unwrap().starts_with("Unrecognized API version"));
    let (version, note) = ask(Some("{}"));
    assert!(version == ApiVersion::V1Beta1 && note.unwrap().starts_with("Unrecognized API version"));
    let (version, note) = ask(Some("{"));
    assert!(version == ApiVersion::V1Beta1 && note.unwrap().starts_with("Error parsing"));
}
