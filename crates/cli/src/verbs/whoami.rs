//! `eks-iam whoami`: who a caller is to a cluster, by aws-auth, other backends, and access entries.

mod question;
mod verdicts;

use std::path::PathBuf;

use clap::Args;
use eks_iam_access_entry::{
    AccessEntry, AuthenticationMode, ClusterIdentity, ClusterMappings, IdentitySource, NotIdentified,
    NotIdentifiedReason, identify,
};
use eks_iam_arn::canonical_arn;
use eks_iam_aws_auth::{
    Caller, Identity, IdentityMap, MapOptions, MatchedEntry, Unmapped, ask_backends, map_backends,
};
use eks_iam_document::Node;
use eks_iam_span::Language;
use serde_json::{Value, json};

use self::question::{backend, caller, document, options};
use crate::{
    batch::LineError,
    face::{Face, Output, needed},
    input::{node, optional_text, read, read_document, to_value},
    language::pick,
    output::{BAD, Failure, Status, paint},
    render::{rows, shown},
};

/// Tell who a caller is to the cluster: user name, groups, and for every entry why it did or did not match.
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
    /// Access entries, a list of what `aws eks describe-access-entry` prints.
    #[arg(long, value_name = "FILE")]
    access_entries: Option<PathBuf>,
    /// The cluster's authentication mode: CONFIG_MAP, API_AND_CONFIG_MAP or API.
    #[arg(long)]
    mode: Option<String>,
    /// The `UserId` that goes with the ARN.
    #[arg(long, value_name = "ID", default_value = "")]
    user_id: String,
    /// The access key id of the token's credential, for `{{AccessKeyID}}`.
    #[arg(long, value_name = "ID", default_value = "")]
    access_key_id: String,
    /// The private DNS name of the instance whose session it is, for `{{EC2PrivateDNSName}}`.
    #[arg(long, value_name = "NAME")]
    private_dns_name: Option<String>,
    #[command(flatten)]
    output: Output,
}

const EXAMPLES: &str = "\
Examples:
  kubectl -n kube-system get configmap aws-auth -o yaml \\
    | eks-iam whoami arn:aws:sts::111122223333:assumed-role/ops/mika
  eks-iam whoami arn:aws:iam::111122223333:user/mika --aws-auth aws-auth.yaml --format json
  eks-iam whoami arn:aws:iam::111122223333:user/mika --access-entries entries.json --mode API
  eks-iam whoami --batch < callers.jsonl";

/// Runs the verb.
pub(crate) fn run(arguments: &Arguments, language: Language) -> Result<Status, Failure> {
    let face = Face { answer, text: to_text, is_yes: |it| it.get("allow") == Some(&json!(true)) };
    face.run(&arguments.output, language, || {
        let arn = needed(arguments.arn.as_deref(), "ARN", language)?;
        let mode = arguments.mode.as_deref();
        let entries = match &arguments.access_entries {
            Some(path) => Some(to_value(&read_document(path, language)?)),
            None => None,
        };
        // In mode API aws-auth is not read, so none need be given.
        let is_read = mode != Some(AuthenticationMode::Api.as_str());
        let manifest = if is_read { Some(read(&arguments.aws_auth, language)?.text) } else { None };
        let account = arn.split(':').nth(4).unwrap_or_default();
        let session = arn.rsplit('/').next().unwrap_or_default();
        let user_id = match arguments.user_id.as_str() {
            "" if arn.contains(":assumed-role/") => format!("AROAEXAMPLE:{session}"),
            id => id.to_owned(),
        };
        let access_key_id = &arguments.access_key_id;
        let caller =
            json!({"arn": arn, "account": account, "user_id": user_id, "access_key_id": access_key_id});
        let names: serde_json::Map<String, Value> =
            arguments.private_dns_name.iter().map(|it| (session.to_owned(), json!(it))).collect();
        let mut question = json!({"caller": caller, "given": {"ec2_private_dns": names}});
        if let Value::Object(keys) = &mut question {
            keys.extend(manifest.map(|it| ("manifest".to_owned(), json!(it))));
            keys.extend(entries.map(|it| ("access_entries".to_owned(), it)));
            keys.extend(mode.map(|it| ("mode".to_owned(), json!(it))));
        }
        Ok(vec![question])
    })
}

