use super::*;

const TO_MEND: StatusCode = StatusCode::UNPROCESSABLE_ENTITY;

#[test]
fn the_gap_is_asked_first_then_who_must_do_what_and_then_what_would_tell_most() {
    story(|story| async move {
        let browser = story.browser().await;
        let page = browser.get(&story.path("")).await;
        page.assert_shows(
            OK,
            &[
                "What lies behind “CRM refresher”?",
                "Question 1 of 14",
                "comes first",
                "Not enough is known yet.",
                "Rule 1",
                "Still open: ",
                "data-keep=",
                "data-preview=\"d-follows\"",
            ],
        );
        let gap = [
            ("measure", "Dated next steps"),
            ("today", "62"),
            ("wanted", "90"),
            ("unit", "%"),
            ("base", "0"),
            ("do", "save"),
        ];
        browser.post(&story.path("/1"), &gap).await.assert_leads_to(&story.path(""));
        browser
            .get(&story.path(""))
            .await
            .assert_shows(OK, &["Question 5 of 14", "Dated next steps: 62\u{a0}% today, 90\u{a0}% wanted."]);
        let who = [("behaviour", "Date the next step"), ("base", "0"), ("do", "save")];
        browser.post(&story.path("/5"), &who).await.assert_leads_to(&story.path(""));
        browser.get(&story.path("")).await.assert_shows(OK, &["Question 2 of 14", "it would tell most"]);
    });
}

#[test]
fn every_question_can_be_skipped_and_asked_for() {
    story(|story| async move {
        let browser = story.browser().await;
        browser
            .post(&story.path("/1"), &[("do", "skip"), ("base", "0")])
            .await
            .assert_leads_to(&story.path("?skipped=1"));
        browser.get(&story.path("?skipped=1")).await.assert_shows(OK, &["Question 5 of 14"]);
        let back = [("do", "skip"), ("base", "0"), ("skipped", "1")];
        browser.post(&story.path("/5"), &back).await.assert_leads_to(&story.path("?skipped=1.5"));
        let all: Vec<String> = (1..=14).map(|number| number.to_string()).collect();
        browser
            .get(&story.path(&format!("?skipped={}", all.join("."))))
            .await
            .assert_shows(OK, &["Nothing more is asked now"]);
        for question in Question::ALL {
            let page = browser.get(&story.path(&format!("?q={}", question.number()))).await;
            page.assert_shows(OK, &[&format!("Question {} of 14", question.number())]);
            assert!(page.page.len() < 60_000, "{}", page.page.len());
        }
        browser.get(&story.path("?q=15")).await.assert_shows(StatusCode::NOT_FOUND, &[]);
        assert!(story.case().await.answers.is_empty(), "skipping answers nothing");
    });
}

#[test]
fn what_is_missing_is_told_at_its_field_and_the_text_is_still_there() {
    story(|story| async move {
        let browser = story.browser().await;
        let typed = [("measure", "Deals"), ("today", "many"), ("base", "0"), ("do", "save")];
        browser
            .post(&story.path("/1"), &typed)
            .await
            .assert_shows(TO_MEND, &["Write a number", "value=\"many\"", "href=\"#f-today\""]);
        browser
            .post(&story.path("/6"), &[("words", "Mira says"), ("base", "0"), ("do", "save")])
            .await
            .assert_shows(TO_MEND, &["“We don’t know” is one", "value=\"Mira says\""]);
        let long = "x".repeat(5_001);
        browser
            .post(&story.path("/5"), &[("behaviour", &long), ("base", "0"), ("do", "save")])
            .await
            .assert_shows(TO_MEND, &["Shorten this", &long]);
        assert_eq!(story.case().await.answer(Question::Behaviour), None);
        // A result without its number is a start.
        let typed = [("measure", "Deals"), ("base", "1"), ("do", "save")];
        let answer = browser.post(&story.path("/1"), &typed).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.page);
    });
}

#[test]
fn what_is_typed_is_kept_and_what_would_follow_is_shown_without_keeping() {
    story(|story| async move {
        story.answer_all().await;
        let browser = story.browser().await;
        let typed = [("answer", "few_could"), ("evidence", "counted"), ("base", "1")];
        let shown = browser.post(&story.path("/6/preview"), &typed).await;
        shown.assert_shows(OK, &["likely, 0.86", "They cannot do it yet", "unlikely, 0.30"]);
        assert_eq!(story.case().await.answer(Question::CouldToday).unwrap().parts.text("answer"), "most_could");
        assert_eq!(browser.post(&story.path("/6/draft"), &typed).await.status, StatusCode::NO_CONTENT);
        assert_eq!(story.case().await.answer(Question::CouldToday).unwrap().parts.text("answer"), "few_could");
        // The page shows the very same column afterwards.
        browser.get(&story.path("")).await.assert_shows(OK, &[&shown.page]);
    });
}

