//! The business as the OpenAPI document tells it.

use team::Scope;
use web::describe::{
    Object, Operation, Schema, any_text, day, id, instant, instant_taken, line, list, nothing, number, object, one_of,
    page, place, text, truth, whole,
};

use super::goals::{PLAN_FILE, Sent as SentGoal, SentStep};
use super::heard::{Outcome, SentClue, SentLink, SentQuestion};
use super::metrics::{OfChange, OfDay, OfEntry, READINGS, Sent as SentMetric, SentChange, SentReadings};
use super::{LINE, MOST, PLAN, TEXT, UNIT, UNKNOWN};
use crate::acts::MOST_VALUE;
use crate::rules::Better;
use crate::store::goals::StepKind;

const READS: &str = Scope::ReadBusiness.as_str();
const WRITES: &str = Scope::WriteBusiness.as_str();

/// What can be done with the business.
pub fn described() -> Vec<Operation> {
    [goals(), metrics(), heard()].concat()
}

fn version() -> Schema {
    whole(0, i64::MAX).says("As it was read. If somebody changed it since, nothing is written.")
}

fn plan_taken() -> Schema {
    let words = "Where the plan lies, as https://intranet.example/plan.";
    text(PLAN).with("pattern", "^$|^[Hh][Tt][Tt][Pp][Ss]?://[^\\s\\u0000]*$").says(words)
}

/// What the file of a goal or step is.
const PLAN_WORDS: &str =
    "The plan it stands in, as a file. It takes the place of the one before; without one that stays.";

fn goals() -> Vec<Operation> {
    let kept_kind = one_of(StepKind::WORDS).or_null().says("It stays what it is.");
    let all = "/api/v1/goals";
    vec![
        Operation::get(all, "listGoals", "The goals that go on, each with its initiatives and challenges.")
            .needs(READS)
            .gives(200, "All of them.", page(goal())),
        Operation::post(all, "addGoal", "Notes a goal of the business.")
            .needs(WRITES)
            .takes::<SentGoal>(goal_taken().may_have("version", nothing()).named("NewGoal"))
            .or_with_a_file(PLAN_FILE, PLAN_WORDS)
            .gives(201, "The goal.", goal()),
        Operation::get("/api/v1/goals/{id}", "readGoal", "One goal.").needs(READS).gives(200, "The goal.", goal()),
        Operation::put("/api/v1/goals/{id}", "changeGoal", "Writes a goal anew: what is left out is blank then.")
            .needs(WRITES)
            .takes::<SentGoal>(goal_taken().needs("version", version()).named("ChangedGoal"))
            .or_with_a_file(PLAN_FILE, PLAN_WORDS)
            .gives(200, "The goal as it stands now.", goal()),
        Operation::post("/api/v1/goals/{id}/end", "endGoal", "Says that a goal is over. It stays to be read.")
            .needs(WRITES)
            .gives(200, "The goal as it stands now.", goal()),
        Operation::get(
            "/api/v1/goals/{id}/plan",
            "readPlanOfGoal",
            "The plan that a goal stands in, where it was given as a file.",
        )
        .needs(READS)
        .gives_a_file("The file as it came."),
        Operation::post("/api/v1/goals/{id}/steps", "addStep", "Notes an initiative of a goal, or a challenge to it.")
            .needs(WRITES)
            .takes::<SentStep>(
                step_taken().needs("kind", one_of(StepKind::WORDS)).may_have("version", nothing()).named("NewStep"),
            )
            .or_with_a_file(PLAN_FILE, PLAN_WORDS)
            .gives(201, "The initiative or challenge.", step()),
        Operation::put("/api/v1/steps/{id}", "changeStep", "Writes an initiative or a challenge anew.")
            .needs(WRITES)
            .takes::<SentStep>(
                step_taken().may_have("kind", kept_kind).needs("version", version()).named("ChangedStep"),
            )
            .or_with_a_file(PLAN_FILE, PLAN_WORDS)
            .gives(200, "As it stands now.", step()),
        Operation::post("/api/v1/steps/{id}/end", "endStep", "Says that an initiative or a challenge is over.")
            .needs(WRITES)
            .gives(200, "As it stands now.", step()),
        Operation::get(
            "/api/v1/steps/{id}/plan",
            "readPlanOfStep",
            "The plan that an initiative stands in, where it was given as a file.",
        )
        .needs(READS)
        .gives_a_file("The file as it came."),
    ]
}

