//! What the webhook adds to a pod, as amazon-eks-pod-identity-webhook v0.6.9 decides.

use crate::{
    AddedMount, AddedVolume, ConfigMapEntry, Container, ContainerMutation, EnvVar, Expiration, Flags,
    InstanceIdentity, Method, Mutation, MutationInput, Pod, ServiceAccount, findings,
    go_values::{parse_bool, parse_csv_record, parse_int},
    objects::value_of,
};

/// Returns what the webhook adds to a pod when it is made. Running pods never change.
///
/// A service account with a Pod Identity association goes that way, whatever its annotations say; else its role
/// annotation counts, else the webhook's ConfigMap. Beside the additions stand findings: what the webhook passes over in
/// silence and will not do what the author wanted.
pub fn mutate(input: &MutationInput) -> Mutation {
    let Some(plan) = Plan::of(input) else {
        return Mutation { findings: findings::of_unchanged(input), ..Mutation::default() };
    };
    let skipped = skipped_containers(&input.pod, &input.flags);
    let change = |containers: &[Container]| -> Vec<ContainerMutation> {
        containers
            .iter()
            .map(|container| {
                let is_skipped = skipped.iter().flatten().any(|name| *name == container.name);
                if is_skipped { untouched(container) } else { plan.change(container, &input.flags) }
            })
            .collect()
    };
    let mut mutation = Mutation {
        method: Some(plan.method),
        containers: change(&input.pod.containers),
        init_containers: change(&input.pod.init_containers),
        added_volume: plan.volume(&input.pod),
        added_labels: plan.labels(),
        findings: Vec::new(),
    };
    mutation.findings = findings::of_mutation(input, &mutation);
    mutation
}

/// What is known of a service account, annotations before flags.
#[derive(Clone)]
struct Account {
    role_arn: String,
    audience: String,
    is_regional: bool,
    expiration: i64,
}

impl Account {
    fn of(account: &ServiceAccount, flags: &Flags, identity: Option<&InstanceIdentity>) -> Self {
        let annotation = |name: &str| annotation(&account.annotations, flags, name);
        let role_arn = annotation("role-arn").map(|value| composed_role_arn(value, flags, identity));
        Self {
            role_arn: role_arn.unwrap_or_default(),
            audience: annotation("audience").unwrap_or(&flags.token_audience).to_owned(),
            is_regional: annotation("sts-regional-endpoints")
                .and_then(parse_bool)
                .unwrap_or(flags.sts_regional_endpoint),
            expiration: expiration(
                annotation("token-expiration"),
                flags.token_expiration.max(MIN_EXPIRATION),
            ),
        }
    }

    fn of_config_map(entry: &ConfigMapEntry, flags: &Flags) -> Self {
        let expiration = match entry.token_expiration {
            0 => flags.token_expiration.max(MIN_EXPIRATION),
            seconds => seconds,
        };
        Self {
            role_arn: entry.role_arn.clone(),
            audience: entry.audience.clone(),
            is_regional: entry.use_regional_sts,
            expiration,
        }
    }
}

/// What is to be done to a pod.
struct Plan {
    method: Method,
    account: Account,
    expiration: Expiration,
    volume_name: String,
    mount_path: String,
    token_path: String,
    token_file: String,
}

impl Plan {
    fn of(input: &MutationInput) -> Option<Self> {
        let (pod, flags) = (&input.pod, &input.flags);
        let known = input
            .service_accounts
            .iter()
            .find(|it| it.namespace == pod.namespace && it.name == pod.service_account)
            .map(|it| Account::of(it, flags, input.instance_identity.as_ref()));
        let config_map = |namespace: &str| {
            let entries = if flags.watch_config_map { input.config_map.as_slice() } else { &[] };
            let is_meant = |entry: &&ConfigMapEntry| {
                entry.namespace == namespace && entry.service_account == pod.service_account
            };
            entries.iter().rev().find(is_meant).map(|entry| Account::of_config_map(entry, flags))
        };
        let has_association = input
            .container_credentials
            .iter()
            .any(|it| it.namespace == pod.namespace && it.service_account == pod.service_account);
        if has_association {
            // The flags do not count for an account that is not known.
            let account = known.or_else(|| config_map(&pod.namespace)).unwrap_or(Account {
                role_arn: String::new(),
                audience: String::new(),
                is_regional: false,
                expiration: DEFAULT_EXPIRATION,
            });
            return Some(Self::pod_identity(account, pod, flags));
        }
        let account = known
            .filter(|account| !account.role_arn.is_empty())
            .or_else(|| config_map(&pod.namespace).or_else(|| config_map("*")))
            .filter(|account| !account.role_arn.is_empty())?;
        Some(Self::irsa(account, pod, flags))
    }

    fn irsa(account: Account, pod: &Pod, flags: &Flags) -> Self {
        let annotated = annotation(&pod.annotations, flags, "token-expiration");
        Self {
            method: Method::Irsa,
            expiration: Expiration::Seconds(expiration(annotated, account.expiration)),
            account,
            volume_name: "aws-iam-token".to_owned(),
            mount_path: flags.token_mount_path.clone(),
            token_path: "token".to_owned(),
            token_file: token_file(&flags.token_mount_path, "token", pod.is_windows()),
        }
    }

    fn pod_identity(mut account: Account, pod: &Pod, flags: &Flags) -> Self {
        let annotated = annotation(&pod.annotations, flags, "token-expiration");
        account.audience.clone_from(&flags.container_credentials_audience);
        let expiration = match expiration(annotated, account.expiration) {
            DEFAULT_EXPIRATION => {
                Expiration::Between { min: LEAST_SPREAD_EXPIRATION, max: DEFAULT_EXPIRATION }
            }
            seconds => Expiration::Seconds(seconds),
        };
        let (mount_path, token_path) =
            (&flags.container_credentials_token_mount_path, &flags.container_credentials_token_path);
        Self {
            method: Method::PodIdentity,
            account,
            expiration,
            volume_name: flags.container_credentials_token_volume_name.clone(),
            mount_path: mount_path.clone(),
            token_path: token_path.clone(),
            token_file: token_file(mount_path, token_path, pod.is_windows()),
        }
    }

