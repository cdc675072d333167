use super::*;
use crate::scheduled::{Fate, Scheduled, all, in_block, of_request, ripe, schedule, send_ripe, take_back};

impl Story {
    /// An answer that is ready for the end of the open block.
    async fn ready(&self) -> BlockKey {
        self.ground.clock().set(at("25 11:40"));
        let block = self.open_block().await;
        self.write_for(block).await;
        block
    }

    async fn write_for(&self, block: BlockKey) {
        let base = self.base().await;
        let words = written(Kind::NotTrainingBut, &NOT_TRAINING);
        let draft = keep(&self.ground, &self.who, self.request, &words, base).await.unwrap();
        let base = Base { version: draft.kept.version, ..base };
        make_ready(&self.ground, &self.who, self.request, base, block).await.unwrap();
    }

    async fn close(&self, block: BlockKey) {
        let mut tx = self.ground.begin().await.unwrap();
        blocks::close(&mut tx, &self.who, block, 20, true).await.unwrap();
        tx.commit().await.unwrap();
    }

    async fn scheduled(&self) -> Option<Scheduled> {
        of_request(&mut self.ground.read().await.unwrap(), self.who.team, self.request).await.unwrap()
    }

    /// What the program does every second.
    async fn round(&self) -> Vec<Fate> {
        let mut fates = Vec::new();
        for one in ripe(&mut self.ground.read().await.unwrap(), 10).await.unwrap() {
            fates.push(send_ripe(&self.ground, &one).await.unwrap());
        }
        fates
    }
}

#[test]
fn a_scheduled_answer_keeps_no_promise_until_it_is_sent_at_its_time() {
    story(|story| async move {
        let block = story.ready().await;
        let scheduled = schedule(&story.ground, &story.who, story.request, block, at("26 08:30")).await.unwrap();
        assert_eq!(story.scheduled().await, Some(scheduled.clone()));
        assert_eq!(
            in_block(&mut story.ground.read().await.unwrap(), story.who.team, block).await.unwrap(),
            [scheduled]
        );
        story.close(block).await;
        story.ground.clock().set("2026-11-26T08:29:59.999+01:00".parse().unwrap());
        assert_eq!(story.round().await, []);
        assert_eq!(story.promises().await[0].state(story.ground.now()), promises::State::Open);
        assert!(story.answers_sent().await.is_empty());

        story.ground.clock().set(at("26 08:30"));
        let fates = story.round().await;
        let Fate::Sent(sent) = &fates[0] else { panic!("{fates:?}") };
        assert_eq!(
            (sent.place.clone(), sent.sent_by),
            (Where::InBlock(block), story.who.id),
            "it counts as in the block"
        );
        story.assert_kept(&story.promises().await[0]);
        assert_eq!(story.letter().await.created_at, at("26 08:30"));
        assert_eq!((story.scheduled().await, story.draft().await), (None, None));
        assert_eq!(story.round().await, [], "and goes out once");
    });
}

#[test]
fn at_the_promised_instant_or_later_it_is_refused_with_why() {
    story(|story| async move {
        let block = story.ready().await;
        let due_at = story.promises().await[0].due_at;
        assert_eq!(due_at, at("26 10:15"));
        for (send_at, words) in [
            (due_at, "It is promised by Thursday 26 November, 10:15 (Berlin)"),
            (at("27 09:00"), "choose an earlier time"),
            (at("25 11:40"), "That time has passed"),
        ] {
            let refused = schedule(&story.ground, &story.who, story.request, block, send_at).await;
            let Err(Refused::CannotSchedule(why)) = refused else { panic!("{refused:?}") };
            assert!(why.contains(words), "{why}");
            assert_eq!(story.draft().await.unwrap().ready_in, Some(block), "it is ready as before");
        }
        let just_before = due_at.checked_sub(jiff::SignedDuration::from_millis(1)).unwrap();
        schedule(&story.ground, &story.who, story.request, block, just_before).await.unwrap();
        story.ground.clock().set(just_before);
        assert!(matches!(story.round().await.as_slice(), [Fate::Sent(_)]));
        story.assert_kept(&story.promises().await[0]);
    });
}

#[test]
fn only_what_is_ready_in_an_open_block_is_scheduled() {
    story(|story| async move {
        let block = story.ready().await;
        unready(&story.ground, &story.who, story.request).await.unwrap();
        let refused = schedule(&story.ground, &story.who, story.request, block, at("25 15:00")).await;
        assert_eq!(refused, Err(Refused::NotReady));
        let base = story.base().await;
        make_ready(&story.ground, &story.who, story.request, base, block).await.unwrap();
        story.close(block).await;
        let refused = schedule(&story.ground, &story.who, story.request, block, at("25 15:00")).await;
        assert_eq!(refused, Err(Refused::BlockNotOpen));
        let other = found(&story.ground, "harrow").await;
        let refused = schedule(&story.ground, &other, story.request, block, at("25 15:00")).await;
        assert_eq!(refused, Err(Refused::Unknown));
    });
}

