//! The classes: what an error text says, nothing more.
//!
//! One table gives each class its stable name, the hop of the access path it points to by itself, and the word that
//! tells whether calling again can help.

use std::{fmt, str::FromStr};

use crate::Retry;

/// Writes [`Class`] and its tables from one list.
macro_rules! classes {
    ($($(#[doc = $doc:literal])+ $variant:ident = $name:literal, $hop:expr, $retry:ident;)+) => {
        /// What an error text says went wrong; each variant's name in text is [`as_str`](Self::as_str).
        ///
        /// The order is that of the error taxonomy: AWS denials, role calls, federation, signatures, credentials,
        /// set-up, policies, Kubernetes, the console, mapping, nodes, and what is no matter of IAM.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Class {
            $($(#[doc = $doc])+ $variant,)+
        }

        impl Class {
            /// Every class, in the order of the taxonomy.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// Returns the stable name in kebab-case; a dot makes a child.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $name,)+ }
            }

            /// Returns the hop of the access path that this class alone points to, `None` where it names none.
            #[must_use]
            pub const fn hop_name(self) -> Option<&'static str> {
                match self { $(Self::$variant => $hop,)+ }
            }

            /// Returns whether calling again can help, as far as the class alone tells.
            ///
            /// [`Symptom::retry`](crate::Symptom::retry) also looks at the code and the status.
            #[must_use]
            pub const fn retry(self) -> Retry {
                match self { $(Self::$variant => Retry::$retry,)+ }
            }

            /// Returns one sentence that says what the class means.
            #[must_use]
            pub const fn summary(self) -> &'static str {
                match self { $(Self::$variant => concat!($($doc),+),)+ }
            }
        }
    };
}

/// The hop in which the caller's own set-up is wrong.
const CALLER: Option<&str> = Some("caller");
/// The hop in which the STS host or the signing region is wrong.
const STS: Option<&str> = Some("sts-endpoint");
/// The hop in which an IAM policy says no.
const POLICY: Option<&str> = Some("policy");
/// The hop in which a pod gets its role.
const POD: Option<&str> = Some("service-account");
/// The hop in which the bearer token is read.
const TOKEN: Option<&str> = Some("token");
/// The hop in which a principal becomes a Kubernetes user.
const MAPPING: Option<&str> = Some("aws-auth");
/// The hop of the access entries.
const ENTRY: Option<&str> = Some("access-entry");
/// The hop in which Kubernetes decides.
const RBAC: Option<&str> = Some("rbac");
/// No hop: nothing was decided by IAM or by the cluster's access rules.
const NONE: Option<&str> = None;

