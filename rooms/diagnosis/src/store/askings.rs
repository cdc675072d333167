use ground::outbox::LetterId;
use ground::{Row, StoreError, TeamId, Tx};
use jiff::Timestamp;
use method::Question;
use requests::RequestId;
use team::StakeholderId;

use super::{json, parts, question};
use crate::rules::Parts;

/// Two or three questions that were sent to the stakeholder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asking {
    /// Which of those of the request, from 1.
    pub turn: i64,
    /// What was asked.
    pub questions: Vec<Question>,
    /// Who sent it.
    pub sent_by: String,
    /// When.
    pub sent_at: Timestamp,
    /// The letter.
    pub letter: LetterId,
}

/// What the stakeholder said to a question: one person's view.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reply {
    /// To which question.
    pub question: Question,
    /// What they said.
    pub parts: Parts,
    /// Who.
    pub by: StakeholderId,
    /// When last.
    pub said_at: Timestamp,
}

const ASKINGS: &str = "select turn, questions, sent_by, sent_at, letter_id from diagnosis_asking
    where team_id = $1 and request_id = $2 order by turn";
const ADD: &str = "insert into diagnosis_asking (team_id, request_id, turn, questions, sent_by, sent_at, letter_id)
    values ($1, $2, $3, $4, $5, $6, $7)";
const REPLIES: &str = "select question, parts, by_stakeholder, said_at from diagnosis_reply
    where team_id = $1 and request_id = $2";
const REPLY: &str =
    "insert into diagnosis_reply (team_id, request_id, question, parts, by_stakeholder, said_at) values ($1, $2, $3, $4, $5, $6)
    on conflict (team_id, request_id, question) do update set parts = excluded.parts, by_stakeholder = excluded.by_stakeholder,
    said_at = excluded.said_at";

fn asking(row: &Row) -> Result<Asking, StoreError> {
    let questions = row.get::<String>(1)?;
    Ok(Asking {
        turn: row.get(0)?,
        questions: questions.split_whitespace().map(question).collect::<Result<_, _>>()?,
        sent_by: row.get(2)?,
        sent_at: row.get(3)?,
        letter: row.get(4)?,
    })
}

/// What was asked about a request, oldest first.
pub(crate) async fn of_request(tx: &mut Tx, team: TeamId, request: RequestId) -> Result<Vec<Asking>, StoreError> {
    tx.query(ASKINGS, (team, request)).await?.iter().map(asking).collect()
}

/// Remembers what was asked. Somebody who asked at the same moment makes it [`StoreError::Unique`].
pub(crate) async fn add(tx: &mut Tx, team: TeamId, request: RequestId, asking: &Asking) -> Result<(), StoreError> {
    let codes: Vec<String> = asking.questions.iter().map(|question| question.code()).collect();
    let values = (team, request, asking.turn, codes.join(" "), &asking.sent_by, asking.sent_at, asking.letter);
    tx.execute(ADD, values).await?;
    Ok(())
}

/// What the stakeholder said, in the order of the questions.
pub(crate) async fn replies(tx: &mut Tx, team: TeamId, request: RequestId) -> Result<Vec<Reply>, StoreError> {
    let read = |row: &Row| {
        Ok(Reply {
            question: question(&row.get::<String>(0)?)?,
            parts: parts(&row.get::<String>(1)?)?,
            by: row.get(2)?,
            said_at: row.get(3)?,
        })
    };
    let mut replies: Vec<Reply> =
        tx.query(REPLIES, (team, request)).await?.iter().map(read).collect::<Result<_, StoreError>>()?;
    replies.sort_by_key(|reply| reply.question);
    Ok(replies)
}

/// Remembers what the stakeholder said, in the place of what they said before.
pub(crate) async fn reply(tx: &mut Tx, team: TeamId, request: RequestId, reply: &Reply) -> Result<(), StoreError> {
    tx.execute(REPLY, (team, request, reply.question.code(), json(&reply.parts)?, reply.by, reply.said_at)).await?;
    Ok(())
}
