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
            .assert_shows("Too few for a percentage")
            .assert_shows("Ask to move it");
        assert_eq!(page.requests().first(), Some(&ben.request), "{}", story.ground.engine());
        jonas.opens("/promises?state=broken").await.assert_shows("Sofia Brandel").assert_hides("Hanne Voss");
        jonas.opens("/promises?state=open").await.assert_shows("Hanne Voss").assert_hides("Sofia Brandel");
        jonas.opens("/promises?state=void").await.assert_shows("Mira Sandholt").assert_hides("Ben Ruhl");
    });
}

#[test]
fn a_rate_is_told_from_ten_cases_on() {
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
            .assert_shows("90\u{a0}%")
            .assert_shows("Likely between 60 and 98\u{a0}%.");
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

/// The addresses of the pages behind the figures, with what each link says.
fn rows_of(page: &Answer) -> Vec<(String, String)> {
    let links = page.body.split("<a href=\"/promises/rows?").skip(1);
    links
        .map(|rest| {
            let (path, rest) = rest.split_once("\">").unwrap();
            let words = rest.split("</a>").next().unwrap();
            (format!("/promises/rows?{}", path.replace("&amp;", "&")), words.to_owned())
        })
        .collect()
}

#[test]
fn every_figure_leads_to_as_many_rows_as_it_says() {
    story(|story| async move {
        story.reserve_daily().await;
        story.at("23 10:00");
        let (kept, late, gone) = (
            story.asks("Sofia Brandel", "Complaints.").await,
            story.asks("Hanne Voss", "File notes.").await,
            story.asks("Mira Sandholt", "A course.").await,
        );
        let _never = story.asks("Luca Ferrant", "Onboarding.").await;
        story.answered(kept.request, State::Closed).await;
        stand::withdraw(&story.ground, story.jonas.team, gone.request, story.jonas.actor()).await.unwrap();
        story.at("24 14:40");
        story.answered(late.request, State::Closed).await;
        story.at("25 10:15");
        story.asks("Ben Ruhl", "CRM refresher.").await;
        let mut jonas = story.jonas().await;
        let page = jonas.opens("/promises").await;
        let rows = rows_of(&page);
        let words: Vec<&str> = rows.iter().map(|(_, words)| words.as_str()).collect();
        let promised =
            ["3 fell due", "1 kept", "1 late", "1 not answered yet", "0 renegotiated", "1 void", "1 not yet due"];
        assert_eq!(words[..7], promised, "{}", story.ground.engine());
        for (path, words) in &rows {
            let Some(many) = words.split(' ').next().and_then(|many| many.parse::<usize>().ok()) else { continue };
            let behind = jonas.opens(path).await;
            assert_eq!(behind.requests().len(), many, "{words}: {}", behind.text());
        }
        jonas.opens("/promises/rows?figure=late").await.assert_shows("Hanne Voss").assert_hides("Luca Ferrant");
        let nothing = jonas.get("/promises/rows?figure=guessed").await;
        assert_eq!(nothing.status, StatusCode::NOT_FOUND);
    });
}

#[test]
fn what_was_learned_from_a_broken_promise_stands_beside_it() {
    story(|story| async move {
        story.at("23 10:00");
        let late = story.asks("Hanne Voss", "File notes.").await;
        story.at("25 10:15");
        let mut jonas = story.jonas().await;
        let page = jonas.opens("/promises?state=broken").await;
        page.assert_shows("not answered yet; note what was learned");
        page.assert_shows("Why one was broken").assert_shows("One has no line yet.");
        let mut tx = story.ground.read().await.unwrap();
        let promise = promises::owed_of(&mut tx, story.jonas.team, late.request.uuid()).await.unwrap().remove(0);
        drop(tx);
        let path = format!("/promises/{}/lesson", promise.id);
        let form = jonas.opens(&path).await;
        form.assert_shows("Hanne Voss was promised a first answer by");
        let without = jonas.post(&path, &[("base", "0"), ("words", "The note lay in the wrong mailbox.")]).await;
        assert_eq!(without.status, StatusCode::UNPROCESSABLE_ENTITY);
        let noted = [("base", "0"), ("kind", "mistake"), ("words", "The note lay in the wrong mailbox.")];
        jonas.does(&path, &noted).await.assert_shows("it was our mistake: “The note lay in the wrong mailbox.”");
        let page = jonas.does(&path, &noted).await;
        page.assert_shows("Once it was our mistake.").assert_hides("no line yet");
        let mut aylin = story.person("Aylin Korrey", Some(Role::Member), false).await;
        let lost = aylin.post(&path, &[("base", "0"), ("kind", "urgent"), ("words", "An outage came first.")]).await;
        assert_eq!(lost.status, StatusCode::CONFLICT);
        lost.assert_shows("Noted by Jonas Feldt").assert_shows("The note lay in the wrong mailbox.");
        let again = [("base", "1"), ("kind", "urgent"), ("words", "An outage came first.")];
        assert_eq!(lost.hidden("base"), "1");
        aylin.does(&path, &again).await.assert_shows("something urgent came first: “An outage came first.”");
    });
}

#[test]
fn nothing_is_learned_from_a_promise_that_is_not_broken() {
    story(|story| async move {
        story.at("25 10:15");
        let open = story.asks("Ben Ruhl", "CRM refresher.").await;
        let mut tx = story.ground.read().await.unwrap();
        let promise = promises::owed_of(&mut tx, story.jonas.team, open.request.uuid()).await.unwrap().remove(0);
        drop(tx);
        let path = format!("/promises/{}/lesson", promise.id);
        let refused = story.jonas().await.post(&path, &[("base", "0"), ("kind", "mistake")]).await;
        assert_eq!(refused.status, StatusCode::CONFLICT);
        refused.assert_shows("This promise is not broken");
    });
}

#[test]
fn a_ledger_of_hundreds_is_paged_and_small() {
    story(|story| async move {
        story.reserve_daily().await;
        story.at("25 10:15");
        let mut asked = Vec::new();
        for number in 1..=130 {
            asked.push(story.asks(&format!("Ben Ruhl{number}"), "A wish.").await.request);
        }
        let mut jonas = story.jonas().await;
        let page = jonas.opens("/promises").await;
        assert!(page.body.len() < 60_000, "{} bytes", page.body.len());
        page.assert_shows("130 are open, all of them due this week.").assert_shows("next first, 20 of 130");
        assert_eq!(page.link("All 130 open promises").as_deref(), Some("/promises?state=open"));
        let (mut seen, mut path) = (Vec::new(), Some("/promises?state=open".to_owned()));
        while let Some(at) = path {
            let page = jonas.opens(&at).await;
            assert!(page.body.len() < 60_000, "{} bytes", page.body.len());
            seen.extend(page.requests());
            path = page.link("Next page");
        }
        seen.sort_unstable();
        asked.sort_unstable();
        assert_eq!(seen, asked, "each once, on {}", story.ground.engine());
    });
}
