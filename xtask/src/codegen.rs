//! `cargo xtask codegen`: writes the sources that are made from data, and `--check` tells whether they are up to date.

mod partitions;

use std::{
    env, fs,
    io::{self, Write as _},
    path::Path,
    process::{Command, ExitCode, Stdio},
};

/// A file that is made: its path from the root, and its text before formatting.
struct Output {
    path: &'static str,
    text: String,
}

/// Writes the generated files, or with `--check` only compares them.
pub(crate) fn run(root: &Path, arguments: &[String]) -> ExitCode {
    let is_check = match arguments {
        [] => false,
        [only] if only == "--check" => true,
        _ => {
            eprintln!("error: `cargo xtask codegen` takes `--check` or nothing");
            return ExitCode::from(2);
        }
    };
    match stale(root) {
        Ok(stale) if is_check => {
            for (path, _) in &stale {
                eprintln!("codegen: {path} is not what the data say; run `cargo xtask codegen`");
            }
            if stale.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
        }
        Ok(stale) => write(root, &stale),
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::from(2)
        }
    }
}

fn write(root: &Path, files: &[(&str, String)]) -> ExitCode {
    for (path, text) in files {
        if let Err(error) = fs::write(root.join(path), text) {
            eprintln!("error: {path} cannot be written: {error}");
            return ExitCode::from(2);
        }
        eprintln!("codegen: {path} written");
    }
    ExitCode::SUCCESS
}

/// Returns the files that are not what the data say, as they should be.
fn stale(root: &Path) -> Result<Vec<(&'static str, String)>, String> {
    let mut stale = Vec::new();
    for Output { path, text } in partitions::outputs(root)? {
        let text = formatted(root, &text).map_err(|error| format!("rustfmt: {error}"))?;
        if fs::read_to_string(root.join(path)).ok().as_deref() != Some(&text) {
            stale.push((path, text));
        }
    }
    Ok(stale)
}

/// Returns a source as rustfmt writes it, so that a formatted tree is an up-to-date one.
fn formatted(root: &Path, text: &str) -> io::Result<String> {
    let mut child = Command::new(env::var_os("RUSTFMT").unwrap_or_else(|| "rustfmt".into()))
        .args(["--edition", "2024", "--config-path"])
        .arg(root.join("rustfmt.toml"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()?;
    // The text is read whole before anything is written, so the pipe cannot fill on both sides.
    child.stdin.take().ok_or(io::ErrorKind::BrokenPipe)?.write_all(text.as_bytes())?;
    let output = child.wait_with_output()?;
    if !output.status.success() {
        return Err(io::Error::other("the generated source does not parse"));
    }
    String::from_utf8(output.stdout).map_err(io::Error::other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn generated_files_are_up_to_date() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the workspace");
        let stale: Vec<_> =
            stale(root).expect("the data can be read").into_iter().map(|(it, _)| it).collect();
        assert_eq!(stale, [""; 0], "run `cargo xtask codegen`");
    }
}
