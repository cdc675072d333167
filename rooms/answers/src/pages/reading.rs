//! What the pages of an answer show beside the typed text, read at one moment.

use blocks::Block;
use ground::threads::Thread;
use ground::{Ground, Tx};
use promises::Promise;
use requests::{Emergency, EmergencyKind, Request, RequestId};
use team::{InForce, Member, Stakeholder};
use web::Failure;
use web::when::When;

use crate::acts::{self, Base};
use crate::scheduled::{self, Scheduled};
use crate::store::{self, Draft, Sent};

/// A request that is being answered.
pub(super) struct Answering {
    pub(super) request: Request,
    pub(super) thread: Thread,
    pub(super) asker: Stakeholder,
    pub(super) in_force: InForce,
    /// Reads as the member does.
    pub(super) when: When,
    /// Reads as the stakeholder does.
    pub(super) reading: When,
    /// What is promised next, or was promised first and is owed still.
    pub(super) owed: Option<Promise>,
    pub(super) draft: Option<Draft>,
    pub(super) sent: Vec<Sent>,
    /// What is to go out at a chosen time, or did not.
    pub(super) scheduled: Option<Scheduled>,
    /// The open block that is the time of whoever answers.
    pub(super) block: Option<Block>,
    /// The kind of emergency that it is marked as.
    pub(super) emergency: Option<Emergency>,
    /// What it could be marked as.
    pub(super) kinds: Vec<EmergencyKind>,
    /// The next one that is planned.
    pub(super) next_block: Option<Block>,
}

impl Answering {
    /// Reads all of it; a request of another team is not there.
    pub(super) async fn of(tx: &mut Tx, who: &Member, id: RequestId) -> web::Result<Self> {
        let now = tx.now();
        let request = requests::readings::find(tx, who.team, id).await?.ok_or(Failure::NotFound)?;
        let in_force = team::calendar::current(tx, who.team).await?;
        let (thread, reading) = acts::reading(tx, &in_force, &request).await?;
        let asker = team::stakeholders::get(tx, who.team, request.stakeholder).await?.ok_or(Failure::NotFound)?;
        let coming = blocks::coming(tx, who.team, now, 31).await?;
        Ok(Self {
            thread,
            asker,
            when: When::new(who.reads_in(&in_force.zone), now),
            in_force,
            reading,
            owed: promises::owed_of(tx, who.team, id.uuid()).await?.into_iter().next(),
            draft: store::draft_of(tx, who.team, id).await?,
            sent: store::of_request(tx, who.team, id).await?,
            scheduled: scheduled::of_request(tx, who.team, id).await?,
            block: blocks::open_for(tx, who, now).await?,
            emergency: requests::readings::emergency_of(tx, who.team, id).await?,
            kinds: requests::readings::kinds_in_force(tx, who.team).await?,
            next_block: coming.into_iter().find(|block| block.state(now) == blocks::State::Planned),
            request,
        })
    }

    /// The same, where it may still be answered.
    pub(super) async fn open(ground: &Ground, who: &Member, id: &str) -> web::Result<Self> {
        let id: RequestId = id.parse()?;
        let answering = Self::of(&mut ground.read().await?, who, id).await?;
        if answering.request.state.is_open() { Ok(answering) } else { Err(acts::Refused::Over.into()) }
    }

    /// What a page has before it now.
    pub(super) fn base(&self) -> Base {
        let answers = i64::try_from(self.sent.len()).unwrap_or(i64::MAX);
        Base { answers, version: self.draft.as_ref().map_or(0, |draft| draft.kept.version) }
    }

    /// The stakeholder's first name, or what they are called otherwise.
    pub(super) fn first_name(&self) -> &str {
        let called = self.asker.called();
        called.split_whitespace().next().unwrap_or(called)
    }

    pub(super) fn path(&self) -> String {
        format!("/requests/{}", self.request.id)
    }
}
