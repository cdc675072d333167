//! The desk: one glance tells whether today is in hand.

mod gathered;
mod lead;
mod page;

use axum::Extension;
use axum::extract::State;
use axum::response::Response;
use ground::Ground;
use http::Uri;
use maud::Markup;
use team::{Member, Worker};
use web::Said;

use self::gathered::Desk;
use super::outgoing::Letters;
use super::remembered::Remembered;

pub(super) async fn show(
    State(ground): State<Ground>,
    Extension(remembered): Extension<Remembered>,
    Worker(who): Worker,
    said: Said,
    address: Uri,
) -> web::Result<Response> {
    remembered.page(&ground, &who, said, &address, async |said| made(&ground, &who, said).await).await
}

async fn made(ground: &Ground, who: &Member, said: Said) -> web::Result<Markup> {
    let mut tx = ground.read().await?;
    let desk = Desk::read(&mut tx, who, Letters::of(ground, who.team)).await?;
    let ask = match desk.is_first_day {
        true => team::teams::get(&mut tx, who.team).await?.map(|team| format!("/t/{}/ask", team.slug)),
        false => None,
    };
    drop(tx);
    Ok(match ask {
        Some(ask) => page::first_day(who, said, &desk, &ask),
        None => page::usual(who, said, &desk),
    })
}
