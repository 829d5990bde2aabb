//! What would have allowed a request but for one thing.

use eks_iam_span::Language;

/// A binding that would have allowed it but for one thing.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum NearMiss {
    /// The binding names a group or user that is spelt nearly as one of the caller's.
    Subject {
        /// The binding.
        binding: String,
        /// The name that the binding has.
        wanted: String,
        /// The caller's name or group.
        got: String,
    },
    /// The binding names the caller's name as a group, or one of its groups as a user.
    SubjectKind {
        /// The binding.
        binding: String,
        /// The name.
        name: String,
    },
    /// The caller's role covers the object, but with other verbs.
    Verb {
        /// The binding.
        binding: String,
        /// The verbs that are allowed.
        allowed: Vec<String>,
    },
    /// The caller's role has the verb and the resource, in other API groups.
    ApiGroup {
        /// The binding.
        binding: String,
        /// The groups that are allowed; `""` is the core group.
        allowed: Vec<String>,
    },
    /// The caller's role has the resource without the subresource that was asked for, or the other way round.
    Subresource {
        /// The binding.
        binding: String,
        /// What is allowed, such as `pods`.
        allowed: Vec<String>,
    },
    /// The caller's role allows it for objects of other names.
    Name {
        /// The binding.
        binding: String,
        /// The names that are allowed.
        allowed: Vec<String>,
    },
    /// The caller's binding allows it in another namespace only.
    Namespace {
        /// The binding.
        binding: String,
        /// The namespace where it holds.
        namespace: String,
    },
    /// The binding names a role that does not exist.
    MissingRole {
        /// The binding.
        binding: String,
        /// The role.
        role: String,
    },
}

impl NearMiss {
    /// Returns the stable name in kebab-case.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Subject { .. } => "subject",
            Self::SubjectKind { .. } => "subject-kind",
            Self::Verb { .. } => "verb",
            Self::ApiGroup { .. } => "api-group",
            Self::Subresource { .. } => "subresource",
            Self::Name { .. } => "name",
            Self::Namespace { .. } => "namespace",
            Self::MissingRole { .. } => "missing-role",
        }
    }

    /// Returns what is missing, one line for people.
    #[must_use]
    pub fn message(&self, language: Language) -> String {
        let quoted = |list: &[String]| list.iter().map(|it| format!("`{it}`")).collect::<Vec<_>>().join(", ");
        let japanese = language == Language::Japanese;
        match self {
            Self::Subject { binding, wanted, got } if japanese => {
                format!("{binding} の対象は `{wanted}` で、呼び出し元は `{got}` です")
            }
            Self::Subject { binding, wanted, got } => {
                format!("{binding} is for `{wanted}`, and the caller is `{got}`")
            }
            Self::SubjectKind { binding, name } if japanese => {
                format!("{binding} では `{name}` の種類 (User と Group) が逆です")
            }
            Self::SubjectKind { binding, name } => {
                format!("{binding} names `{name}` as the other kind of subject (User, Group)")
            }
            Self::Verb { binding, allowed } if japanese => {
                format!("{binding} が許可する動詞は {} だけです", quoted(allowed))
            }
            Self::Verb { binding, allowed } => format!("{binding} allows the verbs {} only", quoted(allowed)),
            Self::ApiGroup { binding, allowed } if japanese => {
                format!("{binding} が許可する API グループは {} だけです", quoted(allowed))
            }
            Self::ApiGroup { binding, allowed } => {
                format!("{binding} allows it in the API groups {} only", quoted(allowed))
            }
            Self::Subresource { binding, allowed } if japanese => {
                format!("{binding} が許可するのは {} で、サブリソースは別に許可が必要です", quoted(allowed))
            }
            Self::Subresource { binding, allowed } => {
                format!("{binding} allows {}; a subresource needs a rule of its own", quoted(allowed))
            }
            Self::Name { binding, allowed } if japanese => {
                format!("{binding} が許可するのは {} という名前のオブジェクトだけです", quoted(allowed))
            }
            Self::Name { binding, allowed } => {
                format!("{binding} allows it for objects named {} only", quoted(allowed))
            }
            Self::Namespace { binding, namespace } if japanese => {
                format!("{binding} は名前空間 `{namespace}` の中でだけ有効です")
            }
            Self::Namespace { binding, namespace } => {
                format!("{binding} holds in the namespace `{namespace}` only")
            }
            Self::MissingRole { binding, role } if japanese => {
                format!("{binding} が指すロール `{role}` がありません")
            }
            Self::MissingRole { binding, role } => {
                format!("{binding} names the role `{role}`, which does not exist")
            }
        }
    }
}
