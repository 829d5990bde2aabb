//! What becomes of one line.

use eks_iam_aws_auth::Mapping;

use super::{
    MigrateOptions, MigratedEntry, MigrationNote, RefusalReason, SkipReason,
    arn::{self, Caller},
    names, node,
};
use crate::{AccessPolicy, AccessScope, AssociatedPolicy, CreateAccessEntry, EntryType};

/// What becomes of one line.
pub(super) enum Outcome {
    Entry(Box<MigratedEntry>),
    Skip(SkipReason),
    Refuse(RefusalReason, Option<Box<MigratedEntry>>),
}

/// Why another line counts in place of this one.
pub(super) enum Shadowed {
    Superseded,
    Undetermined,
}

impl From<Shadowed> for Outcome {
    fn from(shadowed: Shadowed) -> Self {
        match shadowed {
            Shadowed::Superseded => Self::Skip(SkipReason::Superseded),
            Shadowed::Undetermined => Self::Refuse(RefusalReason::UndeterminedDuplicate, None),
        }
    }
}

impl From<RefusalReason> for Outcome {
    fn from(reason: RefusalReason) -> Self {
        Self::Refuse(reason, None)
    }
}

/// Returns the line's ARN as written; of a matcher, the pattern of its roles.
pub(super) fn arn_of(line: &Mapping) -> String {
    match &line.sso {
        Some(sso) => {
            format!("arn:aws:iam::{}:role/AWSReservedSSO_{}_*", sso.account_id, sso.permission_set_name)
        }
        None => line.arn.value.clone(),
    }
}

/// Returns what becomes of a line that counts.
pub(super) fn judge(line: &Mapping, options: &MigrateOptions<'_>) -> Outcome {
    if line.sso.is_some() {
        return Outcome::Skip(SkipReason::SsoMatcher);
    }
    let caller = match arn::caller(&line.arn.value, options) {
        Ok(caller) => caller,
        Err(outcome) => return outcome,
    };
    if options.entries.iter().any(|entry| arn::is_same(&entry.principal_arn, &caller.principal_arn)) {
        return Outcome::Skip(SkipReason::EntryExists);
    }
    let groups: Vec<&str> = line.groups.iter().map(|group| group.value.as_str()).collect();
    if let Some(verdict) = node::entry_type(&caller, &line.username.value, &groups, options) {
        return match verdict {
            Ok(kind) => Outcome::Entry(Box::new(entry(line, &caller, kind))),
            Err(reason) => reason.into(),
        };
    }
    match standard(line, &caller, &groups) {
        Ok(outcome) => outcome,
        Err(reason) => reason.into(),
    }
}

fn standard(line: &Mapping, caller: &Caller, groups: &[&str]) -> Result<Outcome, RefusalReason> {
    let mut entry = entry(line, caller, EntryType::Standard);
    let username = names::username(&line.username.value, caller)?;
    if username != line.username.value {
        entry.notes.push(MigrationNote::TemplateFilledIn);
    }
    entry.request.username = Some(username);
    let mut reserved = Vec::new();
    for group in groups {
        let group = names::group(group, caller)?;
        if group == "system:masters" {
            make_admin(&mut entry, &caller.partition);
            continue;
        }
        let own = if crate::reserved_prefix(&group).is_some() {
            let own = names::own_group(&group);
            reserved.push(group);
            own
        } else {
            group
        };
        if !entry.request.kubernetes_groups.contains(&own) {
            entry.request.kubernetes_groups.push(own);
        }
    }
    let entry = Box::new(entry);
    if reserved.is_empty() {
        Ok(Outcome::Entry(entry))
    } else {
        Ok(Outcome::Refuse(RefusalReason::ReservedGroups(reserved), Some(entry)))
    }
}

fn entry(line: &Mapping, caller: &Caller, entry_type: EntryType) -> MigratedEntry {
    let mut notes = Vec::new();
    // A user is compared with its path, so that its line has it.
    if !caller.is_looked_up && caller.principal_arn.contains(":role/") {
        notes.push(MigrationNote::PathNotLookedUp);
    }
    if !entry_type.takes_names() {
        notes.push(MigrationNote::NamesByEks);
    }
    MigratedEntry {
        request: CreateAccessEntry {
            principal_arn: caller.principal_arn.clone(),
            entry_type,
            ..CreateAccessEntry::default()
        },
        access_policies: Vec::new(),
        section: line.section,
        index: line.index,
        span: line.span,
        notes,
    }
}

/// Gives what the group `system:masters` gave.
fn make_admin(entry: &mut MigratedEntry, partition: &str) {
    let policy_arn =
        format!("arn:{partition}:eks::aws:cluster-access-policy/{}", AccessPolicy::CLUSTER_ADMIN);
    if entry.access_policies.is_empty() {
        entry.access_policies.push(AssociatedPolicy { policy_arn, scope: AccessScope::Cluster });
        entry.notes.push(MigrationNote::MastersBecomesPolicy);
    }
}
