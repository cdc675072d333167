use std::time::Duration;

use ground::links::{self, Link};
use ground::{Actor, Ground, StoreError, TeamId, Tx, events, fresh_token, outbox};
use http::HeaderValue;
use serde_json::json;
use web::cookies::SessionCookie;

use super::{Refused, passwords};
use crate::rules::{self, LINK_OPENS, ONE_CLICK, SIGN_IN};
use crate::store::people::Account;
use crate::store::{members, people, sessions};
use crate::{Member, MemberId, letters};

/// The least time that asking for a link takes, so that whether an address is known can't be measured.
const ASKING_TAKES: Duration = Duration::from_millis(250);

/// A session that was just begun: its token goes to the browser and nowhere else.
#[derive(Debug, Clone)]
pub struct Session(String);

impl Session {
    /// 260 random bits.
    pub(crate) fn fresh() -> Self {
        Self(fresh_token() + &fresh_token())
    }

    /// The token.
    pub fn token(&self) -> &str {
        &self.0
    }

    /// The `Set-Cookie` that brings it to the browser.
    pub fn cookie(&self, ground: &Ground) -> Option<HeaderValue> {
        let seconds = u64::try_from(rules::LASTS.as_secs()).unwrap_or_default();
        SessionCookie::at(&ground.settings().public_url).keep(&self.0, seconds)
    }
}

/// Signs in by password.
///
/// # Errors
/// [`Refused::WrongPassword`], after as much work, whether or not there is such an account.
pub async fn sign_in(ground: &Ground, address: &str, password: &str) -> Result<Session, Refused> {
    let found = people::by_address(&mut ground.read().await?, address).await?;
    let kept = found.as_ref().and_then(|account| account.password.clone());
    if !passwords::is_right(password, kept.clone()).await? {
        return Err(Refused::WrongPassword);
    }
    let mut tx = ground.begin().await?;
    let account = people::by_address(&mut tx, address).await?.filter(|account| account.password == kept);
    let account = account.ok_or(Refused::WrongPassword)?;
    let member = at_their_team(&mut tx, &account).await?.ok_or(Refused::NoTeam)?;
    begin(tx, &member, None, "password").await
}

async fn begin(mut tx: Tx, member: &Member, link: Option<&Link>, by: &str) -> Result<Session, Refused> {
    let session = Session::fresh();
    let link = link.map(|link| link.id);
    let begun = sessions::begin(&mut tx, session.token(), member.account, member.team, link).await;
    begun.map_err(Refused::LinkSpent.if_taken())?;
    if let Ok(begun_before) = tx.now().checked_sub(rules::LASTS) {
        sessions::sweep(&mut tx, begun_before).await?;
    }
    record(&mut tx, member, by).await?;
    tx.commit().await?;
    Ok(session)
}

pub(crate) async fn record(tx: &mut Tx, member: &Member, by: &str) -> Result<(), StoreError> {
    events::record(tx, member.team, member.actor(), "member.signed-in", member.id, json!({ "by": by })).await
}

/// The person in the team that they looked at last, or in their first one.
async fn at_their_team(tx: &mut Tx, account: &Account) -> Result<Option<Member>, StoreError> {
    if let Some(team) = account.last_team
        && let Some(member) = members::of_account(tx, team, account.id).await?
    {
        return Ok(Some(member));
    }
    match members::teams_of(tx, account.id).await?.first() {
        Some((team, _)) => members::of_account(tx, *team, account.id).await,
        None => Ok(None),
    }
}

/// Mails a link that signs in, if somebody here has this address. Whether somebody has is not told, neither by the answer nor by its time.
pub async fn mail_sign_in_link(ground: &Ground, address: &str) -> Result<(), Refused> {
    let (mailed, ()) = tokio::join!(mail(ground, address), tokio::time::sleep(ASKING_TAKES));
    mailed
}

async fn mail(ground: &Ground, address: &str) -> Result<(), Refused> {
    if people::by_address(&mut ground.read().await?, address).await?.is_none() {
        return Ok(());
    }
    let mut tx = ground.begin().await?;
    let Some(account) = people::by_address(&mut tx, address).await? else { return Ok(()) };
    let Some(member) = at_their_team(&mut tx, &account).await? else { return Ok(()) };
    let expires_at = tx.now().checked_add(LINK_OPENS).map_err(|error| Refused::Broken(error.to_string()))?;
    let link = links::mint(&mut tx, ground.secret(), member.team, SIGN_IN, member.id, Some(expires_at)).await?;
    outbox::post(&mut tx, ground, letters::sign_in_link(&member, link.id)).await?;
    events::record(&mut tx, member.team, Actor::Machine("sign-in"), "sign-in.link-mailed", member.id, json!({}))
        .await?;
    Ok(tx.commit().await?)
}

/// Signs in by a mailed link, once.
pub async fn sign_in_by_link(ground: &Ground, token: &str) -> Result<Session, Refused> {
    let mut tx = ground.begin().await?;
    let link = open_link(&mut tx, SIGN_IN, token).await?.ok_or(Refused::LinkSpent)?;
    let member = member_of(&mut tx, &link).await?.ok_or(Refused::LinkSpent)?;
    links::revoke(&mut tx, link.team, link.id).await?;
    begin(tx, &member, Some(&link), "link").await
}

async fn open_link(tx: &mut Tx, scope: &str, token: &str) -> Result<Option<Link>, StoreError> {
    let now = tx.now();
    Ok(links::find(tx, token).await?.filter(|link| link.scope == scope && link.is_open(now)))
}

async fn member_of(tx: &mut Tx, link: &Link) -> Result<Option<Member>, StoreError> {
    match link.subject.parse::<MemberId>() {
        Ok(id) => members::get(tx, link.team, id).await,
        Err(_no_member) => Ok(None),
    }
}

