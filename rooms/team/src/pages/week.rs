//! Zone and weekly office hours as a form: the table of days, and how what was typed is read.

use jiff::civil::Weekday;
use maud::{Markup, html};
use web::Icon;
use web::fields::id_of;
use web::forms::{Errors, Filled, Typed};
use worktime::{ClockTime, Hours, Week};

use crate::rules::zone_named;

/// The days with the name of their fields and of themselves.
pub(super) const DAYS: [(Weekday, &str, &str); 7] = [
    (Weekday::Monday, "mon", "Monday"),
    (Weekday::Tuesday, "tue", "Tuesday"),
    (Weekday::Wednesday, "wed", "Wednesday"),
    (Weekday::Thursday, "thu", "Thursday"),
    (Weekday::Friday, "fri", "Friday"),
    (Weekday::Saturday, "sat", "Saturday"),
    (Weekday::Sunday, "sun", "Sunday"),
];

/// Zones that are proposed; any other can be typed.
const PROPOSED: [&str; 48] = [
    "Africa/Cairo",
    "Africa/Johannesburg",
    "Africa/Lagos",
    "Africa/Nairobi",
    "America/Bogota",
    "America/Chicago",
    "America/Denver",
    "America/Lima",
    "America/Los_Angeles",
    "America/Mexico_City",
    "America/New_York",
    "America/Santiago",
    "America/Sao_Paulo",
    "America/Toronto",
    "Asia/Bangkok",
    "Asia/Dubai",
    "Asia/Hong_Kong",
    "Asia/Jakarta",
    "Asia/Jerusalem",
    "Asia/Karachi",
    "Asia/Kolkata",
    "Asia/Manila",
    "Asia/Riyadh",
    "Asia/Seoul",
    "Asia/Shanghai",
    "Asia/Singapore",
    "Asia/Tokyo",
    "Australia/Brisbane",
    "Australia/Perth",
    "Australia/Sydney",
    "Europe/Amsterdam",
    "Europe/Athens",
    "Europe/Berlin",
    "Europe/Bucharest",
    "Europe/Dublin",
    "Europe/Helsinki",
    "Europe/Istanbul",
    "Europe/Lisbon",
    "Europe/London",
    "Europe/Madrid",
    "Europe/Paris",
    "Europe/Prague",
    "Europe/Rome",
    "Europe/Stockholm",
    "Europe/Vienna",
    "Europe/Warsaw",
    "Europe/Zurich",
    "Pacific/Auckland",
];

/// The field for the zone, with proposals.
pub(super) fn zone_field(form: &Filled) -> Markup {
    html! {
        (form.field("zone", "Time zone")
            .hint("As region and place, like Europe/Berlin. Stakeholders elsewhere read the time in their own zone, where we know it.")
            .proposals("zones").autocomplete("off").text())
        (zone_list())
    }
}

/// The zones that are proposed.
pub(super) fn zone_list() -> Markup {
    html! { datalist id="zones" { @for zone in PROPOSED { option value=(zone) {} } } }
}

/// The zone that was typed, by its right name.
pub(super) fn read_zone(typed: &Typed, errors: &mut Errors) -> Option<String> {
    let zone = zone_named(typed.text("zone"));
    if zone.is_none() {
        let text = typed.text("zone");
        errors.add("zone", format!("“{text}” is no time zone. Write it as region and place, like Europe/Berlin."));
    }
    zone
}

/// The values with which the table of a week opens.
pub(super) fn week_values(week: &Week) -> Vec<(String, String)> {
    let mut values = Vec::new();
    for (day, name, _) in DAYS {
        let Some((first, more)) = week.on(day).split_first() else { continue };
        values.push((name.to_owned(), "on".to_owned()));
        values.push((format!("{name}-opens"), first.opens().to_string()));
        values.push((format!("{name}-closes"), first.closes().to_string()));
        let more: Vec<String> = more.iter().map(|hours| format!("{}-{}", hours.opens(), hours.closes())).collect();
        if !more.is_empty() {
            values.push((format!("{name}-more"), more.join(" ")));
        }
    }
    values
}

/// The table of the week. Of a day with several openings the first can be changed here; the others go with it.
pub(super) fn week_table(form: &Filled) -> Markup {
    let error = form.errors.of("week");
    html! {
        fieldset class="field" id=(id_of("week")) data-invalid[error.is_some()] aria-describedby=[error.map(|_| "f-week-e")] {
            legend { "Office hours" }
            p class="hint" { "A request that comes outside them counts from the next opening. A due time outside them moves to the next opening." }
            @if let Some(words) = error { p class="field-error" id="f-week-e" { (Icon::Care.small()) (words) } }
            table class="table" data-tight data-middle {
                caption class="visually-hidden" { "Weekly office hours" }
                thead { tr { th scope="col" { "Day" } th scope="col" { "Opens" } th scope="col" { "Closes" } } }
                tbody { @for (_, name, word) in DAYS { (day_row(form, name, word)) } }
            }
        }
    }
}

