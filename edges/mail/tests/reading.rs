//! The reading of letters: the samples, and a test for each rule that a sample does not try.

#![allow(missing_docs, reason = "a test program")]

use std::path::{Path, PathBuf};

use mail::batch::Batch;
use mail::read::{By, Clue, FoldedKind, Kind, Nature, Own, Reading, Role, Warning, Why, read};
use serde_json::Value;

mod expected;

fn data() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data")
}

fn own() -> Own {
    Own {
        addresses: vec!["learning@brightwater.example".to_owned(), "academy@brightwater.example".to_owned()],
        message_id_domain: "offwheel.brightwater.example".to_owned(),
        subject_prefix: "OW".to_owned(),
    }
}

fn with_crlf(raw: &[u8]) -> Vec<u8> {
    let lines = raw.split(|&byte| byte == b'\n').map(|line| line.strip_suffix(b"\r").unwrap_or(line));
    lines.collect::<Vec<_>>().join(&b"\r\n"[..])
}

const DANA: &str = "From: Dana Whitfield <dana.whitfield@brightwater.example>\nTo: learning@brightwater.example\nMessage-ID: <a.1@x.example>\n";
const QUOTE_OF_US: &str =
    "Next week.\n\nOn 19 Nov 2026, at 10:20, Learning Team <learning@brightwater.example> wrote:\n> Hello\n";

/// Dana's letter with more headers, each on a line.
fn letter(headers: &str, text: &str) -> Reading {
    read(format!("{DANA}{headers}\n{text}").as_bytes(), &own())
}

fn person() -> Reading {
    letter("Subject: A course\n", "Please.")
}

fn joined(headers: &str, text: &str) -> (Value, Value) {
    let mut batch = Batch::new(expected::read_context(&data().join("context.json")), expected::read_at());
    let line = batch.read("letter.eml", format!("{headers}\n{text}").as_bytes());
    let told = |name: &str| line.pointer(&format!("/result/threading/{name}")).cloned().unwrap_or_default();
    (told("joins"), told("by"))
}

#[track_caller]
fn assert_joins(key: &str, by: By, headers: &str, text: &str) {
    assert_eq!(joined(headers, text), (key.into(), by.as_str().into()), "{headers}");
}

#[track_caller]
fn assert_joins_nothing(headers: &str, text: &str) {
    assert_eq!(joined(headers, text), (Value::Null, Value::Null), "{headers}");
}

#[test]
fn every_letter_of_ours_is_read_as_expected() {
    let (count, differences) = expected::differences(&data(), &data().join("context.json"), |_| true);
    assert_eq!(count, 63);
    assert!(differences.is_empty(), "\n{}", differences.join("\n"));
}

#[test]
fn what_a_mail_server_adds_on_delivery_changes_nothing() {
    let context = || expected::read_context(&data().join("context.json"));
    for (name, raw) in expected::letters(&data()) {
        let as_written = Batch::new(context(), expected::read_at()).read(&name, &raw);
        let top = b"Return-Path: <sender@customer.example>\r\nDelivered-To: learning@brightwater.example\r\nReceived: from mx\r\n\tby imap with LMTP;\r\n\tMon, 23 Nov 2026 14:02:09 +0100\r\n";
        let crlf = with_crlf(&raw);
        let delivered = Batch::new(context(), expected::read_at()).read(&name, &[&top[..], &crlf].concat());
        assert_eq!(as_written, delivered, "{name}");
    }
}

// Who is answered.

#[test]
fn a_person_is_acknowledged_and_no_single_mark_of_a_machine_is() {
    assert!(person().concluded(None).should_acknowledge);
    for mark in [
        "Auto-Submitted: auto-generated",
        "auto-submitted: Auto-Replied; owner-email=\"x@x.example\"",
        "Precedence: bulk",
        "Precedence: junk",
        "Precedence: list",
        "X-Autoreply: yes",
        "X-Autorespond: holiday",
        "X-Auto-Response-Suppress: All",
        "X-Auto-Response-Suppress: OOF, AutoReply",
        "List-Id: <x.lists.example>",
        "List-Unsubscribe: <https://x.example>",
        "Return-Path: <>",
        "X-Failed-Recipients: a@x.example",
        "X-Spam-Flag: YES",
        "X-Spam-Status: Yes, score=9",
        "Content-Type: multipart/report; report-type=disposition-notification; boundary=b",
        "Content-Type: multipart/report; report-type=feedback-report; boundary=b",
        "Content-Type: text/calendar; method=REPLY",
    ] {
        assert!(
            !letter(&format!("Subject: A course\n{mark}\n"), "Please.").concluded(None).should_acknowledge,
            "{mark}"
        );
    }
}

