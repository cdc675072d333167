use ground::By;

/// The tables of the business. What was said before stays: wordings of goals, corrected readings, questions that were asked.
pub const SCHEMA: ground::Schema = ground::Schema {
    room: "business",
    steps: &[
        "create table if not exists business_goal (
            team_id text not null, id text not null, title text not null, why text not null, owner text not null,
            plan_link text not null, plan_print text, plan_name text not null, from_on text, until_on text, confirmed_on text,
            unknown text not null, look_on text, ended_at bigint, version bigint not null, made_at bigint not null,
            primary key (team_id, id))",
        "create table if not exists business_wording (
            team_id text not null, goal_id text not null, turn bigint not null, title text not null, source text not null,
            said_at bigint not null, primary key (team_id, goal_id, turn),
            foreign key (team_id, goal_id) references business_goal (team_id, id))",
        "create table if not exists business_step (
            team_id text not null, id text not null, goal_id text not null, kind text not null, title text not null,
            owner text not null, note text not null, plan_link text not null, plan_print text, plan_name text not null,
            from_on text, until_on text, ended_at bigint, version bigint not null, made_at bigint not null, primary key (team_id, id),
            foreign key (team_id, goal_id) references business_goal (team_id, id))",
        "create index if not exists business_step_goal on business_step (team_id, goal_id, made_at)",
        "create table if not exists business_metric (
            team_id text not null, id text not null, goal_id text, name text not null, what text not null, unit text not null,
            better text not null, wanted double precision, source text not null, counted_of text not null, owner text not null,
            read_when text not null, baseline bigint not null, ended_at bigint, version bigint not null, made_at bigint not null,
            primary key (team_id, id), foreign key (team_id, goal_id) references business_goal (team_id, id))",
        "create table if not exists business_reading (
            team_id text not null, metric_id text not null, read_on text not null, value double precision not null,
            source text not null, by text not null, entered_at bigint not null, paste_id text,
            primary key (team_id, metric_id, read_on), foreign key (team_id, metric_id) references business_metric (team_id, id))",
        "create table if not exists business_reading_before (
            team_id text not null, metric_id text not null, read_on text not null, turn bigint not null,
            value double precision not null, source text not null, by text not null, entered_at bigint not null, paste_id text,
            replaced_by text not null, replaced_at bigint not null, primary key (team_id, metric_id, read_on, turn),
            foreign key (team_id, metric_id) references business_metric (team_id, id))",
        "create table if not exists business_change (
            team_id text not null, metric_id text not null, id text not null, changed_on text not null, words text not null,
            new_limits boolean not null, by text not null, made_at bigint not null, primary key (team_id, metric_id, id),
            foreign key (team_id, metric_id) references business_metric (team_id, id))",
        "create table if not exists business_clue (
            team_id text not null, id text not null, words text not null, source text not null, goal_id text, metric_id text,
            by text not null, noted_at bigint not null, primary key (team_id, id))",
        "create index if not exists business_clue_time on business_clue (team_id, noted_at, id)",
        "create table if not exists business_question (
            team_id text not null, id text not null, words text not null, for_name text not null, why text not null,
            goal_id text, metric_id text, bring_at bigint, in_block boolean not null, by text not null, made_at bigint not null,
            asked_at bigint, came text not null, closed_at bigint, primary key (team_id, id))",
        "create index if not exists business_question_open on business_question (team_id, closed_at, made_at)",
        "create table if not exists business_link (
            team_id text not null, request_id text not null, thing_id text not null, kind text not null, by text not null,
            linked_at bigint not null, primary key (team_id, request_id, thing_id))",
        "create index if not exists business_link_thing on business_link (team_id, thing_id, linked_at)",
        "create table if not exists business_calendar (
            team_id text not null, member_id text not null, address text not null, given_at bigint not null, read_at bigint,
            trouble text not null, primary key (team_id, member_id))",
        "create table if not exists business_meeting (
            team_id text not null, member_id text not null, id text not null, starts_at bigint not null, ends_at bigint not null,
            title text not null, people text not null, set_aside_at bigint, primary key (team_id, member_id, id))",
        "create index if not exists business_meeting_time on business_meeting (team_id, member_id, starts_at)",
    ],
    distribution: &[
        ("business_goal", By::Team),
        ("business_wording", By::Team),
        ("business_step", By::Team),
        ("business_metric", By::Team),
        ("business_reading", By::Team),
        ("business_reading_before", By::Team),
        ("business_change", By::Team),
        ("business_clue", By::Team),
        ("business_question", By::Team),
        ("business_link", By::Team),
        ("business_calendar", By::Team),
        ("business_meeting", By::Team),
    ],
};
