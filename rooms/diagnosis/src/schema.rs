use ground::By;

/// The tables of diagnosis. An answer is one a question and request, in its newest version; what the stakeholder said stays apart from it,
/// and so do the causes that were confirmed at follow-up, with the support that each had then.
pub const SCHEMA: ground::Schema = ground::Schema {
    room: "diagnosis",
    steps: &[
        "create table if not exists diagnosis (
            team_id text not null, request_id text not null, mandatory text, decided text, decided_why text not null,
            decided_by text, decided_at bigint, recommended text, begun_at bigint not null, primary key (team_id, request_id))",
        "create table if not exists diagnosis_answer (
            team_id text not null, request_id text not null, question text not null, parts text not null, evidence text not null,
            changed_at bigint not null, changed_by text not null, found bigint not null, version bigint not null,
            primary key (team_id, request_id, question))",
        "create table if not exists diagnosis_asking (
            team_id text not null, request_id text not null, turn bigint not null, questions text not null, sent_by text not null,
            sent_at bigint not null, letter_id text not null, primary key (team_id, request_id, turn))",
        "create table if not exists diagnosis_reply (
            team_id text not null, request_id text not null, question text not null, parts text not null, by_stakeholder text not null,
            said_at bigint not null, primary key (team_id, request_id, question))",
        "create table if not exists diagnosis_review (
            team_id text not null, request_id text not null, note text not null, coverage double precision not null,
            reviewed_by text not null, reviewed_at bigint not null, primary key (team_id, request_id))",
        "create index if not exists diagnosis_reviewed on diagnosis_review (team_id, reviewed_at)",
        "create table if not exists diagnosis_reviewed_cause (
            team_id text not null, request_id text not null, cause text not null, support double precision not null, band text not null,
            is_confirmed boolean not null, reviewed_at bigint not null, primary key (team_id, request_id, cause))",
        "create index if not exists diagnosis_reviewed_band on diagnosis_reviewed_cause (team_id, band, reviewed_at)",
    ],
    distribution: &[
        ("diagnosis", By::Team),
        ("diagnosis_answer", By::Team),
        ("diagnosis_asking", By::Team),
        ("diagnosis_reply", By::Team),
        ("diagnosis_review", By::Team),
        ("diagnosis_reviewed_cause", By::Team),
    ],
};
