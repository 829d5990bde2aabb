//! Which causes a class of error text allows for, likeliest first.

use eks_iam_error_classifier::{Class, FieldName, Symptom, classify};

use crate::CauseName::{self, *};

/// Returns the causes that a text can have: the candidates of its class, less what its because-clause rules out.
///
/// Of a PassRole denial the clause names the type of policy that decided, as for any other action.
pub(crate) fn candidates_of(symptom: &Symptom) -> &'static [CauseName] {
    let class = symptom.class();
    let reason = symptom.value(FieldName::DenyReason).filter(|_| class == Class::PassRole);
    match reason.map(|it| classify(it).class()) {
        Some(Class::AccessDeniedIdentityPolicyMissing) => &[PassRole],
        Some(reason) if matches!(reason.family(), "access-denied" | "explicit-deny") => candidates(reason),
        _ => candidates(class),
    }
}

/// Returns the causes that a text of this class can have, likeliest first; none where no hop of the access path is at fault.
///
/// The order is that of the "Causes" of each class in the error taxonomy: what is met most often stands first.
#[must_use]
pub const fn candidates(class: Class) -> &'static [CauseName] {
    match class {
        Class::AccessDeniedIdentityPolicyMissing => {
            &[IdentityPolicyMissing, WrongPrincipal, PodIdentityNotInjected, ResourcePolicyMissing]
        }
        Class::AccessDeniedResourcePolicyMissing => {
            &[ResourcePolicyMissing, IdentityPolicyMissing, WrongPrincipal]
        }
        Class::AccessDeniedPermissionsBoundaryMissing => &[BoundaryMissing],
        Class::AccessDeniedSessionPolicyMissing => &[SessionPolicyMissing],
        Class::AccessDeniedScpMissing => &[ScpDeny],
        Class::AccessDeniedVpcEndpointPolicyMissing => &[VpcePolicyMissing],
        Class::ExplicitDenyScp => &[ScpDeny],
        Class::ExplicitDenyRcp => &[RcpDeny],
        Class::ExplicitDenyIdentityPolicy
        | Class::ExplicitDenyResourcePolicy
        | Class::ExplicitDenyPermissionsBoundary
        | Class::ExplicitDenySessionPolicy
        | Class::ExplicitDenyVpcEndpointPolicy => &[ExplicitDeny],
        Class::ExplicitDenyUnspecified => &[ExplicitDeny, ScpDeny, RcpDeny],
        Class::AccessDeniedUnspecified | Class::AccessDeniedOpaque => &[
            IdentityPolicyMissing,
            ResourcePolicyMissing,
            WrongPrincipal,
            ExplicitDeny,
            ScpDeny,
            BoundaryMissing,
            SessionPolicyMissing,
            VpcePolicyMissing,
            RcpDeny,
        ],
        Class::AccessDeniedEncoded | Class::AccessDeniedDecoded => {
            &[IdentityPolicyMissing, PassRole, ExplicitDeny, ScpDeny]
        }
        Class::PassRole => &[
            PassRole,
            BoundaryMissing,
            ScpDeny,
            SessionPolicyMissing,
            ExplicitDeny,
            RcpDeny,
            VpcePolicyMissing,
        ],
        // STS says the same whatever denies.
        Class::AssumeRoleDenied => &[
            TrustPolicy,
            TrustCondition,
            IdentityPolicyMissing,
            WrongPrincipal,
            ScpDeny,
            BoundaryMissing,
            SessionPolicyMissing,
            ExplicitDeny,
            RcpDeny,
            VpcePolicyMissing,
        ],
        Class::AssumeRoleTrustPolicy => &[TrustPolicy, TrustCondition],
        Class::AssumeRoleTagSession => &[SessionTags, TrustPolicy],
        Class::AssumeRoleRootNotAllowed => &[WrongPrincipal],
        Class::AssumeRoleDuration => &[SessionLimit],
        Class::AssumeRoleMfa => &[ClientConfig],
        Class::WebIdentityNotAuthorized => {
            &[OidcSubject, TrustPolicy, TrustCondition, ExplicitDeny, RcpDeny, VpcePolicyMissing]
        }
        Class::WebIdentityProviderMissing => &[OidcProvider],
        Class::WebIdentityAudience => &[OidcAudience],
        Class::WebIdentityThumbprint | Class::WebIdentityIdpUnreachable => {
            &[OidcProvider, EndpointUnreachable]
        }
        Class::WebIdentityTokenExpired => &[CredentialsExpired, ClockSkew],
        Class::WebIdentityTokenInvalid => &[OidcProvider, ClientConfig],
        Class::WebIdentityPodSetup => &[PodIdentityNotInjected, ClientConfig],
        Class::PodIdentityRoleNotAssumable => &[PodIdentityTrust, SessionTags],
        Class::PodIdentityTokenInvalid => &[CredentialsExpired, PodIdentityNotInjected],
        Class::StsRegionScopeMismatch => &[SigningRegion],
        Class::SignatureServiceScopeMismatch => &[ClientConfig, SigningRegion],
        Class::SignatureMismatch => &[CredentialsInvalid, TokenFormat, ClientConfig],
        Class::SignatureClockSkew => &[ClockSkew],
        Class::SignatureIncomplete | Class::CredentialsMissing | Class::CredentialsPartial => {
            &[ClientConfig, PodIdentityNotInjected]
        }
        Class::CredentialsExpired | Class::CredentialsSsoExpired => &[CredentialsExpired],
        Class::CredentialsInvalidKey => &[CredentialsInvalid],
        Class::CredentialsProfileConfig | Class::ConfigRegionMissing => &[ClientConfig],
        Class::CredentialsMetadataUnreachable => &[EndpointUnreachable, PodIdentityNotInjected],
        Class::RegionDisabled | Class::RegionOptInRequired => &[RegionDisabled],
        Class::PolicyMalformed | Class::PolicyPackedTooLarge | Class::PolicyLimitExceeded => &[ClientConfig],
        Class::KubernetesUnauthorized => &[
            NotMapped,
            MappingNeverMatches,
            MappingLost,
            AuthMode,
            PrincipalIdChanged,
            WrongPrincipal,
            NodeIdentity,
            CredentialsExpired,
            TokenFormat,
            EndpointPartition,
            Throttled,
        ],
        Class::KubernetesForbiddenRbac => &[MappedWithoutRights, WrongPrincipal],
        Class::KubernetesForbiddenAnonymous => &[ClientConfig, TokenFormat],
        Class::KubernetesExecPlugin | Class::KubernetesExecPluginVersion | Class::KubernetesNoConfig => {
            &[ClientConfig]
        }
        Class::ConsoleNoKubernetesAccess => &[
            NotMapped,
            IdentityPolicyMissing,
            MappingNeverMatches,
            MappingLost,
            AuthMode,
            MappedWithoutRights,
        ],
        Class::ConsoleUnauthorized => &[NotMapped, MappingNeverMatches, MappingLost, AuthMode],
        Class::AwsAuthInvalid => &[MappingLost],
        Class::AwsAuthIdentityUnmapped => &[NotMapped, MappingNeverMatches, MappingLost],
        Class::AwsAuthMissing => &[MappingLost, NotMapped],
        Class::AwsAuthAlreadyExists | Class::AccessEntryConflict => &[ClientConfig],
        Class::AccessEntryMode => &[AuthMode],
        Class::AuthenticatorStsRejected => &[TokenFormat, CredentialsInvalid, CredentialsExpired, Throttled],
        Class::AuthenticatorTokenInvalid => &[CredentialsExpired, TokenFormat, EndpointPartition],
        Class::AuthenticatorNodeLookupFailed => &[NodeIdentity],
        Class::NodeUnauthorized => &[MappingLost, MappingNeverMatches, NodeIdentity, NotMapped],
        Class::NodeJoinFailed => &[MappingLost, NodeIdentity],
        Class::Throttling => &[Throttled],
        Class::NetworkTimeout | Class::NetworkDns | Class::NetworkInterrupted => &[EndpointUnreachable],
        Class::Validation => &[ClientConfig, MappingNeverMatches],
        Class::NotFound => &[WrongPrincipal],
        _ => &[],
    }
}
