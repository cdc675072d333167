//! Requests through their doors, on both engines: what is asked is promised, acknowledged once, and never taken in twice.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use ground::testing::{TestGround, on_each};
use ground::{Actor, Schema, TeamId, links, outbox, threads};
use jiff::Timestamp;
use promises::State as PromiseState;
use requests::conversation::Reply;
use requests::{
    Arrived, Ask, Author, Channel, Disposition, Door, FileIn, Place, Receipt, Refused, State, TrayState, View, arrive,
    readings, take_in,
};
use team::{Member, NewTeam};

const ROOMS: [Schema; 4] = [team::SCHEMA, blocks::SCHEMA, promises::SCHEMA, requests::SCHEMA];
const KARIN: &str = "karin.oldsted@lindmoor.example";

async fn lindmoor(ground: &TestGround) -> (TeamId, Member) {
    let new = NewTeam { domains: vec!["lindmoor.example".to_owned()], ..team::testing::lindmoor("lindmoor") };
    let (team, member) = team::found(ground, new).await.unwrap();
    (team.id, member)
}

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn note(ground: &TestGround) -> Ask {
    let words = "The new total-loss rule applies from 1 January. My 40 adjudicators need training on it.";
    let mut ask = Ask::new(Channel::Portal, KARIN, words, ground.now());
    ask.from_name = Some("Karin Oldsted".to_owned());
    ask
}

async fn ask(ground: &TestGround, team: TeamId, ask: Ask) -> Result<Receipt, Refused> {
    take_in(ground, team, Actor::Machine("form"), ask).await
}

async fn letters(ground: &TestGround, team: TeamId) -> Vec<outbox::Letter> {
    outbox::newest(&mut ground.read().await.unwrap(), team, None, 100).await.unwrap()
}

#[test]
fn what_is_asked_is_promised_and_acknowledged_with_the_same_instant() {
    on_each(&ROOMS, |ground| async move {
        let (team, _) = lindmoor(&ground).await;
        let receipt = ask(&ground, team, note(&ground)).await.unwrap();
        assert_eq!(receipt.label, "R-1");
        assert_eq!(receipt.subject, "The new total-loss rule applies from 1 January");
        // Wednesday 25 November, 10:15 in Berlin, and 24 business hours.
        assert_eq!(receipt.due_at, at("2026-11-26T10:15:00+01:00"));
        let mut tx = ground.read().await.unwrap();
        let request = readings::find(&mut tx, team, receipt.request).await.unwrap().unwrap();
        assert_eq!((request.state, request.number, request.channel), (State::Parked, 1, Channel::Portal));
        let promise = promises::of_request(&mut tx, team, receipt.request.uuid()).await.unwrap().remove(0);
        assert_eq!((promise.due_at, promise.state(ground.now())), (receipt.due_at, PromiseState::Open));
        let letters = letters(&ground, team).await;
        assert_eq!(letters.len(), 1);
        assert!(letters[0].automatic);
        assert_eq!(letters[0].subject, "You will hear from us by Thursday 26 November, 10:15 (Berlin) [R-1]");
        assert!(letters[0].text.contains("Thursday 26 November, 10:15 (Berlin)"), "{}", letters[0].text);
        assert!(letters[0].text.contains("40 adjudicators"), "their own domain reads its words again");
        let link = links::to(&mut tx, team, "request", receipt.request).await.unwrap().unwrap();
        assert!(!letters[0].text.contains(&link.token(ground.secret())), "no token lies in the outbox");
    });
}

