//! Shows a remedy's changes before they are made: a diff of a document, or the command that makes the change.

mod put;

use eks_iam_access_entry::{AccessEntry, AccessScope};
use eks_iam_span::unified_diff;

use crate::{Change, ClientSetting, PolicyHolder, PolicySource, Remedy, Snapshot};

/// Returns the changes of a remedy as text: diffs of documents, each with the command that puts the edited one in place, and the
/// commands of other changes.
///
/// What the snapshot does not hold counts as empty, so that a new document is shown whole.
#[must_use]
pub fn preview(remedy: &Remedy, snapshot: &Snapshot) -> String {
    remedy.changes.iter().map(|it| one(it, snapshot)).collect::<Vec<_>>().join("\n")
}

fn one(change: &Change, snapshot: &Snapshot) -> String {
    match change {
        Change::PutManifest(source) => {
            let mut known = snapshot.kubernetes.iter().flatten();
            let before = known.find(|it| it.name == source.name).map_or("", |it| it.text.as_str());
            unified_diff(&source.name, before, &source.text)
                + &put::manifest(&source.name).unwrap_or_default()
        }
        Change::PutPolicy(holder, policy) => policy_diff(holder, policy, snapshot),
        Change::PutAccessEntry(entry) => entry_commands(entry, snapshot),
        Change::SetAuthenticationMode(mode) => {
            let mode = mode.as_str();
            format!(
                "aws eks update-cluster-config --name {} --access-config authenticationMode={mode}",
                cluster(snapshot)
            )
        }
        Change::SetClient(setting, value) => client_line(setting, value.as_deref(), snapshot),
        Change::PutOidcProvider(provider) => format!(
            "aws iam create-open-id-connect-provider --url {} --client-id-list {}",
            provider.url,
            provider.client_ids.join(" ")
        ),
        Change::RemoveAccessEntry(arn) => {
            format!("aws eks delete-access-entry --cluster-name {} --principal-arn {arn}", cluster(snapshot))
        }
        Change::PutKubeconfig(source) => {
            let before = snapshot.client.kubeconfig.as_ref().map_or("", |it| it.text.as_str());
            unified_diff(&source.name, before, &source.text)
        }
        Change::EnableRegion(region) => format!("aws account enable-region --region-name {region}"),
        Change::RecreatePod(name) => format!("kubectl delete pod {name}"),
        Change::InstallAddon(name) => {
            format!("aws eks create-addon --cluster-name {} --addon-name {name}", cluster(snapshot))
        }
        Change::PutUser(arn) => {
            format!("aws iam create-user --user-name {}", arn.rsplit('/').next().unwrap_or(arn))
        }
    }
}

fn cluster(snapshot: &Snapshot) -> &str {
    snapshot.cluster.as_ref().map_or("CLUSTER", |it| it.name.as_str())
}

