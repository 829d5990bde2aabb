//! What the SDK in a container does when it calls STS.

use eks_iam_sts_endpoint::{ClientSettings, SdkFamily, Source, client_endpoint, endpoint_of_host};

use crate::{MutationInput, go_values::parse_bool, mutate, mutate::annotation, pod_environment};

/// The client in a container: its SDK, and what the application sets in code.
#[derive(Debug, Clone, Copy)]
pub struct PodClient<'a> {
    /// The SDK of the application.
    pub family: SdkFamily,
    /// The SDK's version, such as `1.38.2`; without one the present behaviour is told.
    pub version: Option<&'a str>,
    /// The STS endpoint that the application sets itself, such as `https://sts.amazonaws.com`.
    pub explicit_endpoint: Option<&'a str>,
    /// The region that the application sets itself.
    pub explicit_region: Option<&'a str>,
}

/// What a client does when it calls STS, and whether STS takes it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum StsCall {
    /// It sends a signed request.
    Sent {
        /// The host that it calls.
        host: String,
        /// The region that it signs for.
        signing_region: String,
        /// The region that the host accepts; none when the host is no STS endpoint that is known.
        scope_region: Option<String>,
    },
    /// It fails before it sends anything; the text says why.
    Failed(String),
}

impl StsCall {
    /// Whether host and signature fit: STS does not answer `Credential should be scoped to a valid region`.
    pub fn is_accepted(&self) -> bool {
        match self {
            Self::Sent { signing_region, scope_region, .. } => scope_region.as_ref() == Some(signing_region),
            Self::Failed(_) => false,
        }
    }

    /// Whether STS answers `Credential should be scoped to a valid region`: the host accepts another region than the one signed
    /// for.
    pub fn is_refused(&self) -> bool {
        match self {
            Self::Sent { signing_region, scope_region, .. } => {
                scope_region.as_ref().is_some_and(|region| region != signing_region)
            }
            Self::Failed(_) => false,
        }
    }
}

/// Returns all that the SDK in a container is told: what the application sets itself, the environment that the author and
/// the webhook make, and who set each variable of it (the author, the service account's annotation, or the cluster by
/// default).
pub fn client_settings_of_container(
    input: &MutationInput,
    container: &str,
    client: &PodClient<'_>,
) -> ClientSettings {
    let pod = &input.pod;
    let environment = pod_environment(pod, &mutate(input), container);
    let own = pod.containers.iter().chain(&pod.init_containers).find(|it| it.name == container);
    let is_own = |name: &str| own.is_some_and(|container| container.has_env(name));
    let account = input
        .service_accounts
        .iter()
        .find(|it| it.namespace == pod.namespace && it.name == pod.service_account);
    let mode = account.and_then(|it| annotation(&it.annotations, &input.flags, "sts-regional-endpoints"));
    let origin = |name: &str| match name {
        "AWS_STS_REGIONAL_ENDPOINTS" if mode.is_some_and(|it| parse_bool(it).is_some()) => {
            Source::ServiceAccountAnnotation
        }
        _ => Source::ClusterDefault,
    };
    let injected = environment.iter().filter(|(name, _)| !is_own(name));
    ClientSettings {
        origins: injected.map(|(name, _)| (name.clone(), origin(name))).collect(),
        explicit_endpoint: client.explicit_endpoint.map(str::to_owned),
        explicit_region: client.explicit_region.map(str::to_owned),
        version: client.version.map(str::to_owned),
        environment,
        ..ClientSettings::default()
    }
}

/// Returns what the SDK in a container does when it calls STS: which host, and signed for which region.
///
/// The variables are the author's and those that the webhook adds; the SDK's part is [`client_endpoint`].
pub fn sts_call_of_container(input: &MutationInput, container: &str, client: &PodClient<'_>) -> StsCall {
    match client_endpoint(client.family, &client_settings_of_container(input, container, client)) {
        Ok(endpoint) => StsCall::Sent {
            scope_region: endpoint_of_host(&endpoint.host).map(|form| form.scope_region.to_string()),
            host: endpoint.host,
            signing_region: endpoint.signing_region,
        },
        Err(error) => StsCall::Failed(error.to_string()),
    }
}
