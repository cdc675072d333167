//! Real letters, delivered to a real mailbox, and what must have become of each: the expected files say it.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::{Duration, Instant};

use ground::{Ground, TeamId, threads};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use mail::read::{Own, read};
use requests::{Ask, Channel};
use serde_json::Value;

use crate::harness::{
    Chance, Engine, Installation, NewTeam, Peer, Postman, Program, Visitor, eventually, mail_check, seconds, wait,
};

/// The mailbox that the letters are delivered to.
pub const MAILBOX: &str = "lnd@offwheel.test";
/// The address of the team that they are written to.
pub const ADDRESS: &str = "learning@brightwater.example";

/// A letter and what its expected file says.
pub struct Sample {
    /// As it came.
    pub raw: Vec<u8>,
    /// What is to become of it.
    pub expected: Value,
}

impl Sample {
    /// All samples of a folder.
    pub fn all(folder: &Path) -> Vec<Self> {
        let mut paths: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
        paths.retain(|path| path.extension().is_some_and(|end| end == "eml"));
        paths.sort();
        let sample = |path: &std::path::PathBuf| Self {
            raw: std::fs::read(path).unwrap(),
            expected: serde_json::from_slice(&std::fs::read(path.with_extension("json")).unwrap()).unwrap(),
        };
        paths.iter().map(sample).collect()
    }

    fn kind(&self) -> &str {
        self.expected["kind"].as_str().unwrap()
    }

    fn joins(&self) -> Option<&str> {
        self.expected["threading"]["joins"].as_str()
    }

    fn is_duplicate(&self) -> bool {
        self.expected["duplicate_of"].is_string()
    }

    /// By what it is told from the others: its Message-ID, else sender and subject.
    fn mark(&self) -> String {
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let id = text(&self.expected["threading"]["message_id"]);
        mark(&id, &text(&self.expected["sender"]["address"]), &text(&self.expected["subject"]))
    }
}

fn mark(message_id: &str, address: &str, subject: &str) -> String {
    if message_id.is_empty() { format!("{} | {subject}", address.to_lowercase()) } else { message_id.to_owned() }
}

/// The mail servers around an installation.
pub struct Servers {
    /// Where the team's mail lies.
    pub dovecot: Peer,
    /// Where its letters go.
    pub sink: Peer,
}

impl Servers {
    /// Starts both.
    pub fn start() -> Self {
        let dovecot = std::thread::spawn(|| Peer::start("dovecot.sh", &[]));
        let sink = Peer::start("smtp-sink.sh", &[]);
        Self { dovecot: dovecot.join().unwrap(), sink }
    }
}

/// An installation of the team to which the sample letters are written, connected to the servers.
pub fn brightwater(engine: Engine, servers: &Servers) -> (Installation, TeamId) {
    let mut installation = Installation::new(engine);
    installation.settings = "message_id_domain = \"offwheel.brightwater.example\"".to_owned();
    let team = installation.found(NewTeam::BRIGHTWATER);
    let also = ["academy@brightwater.example"];
    installation.connect_mail("brightwater", ADDRESS, &also, Some(&servers.dovecot), Some(&servers.sink));
    (installation, team)
}

/// Makes the requests of the context, with their numbers, address tags and letters.
pub fn seed(installation: &Installation, team: TeamId, context: &Path) {
    let context: Value = serde_json::from_slice(&std::fs::read(context).unwrap()).unwrap();
    wait(async {
        let ground = installation.ground();
        let mut tx = ground.begin().await.unwrap();
        tx.execute("insert into request_count (team_id, last_number) values ($1, 1000)", (team,)).await.unwrap();
        tx.commit().await.unwrap();
        for known in context["requests"].as_array().unwrap() {
            make(&ground, team, known).await;
        }
    });
}

async fn make(ground: &Ground, team: TeamId, known: &Value) {
    let text = |name: &str| known[name].as_str().unwrap().to_owned();
    let asked_at: Timestamp = "2026-11-19T09:20:00Z".parse().unwrap();
    let mut ask = Ask::new(Channel::Email, &text("stakeholder"), "As in the subject.", asked_at);
    ask.subject = Some(text("subject"));
    ask.acknowledge = false;
    let receipt = requests::take_in(ground, team, ground::Actor::Machine("test"), ask).await.unwrap();
    assert_eq!(receipt.label, text("key"));
    let mut tx = ground.begin().await.unwrap();
    let thread = receipt.request.uuid();
    tx.execute("update thread set reply_tag = $1 where team_id = $2 and id = $3", (text("plus"), team, thread))
        .await
        .unwrap();
    for id in known["message_ids"].as_array().unwrap() {
        let id = id.as_str().unwrap();
        threads::note(&mut tx, team, thread, id, !id.starts_with("<ack."), asked_at).await.unwrap();
    }
    tx.commit().await.unwrap();
}

