use super::*;

#[test]
fn opening_a_block_fixes_its_agenda_and_its_requests_are_in_review() {
    story(|story| async move {
        let early = blocks::reserve(&story.ground, &story.who, at("26 09:00"), 30).await.unwrap();
        let before = story.agendas().await;
        let first = ["CRM refresher", "Total-loss rule", "Underwriting guideline"];
        assert_eq!(before, [first.to_vec(), vec!["File notes in Health Claims"], vec![]], "{}", story.ground.engine());
        story.open().await;
        let review = State::InReview;
        assert_eq!(story.states().await, [review, review, review, State::Parked]);
        assert_eq!(story.agendas().await, before, "an open block keeps what it was opened with");

        story.set("25 11:40");
        asked(&story.ground, &story.who, "Mira Sandholt", "A new form").await;
        let agendas = story.agendas().await;
        assert_eq!(agendas[0].len(), 3, "what comes meanwhile waits for another block: {agendas:?}");
        assert_eq!(story.plan().await.block_of(story.requests[3]).unwrap().key, early.key);
        open(&story.ground, &story.who, story.block).await.unwrap();
        let kept = items(&mut story.ground.read().await.unwrap(), story.who.team, story.block).await.unwrap();
        assert_eq!(kept.iter().map(|item| item.request).collect::<Vec<_>>(), story.requests[..3]);
    });
}

#[test]
fn an_emergency_comes_first_in_the_next_block_and_joins_the_open_one() {
    story(|story| async move {
        let last = story.requests[3];
        let open_block = async |request, kind: &str, why: &str| {
            let open = mark_emergency(&story.ground, &story.who, request, kind, why).await.unwrap();
            open.map(|block| block.key)
        };
        assert_eq!(open_block(last, "outage", "Nobody can settle a claim.").await, None, "it waits for the next one");
        let agenda = &story.agendas().await[0];
        assert_eq!(agenda.len(), 4, "it takes nobody’s place: {agenda:?}");
        assert_eq!(agenda[0], "File notes in Health Claims");
        story.open().await;
        let items = async || items(&mut story.ground.read().await.unwrap(), story.who.team, story.block).await.unwrap();
        assert_eq!(items().await[0].request, last);

        story.set("25 11:40");
        let new = asked(&story.ground, &story.who, "Mira Sandholt", "A new form").await;
        for why in ["A guard is loose.", "Said twice."] {
            assert_eq!(open_block(new, "safety", why).await, Some(story.block));
        }
        let places: Vec<i64> = items().await.iter().map(|item| item.place).collect();
        assert_eq!((items().await[4].request, places), (new, vec![1, 2, 3, 4, 5]));
        assert_eq!(story.agendas().await[0][..2], ["File notes in Health Claims", "A new form"], "emergencies first");
        let mut tx = story.ground.read().await.unwrap();
        let stands = requests::readings::find(&mut tx, story.who.team, new).await.unwrap().unwrap().state;
        assert_eq!(stands, State::InReview);
        let refused = mark_emergency(&story.ground, &story.who, story.requests[0], "haste", "Now").await.unwrap_err();
        assert!(matches!(refused, Refused::Request(requests::Refused::Emergency(_))), "{refused}");
    });
}

#[test]
fn members_with_blocks_of_their_own_look_at_different_requests() {
    story(|story| async move {
        let mira = story.colleague("Mira Sandholt").await;
        let own = blocks::Holders::only(mira.id);
        story.set("25 12:30");
        let hers = blocks::reserve_for(&story.ground, &mira, at("25 13:00"), 30, own).await.unwrap();
        let mine = blocks::Holders::only(story.who.id);
        let his = blocks::reserve_for(&story.ground, &story.who, at("25 13:00"), 30, mine).await.unwrap();
        open(&story.ground, &mira, hers.key).await.unwrap();
        assert!(matches!(open(&story.ground, &mira, his.key).await, Err(Refused::Block(blocks::Refused::NotTheirs))));
        open(&story.ground, &story.who, his.key).await.unwrap();
        let mut tx = story.ground.read().await.unwrap();
        let of_mira = items(&mut tx, mira.team, hers.key).await.unwrap();
        let of_jonas = items(&mut tx, mira.team, his.key).await.unwrap();
        assert_eq!((of_mira.len(), of_jonas.len()), (2, 2), "they share out");
        assert!(of_mira.iter().all(|item| !of_jonas.iter().any(|other| other.request == item.request)));
        let agenda = story.plan().await.agenda;
        assert_eq!(agenda.of_block(&hers.key).len() + agenda.of_block(&his.key).len(), 4);
    });
}

