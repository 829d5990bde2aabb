//! All that a client is told.

use crate::trace::Source;

/// All that a client is told, by code, environment and shared config file. Nothing is read from the process.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ClientSettings {
    /// The endpoint given in code, or by a flag such as `--endpoint-url`.
    pub explicit_endpoint: Option<String>,
    /// The Region given in code, or by a flag such as `--region`.
    pub explicit_region: Option<String>,
    /// The mode given in code, `legacy` or `regional`, for the families that have such a setting.
    pub explicit_mode: Option<String>,
    /// FIPS switched on or off in code.
    pub explicit_fips: Option<bool>,
    /// Dual-stack switched on or off in code.
    pub explicit_dual_stack: Option<bool>,
    /// The environment; of variables that stand twice the last one counts, as in a container. An empty value counts as
    /// none.
    pub environment: Vec<(String, String)>,
    /// The keys of the profile in the shared config file: `region`, `sts_regional_endpoints`, `use_fips_endpoint`,
    /// `use_dualstack_endpoint`, `endpoint_url`, and `services.sts.endpoint_url` for the one of the profile's `services`
    /// section.
    pub shared_config: Vec<(String, String)>,
    /// Who set a variable of the environment, where it was not a person: EKS does, because of a service account's
    /// annotation or by the cluster's default. Serves the trace only.
    pub origins: Vec<(String, Source)>,
    /// The client's version, such as `1.38.2`; without one the present behaviour is told.
    pub version: Option<String>,
}

impl ClientSettings {
    /// Returns a variable of the environment.
    pub(super) fn variable(&self, name: &str) -> Option<&str> {
        last(&self.environment, name)
    }

    /// Returns a key of the shared config file.
    pub(super) fn config(&self, key: &str) -> Option<&str> {
        last(&self.shared_config, key)
    }

    /// Returns who set a variable.
    pub(super) fn origin(&self, name: &str) -> Source {
        self.origins.iter().find(|(it, _)| it == name).map_or(Source::Environment, |(_, source)| *source)
    }

    /// Tells whether the client is older than a version; not when its version is unknown.
    pub(super) fn is_older_than(&self, version: &str) -> bool {
        let numbers = |text: &str| text.split('.').map(|it| it.parse().unwrap_or(0)).collect::<Vec<u32>>();
        self.version.as_deref().is_some_and(|own| numbers(own) < numbers(version))
    }
}

fn last<'a>(pairs: &'a [(String, String)], name: &str) -> Option<&'a str> {
    let (_, value) = pairs.iter().rfind(|(it, _)| it == name)?;
    (!value.is_empty()).then_some(value)
}
