//! DecodeAuthorizationMessage, and the other half: how EC2 encodes a denial.
//!
//! AWS encrypts these messages. Ours are hidden by a key stream of the world's seed and carry a tag, so nobody reads or
//! changes them by accident; it is no protection of anything.

use serde_json::{Value, json};

use crate::{
    World,
    authorize::Verdict,
    digest,
    exchange::{ApiError, Exchange},
    form::Form,
    proof::base64,
    xml::Tree,
};

pub(super) fn run(
    exchange: &mut Exchange<'_>,
    form: &Form,
    scope_region: &str,
) -> Result<Vec<Tree>, ApiError> {
    let caller = exchange.authenticate(scope_region)?;
    let message = form.first("EncodedMessage").unwrap_or_default();
    if message.is_empty() {
        let text = "1 validation error detected: Value null at 'encodedMessage' failed to satisfy constraint: Member must \
                    not be null";
        return Err(ApiError::new(400, "ValidationError", text));
    }
    exchange.permit(&caller, exchange.question(&caller, "sts:DecodeAuthorizationMessage", "*"))?;
    let decoded = decode(exchange.world, message)
        .ok_or_else(|| ApiError::new(400, "InvalidAuthorizationMessageException", "Message is not valid"))?;
    Ok(vec![Tree::text("DecodedMessage", decoded)])
}

/// Hides a verdict as AWS does in `Encoded authorization failure message: …`.
pub(crate) fn encode(world: &World, verdict: &Verdict) -> String {
    let text = describe(verdict).to_string();
    let tag = digest::hash(&["message-tag", world.seed(), &text]);
    let hidden = text.bytes().zip(key_stream(world, &tag)).map(|(byte, key)| byte ^ key);
    let bytes: Vec<u8> = tag.iter().copied().chain(hidden).collect();
    base64::encode_url(&bytes)
}

fn decode(world: &World, message: &str) -> Option<String> {
    let bytes = base64::decode(message)?;
    let (tag, hidden) = bytes.split_at_checked(32)?;
    let tag: [u8; 32] = tag.try_into().ok()?;
    let plain = hidden.iter().zip(key_stream(world, &tag)).map(|(byte, key)| byte ^ key).collect();
    let text = String::from_utf8(plain).ok()?;
    (digest::hash(&["message-tag", world.seed(), &text]) == tag).then_some(text)
}

fn key_stream(world: &World, tag: &[u8; 32]) -> impl Iterator<Item = u8> + use<> {
    let tag = base64::encode_url(tag);
    digest::stream(&["message-key", world.seed(), &tag])
}

/// The JSON that decoding gives, as far as AWS's is known.
fn describe(verdict: &Verdict) -> Value {
    let request = &verdict.request;
    let conditions: Vec<_> = request
        .context
        .iter()
        .map(|(key, values)| {
            let values: Vec<_> = values.iter().map(|it| json!({ "value": it })).collect();
            json!({ "key": key, "values": { "items": values } })
        })
        .collect();
    json!({
        "allowed": false,
        "explicitDeny": verdict.is_explicit,
        "matchedStatements": { "items": [] },
        "failures": { "items": [] },
        "context": {
            "principal": { "id": request.context.single("aws:userid"), "arn": request.principal },
            "action": request.action,
            "resource": request.resource,
            "conditions": { "items": conditions },
        },
    })
}
