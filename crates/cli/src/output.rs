//! The one place that writes: a locked standard output, colours only on a terminal, a closed pipe ends quietly.

use std::{
    io::{self, Write},
    process::ExitCode,
};

use anstyle::{AnsiColor, Style};

/// Why a verb ended early.
#[derive(Debug)]
pub(crate) enum Failure {
    /// The reader of standard output has gone.
    ClosedPipe,
    /// It could not be carried out, for the reason given.
    Told(String),
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Self::ClosedPipe,
            _ => Self::Told(format!("error: {error}")),
        }
    }
}

/// How a verb that was carried out ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Status {
    /// Nothing wrong.
    Fine,
    /// Findings, or a denial: the answer is "no".
    Found,
    /// Neither yes nor no: what was given does not tell.
    Open,
}

impl From<Status> for ExitCode {
    fn from(status: Status) -> Self {
        match status {
            Status::Fine => Self::SUCCESS,
            Status::Found => Self::from(1),
            Status::Open => Self::from(2),
        }
    }
}

/// What is wrong.
pub(crate) const BAD: Style = AnsiColor::Red.on_default().bold();
/// What is right.
pub(crate) const GOOD: Style = AnsiColor::Green.on_default().bold();
/// What is not known.
pub(crate) const FAINT: Style = Style::new().dimmed();
/// What is likely wrong.
pub(crate) const WARNING: Style = AnsiColor::Yellow.on_default().bold();
/// What is good to know.
pub(crate) const INFO: Style = AnsiColor::Cyan.on_default().bold();
/// Line numbers and the lines around a text.
pub(crate) const FRAME: Style = AnsiColor::Blue.on_default().bold();
/// A heading.
pub(crate) const HEAD: Style = Style::new().bold();

/// Returns the text in that style; colours are taken out again where standard output is no terminal.
pub(crate) fn paint(style: Style, text: &str) -> String {
    format!("{style}{text}{style:#}")
}

/// Writes text to standard output.
pub(crate) fn print(text: &str) -> Result<(), Failure> {
    let mut out = anstream::AutoStream::auto(io::stdout()).lock();
    out.write_all(text.as_bytes())?;
    out.flush()?;
    Ok(())
}

/// Writes text to standard error; nobody can be told if that fails.
pub(crate) fn complain(text: &str) {
    let mut out = anstream::AutoStream::auto(io::stderr()).lock();
    let _ = writeln!(out, "{}", text.trim_end());
}
