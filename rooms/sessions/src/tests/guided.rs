//! The guided course of a block: what is asked where, what two members type, and what is written down at its end.

use business::{Better, MetricWords, NewReading};
use decisions::Driver;

use super::*;

const OK: StatusCode = StatusCode::OK;

/// A metric that was steady for weeks, and then went below its lower limit.
async fn reopened(story: &Story) {
    let words =
        MetricWords { wanted: Some(6.0), ..MetricWords::new("Claims reopened within 30 days", "%", Better::Lower) };
    let who = &story.who;
    let metric = business::add_metric(&story.ground, who.team, who.actor(), words).await.unwrap();
    let values = [9.8, 9.4, 9.9, 9.1, 9.6, 9.3, 9.7, 9.2, 9.5, 9.9, 9.4, 9.0, 8.0, 7.1];
    let first: jiff::civil::Date = "2026-08-24".parse().unwrap();
    let readings: Vec<NewReading> = (0..)
        .zip(values)
        .map(|(week, value)| NewReading {
            on: first.checked_add(jiff::Span::new().weeks(week)).unwrap(),
            value,
            source: "claims system".into(),
            corrects: false,
        })
        .collect();
    let today = "2026-11-25".parse().unwrap();
    business::enter(&story.ground, who.team, who.actor(), metric.id, &readings, today).await.unwrap();
    let other = MetricWords::new("Working days to full caseload", "days", Better::Lower);
    business::add_metric(&story.ground, who.team, who.actor(), other).await.unwrap();
}

impl Story {
    async fn decisions(&self) -> Vec<decisions::Decision> {
        let mut tx = self.ground.read().await.unwrap();
        decisions::in_block(&mut tx, self.who.team, &self.block.to_string()).await.unwrap()
    }

    async fn words(&self, fields: &[(Field, &str)]) -> Result<(), Refused> {
        let typing: Vec<Typing> = fields
            .iter()
            .map(|(field, words)| Typing { field: *field, words: (*words).into(), base: 0, is_as_loaded: false })
            .collect();
        keep(&self.ground, &self.who, Some(self.block), Of::Block(self.block), &typing).await
    }
}

const DECIDED: [(Field, &str); 3] =
    [(Field::What, "No refresher for the CRM"), (Field::Why, "Five of five know the tool."), (Field::Driver, "data")];

#[test]
fn the_business_comes_first_with_what_moved_and_what_is_where_it_was() {
    story(|story| async move {
        reopened(&story).await;
        let mut tx = story.ground.begin().await.unwrap();
        let about = business::About::default();
        let (team, actor) = (story.who.team, story.who.actor());
        business::note_clue(&mut tx, team, actor, "Health gets a new form.", "Ruth", about).await.unwrap();
        tx.commit().await.unwrap();
        story.open().await;
        let browser = story.browser().await;
        let path = format!("/blocks/{}/business", story.block);
        browser.get(&path).await.assert_shows(
            OK,
            &[
                "One metric moved since the last block. The other one is where it was.",
                "Claims reopened within 30 days",
                "That is a signal, not the usual up and down.",
                "Working days to full caseload",
                "Health gets a new form.",
                "Four requests, by ",
                "Five minutes belong to the business. The requests can wait that long.",
                "Another question",
            ],
        );
        let other =
            browser.post(&path, &[("asked", "help"), ("base-help", "0."), ("help", "Ask Karin."), ("do", "other")]);
        let other = other.await;
        other.assert_leads_to(&format!("{path}?ask=best"));
        browser.get(&other.leads_to).await.assert_shows(OK, &["What is best for the business here?"]);
        browser.get(&path).await.assert_shows(OK, &["Ask Karin.</textarea>"]);
        browser.get(&format!("/blocks/{}/1", story.block)).await.assert_shows(OK, &["You wrote: “Ask Karin.”"]);

        // In the next block what moved before is no news.
        close(&story.ground, &story.who, story.block, &[]).await.unwrap();
        story.set("26 11:30");
        let next = blocks::coming(&mut story.ground.read().await.unwrap(), story.who.team, story.ground.now(), 1).await;
        let next = next.unwrap()[0].key;
        open(&story.ground, &story.who, next).await.unwrap();
        let page = browser.get(&format!("/blocks/{next}/business")).await;
        page.assert_shows(OK, &["No metric moved since the last block. Both are where they were."]);
        assert!(!page.page.contains("Health gets a new form."));
    });
}

