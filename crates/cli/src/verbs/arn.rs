//! `eks-iam arn`: whom an ARN names, and the form in which EKS compares it.

use clap::{Args, Subcommand, ValueEnum};
use eks_iam_arn::{
    ArnRef, Principal, PrincipalKind, arn_like, authenticator_arn_like, canonical_arn, role_arn_without_path,
};
use eks_iam_span::Language;
use serde_json::{Value, json};

use crate::{
    batch::LineError,
    face::{Face, Output},
    input::{text, wrong},
    language::pick,
    output::{BAD, Failure, GOOD, HEAD, Status, paint},
    render::{rows, shown},
};

/// Take ARNs apart: whom they name, and the form in which aws-auth compares them.
///
/// The canonical form is that of aws-iam-authenticator: a session becomes its role. A role's ARN without its path is
/// what belongs into `rolearn` of aws-auth.
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES, args_conflicts_with_subcommands = true)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    verb: Option<Verb>,
    /// The ARNs.
    #[arg(value_name = "ARN", conflicts_with = "batch")]
    arns: Vec<String>,
    #[command(flatten)]
    output: Output,
}

#[derive(Debug, Subcommand)]
enum Verb {
    Match(MatchArguments),
}

/// Tell whether an ARN matches a pattern.
///
/// By default as IAM's ArnLike, where `?` is exactly one character; with `--rule authenticator` as
/// aws-iam-authenticator, where it is zero or one. In both a `*` does not reach over the first five colons.
#[derive(Debug, Args)]
#[command(after_long_help = MATCH_EXAMPLES)]
struct MatchArguments {
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
  eks-iam arn arn:aws:sts::111122223333:assumed-role/eks-admin/dev
  aws sts get-caller-identity --query Arn --output text | xargs eks-iam arn
  eks-iam arn --batch < arns.jsonl
  eks-iam arn match 'arn:aws:eks:*:*:cluster/prod-*' arn:aws:eks:us-west-2:111122223333:cluster/prod-1";

const MATCH_EXAMPLES: &str = "\
Examples:
  eks-iam arn match 'arn:aws:iam::*:role/eks-*' arn:aws:iam::111122223333:role/eks-admin
  eks-iam arn match --rule authenticator 'arn:aws:iam::111122223333:role/ops?' arn:aws:iam::111122223333:role/ops
  eks-iam arn match --batch < pairs.jsonl";

/// Runs the verb.
pub(crate) fn run(arguments: &Arguments, language: Language) -> Result<Status, Failure> {
    if let Some(Verb::Match(arguments)) = &arguments.verb {
        return run_match(arguments, language);
    }
    let face = Face { answer: |line, _| answer(line), text: to_text, is_yes: |_| true };
    face.run(&arguments.output, language, || {
        if arguments.arns.is_empty() {
            return Err(wrong(
                language,
                pick(
                    language,
                    "an ARN is needed; see --help",
                    "ARN を指定してください (--help に例があります)",
                ),
            ));
        }
        Ok(arguments.arns.iter().map(|it| json!({ "input": it })).collect())
    })
}

fn answer(line: &Value) -> Result<Value, LineError> {
    let arn = ArnRef::parse(text(line, "input")?)
        .map_err(|error| LineError::new("malformed-arn", error.to_string()))?;
    let canonical = canonical_arn(arn.as_str()).ok();
    // The authenticator takes a name that IAM would not, such as none at all, for somebody all the same.
    let named = canonical.as_ref().and_then(|_| arn.resource().split('/').next());
    let principal = Principal::try_from(arn).ok().filter(|_| canonical.is_some());
    let kind = principal.map(|it| it.kind().as_str()).or(named);
    let role_arn = role_arn_without_path(arn.as_str()).filter(|_| kind == Some(PrincipalKind::Role.as_str()));
    Ok(json!({
        "input": arn.as_str(),
        "partition": arn.partition(),
        "service": arn.service(),
        "region": arn.region(),
        "account": arn.account(),
        "resource": arn.resource(),
        "kind": kind,
        "canonical": canonical,
        "role_arn": role_arn,
    }))
}

fn to_text(answer: &Value, language: Language) -> String {
    let named = [
        ("kind", "kind", "種別"),
        ("partition", "partition", "パーティション"),
        ("service", "service", "サービス"),
        ("region", "region", "リージョン"),
        ("account", "account", "アカウント"),
        ("resource", "resource", "リソース"),
        ("canonical", "canonical", "正規形"),
        ("role_arn", "rolearn", "rolearn"),
    ];
    let list: Vec<_> = named
        .iter()
        .map(|(key, english, japanese)| (pick(language, english, japanese), shown(&answer[*key])))
        .collect();
    format!("{}\n{}", paint(HEAD, answer["input"].as_str().unwrap_or_default()), rows(&list))
}

fn run_match(arguments: &MatchArguments, language: Language) -> Result<Status, Failure> {
    let answer = match arguments.rule {
        Rule::Iam => |line: &Value, _: Language| {
            Ok(json!({"match": arn_like(text(line, "pattern")?, text(line, "arn")?)}))
        },
        Rule::Authenticator => |line: &Value, _: Language| match_as_authenticator(line),
    };
    let face = Face { answer, text: match_text, is_yes: |it| it["match"] == true };
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
        .map_err(|error| LineError::new("malformed-arn", error.to_string()))
}

fn match_text(answer: &Value, language: Language) -> String {
    let text = if answer["match"] == true {
        paint(GOOD, pick(language, "matches", "一致します"))
    } else {
        paint(BAD, pick(language, "does not match", "一致しません"))
    };
    text + "\n"
}
