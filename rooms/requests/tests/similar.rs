//! Requests that are like another, on both engines: found by what they say, by whatever way they came into the index.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use std::collections::HashMap;

use ground::testing::{TestGround, on_each};
use ground::{Actor, Schema, TeamId};
use language::Language;
use requests::{Ask, Channel, RequestId, Similar, look_after, readings, stand, take_in, to_look_after};
use serde_json::Value;

const ROOMS: [Schema; 4] = [team::SCHEMA, blocks::SCHEMA, promises::SCHEMA, requests::SCHEMA];
const KARIN: &str = "karin.oldsted@lindmoor.example";

async fn founded(ground: &TestGround, slug: &str) -> TeamId {
    team::testing::found(ground, slug).await.team
}

fn words(ground: &TestGround, words: &str) -> Ask {
    let mut ask = Ask::new(Channel::Manual, KARIN, words, ground.now());
    ask.acknowledge = false;
    ask
}

async fn asked(ground: &TestGround, team: TeamId, ask: Ask) -> RequestId {
    take_in(ground, team, Actor::Machine("test"), ask).await.unwrap().request
}

async fn similar(ground: &TestGround, team: TeamId, id: RequestId) -> Vec<Similar> {
    readings::similar(&mut ground.read().await.unwrap(), team, id).await.unwrap()
}

fn numbers(found: &[Similar]) -> Vec<i64> {
    found.iter().map(|similar| similar.request.number).collect()
}

/// What the data says was asked for twice, or is another order for the same gap: it is told among the first five.
#[test]
fn what_was_asked_for_before_is_among_the_first_five() {
    on_each(&ROOMS, |ground| async move {
        let team = founded(&ground, "lindmoor").await;
        let rows: Vec<Value> =
            include_str!("data/requests.jsonl").lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        let mut ids = HashMap::new();
        for row in &rows {
            let text = |name: &str| row[name].as_str().unwrap_or_default().to_owned();
            let mut ask = Ask::new(Channel::Email, &text("from"), &text("text"), text("received_at").parse().unwrap());
            ask.subject = Some(text("subject"));
            ask.unit = Some(text("unit"));
            ask.language = Language::of_tag(&text("lang"));
            ask.acknowledge = false;
            ids.insert(text("id"), asked(&ground, team, ask).await);
        }
        let mut pairs = 0;
        for row in &rows {
            let labels = &row["labels"];
            let Some(before) = labels["duplicate_of"].as_str().or(labels["same_gap_as"].as_str()) else { continue };
            let id = row["id"].as_str().unwrap();
            let found = similar(&ground, team, ids[id]).await;
            assert!(found.len() <= 5);
            assert!(found.iter().any(|similar| similar.request.id == ids[before]), "{id} is like {before}: {found:#?}");
            pairs += 1;
        }
        assert_eq!(pairs, 7);
    });
}

/// Requests of the time before there was an index, written as they stood then.
async fn from_before(ground: &TestGround, team: TeamId, texts: &[String]) {
    let mut tx = ground.begin().await.unwrap();
    let now = tx.now();
    let karin = team::stakeholders::meet(&mut tx, team, KARIN, Some("Karin Oldsted")).await.unwrap();
    for (number, text) in (1_i64..).zip(texts) {
        let (id, message) = (RequestId::new(now), requests::MessageId::new(now));
        let request = "insert into request (team_id, id, number, subject, subject_key, channel, stakeholder_id, sender_key, state,
            received_at, created_at, version) values ($1, $2, $3, $4, $5, 'email', $6, $7, 'parked', $8, $9, 1)";
        let subject = requests::subject_from(text);
        tx.execute(request, (team, id, number, &subject, &subject, karin.id, KARIN, now, now)).await.unwrap();
        let said = "insert into message (team_id, id, request_id, author, author_name, words, folded, forwarded, at)
            values ($1, $2, $3, 'asked', 'Karin Oldsted', $4, '', '', $5)";
        tx.execute(said, (team, message, id, text, now)).await.unwrap();
    }
    let count = i64::try_from(texts.len()).unwrap();
    tx.execute("insert into request_count (team_id, last_number) values ($1, $2)", (team, count)).await.unwrap();
    tx.commit().await.unwrap();
}

