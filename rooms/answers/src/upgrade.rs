//! What an order gains, as it stands now: read from what was entered, asked and said, with what holds where nobody answered.

use std::collections::HashMap;

use business::{Beside, Charted, Thing};
use diagnosis::{Case, Gap, written};
use ground::uuid::Uuid;
use ground::{StoreError, TeamId, Tx};
use jiff::Timestamp;
use jiff::civil::Date;
use method::Question;
use requests::{Author, Request, RequestId};
use team::InForce;

use crate::rules::{
    Addition, AskedFor, Entered, Fallback, Known, Standing, Value, fallback, follow_up_on, outcome_draft, part, to_ask,
};
use crate::store::upgrade::{self as store, Asking, Gained, Reply};

/// What an order gains.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Upgrade {
    /// Of which request.
    pub request: RequestId,
    /// The day on which it is ready, where the team is.
    pub ready_on: Option<Date>,
    /// Something small beside it that is no training; empty if there is nothing.
    pub beside: String,
    /// The six, in the order of the table.
    pub elements: Vec<Element>,
    /// What the stakeholder was asked, oldest first.
    pub askings: Vec<Asking>,
    /// What the defaults are made of.
    pub known: Known,
    /// How often the day and what stands beside it were changed; a change begins from it.
    pub version: i64,
}

/// One of the six.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Element {
    /// Which.
    pub addition: Addition,
    /// Where it stands.
    pub standing: Standing,
    /// What would hold if nobody said anything.
    pub fallback: Fallback,
    /// What the stakeholder said, whether or not it is what stands.
    pub reply: Option<Reply>,
    /// How often it was changed; a change begins from it.
    pub version: i64,
}

impl Element {
    /// What the stakeholder said, where something else stands: both are shown then.
    pub fn said_otherwise(&self) -> Option<&Reply> {
        let stands = self.standing.value();
        self.reply.as_ref().filter(|reply| reply.value.fills(self.addition) && Some(&reply.value) != stands)
    }
}

impl Upgrade {
    /// One of the six.
    pub fn element(&self, addition: Addition) -> Option<&Element> {
        self.elements.iter().find(|element| element.addition == addition)
    }

    /// How many of the six are filled, stand by a default that says something, or are waived.
    pub fn filled(&self) -> usize {
        self.elements.iter().filter(|element| element.standing.is_filled()).count()
    }

    /// How many of these stand only by their default.
    pub fn by_default(&self) -> usize {
        let is_default = |element: &&Element| matches!(element.standing, Standing::ByDefault { .. });
        self.elements.iter().filter(is_default).filter(|element| element.standing.is_filled()).count()
    }

    /// Whether the order is upgraded: all six are filled or consciously waived.
    pub fn is_upgraded(&self) -> bool {
        self.filled() == Addition::ALL.len()
    }

    /// What is asked, and until when an answer is waited for; nothing if nothing is.
    pub fn waits_for(&self) -> Option<(Vec<Addition>, Timestamp)> {
        let waiting = self.elements.iter().filter_map(|element| match element.standing {
            Standing::Asked { until_at } => Some((element.addition, until_at)),
            Standing::Empty
            | Standing::Answered(_)
            | Standing::ByDefault { .. }
            | Standing::Filled(_)
            | Standing::Waived(_) => None,
        });
        let waiting: Vec<(Addition, Timestamp)> = waiting.collect();
        let until_at = waiting.iter().map(|(_, until_at)| *until_at).max()?;
        Some((waiting.into_iter().map(|(addition, _)| addition).collect(), until_at))
    }

    /// The questions that a next letter would ask: the first three that are empty.
    pub fn to_ask(&self) -> Vec<Addition> {
        to_ask(self.elements.iter().map(|element| (element.addition, &element.standing)))
    }

    /// The day on which the team comes back with the number, if it is known.
    pub fn follow_up_on(&self) -> Option<Date> {
        let element = self.element(Addition::FollowUp)?;
        element.standing.value().and_then(Value::day).or(self.known.follow_up_on)
    }
}

/// What an order gains, as it stands now; nothing where nobody began to add to it.
pub async fn upgrade_of(tx: &mut Tx, team: TeamId, request: RequestId) -> Result<Option<Upgrade>, StoreError> {
    let gained = store::gained(tx, team, request).await?;
    if gained.order.is_none() {
        return Ok(None);
    }
    let Some(request) = requests::readings::find(tx, team, request).await? else { return Ok(None) };
    let in_force = team::calendar::current(tx, team).await?;
    let near = Near::of(tx, &request).await?;
    Ok(Some(stands(request.id, gained, |ready_on| near.known(&in_force, ready_on), tx.now())))
}

