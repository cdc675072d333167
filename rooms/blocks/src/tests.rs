use ground::testing::{TestGround, on_each};
use ground::{StoreError, events};
use http::StatusCode;
use http::header::SET_COOKIE;
use jiff::civil::{Weekday, date, time};
use team::testing::{Answered, Browser, at, colleague, found, lindmoor};
use team::{Member, TokenId, change_turnaround};
use worktime::{Calendar, Turnaround};

use super::*;

const ROOMS: [ground::Schema; 2] = [team::SCHEMA, SCHEMA];

fn calendar() -> Calendar {
    lindmoor("").calendar
}

fn daily() -> Rhythm {
    Rhythm::daily(time(11, 30, 0, 0))
}

fn starts(blocks: &[Block]) -> Vec<String> {
    let berlin = jiff::tz::TimeZone::get("Europe/Berlin").unwrap();
    let text = |block: &Block| block.starts_at.to_zoned_datetime(berlin.clone()).strftime("%a %d %H:%M").to_string();
    blocks.iter().map(text).collect()
}

async fn next_days(ground: &TestGround, who: &Member, days: i64) -> Vec<Block> {
    coming(&mut ground.read().await.unwrap(), who.team, ground.now(), days).await.unwrap()
}

#[test]
fn a_pattern_gives_planned_blocks_without_a_row() {
    on_each(&ROOMS, |ground| async move {
        let who = found(&ground, "lindmoor").await;
        reserve_pattern(&ground, &who, daily()).await.unwrap();
        reserve_pattern(&ground, &who, Rhythm::weekly(Weekday::Monday, time(13, 0, 0, 0))).await.unwrap();
        let blocks = next_days(&ground, &who, 6).await;
        assert_eq!(
            starts(&blocks),
            ["Wed 25 11:30", "Thu 26 11:30", "Fri 27 11:30", "Mon 30 11:30", "Mon 30 13:00"],
            "{}",
            ground.engine()
        );
        assert_eq!(blocks.last().unwrap().name(), "Weekly block");
        let rows = ground.read().await.unwrap().query("select id from block where team_id = $1", (who.team,)).await;
        assert!(rows.unwrap().is_empty());
        let first = blocks.first().unwrap();
        let found = find(&mut ground.read().await.unwrap(), who.team, first.key).await.unwrap();
        assert_eq!(found.as_ref(), Some(first));
        assert_eq!(first.key.to_string().parse::<BlockKey>().unwrap(), first.key);
    });
}

#[test]
fn blocks_over_a_pattern_of_ours_are_refused_and_an_ended_pattern_plans_nothing_more() {
    on_each(&ROOMS, |ground| async move {
        let who = found(&ground, "lindmoor").await;
        let pattern = reserve_pattern(&ground, &who, daily()).await.unwrap();
        let meets = Rhythm::weekly(Weekday::Monday, time(11, 0, 0, 0));
        let refused = reserve_pattern(&ground, &who, meets).await.unwrap_err();
        assert!(refused.to_string().contains("half an hour every working day at 11:30"), "{refused}");

        let blocks = next_days(&ground, &who, 3).await;
        move_to(&ground, &who, blocks[1].key, at("26 15:30")).await.unwrap();
        ground.set("2026-11-25T12:10:00+01:00");
        end_pattern(&ground, &who, pattern.id).await.unwrap();
        end_pattern(&ground, &who, pattern.id).await.unwrap();
        assert!(next_days(&ground, &who, 10).await.is_empty());
        let mut tx = ground.read().await.unwrap();
        assert!(patterns(&mut tx, who.team).await.unwrap().is_empty());
        let today = around(&mut tx, who.team, at("25 00:00"), at("26 00:00")).await.unwrap();
        assert_eq!((starts(&today), today[0].state(ground.now())), (vec!["Wed 25 11:30".to_owned()], State::NotHeld));
        drop(tx);
        reserve_pattern(&ground, &who, meets).await.unwrap();
    });
}

#[test]
fn a_moved_block_stands_once_and_a_skipped_one_takes_nothing() {
    on_each(&ROOMS, |ground| async move {
        let who = found(&ground, "lindmoor").await;
        reserve_pattern(&ground, &who, daily()).await.unwrap();
        let blocks = next_days(&ground, &who, 3).await;
        let moved = move_to(&ground, &who, blocks[1].key, at("27 15:30")).await.unwrap();
        assert_eq!((moved.moved_from_at, moved.ends_at), (Some(at("26 11:30")), at("27 16:00")));
        assert_eq!(starts(&next_days(&ground, &who, 3).await), ["Wed 25 11:30", "Fri 27 11:30", "Fri 27 15:30"]);
        let mut tx = ground.read().await.unwrap();
        assert!(around(&mut tx, who.team, at("26 00:00"), at("27 00:00")).await.unwrap().is_empty());
        drop(tx);
        assert!(matches!(move_to(&ground, &who, moved.key, at("27 11:45")).await, Err(Refused::Taken)));

        assert!(matches!(skip(&ground, &who, moved.key, "").await, Err(Refused::CannotChange(CannotChange::NoReason))));
        let skipped = skip(&ground, &who, moved.key, " Three of us were travelling. ").await.unwrap();
        assert_eq!(
            (skipped.state(ground.now()), skipped.why.as_str()),
            (State::Skipped, "Three of us were travelling.")
        );
        assert_eq!(starts(&next_days(&ground, &who, 3).await), ["Wed 25 11:30", "Fri 27 11:30"]);
        let told = events::of(&mut ground.read().await.unwrap(), who.team, moved.key).await.unwrap();
        assert_eq!(told.iter().map(|event| event.kind.as_str()).collect::<Vec<_>>(), ["block.moved", "block.skipped"]);
    });
}

