//! Letters that leave, and what can happen to them on the way: each arrives at least once under one Message-ID, or a member is told.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::harness::{Engine, Installation, NewTeam, Peer, Program, Visitor, eventually, seconds};

/// An installation whose letters leave through a sink.
fn with_sink(engine: Engine, sink: &Peer) -> (Installation, Visitor, Program) {
    let mut installation = Installation::new(engine);
    installation.found(NewTeam::BRIGHTWATER);
    installation.connect_mail("brightwater", "learning@brightwater.example", &[], None, Some(sink));
    let token = installation.token("brightwater");
    let program = installation.start();
    let client = program.visitor().with_token(&token);
    (installation, client, program)
}

fn ask_as(client: &mut Visitor, name: &str) {
    let document =
        json!({"from": {"address": format!("{name}@customer.example")}, "subject": name, "text": "A course, please."});
    client.post_json("/api/v1/requests", &[], &document).unwrap().with(201);
}

/// The Message-IDs of the copies that reached somebody.
fn copies(sink: &Peer, name: &str) -> Vec<String> {
    let to = format!("{name}@customer.example");
    let id = |raw: &[u8]| {
        let text = String::from_utf8_lossy(raw).into_owned();
        text.lines().find_map(|line| line.strip_prefix("Message-ID: ").map(str::to_owned)).unwrap()
    };
    sink.kept().iter().filter(|(kept_to, _)| *kept_to == to).map(|(_, raw)| id(raw)).collect()
}

/// What the sink did to whom, as often as it did it.
fn faults(sink: &Peer) -> BTreeMap<String, usize> {
    let told: Value = serde_json::from_str(&sink.run("events", &[])).unwrap();
    let mut count = BTreeMap::new();
    for event in told.as_array().unwrap().iter().filter(|event| event["event"] == "fault") {
        *count.entry(event["fault"]["match"].as_str().unwrap_or_default().to_owned()).or_default() += 1;
    }
    count
}

#[test]
fn whatever_the_mail_server_does_each_letter_arrives_once_or_a_member_is_told() {
    let sink = Peer::start("smtp-sink.sh", &[]);
    let faults_set = json!([
        {"at": "rcpt", "code": 421, "times": 1, "match": "busy@"},
        {"at": "data", "code": 451, "times": 1, "match": "local-error@"},
        {"at": "body", "code": 451, "times": 1, "match": "late-error@"},
        {"at": "rcpt", "code": 450, "match": "never-today@"},
        {"at": "rcpt", "code": 550, "match": "gone@"},
        {"at": "body", "code": 552, "match": "too-big@"},
        {"at": "body", "do": "hang", "seconds": 10, "times": 1, "match": "hangs@"},
        {"at": "rcpt", "do": "drop", "rst": true, "times": 1, "match": "reset@"},
        {"at": "accepted", "do": "drop", "times": 1, "match": "cut@"}
    ]);
    sink.run("fault", &[&faults_set.to_string()]);
    let (installation, mut client, program) = with_sink(Engine::Sqlite, &sink);
    let mended = ["busy", "local-error", "late-error", "hangs", "reset", "cut"];
    for name in mended.iter().chain(&["never-today", "gone", "too-big"]) {
        ask_as(&mut client, name);
    }
    eventually("the server that hangs is spoken to", seconds(10), || {
        faults(&sink).contains_key("hangs@").then_some(())
    });
    ask_as(&mut client, "in-good-order");
    eventually("one that hangs holds nobody else up", seconds(5), || {
        (copies(&sink, "in-good-order").len() == 1).then_some(())
    });

    let mut member = program.signed_in("lead@brightwater.example");
    eventually("a member is told who was not reached, and why", seconds(10), || {
        let page = member.page("/outgoing").with(200).text();
        let tells = |name: &str| page.contains(&format!("{name}@customer.example did not get"));
        (tells("gone") && tells("too-big") && page.contains("No such user here")).then_some(())
    });
    for name in mended {
        eventually(name, seconds(70), || (!copies(&sink, name).is_empty()).then_some(()));
    }
    eventually("the second offer is refused as well", seconds(70), || {
        (faults(&sink)["never-today@"] >= 2).then_some(())
    });
    assert!(program.stop().success());

    for name in mended.iter().chain(&["in-good-order"]) {
        let mut ids = copies(&sink, name);
        assert_eq!(ids.len(), if *name == "cut" { 2 } else { 1 }, "{name}");
        ids.dedup();
        assert_eq!(ids.len(), 1, "{name}: one letter, one Message-ID");
    }
    for name in ["gone", "too-big", "never-today"] {
        assert!(copies(&sink, name).is_empty(), "{name}");
    }
    let faults = faults(&sink);
    println!("{faults:?}");
    assert_eq!((faults["gone@"], faults["too-big@"]), (1, 1), "what is refused for good is offered once");
    assert!(faults["never-today@"] <= 3, "no storm");
    for row in installation.rows("select to_address, state, attempt from letter") {
        let name = row[0].split('@').next().unwrap();
        let expected = match name {
            "gone" | "too-big" => ("refused", 1),
            "in-good-order" => ("sent", 1),
            "never-today" => ("queued", row[2].parse().unwrap()),
            _ => ("sent", 2),
        };
        assert_eq!((row[1].as_str(), row[2].parse::<i64>().unwrap()), expected, "{name}");
    }
}

