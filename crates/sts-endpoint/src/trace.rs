//! Which input decided each step, and where it came from.

use eks_iam_span::Language;

use crate::Why;

/// How a fact is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Known {
    /// The client was run and watched.
    Measured,
    /// Read in its source.
    Source,
    /// As its documentation says.
    Documented,
}

impl Known {
    /// Returns `measured`, `source` or `documented`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Measured => "measured",
            Self::Source => "source",
            Self::Documented => "documented",
        }
    }
}

/// Where an input came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Source {
    /// The code of the application, or a flag.
    Code,
    /// That environment variable; in a pod it may stem from the service account's annotation or the cluster's default.
    Environment(&'static str),
    /// The default of the family.
    Default,
    /// The family decides so whatever is set.
    Family,
    /// That rule of the rule set.
    Rule(Why),
}

impl Source {
    /// Returns the name in kebab-case.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Code => "code",
            Self::Environment(_) => "environment",
            Self::Default => "default",
            Self::Family => "sdk-family",
            Self::Rule(_) => "rule",
        }
    }

    fn text(self, language: Language) -> String {
        match (self, language) {
            (Self::Environment(name), _) => name.to_owned(),
            (Self::Rule(why), language) => why.explanation(language).to_owned(),
            (Self::Code, Language::Japanese) => "コードでの指定".to_owned(),
            (Self::Default, Language::Japanese) => "SDK の既定値".to_owned(),
            (Self::Family, Language::Japanese) => "この SDK では設定に関係なく固定".to_owned(),
            (Self::Code, _) => "set in code".to_owned(),
            (Self::Default, _) => "default of the SDK".to_owned(),
            (Self::Family, _) => "fixed in this SDK, whatever is set".to_owned(),
        }
    }
}

/// One step of a decision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TraceStep {
    /// What was decided: `endpoint`, `region`, `mode`, `host`, `signing-region`.
    pub what: &'static str,
    /// The value.
    pub value: String,
    /// Where it came from.
    pub source: Source,
}

impl TraceStep {
    pub(crate) fn new(what: &'static str, value: &str, source: Source) -> Self {
        Self { what, value: value.to_owned(), source }
    }
}

/// The steps of a decision, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Trace(Vec<TraceStep>);

impl Trace {
    pub(crate) fn push(&mut self, step: TraceStep) {
        self.0.push(step);
    }

    /// Returns the steps.
    #[must_use]
    pub fn steps(&self) -> &[TraceStep] {
        &self.0
    }

    /// Returns the steps for people, one a line.
    #[must_use]
    pub fn render(&self, language: Language) -> String {
        self.0.iter().map(|it| format!("{}: {} ({})\n", it.what, it.value, it.source.text(language))).collect()
    }

    /// Returns the steps as a JSON list of `{"what","value","source","detail"}`.
    #[must_use]
    pub fn to_json(&self) -> String {
        let quote = |text: &str| {
            let escaped: String = text
                .chars()
                .map(|it| match it {
                    '"' => "\\\"".to_owned(),
                    '\\' => "\\\\".to_owned(),
                    it if it < ' ' => format!("\\u{:04x}", u32::from(it)),
                    it => it.to_string(),
                })
                .collect();
            format!("\"{escaped}\"")
        };
        let row = |it: &TraceStep| {
            format!(
                "{{\"what\":{},\"value\":{},\"source\":{},\"detail\":{}}}",
                quote(it.what),
                quote(&it.value),
                quote(it.source.as_str()),
                quote(&it.source.text(Language::English))
            )
        };
        format!("[{}]", self.0.iter().map(row).collect::<Vec<_>>().join(","))
    }
}