#[test]
fn in_the_time_of_colleagues_notes_are_welcome_and_the_rest_is_theirs_or_the_lead_s() {
    story(|mut story| async move {
        let (mira, tom) = (story.colleague("Mira Sandholt").await, story.colleague("Tom Okafor").await);
        story.set("25 12:30");
        let hers = blocks::Holders::only(mira.id);
        story.block = blocks::reserve_for(&story.ground, &mira, at("25 13:00"), 30, hers).await.unwrap().key;
        let (block, request) = (format!("/blocks/{}", story.block), story.requests[0]);
        let browser = story.browser_of(&tom).await;
        let page = browser.get(&block).await;
        page.assert_shows(StatusCode::OK, &["Reserved block, Mira’s", "they open it"]);
        assert!(!page.page.contains("Open the block"));
        open(&story.ground, &mira, story.block).await.unwrap();
        story.ready(request, Kind::NotTrainingBut, &NOT_TRAINING).await;

        browser
            .get(&block)
            .await
            .assert_shows(StatusCode::OK, &["This block is Mira’s. What you note in it is welcome"]);
        let page = browser.get(&format!("{block}/2")).await;
        page.assert_shows(StatusCode::OK, &["Reserved block, Mira’s"]);
        assert!(!page.page.contains("Set aside"));
        let typed = [("base-clue", "0."), ("clue", "A new form.")];
        assert_eq!(browser.post(&format!("{block}/words"), &typed).await.status, StatusCode::NO_CONTENT);
        let page = browser.get(&format!("{block}/end")).await;
        page.assert_shows(StatusCode::OK, &["This block is Mira’s.", "CRM refresher", "“A new form.”"]);
        assert!(!page.page.contains("close the block"), "{}", page.page);
        let id = request.to_string();
        let refused = browser.post(&format!("{block}/end"), &[("send", id.as_str()), ("do", "send")]).await;
        refused.assert_shows(StatusCode::FORBIDDEN, &["This is the time of colleagues."]);
        let refused = set_aside(&story.ground, &tom, story.block, request).await;
        assert!(matches!(refused, Err(Refused::Block(blocks::Refused::NotTheirs))));
        assert_eq!((story.answers_sent(request).await, story.block().await), (0, blocks::State::Open));

        set_aside(&story.ground, &story.who, story.block, story.requests[1]).await.unwrap();
        close(&story.ground, &mira, story.block, &[request]).await.unwrap();
        assert_eq!(story.answers_sent(request).await, 1);
    });
}

#[test]
fn one_block_is_open_at_a_time() {
    story(|story| async move {
        let other = blocks::reserve(&story.ground, &story.who, at("25 15:00"), 30).await.unwrap();
        story.open().await;
        let refused = open(&story.ground, &story.who, other.key).await.unwrap_err();
        assert!(matches!(refused, Refused::Block(blocks::Refused::AnotherOpen(key)) if key == story.block));
        let kept = items(&mut story.ground.read().await.unwrap(), story.who.team, other.key).await.unwrap();
        assert!(kept.is_empty());
    });
}

