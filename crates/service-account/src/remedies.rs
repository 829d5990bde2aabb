//! The page's remedies for `SignatureDoesNotMatch`, judged for one pod.

use eks_iam_sts_endpoint::{
    ClientSettings, EndpointQuery, SdkFamily, Source, client_endpoint, endpoint_of_host, resolve,
};

use crate::go_values::parse_bool;
use crate::{Container, EnvVar, Flags, MutationInput, Pod, ServiceAccount, mutate, pod_environment};

const GLOBAL_ENDPOINT: &str = "https://sts.amazonaws.com";

/// A pod whose application calls STS: everything that decides host and signature.
#[derive(Debug, Clone, Copy)]
pub struct PodQuery<'a> {
    /// The cluster's Kubernetes version, such as `1.31`.
    pub cluster_version: &'a str,
    /// The cluster's region, which the webhook injects.
    pub region: &'a str,
    /// The service account's annotation `eks.amazonaws.com/sts-regional-endpoints`, if it has one.
    pub annotation: Option<&'a str>,
    /// The SDK of the application.
    pub family: SdkFamily,
    /// The SDK's version, such as `1.38.2`; without one the present behaviour is told.
    pub version: Option<&'a str>,
    /// The STS endpoint that the application sets itself, such as `https://sts.amazonaws.com`.
    pub explicit_endpoint: Option<&'a str>,
    /// The region that the application sets itself.
    pub explicit_region: Option<&'a str>,
    /// The variables that the pod's author sets, such as `AWS_ENDPOINT_URL_STS`.
    pub environment: &'a [(&'a str, &'a str)],
}

/// A remedy for a pod that STS refuses with `Credential should be scoped to a valid region`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PageRemedy {
    /// The page's first: remove the explicit call to the global endpoint.
    RemoveEndpoint,
    /// The page's second: call the Regional endpoint explicitly.
    RegionalEndpoint,
    /// The page's third: configure the service account for the global endpoint (annotation `false`, new pod).
    GlobalServiceAccount,
    /// The one that the page leaves out: keep the endpoint and sign for its Region.
    SignForEndpoint,
}

impl PageRemedy {
    /// The remedies in the page's order, the fourth behind them.
    pub const ALL: [Self; 4] =
        [Self::RemoveEndpoint, Self::RegionalEndpoint, Self::GlobalServiceAccount, Self::SignForEndpoint];

    /// Returns the stable kebab-case name.
    pub fn name(self) -> &'static str {
        match self {
            Self::RemoveEndpoint => "remove-endpoint",
            Self::RegionalEndpoint => "regional-endpoint",
            Self::GlobalServiceAccount => "global-service-account",
            Self::SignForEndpoint => "sign-for-endpoint",
        }
    }
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
}

/// A remedy with what it brings about.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct RemedyVerdict {
    /// The remedy.
    pub remedy: PageRemedy,
    /// Whether the call is accepted with it.
    pub works: bool,
    /// Whether it changes host or signature at all.
    pub changes: bool,
    /// What the pod does without it.
    pub before: StsCall,
    /// What the pod does with it.
    pub after: StsCall,
}

/// Returns all that the pod's SDK is told: what the application sets itself, the environment that the webhook of this
/// cluster version makes, and who set each of its variables (the pod's author, the service account's annotation, or the
/// cluster by default).
pub fn client_settings_of_pod(query: &PodQuery<'_>) -> ClientSettings {
    let environment = environment(query);
    let is_own = |name: &str| query.environment.iter().any(|(own, _)| *own == name);
    let origin = |name: &str| match name {
        "AWS_STS_REGIONAL_ENDPOINTS" if query.annotation.is_some_and(|it| parse_bool(it).is_some()) => {
            Source::ServiceAccountAnnotation
        }
        _ => Source::ClusterDefault,
    };
    let injected = environment.iter().filter(|(name, _)| !is_own(name));
    ClientSettings {
        origins: injected.map(|(name, _)| (name.clone(), origin(name))).collect(),
        explicit_endpoint: query.explicit_endpoint.map(str::to_owned),
        explicit_region: query.explicit_region.map(str::to_owned),
        version: query.version.map(str::to_owned),
        environment,
        ..ClientSettings::default()
    }
}

