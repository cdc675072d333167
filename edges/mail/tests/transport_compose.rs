//! Letters as they are written, judged by the checker of the peers.
#![allow(missing_docs, reason = "tests")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

mod peers;

use std::process::Command;

use mail::compose::{CannotCompose, Correspondent, Outgoing, compose};
use mail_parser::MessageParser;
use serde_json::Value;

const ASKED: &str = "CAF+8cE=kT2@mail.customer.test";

fn person(name: &str, address: &str) -> Correspondent {
    Correspondent { name: name.into(), address: address.into() }
}

/// An acknowledgement as it usually is.
fn acknowledgement() -> Outgoing {
    Outgoing {
        message_id: "0192f3a1.ack@learning.offwheel.test".into(),
        dated_at: "2026-11-25T09:15:30Z".parse().unwrap(),
        from: person("Learning at Northwind", "lnd@offwheel.test"),
        to: person("Eva Lund", "eva@customer.test"),
        reply_to: Some(person("Learning at Northwind", "lnd+r218-k3jq9@offwheel.test")),
        subject: "[R-218] We have your note: Feedback training for the night shift".into(),
        text: "We have your note and are working on it.\n\nYou will hear from us by Thursday 26 November, 10:15 (Berlin).\n".into(),
        html: Some(
            "<!doctype html><html lang=\"en\"><body><p>We have your note and are working on it.</p>\
             <p>You will hear from us by Thursday 26 November, 10:15 (Berlin).</p></body></html>"
                .into(),
        ),
        in_reply_to: Some(ASKED.into()),
        references: vec!["first@customer.test".into(), ASKED.into()],
        automatic: true,
    }
}

/// What the checker finds, without what is only for information.
fn problems(letter: &Outgoing, kind: &str) -> Vec<String> {
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), compose(letter).unwrap()).unwrap();
    let mut check = Command::new("python3");
    check.arg(peers::folder().join("mail-check.py")).arg(file.path()).arg(format!("--kind={kind}"));
    if let Some(id) = &letter.in_reply_to {
        check.arg(format!("--reply-to-id=<{}>", id.trim_matches(['<', '>'])));
    }
    let out = check.output().unwrap();
    let found: Value = serde_json::from_slice(&out.stdout)
        .unwrap_or_else(|error| panic!("{error}: {}", String::from_utf8_lossy(&out.stderr)));
    let found = found["problems"].as_array().unwrap().iter().filter(|problem| problem["level"] != "info");
    found.map(ToString::to_string).collect()
}

fn assert_clean(letter: &Outgoing, kind: &str) {
    let found = problems(letter, kind);
    assert!(found.is_empty(), "{found:#?}\n{}", String::from_utf8_lossy(&compose(letter).unwrap()));
}

#[test]
fn an_acknowledgement_an_answer_and_a_notice_pass_the_checker() {
    assert_clean(&acknowledgement(), "acknowledgement");
    let answer = Outgoing { automatic: false, ..acknowledgement() };
    assert_clean(&answer, "answer");
    assert_clean(&answer, "reply");
    let notice = Outgoing { in_reply_to: None, references: Vec::new(), ..acknowledgement() };
    assert_clean(&notice, "notice");
    assert_clean(&Outgoing { automatic: false, html: None, reply_to: None, ..notice }, "plain");
}

