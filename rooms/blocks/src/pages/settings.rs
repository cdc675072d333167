//! `/settings/blocks`: the patterns by which time is reserved, what becomes of them in the coming weeks and why, and the ways to except a
//! day or to end one. The lead changes the team's, members their own; who reads the promises alone sees the team's.

use axum::extract::State as AxumState;
use axum::response::{IntoResponse, Response};
use ground::Ground;
use jiff::ToSpan;
use jiff::civil::Date;
use maud::{Markup, html};
use team::{InForce, Member, Reader, Right};
use web::buttons::{Button, actions, one_button};
use web::forms::{Errors, Filled, ToMend, Typed};
use web::heads::{PageHead, section};
use web::lists::{DiaryRow, diary, empty};
use web::marks;
use web::shell::{BLOCKS, Here, PROMISES, Shell, Who};
use web::when::{When, amount};
use web::{Said, capital, see_other};

use super::{PATTERNS, fit_part, names_of, whose_words};
use crate::acts::{self, Refused};
use crate::rules::State;
use crate::store::{self, Block, Dated, Pattern};
use crate::{BlockKey, Holders, PatternId};

/// How many dates of each pattern are shown, and at most as many days between them on which it has none.
const DATES: usize = 6;
/// How far ahead the page looks, in days.
const AHEAD_DAYS: i64 = 90;
/// How many exceptions further ahead are shown.
const EXCEPTIONS: usize = 12;

struct View {
    who: Member,
    when: When,
    in_force: InForce,
    patterns: Vec<(Pattern, Vec<Dated>)>,
    members: Vec<Member>,
    fit: Markup,
}

pub(super) async fn show(ground: AxumState<Ground>, who: Reader, said: Said, typed: Typed) -> web::Result<Response> {
    let view = View::of(&ground, &who).await?;
    if typed.some("pattern").is_none() {
        return Ok(view.page(said, &Filled::empty()).into_response());
    }
    let what = if typed.chose("do", "skip") { "skip" } else { "move" };
    match view.block_asked_for(&typed) {
        Ok(key) => Ok(see_other(format!("{BLOCKS}/{key}/{what}")).into_response()),
        Err(errors) => Ok(ToMend(view.page(said, &Filled::back(typed, errors))).into_response()),
    }
}

impl View {
    async fn of(ground: &Ground, who: &Member) -> web::Result<Self> {
        let mut tx = ground.read().await?;
        let in_force = team::calendar::current(&mut tx, who.team).await?;
        let today = in_force.office.date_of(tx.now());
        let mut patterns = store::outlook(&mut tx, who.team, today, AHEAD_DAYS).await?;
        let members = team::members::list(&mut tx, who.team).await?;
        let when = When::new(who.reads_in(&in_force.zone), tx.now());
        drop(tx);
        let works = who.may(Right::Work);
        if !works {
            patterns.retain(|(pattern, _)| pattern.holders == Holders::Team);
        }
        let fit = match works {
            true => fit_part(ground, who.team, &in_force.office, in_force.turnaround).await?,
            false => Markup::default(),
        };
        Ok(Self { who: who.clone(), when, in_force, patterns, members, fit })
    }

    /// The block of the pattern and day that were chosen, if it can still be moved or skipped.
    fn block_asked_for(&self, typed: &Typed) -> Result<BlockKey, Errors> {
        let id = typed.text("pattern").parse::<PatternId>().ok();
        let known = self.changeable().find(|(pattern, _)| Some(pattern.id) == id);
        let Some((_, dates)) = known else { return Err(Errors::at("pattern", "Choose a pattern.")) };
        let Ok(on) = typed.text("on").parse::<Date>() else {
            return Err(Errors::at("on", "Choose a day, like 2026-12-24"));
        };
        let dated = dates.iter().find(|dated| match &dated.block {
            Some(block) => dated.on == on || self.in_force.office.date_of(block.starts_at) == on,
            None => dated.on == on,
        });
        let block = dated.and_then(|dated| dated.block.as_ref());
        match (dated, block) {
            (_, Some(block)) if block.is_away => Err(Errors::at("on", Refused::Away.to_string())),
            (_, Some(block)) => match block.moved(block.starts_at.max(self.when.now()), self.when.now()) {
                Ok(_) => Ok(block.key),
                Err(why) => Err(Errors::at("on", why.to_string())),
            },
            (Some(_), None) => Err(Errors::at("on", "No block stands on that day: the office is closed.")),
            (None, None) => {
                let last = self.when.day(self.today().saturating_add(AHEAD_DAYS.days()));
                Err(Errors::at(
                    "on",
                    format!("No block of this pattern stands on that day. Take one of its days until {last}."),
                ))
            }
        }
    }

