use ground::outbox::{self, Fate};
use ground::threads;
use jiff::SignedDuration;
use promises::{NewTime, ReasonKind};
use requests::State;
use requests::conversation;

use super::*;

#[test]
fn the_first_day_teaches_by_showing_places() {
    story(|story| async move {
        let mut jonas = story.jonas().await;
        let desk = jonas.opens("/desk").await;
        desk.assert_shows("Wednesday 25 November")
            .assert_shows("Your desk is clear.")
            .assert_shows("No block is reserved")
            .assert_shows("No promises yet");
        assert!(desk.links_to("/t/lindmoor/ask") && desk.links_to("/requests/new"), "{}", desk.body);
        story.reserve_daily().await;
        let desk = jonas.opens("/desk").await;
        desk.assert_shows("Today, 11:30 to 12:00").assert_shows("Your first block");
    });
}

#[test]
fn the_first_sentence_is_the_answer_and_the_agenda_is_the_rule_of_blocks() {
    story(|story| async move {
        story.reserve_daily().await;
        story.at("24 16:00");
        let sofia = story.asks("Sofia Brandel", "Complaint handling for new starters.").await;
        story.at("25 09:30");
        let ben = story.asks("Ben Ruhl", "CRM refresher for account managers.").await;
        story.at("25 10:15");
        let mut jonas = story.jonas().await;
        let desk = jonas.opens("/desk").await;
        desk.assert_shows(
            "One block today, at 11:30. Two promises fall due before tomorrow’s block ends, and both are on today’s agenda.",
        )
        .assert_shows("by 16:00 today")
        .assert_shows("by 09:30 tomorrow")
        .assert_shows("Sofia Brandel, Motor Claims.");
        let mut tx = story.ground.read().await.unwrap();
        let team = story.jonas.team;
        let coming = blocks::coming(&mut tx, team, story.ground.now(), 28).await.unwrap();
        let owed = promises::owed_next(&mut tx, team, None, 99).await.unwrap();
        let promised: Vec<(RequestId, Timestamp)> =
            owed.iter().map(|promise| (promise.request.into(), promise.due_at)).collect();
        let agenda = blocks::agenda(&coming, &promised, story.ground.now());
        assert_eq!(desk.requests(), agenda.of_block(&coming[0].key), "{}", story.ground.engine());
        assert_eq!(desk.requests(), [sofia.request, ben.request]);
        assert!(desk.links_to(&format!("/blocks/{}", coming[0].key)));
    });
}

#[test]
fn an_open_block_keeps_the_list_it_was_opened_with() {
    story(|story| async move {
        story.reserve_daily().await;
        let first = story.asks("Ben Ruhl", "CRM refresher.").await;
        let mut jonas = story.jonas().await;
        let block = jonas.opens("/desk").await;
        let mut paths = block.body.split("href=\"/blocks/").skip(1).filter_map(|rest| rest.split('"').next());
        let path = paths.find(|path| path.contains(".2026-")).unwrap().to_owned();
        story.at("25 11:31");
        jonas.post(&format!("/blocks/{path}"), &[]).await;
        story.at("25 12:01");
        let later = story.asks("Karin Oldsted", "The new rule.").await;
        let desk = jonas.opens("/desk").await;
        desk.assert_shows("The daily block is open since 11:31.").assert_shows("Go on with the block");
        assert_eq!(desk.requests(), [first.request, later.request]);
        desk.assert_shows("in tomorrow’s block, 11:30");
        let request = jonas.opens(&format!("/requests/{}", first.request)).await;
        request
            .assert_shows("The daily block is open.")
            .assert_shows("in review")
            .assert_hides("Answer now, on purpose");
        jonas.opens("/requests?state=in-review").await.assert_shows("CRM refresher").assert_hides("The new rule");
    });
}

#[test]
fn promises_after_the_next_block_say_what_and_which_block() {
    story(|story| async move {
        story.reserve_daily().await;
        for number in 1..=4 {
            story.asks(&format!("Karin Oldsted{number}"), "The new total-loss rule.").await;
        }
        story.at("25 12:00");
        let ben = story.asks("Ben Ruhl", "Data protection.").await;
        story.at("25 10:15");
        let mut jonas = story.jonas().await;
        let desk = jonas.opens("/desk").await;
        desk.assert_shows("Ben Ruhl will have a first answer.").assert_shows("in tomorrow’s block, 11:30");
        assert_eq!(desk.requests().iter().filter(|id| **id == ben.request).count(), 1, "nothing is listed twice");
    });
}

