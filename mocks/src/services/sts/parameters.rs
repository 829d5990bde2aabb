//! What STS checks of parameters before it decides anything.

use eks_iam_policy::{NamedPolicy, PolicyDocument};

use crate::{exchange::ApiError, form::Form};

/// The faults of a call, told all at once.
#[derive(Debug, Default)]
pub(super) struct Faults {
    texts: Vec<String>,
}

impl Faults {
    /// Demands a text of that length, in bytes, made of letters, digits and `signs`.
    pub(super) fn text(&mut self, name: &str, value: Option<&str>, rule: &TextRule) {
        let Some(value) = value else {
            if rule.is_required {
                self.texts.push(format!(
                    "Value null at '{name}' failed to satisfy constraint: Member must not be null"
                ));
            }
            return;
        };
        let mut constraint = |text: String| {
            self.texts.push(format!(
                "Value '{value}' at '{name}' failed to satisfy constraint: Member must {text}"
            ));
        };
        if value.len() < rule.least {
            constraint(format!("have length greater than or equal to {}", rule.least));
        }
        if value.len() > rule.most {
            constraint(format!("have length less than or equal to {}", rule.most));
        }
        let is_word = |sign: char| sign.is_ascii_alphanumeric() || sign == '_' || rule.signs.contains(sign);
        if let (Some(pattern), false) = (rule.pattern, value.chars().all(is_word)) {
            constraint(format!("satisfy regular expression pattern: {pattern}"));
        }
    }

    /// Demands a number from 900 to `most`.
    pub(super) fn duration(&mut self, seconds: Option<i64>, most: i64) {
        let Some(seconds) = seconds else { return };
        let mut constraint = |text: String| {
            let name = "durationSeconds";
            self.texts.push(format!(
                "Value '{seconds}' at '{name}' failed to satisfy constraint: Member must have {text}"
            ));
        };
        if seconds < 900 {
            constraint("value greater than or equal to 900".to_owned());
        }
        if seconds > most {
            constraint(format!("value less than or equal to {most}"));
        }
    }

    pub(super) fn finish(self) -> Result<(), ApiError> {
        if self.texts.is_empty() {
            return Ok(());
        }
        let count = self.texts.len();
        let plural = if count == 1 { "" } else { "s" };
        let text = format!("{count} validation error{plural} detected: {}", self.texts.join("; "));
        Err(ApiError::new(400, "ValidationError", text))
    }
}

/// What a text must be like.
#[derive(Debug)]
pub(super) struct TextRule {
    is_required: bool,
    least: usize,
    most: usize,
    /// Signs beside letters, digits and `_`; of no meaning without a pattern.
    signs: &'static str,
    pattern: Option<&'static str>,
}

pub(super) const ROLE_ARN: TextRule =
    TextRule { is_required: true, least: 20, most: 2048, signs: "", pattern: None };
pub(super) const SESSION_NAME: TextRule =
    TextRule { is_required: true, least: 2, most: 64, signs: "+=,.@-", pattern: Some("[\\w+=,.@-]*") };
pub(super) const EXTERNAL_ID: TextRule = TextRule {
    is_required: false,
    least: 2,
    most: 1224,
    signs: "+=,.@:/-",
    pattern: Some("[\\w+=,.@:\\/-]*"),
};
pub(super) const SOURCE_IDENTITY: TextRule =
    TextRule { is_required: false, least: 2, most: 64, signs: "+=,.@-", pattern: Some("[\\w+=,.@-]*") };
/// The model of AssumeRole no longer has the limit, the manual does.
pub(super) const POLICY: TextRule =
    TextRule { is_required: false, least: 1, most: 2048, signs: "", pattern: None };
pub(super) const FEDERATED_NAME: TextRule =
    TextRule { is_required: true, least: 2, most: 32, signs: "+=,.@-", pattern: Some("[\\w+=,.@-]*") };
pub(super) const SERIAL_NUMBER: TextRule =
    TextRule { is_required: false, least: 9, most: 256, signs: "+=/:,.@-", pattern: Some("[\\w+=/:,.@-]*") };
pub(super) const TOKEN_CODE: TextRule =
    TextRule { is_required: false, least: 6, most: 6, signs: "", pattern: None };
pub(super) const TOKEN: TextRule =
    TextRule { is_required: true, least: 4, most: 100_000, signs: "", pattern: None };

/// Reads `DurationSeconds`; `None` when it is not given.
pub(super) fn duration(form: &Form) -> Result<Option<i64>, ApiError> {
    match form.first("DurationSeconds") {
        None => Ok(None),
        Some("") => Err(ApiError::new(400, "MalformedInput", "missing value for decimal type")),
        Some(text) => text.parse().map(Some).map_err(|_| ApiError::without_message(400, "MalformedInput")),
    }
}

/// How much of the room for session policies is used; AWS packs them in a way of its own, so this is a model.
pub(super) fn packed_percent(policy: &str) -> i64 {
    i64::try_from((policy.len() * 100).div_ceil(2048)).unwrap_or(100).min(100)
}

/// The longest session of a role, in seconds.
pub(super) const LONGEST_ROLE_SESSION: i64 = 43_200;

/// Reads the inline session policy.
pub(super) fn session_policies(form: &Form) -> Result<Vec<NamedPolicy>, ApiError> {
    let Some(text) = form.first("Policy") else { return Ok(Vec::new()) };
    match PolicyDocument::parse(text) {
        Ok(document) => Ok(vec![NamedPolicy::new("session policy", document)]),
        Err(error) => {
            let text = error.aws_message().unwrap_or_else(|| error.to_string());
            Err(ApiError::new(400, "MalformedPolicyDocument", text))
        }
    }
}
