//! A block before it is opened, and what became of it after.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use blocks::BlockKey;
use ground::Ground;
use maud::{Markup, html};
use team::{Member, Stakeholder, StakeholderId, Worker};
use web::buttons::{Button, actions};
use web::heads::{PageHead, section};
use web::lists::{DiaryRow, diary, empty};
use web::marks;
use web::shell::{BLOCKS, Here, Shell};
use web::when::{lasting, number};
use web::{Said, see_other};

use super::reading::Session;
use crate::acts::{self, Refused};
use crate::plan::{self, Waiting};

pub(super) async fn show(
    State(ground): State<Ground>,
    Worker(who): Worker,
    Path(key): Path<String>,
    said: Said,
) -> web::Result<Markup> {
    let session = Session::of(&ground, &who, &key).await?;
    page(&ground, &who, &session, said).await
}

/// The way to the block that is open, else to the next one; without any, to the list, where one can be reserved.
pub(super) async fn next(State(ground): State<Ground>, Worker(who): Worker) -> web::Result<Redirect> {
    let coming = blocks::coming(&mut ground.read().await?, who.team, ground.now(), plan::AHEAD_DAYS).await?;
    Ok(see_other(coming.first().map_or_else(|| BLOCKS.to_owned(), |block| format!("{BLOCKS}/{}", block.key))))
}

pub(super) async fn open(
    State(ground): State<Ground>,
    Worker(who): Worker,
    Path(key): Path<String>,
) -> web::Result<Response> {
    let key: BlockKey = key.parse()?;
    match acts::open(&ground, &who, key).await {
        Ok(block) => {
            let session = Session::of(&ground, &who, &block.key.to_string()).await?;
            Ok(see_other(way_on(&session)).into_response())
        }
        Err(Refused::Block(blocks::Refused::AnotherOpen(other))) => {
            let said = Said::with_care("Another block is open.").more("Close it first, or go on in it.");
            Ok((said, see_other(format!("/blocks/{other}"))).into_response())
        }
        Err(Refused::Block(blocks::Refused::CannotChange(why))) => {
            let said = Said::with_care("This block can’t be opened.").more(why.to_string());
            Ok((said, see_other(format!("/blocks/{key}"))).into_response())
        }
        Err(refused) => Err(refused.into()),
    }
}

/// To the first request that is still to be looked at, else to the end.
fn way_on(session: &Session) -> String {
    let first = session.looked.iter().find(|looked| !looked.is_settled(session.block.key));
    first.map_or_else(|| format!("{}/end", session.path()), |looked| session.path_of(looked.number))
}

async fn page(ground: &Ground, who: &Member, session: &Session, said: Said) -> web::Result<Markup> {
    let (block, now) = (&session.block, session.when.now());
    let state = block.state(now);
    let body = match state {
        blocks::State::Planned => planned(ground, who, session).await?,
        blocks::State::Open => open_now(session),
        blocks::State::Held | blocks::State::NotHeld | blocks::State::Skipped => {
            // Nobody opened it, and it may still be: the time was not kept, but can be used.
            if block.open(now).is_ok() { planned(ground, who, session).await? } else { over(session) }
        }
    };
    let head =
        PageHead::new(block.name()).under("Blocks", BLOCKS).ends(block.name()).meta(session.time()).meta(mark(state));
    let body = html! { (head) div class="stack" data-gap="xl" { (body) } };
    let mut frame = who.shell();
    frame.said = said;
    Ok(Shell::new(block.name(), Here::Blocks, &frame).narrow().page(&body))
}

fn mark(state: blocks::State) -> Markup {
    match state {
        blocks::State::Planned => marks::State::Parked.says("planned"),
        blocks::State::Open => marks::State::Open.says("open"),
        blocks::State::Held => marks::State::Held.says("held"),
        blocks::State::NotHeld => marks::State::Closed.says("not held"),
        blocks::State::Skipped => marks::State::Closed.says("skipped"),
    }
}

async fn planned(ground: &Ground, who: &Member, session: &Session) -> web::Result<Markup> {
    let (block, now) = (&session.block, session.when.now());
    let mut tx = ground.read().await?;
    let plan = plan::plan(&mut tx, who.team, now).await?;
    let agenda = plan.of_block(block.key);
    let askers: Vec<StakeholderId> = agenda.iter().map(|waiting| waiting.request.stakeholder).collect();
    let askers = team::stakeholders::get_many(&mut tx, who.team, &askers).await?;
    drop(tx);
    let may_open = block.open(now);
    let open = format!("/blocks/{}", block.key);
    Ok(html! {
        (section("s-agenda", "What is held and due", None, &html! {
            @if agenda.is_empty() {
                (empty("Nothing falls to this block yet", &html! { p { "Requests come here in order of their promises, at most three a block." } }, None))
            } @else {
                (diary(agenda.iter().map(|waiting| row(session, waiting, &askers))))
            }
        }))
        @match may_open {
            Ok(_) => {
                div class="stack" data-gap="s" {
                    form method="post" action=(open) { (Button::submit("Open the block").primary().large()) }
                    p class="small quiet" { "No inbox: first these, one at a time, about four minutes each. What you note is kept as you type." }
                }
            }
            Err(why) => p class="quiet" { (why.to_string()) }
        }
    })
}

fn row(session: &Session, waiting: &Waiting, askers: &[Stakeholder]) -> DiaryRow {
    let path = format!("/requests/{}", waiting.request.id);
    let asker = askers.iter().find(|asker| asker.id == waiting.request.stakeholder);
    let asker = asker.map(|asker| format!("{}, ", asker.called())).unwrap_or_default();
    DiaryRow::link(&waiting.request.subject, &path)
        .when(session.when.time(waiting.due_at), Some(&session.when.day_near(session.when.day_of(waiting.due_at))))
        .note(html! { (asker) (waiting.what.words()) })
}

fn open_now(session: &Session) -> Markup {
    let rows = session.looked.iter().map(|looked| {
        let row = DiaryRow::link(&looked.request.subject, &session.path_of(looked.number)).note(looked.asker());
        match &looked.owed {
            Some(owed) => {
                row.when(session.when.time(owed.due_at), Some(&session.when.day_near(session.when.day_of(owed.due_at))))
            }
            None => row,
        }
    });
    let (on, end) = (way_on(session), format!("{}/end", session.path()));
    html! {
        @if !session.looked.is_empty() { (section("s-agenda", "What is held and due", None, &diary(rows))) }
        (actions([Button::link("Go on in the block", &on).primary().large(), Button::link("Send and close", &end).quiet().large()]))
    }
}

fn over(session: &Session) -> Markup {
    let block = &session.block;
    let used = block.minutes_used.map(|minutes| lasting(jiff::SignedDuration::from_mins(minutes)));
    let many = session.written.len();
    html! {
        p class="lead" {
            @if block.skipped_at.is_some() { "It was skipped: " (block.why) }
            @else if let Some(used) = used {
                (used) " of " (lasting(jiff::SignedDuration::from_mins(block.length_minutes()))) " were used, and "
                (number(u64::try_from(many).unwrap_or(u64::MAX))) (if many == 1 { " answer was" } else { " answers were" }) " sent."
            }
            @else { "Nobody opened it." }
        }
        @if !session.looked.is_empty() {
            (section("s-agenda", "What it looked at", None, &diary(session.looked.iter().map(|looked| {
                let word = looked.sent.as_ref().map_or("stayed open", |sent| sent.kind.words());
                DiaryRow::link(&looked.request.subject, &format!("/requests/{}", looked.request.id)).note(html! { (looked.asker()) ", " (word) })
            }))))
        }
    }
}
