//! Makes a mock world from a snapshot: the same documents, now with keys and a clock.

use std::fmt;

use eks_iam_arn::{ArnRef, Principal};
use eks_iam_diagnosis::{PolicySource, Snapshot};
use eks_iam_mock_aws::{
    Account, Check, Cluster, DenialText, Fault, InstanceProfile, NodeGroup, OidcProvider, Pod,
    PodIdentityAssociation, Role, SamlProvider, User, World, WorldBuilder,
};
use eks_iam_policy::{NamedPolicy, PolicyDocument};

use crate::file::WorldSettings;

/// How late an answer is that never comes, in milliseconds; no client waits so long.
const NEVER: u64 = 60_000;

/// A snapshot of which no world can be made, with the reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MakeWorldError(pub(crate) String);

impl fmt::Display for MakeWorldError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for MakeWorldError {}

/// Makes the world of a snapshot. Callers that IAM's part does not mention are there without any policy.
///
/// `skip` leaves one of the mock's checks out, to prove that a scenario depends on it.
pub(crate) fn make(
    snapshot: &Snapshot,
    settings: &WorldSettings,
    callers: &[&str],
    skip: Option<Check>,
) -> Result<World, MakeWorldError> {
    let mut builder = begin(snapshot, settings, callers)?;
    if let Some(check) = skip {
        builder = builder.skip(check);
    }
    builder.build().map_err(|error| MakeWorldError(error.to_string()))
}

/// Begins the world of a snapshot.
pub(crate) fn begin(
    snapshot: &Snapshot,
    settings: &WorldSettings,
    callers: &[&str],
) -> Result<WorldBuilder, MakeWorldError> {
    let denials = if settings.plain_denials { DenialText::Plain } else { DenialText::WithReason };
    let mut builder = World::builder().clock(settings.clock).denial_text(denials);
    for account in accounts(snapshot, callers)? {
        builder = builder.account(account);
    }
    if let Some(cluster) = &snapshot.cluster {
        builder = builder.cluster(make_cluster(snapshot, cluster)?);
    }
    if let Some(policy) = snapshot.iam.as_ref().and_then(|it| it.vpc_endpoint.as_ref()) {
        builder = builder.vpc_endpoint(named(policy)?);
    }
    for host in &settings.down {
        builder = builder.fault(Fault::down(host));
    }
    for host in &settings.silent {
        builder = builder.fault(Fault::latency("*", NEVER).at_host(host));
    }
    for (operation, after) in &settings.throttled {
        builder = builder.fault(Fault::throttle(operation).after(*after));
    }
    Ok(builder)
}

/// Collects the accounts that the snapshot and the callers name.
fn accounts(snapshot: &Snapshot, callers: &[&str]) -> Result<Vec<Account>, MakeWorldError> {
    let mut accounts: Vec<Account> = Vec::new();
    let empty = eks_iam_diagnosis::Iam::default();
    let iam = snapshot.iam.as_ref().unwrap_or(&empty);
    for user in &iam.users {
        let Parts { account: id, partition, path, name } = split(&user.arn, "user/")?;
        let mut made = User::new(name).with_path(path);
        if let Some(id) = &user.id {
            made.unique_id.clone_from(id);
        }
        made.policies = all_named(user.policies.as_deref().unwrap_or_default())?;
        made.boundary = user.boundary.as_ref().map(named).transpose()?;
        account(&mut accounts, id, partition).users.push(made);
    }
    for role in &iam.roles {
        let Parts { account: id, partition, path, name } = split(&role.arn, "role/")?;
        let mut made = Role::new(name, named(&role.trust)?).with_path(path);
        if let Some(id) = &role.id {
            made.unique_id.clone_from(id);
        }
        made.policies = all_named(role.policies.as_deref().unwrap_or_default())?;
        made.boundary = role.boundary.as_ref().map(named).transpose()?;
        made.max_session_seconds = role.max_session_seconds;
        let home = account(&mut accounts, id, partition);
        home.instance_profiles.extend(role.instance_profiles.iter().map(|it| InstanceProfile::new(it, name)));
        home.roles.push(made);
    }
    for provider in &iam.oidc_providers {
        let ids = provider.client_ids.clone();
        let partition = partition_of(snapshot);
        let home = account(&mut accounts, &provider.account, &partition);
        home.oidc_providers.push(OidcProvider::new(&provider.url, ids));
    }
    for provider in &iam.saml_providers {
        let Parts { account: id, partition, name, .. } = split(&provider.arn, "saml-provider/")?;
        account(&mut accounts, id, partition).saml_providers.push(SamlProvider::new(name, &provider.issuer));
    }
    if let Some(cluster) = &snapshot.cluster {
        account(&mut accounts, &cluster.account, &cluster.partition);
    }
    for bucket in &snapshot.buckets {
        let home = account(&mut accounts, &bucket.account, "aws");
        home.buckets.push(bucket.name.clone());
        let policy = bucket.policy.as_ref().map(named).transpose()?;
        home.bucket_policies.extend(policy.map(|it| (bucket.name.clone(), it)));
    }
    for caller in callers {
        add_caller(&mut accounts, caller)?;
    }
    for account in &mut accounts {
        account.scps = iam.scps.iter().map(|it| all_named(it)).collect::<Result<_, _>>()?;
        account.rcps = iam.rcps.iter().map(|it| all_named(it)).collect::<Result<_, _>>()?;
        account.disabled_regions.clone_from(&iam.disabled_regions);
    }
    Ok(accounts)
}