#[test]
fn what_looks_like_a_mark_and_is_none_leaves_a_person_a_person() {
    for mark in [
        "Auto-Submitted: no",
        "Precedence: normal",
        "X-Auto-Response-Suppress: DR, OOF",
        "Return-Path: <dana.whitfield@brightwater.example>",
        "X-Spam-Status: No, score=1",
        "X-MS-Exchange-Inbox-Rules-Loop: dana.whitfield@brightwater.example",
        "Content-Type: text/calendar; method=REQUEST",
        "List-Id: Learning <learning.brightwater.example>",
        "List-Post: <mailto:learning@brightwater.example>",
    ] {
        let reading = letter(&format!("Subject: Out of office notes that work\n{mark}\n"), "Please.");
        assert_eq!((reading.nature, reading.concluded(None).should_acknowledge), (Nature::Person, true), "{mark}");
    }
}

#[test]
fn who_asks_for_silence_is_a_person_all_the_same() {
    let reading = letter("Subject: A course\nX-Auto-Response-Suppress: All\n", "Please.");
    let conclusion = reading.concluded(None);
    assert_eq!((conclusion.kind, conclusion.should_acknowledge, conclusion.tray), (Kind::NewRequest, false, None));
}

#[test]
fn nobody_is_behind_a_senders_name_that_says_so() {
    for (address, nature) in [
        ("noreply@shop.example", Nature::Automatic),
        ("no-reply+77@shop.example", Nature::Automatic),
        ("root@host.example", Nature::Automatic),
        ("MAILER-DAEMON@host.example", Nature::Bounce),
        ("info@shop.example", Nature::Person),
        ("noreply.jones@shop.example", Nature::Person),
    ] {
        let reading = read(format!("From: {address}\nSubject: News\n\nText").as_bytes(), &own());
        assert_eq!(reading.nature, nature, "{address}");
    }
}

#[test]
fn we_never_answer_ourselves() {
    let reading = read(b"From: Learning <Learning@Brightwater.example>\nSubject: A course\n\nText", &own());
    assert_eq!((reading.why, reading.concluded(None).should_acknowledge), (Some(Why::OwnAddress), false));
    let ours = letter("Subject: x\n", "Text");
    assert_eq!(ours.why, None);
    let came_back =
        read(b"From: a@x.example\nMessage-ID: <l.7@OFFWHEEL.brightwater.example>\nSubject: x\n\nText", &own());
    assert_eq!(came_back.why, Some(Why::OwnLetter));
    let elsewhere = read(
        b"From: a@x.example\nMessage-ID: <l.7@offwheel.brightwater.example.evil.example>\nSubject: x\n\nText",
        &own(),
    );
    assert_eq!(elsewhere.why, None);
}

#[test]
fn an_answer_goes_where_the_sender_wants_it_but_never_to_us() {
    let wanted = letter("Reply-To: Desk <desk@brightwater.example>\n", "x").reply_to;
    assert_eq!(wanted.map(|one| one.address).as_deref(), Some("desk@brightwater.example"));
    assert_eq!(letter("Reply-To: academy@brightwater.example\n", "x").reply_to, None);
}

#[test]
fn of_several_senders_the_one_who_sent_it_counts() {
    let reading = read(b"From: a@x.example, Ben <b@x.example>\nSender: B@x.example\n\nText", &own());
    assert_eq!(reading.sender.map(|one| one.address).as_deref(), Some("b@x.example"));
    let group = read(b"From: Team: a@x.example, b@x.example;\n\nText", &own());
    assert_eq!(group.sender.map(|one| one.address).as_deref(), Some("a@x.example"));
}