#[test]
fn two_at_one_question_read_both_answers() {
    story(|story| async move {
        let aylin = story.colleague().await;
        let hers = Browser::of(&story.ground, &aylin, routes()).await;
        let his = story.browser().await;
        let typed = [("answer", "most_could"), ("source", "Team leads"), ("base", "0"), ("do", "save")];
        hers.post(&story.path("/6"), &typed).await;
        let typed = [("answer", "few_could"), ("source", "My own eyes"), ("base", "0"), ("do", "save")];
        let page = his.post(&story.path("/6"), &typed).await;
        page.assert_shows(
            StatusCode::CONFLICT,
            &[
                "Aylin Sezer answered this",
                "Most could",
                "Team leads",
                "value=\"My own eyes\"",
                "value=\"few_could\" checked",
                "name=\"base\" value=\"1\"",
            ],
        );
        assert_eq!(his.post(&story.path("/6/draft"), &typed).await.status, StatusCode::CONFLICT);
        let typed = [("answer", "few_could"), ("source", "My own eyes"), ("base", "1"), ("do", "save")];
        assert_eq!(his.post(&story.path("/6"), &typed).await.status, StatusCode::SEE_OTHER);
        hers.get(&story.path("")).await.assert_shows(OK, &["Only a few could", "My own eyes. Jonas Feldt, "]);
    });
}

#[test]
fn the_page_of_the_worked_case_explains_its_points() {
    story(|story| async move {
        story.answer_all().await;
        let browser = story.browser().await;
        browser.get(&story.path("?skipped=3.4")).await.assert_shows(
            OK,
            &[
                "Question 13 of 14",
                "asked again: it would firm up most",
                "Not training. Work on the process, the consequences and the feedback.",
                "Rule 4: skill is unlikely",
                "Coverage 0.75.",
                "About three quarters of what the questions could tell is known.",
                "Why 4.7\u{a0}points",
                "Why −\u{a0}10.7\u{a0}points",
                "+\u{a0}5.0",
                "unlikely, under 0.01",
                "If a count showed “Only a few could” (who could today) and “They never did” (done before), “They cannot do it yet” would rise from under 0.01 to 0.90. The recommendation would become “train, and the other fixes first”.",
                "would fall from 0.91 to 0.16. “Right work is costly to the person” would lead.",
                "12 of 14, in the order asked",
                "several people (0.7)",
            ],
        );
        let again =
            [("answer", "time_and_fit"), ("evidence", "one-person"), ("base", "1"), ("skipped", "3.4"), ("do", "save")];
        let after = browser.post(&story.path("/13"), &again).await;
        after.assert_leads_to(&story.path("?skipped=3.4.13"));
        browser.get(&after.leads_to).await.assert_shows(OK, &["Question 14 of 14"]);
    });
}

#[test]
fn cost_and_a_solution_say_whether_it_is_worth_a_look() {
    story(|story| async move {
        let browser = story.browser().await;
        browser.get(&story.path("")).await.assert_shows(OK, &["What does the gap cost?"]);
        let typed = [
            ("low", "1,000"),
            ("high", "5 000"),
            ("unit", "EUR"),
            ("basis", "Mira Holt"),
            ("solution", "3,999"),
            ("base", "0"),
            ("do", "save"),
        ];
        browser.post(&story.path("/3"), &typed).await;
        browser.get(&story.path("")).await.assert_shows(
            OK,
            &[
                "Worth a proper look.",
                "12\u{202f}000 to 60\u{202f}000\u{a0}EUR a year",
                "Mira Holt",
                "a solution about 3999\u{a0}EUR",
            ],
        );
        let typed =
            [("low", "100"), ("high", "200"), ("unit", "EUR"), ("solution", "3,999"), ("base", "1"), ("do", "save")];
        browser.post(&story.path("/3"), &typed).await;
        browser.get(&story.path("")).await.assert_shows(OK, &["Smallest useful fix, or leave it."]);
    });
}

#[test]
fn the_fast_lane_ends_after_three_questions() {
    story(|story| async move {
        let browser = story.browser().await;
        story.answer_as(&story.who, Question::Gap, &gap(), Evidence::OnePerson, 0).await.unwrap();
        let typed = [("behaviour", "Date the next step"), ("base", "0"), ("do", "save")];
        browser.post(&story.path("/5"), &typed).await;
        let typed = [("seen-counted", "on"), ("base", "0"), ("do", "save")];
        browser.post(&story.path("/4"), &typed).await;
        for _ in 0..3 {
            let page = browser.get(&story.path("")).await;
            page.assert_shows(OK, &["fast lane", "value=\"counted\" checked"]);
            let number = page.page.split("Question ").nth(1).unwrap().split(' ').next().unwrap().to_owned();
            browser.post(&story.path(&format!("/{number}")), &[("answer", "?"), ("base", "0"), ("do", "save")]).await;
        }
        browser.get(&story.path("?skipped=3")).await.assert_shows(OK, &["The fast lane ends here"]);
    });
}

#[test]
fn nobody_else_s_request_opens() {
    story(|story| async move {
        let other = found(&story.ground, "elsewhere").await;
        let browser = Browser::of(&story.ground, &other, routes()).await;
        for below in ["", "/questions", "/decision", "/causes"] {
            browser.get(&story.path(below)).await.assert_shows(StatusCode::NOT_FOUND, &[]);
        }
        for below in ["/6", "/6/draft", "/6/preview", "/questions", "/decision", "/causes", "/mandatory"] {
            let typed = [
                ("answer", "few_could"),
                ("base", "0"),
                ("decision", "train"),
                ("why", "So."),
                ("ask", "Q6"),
                ("note", "So."),
            ];
            browser.post(&story.path(below), &typed).await.assert_shows(StatusCode::NOT_FOUND, &[]);
        }
        assert!(story.case().await.answers.is_empty());
    });
}
