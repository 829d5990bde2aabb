//! From aws-auth to access entries.

mod arn;
mod aws_cli;
mod cloudformation;
mod eksctl;
mod line;
mod names;
mod node;
mod reason;
mod target;
mod terraform;

use std::collections::BTreeMap;

use eks_iam_aws_auth::{AwsAuth, Mapping, Section};
use eks_iam_document::Node;
use eks_iam_span::Span;

pub use self::{
    reason::{MigrationNote, RefusalReason, SkipReason},
    target::MigrationTarget,
};
use crate::{AccessEntry, AssociatedPolicy, CreateAccessEntry, read, tree};

/// What a migration depends on besides the document.
#[derive(Clone, Copy, Debug, Default)]
pub struct MigrateOptions<'a> {
    /// The account of the cluster: a role of another one cannot be a node's. `None`: not known, not checked.
    pub account: Option<&'a str>,
    /// The partition of the cluster: a principal of another one never calls it. `None`: not known, not checked.
    pub partition: Option<&'a str>,
    /// ARNs of roles and users as IAM lists them, with their paths. For each account and kind (role, user) of which
    /// one is listed, the list is taken to be whole; others are taken as aws-auth writes them.
    pub principals: &'a [String],
    /// The entries that the cluster has already: they win over aws-auth in any case.
    pub entries: &'a [AccessEntry],
}

/// A line of aws-auth as an access entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MigratedEntry {
    /// The request that makes the entry.
    pub request: CreateAccessEntry,
    /// The policies to associate with it then.
    pub access_policies: Vec<AssociatedPolicy>,
    /// The list in which the line stands.
    pub section: Section,
    /// Its zero-based position there.
    pub index: usize,
    /// The line, in the text of the document.
    pub span: Span,
    /// What is worth knowing about the change.
    pub notes: Vec<MigrationNote>,
}

/// A line that needs no entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SkippedLine {
    /// The ARN as written.
    pub arn: String,
    /// The list in which the line stands.
    pub section: Section,
    /// Its zero-based position there.
    pub index: usize,
    /// The line, in the text of the document.
    pub span: Span,
    /// Why it needs none.
    pub reason: SkipReason,
}

/// A line that cannot become an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RefusedLine {
    /// The ARN as written; of `mapAccounts` the account id.
    pub arn: String,
    /// The list in which the line stands.
    pub section: Section,
    /// Its zero-based position there.
    pub index: usize,
    /// The line, in the text of the document.
    pub span: Span,
    /// Why it cannot.
    pub reason: RefusalReason,
    /// The entry that comes closest, where only groups stand in the way: it has groups of its own in their place.
    pub proposal: Option<Box<MigratedEntry>>,
    /// The RBAC objects, as YAML, that give the proposal's groups what Kubernetes gives to the reserved ones.
    pub rbac: Vec<String>,
}

/// What becomes of each line that the authenticator loads.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Migration {
    /// The entries to make, in the order of the document.
    pub entries: Vec<MigratedEntry>,
    /// The lines that need none.
    pub skipped: Vec<SkippedLine>,
    /// The lines that cannot become entries; they have to stay, or be decided by hand.
    pub refused: Vec<RefusedLine>,
}

impl Migration {
    /// Returns whether aws-auth can be left behind (mode `API`) without anybody losing access.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.refused.is_empty()
    }
}

impl MigratedEntry {
    /// Returns the entry that EKS has after the migration.
    #[must_use]
    pub fn to_access_entry(&self) -> AccessEntry {
        AccessEntry {
            principal_arn: self.request.principal_arn.clone(),
            entry_type: self.request.entry_type,
            username: self.request.username.clone(),
            kubernetes_groups: self.request.kubernetes_groups.clone(),
            access_policies: self.access_policies.clone(),
            tags: self.request.tags.clone(),
            ..AccessEntry::default()
        }
    }

    /// Returns the request of CreateAccessEntry as one line of JSON, with `accessPolicies` beside its fields.
    #[must_use]
    pub fn to_json(&self) -> String {
        self.to_node().to_json()
    }

    fn to_node(&self) -> Node {
        let request = &self.request;
        let mut fields = vec![
            ("principalArn", tree::text(&request.principal_arn)),
            ("type", tree::text(request.entry_type.as_str())),
        ];
        fields.extend(request.username.as_ref().map(|it| ("username", tree::text(it))));
        if request.entry_type.takes_names() {
            fields.push(("kubernetesGroups", tree::texts(&request.kubernetes_groups)));
        }
        fields.push(("accessPolicies", read::policies_node(&self.access_policies)));
        tree::map(fields)
    }
}

