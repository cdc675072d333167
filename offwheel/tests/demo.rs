//! The demo, as whoever tries Offwheel first meets it: the real program, its line of JSON, and what that leads to.

#![allow(missing_docs, reason = "a test program")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::print_stdout,
    reason = "a test fails by panic"
)]

#[path = "whole/harness/mod.rs"]
mod harness;

use std::collections::BTreeSet;
use std::io::{BufRead, BufReader, Read};
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, ChildStdout, Command, ExitStatus, Stdio};
use std::time::Duration;

use harness::{Form, Visitor, eventually};
use serde_json::{Value, json};

/// A running demo; killed with the test.
struct Demo {
    child: Child,
    out: BufReader<ChildStdout>,
    told: Value,
}

impl Demo {
    fn start(more: &[&str]) -> Self {
        Self::start_with(more, &[])
    }

    fn start_with(more: &[&str], environment: &[(&str, &Path)]) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_offwheel"));
        command.args(["demo", "--port", "0", "--json"]).args(more);
        command.envs(environment.iter().copied());
        let mut child = command.env_remove("RUST_LOG").stdin(Stdio::null()).stdout(Stdio::piped()).spawn().unwrap();
        let mut out = BufReader::new(child.stdout.take().unwrap());
        let mut line = String::new();
        out.read_line(&mut line).unwrap();
        let told = serde_json::from_str(&line).unwrap_or_else(|error| panic!("{error}: {line:?}"));
        Self { child, out, told }
    }

    fn in_folder(folder: &Path) -> Self {
        Self::start(&["--data", folder.to_str().unwrap()])
    }

    #[track_caller]
    fn told(&self, pointer: &str) -> &str {
        self.told.pointer(pointer).and_then(Value::as_str).unwrap_or_else(|| panic!("no {pointer} in {}", self.told))
    }

    /// A path below the demo's own address.
    #[track_caller]
    fn path(&self, pointer: &str) -> String {
        self.told(pointer).strip_prefix(self.told("/url")).expect("every address begins with the first").to_owned()
    }

    fn visitor(&self) -> Visitor {
        let url = self.told("/url");
        let server: SocketAddr = url.strip_prefix("http://").unwrap().parse().unwrap();
        assert!(server.ip().is_loopback());
        Visitor::new(server, url)
    }

    fn program(&self) -> Visitor {
        self.visitor().with_token(self.told("/token"))
    }

    /// Asks it to stop. It ends, and has printed nothing after its line.
    fn stop(mut self) -> ExitStatus {
        assert!(Command::new("kill").arg("-TERM").arg(self.child.id().to_string()).status().unwrap().success());
        let status = eventually("it stops", Duration::from_secs(20), || self.child.try_wait().unwrap());
        let mut rest = String::new();
        self.out.read_to_string(&mut rest).unwrap();
        assert_eq!(rest, "", "one line, and no other");
        status
    }
}

impl Drop for Demo {
    fn drop(&mut self) {
        if self.child.try_wait().unwrap().is_none() {
            self.child.kill().unwrap();
            self.child.wait().unwrap();
        }
    }
}

#[test]
fn every_address_of_its_line_leads_somewhere() {
    let demo = Demo::start(&[]);
    for (role, name, place) in [
        ("lead", "Aylin Korrey", "/settings/turnaround"),
        ("member", "Jonas Feldt", "/requests"),
        ("sponsor", "Edda Roorda", "/promises"),
        ("administrator", "Milan Sorka", "/settings"),
    ] {
        let mut visitor = demo.visitor();
        let page = visitor.page(&demo.path(&format!("/sign_in/{role}"))).with(200).text();
        assert!(page.contains(name), "{role} is signed in as {name}: {page}");
        visitor.page(place).with(200);
    }
    let mut sponsor = demo.visitor();
    sponsor.page(&demo.path("/sign_in/sponsor"));
    assert_eq!(sponsor.page("/requests").status, 403, "a sponsor opens no request");
    let mut asker = demo.visitor();
    let form = asker.page(&demo.path("/ask")).with(200).text();
    let form = Form::going(&form, |action| action.ends_with("/ask"));
    let note =
        form.fill("what", "Three team leads avoid the yearly talks.").fill("address", "piet.sarrow@lindmoor.example");
    let received = asker.submit(&note).unwrap().with(303).location().to_owned();
    let received = asker.page(&received).with(200).text();
    assert!(received.contains("We have written to the address you gave."), "{received}");
    let status = demo.visitor().page(&demo.path("/status")).with(200).text();
    assert!(status.contains("CRM refresher for account managers"), "{status}");
    let status = demo.visitor().page(&demo.path("/status_in_german")).with(200).text();
    assert!(status.contains("Neue im Kundendienst"), "{status}");
    assert!(demo.stop().success());
}

