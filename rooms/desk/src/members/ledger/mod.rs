//! The ledger of promises: to come, and fallen due; the figures of a period, each down to its rows. A sponsor sees those that were kept,
//! and nothing of what was asked.

mod figures;
mod gathered;
mod page;
mod period;
mod rows;
mod sponsor;

use axum::extract::State as AxumState;
use ground::Ground;
use maud::Markup;
use promises::State;
use team::{Reader, Right};
use web::Said;
use web::forms::Typed;
use web::paging::Place;

use self::gathered::Ledger;
use self::period::Period;

pub(super) use rows::show as show_rows;

pub(super) async fn show(
    AxumState(ground): AxumState<Ground>,
    Reader(who): Reader,
    said: Said,
    typed: Typed,
) -> web::Result<Markup> {
    let mut tx = ground.read().await?;
    let after = typed.text("after").parse::<Place>().ok();
    let period = Period::from_word(typed.text("period"));
    if !who.may(Right::Work) {
        let ledger = Ledger::read(&mut tx, &who, Some(State::Kept), period, after).await?;
        return Ok(sponsor::page(&who, said, &ledger));
    }
    let ledger = Ledger::read(&mut tx, &who, State::from_word(typed.text("state")), period, after).await?;
    Ok(page::page(&who, said, &ledger))
}
