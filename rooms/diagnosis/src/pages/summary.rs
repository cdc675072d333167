//! The diagnosis in short, on the page of its request and beside an answer.

use maud::{Markup, html};
use method::Question;
use web::buttons::{Button, actions};
use web::heads::section;
use web::shell::REQUESTS;

use requests::RequestId;

use crate::summary::Summary;
use crate::words;

/// How many causes stand there.
const CAUSES: usize = 3;

/// What was found so far, with the way to the whole. `None` is where nobody asked yet: then the way to begin.
pub fn summary_part(summary: Option<&Summary>, request: RequestId) -> Markup {
    let path = format!("{REQUESTS}/{request}/diagnosis");
    let Some(summary) = summary else {
        let body = html! {
            p class="quiet" { "Nobody has looked for the cause yet. A few questions tell whether training would help." }
            (actions([Button::link("Start the diagnosis", &path).quiet()]))
        };
        return section("r-diagnosis", "What lies behind it", None, &body);
    };
    let meta = html! { (summary.answered) " of 14 answered" };
    let body = html! {
        div class="sheet stack" data-gap="s" {
            p class="block-question" { (summary.words) }
            @match &summary.decided {
                Some(decided) => p class="small quiet" { "Decided otherwise than the answers recommend (" (words::titled(decided.against).to_lowercase()) "): “" (decided.why) "”" },
                None => p class="small quiet" { "Rule " (summary.rule) ": " (summary.rule_words) ". Coverage " (format!("{:.2}", summary.coverage)) "." },
            }
            @if let Some(mandatory) = &summary.mandatory { p class="small" { b { "It has to be taken." } " " (mandatory) } }
            @if !summary.likely.is_empty() {
                ul class="small" {
                    @for likely in summary.likely.iter().take(CAUSES) { li { (likely.name) " " span class="quiet" { "(likely, " (words::support(likely.support)) ")" } } }
                }
            }
            @if let Some(gap) = &summary.gap { p class="small" { (words::gap_words(gap)) "." } }
            (next_words(summary))
            (actions([Button::link("Go on with the diagnosis", &path).quiet()]))
        }
    };
    section("r-diagnosis", "What lies behind it", Some(meta), &body)
}

fn next_words(summary: &Summary) -> Markup {
    html! {
        @if summary.asked_and_open > 0 {
            p class="small quiet" { (summary.asked_and_open) @if summary.asked_and_open == 1 { " question waits" } @else { " questions wait" } " for the stakeholder." }
        }
        @if let Some(question) = summary.next_question {
            p class="small quiet" { "Next question: " (Question::words(question)) }
        }
    }
}