/// A small letter of a person who asks for something.
pub fn asking(id: &str, address: &str, subject: &str) -> Vec<u8> {
    let head = format!(
        "Message-ID: <{id}@customer.example>\r\nFrom: Eva Lund <{address}>\r\nTo: {ADDRESS}\r\nSubject: {subject}\r\n"
    );
    let rest = "Date: Wed, 25 Nov 2026 09:00:00 +0100\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nWe need a course.\r\n";
    format!("{head}{rest}").into_bytes()
}

/// Waits until the mailbox is watched: what lay there before is left alone, so letters are sent until one is taken in. Returns how many
/// were.
pub fn until_watched(dovecot: &Peer, client: &mut Visitor) -> usize {
    let mut postman = Postman::to(dovecot);
    let mut sent = 0;
    let mut next = Instant::now();
    eventually("the mailbox is watched", seconds(30), || {
        if Instant::now() >= next {
            sent += 1;
            let letter = asking(&format!("probe-{sent}"), "probe@customer.example", &format!("{PROBE} {sent}"));
            postman.deliver(MAILBOX, &letter);
            next = Instant::now() + Duration::from_millis(500);
        }
        let items = client.all_requests();
        let probes = items.iter().filter(|item| item["subject"].as_str().unwrap().starts_with(PROBE)).count();
        let has_newest = items.iter().any(|item| item["subject"] == format!("{PROBE} {sent}"));
        has_newest.then_some(probes)
    })
}

const PROBE: &str = "Is anybody there?";
const LAST: &str = "This is the last letter";

/// Delivers every sample twice in random order to `servers` programs at one mailbox, and compares what became of them.
pub fn delivered_twice(engine: Engine, programs: usize, samples: &[Sample], context: &Path) {
    let servers = Servers::start();
    let (installation, team) = brightwater(engine, &servers);
    seed(&installation, team, context);
    let token = installation.token("brightwater");
    Postman::to(&servers.dovecot).deliver(MAILBOX, &asking("old", "old@customer.example", "This lay here before"));
    let running: Vec<Program> = (0..programs).map(|_| installation.start()).collect();
    let mut client = running[0].visitor().with_token(&token);
    let probes = until_watched(&servers.dovecot, &mut client);

    let mut order: Vec<&Sample> = samples.iter().chain(samples).collect();
    Chance::told("the order of the letters").shuffle(&mut order);
    let started = Instant::now();
    let mut postman = Postman::to(&servers.dovecot);
    for sample in &order {
        postman.deliver(MAILBOX, &sample.raw);
    }
    postman.deliver(MAILBOX, &asking("last", "last@customer.example", LAST));
    let delivered = started.elapsed();
    eventually("all letters are read", seconds(120), || {
        client.all_requests().iter().any(|item| item["subject"] == LAST).then_some(())
    });
    let acknowledged = samples.iter().filter(|sample| sample.expected["should_acknowledge"] == true).count();
    eventually("all acknowledgements are there", seconds(60), || {
        (servers.sink.kept().len() > acknowledged + probes).then_some(())
    });
    println!(
        "{engine:?}, {programs} server(s): {} letters delivered in {:.1} s, read and answered in {:.1} s",
        order.len(),
        delivered.as_secs_f64(),
        started.elapsed().as_secs_f64()
    );
    for program in running {
        assert!(program.stop().success());
    }
    let found = Found::of(&installation);
    assert_eq!(found, Found::expected(samples));
    acknowledgements_are_right(&installation, &servers.sink, samples);
}

/// What became of letters: each by its mark.
#[derive(Debug, Default, PartialEq, Eq)]
struct Found {
    /// New requests.
    requests: Vec<String>,
    /// A person's words in a conversation that was there: number and mark.
    replies: Vec<String>,
    /// A machine's words in such a conversation.
    noted: Vec<String>,
    /// Waiting for a member.
    tray: Vec<String>,
}

impl Found {
    fn expected(samples: &[Sample]) -> Self {
        let mut found = Self::default();
        for sample in samples.iter().filter(|sample| !sample.is_duplicate()) {
            let mark = sample.mark();
            match (sample.kind(), sample.joins()) {
                ("new-request", _) => found.requests.push(mark),
                ("reply", Some(key)) => found.replies.push(format!("{key} {mark}")),
                (_, Some(key)) => found.noted.push(format!("{key} {mark}")),
                (_, None) => found.tray.push(mark),
            }
        }
        found.sorted()
    }