fn day_row(form: &Filled, name: &str, word: &str) -> Markup {
    let more_name = format!("{name}-more");
    let more = form.typed.some(&more_name);
    html! {
        tr {
            th scope="row" { (form.tick(name, word, None)) }
            td { (time_of_day(form, &format!("{name}-opens"), &format!("{word}, opens"))) }
            td {
                (time_of_day(form, &format!("{name}-closes"), &format!("{word}, closes")))
                @if let Some(more) = more {
                    (form.hidden(&more_name))
                    p class="small quiet" { "and " (more.replace('-', " to ").replace(' ', "\u{a0}").replace("\u{a0}to\u{a0}", " to ")) }
                }
            }
        }
    }
}

fn time_of_day(form: &Filled, name: &str, label: &str) -> Markup {
    let error = form.errors.of(name);
    let error_id = format!("{}-e", id_of(name));
    html! {
        div class="field" data-size="s" data-invalid[error.is_some()] {
            input type="text" inputmode="numeric" placeholder="closed" autocomplete="off" id=(id_of(name)) name=(name) aria-label=(label)
                value=[form.typed.some(name)] aria-describedby=[error.map(|_| &error_id)] aria-invalid=[error.map(|_| "true")];
            @if let Some(words) = error { p class="field-error" id=(error_id) { (Icon::Care.small()) (words) } }
        }
    }
}

/// The week that was typed. A day that is not ticked is closed, whatever stands beside it.
pub(super) fn read_week(typed: &Typed, errors: &mut Errors) -> Week {
    let mut week = Week::default();
    for (day, name, word) in DAYS {
        if !typed.ticked(name) {
            continue;
        }
        let opens = read_time(typed, errors, &format!("{name}-opens"), word, "opens");
        let closes = read_time(typed, errors, &format!("{name}-closes"), word, "closes");
        if let (Some(opens), Some(closes)) = (opens, closes) {
            let hours = errors.keep(&format!("{name}-opens"), Hours::new(opens, closes));
            week.on_mut(day).extend(hours);
        }
        for more in typed.text(&format!("{name}-more")).split_whitespace() {
            match read_hours(more) {
                Some(hours) => week.on_mut(day).push(hours),
                None => errors.add("week", format!("{word} has hours that can’t be read. Open this page again.")),
            }
        }
    }
    week
}

fn read_hours(text: &str) -> Option<Hours> {
    let (opens, closes) = text.split_once('-')?;
    Hours::new(opens.parse().ok()?, closes.parse().ok()?).ok()
}

fn read_time(typed: &Typed, errors: &mut Errors, name: &str, day: &str, what: &str) -> Option<ClockTime> {
    let text = typed.text(name);
    if text.is_empty() {
        errors.add(name, format!("Say when {day} {what}, like 09:00, or take its tick away"));
        return None;
    }
    let time = completed(text).parse();
    errors.keep(
        name,
        time.map_err(|_unreadable: worktime::CalendarError| {
            format!("“{text}” is no time of day. Write it like 09:00; the end of a day is 24:00.")
        }),
    )
}

/// `9`, `9:00`, `9.00` and `0900` are what people type for `09:00`.
pub(super) fn completed(text: &str) -> String {
    let text = text.replace(['.', 'h'], ":");
    let (hour, minute) = match text.split_once(':') {
        Some((hour, minute)) => (hour, minute),
        None if text.len() == 4 && text.is_ascii() => text.split_at(2),
        None => (text.as_str(), ""),
    };
    format!("{hour:0>2}:{minute:0>2}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_may_be_typed_as_people_do() {
        for (typed, read) in [
            ("9", Some("09:00")),
            ("9:00", Some("09:00")),
            ("09.30", Some("09:30")),
            ("0930", Some("09:30")),
            ("17h30", Some("17:30")),
            ("24:00", Some("24:00")),
            ("24:01", None),
            ("9:60", None),
            ("noon", None),
            ("9:0:0", None),
            ("äö", None),
        ] {
            let time = completed(typed).parse::<ClockTime>().ok().map(|time| time.to_string());
            assert_eq!(time.as_deref(), read, "{typed}");
        }
    }

    #[test]
    fn a_week_comes_back_from_its_form_with_all_its_openings() {
        let week: Week = "Mon-Thu 08:00-12:00 13:00-17:00 18:00-19:00, Fri 22:00-06:00".parse().unwrap();
        let mut errors = Errors::default();
        assert_eq!(read_week(&Typed::filled(week_values(&week)), &mut errors), week);
        assert!(errors.is_empty());
    }

    #[test]
    fn what_is_wrong_is_told_at_its_field() {
        let typed = Typed::filled([
            ("mon", "on"),
            ("mon-opens", "nine"),
            ("mon-closes", ""),
            ("tue", "on"),
            ("tue-opens", "24:00"),
            ("tue-closes", "17:00"),
            ("wed-opens", "x"),
        ]);
        let mut errors = Errors::default();
        assert!(read_week(&typed, &mut errors).is_empty());
        let fields: Vec<_> = errors.iter().filter_map(|(field, _)| field).collect();
        assert_eq!(fields, ["mon-opens", "mon-closes", "tue-opens"]);
    }
}