#[test]
fn a_single_block_is_reserved_where_nothing_stands() {
    on_each(&ROOMS, |ground| async move {
        let who = found(&ground, "lindmoor").await;
        reserve_pattern(&ground, &who, daily()).await.unwrap();
        assert!(matches!(reserve(&ground, &who, at("26 11:00"), 45).await, Err(Refused::Taken)));
        let past = reserve(&ground, &who, at("25 09:00"), 30).await;
        assert!(matches!(past, Err(Refused::CannotChange(CannotChange::Past))));
        let block = reserve(&ground, &who, at("26 11:00"), 30).await.unwrap();
        assert_eq!((block.name(), block.ends_at), ("Reserved block", at("26 11:30")));
        assert_eq!(starts(&next_days(&ground, &who, 2).await), ["Wed 25 11:30", "Thu 26 11:00", "Thu 26 11:30"]);
    });
}

#[test]
fn one_block_is_open_at_a_time_and_held_when_most_of_it_was_used_and_something_written() {
    on_each(&ROOMS, |ground| async move {
        let who = found(&ground, "lindmoor").await;
        reserve_pattern(&ground, &who, daily()).await.unwrap();
        let today = next_days(&ground, &who, 1).await.remove(0);
        let other = reserve(&ground, &who, at("25 15:00"), 30).await.unwrap();

        let mut tx = ground.begin().await.unwrap();
        assert!(matches!(close(&mut tx, &who, today.key, 20, true).await, Err(Refused::NotOpen)));
        open(&mut tx, &who, today.key).await.unwrap();
        open(&mut tx, &who, today.key).await.unwrap();
        tx.commit().await.unwrap();

        let mut tx = ground.begin().await.unwrap();
        assert_eq!(open_for(&mut tx, &who, ground.now()).await.unwrap().unwrap().key, today.key);
        let refused = open(&mut tx, &who, other.key).await.unwrap_err();
        assert!(matches!(refused, Refused::AnotherOpen(key) if key == today.key));
        drop(tx);

        ground.set("2026-11-25T12:20:00+01:00");
        assert_eq!(next_days(&ground, &who, 1).await[0].key, today.key, "an open block may run over");
        let mut tx = ground.begin().await.unwrap();
        let closed = close(&mut tx, &who, today.key, 26, true).await.unwrap();
        let again = close(&mut tx, &who, today.key, 1, false).await.unwrap();
        assert_eq!((closed.state(ground.now()), &again), (State::Held, &closed));
        open(&mut tx, &who, other.key).await.unwrap();
        tx.commit().await.unwrap();

        ground.set("2026-11-26T09:00:00+01:00");
        let mut tx = ground.read().await.unwrap();
        assert_eq!(open_for(&mut tx, &who, ground.now()).await.unwrap(), None, "nobody closed it");
        let held = held(&mut tx, who.team, at("25 00:00"), ground.now()).await.unwrap();
        assert_eq!(held, Held { held: 1, of: 2 });
        let told = events::of(&mut tx, who.team, today.key).await.unwrap();
        assert_eq!(told.len(), 2, "opened and closed once");
    });
}

#[test]
fn a_holiday_set_later_moves_what_is_planned_and_leaves_what_was_touched() {
    on_each(&ROOMS, |ground| async move {
        let who = found(&ground, "lindmoor").await;
        reserve_pattern(&ground, &who, daily()).await.unwrap();
        let weekly = Rhythm::weekly(Weekday::Monday, time(13, 0, 0, 0));
        reserve_pattern(&ground, &who, weekly).await.unwrap();
        let monday = next_days(&ground, &who, 6).await.remove(3);
        skip(&ground, &who, monday.key, "A day with Compliance").await.unwrap();

        let holiday = calendar().with_holiday(date(2026, 11, 30), "Founders’ day");
        let settings = team::Settings { calendar: holiday, turnaround: Turnaround::business_hours(24), based_on: None };
        change_turnaround(&ground, &who, settings).await.unwrap();
        ground.set("2026-11-29T12:00:00+01:00");
        assert_eq!(starts(&next_days(&ground, &who, 2).await), ["Tue 01 11:30"]);
        ground.set("2026-11-30T12:00:00+01:00");
        assert_eq!(starts(&next_days(&ground, &who, 2).await), ["Tue 01 11:30", "Tue 01 13:00", "Wed 02 11:30"]);
        let mut tx = ground.read().await.unwrap();
        assert_eq!(find(&mut tx, who.team, monday.key).await.unwrap().unwrap().why, "A day with Compliance");
    });
}

#[test]
fn an_agenda_is_dealt_to_blocks_that_still_take_requests() {
    on_each(&ROOMS, |ground| async move {
        let who = found(&ground, "lindmoor").await;
        reserve_pattern(&ground, &who, daily()).await.unwrap();
        let blocks = next_days(&ground, &who, 3).await;
        skip(&ground, &who, blocks[0].key, "Travelling").await.unwrap();
        let mut tx = ground.read().await.unwrap();
        let all = around(&mut tx, who.team, at("25 00:00"), at("28 00:00")).await.unwrap();
        let promised = [(1, at("26 12:00")), (2, at("27 12:00")), (3, at("26 11:59"))];
        let agenda = agenda(&all, &promised, ground.now());
        assert_eq!(agenda.block_of(&1), Some(&blocks[1].key));
        assert_eq!((agenda.of_block(&blocks[1].key), agenda.without.as_slice()), (&[1, 2][..], &[3][..]));
    });
}

