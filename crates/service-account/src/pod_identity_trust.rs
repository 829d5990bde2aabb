//! A trust statement held against what EKS Auth sends for a pod.

use eks_iam_policy::{Context, Effect, PolicyDocument, PrincipalType, Statement};

use crate::{PodIdentityClaims, TrustFinding, TrustFindingKind as Kind, trust::is_known};

/// The service that takes roles for pods.
pub(crate) const SERVICE: &str = "pods.eks.amazonaws.com";
const ACTIONS: [&str; 2] = ["sts:AssumeRole", "sts:TagSession"];

/// What STS holds EKS Auth's call against; of the tags only those that do not change with each pod.
pub(crate) fn context(claims: &PodIdentityClaims) -> Context {
    let mut context = Context::new()
        .with("aws:SourceAccount", claims.account.as_str())
        .with("aws:SourceArn", claims.cluster_arn.as_str())
        .with("aws:PrincipalServiceName", SERVICE)
        .with("aws:PrincipalIsAWSService", "true");
    if claims.sends_tags {
        for (tag, value) in [
            ("eks-cluster-arn", &claims.cluster_arn),
            ("eks-cluster-name", &claims.cluster_name),
            ("kubernetes-namespace", &claims.namespace),
            ("kubernetes-service-account", &claims.service_account),
        ] {
            context.insert(format!("aws:RequestTag/{tag}"), value.as_str());
        }
    }
    context
}

/// The findings of a statement, the actions left out; none when it is not meant for Pod Identity.
pub(crate) fn judge(statement: &Statement, claims: &PodIdentityClaims) -> Option<Vec<TrustFinding>> {
    if !ACTIONS.into_iter().any(|action| statement.covers_action(action)) {
        return None;
    }
    let element = statement.principal()?;
    let names_service = element.values().iter().any(|it| it.is_everyone() || it.text() == SERVICE);
    let mut findings = Vec::new();
    if names_service == element.is_negated() {
        // Other services and principals have statements of their own; only a service of EKS is taken for a slip.
        let near = |it: &&eks_iam_policy::PrincipalPattern| {
            it.kind() == PrincipalType::Service && it.text().contains("eks") && !element.is_negated()
        };
        let principal = element.values().iter().find(near)?;
        findings.push(TrustFinding::new(Kind::WrongService, principal.span(), principal.text(), SERVICE));
    }
    let context = context(claims);
    for condition in statement.conditions().iter().filter(|condition| !condition.holds(&context)) {
        let values: Vec<_> = condition.values().iter().map(|value| value.value.as_str()).collect();
        let is_told = is_known(&context, condition.key()) || !claims.sends_tags;
        let kind = if is_told { Kind::ConditionUnmet } else { Kind::ConditionUnknown };
        let found = format!("{} {}: {}", condition.operator_text(), condition.key(), values.join(", "));
        let wanted = context.single(condition.key()).unwrap_or_default();
        findings.push(TrustFinding::new(kind, condition.key_span(), found, wanted));
    }
    Some(findings)
}

/// Tells which of the two actions no statement for the service allows; they may stand in statements of their own.
pub(crate) fn join_actions(
    trust: &PolicyDocument,
    claims: &PodIdentityClaims,
    findings: &mut Vec<TrustFinding>,
) {
    let meant: Vec<_> = trust
        .statements()
        .iter()
        .enumerate()
        .filter(|(_, it)| it.effect() == Effect::Allow && judge(it, claims).is_some())
        .collect();
    let Some((index, nearest)) = meant.first() else { return };
    for (action, kind) in ACTIONS.into_iter().zip([Kind::AssumeRoleMissing, Kind::TagSessionMissing]) {
        let is_needed = action == "sts:AssumeRole" || claims.sends_tags;
        if is_needed && !meant.iter().any(|(_, statement)| statement.covers_action(action)) {
            let found: Vec<_> = nearest.action().values().iter().map(|it| it.text()).collect();
            let finding = TrustFinding::new(kind, nearest.action().span(), found.join(", "), action);
            findings.push(TrustFinding { statement: Some(*index), ..finding });
        }
    }
}
