//! `eks-iam migrate`: aws-auth turned into access entries that map every caller as before.

mod answer;

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use eks_iam_access_entry::{
    AccessEntry, AuthenticationMode, MigrateOptions, Migration, MigrationTarget, migrate,
};
use eks_iam_aws_auth::AwsAuth;
use eks_iam_document::Node;
use eks_iam_span::{Language, LineIndex};
use serde_json::Value;

use crate::{
    batch::{self, LineError},
    face::needed,
    input::{Source, node, optional_text, read, read_document, texts, to_value, wrong},
    output::{Failure, Status, print},
    render::{print_json, status},
};

/// Turn aws-auth into access entries that map every caller as before, and say which lines cannot be.
///
/// Nothing is called or changed: what is printed makes the entries. A path that IAM knows and aws-auth may not have is
/// taken from --principals.
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct Arguments {
    /// The aws-auth ConfigMap; none or `-` is standard input.
    #[arg(value_name = "FILE", default_value = "-", conflicts_with = "batch")]
    file: PathBuf,
    /// What to write.
    #[arg(long = "to", value_enum, default_value_t = Output::Text, value_name = "OUTPUT")]
    output: Output,
    /// The cluster's name; what is written for a tool needs it.
    #[arg(long)]
    cluster: Option<String>,
    /// The cluster's Region.
    #[arg(long)]
    region: Option<String>,
    /// The cluster's account.
    #[arg(long)]
    account: Option<String>,
    /// The cluster's partition.
    #[arg(long)]
    partition: Option<String>,
    /// The cluster's authentication mode now: CONFIG_MAP or API_AND_CONFIG_MAP.
    #[arg(long, default_value = "CONFIG_MAP")]
    mode: String,
    /// ARNs of roles and users as IAM lists them, one a line.
    #[arg(long, value_name = "FILE")]
    principals: Option<PathBuf>,
    /// The access entries that the cluster has, a list of what `aws eks describe-access-entry` prints.
    #[arg(long, value_name = "FILE")]
    access_entries: Option<PathBuf>,
    /// Read documents as JSON Lines, and write one JSON answer a line.
    #[arg(long)]
    batch: bool,
}

/// What is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Output {
    /// For people: what becomes of each line, and why
    Text,
    /// One JSON document
    Json,
    /// Commands of the AWS CLI
    AwsCli,
    /// A CloudFormation template
    Cloudformation,
    /// Terraform resources
    Terraform,
    /// A configuration file of eksctl
    Eksctl,
}

const EXAMPLES: &str = "\
Examples:
  kubectl -n kube-system get configmap aws-auth -o yaml | eks-iam migrate
  eks-iam migrate aws-auth.yaml --to aws-cli --cluster shop --region us-west-2 \\
    --account 111122223333
  aws iam list-roles --query 'Roles[].Arn' --output text | tr '\\t' '\\n' > roles.txt
  eks-iam migrate aws-auth.yaml --to terraform --cluster shop --principals roles.txt
  eks-iam migrate --batch < documents.jsonl

Exit status: 0 every line has an entry or needs none, 1 some line cannot become one, 2 it could not be carried out.";

/// Runs the verb.
pub(crate) fn run(arguments: &Arguments, language: Language) -> Result<Status, Failure> {
    if arguments.batch {
        return batch::run(language, |line| answer_line(line, language));
    }
    let Source { name, text } = read(&arguments.file, language)?;
    let document = AwsAuth::parse(&text);
    if document.ignored() || document.refused() {
        let why = document.findings().iter().map(|it| it.message(language)).next().unwrap_or_default();
        return Err(wrong(language, format!("{name}: {why}")));
    }
    let mode =
        AuthenticationMode::from_name(&arguments.mode).filter(|it| it.reads_aws_auth()).ok_or_else(|| {
            wrong(language, format!("--mode {}: CONFIG_MAP, API_AND_CONFIG_MAP", arguments.mode))
        })?;
    let principals: Vec<String> = match &arguments.principals {
        Some(path) => read(path, language)?.text.split_whitespace().map(str::to_owned).collect(),
        None => Vec::new(),
    };
    let entries = match &arguments.access_entries {
        Some(path) => entries_of(&to_value(&read_document(path, language)?))
            .map_err(|it| wrong(language, it.message(language)))?,
        None => Vec::new(),
    };
    let options = MigrateOptions {
        account: arguments.account.as_deref(),
        partition: arguments.partition.as_deref(),
        principals: &principals,
        entries: &entries,
    };
    let migration = migrate(&document, &options);
    let cluster = match arguments.output {
        Output::Text | Output::Json => arguments.cluster.as_deref().unwrap_or_default(),
        _ => needed(arguments.cluster.as_deref(), "--cluster", language)?,
    };
    let target = MigrationTarget { cluster, region: arguments.region.as_deref(), mode };
    let lines = LineIndex::new(&text);
    match arguments.output {
        Output::Text => print(&answer::to_text(&migration, &lines, language))?,
        Output::Json => print_json(&answer::to_json(&migration, Some(&lines), language))?,
        Output::AwsCli => print(&migration.to_aws_cli(&target))?,
        Output::Cloudformation => print(&migration.to_cloudformation(&target))?,
        Output::Terraform => print(&migration.to_terraform(&target))?,
        Output::Eksctl => print(&migration.to_eksctl(&target))?,
    }
    if !matches!(arguments.output, Output::Text | Output::Json) {
        complain_about_refused(&migration, &lines, language);
    }
    Ok(status(migration.is_complete()))
}

/// What is printed for a tool leaves out the lines that have no entry; somebody has to hear of them.
fn complain_about_refused(migration: &Migration, lines: &LineIndex<'_>, language: Language) {
    let text = answer::refused_text(migration, lines, language);
    if !text.is_empty() {
        crate::output::complain(&text);
    }
}

fn answer_line(line: &Value, language: Language) -> Result<Value, LineError> {
    let document = match optional_text(line, "manifest")? {
        Some(manifest) => AwsAuth::parse(manifest),
        None => {
            let config = line.get("config").ok_or_else(|| LineError::missing("config"))?;
            let (roles, users) = (optional_text(config, "mapRoles")?, optional_text(config, "mapUsers")?);
            AwsAuth::from_data(roles, users, optional_text(config, "mapAccounts")?)
        }
    };
    let entries = line.get("access_entries").map_or(Ok(Vec::new()), entries_of)?;
    let options = MigrateOptions {
        account: optional_text(line, "account")?,
        partition: optional_text(line, "partition")?,
        principals: &texts(line, "principals")?,
        entries: &entries,
    };
    Ok(answer::to_json(&migrate(&document, &options), None, language))
}

/// Reads access entries, one or a list of them.
pub(crate) fn entries_of(value: &Value) -> Result<Vec<AccessEntry>, LineError> {
    let wrapped = serde_json::json!({ "entries": value });
    let Some(node) = node(&wrapped, "entries")? else { return Ok(Vec::new()) };
    let list = node.as_sequence().unwrap_or_else(|| std::slice::from_ref(&node));
    let read = |it: &Node| {
        AccessEntry::from_node(it)
            .map_err(|error| LineError::told("malformed-access-entry", |language| error.message(language)))
    };
    list.iter().map(read).collect()
}
