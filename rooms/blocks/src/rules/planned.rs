use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp, ToSpan};
use worktime::Office;

use super::{Occurrence, Running};

/// Time that a block stands in already, whether or not a pattern planned it there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Taken<Whose> {
    /// From when.
    pub from: Timestamp,
    /// To just before when.
    pub to: Timestamp,
    /// Whose time it is.
    pub whose: Whose,
}

/// How far back a block that a holiday moved may lean on others that were moved, each on the one before.
const LEANING: SignedDuration = SignedDuration::from_hours(28 * 24);
/// How far a holiday can move a block: less than a week.
const A_WEEK: SignedDuration = SignedDuration::from_hours(8 * 24);

/// The blocks that patterns plan in the time from `from` to `to`, each with the number of its pattern.
///
/// A holiday skips a daily block and moves a weekly one to the next working day, at its time of the day. Where a block of the same people
/// stands there, it comes right after that one; if it would end after the office has closed, it comes a working day later; and where the
/// next week's has come by then, it is skipped. `taken` is the time of blocks that stand by themselves: moved, reserved, opened or held.
/// `is_known` says of which blocks so much is known that their pattern does not plan them any more.
pub fn planned<Whose>(
    patterns: &[(Running, Whose)],
    taken: &[Taken<&Whose>],
    is_known: impl Fn(usize, Date) -> bool,
    share: impl Fn(&Whose, &Whose) -> bool,
    office: &Office,
    (from, to): (Timestamp, Timestamp),
) -> Vec<(usize, Occurrence)> {
    let begin = from.checked_sub(LEANING).unwrap_or(Timestamp::MIN);
    let end = to.checked_add(A_WEEK).unwrap_or(Timestamp::MAX);
    let (mut standing, mut moved) = (Vec::new(), Vec::new());
    for (place, (running, _)) in patterns.iter().enumerate() {
        for block in running.between(office, begin, end) {
            if is_known(place, block.on) {
                continue;
            }
            if block.is_moved { moved.push((place, block)) } else { standing.push((place, block)) }
        }
    }
    moved.sort_by_key(|(place, block)| (block.on, *place));
    for (place, block) in moved {
        let Some((running, whose)) = patterns.get(place) else { continue };
        let by_pattern = standing.iter().filter_map(|(other, block): &(usize, Occurrence)| {
            let theirs = patterns.get(*other).map(|(_, theirs)| theirs)?;
            share(whose, theirs).then_some((block.starts_at, block.ends_at))
        });
        let by_itself = taken.iter().filter(|taken| share(whose, taken.whose)).map(|taken| (taken.from, taken.to));
        let stands: Vec<(Timestamp, Timestamp)> = by_pattern.chain(by_itself).collect();
        standing.extend(running.beside(block, &stands, office).map(|block| (place, block)));
    }
    standing.retain(|(_, block)| block.starts_at < to && from < block.ends_at);
    standing.sort_by_key(|(place, block)| (block.starts_at, *place));
    standing
}

/// Whether a block falls away because everybody is away whose time it is. Where nobody is known who holds it, nobody is away.
pub fn are_all_away<Id: PartialEq>(holders: &[Id], away: &[Id]) -> bool {
    !holders.is_empty() && holders.iter().all(|holder| away.contains(holder))
}

impl Running {
    /// A block that a holiday moved, where nothing else stands: right after what stands there, or a working day later.
    fn beside(&self, block: Occurrence, stands: &[(Timestamp, Timestamp)], office: &Office) -> Option<Occurrence> {
        let length = block.ends_at.duration_since(block.starts_at);
        let next = block.on.checked_add(1.week()).ok()?;
        let mut day = office.date_of(block.starts_at);
        while day < next && self.until_on.is_none_or(|last| day <= last) {
            let at = office.instant(day.to_datetime(self.rhythm.starts())).ok()?;
            let (starts_at, ends_at) = after(at, length, stands)?;
            if starts_at == at || is_open(office, starts_at, ends_at) {
                return Some(Occurrence { starts_at, ends_at, ..block });
            }
            day = office.working_date(day, 1).ok()?;
        }
        None
    }
}

/// The first start from `at` on at which so long a block meets nothing that stands.
fn after(at: Timestamp, length: SignedDuration, stands: &[(Timestamp, Timestamp)]) -> Option<(Timestamp, Timestamp)> {
    let mut starts_at = at;
    loop {
        let ends_at = starts_at.checked_add(length).ok()?;
        let met = stands.iter().filter(|(from, to)| *from < ends_at && starts_at < *to).map(|(_, to)| *to).max();
        match met {
            Some(to) => starts_at = to,
            None => return Some((starts_at, ends_at)),
        }
    }
}

/// Whether the office is open all the while.
fn is_open(office: &Office, from: Timestamp, to: Timestamp) -> bool {
    let spans = office.open_spans(from, to).unwrap_or_default();
    spans.iter().any(|span| span.from <= from && to <= span.to)
}

