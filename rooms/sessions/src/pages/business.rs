//! The business first: what moved since the last block, what is known beside it, and one question about it.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use business::{Charted, Drawn, Moved};
use ground::{Ground, Tx};
use http::StatusCode;
use jiff::{SignedDuration, Timestamp};
use maud::{Markup, html};
use team::{Member, Worker};
use web::buttons::Button;
use web::fields::kept_line;
use web::forms::{Filled, ToMend, Typed};
use web::when::number;
use web::{Said, capital, see_other};

use super::reading::{Session, first_name};
use super::typing;
use crate::acts::{self, Refused};
use crate::rules::{Course, Question, Step};
use crate::store::{Field, Of};

/// How far back clues and readings are new where no block was before.
const A_WEEK: SignedDuration = SignedDuration::from_hours(7 * 24);
/// How many of each kind stand beside.
const BESIDE: usize = 5;

/// The fields of this step, in the order of their questions.
const FIELDS: [Field; 3] = [Field::Best, Field::Help, Field::Difference];

fn field_of(question: Question) -> Field {
    match question {
        Question::Best => Field::Best,
        Question::Difference => Field::Difference,
        Question::Help
        | Question::Behind
        | Question::Partner
        | Question::Besides
        | Question::Touches
        | Question::Lighter => Field::Help,
    }
}

pub(super) async fn show(
    State(ground): State<Ground>,
    Worker(who): Worker,
    Path(key): Path<String>,
    said: Said,
    asked: Typed,
) -> web::Result<Response> {
    let mut tx = ground.read().await?;
    let session = match Session::open(&mut tx, &who, &key).await? {
        Ok(session) => session,
        Err(path) => return Ok(see_other(path).into_response()),
    };
    let form = typing::filled(&session.words, &FIELDS);
    let shown = shown(&session, asked.text("ask"));
    Ok(page(&mut tx, &who, &session, &shown, &form, said, html! {}).await?.into_response())
}

/// Which questions are asked: all of the week's, one of the day's. Of these the one that was asked for, else the one with an answer, else
/// the first.
fn shown(session: &Session, asked: &str) -> Vec<Question> {
    let all = session.course.questions(Step::Business);
    if session.course == Course::Week {
        return all.to_vec();
    }
    let wanted = all.iter().find(|question| field_of(**question).as_str() == asked);
    let answered = all.iter().find(|question| session.words.some(field_of(**question)).is_some());
    wanted.or(answered).or(all.first()).copied().into_iter().collect()
}

pub(super) async fn submit(
    State(ground): State<Ground>,
    Worker(who): Worker,
    Path(key): Path<String>,
    mut typed: Typed,
) -> web::Result<Response> {
    let mut tx = ground.read().await?;
    let session = Session::of(&mut tx, &who, &key).await?;
    let questions = shown(&session, typed.text("asked"));
    let errors = typing::checked(&typed, &FIELDS);
    if !errors.is_empty() {
        let form = Filled::back(typed, errors);
        let page = page(&mut tx, &who, &session, &questions, &form, Said::default(), html! {}).await?;
        return Ok(ToMend(page).into_response());
    }
    drop(tx);
    let block = session.block.key;
    let fields = typing::typing(&typed, &FIELDS);
    match acts::keep(&ground, &who, Some(block), Of::Block(block), &fields).await {
        Ok(()) if session.is_open() => {}
        Ok(()) => return Ok(typing::kept_late(&session)),
        Err(Refused::Lost(lost)) => {
            let notice = typing::told_both(&mut typed, &lost, &session.when);
            let form = Filled { typed, ..Filled::empty() };
            let page =
                page(&mut ground.read().await?, &who, &session, &questions, &form, Said::default(), notice).await?;
            return Ok((StatusCode::CONFLICT, page).into_response());
        }
        // Nothing was typed that does not stand there.
        Err(Refused::NotOpen) if fields.iter().all(|typed| typed.is_as_loaded) => {
            return Ok(see_other(session.path()).into_response());
        }
        Err(Refused::NotOpen) => {
            let mut tx = ground.read().await?;
            let session = Session::of(&mut tx, &who, &key).await?;
            let (form, notice) = (Filled { typed, ..Filled::empty() }, typing::told_unkept(&session));
            let page = page(&mut tx, &who, &session, &questions, &form, Said::default(), notice).await?;
            return Ok((StatusCode::CONFLICT, page).into_response());
        }
        Err(refused) => return Err(refused.into()),
    }
    let on = match typed.text("do") {
        "other" => {
            let all = session.course.questions(Step::Business);
            let other = all.iter().find(|question| !questions.contains(question));
            let ask = other.map_or("", |question| field_of(*question).as_str());
            web::paging::with_query(&session.path_of(Step::Business), &[("ask", ask)])
        }
        "keep" => session.path_of(Step::Business),
        _ => session.path_of(session.next(Step::Business)),
    };
    Ok(see_other(on).into_response())
}

