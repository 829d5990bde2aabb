//! `eks-iam trace`: the access path of a call, hop by hop, over files alone; nothing is called.

mod who;
mod wish;

use std::path::PathBuf;

use clap::Args;
use eks_iam_diagnosis::{Attempt, Case, Diagnosis, Hop, HopReport, Snapshot, Verdict, diagnose};
use eks_iam_error_classifier::classify;
use eks_iam_span::Language;
use serde_json::{Value, json};

use super::explain::{cause_json, cause_text};
use crate::{
    input::{not_loaded, wrong},
    language::pick,
    output::{BAD, FAINT, Failure, GOOD, HEAD, Status, paint, print},
    render::{Format, print_json},
};

/// Trace the access path of a call over a snapshot: a verdict and its evidence for each hop.
///
/// A snapshot is a file or a directory of what `kubectl get -o yaml`, `kubectl config view` and `aws … --output json`
/// print; it may be one document of all parts as well, or a scenario. A hop that the snapshot does not tell of is `unknown`, with the command that fetches what is missing.
///
/// Exit status: 0 nothing stops the call, 1 a hop stops it, 2 it cannot be told from this snapshot.
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct Arguments {
    /// A directory or file of what is known.
    #[arg(value_name = "SNAPSHOT")]
    snapshot: PathBuf,
    /// Who calls: an ARN (a role's stands for a session of it), `pod/NAME` or `node/NAME`.
    #[arg(long = "as", value_name = "WHO")]
    who: String,
    /// What is called: 'list nodes', 'get pods/web in shop', 'eks:DescribeCluster', 'sts:AssumeRole ROLE-ARN', 'console'.
    #[arg(long = "to", value_name = "CALL")]
    call: String,
    /// What to print.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

const EXAMPLES: &str = "\
Examples:
  eks-iam trace my-cluster/ --as arn:aws:sts::111122223333:assumed-role/eks-admin/dev \\
    --to 'list nodes'
  eks-iam trace my-cluster/ --as arn:aws:iam::111122223333:role/viewer --to console --lang ja
  eks-iam trace my-cluster/ --as pod/web --to 's3:ListAllMyBuckets' --format json
  eks-iam trace iam.json --as arn:aws:iam::444455556666:user/vendor \\
    --to 'sts:AssumeRole arn:aws:iam::111122223333:role/guest'";

/// Runs the verb.
pub(crate) fn run(arguments: &Arguments, language: Language) -> Result<Status, Failure> {
    let snapshot =
        eks_iam_scenario::load_snapshot(&arguments.snapshot).map_err(|error| not_loaded(&error, language))?;
    over(&snapshot, (&arguments.who, &arguments.call), arguments.format, language)
}

/// Traces a call of somebody over a snapshot that was read already.
pub(crate) fn over(
    snapshot: &Snapshot,
    (who, call): (&str, &str),
    format: Format,
    language: Language,
) -> Result<Status, Failure> {
    let who = who::read(who, snapshot, language).map_err(|why| wrong(language, why))?;
    let (operation, parameters) = wish::read(call, language).map_err(|why| wrong(language, why))?;
    let mut attempt = Attempt::by(snapshot, &who, &operation, &parameters);
    if let Some(pod) = &attempt.pod {
        attempt.caller = snapshot.principal_of_pod(pod);
    }
    shown(snapshot, &attempt, (&who, call), format, language)
}

/// Traces a call over a snapshot, and prints what was found.
fn shown(
    snapshot: &Snapshot,
    attempt: &Attempt,
    (who, call): (&str, &str),
    format: Format,
    language: Language,
) -> Result<Status, Failure> {
    let symptom = classify("");
    let case = Case { symptom: &symptom, snapshot, attempt };
    let diagnosis = diagnose(&case);
    let end = End::of(&diagnosis.path);
    match format {
        Format::Json => print_json(&json!({
            "as": who,
            "to": call,
            "verdict": end.name(),
            "hop": broken(&diagnosis.path).map(|it| it.hop.as_str()),
            "path": diagnosis.path.iter().map(|it| hop_json(it, language)).collect::<Vec<_>>(),
            "causes": diagnosis.causes.iter().map(|it| cause_json(it, &case, language)).collect::<Vec<_>>(),
        }))?,
        Format::Text => print(&for_people(&case, &diagnosis, (who, call), end, language))?,
    }
    match end {
        End::Passes => Ok(Status::Fine),
        End::Breaks => Ok(Status::Found),
        End::Unknown => Ok(Status::Open),
    }
}

/// How a traced call ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    Passes,
    Breaks,
    Unknown,
}

