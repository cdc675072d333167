//! Up to three questions about an order that was taken, phone first. What is answered goes to the team as one person's word; what stays open
//! goes as the letter said.

use answers::{Asking, Reader, Upgrade};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use ground::Ground;
use maud::Markup;
use web::forms::{Filled, ToMend, Typed};
use web::when::When;
use web::{Failure, Said, see_other};

use super::Visit;

/// Questions that were sent, with where the order stands.
struct Asked {
    asking: Asking,
    upgrade: Upgrade,
    may_answer: bool,
    when: When,
}

impl Asked {
    async fn of(ground: &Ground, visit: &Visit, turn: &str) -> web::Result<Self> {
        let turn: i64 = turn.parse().map_err(|_no_number| Failure::NotFound)?;
        let mut tx = ground.read().await?;
        let upgrade = answers::upgrade_of(&mut tx, visit.team_id(), visit.request.id).await?;
        let upgrade = upgrade.ok_or(Failure::NotFound)?;
        let asking = upgrade.askings.iter().find(|asking| asking.turn == turn).cloned().ok_or(Failure::NotFound)?;
        Ok(Self { asking, upgrade, may_answer: answers::may_still_say(&visit.request), when: visit.when.clone() })
    }

    fn path(&self, visit: &Visit) -> String {
        visit.path(&format!("/additions/{}", self.asking.turn))
    }

    fn reader<'a>(&'a self, visit: &'a Visit) -> Reader<'a> {
        let name = visit.stakeholder.name.split_whitespace().next().unwrap_or_default();
        Reader { topic: &visit.thread.title, name, when: &self.when, due_at: None }
    }
}

pub(super) async fn show(
    State(ground): State<Ground>,
    visit: Visit,
    Path((_, turn)): Path<(String, String)>,
    said: Said,
) -> web::Result<Response> {
    let asked = Asked::of(&ground, &visit, &turn).await?;
    if !asked.may_answer {
        return Ok(see_other(format!("{}/thanks", asked.path(&visit))).into_response());
    }
    Ok(page(&visit, &asked, said, None).into_response())
}

fn page(visit: &Visit, asked: &Asked, said: Said, form: Option<&Filled>) -> Markup {
    let (reader, path) = (asked.reader(visit), asked.path(visit));
    let body = answers::additions_form(&asked.asking, &asked.upgrade, form, &reader, &path);
    visit.page(&answers::additions_title(&reader), said, &body)
}

/// Takes the answers. The same again changes nothing.
pub(super) async fn answer(
    State(ground): State<Ground>,
    visit: Visit,
    Path((_, turn)): Path<(String, String)>,
    typed: Typed,
) -> web::Result<Response> {
    let asked = Asked::of(&ground, &visit, &turn).await?;
    let typed = visit.typed(typed);
    let said = answers::additions_typed(&typed, &asked.asking, &asked.upgrade, &asked.reader(&visit));
    match said {
        Ok(said) => {
            let request = visit.request.id;
            answers::reply_additions(&ground, &visit.stakeholder, request, asked.asking.turn, &said).await?;
            Ok(see_other(format!("{}/thanks", asked.path(&visit))).into_response())
        }
        Err(errors) => {
            let form = Filled::back(typed, errors);
            Ok(ToMend(page(&visit, &asked, Said::default(), Some(&form))).into_response())
        }
    }
}

pub(super) async fn thanks(
    State(ground): State<Ground>,
    visit: Visit,
    Path((_, turn)): Path<(String, String)>,
    said: Said,
) -> web::Result<Markup> {
    let asked = Asked::of(&ground, &visit, &turn).await?;
    let (reader, change) = (asked.reader(&visit), asked.path(&visit));
    let change = asked.may_answer.then_some(change.as_str());
    let body = answers::additions_thanks(&asked.asking, &asked.upgrade, &reader, change, &visit.path(""));
    Ok(visit.page(&answers::additions_title(&reader), said, &body))
}
