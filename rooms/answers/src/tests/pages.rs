use super::*;

const OK: StatusCode = StatusCode::OK;
const TO_MEND: StatusCode = StatusCode::UNPROCESSABLE_ENTITY;

fn path(story: &Story) -> String {
    format!("/requests/{}/answer", story.request)
}

#[test]
fn outside_a_block_the_page_asks_once_and_the_answer_carries_the_reason() {
    story(|story| async move {
        let browser = story.browser().await;
        let path = path(&story);
        let outside = format!("{path}/outside");
        browser.get(&path).await.assert_leads_to(&outside);
        let page = browser.get(&outside).await;
        page.assert_shows(
            OK,
            &[
                "Answer Ben now, outside a block?",
                "opens in 1\u{a0}h 15\u{a0}min",
                "Thursday 26 November, 10:15",
                "first answer of the last 90 days",
            ],
        );

        let page = browser.post(&outside, &[("words", "He waits.")]).await;
        page.assert_shows(TO_MEND, &["Pick what makes it right", "He waits."]);
        browser
            .post(&outside, &[("why", "something-else"), ("words", " ")])
            .await
            .assert_shows(TO_MEND, &["Say it in one line"]);
        browser.post(&outside, &[("why", "they-stand-beside-me")]).await.assert_leads_to(&path);

        let page = browser.get(&path).await;
        page.assert_shows(
            OK,
            &["written outside a block", "They stand beside me.", "Show its parts", "name=\"base\" value=\"0.1\""],
        );
        let fields = [NOT_TRAINING[0], NOT_TRAINING[1], ("kind", "not-training-but"), ("base", "0.1"), ("do", "send")];
        browser.post(&path, &fields).await.assert_leads_to(&format!("/requests/{}", story.request));
        let sent =
            readings::of_request(&mut story.ground.read().await.unwrap(), story.who.team, story.request).await.unwrap();
        assert!(matches!(&sent[0].place, Where::Outside(outside) if outside.why == OutsideWhy::TheyStandBesideMe));
    });
}

#[test]
fn picking_another_kind_keeps_what_was_typed() {
    story(|story| async move {
        story.open_block().await;
        let browser = story.browser().await;
        let path = path(&story);
        let page = browser.get(&path).await;
        page.assert_shows(
            OK,
            &[
                "Answer Ben Ruhl",
                "Thursday 26 November, 10:15 (Berlin)",
                "written in the daily block",
                "value=\"yes-and\"",
            ],
        );
        assert!(!page.page.contains("Send now"), "there is nothing to send without a kind");

        browser.post(&path, &[("kind", "yes-and"), ("base", "0.0"), ("do", "kind")]).await.assert_leads_to(&path);
        browser
            .get(&path)
            .await
            .assert_shows(OK, &["Send now", "Send when the block ends", "0 of 6 filled", "asked in the mail"]);
        let typed =
            [("kind", "later-by"), ("yes", "Two <sessions>"), ("owner", "Ben"), ("base", "0.1"), ("do", "kind")];
        browser.post(&path, &typed).await.assert_leads_to(&path);
        browser
            .get(&path)
            .await
            .assert_shows(OK, &["name=\"due\"", "makes it possible by", "Thursday 26 November, 12:00"]);
        browser.post(&path, &[("kind", "yes-and"), ("base", "0.2"), ("do", "kind")]).await.assert_leads_to(&path);
        browser
            .get(&path)
            .await
            .assert_shows(OK, &["Two &lt;sessions&gt;</textarea>", "value=\"Ben\"", "1 of 6 filled"]);
    });
}

