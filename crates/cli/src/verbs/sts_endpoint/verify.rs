//! `eks-iam sts-endpoint verify`: what STS says to a whole signed request, and where two sides hashed different things.

use std::path::PathBuf;

use clap::Args;
use eks_iam_sigv4::{
    KeyRecord, KeyState, Refusal, Request, Verifier, differences, parse_signature,
    redacted_canonical_request, string_to_sign, verify,
};
use eks_iam_span::Language;
use serde_json::{Map, Value, json};

use super::{refusal_text, time};
use crate::{
    batch::LineError,
    face::{Face, Output, needed},
    input::{optional_text, read, read_secret_document, text, to_value},
    language::pick,
    output::{Failure, HEAD, Status, paint},
};

/// Tell what STS says to a whole signed request.
///
/// The question is a JSON document with `server` (`region`, `now`), `keys` and `request`. A refusal shows the canonical
/// request and the string to sign that the server makes; with the client's own canonical request, as its debug log prints
/// it, it also shows where the two differ. No key and no session token is ever printed.
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(super) struct Arguments {
    /// A file with the question; `-` reads standard input.
    #[arg(value_name = "FILE", conflicts_with = "batch")]
    file: Option<PathBuf>,
    /// A file with the canonical request that the client made.
    #[arg(long, value_name = "FILE", conflicts_with = "batch")]
    canonical_request: Option<PathBuf>,
    #[command(flatten)]
    output: Output,
}

const EXAMPLES: &str = "\
The question:
  {\"server\": {\"region\": \"us-west-2\", \"now\": \"20260713T093000Z\"},
   \"keys\": [{\"access_key\": \"AKIDEXAMPLE\", \"secret\": \"…\", \"token\": null, \"state\": \"active\"}],
   \"request\": {\"method\": \"POST\", \"target\": \"/\", \"headers\": [[\"Host\", \"sts.us-west-2.amazonaws.com\"], …], \"body\": \"…\"}}

Examples:
  eks-iam sts-endpoint verify request.json
  eks-iam sts-endpoint verify request.json --canonical-request from-the-debug-log.txt
  eks-iam sts-endpoint verify --batch < requests.jsonl";

/// Runs the verb.
pub(super) fn run(arguments: &Arguments, language: Language) -> Result<Status, Failure> {
    let face = Face { answer: |line, _| answer(line), text: to_text, is_yes: |it| it["accept"] == true };
    face.run(&arguments.output, language, || {
        let node = read_secret_document(needed(arguments.file.as_deref(), "FILE", language)?, language)?;
        let mut question = to_value(&node);
        if let (Some(file), Some(object)) = (&arguments.canonical_request, question.as_object_mut()) {
            object.insert("canonical_request".to_owned(), json!(read(file, language)?.text));
        }
        Ok(vec![question])
    })
}

fn answer(line: &Value) -> Result<Value, LineError> {
    let server = line.get("server").ok_or_else(|| LineError::missing("server"))?;
    let service = optional_text(server, "service")?.unwrap_or("sts");
    let verifier = Verifier::new(text(server, "region")?, service, time(text(server, "now")?)?);
    let request = request(line.get("request").ok_or_else(|| LineError::missing("request"))?)?;
    let keys = keys(line)?;
    let find = |id: &str| keys.iter().find(|(name, _)| name == id).map(|(_, record)| record.clone());
    match verify(&request, &verifier, &find) {
        Ok(verified) => Ok(json!({"accept": true, "access_key": verified.access_key_id()})),
        Err(refusal) => Ok(refused(&request, &refusal, optional_text(line, "canonical_request")?)),
    }
}

/// The refusal, and what the server hashed, for comparison with what the client did.
fn refused(request: &Request, refusal: &Refusal, theirs: Option<&str>) -> Value {
    let mut answer = Map::new();
    let mut put = |key: &str, value: Value| answer.insert(key.to_owned(), value);
    put("accept", json!(false));
    put("status", json!(refusal.status));
    // A request that cannot be read is answered without a document.
    let told = |text: &str| Some(text).filter(|it| !it.is_empty()).map_or(Value::Null, Value::from);
    put("code", told(refusal.code));
    put("message", told(&refusal.message));
    put("kind", json!(refusal.kind.name()));
    if let Ok(signature) = parse_signature(request) {
        let ours = redacted_canonical_request(request, &signature);
        if let Some(theirs) = theirs {
            let list = differences(&ours, theirs);
            let list = list
                .into_iter()
                .map(|it| json!({"part": it.part.to_string(), "server": it.left, "client": it.right}));
            put("differences", list.collect());
        }
        put("canonical_request", json!(ours));
        put("string_to_sign", json!(string_to_sign(request, &signature)));
    }
    Value::Object(answer)
}

fn to_text(answer: &Value, language: Language) -> String {
    let mut text = refusal_text(answer, language);
    let mut push = |title: &str, key: &str| {
        if let Some(lines) = answer[key].as_str() {
            text.push_str(&format!("\n{}\n", paint(HEAD, title)));
            lines
                .split('\n')
                .for_each(|line| text.push_str(&format!("{}\n", format!("  {line}").trim_end())));
        }
    };
    push(
        pick(language, "canonical request of the server", "サーバー側の正規リクエスト"),
        "canonical_request",
    );
    push(pick(language, "string to sign of the server", "サーバー側の署名文字列"), "string_to_sign");
    let Some(list) = answer["differences"].as_array() else { return text };
    let title = match list.is_empty() {
        true => pick(language, "the client hashed the same", "クライアント側の正規リクエストと一致します"),
        false => pick(language, "where the client differs", "クライアント側との相違"),
    };
    text.push_str(&format!("\n{}\n", paint(HEAD, title)));
    for it in list {
        let part = |key: &str| it[key].as_str().unwrap_or_default().to_owned();
        text.push_str(&format!("  {}\n    - {}\n    + {}\n", part("part"), part("server"), part("client")));
    }
    text
}

fn request(given: &Value) -> Result<Request, LineError> {
    let mut request = Request::new(text(given, "method")?, text(given, "target")?)
        .with_body(optional_text(given, "body")?.unwrap_or_default());
    for pair in given.get("headers").and_then(Value::as_array).ok_or_else(|| LineError::missing("headers"))? {
        let (Some(name), Some(value)) = (pair[0].as_str(), pair[1].as_str()) else {
            return Err(LineError::missing("headers"));
        };
        request = request.with_header(name, value);
    }
    Ok(request)
}

fn keys(line: &Value) -> Result<Vec<(String, KeyRecord)>, LineError> {
    let list = line.get("keys").and_then(Value::as_array).ok_or_else(|| LineError::missing("keys"))?;
    let record = |it: &Value| {
        Ok((
            text(it, "access_key")?.to_owned(),
            KeyRecord {
                secret_access_key: text(it, "secret")?.into(),
                session_token: optional_text(it, "token")?.map(Into::into),
                expires: optional_text(it, "expires")?.map(time).transpose()?,
                state: match optional_text(it, "state")? {
                    None | Some("active") => KeyState::Active,
                    Some("inactive") => KeyState::Inactive,
                    Some("role-deleted") => KeyState::RoleDeleted,
                    Some(_) => return Err(LineError::missing("state")),
                },
            },
        ))
    };
    list.iter().map(record).collect()
}
