use jiff::civil::date;

use super::*;

async fn pattern_of(story: &Story) -> blocks::Pattern {
    let mut tx = story.ground.read().await.unwrap();
    blocks::patterns(&mut tx, story.jonas.team).await.unwrap().remove(0)
}

#[test]
fn ending_a_pattern_says_first_where_its_requests_go() {
    story(|story| async move {
        story.at("25 13:00");
        story.reserve_daily().await;
        story.asks("Ben Ruhl", "A CRM refresher for sixty people").await;
        let mut jonas = story.jonas().await;
        jonas.opens("/blocks").await.assert_shows("What comes of them, days that differ, and ending one");
        let path = format!("/blocks/patterns/{}/end", pattern_of(&story).await.id);
        assert!(jonas.opens("/settings/blocks").await.links_to(&path));
        let from = |day: &'static str| ("from", day);
        jonas.post(&path, &[from("2026-11-24")]).await.assert_shows("This day is past");
        jonas.post(&path, &[from("2026-11-27"), ("then", "show")]).await.assert_shows("No request waits for them.");

        let tomorrow = from("2026-11-26");
        let shown = jonas.post(&path, &[tomorrow, ("then", "show")]).await;
        assert_eq!(shown.status, StatusCode::OK);
        shown
            .assert_shows("No other block is in time for one request.")
            .assert_shows("A CRM refresher for sixty people")
            .assert_shows("It was in tomorrow’s block, 11:30.");
        let refused = jonas.post(&path, &[tomorrow]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        refused.assert_shows("or tick that you end it all the same");
        assert_eq!(pattern_of(&story).await.running.until_on, None, "nothing was done");

        let noon = blocks::reserve(&story.ground, &story.jonas, at("26 12:00"), 30).await.unwrap();
        let shown = jonas.post(&path, &[tomorrow, ("then", "show")]).await;
        shown.assert_shows("One request goes to another block that is in time.");
        shown.assert_shows("In tomorrow’s block, 12:00, instead of tomorrow’s block, 11:30.");
        let done = jonas.does(&path, &[from("2026-12-07")]).await;
        done.assert_shows("Free from Monday 7 December on.");
        done.assert_shows("It ends: no block comes after Sunday 6 December.");
        assert_eq!(pattern_of(&story).await.running.until_on, Some(date(2026, 12, 6)));
        let id = pattern_of(&story).await.id;
        let kept = jonas.does(&format!("/blocks/patterns/{id}/going-on"), &[]).await;
        kept.assert_shows("It goes on, without a last day.").assert_hides("It ends:");

        blocks::skip(&story.ground, &story.jonas, noon.key, "Travelling").await.unwrap();
        jonas.does(&path, &[tomorrow, ("anyway", "on")]).await.assert_shows("Free from Thursday 26 November on.");
        jonas.opens("/desk").await.assert_shows("No block is in time for one request");
        let gone = jonas.get(&path).await;
        assert_eq!(gone.status, StatusCode::NOT_FOUND, "it is over");
    });
}

#[test]
fn who_may_not_change_a_pattern_is_told_who_does() {
    story(|story| async move {
        story.reserve_daily().await;
        let mut mira = story.person("Mira Sandholt", Some(Role::Member), false).await;
        let path = format!("/blocks/patterns/{}/end", pattern_of(&story).await.id);
        for answer in [mira.get(&path).await, mira.post(&path, &[("from", "2026-12-07")]).await] {
            assert_eq!(answer.status, StatusCode::FORBIDDEN);
            answer.assert_shows("The team’s pattern is set by its lead.");
        }
        assert_eq!(pattern_of(&story).await.running.until_on, None);
        let mut hanne = story.person("Hanne Storm", Some(Role::Sponsor), false).await;
        assert!(hanne.opens("/promises").await.links_to("/settings/blocks"));
        hanne.opens("/settings/blocks").await.assert_shows("Half an hour every working day at 11:30");
        assert_eq!(hanne.get(&path).await.status, StatusCode::FORBIDDEN);
    });
}

#[test]
fn why_a_block_was_moved_is_told_where_it_stands() {
    story(|story| async move {
        story.reserve_daily().await;
        let key = format!("{}.2026-11-26", pattern_of(&story).await.id);
        let mut jonas = story.jonas().await;
        let moved = [("when", "2026-11-26T15:00"), ("why", "A day with Compliance.")];
        let list = jonas.does(&format!("/blocks/{key}/move"), &moved).await;
        list.assert_shows("Moved from Thu 26 Nov, 11:30: A day with Compliance. Move");
        jonas.opens("/settings/blocks").await.assert_shows("Moved from Thu 26 Nov, 11:30: A day with Compliance.");
    });
}

#[test]
fn a_promise_against_a_block_that_falls_away_is_told_and_offered_a_day_on_which_somebody_is_there() {
    story(|story| async move {
        story.at("25 13:00");
        story.reserve_daily().await;
        story.asks("Ben Ruhl", "A CRM refresher for sixty people").await;
        let mut jonas = story.jonas().await;
        jonas.opens("/desk").await.assert_hides("No block is in time");
        let away = |from: &str| team::Away {
            member: story.jonas.id,
            from_on: from.parse().unwrap(),
            until_on: "2026-11-26".parse().unwrap(),
            why: None,
        };
        let tomorrow = team::be_away(&story.ground, &story.jonas, away("2026-11-26")).await.unwrap();
        let key = format!("{}.2026-11-26", pattern_of(&story).await.id);
        let desk = jonas.opens("/desk").await;
        desk.assert_shows("No block is in time for one request");
        desk.assert_shows("Half an hour from Wednesday 25 November, 14:00 (Berlin)");
        jonas.opens("/blocks").await.assert_shows("Away.").assert_shows("skipped");
        jonas.opens("/settings/blocks").await.assert_shows("Away: Jonas.");
        jonas.opens(&format!("/blocks/{key}")).await.assert_shows("It falls away, since everybody whose time it is");
        story.at("25 16:50");
        let late = jonas.opens("/desk").await;
        late.assert_shows("Everybody is away, or no office hour before it is left.").assert_hides("Half an hour from");
        team::be_back(&story.ground, &story.jonas, tomorrow.id).await.unwrap();
        jonas.opens("/desk").await.assert_hides("No block is in time");
    });
}
