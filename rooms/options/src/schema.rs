use ground::By;

/// The tables of options. Each choice is a row; the newest counts.
pub const SCHEMA: ground::Schema = ground::Schema {
    room: "options",
    steps: &[
        "create table if not exists option_sheet (
            team_id text not null, id text not null, request_id text not null, holds_until_at bigint, sent_at bigint not null,
            primary key (team_id, id))",
        "create index if not exists option_sheet_request on option_sheet (team_id, request_id, sent_at)",
        "create table if not exists option_way (
            team_id text not null, sheet_id text not null, place bigint not null, title text not null, what text not null,
            ready_by text, effort text, is_recommended boolean not null, primary key (team_id, sheet_id, place),
            foreign key (team_id, sheet_id) references option_sheet (team_id, id))",
        "create table if not exists option_choice (
            team_id text not null, sheet_id text not null, turn bigint not null, place bigint not null, why text,
            chosen_by text not null, chosen_at bigint not null, told_by text not null, promise_id text not null,
            primary key (team_id, sheet_id, turn), foreign key (team_id, sheet_id) references option_sheet (team_id, id))",
    ],
    distribution: &[("option_sheet", By::Team), ("option_way", By::Team), ("option_choice", By::Team)],
};
