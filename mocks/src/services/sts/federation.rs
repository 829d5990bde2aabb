//! AssumeRoleWithWebIdentity and AssumeRoleWithSAML: unsigned calls; the proof is in a parameter.

use std::sync::Arc;

use eks_iam_arn::ArnRef;
use eks_iam_policy::Request;

use super::{assume_role::region_enabled, parameters, session_parts};
use crate::{
    Account, Check, OidcProvider, Role, SamlProvider,
    exchange::{ApiError, Exchange},
    form::Form,
    identity::{Opening, Session, SessionDetails},
    model::without_scheme,
    proof::{base64, jwt::Token, saml},
    xml::Tree,
};

pub(super) fn web_identity(exchange: &mut Exchange<'_>, form: &Form) -> Result<Vec<Tree>, ApiError> {
    let duration = parameters::duration(form)?;
    let mut faults = parameters::Faults::default();
    faults.text("roleArn", form.first("RoleArn"), &parameters::ROLE_ARN);
    faults.text("roleSessionName", form.first("RoleSessionName"), &parameters::SESSION_NAME);
    faults.text("webIdentityToken", form.first("WebIdentityToken"), &parameters::TOKEN);
    faults.text("policy", form.first("Policy"), &parameters::POLICY);
    check_duration(faults, duration)?;
    let role_arn = form.first("RoleArn").unwrap_or_default();
    let name = form.first("RoleSessionName").unwrap_or_default();
    exchange.note("roleArn", role_arn);
    exchange.note("roleSessionName", name);

    let token = Token::read(form.first("WebIdentityToken").unwrap_or_default()).ok_or_else(|| {
        invalid_token(
            "The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)",
        )
    })?;
    exchange.identified("WebIdentityUser", &format!("{}:{}", without_scheme(&token.issuer), token.subject));
    let account = account_of(exchange, role_arn)?;
    let account = account.as_ref();
    let provider = oidc_provider(account, &token);
    if !exchange.world.skips(Check::WebIdentity) {
        check_token(exchange, &token, provider)?;
    }
    let issuer = without_scheme(&token.issuer);
    let provider_arn = provider.map_or_else(
        || format!("arn:{}:iam::{}:oidc-provider/{issuer}", account.partition, account.id),
        |it| account.oidc_provider_arn(it),
    );
    let mut question = exchange
        .bare_question(&provider_arn, "sts:AssumeRoleWithWebIdentity", role_arn)
        .with(format!("{issuer}:sub"), &token.subject)
        .with("aws:FederatedProvider", &provider_arn)
        .with("sts:RoleSessionName", name);
    let audience = token.audiences.first().cloned().unwrap_or_default();
    if !audience.is_empty() {
        question = question.with(format!("{issuer}:aud"), &audience);
    }
    let role = authorize(exchange, account, role_arn, question)?;
    region_enabled(exchange, account)?;
    let federation = vec![("aws:FederatedProvider".to_owned(), provider_arn.clone())];
    let details = SessionDetails {
        federation,
        policies: parameters::session_policies(form)?,
        ..SessionDetails::default()
    };
    let session = open(exchange, (account, role, name), duration, details)?;
    let [user, credentials] = session_parts(&session);
    Ok(vec![
        Tree::text("Audience", audience),
        user,
        Tree::text("Provider", provider_arn),
        credentials,
        Tree::text("SubjectFromWebIdentityToken", token.subject),
    ])
}

/// Issuer, audience, signature and expiry, in the order of STS; the subject is for the trust policy.
fn check_token(
    exchange: &Exchange<'_>,
    token: &Token,
    provider: Option<&OidcProvider>,
) -> Result<(), ApiError> {
    let Some(provider) = provider else {
        let text = format!("No OpenIDConnect provider found in your account for {}", token.issuer);
        return Err(invalid_token(text));
    };
    if token.audiences.is_empty() {
        return Err(invalid_token("Missing a required claim: aud"));
    }
    if !token.audiences.iter().any(|it| provider.client_ids.contains(it)) {
        return Err(invalid_token("Incorrect token audience"));
    }
    if !token.is_signed() {
        return Err(invalid_token(
            "Couldn't retrieve verification key from your identity provider,  please reference AssumeRoleWithWebIdentity \
             documentation for requirements",
        ));
    }
    let now = exchange.now.unix();
    match token.expires_at {
        Some(end) if end.unix() > now => Ok(()),
        end => {
            let end = end.map_or(0, |it| it.unix());
            let text = format!(
                "Token expired: current date/time {now} must be before the expiration date/time {end}"
            );
            Err(ApiError::new(400, "ExpiredTokenException", text))
        }
    }
}