/// The path that signs this person in when it is opened; it does so in a demo alone.
pub async fn one_click(ground: &Ground, member: &Member) -> Result<String, Refused> {
    let mut tx = ground.begin().await?;
    let now = tx.now();
    let known = links::to(&mut tx, member.team, ONE_CLICK, member.id).await?.filter(|link| link.is_open(now));
    let link = match known {
        Some(link) => link,
        None => links::mint(&mut tx, ground.secret(), member.team, ONE_CLICK, member.id, None).await?,
    };
    tx.commit().await?;
    Ok(format!("/sign-in/as/{}", link.token(ground.secret())))
}

/// Signs in by opening a link, in a demo alone.
pub(crate) async fn sign_in_by_one_click(ground: &Ground, token: &str) -> Result<Session, Refused> {
    if !ground.settings().demo {
        return Err(Refused::Unknown);
    }
    let mut tx = ground.begin().await?;
    let link = open_link(&mut tx, ONE_CLICK, token).await?.ok_or(Refused::Unknown)?;
    let member = member_of(&mut tx, &link).await?.ok_or(Refused::Unknown)?;
    begin(tx, &member, None, "one-click").await
}

/// Who is signed in with this token; nobody if it is unknown or over.
pub async fn session_of(ground: &Ground, token: &str) -> Result<Option<Member>, StoreError> {
    let kept = sessions::find(&mut ground.read().await?, token).await?;
    let now = ground.now();
    let Some(kept) = kept.filter(|kept| !rules::is_over(kept.begun_at, kept.seen_at, now)) else { return Ok(None) };
    if rules::is_worth_noting(kept.seen_at, now) {
        let mut tx = ground.begin().await?;
        sessions::note_seen(&mut tx, token).await?;
        tx.commit().await?;
    }
    Ok(Some(kept.member))
}

/// Ends this session.
pub async fn sign_out(ground: &Ground, token: &str) -> Result<(), Refused> {
    let mut tx = ground.begin().await?;
    if let Some(kept) = sessions::find(&mut tx, token).await? {
        let Member { team, id, .. } = kept.member;
        events::record(&mut tx, team, kept.member.actor(), "member.signed-out", id, json!({})).await?;
    }
    sessions::end(&mut tx, token).await?;
    Ok(tx.commit().await?)
}

/// Turns a session to another team of the same person. The team is remembered for the next sign-in.
pub async fn switch_team(ground: &Ground, token: &str, team: TeamId) -> Result<Member, Refused> {
    let mut tx = ground.begin().await?;
    let now = tx.now();
    let kept = sessions::find(&mut tx, token).await?;
    let kept = kept.filter(|kept| !rules::is_over(kept.begun_at, kept.seen_at, now)).ok_or(Refused::Unknown)?;
    let member = members::of_account(&mut tx, team, kept.member.account).await?.ok_or(Refused::Unknown)?;
    sessions::turn_to(&mut tx, token, team).await?;
    people::look_at(&mut tx, member.account, team).await?;
    events::record(&mut tx, team, member.actor(), "member.turned-to-team", member.id, json!({})).await?;
    tx.commit().await?;
    Ok(member)
}

/// Whether the old password has to be typed to set a new one in this session.
pub(crate) async fn waits_for_old_password(ground: &Ground, token: &str) -> Result<bool, Refused> {
    let mut tx = ground.read().await?;
    let kept = sessions::find(&mut tx, token).await?.ok_or(Refused::Unknown)?;
    let account = people::get(&mut tx, kept.member.account).await?.ok_or(Refused::Unknown)?;
    Ok(rules::needs_old_password(account.password.is_some(), kept.by_link, kept.begun_at, ground.now()))
}

/// Sets a new password. Every session of the person ends; the one returned goes on in place of this one.
///
/// # Errors
/// Besides others, at the field `old` where the old password is needed and does not fit.
pub async fn change_password(ground: &Ground, token: &str, old: &str, new: &str) -> Result<Session, Refused> {
    let print = passwords::print_of(new).await?;
    let kept = sessions::find(&mut ground.read().await?, token).await?.ok_or(Refused::Unknown)?;
    if waits_for_old_password(ground, token).await? {
        let account = people::get(&mut ground.read().await?, kept.member.account).await?.ok_or(Refused::Unknown)?;
        if !passwords::is_right(old, account.password).await? {
            return Err(Refused::at(
                "old",
                "This is not your present password. Type it again, or have a link mailed to you.",
            ));
        }
    }
    let mut tx = ground.begin().await?;
    let member = kept.member;
    people::set_password(&mut tx, member.account, &print).await?;
    sessions::end_all(&mut tx, member.account).await?;
    let payload = json!({});
    events::record(&mut tx, member.team, member.actor(), "member.password-changed", member.id, payload).await?;
    begin(tx, &member, None, "new-password").await
}

/// Sets somebody's password, as the command line does. Every session of theirs ends.
pub async fn set_password(ground: &Ground, address: &str, new: &str) -> Result<(), Refused> {
    let print = passwords::print_of(new).await?;
    let mut tx = ground.begin().await?;
    let account = people::by_address(&mut tx, address).await?.ok_or(Refused::Unknown)?;
    people::set_password(&mut tx, account.id, &print).await?;
    sessions::end_all(&mut tx, account.id).await?;
    if let Some(member) = at_their_team(&mut tx, &account).await? {
        let actor = Actor::Machine("command-line");
        events::record(&mut tx, member.team, actor, "member.password-changed", member.id, json!({})).await?;
    }
    Ok(tx.commit().await?)
}
