use blocks::Rhythm;
use ground::outbox::{self, Letter};
use ground::testing::{TestGround, on_each};
use ground::threads::{self, Thread};
use ground::uuid::Uuid;
use ground::{Actor, StoreError, TeamId, events, links, new_uuid};
use http::StatusCode;
use jiff::civil::{date, time};
use jiff::{SignedDuration, Timestamp};
use team::testing::{Answered, Browser, at, found, lindmoor};
use team::{Member, Stakeholder};
use worktime::Turnaround;

use super::*;

const ROOMS: [ground::Schema; 3] = [team::SCHEMA, blocks::SCHEMA, SCHEMA];
const WHY: &str = "The new text of the rule comes on Monday. A date given before it would be a guess.";

/// A team, and Pavel Drost's request in it.
struct Story {
    who: Member,
    pavel: Stakeholder,
    request: Uuid,
}

async fn story(ground: &TestGround) -> Story {
    let who = found(ground, "lindmoor").await;
    let mut tx = ground.begin().await.unwrap();
    let pavel = team::stakeholders::meet(&mut tx, who.team, "pavel.drost@lindmoor.example", Some("Pavel Drost")).await;
    let pavel = pavel.unwrap();
    tx.commit().await.unwrap();
    let request = asks(ground, who.team, &pavel, 207, "Data protection refresher").await;
    Story { who, pavel, request }
}

/// Opens the correspondence that a request has.
async fn asks(ground: &TestGround, team: TeamId, who: &Stakeholder, number: u32, title: &str) -> Uuid {
    let mut tx = ground.begin().await.unwrap();
    let request = new_uuid(ground.now());
    let link = links::mint(&mut tx, ground.secret(), team, "request", request, None).await.unwrap();
    let thread = Thread {
        team,
        id: request,
        label: format!("R-{number}"),
        title: title.to_owned(),
        to_address: who.address.clone(),
        to_name: who.name.clone(),
        from_name: "Learning at Lindmoor".into(),
        reply_tag: format!("r{number}-4f7ck2m9"),
        link: Some(link.id),
    };
    threads::open(&mut tx, &thread).await.unwrap();
    tx.commit().await.unwrap();
    request
}

fn berlin() -> web::when::When {
    web::when::When::in_zone("Europe/Berlin", at("25 10:15")).unwrap()
}

fn a_millisecond_after(at: Timestamp) -> Timestamp {
    at + SignedDuration::from_millis(1)
}

impl Story {
    /// Promises a first answer by the turnaround, now.
    async fn promised(&self, ground: &TestGround) -> Promise {
        self.give(ground, What::FirstAnswer, None).await
    }

    async fn give(&self, ground: &TestGround, what: What, due_at: Option<Timestamp>) -> Promise {
        let mut tx = ground.begin().await.unwrap();
        let (team, now) = (self.who.team, tx.now());
        let in_force = team::calendar::current(&mut tx, team).await.unwrap();
        let computed = match due_at {
            None => computed(&in_force, now, now),
            Some(due_at) => named(&in_force, due_at, "As you asked.", now),
        };
        let new = NewPromise { request: self.request, to: self.pavel.id, what, computed: computed.unwrap() };
        let promise = give(&mut tx, team, self.who.actor(), new).await.unwrap();
        tx.commit().await.unwrap();
        promise
    }

    async fn fulfil(&self, ground: &TestGround) -> Vec<Promise> {
        let mut tx = ground.begin().await.unwrap();
        let fulfilled = fulfil(&mut tx, self.who.team, self.request, self.who.actor()).await.unwrap();
        tx.commit().await.unwrap();
        fulfilled
    }

    async fn all(&self, ground: &TestGround) -> Vec<Promise> {
        of_request(&mut ground.read().await.unwrap(), self.who.team, self.request).await.unwrap()
    }

    async fn states(&self, ground: &TestGround) -> Vec<State> {
        self.all(ground).await.iter().map(|promise| promise.state(ground.now())).collect()
    }

    async fn letters(&self, ground: &TestGround) -> Vec<Letter> {
        let mut tx = ground.read().await.unwrap();
        outbox::of_thread(&mut tx, self.who.team, self.request).await.unwrap()
    }

    async fn events(&self, ground: &TestGround, promise: PromiseId) -> Vec<String> {
        let told = events::of(&mut ground.read().await.unwrap(), self.who.team, promise).await.unwrap();
        told.into_iter().map(|event| event.kind).collect()
    }
}

