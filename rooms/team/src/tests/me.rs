use ground::events;
use web::shell::{Habits, Light};

use super::*;

#[test]
fn what_one_chose_for_oneself_holds_on_every_page_and_in_every_team() {
    story(|ground| async move {
        let (team, jonas) = found(&ground, lindmoor()).await.unwrap();
        let mut browser = Browser::signed_in(&ground, &jonas.address).await;
        let page = browser.get("/me").await;
        page.assert_shows("<html lang=\"en\">");
        let values = values_of(&page.body, "/me");
        let name = |values: &[(String, String)], name: &str| {
            values.iter().find(|(field, _)| field == name).map(|(_, value)| value.clone())
        };
        assert_eq!(name(&values, "name").as_deref(), Some("Jonas Feldt"));
        let kept: Vec<_> = values.iter().filter(|(field, _)| field != "keys").cloned().collect();
        let changes = [("name", "  Jonas   F. Feldt "), ("zone", "europe/warsaw"), ("light", "dark")];
        assert_eq!(browser.post("/me", &with(&kept, &changes)).await.leads_to(), "/me");
        let page = browser.get("/settings/calendar").await;
        page.assert_shows("<html lang=\"en\" data-theme=\"dark\" data-keys=\"off\">");
        page.assert_shows("Jonas F. Feldt");
        let (_, ines) = found(&ground, harrow()).await.unwrap();
        let elsewhere =
            NewPerson { address: jonas.address.clone(), ..person("Jonas Feldt", Some(Role::Member), false) };
        let there = add_member(&ground, ines.team, elsewhere, ines.actor()).await.unwrap();
        assert_eq!((there.name.as_str(), there.zone.as_deref()), ("Jonas F. Feldt", Some("Europe/Warsaw")));
        assert_eq!(there.habits, Habits { keys_off: true, light: Light::Dark });
        let berlin = jiff::tz::TimeZone::get("Europe/Berlin").unwrap();
        assert_eq!(there.reads_in(&berlin).iana_name(), Some("Europe/Warsaw"));
        assert_eq!(ines.reads_in(&berlin).iana_name(), Some("Europe/Berlin"));
        assert_eq!(
            events::of(&mut ground.read().await.unwrap(), team.id, jonas.id).await.unwrap().last().unwrap().kind,
            "member.described"
        );

        for (field, typed, words) in [("name", " ", "Write the name by which"), ("zone", "Atlantis", "is no time zone")]
        {
            let answer = browser.post("/me", &with(&kept, &[(field, typed)])).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
            answer.assert_shows(words);
        }
    });
}