#[test]
fn the_acknowledgement_goes_out_in_the_words_that_the_team_chose_for_the_language_of_who_asked() {
    on_each(&ROOMS, |ground| async move {
        let (team, jonas) = lindmoor(&ground).await;
        let german = team::Wording {
            subject: "Bis {Zeitpunkt} hören Sie von uns".to_owned(),
            greeting: "Liebe {Name},".to_owned(),
            text: "{Thema} ist da.\n\nWir melden uns bis {Zeitpunkt}, versprochen.".to_owned(),
            closing: "Ihr {Team}".to_owned(),
        };
        team::change_wording(&ground, &jonas, "acknowledgement", "de", Some(german), 0).await.unwrap();
        let first = ask(&ground, team, note(&ground)).await.unwrap();
        let newest = async || letters(&ground, team).await.remove(0);
        assert!(newest().await.subject.starts_with("You will hear from us by "), "her language is not known");
        let mut tx = ground.begin().await.unwrap();
        let mut karin = team::stakeholders::by_address(&mut tx, team, KARIN).await.unwrap().unwrap();
        karin.language = Some("de-AT".to_owned());
        team::stakeholders::describe(&mut tx, &karin).await.unwrap();
        tx.commit().await.unwrap();
        ground.set("2026-11-25T09:30:00Z");
        let second = ask(&ground, team, Ask { words: "{Zeitpunkt}".to_owned(), ..note(&ground) }).await.unwrap();
        assert_ne!(first.request, second.request);
        let letter = newest().await;
        assert!(
            letter.subject.starts_with("Bis ") && letter.subject.contains(" hören Sie von uns [R-2]"),
            "{}",
            letter.subject
        );
        let when = web::when::When::in_zone("Europe/Berlin", ground.now()).unwrap().in_language(web::Language::De);
        for words in [
            "Liebe Karin Oldsted,",
            "{Zeitpunkt} ist da.",
            "Wir melden uns bis",
            &when.long(second.due_at),
            "versprochen.",
            "Ihr Learning at Lindmoor",
        ] {
            assert!(letter.text.contains(words), "{words}: {}", letter.text);
        }
    });
}

#[test]
fn the_same_form_sent_twice_is_one_request_and_one_acknowledgement() {
    on_each(&ROOMS, |ground| async move {
        let (team, _) = lindmoor(&ground).await;
        let door = Door { name: "form", key: "token-1".to_owned(), content_print: "a".to_owned() };
        let first = ask(&ground, team, Ask { door: Some(door.clone()), ..note(&ground) });
        let second = ask(&ground, team, Ask { door: Some(door.clone()), ..note(&ground) });
        let (first, second) = tokio::join!(first, second);
        let (first, second) = (first.unwrap(), second.unwrap());
        assert_eq!(first.request, second.request);
        assert!(first.is_new != second.is_new);
        assert_eq!((first.label, first.due_at), (second.label, second.due_at));
        assert_eq!(letters(&ground, team).await.len(), 1);
        let other = Door { content_print: "b".to_owned(), ..door };
        let refused = ask(&ground, team, Ask { door: Some(other), ..note(&ground) }).await;
        assert_eq!(refused.unwrap_err(), Refused::KeyUsed);
        assert_eq!(readings::count(&mut ground.read().await.unwrap(), team, View::All).await.unwrap(), 1);
    });
}

#[test]
fn nobody_gets_more_than_three_acknowledgements_an_hour_by_the_form() {
    on_each(&ROOMS, |ground| async move {
        let (team, _) = lindmoor(&ground).await;
        for _ in 0..5 {
            ask(&ground, team, note(&ground)).await.unwrap();
        }
        assert_eq!(letters(&ground, team).await.len(), 3);
        assert_eq!(readings::count(&mut ground.read().await.unwrap(), team, View::Open).await.unwrap(), 5);
        ground.set("2026-11-25T10:16:00Z");
        ask(&ground, team, note(&ground)).await.unwrap();
        assert_eq!(letters(&ground, team).await.len(), 4, "the hour is over");
    });
}

#[test]
fn a_stranger_s_words_are_not_mailed_to_an_address_nobody_proved() {
    on_each(&ROOMS, |ground| async move {
        let (team, _) = lindmoor(&ground).await;
        let mut stranger = note(&ground);
        stranger.from_address = "someone@elsewhere.example".to_owned();
        ask(&ground, team, stranger).await.unwrap();
        assert!(!letters(&ground, team).await[0].text.contains("40 adjudicators"));
    });
}

