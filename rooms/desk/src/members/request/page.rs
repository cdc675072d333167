use answers::{Sent, Where};
use ground::uuid::Uuid;
use maud::{Markup, html};
use options::Sheet;
use promises::{Promise, State as PromiseState, What, explain};
use requests::State;
use team::Member;
use web::buttons::{Button, actions, one_button};
use web::forms::Filled;
use web::heads::{PageHead, section};
use web::lists::{DiaryRow, diary, facts};
use web::marks;
use web::notices::{Notice, Tone};
use web::promise::promise_small;
use web::shell::{BLOCKS, Here, PROMISES, REQUESTS, Shell};
use web::when::When;
use web::words::paragraphs;
use web::{Said, capital};

use super::conversation::{conversation, their_words};
use super::gathered::Known;
use super::history::history;
use crate::members::plan::{block_words, whose_block};
use crate::members::request_list::{came_by, state_mark};
use crate::members::{how_many, looking};

/// The whole page.
pub(super) fn page(who: &Member, said: Said, known: &Known) -> web::Result<Markup> {
    let request = known.request();
    let label = known.entry.label(&who.team_prefix);
    let received = html! { "received " (known.plan.when.moment_long(request.received_at)) };
    let head = PageHead::new(&request.subject)
        .under("Requests", REQUESTS)
        .ends(&label)
        .meta(state(known))
        .meta(format!("came by {}", came_by(request.channel)))
        .meta(received);
    let body = html! {
        (head)
        div class="split" {
            (promise(known)?)
            aside class="stack sticky" data-gap="l" aria-label="Next, and at a glance" {
                (next(known))
                (at_a_glance(known))
                (emergency(known))
                (over(known))
            }
            div class="stack" data-gap="xl" {
                (scheduled(known))
                (stands(known))
                (their_words(known))
                (conversation(known))
                (business(known))
                (answers::before_part(&known.before, &who.team_prefix, &known.plan.when))
                @if known.diagnosis.is_some() { (diagnosis::summary_part(known.diagnosis.as_ref(), request.id)) }
                (thought(known))
                (decided(known))
                (choice(known))
                (answers(known))
                (additions(known))
                (earlier(known)?)
                (history(known))
            }
        }
    };
    let title = format!("{label} {}", request.subject);
    Ok(Shell::new(&title, Here::Requests, &looking(who, said)).page(&body))
}

/// The goals and metrics it is linked to, with what they tell.
fn business(known: &Known) -> Markup {
    let (beside, choices) = &known.beside;
    business::beside_part(beside, choices, known.request().id.uuid(), &known.plan.when)
}

/// What the team noted about it in blocks, for itself.
fn thought(known: &Known) -> Markup {
    let Some(note) = known
        .note
        .as_ref()
        .filter(|note| ![&note.behind, &note.touches, &note.besides].into_iter().all(String::is_empty))
    else {
        return html! {};
    };
    let when = &known.plan.when;
    let by = known.members.get(&note.changed_by.uuid());
    let kept = html! { @if let Some(by) = by { (by) ", " } (when.near(note.changed_at)) ", for the team alone" };
    let body = html! {
        @for (question, words) in [
            ("What lies behind it", &note.behind),
            ("Which goal or metric it touches, and what we do not know yet", &note.touches),
            ("What else is possible", &note.besides),
        ] {
            @if !words.is_empty() { h3 { (question) } (paragraphs(words)) }
        }
    };
    section("r-thought", "Noted in a block", Some(kept), &body)
}

/// When the answer goes out, if that was set, or why it did not.
fn scheduled(known: &Known) -> Markup {
    let back = format!("{REQUESTS}/{}", known.request().id);
    html! { @if let Some(scheduled) = &known.scheduled { (answers::scheduled_part(scheduled, &known.plan.when, &back)) } }
}

/// What was decided about it.
fn decided(known: &Known) -> Markup {
    if known.decisions.is_empty() {
        return html! {};
    }
    let rows = diary(known.decisions.iter().map(|decision| decisions::row(decision, &known.plan.when)));
    section("r-decided", "Decided about it", None, &rows)
}

