//! The plan of blocks, and what was held.

use axum::extract::State as AxumState;
use blocks::{Block, Kind, Pattern, State};
use ground::{Ground, StoreError, Tx};
use jiff::SignedDuration;
use maud::{Markup, Render, html};
use requests::RequestId;
use team::{Member, Worker};
use web::buttons::{Button, actions, one_button};
use web::heads::{PageHead, section};
use web::lists::{DiaryRow, diary, empty};
use web::promise::{explain, figure, figure_few};
use web::shell::{BLOCKS, Here, Shell};
use web::when::When;
use web::{Icon, Said, marks};

use super::people::{Entries, entries};
use super::plan::{LOOKED_FAR, Plan};
use super::{capital, how_many, looking};

/// How many blocks to come are listed.
const TO_COME: usize = 10;
/// How many blocks behind us are listed.
const BEHIND: usize = 10;
/// How far back the figure counts.
const EIGHT_WEEKS: SignedDuration = SignedDuration::from_hours(8 * 7 * 24);
/// From how many cases on a share is told.
const LEAST: u32 = 10;

/// What the page shows.
struct Shown {
    plan: Plan,
    patterns: Vec<Pattern>,
    behind: Vec<Block>,
    held: (u32, u32),
    entries: Entries,
}

pub(super) async fn show(AxumState(ground): AxumState<Ground>, Worker(who): Worker, said: Said) -> web::Result<Markup> {
    let mut tx = ground.read().await?;
    let shown = read(&mut tx, &who).await?;
    drop(tx);
    Ok(page(&who, said, &shown))
}

async fn read(tx: &mut Tx, who: &Member) -> Result<Shown, StoreError> {
    let plan = Plan::of_next(tx, who.team, LOOKED_FAR).await?;
    let patterns = blocks::patterns(tx, who.team).await?;
    let now = plan.now();
    let from = now.checked_sub(EIGHT_WEEKS).unwrap_or(jiff::Timestamp::MIN);
    let mut behind = blocks::around(tx, who.team, from, now).await?;
    behind.retain(|block| !block.takes(now));
    let count = |state: State| behind.iter().filter(|block| block.state(now) == state).count();
    let held = u32::try_from(count(State::Held)).unwrap_or(u32::MAX);
    let of = u32::try_from(behind.len()).unwrap_or(u32::MAX);
    behind.reverse();
    behind.truncate(BEHIND);
    let ids: Vec<RequestId> =
        plan.blocks.iter().take(TO_COME).flat_map(|block| plan.agenda_of(block).iter().take(3)).copied().collect();
    let entries = entries(tx, who.team, &ids).await?;
    Ok(Shown { plan, patterns, behind, held: (held, of), entries })
}

fn page(who: &Member, said: Said, shown: &Shown) -> Markup {
    let lead = lead(&shown.patterns);
    let reserve = html! {
        (Button::link("Reserve another", "/blocks/new").small().icon(Icon::Plus))
        (Button::link("Decisions", "/decisions").quiet().small().icon(Icon::Decision))
    };
    let body = html! {
        (PageHead::new("Blocks").side(reserve).lead(&lead))
        div class="split" {
            div class="stack" data-gap="xl" {
                (section("to-come", "To come", None, &to_come(shown)))
                (section("behind", "Behind us", Some(html! { "newest first" }), &behind(shown)))
            }
            aside class="stack" data-gap="l" aria-label="About blocks" { (held(shown)) (patterns(shown)) }
        }
    };
    Shell::new("Blocks", Here::Blocks, &looking(who, said)).page(&body)
}

/// “Half an hour every working day at 11:30, and one hour on Mondays at 13:00. Nothing else may be booked over them.”
fn lead(patterns: &[Pattern]) -> String {
    let rhythms: Vec<String> = patterns.iter().map(|pattern| pattern.running.rhythm.to_string()).collect();
    match rhythms.as_slice() {
        [] => {
            "No time is reserved by a pattern. A block is time that you keep free to look at what came in.".to_owned()
        }
        [one] => format!("{}. Nothing else may be booked over it.", capital(one)),
        many => format!("{}. Nothing else may be booked over them.", capital(&many.join(", and "))),
    }
}

fn to_come(shown: &Shown) -> Markup {
    if shown.plan.blocks.is_empty() {
        let body = html! { p { "Reserve half an hour a day, or an hour a week. What comes in joins the agenda of the next block in time, by itself." } };
        let reserve = html! { (Button::link("Reserve a pattern", "/blocks/patterns/new").primary()) };
        return empty("No block is reserved", &body, Some(reserve));
    }
    diary(shown.plan.blocks.iter().take(TO_COME).enumerate().map(|(place, block)| coming_row(shown, place == 0, block)))
}

fn coming_row(shown: &Shown, is_next: bool, block: &Block) -> DiaryRow {
    let when = &shown.plan.when;
    let agenda = shown.plan.agenda_of(block);
    let path = format!("{BLOCKS}/{}", block.key);
    let day = when.day_near(when.day_of(block.starts_at));
    let row = DiaryRow::link(block.name(), &path)
        .when(when.time(block.starts_at), Some(&day))
        .note(html! { (agenda_words(shown, agenda)) (changes(when, block)) });
    let is_open = block.state(when.now()) == State::Open;
    if is_next && (is_open || day == "today") {
        let word = if is_open { "Go on" } else { "Open" };
        return row.end(html! { (Button::link(word, &path).primary().small().heard_as(" the block")) });
    }
    row.end(match agenda.len() {
        0 => "nothing on the agenda".to_owned(),
        many => format!("{many} on the agenda"),
    })
}

