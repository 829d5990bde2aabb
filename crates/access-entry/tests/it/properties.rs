//! Migration leaves every caller who he was, over generated documents.

use eks_iam_access_entry::{
    AccessEntry, AuthenticationMode, ClusterMappings, CreateContext, EntryType, IdentitySource,
    MigrateOptions, Migration, identify, migrate, validate_create,
};
use eks_iam_aws_auth::{AwsAuth, Caller, IdentityMap, MapOptions, Section};
use proptest::{collection::vec, prelude::*, sample::select};

const ACCOUNT: &str = "111122223333";
/// The principals that exist, as IAM lists them; names are unique in an account, whatever their case.
const PRINCIPALS: [&str; 6] = [
    "arn:aws:iam::111122223333:role/ops",
    "arn:aws:iam::111122223333:role/team/platform/Deploy",
    "arn:aws:iam::111122223333:role/nodes",
    "arn:aws:iam::444455556666:role/partner",
    "arn:aws:iam::111122223333:user/dana",
    "arn:aws:iam::111122223333:user/team/Kim",
];
const ARNS: [&str; 14] = [
    "arn:aws:iam::111122223333:role/ops",
    "arn:aws:iam::111122223333:role/OPS",
    "ARN:AWS:IAM::111122223333:ROLE/ops",
    "arn:aws:iam::111122223333:role/Deploy",
    "arn:aws:iam::111122223333:role/team/platform/Deploy",
    "arn:aws:iam::111122223333:role/nodes",
    "arn:aws:iam::444455556666:role/partner",
    "arn:aws:iam::111122223333:user/dana",
    "arn:aws:iam::111122223333:user/DANA",
    "arn:aws:iam::111122223333:user/team/Kim",
    "arn:aws:iam::111122223333:user/Kim",
    "arn:aws:sts::111122223333:assumed-role/ops/mika",
    "arn:aws:iam::111122223333:root",
    "arn:aws:iam::999988887777:role/gone",
];
const USERNAMES: [&str; 11] = [
    "ops",
    "admin:{{SessionName}}",
    "raw:{{SessionNameRaw}}",
    "{{SessionName}}",
    "{{AccountID}}-x",
    "key:{{AccessKeyID}}",
    "system:node:{{EC2PrivateDNSName}}",
    "system:node:{{SessionName}}",
    "system:admin",
    "eks:thing",
    "",
];
const GROUPS: [&str; 9] = [
    "system:masters",
    "ops",
    "viewers-{{AccountID}}",
    "team:{{SessionName}}",
    "system:bootstrappers",
    "system:nodes",
    "system:node-proxier",
    "system:monitoring",
    "",
];

/// The instance that has the node role.
const INSTANCE: &str = "i-0123456789abcdef0";

fn line(field: &'static str) -> impl Strategy<Value = String> {
    (select(&ARNS[..]), select(&USERNAMES[..]), vec(select(&GROUPS[..]), 0..4)).prop_map(
        move |(arn, username, groups)| {
            let groups: Vec<String> = groups.iter().map(|group| format!("\"{group}\"")).collect();
            format!("- {field}: \"{arn}\"\n  username: \"{username}\"\n  groups: [{}]\n", groups.join(", "))
        },
    )
}

fn document() -> impl Strategy<Value = AwsAuth> {
    let node_groups = select(vec!["", ", system:node-proxier", ", eks:kube-proxy-windows"]);
    let node = node_groups.prop_map(|more| {
        format!(
            "- rolearn: arn:aws:iam::111122223333:role/nodes\n  username: system:node:{{{{EC2PrivateDNSName}}}}\n  \
             groups: [system:bootstrappers, system:nodes{more}]\n"
        )
    });
    let accounts = select(vec![None, Some("- \"444455556666\"\n")]);
    (proptest::option::of(node), vec(line("rolearn"), 0..6), vec(line("userarn"), 0..4), accounts).prop_map(
        |(node, roles, users, accounts)| {
            let roles = roles.concat() + &node.unwrap_or_default();
            AwsAuth::from_data(Some(&roles), Some(&users.concat()), accounts)
        },
    )
}

fn callers() -> Vec<Caller> {
    let sessions = ["mika@example.org", INSTANCE, "dana"];
    let mut callers = Vec::new();
    for (at, principal) in PRINCIPALS.iter().enumerate() {
        let account = principal.split(':').nth(4).unwrap().to_owned();
        let name = principal.rsplit('/').next().unwrap();
        if principal.contains(":user/") {
            callers.push(Caller {
                arn: (*principal).to_owned(),
                account,
                user_id: format!("AIDAEXAMPLEEXAMPLE0{at}"),
                access_key_id: "AKIAIOSFODNN7EXAMPLE".to_owned(),
            });
            continue;
        }
        callers.extend(sessions.map(|session| Caller {
            arn: format!("arn:aws:sts::{account}:assumed-role/{name}/{session}"),
            account: account.clone(),
            user_id: format!("AROAEXAMPLEEXAMPLE0{at}:{session}"),
            access_key_id: "ASIAIOSFODNN7EXAMPLE".to_owned(),
        }));
    }
    callers
}

