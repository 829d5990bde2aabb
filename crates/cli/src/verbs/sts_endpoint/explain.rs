//! `eks-iam sts-endpoint explain`: what an SDK in a pod does when it calls STS, and which remedies work there.

mod clients;
mod text;

use clap::Args;
use eks_iam_service_account::{PodQuery, RemedyVerdict, client_settings_of_pod, judge_remedies};
use eks_iam_span::Language;
use eks_iam_sts_endpoint::{ClientSettings, SdkFamily};
use serde_json::{Map, Value, json};

pub(in crate::verbs) use self::text::remedies_text;

use self::clients::{client_json, facts_json};
use super::{family, put};
use crate::{
    batch::LineError,
    face::{Face, Output, needed},
    input::{optional_text, wrong},
    language::pick,
    output::{Failure, Status},
};

/// Tell what an SDK in a pod does when it calls STS: host, signing Region, what STS says, and which remedies work.
///
/// The pod has a role by IRSA, so the cluster puts Region and mode into its environment. Without --sdk all families are
/// told, with how each row is known. The four remedies are those of the EKS guide (remove the endpoint, call the Regional
/// one, turn the service account to the global endpoint) and the one that it leaves out: keep the endpoint and sign for
/// its Region. The exit status is 1 when the call will fail.
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(super) struct Arguments {
    /// The SDK or tool: boto3, aws-cli, go-v2, java-v2, js-v3, rust, … [default: all].
    #[arg(long, value_name = "NAME", conflicts_with = "batch")]
    sdk: Option<String>,
    /// Its version, such as 1.38.2 [default: a current one].
    #[arg(long, value_name = "VERSION", requires = "sdk")]
    sdk_version: Option<String>,
    /// The cluster's Kubernetes version [default: a current one].
    #[arg(long, value_name = "VERSION", conflicts_with = "batch")]
    cluster_version: Option<String>,
    /// The cluster's Region.
    #[arg(long, conflicts_with = "batch")]
    region: Option<String>,
    /// The service account's annotation eks.amazonaws.com/sts-regional-endpoints.
    #[arg(long, value_name = "VALUE", conflicts_with = "batch")]
    annotation: Option<String>,
    /// The STS endpoint that the application sets in code.
    #[arg(long, value_name = "URL", conflicts_with = "batch")]
    endpoint: Option<String>,
    /// The Region that the application sets in code.
    #[arg(long, value_name = "REGION", conflicts_with = "batch")]
    client_region: Option<String>,
    /// A variable that the pod's author sets; may be given several times.
    #[arg(long, value_name = "NAME=VALUE", conflicts_with = "batch")]
    env: Vec<String>,
    #[command(flatten)]
    output: Output,
}

const EXAMPLES: &str = "\
Examples:
  eks-iam sts-endpoint explain --sdk boto3 --cluster-version 1.31 --region us-west-2 \\
    --endpoint https://sts.amazonaws.com
  eks-iam sts-endpoint explain --sdk boto3 --sdk-version 1.26.0 --cluster-version 1.21 \\
    --region us-west-2
  eks-iam sts-endpoint explain --sdk rust --region us-west-2 \\
    --env AWS_ENDPOINT_URL_STS=https://sts.amazonaws.com
  eks-iam sts-endpoint explain --region us-west-2 --annotation false
  eks-iam sts-endpoint explain --batch < pods.jsonl

A line of a batch has the options as keys, with _ for -, and `env` as an object. A line without `region` and
`cluster_version` is about a client outside of a cluster.";

/// The version of a cluster that is told nothing of: any that is current.
const CURRENT_CLUSTER: &str = "1.35";

/// Runs the verb.
pub(super) fn run(arguments: &Arguments, language: Language) -> Result<Status, Failure> {
    let face = Face { answer, text: text::to_text, is_yes };
    face.run(&arguments.output, language, || {
        let mut env = Map::new();
        for pair in &arguments.env {
            let Some((name, value)) = pair.split_once('=').filter(|(name, _)| !name.is_empty()) else {
                let why =
                    pick(language, "--env takes NAME=VALUE", "--env は NAME=VALUE の形で指定してください");
                return Err(wrong(language, why));
            };
            env.insert(name.to_owned(), value.into());
        }
        Ok(vec![json!({
            "sdk": arguments.sdk,
            "sdk_version": arguments.sdk_version,
            "cluster_version": arguments.cluster_version,
            "region": needed(arguments.region.as_deref(), "--region", language)?,
            "annotation": arguments.annotation,
            "endpoint": arguments.endpoint,
            "client_region": arguments.client_region,
            "env": env,
        })])
    })
}

