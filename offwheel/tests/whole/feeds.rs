//! Calendar feeds through the running program: four parsers see what the room of blocks says, over changes of the clocks, with blocks that
//! were moved, skipped and called off by days away, and with promises.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

use blocks::{Block, Holders, Rhythm, Shows};
use ground::{Actor, Ground};
use jiff::civil::{Weekday, time};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, ToSpan};
use requests::{Ask, Channel};
use serde_json::Value;
use team::Member;
use worktime::{Calendar, Turnaround};

use crate::harness::{Engine, Form, Installation, NewTeam, wait};

const PARSERS: [&str; 4] = ["icalendar", "vobject", "ical.js", "node-ical"];

/// An event as every parser has to see it.
type Seen = (String, String, String, String);

fn checker() -> PathBuf {
    let beside = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../peers");
    std::env::var_os("OFFWHEEL_PEERS").map_or_else(beside, PathBuf::from).join("ics-check.py")
}

/// What all parsers of the peers see in a feed between two days; they agree, and the feed has no fault.
fn seen(feed: &str, from: jiff::civil::Date, to: jiff::civil::Date) -> Vec<Seen> {
    let mut file = tempfile::Builder::new().suffix(".ics").tempfile().unwrap();
    file.write_all(feed.as_bytes()).unwrap();
    let mut command = Command::new("python3");
    command.arg(checker()).arg(file.path());
    let out = command.arg(format!("--from={from}")).arg(format!("--to={to}")).output().unwrap();
    let told: Value =
        serde_json::from_slice(&out.stdout).unwrap_or_else(|_| panic!("{}", String::from_utf8_lossy(&out.stderr)));
    assert_eq!(told["lint"], serde_json::json!([]), "{feed}");
    assert_eq!(told["agree"], true, "{:#}\n{feed}", told["differences"]);
    let mut all = PARSERS.map(|parser| {
        let text = |event: &Value, key: &str| event[key].as_str().unwrap_or_default().to_owned();
        let of =
            |event: &Value| (text(event, "start"), text(event, "end"), text(event, "summary"), text(event, "status"));
        let mut events: Vec<Seen> = told["parsers"][parser]["events"].as_array().unwrap().iter().map(of).collect();
        events.sort();
        (parser, events)
    });
    for (parser, events) in &all {
        assert_eq!(events, &all[0].1, "{parser}");
    }
    std::mem::take(&mut all[0].1)
}

/// What the room says, as a feed has to tell it.
fn meant(blocks: &[Block], mine: bool) -> Vec<Seen> {
    let event = |block: &Block| {
        let own = mine && block.holders != Holders::Team;
        let name = format!("{}{}", block.name(), if own { ", mine" } else { "" });
        let (name, status) = match block.skipped_at {
            Some(_) => (format!("{name}, skipped"), "CANCELLED"),
            None => (name, "CONFIRMED"),
        };
        (block.starts_at.to_string(), block.ends_at.to_string(), name, status.to_owned())
    };
    let mut events: Vec<Seen> = blocks.iter().map(event).collect();
    events.sort();
    events
}

/// What was made, and what the feeds must show of it.
struct Made {
    team_feed: String,
    own_feed: String,
    of_team: Vec<Seen>,
    of_member: Vec<Seen>,
    moved: Block,
    due_at: Timestamp,
    label: String,
}

