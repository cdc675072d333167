//! Requests with who asked, for rows of every page.

use std::collections::HashMap;

use ground::{StoreError, TeamId, Tx};
use requests::{Request, RequestId};
use team::{Stakeholder, StakeholderId, stakeholders};
use web::shell::REQUESTS;

/// A request, and who asked for it.
pub(super) struct Entry {
    pub(super) request: Request,
    pub(super) asker: Option<Stakeholder>,
}

impl Entry {
    /// What the stakeholder is called.
    pub(super) fn name(&self) -> &str {
        self.asker.as_ref().map_or("somebody", Stakeholder::called)
    }

    /// The first name, or what else is known.
    pub(super) fn first_name(&self) -> &str {
        first_name(self.name())
    }

    /// “Ben Ruhl, Account Management”.
    pub(super) fn who(&self) -> String {
        match &self.request.unit {
            Some(unit) => format!("{}, {unit}", self.name()),
            None => self.name().to_owned(),
        }
    }

    /// “R-218”.
    pub(super) fn label(&self, prefix: &str) -> String {
        format!("{prefix}-{}", self.request.number)
    }

    /// Its page.
    pub(super) fn path(&self) -> String {
        path_of(self.request.id)
    }
}

/// The page of a request.
pub(super) fn path_of(request: RequestId) -> String {
    format!("{REQUESTS}/{request}")
}

/// The first part of a name; an address stays whole.
pub(super) fn first_name(name: &str) -> &str {
    name.split_whitespace().next().unwrap_or(name)
}

/// Requests by their ids.
pub(super) type Entries = HashMap<RequestId, Entry>;

/// These requests with who asked, in two statements for each 50 of them.
pub(super) async fn entries(tx: &mut Tx, team: TeamId, ids: &[RequestId]) -> Result<Entries, StoreError> {
    if ids.is_empty() {
        return Ok(Entries::new());
    }
    let mut ids = ids.to_vec();
    ids.sort_unstable();
    ids.dedup();
    let found = requests::readings::many(tx, team, &ids).await?;
    Ok(with_askers(tx, team, found).await?.into_iter().map(|entry| (entry.request.id, entry)).collect())
}

/// Puts to each request who asked, in the same order.
pub(super) async fn with_askers(tx: &mut Tx, team: TeamId, found: Vec<Request>) -> Result<Vec<Entry>, StoreError> {
    let mut ids: Vec<StakeholderId> = found.iter().map(|request| request.stakeholder).collect();
    ids.sort_unstable();
    ids.dedup();
    let people = if ids.is_empty() { Vec::new() } else { stakeholders::get_many(tx, team, &ids).await? };
    let people: HashMap<StakeholderId, Stakeholder> = people.into_iter().map(|person| (person.id, person)).collect();
    let entry = |request: Request| Entry { asker: people.get(&request.stakeholder).cloned(), request };
    Ok(found.into_iter().map(entry).collect())
}
