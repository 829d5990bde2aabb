//! AssumeRole: both sides must say yes; then how long it may last.

use eks_iam_arn::ArnRef;
use eks_iam_policy::{DenialText, PolicySet, Request};

use super::{parameters, session_parts};
use crate::{
    Account, Check, Role,
    exchange::{ApiError, Exchange},
    form::Form,
    identity::{Caller, CallerKind, Opening, SessionDetails},
    pass_role::role_by_arn,
    xml::Tree,
};

pub(super) fn run(
    exchange: &mut Exchange<'_>,
    form: &Form,
    scope_region: &str,
) -> Result<Vec<Tree>, ApiError> {
    let caller = exchange.authenticate(scope_region)?;
    let asked = Asked::read(form)?;
    note(exchange, form);
    let details = asked.details(&caller, form)?;
    match caller.kind {
        CallerKind::Root => {
            return Err(ApiError::new(403, "AccessDenied", "Roles may not be assumed by root accounts."));
        }
        // A federated user calls nothing of STS but GetCallerIdentity, whatever the policies say.
        CallerKind::Federated { .. } => return Err(denied(&caller, asked.role_arn)),
        CallerKind::User(_) | CallerKind::Role { .. } => {}
    }
    let world = exchange.world;
    let account = exchange.account_of(asked.role_arn).ok_or_else(|| denied(&caller, asked.role_arn))?;
    let account = account.as_ref();
    let role = role_by_arn(account, asked.role_arn).ok_or_else(|| denied(&caller, asked.role_arn))?;
    authorize(exchange, &caller, &asked, &details, (account, role))?;
    region_enabled(exchange, account)?;
    let seconds = match asked.seconds(&caller, role) {
        Err(_) if world.skips(Check::SessionLimit) => DEFAULT_SECONDS,
        seconds => seconds?,
    };
    let opening = Opening { account, role, name: asked.session_name, issued_at: exchange.now, seconds };
    let identity = details.source_identity.clone();
    let session = world.identities().issue(&opening, details);
    let mut fields = session_parts(&session).to_vec();
    fields.extend(identity.map(|it| Tree::text("SourceIdentity", it)));
    fields.extend(
        form.first("Policy")
            .map(|it| Tree::Number("PackedPolicySize".to_owned(), parameters::packed_percent(it))),
    );
    Ok(fields)
}

/// The parameters that decide.
struct Asked<'a> {
    role_arn: &'a str,
    session_name: &'a str,
    external_id: Option<&'a str>,
    source_identity: Option<&'a str>,
    duration: Option<i64>,
    tags: Vec<(String, String)>,
    transitive: Vec<&'a str>,
}

impl<'a> Asked<'a> {
    fn read(form: &'a Form) -> Result<Self, ApiError> {
        let duration = parameters::duration(form)?;
        let mut faults = parameters::Faults::default();
        faults.text("roleArn", form.first("RoleArn"), &parameters::ROLE_ARN);
        faults.text("roleSessionName", form.first("RoleSessionName"), &parameters::SESSION_NAME);
        faults.text("externalId", form.first("ExternalId"), &parameters::EXTERNAL_ID);
        faults.text("sourceIdentity", form.first("SourceIdentity"), &parameters::SOURCE_IDENTITY);
        faults.text("policy", form.first("Policy"), &parameters::POLICY);
        faults.duration(duration, parameters::LONGEST_ROLE_SESSION);
        faults.finish()?;
        let role_arn = form.first("RoleArn").unwrap_or_default();
        if ArnRef::parse(role_arn).is_err() {
            return Err(ApiError::new(400, "ValidationError", format!("{role_arn} is invalid")));
        }
        Ok(Self {
            role_arn,
            session_name: form.first("RoleSessionName").unwrap_or_default(),
            external_id: form.first("ExternalId"),
            source_identity: form.first("SourceIdentity"),
            duration,
            tags: form.member_pairs("Tags", "Key", "Value"),
            transitive: form.members("TransitiveTagKeys"),
        })
    }

