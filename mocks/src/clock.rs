//! The clock of a world: standing, or going with the machine's.

use std::{
    sync::atomic::{AtomicI64, Ordering},
    time::{SystemTime, UNIX_EPOCH},
};

use eks_iam_sigv4::Timestamp;

/// What time it is in a world.
#[derive(Debug)]
pub(crate) enum Clock {
    /// It stands until somebody moves it, so two runs print the same bytes; seconds since 1970.
    Standing(AtomicI64),
    /// It goes; so many seconds ahead of the machine's clock.
    Running(AtomicI64),
}

impl Clock {
    pub(crate) fn new(at: Timestamp, runs: bool) -> Self {
        if runs { Self::Running(AtomicI64::new(0)) } else { Self::Standing(AtomicI64::new(at.unix())) }
    }

    pub(crate) fn now(&self) -> Timestamp {
        match self {
            Self::Standing(at) => Timestamp::from_unix(at.load(Ordering::Relaxed)),
            Self::Running(ahead) => machine() + ahead.load(Ordering::Relaxed),
        }
    }

    pub(crate) fn advance(&self, seconds: i64) {
        let (Self::Standing(number) | Self::Running(number)) = self;
        number.update(Ordering::Relaxed, Ordering::Relaxed, |it| it.saturating_add(seconds));
    }
}

fn machine() -> Timestamp {
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |it| it.as_secs());
    Timestamp::from_unix(i64::try_from(seconds).unwrap_or(i64::MAX))
}
