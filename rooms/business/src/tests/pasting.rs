use super::*;

const ROWS: &str =
    "read on\treopened\n15.06.2026\t9,6\n22.06.2026\t9,4\n16.11.2026\t8,1\n30.11.2026\t6,9\n48/2026\tn/a";

async fn values(ground: &TestGround, who: &Member, metric: MetricId) -> Vec<(String, f64)> {
    let all = readings(&mut ground.read().await.unwrap(), who.team, metric).await.unwrap();
    all.iter().map(|reading| (reading.on.to_string(), reading.value)).collect()
}

#[test]
fn nothing_is_saved_with_a_bad_row_unless_the_member_says_so_and_it_can_be_undone() {
    on_each(&ROOMS, |ground| async move {
        let who = found(&ground, "lindmoor").await;
        let metric = reopened(&ground, &who, None).await;
        let before = values(&ground, &who, metric.id).await;
        let browser = Browser::of(&ground, &who, routes()).await;
        let path = format!("/business/metrics/{}", metric.id);
        let paste = async |more: &[(&str, &str)]| {
            browser.post(&format!("{path}/paste"), &[&[("pasted", ROWS)], more].concat()).await
        };

        let Answered { status, page, .. } = paste(&[("do", "look")]).await;
        assert_eq!(status, StatusCode::OK);
        for words in [
            "taken as headings",
            "Mon 15 Jun",
            "Already there with 8.0\u{a0}%. Tick to correct it",
            "Do you mean Monday 23 November?",
            "“48/2026” is not a day.",
            "Add two readings",
            "Two rows are fine, two to mend, one to decide.",
        ] {
            assert!(page.contains(words), "{words}: {page}");
        }
        // Straight to adding, without having seen the rows that are left out.
        let Answered { status, page, .. } = paste(&[("do", "add")]).await;
        assert!(status == StatusCode::OK && page.contains("two to mend"), "{page}");
        assert_eq!(values(&ground, &who, metric.id).await, before, "nothing saved yet");

        ground.set("2026-11-25T10:20:00+01:00");
        let Answered { status, leads_to: to, .. } = paste(&[("do", "add"), ("left", "2")]).await;
        assert_eq!((status, to), (StatusCode::SEE_OTHER, path.clone()));
        let after = values(&ground, &who, metric.id).await;
        assert_eq!(
            (after.len(), &after[0], &after[1]),
            (24, &("2026-06-15".to_owned(), 9.6), &("2026-06-22".to_owned(), 9.4))
        );
        assert!(after.contains(&("2026-11-16".to_owned(), 8.0)), "not ticked, not corrected");

        ground.set("2026-11-25T10:25:00+01:00");
        let Answered { status, .. } = paste(&[("do", "add"), ("left", "2"), ("correct", "2026-11-16")]).await;
        assert_eq!(status, StatusCode::SEE_OTHER);
        assert!(values(&ground, &who, metric.id).await.contains(&("2026-11-16".to_owned(), 8.1)));

        for _each in 0..2 {
            let page = browser.get(&path).await.page;
            let id = page.split("name=\"paste\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
            browser.post(&format!("{path}/paste/undo"), &[("paste", &id)]).await;
        }
        assert_eq!(values(&ground, &who, metric.id).await, before, "{}", ground.engine());
    });
}

#[test]
fn rows_that_are_all_fine_are_saved_at_once_and_again_change_nothing() {
    on_each(&ROOMS, |ground| async move {
        let who = found(&ground, "lindmoor").await;
        let metric =
            add_metric(&ground, who.team, who.actor(), MetricWords::new("Deals", "%", Better::Higher)).await.unwrap();
        let browser = Browser::of(&ground, &who, routes()).await;
        let path = format!("/business/metrics/{}/paste", metric.id);
        let form = [("pasted", "2026-06-15;12;130\n2026-06-22;7;100"), ("values", "counts"), ("do", "add")];
        assert_eq!(browser.post(&path, &form).await.status, StatusCode::SEE_OTHER);
        let twice = browser.post(&path, &form).await;
        assert!(twice.status == StatusCode::OK && twice.page.contains("already there"), "{}", twice.page);
        let kept = values(&ground, &who, metric.id).await;
        assert_eq!(kept, [("2026-06-15".to_owned(), 9.2308), ("2026-06-22".to_owned(), 7.0)]);
        let Answered { status, page, .. } = browser.post(&path, &[("pasted", " "), ("do", "add")]).await;
        assert!(status == StatusCode::UNPROCESSABLE_ENTITY && page.contains("Paste the rows here first"), "{page}");
    });
}
