//! The start and the first run.

use super::*;

fn empty<Running: Future<Output = ()>>(test: impl Fn(TestGround) -> Running) {
    on_each(&ROOMS, test);
}

const FOUNDING: [(&str, &str); 8] = [
    ("name", "Learning at Lindmoor"),
    ("person", "Aylin Korrey"),
    ("address", "aylin.korrey@lindmoor.example"),
    ("password", PASSWORD),
    ("zone", "Europe/Berlin"),
    ("mon", "on"),
    ("mon-opens", "09:00"),
    ("mon-closes", "17:00"),
];

#[test]
fn three_steps_lead_from_nothing_to_a_team_that_can_be_asked() {
    empty(|ground| async move {
        let mut aylin = Browser::before(&ground);
        aylin.get("/").await.assert_shows("/welcome?key=");
        let key = team::first_run::key(&ground).await.unwrap().unwrap();
        let first = aylin.get(&format!("/welcome?key={key}")).await;
        assert_status(&first, StatusCode::OK);
        assert_eq!(first.hidden("key"), key);
        let mut values: Vec<(&str, &str)> = FOUNDING.to_vec();
        values.push(("key", &key));
        values.retain(|(name, _)| *name != "person");
        let mend = aylin.post("/welcome", &values).await;
        assert_status(&mend, StatusCode::UNPROCESSABLE_ENTITY);
        mend.assert_shows("value=\"Learning at Lindmoor\"");
        assert_eq!(mend.hidden("key"), key);
        values.push(("person", "Aylin Korrey"));
        let founded = aylin.post("/welcome", &values).await;
        assert_eq!((founded.status, founded.leads_to()), (StatusCode::SEE_OTHER, "/welcome/block"), "{}", founded.body);
        let block = aylin.get("/welcome/block").await;
        assert_status(&block, StatusCode::OK);
        block.assert_shows("A note that comes on Friday 27 November at 16:20 would be promised an answer by");
        let shown = aylin
            .post("/welcome/block", &[("how", "weekly"), ("weekday", "monday"), ("starts", "9:30"), ("then", "show")])
            .await;
        assert_status(&shown, StatusCode::OK);
        shown.assert_shows("The block of Monday 30 November, 09:30 is in time for it.");
        let odd = aylin.post("/welcome/block", &[("how", "daily"), ("starts", "noon")]).await;
        assert_status(&odd, StatusCode::UNPROCESSABLE_ENTITY);
        odd.assert_shows("value=\"noon\"");
        let reserved =
            aylin.post("/welcome/block", &[("how", "weekly"), ("weekday", "monday"), ("starts", "9:30")]).await;
        assert_eq!(
            (reserved.status, reserved.leads_to()),
            (StatusCode::SEE_OTHER, "/welcome/link"),
            "{}",
            reserved.body
        );
        let share = aylin.get("/welcome/link").await;
        share.assert_shows("http://127.0.0.1:4600/t/learning-at-lindmoor/ask");
        assert_eq!(aylin.get("/welcome/block").await.leads_to(), "/welcome/link");
        assert_eq!(aylin.get("/").await.leads_to(), "/desk");
        assert_status(&Browser::before(&ground).get("/t/learning-at-lindmoor/ask").await, StatusCode::OK);
    });
}

#[test]
fn a_wrong_or_used_key_says_what_to_do() {
    empty(|ground| async move {
        let mut stranger = Browser::before(&ground);
        for path in ["/welcome", "/welcome?key=guess"] {
            let answer = stranger.get(path).await;
            assert_status(&answer, StatusCode::FORBIDDEN);
            answer.assert_shows("This link does not open the first run");
            answer.assert_hides("<form");
        }
        assert_status(&stranger.post("/welcome", &FOUNDING).await, StatusCode::FORBIDDEN);
        let key = team::first_run::key(&ground).await.unwrap().unwrap();
        founded(&ground, "Learning at Lindmoor", "lindmoor").await;
        for path in ["/welcome".to_owned(), format!("/welcome?key={key}")] {
            let answer = stranger.get(&path).await;
            assert_status(&answer, StatusCode::GONE);
            answer.assert_shows("The first run is over");
            answer.assert_shows("href=\"/sign-in\"");
        }
        let mut values = FOUNDING.to_vec();
        values.push(("key", &key));
        assert_status(&stranger.post("/welcome", &values).await, StatusCode::GONE);
        for path in ["/welcome/block", "/welcome/link"] {
            assert!(stranger.get(path).await.leads_to().starts_with("/sign-in"));
        }
        assert_eq!(stranger.get("/").await.leads_to(), "/sign-in");
    });
}