#[test]
fn no_promise_is_made_for_a_time_already_past() {
    on_each(&ROOMS, |ground| async move {
        let (team, _) = lindmoor(&ground).await;
        let mut late = note(&ground);
        late.channel = Channel::Manual;
        late.asked_at = at("2026-11-20T10:00:00+01:00");
        assert_eq!(ask(&ground, team, late.clone()).await.unwrap().due_at, at("2026-11-26T10:15:00+01:00"));
        late.asked_at = at("2026-11-24T16:00:00+01:00");
        assert_eq!(ask(&ground, team, late.clone()).await.unwrap().due_at, at("2026-11-25T16:00:00+01:00"));
        late.asked_at = at("2027-01-01T00:00:00Z");
        let receipt = ask(&ground, team, late).await.unwrap();
        assert_eq!(receipt.received_at, ground.now(), "nobody asks in the future");
    });
}

#[test]
fn a_bad_asking_is_refused_in_words_and_leaves_nothing() {
    on_each(&ROOMS, |ground| async move {
        let (team, _) = lindmoor(&ground).await;
        for (address, words, expected) in [
            ("karin", "words", Refused::NoAddress(team::NotAnAddress)),
            (KARIN, "  \n ", Refused::NoWords),
            (KARIN, "a\0b", Refused::BadSign),
        ] {
            let bad = Ask::new(Channel::Portal, address, words, ground.now());
            assert_eq!(ask(&ground, team, bad).await.unwrap_err(), expected);
        }
        assert_eq!(readings::count(&mut ground.read().await.unwrap(), team, View::All).await.unwrap(), 0);
        assert!(letters(&ground, team).await.is_empty());
    });
}

fn arrived(disposition: Disposition, key: &str, uid: i64) -> Arrived {
    Arrived {
        disposition,
        entry_key: key.to_owned(),
        message_id: Some(format!("<{key}@lindmoor.example>")),
        arrived_at: at("2026-11-25T09:14:00Z"),
        raw: Some(b"as it came".to_vec()),
        size_bytes: 10,
        place: Some(Place { mailbox: "learning".to_owned(), uidvalidity: 7, uid }),
    }
}

fn mailed(ground: &TestGround, key: &str) -> Disposition {
    let mut ask = note(ground);
    ask.channel = Channel::Email;
    ask.message_id = Some(format!("<{key}@lindmoor.example>"));
    ask.door = Some(Door { name: "mail", key: key.to_owned(), content_print: String::new() });
    ask.files = vec![FileIn { name: "../Plan.xlsx".to_owned(), media_type: "x/y".to_owned(), content: vec![1, 2, 3] }];
    Disposition::New(Box::new(ask))
}

fn reply(words: &str, message_id: &str) -> Box<Reply> {
    Box::new(Reply {
        author: Author::Stakeholder,
        author_name: "Karin Oldsted".to_owned(),
        words: words.to_owned(),
        folded: "> You will hear from us".to_owned(),
        forwarded: String::new(),
        files: Vec::new(),
        message_id: Some(message_id.to_owned()),
        at: at("2026-11-25T09:15:30Z"),
    })
}

#[test]
fn a_mail_is_taken_in_once_and_its_place_is_remembered_with_it() {
    on_each(&ROOMS, |ground| async move {
        let (team, _) = lindmoor(&ground).await;
        for uid in [4, 5] {
            arrive(&ground, team, arrived(mailed(&ground, "m1"), "m1", uid)).await.unwrap();
        }
        let mut tx = ground.read().await.unwrap();
        let found = readings::list(&mut tx, team, View::All, None, 10).await.unwrap();
        assert_eq!(found.len(), 1);
        let (place, read_at, _) = readings::place(&mut tx, team, "learning").await.unwrap().unwrap();
        assert_eq!((place.uidvalidity, place.uid), (7, 5));
        assert_eq!(read_at, at("2026-11-25T09:14:00Z"));
        let files = readings::attachments(&mut tx, team, found[0].id).await.unwrap();
        assert_eq!((files[0].name.as_str(), files[0].size_bytes), ("Plan.xlsx", 3));
        let letter = &letters(&ground, team).await[0];
        assert_eq!(letter.in_reply_to.as_deref(), Some("<m1@lindmoor.example>"), "it goes in thread");
    });
}

