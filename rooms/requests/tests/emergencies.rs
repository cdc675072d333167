//! Emergencies: named in advance by the lead, marked by a member, counted, and never made by a stakeholder's word.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use ground::testing::{TestGround, on_each};
use ground::{Actor, Schema};
use requests::emergencies::{end_kind, mark, name_kind, take_back};
use requests::{Ask, Channel, Emergency, NoEmergency, Refused, RequestId, readings, stand, take_in};
use team::Member;
use team::testing::found;

const ROOMS: [Schema; 4] = [team::SCHEMA, blocks::SCHEMA, promises::SCHEMA, requests::SCHEMA];

async fn asked(ground: &TestGround, who: &Member, words: &str) -> RequestId {
    let ask = Ask::new(Channel::Portal, "karin.oldsted@lindmoor.example", words, ground.now());
    take_in(ground, who.team, Actor::Machine("form"), ask).await.unwrap().request
}

async fn marked(
    ground: &TestGround,
    who: &Member,
    request: RequestId,
    kind: &str,
    why: &str,
) -> Result<Emergency, Refused> {
    let mut tx = ground.begin().await.unwrap();
    let marked = mark(&mut tx, who, request, kind, why).await?;
    tx.commit().await.unwrap();
    Ok(marked)
}

async fn waiting(ground: &TestGround, who: &Member) -> Vec<RequestId> {
    readings::emergencies_waiting(&mut ground.read().await.unwrap(), who.team).await.unwrap()
}

async fn words(ground: &TestGround, who: &Member) -> Vec<String> {
    let kinds = readings::kinds_in_force(&mut ground.read().await.unwrap(), who.team).await.unwrap();
    kinds.into_iter().map(|kind| kind.word).collect()
}

#[test]
fn a_request_is_an_emergency_only_if_a_member_says_which_and_why() {
    on_each(&ROOMS, |ground| async move {
        let who = found(&ground, "lindmoor").await;
        let other = found(&ground, "brightwater").await;
        let request = asked(&ground, &who, "URGENT, safety, emergency: a course by tomorrow!").await;
        assert!(waiting(&ground, &who).await.is_empty(), "a stakeholder’s word does nothing");
        let no = |refused: Result<Emergency, Refused>| match refused {
            Err(Refused::Emergency(why)) => why,
            other => unreachable!("{other:?}"),
        };
        assert_eq!(no(marked(&ground, &who, request, "haste", "They call twice a day").await), NoEmergency::NoKind);
        assert_eq!(no(marked(&ground, &who, request, "safety", " ").await), NoEmergency::NoWhy);
        let theirs = marked(&ground, &other, request, "safety", "A guard is loose").await;
        assert_eq!(theirs, Err(Refused::Unknown), "another team’s");
        let first = marked(&ground, &who, request, "safety", "A guard is loose.").await.unwrap();
        assert_eq!(marked(&ground, &who, request, "safety", "Said again").await.unwrap(), first, "marked once");
        assert_eq!((waiting(&ground, &who).await, waiting(&ground, &other).await), (vec![request], vec![]));

        take_back(&ground, &who, request).await.unwrap();
        take_back(&ground, &who, request).await.unwrap();
        assert!(waiting(&ground, &who).await.is_empty());
        marked(&ground, &who, request, "outage", "The line stands still.").await.unwrap();
        let count = requests::pages::emergency_count(&mut ground.read().await.unwrap(), who.team).await.unwrap();
        assert_eq!((count.all, count.by_kind), (1, vec![("an outage".to_owned(), 1)]));
        stand::withdraw(&ground, who.team, request, who.actor()).await.unwrap();
        assert!(waiting(&ground, &who).await.is_empty(), "what is over waits for nothing");
        assert_eq!(no(marked(&ground, &who, request, "safety", "A guard").await), NoEmergency::Over);
        let count = requests::pages::emergency_count(&mut ground.read().await.unwrap(), who.team).await.unwrap();
        assert_eq!(count.all, 1, "and is counted all the same");
    });
}

#[test]
fn kinds_are_named_for_what_comes_after_them_and_ended_but_never_deleted() {
    on_each(&ROOMS, |ground| async move {
        let who = found(&ground, "lindmoor").await;
        assert_eq!(words(&ground, &who).await, ["safety", "a date set by law or regulator", "an outage"]);
        let before = asked(&ground, &who, "A course, please.").await;
        ground.set("2026-11-25T11:00:00+01:00");
        let kind = name_kind(&ground, &who, "A recall", "A product comes back from customers.").await.unwrap();
        let refused = marked(&ground, &who, before, &kind.id, "It comes back").await;
        assert_eq!(refused, Err(Refused::Emergency(NoEmergency::AgreedLater)));
        let after = asked(&ground, &who, "A course, please.").await;
        marked(&ground, &who, after, &kind.id, "It comes back").await.unwrap();
        for (word, sentence, why) in
            [("", "x", NoEmergency::NoWord), ("x", " ", NoEmergency::NoSentence), ("a RECALL", "x", NoEmergency::Known)]
        {
            let refused = name_kind(&ground, &who, word, sentence).await;
            assert_eq!(refused, Err(Refused::Emergency(why)), "{word}");
        }
        end_kind(&ground, &who, "safety").await.unwrap();
        end_kind(&ground, &who, &kind.id).await.unwrap();
        end_kind(&ground, &who, &kind.id).await.unwrap();
        assert_eq!(words(&ground, &who).await, ["a date set by law or regulator", "an outage"]);
        let all = readings::kinds(&mut ground.read().await.unwrap(), who.team).await.unwrap();
        assert_eq!(all.len(), 4, "ended, and still there");
        assert_eq!(waiting(&ground, &who).await, [after], "what was marked stays marked");
        let refused = marked(&ground, &who, before, "safety", "A guard").await;
        assert_eq!(refused, Err(Refused::Emergency(NoEmergency::NoKind)));
        for number in 0..4 {
            name_kind(&ground, &who, &format!("kind {number}"), "x").await.unwrap();
        }
        let refused = name_kind(&ground, &who, "one more", "x").await;
        assert_eq!(refused, Err(Refused::Emergency(NoEmergency::Many)));
    });
}
