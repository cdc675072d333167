//! Blocks, the tray, and letters.

use requests::{Arrived, Disposition, arrive};

use super::*;

#[test]
fn blocks_say_what_they_look_at_and_what_was_held() {
    story(|story| async move {
        let mut jonas = story.jonas().await;
        jonas.opens("/blocks").await.assert_shows("No block is reserved").assert_shows("no block yet");
        story.at("23 08:00");
        story.reserve_daily().await;
        let now = story.ground.now();
        let team = story.jonas.team;
        let mut tx = story.ground.begin().await.unwrap();
        let monday = blocks::coming(&mut tx, team, now, 2).await.unwrap().remove(0);
        drop(tx);
        story.at("23 11:30");
        let mut tx = story.ground.begin().await.unwrap();
        blocks::open(&mut tx, &story.jonas, monday.key).await.unwrap();
        blocks::close(&mut tx, &story.jonas, monday.key, 26, true).await.unwrap();
        tx.commit().await.unwrap();
        story.at("24 09:00");
        let mut tx = story.ground.read().await.unwrap();
        let tuesday = blocks::coming(&mut tx, team, story.ground.now(), 1).await.unwrap().remove(0);
        drop(tx);
        blocks::skip(&story.ground, &story.jonas, tuesday.key, "Three of us were travelling").await.unwrap();
        story.at("25 10:15");
        story.asks("Ben Ruhl", "CRM refresher.").await;
        let page = jonas.opens("/blocks").await;
        page.assert_shows("Half an hour every working day at 11:30. Nothing else may be booked over it.")
            .assert_shows("CRM refresher.")
            .assert_shows("nothing on the agenda")
            .assert_shows("26 of 30 minutes")
            .assert_shows("Three of us were travelling.")
            .assert_shows("1 of 2")
            .assert_shows("Too few for a percentage")
            .assert_hides("50\u{a0}%");
        assert!(page.links_to(&format!("/blocks/{}", monday.key)), "to what was noted in it");
        assert!(!page.links_to(&format!("/blocks/{}", tuesday.key)), "nothing was noted in what nobody opened");
        let pattern = blocks::patterns(&mut story.ground.read().await.unwrap(), team).await.unwrap().remove(0).id;
        let today = [("from", "2026-11-25"), ("anyway", "on")];
        jonas.does(&format!("/blocks/patterns/{pattern}/end"), &today).await.assert_shows("The team reserves no time");
        let ended = jonas.opens("/blocks").await;
        ended.assert_shows("No block is reserved").assert_shows("26 of 30 minutes");
    });
}

#[test]
fn a_block_is_offered_to_be_opened_as_soon_as_it_may_be() {
    story(|story| async move {
        story.at("25 10:00");
        let block = blocks::reserve(&story.ground, &story.jonas, at("25 23:30"), 30).await.unwrap().key;
        let mut jonas = story.jonas().await;
        let opens = "Open<span class=\"visually-hidden\"> the block</span>";
        jonas.opens("/blocks").await.assert_hides(opens);
        story.at("25 11:30");
        assert!(jonas.opens("/blocks").await.body.contains(opens));
        jonas.does(&format!("/blocks/{block}"), &[]).await;
        assert!(jonas.opens("/blocks").await.body.contains(&opens.replace("Open", "Go on")));
    });
}

fn letter(key: &str, arrived_at: Timestamp) -> Arrived {
    let disposition = Disposition::Tray {
        reason: "list".to_owned(),
        why: "It came through a mailing list.".to_owned(),
        from_address: "piet.sarnow@lindmoor.example".to_owned(),
        from_name: "Piet Sarnow".to_owned(),
        subject: format!("Fwd: {key}"),
        words: "Four of my team leads are new.".to_owned(),
    };
    Arrived {
        disposition,
        entry_key: key.to_owned(),
        message_id: None,
        arrived_at,
        raw: None,
        size_bytes: 400,
        place: None,
    }
}