#[test]
fn a_reply_joins_and_starts_no_clock() {
    on_each(&ROOMS, |ground| async move {
        let (team, _) = lindmoor(&ground).await;
        let receipt = ask(&ground, team, note(&ground)).await.unwrap();
        let joins = || Disposition::Joins {
            request: receipt.request,
            reply: reply("It is 62 percent.", "<r1@lindmoor.example>"),
            from_address: Some(KARIN.to_owned()),
        };
        for uid in [1, 2] {
            arrive(&ground, team, arrived(joins(), "r1", uid)).await.unwrap();
        }
        let mut tx = ground.read().await.unwrap();
        let messages = readings::messages(&mut tx, team, receipt.request).await.unwrap();
        assert_eq!(messages.len(), 2, "the asking and one reply");
        assert_eq!(messages[1].folded, "> You will hear from us", "folded, never deleted");
        assert_eq!(promises::of_request(&mut tx, team, receipt.request.uuid()).await.unwrap().len(), 1);
        assert_eq!(readings::standing(&mut tx, team).await.unwrap().len(), 1);
        assert_eq!(
            threads::find(&mut tx, team, "<r1@lindmoor.example>").await.unwrap(),
            Some(receipt.request.uuid()),
            "an answer to the reply finds home as well"
        );
        assert_eq!(letters(&ground, team).await.len(), 1, "a reply is not acknowledged");
    });
}

#[test]
fn what_nobody_can_be_answered_for_waits_in_the_tray_and_can_be_taken_in_once() {
    on_each(&ROOMS, |ground| async move {
        let (team, who) = lindmoor(&ground).await;
        let list = Disposition::Tray {
            reason: "list".to_owned(),
            why: "It came through a mailing list.".to_owned(),
            from_address: "piet@lindmoor.example".to_owned(),
            from_name: "Piet Anders".to_owned(),
            subject: "Who can help my new team leads?".to_owned(),
            words: "Four of my team leads are new.".to_owned(),
        };
        arrive(&ground, team, arrived(list, "t1", 1)).await.unwrap();
        let mut tx = ground.read().await.unwrap();
        let item = readings::tray(&mut tx, team, TrayState::Waiting, 10).await.unwrap().remove(0);
        drop(tx);
        assert!(letters(&ground, team).await.is_empty());
        let from = ("piet@lindmoor.example", "Piet Anders");
        let receipt = requests::tray::take_in(&ground, &who, item.id, from, &item.words).await.unwrap();
        // Counted from when it reached the mailbox: 10:14.
        assert_eq!(receipt.due_at, at("2026-11-26T10:14:00+01:00"));
        assert_eq!(letters(&ground, team).await.len(), 1);
        let again = requests::tray::take_in(&ground, &who, item.id, from, &item.words).await;
        assert_eq!(again.unwrap_err(), Refused::Settled);
        let mut tx = ground.read().await.unwrap();
        assert!(readings::tray(&mut tx, team, TrayState::Waiting, 10).await.unwrap().is_empty());
    });
}

