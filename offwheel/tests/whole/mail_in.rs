//! Mail that comes in, through a real mailbox: every sample letter, large ones, many, the same at once, broken ones.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use crate::harness::{Engine, Installation, Postman, eventually, mail_check, seconds};
use crate::letters::{ADDRESS, MAILBOX, Sample, Servers, asking, brightwater, delivered_twice, until_watched};

fn data() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../edges/mail/tests/data")
}

fn ours_twice(engine: Engine, programs: usize) {
    let samples = Sample::all(&data());
    assert_eq!(samples.len(), 63);
    delivered_twice(engine, programs, &samples, &data().join("context.json"));
}

#[test]
fn every_letter_delivered_twice_in_random_order_becomes_what_it_must_once() {
    ours_twice(Engine::Sqlite, 1);
}

#[test]
fn two_servers_at_one_mailbox_take_every_letter_in_once() {
    ours_twice(Engine::Postgres, 2);
}

#[test]
fn a_mailbox_that_is_configured_first_is_read_once_its_team_is_made() {
    let servers = Servers::start();
    let mut installation = Installation::new(Engine::Postgres);
    installation.connect_mail("brightwater", ADDRESS, &[], Some(&servers.dovecot), Some(&servers.sink));
    let mut program = installation.start();
    let line = program.line();
    let (said, key) = line.trim().split_once("/welcome?key=").unwrap();
    assert!(said.contains("No team is here yet."), "{said}");
    let team = [
        ("key", key),
        ("name", "Learning at Brightwater"),
        ("person", "Aylin Korrey"),
        ("address", "aylin.korrey@brightwater.example"),
        ("password", "a long way to the sea"),
        ("zone", "Europe/Berlin"),
        ("mon", "on"),
        ("mon-opens", "09:00"),
        ("mon-closes", "17:00"),
    ];
    program.visitor().post("/welcome", &team).unwrap().with(303);
    // It took the short name that the mailbox was configured for.
    let mut client = program.visitor().with_token(&installation.token("brightwater"));
    until_watched(&servers.dovecot, &mut client);
    assert!(program.stop().success());
}

fn acknowledged_within_seconds(engine: Engine) {
    let servers = Servers::start();
    let (installation, _) = brightwater(engine, &servers);
    let token = installation.token("brightwater");
    let program = installation.start();
    let mut client = program.visitor().with_token(&token);
    until_watched(&servers.dovecot, &mut client);
    let letter = asking("one", "eva.lund@customer.example", "A course for the night shift");
    let delivered = Instant::now();
    Postman::to(&servers.dovecot).deliver(MAILBOX, &letter);
    let raw = eventually("the acknowledgement is there", seconds(5), || {
        servers.sink.kept().into_iter().find(|(to, _)| to == "eva.lund@customer.example").map(|(_, raw)| raw)
    });
    println!("{engine:?}: acknowledged after {:.2} s", delivered.elapsed().as_secs_f64());
    let problems = mail_check(&raw, "acknowledgement", Some("<one@customer.example>"));
    assert!(problems.is_empty(), "{problems:?}");
    let text = String::from_utf8(raw).unwrap();
    assert!(text.contains("multipart/alternative") && text.contains("text/html"), "{text}");
    // A reply to its address joins, whoever writes it and whatever else it says.
    let reply_to = text.split("\r\nReply-To: ").nth(1).unwrap().split('<').nth(1).unwrap().split('>').next().unwrap();
    let reply = format!(
        "Message-ID: <two@customer.example>\r\nFrom: eva.lund@customer.example\r\nTo: {reply_to}\r\nSubject: Nine people\r\n\r\nNine people.\r\n"
    );
    Postman::to(&servers.dovecot).deliver(MAILBOX, reply.as_bytes());
    Postman::to(&servers.dovecot).deliver(MAILBOX, &asking("three", "other@customer.example", "Another thing"));
    eventually("the letter behind the reply is read", seconds(10), || {
        client.all_requests().iter().any(|item| item["subject"] == "Another thing").then_some(())
    });
    assert!(!client.all_requests().iter().any(|item| item["subject"] == "Nine people"), "a reply is no request");
    assert!(program.stop().success());
    assert_eq!(
        installation.number(
            "select count(*) from message where author = 'stakeholder' and message_id = '<two@customer.example>'"
        ),
        1
    );
}

#[test]
fn a_letter_is_acknowledged_in_thread_within_five_seconds() {
    acknowledged_within_seconds(Engine::Sqlite);
}

#[test]
fn a_letter_is_acknowledged_within_five_seconds_with_postgres() {
    acknowledged_within_seconds(Engine::Postgres);
}

