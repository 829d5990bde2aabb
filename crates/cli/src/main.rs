//! The program `eks-iam`: explains, reproduces and fixes IAM problems on Amazon EKS.
//!
//! Installed as `kubectl-eks_iam` it is also the kubectl plugin `kubectl eks-iam`.

mod batch;
mod face;
mod help;
mod input;
mod language;
#[cfg(feature = "live")]
mod live;
mod output;
mod problems;
mod render;
mod replace;
mod report;
mod scan;
mod simulate_report;
mod verbs;

use std::process::ExitCode;

use clap::{Command, CommandFactory, FromArgMatches, Parser, Subcommand, error::ErrorKind};

use eks_iam_span::Language;

use crate::{language::LanguageArgument, output::Failure};

/// Explains, reproduces and fixes IAM problems on Amazon EKS.
#[derive(Debug, Parser)]
#[command(name = "eks-iam", version, propagate_version = true, after_long_help = EXAMPLES)]
struct Arguments {
    /// Language of what is printed for people [default: from LC_ALL, LC_MESSAGES, LANG].
    #[arg(long, global = true, value_enum)]
    lang: Option<LanguageArgument>,
    #[command(subcommand)]
    verb: Verb,
}

const EXAMPLES: &str = "\
Examples:
  aws eks describe-cluster --name shop 2>&1 | eks-iam explain
  eks-iam explain \"error: You must be logged in to the server (Unauthorized)\"
  kubectl -n kube-system get configmap aws-auth -o yaml > aws-auth.yaml
  eks-iam simulate --aws-auth aws-auth.yaml --caller arn:aws:iam::111122223333:role/eks-admin

Exit status: 0 nothing wrong, 1 findings or a denial, 2 the command could not be carried out.";

#[derive(Debug, Subcommand)]
enum Verb {
    Explain(verbs::explain::Arguments),
    Scan(verbs::scan::Arguments),
    Simulate(verbs::simulate::Arguments),
    Trace(verbs::trace::Arguments),
    Doctor(verbs::doctor::Arguments),
    Mock(verbs::mock::Arguments),
    Arn(verbs::arn::Arguments),
    Lint(verbs::lint::Arguments),
    Fix(verbs::fix::Arguments),
    Whoami(verbs::whoami::Arguments),
    Migrate(verbs::migrate::Arguments),
    Policy(verbs::policy::Arguments),
    Rbac(verbs::rbac::Arguments),
    ServiceAccount(verbs::service_account::Arguments),
    StsEndpoint(verbs::sts_endpoint::Arguments),
    Token(verbs::token::Arguments),
    Completions(verbs::completions::Arguments),
}

fn main() -> ExitCode {
    let asked = help::translated(command(), language::of_command_line());
    let arguments = match asked.try_get_matches().and_then(|it| Arguments::from_arg_matches(&it)) {
        Ok(arguments) => arguments,
        Err(error) => return told(&error),
    };
    let language = language::choose(arguments.lang);
    let done = match arguments.verb {
        Verb::Explain(arguments) => verbs::explain::run(&arguments, language),
        Verb::Scan(arguments) => verbs::scan::run(&arguments, language),
        Verb::Simulate(arguments) => verbs::simulate::run(&arguments, language),
        Verb::Trace(arguments) => verbs::trace::run(&arguments, language),
        Verb::Doctor(arguments) => verbs::doctor::run(&arguments, language),
        Verb::Mock(arguments) => verbs::mock::run(&arguments, language),
        Verb::Arn(arguments) => verbs::arn::run(&arguments, language),
        Verb::Lint(arguments) => verbs::lint::run(&arguments, language),
        Verb::Fix(arguments) => verbs::fix::run(&arguments, language),
        Verb::Whoami(arguments) => verbs::whoami::run(&arguments, language),
        Verb::Migrate(arguments) => verbs::migrate::run(&arguments, language),
        Verb::Policy(arguments) => verbs::policy::run(&arguments, language),
        Verb::Rbac(arguments) => verbs::rbac::run(&arguments, language),
        Verb::ServiceAccount(arguments) => verbs::service_account::run(&arguments, language),
        Verb::StsEndpoint(arguments) => verbs::sts_endpoint::run(&arguments, language),
        Verb::Token(arguments) => verbs::token::run(&arguments, language),
        Verb::Completions(arguments) => verbs::completions::run(&arguments, command()),
    };
    match done {
        Ok(status) => status.into(),
        Err(Failure::ClosedPipe) => ExitCode::SUCCESS,
        Err(Failure::Told(text)) => {
            output::complain(&text);
            ExitCode::from(2)
        }
    }
}

/// Returns the command line that is understood.
fn command() -> Command {
    Arguments::command()
}

/// Prints the help that was asked for, or what was wrong with the command line.
fn told(error: &clap::Error) -> ExitCode {
    if matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion) {
        // A reader that has gone is no error.
        let _ = error.print();
        return ExitCode::SUCCESS;
    }
    let language = language::of_command_line();
    if let Some(why) = input::token_among(&error.to_string(), language) {
        output::complain(&format!("{} {why}", language::pick(language, "error:", "エラー:")));
        return ExitCode::from(2);
    }
    match help::usage_error(error).filter(|_| language == Language::Japanese) {
        Some(text) => output::complain(&text),
        None => drop(error.print()),
    }
    ExitCode::from(2)
}
