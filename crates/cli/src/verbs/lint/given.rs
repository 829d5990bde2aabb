//! What can be told of an aws-auth ConfigMap only by more than itself: the mode, access entries, IAM, a former state.

mod words;

use std::{
    collections::{BTreeSet, HashMap, HashSet},
    path::PathBuf,
};

use clap::Args;
use eks_iam_access_entry::{AccessEntry, AccessScope, AssociatedPolicy, AuthenticationMode};
use eks_iam_arn::{canonical_arn, role_arn_without_path};
use eks_iam_aws_auth::{AwsAuth, FindingKind, IdentityMap, Lookup, Mapping};
use eks_iam_span::{Language, Span};
use serde_json::Value;

use self::words::Kind;
use super::problem;
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
    /// ARNs of all roles and users, as `aws iam list-roles --query 'Roles[].Arn'` and the like print them.
    #[arg(long, value_name = "FILE", conflicts_with = "batch")]
    principals: Option<PathBuf>,
    /// The ConfigMap as it was: who was mapped there and no longer is, or is mapped otherwise, is told.
    #[arg(long, value_name = "FILE", conflicts_with = "batch")]
    former: Option<PathBuf>,
}

/// What is known besides the document.
#[derive(Debug, Default)]
pub(super) struct Given {
    mode: Option<AuthenticationMode>,
    /// Access entries by their principal as STS shows it, in lower case.
    entries: Option<HashMap<String, AccessEntry>>,
    principals: Option<Principals>,
    former: Option<AwsAuth>,
}

impl Given {
    /// Reads the files.
    pub(super) fn from_arguments(arguments: &GivenArguments, language: Language) -> Result<Self, Failure> {
        let mut given = Self::default();
        if let Some(name) = &arguments.mode {
            let unknown = || match language {
                Language::Japanese => wrong(language, format!("`{name}` は認証モードではありません")),
                _ => wrong(language, format!("`{name}` is no authentication mode")),
            };
            given.mode = Some(AuthenticationMode::from_name(name).ok_or_else(unknown)?);
        }
        if let Some(path) = &arguments.access_entries {
            let entries = entries_of(&to_value(&read_document(path, language)?))
                .map_err(|it| wrong(language, it.message(language)))?;
            given.entries = Some(by_principal(entries));
        }
        if let Some(path) = &arguments.principals {
            // Quotes and commas go, so that a list in JSON reads as well.
            let text = read(path, language)?.text;
            let is_between = |it: char| it.is_whitespace() || matches!(it, '"' | ',');
            given.principals =
                Some(Principals::new(text.split(is_between).filter(|it| it.starts_with("arn:"))));
        }
        if let Some(path) = &arguments.former {
            given.former = Some(AwsAuth::parse(&read(path, language)?.text));
        }
        Ok(given)
    }

    /// Reads the keys of a batch line.
    pub(super) fn from_line(line: &Value) -> Result<Self, LineError> {
        let unknown = |name| LineError::unknown("unknown-mode", name, "authentication mode", "認証モード");
        let mode = optional_text(line, "mode")?;
        let has = |key| line.get(key).is_some_and(|it| !it.is_null());
        let principals = if has("principals") { Some(texts(line, "principals")?) } else { None };
        let entries = line.get("access_entries").filter(|it| !it.is_null());
        Ok(Self {
            mode: mode.map(|it| AuthenticationMode::from_name(it).ok_or_else(|| unknown(it))).transpose()?,
            entries: entries.map(entries_of).transpose()?.map(by_principal),
            principals: principals.map(|it| Principals::new(it.iter().map(String::as_str))),
            former: optional_text(line, "former")?.map(AwsAuth::parse),
        })
    }