#[test]
fn absence_notes_and_receipts_say_why_they_lie_in_the_tray() {
    for (subject, headers, why) in [
        ("Automatic reply: x", "Auto-Submitted: auto-generated\n", Some(Why::AbsenceNote)),
        ("Réponse automatique : x", "", Some(Why::AbsenceNote)),
        ("Out of Office: x", "", Some(Why::AbsenceNote)),
        ("Gelesen: x", "In-Reply-To: <b@x.example>\n", Some(Why::Receipt)),
        ("Read: the new policy", "", None),
        ("Accepted: Talk", "In-Reply-To: <b@x.example>\n", Some(Why::Receipt)),
        ("Backup done", "Auto-Submitted: auto-generated\n", Some(Why::Machine)),
        ("Re: Automatic reply: x", "In-Reply-To: <b@x.example>\n", None),
    ] {
        assert_eq!(letter(&format!("Subject: {subject}\n{headers}"), "Text").why, why, "{subject}");
    }
}

#[test]
fn a_list_keeps_its_name_for_the_tray() {
    let reading = letter("List-Id: \"All leads\" <all-leads.brightwater.example>\n", "Text");
    assert_eq!((reading.why, reading.list.as_deref()), (Some(Why::List), Some("all-leads.brightwater.example")));
    let reading = letter("List-Post: <mailto:all-leads@brightwater.example>\n", "Text");
    assert_eq!(reading.list.as_deref(), Some("all-leads@brightwater.example"));
}

#[test]
fn a_locked_text_waits_and_says_so() {
    let encrypted =
        "Subject: Secret\nContent-Type: multipart/encrypted; protocol=\"application/pgp-encrypted\"; boundary=b\n";
    let reading = letter(
        encrypted,
        "--b\nContent-Type: application/pgp-encrypted\n\nVersion: 1\n--b\nContent-Type: application/octet-stream\n\nx\n--b--\n",
    );
    assert_eq!(
        (reading.why, reading.nature, reading.subject.as_str()),
        (Some(Why::Locked), Nature::Malformed, "Secret")
    );
    let smime = letter(
        "Content-Type: application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m\nContent-Transfer-Encoding: base64\n",
        "AAEC\n",
    );
    assert_eq!((smime.why, smime.attachments.len()), (Some(Why::Locked), 1));
    assert_eq!(letter("", "-----BEGIN PGP MESSAGE-----\n\nhQEM\n-----END PGP MESSAGE-----\n").why, Some(Why::Locked));
}

// Where a letter belongs.

#[test]
fn a_plus_tag_counts_with_its_secret_only_in_any_case_and_in_any_recipient_field() {
    let to = |field: &str, address: &str| format!("From: s@else.example\n{field}: {address}\nSubject: x\n");
    assert_joins("OW-1001", By::PlusTag, &to("To", "LEARNING+OW1001-K7F3Q@Brightwater.Example"), "x");
    assert_joins("OW-1001", By::PlusTag, &to("Delivered-To", "learning+ow1001-k7f3q@brightwater.example"), "x");
    assert_joins(
        "OW-1002",
        By::PlusTag,
        &to("Cc", "Someone <a@x.example>, academy+ow1002-m2x9t@brightwater.example"),
        "x",
    );
    assert_joins_nothing(&to("To", "learning+ow1001@brightwater.example"), "x");
    assert_joins_nothing(&to("To", "learning+ow1001-@brightwater.example"), "x");
    assert_joins_nothing(&to("To", "learning+ow1001-k7f3@brightwater.example"), "x");
    assert_joins_nothing(&to("To", "learning+ow1002-k7f3q@brightwater.example"), "x");
    assert_joins_nothing(&to("To", "learning+ow1001-k7f3q@elsewhere.example"), "x");
}

#[test]
fn a_subject_tag_joins_wherever_it_stands_in_the_subject() {
    assert_joins("OW-1003", By::SubjectTag, "From: c@x.example\nSubject: about [ow-1003], again\n", "x");
    assert_joins_nothing("From: c@x.example\nSubject: OW-1003\n", "x");
    assert_joins_nothing("From: c@x.example\nSubject: [OW-9999]\n", "x");
    assert!(!By::SubjectTag.proves() && By::PlusTag.proves());
}

