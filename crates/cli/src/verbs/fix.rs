//! `eks-iam fix`: mends an aws-auth ConfigMap by text edits; comments, order and quoting stay.

use std::{io::Write, path::PathBuf};

use clap::Args;
use eks_iam_aws_auth::{AwsAuth, Finding, Fixed, fix};
use eks_iam_span::{Language, LineIndex, unified_diff};
use serde_json::{Value, json};

use crate::{
    input::{Source, os_words, read, wrong},
    output::{BAD, FRAME, Failure, GOOD, HEAD, Status, complain, paint, print},
    render::{Format, print_json, status},
    replace::replace,
};

/// Mend aws-auth ConfigMaps: every defect that can be mended without asking.
///
/// From standard input the mended text goes to standard output; a file is replaced in one step, or not at all.
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct Arguments {
    /// Files; none or `-` is standard input.
    #[arg(value_name = "FILE", default_value = "-")]
    files: Vec<PathBuf>,
    /// Show the change, and write nothing.
    #[arg(long)]
    diff: bool,
    /// Say what would be mended, and write nothing.
    #[arg(long)]
    dry_run: bool,
    /// What to print; JSON says what was mended, what is left, and the text of standard input.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

const EXAMPLES: &str = "\
Examples:
  eks-iam fix aws-auth.yaml --diff
  eks-iam fix aws-auth.yaml && kubectl apply -f aws-auth.yaml
  kubectl -n kube-system get configmap aws-auth -o yaml | eks-iam fix > mended.yaml";

/// Runs the verb.
pub(crate) fn run(arguments: &Arguments, language: Language) -> Result<Status, Failure> {
    let shows_only = arguments.diff || arguments.dry_run;
    // All files are read before one is written, so that a wrong name changes nothing.
    let sources = arguments.files.iter().map(|it| read(it, language)).collect::<Result<Vec<_>, _>>()?;
    let mut answers = Vec::new();
    let mut count = 0;
    for (path, source) in arguments.files.iter().zip(&sources) {
        let fixed = fix(&source.text);
        count += fixed.applied.len();
        let is_stdin = path.as_os_str() == "-";
        if !shows_only && !is_stdin && fixed.text != source.text {
            replace(path, |file| file.write_all(fixed.text.as_bytes())).map_err(|error| {
                wrong(language, format!("{}: {}", source.name, os_words(&error, language)))
            })?;
        }
        if arguments.format == Format::Json {
            answers.push(answer(source, &fixed, is_stdin || shows_only, language));
            continue;
        }
        if arguments.diff {
            print(&coloured(&unified_diff(&source.name, &source.text, &fixed.text)))?;
        }
        if arguments.dry_run {
            for finding in &fixed.applied {
                print(&format!("{}: {}\n", paint(HEAD, finding.kind.name()), finding.message(language)))?;
            }
        }
        if is_stdin && !shows_only {
            print(&fixed.text)?;
        }
    }
    if arguments.format == Format::Json {
        print_json(&json!({ "files": answers }))?;
    }
    if shows_only {
        return Ok(status(count == 0));
    }
    complain(&match language {
        Language::Japanese => format!("{count} 件を修正しました"),
        _ => format!("{count} mended"),
    });
    Ok(Status::Fine)
}

/// Returns what was mended and what is left; the places are those of the text before and after.
fn answer(source: &Source, fixed: &Fixed, with_text: bool, language: Language) -> Value {
    let applied = |it: &Finding| json!({"kind": it.kind.name(), "message": it.message(language)});
    let lines = LineIndex::new(&fixed.text);
    let left = |it: &Finding| {
        json!({
            "kind": it.kind.name(),
            "severity": it.severity.as_str(),
            "line": lines.line_column(it.span.start()).line,
            "message": it.message(language),
        })
    };
    let mut answer = json!({
        "file": source.name,
        "changed": fixed.text != source.text,
        "applied": fixed.applied.iter().map(applied).collect::<Vec<_>>(),
        "left": AwsAuth::parse(&fixed.text).findings().iter().map(left).collect::<Vec<_>>(),
        "diff": unified_diff(&source.name, &source.text, &fixed.text),
    });
    if let (true, Value::Object(keys)) = (with_text, &mut answer) {
        keys.insert("text".to_owned(), json!(fixed.text));
    }
    answer
}

/// Paints the lines of a diff.
fn coloured(diff: &str) -> String {
    let line = |line: &str| match line.as_bytes().first() {
        _ if line.starts_with("--- ") || line.starts_with("+++ ") => paint(HEAD, line),
        Some(b'-') => paint(BAD, line),
        Some(b'+') => paint(GOOD, line),
        Some(b'@') => paint(FRAME, line),
        _ => line.to_owned(),
    };
    // A line may end in CR LF, so that `lines` would lose a character.
    diff.split_terminator('\n').map(|it| line(it) + "\n").collect()
}
