//! The document as the authenticator loads it.

use std::fmt;

use eks_iam_span::{Span, Spanned};

use crate::{
    LastApplied,
    context::groups_of,
    finding::Finding,
    manifest::{Manifest, Shape},
    section::{Entry, SectionText, sso_fields},
};

/// One of the three data keys that the authenticator reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Section {
    /// `mapRoles`.
    MapRoles,
    /// `mapUsers`.
    MapUsers,
    /// `mapAccounts`.
    MapAccounts,
}

impl Section {
    /// All three, in the order of this page (the authenticator reads `mapUsers` first; the order does not matter).
    pub const ALL: [Self; 3] = [Self::MapRoles, Self::MapUsers, Self::MapAccounts];

    /// Returns the data key, `mapRoles`, `mapUsers` or `mapAccounts`; any other spelling is ignored by the
    /// authenticator.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::MapRoles => "mapRoles",
            Self::MapUsers => "mapUsers",
            Self::MapAccounts => "mapAccounts",
        }
    }

    /// Returns the field that names the principal: `rolearn` or `userarn`, and nothing for `mapAccounts`.
    #[must_use]
    pub const fn arn_field(self) -> &'static str {
        match self {
            Self::MapRoles => "rolearn",
            Self::MapUsers => "userarn",
            Self::MapAccounts => "",
        }
    }
}

impl fmt::Display for Section {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.key())
    }
}

/// The `sso` field of a role entry (feature gate `SSORoleMatch`, off on EKS).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct SsoMatcher {
    /// 1 to 32 characters of `[\w+=,.@-]`.
    pub permission_set_name: String,
    /// Twelve digits.
    pub account_id: String,
    /// A known partition, or empty. A matcher that names one matches nothing (facts of v0.7.18).
    pub partition: String,
}

/// One entry of `mapRoles` or `mapUsers` which the authenticator keeps, before duplicates replace each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mapping {
    /// Where it stands: `mapRoles` or `mapUsers`.
    pub section: Section,
    /// Zero-based position in the list as written, dropped entries counted.
    pub index: usize,
    /// `rolearn` or `userarn` as written; empty when the entry has an `sso` matcher instead. Not checked: it may be no
    /// ARN at all.
    pub arn: Spanned<String>,
    /// The SSO matcher, in `mapRoles` only.
    pub sso: Option<SsoMatcher>,
    /// The user name with its templates; empty when absent or not a string.
    pub username: Spanned<String>,
    /// The groups with their templates; an item that is no string is the empty group.
    pub groups: Vec<Spanned<String>>,
    /// `userid`, read and never compared.
    pub user_id: String,
    /// The entry from its first key to the end of its last value.
    pub span: Span,
}

/// An entry which the authenticator drops.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rejected {
    /// The list it stands in.
    pub section: Section,
    /// Zero-based position in the list as written.
    pub index: usize,
    /// Why it is dropped.
    pub reason: ParseErrorKind,
    /// The entry, or the item of `mapAccounts`.
    pub span: Span,
}

/// What the authenticator notes in its log while it reads the three sections.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum ParseErrorKind {
    /// The text of one key could not be read: that key is empty.
    Yaml,
    /// A field or item has the wrong type and is left empty.
    JsonType,
    /// Neither `rolearn` nor `sso`: `one of rolearn or SSO must be supplied`.
    MissingRoleArn,
    /// No `userarn`: `value for userarn must be supplied`.
    MissingUserArn,
    /// `only one of rolearn or SSO can be supplied`.
    BothRoleArnAndSso,
    /// The `sso` matcher has a bad account id, permission set name or partition.
    BadSso,
    /// `mapAccounts` is no list, or one of its items no scalar.
    AccountsType,
}

impl ParseErrorKind {
    /// Returns the stable name in kebab-case.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Yaml => "yaml",
            Self::JsonType => "json-type",
            Self::MissingRoleArn => "missing-rolearn",
            Self::MissingUserArn => "missing-userarn",
            Self::BothRoleArnAndSso => "both-rolearn-and-sso",
            Self::BadSso => "bad-sso",
            Self::AccountsType => "accounts-type",
        }
    }
}

/// An aws-auth ConfigMap, read so that every value remembers where it stood.
#[derive(Clone, Debug, Default)]
pub struct AwsAuth {
    pub(crate) text: String,
    pub(crate) roles: Vec<Mapping>,
    pub(crate) users: Vec<Mapping>,
    pub(crate) accounts: Vec<Spanned<String>>,
    pub(crate) rejected: Vec<Rejected>,
    pub(crate) findings: Vec<Finding>,
    pub(crate) notes: Vec<Finding>,
    pub(crate) parse_errors: Vec<ParseErrorKind>,
    pub(crate) ignored: bool,
    pub(crate) refused: bool,
    pub(crate) last_applied: Option<LastApplied>,
    /// Which of the three sections is there and was read.
    pub(crate) readable: [bool; 3],
}

impl AwsAuth {
    /// Reads a ConfigMap in any form that people have: a manifest in YAML or JSON, an item of a `List` or one of
    /// several documents, what `kubectl describe` prints, or the bare text of one section.
    ///
    /// Never fails: what cannot be read becomes a finding. Time and memory grow with the length of the text; nesting
    /// and aliases are bounded as go-yaml bounds them (10,000 levels, and a share of aliases). There is no limit of
    /// length here; who reads foreign texts sets one (`eks-iam` takes 16 MiB, the API server about 1 MiB).
    ///
    /// Measured with a million entries on x86-64: 13 bytes of memory for each byte of a usual ConfigMap (196 MB, 2.5 GB),
    /// and 114 where each entry is as short as can be and full of findings (13 MB, 1.5 GB, 3.4 s).
    #[must_use]
    pub fn parse(text: &str) -> Self {
        Self::of(&Manifest::read(text))
    }

