//! Emergencies: which kinds there are, in the settings; and the rows behind their count.

use std::collections::HashMap;

use axum::Router;
use axum::extract::{Path, State as AxumState};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use ground::{Ground, StoreError, TeamId, Tx};
use maud::{Markup, html};
use team::{Lead, Member, Worker};
use web::buttons::{Button, one_button};
use web::forms::{Errors, Filled, ToMend, Typed};
use web::heads::{PageHead, section};
use web::lists::{DiaryRow, Table, diary_unordered, empty, empty_page};
use web::shell::{BLOCKS, Here, REQUESTS, Shell, Who};
use web::when::When;
use web::{Said, see_other};

use crate::acts::Refused;
use crate::acts::emergencies::{self as acts, LONGEST_SENTENCE, LONGEST_WORD};
use crate::readings;
use crate::rules::emergencies::NoEmergency;
use crate::store::emergencies::{self as store, Emergency, EmergencyKind};

/// Where the kinds are named.
const KINDS: &str = "/settings/emergencies";
/// The rows behind the count.
const ROWS: &str = "/blocks/emergencies";

pub(super) fn routes() -> Router<Ground> {
    Router::new()
        .route(KINDS, get(show_kinds).post(name_kind))
        .route("/settings/emergencies/{id}/end", post(end_kind))
        .route(ROWS, get(show_rows))
}

/// How many requests of the last eight weeks jumped the queue, by kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EmergencyCount {
    /// All of them.
    pub all: usize,
    /// By kind, most first.
    pub by_kind: Vec<(String, usize)>,
    /// The kinds that are in force.
    pub in_force: Vec<EmergencyKind>,
}

/// The count as the page of blocks shows it.
pub async fn emergency_count(tx: &mut Tx, team: TeamId) -> Result<EmergencyCount, StoreError> {
    let marked = store::emergencies_lately(tx, team).await?;
    let kinds = store::kinds(tx, team).await?;
    let counted: Vec<&Emergency> = marked.iter().filter(|marked| marked.taken_back_at.is_none()).collect();
    let of = |kind: &EmergencyKind| counted.iter().filter(|marked| marked.kind == kind.id).count();
    let mut by_kind: Vec<(String, usize)> = kinds.iter().map(|kind| (kind.word.clone(), of(kind))).collect();
    by_kind.retain(|(_, many)| *many > 0);
    by_kind.sort_by_key(|(_, many)| std::cmp::Reverse(*many));
    let in_force = kinds.into_iter().filter(|kind| kind.ended_at.is_none()).collect();
    Ok(EmergencyCount { all: counted.len(), by_kind, in_force })
}

/// What may jump the queue and what did, for the side of the page of blocks.
pub fn emergencies_part(count: &EmergencyCount, may_settle: bool) -> Markup {
    let by_kind: Vec<String> = match count.by_kind.as_slice() {
        [(word, _)] => vec![word.clone()],
        kinds => kinds.iter().map(|(word, many)| format!("{word} ({many})")).collect(),
    };
    html! {
        section class="stack" data-gap="s" aria-labelledby="may-jump" {
            h2 class="eyebrow" id="may-jump" { "May jump the queue" }
            @if count.in_force.is_empty() { p class="small quiet" { "Nothing. Every request waits for a block." } }
            @else { ul class="small" { @for kind in &count.in_force { li { (kind.word) } } } }
            p class="small quiet" {
                @match count.all {
                    0 => "None in the last eight weeks. ",
                    many => { "In the last eight weeks " a href=(ROWS) { (many) (if many == 1 { " request did" } else { " requests did" }) } ": " (by_kind.join(", ")) ". " },
                }
                "Everything else waits for a block."
                @if may_settle { " " a href=(KINDS) { "Change what may" } }
            }
        }
    }
}

/// The form by which a member marks a request, posted to its path with `/emergency`.
pub fn mark_fields(form: &Filled, kinds: &[EmergencyKind]) -> Markup {
    html! {
        (kind_field(form, kinds))
        (form.field("why", "What makes it one?").small().hint("In a line. It is counted, and whoever looks at the count reads it.").autocomplete("off").text())
    }
}

/// Why a request was not marked, at the field of [`mark_fields`] where it can be mended.
pub fn mark_errors(refused: NoEmergency) -> Errors {
    Errors::at(if refused.is_of_why() { "why" } else { "kind" }, refused.to_string())
}

/// The field that says which exception it is.
pub fn kind_field(form: &Filled, kinds: &[EmergencyKind]) -> Markup {
    let options: Vec<(&str, &str)> = std::iter::once(("", "Choose one"))
        .chain(kinds.iter().map(|kind| (kind.id.as_str(), kind.word.as_str())))
        .collect();
    form.field("kind", "Which exception").small().select(&options)
}

