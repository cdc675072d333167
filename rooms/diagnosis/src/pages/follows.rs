//! What follows from the answers: the recommendation with its rule, what would change it, and the causes with their points.

use maud::{Markup, html};
use method::{Band, Cause, Change, Diagnosis, Judged, Recommendation, Turn, Worth, turns, what_moves};
use web::buttons::{Button, actions};
use web::heads::section_head;
use web::notices::{Notice, Tone};

use super::looking::Looking;
use crate::store::case::Case;
use crate::words;

/// How many solutions stand below the recommendation.
const SOLUTIONS: usize = 3;

/// The whole column: changes with what is typed.
pub(super) fn follows(looking: &Looking, case: &Case) -> Markup {
    let found = case.found();
    html! {
        (recommendation(looking, case, &found))
        (causes(case, &found))
    }
}

fn recommendation(looking: &Looking, case: &Case, found: &Diagnosis) -> Markup {
    let solutions = found.likely().into_iter().filter_map(|judged| judged.cause.solutions().first()).take(SOLUTIONS);
    let is_known = !matches!(found.recommendation, Recommendation::NeedMore | Recommendation::CheckTheGap);
    let answer = looking.path("/answer");
    let decide = looking.path("/diagnosis/decision");
    html! {
        section class="sheet" aria-labelledby="d-rec" {
            h2 class="eyebrow" id="d-rec" { "Recommendation" }
            p class="block-question" { (words::recommended(found)) }
            p class="small quiet" { "Rule " (found.rule) ": " (found.rule_words()) "." }
            @if let Some(decided) = &case.decided { (decided_otherwise(looking, decided)) }
            @if let Some(mandatory) = &case.mandatory {
                (Notice::new(Tone::Plain, "The order has to be taken").why(format!("{mandatory}. It is taken, with what makes it work beside it. What lies behind it is shown all the same.")))
            }
            @if is_known { ul class="small" { @for solution in solutions { li { (solution) } } } }
            (coverage(found.coverage))
            (worth(looking, case))
            @if looking.request.state.is_open() {
                (actions([Button::link("Write the answer", &answer), Button::link("Decide otherwise", &decide).plain()]))
            } @else {
                (actions([Button::link("What was it in the end?", &looking.path("/diagnosis/causes"))]))
            }
            (change(case))
        }
    }
}

fn decided_otherwise(looking: &Looking, decided: &crate::store::case::Decided) -> Markup {
    let title = format!("Decided otherwise: {}", words::titled(decided.recommendation).to_lowercase());
    let why = format!(
        "“{}” {}, {}. The answers recommended then: {}.",
        decided.why,
        looking.name_of(&decided.by),
        looking.when.near(decided.at),
        words::titled(decided.against).to_lowercase()
    );
    html! { (Notice::new(Tone::Plain, &title).why(why)) }
}

fn coverage(coverage: f64) -> Markup {
    let share = match coverage {
        some if some < 0.05 => "Next to nothing",
        some if some < 0.30 => "Less than a third",
        some if some < 0.45 => "More than a third",
        some if some < 0.60 => "About half",
        some if some < 0.70 => "About two thirds",
        some if some < 0.80 => "About three quarters",
        some if some < 0.95 => "Most",
        _ => "Nearly all",
    };
    html! {
        div class="stack" data-gap="s" {
            p class="small" { b { "Coverage " (format!("{coverage:.2}")) "." } " " span class="quiet" { (share) " of what the questions could tell is known." } }
            (track(coverage, None))
        }
    }
}

/// A bar of one value between 0 and 1.
fn track(value: f64, band: Option<Band>) -> Markup {
    let percent = format!("{:.0}%", (value * 100.0).clamp(1.0, 100.0));
    html! {
        svg class="track" aria-hidden="true" {
            rect class="track-base" width="100%" height="8" rx="4" {}
            rect class="track-value" data-band=[band.map(Band::word)] width=(percent) height="8" rx="4" {}
        }
    }
}

fn worth(looking: &Looking, case: &Case) -> Markup {
    let asks = looking.asks(method::Question::Cost);
    html! {
        @match (case.cost(), case.worth()) {
            (None, _) => p class="small" { a href=(asks) { "What does the gap cost?" } span class="quiet" { " Then it can be told whether it is worth the work." } },
            (Some(cost), None) => p class="small" {
                b { (words::year_words(&cost)) "." } " "
                span class="quiet" { "That is what the gap costs. What a solution would cost " a href=(asks) { "is not known yet" } "." }
            },
            (Some(cost), Some(verdict)) => p class="small" {
                b { (verdict_words(verdict)) } " "
                span class="quiet" {
                    "The gap costs " (words::year_words(&cost)) @if !cost.basis.is_empty() { " (" (cost.basis) ")" }
                    @if let Some(solution) = words::solution_words(&cost) { ", a solution about " (solution) }
                    ". " a href=(asks) { "Change" }
                }
            },
        }
    }
}

