//! What the SDK in each container does with what it is given.

use eks_iam_service_account::{
    CredentialSource, Mutation, MutationInput, least_pod_identity_version, pod_environment,
    too_old_for_pod_identity,
};
use eks_iam_span::Language;
use eks_iam_sts_endpoint::{ClientSettings, SdkFamily, client_endpoint};
use serde_json::{Value, json};

use crate::{batch::LineError, input::optional_text, verbs::sts_endpoint::family};

/// Returns, container by container, where the SDK gets its credentials; with `sdk` also which STS it calls.
pub(super) fn credentials(
    line: &Value,
    input: &MutationInput,
    mutation: &Mutation,
    language: Language,
) -> Result<Value, LineError> {
    let version = optional_text(line, "sdk_version")?;
    let family = optional_text(line, "sdk")?.map(|it| family(it, version, language)).transpose()?;
    let of = |name: &String| {
        let environment = pod_environment(&input.pod, mutation, name);
        let source = CredentialSource::of(&environment);
        let mut answer = json!({
            "container": name,
            "source": source.as_str(),
            "message": source.explanation(language),
        });
        let more = match (family, source) {
            (Some(family), CredentialSource::WebIdentity) => Some(("sts", sts(family, version, environment))),
            (Some(family), CredentialSource::Container) => Some((
                "pod_identity",
                json!({
                    "least_version": least_pod_identity_version(family),
                    "older_says": too_old_for_pod_identity(family),
                }),
            )),
            _ => None,
        };
        if let (Some((key, value)), Value::Object(keys)) = (more, &mut answer) {
            keys.insert(key.to_owned(), value);
        }
        answer
    };
    Ok(input.pod.containers.iter().map(|it| of(&it.name)).collect())
}

/// The STS that the SDK calls with the token.
fn sts(family: SdkFamily, version: Option<&str>, environment: Vec<(String, String)>) -> Value {
    let version = version.map(str::to_owned);
    let settings = ClientSettings { environment, version, ..ClientSettings::default() };
    match client_endpoint(family, &settings) {
        Ok(it) => json!({"url": it.url, "host": it.host, "signing_region": it.signing_region}),
        Err(error) => json!({"error": error.to_string()}),
    }
}
