//! The loaded entries by canonical ARN.

use std::collections::{HashMap, HashSet};

use super::{
    Caller, EntryVerdict, Identity, MapOptions, MatchedEntry, Unmapped, UnmappedReason, Via,
    canonical::{folded, with_key},
    explain,
};
use crate::{
    AwsAuth, Mapping, Section, SsoMatcher,
    key_hash::KeyHash,
    who::{Who, refused},
};

/// The entries with one key, after duplicates have replaced each other; more than one where the authenticator picks at
/// random.
#[derive(Clone, Debug, Default)]
struct Slot {
    roles: Vec<u32>,
    users: Vec<u32>,
}

/// What the map holds for a caller, before templates are filled in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lookup<'a> {
    /// An entry names the caller; the last one of those that may answer.
    Entry(&'a Mapping),
    /// No entry does, and the caller's account is in `mapAccounts`.
    Account,
    /// Nothing applies.
    NotMapped,
    /// The caller's ARN is nobody's.
    Unsupported,
}

/// The loaded entries by canonical ARN. A lookup is one hash probe, whatever the size of the document.
///
/// ```
/// use eks_iam_aws_auth::{AwsAuth, Caller, IdentityMap, MapOptions};
///
/// let text = "- rolearn: arn:aws:iam::111122223333:role/ops\n  username: ops:{{SessionName}}\n  groups: [ops-edit]\n";
/// let map = IdentityMap::new(&AwsAuth::parse(text));
/// let caller = Caller {
///     arn: "arn:aws:sts::111122223333:assumed-role/ops/dana".to_owned(),
///     account: "111122223333".to_owned(),
///     user_id: "AROAEXAMPLEEXAMPLE01:dana".to_owned(),
///     ..Caller::default()
/// };
/// assert_eq!(map.map(&caller, &MapOptions::default()).unwrap().username, "ops:dana");
/// ```
#[derive(Clone, Debug, Default)]
pub struct IdentityMap {
    document: AwsAuth,
    slots: HashMap<Box<[u8]>, Slot, KeyHash>,
    /// Entries with an SSO matcher, by position.
    sso: Vec<(u32, String)>,
    accounts: HashSet<String>,
}

impl IdentityMap {
    /// Indexes what the authenticator loads of `document`.
    #[must_use]
    pub fn new(document: &AwsAuth) -> Self {
        let mut map = Self {
            document: document.clone(),
            accounts: document.accounts().iter().map(|it| it.value.clone()).collect(),
            ..Self::default()
        };
        map.slots.reserve(document.roles().len() + document.users().len());
        for (at, role) in document.roles().iter().enumerate() {
            let at = u32::try_from(at).unwrap_or(u32::MAX);
            if let Some(sso) = &role.sso {
                let pattern = pattern(sso);
                map.sso.retain(|(_, it)| *it != pattern);
                map.sso.push((at, pattern));
                continue;
            }
            let slot = map.slots.entry(key_of(&role.arn.value)).or_default();
            let lower = |it: &u32| document.roles().get(*it as usize).map(|it| it.arn.value.to_lowercase());
            slot.roles.retain(|it| lower(it) != Some(role.arn.value.to_lowercase()));
            slot.roles.push(at);
        }
        for (at, user) in document.users().iter().enumerate() {
            let at = u32::try_from(at).unwrap_or(u32::MAX);
            let slot = map.slots.entry(key_of(&user.arn.value)).or_default();
            let text = |it: &u32| document.users().get(*it as usize).map(|it| it.arn.value.as_str());
            slot.users.retain(|it| text(it) != Some(&user.arn.value));
            slot.users.push(at);
        }
        map
    }

    /// Returns the document that was indexed.
    #[must_use]
    pub const fn document(&self) -> &AwsAuth {
        &self.document
    }

