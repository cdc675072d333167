//! Diagnosis for machines: what was answered and what follows, answering, asking the stakeholder, deciding otherwise, and what it was in
//! the end. Whatever a member can do on the pages.

mod described;

use std::collections::BTreeMap;

use axum::Router;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post, put};
use decisions::Driver;
use ground::{Ground, TeamId};
use http::StatusCode;
use jiff::Timestamp;
use method::{Cause, Evidence, Question, Recommendation};
use requests::RequestId;
use serde::{Deserialize, Serialize};
use team::{Scope, Token};
use web::forms::Errors;
use web::{Failure, Json};

pub use described::described;

use crate::acts::{self, By, Otherwise, Refused};
use crate::rules::{CannotAsk, MOST_ASKED, Parts, fields_of};
use crate::store::answers::Answered;
use crate::store::askings::Asking;
use crate::store::case::{Case, case};
use crate::store::reviews::{Review, calibration};

/// The routes below `/api/v1`.
pub fn routes() -> Router<Ground> {
    Router::new()
        .route("/api/v1/requests/{id}/diagnosis", get(read))
        .route("/api/v1/requests/{id}/diagnosis/answers/{n}", put(answer))
        .route("/api/v1/requests/{id}/diagnosis/questions", post(ask))
        .route("/api/v1/requests/{id}/diagnosis/decision", put(decide))
        .route("/api/v1/requests/{id}/diagnosis/mandatory", put(say_mandatory))
        .route("/api/v1/requests/{id}/diagnosis/review", put(review))
        .route("/api/v1/diagnosis/calibration", get(held))
        .route("/api/v1/diagnosis/questions", get(questions))
}

#[derive(Debug, Serialize)]
struct Told {
    request: RequestId,
    recommendation: &'static str,
    words: String,
    rule: u8,
    rule_words: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    decided: Option<Decided>,
    #[serde(skip_serializing_if = "Option::is_none")]
    mandatory: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    worth: Option<&'static str>,
    coverage: f64,
    next_question: Option<String>,
    causes: Vec<CauseTold>,
    answers: Vec<AnswerTold>,
    asked: Vec<AskedTold>,
    replies: Vec<ReplyTold>,
    #[serde(skip_serializing_if = "Option::is_none")]
    review: Option<ReviewTold>,
}

#[derive(Debug, Serialize)]
struct Decided {
    decision: &'static str,
    why: String,
    against: &'static str,
    at: Timestamp,
}

#[derive(Debug, Serialize)]
struct CauseTold {
    cause: Cause,
    name: &'static str,
    band: &'static str,
    points: f64,
    start_value: f64,
    support: f64,
    coverage: f64,
    because: Vec<PointTold>,
    solutions: &'static [&'static str],
}

#[derive(Debug, Serialize)]
struct PointTold {
    question: String,
    answer: &'static str,
    evidence: &'static str,
    points: f64,
}

#[derive(Debug, Serialize)]
struct AnswerTold {
    question: String,
    fields: Parts,
    evidence: &'static str,
    is_answered: bool,
    changed_at: Timestamp,
    version: i64,
}

#[derive(Debug, Serialize)]
struct AskedTold {
    turn: i64,
    questions: Vec<String>,
    sent_at: Timestamp,
}

#[derive(Debug, Serialize)]
struct ReplyTold {
    question: String,
    fields: Parts,
    said_at: Timestamp,
}

#[derive(Debug, Serialize)]
struct ReviewTold {
    confirmed: Vec<Cause>,
    note: String,
    at: Timestamp,
}

impl From<Answered> for AnswerTold {
    fn from(answer: Answered) -> Self {
        Self {
            question: answer.question.code(),
            is_answered: answer.is_whole(),
            fields: answer.parts,
            evidence: answer.evidence.as_str(),
            changed_at: answer.changed_at,
            version: answer.kept.version,
        }
    }
}

