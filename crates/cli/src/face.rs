//! One question, three faces: a line of a batch, one JSON document, text for people. All are made from the same answer.

use clap::Args;
use eks_iam_span::Language;
use serde_json::Value;

use crate::{
    batch::{self, LineError},
    input::wrong,
    output::{Failure, Status, print},
    render::{Format, print_json, status},
};

/// How the answer is wanted.
#[derive(Debug, Clone, Args)]
pub(crate) struct Output {
    /// What to print.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(crate) format: Format,
    /// Read questions as JSON Lines, and write one JSON answer a line.
    #[arg(long)]
    pub(crate) batch: bool,
}

/// A verb that answers questions.
pub(crate) struct Face {
    /// Answers one question, in the keys of the batch format.
    pub(crate) answer: fn(&Value, Language) -> Result<Value, LineError>,
    /// Says the answer to people.
    pub(crate) text: fn(&Value, Language) -> String,
    /// Whether the answer is "yes".
    pub(crate) is_yes: fn(&Value) -> bool,
}

impl Face {
    /// Answers the lines of a batch, or else the questions that `ask` makes of the other arguments.
    pub(crate) fn run(
        &self,
        output: &Output,
        language: Language,
        ask: impl FnOnce() -> Result<Vec<Value>, Failure>,
    ) -> Result<Status, Failure> {
        if output.batch {
            return batch::run(language, |line| (self.answer)(line, language));
        }
        let mut answers = Vec::new();
        for question in ask()? {
            let answer = (self.answer)(&question, language)
                .map_err(|error| wrong(language, error.message(language)))?;
            if output.format == Format::Text {
                print(&(self.text)(&answer, language))?;
            }
            answers.push(answer);
        }
        let yes = answers.iter().all(self.is_yes);
        match answers.as_slice() {
            _ if output.format == Format::Text => {}
            [answer] => print_json(answer)?,
            _ => print_json(&Value::Array(answers))?,
        }
        Ok(status(yes))
    }
}

/// Returns the argument, which is needed unless there is a batch.
pub(crate) fn needed<'a, T: ?Sized>(
    value: Option<&'a T>,
    name: &str,
    language: Language,
) -> Result<&'a T, Failure> {
    value.ok_or_else(|| {
        Failure::Told(match language {
            Language::Japanese => format!("エラー: {name} を指定してください (--help に例があります)"),
            _ => format!("error: {name} is needed; see --help for examples"),
        })
    })
}
