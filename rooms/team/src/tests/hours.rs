use web::forms::{Errors, Typed};

use super::*;

const CALENDAR: &str = "/settings/calendar";
const PREVIEW: &str = "/settings/calendar/preview";

async fn in_force(ground: &Ground, team: &Team) -> InForce {
    calendar::current(&mut ground.read().await.unwrap(), team.id).await.unwrap()
}

/// The days of the last form of a page that can be ticked, and whether they are.
fn offered(page: &str) -> Vec<(String, bool)> {
    let boxes = page.split("<input class=\"pick\"").skip(1).map(|tag| tag.split_once('>').unwrap().0);
    let name = |tag: &str| tag.split_once("aria-label=\"").unwrap().1.split('"').next().unwrap().to_owned();
    boxes.map(|tag| (name(tag), tag.contains(" checked") && !tag.contains(" disabled"))).collect()
}

fn ticked(page: &str) -> Vec<(String, String)> {
    let form = page.split_once("<form class=\"sheet stack\"").unwrap().1;
    values_of(form, "/settings/calendar/holidays").into_iter().filter(|(name, _)| name == "pick").collect()
}

#[test]
fn a_week_with_breaks_and_a_night_shift_is_shown_before_it_is_saved_and_then_counts() {
    story(|ground| async move {
        let (team, jonas) = found(&ground, lindmoor()).await.unwrap();
        let mut browser = Browser::signed_in(&ground, &jonas.address).await;
        let page = browser.get(CALENDAR).await;
        for words in ["40 open hours", "Save version 2", "Promises already given keep version 1.", "Friday 25 December"]
        {
            page.assert_shows(words);
        }
        assert!(!page.body.contains("What changes when you save"), "nothing has changed yet");
        let values = values_of(&page.body, CALENDAR);

        let with_stretch = browser.post(PREVIEW, &with(&values, &[("add", "fri")])).await;
        assert_eq!(with_stretch.status, StatusCode::OK, "an empty stretch is no mistake while it is new");
        with_stretch.assert_shows("Friday, stretch 2, opens");
        assert!(!with_stretch.body.contains("field-error\" id="), "{}", with_stretch.body);
        let mut values = values_of(&with_stretch.body, CALENDAR);
        let empty = values.iter_mut().filter(|(name, value)| name.starts_with("fri-") && value.is_empty());
        for (field, value) in empty {
            *value = if field == "fri-opens" { "22".to_owned() } else { "4.00".to_owned() };
        }
        let page = browser.post(PREVIEW, &with(&values, &[])).await;
        for words in [
            "46 open hours",
            "next day",
            "Friday: 09:00 to 17:00 and 22:00 to 04:00",
            "so far 09:00 to 17:00",
            "Saturday: until 04:00 from the evening before",
            "Promises given never move.",
        ] {
            page.assert_shows(words);
        }
        assert_eq!(in_force(&ground, &team).await.version, 1, "shown, not saved");
        let saved = browser.post(CALENDAR, &with(&values, &[])).await;
        assert_eq!(saved.leads_to(), CALENDAR, "{}", saved.body);
        browser.get(CALENDAR).await.assert_shows("Version 2 is saved.");
        let now = in_force(&ground, &team).await;
        assert!(now.office.is_open(at("2026-11-28T02:00+01:00")) && !now.office.is_open(at("2026-11-28T05:00+01:00")));
        let same = values_of(&browser.get(CALENDAR).await.body, CALENDAR);
        browser.post(CALENDAR, &with(&same, &[])).await;
        browser.get(CALENDAR).await.assert_shows("Nothing was different");
        assert_eq!(in_force(&ground, &team).await.version, 2);
    });
}

