//! Which failures a pod's credentials meet: what happens for certain, and what may happen.

use std::cmp::Ordering;

use eks_iam_span::Severity;
use eks_iam_sts_endpoint::SdkFamily;

use crate::{
    AddedVolume, CredentialSource, IrsaClaims, Mutation, MutationInput, Occurs, PodClient, PodFailure,
    PodFailureKind as Kind, TrustClaims, TrustFinding, least_pod_identity_version, pod_environment,
    sts_call_of_container, too_old_for_pod_identity,
};

/// An IAM OIDC provider of the role's account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OidcProvider {
    /// Its ARN.
    pub arn: String,
    /// The audiences that it takes.
    pub client_ids: Vec<String>,
}

/// What is known of a pod whose credentials may fail. What is absent is not known, and not taken for right.
#[derive(Debug, Clone, Copy)]
pub struct FailureQuery<'a> {
    /// The pod, its service account and the webhook's flags.
    pub input: &'a MutationInput,
    /// What the webhook makes of it.
    pub mutation: &'a Mutation,
    /// The container.
    pub container: &'a str,
    /// Its SDK.
    pub client: Option<PodClient<'a>>,
    /// What the pod sends.
    pub claims: Option<&'a TrustClaims>,
    /// What was found in the role's trust policy.
    pub trust: Option<&'a [TrustFinding]>,
    /// The OIDC providers of the role's account.
    pub providers: Option<&'a [OidcProvider]>,
}

/// Returns the failures that the credentials of a container meet, those that are certain first.
///
/// A failure that what is known rules out is left out: of the trust policy where it fits, of the signature where STS takes it.
/// STS looks at the token and its provider before the trust policy, so one of these hides the other.
pub fn pod_failures(query: &FailureQuery<'_>) -> Vec<PodFailure> {
    let environment = pod_environment(&query.input.pod, query.mutation, query.container);
    let mut list = List { query, environment, failures: Vec::new() };
    list.mount();
    match CredentialSource::of(&list.environment) {
        CredentialSource::StaticKeys => {}
        CredentialSource::WebIdentity => list.web_identity(),
        CredentialSource::HalfPair => list.half_pair(),
        CredentialSource::Container => list.pod_identity(),
        CredentialSource::NodeRole => list.node_role(),
    }
    list.calls();
    let mut failures = list.failures;
    failures.sort_by_key(|it| it.occurs == Occurs::Possibly);
    failures
}

struct List<'a> {
    query: &'a FailureQuery<'a>,
    environment: Vec<(String, String)>,
    failures: Vec<PodFailure>,
}