#[test]
fn what_no_block_is_in_time_for_is_told() {
    story(|story| async move {
        assert!(story.plan().await.without_block().is_empty());
        blocks::skip(&story.ground, &story.who, story.block, "Travelling").await.unwrap();
        let plan = story.plan().await;
        let without: Vec<RequestId> = plan.without_block().iter().map(|waiting| waiting.request.id).collect();
        assert_eq!(without, story.requests, "the next one ends on Thursday at noon, after all four are due");
        let reserved = blocks::reserve(&story.ground, &story.who, at("25 16:00"), 30).await.unwrap();
        assert_eq!(story.plan().await.of_block(reserved.key).len(), 4, "with no later one in time, all come to it");
    });
}

#[test]
fn notes_are_kept_as_they_are_typed_and_go_on_in_the_next_block() {
    story(|story| async move {
        story.open().await;
        let request = story.requests[0];
        for text in ["The number", "The number fell", "The number fell in one week.\n"] {
            keep_note(&story.ground, &story.who, request, &thoughts(text), 0).await.unwrap();
        }
        let whole = Thoughts {
            direction: Some(Direction::Answer(Kind::NotTrainingBut)),
            touches: "Dated next steps, 62 percent.".into(),
            ..thoughts("The number fell in one week.\n")
        };
        for _again in 0..2 {
            keep_note(&story.ground, &story.who, request, &whole, 0).await.unwrap();
        }
        set_aside(&story.ground, &story.who, story.block, request).await.unwrap();
        let mut tx = story.ground.read().await.unwrap();
        let note = note_of(&mut tx, story.who.team, request).await.unwrap().unwrap();
        let words = words_of(&mut tx, story.who.team, Of::Request(request)).await.unwrap();
        assert_eq!((note.behind, note.direction), (whole.behind, whole.direction));
        assert_eq!(words.find(Field::Behind).unwrap().kept.version, 3, "nothing changed, so nothing is written");
    });
}

#[test]
fn a_database_that_fails_is_told_and_nothing_is_kept() {
    story(|story| async move {
        story.open().await;
        let mut tx = story.ground.begin().await.unwrap();
        tx.execute("alter table block rename to block_away", ()).await.unwrap();
        tx.commit().await.unwrap();
        let typed = Typing { field: Field::Behind, words: "Nine fields.".into(), base: 0, is_as_loaded: false };
        let of = Of::Request(story.requests[0]);
        let kept = keep(&story.ground, &story.who, Some(story.block), of, &[typed]).await;
        assert!(matches!(kept, Err(Refused::Block(blocks::Refused::Store(_)) | Refused::Store(_))), "{kept:?}");
        let words = words_of(&mut story.ground.read().await.unwrap(), story.who.team, of).await.unwrap();
        assert_eq!(words, Words::default());
    });
}

#[test]
fn an_empty_note_is_none() {
    story(|story| async move {
        story.open().await;
        keep_note(&story.ground, &story.who, story.requests[0], &Thoughts::default(), 0).await.unwrap();
        let kept = note_of(&mut story.ground.read().await.unwrap(), story.who.team, story.requests[0]).await.unwrap();
        assert_eq!(kept, None);
        for direction in Direction::all() {
            assert_eq!(Direction::from_word(direction.as_str()), Some(direction));
        }
    });
}

#[test]
fn two_members_do_not_overwrite_each_other_s_notes() {
    story(|story| async move {
        story.open().await;
        let aylin = story.colleague("Aylin Korrey").await;
        let request = story.requests[0];
        keep_note(&story.ground, &story.who, request, &thoughts("The form has nine fields."), 0).await.unwrap();
        let refused = keep_note(&story.ground, &aylin, request, &thoughts("They know the tool."), 0).await.unwrap_err();
        let Refused::Lost(lost) = refused else { panic!("{refused}") };
        let [lost] = lost.as_slice() else { panic!("{lost:?}") };
        assert_eq!((lost.by.as_str(), lost.word.words.as_str()), ("Jonas Feldt", "The form has nine fields."));
        let both = thoughts("The form has nine fields. They know the tool.");
        keep_note(&story.ground, &aylin, request, &both, lost.word.kept.version).await.unwrap();
        let late = keep_note(&story.ground, &story.who, request, &thoughts("Nine!"), 0).await;
        assert!(matches!(late, Err(Refused::Lost(lost)) if lost[0].by == "Aylin Korrey"));
    });
}

