//! The outbox: letters, committed together with the change that they tell of, sent afterwards at least once under a Message-ID that
//! never changes. What does not get through stays here, where a member sees it.

use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;

use crate::links::LinkId;
use crate::threads::Thread;
use crate::{Ground, Row, StoreError, TeamId, Tx, links, threads};

pub(crate) const TABLE: &str = "create table if not exists letter (
    team_id text not null, id text not null, thread_id text, kind text not null, to_address text not null, to_name text not null,
    from_name text not null, subject text not null, words text not null, body_text text not null, body_html text not null, message_id text not null,
    in_reply_to text, thread_ids text not null, reply_tag text, automatic boolean not null, link_id text, state text not null,
    attempt bigint not null, next_at bigint not null, told text, created_at bigint not null, sent_at bigint,
    version bigint not null, primary key (team_id, id), unique (team_id, message_id))";
pub(crate) const DUE: &str = "create index if not exists letter_due on letter (state, next_at)";
pub(crate) const OF_THREAD: &str =
    "create index if not exists letter_thread on letter (team_id, thread_id, created_at)";
pub(crate) const OF_ADDRESS: &str =
    "create index if not exists letter_address on letter (team_id, kind, to_address, created_at)";
pub(crate) const NEWEST: &str = "create index if not exists letter_newest on letter (team_id, created_at, id)";
pub(crate) const STANDING: &str = "create index if not exists letter_standing on letter (team_id, state, created_at)";
pub(crate) const OF_KIND: &str =
    "create index if not exists letter_kind on letter (team_id, kind, created_at, thread_id)";
/// In the order in which [`of_thread`] tells them, so that nobody takes the index of the newest for it and reads the whole outbox.
pub(crate) const IN_THREAD: &str =
    "create index if not exists letter_in_thread on letter (team_id, thread_id, created_at, id)";
pub(crate) const NOT_OF_THREAD: &str = "drop index if exists letter_thread";

/// Stands in a letter where the private link goes; filled in when the letter leaves, so that no token is kept.
pub const LINK: &str = "{private-link}";

/// The id of a letter.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(transparent)]
pub struct LetterId(Uuid);
crate::id_impl!(LetterId);

/// Where a letter stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// It waits for its turn, or for another try.
    Queued,
    /// A worker is offering it to the mail server.
    Leaving,
    /// The mail server took it.
    Sent,
    /// The mail server will not take it for this person.
    Refused,
    /// It was taken and came back.
    Returned,
    /// A member decided that it need not go.
    SetAside,
}
crate::text_enum!(State {
    Queued => "queued", Leaving => "leaving", Sent => "sent", Refused => "refused", Returned => "returned", SetAside => "set-aside",
});

/// A letter to be written.
#[derive(Debug, Clone)]
pub struct Draft {
    /// Whose letter.
    pub team: TeamId,
    /// The thread it goes in: the id of its request.
    pub thread: Option<Uuid>,
    /// What it is, as `acknowledgement` or `answer`.
    pub kind: &'static str,
    /// To whom.
    pub to_address: String,
    /// Their name, or nothing.
    pub to_name: String,
    /// Who writes, as `Learning at Lindmoor`.
    pub from_name: String,
    /// With the number at its end.
    pub subject: String,
    /// The heart of it, as the conversation shows it: without greeting, links and foot.
    pub words: String,
    /// Plain text; [`LINK`] stands for the private link.
    pub text: String,
    /// The same in HTML.
    pub html: String,
    /// The part of the address that brings a reply home.
    pub reply_tag: Option<String>,
    /// Written by a machine (RFC 3834): no other machine shall answer.
    pub automatic: bool,
    /// The private link that it carries.
    pub link: Option<LinkId>,
}

impl Draft {
    /// A letter in a thread, its subject ended by the number. Text and HTML are the whole letter.
    pub fn in_thread(
        thread: &Thread,
        kind: &'static str,
        subject: &str,
        words: String,
        text: String,
        html: String,
    ) -> Self {
        Self {
            team: thread.team,
            thread: Some(thread.id),
            kind,
            to_address: thread.to_address.clone(),
            to_name: thread.to_name.clone(),
            from_name: thread.from_name.clone(),
            subject: format!("{subject} [{}]", thread.label),
            words,
            text,
            html,
            reply_tag: Some(thread.reply_tag.clone()),
            automatic: false,
            link: thread.link,
        }
    }
}

