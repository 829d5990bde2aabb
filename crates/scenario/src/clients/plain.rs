//! A plain request signed by our own signer, for services whose SDK crate we do not carry.

use eks_iam_mock_aws::{Request, Response};
use eks_iam_sigv4::SigningParams;

use super::{Outcome, Run, http};
use crate::file::Step;

/// The SHA-256 of nothing, which S3 wants to see in a header.
const EMPTY_BODY: &str = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

/// Calls ec2:RunInstances with an instance profile, in EC2's query protocol.
pub(super) async fn run_instances(run: &mut Run<'_>, step: &Step) -> Outcome {
    let region = run.region();
    let credentials = match run.credentials(step).await {
        Ok(Ok(credentials)) => credentials,
        Ok(Err(outcome)) => return outcome,
        Err(problem) => return Outcome::failure(problem),
    };
    let profile = run.parameter(step, "iam-instance-profile").unwrap_or_default();
    let body = format!(
        "Action=RunInstances&Version=2016-11-15&ImageId=ami-0123456789abcdef0&InstanceType=m7g.large&MinCount=1&MaxCount=1\
         &IamInstanceProfile.Name={profile}"
    );
    let mut request = Request {
        method: "POST".to_owned(),
        target: "/".to_owned(),
        headers: vec![
            ("host".to_owned(), format!("ec2.{region}.amazonaws.com")),
            ("content-type".to_owned(), "application/x-www-form-urlencoded; charset=utf-8".to_owned()),
        ],
        body: body.into_bytes(),
    };
    let time = run.mock.world().now();
    eks_iam_sigv4::sign(
        &mut request,
        &SigningParams { credentials: &credentials, region: &region, service: "ec2", time },
    );
    let response = match http::send(run.mock.address(), &request).await {
        Ok(response) => response,
        Err(error) => return Outcome::failure(error.to_string()),
    };
    if response.status == 200 {
        return Outcome::success("instances are being launched");
    }
    refused(&response, "RunInstances")
}

/// What the AWS CLI prints for an error document of EC2 or S3.
fn refused(response: &Response, operation: &str) -> Outcome {
    let body = String::from_utf8_lossy(&response.body);
    let code = element(&body, "Code").unwrap_or("Unknown");
    let message = unescape(element(&body, "Message").unwrap_or("unknown"));
    let printed = format!("An error occurred ({code}) when calling the {operation} operation: {message}");
    Outcome::failure(printed).with(Some(code), Some(&message))
}

/// Calls s3:ListBuckets, or lists the objects of a bucket.
pub(super) async fn s3(run: &mut Run<'_>, step: &Step) -> Outcome {
    let credentials = match run.credentials(step).await {
        Ok(Ok(credentials)) => credentials,
        Ok(Err(outcome)) => return outcome,
        Err(problem) => return Outcome::failure(problem),
    };
    let region = run.region();
    let bucket = run.parameter(step, "bucket");
    let (host, target, operation) = match bucket {
        Some(bucket) => (format!("{bucket}.s3.{region}.amazonaws.com"), "/?list-type=2", "ListObjectsV2"),
        None => (format!("s3.{region}.amazonaws.com"), "/", "ListBuckets"),
    };
    let mut request = Request {
        method: "GET".to_owned(),
        target: target.to_owned(),
        headers: vec![("host".to_owned(), host), ("x-amz-content-sha256".to_owned(), EMPTY_BODY.to_owned())],
        body: Vec::new(),
    };
    let time = run.mock.world().now();
    eks_iam_sigv4::sign(
        &mut request,
        &SigningParams { credentials: &credentials, region: &region, service: "s3", time },
    );
    match http::send(run.mock.address(), &request).await {
        Ok(response) if response.status == 200 => {
            let body = String::from_utf8_lossy(&response.body);
            let (what, tag) =
                if bucket.is_some() { ("objects", "<Contents>") } else { ("buckets", "<Bucket>") };
            Outcome::success(format!("{what}: {}", body.matches(tag).count()))
        }
        Ok(response) => refused(&response, operation),
        Err(error) => Outcome::failure(error.to_string()),
    }
}

/// Returns the text of the first element of that name; EC2's error document has no attributes in it.
fn element<'a>(xml: &'a str, name: &str) -> Option<&'a str> {
    let (_, rest) = xml.split_once(&format!("<{name}>"))?;
    rest.split_once(&format!("</{name}>")).map(|(text, _)| text)
}

fn unescape(text: &str) -> String {
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&apos;", "'")
        .replace("&amp;", "&")
}