classes! {
    /// No identity policy of the principal allows the action.
    AccessDeniedIdentityPolicyMissing = "access-denied.identity-policy-missing", POLICY, AfterChange;
    /// The resource's own policy does not let this principal in.
    AccessDeniedResourcePolicyMissing = "access-denied.resource-policy-missing", POLICY, AfterChange;
    /// The principal's permissions boundary does not allow the action.
    AccessDeniedPermissionsBoundaryMissing = "access-denied.permissions-boundary-missing", POLICY, AfterChange;
    /// The policy passed with the session does not allow the action.
    AccessDeniedSessionPolicyMissing = "access-denied.session-policy-missing", POLICY, AfterChange;
    /// No service control policy of the organization allows the action.
    AccessDeniedScpMissing = "access-denied.scp-missing", POLICY, AfterChange;
    /// The policy of the VPC endpoint does not allow the action.
    AccessDeniedVpcEndpointPolicyMissing = "access-denied.vpc-endpoint-policy-missing", POLICY, AfterChange;
    /// An identity policy denies in so many words.
    ExplicitDenyIdentityPolicy = "access-denied.explicit-deny.identity-policy", POLICY, Never;
    /// The resource's own policy denies in so many words.
    ExplicitDenyResourcePolicy = "access-denied.explicit-deny.resource-policy", POLICY, Never;
    /// The permissions boundary denies in so many words.
    ExplicitDenyPermissionsBoundary = "access-denied.explicit-deny.permissions-boundary", POLICY, Never;
    /// The policy passed with the session denies in so many words.
    ExplicitDenySessionPolicy = "access-denied.explicit-deny.session-policy", POLICY, Never;
    /// A service control policy of the organization denies in so many words.
    ExplicitDenyScp = "access-denied.explicit-deny.scp", POLICY, Never;
    /// A resource control policy of the organization denies in so many words.
    ExplicitDenyRcp = "access-denied.explicit-deny.rcp", POLICY, Never;
    /// The policy of the VPC endpoint denies in so many words.
    ExplicitDenyVpcEndpointPolicy = "access-denied.explicit-deny.vpc-endpoint-policy", POLICY, Never;
    /// Some policy denies in so many words; the text does not say which kind.
    ExplicitDenyUnspecified = "access-denied.explicit-deny.unspecified", POLICY, Never;
    /// A denial with an action or a principal, but without a reason.
    AccessDeniedUnspecified = "access-denied.unspecified", POLICY, AfterChange;
    /// EC2 refuses and gives the details only in an encoded text.
    AccessDeniedEncoded = "access-denied.encoded", POLICY, AfterChange;
    /// The JSON that decoding an authorization message gives.
    AccessDeniedDecoded = "access-denied.decoded", POLICY, Never;
    /// Denied, and nothing more.
    AccessDeniedOpaque = "access-denied.opaque", POLICY, Never;
    /// The caller may not hand that role to the service.
    PassRole = "pass-role", POLICY, AfterChange;
    /// STS does not let the caller assume the role.
    AssumeRoleDenied = "assume-role.denied", POLICY, AfterChange;
    /// STS or a service says that the role's trust policy is the obstacle.
    AssumeRoleTrustPolicy = "assume-role.trust-policy", POLICY, AfterChange;
    /// The trust policy does not allow session tags to be sent.
    AssumeRoleTagSession = "assume-role.tag-session", POLICY, AfterChange;
    /// The account's root user called, and root may not assume roles.
    AssumeRoleRootNotAllowed = "assume-role.root-not-allowed", POLICY, Never;
    /// The session asked for is longer than the role or the chain of roles allows.
    AssumeRoleDuration = "assume-role.duration", POLICY, Never;
    /// The code or the serial number of the MFA device was not accepted.
    AssumeRoleMfa = "assume-role.mfa", POLICY, Refresh;
    /// The role's trust does not match the web identity token.
    WebIdentityNotAuthorized = "web-identity.not-authorized", POD, AfterChange;
    /// The role's account has no OpenID Connect provider for the token's issuer.
    WebIdentityProviderMissing = "web-identity.provider-missing", POD, AfterChange;
    /// The token's audience is none of the provider's client ids.
    WebIdentityAudience = "web-identity.audience", POD, Never;
    /// The certificate of the identity provider does not match the stored thumbprint.
    WebIdentityThumbprint = "web-identity.thumbprint", POD, Maybe;
    /// STS could not fetch the keys of the identity provider.
    WebIdentityIdpUnreachable = "web-identity.idp-unreachable", POD, Backoff;
    /// The web identity token is past its time.
    WebIdentityTokenExpired = "web-identity.token-expired", POD, Refresh;
    /// The web identity token is of the wrong kind, damaged or was refused by its provider.
    WebIdentityTokenInvalid = "web-identity.token-invalid", POD, Never;
    /// The pod lacks the token file, the role ARN or the right to read them.
    WebIdentityPodSetup = "web-identity.pod-setup", POD, Never;
    /// EKS Pod Identity may not assume the role associated with the pod.
    PodIdentityRoleNotAssumable = "pod-identity.role-not-assumable", POD, AfterChange;
    /// The service account token sent to EKS Pod Identity is expired or cannot be read.
    PodIdentityTokenInvalid = "pod-identity.token-invalid", POD, Refresh;
    /// The signature names another region than the endpoint expects.
    StsRegionScopeMismatch = "sts.region-scope-mismatch", STS, Never;
    /// The signature names another service than the endpoint expects.
    SignatureServiceScopeMismatch = "signature.service-scope-mismatch", STS, Never;
    /// The signature does not fit the request.
    SignatureMismatch = "signature.mismatch", CALLER, Never;
    /// The time of the signature is too far from the service's clock.
    SignatureClockSkew = "signature.clock-skew", CALLER, Refresh;
    /// The request has no signature, or one with parts missing.
    SignatureIncomplete = "signature.incomplete", CALLER, Never;
    /// Temporary credentials are past their time.
    CredentialsExpired = "credentials.expired", CALLER, Refresh;
    /// The access key or the session token is not known to the service.
    CredentialsInvalidKey = "credentials.invalid-key", CALLER, Never;
    /// No credentials were found in any place.
    CredentialsMissing = "credentials.missing", CALLER, Never;
    /// Only a part of the credentials was found.
    CredentialsPartial = "credentials.partial", CALLER, Never;
    /// The profile named does not exist, or a configuration file cannot be read.
    CredentialsProfileConfig = "credentials.profile-config", CALLER, Never;
    /// The sign-in at IAM Identity Center has ended or never happened.
    CredentialsSsoExpired = "credentials.sso-expired", CALLER, Refresh;
    /// The instance's metadata service gave no credentials.
    CredentialsMetadataUnreachable = "credentials.metadata-unreachable", CALLER, Backoff;
    /// No region is configured.
    ConfigRegionMissing = "config.region-missing", CALLER, Never;
    /// STS is switched off in this region for the account.
    RegionDisabled = "region.disabled", STS, AfterChange;
    /// The account is not subscribed to the service, the region or the product.
    RegionOptInRequired = "region.opt-in-required", STS, Never;
    /// A policy document was refused because of what it says or how it is written.
    PolicyMalformed = "policy.malformed", POLICY, Never;
    /// Session policies and tags together are larger than STS accepts.
    PolicyPackedTooLarge = "policy.packed-too-large", POLICY, Never;
    /// A policy or a number of policies is over IAM's limit.
    PolicyLimitExceeded = "policy.limit-exceeded", POLICY, Never;
    /// The cluster does not know who is calling.
    KubernetesUnauthorized = "kubernetes.unauthorized", MAPPING, AfterChange;
    /// The cluster knows the user, and no RBAC rule allows the request.
    KubernetesForbiddenRbac = "kubernetes.forbidden-rbac", RBAC, Never;
    /// The request reached the cluster without credentials.
    KubernetesForbiddenAnonymous = "kubernetes.forbidden-anonymous", TOKEN, Never;
    /// The program that makes the token was not found or failed.
    KubernetesExecPlugin = "kubernetes.exec-plugin", CALLER, Never;
    /// The program that makes the token speaks another version of the interface.
    KubernetesExecPluginVersion = "kubernetes.exec-plugin-version", CALLER, Never;
    /// There is no kubeconfig, so the client calls its own machine.
    KubernetesNoConfig = "kubernetes.no-config", CALLER, Never;
    /// The console's principal may not see Kubernetes objects of the cluster.
    ConsoleNoKubernetesAccess = "console.no-kubernetes-access", MAPPING, AfterChange;
    /// The console's principal is not known to the cluster at all.
    ConsoleUnauthorized = "console.unauthorized", MAPPING, AfterChange;
    /// EKS cannot read the aws-auth ConfigMap.
    AwsAuthInvalid = "aws-auth.invalid", MAPPING, AfterChange;
    /// The caller's ARN is not mapped to a Kubernetes user.
    AwsAuthIdentityUnmapped = "aws-auth.identity-unmapped", MAPPING, AfterChange;
    /// The aws-auth ConfigMap does not exist.
    AwsAuthMissing = "aws-auth.missing", MAPPING, Backoff;
    /// A tool wants to create the aws-auth ConfigMap, and it exists.
    AwsAuthAlreadyExists = "aws-auth.already-exists", MAPPING, Never;
    /// The access entry exists already.
    AccessEntryConflict = "access-entry.conflict", ENTRY, Never;
    /// The cluster's authentication mode does not allow the call.
    AccessEntryMode = "access-entry.mode", ENTRY, AfterChange;
    /// STS refused the call that the bearer token carries.
    AuthenticatorStsRejected = "authenticator.sts-rejected", TOKEN, Never;
    /// The bearer token is expired or not properly made.
    AuthenticatorTokenInvalid = "authenticator.token-invalid", TOKEN, Refresh;
    /// The authenticator could not look up the node's private DNS name.
    AuthenticatorNodeLookupFailed = "authenticator.node-lookup-failed", MAPPING, AfterChange;
    /// The cluster does not know the node.
    NodeUnauthorized = "node.unauthorized", MAPPING, AfterChange;
    /// Nodes did not join the cluster; the text does not say why.
    NodeJoinFailed = "node.join-failed", NONE, AfterChange;
    /// A container registry did not let the node pull.
    RegistryPullDenied = "registry.pull-denied", NONE, Maybe;
    /// The service asks for fewer calls.
    Throttling = "throttling", NONE, Backoff;
    /// A limit of the account is reached, or the service has no room.
    QuotaOrCapacity = "quota-or-capacity", NONE, Never;
    /// No answer came in time.
    NetworkTimeout = "network.timeout", NONE, Backoff;
    /// A host name could not be found.
    NetworkDns = "network.dns", NONE, Never;
    /// The two sides could not agree on TLS or on a certificate.
    NetworkTls = "network.tls", NONE, Never;
    /// The connection was refused, cut or given up.
    NetworkInterrupted = "network.interrupted", NONE, Backoff;
    /// What was asked for does not exist.
    NotFound = "not-found", NONE, Never;
    /// What was to be made or changed is in use or exists already.
    Conflict = "conflict", NONE, Maybe;
    /// The service did not accept a parameter.
    Validation = "validation", NONE, Never;
    /// An error of another kind, or nothing that is recognised.
    Other = "other", NONE, Never;
    /// A line of success or progress.
    NotAnError = "not-an-error", NONE, Never;
}

impl Class {
    /// Returns the first part of the name: `access-denied` for all its children.
    #[must_use]
    pub fn family(self) -> &'static str {
        let name = self.as_str();
        name.split_once('.').map_or(name, |(family, _)| family)
    }

    /// Returns whether the class is about identity, permission or credentials, so that a scan should count it.
    ///
    /// False for network, throttling, quotas, registries, ordinary service errors and what is no error.
    #[must_use]
    pub const fn is_iam(self) -> bool {
        !matches!(
            self,
            Self::RegistryPullDenied
                | Self::Throttling
                | Self::QuotaOrCapacity
                | Self::NetworkTimeout
                | Self::NetworkDns
                | Self::NetworkTls
                | Self::NetworkInterrupted
                | Self::NotFound
                | Self::Conflict
                | Self::Validation
                | Self::Other
                | Self::NotAnError
        )
    }
}

impl fmt::Display for Class {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Class {
    type Err = UnknownClassError;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        Self::ALL.iter().copied().find(|class| class.as_str() == name).ok_or(UnknownClassError)
    }
}

/// The name is none of a class.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnknownClassError;

impl fmt::Display for UnknownClassError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not the name of an error class")
    }
}

impl std::error::Error for UnknownClassError {}
