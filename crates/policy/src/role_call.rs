//! Calls that assume a role: external ids, and how long the session may last.

use std::fmt;

use crate::{Effect, PolicyDocument, Request, caller::CallerKind, matching::Asked};

/// What a trust policy makes of an external id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ExternalId {
    /// No Allow asks for one; one that is sent is ignored.
    NotAsked,
    /// An Allow asks for the one that was sent.
    Matches,
    /// The trust policy asks for one, and none was sent.
    Missing,
    /// It differs in case only.
    WrongCase,
    /// It is another one.
    Wrong,
}

impl ExternalId {
    /// Returns the stable kebab-case name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NotAsked => "not-asked",
            Self::Matches => "matches",
            Self::Missing => "missing",
            Self::WrongCase => "wrong-case",
            Self::Wrong => "wrong",
        }
    }
}

/// Judges the external id of a call against the statements of a trust policy that name its caller.
///
/// STS gives the same denial for a wrong, a missing and a differently cased external id.
#[must_use]
pub fn judge_external_id(trust: &PolicyDocument, request: &Request) -> ExternalId {
    const KEY: &str = "sts:externalid";
    let asked = Asked::new(request, false);
    let sent = request.context.single(KEY);
    let mut verdict = ExternalId::NotAsked;
    for statement in trust.statements() {
        let names = statement.names(&asked, crate::PolicyType::Trust).is_some();
        if statement.effect() == Effect::Deny || !names || !statement.covers_lower_action(&asked.action) {
            continue;
        }
        let conditions: Vec<_> = statement.conditions().iter().filter(|it| it.key_lower() == KEY).collect();
        if conditions.is_empty() {
            return ExternalId::NotAsked;
        }
        if conditions.iter().all(|condition| condition.holds(&request.context)) {
            return ExternalId::Matches;
        }
        let values = || conditions.iter().flat_map(|condition| condition.values());
        verdict = match sent {
            None => ExternalId::Missing,
            Some(sent) if values().any(|value| value.value.eq_ignore_ascii_case(sent)) => {
                ExternalId::WrongCase
            }
            Some(_) if verdict == ExternalId::WrongCase => verdict,
            Some(_) => ExternalId::Wrong,
        };
    }
    verdict
}

/// A duration that STS refuses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SessionDurationError {
    message: String,
}

impl SessionDurationError {
    /// Returns the error code of STS.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        "ValidationError"
    }

    /// Returns the HTTP status.
    #[must_use]
    pub const fn status(&self) -> u16 {
        400
    }

    /// Returns the message of STS.
    #[must_use]
    pub fn aws_message(&self) -> &str {
        &self.message
    }
}

impl fmt::Display for SessionDurationError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for SessionDurationError {}

/// Checks how many seconds a session may last, in the order of STS: 900 to 43,200; the role's maximum; and one hour
/// where `principal` is itself a session of a role (role chaining). The default of AssumeRole, 3,600, always passes the
/// last check.
///
/// Credentials of an instance profile, of IRSA or of Pod Identity are sessions too: getting them is no chaining, using
/// them to assume another role is.
///
/// # Errors
///
/// With the answer of STS.
pub fn check_session_duration(
    principal: &str,
    seconds: u32,
    role_maximum: u32,
) -> Result<(), SessionDurationError> {
    let range = |bound: &str| {
        format!(
            "1 validation error detected: Value '{seconds}' at 'durationSeconds' failed to satisfy constraint: Member \
             must have value {bound}"
        )
    };
    let request = Request::new(principal, "sts:AssumeRole", "");
    let chained = matches!(Asked::new(&request, false).caller.kind, CallerKind::Session { .. });
    let message = if seconds < 900 {
        range("greater than or equal to 900")
    } else if seconds > 43_200 {
        range("less than or equal to 43200")
    } else if seconds > role_maximum {
        "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.".to_owned()
    } else if chained && seconds > 3_600 {
        "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining."
            .to_owned()
    } else {
        return Ok(());
    };
    Err(SessionDurationError { message })
}
