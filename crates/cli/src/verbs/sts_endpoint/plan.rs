//! `eks-iam sts-endpoint plan`: in which Regions STS is called when an endpoint is at fault, and what each answer leads to.

use std::time::Duration;

use clap::Args;
use eks_iam_arn::Partition;
use eks_iam_span::Language;
use eks_iam_sts_endpoint::{Attempt, FailoverPlan, FailoverPolicy, Outcome, Step, failover_regions};
use serde_json::{Value, json};

use super::put;
use crate::{
    batch::LineError,
    face::{Face, Output, needed},
    input::{flag, text, texts},
    language::pick,
    output::{BAD, Failure, GOOD, HEAD, Status, paint},
};

/// Tell in which Regions STS is called, in order, when an endpoint is at fault, and what an answer leads to.
///
/// All Regions are of one partition, and each request is signed for the Region it goes to. No connection, a timeout, a 5xx
/// and RegionDisabledException go on to the next Region; throttling is retried where it is, with backoff, and goes on when
/// that is spent; any other 4xx is a verdict about the caller and ends the plan. With --outcome the plan is played through;
/// the exit status is then 1 when no call succeeds. Nothing is sent.
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(super) struct Arguments {
    /// The Region to begin with.
    #[arg(long, conflicts_with = "batch")]
    region: Option<String>,
    /// A Region to go on to; may be given several times, or with commas [default: up to three that are near].
    #[arg(long = "to", value_name = "REGION", value_delimiter = ',', conflicts_with = "batch")]
    regions: Vec<String>,
    /// Use the Regions' FIPS endpoints.
    #[arg(long, conflicts_with = "batch")]
    fips: bool,
    /// Use the Regions' dual-stack endpoints.
    #[arg(long, conflicts_with = "batch")]
    dual_stack: bool,
    /// How often the whole list is gone through.
    #[arg(long, value_name = "N", default_value_t = 2, conflicts_with = "batch")]
    rounds: u32,
    /// The seed of the waits' jitter.
    #[arg(long, value_name = "N", default_value_t = 0, conflicts_with = "batch")]
    seed: u64,
    /// What came of an attempt, in order: success, no-connection, timeout, unreadable, not-sent, a status such as 503, or a
    /// status and a code such as 400:Throttling.
    #[arg(long = "outcome", value_name = "OUTCOME", value_delimiter = ',', conflicts_with = "batch")]
    outcomes: Vec<String>,
    #[command(flatten)]
    output: Output,
}

const EXAMPLES: &str = "\
Examples:
  eks-iam sts-endpoint plan --region us-west-2
  eks-iam sts-endpoint plan --region ap-northeast-1 --to ap-northeast-3,us-west-2
  eks-iam sts-endpoint plan --region us-west-2 --outcome timeout \\
    --outcome 403:RegionDisabledException --outcome success
  eks-iam sts-endpoint plan --region us-west-2 --outcome 400:Throttling,400:Throttling,success \\
    --seed 7
  eks-iam sts-endpoint plan --batch < plans.jsonl

A line of a batch has the keys region, regions, fips, dual_stack, rounds, seed and outcomes.";

/// Runs the verb.
pub(super) fn run(arguments: &Arguments, language: Language) -> Result<Status, Failure> {
    let is_yes =
        |it: &Value| it["steps"].as_array().is_none_or(|it| it.last().is_none_or(|it| it["step"] != "stop"));
    let face = Face { answer, text: to_text, is_yes };
    face.run(&arguments.output, language, || {
        Ok(vec![json!({
            "region": needed(arguments.region.as_deref(), "--region", language)?,
            "regions": if arguments.regions.is_empty() { Value::Null } else { json!(arguments.regions) },
            "fips": arguments.fips,
            "dual_stack": arguments.dual_stack,
            "rounds": arguments.rounds,
            "seed": arguments.seed,
            "outcomes": arguments.outcomes,
        })])
    })
}

fn answer(line: &Value, language: Language) -> Result<Value, LineError> {
    let region = text(line, "region")?;
    let others = match line.get("regions").filter(|it| !it.is_null()) {
        Some(_) => texts(line, "regions")?,
        None => failover_regions(region).into_iter().map(str::to_owned).collect(),
    };
    let others: Vec<&str> = others.iter().map(String::as_str).collect();
    let default = FailoverPolicy::default();
    let policy = FailoverPolicy {
        fips: flag(line, "fips")?,
        dual_stack: flag(line, "dual_stack")?,
        rounds: number(line, "rounds")?.unwrap_or(default.rounds),
        ..default
    };
    let mut plan = FailoverPlan::with_policy(region, &others, policy)
        .map_err(|error| LineError::new(error.kind(), error.message(language)))?
        .with_seed(number(line, "seed")?.unwrap_or(0));
    let attempts: Vec<Value> = plan.attempts().map(attempt_json).collect();
    let outcomes = texts(line, "outcomes")?;
    let steps = outcomes
        .iter()
        .map(|it| outcome(it, language).map(|outcome| (it, outcome)))
        .collect::<Result<Vec<_>, _>>()?;
    let played = play(&mut plan, &steps);
    Ok(json!({
        "partition": Partition::for_region(region).id(),
        "attempts": attempts,
        "steps": played,
        "health": plan.health().map(|(region, it)| json!({"region": region, "health": it.as_str()})).collect::<Vec<_>>(),
    }))
}

