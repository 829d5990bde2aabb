//! A trust statement held against a pod's web identity token.

use eks_iam_arn::wildcard_match;
use eks_iam_policy::{Comparison, Condition, Context, PrincipalPattern, PrincipalType, Statement};

use crate::{IrsaClaims, TrustFinding, TrustFindingKind as Kind, trust::is_known};

pub(crate) const ACTION: &str = "sts:AssumeRoleWithWebIdentity";

/// What STS holds a web identity call against.
pub(crate) fn context(claims: &IrsaClaims) -> Context {
    let issuer = claims.issuer_name();
    Context::new()
        .with(format!("{issuer}:sub"), claims.subject())
        .with(format!("{issuer}:aud"), claims.audience.as_str())
        .with("aws:FederatedProvider", claims.provider_arn())
}

/// The findings of a statement; none when it is not meant for web identity.
pub(crate) fn judge(statement: &Statement, claims: &IrsaClaims) -> Option<Vec<TrustFinding>> {
    let covers = statement.covers_action(ACTION);
    let principals = statement.principal().map(|it| it.values()).unwrap_or_default();
    let is_oidc = |it: &PrincipalPattern| {
        it.kind() == PrincipalType::Federated && !it.text().contains(":saml-provider/")
    };
    if !covers && !principals.iter().any(is_oidc) {
        return None;
    }
    let mut findings = Vec::new();
    if !covers {
        let action = statement.action();
        let found: Vec<_> = action.values().iter().map(|it| it.text()).collect();
        findings.push(TrustFinding::new(Kind::WrongAction, action.span(), found.join(", "), ACTION));
    }
    check_principal(statement, claims, &mut findings);
    check_conditions(statement, claims, &mut findings);
    Some(findings)
}

fn check_principal(statement: &Statement, claims: &IrsaClaims, findings: &mut Vec<TrustFinding>) {
    let wanted = claims.provider_arn();
    let Some(element) = statement.principal() else { return };
    let fits = |it: &PrincipalPattern| {
        it.is_everyone() || (it.kind() == PrincipalType::Federated && it.text() == wanted)
    };
    if element.values().iter().any(fits) != element.is_negated() {
        return;
    }
    let nearest =
        element.values().iter().find(|it| it.kind() == PrincipalType::Federated).or(element.values().first());
    let (kind, span, found) = match nearest {
        Some(it) => (principal_fault(it, claims), it.span(), it.text()),
        None => (Kind::WrongPrincipalType, element.span(), ""),
    };
    findings.push(TrustFinding::new(kind, span, found, wanted));
}

fn principal_fault(principal: &PrincipalPattern, claims: &IrsaClaims) -> Kind {
    let text = principal.text();
    if principal.kind() != PrincipalType::Federated {
        return Kind::WrongPrincipalType;
    }
    if text.contains("://") {
        return Kind::ProviderHasScheme;
    }
    let mut parts = text.splitn(6, ':');
    let (partition, account, resource) = (parts.nth(1), parts.nth(2), parts.next().unwrap_or_default());
    let issuer = resource.strip_prefix("oidc-provider/");
    if issuer.is_none() {
        Kind::ProviderNotAnArn
    } else if issuer != Some(claims.issuer_name()) {
        Kind::ProviderOtherCluster
    } else if account != Some(claims.account.as_str()) {
        Kind::ProviderOtherAccount
    } else if partition != Some(claims.partition.as_str()) {
        Kind::ProviderOtherPartition
    } else {
        Kind::ProviderNotAnArn
    }
}

fn check_conditions(statement: &Statement, claims: &IrsaClaims, findings: &mut Vec<TrustFinding>) {
    let context = context(claims);
    for condition in statement.conditions() {
        if let Some(fault) = key_fault(condition, claims) {
            findings.push(fault);
        } else if !condition.holds(&context) {
            findings.push(value_fault(condition, claims, &context));
        }
    }
    let has = |claim: &str| statement.conditions().iter().any(|it| claim_of(it.key()) == Some(claim));
    let span = statement.condition_span().unwrap_or_else(|| statement.span());
    if !has("sub") {
        let wanted = format!("{}:sub: {}", claims.issuer_name(), claims.subject());
        findings.push(TrustFinding::new(Kind::SubjectMissing, span, "", wanted));
    }
    if !has("aud") {
        let wanted = format!("{}:aud: {}", claims.issuer_name(), claims.audience);
        findings.push(TrustFinding::new(Kind::AudienceMissing, span, "", wanted));
    }
}

