//! The log by time, with what drove each.

use axum::extract::State;
use ground::Ground;
use maud::{Markup, html};
use team::Worker;
use web::buttons::Button;
use web::forms::Typed;
use web::heads::{PageHead, View, views};
use web::lists::{diary, empty_page};
use web::paging::{Place, more, with_query};
use web::shell::{BLOCKS, Here, Shell, Who};
use web::when::{When, number};
use web::{Icon, Said, capital};

use super::parts::{Known, driver_tag, path, the_five};
use super::{DECISIONS, reads};
use crate::place_of;
use crate::rules::Driver;
use crate::store::{self, Decision};

/// How many stand on a page.
const PAGE: usize = 40;

pub(super) async fn show(
    State(ground): State<Ground>,
    Worker(who): Worker,
    said: Said,
    typed: Typed,
) -> web::Result<Markup> {
    let driver = Driver::from_word(typed.text("driver"));
    let after = typed.some("after").and_then(place_of);
    let mut tx = ground.read().await?;
    let when = reads(&mut tx, &who).await?;
    let limit = i64::try_from(PAGE).unwrap_or_default() + 1;
    let mut found = store::recent(&mut tx, who.team, driver, after, limit).await?;
    let counts = store::counts(&mut tx, who.team).await?;
    let again = store::to_review(&mut tx, who.team, when.today(), 5).await?;
    let known = Known::of(&mut tx, who.team, &found).await?;
    drop(tx);
    let next = (found.len() > PAGE).then(|| {
        found.truncate(PAGE);
        found.last().map(|last| Place { key: last.at.as_millisecond(), id: last.id.to_string() }.to_string())
    });
    let word = driver.map_or("", Driver::as_str);
    let first = with_query(DECISIONS, &[("driver", word)]);
    let next = next.flatten().map(|place| with_query(DECISIONS, &[("driver", word), ("after", &place)]));
    let all: i64 = counts.iter().map(|(_, many)| many).sum();
    let body = html! {
        (head(&counts, all))
        div class="split" {
            div class="stack" data-gap="l" {
                @if all > 0 { (filter(driver, &counts, all)) }
                @if found.is_empty() { (nothing(all)) }
                @else {
                    (diary(found.iter().map(|decision| row(decision, &known, &when))))
                    (more("Decisions", after.map(|_| first.as_str()), next.as_deref()))
                }
            }
            aside class="stack" data-gap="l" aria-label="Reading the log" {
                section aria-labelledby="d-five" { h2 class="eyebrow" id="d-five" { "The five drivers" } (the_five()) }
                @if !again.is_empty() { (to_look_at_again(&again, &when)) }
            }
        }
    };
    let shown = Who { said, ..who.shell() };
    Ok(Shell::new("Decisions", Here::Blocks, &shown).page(&body))
}

fn head(counts: &[(Driver, i64)], all: i64) -> Markup {
    let on_data = counts.iter().find(|(driver, _)| *driver == Driver::Data).map_or(0, |(_, many)| *many);
    let rest = match all {
        0 => String::new(),
        1 => " There is one so far.".to_owned(),
        all => format!(" {} of {all} rest on data.", capital(&number(u64::try_from(on_data).unwrap_or_default()))),
    };
    let write = Button::link("Write a decision", "/decisions/new").small().icon(Icon::Plus);
    let head = PageHead::new("Decisions")
        .under("Blocks", BLOCKS)
        .ends("Decisions")
        .lead(html! { "What was decided, why, and what drove it." (rest) })
        .side(html! { (write) });
    html! { (head) }
}

fn filter(driver: Option<Driver>, counts: &[(Driver, i64)], all: i64) -> Markup {
    let many = |of: i64| Some(u64::try_from(of).unwrap_or_default());
    let paths = Driver::ALL.map(|one| (one, with_query(DECISIONS, &[("driver", one.as_str())])));
    let mut links = vec![View { word: "All", path: DECISIONS, count: many(all), current: driver.is_none() }];
    for (one, path) in &paths {
        let count = counts.iter().find(|(of, _)| of == one).map(|(_, many)| *many);
        if count.is_some() || driver == Some(*one) {
            let count = many(count.unwrap_or_default());
            links.push(View { word: one.as_str(), path, count, current: driver == Some(*one) });
        }
    }
    views("Filter by driver", &links)
}

fn row(decision: &Decision, known: &Known, when: &When) -> web::lists::DiaryRow {
    let day = when.day_near(when.day_of(decision.at));
    let meta = html! {
        (known.name(&decision.by))
        @if decision.block.is_some() { ", in a block" }
        @if let Some((request, label, _)) = known.request(decision) { ", about " a href={ "/requests/" (request) } { (label) } }
        @if let Some(on) = decision.review_on { ". Look again: " (when.day(on)) }
    };
    let note = html! { (decision.why) br; span class="faint" { (meta) } };
    web::lists::DiaryRow::link(&decision.what, &path(decision))
        .when(day, None)
        .note(note)
        .end(driver_tag(decision.driver))
}

fn nothing(all: i64) -> Markup {
    if all > 0 {
        let words = html! { p { "Nothing was driven by that." } };
        return empty_page("None of this kind", &words, None);
    }
    let words = html! {
        p { "What a block decides stands here, with the reason and what drove it: data, one story, the clock, how many asked, or who asked. So does every decision against what a diagnosis recommends." }
    };
    empty_page("No decision yet", &words, Some(html! { (Button::link("Write a decision", "/decisions/new")) }))
}

fn to_look_at_again(again: &[Decision], when: &When) -> Markup {
    html! {
        section aria-labelledby="d-again" {
            h2 class="eyebrow" id="d-again" { "To look at again" }
            @for decision in again.iter() {
                p class="small" {
                    a href=(path(decision)) { (decision.what) } ", on "
                    @if let Some(on) = decision.review_on { b { (when.day(on)) } } "."
                }
            }
        }
    }
}
