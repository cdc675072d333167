use ground::{Actor, Row, StoreError, TeamId, Tx};
use jiff::Timestamp;
use promises::PromiseId;
use requests::RequestId;

use crate::SheetId;
use crate::rules::Way;

/// Two to four ways forward, as they were sent, and what was chosen of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// Whose.
    pub team: TeamId,
    /// Which.
    pub id: SheetId,
    /// For which request.
    pub request: RequestId,
    /// The ways, in the order in which they are numbered from 1.
    pub ways: Vec<Way>,
    /// Until when its dates hold; without end if empty.
    pub holds_until_at: Option<Timestamp>,
    /// When it was sent.
    pub sent_at: Timestamp,
    /// What was chosen last.
    pub choice: Option<Choice>,
}

impl Sheet {
    /// The way of this number, counted from 1.
    pub fn way(&self, number: usize) -> Option<&Way> {
        self.ways.get(number.checked_sub(1)?)
    }

    /// The ways with their numbers, from 1.
    pub fn numbered(&self) -> impl Iterator<Item = (usize, &Way)> {
        (1..).zip(&self.ways)
    }
}

/// What a stakeholder chose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// The number of the way, from 1.
    pub way: usize,
    /// Why this one, in their words.
    pub why: Option<String>,
    /// Who chose, as they said it.
    pub chosen_by: String,
    /// When.
    pub chosen_at: Timestamp,
    /// The promise that it started.
    pub promise: PromiseId,
    /// How often something else was chosen before.
    pub(crate) turn: i64,
}

const SHEET: &str = "team_id, id, request_id, holds_until_at, sent_at";
const ADD: &str =
    "insert into option_sheet (team_id, id, request_id, holds_until_at, sent_at) values ($1, $2, $3, $4, $5)";
const ADD_WAY: &str = "insert into option_way (team_id, sheet_id, place, title, what, ready_by, effort, is_recommended)
    values ($1, $2, $3, $4, $5, $6, $7, $8)";
const WAYS: &str = "select title, what, ready_by, effort, is_recommended from option_way
    where team_id = $1 and sheet_id = $2 order by place";
const CHOOSE: &str =
    "insert into option_choice (team_id, sheet_id, turn, place, why, chosen_by, chosen_at, told_by, promise_id)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
const CHOICE: &str = "select place, why, chosen_by, chosen_at, promise_id, turn from option_choice
    where team_id = $1 and sheet_id = $2 order by turn desc limit 1";
const NEWER: &str =
    "select 1 from option_sheet where team_id = $1 and request_id = $2 and (sent_at, id) > ($3, $4) limit 1";

pub(crate) async fn add(tx: &mut Tx, sheet: &Sheet) -> Result<(), StoreError> {
    tx.execute(ADD, (sheet.team, sheet.id, sheet.request, sheet.holds_until_at, sheet.sent_at)).await?;
    for (place, way) in (1_i64..).zip(&sheet.ways) {
        let values = (
            sheet.team,
            sheet.id,
            place,
            &way.title,
            &way.what,
            way.ready_by.clone(),
            way.effort.clone(),
            way.is_recommended,
        );
        tx.execute(ADD_WAY, values).await?;
    }
    Ok(())
}

/// Writes a choice down; with [`StoreError::Unique`] if another was written in the same turn.
pub(crate) async fn choose(
    tx: &mut Tx,
    team: TeamId,
    sheet: SheetId,
    choice: &Choice,
    told_by: Actor,
) -> Result<(), StoreError> {
    let values = (
        team,
        sheet,
        choice.turn,
        stored(choice.way)?,
        choice.why.clone(),
        &choice.chosen_by,
        choice.chosen_at,
        told_by.to_string(),
        choice.promise,
    );
    tx.execute(CHOOSE, values).await?;
    Ok(())
}

/// A sheet of this team.
pub async fn find(tx: &mut Tx, team: TeamId, id: SheetId) -> Result<Option<Sheet>, StoreError> {
    let sql = format!("select {SHEET} from option_sheet where team_id = $1 and id = $2");
    let row = tx.query_opt(&sql, (team, id)).await?;
    whole(tx, row).await
}

/// The newest sheet of a request: the one that is chosen from.
pub async fn of_request(tx: &mut Tx, team: TeamId, request: RequestId) -> Result<Option<Sheet>, StoreError> {
    let sql = format!(
        "select {SHEET} from option_sheet where team_id = $1 and request_id = $2 order by sent_at desc, id desc limit 1"
    );
    let row = tx.query_opt(&sql, (team, request)).await?;
    whole(tx, row).await
}

/// Whether a newer sheet stands in its place.
pub(crate) async fn is_replaced(tx: &mut Tx, sheet: &Sheet) -> Result<bool, StoreError> {
    let newer = tx.query_opt(NEWER, (sheet.team, sheet.request, sheet.sent_at, sheet.id)).await?;
    Ok(newer.is_some())
}

async fn whole(tx: &mut Tx, row: Option<Row>) -> Result<Option<Sheet>, StoreError> {
    let Some(row) = row else { return Ok(None) };
    let (team, id): (TeamId, SheetId) = (row.get(0)?, row.get(1)?);
    let mut ways = Vec::new();
    for way in tx.query(WAYS, (team, id)).await? {
        ways.push(Way {
            title: way.get(0)?,
            what: way.get(1)?,
            ready_by: way.get(2)?,
            effort: way.get(3)?,
            is_recommended: way.get(4)?,
        });
    }
    let choice = tx.query_opt(CHOICE, (team, id)).await?.as_ref().map(read_choice).transpose()?;
    Ok(Some(Sheet { team, id, request: row.get(2)?, holds_until_at: row.get(3)?, sent_at: row.get(4)?, ways, choice }))
}

fn read_choice(row: &Row) -> Result<Choice, StoreError> {
    Ok(Choice {
        way: number(row.get(0)?)?,
        why: row.get(1)?,
        chosen_by: row.get(2)?,
        chosen_at: row.get(3)?,
        promise: row.get(4)?,
        turn: row.get(5)?,
    })
}

fn stored(way: usize) -> Result<i64, StoreError> {
    i64::try_from(way).map_err(|error| StoreError::Broken(format!("the number of a way can't be kept: {error}")))
}

fn number(place: i64) -> Result<usize, StoreError> {
    usize::try_from(place).map_err(|error| StoreError::Broken(format!("a choice has no number of a way: {error}")))
}
