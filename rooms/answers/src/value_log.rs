//! What the team added beyond the order, order by order, and what came of it.

use std::collections::{HashMap, HashSet};

use business::{Better, Charted, Thing};
use ground::{StoreError, TeamId, Tx};
use jiff::Timestamp;
use jiff::civil::Date;
use requests::{Request, RequestId};

use crate::rules::{Addition, After, Came, Standing, Way, came, part};
use crate::store::{self, Sent};
use crate::upgrade::{Upgrade, upgrade_of};

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
    let mut seen: HashSet<RequestId> = HashSet::new();
    let answers = store::taken_between(tx, team, from, to).await?;
    let answers: Vec<Sent> = answers.into_iter().filter(|sent| seen.insert(sent.request)).collect();
    let many = answers.len();
    let ids: Vec<RequestId> = answers.iter().take(limit).map(|sent| sent.request).collect();
    let requests = requests::readings::many(tx, team, &ids).await?;
    let mut requests: HashMap<RequestId, Request> = requests.into_iter().map(|request| (request.id, request)).collect();
    let office = team::calendar::current(tx, team).await?.office;
    let today = office.date_of(tx.now());
    let mut all = Vec::with_capacity(ids.len());
    for answer in answers.into_iter().take(limit) {
        let Some(request) = requests.remove(&answer.request) else { continue };
        let Some(upgrade) = upgrade_of(tx, team, request.id).await? else { continue };
        let charted = charted(tx, team, &upgrade).await?;
        let came = came_of(&upgrade, charted.as_ref(), office.date_of(answer.sent_at), today);
        let asker = team::stakeholders::get(tx, team, request.stakeholder).await?;
        let asker = asker.map(|asker| asker.called().to_owned()).unwrap_or_default();
        all.push(Taken { request, asker, answer, upgrade, came, charted });
    }
    Ok((all, many))
}

/// The metric that the measure of an order is, where it was taken from the goals.
async fn charted(tx: &mut Tx, team: TeamId, upgrade: &Upgrade) -> Result<Option<Charted>, StoreError> {
    let measure = upgrade.element(Addition::Measure).and_then(|element| element.standing.value());
    match measure.and_then(|value| Thing::from_word(value.text(part::THING))) {
        Some(Thing::Metric(id)) => business::charted(tx, team, id).await,
        Some(Thing::Goal(_)) | None => Ok(None),
    }
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
