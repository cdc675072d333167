//! Rows pasted from a sheet: which day, which value, and what happens to each. Comma or point for decimals, days in several shapes; what
//! can be read in two ways is asked, never guessed.

use jiff::Span;
use jiff::civil::Date;

/// What a row says, and what happens to it.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// Its number among the rows, from 1.
    pub number: usize,
    /// The day, where it could be read.
    pub on: Option<Date>,
    /// The value, where it could be read.
    pub value: Option<f64>,
    /// Its first cells as they came, where something could not be read.
    pub cells: Vec<String>,
    /// What happens to it.
    pub verdict: Verdict,
}

/// What happens to a row.
#[derive(Debug, Clone, PartialEq)]
pub enum Verdict {
    /// Taken as the names of the columns.
    Headings,
    /// A day that has no reading yet.
    New,
    /// Already there with the same value.
    Same,
    /// Already there with another value; corrected only if the member says so.
    Corrects {
        /// What is there now.
        old: f64,
    },
    /// Can't be taken, and why.
    Bad(String),
}

/// How days with strokes are read: 05/06/2026.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dates {
    /// As the rows show; asked where they don't.
    AsSeen,
    /// Day, month, year.
    DayFirst,
    /// Month, day, year.
    MonthFirst,
}

/// What the decimal mark is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decimals {
    /// As the rows show; asked where they don't.
    AsSeen,
    /// 1.234,5
    Comma,
    /// 1,234.5
    Point,
}

/// What the values are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Values {
    /// In the unit of the metric.
    InUnit,
    /// Shares from 0 to 1, kept as percent.
    Share,
    /// Two counts, a part and the whole, kept as percent.
    Counts,
}

/// How the rows are to be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shape {
    /// Days.
    pub dates: Dates,
    /// Decimals.
    pub decimals: Decimals,
    /// Values.
    pub values: Values,
}

/// Rows that were read.
#[derive(Debug, Clone, PartialEq)]
pub struct Pasted {
    /// Every row, in order; empty lines are none.
    pub rows: Vec<Row>,
}

impl Pasted {
    /// How many rows are new.
    pub fn fresh(&self) -> usize {
        self.count(|verdict| *verdict == Verdict::New)
    }

    /// How many can't be taken.
    pub fn bad(&self) -> usize {
        self.count(|verdict| matches!(verdict, Verdict::Bad(_)))
    }

    /// How many would correct a reading.
    pub fn to_decide(&self) -> usize {
        self.count(|verdict| matches!(verdict, Verdict::Corrects { .. }))
    }

    fn count(&self, is: impl Fn(&Verdict) -> bool) -> usize {
        self.rows.iter().filter(|row| is(&row.verdict)).count()
    }
}

/// The most rows at once.
pub const MOST_ROWS: usize = 2_000;

/// Reads rows. `known` gives the reading of a day, `unit` the metric's unit, which may stand behind a value; no day may lie after `today`.
pub fn read(text: &str, shape: Shape, unit: &str, known: &dyn Fn(Date) -> Option<f64>, today: Date) -> Pasted {
    let lines: Vec<Vec<String>> =
        text.lines().filter(|line| !line.trim().is_empty()).map(|line| cells(line, shape.values)).collect();
    let dates = match shape.dates {
        Dates::AsSeen => dates_seen(&lines),
        Dates::DayFirst | Dates::MonthFirst => shape.dates,
    };
    let decimals = match shape.decimals {
        Decimals::AsSeen => decimals_seen(&lines, unit),
        Decimals::Comma | Decimals::Point => shape.decimals,
    };
    let shape = Shape { dates, decimals, ..shape };
    let mut rows: Vec<Row> = Vec::new();
    let mut days = std::collections::HashMap::new();
    for (number, cells) in (1..).zip(lines) {
        let mut row = row(number, cells, shape, unit, known, today);
        if let (Some(on), Verdict::New | Verdict::Same | Verdict::Corrects { .. }) = (row.on, &row.verdict)
            && let Some(first) = days.insert(on, number)
        {
            days.insert(on, first);
            row.verdict = Verdict::Bad(format!("The same day is in row {first}. Leave one of them out."));
        }
        rows.push(row);
    }
    Pasted { rows }
}

