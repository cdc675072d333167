use crate::{Ground, StoreError};

/// How a table is spread over several servers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// By `team_id`, beside all that belongs to the team.
    Team,
    /// By its own key: a small table that is asked before the team is known.
    OwnKey,
}

/// The tables of one room and how they came to be. A step is one statement; it may be run again; a step that landed is never changed.
#[derive(Debug, Clone, Copy)]
pub struct Schema {
    /// Whose tables these are.
    pub room: &'static str,
    /// The statements, oldest first.
    pub steps: &'static [&'static str],
    /// Every table of the room, with how it is spread.
    pub distribution: &'static [(&'static str, By)],
}

const MADE: &str = "create table if not exists migration (
    room text not null, step bigint not null, applied_at bigint not null, primary key (room, step))";
const APPLIED: &str = "select room, step from migration";
const APPLY: &str = "insert into migration (room, step, applied_at) values ($1, $2, $3)";

/// The tables that `ground` itself needs, before those of any room.
pub const GROUND: Schema = Schema {
    room: "ground",
    steps: &[
        crate::events::TABLE,
        crate::events::OF_SUBJECT,
        crate::outbox::TABLE,
        crate::outbox::DUE,
        crate::outbox::OF_THREAD,
        crate::outbox::OF_ADDRESS,
        crate::threads::TABLE,
        crate::threads::MESSAGES,
        crate::threads::OF_THREAD,
        crate::links::TABLE,
        crate::links::OF_SUBJECT,
        crate::files::TABLE,
        crate::leases::TABLE,
        crate::outbox::NEWEST,
        crate::outbox::STANDING,
        crate::outbox::OF_KIND,
        crate::outbox::IN_THREAD,
        crate::outbox::NOT_OF_THREAD,
    ],
    distribution: &[
        ("event", By::Team),
        ("letter", By::Team),
        ("thread", By::Team),
        ("thread_message", By::Team),
        ("link", By::OwnKey),
        ("kept_file", By::Team),
        ("lease", By::OwnKey),
        ("migration", By::OwnKey),
    ],
};

impl Ground {
    /// Brings the database to what the program needs, in one transaction: all steps that are missing, or none. Returns how many ran.
    ///
    /// # Errors
    /// A step that fails leaves the database as it was.
    pub async fn migrate(&self, rooms: &[Schema]) -> Result<usize, StoreError> {
        crate::again(|| async {
            match self.migrate_once(rooms).await {
                // Another process made the same tables at the same moment: look again at what is there.
                Err(StoreError::Unique) => Err(StoreError::Busy),
                other => other,
            }
        })
        .await
    }

    async fn migrate_once(&self, rooms: &[Schema]) -> Result<usize, StoreError> {
        let mut tx = self.begin().await?;
        tx.execute(MADE, ()).await?;
        let mut applied = std::collections::HashSet::new();
        for row in tx.query(APPLIED, ()).await? {
            applied.insert((row.get::<String>(0)?, row.get::<i64>(1)?));
        }
        let mut ran = 0;
        for schema in std::iter::once(&GROUND).chain(rooms) {
            for (step, sql) in (0_i64..).zip(schema.steps) {
                if applied.contains(&(schema.room.to_owned(), step)) {
                    continue;
                }
                tx.execute(sql, ()).await?;
                tx.execute(APPLY, (schema.room, step, self.now())).await?;
                ran += 1;
            }
        }
        tx.commit().await?;
        Ok(ran)
    }
}