    /// What the new session gets: its own tags, those that the caller's session hands on, the source identity.
    fn details(&self, caller: &Caller, form: &Form) -> Result<SessionDetails, ApiError> {
        let mut details = SessionDetails {
            policies: parameters::session_policies(form)?,
            tags: self.tags.clone(),
            transitive_tag_keys: self.transitive.iter().map(|it| (*it).to_owned()).collect(),
            source_identity: self.source_identity.map(str::to_owned),
            ..SessionDetails::default()
        };
        let Some(session) = &caller.session else { return Ok(details) };
        for key in &session.transitive_tag_keys {
            let inherited = session.tags.iter().find(|(name, _)| name == key);
            details.tags.retain(|(name, _)| !name.eq_ignore_ascii_case(key));
            details.tags.extend(inherited.cloned());
            details.transitive_tag_keys.push(key.clone());
        }
        match (&session.source_identity, self.source_identity) {
            (Some(set), Some(asked)) if set != asked => {
                let text = "The source identity is already set for this assume role session";
                Err(ApiError::new(400, "ValidationError", text))
            }
            (Some(set), _) => {
                details.source_identity = Some(set.clone());
                Ok(details)
            }
            (None, _) => Ok(details),
        }
    }

    /// The role's own limit stands before that of chaining.
    fn seconds(&self, caller: &Caller, role: &Role) -> Result<i64, ApiError> {
        let Some(seconds) = self.duration else { return Ok(DEFAULT_SECONDS) };
        if seconds > i64::from(role.max_session_seconds) {
            let text = "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.";
            return Err(ApiError::new(400, "ValidationError", text));
        }
        if caller.is_role() && seconds > DEFAULT_SECONDS {
            let text = "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.";
            return Err(ApiError::new(400, "ValidationError", text));
        }
        Ok(seconds)
    }
}

/// Asks for the action itself and for what tags and a source identity need, each as a request of its own.
fn authorize(
    exchange: &Exchange<'_>,
    caller: &Caller,
    asked: &Asked<'_>,
    details: &SessionDetails,
    (account, role): (&Account, &Role),
) -> Result<(), ApiError> {
    let set = exchange.with_role(exchange.policies(caller), account, role);
    let mut actions = vec!["sts:AssumeRole"];
    if !details.tags.is_empty() {
        actions.push("sts:TagSession");
    }
    if details.source_identity.is_some() {
        actions.push("sts:SetSourceIdentity");
    }
    for action in actions {
        let question = with_session_keys(exchange.question(caller, action, asked.role_arn), asked, details);
        ask(exchange, question, &set)?;
    }
    Ok(())
}

fn ask(exchange: &Exchange<'_>, question: Request, set: &PolicySet) -> Result<(), ApiError> {
    exchange
        .ask(Check::Trust, question, set)
        .map_err(|verdict| ApiError::new(403, "AccessDenied", verdict.denial(DenialText::Plain)))
}

fn with_session_keys(mut question: Request, asked: &Asked<'_>, details: &SessionDetails) -> Request {
    let context = &mut question.context;
    context.insert("sts:RoleSessionName", asked.session_name);
    if let Some(id) = asked.external_id {
        context.insert("sts:ExternalId", id);
    }
    if let Some(identity) = &details.source_identity {
        context.insert("sts:SourceIdentity", identity);
    }
    if !details.tags.is_empty() {
        context.insert_list("aws:TagKeys", details.tags.iter().map(|(key, _)| key.clone()));
    }
    for (key, value) in &details.tags {
        context.insert(format!("aws:RequestTag/{key}"), value);
    }
    if !details.transitive_tag_keys.is_empty() {
        context.insert_list("sts:TransitiveTagKeys", details.transitive_tag_keys.iter().cloned());
    }
    question
}

/// STS says the same of a role that does not exist, and never a reason.
fn denied(caller: &Caller, role_arn: &str) -> ApiError {
    let text =
        format!("User: {} is not authorized to perform: sts:AssumeRole on resource: {role_arn}", caller.arn);
    ApiError::new(403, "AccessDenied", text)
}

/// What counts is the account that owns the role.
pub(super) fn region_enabled(exchange: &Exchange<'_>, account: &Account) -> Result<(), ApiError> {
    if exchange.world.skips(Check::Region) || !account.disabled_regions.contains(&exchange.region) {
        return Ok(());
    }
    let text = format!(
        "STS is not activated in this region for account:{}. Your account administrator can activate STS in this region \
         using the IAM Console.",
        account.id
    );
    Err(ApiError::new(403, "RegionDisabledException", text))
}

fn note(exchange: &mut Exchange<'_>, form: &Form) {
    for (name, parameter) in [
        ("roleArn", "RoleArn"),
        ("roleSessionName", "RoleSessionName"),
        ("externalId", "ExternalId"),
        ("durationSeconds", "DurationSeconds"),
        ("sourceIdentity", "SourceIdentity"),
    ] {
        if let Some(value) = form.first(parameter) {
            exchange.note(name, value);
        }
    }
}

const DEFAULT_SECONDS: i64 = 3600;