async fn away(ground: &TestGround, who: &Member, from: &str, until: &str) -> team::Absence {
    let (from_on, until_on) = (from.parse().unwrap(), until.parse().unwrap());
    team::be_away(ground, who, team::Away { member: who.id, from_on, until_on, why: None }).await.unwrap()
}

#[test]
fn members_reserve_time_of_their_own_at_the_same_hour_and_each_opens_theirs() {
    on_each(&ROOMS, |ground| async move {
        let jonas = found(&ground, "lindmoor").await;
        let (mira, tom) =
            (colleague(&ground, &jonas, "Mira Sandholt").await, colleague(&ground, &jonas, "Tom Reyl").await);
        let own = |who: &Member| Holders::only(who.id);
        reserve_pattern_for(&ground, &mira, daily(), own(&mira)).await.unwrap();
        reserve_pattern_for(&ground, &tom, daily(), own(&tom)).await.unwrap();
        let refused = reserve_pattern(&ground, &jonas, daily()).await.unwrap_err();
        assert!(matches!(refused, Refused::MeetsPattern(_)), "the team is there too: {refused}");
        let refused = reserve_pattern_for(&ground, &tom, daily(), own(&mira)).await.unwrap_err();
        assert!(matches!(refused, Refused::NotTheirs), "{refused}");
        let nobody = Holders::only(team::MemberId::new(ground.now()));
        let refused = reserve_pattern_for(&ground, &jonas, daily(), nobody).await.unwrap_err();
        assert!(matches!(refused, Refused::UnknownHolder), "{refused}");

        let blocks = next_days(&ground, &jonas, 1).await;
        assert_eq!(starts(&blocks), ["Wed 25 11:30", "Wed 25 11:30"]);
        let of = |who: &Member| blocks.iter().find(|block| block.holders == own(who)).unwrap().key;
        let agenda = agenda(&blocks, &[(1, at("26 12:00")), (2, at("26 12:00")), (3, at("26 12:00"))], ground.now());
        assert_eq!((agenda.of[0].1.len(), agenda.of[1].1.len()), (2, 1), "they share out");

        let mut tx = ground.begin().await.unwrap();
        assert!(matches!(open(&mut tx, &tom, of(&mira)).await, Err(Refused::NotTheirs)));
        open(&mut tx, &mira, of(&mira)).await.unwrap();
        open(&mut tx, &tom, of(&tom)).await.unwrap();
        tx.commit().await.unwrap();
        let mut tx = ground.read().await.unwrap();
        let now = ground.now();
        for who in [&mira, &tom] {
            assert_eq!(open_for(&mut tx, who, now).await.unwrap().unwrap().key, of(who));
            assert!(if_open(&mut tx, who.team, of(who), now).await.unwrap().is_some());
        }
        assert_eq!(open_for(&mut tx, &jonas, now).await.unwrap(), None);
        assert_eq!(all_open(&mut tx, jonas.team, now).await.unwrap().len(), 2);
        drop(tx);

        let tomorrow = next_days(&ground, &jonas, 2)
            .await
            .into_iter()
            .find(|block| block.holders == own(&mira) && block.starts_at > at("26 00:00"))
            .unwrap();
        assert!(matches!(skip(&ground, &tom, tomorrow.key, "Why not").await, Err(Refused::NotTheirs)));
        assert!(matches!(move_to(&ground, &tom, tomorrow.key, at("26 15:00")).await, Err(Refused::NotTheirs)));
        move_to(&ground, &jonas, tomorrow.key, at("26 15:00")).await.unwrap();
        reserve_for(&ground, &tom, at("26 15:00"), 30, own(&tom)).await.unwrap();
        assert!(matches!(reserve(&ground, &jonas, at("26 15:00"), 30).await, Err(Refused::Taken)));
        let pattern = patterns(&mut ground.read().await.unwrap(), jonas.team).await.unwrap().remove(0).id;
        assert!(matches!(end_pattern(&ground, &tom, pattern).await, Err(Refused::NotTheirs)));
        end_pattern(&ground, &mira, pattern).await.unwrap();
    });
}

#[test]
fn the_time_of_colleagues_is_opened_by_them_and_closed_by_them_or_the_lead() {
    on_each(&ROOMS, |ground| async move {
        let jonas = found(&ground, "lindmoor").await;
        let mira = colleague(&ground, &jonas, "Mira Sandholt").await;
        let tom = colleague(&ground, &jonas, "Tom Okafor").await;
        let hers = reserve_for(&ground, &mira, at("25 11:30"), 30, Holders::only(mira.id)).await.unwrap().key;
        ground.set("2026-11-25T11:30:00+01:00");
        let by_program = Member { through: Some(TokenId::new(ground.now())), ..tom.clone() };
        let mut tx = ground.begin().await.unwrap();
        for who in [&tom, &by_program, &jonas] {
            assert!(matches!(open(&mut tx, who, hers).await, Err(Refused::NotTheirs)), "{who:?}");
        }
        open(&mut tx, &Member { through: by_program.through, ..mira.clone() }, hers).await.unwrap();
        for who in [&tom, &by_program] {
            assert!(matches!(close(&mut tx, who, hers, 20, true).await, Err(Refused::NotTheirs)), "{who:?}");
        }
        assert!(close(&mut tx, &jonas, hers, 20, true).await.unwrap().closed_at.is_some());
    });
}