#[test]
fn a_closed_laptop_loses_nothing() {
    story(|story| async move {
        story.open().await;
        let browser = story.browser().await;
        let block = format!("/blocks/{}", story.block);
        // What the script sends while somebody types, on each step; then the lid is closed, and nothing was sent by a button.
        for fields in [
            [("base-help", "0."), ("help", "Ask Karin what changed.")],
            [("base-difference", "0."), ("difference", "Two supervisors are missing in Kassel.")],
            [("base-what", "0."), ("what", "No refresher.")],
            [("base-clue", "0."), ("clue", "Health gets a new form.")],
        ] {
            assert_eq!(browser.post(&format!("{block}/words"), &fields).await.status, StatusCode::NO_CONTENT);
        }
        story.set("25 16:00");
        for (page, words) in [
            ("business", "Ask Karin what changed.</textarea>"),
            ("project", "Two supervisors are missing in Kassel.</textarea>"),
            ("decision", "value=\"No refresher.\""),
            ("decision", "value=\"Health gets a new form.\""),
        ] {
            browser.get(&format!("{block}/{page}")).await.assert_shows(OK, &[words]);
        }
        browser.get(&format!("{block}/end")).await.assert_shows(
            OK,
            &["“No refresher.”", "“Health gets a new form.”", "You wrote: “Two supervisors are missing in Kassel.”"],
        );
    });
}

#[test]
fn a_decision_without_its_reason_is_told_at_the_field_and_kept_all_the_same() {
    story(|story| async move {
        story.open().await;
        let browser = story.browser().await;
        let page = format!("/blocks/{}/decision", story.block);
        let what = [("base-what", "0."), ("what", "No refresher."), ("do", "next")];
        let told = browser.post(&page, &what).await;
        told.assert_shows(StatusCode::UNPROCESSABLE_ENTITY, &["Say why, or empty it.", "value=\"No refresher.\""]);
        browser.get(&page).await.assert_shows(OK, &["value=\"No refresher.\""]);
        let why = [("base-why", "0."), ("why", "They know the tool."), ("do", "next")];
        let told = browser.post(&page, &why).await;
        told.assert_shows(StatusCode::UNPROCESSABLE_ENTITY, &["does not say what drove it", "They know the tool."]);
        let driver = [("base-driver", "0."), ("driver", "data"), ("do", "next")];
        browser.post(&page, &driver).await.assert_leads_to(&format!("/blocks/{}/end", story.block));
    });
}

#[test]
fn two_in_one_block_see_each_other_and_overwrite_nothing() {
    story(|story| async move {
        story.open().await;
        let aylin = story.colleague("Aylin Korrey").await;
        let (his, hers) = (story.browser().await, story.browser_of(&aylin).await);
        let block = format!("/blocks/{}", story.block);
        let page = hers.get(&format!("{block}/decision")).await;
        page.assert_shows(OK, &["with Jonas"]);
        his.post(&format!("{block}/words"), &[("base-clue", "0."), ("clue", "A new form.")]).await;
        his.post(&format!("{block}/words"), &[("base-help", "0."), ("help", "Ask Karin.")]).await;
        his.get(&format!("{block}/1")).await.assert_shows(OK, &["You wrote: “Ask Karin.”"]);
        hers.get(&format!("{block}/1")).await.assert_shows(OK, &["Jonas wrote: “Ask Karin.”"]);
        let typed = [
            ("base-what", "0."),
            ("what", "No refresher."),
            ("base-clue", "0."),
            ("clue", "A second shift."),
            ("do", "next"),
        ];
        let theirs = hers.post(&format!("{block}/decision"), &typed).await;
        theirs.assert_shows(
            StatusCode::CONFLICT,
            &[
                "Jonas Feldt changed this just now",
                "A new form.",
                "value=\"A second shift.\"",
                "Your other fields are kept",
            ],
        );
        his.get(&format!("{block}/decision"))
            .await
            .assert_shows(OK, &["with Aylin", "value=\"No refresher.\"", "value=\"A new form.\""]);
    });
}

