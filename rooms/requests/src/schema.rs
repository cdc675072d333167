use ground::{By, Schema};

/// The tables of this room.
pub const SCHEMA: Schema = Schema {
    room: "requests",
    steps: &[
        "create table if not exists request_count (team_id text not null primary key, last_number bigint not null)",
        "create table if not exists request (
            team_id text not null, id text not null, number bigint not null, subject text not null, subject_key text not null,
            channel text not null, stakeholder_id text not null, sender_key text not null, unit text, result text, fixed_on text,
            audience text, state text not null, received_at bigint not null, created_at bigint not null, closed_at bigint,
            version bigint not null, primary key (team_id, id), unique (team_id, number))",
        "create index if not exists request_state on request (team_id, state, received_at)",
        "create index if not exists request_received on request (team_id, received_at)",
        "create index if not exists request_stakeholder on request (team_id, stakeholder_id, received_at)",
        "create index if not exists request_subject on request (team_id, sender_key, subject_key)",
        "create table if not exists message (
            team_id text not null, id text not null, request_id text not null, author text not null, author_id text,
            author_name text not null, words text not null, folded text not null, forwarded text not null, message_id text,
            at bigint not null, settled_at bigint, settled_by text, primary key (team_id, id),
            foreign key (team_id, request_id) references request (team_id, id))",
        "create index if not exists message_request on message (team_id, request_id, at)",
        "create index if not exists message_standing on message (team_id, author, settled_at)",
        "create table if not exists attachment (
            team_id text not null, id text not null, request_id text not null, message_id text not null, name text not null,
            media_type text not null, print text not null, size_bytes bigint not null, primary key (team_id, id),
            foreign key (team_id, message_id) references message (team_id, id))",
        "create index if not exists attachment_request on attachment (team_id, request_id)",
        "create table if not exists intake (
            team_id text not null, door text not null, entry_key text not null, content_print text not null, request_id text,
            at bigint not null, primary key (team_id, door, entry_key))",
        "create table if not exists tray (
            team_id text not null, id text not null, reason text not null, why text not null, from_address text not null,
            from_name text not null, subject text not null, words text not null, message_id text, print text, size_bytes bigint not null,
            arrived_at bigint not null, created_at bigint not null, state text not null, settled_at bigint, request_id text,
            primary key (team_id, id))",
        "create index if not exists tray_state on tray (team_id, state, arrived_at)",
        "create table if not exists mailbox_place (
            team_id text not null, mailbox text not null, uidvalidity bigint not null, uid bigint not null, read_at bigint not null,
            lay_there bigint not null, primary key (team_id, mailbox))",
        // By what requests are found that are like another: of the newest ones their terms, a row each; of all before, a row for each
        // term and each batch of requests, with where it stands. `request_indexed` tells where the one ends and the other begins.
        "create table if not exists request_terms (
            team_id text not null, number bigint not null, length bigint not null, terms text not null, primary key (team_id, number))",
        "create table if not exists request_term (
            team_id text not null, term text not null, batch bigint not null, found_in bigint not null, places bytea not null,
            primary key (team_id, term, batch))",
        "create table if not exists request_indexed (
            team_id text not null primary key, last_number bigint not null, length bigint not null)",
        // Kinds of emergencies that a team named or ended; those that came with the product have a row only once they are ended.
        "create table if not exists emergency_kind (
            team_id text not null, id text not null, word text not null, sentence text not null, agreed_at bigint not null,
            ended_at bigint, primary key (team_id, id))",
        "create table if not exists emergency (
            team_id text not null, request_id text not null, kind text not null, why text not null, marked_at bigint not null,
            marked_by text not null, taken_back_at bigint, primary key (team_id, request_id))",
    ],
    distribution: &[
        ("request_count", By::Team),
        ("request", By::Team),
        ("message", By::Team),
        ("attachment", By::Team),
        ("intake", By::Team),
        ("tray", By::Team),
        ("mailbox_place", By::Team),
        ("request_terms", By::Team),
        ("request_term", By::Team),
        ("request_indexed", By::Team),
        ("emergency_kind", By::Team),
        ("emergency", By::Team),
    ],
};
