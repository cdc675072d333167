use super::*;

async fn share(story: &Story) -> (i64, i64) {
    let mut tx = story.ground.read().await.unwrap();
    let share = readings::outside_share(&mut tx, story.who.team, at("01 00:00"), at("30 00:00")).await.unwrap();
    (share.outside, share.of)
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
