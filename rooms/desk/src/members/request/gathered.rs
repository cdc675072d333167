use std::collections::HashMap;

use answers::scheduled::Scheduled;
use answers::{Before, Draft, Sent, Upgrade};
use blocks::Block;
use business::{Beside, Choice};
use decisions::Decision;
use ground::events::{self, Event};
use ground::outbox::{self, Letter};
use ground::uuid::Uuid;
use ground::{StoreError, Tx};
use options::Sheet;
use promises::{Move, Promise, PromiseId};
use requests::{Attachment, Emergency, EmergencyKind, Message, Request, RequestId, readings};
use sessions::Note;
use team::{Member, Stakeholder, stakeholders};

use crate::members::people::Entry;
use crate::members::plan::{LOOKED_FAR, Plan};

/// All that is known about one request.
pub(super) struct Known {
    pub(super) entry: Entry,
    pub(super) plan: Plan,
    /// The open block that is theirs who looks.
    pub(super) open: Option<Block>,
    /// The mark as an emergency, and what it could be marked as.
    pub(super) emergency: (Option<Emergency>, Vec<EmergencyKind>),
    /// Its promises, in the order in which they were given.
    pub(super) promises: Vec<Promise>,
    pub(super) moves: Vec<Move>,
    pub(super) messages: Vec<Message>,
    pub(super) letters: Vec<Letter>,
    pub(super) attachments: Vec<Attachment>,
    pub(super) sheet: Option<Sheet>,
    pub(super) draft: Option<Draft>,
    pub(super) answers: Vec<Sent>,
    /// Requests that are like it, with what came of them.
    pub(super) before: Vec<Before>,
    /// What the order gains, if somebody began to add to it.
    pub(super) upgrade: Option<Upgrade>,
    /// What goes out at a chosen time, or did not.
    pub(super) scheduled: Option<Scheduled>,
    /// What was decided about it.
    pub(super) decisions: Vec<Decision>,
    /// What was noted about it in blocks.
    pub(super) note: Option<Note>,
    /// What lies behind it, as far as somebody looked.
    pub(super) diagnosis: Option<diagnosis::Summary>,
    /// The goals and metrics it is linked to, and what it could be linked to.
    pub(super) beside: (Vec<Beside>, Vec<Choice>),
    /// What happened to it and its promises, in order of time.
    pub(super) history: Vec<Event>,
    /// Who works in the team, by id.
    pub(super) members: HashMap<Uuid, String>,
    /// Whether a demo keeps its letters.
    pub(super) is_demo: bool,
}

impl Known {
    pub(super) async fn read(
        tx: &mut Tx,
        who: &Member,
        id: RequestId,
        is_demo: bool,
    ) -> Result<Option<Self>, StoreError> {
        let Some(request) = readings::find(tx, who.team, id).await? else { return Ok(None) };
        let asker = stakeholders::get(tx, who.team, request.stakeholder).await?;
        let promises = promises::of_request(tx, who.team, id.uuid()).await?;
        let ids: Vec<PromiseId> = promises.iter().map(|promise| promise.id).collect();
        let moves = promises::moves_of(tx, who.team, &ids).await?;
        let sheet = options::of_request(tx, who.team, id).await?;
        let mut history = events::of(tx, who.team, id).await?;
        for promise in &promises {
            history.extend(events::of(tx, who.team, promise.id).await?);
        }
        if let Some(sheet) = &sheet {
            history.extend(events::of(tx, who.team, sheet.id).await?);
        }
        history.sort_by_key(|event| event.at);
        let members = team::members::list(tx, who.team).await?;
        let now = tx.now();
        Ok(Some(Self {
            plan: Plan::of_next(tx, who.team, LOOKED_FAR).await?.read_by(who),
            open: blocks::open_for(tx, who, now).await?,
            emergency: (readings::emergency_of(tx, who.team, id).await?, readings::kinds(tx, who.team).await?),
            moves,
            messages: readings::messages(tx, who.team, id).await?,
            letters: outbox::of_thread(tx, who.team, id.uuid()).await?,
            attachments: readings::attachments(tx, who.team, id).await?,
            draft: answers::readings::draft_of(tx, who.team, id).await?,
            answers: answers::readings::of_request(tx, who.team, id).await?,
            before: answers::before(tx, who.team, id).await?,
            upgrade: answers::upgrade_of(tx, who.team, id).await?,
            scheduled: answers::scheduled::of_request(tx, who.team, id).await?,
            decisions: decisions::about(tx, who.team, id.uuid()).await?,
            note: sessions::note_of(tx, who.team, id).await?,
            diagnosis: diagnosis::summary(tx, who.team, id).await?,
            beside: (business::beside(tx, who.team, id.uuid()).await?, business::choices(tx, who.team).await?),
            members: members.into_iter().map(|member| (member.id.uuid(), member.name)).collect(),
            entry: Entry { request, asker },
            promises,
            sheet,
            history,
            is_demo,
        }))
    }

    pub(super) fn request(&self) -> &Request {
        &self.entry.request
    }

    pub(super) fn asker(&self) -> Option<&Stakeholder> {
        self.entry.asker.as_ref()
    }

    /// The promise that is owed next.
    pub(super) fn owed(&self) -> Option<&Promise> {
        self.promises.iter().filter(|promise| promise.is_owed()).min_by_key(|promise| promise.due_at)
    }

    /// The promise that counts now: the one that is owed, or else the last.
    pub(super) fn promise(&self) -> Option<&Promise> {
        self.owed().or(self.promises.last())
    }

    /// The question to move a promise that the stakeholder can still answer.
    pub(super) fn open_move(&self) -> Option<(&Promise, &Move)> {
        let now = self.plan.now();
        let asked = self.moves.iter().rfind(|asked| asked.asked.is_open(now))?;
        let promise = self.promises.iter().find(|promise| promise.id == asked.promise && promise.is_owed())?;
        Some((promise, asked))
    }

    /// Whether the stakeholder wrote something that nobody answered and no promise covers.
    pub(super) fn stands(&self) -> bool {
        let now = self.plan.now();
        let is_covered = self.owed().is_some_and(|promise| now <= promise.due_at);
        let waits = |message: &Message| message.author == requests::Author::Stakeholder && message.settled_at.is_none();
        !is_covered && self.messages.iter().any(waits)
    }
}