#[test]
fn the_tray_says_why_takes_in_adds_and_sets_aside() {
    story(|story| async move {
        story.reserve_daily().await;
        let team = story.jonas.team;
        for key in ["one", "two", "three"] {
            arrive(&story.ground, team, letter(key, at("25 09:41"))).await.unwrap();
        }
        let known = story.asks("Ben Ruhl", "CRM refresher.").await;
        let mut jonas = story.jonas().await;
        jonas
            .opens("/desk")
            .await
            .assert_shows("Three letters that are no request, or could not be read, wait in the tray.");
        let tray = jonas.opens("/tray").await;
        tray.assert_shows("Three letters wait for a look.")
            .assert_shows("It came through a mailing list.")
            .assert_shows("Piet will hear from us by Thursday 26 November, 09:41 (Berlin)")
            .assert_shows("it would join today’s block, 11:30");
        let ids: Vec<&str> = tray
            .body
            .split("action=\"/tray/")
            .skip(1)
            .filter_map(|part| part.split_once("/request\"").map(|(id, _)| id))
            .filter(|id| id.len() == 36)
            .collect();
        assert_eq!(ids.len(), 3, "{}", tray.body);
        let mut field_ids: Vec<&str> =
            tray.body.split(" id=\"").skip(1).filter_map(|part| part.split('"').next()).collect();
        let many = field_ids.len();
        field_ids.sort_unstable();
        field_ids.dedup();
        assert_eq!(field_ids.len(), many, "every id is there once");
        let path = |id: &str, act: &str| format!("/tray/{id}/{act}");
        let values = [("address", "piet.sarnow@lindmoor.example"), ("name", "Piet Sarnow"), ("words", "Help.")];
        jonas.does(&path(ids[0], "request"), &values).await.assert_shows("Taken in as R-2.");
        jonas.does(&path(ids[1], "joining"), &[("label", "R-1")]).await.assert_shows("Added to R-1.");
        jonas.does(&path(ids[2], "setting-aside"), &[]).await.assert_shows("The tray is empty");
        let aside = jonas.opens("/tray?state=set-aside").await;
        aside.assert_shows("Take it in as a request").assert_hides("/setting-aside");
        assert_eq!(jonas.opens("/tray?state=taken-in").await.requests().len(), 2);
        jonas.opens(&format!("/requests/{}", known.request)).await.assert_shows("Four of my team leads are new.");
    });
}

#[test]
fn a_letter_is_read_without_the_link_that_is_the_stakeholders_alone() {
    story(|story| async move {
        story.asks("Ben Ruhl", "CRM refresher.").await;
        let mut jonas = story.jonas().await;
        let outgoing = jonas.opens("/outgoing").await;
        outgoing.assert_shows("Ben Ruhl").assert_shows("waiting");
        let path = outgoing.body.split("href=\"/outgoing/").nth(1).unwrap().split('"').next().unwrap();
        let letter = jonas.opens(&format!("/outgoing/{path}")).await;
        letter.assert_shows("We have your note").assert_shows("(their private link)").assert_hides("/s/");
    });
}

#[test]
fn blocks_say_whose_they_are_and_who_is_away() {
    story(|story| async move {
        story.reserve_daily().await;
        let mut mira = story.person("Mira Sandholt", Some(Role::Member), false).await;
        let form = [("how", "weekly"), ("weekday", "thursday"), ("starts", "15:00"), ("whose", "mine")];
        mira.does("/blocks/patterns", &form).await;
        story.asks("Ben Ruhl", "CRM refresher.").await;
        let hers = mira.opens("/blocks").await;
        hers.assert_shows("Half an hour every working day at 11:30, and one hour on Thursdays at 15:00, yours.")
            .assert_shows("Weekly block, yours");
        let mut jonas = story.jonas().await;
        jonas
            .opens("/blocks")
            .await
            .assert_shows("Weekly block, Mira’s")
            .assert_shows("One hour on Thursdays at 15:00, Mira’s");
        let mut tom = story.person("Tom Reyl", Some(Role::Member), false).await;
        let tue = [("how", "weekly"), ("weekday", "tuesday"), ("starts", "15:00"), ("whose", "some")];
        tom.post("/blocks/patterns", &tue).await.assert_shows("Tick with whom you share this time");
        let id = team::members::list(&mut story.ground.read().await.unwrap(), story.jonas.team).await.unwrap();
        let mira_id = id.iter().find(|member| member.name == "Mira Sandholt").unwrap().id.to_string();
        tom.does("/blocks/patterns", &[&tue[..], &[("with", &mira_id)]].concat()).await;
        tom.opens("/blocks").await.assert_shows("One hour on Tuesdays at 15:00, yours and Mira’s");

        let away = |from: &str| team::Away {
            member: id.iter().find(|member| member.name == "Mira Sandholt").unwrap().id,
            from_on: from.parse().unwrap(),
            until_on: from.parse().unwrap(),
            why: None,
        };
        team::be_away(&story.ground, &story.jonas, away("2026-11-26")).await.unwrap();
        jonas.opens("/blocks").await.assert_shows("Without Mira.").assert_shows("Away.").assert_shows("skipped");
        mira.opens("/desk").await.assert_shows("One block today, at 11:30.");
    });
}
