//! The flags of the webhook.

/// The flags of amazon-eks-pod-identity-webhook v0.6.9 that decide what is injected. `Default` gives the project's
/// defaults; what EKS sets gives [`Flags::for_cluster_version`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flags {
    /// `--annotation-prefix`.
    pub annotation_prefix: String,
    /// `--token-audience`.
    pub token_audience: String,
    /// `--token-mount-path`.
    pub token_mount_path: String,
    /// `--token-expiration`, in seconds; lifted to 600.
    pub token_expiration: i64,
    /// `--aws-default-region`; empty means that no region is injected.
    pub aws_default_region: String,
    /// `--sts-regional-endpoint`.
    pub sts_regional_endpoint: bool,
    /// `--watch-config-map`.
    pub watch_config_map: bool,
    /// `--compose-role-arn`.
    pub compose_role_arn: bool,
    /// `--container-credentials-audience`.
    pub container_credentials_audience: String,
    /// `--container-credentials-token-mount-path`.
    pub container_credentials_token_mount_path: String,
    /// `--container-credentials-token-volume-name`.
    pub container_credentials_token_volume_name: String,
    /// `--container-credentials-token-path`.
    pub container_credentials_token_path: String,
    /// `--container-credentials-full-uri`.
    pub container_credentials_full_uri: String,
}

impl Default for Flags {
    fn default() -> Self {
        Self {
            annotation_prefix: "eks.amazonaws.com".to_owned(),
            token_audience: "sts.amazonaws.com".to_owned(),
            token_mount_path: "/var/run/secrets/eks.amazonaws.com/serviceaccount".to_owned(),
            token_expiration: 86_400,
            aws_default_region: String::new(),
            sts_regional_endpoint: false,
            watch_config_map: false,
            compose_role_arn: false,
            container_credentials_audience: "pods.eks.amazonaws.com".to_owned(),
            container_credentials_token_mount_path: "/var/run/secrets/pods.eks.amazonaws.com/serviceaccount"
                .to_owned(),
            container_credentials_token_volume_name: "eks-pod-identity-token".to_owned(),
            container_credentials_token_path: "eks-pod-identity-token".to_owned(),
            container_credentials_full_uri: "http://169.254.170.23/v1/credentials".to_owned(),
        }
    }
}

impl Flags {
    /// Returns the flags that EKS sets for a cluster of that Kubernetes version: the Regional STS endpoint is the default
    /// since 1.22 (EKS user guide, "Configure the AWS STS endpoint for a service account"). A version that cannot be read
    /// counts as a current one. The region is the cluster's: add it with [`Flags::with_region`].
    pub fn for_cluster_version(version: &str) -> Self {
        Self { sts_regional_endpoint: is_regional_by_default(version), ..Self::default() }
    }

    /// Sets the region that is injected, as EKS does with the cluster's own.
    #[must_use]
    pub fn with_region(mut self, region: &str) -> Self {
        region.clone_into(&mut self.aws_default_region);
        self
    }
}

/// Whether clusters of that Kubernetes version use the Regional STS endpoint unless told otherwise: since 1.22.
pub(crate) fn is_regional_by_default(version: &str) -> bool {
    let mut numbers = version.trim().trim_start_matches('v').split(['.', '-', '+']).map(str::parse::<u32>);
    match (numbers.next(), numbers.next()) {
        (Some(Ok(major)), Some(Ok(minor))) => (major, minor) >= (1, 22),
        _ => true,
    }
}
