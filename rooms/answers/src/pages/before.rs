//! Requests that are like one at hand, with what came of them: on its page, and beside it in a block.

use maud::{Markup, html};
use requests::State;
use web::heads::section;
use web::lists::{DiaryRow, diary_unordered};
use web::shell::REQUESTS;
use web::when::When;

use crate::before::Before;
use crate::rules::{Addition, Kind, Parts, field};

/// How many stand beside a request in a block.
const BESIDE: usize = 3;
/// The most signs of what somebody wrote that stand in a row.
const LONGEST: usize = 140;

const HOW: &str = "By the words that they share: rare ones count most, and a common unit a little. Who asked, how often and how \
    urgently counts for nothing.";

/// On the page of a request: a section of its own, or nothing where none is similar.
pub fn before_part(before: &[Before], prefix: &str, when: &When) -> Markup {
    if before.is_empty() {
        return html! {};
    }
    let rows = before.iter().map(|one| {
        let request = &one.similar.request;
        let day = when.day_near(when.day_of(request.received_at));
        let row = DiaryRow::link(&request.subject, &path(one)).when(label(one, prefix), Some(&day));
        let unit = request.unit.as_deref().map(|unit| format!("{unit}. ")).unwrap_or_default();
        row.note(format!("{unit}{}", before_words_of(one))).end(end(one))
    });
    let body = html! {
        (diary_unordered(rows))
        details class="explain" { summary { "How they are found" } div class="explain-body" { p { (HOW) } } }
    };
    section("r-past", "Similar requests", Some(html! { "found by words and unit" }), &body)
}

/// Beside a request in a block: what happened before, in a few lines, or nothing.
pub fn before_beside(before: &[Before], prefix: &str) -> Markup {
    if before.is_empty() {
        return html! {};
    }
    html! {
        section aria-labelledby="b-before" {
            h2 class="eyebrow" id="b-before" { "It happened before" }
            @for one in before.iter().take(BESIDE) {
                @let label = label(one, prefix);
                p class="small" {
                    b { (label) } " " (one.similar.request.subject) ": " (before_words_of(one)) " "
                    a class="nowrap" href=(path(one)) { "Open " (label) }
                }
            }
        }
    }
}

/// What came of it, in a sentence or two.
pub fn before_words_of(before: &Before) -> String {
    let mut words = match (&before.answer, before.similar.request.state) {
        (Some(sent), _) => answered(sent.kind, &sent.parts, before.chosen.as_deref()),
        (None, State::Parked) => "It waits for its answer.".to_owned(),
        (None, State::InReview) => "A block looks at it now.".to_owned(),
        (None, State::Answered | State::Closed) => "It was answered.".to_owned(),
        (None, State::Withdrawn) => "It was withdrawn before it was answered.".to_owned(),
        (None, State::Spam) => "It was nobody’s request.".to_owned(),
    };
    if let Some(first) = before.confirmed.first() {
        let causes: Vec<String> = before.confirmed.iter().map(|one| small(one.cause.name())).collect();
        words.push_str(&format!(" What it was in the end: {}.", causes.join("; ")));
        if !first.note.trim().is_empty() {
            words.push_str(&format!(" {}", sentence(&first.note)));
        }
    }
    words
}

fn answered(kind: Kind, parts: &Parts, chosen: Option<&str>) -> String {
    let said = |field: &str| Some(parts.text(field)).filter(|text| !text.is_empty()).map(sentence);
    match kind {
        Kind::YesAnd => match said(Addition::Outcome.field()) {
            Some(outcome) => format!("Taken on. The wanted outcome: {outcome}"),
            None => "Taken on.".to_owned(),
        },
        Kind::Options => match chosen {
            Some(way) => format!("Of the options they chose: {}", sentence(way)),
            None => "Options were sent, and nothing was chosen yet.".to_owned(),
        },
        Kind::NotTrainingBut => {
            let found = [said(field::OBSERVED), said(field::PROPOSALS)].into_iter().flatten().collect::<Vec<_>>();
            if found.is_empty() { "The cause lay elsewhere.".to_owned() } else { found.join(" ") }
        }
        Kind::LaterBy => {
            said(field::LATER_REASON).map_or_else(|| "Put off.".to_owned(), |why| format!("Put off. {why}"))
        }
        Kind::NoBecause => said(field::NO_REASON).unwrap_or_else(|| "It was not taken.".to_owned()),
    }
}

/// The beginning of what somebody wrote: its first line, cut at a word, with a stop at its end.
fn sentence(text: &str) -> String {
    let line = text.lines().map(str::trim).find(|line| !line.is_empty()).unwrap_or_default();
    let mut cut = String::new();
    for word in line.split_whitespace() {
        if LONGEST < cut.chars().count() + 1 + word.chars().count() && !cut.is_empty() {
            return format!("{cut} …");
        }
        if !cut.is_empty() {
            cut.push(' ');
        }
        cut.extend(word.chars().take(LONGEST));
    }
    if cut.ends_with(['.', '!', '?', '…']) { cut } else { format!("{cut}.") }
}

fn small(words: &str) -> String {
    let mut signs = words.chars();
    signs.next().map_or_else(String::new, |first| first.to_lowercase().chain(signs).collect())
}

fn end(before: &Before) -> &'static str {
    before.answer.as_ref().map_or_else(|| before.similar.request.state.words(), |sent| sent.kind.words())
}

fn label(before: &Before, prefix: &str) -> String {
    format!("{prefix}-{}", before.similar.request.number)
}

fn path(before: &Before) -> String {
    format!("{REQUESTS}/{}", before.similar.request.id)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(typed: &[(&str, &str)]) -> Parts {
        let mut parts = Parts::default();
        for (field, text) in typed {
            parts.set(field, text);
        }
        parts
    }

    #[test]
    fn what_came_of_each_kind_of_answer_is_told_in_the_words_of_then() {
        let said = parts(&[
            ("observed", "Two required fields were dropped\nand more"),
            ("proposals", "Cut the update from nine fields to three"),
            ("outcome", "No claim waits longer than a day"),
            ("later-reason", "The portal comes first"),
            ("no-reason", "A third one on the same subject would change nothing."),
        ]);
        let told = |kind| answered(kind, &said, Some("Rules first"));
        assert_eq!(
            told(Kind::NotTrainingBut),
            "Two required fields were dropped. Cut the update from nine fields to three."
        );
        assert_eq!(told(Kind::LaterBy), "Put off. The portal comes first.");
        assert_eq!(told(Kind::NoBecause), "A third one on the same subject would change nothing.");
        assert_eq!(told(Kind::Options), "Of the options they chose: Rules first.");
        assert_eq!(told(Kind::YesAnd), "Taken on. The wanted outcome: No claim waits longer than a day.");
        let nothing = |kind| answered(kind, &Parts::default(), None);
        assert!(Kind::ALL.into_iter().all(|kind| nothing(kind).ends_with('.')));
    }

    #[test]
    fn long_words_are_cut_at_a_word() {
        let cut = sentence(&"many words here ".repeat(30));
        assert!(cut.ends_with(" …") && cut.chars().count() <= LONGEST + 2, "{cut}");
        assert_eq!(sentence("\n Why?\nBecause"), "Why?");
    }
}
