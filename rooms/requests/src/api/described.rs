//! Requests as the OpenAPI document tells them.

use team::Scope;
use web::describe::{
    Operation, Schema, any_text, day, id, instant, instant_taken, label, like, list, long_line, number, object, one_of,
    page, text, truth, whole,
};

use super::{KEY, LINE, MOST, NewRequest};
use crate::acts::LONGEST_WORDS;
use crate::rules::{Channel, State};
use web::Language;

const READS: &str = Scope::Read.as_str();
const TAKES_IN: &str = Scope::TakeIn.as_str();

/// What can be done with requests.
pub fn described() -> Vec<Operation> {
    let all = "/api/v1/requests";
    let states: Vec<&str> = std::iter::once("open").chain(State::WORDS.iter().copied()).collect();
    vec![
        Operation::post(
            all,
            "takeIn",
            "Takes a request in, promises an answer by a definite time, and acknowledges it.",
        )
        .more("The same request sent again with the same Idempotency-Key is taken in once, and answered with 200.")
        .needs(TAKES_IN)
        .reads(
            "Idempotency-Key",
            like("^[!-~]([ -~]{0,253}[!-~])?$")
                .with("maxLength", KEY)
                .says("What the same request is known by when it is sent again."),
        )
        .takes::<NewRequest>(taken())
        .gives(201, "It was taken in; the promise says by when it is answered.", item())
        .gives(200, "It had been taken in before.", item()),
        Operation::get(all, "listRequests", "Requests, newest first.")
            .needs(READS)
            .paged(MOST, like("^[0-9]{1,13}\\.[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$"))
            .asks("state", one_of(&states).says("Those in one state; `open` are the first three."))
            .gives(200, "A part of them.", page(item())),
        Operation::get(
            "/api/v1/requests/{id}/similar",
            "listSimilarRequests",
            "The requests that are most like one, by the words that they share and a little by the unit; five at most.",
        )
        .more("Who asked, how often and how urgently counts for nothing.")
        .needs(READS)
        .gives(200, "Those that were found, the likest first.", alike()),
    ]
}

/// As [`team::mail_address`] takes it: within its lengths in bytes, so in other scripts with fewer signs.
fn address() -> Schema {
    let sign = "[^\\s@<>,;\"\\u0000-\\u001f\\u007f-\\u009f]";
    let label = "[^\\s@<>,;\".\\u0000-\\u001f\\u007f-\\u009f]";
    let plain = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]";
    let local = format!("({plain}{{1,64}}|{sign}{{1,16}})");
    let domain =
        format!("(([A-Za-z0-9-]{{1,60}}\\.){{1,2}}[A-Za-z0-9-]{{1,60}}|({label}{{1,15}}\\.){{1,2}}{label}{{1,15}})");
    like(&format!("^{local}@{domain}$"))
        .says("A mail address.")
        .with("examples", serde_json::json!(["karin@lindmoor.example"]))
}

fn taken() -> Schema {
    let from = object([("address", address())], [("name", text(LINE).or_null())]).named("NewPerson");
    let zone = like("^[A-Za-z0-9_+/-]{1,60}$").or_null();
    let zone = zone.says("The time zone of whoever asks by its IANA name, as Europe/Berlin; else the team’s.");
    object(
        [("from", from), ("text", long_line(LONGEST_WORDS))],
        [
            ("unit", text(LINE).or_null()),
            ("zone", zone),
            (
                "language",
                like("^(en|de|es|fr)$")
                    .or_null()
                    .says("What whoever asks reads; else what is known of them, or the team’s."),
            ),
            ("subject", text(LINE).or_null().says("Made of the text where it is left out.")),
            ("result", text(LINE).or_null().says("Which result should get better.")),
            ("fixed_on", day().or_null().says("A date that can’t move.")),
            ("audience", text(LINE).or_null().says("For whom, and about how many.")),
            ("asked_at", instant_taken().or_null().says("When they asked, if not now: the clock starts there.")),
            (
                "acknowledge",
                truth().or_null().says("Whether they get the acknowledgement; they do unless this is false."),
            ),
        ],
    )
    .named("NewRequest")
}

fn alike() -> Schema {
    let says = "What both share, as a share of what the one asked about shares with itself; with a common unit a little more than 1 at the \
                most.";
    let one = object([("likeness", number().says(says)), ("request", item())], []).named("SimilarRequest");
    object([("items", list(one))], []).named("SimilarRequests")
}

fn item() -> Schema {
    let from = object([("address", any_text()), ("name", any_text().or_null())], []).named("Person");
    let promise = object(
        [("due_at", instant()), ("words", any_text().says("The same in the words and the zone of whoever asked."))],
        [],
    );
    object(
        [
            ("id", id()),
            ("number", whole(1, i64::MAX)),
            ("label", label()),
            ("subject", any_text()),
            ("from", from),
            (
                "language",
                one_of(&Language::ALL.map(Language::tag)).says("In which whoever asked reads pages and letters."),
            ),
            ("channel", one_of(Channel::WORDS)),
            ("state", one_of(State::WORDS)),
            ("received_at", instant()),
        ],
        [("promise", promise.named("Promised").says("Only where the request was just taken in."))],
    )
    .named("Request")
}
