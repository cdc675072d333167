use super::*;

#[test]
fn a_metric_that_moved_is_told_with_its_limits_wherever_it_stands() {
    on_each(&ROOMS, |ground| async move {
        let who = found(&ground, "lindmoor").await;
        let before = ground.now();
        let metric = reopened(&ground, &who, None).await;
        let seen = charted(&mut ground.read().await.unwrap(), who.team, metric.id).await.unwrap().unwrap();
        let limits = seen.seen.limits().unwrap();
        assert_eq!((format!("{:.2}", limits.mean), limits.n), ("9.42".to_owned(), 17), "{}", ground.engine());
        assert!(seen.told().is_signal);
        assert!(seen.has_moved_since(before));
        ground.set("2026-11-26T10:00:00+01:00");
        assert!(!seen.has_moved_since(ground.now()), "entered before");

        let browser = Browser::of(&ground, &who, routes()).await;
        for path in ["/business".to_owned(), format!("/business/metrics/{}", metric.id)] {
            let Answered { status, page, .. } = browser.get(&path).await;
            assert_eq!(status, StatusCode::OK);
            assert!(page.contains("Two values in a row lie below the lower limit of 8.2\u{a0}%."), "{page}");
            assert!(
                page.contains("upper limit 10.6\u{a0}%") && page.contains("mean 9.42, mean moving range 0.44"),
                "{page}"
            );
            assert!(page.contains("data-signal") && page.contains("wanted 6") && page.len() < 60_000, "{page}");
        }
    });
}

#[test]
fn a_change_named_by_a_member_draws_new_limits_once_six_readings_follow_and_can_be_taken_back() {
    on_each(&ROOMS, |ground| async move {
        let who = found(&ground, "lindmoor").await;
        let metric = reopened(&ground, &who, None).await;
        let browser = Browser::of(&ground, &who, routes()).await;
        let path = format!("/business/metrics/{}", metric.id);
        let Answered { status, page, .. } =
            browser.post(&format!("{path}/changes"), &[("happened", "second reviewer"), ("changed-on", "")]).await;
        assert!(
            status == StatusCode::UNPROCESSABLE_ENTITY
                && page.contains("Say from which day on")
                && page.contains("second reviewer"),
            "{page}"
        );

        let change = [("happened", "second reviewer in Motor"), ("changed-on", "2026-10-12"), ("new-limits", "on")];
        browser.post(&format!("{path}/changes"), &change).await;
        let seen = charted(&mut ground.read().await.unwrap(), who.team, metric.id).await.unwrap().unwrap();
        let limits: Vec<usize> = seen.seen.eras.iter().map(|era| era.seen.as_ref().unwrap().limits.n).collect();
        assert_eq!(limits, [15, 7]);
        let page = browser.get(&path).await.page;
        assert!(page.contains("second reviewer in Motor") && page.matches("class=\"band\"").count() == 2, "{page}");

        let id = seen.noted[0].id.to_string();
        browser.post(&format!("{path}/changes/removal"), &[("change", &id)]).await;
        assert_eq!(browser.get(&path).await.page.matches("class=\"band\"").count(), 1);
    });
}

#[test]
fn a_reading_typed_for_a_day_that_has_one_is_corrected_only_if_the_member_says_so() {
    on_each(&ROOMS, |ground| async move {
        let who = found(&ground, "lindmoor").await;
        let metric = reopened(&ground, &who, None).await;
        let browser = Browser::of(&ground, &who, routes()).await;
        let path = format!("/business/metrics/{}", metric.id);
        let typed = [("read-on", "23.11.2026"), ("value", "7,4 %")];
        let Answered { status, page, .. } = browser.post(&format!("{path}/readings"), &typed).await;
        assert!(status == StatusCode::UNPROCESSABLE_ENTITY && page.contains("Already there with 7.1\u{a0}%"), "{page}");
        let Answered { status, .. } =
            browser.post(&format!("{path}/readings"), &[typed[0], typed[1], ("corrects", "on")]).await;
        assert_eq!(status, StatusCode::SEE_OTHER);
        let values = readings(&mut ground.read().await.unwrap(), who.team, metric.id).await.unwrap();
        assert_eq!((values.len(), values[21].value), (22, 7.4));
        let page = browser.get(&format!("{path}/readings")).await.page;
        assert!(
            page.contains("Corrected and taken out") && page.contains("7.1\u{a0}%"),
            "the old value stays readable: {page}"
        );

        for (read_on, value, words) in [
            ("2026-11-26", "7", "still to come"),
            ("someday", "7", "read-on"),
            ("2026-11-25", "many", "is not a number"),
            ("2026-11-25", "1.234", "can be 1234 or 1.234"),
            ("2026-11-25", "99999999999999", "below a million million"),
        ] {
            let Answered { status, page, .. } =
                browser.post(&format!("{path}/readings"), &[("read-on", read_on), ("value", value)]).await;
            assert!(status == StatusCode::UNPROCESSABLE_ENTITY && page.contains(words), "{words}: {page}");
        }
        browser.post(&format!("{path}/readings/removal"), &[("on", "2026-11-23")]).await;
        assert_eq!(readings(&mut ground.read().await.unwrap(), who.team, metric.id).await.unwrap().len(), 21);
        let csv = browser.get(&format!("{path}/readings.csv")).await.page;
        assert!(
            csv.starts_with("read_on,value,unit,source,by\r\n2026-06-29,9.8,%,claims system,Jonas Feldt\r\n"),
            "{csv}"
        );
    });
}

