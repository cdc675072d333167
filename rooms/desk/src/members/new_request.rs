//! Taking in what was asked in person, by phone or in a chat.

use answers::Before;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use ground::{Ground, StoreError, Tx};
use jiff::Timestamp;
use maud::{Markup, html};
use requests::{Ask, Channel, Door, Refused, Request, RequestId, readings, take_in};
use team::{Member, Stakeholder, Worker, fold, mail_address, stakeholders};
use web::buttons::{Button, actions};
use web::forms::{Errors, Filled, ToMend, Typed};
use web::heads::PageHead;
use web::notices::{Notice, Tone};
use web::promise::promise_small;
use web::shell::{Here, NEW_REQUEST, REQUESTS, Shell};
use web::{Said, capital, see_other};

use super::people::{first_name, path_of};
use super::plan::{LOOKED_FAR, Plan, whose_block};
use super::{how_many, looking};

/// How many people are proposed while a name is typed.
const PROPOSED: usize = 200;
/// The longest words of a request and of a note, in signs.
const LONGEST: usize = 20_000;
/// How many similar requests are told of.
const TOLD: usize = 3;
/// By which door what is typed here comes.
const DOOR: &str = "manual";
/// From which likeness on an open request is a likely twin: it is looked at before another one is taken in.
const LIKELY: f64 = 0.3;
const PLACES: [(&str, &str); 3] = [("in person", "in person"), ("by phone", "phone"), ("in a chat", "chat")];

/// What the page knows beside what is typed.
struct Known {
    plan: Plan,
    people: Vec<Stakeholder>,
}

impl Known {
    fn person(&self, address: &str) -> Option<&Stakeholder> {
        self.people.iter().find(|person| fold(&person.address) == fold(address))
    }

    async fn read(tx: &mut Tx, who: &Member) -> Result<Self, StoreError> {
        Ok(Self {
            plan: Plan::of_next(tx, who.team, LOOKED_FAR).await?.read_by(who),
            people: stakeholders::list(tx, who.team).await?,
        })
    }
}

/// Who asked, as far as it can be told from what was typed.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Asker {
    address: String,
    /// Their name, where it was typed or is known.
    name: Option<String>,
}

impl Asker {
    fn called(&self) -> &str {
        self.name.as_deref().unwrap_or(&self.address)
    }
}

/// Why it can't be told who asked, in the words at the field.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
enum WhoIsThat {
    #[error("Write who asked: a name that you know here, or an email address")]
    Nobody,
    #[error(
        "Nobody here is called that yet. Write their email address, with the name before it if you like: Nora Ellis, nora.ellis@lindmoor.example"
    )]
    Unknown,
    #[error("More than one person is called that. Write the email address")]
    Several,
    #[error("{0}")]
    NoAddress(String),
}

fn asker(typed: &str, people: &[Stakeholder]) -> Result<Asker, WhoIsThat> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Err(WhoIsThat::Nobody);
    }
    let is_edge = |sign: char| sign.is_whitespace() || "<>(),;".contains(sign);
    if let Some(address) = typed.split(is_edge).find(|part| part.contains('@')) {
        let address = mail_address(address).map_err(|error| WhoIsThat::NoAddress(error.to_string()))?;
        let name = typed.split(address).next().unwrap_or_default().trim_matches(is_edge);
        let known = people.iter().find(|person| fold(&person.address) == fold(address));
        let name = known.map(|person| person.name.as_str()).filter(|name| !name.is_empty()).or(Some(name));
        let name = name.filter(|name| !name.is_empty()).map(str::to_owned);
        return Ok(Asker { address: address.to_owned(), name });
    }
    let called = |person: &&Stakeholder| {
        let whole = format!("{}, {}", person.name, person.unit.as_deref().unwrap_or_default());
        let typed = typed.to_lowercase();
        typed == person.name.to_lowercase() || typed == whole.to_lowercase()
    };
    let mut found = people.iter().filter(called);
    match (found.next(), found.next()) {
        (None, _) => Err(WhoIsThat::Unknown),
        (Some(one), None) => Ok(Asker { address: one.address.clone(), name: Some(one.name.clone()) }),
        (Some(_), Some(_)) => Err(WhoIsThat::Several),
    }
}

/// What will happen once the request is taken in, as far as it can be told.
struct Ahead {
    who: Asker,
    due_at: Timestamp,
    block: Option<String>,
    /// Requests of the same person that are open.
    twins: Vec<Request>,
}

