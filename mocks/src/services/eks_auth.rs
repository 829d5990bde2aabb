//! EKS Auth: AssumeRoleForPodIdentity, which the Pod Identity agent of a node calls for its pods.

use std::sync::Arc;

use eks_iam_policy::{PolicySet, Request as Question};
use eks_iam_sigv4::Request;
use serde_json::{Value, json};

use super::eks;
use crate::{
    Account, Check, PodIdentityAssociation, Response, Role, World,
    exchange::{ApiError, Exchange},
    fault::{Effect, Strike},
    form::decode,
    identity::{Opening, Session, SessionDetails},
    live_cluster::LiveCluster,
    pass_role::role_by_arn,
    proof::jwt::Token,
};

/// The operation as faults name it.
pub(crate) fn operation(request: &Request) -> String {
    format!("eks-auth:{}", if cluster_of(request).is_some() { OPERATION } else { "Unknown" })
}

/// Answers a request to EKS Auth of a region.
pub(crate) fn answer(world: &World, request: &Request, strike: Strike, region: &str) -> Response {
    let mut exchange = Exchange::new(world, request, strike, ("eks-auth", region, OPERATION));
    let result = run(&mut exchange);
    eks::write(exchange, result)
}

fn cluster_of(request: &Request) -> Option<String> {
    let rest = request.path().strip_prefix("/clusters/")?;
    let name =
        rest.strip_suffix("/assume-role-for-pod-identity").or_else(|| rest.strip_suffix("/assume-role"))?;
    (request.method == "POST" && !name.contains('/')).then(|| decode(name))
}

fn run(exchange: &mut Exchange<'_>) -> Result<Value, ApiError> {
    if let Some(effect) = exchange.effect {
        return Err(match effect {
            Effect::Status(503) => ApiError::new(503, "ServiceUnavailableException", "Service unavailable."),
            Effect::Status(status) => ApiError::new(status, "InternalServerException", "Internal error."),
            _ => ApiError::new(429, "ThrottlingException", "Rate exceeded"),
        });
    }
    let name = cluster_of(exchange.request)
        .ok_or_else(|| ApiError::without_message(404, "UnknownOperationException"))?;
    let region = exchange.region.clone();
    let caller = exchange.authenticate(&region)?;
    exchange.note("clusterName", &name);
    let arn = eks::cluster_arn(exchange, &caller, &name);
    let question = exchange.question(&caller, "eks-auth:AssumeRoleForPodIdentity", &arn);
    exchange.permit(&caller, question).map_err(|error| ApiError { status: 400, ..error })?;
    let live = exchange.world.cluster(&arn);
    let live = live.ok_or_else(|| {
        ApiError::new(404, "ResourceNotFoundException", format!("No cluster found for name: {name}."))
    })?;
    let body: Value = serde_json::from_slice(&exchange.request.body).unwrap_or_default();
    let token = token(exchange, &live, body.get("token").and_then(Value::as_str).unwrap_or_default())?;
    let account = token.subject.strip_prefix("system:serviceaccount:").and_then(|it| it.split_once(':'));
    let (namespace, service_account) =
        account.ok_or_else(|| invalid_token("The token's subject is not a service account."))?;
    let fits =
        |it: &&PodIdentityAssociation| it.namespace == namespace && it.service_account == service_account;
    let association = live.cluster.pod_identity_associations.iter().find(fits);
    let association = association.ok_or_else(|| {
        let text = format!("No association found for service account {service_account} in namespace {namespace} of cluster {name}.");
        ApiError::new(404, "ResourceNotFoundException", text)
    })?;
    let session = assume(exchange, &live, association, &token)?;
    Ok(shown(&live, association, &token, &session))
}

/// Reads the pod's token: issued by this cluster, for EKS Pod Identity, signed, not over.
fn token(exchange: &Exchange<'_>, live: &LiveCluster, text: &str) -> Result<Token, ApiError> {
    let token =
        Token::read(text).ok_or_else(|| invalid_token("The token included in the request is invalid."))?;
    if exchange.world.skips(Check::PodIdentityToken) {
        return Ok(token);
    }
    let is_ours = token.issuer == live.cluster.issuer && token.is_signed();
    if !is_ours || !token.audiences.iter().any(|it| it == AUDIENCE) {
        return Err(invalid_token("The token included in the request is invalid."));
    }
    let now = exchange.now.unix();
    let end = token.expires_at.map_or(0, |it| it.unix());
    if end > now {
        return Ok(token);
    }
    let text = format!(
        "The token included in the request is expired: current date/time {now} must be before the expiration date/time {end}"
    );
    Err(ApiError::new(400, "ExpiredTokenException", text))
}

