use ground::By;

/// The tables of promises. Broken has no column: it follows from an instant that passed.
pub const SCHEMA: ground::Schema = ground::Schema {
    room: "promises",
    steps: &[
        "create table if not exists promise (
            team_id text not null, id text not null, request_id text not null, stakeholder_id text not null, what text not null,
            given_at bigint not null, counted_from_at bigint not null, due_at bigint not null, calendar_version bigint not null,
            explanation text not null, fulfilled_at bigint, renegotiated_at bigint, void_at bigint, replaces_id text,
            version bigint not null, primary key (team_id, id), unique (team_id, replaces_id))",
        "create index if not exists promise_request on promise (team_id, request_id)",
        "create index if not exists promise_due on promise (team_id, due_at, id)",
        "create table if not exists promise_move (
            team_id text not null, id text not null, promise_id text not null, asked_at bigint not null, asked_by text not null,
            due_at bigint not null, reason text not null, kind text not null, meanwhile text, agreed_at bigint, refused_at bigint,
            lapsed_at bigint, told text, answered_by text, version bigint not null, primary key (team_id, id),
            foreign key (team_id, promise_id) references promise (team_id, id))",
        "create index if not exists promise_move_promise on promise_move (team_id, promise_id)",
        "create index if not exists promise_owed on promise (team_id, due_at, id, request_id, what, given_at, fulfilled_at, renegotiated_at, void_at)
            where fulfilled_at is null and renegotiated_at is null and void_at is null",
        "create index if not exists promise_move_open on promise_move (team_id, asked_at)
            where agreed_at is null and refused_at is null and lapsed_at is null",
        "create table if not exists promise_lesson (
            team_id text not null, promise_id text not null, kind text not null, words text not null, noted_at bigint not null,
            noted_by text not null, version bigint not null, primary key (team_id, promise_id),
            foreign key (team_id, promise_id) references promise (team_id, id))",
        // Counts and figures are read off this index, and never off the rows with their long accounts.
        "create index if not exists promise_course on promise (team_id, due_at, id, given_at, fulfilled_at, renegotiated_at, void_at)",
        // In the order in which they are read, or SQLite walks all promises of the team rather than sort those of one request.
        "create index if not exists promise_of_request on promise (team_id, request_id, due_at, id)",
        "drop index if exists promise_due",
    ],
    distribution: &[("promise", By::Team), ("promise_move", By::Team), ("promise_lesson", By::Team)],
};