#[test]
fn a_decision_makes_a_block_held_and_stands_in_the_log_with_its_clue() {
    story(|story| async move {
        story.open().await;
        story.words(&DECIDED).await.unwrap();
        story.words(&[(Field::Clue, "Health gets a new form."), (Field::Source, "Ruth")]).await.unwrap();
        story.set("25 11:48");
        for _twice in 0..2 {
            close(&story.ground, &story.who, story.block, &[]).await.unwrap();
        }
        assert_eq!(story.block().await, blocks::State::Held);
        let decided = story.decisions().await;
        assert_eq!((decided.len(), decided[0].driver), (1, Driver::Data));
        assert_eq!(decided[0].what, "No refresher for the CRM");
        let clues = business::clues(&mut story.ground.read().await.unwrap(), story.who.team, None, 5).await.unwrap();
        assert_eq!(
            (clues.len(), clues[0].words.as_str(), clues[0].source.as_str()),
            (1, "Health gets a new form.", "Ruth")
        );
        let late = story.words(&[(Field::What, "Another.")]).await;
        assert!(matches!(late, Err(Refused::NotOpen)), "what was decided is not edited afterwards");
        let browser = story.browser().await;
        let page = browser.get(&format!("/blocks/{}", story.block)).await;
        page.assert_shows(OK, &["What was decided", "No refresher for the CRM", "Health gets a new form."]);
    });
}

#[test]
fn what_was_decided_in_a_block_that_nobody_closed_stands_in_the_log_once_it_is_over() {
    story(|story| async move {
        story.open().await;
        story.set("25 11:40");
        story.words(&DECIDED).await.unwrap();
        let log = async || {
            log_unclosed(&story.ground, story.who.team, jiff::Timestamp::MIN).await.unwrap();
            story.decisions().await
        };
        story.set("25 23:59");
        assert_eq!(log().await, [], "it may still be changed");
        story.set("26 00:00");
        let decided = log().await;
        assert_eq!(decided.len(), 1);
        let (what, by, made_at) = (&decided[0].what, &decided[0].by, decided[0].at);
        assert_eq!((what.as_str(), by), ("No refresher for the CRM", &story.who.actor().to_string()));
        assert_eq!(made_at, at("25 11:40"), "when it was noted, not when the night was over");
        assert_eq!(log().await, decided, "once");
        let browser = story.browser().await;
        let page = browser.get(&format!("/blocks/{}", story.block)).await;
        page.assert_shows(OK, &["nobody closed it", "What was decided", "No refresher for the CRM"]);
        assert!(!page.page.contains("not in the log"));
        assert_eq!(story.block().await, blocks::State::NotHeld);
        close(&story.ground, &story.who, story.block, &[]).await.unwrap();
        assert_eq!(story.decisions().await, decided, "closed later, it is the same");
    });
}

#[test]
fn what_says_too_little_for_the_log_stays_in_its_block() {
    story(|story| async move {
        story.open().await;
        story.words(&DECIDED[..2]).await.unwrap();
        story.set("26 00:00");
        log_unclosed(&story.ground, story.who.team, jiff::Timestamp::MIN).await.unwrap();
        assert_eq!(story.decisions().await, []);
        let browser = story.browser().await;
        let page = browser.get(&format!("/blocks/{}", story.block)).await;
        page.assert_shows(OK, &["A decision, not in the log", "No refresher for the CRM"]);
        story.words(&DECIDED[2..]).await.unwrap();
        let noted_before = story.ground.now() + jiff::SignedDuration::from_secs(1);
        log_unclosed(&story.ground, story.who.team, noted_before).await.unwrap();
        assert_eq!(story.decisions().await, [], "only what was noted since then is looked at");
    });
}