#[test]
fn subject_and_sender_need_the_prefix_the_stakeholder_the_subject_and_our_words() {
    let headers = |from: &str, subject: &str| format!("From: {from}\nSubject: {subject}\n");
    let dana = "Dana.Whitfield@brightwater.example";
    assert_joins("OW-1001", By::SubjectAndSender, &headers(dana, "AW: negotiation course for the buyers"), QUOTE_OF_US);
    assert_joins_nothing(&headers(dana, "Negotiation course for the buyers"), QUOTE_OF_US);
    assert_joins_nothing(
        &headers("tom.okafor@brightwater.example", "Re: Negotiation course for the buyers"),
        QUOTE_OF_US,
    );
    assert_joins_nothing(&headers(dana, "Re: Negotiation course for buyers"), QUOTE_OF_US);
    assert_joins_nothing(&headers(dana, "Re: Negotiation course for the buyers"), "Next week.");
    assert_joins_nothing(&headers(dana, "Fwd: Negotiation course for the buyers"), QUOTE_OF_US);
}

#[test]
fn references_win_over_tags_and_the_nearest_letter_over_older_ones() {
    let headers = "From: a@x.example\nTo: learning+ow1002-m2x9t@brightwater.example\nSubject: [OW-1003]\nIn-Reply-To: <ack.1001.7Qd@offwheel.brightwater.example>\n";
    assert_joins("OW-1001", By::References, headers, "x");
    let two = letter("References: <old@x.example> <near@x.example>\n", "x");
    assert_eq!(
        two.clues().first(),
        Some(&Clue::References(vec!["<near@x.example>".to_owned(), "<old@x.example>".to_owned()]))
    );
}

#[test]
fn a_stranger_who_answers_in_our_thread_joins_it_and_one_who_knows_no_id_does_not() {
    assert_joins(
        "OW-1004",
        By::References,
        "From: s@else.example\nReferences: <ack.1004.Lm8@offwheel.brightwater.example>\nSubject: x\n",
        "x",
    );
    assert_joins_nothing(
        "From: s@else.example\nReferences: <ack.1004.@offwheel.brightwater.example>\nSubject: Re: x\n",
        "x",
    );
}

#[test]
fn a_report_belongs_where_the_letter_does_that_it_is_about() {
    let report = "From: MAILER-DAEMON@x.example\nSubject: failure [OW-1003]\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\n";
    let body = "--b\n\nFailed.\n--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; x\n\nFinal-Recipient: rfc822; dana@x.example\nAction: failed\nStatus: 5.1.1\nDiagnostic-Code: smtp; 550 unknown\n--b\nContent-Type: message/rfc822\n\nMessage-ID: <ack.1001.7Qd@offwheel.brightwater.example>\n\nHello\n--b--\n";
    assert_joins("OW-1001", By::DsnOriginalMessageId, report, body);
    let reading = read(format!("{report}\n{body}").as_bytes(), &own());
    let returned = reading.returned.clone().unwrap();
    assert_eq!((returned.is_delay, returned.recipients), (false, vec!["dana@x.example".to_owned()]));
    assert_eq!((returned.status.as_deref(), returned.diagnostic.as_deref()), (Some("5.1.1"), Some("550 unknown")));
    assert_eq!(
        reading.folded.iter().map(|one| (one.kind, one.text.as_str())).collect::<Vec<_>>(),
        [(FoldedKind::Report, "Failed.")]
    );
    let delayed = read(format!("{report}\n{}", body.replace("failed", "delayed")).as_bytes(), &own());
    assert_eq!(delayed.why, Some(Why::Delayed));
}

#[test]
fn an_answer_in_our_thread_is_no_spam_whatever_the_filter_says() {
    let reading = letter("X-Spam-Flag: YES\nIn-Reply-To: <ack.1001.7Qd@offwheel.brightwater.example>\n", "Yes.");
    assert_eq!(reading.concluded(Some(By::References)).kind, Kind::Reply);
    assert_eq!(reading.concluded(Some(By::SubjectTag)).kind, Kind::SpamIsh);
    assert_eq!(reading.concluded(None).tray, Some(Why::Spam));
}

// Twice the same.

