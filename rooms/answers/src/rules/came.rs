//! What came of an order that was taken, as far as it can be told from days and readings alone.

use jiff::civil::Date;

/// What is known of an order after it was answered.
#[derive(Debug, Clone, PartialEq)]
pub struct After<'a> {
    /// The day on which it was answered.
    pub answered_on: Date,
    /// The day on which it is ready, if one was named.
    pub ready_on: Option<Date>,
    /// The day on which the number is looked at.
    pub follow_up_on: Option<Date>,
    /// The readings of its measure, oldest first; none where nobody counts it here.
    pub readings: &'a [(Date, f64)],
    /// Which way is better.
    pub better: Way,
    /// The wanted value.
    pub wanted: Option<f64>,
}

/// Which way a number should move.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// Down.
    Lower,
    /// Up.
    Higher,
    /// Towards the wanted value.
    Near,
}

/// What came of it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Came {
    /// It is not ready, and no day was named.
    InDelivery,
    /// It is ready on a day to come.
    Ready(Date),
    /// The number is looked at on a day to come.
    FirstLook(Date),
    /// The day came, and no reading of before and after stands here.
    NotRead(Date),
    /// The number of before and the newest one after, in one group without a comparison.
    Read {
        /// The last reading before it was ready.
        before: (Date, f64),
        /// The newest reading.
        after: (Date, f64),
        /// Whether it moved the right way; an effect of the order is not shown by that.
        is_right_way: bool,
    },
}

/// Tells what came of an order by `today`. Before the day of the follow-up nothing is told of the number: a first look too early is noise.
pub fn came(after: &After<'_>, today: Date) -> Came {
    let start_on = after.ready_on.unwrap_or(after.answered_on);
    match (after.ready_on, after.follow_up_on) {
        (_, Some(follow_up_on)) if follow_up_on <= today => {
            let before = after.readings.iter().rfind(|(on, _)| *on <= start_on).copied();
            let newest = after.readings.iter().rfind(|(on, _)| start_on < *on && *on <= today).copied();
            match (before, newest) {
                (Some(before), Some(newest)) => {
                    let is_right_way = moved_right(before.1, newest.1, after.better, after.wanted);
                    Came::Read { before, after: newest, is_right_way }
                }
                _ => Came::NotRead(follow_up_on),
            }
        }
        (Some(ready_on), _) if today < ready_on => Came::Ready(ready_on),
        (_, Some(follow_up_on)) => Came::FirstLook(follow_up_on),
        (_, None) => Came::InDelivery,
    }
}

fn moved_right(before: f64, after: f64, better: Way, wanted: Option<f64>) -> bool {
    match (better, wanted) {
        (Way::Lower, _) => after < before,
        (Way::Higher, _) => before < after,
        (Way::Near, Some(wanted)) => (after - wanted).abs() < (before - wanted).abs(),
        (Way::Near, None) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        format!("2026-{text}").parse().unwrap()
    }

    fn after<'a>(ready: Option<&str>, follow_up: Option<&str>, readings: &'a [(Date, f64)]) -> After<'a> {
        After {
            answered_on: day("09-01"),
            ready_on: ready.map(day),
            follow_up_on: follow_up.map(day),
            readings,
            better: Way::Higher,
            wanted: Some(90.0),
        }
    }

    #[test]
    fn the_number_is_told_from_its_day_on_and_not_before() {
        let readings = [(day("09-07"), 62.0), (day("09-21"), 61.0), (day("10-05"), 65.0), (day("11-02"), 71.0)];
        let order = after(Some("09-22"), Some("11-06"), &readings);
        for (today, expected) in [
            ("09-21", Came::Ready(day("09-22"))),
            ("09-22", Came::FirstLook(day("11-06"))),
            ("11-05", Came::FirstLook(day("11-06"))),
            ("11-06", Came::Read { before: (day("09-21"), 61.0), after: (day("11-02"), 71.0), is_right_way: true }),
        ] {
            assert_eq!(came(&order, day(today)), expected, "{today}");
        }
    }

    #[test]
    fn without_a_reading_before_or_after_it_was_not_read() {
        let only_before = [(day("09-21"), 61.0)];
        let only_after = [(day("10-05"), 65.0)];
        let in_the_future = [(day("09-21"), 61.0), (day("12-24"), 90.0)];
        for readings in [&[][..], &only_before, &only_after, &in_the_future] {
            let order = after(Some("09-22"), Some("11-06"), readings);
            assert_eq!(came(&order, day("11-20")), Came::NotRead(day("11-06")));
        }
        assert_eq!(came(&after(None, None, &only_before), day("11-20")), Came::InDelivery);
        assert_eq!(came(&after(None, Some("12-01"), &[]), day("11-20")), Came::FirstLook(day("12-01")));
    }

    #[test]
    fn which_way_is_right_is_the_measure_s_own() {
        for (before, now, better, wanted, expected) in [
            (9.0, 4.0, Way::Lower, None, true),
            (4.0, 9.0, Way::Lower, None, false),
            (4.0, 4.0, Way::Lower, None, false),
            (62.0, 71.0, Way::Higher, None, true),
            (62.0, 62.0, Way::Higher, None, false),
            (80.0, 95.0, Way::Near, Some(90.0), true),
            (88.0, 95.0, Way::Near, Some(90.0), false),
            (88.0, 95.0, Way::Near, None, false),
        ] {
            assert_eq!(moved_right(before, now, better, wanted), expected, "{before} {now} {better:?}");
        }
    }
}