fn state(known: &Known) -> Markup {
    let request = known.request();
    match (request.state, known.plan.block_of(request.id)) {
        (State::Parked, Some(block)) => {
            marks::State::Parked.says(format!("Parked for {}", whose_block(&known.plan.when, block.starts_at)))
        }
        (State::Parked | State::InReview | State::Answered | State::Closed | State::Withdrawn | State::Spam, _) => {
            state_mark(request)
        }
    }
}

fn promise(known: &Known) -> web::Result<Markup> {
    let Some(promise) = known.promise() else {
        return Ok(html! {
            section class="sheet first" aria-label="The promise" { p class="quiet" { "No promise was given for this request." } }
        });
    };
    let (label, note) = promise_words(known, promise);
    Ok(html! {
        section class="sheet first" aria-label="The promise" {
            div class="promise" {
                p class="promise-label" { (label) }
                p class="promise-when" { (known.plan.when.moment(promise.due_at)) }
                p class="small quiet" { (note) }
            }
            (explain(&promise.explanation, &known.plan.when)?)
            (moving(known, promise))
        }
    })
}

/// What was promised and to whom, and how it stands.
fn promise_words(known: &Known, promise: &Promise) -> (String, String) {
    let (name, when) = (known.entry.name(), &known.plan.when);
    let will = match promise.what {
        What::FirstAnswer | What::LaterAnswer => format!("{name} will hear from us by"),
        What::NextStep | What::OptionsSheet | What::DeliveryDate => {
            format!("{name} will have {} by", promise.what.words())
        }
    };
    let was = format!("{name} was promised {} by", promise.what.words());
    let sent = |at: jiff::Timestamp| when.long(at);
    match (promise.state(when.now()), promise.fulfilled_at) {
        (PromiseState::Open, _) => (will, in_time(known, promise)),
        (PromiseState::Kept, Some(at)) => (was, format!("Kept: sent {}.", sent(at))),
        (PromiseState::Kept, None) => (was, "Kept.".to_owned()),
        (PromiseState::Broken, Some(at)) => (was, format!("Broken, and answered all the same, {}.", sent(at))),
        (PromiseState::Broken, None) => {
            (was, "This time has passed. Answer all the same, and say what held you up.".to_owned())
        }
        (PromiseState::Renegotiated, _) => (was, "Moved to another time, with their yes.".to_owned()),
        (PromiseState::Void, _) => (was, "Void: the request was withdrawn, or was spam.".to_owned()),
    }
}

fn in_time(known: &Known, promise: &Promise) -> String {
    let when = &known.plan.when;
    match known.plan.block_of(promise.request.into()) {
        Some(block) => format!(
            "{} at {} is in time for it.",
            capital(&whose_block(when, block.starts_at)),
            when.time(block.starts_at)
        ),
        None => match known.plan.leaves_at(promise.request.into()) {
            Some(send_at) => format!("The answer goes out before, {}.", when.near(send_at)),
            None => "No block is in time for it.".to_owned(),
        },
    }
}

/// The question to move a promise: asked, or still possible.
fn moving(known: &Known, promise: &Promise) -> Markup {
    let when = &known.plan.when;
    if let Some((of, asked)) = known.open_move() {
        let title = format!("{} was asked to move it", known.entry.first_name());
        let path = format!("{PROMISES}/{}/renegotiation", of.id);
        let why = format!(
            "To {}, asked {}. Until a yes comes, the old time stands.",
            when.full(asked.asked.due_at),
            when.near(asked.asked.asked_at)
        );
        let buttons = html! { (Button::link("Note the yes or no", &path).small()) };
        return html! { (Notice::new(Tone::Plain, &title).why(why).actions(buttons)) };
    }
    if promise.state(when.now()) != PromiseState::Open {
        return html! {};
    }
    html! {
        p class="small quiet" { "If it can’t be kept: " a href={ (PROMISES) "/" (promise.id) "/renegotiation" } { "ask to move it" } ", before it is due." }
    }
}

