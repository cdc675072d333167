//! The list of requests: for finding and sorting, not for working.

use std::collections::HashMap;

use axum::Extension;
use axum::extract::State as AxumState;
use axum::response::Response;
use blocks::Block;
use ground::uuid::Uuid;
use ground::{Ground, StoreError, Tx};
use http::Uri;
use jiff::Timestamp;
use maud::{Markup, Render, html};
use promises::Owed;
use requests::{Channel, Request, RequestId, State, View, readings};
use team::{Member, Worker};
use web::buttons::Button;
use web::forms::{Filled, Typed};
use web::heads::{self, PageHead, views};
use web::lists::{Table, empty_page};
use web::marks;
use web::paging::{Place, more, with_query};
use web::shell::{BLOCKS, Here, NEW_REQUEST, REQUESTS, Shell};
use web::{Said, capital};

use super::people::{Entry, with_askers};
use super::plan::{LOOKED_FAR, Plan};
use super::remembered::Remembered;
use super::{TRAY, how_many, looking};

/// How many requests a page shows.
const PAGE: usize = 50;
/// How many rows a page looks through at most while it searches for those of a unit or state; the next page goes on from there.
const LOOKED_THROUGH: usize = 2_000;

/// One more than a page, which tells whether there is a next one.
const PART: i64 = 51;

const VIEWS: [(&str, &str, View); 6] = [
    ("", "Open", View::Open),
    ("parked", "Parked", View::In(State::Parked)),
    ("in-review", "In review", View::In(State::InReview)),
    ("answered", "Answered", View::In(State::Answered)),
    ("closed", "Closed", View::Over),
    ("all", "All", View::All),
];

/// What is asked of the list, as its address says it.
#[derive(Debug, Clone)]
struct Asked {
    word: &'static str,
    view: View,
    unit: String,
    by_promise: bool,
    from: From,
}

/// Where the page begins.
#[derive(Debug, Clone, PartialEq, Eq)]
enum From {
    /// At the first promise, or with the newest.
    Start,
    /// After this promise.
    Promise(Place),
    /// After this request, among those without a promise that is owed, or in the order of coming.
    Rest(Option<Place>),
}

impl Asked {
    fn of(typed: &Typed) -> Self {
        let known = VIEWS.iter().find(|(word, _, _)| *word == typed.text("state"));
        let (word, _, view) = known.copied().unwrap_or(("", "Open", View::Open));
        let may_promise = view != View::All && view != View::Over;
        let by_promise = may_promise
            && match typed.text("order") {
                "promise" => true,
                "received" => false,
                _ => view == View::Open,
            };
        let place = |name: &str| typed.text(name).parse::<Place>().ok();
        let from = match (place("after"), typed.text("rest")) {
            (Some(after), _) if by_promise => From::Promise(after),
            (_, "first") => From::Rest(None),
            (_, _) => place("rest").map_or(From::Start, |place| From::Rest(Some(place))),
        };
        Self { word, view, unit: typed.text("unit").to_lowercase(), by_promise, from }
    }

    fn takes(&self, request: &Request) -> bool {
        let is_in_view = match self.view {
            View::Open => request.state.is_open(),
            View::Over => !request.state.is_open(),
            View::In(state) => request.state == state,
            View::All => true,
        };
        let unit = || request.unit.as_deref().unwrap_or_default().to_lowercase();
        is_in_view && (self.unit.is_empty() || unit().contains(&self.unit))
    }

    fn path(&self, place: &[(&str, &str)]) -> String {
        let order = if self.by_promise == (self.view == View::Open) {
            ""
        } else if self.by_promise {
            "promise"
        } else {
            "received"
        };
        let mut pairs = vec![("state", self.word), ("unit", self.unit.as_str()), ("order", order)];
        pairs.extend_from_slice(place);
        with_query(REQUESTS, &pairs)
    }
}