#[test]
fn closures_and_openings_are_added_and_removed_one_after_the_other_before_all_is_saved_at_once() {
    story(|ground| async move {
        let (team, jonas) = found(&ground, lindmoor()).await.unwrap();
        let mut browser = Browser::signed_in(&ground, &jonas.address).await;
        let values = values_of(&browser.get(CALENDAR).await.body, CALENDAR);
        let party = [
            ("new-from", "2027-02-12"),
            ("new-from-time", "13"),
            ("new-name", "all-hands meeting"),
            ("new-kind", "closure"),
        ];
        let page = browser.post(PREVIEW, &with(&values, &party)).await;
        page.assert_shows("Friday 12 February 2027, 13:00 to");
        page.assert_shows("all-hands meeting: closure, added");
        let values = values_of(&page.body, CALENDAR);
        let stocktaking =
            [("new-kind", "extra"), ("new-from", "2026-12-19"), ("new-from-time", "10:00"), ("new-to-time", "14:00")];
        let page = browser.post(PREVIEW, &with(&values, &stocktaking)).await;
        page.assert_shows("Saturday 19 December, 10:00 to 14:00");
        let values = values_of(&page.body, CALENDAR);
        let christmas = page.body.split("name=\"remove\" value=\"").skip(1).map(|rest| rest.split('"').next().unwrap());
        let christmas =
            christmas.map(|value| value.replace("&quot;", "\"")).find(|value| value.contains("12-25")).unwrap();
        let page = browser.post(PREVIEW, &with(&values, &[("remove", &christmas)])).await;
        page.assert_shows("Christmas Day: no holiday any more");
        let values = values_of(&page.body, CALENDAR);
        assert_eq!(in_force(&ground, &team).await.version, 1);
        let holidays =
            [("new-kind", "holiday"), ("new-from", "2026-12-24"), ("new-to", "2026-12-25"), ("new-name", "Feast")];
        let saved = browser.post(CALENDAR, &with(&values, &holidays)).await;
        assert_eq!(saved.leads_to(), CALENDAR, "{}", saved.body);

        let wall = |text: &str| text.parse().unwrap();
        let expected = Calendar { holidays: Vec::new(), ..lindmoor().calendar }
            .with_closure(wall("2027-02-12T13:00"), wall("2027-02-13T00:00"), "all-hands meeting")
            .with_extra(wall("2026-12-19T10:00"), wall("2026-12-19T14:00"), "")
            .with_holiday("2026-12-24".parse().unwrap(), "Feast")
            .with_holiday("2026-12-25".parse().unwrap(), "Feast");
        let now = in_force(&ground, &team).await;
        assert_eq!((now.version, &*now.calendar), (2, &expected));
    });
}

#[test]
fn what_is_wrong_with_a_calendar_is_told_at_its_field_and_nothing_is_saved() {
    story(|ground| async move {
        let (team, jonas) = found(&ground, lindmoor()).await.unwrap();
        let mut browser = Browser::signed_in(&ground, &jonas.address).await;
        let values = values_of(&browser.get(CALENDAR).await.body, CALENDAR);
        for (changes, words) in [
            (vec![("zone", "Berlin")], "“Berlin” is no time zone."),
            (vec![("new-from", "someday")], "field-error\" id="),
            (vec![("new-name", "Carnival")], "Say on which day it begins"),
            (vec![("new-from", "2026-12-25"), ("new-kind", "holiday")], "Friday 25 December is in the list already."),
            (vec![("new-from", "2026-12-25"), ("new-to", "2026-12-24")], "It ends before it begins."),
            (vec![("new-from", "2026-12-28"), ("new-from-time", "noon")], "“noon” is no time of day."),
            (
                vec![("new-from", "2026-12-28"), ("new-from-time", "13"), ("new-kind", "holiday")],
                "A holiday is a whole day.",
            ),
            (vec![("plus", "holiday {}")], "did not arrive whole"),
            (vec![("mon-opens", "nine")], "“nine” is no time of day."),
        ] {
            for path in [CALENDAR, PREVIEW] {
                let answer = browser.post(path, &with(&values, &changes)).await;
                assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{path} {changes:?}");
                answer.assert_shows(words);
            }
        }
        let open = ["mon", "tue", "wed", "thu", "fri"];
        let closed: Vec<_> = with(&values, &[]).into_iter().filter(|(name, _)| !open.contains(name)).collect();
        browser.post(CALENDAR, &closed).await.assert_shows("Tick at least one day");
        let part = browser.post("/settings/calendar/effect", &closed).await;
        part.assert_shows("Mend what is marked in the form");
        assert_eq!(in_force(&ground, &team).await.version, 1);
    });
}

