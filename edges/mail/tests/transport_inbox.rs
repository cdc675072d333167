//! Reading a mailbox of a real IMAP server, through everything that can happen to the line and to the mailbox.
#![allow(missing_docs, reason = "tests")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

mod fake_imap;
mod peers;

use std::{
    sync::Mutex,
    time::{Duration, Instant},
};

use fake_imap::FakeImap;
use jiff::Timestamp;
use mail::inbox::{
    self, Arrived, Content, Intake, Mailbox, Mend, Place, Reached, Secret, Security, Server, Standing, check,
};
use peers::{Peer, Relay, eventually, sign_in};
use tokio::sync::watch;

const USER: &str = "lnd@offwheel.test";
const SOON: Duration = Duration::from_secs(20);

/// Keeps what is handed over, as the program's transaction would.
#[derive(Default)]
struct Kept(Mutex<State>);

#[derive(Default)]
struct State {
    reached: Option<Reached>,
    starts: Vec<(Place, u32)>,
    taken: Vec<Arrived>,
    /// What comes a second time, by its content.
    again: usize,
    /// So many messages fail before one is kept.
    failures: u32,
    offered: usize,
}

impl Intake for Kept {
    type Error = String;

    async fn reached(&self) -> Result<Option<Reached>, String> {
        Ok(self.0.lock().unwrap().reached)
    }

    async fn start_at(&self, place: Place, waiting: u32) -> Result<(), String> {
        let mut state = self.0.lock().unwrap();
        let read_at = state.reached.map_or_else(|| self.now(), |reached| reached.read_at);
        state.reached = Some(Reached { place, read_at });
        state.starts.push((place, waiting));
        Ok(())
    }

    async fn take(&self, mail: Arrived) -> Result<(), String> {
        let mut state = self.0.lock().unwrap();
        state.offered += 1;
        if state.failures > 0 {
            state.failures -= 1;
            return Err("the disk is full".into());
        }
        let read_at = state.reached.unwrap().read_at.max(mail.arrived_at.unwrap());
        state.reached = Some(Reached { place: mail.place, read_at });
        if state.taken.iter().any(|taken| taken.content == mail.content) {
            state.again += 1;
        } else {
            state.taken.push(mail);
        }
        Ok(())
    }

    #[expect(clippy::disallowed_methods, reason = "this is the clock of these tests")]
    fn now(&self) -> Timestamp {
        Timestamp::now()
    }
}

impl Kept {
    /// The Message-IDs taken, in order, without their domain.
    fn ids(&self) -> Vec<String> {
        self.0.lock().unwrap().taken.iter().map(id).collect()
    }

    fn again(&self) -> usize {
        self.0.lock().unwrap().again
    }

    async fn until(&self, ids: &[&str]) {
        eventually(&format!("{ids:?} taken"), SOON, || (self.ids() == ids).then_some(())).await;
    }

    async fn until_started(&self, times: usize) -> (Place, u32) {
        let started = || self.0.lock().unwrap().starts.get(times - 1).copied();
        eventually("reading began", SOON, started).await
    }
}

fn id(mail: &Arrived) -> String {
    let (Content::Whole(bytes) | Content::TooLarge { header: bytes } | Content::NotGiven { header: bytes, .. }) =
        &mail.content;
    let text = String::from_utf8_lossy(bytes);
    text.split_once("Message-ID: <")
        .and_then(|(_, rest)| rest.split_once('@'))
        .map_or_else(String::new, |(id, _)| id.into())
}

/// A mailbox being watched; it ends when told, or with the test.
struct Watched {
    kept: &'static Kept,
    standing: watch::Receiver<Standing>,
    stop: watch::Sender<bool>,
    task: tokio::task::JoinHandle<()>,
}

impl Watched {
    fn begin(mailbox: Mailbox) -> Self {
        Self::go_on(mailbox, Box::leak(Box::default()))
    }

    fn go_on(mailbox: Mailbox, kept: &'static Kept) -> Self {
        let (told, standing) = watch::channel(Standing::default());
        let (stop, stopped) = watch::channel(false);
        let task = tokio::spawn(async move { inbox::attend(&mailbox, kept, &told, stopped).await });
        Self { kept, standing, stop, task }
    }

