use ground::{Ground, events};
use method::{Cause, Recommendation};
use requests::{RequestId, State};
use serde_json::json;

use super::{By, Refused, checked, request_of};
use crate::rules;
use crate::store::case::{self, Decided};
use crate::store::reviews::{self, Review, Reviewed};

/// Decides otherwise than the answers recommend, with a reason that stays; nothing lets the answers decide again.
pub async fn decide(
    ground: &Ground,
    by: &By,
    request: RequestId,
    otherwise: Option<(Recommendation, &str)>,
) -> Result<(), Refused> {
    let otherwise = match otherwise {
        Some((recommendation, why)) => {
            let why = checked(why)?;
            if why.is_empty() {
                return Err(Refused::NoReason);
            }
            Some((recommendation, why))
        }
        None => None,
    };
    ground::again(|| async {
        let mut tx = ground.begin().await?;
        request_of(&mut tx, by.team, request).await?;
        case::begin(&mut tx, by.team, request).await?;
        let case = case::case(&mut tx, by.team, request).await?;
        let against = case.found().recommendation;
        let decided = otherwise.map(|(recommendation, why)| Decided {
            recommendation,
            why: why.to_owned(),
            against,
            by: by.actor.to_string(),
            at: tx.now(),
        });
        case::decide(&mut tx, by.team, request, decided.as_ref()).await?;
        let word = otherwise.map(|(recommendation, _)| recommendation.as_str());
        let payload = json!({ "decided": word, "recommended": against.as_str() });
        events::record(&mut tx, by.team, by.actor, "diagnosis.decided", request, payload).await?;
        Ok(tx.commit().await?)
    })
    .await
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
