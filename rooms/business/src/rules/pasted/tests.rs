use proptest::prelude::*;

use super::*;

const SHAPE: Shape = Shape { dates: Dates::AsSeen, decimals: Decimals::AsSeen, values: Values::InUnit };

fn on(text: &str) -> Date {
    text.parse().unwrap()
}

fn today() -> Date {
    on("2026-11-25")
}

fn verdicts(text: &str, shape: Shape) -> Vec<String> {
    let known = |day: Date| (day == on("2026-11-16")).then_some(8.0);
    read(text, shape, "%", &known, today()).rows.into_iter().map(|row| said(&row)).collect()
}

fn said(row: &Row) -> String {
    let (on, value) = (row.on.map(|on| on.to_string()), row.value.map(|value| value.to_string()));
    let (on, value) = (on.unwrap_or_default(), value.unwrap_or_default());
    match &row.verdict {
        Verdict::Headings => "headings".to_owned(),
        Verdict::New => format!("new {on} {value}"),
        Verdict::Same => format!("same {on} {value}"),
        Verdict::Corrects { old } => format!("corrects {on} {value} from {old}"),
        Verdict::Bad(why) => format!("bad: {why}"),
    }
}

#[test]
fn each_row_of_the_sheet_has_its_verdict() {
    let text =
        "read on\treopened\n15.06.2026\t9,6\n22.06.2026\t9,4\n\n16.11.2026\t8,1\n30.11.2026\t6,9\n48/2026\tn/a\n";
    assert_eq!(
        verdicts(text, SHAPE),
        [
            "headings",
            "new 2026-06-15 9.6",
            "new 2026-06-22 9.4",
            "corrects 2026-11-16 8.1 from 8",
            "bad: That day is still to come. Do you mean Monday 23 November?",
            "bad: “48/2026” is not a day. “n/a” is not a number. Leave the row out if there is no value.",
        ]
    );
    assert_eq!(verdicts("16.11.2026 8,0\n17.11.2026 7\n17.11.2026 8", SHAPE)[0], "same 2026-11-16 8");
    assert_eq!(
        verdicts("17.11.2026;7\n17.11.2026;8", SHAPE)[1],
        "bad: The same day is in row 1. Leave one of them out."
    );
    assert_eq!(verdicts("17.11.2026", SHAPE), ["bad: The value is missing. Leave the row out if there is none."]);
}

#[test]
fn days_are_read_in_the_shapes_in_which_sheets_write_them() {
    let cases = [
        "15.06.2026",
        "15.6.26",
        "2026-06-15",
        "2026-06-15T08:00:00",
        "2026-06-15 08:00",
        "15/06/2026",
        "15 Jun 2026",
        "15. Juni 2026",
        "June 15, 2026",
        "Mon 15 Jun 2026",
        "Montag, 15. Juni 2026",
        "15-Jun-26",
        "15 juin 2026",
        "15 de junio 2026",
        "2026/06/15",
        "15th June 2026",
    ];
    for case in cases {
        let case = case.replace(" de ", " ");
        assert_eq!(day(&case, Dates::AsSeen), Ok(on("2026-06-15")), "{case}");
    }
    for none in ["48/2026", "31.02.2026", "2026-13-01", "today?", "15.06.", "KW 48", "1.1.0026", "99999-01-01"] {
        assert!(day(none, Dates::AsSeen).is_err(), "{none}");
    }
}

#[test]
fn a_day_that_can_be_two_is_asked_unless_another_row_shows_the_order() {
    assert_eq!(
        verdicts("05/06/2026;1", SHAPE),
        ["bad: “05/06/2026” can be two days. Say above whether the day or the month comes first."]
    );
    assert_eq!(verdicts("05/06/2026;1\n06/15/2026;2", SHAPE), ["new 2026-05-06 1", "new 2026-06-15 2"]);
    assert_eq!(verdicts("05/06/2026;1\n15/06/2026;2", SHAPE), ["new 2026-06-05 1", "new 2026-06-15 2"]);
    assert_eq!(verdicts("05/06/2026;1", Shape { dates: Dates::MonthFirst, ..SHAPE }), ["new 2026-05-06 1"]);
    assert_eq!(
        verdicts("05.06.2026;1", Shape { dates: Dates::MonthFirst, ..SHAPE }),
        ["new 2026-06-05 1"],
        "dots mean the day first"
    );
}

