use std::collections::BTreeSet;

use answers::Came;
use blocks::{Holders, State as BlockState};
use ground::{Clock, Database, Ground, Secret, Settings, TeamId, outbox};
use jiff::{SignedDuration, Timestamp, ZonedDateTime};
use method::Cause;
use promises::Figure;
use requests::{Channel, State, TrayState, View, readings};
use sessions::{Field, Of};

use super::{script, told};
use crate::app::ROOMS;

/// A plain day, a Sunday after a short week, and the end of a year with its many holidays.
const DAYS: [&str; 3] =
    ["2026-11-25T10:15:00[Europe/Berlin]", "2027-03-28T03:30:00[Europe/Berlin]", "2026-12-31T23:50:00[Europe/Berlin]"];

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
        first_team: None,
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
    let owed = promises::owed_next(&mut tx, team, None, i64::MAX).await.unwrap();
    let late: Vec<_> = owed.iter().filter(|promise| promise.due_at < now).collect();
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
    let mut uncovered = Vec::new();
    for message in standing {
        if promises::owed_of(&mut tx, team, message.request.uuid()).await.unwrap().is_empty() {
            uncovered.push(message.words);
        }
    }
    assert!(matches!(uncovered.as_slice(), [words] if words.starts_with("That is wonderful")), "{uncovered:?}");
}

/// Every figure that a page tells is the count of rows that can be looked at, and what is told of one thing fits what is told of another.
async fn follows_from_rows(told: &Told) {
    let Told { ground, team, now, .. } = told;
    let (team, now) = (*team, *now);
    let mut tx = ground.read().await.unwrap();
    let from = now.checked_sub(SignedDuration::from_hours(90 * 24)).unwrap();

    let figures = promises::figures_of(&mut tx, team, from, now).await.unwrap();
    for (figure, told) in [
        (Figure::FellDue, figures.fell_due()),
        (Figure::Kept, figures.kept),
        (Figure::Broken, figures.broken()),
        (Figure::Renegotiated, figures.renegotiated),
        (Figure::Void, figures.void),
        (Figure::NotYetDue, figures.not_yet_due),
    ] {
        let rows = promises::behind(&mut tx, team, figure, from, None, 1_000).await.unwrap();
        assert_eq!(rows.len(), told as usize, "{figure:?}");
    }
    let broken = promises::behind(&mut tx, team, Figure::Broken, from, None, 1_000).await.unwrap();
    let broken: Vec<_> = broken.iter().map(|promise| promise.id).collect();
    let lessons = promises::lessons_of(&mut tx, team, &broken).await.unwrap();
    assert!(lessons.len() >= 4 && lessons.len() < broken.len(), "most broken promises taught something: {lessons:?}");

    let blocks = blocks::around(&mut tx, team, from, now).await.unwrap();
    let of = |state| blocks.iter().filter(|block| !block.is_away && block.state(now) == state).count();
    let held = blocks::held(&mut tx, team, from, now).await.unwrap();
    assert_eq!(held.held as usize, of(BlockState::Held));
    assert_eq!(held.of as usize, of(BlockState::Held) + of(BlockState::NotHeld) + of(BlockState::Skipped));
    assert!(of(BlockState::Skipped) >= 3 && of(BlockState::NotHeld) >= 2, "not every block was held");

    let decisions = decisions::recent(&mut tx, team, None, None, 200).await.unwrap();
    let drivers: BTreeSet<&str> = decisions.iter().map(|decision| decision.driver.as_str()).collect();
    assert!(decisions.len() >= 12 && drivers.len() == 5, "{} decisions, by {drivers:?}", decisions.len());
    assert!(decisions.iter().filter(|decision| decision.review_on.is_some()).count() >= 4);
    for decision in &decisions {
        assert_ne!(decision.block.is_some(), decision.about.is_some(), "{decision:?}");
        let Some(key) = decision.block.as_deref() else { continue };
        let key = key.parse().unwrap();
        let block = blocks::find(&mut tx, team, key).await.unwrap().expect("a block of ours");
        assert!(
            block.opened_at <= Some(decision.at) && Some(decision.at) <= block.closed_at,
            "{decision:?} in {block:?}"
        );
    }

    // Where a cause was looked for, the answer follows it: who can't do it yet is trained, and nobody else.
    let mut looked_at = 0;
    for answer in answers::readings::recent(&mut tx, team, 500).await.unwrap() {
        let Some(summary) = diagnosis::summary(&mut tx, team, answer.request).await.unwrap() else { continue };
        let Some(first) = summary.likely.first() else { continue };
        looked_at += 1;
        match answer.kind {
            answers::Kind::NotTrainingBut => assert_ne!(first.cause, Cause::Skill, "{summary:?}"),
            answers::Kind::YesAnd => assert_eq!(first.cause, Cause::Skill, "{summary:?}"),
            answers::Kind::Options | answers::Kind::LaterBy | answers::Kind::NoBecause => {}
        }
    }
    assert!(looked_at >= 6, "{looked_at}");
}