    fn today(&self) -> Date {
        self.in_force.office.date_of(self.when.now())
    }

    fn may_change(&self, pattern: &Pattern) -> bool {
        acts::may_change_pattern(&self.who, &pattern.holders).is_ok()
    }

    /// The patterns of whose blocks this person may move and skip single ones.
    fn changeable(&self) -> impl Iterator<Item = &(Pattern, Vec<Dated>)> {
        self.patterns.iter().filter(|(pattern, _)| self.may_except(&pattern.holders))
    }

    fn may_except(&self, holders: &Holders) -> bool {
        self.who.may(Right::Work) && acts::may_change(&self.who, holders).is_ok()
    }

    fn page(&self, said: Said, form: &Filled) -> Markup {
        let frame = Who { said, ..self.who.shell() };
        let (leads, works) = (self.who.may(Right::Settings), self.who.may(Right::Work));
        let head = PageHead::new("When you look at what comes in").lead(
            "A pattern reserves time by itself, week after week. What comes in waits for it, with an answer promised.",
        );
        let (head, here) = match (leads, works) {
            (true, _) => (head.under("Settings", "/settings").ends("Blocks"), Here::Settings),
            (false, true) => (head.under("Blocks", BLOCKS).ends("Patterns"), Here::Blocks),
            (false, false) => (head.under("Promises", PROMISES).ends("Blocks"), Here::Promises),
        };
        let (of_team, own): (Vec<_>, Vec<_>) =
            self.patterns.iter().partition(|(pattern, _)| pattern.holders == Holders::Team);
        let body = html! {
            (head)
            @if leads { (team::settings_row(PATTERNS)) }
            div class="split" {
                div class="stack" data-gap="xl" {
                    (section("of-team", "The team’s", None, &self.those(&of_team, self.none_of_team())))
                    @if works { (section("own", "Members’ own", None, &self.those(&own, none_own()))) }
                }
                aside class="stack" data-gap="l" aria-label="What these patterns give" {
                    (self.fit)
                    @if works { (actions([Button::link("Add a pattern", "/blocks/patterns/new").small()])) }
                    (self.further_ahead())
                    @if self.changeable().next().is_some() { (self.another_day(form)) }
                    @if works { (rules()) }
                }
            }
        };
        Shell::new("Blocks", here, &frame).page(&body)
    }

    fn none_of_team(&self) -> Markup {
        let way = self
            .who
            .may(Right::Settings)
            .then(|| html! { (Button::link("Reserve a pattern", "/blocks/patterns/new").primary()) });
        let body = html! { p { "Half an hour a day fits 24 business hours; an hour a week fits five working days." } };
        empty("The team reserves no time regularly", &body, way)
    }

    fn those(&self, patterns: &[&(Pattern, Vec<Dated>)], none: Markup) -> Markup {
        if patterns.is_empty() {
            return none;
        }
        html! { div class="stack" data-gap="l" { @for (pattern, dates) in patterns { (self.pattern(pattern, dates)) } } }
    }

    fn pattern(&self, pattern: &Pattern, dates: &[Dated]) -> Markup {
        let running = &pattern.running;
        let id = format!("pattern-{}", pattern.id);
        let title = self.called(pattern);
        let since = match running.from_on <= self.today() {
            true => format!("Since {}.", self.when.day_short(running.from_on)),
            false => format!("From {} on.", self.when.day(running.from_on)),
        };
        let until = running.until_on.map(|last| format!(" It ends: no block comes after {}.", self.when.day(last)));
        let of = format!(": {}", running.rhythm);
        let (shown, later) = self.first_dates(dates);
        let rest = later.len();
        html! {
            section class="stack" data-gap="s" aria-labelledby=(id) {
                h3 id=(id) { (capital(&title)) }
                p class="small quiet" { (since) @if let Some(until) = &until { (until) } }
                @if shown.is_empty() { p class="small quiet" { "No day of it is to come." } }
                @else { (diary(shown.iter().map(|dated| self.row(pattern, dated)))) }
                @if rest > 0 && running.until_on.is_none() { p class="small quiet" { "And so on, in " (self.when.city()) " time." } }
                @if self.may_change(pattern) {
                    div class="actions" {
                        (Button::link(if until.is_some() { "Change its last day" } else { "End it" }, &format!("{BLOCKS}/patterns/{}/end", pattern.id)).quiet().small().heard_as(&of))
                        @if until.is_some() {
                            (one_button(&format!("{BLOCKS}/patterns/{}/going-on", pattern.id), &Button::submit("Let it go on").plain().small().heard_as(&of)))
                        }
                    }
                }
            }
        }
    }