impl From<Asking> for AskedTold {
    fn from(asking: Asking) -> Self {
        let questions = asking.questions.into_iter().map(Question::code).collect();
        Self { turn: asking.turn, questions, sent_at: asking.sent_at }
    }
}

impl From<Review> for ReviewTold {
    fn from(review: Review) -> Self {
        let confirmed = review.causes.into_iter().filter(|reviewed| reviewed.is_confirmed);
        Self { confirmed: confirmed.map(|reviewed| reviewed.cause).collect(), note: review.note, at: review.at }
    }
}

fn told(case: Case) -> Told {
    let found = case.found();
    let short = crate::summary::of(&case);
    let causes = found.ranked().into_iter().map(|judged| CauseTold {
        cause: judged.cause,
        name: judged.cause.name(),
        band: judged.band().word(),
        points: judged.points,
        start_value: judged.prior,
        support: judged.support,
        coverage: judged.coverage,
        because: judged
            .because
            .iter()
            .map(|point| PointTold {
                question: point.question.code(),
                answer: point.choice.word,
                evidence: point.evidence.as_str(),
                points: point.points,
            })
            .collect(),
        solutions: judged.cause.solutions(),
    });
    Told {
        request: case.request,
        recommendation: found.recommendation.as_str(),
        words: short.words,
        rule: found.rule,
        rule_words: found.rule_words(),
        decided: case.decided.map(|decided| Decided {
            decision: decided.recommendation.as_str(),
            why: decided.why,
            against: decided.against.as_str(),
            at: decided.at,
        }),
        mandatory: case.mandatory,
        worth: short.worth.map(method::Worth::words),
        coverage: found.coverage,
        next_question: short.next_question.map(Question::code),
        causes: causes.collect(),
        answers: case.answers.into_iter().map(AnswerTold::from).collect(),
        asked: case.askings.into_iter().map(AskedTold::from).collect(),
        replies: case
            .replies
            .into_iter()
            .map(|reply| ReplyTold { question: reply.question.code(), fields: reply.parts, said_at: reply.said_at })
            .collect(),
        review: case.review.map(ReviewTold::from),
    }
}

fn by(token: &Token) -> By {
    By { team: token.team, actor: token.actor(), name: String::new() }
}

fn id_of(text: &str) -> web::Result<RequestId> {
    text.parse().map_err(|_no_id| Failure::NotFound)
}

async fn whole(ground: &Ground, team: TeamId, id: RequestId) -> web::Result<Json<Told>> {
    let mut tx = ground.read().await?;
    requests::readings::find(&mut tx, team, id).await?.ok_or(Failure::NotFound)?;
    Ok(Json(told(case(&mut tx, team, id).await?)))
}

