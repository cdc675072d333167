use blocks::{Block, State};
use jiff::Timestamp;
use maud::{Markup, html};
use promises::Owed;
use requests::{Message, RequestId};
use team::Member;
use web::buttons::{Button, actions, one_button};
use web::heads::{PageHead, section, section_head};
use web::lists::{DiaryRow, Step, diary, diary_unordered, empty, steps};
use web::notices::{Notice, Tone};
use web::shell::{BLOCKS, DESK, Here, NEW_REQUEST, PROMISES, Shell};
use web::when::When;
use web::{Said, capital};

use super::gathered::{Desk, Waiting, WaitsFor, rows};
use super::lead::Day;
use crate::members::missed::Offer;
use crate::members::outgoing::Letters;
use crate::members::people::{first_name, path_of};
use crate::members::{OUTGOING, TRAY, beginning, how_many, looking};

const PLACES: [&str; 10] =
    ["First", "Second", "Third", "Fourth", "Fifth", "Sixth", "Seventh", "Eighth", "Ninth", "Tenth"];

/// How many notices of one kind stand above the day.
const ROWS_OF_NOTICES: usize = 3;

fn frame(who: &Member, said: Said, desk: &Desk, lead: &str, body: &Markup) -> Markup {
    let title = desk.plan.when.day(desk.plan.when.today());
    let head = PageHead::new(&title).lead(lead);
    Shell::new("Desk", Here::Desk, &looking(who, said)).page(&html! { (head) (body) })
}

/// The desk of any day but the first.
pub(super) fn usual(who: &Member, said: Said, desk: &Desk) -> Markup {
    let lead = Day::of(&desk.plan).sentence(&desk.plan.when);
    let offer = Offer::of(&desk.plan, desk.missed.as_ref());
    // What waits for a block that passed is told once, with the offer.
    let (waited_for, offer) = match offer {
        Some(offer) if offer.is_waited_for() => (Some(offer), None),
        other => (None, other),
    };
    let body = html! {
        div class="split" {
            div class="stack" data-gap="xl" {
                @for request in desk.plan.emergencies() { (emergency(desk, request)) }
                (without_block(desk, waited_for.as_ref()))
                @if let Some(offer) = &offer { (offer.notice()) }
                (not_gone_out(desk))
                (next_block(desk))
                (standing(desk))
                (promises_after(desk))
                (goes_out(desk))
                (waiting(desk))
            }
            aside class="stack" data-gap="l" aria-label="Beside the day" { (mail(desk)) }
        }
    };
    frame(who, said, desk, &lead, &body)
}

fn row_title(desk: &Desk, request: RequestId) -> DiaryRow {
    match desk.entries.get(&request) {
        Some(entry) => DiaryRow::link(&entry.request.subject, &entry.path()),
        None => DiaryRow::link("A request", &path_of(request)),
    }
}

fn who_asked(desk: &Desk, request: RequestId) -> String {
    desk.entries.get(&request).map_or_else(String::new, |entry| format!("{}.", entry.who()))
}

/// “by 16:30 today”, “by 09:00 tomorrow”, “by Fri 27 Nov, 12:00”; of what fell due, when.
fn by(when: &When, due_at: Timestamp) -> String {
    let (time, day) = (when.time(due_at), when.day_near(when.day_of(due_at)));
    if due_at < when.now() {
        format!("fell due {}", when.near(due_at))
    } else if day == "today" || day == "tomorrow" {
        format!("by {time} {day}")
    } else {
        format!("by {}", when.short(due_at))
    }
}

/// An emergency named in advance, said before all else.
fn emergency(desk: &Desk, request: RequestId) -> Markup {
    let subject = desk.entries.get(&request).map_or("A request", |entry| entry.request.subject.as_str());
    let path = path_of(request);
    let answer = format!("{path}/answer/outside");
    let why = match desk.plan.place_of(request) {
        Some(place) => format!("It comes first {place}."),
        None => {
            "No block is in time for it. It may be answered now, and counts neither as outside a block nor as rapid."
                .to_owned()
        }
    };
    let buttons = html! {
        (Button::link("Look at it", &path).small())
        (Button::link("Answer it now", &answer).quiet().small())
    };
    html! { (Notice::new(Tone::Care, &format!("An emergency: {subject}")).why(why).actions(buttons)) }
}

