use requests::{FileIn, conversation, stand};

use super::*;

#[test]
fn a_request_shows_its_promise_with_its_account_their_words_and_the_conversation() {
    story(|story| async move {
        story.reserve_daily().await;
        let mut ask =
            Ask::new(Channel::Email, &address("Ben Ruhl"), "CRM refresher, please.\n\nSixty people.", at("24 17:50"));
        ask.from_name = Some("Ben Ruhl".to_owned());
        ask.subject = Some("CRM refresher for account managers".to_owned());
        ask.folded = "-- \nBen Ruhl, Regional Director".to_owned();
        ask.forwarded = "From: Mira\nCan you help?".to_owned();
        let content = b"a plan".to_vec();
        ask.files = vec![FileIn { name: "Plan <1>.xlsx".to_owned(), media_type: "text/html".to_owned(), content }];
        let receipt = take_in(&story.ground, story.jonas.team, Actor::Machine("mail"), ask).await.unwrap();
        let path = format!("/requests/{}", receipt.request);
        let who = story.stakeholder("Ben Ruhl").await;
        conversation::add(&story.ground, &who, receipt.request, "62 percent <b>have</b> it.", vec![]).await.unwrap();

        let mut jonas = story.jonas().await;
        let page = jonas.opens(&path).await;
        page.assert_shows("CRM refresher for account managers")
            .assert_shows("Parked for today’s block")
            .assert_shows("Ben Ruhl will hear from us by")
            .assert_shows("Today’s block at 11:30 is in time for it.")
            .assert_shows("Explain this date")
            .assert_shows("Received after office hours")
            .assert_shows("Open in the block at 11:30")
            .assert_shows("In Ben’s words")
            .assert_shows("Sixty people.")
            .assert_shows("They forwarded:")
            .assert_shows("Quoted text and signature")
            .assert_shows("Plan &lt;1&gt;.xlsx")
            .assert_shows("Acknowledgement")
            .assert_shows("62 percent &lt;b&gt;have&lt;/b&gt; it.")
            .assert_shows("promised a first answer by Thursday 26 November, 09:00 (Berlin)");
        assert!(page.links_to(&format!("{path}/answer/outside")));
        let file = page.body.split("href=\"/attachments/").nth(1).unwrap().split('"').next().unwrap();
        jonas.opens(&format!("/attachments/{file}")).await;

        let said = jonas.does(&format!("{path}/messages"), &[("reply", "Which report?"), ("to", "stakeholder")]).await;
        said.assert_shows("Which report?").assert_shows("the promise stays where it is");
        let noted = jonas.does(&format!("{path}/messages"), &[("reply", "Ask Aylin first."), ("to", "team")]).await;
        noted.assert_shows("Ask Aylin first.").assert_shows("note for the team,").assert_shows("4 messages");
    });
}

#[test]
fn the_position_is_folded_and_an_ended_request_says_so() {
    story(|story| async move {
        story.reserve_daily().await;
        let ben = story.asks("Ben Ruhl", "CRM refresher.").await;
        let mut who = story.stakeholder("Ben Ruhl").await;
        who.position = Some("Regional Director".to_owned());
        let mut tx = story.ground.begin().await.unwrap();
        team::stakeholders::describe(&mut tx, &who).await.unwrap();
        tx.commit().await.unwrap();
        let mut jonas = story.jonas().await;
        let path = format!("/requests/{}", ben.request);
        let page = jonas.opens(&path).await;
        let (_, after) = page.body.split_once("Ben’s position").unwrap();
        assert!(after.split_once("</details>").unwrap().0.contains("Regional Director"), "inside of the fold");
        assert_eq!(page.body.matches("Regional Director").count(), 1);

        let over = jonas.does(&format!("{path}/withdrawal"), &[]).await;
        over.assert_shows("Withdrawn.")
            .assert_shows("Void: the request was withdrawn, or was spam.")
            .assert_shows("Nothing. It was withdrawn.")
            .assert_hides("Answer now, on purpose");
        stand::mark_spam(&story.ground, story.jonas.team, ben.request, story.jonas.actor()).await.unwrap_err();
    });
}

#[test]
fn options_told_to_a_member_are_noted_on_the_request() {
    story(|story| async move {
        let luca = story.asks("Luca Ferrant", "Fleet tariff.").await;
        let way = |title: &str| options::Way {
            title: title.to_owned(),
            what: format!("{title}, done."),
            ready_by: Some("Fri 4 Dec".to_owned()),
            effort: None,
            is_recommended: false,
        };
        let mut tx = story.ground.begin().await.unwrap();
        let ways = vec![way("A page"), way("A course")];
        options::lay_out(&mut tx, story.jonas.team, luca.request, ways, None, story.jonas.actor()).await.unwrap();
        tx.commit().await.unwrap();
        story.answered(luca.request, requests::State::Answered).await;
        let mut jonas = story.jonas().await;
        let path = format!("/requests/{}", luca.request);
        jonas.opens(&path).await.assert_shows("It waits for Luca’s choice.").assert_shows("not chosen yet");
        let noted = jonas.does(&format!("{path}/choice"), &[("way", "2"), ("chosen-by", "Luca Ferrant")]).await;
        noted
            .assert_shows("Luca Ferrant chose option 2")
            .assert_shows("Luca Ferrant will have the start and the next date by")
            .assert_shows("Other promises");
    });
}
