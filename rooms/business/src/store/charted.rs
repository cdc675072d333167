//! Metrics with their readings, ready to be drawn and told.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use ground::uuid::Uuid;
use ground::{StoreError, TeamId, Tx};
use jiff::Timestamp;

use super::goals::{self, Goal, GoalId};
use super::links::{self, Link, Thing};
use super::metrics::{self, Metric, MetricId, Noted};
use super::readings::{self, Reading};
use crate::rules::{Change, Figure, Seen, Told};

/// A metric with what its readings show.
#[derive(Debug, Clone)]
pub struct Charted {
    /// The metric.
    pub metric: Metric,
    /// Its readings, oldest first.
    pub readings: Vec<Reading>,
    pub(crate) noted: Vec<Noted>,
    pub(crate) seen: Seen,
}

impl Charted {
    async fn read(tx: &mut Tx, metric: Metric) -> Result<Self, StoreError> {
        let readings = readings::of(tx, metric.team, metric.id).await?;
        let noted = metrics::changes(tx, metric.team, metric.id).await?;
        let changes: Vec<Change> = noted.iter().map(|noted| noted.change.clone()).collect();
        let baseline = usize::try_from(metric.baseline).unwrap_or_default();
        let seen = Seen::of(readings.iter().map(|reading| (reading.on, reading.value)), &changes, baseline);
        Ok(Self { metric, readings, noted, seen })
    }

    /// How its figures are written.
    pub(crate) fn figure(&self) -> Figure<'_> {
        Figure::of(&self.metric.unit, self.readings.iter().map(|reading| reading.value))
    }

    /// The newest reading.
    pub fn last(&self) -> Option<&Reading> {
        self.readings.last()
    }

    /// The newest value with its unit: “7.1 %”.
    pub fn last_words(&self) -> Option<String> {
        self.last().map(|reading| self.figure().words(reading.value))
    }

    /// The wanted value with its unit: “6 %”.
    pub fn wanted_words(&self) -> Option<String> {
        self.metric.wanted.map(|wanted| self.figure().brief(wanted))
    }

    /// A value with its unit: “7.1 %”.
    pub fn value_words(&self, value: f64) -> String {
        self.figure().words(value)
    }

    /// Whether its newest reading was entered since an instant and completes a signal.
    pub fn has_moved_since(&self, since: Timestamp) -> bool {
        self.last().is_some_and(|reading| reading.entered_at >= since) && !self.seen.signals_now().is_empty()
    }

    /// What it tells, and whether that is a signal.
    pub fn told(&self) -> Told {
        Told::of(&self.seen, &self.figure(), &|day| day.strftime("%-d %B").to_string())
    }
}

/// A metric with its readings.
pub async fn charted(tx: &mut Tx, team: TeamId, id: MetricId) -> Result<Option<Charted>, StoreError> {
    match metrics::find(tx, team, id).await? {
        Some(metric) => Charted::read(tx, metric).await.map(Some),
        None => Ok(None),
    }
}

/// All metrics that are still read, with their readings.
pub async fn all_charted(tx: &mut Tx, team: TeamId) -> Result<Vec<Charted>, StoreError> {
    let mut all = Vec::new();
    for metric in metrics::going_on(tx, team).await? {
        all.push(Charted::read(tx, metric).await?);
    }
    Ok(all)
}

/// A metric that moved beyond the usual up and down.
#[derive(Debug, Clone)]
pub struct Moved {
    /// The metric with its readings; [`Charted::told`] has the words.
    pub charted: Charted,
    /// The goal it counts for.
    pub goal: Option<Goal>,
}

/// A goal or metric that a request is linked to.
#[derive(Debug, Clone)]
pub struct Beside {
    /// The link, as a person confirmed it.
    pub link: Link,
    /// Who confirmed it, by name; empty for a program.
    pub linked_by: String,
    /// The goal; for a metric, the one it counts for.
    pub goal: Option<Goal>,
    /// The metric, or the goal's metrics.
    pub charted: Vec<Charted>,
}

/// What stands beside a request: the goals and metrics it is linked to, with their readings.
pub async fn beside(tx: &mut Tx, team: TeamId, request: Uuid) -> Result<Vec<Beside>, StoreError> {
    let links = links::of_request(tx, team, request).await?;
    linked(tx, team, links).await
}

