use decisions::Driver;
use method::{Cause, Priors, Recommendation, SupportBand};

use super::*;

#[test]
fn a_person_may_decide_otherwise_with_a_reason_that_stays() {
    story(|story| async move {
        story.answer_all().await;
        let by = By::from(&story.who);
        let train =
            |why: &'static str| Some(Otherwise { recommendation: Recommendation::Train, why, driver: Driver::Urgency });
        let without = decide(&story.ground, &by, story.request, train(" ")).await;
        assert_eq!(without, Err(Refused::NoReason));
        for _twice in 0..2 {
            decide(&story.ground, &by, story.request, train("New people start on Monday.")).await.unwrap();
        }
        let mut tx = story.ground.read().await.unwrap();
        let short = summary(&mut tx, story.who.team, story.request).await.unwrap().unwrap();
        drop(tx);
        assert_eq!((short.recommendation, short.words.as_str()), (Recommendation::Train, "Train."));
        let decided = short.decided.unwrap();
        assert_eq!(
            (decided.against, decided.why.as_str()),
            (Recommendation::NotTraining, "New people start on Monday.")
        );
        let browser = story.browser().await;
        browser.get(&story.path("")).await.assert_shows(
            OK,
            &["Decided otherwise: train", "New people start on Monday.", "Not training. Work on the process"],
        );
        let path = story.path("/decision");
        browser
            .post(&path, &[("decision", "train"), ("driver", "hierarchy")])
            .await
            .assert_shows(StatusCode::UNPROCESSABLE_ENTITY, &["Say why, in a sentence"]);
        browser
            .post(&path, &[("decision", "train"), ("why", "They asked.")])
            .await
            .assert_shows(StatusCode::UNPROCESSABLE_ENTITY, &["Pick what drove it", "They asked."]);
        browser
            .post(&path, &[("why", "So.")])
            .await
            .assert_shows(StatusCode::UNPROCESSABLE_ENTITY, &["Pick what you decide for", "So."]);
        browser.post(&path, &[("decision", "as-recommended")]).await.assert_leads_to(&story.path(""));
        assert_eq!(story.case().await.decided, None);
        assert_eq!(story.happened("diagnosis.decided").await.len(), 2);
        let mut tx = story.ground.read().await.unwrap();
        let log = decisions::about(&mut tx, story.who.team, story.request.uuid()).await.unwrap();
        let said: Vec<(&str, &str, Driver)> =
            log.iter().map(|decision| (decision.what.as_str(), decision.why.as_str(), decision.driver)).collect();
        let otherwise = "R-1: train, against what the diagnosis recommends (not training)";
        let again = "R-1: as the diagnosis recommends (not training)";
        let expected = [
            (otherwise, "New people start on Monday.", Driver::Urgency),
            (again, "The decision otherwise (train) was taken back.", Driver::Data),
        ];
        assert_eq!(said, expected, "both stand in the log");
        drop(tx);
        decide(&story.ground, &by, story.request, None).await.unwrap();
        let mut tx = story.ground.read().await.unwrap();
        let log = decisions::about(&mut tx, story.who.team, story.request.uuid()).await.unwrap();
        assert_eq!(log.len(), 2, "nothing was decided that was not so before");
        drop(tx);
        let urged = train("New people start on Monday.");
        for (otherwise, many) in [
            (urged, 3),
            (urged, 3),
            (urged.map(|urged| Otherwise { driver: Driver::Hierarchy, ..urged }), 4),
            (train("They asked again."), 5),
            (urged, 6),
        ] {
            story.ground.clock().set(story.ground.now() + jiff::SignedDuration::from_secs(60));
            decide(&story.ground, &by, story.request, otherwise).await.unwrap();
            let mut tx = story.ground.read().await.unwrap();
            let log = decisions::about(&mut tx, story.who.team, story.request.uuid()).await.unwrap();
            assert_eq!(log.len(), many, "{otherwise:?}");
        }
    });
}

#[test]
fn a_mandatory_order_is_an_attribute_and_changes_no_point() {
    story(|story| async move {
        story.answer_all().await;
        let before = story.case().await.found();
        let browser = story.browser().await;
        let path = story.path("/mandatory");
        browser.post(&path, &[("why", "Money laundering act, § 6")]).await.assert_leads_to(&story.path(""));
        let case = story.case().await;
        assert_eq!((case.mandatory.as_deref(), case.found()), (Some("Money laundering act, § 6"), before));
        browser.get(&story.path("")).await.assert_shows(OK, &["The order has to be taken", "§ 6"]);
        browser.post(&path, &[]).await.assert_leads_to(&story.path(""));
        assert_eq!(story.case().await.mandatory, None);
    });
}

