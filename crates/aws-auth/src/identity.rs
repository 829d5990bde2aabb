//! Who a caller becomes.

use std::collections::{BTreeMap, HashMap};

use eks_iam_arn::authenticator_arn_like;
use eks_iam_span::Span;

use crate::{
    AwsAuth, Mapping, Section,
    who::{Who, refused},
};

/// What STS says about a caller (GetCallerIdentity), and the access key id of the token's credential.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Caller {
    /// `Arn`, such as `arn:aws:sts::111122223333:assumed-role/ops/dana`.
    pub arn: String,
    /// `Account`, twelve digits.
    pub account: String,
    /// `UserId`, such as `AROAEXAMPLEEXAMPLE01:dana`.
    pub user_id: String,
    /// `AKIA…` or `ASIA…`.
    pub access_key_id: String,
}

/// What the answer depends on besides the document and the caller.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MapOptions {
    /// Private DNS name by instance id, what ec2:DescribeInstances would answer for `{{EC2PrivateDNSName}}`.
    pub ec2_private_dns: BTreeMap<String, String>,
    /// Whether the feature gate `SSORoleMatch` is on; EKS leaves it off.
    pub sso_role_match: bool,
}

/// The list that let a caller in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Via {
    /// An entry of `mapRoles`.
    MapRoles,
    /// An entry of `mapUsers`.
    MapUsers,
    /// The caller's account in `mapAccounts`: the canonical ARN is the user name, and there are no groups.
    MapAccounts,
}

impl Via {
    /// Returns the data key, such as `mapRoles`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::MapRoles => "mapRoles",
            Self::MapUsers => "mapUsers",
            Self::MapAccounts => "mapAccounts",
        }
    }
}

/// The entry that decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct MatchedEntry {
    /// The list.
    pub section: Section,
    /// Zero-based position in the list as written.
    pub index: usize,
    /// The entry, in the text of the document.
    pub span: Span,
}

/// Who a caller is to the cluster.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    /// The Kubernetes user name, templates filled in; may be empty.
    pub username: String,
    /// The Kubernetes groups, templates filled in.
    pub groups: Vec<String>,
    /// `aws-iam-authenticator:ACCOUNT:PRINCIPALID`.
    pub uid: String,
    /// The extra values of the answer: `arn`, `canonicalArn`, `sessionName`, `accessKeyId`, `principalId` and
    /// `sigs.k8s.io/aws-iam-authenticator/principalId`, in that order.
    pub extra: Vec<(String, Vec<String>)>,
    /// The list that let the caller in.
    pub via: Via,
    /// The entry that decided, where the caller was mapped by the document's own text.
    pub matched: Option<MatchedEntry>,
    /// Whether the authenticator may as well give another answer, for it picks at random here;
    /// [`IdentityMap::outcomes`] lists them all.
    pub undetermined: bool,
}

/// Why a caller is nobody to the cluster (401 `Unauthorized` at the API server).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum UnmappedReason {
    /// No entry names the caller's canonical ARN and no account rule applies.
    NotMapped,
    /// An entry matched and its template could not be filled in; final, nothing else is asked.
    TemplateError,
    /// The rendered user name begins with a prefix reserved for that backend; final.
    ReservedPrefix,
    /// Principal id and ARN of a strict DynamicFile disagree.
    IdArnMismatch,
    /// The caller's ARN is no principal that the authenticator canonicalises.
    UnsupportedCallerArn,
    /// `UserId` of an assumed role or user has too many parts.
    MalformedUserId,
}

impl UnmappedReason {
    /// Returns the stable name in kebab-case.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::NotMapped => "not-mapped",
            Self::TemplateError => "template-error",
            Self::ReservedPrefix => "reserved-prefix",
            Self::IdArnMismatch => "id-arn-mismatch",
            Self::UnsupportedCallerArn => "unsupported-caller-arn",
            Self::MalformedUserId => "malformed-user-id",
        }
    }
}

/// The answer "nobody", with its reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unmapped {
    /// Why.
    pub reason: UnmappedReason,
    /// The entry that matched before something else failed.
    pub matched: Option<MatchedEntry>,
    /// Whether the authenticator may as well give another answer.
    pub undetermined: bool,
}

/// Why one entry did or did not match.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EntryVerdict {
    /// The list it stands in.
    pub section: Section,
    /// Zero-based position in the list as written.
    pub index: usize,
    /// The entry, or the item of `mapAccounts`.
    pub span: Span,
    /// Whether it decided.
    pub decides: bool,
}

/// The loaded entries by canonical ARN: looking a caller up is one probe of a hash table, whatever the document's size.
#[derive(Clone, Debug, Default)]
pub struct IdentityMap {
    document: AwsAuth,
    /// Entry of `mapRoles` by its ARN in lower case; the last one wins.
    roles: HashMap<String, usize>,
    /// Entries of `mapUsers` by ARN in lower case. Two that differ in case only both stay.
    users: HashMap<String, Vec<usize>>,
    /// Entries of `mapRoles` with an SSO matcher that can match, with the pattern.
    sso: Vec<(String, usize)>,
}

