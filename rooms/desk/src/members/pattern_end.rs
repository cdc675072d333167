//! Ending a pattern from a day on: what its blocks would have looked at, and where that goes, before it is done.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use blocks::{Block, BlockKey, Pattern, PatternId, may_change_pattern};
use ground::{Ground, Tx};
use jiff::civil::Date;
use maud::{Markup, html};
use requests::RequestId;
use team::{Member, Worker};
use web::buttons::Button;
use web::forms::{Errors, Filled, ToMend, Typed};
use web::heads::{PageHead, section_head};
use web::lists::{DiaryRow, diary};
use web::notices::{Notice, Tone};
use web::shell::{BLOCKS, Here, Shell};
use web::{Failure, Said, capital, see_other};

use super::people::{Entries, entries};
use super::plan::{Displaced, LOOKED_FAR, Plan, block_words};
use super::{how_many, looking};

/// Where the patterns stand.
pub(super) const PATTERNS: &str = "/settings/blocks";
/// How many requests are named.
const NAMED: usize = 10;

/// What the page knows beside what is typed.
struct View {
    who: Member,
    pattern: Pattern,
    /// “half an hour every working day at 11:30, yours”.
    called: String,
    plan: Plan,
    entries: Entries,
    today: Date,
}

impl View {
    async fn read(tx: &mut Tx, who: &Member, id: PatternId) -> web::Result<Self> {
        let pattern = blocks::pattern_going_on(tx, who.team, id).await?.ok_or(Failure::NotFound)?;
        may_change_pattern(who, &pattern.holders)?;
        let plan = Plan::of_next(tx, who.team, LOOKED_FAR).await?.read_by(who);
        let today = plan.in_force.office.date_of(plan.now());
        let members = team::members::list(tx, who.team).await?;
        let rhythm = pattern.running.rhythm;
        let called = match blocks::whose_words(&pattern.holders, who, &members) {
            Some(whose) => format!("{rhythm}, {whose}"),
            None => rhythm.to_string(),
        };
        let all = Falling::of(&plan, &pattern, today);
        let ids: Vec<RequestId> = all.displaced.iter().map(|displaced| displaced.request).collect();
        let entries = entries(tx, who.team, &ids).await?;
        Ok(Self { who: who.clone(), pattern, called, plan, entries, today })
    }

    /// What the form begins with: the day after its last one, where that is set, else today.
    fn start(&self) -> Filled {
        let last = self.pattern.running.until_on.and_then(|last| last.tomorrow().ok());
        Filled::with([("from", last.unwrap_or(self.today).to_string())])
    }

    fn day_typed(&self, typed: &Typed) -> Result<Date, Errors> {
        match typed.text("from").parse::<Date>() {
            Ok(day) if day < self.today => Err(Errors::at("from", blocks::Refused::DayPast.to_string())),
            Ok(day) => Ok(day),
            Err(_unreadable) => Err(Errors::at("from", "Choose a day, like 2026-12-24")),
        }
    }

    fn page(&self, said: Said, form: &Filled) -> Markup {
        let title = "End a pattern";
        let lead = html! { (capital(&self.called)) ". What was held stays in the list, and no promise moves." };
        let falling = self.day_typed(&form.typed).ok().map(|day| Falling::of(&self.plan, &self.pattern, day));
        let lost = falling.as_ref().map_or(0, |falling| falling.lost().count());
        let body = html! {
            (PageHead::new(title).under("Blocks", PATTERNS).ends("End").lead(lead))
            form class="sheet stack" data-pad="l" data-gap="l" method="post" action={ (BLOCKS) "/patterns/" (self.pattern.id) "/end" } novalidate {
                (form.notice())
                (form.field("from", "No block from").hint("Its blocks before that day stay, also where you moved one to a later day. One that you moved to before it stays as well.").date())
                @if let Some(falling) = &falling { (self.effect(falling)) }
                @if lost > 0 { (form.tick("anyway", "End it all the same", Some("The desk goes on saying for which promises no block is in time, and offers time to reserve."))) }
                div class="actions" {
                    (Button::submit("End the pattern").primary())
                    (Button::submit("Show what this does").quiet().named("then", "show"))
                    (Button::link("Keep it", PATTERNS).plain())
                }
            }
        };
        Shell::new(title, Here::Blocks, &looking(&self.who, said)).form().page(&body)
    }

