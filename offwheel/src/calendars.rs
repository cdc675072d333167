//! Members' own calendars, read now and then: the edge of calendars fetches and reads them, the business room keeps whom they meet. What
//! stands in them is told to nobody else and to no log.

use std::time::Duration;

use business::{Calendar, Meeting, Meetings, Met};
use calendar::Fetcher;
use ground::{Ground, StoreError, leases};
use jiff::{SignedDuration, Timestamp};
use tokio::sync::watch;
use tokio::task::JoinSet;

use crate::mailroom::holder;

/// The claim of the one server that reads calendars.
const LEASE: &str = "calendars";
const CLAIM: SignedDuration = SignedDuration::from_secs(150);
/// How often it is looked whether one is due.
const LOOK_EVERY: Duration = Duration::from_secs(10);
/// How long a reading holds.
const HOLDS: SignedDuration = SignedDuration::from_mins(30);
/// How many are fetched at once.
const AT_ONCE: usize = 8;
/// Whom they met up to so many days ago, and whom they meet in so many days.
const BACK: SignedDuration = SignedDuration::from_hours(3 * 24);
const AHEAD: SignedDuration = SignedDuration::from_hours(14 * 24);

/// Reads the calendars of all members that are due.
pub struct Reader {
    ground: Ground,
    fetcher: Fetcher,
}

impl Reader {
    /// Reads by this fetcher.
    pub fn new(ground: Ground, fetcher: Fetcher) -> Self {
        Self { ground, fetcher }
    }

    /// Reads until `stop`, whenever no other server does.
    pub async fn work(self, mut stop: watch::Receiver<bool>) {
        let holder = holder(&self.ground);
        while !*stop.borrow() {
            tokio::select! {
                done = self.round(&holder) => {
                    if let Err(error) = done {
                        tracing::warn!(%error, "calendars could not be looked after");
                    }
                }
                _ends = stop.wait_for(|stop| *stop) => {}
            }
            tokio::select! {
                _ends = stop.wait_for(|stop| *stop) => {}
                () = tokio::time::sleep(LOOK_EVERY) => {}
            }
        }
        if let Err(error) = leases::let_go(&self.ground, LEASE, &holder).await {
            tracing::warn!(%error, "the claim on calendars was not given back; it ends by itself");
        }
    }

    /// Reads what is due once, if the claim is ours.
    async fn round(&self, holder: &str) -> Result<(), StoreError> {
        let now = self.ground.now();
        let mut calendars = business::calendars(&mut self.ground.read().await?).await?;
        calendars.retain(|calendar| is_due(calendar, now));
        for some in calendars.chunks(AT_ONCE) {
            if !leases::hold(&self.ground, LEASE, holder, CLAIM).await? {
                return Ok(());
            }
            let mut readings = JoinSet::new();
            for calendar in some.iter().cloned() {
                readings.spawn(read(self.ground.clone(), self.fetcher.clone(), calendar));
            }
            while let Some(read) = readings.join_next().await {
                match read {
                    Ok(Ok(())) => {}
                    Ok(Err(error)) => tracing::warn!(%error, "what a calendar says could not be kept"),
                    Err(error) => tracing::error!(%error, "the reading of a calendar broke off"),
                }
            }
        }
        Ok(())
    }
}

fn is_due(calendar: &Calendar, now: Timestamp) -> bool {
    calendar.read_at.is_none_or(|read_at| now.duration_since(read_at) >= HOLDS)
}

async fn read(ground: Ground, fetcher: Fetcher, calendar: Calendar) -> Result<(), StoreError> {
    let mut tx = ground.read().await?;
    let Some(member) = team::members::get(&mut tx, calendar.team, calendar.member).await? else { return Ok(()) };
    let in_force = team::calendar::current(&mut tx, calendar.team).await?;
    drop(tx);
    let now = ground.now();
    let from = now.checked_sub(BACK).unwrap_or(now);
    let to = now.checked_add(AHEAD).unwrap_or(now);
    let seen = match fetcher.fetch(&calendar.address).await {
        Err(trouble) => Meetings::Trouble(trouble.to_string()),
        Ok(bytes) => {
            let zone = member.reads_in(&in_force.zone);
            let own = member.address.clone();
            // A large file takes a moment; everything else goes on meanwhile.
            let read = move || calendar::read_meetings(&bytes, &zone, from, to, &[&own]);
            match tokio::task::spawn_blocking(read).await {
                Ok(Ok(meetings)) => Meetings::All { from, to, meetings: meetings.into_iter().map(meeting).collect() },
                Ok(Err(error)) => Meetings::Trouble(error.to_string()),
                Err(_broken) => Meetings::Trouble(
                    "We could not read this calendar. Its owner’s program wrote something that we do not understand."
                        .to_owned(),
                ),
            }
        }
    };
    business::meetings(&ground, calendar.team, calendar.member, &seen).await
}

fn meeting(read: calendar::Meeting) -> Meeting {
    let people = read.people.into_iter().map(|person| Met { name: person.name, address: person.address }).collect();
    Meeting { id: read.id, starts_at: read.starts_at, ends_at: read.ends_at, title: read.title, people }
}