/// What the business shows, read once.
struct Seen {
    moved: Vec<Moved>,
    others: Vec<Charted>,
    goals: Vec<business::Goal>,
    clues: Vec<(business::Clue, String)>,
    questions: Vec<business::Question>,
}

impl Seen {
    async fn read(tx: &mut Tx, who: &Member, session: &Session) -> web::Result<Self> {
        let opened_at = session.block.opened_at.unwrap_or(session.when.now());
        let last = blocks::opened_before(tx, who, session.block.key, opened_at).await?;
        let since = last.or_else(|| opened_at.checked_sub(A_WEEK).ok()).unwrap_or(Timestamp::MIN);
        let goals = business::goals(tx, who.team).await?;
        let all = business::all_charted(tx, who.team).await?.into_iter();
        let (moved, others): (Vec<Charted>, Vec<Charted>) = all.partition(|charted| charted.has_moved_since(since));
        let of_goal = |charted: Charted| {
            let goal = goals.iter().find(|goal| Some(goal.id) == charted.metric.goal).cloned();
            Moved { charted, goal }
        };
        let moved = moved.into_iter().map(of_goal).collect();
        let mut clues = business::clues(tx, who.team, None, 20).await?;
        clues.retain(|clue| clue.noted_at >= since);
        clues.truncate(BESIDE);
        let members = if clues.is_empty() { Vec::new() } else { team::members::list(tx, who.team).await? };
        let name = |by: &str| {
            let member = members.iter().find(|member| member.actor().to_string() == by);
            member.map_or_else(String::new, |member| first_name(&member.name).to_owned())
        };
        let clues = clues.into_iter().map(|clue| (name(&clue.by), clue)).map(|(name, clue)| (clue, name)).collect();
        let mut questions = business::questions_to_bring(tx, who.team).await?;
        // Those for the team's own block first.
        questions.sort_by_key(|question| !question.in_block);
        questions.truncate(BESIDE);
        Ok(Self { moved, others, goals, clues, questions })
    }

    /// “One metric moved since the last block. The other two are where they were.”
    fn lead(&self) -> String {
        let count = |many: usize| number(u64::try_from(many).unwrap_or(u64::MAX));
        let moved = match self.moved.len() {
            0 => "No metric moved since the last block.".to_owned(),
            1 => "One metric moved since the last block.".to_owned(),
            many => format!("{} metrics moved since the last block.", capital(&count(many))),
        };
        let others = match (self.moved.len(), self.others.len()) {
            (0, 0) => return "No metric is kept yet. By which figure does the business decide?".to_owned(),
            (_, 0) => String::new(),
            (0, 1) => " The one you keep is where it was.".to_owned(),
            (0, 2) => " Both are where they were.".to_owned(),
            (0, many) => format!(" All {} are where they were.", count(many)),
            (_, 1) => " The other one is where it was.".to_owned(),
            (_, many) => format!(" The other {} are where they were.", count(many)),
        };
        format!("{moved}{others}")
    }
}

