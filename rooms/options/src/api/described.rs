//! Options as the OpenAPI document tells them.

use team::Scope;
use web::describe::{Operation, Schema, any_text, id, in_the_name_of, instant, list, object, text, truth, whole};

use super::{LONGEST, NAME, SentChoice};
use crate::rules::MOST;

/// What can be done with options sheets.
pub fn described() -> Vec<Operation> {
    let most = i64::try_from(MOST).unwrap_or_default();
    let taken = object(
        [("way", whole(1, most).says("The number of the way, counted from 1."))],
        [
            ("why", text(LONGEST).or_null().says("Why this one, in their words.")),
            ("chosen_by", text(NAME).or_null().says("Who chose; the stakeholder where it is left out.")),
            ("by", in_the_name_of()),
        ],
    );
    vec![
        Operation::get(
            "/api/v1/requests/{id}/options",
            "readOptions",
            "The newest options sheet of a request, with what was chosen.",
        )
        .needs(Scope::ReadAnswers.as_str())
        .gives(200, "The sheet.", sheet()),
        Operation::post(
            "/api/v1/requests/{id}/options/choice",
            "noteChoice",
            "Notes what the stakeholder chose, by reply or by word of mouth. It starts the next promise.",
        )
        .needs(Scope::WriteAnswers.as_str())
        .takes::<SentChoice>(taken.named("NewChoice"))
        .gives(201, "The sheet with the choice.", sheet()),
    ]
}

fn sheet() -> Schema {
    let way = object(
        [
            ("title", any_text()),
            ("what", any_text()),
            ("ready_by", any_text().or_null()),
            ("effort", any_text().or_null()),
            ("is_recommended", truth()),
        ],
        [],
    );
    let choice = object(
        [
            ("way", whole(1, i64::MAX)),
            ("why", any_text().or_null()),
            ("chosen_by", any_text()),
            ("chosen_at", instant()),
            ("promise", id()),
        ],
        [],
    );
    object(
        [
            ("id", id()),
            ("request", id()),
            ("ways", list(way.named("Way"))),
            ("holds_until_at", instant().or_null()),
            ("sent_at", instant()),
            ("choice", choice.named("Choice").or_null()),
        ],
        [],
    )
    .named("Sheet")
}
