//! A block before it is opened, and what became of it after.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use blocks::BlockKey;
use ground::{Ground, Tx};
use jiff::{SignedDuration, Timestamp};
use maud::{Markup, html};
use team::{Member, Stakeholder, StakeholderId, Worker};
use web::buttons::{Button, actions};
use web::heads::{PageHead, section};
use web::lists::{DiaryRow, diary, empty, facts};
use web::marks;
use web::shell::{BLOCKS, Here, PROMISES, Shell};
use web::when::lasting;
use web::{Said, see_other};

use super::reading::{Session, how_many};
use crate::acts::{self, Refused};
use crate::plan::{self, Plan, Waiting};
use crate::rules::{Course, Step};
use crate::store::Field;

pub(super) async fn show(
    State(ground): State<Ground>,
    Worker(who): Worker,
    Path(key): Path<String>,
    said: Said,
) -> web::Result<Markup> {
    let mut tx = ground.read().await?;
    let session = Session::of(&mut tx, &who, &key).await?;
    page(&mut tx, &who, &session, said).await
}

/// The way to the block that is open, else to the next one; without any, to the list, where one can be reserved.
pub(super) async fn next(State(ground): State<Ground>, Worker(who): Worker) -> web::Result<Redirect> {
    let coming = blocks::coming(&mut ground.read().await?, who.team, ground.now(), plan::AHEAD_DAYS).await?;
    Ok(see_other(
        coming
            .iter()
            .find(|block| block.holders.include(who.id))
            .map_or_else(|| BLOCKS.to_owned(), |block| format!("{BLOCKS}/{}", block.key)),
    ))
}