/// What the page shows.
struct Listed {
    entries: Vec<Entry>,
    /// The next promise of each.
    promises: HashMap<Uuid, Owed>,
    plan: Plan,
    counts: Vec<u64>,
    next: Option<String>,
}

pub(super) async fn show(
    AxumState(ground): AxumState<Ground>,
    Extension(remembered): Extension<Remembered>,
    Worker(who): Worker,
    said: Said,
    address: Uri,
    typed: Typed,
) -> web::Result<Response> {
    let make = async |said| {
        let asked = Asked::of(&typed);
        let mut tx = ground.read().await?;
        let listed = read(&mut tx, &who, &asked).await?;
        drop(tx);
        Ok(page(&who, said, &asked, &listed, &typed))
    };
    remembered.page(&ground, &who, said, &address, make).await
}

async fn read(tx: &mut Tx, who: &Member, asked: &Asked) -> Result<Listed, StoreError> {
    let is_near = asked.by_promise && asked.from == From::Start;
    let plan = Plan::of_next(tx, who.team, if is_near { PART } else { LOOKED_FAR }).await?.read_by(who);
    let mut found = Found::default();
    match (&asked.from, asked.by_promise) {
        (From::Promise(after), true) => by_promise(tx, who, asked, &plan, Some(after.clone()), &mut found).await?,
        (From::Start, true) => by_promise(tx, who, asked, &plan, None, &mut found).await?,
        (From::Rest(after), _) => by_arrival(tx, who, asked, &plan, after.clone(), &mut found).await?,
        (From::Promise(_) | From::Start, false) => by_arrival(tx, who, asked, &plan, None, &mut found).await?,
    }
    let counts = counts(tx, who).await?;
    let entries = with_askers(tx, who.team, found.requests).await?;
    Ok(Listed { entries, promises: found.promises, plan, counts, next: found.next })
}

/// How many requests each view holds, in the order of the views.
async fn counts(tx: &mut Tx, who: &Member) -> Result<Vec<u64>, StoreError> {
    let mut counts = vec![0];
    for (_, _, view) in VIEWS.iter().filter(|(_, _, view)| *view != View::Open) {
        counts.push(readings::count(tx, who.team, *view).await?.unsigned_abs());
    }
    // Parked, in review and answered follow the open ones, which they are together.
    let open = counts.iter().take(4).sum();
    if let Some(first) = counts.first_mut() {
        *first = open;
    }
    Ok(counts)
}

/// A page while it is put together.
#[derive(Default)]
struct Found {
    requests: Vec<Request>,
    promises: HashMap<Uuid, Owed>,
    /// How many rows were looked through.
    looked: usize,
    /// The address of the next page.
    next: Option<String>,
}

impl Found {
    fn is_full(&self) -> bool {
        self.requests.len() == PAGE || LOOKED_THROUGH <= self.looked
    }
}

fn place_of(owed: &Owed) -> Place {
    Place { key: owed.due_at.as_millisecond(), id: owed.id.to_string() }
}

/// Requests in order of their next promise; then those that nothing is owed for.
async fn by_promise(
    tx: &mut Tx,
    who: &Member,
    asked: &Asked,
    plan: &Plan,
    mut after: Option<Place>,
    found: &mut Found,
) -> Result<(), StoreError> {
    loop {
        let mut part = owed_after(tx, who, plan, after.as_ref()).await?;
        let has_more = PAGE < part.len();
        part.truncate(PAGE);
        let last = part.len();
        let ids: Vec<Uuid> = part.iter().map(|owed| owed.request).collect();
        let next = next_of(tx, who, plan, &ids).await?;
        let known = readings::many(tx, who.team, &ids.iter().map(|id| (*id).into()).collect::<Vec<_>>()).await?;
        let mut known: HashMap<Uuid, Request> = known.into_iter().map(|request| (request.id.uuid(), request)).collect();
        for (place, owed) in (1..).zip(part) {
            found.looked += 1;
            let here = place_of(&owed);
            // A request stands at its next promise; a second one of the same request is no second row.
            let is_next = next.get(&owed.request).is_some_and(|next| next.id == owed.id);
            if let Some(request) = known.remove(&owed.request).filter(|request| is_next && asked.takes(request)) {
                found.requests.push(request);
                found.promises.insert(owed.request, owed);
            }
            if found.is_full() {
                let is_end = place == last && !has_more;
                found.next = Some(if is_end {
                    asked.path(&[("rest", "first")])
                } else {
                    asked.path(&[("after", &here.to_string())])
                });
                return Ok(());
            }
            after = Some(here);
        }
        if !has_more {
            return by_arrival(tx, who, asked, plan, None, found).await;
        }
    }
}