#[test]
fn a_block_falls_away_while_everybody_is_away_whose_time_it_is() {
    on_each(&ROOMS, |ground| async move {
        let jonas = found(&ground, "lindmoor").await;
        let mira = colleague(&ground, &jonas, "Mira Sandholt").await;
        reserve_pattern(&ground, &jonas, daily()).await.unwrap();
        let own = Rhythm::daily(time(15, 0, 0, 0));
        reserve_pattern_for(&ground, &mira, own, Holders::only(mira.id)).await.unwrap();
        let absence = away(&ground, &mira, "2026-11-26", "2026-11-27").await;
        assert_eq!(
            starts(&next_days(&ground, &mira, 4).await),
            ["Wed 25 11:30", "Wed 25 15:00", "Thu 26 11:30", "Fri 27 11:30"]
        );
        let mut tx = ground.read().await.unwrap();
        let all = around(&mut tx, mira.team, at("26 00:00"), at("27 00:00")).await.unwrap();
        drop(tx);
        let [of_team, of_mira] = &all[..] else { panic!("{all:?}") };
        assert_eq!(
            (of_team.state(ground.now()), of_team.absent.as_slice()),
            (State::Planned, &["Mira Sandholt".to_owned()][..])
        );
        assert_eq!(
            (of_mira.state(ground.now()), of_mira.is_away, of_mira.why.as_str()),
            (State::Skipped, true, "Away")
        );
        let found = find(&mut ground.read().await.unwrap(), mira.team, of_mira.key).await.unwrap();
        assert_eq!(found.as_ref(), Some(of_mira));
        let refused = move_to(&ground, &mira, of_mira.key, at("27 16:00")).await.unwrap_err();
        assert!(matches!(refused, Refused::Away), "{refused}");

        away(&ground, &jonas, "2026-11-27", "2026-11-27").await;
        assert_eq!(starts(&next_days(&ground, &mira, 3).await), ["Wed 25 11:30", "Wed 25 15:00", "Thu 26 11:30"]);
        ground.set("2026-11-28T09:00:00+01:00");
        let held = held(&mut ground.read().await.unwrap(), mira.team, at("25 00:00"), ground.now()).await.unwrap();
        assert_eq!(held, Held { held: 0, of: 3 }, "what fell away is not counted");
        ground.set("2026-11-25T10:15:00+01:00");
        team::be_back(&ground, &mira, absence.id).await.unwrap();
        let blocks = next_days(&ground, &mira, 3).await;
        assert_eq!(starts(&blocks)[3..], ["Thu 26 15:00", "Fri 27 11:30", "Fri 27 15:00"]);
    });
}

#[test]
fn what_was_opened_or_moved_stands_where_it_stands_and_a_moved_one_falls_away_on_its_new_day() {
    on_each(&ROOMS, |ground| async move {
        let jonas = found(&ground, "lindmoor").await;
        reserve_pattern(&ground, &jonas, daily()).await.unwrap();
        let blocks = next_days(&ground, &jonas, 3).await;
        let mut tx = ground.begin().await.unwrap();
        open(&mut tx, &jonas, blocks[0].key).await.unwrap();
        tx.commit().await.unwrap();
        away(&ground, &jonas, "2026-11-25", "2026-11-26").await;
        let moved = move_to(&ground, &jonas, blocks[2].key, at("26 15:00")).await.unwrap();
        assert!(moved.is_away, "moved onto a day away");
        let mut tx = ground.read().await.unwrap();
        assert_eq!(find(&mut tx, jonas.team, blocks[0].key).await.unwrap().unwrap().state(ground.now()), State::Open);
        let row =
            tx.query_one("select count(*) from block where team_id = $1 and skipped_at is not null", (jonas.team,));
        assert_eq!(row.await.unwrap().get::<i64>(0).unwrap(), 0, "falling away is no row");
    });
}

#[test]
fn a_holiday_moves_a_weekly_block_beside_what_stands_on_the_next_working_day() {
    on_each(&ROOMS, |ground| async move {
        let who = found(&ground, "lindmoor").await;
        let monday = Rhythm::weekly(Weekday::Monday, time(13, 0, 0, 0));
        reserve_pattern(&ground, &who, monday).await.unwrap();
        let tuesday = "2026-12-01T13:30:00+01:00".parse().unwrap();
        reserve(&ground, &who, tuesday, 30).await.unwrap();
        let holiday = calendar().with_holiday(date(2026, 11, 30), "Founders’ day");
        let settings = team::Settings { calendar: holiday, turnaround: Turnaround::business_hours(24), based_on: None };
        change_turnaround(&ground, &who, settings).await.unwrap();
        let blocks = next_days(&ground, &who, 7).await;
        assert_eq!(starts(&blocks), ["Tue 01 13:30", "Tue 01 14:00"]);
        let found = find(&mut ground.read().await.unwrap(), who.team, blocks[1].key).await.unwrap();
        assert_eq!(found.as_ref(), Some(&blocks[1]), "the same from its key");
    });
}

