//! Sessions as the OpenAPI document tells them.

use blocks::api::{block_told, key};
use requests::api::emergency_told;
use requests::emergencies::LONGEST_WHY;
use team::Scope;
use web::describe::{
    Object, Operation, Schema, any_text, id, in_the_name_of, instant, instant_taken, line, list, object, one_of, page,
    text, whole,
};

use super::words::{self, LONGEST, Sent, of_block};
use super::{Closing, MOST, Marking, Opening, SettingAside};
use crate::store::Field;

const READS: &str = Scope::ReadBlocks.as_str();
const WRITES: &str = Scope::WriteBlocks.as_str();

/// What can be done with the session of a block.
pub fn described() -> Vec<Operation> {
    let signer =
        line(254).says("The address of the member in whose name the block is closed and the answers are sent.");
    let send = list(id())
        .with("maxItems", MOST)
        .says("The requests whose answers are ready and go out now; needs answers:write.");
    let later = object([("request", id()), ("send_at", instant_taken())], []).named("Later");
    let schedule = list(later).with("maxItems", MOST).says("Those that go out at a chosen time; needs answers:write.");
    vec![
        Operation::get(
            "/api/v1/blocks/{key}/agenda",
            "readAgenda",
            "What a block that was opened looks at; blank before.",
        )
        .needs(READS)
        .place("key", key())
        .gives(200, "Its requests, in order.", page(looked())),
        Operation::post(
            "/api/v1/blocks/{key}/opening",
            "openBlock",
            "Opens a block: its agenda is fixed, and its requests are in review.",
        )
        .more("Open already, it stays as it is.")
        .needs(WRITES)
        .place("key", key())
        .takes::<Opening>(object([], [("by", in_the_name_of())]).named("Opening"))
        .gives(200, "The block as it stands now.", block_told()),
        Operation::post(
            "/api/v1/blocks/{key}/setting-aside",
            "putOff",
            "Puts a request of the agenda off to another block.",
        )
        .needs(WRITES)
        .place("key", key())
        .takes::<SettingAside>(object([("request", id())], [("by", in_the_name_of())]).named("SettingAside"))
        .gives(200, "The agenda as it stands now.", page(looked())),
        Operation::post(
            "/api/v1/requests/{id}/emergency",
            "markEmergency",
            "Marks a request as an emergency that was named in advance: it comes first in the next block, and joins the one that is open.",
        )
        .more("It is counted. Only a member decides it: what a stakeholder calls urgent marks nothing. Marked as that exception already, it stays as it is.")
        .needs(Scope::Work.as_str())
        .takes::<Marking>(marking())
        .gives(200, "The mark.", emergency_told()),
        Operation::post(
            "/api/v1/blocks/{key}/closing",
            "closeBlock",
            "Sends the answers that are ready and wanted, then closes the block.",
        )
        .more("If one of them is refused, the block stays open.")
        .needs(WRITES)
        .place("key", key())
        .takes::<Closing>(object([("by", signer)], [("send", send), ("schedule", schedule)]).named("Closing"))
        .gives(200, "What became of it.", ended()),
        Operation::get(
            "/api/v1/blocks/{key}/notes",
            "readBlockNotes",
            "What the team noted in a block about the business and itself.",
        )
        .needs(READS)
        .place("key", key())
        .gives(200, "All of it.", page(noted())),
        Operation::put(
            "/api/v1/blocks/{key}/notes",
            "noteInBlock",
            "Notes something in an open block, each field by itself.",
        )
        .more("A decision (what, why, driver) and a clue (clue, source) are written down when the block is closed.")
        .needs(WRITES)
        .place("key", key())
        .takes::<Sent>(notes_taken(&of_block()).named("NewBlockNotes"))
        .gives(200, "All of it as it stands now.", page(noted())),
        Operation::get(
            "/api/v1/requests/{id}/notes",
            "readRequestNotes",
            "What the team noted about a request in its blocks; never shown to the stakeholder.",
        )
        .needs(READS)
        .gives(200, "All of it.", page(noted())),
        Operation::put(
            "/api/v1/requests/{id}/notes",
            "noteAboutRequest",
            "Notes what lies behind a request, each field by itself.",
        )
        .needs(WRITES)
        .takes::<Sent>(notes_taken(&Field::OF_REQUEST.map(Field::as_str)).named("NewRequestNotes"))
        .gives(200, "All of it as it stands now.", page(noted())),
    ]
}

fn marking() -> Schema {
    let kind = any_text().says("The id of the exception; it holds for requests that came after it was agreed.");
    let why = line(LONGEST_WHY).says("What makes it one, in a line.");
    let by = line(254).says("The address of the member who looked at it, in whose name it is marked.");
    object([("kind", kind), ("why", why), ("by", by)], []).named("Marking")
}

fn notes_taken(fields: &[&str]) -> Object {
    let field = object(
        [("field", one_of(fields)), ("words", text(LONGEST))],
        [(
            "base",
            whole(0, i64::MAX).says("The version that was read; what somebody else wrote since is never overwritten."),
        )],
    );
    let signer = line(254).says("The address of the member in whose name it is noted.");
    object([("fields", list(field.into()).with("maxItems", words::MOST)), ("by", signer)], [])
}

fn noted() -> Schema {
    object(
        [
            ("field", one_of(Field::WORDS)),
            ("words", any_text()),
            ("changed_at", instant()),
            ("version", whole(0, i64::MAX)),
        ],
        [],
    )
    .named("Noted")
}

fn looked() -> Schema {
    object([("place", whole(1, i64::MAX)), ("request", id()), ("set_aside_at", instant().or_null())], [])
        .named("AgendaItem")
}

fn ended() -> Schema {
    let refused = object([("request", id()), ("why", any_text())], []).named("NotSent");
    object([("block", block_told()), ("sent", list(id())), ("scheduled", list(id())), ("refused", list(refused))], [])
        .named("Ended")
}