fn goal_taken() -> Object {
    let unknown = list(text(LINE).with("pattern", "^[^\\n\\r\\u0000]*$")).with("maxItems", UNKNOWN);
    object(
        [("title", line(LINE))],
        [
            ("source", text(LINE).or_null().says("Who says so.")),
            ("why", text(TEXT).or_null()),
            ("owner", text(LINE).or_null()),
            ("plan", plan_taken().or_null()),
            ("from_on", day().or_null()),
            ("until_on", day().or_null()),
            ("confirmed_on", day().or_null().says("When somebody last confirmed it.")),
            ("unknown", unknown.or_null().says("What the team does not know yet, a line each.")),
            ("look_on", day().or_null().says("When to look at it again.")),
        ],
    )
}

fn goal() -> Schema {
    object(
        [
            ("id", id()),
            ("title", any_text()),
            ("why", any_text()),
            ("owner", any_text()),
            ("plan", any_text()),
            ("plan_file", any_text().or_null().says("The name of the plan, where it was given as a file.")),
            ("from_on", day().or_null()),
            ("until_on", day().or_null()),
            ("confirmed_on", day().or_null()),
            ("unknown", list(any_text())),
            ("look_on", day().or_null()),
            ("ended_at", instant().or_null()),
            ("version", whole(0, i64::MAX)),
            ("steps", list(step())),
        ],
        [],
    )
    .named("Goal")
}

fn step_taken() -> Object {
    object(
        [("title", line(LINE))],
        [
            ("owner", text(LINE).or_null()),
            ("note", text(TEXT).or_null()),
            ("plan", plan_taken().or_null()),
            ("from_on", day().or_null()),
            ("until_on", day().or_null()),
        ],
    )
}

fn step() -> Schema {
    object(
        [
            ("id", id()),
            ("goal", id()),
            ("kind", one_of(StepKind::WORDS)),
            ("title", any_text()),
            ("owner", any_text()),
            ("note", any_text()),
            ("plan", any_text()),
            ("plan_file", any_text().or_null().says("The name of the plan, where it was given as a file.")),
            ("from_on", day().or_null()),
            ("until_on", day().or_null()),
            ("ended_at", instant().or_null()),
            ("version", whole(0, i64::MAX)),
        ],
        [],
    )
    .named("Step")
}

fn metrics() -> Vec<Operation> {
    vec![
        Operation::get("/api/v1/metrics", "listMetrics", "The metrics with what their readings tell.")
            .needs(READS)
            .gives(200, "All of them.", page(metric())),
        Operation::post("/api/v1/metrics", "addMetric", "Begins a metric.")
            .needs(WRITES)
            .takes::<SentMetric>(metric_taken().may_have("version", nothing()).named("NewMetric"))
            .gives(201, "The metric.", metric()),
        Operation::get("/api/v1/metrics/{id}", "readMetric", "One metric.")
            .needs(READS)
            .gives(200, "The metric.", metric()),
        Operation::put("/api/v1/metrics/{id}", "changeMetric", "Writes a metric anew. Its readings stay.")
            .needs(WRITES)
            .takes::<SentMetric>(metric_taken().needs("version", version()).named("ChangedMetric"))
            .gives(200, "The metric as it stands now.", metric()),
        Operation::post("/api/v1/metrics/{id}/end", "endMetric", "Says that a metric is read no more.")
            .needs(WRITES)
            .gives(200, "The metric as it stands now.", metric()),
        Operation::get("/api/v1/metrics/{id}/readings", "listReadings", "The readings of a metric, newest first.")
            .needs(READS)
            .paged(MOST, day())
            .gives(200, "A part of them.", page(reading())),
        Operation::post("/api/v1/metrics/{id}/readings", "enterReadings", "Enters readings: all of them, or none.")
            .more("The same again changes nothing, so a stretch may be sent twice. Another value for a day that has one is refused unless it says that it corrects.")
            .needs(WRITES)
            .takes::<SentReadings>(readings_taken())
            .gives(200, "What became of them.", entered()),
        Operation::post("/api/v1/metrics/{id}/readings/undoing", "undoReadings", "Undoes readings that were entered together: new ones go, and corrected ones have their old value again.")
            .needs(WRITES)
            .takes::<OfEntry>(object([("entry", id().says("As it was given when they were entered."))], []).named("OfEntry"))
            .gives(200, "The metric as it stands now.", metric()),
        Operation::post("/api/v1/metrics/{id}/changes", "noteChange", "Notes what changed around a metric on a day.")
            .needs(WRITES)
            .takes::<SentChange>(change_taken())
            .gives(201, "The metric as it stands now.", metric()),
        Operation::post("/api/v1/metrics/{id}/readings/removal", "takeOutReading", "Takes out a reading that turned out wrong.")
            .needs(WRITES)
            .takes::<OfDay>(object([("on", day())], []).named("OfDay"))
            .gives(200, "The metric as it stands now.", metric()),
        Operation::post("/api/v1/metrics/{id}/changes/removal", "takeBackChange", "Takes back a change that was noted by mistake.")
            .needs(WRITES)
            .takes::<OfChange>(object([("change", id())], []).named("OfChange"))
            .gives(200, "The metric as it stands now.", metric()),
    ]
}