fn answer(line: &Value, language: Language) -> Result<Value, LineError> {
    let (caller, options) = (caller(line)?, options(line.get("given"))?);
    if let Some(backends) = line.get("backends").and_then(Value::as_array) {
        let backends = backends.iter().map(backend).collect::<Result<Vec<_>, _>>()?;
        let mut value = outcome(&map_backends(&backends, &caller, &options), language);
        let answers = ask_backends(&backends, &caller, &options).unwrap_or_default();
        add(&mut value, "backends", verdicts::of_backends(&backends, &answers, language));
        return Ok(value);
    }
    let document = document(line)?;
    let map = document.as_ref().map(IdentityMap::new);
    let entries = node(line, "access_entries")?;
    let mode = optional_text(line, "mode")?;
    if entries.is_none() && mode.is_none() {
        let map = map.ok_or_else(|| LineError::missing("config"))?;
        return Ok(by_aws_auth(&map, &caller, &options, has_lines(line), language));
    }
    let list = entries.as_ref().map(Node::as_sequence);
    let list = list.map_or(Ok(&[][..]), |it| it.ok_or_else(|| LineError::missing("access_entries")))?;
    let read = |it| {
        AccessEntry::from_node(it)
            .map_err(|error| LineError::told("malformed-access-entry", |language| error.message(language)))
    };
    let entries = list.iter().map(read).collect::<Result<Vec<_>, _>>()?;
    let unknown = |name: &str| LineError::unknown("unknown-mode", name, "authentication mode", "認証モード");
    let mode = match mode {
        Some(name) => AuthenticationMode::from_name(name).ok_or_else(|| unknown(name))?,
        None => AuthenticationMode::ApiAndConfigMap,
    };
    let mappings = ClusterMappings { mode, entries: &entries, aws_auth: map.as_ref() };
    let identified = identify(&mappings, &caller, &options);
    let mut value = match &identified {
        Ok(it) => of_cluster(it),
        Err(it) => not_identified(it, language),
    };
    add(&mut value, "access_entries", verdicts::of_access_entries(&mappings, &identified, language));
    if let Some(map) = &map {
        let by_entry =
            matches!(&identified, Ok(it) if matches!(it.source, IdentitySource::AccessEntry { .. }));
        let asked = mode.reads_aws_auth() && !by_entry;
        let verdicts = verdicts::of_document(map, &caller, &options, has_lines(line), asked, language);
        add(&mut value, "entries", verdicts);
    }
    Ok(value)
}

/// Whether the question has a file, so that lines can be told.
fn has_lines(line: &Value) -> bool {
    line.get("manifest").is_some_and(Value::is_string)
}

fn add(answer: &mut Value, key: &str, value: Value) {
    if let Value::Object(keys) = answer {
        keys.insert(key.to_owned(), value);
    }
}

fn by_aws_auth(
    map: &IdentityMap,
    caller: &Caller,
    options: &MapOptions,
    has_lines: bool,
    language: Language,
) -> Value {
    let mut value = outcome(&map.map(caller, options), language);
    let all = map.outcomes(caller, options);
    if all.len() > 1 {
        add(&mut value, "undetermined", all.iter().map(|it| outcome(it, language)).collect());
    }
    if let Ok(canonical) = canonical_arn(&caller.arn) {
        add(&mut value, "canonical", json!(canonical));
    }
    add(&mut value, "entries", verdicts::of_document(map, caller, options, has_lines, true, language));
    value
}

fn matched(entry: Option<MatchedEntry>) -> Value {
    json!(entry.map(|it| json!({"section": it.section.key(), "index": it.index})))
}

fn extra(extra: &[(String, Vec<String>)]) -> Value {
    extra.iter().map(|(key, values)| (key.clone(), json!(values))).collect::<serde_json::Map<_, _>>().into()
}

fn outcome(answer: &Result<Identity, Unmapped>, language: Language) -> Value {
    match answer {
        Ok(it) => json!({
            "allow": true,
            "username": it.username,
            "groups": it.groups,
            "uid": it.uid,
            "extra": extra(&it.extra),
            "via": it.via.name(),
            "matched": matched(it.matched),
        }),
        Err(it) => json!({
            "allow": false,
            "reason": it.reason.name(),
            "message": NotIdentifiedReason::Unmapped(it.reason).message(language),
            "matched": matched(it.matched),
        }),
    }
}

fn of_cluster(identity: &ClusterIdentity) -> Value {
    let decided = match identity.source {
        IdentitySource::AwsAuth { matched, .. } => matched,
        IdentitySource::AccessEntry { .. } => None,
    };
    json!({
        "allow": true,
        "username": identity.username,
        "groups": identity.groups,
        "uid": identity.uid,
        "extra": extra(&identity.extra),
        "via": identity.source.name(),
        "matched": matched(decided),
        "policies": identity.policies.iter().map(|it| &it.policy_arn).collect::<Vec<_>>(),
    })
}

fn not_identified(nobody: &NotIdentified, language: Language) -> Value {
    json!({
        "allow": false,
        "reason": nobody.reason.name(),
        "message": nobody.reason.message(language),
        "matched": matched(nobody.matched),
    })
}

fn to_text(answer: &Value, language: Language) -> String {
    let get = |key: &str| shown(answer.get(key).unwrap_or(&Value::Null));
    let mut text = if answer.get("allow") == Some(&json!(true)) {
        let policies = answer.get("policies").map(|_| ("policies", get("policies")));
        let names = [
            (pick(language, "user name", "ユーザー名"), get("username")),
            (pick(language, "groups", "グループ"), get("groups")),
            ("uid", get("uid")),
            (pick(language, "by", "根拠"), get("via")),
        ];
        rows(&names.into_iter().chain(policies).collect::<Vec<_>>())
    } else {
        let nobody = pick(language, "nobody to the cluster", "クラスターに知られていません");
        format!("{}: {} ({})\n", paint(BAD, nobody), get("message"), get("reason"))
    };
    if answer.get("undetermined").is_some() {
        let random = pick(
            language,
            "another entry may answer as well: the authenticator picks at random",
            "別のエントリが使われることもあります。どれになるか決まっていません",
        );
        text.push_str(&format!("  {}\n", paint(BAD, random)));
    }
    text + &verdicts::to_text(answer, language)
}