    fn identity_variables(&self, flags: &Flags) -> [(&'static str, String); 2] {
        let value = match self.method {
            Method::Irsa => self.account.role_arn.clone(),
            Method::PodIdentity => flags.container_credentials_full_uri.clone(),
        };
        let [first, second] = identity_names(self.method);
        [(first, value), (second, self.token_file.clone())]
    }

    fn change(&self, container: &Container, flags: &Flags) -> ContainerMutation {
        let mut change = untouched(container);
        let has_identity = identity_names(self.method).into_iter().any(|name| container.has_env(name));
        let has_region = REGION_NAMES.into_iter().any(|name| container.has_env(name));
        let has_mode = container.has_env(MODE_NAME);
        if has_identity && has_region && has_mode {
            return change;
        }
        let mut add = |name: &str, value: &str| {
            change.added_env.push(EnvVar { name: name.to_owned(), value: value.to_owned() })
        };
        if !has_mode && self.account.is_regional {
            add(MODE_NAME, "regional");
        }
        if !has_region && !flags.aws_default_region.is_empty() {
            for name in REGION_NAMES {
                add(name, &flags.aws_default_region);
            }
        }
        if !has_identity {
            for (name, value) in self.identity_variables(flags) {
                add(name, &value);
            }
        }
        if !container.volume_mounts.contains(&self.volume_name) {
            change.added_mounts.push(AddedMount {
                name: self.volume_name.clone(),
                mount_path: self.mount_path.clone(),
                read_only: true,
            });
        }
        change
    }

    fn volume(&self, pod: &Pod) -> Option<AddedVolume> {
        (!pod.volumes.contains(&self.volume_name)).then(|| AddedVolume {
            name: self.volume_name.clone(),
            audience: self.account.audience.clone(),
            expiration: self.expiration,
            path: self.token_path.clone(),
        })
    }

    fn labels(&self) -> Vec<(String, String)> {
        match self.method {
            Method::Irsa => Vec::new(),
            Method::PodIdentity => vec![("eks.amazonaws.com/pod-identity".to_owned(), "enabled".to_owned())],
        }
    }
}

fn untouched(container: &Container) -> ContainerMutation {
    ContainerMutation { name: container.name.clone(), ..ContainerMutation::default() }
}

/// The value of an annotation of the webhook.
pub(crate) fn annotation<'a>(
    annotations: &'a [(String, String)],
    flags: &Flags,
    name: &str,
) -> Option<&'a str> {
    value_of(annotations, &format!("{}/{name}", flags.annotation_prefix))
}

/// The names in the pod's annotation; none when it is absent or no CSV.
pub(crate) fn skipped_containers(pod: &Pod, flags: &Flags) -> Option<Vec<String>> {
    annotation(&pod.annotations, flags, "skip-containers").and_then(parse_csv_record)
}

/// The variables by which a way is recognised.
pub(crate) fn identity_names(method: Method) -> [&'static str; 2] {
    match method {
        Method::Irsa => ["AWS_ROLE_ARN", "AWS_WEB_IDENTITY_TOKEN_FILE"],
        Method::PodIdentity => {
            ["AWS_CONTAINER_CREDENTIALS_FULL_URI", "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE"]
        }
    }
}

/// A role's name becomes its ARN where composing is on. The partition follows the region as the webhook tells it, which
/// knows neither `aws-iso-e` nor `aws-iso-f`.
pub(crate) fn composed_role_arn(value: &str, flags: &Flags, identity: Option<&InstanceIdentity>) -> String {
    let Some(identity) = identity.filter(|_| flags.compose_role_arn && !value.contains("arn:")) else {
        return value.to_owned();
    };
    let partition = COMPOSED_PARTITIONS
        .into_iter()
        .find(|(prefix, _)| identity.region.starts_with(prefix))
        .map_or("aws", |(_, partition)| partition);
    format!("arn:{partition}:iam::{}:role/{value}", identity.account_id)
}

/// An annotated expiration, lifted to ten minutes; what is no number leaves the one before.
fn expiration(annotated: Option<&str>, before: i64) -> i64 {
    annotated.and_then(parse_int).map_or(before, |seconds| seconds.max(MIN_EXPIRATION))
}

fn token_file(mount_path: &str, token_path: &str, is_windows: bool) -> String {
    let path = format!("{}/{token_path}", mount_path.trim_end_matches('/'));
    if is_windows { format!("C:{}", path.replace('/', "\\")) } else { path }
}

/// The STS endpoint mode.
pub(crate) const MODE_NAME: &str = "AWS_STS_REGIONAL_ENDPOINTS";
/// The region's variables, in the order in which they are injected.
const REGION_NAMES: [&str; 2] = ["AWS_DEFAULT_REGION", "AWS_REGION"];
/// The shortest life of a token, in seconds.
pub(crate) const MIN_EXPIRATION: i64 = 600;
const DEFAULT_EXPIRATION: i64 = 86_400;
const LEAST_SPREAD_EXPIRATION: i64 = 79_200;
const COMPOSED_PARTITIONS: [(&str, &str); 5] = [
    ("cn-", "aws-cn"),
    ("us-gov-", "aws-us-gov"),
    ("us-iso-", "aws-iso"),
    ("us-isob-", "aws-iso-b"),
    ("eusc-", "aws-eusc"),
];
