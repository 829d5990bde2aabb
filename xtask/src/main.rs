//! The tasks of this workspace: `cargo xtask simulate`, `test`, `tidy`, `codegen`, `manual`, `bench`, `interop`, `fuzz`.
//!
//! Few dependencies, so that it builds in seconds; what cargo can do stays with cargo.
#![expect(clippy::print_stderr, reason = "it is a program for the terminal")]

mod bench;
mod codegen;
mod fuzz;
mod interop;
mod manual;
mod run;
mod tidy;

use std::{env, path::PathBuf, process::ExitCode};

const HELP: &str = "\
The tasks of this workspace.

Usage: cargo xtask <TASK>

Tasks:
  simulate [ARGS…]  Run the scenarios on the mock AWS; the arguments are those of `eks-iam simulate` (see its --help)
  test              Run all tests that need only Rust, and the examples in the documentation
  tidy              Check the layers and the other rules of the house
  codegen           Write the sources that are made from data; --check only tells whether they are up to date
  manual            Write the pages of docs/ that are made from the workspace; --check only tells whether they are up to date
  bench [CRATE…]    Measure speed beside the peers, and print the ratios; --quick for a first look, --instructions for
                    callgrind's counts (needs valgrind); `bench mock` loads the mock beside moto, --seconds N each
  interop [TEST…]   Run the real AWS CLI, boto3 and kubectl against `eks-iam mock`; installs them with pip under target/
  fuzz [TARGET…]    Fuzz everything that reads foreign text, --seconds N each (needs a C++ compiler)

Examples:
  cargo xtask simulate
  cargo xtask simulate aws-auth-role-path --lang ja
  cargo xtask simulate --aws-auth aws-auth.yaml --caller arn:aws:iam::111122223333:role/eks-admin
  cargo xtask test
  cargo xtask bench arn
  cargo xtask fuzz arn --seconds 600
";

fn main() -> ExitCode {
    let mut arguments = env::args().skip(1);
    let task = arguments.next();
    let rest: Vec<String> = arguments.collect();
    match task.as_deref() {
        Some("simulate") => run::simulate(&root(), &rest),
        Some("test") => run::test(&root()),
        Some("tidy") => tidy::run(&root()),
        Some("codegen") => codegen::run(&root(), &rest),
        Some("manual") => manual::run(&root(), &rest),
        Some("bench") => bench::run(&root(), &rest),
        Some("interop") => interop::run(&root(), &rest),
        Some("fuzz") => fuzz::run(&root(), &rest),
        Some("--help" | "-h" | "help") | None => {
            eprint!("{HELP}");
            if task.is_some() { ExitCode::SUCCESS } else { ExitCode::from(2) }
        }
        Some(other) => {
            eprintln!("error: there is no task `{other}`\n\n{HELP}");
            ExitCode::from(2)
        }
    }
}

/// Returns the folder of the workspace.
fn root() -> PathBuf {
    let here = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    here.parent().map_or(here.clone(), PathBuf::from)
}
