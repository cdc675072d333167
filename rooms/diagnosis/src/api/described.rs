//! Diagnosis as the OpenAPI document tells it.

use decisions::Driver;
use method::{Cause, Evidence, Question, Recommendation};
use team::Scope;
use web::describe::{Operation, Schema, any_text, id, instant, line, list, number, object, one_of, text, truth, whole};

use super::{NewAnswer, NewAsking, NewDecision, NewMandatory, NewReview};
use crate::acts::LONGEST;
use crate::rules::{MOST_ASKED, askable, fields_of};

const READS: &str = Scope::Read.as_str();
const WRITES: &str = Scope::Work.as_str();

/// What can be done with diagnoses.
pub fn described() -> Vec<Operation> {
    let one = "/api/v1/requests/{id}/diagnosis";
    let why = || line(LONGEST);
    let decision = one_of(&Recommendation::DECIDABLE.map(Recommendation::as_str)).or_null();
    vec![
        Operation::get(
            one,
            "readDiagnosis",
            "What was answered about a request, the causes that follow, and what is recommended.",
        )
        .needs(READS)
        .gives(200, "The diagnosis.", told()),
        Operation::put(
            "/api/v1/requests/{id}/diagnosis/answers/{n}",
            "answerQuestion",
            "Keeps the answer to one of the fourteen questions.",
        )
        .more(
            "What stood there is written anew. What somebody else wrote since the version `base` is never overwritten.",
        )
        .needs(WRITES)
        .place("n", question(Question::ALL.into_iter()).says("The question, as Q7."))
        .takes::<NewAnswer>(
            object(
                [("fields", fields())],
                [
                    ("evidence", evidence().or_null()),
                    ("base", whole(0, i64::MAX).says("The version that was read; 0 where nothing stood.")),
                ],
            )
            .named("NewAnswer"),
        )
        .gives(200, "The answer as it stands now.", answer()),
        Operation::post(
            "/api/v1/requests/{id}/diagnosis/questions",
            "sendQuestions",
            "Sends questions to the stakeholder, who answers them on a page of their own.",
        )
        .more("It is no answer: the promise stays where it is.")
        .needs(WRITES)
        .takes::<NewAsking>(
            object(
                [("questions", list(question(askable())).with("minItems", 1).with("maxItems", MOST_ASKED))],
                [("words", text(LONGEST).says("What stands before the questions."))],
            )
            .named("NewAsking"),
        )
        .gives(201, "What was sent.", asked()),
        Operation::put(
            "/api/v1/requests/{id}/diagnosis/decision",
            "decideDiagnosis",
            "Decides otherwise than the answers recommend, with a reason that stays.",
        )
        .more("`null` as the decision takes it back. A decision needs its reason.")
        .needs(WRITES)
        .takes::<NewDecision>(
            object(
                [],
                [
                    ("decision", decision),
                    ("why", text(LONGEST).says("Needed with a decision.")),
                    (
                        "driver",
                        one_of(&Driver::ALL.map(Driver::as_str))
                            .or_null()
                            .says("What drove it; needed with a decision."),
                    ),
                ],
            )
            .named("NewDecision"),
        )
        .gives(200, "The diagnosis as it stands now.", told()),
        Operation::put(
            "/api/v1/requests/{id}/diagnosis/mandatory",
            "sayMandatory",
            "Says which law, regulator or licence makes the order one to take; null takes it back.",
        )
        .needs(WRITES)
        .takes::<NewMandatory>(object([], [("why", text(LONGEST).or_null())]).named("NewMandatory"))
        .gives(200, "The diagnosis as it stands now.", told()),
        Operation::put(
            "/api/v1/requests/{id}/diagnosis/review",
            "reviewDiagnosis",
            "Records at follow-up which causes were confirmed, none among them.",
        )
        .needs(WRITES)
        .takes::<NewReview>(object([("confirmed", list(cause())), ("note", why())], []).named("NewReview"))
        .gives(200, "What was recorded.", review()),
        Operation::get(
            "/api/v1/diagnosis/calibration",
            "readCalibration",
            "How often causes were confirmed, by how likely they were held.",
        )
        .needs(READS)
        .gives(200, "Each band with its count.", calibration()),
        Operation::get(
            "/api/v1/diagnosis/questions",
            "listDiagnosisQuestions",
            "The fourteen questions with the answers that they know.",
        )
        .needs(READS)
        .gives(200, "All of them.", list(question_told())),
    ]
}