async fn page(
    tx: &mut Tx,
    who: &Member,
    session: &Session,
    questions: &[Question],
    form: &Filled,
    said: Said,
    notice: Markup,
) -> web::Result<Markup> {
    let seen = Seen::read(tx, who, session).await?;
    let path = session.path_of(Step::Business);
    let keep = format!("{}/words", session.path());
    let next = session.next_words(session.next(Step::Business));
    let asked = questions.first().map_or("", |question| field_of(*question).as_str());
    let shown: Vec<Field> = questions.iter().map(|question| field_of(*question)).collect();
    let hint = match session.course {
        Course::Day => "One line is enough. It stands above the requests for the rest of the block.",
        Course::Week => "A line each. They stand above the requests for the rest of the block.",
    };
    let body = html! {
        header class="stack" data-gap="s" { h1 { "The business first" } p class="lead" { (seen.lead()) } }
        (notice)
        @for (place, moved) in seen.moved.iter().enumerate() {
            @let id = format!("moved-{place}");
            section class="sheet" aria-label="A metric that moved" {
                (business::moved_part(moved, Drawn { height: 220, ..Drawn::large(&id) }, &session.when))
            }
        }
        @if seen.moved.is_empty() && seen.others.is_empty() {
            p class="quiet measure" { "A block begins with the figures that the business decides by. " a href="/business/metrics/new" { "Keep the first one" } ", or write what you know." }
        }
        form class="stack" data-gap="l" method="post" action=(path) data-keep=(keep) data-zone=(session.zone_name) {
            (form.notice())
            (typing::bases(form, &shown))
            input type="hidden" name="asked" value=(asked);
            @for (place, question) in questions.iter().enumerate() {
                @let field = form.field(field_of(*question).as_str(), question.words()).question();
                @if place == 0 { (field.hint(hint).area()) } @else { (field.area()) }
            }
            div class="stack" data-gap="s" {
                div class="actions" {
                    (Button::submit(&next).primary().named("do", "next"))
                    @if session.course == Course::Day { (Button::submit("Another question").plain().named("do", "other")) }
                }
                (kept_line())
            }
        }
    };
    let beside = beside(session, &seen);
    Ok(session.frame("The business first", Step::Business, said, Some(("Beside it", beside)), &body))
}

fn beside(session: &Session, seen: &Seen) -> Markup {
    let when = &session.when;
    html! {
        @if !seen.others.is_empty() {
            section aria-labelledby="bs-were" {
                h2 class="eyebrow" id="bs-were" { "Where they were" }
                @for charted in seen.others.iter().take(BESIDE) { p class="small" { (figure(charted)) } }
                @if seen.others.len() > BESIDE { p class="small" { a href="/business" { "All of them" } } }
            }
        }
        @if !seen.goals.is_empty() {
            section aria-labelledby="bs-goals" {
                h2 class="eyebrow" id="bs-goals" { "Goals" }
                ul class="small" {
                    @for goal in seen.goals.iter().take(BESIDE) { li { a href={ "/business/goals/" (goal.id) } { (goal.title) } } }
                }
            }
        }
        @if !seen.clues.is_empty() {
            section aria-labelledby="bs-clues" {
                h2 class="eyebrow" id="bs-clues" { "New clues" }
                @for (clue, name) in &seen.clues {
                    p class="small" { (clue.words) " " span class="faint" { (clue_meta(clue, name, session)) } }
                }
            }
        }
        @if !seen.questions.is_empty() {
            section aria-labelledby="bs-ask" {
                h2 class="eyebrow" id="bs-ask" { "Questions to bring" }
                @for question in &seen.questions {
                    p class="small" {
                        a href={ "/business/questions/" (question.id) } { (question.words) }
                        @if !question.for_name.is_empty() { " " span class="faint" { "for " (question.for_name) } }
                    }
                }
            }
        }
        section aria-labelledby="bs-held" {
            h2 class="eyebrow" id="bs-held" { "Held and due" }
            p class="small" {
                @if session.looked.is_empty() { "Nothing is on the agenda." }
                @else {
                    (capital(&super::reading::how_many(session.looked.len(), "request", "requests")))
                    @let due: Vec<String> = session.looked.iter().filter_map(|looked| Some(when.near(looked.owed.as_ref()?.due_at))).collect();
                    @if !due.is_empty() { ", by " (due.join("; ")) } "."
                }
            }
        }
    }
}

fn figure(charted: &Charted) -> Markup {
    html! {
        a href={ "/business/metrics/" (charted.metric.id) } { (charted.metric.name) } ": "
        @match charted.last_words() { Some(last) => (last), None => "no reading yet" }
        @if let Some(wanted) = charted.wanted_words() { ", wanted " (wanted) } "."
    }
}

/// “Ruth, 20 Nov”.
fn clue_meta(clue: &business::Clue, name: &str, session: &Session) -> String {
    let day = session.when.day_near(session.when.day_of(clue.noted_at));
    let said = [name, day.as_str(), clue.source.as_str()].into_iter().filter(|word| !word.is_empty());
    said.collect::<Vec<_>>().join(", ")
}
