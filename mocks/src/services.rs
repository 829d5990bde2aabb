//! The services: each reads its own protocol, decides, and answers in it.

pub(crate) mod console;
mod ec2;
mod eks;
mod eks_auth;
mod iam;
pub(crate) mod kubernetes;
mod oidc;
mod pod_identity_agent;
mod query;
mod s3;
mod sts;

use eks_iam_sigv4::Request;

pub(crate) use self::oidc::is_issuer_host;
use crate::{Answer, Response, World, fault::Effect, route::Route};

/// Routes a request by its host, lets faults strike, and has the service answer.
///
/// `host` is for whom it is meant, where that is another than the request says.
pub(crate) fn answer(world: &World, request: &Request, host: Option<&str>) -> Answer {
    let host = host.or(request.host()).unwrap_or_default().to_owned();
    if !world.accepts_connection(&host) {
        return Answer::NoConnection;
    }
    let Some(route) = Route::of(world, &host) else { return Answer::Response(misdirected(world, &host)) };
    let operation = match &route {
        Route::Sts { .. } => sts::operation(request),
        Route::Eks(_) => eks::operation(request),
        Route::Iam(_) => iam::operation(request),
        Route::Ec2(_) => ec2::operation(request),
        Route::EksAuth(_) => eks_auth::operation(request),
        Route::S3(_) => s3::operation(request),
        Route::PodIdentityAgent => pod_identity_agent::OPERATION.to_owned(),
        Route::Oidc => "oidc:Get".to_owned(),
        Route::Kubernetes(_) => kubernetes::operation(request),
    };
    let strike = world.faults().strike(&host, &operation);
    if strike.effect == Some(Effect::Reset) {
        return Answer::Reset;
    }
    let response = match &route {
        Route::Sts { region, scope_region } => sts::answer(world, request, strike, (region, scope_region)),
        Route::Eks(region) => eks::answer(world, request, strike, region),
        Route::Iam(region) => iam::answer(world, request, strike, region),
        Route::Ec2(region) => ec2::answer(world, request, strike, region),
        Route::EksAuth(region) => eks_auth::answer(world, request, strike, region),
        Route::S3(region) => s3::answer(world, request, strike, region),
        Route::PodIdentityAgent => pod_identity_agent::answer(world, request),
        Route::Oidc => oidc::answer(world, request, &host),
        Route::Kubernetes(cluster) => kubernetes::answer(world, request, strike, cluster),
    };
    let mut response = dated(world, response, strike.skew_seconds);
    if let Some(seconds) = strike.retry_after {
        response = response
            .with_header("Retry-After", seconds.to_string())
            .with_header("x-amz-retry-after", (u64::from(seconds) * 1000).to_string());
    }
    match strike.milliseconds {
        milliseconds if strike.truncates => Answer::Truncated { milliseconds, response },
        0 => Answer::Response(response),
        milliseconds => Answer::Late { milliseconds, response },
    }
}

/// Every answer carries the service's time, which clients take for AWS's.
fn dated(world: &World, response: Response, skew_seconds: i64) -> Response {
    let date = (world.now() + skew_seconds).http_date();
    response.with_header("Date", date)
}

/// No service of AWS would answer so; a test that forgot a host is to notice.
fn misdirected(world: &World, host: &str) -> Response {
    let text = format!(
        "this world has no host `{host}`: it has STS, IAM, EKS, EKS Auth, EC2 and S3 of every partition, the Pod Identity \
         agent, the Kubernetes API and the OIDC issuer of each of its clusters\n"
    );
    let response = Response::new(421, text).with_header("Content-Type", "text/plain; charset=utf-8");
    dated(world, response, 0)
}
