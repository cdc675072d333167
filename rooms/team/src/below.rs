//! What rooms further down say on pages of this one. They hand it in as functions, since this room knows none of them.

use std::collections::HashMap;
use std::fmt;
use std::pin::Pin;
use std::sync::Arc;

use axum::Extension;
use axum::extract::OptionalFromRequestParts;
use ground::{Ground, TeamId};
use http::request::Parts;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use maud::Markup;
use worktime::{Office, Turnaround};

use crate::Member;
use crate::rules::Wording;

/// Something that is read before a page is shown.
pub type Later<T> = Pin<Box<dyn Future<Output = web::Result<T>> + Send>>;
/// What days do, in a few words each.
pub type OnDays = HashMap<Date, String>;

/// A letter in words that are not sent yet, to a stakeholder who does not exist.
#[derive(Debug, Clone)]
pub struct Sketch {
    /// The language of the words, as an IETF tag.
    pub language: &'static str,
    /// The words; they hold together.
    pub words: Wording,
    /// Which team writes.
    pub team: TeamId,
    /// Its name.
    pub team_name: String,
    /// The number of the request.
    pub label: String,
    /// The zone in which it tells times.
    pub zone: TimeZone,
    /// The present instant.
    pub now: Timestamp,
    /// The promised one.
    pub due_at: Timestamp,
}

/// The functions; put them into an `Extension` around [`routes`](crate::routes). Without one, nothing is said.
#[derive(Clone, Copy)]
pub struct Below {
    /// How the reserved time fits a turnaround on these office hours, for the page of the turnaround.
    pub fit: fn(Ground, TeamId, Arc<Office>, Turnaround) -> Later<Markup>,
    /// What each of these days does to reserved time while the office is closed on it, in a few words.
    pub on_days: fn(Ground, TeamId, Vec<Date>) -> Later<OnDays>,
    /// What stands on one's own page: links to calendars and the like.
    pub mine: fn(Ground, Member) -> Later<Markup>,
    /// Where a calendar file with holidays is sent to be looked through; none where nobody can read one.
    pub feed: Option<&'static str>,
    /// The words of the acknowledgement that we came with, in a language.
    pub came_with: fn(&'static str) -> Wording,
    /// A letter as it would be read.
    pub letter: fn(&Sketch) -> Markup,
}

impl Default for Below {
    fn default() -> Self {
        Self {
            fit: |_, _, _, _| Box::pin(async { Ok(Markup::default()) }),
            on_days: |_, _, _| Box::pin(async { Ok(HashMap::new()) }),
            mine: |_, _| Box::pin(async { Ok(Markup::default()) }),
            feed: None,
            came_with: |_| Wording::default(),
            letter: |_| Markup::default(),
        }
    }
}

impl fmt::Debug for Below {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Below")
    }
}

impl axum::extract::FromRequestParts<Ground> for Below {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, ground: &Ground) -> Result<Self, Self::Rejection> {
        let given = <Extension<Self> as OptionalFromRequestParts<Ground>>::from_request_parts(parts, ground).await;
        Ok(given.ok().flatten().map(|Extension(below)| below).unwrap_or_default())
    }
}