    fn of(installation: &Installation) -> Self {
        let messages = installation.rows(
            "select message.author, thread.label, message.message_id, request.sender_key, request.subject from message
             join request on request.team_id = message.team_id and request.id = message.request_id
             join thread on thread.team_id = message.team_id and thread.id = message.request_id",
        );
        let mut found = Self::default();
        for row in messages {
            let [author, label, id, sender, subject] = &row[..] else { panic!("{row:?}") };
            let is_ours = subject.starts_with(PROBE) || subject == LAST;
            let was_there = label.as_str() <= "OW-1005";
            match author.as_str() {
                "asked" if is_ours || was_there => {}
                "asked" => found.requests.push(mark(id, sender, subject)),
                "stakeholder" => found.replies.push(format!("{label} {id}")),
                "machine" => found.noted.push(format!("{label} {id}")),
                other => panic!("a message of {other}"),
            }
        }
        for row in installation.rows("select message_id, from_address, subject from tray") {
            found.tray.push(mark(&row[0], &row[1], &row[2]));
        }
        found.sorted()
    }

    fn sorted(mut self) -> Self {
        for list in [&mut self.requests, &mut self.replies, &mut self.noted, &mut self.tray] {
            list.sort();
        }
        self
    }
}

/// Everybody who asked has one letter, in thread, that states the promise of their request; and nobody else has any.
fn acknowledgements_are_right(installation: &Installation, sink: &Peer, samples: &[Sample]) {
    let kept: Vec<_> =
        sink.kept().into_iter().filter(|(to, _)| !to.starts_with("probe@") && !to.starts_with("last@")).collect();
    let mut expected: BTreeMap<String, usize> = BTreeMap::new();
    for sample in samples.iter().filter(|sample| sample.expected["should_acknowledge"] == true) {
        *expected.entry(sample.expected["sender"]["address"].as_str().unwrap().to_lowercase()).or_default() += 1;
    }
    let mut found: BTreeMap<String, usize> = BTreeMap::new();
    for (to, _) in &kept {
        *found.entry(to.to_lowercase()).or_default() += 1;
    }
    assert_eq!(found, expected, "who was acknowledged, and how often");
    let promised = installation.rows(
        "select thread.label, promise.due_at from promise
         join thread on thread.team_id = promise.team_id and thread.id = promise.request_id",
    );
    let promised: BTreeMap<&str, i64> = promised.iter().map(|row| (row[0].as_str(), row[1].parse().unwrap())).collect();
    let own = Own {
        addresses: vec![ADDRESS.to_owned()],
        message_id_domain: "offwheel.brightwater.example".to_owned(),
        subject_prefix: "OW".to_owned(),
    };
    for (to, raw) in &kept {
        let letter = read(raw, &own);
        let id = letter.in_reply_to.clone();
        let problems = mail_check(raw, "acknowledgement", id.as_deref());
        assert!(problems.is_empty(), "to {to}: {problems:?}\n{}", String::from_utf8_lossy(raw));
        let head = String::from_utf8_lossy(raw).into_owned();
        let how = if id.is_some() { "auto-replied" } else { "auto-generated" };
        assert!(head.contains(&format!("\r\nAuto-Submitted: {how}\r\n")), "{head}");
        let label = letter
            .subject
            .rsplit_once('[')
            .and_then(|(_, end)| end.strip_suffix(']'))
            .unwrap_or_else(|| panic!("{}", letter.subject));
        let due = Timestamp::from_millisecond(promised[label])
            .unwrap()
            .to_zoned_datetime(TimeZone::get("Europe/Berlin").unwrap());
        let words = due.strftime("%A %-d %B, %H:%M (Berlin)").to_string();
        assert!(
            letter.subject.contains(&words) || letter.new_text.contains(&words),
            "{words} is not in {:?} {}",
            letter.subject,
            letter.new_text
        );
        // In thread: it answers the letter that asked, where that has an id.
        let sample = samples.iter().find(|sample| Some(sample.mark()) == id);
        assert!(
            sample.is_some() || samples.iter().any(|sample| sample.expected["threading"]["message_id"].is_null()),
            "{id:?}"
        );
    }
    let answered = kept.iter().filter(|(_, raw)| read(raw, &own).in_reply_to.is_some()).count();
    let with_id = samples.iter().filter(|sample| {
        sample.expected["should_acknowledge"] == true && sample.expected["threading"]["message_id"].is_string()
    });
    assert_eq!(answered, with_id.count());
}