impl List<'_> {
    fn add(&mut self, kind: Kind, occurs: Occurs, text: impl Into<String>) {
        self.failures.push(PodFailure { kind, occurs, text: text.into() });
    }

    fn variable(&self, name: &str) -> &str {
        self.environment.iter().find(|(it, _)| it == name).map_or("", |(_, value)| value)
    }

    fn family(&self) -> Option<SdkFamily> {
        self.query.client.map(|client| client.family)
    }

    /// Whether that SDK may be the container's.
    fn may_be(&self, family: SdkFamily) -> bool {
        self.family().is_none_or(|it| it == family)
    }

    /// The kubelet mounts the token's volume before any container starts.
    fn mount(&mut self) {
        if let Some(AddedVolume { name, .. }) = &self.query.mutation.added_volume {
            let text = format!(r#"MountVolume.SetUp failed for volume "{name}" : failed to fetch token: …"#);
            self.add(Kind::TokenNotMounted, Occurs::Possibly, text);
        }
    }

    fn web_identity(&mut self) {
        self.token_file();
        let claims = match self.query.claims {
            Some(TrustClaims::Irsa(claims)) => Some(claims),
            _ => None,
        };
        self.provider(claims);
        self.answer(
            Kind::KeysUnreachable,
            Occurs::Possibly,
            "Couldn't retrieve verification key from your identity provider, please reference AssumeRoleWithWebIdentity \
             documentation for requirements",
        );
        self.answer(
            Kind::TokenExpired,
            Occurs::Possibly,
            "Token expired: current date/time N must be before the expiration date/time M",
        );
        if let Some(occurs) = self.trust() {
            self.answer(
                Kind::RoleDoesNotTrustToken,
                occurs,
                "Not authorized to perform sts:AssumeRoleWithWebIdentity",
            );
        }
    }

    /// What STS answers to a token, in the words of the container's SDK where they are known.
    fn answer(&mut self, kind: Kind, occurs: Occurs, text: &str) {
        let code = kind.answer().map_or("", |(_, code)| code);
        let text = match self.family() {
            Some(SdkFamily::GoV1) => {
                format!("WebIdentityErr: failed to retrieve credentials\ncaused by: {code}: {text}")
            }
            _ => text.to_owned(),
        };
        self.add(kind, occurs, text);
    }

    fn token_file(&mut self) {
        let file = self.variable("AWS_WEB_IDENTITY_TOKEN_FILE").to_owned();
        let pod = &self.query.input.pod;
        let author = pod.containers.iter().chain(&pod.init_containers);
        let has_own = author
            .filter(|it| it.name == self.query.container)
            .any(|container| !container.volume_mounts.is_empty());
        let is_mounted =
            self.query.mutation.container(self.query.container).is_some_and(|it| !it.added_mounts.is_empty());
        if !is_mounted {
            let occurs = if has_own { Occurs::Possibly } else { Occurs::Certainly };
            let text = self.reading(&format!("open {file}: no such file or directory"));
            self.add(Kind::TokenFileMissing, occurs, text);
        }
        let text = self.reading(&format!("open {file}: permission denied"));
        self.add(Kind::TokenFileUnreadable, Occurs::Possibly, text);
        if self.may_be(SdkFamily::DotNet) && !pod.is_windows() {
            self.add(
                Kind::TokenPathNotAbsolute,
                Occurs::Possibly,
                "The webIdentityTokenFile must be an absolute path.",
            );
        }
    }

    /// How the SDK tells that it cannot read the token.
    fn reading(&self, text: &str) -> String {
        match self.family() {
            Some(SdkFamily::GoV1) => {
                format!("WebIdentityErr: failed fetching WebIdentity token: \ncaused by: … {text}")
            }
            _ => format!("… {text}"),
        }
    }

    fn provider(&mut self, claims: Option<&IrsaClaims>) {
        let issuer = claims
            .map_or("oidc.eks.REGION.amazonaws.com/id/HEX".to_owned(), |it| it.issuer_name().to_owned());
        let missing = format!("No OpenIDConnect provider found in your account for https://{issuer}");
        let audience = "Incorrect token audience";
        let (Some(claims), Some(providers)) = (claims, self.query.providers) else {
            self.answer(Kind::ProviderMissing, Occurs::Possibly, &missing);
            self.answer(Kind::AudienceNotListed, Occurs::Possibly, audience);
            return;
        };
        match providers.iter().find(|it| it.arn == claims.provider_arn()) {
            None => self.answer(Kind::ProviderMissing, Occurs::Certainly, &missing),
            Some(provider) if !provider.client_ids.contains(&claims.audience) => {
                self.answer(Kind::AudienceNotListed, Occurs::Certainly, audience);
            }
            Some(_) => {}
        }
    }

    /// Whether the role refuses the pod; none where its trust policy fits.
    fn trust(&self) -> Option<Occurs> {
        match self.query.trust {
            None => Some(Occurs::Possibly),
            Some(found) => found.iter().any(|it| it.severity == Severity::Error).then_some(Occurs::Certainly),
        }
    }

    fn half_pair(&mut self) {
        // What SDKs say when the token's file is not told, is not recorded.
        if self.variable("AWS_ROLE_ARN").is_empty() {
            for (family, text) in [
                (SdkFamily::Rust, "AWS_ROLE_ARN environment variable must be set"),
                (SdkFamily::GoV1, "role ARN is not set"),
            ] {
                if self.may_be(family) {
                    self.add(Kind::HalfPair, Occurs::Certainly, text);
                }
            }
        }
    }

    fn pod_identity(&mut self) {
        self.old_sdk();
        let windows = if self.query.input.pod.is_windows() { Occurs::Certainly } else { Occurs::Possibly };
        self.add(Kind::AgentUnreachable, windows, "… 169.254.170.23:80: connection refused");
        let has_token = ["AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE", "AWS_CONTAINER_AUTHORIZATION_TOKEN"]
            .iter()
            .any(|name| !self.variable(name).is_empty());
        let tokenless = if has_token { Occurs::Possibly } else { Occurs::Certainly };
        self.add(Kind::NoAuthorization, tokenless, "Service account token cannot be empty");
        self.add(
            Kind::NodeMayNotAsk,
            Occurs::Possibly,
            "… is not authorized to perform: eks-auth:AssumeRoleForPodIdentity",
        );
        self.add(Kind::AssociationGone, Occurs::Possibly, "… (ResourceNotFoundException)");
        self.add(
            Kind::AgentTokenExpired,
            Occurs::Possibly,
            "… (ExpiredTokenException): The token included in the request is expired: current date/time N must be before the \
             expiration date/time M",
        );
        if let Some(occurs) = self.trust() {
            self.add(
                Kind::RoleDoesNotTrustPods,
                occurs,
                "… (AccessDeniedException): Unauthorized Exception! EKS does not have permissions to assume the associated role.",
            );
        }
        self.add(
            Kind::AgentLog,
            Occurs::Possibly,
            "Error fetching credentials: error getting credentials to cache: unable to fetch credentials from EKS Auth: \
             operation error EKS Auth: AssumeRoleForPodIdentity, …",
        );
        self.add(Kind::PackedPolicyTooLarge, Occurs::Possibly, "PackedPolicyTooLarge …");
    }

    fn old_sdk(&mut self) {
        let mut seen = Vec::new();
        for family in SdkFamily::ALL {
            let Some(text) = too_old_for_pod_identity(family).filter(|_| self.may_be(family)) else {
                continue;
            };
            let version = self.query.client.and_then(|client| client.version);
            let occurs = match (version, least_pod_identity_version(family)) {
                (Some(version), Some(least)) => match compare_versions(version, least) {
                    Some(Ordering::Less) => Occurs::Certainly,
                    Some(_) => continue,
                    None => Occurs::Possibly,
                },
                _ => Occurs::Possibly,
            };
            if !seen.contains(&text) {
                seen.push(text);
                self.add(Kind::SdkTooOld, occurs, text);
            }
        }
    }

    fn node_role(&mut self) {
        self.add(
            Kind::NodeRoleUsed,
            Occurs::Certainly,
            "User: arn:aws:sts::A:assumed-role/NODEROLE/i-… is not authorized to perform: …",
        );
        for (families, text) in NO_CREDENTIALS {
            if families.iter().any(|it| self.may_be(*it)) {
                self.add(Kind::NoCredentials, Occurs::Possibly, *text);
            }
        }
    }

    /// Failures of calls that are signed with the credentials.
    fn calls(&mut self) {
        let text = "Credential should be scoped to a valid region. ";
        let query = self.query;
        let occurs = match query.client {
            None => Some(Occurs::Possibly),
            Some(client) => sts_call_of_container(query.input, query.container, &client)
                .is_refused()
                .then_some(Occurs::Certainly),
        };
        if let Some(occurs) = occurs {
            self.add(Kind::ScopeRefused, occurs, text);
        }
        let text = "The security token included in the request is expired";
        self.add(Kind::CredentialsExpired, Occurs::Possibly, text);
    }
}

