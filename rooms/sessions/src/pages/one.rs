//! One request at a time: its words, what lies behind it, and what a trusted partner would do with it.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use blocks::Block;
use ground::Ground;
use http::StatusCode;
use maud::{Markup, html};
use requests::{Author, Message, RequestId};
use team::{Member, Worker};
use web::buttons::Button;
use web::fields::kept_line;
use web::forms::{Errors, Filled, ToMend, Typed};
use web::lists::facts;
use web::notices::{Notice, Tone};
use web::words::{From, conversation, paragraphs, quote};
use web::{Failure, Icon, Said, see_other};

use super::reading::{Here, Looked, Session};
use crate::acts::{self, Lost, Refused, Thoughts};
use crate::plan;
use crate::store::{self, Direction, Note};

/// The longest note, in signs.
const LONGEST: usize = 20_000;

pub(super) async fn show(
    State(ground): State<Ground>,
    Worker(who): Worker,
    Path((key, number)): Path<(String, String)>,
    said: Said,
) -> web::Result<Response> {
    let session = match Session::open(&ground, &who, &key).await? {
        Ok(session) => session,
        Err(path) => return Ok(see_other(path).into_response()),
    };
    let looked = of_number(&session, &number)?;
    let note = store::note_of(&mut ground.read().await?, who.team, looked.request.id).await?;
    let page = Page { form: filled(note.as_ref()), said, notice: html! {}, session: &session, looked };
    Ok(page.whole(&ground, &who).await?.into_response())
}

fn of_number<'a>(session: &'a Session, number: &str) -> web::Result<&'a Looked> {
    let number: usize = number.parse().map_err(|_no_number| Failure::NotFound)?;
    session.looked.iter().find(|looked| looked.number == number).ok_or(Failure::NotFound)
}

fn filled(note: Option<&Note>) -> Filled {
    let Some(note) = note else { return Filled::with([("base", "0")]) };
    let direction = note.direction.map_or("", Direction::as_str);
    let version = note.kept.version.to_string();
    Filled::with([
        ("base", version.as_str()),
        ("behind", &note.behind),
        ("touches", &note.touches),
        ("direction", direction),
    ])
}

pub(super) async fn submit(
    State(ground): State<Ground>,
    Worker(who): Worker,
    Path((key, number)): Path<(String, String)>,
    typed: Typed,
) -> web::Result<Response> {
    let session = Session::of(&ground, &who, &key).await?;
    let looked = of_number(&session, &number)?;
    let errors = checked(&typed);
    if !errors.is_empty() {
        let page = Page {
            form: Filled::back(typed, errors),
            said: Said::default(),
            notice: html! {},
            session: &session,
            looked,
        };
        return Ok(ToMend(page.whole(&ground, &who).await?).into_response());
    }
    let kept = acts::keep_note(&ground, &who, looked.request.id, &thoughts(&typed), base(&typed)).await;
    let note = match kept {
        Ok(note) => note,
        Err(Refused::Lost(lost)) => return told_both(&ground, &who, &session, looked, typed, &lost).await,
        Err(refused) => return Err(refused.into()),
    };
    let here = session.path_of(looked.number);
    let on = session
        .next(looked.number)
        .map_or_else(|| format!("{}/end", session.path()), |next| session.path_of(next.number));
    match typed.text("do") {
        "answer" => Ok(see_other(to_answer(looked, &note, &here)).into_response()),
        "set-aside" => {
            acts::set_aside(&ground, &who, session.block.key, looked.request.id).await?;
            let said =
                Said::well(format!("{} is set aside.", looked.request.subject)).more("It waits for the next block.");
            Ok((said, see_other(on)).into_response())
        }
        "keep" => Ok((Said::well("Kept."), see_other(here)).into_response()),
        _ => Ok(see_other(on).into_response()),
    }
}

/// Keeps a note while it is typed: 204 once it is on the disk.
pub(super) async fn keep(State(ground): State<Ground>, Worker(who): Worker, typed: Typed) -> web::Result<StatusCode> {
    checked(&typed).into_result()?;
    let request: RequestId = typed.text("request").parse()?;
    acts::keep_note(&ground, &who, request, &thoughts(&typed), base(&typed)).await?;
    Ok(StatusCode::NO_CONTENT)
}

fn checked(typed: &Typed) -> Errors {
    let mut errors = typed.check();
    for name in ["behind", "touches"] {
        errors.limit(typed, name, LONGEST);
    }
    errors
}

