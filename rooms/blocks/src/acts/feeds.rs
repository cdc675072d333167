use ground::{Ground, Tx, events, links};
use jiff::SignedDuration;
use serde_json::json;
use team::{Member, Right};

use super::Refused;
use crate::FeedId;
use crate::store::feeds::{self, Feed, SCOPE};

/// How many feeds one person, or the team, may have at once.
const MOST: usize = 10;
/// How often it is written down that a feed was read.
const NOTED_EACH: SignedDuration = SignedDuration::from_hours(1);

/// What a new feed is to show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shows {
    /// The blocks of whoever makes it: their own and the team's.
    Mine,
    /// The blocks of the team and its promises; only the lead makes one.
    Team {
        /// Whether it says what the requests are about.
        names_requests: bool,
    },
}

/// Makes a feed. `name` says what will read it, so that it is known which to end.
pub async fn make_feed(ground: &Ground, who: &Member, name: &str, shows: Shows) -> Result<Feed, Refused> {
    let (member, names_requests) = match shows {
        Shows::Mine => (Some(who.id), false),
        Shows::Team { names_requests } => (None, names_requests),
    };
    is_theirs(who, member)?;
    let name = name.trim();
    if name.is_empty() {
        return Err(Refused::NoName);
    }
    let mut tx = ground.begin().await?;
    let now = tx.now();
    let same = feeds::list(&mut tx, who.team).await?.into_iter().filter(|feed| feed.member == member);
    if same.count() >= MOST {
        return Err(Refused::ManyFeeds);
    }
    let id = FeedId::new(now);
    let link = links::mint(&mut tx, ground.secret(), who.team, SCOPE, id, None).await?.id;
    let feed = Feed {
        team: who.team,
        id,
        name: name.to_owned(),
        member,
        names_requests,
        made_at: now,
        made_by: who.id,
        ended_at: None,
        read_at: None,
        read_by: String::new(),
        link,
    };
    feeds::add(&mut tx, &feed).await?;
    let payload = json!({ "member": member, "names_requests": names_requests });
    events::record(&mut tx, who.team, who.actor(), "feed.made", id, payload).await?;
    tx.commit().await?;
    Ok(feed)
}

/// Gives a feed a new link. The old one opens nothing from now on.
pub async fn renew_feed(ground: &Ground, who: &Member, id: FeedId) -> Result<Feed, Refused> {
    let mut tx = ground.begin().await?;
    let feed = mine(&mut tx, who, id).await?;
    let link = links::get(&mut tx, who.team, feed.link).await?.ok_or(Refused::UnknownFeed)?;
    links::renew(&mut tx, ground.secret(), &link, None).await?;
    events::record(&mut tx, who.team, who.actor(), "feed.renewed", id, json!({})).await?;
    tx.commit().await?;
    Ok(feed)
}

/// Ends a feed: its link opens nothing any more. What is not there, or another's, is left as it is. The lead may end those of members.
pub async fn end_feed(ground: &Ground, who: &Member, id: FeedId) -> Result<(), Refused> {
    let mut tx = ground.begin().await?;
    let feed = feeds::find(&mut tx, who.team, id).await?;
    let Some(feed) = feed.filter(|feed| feed.member == Some(who.id) || who.may(Right::Settings)) else { return Ok(()) };
    links::revoke(&mut tx, who.team, feed.link).await?;
    if feeds::end(&mut tx, &feed).await? {
        events::record(&mut tx, who.team, who.actor(), "feed.ended", id, json!({})).await?;
    }
    Ok(tx.commit().await?)
}

/// The path that a calendar reads, for whoever may know it: a member their own, the lead the team's.
pub async fn feed_path(tx: &mut Tx, ground: &Ground, who: &Member, id: FeedId) -> Result<String, Refused> {
    let feed = mine(tx, who, id).await?;
    path_of(tx, ground, &feed).await
}

/// The path that a calendar reads.
pub(crate) async fn path_of(tx: &mut Tx, ground: &Ground, feed: &Feed) -> Result<String, Refused> {
    let link = links::get(tx, feed.team, feed.link).await?.ok_or(Refused::UnknownFeed)?;
    Ok(format!("/calendar/{}.ics", link.token(ground.secret())))
}

/// Writes down that a feed was read, and by which calendar; not each time.
pub async fn feed_was_read(ground: &Ground, feed: &Feed, by: &str) -> Result<(), Refused> {
    const LONGEST: usize = 60;
    let now = ground.now();
    if feed.read_at.is_some_and(|read_at| now.duration_since(read_at) < NOTED_EACH) {
        return Ok(());
    }
    let by: String = by.chars().filter(|sign| !sign.is_control()).take(LONGEST).collect();
    let mut tx = ground.begin().await?;
    feeds::was_read(&mut tx, feed, &by).await?;
    Ok(tx.commit().await?)
}

/// A feed that is not ended and is theirs to handle.
async fn mine(tx: &mut Tx, who: &Member, id: FeedId) -> Result<Feed, Refused> {
    let feed = feeds::find(tx, who.team, id).await?.filter(|feed| feed.ended_at.is_none());
    let feed = feed.ok_or(Refused::UnknownFeed)?;
    is_theirs(who, feed.member)?;
    Ok(feed)
}

fn is_theirs(who: &Member, member: Option<team::MemberId>) -> Result<(), Refused> {
    let is_theirs = match member {
        Some(member) => member == who.id,
        None => who.may(Right::Settings),
    };
    if is_theirs { Ok(()) } else { Err(Refused::UnknownFeed) }
}
