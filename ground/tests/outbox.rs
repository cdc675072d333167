//! Letters: in thread, once each in the hands of one worker, offered again until taken, and never with a token at rest.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use ground::outbox::{self, Draft, Fate, State};
use ground::testing::{TestGround, on_each};
use ground::uuid::Uuid;
use ground::{TeamId, links, threads};
use jiff::SignedDuration;

fn team() -> TeamId {
    TeamId::from(Uuid::from_u128(1))
}

const THREAD: Uuid = Uuid::from_u128(7);
const LEASE: SignedDuration = SignedDuration::from_mins(2);

async fn post(ground: &TestGround, kind: &'static str) -> outbox::LetterId {
    let mut tx = ground.begin().await.unwrap();
    let link = links::mint(&mut tx, ground.secret(), team(), "request", THREAD, None).await.unwrap();
    let draft = Draft {
        team: team(),
        thread: Some(THREAD),
        kind,
        to_address: "karin.oldsted@lindmoor.example".to_owned(),
        to_name: "Karin Oldsted".to_owned(),
        from_name: "Learning at Lindmoor".to_owned(),
        subject: "You will hear from us [R-221]".to_owned(),
        words: "You will hear from us.".to_owned(),
        text: format!("See where it stands:\n{}\n", outbox::LINK),
        html: format!("<a href=\"{}\">See</a>", outbox::LINK),
        reply_tag: Some("r221-k7f3q".to_owned()),
        automatic: true,
        link: Some(link.id),
    };
    let id = outbox::post(&mut tx, ground, draft).await.unwrap();
    tx.commit().await.unwrap();
    id
}

#[test]
fn a_letter_answers_the_newest_message_of_its_thread() {
    on_each(&[], |ground| async move {
        let mut tx = ground.begin().await.unwrap();
        let at = tx.now();
        threads::note(&mut tx, team(), THREAD, "<asked@lindmoor.example>", true, at).await.unwrap();
        tx.commit().await.unwrap();
        let first = post(&ground, "acknowledgement").await;
        ground.set("2026-11-25T11:00:00Z");
        let second = post(&ground, "answer").await;
        let mut tx = ground.read().await.unwrap();
        let first = outbox::find(&mut tx, team(), first).await.unwrap().unwrap();
        let second = outbox::find(&mut tx, team(), second).await.unwrap().unwrap();
        assert_eq!(first.in_reply_to.as_deref(), Some("<asked@lindmoor.example>"));
        assert_eq!(second.in_reply_to.as_deref(), Some(first.message_id.as_str()));
        assert_eq!(second.references, ["<asked@lindmoor.example>", &first.message_id]);
        assert!(threads::is_ours(&mut tx, team(), &first.message_id).await.unwrap());
        assert!(!threads::is_ours(&mut tx, team(), "<asked@lindmoor.example>").await.unwrap());
    });
}

#[test]
fn the_token_is_filled_in_when_a_letter_leaves_and_opens_its_link() {
    on_each(&[], |ground| async move {
        let id = post(&ground, "acknowledgement").await;
        let mut tx = ground.read().await.unwrap();
        let letter = outbox::find(&mut tx, team(), id).await.unwrap().unwrap();
        assert!(letter.text.contains(outbox::LINK));
        let filled = letter.filled(&ground).await.unwrap();
        let (_, token) = filled.text.trim().rsplit_once("/s/").unwrap();
        assert_eq!(token.len(), 26);
        let link = links::find(&mut tx, token).await.unwrap().unwrap();
        assert_eq!((link.team, link.subject.as_str()), (team(), THREAD.to_string().as_str()));
        assert!(links::find(&mut tx, "0123456789abcdefghjkmnpqrs").await.unwrap().is_none());
    });
}

#[test]
fn a_renewed_link_opens_by_its_new_token_alone() {
    on_each(&[], |ground| async move {
        let mut tx = ground.begin().await.unwrap();
        let old = links::mint(&mut tx, ground.secret(), team(), "request", THREAD, None).await.unwrap();
        let new = links::renew(&mut tx, ground.secret(), &old, None).await.unwrap();
        let (old_token, new_token) = (old.token(ground.secret()), new.token(ground.secret()));
        assert_ne!(old_token, new_token);
        let now = tx.now();
        assert!(!links::find(&mut tx, &old_token).await.unwrap().unwrap().is_open(now));
        assert!(links::find(&mut tx, &new_token).await.unwrap().unwrap().is_open(now));
        links::expire(&mut tx, team(), "request", THREAD, Some(now)).await.unwrap();
        assert!(!links::find(&mut tx, &new_token).await.unwrap().unwrap().is_open(now));
    });
}

