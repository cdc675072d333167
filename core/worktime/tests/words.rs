//! How a date is explained to people.

#![expect(clippy::unwrap_used, reason = "a test that can't read its own sample should stop")]

use jiff::Timestamp;
use jiff::civil::{DateTime, date};
use language::Language;
use worktime::{Calendar, Clock, Explanation, Office, Pause, Role, Turnaround};

fn berlin() -> Office {
    let christmas = |time: &str| time.parse::<DateTime>().unwrap();
    let calendar = Calendar::of("Europe/Berlin", "Mon-Fri 09:00-17:00")
        .unwrap()
        .with_holiday(date(2026, 12, 25), "Christmas Day")
        .with_holiday(date(2027, 1, 1), "New Year's Day")
        .with_closure(christmas("2026-12-24T00:00"), christmas("2026-12-25T00:00"), "Company closure");
    Office::new(&calendar).unwrap()
}

fn at(office: &Office, wall: &str) -> Timestamp {
    office.instant(wall.parse().unwrap()).unwrap()
}

fn explain(received: &str, turnaround: Turnaround) -> Explanation {
    let office = berlin();
    office.explain(at(&office, received), turnaround, &[]).unwrap()
}

#[track_caller]
fn check(explanation: &Explanation, wanted: &[&str]) {
    let told: Vec<String> = explanation
        .account(Language::En)
        .iter()
        .map(|line| format!("{} | {} | {} | {}", line.when(), line.words, line.counted, line.total))
        .collect();
    assert_eq!(told, wanted, "\n{}", told.join("\n"));
}

const DAY: Turnaround = Turnaround { amount_minutes: 1_440, clock: Clock::WorkingDay };

#[test]
fn a_request_of_the_evening_counts_from_the_next_opening() {
    let explanation = explain("2026-11-24T17:50", DAY);
    let wanted = [
        "Tue 24 Nov, 17:50 | Received after office hours (09:00 to 17:00). The clock waits for the next opening. | 0 h | 0 h",
        "Wed 25 Nov, 09:00 to 24:00 | Working day: time runs around the clock. | 15 h | 15 h",
        "Thu 26 Nov, 00:00 to 09:00 | Working day: time runs around the clock. | 9 h | 24 h",
        "Thu 26 Nov, 09:00 | 24 business hours are reached. 09:00 is inside office hours, so nothing moves. | 24 h | 24 h",
    ];
    check(&explanation, &wanted);
    assert_eq!(explanation.place(), "Berlin");
    let roles: Vec<Role> = explanation.account(Language::En).iter().map(|line| line.role).collect();
    assert_eq!(roles, [Role::StandsStill, Role::Counts, Role::Counts, Role::Result]);
}

#[test]
fn a_weekend_a_holiday_and_a_closure_are_named() {
    let wanted = [
        "Wed 23 Dec, 15:00 to 24:00 | Working day: time runs around the clock. | 9 h | 9 h",
        "Thu 24 Dec, 00:00 to 24:00 | Closure: Company closure. The clock stands still. | 0 h | 9 h",
        "Fri 25 Dec, 00:00 to 24:00 | Holiday: Christmas Day. The clock stands still. | 0 h | 9 h",
        "Sat 26 Dec to Sun 27 Dec | No working day: Saturday and Sunday stand still. | 0 h | 9 h",
        "Mon 28 Dec, 00:00 to 15:00 | Working day: time runs around the clock. | 15 h | 24 h",
        "Mon 28 Dec, 15:00 | 24 business hours are reached. 15:00 is inside office hours, so nothing moves. | 24 h | 24 h",
    ];
    check(&explain("2026-12-23T15:00", DAY), &wanted);
}

#[test]
fn a_due_time_at_night_tells_that_it_moves() {
    let wanted = [
        "Tue 24 Nov, 16:00 to 24:00 | Working day: time runs around the clock. | 8 h | 8 h",
        "Wed 25 Nov, 00:00 to 02:00 | Working day: time runs around the clock. | 2 h | 10 h",
        "Wed 25 Nov, 02:00 to 09:00 | 10 business hours are reached, but 02:00 is outside office hours. \
         The time moves to the next opening. | 0 h | 10 h",
        "Wed 25 Nov, 09:00 | The office opens. 09:00 is the due time. | 10 h | 10 h",
    ];
    check(&explain("2026-11-24T16:00", Turnaround::business_hours(10)), &wanted);
}

