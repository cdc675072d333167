use ground::{Ground, events};
use serde_json::json;

use super::Refused;
use crate::Member;
use crate::rules::{LANGUAGES, Right, Wording, who_may};
use crate::store::wordings::{self, Version};

/// Puts a team's own words for a letter in one language into force, or with none goes back to those that we came with.
///
/// Letters already sent keep theirs. Saving what is in force already makes no version. `based_on` is the version that was open while the
/// words were typed, 0 if there was none. Returns the version in force.
pub async fn change_wording(
    ground: &Ground,
    who: &Member,
    letter: &str,
    language: &str,
    words: Option<Wording>,
    based_on: i64,
) -> Result<i64, Refused> {
    if !who.may(Right::Settings) {
        return Err(Refused::NotYours(who_may(Right::Settings)));
    }
    if !LANGUAGES.iter().any(|(tag, _)| *tag == language) {
        return Err(Refused::at(
            "language",
            "Letters come in English, German, Spanish and French. Choose one of them.",
        ));
    }
    let wrong = words.as_ref().and_then(|words| words.check(language).err()).and_then(|wrong| wrong.into_iter().next());
    if let Some((field, error)) = wrong {
        return Err(Refused::at(field, error));
    }
    let mut tx = ground.begin().await?;
    let newest = wordings::newest(&mut tx, who.team, letter, language).await?;
    let (number, in_force) = newest.map_or((0, None), |version| (version.number, version.words));
    if number != based_on {
        return Err(Refused::ChangedMeanwhile);
    }
    if in_force == words {
        return Ok(number);
    }
    let version = Version { number: number + 1, words };
    let written = wordings::insert(&mut tx, who.team, letter, language, &version, &who.actor().to_string()).await;
    written.map_err(Refused::ChangedMeanwhile.if_taken())?;
    let payload =
        json!({ "letter": letter, "language": language, "version": version.number, "own": version.words.is_some() });
    events::record(&mut tx, who.team, who.actor(), "letter.worded", who.team, payload).await?;
    tx.commit().await?;
    Ok(version.number)
}
