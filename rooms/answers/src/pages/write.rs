//! The page on which an answer is written. Every way of sending the form keeps what was typed first.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use diagnosis::Case;
use ground::Ground;
use http::StatusCode;
use maud::{Markup, html};
use options::Way;
use team::{Member, Worker};
use web::buttons::Button;
use web::fields::kept_line;
use web::forms::{Errors, Filled, ToMend, Typed};
use web::heads::PageHead;
use web::notices::{Notice, Tone};
use web::shell::{Here, REQUESTS, Shell};
use web::words::paragraphs;
use web::{Icon, Said, local_path, see_other};

use super::reading::Answering;
use super::scheduled::scheduled_part;
use super::{parts, taking};
use crate::acts::{self, Base, Lost, NotWhole, Refused, Written};
use crate::rules::{Addition, Facts, Kind, Parts, Standing, field, part};
use crate::store::{Sent, Where};

/// The longest text of one field, in signs.
const LONGEST: usize = 20_000;

pub(super) async fn show(
    State(ground): State<Ground>,
    Worker(who): Worker,
    Path(request): Path<String>,
    said: Said,
    asked: Typed,
) -> web::Result<Response> {
    let answering = Answering::open(&ground, &who, &request).await?;
    if answering.block.is_none() && answering.draft.as_ref().is_none_or(|draft| draft.outside.is_none()) {
        return Ok(see_other(format!("{}/answer/outside", answering.path())).into_response());
    }
    let form = filled(&answering, &asked);
    let page = Page::of(&ground, &who, &answering, form, said).await?;
    Ok(page.whole().into_response())
}

/// The form as it is kept. A kind that was only asked for is picked while none was.
fn filled(answering: &Answering, asked: &Typed) -> Filled {
    let mut typed = Typed::filled([("base", answering.base().to_string())]);
    typed.set(field::RECOMMENDED, "");
    typed.set("back", local_path(asked.text("back")));
    let draft = answering.draft.as_ref();
    for (name, text) in draft.iter().flat_map(|draft| draft.parts.iter()) {
        typed.set(name, text);
    }
    let kind = draft.and_then(|draft| draft.kind).or_else(|| Kind::from_word(asked.text(field::KIND)));
    if let Some(kind) = kind {
        typed.set(field::KIND, kind.as_str());
    }
    Filled { typed, errors: Errors::default() }
}

pub(super) async fn submit(
    State(ground): State<Ground>,
    Worker(who): Worker,
    Path(request): Path<String>,
    mut typed: Typed,
) -> web::Result<Response> {
    let answering = Answering::open(&ground, &who, &request).await?;
    taking::take(&mut typed);
    let errors = checked(&typed);
    if !errors.is_empty() {
        return mend(&ground, &who, &answering, typed, errors).await;
    }
    let written = written_of(&typed);
    let base = base_of(&typed);
    let draft = match acts::keep(&ground, &who, answering.request.id, &written, base).await {
        Ok(draft) => draft,
        Err(Refused::Lost(lost)) => return told_both(&ground, &who, &answering, typed, &lost).await,
        Err(Refused::AnsweredMeanwhile) => {
            return match sent_before(&answering, &who, &written) {
                Some(sent) => Ok((told(&answering, sent), back(&typed, &answering)).into_response()),
                None => answered_meanwhile(&ground, &who, &answering, typed).await,
            };
        }
        Err(refused) => return Err(refused.into()),
    };
    let base = Base { version: draft.kept.version, ..base };
    let path = format!("{}/answer", answering.path());
    match (typed.text("do"), &answering.block) {
        ("send", block) => {
            let place = block.as_ref().map(|block| Where::InBlock(block.key)).or(draft.outside.map(Where::Outside));
            let Some(place) = place else {
                return Ok(see_other(format!("{path}/outside")).into_response());
            };
            match acts::send(&ground, &who, answering.request.id, base, &place).await {
                Ok(sent) => Ok((told(&answering, &sent), back(&typed, &answering)).into_response()),
                Err(refused) => refused_to_send(&ground, &who, &answering, typed, refused).await,
            }
        }
        ("ready", Some(block)) => match acts::make_ready(&ground, &who, answering.request.id, base, block.key).await {
            Ok(()) => {
                let said = Said::well("Ready.").more("It is sent when the block ends and somebody closes it.");
                Ok((said, back(&typed, &answering)).into_response())
            }
            Err(refused) => refused_to_send(&ground, &who, &answering, typed, refused).await,
        },
        _ if typed.some(taking::TAKE).is_some() => {
            Ok(see_other(format!("{}#a-picks", with_back(&path, &typed))).into_response())
        }
        ("look", _) => Ok(see_other(format!("{}#a-mail", with_back(&path, &typed))).into_response()),
        _ => Ok(see_other(with_back(&path, &typed)).into_response()),
    }
}

