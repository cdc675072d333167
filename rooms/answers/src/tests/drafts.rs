use super::*;

#[test]
fn a_draft_keeps_what_was_typed_for_every_kind() {
    story(|story| async move {
        let yes = written(Kind::YesAnd, &[("yes", " Two sessions,\nremote. ")]);
        let first = keep(&story.ground, &story.who, story.request, &yes, Base::default()).await.unwrap();
        assert_eq!((first.kind, first.kept.version), (Some(Kind::YesAnd), 1));
        let base = Base { version: 1, ..Base::default() };
        let no = written(Kind::NoBecause, &[("helper", "Mira")]);
        keep(&story.ground, &story.who, story.request, &no, base).await.unwrap();
        let kept = story.draft().await.unwrap();
        let typed: Vec<(&str, &str)> = kept.parts.iter().collect();
        assert_eq!(
            (kept.kind, typed),
            (Some(Kind::NoBecause), vec![("helper", "Mira"), ("yes", " Two sessions,\nremote. ")])
        );
        let again = keep(&story.ground, &story.who, story.request, &no, base).await.unwrap();
        assert_eq!(again.kept.version, 2, "nothing changed, so nothing is written");
    });
}

#[test]
fn two_members_do_not_overwrite_each_other_and_the_lost_race_tells_both_texts() {
    story(|story| async move {
        let aylin = story.colleague("Aylin Korrey").await;
        let words = |text: &str| written(Kind::NotTrainingBut, &[("observed", text)]);
        let opened = Base::default();
        keep(&story.ground, &story.who, story.request, &words("The form has nine"), opened).await.unwrap();
        keep(&story.ground, &story.who, story.request, &words("The form has nine fields."), opened).await.unwrap();
        let refused =
            keep(&story.ground, &aylin, story.request, &words("They know the tool."), opened).await.unwrap_err();
        let Refused::Lost(lost) = &refused else { panic!("{refused}") };
        assert_eq!((lost.by.as_str(), lost.draft.parts.text("observed")), ("Jonas Feldt", "The form has nine fields."));
        assert!(refused.to_string().starts_with("Jonas Feldt changed this answer"));

        let seen = Base { version: lost.draft.kept.version, ..opened };
        let both = words("The form has nine fields. They know the tool.");
        keep(&story.ground, &aylin, story.request, &both, seen).await.unwrap();
        let late = keep(&story.ground, &story.who, story.request, &words("Nine fields!"), opened).await;
        assert!(matches!(late, Err(Refused::Lost(lost)) if lost.by == "Aylin Korrey"));
        assert!(matches!(
            send(&story.ground, &story.who, story.request, seen, &outside(OutsideWhy::Exception)).await,
            Err(Refused::Lost(_))
        ));
    });
}

#[test]
fn of_two_who_begin_at_the_same_moment_one_is_told() {
    story(|story| async move {
        let aylin = story.colleague("Aylin Korrey").await;
        let (mine, hers) =
            (written(Kind::NoBecause, &[("helper", "Mira")]), written(Kind::NoBecause, &[("helper", "Ruth")]));
        let (first, second) = tokio::join!(
            keep(&story.ground, &story.who, story.request, &mine, Base::default()),
            keep(&story.ground, &aylin, story.request, &hers, Base::default()),
        );
        assert_eq!(
            [first.is_ok(), second.is_ok()].into_iter().filter(|kept| *kept).count(),
            1,
            "{}",
            story.ground.engine()
        );
        assert!([first, second].into_iter().any(|kept| matches!(kept, Err(Refused::Lost(_)))));
    });
}

#[test]
fn an_answer_sent_twice_goes_out_once() {
    story(|story| async move {
        let opened = Base::default();
        let mine = written(Kind::NotTrainingBut, &NOT_TRAINING);
        let draft = keep(&story.ground, &story.who, story.request, &mine, opened).await.unwrap();
        let base = Base { version: draft.kept.version, ..opened };
        let place = outside(OutsideWhy::ThinkingWouldNotChangeIt);
        let (first, second) = tokio::join!(
            send(&story.ground, &story.who, story.request, base, &place),
            send(&story.ground, &story.who, story.request, base, &place),
        );
        assert_eq!(
            [first.is_ok(), second.is_ok()].into_iter().filter(|sent| *sent).count(),
            1,
            "{}",
            story.ground.engine()
        );
        assert!([first, second].into_iter().any(|sent| sent == Err(Refused::AnsweredMeanwhile)));
        assert_eq!(story.answers_sent().await.len(), 1);
        assert_eq!(
            keep(&story.ground, &story.who, story.request, &mine, opened).await,
            Err(Refused::AnsweredMeanwhile)
        );
    });
}