async fn read(State(ground): State<Ground>, token: Token, Path(id): Path<String>) -> web::Result<Json<Told>> {
    token.need(Scope::Read)?;
    whole(&ground, token.team, id_of(&id)?).await
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct NewAnswer {
    fields: BTreeMap<String, String>,
    #[serde(default)]
    evidence: Option<String>,
    #[serde(default)]
    base: i64,
}

async fn answer(
    State(ground): State<Ground>,
    token: Token,
    Path((id, question)): Path<(String, String)>,
    Json(new): Json<NewAnswer>,
) -> web::Result<Json<AnswerTold>> {
    token.need(Scope::Work)?;
    let id = id_of(&id)?;
    let question = Question::from_code(&question).ok_or(Failure::NotFound)?;
    let (mut errors, mut ruled) = (Errors::default(), Errors::default());
    for name in new.fields.keys().filter(|name| !fields_of(question).contains(&name.as_str())) {
        let words = format!("{} has no such field. It has {}.", question.code(), fields_of(question).join(", "));
        let is_anywhere = Question::ALL.into_iter().any(|question| fields_of(question).contains(&name.as_str()));
        let errors = if is_anywhere { &mut ruled } else { &mut errors };
        errors.add(&format!("fields.{name}"), words);
    }
    let evidence = match new.evidence.as_deref() {
        None => Some(Evidence::default()),
        Some(word) => Evidence::from_word(word).filter(|evidence| *evidence != Evidence::Unknown),
    };
    if evidence.is_none() {
        errors.add("evidence", "Evidence is counted, several-people or one-person.");
    }
    let parts = Parts::of(question, new.fields.iter().map(|(name, text)| (name.as_str(), text.as_str())));
    let word = parts.text(crate::field::ANSWER);
    if !word.is_empty() && !parts.is_unknown() && question.choice(word).is_none() {
        let words: Vec<&str> = question.choices().iter().map(|choice| choice.word).collect();
        ruled.add("fields.answer", format!("Take one of {}, or ?.", words.join(", ")));
    }
    errors.into_result()?;
    ruled.into_result().map_err(Failure::RefusedAt)?;
    let evidence = evidence.unwrap_or_default();
    let kept = acts::answer(&ground, &by(&token), id, question, &parts, evidence, new.base).await;
    let answered = kept.map_err(|refused| at_its_field(refused, "fields"))?;
    let blank = || Failure::RefusedAt(Errors::at("fields", "Nothing was answered, and nothing stood there before."));
    Ok(Json(answered.ok_or_else(blank)?.into()))
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct NewAsking {
    questions: Vec<String>,
    #[serde(default)]
    words: String,
}

async fn ask(
    State(ground): State<Ground>,
    token: Token,
    Path(id): Path<String>,
    Json(new): Json<NewAsking>,
) -> web::Result<Response> {
    token.need(Scope::Work)?;
    let mut errors = Errors::default();
    let mut questions = Vec::new();
    if new.questions.len() > MOST_ASKED {
        errors.add("questions", CannotAsk::TooMany.to_string());
    }
    for (place, code) in new.questions.iter().enumerate() {
        match Question::from_code(code) {
            Some(question) if !questions.contains(&question) => questions.push(question),
            Some(_) => {}
            None => errors.add(&format!("questions.{place}"), "A question is Q1 to Q14."),
        }
    }
    errors.into_result()?;
    let sent = acts::send_questions(&ground, &by(&token), id_of(&id)?, &questions, &new.words).await;
    let asking = sent.map_err(|refused| at_its_field(refused, "words"))?;
    Ok((StatusCode::CREATED, Json(AskedTold::from(asking))).into_response())
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct NewDecision {
    decision: Option<String>,
    #[serde(default)]
    why: String,
    driver: Option<String>,
}

fn no_driver() -> String {
    let words: Vec<&str> = Driver::ALL.into_iter().map(Driver::as_str).collect();
    format!("Say what drove it: one of {}.", words.join(", "))
}

async fn decide(
    State(ground): State<Ground>,
    token: Token,
    Path(id): Path<String>,
    Json(new): Json<NewDecision>,
) -> web::Result<Json<Told>> {
    token.need(Scope::Work)?;
    let id = id_of(&id)?;
    let decidable = |word: &str| {
        Recommendation::from_word(word).filter(|wanted| Recommendation::DECIDABLE.contains(wanted)).ok_or_else(|| {
            let words: Vec<&str> = Recommendation::DECIDABLE.into_iter().map(Recommendation::as_str).collect();
            Failure::Invalid(Errors::at("decision", format!("Take one of {}; null takes it back.", words.join(", "))))
        })
    };
    let decision = new.decision.as_deref().map(decidable).transpose()?;
    acts::checked(&new.why).map_err(|refused| at_its_field(refused, "why"))?;
    let known = |word: &str| Driver::from_word(word).ok_or_else(|| Failure::Invalid(Errors::at("driver", no_driver())));
    let driver = new.driver.as_deref().map(known).transpose()?;
    let decided = match (decision, driver) {
        (None, _) => None,
        (Some(recommendation), Some(driver)) => Some(Otherwise { recommendation, why: &new.why, driver }),
        (Some(_), None) => return Err(Failure::RefusedAt(Errors::at("driver", no_driver()))),
    };
    let decided = acts::decide(&ground, &by(&token), id, decided).await;
    decided.map_err(|refused| at_its_field(refused, "why"))?;
    whole(&ground, token.team, id).await
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct NewMandatory {
    why: Option<String>,
}

async fn say_mandatory(
    State(ground): State<Ground>,
    token: Token,
    Path(id): Path<String>,
    Json(new): Json<NewMandatory>,
) -> web::Result<Json<Told>> {
    token.need(Scope::Work)?;
    let id = id_of(&id)?;
    let said = acts::say_mandatory(&ground, &by(&token), id, new.why.as_deref()).await;
    said.map_err(|refused| at_its_field(refused, "why"))?;
    whole(&ground, token.team, id).await
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct NewReview {
    confirmed: Vec<Cause>,
    note: String,
}

async fn review(
    State(ground): State<Ground>,
    token: Token,
    Path(id): Path<String>,
    Json(new): Json<NewReview>,
) -> web::Result<Json<ReviewTold>> {
    token.need(Scope::Work)?;
    let review = acts::review(&ground, &by(&token), id_of(&id)?, &new.confirmed, &new.note).await;
    Ok(Json(review.map_err(|refused| at_its_field(refused, "note"))?.into()))
}

/// What a text was refused for, at its place in the document.
fn at_its_field(refused: Refused, field: &str) -> Failure {
    match refused {
        Refused::BadText(_) => Failure::Invalid(Errors::at(field, refused.to_string())),
        // A decision needs its reason, taking one back needs none; so the description lets it be left out.
        Refused::NoReason => Failure::RefusedAt(Errors::at(field, refused.to_string())),
        Refused::CannotAsk(_) => Failure::Invalid(Errors::at("questions", refused.to_string())),
        Refused::Unknown
        | Refused::Over
        | Refused::Reviewed
        | Refused::Lost(_)
        | Refused::Answered
        | Refused::CannotReview(_)
        | Refused::Request(_)
        | Refused::Store(_) => refused.into(),
    }
}

#[derive(Debug, Serialize)]
struct Held {
    bands: Vec<BandTold>,
}

#[derive(Debug, Serialize)]
struct BandTold {
    band: &'static str,
    of: i64,
    confirmed: i64,
    /// Both ends of the Wilson interval; none below ten cases.
    interval: Option<(f64, f64)>,
}

async fn held(State(ground): State<Ground>, token: Token) -> web::Result<Json<Held>> {
    token.need(Scope::Read)?;
    let counts = calibration(&mut ground.read().await?, token.team).await?;
    let bands = counts.into_iter().map(|count| {
        let share = count.share();
        let interval = share.interval().filter(|_| share.is_enough()).map(|interval| (interval.low, interval.high));
        BandTold { band: count.band.as_str(), of: count.of, confirmed: count.confirmed, interval }
    });
    Ok(Json(Held { bands: bands.collect() }))
}

#[derive(Debug, Serialize)]
struct QuestionTold {
    question: String,
    words: &'static str,
    fields: &'static [&'static str],
    answers: Vec<ChoiceTold>,
}

#[derive(Debug, Serialize)]
struct ChoiceTold {
    answer: &'static str,
    words: &'static str,
}

async fn questions(token: Token) -> web::Result<Json<Vec<QuestionTold>>> {
    token.need(Scope::Read)?;
    let told = |question: Question| QuestionTold {
        question: question.code(),
        words: question.words(),
        fields: fields_of(question),
        answers: question
            .choices()
            .iter()
            .map(|choice| ChoiceTold { answer: choice.word, words: choice.title })
            .collect(),
    };
    Ok(Json(Question::ALL.into_iter().map(told).collect()))
}