pub(super) async fn open(
    State(ground): State<Ground>,
    Worker(who): Worker,
    Path(key): Path<String>,
) -> web::Result<Response> {
    let key: BlockKey = key.parse()?;
    match acts::open(&ground, &who, key).await {
        Ok(block) => {
            let session = Session::of(&mut ground.read().await?, &who, &block.key.to_string()).await?;
            Ok(see_other(session.path_of(session.way_on())).into_response())
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

async fn page(tx: &mut Tx, who: &Member, session: &Session, said: Said) -> web::Result<Markup> {
    let (block, now) = (&session.block, session.when.now());
    let state = block.state(now);
    let may_open = block.open(now).is_ok();
    let body = match state {
        blocks::State::Planned => planned(tx, who, session).await?,
        blocks::State::Open => open_now(tx, who, session).await?,
        // Nobody opened it, and it may still be: the time was not kept, but can be used.
        blocks::State::Held | blocks::State::NotHeld | blocks::State::Skipped if may_open => {
            planned(tx, who, session).await?
        }
        blocks::State::Held | blocks::State::NotHeld | blocks::State::Skipped => over(tx, who, session).await?,
    };
    let name = session.name();
    let head = PageHead::new(&name).under("Blocks", BLOCKS).ends(block.name()).meta(session.time()).meta(mark(state));
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

async fn planned(tx: &mut Tx, who: &Member, session: &Session) -> web::Result<Markup> {
    let (block, now) = (&session.block, session.when.now());
    let plan = plan::plan(tx, who.team, now).await?;
    let agenda = plan.of_block(block.key);
    let askers: Vec<StakeholderId> = agenda.iter().map(|waiting| waiting.request.stakeholder).collect();
    let askers = team::stakeholders::get_many(tx, who.team, &askers).await?;
    let numbers = numbers(tx, who, session, &plan).await?;
    let may_open = block.open(now);
    let open = format!("/blocks/{}", block.key);
    let course = match session.course {
        Course::Day => "No inbox: the business first, then these, one at a time. What you note is kept as you type.",
        Course::Week => {
            "No inbox: the business first, then two or three of these in depth, the one strategic project, and what can get lighter. What \
             you note is kept as you type."
        }
    };
    Ok(html! {
        (numbers)
        (section("s-agenda", "What is held and due", None, &html! {
            @if agenda.is_empty() {
                (empty("Nothing falls to this block yet", &html! { p { "Requests come here in order of their promises, at most three a block. A block with none is time to learn the business." } }, None))
            } @else {
                (diary(agenda.iter().map(|waiting| row(session, waiting, &askers))))
            }
        }))
        @match may_open {
            Ok(_) if !session.is_theirs => p class="quiet" { "This is the time of colleagues, and they open it." },
            Ok(_) => {
                div class="stack" data-gap="s" {
                    form method="post" action=(open) { (Button::submit("Open the block").primary().large()) }
                    p class="small quiet" { (course) }
                }
            }
            Err(why) => p class="quiet" { (why.to_string()) }
        }
    })
}

/// The numbers with which a week begins; as counts, since a team has few of each.
async fn numbers(tx: &mut Tx, who: &Member, session: &Session, plan: &Plan) -> web::Result<Markup> {
    if session.course == Course::Day {
        return Ok(html! {});
    }
    let now = session.when.now();
    let before = |weeks: i64| now.checked_sub(SignedDuration::from_hours(weeks * 7 * 24)).unwrap_or(Timestamp::MIN);
    let kept = promises::figures_of(tx, who.team, before(4), now).await?;
    let held = blocks::held(tx, who.team, before(8), now).await?;
    let next = plan.blocks.iter().find(|block| block.key != session.block.key);
    let due = plan.waiting.iter().filter(|waiting| next.is_none_or(|next| waiting.due_at < next.ends_at)).count();
    let oldest = plan.waiting.iter().map(|waiting| waiting.request.received_at).min();
    let due_words = match next {
        Some(next) => {
            html! { (due) " before the next block ends, " (session.when.near(next.ends_at)) }
        }
        None => html! { (due) " in all; no other block is planned" },
    };
    let waiting = html! {
        (plan.waiting.len()) @if let Some(oldest) = oldest { ", the oldest since " (session.when.day_near(session.when.day_of(oldest))) }
    };
    let kept_words =
        html! { a href=(PROMISES) { (kept.kept) " of " (kept.fell_due()) } " that fell due in four weeks" };
    let held_words = html! { a href=(BLOCKS) { (held.held) " of " (held.of) } " in eight weeks" };
    let numbers = facts([
        ("Promises due", due_words),
        ("Requests that wait", waiting),
        ("Promises kept", kept_words),
        ("Blocks held", held_words),
    ]);
    Ok(section("s-numbers", "The numbers", None, &numbers))
}

fn row(session: &Session, waiting: &Waiting, askers: &[Stakeholder]) -> DiaryRow {
    let path = format!("/requests/{}", waiting.request.id);
    let asker = askers.iter().find(|asker| asker.id == waiting.request.stakeholder);
    let asker = asker.map(|asker| format!("{}, ", asker.called())).unwrap_or_default();
    DiaryRow::link(&waiting.request.subject, &path)
        .when(session.when.time(waiting.due_at), Some(&session.when.day_near(session.when.day_of(waiting.due_at))))
        .note(html! { (asker) (waiting.what.words()) })
}

async fn open_now(tx: &mut Tx, who: &Member, session: &Session) -> web::Result<Markup> {
    let numbers = match session.course {
        Course::Day => html! {},
        Course::Week => {
            let plan = plan::plan(tx, who.team, session.when.now()).await?;
            numbers(tx, who, session, &plan).await?
        }
    };
    let rows = session.looked.iter().map(|looked| {
        let path = session.path_of(Step::Request(looked.number));
        let row = DiaryRow::link(&looked.request.subject, &path).note(looked.asker());
        match &looked.owed {
            Some(owed) => {
                row.when(session.when.time(owed.due_at), Some(&session.when.day_near(session.when.day_of(owed.due_at))))
            }
            None => row,
        }
    });
    let (on, end) = (session.path_of(session.way_on()), session.path_of(Step::End));
    Ok(html! {
        (numbers)
        @if !session.looked.is_empty() { (section("s-agenda", "What is held and due", None, &diary(rows))) }
        @if !session.may_change { (session.of_colleagues()) }
        (actions([Button::link("Go on in the block", &on).primary().large(), Button::link("Send and schedule", &end).quiet().large()]))
    })
}

async fn over(tx: &mut Tx, who: &Member, session: &Session) -> web::Result<Markup> {
    let (block, when) = (&session.block, &session.when);
    let decisions = decisions::in_block(tx, who.team, &block.key.to_string()).await?;
    let used = block.minutes_used.map(|minutes| lasting(SignedDuration::from_mins(minutes)));
    let sent = how_many(session.written.len(), "answer was", "answers were");
    Ok(html! {
        p class="lead" {
            @if block.is_away { "It falls away, since everybody whose time it is is away that day. What it would have looked at goes to the next block that is in time." }
            @else if block.skipped_at.is_some() { "It was skipped: " (block.why) }
            @else if let Some(used) = used {
                (used) " of " (lasting(SignedDuration::from_mins(block.length_minutes()))) " were used, and " (sent) " sent."
            }
            @else if block.opened_at.is_some() { "It was opened, and nobody closed it. What was noted in it is kept." }
            @else { "Nobody opened it. The next one looks at what waited for it." }
        }
        @if !session.looked.is_empty() {
            (section("s-agenda", "What it looked at", None, &diary(session.looked.iter().map(|looked| {
                let word = match (&looked.sent, looked.goes_out_at()) {
                    (Some(sent), _) => sent.kind.words().to_owned(),
                    (None, Some(send_at)) => format!("goes out {}", when.near(send_at)),
                    (None, None) => "stayed open".to_owned(),
                };
                DiaryRow::link(&looked.request.subject, &format!("/requests/{}", looked.request.id)).note(html! { (looked.asker()) ", " (word) })
            }))))
        }
        @if !decisions.is_empty() {
            (section("s-decided", "What was decided", None, &diary(decisions.iter().map(|decision| decisions::row(decision, when)))))
        }
        (written(session, decisions.is_empty()))
    })
}

/// What was typed about the block itself, in the order of its steps; what was decided only where the log does not have it.
fn written(session: &Session, is_undecided: bool) -> Markup {
    const SHOWN: [(Field, &str); 11] = [
        (Field::Best, "What is best for the business"),
        (Field::Help, "What would help it improve most"),
        (Field::Difference, "Where the team could make the largest difference"),
        (Field::NextStep, "The one strategic project: its next step"),
        (Field::Obstacle, "What stands in its way"),
        (Field::Hours, "Its hours"),
        (Field::Lighter, "What can get lighter"),
        (Field::Frees, "What that frees"),
        (Field::Learned, "A result that came in, and what changes"),
        (Field::Clue, "A clue"),
        (Field::Source, "Where it was heard"),
    ];
    // What says too little for the log, where nobody closed the block.
    const BEGUN: [(Field, &str); 2] = [(Field::What, "A decision, not in the log"), (Field::Why, "Why")];
    let begun = BEGUN.into_iter().filter(|_| is_undecided && session.block.closed_at.is_none());
    let said: Vec<(&'static str, &str)> =
        SHOWN.into_iter().chain(begun).filter_map(|(field, name)| Some((name, session.words.some(field)?))).collect();
    html! { @if !said.is_empty() { (section("s-written", "What was noted", None, &facts(said))) } }
}
