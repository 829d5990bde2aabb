//! Events of Kubernetes' audit log.

use eks_iam_error_classifier::{Class, FieldName, classify, kubernetes_audit::Event};
use serde_json::json;

#[test]
fn events_are_read() {
    for (status, user, class) in [
        (403, "dev", Some(Class::KubernetesForbiddenRbac)),
        (403, "system:anonymous", Some(Class::KubernetesForbiddenAnonymous)),
        (401, "", Some(Class::KubernetesUnauthorized)),
        (200, "dev", None),
    ] {
        let text = json!({
            "kind": "Event", "apiVersion": "audit.k8s.io/v1", "stage": "ResponseComplete", "verb": "get",
            "requestURI": "/api/v1/namespaces/a/pods/b/log",
            "user": {"username": user, "groups": ["x"], "extra": {
                "accessKeyId": ["AKIAIOSFODNN7EXAMPLE"], "arn": ["arn:aws:iam::111122223333:role/dev"]}},
            "objectRef": {"resource": "pods", "subresource": "log", "namespace": "a", "name": "b", "apiVersion": "v1"},
            "responseStatus": {"metadata": {}, "status": "Failure", "message": "said \"so\"", "code": status},
            "requestReceivedTimestamp": "2026-01-02T03:04:05.000000Z",
            "annotations": {"authorization.k8s.io/decision": "forbid", "authorization.k8s.io/reason": ""},
        })
        .to_string();
        let event = Event::read(text.as_bytes()).unwrap();
        assert_eq!(event.class(), class);
        assert_eq!(event.username.as_deref(), Some(user));
        assert_eq!(event.principal_arn.as_deref(), Some("arn:aws:iam::111122223333:role/dev"));
        assert_eq!((event.resource.as_deref(), event.subresource.as_deref()), (Some("pods"), Some("log")));
        assert_eq!((event.message.as_deref(), event.status), (Some("said \"so\""), Some(status)));
        assert_eq!(event.decision.as_deref(), Some("forbid"));
        if let Some(class) = class {
            assert_eq!(classify(&text).class(), class, "the text alone says the same");
            assert_eq!(classify(&text).value(FieldName::HttpStatus), Some(status.to_string().as_str()));
        }
    }
    assert_eq!(Event::read(b"{\"kind\":\"Event\",\"apiVersion\":\"v1\"}"), None);
    assert_eq!(Event::read(b"no JSON"), None);
}
