//! One decision.

use axum::extract::{Path, State};
use ground::Ground;
use maud::{Markup, html};
use team::Worker;
use web::heads::PageHead;
use web::shell::{BLOCKS, Here, Shell, Who};
use web::words::paragraphs;
use web::{Failure, Said, capital};

use super::parts::{Known, driver_tag, the_five};
use super::{DECISIONS, reads};
use crate::DecisionId;
use crate::store;

pub(super) async fn show(
    State(ground): State<Ground>,
    Worker(who): Worker,
    Path(id): Path<String>,
    said: Said,
) -> web::Result<Markup> {
    let id: DecisionId = id.parse().map_err(|_no_id| Failure::NotFound)?;
    let mut tx = ground.read().await?;
    let decision = store::find(&mut tx, who.team, id).await?.ok_or(Failure::NotFound)?;
    let when = reads(&mut tx, &who).await?;
    let known = Known::of(&mut tx, who.team, std::slice::from_ref(&decision)).await?;
    drop(tx);
    let on = when.day_of(decision.at);
    let day = when.day(on);
    let by = html! {
        "by " (known.name(&decision.by))
        @match &decision.block { Some(block) => { ", " a href={ (BLOCKS) "/" (block) } { "in a block" } }, None => ", outside a block" }
    };
    let head = PageHead::new(&decision.what)
        .under("Decisions", DECISIONS)
        .ends(&day)
        .meta(driver_tag(decision.driver))
        .meta(html! { "decided " (when.moment_long(decision.at)) })
        .meta(by);
    let driver = decision.driver;
    let body = html! {
        (head)
        div class="split" {
            div class="stack" data-gap="xl" {
                section class="sheet" data-pad="l" aria-labelledby="dc-why" { h2 id="dc-why" { "Why" } (paragraphs(&decision.why)) }
                @if let Some((request, label, title)) = known.request(&decision) {
                    section aria-labelledby="dc-about" {
                        h2 id="dc-about" { "About" }
                        p { a href={ "/requests/" (request) } { (title) } " " span class="meta" { (label) } }
                    }
                }
            }
            aside class="stack" data-gap="l" aria-label="Driver and review" {
                @if let Some(review_on) = decision.review_on {
                    section class="sheet" data-pad="s" data-tone="accent" aria-labelledby="dc-again" {
                        h2 class="eyebrow" id="dc-again" { "Look at it again" }
                        p class="promise-when" data-size="s" { time datetime=(review_on) { (when.day(review_on)) } }
                    }
                }
                section aria-labelledby="dc-drove" {
                    h2 class="eyebrow" id="dc-drove" { "What drove it" }
                    p { b { (capital(driver.as_str())) "." } " " span class="small quiet" { (capital(driver.means())) "." } }
                    details class="explain" data-plain { summary { "The five drivers" } div class="explain-body" { (the_five()) } }
                }
                p class="small quiet" { "A decision isn’t edited afterwards. When it turns out otherwise, a new one says so." }
            }
        }
    };
    let shown = Who { said, ..who.shell() };
    Ok(Shell::new(&decision.what, Here::Blocks, &shown).page(&body))
}
