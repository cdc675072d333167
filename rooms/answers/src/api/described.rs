//! Answers as the OpenAPI document tells them.

use blocks::api::key;
use team::Scope;
use web::describe::{
    Operation, Schema, any_text, day, id, in_the_name_of, instant, like, line, list, object, one_of, page, text, truth,
    whole,
};

use super::additions::{STANDINGS, SentElement, SentOrder, SentQuestions};
use super::{LINE, LONGEST, Readying, Sending, SentDraft};
use crate::acts::LONGEST as LONG;
use crate::rules::{Addition, Kind, OutsideWhy, Parts, QUESTIONS};

const READS: &str = Scope::ReadAnswers.as_str();
const WRITES: &str = Scope::WriteAnswers.as_str();

/// What can be done with answers.
pub fn described() -> Vec<Operation> {
    let draft = "/api/v1/requests/{id}/answer";
    let mut all = vec![
        Operation::get("/api/v1/requests/{id}/answers", "listAnswers", "The answers that were sent to a request.")
            .needs(READS)
            .gives(200, "All of them, in order of time.", page(answer())),
        Operation::get(draft, "readDraft", "The answer that is being written; blank where nobody began.")
            .needs(READS)
            .gives(200, "The draft.", told()),
        Operation::put(draft, "writeDraft", "Writes into the draft.")
            .more("Fields that are left out stay as they were kept. What somebody else wrote since the base was read is never overwritten.")
            .needs(WRITES)
            .takes::<SentDraft>(
                object(
                    [("fields", fields()), ("base", base()), ("by", signer())],
                    [("kind", one_of(Kind::WORDS).or_null().says("Which of the five answers; where it is left out, it stays."))],
                )
                .named("NewDraft"),
            )
            .gives(200, "The draft as it stands now.", told()),
        Operation::post("/api/v1/requests/{id}/answer/sending", "sendAnswer", "Sends the answer and keeps the promise: in the signer's block that is open, else outside one, deliberately.")
            .more("An answer that lacks something is refused with 409, and `errors` says what to write in which field.")
            .needs(WRITES)
            .takes::<Sending>(
                object([("base", base()), ("by", signer())], [("outside", outside_taken().or_null())]).named("Sending"),
            )
            .gives(201, "The answer as it was sent.", answer()),
        Operation::post("/api/v1/requests/{id}/answer/ready", "makeAnswerReady", "Marks an answer to be sent when its block ends and somebody closes it.")
            .needs(WRITES)
            .takes::<Readying>(object([("base", base()), ("by", signer()), ("block", key())], []).named("Readying"))
            .gives(200, "The draft as it stands now.", told()),
        Operation::post("/api/v1/requests/{id}/answer/taking-back", "takeAnswerBack", "Takes an answer back from those that are sent when a block ends. It stays a draft.")
            .needs(WRITES)
            .gives(200, "The draft as it stands now.", told()),
        Operation::post("/api/v1/requests/{id}/answer/schedule/end", "unscheduleAnswer", "Takes an answer back that goes out at a chosen time. It stays a draft.")
            .needs(WRITES)
            .gives(200, "The draft as it stands now.", told()),
    ];
    all.extend(additions());
    all
}

