//! The clock of a world: standing, or going with the machine's.

use std::time::{SystemTime, UNIX_EPOCH};

use eks_iam_sigv4::Timestamp;

/// What time it is in a world.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Clock {
    /// It stands until somebody moves it, so two runs print the same bytes.
    Standing(Timestamp),
    /// It goes; so many seconds ahead of the machine's clock.
    Running { ahead: i64 },
}

impl Clock {
    pub(crate) fn new(at: Timestamp, runs: bool) -> Self {
        if runs { Self::Running { ahead: 0 } } else { Self::Standing(at) }
    }

    pub(crate) fn now(self) -> Timestamp {
        match self {
            Self::Standing(at) => at,
            Self::Running { ahead } => machine() + ahead,
        }
    }

    pub(crate) fn advance(&mut self, seconds: i64) {
        match self {
            Self::Standing(at) => *at = *at + seconds,
            Self::Running { ahead } => *ahead += seconds,
        }
    }
}

fn machine() -> Timestamp {
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |it| it.as_secs());
    Timestamp::from_unix(i64::try_from(seconds).unwrap_or(i64::MAX))
}