/// Assumes the role as the service, then, where there is one, the target as the role.
fn assume(
    exchange: &Exchange<'_>,
    live: &LiveCluster,
    association: &PodIdentityAssociation,
    token: &Token,
) -> Result<Arc<Session>, ApiError> {
    let name = session_name(exchange, live, token);
    let tags = if association.disable_session_tags { Vec::new() } else { tags(live, association, token) };
    let (account, role) = role_of(exchange, &association.role_arn)?;
    let service = |action: &str| {
        let cluster = &live.cluster;
        let question = exchange.bare_question(AUDIENCE, action, &association.role_arn);
        question
            .with("aws:PrincipalIsAWSService", "true")
            .with("aws:SourceAccount", &cluster.account)
            .with("aws:SourceArn", cluster.arn())
    };
    let set = exchange.outsider(&account, &role);
    authorize(exchange, service, &tags, &name, &set)?;
    let narrows = association.policy.iter().filter(|_| association.target_role_arn.is_none());
    let details = details(&tags, narrows.cloned().collect());
    let seconds = if association.target_role_arn.is_some() { 3600 } else { SESSION_SECONDS };
    let first = open(exchange, (&account, &role, &name), seconds, details);
    let Some(target) = &association.target_role_arn else { return Ok(first) };
    let (target_account, target_role) = role_of(exchange, target)?;
    let caller = &first.caller;
    let external = association.disable_session_tags.then(|| eks::external_id(&live.cluster, association));
    let chained = |action: &str| {
        let question = exchange.question(caller, action, target);
        match &external {
            Some(id) => question.with("sts:ExternalId", id),
            None => question,
        }
    };
    let set = exchange.with_role(exchange.policies(caller), &target_account, &target_role);
    authorize(exchange, chained, &tags, &name, &set)?;
    let details = self::details(&tags, association.policy.clone().into_iter().collect());
    Ok(open(exchange, (&target_account, &target_role, &name), 3600, details))
}

fn role_of(exchange: &Exchange<'_>, arn: &str) -> Result<(Arc<Account>, Role), ApiError> {
    let account = exchange.account_of(arn).ok_or_else(not_assumable)?;
    let role = role_by_arn(&account, arn).cloned().ok_or_else(not_assumable)?;
    Ok((account, role))
}

/// Asks for the role and, where tags are sent, for tagging the session.
fn authorize(
    exchange: &Exchange<'_>,
    question: impl Fn(&str) -> Question,
    tags: &[(String, String)],
    name: &str,
    set: &PolicySet,
) -> Result<(), ApiError> {
    let actions: &[&str] =
        if tags.is_empty() { &["sts:AssumeRole"] } else { &["sts:AssumeRole", "sts:TagSession"] };
    for action in actions {
        let mut question = question(action).with("sts:RoleSessionName", name);
        if !tags.is_empty() {
            question = question.with_list("aws:TagKeys", tags.iter().map(|it| it.0.clone()));
            question = question.with_list("sts:TransitiveTagKeys", tags.iter().map(|it| it.0.clone()));
        }
        for (key, value) in tags {
            question = question.with(format!("aws:RequestTag/{key}"), value);
        }
        exchange.ask(Check::ServiceTrust, question, set).map_err(|_| not_assumable())?;
    }
    Ok(())
}

fn details(tags: &[(String, String)], policies: Vec<eks_iam_policy::NamedPolicy>) -> SessionDetails {
    SessionDetails {
        policies,
        tags: tags.to_vec(),
        transitive_tag_keys: tags.iter().map(|it| it.0.clone()).collect(),
        ..SessionDetails::default()
    }
}

fn open(
    exchange: &Exchange<'_>,
    (account, role, name): (&Account, &Role, &str),
    seconds: i64,
    details: SessionDetails,
) -> Arc<Session> {
    let opening = Opening { account, role, name, issued_at: exchange.now, seconds };
    exchange.world.identities().issue(&opening, details)
}

/// The six tags that EKS puts on the session.
fn tags(live: &LiveCluster, association: &PodIdentityAssociation, token: &Token) -> Vec<(String, String)> {
    let cluster = &live.cluster;
    let pairs = [
        ("eks-cluster-arn", cluster.arn()),
        ("eks-cluster-name", cluster.name.clone()),
        ("kubernetes-namespace", association.namespace.clone()),
        ("kubernetes-service-account", association.service_account.clone()),
        ("kubernetes-pod-name", token.pod_name.clone()),
        ("kubernetes-pod-uid", token.pod_uid.clone()),
    ];
    pairs.map(|(key, value)| (key.to_owned(), value)).to_vec()
}

/// `eks-`, the beginnings of cluster and pod, and a UUID; 64 characters at most.
fn session_name(exchange: &Exchange<'_>, live: &LiveCluster, token: &Token) -> String {
    let uuid = crate::digest::uuid(&["pod-session", exchange.world.seed(), &exchange.request_id]);
    let cut = |text: &str| text.chars().take(10).collect::<String>();
    format!("eks-{}-{}-{uuid}", cut(&live.cluster.name), cut(&token.pod_name))
}

fn shown(
    live: &LiveCluster,
    association: &PodIdentityAssociation,
    token: &Token,
    session: &Session,
) -> Value {
    let cluster = &live.cluster;
    let keys = &session.credentials;
    json!({
        "subject": { "namespace": association.namespace, "serviceAccount": association.service_account },
        "audience": token.audiences.first(),
        "podIdentityAssociation": {
            "associationArn": eks::association_arn(cluster, &association.id),
            "associationId": association.id,
        },
        "assumedRoleUser": { "arn": session.caller.arn, "assumeRoleId": session.caller.user_id },
        "credentials": {
            "sessionToken": keys.session_token.as_ref().map(|it| it.expose()),
            "secretAccessKey": keys.secret_access_key.expose(),
            "accessKeyId": keys.access_key_id,
            "expiration": session.expires.unix(),
        },
    })
}

fn not_assumable() -> ApiError {
    let text = "Unauthorized Exception! EKS does not have permissions to assume the associated role.";
    ApiError::new(400, "AccessDeniedException", text)
}

fn invalid_token(text: &str) -> ApiError {
    ApiError::new(400, "InvalidTokenException", text)
}

const OPERATION: &str = "AssumeRoleForPodIdentity";
/// The audience of the tokens, and the principal that a trust policy names.
const AUDIENCE: &str = "pods.eks.amazonaws.com";
const SESSION_SECONDS: i64 = 21_600;
