//! S3, as far as ListBuckets and ListObjectsV2 go: the first tells whose credentials a pod has, the second meets the
//! bucket's own policy, also across accounts.

use eks_iam_sigv4::Request;

use crate::{
    Check, Response, World,
    exchange::{ApiError, Exchange},
    fault::{Effect, Strike},
    identity::Caller,
    xml::escape,
};

/// The operation as faults name it.
pub(crate) fn operation(request: &Request) -> String {
    format!("s3:{}", name(request))
}

fn name(request: &Request) -> &'static str {
    match (request.method.as_str(), request.path(), bucket(request)) {
        ("GET", "/", Some(_)) => "ListObjectsV2",
        ("GET", "/", None) => "ListBuckets",
        _ => "Unknown",
    }
}

/// The bucket that stands before the service in the host.
fn bucket(request: &Request) -> Option<&str> {
    let host = request.host()?;
    host.split_once(".s3.").map(|(bucket, _)| bucket).filter(|it| !it.is_empty())
}

/// Answers a request to S3 of a region.
pub(crate) fn answer(world: &World, request: &Request, strike: Strike, region: &str) -> Response {
    let mut exchange = Exchange::new(world, request, strike, ("s3", region, name(request)));
    let result = run(&mut exchange);
    let id = crate::digest::base32(&["s3-request", world.seed(), &exchange.request_id], 16);
    let host_id = crate::digest::base64_text(&["s3-host", world.seed(), &exchange.request_id], 75) + "=";
    let (status, body) = match &result {
        Ok(body) => (200, body.clone()),
        Err(error) => {
            let message = escape(error.message.as_deref().unwrap_or_default());
            let body = format!(
                "{DECLARATION}<Error><Code>{}</Code><Message>{message}</Message><RequestId>{id}</RequestId>\
                 <HostId>{host_id}</HostId></Error>",
                error.code
            );
            (error.status, body)
        }
    };
    exchange.record(status, result.as_ref().err());
    Response::new(status, body)
        .with_header("x-amz-request-id", id)
        .with_header("x-amz-id-2", host_id)
        .with_header("Content-Type", "application/xml")
        .with_header("Server", "AmazonS3")
}

fn run(exchange: &mut Exchange<'_>) -> Result<String, ApiError> {
    if let Some(effect) = exchange.effect {
        return Err(match effect {
            Effect::Status(503) => {
                ApiError::new(503, "ServiceUnavailable", "Please reduce your request rate.")
            }
            Effect::Status(status) => {
                ApiError::new(status, "InternalError", "We encountered an internal error. Please try again.")
            }
            _ => ApiError::new(503, "SlowDown", "Please reduce your request rate."),
        });
    }
    if exchange.operation == "Unknown" {
        let text = "A header you provided implies functionality that is not implemented";
        return Err(ApiError::new(501, "NotImplemented", text));
    }
    let region = exchange.region.clone();
    let caller = exchange.authenticate(&region).map_err(|error| in_words_of_s3(error, &region))?;
    if let Some(bucket) = bucket(exchange.request) {
        return objects(exchange, &caller, bucket);
    }
    let question = exchange.question(&caller, "s3:ListAllMyBuckets", "*");
    exchange.permit(&caller, question).map_err(without_resource)?;
    Ok(buckets(exchange, &caller))
}

/// Asks both sides: the caller's policies and the bucket's own, with the guard rails of the bucket's organization.
fn objects(exchange: &Exchange<'_>, caller: &Caller, bucket: &str) -> Result<String, ApiError> {
    let accounts = exchange.world.accounts();
    let owner = accounts.iter().find(|it| it.buckets.iter().any(|it| it == bucket));
    let owner =
        owner.ok_or_else(|| ApiError::new(404, "NoSuchBucket", "The specified bucket does not exist"))?;
    let resource = format!("arn:{}:s3:::{bucket}", owner.partition);
    let mut question =
        exchange.question(caller, "s3:ListBucket", &resource).with("aws:ResourceAccount", owner.id.as_str());
    // An S3 ARN does not tell the account.
    question.resource_account = Some(owner.id.clone());
    let mut set = exchange.policies(caller);
    set.resource = owner.bucket_policies.iter().find(|(name, _)| name == bucket).map(|(_, it)| it.clone());
    set.rcp.clone_from(&owner.rcps);
    exchange.ask(Check::Policy, question, &set).map_err(|verdict| {
        ApiError::new(403, "AccessDenied", verdict.denial(exchange.world.denial_text()))
    })?;
    Ok(format!(
        "{DECLARATION}<ListBucketResult xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><Name>{}</Name><Prefix></Prefix>\
         <KeyCount>0</KeyCount><MaxKeys>1000</MaxKeys><IsTruncated>false</IsTruncated></ListBucketResult>",
        escape(bucket)
    ))
}

/// S3 names no resource where there is none but `*`.
fn without_resource(mut error: ApiError) -> ApiError {
    if let Some(text) = &mut error.message {
        *text = text.replacen(" on resource: *", "", 1);
    }
    error
}

fn buckets(exchange: &Exchange<'_>, caller: &Caller) -> String {
    let account = exchange.world.account(&caller.account);
    let names = account.as_ref().map(|it| it.buckets.as_slice()).unwrap_or_default();
    let created = exchange.world.began().rfc3339();
    let created = created.strip_suffix('Z').unwrap_or(&created);
    let items: String = names
        .iter()
        .map(|name| {
            format!(
                "<Bucket><Name>{}</Name><CreationDate>{created}.000Z</CreationDate></Bucket>",
                escape(name)
            )
        })
        .collect();
    let owner = crate::digest::hex(&["canonical-user", &caller.account], 64);
    format!(
        "{DECLARATION}<ListAllMyBucketsResult xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><Owner><ID>{owner}</ID></Owner>\
         <Buckets>{items}</Buckets></ListAllMyBucketsResult>"
    )
}

/// S3 has codes and texts of its own for a signature that does not hold.
fn in_words_of_s3(error: ApiError, region: &str) -> ApiError {
    let text = error.message.clone().unwrap_or_default();
    match error.code.as_str() {
        "UnrecognizedClientException" => ApiError::new(
            403,
            "InvalidAccessKeyId",
            "The AWS Access Key Id you provided does not exist in our records.",
        ),
        "ExpiredTokenException" => ApiError::new(400, "ExpiredToken", "The provided token has expired."),
        "MissingAuthenticationTokenException" => ApiError::new(403, "AccessDenied", "Access Denied"),
        "InvalidSignatureException" if text.starts_with("Credential should be scoped") => ApiError::new(
            400,
            "AuthorizationHeaderMalformed",
            format!("The authorization header is malformed; the region is wrong; expecting '{region}'"),
        ),
        "InvalidSignatureException" if text.starts_with("Signature ") => ApiError::new(
            403,
            "RequestTimeTooSkewed",
            "The difference between the request time and the current time is too large.",
        ),
        "InvalidSignatureException" => ApiError::new(
            403,
            "SignatureDoesNotMatch",
            "The request signature we calculated does not match the signature you provided. Check your key and signing method.",
        ),
        _ => ApiError { status: 400, code: "AuthorizationHeaderMalformed".to_owned(), ..error },
    }
}

const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