#[test]
fn a_mail_that_can_not_be_answered_becomes_something_and_stops_nothing() {
    on_each(&ROOMS, |ground| async move {
        let (team, _) = lindmoor(&ground).await;
        let mut bad = note(&ground);
        bad.channel = Channel::Email;
        bad.from_address = "nobody".to_owned();
        arrive(&ground, team, arrived(Disposition::New(Box::new(bad)), "b1", 1)).await.unwrap();
        arrive(&ground, team, arrived(mailed(&ground, "m2"), "m2", 2)).await.unwrap();
        let mut tx = ground.read().await.unwrap();
        let waiting = readings::tray(&mut tx, team, TrayState::Waiting, 10).await.unwrap();
        assert_eq!((waiting.len(), waiting[0].reason.as_str()), (1, "unreadable"));
        assert!(waiting[0].print.is_some(), "the letter is kept as it came");
        assert_eq!(readings::count(&mut tx, team, View::All).await.unwrap(), 1);
    });
}

#[test]
fn a_returned_letter_is_known_by_its_id_and_shown_in_its_conversation() {
    on_each(&ROOMS, |ground| async move {
        let (team, _) = lindmoor(&ground).await;
        let receipt = ask(&ground, team, note(&ground)).await.unwrap();
        let original = letters(&ground, team).await[0].message_id.clone();
        let why = "A letter came back: 550 no such mailbox".to_owned();
        let returned = Disposition::Returned { original, why, request: Some(receipt.request) };
        let back = Arrived { arrived_at: at("2026-11-25T09:16:00Z"), ..arrived(returned, "d1", 1) };
        arrive(&ground, team, back).await.unwrap();
        assert_eq!(letters(&ground, team).await[0].state, outbox::State::Returned);
        let messages = readings::messages(&mut ground.read().await.unwrap(), team, receipt.request).await.unwrap();
        assert_eq!(messages[1].author, Author::Machine);
    });
}

#[test]
fn a_withdrawn_request_makes_its_promise_void_and_closes_its_page_in_half_a_year() {
    on_each(&ROOMS, |ground| async move {
        let (team, who) = lindmoor(&ground).await;
        let receipt = ask(&ground, team, note(&ground)).await.unwrap();
        requests::stand::withdraw(&ground, team, receipt.request, who.actor()).await.unwrap();
        let mut tx = ground.read().await.unwrap();
        let request = readings::find(&mut tx, team, receipt.request).await.unwrap().unwrap();
        assert_eq!((request.state, request.closed_at), (State::Withdrawn, Some(ground.now())));
        let promise = promises::of_request(&mut tx, team, receipt.request.uuid()).await.unwrap().remove(0);
        assert_eq!(promise.state(ground.now()), PromiseState::Void);
        let link = links::to(&mut tx, team, "request", receipt.request).await.unwrap().unwrap();
        assert!(link.is_open(at("2027-05-20T00:00:00Z")) && !link.is_open(at("2027-05-25T00:00:00Z")));
    });
}

#[test]
fn a_question_is_no_answer_and_settles_what_stood_on_the_desk() {
    on_each(&ROOMS, |ground| async move {
        let (team, who) = lindmoor(&ground).await;
        let receipt = ask(&ground, team, note(&ground)).await.unwrap();
        let joins = Disposition::Joins {
            request: receipt.request,
            reply: reply("When?", "<r2@lindmoor.example>"),
            from_address: Some(KARIN.to_owned()),
        };
        arrive(&ground, team, arrived(joins, "r2", 1)).await.unwrap();
        requests::conversation::ask(&ground, &who, receipt.request, "Which number shows it?").await.unwrap();
        requests::conversation::note(&ground, &who, receipt.request, "Five people know the tool well.").await.unwrap();
        let mut tx = ground.read().await.unwrap();
        assert!(readings::standing(&mut tx, team).await.unwrap().is_empty());
        let promise = promises::of_request(&mut tx, team, receipt.request.uuid()).await.unwrap().remove(0);
        assert_eq!(promise.state(ground.now()), PromiseState::Open);
        let letters = letters(&ground, team).await;
        assert_eq!(letters[0].kind, "question");
        assert!(!letters[0].automatic);
        let text = letters[0].text.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(text.contains("Thursday 26 November, 10:15 (Berlin), as promised"), "{text}");
        assert!(!letters.iter().any(|letter| letter.text.contains("Five people")), "a note is for the team");
    });
}

