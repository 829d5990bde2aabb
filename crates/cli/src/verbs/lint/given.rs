//! What can be told of an aws-auth ConfigMap only by more than itself: the mode, access entries, IAM, a former state.

use std::{collections::HashSet, path::PathBuf};

use clap::Args;
use eks_iam_access_entry::{AccessEntry, AuthenticationMode};
use eks_iam_arn::role_arn_without_path;
use eks_iam_aws_auth::{AwsAuth, Mapping};
use eks_iam_span::{Language, Severity, Span};
use serde_json::Value;

use crate::{
    batch::LineError,
    input::{optional_text, read, read_document, texts, to_value, wrong},
    output::Failure,
    problems::Problem,
    verbs::migrate::entries_of,
};

/// Files that tell more.
#[derive(Debug, Args)]
pub(super) struct GivenArguments {
    /// The cluster's authentication mode: `CONFIG_MAP`, `API_AND_CONFIG_MAP` or `API`.
    #[arg(long, conflicts_with = "batch")]
    mode: Option<String>,
    /// The cluster's access entries, a list of what `aws eks describe-access-entry` prints.
    #[arg(long, value_name = "FILE", conflicts_with = "batch")]
    access_entries: Option<PathBuf>,
    /// ARNs of all roles and users as IAM lists them, one a line.
    #[arg(long, value_name = "FILE", conflicts_with = "batch")]
    principals: Option<PathBuf>,
    /// The ConfigMap as it was: who was mapped there and no longer is, is told.
    #[arg(long, value_name = "FILE", conflicts_with = "batch")]
    former: Option<PathBuf>,
}

/// What is known besides the document.
#[derive(Debug, Default)]
pub(super) struct Given {
    mode: Option<AuthenticationMode>,
    entries: Vec<AccessEntry>,
    /// Principals as STS shows them, in lower case.
    principals: Option<HashSet<String>>,
    former: Option<AwsAuth>,
}

impl Given {
    /// Reads the files.
    pub(super) fn from_arguments(arguments: &GivenArguments, language: Language) -> Result<Self, Failure> {
        let mut given = Self::default();
        if let Some(name) = &arguments.mode {
            let unknown = || wrong(language, format!("--mode {name}: CONFIG_MAP, API_AND_CONFIG_MAP, API"));
            given.mode = Some(AuthenticationMode::from_name(name).ok_or_else(unknown)?);
        }
        if let Some(path) = &arguments.access_entries {
            given.entries = entries_of(&to_value(&read_document(path, language)?))
                .map_err(|it| wrong(language, it.message()))?;
        }
        if let Some(path) = &arguments.principals {
            given.principals = Some(read(path, language)?.text.split_whitespace().map(as_shown).collect());
        }
        if let Some(path) = &arguments.former {
            given.former = Some(AwsAuth::parse(&read(path, language)?.text));
        }
        Ok(given)
    }

    /// Reads the keys of a batch line.
    pub(super) fn from_line(line: &Value) -> Result<Self, LineError> {
        let unknown = |name| LineError::new("unknown-mode", format!("`{name}` is no authentication mode"));
        let mode = optional_text(line, "mode")?;
        let has_principals = line.get("principals").is_some_and(|it| !it.is_null());
        Ok(Self {
            mode: mode.map(|it| AuthenticationMode::from_name(it).ok_or_else(|| unknown(it))).transpose()?,
            entries: line.get("access_entries").map_or(Ok(Vec::new()), entries_of)?,
            principals: if has_principals {
                Some(texts(line, "principals")?.iter().map(|it| as_shown(it)).collect())
            } else {
                None
            },
            former: optional_text(line, "former")?.map(AwsAuth::parse),
        })
    }

