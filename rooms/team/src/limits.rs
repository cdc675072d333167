use std::num::NonZeroU32;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use governor::clock::{Clock, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use web::Failure;

/// After so many questions the keys that are at rest are forgotten, so that strangers can't fill the memory.
const SWEEP_EVERY: u32 = 1_024;

/// How often something may be tried under one key, such as an address; kept in memory, by each process for itself.
pub struct Limit {
    limiter: DefaultKeyedRateLimiter<String>,
    words: &'static str,
    asked: AtomicU32,
}

impl std::fmt::Debug for Limit {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Limit").field("words", &self.words).finish_non_exhaustive()
    }
}

impl Limit {
    /// `at_once` tries in a row, then one more each time `every` has passed; `words` say what there was too much of, and what to do.
    pub fn new(at_once: NonZeroU32, every: Duration, words: &'static str) -> Self {
        let every = every.max(Duration::from_millis(1));
        let quota = Quota::with_period(every).unwrap_or(Quota::per_second(NonZeroU32::MIN)).allow_burst(at_once);
        Self { limiter: RateLimiter::keyed(quota), words, asked: AtomicU32::new(0) }
    }

    /// Counts a try under `key`.
    ///
    /// # Errors
    /// [`Failure::TooMany`], with the time until the next try is taken.
    pub fn check(&self, key: &str) -> web::Result<()> {
        if self.asked.fetch_add(1, Ordering::Relaxed) % SWEEP_EVERY == SWEEP_EVERY - 1 {
            self.limiter.retain_recent();
        }
        self.limiter.check_key(&key.to_owned()).map_err(|until| Failure::TooMany {
            words: self.words.to_owned(),
            retry_after: until.wait_time_from(DefaultClock::default().now()),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn too_many_tries_under_one_key_wait_and_others_do_not() {
        let limit = Limit::new(NonZeroU32::new(2).unwrap(), Duration::from_secs(60), "Wait a minute.");
        assert!(limit.check("a").is_ok() && limit.check("a").is_ok());
        let Err(Failure::TooMany { words, retry_after }) = limit.check("a") else { panic!("the third try was taken") };
        assert_eq!(words, "Wait a minute.");
        assert!(retry_after > Duration::from_secs(50) && retry_after <= Duration::from_secs(60), "{retry_after:?}");
        assert!(limit.check("b").is_ok());
    }
}
