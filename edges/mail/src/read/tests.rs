//! Whatever bytes come: no panic, and the promises that the rest of the house relies on.

use std::path::Path;

use proptest::prelude::*;

use super::{By, Kind, Own, Reading, Why, opened};

fn own() -> Own {
    Own {
        addresses: vec!["learning@brightwater.example".to_owned(), "academy@brightwater.example".to_owned()],
        message_id_domain: "offwheel.brightwater.example".to_owned(),
        subject_prefix: "OW".to_owned(),
    }
}

fn samples() -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data");
    let mut paths: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "eml"));
    paths.sort();
    paths.into_iter().map(|path| std::fs::read(path).unwrap()).collect()
}

/// What must hold of every letter, however it was made.
fn check(reading: &Reading) {
    let text = [&reading.subject, &reading.new_text].into_iter().chain(&reading.forwarded_text);
    for text in text.chain(reading.folded.iter().map(|one| &one.text)) {
        assert!(!text.contains(['\0', '\r']), "a sign that no database takes: {text:?}");
    }
    assert!(!reading.subject.contains('\n'), "a subject has one line");
    for sender in reading.sender.iter().chain(&reading.reply_to) {
        assert!(!sender.name.contains(['\n', '\r', '\0']), "a name has one line");
        assert!(sender.address.contains('@') && !sender.address.contains(char::is_whitespace), "{:?}", sender.address);
    }
    for file in &reading.attachments {
        assert!(!file.name.is_empty() && !file.name.contains(['/', '\\', '\n', '\r', '\0', '"']), "{:?}", file.name);
    }
    for id in reading.message_id.iter().chain(&reading.in_reply_to).chain(&reading.references) {
        assert!(id.starts_with('<') && id.ends_with('>') && !id.contains(char::is_whitespace), "{id:?}");
    }
    for joined in [None, Some(By::References), Some(By::SubjectTag)] {
        let conclusion = reading.concluded(joined);
        if conclusion.should_acknowledge {
            assert_eq!((conclusion.kind, conclusion.tray), (Kind::NewRequest, None));
            assert!(
                reading.sender.is_some() && !reading.is_auto_submitted && !reading.is_from_us && reading.list.is_none()
            );
        }
        assert!(conclusion.tray.is_none() || conclusion.kind != Kind::Reply);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_are_read(raw in proptest::collection::vec(any::<u8>(), 0..2_000)) {
        check(&opened(&raw, &own()));
    }

    #[test]
    fn any_lines_of_mail_are_read(lines in proptest::collection::vec(line(), 0..60)) {
        check(&opened(lines.join("\n").as_bytes(), &own()));
    }

    #[test]
    fn a_letter_cut_anywhere_is_read(index in any::<prop::sample::Index>(), at in any::<prop::sample::Index>()) {
        let samples = samples();
        let sample = index.get(&samples);
        check(&opened(&sample[..at.index(sample.len())], &own()));
    }

    #[test]
    fn a_letter_with_changed_bytes_is_read(
        index in any::<prop::sample::Index>(),
        changes in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..40),
    ) {
        let samples = samples();
        let mut sample = index.get(&samples).clone();
        for (at, byte) in changes {
            let at = at.index(sample.len());
            sample[at] = byte;
        }
        check(&opened(&sample, &own()));
    }

    #[test]
    fn two_letters_spliced_are_read(
        first in any::<prop::sample::Index>(),
        second in any::<prop::sample::Index>(),
        from in any::<prop::sample::Index>(),
        to in any::<prop::sample::Index>(),
    ) {
        let samples = samples();
        let (first, second) = (first.get(&samples), second.get(&samples));
        let spliced = [&first[..from.index(first.len())], &second[to.index(second.len())..]].concat();
        check(&opened(&spliced, &own()));
    }

    #[test]
    fn line_ends_and_transport_headers_make_no_other_letter(index in any::<prop::sample::Index>(), hop in "[a-z]{1,20}") {
        let samples = samples();
        let sample: &Vec<u8> = index.get(&samples);
        let sample = String::from_utf8_lossy(sample).replace("\r\n", "\n");
        let first = opened(sample.as_bytes(), &own());
        let again = format!("Received: from {hop}\n by mx\nDelivered-To: {hop}@x.example\nX-Hop: {hop}\n{sample}").replace('\n', "\r\n");
        let again = opened(again.as_bytes(), &own());
        prop_assert!(first.is_same_as(&again));
        prop_assert_eq!(first.new_text, again.new_text);
    }
}

/// Lines as they stand in mail, in no order.
fn line() -> impl Strategy<Value = String> {
    prop_oneof![
        prop::sample::select(vec![
            "",
            "From: a@x.example",
            "From: =?utf-8?B?",
            "From: \"(<>,;:\\",
            "To: g: a@x, b@y;",
            "Subject: Re: =?utf-8?q?=C3?= =?utf-8?q?=A9?=",
            "Subject: [OW-1001]",
            "Content-Type: multipart/mixed; boundary=b",
            "Content-Type: multipart/alternative; boundary=\"b\"",
            "Content-Type: multipart/report; boundary=b",
            "Content-Type: text/html",
            "Content-Type: text/plain; format=flowed; delsp=yes",
            "Content-Type: message/rfc822",
            "Content-Type: text/calendar",
            "Content-Transfer-Encoding: base64",
            "Content-Transfer-Encoding: quoted-printable",
            "Content-Disposition: attachment; filename*0*=utf-8''%C3; filename*1=\"x",
            "--b",
            "--b--",
            "=",
            "=3",
            "=3D=",
            "> >quoted ",
            "-- ",
            "--",
            "On 19.11.2026 10:20, Anna <a@x> wrote:",
            "From: Anna",
            "Sent: now",
            "Subject: x",
            "-----Original Message-----",
            "<blockquote type=cite>",
            "</blockquote>",
            "<p",
            "<!--",
            "<script>",
            "<div style='display:none'>",
            "&#x110000;",
            "&amp",
            "Message-ID: <a@b>",
            "References: <a@b> <c",
            "Auto-Submitted: auto-replied",
            "List-Id: <>",
            "\t folded",
            "METHOD:CANCEL",
        ])
        .prop_map(str::to_owned),
        "\\PC{0,40}",
    ]
}

#[test]
fn a_letter_over_the_limit_gives_its_headers_alone() {
    let mut raw = b"From: Anna <anna@x.example>\nSubject: Large\nMessage-ID: <l@x.example>\n\n".to_vec();
    raw.resize(super::LETTER_BYTES + 1, b'x');
    let reading = opened(&raw, &own());
    assert_eq!(reading.why, Some(Why::TooLarge));
    assert_eq!((reading.subject.as_str(), reading.sender.unwrap().address.as_str()), ("Large", "anna@x.example"));
    assert_eq!(reading.new_text, "");
}

#[test]
fn every_reason_has_its_own_word_and_some_sentences() {
    for why in Why::ALL {
        assert_eq!(Why::from_word(why.as_str()), Some(why));
        assert!(why.words().ends_with('.'));
    }
}