#[test]
fn who_saves_a_calendar_over_a_newer_one_is_told() {
    story(|ground| async move {
        let (team, jonas) = found(&ground, lindmoor()).await.unwrap();
        let mut browser = Browser::signed_in(&ground, &jonas.address).await;
        let values = values_of(&browser.get(CALENDAR).await.body, CALENDAR);
        assert_eq!(
            browser.post(CALENDAR, &with(&values, &[("zone", "Europe/Warsaw")])).await.status,
            StatusCode::SEE_OTHER
        );
        let second = browser.post(CALENDAR, &with(&values, &[("zone", "Europe/Paris")])).await;
        assert_eq!(second.status, StatusCode::CONFLICT);
        assert_eq!(in_force(&ground, &team).await.zone_name, "Europe/Warsaw");
    });
}

#[test]
fn holidays_of_a_region_are_looked_through_added_once_and_the_second_time_change_nothing() {
    story(|ground| async move {
        let (team, jonas) = found(&ground, lindmoor()).await.unwrap();
        let mut browser = Browser::signed_in(&ground, &jonas.address).await;
        browser.get(CALENDAR).await.assert_shows("<option value=\"DE\" selected");
        let path = "/settings/calendar/holidays?country=DE&region=DE+BE&year=2027";
        let page = browser.get(path).await;
        for words in [
            "Holidays 2027",
            "10 days were found.",
            "Monday 8 March 2027",
            "official, Berlin",
            "weekend",
            "office closed",
            "Promises given never move.",
        ] {
            page.assert_shows(words);
        }
        let days = offered(&page.body);
        assert_eq!((days.len(), days.iter().filter(|(_, is_ticked)| *is_ticked).count()), (10, 10));
        let picks = ticked(&page.body);
        let but_may: Vec<_> = picks.iter().filter(|(_, value)| !value.contains("2027-05-01")).cloned().collect();
        assert_eq!(but_may.len(), 9);
        let added = browser.post("/settings/calendar/holidays", &with(&but_may, &[])).await;
        assert_eq!(added.leads_to(), CALENDAR);
        browser.get(CALENDAR).await.assert_shows("9 days are added.");
        let now = in_force(&ground, &team).await;
        assert_eq!((now.version, now.calendar.holidays.len()), (2, 10));
        assert!(!now.office.is_working_day("2027-03-08".parse().unwrap()));

        let again = browser.get(path).await;
        again.assert_shows("9 are in your calendar already.");
        assert_eq!(offered(&again.body).iter().filter(|(_, is_ticked)| *is_ticked).count(), 1, "the one left out");
        browser.post("/settings/calendar/holidays", &with(&but_may, &[])).await;
        browser.get(CALENDAR).await.assert_shows("Nothing was added.");
        assert_eq!(in_force(&ground, &team).await.version, 2);

        let this_year = browser.get("/settings/calendar/holidays?country=DE&year=2026").await;
        this_year.assert_shows("already in your calendar");
        let coming: Vec<_> = offered(&this_year.body).into_iter().filter(|(_, is_ticked)| *is_ticked).collect();
        assert_eq!(coming, [("Second Day of Christmas".to_owned(), true)], "what is past is not ticked");
        let years = browser.get("/settings/calendar/holidays?country=AE&year=2026-2030").await;
        years.assert_shows("may still move");
        assert!(years.body.len() < 60_000, "{}", years.body.len());
        let nowhere = browser.get("/settings/calendar/holidays?country=XX&region=QQ&year=never").await;
        nowhere.assert_shows("Holidays 2026");
    });
}

