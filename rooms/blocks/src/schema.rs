use ground::By;

/// The tables of blocks. What is planned and untouched has no row.
pub const SCHEMA: ground::Schema = ground::Schema {
    room: "blocks",
    steps: &[
        "create table if not exists block_pattern (
            team_id text not null, id text not null, weekday bigint, starts text not null, minutes bigint not null,
            from_on text not null, until_on text, primary key (team_id, id))",
        "create table if not exists block (
            team_id text not null, id text not null, kind text not null, pattern_id text, planned_at bigint not null,
            starts_at bigint not null, ends_at bigint not null, skipped_at bigint, opened_at bigint, closed_at bigint, minutes_used bigint,
            wrote boolean not null, why text not null, version bigint not null, primary key (team_id, id))",
        "create index if not exists block_starts on block (team_id, starts_at)",
        "create index if not exists block_of_pattern on block (team_id, pattern_id)",
        // Whose time it is: ids of members with a blank between; nothing for the whole team.
        "alter table block_pattern add column holders text",
        "alter table block add column holders text",
        // The block that passed without being held, in whose place this one was reserved.
        "alter table block add column instead_of text",
        "alter table block add column changed_at bigint",
        "create table if not exists feed (
            team_id text not null, id text not null, name text not null, member_id text, names_requests boolean not null,
            made_at bigint not null, made_by text not null, ended_at bigint, read_at bigint, read_by text not null, link_id text not null,
            primary key (team_id, id))",
    ],
    distribution: &[("block_pattern", By::Team), ("block", By::Team), ("feed", By::Team)],
};
