//! Blocks as the OpenAPI document tells them.

use team::Scope;
use web::describe::{
    Operation, Schema, any_text, day, id, in_the_name_of, instant, instant_taken, like, line, list, object, one_of,
    page, text, truth, whole,
};

use super::{
    ADDRESS, Ending, LONGEST, MOST_DAYS, MOST_HOLDERS, Moving, NewBlock, NewPattern, NewStart, Skipping, USUAL_DAYS,
    WEEKDAYS,
};
use crate::rules::{LENGTHS, State};
use crate::store::Kind;

const READS: &str = Scope::ReadBlocks.as_str();
const WRITES: &str = Scope::WriteBlocks.as_str();

/// What can be done with blocks.
pub fn described() -> Vec<Operation> {
    let starts = || instant_taken().says("When it starts.");
    let days = whole(1, MOST_DAYS).with("default", USUAL_DAYS);
    let minutes = || whole(*LENGTHS.start(), *LENGTHS.end());
    let start = || object([("starts_at", starts())], [("by", in_the_name_of())]).named("NewStart");
    let free_from = day().or_null().says("The first day without a block of it; where it is left out, it ends at once.");
    vec![
        Operation::get(
            "/api/v1/blocks",
            "listBlocks",
            "The blocks of some days: planned, open, held, not held, skipped.",
        )
        .needs(READS)
        .asks("from", day().says("The first day, on the team’s calendar; today where it is left out."))
        .asks("days", days)
        .gives(200, "All of them, in order of time.", page(block_told())),
        Operation::post("/api/v1/blocks", "reserveBlock", "Reserves one block.")
            .needs(WRITES)
            .takes::<NewBlock>(
                object(
                    [("starts_at", starts()), ("minutes", minutes())],
                    [("holders", holders_taken()), ("by", in_the_name_of())],
                )
                .named("NewBlock"),
            )
            .gives(201, "The block.", block_told()),
        Operation::get("/api/v1/blocks/{key}", "readBlock", "One block.").needs(READS).place("key", key()).gives(
            200,
            "The block.",
            block_told(),
        ),
        Operation::post("/api/v1/blocks/{key}/move", "moveBlock", "Moves a block to another start; its length stays.")
            .needs(WRITES)
            .place("key", key())
            .takes::<Moving>(
                object(
                    [("starts_at", starts())],
                    [("why", text(LONGEST).says("Why, in a few words.")), ("by", in_the_name_of())],
                )
                .named("Moving"),
            )
            .gives(200, "The block as it stands now.", block_told()),
        Operation::post("/api/v1/blocks/{key}/skip", "skipBlock", "Gives one block up, with the reason.")
            .needs(WRITES)
            .place("key", key())
            .takes::<Skipping>(object([("why", line(LONGEST))], [("by", in_the_name_of())]).named("Skipping"))
            .gives(200, "The block as it stands now.", block_told()),
        Operation::post(
            "/api/v1/blocks/{key}/again",
            "reserveAgain",
            "Reserves a block in the place of one that passed without being held, on the same day.",
        )
        .needs(WRITES)
        .place("key", key())
        .takes::<NewStart>(start())
        .gives(201, "The new block.", block_told()),
        Operation::get("/api/v1/block-patterns", "listPatterns", "The patterns by which blocks are planned.")
            .needs(READS)
            .gives(200, "All that have blocks to come.", page(pattern())),
        Operation::post(
            "/api/v1/block-patterns",
            "reservePattern",
            "Reserves time to think, week after week, from now or a later day on.",
        )
        .needs(WRITES)
        .takes::<NewPattern>(pattern_taken())
        .gives(201, "The pattern.", pattern()),
        Operation::post(
            "/api/v1/block-patterns/{id}/end",
            "endPattern",
            "Gives a pattern up. What has started stays as it was.",
        )
        .needs(WRITES)
        .takes::<Ending>(object([], [("free_from", free_from), ("by", in_the_name_of())]).named("Ending"))
        .gives_nothing(204, "It plans no blocks any more, or none from that day on."),
    ]
}

/// Which block: the id of one that was reserved, or of a pattern with the day that it plans.
pub fn key() -> Schema {
    let id = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";
    like(&format!("^{id}(\\.[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}})?$")).says("Which block.")
}

fn pattern_taken() -> Schema {
    let starts = like("^([01][0-9]|2[0-3]):[0-5][0-9]$").says("The time of day, in the team’s zone.");
    let weekday = one_of(&WEEKDAYS.map(|(word, _)| word)).or_null();
    let weekday = weekday.says("The day of a weekly pattern; without one it is daily.");
    let from_on =
        day().or_null().says("The first day that may have a block; from its next start on where it is left out.");
    object(
        [("starts", starts), ("minutes", whole(*LENGTHS.start(), *LENGTHS.end()))],
        [("weekday", weekday), ("from_on", from_on), ("holders", holders_taken()), ("by", in_the_name_of())],
    )
    .named("NewPattern")
}

fn holders_taken() -> Schema {
    let words = "The addresses of the members whose time it is; the whole team’s where nobody is named.";
    list(text(ADDRESS)).with("maxItems", MOST_HOLDERS).says(words)
}

/// A block as it is given.
pub fn block_told() -> Schema {
    object(
        [
            ("key", key()),
            ("kind", one_of(Kind::WORDS)),
            ("state", one_of(&State::ALL.map(State::key))),
            ("starts_at", instant()),
            ("ends_at", instant()),
            ("moved_from_at", instant().or_null()),
            ("opened_at", instant().or_null()),
            ("closed_at", instant().or_null()),
            ("skipped_at", instant().or_null()),
            ("minutes_used", whole(0, i64::MAX).or_null()),
            ("why", any_text().says("Why it was skipped or moved.")),
            ("holders", list(id()).says("The members whose time it is; the whole team’s where it is empty.")),
            ("is_away", truth().says("Whether it falls away, since all of them are away.")),
            ("instead_of", key().or_null().says("The block that passed without being held, in whose place it stands.")),
        ],
        [],
    )
    .named("Block")
}

fn pattern() -> Schema {
    object(
        [
            ("id", id()),
            ("words", any_text().says("As a person says it.")),
            ("starts", any_text().says("The time of day, in the team’s zone.")),
            ("minutes", whole(1, i64::MAX)),
            ("from_on", day()),
            ("until_on", day().or_null().says("The last day that may have a block, where one is set.")),
            ("holders", list(id())),
        ],
        [],
    )
    .named("Pattern")
}
