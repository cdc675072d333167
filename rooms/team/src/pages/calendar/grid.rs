//! The week of office hours: a row a day, each stretch a field, and a strip of its 24 hours.

use jiff::civil::Weekday;
use maud::{Markup, html};
use web::Icon;
use web::buttons::Button;
use web::fields::id_of;
use web::forms::{Errors, Filled, Typed};
use web::heads::section_head;
use worktime::{Calendar, ClockTime, Hours, Week};

use super::PREVIEW;
use crate::pages::week::{DAYS, completed};
use crate::rules::open_minutes;

/// The most stretches that a day may have; more is a mistake.
const STRETCHES: usize = 12;

/// The values with which the week opens.
pub(super) fn values(week: &Week) -> Vec<(String, String)> {
    let mut values = Vec::new();
    for (day, name, _) in DAYS {
        if !week.on(day).is_empty() {
            values.push((name.to_owned(), "on".to_owned()));
        }
        for hours in week.on(day) {
            values.push((format!("{name}-opens"), hours.opens().to_string()));
            values.push((format!("{name}-closes"), hours.closes().to_string()));
        }
    }
    values
}

/// The stretches of a day as they were typed, opening and closing.
fn stretches(typed: &Typed, name: &str) -> Vec<(String, String)> {
    let (opens, closes) = (format!("{name}-opens"), format!("{name}-closes"));
    let texts = |field: &str| typed.all(field).map(|text| text.trim().to_owned()).collect::<Vec<_>>();
    texts(&opens).into_iter().zip(texts(&closes)).take(STRETCHES).collect()
}

/// Whether a field belongs to the week.
pub(super) fn is_of_week(field: &str) -> bool {
    DAYS.iter()
        .any(|(_, name, _)| field.strip_prefix(name).is_some_and(|rest| matches!(rest, "" | "-opens" | "-closes")))
}

/// The form with one stretch more or less, as its buttons `add` and `drop` ask.
pub(super) fn worked(typed: &Typed) -> Typed {
    let kept = typed.iter().filter(|(field, _)| !is_of_week(field) && !matches!(*field, "add" | "drop"));
    let mut values: Vec<(String, String)> = kept.map(|(field, value)| (field.to_owned(), value.to_owned())).collect();
    for (_, name, _) in DAYS {
        let mut of_day = if typed.ticked(name) { stretches(typed, name) } else { Vec::new() };
        let gone = |place: usize| typed.chose("drop", &format!("{name}-{place}"));
        let dropped = (0..of_day.len()).find(|place| gone(*place));
        if let Some(place) = dropped {
            of_day.remove(place);
        }
        let is_added = typed.chose("add", name);
        if is_added || (of_day.is_empty() && typed.ticked(name) && dropped.is_none()) {
            of_day.push((String::new(), String::new()));
        }
        if !of_day.is_empty() {
            values.push((name.to_owned(), "on".to_owned()));
        }
        for (opens, closes) in of_day {
            values.push((format!("{name}-opens"), opens));
            values.push((format!("{name}-closes"), closes));
        }
    }
    Typed::filled(values)
}

/// The week that was typed. A day that is not ticked is closed, whatever stands beside it.
pub(super) fn read(typed: &Typed, errors: &mut Errors) -> Week {
    let mut week = Week::default();
    for (day, name, word) in DAYS {
        if !typed.ticked(name) {
            continue;
        }
        let typed = stretches(typed, name);
        let written = typed.iter().filter(|(opens, closes)| !opens.is_empty() || !closes.is_empty());
        let hours: Result<Vec<Hours>, String> = written.map(|(opens, closes)| stretch(word, opens, closes)).collect();
        match hours {
            Ok(hours) if hours.is_empty() => {
                errors
                    .add(name, format!("Say when {word} opens and closes, like 09:00 to 17:00, or take its tick away"));
            }
            Ok(hours) => *week.on_mut(day) = hours,
            Err(words) => errors.add(name, words),
        }
    }
    week
}

fn stretch(day: &str, opens: &str, closes: &str) -> Result<Hours, String> {
    let time = |text: &str, what: &str| {
        if text.is_empty() {
            return Err(format!("Say when {day} {what}, like 09:00"));
        }
        completed(text).parse::<ClockTime>().map_err(|_unreadable| {
            format!("“{text}” is no time of day. Write it like 09:00; the end of a day is 24:00")
        })
    };
    let (opens, closes) = (time(opens, "opens")?, time(closes, "closes")?);
    Hours::new(opens, closes).map_err(|error| error.to_string())
}

