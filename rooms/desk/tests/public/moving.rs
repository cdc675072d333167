//! Answering whether a promise may be moved.

use super::*;

#[test]
fn a_yes_moves_the_promise_and_is_counted_once() {
    story(|story| async move {
        let (receipt, path) = story.karin_s().await;
        let asked = story.asks_to_move(receipt.request).await;
        let mut karin = story.browser();
        karin.get(&path).await.assert_shows("We would like to tell you later");
        let question = karin.get(&format!("{path}/promise")).await;
        question.assert_shows("Tuesday instead of Thursday?");
        question.assert_shows("Jonas Feldt writes:");
        question.assert_shows("The new text of the rule comes on Monday.");
        question.assert_hides(" checked");
        let id = asked.id.to_string();
        let nothing = karin.post(&format!("{path}/promise"), &[("question", &id), ("words", "Fine by me.")]).await;
        assert_status(&nothing, StatusCode::UNPROCESSABLE_ENTITY);
        nothing.assert_shows("Pick one of the two");
        nothing.assert_shows("Fine by me.");
        for _ in 0..2 {
            let answer = karin
                .post(&format!("{path}/promise"), &[("question", &id), ("answer", "yes"), ("words", "Fine by me.")])
                .await;
            assert_eq!((answer.status, answer.leads_to()), (StatusCode::SEE_OTHER, path.as_str()));
        }
        let promises = story.promises(receipt.request).await;
        let states: Vec<_> = promises.iter().map(|promise| promise.state(story.ground.now())).collect();
        assert_eq!(states, [promises::State::Renegotiated, promises::State::Open]);
        let page = karin.get(&path).await;
        page.assert_shows("Thank you. The new time is our promise.");
        page.assert_shows("You agreed to a later time");
        page.assert_shows("Tuesday 1 December,");
        assert_eq!(page.body.matches("Fine by me.").count(), 1);
        karin.get(&format!("{path}/promise")).await.assert_shows("There is nothing to answer");
    });
}

#[test]
fn after_a_no_the_first_time_stands() {
    story(|story| async move {
        let (receipt, path) = story.karin_s().await;
        let id = story.asks_to_move(receipt.request).await.id.to_string();
        let mut karin = story.browser();
        let answer = karin.post(&format!("{path}/promise"), &[("question", &id), ("answer", "no")]).await;
        assert_status(&answer, StatusCode::SEE_OTHER);
        let page = karin.get(&path).await;
        page.assert_shows("The first time stands.");
        page.assert_hides("We would like to tell you later");
        let promises = story.promises(receipt.request).await;
        assert_eq!((promises.len(), promises[0].due_at), (1, at("11-26T10:15")));
        // What they say with an answer is kept, though that answer stands already, or comes too late.
        for (answer, words) in [("no", "We need it on Thursday."), ("yes", "Friday would do as well.")] {
            let form = [("question", id.as_str()), ("answer", answer), ("words", words)];
            for _ in 0..2 {
                assert_status(&karin.post(&format!("{path}/promise"), &form).await, StatusCode::SEE_OTHER);
            }
        }
        let page = karin.get(&path).await;
        page.assert_shows("This question no longer stands.");
        for words in ["We need it on Thursday.", "Friday would do as well."] {
            assert_eq!(page.body.matches(words).count(), 1, "{words}");
        }
        assert_eq!(story.promises(receipt.request).await.len(), 1);
    });
}

#[test]
fn what_is_said_with_an_answer_is_written_down_with_it_or_neither_is() {
    story(|story| async move {
        let (receipt, path) = story.karin_s().await;
        let id = story.asks_to_move(receipt.request).await.id.to_string();
        let mut karin = story.browser();
        for answer in ["yes", "no"] {
            // As where the disk is full.
            story.execute("alter table message rename to message_gone").await;
            let form = [("question", id.as_str()), ("answer", answer), ("words", "Not on a Monday.")];
            let failed = karin.post(&format!("{path}/promise"), &form).await;
            story.execute("alter table message_gone rename to message").await;
            assert_status(&failed, StatusCode::INTERNAL_SERVER_ERROR);
            assert_eq!(story.promises(receipt.request).await.len(), 1);
            karin.get(&path).await.assert_shows("We would like to tell you later");
        }
    });
}

#[test]
fn nobody_answers_a_question_about_another_s_request() {
    story(|story| async move {
        let (receipt, _) = story.karin_s().await;
        let id = story.asks_to_move(receipt.request).await.id.to_string();
        let (_, pavel_s) = story.asked_by("pavel.drost@lindmoor.example", "A course on Excel.").await;
        let mut pavel = story.browser();
        let answer = pavel.post(&format!("{pavel_s}/promise"), &[("question", &id), ("answer", "yes")]).await;
        assert_status(&answer, StatusCode::NOT_FOUND);
        assert_eq!(story.promises(receipt.request).await.len(), 1);
    });
}