#[test]
fn what_is_missing_is_told_at_its_field_and_the_text_is_still_there() {
    story(|story| async move {
        story.open_block().await;
        let browser = story.browser().await;
        let path = path(&story);
        let typed = [("kind", "later-by"), ("due", "tomorrow, 11:00"), ("base", "0.0"), ("do", "send")];
        let page = browser.post(&path, &typed).await;
        page.assert_shows(
            TO_MEND,
            &[
                "value=\"tomorrow, 11:00\"",
                "The next one makes it possible by Thursday 26 November, 12:00 (Berlin)",
                "Say why not now",
                "href=\"#f-due\"",
                "name=\"base\" value=\"0.1\"",
            ],
        );
        let typed = [("kind", "options"), ("way-1-title", "As ordered"), ("base", "0.1"), ("do", "send")];
        browser
            .post(&path, &typed)
            .await
            .assert_shows(TO_MEND, &["id=\"f-way-1-what-e\"", "id=\"f-way-2-title-e\"", "value=\"As ordered\""]);
        browser.post(&path, &[("base", "0.9"), ("do", "send")]).await.assert_shows(TO_MEND, &["value=\"As ordered\""]);
        let long = "x".repeat(20_001);
        let page = browser.post(&path, &[("kind", "yes-and"), ("yes", &long), ("do", "send")]).await;
        page.assert_shows(TO_MEND, &["Shorten this", &long]);
        assert!(story.answers_sent().await.is_empty());
    });
}

#[test]
fn the_preview_is_the_letter() {
    story(|story| async move {
        story.open_block().await;
        let browser = story.browser().await;
        let path = path(&story);
        let fields = [NOT_TRAINING[0], NOT_TRAINING[1], ("kind", "not-training-but"), ("base", "0.0"), ("do", "look")];
        let shown = browser.post(&format!("{path}/preview"), &fields).await;
        shown.assert_shows(
            OK,
            &[
                "Hello Ben,",
                "CRM refresher: not training, but two other ways <span class=\"nowrap\">[R-1]</span>",
                "<li>Leave update time out of the target</li>",
                "Jonas Feldt, Learning at Lindmoor",
            ],
        );
        assert_eq!(story.draft().await, None, "looking keeps nothing");

        browser.post(&path, &fields).await.assert_leads_to(&format!("{path}#a-mail"));
        browser.get(&path).await.assert_shows(OK, &[&shown.page]);
        let fields = [("kind", "not-training-but"), ("base", "0.1"), ("do", "send")];
        browser.post(&path, &fields).await.assert_leads_to(&format!("/requests/{}", story.request));
        for words in ["So not training, but this:", "Leave update time out of the target"] {
            assert!(story.letter().await.words.contains(words));
        }
        let later = browser.post(&format!("{path}/preview"), &[("kind", "later-by")]).await;
        later.assert_shows(StatusCode::CONFLICT, &["This request is over"]);
    });
}

#[test]
fn what_is_typed_is_kept_while_it_is_typed() {
    story(|story| async move {
        story.open_block().await;
        let browser = story.browser().await;
        let keep = format!("{}/draft", path(&story));
        for text in ["The form", "The form has nine", "The form has nine fields."] {
            let kept = browser.post(&keep, &[("kind", "not-training-but"), ("observed", text), ("base", "0.0")]).await;
            assert_eq!(kept.status, StatusCode::NO_CONTENT, "one page goes on from where it was opened: {}", kept.page);
        }
        assert_eq!(story.draft().await.unwrap().parts.text("observed"), "The form has nine fields.");
        let aylin = story.colleague("Aylin Korrey").await;
        let hers = Browser::of(&story.ground, &aylin, routes()).await;
        let lost = hers.post(&keep, &[("observed", "They know the tool."), ("base", "0.0")]).await;
        assert_eq!(lost.status, StatusCode::CONFLICT);
    });
}

#[test]
fn a_lost_race_shows_both_texts_on_one_page() {
    story(|story| async move {
        story.open_block().await;
        let (browser, aylin) = (story.browser().await, story.colleague("Aylin Korrey").await);
        let hers = Browser::of(&story.ground, &aylin, routes()).await;
        let path = path(&story);
        let mine =
            [("kind", "no-because"), ("no-reason", "It is no question of skill."), ("base", "0.0"), ("do", "look")];
        browser.post(&path, &mine).await.assert_leads_to(&format!("{path}#a-mail"));
        let typed = [("kind", "no-because"), ("no-reason", "The form is the cause."), ("base", "0.0"), ("do", "send")];
        let page = hers.post(&path, &typed).await;
        page.assert_shows(
            StatusCode::CONFLICT,
            &[
                "Jonas Feldt changed this just now",
                "It is no question of skill.",
                "The form is the cause.</textarea>",
                "name=\"base\" value=\"0.1\"",
            ],
        );
        assert_eq!(story.draft().await.unwrap().parts.text("no-reason"), "It is no question of skill.");
        let both =
            [("kind", "no-because"), ("no-reason", "No question of skill: the form."), ("base", "0.1"), ("do", "look")];
        hers.post(&path, &both).await.assert_leads_to(&format!("{path}#a-mail"));
    });
}

