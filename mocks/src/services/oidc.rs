//! The OIDC issuers of the world: the two public documents.

use eks_iam_sigv4::Request;
use serde_json::json;

use crate::{Response, World, model::without_scheme, proof::jwt};

/// Answers the discovery document and the key set of an issuer.
pub(crate) fn answer(world: &World, request: &Request, host: &str) -> Response {
    let url = format!("https://{host}{}", request.path());
    for issuer in issuers(world) {
        let keys = format!("{issuer}/keys");
        if url == keys {
            return json_response(jwt::key_set());
        }
        if url == format!("{issuer}/.well-known/openid-configuration") {
            return json_response(discovery(&issuer, &keys));
        }
    }
    Response::new(404, "")
}

/// Whether an issuer of this world has its documents there.
pub(crate) fn is_issuer_host(world: &World, host: &str) -> bool {
    issuers(world).iter().any(|it| without_scheme(it).split('/').next() == Some(host))
}

/// The issuers of the clusters, and all others that an account has a provider for.
fn issuers(world: &World) -> Vec<String> {
    let mut issuers: Vec<_> = world.clusters().iter().map(|live| live.cluster.issuer.clone()).collect();
    let accounts = world.accounts();
    let providers = accounts.iter().flat_map(|account| &account.oidc_providers);
    issuers.extend(providers.map(|it| format!("https://{}", without_scheme(&it.url))));
    issuers
}

fn discovery(issuer: &str, keys: &str) -> String {
    json!({
        "issuer": issuer,
        "jwks_uri": keys,
        "authorization_endpoint": "urn:kubernetes:programmatic_authorization",
        "response_types_supported": ["id_token"],
        "subject_types_supported": ["public"],
        "claims_supported": ["sub", "iss"],
        "id_token_signing_alg_values_supported": ["RS256"],
    })
    .to_string()
}

fn json_response(body: String) -> Response {
    Response::new(200, body).with_header("Content-Type", "application/json")
}