fn thoughts(typed: &Typed) -> Thoughts {
    Thoughts {
        behind: typed.verbatim("behind").to_owned(),
        touches: typed.verbatim("touches").to_owned(),
        direction: Direction::from_word(typed.text("direction")),
    }
}

fn base(typed: &Typed) -> i64 {
    typed.text("base").parse().unwrap_or_default()
}

/// To where the answer is written, or the question is asked.
fn to_answer(looked: &Looked, note: &Note, back: &str) -> String {
    let request = format!("/requests/{}", looked.request.id);
    let kind = match note.direction {
        Some(Direction::Question) => return format!("{request}#reply"),
        Some(Direction::Answer(kind)) => kind.as_str(),
        None => "",
    };
    web::paging::with_query(&format!("{request}/answer"), &[("kind", kind), ("back", back)])
}

/// Both notes on one page: yours in the fields, theirs above.
async fn told_both(
    ground: &Ground,
    who: &Member,
    session: &Session,
    looked: &Looked,
    mut typed: Typed,
    lost: &Lost,
) -> web::Result<Response> {
    typed.set("base", lost.note.kept.version.to_string());
    let title = format!("{} changed this {}", lost.by, session.when.ago(lost.note.changed_at));
    let theirs = [lost.note.behind.trim(), lost.note.touches.trim(), lost.note.direction.map_or("", Direction::title)];
    let body = html! {
        p { "What you typed stands in the fields below and is not kept yet. This is what stands there now:" }
        @for text in theirs.into_iter().filter(|text| !text.is_empty()) { blockquote class="words" { (paragraphs(text)) } }
        p { "Take over what you want to keep of it. What you send next stands in its place." }
    };
    let notice = html! { div role="alert" { (Notice::new(Tone::Care, &title).icon(Icon::Care).body(body)) } };
    let form = Filled { typed, errors: Errors::default() };
    let page = Page { form, said: Said::default(), notice, session, looked };
    Ok((StatusCode::CONFLICT, page.whole(ground, who).await?).into_response())
}

struct Page<'a> {
    session: &'a Session,
    looked: &'a Looked,
    form: Filled,
    said: Said,
    notice: Markup,
}

