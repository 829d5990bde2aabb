//! GetSessionToken and GetFederationToken: temporary credentials of a user or a root, whole or in part.
//!
//! No MFA device is known here, so one that is named is nobody's.

use std::sync::Arc;

use super::{assume_role::region_enabled, credentials, parameters};
use crate::{
    Account,
    exchange::{ApiError, Exchange},
    form::Form,
    identity::{Caller, CallerKind, Session, SessionDetails},
    xml::Tree,
};

/// Needs no permission; who calls stays who calls.
pub(super) fn session_token(
    exchange: &mut Exchange<'_>,
    form: &Form,
    scope_region: &str,
) -> Result<Vec<Tree>, ApiError> {
    let (caller, account) = long_term_caller(exchange, scope_region)?;
    let duration = parameters::duration(form)?;
    let mut faults = parameters::Faults::default();
    faults.text("serialNumber", form.first("SerialNumber"), &parameters::SERIAL_NUMBER);
    faults.text("tokenCode", form.first("TokenCode"), &parameters::TOKEN_CODE);
    faults.duration(duration, LONGEST);
    faults.finish()?;
    note(exchange, form, &[("serialNumber", "SerialNumber"), ("durationSeconds", "DurationSeconds")]);
    if form.first("SerialNumber").or(form.first("TokenCode")).is_some() {
        return Err(ApiError::new(403, "AccessDenied", UNKNOWN_DEVICE));
    }
    region_enabled(exchange, &account)?;
    let own = (caller.arn.clone(), caller.user_id.clone(), caller.kind.clone());
    let session = issue(exchange, &caller, own, duration, SessionDetails::default());
    Ok(vec![credentials(&session)])
}

/// The caller must be allowed to; the session has what the caller's policies and the session policy both allow.
pub(super) fn federation_token(
    exchange: &mut Exchange<'_>,
    form: &Form,
    scope_region: &str,
) -> Result<Vec<Tree>, ApiError> {
    let (caller, account) = long_term_caller(exchange, scope_region)?;
    let duration = parameters::duration(form)?;
    let mut faults = parameters::Faults::default();
    faults.text("name", form.first("Name"), &parameters::FEDERATED_NAME);
    faults.text("policy", form.first("Policy"), &parameters::POLICY);
    faults.duration(duration, LONGEST);
    faults.finish()?;
    note(exchange, form, &[("name", "Name"), ("durationSeconds", "DurationSeconds")]);
    let name = form.first("Name").unwrap_or_default();
    let policies = parameters::session_policies(form)?;
    let tags = form.member_pairs("Tags", "Key", "Value");
    let arn = format!("arn:{}:sts::{}:federated-user/{name}", account.partition, account.id);
    let actions: &[&str] = if tags.is_empty() {
        &["sts:GetFederationToken"]
    } else {
        &["sts:GetFederationToken", "sts:TagSession"]
    };
    for action in actions {
        let mut question = exchange.question(&caller, action, &arn);
        if !tags.is_empty() {
            question = question.with_list("aws:TagKeys", tags.iter().map(|(key, _)| key.clone()));
        }
        for (key, value) in &tags {
            question = question.with(format!("aws:RequestTag/{key}"), value);
        }
        exchange.permit(&caller, question)?;
    }
    region_enabled(exchange, &account)?;
    let user = match &caller.kind {
        CallerKind::User(name) => Some(name.clone()),
        _ => None,
    };
    let id = format!("{}:{name}", account.id);
    let shown =
        Tree::node("FederatedUser", vec![Tree::text("FederatedUserId", &id), Tree::text("Arn", &arn)]);
    let details = SessionDetails { policies, tags, ..SessionDetails::default() };
    let session = issue(exchange, &caller, (arn, id, CallerKind::Federated { user }), duration, details);
    let mut fields = vec![credentials(&session), shown];
    fields.extend(
        form.first("Policy")
            .map(|it| Tree::Number("PackedPolicySize".to_owned(), parameters::packed_percent(it))),
    );
    Ok(fields)
}

/// Temporary credentials open no further ones here.
fn long_term_caller(
    exchange: &mut Exchange<'_>,
    scope_region: &str,
) -> Result<(Arc<Caller>, Arc<Account>), ApiError> {
    let caller = exchange.authenticate(scope_region)?;
    let account = exchange.world.account(&caller.account).filter(|_| caller.session.is_none());
    let account = account.ok_or_else(|| {
        let text = format!("Cannot call {} with session credentials", exchange.operation);
        ApiError::new(403, "AccessDenied", text)
    })?;
    Ok((caller, account))
}

fn issue(
    exchange: &Exchange<'_>,
    caller: &Caller,
    (arn, user_id, kind): (String, String, CallerKind),
    duration: Option<i64>,
    details: SessionDetails,
) -> Arc<Session> {
    let asked = duration.unwrap_or(DEFAULT);
    // A root that asks for more than an hour gets an hour.
    let seconds = if caller.kind == CallerKind::Root { asked.min(LONGEST_OF_ROOT) } else { asked };
    let now = exchange.now;
    let holder = Caller {
        arn,
        account: caller.account.clone(),
        user_id,
        access_key_id: String::new(),
        kind,
        session: Some(SessionDetails { issued_at: now, ..details }),
    };
    exchange.world.identities().issue_to(holder, now, now + seconds)
}

fn note(exchange: &mut Exchange<'_>, form: &Form, names: &[(&str, &str)]) {
    for (name, parameter) in names {
        if let Some(value) = form.first(parameter) {
            exchange.note(name, value);
        }
    }
}

const LONGEST: i64 = 129_600;
const DEFAULT: i64 = 43_200;
const LONGEST_OF_ROOT: i64 = 3600;
const UNKNOWN_DEVICE: &str = "MultiFactorAuthentication failed, unable to validate MFA code.  Please verify your MFA serial \
                              number is valid and associated with this user.";
