//! One request at a time: the business line, its words, what lies behind it, and what a trusted partner would do with it.

use answers::Before;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use blocks::Block;
use business::{Beside, Clue, Drawn};
use diagnosis::Summary;
use ground::{Ground, Tx};
use http::StatusCode;
use maud::{Markup, html};
use requests::{Author, Message, RequestId};
use team::{Member, Worker};
use web::buttons::Button;
use web::fields::kept_line;
use web::forms::{Filled, ToMend, Typed};
use web::lists::facts;
use web::notices::{Notice, Tone};
use web::words::{From, conversation, paragraphs, quote};
use web::{Failure, Icon, Said, see_other};

use super::reading::{Looked, Session};
use super::typing;
use crate::acts::{self, Refused};
use crate::plan;
use crate::rules::{Question, Step};
use crate::store::{self, Direction, Field, Of, Words};

/// How many clues stand beside.
const CLUES: usize = 4;

pub(super) async fn show(
    State(ground): State<Ground>,
    Worker(who): Worker,
    Path((key, number)): Path<(String, String)>,
    said: Said,
) -> web::Result<Response> {
    let mut tx = ground.read().await?;
    let session = match Session::open(&mut tx, &who, &key).await? {
        Ok(session) => session,
        Err(path) => return Ok(see_other(path).into_response()),
    };
    let looked = of_number(&session, &number)?;
    let words = store::words_of(&mut tx, who.team, Of::Request(looked.request.id)).await?;
    let form = typing::filled(&words, &Field::OF_REQUEST);
    let page = Page { form, said, notice: html! {}, session: &session, looked };
    Ok(page.whole(&mut tx, &who).await?.into_response())
}

fn of_number<'a>(session: &'a Session, number: &str) -> web::Result<&'a Looked> {
    let number: usize = number.parse().map_err(|_no_number| Failure::NotFound)?;
    session.looked_at(number).ok_or(Failure::NotFound)
}

pub(super) async fn submit(
    State(ground): State<Ground>,
    Worker(who): Worker,
    Path((key, number)): Path<(String, String)>,
    mut typed: Typed,
) -> web::Result<Response> {
    let mut tx = ground.read().await?;
    let session = Session::of(&mut tx, &who, &key).await?;
    let looked = of_number(&session, &number)?;
    let errors = typing::checked(&typed, &Field::OF_REQUEST);
    if !errors.is_empty() {
        let (form, said) = (Filled::back(typed, errors), Said::default());
        let page = Page { form, said, notice: html! {}, session: &session, looked };
        return Ok(ToMend(page.whole(&mut tx, &who).await?).into_response());
    }
    drop(tx);
    let (block, request) = (session.block.key, looked.request.id);
    let fields = typing::typing(&typed, &Field::OF_REQUEST);
    match acts::keep(&ground, &who, Some(block), Of::Request(request), &fields).await {
        Ok(()) => {}
        Err(Refused::Lost(lost)) => {
            let notice = typing::told_both(&mut typed, &lost, &session.when);
            let form = Filled { typed, ..Filled::empty() };
            let page = Page { form, said: Said::default(), notice, session: &session, looked };
            return Ok((StatusCode::CONFLICT, page.whole(&mut ground.read().await?, &who).await?).into_response());
        }
        Err(refused) => return Err(refused.into()),
    }
    let here = session.path_of(Step::Request(looked.number));
    let on = session.path_of(session.next(Step::Request(looked.number)));
    match typed.text("do") {
        "answer" => {
            let words = store::words_of(&mut ground.read().await?, who.team, Of::Request(request)).await?;
            Ok(see_other(to_answer(looked, &words, &here)).into_response())
        }
        "diagnosis" => Ok(see_other(format!("/requests/{request}/diagnosis")).into_response()),
        "set-aside" => {
            acts::set_aside(&ground, &who, block, request).await?;
            let mut tx = ground.read().await?;
            let next = match &looked.owed {
                Some(owed) => plan::next_block_for(&mut tx, who.team, block, (request, owed.due_at)).await?,
                None => None,
            };
            let set_aside = format!("{} is set aside.", looked.request.subject);
            let said = match (&looked.owed, next) {
                (Some(owed), None) => Said::with_care(set_aside).more(format!(
                    "No other block ends before its promise is due, {}. The desk offers time for it.",
                    session.when.near(owed.due_at)
                )),
                (Some(_) | None, _) => Said::well(set_aside).more("It waits for the next block."),
            };
            Ok((said, see_other(on)).into_response())
        }
        "keep" => Ok((Said::well("Kept."), see_other(here)).into_response()),
        _ => Ok(see_other(on).into_response()),
    }
}

