//! Answers to cases that are written one a line as JSON, for trying the model on a file of them.
//!
//! A case has an `id` and `answers`: question to answer and evidence. `has_measure` and `has_behaviour` are true unless said otherwise;
//! `history` gives closed diagnoses from which the start values follow.
//!
//! ```
//! let case = r#"{"id": "1", "answers": {"Q7": ["do_it_often", 0.4]}}"#;
//! let answer = method::batch::answer(case);
//! assert!(answer.starts_with(r#"{"id":"1","result":{"points":{"EXP":-2.0"#), "{answer}");
//! assert!(answer.contains(r#""recommendation":"need more information","rule":1,"next_question":"Q2""#), "{answer}");
//! ```

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::{Map, Value, json};

use crate::{Answers, Cause, Diagnosis, Evidence, Judged, PerCause, Priors, Question, diagnose};

/// How many of the values are told.
const TOLD: usize = 3;

#[derive(Deserialize)]
struct Case {
    answers: BTreeMap<String, (String, f64)>,
    #[serde(default = "yes")]
    has_measure: bool,
    #[serde(default = "yes")]
    has_behaviour: bool,
    #[serde(default)]
    history: Option<History>,
}

#[derive(Deserialize)]
struct History {
    closed_diagnoses: u32,
    confirmed: BTreeMap<Cause, u32>,
}

fn yes() -> bool {
    true
}

/// Answers one case with one line of JSON: `{"id": …, "result": …}`. What can't be answered gives
/// `"result": {"error": code, "message": sentence}`, also a line that is no case at all.
pub fn answer(line: &str) -> String {
    let case: Value = serde_json::from_str(line).unwrap_or_default();
    let id = case.get("id").cloned().unwrap_or_default();
    let result = serde_json::from_str(line).map_err(|error| format!("This line can't be read as a case: {error}."));
    let result = result.and_then(|case: Case| diagnosed(&case));
    let result = result.unwrap_or_else(|message| json!({ "error": "malformed_case", "message": message }));
    json!({ "id": id, "result": result }).to_string()
}

fn diagnosed(case: &Case) -> Result<Value, String> {
    let priors = case.history.as_ref().map(|history| {
        let confirmed = PerCause::each(|cause| history.confirmed.get(&cause).copied().unwrap_or(0));
        Priors::from_history(history.closed_diagnoses, &confirmed)
    });
    let mut answers = Answers::default();
    (answers.has_measure, answers.has_behaviour) = (case.has_measure, case.has_behaviour);
    for (code, (word, factor)) in &case.answers {
        let question = Question::from_code(code).ok_or_else(|| format!("There is no question “{code}”."))?;
        let evidence = Evidence::from_factor(*factor);
        let evidence = evidence.ok_or_else(|| format!("{code}: evidence is 1.0, 0.7, 0.4 or 0, not {factor}."))?;
        answers.give(question, word, evidence).map_err(|error| error.to_string())?;
    }
    let priors = priors.unwrap_or_default();
    Ok(told(&diagnose(&answers, &priors), &priors))
}

fn told(found: &Diagnosis, priors: &Priors) -> Value {
    let each = |value: fn(&Judged) -> f64| -> Map<String, Value> {
        found.causes.iter().map(|judged| (judged.cause.code().to_owned(), json!(value(judged)))).collect()
    };
    let likely: Vec<&Judged> = found.causes.iter().filter(|judged| judged.support >= crate::LIKELY).collect();
    let because = |judged: &Judged| -> Vec<Value> {
        let lines = judged.because.iter();
        lines
            .map(|point| json!([point.question.code(), point.choice.word, point.evidence.factor(), point.points]))
            .collect()
    };
    let explanation: Map<String, Value> =
        likely.iter().map(|judged| (judged.cause.code().to_owned(), json!(because(judged)))).collect();
    let values: Map<String, Value> =
        found.values.iter().take(TOLD).map(|(question, value)| (question.code(), json!(value))).collect();
    let priors: Map<String, Value> =
        priors.iter().map(|(cause, points)| (cause.code().to_owned(), json!(points))).collect();
    json!({
        "points": each(|judged| judged.points),
        "support": each(|judged| judged.support),
        "coverage": each(|judged| judged.coverage),
        "overall_coverage": found.coverage,
        "likely": likely.iter().map(|judged| judged.cause.code()).collect::<Vec<_>>(),
        "recommendation": found.recommendation.words(),
        "rule": found.rule,
        "next_question": found.next.map(Question::code),
        "values": values,
        "explanation": explanation,
        "priors": priors,
    })
}
