//! Offwheel is killed while requests come in by two doors, again and again. What was answered with success is there exactly once.

use std::collections::HashMap;
use std::net::{SocketAddr, TcpListener};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::harness::{Chance, Engine, Form, Installation, NewTeam, Program, Visitor, eventually, seconds};

const API_CLIENTS: usize = 3;
const FORM_CLIENTS: usize = 2;

#[test]
fn nothing_acknowledged_is_lost_when_the_program_is_killed_fifty_times() {
    killed(Engine::Sqlite, 50);
}

#[test]
fn nothing_acknowledged_is_lost_with_postgres_when_the_program_is_killed_ten_times() {
    killed(Engine::Postgres, 10);
}

/// What the clients share: the signal to end, and every subject that was answered with success, with the answers to its tries.
#[derive(Default)]
struct Ledger {
    ends: AtomicBool,
    acknowledged: Mutex<HashMap<String, Vec<String>>>,
}

impl Ledger {
    fn write(&self, subject: &str, told: String) {
        self.acknowledged.lock().unwrap().entry(subject.to_owned()).or_default().push(told);
    }

    fn count(&self) -> usize {
        self.acknowledged.lock().unwrap().len()
    }
}

fn killed(engine: Engine, times: usize) {
    let mut chance = Chance::told("when it is killed");
    let mut installation = Installation::new(engine);
    let place = free_place(&mut chance);
    installation.settings = format!("public_url = \"http://{place}\"\ntrusted_proxies = [\"127.0.0.1\"]");
    installation.found(NewTeam::BRIGHTWATER);
    let token = installation.token("brightwater");
    let ledger = Arc::new(Ledger::default());
    let visitor = Visitor::new(place, &format!("http://{place}"));
    let mut program = start(&installation, place);
    let clients: Vec<_> = (0..API_CLIENTS + FORM_CLIENTS)
        .map(|number| {
            let (ledger, visitor) = (ledger.clone(), visitor.clone());
            let api = (number < API_CLIENTS).then(|| visitor.clone().with_token(&token));
            thread::spawn(move || match api {
                Some(visitor) => post_to_api(visitor, number, &ledger),
                None => post_the_form(visitor, number, &ledger),
            })
        })
        .collect();
    let started = Instant::now();
    for _ in 0..times {
        let before = ledger.count();
        // At least one is answered between two kills; then the moment is left to chance.
        eventually("requests are answered", seconds(30), || (ledger.count() > before).then_some(()));
        thread::park_timeout(Duration::from_micros(chance.below(150_000)));
        program.kill();
        program = start(&installation, place);
    }
    ledger.ends.store(true, Ordering::SeqCst);
    for client in clients {
        client.join().unwrap();
    }
    let acknowledged = ledger.acknowledged.lock().unwrap().clone();
    println!(
        "{engine:?}: {times} kills in {:.1} s, {} requests acknowledged",
        started.elapsed().as_secs_f64(),
        acknowledged.len()
    );
    assert!(acknowledged.len() >= times);
    let mut client = visitor.with_token(&token);
    every_one_is_there_once(&acknowledged, &client.all_requests());
    a_retry_makes_no_second(&acknowledged, &mut client);
    assert!(program.stop().success());
    rows_agree(&installation, acknowledged.len());
}

/// A free port below those that the system gives to outgoing connections, so that it is still free at each start.
fn free_place(chance: &mut Chance) -> SocketAddr {
    let mut tries =
        (0..100).map(|_| SocketAddr::from(([127, 0, 0, 1], 12_000 + u16::try_from(chance.below(8_000)).unwrap())));
    tries.find(|place| TcpListener::bind(place).is_ok()).expect("a free port")
}

fn start(installation: &Installation, place: SocketAddr) -> Program {
    Program::start(&installation.configured(), &installation.path("log.txt"), &["--listen", &place.to_string()])
}

/// Posts one request after the other, each with its key again and again until it is answered.
fn post_to_api(mut visitor: Visitor, client: usize, ledger: &Ledger) {
    for number in 0.. {
        let subject = format!("api {client}-{number}");
        let answer = insist(ledger, || post(&mut visitor, &subject).ok());
        let Some(answer) = answer else { return };
        ledger.write(&subject, answer["id"].as_str().unwrap().to_owned());
    }
}

