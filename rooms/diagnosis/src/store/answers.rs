use std::collections::HashMap;

use ground::{Kept, Row, StoreError, TeamId, Tx};
use jiff::Timestamp;
use method::{Evidence, Question};
use requests::RequestId;

use super::{evidence, json, parts, question};
use crate::rules::{self, Gap, Parts};

/// The answer to one question, with who gave it and how it is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answered {
    /// To which question.
    pub question: Question,
    /// What was typed.
    pub parts: Parts,
    /// How it is known.
    pub evidence: Evidence,
    /// When it was changed last.
    pub changed_at: Timestamp,
    /// Version and who changed it last, as `member:<id>`, `stakeholder:<id>` or `token:<id>`.
    pub kept: Kept<String>,
}

impl Answered {
    /// Whether it counts as an answer.
    pub fn is_whole(&self) -> bool {
        rules::is_answered(self.question, &self.parts)
    }

    /// As a member reads it: the answer, and what exactly.
    pub fn words(&self) -> String {
        crate::words::said(self.question, &self.parts)
    }
}

const COLUMNS: &str = "question, parts, evidence, changed_at, changed_by, found, version";
const ADD: &str =
    "insert into diagnosis_answer (team_id, request_id, question, parts, evidence, changed_at, changed_by, found, version)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
const SAVE: &str =
    "update diagnosis_answer set parts = $1, evidence = $2, changed_at = $3, changed_by = $4, found = $5, version = $6
    where team_id = $7 and request_id = $8 and question = $9 and version = $10";

fn read(row: &Row) -> Result<Answered, StoreError> {
    Ok(Answered {
        question: question(&row.get::<String>(0)?)?,
        parts: parts(&row.get::<String>(1)?)?,
        evidence: evidence(&row.get::<String>(2)?)?,
        changed_at: row.get(3)?,
        kept: Kept { by: row.get(4)?, found: row.get(5)?, version: row.get(6)? },
    })
}

/// All answers about a request, in the order of the questions.
pub(crate) async fn of_request(tx: &mut Tx, team: TeamId, request: RequestId) -> Result<Vec<Answered>, StoreError> {
    let sql = format!("select {COLUMNS} from diagnosis_answer where team_id = $1 and request_id = $2");
    let mut answers: Vec<Answered> =
        tx.query(&sql, (team, request)).await?.iter().map(read).collect::<Result<_, _>>()?;
    answers.sort_by_key(|answer| answer.question);
    Ok(answers)
}

/// The gaps of many requests, as far as they are known.
pub async fn gaps(tx: &mut Tx, team: TeamId, requests: &[RequestId]) -> Result<HashMap<RequestId, Gap>, StoreError> {
    let sql = |places: &str| {
        let gap = Question::Gap.code();
        format!(
            "select request_id, parts from diagnosis_answer where team_id = $1 and question = '{gap}' and request_id in ({places})"
        )
    };
    let mut gaps = HashMap::new();
    for row in tx.query_each(team, requests, sql).await? {
        if let Some(gap) = Gap::of(&parts(&row.get::<String>(1)?)?) {
            gaps.insert(row.get(0)?, gap);
        }
    }
    Ok(gaps)
}

pub(crate) async fn of(
    tx: &mut Tx,
    team: TeamId,
    request: RequestId,
    question: Question,
) -> Result<Option<Answered>, StoreError> {
    let sql =
        format!("select {COLUMNS} from diagnosis_answer where team_id = $1 and request_id = $2 and question = $3");
    tx.query_opt(&sql, (team, request, question.code())).await?.as_ref().map(read).transpose()
}

/// Keeps the first answer to a question. Somebody who did so at the same moment makes it [`StoreError::Unique`].
pub(crate) async fn add(tx: &mut Tx, team: TeamId, request: RequestId, answer: &Answered) -> Result<(), StoreError> {
    let values = (
        team,
        request,
        answer.question.code(),
        json(&answer.parts)?,
        answer.evidence.as_str(),
        answer.changed_at,
        &answer.kept.by,
        answer.kept.found,
        answer.kept.version,
    );
    tx.execute(ADD, values).await?;
    Ok(())
}

/// Keeps an answer in the place of its version `before`; a lost race is noticed.
pub(crate) async fn save(
    tx: &mut Tx,
    team: TeamId,
    request: RequestId,
    answer: &Answered,
    before: i64,
) -> Result<(), StoreError> {
    let values = (
        json(&answer.parts)?,
        answer.evidence.as_str(),
        answer.changed_at,
        &answer.kept.by,
        answer.kept.found,
        answer.kept.version,
        team,
        request,
        answer.question.code(),
        before,
    );
    if tx.execute(SAVE, values).await? == 1 { Ok(()) } else { Err(StoreError::Conflict) }
}
