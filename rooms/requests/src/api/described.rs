//! Requests as the OpenAPI document tells them.

use team::Scope;
use web::describe::{
    Object, Operation, Schema, any_text, day, id, in_the_name_of, instant, instant_taken, label, like, line, list,
    long_line, number, object, one_of, page, place, text, truth, whole,
};
use web::{Language, MOST_ITEMS};

use super::emergencies::{ByTheLead, NewKind};
use super::letters::OfferedAgain;
use super::tray::{Joining, TakingIn};
use super::work::{InTheNameOf, READERS, SentWords, ToldElsewhere};
use super::{KEY, LINE, NewRequest};
use crate::acts::LONGEST_WORDS;
use crate::acts::emergencies::{LONGEST_SENTENCE, LONGEST_WORD};
use crate::rules::{Channel, State};
use crate::store::conversation::Author;
use crate::store::tray::TrayState;

const READS: &str = Scope::Read.as_str();
const TAKES_IN: &str = Scope::TakeIn.as_str();
const WORKS: &str = Scope::Work.as_str();

/// What can be done with requests.
pub fn described() -> Vec<Operation> {
    [intake(), work(), letters(), emergencies(), tray()].concat()
}

fn intake() -> Vec<Operation> {
    let all = "/api/v1/requests";
    let states: Vec<&str> = ["open", "over"].into_iter().chain(State::WORDS.iter().copied()).collect();
    let key = like("^[!-~]([ -~]{0,253}[!-~])?$").with("maxLength", KEY);
    vec![
        Operation::post(all, "takeIn", "Takes a request in, promises an answer by a definite time, and acknowledges it.")
            .more("The same request sent again with the same Idempotency-Key is taken in once, and answered with 200. Files are sent in a form, beside the document.")
            .needs(TAKES_IN)
            .reads("Idempotency-Key", key.says("What the same request is known by when it is sent again."))
            .takes::<NewRequest>(taken())
            .or_with_files()
            .gives(201, "It was taken in; the promise says by when it is answered.", item())
            .gives(200, "It had been taken in before.", item()),
        Operation::get(all, "listRequests", "Requests, newest first.")
            .needs(READS)
            .paged(MOST_ITEMS, like("^[0-9]{1,13}\\.[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$"))
            .asks("state", one_of(&states).says("Those in one state; `open` are parked, in review and answered, `over` all others."))
            .gives(200, "A part of them.", page(item())),
        Operation::get("/api/v1/requests/{id}", "readRequest", "One request.").needs(READS).gives(200, "The request.", item()),
        Operation::get("/api/v1/requests/{id}/messages", "listMessages", "The conversation of a request, but for our letters.")
            .needs(READS)
            .gives(200, "All of it, in order of time.", page(message())),
        Operation::get("/api/v1/requests/{id}/letters", "listLetters", "Our letters about a request.")
            .needs(READS)
            .gives(200, "All of them, in order of time.", page(letter().named("Letter"))),
        Operation::get(
            "/api/v1/requests/{id}/similar",
            "listSimilarRequests",
            "The requests that are most like one, by the words that they share and a little by the unit; five at most.",
        )
        .more("Who asked, how often and how urgently counts for nothing.")
        .needs(READS)
        .gives(200, "Those that were found, the likest first.", alike()),
        Operation::get("/api/v1/attachments/{id}", "readAttachment", "A file that came with a message.")
            .needs(READS)
            .gives_a_file("The file as it came."),
    ]
}

fn work() -> Vec<Operation> {
    vec![
        Operation::post(
            "/api/v1/requests/{id}/messages",
            "say",
            "Asks the stakeholder something by letter, or notes something for the team.",
        )
        .more("It is no answer: the promise stays where it is.")
        .needs(WORKS)
        .takes::<SentWords>(
            object([("words", long_line(LONGEST_WORDS)), ("to", one_of(&READERS))], [("by", in_the_name_of())])
                .named("NewWords"),
        )
        .gives(201, "The conversation as it stands now.", page(message())),
        Operation::post(
            "/api/v1/requests/{id}/told",
            "noteTold",
            "Notes what the stakeholder said elsewhere, as by telephone: it stands in the conversation as their words.",
        )
        .more("The promise stays where it is. The same words again change nothing.")
        .needs(WORKS)
        .takes::<ToldElsewhere>(
            object(
                [("words", long_line(LONGEST_WORDS))],
                [
                    ("note", any_text().with("pattern", "^[^\\u0000]*$").or_null().says("For the team alone.")),
                    ("by", in_the_name_of()),
                ],
            )
            .named("ToldElsewhere"),
        )
        .gives(201, "The conversation as it stands now.", page(message())),
        Operation::post(
            "/api/v1/requests/{id}/setting-aside",
            "setReplyAside",
            "Decides that what the stakeholder wrote needs no answer.",
        )
        .needs(WORKS)
        .gives(200, "The conversation as it stands now.", page(message())),
        Operation::post(
            "/api/v1/requests/{id}/promise",
            "promiseAnswer",
            "Promises an answer to what the stakeholder wrote, by the team’s turnaround.",
        )
        .more("Where a promise is open already, that one covers it.")
        .needs(WORKS)
        .takes::<InTheNameOf>(object([], [("by", in_the_name_of())]).named("InTheNameOf"))
        .gives(200, "By when.", promised()),
        Operation::post(
            "/api/v1/requests/{id}/withdrawal",
            "withdraw",
            "Notes that the stakeholder took the request back. Its promise is void.",
        )
        .needs(WORKS)
        .gives(200, "The request as it stands now.", item()),
        Operation::post(
            "/api/v1/requests/{id}/spam",
            "markSpam",
            "Says that it was nobody’s request. Its promise is void, and nobody is written to.",
        )
        .needs(WORKS)
        .gives(200, "The request as it stands now.", item()),
    ]
}

