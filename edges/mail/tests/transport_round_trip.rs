//! A letter goes out through a real mail server and what comes of it comes back into the mailbox.
#![allow(missing_docs, reason = "tests")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

mod peers;

use std::{sync::Mutex, time::Duration};

use jiff::Timestamp;
use mail::{
    compose::{Correspondent, Outgoing, compose},
    inbox::{self, Arrived, Content, Intake, Mailbox, Place, Reached, Standing},
    sender::{Outcome, Security, Sender, SmtpSettings},
};
use peers::{Peer, eventually, sign_in};
use tokio::sync::watch;

const TEAM: &str = "lnd@offwheel.test";

/// Everything from the beginning of the mailbox.
struct Everything(Mutex<(Reached, Vec<String>)>);

impl Intake for Everything {
    type Error = std::convert::Infallible;

    async fn reached(&self) -> Result<Option<Reached>, Self::Error> {
        Ok(Some(self.0.lock().unwrap().0))
    }

    async fn start_at(&self, place: Place, waiting: u32) -> Result<(), Self::Error> {
        panic!("the mailbox has not changed its numbering: {place:?} {waiting}")
    }

    async fn take(&self, mail: Arrived) -> Result<(), Self::Error> {
        let Content::Whole(bytes) = mail.content else { panic!("{mail:?}") };
        let mut state = self.0.lock().unwrap();
        state.0.place = mail.place;
        state.1.push(String::from_utf8(bytes).unwrap());
        Ok(())
    }

    fn now(&self) -> Timestamp {
        Timestamp::UNIX_EPOCH
    }
}

fn letter(id: &str, to: &str) -> Outgoing {
    let team = Correspondent { name: "Lernen & Entwicklung".into(), address: TEAM.into() };
    Outgoing {
        message_id: format!("{id}@offwheel.test"),
        dated_at: "2026-11-25T09:15:30Z".parse().unwrap(),
        from: team.clone(),
        to: Correspondent { name: "Zoë Lund".into(), address: to.into() },
        reply_to: Some(Correspondent { address: "lnd+r218-k3jq9@offwheel.test".into(), ..team }),
        subject: "[R-218] Wir haben Ihre Nachricht: Rückmeldungen".into(),
        text: ".\r\nSie hören von uns bis Donnerstag, 26. November, 10:15 (Berlin).\r\n".into(),
        html: None,
        in_reply_to: None,
        references: Vec::new(),
        automatic: false,
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn letters_arrive_unknown_people_are_told_at_once_and_bounces_come_back() {
    let dovecot = Peer::start("dovecot.sh", &[]);
    let lmtp = format!("--lmtp={}", dovecot.value("lmtp_port"));
    let postfix = Peer::start("postfix.sh", &[&lmtp, "--unknown=nobody@customer.test"]);
    let sender = Sender::new(SmtpSettings {
        server: postfix.server("port", Security::StartTls),
        sign_in: None,
        hello_name: "learning.offwheel.test".into(),
        connections: 2,
    });
    let send = async |to: &str| sender.send(TEAM, to, &compose(&letter("l1", to)).unwrap()).await;

    // To ourselves with a tag, as an answer to our letter comes; to somebody whose server takes it and then returns it.
    for to in ["lnd+r218-k3jq9@offwheel.test", "bounce+eva@customer.test"] {
        let outcome = send(to).await;
        assert!(matches!(outcome, Outcome::Taken { .. }), "{to}: {outcome:?}");
    }
    let Outcome::Refused { why, code: Some(550) } = send("nobody@customer.test").await else {
        panic!("nobody is there")
    };
    assert!(why.starts_with("127.0.0.1 does not take mail for nobody@customer.test: 550 5.1.1"), "{why}");

    let uidvalidity = uidvalidity(&dovecot).await;
    let reached = Reached { place: Place { uidvalidity, uid: 0 }, read_at: Timestamp::UNIX_EPOCH };
    let kept = Everything(Mutex::new((reached, Vec::new())));
    let (standing, _told) = watch::channel(Standing::default());
    let (_running, stop) = watch::channel(false);
    let mailbox = mailbox(&dovecot);
    let both = eventually("both came", Duration::from_secs(30), || {
        let taken = kept.0.lock().unwrap().1.clone();
        (taken.len() == 2).then_some(taken)
    });
    let taken = tokio::select! {
        taken = both => taken,
        () = inbox::attend(&mailbox, &kept, &standing, stop) => unreachable!("nobody stopped it"),
    };
    let answer =
        taken.iter().find(|mail| mail.contains("Delivered-To: lnd+r218-k3jq9@offwheel.test")).expect("the tagged one");
    assert!(answer.contains("Message-ID: <l1@offwheel.test>"), "{answer}");
    let bounce = taken.iter().find(|mail| mail.contains("Auto-Submitted: auto-replied")).expect("the bounce");
    assert!(bounce.contains("Return-Path: <>") && bounce.contains("bounce+eva@customer.test"), "{bounce}");
}

fn mailbox(dovecot: &Peer) -> Mailbox {
    Mailbox {
        server: dovecot.server("imaps_port", Security::Tls),
        sign_in: sign_in(TEAM, "secret"),
        folder: "INBOX".into(),
        idle: true,
        poll_every: Duration::from_secs(300),
        largest_bytes: 35_000_000,
    }
}

/// The numbering of the mailbox, as a first connection learns it.
async fn uidvalidity(dovecot: &Peer) -> u32 {
    #[derive(Default)]
    struct First(Mutex<Option<Place>>);
    impl Intake for First {
        type Error = std::convert::Infallible;
        async fn reached(&self) -> Result<Option<Reached>, Self::Error> {
            Ok(None)
        }
        async fn start_at(&self, place: Place, _waiting: u32) -> Result<(), Self::Error> {
            *self.0.lock().unwrap() = Some(place);
            Ok(())
        }
        async fn take(&self, _came_meanwhile: Arrived) -> Result<(), Self::Error> {
            Ok(())
        }
        fn now(&self) -> Timestamp {
            Timestamp::UNIX_EPOCH
        }
    }
    let first = First::default();
    let (standing, mut told) = watch::channel(Standing::default());
    let (_running, stop) = watch::channel(false);
    let mailbox = mailbox(dovecot);
    tokio::select! {
        _well = told.wait_for(|standing| standing.read_at.is_some()) => {}
        () = inbox::attend(&mailbox, &first, &standing, stop) => {}
    }
    first.0.lock().unwrap().expect("reading began").uidvalidity
}
