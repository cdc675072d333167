use ground::events;
use promises::What;

use super::*;

#[test]
fn yes_and_takes_the_order_adds_to_it_and_asks_for_the_rest() {
    story(|story| async move {
        let key = story.open_block().await;
        let typed = [
            ("yes", "You get two remote sessions of an hour, by Friday 11 December."),
            ("outcome", "Account managers date the next step on the day of the call"),
            ("measure", "Open deals with a dated next step"),
            ("owner", "Ben Ruhl"),
        ];
        let sent = story.answer(Kind::YesAnd, &typed, Where::InBlock(key)).await.unwrap();

        story.assert_kept(&story.promises().await[0]);
        assert_eq!(story.state().await, State::Answered, "a delivery follows");
        let letter = story.letter().await;
        assert_eq!(letter.subject, "CRM refresher: yes, and what we add [R-1]");
        for words in [
            "Yes, we take this on.",
            "You get two remote sessions of an hour, by Friday 11 December.",
            "1. Outcome: Account managers date the next step on the day of the call",
            "3. Owner of the result: Ben Ruhl",
            "Three questions, if you have a minute:",
            "1. Which of this year’s goals gets easier if this works?",
            "2. What is that number today? May we read the last three months?",
            "If we hear nothing by Wednesday 2 December, 10:15 (Berlin), this holds:",
            "1. We write down that no goal is known.",
            "3. We come back 45 days after it is delivered.",
        ] {
            assert!(letter.words.contains(words), "{words} in {}", letter.words);
        }
        assert!(letter.html.contains("<li>Measure: Open deals with a dated next step</li>"), "{}", letter.html);
        assert!(!letter.automatic, "a person wrote it");
        assert_eq!((letter.from_name.as_str(), letter.id), ("Jonas Feldt, Learning at Lindmoor", sent.letter));
        assert!(
            letter.in_reply_to.is_some() && letter.text.contains("Hello Ben,") && letter.text.contains("Jonas Feldt,")
        );
        assert_eq!((sent.place, sent.kind, sent.sent_by), (Where::InBlock(key), Kind::YesAnd, story.who.id));
        assert_eq!(story.draft().await, None, "what was sent is no draft any more");
        let told = events::of(&mut story.ground.read().await.unwrap(), story.who.team, story.request).await.unwrap();
        assert!(told.iter().any(|event| event.kind == "request.answered" && event.payload["kind"] == "yes-and"));
    });
}

const SHEET: [(&str, &str); 8] = [
    ("way-1-title", "As ordered: two hours for all sixty"),
    ("way-1-what", "Four remote sessions."),
    ("way-2-title", "Cut the update to three fields"),
    ("way-2-what", "No course. The form changes."),
    ("way-2-ready", "Friday 11 December"),
    ("way-2-effort", "6 hours of ours"),
    ("recommended", "2"),
    ("holds-until", "Tuesday 1 December, 17:00"),
];

#[test]
fn options_lay_out_a_sheet_and_the_choice_starts_the_next_promise() {
    story(|story| async move {
        let key = story.open_block().await;
        story.answer(Kind::Options, &SHEET, Where::InBlock(key)).await.unwrap();
        story.assert_kept(&story.promises().await[0]);
        assert_eq!(story.state().await, State::Answered, "it waits for the choice");
        let letter = story.letter().await;
        assert_eq!(letter.subject, "CRM refresher: two ways forward [R-1]");
        for words in [
            "Option 1: As ordered: two hours for all sixty",
            "Option 2, the one we recommend: Cut the update to three fields",
            "Ready: Friday 11 December",
            "The dates hold until Tuesday 1 December, 17:00 (Berlin)",
        ] {
            assert!(letter.words.contains(words), "{words} in {}", letter.words);
        }
        assert!(letter.text.contains("{private-link}/options/2") && letter.html.contains("{private-link}/options/1"));

        let team = story.who.team;
        let mut tx = story.ground.read().await.unwrap();
        let sheet = options::of_request(&mut tx, team, story.request).await.unwrap().unwrap();
        let ben = team::stakeholders::by_address(&mut tx, team, "ben.ruhl@lindmoor.example").await.unwrap().unwrap();
        drop(tx);
        assert_eq!((sheet.ways.len(), sheet.holds_until_at), (2, Some(at("12-01 17:00"))));
        story.ground.set("2026-11-25T15:00:00+01:00");
        let choice = options::NewChoice { way: 2, why: None, chosen_by: "Ben Ruhl".into() };
        let made = options::choose(&story.ground, &ben, sheet.id, choice).await.unwrap();
        assert_eq!((made.promise.what, made.promise.due_at), (What::NextStep, at("26 15:00")));
        assert_eq!(story.state().await, State::Parked);

        let yes = [("yes", "We start on Monday 30 November."), ("follow-up", "Monday 25 January 2027")];
        story.answer(Kind::YesAnd, &yes, outside(OutsideWhy::ThinkingWouldNotChangeIt)).await.unwrap();
        story.assert_kept(&story.promises().await[1]);
        let other = options::NewChoice { way: 1, why: None, chosen_by: String::new() };
        let refused = options::choose(&story.ground, &ben, sheet.id, other).await.unwrap_err();
        assert_eq!(refused, options::Refused::CannotChoose(options::CannotChoose::Begun));
    });
}

