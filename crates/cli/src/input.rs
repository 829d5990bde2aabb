//! Reads what a verb is given: files and standard input with a limit, documents with the place of a fault, keys of a line.

use std::{
    fs,
    io::{self, Read},
    path::Path,
};

use eks_iam_document::{Node, ParseDocumentError, parse, parse_all};
use eks_iam_span::{Language, LineIndex, Severity, Snippet};
use serde_json::Value;

use crate::{batch::LineError, language::pick, output::Failure, problems::painted};

/// The most bytes of a file or of standard input.
const MAX_BYTES: u64 = 16 * 1024 * 1024;

/// A text and the name under which people know it.
#[derive(Debug)]
pub(crate) struct Source {
    /// The file's name; `<stdin>` for standard input.
    pub(crate) name: String,
    /// What it holds.
    pub(crate) text: String,
}

/// Reads a file; `-` is standard input.
pub(crate) fn read(path: &Path, language: Language) -> Result<Source, Failure> {
    let is_stdin = path.as_os_str() == "-";
    let name = if is_stdin { "<stdin>".to_owned() } else { path.display().to_string() };
    let mut bytes = Vec::new();
    let done = if is_stdin {
        io::stdin().lock().take(MAX_BYTES + 1).read_to_end(&mut bytes)
    } else {
        fs::File::open(path).and_then(|file| file.take(MAX_BYTES + 1).read_to_end(&mut bytes))
    };
    done.map_err(|error| refuse(language, &name, &os_words(&error, language)))?;
    if bytes.len() as u64 > MAX_BYTES {
        return Err(refuse(language, &name, pick(language, "larger than 16 MiB", "16 MiB を超えています")));
    }
    let text = String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let text = match language {
            Language::Japanese => format!("{at} バイト目が UTF-8 ではありません"),
            _ => format!("not UTF-8 at byte {at}"),
        };
        refuse(language, &name, &text)
    })?;
    Ok(Source { name, text })
}

/// Reads a YAML or JSON file.
pub(crate) fn read_document(path: &Path, language: Language) -> Result<Node, Failure> {
    let source = read(path, language)?;
    parse(&source.text).map_err(|error| broken(&source, &error, language))
}

/// Reads a YAML or JSON file of one or several documents.
pub(crate) fn read_documents(path: &Path, language: Language) -> Result<Vec<Node>, Failure> {
    let source = read(path, language)?;
    parse_all(&source.text).map_err(|error| broken(&source, &error, language))
}

/// Reads a YAML or JSON file that may hold secrets: a fault is told with its place, never with the line.
pub(crate) fn read_secret_document(path: &Path, language: Language) -> Result<Node, Failure> {
    let source = read(path, language)?;
    parse(&source.text).map_err(|error| {
        let place = LineIndex::new(&source.text).line_column(error.span().start());
        let name = format!("{}:{}:{}", source.name, place.line, place.column);
        refuse(language, &name, error.kind().as_str())
    })
}

/// Tells where a document is broken, with the line and a caret.
pub(crate) fn broken(source: &Source, error: &ParseDocumentError, language: Language) -> Failure {
    let snippet = Snippet {
        title: &error.message(language),
        severity: Severity::Error,
        kind: Some(error.kind().as_str()),
        file: &source.name,
        text: &source.text,
        span: error.span(),
        label: error.advice(language),
        language,
    };
    Failure::Told(painted(&snippet))
}

/// Returns what the operating system says, in the language where it is one of the usual things.
pub(crate) fn os_words(error: &io::Error, language: Language) -> String {
    let japanese = match error.kind() {
        io::ErrorKind::NotFound => "ファイルまたはディレクトリがありません",
        io::ErrorKind::PermissionDenied => "アクセス許可がありません",
        io::ErrorKind::IsADirectory => "ディレクトリです",
        io::ErrorKind::NotADirectory => "ディレクトリではありません",
        io::ErrorKind::StorageFull => "空き容量がありません",
        io::ErrorKind::WouldBlock => "別のプロセスが使用中です",
        _ => return error.to_string(),
    };
    if language == Language::Japanese { japanese.to_owned() } else { error.to_string() }
}

/// Tells why a scenario or a snapshot cannot be read.
pub(crate) fn not_loaded(error: &eks_iam_scenario::LoadError, language: Language) -> Failure {
    let io = std::error::Error::source(error).and_then(|it| it.downcast_ref::<io::Error>());
    match io {
        Some(io) => refuse(language, &error.path().display().to_string(), &os_words(io, language)),
        None => Failure::Told(error.render(language)),
    }
}

/// Tells that something named cannot be used. A token given where a file's name belongs is not repeated.
pub(crate) fn refuse(language: Language, name: &str, why: &str) -> Failure {
    if let Some(why) = token_among(name, language) {
        return wrong(language, why);
    }
    Failure::Told(match language {
        Language::Japanese => format!("エラー: {name} を読み込めません: {why}"),
        _ => format!("error: cannot read {name}: {why}"),
    })
}

/// Tells that a token stands where it does not belong, when one does; whoever tells it must not show the token.
pub(crate) fn token_among(text: &str, language: Language) -> Option<&'static str> {
    let why = "a token is no argument: others could read it; give it in a file or on standard input";
    let japanese = "トークンを引数として渡すと、ほかの人に読まれるおそれがあります。ファイルまたは標準入力から渡してください";
    text.contains("k8s-aws-v1.").then(|| pick(language, why, japanese))
}

/// Tells that the question itself is wrong.
pub(crate) fn wrong(language: Language, why: impl std::fmt::Display) -> Failure {
    Failure::Told(format!("{} {why}", pick(language, "error:", "エラー:")))
}

/// Returns a document as JSON.
pub(crate) fn to_value(node: &Node) -> Value {
    serde_json::from_str(&node.to_json()).unwrap_or(Value::Null)
}

/// Returns the text under a key that is needed.
pub(crate) fn text<'a>(line: &'a Value, key: &str) -> Result<&'a str, LineError> {
    optional_text(line, key)?.ok_or_else(|| LineError::missing(key))
}

/// Returns the text under a key that may be absent or null.
pub(crate) fn optional_text<'a>(line: &'a Value, key: &str) -> Result<Option<&'a str>, LineError> {
    match line.get(key) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) => Ok(Some(text)),
        Some(_) => Err(LineError::missing(key)),
    }
}

/// Returns whether a key that may be absent is true.
pub(crate) fn flag(line: &Value, key: &str) -> Result<bool, LineError> {
    match line.get(key) {
        None | Some(Value::Null) => Ok(false),
        Some(Value::Bool(set)) => Ok(*set),
        Some(_) => Err(LineError::missing(key)),
    }
}

/// Returns the texts under a key; none where it is absent.
pub(crate) fn texts(line: &Value, key: &str) -> Result<Vec<String>, LineError> {
    let Some(list) = line.get(key).filter(|it| !it.is_null()) else {
        return Ok(Vec::new());
    };
    let list = list.as_array().ok_or_else(|| LineError::missing(key))?;
    list.iter().map(|it| it.as_str().map(str::to_owned).ok_or_else(|| LineError::missing(key))).collect()
}

/// Returns the object or list under a key as a document; none where it is absent.
pub(crate) fn node(line: &Value, key: &str) -> Result<Option<Node>, LineError> {
    match line.get(key) {
        None | Some(Value::Null) => Ok(None),
        Some(value) => parse(&value.to_string())
            .map(Some)
            .map_err(|error| LineError::told("malformed-document", |language| error.message(language))),
    }
}
