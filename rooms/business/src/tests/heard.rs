use super::*;

#[test]
fn a_clue_is_one_line_with_its_source_and_comes_back_where_it_was_noted() {
    on_each(&ROOMS, |ground| async move {
        let who = found(&ground, "lindmoor").await;
        let metric = reopened(&ground, &who, None).await;
        let browser = Browser::of(&ground, &who, routes()).await;
        let back = format!("/business/metrics/{}", metric.id);
        let form = [
            ("clue", " Second reviewer\n in Motor  "),
            ("source", "Dana"),
            ("metric", &metric.id.to_string()),
            ("back", &back),
        ];
        let Answered { status, leads_to: to, .. } = browser.post("/business/clues", &form).await;
        assert_eq!((status, &to), (StatusCode::SEE_OTHER, &back));
        let noted = clues(&mut ground.read().await.unwrap(), who.team, None, 5).await.unwrap();
        assert_eq!(
            (noted.len(), noted[0].words.as_str(), noted[0].metric),
            (1, "Second reviewer in Motor", Some(metric.id))
        );
        for path in [back.as_str(), "/business", "/business/clues"] {
            let page = browser.get(path).await.page;
            assert!(
                page.contains("Second reviewer in Motor") && page.contains("Jonas, 25 Nov, Dana"),
                "{path}: {page}"
            );
        }
        let Answered { leads_to: to, .. } =
            browser.post("/business/clues", &[("clue", "x"), ("back", "https://elsewhere.example/")]).await;
        assert!(!to.contains("elsewhere"), "{to}");
        let long = "x".repeat(301);
        let Answered { status, page, .. } = browser.post("/business/clues", &[("clue", &long)]).await;
        assert!(status == StatusCode::UNPROCESSABLE_ENTITY && page.contains(&long), "what was typed is still there");
        assert_eq!(browser.post("/business/clues", &[("clue", "")]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    });
}

#[test]
fn a_clue_that_is_sent_twice_is_noted_once() {
    on_each(&ROOMS, |ground| async move {
        let who = found(&ground, "lindmoor").await;
        let browser = Browser::of(&ground, &who, routes()).await;
        let form = [("clue", "Motor has a  new form."), ("source", "Ruth"), ("stays", "yes")];
        let (one, other) = tokio::join!(browser.post("/business/clues", &form), browser.post("/business/clues", &form));
        assert_eq!((one.status, other.status), (StatusCode::NO_CONTENT, StatusCode::NO_CONTENT));
        assert_eq!(browser.post("/business/clues", &form).await.status, StatusCode::NO_CONTENT);
        let mut noted = clues(&mut ground.read().await.unwrap(), who.team, None, 9).await.unwrap();
        assert_eq!(noted.len(), 1, "{noted:?}");

        let others = [
            [("clue", "Motor has a new form."), ("source", "Dana")],
            [("clue", "Motor has no form."), ("source", "Ruth")],
        ];
        for other in others {
            browser.post("/business/clues", &other).await;
        }
        assert_eq!(clues(&mut ground.read().await.unwrap(), who.team, None, 9).await.unwrap().len(), 3);
        // Taken out, it may be noted anew.
        let first = noted.pop().unwrap();
        browser.post(&format!("/business/clues/{}/removal", first.id), &[]).await;
        browser.post("/business/clues", &form).await;
        assert_eq!(clues(&mut ground.read().await.unwrap(), who.team, None, 9).await.unwrap().len(), 3);
    });
}

#[test]
fn clues_are_paged_without_losing_any() {
    on_each(&ROOMS, |ground| async move {
        let who = found(&ground, "lindmoor").await;
        let mut tx = ground.begin().await.unwrap();
        for number in 0..70 {
            note_clue(&mut tx, who.team, who.actor(), &format!("clue number {number}."), "", About::default())
                .await
                .unwrap();
        }
        tx.commit().await.unwrap();
        let browser = Browser::of(&ground, &who, routes()).await;
        let first = browser.get("/business/clues").await.page;
        let next = first
            .split("rel=\"next\"")
            .next()
            .unwrap()
            .rsplit("href=\"")
            .next()
            .unwrap()
            .split('"')
            .next()
            .unwrap()
            .to_owned();
        let second = browser.get(&next.replace("&amp;", "&")).await.page;
        for number in 0..70 {
            let words = format!("clue number {number}.");
            assert!(first.contains(&words) != second.contains(&words), "{words}");
        }
    });
}

#[test]
fn a_question_says_to_whom_and_when_and_later_what_came_of_it() {
    on_each(&ROOMS, |ground| async move {
        let who = found(&ground, "lindmoor").await;
        let browser = Browser::of(&ground, &who, routes()).await;
        let form = [
            ("question", "What changed for reopened claims?"),
            ("for", "Karin Oldsted"),
            ("when", "2026-11-30T10:00"),
            ("why", "because a metric moved"),
        ];
        assert_eq!(browser.post("/business/questions", &form).await.status, StatusCode::SEE_OTHER);
        let page = browser.get("/business").await.page;
        assert!(page.contains("for Karin Oldsted, Mon 30 Nov, 10:00, because a metric moved"), "{page}");
        let open = questions_to_bring(&mut ground.read().await.unwrap(), who.team).await.unwrap();
        let path = format!("/business/questions/{}", open[0].id);
        let Answered { status, page, .. } =
            browser.post(&path, &[("came", "A second reviewer."), ("outcome", "")]).await;
        assert!(status == StatusCode::UNPROCESSABLE_ENTITY && page.contains("A second reviewer."), "{page}");
        browser.post(&path, &[("came", "A second reviewer since 12 November."), ("outcome", "asked")]).await;
        assert!(questions_to_bring(&mut ground.read().await.unwrap(), who.team).await.unwrap().is_empty());
        let page = browser.get("/business/questions").await.page;
        assert!(
            page.contains("A second reviewer since 12 November.") && page.contains("asked Karin Oldsted, 25 Nov"),
            "{page}"
        );
        assert_eq!(
            browser.post("/business/questions", &[("question", "")]).await.status,
            StatusCode::UNPROCESSABLE_ENTITY
        );
    });
}

#[test]
fn whom_a_member_meets_brings_a_question_and_asks_for_a_clue_and_nobody_else_sees_it() {
    on_each(&ROOMS, |ground| async move {
        let who = found(&ground, "lindmoor").await;
        let ruth = colleague(&ground, &who, "Ruth Osterby").await;
        let (his, hers) = (Browser::of(&ground, &who, routes()).await, Browser::of(&ground, &ruth, routes()).await);
        assert!(!his.get("/business").await.page.contains("Whom you meet"));

        assert_eq!(
            his.post("/business/calendar", &[("address", "file:///etc/passwd")]).await.status,
            StatusCode::UNPROCESSABLE_ENTITY
        );
        let secret = "webcal://calendar.example/private-7f3a/basic.ics";
        assert_eq!(his.post("/business/calendar", &[("address", secret)]).await.status, StatusCode::SEE_OTHER);
        let given = calendars(&mut ground.read().await.unwrap()).await.unwrap();
        assert_eq!((given.len(), given[0].address.as_str()), (1, "https://calendar.example/private-7f3a/basic.ics"));
        assert!(!format!("{given:?}").contains("7f3a"), "it is no word for a log");
        for browser in [&his, &hers] {
            assert!(!browser.get("/business/calendar").await.page.contains("7f3a"), "and is never shown again");
        }

        let at = |text: &str| format!("{text}:00+01:00").parse().unwrap();
        let met = |name: &str| Met {
            name: name.into(),
            address: format!("{}@lindmoor.example", name.to_lowercase().replace(' ', ".")),
        };
        let meeting = |id: &str, starts: &str, people: Vec<Met>| Meeting {
            id: id.into(),
            starts_at: at(starts),
            ends_at: at(starts),
            title: "1:1".into(),
            people,
        };
        let seen = Meetings::All {
            from: at("2026-11-22T00:00"),
            to: at("2026-12-09T00:00"),
            meetings: vec![
                meeting("a", "2026-11-25T14:00", vec![met("Edda Roorda"), met("Jonas Feldt")]),
                meeting("b", "2026-11-24T10:00", vec![met("Karin Oldsted")]),
                meeting("c", "2026-11-25T09:00", vec![met("Ruth Osterby")]),
            ],
        };
        for _again in 0..2 {
            meetings(&ground, who.team, who.id, &seen).await.unwrap();
        }
        ask(
            &ground,
            who.team,
            who.actor(),
            NewQuestion {
                words: "Which plan worries you?".into(),
                for_name: "Edda Roorda, COO".into(),
                ..NewQuestion::default()
            },
        )
        .await
        .unwrap();
        let page = his.get("/business").await.page;
        assert!(
            page.contains("Whom you meet today") && page.contains("for Edda Roorda, COO, today at 14:00"),
            "{page}"
        );
        assert!(page.contains("You met Karin Oldsted yesterday, 10:00."), "{page}");
        assert!(!page.contains("09:00"), "the team among itself brings no question: {page}");
        let other = hers.get("/business").await.page;
        assert!(
            !other.contains("14:00") && !other.contains("Karin Oldsted") && other.contains("Which plan worries you?"),
            "{other}"
        );

        let form = [("clue", "Reviews take a day longer"), ("source", "Karin Oldsted"), ("meeting", "b")];
        his.post("/business/clues", &form).await;
        meetings(&ground, who.team, who.id, &seen).await.unwrap();
        let page = his.get("/business").await.page;
        assert!(!page.contains("You met Karin"), "it asks once, however often the calendar is read: {page}");

        meetings(&ground, who.team, who.id, &Meetings::Trouble("The calendar’s server did not answer.".into()))
            .await
            .unwrap();
        assert!(his.get("/business/calendar").await.page.contains("did not answer"));
        his.post("/business/calendar/end", &[]).await;
        meetings(&ground, who.team, who.id, &seen).await.unwrap();
        assert!(calendars(&mut ground.read().await.unwrap()).await.unwrap().is_empty());
        assert!(!his.get("/business").await.page.contains("Whom you meet"), "what was read is forgotten");
    });
}