#[test]
fn not_training_says_what_was_seen_and_another_way() {
    story(|story| async move {
        let key = story.open_block().await;
        story.answer(Kind::NotTrainingBut, &NOT_TRAINING, Where::InBlock(key)).await.unwrap();
        story.assert_kept(&story.promises().await[0]);
        assert_eq!(story.state().await, State::Closed);
        let letter = story.letter().await;
        assert_eq!(letter.subject, "CRM refresher: not training, but two other ways [R-1]");
        for words in
            ["The share dropped in one week", "So not training, but this:", "2. Leave update time out of the target"]
        {
            assert!(letter.words.contains(words), "{words} in {}", letter.words);
        }
    });
}

#[test]
fn later_keeps_the_first_promise_and_gives_a_second_with_a_block_in_time() {
    story(|story| async move {
        let key = story.open_block().await;
        let typed = [("due", "Thursday 3 December, 12:00"), ("later-reason", "The new form goes live on Monday.")];
        story.answer(Kind::LaterBy, &typed, Where::InBlock(key)).await.unwrap();
        let [first, second] = story.promises().await.try_into().unwrap();
        story.assert_kept(&first);
        assert_eq!((second.what, second.due_at, second.is_owed()), (What::LaterAnswer, at("12-03 12:00"), true));
        assert_eq!(story.state().await, State::Parked, "it waits for a block again");
        let letter = story.letter().await;
        assert!(
            letter.words.contains("You will have our answer by Thursday 3 December, 12:00 (Berlin)"),
            "{}",
            letter.words
        );
        assert!(
            letter.words.contains("The new form goes live on Monday.")
                && letter.subject.contains("Thursday 3 December")
        );

        story.ground.set("2026-12-03T11:40:00+01:00");
        let key = story.open_block().await;
        story.answer(Kind::NotTrainingBut, &NOT_TRAINING, Where::InBlock(key)).await.unwrap();
        story.assert_kept(&story.promises().await[1]);
    });
}

#[test]
fn no_gives_the_reason_and_who_may_help() {
    story(|story| async move {
        let key = story.open_block().await;
        let typed = [
            ("no-reason", "We train what people can’t do yet, and yours can."),
            ("helper", "Mira Sandholt owns the form."),
        ];
        story.answer(Kind::NoBecause, &typed, Where::InBlock(key)).await.unwrap();
        story.assert_kept(&story.promises().await[0]);
        assert_eq!(story.state().await, State::Closed);
        let letter = story.letter().await;
        for words in
            ["We will not take this on.", "We train what people can’t do yet", "Who may help:", "Mira Sandholt"]
        {
            assert!(letter.words.contains(words), "{words} in {}", letter.words);
        }
    });
}