/// A letter as it is kept.
#[derive(Debug, Clone)]
pub struct Letter {
    /// Whose.
    pub team: TeamId,
    /// Which.
    pub id: LetterId,
    /// The thread it went in.
    pub thread: Option<Uuid>,
    /// What it is, as `acknowledgement` or `answer`.
    pub kind: String,
    /// To whom.
    pub to_address: String,
    /// Their name, or nothing.
    pub to_name: String,
    /// Who writes.
    pub from_name: String,
    /// With the number at its end.
    pub subject: String,
    /// The heart of it, as the conversation shows it.
    pub words: String,
    /// Plain text, with [`LINK`] for the private link until [`Letter::filled`].
    pub text: String,
    /// The same in HTML.
    pub html: String,
    /// Stable over all tries, in angle brackets.
    pub message_id: String,
    /// The message that it answers.
    pub in_reply_to: Option<String>,
    /// The thread before it, oldest first.
    pub references: Vec<String>,
    /// The part of the address that brings a reply home.
    pub reply_tag: Option<String>,
    /// Written by a machine.
    pub automatic: bool,
    /// The private link that it carries.
    pub link: Option<LinkId>,
    /// Where it stands.
    pub state: State,
    /// How often it was offered.
    pub attempt: i64,
    /// When it is offered next.
    pub next_at: Timestamp,
    /// What the mail server said last, in words.
    pub told: Option<String>,
    /// When it was written.
    pub created_at: Timestamp,
    /// When the mail server took it.
    pub sent_at: Option<Timestamp>,
    version: i64,
}

const COLUMNS: &str = "team_id, id, thread_id, kind, to_address, to_name, from_name, subject, words, body_text, body_html, message_id,
    in_reply_to, thread_ids, reply_tag, automatic, link_id, state, attempt, next_at, told, created_at, sent_at, version";
const POST: &str = "insert into letter (team_id, id, thread_id, kind, to_address, to_name, from_name, subject, words, body_text, body_html,
    message_id, in_reply_to, thread_ids, reply_tag, automatic, link_id, state, attempt, next_at, told, created_at, sent_at, version)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, 0, $19, null, $19, null, 1)";
const MOVE: &str = "update letter set state = $1, attempt = $2, next_at = $3, told = $4, sent_at = $5, to_address = $6,
    version = version + 1 where team_id = $7 and id = $8 and version = $9";

fn read(row: &Row) -> Result<Letter, StoreError> {
    Ok(Letter {
        team: row.get(0)?,
        id: row.get(1)?,
        thread: row.get(2)?,
        kind: row.get(3)?,
        to_address: row.get(4)?,
        to_name: row.get(5)?,
        from_name: row.get(6)?,
        subject: row.get(7)?,
        words: row.get(8)?,
        text: row.get(9)?,
        html: row.get(10)?,
        message_id: row.get(11)?,
        in_reply_to: row.get(12)?,
        references: row.get::<String>(13)?.split_whitespace().map(str::to_owned).collect(),
        reply_tag: row.get(14)?,
        automatic: row.get(15)?,
        link: row.get(16)?,
        state: row.get(17)?,
        attempt: row.get(18)?,
        next_at: row.get(19)?,
        told: row.get(20)?,
        created_at: row.get(21)?,
        sent_at: row.get(22)?,
        version: row.get(23)?,
    })
}

/// Puts a letter into the outbox, in its thread. It leaves after the commit.
pub async fn post(tx: &mut Tx, ground: &Ground, draft: Draft) -> Result<LetterId, StoreError> {
    let now = tx.now();
    let id = LetterId::new(now);
    let message_id = format!("<{id}@{}>", ground.settings().message_id_domain);
    let mut thread_ids = match draft.thread {
        Some(thread) => threads::of(tx, draft.team, thread).await?,
        None => Vec::new(),
    };
    let in_reply_to = thread_ids.last().cloned();
    // RFC 5322 lets References be shortened; the first and the newest are what mail programs look at.
    if thread_ids.len() > 20 {
        thread_ids.drain(1..thread_ids.len() - 19);
    }
    if let Some(thread) = draft.thread {
        threads::note(tx, draft.team, thread, &message_id, false, now).await?;
    }
    tx.execute(
        POST,
        (
            draft.team,
            id,
            draft.thread,
            draft.kind,
            draft.to_address,
            draft.to_name,
            draft.from_name,
            draft.subject,
            draft.words,
            draft.text,
            draft.html,
            message_id,
            in_reply_to,
            thread_ids.join(" "),
            draft.reply_tag,
            draft.automatic,
            draft.link,
            State::Queued,
            now,
        ),
    )
    .await?;
    Ok(id)
}