pub(super) fn saml(exchange: &mut Exchange<'_>, form: &Form) -> Result<Vec<Tree>, ApiError> {
    let duration = parameters::duration(form)?;
    let mut faults = parameters::Faults::default();
    faults.text("roleArn", form.first("RoleArn"), &parameters::ROLE_ARN);
    faults.text("principalArn", form.first("PrincipalArn"), &parameters::ROLE_ARN);
    faults.text("sAMLAssertion", form.first("SAMLAssertion"), &parameters::TOKEN);
    faults.text("policy", form.first("Policy"), &parameters::POLICY);
    check_duration(faults, duration)?;
    let (role_arn, provider_arn) =
        (form.first("RoleArn").unwrap_or_default(), form.first("PrincipalArn").unwrap_or_default());
    exchange.note("roleArn", role_arn);
    exchange.note("principalArn", provider_arn);

    let reading = saml::read(exchange.world.seed(), form.first("SAMLAssertion").unwrap_or_default())
        .ok_or_else(|| invalid_token("Invalid base64 SAMLResponse"))?;
    exchange.identified("SAMLUser", reading.name_id.as_deref().unwrap_or_default());
    let account = account_of(exchange, role_arn).map_err(|_| not_authorized("sts:AssumeRoleWithSAML"))?;
    let account = account.as_ref();
    let provider = account.saml_providers.iter().find(|it| account.saml_provider_arn(it) == provider_arn);
    if !exchange.world.skips(Check::Saml) {
        check_response(exchange, &reading, provider)?;
    }
    let name = session_name(reading.session_name.as_deref())?;
    let is_offered =
        reading.roles.iter().any(|(role, provider)| role == role_arn && provider == provider_arn);
    if !is_offered || reading.name_id.is_none() {
        return Err(not_authorized("sts:AssumeRoleWithSAML"));
    }
    let lasting = lasting_keys(&reading, account, provider_arn);
    let mut question = exchange
        .bare_question(provider_arn, "sts:AssumeRoleWithSAML", role_arn)
        .with("saml:aud", &reading.recipient)
        .with("saml:iss", &reading.issuer)
        .with("sts:RoleSessionName", name);
    for (key, value) in &lasting {
        question = question.with(key, value);
    }
    let role = authorize(exchange, account, role_arn, question)?;
    region_enabled(exchange, account)?;
    let qualifier = lasting.iter().find(|(key, _)| key == "saml:namequalifier").map(|(_, it)| it.clone());
    let policies = parameters::session_policies(form)?;
    let details = SessionDetails { federation: lasting, policies, ..SessionDetails::default() };
    let session = open(exchange, (account, role, name), duration, details)?;
    let [user, credentials] = session_parts(&session);
    Ok(vec![
        Tree::text("Audience", &reading.recipient),
        user,
        credentials,
        Tree::text("Issuer", &reading.issuer),
        Tree::text("NameQualifier", qualifier.unwrap_or_default()),
        Tree::text("Subject", reading.name_id.clone().unwrap_or_default()),
        Tree::text("SubjectType", subject_type(&reading.name_id_format)),
    ])
}

fn check_response(
    exchange: &Exchange<'_>,
    reading: &saml::Reading,
    provider: Option<&SamlProvider>,
) -> Result<(), ApiError> {
    let Some(provider) = provider else {
        return Err(ApiError::new(
            400,
            "AuthSamlManifestNotFoundException",
            "Specified provider doesn't exist",
        ));
    };
    if reading.issuer != provider.issuer {
        let text = "Issuer not present in specified provider";
        return Err(ApiError::new(400, "AuthSamlInvalidSamlResponseException", text));
    }
    if !reading.is_marked {
        return Err(invalid_token("Response signature invalid"));
    }
    if !reading.audiences.iter().any(|it| it == "urn:amazon:webservices" || is_sign_in(it)) {
        return Err(invalid_token("Response does not contain the required audience."));
    }
    if !is_sign_in(&reading.recipient) {
        return Err(invalid_token("Response does not contain a valid recipient."));
    }
    let now = exchange.now;
    if reading.not_before.is_some_and(|it| now < it) {
        return Err(invalid_token("Response is not yet valid."));
    }
    if reading.not_on_or_after.is_none_or(|it| now >= it) {
        return Err(ApiError::new(
            400,
            "ExpiredTokenException",
            "Token must be redeemed within 5 minutes of issuance",
        ));
    }
    Ok(())
}

