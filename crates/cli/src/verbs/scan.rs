//! `eks-iam scan`: the access failures in logs and CloudTrail records of any size.

use std::{
    io::{self, BufWriter, Write},
    num::NonZeroUsize,
    path::{Path, PathBuf},
    thread,
};

use clap::Args;
use eks_iam_span::Language;

use crate::{
    input::{os_words, wrong},
    language::pick,
    output::{Failure, Status, complain},
    replace::replace,
    scan::{
        engine::{Options, Outcome, scan},
        meter::Meter,
        report::{self, Format},
        state::State,
    },
};

/// Find the access failures in logs and CloudTrail records: who was refused what, since when, and what mends it.
///
/// Reads logs of any program, JSON Lines, Kubernetes audit logs and CloudTrail records, plain, gzip or zstd, of any size
/// in bounded memory. Directories are read with all that is in them. A line that cannot be read is counted and shown.
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct Arguments {
    /// Files and directories; none or `-` is standard input.
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// What to print.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Write the report into this file, in one step, instead of printing it.
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Keep what was found in each file here, so that a file that has not changed is not read again [default with
    /// --output: FILE.state].
    #[arg(long, value_name = "FILE")]
    state: Option<PathBuf>,
    /// How many threads read [default: one for each core].
    #[arg(long, value_name = "COUNT")]
    threads: Option<NonZeroUsize>,
}

const EXAMPLES: &str = "\
Examples:
  eks-iam scan /var/log
  eks-iam scan cloudtrail/ --output report.html --format html
  eks-iam scan cloudtrail/ --output report.json --format json     interrupted? the same command goes on
  kubectl logs -n kube-system deploy/aws-load-balancer-controller | eks-iam scan
  eks-iam scan audit.log.gz --format jsonl | jq 'select(.type == \"group\") | .remedy.document'";

/// Runs the verb.
pub(crate) fn run(arguments: &Arguments, language: Language) -> Result<Status, Failure> {
    let mut inputs = arguments.paths.clone();
    if inputs.is_empty() {
        inputs.push(PathBuf::from("-"));
    }
    let beside = arguments.output.as_ref().map(|it| with_ending(it, ".state"));
    let state_path = arguments.state.clone().or(beside);
    let told = |path: &Path| {
        let name = path.display().to_string();
        move |error: io::Error| wrong(language, format!("{name}: {}", os_words(&error, language)))
    };
    let mut state = match &state_path {
        Some(path) => Some(State::open(path).map_err(told(path))?),
        None => None,
    };
    let cores = || thread::available_parallelism().map_or(1, NonZeroUsize::get);
    let options = Options {
        threads: arguments.threads.map_or_else(cores, NonZeroUsize::get),
        own: arguments.output.iter().chain(&state_path).cloned().collect(),
        inputs,
    };
    let meter = Meter::default();
    let outcome = thread::scope(|scope| {
        scope.spawn(|| meter.draw(&options.inputs, language));
        let outcome = scan(&options, &mut state, &meter);
        meter.finish();
        outcome
    });
    let outcome = outcome.map_err(|error| {
        let name = state_path.as_deref().unwrap_or(Path::new("-")).display();
        wrong(language, format!("{name}: {}", os_words(&error, language)))
    })?;
    match &arguments.output {
        None => {
            let mut out = BufWriter::new(anstream::AutoStream::auto(io::stdout()).lock());
            report::write(arguments.format, &outcome, language, &mut out)?;
            out.flush()?;
        }
        Some(path) => write_file(path, arguments.format, &outcome, language).map_err(told(path))?,
    }
    if outcome.known > 0 {
        complain(&match language {
            Language::Japanese => {
                format!("{} ファイル中 {} ファイルは以前の結果を使いました", outcome.files, outcome.known)
            }
            _ => format!("{} of {} files were known from an earlier run", outcome.known, outcome.files),
        });
    }
    if outcome.unreadable > 0 {
        return Err(Failure::Told(format!(
            "{} {}",
            pick(language, "error: files that cannot be read:", "エラー: 読み取れないファイル:"),
            outcome.unreadable
        )));
    }
    Ok(if outcome.tally.count() == 0 { Status::Fine } else { Status::Found })
}

fn write_file(path: &Path, format: Format, outcome: &Outcome, language: Language) -> io::Result<()> {
    replace(path, |file| {
        let mut plain = BufWriter::new(anstream::StripStream::new(file));
        report::write(format, outcome, language, &mut plain)?;
        plain.flush()
    })
}

fn with_ending(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}