/// The same, with six empty elements where nobody began.
pub(crate) async fn standing(
    tx: &mut Tx,
    request: &Request,
    in_force: &InForce,
    near: &Near,
) -> Result<Upgrade, StoreError> {
    let gained = store::gained(tx, request.team, request.id).await?;
    Ok(stands(request.id, gained, |ready_on| near.known(in_force, ready_on), tx.now()))
}

/// The same of many orders of one team, each with its stakeholder, in the order of the requests: what many need is read at once.
pub(crate) async fn standing_each(
    tx: &mut Tx,
    team: TeamId,
    in_force: &InForce,
    requests: &[(Request, String)],
) -> Result<Vec<Upgrade>, StoreError> {
    let now = tx.now();
    let ids: Vec<RequestId> = requests.iter().map(|(request, _)| request.id).collect();
    let mut gained = store::gained_each(tx, team, &ids).await?;
    let mut asked = requests::readings::asked_in(tx, team, &ids).await?;
    asked.sort_by_key(|message| std::cmp::Reverse((message.at, message.id)));
    let words: HashMap<RequestId, String> = asked.into_iter().map(|message| (message.request, message.words)).collect();
    let uuids: Vec<Uuid> = ids.iter().map(|id| id.uuid()).collect();
    let beside = business::beside_each(tx, team, &uuids).await?;
    let gaps = diagnosis::readings::gaps(tx, team, &ids).await?;
    let all = requests.iter().map(|(request, requester)| {
        let id = request.id;
        let words = words.get(&id).map_or("", String::as_str);
        let beside = beside.get(&id.uuid()).map_or(&[][..], Vec::as_slice);
        let (outcome, measure) = (outcome_of(request, words), measure_of(beside, gaps.get(&id)));
        let gained = gained.remove(&id).unwrap_or_default();
        stands(id, gained, |ready_on| known(in_force, ready_on, outcome, measure, requester), now)
    });
    Ok(all.collect())
}

/// What an order gains, put together from what is kept of it.
fn stands(request: RequestId, gained: Gained, known: impl FnOnce(Option<Date>) -> Known, now: Timestamp) -> Upgrade {
    let Gained { order, entered, askings, replies } = gained;
    let ready_on = order.as_ref().and_then(|order| order.ready_on);
    let known = known(ready_on);
    let asked: Vec<AskedFor> = askings
        .iter()
        .map(|asking| AskedFor { additions: asking.additions.clone(), until_at: asking.until_at })
        .collect();
    let elements = Addition::ALL.map(|addition| {
        let entered: Option<&Entered> = entered.iter().find(|entered| entered.addition == addition);
        Element {
            addition,
            standing: Standing::of(addition, entered, &asked, &known, now),
            fallback: fallback(addition, &known),
            reply: replies.iter().find(|reply| reply.addition == addition).cloned(),
            version: entered.map_or(0, |entered| entered.version),
        }
    });
    Upgrade {
        request,
        ready_on,
        version: order.as_ref().map_or(0, |order| order.version),
        beside: order.map(|order| order.beside).unwrap_or_default(),
        elements: elements.into(),
        askings,
        known,
    }
}

/// What the defaults are made of, for an order that is ready on a day.
fn known(
    in_force: &InForce,
    ready_on: Option<Date>,
    outcome: Option<Value>,
    measure: Option<Value>,
    requester: &str,
) -> Known {
    let follow_up_on = ready_on.and_then(|on| follow_up_on(&in_force.office, on).ok());
    Known { outcome, measure, requester: requester.to_owned(), follow_up_on }
}

/// A draft of the outcome: who and what, out of the request and its words.
fn outcome_of(request: &Request, words: &str) -> Option<Value> {
    outcome_draft(request.audience.as_deref(), request.result.as_deref(), words)
}

/// The metric that an order is linked to, or the first of the linked goal.
fn metric_of(beside: &[Beside]) -> Option<&Charted> {
    let is_metric = |beside: &&Beside| matches!(beside.link.thing, Thing::Metric(_));
    let linked = beside.iter().filter(is_metric).chain(beside.iter());
    linked.flat_map(|beside| &beside.charted).next()
}

/// The nearest measure: of what it is linked to, else of the diagnosis.
fn measure_of(beside: &[Beside], gap: Option<&Gap>) -> Option<Value> {
    let of_metric = metric_of(beside).map(|charted| {
        let metric = &charted.metric;
        Value::words(&metric.name)
            .with(part::UNIT, &metric.unit)
            .with(part::SOURCE, &metric.source)
            .with(part::BETTER, metric.better.as_str())
            .with(part::TARGET, &charted.wanted_words().unwrap_or_default())
            .with(part::THING, &Thing::Metric(metric.id).word())
    });
    of_metric.or_else(|| gap.map(of_gap))
}

