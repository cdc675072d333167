//! Questions to bring to somebody before they bring a request.

use ground::{Row, StoreError, TeamId, Tx};
use jiff::Timestamp;

use super::goals::GoalId;
use super::metrics::MetricId;
use super::read_all;

ground::id!(
    /// The id of a question.
    QuestionId
);

/// A question to bring: to whom, when, and what came of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// Which.
    pub id: QuestionId,
    /// The question.
    pub words: String,
    /// For whom; empty if nobody is named yet.
    pub for_name: String,
    /// Why: “because a metric moved”; may be empty.
    pub why: String,
    /// Which goal it is about.
    pub goal: Option<GoalId>,
    /// Which metric it is about.
    pub metric: Option<MetricId>,
    /// When they are met.
    pub bring_at: Option<Timestamp>,
    /// Whether it is for the team's own next block.
    pub in_block: bool,
    /// Who noted it, as in events.
    pub by: String,
    /// When it was noted.
    pub made_at: Timestamp,
    /// When it was asked.
    pub asked_at: Option<Timestamp>,
    /// What came of it.
    pub came: String,
    /// When it was put aside, asked or not.
    pub closed_at: Option<Timestamp>,
}

const COLUMNS: &str =
    "id, words, for_name, why, goal_id, metric_id, bring_at, in_block, by, made_at, asked_at, came, closed_at";
const ADD: &str = "insert into business_question (team_id, id, words, for_name, why, goal_id, metric_id, bring_at, in_block, by, made_at,
    asked_at, came, closed_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)";
const SAVE: &str =
    "update business_question set words = $1, for_name = $2, bring_at = $3, asked_at = $4, came = $5, closed_at = $6
    where team_id = $7 and id = $8";

fn question(row: &Row) -> Result<Question, StoreError> {
    Ok(Question {
        id: row.get(0)?,
        words: row.get(1)?,
        for_name: row.get(2)?,
        why: row.get(3)?,
        goal: row.get(4)?,
        metric: row.get(5)?,
        bring_at: row.get(6)?,
        in_block: row.get(7)?,
        by: row.get(8)?,
        made_at: row.get(9)?,
        asked_at: row.get(10)?,
        came: row.get(11)?,
        closed_at: row.get(12)?,
    })
}

pub(crate) async fn add(tx: &mut Tx, team: TeamId, question: &Question) -> Result<(), StoreError> {
    let values = (
        team,
        question.id,
        &question.words,
        &question.for_name,
        &question.why,
        question.goal,
        question.metric,
        question.bring_at,
        question.in_block,
        &question.by,
        question.made_at,
        question.asked_at,
        &question.came,
        question.closed_at,
    );
    tx.execute(ADD, values).await?;
    Ok(())
}

pub(crate) async fn save(tx: &mut Tx, team: TeamId, question: &Question) -> Result<(), StoreError> {
    let values = (
        &question.words,
        &question.for_name,
        question.bring_at,
        question.asked_at,
        &question.came,
        question.closed_at,
        team,
        question.id,
    );
    tx.execute(SAVE, values).await?;
    Ok(())
}

/// A question of this team.
pub async fn find(tx: &mut Tx, team: TeamId, id: QuestionId) -> Result<Option<Question>, StoreError> {
    let sql = format!("select {COLUMNS} from business_question where team_id = $1 and id = $2");
    tx.query_opt(&sql, (team, id)).await?.as_ref().map(question).transpose()
}

/// The questions still to bring: those with a time first, in order of it, then as noted.
pub async fn open(tx: &mut Tx, team: TeamId) -> Result<Vec<Question>, StoreError> {
    let sql = format!(
        "select {COLUMNS} from business_question where team_id = $1 and closed_at is null
        order by bring_at nulls last, made_at, id"
    );
    read_all(&tx.query(&sql, (team,)).await?, question)
}

/// The questions that were put aside, with what came of them; the latest first.
pub async fn closed(tx: &mut Tx, team: TeamId, limit: i64) -> Result<Vec<Question>, StoreError> {
    let sql = format!(
        "select {COLUMNS} from business_question where team_id = $1 and closed_at is not null order by closed_at desc nulls last, id desc limit $2"
    );
    read_all(&tx.query(&sql, (team, limit)).await?, question)
}