async fn ahead(tx: &mut Tx, who: &Member, known: &Known, typed: &Typed) -> Result<Option<Ahead>, StoreError> {
    let Ok(asker) = asker(typed.text("who"), &known.people) else { return Ok(None) };
    let now = known.plan.now();
    let Ok(asked_at) = known.plan.when.parse(typed.text("when")) else { return Ok(None) };
    let Ok(promise) = promises::computed(&known.plan.in_force, asked_at.min(now), now) else { return Ok(None) };
    let twins = twins(tx, who, &asker, known).await?;
    Ok(Some(Ahead { due_at: promise.due_at, block: Some(block_words(&known.plan, promise.due_at)), who: asker, twins }))
}

/// All that can be told before it is taken in.
struct Told {
    ahead: Option<Ahead>,
    /// Requests that are like what was said, whoever asked; those of the same person that are open stand with their others.
    alike: Vec<Before>,
}

impl Told {
    async fn read(tx: &mut Tx, who: &Member, known: &Known, typed: &Typed) -> Result<Self, StoreError> {
        let ahead = ahead(tx, who, known, typed).await?;
        let person = ahead.as_ref().and_then(|ahead| known.person(&ahead.who.address));
        let spoken = match person {
            Some(person) => team::languages::of(tx, person).await?,
            None => team::languages::of_team(tx, who.team).await?,
        };
        let unit = person.and_then(|person| person.unit.as_deref());
        let alike = answers::before_words(tx, who.team, typed.text("words"), unit, spoken).await?;
        Ok(Self { ahead, alike })
    }

    /// Whether it says much the same as one that is open.
    fn is_likely_twin(before: &Before) -> bool {
        before.similar.request.state.is_open() && LIKELY <= before.similar.likeness
    }

    /// Whether there is a likely twin that was not shown with the form that was sent.
    fn has_unseen_twin(&self, typed: &Typed) -> bool {
        let is_seen = |id: RequestId| typed.text("seen").split(' ').any(|seen| seen == id.to_string());
        self.alike.iter().any(|before| Self::is_likely_twin(before) && !is_seen(before.similar.request.id))
    }

    /// Those that stand in the notice of similar ones: the likest, and every likely twin.
    fn of_others(&self) -> impl Iterator<Item = &Before> {
        let twins: Vec<RequestId> = self.ahead.iter().flat_map(|ahead| &ahead.twins).map(|twin| twin.id).collect();
        let others = self.alike.iter().filter(move |before| !twins.contains(&before.similar.request.id));
        let is_told = |(place, before): &(usize, &Before)| *place < TOLD || Self::is_likely_twin(before);
        others.enumerate().filter(is_told).map(|(_, before)| before)
    }
}

async fn twins(tx: &mut Tx, who: &Member, asker: &Asker, known: &Known) -> Result<Vec<Request>, StoreError> {
    let Some(person) = known.person(&asker.address) else { return Ok(Vec::new()) };
    let mut twins = readings::of_stakeholder(tx, who.team, person.id).await?;
    twins.retain(|request| request.state.is_open());
    twins.truncate(3);
    Ok(twins)
}

/// “It joins today’s block at 11:30 as the fourth request. Thursday’s block would be too late for it.”
fn block_words(plan: &Plan, due_at: Timestamp) -> String {
    const PLACES: [&str; 6] = ["first", "second", "third", "fourth", "fifth", "sixth"];
    let Some(joining) = plan.if_promised(due_at) else {
        return "No block is in time for it. The desk will offer to reserve one.".to_owned();
    };
    let when = &plan.when;
    let place = match PLACES.get(joining.place - 1) {
        Some(place) => format!(" as the {place} request"),
        None => String::new(),
    };
    let too_late = match joining.next {
        Some(next) if due_at < next.ends_at => {
            format!(" {} would be too late for it.", capital(&whose_block(when, next.starts_at)))
        }
        Some(_) | None => String::new(),
    };
    let (block, at) = (whose_block(when, joining.block.starts_at), when.time(joining.block.starts_at));
    format!("It joins {block} at {at}{place}.{too_late}")
}

pub(super) async fn show(
    State(ground): State<Ground>,
    Worker(who): Worker,
    said: Said,
    typed: Typed,
) -> web::Result<Markup> {
    let mut tx = ground.read().await?;
    let known = Known::read(&mut tx, &who).await?;
    let now = known.plan.when.long(known.plan.now());
    let key = ground::fresh_token();
    let form = Filled::with([
        ("who", typed.text("who")),
        ("when", now.as_str()),
        ("where", "in person"),
        ("send", "on"),
        ("key", key.as_str()),
    ]);
    Ok(page(&who, said, &form, &known, &Told { ahead: None, alike: Vec::new() }))
}

