//! `eks-iam arn`: whom an ARN names, and the form in which EKS compares it.

mod matching;
pub(crate) mod odd;

use clap::{Args, Subcommand};
use eks_iam_arn::{
    ArnRef, ParseArnError, Principal, PrincipalKind, SsoRole, canonical_arn, odd_characters,
    role_arn_without_path,
};
use eks_iam_span::{Language, Severity, Snippet, Span};
use serde_json::{Map, Value, json};

use crate::{
    batch::LineError,
    face::{Face, Output},
    input::{text, wrong},
    language::pick,
    output::{BAD, Failure, HEAD, Status, paint},
    render::{printable, rows, shown},
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
    Match(matching::Arguments),
}

const EXAMPLES: &str = "\
Examples:
  eks-iam arn arn:aws:sts::111122223333:assumed-role/eks-admin/dev
  aws sts get-caller-identity --query Arn --output text | xargs eks-iam arn
  eks-iam arn --batch < arns.jsonl
  eks-iam arn match 'arn:aws:eks:*:*:cluster/prod-*' arn:aws:eks:us-west-2:111122223333:cluster/prod-1";

/// Runs the verb.
pub(crate) fn run(arguments: &Arguments, language: Language) -> Result<Status, Failure> {
    if let Some(Verb::Match(arguments)) = &arguments.verb {
        return matching::run(arguments, language);
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
        let question = |arn: &String| match reading(arn) {
            Reading::Malformed(error) => Err(Failure::Told(broken(arn, &error, language))),
            Reading::Strict(_) | Reading::Lax(_) => Ok(json!({ "input": arn })),
        };
        arguments.arns.iter().map(question).collect()
    })
}

/// How a text reads as an ARN.
enum Reading<'a> {
    /// As any service would write it.
    Strict(ArnRef<'a>),
    /// As aws-iam-authenticator reads it, which looks at less.
    Lax(ParseArnError),
    /// As nobody reads it.
    Malformed(ParseArnError),
}

fn reading(input: &str) -> Reading<'_> {
    match ArnRef::parse(input) {
        Ok(arn) => Reading::Strict(arn),
        Err(error) if canonical_arn(input).is_ok() => Reading::Lax(error),
        Err(error) => Reading::Malformed(error),
    }
}

/// Shows where a text is no ARN.
fn broken(arn: &str, error: &ParseArnError, language: Language) -> String {
    let at = error.offset();
    let width = arn.get(at..).and_then(|it| it.chars().next()).map_or(0, char::len_utf8);
    Snippet {
        title: &odd::why_no_arn(error, language),
        severity: Severity::Error,
        kind: Some("malformed-arn"),
        file: "ARN",
        text: arn,
        span: Span::new(at, at + width),
        label: "",
        language,
    }
    .render()
}

fn answer(line: &Value) -> Result<Value, LineError> {
    let input = text(line, "input")?;
    let (parts, fault) = match reading(input) {
        Reading::Strict(arn) => {
            ([arn.partition(), arn.service(), arn.region(), arn.account(), arn.resource()], None)
        }
        Reading::Lax(error) => {
            let mut parts = input.splitn(6, ':').skip(1);
            let mut next = || parts.next().unwrap_or_default();
            ([next(), next(), next(), next(), next()], Some(error.to_string()))
        }
        Reading::Malformed(error) => {
            return Err(LineError::told("malformed-arn", |language| odd::why_no_arn(&error, language)));
        }
    };
    let [partition, service, region, account, resource] = parts;
    let canonical = canonical_arn(input).ok();
    let principal = Principal::parse(input);
    // The authenticator takes a name that IAM would not, such as none at all, for somebody all the same.
    let named = canonical.as_ref().and_then(|_| resource.split('/').next());
    let kind = principal.as_ref().map(|it| it.kind().as_str()).ok().filter(|_| canonical.is_some()).or(named);
    let role_arn = role_arn_without_path(input).filter(|_| kind == Some(PrincipalKind::Role.as_str()));
    let fault =
        fault.or_else(|| principal.as_ref().err().filter(|_| kind.is_some()).map(ToString::to_string));
    let mut answer = json!({
        "input": input,
        "partition": partition,
        "service": service,
        "region": region,
        "account": account,
        "resource": resource,
        "kind": kind,
        "canonical": canonical,
        "role_arn": role_arn,
        "fault": fault,
        "odd_characters": odd_characters(input).map(|it| json!({
            "name": it.name(),
            "code_point": format!("U+{:04X}", u32::from(it.character())),
            "byte": it.offset(),
        })).collect::<Vec<_>>(),
    });
    if let (Ok(principal), Some(object)) = (principal, answer.as_object_mut()) {
        details(principal, object);
    }
    Ok(answer)
}

/// What a principal's ARN says beyond the ARN's parts.
fn details(principal: Principal<'_>, answer: &mut Map<String, Value>) {
    let mut put = |key: &str, value: Value| answer.insert(key.to_owned(), value);
    let sso = |it: SsoRole<'_>| {
        json!({
            "permission_set": it.permission_set,
            "instance_suffix": it.instance_suffix,
            "region": it.region,
        })
    };
    match principal {
        Principal::User(it) => {
            put("path", json!(it.path));
            put("name", json!(it.name));
        }
        Principal::Role(it) => {
            put("path", json!(it.path));
            put("name", json!(it.name));
            put("service_linked", json!(it.service_linked()));
            put("sso", json!(it.sso().map(sso)));
        }
        Principal::AssumedRole(it) => {
            put("name", json!(it.role_name));
            put("session_name", json!(it.session_name));
            put("sso", json!(it.sso().map(sso)));
        }
        Principal::FederatedUser(it) => {
            put("name", json!(it.name));
        }
        _ => {}
    }
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
    let mut list: Vec<_> = named
        .iter()
        .map(|(key, english, japanese)| (pick(language, english, japanese), shown(&answer[*key])))
        .collect();
    // These stand only where there is something to say.
    let mut put = |key: &str, english: &'static str, japanese: &'static str| {
        if let Some(value) = answer.pointer(key).filter(|it| !it.is_null()) {
            list.push((pick(language, english, japanese), shown(value)));
        }
    };
    put("/session_name", "session", "セッション名");
    put("/service_linked", "service-linked", "サービスリンクロール");
    put("/sso/permission_set", "permission set", "アクセス許可セット");
    put("/sso/instance_suffix", "suffix", "接尾辞");
    let input = answer["input"].as_str().unwrap_or_default();
    let mut text = format!("{}\n{}", paint(HEAD, &printable(input)), rows(&list));
    let mut warn = |why: &str| text.push_str(&format!("  {} {why}\n", paint(BAD, "!")));
    match (answer["fault"].is_null(), Principal::parse(input)) {
        (false, Err(error)) => warn(&odd::why_nobody(&error, language)),
        _ => odd_characters(input).for_each(|it| warn(&odd::place(&it, language))),
    }
    text
}
