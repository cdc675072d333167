use ground::threads::{self, Thread};
use ground::{Actor, Ground, Kept, Tx, events, outbox};
use method::{Evidence, Question};
use requests::{Request, RequestId, State};
use serde_json::json;
use team::Stakeholder;
use web::when::When;

use super::answering::put;
use super::{By, Refused, busy_if_raced, checked, request_of};
use crate::rules::{self, Parts, may_take_the_place};
use crate::store::answers::{self, Answered};
use crate::store::askings::{self, Asking, Reply};
use crate::store::{case, reviews};
use crate::{asked, letters};

/// Sends questions to the stakeholder, who answers them on a page of their own. It is no answer: the promise stays where it is.
pub async fn send_questions(
    ground: &Ground,
    by: &By,
    request: RequestId,
    questions: &[Question],
    words: &str,
) -> Result<Asking, Refused> {
    rules::ask(questions)?;
    let words = checked(words)?;
    ground::again(|| async {
        let mut tx = ground.begin().await?;
        let request = request_of(&mut tx, by.team, request).await?;
        let asking = sent(&mut tx, ground, by, &request, questions, words).await?;
        tx.commit().await?;
        Ok(asking)
    })
    .await
}

async fn sent(
    tx: &mut Tx,
    ground: &Ground,
    by: &By,
    request: &Request,
    questions: &[Question],
    words: &str,
) -> Result<Asking, Refused> {
    let (team, id) = (by.team, request.id);
    if !may_still_answer(request) {
        return Err(Refused::Over);
    }
    let thread = threads::get(tx, team, id.uuid()).await?.ok_or(Refused::Unknown)?;
    let turn = i64::try_from(askings::of_request(tx, team, id).await?.len()).unwrap_or(i64::MAX) + 1;
    let letter = letters::questions(&thread, &by.name, questions, words, turn, &reading(tx, request, by).await?);
    let letter = outbox::post(tx, ground, letter).await?;
    let asking =
        Asking { turn, questions: questions.to_vec(), sent_by: by.actor.to_string(), sent_at: tx.now(), letter };
    askings::add(tx, team, id, &asking).await.map_err(busy_if_raced)?;
    if case::begin(tx, team, id).await? {
        events::record(tx, team, by.actor, "diagnosis.begun", id, json!({})).await?;
    }
    requests::conversation::settle(tx, team, id, by.actor).await?;
    let codes: Vec<String> = questions.iter().map(|question| question.code()).collect();
    events::record(tx, team, by.actor, "diagnosis.asked", id, json!({ "questions": codes, "turn": turn })).await?;
    Ok(asking)
}

/// The promise that stands, and how the stakeholder reads times.
async fn reading(tx: &mut Tx, request: &Request, by: &By) -> Result<letters::Reading, Refused> {
    let asker = team::stakeholders::get(tx, by.team, request.stakeholder).await?.ok_or(Refused::Unknown)?;
    let in_force = team::calendar::current(tx, by.team).await?;
    let language = team::languages::of(tx, &asker).await?;
    let when = When::new(requests::zone_of(&asker, &in_force), tx.now()).in_language(language);
    let promise = promises::next_open(tx, by.team, request.id.uuid()).await?;
    Ok(letters::Reading { due_at: promise.map(|promise| promise.due_at), when })
}

/// While the team has not answered, the stakeholder may say more, or something else.
pub fn may_still_answer(request: &Request) -> bool {
    matches!(request.state, State::Parked | State::InReview)
}

