//! How long to wait before a mailbox is tried again.

use std::time::Duration;

use crate::server::Mend;

const FIRST: Duration = Duration::from_secs(1);
const LONGEST: Duration = Duration::from_secs(60);
/// Wrong settings stay wrong until somebody changes them, and many tries with a wrong password lock the account.
const SETTINGS: Duration = Duration::from_secs(300);

/// Doubles from one trouble to the next, until something went well.
#[derive(Debug, Default)]
pub(super) struct Pause {
    troubles: u32,
}

impl Pause {
    /// The time to wait now. Somewhere between the half and the whole, so that many mailboxes don't come back together.
    pub(super) fn after(&mut self, mend: Mend) -> Duration {
        let whole = match mend {
            Mend::Settings => SETTINGS,
            Mend::Time => (FIRST * 2_u32.saturating_pow(self.troubles.min(10))).min(LONGEST),
        };
        self.troubles = self.troubles.saturating_add(1);
        whole.mul_f64(rand::random_range(0.5..1.0))
    }

    pub(super) fn is_over(&mut self) {
        self.troubles = 0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pause_doubles_to_a_minute_and_begins_again_after_success() {
        let mut pause = Pause::default();
        for whole in [1, 2, 4, 8, 16, 32, 60, 60, 60] {
            let wait = pause.after(Mend::Time);
            assert!(
                wait >= Duration::from_secs(whole) / 2 && wait <= Duration::from_secs(whole),
                "{wait:?} of {whole} s"
            );
        }
        pause.is_over();
        assert!(pause.after(Mend::Time) <= FIRST);
        assert!(pause.after(Mend::Settings) >= SETTINGS / 2, "a wrong password is not tried again and again");
    }
}
