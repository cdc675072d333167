//! Parts that several pages share, of this room and of others.

use std::collections::HashMap;

use ground::threads;
use ground::uuid::Uuid;
use ground::{StoreError, TeamId, Tx};
use maud::{Markup, html};
use web::forms::Filled;
use web::lists::{DiaryRow, facts};
use web::marks::{tag, tag_accent};
use web::when::When;

use crate::rules::Driver;
use crate::store::Decision;

use super::DECISIONS;

/// The names and numbers that rows of decisions need.
pub(super) struct Known {
    people: HashMap<String, String>,
    requests: HashMap<Uuid, (String, String)>,
}

impl Known {
    pub(super) async fn of(tx: &mut Tx, team: TeamId, decisions: &[Decision]) -> Result<Self, StoreError> {
        let members = team::members::list(tx, team).await?;
        let people = members.into_iter().map(|member| (member.actor().to_string(), member.name)).collect();
        let about: Vec<Uuid> = decisions.iter().filter_map(|decision| decision.about).collect();
        let threads = threads::get_many(tx, team, &about).await?;
        let requests = threads.into_iter().map(|thread| (thread.id, (thread.label, thread.title))).collect();
        Ok(Self { people, requests })
    }

    pub(super) fn name(&self, by: &str) -> &str {
        match by.split_once(':') {
            Some(("member", _)) => self.people.get(by).map_or("a former member", String::as_str),
            Some(("token", _)) => "a program",
            Some((_, _)) | None => "Offwheel",
        }
    }

    /// Number and title of the request that a decision is about.
    pub(super) fn request(&self, decision: &Decision) -> Option<(Uuid, &str, &str)> {
        let about = decision.about?;
        let (label, title) = self.requests.get(&about)?;
        Some((about, label, title))
    }
}

pub(super) fn path(decision: &Decision) -> String {
    format!("{DECISIONS}/{}", decision.id)
}

pub(super) fn driver_tag(driver: Driver) -> Markup {
    if driver == Driver::Data { tag_accent(driver.as_str()) } else { tag(driver.as_str()) }
}

/// A decision as one row: what, why, and what drove it.
pub fn row(decision: &Decision, when: &When) -> DiaryRow {
    DiaryRow::link(&decision.what, &path(decision))
        .when(when.day_near(when.day_of(decision.at)), None)
        .note(&decision.why)
        .end(driver_tag(decision.driver))
}

/// “What drove it?”, under the name `driver`.
pub fn driver_field(form: &Filled) -> Markup {
    let drivers = Driver::ALL.map(|driver| (driver.as_str(), driver.as_str()));
    form.segments("driver", "What drove it?", &drivers)
}

/// What each driver means.
pub(super) fn the_five() -> Markup {
    html! {
        (facts(Driver::ALL.into_iter().map(|driver| (driver.as_str(), driver.means()))))
        p class="small quiet" { "No driver is forbidden. Writing it down is enough to change the next choice." }
    }
}