/// Adds a caller that the snapshot does not mention: known to IAM, with nothing allowed.
fn add_caller(accounts: &mut Vec<Account>, caller: &str) -> Result<(), MakeWorldError> {
    let Ok(arn) = ArnRef::parse(caller) else { return Ok(()) };
    let home = account(accounts, arn.account(), arn.partition());
    match Principal::try_from(arn) {
        Ok(Principal::User(user)) if !home.users.iter().any(|it| it.name == user.name) => {
            home.users.push(User::new(user.name).with_path(user.path));
        }
        Ok(Principal::AssumedRole(session)) if !home.roles.iter().any(|it| it.name == session.role_name) => {
            let trust = r#"{"Version":"2012-10-17","Statement":[]}"#;
            let trust = PolicySource { name: "trust".to_owned(), arn: None, text: trust.to_owned() };
            home.roles.push(Role::new(session.role_name, named(&trust)?));
        }
        _ => {}
    }
    Ok(())
}

/// Returns the partition of the world's cluster.
fn partition_of(snapshot: &Snapshot) -> String {
    snapshot.cluster.as_ref().map_or_else(|| "aws".to_owned(), |it| it.partition.clone())
}

fn account<'a>(accounts: &'a mut Vec<Account>, id: &str, partition: &str) -> &'a mut Account {
    let at = accounts.iter().position(|it| it.id == id).unwrap_or_else(|| {
        accounts.push(Account::new(id).with_partition(partition));
        accounts.len() - 1
    });
    #[expect(clippy::indexing_slicing, reason = "the index was found or made just above")]
    &mut accounts[at]
}

fn make_cluster(snapshot: &Snapshot, from: &eks_iam_diagnosis::Cluster) -> Result<Cluster, MakeWorldError> {
    let mut cluster = Cluster::new(&from.name, &from.account, &from.region).with_version(&from.version);
    cluster.authentication_mode = from.authentication_mode;
    if let Some(issuer) = &from.issuer {
        cluster.issuer.clone_from(issuer);
    }
    cluster.creator.clone_from(&from.creator);
    cluster.aws_auth = snapshot.aws_auth().map(|it| it.text.clone());
    cluster.access_entries = snapshot.access_entries.clone().unwrap_or_default();
    let sources = snapshot.kubernetes.iter().flatten();
    cluster.objects =
        sources.filter(|it| Some(*it) != snapshot.aws_auth()).map(|it| it.text.clone()).collect();
    cluster.nodes = vec![format!("ip-192-168-10-20.{}.compute.internal", from.region)];
    cluster.instances = snapshot.nodes().into_iter().map(|it| (it.instance_id, it.name)).collect();
    let groups = snapshot.node_groups.iter().flatten();
    cluster.node_groups = groups.map(|it| NodeGroup::new(&it.name, &it.role_arn)).collect();
    cluster.addons = snapshot.addons.clone().unwrap_or_default();
    for from in snapshot.associations.iter().flatten() {
        let mut made = PodIdentityAssociation::new(&from.namespace, &from.service_account, &from.role_arn);
        made.target_role_arn.clone_from(&from.target_role_arn);
        made.disable_session_tags = from.disable_session_tags;
        cluster.pod_identity_associations.push(made);
    }
    cluster.pods = vec![Pod::new("default", "web"), Pod::new("kube-system", "coredns-0")];
    Ok(cluster)
}

/// The parts of `arn:PARTITION:iam::ACCOUNT:user/PATH/NAME`; the path is `/` or `/a/b/`.
struct Parts<'a> {
    partition: &'a str,
    account: &'a str,
    path: &'a str,
    name: &'a str,
}

fn split<'a>(arn: &'a str, kind: &str) -> Result<Parts<'a>, MakeWorldError> {
    let wrong = || MakeWorldError(format!("`{arn}` is no ARN of the form arn:aws:iam::ACCOUNT:{kind}NAME"));
    let parsed = ArnRef::parse(arn).map_err(|error| MakeWorldError(format!("`{arn}`: {error}")))?;
    let rest = parsed.resource().strip_prefix(kind.trim_end_matches('/')).ok_or_else(wrong)?;
    let (path, name) = rest.rsplit_once('/').ok_or_else(wrong)?;
    let path = rest.get(..=path.len()).unwrap_or("/");
    Ok(Parts { partition: parsed.partition(), account: parsed.account(), path, name })
}

fn all_named(policies: &[PolicySource]) -> Result<Vec<NamedPolicy>, MakeWorldError> {
    policies.iter().map(named).collect()
}

fn named(policy: &PolicySource) -> Result<NamedPolicy, MakeWorldError> {
    let document = PolicyDocument::parse(&policy.text)
        .map_err(|error| MakeWorldError(format!("policy `{}`: {error}", policy.name)))?;
    Ok(NamedPolicy { name: policy.name.clone(), arn: policy.arn.clone(), document })
}
