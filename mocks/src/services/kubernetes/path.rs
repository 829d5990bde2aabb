//! What a request asks for, as the API server reads method, path and query.

use eks_iam_rbac::Attributes;
use eks_iam_sigv4::Request;

use crate::form::{decode, pairs};

/// The parts of a request's target.
#[derive(Debug, Default)]
pub(super) struct Target {
    verb: &'static str,
    group: String,
    resource: String,
    subresource: String,
    namespace: Option<String>,
    name: Option<String>,
    /// The path, where it is no resource's.
    url: Option<String>,
}

impl Target {
    pub(super) fn of(request: &Request) -> Self {
        let segments: Vec<_> = request.path().split('/').filter(|it| !it.is_empty()).map(decode).collect();
        let parts: Vec<_> = segments.iter().map(String::as_str).collect();
        let (group, rest) = match parts.as_slice() {
            ["api", "v1", rest @ ..] if !rest.is_empty() => ("", rest),
            ["apis", group, _, rest @ ..] if !rest.is_empty() => (*group, rest),
            _ => return Self::non_resource(request),
        };
        let mut target = Self { group: group.to_owned(), ..Self::default() };
        let rest = match rest {
            ["namespaces", namespace, rest @ ..] if !rest.is_empty() && !is_own_subresource(rest) => {
                target.namespace = Some((*namespace).to_owned());
                rest
            }
            rest => rest,
        };
        let mut rest = rest.iter().map(|it| (*it).to_owned());
        target.resource = rest.next().unwrap_or_default();
        target.name = rest.next();
        target.subresource = rest.collect::<Vec<_>>().join("/");
        if target.resource == "namespaces" {
            target.namespace.clone_from(&target.name);
        }
        target.verb = verb(request, target.name.is_some());
        target
    }

    fn non_resource(request: &Request) -> Self {
        Self { verb: plain_verb(&request.method), url: Some(request.path().to_owned()), ..Self::default() }
    }

    pub(super) fn attributes(&self) -> Attributes<'_> {
        Attributes {
            verb: self.verb,
            api_group: &self.group,
            resource: &self.resource,
            subresource: &self.subresource,
            namespace: self.namespace.as_deref(),
            name: self.name.as_deref(),
            non_resource_url: self.url.as_deref(),
        }
    }
}

/// `namespaces/NAME/status` and `/finalize` are parts of the namespace, not resources in it.
fn is_own_subresource(rest: &[&str]) -> bool {
    matches!(rest, ["status" | "finalize"])
}

fn verb(request: &Request, has_name: bool) -> &'static str {
    let watches = || {
        pairs(request.query())
            .iter()
            .any(|(key, value)| key == "watch" && matches!(value.as_str(), "true" | "1"))
    };
    match (request.method.as_str(), has_name) {
        ("GET" | "HEAD", true) => "get",
        ("GET" | "HEAD", false) if watches() => "watch",
        ("GET" | "HEAD", false) => "list",
        ("POST", _) => "create",
        ("PUT", _) => "update",
        ("PATCH", _) => "patch",
        ("DELETE", true) => "delete",
        ("DELETE", false) => "deletecollection",
        _ => "",
    }
}

fn plain_verb(method: &str) -> &'static str {
    match method {
        "GET" => "get",
        "HEAD" => "head",
        "POST" => "post",
        "PUT" => "put",
        "PATCH" => "patch",
        "DELETE" => "delete",
        _ => "",
    }
}