impl IdentityMap {
    /// Indexes what the authenticator loads of `document`.
    #[must_use]
    pub fn new(document: &AwsAuth) -> Self {
        let mut map = Self { document: document.clone(), ..Self::default() };
        for (at, entry) in document.roles().iter().enumerate() {
            match &entry.sso {
                Some(sso) if sso.partition.is_empty() => {
                    let (account, name) = (&sso.account_id, &sso.permission_set_name);
                    let pattern =
                        format!("arn:aws:iam::{account}:role/AWSReservedSSO_{name}_*").to_lowercase();
                    map.sso.retain(|(it, _)| *it != pattern);
                    map.sso.push((pattern, at));
                }
                // A partition that is given makes the pattern's partition empty: it matches nobody.
                Some(_) => {}
                None => {
                    map.roles.insert(entry.arn.value.to_lowercase(), at);
                }
            }
        }
        for (at, entry) in document.users().iter().enumerate() {
            let same_key = map.users.entry(entry.arn.value.to_lowercase()).or_default();
            same_key.retain(|it| document.users().get(*it).is_none_or(|it| it.arn.value != entry.arn.value));
            same_key.push(at);
        }
        map
    }

    /// Returns who `caller` becomes, or why nobody. Where the authenticator picks at random, the last entry is taken and
    /// the answer says `undetermined`.
    ///
    /// # Errors
    ///
    /// When the caller is not mapped, or the entry that matched cannot be rendered.
    pub fn map(&self, caller: &Caller, options: &MapOptions) -> Result<Identity, Unmapped> {
        let mut outcomes = self.outcomes(caller, options);
        let undetermined = outcomes.len() > 1;
        match outcomes.pop() {
            Some(Ok(identity)) => Ok(Identity { undetermined, ..identity }),
            Some(Err(unmapped)) => Err(Unmapped { undetermined, ..unmapped }),
            None => Err(refused(UnmappedReason::NotMapped, None)),
        }
    }

    /// Returns every answer that the authenticator may give: one, or several where it picks at random.
    #[must_use]
    pub fn outcomes(&self, caller: &Caller, options: &MapOptions) -> Vec<Result<Identity, Unmapped>> {
        let who = match Who::of(caller) {
            Ok(who) => who,
            Err(refused) => return vec![Err(refused)],
        };
        let found = self.found(&who, options);
        if found.is_empty() {
            return vec![self.by_account(&who)];
        }
        let mut outcomes: Vec<Result<Identity, Unmapped>> = Vec::new();
        for (via, entry) in found {
            let groups: Vec<&str> = entry.groups.iter().map(|it| it.value.as_str()).collect();
            let matched = MatchedEntry { section: entry.section, index: entry.index, span: entry.span };
            let outcome = who.identity(&entry.username.value, &groups, via, Some(matched), options);
            if !outcomes.iter().any(|it| is_same_answer(it, &outcome)) {
                outcomes.push(outcome);
            }
        }
        outcomes
    }

    /// Returns the entries that match: roles first, users only when no role does.
    fn found(&self, who: &Who<'_>, options: &MapOptions) -> Vec<(Via, &Mapping)> {
        let roles = self.document.roles();
        let mut found: Vec<(Via, &Mapping)> = Vec::new();
        if options.sso_role_match {
            let matching = self
                .sso
                .iter()
                .filter(|(pattern, _)| matches!(authenticator_arn_like(&who.key, pattern), Ok(true)));
            found.extend(matching.filter_map(|(_, at)| Some((Via::MapRoles, roles.get(*at)?))));
        }
        found.extend(self.roles.get(&who.key).and_then(|at| Some((Via::MapRoles, roles.get(*at)?))));
        if found.is_empty() {
            let users = self.users.get(&who.key).into_iter().flatten();
            found.extend(users.filter_map(|at| Some((Via::MapUsers, self.document.users().get(*at)?))));
        }
        found
    }

    fn by_account(&self, who: &Who<'_>) -> Result<Identity, Unmapped> {
        let listed = self.document.accounts().iter().any(|it| it.value == who.caller.account);
        if listed { Ok(who.by_account()) } else { Err(refused(UnmappedReason::NotMapped, None)) }
    }

    /// Returns for every loaded entry of the document why it did or did not match `caller`.
    #[must_use]
    pub fn explain(&self, caller: &Caller, options: &MapOptions) -> Vec<EntryVerdict> {
        let outcomes = self.outcomes(caller, options);
        let matched: Vec<MatchedEntry> = outcomes
            .iter()
            .filter_map(|it| match it {
                Ok(identity) => identity.matched,
                Err(unmapped) => unmapped.matched,
            })
            .collect();
        let by_account = outcomes.iter().flatten().any(|it| it.via == Via::MapAccounts);
        let entries = self.document.roles().iter().chain(self.document.users());
        let mut verdicts: Vec<EntryVerdict> = entries
            .map(|it| EntryVerdict {
                section: it.section,
                index: it.index,
                span: it.span,
                decides: matched.iter().any(|one| one.section == it.section && one.index == it.index),
            })
            .collect();
        verdicts.extend(self.document.accounts().iter().enumerate().map(|(index, it)| EntryVerdict {
            section: Section::MapAccounts,
            index,
            span: it.span,
            decides: by_account && it.value == caller.account,
        }));
        verdicts
    }
}

/// Tells whether two outcomes look alike to the cluster, whichever entry they stem from.
fn is_same_answer(a: &Result<Identity, Unmapped>, b: &Result<Identity, Unmapped>) -> bool {
    match (a, b) {
        (Ok(a), Ok(b)) => a.username == b.username && a.groups == b.groups && a.via == b.via,
        (Err(a), Err(b)) => a.reason == b.reason,
        _ => false,
    }
}
