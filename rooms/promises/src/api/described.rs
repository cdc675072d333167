//! Promises as the OpenAPI document tells them.

use team::Scope;
use web::MOST_ITEMS;
use web::describe::{
    Object, Operation, Schema, any_text, anything, id, in_the_name_of, instant, instant_taken, line, object, one_of,
    page, place, text, whole,
};

use super::{AgreedTime, LONGEST, SentLesson, SentTime, Told};
use crate::rules::{HowTold, LONGEST_LESSON, ReasonKind, State, What};

const READS: &str = Scope::ReadPromises.as_str();
const WRITES: &str = Scope::WritePromises.as_str();

/// What can be done with promises.
pub fn described() -> Vec<Operation> {
    let state = one_of(&State::ALL.map(State::word)).with("default", State::Open.word());
    vec![
        Operation::get("/api/v1/promises", "listPromises", "The promises of a state, those due last first.")
            .needs(READS)
            .paged(MOST_ITEMS, place())
            .asks("state", state)
            .gives(200, "A part of them.", page(item().named("Promise"))),
        Operation::get(
            "/api/v1/promises/{id}",
            "readPromise",
            "One promise: why it is due then, and what became of it.",
        )
        .needs(READS)
        .gives(200, "The promise.", told()),
        Operation::get(
            "/api/v1/requests/{id}/promises",
            "listPromisesOfRequest",
            "The promises of a request, in the order in which they were given.",
        )
        .needs(READS)
        .gives(200, "All of them.", page(item().named("Promise"))),
        Operation::post(
            "/api/v1/promises/{id}/renegotiation",
            "askToMovePromise",
            "Asks the stakeholder by letter whether a promise may be moved.",
        )
        .more("Only before it is due. The old time stands until they say yes.")
        .needs(WRITES)
        .takes::<SentTime>(new_time().may_have("meanwhile", meanwhile()).named("NewTime"))
        .gives(201, "The question.", asked()),
        Operation::post(
            "/api/v1/promises/{id}/renegotiation/agreed",
            "noteAgreedTime",
            "Notes that the stakeholder agreed to another time without a letter having asked; a letter confirms it.",
        )
        .needs(WRITES)
        .takes::<AgreedTime>(new_time().needs("how", how()).named("AgreedTime"))
        .gives(201, "The promise that is given instead.", told()),
        Operation::post(
            "/api/v1/renegotiations/{id}/agreed",
            "noteYes",
            "Notes that the stakeholder said yes to a question whether a promise may be moved.",
        )
        .needs(WRITES)
        .takes::<Told>(answer())
        .gives(200, "The promise that is given instead.", told()),
        Operation::post(
            "/api/v1/renegotiations/{id}/refused",
            "noteNo",
            "Notes that the stakeholder said no: the old time stands.",
        )
        .needs(WRITES)
        .takes::<Told>(answer())
        .gives(200, "The promise that stands.", told()),
        Operation::put(
            "/api/v1/promises/{id}/lesson",
            "noteLesson",
            "Notes in a line what was learned from a broken promise.",
        )
        .needs(WRITES)
        .takes::<SentLesson>(
            object(
                [("kind", one_of(ReasonKind::WORDS))],
                [
                    ("words", text(LONGEST_LESSON)),
                    ("base", whole(0, 9_007_199_254_740_990).says("The version that was read; 0 where nothing stood.")),
                    ("by", in_the_name_of()),
                ],
            )
            .named("NewLesson"),
        )
        .gives(200, "The line as it stands now.", lesson()),
    ]
}

fn how() -> Schema {
    one_of(&[HowTold::Reply.as_str(), HowTold::Told.as_str()]).says("Whether they replied or told somebody.")
}

fn answer() -> Schema {
    object([("how", how())], [("by", in_the_name_of())]).named("TheirWord")
}

fn new_time() -> Object {
    object(
        [
            ("due_at", instant_taken().says("The new time.")),
            ("reason", line(LONGEST).says("Why, in the words that the stakeholder reads.")),
            ("kind", one_of(ReasonKind::WORDS).says("What kept us; for the team alone.")),
        ],
        [("by", in_the_name_of())],
    )
}

fn meanwhile() -> Schema {
    text(LONGEST).or_null().says("What they have at the old time all the same; it ends “On Friday you will have …”.")
}

fn item() -> Object {
    object(
        [
            ("id", id()),
            ("request", id()),
            ("what", one_of(What::WORDS)),
            ("state", one_of(&State::ALL.map(State::word))),
            ("given_at", instant()),
            ("counted_from_at", instant()),
            ("due_at", instant()),
            ("fulfilled_at", instant().or_null()),
            ("renegotiated_at", instant().or_null()),
            ("void_at", instant().or_null()),
            ("replaces", id().or_null().says("The promise in whose place it stands.")),
        ],
        [],
    )
}

fn told() -> Schema {
    item()
        .needs("account", anything().says("Why it is due then, as it was frozen when it was given."))
        .needs("renegotiations", web::describe::list(asked()))
        .needs("lesson", lesson().or_null())
        .named("WholePromise")
}

fn asked() -> Schema {
    object(
        [
            ("id", id()),
            ("promise", id()),
            ("asked_at", instant()),
            ("due_at", instant()),
            ("reason", any_text()),
            ("kind", one_of(ReasonKind::WORDS)),
            ("meanwhile", any_text().or_null()),
            ("agreed_at", instant().or_null()),
            ("refused_at", instant().or_null()),
            ("lapsed_at", instant().or_null()),
            ("told", one_of(HowTold::WORDS).or_null()),
        ],
        [],
    )
    .named("Renegotiation")
}

fn lesson() -> Schema {
    object(
        [
            ("kind", one_of(ReasonKind::WORDS)),
            ("words", any_text()),
            ("noted_at", instant()),
            ("version", whole(1, i64::MAX)),
        ],
        [],
    )
    .named("Lesson")
}