/// The stakeholder answers questions on their page: one person's view. It joins the conversation, and stands in the diagnosis where
/// nothing stood; over what a member found it does not go. What they leave open stays open. Returns what is new.
pub async fn reply(
    ground: &Ground,
    who: &Stakeholder,
    request: RequestId,
    turn: i64,
    said: &[(Question, Parts)],
) -> Result<Vec<Reply>, Refused> {
    for (_, text) in said.iter().flat_map(|(_, parts)| parts.iter()) {
        checked(text)?;
    }
    ground::again(|| async {
        let mut tx = ground.begin().await?;
        let request = request_of(&mut tx, who.team, request).await?;
        if request.stakeholder != who.id {
            return Err(Refused::Unknown);
        }
        let replies = replied(&mut tx, who, &request, turn, said).await?;
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
    said: &[(Question, Parts)],
) -> Result<Vec<Reply>, Refused> {
    let (team, id, now) = (who.team, request.id, tx.now());
    let askings = askings::of_request(tx, team, id).await?;
    let asking = askings.iter().find(|asking| asking.turn == turn).ok_or(Refused::Unknown)?;
    if !may_still_answer(request) {
        return Err(Refused::Answered);
    }
    let before = askings::replies(tx, team, id).await?;
    let is_new = |question: Question, parts: &Parts| {
        before.iter().all(|reply| reply.question != question || reply.parts != *parts)
    };
    let is_asked = |question: Question| asking.questions.contains(&question);
    let mut replies = Vec::new();
    for (question, parts) in said {
        let is_said = !parts.is_empty() || before.iter().any(|reply| reply.question == *question);
        if is_asked(*question) && is_said && is_new(*question, parts) {
            replies.push(Reply { question: *question, parts: parts.clone(), by: who.id, said_at: now });
        }
    }
    for reply in &replies {
        askings::reply(tx, team, id, reply).await?;
        joins(tx, who, request, reply).await?;
    }
    let language = team::languages::of(tx, who).await?;
    let told: Vec<String> =
        replies.iter().filter_map(|reply| asked::told(reply.question, &reply.parts, language)).collect();
    if !told.is_empty() {
        requests::conversation::add_within(tx, who, id, &told.join("\n\n")).await?;
        let codes: Vec<String> = replies.iter().map(|reply| reply.question.code()).collect();
        let actor = Actor::Stakeholder(who.id.uuid());
        events::record(tx, team, actor, "diagnosis.replied", id, json!({ "questions": codes, "turn": turn })).await?;
    }
    Ok(replies)
}

/// Puts what was said among the answers, if nothing stands in its way.
async fn joins(tx: &mut Tx, who: &Stakeholder, request: &Request, reply: &Reply) -> Result<(), Refused> {
    let team = who.team;
    if reviews::of_request(tx, team, request.id).await?.is_some() {
        return Ok(());
    }
    let by = By { team, actor: Actor::Stakeholder(who.id.uuid()), name: who.name.clone() };
    let writer = by.actor.to_string();
    let before = answers::of(tx, team, request.id, reply.question).await?;
    let stands = before.as_ref().filter(|before| !before.parts.is_empty());
    let is_their_own = stands.is_some_and(|before| before.kept.by == writer);
    let is_unknown = stands.is_some_and(|before| before.parts.is_unknown());
    if !may_take_the_place(stands.is_some(), is_unknown, is_their_own) {
        return Ok(());
    }
    let evidence = if reply.parts.is_unknown() { Evidence::Unknown } else { Evidence::OnePerson };
    let kept =
        before.as_ref().map_or_else(|| Kept::new(writer.clone()), |before| before.kept.clone().changed(writer.clone()));
    let answered =
        Answered { question: reply.question, parts: reply.parts.clone(), evidence, changed_at: tx.now(), kept };
    put(tx, &by, request.id, &answered, before.as_ref()).await
}

/// The thread of a request, for the preview of a letter.
pub(crate) async fn preview(
    tx: &mut Tx,
    by: &By,
    request: &Request,
    questions: &[Question],
    words: &str,
) -> Result<promises::frame::Frame, Refused> {
    let thread: Thread = threads::get(tx, by.team, request.id.uuid()).await?.ok_or(Refused::Unknown)?;
    let reading = reading(tx, request, by).await?;
    Ok(letters::frame(&thread, &by.name, questions, words, 1, &reading))
}
