//! Applies a remedy's changes to a snapshot.

use std::fmt;

use super::{PolicySource, Snapshot, User};
use crate::{Change, ClientSetting, PolicyHolder, pod};

/// A change that names something which the snapshot does not hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApplyRemedyError {
    missing: String,
}

impl fmt::Display for ApplyRemedyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the snapshot has no {}", self.missing)
    }
}

impl std::error::Error for ApplyRemedyError {}

impl Snapshot {
    /// Returns the snapshot with these changes made, in order. Applying them again changes nothing more.
    ///
    /// # Errors
    ///
    /// When a change names a principal or cluster that the snapshot does not hold.
    pub fn apply(&self, changes: &[Change]) -> Result<Self, ApplyRemedyError> {
        let mut after = self.clone();
        changes.iter().try_for_each(|it| after.apply_one(it))?;
        Ok(after)
    }

    fn apply_one(&mut self, change: &Change) -> Result<(), ApplyRemedyError> {
        match change {
            Change::PutManifest(source) => {
                put(self.kubernetes.get_or_insert_default(), source.clone(), |it| it.name == source.name);
            }
            Change::PutPolicy(holder, policy) => self.put_policy(holder, policy)?,
            Change::PutAccessEntry(entry) => {
                let same = |it: &eks_iam_access_entry::AccessEntry| it.principal_arn == entry.principal_arn;
                put(self.access_entries.get_or_insert_default(), entry.clone(), same);
            }
            Change::SetAuthenticationMode(mode) => {
                let cluster = self.cluster.as_mut().ok_or_else(|| missing("cluster"))?;
                cluster.authentication_mode = *mode;
            }
            Change::SetClient(setting, value) => self.set_client(setting, value.as_deref()),
            Change::PutOidcProvider(provider) => {
                let providers = &mut self.iam.get_or_insert_default().oidc_providers;
                put(providers, provider.clone(), |it| {
                    it.account == provider.account && it.url == provider.url
                });
            }
            Change::RemoveAccessEntry(arn) => {
                self.access_entries.get_or_insert_default().retain(|it| it.principal_arn != *arn);
            }
            Change::PutKubeconfig(source) => self.client.kubeconfig = Some(source.clone()),
            Change::EnableRegion(region) => {
                self.iam.get_or_insert_default().disabled_regions.retain(|it| it != region);
            }
            Change::RecreatePod(name) => {
                for source in self.kubernetes.iter_mut().flatten() {
                    source.text = pod::recreated(&source.text, name);
                }
            }
            Change::InstallAddon(name) => {
                put(self.addons.get_or_insert_default(), name.clone(), |it| it == name);
            }
            Change::PutUser(arn) => {
                let user = User { arn: arn.clone(), id: None, policies: Some(Vec::new()), boundary: None };
                put(&mut self.iam.get_or_insert_default().users, user, |it| it.arn == *arn);
            }
        }
        Ok(())
    }

    fn put_policy(&mut self, holder: &PolicyHolder, policy: &PolicySource) -> Result<(), ApplyRemedyError> {
        let same = |it: &PolicySource| it.name == policy.name;
        match holder {
            PolicyHolder::Identity(arn) => put(self.policies_mut(arn)?, policy.clone(), same),
            PolicyHolder::Trust(arn) => {
                self.role_mut(arn).ok_or_else(|| missing(arn))?.trust = policy.clone();
            }
            PolicyHolder::Boundary(arn) => *self.boundary_mut(arn)? = Some(policy.clone()),
            PolicyHolder::VpcEndpoint => self.iam.get_or_insert_default().vpc_endpoint = Some(policy.clone()),
            PolicyHolder::Scp => put_level(&mut self.iam.get_or_insert_default().scps, policy),
            PolicyHolder::Rcp => put_level(&mut self.iam.get_or_insert_default().rcps, policy),
            PolicyHolder::Bucket(name) => {
                let bucket = self.buckets.iter_mut().find(|it| it.name == *name);
                bucket.ok_or_else(|| missing(name))?.policy = Some(policy.clone());
            }
        }
        Ok(())
    }

    fn policies_mut(&mut self, arn: &str) -> Result<&mut Vec<PolicySource>, ApplyRemedyError> {
        let iam = self.iam.as_mut().ok_or_else(|| missing(arn))?;
        let user = iam.users.iter_mut().find(|it| it.arn == arn).map(|it| &mut it.policies);
        let role = iam.roles.iter_mut().find(|it| it.arn == arn).map(|it| &mut it.policies);
        user.or(role).map(Option::get_or_insert_default).ok_or_else(|| missing(arn))
    }

    fn boundary_mut(&mut self, arn: &str) -> Result<&mut Option<PolicySource>, ApplyRemedyError> {
        let iam = self.iam.as_mut().ok_or_else(|| missing(arn))?;
        let user = iam.users.iter_mut().find(|it| it.arn == arn).map(|it| &mut it.boundary);
        let role = iam.roles.iter_mut().find(|it| it.arn == arn).map(|it| &mut it.boundary);
        user.or(role).ok_or_else(|| missing(arn))
    }

    fn set_client(&mut self, setting: &ClientSetting, value: Option<&str>) {
        let owned = value.map(str::to_owned);
        match setting {
            ClientSetting::Endpoint => self.client.endpoint = owned,
            ClientSetting::Region => self.client.region = owned,
            ClientSetting::Failover => {
                self.client.failover = value
                    .map(|it| it.split(',').map(|it| it.trim().to_owned()).collect())
                    .unwrap_or_default();
            }
            ClientSetting::Parameter(name) => set_pair(&mut self.client.parameters, name, value),
            ClientSetting::Keys | ClientSetting::SignIn => self.client.keys = None,
            ClientSetting::SdkVersion => self.client.sdk_version = owned,
            ClientSetting::Clock => self.client.clock = owned,
            ClientSetting::Mfa => self.client.mfa = value == Some("true"),
            ClientSetting::KeptToken => self.client.kept_token = owned,
            ClientSetting::TokenPerRequest => self.client.token_per_request = value == Some("true"),
            ClientSetting::Principal => self.client.principal = owned,
            ClientSetting::Environment(name) => set_pair(&mut self.client.environment, name, value),
        }
    }
}

fn set_pair(pairs: &mut Vec<(String, String)>, name: &str, value: Option<&str>) {
    match (pairs.iter_mut().find(|(it, _)| it == name), value) {
        (Some(pair), Some(value)) => value.clone_into(&mut pair.1),
        (None, Some(value)) => pairs.push((name.to_owned(), value.to_owned())),
        (_, None) => pairs.retain(|(it, _)| it != name),
    }
}

/// Replaces the first item that is the same, or adds it.
fn put<T>(items: &mut Vec<T>, item: T, same: impl Fn(&T) -> bool) {
    match items.iter_mut().find(|it| same(it)) {
        Some(place) => *place = item,
        None => items.push(item),
    }
}

fn put_level(levels: &mut Vec<Vec<PolicySource>>, policy: &PolicySource) {
    match levels.iter_mut().flatten().find(|it| it.name == policy.name) {
        Some(place) => *place = policy.clone(),
        None => levels.push(vec![policy.clone()]),
    }
}

fn missing(what: &str) -> ApplyRemedyError {
    ApplyRemedyError { missing: what.to_owned() }
}