fn later(due_at: Timestamp) -> NewTime {
    NewTime {
        due_at,
        reason: WHY.into(),
        kind: ReasonKind::Waiting,
        meanwhile: Some("the list of people who have not finished last year’s".into()),
    }
}

#[test]
fn a_promise_is_kept_at_its_instant_and_broken_a_millisecond_later() {
    on_each(&ROOMS, |ground| async move {
        let story = story(&ground).await;
        let promise = story.promised(&ground).await;
        assert_eq!(promise.due_at, at("26 10:15"));
        assert_eq!(story.states(&ground).await, [State::Open]);

        ground.clock().set(promise.due_at);
        assert_eq!(story.states(&ground).await, [State::Open]);
        let mut tx = ground.begin().await.unwrap();
        let kept = fulfil(&mut tx, story.who.team, story.request, story.who.actor()).await.unwrap();
        assert_eq!(kept[0].state(tx.now()), State::Kept, "{}", ground.engine());
        drop(tx);

        ground.clock().set(a_millisecond_after(promise.due_at));
        assert_eq!(story.states(&ground).await, [State::Broken], "not answered");
        let mut tx = ground.read().await.unwrap();
        assert_eq!(next_open(&mut tx, story.who.team, story.request).await.unwrap(), None);
        assert_eq!(owed_next(&mut tx, story.who.team, None, 9).await.unwrap().len(), 1, "it is answered all the same");
        drop(tx);
        story.fulfil(&ground).await;
        assert_eq!(story.states(&ground).await, [State::Broken]);
        assert!(owed_next(&mut ground.read().await.unwrap(), story.who.team, None, 9).await.unwrap().is_empty());
        assert!(story.fulfil(&ground).await.is_empty(), "what was answered is not answered again");
        assert_eq!(story.events(&ground, promise.id).await, ["promise.given", "promise.fulfilled"]);
    });
}

#[test]
fn a_promise_given_is_moved_by_no_later_calendar_and_explains_itself_as_on_the_first_day() {
    on_each(&ROOMS, |ground| async move {
        let story = story(&ground).await;
        let promise = story.promised(&ground).await;
        let first = explain(&promise.explanation, &berlin()).unwrap().into_string();
        assert!(first.contains("24 business hours") && first.contains("Thu 26 Nov"), "{first}");
        let settings = team::Settings {
            calendar: lindmoor("").calendar.with_holiday(date(2026, 11, 26), "Founders’ day"),
            turnaround: Turnaround::business_hours(48),
            based_on: None,
        };
        team::change_turnaround(&ground, &story.who, settings).await.unwrap();
        let kept = story.all(&ground).await.remove(0);
        assert_eq!(kept, promise);
        assert_eq!((kept.calendar_version, explain(&kept.explanation, &berlin()).unwrap().into_string()), (1, first));
        let second = story.promised(&ground).await;
        assert_eq!((second.calendar_version, second.due_at), (2, at("30 10:15")));
    });
}

#[test]
fn void_is_a_promise_whose_request_ended_and_nothing_that_was_answered_before() {
    on_each(&ROOMS, |ground| async move {
        let story = story(&ground).await;
        story.promised(&ground).await;
        story.fulfil(&ground).await;
        let second = story.give(&ground, What::NextStep, Some(at("27 12:00"))).await;
        let mut tx = ground.begin().await.unwrap();
        let actor = Actor::Stakeholder(story.pavel.id.uuid());
        let voided = void(&mut tx, story.who.team, story.request, actor).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(voided.iter().map(|promise| promise.id).collect::<Vec<_>>(), [second.id]);
        assert_eq!(story.states(&ground).await, [State::Kept, State::Void]);
        ground.clock().set(at("30 12:00"));
        assert_eq!(story.states(&ground).await, [State::Kept, State::Void], "a void promise is never broken");
    });
}