/// Keeps what is typed while it is typed: 204 once it is on the disk.
pub(super) async fn keep(
    State(ground): State<Ground>,
    Worker(who): Worker,
    Path(request): Path<String>,
    typed: Typed,
) -> web::Result<StatusCode> {
    checked(&typed).into_result()?;
    acts::keep(&ground, &who, request.parse()?, &written_of(&typed), base_of(&typed)).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The letter as it would read with what is typed; changes nothing.
pub(super) async fn preview(
    State(ground): State<Ground>,
    Worker(who): Worker,
    Path(request): Path<String>,
    typed: Typed,
) -> web::Result<Markup> {
    checked(&typed).into_result()?;
    let answering = Answering::open(&ground, &who, &request).await?;
    let form = Filled { typed, errors: Errors::default() };
    Ok(Page::of(&ground, &who, &answering, form, Said::default()).await?.letter())
}

/// An answer that was ready for the end of the block goes on as a draft.
pub(super) async fn take_back(
    State(ground): State<Ground>,
    Worker(who): Worker,
    Path(request): Path<String>,
) -> web::Result<Response> {
    let request: requests::RequestId = request.parse()?;
    acts::unready(&ground, &who, request).await?;
    let said = Said::well("Taken back.").more("It is a draft again, and not sent when the block ends.");
    Ok((said, see_other(format!("/requests/{request}/answer"))).into_response())
}

fn checked(typed: &Typed) -> Errors {
    let mut errors = typed.check();
    for name in Kind::ALL.into_iter().flat_map(Parts::fields_of) {
        errors.limit(typed, &name, LONGEST);
    }
    errors
}

fn written_of(typed: &Typed) -> Written {
    let fields = typed.iter().map(|(name, text)| (name.to_owned(), text.to_owned())).collect();
    Written { kind: Kind::from_word(typed.text(field::KIND)), typed: fields }
}

fn base_of(typed: &Typed) -> Base {
    typed.text("base").parse().unwrap_or_default()
}

fn with_back(path: &str, typed: &Typed) -> String {
    match typed.some("back").map(local_path) {
        Some(back) if back != "/" => web::paging::with_query(path, &[("back", back)]),
        Some(_) | None => path.to_owned(),
    }
}

/// Where the page leads when it is done: to where it was opened from, else to the request.
fn back(typed: &Typed, answering: &Answering) -> axum::response::Redirect {
    match typed.some("back").map(local_path) {
        Some(back) if back != "/" => see_other(back),
        Some(_) | None => see_other(answering.path()),
    }
}

/// The answer that this very form sent before: the button was pressed twice.
fn sent_before<'a>(answering: &'a Answering, who: &Member, written: &Written) -> Option<&'a Sent> {
    let sent = answering.sent.last().filter(|sent| sent.sent_by == who.id && Some(sent.kind) == written.kind)?;
    let own = Parts::fields_of(sent.kind);
    let mut typed = written.typed.iter().filter(|(name, _)| own.contains(name));
    typed.all(|(name, text)| sent.parts.text(name) == text.trim()).then_some(sent)
}

/// What the next page says about an answer that was sent.
fn told(answering: &Answering, sent: &Sent) -> Said {
    let name = answering.first_name();
    let has_it = format!("{name} has it since {}.", answering.when.time(sent.sent_at));
    match &answering.owed {
        Some(owed) if sent.sent_at <= owed.due_at => Said::well("Sent. The promise is kept.").more(has_it),
        Some(owed) => Said::with_care("Sent, after the promised time.").more(format!(
            "It was promised by {}; that promise stays broken. {has_it}",
            answering.when.full(owed.due_at)
        )),
        None => Said::well("Sent.").more(has_it),
    }
}

async fn mend(
    ground: &Ground,
    who: &Member,
    answering: &Answering,
    typed: Typed,
    errors: Errors,
) -> web::Result<Response> {
    let page = Page::of(ground, who, answering, Filled::back(typed, errors), Said::default()).await?;
    Ok(ToMend(page.whole()).into_response())
}

