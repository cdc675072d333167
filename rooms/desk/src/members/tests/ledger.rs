use promises::{HowTold, NewTime, ReasonKind};
use requests::{State, stand};

use super::*;

#[test]
fn the_ledger_stands_in_order_of_time_and_says_what_became_of_each() {
    story(|story| async move {
        story.reserve_daily().await;
        story.at("23 10:00");
        let late = story.asks("Sofia Brandel", "Complaints.").await;
        let moved = story.asks("Hanne Voss", "File notes.").await;
        let gone = story.asks("Mira Sandholt", "A course.").await;
        let mut tx = story.ground.read().await.unwrap();
        let promise = promises::next_open(&mut tx, story.jonas.team, moved.request.uuid()).await.unwrap().unwrap();
        drop(tx);
        let new = NewTime {
            due_at: at("30 10:00"),
            reason: "The figures come on Friday.".to_owned(),
            kind: ReasonKind::Waiting,
            meanwhile: None,
        };
        promises::note_agreed(&story.ground, &story.jonas, promise.id, new, HowTold::Told).await.unwrap();
        stand::withdraw(&story.ground, story.jonas.team, gone.request, story.jonas.actor()).await.unwrap();
        story.at("24 14:40");
        story.answered(late.request, State::Closed).await;
        story.at("25 10:15");
        let ben = story.asks("Ben Ruhl", "CRM refresher.").await;
        let mut jonas = story.jonas().await;
        let page = jonas.opens("/promises").await;
        page.assert_shows("Two are open, one of them due this week.")
            .assert_shows("Tomorrow, 10:15")
            .assert_shows("in today’s block, 11:30")
            .assert_shows("answered yesterday, 14:40")
            .assert_shows("Mon 30 Nov, 10:00 is a promise of its own")
            .assert_shows("the request was withdrawn, or was spam")
            .assert_shows("0 of 1")
            .assert_shows("Too few for a rate")
            .assert_shows("Ask to move it");
        assert_eq!(page.requests().first(), Some(&ben.request), "{}", story.ground.engine());
        jonas.opens("/promises?state=broken").await.assert_shows("Sofia Brandel").assert_hides("Hanne Voss");
        jonas.opens("/promises?state=open").await.assert_shows("Hanne Voss").assert_hides("Sofia Brandel");
        jonas.opens("/promises?state=void").await.assert_shows("Mira Sandholt").assert_hides("Ben Ruhl");
    });
}

#[test]
fn a_rate_is_told_from_ten_on_as_a_count() {
    story(|story| async move {
        story.at("16 10:00");
        for number in 1..=10 {
            let asked = story.asks(&format!("Ben Ruhl{number}"), "A wish.").await;
            if number == 10 {
                story.at("17 12:00");
            }
            story.answered(asked.request, State::Closed).await;
        }
        story.at("25 10:15");
        let mut jonas = story.jonas().await;
        let page = jonas.opens("/promises").await;
        page.assert_shows("None is open. Since 1 September 9 of 10 were kept.")
            .assert_hides("90\u{a0}%")
            .assert_hides("90 %");
        let kept = jonas.opens("/promises?state=kept").await;
        assert_eq!(kept.requests().len(), 9);
    });
}

#[test]
fn a_sponsor_sees_the_kept_promises_and_nothing_of_what_was_asked() {
    story(|story| async move {
        story.at("24 10:00");
        let kept = story.asks("Ben Ruhl", "A secret wish.").await;
        story.answered(kept.request, State::Closed).await;
        let open = story.asks("Karin Oldsted", "Another secret wish.").await;
        story.at("26 10:15");
        let mut sponsor = story.person("Edda Roorda", Some(Role::Sponsor), false).await;
        let page = sponsor.opens("/promises").await;
        page.assert_shows("A first answer")
            .assert_shows("Wed 25 Nov, 10:00".replace("Wed 25 Nov", "Yesterday").as_str());
        for hidden in ["secret", "Ben Ruhl", "Karin Oldsted", "R-1", "R\u{2011}1", "/requests", "renegotiation"] {
            page.assert_hides(hidden);
        }
        page.assert_hides(&open.request.to_string());
        sponsor.opens("/promises?state=broken").await.assert_hides("Karin").assert_hides("not answered");
    });
}
