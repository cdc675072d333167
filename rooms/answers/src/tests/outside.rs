use super::*;

async fn share(story: &Story) -> (i64, i64) {
    let mut tx = story.ground.read().await.unwrap();
    let share = readings::outside_share(&mut tx, story.who.team, at("01 00:00"), at("30 00:00")).await.unwrap();
    (share.outside, share.of)
}

impl Story {
    /// Marks the request as an emergency.
    async fn mark(&self) {
        let mut tx = self.ground.begin().await.unwrap();
        requests::emergencies::mark(&mut tx, &self.who, self.request, "safety", "A guard is loose.").await.unwrap();
        tx.commit().await.unwrap();
    }
}

#[test]
fn answering_outside_a_block_is_recorded_with_its_reason() {
    story(|story| async move {
        let sent = story.answer(Kind::NotTrainingBut, &NOT_TRAINING, outside(OutsideWhy::SomethingElse)).await.unwrap();
        let kept =
            readings::of_request(&mut story.ground.read().await.unwrap(), story.who.team, story.request).await.unwrap();
        assert_eq!(kept, [sent]);
        let Where::Outside(outside) = &kept[0].place else { panic!("in a block") };
        assert_eq!(
            (outside.why, outside.words.as_str()),
            (OutsideWhy::SomethingElse, "Ben speaks to his team at 11:00.")
        );
        assert_eq!(share(&story).await, (1, 1));
        story.assert_kept(&story.promises().await[0]);
    });
}

#[test]
fn exceptions_named_in_advance_and_answers_in_a_block_do_not_count_as_outside() {
    story(|mut story| async move {
        story.mark().await;
        story.answer(Kind::NotTrainingBut, &NOT_TRAINING, outside(OutsideWhy::Exception)).await.unwrap();
        assert_eq!(share(&story).await, (0, 1));
        story.request = asked(&story.ground, &story.who, "karin.oldsted@lindmoor.example", "Karin Oldsted").await;
        story.answer(Kind::NotTrainingBut, &NOT_TRAINING, outside(OutsideWhy::TheyStandBesideMe)).await.unwrap();
        assert_eq!(share(&story).await, (1, 2));
        story.request = asked(&story.ground, &story.who, "sofia.brandel@lindmoor.example", "Sofia Brandel").await;
        let key = story.open_block().await;
        let sent = story.answer(Kind::NotTrainingBut, &NOT_TRAINING, Where::InBlock(key)).await.unwrap();
        assert!(!sent.place.counts_as_outside());
        assert_eq!(share(&story).await, (1, 3));
        let recent = readings::recent(&mut story.ground.read().await.unwrap(), story.who.team, 1).await.unwrap();
        assert_eq!(recent, [sent]);
    });
}

#[test]
fn a_block_that_is_not_open_takes_no_answer() {
    story(|story| async move {
        let planned =
            blocks::coming(&mut story.ground.read().await.unwrap(), story.who.team, story.ground.now(), 1).await;
        let planned = planned.unwrap().remove(0).key;
        let refused = story.answer(Kind::NotTrainingBut, &NOT_TRAINING, Where::InBlock(planned)).await;
        assert_eq!(refused, Err(Refused::BlockNotOpen));
        assert!(story.answers_sent().await.is_empty() && story.draft().await.is_some(), "the text is still there");
    });
}

#[test]
fn the_reason_to_answer_outside_stays_with_the_draft_whoever_types() {
    story(|story| async move {
        let aylin = story.colleague("Aylin Korrey").await;
        let say = Outside::new(OutsideWhy::TheyStandBesideMe, "").unwrap();
        say_outside(&story.ground, &story.who, story.request, &say).await.unwrap();
        let mine = written(Kind::NoBecause, &[("helper", "Mira")]);
        keep(&story.ground, &aylin, story.request, &mine, Base::default()).await.unwrap();
        let other = Outside::new(OutsideWhy::SomethingElse, "She waits at the door.").unwrap();
        say_outside(&story.ground, &story.who, story.request, &other).await.unwrap();
        let draft = story.draft().await.unwrap();
        assert_eq!((draft.outside, draft.parts.text("helper")), (Some(other), "Mira"));
        let typing_on = written(Kind::NoBecause, &[("helper", "Mira Sandholt")]);
        let draft = keep(&story.ground, &aylin, story.request, &typing_on, Base::default()).await.unwrap();
        assert!(draft.outside.is_some());
    });
}