#[test]
fn the_pages_of_the_team_have_something_to_show() {
    let demo = Demo::start(&[]);
    let mut member = demo.visitor();
    let desk = member.page(&demo.path("/sign_in/member")).with(200).text();
    for title in ["Complaint handling for new starters", "CRM refresher", "total-loss rule"] {
        assert!(desk.contains(title), "{title} is on the desk");
    }
    for (place, word) in [
        ("/requests", "Underwriting guideline"),
        ("/promises", "Pavel Drost"),
        ("/blocks", "skipped"),
        ("/tray", "who can help my new team leads?"),
        ("/outgoing", "Jule Anders"),
        ("/business", "Claims reopened within 30 days"),
        ("/decisions", "No third course on call logging"),
        ("/promises/rows?figure=broken", "A block that is skipped needs somebody"),
        ("/diagnosis/calibration", "5 requests were recorded"),
        ("/desk", "New questions on the health form"),
        ("/blocks", ": a leak of customer data. "),
        ("/blocks/emergencies", "140 letters with health data"),
        ("/value-log?period=year&rows=all", "9.0\u{a0}% to 7.1\u{a0}%"),
    ] {
        let page = member.page(place).with(200).text();
        assert!(page.contains(word), "{place} tells of {word}");
    }
    assert!(demo.stop().success());
}

#[test]
fn its_token_reads_months_of_requests_and_takes_one_in() {
    let demo = Demo::start(&[]);
    let mut program = demo.program();
    let mut ids = BTreeSet::new();
    let mut states = BTreeSet::new();
    let mut next = "/api/v1/requests?limit=30".to_owned();
    let mut pages = 0;
    loop {
        let page = program.get(&next).unwrap().with(200).json();
        for item in page["items"].as_array().unwrap() {
            assert!(ids.insert(item["id"].as_str().unwrap().to_owned()), "{item} comes once");
            states.insert(item["state"].as_str().unwrap().to_owned());
            for key in ["number", "subject", "from", "received_at"] {
                assert!(!item[key].is_null(), "{key} of {item}");
            }
        }
        pages += 1;
        let Some(address) = page["next"].as_str() else { break };
        next = address.strip_prefix(demo.told("/url")).unwrap().to_owned();
    }
    assert!(ids.len() >= 100 && pages >= 4, "{} requests on {pages} pages", ids.len());
    let every = ["answered", "closed", "in-review", "parked", "spam", "withdrawn"];
    assert_eq!(states.iter().map(String::as_str).collect::<Vec<_>>(), every);
    let taken = take_in(&mut program);
    assert_eq!(program.all_requests().len(), ids.len() + 1);
    assert_eq!(taken["state"], "parked");
    assert!(demo.stop().success());
}

fn take_in(program: &mut Visitor) -> Value {
    let asked = json!({
        "from": { "address": "mira.sandholt@lindmoor.example", "name": "Mira Sandholt" },
        "subject": "A word about the update form", "text": "Who decides which of the nine fields can go?",
    });
    program.post_json("/api/v1/requests", &[("idempotency-key", "word")], &asked).unwrap().with(201).json()
}

#[test]
fn it_goes_on_with_what_is_in_its_folder() {
    let folder = tempfile::tempdir().unwrap();
    let first = Demo::in_folder(folder.path());
    let before = first.program().all_requests().len();
    let taken = take_in(&mut first.program());
    let (token, sign_in) = (first.told("/token").to_owned(), first.path("/sign_in/member"));
    assert!(first.stop().success());

    let second = Demo::in_folder(folder.path());
    let listed = second.program().all_requests();
    assert_eq!(listed.len(), before + 1, "no second story is told");
    assert!(listed.iter().any(|item| item["id"] == taken["id"]));
    assert_ne!(second.told("/token"), token, "the token is made anew");
    second.visitor().with_token(&token).get("/api/v1/requests").unwrap().with(401);
    assert_eq!(second.path("/sign_in/member"), sign_in, "the way in stays");
    assert!(second.stop().success());
}

#[test]
fn told_to_stop_at_once_it_ends_well_and_leaves_nothing_behind() {
    let folder = tempfile::tempdir().unwrap();
    for _ in 0..5 {
        let demo = Demo::start_with(&[], &[("TMPDIR", folder.path())]);
        assert_eq!(demo.stop().code(), Some(0));
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
    }
}

#[test]
fn the_same_in_words_for_people() {
    let folder = tempfile::tempdir().unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_offwheel"));
    command.env("TMPDIR", folder.path());
    let mut child = command.args(["demo", "--port", "0"]).stdout(Stdio::piped()).spawn().unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let mut told = Vec::new();
    while !told.iter().any(|line: &String| line.contains("Stop with Ctrl+C")) {
        told.push(lines.next().expect("it says how to stop").unwrap());
    }
    child.kill().unwrap();
    child.wait().unwrap();
    let told = told.join("\n");
    for word in ["administrator", "lead", "member", "sponsor", "/ask", "/s/", "token"] {
        assert!(told.contains(word), "{word} in {told}");
    }
}

#[test]
fn what_stands_in_its_way_is_told_in_a_sentence() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let said = refused(&["--port", &port]);
    assert!(said.contains("is in use") && said.contains("--port"), "{said}");

    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().to_str().unwrap();
    let founded = harness::run(&[
        "--data",
        data,
        "team",
        "new",
        "Brightwater Academy",
        "--person",
        "Ana Lind",
        "--address",
        "ana@brightwater.example",
    ]);
    assert!(founded.status.success(), "{founded:?}");
    let said = refused(&["--port", "0", "--data", data]);
    assert!(said.contains("a team that is not the demo’s"), "{said}");
}

/// What the demo says when it does not start.
fn refused(arguments: &[&str]) -> String {
    let output = harness::run(&[&["demo"], arguments].concat());
    assert!(!output.status.success());
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(said.trim_end().lines().count(), 1, "{said}");
    said
}
