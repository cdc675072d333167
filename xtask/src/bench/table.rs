//! The table of a bench: what was measured, ours, theirs, their ratio, and the ratio that is wanted.

/// One line of the table.
pub struct Row {
    /// What was measured.
    pub name: String,
    /// Our figure with its unit, as a person reads it.
    pub ours: String,
    /// The figure it is compared with.
    pub theirs: String,
    /// The figures' ratio; `wanted` says which way is good.
    pub ratio: f64,
    /// What the ratio should be.
    pub wanted: Wanted,
}

/// What a ratio should be.
#[derive(Clone, Copy)]
pub enum Wanted {
    /// This or more.
    AtLeast(f64),
    /// This or less.
    AtMost(f64),
}

impl Wanted {
    fn words(self) -> String {
        match self {
            Wanted::AtLeast(bound) => format!("at least {}", number(bound)),
            Wanted::AtMost(bound) => format!("at most {}", number(bound)),
        }
    }

    fn holds(self, ratio: f64) -> bool {
        match self {
            Wanted::AtLeast(bound) => ratio >= bound,
            Wanted::AtMost(bound) => ratio <= bound,
        }
    }
}

/// Nanoseconds as a person reads them.
pub fn duration(nanoseconds: f64) -> String {
    match nanoseconds {
        n if n < 1e3 => format!("{} ns", number(n)),
        n if n < 1e6 => format!("{} µs", number(n / 1e3)),
        n if n < 1e9 => format!("{} ms", number(n / 1e6)),
        n => format!("{} s", number(n / 1e9)),
    }
}

/// The table as text, a line a row below its head.
pub fn table(rows: &[Row]) -> String {
    let head = ["", "ours", "theirs", "ratio", "wanted", ""].map(str::to_owned);
    let body = rows.iter().map(|row| {
        let verdict = if row.wanted.holds(row.ratio) { "ok" } else { "MISSED" };
        [
            row.name.clone(),
            row.ours.clone(),
            row.theirs.clone(),
            number(row.ratio),
            row.wanted.words(),
            verdict.to_owned(),
        ]
    });
    let lines = std::iter::once(head).chain(body).collect::<Vec<_>>();
    let mut widths = [0; 6];
    for line in &lines {
        for (width, cell) in widths.iter_mut().zip(line) {
            *width = cell.chars().count().max(*width);
        }
    }
    let text = |line: &[String; 6]| {
        let [name, ours, theirs, ratio, wanted, verdict] = line;
        let [first, second, third, fourth, fifth, _] = widths;
        let cells =
            format!("{name:<first$}  {ours:>second$}  {theirs:>third$}  {ratio:>fourth$}  {wanted:<fifth$}  {verdict}");
        format!("{}\n", cells.trim_end())
    };
    lines.iter().map(text).collect()
}

/// Three figures that count: 0.25, 3.41, 27.3, 1530.
fn number(value: f64) -> String {
    let decimals = match value.abs() {
        n if n >= 100.0 => 0,
        n if n >= 10.0 => 1,
        _ => 2,
    };
    let text = format!("{value:.decimals$}");
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(ratio: f64, wanted: Wanted) -> Row {
        Row { name: "a due time".into(), ours: duration(412.0), theirs: duration(95_310.0), ratio, wanted }
    }

    #[test]
    fn a_row_says_whether_it_got_what_was_wanted() {
        let printed = table(&[row(231.3, Wanted::AtLeast(200.0)), row(3.5, Wanted::AtMost(3.0))]);
        let lines = printed.lines().collect::<Vec<_>>();
        assert_eq!(
            lines,
            [
                "              ours   theirs  ratio  wanted",
                "a due time  412 ns  95.3 µs    231  at least 200  ok",
                "a due time  412 ns  95.3 µs    3.5  at most 3     MISSED",
            ]
        );
    }

    #[test]
    fn the_bound_itself_is_good_enough() {
        assert!(Wanted::AtLeast(10.0).holds(10.0) && Wanted::AtMost(3.0).holds(3.0));
        assert!(!Wanted::AtLeast(10.0).holds(9.99) && !Wanted::AtMost(3.0).holds(3.01));
    }

    #[test]
    fn figures_are_told_in_the_unit_that_fits() {
        assert_eq!([2.5, 1_500.0, 2e6, 3.25e9].map(duration), ["2.5 ns", "1.5 µs", "2 ms", "3.25 s"]);
    }
}