/// The sign-in page of a partition, global or of a region.
fn is_sign_in(url: &str) -> bool {
    let Some(host) = url.strip_prefix("https://").and_then(|it| it.strip_suffix("/saml")) else {
        return false;
    };
    SIGN_IN_HOSTS.iter().any(|it| {
        host.strip_suffix(it)
            .is_some_and(|region| region.is_empty() || region.ends_with('.') && !region.contains('/'))
    })
}

fn session_name(name: Option<&str>) -> Result<&str, ApiError> {
    let Some(name) = name else { return Err(invalid_token("RoleSessionName is required in AuthnResponse")) };
    let is_allowed = |sign: char| sign.is_ascii_alphanumeric() || "_+=,.@-".contains(sign);
    if (2..=64).contains(&name.len()) && name.chars().all(is_allowed) {
        return Ok(name);
    }
    Err(invalid_token("RoleSessionName in AuthnResponse must match [a-zA-Z_0-9+=,.@-]{2,64}"))
}

/// The condition keys that stay with the session.
fn lasting_keys(reading: &saml::Reading, account: &Account, provider_arn: &str) -> Vec<(String, String)> {
    let name = provider_arn.rsplit('/').next().unwrap_or_default();
    let qualifier = crate::digest::hash(&["saml-namequalifier", &reading.issuer, &account.id, name]);
    let qualifier = base64::encode_standard(qualifier.get(..20).unwrap_or_default());
    [
        ("aws:FederatedProvider", provider_arn.to_owned()),
        ("saml:sub", reading.name_id.clone().unwrap_or_default()),
        ("saml:sub_type", subject_type(&reading.name_id_format)),
        ("saml:namequalifier", qualifier),
        ("saml:doc", format!("{}/{name}", account.id)),
    ]
    .map(|(key, value)| (key.to_owned(), value))
    .to_vec()
}

/// `persistent` and `transient` for the formats of that name, else the whole name.
fn subject_type(format: &str) -> String {
    format.strip_prefix("urn:oasis:names:tc:SAML:2.0:nameid-format:").unwrap_or(format).to_owned()
}

fn oidc_provider<'a>(account: &'a Account, token: &Token) -> Option<&'a OidcProvider> {
    account.oidc_providers.iter().find(|it| without_scheme(&it.url) == without_scheme(&token.issuer))
}

/// The account of a role's ARN. STS tells nobody that it is not there.
fn account_of(exchange: &Exchange<'_>, role_arn: &str) -> Result<Arc<Account>, ApiError> {
    let parsed = ArnRef::parse(role_arn)
        .map_err(|_| ApiError::new(400, "ValidationError", format!("{role_arn} is invalid")))?;
    exchange.world.account(parsed.account()).ok_or_else(|| not_authorized("sts:AssumeRoleWithWebIdentity"))
}

/// Asks the role's trust policy; whoever is turned away is not told why.
fn authorize<'a>(
    exchange: &Exchange<'_>,
    account: &'a Account,
    role_arn: &str,
    question: Request,
) -> Result<&'a Role, ApiError> {
    let action = question.action.clone();
    let role = account.roles.iter().find(|role| account.role_arn(role) == role_arn);
    let role = role.ok_or_else(|| not_authorized(&action))?;
    let set = exchange.outsider(account, role);
    exchange.ask(Check::Trust, question, &set).map_err(|_| not_authorized(&action))?;
    Ok(role)
}

fn open(
    exchange: &Exchange<'_>,
    (account, role, name): (&Account, &Role, &str),
    duration: Option<i64>,
    details: SessionDetails,
) -> Result<Arc<Session>, ApiError> {
    let seconds = duration.unwrap_or(3600);
    if seconds > i64::from(role.max_session_seconds) {
        let text = "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.";
        return Err(ApiError::new(400, "ValidationError", text));
    }
    let opening = Opening { account, role, name, issued_at: exchange.now, seconds };
    Ok(exchange.world.identities().issue(&opening, details))
}

fn check_duration(mut faults: parameters::Faults, duration: Option<i64>) -> Result<(), ApiError> {
    faults.duration(duration, parameters::LONGEST_ROLE_SESSION);
    faults.finish()
}

fn invalid_token(text: impl Into<String>) -> ApiError {
    ApiError::new(400, "InvalidIdentityToken", text)
}

fn not_authorized(action: &str) -> ApiError {
    ApiError::new(403, "AccessDenied", format!("Not authorized to perform {action}"))
}

const SIGN_IN_HOSTS: [&str; 3] =
    ["signin.aws.amazon.com", "signin.amazonaws.cn", "signin.amazonaws-us-gov.com"];
