//! Sending against a real SMTP server that fails on command.
#![allow(missing_docs, reason = "tests")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

mod peers;

use std::time::{Duration, Instant};

use mail::sender::{Mend, Outcome, Security, Sender, Server, SmtpSettings};
use peers::{Peer, Relay, letter, sign_in};
use serde_json::Value;

const FROM: &str = "lnd@offwheel.test";
const TO: &str = "eva@customer.test";

fn settings(server: Server) -> SmtpSettings {
    SmtpSettings {
        server,
        sign_in: Some(sign_in("lnd@offwheel.test", "secret")),
        hello_name: "learning.offwheel.test".into(),
        connections: 4,
    }
}

fn sender(server: Server) -> Sender {
    Sender::new(settings(server))
}

fn taken(outcome: &Outcome) -> bool {
    matches!(outcome, Outcome::Taken { .. })
}

async fn messages(sink: &Peer) -> Vec<Value> {
    serde_json::from_str(&sink.control("GET", "/messages", "").await).unwrap()
}

/// How many connections it has seen.
async fn connections(sink: &Peer) -> usize {
    let events: Vec<Value> = serde_json::from_str(&sink.control("GET", "/events", "").await).unwrap();
    events.iter().filter(|event| event["event"] == "connect").count()
}

#[derive(Debug, PartialEq, Clone, Copy)]
enum Kind {
    Taken,
    Later,
    Settings,
    Refused,
    Unknown,
}

fn kind(outcome: &Outcome) -> Kind {
    match outcome {
        Outcome::Taken { .. } => Kind::Taken,
        Outcome::TryAgain { mend: Mend::Time, .. } => Kind::Later,
        Outcome::TryAgain { mend: Mend::Settings, .. } => Kind::Settings,
        Outcome::Refused { .. } => Kind::Refused,
        Outcome::Unknown { .. } => Kind::Unknown,
    }
}

/// What a reply at a point of the conversation means for the letter.
fn meaning(at: &str, code: u16) -> Kind {
    match (at, code) {
        (_, 421..=454) => Kind::Later,
        // Before the letter is named, a refusal is about us.
        ("connect" | "ehlo", _) => Kind::Later,
        ("auth", _) | (_, 535) => Kind::Settings,
        _ => Kind::Refused,
    }
}

async fn suffer(sink: &Peer, sender: &Sender, fault: &str) -> Outcome {
    sink.control("POST", "/faults", fault).await;
    let outcome = sender.send(FROM, TO, &letter("fault", "The night shift needs feedback training.")).await;
    sink.control("DELETE", "/faults", "").await;
    outcome
}