fn row(
    number: usize,
    cells: Vec<String>,
    shape: Shape,
    unit: &str,
    known: &dyn Fn(Date) -> Option<f64>,
    today: Date,
) -> Row {
    let day_text = cells.first().map_or("", String::as_str);
    let day = day(day_text, shape.dates);
    let value = value(&cells, shape, unit);
    let has_digit = cells.iter().take(2).any(|cell| cell.bytes().any(|sign| sign.is_ascii_digit()));
    let verdict = match (&day, &value) {
        _ if number == 1 && !has_digit => Verdict::Headings,
        (Ok(on), Ok(_)) if *on > today => Verdict::Bad(still_to_come(*on, today)),
        (Ok(on), Ok(value)) => match known(*on) {
            None => Verdict::New,
            Some(old) if is_same(old, *value) => Verdict::Same,
            Some(old) => Verdict::Corrects { old },
        },
        (Err(day), Ok(_)) => Verdict::Bad(day.clone()),
        (Ok(_), Err(value)) => Verdict::Bad(value.clone()),
        (Err(day), Err(value)) => Verdict::Bad(format!("{day} {value}")),
    };
    Row { number, on: day.ok(), value: value.ok(), cells: cells.into_iter().take(3).collect(), verdict }
}

/// Whether two readings are the same number, however it was written.
pub(crate) fn is_same(old: f64, new: f64) -> bool {
    (old - new).abs() <= 1e-9 * old.abs().max(new.abs()).max(1.0)
}

fn still_to_come(on: Date, today: Date) -> String {
    let mut before = on;
    while before > today {
        match before.checked_sub(Span::new().weeks(1)) {
            Ok(earlier) => before = earlier,
            Err(_before_all_time) => return "That day is still to come.".to_owned(),
        }
    }
    format!("That day is still to come. Do you mean {}?", before.strftime("%A %-d %B"))
}

/// Splits a line as a sheet pastes it (tabs), as a file of it stands (semicolons, bars, commas), or as somebody typed it (a blank).
fn cells(line: &str, values: Values) -> Vec<String> {
    let split = |mark: char| line.split(mark).map(clean).collect::<Vec<_>>();
    for mark in ['\t', ';', '|'] {
        if line.contains(mark) {
            return split(mark);
        }
    }
    let line = line.trim();
    if let Some(cells) = comma_after_day(line, values) {
        return cells;
    }
    match line.rsplit_once(char::is_whitespace) {
        Some((day, value)) if value.bytes().any(|sign| sign.is_ascii_digit()) || value == "%" => {
            blank_before_value(line, day, value)
        }
        Some((day, value)) => vec![clean(day), clean(value)],
        None => vec![clean(line)],
    }
}

/// “2026-06-15,9.6”, or with quotes as sheets write them to files: the comma ends a whole day. What follows is one value, whose comma may
/// stand before its decimals, or two counts.
fn comma_after_day(line: &str, values: Values) -> Option<Vec<String>> {
    let (day_text, rest) = line.split_once(',')?;
    let day_text = clean(day_text);
    let is_day = [Dates::DayFirst, Dates::MonthFirst].into_iter().any(|dates| day(&day_text, dates).is_ok());
    let is_headings = !line.bytes().any(|sign| sign.is_ascii_digit());
    if !is_day && !is_headings {
        return None;
    }
    let mark = if rest.contains('"') { "\"," } else { "," };
    let rest: Vec<String> = if values == Values::Counts || mark.len() > 1 {
        rest.split(mark).map(clean).collect()
    } else {
        vec![clean(rest)]
    };
    Some([vec![day_text], rest].concat())
}

