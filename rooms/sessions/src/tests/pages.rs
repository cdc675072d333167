use super::*;

const OK: StatusCode = StatusCode::OK;

#[test]
fn a_block_from_its_opening_to_its_end() {
    story(|story| async move {
        let browser = story.browser().await;
        let [first, second, ..] = story.requests;
        let block = format!("/blocks/{}", story.block);
        story.set("25 11:30");
        let page = browser.get(&block).await;
        page.assert_shows(
            OK,
            &[
                "Daily block",
                "Wednesday 25 November, 11:30 to 12:00 (Berlin)",
                "CRM refresher",
                "Ben Ruhl, a first answer",
                "Open the block",
            ],
        );
        browser.post(&block, &[]).await.assert_leads_to(&format!("{block}/business"));
        browser.get(&format!("{block}/business")).await.assert_shows(
            OK,
            &[
                "The business first",
                "No metric is kept yet.",
                "What would help the business improve most right now?",
                "Next: CRM refresher",
            ],
        );
        let line = [("base-help", "0."), ("help", "Ask Karin what changed."), ("do", "next")];
        browser.post(&format!("{block}/business"), &line).await.assert_leads_to(&format!("{block}/1"));

        let page = browser.get(&format!("{block}/1")).await;
        page.assert_shows(
            OK,
            &[
                "Request 1 of 4, ",
                "R-1</a>",
                "Ben Ruhl will hear from us by ",
                "Thursday 26 November, 10:15 (Berlin)",
                "We need a course, two hours, before Christmas.",
                "You wrote: “Ask Karin what changed.”",
                "What lies behind this request?",
                "Open the diagnosis",
                "Ask one question",
                "Next: Total-loss rule",
                "Pause and keep notes",
            ],
        );
        let typed = [
            ("base-behind", "0."),
            ("behind", "The form has <nine> fields."),
            ("direction", "not-training-but"),
            ("do", "answer"),
        ];
        let answer = format!("/requests/{first}/answer?kind=not-training-but&back=%2Fblocks%2F{}%2F1", story.block);
        browser.post(&format!("{block}/1"), &typed).await.assert_leads_to(&answer);
        browser.get(&answer).await.assert_shows(OK, &["What we propose instead", "Send when the block ends"]);
        let from = format!("{block}/1");
        let fields = [
            NOT_TRAINING[0],
            NOT_TRAINING[1],
            ("kind", "not-training-but"),
            ("base", "0.0"),
            ("back", &from),
            ("do", "ready"),
        ];
        browser.post(&format!("/requests/{first}/answer"), &fields).await.assert_leads_to(&from);
        browser.get(&from).await.assert_shows(
            OK,
            &["answer ready", "The form has &lt;nine&gt; fields.</textarea>", "value=\"not-training-but\" checked"],
        );

        browser
            .post(&format!("{block}/1"), &[("base-behind", "1."), ("behind", "The form."), ("do", "next")])
            .await
            .assert_leads_to(&format!("{block}/2"));
        browser
            .get(&format!("{block}/2"))
            .await
            .assert_shows(OK, &["No other block ends before its promise is due", "The business, looked at first"]);
        browser.post(&format!("{block}/2"), &[("do", "set-aside")]).await.assert_leads_to(&format!("{block}/3"));
        let said = browser.get(&format!("{block}/3")).await;
        said.assert_shows(OK, &["is set aside.", "No other block ends before its promise is due"]);
        browser.post(&format!("{block}/4"), &[("do", "next")]).await.assert_leads_to(&format!("{block}/project"));

        story.set("25 11:50");
        let end = format!("{block}/end");
        let page = browser.get(&end).await;
        page.assert_shows(
            OK,
            &[
                "One answer is ready.",
                "fall due before any block",
                &format!("name=\"send\" value=\"{first}\" checked"),
                "Ben Ruhl, not training, but. Keeps the promise of tomorrow, 10:15",
                "Still open",
                "no other block ends before its promise is due",
                "20\u{a0}minutes of 30\u{a0}minutes used, no answers sent or scheduled. It counts as held.",
            ],
        );
        browser.post(&end, &[("send", &first.to_string()), ("do", "send")]).await.assert_leads_to("/blocks");
        assert_eq!((story.answers_sent(first).await, story.block().await), (1, blocks::State::Held));
        browser.get(&end).await.assert_leads_to(&block);
        browser.get(&format!("{block}/1")).await.assert_leads_to(&block);
        browser.get(&block).await.assert_shows(
            OK,
            &["held", "20\u{a0}minutes of 30\u{a0}minutes were used, and one answer was sent.", "stayed open"],
        );
        let noted = note_of(&mut story.ground.read().await.unwrap(), story.who.team, second).await.unwrap();
        assert_eq!(noted, None);
    });
}