fn without_block(desk: &Desk, again: Option<&Offer<'_>>) -> Markup {
    let without = desk.plan.without();
    if without.is_empty() {
        return html! {};
    }
    let when = &desk.plan.when;
    let title = match without.len() {
        1 => "No block is in time for one request".to_owned(),
        many => format!("No block is in time for {} requests", how_many(many)),
    };
    let (shown, more) = rows(without);
    let body = html! {
        ul class="small" {
            @for id in shown {
                li {
                    @match desk.entries.get(id) {
                        Some(entry) => { a href=(entry.path()) { (entry.request.subject) } ", " (entry.name()) }
                        None => { a href=(path_of(*id)) { "A request" } }
                    }
                    @if let Some(promise) = desk.plan.promise_of(*id) { ", " (by(when, promise.due_at)) }
                }
            }
            @if more > 0 { li { "and " (more) " more" } }
        }
        @if let Some(again) = again { p { (again.sentence()) } }
        @else { @match desk.plan.fitting() {
            Some(start) => p { "Half an hour from " (when.moment_strong(start)) " would be in time and is free." }
            None if !desk.plan.days_away.is_empty() => p { "Everybody is away, or no office hour before it is left. Take days away back, reserve one outside office hours, or ask to move the promise." }
            None => p { "No office hour before it is left. Reserve one outside office hours, or ask to move the promise." }
        } }
    };
    let offered = html! {
        @if let Some(again) = again { (again.button()) }
        @else if let Some(start) = desk.plan.fitting() {
            form method="post" action=(BLOCKS) {
                input type="hidden" name="when" value=(when.field_value(start));
                input type="hidden" name="minutes" value="30";
                (Button::submit("Reserve the time").small())
            }
        }
        (Button::link("Choose another time", "/blocks/new").quiet().small())
    };
    html! { (Notice::new(Tone::Care, &title).body(body).actions(offered)) }
}

/// Scheduled answers that did not go out, each with the reason and what to do.
fn not_gone_out(desk: &Desk) -> Markup {
    let stopped = desk.scheduled.iter().filter(|scheduled| !scheduled.waits());
    html! { @for scheduled in stopped.take(ROWS_OF_NOTICES) {
        @let subject = desk.entries.get(&scheduled.request).map_or("A request", |entry| &entry.request.subject);
        section class="stack" data-gap="s" aria-label=(subject) {
            p { a href=(path_of(scheduled.request)) { (subject) } }
            (answers::scheduled_part(scheduled, &desk.plan.when, DESK))
        }
    } }
}

/// Scheduled answers, in order of their time.
fn goes_out(desk: &Desk) -> Markup {
    let waits: Vec<_> = desk.scheduled.iter().filter(|scheduled| scheduled.waits()).collect();
    if waits.is_empty() {
        return html! {};
    }
    let (when, (shown, more)) = (&desk.plan.when, rows(&waits));
    let meta = html! { "Nothing here needs you" };
    let list = diary(shown.iter().map(|scheduled| {
        let due = desk.plan.promise_of(scheduled.request).map(|promise| by(when, promise.due_at));
        let day = when.day_near(when.day_of(scheduled.send_at));
        row_title(desk, scheduled.request)
            .when(when.time(scheduled.send_at), Some(&day))
            .note(who_asked(desk, scheduled.request))
            .end(due.unwrap_or_default())
    }));
    let body = html! { (list) @if more > 0 { p class="meta" { "And " (more) " more." } } };
    section("goes-out", "Answers that go out by themselves", Some(meta), &body)
}

