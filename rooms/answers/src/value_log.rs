//! What the team added beyond the order, order by order, and what came of it.

use std::collections::{HashMap, HashSet};

use business::{Better, Charted, MetricId, Thing};
use ground::{StoreError, TeamId, Tx};
use jiff::Timestamp;
use jiff::civil::Date;
use requests::{Request, RequestId};
use team::StakeholderId;

use crate::rules::{Addition, After, Came, Standing, Way, came, part};
use crate::store::{self, Sent};
use crate::upgrade::{Upgrade, standing_each};

/// An order that was taken.
#[derive(Debug, Clone)]
pub struct Taken {
    /// The request.
    pub request: Request,
    /// What its stakeholder is called.
    pub asker: String,
    /// The answer that took it.
    pub answer: Sent,
    /// What it gains.
    pub upgrade: Upgrade,
    /// What came of it.
    pub came: Came,
    /// The metric of its measure, if it is one that is read here.
    pub charted: Option<Charted>,
}

impl Taken {
    /// Whether something was added to one of the six: filled by somebody, or waived for a reason. A default is none of ours.
    pub fn has(&self, addition: Addition) -> bool {
        let standing = self.upgrade.element(addition).map(|element| &element.standing);
        matches!(standing, Some(Standing::Answered(_) | Standing::Filled(_) | Standing::Waived(_)))
    }
}

/// The orders that were taken from `from` to just before `to`, the latest first, `limit` at the most; each once, by its newest answer. And
/// how many there were.
pub async fn taken(
    tx: &mut Tx,
    team: TeamId,
    from: Timestamp,
    to: Timestamp,
    limit: usize,
) -> Result<(Vec<Taken>, usize), StoreError> {
    let many = store::count_taken(tx, team, from, to).await?;
    let answers = store::taken_between(tx, team, from, to, i64::try_from(limit).unwrap_or(i64::MAX)).await?;
    let in_force = team::calendar::current(tx, team).await?;
    let (answers, requests) = asked(tx, team, answers).await?;
    let upgrades = standing_each(tx, team, &in_force, &requests).await?;
    let metrics = metrics(tx, team, &upgrades).await?;
    let office = &in_force.office;
    let today = office.date_of(tx.now());
    let all = answers.into_iter().zip(requests).zip(upgrades).map(|((answer, (request, asker)), upgrade)| {
        let charted = metric_of(&upgrade).and_then(|id| metrics.get(&id)).cloned();
        let came = came_of(&upgrade, charted.as_ref(), office.date_of(answer.sent_at), today);
        Taken { request, asker, answer, upgrade, came, charted }
    });
    Ok((all.collect(), usize::try_from(many).unwrap_or_default()))
}

/// The requests of these answers, in their order, each with what its stakeholder is called.
async fn asked(
    tx: &mut Tx,
    team: TeamId,
    answers: Vec<Sent>,
) -> Result<(Vec<Sent>, Vec<(Request, String)>), StoreError> {
    let ids: Vec<RequestId> = answers.iter().map(|sent| sent.request).collect();
    let requests = requests::readings::many(tx, team, &ids).await?;
    let mut askers: Vec<StakeholderId> = requests.iter().map(|request| request.stakeholder).collect();
    askers.sort_unstable();
    askers.dedup();
    let askers = team::stakeholders::get_many(tx, team, &askers).await?;
    let called: HashMap<StakeholderId, String> =
        askers.iter().map(|asker| (asker.id, asker.called().to_owned())).collect();
    let mut requests: HashMap<RequestId, Request> = requests.into_iter().map(|request| (request.id, request)).collect();
    let found = answers.into_iter().filter_map(|answer| {
        let request = requests.remove(&answer.request)?;
        let asker = called.get(&request.stakeholder).cloned().unwrap_or_default();
        Some((answer, (request, asker)))
    });
    Ok(found.unzip())
}

/// The metric that the measure of an order is, where it was taken from the goals.
fn metric_of(upgrade: &Upgrade) -> Option<MetricId> {
    let measure = upgrade.element(Addition::Measure).and_then(|element| element.standing.value());
    match measure.and_then(|value| Thing::from_word(value.text(part::THING))) {
        Some(Thing::Metric(id)) => Some(id),
        Some(Thing::Goal(_)) | None => None,
    }
}

/// The metrics of many orders, each read once.
async fn metrics(tx: &mut Tx, team: TeamId, upgrades: &[Upgrade]) -> Result<HashMap<MetricId, Charted>, StoreError> {
    let ids: HashSet<MetricId> = upgrades.iter().filter_map(metric_of).collect();
    let mut metrics = HashMap::with_capacity(ids.len());
    for id in ids {
        if let Some(charted) = business::charted(tx, team, id).await? {
            metrics.insert(id, charted);
        }
    }
    Ok(metrics)
}

fn came_of(upgrade: &Upgrade, charted: Option<&Charted>, answered_on: Date, today: Date) -> Came {
    let readings = charted.map(|charted| charted.readings.iter().map(|reading| (reading.on, reading.value)).collect());
    let readings: Vec<(Date, f64)> = readings.unwrap_or_default();
    let better = match charted.map(|charted| charted.metric.better) {
        Some(Better::Lower) => Way::Lower,
        Some(Better::Higher) | None => Way::Higher,
        Some(Better::Near) => Way::Near,
    };
    let (ready_on, follow_up_on) = (upgrade.ready_on, upgrade.follow_up_on());
    let wanted = charted.and_then(|charted| charted.metric.wanted);
    came(&After { answered_on, ready_on, follow_up_on, readings: &readings, better, wanted }, today)
}
