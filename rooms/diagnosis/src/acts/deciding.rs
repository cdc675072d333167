use decisions::{Driver, NewDecision};
use ground::{Ground, StoreError, Tx, events, threads};
use method::{Cause, Recommendation};
use requests::{RequestId, State};
use serde_json::json;

use super::{By, Refused, checked, request_of};
use crate::rules;
use crate::store::case::{self, Decided};
use crate::store::reviews::{self, Review, Reviewed};
use crate::words;

/// What somebody decides otherwise than the answers recommend.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Otherwise<'a> {
    /// For what.
    pub recommendation: Recommendation,
    /// Why.
    pub why: &'a str,
    /// What drove it.
    pub driver: Driver,
}

/// Decides otherwise than the answers recommend, with a reason that stays; nothing lets the answers decide again. Both stand in the log of
/// decisions. The same again is the same.
pub async fn decide(
    ground: &Ground,
    by: &By,
    request: RequestId,
    otherwise: Option<Otherwise<'_>>,
) -> Result<(), Refused> {
    let otherwise = match otherwise {
        Some(otherwise) => {
            let why = checked(otherwise.why)?;
            if why.is_empty() {
                return Err(Refused::NoReason);
            }
            Some(Otherwise { why, ..otherwise })
        }
        None => None,
    };
    ground::again(|| async {
        let mut tx = ground.begin().await?;
        request_of(&mut tx, by.team, request).await?;
        case::begin(&mut tx, by.team, request).await?;
        let case = case::case(&mut tx, by.team, request).await?;
        let against = case.found().recommendation;
        let log = match logged(otherwise, case.decided.as_ref(), against) {
            Some(log) => Some(about(&mut tx, by, request, log).await?),
            None => None,
        };
        let decided = otherwise.map(|otherwise| Decided {
            recommendation: otherwise.recommendation,
            why: otherwise.why.to_owned(),
            against,
            by: by.actor.to_string(),
            at: tx.now(),
        });
        if let (Some(stands), Some(decided), Some(log)) = (&case.decided, &decided, &log)
            && stands.says_the_same(decided)
            && is_logged(&mut tx, by, request, log).await?
        {
            return Ok(());
        }
        case::decide(&mut tx, by.team, request, decided.as_ref()).await?;
        if let Some(log) = log {
            log_it(&mut tx, by, log).await?;
        }
        let word = otherwise.map(|otherwise| otherwise.recommendation.as_str());
        let payload = json!({ "decided": word, "recommended": against.as_str() });
        events::record(&mut tx, by.team, by.actor, "diagnosis.decided", request, payload).await?;
        Ok(tx.commit().await?)
    })
    .await
}

/// What the log of decisions says about it: nothing where the answers decided all along.
fn logged(otherwise: Option<Otherwise<'_>>, before: Option<&Decided>, against: Recommendation) -> Option<NewDecision> {
    let recommended = words::titled(against).to_lowercase();
    match (otherwise, before) {
        (Some(otherwise), _) => {
            let what = words::titled(otherwise.recommendation).to_lowercase();
            let what = format!("{what}, against what the diagnosis recommends ({recommended})");
            Some(NewDecision::new(what, otherwise.why, otherwise.driver))
        }
        (None, Some(before)) => {
            let taken_back = words::titled(before.recommendation).to_lowercase();
            let why = format!("The decision otherwise ({taken_back}) was taken back.");
            let what = format!("as the diagnosis recommends ({recommended})");
            Some(NewDecision::new(what, why, Driver::Data))
        }
        (None, None) => None,
    }
}

/// The same, named by its request.
async fn about(tx: &mut Tx, by: &By, request: RequestId, log: NewDecision) -> Result<NewDecision, Refused> {
    let thread = threads::get(tx, by.team, request.uuid()).await?.ok_or(Refused::Unknown)?;
    let what = format!("{}: {}", thread.label, log.what);
    Ok(NewDecision { what, about: Some(request.uuid()), ..log })
}

/// Whether the log said this last with the same driver.
async fn is_logged(tx: &mut Tx, by: &By, request: RequestId, new: &NewDecision) -> Result<bool, StoreError> {
    let logged = decisions::about(tx, by.team, request.uuid()).await?;
    let last = logged.iter().rfind(|decision| (&decision.what, &decision.why) == (&new.what, &new.why));
    Ok(last.is_some_and(|last| last.driver == new.driver))
}

async fn log_it(tx: &mut Tx, by: &By, log: NewDecision) -> Result<(), Refused> {
    match decisions::record(tx, by.team, by.actor, log).await {
        Ok(_) => Ok(()),
        Err(decisions::Refused::Store(error)) => Err(error.into()),
        // What goes into it was checked before.
        Err(other) => Err(StoreError::Broken(other.to_string()).into()),
    }
}

/// Says which law, regulator or licence makes the order one to take; nothing takes that back. The diagnosis is shown all the same.
pub async fn say_mandatory(ground: &Ground, by: &By, request: RequestId, why: Option<&str>) -> Result<(), Refused> {
    let why = why.map(checked).transpose()?.filter(|why| !why.is_empty());
    ground::again(|| async {
        let mut tx = ground.begin().await?;
        request_of(&mut tx, by.team, request).await?;
        case::begin(&mut tx, by.team, request).await?;
        case::say_mandatory(&mut tx, by.team, request, why).await?;
        let payload = json!({ "mandatory": why.is_some() });
        events::record(&mut tx, by.team, by.actor, "diagnosis.mandatory", request, payload).await?;
        Ok(tx.commit().await?)
    })
    .await
}

/// Records at follow-up which causes were confirmed, none among them. Later diagnoses learn from it, so each cause is kept with the
/// support that it had.
pub async fn review(
    ground: &Ground,
    by: &By,
    request: RequestId,
    confirmed: &[Cause],
    note: &str,
) -> Result<Review, Refused> {
    let note = checked(note)?;
    if note.is_empty() {
        return Err(Refused::NoReason);
    }
    ground::again(|| async {
        let mut tx = ground.begin().await?;
        let is_answered = match request_of(&mut tx, by.team, request).await?.state {
            State::Answered | State::Closed => true,
            State::Parked | State::InReview | State::Withdrawn | State::Spam => false,
        };
        let case = case::case(&mut tx, by.team, request).await?;
        rules::review(case.given().len(), is_answered)?;
        let found = case.found();
        let causes = found.causes.iter().map(|judged| Reviewed {
            cause: judged.cause,
            support: judged.support,
            is_confirmed: confirmed.contains(&judged.cause),
        });
        // Recorded again, it stays in its place in the history, so that its own start values do not follow from it.
        let at = case.review.as_ref().map_or(tx.now(), |review| review.at);
        let review = Review {
            note: note.to_owned(),
            coverage: found.coverage,
            by: by.actor.to_string(),
            at,
            causes: causes.collect(),
        };
        reviews::put(&mut tx, by.team, request, &review).await?;
        let codes: Vec<&str> = confirmed.iter().map(|cause| cause.code()).collect();
        events::record(&mut tx, by.team, by.actor, "diagnosis.reviewed", request, json!({ "confirmed": codes }))
            .await?;
        tx.commit().await?;
        Ok(review)
    })
    .await
}