fn next_block(desk: &Desk) -> Markup {
    let Some(block) = &desk.next else { return no_block() };
    let when = &desk.plan.when;
    let title = html! {
        (capital(&when.day_near(when.day_of(block.starts_at)))) ", " (when.stretch(block.starts_at, block.ends_at))
    };
    let (shown, more) = rows(&desk.agenda);
    let agenda = html! {
        @if shown.is_empty() {
            p class="quiet measure" { "Nothing is on the agenda. An empty block is time to learn the business." }
        } @else {
            (diary(shown.iter().enumerate().map(|(place, id)| agenda_row(desk, place, *id))))
        }
        @if more > 0 { p class="meta" { "And " (more) " more on this agenda." } }
    };
    html! {
        section class="sheet" aria-labelledby="next-block" {
            (section_head("next-block", title, Some(html! { (block.name()) })))
            (agenda)
            (block_actions(block, when))
        }
    }
}

fn block_actions(block: &Block, when: &When) -> Markup {
    let (open, moved) = (format!("{BLOCKS}/{}", block.key), format!("{BLOCKS}/{}/move", block.key));
    if block.state(when.now()) == State::Open {
        return actions([Button::link("Go on with the block", &open).primary()]);
    }
    // Before its day it can only be looked at.
    let look = if block.open(when.now()).is_ok() { "Open the block" } else { "Look at it" };
    actions([Button::link(look, &open).primary(), Button::link("Move it", &moved).quiet()])
}

fn no_block() -> Markup {
    let body = html! {
        p { "A block is time that you keep free to think. What comes in waits for it, with an answer promised. Half an hour a day is in time for answers within one working day." }
    };
    let reserve = html! { (Button::link("Reserve a pattern", "/blocks/patterns/new").primary()) (Button::link("Reserve one block", "/blocks/new").quiet()) };
    section("next-block", "The next block", None, &empty("No block is reserved", &body, Some(reserve)))
}

fn agenda_row(desk: &Desk, place: usize, id: RequestId) -> DiaryRow {
    let due = desk.plan.promise_of(id).map(|promise| by(&desk.plan.when, promise.due_at));
    let ordinal = PLACES.get(place).copied().unwrap_or("Then");
    row_title(desk, id).when(ordinal, due.as_deref()).note(who_asked(desk, id))
}

fn promises_after(desk: &Desk) -> Markup {
    let when = &desk.plan.when;
    let all = html! { a href=(PROMISES) { "All open promises" } };
    let body = if desk.after.is_empty() {
        html! {
            p class="quiet measure" {
                @if desk.agenda.is_empty() && desk.plan.without().is_empty() {
                    "No promise is open. When somebody writes, they are told within seconds by when they will hear from you, and that promise stands here."
                } @else { "None. What is open is on the agenda above." }
            }
        }
    } else {
        html! {
            (diary(desk.after.iter().map(|promise| promise_row(desk, promise))))
            p class="meta" { "Times are " (when.city()) "." (later(desk)) }
        }
    };
    section("after", "Promises after that", Some(all), &body)
}

fn later(desk: &Desk) -> String {
    let more = if desk.plan.is_cut { "More".to_owned() } else { capital(&how_many(desk.later)) };
    match desk.later {
        0 => String::new(),
        1 => format!(" {more} more falls due later."),
        _ if desk.plan.is_cut => format!(" {more} fall due later."),
        _ => format!(" {more} more fall due later."),
    }
}

fn promise_row(desk: &Desk, promise: &Owed) -> DiaryRow {
    let when = &desk.plan.when;
    let id = RequestId::from(promise.request);
    let name = desk.entries.get(&id).map_or("They", |entry| entry.name());
    let day = when.day_near(when.day_of(promise.due_at));
    row_title(desk, id)
        .when(when.time(promise.due_at), Some(&day))
        .note(format!("{name} will have {}.", promise.what.words()))
        .end(desk.plan.place_of(id).unwrap_or_else(|| "no block in time".to_owned()))
}

fn standing(desk: &Desk) -> Markup {
    if desk.standing.is_empty() {
        return html! {};
    }
    let meta = html! { "No promise covers them" };
    let body = html! { (diary(desk.standing.iter().map(|message| standing_row(desk, message)))) };
    section("standing", "Somebody wrote", Some(meta), &body)
}

