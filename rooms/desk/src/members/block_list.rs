//! The plan of blocks, and what was held.

use axum::extract::State as AxumState;
use blocks::{Block, BlockKey, Kind, Pattern, State};
use evidence::Share;
use ground::{Ground, StoreError, Tx};
use jiff::SignedDuration;
use maud::{Markup, Render, html};
use requests::RequestId;
use requests::pages::{EmergencyCount, emergencies_part};
use team::{Member, Right, Worker};
use web::buttons::{Button, actions};
use web::heads::{PageHead, section};
use web::lists::{DiaryRow, diary, empty};
use web::promise::{explain, figure_few};
use web::shell::{BLOCKS, Here, Shell};
use web::when::When;
use web::{Icon, Said, capital, marks};

use super::missed::Offer;
use super::pattern_end::PATTERNS;
use super::people::{Entries, entries};
use super::plan::{LOOKED_FAR, Plan};
use super::shares::{how_sure, of_share};
use super::{how_many, looking};

/// How many blocks to come are listed.
const TO_COME: usize = 10;
/// How many blocks behind us are listed.
const BEHIND: usize = 10;
/// How far back the figure counts.
const EIGHT_WEEKS: SignedDuration = SignedDuration::from_hours(8 * 7 * 24);

/// What the page shows.
struct Shown {
    plan: Plan,
    /// Their block of today that passed without being held.
    missed: Option<Block>,
    /// Blocks to come that fall away, since everybody whose time they are is away.
    falling: Vec<Block>,
    workers: Vec<Member>,
    patterns: Vec<Pattern>,
    behind: Vec<Block>,
    held: (u32, u32),
    entries: Entries,
    emergencies: EmergencyCount,
}

pub(super) async fn show(AxumState(ground): AxumState<Ground>, Worker(who): Worker, said: Said) -> web::Result<Markup> {
    let mut tx = ground.read().await?;
    let shown = read(&mut tx, &who).await?;
    drop(tx);
    Ok(page(&who, said, &shown))
}

async fn read(tx: &mut Tx, who: &Member) -> Result<Shown, StoreError> {
    let plan = Plan::of_next(tx, who.team, LOOKED_FAR).await?.read_by(who);
    let patterns = blocks::patterns(tx, who.team).await?;
    let now = plan.now();
    let from = now.checked_sub(EIGHT_WEEKS).unwrap_or(jiff::Timestamp::MIN);
    let mut behind = blocks::around(tx, who.team, from, now).await?;
    behind.retain(|block| !block.takes(now) && !block.is_away);
    let count = |state: State| behind.iter().filter(|block| block.state(now) == state).count();
    let held = u32::try_from(count(State::Held)).unwrap_or(u32::MAX);
    let of = u32::try_from(behind.len()).unwrap_or(u32::MAX);
    // The figure counts every block; the rows are one's own and the team's, since how often a colleague holds theirs is nobody's business.
    behind.retain(|block| block.holders.include(who.id));
    behind.reverse();
    behind.truncate(BEHIND);
    let last = plan.blocks.get(TO_COME - 1).or(plan.blocks.last()).map_or(now, |block| block.ends_at);
    let mut falling = blocks::around(tx, who.team, now, last).await?;
    falling.retain(|block| block.is_away && now < block.ends_at);
    let missed = blocks::missed(tx, who, now).await?;
    let emergencies = requests::pages::emergency_count(tx, who.team).await?;
    let workers = team::members::list(tx, who.team).await?;
    let ids: Vec<RequestId> =
        plan.blocks.iter().take(TO_COME).flat_map(|block| plan.agenda_of(block).iter().take(3)).copied().collect();
    let entries = entries(tx, who.team, &ids).await?;
    Ok(Shown { plan, missed, falling, workers, patterns, behind, held: (held, of), entries, emergencies })
}

fn page(who: &Member, said: Said, shown: &Shown) -> Markup {
    let lead = lead(who, shown);
    let reserve = html! {
        (Button::link("Reserve another", "/blocks/new").small().icon(Icon::Plus))
        (Button::link("Decisions", "/decisions").quiet().small().icon(Icon::Decision))
    };
    let body = html! {
        (PageHead::new("Blocks").side(reserve).lead(&lead))
        div class="split" {
            div class="stack" data-gap="xl" {
                @if let Some(offer) = Offer::of(&shown.plan, shown.missed.as_ref()) { (offer.notice()) }
                (section("to-come", "To come", None, &to_come(who, shown)))
                (section("behind", "Behind us", Some(html! { "newest first" }), &behind(who, shown)))
            }
            aside class="stack" data-gap="l" aria-label="About blocks" { (held(shown))
                (emergencies_part(&shown.emergencies, may_change(who)))
                (patterns(who, shown))
                (in_calendars(who)) }
        }
    };
    Shell::new("Blocks", Here::Blocks, &looking(who, said)).page(&body)
}