impl Page<'_> {
    async fn whole(self, ground: &Ground, who: &Member) -> web::Result<Markup> {
        let mut tx = ground.read().await?;
        let messages = requests::readings::messages(&mut tx, who.team, self.looked.request.id).await?;
        let answered: Vec<RequestId> = self.session.written.iter().map(|sent| sent.request).collect();
        let after = plan::after(&mut tx, who.team, self.session.block.key, &answered, self.session.when.now()).await?;
        drop(tx);
        let later = after.block_of(self.looked.request.id);
        let body = self.body(who, &messages, later);
        let beside = self.known();
        let title = self.looked.request.subject.clone();
        let beside = beside.map(|known| ("What we know", known));
        Ok(self.session.frame(&title, Here::Request(self.looked.number), self.said, beside, &body))
    }

    fn body(&self, who: &Member, messages: &[Message], later: Option<&Block>) -> Markup {
        let Self { session, looked, form, .. } = self;
        let request = &looked.request;
        let (path, keep) = (session.path_of(looked.number), format!("{}/notes", session.path()));
        html! {
            header class="stack" data-gap="s" {
                p class="meta" { "Request " (looked.number) " of " (session.looked.len()) ", " a href={ "/requests/" (request.id) } { (who.team_prefix) "-" (request.number) } }
                h1 { (request.subject) }
                p class="quiet" { (self.promised()) }
            }
            (self.notice)
            (self.stands())
            @if let Some(asked) = messages.iter().find(|message| message.author == Author::Asked) { (quote(&asked.words)) }
            (self.since(messages))
            form class="stack" data-gap="l" method="post" action=(path) data-keep=(keep) data-zone=(session.zone_name) {
                (form.notice())
                (form.hidden("base"))
                input type="hidden" name="request" value=(request.id);
                (form.field("behind", "What lies behind this request?").question().area())
                (form.field("touches", "Which goal or metric does it touch, and what do we not know yet?").question().area())
                (directions(form))
                div class="stack" data-gap="s" {
                    (self.buttons(later))
                    (kept_line())
                }
            }
        }
    }

    /// Who will hear from the team, and by when. Their position is left out: rank is not evidence.
    fn promised(&self) -> Markup {
        let Self { session, looked, .. } = self;
        let unit = looked.request.unit.as_deref().map(|unit| format!(", {unit},")).unwrap_or_default();
        html! {
            (looked.asker()) (unit)
            @match &looked.owed {
                Some(owed) if session.when.now() <= owed.due_at => { " will hear from us by " (session.when.moment_strong(owed.due_at)) "." },
                Some(owed) => { " was to hear from us by " (session.when.moment_strong(owed.due_at)) "." },
                None => { " waits for nothing at the moment." },
            }
        }
    }

    fn stands(&self) -> Markup {
        let Self { session, looked, .. } = self;
        let title = if let Some(sent) = &looked.sent {
            format!("Answered at {}: {}", session.when.time(sent.sent_at), sent.kind.words())
        } else if !looked.is_open() {
            format!("This request is {} meanwhile", looked.request.state.words())
        } else if looked.is_set_aside {
            "Set aside for the next block".to_owned()
        } else if looked.is_ready(session.block.key) {
            "The answer is ready, and sent when the block ends".to_owned()
        } else {
            return html! {};
        };
        html! { (Notice::new(Tone::Plain, &title).icon(Icon::Info)) }
    }

    /// What was said since, and what the team noted.
    fn since(&self, messages: &[Message]) -> Markup {
        let when = &self.session.when;
        let since: Vec<&Message> = messages.iter().filter(|message| message.author != Author::Asked).collect();
        let shown = since.iter().map(|message| web::words::Message {
            from: match message.author {
                Author::Note => From::Team,
                Author::Asked | Author::Stakeholder => From::Stakeholder,
                Author::Machine => From::Machine,
            },
            name: &message.author_name,
            shown: &message.author_name,
            beside: html! { (when.moment_near(message.at)) @if message.author == Author::Note { ", note for the team" } },
            body: paragraphs(&message.words),
        });
        html! { @if !since.is_empty() { section aria-labelledby="b-since" { h2 class="eyebrow" id="b-since" { "Said since" } (conversation(shown)) } } }
    }

    fn buttons(&self, later: Option<&Block>) -> Markup {
        let Self { session, looked, .. } = self;
        let next = session.next(looked.number).map(|next| format!("Next: {}", next.request.subject));
        let aside =
            later.map(|block| format!("Set aside for {}", session.when.day_near(session.when.day_of(block.starts_at))));
        let may_set_aside = looked.is_open() && !looked.is_set_aside && looked.sent.is_none();
        html! {
            div class="actions" {
                (Button::submit(next.as_deref().unwrap_or("To the end: send and close")).primary().named("do", "next"))
                @if looked.is_open() { (Button::submit("Write the answer").named("do", "answer")) }
                (Button::submit("Keep").quiet().named("do", "keep"))
                @if may_set_aside { (Button::submit(aside.as_deref().unwrap_or("Set aside")).plain().named("do", "set-aside")) }
            }
            @if may_set_aside && later.is_none() {
                p class="small quiet" { "No other block ends before its promise is due. Set aside, it needs one: " a href="/blocks/new" { "reserve it" } ", or answer now." }
            }
        }
    }

    /// What they said beside their words; nothing if they said nothing more.
    fn known(&self) -> Option<Markup> {
        let request = &self.looked.request;
        let when = &self.session.when;
        let said: Vec<(&'static str, Markup)> = [
            request.result.as_ref().map(|result| ("Which result should get better", html! { (result) })),
            request.audience.as_ref().map(|audience| ("For whom", html! { (audience) })),
            request.fixed_on.map(|day| ("A date that can’t move", html! { (when.day(day)) })),
        ]
        .into_iter()
        .flatten()
        .collect();
        let asked = [("Asked", when.moment_short(request.received_at))];
        Some(
            html! { section aria-labelledby="b-said" { h2 class="eyebrow" id="b-said" { "What they said beside it" } (facts(said.into_iter().chain(asked))) } },
        )
    }
}

fn directions(form: &Filled) -> Markup {
    let mut choices = form.choices("direction", "What would a trusted partner do with it?");
    for direction in Direction::all() {
        choices = choices.option(direction.as_str(), direction.title(), None);
    }
    html! { (choices.question().grid().hint("Pick the direction. The answer itself is written after.")) }
}