/// What is known near an order: what it is linked to, what its diagnosis found, and its own words.
pub(crate) struct Near {
    requester: String,
    outcome: Option<Value>,
    beside: Vec<Beside>,
    case: Case,
}

impl Near {
    /// Reads it.
    pub(crate) async fn of(tx: &mut Tx, request: &Request) -> Result<Self, StoreError> {
        let (team, id) = (request.team, request.id);
        let asker = team::stakeholders::get(tx, team, request.stakeholder).await?;
        let messages = requests::readings::messages(tx, team, id).await?;
        let asked = messages.iter().find(|message| message.author == Author::Asked);
        let words = asked.map(|message| message.words.as_str()).unwrap_or_default();
        Ok(Self {
            requester: asker.map(|asker| asker.called().to_owned()).unwrap_or_default(),
            outcome: outcome_of(request, words),
            beside: business::beside(tx, team, id.uuid()).await?,
            case: diagnosis::readings::case(tx, team, id).await?,
        })
    }

    /// What the defaults are made of, for an order that is ready on a day.
    pub(crate) fn known(&self, in_force: &InForce, ready_on: Option<Date>) -> Known {
        known(in_force, ready_on, self.outcome.clone(), self.measure(), &self.requester)
    }

    fn measure(&self) -> Option<Value> {
        measure_of(&self.beside, self.case.gap().as_ref())
    }

    /// What the six may be filled with, most likely first: the diagnosis says who must do what differently, what is counted and where it
    /// stands; the links say which goal and which metric.
    pub(crate) fn suggested(&self, in_force: &InForce) -> Vec<(Addition, Value)> {
        let mut all: Vec<(Addition, Value)> = Vec::new();
        all.extend(self.behaviour().map(|value| (Addition::Outcome, value)));
        all.extend(self.measure().map(|value| (Addition::Measure, value)));
        all.extend(self.case.gap().map(|gap| (Addition::Measure, of_gap(&gap))));
        all.extend(self.beside.iter().filter_map(link_of).map(|value| (Addition::Link, value)));
        all.extend(self.baseline(in_force).map(|value| (Addition::Baseline, value)));
        all
    }

    fn behaviour(&self) -> Option<Value> {
        let answer = self.case.answer(Question::Behaviour).filter(|answer| answer.is_whole())?;
        let parts = &answer.parts;
        let value = Value::words(parts.text(diagnosis::field::BEHAVIOUR));
        let group = [parts.text(diagnosis::field::MANY), parts.text(diagnosis::field::GROUP)];
        let group: Vec<&str> = group.into_iter().filter(|text| !text.is_empty()).collect();
        Some(value.with(part::GROUP, &group.join(" "))).filter(|value| value.fills(Addition::Outcome))
    }

    /// The newest reading of the metric, or today's number of the diagnosis.
    fn baseline(&self, in_force: &InForce) -> Option<Value> {
        if let Some((charted, last)) = metric_of(&self.beside).and_then(|charted| Some((charted, charted.last()?))) {
            let value = Value::words(&charted.last_words()?).with(part::COLLECTED_ON, &last.on.to_string());
            return Some(value.with(part::PERIOD, "the newest reading"));
        }
        let answer = self.case.answer(Question::Gap)?;
        let gap = self.case.gap()?;
        let on = in_force.office.date_of(answer.changed_at);
        let value = Value::words(&with_unit(gap.today?, &gap.unit));
        Some(value.with(part::COLLECTED_ON, &on.to_string()))
    }
}

fn of_gap(gap: &Gap) -> Value {
    let value = Value::words(&gap.measure).with(part::UNIT, &gap.unit).with(part::SOURCE, &gap.counted);
    match (gap.wanted, gap.today) {
        (Some(wanted), today) => {
            let better = today.map_or("", |today| if wanted < today { "lower" } else { "higher" });
            value.with(part::TARGET, &with_unit(wanted, &gap.unit)).with(part::BETTER, better)
        }
        (None, _) => value,
    }
}

fn with_unit(number: f64, unit: &str) -> String {
    let written = written(number);
    if unit.is_empty() { written } else { format!("{written}\u{a0}{unit}") }
}

/// The goal that a link leads to, or its metric where that counts for no goal.
fn link_of(beside: &Beside) -> Option<Value> {
    let title = beside.goal.as_ref().map(|goal| goal.title.as_str());
    let title = title.or_else(|| beside.charted.first().map(|charted| charted.metric.name.as_str()))?;
    Some(Value::words(title).with(part::THING, &beside.link.thing.word()))
}
