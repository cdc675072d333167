//! What every room leans on, on both engines: the quirks between them, durability in groups, and that nothing half done is kept.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use std::sync::Arc;

use ground::testing::{TestGround, on_each};
use ground::{By, Schema, StoreError, TeamId, Tx};
use jiff::Timestamp;
use jiff::civil::date;

const THINGS: Schema = Schema {
    room: "things",
    steps: &[
        "create table if not exists thing (team_id text not null, id text not null, amount bigint not null, share double precision,
            is_good boolean not null, content bytea, day_on text, primary key (team_id, id))",
        "create table if not exists part (team_id text not null, id text not null, thing_id text not null, primary key (team_id, id),
            foreign key (team_id, thing_id) references thing (team_id, id))",
    ],
    distribution: &[("thing", By::Team), ("part", By::Team)],
};
const PUT: &str = "insert into thing (team_id, id, amount, is_good) values ($1, $2, $3, $4)";
const COUNT: &str = "select count(*) from thing where team_id = $1";

fn team() -> TeamId {
    TeamId::from(ground::uuid::Uuid::from_u128(1))
}

async fn put(tx: &mut Tx, id: &str, amount: i64) -> Result<u64, StoreError> {
    tx.execute(PUT, (team(), id, amount, true)).await
}

async fn count(ground: &TestGround) -> i64 {
    ground.read().await.unwrap().query_one(COUNT, (team(),)).await.unwrap().get(0).unwrap()
}

#[test]
fn rows_about_many_things_are_found_however_many_they_are() {
    on_each(&[THINGS], |ground| async move {
        let ids: Vec<i64> = (0..120).collect();
        let mut tx = ground.begin().await.unwrap();
        for amount in &ids {
            put(&mut tx, &amount.to_string(), *amount).await.unwrap();
        }
        let other = TeamId::from(ground::uuid::Uuid::from_u128(2));
        tx.execute(PUT, (other, "7", 7, true)).await.unwrap();
        tx.commit().await.unwrap();
        let mut tx = ground.read().await.unwrap();
        for many in [0, 1, 49, 50, 51, 120] {
            let sql = |places: &str| format!("select amount from thing where team_id = $1 and amount in ({places})");
            let rows = tx.query_each(team(), &ids[..many], sql).await.unwrap();
            let mut found: Vec<i64> = rows.iter().map(|row| row.get(0).unwrap()).collect();
            found.sort_unstable();
            assert_eq!(found, ids[..many]);
        }
    });
}

#[test]
fn every_kind_of_value_comes_back_as_it_went() {
    on_each(&[THINGS], |ground| async move {
        let mut tx = ground.begin().await.unwrap();
        let at: Timestamp = "2026-11-25T10:15:00.123Z".parse().unwrap();
        let sql = "insert into thing (team_id, id, amount, share, is_good, content, day_on) values ($1, $2, $3, $4, $5, $6, $7)";
        let day = date(2026, 11, 25);
        tx.execute(sql, (team(), "ä", at, Some(0.5), true, Some(vec![0_u8, 255]), Some(day))).await.unwrap();
        tx.execute(sql, (team(), "b", -1, None::<f64>, false, None::<Vec<u8>>, None::<String>)).await.unwrap();
        tx.commit().await.unwrap();
        let rows = ground.read().await.unwrap();
        let mut rows = rows;
        let rows = rows.query(
            "select id, amount, share, is_good, content, day_on from thing where team_id = $1 order by id",
            (team(),),
        );
        let rows = rows.await.unwrap();
        assert_eq!(rows[1].get::<String>(0).unwrap(), "ä");
        assert_eq!(rows[1].get::<Timestamp>(1).unwrap(), at);
        assert_eq!(rows[1].get::<Option<f64>>(2).unwrap(), Some(0.5));
        assert!(rows[1].get::<bool>(3).unwrap());
        assert_eq!(rows[1].get::<Vec<u8>>(4).unwrap(), [0, 255]);
        assert_eq!(rows[1].get::<jiff::civil::Date>(5).unwrap(), day);
        assert_eq!(rows[0].get::<Option<f64>>(2).unwrap(), None);
        assert!(!rows[0].get::<bool>(3).unwrap());
        assert!(matches!(rows[0].get::<i64>(0), Err(StoreError::Broken(_))), "a text is no number");
        assert!(matches!(rows[0].get::<f64>(2), Err(StoreError::Broken(_))), "nothing is no number");
    });
}

#[test]
fn placeholders_are_bound_by_their_figure_and_not_by_first_use() {
    on_each(&[], |ground| async move {
        let sql = "select cast($2 as text), cast($1 as text), cast($2 as text)";
        let row = ground.read().await.unwrap().query_one(sql, ("one", "two")).await.unwrap();
        assert_eq!([row.get::<String>(0).unwrap(), row.get(1).unwrap(), row.get(2).unwrap()], ["two", "one", "two"]);
    });
}

#[test]
fn an_open_filter_needs_its_type_said() {
    on_each(&[THINGS], |ground| async move {
        let mut tx = ground.begin().await.unwrap();
        put(&mut tx, "a", 1).await.unwrap();
        let sql = "select count(*) from thing where team_id = $1 and (cast($2 as text) is null or id = $2)";
        for (filter, expected) in [(None, 1), (Some("a"), 1), (Some("b"), 0)] {
            assert_eq!(tx.query_one(sql, (team(), filter)).await.unwrap().get::<i64>(0).unwrap(), expected);
        }
        let sum =
            tx.query_one("select cast(sum(amount) as bigint) from thing where team_id = $1", (team(),)).await.unwrap();
        assert_eq!(sum.get::<i64>(0).unwrap(), 1);
    });
}