    fn effect(&self, falling: &Falling<'_>) -> Markup {
        let when = &self.plan.when;
        let days = sessions::AHEAD_DAYS;
        let sentence = match falling.blocks.as_slice() {
            [] => format!("None of its blocks of the next {days} days falls away."),
            [one] => {
                format!("One block of the next {days} days falls away, on {}.", when.day(when.day_of(one.starts_at)))
            }
            [first, ..] => format!(
                "{} blocks of the next {days} days fall away, the first on {}.",
                capital(&how_many(falling.blocks.len())),
                when.day(when.day_of(first.starts_at))
            ),
        };
        let lost: Vec<&Displaced<'_>> = falling.lost().collect();
        let moved: Vec<&Displaced<'_>> = falling.displaced.iter().filter(|displaced| displaced.to.is_some()).collect();
        html! {
            section class="stack" data-gap="s" aria-labelledby="effect" role="status" {
                (section_head("effect", "What this does", None))
                p { (sentence) " What you moved or skipped of them is forgotten." }
                @if !falling.blocks.is_empty() && falling.displaced.is_empty() {
                    p class="quiet small" { "No request waits for them." }
                }
                @if !lost.is_empty() {
                    @let title = format!("No other block is in time for {}.", requests_words(lost.len()));
                    (Notice::new(Tone::Care, &title)
                        .why("Reserve time for them first, or choose a later day. Their promises stay as they were given.")
                        .actions(html! { (Button::link("Reserve a block", "/blocks/new").small()) }))
                    (diary(lost.iter().take(NAMED).map(|displaced| self.row(displaced))))
                }
                @if !moved.is_empty() {
                    p class="quiet small" { (capital(&requests_words(moved.len()))) " " (if moved.len() == 1 { "goes" } else { "go" }) " to another block that is in time." }
                    (diary(moved.iter().take(NAMED).map(|displaced| self.row(displaced))))
                }
            }
        }
    }

    fn row(&self, displaced: &Displaced<'_>) -> DiaryRow {
        let when = &self.plan.when;
        let due = self.plan.promise_of(displaced.request).map(|owed| format!("Due {}. ", when.near(owed.due_at)));
        let place = match displaced.to {
            Some(block) => format!(
                "In {}, instead of {}.",
                block_words(when, block.starts_at),
                block_words(when, displaced.from.starts_at)
            ),
            None => format!("It was in {}.", block_words(when, displaced.from.starts_at)),
        };
        let note = format!("{}{place}", due.unwrap_or_default());
        match self.entries.get(&displaced.request) {
            Some(entry) => DiaryRow::link(&entry.request.subject, &entry.path()).note(note),
            None => DiaryRow::new("A request").note(note),
        }
    }
}

/// “one request”, “three requests”.
fn requests_words(number: usize) -> String {
    if number == 1 { "one request".to_owned() } else { format!("{} requests", how_many(number)) }
}

/// The blocks that fall away, and the requests that they would have looked at.
struct Falling<'a> {
    blocks: Vec<&'a Block>,
    displaced: Vec<Displaced<'a>>,
}

impl<'a> Falling<'a> {
    fn of(plan: &'a Plan, pattern: &Pattern, free_from: Date) -> Self {
        let office = &plan.in_force.office;
        let ended = pattern.running.ended_from(free_from, office, plan.now());
        let last = ended.ok().and_then(|ended| ended.until_on);
        let falls = |block: &Block| {
            let of_pattern = matches!(block.key, BlockKey::Planned(id, _) if id == pattern.id);
            let planned_at = block.moved_from_at.unwrap_or(block.starts_at);
            let first = office.date_of(planned_at.min(block.starts_at));
            of_pattern && block.opened_at.is_none() && last.is_some_and(|last| last < first)
        };
        let blocks = plan.blocks.iter().filter(|block| falls(block)).collect();
        Self { blocks, displaced: plan.if_gone(falls) }
    }

    /// Those that no other block is in time for.
    fn lost(&self) -> impl Iterator<Item = &Displaced<'a>> {
        self.displaced.iter().filter(|displaced| displaced.to.is_none())
    }
}

pub(super) async fn show(
    State(ground): State<Ground>,
    Worker(who): Worker,
    said: Said,
    Path(id): Path<PatternId>,
) -> web::Result<Markup> {
    let view = View::read(&mut ground.read().await?, &who, id).await?;
    Ok(view.page(said, &view.start()))
}

pub(super) async fn submit(
    State(ground): State<Ground>,
    Worker(who): Worker,
    Path(id): Path<PatternId>,
    typed: Typed,
) -> web::Result<Response> {
    let view = View::read(&mut ground.read().await?, &who, id).await?;
    let mend = |typed: Typed, errors: Errors| {
        Ok(ToMend(view.page(Said::default(), &Filled::back(typed, errors))).into_response())
    };
    let day = match view.day_typed(&typed) {
        Ok(day) => day,
        Err(errors) => return mend(typed, errors),
    };
    if typed.chose("then", "show") {
        return Ok(view.page(Said::default(), &Filled::back(typed, Errors::default())).into_response());
    }
    let lost = Falling::of(&view.plan, &view.pattern, day).lost().count();
    if lost > 0 && !typed.ticked("anyway") {
        let words = format!(
            "No other block is in time for {}. Reserve time first, choose a later day, or tick that you end it all the same.",
            requests_words(lost)
        );
        return mend(typed, Errors::at("anyway", words));
    }
    match blocks::end_pattern_from(&ground, &who, id, day).await {
        Ok(()) => {
            let said = Said::well(format!("Free from {} on.", view.plan.when.day(day)));
            Ok((said.more("Blocks that were held or skipped stay in the list."), see_other(PATTERNS)).into_response())
        }
        Err(refused @ (blocks::Refused::DayPast | blocks::Refused::MeetsPattern(_))) => {
            mend(typed, Errors::at("from", refused.to_string()))
        }
        Err(other) => Err(other.into()),
    }
}
