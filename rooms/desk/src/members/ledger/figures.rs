//! The figures beside the ledger: each is a count of rows with what it is a share of, how sure it is, how it is counted, and the way to its
//! rows. Below ten cases there is no percentage.

use evidence::Share;
use maud::{Markup, html};
use promises::Figure;
use web::capital;
use web::paging::with_query;
use web::promise::{explain, figure_few};
use web::when::{When, number};

use super::gathered::{Ledger, Told};
use super::period::Period;
use crate::members::shares::{how_sure, of_share};
use crate::members::{PROMISE_ROWS, how_many};

/// From when on the figures count; chosen by a link, so that nothing moves by itself.
pub(super) fn periods(ledger: &Ledger) -> Markup {
    html! {
        nav class="segments" aria-label="Counted over" {
            @for period in Period::ALL {
                @let query = [("state", ledger.state.map_or("", promises::State::word)), ("period", period.word())];
                a href=(with_query(web::shell::PROMISES, &query)) aria-current=[(period == ledger.told.period).then_some("true")] { (period.name()) }
            }
        }
    }
}

/// The share of promises that were kept, of those that fell due.
pub(super) fn share_kept(told: &Told) -> Option<Share> {
    let of = told.kept.fell_due();
    (of > 0).then(|| Share { part: told.kept.kept.into(), of: of.into() })
}

/// Kept promises of the period. A sponsor is led to no rows.
pub(super) fn kept(told: &Told, when: &When, is_whole: bool) -> Markup {
    let figures = &told.kept;
    let label = format!("Kept {}", told.period.since(when));
    let value = match share_kept(told) {
        Some(share) => of_share("kept", &label, share),
        None => figure_few(&label, "none has fallen due yet", None),
    };
    let rows = |figure: Figure, words: &str| linked(told, figure.word(), &format!("{} {words}", figures.of(figure)));
    let account = html! {
        p { "Kept means: what was promised was sent at or before its instant. Counted are the promises that fell due " (told.period.since(when)) "; of a promise that was moved with a yes in time, the new time is a promise of its own." }
        @if is_whole {
            p class="formula" {
                (figures.kept) " kept / (" (figures.kept) " kept + " (figures.broken()) " broken)\n"
                "broken: " (figures.late) " answered late, " (figures.open_overdue) " not answered yet\n"
                "apart: " (figures.renegotiated) " renegotiated, " (figures.void) " void, " (figures.not_yet_due) " not yet due"
            }
            p { "Rows: " (rows(Figure::FellDue, "fell due")) ", " (rows(Figure::Kept, "kept")) ", " (rows(Figure::Late, "late")) ", "
                (rows(Figure::Unanswered, "not answered yet")) ", " (rows(Figure::Renegotiated, "renegotiated")) ", " (rows(Figure::Void, "void")) ", "
                (rows(Figure::NotYetDue, "not yet due")) "." }
        } @else { p class="formula" { (figures.kept) " kept / " (figures.fell_due()) " that fell due" } }
        (how_sure())
    };
    html! { section class="sheet" data-pad="s" aria-label="Kept promises" { (value) (explain("Explain this figure", &account)) } }
}

/// Answers that left fast and outside a block.
pub(super) fn rapid(told: &Told, when: &When) -> Markup {
    let pace = &told.pace;
    let rapid = u64::try_from(pace.rapid().count()).unwrap_or(u64::MAX);
    let label = format!("Rapid responses {}", told.period.since(when));
    let value = if pace.of == 0 {
        figure_few(&label, "nothing has been answered yet", None)
    } else {
        of_share("rapid", &label, Share { part: rapid, of: pace.of })
    };
    let outside = pace.outside.len();
    let account = html! {
        p { "A rapid response is an answer that was sent outside a block within two office hours of the request. Exceptions named in advance, as safety or an outage, don’t count as one. Counted for the team, never by person." }
        p class="formula" {
            (rapid) " rapid / " (pace.of) " answers\n"
            "outside a block at any speed: " (outside)
        }
        p { "Rows: " (linked(told, "rapid", &format!("{rapid} rapid"))) ", " (linked(told, "outside", &format!("{outside} outside a block"))) ", " (linked(told, "answers", &format!("{} answers", pace.of))) "." }
        (how_sure())
    };
    html! { section class="sheet" data-pad="s" aria-label="Rapid responses" { (value) (explain("Explain this figure", &account)) } }
}

/// “Why nine were broken”: what members noted.
pub(super) fn why_broken(ledger: &Ledger) -> Markup {
    let told = &ledger.told;
    let broken = u64::from(told.kept.broken());
    if broken == 0 {
        return html! {};
    }
    let noted: u64 = told.reasons.iter().map(|(_, many)| many).sum();
    let title = match broken {
        1 => "Why one was broken".to_owned(),
        many => format!("Why {} were broken", number(many)),
    };
    let told_of =
        told.reasons.iter().map(|(kind, many)| format!("{} {}", times(*many), kind.told())).collect::<Vec<_>>();
    let open = broken.saturating_sub(noted);
    html! {
        section class="stack" data-gap="s" aria-labelledby="why-broken" {
            h2 class="eyebrow" id="why-broken" { (title) }
            @if !told_of.is_empty() { p class="small quiet" { (capital(&told_of.join(", "))) "." } }
            @if open > 0 {
                p class="small quiet" {
                    (capital(&how_many(usize::try_from(open).unwrap_or(usize::MAX)))) @if open == 1 { " has" } @else { " have" } " no line yet. "
                    a href=(rows_path(told, Figure::Broken.word())) { "Note what was learned" }
                }
            } @else { p class="small" { a href=(rows_path(told, Figure::Broken.word())) { "What was learned" } } }
        }
    }
}

fn times(many: u64) -> String {
    match many {
        1 => "once".to_owned(),
        2 => "twice".to_owned(),
        many => format!("{} times", number(many)),
    }
}

/// The rows behind a figure of the period.
pub(super) fn rows_path(told: &Told, figure: &str) -> String {
    with_query(PROMISE_ROWS, &[("figure", figure), ("period", told.period.word())])
}

fn linked(told: &Told, figure: &str, words: &str) -> Markup {
    html! { a href=(rows_path(told, figure)) { (words) } }
}
