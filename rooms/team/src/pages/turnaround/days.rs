//! Holidays, closures and extra openings in the form. Each travels in the form as it is kept, so that a preview loses none.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime, Time};
use jiff::tz::TimeZone;
use maud::{Markup, html};
use web::forms::{Errors, Filled, Typed};
use web::heads::section_head;
use web::when::When;
use worktime::{Calendar, Holiday, Period};

/// A day, or a part of it, on which the office is not open as usual.
#[derive(Debug, Clone, PartialEq)]
enum Day {
    Holiday(Holiday),
    Closure(Period),
    Extra(Period),
}

impl Day {
    fn of(calendar: &Calendar) -> Vec<Day> {
        let holidays = calendar.holidays.iter().cloned().map(Day::Holiday);
        let closures = calendar.closures.iter().cloned().map(Day::Closure);
        let extra = calendar.extra.iter().cloned().map(Day::Extra);
        holidays.chain(closures).chain(extra).collect()
    }

    fn put_into(self, calendar: &mut Calendar) {
        match self {
            Day::Holiday(holiday) => calendar.holidays.push(holiday),
            Day::Closure(period) => calendar.closures.push(period),
            Day::Extra(period) => calendar.extra.push(period),
        }
    }

    fn to_value(&self) -> Option<String> {
        let (kind, json) = match self {
            Day::Holiday(holiday) => ("holiday", serde_json::to_string(holiday)),
            Day::Closure(period) => ("closure", serde_json::to_string(period)),
            Day::Extra(period) => ("extra", serde_json::to_string(period)),
        };
        json.ok().map(|json| format!("{kind} {json}"))
    }

    fn from_value(value: &str) -> Option<Day> {
        let (kind, json) = value.split_once(' ')?;
        match kind {
            "holiday" => serde_json::from_str(json).ok().map(Day::Holiday),
            "closure" => serde_json::from_str(json).ok().map(Day::Closure),
            "extra" => serde_json::from_str(json).ok().map(Day::Extra),
            _ => None,
        }
    }

    fn first(&self) -> DateTime {
        match self {
            Day::Holiday(holiday) => holiday.date.to_datetime(Time::midnight()),
            Day::Closure(period) | Day::Extra(period) => period.from,
        }
    }

    fn is_past(&self, today: Date) -> bool {
        match self {
            Day::Holiday(holiday) => holiday.date < today,
            Day::Closure(period) | Day::Extra(period) => period.to <= today.to_datetime(Time::midnight()),
        }
    }

    fn kind(&self) -> &'static str {
        match self {
            Day::Holiday(_) => "holiday",
            Day::Closure(_) => "closure",
            Day::Extra(_) => "extra opening",
        }
    }

    fn name(&self) -> &str {
        match self {
            Day::Holiday(holiday) => &holiday.name,
            Day::Closure(period) | Day::Extra(period) => &period.name,
        }
    }

    /// “Friday 25 December”, “Friday 12 February 2027, 13:00 to 17:00”.
    fn when(&self, when: &When) -> String {
        let (from, to) = match self {
            Day::Holiday(holiday) => return when.day(holiday.date),
            Day::Closure(period) | Day::Extra(period) => (period.from, period.to),
        };
        let midnight = Time::midnight();
        let whole_days = from.time() == midnight && to.time() == midnight;
        let last = if whole_days { to.date().yesterday().unwrap_or(to.date()) } else { to.date() };
        match (whole_days, from.date() == last) {
            (true, true) => when.day(last),
            (true, false) => format!("{} to {}", when.day(from.date()), when.day(last)),
            (false, true) => format!("{}, {} to {}", when.day(last), from.strftime("%H:%M"), to.strftime("%H:%M")),
            (false, false) => format!(
                "{}, {} to {}, {}",
                when.day(from.date()),
                from.strftime("%H:%M"),
                when.day(last),
                to.strftime("%H:%M")
            ),
        }
    }
}

/// The values with which the form opens: each day as it is kept.
pub(super) fn values(calendar: &Calendar) -> Vec<(String, String)> {
    let values = Day::of(calendar).into_iter().filter_map(|day| day.to_value());
    values.map(|value| ("day".to_owned(), value)).chain([("new-kind".to_owned(), "holiday".to_owned())]).collect()
}

/// The form again, with the days as they are after it was read and nothing left to add or remove.
pub(super) fn folded(typed: &Typed, calendar: &Calendar) -> Typed {
    let own = ["day", "remove", "new-date", "new-name", "new-kind"];
    let rest = typed.iter().filter(|(name, _)| !own.contains(name));
    let rest = rest.map(|(name, value)| (name.to_owned(), value.to_owned()));
    Typed::filled(rest.chain(values(calendar)))
}

/// Puts the days of the form into `calendar`: those that stand there, less those to be removed, and the one that was added.
pub(super) fn read(typed: &Typed, calendar: &mut Calendar, errors: &mut Errors, now: Timestamp) {
    let mut days = Vec::new();
    for value in typed.all("day").filter(|value| !typed.chose("remove", value)) {
        match Day::from_value(value) {
            Some(day) => days.push(day),
            None => errors.add_whole("A holiday or closure did not arrive whole. Open this page again."),
        }
    }
    let zone = TimeZone::get(&calendar.zone).unwrap_or(TimeZone::UTC);
    days.extend(added(typed, &days, errors, &When::new(zone, now)));
    days.into_iter().for_each(|day| day.put_into(calendar));
}

