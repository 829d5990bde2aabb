//! What each type of policy must have, and must not.

use eks_iam_span::Span;

use crate::{
    ParsePolicyError, PolicyDocument, PolicyType,
    arn_pattern::segments,
    caller::is_account_id,
    document::Statement,
    error::Kind,
    principal::{PrincipalPattern, PrincipalType},
};

/// Checks a document as a policy of one type.
pub(crate) fn validate(document: &PolicyDocument, kind: PolicyType) -> Result<(), ParsePolicyError> {
    document.statements().iter().try_for_each(|statement| check(statement, kind))
}

fn check(statement: &Statement, kind: PolicyType) -> Result<(), ParsePolicyError> {
    let fail = |kind, span| Err(ParsePolicyError::new(kind, span));
    match &statement.principal {
        Some(principal) if !kind.names_principals() => {
            let name = if principal.is_negated() { "NotPrincipal" } else { "Principal" };
            return fail(Kind::ProhibitedElement(name), principal.span());
        }
        Some(principal) if principal.is_negated() && matches!(kind, PolicyType::Trust | PolicyType::Rcp) => {
            return fail(Kind::ProhibitedElement("NotPrincipal"), principal.span());
        }
        Some(principal) if kind == PolicyType::Rcp && !names_everybody(principal.values()) => {
            return fail(Kind::NotEverybody, principal.span());
        }
        Some(principal) => {
            if let Some((invalid, span)) = principal.values().iter().find_map(invalid_principal) {
                return fail(invalid, span);
            }
        }
        None if kind.names_principals() => return fail(Kind::RequiredElement("Principal"), statement.span()),
        None => {}
    }
    match (&statement.resource, kind) {
        (Some(resource), PolicyType::Trust) => {
            let name = if resource.is_negated() { "NotResource" } else { "Resource" };
            fail(Kind::ProhibitedElement(name), resource.span())
        }
        (None, PolicyType::Trust | PolicyType::Resource) | (Some(_), _) => Ok(()),
        (None, _) => fail(Kind::RequiredElement("Resource"), statement.span()),
    }
}

fn names_everybody(principals: &[PrincipalPattern]) -> bool {
    matches!(principals, [one] if one.kind() == PrincipalType::Everyone)
}

/// Groups, instance profiles, patterns and malformed accounts are no principals. An id of a deleted principal is one
/// that IAM shows but does not take.
fn invalid_principal(principal: &PrincipalPattern) -> Option<(Kind, Span)> {
    let text = principal.text();
    let valid = match principal.kind() {
        PrincipalType::Aws => {
            text == "*" || is_account_id(text) || segments(text).is_some_and(|arn| is_valid_arn(&arn))
        }
        _ => true,
    };
    let kind = Kind::InvalidPrincipal { key: principal.kind().as_str(), text: text.to_owned() };
    (!valid).then(|| (kind, principal.span()))
}

fn is_valid_arn(&[arn, _, service, region, account, resource]: &[&str; 6]) -> bool {
    let kind = resource.split_once('/').map_or(resource, |(kind, _)| kind);
    let known = matches!(
        (service, kind),
        ("iam", "root" | "user" | "role") | ("sts", "assumed-role" | "federated-user")
    );
    arn == "arn" && region.is_empty() && is_account_id(account) && known && !resource.contains(['*', '?'])
}