fn agenda_words(shown: &Shown, agenda: &[RequestId]) -> String {
    let named: Vec<&str> =
        agenda.iter().take(3).filter_map(|id| Some(shown.entries.get(id)?.request.subject.as_str())).collect();
    match (named.as_slice(), agenda.len()) {
        ([], _) => "Nothing yet.".to_owned(),
        (some, many) if many > some.len() => format!("{}, and {} more.", some.join(", "), how_many(many - some.len())),
        (some, _) => format!("{}.", some.join(", ")),
    }
}

/// What can be done with a block to come, a click below it.
fn changes(when: &When, block: &Block) -> Markup {
    if block.state(when.now()) == State::Open {
        return html! {};
    }
    let (moved, skipped) = (format!("{BLOCKS}/{}/move", block.key), format!("{BLOCKS}/{}/skip", block.key));
    let of = format!(" the block of {}", when.short(block.starts_at));
    html! {
        " "
        @if let Some(from) = block.moved_from_at { "Moved from " (when.short(from)) ". " }
        a href=(moved) { "Move" span class="visually-hidden" { (of) } } ", "
        a href=(skipped) { "skip" span class="visually-hidden" { (of) } }
    }
}

fn behind(shown: &Shown) -> Markup {
    if shown.behind.is_empty() {
        return empty(
            "Nothing behind us yet",
            &html! { p { "A block that was held, moved or skipped stands here, with the minutes that were used." } },
            None,
        );
    }
    let when = &shown.plan.when;
    diary(shown.behind.iter().map(|block| behind_row(when, block)))
}

fn behind_row(when: &When, block: &Block) -> DiaryRow {
    let state = block.state(when.now());
    let used = block.minutes_used.unwrap_or(0);
    let title = match (state, block.closed_at) {
        (State::Skipped, _) => "Skipped".to_owned(),
        (_, Some(_)) => format!("{used} of {} minutes", block.length_minutes()),
        (State::Open, None) => "Open".to_owned(),
        (State::Planned | State::Held | State::NotHeld, None) if block.opened_at.is_some() => {
            "Opened, never closed".to_owned()
        }
        (State::Planned | State::Held | State::NotHeld, None) => "Not opened".to_owned(),
    };
    let mut notes: Vec<String> = Vec::new();
    notes.extend(block.moved_from_at.map(|from| format!("Moved from {}.", when.short(from))));
    notes.extend(
        Some(block.why.trim()).filter(|why| !why.is_empty()).map(|why| format!("{}.", why.trim_end_matches('.'))),
    );
    if block.closed_at.is_some() && !block.wrote {
        notes.push("No answer was written in it.".to_owned());
    }
    let mark = match state {
        State::Held => marks::State::Held.render(),
        State::Open => marks::State::Open.render(),
        State::Planned | State::NotHeld | State::Skipped => marks::State::Closed.says(state.word()),
    };
    let title = match block.kind {
        Kind::Daily => title,
        Kind::Weekly => format!("{title}, weekly"),
        Kind::Reserved => format!("{title}, reserved"),
    };
    let row = DiaryRow::new(title)
        .when(when.day_near(when.day_of(block.starts_at)), Some(&when.time(block.starts_at)))
        .end(mark);
    if notes.is_empty() { row } else { row.note(notes.join(" ")) }
}

fn held(shown: &Shown) -> Markup {
    let (held, of) = shown.held;
    let value = format!("{held} of {of}");
    let share = u64::from(held) * 100 / u64::from(of.max(1));
    let shown = match of {
        0 => figure_few("Held, last eight weeks", "no block yet", None),
        _ if of < LEAST => figure_few(
            "Held, last eight weeks",
            value,
            Some(html! { "Too few for a percentage; we give one from 10 blocks on." }),
        ),
        _ => figure("Held, last eight weeks", value, &format!("{share}\u{a0}%"), None),
    };
    let account = html! {
        p { "Held means: at least 60\u{a0}% of its length was used, and one decision or answer was written. Counted are all blocks of the last eight weeks that are over: held, not held and skipped. A moved block counts where it was moved to." }
        p class="formula" { (held) " held / " (of) " over" }
    };
    html! { section class="sheet" data-pad="s" aria-label="Blocks held" { (shown) (explain("Explain this figure", &account)) } }
}

fn patterns(shown: &Shown) -> Markup {
    html! {
        section class="stack" data-gap="s" aria-labelledby="patterns" {
            h2 class="eyebrow" id="patterns" { "Patterns" }
            @if shown.patterns.is_empty() { p class="small quiet" { "None yet." } }
            @for pattern in &shown.patterns {
                details class="explain" {
                    summary { (capital(&pattern.running.rhythm.to_string())) }
                    div class="explain-body" {
                        p { "Since " (shown.plan.when.day_short(pattern.running.from_on)) ". If you end it, its blocks to come are gone; those that were held stay in the list." }
                        (one_button(&format!("{BLOCKS}/patterns/{}/end", pattern.id), &Button::submit("End this pattern").quiet().small()))
                    }
                }
            }
            (actions([Button::link("Add a pattern", "/blocks/patterns/new").quiet().small()]))
        }
    }
}