#[test]
fn all_readings_entered_together_are_kept_or_none() {
    on_each(&ROOMS, |ground| async move {
        let who = found(&ground, "lindmoor").await;
        let metric = reopened(&ground, &who, None).await;
        let reading = |on: &str, value| NewReading { on: day(on), value, source: String::new(), corrects: false };
        let today = day("2026-11-25");
        let mixed = [reading("2026-11-24", 7.0), reading("2026-11-23", 9.9)];
        let refused = enter(&ground, who.team, who.actor(), metric.id, &mixed, today).await;
        assert_eq!(refused, Err(Refused::Entered("2026-11-23".into())));
        for bad in [reading("2026-11-26", 7.0), reading("2026-11-24", f64::NAN)] {
            assert!(enter(&ground, who.team, who.actor(), metric.id, &[bad], today).await.is_err());
        }
        assert_eq!(readings(&mut ground.read().await.unwrap(), who.team, metric.id).await.unwrap().len(), 22);
        let same =
            enter(&ground, who.team, who.actor(), metric.id, &[reading("2026-11-23", 7.1)], today).await.unwrap();
        assert_eq!((same.new, same.same), (0, 1));
    });
}

#[test]
fn a_metric_is_added_and_changed_with_what_was_typed_still_there() {
    on_each(&ROOMS, |ground| async move {
        let who = found(&ground, "lindmoor").await;
        let browser = Browser::of(&ground, &who, routes()).await;
        let Answered { status, page, .. } = browser
            .post("/business/metrics", &[("name", ""), ("wanted", "soon"), ("baseline", "3"), ("of", "claims closed")])
            .await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
        for words in
            ["Write what it is called", "is not a number", "6 to 500", "Say which way is better", "claims closed"]
        {
            assert!(page.contains(words), "{words}: {page}");
        }
        let form = [
            ("name", "Working days to full caseload"),
            ("unit", "days"),
            ("wanted", "90"),
            ("better", "lower"),
            ("baseline", "17"),
        ];
        let Answered { status, leads_to: metric, .. } = browser.post("/business/metrics", &form).await;
        assert_eq!(status, StatusCode::SEE_OTHER);
        let page = browser.get(&metric).await.page;
        assert!(page.contains("No reading yet") && page.contains("Working days to full caseload"), "{page}");
        let page = browser.get(&format!("{metric}/edit")).await.page;
        assert!(page.contains("value=\"90\"") && page.contains("value=\"days\""), "{page}");
        let change = [("version", "1"), form[0], ("unit", "d"), form[2], form[3], ("baseline", "12")];
        assert_eq!(browser.post(&format!("{metric}/edit"), &change).await.status, StatusCode::SEE_OTHER);
        assert_eq!(
            browser.post(&format!("{metric}/edit"), &change).await.status,
            StatusCode::CONFLICT,
            "made from an older version"
        );
        browser.post(&format!("{metric}/end"), &[]).await;
        assert!(metrics(&mut ground.read().await.unwrap(), who.team).await.unwrap().is_empty());
    });
}

#[test]
fn five_hundred_readings_make_no_heavy_page() {
    on_each(&ROOMS, |ground| async move {
        let who = found(&ground, "lindmoor").await;
        let words = MetricWords::new("Tickets a day", "", Better::Lower);
        let metric = add_metric(&ground, who.team, who.actor(), words).await.unwrap();
        let first = day("2025-06-01");
        let reading = |place: i32| NewReading {
            on: first.checked_add(jiff::Span::new().days(place)).unwrap(),
            value: f64::from(40 + place % 7),
            source: "help desk".into(),
            corrects: false,
        };
        let all: Vec<NewReading> = (0..500).map(reading).collect();
        enter(&ground, who.team, who.actor(), metric.id, &all, day("2026-11-25")).await.unwrap();
        let browser = Browser::of(&ground, &who, routes()).await;
        for path in [
            "/business".to_owned(),
            format!("/business/metrics/{}", metric.id),
            format!("/business/metrics/{}/readings", metric.id),
        ] {
            let Answered { status, page, .. } = browser.get(&path).await;
            assert!(status == StatusCode::OK && page.len() < 60_000, "{path}: {}", page.len());
        }
    });
}
