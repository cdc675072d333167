//! The plan that a goal or step stands in, as the file that was given: a download alone, whatever it is called.

use axum::response::Response;
use ground::{Ground, StoreError, TeamId, files};

use crate::store::goals::PlanFile;

/// The file as a download.
pub(crate) async fn plan(ground: &Ground, team: TeamId, file: PlanFile) -> web::Result<Response> {
    let content = files::get(ground, team, &file.print).await?;
    let content = content.ok_or_else(|| StoreError::Broken("a plan's content is not there".to_owned()))?;
    Ok(web::download(&file.name, content))
}
