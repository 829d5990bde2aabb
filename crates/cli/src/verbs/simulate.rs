//! `eks-iam simulate`: makes IAM problems happen on a mock AWS, diagnoses, mends and proves.

use std::{
    io::{self, IsTerminal, Write},
    path::PathBuf,
};

use clap::{Args, ValueEnum};
use eks_iam_aws_auth::AwsAuth;
use eks_iam_scenario::{MakeWorldError, Report, RunOptions, Scenario, ad_hoc, load, run_each};
use eks_iam_span::{Language, Severity};

use crate::{
    input::{not_loaded, os_words, refuse, wrong},
    language::pick,
    output::{Failure, Status, print},
    problems::{FileProblems, shown},
    simulate_report::{headline, summary, whole},
};

/// Make IAM problems happen on a mock AWS, diagnose each from what a real client prints, mend it, and prove it.
///
/// Without a path, the scenarios under `tests/scenarios` are run. A path is a scenario's file, its directory, a
/// directory of scenarios, or (with --caller) a snapshot: what `kubectl get -o yaml` and `aws … --output json` printed.
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct Arguments {
    /// Scenarios to run, by path or by name.
    #[arg(value_name = "PATH")]
    paths: Vec<String>,
    /// An aws-auth ConfigMap of your own, as kubectl prints it.
    #[arg(long, value_name = "FILE", requires = "caller")]
    aws_auth: Option<PathBuf>,
    /// Who calls: the ARN that `aws sts get-caller-identity` prints, or a role's.
    #[arg(long, value_name = "ARN")]
    caller: Option<String>,
    /// What the caller does, such as kubernetes.list-nodes [default: ask who it is].
    #[arg(long, value_name = "OPERATION", requires = "caller")]
    run: Option<String>,
    /// What to print.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Write what was seen as one HTML page, `index.html`, into this directory.
    #[arg(long, value_name = "DIR")]
    report: Option<PathBuf>,
    /// Print one line a scenario, and the summary.
    #[arg(long, short)]
    quiet: bool,
}

const EXAMPLES: &str = "\
Examples:
  eks-iam simulate                                   all scenarios
  eks-iam simulate aws-auth-role-path                one of them
  eks-iam simulate --aws-auth aws-auth.yaml \\
    --caller arn:aws:sts::111122223333:assumed-role/eks-admin/dev
  eks-iam simulate my-snapshot/ --caller arn:aws:iam::111122223333:role/viewer \\
    --run kubernetes.list-nodes
  eks-iam simulate --quiet --report report/          a page with pictures, in both languages
  eks-iam simulate --format json | jq '.scenarios[] | {id, cause, remedy}'";

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people
    Text,
    /// One JSON document
    Json,
}

/// Where the scenarios are, seen from the workspace's root.
const SCENARIOS: &str = "tests/scenarios";

/// Returns the folder of the scenarios: `EKS_IAM_SCENARIOS`, else `tests/scenarios` here.
fn folder() -> PathBuf {
    std::env::var_os("EKS_IAM_SCENARIOS").map_or_else(|| PathBuf::from(SCENARIOS), PathBuf::from)
}

/// Runs the verb.
pub(crate) fn run(arguments: &Arguments, language: Language) -> Result<Status, Failure> {
    let scenarios = scenarios(arguments, language)?;
    let mut reports = Vec::with_capacity(scenarios.len());
    let mut failed = None;
    progress(0, &scenarios, arguments, language);
    run_each(&scenarios, &RunOptions::default(), |scenario, report| {
        if failed.is_some() {
            return;
        }
        clear_progress(arguments);
        failed = told(scenario, report, arguments, language, &mut reports).err();
        progress(reports.len(), &scenarios, arguments, language);
    });
    clear_progress(arguments);
    if let Some(failure) = failed {
        return Err(failure);
    }
    if let Some(directory) = &arguments.report {
        let path = crate::report::write(directory, &reports, language).map_err(|error| {
            wrong(language, format!("{}: {}", directory.display(), os_words(&error, language)))
        })?;
        if arguments.format == Format::Text {
            print(&format!("{}: {}\n", pick(language, "report", "レポート"), path.display()))?;
        }
    }
    if let (Some(path), Format::Text) = (&arguments.aws_auth, arguments.format) {
        print(&findings(path, language)?)?;
    }
    finish(&reports, arguments, language)
}

