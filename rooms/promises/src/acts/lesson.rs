use ground::{Ground, StoreError, events};
use serde_json::json;
use team::Member;

use crate::PromiseId;
use crate::rules::{self, CannotLearn, ReasonKind};
use crate::store::{self, Learned};

/// Why nothing was noted about a promise, in the words the member reads.
#[derive(Debug, thiserror::Error)]
pub enum NotNoted {
    /// There is no such promise in this team.
    #[error("This promise is not there. Look at the list of promises.")]
    Unknown,
    /// Nothing can be noted about it, or not this.
    #[error(transparent)]
    CannotLearn(#[from] CannotLearn),
    /// Somebody else noted something meanwhile.
    #[error("Somebody noted something else about this promise meanwhile. It stands below; add yours to it.")]
    Meanwhile,
    /// The database did not do it.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl ground::Passing for NotNoted {
    fn is_passing(&self) -> bool {
        match self {
            Self::Store(error) => error.is_passing(),
            Self::Unknown | Self::CannotLearn(_) | Self::Meanwhile => false,
        }
    }
}

/// A member notes in a line what was learned from a broken promise. `base` is the version that they had before them, 0 for none; the same
/// line noted twice is noted once.
///
/// # Errors
/// [`NotNoted::Meanwhile`] if somebody else noted another one since.
pub async fn note_lesson(
    ground: &Ground,
    who: &Member,
    id: PromiseId,
    kind: ReasonKind,
    words: &str,
    base: i64,
) -> Result<Learned, NotNoted> {
    ground::again(|| async {
        let mut tx = ground.begin().await?;
        let now = tx.now();
        let promise = store::find(&mut tx, who.team, id).await?.ok_or(NotNoted::Unknown)?;
        let lesson = rules::learn(&promise.course(), kind, words, now)?;
        let before = store::lessons_of(&mut tx, who.team, &[id]).await?.pop();
        if let Some(same) = before.filter(|before| before.lesson == lesson) {
            return Ok(same);
        }
        let learned = Learned { promise: id, lesson, noted_at: now, noted_by: who.id, version: base.saturating_add(1) };
        if !store::note(&mut tx, who.team, &learned).await? {
            return Err(NotNoted::Meanwhile);
        }
        let payload = json!({ "kind": kind.as_str() });
        events::record(&mut tx, who.team, who.actor(), "promise.lesson-noted", id, payload).await?;
        tx.commit().await?;
        Ok(learned)
    })
    .await
}
