//! What came of requests that are like one at hand: how each was answered, what was chosen, and what turned out to lie behind it.

use diagnosis::Confirmed;
use ground::{StoreError, TeamId, Tx};
use requests::{RequestId, Similar};
use team::Stakeholder;
use web::Language;

use crate::rules::Kind;
use crate::store::{self, Sent};

/// A request that is like another, with what came of it.
#[derive(Debug, Clone)]
pub struct Before {
    /// Which, and how like.
    pub similar: Similar,
    /// Who asked.
    pub asker: Option<Stakeholder>,
    /// What it was answered last.
    pub answer: Option<Sent>,
    /// The way that was chosen, where it was answered with options.
    pub chosen: Option<String>,
    /// The causes that were confirmed at follow-up.
    pub confirmed: Vec<Confirmed>,
}

/// The requests that are most like this one, the likest first, with what came of them.
pub async fn before(tx: &mut Tx, team: TeamId, request: RequestId) -> Result<Vec<Before>, StoreError> {
    let similar = requests::readings::similar(tx, team, request).await?;
    came_of(tx, team, similar).await
}

/// The requests that are most like what somebody of this unit says, with what came of them.
pub async fn before_words(
    tx: &mut Tx,
    team: TeamId,
    words: &str,
    unit: Option<&str>,
    spoken: Language,
) -> Result<Vec<Before>, StoreError> {
    let similar = requests::readings::similar_to_words(tx, team, words, unit, spoken).await?;
    came_of(tx, team, similar).await
}

async fn came_of(tx: &mut Tx, team: TeamId, similar: Vec<Similar>) -> Result<Vec<Before>, StoreError> {
    let ids: Vec<RequestId> = similar.iter().map(|similar| similar.request.id).collect();
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let mut answers = store::last_of(tx, team, &ids).await?;
    let confirmed = diagnosis::readings::confirmed(tx, team, &ids).await?;
    let askers: Vec<_> = similar.iter().map(|similar| similar.request.stakeholder).collect();
    let askers = team::stakeholders::get_many(tx, team, &askers).await?;
    let mut before = Vec::with_capacity(similar.len());
    for similar in similar {
        let id = similar.request.id;
        let place = answers.iter().position(|sent| sent.request == id);
        let answer = place.map(|place| answers.swap_remove(place));
        let chosen = match answer.as_ref().map(|sent| sent.kind) {
            Some(Kind::Options) => chosen(tx, team, id).await?,
            Some(Kind::YesAnd | Kind::NotTrainingBut | Kind::LaterBy | Kind::NoBecause) | None => None,
        };
        before.push(Before {
            asker: askers.iter().find(|asker| asker.id == similar.request.stakeholder).cloned(),
            confirmed: confirmed.iter().filter(|one| one.request == id).cloned().collect(),
            answer,
            chosen,
            similar,
        });
    }
    Ok(before)
}

async fn chosen(tx: &mut Tx, team: TeamId, request: RequestId) -> Result<Option<String>, StoreError> {
    let sheet = options::of_request(tx, team, request).await?;
    let chosen = sheet.as_ref().and_then(|sheet| sheet.way(sheet.choice.as_ref()?.way));
    Ok(chosen.map(|way| way.title.clone()))
}
