//! People with an account, in a team.

use ground::{Actor, Row, StoreError, TeamId, Tx};
use jiff::tz::TimeZone;
use web::shell::{Habits, Light, Reach, Who};

use crate::rules::{Right, Role, may};
use crate::{AccountId, MemberId, TokenId};

/// A person with an account in the team that they look at; what they may is up to their role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// The one team they see.
    pub team: TeamId,
    /// Its name.
    pub team_name: String,
    /// What the numbers of its requests begin with.
    pub team_prefix: String,
    /// Who, in this team.
    pub id: MemberId,
    /// Who, in all teams.
    pub account: AccountId,
    /// Their name.
    pub name: String,
    /// Their mail address.
    pub address: String,
    /// What they do here; nothing for an administrator alone.
    pub role: Option<Role>,
    /// Whether they administer the team.
    pub is_administrator: bool,
    /// The IANA zone in which they read times; the team's if they chose none.
    pub zone: Option<String>,
    /// How pages behave for them.
    pub habits: Habits,
    /// The token by which a program acts in their name. What is done then is done by the token, and signed by them.
    pub through: Option<TokenId>,
}

impl Member {
    /// As the one who did something.
    pub fn actor(&self) -> Actor {
        self.through.map_or(Actor::Member(self.id.uuid()), |token| Actor::Token(token.uuid()))
    }

    /// Whether they may do this.
    pub fn may(&self, right: Right) -> bool {
        may(self.role, self.is_administrator, right)
    }

    /// As the frame of a page shows them.
    pub fn shell(&self) -> Who {
        let reach = match self.role {
            Some(Role::Member | Role::Lead) => Reach::Team,
            Some(Role::Sponsor) => Reach::Sponsor,
            None => Reach::Nothing,
        };
        Who {
            person_name: self.name.clone(),
            team_name: self.team_name.clone(),
            reach,
            may_settings: self.may(Right::Settings),
            habits: self.habits,
            ..Who::default()
        }
    }

    /// The zone in which they read times, where the team's office has this one.
    pub fn reads_in(&self, office: &TimeZone) -> TimeZone {
        let own = self.zone.as_deref().and_then(|zone| TimeZone::get(zone).ok());
        own.unwrap_or_else(|| office.clone())
    }
}

pub(crate) const COLUMNS: &str =
    "member.team_id, team.name, team.prefix, member.id, account.id, account.name, account.address, member.role,
    member.is_administrator, habit.zone, habit.keys_off, habit.light";
/// Where the columns of a member come from, besides what is selected from.
pub(crate) const JOINS: &str =
    "join account on account.id = member.account_id join team on team.team_id = member.team_id
    left join habit on habit.account_id = member.account_id";
const JOIN: &str =
    "insert into member (team_id, id, account_id, role, is_administrator, joined_at) values ($1, $2, $3, $4, $5, $6)";
const REMEMBER: &str = "insert into membership (account_id, team_id, member_id) values ($1, $2, $3)";

pub(crate) fn read(row: &Row) -> Result<Member, StoreError> {
    Ok(Member {
        team: row.get(0)?,
        team_name: row.get(1)?,
        team_prefix: row.get(2)?,
        id: row.get(3)?,
        account: row.get(4)?,
        name: row.get(5)?,
        address: row.get(6)?,
        role: row.get(7)?,
        is_administrator: row.get(8)?,
        zone: row.get(9)?,
        habits: Habits {
            keys_off: row.get::<Option<bool>>(10)?.unwrap_or_default(),
            light: light_of(row.get::<Option<String>>(11)?.as_deref().unwrap_or_default()),
        },
        through: None,
    })
}

/// How light is written down.
const LIGHTS: [(&str, Light); 3] = [("as-computer", Light::AsComputer), ("light", Light::Light), ("dark", Light::Dark)];

/// The light of this word; as the computer has it where the word is none.
pub(crate) fn light_of(word: &str) -> Light {
    LIGHTS.iter().find(|(name, _)| *name == word).map_or(Light::AsComputer, |(_, light)| *light)
}

/// The word of a light.
pub(crate) fn word_of(light: Light) -> &'static str {
    LIGHTS.iter().find(|(_, one)| *one == light).map_or("as-computer", |(name, _)| name)
}

fn select(condition: &str) -> String {
    format!("select {COLUMNS} from member {JOINS} where member.team_id = $1 {condition}")
}

/// A person of this team.
pub async fn get(tx: &mut Tx, team: TeamId, id: MemberId) -> Result<Option<Member>, StoreError> {
    tx.query_opt(&select("and member.id = $2"), (team, id)).await?.as_ref().map(read).transpose()
}

/// The person of this team who has this account.
pub(crate) async fn of_account(tx: &mut Tx, team: TeamId, account: AccountId) -> Result<Option<Member>, StoreError> {
    tx.query_opt(&select("and member.account_id = $2"), (team, account)).await?.as_ref().map(read).transpose()
}

/// Everybody in this team, by name.
pub async fn list(tx: &mut Tx, team: TeamId) -> Result<Vec<Member>, StoreError> {
    tx.query(&select("order by account.name, member.id"), (team,)).await?.iter().map(read).collect()
}

/// Fails with [`StoreError::Unique`] when the person is in the team already.
pub(crate) async fn insert(tx: &mut Tx, member: &Member) -> Result<(), StoreError> {
    let now = tx.now();
    tx.execute(JOIN, (member.team, member.id, member.account, member.role, member.is_administrator, now)).await?;
    tx.execute(REMEMBER, (member.account, member.team, member.id)).await?;
    Ok(())
}

/// The teams that an account is in, with their names, in the order of joining.
pub(crate) async fn teams_of(tx: &mut Tx, account: AccountId) -> Result<Vec<(TeamId, String)>, StoreError> {
    let sql = "select membership.team_id, team.name from membership join team on team.team_id = membership.team_id
        where membership.account_id = $1 order by membership.member_id";
    let rows = tx.query(sql, (account,)).await?;
    rows.iter().map(|row| Ok((row.get(0)?, row.get(1)?))).collect()
}
