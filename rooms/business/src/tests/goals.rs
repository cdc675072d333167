use super::*;

fn goal_words(title: &str) -> GoalWords {
    GoalWords {
        title: title.into(),
        source: "the annual plan".into(),
        owner: "Edda Roorda".into(),
        ..GoalWords::default()
    }
}

#[test]
fn a_goal_keeps_its_former_words_and_two_who_change_it_do_not_overwrite_each_other() {
    on_each(&ROOMS, |ground| async move {
        let who = found(&ground, "lindmoor").await;
        let goal = add_goal(&ground, who.team, who.actor(), goal_words("Reduce rework in claims")).await.unwrap();
        let new = GoalWords { source: "Edda’s words".into(), ..goal_words("Decide claims right the first time") };
        change_goal(&ground, who.team, who.actor(), goal.id, goal.version, new.clone()).await.unwrap();
        let late =
            change_goal(&ground, who.team, who.actor(), goal.id, goal.version, goal_words("Something else")).await;
        assert_eq!(late.unwrap_err(), Refused::Store(ground::StoreError::Conflict), "{}", ground.engine());

        let mut tx = ground.read().await.unwrap();
        let wordings = crate::store::goals::wordings(&mut tx, who.team, goal.id).await.unwrap();
        let words: Vec<(&str, &str)> = wordings.iter().map(|one| (one.title.as_str(), one.source.as_str())).collect();
        assert_eq!(
            words,
            [("Reduce rework in claims", "the annual plan"), ("Decide claims right the first time", "Edda’s words")]
        );
        assert_eq!(goals(&mut tx, who.team).await.unwrap()[0].owner, "Edda Roorda");
        drop(tx);

        end_goal(&ground, who.team, who.actor(), goal.id).await.unwrap();
        assert!(goals(&mut ground.read().await.unwrap(), who.team).await.unwrap().is_empty());
        let kinds = ground::events::of(&mut ground.read().await.unwrap(), who.team, goal.id).await.unwrap();
        let kinds: Vec<&str> = kinds.iter().map(|event| event.kind.as_str()).collect();
        assert_eq!(kinds, ["goal.noted", "goal.changed", "goal.ended"]);
    });
}

#[test]
fn a_goal_is_noted_with_the_plan_it_stands_in_its_initiatives_and_its_challenges() {
    on_each(&ROOMS, |ground| async move {
        let who = found(&ground, "lindmoor").await;
        let browser = Browser::of(&ground, &who, routes()).await;
        let Answered { status, page, .. } = browser.get("/business").await;
        assert!(status == StatusCode::OK && page.contains("No goal noted yet"), "{page}");

        let wrong = [("title", ""), ("link", "intranet/plan"), ("from", "2027-01-01"), ("until", "2026-12-31")];
        let Answered { status, page, .. } = browser.post("/business/goals", &wrong).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
        for words in [
            "Write what the business is trying to do",
            "Write the whole address",
            "ends before it begins",
            "intranet/plan",
        ] {
            assert!(page.contains(words), "{words}: {page}");
        }
        let right = [
            ("title", "Decide claims right the first time"),
            ("owner", "Edda Roorda"),
            ("link", "https://intranet.example/plan-2027"),
            ("until", "2027-12-31"),
            ("unknown", "What one reopened claim costs\nWhether Health counts the same way"),
        ];
        let Answered { status, leads_to: goal, .. } = browser.post("/business/goals", &right).await;
        assert_eq!(status, StatusCode::SEE_OTHER);
        for (kind, title) in
            [("initiative", "Twelve new handlers start"), ("challenge", "Two supervisors are missing in Kassel")]
        {
            let form = [("kind", kind), ("title", title), ("from", "2026-11-30"), ("owner", "Karin Oldsted")];
            let Answered { status, leads_to: to, .. } = browser.post(&format!("{goal}/steps"), &form).await;
            assert_eq!((status, &to), (StatusCode::SEE_OTHER, &goal));
        }
        let page = browser.get(&goal).await.page;
        for words in [
            "owner: Edda Roorda",
            "to December 2027",
            "intranet.example",
            "Twelve new handlers start",
            "Two supervisors are missing",
            "Karin Oldsted; from Monday 30 November",
            "Whether Health counts the same way",
            "No metric yet",
        ] {
            assert!(page.contains(words), "{words}: {page}");
        }
        let page = browser.get("/business").await.page;
        assert!(
            page.contains("A goal without a figure is a wish") && page.contains("Twelve new handlers start"),
            "{page}"
        );
    });
}

