//! The kinds of findings: one file each, with its documentation, its words, its example, its check and its fix.
//!
//! The list, the severities and the places follow one table; see the files.

#[macro_use]
mod rule;
mod checks;

use eks_iam_span::{Language, Severity};

use self::rule::Rule;
use crate::{
    Finding,
    context::{Context, Report},
    manifest::Manifest,
    section::SectionText,
};

/// Declares the kinds: the enum, its list, and the way from a kind to its file.
macro_rules! kinds {
    (
        findings { $($variant:ident $module:ident $doc:literal)* }
        notes { $($note:ident $note_module:ident $note_doc:literal)* }
    ) => {
        $(mod $module;)*
        $(mod $note_module;)*

        /// A kind of finding. Its name is stable and the same in JSON, on the command line and in the manual.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum FindingKind {
            $(#[doc = $doc] $variant,)*
            $(#[doc = $note_doc] $note,)*
        }

        impl FindingKind {
            /// All kinds of [`crate::AwsAuth::findings`], in the order of the manual: document, section, entry, ARN, names
            /// and groups, duplicates, SSO and accounts.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// All kinds of [`crate::AwsAuth::notes`].
            pub const NOTES: &'static [Self] = &[$(Self::$note,)*];

            /// Whether it is a note: no defect, and worth knowing.
            #[must_use]
            pub const fn is_note(self) -> bool {
                matches!(self, $(Self::$note)|*)
            }

            const fn rule(self) -> &'static Rule {
                match self {
                    $(Self::$variant => &$module::RULE,)*
                    $(Self::$note => &$note_module::RULE,)*
                }
            }
        }

        fn check(context: &Context<'_>, report: &mut Report) {
            $($module::check(context, report);)*
            $($note_module::check(context, report);)*
        }
    };
}