/// The part of the page that changes while somebody types.
pub(super) async fn preview(State(ground): State<Ground>, Worker(who): Worker, typed: Typed) -> web::Result<Markup> {
    let mut tx = ground.read().await?;
    let known = Known::read(&mut tx, &who).await?;
    let told = Told::read(&mut tx, &who, &known, &typed).await?;
    Ok(what_will_happen(&who, &Filled::back(typed, Errors::default()), &known, &told))
}

pub(super) async fn submit(State(ground): State<Ground>, Worker(who): Worker, typed: Typed) -> web::Result<Response> {
    let mut tx = ground.read().await?;
    let known = Known::read(&mut tx, &who).await?;
    let told = Told::read(&mut tx, &who, &known, &typed).await?;
    let came = readings::came_by(&mut tx, who.team, DOOR, typed.text("key")).await?;
    drop(tx);
    if typed.chose("then", "show") {
        let form = Filled::back(typed, Errors::default());
        return Ok(page(&who, Said::default(), &form, &known, &told).into_response());
    }
    let (ask, errors) = read(&known, &typed);
    let mend = |mut typed: Typed, errors: Errors, again: bool| {
        if again {
            typed.set("key", ground::fresh_token());
        }
        ToMend(page(&who, Said::default(), &Filled::back(typed, errors), &known, &told)).into_response()
    };
    let Some(ask) = ask else { return Ok(mend(typed, errors, false)) };
    if let Some(request) = typed.some("join") {
        return join(&ground, &who, &known, &ask, request.parse()?).await;
    }
    if came.is_none() && told.has_unseen_twin(&typed) {
        let said = Said::with_care("Not taken in yet.")
            .more("It looks like one that is open: see below. If it is another wish, take it in.");
        let form = Filled::back(typed, Errors::default());
        return Ok(ToMend(page(&who, said, &form, &known, &told)).into_response());
    }
    match take_in(&ground, who.team, who.actor(), ask).await {
        Ok(receipt) => {
            let said = if receipt.is_new {
                let due = known.plan.when.full(receipt.due_at);
                taken_in(&receipt.label, &due, told.ahead.as_ref(), &who)
            } else {
                Said::well(format!("This was taken in before, as {}.", receipt.label))
            };
            Ok((said, see_other(path_of(receipt.request))).into_response())
        }
        Err(Refused::KeyUsed) => {
            let mut errors = Errors::default();
            errors.add_whole(
                "This form was sent once before, with other words. Look in the list whether it is there; if not, take it in now",
            );
            Ok(mend(typed, errors, true))
        }
        Err(refused @ (Refused::NoWords | Refused::TooLong(_) | Refused::BadSign)) => {
            Ok(mend(typed, Errors::at("words", refused.to_string()), false))
        }
        Err(refused @ Refused::NoTime(_)) => Ok(mend(typed, Errors::at("when", refused.to_string()), false)),
        Err(refused) => Err(refused.into()),
    }
}

fn taken_in(label: &str, due: &str, ahead: Option<&Ahead>, who: &Member) -> Said {
    let name = ahead.map_or("They", |ahead| first_name(ahead.who.called()));
    let promised = format!("{name} will hear from us by {due}.");
    match ahead.map(|ahead| ahead.twins.as_slice()) {
        Some([twin, ..]) => Said::with_care(format!("Taken in as {label}.")).more(format!(
            "{promised} {}-{} from the same person is open as well: look whether it is the same wish.",
            who.team_prefix, twin.number
        )),
        Some([]) | None => Said::well(format!("Taken in as {label}.")).more(promised),
    }
}

/// Adds what was said to a request of the same person that is open.
async fn join(ground: &Ground, who: &Member, known: &Known, ask: &Ask, request: RequestId) -> web::Result<Response> {
    let person = known.person(&ask.from_address);
    let mut tx = ground.read().await?;
    let found = readings::find(&mut tx, who.team, request).await?;
    drop(tx);
    let (Some(person), Some(found)) = (person, found) else { return Err(web::Failure::NotFound) };
    if found.stakeholder != person.id {
        return Err(web::Failure::NotFound);
    }
    requests::conversation::told(ground, who, person, request, &ask.words, ask.note.as_deref()).await?;
    let said =
        Said::well(format!("Added to {}-{}.", who.team_prefix, found.number)).more("Its promise stays where it is.");
    Ok((said, see_other(path_of(request))).into_response())
}