fn standing_row(desk: &Desk, message: &Message) -> DiaryRow {
    let path = path_of(message.request);
    let (reply, promise, aside) =
        (format!("{path}#f-reply"), format!("{path}/promise"), format!("{path}/setting-aside"));
    let name = if message.author_name.is_empty() {
        desk.entries.get(&message.request).map_or("Somebody", |entry| entry.name())
    } else {
        &message.author_name
    };
    let subject = desk.entries.get(&message.request).map_or("", |entry| &entry.request.subject);
    row_title(desk, message.request)
        .when(first_name(name), Some(&desk.plan.when.near(message.at)))
        .note(html! { "“" (beginning(&message.words, 160)) "”" })
        .actions(html! {
            (Button::link("Answer", &reply).quiet().small().heard_as(format!(": {subject}")))
            (one_button(&promise, &Button::submit("Promise an answer").quiet().small().heard_as(format!(": {subject}"))))
            (one_button(&aside, &Button::submit("Set aside").plain().small().heard_as(format!(": {subject}"))))
        })
}

fn waiting(desk: &Desk) -> Markup {
    if desk.waiting.is_empty() {
        let body = html! { p class="quiet measure" { "Once you ask a stakeholder something, the request moves here until the reply comes. You don’t have to remember it." } };
        return section("waiting", "Waiting on others", None, &body);
    }
    let meta = html! { "Nothing here needs you today" };
    section(
        "waiting",
        "Waiting on others",
        Some(meta),
        &diary_unordered(desk.waiting.iter().map(|waits| waiting_row(desk, waits))),
    )
}

fn waiting_row(desk: &Desk, waits: &Waiting) -> DiaryRow {
    let when = &desk.plan.when;
    let entry = desk.entries.get(&waits.request);
    let name = entry.map_or("Somebody", |entry| entry.name());
    let subject = entry.map_or("a request", |entry| &entry.request.subject);
    let promise = desk.plan.promise_of(waits.request).filter(|promise| when.now() <= promise.due_at);
    let (title, note) = match &waits.what {
        WaitsFor::Choice(ways, holds_until) => {
            let ways = how_many(*ways);
            let holds = match holds_until {
                Some(at) => format!(" Its dates hold until {}.", when.short(*at)),
                None => String::new(),
            };
            let note = format!("Sheet sent {}.{holds} The work starts with the choice.", when.near(waits.since_at));
            (format!("To choose between {ways} options, {subject}"), note)
        }
        WaitsFor::Move(to) => {
            let until = promise.map(|promise| format!(" Until a yes comes, {} stands.", when.short(promise.due_at)));
            let note = format!("Asked {}.{}", when.near(waits.since_at), until.unwrap_or_default());
            (format!("To agree to {}, {subject}", when.short(*to)), note)
        }
        WaitsFor::Reply => {
            let word = promise
                .map(|promise| format!(" {} has our word for {}.", first_name(name), when.short(promise.due_at)));
            (
                format!("To reply, {subject}"),
                format!("Asked {}.{}", when.near(waits.since_at), word.unwrap_or_default()),
            )
        }
    };
    let since = format!("since {}", when.day_near(when.day_of(waits.since_at)));
    DiaryRow::link(title, &path_of(waits.request)).when(name, None).note(note).end(since)
}

fn mail(desk: &Desk) -> Markup {
    let when = &desk.plan.when;
    let shown = desk.not_through.get(..3).unwrap_or(&desk.not_through);
    let more = desk.not_through.len() - shown.len();
    html! {
        @if !shown.is_empty() {
            section class="sheet" data-pad="s" aria-labelledby="not-through" {
                h2 class="eyebrow" id="not-through" { "Letters that did not get through" }
                ul class="small" {
                    @for letter in shown {
                        li {
                            b { (if letter.to_name.is_empty() { &letter.to_address } else { &letter.to_name }) } ": " (web::words::unbroken(&letter.subject))
                            @match &letter.told { Some(told) => { ". " (told) } None => ". No mail server has taken it yet." }
                            " " span class="faint" { "Written " (when.near(letter.created_at)) "." }
                        }
                    }
                    @if more > 0 { li { "and " (more) " more" } }
                }
                p class="small" { a href=(OUTGOING) { "Offer them again, or set them aside" } }
            }
        }
        section class="stack" data-gap="s" aria-labelledby="mail" {
            h2 class="eyebrow" id="mail" { "Mail" }
            p class="small quiet" {
                @match desk.letters {
                    Letters::Leave if shown.is_empty() => { "Every letter of ours was taken, or is on its way. " },
                    Letters::Leave => {},
                    Letters::Wait => { "No mail server is set up for this team, so no letter leaves: each waits for one. " },
                    Letters::Kept => { "This is a demo: letters are kept, and none leaves. " },
                }
                a href=(OUTGOING) { "Outgoing mail" }
            }
            p class="small quiet" { (tray(desk.tray)) " " a href=(TRAY) { "Tray" } }
        }
    }
}