    /// “half an hour every working day at 11:30”, “one hour on Mondays at 13:00, yours”.
    fn called(&self, pattern: &Pattern) -> String {
        let rhythm = pattern.running.rhythm;
        match whose_words(&pattern.holders, &self.who, &self.members) {
            Some(whose) => format!("{rhythm}, {whose}"),
            None => rhythm.to_string(),
        }
    }

    /// The next blocks, with what falls out between them; and the dates after those.
    fn first_dates<'a>(&self, dates: &'a [Dated]) -> (Vec<&'a Dated>, Vec<&'a Dated>) {
        let now = self.when.now();
        let (mut stand, mut rows) = (0, 0);
        let to_come = dates.iter().filter(|dated| dated.block.as_ref().is_none_or(|block| now < block.ends_at));
        let (mut shown, later): (Vec<&Dated>, Vec<&Dated>) = to_come.partition(|dated| {
            let is_shown = stand < DATES && rows < 2 * DATES;
            rows += 1;
            stand += usize::from(dated.block.as_ref().is_some_and(|block| block.takes(now)));
            is_shown
        });
        shown.sort_by_key(|dated| self.day_of(dated));
        (shown, later)
    }

    /// The day on which it stands, at the office; the day it is named by, where it stands nowhere.
    fn day_of(&self, dated: &Dated) -> Date {
        dated.block.as_ref().map_or(dated.on, |block| self.in_force.office.date_of(block.starts_at))
    }

    fn row(&self, pattern: &Pattern, dated: &Dated) -> DiaryRow {
        let when = &self.when;
        let Some(block) = &dated.block else {
            let row = DiaryRow::new("No block").when(when.day_near(dated.on), None);
            return row.note(self.why(dated)).end(marks::State::Closed.says("skipped"));
        };
        let day = when.day_near(when.day_of(block.starts_at));
        if block.state(when.now()) == State::Skipped {
            let row = DiaryRow::new("Skipped").when(day, Some(&when.time(block.starts_at)));
            return row.note(self.why(dated)).end(marks::State::Closed.says("skipped"));
        }
        let hours = format!("{} to {}", when.time(block.starts_at), when.time(block.ends_at));
        let row = DiaryRow::new(hours).when(day, None);
        let why = self.why(dated);
        let row = if why.is_empty() { row } else { row.note(why) };
        if block.state(when.now()) == State::Planned && self.may_except(&pattern.holders) {
            row.end(self.ways(block))
        } else {
            row
        }
    }

    fn ways(&self, block: &Block) -> Markup {
        let of = format!(" the block of {}", self.when.short(block.starts_at));
        html! {
            a href={ (BLOCKS) "/" (block.key) "/move" } { "Move" span class="visually-hidden" { (of) } } ", "
            a href={ (BLOCKS) "/" (block.key) "/skip" } { "skip" span class="visually-hidden" { (of) } }
        }
    }

    /// What differs on this day and why; empty where the pattern is kept.
    fn why(&self, dated: &Dated) -> String {
        let day_off = |name: &str| if name.is_empty() { "a day off".to_owned() } else { name.to_owned() };
        let Some(block) = &dated.block else {
            return format!("{}.", capital(&day_off(dated.day_off.as_deref().unwrap_or_default())));
        };
        // Why colleagues skip or move what is their own is theirs to tell.
        let told = block.why.trim().trim_end_matches('.');
        let told = if self.may_except(&block.holders) { told } else { "" };
        // Who is away is told to those who work with them.
        let works = self.who.may(Right::Work);
        if block.is_away {
            return if works { format!("Away: {}.", first_names(&block.absent)) } else { String::new() };
        }
        let mut words = match (block.state(self.when.now()), block.moved_from_at, &dated.day_off) {
            (State::Skipped, _, _) if told.is_empty() => String::new(),
            (State::Skipped, _, _) => format!("{told}."),
            (_, Some(from), _) if told.is_empty() => format!("Moved from {}.", self.when.short(from)),
            (_, Some(from), _) => format!("Moved from {}: {told}.", self.when.short(from)),
            (_, None, Some(name)) => format!("Moved from {}: {}.", self.when.day_short(dated.on), day_off(name)),
            (_, None, None) => String::new(),
        };
        if works && !block.absent.is_empty() {
            let blank = if words.is_empty() { "" } else { " " };
            words = format!("{words}{blank}Without {}.", first_names(&block.absent));
        }
        words
    }

    /// What falls out or moves after the dates that are shown.
    fn further_ahead(&self) -> Markup {
        let is_exception = |dated: &Dated| {
            let of_block = |block: &Block| block.moved_from_at.is_some() || block.skipped_at.is_some();
            dated.day_off.is_some() || dated.block.as_ref().is_some_and(of_block)
        };
        let mut later: Vec<(&Pattern, &Dated)> = Vec::new();
        for (pattern, dates) in &self.patterns {
            let (_, rest) = self.first_dates(dates);
            later.extend(rest.into_iter().filter(|dated| is_exception(dated)).map(|dated| (pattern, dated)));
        }
        later.sort_by_key(|(_, dated)| dated.on);
        let more = later.len().saturating_sub(EXCEPTIONS);
        let row = |(pattern, dated): &(&Pattern, &Dated)| {
            let what = match &dated.block {
                Some(block) if block.state(self.when.now()) != State::Skipped => {
                    format!("{}, {}", self.when.day_short(self.day_of(dated)), self.when.time(block.starts_at))
                }
                Some(_) | None => "No block".to_owned(),
            };
            let called = names_of(&pattern.holders, Some(self.who.id), &self.members);
            let of = called.unwrap_or_else(|| "the team’s".to_owned());
            let rhythm = pattern.running.rhythm;
            let kind = format!("{} at {}, {of}.", capital(&rhythm.how_often()), rhythm.starts().strftime("%H:%M"));
            DiaryRow::new(what)
                .when(self.when.day_short(dated.on), None)
                .note(html! { (self.why(dated)) " " span class="quiet" { (kind) } })
        };
        html! {
            section aria-labelledby="further" {
                h2 class="eyebrow" id="further" { "Exceptions further ahead" }
                @if later.is_empty() { p class="small quiet" { "None in the next three months." } }
                @else { (diary(later.iter().take(EXCEPTIONS).map(row))) }
                @if more > 0 { p class="small quiet" { "And " (amount(more.try_into().unwrap_or(u64::MAX), "more", "more")) "." } }
                p class="small quiet" {
                    @if self.who.may(Right::Settings) {
                        "Holidays, closures and days away are kept in the " a href="/settings/calendar" { "calendar" } "."
                    } @else if self.who.may(Right::Work) { "Days on which you are away stand on " a href="/me" { "your own page" } "." }
                }
            }
        }
    }

    fn another_day(&self, form: &Filled) -> Markup {
        let patterns: Vec<(String, String)> =
            self.changeable().map(|(pattern, _)| (pattern.id.to_string(), capital(&self.called(pattern)))).collect();
        html! {
            form class="stack" data-gap="s" method="get" action=(PATTERNS) aria-labelledby="another" novalidate {
                h2 class="eyebrow" id="another" { "Another day" }
                (form.notice())
                (form.field("pattern", "Of which pattern").small().select(&patterns))
                (form.field("on", "Day").small().date())
                div class="actions" {
                    (Button::submit("Move its block").small().named("do", "move"))
                    (Button::submit("Skip it").quiet().small().named("do", "skip"))
                }
            }
        }
    }
}

fn none_own() -> Markup {
    html! { p class="small quiet" { "Nobody reserves time of their own. A block of one’s own looks at the team’s requests too, and falls away while its people are away." } }
}

fn rules() -> Markup {
    html! {
        details class="explain" data-plain {
            summary { "What holidays and days away do" }
            div class="explain-body" {
                p { "A holiday or closure skips a daily block, and moves a weekly one to the next working day, right after what stands there; where the next week’s has come by then, it is skipped. A block falls away while everybody is away whose time it is." }
                p { "No promise moves with a block. What it would have looked at goes to the next block that is in time; if none is, the desk says so and offers time to reserve." }
            }
        }
    }
}

/// “Mira and Tom”.
fn first_names(names: &[String]) -> String {
    let first = |name: &String| name.split_whitespace().next().unwrap_or(name).to_owned();
    let names: Vec<String> = names.iter().map(first).collect();
    match names.as_slice() {
        [] => String::new(),
        [one] => one.clone(),
        [before @ .., last] => format!("{} and {last}", before.join(", ")),
    }
}