/// “15 Jun 2026 9,6 %”: the unit belongs to the value.
fn blank_before_value(line: &str, day: &str, value: &str) -> Vec<String> {
    if value == "%" {
        let number = day.trim_end();
        if let Some((day, number)) = number.rsplit_once(char::is_whitespace) {
            return vec![clean(day), clean(number)];
        }
        return vec![clean(line)];
    }
    vec![clean(day), clean(value)]
}

fn clean(cell: &str) -> String {
    cell.trim().trim_matches('"').trim().to_owned()
}

// Days.

const MONTHS: [&[&str]; 12] = [
    &["jan", "ene", "janv"],
    &["feb", "fév", "fev"],
    &["mar", "mär", "mrz", "mars"],
    &["apr", "abr", "avr"],
    &["may", "mai"],
    &["jun", "juin"],
    &["jul", "juil"],
    &["aug", "ago", "aoû"],
    &["sep"],
    &["oct", "okt"],
    &["nov"],
    &["dec", "dez", "dic", "déc"],
];

/// Reads a day, or says what is wrong with it.
fn day(text: &str, dates: Dates) -> Result<Date, String> {
    let text = text.split(['T']).next().unwrap_or(text).trim();
    let none = || format!("“{text}” is not a day.");
    if text.is_empty() {
        return Err("The day is missing.".to_owned());
    }
    let parts: Vec<&str> = text
        .split(|sign: char| sign.is_whitespace() || matches!(sign, '.' | '/' | '-' | ','))
        .filter(|part| !part.is_empty())
        .collect();
    let parts = without_weekday(&parts);
    let parts = without_time(parts);
    if let Some(found) = with_month_name(parts) {
        return found.ok_or_else(none);
    }
    let [first, second, third] = parts else { return Err(none()) };
    let (Some(a), Some(b), Some(c)) = (digits(first), digits(second), digits(third)) else { return Err(none()) };
    if first.len() == 4 {
        return date(a, b, c).ok_or_else(none);
    }
    let year = year(c, third.len()).ok_or_else(none)?;
    let dotted = text.contains('.');
    let in_order = match dates {
        _ if dotted => date(year, b, a),
        Dates::DayFirst => date(year, b, a),
        Dates::MonthFirst => date(year, a, b),
        Dates::AsSeen if a > 12 => date(year, b, a),
        Dates::AsSeen if b > 12 => date(year, a, b),
        Dates::AsSeen if a == b => date(year, a, b),
        Dates::AsSeen => {
            return Err(format!("“{text}” can be two days. Say above whether the day or the month comes first."));
        }
    };
    in_order.ok_or_else(none)
}

/// “Mon”, “Montag”, “lundi” before a day says nothing more.
fn without_weekday<'a, 'b>(parts: &'a [&'b str]) -> &'a [&'b str] {
    match parts {
        [first, rest @ ..]
            if rest.len() >= 3 && first.chars().all(char::is_alphabetic) && month_of(first).is_none() =>
        {
            rest
        }
        _ => parts,
    }
}

/// A sheet may write the time behind the day; it doesn't matter.
fn without_time<'a, 'b>(parts: &'a [&'b str]) -> &'a [&'b str] {
    match parts.iter().position(|part| part.contains(':')) {
        Some(place) => parts.get(..place).unwrap_or_default(),
        None => parts,
    }
}

/// Whether the month is a word: the day if it is one, and which.
#[expect(clippy::option_option, reason = "no word for a month is another case than a day that is none")]
fn with_month_name(parts: &[&str]) -> Option<Option<Date>> {
    let [first, second, third] = parts else { return None };
    let (day, month) = match (month_of(first), month_of(second)) {
        (Some(month), _) => (second, month),
        (None, Some(month)) => (first, month),
        (None, None) => return None,
    };
    let found = digits(day.trim_end_matches(char::is_alphabetic))
        .zip(digits(third).and_then(|number| year(number, third.len())))
        .and_then(|(day, year)| date(year, month, day));
    // “2026 Jun 15”
    let turned =
        || digits(first).filter(|_| first.len() == 4).zip(digits(third)).and_then(|(year, day)| date(year, month, day));
    Some(found.or_else(turned))
}

