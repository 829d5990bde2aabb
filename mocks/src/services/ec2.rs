//! EC2, as far as handing a role to an instance goes, RunInstances, and the names of nodes, DescribeInstances.

mod instances;

use eks_iam_sigv4::Request;

use super::sts::encode_message;
use crate::{
    Check, Response, World,
    authorize::Verdict,
    exchange::{ApiError, Exchange},
    fault::{Effect, Strike},
    form::Form,
    identity::Caller,
    model::dns_suffix,
    pass_role::PassRoleRefusal,
    xml::{Tree, escape},
};

/// The operation as faults name it.
pub(crate) fn operation(request: &Request) -> String {
    format!("ec2:{}", Form::of(request).first("Action").unwrap_or_default())
}

/// Answers a request to EC2 of a region.
pub(crate) fn answer(world: &World, request: &Request, strike: Strike, region: &str) -> Response {
    let form = Form::of(request);
    let action = form.first("Action").unwrap_or_default().to_owned();
    let mut exchange = Exchange::new(world, request, strike, ("ec2", region, &action));
    let result = run(&mut exchange, &form);
    let (status, body) = match &result {
        Ok(tree) => (200, format!("{DECLARATION}{}", tree.to_xml(NAMESPACE))),
        Err(error) => (error.status, failure(error, &exchange.request_id)),
    };
    let id = exchange.request_id.clone();
    exchange.record(status, result.as_ref().err());
    Response::new(status, body)
        .with_header("x-amzn-requestid", id)
        .with_header("Content-Type", "text/xml;charset=UTF-8")
        .with_header("Server", "AmazonEC2")
}

fn run(exchange: &mut Exchange<'_>, form: &Form) -> Result<Tree, ApiError> {
    if let Some(effect) = exchange.effect {
        return Err(fault(effect));
    }
    let region = exchange.region.clone();
    let caller = exchange.authenticate(&region).map_err(in_words_of_ec2)?;
    match form.first("Action").unwrap_or_default() {
        "DescribeInstances" => instances::describe(exchange, &caller, form),
        "RunInstances" => run_instances(exchange, &caller, form),
        action => {
            let text = format!("The action {action} is not valid for this web service.");
            Err(ApiError::new(400, "InvalidAction", text))
        }
    }
}

/// Asks for ec2:RunInstances on the instance, then for iam:PassRole on the profile's role. What else EC2 asks (image,
/// subnet, key, …) is left out.
fn run_instances(exchange: &mut Exchange<'_>, caller: &Caller, form: &Form) -> Result<Tree, ApiError> {
    let world = exchange.world;
    let partition = crate::model::partition(&exchange.region);
    let resource = format!("arn:{partition}:ec2:{}:{}:instance/*", exchange.region, caller.account);
    let question = exchange.question(caller, "ec2:RunInstances", &resource);
    exchange
        .ask(Check::Policy, question, &exchange.policies(caller))
        .map_err(|verdict| unauthorized(exchange, &verdict))?;
    if let Some(wanted) =
        form.first("IamInstanceProfile.Name").or_else(|| form.first("IamInstanceProfile.Arn"))
    {
        exchange.note("iamInstanceProfile", wanted);
        let role_arn = role_of_profile(exchange, caller, wanted)?;
        let service = service_name(&exchange.region);
        exchange.pass_role(caller, &role_arn, service, None).map_err(|refusal| match refusal {
            PassRoleRefusal::Denied(verdict) => unauthorized(exchange, &verdict),
            PassRoleRefusal::CrossAccount => ApiError::new(403, "UnauthorizedOperation", GENERAL),
        })?;
    }
    let digits = crate::digest::hex(&["instance", world.seed(), &exchange.request_id], 17);
    let text = |name: &str, text: &str| Tree::text(name, text);
    let instance = Tree::node(
        "item",
        vec![
            text("instanceId", &format!("i-{digits}")),
            text("imageId", form.first("ImageId").unwrap_or_default()),
            Tree::node("instanceState", vec![text("code", "0"), text("name", "pending")]),
            text("instanceType", form.first("InstanceType").unwrap_or("m7g.large")),
            Tree::Time("launchTime".to_owned(), exchange.now),
        ],
    );
    Ok(Tree::node(
        "RunInstancesResponse",
        vec![
            text("requestId", &exchange.request_id),
            text("reservationId", &format!("r-{digits}")),
            text("ownerId", &caller.account),
            Tree::node("instancesSet", vec![instance]),
        ],
    ))
}