#[test]
fn the_same_id_with_other_content_is_another_letter() {
    let first = person();
    assert!(first.is_same_as(&person()));
    assert!(!first.is_same_as(&letter("Subject: A course\n", "Please!")));
    assert!(!first.is_same_as(&letter("Subject: The course\n", "Please.")));
}

#[test]
fn without_an_id_sender_date_subject_and_text_tell_a_second_delivery() {
    let raw =
        |from: &str, date: &str| read(format!("From: {from}\nDate: {date}\nSubject: s\n\nText\n").as_bytes(), &own());
    let first = raw("a@x.example", "Mon, 23 Nov 2026 14:02:07 +0100");
    assert_eq!(first.warnings, [Warning::NoMessageId]);
    assert!(first.is_same_as(&raw("A@x.example", "Mon, 23 Nov 2026 14:02:07 +0100")));
    assert!(!first.is_same_as(&raw("b@x.example", "Mon, 23 Nov 2026 14:02:07 +0100")));
    assert!(!first.is_same_as(&raw("a@x.example", "Mon, 23 Nov 2026 14:02:08 +0100")));
}

#[test]
fn a_second_delivery_in_another_encoding_is_the_same_letter() {
    let plain = letter("Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n", "Grüße\n");
    let quoted = letter(
        "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n",
        "Gr=C3=BC=C3=9Fe\n",
    );
    assert!(plain.is_same_as(&quoted));
}

// What a letter says.

#[test]
fn a_character_cut_between_two_encoded_words_survives() {
    assert_eq!(letter("Subject: =?utf-8?B?R3LDvA==?= =?utf-8?Q?_=C3?=\n =?utf-8?Q?=9Fe?=\n", "x").subject, "Grü ße");
    assert_eq!(letter("Subject: =?utf-8?B?R3LD?=\n =?utf-8?B?vMOfZQ==?=\n", "x").subject, "Grüße");
}

#[test]
fn no_header_can_be_smuggled_in_by_a_subject_a_name_or_a_file() {
    let reading = letter("Subject: =?utf-8?Q?a=0D=0ABcc:_b=00c=E2=80=AEd?=\n", "x");
    assert_eq!(reading.subject, "a Bcc: bcd");
    let named = read(b"From: =?utf-8?Q?a=0D=0AX:_b?= <a@x.example>\n\nx", &own());
    assert_eq!(named.sender.unwrap().name, "a X: b");
}

#[test]
fn undeclared_bytes_in_a_header_are_read_as_they_look() {
    let latin = read(b"From: a@x.example\nSubject: F\xf8rstehj\xe6lp\n\nx", &own());
    let utf8 = read("From: a@x.example\nSubject: Førstehjælp\n\nx".as_bytes(), &own());
    assert_eq!((latin.subject, utf8.subject), ("Førstehjælp".to_owned(), "Førstehjælp".to_owned()));
}

#[test]
fn html_is_read_where_the_plain_text_is_empty() {
    let both = "Content-Type: multipart/alternative; boundary=b\n";
    let body = |plain: &str| {
        format!("--b\nContent-Type: text/plain\n\n{plain}\n--b\nContent-Type: text/html\n\n<p>From HTML</p>\n--b--\n")
    };
    assert_eq!(letter(both, &body(" ")).new_text, "From HTML");
    assert_eq!(letter(both, &body("Plain")).new_text, "Plain");
}

