//! What an account and a cluster tell of themselves, in the shapes that `aws … --output json` prints.
//!
//! Every part is asked for by itself: what may not be read is told with the reason, and the rest goes on.

mod eks;
mod iam;

use aws_config::{BehaviorVersion, Region, SdkConfig};
use aws_smithy_runtime_api::client::result::SdkError;
use aws_smithy_types::error::metadata::ProvideErrorMetadata;
use serde_json::Value;

/// Who asked, and what was told.
#[derive(Debug, Default)]
pub(crate) struct Survey {
    /// The ARN that STS told.
    pub(crate) caller: Option<String>,
    /// The URL of the cluster's Kubernetes API, that EKS told.
    pub(crate) endpoint: Option<String>,
    /// The documents, by the name of a file.
    pub(crate) documents: Vec<(String, Value)>,
    /// What may not be read: what it is, and why.
    pub(crate) refused: Vec<(String, String)>,
}

impl Survey {
    /// Takes an answer, or writes down why there is none.
    fn take<T>(&mut self, what: &str, answer: Result<T, String>) -> Option<T> {
        answer.map_err(|why| self.refused.push((what.to_owned(), why))).ok()
    }

    fn put(&mut self, name: impl Into<String>, document: Value) {
        self.documents.push((name.into(), document));
    }
}

/// Asks STS, EKS and IAM.
pub(crate) fn ask(cluster: &str, region: Option<String>, profile: Option<&str>) -> Result<Survey, String> {
    super::runtime()?.block_on(async {
        let config = config(region, profile).await;
        let mut survey = Survey::default();
        let identity = aws_sdk_sts::Client::new(&config).get_caller_identity().send().await;
        let identity = survey.take("sts:GetCallerIdentity", identity.map_err(why));
        survey.caller = identity.and_then(|it| it.arn);
        eks::ask(&aws_sdk_eks::Client::new(&config), cluster, &mut survey).await;
        let iam = config.clone().into_builder().region(iam_region(config.region())).build();
        iam::ask(&aws_sdk_iam::Client::new(&iam), &mut survey).await;
        Ok(survey)
    })
}

/// Returns the Region for which IAM takes signatures: there is one in each partition.
fn iam_region(region: Option<&Region>) -> Option<Region> {
    let region = region?;
    Some(match eks_iam_arn::Partition::for_region(region.as_ref()).id() {
        "aws" => Region::new("us-east-1"),
        "aws-cn" => Region::new("cn-north-1"),
        "aws-us-gov" => Region::new("us-gov-west-1"),
        _ => region.clone(),
    })
}

async fn config(region: Option<String>, profile: Option<&str>) -> SdkConfig {
    let mut loader = aws_config::defaults(BehaviorVersion::latest()).http_client(super::http::client());
    if let Some(region) = region {
        loader = loader.region(Region::new(region));
    }
    if let Some(profile) = profile {
        loader = loader.profile_name(profile);
    }
    loader.load().await
}

/// Says why an answer is missing: the service's code and message, never the debug form, which holds the whole answer.
fn why<E, R>(error: SdkError<E, R>) -> String
where
    E: std::error::Error + ProvideErrorMetadata + 'static,
    R: std::fmt::Debug + 'static,
{
    match (error.code(), error.message()) {
        (Some(code), Some(message)) => format!("{code}: {message}"),
        _ => super::chain(&error),
    }
}