#[test]
fn a_block_counts_as_held_by_answer_or_decision_and_sixty_percent_alone() {
    for (closed_at, decides, schedules, state) in [
        ("25 11:47", true, false, blocks::State::NotHeld),
        ("25 11:48", true, false, blocks::State::Held),
        ("25 11:48", false, true, blocks::State::Held),
        ("25 11:48", false, false, blocks::State::NotHeld),
    ] {
        story(|story| async move {
            story.open().await;
            if decides {
                story.words(&DECIDED).await.unwrap();
            }
            let mut wanted = Vec::new();
            if schedules {
                let request = story.requests[0];
                story.ready(request, Kind::NotTrainingBut, &NOT_TRAINING).await;
                wanted.push(Wanted { request, send_at: Some(at("25 15:00")) });
            }
            story.set(closed_at);
            close_with(&story.ground, &story.who, story.block, &wanted).await.unwrap();
            assert_eq!(story.block().await, state, "{closed_at} {decides} {schedules}");
        });
    }
}

#[test]
fn a_decision_that_says_too_little_keeps_the_block_open_and_sends_nothing() {
    for (fields, words) in [
        (&DECIDED[..1], "has no reason yet"),
        (&DECIDED[..2], "does not say what drove it"),
        (&DECIDED[1..2], "no decision"),
    ] {
        story(|story| async move {
            story.open().await;
            story.words(fields).await.unwrap();
            let request = story.requests[0];
            story.ready(request, Kind::NotTrainingBut, &NOT_TRAINING).await;
            let browser = story.browser().await;
            let end = format!("/blocks/{}/end", story.block);
            let told = browser.post(&end, &[("send", &request.to_string()), ("do", "send")]).await;
            told.assert_shows(StatusCode::UNPROCESSABLE_ENTITY, &[words]);
            assert_eq!((story.answers_sent(request).await, story.block().await), (0, blocks::State::Open));
            assert_eq!(story.decisions().await, []);
        });
    }
}

#[test]
fn an_answer_is_scheduled_at_the_end_and_refused_from_the_promised_instant_on() {
    story(|story| async move {
        story.open().await;
        let [first, second, ..] = story.requests;
        story.ready(first, Kind::NotTrainingBut, &NOT_TRAINING).await;
        story.ready(second, Kind::NotTrainingBut, &NOT_TRAINING).await;
        let browser = story.browser().await;
        let end = format!("/blocks/{}/end", story.block);
        browser.get(&end).await.assert_shows(OK, &["Two answers are ready.", "At a chosen time"]);
        let (at_first, at_second) = (format!("at-{first}"), format!("at-{second}"));
        let (first_id, second_id) = (first.to_string(), second.to_string());
        // The first is promised by 10:15 tomorrow, the second by 10:16: just that instant is too late for one of them.
        let typed = [
            ("send", first_id.as_str()),
            ("send", second_id.as_str()),
            (at_first.as_str(), "2026-11-26T10:15"),
            (at_second.as_str(), "2026-11-26T10:15"),
            ("do", "send"),
        ];
        let told = browser.post(&end, &typed).await;
        told.assert_shows(
            StatusCode::UNPROCESSABLE_ENTITY,
            &[
                "It is promised by Thursday 26 November, 10:15 (Berlin)",
                "choose an earlier time",
                "value=\"2026-11-26T10:15\"",
                "Goes out later",
                "Thursday 26 November, 10:15 (Berlin)",
                "Take it back",
            ],
        );
        assert_eq!(story.block().await, blocks::State::Open, "one of them is still to be settled");
        let path = format!("/requests/{second}/answer/schedule/end");
        browser.post(&path, &[("back", &end)]).await.assert_leads_to(&end);
        story.set("25 11:50");
        let typed = [("send", first_id.as_str()), (at_first.as_str(), "2026-11-26T08:30"), ("do", "send")];
        browser.post(&end, &typed).await.assert_leads_to("/blocks");
        assert_eq!((story.answers_sent(first).await, story.block().await), (0, blocks::State::Held));
        let page = browser.get(&format!("/blocks/{}", story.block)).await;
        page.assert_shows(OK, &["goes out tomorrow, 08:30"]);

        story.set("26 08:30");
        let ripe = answers::scheduled::ripe(&mut story.ground.read().await.unwrap(), 5).await.unwrap();
        answers::scheduled::send_ripe(&story.ground, &ripe[0]).await.unwrap();
        assert_eq!((story.answers_sent(first).await, story.answers_sent(second).await), (1, 0));
        let mut tx = story.ground.read().await.unwrap();
        let kept = promises::of_request(&mut tx, story.who.team, first.uuid()).await.unwrap();
        assert_eq!(kept[0].state(story.ground.now()), promises::State::Kept);
    });
}