/// The one thing to do next.
fn next(known: &Known) -> Markup {
    let request = known.request();
    let (words, buttons) = next_words(known);
    let may_answer = request.state.is_open() && (known.owed().is_some() || request.state != State::Answered);
    let answer = format!("{REQUESTS}/{}/answer/outside", request.id);
    let in_block = known.open.is_some();
    html! {
        section class="sheet" data-pad="s" data-tone="accent" aria-labelledby="r-next" {
            h2 class="eyebrow" id="r-next" { "Next" }
            p class="small" { (words) }
            div class="stack" data-gap="s" {
                @if let Some(buttons) = buttons { (buttons) }
                @if may_answer { (look_for_the_cause(known)) }
            }
            @if may_answer && !in_block {
                p class="small quiet" { "Answering before the block is possible. " a href=(answer) { "Answer now, on purpose" } }
            }
        }
    }
}

/// The way to the diagnosis, beside whatever else comes next.
fn look_for_the_cause(known: &Known) -> Markup {
    let path = format!("{REQUESTS}/{}/diagnosis", known.request().id);
    let word = if known.diagnosis.is_some() { "Go on with the diagnosis" } else { "Start the diagnosis" };
    html! { (Button::link(word, &path).quiet()) }
}

fn next_words(known: &Known) -> (String, Option<Markup>) {
    let (request, when) = (known.request(), &known.plan.when);
    let written = if known.draft.is_some() { " An answer is being written." } else { "" };
    let answer = format!("{REQUESTS}/{}/answer", request.id);
    match (request.state, &known.open, known.plan.block_of(request.id)) {
        (State::Withdrawn, _, _) => ("Nothing. It was withdrawn.".to_owned(), None),
        (State::Spam, _, _) => ("Nothing. It was nobody’s request.".to_owned(), None),
        (State::Closed, _, _) => ("Nothing. It was answered, and nothing follows.".to_owned(), None),
        (State::Answered, _, _) if known.owed().is_none() => {
            let waits = known.sheet.as_ref().is_some_and(|sheet| sheet.choice.is_none());
            let words = if waits {
                format!("It waits for {}’s choice.", known.entry.first_name())
            } else {
                "It was answered.".to_owned()
            };
            (words, None)
        }
        (State::Parked | State::InReview | State::Answered, Some(open), _) => {
            let block = format!("{BLOCKS}/{}", open.key);
            let buttons = html! { (Button::link("Go on in the block", &block).primary()) (Button::link("Write the answer", &answer).quiet()) };
            (format!("The {} is open.{written}", open.name().to_lowercase()), Some(buttons))
        }
        (State::Parked | State::InReview | State::Answered, None, Some(block)) => {
            let path = format!("{BLOCKS}/{}", block.key);
            let is_today = when.day_of(block.starts_at) == when.today();
            let words = format!("Look at it in {}.{written}", block_words(when, block.starts_at));
            let word = format!("Open in the block at {}", when.time(block.starts_at));
            let button = if is_today {
                Button::link(&word, &path).primary()
            } else {
                Button::link("See that block", &path).quiet()
            };
            (words, Some(html! { (button) }))
        }
        (State::Parked | State::InReview | State::Answered, None, None)
            if known.plan.leaves_at(request.id).is_some() =>
        {
            ("The answer is written, and goes out by itself.".to_owned(), None)
        }
        (State::Parked | State::InReview | State::Answered, None, None) => {
            let path = web::paging::with_query(
                "/blocks/new",
                &[("when", &known.plan.fitting().map_or_else(String::new, |at| when.field_value(at)))],
            );
            let words = format!("No block is in time for it. Reserve one, or ask to move the promise.{written}");
            (words, Some(html! { (Button::link("Reserve a block", &path).primary()) }))
        }
    }
}

