//! `eks-iam whoami`: who a caller is to a cluster, by aws-auth, other backends, and access entries.

use std::{collections::BTreeMap, path::PathBuf};

use clap::Args;
use eks_iam_access_entry::{AccessEntry, AuthenticationMode, ClusterMappings, identify};
use eks_iam_aws_auth::{
    AwsAuth, Backend, BackendEntry, BackendMode, Caller, Identity, IdentityMap, MapOptions, MatchedEntry,
    Unmapped, map_backends,
};
use eks_iam_span::Language;
use serde_json::{Value, json};

use crate::{
    batch::LineError,
    face::{Face, Output, needed},
    input::{flag, node, optional_text, read, text, texts},
    language::pick,
    output::{BAD, Failure, Status, paint},
    render::{rows, shown},
};

/// Tell who a caller is to the cluster: user name, groups, and the line that decides.
///
/// As aws-iam-authenticator v0.7 maps callers. In a batch a line may have several backends, access entries and a mode.
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct Arguments {
    /// The ARN that `aws sts get-caller-identity` prints.
    #[arg(value_name = "ARN", conflicts_with = "batch")]
    arn: Option<String>,
    /// The aws-auth ConfigMap.
    #[arg(long, value_name = "FILE", default_value = "-")]
    aws_auth: PathBuf,
    /// The `UserId` that goes with the ARN.
    #[arg(long, value_name = "ID", default_value = "")]
    user_id: String,
    #[command(flatten)]
    output: Output,
}

const EXAMPLES: &str = "\
Examples:
  kubectl -n kube-system get configmap aws-auth -o yaml | eks-iam whoami arn:aws:sts::111122223333:assumed-role/ops/mika
  eks-iam whoami arn:aws:iam::111122223333:user/mika --aws-auth aws-auth.yaml --format json
  eks-iam whoami --batch < callers.jsonl";

/// Runs the verb.
pub(crate) fn run(arguments: &Arguments, language: Language) -> Result<Status, Failure> {
    let face = Face {
        answer: |line, _| answer(line),
        text: to_text,
        is_yes: |it| it.get("allow") == Some(&json!(true)),
    };
    face.run(&arguments.output, language, || {
        let arn = needed(arguments.arn.as_deref(), "ARN", language)?;
        let manifest = read(&arguments.aws_auth, language)?.text;
        let account = arn.split(':').nth(4).unwrap_or_default();
        let session = arn.rsplit('/').next().unwrap_or_default();
        let is_session = arn.contains(":assumed-role/");
        let user_id = match arguments.user_id.as_str() {
            "" if is_session => format!("AROAEXAMPLE:{session}"),
            id => id.to_owned(),
        };
        let caller = json!({"arn": arn, "account": account, "user_id": user_id, "access_key_id": ""});
        Ok(vec![json!({"manifest": manifest, "caller": caller})])
    })
}

fn answer(line: &Value) -> Result<Value, LineError> {
    let caller = line.get("caller").ok_or_else(|| LineError::missing("caller"))?;
    let caller = Caller {
        arn: text(caller, "arn")?.to_owned(),
        account: optional_text(caller, "account")?.unwrap_or_default().to_owned(),
        user_id: optional_text(caller, "user_id")?.unwrap_or_default().to_owned(),
        access_key_id: optional_text(caller, "access_key_id")?.unwrap_or_default().to_owned(),
    };
    let options = options(line.get("given"))?;
    if let Some(backends) = line.get("backends").and_then(Value::as_array) {
        let backends = backends.iter().map(backend).collect::<Result<Vec<_>, _>>()?;
        return Ok(outcome(&map_backends(&backends, &caller, &options), &[]));
    }
    let document = document(line)?;
    let map = document.as_ref().map(IdentityMap::new);
    let entries = node(line, "access_entries")?;
    let mode = optional_text(line, "mode")?;
    if entries.is_none() && mode.is_none() {
        let map = map.ok_or_else(|| LineError::missing("config"))?;
        return Ok(outcome(&map.map(&caller, &options), &map.outcomes(&caller, &options)));
    }
    let list = entries.as_ref().and_then(eks_iam_document::Node::as_sequence).unwrap_or_default();
    let read = |it| {
        AccessEntry::from_node(it)
            .map_err(|error| LineError::new("malformed-access-entry", error.to_string()))
    };
    let entries = list.iter().map(read).collect::<Result<Vec<_>, _>>()?;
    let mode = match mode {
        Some(name) => AuthenticationMode::from_name(name).ok_or_else(|| LineError::missing("mode"))?,
        None => AuthenticationMode::ApiAndConfigMap,
    };
    let mappings = ClusterMappings { mode, entries: &entries, aws_auth: map.as_ref() };
    Ok(match identify(&mappings, &caller, &options) {
        Ok(it) => json!({
            "allow": true,
            "username": it.username,
            "groups": it.groups,
            "uid": it.uid,
            "via": it.source.name(),
            "policies": it.policies.iter().map(|it| &it.policy_arn).collect::<Vec<_>>(),
        }),
        Err(it) => json!({"allow": false, "reason": it.reason.name()}),
    })
}

