use ground::{Ground, events};
use serde_json::json;
use web::shell::Habits;

use super::Refused;
use crate::Member;
use crate::rules::zone_named;
use crate::store::{people, sessions};

/// The most signs of a person's name.
const NAME_SIGNS: usize = 100;

/// What a person chose for themselves; it holds in all their teams.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Own {
    /// Their name.
    pub name: String,
    /// The zone in which they read times; that of the team if none.
    pub zone: Option<String>,
    /// How pages behave for them.
    pub habits: Habits,
}

/// Writes down what somebody chose for themselves.
pub async fn describe_oneself(ground: &Ground, who: &Member, own: Own) -> Result<(), Refused> {
    let name = own.name.split_whitespace().collect::<Vec<_>>().join(" ");
    if name.is_empty() {
        return Err(Refused::at("name", "Write the name by which colleagues know you."));
    }
    if name.chars().count() > NAME_SIGNS {
        return Err(Refused::at("name", "Shorten this to 100 signs."));
    }
    let zone = match own.zone {
        None => None,
        Some(zone) => Some(zone_named(&zone).ok_or_else(|| {
            Refused::at("zone", format!("“{zone}” is no time zone. Write it as region and place, like Europe/Berlin."))
        })?),
    };
    if (&name, &zone, own.habits) == (&who.name, &who.zone, who.habits) {
        return Ok(());
    }
    let mut tx = ground.begin().await?;
    people::rename(&mut tx, who.account, &name).await?;
    people::keep_habits(&mut tx, who.account, zone.as_deref(), own.habits).await?;
    let payload = json!({ "named_anew": name != who.name });
    events::record(&mut tx, who.team, who.actor(), "member.described", who.id, payload).await?;
    Ok(tx.commit().await?)
}

/// Ends a session of one's own that runs elsewhere; one that is over already stays over. `begun_at` is the instant in milliseconds by which the page names it.
pub(crate) async fn end_session(ground: &Ground, who: &Member, begun_at: i64, here: &str) -> Result<(), Refused> {
    let mut tx = ground.begin().await?;
    if !sessions::end_other(&mut tx, who.account, begun_at, here).await? {
        return Ok(());
    }
    events::record(&mut tx, who.team, who.actor(), "member.session-ended", who.id, json!({})).await?;
    Ok(tx.commit().await?)
}
