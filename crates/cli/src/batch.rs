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
    message: String,
}

impl LineError {
    /// Returns the error of that kind.
    pub(crate) fn new(kind: &'static str, message: impl Into<String>) -> Self {
        Self { kind, message: message.into() }
    }

    /// Returns what is wrong, in words.
    pub(crate) fn message(&self) -> &str {
        &self.message
    }

    /// Returns the error of a line without a key that is needed.
    pub(crate) fn missing(key: &str) -> Self {
        Self::new("missing-key", format!("the key `{key}` is missing, or of another type"))
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
                    json!({"kind": error.kind, "message": error.message}),
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
        return (json!(number), Err(LineError::new("line-too-long", "a line has at most 16 MiB")));
    }
    match serde_json::from_slice::<Value>(line) {
        Ok(question) => {
            let id = question.get("id").cloned().unwrap_or_else(|| json!(number));
            let answered = answer(&question);
            (id, answered)
        }
        Err(error) => (json!(number), Err(LineError::new("malformed-json", error.to_string()))),
    }
}

/// Reads on to the end of a line that was too long.
fn skip_rest(input: &mut impl BufRead, line: &[u8]) -> io::Result<()> {
    if (line.len() as u64) < MAX_LINE || line.ends_with(b"\n") {
        return Ok(());
    }
    input.skip_until(b'\n').map(|_| ())
}
