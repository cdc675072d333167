//! Diagnosis in words: answers as a member reads them, and questions and answers as the stakeholder reads them.

use method::{Diagnosis, Kind, Question, Recommendation, SupportBand};

use crate::rules::{Cost, Gap, Parts, field, written};

/// An answer as a member reads it: its title, and what exactly.
pub(crate) fn said(question: Question, parts: &Parts) -> String {
    let exactly = parts.some(field::WORDS);
    let with_words = |title: &str| match exactly {
        Some(words) => format!("{title}: {words}"),
        None => title.to_owned(),
    };
    match question.kind() {
        Kind::Gap => Gap::of(parts).map_or_else(|| "Not named yet".to_owned(), |gap| gap_words(&gap)),
        Kind::Cost => Cost::of(parts).map_or_else(|| "Not known".to_owned(), |cost| cost_words(&cost)),
        Kind::Seen => seen(parts),
        Kind::Behaviour => {
            let group = [parts.some(field::MANY), parts.some(field::GROUP)];
            let group = group.into_iter().flatten().collect::<Vec<_>>().join(" ");
            let behaviour = parts.text(field::BEHAVIOUR);
            if group.is_empty() { behaviour.to_owned() } else { format!("{group}: {behaviour}") }
        }
        Kind::Choice if parts.is_unknown() => with_words("We don’t know"),
        Kind::Choice => {
            let choice = question.choice(parts.text(field::ANSWER));
            choice.map_or_else(|| exactly.unwrap_or_default().to_owned(), |choice| with_words(choice.title))
        }
    }
}

/// The gap in a sentence without its point: “Dated next steps: 62 % today, 90 % wanted, counted in the Monday report”.
pub(crate) fn gap_words(gap: &Gap) -> String {
    let amount = |value: f64| match gap.unit.as_str() {
        "" => written(value),
        unit => format!("{}\u{a0}{unit}", written(value)),
    };
    let mut pieces = Vec::new();
    pieces.push(
        gap.today.map_or_else(|| "today’s number is missing".to_owned(), |today| format!("{} today", amount(today))),
    );
    pieces.extend(gap.wanted.map(|wanted| format!("{} wanted", amount(wanted))));
    if !gap.counted.is_empty() {
        pieces.push(format!("counted: {}", gap.counted));
    }
    format!("{}: {}", gap.measure, pieces.join(", "))
}

fn range_words(low: f64, high: f64, unit: &str) -> String {
    let unit = if unit.is_empty() { String::new() } else { format!("\u{a0}{unit}") };
    if (high - low).abs() < f64::EPSILON {
        format!("{}{unit}", written(low))
    } else {
        format!("{} to {}{unit}", written(low), written(high))
    }
}

/// What a month costs, with who says so.
pub(crate) fn cost_words(cost: &Cost) -> String {
    let basis = if cost.basis.is_empty() { String::new() } else { format!(", says {}", cost.basis) };
    format!("{} a month{basis}", range_words(cost.a_month.low, cost.a_month.high, &cost.unit))
}

/// What a year costs.
pub(crate) fn year_words(cost: &Cost) -> String {
    let year = cost.a_month.in_a_year();
    format!("{} a year", range_words(year.low, year.high, &cost.unit))
}

/// An amount in the unit of a cost.
pub(crate) fn solution_words(cost: &Cost) -> Option<String> {
    cost.solution.map(|solution| range_words(solution, solution, &cost.unit))
}

/// The ticks of Q4, strong to weak.
pub(crate) const SEEN_WORDS: [&str; 4] = [
    "Figures that were counted",
    "We watched the work",
    "Several people say so, some of them who do it",
    "One person says so",
];

fn seen(parts: &Parts) -> String {
    let ticked = field::SEEN.into_iter().zip(SEEN_WORDS).filter(|(name, _)| parts.some(name).is_some());
    let mut seen: Vec<&str> = ticked.map(|(_, words)| words).collect();
    seen.extend(parts.some(field::LINK));
    if seen.is_empty() { "Nothing yet".to_owned() } else { seen.join("; ") }
}