#[test]
fn a_block_that_passed_is_offered_again_on_its_day_until_it_was_reserved_once_more() {
    on_each(&ROOMS, |ground| async move {
        let jonas = found(&ground, "lindmoor").await;
        let mira = colleague(&ground, &jonas, "Mira Sandholt").await;
        reserve_pattern_for(&ground, &jonas, daily(), Holders::only(jonas.id)).await.unwrap();
        let today = next_days(&ground, &jonas, 1).await.remove(0);
        let missed = async |who: &Member| missed(&mut ground.read().await.unwrap(), who, ground.now()).await.unwrap();
        assert_eq!(missed(&jonas).await, None, "it is to come");
        let early = again(&ground, &jonas, today.key, at("25 14:00")).await;
        assert!(matches!(early, Err(Refused::CannotChange(CannotChange::NotMissed))));

        ground.set("2026-11-25T12:00:00+01:00");
        assert_eq!(missed(&jonas).await.map(|block| block.key), Some(today.key));
        assert_eq!(missed(&mira).await, None, "it is not hers");
        assert!(matches!(again(&ground, &mira, today.key, at("25 14:00")).await, Err(Refused::NotTheirs)));
        let tomorrow = again(&ground, &jonas, today.key, at("26 14:00")).await;
        assert!(matches!(tomorrow, Err(Refused::CannotChange(CannotChange::AnotherDay))));
        let block = again(&ground, &jonas, today.key, at("25 14:00")).await.unwrap();
        assert_eq!((block.length_minutes(), &block.holders), (30, &today.holders));
        let twice = again(&ground, &jonas, today.key, at("25 15:00")).await.unwrap();
        assert_eq!(twice, block, "reserved once");
        assert_eq!(missed(&jonas).await, None);

        ground.set("2026-11-25T14:10:00+01:00");
        let mut tx = ground.begin().await.unwrap();
        open(&mut tx, &jonas, block.key).await.unwrap();
        close(&mut tx, &jonas, block.key, 5, true).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(missed(&jonas).await.map(|block| block.key), Some(block.key), "too short to count");
        let third = again(&ground, &jonas, block.key, at("25 16:00")).await.unwrap();
        skip(&ground, &jonas, third.key, "Travelling").await.unwrap();
        assert_eq!(
            missed(&jonas).await.map(|block| block.key),
            Some(block.key),
            "that one was given up before its time"
        );
        ground.set("2026-11-25T16:30:00+01:00");
        assert_eq!(missed(&jonas).await, None, "and then it was skipped, with a reason");
        ground.set("2026-11-26T09:00:00+01:00");
        assert_eq!(missed(&jonas).await, None, "another day");
    });
}

#[test]
fn a_lost_race_is_noticed() {
    on_each(&ROOMS, |ground| async move {
        let who = found(&ground, "lindmoor").await;
        reserve_pattern(&ground, &who, daily()).await.unwrap();
        let block = next_days(&ground, &who, 1).await.remove(0);
        let mut tx = ground.begin().await.unwrap();
        crate::store::save(&mut tx, &block).await.unwrap();
        tx.commit().await.unwrap();
        let mut tx = ground.begin().await.unwrap();
        assert_eq!(crate::store::save(&mut tx, &block).await, Err(StoreError::Conflict), "written down by another");
        drop(tx);
        let mut tx = ground.begin().await.unwrap();
        let known = find(&mut tx, who.team, block.key).await.unwrap().unwrap();
        crate::store::save(&mut tx, &known).await.unwrap();
        assert_eq!(crate::store::save(&mut tx, &known).await, Err(StoreError::Conflict));
    });
}

#[test]
fn another_team_s_block_is_not_there() {
    on_each(&ROOMS, |ground| async move {
        let (who, other) = (found(&ground, "lindmoor").await, found(&ground, "brightwater").await);
        let pattern = reserve_pattern(&ground, &who, daily()).await.unwrap();
        let planned = next_days(&ground, &who, 1).await.remove(0);
        let reserved = reserve(&ground, &who, at("26 15:00"), 30).await.unwrap();
        for key in [planned.key, reserved.key] {
            assert!(matches!(move_to(&ground, &other, key, at("27 15:00")).await, Err(Refused::Unknown)));
            assert!(matches!(skip(&ground, &other, key, "Why not").await, Err(Refused::Unknown)));
            let mut tx = ground.begin().await.unwrap();
            assert!(matches!(open(&mut tx, &other, key).await, Err(Refused::Unknown)));
        }
        assert!(matches!(end_pattern(&ground, &other, pattern.id).await, Err(Refused::Unknown)));
        assert!(next_days(&ground, &other, 10).await.is_empty());
    });
}

fn leads_to_blocks(answered: &Answered) {
    answered.assert_leads_to("/blocks");
    assert!(answered.headers[SET_COOKIE].to_str().unwrap().starts_with("offwheel-said="));
}

#[test]
fn a_rhythm_is_reserved_by_a_form_that_says_what_to_mend() {
    on_each(&ROOMS, |ground| async move {
        let who = found(&ground, "lindmoor").await;
        let browser = Browser::of(&ground, &who, routes()).await;
        let Answered { status, page, .. } = browser.get("/blocks/patterns/new").await;
        assert!(status == StatusCode::OK && page.contains("value=\"11:30\"") && page.contains("Berlin time"), "{page}");

        let Answered { status, page, .. } = browser.post_form("/blocks/patterns", "how=daily&starts=half+past").await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.contains("for example 11:30") && page.contains("value=\"half past\""), "{page}");

        let shown = browser.post_form("/blocks/patterns", "how=weekly&weekday=monday&starts=13:00&then=show").await;
        let Answered { status, page, .. } = shown;
        assert!(status == StatusCode::OK && page.contains("80 would fall due before a block"), "{page}");
        assert!(next_days(&ground, &who, 10).await.is_empty(), "showing reserves nothing");

        browser
            .post_form("/blocks/patterns", "how=daily&weekday=monday&starts=9:05")
            .await
            .assert_leads_to("/settings/blocks");
        assert_eq!(starts(&next_days(&ground, &who, 2).await), ["Thu 26 09:05", "Fri 27 09:05"]);
        let Answered { status, page, .. } = browser.post_form("/blocks/patterns", "how=daily&starts=09:10").await;
        assert!(status == StatusCode::UNPROCESSABLE_ENTITY && page.contains("meets a pattern"), "{page}");
    });
}