fn additions() -> Vec<Operation> {
    let order = "/api/v1/requests/{id}/additions";
    let element = || one_of(&Addition::ALL.map(Addition::field));
    let version = || whole(0, i64::MAX).says("The version that was read; 0 where nothing stood.");
    let words = || text(LONG);
    let mut parts: Vec<&str> = Addition::ALL.into_iter().flat_map(Addition::parts).copied().collect();
    parts.sort_unstable();
    parts.dedup();
    let fields: Schema = parts.into_iter().fold(object([], []), |all, name| all.may_have(name, words())).into();
    let fields = fields.or_null().says("What it is, by the names of the element’s fields.");
    let taken = object(
        [("base", version())],
        [
            ("fields", fields),
            ("waived", words().or_null().says("Why the order goes without it.")),
            ("by", in_the_name_of()),
        ],
    );
    vec![
        Operation::get(order, "readAdditions", "What an accepted order gains: the six, and where each stands.")
            .needs(READS)
            .gives(200, "As it stands now.", gained()),
        Operation::put(
            order,
            "setOrder",
            "Says on which day the order is ready, and what small thing stands beside it.",
        )
        .needs(WRITES)
        .takes::<SentOrder>(
            object(
                [("base", version())],
                [("ready_on", day().or_null()), ("beside", words()), ("by", in_the_name_of())],
            )
            .named("NewOrder"),
        )
        .gives(200, "As it stands now.", gained()),
        Operation::put(
            "/api/v1/requests/{id}/additions/{element}",
            "changeAddition",
            "Fills one of the six, or waives it.",
        )
        .more("What somebody else put there since the base was read is never overwritten. A goal or metric of the team in thing is told in its own words.")
        .needs(WRITES)
        .place("element", element())
        .takes::<SentElement>(taken.named("NewAddition"))
        .gives(200, "As it stands now.", gained()),
        Operation::post(
            "/api/v1/requests/{id}/additions/questions",
            "askForAdditions",
            "Asks the stakeholder for what is missing, with what holds if nobody answers in time.",
        )
        .needs(WRITES)
        .takes::<SentQuestions>(
            object(
                [("elements", list(element()).with("minItems", 1).with("maxItems", QUESTIONS))],
                [("words", words()), ("by", in_the_name_of())],
            )
            .named("NewQuestions"),
        )
        .gives(200, "As it stands now.", gained()),
    ]
}

fn gained() -> Schema {
    let element = object(
        [
            ("element", one_of(&Addition::ALL.map(Addition::field))),
            ("standing", one_of(&STANDINGS)),
            ("fields", fields_given()),
            ("waived", any_text().or_null()),
            ("until_at", instant().or_null().says("Until when an answer is waited for.")),
            ("mark", any_text().or_null().says("How far a default can be relied on.")),
            ("version", whole(0, i64::MAX)),
        ],
        [],
    );
    object(
        [
            ("request", id()),
            ("ready_on", day().or_null()),
            ("beside", any_text()),
            ("version", whole(0, i64::MAX)),
            ("filled", whole(0, 6)),
            ("is_upgraded", truth()),
            ("elements", list(element.named("Addition"))),
        ],
        [],
    )
    .named("Additions")
}

fn base() -> Schema {
    like("^[0-9]{1,9}\\.[0-9]{1,9}$").says("What stood there when the draft was read, as it was given with it.")
}

fn signer() -> Schema {
    line(254).says("The address of the member in whose name the answer is written: they sign it.")
}

fn fields() -> Schema {
    let known: Vec<String> = Kind::ALL.into_iter().flat_map(Parts::fields_of).collect();
    let all: Schema = known.into_iter().fold(object([], []), |all, name| all.may_have(&name, text(LONGEST))).into();
    all.says("By the names of the fields of the five kinds, as on the page.")
}

fn fields_given() -> Schema {
    let all: Schema = object([], []).into();
    all.with("additionalProperties", serde_json::json!({ "type": "string" }))
}

fn outside_taken() -> Schema {
    let words = text(LINE).says("The same in one line; needed where it is something else.");
    object([("why", one_of(OutsideWhy::WORDS))], [("words", words)])
        .named("OutsideSaid")
        .says("Why it goes out outside a block. An exception is one of the emergencies named in advance, so the request is marked as one first.")
}

fn outside() -> Schema {
    object([("why", one_of(OutsideWhy::WORDS)), ("words", any_text())], []).named("Outside")
}

fn told() -> Schema {
    let stopped = any_text().or_null().says("Why it did not go out.");
    let scheduled = object([("send_at", instant()), ("stopped", stopped)], []);
    object(
        [
            ("kind", one_of(Kind::WORDS).or_null()),
            ("fields", fields_given()),
            ("outside", outside().or_null()),
            ("ready_in", key().or_null()),
            ("scheduled", scheduled.named("Scheduled").or_null()),
            ("changed_at", instant().or_null()),
            ("base", base()),
        ],
        [],
    )
    .named("Draft")
}

fn answer() -> Schema {
    object(
        [
            ("id", id()),
            ("request", id()),
            ("kind", one_of(Kind::WORDS)),
            ("fields", fields_given()),
            ("in_block", key().or_null()),
            ("outside", outside().or_null()),
            ("sent_at", instant()),
        ],
        [],
    )
    .named("Answer")
}