    /// Returns what it tells of a document, as information.
    pub(super) fn notes(&self, document: &AwsAuth, language: Language) -> Vec<Problem> {
        let head = Span::new(0, document.text().lines().next().map_or(0, str::len));
        let mut notes = Vec::new();
        let mut add = |kind: &Kind, span, arn: &str| notes.push(kind.problem(span, arn, language));
        if self.mode.is_some_and(|it| !it.reads_aws_auth()) {
            add(&NOT_READ, head, "");
        }
        let reads_entries = self.mode.is_none_or(AuthenticationMode::reads_access_entries);
        let entries: HashSet<_> =
            self.entries.iter().filter(|_| reads_entries).map(|it| as_shown(&it.principal_arn)).collect();
        for mapping in mappings(document) {
            let (arn, span) = (&mapping.arn.value, mapping.arn.span);
            let key = arn.to_lowercase();
            if entries.contains(&key) {
                add(&ENTRY_DECIDES, span, arn);
            }
            if self.principals.as_ref().is_some_and(|it| !it.contains(&key)) {
                add(&NOT_IN_IAM, span, arn);
            }
        }
        if let Some(former) = &self.former {
            let now: HashSet<_> = names(document).map(str::to_lowercase).collect();
            let mut told = HashSet::new();
            for name in names(former) {
                let key = name.to_lowercase();
                if !now.contains(&key) && told.insert(key) {
                    add(&GONE, head, name);
                }
            }
        }
        notes
    }
}

/// Returns the entries that name a principal.
fn mappings(document: &AwsAuth) -> impl Iterator<Item = &Mapping> {
    document.roles().iter().chain(document.users()).filter(|it| it.sso.is_none())
}

fn names(document: &AwsAuth) -> impl Iterator<Item = &str> {
    let accounts = document.accounts().iter().map(|it| it.value.as_str());
    mappings(document).map(|it| it.arn.value.as_str()).chain(accounts)
}

/// Returns a principal as STS shows it and the authenticator looks it up: a role without its path, in lower case.
fn as_shown(arn: &str) -> String {
    role_arn_without_path(arn).unwrap_or_else(|| arn.to_owned()).to_lowercase()
}

/// A kind of note: its name, what it says after the ARN, and what it means; English first.
struct Kind {
    name: &'static str,
    says: [&'static str; 2],
    explanation: [&'static str; 2],
}

impl Kind {
    fn problem(&self, span: Span, arn: &str, language: Language) -> Problem {
        let of = |[english, japanese]: [&'static str; 2]| match language {
            Language::Japanese => japanese,
            _ => english,
        };
        Problem {
            kind: self.name,
            severity: Severity::Info,
            span,
            message: of(self.says).replace("{}", arn),
            explanation: of(self.explanation),
            fix: None,
        }
    }
}

const NOT_READ: Kind = Kind {
    name: "aws-auth-not-read",
    says: [
        "the authentication mode API does not read aws-auth",
        "認証モード API では aws-auth は読み込まれません",
    ],
    explanation: [
        "In this mode only access entries let callers in; nothing in this document has an effect.",
        "この認証モードで有効なのはアクセスエントリだけです。このドキュメントの内容は使われません。",
    ],
};
const ENTRY_DECIDES: Kind = Kind {
    name: "access-entry-decides",
    says: [
        "`{}` has an access entry, so this mapping is not asked",
        "`{}` にはアクセスエントリがあるため、このマッピングは参照されません",
    ],
    explanation: [
        "Where the mode reads access entries, the entry decides alone: groups given only here are not granted.",
        "認証モードがアクセスエントリを読む場合、アクセスエントリだけで決まります。ここにしかないグループは付与されません。",
    ],
};
const NOT_IN_IAM: Kind = Kind {
    name: "principal-not-listed",
    says: ["`{}` is not among the given principals", "`{}` は、指定されたプリンシパルの一覧にありません"],
    explanation: [
        "No role or user in the list is looked up under this ARN. It may be deleted, be misspelt, be of another \
         account, lack a user's path, or be a permission set whose suffix has changed.",
        "この ARN で照合されるロールやユーザーは一覧にありません。削除された、つづりが違う、別のアカウントにある、\
         ユーザーのパスが抜けている、許可セットの末尾の文字列が変わった、などが考えられます。",
    ],
};
const GONE: Kind = Kind {
    name: "formerly-mapped",
    says: [
        "`{}` was mapped formerly and no longer is",
        "`{}` は以前はマッピングされていましたが、今はされていません",
    ],
    explanation: [
        "Unless an access entry or mapAccounts lets it in, it is locked out; a node role that is lost takes its nodes along.",
        "アクセスエントリか mapAccounts で許可されていなければ、アクセスできません。ノードのロールの場合は、そのノードも参加できなくなります。",
    ],
};
