//! A plain request signed by our own signer, for services whose SDK crate we do not carry.

use eks_iam_mock_aws::Request;
use eks_iam_sigv4::SigningParams;

use super::{Outcome, Run, http};
use crate::file::Step;

/// Calls ec2:RunInstances with an instance profile, in EC2's query protocol.
pub(super) async fn run_instances(run: &Run<'_>, step: &Step) -> Outcome {
    let region = run.region();
    let profile = run.parameter(step, "iam-instance-profile").unwrap_or_default();
    let credentials = match run.credentials(&step.caller) {
        Ok(credentials) => credentials,
        Err(problem) => return Outcome::failure(problem),
    };
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
    let body = String::from_utf8_lossy(&response.body);
    if response.status == 200 {
        return Outcome::success("instances are being launched");
    }
    let code = element(&body, "Code").unwrap_or("Unknown");
    let message = unescape(element(&body, "Message").unwrap_or("unknown"));
    let printed = format!("An error occurred ({code}) when calling the RunInstances operation: {message}");
    Outcome::failure(printed).with(Some(code), Some(&message))
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