fn with_file(id: &str, size: usize) -> Vec<u8> {
    let head = format!(
        "Message-ID: <{id}@customer.example>\r\nFrom: Eva Lund <eva.lund@customer.example>\r\nTo: learning@brightwater.example\r\nSubject: With {id}\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nSee attached.\r\n--b\r\nContent-Type: application/pdf\r\nContent-Disposition: attachment; filename={id}.pdf\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    );
    let mut letter = head.into_bytes();
    // Lines of 76 signs: 57 bytes each, here all "A".
    for _ in 0..size / 57 {
        letter.extend_from_slice(&[b"QUFB".repeat(19), b"\r\n".to_vec()].concat());
    }
    letter.extend_from_slice(b"\r\n--b--\r\n");
    letter
}

#[test]
fn large_files_come_whole_and_what_is_too_large_waits_in_the_tray_and_holds_nothing_up() {
    let servers = Servers::start();
    let (installation, _) = brightwater(Engine::Sqlite, &servers);
    let token = installation.token("brightwater");
    let program = installation.start();
    let mut client = program.visitor().with_token(&token);
    until_watched(&servers.dovecot, &mut client);
    let mut postman = Postman::to(&servers.dovecot);
    const MEGABYTE: usize = 1024 * 1024;
    postman.deliver(MAILBOX, &with_file("three", 3 * MEGABYTE));
    postman.deliver(MAILBOX, &with_file("thirty", 30 * MEGABYTE));
    postman.deliver(MAILBOX, &with_file("twenty-five", 25 * MEGABYTE));
    postman.deliver(MAILBOX, &asking("behind", "behind@customer.example", "Behind the large ones"));
    eventually("the letter behind is read", seconds(60), || {
        client.all_requests().iter().any(|item| item["subject"] == "Behind the large ones").then_some(())
    });
    let mut member = program.signed_in("lead@brightwater.example");
    let tray = member.page("/tray").with(200).text();
    assert!(tray.contains("With thirty") && !tray.contains("With three"), "{tray}");
    for (subject, size) in [("With three", 3 * MEGABYTE), ("With twenty-five", 25 * MEGABYTE)] {
        let items = client.all_requests();
        let id = items.iter().find(|item| item["subject"] == subject).unwrap()["id"].as_str().unwrap().to_owned();
        let page = member.page(&format!("/requests/{id}")).with(200).text();
        let path = page
            .split("href=\"")
            .find(|part| part.starts_with("/attachments/"))
            .unwrap()
            .split('"')
            .next()
            .unwrap()
            .to_owned();
        let file = member.get(&path).unwrap().with(200);
        assert_eq!(file.body.len(), size / 57 * 57);
        assert!(file.body.iter().all(|byte| *byte == b'A'));
        assert!(file.header("content-disposition").unwrap().starts_with("attachment;"));
        assert_eq!(file.header("content-type"), Some("application/octet-stream"));
    }
}

#[test]
fn the_same_letter_twice_at_once_is_taken_in_once_by_two_servers() {
    let servers = Servers::start();
    let (installation, _) = brightwater(Engine::Postgres, &servers);
    let token = installation.token("brightwater");
    let (first, second) = (installation.start(), installation.start());
    let mut client = first.visitor().with_token(&token);
    until_watched(&servers.dovecot, &mut client);
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                let mut postman = Postman::to(&servers.dovecot);
                for number in 0..10 {
                    postman.deliver(
                        MAILBOX,
                        &asking(&format!("twin-{number}"), "eva.lund@customer.example", &format!("Twin {number}")),
                    );
                }
            });
        }
    });
    Postman::to(&servers.dovecot).deliver(MAILBOX, &asking("behind", "behind@customer.example", "Behind"));
    eventually("the letter behind is read", seconds(60), || {
        client.all_requests().iter().any(|item| item["subject"] == "Behind").then_some(())
    });
    let mut subjects: Vec<String> =
        client.all_requests().iter().map(|item| item["subject"].as_str().unwrap().to_owned()).collect();
    subjects.retain(|subject| subject.starts_with("Twin"));
    subjects.sort();
    assert_eq!(subjects, (0..10).map(|number| format!("Twin {number}")).collect::<Vec<_>>());
    eventually("each is acknowledged", seconds(30), || {
        (servers.sink.kept().iter().filter(|(to, _)| to == "eva.lund@customer.example").count() == 10).then_some(())
    });
    assert!(first.stop().success() && second.stop().success());
}

#[test]
fn a_thousand_letters_in_a_row_are_all_taken_in_and_acknowledged() {
    let servers = Servers::start();
    let (installation, _) = brightwater(Engine::Sqlite, &servers);
    let token = installation.token("brightwater");
    let program = installation.start();
    let mut client = program.visitor().with_token(&token);
    let probes = until_watched(&servers.dovecot, &mut client);
    let started = Instant::now();
    let mut postman = Postman::to(&servers.dovecot);
    for number in 0..1_000 {
        postman.deliver(
            MAILBOX,
            &asking(&format!("row-{number}"), &format!("eva-{number}@customer.example"), &format!("Row {number}")),
        );
    }
    let delivered = started.elapsed();
    let last = i64::try_from(1_000 + probes).unwrap();
    eventually("all are taken in", seconds(200), || (client.newest_number() == last).then_some(()));
    let taken = started.elapsed();
    eventually("all are acknowledged", seconds(60), || (servers.sink.kept().len() == 1_000 + probes).then_some(()));
    let told = |span: Duration| span.as_secs_f64();
    println!(
        "1,000 letters: delivered in {:.1} s, taken in after {:.1} s, acknowledged after {:.1} s",
        told(delivered),
        told(taken),
        told(started.elapsed())
    );
    let numbers: std::collections::BTreeSet<i64> =
        client.all_requests().iter().map(|item| item["number"].as_i64().unwrap()).collect();
    assert_eq!(numbers.len(), 1_000 + probes);
    let mut to: Vec<String> =
        servers.sink.kept().into_iter().map(|(to, _)| to).filter(|to| to.starts_with("eva-")).collect();
    to.sort();
    to.dedup();
    assert_eq!(to.len(), 1_000, "each once");
}

