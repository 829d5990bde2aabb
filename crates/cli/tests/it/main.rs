//! Tests of the program as a user or another program runs it.

#![expect(clippy::unwrap_used, reason = "helpers of tests fail by panicking, as the tests themselves do")]

mod arns;
mod aws_auth;
mod batches;
mod doctor;
mod explain;
mod people;
mod policy;
mod sarif;
mod scan;
mod secrets;
mod service_account;
mod sts_endpoint;
mod tokens;
mod trace;
mod trace_gaps;

use std::{
    io::Write,
    process::{Command, Output, Stdio},
};

/// Returns the program, to be run in English and without colours; of the machine's own AWS set-up it sees nothing.
fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_eks-iam"));
    for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("AWS_")) {
        command.env_remove(name);
    }
    command
        .args(arguments)
        .env("LC_ALL", "C")
        .env("NO_COLOR", "1")
        .env("AWS_EC2_METADATA_DISABLED", "true")
        .env("AWS_CONFIG_FILE", "/dev/null")
        .env("AWS_SHARED_CREDENTIALS_FILE", "/dev/null")
        .env_remove("KUBERNETES_EXEC_INFO");
    command
}

/// Returns what the program prints, and its exit status.
fn printed(arguments: &[&str], input: &str) -> (String, Option<i32>) {
    let output = run(arguments, input);
    (String::from_utf8(output.stdout).unwrap(), output.status.code())
}

/// Runs the program with that standard input.
fn run(arguments: &[&str], input: &str) -> Output {
    run_with(arguments, input, &[])
}

/// Runs the program likewise, with variables of the environment.
fn run_with(arguments: &[&str], input: &str, variables: &[(&str, &str)]) -> Output {
    let mut child = command(arguments)
        .envs(variables.iter().copied())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_owned();
    let writer = std::thread::spawn(move || {
        // A program that ends early closes the pipe; what it printed is what counts.
        let _ = stdin.write_all(input.as_bytes());
    });
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    output
}