/// Keeps a note while it is typed: 204 once it is on the disk.
pub(super) async fn keep(
    State(ground): State<Ground>,
    Worker(who): Worker,
    Path(key): Path<String>,
    typed: Typed,
) -> web::Result<StatusCode> {
    typing::checked(&typed, &Field::OF_REQUEST).into_result()?;
    let (block, request): (_, RequestId) = (key.parse()?, typed.text("request").parse()?);
    let fields = typing::typing(&typed, &Field::OF_REQUEST);
    acts::keep(&ground, &who, Some(block), Of::Request(request), &fields).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// To where the answer is written, or the question is asked.
fn to_answer(looked: &Looked, words: &Words, back: &str) -> String {
    let request = format!("/requests/{}", looked.request.id);
    let kind = match Direction::from_word(words.verbatim(Field::Direction)) {
        Some(Direction::Question) => return format!("{request}#reply"),
        Some(Direction::Answer(kind)) => kind.as_str(),
        None => "",
    };
    web::paging::with_query(&format!("{request}/answer"), &[("kind", kind), ("back", back)])
}

struct Page<'a> {
    session: &'a Session,
    looked: &'a Looked,
    form: Filled,
    said: Said,
    notice: Markup,
}

/// What stands beside a request.
struct Known {
    beside: Vec<Beside>,
    clues: Vec<Clue>,
    diagnosis: Option<Summary>,
    before: Vec<Before>,
}

impl Known {
    async fn read(tx: &mut Tx, who: &Member, request: RequestId) -> web::Result<Self> {
        let beside = business::beside(tx, who.team, request.uuid()).await?;
        let mut clues = Vec::new();
        if !beside.is_empty() {
            clues = business::clues(tx, who.team, None, 60).await?;
            let is_about = |clue: &Clue| {
                beside.iter().any(|beside| {
                    let goal = beside.goal.as_ref().map(|goal| goal.id);
                    let metrics = || beside.charted.iter().map(|charted| charted.metric.id);
                    (clue.goal.is_some() && clue.goal == goal) || metrics().any(|metric| clue.metric == Some(metric))
                })
            };
            clues.retain(is_about);
            clues.truncate(CLUES);
        }
        let diagnosis = diagnosis::summary(tx, who.team, request).await?;
        let before = answers::before(tx, who.team, request).await?;
        Ok(Self { beside, clues, diagnosis, before })
    }
}

