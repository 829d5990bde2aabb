//! What the webhook passes over in silence.

use eks_iam_span::{Language, Severity};

use crate::{
    Container, Method, Mutation, MutationInput, ServiceAccount, finding_words,
    go_values::{parse_bool, parse_int},
    mutate::{MIN_EXPIRATION, MODE_NAME, annotation, composed_role_arn, identity_names, skipped_containers},
};

/// Something in a pod or its service account that will not do what its author wanted.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Finding {
    /// What it is.
    pub kind: FindingKind,
    /// How bad it is.
    pub severity: Severity,
    /// What it is about: an annotation, a value, a variable, a container or an account, as it was written.
    pub subject: String,
}

impl Finding {
    fn new(kind: FindingKind, subject: impl Into<String>) -> Self {
        Self { kind, severity: kind.severity(), subject: subject.into() }
    }

    /// Returns what is wrong and what to do, in one sentence or two.
    pub fn message(&self, language: Language) -> String {
        finding_words::message(self.kind, language).replace("{}", &self.subject)
    }
}

/// The kinds of findings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum FindingKind {
    /// A Pod Identity association wins over the role annotation.
    AnnotationIgnored,
    /// A container is left out by the pod's annotation.
    ContainerSkipped,
    /// The pod runs as `default`.
    DefaultServiceAccount,
    /// The role annotation is empty.
    EmptyRoleArn,
    /// The author set one variable of a pair, which keeps the other away.
    HalfPair,
    /// The audience annotation is empty, and so is the audience of the token.
    EmptyAudience,
    /// The role annotation is no role ARN.
    InvalidRoleArn,
    /// An annotation's value cannot be read and is ignored.
    InvalidValue,
    /// An annotation's key looks like one of the webhook's and is not.
    MisspeltAnnotation,
    /// The author set all variables, so the container gets no mount either.
    NoMount,
    /// The role annotation stands on the pod, where nobody reads it.
    RoleArnOnPod,
    /// The skip annotation is no CSV, so no container is skipped.
    SkipContainersUnreadable,
    /// The token's life was lifted to ten minutes.
    TokenExpirationRaised,
    /// The service account is not known to the webhook.
    UnknownServiceAccount,
    /// The STS endpoint mode is neither `regional` nor `legacy`.
    UnknownStsMode,
    /// Web identity variables of the author hide the Pod Identity association.
    WebIdentityHidesPodIdentity,
}

impl FindingKind {
    /// All kinds, by name.
    pub const ALL: [Self; 16] = [
        Self::AnnotationIgnored,
        Self::ContainerSkipped,
        Self::DefaultServiceAccount,
        Self::EmptyRoleArn,
        Self::HalfPair,
        Self::EmptyAudience,
        Self::InvalidRoleArn,
        Self::InvalidValue,
        Self::MisspeltAnnotation,
        Self::NoMount,
        Self::RoleArnOnPod,
        Self::SkipContainersUnreadable,
        Self::TokenExpirationRaised,
        Self::UnknownServiceAccount,
        Self::UnknownStsMode,
        Self::WebIdentityHidesPodIdentity,
    ];

    /// Returns the stable kebab-case name.
    pub fn name(self) -> &'static str {
        match self {
            Self::AnnotationIgnored => "annotation-ignored",
            Self::ContainerSkipped => "container-skipped",
            Self::DefaultServiceAccount => "default-service-account",
            Self::EmptyRoleArn => "empty-role-arn",
            Self::HalfPair => "half-pair",
            Self::EmptyAudience => "empty-audience",
            Self::InvalidRoleArn => "invalid-role-arn",
            Self::InvalidValue => "invalid-value",
            Self::MisspeltAnnotation => "misspelt-annotation",
            Self::NoMount => "no-mount",
            Self::RoleArnOnPod => "role-arn-on-pod",
            Self::SkipContainersUnreadable => "skip-containers-unreadable",
            Self::TokenExpirationRaised => "token-expiration-raised",
            Self::UnknownServiceAccount => "unknown-service-account",
            Self::UnknownStsMode => "unknown-sts-mode",
            Self::WebIdentityHidesPodIdentity => "web-identity-hides-pod-identity",
        }
    }

    fn severity(self) -> Severity {
        match self {
            Self::EmptyRoleArn
            | Self::HalfPair
            | Self::EmptyAudience
            | Self::InvalidRoleArn
            | Self::MisspeltAnnotation
            | Self::RoleArnOnPod
            | Self::UnknownServiceAccount
            | Self::WebIdentityHidesPodIdentity => Severity::Error,
            Self::DefaultServiceAccount
            | Self::InvalidValue
            | Self::NoMount
            | Self::SkipContainersUnreadable
            | Self::UnknownStsMode => Severity::Warning,
            Self::AnnotationIgnored | Self::ContainerSkipped | Self::TokenExpirationRaised => Severity::Info,
        }
    }
}