#[test]
fn an_hour_begins_with_the_numbers_and_asks_what_can_get_lighter() {
    story(|mut story| async move {
        let week = blocks::reserve(&story.ground, &story.who, at("25 14:00"), 60).await.unwrap();
        blocks::skip(&story.ground, &story.who, story.block, "Travelling").await.unwrap();
        let browser = story.browser().await;
        assert_eq!(browser.get(&format!("/blocks/{}/lighter", story.block)).await.status, StatusCode::SEE_OTHER);
        story.block = week.key;
        story.set("25 14:00");
        let block = format!("/blocks/{}", story.block);
        browser.get(&block).await.assert_shows(
            OK,
            &[
                "The numbers",
                "Promises due",
                "Requests that wait",
                "Promises kept",
                "Blocks held",
                "what can get lighter",
            ],
        );
        browser.post(&block, &[]).await.assert_leads_to(&format!("{block}/business"));
        browser.get(&format!("{block}/business")).await.assert_shows(
            OK,
            &[
                "What is best for the business here?",
                "What would help the business improve most right now?",
                "Where could our team make the largest difference?",
                "15 minutes belong to the business",
            ],
        );
        browser.get(&format!("{block}/project")).await.assert_shows(
            OK,
            &["What is its next step?", "What stands in its way?", "Which hours are booked for it?", "The whole list"],
        );
        let typed = [("base-next-step", "0."), ("next-step", "Kassel."), ("do", "next")];
        let next = browser.post(&format!("{block}/project"), &typed).await;
        next.assert_leads_to(&format!("{block}/lighter"));
        let lighter = [
            ("base-lighter", "0."),
            ("lighter", "The weekly digest"),
            ("base-lighter-how", "0."),
            ("lighter-how", "stop"),
            ("base-frees", "0."),
            ("frees", "2 hours a week"),
            ("do", "next"),
        ];
        browser.post(&format!("{block}/lighter"), &lighter).await.assert_leads_to(&format!("{block}/decision"));
        browser
            .get(&format!("{block}/decision"))
            .await
            .assert_shows(OK, &["Which result came in, and what do we change?"]);
        story.set("25 14:40");
        close(&story.ground, &story.who, story.block, &[]).await.unwrap();
        browser.get(&block).await.assert_shows(OK, &["The weekly digest", "2 hours a week", "Kassel."]);
        // What was written about the project last stands beside it in the next one.
        let again = blocks::reserve(&story.ground, &story.who, at("25 16:00"), 60).await.unwrap();
        open(&story.ground, &story.who, again.key).await.unwrap();
        browser.get(&format!("/blocks/{}/project", again.key)).await.assert_shows(OK, &["Written last, ", "“Kassel.”"]);
    });
}

#[test]
fn half_an_hour_has_no_step_of_the_week() {
    story(|story| async move {
        story.open().await;
        let browser = story.browser().await;
        let block = format!("/blocks/{}", story.block);
        browser.get(&format!("{block}/lighter")).await.assert_leads_to(&format!("{block}/business"));
        browser.get(&format!("{block}/project")).await.assert_shows(
            OK,
            &[
                "Where could our team make the largest difference?",
                "is the one big bet moving this week?",
                "Four requests wait",
            ],
        );
        let next = browser.post(&format!("{block}/project"), &[("do", "next")]).await;
        next.assert_leads_to(&format!("{block}/decision"));
        browser.post(&format!("{block}/decision"), &[("do", "next")]).await.assert_leads_to(&format!("{block}/end"));
    });
}