    async fn end(self) -> &'static Kept {
        self.stop.send_replace(true);
        tokio::time::timeout(Duration::from_secs(1), self.task).await.expect("it ends at once").unwrap();
        self.kept
    }

    async fn until_trouble(&mut self, words: &str) {
        let told =
            self.standing.wait_for(|standing| standing.trouble.as_ref().is_some_and(|it| it.why.contains(words)));
        if tokio::time::timeout(SOON, told).await.is_err() {
            panic!("no “{words}” but {:?}", self.standing.borrow());
        }
    }

    async fn until_well(&mut self) {
        let well = self.standing.wait_for(|standing| standing.trouble.is_none() && standing.read_at.is_some());
        if tokio::time::timeout(SOON, well).await.is_err() {
            panic!("still {:?}", self.standing.borrow());
        }
    }
}

fn mailbox(server: Server) -> Mailbox {
    Mailbox {
        server,
        sign_in: sign_in(USER, "secret"),
        folder: "INBOX".into(),
        idle: true,
        poll_every: Duration::from_secs(300),
        largest_bytes: 35_000_000,
    }
}

fn plain(dovecot: &Peer) -> Mailbox {
    mailbox(dovecot.server("port", Security::Plain))
}

fn deliver(dovecot: &Peer, id: &str) {
    deliver_text(dovecot, id, "The night shift needs feedback training.");
}

fn deliver_text(dovecot: &Peer, id: &str, text: &str) {
    let reply = dovecot.run("deliver", &[USER, &dovecot.letter(id, text)]);
    assert!(reply.starts_with("250"), "{reply}");
}