#[test]
fn a_pattern_has_the_length_and_the_first_day_that_were_typed() {
    on_each(&ROOMS, |ground| async move {
        let who = found(&ground, "lindmoor").await;
        let browser = Browser::of(&ground, &who, routes()).await;
        for (form, words) in [
            ("how=daily&starts=11:30&minutes=4", "from 5 minutes to 8 hours"),
            ("how=daily&starts=11:30&minutes=soon", "from 5 minutes to 8 hours"),
            ("how=daily&starts=11:30&from=2026-11-24", "This day is past"),
            ("how=daily&starts=11:30&from=soon", "like 2026-12-24"),
        ] {
            let Answered { status, page, .. } = browser.post_form("/blocks/patterns", form).await;
            assert!(status == StatusCode::UNPROCESSABLE_ENTITY && page.contains(words), "{form}: {page}");
        }
        let form = "how=weekly&weekday=thursday&starts=13:00&minutes=45&from=2026-11-27";
        browser.post_form("/blocks/patterns", form).await.assert_leads_to("/settings/blocks");
        let pattern = patterns(&mut ground.read().await.unwrap(), who.team).await.unwrap().remove(0);
        assert_eq!((pattern.running.from_on, pattern.running.rhythm.minutes()), (date(2026, 11, 27), 45));
        assert_eq!(starts(&next_days(&ground, &who, 14).await), ["Thu 03 13:00"]);
    });
}

#[test]
fn the_team_s_pattern_is_its_lead_s_and_a_member_s_own_is_theirs() {
    on_each(&ROOMS, |ground| async move {
        let jonas = found(&ground, "lindmoor").await;
        let mira = colleague(&ground, &jonas, "Mira Sandholt").await;
        let of_team = reserve_pattern(&ground, &jonas, daily()).await.unwrap();
        let weekly = Rhythm::weekly(Weekday::Tuesday, time(15, 0, 0, 0));
        assert!(matches!(reserve_pattern(&ground, &mira, weekly).await, Err(Refused::OfTheTeam)));
        assert!(matches!(end_pattern(&ground, &mira, of_team.id).await, Err(Refused::OfTheTeam)));
        let from = date(2026, 12, 7);
        assert!(matches!(end_pattern_from(&ground, &mira, of_team.id, from).await, Err(Refused::OfTheTeam)));
        end_pattern_from(&ground, &jonas, of_team.id, from).await.unwrap();
        assert!(matches!(keep_pattern(&ground, &mira, of_team.id).await, Err(Refused::OfTheTeam)));
        let own = reserve_pattern_for(&ground, &mira, weekly, Holders::only(mira.id)).await.unwrap();
        end_pattern_from(&ground, &mira, own.id, from).await.unwrap();
        keep_pattern(&ground, &mira, own.id).await.unwrap();
        end_pattern(&ground, &jonas, own.id).await.unwrap();
        // A single block of the team is everybody's to move, as a day asks for it.
        let block = next_days(&ground, &mira, 2).await.pop().unwrap();
        skip(&ground, &mira, block.key, "All of us are at the fair").await.unwrap();

        let browser = Browser::of(&ground, &mira, routes()).await;
        let page = browser.get("/blocks/patterns/new").await.page;
        assert!(!page.contains("The whole team’s") && page.contains("set by its lead"), "{page}");
        let Answered { status, page, .. } =
            browser.post_form("/blocks/patterns", "how=daily&starts=16:00&whose=team").await;
        assert!(status == StatusCode::UNPROCESSABLE_ENTITY && page.contains("set by its lead"), "{page}");
    });
}

#[test]
fn a_pattern_ends_from_a_day_on_is_followed_by_another_and_goes_on_after_all() {
    on_each(&ROOMS, |ground| async move {
        let who = found(&ground, "lindmoor").await;
        let pattern = reserve_pattern(&ground, &who, daily()).await.unwrap();
        let all = next_days(&ground, &who, 8).await;
        // Wed 25, Thu 26, Fri 27, Mon 30, Tue 1, Wed 2.
        let [_, thursday, friday, monday, tuesday, ..] = &all[..] else { panic!("{all:?}") };
        move_because(&ground, &who, thursday.key, at("30 15:00"), " A day with Compliance. ").await.unwrap();
        move_to(&ground, &who, monday.key, at("26 15:00")).await.unwrap();
        skip(&ground, &who, tuesday.key, "Travelling").await.unwrap();
        let past = end_pattern_from(&ground, &who, pattern.id, date(2026, 11, 24)).await.unwrap_err();
        assert!(matches!(past, Refused::DayPast), "{past}");

        end_pattern_from(&ground, &who, pattern.id, date(2026, 11, 30)).await.unwrap();
        assert_eq!(
            starts(&next_days(&ground, &who, 8).await),
            ["Wed 25 11:30", "Thu 26 15:00", "Fri 27 11:30", "Mon 30 15:00"],
            "what was moved by hand stands where it stands"
        );
        let going_on = patterns(&mut ground.read().await.unwrap(), who.team).await.unwrap();
        assert_eq!(going_on.iter().map(|it| it.running.until_on).collect::<Vec<_>>(), [Some(date(2026, 11, 29))]);
        let moved = find(&mut ground.read().await.unwrap(), who.team, thursday.key).await.unwrap().unwrap();
        assert_eq!(moved.why, "A day with Compliance.");
        let back = move_because(&ground, &who, thursday.key, thursday.starts_at, "Never mind").await.unwrap();
        assert_eq!(back.why, "", "moved back, there is nothing to say");

        let refused = reserve_pattern_from(&ground, &who, daily(), Holders::Team, date(2026, 11, 29)).await;
        assert!(matches!(refused, Err(Refused::MeetsPattern(_))));
        let next = reserve_pattern_from(&ground, &who, daily(), Holders::Team, date(2026, 11, 30)).await.unwrap();
        assert_eq!(starts(&next_days(&ground, &who, 6).await)[4..], ["Mon 30 11:30"]);
        assert!(matches!(keep_pattern(&ground, &who, pattern.id).await, Err(Refused::MeetsPattern(_))));
        let longer = end_pattern_from(&ground, &who, pattern.id, date(2026, 12, 4)).await;
        assert!(matches!(longer, Err(Refused::MeetsPattern(_))), "it would meet the one that follows");
        end_pattern(&ground, &who, next.id).await.unwrap();
        keep_pattern(&ground, &who, pattern.id).await.unwrap();
        assert_eq!(
            starts(&next_days(&ground, &who, 7).await),
            ["Wed 25 11:30", "Thu 26 11:30", "Thu 26 15:00", "Fri 27 11:30", "Tue 01 11:30"],
            "what was skipped after its last day is forgotten, what was moved before it is not"
        );
        assert_eq!(friday.state(ground.now()), State::Planned);
        ground.set("2026-12-24T09:00:00+01:00");
        end_pattern_from(&ground, &who, pattern.id, date(2026, 12, 24)).await.unwrap();
        assert!(matches!(keep_pattern(&ground, &who, pattern.id).await, Err(Refused::Unknown)), "it is over");
        let told = events::of(&mut ground.read().await.unwrap(), who.team, pattern.id).await.unwrap();
        let kinds: Vec<&str> = told.iter().map(|event| event.kind.as_str()).collect();
        assert_eq!(kinds, ["pattern.reserved", "pattern.ended", "pattern.kept", "pattern.ended"]);
    });
}

