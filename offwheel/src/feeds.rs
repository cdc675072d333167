//! Calendar feeds, read by their secret links: what rooms say of blocks and promises, as the edge of calendars writes it.

use std::collections::HashMap;

use axum::Router;
use axum::extract::{Path, State};
use axum::response::Response;
use axum::routing::get;
use blocks::{Block, BlockKey, Feed};
use calendar::FeedEvent;
use ground::uuid::Uuid;
use ground::{Ground, StoreError, TeamId, Tx, events, links};
use http::header::{CACHE_CONTROL, REFERRER_POLICY, USER_AGENT};
use http::{HeaderMap, HeaderValue};
use jiff::{SignedDuration, Timestamp};
use promises::{Owed, Place};
use requests::{Request, RequestId};
use team::{InForce, Member, MemberId, Right};
use web::Failure;
use web::when::When;

/// How many days back and ahead a feed reaches.
const BACK_DAYS: i64 = 60;
const AHEAD_DAYS: i64 = 180;
/// How many promises a feed tells at most, next first.
const MOST_PROMISES: i64 = 500;
/// How long before it is due the event of a promise begins; it ends when the promise is due.
const BEFORE_DUE: SignedDuration = SignedDuration::from_mins(15);

/// The one route.
pub fn routes() -> Router<Ground> {
    Router::new().route("/calendar/{file}", get(show))
}

/// Whoever has the link reads the feed. A link that was ended, renewed or never made leads nowhere, and nothing tells which.
async fn show(ground: State<Ground>, file: Path<String>, headers: HeaderMap) -> web::Result<Response> {
    let token = file.strip_suffix(".ics").ok_or(Failure::NotFound)?;
    let mut tx = ground.read().await?;
    let link = links::find(&mut tx, token).await?.ok_or(Failure::NotFound)?;
    let feed = blocks::feeds::of_link(&mut tx, &link).await?.ok_or(Failure::NotFound)?;
    let text = written(&mut tx, &ground, &feed).await?.ok_or(Failure::NotFound)?;
    drop(tx);
    let reader = headers.get(USER_AGENT).and_then(|name| name.to_str().ok()).unwrap_or_default();
    if let Err(error) = blocks::feed_was_read(&ground, &feed, reader).await {
        tracing::warn!(%error, "that a calendar was read could not be noted");
    }
    let mut answer = web::paging::unless_known(&headers, "text/calendar; charset=utf-8", text);
    // The address is a key: nothing between here and the calendar may keep what it opens.
    for (name, value) in [(CACHE_CONTROL, "no-store"), (REFERRER_POLICY, "no-referrer")] {
        answer.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    Ok(answer)
}

/// A feed as it stands now; nothing if its member does not work here any more.
async fn written(tx: &mut Tx, ground: &Ground, feed: &Feed) -> Result<Option<String>, StoreError> {
    let team = feed.team;
    let in_force = team::calendar::current(tx, team).await?;
    let Some(of_team) = team::teams::get(tx, team).await? else { return Ok(None) };
    let members = team::members::list(tx, team).await?;
    let mine = match feed.member {
        None => None,
        Some(id) => match members.iter().find(|member| member.id == id && member.may(Right::Work)) {
            Some(member) => Some(member),
            None => return Ok(None),
        },
    };
    let mut writer = Writer { ground, in_force: &in_force, absences: HashMap::new(), members: &members };
    writer.read_absences(tx, team).await?;
    let (from, to) = writer.horizon(tx.now());
    let mut blocks = blocks::around(tx, team, from, to).await?;
    blocks.retain(|block| match mine {
        Some(member) => block.holders.include(member.id),
        None => block.holders == blocks::Holders::Team,
    });
    let mut events: Vec<FeedEvent> = blocks.iter().map(|block| writer.block(block, mine.is_some())).collect();
    if mine.is_none() {
        // What is past and not answered is no date to come.
        let from_today = writer.morning(tx.now());
        let owed =
            promises::owed_next(tx, team, Some(Place { due_at: from_today, id: Uuid::nil().into() }), MOST_PROMISES)
                .await?;
        let ids: Vec<RequestId> = owed.iter().map(|promise| promise.request.into()).collect();
        let requests = requests::readings::many(tx, team, &ids).await?;
        let requests: HashMap<RequestId, &Request> = requests.iter().map(|request| (request.id, request)).collect();
        events.extend(owed.iter().filter_map(|promise| {
            let request = requests.get(&promise.request.into())?;
            Some(writer.promise(promise, request, &of_team.prefix, feed.names_requests))
        }));
    }
    let name = match mine {
        Some(member) => format!("Blocks of {}", member.name),
        None => format!("Blocks and promises, {}", of_team.name),
    };
    Ok(Some(calendar::write(&calendar::Feed { name, zone: in_force.zone.clone(), events })))
}

/// What every event of a feed needs to be told.
struct Writer<'a> {
    ground: &'a Ground,
    in_force: &'a InForce,
    /// Everybody of the team, also who does not work there any more: a sequence never falls.
    members: &'a [Member],
    /// How often each member said that they are away, or back.
    absences: HashMap<MemberId, i64>,
}