fn policy_diff(holder: &PolicyHolder, policy: &PolicySource, snapshot: &Snapshot) -> String {
    let named = |policies: Option<&[PolicySource]>| {
        policies.and_then(|it| it.iter().find(|it| it.name == policy.name)).map(|it| it.text.clone())
    };
    let (arn, before) = match holder {
        PolicyHolder::Identity(arn) => {
            let of_user = snapshot.user(arn).and_then(|it| it.policies.as_deref());
            let of_role = || snapshot.role(arn).and_then(|it| it.policies.as_deref());
            (arn.as_str(), named(of_user.or_else(of_role)))
        }
        PolicyHolder::Trust(arn) => (arn.as_str(), snapshot.role(arn).map(|it| it.trust.text.clone())),
        PolicyHolder::Boundary(arn) => {
            let of_user = snapshot.user(arn).and_then(|it| it.boundary.as_ref());
            let of_role = || snapshot.role(arn).and_then(|it| it.boundary.as_ref());
            (arn.as_str(), of_user.or_else(of_role).map(|it| it.text.clone()))
        }
        PolicyHolder::VpcEndpoint => (
            "vpc-endpoint",
            snapshot.iam.as_ref().and_then(|it| it.vpc_endpoint.as_ref()).map(|it| it.text.clone()),
        ),
        PolicyHolder::Scp => {
            ("scp", snapshot.iam.as_ref().and_then(|it| it.scps.iter().find_map(|it| named(Some(it)))))
        }
        PolicyHolder::Bucket(name) => {
            let bucket = snapshot.buckets.iter().find(|it| it.name == *name);
            (name.as_str(), bucket.and_then(|it| it.policy.as_ref()).map(|it| it.text.clone()))
        }
        PolicyHolder::Rcp => {
            ("rcp", snapshot.iam.as_ref().and_then(|it| it.rcps.iter().find_map(|it| named(Some(it)))))
        }
    };
    let name = arn.rsplit([':', '/']).next().unwrap_or(arn);
    let file = format!("{name}/{}.json", policy.name);
    let diff = unified_diff(&file, before.as_deref().unwrap_or(""), &policy.text);
    diff + &put::policy(holder, policy, &file).unwrap_or_default()
}

fn entry_commands(entry: &AccessEntry, snapshot: &Snapshot) -> String {
    let (cluster, arn) = (cluster(snapshot), &entry.principal_arn);
    let mut text = format!("aws eks create-access-entry --cluster-name {cluster} --principal-arn {arn}");
    if !entry.kubernetes_groups.is_empty() {
        text.push_str(&format!(" --kubernetes-groups {}", entry.kubernetes_groups.join(" ")));
    }
    for policy in &entry.access_policies {
        let scope = match &policy.scope {
            AccessScope::Cluster => "type=cluster".to_owned(),
            AccessScope::Namespaces(names) => format!("type=namespace,namespaces={}", names.join(",")),
        };
        text.push_str(&format!(
            "\naws eks associate-access-policy --cluster-name {cluster} --principal-arn {arn} --policy-arn {} --access-scope {scope}",
            policy.policy_arn
        ));
    }
    text
}

fn client_line(setting: &ClientSetting, value: Option<&str>, snapshot: &Snapshot) -> String {
    match setting {
        ClientSetting::SignIn => return "aws sso login".to_owned(),
        ClientSetting::Keys => return "aws configure".to_owned(),
        ClientSetting::Clock => return "chronyc makestep".to_owned(),
        _ => {}
    }
    let client = &snapshot.client;
    let find = |pairs: &[(String, String)], name: &str| {
        pairs.iter().find(|(it, _)| it == name).map(|(_, value)| value.clone())
    };
    let (name, before) = match setting {
        ClientSetting::Endpoint => ("endpoint", client.endpoint.clone()),
        ClientSetting::Region => ("region", client.region.clone()),
        ClientSetting::Failover => ("failover", Some(client.failover.join(",")).filter(|it| !it.is_empty())),
        ClientSetting::Parameter(name) => (name.as_str(), find(&client.parameters, name)),
        ClientSetting::Keys | ClientSetting::SignIn => ("keys", None),
        ClientSetting::Clock => ("clock", client.clock.clone()),
        ClientSetting::SdkVersion => ("sdk-version", client.sdk_version.clone()),
        ClientSetting::Mfa => ("mfa", None),
        ClientSetting::KeptToken => ("kept-token", client.kept_token.clone()),
        ClientSetting::TokenPerRequest => {
            ("token-per-request", client.token_per_request.then(|| "true".to_owned()))
        }
        ClientSetting::Principal => ("principal", client.principal.clone()),
        ClientSetting::Environment(name) => (name.as_str(), find(&client.environment, name)),
    };
    let line = |sign: char, value: &str| format!("{sign}{name}: {value}\n");
    let removed = before.map(|it| line('-', &it)).unwrap_or_default();
    format!("{removed}{}", value.map(|it| line('+', it)).unwrap_or_default())
}