kinds! {
    findings {
        DocumentYamlSyntax document_yaml_syntax "The file itself is no YAML."
        NotAConfigmap not_a_configmap "Some other object or text."
        DescribeOutput describe_output "Text printed by `kubectl describe`."
        AuthenticatorServerConfig authenticator_server_config "The configuration of a self-hosted authenticator."
        WrongConfigmapName wrong_configmap_name "The name is not `aws-auth`."
        WrongNamespace wrong_namespace "The namespace is not `kube-system`."
        MissingNamespace missing_namespace "No namespace is given."
        DataMissing data_missing "`data` is absent or empty."
        SectionInBinaryData section_in_binary_data "A section under `binaryData`."
        SectionMisplaced section_misplaced "A section outside `data`."
        SectionNotAString section_not_a_string "A section that is a structure or a number, not a text."
        SectionNull section_null "A section without a value."
        SectionKeyCase section_key_case "A section's key in other letter case."
        UnknownDataKey unknown_data_key "Any other key of `data`."
        DuplicateSectionKey duplicate_section_key "The same section twice."
        ByteOrderMark byte_order_mark "The file begins with U+FEFF."
        CrlfLineEndings crlf_line_endings "Windows line ends."
        TabIndentation tab_indentation "A tab in the indentation of a text that cannot be read."
        ServerPopulatedMetadata server_populated_metadata "Metadata that the API server fills in."
        StaleLastApplied stale_last_applied "The last-applied annotation holds other sections."
        ImmutableConfigmap immutable_configmap "`immutable: true`."
        WrappedInList wrapped_in_list "The object is an item of a `List`."
        SectionYamlSyntax section_yaml_syntax "The text of a section is no YAML."
        SectionNotAList section_not_a_list "A section that is no list."
        SectionEmpty section_empty "A section that holds nothing."
        SectionParsedAsJson section_parsed_as_json "A section that begins with `{`."
        TrailingYamlDocument trailing_yaml_document "A second YAML document in a section."
        FoldedBlockScalar folded_block_scalar "A section written with `>`."
        YamlAlias yaml_alias "An anchor is used."
        EntryNotAMapping entry_not_a_mapping "Something else where an entry belongs."
        MissingArn missing_arn "An entry without its ARN."
        MissingUsername missing_username "An entry without a user name."
        MissingGroups missing_groups "An entry without groups."
        GroupsNotAList groups_not_a_list "`groups` is no list."
        GroupNotAString group_not_a_string "A group that is a number, a boolean or a structure."
        UsernameNotAString username_not_a_string "A user name that is a number, a boolean or a structure."
        JoinedGroups joined_groups "One item that holds several groups."
        EmptyGroup empty_group "A group without a name."
        DuplicateGroup duplicate_group "The same group again."
        DuplicateEntryKey duplicate_entry_key "The same key again in one entry."
        EntryKeyCase entry_key_case "A known key in other letter case."
        ConflictingKeyCase conflicting_key_case "One key in two spellings."
        UnknownEntryKey unknown_entry_key "A key that is not known."
        MalformedArn malformed_arn "No ARN, or one without a name."
        UnsupportedArnService unsupported_arn_service "An ARN of another service than IAM and STS."
        UnsupportedArnResource unsupported_arn_resource "A resource that is no caller."
        IamGroupArn iam_group_arn "An IAM group."
        InstanceProfileArn instance_profile_arn "An instance profile in place of its role."
        RoleArnHasPath role_arn_has_path "A role ARN with a path."
        AssumedRoleArn assumed_role_arn "The ARN of an STS session."
        UserArnInMapRoles user_arn_in_map_roles "A user under `mapRoles`."
        RoleArnInMapUsers role_arn_in_map_users "A role under `mapUsers`."
        RootPrincipal root_principal "The root user."
        WildcardInArn wildcard_in_arn "`*` or `?` in an ARN."
        InvalidAccountId invalid_account_id "An account id that is not twelve digits."
        UnknownPartition unknown_partition "No such partition."
        MixedPartitions mixed_partitions "Another partition than most entries have."
        RegionInArn region_in_arn "A Region in an IAM ARN."
        ArnWhitespace arn_whitespace "White space in or around an ARN."
        InvisibleCharacter invisible_character "A character that cannot be seen."
        FullwidthCharacter fullwidth_character "A full-width character."
        SmartQuote smart_quote "Typographic quotes."
        PlaceholderValue placeholder_value "A placeholder that was never filled in."
        ArnTemplateVariable arn_template_variable "A template variable in an ARN."
        ArnLetterCase arn_letter_case "Capitals in the fixed parts of an ARN."
        UnknownTemplateVariable unknown_template_variable "A template variable that the authenticator does not know."
        UnquotedTemplateVariable unquoted_template_variable "A plain value that begins with `{{`."
        Ec2TemplateOnPerson ec2_template_on_person "`{{EC2PrivateDNSName}}` for somebody who is no node."
        NodeUsernameMismatch node_username_mismatch "A node's entry with another user name."
        NodeGroupsIncomplete node_groups_incomplete "A node's entry that lacks a group."
        NodeRoleAdmin node_role_admin "A node role in `system:masters`."
        SystemMastersGrant system_masters_grant "Any other entry in `system:masters`."
        ReservedUsername reserved_username "A user name that begins with `system:`."
        UnknownSystemGroup unknown_system_group "A `system:` group that Kubernetes does not define."
        DuplicateEntry duplicate_entry "The same entry again."
        ConflictingDuplicateArn conflicting_duplicate_arn "The same ARN with another content."
        UserArnCaseDuplicate user_arn_case_duplicate "User ARNs that differ in letter case only."
        ShadowedByMapRoles shadowed_by_map_roles "A user entry that `mapRoles` hides."
        SsoMatcherDisabled sso_matcher_disabled "An `sso` entry, which EKS does not enable."
        SsoMatcherInvalid sso_matcher_invalid "An `sso` entry that is rejected."
        SsoPartitionNeverMatches sso_partition_never_matches "An `sso` entry with a partition."
        AccountEntryNotAString account_entry_not_a_string "A structure in `mapAccounts`."
        AccountLeadingZeroUnquoted account_leading_zero_unquoted "An unquoted account id that begins with 0."
        AccountWideAccess account_wide_access "`mapAccounts` lets a whole account in."
        DuplicateAccount duplicate_account "The same account again."
    }
    notes {
        BareSessionName bare_session_name "A name or a group that callers choose themselves."
        SessionNameAltered session_name_altered "`@` becomes `-` in the session names of people."
        SessionNameOfUser session_name_of_user "A session name in the entry of somebody who has none."
        UserIdNotCompared user_id_not_compared "`userid`, which is read and never compared."
        NoClusterAdmin no_cluster_admin "No entry gives the rights of a cluster administrator."
    }
}

impl FindingKind {
    /// Returns the stable name in kebab-case.
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.rule().name
    }

    /// Returns the kind with this name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().chain(Self::NOTES).copied().find(|it| it.name() == name)
    }

    /// Returns the severity of findings of this kind.
    #[must_use]
    pub const fn severity(self) -> Severity {
        self.rule().severity
    }

    /// Whether findings of this kind can mostly be mended without asking.
    #[must_use]
    pub const fn is_fixable(self) -> bool {
        self.rule().fixable
    }

    /// Returns what it is, what comes of it and what mends it, in a few sentences.
    #[must_use]
    pub const fn explanation(self, language: Language) -> &'static str {
        self.rule().explanation.get(language)
    }

    /// Returns a text that has a finding of this kind.
    #[must_use]
    pub const fn example(self) -> &'static str {
        self.rule().example
    }

    /// Returns what [`crate::fix`] makes of the example; `None` where that kind cannot be mended without asking.
    #[must_use]
    pub const fn mended_example(self) -> Option<&'static str> {
        self.rule().mended
    }

    pub(crate) const fn message_template(self, language: Language) -> &'static str {
        self.rule().message.get(language)
    }
}

/// Runs all checks; returns the findings, and the notes.
pub(crate) fn find(manifest: &Manifest<'_>, sections: &[SectionText<'_>]) -> (Vec<Finding>, Vec<Finding>) {
    let context = Context::new(manifest, sections);
    let mut report = Report::default();
    check(&context, &mut report);
    report.into_findings().into_iter().partition(|it| !it.kind.is_note())
}