impl Writer<'_> {
    async fn read_absences(&mut self, tx: &mut Tx, team: TeamId) -> Result<(), StoreError> {
        for member in self.members {
            let changes = events::count(tx, team, member.id, ["member.away", "member.back"]).await?;
            self.absences.insert(member.id, changes);
        }
        Ok(())
    }

    fn morning(&self, now: Timestamp) -> Timestamp {
        let office = &self.in_force.office;
        office.instant(office.date_of(now).at(0, 0, 0, 0)).unwrap_or(now)
    }

    /// Whole days, so that the feed is the same all day long unless something changes.
    fn horizon(&self, now: Timestamp) -> (Timestamp, Timestamp) {
        let morning = self.morning(now);
        let days = |days: i64| SignedDuration::from_hours(days * 24);
        let from = morning.checked_sub(days(BACK_DAYS)).unwrap_or(Timestamp::MIN);
        (from, morning.checked_add(days(AHEAD_DAYS)).unwrap_or(Timestamp::MAX))
    }

    fn address(&self, path: &str) -> String {
        format!("{}{path}", self.ground.settings().public_url)
    }

    fn uid(&self, kind: &str, id: &str) -> String {
        format!("{kind}-{id}@{}", self.ground.settings().message_id_domain)
    }

    /// What can move a block or call it off, each counted up: what was done to it, versions of the calendar, days away of who holds it.
    fn sequence(&self, block: &Block) -> i64 {
        let ids: Vec<MemberId> = self.members.iter().map(|member| member.id).collect();
        let away: i64 = block.holders.among(&ids).iter().filter_map(|holder| self.absences.get(holder)).sum();
        block.changes() + (self.in_force.version - 1) + away
    }

    fn block(&self, block: &Block, is_of_member: bool) -> FeedEvent {
        let own = is_of_member && block.holders != blocks::Holders::Team;
        let name = if own { format!("{}, mine", block.name()) } else { block.name().to_owned() };
        let is_cancelled = block.skipped_at.is_some();
        FeedEvent {
            uid: self.uid("block", &block.key.to_string()),
            sequence: self.sequence(block),
            changed_at: block.changed_at.unwrap_or(self.in_force.made_at),
            starts_at: block.starts_at,
            ends_at: block.ends_at,
            summary: if is_cancelled { format!("{name}, skipped") } else { name },
            words: self.moved(block).unwrap_or_default(),
            page: self.address(&format!("/blocks/{}", block.key)),
            is_busy: true,
            is_cancelled,
        }
    }

    /// “Moved from Mon 30 Nov, 13:00.” Why stands on the page: a feed may hang on a wall.
    fn moved(&self, block: &Block) -> Option<String> {
        let when = self.when(block.starts_at);
        if let Some(from) = block.moved_from_at {
            return Some(format!("Moved from {}.", when.short(from)));
        }
        let BlockKey::Planned(_, on) = block.key else { return None };
        (when.day_of(block.starts_at) != on).then(|| format!("Moved from {}, a day off.", when.day_short(on)))
    }

    fn promise(&self, promise: &Owed, request: &Request, prefix: &str, names_requests: bool) -> FeedEvent {
        let label = format!("{prefix}-{}", request.number);
        let when = self.when(promise.due_at);
        FeedEvent {
            uid: self.uid("promise", &promise.id.to_string()),
            // A promise never moves: what is agreed instead is another promise.
            sequence: 0,
            changed_at: promise.given_at,
            starts_at: promise.due_at.checked_sub(BEFORE_DUE).unwrap_or(promise.due_at),
            ends_at: promise.due_at,
            summary: match names_requests {
                true => format!("Promise, {label}: {}", request.subject),
                false => format!("Promise, {label}"),
            },
            words: format!("They will have {} by {}.", promise.what.words(), when.full(promise.due_at)),
            page: self.address(&format!("/requests/{}", request.id)),
            is_busy: false,
            is_cancelled: false,
        }
    }

    /// Told as of the event itself, so that the words are the same whenever they are read.
    fn when(&self, at: Timestamp) -> When {
        When::new(self.in_force.zone.clone(), at)
    }
}