async fn kinds_page(ground: &Ground, who: &Member, said: Said, form: &Filled) -> web::Result<Markup> {
    let mut tx = ground.read().await?;
    let zone = who.reads_in(&team::calendar::current(&mut tx, who.team).await?.zone);
    let kinds = store::kinds(&mut tx, who.team).await?;
    let when = When::new(zone, ground.now());
    drop(tx);
    let title = "Emergencies";
    let lead = "Exceptions that are named in advance jump the queue, and are counted. A member marks a request as one; the word “urgent” in it does nothing.";
    let row = |kind: &EmergencyKind| {
        let row = DiaryRow::new(&kind.word);
        let since = match kind.agreed_at {
            Some(at) => format!(" Agreed {}, for what came since.", when.day_near(when.day_of(at))),
            None => String::new(),
        };
        let row = row.note(format!("{}{since}", kind.sentence));
        match kind.ended_at {
            Some(at) => row.end(format!("ended {}", when.day_near(when.day_of(at)))),
            None => {
                let end = Button::submit("End").plain().small().heard_as(format!(": {}", kind.word));
                row.end(one_button(&format!("{KINDS}/{}/end", kind.id), &end))
            }
        }
    };
    let body = html! {
        (PageHead::new(title).under("Settings", "/settings").ends(title).lead(lead))
        (team::settings_row(KINDS))
        div class="stack" data-gap="xl" {
            (section("kinds", "May jump the queue", None, &html! {
                @if kinds.is_empty() { (empty("Nothing may", &html! { p { "Every request waits for a block." } }, None)) }
                @else { (diary_unordered(kinds.iter().map(row))) }
                p class="small quiet measure" { "What is ended is not deleted: requests that were marked as one stay counted. " a href=(ROWS) { "What jumped the queue" } }
            }))
            form class="sheet stack" method="post" action=(KINDS) aria-labelledby="new-kind" novalidate {
                h2 id="new-kind" { "Another exception" }
                (form.notice())
                (form.field("word", "In a word or two").autocomplete("off").text())
                (form.field("sentence", "What belongs to it?").hint("So that two people would decide alike.").text())
                div class="actions" { (Button::submit("Agree on it")) }
            }
        }
    };
    let frame = Who { said, ..who.shell() };
    Ok(Shell::new(title, Here::Settings, &frame).page(&body))
}

async fn show_kinds(AxumState(ground): AxumState<Ground>, who: Lead, said: Said) -> web::Result<Markup> {
    kinds_page(&ground, &who, said, &Filled::empty()).await
}

async fn name_kind(AxumState(ground): AxumState<Ground>, who: Lead, typed: Typed) -> web::Result<Response> {
    let mut errors = typed.check();
    errors.limit(&typed, "word", LONGEST_WORD);
    errors.limit(&typed, "sentence", LONGEST_SENTENCE);
    if errors.is_empty() {
        match acts::name_kind(&ground, &who, typed.text("word"), typed.text("sentence")).await {
            Ok(kind) => {
                let said =
                    Said::well(format!("Agreed: {}.", kind.word)).more("It holds for requests that come from now on.");
                return Ok((said, see_other(KINDS)).into_response());
            }
            Err(Refused::Emergency(refused)) => {
                let field = if refused == NoEmergency::NoSentence { "sentence" } else { "word" };
                errors = Errors::at(field, refused.to_string());
            }
            Err(other) => return Err(other.into()),
        }
    }
    let page = kinds_page(&ground, &who, Said::default(), &Filled::back(typed, errors)).await?;
    Ok(ToMend(page).into_response())
}

async fn end_kind(AxumState(ground): AxumState<Ground>, who: Lead, id: Path<String>) -> web::Result<Response> {
    acts::end_kind(&ground, &who, &id).await?;
    let said = Said::well("Ended.").more("What was marked as one stays marked and counted.");
    Ok((said, see_other(KINDS)).into_response())
}

async fn show_rows(AxumState(ground): AxumState<Ground>, who: Worker, said: Said) -> web::Result<Markup> {
    let mut tx = ground.read().await?;
    let zone = who.reads_in(&team::calendar::current(&mut tx, who.team).await?.zone);
    let now = tx.now();
    let marked = store::emergencies_lately(&mut tx, who.team).await?;
    let kinds = store::kinds(&mut tx, who.team).await?;
    let ids: Vec<crate::RequestId> = marked.iter().map(|marked| marked.request).collect();
    let requests = readings::many(&mut tx, who.team, &ids).await?;
    let requests: HashMap<_, _> = requests.iter().map(|request| (request.id, request)).collect();
    drop(tx);
    let when = When::new(zone, now);
    let row = |marked: &Emergency| {
        let request = requests.get(&marked.request);
        let kind = kinds.iter().find(|kind| kind.id == marked.kind);
        html! {
            tr {
                th scope="row" {
                    a href={ (REQUESTS) "/" (marked.request) } { (request.map_or("A request", |request| request.subject.as_str())) }
                    small { (when.short(marked.marked_at)) @if marked.taken_back_at.is_some() { ", taken back and not counted" } }
                }
                td data-label="Kind:" { (kind.map_or("", |kind| kind.word.as_str())) }
                td data-label="Why:" { (marked.why) }
            }
        }
    };
    let lead = match marked.iter().filter(|marked| marked.taken_back_at.is_none()).count() {
        0 => "No request jumped the queue in the last eight weeks.".to_owned(),
        1 => "One request jumped the queue in the last eight weeks.".to_owned(),
        many => format!("{many} requests jumped the queue in the last eight weeks."),
    };
    let table = Table::new("Requests that jumped the queue, newest first", ["Request", "Kind", "Why"]);
    let body = html! {
        (PageHead::new("What jumped the queue").under("Blocks", BLOCKS).ends("Emergencies").lead(lead))
        @if marked.is_empty() {
            (empty_page("None", &html! { p { "A request that a member marks as one of the exceptions named in advance stands here, with the reason." } }, None))
        } @else { (table.rows(marked.iter().map(row))) }
        p class="small quiet" { "Counted are marks of the last eight weeks that were not taken back. They are answered at once where that is needed, and such an answer counts neither as outside a block nor as rapid." }
    };
    let frame = Who { said, ..who.shell() };
    Ok(Shell::new("What jumped the queue", Here::Blocks, &frame).page(&body))
}
