//! `eks-iam explain`: what an error text says, why it may be so, and what to do.

mod answer;
mod manual;

use std::{
    fs,
    io::{self, Read},
    path::{Path, PathBuf},
};

use clap::Args;
use eks_iam_diagnosis::{Attempt, Case, Snapshot, diagnose};
use eks_iam_error_classifier::{Class, classify};
use eks_iam_span::Language;
use serde_json::{Value, json};

pub(crate) use self::answer::{cause_json, cause_text};
use self::answer::{for_people, to_json};
use crate::{
    input::{not_loaded, os_words, refuse},
    output::{Failure, HEAD, Status, paint, print},
    render::{Format, print_json},
};

/// Explain an error text: its class, what was denied to whom, probable causes in order, and remedies.
///
/// The text comes from the arguments, from files, or from standard input: a line or a whole log of a failed command, a
/// CloudTrail record, an event of an audit log. All errors in it are told, the root first. With --snapshot the causes are checked
/// against what kubectl and the AWS CLI printed of your cluster, and remedies become edits of these documents.
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct Arguments {
    /// The error text, or files that hold one each; `-` or nothing reads standard input.
    #[arg(value_name = "TEXT|FILE")]
    text: Vec<String>,
    /// A file that holds the text.
    #[arg(long, short, value_name = "FILE", conflicts_with = "text")]
    file: Option<PathBuf>,
    /// A directory or file of what is known: aws-auth, roles, the cluster.
    #[arg(long, value_name = "PATH")]
    snapshot: Option<PathBuf>,
    /// Who called, as `aws sts get-caller-identity` prints it.
    #[arg(long, value_name = "ARN")]
    caller: Option<String>,
    /// What to print.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Read JSON Lines with `id` and `text`, and write one JSON answer a line.
    #[arg(long, conflicts_with_all = ["text", "file"])]
    batch: bool,
    /// List all classes of errors.
    #[arg(long, conflicts_with_all = ["text", "file", "batch"])]
    list: bool,
    /// Show the page of the manual for a class, such as kubernetes.unauthorized.
    #[arg(long, value_name = "CLASS", conflicts_with_all = ["text", "file", "batch", "list"])]
    class: Option<String>,
}

const EXAMPLES: &str = "\
Examples:
  eks-iam explain \"An error occurred (AccessDenied) when calling the AssumeRole operation: …\"
  terraform apply 2>&1 | eks-iam explain --lang ja
  eks-iam explain error.log other.log --format json
  eks-iam explain --class kubernetes.unauthorized
  eks-iam explain --snapshot my-cluster/ --caller arn:aws:sts::111122223333:assumed-role/dev/mika \\
    < error.log
  eks-iam explain --batch < errors.jsonl";

/// The most bytes of a text that are read.
const MAX_TEXT: u64 = 16 * 1024 * 1024;

/// Runs the verb.
pub(crate) fn run(arguments: &Arguments, language: Language) -> Result<Status, Failure> {
    if arguments.list {
        manual::list(arguments.format, language)?;
        return Ok(Status::Fine);
    }
    if let Some(name) = &arguments.class {
        manual::show(name, arguments.format, language)?;
        return Ok(Status::Fine);
    }
    let snapshot = read_snapshot(arguments.snapshot.as_deref(), language)?;
    let mut attempt = Attempt { caller: arguments.caller.clone(), ..Attempt::default() };
    if arguments.batch {
        return crate::batch::run(language, |line| answer_line(line, &snapshot, &attempt, language));
    }
    let texts = read_texts(arguments, language)?;
    let (mut answers, mut is_fine) = (Vec::new(), true);
    for (file, text) in &texts {
        let symptom = classify(text);
        is_fine &= symptom.class() == Class::NotAnError;
        attempt.printed.clone_from(text);
        let case = Case { symptom: &symptom, snapshot: &snapshot, attempt: &attempt };
        let diagnosis = diagnose(&case);
        match arguments.format {
            Format::Json => answers.push(with_file(to_json(&case, &diagnosis, language), file.as_deref())),
            Format::Text => {
                let title = file.as_ref().filter(|_| texts.len() > 1);
                let title = title.map(|it| format!("{}\n", paint(HEAD, &format!("== {it}"))));
                print(&(title.unwrap_or_default() + &for_people(&case, &diagnosis, language)))?;
            }
        }
    }
    match (arguments.format, answers.as_slice()) {
        (Format::Text, _) => {}
        (Format::Json, [answer]) => print_json(answer)?,
        (Format::Json, _) => print_json(&Value::Array(answers))?,
    }
    Ok(if is_fine { Status::Fine } else { Status::Found })
}

/// Adds the name of the file to an answer.
fn with_file(mut answer: Value, file: Option<&str>) -> Value {
    if let (Some(file), Value::Object(keys)) = (file, &mut answer) {
        keys.insert("file".to_owned(), json!(file));
    }
    answer
}

fn read_snapshot(path: Option<&Path>, language: Language) -> Result<Snapshot, Failure> {
    match path {
        None => Ok(Snapshot::default()),
        Some(path) => eks_iam_scenario::load_snapshot(path).map_err(|error| not_loaded(&error, language)),
    }
}

/// Returns the texts, each with the name of its file: arguments that all name files are read, others are the text itself.
fn read_texts(arguments: &Arguments, language: Language) -> Result<Vec<(Option<String>, String)>, Failure> {
    if let Some(path) = &arguments.file {
        return Ok(vec![(Some(path.display().to_string()), read_file(path, language)?)]);
    }
    let words = &arguments.text;
    if words.is_empty() || words.as_slice() == ["-"] {
        return Ok(vec![(None, take(io::stdin().lock())?)]);
    }
    if words.iter().all(|it| Path::new(it).is_file()) {
        let read = |it: &String| Ok((Some(it.clone()), read_file(Path::new(it), language)?));
        return words.iter().map(read).collect();
    }
    Ok(vec![(None, words.join(" "))])
}

fn read_file(path: &Path, language: Language) -> Result<String, Failure> {
    let read = fs::File::open(path).and_then(take);
    read.map_err(|error| refuse(language, &path.display().to_string(), &os_words(&error, language)))
}

/// Reads as much as is looked at; bytes that are no text are replaced.
fn take(source: impl Read) -> io::Result<String> {
    let mut bytes = Vec::new();
    source.take(MAX_TEXT).read_to_end(&mut bytes)?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

fn answer_line(
    line: &Value,
    snapshot: &Snapshot,
    attempt: &Attempt,
    language: Language,
) -> Result<Value, crate::batch::LineError> {
    let text = line.get("text").and_then(Value::as_str).ok_or(crate::batch::LineError::missing("text"))?;
    let symptom = classify(text);
    let attempt = &Attempt { printed: text.to_owned(), ..attempt.clone() };
    let case = Case { symptom: &symptom, snapshot, attempt };
    Ok(to_json(&case, &diagnose(&case), language))
}
