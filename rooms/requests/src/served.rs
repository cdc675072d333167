//! Attachments, for pages and programs alike.

use axum::response::Response;
use ground::{Ground, StoreError, TeamId, files};

use crate::store::conversation::Attachment;

/// An attachment as a download: never shown by the browser, whatever its sender called it.
pub async fn served(ground: &Ground, team: TeamId, attachment: &Attachment) -> web::Result<Response> {
    let content = files::get(ground, team, &attachment.print).await?;
    let content = content.ok_or_else(|| StoreError::Broken("an attachment's content is not there".to_owned()))?;
    Ok(web::download(&attachment.name, content))
}