async fn make(ground: &Ground, from: Timestamp, to: Timestamp) -> Made {
    let mut tx = ground.read().await.unwrap();
    let team = team::teams::by_slug(&mut tx, "brightwater").await.unwrap().unwrap();
    let members = team::members::list(&mut tx, team.id).await.unwrap();
    drop(tx);
    let named = |name: &str| -> &Member { members.iter().find(|member| member.name == name).unwrap() };
    let (lead, jonas) = (named("Mira Sandholt"), named("Jonas Feldt"));
    let now = ground.now();
    blocks::reserve_pattern(ground, lead, Rhythm::daily(time(11, 30, 0, 0))).await.unwrap();
    blocks::reserve_pattern(ground, lead, Rhythm::weekly(Weekday::Tuesday, time(13, 0, 0, 0))).await.unwrap();
    let own = Rhythm::daily(time(15, 0, 0, 0));
    blocks::reserve_pattern_for(ground, jonas, own, Holders::only(jonas.id)).await.unwrap();
    // The patterns run since before the feed begins, so that the time it shows holds a change of the clocks at any season.
    let since = now.to_zoned_datetime(TimeZone::UTC).date().checked_sub(80.days()).unwrap();
    let mut tx = ground.begin().await.unwrap();
    tx.execute("update block_pattern set from_on = $1 where team_id = $2", (since, team.id)).await.unwrap();
    tx.commit().await.unwrap();

    // A Tuesday off: no daily block, and the weekly one moves to Wednesday.
    let mut tuesday = now.to_zoned_datetime(TimeZone::UTC).date().checked_add(14.days()).unwrap();
    while tuesday.weekday() != Weekday::Tuesday {
        tuesday = tuesday.tomorrow().unwrap();
    }
    let calendar = Calendar::of("Europe/Berlin", "Mon-Fri 09:00-17:00").unwrap().with_holiday(tuesday, "Founders’ day");
    let settings = team::Settings { calendar, turnaround: Turnaround::business_hours(24), based_on: None };
    team::change_turnaround(ground, lead, settings).await.unwrap();
    let coming = blocks::coming(&mut ground.read().await.unwrap(), team.id, now, 20).await.unwrap();
    let daily: Vec<&Block> =
        coming.iter().filter(|block| block.kind == blocks::Kind::Daily && block.holders == Holders::Team).collect();
    let to_at = daily[2].starts_at.checked_add(SignedDuration::from_hours(2)).unwrap();
    blocks::move_to(ground, lead, daily[2].key, to_at).await.unwrap();
    let moved = blocks::move_to(ground, lead, daily[2].key, to_at.checked_add(SignedDuration::from_mins(45)).unwrap());
    let moved = moved.await.unwrap();
    blocks::skip(ground, lead, daily[3].key, "Three of us were travelling").await.unwrap();
    let away_on = daily[4].starts_at.to_zoned_datetime(TimeZone::UTC).date();
    let away = team::Away { member: jonas.id, from_on: away_on, until_on: away_on, why: None };
    team::be_away(ground, jonas, away).await.unwrap();

    let mut ask = Ask::new(Channel::Manual, "karin@customer.example", "A course, please.", now);
    ask.subject = Some("Total-loss rule".to_owned());
    let receipt = requests::take_in(ground, team.id, Actor::Machine("test"), ask).await.unwrap();
    let team_feed = blocks::make_feed(ground, lead, "Wall", Shows::Team { names_requests: false }).await.unwrap();
    let own_feed = blocks::make_feed(ground, jonas, "Telephone", Shows::Mine).await.unwrap();
    let mut tx = ground.read().await.unwrap();
    let promise = promises::of_request(&mut tx, team.id, receipt.request.uuid()).await.unwrap().remove(0);
    let all = blocks::around(&mut tx, team.id, from, to).await.unwrap();
    let (of_team, of_jonas): (Vec<Block>, Vec<Block>) =
        all.iter().cloned().partition(|block| block.holders == Holders::Team);
    assert!(of_team.iter().all(|block| block.starts_at.to_zoned_datetime(TimeZone::UTC).date() != tuesday));
    let wednesday = tuesday.tomorrow().unwrap();
    let weekly = of_team.iter().filter(|block| block.kind == blocks::Kind::Weekly);
    assert_eq!(weekly.filter(|block| block.starts_at.to_zoned_datetime(TimeZone::UTC).date() == wednesday).count(), 1);
    assert_eq!(of_jonas.iter().filter(|block| block.is_away).count(), 1);
    let hours: std::collections::BTreeSet<i8> =
        of_jonas.iter().map(|block| block.starts_at.to_zoned_datetime(TimeZone::UTC).hour()).collect();
    assert_eq!(hours.len(), 2, "the clocks change within the feed");
    Made {
        team_feed: blocks::feed_path(&mut tx, ground, lead, team_feed.id).await.unwrap(),
        own_feed: blocks::feed_path(&mut tx, ground, jonas, own_feed.id).await.unwrap(),
        of_team: meant(&of_team, false),
        of_member: meant(&all, true),
        moved,
        due_at: promise.due_at,
        label: receipt.label,
    }
}