#[test]
fn what_a_calendar_file_brought_is_looked_through_as_it_was_read() {
    story(|ground| async move {
        let (team, jonas) = found(&ground, lindmoor()).await.unwrap();
        let lead = Lead(jonas.clone());
        let day = |date: &str, name: &str, is_ticked: bool| OfferedDay {
            date: date.parse().unwrap(),
            name: name.to_owned(),
            local_name: None,
            kind: "holiday".to_owned(),
            care: (!is_ticked).then(|| "observance".to_owned()),
            is_ticked,
        };
        let wall = |text: &str| text.parse().unwrap();
        let party =
            worktime::Period { from: wall("2026-12-23T13:00"), to: wall("2026-12-23T18:00"), name: "Party".to_owned() };
        let offered_days = Offered {
            from: "feiertage.ics".to_owned(),
            holidays: vec![
                day("2026-12-25", "Erster Weihnachtstag", true),
                day("2026-12-24", "Heiligabend", false),
                day("2027-01-01", "Neujahr", true),
            ],
            closures: vec![OfferedClosure { period: party, is_ticked: true }],
            skipped: vec![Skipped { name: "Impossible date".to_owned(), why: "its date can’t be read".to_owned() }],
            warnings: vec!["The file ends too soon.".to_owned()],
        };
        let page = review_feed(&ground, &lead, Below::default(), offered_days.clone()).await.unwrap().into_string();
        for words in [
            "Holidays from feiertage.ics",
            "as Christmas Day",
            "Impossible date: its date",
            "The file ends too soon.",
            "office stays open",
        ] {
            assert!(page.contains(words), "{words}: {page}");
        }
        assert_eq!(
            offered(&page),
            [("Party", true), ("Heiligabend", false), ("Erster Weihnachtstag", false), ("Neujahr 2027", true)]
                .map(|(name, is_ticked)| (name.to_owned(), is_ticked))
        );
        let mut browser = Browser::signed_in(&ground, &jonas.address).await;
        let picks: Vec<_> = ticked(&page).into_iter().filter(|(_, value)| !value.contains("12-25")).collect();
        browser.post("/settings/calendar/holidays", &with(&picks, &[])).await;
        let now = in_force(&ground, &team).await;
        assert_eq!((now.calendar.holidays.len(), now.calendar.closures.len()), (2, 1));
        let again = review_feed(&ground, &lead, Below::default(), offered_days).await.unwrap().into_string();
        assert!(offered(&again).iter().all(|(_, is_ticked)| !is_ticked), "all that was ticked is there");

        let below = Below { feed: Some("/settings/calendar/feed"), ..Below::default() };
        let refused = feed_to_mend(&ground, &lead, below, Typed::default(), Errors::at("feed", "This is no calendar."));
        let refused = refused.await.unwrap();
        assert_eq!(refused.status(), StatusCode::UNPROCESSABLE_ENTITY);
        let page =
            String::from_utf8(axum::body::to_bytes(refused.into_body(), 1_000_000).await.unwrap().to_vec()).unwrap();
        assert!(page.contains("This is no calendar.") && page.contains("When the clock runs"));
        assert!(page.contains("action=\"/settings/calendar/feed\""), "{page}");
        assert!(!browser.get(CALENDAR).await.body.contains("From a calendar file"), "nobody reads one here");
        assert_eq!(in_force(&ground, &team).await.version, 2);
    });
}

#[test]
fn rooms_below_say_what_a_holiday_and_a_turnaround_do_to_reserved_time() {
    story(|ground| async move {
        let (_, jonas) = found(&ground, lindmoor()).await.unwrap();
        let below = Below {
            fit: |_, _, _, turnaround| {
                let words = format!("fits {} hours", turnaround.amount_minutes / 60);
                Box::pin(async move { Ok(maud::html! { p { (words) } }) })
            },
            on_days: |_, _, days| {
                Box::pin(async move { Ok(days.into_iter().map(|day| (day, "no block".to_owned())).collect()) })
            },
            mine: |_, who| Box::pin(async move { Ok(maud::html! { p { "the feed of " (who.name) } }) }),
            ..Below::default()
        };
        let mut browser = Browser::above(&ground, &jonas.address, below).await;
        browser.get("/settings/turnaround").await.assert_shows("fits 24 hours");
        browser
            .post("/settings/turnaround/examples", &[("amount", "48"), ("clock", "office-hours")])
            .await
            .assert_shows("fits 48 hours");
        browser.get("/settings/calendar/holidays?country=DE&year=2027").await.assert_shows("no block");
        browser.get("/me").await.assert_shows("the feed of Jonas Feldt");
    });
}