/// The whole week, as typed; strips are drawn of `week`, as far as it could be read.
pub(super) fn section(form: &Filled, calendar: &Calendar) -> Markup {
    let minutes = open_minutes(calendar);
    let open = match (minutes / 60, minutes % 60) {
        (hours, 0) => format!("{hours} open hours"),
        (hours, rest) => format!("{hours} h {rest} min open"),
    };
    let error = form.errors.of("week");
    html! {
        section aria-labelledby="ca-1" {
            (section_head("ca-1", "Hours of the week", Some(html! { (open) })))
            @if let Some(words) = error { p class="field-error" id=(id_of("week")) { (Icon::Care.small()) (words) } }
            ol class="week" role="list" {
                @for (day, name, word) in DAYS { (row(form, &calendar.week, day, name, word)) }
            }
        }
    }
}

fn row(form: &Filled, week: &Week, day: Weekday, name: &str, word: &str) -> Markup {
    let typed = if form.typed.ticked(name) { stretches(&form.typed, name) } else { Vec::new() };
    let error = form.errors.of(name);
    let error_id = format!("{}-e", id_of(name));
    html! {
        li class="week-day" {
            label class="tick" {
                input type="checkbox" id=(id_of(name)) name=(name) value="on" checked[form.typed.ticked(name)]
                    aria-describedby=[error.map(|_| &error_id)] aria-invalid=[error.map(|_| "true")];
                span { (word) }
            }
            div class="week-times" {
                @if typed.is_empty() { span class="faint" { "closed" } }
                @for (place, (opens, closes)) in typed.iter().enumerate() { (opening(name, word, place, opens, closes)) }
                @if let Some(words) = error { p class="field-error" id=(error_id) { (Icon::Care.small()) (words) } }
            }
            (Button::submit("Add").plain().small().icon(Icon::Plus).heard_as(format!(" hours on {word}")).named("add", name)
                .sending_to(PREVIEW).unchecked())
            (strip(week, day, word))
        }
    }
}

fn opening(name: &str, word: &str, place: usize, opens: &str, closes: &str) -> Markup {
    let nth = if place == 0 { String::new() } else { format!(", stretch {}", place + 1) };
    let hours = stretch(word, opens, closes).ok();
    let over_night = hours.is_some_and(|hours| hours.closes() <= hours.opens());
    html! {
        span class="opening" {
            input type="text" inputmode="numeric" autocomplete="off" name={ (name) "-opens" } value=(opens) aria-label={ (word) (nth) ", opens" };
            " to "
            input type="text" inputmode="numeric" autocomplete="off" name={ (name) "-closes" } value=(closes) aria-label={ (word) (nth) ", closes" };
            @if over_night { small { "next day" } }
            button class="icon-button" type="submit" name="drop" value={ (name) "-" (place) } formaction=(PREVIEW) formnovalidate
                aria-label={ "Remove " (opens) " to " (closes) " on " (word) } { (Icon::Close.small()) }
        }
    }
}

