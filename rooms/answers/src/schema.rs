use ground::By;

/// The tables of answers. A draft is one a request, and gone when it is sent; an answer stays.
pub const SCHEMA: ground::Schema = ground::Schema {
    room: "answers",
    steps: &[
        "create table if not exists answer_draft (
            team_id text not null, request_id text not null, kind text, parts text not null, outside_why text,
            outside_words text not null, ready_in text, changed_at bigint not null, changed_by text not null, found bigint not null,
            version bigint not null, primary key (team_id, request_id))",
        "create index if not exists answer_draft_ready on answer_draft (team_id, ready_in)",
        "create table if not exists answer (
            team_id text not null, id text not null, request_id text not null, kind text not null, parts text not null,
            in_block text, outside_why text, outside_words text not null, sent_at bigint not null, sent_by text not null,
            letter_id text not null, primary key (team_id, id))",
        "create index if not exists answer_request on answer (team_id, request_id, sent_at)",
        "create index if not exists answer_sent on answer (team_id, sent_at, id)",
        "create index if not exists answer_block on answer (team_id, in_block)",
    ],
    distribution: &[("answer_draft", By::Team), ("answer", By::Team)],
};