#[test]
fn what_is_set_aside_waits_for_the_next_block() {
    story(|story| async move {
        let early = blocks::reserve(&story.ground, &story.who, at("26 09:00"), 30).await.unwrap();
        story.open().await;
        let request = story.requests[0];
        set_aside(&story.ground, &story.who, story.block, request).await.unwrap();
        set_aside(&story.ground, &story.who, story.block, request).await.unwrap();
        assert_eq!(story.states().await[0], State::Parked);
        let plan = story.plan().await;
        assert_eq!(plan.block_of(request).unwrap().key, early.key);
        assert_eq!(plan.of_block(story.block).len(), 2);
        let refused = set_aside(&story.ground, &story.who, story.block, story.requests[3]).await;
        assert!(matches!(refused, Err(Refused::Unknown)), "it is not on this agenda");
        let refused = set_aside(&story.ground, &story.who, early.key, request).await;
        assert!(matches!(refused, Err(Refused::NotOpen)));
    });
}

#[test]
fn what_is_ready_goes_out_when_the_block_is_closed_and_the_rest_waits() {
    story(|story| async move {
        story.open().await;
        let [first, second, third, _] = story.requests;
        story.ready(first, Kind::NotTrainingBut, &NOT_TRAINING).await;
        story.ready(second, Kind::YesAnd, &[("yes", "Two sessions in December."), ("owner", "Karin Oldsted")]).await;
        assert_eq!(
            (story.answers_sent(first).await, story.answers_sent(second).await),
            (0, 0),
            "nothing goes by itself"
        );
        story.set("25 11:55");
        let closed = close(&story.ground, &story.who, story.block, &[first]).await.unwrap();
        assert_eq!((closed.sent.len(), closed.refused.len()), (1, 0));
        assert_eq!((story.answers_sent(first).await, story.answers_sent(second).await), (1, 0));
        assert_eq!(story.states().await[..3], [State::Closed, State::Parked, State::Parked]);
        assert_eq!(story.block().await, blocks::State::Held);

        let mut tx = story.ground.read().await.unwrap();
        let draft = answers::readings::draft_of(&mut tx, story.who.team, second).await.unwrap().unwrap();
        assert_eq!(draft.ready_in, None, "what was not sent goes on as a draft");
        let kept = promises::of_request(&mut tx, story.who.team, first.uuid()).await.unwrap();
        assert_eq!(kept[0].state(story.ground.now()), promises::State::Kept);
        assert!(promises::of_request(&mut tx, story.who.team, third.uuid()).await.unwrap()[0].is_owed());
        drop(tx);
        close(&story.ground, &story.who, story.block, &[]).await.unwrap();
        assert_eq!(story.states().await[..3], [State::Closed, State::Parked, State::Parked]);
    });
}

#[test]
fn a_block_is_held_when_sixty_percent_was_used_and_something_was_written() {
    for (closed_at, writes, state) in [
        ("25 11:47", true, blocks::State::NotHeld),
        ("25 11:48", true, blocks::State::Held),
        ("25 11:59", false, blocks::State::NotHeld),
        ("25 12:20", true, blocks::State::Held),
    ] {
        story(|story| async move {
            story.open().await;
            let request = story.requests[0];
            let send = if writes { vec![request] } else { vec![] };
            if writes {
                story.ready(request, Kind::NotTrainingBut, &NOT_TRAINING).await;
            }
            story.set(closed_at);
            close(&story.ground, &story.who, story.block, &send).await.unwrap();
            assert_eq!(story.block().await, state, "{closed_at}, {writes}");
        });
    }
}