#[test]
fn the_settings_of_blocks_tell_what_becomes_of_each_pattern_and_why() {
    on_each(&ROOMS, |ground| async move {
        let jonas = found(&ground, "lindmoor").await;
        let mira = colleague(&ground, &jonas, "Mira Sandholt").await;
        reserve_pattern(&ground, &jonas, daily()).await.unwrap();
        let own = Rhythm::weekly(Weekday::Monday, time(15, 0, 0, 0));
        reserve_pattern_for(&ground, &mira, own, Holders::only(mira.id)).await.unwrap();
        let holidays = calendar()
            .with_holiday(date(2026, 11, 30), "Founders’ day")
            .with_holiday(date(2026, 12, 25), "Christmas Day")
            .with_holiday(date(2026, 12, 26), "Boxing Day");
        let settings =
            team::Settings { calendar: holidays, turnaround: Turnaround::business_hours(24), based_on: None };
        change_turnaround(&ground, &jonas, settings).await.unwrap();
        let blocks = next_days(&ground, &jonas, 3).await;
        move_because(&ground, &jonas, blocks[1].key, at("26 16:00"), "A day with Compliance.").await.unwrap();
        skip(&ground, &jonas, blocks[2].key, "Travelling").await.unwrap();
        away(&ground, &mira, "2026-12-07", "2026-12-07").await;
        away(&ground, &jonas, "2026-12-07", "2026-12-07").await;

        let page = Browser::of(&ground, &jonas, routes()).await.get("/settings/blocks").await.page;
        let text = text_of(&page);
        for words in [
            "Half an hour every working day at 11:30",
            "16:00 to 16:30 Moved from Thu 26 Nov, 11:30: A day with Compliance.",
            "Skipped Travelling.",
            "No block Founders’ day.",
            "One hour on Mondays at 15:00, Mira’s",
            "15:00 to 16:00 Moved from Mon 30 Nov: Founders’ day.",
            "Skipped Away: Mira.",
            "Mon 7 Dec No block Away: Jonas and Mira. Daily at 11:30, the team’s.",
            "Fri 25 Dec No block Christmas Day. Daily at 11:30, the team’s.",
            "Counted are half an hour every working day at 11:30, the team’s; one hour on Mondays at 15:00, Mira’s own.",
        ] {
            assert!(text.contains(words), "“{words}” in {text}");
        }
        assert!(!text.contains("Boxing Day"), "no block would have stood on a Saturday: {text}");
        assert!(page.matches("/end\"").count() == 2 && page.contains("aria-current=\"page\""), "{page}");

        let browser = Browser::of(&ground, &mira, routes()).await;
        let Answered { status, page, .. } = browser.get("/settings/blocks").await;
        assert!(status == StatusCode::OK && page.matches("/end\"").count() == 1, "hers alone: {page}");
        let pattern = patterns(&mut ground.read().await.unwrap(), jonas.team).await.unwrap().remove(0).id;
        let ask = async |on: &str, what: &str| {
            let path = format!("/settings/blocks?pattern={pattern}&on={on}&do={what}");
            browser.get(&path).await
        };
        ask("2026-12-15", "move").await.assert_leads_to(&format!("/blocks/{pattern}.2026-12-15/move"));
        ask("2026-11-26", "skip").await.assert_leads_to(&format!("/blocks/{pattern}.2026-11-26/skip"));
        for (on, words) in [
            ("2026-11-27", CannotChange::Skipped.to_string()),
            ("2026-12-25", "the office is closed".to_owned()),
            ("2026-12-26", "No block of this pattern stands on that day".to_owned()),
            ("soon", "Choose a day".to_owned()),
        ] {
            let Answered { status, page, .. } = ask(on, "move").await;
            assert!(status == StatusCode::UNPROCESSABLE_ENTITY && page.contains(&words), "{on}: {page}");
        }

        let person = team::testing::person("Hanne Storm", team::Role::Sponsor);
        let hanne = team::add_member(&ground, jonas.team, person, jonas.actor()).await.unwrap();
        let Answered { status, page, .. } = Browser::of(&ground, &hanne, routes()).await.get("/settings/blocks").await;
        assert!(status == StatusCode::OK && page.contains("Half an hour every working day"), "{page}");
        assert!(
            !page.contains("Mira") && !page.contains("/blocks/"),
            "the team’s alone, and nothing to change: {page}"
        );
        assert!(!page.contains("Travelling") && !page.contains("Compliance"), "{page}");
        let page = text_of(&page);
        assert!(page.contains("Founders’ day.") && page.contains("Moved from Thu 26 Nov, 11:30."), "{page}");
    });
}