/// The recommendation in a sentence or two, with what to work on.
pub(crate) fn recommended(found: &Diagnosis) -> String {
    let others: Vec<&str> = found
        .likely()
        .into_iter()
        .filter(|judged| judged.cause != method::Cause::Skill)
        .map(|judged| judged.cause.what_to_work_on())
        .collect();
    let others = listed(&others);
    match found.recommendation {
        Recommendation::NeedMore => "Not enough is known yet.".to_owned(),
        Recommendation::CheckTheGap => "No cause explains the gap: check that the gap is real.".to_owned(),
        Recommendation::TrainAndOther => format!("Train, but first work on {others}."),
        Recommendation::Train => "Train.".to_owned(),
        Recommendation::NotTraining => format!("Not training. Work on {others}."),
        Recommendation::NotTrainingButCheckSkill => {
            format!("Not training. Work on {others}, and look at the skill again.")
        }
    }
}

/// “the process, the consequences and the feedback”.
pub(crate) fn listed(words: &[&str]) -> String {
    match words {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [before @ .., last] => format!("{} and {last}", before.join(", ")),
    }
}

/// A recommendation as a title among others: “Not training”.
pub(crate) fn titled(recommendation: Recommendation) -> &'static str {
    match recommendation {
        Recommendation::NeedMore => "Find out more first",
        Recommendation::CheckTheGap => "Check that the gap is real",
        Recommendation::TrainAndOther => "Train, and the other fixes first",
        Recommendation::Train => "Train",
        Recommendation::NotTraining => "Not training",
        Recommendation::NotTrainingButCheckSkill => "Not training, and look at the skill again",
    }
}

/// Support as a page writes it, with two decimals, and never 0 or 1. What rounding would lift into the next band is cut instead: “0.59” is
/// not likely yet.
pub(crate) fn support(value: f64) -> String {
    let rounded = (value * 100.0).round() / 100.0;
    if value < 0.01 {
        "under 0.01".to_owned()
    } else if value > 0.99 {
        "over 0.99".to_owned()
    } else if SupportBand::of(rounded) > SupportBand::of(value) {
        format!("{:.2}", (value * 100.0).floor() / 100.0)
    } else {
        format!("{rounded:.2}")
    }
}

/// Points as a page writes them, with a sign: “+ 4.7”, “− 2.0”.
pub(crate) fn points(value: f64) -> String {
    let sign = if value < 0.0 { "−" } else { "+" };
    format!("{sign}\u{a0}{:.1}", value.abs())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_reads_as_a_person_would_say_it() {
        let said = |question, typed: &[(&'static str, &'static str)]| {
            said(question, &Parts::of(question, typed.iter().copied()))
        };
        assert_eq!(
            said(Question::Process, &[("answer", "many_obstacles"), ("words", "nine required fields")]),
            "Many steps do: nine required fields"
        );
        assert_eq!(said(Question::Tools, &[("answer", "?")]), "We don’t know");
        assert_eq!(
            said(
                Question::Gap,
                &[
                    ("measure", "Dated next steps"),
                    ("today", "62"),
                    ("wanted", "90"),
                    ("unit", "%"),
                    ("counted", "Monday report")
                ]
            ),
            "Dated next steps: 62\u{a0}% today, 90\u{a0}% wanted, counted: Monday report"
        );
        assert_eq!(
            said(Question::Cost, &[("low", "1000"), ("high", "12000"), ("unit", "EUR"), ("basis", "Mira")]),
            "1000 to 12\u{202f}000\u{a0}EUR a month, says Mira"
        );
        assert_eq!(
            said(
                Question::Behaviour,
                &[("many", "60"), ("group", "account managers"), ("behaviour", "date each deal")]
            ),
            "60 account managers: date each deal"
        );
        assert_eq!(
            said(Question::Seen, &[("seen-counted", "on"), ("link", "Monday report")]),
            "Figures that were counted; Monday report"
        );
    }

    #[test]
    fn figures_never_claim_to_be_certain() {
        assert_eq!([0.004_7, 0.913, 0.998].map(support), ["under 0.01", "0.91", "over 0.99"]);
        assert_eq!([0.598_7, 0.600_1, 0.349_9, 0.797].map(support), ["0.59", "0.60", "0.34", "0.79"]);
        assert_eq!([4.7, -10.7, 0.0].map(points), ["+\u{a0}4.7", "−\u{a0}10.7", "+\u{a0}0.0"]);
        assert_eq!(listed(&["a", "b", "c"]), "a, b and c");
    }
}
