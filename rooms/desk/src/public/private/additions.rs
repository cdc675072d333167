//! Up to three questions about an order that was taken. What is answered goes to the team as one person's word; what stays open goes as the
//! letter said.

use answers::{Asking, Reader, Upgrade};
use ground::Ground;
use maud::Markup;
use web::forms::{Errors, Filled, Typed};

use super::Visit;
use super::asked::Asked;

/// Questions that were sent, with where the order stands.
pub(super) struct Additions {
    asking: Asking,
    upgrade: Upgrade,
}

fn reader(visit: &Visit) -> Reader<'_> {
    Reader { topic: &visit.thread.title, name: visit.first_name(), when: &visit.when, due_at: None }
}

impl Asked for Additions {
    const NAME: &str = "additions";

    async fn of(ground: &Ground, visit: &Visit, turn: i64) -> web::Result<Option<Self>> {
        let mut tx = ground.read().await?;
        let Some(upgrade) = answers::upgrade_of(&mut tx, visit.team_id(), visit.request.id).await? else {
            return Ok(None);
        };
        let asking = upgrade.askings.iter().find(|asking| asking.turn == turn).cloned();
        Ok(asking.map(|asking| Self { asking, upgrade }))
    }

    fn may_answer(&self, visit: &Visit) -> bool {
        answers::may_still_say(&visit.request)
    }

    fn title(&self, visit: &Visit) -> String {
        answers::additions_title(&reader(visit))
    }

    fn form(&self, visit: &Visit, typed: Option<&Filled>, path: &str) -> Markup {
        answers::additions_form(&self.asking, &self.upgrade, typed, &reader(visit), path)
    }

    async fn take(&self, ground: &Ground, visit: &Visit, typed: &Typed) -> web::Result<Result<(), Errors>> {
        let said = match answers::additions_typed(typed, &self.asking, &reader(visit)) {
            Ok(said) => said,
            Err(errors) => return Ok(Err(errors)),
        };
        answers::reply_additions(ground, &visit.stakeholder, visit.request.id, self.asking.turn, &said).await?;
        Ok(Ok(()))
    }

    fn thanks(&self, visit: &Visit, change: Option<&str>) -> Markup {
        answers::additions_thanks(&self.asking, &self.upgrade, &reader(visit), change, &visit.path(""))
    }
}