#[test]
fn a_bad_letter_does_not_stop_the_ones_behind_and_waits_in_the_tray() {
    let servers = Servers::start();
    let (installation, _) = brightwater(Engine::Sqlite, &servers);
    let token = installation.token("brightwater");
    let program = installation.start();
    let mut client = program.visitor().with_token(&token);
    until_watched(&servers.dovecot, &mut client);
    let deep = format!(
        "From: a@customer.example\r\nSubject: Deep\r\n{}",
        "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n".repeat(2_000)
    );
    let mut postman = Postman::to(&servers.dovecot);
    for bad in [
        b"Subject: Nobody wrote this\r\n\r\nWords.\r\n".to_vec(),
        b"hello there\r\n".to_vec(),
        b"From: \xff\xfe\x00\r\nSubject: \x00\x01\r\n\r\n\x00\xff\r\n".to_vec(),
        b"From: not an address\r\nSubject: Bad sender\r\n\r\nWords.\r\n".to_vec(),
        format!("From: {}@customer.example\r\nSubject: Long sender\r\n\r\nWords.\r\n", "x".repeat(300)).into_bytes(),
        deep.into_bytes(),
        [&b"From: a@customer.example\r\nSubject: "[..], &b"long ".repeat(50_000), b"\r\n\r\nWords.\r\n"].concat(),
    ] {
        postman.deliver(MAILBOX, &bad);
    }
    postman.deliver(MAILBOX, &asking("behind", "behind@customer.example", "Behind the bad ones"));
    eventually("the letter behind is read", seconds(30), || {
        client.all_requests().iter().any(|item| item["subject"] == "Behind the bad ones").then_some(())
    });
    let mut member = program.signed_in("lead@brightwater.example");
    let tray = member.page("/tray").with(200).text();
    for subject in ["Nobody wrote this", "Bad sender", "Long sender"] {
        assert!(tray.contains(subject), "{subject} is not in {tray}");
    }
    assert!(program.stop().success());
    assert!(installation.number("select count(*) from tray") >= 5);
}

#[test]
fn letters_are_taken_in_once_though_the_program_is_killed_while_it_reads() {
    let servers = Servers::start();
    let (installation, _) = brightwater(Engine::Sqlite, &servers);
    let token = installation.token("brightwater");
    let mut program = installation.start();
    let mut client = program.visitor().with_token(&token);
    let probes = until_watched(&servers.dovecot, &mut client);
    let mut postman = Postman::to(&servers.dovecot);
    for number in 0..200 {
        postman.deliver(
            MAILBOX,
            &asking(&format!("row-{number}"), &format!("eva-{number}@customer.example"), &format!("Row {number}")),
        );
    }
    let mut kills = 0;
    let mut taken = probes;
    while taken < 200 + probes {
        if kills < 5 {
            let before = taken;
            taken = eventually("some more are taken in", seconds(60), || {
                Some(client.all_requests().len()).filter(|now| *now > before)
            });
            kills += 1;
            program.kill();
            program = installation.start();
            client = program.visitor().with_token(&token);
        } else {
            taken = eventually("all are taken in", seconds(60), || {
                Some(client.all_requests().len()).filter(|now| *now >= 200 + probes)
            });
        }
    }
    println!("200 letters, {kills} kills");
    // A letter may leave twice after a kill, but as one letter: with one Message-ID.
    let mut sent: Vec<(String, String)> =
        servers.sink.kept().iter().map(|(to, raw)| (to.clone(), message_id(raw))).collect();
    sent.sort();
    sent.dedup();
    let mut people: Vec<&String> = sent.iter().map(|(to, _)| to).filter(|to| to.starts_with("eva-")).collect();
    people.dedup();
    assert_eq!(people.len(), sent.iter().filter(|(to, _)| to.starts_with("eva-")).count());
    assert_eq!(client.all_requests().len(), 200 + probes);
    assert!(program.stop().success());
    let all = i64::try_from(200 + probes).unwrap();
    assert_eq!(installation.number("select count(*) from letter where kind = 'acknowledgement'"), all);
    assert_eq!(
        installation
            .number("select count(distinct to_address) from letter where to_address <> 'probe@customer.example'"),
        200
    );
}

fn message_id(raw: &[u8]) -> String {
    let text = String::from_utf8_lossy(raw).into_owned();
    text.lines().find_map(|line| line.strip_prefix("Message-ID: ").map(str::to_owned)).unwrap()
}