    /// Returns what is worth knowing of a document: its own notes, and what is known besides; all information.
    pub(super) fn notes(&self, document: &AwsAuth, language: Language) -> Vec<Problem> {
        let is_read = self.mode.is_none_or(AuthenticationMode::reads_aws_auth);
        let own = document.notes().iter();
        let own =
            own.filter(|it| it.kind != FindingKind::NoClusterAdmin || (is_read && !self.has_admin_entry()));
        let mut notes = Notes { notes: own.map(|it| problem(it, language)).collect(), language };
        let head = Span::new(0, document.text().lines().next().map_or(0, str::len));
        if !is_read {
            notes.add(&words::NOT_READ, head, &[]);
        }
        for mapping in mappings(document) {
            self.note_mapping(mapping, is_read, &mut notes);
        }
        if let Some(former) = &self.former {
            let now = if is_read { document.clone() } else { AwsAuth::default() };
            self.note_former(former, &now, head, &mut notes);
        }
        notes.notes
    }

    /// Says what entries and IAM tell of one mapping.
    fn note_mapping(&self, mapping: &Mapping, is_read: bool, notes: &mut Notes) {
        let (arn, span) = (mapping.arn.value.as_str(), mapping.arn.span);
        match self.entry(arn) {
            Some(entry) if is_read => {
                let lost = lost_groups(mapping, entry).join(", ");
                let kind = if lost.is_empty() { &words::ENTRY_DECIDES } else { &words::ENTRY_GIVES_LESS };
                notes.add(kind, span, &[arn, &lost]);
            }
            None if !is_read && self.entries.is_some() => notes.add(&words::NO_ENTRY, span, &[arn]),
            _ => {}
        }
        match self.principals.as_ref().map(|it| it.find(arn)) {
            Some(Listed::Like(other)) => notes.add(&words::LISTED_OTHERWISE, span, &[arn, other]),
            Some(Listed::No) => notes.add(&words::NOT_LISTED, span, &[arn]),
            Some(Listed::Yes) | None => {}
        }
    }

    /// Says who was mapped formerly and no longer is, or is mapped otherwise.
    fn note_former(&self, former: &AwsAuth, document: &AwsAuth, head: Span, notes: &mut Notes) {
        let (then, now) = (IdentityMap::new(former), IdentityMap::new(document));
        let mut told = HashSet::new();
        let callers = mappings(former).map(|it| it.arn.value.as_str()).filter(|it| is_shown_by_sts(it));
        for arn in callers.filter(|it| self.entry(it).is_none()) {
            let account = arn.split(':').nth(4).unwrap_or_default();
            let Lookup::Entry(old) = then.lookup(arn, account) else { continue };
            if !told.insert(arn.to_lowercase()) {
                continue;
            }
            match now.lookup(arn, account) {
                Lookup::Entry(new) if same_names(old, new) => {}
                Lookup::Entry(new) => {
                    notes.add(&words::OTHERWISE, new.arn.span, &[arn, &names(old), &names(new)])
                }
                Lookup::Account => notes.add(&words::BY_ACCOUNT_ONLY, head, &[arn, &names(old)]),
                Lookup::NotMapped | Lookup::Unsupported => notes.add(&words::GONE, head, &[arn]),
            }
        }
        for account in former.accounts().iter().map(|it| it.value.as_str()) {
            let stays = document.accounts().iter().any(|it| it.value == account);
            if !stays && told.insert(account.to_owned()) {
                notes.add(&words::GONE, head, &[account]);
            }
        }
    }

    /// Returns the access entry of a principal, where the mode reads access entries.
    fn entry(&self, arn: &str) -> Option<&AccessEntry> {
        let is_read = self.mode.is_none_or(AuthenticationMode::reads_access_entries);
        self.entries.as_ref().filter(|_| is_read)?.get(&arn.to_lowercase())
    }

    fn has_admin_entry(&self) -> bool {
        let is_read = self.mode.is_none_or(AuthenticationMode::reads_access_entries);
        is_read && self.entries.as_ref().is_some_and(|it| it.values().any(is_admin))
    }
}

/// Collects notes.
struct Notes {
    notes: Vec<Problem>,
    language: Language,
}

impl Notes {
    fn add(&mut self, kind: &Kind, span: Span, arguments: &[&str]) {
        self.notes.push(kind.problem(span, arguments, self.language));
    }
}