#[test]
fn it_is_taken_back_until_it_is_sent() {
    story(|story| async move {
        let block = story.ready().await;
        schedule(&story.ground, &story.who, story.request, block, at("25 15:00")).await.unwrap();
        let other = found(&story.ground, "harrow").await;
        assert_eq!(take_back(&story.ground, &other, story.request).await, Err(Refused::Unknown));
        take_back(&story.ground, &story.who, story.request).await.unwrap();
        story.ground.clock().set(at("25 15:00"));
        assert_eq!(story.round().await, []);
        assert!(story.draft().await.is_some(), "it is a draft again");
        assert_eq!(take_back(&story.ground, &story.who, story.request).await, Err(Refused::NotScheduled));
    });
}

#[test]
fn what_changed_meanwhile_does_not_go_out_and_says_why() {
    story(|story| async move {
        let block = story.ready().await;
        schedule(&story.ground, &story.who, story.request, block, at("25 15:00")).await.unwrap();
        let aylin = story.colleague("Aylin Korrey").await;
        let words = written(Kind::NotTrainingBut, &[("observed", "It was Tuesday.")]);
        keep(&story.ground, &aylin, story.request, &words, story.base().await).await.unwrap();
        let scheduled = story.scheduled().await.unwrap();
        assert!(!scheduled.waits() && scheduled.stopped.unwrap().contains("was changed"), "told before its time, too");
        story.ground.clock().set(at("25 15:00"));
        assert!(matches!(story.round().await.as_slice(), [Fate::Stopped(why)] if why.contains("was changed")));
        assert_eq!(story.round().await, [], "told once");
        assert!(story.answers_sent().await.is_empty() && story.draft().await.is_some());
        assert!(!story.scheduled().await.unwrap().waits(), "it stands there until somebody has seen it");
        take_back(&story.ground, &story.who, story.request).await.unwrap();
        assert_eq!(story.scheduled().await, None);
    });
}

#[test]
fn what_was_withdrawn_or_answered_otherwise_meanwhile_does_not_go_out() {
    story(|mut story| async move {
        let block = story.ready().await;
        schedule(&story.ground, &story.who, story.request, block, at("25 15:00")).await.unwrap();
        requests::stand::withdraw(&story.ground, story.who.team, story.request, story.who.actor()).await.unwrap();
        story.ground.clock().set(at("25 15:00"));
        assert!(matches!(story.round().await.as_slice(), [Fate::Stopped(why)] if why.contains("withdrawn")));
        assert!(story.answers_sent().await.is_empty());

        story.ground.clock().set(at("25 11:45"));
        story.request = asked(&story.ground, &story.who, "karin.oldsted@lindmoor.example", "Karin Oldsted").await;
        story.write_for(block).await;
        schedule(&story.ground, &story.who, story.request, block, at("25 16:00")).await.unwrap();
        story.answer(Kind::NotTrainingBut, &NOT_TRAINING, outside(OutsideWhy::TheyStandBesideMe)).await.unwrap();
        assert_eq!(story.scheduled().await, None, "sent by hand, nothing waits any more");
        story.ground.clock().set(at("25 16:00"));
        assert_eq!(story.round().await, []);
        assert_eq!(story.answers_sent().await.len(), 1);
        assert_eq!(all(&mut story.ground.read().await.unwrap(), story.who.team).await.unwrap().len(), 1);
    });
}

#[test]
fn two_servers_send_it_once_and_a_late_one_sends_it_all_the_same() {
    story(|story| async move {
        let block = story.ready().await;
        schedule(&story.ground, &story.who, story.request, block, at("25 15:00")).await.unwrap();
        // The program was down at that time, and longer than the promise holds.
        story.ground.clock().set(at("26 11:00"));
        let due = ripe(&mut story.ground.read().await.unwrap(), 10).await.unwrap().remove(0);
        let (one, other) = (send_ripe(&story.ground, &due), send_ripe(&story.ground, &due));
        let (one, other) = tokio::join!(one, other);
        let sent = [one.unwrap(), other.unwrap()].iter().filter(|fate| matches!(fate, Fate::Sent(_))).count();
        assert_eq!((sent, story.answers_sent().await.len()), (1, 1), "{}", story.ground.engine());
        assert_eq!(story.promises().await[0].state(story.ground.now()), promises::State::Broken);
    });
}

#[test]
fn the_page_of_the_answer_says_when_it_goes_out_and_takes_it_back() {
    story(|story| async move {
        let block = story.ready().await;
        schedule(&story.ground, &story.who, story.request, block, at("25 15:00")).await.unwrap();
        let browser = story.browser().await;
        let path = format!("/requests/{}/answer", story.request);
        let page = browser.get(&path).await;
        page.assert_shows(
            StatusCode::OK,
            &["The answer goes out Wednesday 25 November, 15:00 (Berlin)", "Take it back"],
        );
        browser
            .post(&format!("{path}/schedule/end"), &[])
            .await
            .assert_leads_to(&format!("/requests/{}", story.request));
        assert!(!browser.get(&path).await.page.contains("goes out Wednesday"));
        assert_eq!(browser.post(&format!("{path}/schedule/end"), &[]).await.status, StatusCode::CONFLICT);
    });
}
