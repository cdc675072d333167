use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use worktime::{Error, Explanation, Office, Turnaround};

/// Why a promise is due when it is: stored with it word for word, so that no later setting changes what it tells.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "by", rename_all = "kebab-case")]
pub enum Account {
    /// Counted by the team's turnaround on its calendar.
    Turnaround {
        /// When they asked.
        asked_at: Timestamp,
        /// Whether it counts from the moment it was told, as it would have been due before that.
        from_telling: bool,
        /// Since when the calendar was in force that it is counted on.
        calendar_since_at: Timestamp,
        /// The count, step by step.
        explanation: Explanation,
    },
    /// Named by a person or agreed with one.
    Named {
        /// By whom and why, in a sentence.
        words: String,
    },
    /// Agreed with the stakeholder in place of another time.
    Agreed {
        /// The time in its place.
        instead_of_at: Timestamp,
    },
}

/// Why no time can be promised, in words for whoever would promise it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NoTime {
    /// The calendar gives none.
    #[error(transparent)]
    Calendar(#[from] Error),
    /// It has passed.
    #[error("That time has passed already. Promise one that is still to come.")]
    Past,
}

/// An instant that can be promised.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counted {
    /// By when.
    pub due_at: Timestamp,
    /// From when it counts: when they asked, or when it is told.
    pub counted_from_at: Timestamp,
    /// Why then.
    pub account: Account,
}

/// Counts by when an answer is promised to somebody who asked at `asked_at` and is told at `now`.
///
/// The clock starts when they asked. If that would be due before it can be told, it counts from now: no promise is given for a time
/// already past. Nobody asks in the future: a later `asked_at` counts as now. `calendar_since_at` is only told in the account.
///
/// # Errors
/// Those of counting: a calendar that never opens gives no time.
pub fn counted(
    office: &Office,
    turnaround: Turnaround,
    calendar_since_at: Timestamp,
    asked_at: Timestamp,
    now: Timestamp,
) -> Result<Counted, NoTime> {
    let asked_at = asked_at.min(now);
    let from_asking = office.due(asked_at, turnaround, &[])?.at();
    let from_telling = from_asking.is_none_or(|due_at| due_at <= now);
    let counted_from_at = if from_telling { now } else { asked_at };
    let explanation = office.explain(counted_from_at, turnaround, &[])?;
    let due_at = office.due(counted_from_at, turnaround, &[])?.at().ok_or(Error::NoOpenTime)?;
    let account = Account::Turnaround { asked_at, from_telling, calendar_since_at, explanation };
    Ok(Counted { due_at, counted_from_at, account })
}

/// An instant that a person names, with the reason in a sentence. It counts from now.
///
/// # Errors
/// [`NoTime::Past`] for an instant that is not to come.
pub fn named(due_at: Timestamp, words: &str, now: Timestamp) -> Result<Counted, NoTime> {
    if due_at <= now {
        return Err(NoTime::Past);
    }
    Ok(Counted { due_at, counted_from_at: now, account: Account::Named { words: words.trim().to_owned() } })
}

#[cfg(test)]
mod tests {
    use jiff::SignedDuration;
    use worktime::{Calendar, Clock};

    use super::*;

    fn office() -> Office {
        Office::new(&Calendar::of("Europe/Berlin", "Mon-Fri 09:00-17:00").unwrap()).unwrap()
    }

    fn promised(asked: &str, told: &str) -> Counted {
        let at = |text: &str| office().instant(text.parse().unwrap()).unwrap();
        counted(&office(), Turnaround::business_hours(24), at("2026-11-02T09:00"), at(asked), at(told)).unwrap()
    }

    fn due(asked: &str, told: &str) -> String {
        office().zoned(promised(asked, told).due_at).strftime("%a %H:%M").to_string()
    }

    #[test]
    fn the_clock_starts_when_they_asked() {
        assert_eq!(due("2026-11-25T10:15", "2026-11-25T10:15"), "Thu 10:15");
        assert_eq!(due("2026-11-25T10:15", "2026-11-25T16:00"), "Thu 10:15", "the mail lay in the mailbox for a while");
        assert_eq!(due("2026-11-27T16:20", "2026-11-27T16:20"), "Mon 16:20");
    }

    #[test]
    fn no_promise_is_given_for_a_time_already_past() {
        assert_eq!(due("2026-11-25T10:15", "2026-11-26T10:14"), "Thu 10:15", "a minute is left");
        let late = promised("2026-11-25T10:15", "2026-11-26T10:15");
        assert_eq!(office().zoned(late.due_at).strftime("%a %H:%M").to_string(), "Fri 10:15");
        assert_eq!(late.counted_from_at, office().instant("2026-11-26T10:15".parse().unwrap()).unwrap());
        assert!(matches!(late.account, Account::Turnaround { from_telling: true, .. }));
        assert_eq!(due("2026-10-01T08:00", "2026-11-25T10:15"), "Thu 10:15", "a note found weeks later");
    }

    #[test]
    fn a_promise_is_always_due_after_it_is_told() {
        let now = office().instant("2026-11-25T10:15".parse().unwrap()).unwrap();
        for hours in -200..50 {
            let asked = now + SignedDuration::from_hours(hours);
            for turnaround in [Turnaround::business_hours(24), Turnaround::minutes(1, Clock::OfficeHours)] {
                let counted = counted(&office(), turnaround, now, asked, now).unwrap();
                assert!(counted.due_at > now && counted.counted_from_at <= now, "{hours} {turnaround}");
            }
        }
    }

    #[test]
    fn nobody_asks_in_the_future() {
        assert_eq!(due("2026-12-24T10:15", "2026-11-25T10:15"), "Thu 10:15");
    }

    #[test]
    fn the_account_comes_back_as_it_was_stored() {
        let account = promised("2026-11-27T16:20", "2026-11-27T16:20").account;
        let Account::Turnaround { explanation, .. } = &account else { panic!("counted") };
        assert_eq!(explanation.steps.iter().map(|step| step.seconds).sum::<i64>(), 24 * 3600);
        for account in [account, Account::Named { words: "Agreed with Pavel.".into() }] {
            let stored = serde_json::to_string(&account).unwrap();
            assert_eq!(serde_json::from_str::<Account>(&stored).unwrap(), account);
        }
    }

    #[test]
    fn a_named_time_is_to_come() {
        let now: Timestamp = "2026-11-25T10:15+01:00".parse().unwrap();
        assert_eq!(named(now, "As you asked.", now), Err(NoTime::Past));
        let counted = named(now + SignedDuration::from_millis(1), " As you asked. ", now).unwrap();
        assert_eq!(counted.counted_from_at, now);
        assert_eq!(counted.account, Account::Named { words: "As you asked.".into() });
    }

    #[test]
    fn a_calendar_that_never_opens_promises_nothing() {
        let never = Office::new(&Calendar { zone: "Europe/Berlin".into(), ..Calendar::default() }).unwrap();
        let now = "2026-11-25T10:15+01:00".parse().unwrap();
        let none = counted(&never, Turnaround::business_hours(24), now, now, now);
        assert_eq!(none, Err(NoTime::Calendar(Error::NoOpenTime)));
    }
}
