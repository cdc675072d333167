use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use jiff::{SignedDuration, Timestamp};

/// Where `now` comes from: the machine, or a hand that a test or the making of a demo's history moves.
#[derive(Clone, Debug)]
pub enum Clock {
    /// The machine's clock.
    Machine,
    /// The machine's clock, set ahead by so much: for stories that go on for days.
    Ahead(SignedDuration),
    /// Milliseconds UTC, set by hand.
    Hand(Arc<AtomicI64>),
}

impl Clock {
    /// A clock that stands at `at` until it is set.
    pub fn standing_at(at: Timestamp) -> Self {
        Self::Hand(Arc::new(AtomicI64::new(at.as_millisecond())))
    }

    /// The present instant, cut to milliseconds so that what is kept equals what was computed with.
    #[expect(clippy::disallowed_methods, reason = "the one place where the machine's clock is asked")]
    pub fn now(&self) -> Timestamp {
        let milliseconds = match self {
            Self::Machine => Timestamp::now().as_millisecond(),
            Self::Ahead(by) => Timestamp::now().saturating_add(*by).map_or(0, Timestamp::as_millisecond),
            Self::Hand(at) => at.load(Ordering::SeqCst),
        };
        Timestamp::from_millisecond(milliseconds).unwrap_or(Timestamp::UNIX_EPOCH)
    }

    /// Sets a clock moved by hand; the machine's clock is left alone.
    pub fn set(&self, to: Timestamp) {
        if let Self::Hand(at) = self {
            at.store(to.as_millisecond(), Ordering::SeqCst);
        }
    }
}
