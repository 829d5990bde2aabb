//! The kinds of finding, one file each.

mod account_only_delegates;
mod action_without_resource;
mod action_without_service;
mod allow_with_not;
mod cluster_arn_for_parts;
mod create_without_pass_role;
mod deleted_principal;
mod deny_misses_long_lived_keys;
mod duplicate_sid;
mod fargate_trust_without_source;
mod for_all_values_without_guard;
mod forbidden_character;
mod foreign_account;
mod foreign_issuer;
mod if_exists_on_negation;
mod invalid_sid;
mod issuer_with_scheme;
mod issuers_combined;
mod list_key_under_plain_operator;
mod malformed_account;
mod never_matching_value;
mod not_principal;
mod oidc_subject_too_wide;
mod oidc_trust_without_sub;
mod passed_to_service_short;
mod principal_arn_is_session;
mod principal_everyone;
mod principal_never_matches;
mod rcp_without_effect;
mod region_of_other_partition;
mod resource_without_uuid;
mod service_name_short;
mod short_arn;
mod third_party_without_external_id;
mod too_long;
mod trust_action_mismatch;
mod trust_without_tag_session;
mod unknown_action;
mod unknown_operator;
mod unknown_resource_type;
mod user_name_in_role_policy;
mod variable_without_version;
mod wildcard_under_equals;
mod wrong_element;
mod wrong_partition;

use std::fmt;

use eks_iam_span::{Language, Severity};

use crate::{lint::Rule, policy_set::PolicyType};

/// What can be wrong with a policy.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum FindingKind {
    /// A condition operator that does not exist never matches, and IAM refuses it.
    UnknownOperator,
    /// An action of EKS that does not exist allows nothing.
    UnknownAction,
    /// An action without the prefix of its service matches nothing.
    ActionWithoutService,
    /// An ARN of EKS with a resource type that does not exist matches nothing.
    UnknownResourceType,
    /// An ARN whose Region does not belong to its partition matches nothing.
    RegionOfOtherPartition,
    /// An asterisk under `StringEquals` is an asterisk, so no real value matches.
    WildcardUnderEquals,
    /// A value that is no number, date, truth value, address or ARN under such an operator never matches.
    NeverMatchingValue,
    /// A multivalued key needs `ForAllValues` or `ForAnyValue`.
    ListKeyUnderPlainOperator,
    /// `ForAllValues` in an Allow holds when the key is absent.
    ForAllValuesWithoutGuard,
    /// A Deny with `Bool` on `aws:MultiFactorAuthPresent` does not reach long-lived keys.
    DenyMissesLongLivedKeys,
    /// `IfExists` changes nothing on a negated operator.
    IfExistsOnNegation,
    /// `aws:PrincipalArn` is never the ARN of a session.
    PrincipalArnIsSession,
    /// Sessions of a role have no `aws:username`.
    UserNameInRolePolicy,
    /// The ARN of a cluster does not cover its node groups, add-ons and access entries.
    ClusterArnForParts,
    /// ARNs of node groups, add-ons and the like end with a UUID.
    ResourceWithoutUuid,
    /// An action that has no resource type needs `"Resource": "*"`.
    ActionWithoutResource,
    /// Creating a cluster, node group or Fargate profile also takes `iam:PassRole`.
    CreateWithoutPassRole,
    /// `iam:PassedToService` is compared with a full service name.
    PassedToServiceShort,
    /// `iam:AWSServiceName` is compared with a full service name.
    ServiceNameShort,
    /// EKS Pod Identity needs `sts:TagSession` beside `sts:AssumeRole`.
    TrustWithoutTagSession,
    /// A provider is trusted for `sts:AssumeRole`, or an AWS principal for a federated call.
    TrustActionMismatch,
    /// A trust for an OIDC provider without a condition on the subject lets every token in.
    OidcTrustWithoutSub,
    /// A subject pattern that any namespace matches lets strangers in.
    OidcSubjectTooWide,
    /// Provider ARNs and condition keys carry the issuer without `https://`.
    IssuerWithScheme,
    /// A condition on the token of another issuer than the trusted provider's.
    ForeignIssuer,
    /// Conditions on two issuers in one statement never hold together.
    IssuersCombined,
    /// Policy variables need `"Version": "2012-10-17"`.
    VariableWithoutVersion,
    /// `NotPrincipal` reaches further than it looks.
    NotPrincipal,
    /// An Allow with `NotAction` or `NotResource` covers what does not exist yet.
    AllowWithNot,
    /// A grant to everybody without a condition that strangers cannot meet.
    PrincipalEveryone,
    /// A statement id must be unique in its document.
    DuplicateSid,
    /// A statement id has letters and digits only.
    InvalidSid,
    /// A resource is an ARN of six parts, or `*`.
    ShortArn,
    /// An ARN of another partition than the one in use.
    WrongPartition,
    /// An account id is twelve digits.
    MalformedAccount,
    /// A cluster of another account cannot be reached by a policy alone.
    ForeignAccount,
    /// Groups, instance profiles and patterns are no principals.
    PrincipalNeverMatches,
    /// A bare unique id stands for a principal that was deleted.
    DeletedPrincipal,
    /// An element that this type of policy must not have, or lacks.
    WrongElement,
    /// The document is longer than IAM takes.
    TooLong,
    /// A trust for another account without an external id.
    ThirdPartyWithoutExternalId,
    /// The trust for Fargate can be narrowed to the profiles of one cluster.
    FargateTrustWithoutSource,
    /// An account as principal only delegates to the account's own policies.
    AccountOnlyDelegates,
    /// Resource control policies do not reach EKS.
    RcpWithoutEffect,
    /// A policy has characters from U+0020 to U+00FF only.
    ForbiddenCharacter,
}

