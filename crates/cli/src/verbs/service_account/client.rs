//! What the SDK in each container does with what it is given, what goes wrong, and which remedies work.

use eks_iam_document::Node;
use eks_iam_service_account::{
    CredentialSource, FailureQuery, Mutation, MutationInput, OidcProvider, PodClient, PodFailure,
    RemedyVerdict, StsCall, judge_container_remedies, least_pod_identity_version, pod_environment,
    pod_failures, sts_call_of_container, too_old_for_pod_identity,
};
use eks_iam_span::Language;
use eks_iam_sts_endpoint::{ClientSettings, SdkFamily, client_endpoint};
use serde_json::{Map, Value, json};

use super::trust::Judged;
use crate::{
    batch::LineError,
    input::optional_text,
    verbs::sts_endpoint::{family, remedy_json},
};

/// The containers of a pod, as the question tells of them.
pub(super) struct Containers<'a> {
    pub(super) input: &'a MutationInput,
    pub(super) mutation: &'a Mutation,
    pub(super) trust: Option<&'a Judged>,
    client: Option<PodClient<'a>>,
    providers: Option<Vec<OidcProvider>>,
}

impl<'a> Containers<'a> {
    /// Reads `sdk`, `sdk_version`, `endpoint`, `client_region` and `oidc_providers`.
    pub(super) fn new(
        line: &'a Value,
        node: &Node,
        (input, mutation): (&'a MutationInput, &'a Mutation),
        trust: Option<&'a Judged>,
        language: Language,
    ) -> Result<Self, LineError> {
        let version = optional_text(line, "sdk_version")?;
        let family = optional_text(line, "sdk")?.map(|it| family(it, version, language)).transpose()?;
        let (endpoint, region) = (optional_text(line, "endpoint")?, optional_text(line, "client_region")?);
        let client = family.map(|family| PodClient {
            family,
            version,
            explicit_endpoint: endpoint,
            explicit_region: region,
        });
        Ok(Self { input, mutation, trust, client, providers: providers(node) })
    }

    /// Returns, container by container, where the SDK gets its credentials and how they fail; with `sdk` also which STS it
    /// calls, and the remedies.
    pub(super) fn answer(&self, language: Language) -> Value {
        self.input.pod.containers.iter().map(|it| self.container(&it.name, language)).collect()
    }

    fn container(&self, name: &str, language: Language) -> Value {
        let environment = pod_environment(&self.input.pod, self.mutation, name);
        let source = CredentialSource::of(&environment);
        let mut answer = Map::from_iter([
            ("container".to_owned(), json!(name)),
            ("source".to_owned(), json!(source.as_str())),
            ("message".to_owned(), json!(source.explanation(language))),
        ]);
        let mut put = |key: &str, value: Value| answer.insert(key.to_owned(), value);
        if let Some(client) = self.client {
            match source {
                CredentialSource::WebIdentity => {
                    put("sts", exchange(&client, environment));
                }
                CredentialSource::Container => {
                    put("pod_identity", pod_identity(client.family));
                }
                CredentialSource::StaticKeys | CredentialSource::HalfPair | CredentialSource::NodeRole => {}
            }
            put("sts_call", call_json(&sts_call_of_container(self.input, name, &client)));
            let verdicts = judge_container_remedies(self.input, name, &client);
            put("remedies", verdicts.iter().map(|it: &RemedyVerdict| remedy_json(it, language)).collect());
        }
        let query = FailureQuery {
            input: self.input,
            mutation: self.mutation,
            container: name,
            client: self.client,
            claims: self.trust.map(|it| &it.claims),
            trust: self.trust.and_then(|it| it.found.as_deref()),
            providers: self.providers.as_deref(),
        };
        put("failures", pod_failures(&query).iter().map(|it| failure_json(it, language)).collect());
        Value::Object(answer)
    }
}

/// The OIDC providers of the role's account: an ARN each, and the audiences as `aws iam get-open-id-connect-provider` names
/// them or in our keys.
fn providers(node: &Node) -> Option<Vec<OidcProvider>> {
    let list = node.get("oidc_providers").filter(|it| !it.is_null())?.as_sequence()?;
    let texts = |node: Option<&Node>| -> Vec<String> {
        let items = node.and_then(Node::as_sequence).unwrap_or_default();
        items.iter().filter_map(Node::as_str).map(str::to_owned).collect()
    };
    let provider = |it: &Node| OidcProvider {
        arn: it.get("arn").or_else(|| it.get("Arn")).and_then(Node::as_str).unwrap_or_default().to_owned(),
        client_ids: texts(it.get("client_ids").or_else(|| it.get("ClientIDList"))),
    };
    Some(list.iter().map(provider).collect())
}

/// The STS that the SDK calls with the token.
fn exchange(client: &PodClient<'_>, environment: Vec<(String, String)>) -> Value {
    let version = client.version.map(str::to_owned);
    let settings = ClientSettings { environment, version, ..ClientSettings::default() };
    match client_endpoint(client.family, &settings) {
        Ok(it) => json!({"url": it.url, "host": it.host, "signing_region": it.signing_region}),
        Err(error) => json!({"error": error.to_string()}),
    }
}

fn pod_identity(family: SdkFamily) -> Value {
    json!({
        "least_version": least_pod_identity_version(family),
        "older_says": too_old_for_pod_identity(family),
    })
}

/// A call to STS that is signed with the credentials.
fn call_json(call: &StsCall) -> Value {
    match call {
        StsCall::Sent { host, signing_region, scope_region, .. } => json!({
            "host": host,
            "signing_region": signing_region,
            "accepted_region": scope_region,
            "accepted": scope_region.as_ref().map(|_| call.is_accepted()),
        }),
        StsCall::Failed(error) => json!({"error": error}),
        _ => Value::Null,
    }
}

fn failure_json(failure: &PodFailure, language: Language) -> Value {
    let (status, code) = failure.kind.answer().unzip();
    json!({
        "kind": failure.kind.name(),
        "occurs": failure.occurs.as_str(),
        "status": status,
        "code": code.filter(|it| !it.is_empty()),
        "text": failure.text,
        "cause": failure.cause(language),
    })
}
