//! Tasks that are calls of cargo.

use std::{
    env, io,
    path::Path,
    process::{Command, ExitCode, Stdio},
};

/// Runs `eks-iam simulate`, with everything passed through.
pub(crate) fn simulate(root: &Path, arguments: &[String]) -> ExitCode {
    let scenarios = root.join("tests/scenarios");
    let mut command = cargo(root);
    let manifest = root.join("Cargo.toml");
    command
        .args(["run", "--quiet", "--package", "eks-iam-cli", "--bin", "eks-iam", "--manifest-path"])
        .arg(manifest);
    command.args(["--", "simulate"]).args(arguments);
    // The user's paths are seen from where the user stands; the scenarios are found from everywhere.
    command.env("EKS_IAM_SCENARIOS", scenarios);
    if let Ok(folder) = env::current_dir() {
        command.current_dir(folder);
    }
    status(&mut command)
}

/// Returns what a simulation of all scenarios shows, as JSON in that language.
pub(crate) fn simulated(root: &Path, language: &str) -> io::Result<serde_json::Value> {
    let mut command = cargo(root);
    command.args(["run", "--quiet", "--package", "eks-iam-cli", "--bin", "eks-iam", "--"]);
    command.args(["simulate", "--format", "json", "--lang", language]).stderr(Stdio::inherit());
    command.env("EKS_IAM_SCENARIOS", root.join("tests/scenarios"));
    let output = command.output()?;
    serde_json::from_slice(&output.stdout).map_err(io::Error::from)
}

/// Runs all tests that need only Rust: with nextest where it is there, then the examples in the documentation.
pub(crate) fn test(root: &Path) -> ExitCode {
    let mut command = cargo(root);
    if has_nextest(root) {
        command.args(["nextest", "run", "--workspace", "--all-features", "--no-fail-fast"]);
    } else {
        command.args([
            "test",
            "--workspace",
            "--all-features",
            "--lib",
            "--bins",
            "--tests",
            "--no-fail-fast",
        ]);
    }
    let tests = status(&mut command);
    let examples = status(cargo(root).args(["test", "--doc", "--workspace", "--all-features"]));
    if tests == ExitCode::SUCCESS { examples } else { tests }
}

/// Returns a call of the cargo that runs this, from the workspace.
pub(crate) fn cargo(root: &Path) -> Command {
    let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(root);
    command
}

fn has_nextest(root: &Path) -> bool {
    let mut command = cargo(root);
    let command = command.args(["nextest", "--version"]).stdout(Stdio::null()).stderr(Stdio::null());
    command.status().is_ok_and(|it| it.success())
}

/// Runs a command, and hands its status on.
pub(crate) fn status(command: &mut Command) -> ExitCode {
    match command.status() {
        Ok(status) => {
            status.code().and_then(|it| u8::try_from(it).ok()).map_or(ExitCode::FAILURE, ExitCode::from)
        }
        Err(error) => {
            eprintln!("error: cannot run {}: {error}", command.get_program().display());
            ExitCode::from(2)
        }
    }
}