/// The page again with what keeps the answer from being sent; the text is kept already.
async fn refused_to_send(
    ground: &Ground,
    who: &Member,
    answering: &Answering,
    typed: Typed,
    refused: Refused,
) -> web::Result<Response> {
    let mut errors = Errors::default();
    match refused {
        Refused::NotWhole(NotWhole(missing)) => {
            missing.into_iter().for_each(|(field, words)| errors.add(&field, words))
        }
        Refused::Lost(lost) => return told_both(ground, who, answering, typed, &lost).await,
        Refused::BlockNotOpen
        | Refused::BlockNotTheirs
        | Refused::DueBeforeTheEnd(_)
        | Refused::NoTime(_)
        | Refused::Request(requests::Refused::Emergency(_)) => errors.add_whole(refused.to_string()),
        Refused::AnsweredMeanwhile => return answered_meanwhile(ground, who, answering, typed).await,
        Refused::Unknown
        | Refused::Over
        | Refused::NoDraft
        | Refused::NotReady
        | Refused::Order(_)
        | Refused::NotScheduled
        | Refused::CannotSchedule(_)
        | Refused::Request(_)
        | Refused::Store(_) => {
            return Err(refused.into());
        }
    }
    let now = Answering::of(&mut ground.read().await?, who, answering.request.id).await?;
    let form = Filled { errors, ..filled(&now, &typed) };
    let page = Page::of(ground, who, &now, form, Said::default()).await?;
    Ok(ToMend(page.whole()).into_response())
}

/// Both texts on one page: yours in the fields, theirs above. Sending it again puts yours in their place, knowingly.
async fn told_both(
    ground: &Ground,
    who: &Member,
    answering: &Answering,
    mut typed: Typed,
    lost: &Lost,
) -> web::Result<Response> {
    typed.set("base", Base { version: lost.draft.kept.version, ..answering.base() }.to_string());
    let title = format!("{} changed this {}", lost.by, answering.when.ago(lost.draft.changed_at));
    let kind = lost.draft.kind;
    let theirs = kind.map_or_else(Vec::new, |kind| lost.draft.parts.of(kind));
    let body = html! {
        p { "What you typed stands in the fields below and is not kept yet. This is what stands there now" @if let Some(kind) = kind { ", as " (kind.words()) } ":" }
        @for text in theirs { blockquote class="words" { (paragraphs(text)) } }
        p { "Take over what you want to keep of it. What you send next stands in its place." }
    };
    let notice = html! { div role="alert" { (Notice::new(Tone::Care, &title).icon(Icon::Care).body(body)) } };
    let page = Page {
        notice,
        ..Page::of(ground, who, answering, Filled { typed, errors: Errors::default() }, Said::default()).await?
    };
    Ok((StatusCode::CONFLICT, page.whole()).into_response())
}

async fn answered_meanwhile(
    ground: &Ground,
    who: &Member,
    answering: &Answering,
    mut typed: Typed,
) -> web::Result<Response> {
    let now = Answering::of(&mut ground.read().await?, who, answering.request.id).await?;
    typed.set("base", now.base().to_string());
    let body = html! {
        p { (Refused::AnsweredMeanwhile.to_string()) " What you typed still stands below." }
        div class="actions" { (Button::link("Look at the request", &now.path()).small()) }
    };
    let notice = html! { div role="alert" { (Notice::new(Tone::Care, "An answer was sent already").icon(Icon::Care).body(body)) } };
    let page = Page {
        notice,
        ..Page::of(ground, who, &now, Filled { typed, errors: Errors::default() }, Said::default()).await?
    };
    Ok((StatusCode::CONFLICT, page.whole()).into_response())
}

/// Fills the additions in where nothing of a yes was typed yet: with what stands already, else with what the diagnosis and the links say.
/// What stands without words, as a day or “no goal is known”, is shown beneath and not typed, so that sending the form keeps it whole.
/// Nothing of it is kept before the member goes on.
fn prefill(form: &mut Filled, parts: &mut Parts, facts: &Facts) {
    for addition in Addition::ALL {
        let standing = facts.standings.iter().find(|(of, _)| *of == addition).map(|(_, standing)| standing);
        let is_open = standing.is_none_or(|standing| matches!(standing, Standing::Empty | Standing::ByDefault { .. }));
        let suggested = facts.suggested.iter().find(|(of, _)| *of == addition && is_open).map(|(_, value)| value);
        let stands = standing.and_then(|standing| match standing {
            Standing::Answered(entered) | Standing::Filled(entered) => Some(&entered.value),
            Standing::Empty | Standing::Asked { .. } | Standing::ByDefault { .. } | Standing::Waived(_) => None,
        });
        if let Some(words) = stands.or(suggested).and_then(|value| value.some(part::WORDS)) {
            parts.set(addition.field(), words);
            form.typed.set(addition.field(), words);
        }
    }
}

struct Page<'a> {
    who: &'a Member,
    answering: &'a Answering,
    form: Filled,
    kind: Option<Kind>,
    parts: Parts,
    known: (Facts, Vec<Way>),
    case: Case,
    said: Said,
    notice: Markup,
}