#[tokio::test]
async fn every_refusal_of_the_server_has_its_outcome() {
    let sink = Peer::start("smtp-sink.sh", &[]);
    for at in ["connect", "ehlo", "auth", "mail", "rcpt", "data", "body", "accepted"] {
        for code in [421, 450, 451, 452, 454, 535, 550, 552, 554] {
            // A new one each time, so that connecting is part of it.
            let sender = sender(sink.server("port", Security::Plain));
            let fault = format!(r#"{{"at":"{at}","code":{code},"times":1}}"#);
            let outcome = suffer(&sink, &sender, &fault).await;
            assert_eq!(kind(&outcome), meaning(at, code), "{code} at {at}: {outcome:?}");
            let (Outcome::TryAgain { why, code: told, .. } | Outcome::Refused { why, code: told }) = outcome else {
                unreachable!()
            };
            assert_eq!(told, Some(code), "{why}");
            assert!(why.contains(&code.to_string()) && why.contains("127.0.0.1") && why.ends_with('.'), "{why}");
            let again = sender.send(FROM, TO, &letter("fine", "All is well again.")).await;
            assert!(taken(&again), "after {code} at {at}: {again:?}");
        }
    }
}

const POINTS: [&str; 9] = ["connect", "ehlo", "auth", "mail", "rcpt", "data", "middata", "body", "accepted"];

/// Sends a letter into the fault, then another after it.
async fn suffers(sink: &Peer, server: &Server, at: &str, how: &str) {
    let meant = if matches!(at, "middata" | "body" | "accepted") { Kind::Unknown } else { Kind::Later };
    let sender = sender(server.clone());
    let before = messages(sink).await.len();
    let outcome = suffer(sink, &sender, &format!(r#"{{"at":"{at}",{how},"times":1}}"#)).await;
    assert_eq!(kind(&outcome), meant, "{how} at {at}: {outcome:?}");
    let kept = messages(sink).await.len() - before;
    assert_eq!(kept, usize::from(at == "accepted"), "{how} at {at}: only the last was kept, unknown to us");
    assert!(taken(&sender.send(FROM, TO, &letter("fine", "All is well again.")).await), "after {how} at {at}");
}

#[tokio::test]
async fn a_cut_line_is_tried_again_and_behind_data_it_is_unknown() {
    let sink = Peer::start("smtp-sink.sh", &[]);
    let server = sink.server("port", Security::Plain);
    for at in POINTS {
        suffers(&sink, &server, at, r#""do":"drop""#).await;
        suffers(&sink, &server, at, r#""do":"drop","rst":true"#).await;
    }
}

#[tokio::test]
async fn a_hanging_server_is_given_up_and_a_slow_one_is_not() {
    let sink = Peer::start("smtp-sink.sh", &[]);
    let server = Server { timeout: Duration::from_millis(600), ..sink.server("port", Security::Plain) };
    for at in POINTS {
        suffers(&sink, &server, at, r#""do":"hang","seconds":30"#).await;
        if at != "middata" {
            let slow = format!(r#"{{"at":"{at}","do":"slow","delay":0.2,"times":1}}"#);
            let outcome = suffer(&sink, &sender(server.clone()), &slow).await;
            assert_eq!(kind(&outcome), Kind::Taken, "slow at {at}: {outcome:?}");
        }
    }
}

#[tokio::test]
async fn one_connection_carries_letter_after_letter() {
    let sink = Peer::start("smtp-sink.sh", &[]);
    let before = connections(&sink).await;
    let sender = sender(sink.server("port", Security::Plain));
    for number in 0..3 {
        assert!(taken(&sender.send(FROM, TO, &letter(&format!("n{number}"), "Hello")).await));
    }
    sink.control("POST", "/faults", r#"{"at":"rcpt","code":550,"times":1}"#).await;
    assert_eq!(kind(&sender.send(FROM, TO, &letter("refused", "Hello")).await), Kind::Refused);
    assert!(taken(&sender.send(FROM, TO, &letter("last", "Hello")).await));
    assert_eq!(messages(&sink).await.len(), 4);
    assert_eq!(connections(&sink).await - before, 1, "a refused recipient costs no new connection either");
}

#[tokio::test]
async fn a_kept_connection_that_died_is_not_trusted_with_a_letter() {
    let mut sink = Peer::start("smtp-sink.sh", &[]);
    let direct = sender(sink.server("port", Security::Plain));
    assert!(taken(&direct.send(FROM, TO, &letter("before", "Hello")).await));
    sink.stop();
    sink.start_again(&[]);
    assert!(taken(&direct.send(FROM, TO, &letter("after", "Hello")).await), "the server was started again");

    let relay = Relay::to(sink.port("port"), None).await;
    let relayed = sender(Server { port: relay.port, ..sink.server("port", Security::Plain) });
    assert!(taken(&relayed.send(FROM, TO, &letter("relayed", "Hello")).await));
    relay.cut();
    assert!(taken(&relayed.send(FROM, TO, &letter("again", "Hello")).await), "the line was cut");
    assert_eq!(messages(&sink).await.len(), 4, "each letter is there once");
}

#[tokio::test]
async fn no_more_letters_are_on_their_way_at_once_than_allowed() {
    let sink = Peer::start("smtp-sink.sh", &[]);
    sink.control("POST", "/faults", r#"{"at":"body","do":"slow","delay":0.1}"#).await;
    let before = connections(&sink).await;
    let sender = Sender::new(SmtpSettings { connections: 2, ..settings(sink.server("port", Security::Plain)) });
    let sending = (0..8).map(|number| {
        let sender = sender.clone();
        tokio::spawn(async move { sender.send(FROM, TO, &letter(&format!("n{number}"), "Hello")).await })
    });
    for sent in sending.collect::<Vec<_>>() {
        assert!(taken(&sent.await.unwrap()));
    }
    assert_eq!(messages(&sink).await.len(), 8);
    assert_eq!(connections(&sink).await - before, 2);
}

#[tokio::test]
async fn a_letter_arrives_byte_for_byte_and_encrypted() {
    let sink = Peer::start("smtp-sink.sh", &["--require-auth"]);
    let text = ".\r\n..two dots\r\n.hidden\r\nlast line";
    for (port, security) in [("smtps_port", Security::Tls), ("port", Security::StartTls)] {
        let sender = sender(sink.server(port, security));
        assert_eq!(sender.check().await, Ok(()));
        let outcome = sender.send("", TO, &letter("dots", text)).await;
        assert!(taken(&outcome), "{security:?}: {outcome:?}");
    }
    let seen = messages(&sink).await;
    assert_eq!(seen.len(), 2);
    assert_eq!(
        seen[1]["tls"], true,
        "STARTTLS was done; of the other port the sink tells nothing, but it speaks only TLS"
    );
    for (number, message) in seen.iter().enumerate() {
        assert_eq!(message["auth"], "lnd@offwheel.test");
        assert_eq!(message["from"], "<>", "the null sender");
        assert_eq!(message["helo"], "learning.offwheel.test");
        let kept = std::fs::read(sink.path(&format!("out/{:06}.eml", number + 1))).unwrap();
        assert_eq!(
            String::from_utf8(kept).unwrap().trim_end(),
            String::from_utf8(letter("dots", text)).unwrap().trim_end()
        );
    }
}

#[tokio::test]
async fn an_address_with_other_letters_goes_as_far_as_the_server_can() {
    let full = Peer::start("smtp-sink.sh", &[]);
    let plain = Peer::start("smtp-sink.sh", &["--hide=SMTPUTF8"]);
    let letter = letter("umlaut", "Hello");
    for sink in [&full, &plain] {
        let sender = sender(sink.server("port", Security::Plain));
        assert!(
            taken(&sender.send(FROM, "eva@müller.example", &letter).await),
            "an umlaut in the domain goes everywhere"
        );
        assert_eq!(messages(sink).await[0]["to"][0], "eva@xn--mller-kva.example");
    }
    assert!(taken(&sender(full.server("port", Security::Plain)).send(FROM, "zoë@müller.example", &letter).await));
    let Outcome::Refused { why, code: None } =
        sender(plain.server("port", Security::Plain)).send(FROM, "zoë@x.example", &letter).await
    else {
        panic!("a server without SMTPUTF8 can't")
    };
    assert!(why.contains("zoë@x.example") && why.contains("plain letters"), "{why}");
    let Outcome::Refused { why, code: None } =
        sender(full.server("port", Security::Plain)).send(FROM, "eva at home", &letter).await
    else {
        panic!("no address")
    };
    assert!(why.contains("“eva at home” is no e-mail address"), "{why}");
}

#[tokio::test]
async fn what_is_wrong_with_the_settings_is_told_in_words() {
    let sink = Peer::start("smtp-sink.sh", &["--require-auth", "--require-tls"]);
    let stranger = Peer::start("smtp-sink.sh", &["--hide=STARTTLS,AUTH"]);
    let tls = sink.server("smtps_port", Security::Tls);
    let starttls = sink.server("port", Security::StartTls);
    let wrong_ca = Some(stranger.value("ca").into());
    let gone = tempfile::NamedTempFile::new().unwrap();
    let closed = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let cases = [
        (Server { host: "mail.nowhere.invalid".into(), ..tls.clone() }, "was not found", Mend::Time),
        (Server { port: closed, ..tls.clone() }, "refuses connections on port", Mend::Time),
        (Server { ca_file: wrong_ca, ..tls.clone() }, "signed by nobody this machine knows", Mend::Settings),
        (Server { ca_file: None, ..starttls.clone() }, "signed by nobody this machine knows", Mend::Settings),
        (
            Server { host: "::ffff:127.0.0.1".into(), ..tls.clone() },
            "is not made out to ::ffff:127.0.0.1",
            Mend::Settings,
        ),
        (
            Server { ca_file: Some("/no/such/ca.pem".into()), ..tls.clone() },
            "/no/such/ca.pem can't be read",
            Mend::Settings,
        ),
        (
            Server { ca_file: Some(gone.path().into()), ..tls.clone() },
            "There is no certificate in the file",
            Mend::Settings,
        ),
        (Server { security: Security::Tls, ..starttls.clone() }, "does not speak TLS from the start", Mend::Settings),
        (stranger.server("port", Security::StartTls), "offers no STARTTLS", Mend::Settings),
        (stranger.server("port", Security::Plain), "offers no sign-in by password", Mend::Settings),
        (
            Server { timeout: Duration::from_millis(300), security: Security::StartTls, ..tls.clone() },
            "did not answer on port",
            Mend::Time,
        ),
    ];
    for (server, words, mend) in cases {
        let case = format!("{server:?}");
        let trouble = sender(server).check().await.expect_err(&case);
        assert!(trouble.why.contains(words) && trouble.why.ends_with('.'), "{case}: {trouble}");
        assert_eq!(trouble.mend, mend, "{trouble}");
    }
    let wrong = SmtpSettings { sign_in: Some(sign_in("lnd@offwheel.test", "wrong")), ..settings(tls.clone()) };
    let trouble = Sender::new(wrong.clone()).check().await.unwrap_err();
    assert!(trouble.why.contains("does not accept the sign-in of lnd@offwheel.test: 535"), "{trouble}");
    assert!(!format!("{wrong:?}").contains("wrong"), "a password shows in no log");
    let none = Sender::new(SmtpSettings { sign_in: None, ..settings(tls) });
    assert_eq!(
        kind(&none.send(FROM, TO, &letter("none", "Hello")).await),
        Kind::Settings,
        "it asks for a sign-in: 530"
    );
    let clear = Sender::new(SmtpSettings { sign_in: None, ..settings(sink.server("port", Security::Plain)) });
    assert_eq!(
        kind(&clear.send(FROM, TO, &letter("clear", "Hello")).await),
        Kind::Settings,
        "it asks for encryption: 530"
    );
}

#[tokio::test]
async fn a_server_that_accepts_the_connection_and_stays_silent_costs_no_more_than_the_timeout() {
    let silent = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = silent.local_addr().unwrap().port();
    for security in [Security::Plain, Security::StartTls, Security::Tls] {
        let timeout = Duration::from_millis(200);
        let start = Instant::now();
        let outcome = sender(Server { host: "127.0.0.1".into(), port, security, ca_file: None, timeout })
            .send(FROM, TO, b"")
            .await;
        assert_eq!(kind(&outcome), Kind::Later, "{outcome:?}");
        assert!(start.elapsed() < Duration::from_secs(3), "{security:?} took {:?}", start.elapsed());
    }
}