/// The findings of a pod to which nothing is done.
pub(crate) fn of_unchanged(input: &MutationInput) -> Vec<Finding> {
    let mut findings = Vec::new();
    let pod = &input.pod;
    match account(input) {
        Some(account) => {
            check_account(account, input, &mut findings);
            if annotation(&account.annotations, &input.flags, "role-arn") == Some("") {
                findings.push(Finding::new(FindingKind::EmptyRoleArn, &account.name));
            }
        }
        None if pod.service_account != "default" => {
            findings.push(Finding::new(FindingKind::UnknownServiceAccount, &pod.service_account));
        }
        None => {}
    }
    if pod.service_account == "default" {
        findings.push(Finding::new(FindingKind::DefaultServiceAccount, &pod.namespace));
    }
    check_pod(input, &mut findings);
    findings
}

/// The findings of a pod to which something is added.
pub(crate) fn of_mutation(input: &MutationInput, mutation: &Mutation) -> Vec<Finding> {
    let mut findings = Vec::new();
    let (pod, flags) = (&input.pod, &input.flags);
    if let Some(account) = account(input) {
        check_account(account, input, &mut findings);
        let role_arn = annotation(&account.annotations, flags, "role-arn").filter(|value| !value.is_empty());
        if let Some(role_arn) = role_arn.filter(|_| mutation.method == Some(Method::PodIdentity)) {
            findings.push(Finding::new(FindingKind::AnnotationIgnored, role_arn));
        }
        if mutation.method == Some(Method::Irsa)
            && annotation(&account.annotations, flags, "audience") == Some("")
        {
            findings.push(Finding::new(FindingKind::EmptyAudience, &account.name));
        }
    }
    check_pod(input, &mut findings);
    let skipped = skipped_containers(pod, flags).unwrap_or_default();
    let changes = mutation.containers.iter().chain(&mutation.init_containers);
    for (container, change) in pod.containers.iter().chain(&pod.init_containers).zip(changes) {
        if skipped.contains(&container.name) {
            findings.push(Finding::new(FindingKind::ContainerSkipped, &container.name));
            continue;
        }
        if change.added_env.is_empty() && change.added_mounts.is_empty() && container.volume_mounts.is_empty()
        {
            findings.push(Finding::new(FindingKind::NoMount, &container.name));
        }
        if let Some(method) = mutation.method {
            check_container(container, method, &mut findings);
        }
    }
    findings
}

fn account(input: &MutationInput) -> Option<&ServiceAccount> {
    let pod = &input.pod;
    input.service_accounts.iter().find(|it| it.namespace == pod.namespace && it.name == pod.service_account)
}

fn check_account(account: &ServiceAccount, input: &MutationInput, findings: &mut Vec<Finding>) {
    let flags = &input.flags;
    let value = |name: &str| annotation(&account.annotations, flags, name);
    for (key, _) in &account.annotations {
        if is_misspelt(key, &flags.annotation_prefix) {
            findings.push(Finding::new(FindingKind::MisspeltAnnotation, key));
        }
    }
    if let Some(role_arn) = value("role-arn").filter(|value| !value.is_empty()) {
        let role_arn = composed_role_arn(role_arn, flags, input.instance_identity.as_ref());
        if !is_role_arn(&role_arn) {
            findings.push(Finding::new(FindingKind::InvalidRoleArn, role_arn));
        }
    }
    if let Some(text) = value("sts-regional-endpoints").filter(|text| parse_bool(text).is_none()) {
        let subject = format!("{}/sts-regional-endpoints: {text:?}", flags.annotation_prefix);
        findings.push(Finding::new(FindingKind::InvalidValue, subject));
    }
    check_expiration(value("token-expiration"), &flags.annotation_prefix, findings);
}