impl<'a> Page<'a> {
    async fn of(
        ground: &Ground,
        who: &'a Member,
        answering: &'a Answering,
        mut form: Filled,
        said: Said,
    ) -> web::Result<Self> {
        let mut parts = answering.draft.as_ref().map(|draft| draft.parts.clone()).unwrap_or_default();
        for (name, text) in form.typed.iter() {
            parts.set(name, text);
        }
        let kind = Kind::from_word(form.typed.text(field::KIND));
        let mut tx = ground.read().await?;
        let known = acts::facts(&mut tx, &answering.request, &answering.in_force, &parts).await?;
        let case = diagnosis::readings::case(&mut tx, who.team, answering.request.id).await?;
        drop(tx);
        if kind == Some(Kind::YesAnd) && parts.of(Kind::YesAnd).is_empty() {
            prefill(&mut form, &mut parts, &known.0);
        }
        Ok(Self { who, answering, form, kind, parts, known, case, said, notice: html! {} })
    }

    fn letter(&self) -> Markup {
        parts::letter(self.kind, &self.parts, &self.known, self.answering, &self.who.name)
    }

    fn whole(&self) -> Markup {
        let Self { answering, form, .. } = self;
        let title = format!("Answer {}", answering.asker.called());
        let (path, label) = (answering.path(), &answering.thread.label);
        let place = match &answering.block {
            Some(block) => {
                html! { "written in the " (block.name().to_lowercase()) ", " (answering.when.stretch(block.starts_at, block.ends_at)) }
            }
            None => html! { "written outside a block" },
        };
        let mut head = PageHead::new(&title).under("Requests", REQUESTS).under(label, &path).ends("Answer");
        if let Some(owed) = &answering.owed {
            head = head.meta(html! { "promised by " (answering.when.moment_strong(owed.due_at)) });
        }
        let action = format!("{path}/answer");
        let body = html! {
            (head.meta(place))
            (self.notice)
            @if let Some(scheduled) = &answering.scheduled { (scheduled_part(scheduled, &answering.when, &action)) }
            form class="split" data-aside="half" method="post" action=(action) data-keep={ (action) "/draft" }
                data-zone=(answering.when.zone().iana_name().unwrap_or_default()) data-preview="a-letter" data-preview-from={ (action) "/preview" } {
                div class="stack" data-gap="l" {
                    (form.notice())
                    (form.hidden("base")) (form.hidden("back"))
                    (self.outside())
                    (parts::kinds(form, html! { div class="actions" { (Button::submit("Show its parts").small().named("do", "kind")) } }))
                    @if let Some(kind) = self.kind { (parts::of_kind(kind, form, answering, &self.known.0, &self.case)) }
                }
                section class="sticky beside stack" aria-labelledby="a-mail" {
                    h2 class="eyebrow" id="a-mail" tabindex="-1" { "Preview of the mail" }
                    div id="a-letter" aria-live="polite" { (self.letter()) }
                }
                @if self.kind.is_some() { (self.send()) }
            }
        };
        let mut frame = self.who.shell();
        frame.said = self.said.clone();
        Shell::new(&title, Here::Requests, &frame).page(&body)
    }

    /// Why it may go out now, where no block is open.
    fn outside(&self) -> Markup {
        let outside = self.answering.draft.as_ref().and_then(|draft| draft.outside.as_ref());
        let Some(outside) = outside.filter(|_| self.answering.block.is_none()) else { return html! {} };
        let change = format!("{}/answer/outside", self.answering.path());
        let body = html! {
            p { (outside.why.title()) "." @if !outside.words.is_empty() { " “" (outside.words) "”" } }
            div class="actions" { (Button::link("Change the reason", &change).small()) }
        };
        html! { (Notice::new(Tone::Plain, "Outside a block").icon(Icon::Info).body(body)) }
    }

    fn send(&self) -> Markup {
        let answering = self.answering;
        let is_ready = match (&answering.draft, &answering.block) {
            (Some(draft), Some(block)) => draft.ready_in == Some(block.key),
            _ => false,
        };
        let keeps = match &answering.owed {
            Some(owed) if answering.when.now() <= owed.due_at => {
                "Sending keeps the promise. The answer, its kind and the time are written to the ledger."
            }
            Some(_) => "The promised time has passed, so that promise stays broken. The answer goes out all the same.",
            None => "Nothing is promised at the moment. The answer, its kind and the time are written down.",
        };
        html! {
            div class="send stack" data-gap="s" {
                div class="actions" {
                    (Button::submit(if answering.block.is_some() { "Send now" } else { "Send now, outside a block" }).primary().named("do", "send"))
                    @if answering.block.is_some() { (Button::submit("Send when the block ends").quiet().named("do", "ready")) }
                    (Button::submit("Show what they will read").plain().named("do", "look"))
                }
                @if is_ready { p class="small" { (Icon::Check.small()) " Ready: it is sent when the block ends. A change makes it a draft again." } }
                p class="small quiet" { (keeps) }
                (kept_line())
            }
        }
    }
}