#[test]
fn two_workers_never_hold_the_same_letter_and_a_dead_one_lets_go() {
    on_each(&[], |ground| async move {
        post(&ground, "acknowledgement").await;
        let (one, two) = tokio::join!(outbox::lease(&ground, 10, LEASE), outbox::lease(&ground, 10, LEASE));
        let (one, two) = (one.unwrap(), two.unwrap());
        assert_eq!(one.len() + two.len(), 1);
        assert!(outbox::lease(&ground, 10, LEASE).await.unwrap().is_empty());
        ground.set("2026-11-25T09:17:00Z");
        let late = one.into_iter().chain(two).next().unwrap();
        let again = outbox::lease(&ground, 10, LEASE).await.unwrap();
        assert_eq!(again.len(), 1, "the lease is over");
        assert_eq!(again[0].message_id, late.message_id);
        outbox::settle(&ground, &again[0], Fate::Taken).await.unwrap();
        outbox::settle(&ground, &late, Fate::Again("too late to speak".to_owned())).await.unwrap();
        let mut tx = ground.read().await.unwrap();
        let letter = outbox::find(&mut tx, team(), late.id).await.unwrap().unwrap();
        assert_eq!(letter.state, State::Sent, "who lost the lease changes nothing");
    });
}

#[test]
fn a_letter_not_taken_rests_longer_each_time_and_is_shown() {
    on_each(&[], |ground| async move {
        post(&ground, "acknowledgement").await;
        let mut rests = Vec::new();
        for _ in 0..3 {
            let letters = outbox::lease(&ground, 10, LEASE).await.unwrap();
            outbox::settle(&ground, &letters[0], Fate::Again("The server said 451: try later.".to_owned()))
                .await
                .unwrap();
            let next_at = outbox::next_at(&ground).await.unwrap().unwrap();
            rests.push(next_at.duration_since(ground.now()));
            ground.clock().set(next_at);
        }
        assert!(rests[0] < rests[1] && rests[1] < rests[2], "{rests:?}");
        let mut tx = ground.read().await.unwrap();
        let shown = outbox::not_through(&mut tx, team(), ground.now()).await.unwrap();
        assert_eq!(shown[0].told.as_deref(), Some("The server said 451: try later."));
    });
}

#[test]
fn a_returned_letter_can_be_offered_again() {
    on_each(&[], |ground| async move {
        let id = post(&ground, "answer").await;
        let letter = outbox::lease(&ground, 10, LEASE).await.unwrap().remove(0);
        outbox::settle(&ground, &letter, Fate::Taken).await.unwrap();
        let mut tx = ground.begin().await.unwrap();
        assert!(outbox::returned(&mut tx, team(), "<no@letter.example>", "gone").await.unwrap().is_none());
        let back = outbox::returned(&mut tx, team(), &letter.message_id, "No such mailbox.").await.unwrap().unwrap();
        assert_eq!(back.id, id);
        let back = outbox::find(&mut tx, team(), id).await.unwrap().unwrap();
        outbox::offer_again(&mut tx, &back).await.unwrap();
        assert_eq!(outbox::offer_again(&mut tx, &back).await, Err(ground::StoreError::Conflict), "once is enough");
        tx.commit().await.unwrap();
        assert_eq!(outbox::lease(&ground, 10, LEASE).await.unwrap().len(), 1);
        let mut tx = ground.read().await.unwrap();
        assert_eq!(
            outbox::written_to(
                &mut tx,
                team(),
                "answer",
                "karin.oldsted@lindmoor.example",
                jiff::Timestamp::UNIX_EPOCH
            )
            .await,
            Ok(1)
        );
    });
}

#[test]
fn what_the_process_before_held_is_offered_at_once() {
    on_each(&[], |ground| async move {
        post(&ground, "answer").await;
        assert_eq!(outbox::lease(&ground, 10, LEASE).await.unwrap().len(), 1);
        assert!(outbox::lease(&ground, 10, LEASE).await.unwrap().is_empty());
        outbox::let_go(&ground).await.unwrap();
        assert_eq!(outbox::lease(&ground, 10, LEASE).await.unwrap().len(), 1);
    });
}

#[test]
fn letters_of_one_instant_are_all_paged_through() {
    on_each(&[], |ground| async move {
        let mut written = Vec::new();
        for _ in 0..7 {
            written.push(post(&ground, "acknowledgement").await);
        }
        let mut tx = ground.read().await.unwrap();
        let (mut seen, mut after) = (Vec::new(), None);
        loop {
            let page = outbox::newest(&mut tx, team(), after, 2).await.unwrap();
            let Some(last) = page.last() else { break };
            after = Some((last.created_at, last.id));
            seen.extend(page.iter().map(|letter| letter.id));
        }
        written.sort_unstable();
        written.reverse();
        assert_eq!(seen, written, "{}", ground.engine());
    });
}