fn value() -> Schema {
    number().with("minimum", 1.0 - MOST_VALUE).with("maximum", MOST_VALUE - 1.0)
}

fn metric_taken() -> Object {
    object(
        [("name", line(LINE)), ("better", one_of(Better::WORDS).says("Which way is better."))],
        [
            ("goal", id().or_null()),
            ("what", text(TEXT).or_null()),
            ("unit", text(UNIT).or_null()),
            ("wanted", value().or_null()),
            ("source", text(LINE).or_null()),
            ("counted_of", text(LINE).or_null()),
            ("owner", text(LINE).or_null()),
            ("read_when", text(LINE).or_null()),
            ("baseline", whole(6, 500).or_null().says("From how many first readings limits are counted.")),
        ],
    )
}

fn metric() -> Schema {
    let last = object([("on", day()), ("value", number())], []).named("LastReading");
    let limits = object(
        [
            ("mean", number()),
            ("lower", number()),
            ("upper", number()),
            ("mean_moving_range", number()),
            ("n", whole(0, i64::MAX)),
        ],
        [],
    );
    let limits = limits
        .named("Limits")
        .or_null()
        .says("Natural process limits of the newest stretch, if there are enough readings.");
    let change =
        object([("id", id()), ("on", day()), ("words", any_text()), ("new_limits", truth())], []).named("Change");
    object(
        [
            ("id", id()),
            ("goal", id().or_null()),
            ("name", any_text()),
            ("what", any_text()),
            ("unit", any_text()),
            ("better", one_of(Better::WORDS)),
            ("wanted", number().or_null()),
            ("source", any_text()),
            ("counted_of", any_text()),
            ("owner", any_text()),
            ("read_when", any_text()),
            ("baseline", whole(6, 500)),
            ("ended_at", instant().or_null()),
            ("version", whole(0, i64::MAX)),
            ("readings", whole(0, i64::MAX).says("How many there are.")),
            ("last", last.or_null()),
            ("limits", limits),
            ("signal", truth()),
            ("told", any_text().says("What the readings tell, in words.")),
            ("changes", list(change)),
        ],
        [],
    )
    .named("Metric")
}

fn reading() -> Schema {
    let entry = id().or_null().says("With which others it was entered; they can be undone together.");
    object(
        [("on", day()), ("value", number()), ("source", any_text()), ("entered_at", instant()), ("entry", entry)],
        [],
    )
    .named("Reading")
}

fn readings_taken() -> Schema {
    let reading = object(
        [("on", day().says(OLDEST_WORDS)), ("value", value())],
        [("source", text(LINE).or_null()), ("corrects", truth())],
    );
    object([("readings", list(reading.named("NewReading")).with("maxItems", READINGS))], []).named("NewReadings")
}

fn entered() -> Schema {
    let many = || whole(0, i64::MAX);
    let entry = id().or_null().says("By what they can be undone together; null where nothing was written.");
    object([("entry", entry), ("new", many()), ("corrected", many()), ("same", many())], []).named("Entered")
}