#[test]
fn each_kind_is_refused_while_its_part_is_missing() {
    story(|story| async move {
        let key = story.open_block().await;
        for (kind, typed, missing) in [
            (Kind::YesAnd, vec![("yes", "Two sessions in December.")], vec!["outcome"]),
            (Kind::YesAnd, vec![("yes", ""), ("owner", "Ben Ruhl")], vec!["yes"]),
            (Kind::Options, SHEET[..2].to_vec(), vec!["way-2-title"]),
            (Kind::Options, vec![("way-2-title", "A decision aid")], vec!["way-2-what"]),
            (Kind::NotTrainingBut, vec![("observed", "The form has nine fields.")], vec!["proposals"]),
            (Kind::NotTrainingBut, vec![("observed", ""), ("proposals", "Three fields")], vec!["observed"]),
            (Kind::LaterBy, vec![("due", "Thursday 3 December, 12:00")], vec!["later-reason"]),
            (Kind::LaterBy, vec![("due", "soon"), ("later-reason", "We wait for the form.")], vec!["due"]),
            (Kind::LaterBy, vec![("due", "")], vec!["due"]),
            (Kind::NoBecause, vec![("no-reason", "It is no question of skill.")], vec!["helper"]),
            (Kind::NoBecause, vec![("no-reason", ""), ("helper", "Mira Sandholt")], vec!["no-reason"]),
        ] {
            let refused = story.answer(kind, &typed, Where::InBlock(key)).await.unwrap_err();
            let Refused::NotWhole(NotWhole(told)) = refused else { panic!("{kind:?}: {refused}") };
            assert_eq!(told.iter().map(|(field, _)| field.as_str()).collect::<Vec<_>>(), missing, "{kind:?}");
        }
        assert!(story.answers_sent().await.is_empty() && story.promises().await[0].is_owed());
        assert_eq!(story.state().await, State::Parked);
    });
}

#[test]
fn later_without_a_block_in_time_is_refused_and_offers_the_next_possible() {
    story(|story| async move {
        let key = story.open_block().await;
        let typed = [("due", "tomorrow, 11:00"), ("later-reason", "We wait for the form.")];
        let refused = story.answer(Kind::LaterBy, &typed, Where::InBlock(key)).await.unwrap_err();
        let told = "No block ends before that. The next one makes it possible by Thursday 26 November, 12:00 (Berlin).";
        assert_eq!(
            refused,
            Refused::NotWhole(NotWhole(vec![("due".into(), told.into())])),
            "the open block is no later one"
        );
        let typed = [("due", "tomorrow, 12:00"), ("later-reason", "We wait for the form.")];
        assert!(story.answer(Kind::LaterBy, &typed, Where::InBlock(key)).await.is_ok());
    });
}

#[test]
fn past_its_instant_a_promise_is_broken_and_answered_all_the_same() {
    story(|story| async move {
        story.ground.set("2026-11-26T11:40:00+01:00");
        let key = story.open_block().await;
        story.answer(Kind::NotTrainingBut, &NOT_TRAINING, Where::InBlock(key)).await.unwrap();
        let promise = story.promises().await.remove(0);
        assert_eq!(promise.state(story.ground.now()), promises::State::Broken);
        assert_eq!(promise.fulfilled_at, Some(story.ground.now()));
        assert_eq!(story.answers_sent().await.len(), 1);
    });
}

#[test]
fn what_the_stakeholder_wrote_meanwhile_is_answered_with_it() {
    story(|story| async move {
        let mut tx = story.ground.read().await.unwrap();
        let ben = team::stakeholders::by_address(&mut tx, story.who.team, "ben.ruhl@lindmoor.example")
            .await
            .unwrap()
            .unwrap();
        drop(tx);
        requests::conversation::add(&story.ground, &ben, story.request, "Sixty people, by the way.", vec![])
            .await
            .unwrap();
        let key = story.open_block().await;
        story.answer(Kind::NotTrainingBut, &NOT_TRAINING, Where::InBlock(key)).await.unwrap();
        let standing =
            requests::readings::standing(&mut story.ground.read().await.unwrap(), story.who.team).await.unwrap();
        assert!(standing.is_empty(), "{standing:?}");
    });
}

#[test]
fn times_are_told_in_the_stakeholder_s_zone() {
    story(|story| async move {
        let mut tx = story.ground.begin().await.unwrap();
        let mut ben = team::stakeholders::by_address(&mut tx, story.who.team, "ben.ruhl@lindmoor.example")
            .await
            .unwrap()
            .unwrap();
        ben.zone = Some("America/New_York".into());
        team::stakeholders::describe(&mut tx, &ben).await.unwrap();
        tx.commit().await.unwrap();
        let key = story.open_block().await;
        let typed = [("due", "Thursday 3 December, 12:00"), ("later-reason", "We wait for the form.")];
        story.answer(Kind::LaterBy, &typed, Where::InBlock(key)).await.unwrap();
        assert_eq!(story.promises().await[1].due_at, at("12-03 12:00"), "read in the team's zone");
        assert!(story.letter().await.words.contains("Thursday 3 December, 06:00 (New York)"));
    });
}
