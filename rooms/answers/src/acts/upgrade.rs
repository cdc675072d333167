//! What is done with the additions to an order: filling an element or waiving it, asking the stakeholder, and what they say.

use business::Thing;
use diagnosis::By;
use ground::outbox::{self, LetterId};
use ground::threads;
use ground::{Actor, Ground, StoreError, TeamId, Tx, events};
use jiff::Timestamp;
use jiff::civil::Date;
use promises::frame::Frame;
use requests::{Request, RequestId, State};
use serde_json::json;
use team::{Member, Stakeholder};
use web::when::When;

use super::busy_if_raced;
use crate::asked;
use crate::letters;
use crate::rules::{
    self, Addition, Answer, CannotAsk, Entered, QUESTIONS, Questions, Standing, Value, may_take_the_place,
};
use crate::store::upgrade::{self as store, Asking, Order, Reply};
use crate::upgrade::{Near, Upgrade, standing};

/// Why an act on an order was not done, in the words of whoever reads it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Cannot {
    /// There is no such request in this team.
    #[error("This request is not there. Look at the list of requests.")]
    Unknown,
    /// The request was withdrawn, was spam, or is closed.
    #[error("This request is over. A new note from the stakeholder opens it again.")]
    Over,
    /// Somebody else changed it since.
    #[error("Somebody changed this while you had it open. Look at what stands there now, and add yours.")]
    Lost,
    /// Nothing was typed.
    #[error("Write what it is, or waive it with a reason.")]
    Nothing,
    /// There is no reason.
    #[error("Say why the order goes without it, in a sentence. Whoever reads it later was not there.")]
    NoReason,
    /// Too many signs, or one that no text may hold.
    #[error("Shorten this to {0} signs, and leave out signs that can’t be kept (U+0000).")]
    BadText(usize),
    /// A day or a thing that is none.
    #[error("{0}")]
    BadValue(String),
    /// The questions can't be sent.
    #[error(transparent)]
    CannotAsk(#[from] CannotAsk),
    /// The calendar gives no time until which an answer is waited for.
    #[error("The working calendar opens at no time from now on, so no time can be named. Look at it in the settings.")]
    NoTime,
    /// What was said could not join the conversation.
    #[error(transparent)]
    Request(#[from] requests::Refused),
    /// The database did not do it.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Cannot {
    fn into_store(self) -> Result<StoreError, Self> {
        if let Self::Store(error) = self { Ok(error) } else { Err(self) }
    }
}

impl ground::Passing for Cannot {
    fn is_passing(&self) -> bool {
        match self {
            Self::Store(error) => error.is_passing(),
            Self::Request(refused) => refused.is_passing(),
            Self::Unknown
            | Self::Over
            | Self::Lost
            | Self::Nothing
            | Self::NoReason
            | Self::BadText(_)
            | Self::BadValue(_)
            | Self::CannotAsk(_)
            | Self::NoTime => false,
        }
    }
}

/// The longest text of one part, in signs.
pub(crate) const LONGEST: usize = 5_000;

fn checked(text: &str) -> Result<&str, Cannot> {
    let text = text.trim();
    if text.contains('\0') || text.chars().count() > LONGEST { Err(Cannot::BadText(LONGEST)) } else { Ok(text) }
}

/// What may be kept of an element: its own parts, each a text that can be kept, days that are days and words that name things.
fn value_of(addition: Addition, value: &Value) -> Result<Value, Cannot> {
    let value = value.clone().of(addition);
    for (name, text) in value.iter() {
        checked(text)?;
        let is_right = match name {
            rules::part::ON | rules::part::COLLECTED_ON => text.parse::<Date>().is_ok(),
            rules::part::THING if addition == Addition::Link && text == rules::part::NONE => true,
            rules::part::THING => Thing::from_word(text).is_some(),
            rules::part::BETTER => business::Better::from_word(text).is_some(),
            _ => true,
        };
        if !is_right {
            return Err(Cannot::BadValue(format!("“{text}” can’t be read here ({name}).")));
        }
    }
    Ok(value)
}

/// The value in words where a goal or metric of the team was picked: a link says what it leads to, and a measure that says nothing of its own
/// is the metric's.
async fn in_words(tx: &mut Tx, team: TeamId, addition: Addition, value: Value) -> Result<Value, Cannot> {
    let Some(word) = value.some(rules::part::THING) else { return Ok(value) };
    if word == rules::part::NONE {
        return Ok(value.with(rules::part::WORDS, ""));
    }
    let (goal, metric) = match Thing::from_word(word) {
        Some(Thing::Goal(id)) => (business::goal(tx, team, id).await?, None),
        Some(Thing::Metric(id)) => (None, business::metric(tx, team, id).await?),
        None => (None, None),
    };
    match (addition, goal, metric) {
        (Addition::Link, Some(goal), _) => Ok(value.with(rules::part::WORDS, &goal.title)),
        (Addition::Link, None, Some(metric)) => Ok(value.with(rules::part::WORDS, &metric.name)),
        (Addition::Measure, _, Some(_)) if value.some(rules::part::WORDS).is_some() => Ok(value),
        (Addition::Measure, _, Some(metric)) => Ok(value
            .with(rules::part::WORDS, &metric.name)
            .with(rules::part::UNIT, &metric.unit)
            .with(rules::part::SOURCE, &metric.source)
            .with(rules::part::BETTER, metric.better.as_str())),
        (Addition::Measure, Some(_), None) => {
            Err(Cannot::BadValue("A goal is no number. Pick a metric, or say in words what is counted.".to_owned()))
        }
        _ => Err(Cannot::BadValue(
            "There is no such goal or metric. Pick one of the list, or say it in words.".to_owned(),
        )),
    }
}

/// Fills an element, or puts something else in the place of what stands there in the version `base` (0 if nothing did). The same again is
/// the same; what somebody else put there since is never overwritten. Where a goal or metric is picked, its words are taken from there.
///
/// # Errors
/// [`Cannot::Lost`] if it was changed since `base`, [`Cannot::Nothing`] for a value that fills nothing, [`Cannot::BadValue`] for a goal or
/// metric that this team does not have.
pub async fn fill(
    ground: &Ground,
    by: &By,
    request: RequestId,
    addition: Addition,
    value: &Value,
    base: i64,
) -> Result<Entered, Cannot> {
    let value = value_of(addition, value)?;
    ground::again(|| async {
        let mut tx = ground.begin().await?;
        let request = request_of(&mut tx, by.team, request).await?;
        let value = in_words(&mut tx, by.team, addition, value.clone()).await?;
        if !value.fills(addition) {
            return Err(Cannot::Nothing);
        }
        put(tx, by, &request, (addition, value, None), base).await
    })
    .await
}

/// Waives an element: the order goes without it, for a reason.
///
/// # Errors
/// [`Cannot::Lost`] if it was changed since `base`, [`Cannot::NoReason`] without a reason.
pub async fn waive(
    ground: &Ground,
    by: &By,
    request: RequestId,
    addition: Addition,
    why: &str,
    base: i64,
) -> Result<Entered, Cannot> {
    let why = checked(why)?;
    if why.is_empty() {
        return Err(Cannot::NoReason);
    }
    ground::again(|| async {
        let mut tx = ground.begin().await?;
        let request = request_of(&mut tx, by.team, request).await?;
        put(tx, by, &request, (addition, Value::default(), Some(why.to_owned())), base).await
    })
    .await
}

async fn put(
    mut tx: Tx,
    by: &By,
    request: &Request,
    (addition, value, waived): (Addition, Value, Option<String>),
    base: i64,
) -> Result<Entered, Cannot> {
    let before = entered(&mut tx, request, addition).await?;
    let is_same = |before: &&Entered| (&before.value, &before.waived) == (&value, &waived);
    if let Some(same) = before.as_ref().filter(is_same) {
        return Ok(same.clone());
    }
    if before.as_ref().map_or(0, |before| before.version) != base {
        return Err(Cannot::Lost);
    }
    let entered = Entered { addition, value, waived, by: by.actor.to_string(), at: tx.now(), version: base + 1 };
    write(&mut tx, by.actor, request, &entered).await?;
    tx.commit().await?;
    Ok(entered)
}

async fn entered(tx: &mut Tx, request: &Request, addition: Addition) -> Result<Option<Entered>, StoreError> {
    let all = store::elements(tx, request.team, request.id).await?;
    Ok(all.into_iter().find(|entered| entered.addition == addition))
}

/// Writes an element and what happened, and begins the order.
async fn write(tx: &mut Tx, actor: Actor, request: &Request, entered: &Entered) -> Result<(), Cannot> {
    begin(tx, actor, request).await?;
    store::put(tx, request.team, request.id, entered).await.map_err(busy_if_raced)?;
    let kind = if entered.waived.is_some() {
        "order.waived"
    } else if entered.is_their_word() {
        "order.answered"
    } else {
        "order.filled"
    };
    let payload = json!({ "element": entered.addition.field(), "version": entered.version });
    events::record(tx, request.team, actor, kind, request.id, payload).await?;
    Ok(())
}

async fn begin(tx: &mut Tx, actor: Actor, request: &Request) -> Result<Order, StoreError> {
    if let Some(order) = store::order(tx, request.team, request.id).await? {
        return Ok(order);
    }
    let now = tx.now();
    let order = Order {
        ready_on: None,
        beside: String::new(),
        begun_at: now,
        changed_at: now,
        changed_by: actor.to_string(),
        // Nobody changed the day or what stands beside it: a form that was open before holds.
        version: 0,
    };
    store::add_order(tx, request.team, request.id, &order).await.map_err(busy_if_raced)?;
    Ok(order)
}

/// Says on which day the order is ready, and what small thing that is no training stands beside it. `base` is the version that was looked
/// at; 0 where nobody began.
///
/// # Errors
/// [`Cannot::Lost`] if either was changed since.
pub async fn set_order(
    ground: &Ground,
    by: &By,
    request: RequestId,
    ready_on: Option<Date>,
    beside: &str,
    base: i64,
) -> Result<(), Cannot> {
    let beside = checked(beside)?;
    ground::again(|| async {
        let mut tx = ground.begin().await?;
        let request = request_of(&mut tx, by.team, request).await?;
        let stands = store::order(&mut tx, by.team, request.id).await?;
        if stands.as_ref().map_or(0, |order| order.version) != base {
            return Err(Cannot::Lost);
        }
        change(&mut tx, by.actor, &request, ready_on, beside).await?;
        tx.commit().await?;
        Ok(())
    })
    .await
}

async fn change(
    tx: &mut Tx,
    actor: Actor,
    request: &Request,
    ready_on: Option<Date>,
    beside: &str,
) -> Result<(), StoreError> {
    let before = begin(tx, actor, request).await?;
    if (before.ready_on, before.beside.as_str()) == (ready_on, beside) {
        return Ok(());
    }
    let order = Order {
        ready_on,
        beside: beside.to_owned(),
        changed_at: tx.now(),
        changed_by: actor.to_string(),
        version: before.version + 1,
        ..before
    };
    store::save_order(tx, request.team, request.id, &order).await.map_err(busy_if_raced)?;
    let payload = json!({ "ready_on": ready_on, "version": order.version });
    events::record(tx, request.team, actor, "order.changed", request.id, payload).await?;
    Ok(())
}

/// Keeps what an answer that takes the order added to it, within the transaction that sends it: the elements as the letter has them, the day,
/// and what was asked until when.
pub(super) async fn taken(
    tx: &mut Tx,
    who: &Member,
    request: &Request,
    answer: &Answer,
    letter: LetterId,
) -> Result<(), super::Refused> {
    let Answer::YesAnd { ready_on, additions, beside, questions, .. } = answer else { return Ok(()) };
    let by = By::from(who);
    let taken = async {
        let order = begin(tx, by.actor, request).await?;
        let beside = if beside.is_empty() { order.beside.as_str() } else { beside };
        change(tx, by.actor, request, ready_on.or(order.ready_on), beside).await?;
        for (addition, value) in additions {
            let before = entered(tx, request, *addition).await?;
            if before.as_ref().is_some_and(|before| before.value == *value && before.waived.is_none()) {
                continue;
            }
            let version = before.map_or(0, |before| before.version) + 1;
            let (addition, value) = (*addition, value.clone());
            let entered = Entered { addition, value, waived: None, by: by.actor.to_string(), at: tx.now(), version };
            write(tx, by.actor, request, &entered).await?;
        }
        match questions.heard_by_at.filter(|_| !questions.asked.is_empty()) {
            Some(until_at) => note_asking(tx, &by, request, questions, until_at, letter).await,
            None => Ok(()),
        }
    };
    taken.await.map_err(|cannot: Cannot| match cannot.into_store() {
        Ok(error) => super::Refused::Store(error),
        Err(cannot) => super::Refused::Order(Box::new(cannot)),
    })
}

async fn note_asking(
    tx: &mut Tx,
    by: &By,
    request: &Request,
    questions: &Questions,
    until_at: Timestamp,
    letter: LetterId,
) -> Result<(), Cannot> {
    let asking = Asking {
        turn: questions.turn,
        additions: questions.asked.clone(),
        until_at,
        sent_by: by.actor.to_string(),
        sent_at: tx.now(),
        letter,
    };
    store::add_asking(tx, request.team, request.id, &asking).await.map_err(busy_if_raced)?;
    let names: Vec<&str> = asking.additions.iter().map(|addition| addition.field()).collect();
    let payload = json!({ "elements": names, "turn": asking.turn, "until_at": until_at.as_millisecond() });
    events::record(tx, request.team, by.actor, "order.asked", request.id, payload).await?;
    Ok(())
}

/// A request that is no nonsense and was not taken back: what it gains may be corrected even when it is closed.
async fn request_of(tx: &mut Tx, team: TeamId, request: RequestId) -> Result<Request, Cannot> {
    let request = requests::readings::find(tx, team, request).await?.ok_or(Cannot::Unknown)?;
    match request.state {
        State::Withdrawn | State::Spam => Err(Cannot::Over),
        State::Parked | State::InReview | State::Answered | State::Closed => Ok(request),
    }
}

/// While the request is open, the stakeholder may say more, or something else.
pub fn may_still_say(request: &Request) -> bool {
    request.state.is_open()
}

/// Asks the stakeholder for one to three of what is not there, in a letter of its own, with what holds if nobody answers in time.
///
/// # Errors
/// [`Cannot::CannotAsk`] for none, for more than three, for what is there and for what was asked already.
pub async fn ask_additions(
    ground: &Ground,
    by: &By,
    request: RequestId,
    picked: &[Addition],
    words: &str,
) -> Result<Timestamp, Cannot> {
    let words = checked(words)?;
    ground::again(|| async {
        let mut tx = ground.begin().await?;
        let request = open_request(&mut tx, by.team, request).await?;
        let (letter, questions) = questions(&mut tx, by, &request, picked, words).await?;
        let until_at = questions.heard_by_at.ok_or(Cannot::NoTime)?;
        let letter = outbox::post(&mut tx, ground, letter.draft(letters::QUESTIONS)).await?;
        begin(&mut tx, by.actor, &request).await?;
        note_asking(&mut tx, by, &request, &questions, until_at, letter).await?;
        requests::conversation::settle(&mut tx, by.team, request.id, by.actor).await?;
        tx.commit().await?;
        Ok(until_at)
    })
    .await
}

async fn open_request(tx: &mut Tx, team: TeamId, request: RequestId) -> Result<Request, Cannot> {
    let request = requests::readings::find(tx, team, request).await?.ok_or(Cannot::Unknown)?;
    if may_still_say(&request) { Ok(request) } else { Err(Cannot::Over) }
}

/// The letter with the questions, as it would be sent now.
async fn questions(
    tx: &mut Tx,
    by: &By,
    request: &Request,
    picked: &[Addition],
    words: &str,
) -> Result<(Frame, Questions), Cannot> {
    let in_force = team::calendar::current(tx, by.team).await?;
    let near = Near::of(tx, request).await?;
    let upgrade: Upgrade = standing(tx, request, &in_force, &near).await?;
    rules::ask(picked, |addition| {
        upgrade.element(addition).map_or(Standing::Empty, |element| element.standing.clone())
    })?;
    let asked: Vec<Addition> =
        Addition::ALL.into_iter().filter(|addition| picked.contains(addition)).take(QUESTIONS).collect();
    let questions = Questions {
        asked,
        heard_by_at: rules::heard_by(&in_force.office, tx.now(), upgrade.ready_on).ok(),
        turn: i64::try_from(upgrade.askings.len()).unwrap_or(i64::MAX).saturating_add(1),
        known: upgrade.known,
    };
    let thread = threads::get(tx, by.team, request.id.uuid()).await?.ok_or(Cannot::Unknown)?;
    let asker = team::stakeholders::get(tx, by.team, request.stakeholder).await?.ok_or(Cannot::Unknown)?;
    let language = team::languages::of(tx, &asker).await?;
    let when = When::new(requests::zone_of(&asker, &in_force), tx.now()).in_language(language);
    Ok((letters::questions(&thread, &by.name, &questions, words, &when), questions))
}

/// The letter for a preview; changes nothing.
pub(crate) async fn preview_questions(
    tx: &mut Tx,
    by: &By,
    request: &Request,
    picked: &[Addition],
    words: &str,
) -> Result<Frame, Cannot> {
    questions(tx, by, request, picked, checked(words)?).await.map(|(letter, _)| letter)
}

/// The stakeholder answers questions on their page: one person's word. It joins the conversation, and stands among the six where nothing
/// stood, and in the place of their own word of before; over what a member put there it does not go. What they leave open stays open.
/// Returns what is new.
pub async fn reply_additions(
    ground: &Ground,
    who: &Stakeholder,
    request: RequestId,
    turn: i64,
    said: &[(Addition, Value)],
) -> Result<Vec<Reply>, Cannot> {
    let said: Vec<(Addition, Value)> = said
        .iter()
        .map(|(addition, value)| Ok((*addition, value_of(*addition, value)?)))
        .collect::<Result<_, Cannot>>()?;
    ground::again(|| async {
        let mut tx = ground.begin().await?;
        let request = open_request(&mut tx, who.team, request).await?;
        if request.stakeholder != who.id {
            return Err(Cannot::Unknown);
        }
        let replies = replied(&mut tx, who, &request, turn, &said).await?;
        tx.commit().await?;
        Ok(replies)
    })
    .await
}

async fn replied(
    tx: &mut Tx,
    who: &Stakeholder,
    request: &Request,
    turn: i64,
    said: &[(Addition, Value)],
) -> Result<Vec<Reply>, Cannot> {
    let (team, id, now) = (who.team, request.id, tx.now());
    let askings = store::askings(tx, team, id).await?;
    let asking = askings.into_iter().find(|asking| asking.turn == turn).ok_or(Cannot::Unknown)?;
    let before = store::replies(tx, team, id).await?;
    let mut replies = Vec::new();
    for (addition, value) in said {
        let said_before = before.iter().find(|reply| reply.addition == *addition);
        let is_said = value.fills(*addition) || said_before.is_some();
        let is_new = said_before.is_none_or(|reply| reply.value != *value);
        if asking.additions.contains(addition) && is_said && is_new {
            replies.push(Reply { addition: *addition, value: value.clone(), by: who.id, said_at: now });
        }
    }
    let actor = Actor::Stakeholder(who.id.uuid());
    for reply in &replies {
        store::reply(tx, team, id, reply).await?;
        let stands = entered(tx, request, reply.addition).await?;
        if may_take_the_place(stands.as_ref()) {
            let version = stands.map_or(0, |stands| stands.version) + 1;
            let (addition, value) = (reply.addition, reply.value.clone());
            let entered = Entered { addition, value, waived: None, by: actor.to_string(), at: now, version };
            write(tx, actor, request, &entered).await?;
        }
    }
    let in_force = team::calendar::current(tx, team).await?;
    let near = Near::of(tx, request).await?;
    let known = standing(tx, request, &in_force, &near).await?.known;
    let language = team::languages::of(tx, who).await?;
    let when = When::new(requests::zone_of(who, &in_force), now).in_language(language);
    let told: Vec<String> = replies
        .iter()
        .filter(|reply| reply.value.fills(reply.addition))
        .map(|reply| {
            let question = asked::question(reply.addition, &known, &when);
            format!("{question}\n{}", asked::line(reply.addition, &reply.value, &when))
        })
        .collect();
    if !told.is_empty() {
        requests::conversation::add_within(tx, who, id, &told.join("\n\n")).await?;
    }
    Ok(replies)
}