/// Returns what the pod's SDK does when it calls STS: which host, and signed for which region.
///
/// The variables are those that the webhook injects into a pod of this cluster version; the SDK's part is
/// [`client_endpoint`].
pub fn sts_call_of_pod(query: &PodQuery<'_>) -> StsCall {
    let settings = client_settings_of_pod(query);
    match client_endpoint(query.family, &settings) {
        Ok(endpoint) => StsCall::Sent {
            scope_region: endpoint_of_host(&endpoint.host).map(|form| form.scope_region.to_string()),
            host: endpoint.host,
            signing_region: endpoint.signing_region,
        },
        Err(error) => StsCall::Failed(error.to_string()),
    }
}

/// Judges the page's three remedies and the fourth for a pod: each is applied, and what the SDK then does is held against
/// what the host accepts.
///
/// The third never helps while the application sets the endpoint itself: neither the annotation nor `legacy` changes host
/// or scope beside a URL (measured with boto3, AWS CLI 1 and 2, Rust and JavaScript 3).
pub fn judge_remedies(query: &PodQuery<'_>) -> Vec<RemedyVerdict> {
    let before = sts_call_of_pod(query);
    PageRemedy::ALL
        .into_iter()
        .map(|remedy| {
            let after = sts_call_with(remedy, query, &before);
            RemedyVerdict {
                remedy,
                works: after.is_accepted(),
                changes: after != before,
                before: before.clone(),
                after,
            }
        })
        .collect()
}

fn sts_call_with(remedy: PageRemedy, query: &PodQuery<'_>, before: &StsCall) -> StsCall {
    match remedy {
        PageRemedy::RemoveEndpoint => {
            let is_kept =
                |(name, _): &(&str, &str)| !matches!(*name, "AWS_ENDPOINT_URL_STS" | "AWS_ENDPOINT_URL");
            let environment: Vec<_> = query.environment.iter().copied().filter(is_kept).collect();
            sts_call_of_pod(&PodQuery { explicit_endpoint: None, environment: &environment, ..*query })
        }
        PageRemedy::RegionalEndpoint => {
            // An endpoint brings no Region of its own, so beside one the client signs for the Region that is its own: the
            // application's, or that of a variable which its SDK reads.
            let probe = PodQuery { explicit_endpoint: Some(GLOBAL_ENDPOINT), ..*query };
            let own = match sts_call_of_pod(&probe) {
                StsCall::Sent { signing_region, .. } => signing_region,
                failed @ StsCall::Failed(_) => return failed,
            };
            let asked = EndpointQuery { region: Some(&own), ..EndpointQuery::default() };
            match resolve(&asked) {
                Ok(endpoint) => {
                    sts_call_of_pod(&PodQuery { explicit_endpoint: Some(endpoint.url()), ..*query })
                }
                Err(error) => StsCall::Failed(error.to_string()),
            }
        }
        PageRemedy::GlobalServiceAccount => {
            sts_call_of_pod(&PodQuery { annotation: Some("false"), ..*query })
        }
        PageRemedy::SignForEndpoint => match before {
            StsCall::Sent { scope_region: Some(region), .. } => {
                sts_call_of_pod(&PodQuery { explicit_region: Some(region), ..*query })
            }
            StsCall::Sent { .. } | StsCall::Failed(_) => before.clone(),
        },
    }
}

/// The variables of a pod of this cluster with a role by IRSA: its author's and the webhook's.
fn environment(query: &PodQuery<'_>) -> Vec<(String, String)> {
    let annotation = |name: &str, value: &str| (format!("eks.amazonaws.com/{name}"), value.to_owned());
    let mut annotations = vec![annotation("role-arn", "arn:aws:iam::111122223333:role/pod")];
    annotations.extend(query.annotation.map(|value| annotation("sts-regional-endpoints", value)));
    let variable =
        |(name, value): &(&str, &str)| EnvVar { name: (*name).to_owned(), value: (*value).to_owned() };
    let env = query.environment.iter().map(variable).collect();
    let input = MutationInput {
        service_accounts: vec![ServiceAccount {
            name: "pod".to_owned(),
            annotations,
            ..ServiceAccount::default()
        }],
        pod: Pod {
            service_account: "pod".to_owned(),
            containers: vec![Container { name: "main".to_owned(), env, ..Container::default() }],
            ..Pod::default()
        },
        flags: Flags::for_cluster_version(query.cluster_version).with_region(query.region),
        ..MutationInput::default()
    };
    pod_environment(&input.pod, &mutate(&input), "main")
}
