use std::collections::HashSet;

use jiff::SignedDuration;
use requests::State;

use super::*;

/// A hundred and thirty requests, each a minute after the one before; the last ten of them answered and waiting.
async fn many(story: &Story) -> Vec<RequestId> {
    let mut all = Vec::new();
    for number in 0..130 {
        let now = at("23 09:00") + SignedDuration::from_mins(number);
        story.ground.clock().set(now);
        let name = if number % 3 == 0 { "Ben Ruhl" } else { "Karin Oldsted" };
        all.push(asks(&story.ground, &story.jonas, name, &format!("Wish {number}."), now).await.request);
    }
    for id in all.iter().rev().take(10) {
        story.answered(*id, State::Answered).await;
    }
    story.at("25 10:15");
    all
}

async fn walk(browser: &mut Browser, path: &str) -> Vec<Vec<RequestId>> {
    let mut pages = Vec::new();
    let mut next = Some(path.to_owned());
    while let Some(path) = next {
        assert!(pages.len() < 20, "the list does not end: {path}");
        let page = browser.opens(&path).await;
        pages.push(page.requests());
        next = page.link("Next page");
    }
    pages
}

#[test]
fn the_pages_of_the_list_hold_every_request_once_in_both_orders() {
    story(|story| async move {
        let all = many(&story).await;
        let everything: HashSet<RequestId> = all.iter().copied().collect();
        let mut jonas = story.jonas().await;

        let pages = walk(&mut jonas, "/requests").await;
        assert_eq!(pages.iter().map(Vec::len).collect::<Vec<_>>(), [50, 50, 30]);
        let by_promise = pages.concat();
        assert_eq!(by_promise.iter().copied().collect::<HashSet<_>>(), everything);
        assert_eq!(by_promise[..120], all[..120], "next promise first");
        let rest: Vec<RequestId> = all[120..].iter().rev().copied().collect();
        assert_eq!(by_promise[120..], rest, "then what owes nothing, newest first");

        let newest: Vec<RequestId> = all.iter().rev().copied().collect();
        assert_eq!(walk(&mut jonas, "/requests?order=received").await.concat(), newest);
        assert_eq!(walk(&mut jonas, "/requests?state=all").await.concat(), newest);
        assert_eq!(walk(&mut jonas, "/requests?state=answered").await.concat(), newest[..10]);
        assert_eq!(walk(&mut jonas, "/requests?state=parked&order=promise").await.concat(), all[..120]);
    });
}

#[test]
fn a_request_that_is_owed_two_things_stands_at_the_first_and_nowhere_else() {
    story(|story| async move {
        let all = many(&story).await;
        let mut tx = story.ground.begin().await.unwrap();
        let team = story.jonas.team;
        let in_force = team::calendar::current(&mut tx, team).await.unwrap();
        for id in [all[3], all[70]] {
            let to = promises::owed_of(&mut tx, team, id.uuid()).await.unwrap().remove(0).to;
            let computed = promises::named(&in_force, at("30 10:00"), "As agreed.", story.ground.now()).unwrap();
            let what = promises::What::DeliveryDate;
            let new = promises::NewPromise { request: id.uuid(), to, what, computed };
            promises::give(&mut tx, team, story.jonas.actor(), new).await.unwrap();
        }
        tx.commit().await.unwrap();
        let mut jonas = story.jonas().await;
        let listed = walk(&mut jonas, "/requests").await.concat();
        assert_eq!(listed[..120], all[..120]);
        assert_eq!(listed.len(), 130);
    });
}

#[test]
fn a_unit_is_filtered_over_all_pages() {
    story(|story| async move {
        let all = many(&story).await;
        let mut jonas = story.jonas().await;
        let found = walk(&mut jonas, "/requests?unit=account").await.concat();
        assert_eq!(found.len(), all.iter().enumerate().filter(|(number, _)| number % 3 == 0).count());
        let none = jonas.opens("/requests?unit=nowhere").await;
        none.assert_shows("None of this unit");
    });
}

#[test]
fn a_row_says_state_promise_block_and_how_it_came() {
    story(|story| async move {
        story.reserve_daily().await;
        story.asks("Ben Ruhl", "CRM refresher.").await;
        let late = story.asks("Karin Oldsted", "The new rule.").await;
        story.answered(late.request, State::Closed).await;
        let mut jonas = story.jonas().await;
        let list = jonas.opens("/requests").await;
        list.assert_shows("One is open. One holds a promise, with a block in time.")
            .assert_shows("R-1, Ben Ruhl, Account Management")
            .assert_shows("tomorrow, 10:15")
            .assert_shows("today, 11:30")
            .assert_shows("email")
            .assert_hides("R-2");
        let closed = jonas.opens("/requests?state=closed").await;
        closed.assert_shows("R-2, Karin Oldsted, Motor Claims").assert_shows("none needed");
        jonas.opens("/requests?state=in-review").await.assert_shows("None is in review");
    });
}

#[test]
fn what_is_over_stands_together_with_how_it_ended() {
    story(|story| async move {
        let team = story.jonas.team;
        let answered = story.asks("Ben Ruhl", "CRM refresher.").await;
        let taken_back = story.asks("Karin Oldsted", "The new rule.").await;
        let spam = story.asks("Nobody Known", "Cheap courses.").await;
        story.asks("Sofia Brandel", "Complaint handling.").await;
        story.answered(answered.request, State::Closed).await;
        requests::stand::withdraw(&story.ground, team, taken_back.request, story.jonas.actor()).await.unwrap();
        requests::stand::mark_spam(&story.ground, team, spam.request, story.jonas.actor()).await.unwrap();
        let mut jonas = story.jonas().await;
        let closed = jonas.opens("/requests?state=closed").await;
        assert_eq!(closed.requests(), [spam.request, taken_back.request, answered.request]);
        closed.assert_shows("withdrawn").assert_shows("spam").assert_shows("Closed 3");
    });
}

#[test]
fn a_page_looked_at_again_shows_what_happened_meanwhile_and_the_present_minute() {
    story(|story| async move {
        story.reserve_daily().await;
        story.asks("Ben Ruhl", "CRM refresher.").await;
        let (mut jonas, mut other) = (story.jonas().await, story.jonas().await);
        for path in ["/desk", "/requests"] {
            let first = jonas.opens(path).await;
            assert_eq!(jonas.opens(path).await.body, first.body, "{path}");
        }
        story.asks("Sofia Brandel", "Complaint handling.").await;
        for path in ["/desk", "/requests"] {
            jonas.opens(path).await.assert_shows("Sofia Brandel");
            other.opens(path).await.assert_shows("Sofia Brandel");
        }
        story.at("26 10:15");
        jonas.opens("/requests").await.assert_hides("fell due");
        story.at("26 10:16");
        jonas.opens("/requests").await.assert_shows("fell due");
    });
}