impl End {
    fn of(path: &[HopReport]) -> Self {
        // How the client makes its token is its own part; every usual way passes.
        let counts = |it: &&HopReport| !matches!(it.hop, Hop::Token | Hop::StsEndpoint);
        if broken(path).is_some() {
            Self::Breaks
        } else if path.iter().filter(counts).any(|it| matches!(it.verdict, Verdict::Unknown(_))) {
            Self::Unknown
        } else {
            Self::Passes
        }
    }

    const fn name(self) -> &'static str {
        match self {
            Self::Passes => "passes",
            Self::Breaks => "breaks",
            Self::Unknown => "unknown",
        }
    }
}

fn broken(path: &[HopReport]) -> Option<&HopReport> {
    path.iter().find(|it| matches!(it.verdict, Verdict::Breaks(_)))
}

fn hop_json(report: &HopReport, language: Language) -> Value {
    json!({
        "hop": report.hop.as_str(),
        "verdict": report.verdict.as_str(),
        "why": report.verdict.message().text(language),
        "fetch": report.fetch().map(|it| it.text(language)),
    })
}

fn for_people(
    case: &Case<'_>,
    diagnosis: &Diagnosis,
    (who, call): (&str, &str),
    end: End,
    language: Language,
) -> String {
    let mut text = format!("{}\n", paint(HEAD, &format!("{who} → {call}")));
    let first = broken(&diagnosis.path).map(|it| it.hop);
    for report in &diagnosis.path {
        text.push_str(&hop_text(report, first == Some(report.hop), language));
    }
    text.push_str(&match end {
        End::Passes => paint(
            GOOD,
            pick(language, "nothing on the path stops the call", "経路上に呼び出しを止めるものはありません"),
        ),
        End::Breaks => paint(BAD, pick(language, "the call is stopped", "呼び出しは止められます")),
        End::Unknown => paint(
            FAINT,
            pick(
                language,
                "it cannot be told from this snapshot",
                "このスナップショットからは判断できません",
            ),
        ),
    });
    text.push('\n');
    for (at, cause) in diagnosis.causes.iter().enumerate() {
        text.push_str(&cause_text(at + 1, cause, case, language));
    }
    text
}

fn hop_text(report: &HopReport, is_first: bool, language: Language) -> String {
    let (mark, style) = match report.verdict {
        Verdict::Passes(_) => ("✓", GOOD),
        Verdict::Breaks(_) => ("✗", BAD),
        _ => ("?", FAINT),
    };
    let here = if is_first { pick(language, "  ◀ breaks here", "  ◀ ここで止まる") } else { "" };
    let why = report.verdict.message().text(language);
    let mut text = format!("  {} {:<15} ", paint(style, mark), report.hop.as_str());
    if let Verdict::Unknown(_) = report.verdict {
        text.push_str(&format!("{}{why}", pick(language, "unknown, because ", "不明: ")));
    } else {
        text.push_str(&why);
    }
    text.push_str(&format!("{}\n", paint(BAD, here)));
    if let Some(fetch) = report.fetch() {
        let label = pick(language, "fetch it with", "取得方法");
        text.push_str(&format!("  {:<17} {label}: {}\n", "", fetch.text(language)));
    }
    text
}