#[test]
fn on_the_office_clock_only_open_time_runs() {
    let wanted = [
        "Fri 27 Nov, 16:30 to 17:00 | Office hours: time runs. | 30 min | 30 min",
        "Fri 27 Nov, 17:00 to 24:00 | Outside office hours: the clock stands still. | 0 h | 30 min",
        "Sat 28 Nov to Sun 29 Nov | No working day: Saturday and Sunday stand still. | 0 h | 30 min",
        "Mon 30 Nov, 00:00 to 09:00 | Outside office hours: the clock stands still. | 0 h | 30 min",
        "Mon 30 Nov, 09:00 to 17:00 | Office hours: time runs. | 8 h | 8 h 30 min",
        "Mon 30 Nov, 17:00 to Tue 1 Dec, 09:00 | Outside office hours: the clock stands still. | 0 h | 8 h 30 min",
        "Tue 1 Dec, 09:00 to 09:30 | Office hours: time runs. | 30 min | 9 h",
        "Tue 1 Dec, 09:30 | 9 business hours are reached. | 9 h | 9 h",
    ];
    check(&explain("2026-11-27T16:30", Turnaround::office_hours(9)), &wanted);
}

#[test]
fn whole_days_in_a_row_are_one_line() {
    let wanted = [
        "Mon 23 Nov, 10:00 to 24:00 | Working day: time runs around the clock. | 14 h | 14 h",
        "Tue 24 Nov to Thu 26 Nov | Working days: time runs around the clock. | 72 h | 86 h",
        "Fri 27 Nov, 00:00 to 10:00 | Working day: time runs around the clock. | 10 h | 96 h",
        "Fri 27 Nov, 10:00 | 96 business hours are reached. 10:00 is inside office hours, so nothing moves. | 96 h | 96 h",
    ];
    check(&explain("2026-11-23T10:00", Turnaround::business_hours(96)), &wanted);
}

#[test]
fn seconds_are_counted_but_not_shown_and_the_lines_still_add_up() {
    let office = berlin();
    let explanation = office.explain(at(&office, "2026-11-24T10:15:23"), DAY, &[]).unwrap();
    let wanted = [
        "Tue 24 Nov, 10:15 to 24:00 | Working day: time runs around the clock. | 13 h 45 min | 13 h 45 min",
        "Wed 25 Nov, 00:00 to 10:15 | Working day: time runs around the clock. | 10 h 15 min | 24 h",
        "Wed 25 Nov, 10:15 | 24 business hours are reached. 10:15 is inside office hours, so nothing moves. | 24 h | 24 h",
    ];
    check(&explanation, &wanted);
}

#[test]
fn a_pause_is_told_and_an_open_one_has_no_due_time() {
    let office = berlin();
    let start = at(&office, "2026-11-24T09:00");
    let mut pause = Pause { from: at(&office, "2026-11-24T10:00"), to: Some(at(&office, "2026-11-24T11:00")) };
    let wanted = [
        "Tue 24 Nov, 09:00 to 10:00 | Office hours: time runs. | 1 h | 1 h",
        "Tue 24 Nov, 10:00 to 11:00 | Waiting for the stakeholder: the clock stands still. | 0 h | 1 h",
        "Tue 24 Nov, 11:00 to 12:00 | Office hours: time runs. | 1 h | 2 h",
        "Tue 24 Nov, 12:00 | 2 business hours are reached. | 2 h | 2 h",
    ];
    check(&office.explain(start, Turnaround::office_hours(2), &[pause]).unwrap(), &wanted);

    pause.to = None;
    let wanted = [
        "Tue 24 Nov, 09:00 to 10:00 | Office hours: time runs. | 1 h | 1 h",
        "Tue 24 Nov, 10:00 | Waiting for the stakeholder, still. There is no due time until the clock runs again. | 1 h | 1 h",
    ];
    let paused = office.explain(start, Turnaround::office_hours(2), &[pause]).unwrap();
    check(&paused, &wanted);
    assert_eq!(paused.because(Language::En), "Paused since Tuesday, 10:00.");
}

#[test]
fn where_a_request_came_in_is_said_of_every_kind_of_closed_time() {
    let first = |received: &str| explain(received, DAY).account(Language::En).first().unwrap().words.clone();
    let waits = |place: &str| format!("Received {place}. The clock waits for the next opening.");
    assert_eq!(first("2026-11-24T06:00"), waits("before office hours (09:00 to 17:00)"));
    assert_eq!(first("2026-11-28T11:00"), waits("on Saturday, which is no working day"));
    assert_eq!(first("2026-12-24T11:00"), waits("during a closure (Company closure)"));
    assert_eq!(first("2026-12-25T11:00"), waits("on a holiday (Christmas Day)"));

    let office = Office::new(&Calendar::of("Europe/Berlin", "Mon-Fri 08:30-12:00 13:30-17:00").unwrap()).unwrap();
    let lunch = office.explain(at(&office, "2026-11-24T12:30"), DAY, &[]).unwrap();
    let words = lunch.account(Language::En).first().unwrap().words.clone();
    assert_eq!(words, waits("between office hours (08:30 to 12:00 and 13:30 to 17:00)"));
}

