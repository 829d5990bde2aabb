//! `eks-iam arn match`: whether an ARN matches a pattern, by IAM's rule or by the authenticator's.

use clap::{Args, ValueEnum};
use eks_iam_arn::{arn_like, authenticator_arn_like};
use eks_iam_span::Language;
use serde_json::{Value, json};

use crate::{
    batch::LineError,
    face::{Face, Output},
    input::{text, wrong},
    language::pick,
    output::{BAD, Failure, GOOD, Status, paint},
};

/// Tell whether an ARN matches a pattern.
///
/// By default as IAM's ArnLike, where `?` is exactly one character; with `--rule authenticator` as
/// aws-iam-authenticator, where it is zero or one. In both a `*` does not reach over the first five colons.
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(super) struct Arguments {
    /// The pattern, with `*` and `?`.
    #[arg(conflicts_with = "batch", requires = "arn")]
    pattern: Option<String>,
    /// The ARN.
    arn: Option<String>,
    /// Whose rule.
    #[arg(long, value_enum, default_value_t = Rule::Iam)]
    rule: Rule,
    #[command(flatten)]
    output: Output,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Rule {
    /// IAM's ArnLike
    Iam,
    /// aws-iam-authenticator's
    Authenticator,
}

const EXAMPLES: &str = "\
Examples:
  eks-iam arn match 'arn:aws:iam::*:role/eks-*' arn:aws:iam::111122223333:role/eks-admin
  eks-iam arn match \\
    --rule authenticator 'arn:aws:iam::111122223333:role/ops?' arn:aws:iam::111122223333:role/ops
  eks-iam arn match --batch < pairs.jsonl";

/// Runs the verb.
pub(super) fn run(arguments: &Arguments, language: Language) -> Result<Status, Failure> {
    let answer = match arguments.rule {
        Rule::Iam => |line: &Value, _: Language| {
            Ok(json!({"match": arn_like(text(line, "pattern")?, text(line, "arn")?)}))
        },
        Rule::Authenticator => |line: &Value, _: Language| match_as_authenticator(line),
    };
    let face = Face { answer, text: to_text, is_yes: |it| it["match"] == true };
    face.run(&arguments.output, language, || match (&arguments.pattern, &arguments.arn) {
        (Some(pattern), Some(arn)) => Ok(vec![json!({"pattern": pattern, "arn": arn})]),
        _ => {
            let why = pick(
                language,
                "a pattern and an ARN are needed; see --help",
                "パターンと ARN を指定してください (--help に例があります)",
            );
            Err(wrong(language, why))
        }
    })
}

fn match_as_authenticator(line: &Value) -> Result<Value, LineError> {
    authenticator_arn_like(text(line, "arn")?, text(line, "pattern")?)
        .map(|it| json!({ "match": it }))
        .map_err(|error| {
            let which = if error.is_pattern() { "パターン" } else { "ARN" };
            LineError::told("malformed-arn", |language| match language {
                Language::Japanese => format!("{which}の形式が正しくありません ({error})"),
                _ => error.to_string(),
            })
        })
}

fn to_text(answer: &Value, language: Language) -> String {
    let text = if answer["match"] == true {
        paint(GOOD, pick(language, "matches", "一致します"))
    } else {
        paint(BAD, pick(language, "does not match", "一致しません"))
    };
    text + "\n"
}