#[test]
fn a_second_row_of_a_key_and_a_missing_parent_are_told_apart() {
    on_each(&[THINGS], |ground| async move {
        let mut tx = ground.begin().await.unwrap();
        put(&mut tx, "a", 1).await.unwrap();
        tx.commit().await.unwrap();
        let mut tx = ground.begin().await.unwrap();
        assert_eq!(put(&mut tx, "a", 2).await, Err(StoreError::Unique));
        drop(tx);
        let mut tx = ground.begin().await.unwrap();
        let orphan =
            tx.execute("insert into part (team_id, id, thing_id) values ($1, $2, $3)", (team(), "p", "none")).await;
        assert_eq!(orphan, Err(StoreError::Missing));
        drop(tx);
        assert_eq!(count(&ground).await, 1);
    });
}

#[test]
fn what_is_not_committed_leaves_nothing_and_disturbs_nobody() {
    on_each(&[THINGS], |ground| async move {
        let ground = Arc::new(ground);
        let mut acts = Vec::new();
        for number in 0..60_i64 {
            let ground = ground.clone();
            acts.push(tokio::spawn(async move {
                let mut tx = ground.begin().await.unwrap();
                put(&mut tx, &format!("{number:02}"), number).await.unwrap();
                if number % 3 == 0 {
                    return;
                }
                tx.commit().await.unwrap();
                // What was answered with success is there for everybody, at once.
                let mut tx = ground.read().await.unwrap();
                let sql = "select amount from thing where team_id = $1 and id = $2";
                assert!(tx.query_opt(sql, (team(), format!("{number:02}"))).await.unwrap().is_some());
            }));
        }
        for act in acts {
            act.await.unwrap();
        }
        assert_eq!(count(&ground).await, 40);
    });
}

#[test]
fn a_reading_sees_one_moment_and_may_not_write() {
    on_each(&[THINGS], |ground| async move {
        let mut reading = ground.read().await.unwrap();
        let before: i64 = reading.query_one(COUNT, (team(),)).await.unwrap().get(0).unwrap();
        let mut tx = ground.begin().await.unwrap();
        put(&mut tx, "a", 1).await.unwrap();
        tx.commit().await.unwrap();
        let again: i64 = reading.query_one(COUNT, (team(),)).await.unwrap().get(0).unwrap();
        assert_eq!((before, again), (0, 0));
        assert!(put(&mut reading, "b", 1).await.is_err());
        drop(reading);
        assert_eq!(count(&ground).await, 1);
    });
}

#[test]
fn a_migration_that_fails_leaves_the_database_as_it_was() {
    const BAD: Schema = Schema {
        room: "bad",
        steps: &["create table if not exists half (team_id text not null)", "create table nonsense ("],
        distribution: &[],
    };
    on_each(&[THINGS], |ground| async move {
        assert!(matches!(ground.migrate(&[THINGS, BAD]).await, Err(StoreError::Broken(_))));
        assert!(
            ground.read().await.unwrap().query("select team_id from half where team_id = $1", ("x",)).await.is_err()
        );
        assert_eq!(ground.migrate(&[THINGS]).await, Ok(0), "and what had run needs not run again");
    });
}

#[test]
fn a_lease_has_one_holder_until_it_ends() {
    on_each(&[], |ground| async move {
        let minute = jiff::SignedDuration::from_mins(1);
        let hold = |who: &'static str| ground::leases::hold(&ground, "mailbox", who, minute);
        assert!(hold("a").await.unwrap());
        assert!(!hold("b").await.unwrap());
        assert!(hold("a").await.unwrap(), "its holder may renew it");
        ground.set("2026-11-25T09:16:00Z");
        assert!(hold("b").await.unwrap(), "the minute is over");
        ground::leases::let_go(&ground, "mailbox", "b").await.unwrap();
        assert!(hold("a").await.unwrap());
    });
}

#[test]
fn a_file_is_kept_once_and_found_by_its_own_team_alone() {
    on_each(&[], |ground| async move {
        let kept = ground::files::keep(&ground, team(), b"minutes".to_vec()).await.unwrap();
        for _ in 0..2 {
            let mut tx = ground.begin().await.unwrap();
            ground::files::put(&mut tx, &kept).await.unwrap();
            tx.commit().await.unwrap();
        }
        let found = ground::files::get(&ground, team(), &kept.print).await.unwrap();
        assert_eq!(found.as_deref(), Some(&b"minutes"[..]));
        let other = TeamId::from(ground::uuid::Uuid::from_u128(2));
        assert_eq!(ground::files::get(&ground, other, &kept.print).await.unwrap(), None);
    });
}

#[test]
fn the_version_is_another_one_after_each_commit_and_after_no_reading() {
    on_each(&[THINGS], |ground| async move {
        let version = || ground.database().version().unwrap();
        let Some(first) = version() else {
            assert!(!ground.database().is_embedded(), "the embedded database tells its version");
            return;
        };
        assert_eq!(count(&ground).await, 0);
        let mut tx = ground.begin().await.unwrap();
        put(&mut tx, "a", 1).await.unwrap();
        assert_eq!(version(), Some(first), "nothing is committed yet");
        drop(tx);
        assert_eq!(version(), Some(first), "nothing was kept");
        let mut seen = vec![first];
        for id in ["a", "b", "c"] {
            let mut tx = ground.begin().await.unwrap();
            put(&mut tx, id, 1).await.unwrap();
            tx.commit().await.unwrap();
            let now = version().unwrap();
            assert!(!seen.contains(&now), "{now} again after {id}");
            seen.push(now);
        }
        assert_eq!(count(&ground).await, 3);
        assert_eq!(version(), seen.last().copied());
    });
}