#[test]
fn one_sentence_says_why() {
    let because = |received: &str, turnaround: Turnaround| explain(received, turnaround).because(Language::En);
    let hours = Turnaround::business_hours;
    let cases = [
        ("2026-11-25T10:52", DAY, "One working day later, same time."),
        ("2026-11-23T10:52", hours(72), "Three working days later, same time."),
        ("2026-11-27T16:20", DAY, "Saturday and Sunday stand still."),
        ("2026-12-23T15:00", DAY, "The closure on 24 December, the holiday and the weekend stand still."),
        ("2026-11-28T11:00", DAY, "Counts from Monday, 09:00."),
        ("2026-11-26T19:00", DAY, "Counts from Friday, 09:00. Saturday and Sunday stand still."),
        ("2026-11-24T09:30", hours(2), "2 business hours later."),
        (
            "2026-11-24T16:00",
            hours(10),
            "10 business hours later. 02:00 is outside office hours, so it moves to Wednesday, 09:00.",
        ),
        ("2026-11-24T10:00", hours(0), "At once."),
        ("2026-11-24T10:00", Turnaround::office_hours(24), "Only open minutes count."),
        ("2026-11-23T10:00", Turnaround::office_hours(100), "Two weekends stand still."),
        ("2026-12-30T10:00", hours(48), "The holiday and the weekend stand still."),
    ];
    for (received, turnaround, wanted) in cases {
        assert_eq!(because(received, turnaround), wanted, "{received}");
    }
}

#[test]
fn an_explanation_is_stored_and_read_back_as_it_was() {
    let explanation = explain("2026-12-23T15:00", DAY);
    let stored = serde_json::to_string(&explanation).unwrap();
    assert_eq!(serde_json::from_str::<Explanation>(&stored).unwrap(), explanation);
    // The rules of a zone may change after a promise is given: the instant stays.
    let moved = stored.replace("2026-12-28T15:00:00+01:00", "2026-12-28T16:00:00+02:00");
    assert_ne!(moved, stored);
    assert_eq!(serde_json::from_str::<Explanation>(&moved).unwrap().due, explanation.due);
}

#[test]
fn none_one_two_and_five_hours_have_the_number_of_their_language() {
    let words = |language: Language| [0, 1, 2, 5].map(|hours| Turnaround::business_hours(hours).words(language));
    assert_eq!(words(Language::En), ["0 business hours", "1 business hour", "2 business hours", "5 business hours"]);
    assert_eq!(
        words(Language::De),
        [
            "0 Stunden an Arbeitstagen",
            "1 Stunde an Arbeitstagen",
            "2 Stunden an Arbeitstagen",
            "5 Stunden an Arbeitstagen"
        ]
    );
    assert_eq!(
        words(Language::Es),
        ["0 horas laborables", "1 hora laborable", "2 horas laborables", "5 horas laborables"]
    );
    assert_eq!(words(Language::Fr), ["0 heure ouvrée", "1 heure ouvrée", "2 heures ouvrées", "5 heures ouvrées"]);
    assert_eq!(Turnaround::business_hours(0).on(Clock::OfficeHours).words(Language::De), "0 Stunden an Arbeitstagen");
}

#[test]
fn a_date_is_explained_in_every_language() {
    let told = |language: Language| {
        let explanation = explain("2026-12-23T15:00", DAY);
        let mut lines: Vec<String> =
            explanation.account(language).iter().map(|line| format!("{} | {}", line.when(), line.words)).collect();
        lines.push(explanation.because(language));
        lines
    };
    assert_eq!(
        told(Language::De),
        [
            "Mi., 23. Dez., 15:00 bis 24:00 | Arbeitstag: Die Zeit läuft rund um die Uhr.",
            "Do., 24. Dez., 00:00 bis 24:00 | Schließung: Company closure. Die Uhr steht still.",
            "Fr., 25. Dez., 00:00 bis 24:00 | Feiertag: Christmas Day. Die Uhr steht still.",
            "Sa., 26. Dez. bis So., 27. Dez. | Kein Arbeitstag: Samstag und Sonntag zählen nicht.",
            "Mo., 28. Dez., 00:00 bis 15:00 | Arbeitstag: Die Zeit läuft rund um die Uhr.",
            "Mo., 28. Dez., 15:00 | 24 Stunden an Arbeitstagen sind erreicht. 15:00 liegt innerhalb der Bürozeiten, also verschiebt sich nichts.",
            "Die Schließung am 24. Dezember, der Feiertag und das Wochenende zählen nicht.",
        ]
    );
    let last = |language: Language| told(language).pop().unwrap();
    assert_eq!(last(Language::Es), "El cierre del 24 de diciembre, el día festivo y el fin de semana no cuentan.");
    assert_eq!(last(Language::Fr), "La fermeture du 24 décembre, le jour férié et le week-end ne comptent pas.");
    let evening = |language: Language| explain("2026-11-24T17:50", DAY).account(language).remove(0).words;
    assert_eq!(
        evening(Language::Fr),
        "Reçu après les heures de bureau (09:00 à 17:00). L’horloge attend la prochaine ouverture."
    );
    assert_eq!(explain("2026-11-27T15:00", DAY).because(Language::Es), "El sábado y el domingo no cuentan.");
}
