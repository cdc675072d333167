use ground::{Actor, Ground, events};
use serde_json::json;
use web::Language;

use super::Refused;
use crate::rules::{Right, who_may};
use crate::store::{languages, stakeholders};
use crate::{Member, Stakeholder};

/// Puts the team's own language into force: from then on whoever has not said theirs reads pages and letters in it. Letters already sent
/// stay as they are. Returns whether that was another than before.
pub async fn speak(ground: &Ground, who: &Member, language: Language) -> Result<bool, Refused> {
    if !who.may(Right::Settings) {
        return Err(Refused::NotYours(who_may(Right::Settings)));
    }
    let mut tx = ground.begin().await?;
    if languages::of_team(&mut tx, who.team).await? == language {
        return Ok(false);
    }
    languages::keep(&mut tx, who.team, language).await?;
    let payload = json!({ "language": language.tag() });
    events::record(&mut tx, who.team, who.actor(), "team.language-chosen", who.team, payload).await?;
    tx.commit().await?;
    Ok(true)
}

/// A stakeholder chooses the language in which they read; pages and letters follow from then on. The same again changes nothing.
pub async fn choose_language(ground: &Ground, who: &Stakeholder, language: Language) -> Result<(), Refused> {
    let mut tx = ground.begin().await?;
    let mut known = stakeholders::get(&mut tx, who.team, who.id).await?.ok_or(Refused::Unknown)?;
    if known.language.as_deref() == Some(language.tag()) {
        return Ok(());
    }
    known.language = Some(language.tag().to_owned());
    stakeholders::describe(&mut tx, &known).await?;
    let (actor, payload) = (Actor::Stakeholder(who.id.uuid()), json!({ "language": language.tag() }));
    events::record(&mut tx, who.team, actor, "stakeholder.language-chosen", who.id, payload).await?;
    Ok(tx.commit().await?)
}