impl Page<'_> {
    async fn whole(self, tx: &mut Tx, who: &Member) -> web::Result<Markup> {
        let id = self.looked.request.id;
        let messages = requests::readings::messages(tx, who.team, id).await?;
        let later = match (&self.looked.owed, self.may_set_aside()) {
            (Some(owed), true) => plan::next_block_for(tx, who.team, self.session.block.key, (id, owed.due_at)).await?,
            (Some(_) | None, _) => None,
        };
        let known = Known::read(tx, who, id).await?;
        let body = self.body(who, &messages, later.as_ref());
        let beside = ("What we know", self.known(&known, &who.team_prefix));
        let here = Step::Request(self.looked.number);
        Ok(self.session.frame(&self.looked.request.subject, here, self.said, Some(beside), &body))
    }

    fn may_set_aside(&self) -> bool {
        let looked = self.looked;
        self.session.may_change
            && looked.is_open()
            && !looked.is_set_aside
            && looked.sent.is_none()
            && looked.goes_out_at().is_none()
    }

    fn body(&self, who: &Member, messages: &[Message], later: Option<&Block>) -> Markup {
        let Self { session, looked, form, .. } = self;
        let request = &looked.request;
        let (path, keep) = (session.path_of(Step::Request(looked.number)), format!("{}/notes", session.path()));
        let area = |field: Field, question: Question| form.field(field.as_str(), question.words()).question().area();
        html! {
            (session.business_line())
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
                (typing::bases(form, &Field::OF_REQUEST))
                input type="hidden" name="request" value=(request.id);
                (area(Field::Behind, Question::Behind))
                (area(Field::Touches, Question::Touches))
                (directions(form))
                details class="explain" data-plain open[!form.typed.text(Field::Besides.as_str()).is_empty()] {
                    summary { "Or ask what else is possible" }
                    div class="explain-body" { (area(Field::Besides, Question::Besides)) }
                }
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
        if let Some(scheduled) = &looked.scheduled {
            let back = session.path_of(Step::Request(looked.number));
            return answers::scheduled_part(scheduled, &session.when, &back);
        }
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
            beside: html! { span { (when.moment_near(message.at)) @if message.author == Author::Note { ", note for the team" } } },
            body: paragraphs(&message.words),
        });
        html! { @if !since.is_empty() { section aria-labelledby="b-since" { h2 class="eyebrow" id="b-since" { "Said since" } (conversation(shown)) } } }
    }

    fn buttons(&self, later: Option<&Block>) -> Markup {
        let Self { session, looked, .. } = self;
        let next = session.next_words(session.next(Step::Request(looked.number)));
        let aside =
            later.map(|block| format!("Set aside for {}", session.when.day_near(session.when.day_of(block.starts_at))));
        let may_set_aside = self.may_set_aside();
        html! {
            div class="actions" {
                (Button::submit(&next).primary().named("do", "next"))
                @if looked.is_open() { (Button::submit("Write the answer").named("do", "answer")) }
                (Button::submit("Open the diagnosis").quiet().named("do", "diagnosis"))
                @if may_set_aside { (Button::submit(aside.as_deref().unwrap_or("Set aside")).plain().named("do", "set-aside")) }
            }
            @if may_set_aside && later.is_none() {
                p class="small quiet" { "No other block ends before its promise is due. Set aside, it needs one: " a href="/blocks/new" { "reserve it" } ", or answer now." }
            }
        }
    }

    fn known(&self, known: &Known, prefix: &str) -> Markup {
        let (when, request) = (&self.session.when, &self.looked.request);
        html! {
            (self.linked(known))
            @if !known.clues.is_empty() {
                section aria-labelledby="b-clues" {
                    h2 class="eyebrow" id="b-clues" { "Clues" }
                    ul class="stack small" data-gap="s" role="list" {
                        @for clue in &known.clues {
                            li { "“" (clue.words) "” " span class="faint" { (when.day_near(when.day_of(clue.noted_at))) @if !clue.source.is_empty() { ", " (clue.source) } } }
                        }
                    }
                }
            }
            section aria-labelledby="b-diagnosis" {
                h2 class="eyebrow" id="b-diagnosis" { "The diagnosis" }
                @match &known.diagnosis {
                    None => p class="small quiet" { "Nobody has looked for the cause yet." },
                    Some(summary) => {
                        p class="small" { (summary.words) }
                        @for likely in summary.likely.iter().take(2) { p class="small quiet" { (likely.name) ", likely." } }
                        @if let Some(question) = summary.next_question { p class="small quiet" { "Next question: " (question.words()) } }
                    }
                }
                p class="small" { a href={ "/requests/" (request.id) "/diagnosis" } { "Open it" } }
            }
            (answers::before_beside(&known.before, prefix))
            (self.said_beside())
        }
    }

    /// The metrics that the request is linked to, small, with what they tell.
    fn linked(&self, known: &Known) -> Markup {
        let (when, request) = (&self.session.when, &self.looked.request);
        if known.beside.is_empty() {
            return html! {
                section aria-labelledby="b-link" {
                    h2 class="eyebrow" id="b-link" { "Goal or metric" }
                    p class="small quiet" { "None is linked yet. " a href={ "/requests/" (request.id) "#r-biz" } { "Link one" } }
                }
            };
        }
        html! {
            @for (place, beside) in known.beside.iter().enumerate() {
                @let id = format!("b-linked-{place}");
                section aria-labelledby=(id) {
                    @match beside.charted.first() {
                        Some(charted) => {
                            h2 class="eyebrow" id=(id) { (charted.metric.name) }
                            @if !charted.readings.is_empty() {
                                @let chart = format!("b-chart-{place}");
                                figure class="chart" { (business::chart(charted, Drawn { height: 150, ..Drawn::small(&chart) }, when)) }
                            }
                            p class="small quiet" { (charted.told().finding) }
                        }
                        None => h2 class="eyebrow" id=(id) { "Goal" },
                    }
                    @if let Some(goal) = &beside.goal { p class="small" { a href={ "/business/goals/" (goal.id) } { (goal.title) } } }
                }
            }
        }
    }

    /// What they said beside their words.
    fn said_beside(&self) -> Markup {
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
        html! { section aria-labelledby="b-said" { h2 class="eyebrow" id="b-said" { "What they said beside it" } (facts(said.into_iter().chain(asked))) } }
    }
}

fn directions(form: &Filled) -> Markup {
    let mut choices = form.choices(Field::Direction.as_str(), Question::Partner.words());
    for direction in Direction::all() {
        choices = choices.option(direction.as_str(), direction.title(), None);
    }
    html! { (choices.question().grid().hint("Pick the direction. The answer itself is written after.")) }
}