/// Returns the access entries that map every caller as `document` does, and the lines for which there are none.
///
/// "As before" means: the same user name; the same groups, but for `system:masters`, whose right is given by
/// AmazonEKSClusterAdminPolicy, and for `system:bootstrappers` of nodes, which only a bootstrap token needs. Nobody
/// whom the document does not map gets an entry. Of two lines for one role the last counts, as for the authenticator.
///
/// ```
/// use eks_iam_access_entry::{MigrateOptions, migrate};
/// use eks_iam_aws_auth::AwsAuth;
///
/// let roles = "- rolearn: arn:aws:iam::111122223333:role/ops\n  username: ops\n  groups: [system:masters, ops]\n";
/// let migration = migrate(&AwsAuth::from_data(Some(roles), None, None), &MigrateOptions::default());
/// for entry in &migration.entries {
///     assert_eq!(entry.request.kubernetes_groups, ["ops"]);
///     assert!(entry.access_policies[0].policy_arn.ends_with("/AmazonEKSClusterAdminPolicy"));
/// }
/// assert!(migration.is_complete());
/// ```
#[must_use]
pub fn migrate(document: &AwsAuth, options: &MigrateOptions<'_>) -> Migration {
    let mut migration = Migration::default();
    let winners = Winners::of(document);
    for line in document.roles().iter().chain(document.users()) {
        match winners.verdict(line).map_or_else(|| line::judge(line, options), line::Outcome::from) {
            line::Outcome::Entry(entry) => migration.entries.push(*entry),
            line::Outcome::Skip(reason) => migration.skipped.push(SkippedLine {
                arn: line::arn_of(line),
                section: line.section,
                index: line.index,
                span: line.span,
                reason,
            }),
            line::Outcome::Refuse(reason, proposal) => {
                migration.refused.push(RefusedLine {
                    arn: line::arn_of(line),
                    section: line.section,
                    index: line.index,
                    span: line.span,
                    rbac: names::bindings(&reason),
                    reason,
                    proposal,
                });
            }
        }
    }
    migration.refused.extend(document.accounts().iter().enumerate().map(|(index, account)| RefusedLine {
        arn: account.value.clone(),
        section: Section::MapAccounts,
        index,
        span: account.span,
        reason: RefusalReason::MapAccounts,
        proposal: None,
        rbac: Vec::new(),
    }));
    migration
}

/// Which of several lines for one ARN the authenticator takes.
struct Winners {
    /// The position of the last role line, by ARN in lower case.
    roles: BTreeMap<String, usize>,
    /// The position of the last user line, by ARN as written.
    users: BTreeMap<String, usize>,
    /// How many spellings of a user's ARN there are, by ARN in lower case.
    spellings: BTreeMap<String, usize>,
}

impl Winners {
    fn of(document: &AwsAuth) -> Self {
        let roles = document.roles().iter().filter(|line| line.sso.is_none());
        let users = document
            .users()
            .iter()
            .map(|line| (line.arn.value.clone(), line.index))
            .collect::<BTreeMap<_, _>>();
        let mut spellings = BTreeMap::new();
        for arn in users.keys() {
            *spellings.entry(arn.to_lowercase()).or_insert(0) += 1;
        }
        Self {
            roles: roles.map(|line| (line.arn.value.to_lowercase(), line.index)).collect(),
            users,
            spellings,
        }
    }

    /// Returns why a line does not count, if another one takes its place.
    fn verdict(&self, line: &Mapping) -> Option<line::Shadowed> {
        let key = line.arn.value.to_lowercase();
        let role = self.roles.get(&key);
        let is_shadowed = match line.section {
            Section::MapRoles => line.sso.is_none() && role.is_some_and(|last| *last != line.index),
            Section::MapUsers | Section::MapAccounts => {
                role.is_some() || self.users.get(&line.arn.value).is_some_and(|last| *last != line.index)
            }
        };
        if is_shadowed {
            return Some(line::Shadowed::Superseded);
        }
        let is_random =
            line.section == Section::MapUsers && self.spellings.get(&key).is_some_and(|count| *count > 1);
        is_random.then_some(line::Shadowed::Undetermined)
    }
}