/// Whether nothing will fail: of several SDKs, for any.
fn is_yes(answer: &Value) -> bool {
    match answer["clients"].as_array() {
        Some(clients) => clients.iter().all(is_yes),
        None => answer["fails"].is_null() && answer["warnings"].as_array().is_none_or(Vec::is_empty),
    }
}

/// A question: what is known of the pod, or of a client outside of a cluster.
struct Question<'a> {
    version: Option<&'a str>,
    /// Region and version of the cluster.
    cluster: Option<(&'a str, &'a str)>,
    annotation: Option<&'a str>,
    endpoint: Option<&'a str>,
    client_region: Option<&'a str>,
    environment: Vec<(&'a str, &'a str)>,
}

fn answer(line: &Value, language: Language) -> Result<Value, LineError> {
    // Measurements of clients have what was given under `given`.
    let given = line.get("given").unwrap_or(line);
    let name = either(line, "sdk", "client")?;
    let version = either(line, "sdk_version", "version")?;
    let (region, cluster_version) = (optional_text(line, "region")?, optional_text(line, "cluster_version")?);
    let cluster = match (region, cluster_version) {
        (Some(region), version) => Some((region, version.unwrap_or(CURRENT_CLUSTER))),
        (None, Some(_)) => return Err(LineError::missing("region")),
        (None, None) => None,
    };
    let question = Question {
        version,
        cluster,
        annotation: optional_text(line, "annotation")?,
        endpoint: either(given, "endpoint", "explicit_url")?,
        client_region: either(given, "client_region", "explicit_region")?,
        environment: environment(given)?,
    };
    match name {
        Some(name) => Ok(about(family(name, version, language)?, &question, language)),
        None => {
            let clients: Vec<Value> =
                SdkFamily::ALL.into_iter().map(|it| about(it, &question, language)).collect();
            Ok(json!({"clients": clients}))
        }
    }
}

/// Returns the text under the one key or, where it is absent, the other.
fn either<'a>(line: &'a Value, one: &str, other: &str) -> Result<Option<&'a str>, LineError> {
    Ok(optional_text(line, one)?.or(optional_text(line, other)?))
}

fn environment(given: &Value) -> Result<Vec<(&str, &str)>, LineError> {
    let Some(env) = given.get("env").filter(|it| !it.is_null()) else { return Ok(Vec::new()) };
    let env = env.as_object().ok_or_else(|| LineError::missing("env"))?;
    env.iter()
        .map(|(name, value)| Ok((name.as_str(), value.as_str().ok_or_else(|| LineError::missing("env"))?)))
        .collect()
}

fn about(family: SdkFamily, question: &Question<'_>, language: Language) -> Value {
    let pod = question.cluster.map(|(region, cluster_version)| PodQuery {
        cluster_version,
        region,
        annotation: question.annotation,
        family,
        version: question.version,
        explicit_endpoint: question.endpoint,
        explicit_region: question.client_region,
        environment: &question.environment,
    });
    let settings = match &pod {
        Some(pod) => client_settings_of_pod(pod),
        None => ClientSettings {
            explicit_endpoint: question.endpoint.map(str::to_owned),
            explicit_region: question.client_region.map(str::to_owned),
            environment: question
                .environment
                .iter()
                .map(|(a, b)| ((*a).to_owned(), (*b).to_owned()))
                .collect(),
            version: question.version.map(str::to_owned),
            ..ClientSettings::default()
        },
    };
    let mut answer = client_json(family, &settings, language);
    put(&mut answer, "sdk", family.as_str());
    put(&mut answer, "facts", facts_json(family));
    put(&mut answer, "remedies", pod.map(|pod| remedies_json(&pod, language)));
    answer
}

fn remedies_json(pod: &PodQuery<'_>, language: Language) -> Value {
    judge_remedies(pod).iter().map(|it| remedy_json(it, language)).collect()
}

/// Returns a remedy with its verdict under the keys that verbs answer with.
pub(in crate::verbs) fn remedy_json(it: &RemedyVerdict, language: Language) -> Value {
    json!({
        "kind": it.remedy.name(),
        "works": it.works,
        "changes": it.changes,
        "instruction": it.remedy.instruction(language),
        "why": it.why(language),
    })
}