fn month_of(word: &str) -> Option<i64> {
    let word = word.to_lowercase();
    if !word.chars().all(char::is_alphabetic) || word.chars().count() < 3 {
        return None;
    }
    let place = MONTHS.iter().position(|names| names.iter().any(|name| word.starts_with(name)))?;
    i64::try_from(place + 1).ok()
}

fn digits(text: &str) -> Option<i64> {
    (!text.is_empty() && text.len() <= 4 && text.bytes().all(|sign| sign.is_ascii_digit()))
        .then(|| text.parse().ok())?
}

fn year(number: i64, written: usize) -> Option<i64> {
    match written {
        4 => Some(number),
        2 => Some(2000 + number),
        _ => None,
    }
}

fn date(year: i64, month: i64, day: i64) -> Option<Date> {
    Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?)
        .ok()
        .filter(|date| date.year() >= 1900)
}

/// Whether days with strokes have the day or the month first, if a row shows it and none shows the other.
fn dates_seen(lines: &[Vec<String>]) -> Dates {
    let (mut day_first, mut month_first) = (false, false);
    for text in lines.iter().filter_map(|cells| cells.first()) {
        let parts: Vec<&str> = text.split(['/', '-']).collect();
        if let [first, second, _] = parts.as_slice()
            && let (Some(first), Some(second)) = (digits(first.trim()), digits(second.trim()))
        {
            day_first |= (13..=31).contains(&first);
            month_first |= (13..=31).contains(&second) && first <= 12;
        }
    }
    match (day_first, month_first) {
        (true, false) => Dates::DayFirst,
        (false, true) => Dates::MonthFirst,
        (true, true) | (false, false) => Dates::AsSeen,
    }
}

// Values.

fn value(cells: &[String], shape: Shape, unit: &str) -> Result<f64, String> {
    let cell = |place: usize| cells.get(place).map_or("", String::as_str);
    match shape.values {
        Values::InUnit => amount(cell(1), shape.decimals, unit),
        Values::Share => {
            let text = cell(1);
            let share = amount(text, shape.decimals, unit)?;
            if (0.0..=1.0).contains(&share) {
                Ok(tidy(share * 100.0))
            } else {
                Err(format!("“{text}” is no share from 0 to 1."))
            }
        }
        Values::Counts => {
            let (part, whole) = (amount(cell(1), shape.decimals, "")?, amount(cell(2), shape.decimals, "")?);
            if whole > 0.0 && (0.0..=whole).contains(&part) {
                Ok(tidy(part / whole * 100.0))
            } else {
                Err(format!("{} of {} is no share.", cell(1), cell(2)))
            }
        }
    }
}

/// A share worked out of numbers, without the dust behind the sixth decimal.
fn tidy(percent: f64) -> f64 {
    (percent * 1e4).round() / 1e4
}

/// Reads a number as people write it, with a unit around it.
pub(crate) fn amount(text: &str, decimals: Decimals, unit: &str) -> Result<f64, String> {
    if text.trim().is_empty() {
        return Err("The value is missing. Leave the row out if there is none.".to_owned());
    }
    let none = || format!("“{text}” is not a number. Leave the row out if there is no value.");
    let bare = bare(text, unit);
    let (sign, digits) = match bare.strip_prefix(['-', '\u{2212}', '\u{2013}']) {
        Some(rest) => (-1.0, rest.trim_start().to_owned()),
        None => (1.0, bare.strip_prefix('+').unwrap_or(&bare).to_owned()),
    };
    let decimals = match (decimals, mark_of(&digits)) {
        (Decimals::AsSeen, Mark::Shown(seen)) => seen,
        (Decimals::AsSeen, Mark::Unclear) => {
            let without: String = digits.chars().filter(char::is_ascii_digit).collect();
            let decimal = digits.replace(',', ".");
            return Err(format!("“{text}” can be {without} or {decimal}. Say above which is the decimal mark."));
        }
        (Decimals::AsSeen, Mark::None) => Decimals::Point,
        (given @ (Decimals::Comma | Decimals::Point), _) => given,
    };
    plain(&digits, decimals).map(|number| sign * number).ok_or_else(none)
}

