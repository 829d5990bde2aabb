//! The real aws-sdk-eks client.

use aws_sdk_eks::{
    Client,
    operation::create_cluster::builders::CreateClusterFluentBuilder,
    types::{AccessScope, AccessScopeType, VpcConfigRequest},
};
use aws_smithy_http_client::Builder as HttpClientBuilder;
use aws_smithy_types::retry::RetryConfig;
use eks_iam_mock_aws::{Credentials, RedirectInterceptor};

use super::{
    Outcome, Run,
    sdk::{clock, failure, patience, timeouts},
};
use crate::file::Step;

/// Makes the call of a step.
pub(super) async fn run(run: &mut Run<'_>, step: &Step) -> Outcome {
    match run.credentials(step).await {
        Ok(Ok(credentials)) => call(run, step, &client(run, &credentials)).await,
        Ok(Err(outcome)) => outcome,
        Err(problem) => Outcome::failure(problem),
    }
}

fn client(run: &Run<'_>, credentials: &Credentials) -> Client {
    let config = aws_sdk_eks::Config::builder()
        .behavior_version(aws_sdk_eks::config::BehaviorVersion::latest())
        .region(aws_sdk_eks::config::Region::new(run.region()))
        .http_client(HttpClientBuilder::new().build_http())
        .time_source(clock(run))
        .sleep_impl(patience(false))
        .timeout_config(timeouts())
        .retry_config(RetryConfig::disabled())
        .interceptor(RedirectInterceptor::of(run.mock))
        .credentials_provider(eks_iam_mock_aws::sdk_credentials(credentials));
    Client::from_conf(config.build())
}

async fn call(run: &Run<'_>, step: &Step, client: &Client) -> Outcome {
    let name = run.parameter(step, "name").unwrap_or_default();
    match run.operation(step) {
        "eks.describe-cluster" => match client.describe_cluster().name(name).send().await {
            Ok(answer) => Outcome::success(format!("cluster {name} {}", status(answer.cluster()))),
            Err(error) => failure(&error),
        },
        "eks.create-cluster" => match create(client, name, run.parameter(step, "role-arn")).send().await {
            Ok(answer) => Outcome::success(format!("cluster {name} {}", status(answer.cluster()))),
            Err(error) => failure(&error),
        },
        "eks.create-access-entry" => create_entry(run, step, client, name).await,
        "eks.update-access-entry" => {
            let arn = run.parameter(step, "principal-arn").unwrap_or_default();
            let call = client.update_access_entry().cluster_name(name).principal_arn(arn);
            match call.set_kubernetes_groups(groups(run, step)).send().await {
                Ok(_) => Outcome::success(format!("access entry for {arn} updated")),
                Err(error) => failure(&error),
            }
        }
        _ => match client.list_clusters().send().await {
            Ok(answer) => Outcome::success(format!("clusters: {}", answer.clusters().len())),
            Err(error) => failure(&error),
        },
    }
}

fn groups(run: &Run<'_>, step: &Step) -> Option<Vec<String>> {
    let text = run.parameter(step, "kubernetes-groups")?;
    Some(text.split(',').map(|it| it.trim().to_owned()).filter(|it| !it.is_empty()).collect())
}

/// Creates the entry, then associates the access policy where one is named.
async fn create_entry(run: &Run<'_>, step: &Step, client: &Client, name: &str) -> Outcome {
    let arn = run.parameter(step, "principal-arn").unwrap_or_default();
    let call = client.create_access_entry().cluster_name(name).principal_arn(arn);
    if let Err(error) = call.set_kubernetes_groups(groups(run, step)).send().await {
        return failure(&error);
    }
    let Some(policy) = run.parameter(step, "policy-arn") else {
        return Outcome::success(format!("access entry for {arn}"));
    };
    let scope = AccessScope::builder().r#type(AccessScopeType::Cluster).build();
    let call = client.associate_access_policy().cluster_name(name).principal_arn(arn).policy_arn(policy);
    match call.access_scope(scope).send().await {
        Ok(_) => {
            let policy = policy.rsplit('/').next().unwrap_or(policy);
            Outcome::success(format!("access entry for {arn} with {policy}"))
        }
        Err(error) => failure(&error),
    }
}

fn create(client: &Client, name: &str, role: Option<&str>) -> CreateClusterFluentBuilder {
    let subnets = VpcConfigRequest::builder().subnet_ids("subnet-0a").subnet_ids("subnet-0b").build();
    client.create_cluster().name(name).set_role_arn(role.map(str::to_owned)).resources_vpc_config(subnets)
}

fn status(cluster: Option<&aws_sdk_eks::types::Cluster>) -> &str {
    cluster.and_then(|it| it.status()).map_or("", |it| it.as_str())
}
