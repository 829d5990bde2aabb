//! `eks-iam sts-endpoint` itself: the decision, its trace, and what will go wrong with it.

use clap::Args;
use eks_iam_arn::Partition;
use eks_iam_span::Language;
use eks_iam_sts_endpoint::{
    ClientSettings, EndpointQuery, Origins, SIGNING_NAME, Trace, Why, client_endpoint, endpoint_of_host,
    explain, partition_via, resolve, warnings,
};
use serde_json::{Value, json};

use super::{family, trace_json, trace_text, warnings_json, warnings_text};
use crate::{
    batch::LineError,
    face::{Face, Output},
    input::{flag, optional_text},
    language::pick,
    output::{Failure, HEAD, Status, paint},
    render::{rows, shown},
};

#[derive(Debug, Args)]
pub(super) struct Question {
    /// The client's Region.
    #[arg(long, conflicts_with = "batch")]
    region: Option<String>,
    /// The endpoint given in code or by AWS_ENDPOINT_URL_STS.
    #[arg(long, value_name = "URL", conflicts_with = "batch")]
    endpoint: Option<String>,
    /// The mode `legacy`: some Regions call the global endpoint.
    #[arg(long, conflicts_with = "batch")]
    global: bool,
    /// FIPS is on.
    #[arg(long, conflicts_with = "batch")]
    fips: bool,
    /// Dual-stack is on.
    #[arg(long, conflicts_with = "batch")]
    dual_stack: bool,
    /// Tell what this SDK does with these settings, where it has rules of its own: boto3, go-v2, …
    #[arg(long, value_name = "NAME", conflicts_with = "batch")]
    sdk: Option<String>,
    /// Show every step of the decision.
    #[arg(long)]
    trace: bool,
    #[command(flatten)]
    output: Output,
}

pub(super) fn run(arguments: &Question, language: Language) -> Result<Status, Failure> {
    let text = if arguments.trace { to_text_with_trace } else { to_text };
    let is_yes = |it: &Value| it["warnings"].as_array().is_none_or(Vec::is_empty);
    let face = Face { answer, text, is_yes };
    face.run(&arguments.output, language, || {
        Ok(vec![json!({
            "given": {
                "region": arguments.region,
                "fips": arguments.fips,
                "dual_stack": arguments.dual_stack,
                "global": arguments.global,
                "endpoint": arguments.endpoint,
            },
            "sdk": arguments.sdk,
        })])
    })
}

/// What was decided, by the rule set or by one SDK.
struct Decision {
    url: String,
    host: String,
    signing_region: Option<String>,
    why: Why,
    trace: Trace,
}

fn answer(line: &Value, language: Language) -> Result<Value, LineError> {
    let given = line.get("given").ok_or_else(|| LineError::missing("given"))?;
    let query = EndpointQuery {
        region: optional_text(given, "region")?,
        fips: flag(given, "fips")?,
        dual_stack: flag(given, "dual_stack")?,
        global: flag(given, "global")?,
        endpoint: optional_text(given, "endpoint")?,
    };
    let it = match optional_text(line, "sdk")? {
        Some(name) => by_sdk(&query, name, language)?,
        None => by_rule_set(&query, language)?,
    };
    // The partition is that of the Region that was used, which an SDK may have assumed or rewritten.
    let region = it.signing_region.as_deref().filter(|_| query.region.is_none()).or(query.region);
    // A URL may name a port and have capital letters; the endpoint is the same.
    let name = it.host.split(':').next().unwrap_or_default().to_ascii_lowercase();
    Ok(json!({
        "url": it.url,
        "host": it.host,
        "signing_region": it.signing_region,
        "signing_name": SIGNING_NAME,
        "partition": region.map(|it| Partition::for_region(it).id()),
        "partition_via": region.map(|it| partition_via(it).as_str()),
        "scope_region": endpoint_of_host(&name).map(|it| it.scope_region),
        "why": [it.why.as_str()],
        "explanation": {
            "en": it.why.explanation(Language::English),
            "ja": it.why.explanation(Language::Japanese),
        },
        "trace": trace_json(&it.trace, language),
        "warnings": warnings_json(&warnings(&it.host, it.signing_region.as_deref()), language),
    }))
}

fn by_rule_set(query: &EndpointQuery<'_>, language: Language) -> Result<Decision, LineError> {
    let endpoint = resolve(query).map_err(|error| LineError::new(error.kind(), error.message(language)))?;
    Ok(Decision {
        host: endpoint.host().to_owned(),
        signing_region: endpoint.signing_region().map(str::to_owned),
        why: endpoint.why(),
        url: endpoint.into_url(),
        trace: explain(query, &Origins::default()),
    })
}

/// The settings as if all were given in code; the mode, which few SDKs take there, by its variable.
fn by_sdk(query: &EndpointQuery<'_>, name: &str, language: Language) -> Result<Decision, LineError> {
    let mode = ("AWS_STS_REGIONAL_ENDPOINTS".to_owned(), "legacy".to_owned());
    let settings = ClientSettings {
        explicit_endpoint: query.endpoint.map(str::to_owned),
        explicit_region: query.region.map(str::to_owned),
        explicit_fips: Some(query.fips),
        explicit_dual_stack: Some(query.dual_stack),
        environment: query.global.then_some(mode).into_iter().collect(),
        ..ClientSettings::default()
    };
    let endpoint = client_endpoint(family(name, None, language)?, &settings)
        .map_err(|error| LineError::new(error.fault().as_str(), error.message(language)))?;
    Ok(Decision {
        url: endpoint.url,
        host: endpoint.host,
        signing_region: Some(endpoint.signing_region),
        why: endpoint.why,
        trace: endpoint.trace,
    })
}

fn to_text(answer: &Value, language: Language) -> String {
    let list = [
        (pick(language, "signed for", "署名リージョン"), shown(&answer["signing_region"])),
        (pick(language, "service", "サービス"), shown(&answer["signing_name"])),
        (pick(language, "partition", "パーティション"), shown(&answer["partition"])),
        (
            pick(language, "because", "理由"),
            shown(answer["explanation"].get(language.as_str()).unwrap_or(&Value::Null)),
        ),
    ];
    let head = paint(HEAD, &shown(&answer["url"]));
    format!("{head}\n{}{}", rows(&list), warnings_text(answer, language))
}

fn to_text_with_trace(answer: &Value, language: Language) -> String {
    to_text(answer, language) + &trace_text(answer, language)
}