fn letters() -> Vec<Operation> {
    vec![
        Operation::get(
            "/api/v1/letters",
            "listAllLetters",
            "Our letters, newest first: to whom, what they say and how far each is.",
        )
        .needs(READS)
        .paged(MOST_ITEMS, place())
        .gives(200, "A part of them.", page(letter().named("Letter"))),
        Operation::get(
            "/api/v1/letters/not-through",
            "listLettersNotThrough",
            "Letters that somebody should know of: refused, returned, or taken by no mail server within the hour.",
        )
        .needs(READS)
        .gives(200, "The oldest 100 of them.", page(letter().named("Letter"))),
        Operation::get(
            "/api/v1/letters/{id}",
            "readLetter",
            "One letter as its reader gets it, but for the private link in it.",
        )
        .needs(READS)
        .gives(
            200,
            "The letter.",
            letter().needs("text", any_text().says("As plain text.")).named("WholeLetter"),
        ),
        Operation::post(
            "/api/v1/letters/{id}/again",
            "offerLetterAgain",
            "Offers a letter again that did not get through.",
        )
        .needs(WORKS)
        .takes::<OfferedAgain>(
            object([], [("address", address().or_null().says("Another address, if the one it went to is wrong."))])
                .named("OfferedAgain"),
        )
        .gives(200, "The letter as it stands now.", letter().named("Letter")),
        Operation::post(
            "/api/v1/letters/{id}/setting-aside",
            "setLetterAside",
            "Decides that a letter need not go. It stays readable.",
        )
        .needs(WORKS)
        .gives(200, "The letter as it stands now.", letter().named("Letter")),
    ]
}

fn emergencies() -> Vec<Operation> {
    let kinds = "/api/v1/emergency-kinds";
    let lead = || {
        line(254)
            .says("The address of the lead, in whose name it is done: nobody else settles what may jump the queue.")
    };
    vec![
        Operation::post(
            "/api/v1/requests/{id}/emergency/end",
            "takeEmergencyBack",
            "Takes the mark of an emergency back: the request waits in its turn again, and is not counted.",
        )
        .more("Without a mark it stays as it is.")
        .needs(WORKS)
        .takes::<InTheNameOf>(object([], [("by", in_the_name_of())]).named("InTheNameOf"))
        .gives(200, "The request as it stands now.", item()),
        Operation::get(
            "/api/v1/emergencies",
            "listEmergencies",
            "What jumped the queue in the last eight weeks, newest first.",
        )
        .more("Marks that were taken back stand among them, and are not counted.")
        .needs(READS)
        .gives(200, "All of it.", page(emergency_told())),
        Operation::get(
            kinds,
            "listEmergencyKinds",
            "The exceptions that are named in advance, and how often each jumped the queue.",
        )
        .needs(READS)
        .gives(
            200,
            "All of them; those that ended too, since what was marked as one stays counted.",
            page(kind()),
        ),
        Operation::post(kinds, "nameEmergencyKind", "Names an exception. It holds for requests that come from now on.")
            .needs(WORKS)
            .takes::<NewKind>(
                object(
                    [("word", line(LONGEST_WORD)), ("sentence", line(LONGEST_SENTENCE).says(BELONGS)), ("by", lead())],
                    [],
                )
                .named("NewEmergencyKind"),
            )
            .gives(201, "The exception.", kind()),
        Operation::post(
            "/api/v1/emergency-kinds/{id}/end",
            "endEmergencyKind",
            "Ends an exception. What was marked as one stays marked and counted.",
        )
        .needs(WORKS)
        .place("id", like("^[0-9a-z-]{1,36}$").says("Which exception."))
        .takes::<ByTheLead>(object([("by", lead())], []).named("ByTheLead"))
        .gives(200, "The exception as it stands now.", kind()),
    ]
}