#[test]
fn decimals_and_thousands_are_read_as_people_write_them() {
    let cases = [
        ("9,6", 9.6),
        ("9.6", 9.6),
        ("9,6 %", 9.6),
        ("9.6%", 9.6),
        ("1.234,5", 1234.5),
        ("1,234.5", 1234.5),
        ("1 234,5", 1234.5),
        ("1\u{a0}234,5", 1234.5),
        ("1'234.5", 1234.5),
        ("1.234.567", 1_234_567.0),
        ("1,234,567", 1_234_567.0),
        ("-3,5", -3.5),
        ("\u{2212}3.5", -3.5),
        ("+4", 4.0),
        ("0,125", 0.125),
        ("0.125", 0.125),
        ("12", 12.0),
        ("€ 12,50", 12.5),
        ("12.3456", 12.3456),
        ("1234,567", 1234.567),
    ];
    for (text, number) in cases {
        assert_eq!(amount(text, Decimals::AsSeen, "%"), Ok(number), "{text}");
    }
    for none in
        ["n/a", "", "1,2,3", "12.34.5", "1.23.4,5", "--3", "3-", "1e9", "NaN", "inf", ",5", "5,", "1..2", "12 items"]
    {
        assert!(amount(none, Decimals::AsSeen, "%").is_err(), "{none}");
    }
}

#[test]
fn a_number_that_can_be_two_is_asked_unless_another_row_shows_the_mark() {
    assert_eq!(
        verdicts("15.06.2026\t1.234", SHAPE),
        ["bad: “1.234” can be 1234 or 1.234. Say above which is the decimal mark."]
    );
    assert_eq!(verdicts("15.06.2026\t1.234\n16.06.2026\t7,5", SHAPE)[0], "new 2026-06-15 1234");
    assert_eq!(verdicts("15.06.2026\t1.234\n16.06.2026\t7.5", SHAPE)[0], "new 2026-06-15 1.234");
    assert_eq!(verdicts("15.06.2026\t1.234", Shape { decimals: Decimals::Comma, ..SHAPE }), ["new 2026-06-15 1234"]);
}

#[test]
fn shares_and_counts_are_kept_as_percent() {
    let share = Shape { values: Values::Share, ..SHAPE };
    assert_eq!(
        verdicts("15.06.2026\t0,096\n16.06.2026\t9,6", share),
        ["new 2026-06-15 9.6", "bad: “9,6” is no share from 0 to 1."]
    );
    let counts = Shape { values: Values::Counts, ..SHAPE };
    assert_eq!(
        verdicts("15.06.2026\t12\t130\n16.06.2026\t12\t0\n17.06.2026\t12", counts),
        [
            "new 2026-06-15 9.2308",
            "bad: 12 of 0 is no share.",
            "bad: The value is missing. Leave the row out if there is none."
        ]
    );
}

#[test]
fn columns_are_told_apart_however_they_were_copied() {
    for line in [
        "15.06.2026\t9,6",
        "15.06.2026;9,6",
        "15.06.2026 9,6",
        "15.06.2026 9,6 %",
        "2026-06-15,9.6",
        "15 Jun 2026 9.6",
        "15.06.2026 | 9,6",
        "\"15.06.2026\";\"9,6\"",
    ] {
        assert_eq!(verdicts(line, SHAPE), ["new 2026-06-15 9.6"], "{line}");
    }
    assert_eq!(verdicts("date,value\n2026-06-15,9.6", SHAPE), ["headings", "new 2026-06-15 9.6"]);
}

proptest! {
    #[test]
    fn whatever_is_pasted_has_a_verdict_for_every_row(text in "[0-9,.\\-/ ;\tA-Za-zäé%\n]{0,200}") {
        let pasted = read(&text, SHAPE, "%", &|_| None, today());
        prop_assert_eq!(pasted.rows.len(), text.lines().filter(|line| !line.trim().is_empty()).count());
    }

    #[test]
    fn a_number_written_in_either_way_is_the_same_number(whole in 0_u32..2_000_000, cents in 0_u32..100) {
        let wanted: f64 = format!("{whole}.{cents:02}").parse().unwrap();
        let grouped: String = whole.to_string().chars().rev().enumerate()
            .flat_map(|(place, digit)| (place > 0 && place % 3 == 0).then_some('.').into_iter().chain([digit])).collect();
        let german = format!("{},{cents:02}", grouped.chars().rev().collect::<String>());
        let english = german.replace('.', "_").replace(',', ".").replace('_', ",");
        prop_assert_eq!(amount(&german, Decimals::AsSeen, "%"), Ok(wanted));
        prop_assert_eq!(amount(&english, Decimals::AsSeen, "%"), Ok(wanted));
    }
}