/// The principals that IAM lists.
#[derive(Debug)]
struct Principals {
    /// As STS shows them, in lower case.
    shown: HashSet<String>,
    /// By what a mistaken ARN has in common with them.
    alike: HashMap<String, String>,
}

/// Whether IAM lists a principal.
enum Listed<'p> {
    Yes,
    /// No, but one that is probably meant.
    Like(&'p str),
    No,
}

impl Principals {
    fn new<'a>(arns: impl Iterator<Item = &'a str>) -> Self {
        let mut principals = Self { shown: HashSet::new(), alike: HashMap::new() };
        for arn in arns {
            let shown = as_shown(arn);
            principals.alike.extend(likeness(&shown).map(|it| (it, arn.to_owned())));
            principals.shown.insert(shown);
        }
        principals
    }

    fn find(&self, arn: &str) -> Listed<'_> {
        let key = arn.to_lowercase();
        if self.shown.contains(&key) {
            return Listed::Yes;
        }
        likeness(&key).and_then(|it| self.alike.get(&it)).map_or(Listed::No, |it| Listed::Like(it))
    }
}

/// Returns what stays the same when a user's path is left out, or a permission set is assigned anew.
fn likeness(shown: &str) -> Option<String> {
    let (head, name) = shown.rsplit_once('/')?;
    if let Some((account, _)) = head.split_once(":user") {
        return Some(format!("{account}:user/{name}"));
    }
    let (permission_set, _) = name.strip_prefix("awsreservedsso_")?.rsplit_once('_')?;
    Some(format!("{head}/awsreservedsso_{permission_set}"))
}

fn by_principal(entries: Vec<AccessEntry>) -> HashMap<String, AccessEntry> {
    entries.into_iter().map(|it| (as_shown(&it.principal_arn), it)).collect()
}

fn is_admin(entry: &AccessEntry) -> bool {
    let gives_all = |it: &AssociatedPolicy| {
        it.scope == AccessScope::Cluster && it.policy_arn.ends_with("/AmazonEKSClusterAdminPolicy")
    };
    entry.access_policies.iter().any(gives_all)
}

/// Returns the groups that an access entry of type STANDARD does not give; EKS chooses those of nodes.
fn lost_groups<'m>(mapping: &'m Mapping, entry: &AccessEntry) -> Vec<&'m str> {
    let stays = |group: &&str| {
        entry.kubernetes_groups.iter().any(|it| it == group)
            || (*group == "system:masters" && is_admin(entry))
    };
    let groups = mapping.groups.iter().map(|it| it.value.as_str());
    groups.filter(|it| entry.entry_type.takes_names() && !it.is_empty() && !stays(it)).collect()
}

/// Returns the entries that name a principal.
fn mappings(document: &AwsAuth) -> impl Iterator<Item = &Mapping> {
    document.roles().iter().chain(document.users()).filter(|it| it.sso.is_none())
}

/// Whether STS shows anybody under this ARN: it has the canonical form, and a role has no path.
fn is_shown_by_sts(arn: &str) -> bool {
    canonical_arn(arn).is_ok_and(|it| it == arn) && as_shown(arn) == arn.to_lowercase()
}

fn same_names(left: &Mapping, right: &Mapping) -> bool {
    let groups = |it: &Mapping| it.groups.iter().map(|it| it.value.clone()).collect::<BTreeSet<_>>();
    left.username.value == right.username.value && groups(left) == groups(right)
}

/// Shows user name and groups, such as `ops [admins, viewers]`.
fn names(mapping: &Mapping) -> String {
    let groups: Vec<&str> = mapping.groups.iter().map(|it| it.value.as_str()).collect();
    format!("{} [{}]", mapping.username.value, groups.join(", "))
}

/// Returns a principal as STS shows it and the authenticator looks it up: a role without its path, in lower case.
fn as_shown(arn: &str) -> String {
    role_arn_without_path(arn).unwrap_or_else(|| arn.to_owned()).to_lowercase()
}
