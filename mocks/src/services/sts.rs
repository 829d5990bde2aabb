//! STS: the query protocol, and the operations behind it.

mod assume_role;
mod decode_message;
mod federation;
mod parameters;
mod session_token;

use eks_iam_sigv4::Request;

use super::query;
use crate::{
    Response, World,
    exchange::{ApiError, Exchange},
    fault::Strike,
    form::{Form, is_sound},
    identity::Session,
    xml::Tree,
};

pub(crate) use self::decode_message::encode as encode_message;

/// The operation as faults name it.
pub(crate) fn operation(request: &Request) -> String {
    format!("sts:{}", Form::of(request).first("Action").unwrap_or_default())
}

/// Answers a request to STS in a region that takes only `scope_region` in a scope.
pub(crate) fn answer(
    world: &World,
    request: &Request,
    strike: Strike,
    (region, scope_region): (&str, &str),
) -> Response {
    let form = Form::of(request);
    if let Some(response) = no_document(request, &form) {
        return response;
    }
    let action = form.first("Action").unwrap_or_default().to_owned();
    let mut exchange = Exchange::new(world, request, strike, ("sts", region, &action));
    let result = run(&mut exchange, &form, scope_region);
    query::write(exchange, result, NAMESPACE)
}

fn run(exchange: &mut Exchange<'_>, form: &Form, scope_region: &str) -> Result<Vec<Tree>, ApiError> {
    if let Some(effect) = exchange.effect {
        return Err(query::fault(effect));
    }
    if form.first("Version") != Some(VERSION) {
        return Err(query::unknown_operation(form));
    }
    match form.first("Action").unwrap_or_default() {
        "GetCallerIdentity" => caller_identity(exchange, scope_region),
        "AssumeRole" => assume_role::run(exchange, form, scope_region),
        "AssumeRoleWithWebIdentity" => federation::web_identity(exchange, form),
        "AssumeRoleWithSAML" => federation::saml(exchange, form),
        "GetSessionToken" => session_token::session_token(exchange, form, scope_region),
        "GetFederationToken" => session_token::federation_token(exchange, form, scope_region),
        "DecodeAuthorizationMessage" => decode_message::run(exchange, form, scope_region),
        _ => Err(query::unknown_operation(form)),
    }
}

/// Every signed caller may ask this; no policy is looked at.
fn caller_identity(exchange: &mut Exchange<'_>, scope_region: &str) -> Result<Vec<Tree>, ApiError> {
    let caller = exchange.authenticate(scope_region)?;
    Ok(vec![
        Tree::text("Arn", &caller.arn),
        Tree::text("UserId", &caller.user_id),
        Tree::text("Account", &caller.account),
    ])
}

/// `AssumedRoleUser` and `Credentials`, in the order in which STS writes them.
fn session_parts(session: &Session) -> [Tree; 2] {
    let user =
        vec![Tree::text("AssumedRoleId", &session.caller.user_id), Tree::text("Arn", &session.caller.arn)];
    [Tree::node("AssumedRoleUser", user), credentials(session)]
}

fn credentials(session: &Session) -> Tree {
    let keys = &session.credentials;
    let token = keys.session_token.as_ref().map(|it| it.expose()).unwrap_or_default();
    Tree::node(
        "Credentials",
        vec![
            Tree::text("AccessKeyId", &keys.access_key_id),
            Tree::text("SecretAccessKey", keys.secret_access_key.expose()),
            Tree::text("SessionToken", token),
            Tree::Time("Expiration".to_owned(), session.expires),
        ],
    )
}

/// What STS answers without an error document.
fn no_document(request: &Request, form: &Form) -> Option<Response> {
    if !is_sound(&request.target) {
        return Some(Response::new(400, ""));
    }
    if request.body.len() > MAX_BODY {
        return Some(Response::new(413, ""));
    }
    if form.first("Action").is_some() {
        return None;
    }
    if request.path() != "/" {
        return Some(Response::new(404, "<UnknownOperationException/>\n"));
    }
    let query = if request.method == "GET" && !request.query().is_empty() {
        format!("?{}", request.query())
    } else {
        String::new()
    };
    Some(Response::new(302, "").with_header("Location", format!("https://aws.amazon.com/iam{query}")))
}

const VERSION: &str = "2011-06-15";
const NAMESPACE: &str = "https://sts.amazonaws.com/doc/2011-06-15/";
const MAX_BODY: usize = 10_000_000;