fn tray(waiting: usize) -> String {
    match waiting {
        0 => "Nothing waits in the tray.".to_owned(),
        1 => "One letter that is no request, or could not be read, waits in the tray.".to_owned(),
        2..=10 => {
            format!(
                "{} letters that are no request, or could not be read, wait in the tray.",
                capital(&how_many(waiting))
            )
        }
        _ => "More than ten letters that are no request, or could not be read, wait in the tray.".to_owned(),
    }
}

/// The desk on which nothing has happened yet: it teaches by showing places. `ask` is the public form.
pub(super) fn first_day(who: &Member, said: Said, desk: &Desk, ask: &str) -> Markup {
    let lead = "Your desk is clear. Here is what will stand on it, and how it gets here.";
    let promises = html! {
        p { "When someone writes to you, Offwheel answers within seconds: we have your note, and you will hear from us by a definite day and time. That promise then stands here." }
        p { "The first one could be yours. Send a request to yourself and see what your stakeholders will see." }
    };
    let try_it = html! { (Button::link("Try it as a stakeholder", ask).primary()) (Button::link("Type one in", NEW_REQUEST).quiet()) };
    let has_block = !desk.plan.blocks.is_empty();
    let body = html! {
        div class="split" {
            div class="stack" data-gap="xl" {
                (first_block(desk))
                (section("e2", "Promises due next", None, &empty("No promises yet", &promises, Some(try_it))))
                (section("e3", "Waiting on others", None, &html! {
                    p class="quiet measure" { "Once you ask a stakeholder something, the request moves here until the reply comes. You don’t have to remember it." }
                }))
            }
            aside class="stack" data-gap="l" aria-label="Beside the day" {
                section class="sheet" data-pad="s" data-tone="accent" aria-labelledby="e5" {
                    h2 class="eyebrow" id="e5" { "Small things for this week" }
                    (steps("Small things for this week", [
                        if has_block { Step::done("Reserve a block").below("done") }
                        else { Step::here(html! { a href="/blocks/patterns/new" { "Reserve a block" } }).below("half an hour a day, or an hour a week") },
                        Step::here(html! { a href=(ask) { "Share your form" } }).below("one link for everybody who asks"),
                        Step::to_come("Look at what came in").below("in your first block"),
                    ]))
                }
                (mail(desk))
            }
        }
    };
    frame(who, said, desk, lead, &body)
}

fn first_block(desk: &Desk) -> Markup {
    let Some(block) = &desk.next else { return no_block() };
    let when = &desk.plan.when;
    let title = html! {
        (capital(&when.day_near(when.day_of(block.starts_at)))) ", " (when.stretch(block.starts_at, block.ends_at))
    };
    let path = format!("{BLOCKS}/{}", block.key);
    html! {
        section class="sheet" aria-labelledby="e1" {
            (section_head("e1", title, Some(html! { "Your first block" })))
            p class="quiet measure" { "Nothing is on the agenda yet, and that is fine. In a block you do three things:" }
            (steps("What a block is for", [
                Step::to_come("Look at what came in").below("one request at a time"),
                Step::to_come("Answer with more than yes or no").below("a considered reply, before its promise falls due"),
                Step::to_come("Send what is ready").below("at the end of the block"),
            ]))
            (actions([Button::link("See the block", &path).quiet(), Button::link("All blocks", BLOCKS).plain()]))
        }
    }
}
