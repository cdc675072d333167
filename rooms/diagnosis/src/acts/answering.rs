use ground::{Ground, Kept, Tx, events};
use method::{Evidence, Question};
use requests::RequestId;
use serde_json::json;

use super::{By, Lost, Refused, busy_if_raced, checked, request_of};
use crate::rules::{Parts, field, is_answered};
use crate::store::answers::{self, Answered};
use crate::store::{case, reviews};

/// Keeps the answer to a question as it is typed. Whoever is alone in an answer may go on from any version of their own; what somebody
/// else wrote since is never overwritten. Nothing typed where nothing stood is nothing.
///
/// # Errors
/// [`Refused::Lost`] with what stands there now.
pub async fn answer(
    ground: &Ground,
    by: &By,
    request: RequestId,
    question: Question,
    typed: &Parts,
    evidence: Evidence,
    base: i64,
) -> Result<Option<Answered>, Refused> {
    for (_, text) in typed.iter() {
        checked(text)?;
    }
    ground::again(|| async {
        let mut tx = ground.begin().await?;
        request_of(&mut tx, by.team, request).await?;
        if reviews::of_request(&mut tx, by.team, request).await?.is_some() {
            return Err(Refused::Reviewed);
        }
        let answered = kept(&mut tx, by, request, question, typed, evidence, base).await?;
        tx.commit().await?;
        Ok(answered)
    })
    .await
}

async fn kept(
    tx: &mut Tx,
    by: &By,
    request: RequestId,
    question: Question,
    typed: &Parts,
    evidence: Evidence,
    base: i64,
) -> Result<Option<Answered>, Refused> {
    let now = tx.now();
    let writer = by.actor.to_string();
    let (parts, evidence) = (typed.clone(), if typed.is_unknown() { Evidence::Unknown } else { evidence });
    let Some(before) = answers::of(tx, by.team, request, question).await? else {
        if parts.is_empty() {
            return Ok(None);
        }
        let answered = Answered { question, parts, evidence, changed_at: now, kept: Kept::new(writer) };
        put(tx, by, request, &answered, None).await?;
        return Ok(Some(answered));
    };
    if (&parts, evidence) == (&before.parts, before.evidence) {
        return Ok(Some(before));
    }
    let is_blank = before.parts.is_empty();
    if !is_blank && !before.kept.may_be_changed(&writer, base) {
        return Err(Refused::Lost(Box::new(Lost { now: before })));
    }
    let kept = before.kept.clone().changed(writer);
    let kept = if is_blank { Kept { found: 0, ..kept } } else { kept };
    let answered = Answered { question, parts, evidence, changed_at: now, kept };
    put(tx, by, request, &answered, Some(&before)).await?;
    Ok(Some(answered))
}

/// Writes an answer, and what happened if it says something else now: words that are typed on are no event.
pub(super) async fn put(
    tx: &mut Tx,
    by: &By,
    request: RequestId,
    answered: &Answered,
    before: Option<&Answered>,
) -> Result<(), Refused> {
    let (team, question) = (by.team, answered.question);
    match before {
        None => answers::add(tx, team, request, answered).await.map_err(busy_if_raced)?,
        Some(before) => {
            answers::save(tx, team, request, answered, before.kept.version).await.map_err(busy_if_raced)?;
        }
    }
    if case::begin(tx, team, request).await? {
        events::record(tx, team, by.actor, "diagnosis.begun", request, json!({})).await?;
    }
    let said = says(answered);
    if let Some((word, evidence)) = said.filter(|said| before.and_then(says).as_ref() != Some(said)) {
        let payload = json!({
            "question": question.code(), "answer": word, "evidence": evidence.as_str(), "version": answered.kept.version,
        });
        events::record(tx, team, by.actor, "diagnosis.answered", request, payload).await?;
    }
    Ok(())
}

/// What counts of an answer.
fn says(answered: &Answered) -> Option<(String, Evidence)> {
    let is_whole = is_answered(answered.question, &answered.parts);
    is_whole.then(|| (answered.parts.text(field::ANSWER).to_owned(), answered.evidence))
}
