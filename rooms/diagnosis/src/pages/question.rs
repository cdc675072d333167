//! One question at a time, and beside it what follows. Every way of sending the form keeps what was typed first.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use ground::Ground;
use http::StatusCode;
use maud::{Markup, html};
use method::{Evidence, Question};
use team::{Member, Worker};
use web::buttons::{Button, actions, one_button};
use web::fields::kept_line;
use web::forms::{Errors, Filled, ToMend, Typed};
use web::heads::PageHead;
use web::lists::empty_page;
use web::notices::{Notice, Tone};
use web::paging::with_query;
use web::shell::{Here, REQUESTS, Shell};
use web::{Icon, Said, see_other};

use super::fields::{self, checked, missing, typed_of};
use super::follows::follows;
use super::given::answered;
use super::looking::{Looking, question_of};
use crate::acts::{self, By, Lost, Refused};
use crate::rules::{Next, field, next};
use crate::store::answers::Answered;
use crate::store::case::Case;
use crate::words;

pub(super) async fn show(
    State(ground): State<Ground>,
    Worker(who): Worker,
    Path(request): Path<String>,
    said: Said,
    asked: Typed,
) -> web::Result<Markup> {
    let looking = Looking::at(&ground, &who, &request).await?;
    let skipped = skipped_of(&asked);
    let shown = match asked.some("q") {
        Some(number) => {
            let question = question_of(number)?;
            Some((question, chosen_why(&looking, question)))
        }
        None => best(&looking, &skipped).map(|next| (next.question, next.why.words())),
    };
    let form = shown.map(|(question, _)| filled(&looking.case, question, &skipped));
    Ok(Page { who: &who, looking: &looking, shown, form, said, notice: html! {} }.whole())
}

/// The questions that somebody skipped on the way here, as `13.6`.
fn skipped_of(typed: &Typed) -> Vec<Question> {
    typed.text("skipped").split('.').filter_map(|number| Question::numbered(number.parse().ok()?)).collect()
}

fn best(looking: &Looking, skipped: &[Question]) -> Option<Next> {
    let case = &looking.case;
    next(&case.given(), &case.found(), &case.open(), skipped)
}

/// Why a question is on the page that somebody asked for by its number.
fn chosen_why(looking: &Looking, question: Question) -> &'static str {
    match best(looking, &[]).filter(|next| next.question == question) {
        Some(next) => next.why.words(),
        None if looking.case.open().contains(&question) => "chosen by you",
        None => "answered before",
    }
}

/// The form as it is kept.
fn filled(case: &Case, question: Question, skipped: &[Question]) -> Filled {
    let answer = case.answer(question);
    let mut typed = Typed::filled([("base", answer.map_or(0, |answer| answer.kept.version).to_string())]);
    for (name, text) in answer.iter().flat_map(|answer| answer.parts.iter()) {
        typed.set(name, text);
    }
    let evidence = answer.map(|answer| answer.evidence).filter(|evidence| *evidence != Evidence::Unknown);
    typed.set(field::EVIDENCE, evidence.unwrap_or(case.default_evidence()).as_str());
    let skipped: Vec<String> = skipped.iter().map(|question| question.number().to_string()).collect();
    typed.set("skipped", skipped.join("."));
    Filled { typed, errors: Errors::default() }
}

pub(super) async fn submit(
    State(ground): State<Ground>,
    Worker(who): Worker,
    Path((request, number)): Path<(String, String)>,
    typed: Typed,
) -> web::Result<Response> {
    let looking = Looking::at(&ground, &who, &request).await?;
    let question = question_of(&number)?;
    let errors = checked(question, &typed);
    if !errors.is_empty() {
        return Ok(mend(&who, &looking, question, typed, errors));
    }
    let (parts, evidence) = typed_of(question, &typed, looking.case.default_evidence());
    let kept =
        acts::answer(&ground, &By::from(&who), looking.request.id, question, &parts, evidence, base_of(&typed)).await;
    match kept {
        Ok(_) => {}
        Err(Refused::Lost(lost)) => return Ok(told_both(&who, &looking, question, typed, &lost)),
        Err(refused) => return Err(refused.into()),
    }
    let mut skipped = skipped_of(&typed);
    match typed.text("do") {
        "send" => return Ok(see_other(looking.path(&format!("/diagnosis/questions?q={number}"))).into_response()),
        "skip" => skipped.push(question),
        _ => {
            let errors = missing(question, &parts);
            if !errors.is_empty() {
                return Ok(mend(&who, &looking, question, typed, errors));
            }
        }
    }
    // What was answered is not asked again on this walk, so that a weak answer does not come back at once.
    if typed.text("do") != "skip" && best_after(&ground, &who, &request, &skipped).await? == Some(question) {
        skipped.push(question);
    }
    Ok(see_other(with_skipped(&looking, &skipped)).into_response())
}

