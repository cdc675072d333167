//! What the pages of one diagnosis are made of.

use std::collections::HashMap;

use ground::threads::{self, Thread};
use ground::{Ground, Tx};
use method::Question;
use requests::{Request, RequestId};
use team::{Member, Stakeholder};
use web::Failure;
use web::shell::REQUESTS;
use web::when::When;

use crate::store::answers::Answered;
use crate::store::case::{Case, case};

/// A request whose cause somebody looks for.
pub(super) struct Looking {
    pub(super) request: Request,
    pub(super) thread: Thread,
    pub(super) asker: Stakeholder,
    pub(super) case: Case,
    /// As the member reads times.
    pub(super) when: When,
    pub(super) zone_name: String,
    members: HashMap<String, String>,
}

impl Looking {
    pub(super) async fn at(ground: &Ground, who: &Member, id: &str) -> web::Result<Self> {
        let id: RequestId = id.parse().map_err(|_no_id| Failure::NotFound)?;
        Self::of(&mut ground.read().await?, who, id).await
    }

    async fn of(tx: &mut Tx, who: &Member, id: RequestId) -> web::Result<Self> {
        let request = requests::readings::find(tx, who.team, id).await?.ok_or(Failure::NotFound)?;
        let thread = threads::get(tx, who.team, id.uuid()).await?.ok_or(Failure::NotFound)?;
        let asker = team::stakeholders::get(tx, who.team, request.stakeholder).await?.ok_or(Failure::NotFound)?;
        let zone = who.reads_in(&team::calendar::current(tx, who.team).await?.zone);
        let members = team::members::list(tx, who.team).await?;
        Ok(Self {
            thread,
            asker,
            case: case(tx, who.team, id).await?,
            zone_name: zone.iana_name().unwrap_or_default().to_owned(),
            when: When::new(zone, tx.now()),
            members: members.into_iter().map(|member| (member.actor().to_string(), member.name)).collect(),
            request,
        })
    }

    /// The path of the request, or of a page below it.
    pub(super) fn path(&self, below: &str) -> String {
        format!("{REQUESTS}/{}{below}", self.request.id)
    }

    /// The page that asks a question.
    pub(super) fn asks(&self, question: Question) -> String {
        self.path(&format!("/diagnosis?q={}", question.number()))
    }

    /// The stakeholder's first name, or what they are called otherwise.
    pub(super) fn first_name(&self) -> &str {
        let called = self.asker.called();
        called.split_whitespace().next().unwrap_or(called)
    }

    /// Who did something: `member:<id>` and the like.
    pub(super) fn name_of(&self, actor: &str) -> &str {
        match actor.split_once(':') {
            Some(("member", _)) => self.members.get(actor).map_or("a former member", String::as_str),
            Some(("stakeholder", _)) => self.asker.called(),
            Some(("token", _)) => "a program",
            Some((_, _)) | None => "Offwheel",
        }
    }

    /// Who gave an answer and when.
    pub(super) fn given_by(&self, answer: &Answered) -> String {
        format!("{}, {}", self.name_of(&answer.kept.by), self.when.near(answer.changed_at))
    }
}

/// A question by the number in an address.
pub(super) fn question_of(number: &str) -> web::Result<Question> {
    number.parse().ok().and_then(Question::numbered).ok_or(Failure::NotFound)
}
