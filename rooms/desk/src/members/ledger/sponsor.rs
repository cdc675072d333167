use maud::{Markup, html};
use team::Member;
use web::heads::{PageHead, section};
use web::lists::{Table, empty};
use web::paging::more;
use web::shell::{Here, PROMISES, Shell};
use web::{Said, capital};

use super::figures;
use super::gathered::Ledger;
use crate::members::looking;
use crate::members::pattern_end::PATTERNS;

/// What a sponsor sees: how many were kept, and which, without what was asked and without a way to it.
pub(super) fn page(who: &Member, said: Said, ledger: &Ledger) -> Markup {
    let when = &ledger.plan.when;
    let lead = match figures::share_kept(&ledger.told).filter(|share| share.is_enough()) {
        Some(share) => {
            let since = capital(&ledger.told.period.since(when));
            format!("{since} {} of {} promises were kept.", share.part, share.of)
        }
        None => "Too few promises have fallen due for a rate; there is one from ten on.".to_owned(),
    };
    let city = when.city();
    let (caption, due) = (format!("Kept promises, newest first. Times are {city}."), format!("Due ({city})"));
    let columns = [due.as_str(), "What", "Sent"];
    let rows = ledger.settled.iter().map(|line| {
        html! {
            tr {
                th scope="row" class="nowrap" { (capital(&when.near(line.due_at))) }
                td { (capital(line.what.words())) }
                td data-label="Sent:" { @if let Some(at) = line.fulfilled_at { (when.near(at)) } }
            }
        }
    });
    let list = if ledger.settled.is_empty() {
        empty("None kept yet", &html! { p { "A promise that was kept stands here from the moment it was." } }, None)
    } else {
        Table::new(&caption, columns).even().rows(rows)
    };
    let first = (!ledger.is_first).then_some(PROMISES);
    let body = html! {
        (PageHead::new("Promises").lead(&lead))
        div class="split" {
            div class="stack" data-gap="l" {
                (section("kept", "Kept", Some(html! { "newest first" }), &list))
                (more("Pages of the ledger", first, ledger.next.as_deref()))
            }
            aside class="stack" data-gap="l" aria-label="About promises" {
                (figures::kept(&ledger.told, when, false))
                p class="small quiet" { a href=(PATTERNS) { "When the team looks at what comes in" } }
            }
        }
    };
    Shell::new("Promises", Here::Promises, &looking(who, said)).page(&body)
}