/// A text as if it had never been wrapped.
fn unbroken(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn a_promise_is_moved_by_a_letter_and_a_yes_on_the_private_page() {
    on_each(&ROOMS, |ground| async move {
        let story = story(&ground).await;
        let promise = story.give(&ground, What::DeliveryDate, Some(at("27 12:00"))).await;
        let new_due = "2026-12-01T12:00+01:00".parse().unwrap();
        let asked = ask_to_move(&ground, &story.who, promise.id, later(new_due)).await.unwrap();
        assert_eq!(story.states(&ground).await, [State::Open], "until the yes the old time stands");

        let letters = story.letters(&ground).await;
        let letter = letters[0].filled(&ground).await.unwrap();
        assert_eq!(letter.subject, "May we tell you on Tuesday instead of Friday? [R-207]");
        for words in [
            "Hello Pavel,",
            "We promised you the delivery date of “Data protection refresher” by Friday 27 November, 12:00 (Berlin).",
            "On Friday you will have the list of people who have not finished last year’s.",
            "Until you say yes, Friday stands.",
            "/promise",
            "Jonas Feldt, Learning at Lindmoor",
        ] {
            assert!(unbroken(&letter.text).contains(words), "{words}: {}", letter.text);
        }
        assert!(letter.text.contains("\n\n    Tuesday 1 December, 12:00 (Berlin)\n\n"), "{}", letter.text);
        assert!(letter.html.contains("Yes, Tuesday is fine") && letter.html.contains("/promise\""));
        assert!(!letter.automatic);

        let team = story.who.team;
        let open = open_move(&mut ground.read().await.unwrap(), team, story.request).await.unwrap().unwrap();
        assert_eq!((open.0.id, open.1.id), (promise.id, asked.id));
        let second = agree(&ground, team, asked.id, By::Stakeholder).await.unwrap();
        assert_eq!(
            agree(&ground, team, asked.id, By::Stakeholder).await.unwrap(),
            second,
            "said twice, it counts once"
        );
        assert_eq!((second.due_at, second.what, second.replaces), (new_due, What::DeliveryDate, Some(promise.id)));
        assert!(
            explain(&second.explanation, &berlin())
                .unwrap()
                .into_string()
                .contains("in place of Friday 27 November, 12:00")
        );
        assert_eq!(story.states(&ground).await, [State::Renegotiated, State::Open]);
        assert_eq!(story.letters(&ground).await.len(), 1, "the page said it");
        assert_eq!(open_move(&mut ground.read().await.unwrap(), team, story.request).await.unwrap(), None);

        ground.clock().set(new_due);
        story.fulfil(&ground).await;
        assert_eq!(story.states(&ground).await, [State::Renegotiated, State::Kept], "a promise like any other");
        assert_eq!(
            story.events(&ground, promise.id).await,
            ["promise.given", "promise.asked-to-move", "promise.renegotiated"]
        );
        let moves = moves_of(&mut ground.read().await.unwrap(), team, &[promise.id, second.id]).await.unwrap();
        assert_eq!((moves.len(), moves[0].told), (1, Some(HowTold::Page)));
    });
}

#[test]
fn a_no_or_silence_leaves_the_old_time() {
    on_each(&ROOMS, |ground| async move {
        let story = story(&ground).await;
        let (team, who) = (story.who.team, &story.who);
        let promise = story.give(&ground, What::FirstAnswer, Some(at("27 12:00"))).await;
        let asked = ask_to_move(&ground, who, promise.id, later(at("30 12:00"))).await.unwrap();
        refuse(&ground, team, asked.id, By::Member(who, HowTold::Reply)).await.unwrap();
        refuse(&ground, team, asked.id, By::Member(who, HowTold::Reply)).await.unwrap();
        assert_eq!(story.states(&ground).await, [State::Open]);
        let after_no = agree(&ground, team, asked.id, By::Stakeholder).await;
        assert!(matches!(after_no, Err(Refused::CannotMove(CannotMove::Answered))));

        ask_to_move(&ground, who, promise.id, later(at("30 16:00"))).await.unwrap();
        ground.clock().set(a_millisecond_after(promise.due_at));
        assert_eq!(story.states(&ground).await, [State::Broken]);
        let too_late = ask_to_move(&ground, who, promise.id, later(at("30 17:00"))).await;
        assert!(matches!(too_late, Err(Refused::CannotMove(CannotMove::AlreadyDue))));
    });
}

#[test]
fn a_yes_after_the_old_instant_counts_when_we_asked_before_it() {
    on_each(&ROOMS, |ground| async move {
        let story = story(&ground).await;
        let promise = story.give(&ground, What::FirstAnswer, Some(at("27 12:00"))).await;
        let asked = ask_to_move(&ground, &story.who, promise.id, later(at("30 12:00"))).await.unwrap();
        ground.clock().set(at("28 09:00"));
        assert_eq!(story.states(&ground).await, [State::Broken]);
        agree(&ground, story.who.team, asked.id, By::Stakeholder).await.unwrap();
        assert_eq!(story.states(&ground).await, [State::Renegotiated, State::Open]);
    });
}

#[test]
fn a_question_falls_away_when_another_is_asked_or_the_answer_goes_out() {
    on_each(&ROOMS, |ground| async move {
        let story = story(&ground).await;
        let (team, who) = (story.who.team, &story.who);
        let promise = story.give(&ground, What::FirstAnswer, Some(at("27 12:00"))).await;
        let first = ask_to_move(&ground, who, promise.id, later(at("30 12:00"))).await.unwrap();
        let second = ask_to_move(&ground, who, promise.id, later(at("30 16:00"))).await.unwrap();
        let old = agree(&ground, team, first.id, By::Stakeholder).await;
        assert!(matches!(old, Err(Refused::CannotMove(CannotMove::Lapsed))));
        story.fulfil(&ground).await;
        let closed = agree(&ground, team, second.id, By::Stakeholder).await;
        assert!(matches!(closed, Err(Refused::CannotMove(CannotMove::Closed))));
        let moves = moves_of(&mut ground.read().await.unwrap(), team, &[promise.id]).await.unwrap();
        assert!(moves.iter().all(|asked| asked.asked.lapsed_at.is_some()));
        assert_eq!(story.states(&ground).await, [State::Kept]);
    });
}

#[test]
fn a_yes_told_to_a_member_is_noted_with_its_reason_and_confirmed_in_writing() {
    on_each(&ROOMS, |ground| async move {
        let story = story(&ground).await;
        let promise = story.give(&ground, What::FirstAnswer, Some(at("27 12:00"))).await;
        let without = NewTime { reason: "  ".into(), ..later(at("30 12:00")) };
        let refused = note_agreed(&ground, &story.who, promise.id, without, HowTold::Told).await;
        assert!(matches!(refused, Err(Refused::CannotMove(CannotMove::NoReason))));
        let new = note_agreed(&ground, &story.who, promise.id, later(at("30 12:00")), HowTold::Told).await.unwrap();
        assert_eq!(new.due_at, at("30 12:00"));
        assert_eq!(story.states(&ground).await, [State::Renegotiated, State::Open]);
        let letters = story.letters(&ground).await;
        assert_eq!(letters.len(), 1);
        assert_eq!(letters[0].subject, "As agreed: on Monday instead of Friday [R-207]");
        assert!(letters[0].text.contains("    Monday 30 November, 12:00 (Berlin)"), "{}", letters[0].text);
    });
}

#[test]
fn two_moves_in_a_row_are_three_promises() {
    on_each(&ROOMS, |ground| async move {
        let story = story(&ground).await;
        let first = story.give(&ground, What::FirstAnswer, Some(at("26 12:00"))).await;
        let second = note_agreed(&ground, &story.who, first.id, later(at("27 12:00")), HowTold::Told).await.unwrap();
        let again = note_agreed(&ground, &story.who, first.id, later(at("30 12:00")), HowTold::Told).await;
        assert!(matches!(again, Err(Refused::CannotMove(CannotMove::Closed))));
        note_agreed(&ground, &story.who, second.id, later(at("30 12:00")), HowTold::Reply).await.unwrap();
        ground.clock().set(a_millisecond_after(at("30 12:00")));
        assert_eq!(story.states(&ground).await, [State::Renegotiated, State::Renegotiated, State::Broken]);
        let mut tx = ground.read().await.unwrap();
        let figures = figures_of(&mut tx, story.who.team, at("25 00:00"), ground.now()).await.unwrap();
        assert_eq!((figures.renegotiated, figures.fell_due(), figures.open_overdue), (2, 1, 1));
    });
}

#[test]
fn the_stakeholder_reads_times_in_their_own_zone() {
    on_each(&ROOMS, |ground| async move {
        let story = story(&ground).await;
        let mut tx = ground.begin().await.unwrap();
        let abroad = Stakeholder { zone: Some("America/New_York".into()), ..story.pavel.clone() };
        team::stakeholders::describe(&mut tx, &abroad).await.unwrap();
        tx.commit().await.unwrap();
        let promise = story.give(&ground, What::FirstAnswer, Some(at("27 12:00"))).await;
        ask_to_move(&ground, &story.who, promise.id, later(at("27 17:00"))).await.unwrap();
        let letter = story.letters(&ground).await.remove(0);
        assert_eq!(letter.subject, "May we answer at 11:00 instead of 06:00? [R-207]");
        assert!(letter.text.contains("Friday 27 November, 11:00 (New York)"), "{}", letter.text);
    });
}

#[test]
fn the_ledger_is_read_by_state_and_page_by_page() {
    on_each(&ROOMS, |ground| async move {
        let story = story(&ground).await;
        let team = story.who.team;
        let mut given = Vec::new();
        for due in ["26 12:00", "26 12:00", "26 13:00", "27 12:00", "30 12:00"] {
            let request = asks(&ground, team, &story.pavel, 300 + u32::try_from(given.len()).unwrap(), "Again").await;
            let one = Story { who: story.who.clone(), pavel: story.pavel.clone(), request };
            given.push((one.give(&ground, What::FirstAnswer, Some(at(due))).await, one));
        }
        given[0].1.fulfil(&ground).await;
        note_agreed(&ground, &story.who, given[3].0.id, later(at("30 16:00")), HowTold::Told).await.unwrap();
        ground.clock().set(a_millisecond_after(at("26 13:00")));
        given[1].1.fulfil(&ground).await;

        let mut tx = ground.read().await.unwrap();
        let counts = counts(&mut tx, team).await.unwrap();
        assert_eq!(counts, Counts { open: 2, kept: 1, renegotiated: 1, broken: 2, void: 0 });
        for state in State::ALL {
            let listed = settled(&mut tx, team, Some(state), None, 50).await.unwrap();
            assert!(listed.iter().all(|promise| promise.state(ground.now()) == state), "{}", state.word());
            assert_eq!(u64::try_from(listed.len()).unwrap(), counts.of(state));
        }
        let open: Vec<Timestamp> = open(&mut tx, team).await.unwrap().iter().map(|promise| promise.due_at).collect();
        assert_eq!(open, [at("30 12:00"), at("30 16:00")]);

        let mut pages = Vec::new();
        let mut place = None;
        loop {
            let page = settled(&mut tx, team, None, place, 1).await.unwrap();
            let Some(last) = page.last() else { break };
            place = Some(Place { due_at: last.due_at, id: last.id });
            pages.extend(page);
        }
        assert_eq!(pages, settled(&mut tx, team, None, None, 50).await.unwrap());
        assert_eq!(pages.len(), 4);
        assert!(pages.is_sorted_by_key(|promise| std::cmp::Reverse((promise.due_at, promise.id))));
    });
}

#[test]
fn another_team_s_promise_is_not_there() {
    on_each(&ROOMS, |ground| async move {
        let story = story(&ground).await;
        let other = found(&ground, "brightwater").await;
        let promise = story.give(&ground, What::FirstAnswer, Some(at("27 12:00"))).await;
        let asked = ask_to_move(&ground, &story.who, promise.id, later(at("30 12:00"))).await.unwrap();
        let theirs = ask_to_move(&ground, &other, promise.id, later(at("30 12:00"))).await;
        assert!(matches!(theirs, Err(Refused::Unknown)));
        assert!(matches!(agree(&ground, other.team, asked.id, By::Stakeholder).await, Err(Refused::Unknown)));
        assert!(matches!(refuse(&ground, other.team, asked.id, By::Stakeholder).await, Err(Refused::Unknown)));
        let mut tx = ground.begin().await.unwrap();
        assert!(fulfil(&mut tx, other.team, story.request, other.actor()).await.unwrap().is_empty());
        assert!(void(&mut tx, other.team, story.request, other.actor()).await.unwrap().is_empty());
        assert!(open(&mut tx, other.team).await.unwrap().is_empty());
    });
}

#[test]
fn a_lost_race_is_noticed() {
    on_each(&ROOMS, |ground| async move {
        let story = story(&ground).await;
        let promise = story.promised(&ground).await;
        story.fulfil(&ground).await;
        let mut tx = ground.begin().await.unwrap();
        let stale = promise.clone().with(promise.course().void(ground.now()));
        assert_eq!(crate::store::save(&mut tx, &stale).await, Err(StoreError::Conflict));
    });
}

fn leads_to(answered: &Answered, request: Uuid) {
    answered.assert_leads_to(&format!("/requests/{request}"));
}

#[test]
fn the_page_offers_times_with_room_in_a_block_before_them_and_shows_the_letter() {
    on_each(&ROOMS, |ground| async move {
        let story = story(&ground).await;
        let daily = Rhythm::daily(time(11, 30, 0, 0));
        blocks::reserve_pattern(&ground, &story.who, daily).await.unwrap();
        let promise = story.give(&ground, What::DeliveryDate, Some(at("27 12:00"))).await;
        for number in 1..=3 {
            let request = asks(&ground, story.who.team, &story.pavel, number, "Another").await;
            let other = Story { who: story.who.clone(), pavel: story.pavel.clone(), request };
            other.give(&ground, What::FirstAnswer, Some(at("30 12:30"))).await;
        }
        for _ in ["Wednesday", "Thursday", "Friday"] {
            blocks::skip(&ground, &story.who, first_block(&ground, &story.who).await, "Travelling").await.unwrap();
        }
        let Answered { status, page, .. } =
            Browser::of(&ground, &story.who, routes()).await.get(&path(&promise, "")).await;
        assert_eq!(status, StatusCode::OK);
        for words in [
            "Move the promise to Pavel Drost",
            "Promised so far: the delivery date, by",
            "Tuesday 1 December, 12:00",
            "Wednesday 2 December, 12:00",
            "Thursday 3 December, 12:00",
            "when the daily block ends; it looks at nothing yet",
            "May we tell you on Tuesday instead of Friday? <span class=\"nowrap\">[R-207]</span>",
            "Ask Pavel",
            "Pavel told me yes: note it",
            "Leave it on Friday 27 November",
        ] {
            assert!(page.contains(words), "{words}: {page}");
        }
        assert!(!page.contains("Monday 30 November, 12:00"), "Monday's block looks at three already");
    });
}

async fn first_block(ground: &TestGround, who: &Member) -> blocks::BlockKey {
    blocks::coming(&mut ground.read().await.unwrap(), who.team, ground.now(), 9).await.unwrap()[0].key
}

fn path(promise: &Promise, rest: &str) -> String {
    format!("/promises/{}/renegotiation{rest}", promise.id)
}

#[test]
fn the_form_says_what_to_mend_with_every_word_still_there() {
    on_each(&ROOMS, |ground| async move {
        let story = story(&ground).await;
        let promise = story.give(&ground, What::FirstAnswer, Some(at("27 12:00"))).await;
        let browser = Browser::of(&ground, &story.who, routes()).await;
        for (form, words) in [
            ("why=A+reason&kind=waiting", "Choose the new time"),
            ("time=other&other=soonish&why=A+reason&kind=waiting", "is not a day and time we can read"),
            ("time=other&other=27+Nov+11:00&why=A+reason&kind=waiting", "not later than what is promised"),
            ("time=other&other=30+Nov+11:00&why=+&kind=waiting&meanwhile=A+reason", "Say why in one or two sentences"),
            ("time=other&other=30+Nov+11:00&why=A+reason&kind=nothing", "Choose what kept you"),
        ] {
            for rest in ["", "/agreed"] {
                let Answered { status, page, .. } = browser.post_form(&path(&promise, rest), form).await;
                assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{form}");
                assert!(page.contains(words) && page.contains("A reason"), "{form}: {page}");
            }
        }
        let form = "time=other&other=30+Nov+11:00&why=A+reason&kind=waiting&then=show";
        let Answered { status, page, .. } = browser.post_form(&path(&promise, ""), form).await;
        assert!(status == StatusCode::OK && page.contains("May we answer on Monday instead of Friday?"), "{page}");
        assert!(story.letters(&ground).await.is_empty(), "showing asks nobody");
    });
}

#[test]
fn a_member_asks_by_the_form_and_notes_the_answer_on_the_same_page() {
    on_each(&ROOMS, |ground| async move {
        let story = story(&ground).await;
        let promise = story.give(&ground, What::FirstAnswer, Some(at("27 12:00"))).await;
        let browser = Browser::of(&ground, &story.who, routes()).await;
        let form = "time=other&other=Monday+30+November,+11:00&why=The+text+comes+later.&kind=waiting&meanwhile=";
        leads_to(&browser.post_form(&path(&promise, ""), form).await, story.request);
        let page = browser.get(&path(&promise, "")).await.page;
        assert!(page.contains("Pavel says yes: note it") && page.contains("The text comes later."), "{page}");
        let again = browser.get(&path(&promise, "?again=on")).await.page;
        assert!(again.contains("Ask Pavel"));

        leads_to(&browser.post_form(&path(&promise, "/refused"), "how=told").await, story.request);
        assert_eq!(story.states(&ground).await, [State::Open]);
        let refused = browser.post_form(&path(&promise, "/refused"), "how=told").await;
        assert_eq!(refused.status, StatusCode::CONFLICT);

        leads_to(&browser.post_form(&path(&promise, ""), form).await, story.request);
        leads_to(&browser.post_form(&path(&promise, "/agreed"), "how=reply").await, story.request);
        assert_eq!(story.states(&ground).await, [State::Renegotiated, State::Open]);
        let Answered { status, page, .. } = browser.get(&path(&promise, "")).await;
        assert!(status == StatusCode::OK && page.contains("can’t be moved any more"), "{page}");
        let mut tx = ground.read().await.unwrap();
        let moves = moves_of(&mut tx, story.who.team, &[promise.id]).await.unwrap();
        assert_eq!(moves.last().unwrap().told, Some(HowTold::Reply));
        assert_eq!(story.letters(&ground).await.len(), 3, "two questions, one confirmation");
    });
}

#[test]
fn a_yes_without_a_letter_is_noted_from_the_same_form() {
    on_each(&ROOMS, |ground| async move {
        let story = story(&ground).await;
        let promise = story.give(&ground, What::FirstAnswer, Some(at("27 12:00"))).await;
        let browser = Browser::of(&ground, &story.who, routes()).await;
        let form = "time=2026-11-30T11:00:00Z&why=The+text+comes+later.&kind=more-work";
        leads_to(&browser.post_form(&path(&promise, "/agreed"), form).await, story.request);
        assert_eq!(story.states(&ground).await, [State::Renegotiated, State::Open]);
    });
}

#[test]
fn the_page_opens_to_members_of_the_team_alone() {
    on_each(&ROOMS, |ground| async move {
        let story = story(&ground).await;
        let other = found(&ground, "brightwater").await;
        let promise = story.give(&ground, What::FirstAnswer, Some(at("27 12:00"))).await;
        let stranger = Browser::stranger(&ground, routes());
        assert_eq!(stranger.get(&path(&promise, "")).await.status, StatusCode::SEE_OTHER, "to the sign-in");
        let browser = Browser::of(&ground, &other, routes()).await;
        assert_eq!(browser.get(&path(&promise, "")).await.status, StatusCode::NOT_FOUND);
        let form = "time=2026-11-30T11:00:00Z&why=The+text+comes+later.&kind=more-work&how=told";
        for rest in ["", "/agreed", "/refused"] {
            assert_eq!(browser.post_form(&path(&promise, rest), form).await.status, StatusCode::NOT_FOUND, "{rest}");
        }
        assert_eq!(story.states(&ground).await, [State::Open]);
    });
}

/// SQLite knows nothing of how many rows there are: it would rather walk all promises of the team in order than sort those of one request.
#[test]
fn the_promises_of_a_request_are_found_without_walking_those_of_the_team() {
    on_each(&ROOMS, |ground| async move {
        let story = story(&ground).await;
        let mut tx = ground.begin().await.unwrap();
        let (explain, column, found_by) = if ground.engine() == "sqlite" {
            ("explain query plan", 3, "promise_of_request (team_id=? AND request_id=?)")
        } else {
            // PostgreSQL counts rows: a table of none it would rather read as a whole, or by the small index of what is open.
            tx.execute("set local enable_seqscan = off", ()).await.unwrap();
            tx.execute("drop index promise_owed", ()).await.unwrap();
            ("explain", 0, "promise_of_request")
        };
        let sql = format!("{explain} {}", store::owed_of_request());
        let plan = tx.query(&sql, (story.who.team, story.request)).await.unwrap();
        let plan: Vec<String> = plan.iter().map(|row| row.get(column).unwrap()).collect();
        assert!(plan.iter().any(|line| line.contains(found_by)), "{}: {plan:?}", ground.engine());
    });
}