fn document(line: &Value) -> Result<Option<AwsAuth>, LineError> {
    if let Some(manifest) = optional_text(line, "manifest")? {
        return Ok(Some(AwsAuth::parse(manifest)));
    }
    let Some(config) = line.get("config").filter(|it| !it.is_null()) else { return Ok(None) };
    let (roles, users) = (optional_text(config, "mapRoles")?, optional_text(config, "mapUsers")?);
    Ok(Some(AwsAuth::from_data(roles, users, optional_text(config, "mapAccounts")?)))
}

fn options(given: Option<&Value>) -> Result<MapOptions, LineError> {
    let Some(given) = given.filter(|it| !it.is_null()) else { return Ok(MapOptions::default()) };
    let names = given.get("ec2_private_dns").and_then(Value::as_object);
    let pair = |(id, name): (&String, &Value)| Some((id.clone(), name.as_str()?.to_owned()));
    let ec2_private_dns: BTreeMap<_, _> = names.into_iter().flatten().filter_map(pair).collect();
    Ok(MapOptions { ec2_private_dns, sso_role_match: flag(given, "sso_role_match")? })
}

fn backend(value: &Value) -> Result<Backend, LineError> {
    let mode = match text(value, "mode")? {
        "MountedFile" | "File" => BackendMode::MountedFile,
        "EKSConfigMap" | "ConfigMap" => BackendMode::EksConfigMap,
        "CRD" => BackendMode::Crd,
        "DynamicFile" => BackendMode::DynamicFile,
        other => return Err(LineError::new("unknown-backend", format!("`{other}` is no backend"))),
    };
    let entries = |key: &str, arn: &str| -> Result<Vec<BackendEntry>, LineError> {
        let list = value.get(key).and_then(Value::as_array);
        list.into_iter().flatten().map(|it| entry(it, arn)).collect()
    };
    let data = value.get("data").cloned().unwrap_or(Value::Null);
    let section = |key| Ok::<_, LineError>(optional_text(&data, key)?.map(str::to_owned));
    Ok(Backend {
        mode,
        roles: entries("mapRoles", "rolearn")?,
        users: entries("mapUsers", "userarn")?,
        accounts: texts(value, "mapAccounts")?,
        data: [section("mapRoles")?, section("mapUsers")?, section("mapAccounts")?],
        user_id_strict: flag(value, "user_id_strict")?,
        reserved_username_prefixes: texts(value, "reserved_username_prefixes")?,
    })
}

fn entry(value: &Value, arn: &str) -> Result<BackendEntry, LineError> {
    let owned = |key| Ok::<_, LineError>(optional_text(value, key)?.unwrap_or_default().to_owned());
    let arn = if value.get(arn).is_some() { owned(arn)? } else { owned("arn")? };
    Ok(BackendEntry {
        arn,
        username: owned("username")?,
        groups: texts(value, "groups")?,
        user_id: owned("userid")?,
    })
}

fn outcome(answer: &Result<Identity, Unmapped>, all: &[Result<Identity, Unmapped>]) -> Value {
    let matched =
        |it: Option<MatchedEntry>| it.map(|it| json!({"section": it.section.key(), "index": it.index}));
    let mut value = match answer {
        Ok(it) => json!({
            "allow": true,
            "username": it.username,
            "groups": it.groups,
            "uid": it.uid,
            "via": it.via.name(),
            "matched": matched(it.matched),
        }),
        Err(it) => json!({"allow": false, "reason": it.reason.name(), "matched": matched(it.matched)}),
    };
    if let (true, Value::Object(keys)) = (all.len() > 1, &mut value) {
        keys.insert("undetermined".to_owned(), all.iter().map(|it| outcome(it, &[])).collect());
    }
    value
}

fn to_text(answer: &Value, language: Language) -> String {
    let get = |key: &str| shown(answer.get(key).unwrap_or(&Value::Null));
    if answer.get("allow") != Some(&json!(true)) {
        let text = pick(language, "nobody to the cluster", "クラスターに知られていません");
        return format!("{}: {}\n", paint(BAD, text), get("reason"));
    }
    rows(&[
        (pick(language, "user name", "ユーザー名"), get("username")),
        (pick(language, "groups", "グループ"), get("groups")),
        ("uid", get("uid")),
        (pick(language, "by", "根拠"), get("via")),
    ])
}
