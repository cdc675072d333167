//! Two or three questions about a request, phone first. What is answered goes to the team as one person's view; it can be changed until
//! the team has answered, and moves no promise.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use diagnosis::{Asking, Reader, Reply};
use ground::Ground;
use jiff::Timestamp;
use maud::Markup;
use web::forms::{Filled, ToMend, Typed};
use web::when::When;
use web::{Failure, Said, see_other};

use super::Visit;

/// Questions that were sent, with what was said to them.
struct Asked {
    asking: Asking,
    replies: Vec<Reply>,
    due_at: Option<Timestamp>,
    may_answer: bool,
    when: When,
}

impl Asked {
    async fn of(ground: &Ground, visit: &Visit, turn: &str) -> web::Result<Self> {
        let turn: i64 = turn.parse().map_err(|_no_number| Failure::NotFound)?;
        let mut tx = ground.read().await?;
        let (team, request) = (visit.team_id(), visit.request.id);
        let case = diagnosis::readings::case(&mut tx, team, request).await?;
        let asking = case.askings.into_iter().find(|asking| asking.turn == turn).ok_or(Failure::NotFound)?;
        let next = promises::next_open(&mut tx, team, request.uuid()).await?;
        Ok(Self {
            asking,
            replies: case.replies,
            due_at: next.map(|promise| promise.due_at),
            may_answer: diagnosis::may_still_answer(&visit.request),
            when: visit.when.clone(),
        })
    }

    fn path(&self, visit: &Visit) -> String {
        visit.path(&format!("/questions/{}", self.asking.turn))
    }

    fn reader<'a>(&'a self, visit: &'a Visit) -> Reader<'a> {
        let name = visit.stakeholder.name.split_whitespace().next().unwrap_or_default();
        Reader { topic: &visit.thread.title, name, when: &self.when, due_at: self.due_at }
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
    let body = diagnosis::questions_form(&asked.asking, &asked.replies, form, &reader, &path);
    visit.page(&diagnosis::questions_title(&reader), said, &body)
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
    match diagnosis::questions_typed(&typed, &asked.asking, asked.when.language()) {
        Ok(answers) => {
            let request = visit.request.id;
            diagnosis::reply(&ground, &visit.stakeholder, request, asked.asking.turn, &answers).await?;
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
    let body = diagnosis::questions_thanks(&asked.asking, &asked.replies, &reader, change, &visit.path(""));
    Ok(visit.page(&diagnosis::questions_title(&reader), said, &body))
}