/// Without the unit, and without the blanks and strokes that group thousands.
fn bare(text: &str, unit: &str) -> String {
    let text = text.trim();
    let text = [unit, "%", "€", "$", "£", "EUR", "USD", "CHF"].iter().filter(|unit| !unit.is_empty()).fold(
        text,
        |text, unit| {
            let text = text.strip_suffix(unit).unwrap_or(text).trim_end();
            text.strip_prefix(unit).unwrap_or(text).trim_start()
        },
    );
    text.chars().filter(|sign| !matches!(sign, '\u{a0}' | '\u{202f}' | '\u{2009}' | ' ' | '\'' | '’')).collect()
}

enum Mark {
    /// No mark at all.
    None,
    /// It shows which one stands before the decimals.
    Shown(Decimals),
    /// “1.234”: thousands or decimals.
    Unclear,
}

fn mark_of(digits: &str) -> Mark {
    let (commas, points) = (digits.matches(',').count(), digits.matches('.').count());
    let last_is_comma = digits.rfind(',') > digits.rfind('.');
    let behind = digits.rsplit([',', '.']).next().unwrap_or_default().len();
    let before = digits.split([',', '.']).next().unwrap_or_default();
    match (commas, points) {
        (0, 0) => Mark::None,
        (0, 2..) => Mark::Shown(Decimals::Comma),
        (2.., 0) => Mark::Shown(Decimals::Point),
        (0, 1) | (1, 0) if behind == 3 && (1..=3).contains(&before.len()) && before != "0" => Mark::Unclear,
        _ if last_is_comma => Mark::Shown(Decimals::Comma),
        _ => Mark::Shown(Decimals::Point),
    }
}

/// What the rows show together; one that can be read in two ways takes it from the others.
fn decimals_seen(lines: &[Vec<String>], unit: &str) -> Decimals {
    let (mut comma, mut point) = (false, false);
    for text in lines.iter().flat_map(|cells| cells.iter().skip(1).take(2)) {
        let bare = bare(text, unit);
        if plain(&bare, Decimals::Comma).is_some() || plain(&bare, Decimals::Point).is_some() {
            match mark_of(&bare) {
                Mark::Shown(Decimals::Comma) => comma = true,
                Mark::Shown(Decimals::Point | Decimals::AsSeen) => point = true,
                Mark::None | Mark::Unclear => {}
            }
        }
    }
    match (comma, point) {
        (true, false) => Decimals::Comma,
        (false, true) => Decimals::Point,
        (true, true) | (false, false) => Decimals::AsSeen,
    }
}

/// A number of digits with this decimal mark; the other mark may group thousands, and nothing else.
fn plain(digits: &str, decimals: Decimals) -> Option<f64> {
    let (mark, group) = if decimals == Decimals::Comma { (',', '.') } else { ('.', ',') };
    let (whole, rest) = digits.split_once(mark).map_or((digits, None), |(whole, rest)| (whole, Some(rest)));
    let are_digits = |text: &str| text.bytes().all(|sign| sign.is_ascii_digit());
    if rest.is_some_and(|rest| rest.is_empty() || !are_digits(rest)) || digits.len() > 24 {
        return None;
    }
    let groups: Vec<&str> = whole.split(group).collect();
    let is_grouped = match groups.as_slice() {
        [one] => !one.is_empty() && are_digits(one),
        [first, rest @ ..] => {
            (1..=3).contains(&first.len())
                && are_digits(first)
                && rest.iter().all(|part| part.len() == 3 && are_digits(part))
        }
        [] => false,
    };
    let number: f64 = format!("{}.{}", groups.concat(), rest.unwrap_or("0")).parse().ok()?;
    (is_grouped && number.is_finite()).then_some(number)
}

#[cfg(test)]
mod tests;
