//! `eks-iam policy`: what IAM decides, why a denial says no, and what is wrong with a policy.

mod eval;
mod explain;
mod files;
mod lint;
mod question;
mod told;

use clap::{Args, Subcommand};
use eks_iam_span::Language;

pub(super) use self::question::document;
use crate::output::{Failure, Status};

/// Evaluate IAM policies, explain a denial, and find what is wrong with a policy.
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Debug, Subcommand)]
enum Verb {
    Eval(eval::Arguments),
    Explain(Box<explain::Arguments>),
    Lint(lint::Arguments),
}

/// Runs the verb.
pub(crate) fn run(arguments: &Arguments, language: Language) -> Result<Status, Failure> {
    match &arguments.verb {
        Verb::Eval(arguments) => eval::run(arguments, language),
        Verb::Explain(arguments) => explain::run(arguments, language),
        Verb::Lint(arguments) => lint::run(arguments, language),
    }
}
