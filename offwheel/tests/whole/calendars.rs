//! A member's own calendar, fetched from a real server over TLS and seen by them alone; and nothing of the inner network, whoever asks.

use std::io::{Read, Write};
use std::net::TcpListener;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::harness::{Engine, Form, Installation, NewTeam, Peer, Visitor, eventually, seconds};

/// Every day at noon, from a week ago on.
const NOON: &str = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Example//EN\r\nBEGIN:VEVENT\r\nUID:noon@brightwater.example\r\n\
    DTSTAMP:20260101T080000Z\r\nDTSTART;TZID=Europe/Berlin:20260105T120000\r\nDTEND;TZID=Europe/Berlin:20260105T123000\r\n\
    RRULE:FREQ=DAILY\r\nSUMMARY:Claims and learning\r\nORGANIZER;CN=Mira Sandholt:mailto:lead@brightwater.example\r\n\
    ATTENDEE;CN=Katrin Ruhe:mailto:katrin.ruhe@claims.example\r\nATTENDEE;CUTYPE=ROOM;CN=Room 4:mailto:room4@brightwater.example\r\n\
    END:VEVENT\r\nEND:VCALENDAR\r\n";

/// One holiday a year.
const HOLIDAYS: &str = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Example//EN\r\nBEGIN:VEVENT\r\nUID:founders@state.example\r\n\
    DTSTAMP:20260101T080000Z\r\nDTSTART;VALUE=DATE:20260302\r\nRRULE:FREQ=YEARLY\r\nSUMMARY:Founders’ day\r\nEND:VEVENT\r\n\
    END:VCALENDAR\r\n";

/// A server of calendars without TLS, and how often it was asked.
fn upstream() -> (u16, Arc<AtomicUsize>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let asked = Arc::new(AtomicUsize::new(0));
    let counted = asked.clone();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let Ok(mut stream) = stream else { continue };
            let mut head = [0; 4096];
            let length = stream.read(&mut head).unwrap_or(0);
            let head = String::from_utf8_lossy(&head[..length]).into_owned();
            if head.starts_with("GET /private") {
                counted.fetch_add(1, Ordering::SeqCst);
            }
            let calendar = if head.starts_with("GET /holidays") {
                HOLIDAYS
            } else if head.starts_with("GET /page") {
                "<p>Holidays</p>"
            } else {
                NOON
            };
            let answer = format!(
                "HTTP/1.1 200 OK\r\nContent-Type: text/calendar\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{calendar}",
                calendar.len()
            );
            drop(stream.write_all(answer.as_bytes()));
        }
    });
    (port, asked)
}

fn read_and_shown(engine: Engine) {
    let (port, asked) = upstream();
    let nginx = Peer::start("nginx.sh", &[&format!("--upstream=http://127.0.0.1:{port}")]);
    let mut installation = Installation::new(engine);
    installation.found(NewTeam::BRIGHTWATER);
    installation.add_person("brightwater", "Jonas Feldt", "jonas@brightwater.example", &["--role", "member"]);
    let server = format!("127.0.0.1:{}", nginx.port("port"));
    installation.tables = format!("[calendars]\ninner = [\"{server}\"]\nca_file = \"{}\"\n", nginx.value("ca"));
    let program = installation.start();
    let mut mira = program.signed_in("lead@brightwater.example");
    let give = |visitor: &mut crate::harness::Visitor, address: &str| {
        let page = visitor.page("/business/calendar").with(200).text();
        let form = Form::going(&page, |action| action == "/business/calendar");
        visitor.submit(&form.fill("address", address)).unwrap().with(303);
    };
    give(&mut mira, &format!("https://{server}/private/secret-of-mira/basic.ics"));
    let mut jonas = program.signed_in("jonas@brightwater.example");
    give(&mut jonas, "https://localhost:1/private/secret-of-jonas/basic.ics");
    let page = eventually("the calendar is read", seconds(90), || {
        let page = mira.page("/business").with(200).text();
        page.contains("Katrin Ruhe").then_some(page)
    });
    assert!(page.contains("Whom you meet today") && page.contains("12:00"), "{page}");
    assert!(!page.contains("Room 4") && !page.contains("secret-of-mira"), "{page}");
    let his = jonas.page("/business").with(200).text();
    assert!(!his.contains("Katrin Ruhe"), "nobody else sees it");
    let trouble = eventually("his calendar was refused", seconds(90), || {
        let page = jonas.page("/business/calendar").with(200).text();
        page.contains("inner network").then_some(page)
    });
    assert!(!trouble.contains("secret-of-jonas"), "{trouble}");
    assert_eq!(asked.load(Ordering::SeqCst), 1, "read once, and not again at once");
    let log = program.log();
    assert!(!log.contains("secret-of") && !log.contains("/private"), "the address is a secret: {log}");
    assert!(program.stop().success());
}

