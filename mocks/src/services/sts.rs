//! STS: the query protocol, and the operations behind it.

mod assume_role;
mod decode_message;
mod federation;
mod parameters;

use eks_iam_sigv4::Request;

use crate::{
    Response, World,
    exchange::{ApiError, Exchange},
    fault::Effect,
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
    effect: Option<Effect>,
    (region, scope_region): (&str, &str),
) -> Response {
    let form = Form::of(request);
    if let Some(response) = no_document(request, &form) {
        return response;
    }
    let action = form.first("Action").unwrap_or_default().to_owned();
    let mut exchange = Exchange::new(world, request, effect, ("sts", region, &action));
    let result = run(&mut exchange, &form, scope_region);
    write(exchange, result)
}

fn run(exchange: &mut Exchange<'_>, form: &Form, scope_region: &str) -> Result<Vec<Tree>, ApiError> {
    if let Some(effect) = exchange.effect {
        return Err(fault(effect));
    }
    if form.first("Version") != Some(VERSION) {
        return Err(unknown_operation(form));
    }
    match form.first("Action").unwrap_or_default() {
        "GetCallerIdentity" => caller_identity(exchange, scope_region),
        "AssumeRole" => assume_role::run(exchange, form, scope_region),
        "AssumeRoleWithWebIdentity" => federation::web_identity(exchange, form),
        "AssumeRoleWithSAML" => federation::saml(exchange, form),
        "DecodeAuthorizationMessage" => decode_message::run(exchange, form, scope_region),
        _ => Err(unknown_operation(form)),
    }
}

/// Every signed caller may ask this; no policy is looked at.
fn caller_identity(exchange: &mut Exchange<'_>, scope_region: &str) -> Result<Vec<Tree>, ApiError> {
    let caller = exchange.authenticate(scope_region)?;
    Ok(vec![
        Tree::text("Arn", caller.arn),
        Tree::text("UserId", caller.user_id),
        Tree::text("Account", caller.account),
    ])
}

/// `AssumedRoleUser` and `Credentials`, in the order in which STS writes them.
fn session_parts(session: &Session) -> [Tree; 2] {
    let keys = &session.credentials;
    let token = keys.session_token.as_ref().map(|it| it.expose()).unwrap_or_default();
    [
        Tree::node(
            "AssumedRoleUser",
            vec![Tree::text("AssumedRoleId", &session.user_id), Tree::text("Arn", &session.arn)],
        ),
        Tree::node(
            "Credentials",
            vec![
                Tree::text("AccessKeyId", &keys.access_key_id),
                Tree::text("SecretAccessKey", keys.secret_access_key.expose()),
                Tree::text("SessionToken", token),
                Tree::Time("Expiration".to_owned(), session.expires),
            ],
        ),
    ]
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

fn unknown_operation(form: &Form) -> ApiError {
    let action = form.first("Action").unwrap_or_default();
    let version = form.first("Version").filter(|it| !it.is_empty()).unwrap_or("NO_VERSION_SPECIFIED");
    ApiError::new(400, "InvalidAction", format!("Could not find operation {action} for version {version}"))
}

fn fault(effect: Effect) -> ApiError {
    match effect {
        Effect::Status(503) => ApiError::new(503, "ServiceUnavailable", "Service Unavailable"),
        Effect::Status(status) => ApiError::new(status, "InternalFailure", "Internal Failure"),
        _ => ApiError::new(400, "Throttling", "Rate exceeded"),
    }
}

/// Writes the answer in the form that the client accepts, and the record of it.
fn write(exchange: Exchange<'_>, result: Result<Vec<Tree>, ApiError>) -> Response {
    let is_json = exchange.request.header("accept").is_some_and(|it| it.contains("application/json"));
    let id = exchange.request_id.clone();
    let (status, tree, namespace) = match &result {
        Ok(fields) => (200, success(&exchange.operation, fields, &id), NAMESPACE),
        Err(error) => {
            let namespace = if error.code == "InvalidAction" { FAULT_NAMESPACE } else { NAMESPACE };
            (error.status, failure(error, &id), namespace)
        }
    };
    let (body, content_type) = match (is_json, &result) {
        (true, Ok(_)) => (tree.to_json(), "application/json"),
        (true, Err(_)) => (tree.members_to_json(), "application/json"),
        (false, _) => (tree.to_xml(namespace), "text/xml"),
    };
    exchange.record(status, result.as_ref().err());
    Response::new(status, body).with_header("x-amzn-RequestId", id).with_header("Content-Type", content_type)
}

fn success(operation: &str, fields: &[Tree], id: &str) -> Tree {
    Tree::node(
        format!("{operation}Response"),
        vec![
            Tree::node(format!("{operation}Result"), fields.to_vec()),
            Tree::node("ResponseMetadata", vec![Tree::text("RequestId", id)]),
        ],
    )
}

fn failure(error: &ApiError, id: &str) -> Tree {
    let kind = if error.status < 500 { "Sender" } else { "Receiver" };
    let mut fields = vec![Tree::text("Type", kind), Tree::text("Code", &error.code)];
    fields.extend(error.message.as_ref().map(|message| Tree::text("Message", message)));
    Tree::node("ErrorResponse", vec![Tree::node("Error", fields), Tree::text("RequestId", id)])
}

const VERSION: &str = "2011-06-15";
const NAMESPACE: &str = "https://sts.amazonaws.com/doc/2011-06-15/";
const FAULT_NAMESPACE: &str = "http://webservices.amazon.com/AWSFault/2005-15-09";
const MAX_BODY: usize = 10_000_000;