/// The claim that a condition's key names: what stands behind its last colon, unless the key is one of AWS's own.
fn claim_of(key: &str) -> Option<&str> {
    let (issuer, claim) = key.rsplit_once(':')?;
    (issuer.contains('.') && !claim.contains('/')).then_some(claim)
}

/// What is wrong with a key that names a claim of another issuer, or of this one in another spelling.
fn key_fault(condition: &Condition, claims: &IrsaClaims) -> Option<TrustFinding> {
    let key = condition.key();
    let claim = claim_of(key)?;
    let (issuer, _) = key.rsplit_once(':')?;
    if issuer.eq_ignore_ascii_case(claims.issuer_name()) {
        return None;
    }
    let kind = if issuer.contains("://") {
        Kind::KeyHasScheme
    } else if issuer.trim_end_matches('/').eq_ignore_ascii_case(claims.issuer_name()) {
        Kind::KeyTrailingSlash
    } else {
        Kind::KeyOtherCluster
    };
    Some(TrustFinding::new(kind, condition.key_span(), key, format!("{}:{claim}", claims.issuer_name())))
}

/// What is wrong with the values of a condition that does not hold.
fn value_fault(condition: &Condition, claims: &IrsaClaims, context: &Context) -> TrustFinding {
    let (subject, audience) = (claims.subject(), claims.audience.as_str());
    let values: Vec<_> = condition.values().iter().map(|value| value.value.as_str()).collect();
    let span = condition.values().first().map_or_else(|| condition.key_span(), |value| value.span);
    let found = values.join(", ");
    let is_equals =
        matches!(condition.operator().comparison, Comparison::StringEquals | Comparison::ArnEquals);
    let would_match =
        |actual: &str| values.iter().any(|value| value.contains(['*', '?']) && wildcard_match(value, actual));
    let (kind, wanted) = match claim_of(condition.key()) {
        Some("sub" | "aud") if condition.operator().comparison.is_negated() => {
            (Kind::ConditionUnmet, String::new())
        }
        Some("sub") if is_equals && would_match(&subject) => {
            return TrustFinding::new(
                Kind::EqualsWithWildcard,
                condition.operator_span(),
                condition.operator_text(),
                "StringLike",
            );
        }
        Some("aud") if is_equals && would_match(audience) => {
            return TrustFinding::new(
                Kind::EqualsWithWildcard,
                condition.operator_span(),
                condition.operator_text(),
                "StringLike",
            );
        }
        Some("sub") => (subject_fault(&values, claims), subject),
        Some("aud") if values.contains(&subject.as_str()) => (Kind::ClaimsExchanged, audience.to_owned()),
        Some("aud") => (Kind::AudienceMismatch, audience.to_owned()),
        _ if is_known(context, condition.key()) => (Kind::ConditionUnmet, String::new()),
        _ => (Kind::ConditionUnknown, String::new()),
    };
    if matches!(kind, Kind::ConditionUnmet | Kind::ConditionUnknown) {
        let found = format!("{} {}: {found}", condition.operator_text(), condition.key());
        return TrustFinding::new(kind, condition.key_span(), found, wanted);
    }
    TrustFinding::new(kind, span, found, wanted)
}

fn subject_fault(values: &[&str], claims: &IrsaClaims) -> Kind {
    let (namespace, name) = (&claims.namespace, &claims.service_account);
    let swapped = format!("{SUBJECT_PREFIX}{name}:{namespace}");
    if values.contains(&claims.audience.as_str()) {
        Kind::ClaimsExchanged
    } else if namespace != name && values.contains(&swapped.as_str()) {
        Kind::SubjectSwapped
    } else if values.iter().all(|value| !value.starts_with(SUBJECT_PREFIX) && !value.starts_with('*')) {
        Kind::SubjectMalformed
    } else {
        Kind::SubjectMismatch
    }
}

const SUBJECT_PREFIX: &str = "system:serviceaccount:";