#[test]
fn a_member_sees_whom_they_meet_and_nobody_else_does() {
    read_and_shown(Engine::Sqlite);
}

#[test]
fn a_member_sees_whom_they_meet_and_nobody_else_does_with_postgres() {
    read_and_shown(Engine::Postgres);
}

#[test]
fn holidays_at_an_address_are_looked_through_before_they_count() {
    let (port, _) = upstream();
    let nginx = Peer::start("nginx.sh", &[&format!("--upstream=http://127.0.0.1:{port}")]);
    let mut installation = Installation::new(Engine::Sqlite);
    installation.found(NewTeam::BRIGHTWATER);
    let server = format!("127.0.0.1:{}", nginx.port("port"));
    installation.tables = format!("[calendars]\ninner = [\"{server}\"]\nca_file = \"{}\"\n", nginx.value("ca"));
    let program = installation.start();
    let mut mira = program.signed_in("lead@brightwater.example");
    let give = |mira: &mut Visitor, address: &str| {
        let page = mira.page("/settings/calendar").with(200).text();
        let form = Form::going(&page, |action| action == "/settings/calendar/feed");
        mira.submit(&form.fill("address", address)).unwrap()
    };
    let refused = give(&mut mira, "https://localhost:1/holidays.ics").with(422).text();
    assert!(refused.contains("inner network") && refused.contains("https://localhost:1/holidays.ics"), "{refused}");
    assert!(give(&mut mira, "").with(422).text().contains("or give its address"));
    let no_calendar = give(&mut mira, &format!("https://{server}/page.html")).with(422).text();
    assert!(no_calendar.contains("id=\"f-address-e\""), "{no_calendar}");
    assert!(!mira.page("/settings/calendar").with(200).text().contains("page.html"), "only where a calendar lies");
    let found = give(&mut mira, &format!("https://{server}/holidays.ics")).with(200).text();
    assert!(found.contains(&format!("Holidays from {server}")) && found.contains("Founders’ day"), "{found}");
    let page = mira.page("/settings/calendar").with(200).text();
    assert!(!page.contains("Founders’ day"), "nothing counts before it is added");
    assert!(page.contains(&format!("value=\"https://{server}/holidays.ics\"")), "the address is there again: {page}");
    // A file wins over the address that stands there, and what is wrong with it is told at the file.
    let with_file = Form::going(&page, |action| action == "/settings/calendar/feed");
    let faulty = mira.submit(&with_file.with("feed\"; filename=\"days.ics", "no calendar")).unwrap().with(422).text();
    assert!(faulty.contains("id=\"f-feed-e\"") && !faulty.contains("id=\"f-address-e\""), "{faulty}");
    let form = Form::going(&found, |action| action == "/settings/calendar/holidays");
    mira.submit(&form).unwrap().with(303);
    assert!(mira.page("/settings/calendar").with(200).text().contains("Founders’ day"));
    assert!(program.stop().success());
}