/// “Half an hour every working day at 11:30, and one hour on Mondays at 13:00, yours. Nothing else may be booked over them.”
fn lead(who: &Member, shown: &Shown) -> String {
    let mine = shown.patterns.iter().filter(|pattern| pattern.holders.include(who.id));
    let rhythms: Vec<String> = mine.map(|pattern| words_of(who, shown, pattern)).collect();
    match rhythms.as_slice() {
        [] => {
            "No time is reserved by a pattern. A block is time that you keep free to look at what came in.".to_owned()
        }
        [one] => format!("{}. Nothing else may be booked over it.", capital(one)),
        many => format!("{}. Nothing else may be booked over them.", capital(&many.join(", and "))),
    }
}

/// A pattern with whose it is: “one hour on Mondays at 13:00, yours”.
fn words_of(who: &Member, shown: &Shown, pattern: &Pattern) -> String {
    let rhythm = pattern.running.rhythm.to_string();
    match blocks::whose_words(&pattern.holders, who, &shown.workers) {
        Some(whose) => format!("{rhythm}, {whose}"),
        None => rhythm,
    }
}

fn to_come(who: &Member, shown: &Shown) -> Markup {
    if shown.plan.blocks.is_empty() && shown.falling.is_empty() {
        let body = html! { p { "Reserve half an hour a day, or an hour a week. What comes in joins the agenda of the next block in time, by itself." } };
        let reserve = html! { (Button::link("Reserve a pattern", "/blocks/patterns/new").primary()) };
        return empty("No block is reserved", &body, Some(reserve));
    }
    let next = shown.plan.next_of(who).map(|block| block.key);
    let mut rows: Vec<&Block> = shown.plan.blocks.iter().take(TO_COME).chain(&shown.falling).collect();
    rows.sort_by_key(|block| (block.state(shown.plan.now()) != State::Open, block.starts_at));
    diary(rows.into_iter().map(|block| coming_row(who, shown, next == Some(block.key), block)))
}

fn coming_row(who: &Member, shown: &Shown, is_next: bool, block: &Block) -> DiaryRow {
    let when = &shown.plan.when;
    let agenda = shown.plan.agenda_of(block);
    let path = format!("{BLOCKS}/{}", block.key);
    let day = when.day_near(when.day_of(block.starts_at));
    let is_mine = block.holders.include(who.id);
    let title = match blocks::whose_words(&block.holders, who, &shown.workers) {
        Some(whose) => format!("{}, {whose}", block.name()),
        None => block.name().to_owned(),
    };
    if block.is_away {
        let row = DiaryRow::new(title).when(when.time(block.starts_at), Some(&day));
        return row.note(format!("{}.", block.why)).end(marks::State::Closed.says("skipped"));
    }
    let row = if is_mine { DiaryRow::link(title, &path) } else { DiaryRow::new(title) };
    let row = row.when(when.time(block.starts_at), Some(&day)).note(
        html! { (agenda_words(shown, agenda)) (without(block)) (changes(when, block, is_mine || may_change(who))) },
    );
    if is_next && block.open(when.now()).is_ok() {
        let word = if block.state(when.now()) == State::Open { "Go on" } else { "Open" };
        return row.end(html! { (Button::link(word, &path).primary().small().heard_as(" the block")) });
    }
    row.end(match agenda.len() {
        0 => "nothing on the agenda".to_owned(),
        many => format!("{many} on the agenda"),
    })
}

/// Whether they may move and give up blocks of colleagues.
fn may_change(who: &Member) -> bool {
    who.may(Right::Settings)
}

