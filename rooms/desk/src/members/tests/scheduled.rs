use answers::{Base, Kind, Written};

use super::*;

/// An answer to this request that goes out at `send_at`, written in the day's block.
async fn schedules(story: &Story, request: RequestId, send_at: &str) {
    let (ground, jonas) = (&story.ground, &story.jonas);
    let block = blocks::reserve(ground, jonas, at("25 10:30"), 30).await.unwrap().key;
    story.at("25 10:31");
    sessions::open(ground, jonas, block).await.unwrap();
    let typed = [("observed", "It fell in one week."), ("proposals", "Three fields in the place of nine")];
    let typed = typed.map(|(name, text)| (name.to_owned(), text.to_owned())).to_vec();
    let written = Written { kind: Some(Kind::NotTrainingBut), typed };
    let draft = answers::keep(ground, jonas, request, &written, Base::default()).await.unwrap();
    let base = Base { version: draft.kept.version, ..Base::default() };
    answers::make_ready(ground, jonas, request, base, block).await.unwrap();
    let wanted = sessions::Wanted { request, send_at: Some(at(send_at)) };
    sessions::close_with(ground, jonas, block, &[wanted]).await.unwrap();
}

#[test]
fn the_desk_and_the_request_say_when_an_answer_goes_out_and_when_it_did_not() {
    story(|story| async move {
        let request = story.asks("Ben Ruhl", "A CRM refresher").await.request;
        schedules(&story, request, "25 15:00").await;
        let mut jonas = story.jonas().await;
        let path = format!("/requests/{request}");
        let desk = jonas.opens("/desk").await;
        desk.assert_shows("Answers that go out by themselves").assert_shows("15:00").assert_shows("by 10:15 tomorrow");
        desk.assert_shows("One answer goes out by itself.").assert_hides("block is in time");
        let page = jonas.opens(&path).await;
        page.assert_shows("The answer goes out Wednesday 25 November, 15:00 (Berlin)");
        page.assert_shows("The answer goes out before, today, 15:00.").assert_hides("block is in time");
        for list in ["/requests", "/promises"] {
            jonas.opens(list).await.assert_shows("goes out today, 15:00").assert_hides("block in time");
        }

        requests::stand::withdraw(&story.ground, story.jonas.team, request, story.jonas.actor()).await.unwrap();
        story.at("25 15:00");
        let ripe = answers::scheduled::ripe(&mut story.ground.read().await.unwrap(), 5).await.unwrap();
        answers::scheduled::send_ripe(&story.ground, &ripe[0]).await.unwrap();
        let desk = jonas.opens("/desk").await;
        desk.assert_shows("The answer did not go out as scheduled").assert_shows("The request was withdrawn or closed");
        desk.assert_hides("Answers that go out by themselves");
        let end = format!("{path}/answer/schedule/end");
        let desk = jonas.does(&end, &[("back", "/desk")]).await;
        desk.assert_shows("Taken back").assert_hides("did not go out");
    });
}

#[test]
fn what_was_decided_about_a_request_stands_on_its_page() {
    story(|story| async move {
        let request = story.asks("Ben Ruhl", "A CRM refresher").await.request;
        let mut tx = story.ground.begin().await.unwrap();
        let new = decisions::NewDecision {
            about: Some(request.uuid()),
            ..decisions::NewDecision::new("No refresher", "They know the tool.", decisions::Driver::Data)
        };
        decisions::record(&mut tx, story.jonas.team, story.jonas.actor(), new).await.unwrap();
        tx.commit().await.unwrap();
        let page = story.jonas().await.opens(&format!("/requests/{request}")).await;
        page.assert_shows("Decided about it").assert_shows("No refresher").assert_shows("They know the tool.");
    });
}