fn added(typed: &Typed, there: &[Day], errors: &mut Errors, when: &When) -> Option<Day> {
    let (text, name) = (typed.text("new-date"), typed.text("new-name"));
    if text.is_empty() {
        if !name.is_empty() {
            errors.add("new-date", format!("Say on which day {name} is"));
        }
        return None;
    }
    errors.limit(typed, "new-name", 80);
    let date = errors.keep("new-date", when.parse_day(text))?;
    let day = match typed.text("new-kind") {
        "closure" => {
            let midnight = |date: Date| date.to_datetime(Time::midnight());
            let next = errors.keep("new-date", date.tomorrow().map_err(|_last| "Choose a day before the year 9999"))?;
            Day::Closure(Period { from: midnight(date), to: midnight(next), name: name.to_owned() })
        }
        _ => Day::Holiday(Holiday { date, name: name.to_owned() }),
    };
    if there.iter().any(|other| other.first() == day.first() && !matches!(other, Day::Extra(_))) {
        errors.add(
            "new-date",
            format!("{} is in the list already. Remove it there first to name it anew", when.day(date)),
        );
        return None;
    }
    Some(day)
}

/// The list of the days to come, each with a box to remove it, and the fields for one more. Past days go along unseen.
pub(super) fn section(form: &Filled, when: &When) -> Markup {
    let today = when.today();
    let mut shown: Vec<(Day, &str)> =
        form.typed.all("day").filter_map(|value| Some((Day::from_value(value)?, value))).collect();
    shown.retain(|(day, _)| !day.is_past(today));
    shown.sort_by_key(|(day, _)| day.first());
    html! {
        section class="stack" aria-labelledby="hol" {
            (section_head("hol", "Holidays and closures", None))
            @for value in form.typed.all("day") { input type="hidden" name="day" value=(value); }
            @if shown.is_empty() {
                p class="quiet" { "None is written down from today on. Add those of the coming year, so that no promise falls on one." }
            } @else {
                table class="table" data-tight data-middle {
                    caption class="visually-hidden" { "Days that do not count, in order of time" }
                    tbody { @for (day, value) in &shown {
                        tr {
                            th scope="row" { (day.when(when)) }
                            td { @if !day.name().is_empty() { (day.name()) ", " } (day.kind()) }
                            td class="end" {
                                label class="tick" {
                                    input type="checkbox" name="remove" value=(value) checked[form.typed.chose("remove", value)];
                                    span { "Remove" span class="visually-hidden" { " " (day.when(when)) } }
                                }
                            }
                        }
                    } }
                }
            }
            fieldset class="field" {
                legend { "Add a day" }
                div class="field-row" {
                    (form.field("new-date", "Day").small().date())
                    (form.field("new-kind", "Kind").small().select(&[("holiday", "holiday"), ("closure", "closure")]))
                }
                (form.field("new-name", "What it is called").optional().small().autocomplete("off").text())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_day_travels_with_the_form_unchanged() {
        let wall = |text: &str| text.parse::<DateTime>().unwrap();
        let calendar = Calendar::of("Europe/Berlin", "Mon-Fri 09:00-17:00")
            .unwrap()
            .with_holiday("2026-12-25".parse().unwrap(), "Christmas “Day” & more")
            .with_closure(wall("2027-02-12T13:00"), wall("2027-02-12T17:00"), "Carnival")
            .with_extra(wall("2026-12-19T10:00"), wall("2026-12-19T14:00"), "Stocktaking");
        let mut read_back = Calendar { holidays: vec![], closures: vec![], extra: vec![], ..calendar.clone() };
        let mut errors = Errors::default();
        let now = "2026-11-25T09:15Z".parse().unwrap();
        read(&Typed::filled(values(&calendar)), &mut read_back, &mut errors, now);
        assert_eq!((read_back, errors.len()), (calendar, 0));
    }

    #[test]
    fn a_closure_says_from_when_to_when() {
        let when = When::in_zone("Europe/Berlin", "2026-11-25T09:15Z".parse().unwrap()).unwrap();
        let closure = |from: &str, to: &str| {
            Day::Closure(Period { from: from.parse().unwrap(), to: to.parse().unwrap(), name: String::new() })
                .when(&when)
        };
        assert_eq!(closure("2026-12-24T00:00", "2026-12-25T00:00"), "Thursday 24 December");
        assert_eq!(closure("2026-12-24T00:00", "2027-01-02T00:00"), "Thursday 24 December to Friday 1 January 2027");
        assert_eq!(closure("2027-02-12T13:00", "2027-02-12T17:00"), "Friday 12 February 2027, 13:00 to 17:00");
        assert_eq!(
            closure("2026-12-24T12:00", "2026-12-25T08:00"),
            "Thursday 24 December, 12:00 to Friday 25 December, 08:00"
        );
    }
}
