//! `--batch`: JSON Lines in, one JSON object a line out, in the same order, flushed as it goes.

use std::io::{self, BufRead, Read, Write};

use eks_iam_span::Language;
use serde_json::{Value, json};

use crate::{
    language::pick,
    output::{Failure, Status},
};

/// The most bytes of one line.
const MAX_LINE: u64 = 16 * 1024 * 1024;

/// What some shells put before the first line.
const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

/// Why one line has no answer.
#[derive(Debug)]
pub(crate) struct LineError {
    kind: &'static str,
    english: String,
    japanese: Option<String>,
}

impl LineError {
    /// Returns the error of that kind, in words that are chosen already, or of a program that has but these.
    pub(crate) fn new(kind: &'static str, message: impl Into<String>) -> Self {
        Self { kind, english: message.into(), japanese: None }
    }

    /// Returns the error of that kind, with words for each language.
    pub(crate) fn told(kind: &'static str, words: impl Fn(Language) -> String) -> Self {
        Self { kind, english: words(Language::English), japanese: Some(words(Language::Japanese)) }
    }

    /// Returns what is wrong, in words.
    pub(crate) fn message(&self, language: Language) -> &str {
        let japanese = self.japanese.as_deref().filter(|_| language == Language::Japanese);
        japanese.unwrap_or(&self.english)
    }

    /// Returns the error of a line without a key that is needed.
    pub(crate) fn missing(key: &str) -> Self {
        Self::told("missing-key", |language| match language {
            Language::Japanese => format!("キー `{key}` がないか、型が違います"),
            _ => format!("the key `{key}` is missing, or of another type"),
        })
    }

    /// Returns the error of a name that is none of its kind, such as an authentication mode.
    pub(crate) fn unknown(kind: &'static str, name: &str, english: &str, japanese: &str) -> Self {
        Self::told(kind, |language| match language {
            Language::Japanese => format!("`{name}` は{japanese}ではありません"),
            _ => format!("`{name}` is no {english}"),
        })
    }
}

/// Answers every line of standard input; a bad line gets an error of its own, and status 2 at the end.
pub(crate) fn run(
    language: Language,
    mut answer: impl FnMut(&Value) -> Result<Value, LineError>,
) -> Result<Status, Failure> {
    let mut input = io::stdin().lock();
    let mut output = io::stdout().lock();
    let mut bad = 0_usize;
    let mut line = Vec::new();
    for number in 1_usize.. {
        line.clear();
        if input.by_ref().take(MAX_LINE).read_until(b'\n', &mut line)? == 0 {
            break;
        }
        if number == 1 && line.starts_with(BYTE_ORDER_MARK) {
            line.drain(..BYTE_ORDER_MARK.len());
        }
        if line.iter().all(u8::is_ascii_whitespace) {
            continue;
        }
        let (id, answered) = answer_one(&line, number, &mut answer);
        let mut object = match answered {
            Ok(Value::Object(object)) => object,
            Ok(other) => serde_json::Map::from_iter([("answer".to_owned(), other)]),
            Err(error) => {
                bad += 1;
                serde_json::Map::from_iter([(
                    "error".to_owned(),
                    json!({"kind": error.kind, "message": error.message(language)}),
                )])
            }
        };
        object.insert("id".to_owned(), id);
        writeln!(output, "{}", Value::Object(object))?;
        output.flush()?;
        skip_rest(&mut input, &line)?;
    }
    if bad > 0 {
        return Err(Failure::Told(format!(
            "{}: {bad}",
            pick(language, "lines without an answer", "回答できなかった行")
        )));
    }
    Ok(Status::Fine)
}

fn answer_one(
    line: &[u8],
    number: usize,
    answer: &mut impl FnMut(&Value) -> Result<Value, LineError>,
) -> (Value, Result<Value, LineError>) {
    if line.len() as u64 >= MAX_LINE {
        return (
            json!(number),
            Err(LineError::told("line-too-long", |language| {
                pick(language, "a line has at most 16 MiB", "1 行は 16 MiB までです").to_owned()
            })),
        );
    }
    match serde_json::from_slice::<Value>(line) {
        Ok(question) => {
            let id = question.get("id").cloned().unwrap_or_else(|| json!(number));
            let answered = answer(&question);
            (id, answered)
        }
        Err(error) => (
            json!(number),
            Err(LineError::told("malformed-json", |language| {
                let (line, column) = (error.line(), error.column());
                match language {
                    Language::Japanese => {
                        format!("JSON として読めません ({line} 行目、{column} 列目): {error}")
                    }
                    _ => error.to_string(),
                }
            })),
        ),
    }
}

/// Reads on to the end of a line that was too long.
fn skip_rest(input: &mut impl BufRead, line: &[u8]) -> io::Result<()> {
    if (line.len() as u64) < MAX_LINE || line.ends_with(b"\n") {
        return Ok(());
    }
    input.skip_until(b'\n').map(|_| ())
}