/// What stands beside many requests. A goal or metric is read once, however many are linked to it.
pub async fn beside_each(
    tx: &mut Tx,
    team: TeamId,
    requests: &[Uuid],
) -> Result<HashMap<Uuid, Vec<Beside>>, StoreError> {
    let links = links::of_requests(tx, team, requests).await?;
    let mut all: HashMap<Uuid, Vec<Beside>> = HashMap::new();
    for beside in linked(tx, team, links).await? {
        all.entry(beside.link.request).or_default().push(beside);
    }
    Ok(all)
}

async fn linked(tx: &mut Tx, team: TeamId, links: Vec<Link>) -> Result<Vec<Beside>, StoreError> {
    if links.is_empty() {
        return Ok(Vec::new());
    }
    let names = names(tx, team).await?;
    let mut things: HashMap<Thing, (Option<Goal>, Vec<Charted>)> = HashMap::new();
    let mut all = Vec::with_capacity(links.len());
    for link in links {
        let (goal, charted) = match things.entry(link.thing) {
            Entry::Occupied(read) => read.into_mut(),
            Entry::Vacant(place) => place.insert(what_is(tx, team, link.thing).await?),
        };
        let (goal, charted) = (goal.clone(), charted.clone());
        let linked_by = names.get(&link.by).cloned().unwrap_or_default();
        all.push(Beside { link, linked_by, goal, charted });
    }
    Ok(all)
}

/// The goal and the metrics of what a request is linked to.
async fn what_is(tx: &mut Tx, team: TeamId, thing: Thing) -> Result<(Option<Goal>, Vec<Charted>), StoreError> {
    match thing {
        Thing::Goal(id) => Ok((goals::find(tx, team, id).await?, of_goal(tx, team, id).await?)),
        Thing::Metric(id) => {
            let charted = charted(tx, team, id).await?;
            let goal = match charted.as_ref().and_then(|charted| charted.metric.goal) {
                Some(goal) => goals::find(tx, team, goal).await?,
                None => None,
            };
            Ok((goal, charted.into_iter().collect()))
        }
    }
}

/// The metrics of a goal that are still read.
pub(crate) async fn of_goal(tx: &mut Tx, team: TeamId, goal: GoalId) -> Result<Vec<Charted>, StoreError> {
    let mut all = Vec::new();
    for metric in metrics::going_on(tx, team).await?.into_iter().filter(|metric| metric.goal == Some(goal)) {
        all.push(Charted::read(tx, metric).await?);
    }
    Ok(all)
}

/// A goal or metric that a request can be linked to: its value in a form, and what it is called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// As the form of [`link_form`](crate::link_form) sends it.
    pub value: String,
    /// “Claims reopened within 30 days, for Decide claims right the first time”.
    pub words: String,
}

/// The goals and metrics that a request can be linked to.
pub async fn choices(tx: &mut Tx, team: TeamId) -> Result<Vec<Choice>, StoreError> {
    let goals = goals::going_on(tx, team).await?;
    let metrics = metrics::going_on(tx, team).await?;
    let mut all: Vec<Choice> = Vec::new();
    for goal in &goals {
        all.push(Choice { value: Thing::Goal(goal.id).word(), words: format!("Goal: {}", goal.title) });
    }
    for metric in &metrics {
        let goal = goals.iter().find(|goal| Some(goal.id) == metric.goal);
        let of = goal.map(|goal| format!(", for “{}”", goal.title)).unwrap_or_default();
        all.push(Choice { value: Thing::Metric(metric.id).word(), words: format!("Metric: {}{of}", metric.name) });
    }
    Ok(all)
}

/// What members and programs are called, by the actor that events know them by.
pub(crate) async fn names(tx: &mut Tx, team: TeamId) -> Result<HashMap<String, String>, StoreError> {
    let mut names = HashMap::new();
    for member in team::members::list(tx, team).await? {
        names.insert(member.actor().to_string(), member.name);
    }
    for token in team::tokens::list(tx, team).await? {
        names.insert(ground::Actor::Token(token.id.uuid()).to_string(), format!("API token “{}”", token.name));
    }
    Ok(names)
}