#[test]
fn whatever_people_are_called_and_write_passes_the_checker_and_reads_the_same() {
    let long_line = "onboarding ".repeat(200);
    let long_word = "https://learning.example/".to_owned() + &"a".repeat(1500);
    let (long_subject, giant, long_name) = ("word ".repeat(60), "x".repeat(400), "Bartholomäus ".repeat(20));
    let cases = [
        (
            "Zoë Müller-Lüdenscheidt",
            "Übung für die Nachtschicht: Rückmeldungen geben",
            "Schöne Grüße, wir prüfen es.\n",
        ),
        ("Müller, Eva (HR)", "Feedback training", "Quoted because of the comma.\n"),
        ("O'Brien \"Bob\" \\ Team", "Say \"yes, and\"", "Backslash \\ and quotes.\n"),
        (
            "田中 太郎",
            "夜勤のためのフィードバック研修についてのお願いですがよろしくお願いいたします",
            "よろしくお願いします。\n",
        ),
        ("דנה לוי", "הדרכת משוב למשמרת הלילה", "שלום, קיבלנו את הפנייה שלך.\n"),
        ("🎓 Learning", "🎓🎓🎓 emoji 👩🏽‍🏫 and more 🎉", "A family of code points: 👩‍👩‍👧‍👦.\n"),
        ("Eva", long_subject.trim(), "A long subject of short words.\n"),
        ("Eva", &giant, &long_line),
        ("Eva", "=?utf-8?q?looks_encoded?= but is typed", &long_word),
        (&long_name, "A very long name", ".\n..\nFrom the start of a line\n"),
        ("", "Re: [R-218] naïve café – 100 %", "dash – and no-break\u{a0}space\u{2026}\n"),
    ];
    for (name, subject, text) in cases {
        let letter = Outgoing {
            from: person(name, "lnd@offwheel.test"),
            to: person(name, "eva@customer.test"),
            subject: subject.into(),
            text: text.into(),
            html: Some(format!("<!doctype html><html lang=\"en\"><body><p>{text}</p></body></html>")),
            ..acknowledgement()
        };
        assert_clean(&letter, "acknowledgement");
        let bytes = compose(&letter).unwrap();
        let read = MessageParser::default().parse(&bytes).unwrap();
        assert_eq!(read.subject(), Some(subject), "{name}");
        assert_eq!(read.body_text(0).unwrap().replace("\r\n", "\n").trim_end(), text.trim_end(), "{name}");
        let shown: String = name.trim().chars().take(60).collect();
        let from = read.from().unwrap().first().unwrap();
        assert_eq!(from.name().unwrap_or_default(), shown.trim(), "{name}");
        assert_eq!(from.address(), Some("lnd@offwheel.test"), "{name}");
    }
}

#[test]
fn nothing_typed_becomes_a_header() {
    let letter = Outgoing {
        from: person("Eva\r\nBcc: spy@evil.test", "lnd@offwheel.test"),
        to: person("Lund\nX-Evil: 1\n\nBody", "eva@customer.test"),
        subject: "Hello\r\nX-Evil: 1\r\n\r\n<b>body</b>\0\u{7f}".into(),
        text: "one\r\ntwo\rthree\n\0four\u{1b}[31m".into(),
        html: None,
        in_reply_to: Some("good@x.test>\r\nX-Evil: 1".into()),
        references: vec!["a b@x.test".into(), "ünicode@x.test".into(), "kept@x.test".into(), "".into()],
        ..acknowledgement()
    };
    let bytes = compose(&letter).unwrap();
    let read = MessageParser::default().parse(&bytes).unwrap();
    for name in ["X-Evil", "Bcc"] {
        assert!(read.header(name).is_none(), "{name} in {}", String::from_utf8_lossy(&bytes));
    }
    assert_eq!(read.subject(), Some("Hello X-Evil: 1 <b>body</b>"));
    assert_eq!(read.header_raw("References").map(str::trim), Some("<kept@x.test>"));
    assert!(read.header("In-Reply-To").is_none());
    assert_eq!(read.body_text(0).unwrap().trim_end(), "one\r\ntwo\r\nthree\r\nfour[31m");
    let text = String::from_utf8(bytes).unwrap();
    assert!(!text.contains('\0') && !text.replace("\r\n", "").contains(['\r', '\n']), "{text}");
}

#[test]
fn a_name_that_holds_an_address_is_left_out() {
    let letter = Outgoing { to: person("ceo@customer.test", "eva@customer.test"), ..acknowledgement() };
    assert_clean(&letter, "acknowledgement");
    assert!(!String::from_utf8(compose(&letter).unwrap()).unwrap().contains("ceo@"));
}