    /// Finds the entry for a caller's ARN and account without allocating. SSO matchers are left out, as on EKS.
    #[must_use]
    pub fn lookup(&self, arn: &str, account: &str) -> Lookup<'_> {
        let Ok(slot) = with_key(arn, |key| self.slots.get(key)) else { return Lookup::Unsupported };
        let first = slot.and_then(|slot| match (slot.roles.last(), slot.users.last()) {
            (Some(role), _) => self.document.roles().get(*role as usize),
            (None, user) => self.document.users().get(*user? as usize),
        });
        match first {
            Some(entry) => Lookup::Entry(entry),
            None if self.accounts.contains(account) => Lookup::Account,
            None => Lookup::NotMapped,
        }
    }

    /// Returns who `caller` becomes, or why nobody. Where the authenticator picks at random, the last entry is taken and
    /// the answer says `undetermined`.
    ///
    /// # Errors
    ///
    /// When the caller is not mapped, or the entry that matched cannot be rendered.
    pub fn map(&self, caller: &Caller, options: &MapOptions) -> Result<Identity, Unmapped> {
        let last = self.outcomes(caller, options).pop();
        last.unwrap_or_else(|| Err(refused(UnmappedReason::NotMapped, None)))
    }

    /// Returns every answer that the authenticator may give: one, or several different ones where it picks at random.
    #[must_use]
    pub fn outcomes(&self, caller: &Caller, options: &MapOptions) -> Vec<Result<Identity, Unmapped>> {
        let who = match Who::of(caller) {
            Ok(who) => who,
            Err(unmapped) => return vec![Err(unmapped)],
        };
        let entries = self.matching(&who, options);
        if entries.is_empty() {
            let none = Err(refused(UnmappedReason::NotMapped, None));
            return vec![if self.lists_account(&caller.account) { Ok(who.by_account()) } else { none }];
        }
        let mut outcomes: Vec<Result<Identity, Unmapped>> = Vec::with_capacity(entries.len());
        for entry in entries {
            let groups: Vec<&str> = entry.groups.iter().map(|it| it.value.as_str()).collect();
            let outcome =
                who.identity(&entry.username.value, &groups, via(entry), Some(place(entry)), options);
            if !outcomes.iter().any(|it| is_same(it, &outcome)) {
                outcomes.push(outcome);
            }
        }
        let several = outcomes.len() > 1;
        for outcome in &mut outcomes {
            match outcome {
                Ok(identity) => identity.undetermined = several,
                Err(unmapped) => unmapped.undetermined = several,
            }
        }
        outcomes
    }

    /// Returns the entries that may answer for a caller.
    pub(super) fn matching(&self, who: &Who<'_>, options: &MapOptions) -> Vec<&Mapping> {
        let slot = with_key(&who.caller.arn, |key| self.slots.get(key)).ok().flatten();
        let role = |it: &u32| self.document.roles().get(*it as usize);
        let mut entries: Vec<&Mapping> = slot.iter().flat_map(|slot| &slot.roles).filter_map(role).collect();
        if options.sso_role_match {
            let fits =
                |pattern: &str| eks_iam_arn::authenticator_arn_like(&who.key, pattern).unwrap_or(false);
            entries.extend(self.sso.iter().filter(|(_, it)| fits(it)).filter_map(|(at, _)| role(at)));
        }
        if entries.is_empty() {
            let user = |it: &u32| self.document.users().get(*it as usize);
            entries.extend(slot.iter().flat_map(|slot| &slot.users).filter_map(user));
        }
        entries
    }

    /// Returns for every entry of the document why it did or did not match `caller`: mapRoles, then mapUsers, then
    /// mapAccounts, dropped entries included, in the order in which they stand.
    #[must_use]
    pub fn explain(&self, caller: &Caller, options: &MapOptions) -> Vec<EntryVerdict> {
        explain::explain(self, caller, options)
    }

    pub(super) fn lists_account(&self, account: &str) -> bool {
        self.accounts.contains(account)
    }
}

fn key_of(arn: &str) -> Box<[u8]> {
    folded(arn).into_bytes().into_boxed_slice()
}

/// The pattern of an SSO matcher; a partition that is given makes it one that matches nothing.
fn pattern(sso: &SsoMatcher) -> String {
    let partition = if sso.partition.is_empty() { "aws" } else { "" };
    format!("arn:{partition}:iam::{}:role/AWSReservedSSO_{}_*", sso.account_id, sso.permission_set_name)
        .to_lowercase()
}

const fn via(entry: &Mapping) -> Via {
    match entry.section {
        Section::MapUsers => Via::MapUsers,
        Section::MapRoles | Section::MapAccounts => Via::MapRoles,
    }
}

pub(super) const fn place(entry: &Mapping) -> MatchedEntry {
    MatchedEntry { section: entry.section, index: entry.index, span: entry.span }
}

fn is_same(left: &Result<Identity, Unmapped>, right: &Result<Identity, Unmapped>) -> bool {
    match (left, right) {
        (Ok(left), Ok(right)) => left.username == right.username && left.groups == right.groups,
        (Err(left), Err(right)) => left.reason == right.reason,
        _ => false,
    }
}