/// What jumps the queue was named before it came, is marked with its reason, looked at at once, and counted; what was none is not.
async fn jumped(told: &Told) {
    let Told { ground, team, now, .. } = told;
    let (team, now) = (*team, *now);
    let mut tx = ground.read().await.unwrap();
    let count = requests::pages::emergency_count(&mut tx, team).await.unwrap();
    let from = now.checked_sub(SignedDuration::from_hours(56 * 24)).unwrap();
    let marked = readings::emergencies_between(&mut tx, team, from, now).await.unwrap();
    let (counted, taken_back): (Vec<_>, Vec<_>) = marked.iter().partition(|marked| marked.taken_back_at.is_none());
    assert_eq!((count.all, counted.len(), taken_back.len()), (1, 1, 1), "{marked:?}");
    assert_eq!(count.by_kind, [("a leak of customer data".to_owned(), 1)]);
    let kinds = readings::kinds(&mut tx, team).await.unwrap();
    for marked in &marked {
        let request = readings::find(&mut tx, team, marked.request).await.unwrap().unwrap();
        let kind = kinds.iter().find(|kind| kind.id == marked.kind).unwrap();
        assert!(kind.agreed_at < Some(request.received_at) && !marked.why.is_empty(), "{marked:?}");
        let answers = answers::readings::of_request(&mut tx, team, marked.request).await.unwrap();
        let [answer] = answers.as_slice() else { panic!("{marked:?} has one answer: {answers:?}") };
        let answers::Where::InBlock(key) = answer.place else { panic!("{answer:?} was written in a block") };
        let block = blocks::find(&mut tx, team, key).await.unwrap().unwrap();
        let jumped = block.opened_at.unwrap() < request.received_at;
        assert_eq!(jumped, marked.taken_back_at.is_none(), "{} came into the block that went on", request.subject);
        let items = sessions::items(&mut tx, team, key).await.unwrap();
        assert!(items.iter().any(|item| item.request == request.id), "{items:?}");
    }
}

/// One answer of a block went out when it was to, and another still waits for its time.
async fn went_out_later(told: &Told) {
    let Told { ground, team, now, .. } = told;
    let (team, now) = (*team, *now);
    let mut tx = ground.read().await.unwrap();
    let all = answers::scheduled::all(&mut tx, team).await.unwrap();
    let [to_come] = all.as_slice() else { panic!("one answer waits for its time: {all:?}") };
    assert!(to_come.waits() && to_come.scheduled_at < now && now < to_come.send_at, "{to_come:?}");
    let owed = promises::owed_of(&mut tx, team, to_come.request.uuid()).await.unwrap();
    assert!(owed.iter().all(|promise| to_come.send_at < promise.due_at) && owed.len() == 1, "{owed:?}");
    let mut later = Vec::new();
    for answer in answers::readings::recent(&mut tx, team, 500).await.unwrap() {
        let answers::Where::InBlock(key) = answer.place else { continue };
        let block = blocks::find(&mut tx, team, key).await.unwrap().unwrap();
        if block.closed_at < Some(answer.sent_at) {
            later.push((readings::find(&mut tx, team, answer.request).await.unwrap().unwrap().subject, answer));
        }
    }
    let [(subject, answer)] = later.as_slice() else { panic!("one went out after its block: {later:?}") };
    assert_eq!(subject, "Onboarding of fourteen");
    let office = team::calendar::current(&mut tx, team).await.unwrap().office;
    assert_eq!(office.zone().to_datetime(answer.sent_at).time(), jiff::civil::time(14, 0, 0, 0));
    let letter = outbox::find(&mut tx, team, answer.letter).await.unwrap().expect("its letter is there");
    assert!(letter.created_at == answer.sent_at && letter.state == outbox::State::Sent, "{letter:?}");
}

/// Held blocks hold what was noted in them; their clues are those of the business, and their last line is there for the next.
async fn noted(told: &Told) {
    let Told { ground, team, now, .. } = told;
    let (team, now) = (*team, *now);
    let mut tx = ground.read().await.unwrap();
    let from = now.checked_sub(SignedDuration::from_hours(130 * 24)).unwrap();
    let clues = business::clues(&mut tx, team, None, 100).await.unwrap();
    let mut with_words = Vec::new();
    let mut of_blocks = 0;
    for block in blocks::around(&mut tx, team, from, now).await.unwrap() {
        let words = sessions::words_of(&mut tx, team, Of::Block(block.key)).await.unwrap();
        let Some(business) = words.some(Field::Help).or(words.some(Field::Best)) else { continue };
        assert_eq!(block.state(now), BlockState::Held, "{block:?}");
        for word in words.iter() {
            assert!(block.opened_at <= Some(word.changed_at) && Some(word.changed_at) <= block.closed_at, "{word:?}");
        }
        if let Some(heard) = words.some(Field::Clue) {
            let clue = clues.iter().find(|clue| clue.words == heard).expect("a clue of a block is one of the business");
            assert_eq!((Some(clue.noted_at), Some(clue.source.as_str())), (block.closed_at, words.some(Field::Source)));
            of_blocks += 1;
        }
        with_words.push((block, business.to_owned(), words.some(Field::Difference).map(str::to_owned)));
    }
    assert!(with_words.len() >= 15 && of_blocks >= 3, "{} blocks, {of_blocks} clues", with_words.len());
    let last = blocks::around(&mut tx, team, from, now).await.unwrap().into_iter().rev();
    let last = last.filter(|block| block.holders == Holders::Team).find(|block| block.state(now) == BlockState::Held);
    let (of_last, _, bet) = with_words.last().unwrap();
    assert_eq!(Some(of_last.key), last.map(|block| block.key), "the last block has its lines");
    assert!(bet.is_some(), "what the next one goes on from");
    let questions = business::questions_to_bring(&mut tx, team).await.unwrap();
    assert_eq!(questions.iter().filter(|question| question.in_block).count(), 1, "one is for the next block");
}