#[test]
fn what_has_no_block_in_time_is_said_and_half_an_hour_is_offered_that_fits() {
    story(|story| async move {
        story.at("25 13:00");
        blocks::reserve_pattern(
            &story.ground,
            &story.jonas,
            blocks::Rhythm::weekly(jiff::civil::Weekday::Monday, time(13, 0, 0, 0)),
        )
        .await
        .unwrap();
        let ben = story.asks("Ben Ruhl", "CRM refresher.").await;
        let mut jonas = story.jonas().await;
        let desk = jonas.opens("/desk").await;
        desk.assert_shows("The next block is Mon 30 Nov at 13:00.")
            .assert_shows("One promise falls due before Monday’s block ends, and no block is in time for it.")
            .assert_shows("No block is in time for one request")
            .assert_shows("Half an hour from Wednesday 25 November, 14:00 (Berlin) would be in time and is free.");
        let (when, minutes) = (desk.hidden("when"), desk.hidden("minutes"));
        assert_eq!((when.as_str(), minutes.as_str()), ("2026-11-25T14:00", "30"));
        jonas.does("/blocks", &[("when", &when), ("minutes", &minutes)]).await;
        let desk = jonas.opens("/desk").await;
        desk.assert_shows(
            "One block today, at 14:00. One promise falls due before Monday’s block ends, and it is on today’s agenda.",
        )
        .assert_hides("No block is in time");
        assert_eq!(desk.requests(), [ben.request]);
    });
}

#[test]
fn a_block_that_passed_is_offered_again_the_same_day_without_reproach() {
    story(|story| async move {
        story.reserve_daily().await;
        let ben = story.asks("Ben Ruhl", "CRM refresher.").await;
        story.at("25 12:05");
        let mut jonas = story.jonas().await;
        let desk = jonas.opens("/desk").await;
        desk.assert_shows("No block is in time for one request")
            .assert_shows("The block of 11:30 was not opened. Its 30\u{a0}minutes would fit today from 12:15 on.");
        assert_eq!(desk.body.matches("Reserve the time").count(), 1, "offered once");
        let path = desk.body.split("action=\"").find(|rest| rest.contains("/again\"")).unwrap();
        let path = path.split('"').next().unwrap().to_owned();
        let list = jonas.opens("/blocks").await;
        list.assert_shows("The block of 11:30 was not opened").assert_shows("That is in time for what waits for it.");
        jonas.does(&path, &[("when", &desk.hidden("when"))]).await;
        let desk = jonas.opens("/desk").await;
        desk.assert_shows("it is on today’s agenda").assert_hides("was not opened");
        assert_eq!(desk.requests(), [ben.request]);

        story.at("25 16:45");
        let desk = jonas.opens("/desk").await;
        desk.assert_hides("was not opened").assert_shows("No block is in time for one request");
    });
}