/// One more than a page of what is owed, in order, from after a place: from the plan as far as it reaches.
async fn owed_after(tx: &mut Tx, who: &Member, plan: &Plan, after: Option<&Place>) -> Result<Vec<Owed>, StoreError> {
    let is_after = |owed: &&Owed| {
        after.is_none_or(|place| {
            (place.key, place.id.as_str()) < (owed.due_at.as_millisecond(), owed.id.to_string().as_str())
        })
    };
    let planned: Vec<Owed> = plan.owed.iter().filter(is_after).take(PAGE + 1).cloned().collect();
    if !plan.is_cut || PAGE < planned.len() {
        return Ok(planned);
    }
    let after = match after {
        Some(place) => promises::Place {
            due_at: Timestamp::from_millisecond(place.key).unwrap_or(Timestamp::MIN),
            id: place.id.parse().map_err(|error| StoreError::Broken(format!("a place of the list: {error}")))?,
        }
        .into(),
        None => None,
    };
    promises::owed_next(tx, who.team, after, PART).await
}

/// The next promise of each of these requests.
async fn next_of(tx: &mut Tx, who: &Member, plan: &Plan, ids: &[Uuid]) -> Result<HashMap<Uuid, Owed>, StoreError> {
    let planned = |id: &Uuid| plan.promise_of((*id).into()).cloned();
    let mut next: HashMap<Uuid, Owed> = ids.iter().filter_map(|id| Some((*id, planned(id)?))).collect();
    if plan.is_cut {
        let missing: Vec<Uuid> = ids.iter().filter(|id| !next.contains_key(*id)).copied().collect();
        for owed in promises::owed_for(tx, who.team, &missing).await? {
            next.entry(owed.request).or_insert(owed);
        }
    }
    Ok(next)
}

/// Requests in the order of coming, newest first; in a list by promises those alone that nothing is owed for.
async fn by_arrival(
    tx: &mut Tx,
    who: &Member,
    asked: &Asked,
    plan: &Plan,
    after: Option<Place>,
    found: &mut Found,
) -> Result<(), StoreError> {
    let mut after =
        after.and_then(|place| Some((Timestamp::from_millisecond(place.key).ok()?, place.id.parse().ok()?)));
    loop {
        let part = readings::list(tx, who.team, asked.view, after, PART).await?;
        let is_last = part.len() <= PAGE;
        let open: Vec<Uuid> =
            part.iter().filter(|request| request.state.is_open()).map(|request| request.id.uuid()).collect();
        let mut next = next_of(tx, who, plan, &open).await?;
        for request in part {
            if found.is_full() {
                found.next = after.map(|(at, id)| asked.path(&[("rest", &rest_place(at, id))]));
                return Ok(());
            }
            found.looked += 1;
            after = Some((request.received_at, request.id));
            let owed = next.remove(&request.id.uuid());
            if asked.takes(&request) && !(asked.by_promise && owed.is_some()) {
                found.promises.extend(owed.map(|owed| (owed.request, owed)));
                found.requests.push(request);
            }
        }
        if is_last {
            return Ok(());
        }
    }
}

fn rest_place(at: Timestamp, id: RequestId) -> String {
    Place { key: at.as_millisecond(), id: id.to_string() }.to_string()
}