/// What came of orders is read from the figure that they were to move: of one it moved, of one it did not, of one nobody counts it here.
async fn came_of_orders(told: &Told) {
    let Told { ground, team, now, .. } = told;
    let (team, now) = (*team, *now);
    let mut tx = ground.read().await.unwrap();
    let (taken, many) = answers::taken(&mut tx, team, Timestamp::UNIX_EPOCH, now, 500).await.unwrap();
    assert_eq!(taken.len(), many);
    let mut told = Vec::new();
    let (mut ready, mut first_look, mut not_read) = (0, 0, 0);
    for order in &taken {
        match order.came {
            Came::Read { before, after, is_right_way } => {
                let metric = order.charted.as_ref().unwrap().metric.clone();
                let readings = business::charted(&mut tx, team, metric.id).await.unwrap().unwrap().readings;
                let readings: Vec<_> = readings.iter().map(|reading| (reading.on, reading.value)).collect();
                let ready_on = order.upgrade.ready_on.expect("it names its day");
                assert_eq!(readings.iter().rfind(|(on, _)| *on <= ready_on), Some(&before), "{}", metric.name);
                assert_eq!(readings.last(), Some(&after), "{}", metric.name);
                assert!(order.upgrade.is_upgraded(), "{}: {:?}", order.request.subject, order.upgrade);
                told.push((order.request.subject.as_str(), before.1, after.1, is_right_way));
            }
            Came::Ready(_) => ready += 1,
            Came::FirstLook(_) => first_look += 1,
            Came::NotRead(_) => not_read += 1,
            Came::InDelivery => {}
        }
    }
    told.sort_unstable_by_key(|(subject, ..)| *subject);
    let expected = [("A clip about next steps", 62.0, 62.0, false), ("Seven new handlers", 9.0, 7.1, true)];
    assert_eq!(told, expected);
    assert!(ready >= 1 && first_look >= 1 && not_read >= 1, "{ready}, {first_look}, {not_read}");
}

/// Members have time of their own beside that of the team, in patterns and once, and some are away.
async fn own_time(told: &Told) {
    let Told { ground, team, now, .. } = told;
    let (team, now) = (*team, *now);
    let mut tx = ground.read().await.unwrap();
    let members = team::members::list(&mut tx, team).await.unwrap();
    let id = |name: &str| members.iter().find(|member| member.name.starts_with(name)).unwrap().id;
    let own = Holders::only(id("Ruth"));
    let patterns = blocks::patterns(&mut tx, team).await.unwrap();
    let days: BTreeSet<String> = patterns
        .iter()
        .filter(|pattern| pattern.holders == own)
        .map(|pattern| pattern.running.rhythm.to_string())
        .collect();
    assert_eq!(days.len(), 2, "two days a week: {patterns:?}");
    let (from, to) = (SignedDuration::from_hours(-60 * 24), SignedDuration::from_hours(21 * 24));
    let (from, to) = (now.checked_add(from).unwrap(), now.checked_add(to).unwrap());
    let around = blocks::around(&mut tx, team, from, to).await.unwrap();
    let of = |name: &str, state| {
        let own = Holders::only(id(name));
        around.iter().filter(|block| block.holders == own && block.state(now) == state).count()
    };
    assert_eq!(of("Tomasz", BlockState::Held), 1);
    assert_eq!(of("Dana", BlockState::Planned), 1);
    assert!(of("Ruth", BlockState::Planned) >= 4 && of("Ruth", BlockState::NotHeld) == 0);
    assert!(around.iter().any(|block| !block.absent.is_empty()), "somebody is away from a block");
}

#[test]
fn every_figure_is_the_count_of_its_rows() {
    on("2026-11-25T10:15:00[Europe/Berlin]", follows_from_rows);
    on("2026-12-31T23:50:00[Europe/Berlin]", follows_from_rows);
}

#[test]
fn what_jumped_the_queue_and_what_went_out_later_follows_from_its_rows() {
    for instant in DAYS {
        on(instant, async |told| {
            jumped(told).await;
            went_out_later(told).await;
        });
    }
}

#[test]
fn notes_of_blocks_figures_of_orders_and_members_own_time_follow_from_their_rows() {
    for instant in DAYS {
        on(instant, async |told| {
            noted(told).await;
            came_of_orders(told).await;
            own_time(told).await;
        });
    }
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