impl Letter {
    /// The letter with its private link in place, as the person reads it.
    pub async fn filled(&self, ground: &Ground) -> Result<Letter, StoreError> {
        let Some(link) = self.link else { return Ok(self.clone()) };
        let mut tx = ground.read().await?;
        let link = links::get(&mut tx, self.team, link).await?;
        let link = link.ok_or_else(|| StoreError::Broken("a letter's link is not there".to_owned()))?;
        let address = format!("{}{}", ground.settings().public_url, link.path(ground.secret()));
        let fill = |text: &str| text.replace(LINK, &address);
        Ok(Letter { text: fill(&self.text), html: fill(&self.html), ..self.clone() })
    }
}

/// Takes up to `limit` letters that are due, each for one worker alone. A worker that dies lets go of them after `lease`.
pub async fn lease(ground: &Ground, limit: i64, lease: SignedDuration) -> Result<Vec<Letter>, StoreError> {
    // every team: one worker hands over the letters of all teams
    let sql = format!(
        "select {COLUMNS} from letter where (state = 'queued' or state = 'leaving') and next_at <= $1 order by next_at limit $2"
    );
    let now = ground.now();
    let due: Vec<Letter> = {
        let mut tx = ground.read().await?;
        tx.query(&sql, (now, limit)).await?.iter().map(read).collect::<Result<_, _>>()?
    };
    if due.is_empty() {
        return Ok(due);
    }
    let mut tx = ground.begin().await?;
    let mut leased = Vec::new();
    let until = later(tx.now(), lease);
    for letter in due {
        let offered = Letter { state: State::Leaving, attempt: letter.attempt + 1, next_at: until, ..letter };
        if save(&mut tx, &offered).await? {
            leased.push(Letter { version: offered.version + 1, ..offered });
        }
    }
    tx.commit().await?;
    Ok(leased)
}

/// Lets go of what the process before this one held when it ended. For the embedded database, which serves one process alone.
pub async fn let_go(ground: &Ground) -> Result<(), StoreError> {
    // every team: one worker hands over the letters of all teams
    let sql = "update letter set state = 'queued', next_at = $1, version = version + 1 where state = 'leaving'";
    let mut tx = ground.begin().await?;
    let now = tx.now();
    tx.execute(sql, (now,)).await?;
    tx.commit().await
}

/// When the next letter is due, so that a worker knows how long it may rest.
pub async fn next_at(ground: &Ground) -> Result<Option<Timestamp>, StoreError> {
    // every team: one worker hands over the letters of all teams
    let sql = "select min(next_at) from letter where (state = 'queued' or state = 'leaving')";
    ground.read().await?.query_one(sql, ()).await?.get(0)
}

fn later(at: Timestamp, duration: SignedDuration) -> Timestamp {
    at.checked_add(duration).unwrap_or(Timestamp::MAX)
}

async fn save(tx: &mut Tx, letter: &Letter) -> Result<bool, StoreError> {
    let values = (
        letter.state,
        letter.attempt,
        letter.next_at,
        letter.told.clone(),
        letter.sent_at,
        &letter.to_address,
        letter.team,
        letter.id,
        letter.version,
    );
    Ok(tx.execute(MOVE, values).await? == 1)
}

/// What became of an offered letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fate {
    /// The mail server took it.
    Taken,
    /// Not now, or nobody knows: it is offered again, with the same Message-ID.
    Again(String),
    /// Never, for this person.
    Never(String),
}

/// Writes down what became of a leased letter. If the lease was lost meanwhile, whoever holds it now writes instead.
pub async fn settle(ground: &Ground, letter: &Letter, fate: Fate) -> Result<(), StoreError> {
    let mut tx = ground.begin().await?;
    let now = tx.now();
    let settled = match fate {
        Fate::Taken => Letter { state: State::Sent, sent_at: Some(now), told: None, ..letter.clone() },
        Fate::Again(why) => {
            let next_at = later(now, rest_before(letter.attempt + 1, &letter.message_id));
            Letter { state: State::Queued, next_at, told: Some(why), ..letter.clone() }
        }
        Fate::Never(why) => Letter { state: State::Refused, told: Some(why), ..letter.clone() },
    };
    save(&mut tx, &settled).await?;
    tx.commit().await
}

/// How long a letter rests before its next try: half a minute, then twice as long each time, an hour at the most, spread by up to a
/// quarter so that many don't knock at once. The spread comes from the letter itself and needs no dice.
pub fn rest_before(attempt: i64, message_id: &str) -> SignedDuration {
    let doublings = u32::try_from(attempt.clamp(2, 9) - 2).unwrap_or_default();
    let seconds = (30_i64 << doublings).min(3600);
    let spread = message_id.bytes().fold(attempt, |sum, byte| (sum * 31 + i64::from(byte)) % 1000);
    SignedDuration::from_secs(seconds + seconds * spread / 4000)
}