#[test]
fn what_is_ready_is_sent_at_the_end_of_its_block_unless_it_changed() {
    story(|story| async move {
        let key = story.open_block().await;
        let mine = written(Kind::NotTrainingBut, &NOT_TRAINING);
        let draft = keep(&story.ground, &story.who, story.request, &mine, Base::default()).await.unwrap();
        let base = Base { version: draft.kept.version, ..Base::default() };
        make_ready(&story.ground, &story.who, story.request, base, key).await.unwrap();
        let ready = async || {
            readings::drafts_ready_in(&mut story.ground.read().await.unwrap(), story.who.team, key).await.unwrap()
        };
        assert_eq!(ready().await.len(), 1);

        let more = written(Kind::NotTrainingBut, &[("next", "We look again in January.")]);
        let draft = keep(&story.ground, &story.who, story.request, &more, base).await.unwrap();
        assert!(ready().await.is_empty());
        assert_eq!(send_ready(&story.ground, &story.who, story.request, key).await, Err(Refused::NotReady));

        let base = Base { version: draft.kept.version, ..base };
        make_ready(&story.ground, &story.who, story.request, base, key).await.unwrap();
        unready(&story.ground, &story.who, story.request).await.unwrap();
        assert!(ready().await.is_empty());
        make_ready(&story.ground, &story.who, story.request, base, key).await.unwrap();
        let sent = send_ready(&story.ground, &story.who, story.request, key).await.unwrap();
        assert_eq!(sent.place, Where::InBlock(key));
        story.assert_kept(&story.promises().await[0]);
        let written = readings::written_in(&mut story.ground.read().await.unwrap(), story.who.team, key).await.unwrap();
        assert_eq!(written, [sent]);
    });
}

#[test]
fn in_the_time_of_colleagues_nobody_else_sends() {
    story(|story| async move {
        let (mira, tom) = (story.colleague("Mira Sandholt").await, story.colleague("Tom Okafor").await);
        let hers = blocks::Holders::only(mira.id);
        let block = blocks::reserve_for(&story.ground, &mira, at("25 14:00"), 30, hers).await.unwrap().key;
        story.ground.set("2026-11-25T14:00:00+01:00");
        let mut tx = story.ground.begin().await.unwrap();
        blocks::open(&mut tx, &mira, block).await.unwrap();
        tx.commit().await.unwrap();
        let words = written(Kind::NotTrainingBut, &NOT_TRAINING);
        let draft = keep(&story.ground, &tom, story.request, &words, Base::default()).await.unwrap();
        let base = Base { version: draft.kept.version, ..Base::default() };
        let place = Where::InBlock(block);
        let (ground, request) = (&story.ground, story.request);
        assert_eq!(send(ground, &tom, request, base, &place).await, Err(Refused::BlockNotTheirs));
        assert_eq!(make_ready(ground, &tom, request, base, block).await, Err(Refused::BlockNotTheirs));
        make_ready(ground, &mira, request, base, block).await.unwrap();
        assert_eq!(send_ready(ground, &tom, request, block).await, Err(Refused::BlockNotTheirs));
        assert!(send_ready(ground, &mira, request, block).await.is_ok());
    });
}

#[test]
fn what_is_due_before_the_block_ends_can_not_wait_for_its_end() {
    story(|story| async move {
        let block = blocks::reserve(&story.ground, &story.who, at("26 10:00"), 30).await.unwrap();
        story.ground.set("2026-11-26T10:00:00+01:00");
        let mut tx = story.ground.begin().await.unwrap();
        blocks::open(&mut tx, &story.who, block.key).await.unwrap();
        tx.commit().await.unwrap();
        let mine = written(Kind::NotTrainingBut, &NOT_TRAINING);
        let draft = keep(&story.ground, &story.who, story.request, &mine, Base::default()).await.unwrap();
        let base = Base { version: draft.kept.version, ..Base::default() };
        let refused = make_ready(&story.ground, &story.who, story.request, base, block.key).await.unwrap_err();
        assert!(refused.to_string().contains("Thursday 26 November, 10:15 (Berlin)"), "{refused}");
        assert!(send(&story.ground, &story.who, story.request, base, &Where::InBlock(block.key)).await.is_ok());
    });
}

#[test]
fn what_is_not_whole_is_not_ready() {
    story(|story| async move {
        let key = story.open_block().await;
        let mine = written(Kind::NotTrainingBut, &NOT_TRAINING[..1]);
        let draft = keep(&story.ground, &story.who, story.request, &mine, Base::default()).await.unwrap();
        let base = Base { version: draft.kept.version, ..Base::default() };
        let refused = make_ready(&story.ground, &story.who, story.request, base, key).await;
        assert!(matches!(refused, Err(Refused::NotWhole(_))), "{refused:?}");
    });
}

#[test]
fn another_team_s_request_is_not_there_and_one_that_is_over_takes_no_answer() {
    story(|story| async move {
        let other = found(&story.ground, "harrow").await;
        let mine = written(Kind::NotTrainingBut, &NOT_TRAINING);
        let strange = keep(&story.ground, &other, story.request, &mine, Base::default()).await;
        assert_eq!(strange, Err(Refused::Unknown));
        let say = Outside::new(OutsideWhy::Exception, "").unwrap();
        assert_eq!(say_outside(&story.ground, &other, story.request, &say).await, Err(Refused::Unknown));
        requests::stand::withdraw(&story.ground, story.who.team, story.request, story.who.actor()).await.unwrap();
        let over = keep(&story.ground, &story.who, story.request, &mine, Base::default()).await;
        assert_eq!(over, Err(Refused::Over));
    });
}