#[test]
fn pages_of_a_list_hold_every_request_once() {
    on_each(&ROOMS, |ground| async move {
        let (team, _) = lindmoor(&ground).await;
        for minute in 0..23 {
            ground
                .clock()
                .set(at("2026-11-25T10:00:00Z").checked_add(jiff::SignedDuration::from_mins(minute / 3)).unwrap());
            ask(&ground, team, note(&ground)).await.unwrap();
        }
        let mut tx = ground.read().await.unwrap();
        let (mut numbers, mut after) = (Vec::new(), None);
        loop {
            let page = readings::list(&mut tx, team, View::Open, after, 5).await.unwrap();
            let Some(last) = page.last() else { break };
            after = Some((last.received_at, last.id));
            numbers.extend(page.iter().map(|request| request.number));
        }
        assert_eq!(numbers, (1..=23).rev().collect::<Vec<_>>());
        let ids: Vec<_> = readings::list(&mut tx, team, View::All, None, 50)
            .await
            .unwrap()
            .iter()
            .map(|request| request.id)
            .collect();
        assert_eq!(readings::many(&mut tx, team, &ids[3..7]).await.unwrap().len(), 4);
    });
}

#[test]
fn the_same_words_sent_twice_in_a_row_are_one_message() {
    on_each(&ROOMS, |ground| async move {
        let (team, _) = lindmoor(&ground).await;
        let receipt = ask(&ground, team, note(&ground)).await.unwrap();
        let mut tx = ground.read().await.unwrap();
        let karin = team::stakeholders::by_address(&mut tx, team, KARIN).await.unwrap().unwrap();
        drop(tx);
        let add =
            |words: &'static str| requests::conversation::add(&ground, &karin, receipt.request, words, Vec::new());
        let (one, two) = tokio::join!(add("62 percent."), add("62 percent."));
        one.unwrap();
        two.unwrap();
        add("62 percent.").await.unwrap();
        add("I want 90.").await.unwrap();
        add("62 percent.").await.unwrap();
        let messages = readings::messages(&mut ground.read().await.unwrap(), team, receipt.request).await.unwrap();
        let words: Vec<_> = messages.iter().skip(1).map(|message| message.words.as_str()).collect();
        assert_eq!(words, ["62 percent.", "I want 90.", "62 percent."]);
    });
}

#[test]
fn a_form_that_anybody_can_fill_in_moves_nobody_to_another_zone() {
    on_each(&ROOMS, |ground| async move {
        let (team, _) = lindmoor(&ground).await;
        for (zone, expected) in [("America/New_York", "America/New_York"), ("Asia/Tokyo", "America/New_York")] {
            ask(&ground, team, Ask { zone: Some(zone.to_owned()), ..note(&ground) }).await.unwrap();
            let mut tx = ground.read().await.unwrap();
            let karin = team::stakeholders::by_address(&mut tx, team, KARIN).await.unwrap().unwrap();
            assert_eq!(karin.zone.as_deref(), Some(expected));
        }
    });
}

#[test]
fn a_note_beside_what_a_member_takes_in_carries_their_name_and_reaches_no_letter() {
    on_each(&ROOMS, |ground| async move {
        let (team, who) = lindmoor(&ground).await;
        let told = Ask { channel: Channel::Manual, note: Some("Said in passing.".to_owned()), ..note(&ground) };
        let receipt = take_in(&ground, team, who.actor(), told).await.unwrap();
        let messages = readings::messages(&mut ground.read().await.unwrap(), team, receipt.request).await.unwrap();
        assert_eq!((messages[1].author, messages[1].author_name.as_str()), (Author::Note, "Jonas Feldt"));
        assert!(!letters(&ground, team).await[0].text.contains("in passing"));
    });
}