#[test]
fn a_plan_given_as_a_file_comes_back_as_a_download() {
    on_each(&ROOMS, |ground| async move {
        let who = found(&ground, "lindmoor").await;
        let browser = Browser::of(&ground, &who, routes()).await;
        let body = "--x\r\nContent-Disposition: form-data; name=\"title\"\r\n\r\nRenew nine of ten\r\n--x\r\nContent-Disposition: form-data; \
            name=\"plan\"; filename=\"plan.html\"\r\nContent-Type: text/html\r\n\r\n<b>plan</b>\r\n--x--\r\n";
        let request = Request::post("/business/goals").header(CONTENT_TYPE, "multipart/form-data; boundary=x");
        let Answered { status, leads_to: goal, .. } = browser.send(request, body).await;
        assert_eq!(status, StatusCode::SEE_OTHER);
        let page = browser.get(&goal).await.page;
        assert!(page.contains("plan.html"), "{page}");
        let plan = browser.get(&format!("{goal}/plan")).await;
        assert_eq!(plan.headers[CONTENT_TYPE], "application/octet-stream");
        assert_eq!(plan.page, "<b>plan</b>");
    });
}

#[test]
fn nothing_of_another_team_can_be_seen_or_linked() {
    on_each(&ROOMS, |ground| async move {
        let (who, other) = (found(&ground, "lindmoor").await, found(&ground, "brightwater").await);
        let goal = add_goal(&ground, other.team, other.actor(), goal_words("Theirs")).await.unwrap();
        let metric = reopened(&ground, &other, Some(goal.id)).await;
        let request = thread(&ground, &who, "R-1", "CRM refresher").await;
        let browser = Browser::of(&ground, &who, routes()).await;
        for path in [
            format!("/business/goals/{}", goal.id),
            format!("/business/metrics/{}", metric.id),
            format!("/business/metrics/{}/readings.csv", metric.id),
        ] {
            assert_eq!(browser.get(&path).await.status, StatusCode::NOT_FOUND, "{path}");
        }
        let linked = link(&ground, who.team, who.actor(), request, Thing::Goal(goal.id)).await;
        assert_eq!(linked, Err(Refused::Unknown));
        let Answered { status, leads_to: _, .. } =
            browser.post(&format!("/requests/{request}/goal"), &[("thing", &format!("metric:{}", metric.id))]).await;
        assert_eq!(status, StatusCode::NOT_FOUND);
        let theirs = thread(&ground, &other, "R-1", "Theirs").await;
        let mine = add_goal(&ground, who.team, who.actor(), goal_words("Ours")).await.unwrap();
        assert_eq!(link(&ground, who.team, who.actor(), theirs, Thing::Goal(mine.id)).await, Err(Refused::Unknown));
        assert!(!browser.get("/business").await.page.contains("Theirs"));
    });
}

#[test]
fn a_linked_metric_stands_beside_the_request_with_its_newest_reading_and_what_it_tells() {
    on_each(&ROOMS, |ground| async move {
        let who = found(&ground, "lindmoor").await;
        let goal =
            add_goal(&ground, who.team, who.actor(), goal_words("Decide claims right the first time")).await.unwrap();
        let metric = reopened(&ground, &who, Some(goal.id)).await;
        let request = thread(&ground, &who, "R-221", "Training on the new total-loss rule").await;
        let browser = Browser::of(&ground, &who, routes()).await;
        let word = format!("metric:{}", metric.id);
        for _twice in 0..2 {
            let Answered { status, leads_to: to, .. } =
                browser.post(&format!("/requests/{request}/goal"), &[("thing", &word)]).await;
            assert_eq!((status, to), (StatusCode::SEE_OTHER, format!("/requests/{request}")));
        }
        let mut tx = ground.read().await.unwrap();
        let stands = beside(&mut tx, who.team, request).await.unwrap();
        let choices = choices(&mut tx, who.team).await.unwrap();
        let when = web::when::When::in_zone("Europe/Berlin", ground.now()).unwrap();
        drop(tx);
        let [one] = stands.as_slice() else { panic!("{stands:?}") };
        assert_eq!(
            (one.linked_by.as_str(), one.charted[0].last_words().as_deref()),
            ("Jonas Feldt", Some("7.1\u{a0}%"))
        );
        let part = beside_part(&stands, &choices, request, &when).into_string();
        for words in [
            "Claims reopened within 30 days",
            "Decide claims right the first time",
            "Two values in a row lie below the lower limit of 8.2",
            "linked by Jonas",
        ] {
            assert!(part.contains(words), "{words}: {part}");
        }
        assert!(
            part.contains("Link another goal or metric") && !part.contains(&format!("<option value=\"{word}\"")),
            "{part}"
        );
        let page = browser.get(&format!("/business/goals/{}", goal.id)).await.page;
        assert!(page.contains("R-221") && page.contains("Training on the new total-loss rule"), "{page}");

        browser.post(&format!("/requests/{request}/goal/end"), &[("thing", &word)]).await;
        assert!(beside(&mut ground.read().await.unwrap(), who.team, request).await.unwrap().is_empty());
    });
}
