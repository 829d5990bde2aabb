//! Web identity tokens: made by the world's issuers, read by its STS.

use eks_iam_sigv4::Timestamp;
use serde_json::{Value, json};

use super::{base64, key};
use crate::{WebIdentityClaims, digest};

/// Makes the token.
pub(crate) fn sign(claims: &WebIdentityClaims) -> String {
    let header = json!({ "alg": "RS256", "kid": key::KEY_ID, "typ": "JWT" });
    let mut body = json!({
        "iss": claims.issuer,
        "sub": claims.subject,
        "iat": claims.issued_at.unix(),
        "nbf": claims.issued_at.unix(),
        "exp": claims.expires_at.unix(),
    });
    if let (false, Some(fields)) = (claims.audience.is_empty(), body.as_object_mut()) {
        fields.insert("aud".to_owned(), json!([claims.audience]));
    }
    if let (Some(pod), Some(fields)) = (&claims.pod, body.as_object_mut()) {
        let account = claims.subject.strip_prefix("system:serviceaccount:").and_then(|it| it.split_once(':'));
        let (namespace, account) = account.unwrap_or_default();
        let uid = |kind: &str, name: &str| digest::uuid(&["object-uid", kind, namespace, name]);
        let claim = json!({
            "namespace": namespace,
            "pod": { "name": pod, "uid": uid("pod", pod) },
            "serviceaccount": { "name": account, "uid": uid("serviceaccount", account) },
        });
        fields.insert("kubernetes.io".to_owned(), claim);
    }
    let encode = |value: &Value| base64::encode_url(value.to_string().as_bytes());
    let signed = format!("{}.{}", encode(&header), encode(&body));
    let signature = base64::encode_url(&key::sign(signed.as_bytes()));
    format!("{signed}.{signature}")
}

/// A token as read; nothing in it is proven but by [`Token::is_signed`].
#[derive(Debug)]
pub(crate) struct Token {
    pub(crate) issuer: String,
    pub(crate) subject: String,
    pub(crate) audiences: Vec<String>,
    pub(crate) expires_at: Option<Timestamp>,
    /// The pod that the token was issued for, where it says so.
    pub(crate) pod_name: String,
    pub(crate) pod_uid: String,
    is_signed: bool,
}

impl Token {
    /// Reads a token; `None` when it is no JWT with an issuer and a subject. White space around it is borne, for clients
    /// send the file as it is.
    pub(crate) fn read(text: &str) -> Option<Self> {
        let text = text.trim();
        let (signed, signature) = text.rsplit_once('.')?;
        let (header, body) = signed.split_once('.')?;
        let header: Value = serde_json::from_slice(&base64::decode(header)?).ok()?;
        let body: Value = serde_json::from_slice(&base64::decode(body)?).ok()?;
        let signature = base64::decode(signature)?;
        let field = |name: &str| body.get(name).and_then(Value::as_str).map(str::to_owned);
        Some(Self {
            issuer: field("iss")?,
            subject: field("sub")?,
            audiences: audiences(body.get("aud")),
            expires_at: body.get("exp").and_then(Value::as_i64).map(Timestamp::from_unix),
            pod_name: claim(&body, "/kubernetes.io/pod/name"),
            pod_uid: claim(&body, "/kubernetes.io/pod/uid"),
            is_signed: header.get("alg").and_then(Value::as_str) == Some("RS256")
                && key::verify(signed.as_bytes(), &signature),
        })
    }

    /// Whether the world's key signed it.
    pub(crate) fn is_signed(&self) -> bool {
        self.is_signed
    }
}

fn claim(body: &Value, pointer: &str) -> String {
    body.pointer(pointer).and_then(Value::as_str).unwrap_or_default().to_owned()
}

fn audiences(value: Option<&Value>) -> Vec<String> {
    match value {
        Some(Value::String(text)) => vec![text.clone()],
        Some(Value::Array(items)) => items.iter().filter_map(Value::as_str).map(str::to_owned).collect(),
        _ => Vec::new(),
    }
}

/// The issuer's key set.
pub(crate) fn key_set() -> String {
    let (n, e) = key::public_numbers();
    json!({ "keys": [{ "alg": "RS256", "e": e, "kid": key::KEY_ID, "kty": "RSA", "n": n, "use": "sig" }] })
        .to_string()
}