/// Notes that a letter came back. Returns it, if it is one of ours.
pub async fn returned(tx: &mut Tx, team: TeamId, message_id: &str, why: &str) -> Result<Option<Letter>, StoreError> {
    let sql = format!("select {COLUMNS} from letter where team_id = $1 and message_id = $2");
    let Some(letter) = tx.query_opt(&sql, (team, message_id)).await?.as_ref().map(read).transpose()? else {
        return Ok(None);
    };
    let letter = Letter { state: State::Returned, told: Some(why.to_owned()), ..letter };
    save(tx, &letter).await?;
    Ok(Some(letter))
}

/// A letter of this team.
pub async fn find(tx: &mut Tx, team: TeamId, id: LetterId) -> Result<Option<Letter>, StoreError> {
    let sql = format!("select {COLUMNS} from letter where team_id = $1 and id = $2");
    tx.query_opt(&sql, (team, id)).await?.as_ref().map(read).transpose()
}

/// Offers a letter again that did not get through, to the same person or to a corrected address.
pub async fn offer_again(tx: &mut Tx, letter: &Letter) -> Result<(), StoreError> {
    let now = tx.now();
    let again = Letter { state: State::Queued, attempt: 0, next_at: now, ..letter.clone() };
    if save(tx, &again).await? { Ok(()) } else { Err(StoreError::Conflict) }
}

/// Decides that a letter need not go.
pub async fn set_aside(tx: &mut Tx, letter: &Letter) -> Result<(), StoreError> {
    let aside = Letter { state: State::SetAside, ..letter.clone() };
    if save(tx, &aside).await? { Ok(()) } else { Err(StoreError::Conflict) }
}

/// The newest letters of a team, newest first, from after the letter on which a page of them ended: its instant and its id, since letters
/// of one transaction share their instant.
pub async fn newest(
    tx: &mut Tx,
    team: TeamId,
    after: Option<(Timestamp, LetterId)>,
    limit: i64,
) -> Result<Vec<Letter>, StoreError> {
    let (at, id) = after.map_or((i64::MAX, String::new()), |(at, id)| (at.as_millisecond(), id.to_string()));
    let sql = format!(
        "select {COLUMNS} from letter where team_id = $1 and (created_at, id) < ($2, $3)
        order by created_at desc, id desc limit $4"
    );
    tx.query(&sql, (team, at, id, limit)).await?.iter().map(read).collect()
}

/// Letters that a member should know of: refused, returned, or still not taken by `written_before`.
pub async fn not_through(tx: &mut Tx, team: TeamId, written_before: Timestamp) -> Result<Vec<Letter>, StoreError> {
    // One range of the index for each state, in order: never the whole outbox.
    let of = |state: State, and: &str| {
        format!("select {COLUMNS} from letter where team_id = $1 and state = '{}'{and}", state.as_str())
    };
    let sql = format!(
        "{} union all {} union all {} union all {} order by created_at limit 100",
        of(State::Queued, " and created_at <= $2"),
        of(State::Leaving, " and created_at <= $2"),
        of(State::Refused, ""),
        of(State::Returned, ""),
    );
    tx.query(&sql, (team, written_before)).await?.iter().map(read).collect()
}

/// The threads in which a letter of this kind was written since `since`, each with the newest, newest first.
pub async fn threads_of_kind(
    tx: &mut Tx,
    team: TeamId,
    kind: &str,
    since: Timestamp,
    limit: i64,
) -> Result<Vec<(Uuid, Timestamp)>, StoreError> {
    let sql = "select thread_id, max(created_at) as newest_at from letter
        where team_id = $1 and kind = $2 and created_at >= $3 and thread_id is not null
        group by thread_id order by newest_at desc, thread_id nulls last limit $4";
    let rows = tx.query(sql, (team, kind, since, limit)).await?;
    rows.iter().map(|row| Ok((row.get(0)?, row.get(1)?))).collect()
}

/// All letters that went in a thread, oldest first.
pub async fn of_thread(tx: &mut Tx, team: TeamId, thread: Uuid) -> Result<Vec<Letter>, StoreError> {
    let sql = format!("select {COLUMNS} from letter where team_id = $1 and thread_id = $2 order by created_at, id");
    tx.query(&sql, (team, thread)).await?.iter().map(read).collect()
}

/// How many letters of a kind were written to an address since `since`.
pub async fn written_to(
    tx: &mut Tx,
    team: TeamId,
    kind: &str,
    address: &str,
    since: Timestamp,
) -> Result<i64, StoreError> {
    let sql = "select count(*) from letter where team_id = $1 and kind = $2 and to_address = $3 and created_at > $4";
    tx.query_one(sql, (team, kind, address, since)).await?.get(0)
}