/// Prints one report, and keeps it.
fn told(
    scenario: &Scenario,
    report: Result<Report, MakeWorldError>,
    arguments: &Arguments,
    language: Language,
    reports: &mut Vec<Report>,
) -> Result<(), Failure> {
    let report = report.map_err(|error| wrong(language, format!("{}: {error}", scenario.id)))?;
    if arguments.format == Format::Text {
        let text = if arguments.quiet { headline(&report, language) } else { whole(&report, language) };
        print(&text)?;
    }
    reports.push(report);
    Ok(())
}

/// Returns what is wrong in an aws-auth document, each finding with its line and a caret.
fn findings(path: &std::path::Path, language: Language) -> Result<String, Failure> {
    let file = path.display().to_string();
    let text = std::fs::read_to_string(path)
        .map_err(|error| refuse(language, &file, &os_words(&error, language)))?;
    let document = AwsAuth::parse(&text);
    let findings = document.findings().iter().filter(|it| it.severity != Severity::Info);
    let problems = findings.map(|it| super::lint::problem(it, language)).collect();
    let file = FileProblems { name: file, text, problems };
    Ok(file.problems.iter().map(|it| shown(it, &file, language) + "\n").collect())
}

fn finish(reports: &[Report], arguments: &Arguments, language: Language) -> Result<Status, Failure> {
    match arguments.format {
        Format::Text => print(&summary(reports, language))?,
        Format::Json => {
            let list: Vec<_> = reports.iter().map(|it| it.to_json(language)).collect();
            let document = serde_json::json!({ "scenarios": list });
            print(&format!("{document:#}\n"))?;
        }
    }
    let is_denied = |it: &Report| arguments.caller.is_some() && it.cases.iter().any(|it| !it.first.allowed);
    let fine = reports.iter().all(|it| it.holds() && !is_denied(it));
    Ok(if fine { Status::Fine } else { Status::Found })
}

/// Collects what is to be run.
fn scenarios(arguments: &Arguments, language: Language) -> Result<Vec<Scenario>, Failure> {
    let told = |error: eks_iam_scenario::LoadError| not_loaded(&error, language);
    let ask = |path: &std::path::Path, caller: &str| {
        ad_hoc(path, caller, arguments.run.as_deref()).map_err(|error| match error {
            eks_iam_scenario::AdHocError::Load(error) => told(error),
            other => Failure::Told(format!("{} {other}", pick(language, "error:", "エラー:"))),
        })
    };
    match (&arguments.aws_auth, &arguments.caller) {
        (Some(path), Some(caller)) => return Ok(vec![ask(path, caller)?]),
        (None, Some(caller)) => {
            let paths = arguments.paths.iter().map(|it| ask(it.as_ref(), caller));
            return paths.collect();
        }
        _ => {}
    }
    if arguments.paths.is_empty() {
        return load(&folder()).map_err(told);
    }
    let mut scenarios = Vec::new();
    for path in &arguments.paths {
        let named = folder().join(path);
        let path = if named.is_dir() { named } else { PathBuf::from(path) };
        scenarios.extend(load(&path).map_err(told)?);
    }
    Ok(scenarios)
}

/// Shows which scenario is waited for, on a terminal only.
fn progress(at: usize, scenarios: &[Scenario], arguments: &Arguments, language: Language) {
    let Some(scenario) = scenarios.get(at) else { return };
    if arguments.format == Format::Text && io::stdout().is_terminal() && io::stderr().is_terminal() {
        let (number, all, runs) = (at + 1, scenarios.len(), pick(language, "runs", "実行中"));
        let _ = write!(io::stderr(), "[{number}/{all}] {} {runs}…", scenario.id);
        let _ = io::stderr().flush();
    }
}

fn clear_progress(arguments: &Arguments) {
    if arguments.format == Format::Text && io::stdout().is_terminal() && io::stderr().is_terminal() {
        let _ = write!(io::stderr(), "\r\x1b[2K");
    }
}
