use ground::By;

/// The tables of answers. A draft is one a request, and gone when it is sent; an answer stays. What an order gains is one a request, its six
/// elements each in their newest version; what the stakeholder said of them stays apart, and so does what was asked until when.
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
        "create table if not exists order_upgrade (
            team_id text not null, request_id text not null, ready_on text, beside text not null, begun_at bigint not null,
            changed_at bigint not null, changed_by text not null, version bigint not null, primary key (team_id, request_id))",
        "create table if not exists order_element (
            team_id text not null, request_id text not null, element text not null, value text not null, waived text,
            changed_at bigint not null, changed_by text not null, version bigint not null, primary key (team_id, request_id, element))",
        "create table if not exists order_asking (
            team_id text not null, request_id text not null, turn bigint not null, elements text not null, until_at bigint not null,
            sent_by text not null, sent_at bigint not null, letter_id text not null, primary key (team_id, request_id, turn))",
        "create table if not exists order_reply (
            team_id text not null, request_id text not null, element text not null, value text not null, by_stakeholder text not null,
            said_at bigint not null, primary key (team_id, request_id, element))",
        "create table if not exists answer_scheduled (
            team_id text not null, request_id text not null, draft_version bigint not null, block_id text not null,
            send_at bigint not null, by_member text not null, scheduled_at bigint not null, stopped_at bigint, stopped_why text,
            primary key (team_id, request_id))",
        "create index if not exists answer_scheduled_ripe on answer_scheduled (stopped_at, send_at)",
    ],
    distribution: &[
        ("answer_draft", By::Team),
        ("answer", By::Team),
        ("order_upgrade", By::Team),
        ("order_element", By::Team),
        ("order_asking", By::Team),
        ("order_reply", By::Team),
        ("answer_scheduled", By::Team),
    ],
};