#[test]
fn who_is_away_says_so_once_and_may_take_it_back() {
    story(|ground| async move {
        let (team, jonas) = found(&ground, lindmoor()).await.unwrap();
        let mira = add(&ground, &team, "Mira Sandholt", Some(Role::Member), false).await;
        let mut browser = Browser::signed_in(&ground, &mira.address).await;
        let week = [("from", "2026-12-07"), ("until", "2026-12-11"), ("why", "on leave")];
        for _ in 0..2 {
            assert_eq!(browser.post("/me/absences", &week).await.leads_to(), "/me#me-3");
        }
        browser.get("/me").await.assert_shows("Monday 7 December to Friday 11 December");
        let day = |text: &str| text.parse::<jiff::civil::Date>().unwrap();
        let between = async |from: &str, to: &str| {
            absences::between(&mut ground.read().await.unwrap(), team.id, day(from), day(to)).await.unwrap()
        };
        let found = between("2026-12-11", "2026-12-20").await;
        assert_eq!(found.len(), 1, "twice the same is one");
        assert_eq!(
            (found[0].member, found[0].member_name.as_str(), found[0].why.as_deref()),
            (mira.id, "Mira Sandholt", Some("on leave"))
        );
        assert!(
            found[0].covers(day("2026-12-07"))
                && found[0].covers(day("2026-12-11"))
                && !found[0].covers(day("2026-12-12"))
        );
        assert!(
            between("2026-12-12", "2026-12-20").await.is_empty()
                && between("2026-12-01", "2026-12-06").await.is_empty()
        );
        let mut lead = Browser::signed_in(&ground, &jonas.address).await;
        lead.get("/settings/calendar").await.assert_shows("Monday 7 December to Friday 11 December, on leave");

        for (from, until, words) in [
            ("2026-12-11", "2026-12-07", "Turn them round"),
            ("2026-11-01", "2026-11-02", "These days are over"),
            ("soon", "", "Choose a day"),
            ("2026-12-01", "2028-12-01", "400 days at the most"),
        ] {
            let answer = browser.post("/me/absences", &[("from", from), ("until", until)]).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{from} {until}");
            answer.assert_shows(words);
        }
        let ruth = add(&ground, &team, "Ruth Okafor", Some(Role::Member), false).await;
        let of_mira = Away { member: mira.id, from_on: day("2027-01-04"), until_on: day("2027-01-04"), why: None };
        assert!(matches!(be_away(&ground, &ruth, of_mira.clone()).await, Err(Refused::NotYours(_))));
        assert_eq!(
            be_away(&ground, &jonas, of_mira).await.unwrap().member,
            mira.id,
            "the lead may write it down for her"
        );
        let id = mira.id.to_string();
        let typed =
            [("member", id.as_str()), ("from", "2027-02-01"), ("until", "2027-02-05"), ("why", "Parental leave")];
        assert_eq!(lead.post("/settings/calendar/absences", &typed).await.leads_to(), "/settings/calendar#ca-3");
        lead.get("/settings/calendar")
            .await
            .assert_shows("Monday 1 February 2027 to Friday 5 February 2027, Parental leave");
        browser.get("/me").await.assert_shows("Parental leave");
        let nobody = lead.post("/settings/calendar/absences", &[("member", "somebody"), ("from", "2027-02-01")]).await;
        assert_eq!(nobody.status, StatusCode::UNPROCESSABLE_ENTITY);
        nobody.assert_shows("Choose who is away");
        let refused = browser.post("/settings/calendar/absences", &typed).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN, "a member says it of themselves alone");
        let noted = between("2027-02-01", "2027-02-05").await;
        let path = format!("/settings/calendar/absences/{}/end", noted[0].id);
        assert_eq!(lead.post(&path, &[]).await.leads_to(), "/settings/calendar#ca-3");
        assert!(between("2027-02-01", "2027-02-05").await.is_empty());
        assert!(matches!(be_back(&ground, &ruth, found[0].id).await, Err(Refused::NotYours(_))));
        let path = format!("/me/absences/{}/end", found[0].id);
        assert_eq!(browser.post(&path, &[]).await.leads_to(), "/me#me-3");
        assert_eq!(browser.post(&path, &[]).await.leads_to(), "/me#me-3", "it is gone already");
        let left = between("2026-12-01", "2027-12-31").await;
        assert_eq!(left.len(), 1);
        let (_, ines) = super::found(&ground, harrow()).await.unwrap();
        be_back(&ground, &ines, left[0].id).await.unwrap();
        assert_eq!(between("2026-12-01", "2027-12-31").await, left, "nobody reaches into another team");
        assert!(
            absences::between(&mut ground.read().await.unwrap(), ines.team, day("2026-12-01"), day("2027-12-31"))
                .await
                .unwrap()
                .is_empty()
        );
    });
}

#[test]
fn a_session_that_runs_elsewhere_is_ended_and_this_one_goes_on() {
    story(|ground| async move {
        let (_, jonas) = found(&ground, lindmoor()).await.unwrap();
        let mut phone = Browser::signed_in(&ground, &jonas.address).await;
        ground.set("2026-11-25T11:00:00Z");
        let mut here = Browser::signed_in(&ground, &jonas.address).await;
        let page = here.get("/me").await;
        page.assert_shows("This browser");
        page.assert_shows("Another browser");
        let begun = values_of(&page.body, "/me/sessions/end");
        assert_eq!(here.post("/me/sessions/end", &with(&begun, &[])).await.leads_to(), "/me#me-5");
        assert!(phone.get("/me").await.leads_to().starts_with("/sign-in"));
        assert!(!here.get("/me").await.body.contains("Another browser"));
        for begun in ["0", &at("2026-11-25T11:00:00Z").as_millisecond().to_string()] {
            assert_eq!(here.post("/me/sessions/end", &[("begun", begun)]).await.leads_to(), "/me#me-5", "{begun}");
        }
        assert_eq!(here.post("/me/sessions/end", &[("begun", "x")]).await.status, StatusCode::NOT_FOUND);
        assert_eq!(here.get("/me").await.status, StatusCode::OK, "one does not end the session one is in");
    });
}