/// What was typed as a request, if there is nothing to mend.
fn read(known: &Known, typed: &Typed) -> (Option<Ask>, Errors) {
    let mut errors = typed.check();
    let asker = errors.keep("who", asker(typed.text("who"), &known.people));
    let words = errors.need(typed, "words", "Write what they said, as close to their words as you can");
    errors.limit(typed, "words", LONGEST);
    errors.limit(typed, "note", LONGEST);
    let when = errors.keep("when", known.plan.when.parse(typed.text("when")));
    if when.is_some_and(|at| known.plan.now() < at) {
        errors.add("when", "That is still to come. Write when they asked; the clock starts there");
    }
    let (Some(asker), Some(words), Some(when), true) = (asker, words, when, errors.is_empty()) else {
        return (None, errors);
    };
    let mut ask = Ask::new(Channel::Manual, &asker.address, words, when);
    ask.from_name = asker.name;
    ask.acknowledge = typed.ticked("send");
    ask.note = note(typed);
    let content_print = ground::print_of(&format!("{}\n{}", fold(&ask.from_address), ask.words));
    ask.door = typed.some("key").map(|key| Door { name: DOOR, key: key.to_owned(), content_print });
    (Some(ask), errors)
}

/// Where it was asked, and the member's own thoughts: for the team alone.
fn note(typed: &Typed) -> Option<String> {
    let place =
        PLACES.iter().find(|(value, _)| typed.chose("where", value)).map(|(value, _)| format!("Asked {value}."));
    match (place, typed.some("note")) {
        (Some(place), Some(note)) => Some(format!("{place}\n\n{note}")),
        (place, note) => place.or(note.map(str::to_owned)),
    }
}

fn page(who: &Member, said: Said, form: &Filled, known: &Known, told: &Told) -> Markup {
    let lead = "Write it in the stakeholder’s words. They get the same acknowledgement as everybody else.";
    let asked_at = format!("{} time. The clock starts here, not when you typed it in.", known.plan.when.city());
    let body = html! {
        (PageHead::new("Take a request in").under("Requests", REQUESTS).ends("New").lead(lead))
        form class="stack" data-gap="l" method="post" action=(NEW_REQUEST) data-preview="ahead" data-preview-from="/requests/new/preview" {
            (form.notice())
            (form.hidden("key"))
            (form.field("who", "Who asked?").hint("Name or email. Someone new is added by their email address.")
                .proposals("people").autocomplete("off").text())
            datalist id="people" { @for person in known.people.iter().take(PROPOSED) { (proposal(person)) } }
            (form.field("words", "What did they say?").hint("As close to their words as you can. Your own thoughts go below.").area())
            div class="field-row" {
                (form.field("when", "When did they ask?").hint(asked_at).text())
                (form.segments("where", "Where?", &PLACES))
            }
            (form.field("note", "A note for the team").note("optional, never shown to the stakeholder").area())
            div class="stack" data-gap="l" id="ahead" aria-live="polite" { (what_will_happen(who, form, known, told)) }
            (actions([
                Button::submit("Take it in").primary(),
                Button::submit("Show what will happen").quiet().named("then", "show").unchecked(),
                Button::link("Cancel", REQUESTS).plain(),
            ]))
        }
    };
    Shell::new("Take a request in", Here::Requests, &looking(who, said)).narrow().page(&body)
}

fn proposal(person: &Stakeholder) -> Markup {
    let value =
        if person.name.is_empty() { person.address.clone() } else { format!("{}, {}", person.name, person.address) };
    html! { option value=(value) { @if let Some(unit) = &person.unit { (unit) } } }
}

fn what_will_happen(who: &Member, form: &Filled, known: &Known, told: &Told) -> Markup {
    let when = &known.plan.when;
    let send = form.tick("send", "Send the acknowledgement now", Some("it tells them by when they hear from you"));
    html! {
        section class="sheet stack" aria-label="What will happen" {
            @match &told.ahead {
                Some(ahead) => {
                    (promise_small(
                        format!("{} will hear from us by", first_name(ahead.who.called())),
                        &when.moment(ahead.due_at),
                        ahead.block.as_ref().map(|block| html! { (block) }),
                    ))
                }
                None => p class="quiet small" { "Once it says who asked and when, the promise stands here: by when they will hear from you, and which block looks at it." }
            }
            (send)
        }
        @if let Some(ahead) = &told.ahead { (twin_notice(who, ahead, &told.alike)) }
        (alike_notice(who, told))
    }
}

