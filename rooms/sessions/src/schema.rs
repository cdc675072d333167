use ground::By;

/// The tables of sessions. Notes belong to the request, so that what one block leaves open the next goes on with.
pub const SCHEMA: ground::Schema = ground::Schema {
    room: "sessions",
    steps: &[
        "create table if not exists session_item (
            team_id text not null, block_id text not null, place bigint not null, request_id text not null, set_aside_at bigint,
            primary key (team_id, block_id, place), unique (team_id, block_id, request_id))",
        "create table if not exists session_note (
            team_id text not null, request_id text not null, behind text not null, touches text not null, direction text,
            changed_at bigint not null, changed_by text not null, found bigint not null, version bigint not null,
            primary key (team_id, request_id))",
    ],
    distribution: &[("session_item", By::Team), ("session_note", By::Team)],
};