/// What a mail program would show of the flags of each message.
fn flags(dovecot: &Peer) -> String {
    let config = dovecot.path("dovecot.conf");
    let mut doveadm = std::process::Command::new("doveadm");
    doveadm.arg("-c").arg(config).args(["fetch", "-u", USER, "uid flags", "mailbox", "INBOX", "all"]);
    String::from_utf8(doveadm.output().unwrap().stdout).unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_lies_there_at_first_is_not_taken_and_what_comes_is_taken_at_once() {
    let dovecot = Peer::start("dovecot.sh", &[]);
    deliver(&dovecot, "old-1");
    deliver(&dovecot, "old-2");
    let mut watched = Watched::begin(plain(&dovecot));
    watched.until_well().await;
    let (place, waiting) = watched.kept.until_started(1).await;
    assert_eq!((place.uid, waiting), (2, 2), "the two that lay there are offered, not taken");
    for number in 3..6 {
        let name = format!("new-{number}");
        let delivered = Instant::now();
        deliver(&dovecot, &name);
        eventually("taken", SOON, || watched.kept.ids().contains(&name).then_some(())).await;
        assert!(
            delivered.elapsed() < Duration::from_secs(2),
            "with IDLE within a second of the delivery, not {:?}",
            delivered.elapsed()
        );
    }
    let kept = watched.end().await;
    let state = kept.0.lock().unwrap();
    let places: Vec<_> = state.taken.iter().map(|mail| mail.place.uid).collect();
    assert_eq!(places, [3, 4, 5]);
    let first = &state.taken[0];
    let Content::Whole(bytes) = &first.content else { panic!("{first:?}") };
    assert_eq!(usize::try_from(first.size_bytes).unwrap(), bytes.len());
    assert!(bytes.ends_with(b"The night shift needs feedback training.\r\n"));
    let age = kept.now().as_second() - first.arrived_at.unwrap().as_second();
    assert!((0..60).contains(&age), "arrived {age} s ago");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_message_is_marked_only_after_it_was_kept_and_never_as_read() {
    let dovecot = Peer::start("dovecot.sh", &[]);
    let mut watched = Watched::begin(plain(&dovecot));
    watched.until_well().await;
    watched.kept.0.lock().unwrap().failures = 1;
    deliver(&dovecot, "kept");
    watched.until_trouble("The mail could not be kept: the disk is full").await;
    assert!(!flags(&dovecot).contains(inbox::TAKEN), "it was not kept yet");
    watched.kept.until(&["kept"]).await;
    eventually("marked", SOON, || flags(&dovecot).contains(inbox::TAKEN).then_some(())).await;
    assert!(!flags(&dovecot).contains("Seen"), "{}", flags(&dovecot));
    watched.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_message_that_can_not_be_kept_now_comes_again_before_those_behind() {
    let dovecot = Peer::start("dovecot.sh", &[]);
    let mut watched = Watched::begin(plain(&dovecot));
    watched.until_well().await;
    watched.kept.0.lock().unwrap().failures = 2;
    for name in ["first", "second", "third"] {
        deliver(&dovecot, name);
    }
    watched.kept.until(&["first", "second", "third"]).await;
    watched.until_well().await;
    let kept = watched.end().await;
    assert_eq!(kept.0.lock().unwrap().offered, 5);
    assert_eq!(kept.again(), 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_dropped_connection_loses_nothing_and_takes_nothing_twice() {
    let dovecot = Peer::start("dovecot.sh", &[]);
    let mut watched = Watched::begin(plain(&dovecot));
    watched.until_well().await;
    let names: Vec<String> = (0..12).map(|number| format!("n{number}")).collect();
    for (number, name) in names.iter().enumerate() {
        let dropped = number % 4 == 1;
        if dropped {
            watched.until_well().await;
        }
        deliver(&dovecot, name);
        if dropped {
            dovecot.run("drop", &[USER]);
            watched.until_trouble("127.0.0.1").await;
        }
    }
    watched.kept.until(&names.iter().map(String::as_str).collect::<Vec<_>>()).await;
    watched.until_well().await;
    assert_eq!(watched.end().await.again(), 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_that_was_away_is_found_again() {
    let mut dovecot = Peer::start("dovecot.sh", &[]);
    let mut watched = Watched::begin(plain(&dovecot));
    watched.until_well().await;
    dovecot.stop();
    watched.until_trouble("refuses connections").await;
    dovecot.start_again(&[]);
    deliver(&dovecot, "after");
    watched.kept.until(&["after"]).await;
    watched.until_well().await;
    watched.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_line_cut_in_the_middle_of_a_message_loses_nothing() {
    let dovecot = Peer::start("dovecot.sh", &[]);
    let kept = Watched::begin(plain(&dovecot));
    kept.kept.until_started(1).await;
    let kept = kept.end().await;
    deliver(&dovecot, "small");
    deliver_text(&dovecot, "large", &"A long story about the night shift.\r\n".repeat(3000));
    deliver(&dovecot, "behind");
    let cut = Relay::to(dovecot.port("port"), Some(60_000)).await;
    let server = dovecot.server("port", Security::Plain);
    let mut watched = Watched::go_on(mailbox(Server { port: cut.port, ..server.clone() }), kept);
    watched.until_trouble("closed the connection").await;
    let kept = watched.end().await;
    assert_eq!(kept.ids(), ["small"]);
    let watched = Watched::go_on(mailbox(server), kept);
    watched.kept.until(&["small", "large", "behind"]).await;
    assert_eq!(watched.end().await.again(), 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn without_idle_the_mailbox_is_polled() {
    let dovecot = Peer::start("dovecot.sh", &[]);
    let poll = Mailbox { idle: false, poll_every: Duration::from_millis(200), ..plain(&dovecot) };
    let mut watched = Watched::begin(poll);
    watched.until_well().await;
    deliver(&dovecot, "polled");
    watched.kept.until(&["polled"]).await;
    let told = watched.standing.clone();
    let first = told.borrow().read_at;
    eventually("looked again", SOON, || (told.borrow().read_at > first).then_some(())).await;
    watched.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_server_telling_is_looked_behind_every_poll() {
    let dovecot = Peer::start("dovecot.sh", &["--idle-notify=1"]);
    let both = Mailbox { poll_every: Duration::from_millis(1500), ..plain(&dovecot) };
    let mut watched = Watched::begin(both);
    watched.until_well().await;
    let told = watched.standing.clone();
    let first = told.borrow().read_at;
    eventually("looked again while the server kept the line alive", SOON, || {
        (told.borrow().read_at > first).then_some(())
    })
    .await;
    watched.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_mailbox_numbered_anew_gives_only_what_came_since() {
    let dovecot = Peer::start("dovecot.sh", &[]);
    deliver(&dovecot, "lay-there");
    let mut watched = Watched::begin(plain(&dovecot));
    watched.until_well().await;
    deliver(&dovecot, "taken-1");
    watched.kept.until(&["taken-1"]).await;
    let (before, _) = watched.kept.until_started(1).await;
    // Arrival has whole seconds: the next message must arrive in another.
    let a_second = watched.kept.now().as_second();
    eventually("the next second", SOON, || (watched.kept.now().as_second() > a_second).then_some(())).await;
    deliver(&dovecot, "taken-2");
    watched.kept.until(&["taken-1", "taken-2"]).await;
    let kept = watched.end().await;
    deliver(&dovecot, "new-1");
    deliver(&dovecot, "new-2");
    dovecot.run("uidvalidity", &[USER]);
    // The first one fails, so the change is met twice.
    kept.0.lock().unwrap().failures = 1;
    let mut watched = Watched::go_on(plain(&dovecot), kept);
    let (after, waiting) = watched.kept.until_started(2).await;
    assert_ne!(before.uidvalidity, after.uidvalidity);
    assert_eq!(watched.kept.ids(), ["taken-1", "taken-2", "new-1", "new-2"]);
    assert!((1..=3).contains(&waiting), "what lay there and what was taken before its last second: {waiting}");
    watched.until_well().await;
    deliver(&dovecot, "later");
    watched.kept.until(&["taken-1", "taken-2", "new-1", "new-2", "later"]).await;
    let kept = watched.end().await;
    assert_eq!(kept.0.lock().unwrap().reached.unwrap().place.uidvalidity, after.uidvalidity);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_a_message_over_the_limit_comes_only_the_header_and_the_next_comes_whole() {
    let dovecot = Peer::start("dovecot.sh", &[]);
    let mut watched = Watched::begin(Mailbox { largest_bytes: 5_000, ..plain(&dovecot) });
    watched.until_well().await;
    deliver_text(&dovecot, "huge", &"far too much\r\n".repeat(1000));
    deliver(&dovecot, "next");
    watched.kept.until(&["huge", "next"]).await;
    let kept = watched.end().await;
    let state = kept.0.lock().unwrap();
    let Content::TooLarge { header } = &state.taken[0].content else { panic!("{:?}", state.taken[0]) };
    assert!(header.ends_with(b"\r\n\r\n") && !String::from_utf8_lossy(header).contains("far too much"));
    assert!(state.taken[0].size_bytes > 14_000);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_message_as_large_as_allowed_comes_whole() {
    let dovecot = Peer::start("dovecot.sh", &[]);
    let mut watched = Watched::begin(plain(&dovecot));
    watched.until_well().await;
    let line = "An attachment of 25 MB grows by a third on its way, and this is its text.\r\n";
    deliver_text(&dovecot, "large", &line.repeat(34_000_000 / line.len()));
    watched.kept.until(&["large"]).await;
    let kept = watched.end().await;
    let Content::Whole(bytes) = &kept.0.lock().unwrap().taken[0].content else { panic!("only a part came") };
    assert!(bytes.len() > 33_900_000 && bytes.ends_with(b"its text.\r\n\r\n"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn encrypted_mailboxes_are_read_also_where_signing_in_is_forbidden_in_clear() {
    let dovecot = Peer::start("dovecot.sh", &["--no-plaintext", &format!("--users={USER}:pass word “ü”\\\"")]);
    for (port, security) in [("imaps_port", Security::Tls), ("port", Security::StartTls)] {
        let encrypted =
            Mailbox { sign_in: sign_in(USER, "pass word “ü”\\\""), ..mailbox(dovecot.server(port, security)) };
        assert_eq!(check(&encrypted).await, Ok(0));
        let mut watched = Watched::begin(encrypted);
        watched.until_well().await;
        deliver(&dovecot, "encrypted");
        watched.kept.until(&["encrypted"]).await;
        watched.end().await;
        dovecot.run("uidvalidity", &[USER]);
        std::fs::remove_dir_all(dovecot.path(&format!("mail/{USER}"))).unwrap();
    }
    let clear = mailbox(dovecot.server("port", Security::Plain));
    let trouble = check(&clear).await.unwrap_err();
    assert!(trouble.why.contains("It asks for an encrypted line: choose STARTTLS or TLS."), "{trouble}");
    assert_eq!(trouble.mend, Mend::Settings);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_wrong_with_the_settings_is_told_in_words() {
    let dovecot = Peer::start("dovecot.sh", &[]);
    let tls = dovecot.server("imaps_port", Security::Tls);
    let starttls = dovecot.server("port", Security::StartTls);
    let well = mailbox(tls.clone());
    deliver(&dovecot, "waits");
    assert_eq!(check(&well).await, Ok(1), "how many lie there is told");
    let with = |server: Server| Mailbox { server, ..well.clone() };
    let closed = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let cases = [
        (with(Server { host: "imap.nowhere.invalid".into(), ..tls.clone() }), "was not found", Mend::Time),
        (with(Server { port: closed, ..tls.clone() }), "refuses connections on port", Mend::Time),
        (with(Server { ca_file: None, ..tls.clone() }), "signed by nobody this machine knows", Mend::Settings),
        (with(Server { ca_file: None, ..starttls.clone() }), "signed by nobody this machine knows", Mend::Settings),
        (with(Server { host: "::ffff:127.0.0.1".into(), ..tls.clone() }), "is not made out to", Mend::Settings),
        (
            with(Server { security: Security::Tls, ..starttls.clone() }),
            "does not speak TLS from the start",
            Mend::Settings,
        ),
        (
            with(Server { security: Security::StartTls, timeout: Duration::from_millis(300), ..tls.clone() }),
            "did not answer on port",
            Mend::Time,
        ),
        (
            Mailbox { sign_in: sign_in(USER, "wrong"), ..well.clone() },
            "does not accept the sign-in of lnd@offwheel.test: [AUTHENTICATIONFAILED]",
            Mend::Settings,
        ),
        (Mailbox { folder: "Wishes".into(), ..well.clone() }, "The folder “Wishes” can't be opened", Mend::Settings),
        (Mailbox { folder: "Wünsche".into(), ..well.clone() }, "plain letters only", Mend::Settings),
    ];
    for (mailbox, words, mend) in cases {
        let case = format!("{mailbox:?}");
        let trouble = check(&mailbox).await.expect_err(&case);
        assert!(trouble.why.contains(words) && trouble.why.ends_with('.'), "{case}: {trouble}");
        assert_eq!(trouble.mend, mend, "{trouble}");
    }
    assert!(!format!("{:?}", Mailbox { sign_in: sign_in(USER, "hidden"), ..well }).contains("hidden"));
    assert!(!format!("{:?}", Secret::new("hidden")).contains("hidden"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn it_ends_within_a_second_whatever_it_is_doing() {
    let dovecot = Peer::start("dovecot.sh", &[]);
    let mut idling = Watched::begin(plain(&dovecot));
    idling.until_well().await;
    idling.end().await;
    let silent = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = silent.local_addr().unwrap().port();
    let connecting = Watched::begin(mailbox(Server { port, ..dovecot.server("port", Security::Plain) }));
    let accepted = silent.accept().await.unwrap();
    connecting.end().await;
    drop(accepted);
    let mut pausing = Watched::begin(Mailbox { sign_in: sign_in(USER, "wrong"), ..plain(&dovecot) });
    pausing.until_trouble("does not accept the sign-in").await;
    pausing.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_message_that_the_server_never_gives_does_not_stop_the_ones_behind() {
    let fake = FakeImap { never_given: Some(2), ..FakeImap::with(&["one", "two", "three"]) };
    let kept: &'static Kept = Box::leak(Box::default());
    let place = Place { uidvalidity: fake_imap::UIDVALIDITY, uid: 0 };
    kept.0.lock().unwrap().reached = Some(Reached { place, read_at: Timestamp::UNIX_EPOCH });
    let mut watched = Watched::go_on(mailbox(fake.serve().await), kept);
    watched.until_trouble("refused what every mailbox server must do: [SERVERBUG] Internal error").await;
    watched.kept.until(&["one", "two", "three"]).await;
    let kept = watched.end().await;
    let state = kept.0.lock().unwrap();
    let Content::NotGiven { header, why } = &state.taken[1].content else { panic!("{:?}", state.taken[1]) };
    assert!(String::from_utf8_lossy(header).contains("Message-ID: <two@"), "the header is there");
    assert!(why.contains("did not give this message in 3 tries"), "{why}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_that_tells_little_is_read_as_well() {
    let fake =
        FakeImap { tells_next: false, keeps_marks: false, refuses_idle: true, ..FakeImap::with(&["one", "two"]) };
    let stored = fake.stored.clone();
    let server = fake.serve().await;
    let mut watched = Watched::begin(Mailbox { poll_every: Duration::from_millis(50), ..mailbox(server) });
    watched.until_well().await;
    let (place, waiting) = watched.kept.until_started(1).await;
    assert_eq!((place.uid, waiting), (2, 2), "without UIDNEXT the last message tells");
    let first = watched.standing.borrow().read_at;
    let told = watched.standing.clone();
    eventually("polled although IDLE is offered", SOON, || (told.borrow().read_at > first).then_some(())).await;
    stored.lock().unwrap().push("three".into());
    watched.kept.until(&["three"]).await;
    watched.end().await;
}
