//! Who is away: each says so on their own page, and the lead may say it of anybody.

use axum::Router;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use ground::Ground;
use maud::{Markup, html};
use web::buttons::{Button, one_button};
use web::forms::{Filled, ToMend, Typed};
use web::heads::section_head;
use web::lists::{DiaryRow, diary};
use web::when::When;
use web::{Said, see_other};

use super::{Around, Others, page, typed};
use crate::acts::{self, Refused};
use crate::pages::absent::{absent_days, absent_typed};
use crate::rules::Right;
use crate::{Absence, AbsenceId, Below, Lead, Member, MemberId};

const AWAY: &str = "/settings/calendar/absences";
const THERE: &str = "/settings/calendar#ca-3";

pub(super) fn routes() -> Router<Ground> {
    Router::new().route(AWAY, post(be_away)).route("/settings/calendar/absences/{id}/end", post(be_back))
}

/// The days of everybody, and a line to add some.
pub(super) fn section(view: &Around<'_>, form: &Filled, when: &When) -> Markup {
    let working = |member: &&Member| member.may(Right::Work);
    let people: Vec<(String, String)> =
        view.members.iter().filter(working).map(|member| (member.id.to_string(), member.name.clone())).collect();
    html! {
        section class="sheet stack" data-pad="l" id="ca-3" aria-labelledby="ca-3-h" {
            (section_head("ca-3-h", "Who is away", None))
            p class="quiet measure" { "Reserved time of their own falls away on these days. The clock of the team runs on." }
            @if view.away.is_empty() { p class="small quiet" { "Nobody, from today on." } }
            @else { (diary(view.away.iter().map(|absence| row(absence, when)))) }
            form class="stack" data-gap="s" method="post" action=(AWAY) novalidate {
                (form.notice())
                div class="field-row" {
                    (form.field("member", "Who").small().select(&people))
                    (form.field("from", "First day").small().date())
                    (form.field("until", "Last day").optional().small().date())
                }
                (form.field("why", "What for").optional().small().hint("Colleagues read it.").autocomplete("off").text())
                div class="actions" { (Button::submit("Write it down").small().heard_as(" who is away")) }
            }
        }
    }
}

fn row(absence: &Absence, when: &When) -> DiaryRow {
    let days = absent_days(absence, when);
    let path = format!("{AWAY}/{}/end", absence.id);
    let heard = format!(" {}, {days}", absence.member_name);
    let end = one_button(&path, &Button::submit("Take back").plain().small().heard_as(heard));
    let note = match &absence.why {
        Some(why) => format!("{days}, {why}"),
        None => days,
    };
    DiaryRow::new(&absence.member_name).note(note).end(end)
}

async fn be_away(ground: State<Ground>, who: Lead, below: Below, typed: Typed) -> web::Result<Response> {
    let mut errors = typed.check();
    let member = typed.text("member").parse::<MemberId>().map_err(|_nobody| "Choose who is away");
    let away = match errors.keep("member", member) {
        Some(member) => absent_typed(&typed, member, &mut errors),
        None => None,
    };
    let noted = match away {
        Some(away) => acts::be_away(&ground, &who, away).await.map_err(Refused::to_mend),
        None => Err(Ok(errors)),
    };
    match noted {
        Ok(absence) => {
            let said =
                Said::well("Written down.").more(format!("{} sees it on their own page too.", absence.member_name));
            Ok((said, see_other(THERE)).into_response())
        }
        Err(errors) => {
            let view = Around::of(&ground, &who, below, Said::default()).await?;
            let form = Filled::with(typed::values(&view.in_force));
            let others = Others { away: Filled::back(typed, errors?), ..Others::default() };
            Ok(ToMend(page(&view, &form, &others)).into_response())
        }
    }
}

async fn be_back(ground: State<Ground>, who: Lead, id: Path<AbsenceId>) -> web::Result<Response> {
    acts::be_back(&ground, &who, *id).await?;
    Ok((Said::well("Taken back."), see_other(THERE)).into_response())
}