#[test]
fn quotations_in_html_are_folded_as_in_plain_text() {
    let gmail = "<div>Nine people.</div><div class=\"gmail_quote\"><div class=\"gmail_attr\">On Thu, Nov 19, 2026 at 10:20 AM Learning Team &lt;<a href=\"mailto:l@x.example\">l@x.example</a>&gt; wrote:<br></div><blockquote class=\"gmail_quote\">Hello<br><br>The team</blockquote></div><div>And more.</div>";
    let outlook = "<div class=WordSection1><p>Nine people.</p><p>&nbsp;</p><div style='border-top:solid'><p><b>Von:</b> Team &lt;l@x.example&gt;<br><b>Gesendet:</b> Montag<br><b>An:</b> Ben<br><b>Betreff:</b> AW: Kurs</p></div><p>Hallo</p></div>";
    let mobile = "<div>Nine people.</div><div id=\"ms-outlook-mobile-signature\">Get Outlook for iOS</div><hr><div><b>From:</b> Team<br><b>Sent:</b> Monday<br><b>To:</b> Ben<br><b>Subject:</b> Course</div><div>Hello</div>";
    let signature = "<div>Nine people.</div><div class=\"gmail_signature\">Anna<br>Plant 2</div>";
    for (html, new) in [
        (gmail, "Nine people.\n\nAnd more."),
        (outlook, "Nine people."),
        (mobile, "Nine people."),
        (signature, "Nine people."),
    ] {
        let reading = letter("Subject: Re: Course\nContent-Type: text/html\n", html);
        assert_eq!(reading.new_text.replace("\n\n", "\n"), new.replace("\n\n", "\n"), "{html}");
        assert!(!reading.folded.is_empty(), "{html}");
    }
}

#[test]
fn an_invitation_is_kept_beside_the_text() {
    let invited = "Subject: Talk\nContent-Type: multipart/alternative; boundary=b\n";
    let reading = letter(
        invited,
        "--b\n\nCould we talk?\n--b\nContent-Type: text/calendar\n\nBEGIN:VCALENDAR\nMETHOD:REQUEST\nBEGIN:VEVENT\n--b--\n",
    );
    let file = reading.attachments.first().unwrap();
    assert_eq!((file.name.as_str(), file.role), ("invite.ics", Role::Invitation));
    assert_eq!((reading.calendar_method.as_deref(), reading.nature), (Some("REQUEST"), Nature::Person));
}

#[test]
fn large_files_come_whole() {
    for size in [3 * 1024 * 1024, 25 * 1024 * 1024] {
        let head = "Subject: Files\nContent-Type: multipart/mixed; boundary=b\n";
        let base64 = "QUFB".repeat(size / 3);
        let body = format!(
            "--b\n\nSee attached.\n--b\nContent-Type: application/pdf\nContent-Disposition: attachment; filename=a.pdf\nContent-Transfer-Encoding: base64\n\n{base64}\n--b--\n"
        );
        let reading = letter(head, &body);
        assert_eq!((reading.new_text.as_str(), reading.why), ("See attached.", None));
        assert_eq!(reading.attachments.iter().map(|file| file.bytes.len()).collect::<Vec<_>>(), [size / 3 * 3]);
    }
}

#[test]
fn a_tree_too_deep_or_too_wide_costs_nothing_and_is_told() {
    let deep = "Content-Type: multipart/mixed; boundary=b\n\n--b\n".repeat(20_000);
    assert!(read(format!("{DANA}{deep}").as_bytes(), &own()).warnings.contains(&Warning::MimeDamaged));
    let letters = "Content-Type: message/rfc822\n\n".repeat(20_000);
    assert_eq!(read(format!("{DANA}{letters}").as_bytes(), &own()).attachments.len(), 1);
    let wide =
        letter("Content-Type: multipart/mixed; boundary=b\n", &"--b\nContent-Type: image/png\n\nx\n".repeat(5_000));
    assert!(wide.attachments.len() <= 500 && wide.warnings.contains(&Warning::MimeDamaged));
}

#[test]
fn nothing_at_all_is_a_letter_in_the_tray() {
    for raw in [&b""[..], b"\n\n", b"hello there", b"\xff\xfe\x00"] {
        let reading = read(raw, &own());
        assert_eq!((reading.why, reading.concluded(None).kind), (Some(Why::Unreadable), Kind::Malformed));
    }
    assert_eq!(read(b"hello there", &own()).new_text, "hello there");
}

#[test]
fn a_date_after_the_arrival_is_told_and_one_before_is_not() {
    let mut ahead = letter("Date: Thu, 26 Nov 2026 12:00:01 +0000\n", "x");
    ahead.compare_date(expected::read_at());
    assert_eq!(ahead.warnings, [Warning::DateImplausible]);
    let mut old = letter("Date: Thu, 7 Jul 1994 17:16:05 -0400\n", "x");
    old.compare_date(expected::read_at());
    assert_eq!(old.warnings, [Warning::NoMessageId; 0]);
}