/// Finds the profile by name or ARN in the caller's account, and its role.
fn role_of_profile(exchange: &Exchange<'_>, caller: &Caller, wanted: &str) -> Result<String, ApiError> {
    let unknown = |name: &str| {
        let text =
            format!("Value ({wanted}) for parameter {name} is invalid. Invalid IAM Instance Profile {name}");
        ApiError::new(400, "InvalidParameterValue", text)
    };
    let parameter =
        if wanted.starts_with("arn:") { "iamInstanceProfile.arn" } else { "iamInstanceProfile.name" };
    let account = exchange.world.account(&caller.account).ok_or_else(|| unknown(parameter))?;
    let fits = |name: &str, arn: String| name == wanted || arn == wanted;
    let profile =
        account.instance_profiles.iter().find(|it| fits(&it.name, account.instance_profile_arn(it)));
    let profile = profile.ok_or_else(|| unknown(parameter))?;
    let role = account.role(&profile.role).ok_or_else(|| unknown(parameter))?;
    Ok(account.role_arn(role))
}

/// The name of the service that a role is passed to.
pub(super) fn service_name(region: &str) -> &'static str {
    if dns_suffix(region).ends_with(".cn") { "ec2.amazonaws.com.cn" } else { "ec2.amazonaws.com" }
}

fn unauthorized(exchange: &Exchange<'_>, verdict: &Verdict) -> ApiError {
    let text = format!(
        "{GENERAL} {}. Encoded authorization failure message: {}",
        verdict.denial(exchange.world.denial_text()),
        encode_message(exchange.world, verdict)
    );
    ApiError::new(403, "UnauthorizedOperation", text)
}

/// EC2 has codes of its own for a signature that does not hold.
fn in_words_of_ec2(error: ApiError) -> ApiError {
    const VALIDATE: &str = "AWS was not able to validate the provided access credentials";
    match error.code.as_str() {
        "UnrecognizedClientException" | "InvalidSignatureException" => {
            ApiError::new(401, "AuthFailure", VALIDATE)
        }
        "ExpiredTokenException" => ApiError::new(400, "RequestExpired", "Request has expired."),
        "MissingAuthenticationTokenException" => {
            ApiError::new(400, "MissingParameter", "The request must contain the parameter AWSAccessKeyId")
        }
        _ => error,
    }
}

fn fault(effect: Effect) -> ApiError {
    match effect {
        Effect::Status(503) => {
            ApiError::new(503, "Unavailable", "The service is unavailable. Please try again shortly.")
        }
        Effect::Status(status) => ApiError::new(status, "InternalError", "An internal error has occurred"),
        _ => ApiError::new(503, "RequestLimitExceeded", "Request limit exceeded."),
    }
}

/// EC2's own document, on one line.
fn failure(error: &ApiError, id: &str) -> String {
    let message = escape(error.message.as_deref().unwrap_or_default());
    format!(
        "{DECLARATION}<Response><Errors><Error><Code>{}</Code><Message>{message}</Message></Error></Errors>\
         <RequestID>{id}</RequestID></Response>",
        error.code
    )
}

const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
const NAMESPACE: &str = "http://ec2.amazonaws.com/doc/2016-11-15/";
const GENERAL: &str = "You are not authorized to perform this operation.";