async fn best_after(
    ground: &Ground,
    who: &Member,
    request: &str,
    skipped: &[Question],
) -> web::Result<Option<Question>> {
    let looking = Looking::at(ground, who, request).await?;
    Ok(best(&looking, skipped).map(|next| next.question))
}

fn with_skipped(looking: &Looking, skipped: &[Question]) -> String {
    let path = looking.path("/diagnosis");
    if skipped.is_empty() {
        return path;
    }
    let numbers: Vec<String> = skipped.iter().map(|question| question.number().to_string()).collect();
    with_query(&path, &[("skipped", &numbers.join("."))])
}

/// Keeps what is typed while it is typed: 204 once it is on the disk.
pub(super) async fn keep(
    State(ground): State<Ground>,
    Worker(who): Worker,
    Path((request, number)): Path<(String, String)>,
    typed: Typed,
) -> web::Result<StatusCode> {
    let looking = Looking::at(&ground, &who, &request).await?;
    let question = question_of(&number)?;
    checked(question, &typed).into_result()?;
    let (parts, evidence) = typed_of(question, &typed, looking.case.default_evidence());
    acts::answer(&ground, &By::from(&who), looking.request.id, question, &parts, evidence, base_of(&typed)).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// What would follow from what is typed; changes nothing.
pub(super) async fn preview(
    State(ground): State<Ground>,
    Worker(who): Worker,
    Path((request, number)): Path<(String, String)>,
    typed: Typed,
) -> web::Result<Markup> {
    let looking = Looking::at(&ground, &who, &request).await?;
    let question = question_of(&number)?;
    checked(question, &typed).into_result()?;
    let (parts, evidence) = typed_of(question, &typed, looking.case.default_evidence());
    let mut case = looking.case.clone();
    case.answers.retain(|answer| answer.question != question);
    let kept = ground::Kept::new(who.actor().to_string());
    case.answers.push(Answered { question, parts, evidence, changed_at: looking.when.now(), kept });
    Ok(follows(&looking, &case))
}

fn base_of(typed: &Typed) -> i64 {
    typed.text("base").parse().unwrap_or_default()
}

fn mend(who: &Member, looking: &Looking, question: Question, typed: Typed, errors: Errors) -> Response {
    let form = Some(Filled::back(typed, errors));
    let shown = Some((question, chosen_why(looking, question)));
    ToMend(Page { who, looking, shown, form, said: Said::default(), notice: html! {} }.whole()).into_response()
}

/// Both answers on one page: yours in the fields, theirs above. Sending it again puts yours in their place, knowingly.
fn told_both(who: &Member, looking: &Looking, question: Question, mut typed: Typed, lost: &Lost) -> Response {
    let theirs = &lost.now;
    typed.set("base", theirs.kept.version.to_string());
    let title = format!("{} answered this {}", looking.name_of(&theirs.kept.by), looking.when.ago(theirs.changed_at));
    let body = html! {
        p { "What you typed stands in the fields below and is not kept yet. This is what stands there now:" }
        blockquote class="words" {
            p { (theirs.words()) " (" (theirs.evidence.words()) ")" }
            @if let Some(source) = theirs.parts.some(field::SOURCE) { p { (source) } }
        }
        p { "Take over what you want to keep of it. What you save next stands in its place." }
    };
    let notice = html! { div role="alert" { (Notice::new(Tone::Care, &title).icon(Icon::Care).body(body)) } };
    let form = Some(Filled { typed, errors: Errors::default() });
    let shown = Some((question, "answered meanwhile"));
    (StatusCode::CONFLICT, Page { who, looking, shown, form, said: Said::default(), notice }.whole()).into_response()
}

struct Page<'a> {
    who: &'a Member,
    looking: &'a Looking,
    /// The question, and why it is the one.
    shown: Option<(Question, &'static str)>,
    form: Option<Filled>,
    said: Said,
    notice: Markup,
}

impl Page<'_> {
    fn whole(self) -> Markup {
        let looking = self.looking;
        let title = format!("What lies behind “{}”?", looking.thread.title);
        let (path, label) = (looking.path(""), &looking.thread.label);
        let head =
            PageHead::new(&title).under("Requests", REQUESTS).under(label, &path).ends("Diagnosis").lead(self.lead());
        let body = html! {
            (head)
            div class="split" data-aside="wide" {
                div class="stack" data-gap="xl" {
                    (self.notice)
                    (self.asking())
                    (answered(looking))
                }
                aside class="stack" data-gap="l" aria-label="What follows from the answers" {
                    div class="stack" data-gap="l" id="d-follows" { (follows(looking, &looking.case)) }
                    (mandatory(looking))
                }
            }
        };
        let who = web::shell::Who { said: self.said, ..self.who.shell() };
        Shell::new(&title, Here::Requests, &who).page(&body)
    }

    fn lead(&self) -> String {
        match self.looking.case.gap() {
            Some(gap) => format!("{}.", words::gap_words(&gap)),
            None => "No result with its number is named yet.".to_owned(),
        }
    }

    fn asking(&self) -> Markup {
        let looking = self.looking;
        if let Some(review) = &looking.case.review {
            let path = looking.path("/diagnosis/causes");
            let body = html! { p { "Recorded " (looking.when.near(review.at)) " by " (looking.name_of(&review.by)) ". The answers stand as they were then." } };
            return empty_page("The causes were recorded", &body, Some(html! { (Button::link("See them", &path)) }));
        }
        match (self.shown, &self.form) {
            (Some((question, why)), Some(form)) => self.form(question, why, form),
            _ => self.nothing_left(),
        }
    }

    fn form(&self, question: Question, why: &str, form: &Filled) -> Markup {
        let looking = self.looking;
        let action = looking.path(&format!("/diagnosis/{}", question.number()));
        let (draft, preview) = (format!("{action}/draft"), format!("{action}/preview"));
        let send = format!("Send this question to {}", looking.first_name());
        let name = format!("Question {} of 14", question.number());
        let by = looking.case.answer(question).map(|answer| looking.given_by(answer));
        html! {
            form class="sheet stack" id="d-asks" method="post" action=(action) aria-label=(name) data-keep=(draft) data-zone=(looking.zone_name)
                data-preview="d-follows" data-preview-from=(preview) {
                (form.notice())
                div class="cluster" data-justify="between" { p class="meta" { (name) } p class="meta" { (why) } }
                @if let (Question::Gap, Some(result)) = (question, &looking.request.result) {
                    p class="small quiet" { (looking.first_name()) " wrote that this should get better: “" (result) "”" }
                }
                (fields::of(question, form, looking.first_name()))
                (form.hidden("base")) (form.hidden("skipped"))
                @if let Some(by) = by { p class="small quiet" { "Answered by " (by) "." } }
                (actions([
                    Button::submit("Save and go on").primary().named("do", "save"),
                    Button::submit("Skip").quiet().named("do", "skip"),
                    Button::submit(&send).plain().named("do", "send"),
                ]))
                (kept_line())
            }
        }
    }

    fn nothing_left(&self) -> Markup {
        let looking = self.looking;
        let is_fast = looking.case.given().left_in_the_fast_lane() == Some(0) && !looking.case.open().is_empty();
        let open = looking.case.open();
        let (title, words) = if is_fast {
            (
                "The fast lane ends here",
                "The gap, who must do what, and evidence were there from the start, so three questions were enough to ask. Any other can be answered below.",
            )
        } else if open.is_empty() {
            (
                "All is answered",
                "And firm enough, or skipped just now. A count in the place of an opinion would still make it firmer.",
            )
        } else {
            ("Nothing more is asked now", "What you skipped stays open. It can be answered below at any time.")
        };
        let again = looking.path("/diagnosis");
        let send = looking.path("/diagnosis/questions");
        let ask = format!("Send questions to {}", looking.first_name());
        let buttons = html! {
            (Button::link("Ask what I skipped", &again).quiet())
            @if !open.is_empty() { (Button::link(&ask, &send).plain()) }
        };
        empty_page(title, &html! { p { (words) } }, Some(buttons))
    }
}

/// Whether a law, a regulator or a licence makes the order one to take: an attribute beside the result, which changes no point of it.
fn mandatory(looking: &Looking) -> Markup {
    let path = looking.path("/diagnosis/mandatory");
    let form = Filled::with([("why", looking.case.mandatory.as_deref().unwrap_or_default())]);
    html! {
        details class="explain" data-plain {
            summary { @if looking.case.mandatory.is_some() { "It has to be taken: change" } @else { "Does the order have to be taken?" } }
            div class="explain-body" {
                form class="stack" data-gap="s" method="post" action=(path) {
                    (form.field("why", "Which law, regulator or licence").hint("Leave it empty if none does. The order is then taken, and upgraded; the causes are shown all the same.").small().text())
                    (actions([Button::submit("Note it").small()]))
                }
                @if looking.case.mandatory.is_some() { (one_button(&path, &Button::submit("It need not be taken").small().plain())) }
            }
        }
    }
}
