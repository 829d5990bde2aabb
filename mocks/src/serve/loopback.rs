//! For whom a request is meant that came to a loopback address, as from `--endpoint-url http://127.0.0.1:PORT`.

use eks_iam_sigv4::{Request, parse_signature};

use crate::{World, form::Form, model::dns_suffix};

/// The host of AWS for which it is meant; `None` when the request names that host itself.
///
/// The service and the Region are those of the credential scope, so such a client never meets the scope error. Without a
/// signature it is STS (web identity, SAML), the Pod Identity agent, or the Kubernetes API of the first cluster.
pub(super) fn meant(world: &World, request: &Request) -> Option<String> {
    if !is_loopback(request.host()?) {
        return None;
    }
    let home = || world.region();
    if let Ok(signature) = parse_signature(request) {
        let region = signature.scope.region;
        return Some(host(&signature.scope.service, &region));
    }
    if request.path() == "/v1/credentials" {
        return Some("169.254.170.23".to_owned());
    }
    if Form::of(request).first("Action").is_some() {
        return Some(host("sts", &home()));
    }
    let is_kubernetes =
        ["/api", "/apis", "/version", "/openapi", "/healthz", "/livez", "/readyz"].iter().any(|root| {
            request.path().strip_prefix(root).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        });
    if is_kubernetes {
        return world.first_cluster_host();
    }
    // Nobody signed, nothing is named: STS says what it says to that.
    Some(host("sts", &home()))
}

fn host(service: &str, region: &str) -> String {
    match service {
        "iam" if region == "us-east-1" => "iam.amazonaws.com".to_owned(),
        "iam" if region == "us-gov-west-1" => "iam.us-gov.amazonaws.com".to_owned(),
        "eks-auth" if dns_suffix(region) == "amazonaws.com" => format!("eks-auth.{region}.api.aws"),
        service => format!("{service}.{region}.{}", dns_suffix(region)),
    }
}

fn is_loopback(host: &str) -> bool {
    let name = host
        .rsplit_once(':')
        .map_or(host, |(name, port)| if port.bytes().all(|it| it.is_ascii_digit()) { name } else { host });
    matches!(name, "localhost" | "127.0.0.1" | "[::1]")
}
