//! Goals, what is done for them, and what stands in their way.

use ground::{Row, StoreError, TeamId, Tx};
use jiff::Timestamp;
use jiff::civil::Date;

use super::{once, read_all};

ground::id!(
    /// The id of a goal.
    GoalId
);
ground::id!(
    /// The id of an initiative or a challenge.
    StepId
);

/// Where something is written down that the business decided.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Plan {
    /// The address of the document; empty if there is none.
    pub link: String,
    /// The file, as it was given.
    pub file: Option<PlanFile>,
}

/// A kept file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanFile {
    /// What it is kept under.
    pub print: String,
    /// What it was called.
    pub name: String,
}

/// What the business is trying to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Goal {
    /// Whose.
    pub team: TeamId,
    /// Which.
    pub id: GoalId,
    /// The goal in the business's words.
    pub title: String,
    /// Why it matters; may be empty.
    pub why: String,
    /// Who answers for it; empty if not known yet.
    pub owner: String,
    /// Where it is written down.
    pub plan: Plan,
    /// From when on.
    pub from_on: Option<Date>,
    /// Until when.
    pub until_on: Option<Date>,
    /// When its owner confirmed the wording.
    pub confirmed_on: Option<Date>,
    /// What the team doesn't know about it, a line each.
    pub unknown: String,
    /// When to look at it again.
    pub look_on: Option<Date>,
    /// When it ended.
    pub ended_at: Option<Timestamp>,
    /// How often it was changed.
    pub version: i64,
    /// When it was noted.
    pub made_at: Timestamp,
}

/// How a goal was worded, and where the words come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wording {
    /// The words.
    pub title: String,
    /// “from the annual plan”.
    pub source: String,
    /// When they were noted.
    pub said_at: Timestamp,
}

/// What a step is to its goal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum StepKind {
    /// What they are doing about it.
    Initiative,
    /// What stands in the way.
    Challenge,
}
ground::text_enum!(StepKind { Initiative => "initiative", Challenge => "challenge" });

/// An initiative or a challenge.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// Whose.
    pub team: TeamId,
    /// Which.
    pub id: StepId,
    /// Of which goal.
    pub goal: GoalId,
    /// Which of the two.
    pub kind: StepKind,
    /// What it is.
    pub title: String,
    /// Who answers for it; empty if not known yet.
    pub owner: String,
    /// Where, since when, who said so.
    pub note: String,
    /// Where it is written down.
    pub plan: Plan,
    /// From when on.
    pub from_on: Option<Date>,
    /// Until when.
    pub until_on: Option<Date>,
    /// When it ended.
    pub ended_at: Option<Timestamp>,
    /// How often it was changed.
    pub version: i64,
    /// When it was noted.
    pub made_at: Timestamp,
}

const GOAL: &str = "team_id, id, title, why, owner, plan_link, plan_print, plan_name, from_on, until_on, confirmed_on, unknown, look_on,
    ended_at, version, made_at";
const ADD: &str =
    "insert into business_goal (team_id, id, title, why, owner, plan_link, plan_print, plan_name, from_on, until_on,
    confirmed_on, unknown, look_on, ended_at, version, made_at)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)";
const SAVE: &str =
    "update business_goal set title = $1, why = $2, owner = $3, plan_link = $4, plan_print = $5, plan_name = $6,
    from_on = $7, until_on = $8, confirmed_on = $9, unknown = $10, look_on = $11, ended_at = $12, version = version + 1
    where team_id = $13 and id = $14 and version = $15";
const WORD: &str =
    "insert into business_wording (team_id, goal_id, turn, title, source, said_at) values ($1, $2, $3, $4, $5, $6)";
const WORDINGS: &str =
    "select title, source, said_at from business_wording where team_id = $1 and goal_id = $2 order by turn";
const STEP: &str = "team_id, id, goal_id, kind, title, owner, note, plan_link, plan_print, plan_name, from_on, until_on, ended_at, version,
    made_at";
const ADD_STEP: &str = "insert into business_step (team_id, id, goal_id, kind, title, owner, note, plan_link, plan_print, plan_name,
    from_on, until_on, ended_at, version, made_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)";
const SAVE_STEP: &str = "update business_step set title = $1, owner = $2, note = $3, plan_link = $4, plan_print = $5, plan_name = $6,
    from_on = $7, until_on = $8, ended_at = $9, version = version + 1 where team_id = $10 and id = $11 and version = $12";

fn plan(row: &Row, first: usize) -> Result<Plan, StoreError> {
    let print: Option<String> = row.get(first + 1)?;
    let name = row.get(first + 2)?;
    Ok(Plan { link: row.get(first)?, file: print.map(|print| PlanFile { print, name }) })
}

fn goal(row: &Row) -> Result<Goal, StoreError> {
    Ok(Goal {
        team: row.get(0)?,
        id: row.get(1)?,
        title: row.get(2)?,
        why: row.get(3)?,
        owner: row.get(4)?,
        plan: plan(row, 5)?,
        from_on: row.get(8)?,
        until_on: row.get(9)?,
        confirmed_on: row.get(10)?,
        unknown: row.get(11)?,
        look_on: row.get(12)?,
        ended_at: row.get(13)?,
        version: row.get(14)?,
        made_at: row.get(15)?,
    })
}

fn step(row: &Row) -> Result<Step, StoreError> {
    Ok(Step {
        team: row.get(0)?,
        id: row.get(1)?,
        goal: row.get(2)?,
        kind: row.get(3)?,
        title: row.get(4)?,
        owner: row.get(5)?,
        note: row.get(6)?,
        plan: plan(row, 7)?,
        from_on: row.get(10)?,
        until_on: row.get(11)?,
        ended_at: row.get(12)?,
        version: row.get(13)?,
        made_at: row.get(14)?,
    })
}