fn change_taken() -> Schema {
    object(
        [("on", day()), ("words", line(LINE))],
        [("new_limits", truth().says("Whether limits are counted anew from that day."))],
    )
    .named("NewChange")
}

fn heard() -> Vec<Operation> {
    let links = "/api/v1/requests/{id}/links";
    vec![
        Operation::get("/api/v1/clues", "listClues", "What was learned about the business in passing, newest first.")
            .needs(READS)
            .paged(MOST, place())
            .gives(200, "A part of it.", page(clue())),
        Operation::post("/api/v1/clues", "noteClue", "Notes a clue in one line.")
            .needs(WRITES)
            .takes::<SentClue>(
                object(
                    [("words", line(LINE))],
                    [("source", text(LINE).or_null()), ("goal", id().or_null()), ("metric", id().or_null())],
                )
                .named("NewClue"),
            )
            .gives(201, "The clue.", clue()),
        Operation::get(
            "/api/v1/questions",
            "listQuestions",
            "Questions to bring to stakeholders: the open ones, then the closed.",
        )
        .needs(READS)
        .gives(200, "All open ones, and the newest 200 closed ones.", page(question())),
        Operation::post("/api/v1/questions", "addQuestion", "Notes a question to bring.")
            .needs(WRITES)
            .takes::<SentQuestion>(
                object(
                    [("words", line(LINE))],
                    [
                        ("for_name", text(LINE).or_null().says("For whom.")),
                        ("why", text(LINE).or_null()),
                        ("goal", id().or_null()),
                        ("metric", id().or_null()),
                        ("bring_at", instant_taken().or_null()),
                        ("in_block", truth().says("Whether a block looks at it.")),
                    ],
                )
                .named("NewQuestion"),
            )
            .gives(201, "The question.", question()),
        Operation::post(
            "/api/v1/questions/{id}/outcome",
            "closeQuestion",
            "Says that a question was asked and what came, or sets it aside.",
        )
        .needs(WRITES)
        .takes::<Outcome>(
            object([("asked", truth())], [("came", text(TEXT).or_null().says("What came of it."))]).named("Outcome"),
        )
        .gives(200, "The question as it stands now.", question()),
        Operation::get(links, "listLinks", "The goals and metrics that a request belongs to.").needs(READS).gives(
            200,
            "All of them.",
            page(link()),
        ),
        Operation::post(links, "link", "Says that a request belongs to a goal or to a metric.")
            .needs(WRITES)
            .takes::<SentLink>(link_taken())
            .gives(200, "All links of the request.", page(link())),
        Operation::post(
            "/api/v1/requests/{id}/links/end",
            "unlink",
            "Takes back that a request belongs to a goal or to a metric.",
        )
        .needs(WRITES)
        .takes::<SentLink>(link_taken())
        .gives(200, "The links that are left.", page(link())),
        Operation::post("/api/v1/clues/{id}/removal", "takeOutClue", "Takes out a clue that turned out wrong.")
            .needs(WRITES)
            .gives_nothing(204, "It is not there any more."),
    ]
}

fn clue() -> Schema {
    object(
        [
            ("id", id()),
            ("words", any_text()),
            ("source", any_text()),
            ("goal", id().or_null()),
            ("metric", id().or_null()),
            ("noted_at", instant()),
        ],
        [],
    )
    .named("Clue")
}

fn question() -> Schema {
    object(
        [
            ("id", id()),
            ("words", any_text()),
            ("for_name", any_text()),
            ("why", any_text()),
            ("goal", id().or_null()),
            ("metric", id().or_null()),
            ("bring_at", instant().or_null()),
            ("in_block", truth()),
            ("made_at", instant()),
            ("asked_at", instant().or_null()),
            ("came", any_text()),
            ("closed_at", instant().or_null()),
        ],
        [],
    )
    .named("Question")
}

fn link_taken() -> Schema {
    object([], [("goal", id().or_null()), ("metric", id().or_null())]).named("NewLink").says("One of the two.")
}

fn link() -> Schema {
    object([("goal", id().or_null()), ("metric", id().or_null()), ("linked_at", instant())], []).named("Link")
}

/// Which days a reading can stand for.
const OLDEST_WORDS: &str = "No later than today, and not before the year 1900.";