fn check_pod(input: &MutationInput, findings: &mut Vec<Finding>) {
    let (pod, flags) = (&input.pod, &input.flags);
    if annotation(&pod.annotations, flags, "role-arn").is_some() {
        findings
            .push(Finding::new(FindingKind::RoleArnOnPod, format!("{}/role-arn", flags.annotation_prefix)));
    }
    let skip = annotation(&pod.annotations, flags, "skip-containers");
    if let Some(text) = skip.filter(|_| skipped_containers(pod, flags).is_none()) {
        findings.push(Finding::new(FindingKind::SkipContainersUnreadable, format!("{text:?}")));
    }
    check_expiration(
        annotation(&pod.annotations, flags, "token-expiration"),
        &flags.annotation_prefix,
        findings,
    );
}

fn check_expiration(annotated: Option<&str>, prefix: &str, findings: &mut Vec<Finding>) {
    let Some(text) = annotated else { return };
    let kind = match parse_int(text) {
        None => FindingKind::InvalidValue,
        Some(seconds) if seconds < MIN_EXPIRATION => FindingKind::TokenExpirationRaised,
        Some(_) => return,
    };
    findings.push(Finding::new(kind, format!("{prefix}/token-expiration: {text:?}")));
}

fn check_container(container: &Container, method: Method, findings: &mut Vec<Finding>) {
    let [first, second] = identity_names(method);
    for (here, missing) in [(first, second), (second, first)] {
        if container.has_env(here) && !container.has_env(missing) {
            findings.push(Finding::new(FindingKind::HalfPair, format!("{}: {here}", container.name)));
        }
    }
    let is_whole = identity_names(Method::Irsa).into_iter().all(|name| container.has_env(name));
    if method == Method::PodIdentity && is_whole {
        findings.push(Finding::new(FindingKind::WebIdentityHidesPodIdentity, &container.name));
    }
    let mode = container.env.iter().find(|variable| variable.name == MODE_NAME);
    if let Some(mode) = mode.filter(|mode| !matches!(mode.value.as_str(), "regional" | "legacy" | "")) {
        findings.push(Finding::new(FindingKind::UnknownStsMode, &mode.value));
    }
}

/// The webhook's own test, which it makes for its log only: `^arn:aws[a-z0-9-]*:iam::\d{12}:role\/[\w-\/.@+=,]+$`.
fn is_role_arn(text: &str) -> bool {
    let parts: Vec<_> = text.splitn(6, ':').collect();
    let ["arn", partition, "iam", "", account, resource] = parts.as_slice() else { return false };
    let is_partition = partition.strip_prefix("aws").is_some_and(|rest| {
        rest.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
    });
    let is_name = |name: &str| {
        !name.is_empty()
            && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-/.@+=,".contains(&byte))
    };
    is_partition
        && account.len() == 12
        && account.bytes().all(|byte| byte.is_ascii_digit())
        && resource.strip_prefix("role/").is_some_and(is_name)
}

/// Whether a key is none of the webhook's and differs from one only in its prefix, separators or case.
fn is_misspelt(key: &str, prefix: &str) -> bool {
    const NAMES: [&str; 4] = ["role-arn", "audience", "sts-regional-endpoints", "token-expiration"];
    let plain = |text: &str| -> String {
        text.chars()
            .filter(|letter| letter.is_alphanumeric())
            .map(|letter| letter.to_ascii_lowercase())
            .collect()
    };
    let Some((domain, name)) = key.split_once('/') else { return plain(key) == "rolearn" };
    let right = NAMES.into_iter().find(|right| plain(right) == plain(name));
    let is_ours = domain == prefix || (domain.starts_with("eks") && domain.contains("amazon"));
    match right {
        Some(right) => is_ours && (domain != prefix || name != right),
        None => {
            domain == prefix
                && ["iamrole", "rolename", "iamrolearn", "stsregionalendpoint"]
                    .contains(&plain(name).as_str())
        }
    }
}