#[test]
fn notes_are_kept_while_they_are_typed_and_a_lost_race_shows_both() {
    story(|story| async move {
        story.open().await;
        let (browser, aylin) = (story.browser().await, story.colleague("Aylin Korrey").await);
        let hers = story.browser_of(&aylin).await;
        let (notes, page) = (format!("/blocks/{}/notes", story.block), format!("/blocks/{}/1", story.block));
        let request = story.requests[0].to_string();
        // Both open the page while nothing stands there; what each typed is told from what each left alone.
        let empty = base(&browser.get(&page).await.page, "behind");
        assert_eq!(empty, base(&hers.get(&page).await.page, "behind"));
        for text in ["Nine", "Nine fields."] {
            let kept = browser.post(&notes, &[("request", &request), ("base-behind", &empty), ("behind", text)]).await;
            assert_eq!(kept.status, StatusCode::NO_CONTENT, "{}", kept.page);
        }
        let other = [
            ("request", request.as_str()),
            ("base-behind", &empty),
            ("behind", ""),
            ("base-touches", &empty),
            ("touches", "Dated next steps."),
        ];
        let merged = hers.post(&notes, &other).await;
        assert_eq!(merged.status, StatusCode::NO_CONTENT, "another field is no quarrel: {}", merged.page);
        let kept = story.note(story.requests[0]).await;
        assert_eq!((kept.behind.as_str(), kept.touches.as_str()), ("Nine fields.", "Dated next steps."));

        let lost = [("request", request.as_str()), ("base-behind", &empty), ("behind", "They know the tool.")];
        assert_eq!(hers.post(&notes, &lost).await.status, StatusCode::CONFLICT);
        let typed = [("base-behind", empty.as_str()), ("behind", "They know the tool."), ("do", "next")];
        let both = hers.post(&page, &typed).await;
        both.assert_shows(
            StatusCode::CONFLICT,
            &["Jonas Feldt changed this just now", "Nine fields.", "They know the tool.</textarea>", "with Jonas"],
        );
        assert_eq!(base(&both.page, "behind"), "2.");
        hers.post(&page, &[("base-behind", "2."), ("behind", "Both."), ("do", "next")]).await;
        assert_eq!(story.note(story.requests[0]).await.behind, "Both.", "knowingly");
        let long = "x".repeat(20_001);
        browser
            .post(&page, &[("touches", &long)])
            .await
            .assert_shows(StatusCode::UNPROCESSABLE_ENTITY, &["Shorten this", &long]);
        browser.get(&page).await.assert_shows(OK, &["Both.</textarea>", "Dated next steps.</textarea>", "with Aylin"]);
    });
}

/// What a hidden field of a page says that the page had before it.
fn base(page: &str, field: &str) -> String {
    let from = format!("name=\"base-{field}\" value=\"");
    page.split(&from).nth(1).unwrap().split('"').next().unwrap().to_owned()
}

impl Story {
    async fn note(&self, request: RequestId) -> Note {
        note_of(&mut self.ground.read().await.unwrap(), self.who.team, request).await.unwrap().unwrap()
    }
}

#[test]
fn a_question_first_leads_to_where_it_is_asked() {
    story(|story| async move {
        story.open().await;
        let browser = story.browser().await;
        let path = format!("/blocks/{}/1", story.block);
        let asked = browser.post(&path, &[("direction", "question"), ("do", "answer")]).await;
        asked.assert_leads_to(&format!("/requests/{}#reply", story.requests[0]));
    });
}