/// “ Without Mira and Tom.”
fn without(block: &Block) -> String {
    let first = |name: &String| name.split_whitespace().next().unwrap_or(name).to_owned();
    let names: Vec<String> = block.absent.iter().map(first).collect();
    match names.as_slice() {
        [] => String::new(),
        [one] => format!(" Without {one}."),
        [before @ .., last] => format!(" Without {} and {last}.", before.join(", ")),
    }
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
fn changes(when: &When, block: &Block, may_change: bool) -> Markup {
    if block.state(when.now()) == State::Open {
        return html! {};
    }
    let by_holiday = match block.key {
        BlockKey::Planned(_, on) => (block.moved_from_at.is_none() && when.day_of(block.starts_at) != on).then_some(on),
        BlockKey::Reserved(_) => None,
    };
    let (moved, skipped) = (format!("{BLOCKS}/{}/move", block.key), format!("{BLOCKS}/{}/skip", block.key));
    let of = format!(" the block of {}", when.short(block.starts_at));
    html! {
        " "
        @if let Some(from) = block.moved_from_at { "Moved from " (when.short(from)) @if may_change && !block.why.is_empty() { ": " (block.why.trim_end_matches('.')) } ". " }
        @if let Some(on) = by_holiday { "Moved from " (when.day_short(on)) ", a day off. " }
        @if may_change {
            a href=(moved) { "Move" span class="visually-hidden" { (of) } } ", "
            a href=(skipped) { "skip" span class="visually-hidden" { (of) } }
        }
    }
}

fn behind(who: &Member, shown: &Shown) -> Markup {
    if shown.behind.is_empty() {
        return empty(
            "Nothing behind us yet",
            &html! { p { "A block that was held, moved or skipped stands here, with the minutes that were used." } },
            None,
        );
    }
    diary(shown.behind.iter().map(|block| behind_row(who, shown, block)))
}

fn behind_row(who: &Member, shown: &Shown, block: &Block) -> DiaryRow {
    let when = &shown.plan.when;
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
    let title = match blocks::whose_words(&block.holders, who, &shown.workers) {
        Some(whose) => format!("{title}, {whose}"),
        None => title,
    };
    // What was noted in it stands on its page; of one that nobody opened there is none.
    let row = if block.opened_at.is_some() {
        let of = format!(", the block of {}", when.short(block.starts_at));
        DiaryRow::link(html! { (title) span class="visually-hidden" { (of) } }, &format!("{BLOCKS}/{}", block.key))
    } else {
        DiaryRow::new(title)
    };
    let row = row.when(when.day_near(when.day_of(block.starts_at)), Some(&when.time(block.starts_at))).end(mark);
    if notes.is_empty() { row } else { row.note(notes.join(" ")) }
}

fn held(shown: &Shown) -> Markup {
    let (held, of) = shown.held;
    let label = "Held, last eight weeks";
    let shown = match of {
        0 => figure_few(label, "no block yet", None),
        _ => of_share("held-share", label, Share { part: held.into(), of: of.into() }),
    };
    let account = html! {
        p { "Held means: at least 60\u{a0}% of its length was used, and one decision or answer was written. Counted are all blocks of the last eight weeks that are over, the team’s and members’ own: held, not held and skipped; not those of days on which the office was closed or everybody away. A moved block counts where it was moved to." }
        p class="formula" { (held) " held / " (of) " over" }
        (how_sure())
    };
    html! { section class="sheet" data-pad="s" aria-label="Blocks held" { (shown) (explain("Explain this figure", &account)) } }
}

fn patterns(who: &Member, shown: &Shown) -> Markup {
    html! {
        section class="stack" data-gap="s" aria-labelledby="patterns" {
            h2 class="eyebrow" id="patterns" { "Patterns" }
            @if shown.patterns.is_empty() { p class="small quiet" { "None yet." } }
            @for pattern in &shown.patterns { p class="small" { (capital(&words_of(who, shown, pattern))) (until(shown, pattern)) } }
            p class="small quiet" { a href=(PATTERNS) { "What comes of them, days that differ, and ending one" } }
            (actions([Button::link("Add a pattern", "/blocks/patterns/new").quiet().small()]))
        }
    }
}

/// “, until Fri 4 Dec”, where its last day is set; “, from Mon 7 Dec on”, where its first is to come.
fn until(shown: &Shown, pattern: &Pattern) -> String {
    let (when, running) = (&shown.plan.when, &pattern.running);
    let from = (when.today() < running.from_on).then(|| format!(", from {} on", when.day_short(running.from_on)));
    let until = running.until_on.map(|last| format!(", until {}", when.day_short(last)));
    [from, until].into_iter().flatten().collect()
}

fn in_calendars(who: &Member) -> Markup {
    html! {
        section aria-labelledby="in-calendars" {
            h2 class="eyebrow" id="in-calendars" { "In your calendar" }
            p class="small quiet" {
                "Any calendar can show your blocks, marked busy. " a href="/me/feeds" { "Calendar links" }
                @if may_change(who) { ", and " a href="/settings/feeds" { "those of the team" } }
            }
        }
    }
}