/// What the sentence of a kind is for.
const BELONGS: &str = "What belongs to it, so that two people would decide alike.";

fn kind() -> Schema {
    object(
        [
            ("id", any_text()),
            ("word", any_text()),
            ("sentence", any_text().says(BELONGS)),
            ("agreed_at", instant().or_null().says("Since when it holds; always, where it came with the product.")),
            ("ended_at", instant().or_null()),
            ("marked", whole(0, i64::MAX).says("How many requests were marked as it in the last eight weeks.")),
        ],
        [],
    )
    .named("EmergencyKind")
}

/// A mark as it is given.
pub fn emergency_told() -> Schema {
    object(
        [
            ("request", id()),
            ("kind", any_text().says("The id of the exception.")),
            ("why", any_text()),
            ("marked_at", instant()),
            ("taken_back_at", instant().or_null()),
        ],
        [],
    )
    .named("Emergency")
}

fn tray() -> Vec<Operation> {
    let label_taken = line(LINE).says("The number of a request, as R-218.");
    vec![
        Operation::get("/api/v1/tray", "listTray", "Mail that is no person’s request, or could not be read.")
            .needs(READS)
            .asks("state", one_of(TrayState::WORDS).with("default", TrayState::Waiting.as_str()))
            .gives(200, "The newest 200 of them.", page(waiting())),
        Operation::post("/api/v1/tray/{id}/request", "takeInFromTray", "Takes a letter of the tray in as a request.")
            .needs(WORKS)
            .takes::<TakingIn>(
                object([("address", address()), ("words", long_line(LONGEST_WORDS))], [("name", text(LINE))])
                    .named("TakingIn"),
            )
            .gives(201, "The request.", item()),
        Operation::post(
            "/api/v1/tray/{id}/joining",
            "joinFromTray",
            "Lets a letter of the tray join the conversation of a request.",
        )
        .needs(WORKS)
        .takes::<Joining>(object([("label", label_taken)], []).named("Joining"))
        .gives(200, "The request.", item()),
        Operation::post(
            "/api/v1/tray/{id}/setting-aside",
            "setTrayAside",
            "Sets a letter of the tray aside. It is kept.",
        )
        .needs(WORKS)
        .gives_nothing(204, "It waits no more."),
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

fn promised() -> Schema {
    let words = any_text().says("The same in the words and the zone of whoever asked.");
    object([("due_at", instant()), ("words", words)], []).named("Promised")
}

fn item() -> Schema {
    let from = object([("address", any_text())], [("name", any_text().or_null())]).named("Person");
    let marked = object([("kind", any_text()), ("why", any_text()), ("marked_at", instant())], []);
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
            ("unit", any_text().or_null()),
            ("result", any_text().or_null()),
            ("fixed_on", day().or_null()),
            ("audience", any_text().or_null()),
            ("received_at", instant()),
            ("closed_at", instant().or_null()),
            (
                "emergency",
                marked.named("Marked").or_null().says("Which exception it is, if a member marked it as one."),
            ),
        ],
        [("promise", promised().says("Only where the request was just taken in."))],
    )
    .named("Request")
}

fn message() -> Schema {
    let attachment = object(
        [("id", id()), ("name", any_text()), ("media_type", any_text()), ("size_bytes", whole(0, i64::MAX))],
        [],
    );
    object(
        [
            ("id", id()),
            ("author", one_of(Author::WORDS)),
            ("author_name", any_text()),
            ("words", any_text()),
            ("folded", any_text().says("Quoted history and signature.")),
            ("forwarded", any_text()),
            ("at", instant()),
            ("settled_at", instant().or_null().says("When it was answered or set aside.")),
            ("attachments", list(attachment.named("Attachment"))),
        ],
        [],
    )
    .named("Message")
}

fn letter() -> Object {
    object(
        [
            ("id", id()),
            ("request", id().or_null().says("What it is about; no letter by which a member signs in is about any.")),
            ("kind", any_text()),
            ("to_address", any_text()),
            ("to_name", any_text()),
            ("subject", any_text()),
            ("words", any_text()),
            ("state", one_of(ground::outbox::State::WORDS)),
            ("told", any_text().or_null().says("What the mail server said last.")),
            ("tries", whole(0, i64::MAX)),
            ("created_at", instant()),
            ("sent_at", instant().or_null().says("When a mail server took it.")),
        ],
        [],
    )
}

fn waiting() -> Schema {
    object(
        [
            ("id", id()),
            ("reason", any_text()),
            ("why", any_text()),
            ("from_address", any_text()),
            ("from_name", any_text()),
            ("subject", any_text()),
            ("words", any_text()),
            ("size_bytes", whole(0, i64::MAX)),
            ("arrived_at", instant()),
            ("state", one_of(TrayState::WORDS)),
            ("request", id().or_null()),
        ],
        [],
    )
    .named("TrayItem")
}
