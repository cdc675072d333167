use ground::By;

/// The tables of sessions. Notes about a request belong to the request, so that what one block leaves open the next goes on with.
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
        "create table if not exists session_word (
            team_id text not null, of_id text not null, field text not null, words text not null, changed_at bigint not null,
            changed_by text not null, found bigint not null, version bigint not null, primary key (team_id, of_id, field))",
        "create index if not exists session_word_field on session_word (team_id, field, changed_at)",
        "create table if not exists session_member (
            team_id text not null, block_id text not null, member_id text not null, came_at bigint not null,
            primary key (team_id, block_id, member_id))",
        // Notes of before each field was kept by itself.
        "insert into session_word (team_id, of_id, field, words, changed_at, changed_by, found, version)
            select team_id, request_id, 'behind', behind, changed_at, changed_by, found, version from session_note where behind <> ''
            on conflict (team_id, of_id, field) do nothing",
        "insert into session_word (team_id, of_id, field, words, changed_at, changed_by, found, version)
            select team_id, request_id, 'touches', touches, changed_at, changed_by, found, version from session_note where touches <> ''
            on conflict (team_id, of_id, field) do nothing",
        "insert into session_word (team_id, of_id, field, words, changed_at, changed_by, found, version)
            select team_id, request_id, 'direction', direction, changed_at, changed_by, found, version from session_note
            where direction is not null on conflict (team_id, of_id, field) do nothing",
    ],
    distribution: &[
        ("session_item", By::Team),
        ("session_note", By::Team),
        ("session_word", By::Team),
        ("session_member", By::Team),
    ],
};