#[test]
fn what_can_not_go_out_is_told_at_the_end_and_the_block_stays_open() {
    story(|story| async move {
        story.open().await;
        let browser = story.browser().await;
        let request = story.requests[0];
        story.ready(request, Kind::NotTrainingBut, &NOT_TRAINING).await;
        answers::unready(&story.ground, &story.who, request).await.unwrap();
        let end = format!("/blocks/{}/end", story.block);
        let told = browser.post(&end, &[("send", &request.to_string()), ("do", "send")]).await;
        told.assert_shows(
            StatusCode::UNPROCESSABLE_ENTITY,
            &["CRM refresher: This answer was changed after it was made ready", "No answer is ready."],
        );
        assert_eq!(story.block().await, blocks::State::Open);
        story.ready(story.requests[1], Kind::NotTrainingBut, &NOT_TRAINING).await;
        let kept = browser.post(&end, &[("send", &story.requests[1].to_string()), ("do", "close")]).await;
        kept.assert_leads_to("/blocks");
        assert_eq!(story.answers_sent(story.requests[1]).await, 0, "closed without sending");
    });
}

#[test]
fn a_block_that_can_not_be_opened_says_when_it_can() {
    story(|story| async move {
        let browser = story.browser().await;
        let far = blocks::reserve(&story.ground, &story.who, at("27 15:00"), 30).await.unwrap();
        let path = format!("/blocks/{}", far.key);
        let page = browser.get(&path).await;
        page.assert_shows(OK, &["Reserved block", "Nothing falls to this block yet", "This block is not today."]);
        assert!(!page.page.contains("Open the block"));
        browser.post(&path, &[]).await.assert_leads_to(&path);
        story.open().await;
        let today = blocks::reserve(&story.ground, &story.who, at("25 15:00"), 30).await.unwrap();
        browser.post(&format!("/blocks/{}", today.key), &[]).await.assert_leads_to(&format!("/blocks/{}", story.block));
        let open = browser.get(&format!("/blocks/{}", story.block)).await;
        open.assert_shows(OK, &["Go on in the block", "Send and schedule"]);
        blocks::skip(&story.ground, &story.who, far.key, "Travelling").await.unwrap();
        browser.get(&path).await.assert_shows(OK, &["It was skipped: Travelling"]);
    });
}

#[test]
fn a_block_with_nothing_on_it_leads_to_its_end() {
    story(|story| async move {
        for request in story.requests {
            requests::stand::withdraw(&story.ground, story.who.team, request, story.who.actor()).await.unwrap();
        }
        let browser = story.browser().await;
        let block = format!("/blocks/{}", story.block);
        browser.post(&block, &[]).await.assert_leads_to(&format!("{block}/business"));
        let next = browser.post(&format!("{block}/business"), &[("do", "next")]).await;
        next.assert_leads_to(&format!("{block}/project"));
        browser.get(&format!("{block}/end")).await.assert_shows(
            OK,
            &["No answer is ready. Everything due before the next block is covered.", "Close the block"],
        );
        assert_eq!(browser.get(&format!("{block}/1")).await.status, StatusCode::NOT_FOUND);
    });
}

#[test]
fn the_pages_open_to_members_of_the_team_alone() {
    story(|story| async move {
        story.open().await;
        let other = found(&story.ground, "harrow").await;
        let (stranger, theirs) = (Browser::stranger(&story.ground, pages()), story.browser_of(&other).await);
        let block = format!("/blocks/{}", story.block);
        for page in ["", "/business", "/1", "/project", "/decision", "/end"] {
            let path = format!("{block}{page}");
            assert_eq!(stranger.get(&path).await.status, StatusCode::SEE_OTHER, "to the sign-in");
            assert_eq!(theirs.get(&path).await.status, StatusCode::NOT_FOUND, "{path}");
            assert_eq!(theirs.post(&path, &[("do", "send")]).await.status, StatusCode::NOT_FOUND, "{path}");
        }
        let note = [("request", story.requests[0].to_string()), ("behind", "Mine.".into())];
        let note: Vec<(&str, &str)> = note.iter().map(|(name, text)| (*name, text.as_str())).collect();
        assert_eq!(theirs.post(&format!("{block}/notes"), &note).await.status, StatusCode::NOT_FOUND);
        let word = [("base-help", "0."), ("help", "Mine.")];
        assert_eq!(theirs.post(&format!("{block}/words"), &word).await.status, StatusCode::NOT_FOUND);
        assert_eq!(story.browser().await.get("/blocks/nonsense").await.status, StatusCode::NOT_FOUND);
    });
}