fn post(visitor: &mut Visitor, subject: &str) -> std::io::Result<Value> {
    let document = json!({
        "from": {"address": "karin@brightwater.example", "name": "Karin Holt"}, "subject": subject, "text": "A course, please."
    });
    let answer = visitor.post_json("/api/v1/requests", &[("idempotency-key", subject)], &document)?;
    assert!(matches!(answer.status, 200 | 201), "{} {}", answer.status, answer.text());
    Ok(answer.json())
}

/// Opens the form once for each request, and sends it with its token until it is answered.
fn post_the_form(visitor: Visitor, client: usize, ledger: &Ledger) {
    for number in 0_u32.. {
        let subject = format!("form {client}-{number}");
        let [_, _, high, low] = number.to_be_bytes();
        let mut visitor = visitor.clone().coming_from(&format!("10.{client}.{high}.{low}"));
        let Some(page) = insist(ledger, || visitor.get("/t/brightwater/ask").ok()) else { return };
        let form = Form::going(&page.with(200).text(), |action| action.ends_with("/ask"));
        let address = format!("karin-{client}-{number}@brightwater.example");
        let form = form.fill("what", &subject).fill("address", &address);
        let Some(answer) = insist(ledger, || visitor.submit(&form).ok()) else { return };
        assert!(matches!(answer.status, 200 | 303), "{} {}", answer.status, answer.text());
        ledger.write(&subject, answer.header("location").unwrap_or_default().to_owned());
    }
}

/// Tries until there is a whole answer; nothing when the test ends before. A killed server gives none, which is no answer at all.
fn insist<T>(ledger: &Ledger, mut attempt: impl FnMut() -> Option<T>) -> Option<T> {
    while !ledger.ends.load(Ordering::SeqCst) {
        if let Some(answer) = attempt() {
            return Some(answer);
        }
        thread::park_timeout(Duration::from_millis(5));
    }
    None
}

fn every_one_is_there_once(acknowledged: &HashMap<String, Vec<String>>, listed: &[Value]) {
    let mut found: HashMap<&str, Vec<&Value>> = HashMap::new();
    for item in listed {
        found.entry(item["subject"].as_str().unwrap()).or_default().push(item);
    }
    for (subject, told) in acknowledged {
        let items = found.get(subject.as_str()).unwrap_or_else(|| panic!("{subject} was acknowledged and is lost"));
        assert_eq!(items.len(), 1, "{subject} is there {} times", items.len());
        if subject.starts_with("api") {
            assert_eq!(items[0]["id"], told[0].as_str(), "{subject}");
        }
    }
    let doubled: Vec<_> = found.iter().filter(|(_, items)| items.len() > 1).map(|(subject, _)| subject).collect();
    assert!(doubled.is_empty(), "twice, though nobody was told so: {doubled:?}");
    // What was in the air when the test ended may be there or not: one a client at the most.
    assert!(
        listed.len() <= acknowledged.len() + API_CLIENTS + FORM_CLIENTS,
        "{} of {}",
        listed.len(),
        acknowledged.len()
    );
}

fn a_retry_makes_no_second(acknowledged: &HashMap<String, Vec<String>>, client: &mut Visitor) {
    let before = client.all_requests().len();
    for (subject, told) in acknowledged.iter().filter(|(subject, _)| subject.starts_with("api")).take(25) {
        assert_eq!(post(client, subject).unwrap()["id"], told[0].as_str(), "{subject}");
    }
    assert_eq!(client.all_requests().len(), before);
}

/// Each request has its words, its promise, its thread and its acknowledgement: all of it, or nothing of it.
fn rows_agree(installation: &Installation, acknowledged: usize) {
    let requests = installation.number("select count(*) from request");
    assert!(requests >= i64::try_from(acknowledged).unwrap());
    for (what, sql) in [
        ("numbers without a gap", "select max(number) from request"),
        ("the last number", "select last_number from request_count"),
        ("words", "select count(*) from message"),
        ("threads", "select count(*) from thread"),
        ("promises", "select count(*) from promise"),
        ("keys", "select count(*) from intake"),
        ("letters", "select count(*) from letter where kind = 'acknowledgement'"),
        ("events", "select count(*) from event where kind = 'request.taken-in'"),
    ] {
        assert_eq!(installation.number(sql), requests, "{what}");
    }
}