#[cfg(test)]
mod tests {
    use jiff::civil::{Time, Weekday, date, time};
    use proptest::prelude::*;
    use worktime::Calendar;

    use super::*;
    use crate::rules::Rhythm;

    fn running(rhythm: Rhythm) -> Running {
        Running { rhythm, from_on: date(2026, 1, 1), until_on: None }
    }

    fn weekly(weekday: Weekday, starts: Time) -> Rhythm {
        Rhythm::weekly(weekday, starts)
    }

    fn berlin() -> Calendar {
        Calendar::of("Europe/Berlin", "Mon-Fri 09:00-17:00").unwrap()
    }

    /// Patterns with whose they are: 0 is everybody's.
    fn share(one: &usize, two: &usize) -> bool {
        *one == 0 || *two == 0 || one == two
    }

    fn starts(
        office: &Office,
        patterns: &[(Rhythm, usize)],
        taken: &[(&str, &str, usize)],
        (from, to): (&str, &str),
    ) -> Vec<String> {
        let at = |text: &str| office.instant(text.parse().unwrap()).unwrap();
        let patterns: Vec<_> = patterns.iter().map(|(rhythm, whose)| (running(*rhythm), *whose)).collect();
        let taken: Vec<_> = taken.iter().map(|(from, to, whose)| Taken { from: at(from), to: at(to), whose }).collect();
        planned(&patterns, &taken, |_, _| false, share, office, (at(from), at(to)))
            .into_iter()
            .map(|(place, block)| format!("{place} {}", office.zoned(block.starts_at).strftime("%a %d %b %H:%M")))
            .collect()
    }

    #[test]
    fn a_moved_weekly_block_comes_right_after_the_one_that_stands_there() {
        let office = Office::new(&berlin().with_holiday(date(2026, 11, 30), "Founders’ day")).unwrap();
        let week = ("2026-11-30T00:00", "2026-12-05T00:00");
        let (monday, tuesday) =
            (weekly(Weekday::Monday, time(13, 0, 0, 0)), weekly(Weekday::Tuesday, time(13, 0, 0, 0)));
        assert_eq!(starts(&office, &[(monday, 0)], &[], week), ["0 Tue 01 Dec 13:00"]);
        assert_eq!(
            starts(&office, &[(monday, 0), (tuesday, 0)], &[], week),
            ["1 Tue 01 Dec 13:00", "0 Tue 01 Dec 14:00"]
        );
        assert_eq!(
            starts(&office, &[(monday, 1), (tuesday, 2)], &[], week),
            ["0 Tue 01 Dec 13:00", "1 Tue 01 Dec 13:00"],
            "two people’s blocks stand beside each other"
        );
        let reserved = [("2026-12-01T13:30", "2026-12-01T14:15", 0), ("2026-12-01T14:15", "2026-12-01T15:00", 0)];
        assert_eq!(starts(&office, &[(monday, 0)], &reserved, week), ["0 Tue 01 Dec 15:00"]);
        let until_closing = [("2026-12-01T13:30", "2026-12-01T16:15", 0)];
        assert_eq!(starts(&office, &[(monday, 0)], &until_closing, week), ["0 Wed 02 Dec 13:00"]);
    }

    #[test]
    fn a_weekly_block_that_finds_no_place_before_the_next_week_s_is_skipped() {
        let office = Office::new(&berlin().with_holiday(date(2026, 11, 30), "Founders’ day")).unwrap();
        let monday = weekly(Weekday::Monday, time(16, 0, 0, 0));
        let full: Vec<(String, String)> =
            (1..=4).map(|day| (format!("2026-12-0{day}T15:30"), format!("2026-12-0{day}T17:00"))).collect();
        let full: Vec<_> = full.iter().map(|(from, to)| (from.as_str(), to.as_str(), 0)).collect();
        let fortnight = ("2026-11-30T00:00", "2026-12-12T00:00");
        assert_eq!(starts(&office, &[(monday, 0)], &full, fortnight), ["0 Mon 07 Dec 16:00"]);
    }

    #[test]
    fn a_pattern_outside_office_hours_stays_at_its_hour() {
        let office = Office::new(&berlin().with_holiday(date(2026, 11, 30), "Founders’ day")).unwrap();
        let early = weekly(Weekday::Monday, time(7, 0, 0, 0));
        assert_eq!(
            starts(&office, &[(early, 0)], &[], ("2026-11-30T00:00", "2026-12-05T00:00")),
            ["0 Tue 01 Dec 07:00"]
        );
    }