fn at_a_glance(known: &Known) -> Markup {
    let request = known.request();
    let mut rows: Vec<(&'static str, Markup)> = vec![("Asked by", html! { (known.entry.name()) })];
    if let Some(asker) = known.asker().filter(|asker| !asker.name.is_empty()) {
        rows.push(("Address", html! { (asker.address) }));
    }
    let optional = [
        ("Unit", request.unit.clone()),
        ("For", request.audience.clone()),
        ("Should get better", request.result.clone()),
        ("Can’t move", request.fixed_on.map(|day| known.plan.when.day(day))),
    ];
    rows.extend(optional.into_iter().filter_map(|(name, value)| Some((name, html! { (value?) }))));
    let zone = known
        .asker()
        .and_then(|asker| asker.zone.as_deref())
        .and_then(|zone| When::in_zone(zone, known.plan.now()).ok());
    if let Some(theirs) = zone.filter(|theirs| theirs.city() != known.plan.when.city()) {
        rows.push(("Reads times in", html! { (theirs.city()) }));
    }
    let position = known.asker().and_then(|asker| asker.position.as_deref());
    html! {
        section aria-labelledby="r-facts" {
            h2 class="eyebrow" id="r-facts" { "At a glance" }
            (facts(rows))
            @if let Some(position) = position {
                details class="explain" {
                    summary { (known.entry.first_name()) "’s position" }
                    div class="explain-body" { p { (position) ". Folded away during review: rank is not evidence." } }
                }
            }
        }
    }
}

/// Whether it is one of the exceptions named in advance: folded, as nearly nothing is.
fn emergency(known: &Known) -> Markup {
    let (marked, kinds) = &known.emergency;
    let path = format!("{}/emergency", known.entry.path());
    if let Some(marked) = marked {
        let word = kinds.iter().find(|kind| kind.id == marked.kind).map_or("an exception", |kind| kind.word.as_str());
        let (what_follows, none) = if known.request().state.is_open() {
            (
                "It comes first on the agenda, and an answer outside a block counts neither as such nor as rapid.",
                "It is none after all",
            )
        } else {
            ("It jumped the queue, and is counted.", "It was none after all")
        };
        let body = html! { p { (marked.why.trim_end_matches('.')) ". " (what_follows) } };
        let end = one_button(&format!("{path}/end"), &Button::submit(none).plain().small());
        return html! { (Notice::new(Tone::Care, &format!("An emergency: {word}")).body(body).actions(end)) };
    }
    let in_force: Vec<_> = kinds.iter().filter(|kind| kind.ended_at.is_none()).cloned().collect();
    if !known.request().state.is_open() || in_force.is_empty() {
        return html! {};
    }
    html! {
        details class="explain" {
            summary { "It is an emergency" }
            div class="explain-body stack" data-gap="s" {
                p { "Only what was agreed in advance: " (in_force.iter().map(|kind| kind.word.as_str()).collect::<Vec<_>>().join(", ")) ". It jumps the queue, and is counted." }
                form class="stack" data-gap="s" method="post" action=(path) {
                    (requests::pages::mark_fields(&Filled::empty(), &in_force))
                    div class="actions" { (Button::submit("Mark it").small()) }
                }
            }
        }
    }
}

/// Withdrawing, and spam: asked once, by being folded.
fn over(known: &Known) -> Markup {
    let request = known.request();
    if !request.state.is_open() {
        return html! {};
    }
    let path = known.entry.path();
    html! {
        details class="explain" {
            summary { "It is not wanted any more, or was never a request" }
            div class="explain-body stack" data-gap="s" {
                p { "Withdrawn: " (known.entry.first_name()) " took it back. Spam: it was nobody’s request, and nobody is written to. Either way its open promise becomes void." }
                div class="actions" {
                    (one_button(&format!("{path}/withdrawal"), &Button::submit("Note that it is withdrawn").quiet().small()))
                    (one_button(&format!("{path}/spam"), &Button::submit("It is spam").stop().small()))
                }
            }
        }
    }
}

/// Something that was written and stands without a promise.
fn stands(known: &Known) -> Markup {
    if !known.stands() {
        return html! {};
    }
    let title = format!("{} wrote, and no promise covers it", known.entry.first_name());
    let path = known.entry.path();
    let (promise, aside) = (format!("{path}/promise"), format!("{path}/setting-aside"));
    let buttons = html! {
        (Button::link("Write back", "#f-reply").small())
        (one_button(&promise, &Button::submit("Promise an answer").quiet().small()))
        (one_button(&aside, &Button::submit("Set it aside").plain().small()))
    };
    let why = "A reply starts no clock. Write back below, promise an answer, or set it aside if it needs none.";
    html! { (Notice::new(Tone::Plain, &title).why(why).actions(buttons)) }
}

/// The options that were sent and what was chosen; where they told a member, the note of it.
fn choice(known: &Known) -> Markup {
    let Some(sheet) = &known.sheet else { return html! {} };
    let when = &known.plan.when;
    let rows = sheet.numbered().map(|(number, way)| {
        let is_chosen = sheet.choice.as_ref().is_some_and(|choice| choice.way == number);
        let row = DiaryRow::new(&way.title).when(format!("Option {number}"), way.ready_by.as_deref()).note(&way.what);
        if is_chosen { row.end(html! { (marks::State::Kept.says("chosen")) }) } else { row }
    });
    let meta = match &sheet.choice {
        Some(choice) => format!("{} chose option {}, {}", choice.chosen_by, choice.way, when.near(choice.chosen_at)),
        None => format!("sent {}, not chosen yet", when.near(sheet.sent_at)),
    };
    let body = html! {
        (diary(rows))
        @if let Some(why) = sheet.choice.as_ref().and_then(|choice| choice.why.as_deref()) { (web::words::quote(why)) }
        @if known.request().state.is_open() { (note_choice(known, sheet)) }
    };
    section("r-options", "Options", Some(html! { (meta) }), &body)
}

fn note_choice(known: &Known, sheet: &Sheet) -> Markup {
    let form = Filled::with([("chosen-by", known.entry.name())]);
    let choices = sheet.numbered().fold(form.choices("way", "Which one?"), |choices, (number, way)| {
        choices.option(number.to_string(), format!("{number}. {}", way.title), None)
    });
    html! {
        details class="explain" {
            summary { (known.entry.first_name()) " told me the choice: note it" }
            div class="explain-body" {
                form class="stack" method="post" action={ (known.entry.path()) "/choice" } {
                    (choices)
                    (form.field("chosen-by", "Who chose?").small().text())
                    (form.field("why", "Why this one").optional().small().text())
                    (actions([Button::submit("Note the choice").small()]))
                }
            }
        }
    }
}

/// The answers that were given, and where.
fn answers(known: &Known) -> Markup {
    if known.answers.is_empty() {
        return html! {};
    }
    let when = &known.plan.when;
    let rows = known.answers.iter().map(|sent| {
        let by = known.members.get(&sent.sent_by.uuid()).map_or("a former member", String::as_str);
        DiaryRow::new(sent.kind.title())
            .when(when.day_near(when.day_of(sent.sent_at)), Some(&when.time(sent.sent_at)))
            .note(format!("Sent by {by}, {}.", place(sent)))
    });
    let meta = html! { (how_many(known.answers.len())) };
    section("r-answers", "Answers given", Some(meta), &diary(rows))
}

/// What the order gains beyond itself.
fn additions(known: &Known) -> Markup {
    let named = |actor: &str| match actor.split_once(':') {
        Some(("member", id)) => {
            let name = id.parse::<Uuid>().ok().and_then(|id| known.members.get(&id));
            name.map_or("a former member", String::as_str).to_owned()
        }
        Some(("stakeholder", _)) => known.entry.name().to_owned(),
        Some(_) | None => "a program".to_owned(),
    };
    html! { @if let Some(upgrade) = &known.upgrade { (answers::upgrade_part(upgrade, &known.plan.when, &named)) } }
}

fn place(sent: &Sent) -> String {
    match &sent.place {
        Where::InBlock(_) => "in a block".to_owned(),
        Where::Outside(outside) => {
            let words = outside.words.trim();
            let why = outside.why.title().to_lowercase();
            if words.is_empty() {
                format!("outside a block: {why}")
            } else {
                format!("outside a block: {why}, “{words}”")
            }
        }
    }
}

/// Promises before the one on top.
fn earlier(known: &Known) -> web::Result<Markup> {
    let shown = known.promise().map(|promise| promise.id);
    let earlier: Vec<&Promise> = known.promises.iter().filter(|promise| Some(promise.id) != shown).collect();
    if earlier.is_empty() {
        return Ok(html! {});
    }
    let mut body = Vec::with_capacity(earlier.len());
    for promise in &earlier {
        let (label, note) = promise_words(known, promise);
        body.push(html! {
            div class="stack" data-gap="s" {
                (promise_small(label, &known.plan.when.moment(promise.due_at), Some(html! { (note) })))
                (explain(&promise.explanation, &known.plan.when)?)
            }
        });
    }
    let meta = html! { (how_many(earlier.len())) };
    Ok(section(
        "r-earlier",
        "Other promises",
        Some(meta),
        &html! { div class="stack" data-gap="l" { @for one in body { (one) } } },
    ))
}