fn page(who: &Member, said: Said, asked: &Asked, listed: &Listed, typed: &Typed) -> Markup {
    let lead = lead(listed);
    let paths: Vec<String> = VIEWS.iter().map(|(word, _, _)| with_query(REQUESTS, &[("state", word)])).collect();
    let shown = VIEWS.iter().zip(&paths).zip(&listed.counts).map(|(((word, name, view), path), count)| heads::View {
        word: name,
        path,
        count: Some(*count).filter(|count| *view == View::All || *count < readings::COUNTED.unsigned_abs()),
        current: *word == asked.word,
    });
    let shown: Vec<heads::View<'_>> = shown.collect();
    let is_first = asked.from == From::Start;
    let first = (!is_first).then(|| asked.path(&[]));
    let body = html! {
        (PageHead::new("Requests").lead(&lead))
        div class="stack" data-gap="l" {
            (views("Requests by state", &shown))
            (filter(asked, typed))
            @if listed.entries.is_empty() { (nothing(asked, is_first)) } @else { (table(who, asked, listed)) }
            (more("Pages of the list", first.as_deref(), listed.next.as_deref()))
            p class="meta" { "Times are " (listed.plan.when.city()) ". Letters that are no request, or could not be read, wait in the " a href=(TRAY) { "tray" } ". " a href=(answers::VALUE_LOG) { "What we added beyond the order" } }
        }
    };
    Shell::new("Requests", Here::Requests, &looking(who, said)).page(&body)
}

fn lead(listed: &Listed) -> String {
    const MOST: u64 = readings::COUNTED.unsigned_abs();
    let are = match listed.counts.first().copied().unwrap_or_default() {
        0 => {
            return "None is open. What comes in stands here, with the promise that was given for it.".to_owned();
        }
        1 => "One is open.".to_owned(),
        MOST.. => format!("{MOST} or more are open."),
        many => format!("{} are open.", capital(&web::when::number(many))),
    };
    if listed.plan.is_cut {
        return are;
    }
    let now = listed.plan.now();
    let owed = listed.plan.promised().filter(|promise| now <= promise.due_at).count();
    let leaving = listed.plan.leaving();
    let without = listed.plan.without().len();
    let hold = match owed {
        0 => " No promise is open.".to_owned(),
        1 => " One holds a promise".to_owned(),
        many => format!(" {} hold a promise", capital(&how_many(many))),
    };
    let blocks = match (owed, without) {
        (0, _) => "",
        (1, 0) if leaving == 1 => ", and its answer goes out by itself.",
        (1, 0) => ", with a block in time.",
        (_, 0) if leaving > 0 => ", each with a block in time or an answer that goes out by itself.",
        (_, 0) => ", each with a block in time.",
        (_, 1) => "; for one no block is in time.",
        (_, _) => "; for some no block is in time.",
    };
    format!("{are}{hold}{blocks}")
}

fn filter(asked: &Asked, typed: &Typed) -> Markup {
    let order = if asked.by_promise { "promise" } else { "received" };
    let form = Filled::with([("unit", typed.text("unit")), ("order", order)]);
    let may_promise = asked.view != View::All && asked.view != View::Over;
    html! {
        form class="field-row" role="search" aria-label="Filter requests" method="get" action=(REQUESTS) {
            @if !asked.word.is_empty() { input type="hidden" name="state" value=(asked.word); }
            (form.field("unit", "Unit").small().placeholder("All units").search())
            @if may_promise {
                (form.field("order", "Order").small().select(&[("promise", "Promise, next first"), ("received", "Received, newest first")]))
            }
            div class="actions" { (Button::submit("Show").quiet().small()) }
        }
    }
}

