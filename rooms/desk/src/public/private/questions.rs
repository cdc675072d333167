//! Two or three questions about a request. What is answered goes to the team as one person's view; it can be changed until the team has
//! answered, and moves no promise.

use diagnosis::{Asking, Reader, Reply};
use ground::Ground;
use jiff::Timestamp;
use maud::Markup;
use web::forms::{Errors, Filled, Typed};

use super::Visit;
use super::asked::Asked;

/// Questions that were sent, with what was said to them.
pub(super) struct Questions {
    asking: Asking,
    replies: Vec<Reply>,
    due_at: Option<Timestamp>,
}

impl Questions {
    fn reader<'a>(&self, visit: &'a Visit) -> Reader<'a> {
        Reader { topic: &visit.thread.title, name: visit.first_name(), when: &visit.when, due_at: self.due_at }
    }
}

impl Asked for Questions {
    const NAME: &str = "questions";

    async fn of(ground: &Ground, visit: &Visit, turn: i64) -> web::Result<Option<Self>> {
        let mut tx = ground.read().await?;
        let (team, request) = (visit.team_id(), visit.request.id);
        let case = diagnosis::readings::case(&mut tx, team, request).await?;
        let due_at = promises::next_open(&mut tx, team, request.uuid()).await?.map(|promise| promise.due_at);
        let asking = case.askings.into_iter().find(|asking| asking.turn == turn);
        Ok(asking.map(|asking| Self { asking, replies: case.replies, due_at }))
    }

    fn may_answer(&self, visit: &Visit) -> bool {
        diagnosis::may_still_answer(&visit.request)
    }

    fn title(&self, visit: &Visit) -> String {
        diagnosis::questions_title(&self.reader(visit))
    }

    fn form(&self, visit: &Visit, typed: Option<&Filled>, path: &str) -> Markup {
        diagnosis::questions_form(&self.asking, &self.replies, typed, &self.reader(visit), path)
    }

    async fn take(&self, ground: &Ground, visit: &Visit, typed: &Typed) -> web::Result<Result<(), Errors>> {
        let said = match diagnosis::questions_typed(typed, &self.asking, visit.language()) {
            Ok(said) => said,
            Err(errors) => return Ok(Err(errors)),
        };
        diagnosis::reply(ground, &visit.stakeholder, visit.request.id, self.asking.turn, &said).await?;
        Ok(Ok(()))
    }

    fn thanks(&self, visit: &Visit, change: Option<&str>) -> Markup {
        diagnosis::questions_thanks(&self.asking, &self.replies, &self.reader(visit), change, &visit.path(""))
    }
}
