use ground::By;

/// The table of decisions: a row is written once. `block_id` and `about_id` name things of rooms below this one, which is why they are text.
pub const SCHEMA: ground::Schema = ground::Schema {
    room: "decisions",
    steps: &[
        "create table if not exists decision (
            team_id text not null, id text not null, at bigint not null, by text not null, what text not null, why text not null,
            driver text not null, block_id text, about_id text, review_on text, primary key (team_id, id))",
        "create index if not exists decision_time on decision (team_id, at, id)",
        "create index if not exists decision_block on decision (team_id, block_id)",
        "create index if not exists decision_about on decision (team_id, about_id)",
    ],
    distribution: &[("decision", By::Team)],
};
