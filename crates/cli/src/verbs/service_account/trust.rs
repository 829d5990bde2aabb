//! The trust policy that the pod's role needs, and what is wrong with the one it has.

use eks_iam_arn::ArnRef;
use eks_iam_service_account::{
    IrsaClaims, Method, Mutation, MutationInput, PodIdentityClaims, TrustClaims, TrustFinding, check_trust,
    needed_trust_statement, pod_environment,
};
use eks_iam_span::{Language, Severity};
use serde_json::{Value, json};

use crate::{
    batch::LineError,
    input::optional_text,
    verbs::{arn::odd::why_no_arn, policy::document},
};

/// What EKS Auth answers to the agent when the role cannot be assumed.
const POD_IDENTITY_DENIED: &str =
    "Unauthorized Exception! EKS does not have permissions to assume the associated role.";

/// What the pod sends, and how the role's trust policy takes it.
pub(super) struct Judged {
    pub(super) claims: TrustClaims,
    /// What is wrong with the trust policy; none where it was not given.
    pub(super) found: Option<Vec<TrustFinding>>,
}

/// Judges `trust`; nothing where `issuer` or `cluster_arn` is missing.
pub(super) fn judge(
    line: &Value,
    input: &MutationInput,
    mutation: &Mutation,
) -> Result<Option<Judged>, LineError> {
    let claims = match mutation.method {
        Some(Method::Irsa) => irsa(line, input, mutation)?.map(TrustClaims::Irsa),
        Some(Method::PodIdentity) => pod_identity(line, input)?.map(TrustClaims::PodIdentity),
        None => None,
    };
    let Some(claims) = claims else { return Ok(None) };
    let policy = line.get("trust").filter(|it| !it.is_null());
    let found =
        policy.map(|policy| Ok::<_, LineError>(check_trust(&document(policy)?, &claims))).transpose()?;
    Ok(Some(Judged { claims, found }))
}

impl Judged {
    /// Returns the statement that is needed and the faults of the trust policy.
    pub(super) fn answer(&self, language: Language) -> Value {
        let mut answer = json!({"needed": needed_trust_statement(&self.claims)});
        if let (Some(found), Value::Object(keys)) = (&self.found, &mut answer) {
            let keeps_out = found.iter().any(|it| it.severity == Severity::Error);
            let denied = match self.claims {
                TrustClaims::Irsa(_) => "Not authorized to perform sts:AssumeRoleWithWebIdentity",
                TrustClaims::PodIdentity(_) => POD_IDENTITY_DENIED,
            };
            let finding = |it: &TrustFinding| {
                json!({
                    "kind": it.kind.name(),
                    "severity": it.severity.as_str(),
                    "statement": it.statement,
                    "message": it.message(language),
                })
            };
            keys.insert("findings".to_owned(), found.iter().map(finding).collect());
            keys.insert("denied".to_owned(), json!(keeps_out.then_some(denied)));
        }
        answer
    }
}

fn irsa(line: &Value, input: &MutationInput, mutation: &Mutation) -> Result<Option<IrsaClaims>, LineError> {
    let Some(issuer) = optional_text(line, "issuer")? else { return Ok(None) };
    let role = input.pod.containers.iter().find_map(|it| {
        let environment = pod_environment(&input.pod, mutation, &it.name);
        environment.into_iter().find(|(name, _)| name == "AWS_ROLE_ARN").map(|(_, role)| role)
    });
    let role = role.unwrap_or_default();
    let arn = ArnRef::parse(&role).map_err(|error| {
        LineError::told("malformed-role-arn", |language| {
            format!("`{role}`: {}", why_no_arn(&error, language))
        })
    })?;
    let audience = mutation.added_volume.as_ref().map(|it| it.audience.clone());
    Ok(Some(IrsaClaims {
        issuer: issuer.to_owned(),
        partition: arn.partition().to_owned(),
        account: arn.account().to_owned(),
        namespace: input.pod.namespace.clone(),
        service_account: input.pod.service_account.clone(),
        audience: audience.unwrap_or_else(|| "sts.amazonaws.com".to_owned()),
    }))
}

fn pod_identity(line: &Value, input: &MutationInput) -> Result<Option<PodIdentityClaims>, LineError> {
    let Some(cluster) = optional_text(line, "cluster_arn")? else { return Ok(None) };
    let wrong =
        || LineError::unknown("malformed-cluster-arn", cluster, "ARN of a cluster", "クラスターの ARN ");
    let arn = ArnRef::parse(cluster).map_err(|_| wrong())?;
    let name = arn.resource().strip_prefix("cluster/").ok_or_else(wrong)?;
    Ok(Some(PodIdentityClaims {
        cluster_arn: cluster.to_owned(),
        cluster_name: name.to_owned(),
        account: arn.account().to_owned(),
        namespace: input.pod.namespace.clone(),
        service_account: input.pod.service_account.clone(),
        sends_tags: true,
    }))
}