/// The 24 hours of a day: what opens on it, and what runs on from the evening before.
fn strip(week: &Week, day: Weekday, word: &str) -> Markup {
    let minutes = |hours: &Hours| (u32::from(hours.opens().minutes()), u32::from(hours.closes().minutes()));
    let own: Vec<(u32, u32)> = week
        .on(day)
        .iter()
        .map(|hours| {
            let (opens, closes) = minutes(hours);
            (opens, if closes <= opens { 1_440 } else { closes })
        })
        .collect();
    let before: Vec<(u32, u32)> = week
        .on(day.previous())
        .iter()
        .filter_map(|hours| {
            let (opens, closes) = minutes(hours);
            (closes <= opens && closes > 0).then_some((0, closes))
        })
        .collect();
    let clock = |minute: &u32| format!("{:02}:{:02}", minute / 60, minute % 60);
    let told: Vec<String> = own.iter().map(|(from, to)| format!("{} to {}", clock(from), clock(to))).collect();
    let run_on: Vec<String> =
        before.iter().map(|(_, to)| format!("until {} from the evening before", clock(to))).collect();
    let told = [told, run_on].concat();
    let label = if told.is_empty() { format!("{word}: closed") } else { format!("{word}: {}", told.join(", ")) };
    let percent = |minute: u32| format!("{:.2}%", f64::from(minute) / 14.4);
    let bar = |class: &str, (from, to): (u32, u32)| html! { rect class=(class) x=(percent(from)) width=(percent(to - from)) y="3" height="12" rx="2" {} };
    html! {
        svg class="plot" height="30" role="img" aria-label=(label) {
            line class="grid" x1="0" x2="100%" y1="9" y2="9" {}
            @for at in ["0%", "25%", "50%", "75%", "100%"] { line class="axis" x1=(at) x2=(at) y1="5" y2="13" {} }
            @for span in before { (bar("open-next", span)) }
            @for span in own { (bar("open", span)) }
            @for (at, hour) in [("25%", "06"), ("50%", "12"), ("75%", "18")] { text x=(at) y="28" text-anchor="middle" { (hour) } }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs<'a>(values: &'a [(&'a str, &'a str)]) -> Typed {
        Typed::filled(values.iter().copied())
    }

    #[test]
    fn a_week_comes_back_from_its_form_with_all_its_stretches() {
        let week: Week = "Mon-Thu 08:00-12:00 13:00-17:00 18:00-19:00, Fri 22:00-06:00".parse().unwrap();
        let mut errors = Errors::default();
        assert_eq!(read(&Typed::filled(values(&week)), &mut errors), week);
        assert!(errors.is_empty());
    }

    proptest::proptest! {
        #[test]
        fn every_week_comes_back_from_its_form(stretches in proptest::collection::vec((0usize..7, 0u16..1_440, 0u16..=1_440), 0..20)) {
            let clock = |minute: u16| format!("{:02}:{:02}", minute / 60, minute % 60).parse::<ClockTime>().unwrap();
            let mut week = Week::default();
            for (place, opens, closes) in stretches {
                let of_day = week.on_mut(DAYS[place].0);
                if of_day.len() < STRETCHES {
                    of_day.push(Hours::new(clock(opens), clock(closes)).unwrap());
                }
            }
            let mut errors = Errors::default();
            let typed = Typed::filled(values(&week));
            assert_eq!(read(&typed, &mut errors), week);
            assert_eq!(read(&worked(&typed), &mut errors), week);
            assert!(errors.is_empty());
            let minutes = open_minutes(&Calendar { week: week.clone(), zone: "Etc/UTC".to_owned(), ..Calendar::default() });
            assert!(minutes <= 7 * 1_440 && (minutes == 0) == week.is_empty());
        }
    }

    #[test]
    fn a_stretch_is_added_and_dropped_by_its_buttons() {
        let added =
            worked(&pairs(&[("mon", "on"), ("mon-opens", "9"), ("mon-closes", "17"), ("add", "mon"), ("zone", "x")]));
        assert_eq!(stretches(&added, "mon"), [("9".to_owned(), "17".to_owned()), (String::new(), String::new())]);
        assert_eq!(added.text("zone"), "x");
        let opened = worked(&pairs(&[("add", "sat")]));
        assert!(opened.ticked("sat") && stretches(&opened, "sat").len() == 1);
        let mut dropping = added.clone();
        dropping.set("drop", "mon-0");
        let dropped = worked(&dropping);
        assert_eq!(stretches(&dropped, "mon"), [(String::new(), String::new())]);
        let last = worked(&pairs(&[("mon", "on"), ("mon-opens", "9"), ("mon-closes", "17"), ("drop", "mon-0")]));
        assert!(!last.ticked("mon"), "a day without stretches is closed");
        let ticked = worked(&pairs(&[("sun", "on")]));
        assert_eq!(stretches(&ticked, "sun").len(), 1, "a day that was ticked gets a stretch to fill in");
    }

    #[test]
    fn what_is_wrong_is_told_at_its_day() {
        let typed = pairs(&[
            ("mon", "on"),
            ("mon-opens", "nine"),
            ("mon-closes", "17"),
            ("tue", "on"),
            ("tue-opens", "24:00"),
            ("tue-closes", "17:00"),
            ("wed-opens", "x"),
            ("wed-closes", "y"),
            ("thu", "on"),
            ("fri", "on"),
            ("fri-opens", "9"),
            ("fri-closes", ""),
        ]);
        let mut errors = Errors::default();
        assert!(read(&typed, &mut errors).is_empty());
        let fields: Vec<_> = errors.iter().filter_map(|(field, _)| field).collect();
        assert_eq!(fields, ["mon", "tue", "thu", "fri"]);
    }

    #[test]
    fn a_night_shift_is_drawn_on_both_of_its_days() {
        let week: Week = "Fri 08:00-12:00 22:00-04:00".parse().unwrap();
        let friday = strip(&week, Weekday::Friday, "Friday").into_string();
        assert!(friday.contains("Friday: 08:00 to 12:00, 22:00 to 24:00") && !friday.contains("open-next"), "{friday}");
        let saturday = strip(&week, Weekday::Saturday, "Saturday").into_string();
        assert!(saturday.contains("Saturday: until 04:00 from the evening before"), "{saturday}");
        assert!(saturday.contains("class=\"open-next\" x=\"0.00%\" width=\"16.67%\""), "{saturday}");
        let sunday: Week = "Sun 22:00-04:00".parse().unwrap();
        assert!(strip(&sunday, Weekday::Monday, "Monday").into_string().contains("open-next"));
    }
}
