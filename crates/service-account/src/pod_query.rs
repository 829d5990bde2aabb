//! A pod of which only what decides its calls to STS is known.

use eks_iam_sts_endpoint::{ClientSettings, SdkFamily};

use crate::{
    Container, EnvVar, Flags, MutationInput, Pod, PodClient, ServiceAccount, StsCall,
    client_settings_of_container, sts_call_of_container,
};

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

impl<'a> PodQuery<'a> {
    /// The name of the pod's one container.
    pub(crate) const CONTAINER: &'static str = "main";

    pub(crate) const fn client(&self) -> PodClient<'a> {
        PodClient {
            family: self.family,
            version: self.version,
            explicit_endpoint: self.explicit_endpoint,
            explicit_region: self.explicit_region,
        }
    }

    /// A pod of this cluster with a role by IRSA.
    pub(crate) fn input(&self) -> MutationInput {
        let annotation = |name: &str, value: &str| (format!("eks.amazonaws.com/{name}"), value.to_owned());
        let mut annotations = vec![annotation("role-arn", "arn:aws:iam::111122223333:role/pod")];
        annotations.extend(self.annotation.map(|value| annotation("sts-regional-endpoints", value)));
        let variable =
            |(name, value): &(&str, &str)| EnvVar { name: (*name).to_owned(), value: (*value).to_owned() };
        let env = self.environment.iter().map(variable).collect();
        MutationInput {
            service_accounts: vec![ServiceAccount {
                name: "pod".to_owned(),
                annotations,
                ..ServiceAccount::default()
            }],
            pod: Pod {
                service_account: "pod".to_owned(),
                containers: vec![Container { name: Self::CONTAINER.to_owned(), env, ..Container::default() }],
                ..Pod::default()
            },
            flags: Flags::for_cluster_version(self.cluster_version).with_region(self.region),
            ..MutationInput::default()
        }
    }
}

/// Returns all that the pod's SDK is told, as [`client_settings_of_container`] does.
pub fn client_settings_of_pod(query: &PodQuery<'_>) -> ClientSettings {
    client_settings_of_container(&query.input(), PodQuery::CONTAINER, &query.client())
}

/// Returns what the pod's SDK does when it calls STS, as [`sts_call_of_container`] does.
pub fn sts_call_of_pod(query: &PodQuery<'_>) -> StsCall {
    sts_call_of_container(&query.input(), PodQuery::CONTAINER, &query.client())
}