impl Plan {
    /// Whether nothing is written down anywhere.
    pub fn is_empty(&self) -> bool {
        self.link.is_empty() && self.file.is_none()
    }

    fn columns(&self) -> (&str, Option<&str>, &str) {
        let (print, name) =
            self.file.as_ref().map_or((None, ""), |file| (Some(file.print.as_str()), file.name.as_str()));
        (&self.link, print, name)
    }
}

pub(crate) async fn add(tx: &mut Tx, goal: &Goal) -> Result<(), StoreError> {
    let (link, print, name) = goal.plan.columns();
    let values = (
        goal.team,
        goal.id,
        &goal.title,
        &goal.why,
        &goal.owner,
        link,
        print,
        name,
        goal.from_on,
        goal.until_on,
        goal.confirmed_on,
        &goal.unknown,
        goal.look_on,
        goal.ended_at,
        goal.version,
        goal.made_at,
    );
    tx.execute(ADD, values).await?;
    Ok(())
}

/// Saves a goal; with [`StoreError::Conflict`] if somebody changed it since it was read.
pub(crate) async fn save(tx: &mut Tx, goal: &Goal) -> Result<(), StoreError> {
    let (link, print, name) = goal.plan.columns();
    let values = (
        &goal.title,
        &goal.why,
        &goal.owner,
        link,
        print,
        name,
        goal.from_on,
        goal.until_on,
        goal.confirmed_on,
        &goal.unknown,
        goal.look_on,
        goal.ended_at,
        goal.team,
        goal.id,
        goal.version,
    );
    once(tx.execute(SAVE, values).await?)
}

/// Keeps the words of a goal beside those before.
pub(crate) async fn word(tx: &mut Tx, goal: &Goal, turn: i64, source: &str) -> Result<(), StoreError> {
    let now = tx.now();
    tx.execute(WORD, (goal.team, goal.id, turn, &goal.title, source, now)).await?;
    Ok(())
}

/// How a goal was worded, oldest first.
pub(crate) async fn wordings(tx: &mut Tx, team: TeamId, id: GoalId) -> Result<Vec<Wording>, StoreError> {
    let rows = tx.query(WORDINGS, (team, id)).await?;
    read_all(&rows, |row| Ok(Wording { title: row.get(0)?, source: row.get(1)?, said_at: row.get(2)? }))
}

/// A goal of this team.
pub async fn find(tx: &mut Tx, team: TeamId, id: GoalId) -> Result<Option<Goal>, StoreError> {
    let sql = format!("select {GOAL} from business_goal where team_id = $1 and id = $2");
    tx.query_opt(&sql, (team, id)).await?.as_ref().map(goal).transpose()
}

/// The goals that haven't ended, in the order in which they were noted.
pub async fn going_on(tx: &mut Tx, team: TeamId) -> Result<Vec<Goal>, StoreError> {
    let sql = format!("select {GOAL} from business_goal where team_id = $1 and ended_at is null order by made_at, id");
    read_all(&tx.query(&sql, (team,)).await?, goal)
}

/// The goals that ended, the latest first.
pub(crate) async fn ended(tx: &mut Tx, team: TeamId) -> Result<Vec<Goal>, StoreError> {
    let sql = format!(
        "select {GOAL} from business_goal where team_id = $1 and ended_at is not null order by ended_at desc nulls last, id limit 50"
    );
    read_all(&tx.query(&sql, (team,)).await?, goal)
}

pub(crate) async fn add_step(tx: &mut Tx, step: &Step) -> Result<(), StoreError> {
    let (link, print, name) = step.plan.columns();
    let values = (
        step.team,
        step.id,
        step.goal,
        step.kind,
        &step.title,
        &step.owner,
        &step.note,
        link,
        print,
        name,
        step.from_on,
        step.until_on,
        step.ended_at,
        step.version,
        step.made_at,
    );
    tx.execute(ADD_STEP, values).await?;
    Ok(())
}

/// Saves a step; with [`StoreError::Conflict`] if somebody changed it since it was read.
pub(crate) async fn save_step(tx: &mut Tx, step: &Step) -> Result<(), StoreError> {
    let (link, print, name) = step.plan.columns();
    let values = (
        &step.title,
        &step.owner,
        &step.note,
        link,
        print,
        name,
        step.from_on,
        step.until_on,
        step.ended_at,
        step.team,
        step.id,
        step.version,
    );
    once(tx.execute(SAVE_STEP, values).await?)
}

/// A step of this team.
pub(crate) async fn find_step(tx: &mut Tx, team: TeamId, id: StepId) -> Result<Option<Step>, StoreError> {
    let sql = format!("select {STEP} from business_step where team_id = $1 and id = $2");
    tx.query_opt(&sql, (team, id)).await?.as_ref().map(step).transpose()
}

/// What is done for a goal and what stands in its way, as noted; the ended ones are left out.
pub async fn steps_of(tx: &mut Tx, team: TeamId, goal: GoalId) -> Result<Vec<Step>, StoreError> {
    let sql = format!(
        "select {STEP} from business_step where team_id = $1 and goal_id = $2 and ended_at is null order by made_at, id"
    );
    read_all(&tx.query(&sql, (team, goal)).await?, step)
}

/// The same of all goals.
pub(crate) async fn steps(tx: &mut Tx, team: TeamId) -> Result<Vec<Step>, StoreError> {
    let sql = format!("select {STEP} from business_step where team_id = $1 and ended_at is null order by made_at, id");
    read_all(&tx.query(&sql, (team,)).await?, step)
}