fn options() -> MapOptions {
    let ec2_private_dns = [(INSTANCE.to_owned(), "ip-10-0-0-1.us-west-2.compute.internal".to_owned())].into();
    MapOptions { ec2_private_dns, ..MapOptions::default() }
}

fn migrated(document: &AwsAuth, principals: &[String]) -> Migration {
    migrate(
        document,
        &MigrateOptions {
            account: Some(ACCOUNT),
            partition: Some("aws"),
            principals,
            ..MigrateOptions::default()
        },
    )
}

/// Makes the entries one after another, as EKS would: each must be taken.
fn created(migration: &Migration) -> Vec<AccessEntry> {
    let mut entries: Vec<AccessEntry> = Vec::new();
    for migrated in &migration.entries {
        let context = CreateContext {
            mode: AuthenticationMode::ApiAndConfigMap,
            cluster_account: Some(ACCOUNT),
            entries: &entries,
            ..CreateContext::default()
        };
        let mut entry = validate_create(&migrated.request, &context).expect("EKS takes every migrated entry");
        entry.access_policies.clone_from(&migrated.access_policies);
        entries.push(entry);
    }
    entries
}

/// The groups that must be the same, each once: the rights of `system:masters` come by policy, and the entry of a node
/// has those that EKS gives.
fn comparable(groups: &[String], entry: &AccessEntry) -> Vec<String> {
    let is_node = entry.entry_type != EntryType::Standard;
    let gone = |group: &str| match group {
        "system:masters" => !entry.access_policies.is_empty(),
        "system:bootstrappers" => is_node,
        _ => false,
    };
    let mut groups: Vec<String> = groups.iter().filter(|group| !gone(group)).cloned().collect();
    groups.sort();
    groups.dedup();
    groups
}

proptest! {
    #[test]
    fn every_caller_is_mapped_as_before(document in document()) {
        let principals = PRINCIPALS.map(str::to_owned);
        let migration = migrated(&document, &principals);
        let entries = created(&migration);
        let map = IdentityMap::new(&document);
        let before = ClusterMappings { mode: AuthenticationMode::ConfigMap, entries: &[], aws_auth: Some(&map) };
        let both = ClusterMappings {
            mode: AuthenticationMode::ApiAndConfigMap,
            entries: &entries,
            aws_auth: Some(&map),
        };
        let alone = ClusterMappings { mode: AuthenticationMode::Api, entries: &entries, aws_auth: None };
        for caller in callers() {
            let before = identify(&before, &caller, &options());
            let alone = identify(&alone, &caller, &options());
            let both = identify(&both, &caller, &options());
            prop_assert_eq!(both.is_ok(), before.is_ok(), "{:?}", caller);
            match (before, alone) {
                (Ok(before), Ok(after)) => {
                    let entry = entries.iter().find(|it| it.principal_arn.ends_with(&name(&caller))).unwrap();
                    prop_assert_eq!(&after.username, &before.username);
                    prop_assert_eq!(&after.uid, &before.uid);
                    prop_assert_eq!(&after.extra, &before.extra);
                    prop_assert_eq!(comparable(&after.groups, entry), comparable(&before.groups, entry));
                    let was_admin = before.groups.iter().any(|it| it == "system:masters");
                    prop_assert_eq!(!after.policies.is_empty(), was_admin);
                }
                (Ok(before), Err(_)) => {
                    let is_refused = match before.source {
                        IdentitySource::AwsAuth { matched: Some(it), .. } => {
                            migration.refused.iter().any(|line| (line.section, line.index) == (it.section, it.index))
                        }
                        _ => document.accounts().iter().any(|it| it.value == caller.account),
                    };
                    prop_assert!(is_refused, "{:?} lost its access and no line was refused", caller);
                }
                (Err(_), Ok(_)) => prop_assert!(false, "{:?} got in", caller),
                (Err(_), Err(_)) => {}
            }
        }
    }

    #[test]
    fn every_line_is_accounted_for_once(document in document()) {
        let migration = migrated(&document, &[]);
        let mut seen: Vec<(Section, usize)> = migration.entries.iter().map(|it| (it.section, it.index)).collect();
        seen.extend(migration.skipped.iter().map(|it| (it.section, it.index)));
        seen.extend(migration.refused.iter().map(|it| (it.section, it.index)));
        seen.sort();
        let lines = document.roles().iter().chain(document.users()).map(|it| (it.section, it.index));
        let accounts = (0..document.accounts().len()).map(|index| (Section::MapAccounts, index));
        let mut expected: Vec<(Section, usize)> = lines.chain(accounts).collect();
        expected.sort();
        prop_assert_eq!(seen, expected);
    }
}

/// Returns the name of the caller's role or user, with the slash before it.
fn name(caller: &Caller) -> String {
    let parts: Vec<&str> = caller.arn.split('/').collect();
    let name = if parts[0].ends_with(":assumed-role") { parts[1] } else { parts[parts.len() - 1] };
    format!("/{name}")
}
