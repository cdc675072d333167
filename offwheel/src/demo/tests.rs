use std::collections::BTreeSet;

use blocks::State as BlockState;
use ground::{Clock, Database, Ground, Secret, Settings, TeamId, outbox};
use jiff::{SignedDuration, Timestamp, ZonedDateTime};
use promises::State as PromiseState;
use requests::{Channel, State, TrayState, View, readings};

use super::{script, told};
use crate::app::ROOMS;

/// A team whose story was told up to an instant, which its clock shows.
struct Told {
    ground: Ground,
    team: TeamId,
    now: Timestamp,
    _folder: tempfile::TempDir,
}

async fn told_at(instant: &str) -> Told {
    let now = instant.parse::<ZonedDateTime>().unwrap().timestamp();
    let folder = tempfile::tempdir_in("/dev/shm").or_else(|_| tempfile::tempdir()).unwrap();
    let database = Database::embedded(&folder.path().join("offwheel.db")).unwrap();
    let settings = Settings {
        public_url: "http://127.0.0.1:4600".to_owned(),
        message_id_domain: "learning.lindmoor.example".to_owned(),
        data_dir: folder.path().to_owned(),
        demo: true,
        trusted_proxies: Vec::new(),
    };
    let ground = Ground::new(database, Clock::standing_at(now), Secret::fresh(), settings);
    ground.migrate(&ROOMS).await.unwrap();
    let script = script::read().unwrap();
    let told = told::tell(ground.database(), ground.secret(), ground.settings(), &script, now).await;
    let team = told.unwrap_or_else(|error| panic!("{instant}: {error:#}"));
    Told { ground, team, now, _folder: folder }
}

/// Runs a check on the story of one day.
fn on(instant: &str, check: impl AsyncFn(&Told)) {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    runtime.block_on(async { check(&told_at(instant).await).await });
}

/// What has to be so whatever day it is.
async fn holds(told: &Told) {
    let Told { ground, team, now, .. } = told;
    let (team, now) = (*team, *now);
    let mut tx = ground.read().await.unwrap();
    let requests = readings::list(&mut tx, team, View::All, None, 500).await.unwrap();
    assert!(requests.len() >= 110, "{} requests", requests.len());
    assert!(requests.iter().all(|request| request.received_at < now));
    let states: BTreeSet<&str> = requests.iter().map(|request| request.state.words()).collect();
    assert_eq!(states.len(), 6, "every state: {states:?}");
    let channels: BTreeSet<&str> = requests.iter().map(|request| request.channel.as_str()).collect();
    assert_eq!(channels.len(), 5, "every channel: {channels:?}");

    let counts = promises::counts(&mut tx, team).await.unwrap();
    assert!(counts.renegotiated >= 2 && counts.void >= 3, "{counts:?}");
    let of_100 = counts.kept * 100 / (counts.kept + counts.broken);
    assert!((90..=96).contains(&of_100), "{of_100} of 100 promises are kept: {counts:?}");
    let owed = promises::owed(&mut tx, team).await.unwrap();
    let late: Vec<_> = owed.iter().filter(|promise| promise.state(now) == PromiseState::Broken).collect();
    assert!(late.is_empty(), "nothing is owed that is due before now: {late:?}");

    let plan = sessions::plan(&mut tx, team, now).await.unwrap();
    let next = plan.blocks.first().expect("a block is to come");
    assert_eq!(next.state(now), BlockState::Planned);
    let titles: Vec<&str> = plan.of_block(next.key).iter().map(|waiting| waiting.request.subject.as_str()).collect();
    let wanted = [
        "Complaint handling for new starters",
        "CRM refresher for account managers",
        "Training on the new total-loss rule",
    ];
    assert_eq!(titles, wanted, "the agenda of the next block");
    let second = plan.blocks.get(1).expect("two blocks are to come");
    let before_second = owed.iter().filter(|promise| promise.due_at < second.ends_at).count();
    assert_eq!(before_second, 3, "three promises fall due before the block after the next");
    assert!(plan.without_block().is_empty());
    let since = now.checked_sub(SignedDuration::from_hours(56 * 24)).unwrap();
    let held = blocks::held(&mut tx, team, since, now).await.unwrap();
    assert!(held.of >= 30 && held.held * 10 >= held.of * 7, "{held:?}");

    let waiting = outbox::newest(&mut tx, team, None, 1000).await.unwrap();
    assert!(waiting.iter().all(|letter| letter.created_at <= now && letter.sent_at.is_none_or(|at| at <= now)));
    let states: Vec<outbox::State> = waiting.iter().map(|letter| letter.state).collect();
    let of = |state| states.iter().filter(|known| **known == state).count();
    assert_eq!((of(outbox::State::Refused), of(outbox::State::Returned), of(outbox::State::Queued)), (1, 1, 0));
    assert_eq!(readings::tray(&mut tx, team, TrayState::Waiting, 100).await.unwrap().len(), 3);
    let standing = readings::standing(&mut tx, team).await.unwrap();
    assert!(standing.iter().any(|message| message.words.starts_with("That is wonderful")), "{standing:?}");
}

#[test]
fn a_wednesday_before_its_block() {
    on("2026-11-25T10:15:00[Europe/Berlin]", async |told| {
        holds(told).await;
        let requests = told.newest().await;
        let ben = requests.iter().find(|request| request.subject.starts_with("CRM")).unwrap();
        assert_eq!(ben.channel, Channel::Email);
        let mut tx = told.ground.read().await.unwrap();
        let files = readings::attachments(&mut tx, told.team, ben.id).await.unwrap();
        let content = ground::files::get(&told.ground, told.team, &files[0].print).await.unwrap().unwrap();
        assert!(String::from_utf8(content).unwrap().contains("dated next step\n1,412"));
    });
}

impl Told {
    async fn newest(&self) -> Vec<requests::Request> {
        let mut tx = self.ground.read().await.unwrap();
        readings::list(&mut tx, self.team, View::In(State::Parked), None, 50).await.unwrap()
    }
}

#[test]
fn a_wednesday_around_its_block() {
    on("2026-11-25T11:34:00[Europe/Berlin]", holds);
    on("2026-11-25T11:45:00[Europe/Berlin]", holds);
    on("2026-11-25T12:10:00[Europe/Berlin]", holds);
    on("2026-11-25T12:11:30[Europe/Berlin]", holds);
}

#[test]
fn a_sunday() {
    on("2026-11-29T21:00:00[Europe/Berlin]", holds);
}

#[test]
fn christmas_day_and_the_days_between() {
    on("2026-12-25T09:30:00[Europe/Berlin]", holds);
    on("2026-12-31T23:50:00[Europe/Berlin]", holds);
}

#[test]
fn the_nights_in_which_clocks_change() {
    on("2027-03-28T03:30:00[Europe/Berlin]", holds);
    on("2027-10-31T02:30:00[Europe/Berlin]", holds);
}

#[test]
fn early_on_a_leap_day() {
    on("2028-02-29T05:00:00[Europe/Berlin]", holds);
}
