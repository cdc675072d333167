use std::sync::Arc;

use ground::events;

use super::*;

#[test]
fn the_page_shows_what_the_turnaround_gives_now_on_friday_before_a_holiday_and_on_saturday() {
    story(|ground| async move {
        let (_, jonas) = found(&ground, lindmoor()).await.unwrap();
        let page = Browser::signed_in(&ground, &jonas.address).await.get("/settings/turnaround").await;
        for words in [
            "Received now: Wed 25 Nov, 10:15",
            "Thursday 26 November,",
            "One working day later, same time.",
            "Office-hours clock: Monday 30 November, 10:15",
            "On Friday afternoon: Fri 27 Nov, 16:20",
            "Saturday and Sunday stand still.",
            "Before a holiday: Thu 24 Dec, 15:00",
            "Christmas Day, Saturday and Sunday stand still.",
            "On Saturday: Sat 28 Nov, 11:00",
            "Counts from Monday, 09:00.",
            "Promises already given keep their time.",
            "40 open hours a week in Europe/Berlin",
        ] {
            page.assert_shows(words);
        }
    });
}

#[test]
fn saving_makes_a_new_version_and_the_old_one_stays_for_what_was_promised_by_it() {
    story(|ground| async move {
        let (team, jonas) = found(&ground, lindmoor()).await.unwrap();
        let mut browser = Browser::signed_in(&ground, &jonas.address).await;
        let values = values_of(&browser.get("/settings/turnaround").await.body, "/settings/turnaround");
        let changes = [("amount", "48"), ("clock", "office-hours")];
        let saved = browser.post("/settings/turnaround", &with(&values, &changes)).await;
        assert_eq!(saved.leads_to(), "/settings/turnaround", "{}", saved.body);
        let page = browser.get("/settings/turnaround").await;
        page.assert_shows("It holds for requests from now on. Promises already given keep their time.");

        let mut tx = ground.read().await.unwrap();
        let now = calendar::current(&mut tx, team.id).await.unwrap();
        assert_eq!((now.version, now.turnaround), (2, Turnaround::office_hours(48)));
        let before = calendar::version(&mut tx, team.id, 1).await.unwrap().unwrap();
        assert_eq!(before.turnaround, Turnaround::business_hours(24));
        assert_eq!((&*before.calendar, &*now.calendar), (&lindmoor().calendar, &lindmoor().calendar));
        let versions: Vec<i64> =
            calendar::history(&mut tx, team.id).await.unwrap().iter().map(|one| one.version).collect();
        assert_eq!(versions, [2, 1]);
        let again = calendar::current(&mut tx, team.id).await.unwrap();
        assert!(Arc::ptr_eq(&now.office, &again.office), "compiled once");
        let told = events::of(&mut tx, team.id, team.id).await.unwrap();
        assert_eq!(
            told.iter().map(|event| event.kind.as_str()).collect::<Vec<_>>(),
            ["team.founded", "calendar.changed"]
        );
        assert_eq!(told[1].actor, jonas.actor().to_string());
        drop(tx);

        let values = values_of(&page.body, "/settings/turnaround");
        let same = browser.post("/settings/turnaround", &with(&values, &[])).await;
        assert_eq!(same.leads_to(), "/settings/turnaround", "{}", same.body);
        browser.get("/settings/turnaround").await.assert_shows("Nothing was different");
        assert_eq!(calendar::history(&mut ground.read().await.unwrap(), team.id).await.unwrap().len(), 2);
    });
}