async fn count(ground: &TestGround, sql: &str, team: TeamId) -> i64 {
    ground.read().await.unwrap().query_one(sql, (team,)).await.unwrap().get(0).unwrap()
}

#[test]
fn requests_from_before_the_index_are_found_once_it_was_looked_after() {
    on_each(&ROOMS, |ground| async move {
        let team = founded(&ground, "lindmoor").await;
        let other = founded(&ground, "brightwater").await;
        // A batch and a half, of ordinary things; two that are like what will be asked stand in the first and among the last.
        let things = ["invoices", "forklifts", "mentoring", "dashboards", "hygiene", "contracts", "ladders", "payroll"];
        let mut texts: Vec<String> = (0..1_400)
            .map(|number: usize| format!("A course on {} for team {number}", things[number % things.len()]))
            .collect();
        texts[10] = "Negotiation training for the buyers, they meet suppliers in March".to_owned();
        texts[1_300] = "The buyers lose when they negotiate with suppliers".to_owned();
        from_before(&ground, team, &texts).await;
        let new = asked(&ground, team, words(&ground, "Could the buyers learn to negotiate with suppliers?")).await;
        assert_eq!(numbers(&similar(&ground, team, new).await), Vec::<i64>::new(), "nothing is in the index yet");

        let due = to_look_after(&ground).await.unwrap();
        assert_eq!(due, [(team, 1_401)], "the other team has no requests");
        look_after(&ground, team).await.unwrap();
        let found = similar(&ground, team, new).await;
        assert_eq!(numbers(&found), [1_301, 11], "{found:#?}");
        assert_eq!(count(&ground, "select count(*) from request_terms where team_id = $1", team).await, 1_401 - 1_024);
        let places = "select cast(sum(found_in) as bigint) from request_term where team_id = $1 and term = 'cours'";
        assert_eq!(count(&ground, places, team).await, 1_023, "all of the batch but one");

        look_after(&ground, team).await.unwrap();
        look_after(&ground, other).await.unwrap();
        assert_eq!(similar(&ground, team, new).await, found, "looked after again, nothing changes");
        let mut tx = ground.read().await.unwrap();
        let text = "buyers negotiate with suppliers";
        let elsewhere = readings::similar_to_words(&mut tx, other, text, None, Language::En).await.unwrap();
        assert_eq!(elsewhere, [], "a team finds its own alone");
    });
}

#[test]
fn folding_changes_no_order_and_no_likeness() {
    on_each(&ROOMS, |ground| async move {
        let team = founded(&ground, "lindmoor").await;
        let mut texts: Vec<String> = (0..1_023).map(|number: usize| format!("Ladders for team {number}")).collect();
        for (place, text) in [
            (3, "Negotiation for buyers"),
            (700, "Negotiation with suppliers, for buyers and their managers, twice a year, as in the years before"),
            (900, "Buyers negotiate, negotiate and negotiate"),
        ] {
            texts[place] = text.to_owned();
        }
        from_before(&ground, team, &texts).await;
        look_after(&ground, team).await.unwrap();
        let folded = "select count(*) from request_term where team_id = $1";
        assert_eq!(count(&ground, folded, team).await, 0, "one more makes a batch");
        let last = asked(&ground, team, words(&ground, "Negotiation for all buyers with suppliers")).await;
        let before = similar(&ground, team, last).await;
        assert_eq!(before.len(), 3);
        look_after(&ground, team).await.unwrap();
        assert!(count(&ground, folded, team).await > 1_000);
        let after = similar(&ground, team, last).await;
        assert_eq!(numbers(&after), numbers(&before));
        for (one, other) in before.iter().zip(&after) {
            assert!((one.likeness - other.likeness).abs() < 1e-9, "{one:?} {other:?}");
        }
    });
}