fn read_by_every_calendar(engine: Engine) {
    let installation = Installation::new(engine);
    installation.found(NewTeam::BRIGHTWATER);
    installation.add_person("brightwater", "Jonas Feldt", "jonas@brightwater.example", &["--role", "member"]);
    let ground = installation.ground();
    let today = ground.now().to_zoned_datetime(TimeZone::UTC).date();
    let (from_on, to_on) = (today.checked_sub(57.days()).unwrap(), today.checked_add(176.days()).unwrap());
    let instant = |day: jiff::civil::Date| TimeZone::UTC.to_timestamp(day.at(0, 0, 0, 0)).unwrap();
    let made = wait(make(&ground, instant(from_on), instant(to_on)));
    drop(ground);
    let program = installation.start();
    let mut calendar = program.visitor();

    let answer = calendar.get(&made.own_feed).unwrap().with(200);
    assert_eq!(answer.header("content-type"), Some("text/calendar; charset=utf-8"));
    assert_eq!(answer.header("cache-control"), Some("no-store"));
    assert_eq!(answer.header("referrer-policy"), Some("no-referrer"));
    assert!(answer.header("x-robots-tag").is_some_and(|words| words.contains("noindex")));
    assert_eq!(seen(&answer.text(), from_on, to_on), made.of_member);
    assert!(!answer.text().contains(&made.label) && !answer.text().contains("travelling"), "{}", answer.text());
    let tag = answer.header("etag").unwrap().to_owned();
    calendar.ask("GET", &made.own_feed, &[("if-none-match", &tag)], b"").unwrap().with(304);

    let answer = calendar.get(&made.team_feed).unwrap().with(200);
    let due = made.due_at.checked_sub(SignedDuration::from_mins(15)).unwrap();
    let due = |name: &str| (due.to_string(), made.due_at.to_string(), name.to_owned(), "CONFIRMED".to_owned());
    let all = |name: &str| {
        let mut all = made.of_team.clone();
        all.push(due(name));
        all.sort();
        all
    };
    assert_eq!(seen(&answer.text(), from_on, to_on), all(&format!("Promise, {}", made.label)));
    let text = answer.text().replace("\r\n ", "");
    assert!(!text.contains("Total-loss"), "what it is about stays inside: {text}");
    let moved = text.split("BEGIN:VEVENT").find(|event| event.contains(&format!("block-{}@", made.moved.key))).unwrap();
    // Moved twice, the calendar has its second version, and one of those who hold it said once that they are away.
    assert!(moved.contains("SEQUENCE:4\r\n") && moved.contains("Moved from"), "{moved}");
    assert!(text.contains("TZID:Europe/Berlin") && text.contains("BEGIN:VTIMEZONE"), "{text}");

    // The lead makes a link that says what requests are about, renews it, and ends it.
    let mut lead = program.signed_in("lead@brightwater.example");
    let page = lead.page("/settings/feeds").with(200).text();
    assert!(page.contains("Wall") && page.contains("Telephone") && !page.contains("/calendar/"), "{page}");
    let made_at = lead.post("/settings/feeds", &[("name", "Board room"), ("names", "on")]).unwrap().with(303);
    let shown = lead.page(made_at.location()).with(200).text();
    let path_in = |page: &str| {
        let (_, rest) = page.split_once("/calendar/").unwrap();
        format!("/calendar/{}", rest.split('<').next().unwrap())
    };
    let path = path_in(&shown);
    let named = calendar.get(&path).unwrap().with(200).text();
    assert_eq!(seen(&named, from_on, to_on), all(&format!("Promise, {}: Total-loss rule", made.label)));
    let renewal = Form::going(&shown, |action| {
        action.ends_with("/renewal") && made_at.location().ends_with(action.split('/').nth(3).unwrap_or_default())
    });
    let renewed = lead.submit(&renewal).unwrap().with(303);
    calendar.get(&path).unwrap().with(404);
    let path = path_in(&lead.page(renewed.location()).with(200).text());
    calendar.get(&path).unwrap().with(200);
    let id = made_at.location().split_once("link=").unwrap().1.to_owned();
    lead.post(&format!("/settings/feeds/{id}/end"), &[]).unwrap().with(303);
    let ended = calendar.get(&path).unwrap().with(404).text();
    let unknown = calendar.get("/calendar/0123456789abcdefghjkmnpqrs.ics").unwrap().with(404).text();
    assert_eq!(ended, unknown, "nothing tells a link that was ended from one that never was");
    calendar.get(path.trim_end_matches(".ics")).unwrap().with(404);
    calendar.get(&format!("/s/{}", path.trim_start_matches("/calendar/").trim_end_matches(".ics"))).unwrap().with(404);

    // A member has links of their own, and touches nobody else's.
    let mut jonas = program.signed_in("jonas@brightwater.example");
    let mine = jonas.page("/me/feeds").with(200).text();
    assert!(mine.contains("Telephone") && !mine.contains("Wall"), "{mine}");
    jonas.get("/settings/feeds").unwrap().with(403);
    let renewal = Form::going(&page, |action| action.ends_with("/renewal")).action;
    jonas.post(&renewal.replace("/settings", "/me"), &[]).unwrap().with(409);
    calendar.get(&made.team_feed).unwrap().with(200);
    assert!(jonas.page("/me").with(200).text().contains("One link shows your blocks to a calendar."));
    let log = program.log();
    assert!(!log.contains(made.team_feed.trim_start_matches("/calendar/")), "no key in the log: {log}");
    assert!(program.stop().success());
}

#[test]
fn every_calendar_reads_in_a_feed_what_the_team_planned() {
    read_by_every_calendar(Engine::Sqlite);
}

#[test]
fn every_calendar_reads_in_a_feed_what_the_team_planned_with_postgres() {
    read_by_every_calendar(Engine::Postgres);
}