impl FindingKind {
    /// Every kind.
    pub const ALL: &'static [Self] = &[
        Self::UnknownOperator,
        Self::UnknownAction,
        Self::ActionWithoutService,
        Self::UnknownResourceType,
        Self::RegionOfOtherPartition,
        Self::WildcardUnderEquals,
        Self::NeverMatchingValue,
        Self::ListKeyUnderPlainOperator,
        Self::ForAllValuesWithoutGuard,
        Self::DenyMissesLongLivedKeys,
        Self::IfExistsOnNegation,
        Self::PrincipalArnIsSession,
        Self::UserNameInRolePolicy,
        Self::ClusterArnForParts,
        Self::ResourceWithoutUuid,
        Self::ActionWithoutResource,
        Self::CreateWithoutPassRole,
        Self::PassedToServiceShort,
        Self::ServiceNameShort,
        Self::TrustWithoutTagSession,
        Self::TrustActionMismatch,
        Self::OidcTrustWithoutSub,
        Self::OidcSubjectTooWide,
        Self::IssuerWithScheme,
        Self::ForeignIssuer,
        Self::IssuersCombined,
        Self::VariableWithoutVersion,
        Self::NotPrincipal,
        Self::AllowWithNot,
        Self::PrincipalEveryone,
        Self::DuplicateSid,
        Self::InvalidSid,
        Self::ShortArn,
        Self::WrongPartition,
        Self::MalformedAccount,
        Self::ForeignAccount,
        Self::PrincipalNeverMatches,
        Self::DeletedPrincipal,
        Self::WrongElement,
        Self::TooLong,
        Self::ThirdPartyWithoutExternalId,
        Self::FargateTrustWithoutSource,
        Self::AccountOnlyDelegates,
        Self::RcpWithoutEffect,
        Self::ForbiddenCharacter,
    ];

    /// Returns the stable kebab-case name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.rule().name
    }

    /// Returns the kind with that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.name() == name)
    }

    /// Returns how bad it is.
    #[must_use]
    pub const fn severity(self) -> Severity {
        self.rule().severity
    }

    /// Returns why it is wrong and what to write instead.
    #[must_use]
    pub const fn explanation(self, language: Language) -> &'static str {
        self.rule().explanation.in_language(language)
    }

    /// Returns a document that has it. Some findings also need a [`LintContext`](crate::LintContext).
    #[must_use]
    pub const fn example(self) -> &'static str {
        self.rule().example
    }

    /// Returns the same document, mended.
    #[must_use]
    pub const fn mended_example(self) -> &'static str {
        self.rule().mended
    }

    /// Returns the type of policy of the examples.
    #[must_use]
    pub const fn example_policy_type(self) -> PolicyType {
        self.rule().policy_type
    }

    pub(crate) const fn rule(self) -> &'static Rule {
        match self {
            Self::UnknownOperator => &unknown_operator::RULE,
            Self::UnknownAction => &unknown_action::RULE,
            Self::ActionWithoutService => &action_without_service::RULE,
            Self::UnknownResourceType => &unknown_resource_type::RULE,
            Self::RegionOfOtherPartition => &region_of_other_partition::RULE,
            Self::WildcardUnderEquals => &wildcard_under_equals::RULE,
            Self::NeverMatchingValue => &never_matching_value::RULE,
            Self::ListKeyUnderPlainOperator => &list_key_under_plain_operator::RULE,
            Self::ForAllValuesWithoutGuard => &for_all_values_without_guard::RULE,
            Self::DenyMissesLongLivedKeys => &deny_misses_long_lived_keys::RULE,
            Self::IfExistsOnNegation => &if_exists_on_negation::RULE,
            Self::PrincipalArnIsSession => &principal_arn_is_session::RULE,
            Self::UserNameInRolePolicy => &user_name_in_role_policy::RULE,
            Self::ClusterArnForParts => &cluster_arn_for_parts::RULE,
            Self::ResourceWithoutUuid => &resource_without_uuid::RULE,
            Self::ActionWithoutResource => &action_without_resource::RULE,
            Self::CreateWithoutPassRole => &create_without_pass_role::RULE,
            Self::PassedToServiceShort => &passed_to_service_short::RULE,
            Self::ServiceNameShort => &service_name_short::RULE,
            Self::TrustWithoutTagSession => &trust_without_tag_session::RULE,
            Self::TrustActionMismatch => &trust_action_mismatch::RULE,
            Self::OidcTrustWithoutSub => &oidc_trust_without_sub::RULE,
            Self::OidcSubjectTooWide => &oidc_subject_too_wide::RULE,
            Self::IssuerWithScheme => &issuer_with_scheme::RULE,
            Self::ForeignIssuer => &foreign_issuer::RULE,
            Self::IssuersCombined => &issuers_combined::RULE,
            Self::VariableWithoutVersion => &variable_without_version::RULE,
            Self::NotPrincipal => &not_principal::RULE,
            Self::AllowWithNot => &allow_with_not::RULE,
            Self::PrincipalEveryone => &principal_everyone::RULE,
            Self::DuplicateSid => &duplicate_sid::RULE,
            Self::InvalidSid => &invalid_sid::RULE,
            Self::ShortArn => &short_arn::RULE,
            Self::WrongPartition => &wrong_partition::RULE,
            Self::MalformedAccount => &malformed_account::RULE,
            Self::ForeignAccount => &foreign_account::RULE,
            Self::PrincipalNeverMatches => &principal_never_matches::RULE,
            Self::DeletedPrincipal => &deleted_principal::RULE,
            Self::WrongElement => &wrong_element::RULE,
            Self::TooLong => &too_long::RULE,
            Self::ThirdPartyWithoutExternalId => &third_party_without_external_id::RULE,
            Self::FargateTrustWithoutSource => &fargate_trust_without_source::RULE,
            Self::AccountOnlyDelegates => &account_only_delegates::RULE,
            Self::RcpWithoutEffect => &rcp_without_effect::RULE,
            Self::ForbiddenCharacter => &forbidden_character::RULE,
        }
    }
}

impl fmt::Display for FindingKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
