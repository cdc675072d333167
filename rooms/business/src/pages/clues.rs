//! All clues, and noting one from any page.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use ground::Ground;
use http::StatusCode;
use jiff::Timestamp;
use maud::{Markup, html};
use team::{Member, Worker};
use web::buttons::{Button, one_button};
use web::forms::{Filled, ToMend, Typed};
use web::heads::{PageHead, section};
use web::lists::empty;
use web::paging::{Place, more, with_query};
use web::shell::CLUES;
use web::{Said, local_path, see_other};

use super::heard::{clue_form, clue_meta};
use super::{BUSINESS, LINE, id, page, reads};
use crate::acts::{self, About};
use crate::store::charted::names;
use crate::store::clues::{self, ClueId};

/// How many stand on a page.
const PAGE: usize = 60;

pub(super) async fn show(
    State(ground): State<Ground>,
    Worker(who): Worker,
    said: Said,
    typed: Typed,
) -> web::Result<Markup> {
    let after = typed.some("after").and_then(|text| text.parse::<Place>().ok());
    let after =
        after.and_then(|place| Some((Timestamp::from_millisecond(place.key).ok()?, place.id.parse::<ClueId>().ok()?)));
    all(&ground, &who, said, &Filled::empty(), &[], after).await
}

async fn all(
    ground: &Ground,
    who: &Member,
    said: Said,
    form: &Filled,
    hidden: &[(&str, &str)],
    after: Option<(Timestamp, ClueId)>,
) -> web::Result<Markup> {
    let mut tx = ground.read().await?;
    let when = reads(&mut tx, who).await?;
    let limit = i64::try_from(PAGE).unwrap_or_default() + 1;
    let mut found = clues::list(&mut tx, who.team, after, limit).await?;
    let many = clues::count(&mut tx, who.team).await?;
    let names = names(&mut tx, who.team).await?;
    let next = (found.len() > PAGE).then(|| {
        found.truncate(PAGE);
        found.last().map(|clue| Place { key: clue.noted_at.as_millisecond(), id: clue.id.to_string() }.to_string())
    });
    let next = next.flatten().map(|place| with_query(CLUES, &[("after", &place)]));
    let rows = html! {
        ol class="diary" role="list" {
            @for clue in &found {
                @let path = format!("{CLUES}/{}/removal", clue.id);
                li class="diary-row" {
                    div class="diary-body" { p { (clue.words) } p class="meta" { (clue_meta(clue, &names, &when)) } }
                    div class="diary-end" { (one_button(&path, &Button::submit("Take out").plain().small().heard_as(&clue.words))) }
                }
            }
        }
    };
    let list = if found.is_empty() {
        let words = html! { p { "What somebody said at lunch, a new form, a shift that opens in March: one line, and who said it. Later it explains a figure." } };
        empty("No clue yet", &words, None)
    } else {
        html! { (rows) (more("Clues", after.map(|_| CLUES), next.as_deref())) }
    };
    let meta = html! { (many) " in all, newest first" };
    let body = html! {
        section class="sheet" data-pad="s" aria-label="Note a clue" { (form.notice()) (clue_form(form, hidden)) }
        (section("cl-all", "What was heard", Some(meta), &list))
    };
    let head = PageHead::new("Clues")
        .under("Business", BUSINESS)
        .ends("Clues")
        .lead("What we have heard about the business, in passing.");
    Ok(page(who, said, "Clues", &head, &body))
}

pub(super) async fn note(State(ground): State<Ground>, Worker(who): Worker, typed: Typed) -> web::Result<Response> {
    let mut errors = typed.check();
    errors.need(&typed, "clue", "Write what you heard, in one line.");
    errors.limit(&typed, "clue", LINE);
    errors.limit(&typed, "source", LINE);
    let hidden: Vec<(String, String)> = ["goal", "metric", "meeting", "back"]
        .into_iter()
        .filter_map(|name| Some((name.to_owned(), typed.some(name)?.to_owned())))
        .collect();
    if !errors.is_empty() {
        let hidden: Vec<(&str, &str)> = hidden.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let page = all(&ground, &who, Said::default(), &Filled::back(typed, errors), &hidden, None).await?;
        return Ok(ToMend(page).into_response());
    }
    let about = about(&typed)?;
    let mut tx = ground.begin().await?;
    acts::note_clue(&mut tx, who.team, who.actor(), typed.text("clue"), typed.text("source"), about).await?;
    tx.commit().await?;
    if let Some(meeting) = typed.some("meeting") {
        acts::set_meeting_aside(&ground, &who, meeting).await?;
    }
    // Sent by a script from the page on which it stays.
    if typed.chose("stays", "yes") {
        return Ok(StatusCode::NO_CONTENT.into_response());
    }
    let back = typed.some("back").map_or(BUSINESS, local_path);
    Ok((Said::well("Noted."), see_other(back)).into_response())
}

/// What a form says it is about.
pub(super) fn about(typed: &Typed) -> web::Result<About> {
    Ok(About { goal: typed.some("goal").map(id).transpose()?, metric: typed.some("metric").map(id).transpose()? })
}

pub(super) async fn take_out(
    State(ground): State<Ground>,
    Worker(who): Worker,
    Path(clue): Path<String>,
) -> web::Result<Response> {
    acts::take_out_clue(&ground, &who, id(&clue)?).await?;
    Ok((Said::well("Taken out."), see_other(CLUES)).into_response())
}