#[test]
fn causes_are_confirmed_after_the_answer_and_what_was_thought_stands_from_then_on() {
    story(|story| async move {
        let by = By::from(&story.who);
        let confirmed = [Cause::Process, Cause::Feedback];
        let too_early = |refused: Result<Review, Refused>| matches!(refused, Err(Refused::CannotReview(_)));
        story.answered().await;
        assert!(
            too_early(review(&story.ground, &by, story.request, &confirmed, "Seen.").await),
            "nothing was answered"
        );
        story.answer_all().await;
        assert_eq!(review(&story.ground, &by, story.request, &confirmed, " ").await, Err(Refused::NoReason));
        let kept =
            review(&story.ground, &by, story.request, &confirmed, "Three fields: 88 % in January.").await.unwrap();
        let of = |cause: Cause| kept.causes.iter().find(|reviewed| reviewed.cause == cause).unwrap();
        assert!(of(Cause::Process).is_confirmed && !of(Cause::Incentives).is_confirmed);
        assert!((of(Cause::Process).support - 0.913).abs() < 1e-3);
        let tools = parts(Question::Tools, &[("answer", "missing")]);
        let refused = story.answer_as(&story.who, Question::Tools, &tools, Evidence::Counted, 1).await;
        assert_eq!(refused, Err(Refused::Reviewed));
        assert_eq!(story.case().await.review, Some(kept));
        let mut tx = story.ground.read().await.unwrap();
        let held = readings::calibration(&mut tx, story.who.team).await.unwrap();
        let told: Vec<_> = held.iter().map(|count| (count.band, count.confirmed, count.of)).collect();
        assert_eq!(
            told,
            [
                (SupportBand::VeryLikely, 1, 2),
                (SupportBand::Likely, 1, 1),
                (SupportBand::Possible, 0, 0),
                (SupportBand::Unlikely, 0, 5),
            ]
        );
        drop(tx);
        let browser = story.browser().await;
        browser.get("/diagnosis/calibration?band=very-likely").await.assert_shows(
            OK,
            &[
                "1 of 2",
                "too few for a percentage",
                "Right work is costly to the person: CRM refresher",
                "not it",
                "until 20 requests",
            ],
        );
        browser.get("/diagnosis/calibration?band=sure").await.assert_shows(StatusCode::NOT_FOUND, &[]);
        browser.get(&story.path("")).await.assert_shows(OK, &["The causes were recorded"]);
    });
}

#[test]
fn before_the_answer_no_cause_is_confirmed() {
    story(|story| async move {
        story.answer_all().await;
        let browser = story.browser().await;
        let path = story.path("/causes");
        browser.post(&path, &[("cause", "PRC"), ("note", "Seen.")]).await.assert_shows(
            StatusCode::UNPROCESSABLE_ENTITY,
            &["This request was not answered yet", "value=\"PRC\" checked", "Seen."],
        );
        assert_eq!(story.case().await.review, None);
    });
}

#[test]
fn from_twenty_reviewed_cases_on_the_start_values_follow_them() {
    story(|story| async move {
        let by = By::from(&story.who);
        let mut reviewed = Vec::new();
        for place in 0..20 {
            story.ground.clock().set(story.ground.now() + jiff::SignedDuration::from_secs(60));
            let mut ask = Ask::new(Channel::Email, "ben.ruhl@lindmoor.example", "A course.", story.ground.now());
            ask.subject = Some(format!("Course {place}"));
            let request =
                requests::take_in(&story.ground, story.who.team, story.who.actor(), ask).await.unwrap().request;
            let process = parts(Question::Process, &[("answer", "many_obstacles")]);
            answer(&story.ground, &by, request, Question::Process, &process, Evidence::Counted, 0).await.unwrap();
            let mut tx = story.ground.begin().await.unwrap();
            requests::stand::to(&mut tx, story.who.team, request, State::Closed, story.who.actor()).await.unwrap();
            tx.commit().await.unwrap();
            if place == 19 {
                assert_eq!(story.case().await.priors, Priors::default(), "nineteen are too few");
            }
            let confirmed: &[Cause] = if place < 15 { &[Cause::Process] } else { &[] };
            review(&story.ground, &by, request, confirmed, "Seen.").await.unwrap();
            reviewed.push(request);
        }
        story.ground.clock().set(story.ground.now() + jiff::SignedDuration::from_secs(60));
        let priors = story.case().await.priors;
        assert_eq!(priors.cases, Some(20));
        // 15 of 20: 2 ln(16/6), which is above 0 and so kept there; none of 20: 2 ln(1/21), below -4.
        assert!(priors.of(Cause::Process).abs() < 1e-12 && (priors.of(Cause::Tools) + 4.0).abs() < 1e-12);
        let mut tx = story.ground.read().await.unwrap();
        let last = readings::case(&mut tx, story.who.team, reviewed[19]).await.unwrap();
        assert_eq!(last.priors, Priors::default(), "a reviewed case keeps the start values of then");
        drop(tx);
        let browser = story.browser().await;
        browser
            .get("/diagnosis/calibration?band=possible")
            .await
            .assert_shows(OK, &["20 requests were recorded", "They follow your 20 reviewed requests"]);
    });
}
