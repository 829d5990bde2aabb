//! `cargo xtask fuzz`: coverage-guided fuzzing of everything that reads foreign text, on the stable toolchain.
//!
//! libFuzzer needs no sanitizer, only the compiler's coverage pass, so no other toolchain and no cargo-fuzz.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::{Command, ExitCode},
};

use crate::run::{cargo, status};

/// What makes the compiler tell libFuzzer which branches an input took; panics on overflow and failed debug assertions.
const FLAGS: &str = "--cfg fuzzing -Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 \
    -Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table \
    -Cllvm-args=-sanitizer-coverage-trace-compares -Ccodegen-units=1 -Cdebug-assertions -Coverflow-checks";

/// Fuzzes the named targets, or all, each for so many seconds.
pub(crate) fn run(root: &Path, arguments: &[String]) -> ExitCode {
    let (mut names, mut seconds) = (Vec::new(), "60".to_owned());
    let mut rest = arguments.iter();
    while let Some(argument) = rest.next() {
        match (argument.as_str(), argument.starts_with('-')) {
            ("--seconds", _) => seconds = rest.next().cloned().unwrap_or_default(),
            (name, false) => names.push(name.to_owned()),
            _ => return usage(),
        }
    }
    if seconds.parse::<u32>().is_err() {
        return usage();
    }
    let all = targets(root);
    if let Some(unknown) = names.iter().find(|it| !all.contains(it)) {
        eprintln!("error: there is no fuzz target `{unknown}`; there are: {}", all.join(", "));
        return ExitCode::from(2);
    }
    let target = env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target/fuzz"), PathBuf::from);
    let Some(programs) = build(root, &target) else { return ExitCode::FAILURE };
    for name in if names.is_empty() { all } else { names } {
        eprintln!("== {name}, {seconds} seconds");
        if !fuzz(root, &target, &programs.join(&name), &name, &seconds) {
            eprintln!("error: {name} failed; the input is the file named above");
            return ExitCode::FAILURE;
        }
    }
    ExitCode::SUCCESS
}

fn usage() -> ExitCode {
    eprintln!("error: usage: cargo xtask fuzz [TARGET…] [--seconds N]");
    ExitCode::from(2)
}

/// The names of the targets: a file each.
fn targets(root: &Path) -> Vec<String> {
    let files = fs::read_dir(root.join("fuzz/fuzz_targets")).into_iter().flatten().flatten();
    let mut names: Vec<String> =
        files.filter_map(|it| Some(it.file_name().to_str()?.strip_suffix(".rs")?.to_owned())).collect();
    names.sort();
    names
}

/// Builds all targets and returns the folder in which they are.
fn build(root: &Path, target: &Path) -> Option<PathBuf> {
    let host = host()?;
    let mut command = cargo(root);
    // With a target named, the flags do not reach build scripts and macros.
    command.args(["build", "--release", "--quiet", "--target", &host, "--manifest-path"]);
    command.arg(root.join("fuzz/Cargo.toml")).env("CARGO_TARGET_DIR", target).env("RUSTFLAGS", FLAGS);
    (status(&mut command) == ExitCode::SUCCESS).then(|| target.join(host).join("release"))
}

fn host() -> Option<String> {
    let output = Command::new("rustc").arg("-vV").output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    text.lines().find_map(|it| it.strip_prefix("host: ")).map(str::to_owned)
}

/// Runs one target; what it learns stays in the target folder, what is kept as a seed is in `fuzz/seeds`.
fn fuzz(root: &Path, target: &Path, program: &Path, name: &str, seconds: &str) -> bool {
    let (corpus, found) = (target.join("corpus").join(name), target.join("artifacts").join(name));
    if [&corpus, &found].into_iter().any(|it| fs::create_dir_all(it).is_err()) {
        return false;
    }
    let mut command = Command::new(program);
    command.arg(&corpus);
    let seeds = root.join("fuzz/seeds").join(name);
    if seeds.is_dir() {
        command.arg(seeds);
    }
    command.arg(format!("-artifact_prefix={}/", found.display()));
    command.args([
        &format!("-max_total_time={seconds}"),
        "-timeout=10",
        "-rss_limit_mb=4096",
        "-print_final_stats=1",
    ]);
    status(&mut command) == ExitCode::SUCCESS
}
