//! The team as the OpenAPI document tells it.

use web::describe::{Operation, Schema, any_text, day, id, line, object, one_of, page, text};

use super::{ADDRESS, Back, NewAbsence};
use crate::Scope;
use crate::acts::LONGEST_WHY;
use crate::rules::Role;

/// What can be done with the people of a team.
pub fn described() -> Vec<Operation> {
    let by = || line(ADDRESS).says("The address of whoever is away, or of the lead, in whose name it is done.");
    let member =
        text(ADDRESS).or_null().says("The address of whoever is away, where the lead says it of somebody else.");
    let until = day().or_null().says("The last day, which is one of them; without it, it is one day.");
    vec![
        Operation::get("/api/v1/members", "listMembers", "Who works in the team: in their names a program can act.")
            .needs(Scope::Read.as_str())
            .gives(200, "All of them, by name.", page(member_told())),
        Operation::get("/api/v1/absences", "listAbsences", "Who is away on which days, from today on.")
            .needs(Scope::ReadBlocks.as_str())
            .gives(200, "All of them, in order of time.", page(absence())),
        Operation::post(
            "/api/v1/absences",
            "beAway",
            "Writes down that a member is away. Time that is theirs alone falls away then.",
        )
        .more("The same days twice are one absence. The team’s promises and its blocks stay.")
        .needs(Scope::WriteBlocks.as_str())
        .takes::<NewAbsence>(
            object(
                [("from_on", day().says("The first day, on the calendar of the office.")), ("by", by())],
                [
                    ("until_on", until),
                    ("why", text(LONGEST_WHY).or_null().says("What for; colleagues read it.")),
                    ("member", member),
                ],
            )
            .named("NewAbsence"),
        )
        .gives(201, "The absence.", absence()),
        Operation::post("/api/v1/absences/{id}/end", "beBack", "Takes an absence back.")
            .needs(Scope::WriteBlocks.as_str())
            .takes::<Back>(object([("by", by())], []).named("Back"))
            .gives_nothing(204, "They are not away then."),
    ]
}

fn member_told() -> Schema {
    let role = one_of(&[Role::Member, Role::Lead].map(Role::as_str));
    object([("id", id()), ("name", any_text()), ("address", any_text()), ("role", role)], []).named("Member")
}

fn absence() -> Schema {
    object(
        [
            ("id", id()),
            ("member", id()),
            ("name", any_text()),
            ("from_on", day()),
            ("until_on", day()),
            ("why", any_text().or_null()),
        ],
        [],
    )
    .named("Absence")
}
