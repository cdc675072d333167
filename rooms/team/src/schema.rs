use ground::{By, Schema};

/// The tables of this room.
pub const SCHEMA: Schema = Schema {
    room: "team",
    steps: &[
        "create table if not exists team (
            team_id text not null primary key, slug text not null unique, name text not null, prefix text not null, domains text not null,
            created_at bigint not null)",
        "create table if not exists account (
            id text not null primary key, address text not null, address_key text not null unique, name text not null, password text,
            password_at bigint, last_team_id text, created_at bigint not null)",
        "create table if not exists membership (
            account_id text not null, team_id text not null, member_id text not null, primary key (account_id, team_id))",
        "create table if not exists member (
            team_id text not null, id text not null, account_id text not null, role text, is_administrator boolean not null,
            joined_at bigint not null, primary key (team_id, id), unique (team_id, account_id))",
        "create table if not exists session (
            print text not null primary key, account_id text not null, team_id text not null, link_id text unique, begun_at bigint not null,
            seen_at bigint not null)",
        "create index if not exists session_account on session (account_id)",
        "create table if not exists token (
            print text not null primary key, team_id text not null, id text not null, name text not null, scopes text not null,
            created_at bigint not null, expires_at bigint not null, ended_at bigint, unique (team_id, id))",
        "create table if not exists stakeholder (
            team_id text not null, id text not null, address text not null, address_key text not null, name text not null, unit text,
            position text, zone text, language text, met_at bigint not null, primary key (team_id, id), unique (team_id, address_key))",
        "create table if not exists calendar_version (
            team_id text not null, version bigint not null, calendar text not null, amount_minutes bigint not null, clock text not null,
            made_at bigint not null, made_by text not null, primary key (team_id, version))",
        "create table if not exists first_run (what text not null primary key, team_id text not null, at bigint not null)",
        "create table if not exists habit (
            account_id text not null primary key, zone text, keys_off boolean not null, light text not null, changed_at bigint not null)",
        "create table if not exists absence (
            team_id text not null, id text not null, member_id text not null, from_on text not null, until_on text not null, why text,
            noted_at bigint not null, primary key (team_id, id))",
        "create index if not exists absence_until on absence (team_id, until_on)",
        "create table if not exists wording (
            team_id text not null, letter text not null, language text not null, version bigint not null, words text, made_at bigint not null,
            made_by text not null, primary key (team_id, letter, language, version))",
        "create table if not exists holiday_feed (team_id text not null primary key, address text not null, fetched_at bigint not null)",
        "create table if not exists team_language (team_id text not null primary key, language text not null)",
    ],
    distribution: &[
        ("team", By::OwnKey),
        ("account", By::OwnKey),
        ("membership", By::OwnKey),
        ("member", By::Team),
        ("session", By::OwnKey),
        ("token", By::OwnKey),
        ("stakeholder", By::Team),
        ("calendar_version", By::Team),
        ("first_run", By::OwnKey),
        ("habit", By::OwnKey),
        ("absence", By::Team),
        ("wording", By::Team),
        ("holiday_feed", By::Team),
        ("team_language", By::Team),
    ],
};