/// What SDKs say when nothing in their chain has credentials.
const NO_CREDENTIALS: &[(&[SdkFamily], &str)] = &[
    (&[SdkFamily::GoV1], "NoCredentialProviders: no valid providers in chain"),
    (&[SdkFamily::Boto3, SdkFamily::AwsCliV1, SdkFamily::AwsCliV2], "Unable to locate credentials"),
    (&[SdkFamily::JsV3], "Could not load credentials from any providers"),
    (&[SdkFamily::Rust], "no providers in chain provided credentials"),
    (&[SdkFamily::Rust], "the credential provider was not enabled"),
    (
        &[SdkFamily::JavaV1, SdkFamily::JavaV2],
        "Unable to load credentials from any of the providers in the chain",
    ),
];

/// Compares two versions by their numbers; none when one of them is no list of numbers.
fn compare_versions(left: &str, right: &str) -> Option<Ordering> {
    let numbers = |text: &str| {
        let text = text.trim().trim_start_matches("release-").trim_start_matches('v');
        text.split(['.', '-']).map(|part| part.parse::<u32>().ok()).collect::<Option<Vec<_>>>()
    };
    let (left_is_date, right_is_date) = (left.starts_with("release-"), right.starts_with("release-"));
    (left_is_date == right_is_date).then(|| Some(numbers(left)?.cmp(&numbers(right)?))).flatten()
}

#[cfg(test)]
mod tests {
    use std::cmp::Ordering;

    use super::compare_versions;

    #[test]
    fn versions() {
        assert_eq!(compare_versions("1.9.0", "1.34.41"), Some(Ordering::Less));
        assert_eq!(compare_versions("1.34.41", "1.34.41"), Some(Ordering::Equal));
        assert_eq!(compare_versions("v2.15", "2.15.0"), Some(Ordering::Less));
        assert_eq!(compare_versions("release-2024-01-01", "release-2023-11-14"), Some(Ordering::Greater));
        assert_eq!(compare_versions("1.2.0", "release-2023-11-14"), None);
        assert_eq!(compare_versions("1.2.0-beta", "1.3.0"), None);
    }
}
