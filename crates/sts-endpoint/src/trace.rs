//! The steps of a decision: which input, which value, from where, and what came of it.

mod effect;
mod source;

use core::fmt::Write as _;

use eks_iam_span::Language;

pub use self::{effect::Effect, source::Source};
use crate::url::without_user_info;

/// One step: an input, its value, where it came from, and what came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct TraceStep {
    /// The name of the input, such as `AWS_REGION` or `region`.
    pub input: String,
    /// Its value; of a URL without user name and password.
    pub value: String,
    /// Where it came from.
    pub source: Source,
    /// What came of it.
    pub effect: Effect,
}

/// The steps of a decision, in the order in which they were taken.
///
/// ```
/// use eks_iam_span::Language;
/// use eks_iam_sts_endpoint::{ClientSettings, SdkFamily, TABLE_SOURCE, client_endpoint};
///
/// let settings = ClientSettings {
///     explicit_region: Some("us-west-2".into()),
///     environment: vec![("AWS_STS_REGIONAL_ENDPOINTS".into(), "legacy".into())],
///     ..ClientSettings::default()
/// };
/// let endpoint = client_endpoint(SdkFamily::Rust, &settings)?;
/// assert_eq!(endpoint.trace.render(Language::English).replace(TABLE_SOURCE, "…"), "\
/// region = us-west-2 (code): the client's Region
/// AWS_STS_REGIONAL_ENDPOINTS = legacy (environment): this SDK does not know the mode and always calls the Region's own endpoint
/// partition = aws (rule set): the partition in which the Region is listed
/// table = … (rule set): the table in which the Region was looked up
/// host = sts.us-west-2.amazonaws.com (rule set): the Region's own endpoint
/// signing region = us-west-2 (rule set): requests are signed for this Region
/// signing name = sts (rule set): requests are signed for this service
/// ");
/// # Ok::<(), eks_iam_sts_endpoint::ClientEndpointError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Trace {
    steps: Vec<TraceStep>,
}

impl Trace {
    /// Returns the steps.
    #[must_use]
    pub fn steps(&self) -> &[TraceStep] {
        &self.steps
    }

    /// Returns the trace for people, one line a step, each ending in a newline.
    #[must_use]
    pub fn render(&self, language: Language) -> String {
        let mut text = String::new();
        for TraceStep { input, value, source, effect } in &self.steps {
            let (source, effect) = (source.title(language), effect.title(language));
            // A step is a line, whatever was given.
            let value = value.replace(char::is_control, "\u{fffd}");
            let _ = match language {
                Language::English => writeln!(text, "{input} = {value} ({source}): {effect}"),
                Language::Japanese => writeln!(text, "{input} = {value} ({source}): {effect}。"),
            };
        }
        text
    }

    /// Returns the trace as compact JSON: an array of objects with `input`, `value`, `source` and `effect`, and
    /// with `why` where the host was chosen.
    #[must_use]
    pub fn to_json(&self) -> String {
        let mut json = String::from("[");
        for (at, step) in self.steps.iter().enumerate() {
            json.push_str(if at == 0 { "{\"input\":" } else { ",{\"input\":" });
            push_json(&mut json, &step.input);
            json.push_str(",\"value\":");
            push_json(&mut json, &step.value);
            let why = match step.effect {
                Effect::HostChosen(why) => Some(why.as_str()),
                _ => None,
            };
            let source_and_effect = [("source", step.source.as_str()), ("effect", step.effect.as_str())];
            for (key, name) in source_and_effect.into_iter().chain(why.map(|it| ("why", it))) {
                let _ = write!(json, ",\"{key}\":\"{name}\"");
            }
            json.push('}');
        }
        json.push(']');
        json
    }

    pub(crate) fn push(&mut self, input: &str, value: &str, source: Source, effect: Effect) {
        let value = without_user_info(value).into_owned();
        self.steps.push(TraceStep { input: input.to_owned(), value, source, effect });
    }
}

/// Appends a JSON string.
fn push_json(json: &mut String, text: &str) {
    json.push('"');
    for character in text.chars() {
        match character {
            '"' => json.push_str("\\\""),
            '\\' => json.push_str("\\\\"),
            '\n' => json.push_str("\\n"),
            '\r' => json.push_str("\\r"),
            '\t' => json.push_str("\\t"),
            it if u32::from(it) < 0x20 => {
                let _ = write!(json, "\\u{:04x}", u32::from(it));
            }
            it => json.push(it),
        }
    }
    json.push('"');
}