fn nothing(asked: &Asked, is_first: bool) -> Markup {
    let new = html! { (Button::link("Type one in", NEW_REQUEST).quiet()) };
    if !asked.unit.is_empty() {
        let body = html! { p { "No request of this unit stands here. Try another spelling, or look at " a href=(REQUESTS) { "all open requests" } "." } };
        return empty_page("None of this unit", &body, None);
    }
    if !is_first {
        return empty_page("No more", &html! { p { "This was the last page of the list." } }, None);
    }
    let (title, words) = match asked.view {
        View::Open => (
            "No request is open",
            "A request comes by your form, by mail, or is typed in by you. It gets a number and a promise, and waits here for a block.",
        ),
        View::In(State::Parked) => {
            ("None is parked", "A new request is parked: it waits here until a block looks at it.")
        }
        View::In(State::InReview) => {
            ("None is in review", "While a block is open, the requests on its agenda stand here.")
        }
        View::In(State::Answered) => (
            "None waits after its answer",
            "What was answered and still goes on stands here: a choice to be made, a delivery.",
        ),
        View::In(State::Closed | State::Withdrawn | State::Spam) | View::Over | View::All => (
            "Nothing here yet",
            "What is answered for good stands here, so that you find it again; and what was withdrawn.",
        ),
    };
    empty_page(title, &html! { p { (words) } }, Some(new))
}

fn table(who: &Member, asked: &Asked, listed: &Listed) -> Markup {
    let order = if asked.by_promise { "next promise first" } else { "newest first" };
    let name = VIEWS.iter().find(|(word, _, _)| *word == asked.word).map_or("Open", |(_, name, _)| name);
    let caption = format!("Requests: {}, {order}. Times are {}.", name.to_lowercase(), listed.plan.when.city());
    let columns = ["Request", "State", "Promise", "Block", "Came by"];
    Table::new(&caption, columns).rows(listed.entries.iter().map(|entry| row(who, listed, entry)))
}

fn row(who: &Member, listed: &Listed, entry: &Entry) -> Markup {
    let when = &listed.plan.when;
    let promise = listed.promises.get(&entry.request.id.uuid());
    let block = listed.plan.block_of(entry.request.id);
    html! {
        tr {
            th scope="row" {
                a href=(entry.path()) { (entry.request.subject) }
                small { (entry.label(&who.team_prefix)) ", " (entry.who()) }
            }
            td { (state_mark(&entry.request)) }
            td data-label="Promise:" {
                @match promise {
                    Some(promise) if promise.due_at < when.now() => { "fell due " (when.near(promise.due_at)) }
                    Some(promise) => (when.near(promise.due_at)),
                    None => span class="faint" { "none open" },
                }
            }
            td data-label="Block:" { (block_cell(listed, promise, block)) }
            td data-label="Came by:" data-minor { (came_by(entry.request.channel)) }
        }
    }
}

fn block_cell(listed: &Listed, promise: Option<&Owed>, block: Option<&Block>) -> Markup {
    match (promise, block) {
        (_, Some(block)) => html! { a href={ (BLOCKS) "/" (block.key) } { (listed.plan.when.near(block.starts_at)) } },
        (Some(promise), None) if !listed.plan.reaches(promise) => html! { span class="faint" { "a later one" } },
        (Some(promise), None) => match listed.plan.leaves_at(promise.request.into()) {
            Some(send_at) => html! { "goes out " (listed.plan.when.near(send_at)) },
            None => html! { "none in time" },
        },
        (None, None) => html! { span class="faint" { "none needed" } },
    }
}

/// The state of a request as a word with a shape.
pub(super) fn state_mark(request: &Request) -> Markup {
    match request.state {
        State::Parked => marks::State::Parked.render(),
        State::InReview => marks::State::Review.render(),
        State::Answered => marks::State::Answered.render(),
        State::Closed => marks::State::Closed.render(),
        State::Withdrawn | State::Spam => marks::State::Closed.says(request.state.words()),
    }
}

/// How a request came, in a word.
pub(super) fn came_by(channel: Channel) -> &'static str {
    match channel {
        Channel::Portal => "form",
        Channel::Email => "email",
        Channel::Manual => "typed in",
        Channel::Import => "import",
        Channel::Api => "API",
    }
}
