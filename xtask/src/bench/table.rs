//! The table of a bench: what was measured, ours, theirs, their ratio, and the ratio that is wanted.

/// One line of the table.
pub struct Row {
    /// What was measured.
    name: String,
    /// Our figure with its unit, as a person reads it.
    ours: String,
    /// The figure it is compared with; empty where it stands alone.
    theirs: String,
    /// What is judged: the figures' ratio, or our figure alone.
    judged: f64,
    /// How a figure of that kind is told.
    told: fn(f64) -> String,
    /// What it should be.
    wanted: Wanted,
}

impl Row {
    /// Ours beside theirs, judged by the ratio of both; `wanted` says which way is good.
    pub fn beside(name: impl Into<String>, ours: String, theirs: String, ratio: f64, wanted: Wanted) -> Row {
        Row { name: name.into(), ours, theirs, judged: ratio, told: number, wanted }
    }

    /// A figure that stands alone, `told` with its unit.
    pub fn alone(name: impl Into<String>, figure: f64, told: fn(f64) -> String, wanted: Wanted) -> Row {
        Row { name: name.into(), ours: told(figure), theirs: String::new(), judged: figure, told, wanted }
    }

    fn cells(&self) -> [String; 6] {
        let verdict = match self.wanted {
            Wanted::Anything => "",
            wanted if wanted.holds(self.judged) => "ok",
            Wanted::AtLeast(_) | Wanted::AtMost(_) => "MISSED",
        };
        let ratio = if self.theirs.is_empty() { String::new() } else { (self.told)(self.judged) };
        let wanted = self.wanted.words(self.told);
        [self.name.clone(), self.ours.clone(), self.theirs.clone(), ratio, wanted, verdict.to_owned()]
    }
}

/// What a ratio or a figure should be.
#[derive(Clone, Copy)]
pub enum Wanted {
    /// This or more.
    AtLeast(f64),
    /// This or less.
    AtMost(f64),
    /// Told as well, and not judged.
    Anything,
}

impl Wanted {
    fn words(self, told: fn(f64) -> String) -> String {
        match self {
            Wanted::AtLeast(bound) => format!("at least {}", told(bound)),
            Wanted::AtMost(bound) => format!("at most {}", told(bound)),
            Wanted::Anything => String::new(),
        }
    }

    fn holds(self, judged: f64) -> bool {
        match self {
            Wanted::AtLeast(bound) => judged >= bound,
            Wanted::AtMost(bound) => judged <= bound,
            Wanted::Anything => true,
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

/// Bytes as a person reads them.
pub fn size(bytes: f64) -> String {
    match bytes {
        n if n < 1e3 => format!("{} bytes", number(n)),
        n if n < 1e6 => format!("{} KB", number(n / 1e3)),
        n => format!("{} MB", number(n / 1e6)),
    }
}

/// Things a second as a person reads them.
pub fn rate(a_second: f64) -> String {
    format!("{}/s", number(a_second))
}

/// The table as text, a line a row below its head.
pub fn table(rows: &[Row]) -> String {
    let head = ["", "ours", "theirs", "ratio", "wanted", ""].map(str::to_owned);
    let body = rows.iter().map(Row::cells);
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
        Row::beside("a due time", duration(412.0), duration(95_310.0), ratio, wanted)
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
    fn a_figure_that_stands_alone_is_judged_by_itself() {
        let printed = table(&[
            Row::alone("memory at rest", 23_400_000.0, size, Wanted::AtMost(40e6)),
            Row::alone("a start", 120e6, duration, Wanted::AtMost(100e6)),
        ]);
        let lines = printed.lines().collect::<Vec<_>>();
        assert_eq!(
            lines,
            [
                "                   ours  theirs  ratio  wanted",
                "memory at rest  23.4 MB                 at most 40 MB   ok",
                "a start          120 ms                 at most 100 ms  MISSED",
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
        assert_eq!([234.0, 5_266.0, 41.5e6].map(size), ["234 bytes", "5.27 KB", "41.5 MB"]);
        assert_eq!(rate(1_734.2), "1734/s");
    }
}