#[test]
fn a_long_name_and_a_long_address_stand_on_two_lines() {
    for name in [
        "Learning and Development at Northwind Shipping and Trading",
        "Lernen und Entwicklung für Größe, Übermut und Öl",
    ] {
        for address in
            ["lnd@offwheel.test", "learning-and-development+r218-k3jq9w8m2p@northwind-shipping.offwheel.test"]
        {
            let whom = person(name, address);
            let letter = Outgoing { from: whom.clone(), to: whom.clone(), reply_to: Some(whom), ..acknowledgement() };
            let written = String::from_utf8(compose(&letter).unwrap()).unwrap();
            let (headers, _) = written.split_once("\r\n\r\n").unwrap();
            for line in headers.lines() {
                assert!(line.chars().count() <= 78, "{line}");
            }
            let read = MessageParser::default().parse(written.as_bytes()).unwrap();
            for group in [read.from(), read.to(), read.reply_to()] {
                let one = group.unwrap().first().unwrap();
                assert_eq!((one.name(), one.address()), (Some(name), Some(address)));
            }
            assert_clean(&letter, "acknowledgement");
        }
    }
}

#[test]
fn a_long_conversation_keeps_its_first_and_its_latest_messages() {
    let references: Vec<String> = (0..60).map(|number| format!("message-{number}@mail.customer.test")).collect();
    let letter = Outgoing { references, ..acknowledgement() };
    assert_clean(&letter, "acknowledgement");
    let bytes = compose(&letter).unwrap();
    let read = MessageParser::default().parse(&bytes).unwrap();
    let kept: Vec<_> = read.header_raw("References").unwrap().split_whitespace().map(str::to_owned).collect();
    assert_eq!(kept.len(), 20);
    assert_eq!(kept[0], "<message-0@mail.customer.test>");
    assert_eq!(kept[1], "<message-42@mail.customer.test>");
    assert_eq!(kept[19], format!("<{ASKED}>"), "what it answers comes last");
}

#[test]
fn ids_of_other_programs_are_repeated_as_they_are() {
    for id in [
        "<AM0PR04MB1234F5C1A2B3C4D5E6F7A8B9C0D1E2@AM0PR04MB1234.eurprd04.prod.outlook.com>",
        "no-at-sign",
        "a:b;c@[192.0.2.1]",
    ] {
        let letter =
            Outgoing { in_reply_to: Some(id.into()), references: vec![id.into(), id.into()], ..acknowledgement() };
        let bytes = compose(&letter).unwrap();
        let read = MessageParser::default().parse(&bytes).unwrap();
        let bracketed = format!("<{}>", id.trim_matches(['<', '>']));
        assert_eq!(read.header_raw("In-Reply-To").unwrap().trim(), bracketed);
        assert_eq!(read.header_raw("References").unwrap().trim(), bracketed, "once");
    }
}

#[test]
fn the_same_letter_is_the_same_message_each_time() {
    assert_eq!(compose(&acknowledgement()).unwrap(), compose(&acknowledgement()).unwrap());
    let text = String::from_utf8(compose(&acknowledgement()).unwrap()).unwrap();
    assert!(text.contains("Message-ID: <0192f3a1.ack@learning.offwheel.test>\r\n"), "{text}");
    assert!(text.contains("Date: Wed, 25 Nov 2026 09:15:30 +0000\r\n"), "{text}");
}

#[test]
fn an_address_with_an_umlaut_in_its_domain_is_written_in_ascii() {
    let letter = Outgoing { to: person("Eva", "eva@müller.example"), ..acknowledgement() };
    assert_clean(&letter, "acknowledgement");
}

#[test]
fn a_wrong_address_or_id_is_refused_in_words() {
    let nobody = compose(&Outgoing { to: person("Eva", "eva at home"), ..acknowledgement() }).unwrap_err();
    assert_eq!(nobody.to_string(), "“eva at home” is no e-mail address. Correct it with the person, then send again.");
    for id in ["", "left", "@right", "left@", "a@b@c", "a b@c", "<a@b>\r\nX: 1"] {
        let wrong = compose(&Outgoing { message_id: id.into(), ..acknowledgement() });
        assert!(matches!(wrong, Err(CannotCompose::NoMessageId(_))), "{id:?}: {wrong:?}");
    }
}