#[test]
fn letters_wait_while_no_mail_server_is_there_and_leave_when_it_is_back() {
    let mut sink = Peer::start("smtp-sink.sh", &[]);
    let (_installation, mut client, program) = with_sink(Engine::Postgres, &sink);
    sink.stop();
    for number in 0..20 {
        ask_as(&mut client, &format!("waits-{number}"));
    }
    let mut member = program.signed_in("lead@brightwater.example");
    eventually("the page says that they wait", seconds(20), || {
        (member.page("/outgoing").with(200).text().matches("waiting").count() >= 20).then_some(())
    });
    sink.start_again();
    eventually("all are there", seconds(70), || {
        (0..20).all(|number| copies(&sink, &format!("waits-{number}")).len() == 1).then_some(())
    });
    assert_eq!(sink.kept().len(), 20);
}

#[test]
fn letters_that_were_not_sent_when_the_program_was_killed_are_sent_by_the_next() {
    let sink = Peer::start("smtp-sink.sh", &[]);
    let (installation, mut client, program) = with_sink(Engine::Sqlite, &sink);
    // It is killed when its first letter was taken, and before it could write that down.
    sink.run("fault", &[&json!({"at": "accepted", "do": "hang", "seconds": 60, "times": 1}).to_string()]);
    ask_as(&mut client, "first");
    eventually("the first letter is taken", seconds(10), || (copies(&sink, "first").len() == 1).then_some(()));
    for number in 0..10 {
        ask_as(&mut client, &format!("next-{number}"));
    }
    program.kill();
    let rows = installation.rows("select to_address, message_id, state from letter");
    assert_eq!(rows.len(), 11);
    let program = installation.start();
    // One that was on its way is offered again when nobody can be speaking of it any more: in minutes.
    for row in rows.iter().filter(|row| row[2] == "queued") {
        let name = row[0].split('@').next().unwrap();
        eventually(name, seconds(60), || (!copies(&sink, name).is_empty()).then_some(()));
    }
    assert!(program.stop().success());
    for row in rows {
        let name = row[0].split('@').next().unwrap();
        assert!(copies(&sink, name).iter().all(|id| *id == row[1]), "{name}: one Message-ID, however often it left");
    }
}

#[test]
fn a_letter_that_comes_back_is_shown_as_come_back() {
    let dovecot = Peer::start("dovecot.sh", &[]);
    let lmtp = format!("--lmtp={}", dovecot.port("lmtp_port"));
    let postfix = Peer::start("postfix.sh", &[&lmtp]);
    let mut installation = Installation::new(Engine::Sqlite);
    installation.found(NewTeam::BRIGHTWATER);
    // What postfix hands on to Dovecot is mail for this domain.
    installation.connect_mail("brightwater", "lnd@offwheel.test", &[], Some(&dovecot), None);
    installation.tables.push_str(&format!(
        "[mailbox.smtp]\nhost = \"127.0.0.1\"\nport = {}\nsecurity = \"starttls\"\nca_file = \"{}\"\n",
        postfix.port("port"),
        postfix.value("ca")
    ));
    let token = installation.token("brightwater");
    let program = installation.start();
    let mut client = program.visitor().with_token(&token);
    let watched = crate::letters::until_watched(&dovecot, &mut client);
    assert!(watched >= 1);
    let document =
        json!({"from": {"address": "bounce+eva@customer.test"}, "subject": "A course", "text": "A course, please."});
    let answer = client.post_json("/api/v1/requests", &[], &document).unwrap().with(201).json();
    let mut member = program.signed_in("lead@brightwater.example");
    let page = eventually("the page says that it came back", seconds(30), || {
        Some(member.page("/outgoing").with(200).text()).filter(|page| page.contains("came back"))
    });
    assert!(page.contains("bounce+eva@customer.test did not get"), "{page}");
    let request = member.page(&format!("/requests/{}", answer["id"].as_str().unwrap())).with(200).text();
    assert!(request.contains("came back"), "{request}");
    let desk = member.page("/desk").with(200).text();
    assert!(desk.contains("/outgoing"), "the desk says so: {desk}");
    // A bounce is no request and gets no answer.
    assert_eq!(
        client.all_requests().iter().filter(|item| item["subject"].as_str().unwrap().contains("Undelivered")).count(),
        0
    );
    assert!(program.stop().success());
    assert_eq!(installation.number("select count(*) from letter where state = 'returned'"), 1);
    let to_them = "select count(*) from letter where to_address = 'bounce+eva@customer.test'";
    assert_eq!(installation.number(to_them), 1);
}