#[test]
fn an_emergency_is_marked_on_its_page_said_on_the_desk_and_counted() {
    story(|story| async move {
        story.reserve_daily().await;
        story.asks("Ben Ruhl", "CRM refresher.").await;
        let karin = story.asks("Karin Oldsted", "The lift stands still.").await;
        let mut jonas = story.jonas().await;
        let path = format!("/requests/{}", karin.request);
        jonas.opens(&path).await.assert_shows("It is an emergency").assert_shows("an outage");
        let long = "Nobody gets up. ".repeat(40);
        for (kind, why, says) in [
            ("outage", "", "Say in a line what makes it one."),
            ("outage", long.as_str(), "Shorten this to 500 signs; it has 639."),
            ("", "Nobody gets upstairs.", "Choose which of the exceptions it is."),
        ] {
            let form = jonas.post(&format!("{path}/emergency"), &[("kind", kind), ("why", why)]).await;
            assert_eq!(form.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", form.text());
            form.assert_shows(says).assert_shows("The lift stands still");
            assert!(form.body.contains(why.trim()), "what was typed is kept: {}", form.body);
        }
        jonas.opens("/desk").await.assert_hides("An emergency:");
        jonas.does(&format!("{path}/emergency"), &[("kind", "outage"), ("why", "Nobody gets upstairs.")]).await;
        let desk = jonas.opens("/desk").await;
        desk.assert_shows("An emergency: The lift stands still")
            .assert_shows("It comes first in today’s block, 11:30.");
        jonas.opens(&path).await.assert_shows("An emergency: an outage").assert_shows("Nobody gets upstairs.");
        let list = jonas.opens("/blocks").await;
        list.assert_shows("In the last eight weeks 1 request did: an outage. Everything else");
        jonas.opens("/blocks/emergencies").await.assert_shows("Nobody gets upstairs.").assert_shows("an outage");
        jonas.does(&format!("{path}/emergency/end"), &[]).await;
        jonas.opens("/desk").await.assert_hides("An emergency:");
        jonas.opens("/blocks").await.assert_shows("None in the last eight weeks.");
        jonas.opens("/blocks/emergencies").await.assert_shows("taken back and not counted");
        jonas.does(&format!("{path}/emergency"), &[("kind", "outage"), ("why", "Nobody gets upstairs.")]).await;
        requests::stand::withdraw(&story.ground, story.jonas.team, karin.request, story.jonas.actor()).await.unwrap();
        let over = jonas.opens(&path).await;
        over.assert_shows("It jumped the queue, and is counted.").assert_hides("It comes first");
        let kinds = jonas.opens("/settings/emergencies").await;
        kinds.assert_shows("Work has stopped");
        jonas.does("/settings/emergencies", &[("word", "a recall"), ("sentence", "A product comes back.")]).await;
        jonas.does("/settings/emergencies/outage/end", &[]).await;
        jonas.opens("/settings/emergencies").await.assert_shows("a recall").assert_shows("ended today");
    });
}

#[test]
fn a_promise_that_fell_due_is_one_sentence_and_comes_first() {
    story(|story| async move {
        story.reserve_daily().await;
        let ben = story.asks("Ben Ruhl", "CRM refresher.").await;
        story.at("27 09:00");
        story.asks("Karin Oldsted", "The new rule.").await;
        let mut jonas = story.jonas().await;
        let desk = jonas.opens("/desk").await;
        desk.assert_shows("One promise fell due and is not answered yet; it comes first in the next block.")
            .assert_shows("fell due yesterday, 10:15");
        assert_eq!(desk.requests().first(), Some(&ben.request));
    });
}

#[test]
fn a_reply_without_an_open_promise_stands_until_somebody_does_something() {
    story(|story| async move {
        story.reserve_daily().await;
        let ben = story.asks("Ben Ruhl", "CRM refresher.").await;
        let who = story.stakeholder("Ben Ruhl").await;
        conversation::add(&story.ground, &who, ben.request, "One thing more, about May.", vec![]).await.unwrap();
        let mut jonas = story.jonas().await;
        jonas.opens("/desk").await.assert_hides("One thing more");
        story.answered(ben.request, State::Closed).await;
        let desk = jonas.opens("/desk").await;
        desk.assert_shows("Somebody wrote").assert_shows("One thing more, about May.");
        let request = jonas.opens(&format!("/requests/{}", ben.request)).await;
        request.assert_shows("Ben wrote, and no promise covers it");
        jonas.does(&format!("/requests/{}/setting-aside", ben.request), &[]).await;
        jonas.opens("/desk").await.assert_hides("One thing more");
    });
}

#[test]
fn a_reply_can_be_promised_an_answer_counted_from_when_it_came() {
    story(|story| async move {
        story.reserve_daily().await;
        let ben = story.asks("Ben Ruhl", "CRM refresher.").await;
        let who = story.stakeholder("Ben Ruhl").await;
        story.answered(ben.request, State::Closed).await;
        let mut tx = story.ground.begin().await.unwrap();
        conversation::settle(&mut tx, who.team, ben.request, story.jonas.actor()).await.unwrap();
        tx.commit().await.unwrap();
        story.at("25 14:00");
        conversation::add(&story.ground, &who, ben.request, "One thing more, about May.", vec![]).await.unwrap();
        story.at("25 16:00");
        let mut jonas = story.jonas().await;
        let path = format!("/requests/{}", ben.request);
        for _ in 0..2 {
            jonas.does(&format!("{path}/promise"), &[]).await;
            let request = jonas.opens(&path).await;
            request.assert_shows("Thursday 26 November, 14:00").assert_hides("no promise covers it");
        }
        jonas.opens("/desk").await.assert_hides("Somebody wrote").assert_shows("by 14:00 tomorrow");
        let mut tx = story.ground.read().await.unwrap();
        let letters = outbox::of_thread(&mut tx, who.team, ben.request.uuid()).await.unwrap();
        let promised: Vec<&str> =
            letters.iter().filter(|letter| letter.kind == "promise").map(|letter| letter.subject.as_str()).collect();
        assert_eq!(
            promised,
            [format!("You will hear from us by Thursday 26 November, 14:00 (Berlin) [{}]", ben.label)]
        );
        drop(tx);
        story.answered(ben.request, State::Closed).await;
        jonas.does(&format!("{path}/promise"), &[]).await.assert_shows("Nothing was promised.");
    });
}

#[test]
fn what_others_have_to_do_waits_apart() {
    story(|story| async move {
        story.reserve_daily().await;
        let ben = story.asks("Ben Ruhl", "CRM refresher.").await;
        let karin = story.asks("Karin Oldsted", "The new rule.").await;
        let luca = story.asks("Luca Ferrant", "Fleet tariff.").await;
        conversation::ask(&story.ground, &story.jonas, ben.request, "Which number shows it?").await.unwrap();
        let mut tx = story.ground.read().await.unwrap();
        let promise = promises::next_open(&mut tx, story.jonas.team, karin.request.uuid()).await.unwrap().unwrap();
        drop(tx);
        let new = NewTime {
            due_at: at("30 10:00"),
            reason: "The text comes on Friday.".to_owned(),
            kind: ReasonKind::Waiting,
            meanwhile: None,
        };
        promises::ask_to_move(&story.ground, &story.jonas, promise.id, new).await.unwrap();
        let way = |title: &str| options::Way {
            title: title.to_owned(),
            what: format!("{title}, done."),
            ready_by: None,
            effort: None,
            is_recommended: false,
        };
        let mut tx = story.ground.begin().await.unwrap();
        let ways = vec![way("A page"), way("A course"), way("A talk")];
        options::lay_out(&mut tx, story.jonas.team, luca.request, ways, None, story.jonas.actor()).await.unwrap();
        tx.commit().await.unwrap();
        story.answered(luca.request, State::Answered).await;

        let mut jonas = story.jonas().await;
        let desk = jonas.opens("/desk").await;
        desk.assert_shows("To reply, CRM refresher")
            .assert_shows("Ben has our word for Thu 26 Nov, 10:15.")
            .assert_shows("To agree to Mon 30 Nov, 10:00, The new rule")
            .assert_shows("To choose between three options, Fleet tariff");
        let who = story.stakeholder("Ben Ruhl").await;
        story.at("25 10:20");
        conversation::add(&story.ground, &who, ben.request, "62 percent.", vec![]).await.unwrap();
        jonas.opens("/desk").await.assert_hides("To reply, CRM refresher");
    });
}

#[test]
fn where_no_mail_server_is_set_up_nothing_is_said_to_be_on_its_way() {
    story(|story| async move {
        story.reserve_daily().await;
        story.asks("Ben Ruhl", "CRM refresher.").await;
        let mut jonas = story.jonas().await;
        jonas.opens("/desk").await.assert_shows("Every letter of ours was taken, or is on its way.");
        jonas.opens("/outgoing").await.assert_shows("Every letter was taken by the other side, or is on its way.");
        let other = ground::TeamId::new(story.ground.now());
        story.ground.tell_exits([other].into());
        // What is kept of the page before is not shown: something happened since.
        story.asks("Ben Ruhl", "Ladders.").await;
        for page in ["/desk", "/outgoing"] {
            let page = jonas.opens(page).await;
            page.assert_shows("No mail server is set up for this team, so no letter leaves").assert_hides("on its way");
        }
    });
}

#[test]
fn a_letter_that_is_not_through_within_the_hour_or_came_back_is_told() {
    story(|story| async move {
        story.reserve_daily().await;
        story.asks("Ben Ruhl", "CRM refresher.").await;
        let mut jonas = story.jonas().await;
        story.at("25 11:14");
        jonas.opens("/desk").await.assert_hides("Letters that did not get through");
        story.at("25 11:15");
        jonas
            .opens("/desk")
            .await
            .assert_shows("Letters that did not get through")
            .assert_shows("No mail server has taken it yet.");
        let letters = outbox::lease(&story.ground, 10, SignedDuration::from_mins(5)).await.unwrap();
        outbox::settle(&story.ground, &letters[0], Fate::Taken).await.unwrap();
        jonas.opens("/desk").await.assert_hides("Letters that did not get through");
        let mut tx = story.ground.begin().await.unwrap();
        outbox::returned(&mut tx, story.jonas.team, &letters[0].message_id, "The mailbox is full").await.unwrap();
        tx.commit().await.unwrap();
        jonas.opens("/desk").await.assert_shows("The mailbox is full");
        let outgoing = jonas.opens("/outgoing").await;
        outgoing.assert_shows("One letter did not reach its reader.").assert_shows("The mailbox is full.");
        let path = format!("/outgoing/{}/setting-aside", letters[0].id);
        assert!(outgoing.body.contains(&path));
        jonas.does(&path, &[]).await.assert_shows("Every letter was taken by the other side");
        let mut tx = story.ground.read().await.unwrap();
        let thread = threads::get(&mut tx, story.jonas.team, letters[0].thread.unwrap()).await.unwrap().unwrap();
        assert_eq!(thread.label, "R-1");
    });
}

#[test]
fn a_question_after_the_answer_waits_for_its_reply_too() {
    story(|story| async move {
        story.reserve_daily().await;
        let ben = story.asks("Ben Ruhl", "CRM refresher.").await;
        story.answered(ben.request, State::Answered).await;
        story.at("25 10:20");
        conversation::ask(&story.ground, &story.jonas, ben.request, "Which question comes up most?").await.unwrap();
        let mut jonas = story.jonas().await;
        jonas.opens("/desk").await.assert_shows("To reply, CRM refresher");
        story.answered(ben.request, State::Closed).await;
        jonas.opens("/desk").await.assert_hides("To reply, CRM refresher");
    });
}