/// Gives the plan one outcome after the other, to its end or theirs.
fn play(plan: &mut FailoverPlan, outcomes: &[(&String, Outcome<'_>)]) -> Vec<Value> {
    let mut steps = Vec::new();
    for (name, outcome) in outcomes {
        let asked = plan.current().region.clone();
        let step = plan.next(outcome);
        let mut json = json!({"region": asked, "outcome": name, "fault": outcome.fault().as_str()});
        match &step {
            Step::Try(attempt) => {
                put(&mut json, "step", "try");
                put(&mut json, "next", attempt_json(attempt));
                put(&mut json, "delay_ms", attempt.delay.as_secs_f64() * 1000.0);
            }
            Step::Stop(reason) => {
                put(&mut json, "step", "stop");
                put(&mut json, "reason", reason.as_str());
            }
            _ => put(&mut json, "step", "done"),
        }
        steps.push(json);
        if !matches!(step, Step::Try(_)) {
            break;
        }
    }
    steps
}

fn attempt_json(it: &Attempt) -> Value {
    json!({"region": it.region, "url": it.url, "host": it.host, "signing_region": it.signing_region})
}

/// Reads an outcome by its name, its status, or status and code.
fn outcome(text: &str, language: Language) -> Result<Outcome<'_>, LineError> {
    let (status, code) = match text.split_once(':') {
        Some((status, code)) => (status, Some(code)),
        None => (text, None),
    };
    Ok(match text {
        "success" => Outcome::Success,
        "no-connection" => Outcome::NoConnection,
        "timeout" => Outcome::Timeout,
        "unreadable" => Outcome::Unreadable,
        "not-sent" => Outcome::NotSent,
        _ => match status.parse() {
            Ok(status @ 100..=599) => Outcome::Response { status, code },
            _ => {
                let why = pick(
                    language,
                    "is no outcome: success, no-connection, timeout, unreadable, not-sent, 503, or 400:Throttling",
                    "は結果ではありません。success、no-connection、timeout、unreadable、not-sent、503、400:Throttling の形で指定してください",
                );
                return Err(LineError::new("unknown-outcome", format!("`{}` {why}", text.escape_debug())));
            }
        },
    })
}

/// Returns the number under a key that may be absent.
fn number<T: TryFrom<u64>>(line: &Value, key: &str) -> Result<Option<T>, LineError> {
    match line.get(key).filter(|it| !it.is_null()) {
        None => Ok(None),
        Some(it) => {
            let number = it.as_u64().and_then(|it| T::try_from(it).ok());
            number.map(Some).ok_or_else(|| LineError::missing(key))
        }
    }
}

fn to_text(answer: &Value, language: Language) -> String {
    let word = |value: &Value, key: &str| value[key].as_str().unwrap_or_default().to_owned();
    let mut shown = format!(
        "{}\n",
        paint(
            HEAD,
            &match language {
                Language::Japanese => format!("パーティション {} の順序", word(answer, "partition")),
                Language::English => format!("order in partition {}", word(answer, "partition")),
            }
        )
    );
    for (at, it) in answer["attempts"].as_array().into_iter().flatten().enumerate() {
        let signed = match language {
            Language::Japanese => format!("{} で署名", word(it, "signing_region")),
            Language::English => format!("signed for {}", word(it, "signing_region")),
        };
        shown.push_str(&format!("  {}. {}  ({signed})\n", at + 1, word(it, "url")));
    }
    if answer["attempts"].as_array().is_some_and(|it| it.len() == 1) {
        let alone = pick(
            language,
            "  the partition has no other Region: there is nowhere to go on to\n",
            "  このパーティションには他のリージョンがないため、切り替え先はありません\n",
        );
        shown.push_str(alone);
    }
    for it in answer["steps"].as_array().into_iter().flatten() {
        let head = format!("{}: {} ", word(it, "region"), word(it, "outcome"));
        let wait = Duration::from_secs_f64(it["delay_ms"].as_f64().unwrap_or_default() / 1000.0);
        let then = match (word(it, "step").as_str(), language) {
            ("try", _) => next_text(&word(&it["next"], "region"), &word(it, "region"), wait, language),
            ("done", _) => paint(GOOD, pick(language, "done", "成功")),
            (_, Language::Japanese) if it["reason"] == "verdict" => {
                paint(BAD, "終了: 呼び出し元またはリクエストへの回答であり、他のリージョンでも同じです")
            }
            (_, Language::Japanese) => paint(BAD, "終了: すべてのリージョンを試しました"),
            (_, Language::English) if it["reason"] == "verdict" => paint(
                BAD,
                "the end: a verdict about the caller or the request; another Region would say the same",
            ),
            (_, Language::English) => paint(BAD, "the end: every Region was tried"),
        };
        shown.push_str(&format!("  {head}→ {then}\n"));
    }
    shown
}

fn next_text(next: &str, asked: &str, wait: Duration, language: Language) -> String {
    let ms = wait.as_millis();
    match (next == asked, wait.is_zero(), language) {
        (true, _, Language::Japanese) => format!("{ms} ms 待って同じリージョンで再試行"),
        (true, _, Language::English) => format!("again in the same Region after {ms} ms"),
        (false, true, Language::Japanese) => format!("{next} へ切り替え、{next} で署名し直す"),
        (false, true, Language::English) => format!("on to {next}, signed again for {next}"),
        (false, false, Language::Japanese) => {
            format!("{ms} ms 待って {next} へ切り替え、{next} で署名し直す")
        }
        (false, false, Language::English) => format!("on to {next} after {ms} ms, signed again for {next}"),
    }
}