#[test]
fn a_preview_shows_what_is_typed_and_keeps_nothing() {
    story(|ground| async move {
        let (team, jonas) = found(&ground, lindmoor()).await.unwrap();
        let mut browser = Browser::signed_in(&ground, &jonas.address).await;
        let values = values_of(&browser.get("/settings/turnaround").await.body, "/settings/turnaround");
        let page = browser.post("/settings/turnaround/preview", &with(&values, &[("clock", "office-hours")])).await;
        assert_eq!(page.status, StatusCode::OK);
        page.assert_shows("Working-day clock: Thursday 26 November, 10:15");
        let part = browser.post("/settings/turnaround/examples", &with(&values, &[("amount", "48")])).await;
        assert!(part.body.starts_with("<h2 class=\"eyebrow\">What a stakeholder would be promised"), "{}", part.body);
        let part = browser.post("/settings/turnaround/examples", &with(&values, &[("amount", "x")])).await;
        part.assert_shows("Mend what is marked in the form");
        assert_eq!(calendar::history(&mut ground.read().await.unwrap(), team.id).await.unwrap().len(), 1);
    });
}

#[test]
fn what_is_wrong_is_told_beside_its_field_with_the_text_still_there() {
    story(|ground| async move {
        let (team, jonas) = found(&ground, lindmoor()).await.unwrap();
        let mut browser = Browser::signed_in(&ground, &jonas.address).await;
        let values = values_of(&browser.get("/settings/turnaround").await.body, "/settings/turnaround");
        for (field, typed, words) in [
            ("amount", "0", "Write a whole number of hours between 1 and 240"),
            ("amount", "soon", "Write a whole number of hours between 1 and 240"),
        ] {
            let answer = browser.post("/settings/turnaround", &with(&values, &[(field, typed)])).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{field} {typed}");
            answer.assert_shows(words);
            answer.assert_shows(&format!("id=\"f-{field}-e\""));
            answer.assert_shows(&format!("value=\"{typed}\""));
        }
        assert_eq!(calendar::current(&mut ground.read().await.unwrap(), team.id).await.unwrap().version, 1);
    });
}

#[test]
fn who_saves_over_newer_settings_is_told_and_nothing_is_lost() {
    story(|ground| async move {
        let (team, jonas) = found(&ground, lindmoor()).await.unwrap();
        let mut browser = Browser::signed_in(&ground, &jonas.address).await;
        let values = values_of(&browser.get("/settings/turnaround").await.body, "/settings/turnaround");
        let first = browser.post("/settings/turnaround", &with(&values, &[("amount", "16")])).await;
        assert_eq!(first.status, StatusCode::SEE_OTHER);
        let second = browser.post("/settings/turnaround", &with(&values, &[("amount", "32")])).await;
        assert_eq!(second.status, StatusCode::CONFLICT);
        let now = calendar::current(&mut ground.read().await.unwrap(), team.id).await.unwrap();
        assert_eq!(now.turnaround, Turnaround::business_hours(16));

        let mira = add(&ground, &team, "Mira Sandholt", Some(Role::Member), false).await;
        let new = Settings { calendar: lindmoor().calendar, turnaround: Turnaround::business_hours(8), based_on: None };
        assert!(matches!(change_turnaround(&ground, &mira, new).await, Err(Refused::NotYours(_))));
    });
}

#[test]
fn a_version_that_was_rolled_back_is_never_taken_for_the_one_made_after_it() {
    story(|ground| async move {
        let (team, jonas) = found(&ground, lindmoor()).await.unwrap();
        let mut tx = ground.begin().await.unwrap();
        let berlin = lindmoor().calendar;
        let tokyo = Calendar { zone: "Asia/Tokyo".to_owned(), ..berlin };
        calendar::insert(&mut tx, team.id, 2, &tokyo, Turnaround::business_hours(8), "test").await.unwrap();
        assert_eq!(calendar::current(&mut tx, team.id).await.unwrap().zone_name, "Asia/Tokyo");
        drop(tx);
        let new =
            Settings { calendar: lindmoor().calendar, turnaround: Turnaround::business_hours(8), based_on: Some(1) };
        assert_eq!(change_turnaround(&ground, &jonas, new).await.unwrap(), 2);
        let now = calendar::current(&mut ground.read().await.unwrap(), team.id).await.unwrap();
        assert_eq!((now.version, now.zone_name.as_str()), (2, "Europe/Berlin"));
    });
}