fn question(of: impl Iterator<Item = Question>) -> Schema {
    let codes: Vec<String> = of.map(Question::code).collect();
    let codes: Vec<&str> = codes.iter().map(String::as_str).collect();
    one_of(&codes)
}

fn cause() -> Schema {
    one_of(&Cause::ALL.map(Cause::code))
}

fn evidence() -> Schema {
    let known = [Evidence::Counted, Evidence::SeveralPeople, Evidence::OnePerson];
    one_of(&known.map(Evidence::as_str)).says("How it is known.")
}

/// The texts of an answer by the names of its fields; which of them a question has, the list of questions tells.
fn fields() -> Schema {
    let mut names: Vec<&str> = Question::ALL.into_iter().flat_map(fields_of).copied().collect();
    names.sort_unstable();
    names.dedup();
    let object: Schema = names.into_iter().fold(object([], []), |all, name| all.may_have(name, text(LONGEST))).into();
    object.says("By the names of the question’s fields; `answer` is one of its answers, or `?` for unknown.")
}

fn fields_given() -> Schema {
    let object: Schema = object([], []).into();
    object.with("additionalProperties", serde_json::json!({ "type": "string" }))
}

fn recommendation() -> Schema {
    let all = [
        Recommendation::NeedMore,
        Recommendation::CheckTheGap,
        Recommendation::TrainAndOther,
        Recommendation::Train,
        Recommendation::NotTraining,
        Recommendation::NotTrainingButCheckSkill,
    ];
    one_of(&all.map(Recommendation::as_str))
}

fn told() -> Schema {
    let decided = object(
        [("decision", recommendation()), ("why", any_text()), ("against", recommendation()), ("at", instant())],
        [],
    );
    let reply = object(
        [("question", question(Question::ALL.into_iter())), ("fields", fields_given()), ("said_at", instant())],
        [],
    );
    object(
        [
            ("request", id()),
            ("recommendation", recommendation().says("What the answers recommend.")),
            ("words", any_text()),
            ("rule", whole(0, 255).says("The rule of the method that was used.")),
            ("rule_words", any_text()),
            ("coverage", number().says("How much is known, from 0 to 1.")),
            ("next_question", any_text().or_null()),
            ("causes", list(cause_told()).says("Most likely first.")),
            ("answers", list(answer())),
            ("asked", list(asked())),
            ("replies", list(reply.named("Reply"))),
        ],
        [("decided", decided.named("Decided")), ("mandatory", any_text()), ("worth", any_text()), ("review", review())],
    )
    .named("Diagnosis")
}

fn cause_told() -> Schema {
    let point = object(
        [
            ("question", question(Question::ALL.into_iter())),
            ("answer", any_text()),
            ("evidence", any_text()),
            ("points", number()),
        ],
        [],
    );
    object(
        [
            ("cause", cause()),
            ("name", any_text()),
            ("band", any_text()),
            ("points", number()),
            ("start_value", number()),
            ("support", number()),
            ("coverage", number()),
            ("because", list(point.named("Point"))),
            ("solutions", list(any_text())),
        ],
        [],
    )
    .named("JudgedCause")
}

fn answer() -> Schema {
    object(
        [
            ("question", question(Question::ALL.into_iter())),
            ("fields", fields_given()),
            ("evidence", any_text()),
            ("is_answered", truth()),
            ("changed_at", instant()),
            ("version", whole(0, i64::MAX)),
        ],
        [],
    )
    .named("AnsweredQuestion")
}

fn asked() -> Schema {
    let questions = list(question(Question::ALL.into_iter()));
    object([("turn", whole(1, i64::MAX)), ("questions", questions), ("sent_at", instant())], []).named("Asking")
}

fn review() -> Schema {
    object([("confirmed", list(cause())), ("note", any_text()), ("at", instant())], []).named("Review")
}

fn calibration() -> Schema {
    let interval = list(number()).with("minItems", 2).with("maxItems", 2).or_null();
    let band = object(
        [
            ("band", any_text()),
            ("of", whole(0, i64::MAX)),
            ("confirmed", whole(0, i64::MAX)),
            ("interval", interval.says("Both ends of the Wilson interval; none below ten cases.")),
        ],
        [],
    );
    object([("bands", list(band.named("HeldBand")))], []).named("Calibration")
}

fn question_told() -> Schema {
    let choice = object([("answer", any_text()), ("words", any_text())], []);
    object(
        [
            ("question", question(Question::ALL.into_iter())),
            ("words", any_text()),
            ("fields", list(any_text())),
            ("answers", list(choice.named("KnownAnswer"))),
        ],
        [],
    )
    .named("DiagnosisQuestion")
}