#[test]
fn spam_is_never_told_of_and_what_was_withdrawn_is() {
    on_each(&ROOMS, |ground| async move {
        let team = founded(&ground, "lindmoor").await;
        let text = "A negotiation course for the buyers";
        let spam = asked(&ground, team, words(&ground, text)).await;
        let withdrawn = asked(&ground, team, words(&ground, text)).await;
        stand::mark_spam(&ground, team, spam, Actor::Machine("test")).await.unwrap();
        stand::withdraw(&ground, team, withdrawn, Actor::Machine("test")).await.unwrap();
        let last = asked(&ground, team, words(&ground, text)).await;
        assert_eq!(numbers(&similar(&ground, team, last).await), [2]);
    });
}

#[test]
fn pressing_asking_again_and_rank_bring_nothing_forward() {
    on_each(&ROOMS, |ground| async move {
        let team = founded(&ground, "lindmoor").await;
        for text in [
            "Negotiation course for buyers who meet suppliers",
            "Negotiation course for buyers",
            "URGENT!!! The CEO wants a negotiation course immediately, ASAP, today, deadline tomorrow",
            "A ladder course, urgent, the CEO wants it ASAP",
        ] {
            asked(&ground, team, words(&ground, text)).await;
        }
        let calm = "Negotiation course for buyers, they meet suppliers";
        let found = async |text: &str| {
            let mut tx = ground.read().await.unwrap();
            readings::similar_to_words(&mut tx, team, text, None, Language::En).await.unwrap()
        };
        let order = found(calm).await;
        assert_eq!(numbers(&order), [1, 2, 3]);
        let pressed =
            found(&format!("URGENT: {calm} ASAP!!! The CEO asked for it today, the deadline is tomorrow")).await;
        assert_eq!(pressed, order, "who presses finds the same");

        // The least alike is asked for ten more times, by somebody of rank: each is found as the one it repeats, and none moves up.
        for _ in 0..10 {
            asked(&ground, team, words(&ground, "Ladder course, urgent, for the CEO")).await;
        }
        let again = found(calm).await;
        assert_eq!(numbers(&again)[..2], [1, 2], "{again:#?}");
        let mut tx = ground.begin().await.unwrap();
        let mut karin = team::stakeholders::by_address(&mut tx, team, KARIN).await.unwrap().unwrap();
        karin.position = Some("Chief Negotiation Officer for buyers".to_owned());
        team::stakeholders::describe(&mut tx, &karin).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(found(calm).await, again, "a position is no word of a request");
    });
}

#[test]
fn a_few_words_are_read_in_the_language_of_who_asked() {
    on_each(&ROOMS, |ground| async move {
        let team = founded(&ground, "lindmoor").await;
        let mut short = words(&ground, "Verhandlungsführungen");
        short.language = Some(Language::De);
        asked(&ground, team, short).await;
        asked(&ground, team, words(&ground, "Verhandlungsführung Einkauf")).await;
        let long = asked(&ground, team, words(&ground, "Wir möchten etwas zur Verhandlungsführung für uns")).await;
        assert_eq!(numbers(&similar(&ground, team, long).await), [1, 2], "Karin reads German since she said so");
    });
}

#[test]
fn the_same_unit_decides_between_equals_and_else_the_newer_one() {
    on_each(&ROOMS, |ground| async move {
        let team = founded(&ground, "lindmoor").await;
        for unit in ["Procurement", "Sales", "Sales"] {
            let mut ask = words(&ground, "A negotiation course");
            ask.unit = Some(unit.to_owned());
            asked(&ground, team, ask).await;
        }
        let found = async |unit| {
            let mut tx = ground.read().await.unwrap();
            numbers(&readings::similar_to_words(&mut tx, team, "negotiation", unit, Language::En).await.unwrap())
        };
        assert_eq!(found(None).await, [3, 2, 1]);
        assert_eq!(found(Some(" procurement")).await, [1, 3, 2]);
        assert_eq!(found(Some("Sales")).await, [3, 2, 1]);
    });
}
