use ground::uuid::Uuid;
use ground::{Actor, StoreError, TeamId, Tx, events, threads};
use jiff::Timestamp;
use jiff::civil::Date;
use serde_json::json;

use crate::DecisionId;
use crate::rules::{self, CannotRecord, Driver};
use crate::store::{self, Decision};

/// Why an act was not done, in the words the member reads.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// It does not say enough.
    #[error(transparent)]
    CannotRecord(#[from] CannotRecord),
    /// There is no such request in this team.
    #[error("There is no request of this number. Look at the list of requests.")]
    NoRequest,
    /// Other words stand in the log under the id it was to get.
    #[error(
        "A decision was written into the log from this form already, and stays as it is. Send this one again if it is another."
    )]
    StandsAlready,
    /// The database did not do it.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl ground::Passing for Refused {
    fn is_passing(&self) -> bool {
        match self {
            Self::Store(error) => error.is_passing(),
            Self::CannotRecord(_) | Self::NoRequest | Self::StandsAlready => false,
        }
    }
}

/// A decision as it was typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewDecision {
    /// The id it gets, where whoever records it may send it twice; recorded under it already, it stays as it was, and other
    /// words are refused.
    pub id: Option<DecisionId>,
    /// What was decided.
    pub what: String,
    /// Why.
    pub why: String,
    /// What drove it.
    pub driver: Driver,
    /// The block in which it was made, by its key.
    pub block: Option<String>,
    /// The request that it is about.
    pub about: Option<Uuid>,
    /// The day on which it is to be looked at again.
    pub review_on: Option<Date>,
    /// When it was made, where it is written down later.
    pub made_at: Option<Timestamp>,
}

impl NewDecision {
    /// A decision about nothing in particular, outside a block.
    pub fn new(what: impl Into<String>, why: impl Into<String>, driver: Driver) -> Self {
        Self {
            id: None,
            what: what.into(),
            why: why.into(),
            driver,
            block: None,
            about: None,
            review_on: None,
            made_at: None,
        }
    }
}

/// Writes a decision into the log, within the transaction of whoever decides.
pub async fn record(tx: &mut Tx, team: TeamId, actor: Actor, new: NewDecision) -> Result<DecisionId, Refused> {
    let (what, why) = rules::worded(&new.what, &new.why)?;
    if let Some(on) = new.review_on {
        let zone = team::calendar::current(tx, team).await?.zone;
        rules::may_review(on, tx.now().to_zoned_datetime(zone).date())?;
    }
    if let Some(about) = new.about {
        threads::get(tx, team, about).await?.ok_or(Refused::NoRequest)?;
    }
    let at = new.made_at.unwrap_or_else(|| tx.now());
    let id = new.id.unwrap_or_else(|| DecisionId::new(at));
    let NewDecision { driver, block, about, review_on, .. } = new;
    let decision = Decision { id, at, by: actor.to_string(), what, why, driver, block, about, review_on };
    if !store::add(tx, team, &decision).await? {
        let Some(stands) = store::find(tx, team, id).await? else { return Err(StoreError::Busy.into()) };
        let is_same = Decision { at, by: stands.by.clone(), ..decision } == Decision { at, ..stands };
        return if is_same { Ok(id) } else { Err(Refused::StandsAlready) };
    }
    let payload = json!({ "driver": driver.as_str(), "block": decision.block, "about": about, "review_on": review_on });
    events::record(tx, team, actor, "decision.recorded", id, payload).await?;
    Ok(id)
}