/// A page as it is read, with a blank where an element ends.
fn text_of(page: &str) -> String {
    let mut text = String::new();
    let mut is_tag = false;
    for sign in page.chars() {
        match sign {
            '<' => is_tag = true,
            '>' => {
                is_tag = false;
                text.push(' ');
            }
            sign if !is_tag => text.push(sign),
            _ => {}
        }
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn a_block_is_reserved_moved_and_skipped_by_forms() {
    on_each(&ROOMS, |ground| async move {
        let who = found(&ground, "lindmoor").await;
        let browser = Browser::of(&ground, &who, routes()).await;
        let page = browser.get("/blocks/new?when=2026-11-26T08:00").await.page;
        assert!(page.contains("value=\"2026-11-26T08:00\"") && page.contains("value=\"30\""), "{page}");
        for (form, words) in [
            ("when=&minutes=30", "Write a day and time"),
            ("when=2026-11-24T08:00&minutes=30", "has passed already"),
            ("when=2026-11-26T08:00&minutes=900", "from 5 minutes to 8 hours"),
            ("when=2026-11-26T08:00&minutes=soon", "from 5 minutes to 8 hours"),
        ] {
            let Answered { status, page, .. } = browser.post_form("/blocks", form).await;
            assert!(status == StatusCode::UNPROCESSABLE_ENTITY && page.contains(words), "{form}: {page}");
        }
        leads_to_blocks(&browser.post_form("/blocks", "when=2026-11-26T08:00&minutes=30").await);
        let block = next_days(&ground, &who, 2).await.remove(0);

        let path = format!("/blocks/{}/move", block.key);
        assert!(browser.get(&path).await.page.contains("Thursday 26 November, 08:00 (Berlin)"));
        let Answered { status, page, .. } = browser.post_form(&path, "when=yesterday").await;
        assert!(status == StatusCode::UNPROCESSABLE_ENTITY && page.contains("yesterday"), "{page}");
        leads_to_blocks(&browser.post_form(&path, "when=2026-11-26T16:00").await);
        assert_eq!(starts(&next_days(&ground, &who, 2).await), ["Thu 26 16:00"]);

        let path = format!("/blocks/{}/skip", block.key);
        assert_eq!(browser.get(&path).await.status, StatusCode::OK);
        let Answered { status, .. } = browser.post_form(&path, "why=").await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
        leads_to_blocks(&browser.post_form(&path, "why=Travelling").await);
        assert!(next_days(&ground, &who, 2).await.is_empty());
    });
}

#[test]
fn a_block_reserved_or_moved_onto_a_day_away_is_told_to_fall_away() {
    on_each(&ROOMS, |ground| async move {
        let jonas = found(&ground, "lindmoor").await;
        let mira = colleague(&ground, &jonas, "Mira Sandholt").await;
        away(&ground, &mira, "2026-11-26", "2026-11-27").await;
        away(&ground, &jonas, "2026-11-27", "2026-11-30").await;
        let days = (date(2026, 11, 25), date(2026, 12, 2));
        for (holders, away) in [
            (Holders::Team, vec![date(2026, 11, 27)]),
            (Holders::only(mira.id), vec![date(2026, 11, 26), date(2026, 11, 27)]),
            (Holders::of([mira.id, jonas.id]), vec![date(2026, 11, 27)]),
        ] {
            let mut tx = ground.read().await.unwrap();
            assert_eq!(days_away(&mut tx, jonas.team, &holders, days).await.unwrap(), away, "{holders:?}");
        }
        let browser = Browser::of(&ground, &jonas, routes()).await;
        let said = async |path: &str, form: &str| {
            browser.post_form(path, form).await.assert_leads_to("/blocks");
            text_of(&browser.get("/settings/blocks").await.page)
        };
        let told = said("/blocks", "when=2026-11-27T15:00&minutes=30&whose=team").await;
        assert!(told.contains("The time is reserved. It falls away, since everybody"), "{told}");
        let told = said("/blocks", "when=2026-11-26T15:00&minutes=30&whose=team").await;
        assert!(told.contains("The time is reserved.") && !told.contains("falls away, since"), "{told}");
        let block = next_days(&ground, &jonas, 3).await.remove(0);
        let told = said(&format!("/blocks/{}/move", block.key), "when=2026-11-27T10:00&why=").await;
        assert!(told.contains("The block is moved. It falls away, since everybody"), "{told}");
    });
}

#[test]
fn the_pages_open_to_members_of_the_team_alone() {
    on_each(&ROOMS, |ground| async move {
        let (who, other) = (found(&ground, "lindmoor").await, found(&ground, "brightwater").await);
        let block = reserve(&ground, &who, at("26 15:00"), 30).await.unwrap();
        let stranger = Browser::stranger(&ground, routes());
        let Answered { status, .. } = stranger.get("/blocks/new").await;
        assert_eq!(status, StatusCode::SEE_OTHER, "to the sign-in");
        let browser = Browser::of(&ground, &other, routes()).await;
        for path in [format!("/blocks/{}/move", block.key), format!("/blocks/{}/skip", block.key)] {
            assert_eq!(browser.get(&path).await.status, StatusCode::NOT_FOUND);
            let answer = browser.post_form(&path, "when=2026-11-27T15:00&why=Travelling").await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND);
        }
        assert_eq!(next_days(&ground, &who, 3).await, [block]);
    });
}