    /// Reads the values of the three data keys, without the manifest around them; `None` for a key that is absent.
    ///
    /// The text that the spans point into is the three values one after another, see [`AwsAuth::text`].
    #[must_use]
    pub fn from_data(map_roles: Option<&str>, map_users: Option<&str>, map_accounts: Option<&str>) -> Self {
        let mut text = String::new();
        let places = [map_roles, map_users, map_accounts].map(|value| {
            let start = text.len();
            text.push_str(value?);
            Some((start, text.len()))
        });
        Self::of(&Manifest::given(&text, places))
    }

    fn of(manifest: &Manifest<'_>) -> Self {
        let sections = crate::section::sections(manifest);
        let whole = matches!(manifest.shape, Shape::Bare(_) | Shape::Given(_));
        let object = matches!(manifest.shape, Shape::ConfigMap);
        let mut document = Self {
            text: manifest.text.to_owned(),
            ignored: !(whole || object && manifest.is_watched()),
            refused: !whole && manifest.is_refused(),
            ..Self::default()
        };
        if !document.ignored && !document.refused {
            document.load(&sections);
        }
        document.last_applied = crate::last_applied::compare(manifest, &sections);
        (document.findings, document.notes) = crate::findings::find(manifest, &sections);
        document
    }

    fn load(&mut self, sections: &[SectionText<'_>]) {
        for section in sections {
            self.parse_errors.extend(&section.errors);
            let broken = section.errors.contains(&ParseErrorKind::Yaml);
            for (known, readable) in Section::ALL.iter().zip(&mut self.readable) {
                *readable = *readable || (*known == section.section && !broken);
            }
            for entry in &section.entries {
                let span = section.file_span(entry.range);
                if let Some(reason) = entry.rejected {
                    self.rejected.push(Rejected {
                        section: section.section,
                        index: entry.index,
                        reason,
                        span,
                    });
                    continue;
                }
                let list =
                    if section.section == Section::MapUsers { &mut self.users } else { &mut self.roles };
                list.push(mapping(section, entry, span));
            }
            for account in &section.accounts {
                let span = section.file_span(section.range(account.item));
                if account.kept {
                    self.accounts.push(Spanned::new(section.account_text(account).to_owned(), span));
                } else {
                    let reason = ParseErrorKind::AccountsType;
                    self.rejected.push(Rejected {
                        section: section.section,
                        index: account.index,
                        reason,
                        span,
                    });
                }
            }
        }
        self.parse_errors.sort_unstable();
        self.parse_errors.dedup();
    }

    /// Returns the text that all spans point into.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Returns the role entries that the authenticator loads, in order, duplicates included; none when the object is
    /// ignored or refused.
    #[must_use]
    pub fn roles(&self) -> &[Mapping] {
        &self.roles
    }

    /// Returns the user entries that the authenticator loads, in order, duplicates included.
    #[must_use]
    pub fn users(&self) -> &[Mapping] {
        &self.users
    }

    /// Returns the items of `mapAccounts` that the authenticator loads, as text, duplicates included.
    #[must_use]
    pub fn accounts(&self) -> &[Spanned<String>] {
        &self.accounts
    }

    /// Returns the entries that the authenticator drops, with its reason.
    #[must_use]
    pub fn rejected(&self) -> &[Rejected] {
        &self.rejected
    }

    /// Returns the findings, sorted by place and then by kind.
    #[must_use]
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// Returns what is no defect and worth knowing: all of severity info, none with a fix, sorted as the findings.
    #[must_use]
    pub fn notes(&self) -> &[Finding] {
        &self.notes
    }

    /// Returns whether the authenticator never reads the object: another kind, name or namespace, or no object.
    #[must_use]
    pub const fn ignored(&self) -> bool {
        self.ignored
    }

    /// Returns whether the API server refuses to store the object, so that the former one stays.
    #[must_use]
    pub const fn refused(&self) -> bool {
        self.refused
    }

    /// Returns whether the authenticator logs an error while it reads the sections.
    #[must_use]
    pub fn has_parse_error(&self) -> bool {
        !self.parse_errors.is_empty()
    }

    /// Returns the errors that the authenticator notes, each kind once, sorted.
    #[must_use]
    pub fn parse_errors(&self) -> &[ParseErrorKind] {
        &self.parse_errors
    }

    /// Returns how the object differs from what `kubectl apply` wrote last, where its annotation tells.
    #[must_use]
    pub const fn last_applied(&self) -> Option<&LastApplied> {
        self.last_applied.as_ref()
    }
}

fn mapping(section: &SectionText<'_>, entry: &Entry, span: Span) -> Mapping {
    let text = |node| -> Spanned<String> {
        match node {
            Some(id) => Spanned::new(section.text_at(id).to_owned(), section.file_span(section.range(id))),
            None => Spanned::new(String::new(), Span::empty(span.start())),
        }
    };
    let arn = text(entry.arn.state.text());
    let username = text(entry.username.state.text());
    let groups = groups_of(section, entry)
        .map(|it| Spanned::new(it.text.to_owned(), section.file_span(section.range(it.item))))
        .collect();
    let user_id = entry.user_id.state.text().map_or("", |it| section.text_at(it)).to_owned();
    let matcher = section.tree().filter(|_| arn.value.is_empty()).and_then(|it| sso_fields(it, entry.sso));
    let sso = matcher.map(|it| SsoMatcher {
        permission_set_name: it.permission_set_name,
        account_id: it.account_id,
        partition: it.partition,
    });
    Mapping { section: section.section, index: entry.index, arn, sso, username, groups, user_id, span }
}
