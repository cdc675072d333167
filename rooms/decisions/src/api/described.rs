//! The log of decisions as the OpenAPI document tells it.

use team::Scope;
use web::MOST_ITEMS;
use web::describe::{Operation, Schema, any_text, day, id, instant, line, object, one_of, page, place};

use super::Sent;
use crate::rules::{Driver, WHAT, WHY};

/// What can be done with decisions.
pub fn described() -> Vec<Operation> {
    let driver = || one_of(Driver::WORDS).says("What drove it.");
    let taken = object(
        [("what", line(WHAT).says("What was decided.")), ("why", line(WHY)), ("driver", driver())],
        [
            ("request", id().or_null().says("The request that it is about.")),
            ("review_on", day().or_null().says("When to look at it again: today or later.")),
        ],
    );
    vec![
        Operation::get("/api/v1/decisions", "listDecisions", "The log of decisions, newest first.")
            .needs(Scope::Read.as_str())
            .paged(MOST_ITEMS, place())
            .asks("driver", driver())
            .gives(200, "A part of it.", page(decision())),
        Operation::post("/api/v1/decisions", "recordDecision", "Writes a decision into the log.")
            .needs(Scope::Work.as_str())
            .takes::<Sent>(taken.named("RecordedDecision"))
            .gives(201, "The decision.", decision()),
        Operation::get("/api/v1/decisions/{id}", "readDecision", "One decision.").needs(Scope::Read.as_str()).gives(
            200,
            "The decision.",
            decision(),
        ),
    ]
}

fn decision() -> Schema {
    object(
        [("id", id()), ("at", instant()), ("what", any_text()), ("why", any_text()), ("driver", one_of(Driver::WORDS))],
        [("block", any_text()), ("request", id()), ("review_on", day())],
    )
    .named("Decision")
}