/// Requests of the same person that are open: what was said can be added to one of them.
fn twin_notice(who: &Member, ahead: &Ahead, alike: &[Before]) -> Markup {
    let name = ahead.who.called();
    let is_alike = |twin: &Request| alike.iter().any(|before| before.similar.request.id == twin.id);
    let title = match ahead.twins.as_slice() {
        [] => return html! {},
        twins if twins.iter().any(is_alike) => "Looks like one that is waiting".to_owned(),
        [_one] => "Another request of theirs is open".to_owned(),
        many => format!("{} other requests of theirs are open", capital(&how_many(many.len()))),
    };
    let labels: Vec<String> = ahead.twins.iter().map(|twin| format!("{}-{}", who.team_prefix, twin.number)).collect();
    let body = html! {
        @for (twin, label) in ahead.twins.iter().zip(&labels) {
            p { "“" a href=(path_of(twin.id)) { (twin.subject) } "” from " (name) ", " (label) ", is " (twin.state.words()) ". If this is the same wish, add it there." }
        }
    };
    let ids: Vec<String> = ahead.twins.iter().map(|twin| twin.id.to_string()).collect();
    let words: Vec<String> = labels.iter().map(|label| format!("Add to {label} instead")).collect();
    let buttons = html! {
        @for (id, word) in ids.iter().zip(&words) { (Button::submit(word).small().named("join", id)) }
    };
    html! { (Notice::new(Tone::Plain, &title).body(body).actions(buttons)) }
}

/// What was asked before, by whomever, with what came of it. Theirs stays theirs: nobody's words go into another's conversation.
fn alike_notice(who: &Member, told: &Told) -> Markup {
    let seen: Vec<String> = told.alike.iter().map(|before| before.similar.request.id.to_string()).collect();
    let body = html! {
        @for before in told.of_others() {
            @let request = &before.similar.request;
            @let label = format!("{}-{}", who.team_prefix, request.number);
            @let name = before.asker.as_ref().map_or("somebody", Stakeholder::called);
            p {
                "“" a href=(path_of(request.id)) { (request.subject) } "” from " (name)
                @if let Some(unit) = &request.unit { ", " (unit) }
                ", " (label) ". " (answers::before_words_of(before))
            }
        }
    };
    html! {
        @if !seen.is_empty() { input type="hidden" name="seen" value=(seen.join(" ")); }
        @if told.of_others().next().is_some() {
            (Notice::new(Tone::Plain, "Something like it was asked before").body(body))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn person(name: &str, unit: &str) -> Stakeholder {
        let now = "2026-11-25T09:15:00Z".parse().unwrap();
        Stakeholder {
            team: ground::TeamId::new(now),
            id: team::StakeholderId::new(now),
            address: format!("{}@lindmoor.example", name.to_lowercase().replace(' ', ".")),
            name: name.to_owned(),
            unit: Some(unit.to_owned()),
            position: None,
            zone: None,
            language: None,
        }
    }

    fn of(address: &str, name: Option<&str>) -> Result<Asker, WhoIsThat> {
        Ok(Asker { address: address.to_owned(), name: name.map(str::to_owned) })
    }

    #[test]
    fn who_asked_is_found_by_name_unit_or_address_and_nobody_is_guessed() {
        let people = [person("Luca Ferrant", "Underwriting"), person("Jule Anders", "Operations")];
        let luca = of("luca.ferrant@lindmoor.example", Some("Luca Ferrant"));
        for typed in ["Luca Ferrant", " luca ferrant ", "Luca Ferrant, Underwriting"] {
            assert_eq!(asker(typed, &people), luca, "{typed}");
        }
        assert_eq!(asker("Luca Ferrant, luca.ferrant@lindmoor.example", &people), luca);
        assert_eq!(asker("Luca, luca.ferrant@lindmoor.example", &people), luca, "the known name stays");
        assert_eq!(asker("Nora Ellis <nora@b.example>", &people), of("nora@b.example", Some("Nora Ellis")));
        assert_eq!(asker("nora@b.example", &people), of("nora@b.example", None));
        assert_eq!(asker("Luca", &people), Err(WhoIsThat::Unknown));
        assert_eq!(asker("", &people), Err(WhoIsThat::Nobody));
        assert!(matches!(asker("nora@", &people), Err(WhoIsThat::NoAddress(_))));
        let twice = [person("Jule Anders", "Operations"), person("Jule Anders", "Sales")];
        assert_eq!(asker("Jule Anders", &twice), Err(WhoIsThat::Several));
        assert!(asker("Jule Anders, Sales", &twice).is_ok());
    }
}