    #[test]
    fn a_block_falls_away_only_if_everybody_is_away_who_holds_it() {
        for (holders, away, falls) in [
            (vec![1], vec![1], true),
            (vec![1], vec![2], false),
            (vec![1, 2], vec![2], false),
            (vec![1, 2], vec![3, 2, 1], true),
            (vec![], vec![1], false),
        ] {
            assert_eq!(are_all_away(&holders, &away), falls, "{holders:?} {away:?}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        /// Any days off, several in a row or not, closures of whole weeks; daily and weekly patterns of two people and of all.
        #[test]
        fn holidays_skip_daily_blocks_and_move_weekly_ones_to_where_nothing_stands(
            off in prop::collection::vec(0_i32..70, 0..30),
            closed in prop::option::of((0_i32..60, 1_i32..12)),
            daily in prop::option::of((9_i8..16, 0_usize..3)),
            weeklies in prop::collection::vec((1_i8..6, 9_i8..17, 0_usize..3), 0..5),
            window in (0_i32..60, 1_i32..12),
        ) {
            let first = date(2026, 10, 5);
            let day = |number: i32| first.checked_add(i64::from(number).days()).unwrap();
            let mut calendar = off.iter().fold(berlin(), |calendar, number| calendar.with_holiday(day(*number), "Off"));
            if let Some((from, length)) = closed {
                calendar = calendar.with_closure(day(from).at(0, 0, 0, 0), day(from + length).at(0, 0, 0, 0), "Closed");
            }
            let office = Office::new(&calendar).unwrap();
            let mut patterns: Vec<(Running, usize)> = daily
                .into_iter()
                .map(|(hour, whose)| (running(Rhythm::daily(time(hour, 30, 0, 0))), whose))
                .collect();
            for (weekday, hour, whose) in weeklies {
                let weekday = Weekday::from_monday_one_offset(weekday).unwrap();
                let new = weekly(weekday, time(hour, 0, 0, 0));
                let meets = |(have, theirs): &(Running, usize)| share(theirs, &whose) && have.rhythm.meets(new);
                if !patterns.iter().any(meets) {
                    patterns.push((running(new), whose));
                }
            }
            let at = |number: i32| office.instant(day(number).at(0, 0, 0, 0)).unwrap();
            let all = planned(&patterns, &[], |_, _| false, share, &office, (at(0), at(80)));

            for (one, (place, block)) in all.iter().enumerate() {
                let (running, whose) = &patterns[*place];
                let stands_on = office.date_of(block.starts_at);
                prop_assert!(office.is_working_day(stands_on), "{block:?} on a day off");
                match running.rhythm {
                    Rhythm::Daily { .. } => prop_assert_eq!(stands_on, block.on),
                    Rhythm::Weekly { weekday, .. } => {
                        prop_assert_eq!(block.on.weekday(), weekday);
                        prop_assert!(stands_on < block.on.checked_add(1.week()).unwrap());
                        if office.is_working_day(block.on) {
                            prop_assert_eq!(stands_on, block.on, "nothing moves it but a day off");
                        } else {
                            prop_assert!(block.on < stands_on);
                        }
                    }
                }
                for (other, theirs) in all.iter().skip(one + 1) {
                    let shares = share(whose, &patterns[*other].1);
                    let apart = block.ends_at <= theirs.starts_at || theirs.ends_at <= block.starts_at;
                    prop_assert!(apart || !shares, "{block:?} and {theirs:?} of the same people");
                }
            }
            for (place, (running, _)) in patterns.iter().enumerate() {
                for number in 0..70 {
                    let on = day(number);
                    let stands = all.iter().any(|(of, block)| *of == place && block.on == on);
                    match running.rhythm {
                        Rhythm::Daily { .. } => prop_assert_eq!(stands, office.is_working_day(on)),
                        Rhythm::Weekly { weekday, .. } => {
                            if on.weekday() != weekday {
                                prop_assert!(!stands);
                                continue;
                            }
                            if office.is_working_day(on) {
                                prop_assert!(stands, "on a working day it stands");
                            } else if stands {
                                // Alone it would stand on the next working day; another block of the same people may take a later one.
                                let next = office.working_date(on, 0).unwrap();
                                let block = all.iter().find(|(of, block)| *of == place && block.on == on).unwrap().1;
                                prop_assert!(next <= office.date_of(block.starts_at));
                            } else {
                                let next = office.working_date(on, 0).unwrap();
                                let full = patterns.len() > 1;
                                prop_assert!(full || next >= on.checked_add(1.week()).unwrap(), "it had a day");
                            }
                        }
                    }
                }
            }
            // What stands where does not depend on how much of the calendar one looks at.
            let (from, to) = (at(window.0), at(window.0 + window.1));
            let part = planned(&patterns, &[], |_, _| false, share, &office, (from, to));
            let same: Vec<_> =
                all.iter().filter(|(_, block)| block.starts_at < to && from < block.ends_at).copied().collect();
            prop_assert_eq!(part, same);
        }
    }
}
