//! Answering two or three questions on the private page.

use diagnosis::By;
use method::Question;

use super::*;

impl Story {
    async fn asks_questions(&self, request: RequestId, questions: &[Question]) {
        diagnosis::send_questions(&self.ground, &By::from(&self.who), request, questions, "").await.unwrap();
    }
}

#[test]
fn two_questions_are_answered_on_a_phone_and_nothing_moves() {
    story(|story| async move {
        let (receipt, path) = story.karin_s().await;
        story.asks_questions(receipt.request, &[Question::CouldToday, Question::Consequences]).await;
        let questions = format!("{path}/questions/1");
        let mut karin = story.browser();
        let page = karin.get(&questions).await;
        for words in
            ["Two questions, Karin", "Thursday 26 November, 10:15 (Berlin)", "I don’t know", "Why do you ask this?"]
        {
            page.assert_shows(words);
        }
        page.assert_hides(" checked");
        let before = story.promises(receipt.request).await;
        let said = [("q6-answer", "most_could"), ("q12-answer", "right_costs"), ("q12-words", "Ten minutes a <deal>.")];
        for _ in 0..2 {
            let answer = karin.post(&questions, &said).await;
            assert_eq!(
                (answer.status, answer.leads_to()),
                (StatusCode::SEE_OTHER, format!("{questions}/thanks").as_str())
            );
        }
        let thanks = karin.get(&format!("{questions}/thanks")).await;
        for words in [
            "Thank you, Karin.",
            "Your two answers are with the team.",
            "Nothing has moved. You will hear from us by",
            "Ten minutes a &lt;deal&gt;.",
            "Change",
        ] {
            thanks.assert_shows(words);
        }
        assert_eq!(story.promises(receipt.request).await, before);
        let status = karin.get(&path).await;
        assert_eq!(status.body.matches("It costs them something.").count(), 1, "it joined the conversation, once");
        karin.get(&questions).await.assert_shows("value=\"most_could\" checked");
    });
}

#[test]
fn what_was_said_stands_once_the_team_has_answered() {
    story(|story| async move {
        let (receipt, path) = story.karin_s().await;
        story.asks_questions(receipt.request, &[Question::CouldToday, Question::Onset]).await;
        let questions = format!("{path}/questions/1");
        let mut karin = story.browser();
        karin.post(&questions, &[("q6-answer", "few_could")]).await;
        karin
            .get(&format!("{questions}/thanks"))
            .await
            .assert_shows("Your answer is with the team. The other question stays open");
        story.answers_with_options(receipt.request).await;
        let answer = karin.get(&questions).await;
        assert_eq!((answer.status, answer.leads_to()), (StatusCode::SEE_OTHER, format!("{questions}/thanks").as_str()));
        let thanks = karin.get(&format!("{questions}/thanks")).await;
        thanks.assert_shows("We have answered");
        thanks.assert_hides(">Change<");
        let late = karin.post(&questions, &[("q6-answer", "most_could")]).await;
        assert_status(&late, StatusCode::CONFLICT);
    });
}

#[test]
fn questions_open_by_their_own_request_s_link_alone() {
    story(|story| async move {
        let (receipt, path) = story.karin_s().await;
        story.asks_questions(receipt.request, &[Question::CouldToday]).await;
        let (_, other) = story.asked_by("pavel.drost@lindmoor.example", "A course, please.").await;
        let mut visitor = story.browser();
        for wrong in [
            format!("{other}/questions/1"),
            format!("{path}/questions/2"),
            format!("{path}/questions/x"),
            format!("{other}/questions/1/thanks"),
        ] {
            assert_status(&visitor.get(&wrong).await, StatusCode::NOT_FOUND);
            assert_status(
                &visitor.post(&wrong.replace("/thanks", ""), &[("q6-answer", "few_could")]).await,
                StatusCode::NOT_FOUND,
            );
        }
        assert_status(&visitor.get(&format!("{path}/questions/1")).await, StatusCode::OK);
    });
}

#[test]
fn the_page_speaks_the_language_of_who_reads_it() {
    story(|story| async move {
        let (receipt, path) = story.karin_s().await;
        let mut tx = story.ground.begin().await.unwrap();
        let karin = team::stakeholders::by_address(&mut tx, story.team.id, KARIN).await.unwrap().unwrap();
        let karin = team::Stakeholder { language: Some("de".into()), ..karin };
        team::stakeholders::describe(&mut tx, &karin).await.unwrap();
        tx.commit().await.unwrap();
        story.asks_questions(receipt.request, &[Question::CouldToday, Question::Consequences]).await;
        let letter = story.letters().await.into_iter().find(|letter| letter.kind == "diagnosis-questions").unwrap();
        assert!(letter.subject.starts_with("Zwei Fragen zu „"), "{}", letter.subject);
        let questions = format!("{path}/questions/1");
        let mut browser = story.browser();
        let page = browser.get(&questions).await;
        for words in ["Zwei Fragen an Sie, Karin", "bis <b>Donnerstag", "Die meisten", "Ans Team senden"] {
            page.assert_shows(words);
        }
        browser.post(&questions, &[("q6-answer", "few_could")]).await;
        browser.get(&format!("{questions}/thanks")).await.assert_shows("Ihre Antwort ist beim Team.");
    });
}