#[test]
fn an_answer_sent_during_the_block_counts_as_written() {
    story(|story| async move {
        story.open().await;
        let request = story.requests[0];
        story.ready(request, Kind::NotTrainingBut, &NOT_TRAINING).await;
        answers::send_ready(&story.ground, &story.who, request, story.block).await.unwrap();
        assert_eq!(story.plan().await.of_block(story.block).len(), 3, "what is answered is looked at no more");
        story.set("25 11:50");
        close(&story.ground, &story.who, story.block, &[]).await.unwrap();
        assert_eq!(story.block().await, blocks::State::Held);
    });
}

#[test]
fn an_answer_that_can_not_go_keeps_the_block_open_and_says_why() {
    story(|story| async move {
        story.open().await;
        let [first, second, ..] = story.requests;
        let later = [("due", "tomorrow, 12:00"), ("later-reason", "We wait for the form.")];
        story.ready(first, Kind::LaterBy, &later).await;
        story.ready(second, Kind::NotTrainingBut, &NOT_TRAINING).await;
        let mut tx = story.ground.read().await.unwrap();
        let next = blocks::coming(&mut tx, story.who.team, story.ground.now(), 2).await.unwrap()[1].key;
        drop(tx);
        blocks::skip(&story.ground, &story.who, next, "Travelling").await.unwrap();
        let closed = close(&story.ground, &story.who, story.block, &[first, second]).await.unwrap();
        let [(request, why)] = closed.refused.as_slice() else { panic!("{closed:?}") };
        assert_eq!((*request, closed.sent.len(), closed.block), (first, 1, None));
        assert!(why.to_string().contains("No block ends before that"), "{why}");
        assert_eq!(story.block().await, blocks::State::Open);
    });
}

#[test]
fn what_was_withdrawn_during_the_block_stays_withdrawn() {
    story(|story| async move {
        story.open().await;
        requests::stand::withdraw(&story.ground, story.who.team, story.requests[0], story.who.actor()).await.unwrap();
        assert_eq!(story.plan().await.of_block(story.block).len(), 3);
        close(&story.ground, &story.who, story.block, &[]).await.unwrap();
        assert_eq!(story.states().await[..2], [State::Withdrawn, State::Parked]);
    });
}

#[test]
fn a_block_that_nobody_closed_does_not_keep_its_requests() {
    story(|story| async move {
        story.open().await;
        story.set("26 11:30");
        let next = blocks::coming(&mut story.ground.read().await.unwrap(), story.who.team, story.ground.now(), 1).await;
        let next = next.unwrap()[0].key;
        assert_eq!(story.plan().await.of_block(next).len(), 4, "fallen due, they come on top of the next one");
        open(&story.ground, &story.who, next).await.unwrap();
        close(&story.ground, &story.who, story.block, &[]).await.unwrap();
        assert_eq!(story.states().await, [State::InReview; 4], "the block that is open keeps what it looks at");
        assert_eq!(story.block().await, blocks::State::NotHeld);
    });
}

#[test]
fn another_team_s_block_is_not_there() {
    story(|story| async move {
        let other = found(&story.ground, "harrow").await;
        story.set("25 11:30");
        let refused = open(&story.ground, &other, story.block).await;
        assert!(matches!(refused, Err(Refused::Block(blocks::Refused::Unknown))));
        story.open().await;
        let request = story.requests[0];
        assert!(matches!(set_aside(&story.ground, &other, story.block, request).await, Err(Refused::NotOpen)));
        assert!(matches!(
            keep_note(&story.ground, &other, request, &thoughts("Mine."), 0).await,
            Err(Refused::Unknown)
        ));
        let refused = close(&story.ground, &other, story.block, &[]).await;
        assert!(matches!(refused, Err(Refused::Block(blocks::Refused::Unknown))));
        assert_eq!(story.block().await, blocks::State::Open);
        let plan = plan(&mut story.ground.read().await.unwrap(), other.team, story.ground.now()).await.unwrap();
        assert!(plan.waiting.is_empty() && plan.blocks.is_empty());
    });
}