fn verdict_words(worth: Worth) -> &'static str {
    match worth {
        Worth::SmallestFixOrLeave => "Smallest useful fix, or leave it.",
        Worth::Between => "The range does not decide whether it is worth it.",
        Worth::ProperLook => "Worth a proper look.",
    }
}

fn change(case: &Case) -> Markup {
    let now = case.found();
    let turns = turns(&case.given(), &case.priors);
    html! {
        details class="explain" id="d-change" open {
            summary { "What would change this" }
            div class="explain-body" {
                @if turns.is_empty() { p { "No one or two other answers would change it." } }
                @for turn in &turns { p { (turn_words(turn, &now)) } }
            }
        }
    }
}

fn if_counted(changes: &[Change]) -> String {
    let said = |change: &Change| format!("“{}” ({})", change.choice.title, change.question.short().to_lowercase());
    let said: Vec<String> = changes.iter().map(said).collect();
    let said: Vec<&str> = said.iter().map(String::as_str).collect();
    format!("If a count showed {}", words::listed(&said))
}

fn turn_words(turn: &Turn, now: &Diagnosis) -> String {
    let moves = if turn.to > turn.from { "rise" } else { "fall" };
    let moved = format!(
        "{}, “{}” would {moves} from {} to {}.",
        if_counted(&turn.changes),
        turn.cause.name(),
        words::support(turn.from),
        words::support(turn.to)
    );
    let leads = now.ranked().first().map(|judged| judged.cause);
    if turn.recommendation != now.recommendation {
        format!("{moved} The recommendation would become “{}”.", words::titled(turn.recommendation).to_lowercase())
    } else if leads != Some(turn.leads) {
        format!("{moved} “{}” would lead.", turn.leads.name())
    } else {
        moved
    }
}

fn causes(case: &Case, found: &Diagnosis) -> Markup {
    html! {
        section aria-labelledby="d-causes" {
            (section_head("d-causes", "Causes, ranked", None))
            ol class="causes" role="list" {
                @for (place, judged) in found.ranked().into_iter().enumerate() { (cause(case, judged, place == 0)) }
            }
            (explain_order(case))
        }
    }
}

fn cause(case: &Case, judged: &Judged, is_open: bool) -> Markup {
    let band = judged.band();
    html! {
        li class="cause" data-band=(band.word()) {
            div class="cause-head" {
                span class="cause-name" { (judged.cause.name()) }
                span class="cause-support" { (band.word()) ", " (words::support(judged.support)) }
                (track(judged.support, Some(band)))
            }
            (why(case, judged, is_open && band == Band::Likely))
        }
    }
}

/// Why a cause is likely: which answer gave it how many points, and what would change it. Other pages show it beside what they offer.
pub fn why_part(case: &Case, of: Cause) -> Markup {
    let found = case.found();
    let judged = found.ranked().into_iter().find(|judged| judged.cause == of);
    html! { @if let Some(judged) = judged { (why(case, judged, false)) } }
}

fn why(case: &Case, judged: &Judged, is_open: bool) -> Markup {
    let moves = what_moves(&case.given(), &case.priors, judged.cause);
    let rows = judged.because.iter().map(|point| {
        html! { tr { td { (point.choice.title) } td { (point.evidence.words()) } td class="num" { (words::points(point.points)) } } }
    });
    let start = html! { tr { td { "Start value" } td {} td class="num" { (words::points(judged.prior)) } } };
    html! {
        details class="explain" id={ "d-why-" (judged.cause.code()) } data-plain open[is_open] {
            summary { "Why " (words::points(judged.points).trim_start_matches("+\u{a0}")) "\u{a0}points" }
            div class="explain-body" {
                table class="table" data-tight {
                    thead { tr { th scope="col" { "Answer" } th scope="col" { "Evidence" } th scope="col" class="num" { "Points" } } }
                    tbody { @for row in rows { (row) } (start) }
                }
                p { "Of what could be told about it, " (format!("{:.2}", judged.coverage)) " is known." }
                @if let Some(turn) = moves {
                    p { b { "What would change this:" } " " (if_counted(&turn.changes)) ", it would be " (words::support(turn.to)) "." }
                }
            }
        }
    }
}

fn explain_order(case: &Case) -> Markup {
    html! {
        details class="explain" id="d-order" data-plain {
            summary { "Explain the order" }
            div class="explain-body" {
                p { "Each answer gives points to causes, times its evidence factor: 1.0 counted or observed, 0.7 several people, 0.4 one person. Causes are judged one by one, so several can hold at once. Support puts them in order; it is not a probability." }
                p class="formula" { "points  = start value + sum of evidence × weight\nsupport = 1 / (1 + exp(−points / 2))" }
                p {
                    @match case.priors.cases {
                        Some(cases) => { "The start values follow " (cases) " requests whose causes were confirmed at follow-up." },
                        None => { "The start values are the method’s own: they follow your own cases once twenty were confirmed at follow-up." },
                    }
                    " " a href="/diagnosis/calibration" { "How well diagnoses held" }
                }
                p { "Who asked, how often, and how urgent it was called play no part." }
            }
        }
    }
}