#[test]
fn what_is_typed_in_a_block_that_was_closed_meanwhile_is_shown_again_with_why() {
    story(|story| async move {
        story.open().await;
        let browser = story.browser().await;
        let block = format!("/blocks/{}", story.block);
        close(&story.ground, &story.who, story.block, &[]).await.unwrap();
        for (page, base, field, words) in [
            ("business", "base-help", "help", "Ask Karin."),
            ("project", "base-difference", "difference", "Kassel."),
            ("decision", "base-what", "what", "No refresher."),
        ] {
            let told = browser.post(&format!("{block}/{page}"), &[(base, "0."), (field, words), ("do", "next")]).await;
            told.assert_shows(StatusCode::CONFLICT, &["This block is closed", "is not kept", words]);
            let untouched = browser.post(&format!("{block}/{page}"), &[("do", "next")]).await;
            untouched.assert_leads_to(&block);
        }
        let coming =
            blocks::coming(&mut story.ground.read().await.unwrap(), story.who.team, story.ground.now(), 2).await;
        let next = format!("/blocks/{}/business", coming.unwrap()[0].key);
        let told = browser.post(&next, &[("base-help", "0."), ("help", "Ask Karin."), ("do", "next")]).await;
        told.assert_shows(StatusCode::CONFLICT, &["This block is not open", "Ask Karin.</textarea>"]);
    });
}

#[test]
fn what_is_typed_in_a_block_that_nobody_closed_is_kept_however_late() {
    story(|story| async move {
        story.open().await;
        let browser = story.browser().await;
        let block = format!("/blocks/{}", story.block);
        story.set("26 00:01");
        let typed = [("base-what", "0."), ("what", "No refresher."), ("do", "next")];
        browser.post(&format!("{block}/decision"), &typed).await.assert_leads_to(&block);
        let typed = [("base-help", "0."), ("help", "Ask Karin."), ("do", "next")];
        browser.post(&format!("{block}/business"), &typed).await.assert_leads_to(&block);
        browser.get(&block).await.assert_shows(OK, &["nobody closed it", "No refresher.", "Ask Karin."]);
    });
}

#[test]
fn what_moved_is_told_since_one_s_own_last_block_whatever_colleagues_hold() {
    story(|story| async move {
        reopened(&story).await;
        let mira = story.colleague("Mira Sandholt").await;
        let own = blocks::Holders::only(mira.id);
        let hers = blocks::reserve_for(&story.ground, &mira, at("25 11:00"), 25, own).await.unwrap().key;
        story.set("25 11:00");
        open(&story.ground, &mira, hers).await.unwrap();
        close(&story.ground, &mira, hers, &[]).await.unwrap();
        story.open().await;
        let path = format!("/blocks/{}/business", story.block);
        let of_jonas = story.browser().await.get(&path).await;
        of_jonas.assert_shows(OK, &["One metric moved since the last block."]);
        let of_mira = story.browser_of(&mira).await.get(&path).await;
        of_mira.assert_shows(OK, &["No metric moved since the last block."]);
    });
}

#[test]
fn a_missed_block_is_offered_again_the_same_day() {
    story(|story| async move {
        let browser = story.browser().await;
        let block = format!("/blocks/{}", story.block);
        story.set("25 16:00");
        browser.get(&block).await.assert_shows(OK, &["not held", "Open the block"]);
        browser.post(&block, &[]).await.assert_leads_to(&format!("{block}/business"));
        browser.get(&format!("{block}/1")).await.assert_shows(OK, &["Request 1 of "]);
    });
}

#[test]
fn notes_of_before_each_field_was_kept_by_itself_are_still_there() {
    story(|story| async move {
        let old = "insert into session_note (team_id, request_id, behind, touches, direction, changed_at, changed_by, found, version)
            values ($1, $2, 'Nine fields.', '', 'no-because', 5, $3, 0, 4)";
        let mut tx = story.ground.begin().await.unwrap();
        tx.execute(old, (story.who.team, story.requests[0], story.who.id)).await.unwrap();
        for step in SCHEMA.steps.iter().filter(|step| step.starts_with("insert")) {
            for _again in 0..2 {
                tx.execute(step, ()).await.unwrap();
            }
        }
        tx.commit().await.unwrap();
        let note = note_of(&mut story.ground.read().await.unwrap(), story.who.team, story.requests[0]).await.unwrap();
        let note = note.unwrap();
        assert_eq!((note.behind.as_str(), note.touches.as_str()), ("Nine fields.", ""));
        assert_eq!(note.direction, Some(Direction::Answer(Kind::NoBecause)));
    });
}