#[test]
fn a_rapid_response_left_outside_a_block_within_two_office_hours() {
    story(|mut story| async move {
        // Ben's was taken in at 10:15. Of each: when it is asked, when and how it is answered, and whether that is rapid.
        let cases = [
            ("25 12:15", "24 00:00", OutsideWhy::TheyStandBesideMe, true),
            ("25 16:30", "26 10:30", OutsideWhy::ThinkingWouldNotChangeIt, true),
            ("26 11:00", "26 13:01", OutsideWhy::ThinkingWouldNotChangeIt, false),
            ("26 13:30", "26 13:35", OutsideWhy::Exception, false),
            // Asked on Friday evening: the clock stands still until Monday, 09:00.
            ("27 18:00", "30 11:00", OutsideWhy::SomethingElse, true),
        ];
        for (place, (asked_at, answered_at, why, _)) in cases.iter().enumerate() {
            if place == 0 {
                story.ground.clock().set(at(asked_at));
            } else {
                story.ground.clock().set(at(asked_at));
                let address = format!("person{place}@lindmoor.example");
                story.request = asked(&story.ground, &story.who, &address, "Karin Oldsted").await;
                story.ground.clock().set(at(answered_at));
            }
            if *why == OutsideWhy::Exception {
                story.mark().await;
            }
            story.answer(Kind::NotTrainingBut, &NOT_TRAINING, outside(*why)).await.unwrap();
        }
        let mut tx = story.ground.read().await.unwrap();
        let pace = readings::pace(&mut tx, story.who.team, at("01 00:00"), at("30 12:00")).await.unwrap();
        let rapid: Vec<bool> = pace.outside.iter().rev().map(Paced::is_rapid).collect();
        let expected: Vec<bool> =
            cases.iter().filter(|(.., why, _)| why.counts_as_outside()).map(|(.., is_rapid)| *is_rapid).collect();
        assert_eq!((rapid, pace.of), (expected, 5), "{}", story.ground.engine());
        let seconds: Vec<i64> = pace.outside.iter().rev().map(|paced| paced.office_seconds).collect();
        assert_eq!(seconds, [7_200, 7_200, 7_260, 7_200]);
    });
}

#[test]
fn an_answer_to_an_emergency_is_an_exception_whatever_was_said() {
    story(|story| async move {
        let browser = story.browser().await;
        let path = format!("/requests/{}/answer/outside", story.request);
        browser.get(&path).await.assert_shows(StatusCode::OK, &["One of our exceptions", "safety, a date set by law"]);
        let refused = browser.post(&path, &[("why", "exception"), ("words", "A guard is loose.")]).await;
        refused.assert_shows(StatusCode::UNPROCESSABLE_ENTITY, &["Choose which of the exceptions it is"]);
        let form = [("why", "exception"), ("kind", "safety"), ("words", "A guard is loose.")];
        browser.post(&path, &form).await.assert_leads_to(&format!("/requests/{}/answer", story.request));
        let mut tx = story.ground.read().await.unwrap();
        let marked = requests::readings::emergency_of(&mut tx, story.who.team, story.request).await.unwrap().unwrap();
        assert_eq!((marked.kind.as_str(), marked.why.as_str()), ("safety", "A guard is loose."));
        drop(tx);
        let page = browser.get(&path).await;
        page.assert_shows(StatusCode::OK, &["A guard is loose."]);
        let sent =
            story.answer(Kind::NotTrainingBut, &NOT_TRAINING, outside(OutsideWhy::TheyStandBesideMe)).await.unwrap();
        assert!(!sent.place.counts_as_outside());
        assert_eq!(share(&story).await, (0, 1));
    });
}

#[test]
fn no_exception_is_claimed_for_a_request_that_is_not_marked_as_one() {
    story(|story| async move {
        let no_kind = || Refused::Request(requests::Refused::Emergency(requests::NoEmergency::NoKind));
        let exception = Outside::new(OutsideWhy::Exception, "").unwrap();
        assert_eq!(say_outside(&story.ground, &story.who, story.request, &exception).await, Err(no_kind()));
        let refused = story.answer(Kind::NotTrainingBut, &NOT_TRAINING, outside(OutsideWhy::Exception)).await;
        assert_eq!(refused, Err(no_kind()));
        assert!(story.answers_sent().await.is_empty() && story.draft().await.is_some(), "the text is still there");

        story.mark().await;
        say_outside(&story.ground, &story.who, story.request, &exception).await.unwrap();
        requests::emergencies::take_back(&story.ground, &story.who, story.request).await.unwrap();
        let browser = story.browser().await;
        let (path, base) = (format!("/requests/{}/answer", story.request), story.base().await.to_string());
        let form = [("kind", "not-training-but"), ("base", base.as_str()), ("do", "send")];
        let page = browser.post(&path, &form).await;
        page.assert_shows(
            StatusCode::UNPROCESSABLE_ENTITY,
            &["Choose which of the exceptions it is", "Change the reason", "nine required fields"],
        );
        assert_eq!(share(&story).await, (0, 0));
    });
}
