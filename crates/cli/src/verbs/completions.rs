//! `eks-iam completions SHELL`: the shell's own script that completes verbs and options.

use clap::{Args, Command};
use clap_complete::{Shell, generate};

use crate::output::{Failure, Status, print};

/// Print the completion script of a shell.
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct Arguments {
    /// The shell.
    #[arg(value_enum)]
    shell: Shell,
}

const EXAMPLES: &str = "\
Examples:
  eks-iam completions bash > /etc/bash_completion.d/eks-iam
  eks-iam completions zsh > \"${fpath[1]}/_eks-iam\"";

/// Runs the verb.
pub(crate) fn run(arguments: &Arguments, mut command: Command) -> Result<Status, Failure> {
    let mut script = Vec::new();
    generate(arguments.shell, &mut command, "eks-iam", &mut script);
    print(&String::from_utf8_lossy(&script))?;
    Ok(Status::Fine)
}