#[test]
fn the_button_pressed_twice_sends_one_letter_and_says_so_both_times() {
    story(|story| async move {
        story.open_block().await;
        let browser = story.browser().await;
        let (path, request) = (path(&story), format!("/requests/{}", story.request));
        let fields = [("kind", "yes-and"), ("yes", "Two sessions."), ("owner", "Ben"), ("base", "0.0"), ("do", "send")];
        for _ in 0..2 {
            browser.post(&path, &fields).await.assert_leads_to(&request);
        }
        assert_eq!(story.answers_sent().await.len(), 1);
        let other =
            [("kind", "yes-and"), ("yes", "Three sessions."), ("owner", "Ben"), ("base", "0.0"), ("do", "send")];
        browser
            .post(&path, &other)
            .await
            .assert_shows(StatusCode::CONFLICT, &["An answer was sent already", "Three sessions.</textarea>"]);
        assert_eq!(story.answers_sent().await.len(), 1);
    });
}

#[test]
fn an_answer_is_made_ready_in_a_block_and_the_page_leads_back_to_where_it_came_from() {
    story(|story| async move {
        let key = story.open_block().await;
        let browser = story.browser().await;
        let path = path(&story);
        let from = format!("/blocks/{key}/1");
        let opened = browser.get(&format!("{path}?kind=not-training-but&back={from}")).await;
        opened.assert_shows(OK, &["What we propose instead", &format!("name=\"back\" value=\"{from}\"")]);
        let fields = [
            NOT_TRAINING[0],
            NOT_TRAINING[1],
            ("kind", "not-training-but"),
            ("base", "0.0"),
            ("do", "ready"),
            ("back", &from),
        ];
        browser.post(&path, &fields).await.assert_leads_to(&from);
        assert_eq!(story.draft().await.unwrap().ready_in, Some(key));
        browser.get(&path).await.assert_shows(OK, &["Ready: it is sent when the block ends"]);
        browser.post(&format!("{path}/taking-back"), &[]).await.assert_leads_to(&path);
        assert_eq!(story.draft().await.unwrap().ready_in, None);
        let away = [("kind", "not-training-but"), ("base", "0.1"), ("do", "ready"), ("back", "//elsewhere.example")];
        browser.post(&path, &away).await.assert_leads_to(&format!("/requests/{}", story.request));
    });
}

#[test]
fn the_pages_open_to_members_of_the_team_alone() {
    story(|story| async move {
        let other = found(&story.ground, "harrow").await;
        let (stranger, theirs) =
            (Browser::stranger(&story.ground, routes()), Browser::of(&story.ground, &other, routes()).await);
        let path = path(&story);
        for page in [path.clone(), format!("{path}/outside")] {
            assert_eq!(stranger.get(&page).await.status, StatusCode::SEE_OTHER, "to the sign-in");
            assert_eq!(theirs.get(&page).await.status, StatusCode::NOT_FOUND);
            assert_eq!(
                theirs.post(&page, &[("kind", "no-because"), ("why", "exception")]).await.status,
                StatusCode::NOT_FOUND
            );
        }
        for page in ["draft", "preview", "taking-back"] {
            let answer = theirs.post(&format!("{path}/{page}"), &[("kind", "no-because")]).await;
            assert!(answer.status == StatusCode::NOT_FOUND || answer.status == StatusCode::CONFLICT, "{page}");
        }
        assert_eq!(story.draft().await, None);
        assert_eq!(story.browser().await.get("/requests/nonsense/answer").await.status, StatusCode::NOT_FOUND);
    });
}
