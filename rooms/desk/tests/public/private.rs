//! The private page: what it shows, what it never shows, and that opening it changes nothing.

use ground::links::SIGN_IN;
use requests::conversation::Reply;
use requests::{Arrived, Author, Disposition, arrive};

use super::*;

#[test]
fn it_shows_the_promise_where_it_stands_and_what_was_written() {
    story(|story| async move {
        let (receipt, path) = story.karin_s().await;
        requests::conversation::ask(&story.ground, &story.who, receipt.request, "Which decisions go wrong?")
            .await
            .unwrap();
        let page = story.browser().get(&path).await;
        assert_status(&page, StatusCode::OK);
        page.assert_shows("R-1, your private page");
        page.assert_shows("<h1>The new total-loss rule applies from 1 January</h1>");
        page.assert_shows("You will hear from us by");
        page.assert_shows("Thursday 26 November,");
        page.assert_shows("Explain this date");
        page.assert_shows("You wrote to us");
        page.assert_shows("My 40 adjudicators need training on it.");
        page.assert_shows("Which decisions go wrong?");
        assert_eq!(page.header("cache-control"), "no-store");
        assert_eq!(page.header("referrer-policy"), "no-referrer");
        assert_eq!(page.header("x-robots-tag"), "noindex, nofollow");
    });
}

fn reply_of(words: &str, author: Author, story: &Story) -> Box<Reply> {
    Box::new(Reply {
        author,
        author_name: "Somebody".into(),
        words: words.into(),
        folded: String::new(),
        forwarded: String::new(),
        files: Vec::new(),
        message_id: None,
        at: story.ground.now(),
    })
}

async fn arrives(story: &Story, key: &str, request: RequestId, words: &str, author: Author, from: Option<&str>) {
    let letter = Arrived {
        disposition: Disposition::Joins {
            request,
            reply: reply_of(words, author, story),
            from_address: from.map(str::to_owned),
        },
        entry_key: key.into(),
        message_id: None,
        arrived_at: story.ground.now(),
        raw: None,
        size_bytes: 100,
        place: None,
    };
    arrive(&story.ground, story.team.id, letter).await.unwrap();
}

#[test]
fn an_answer_stands_where_it_was_promised() {
    story(|story| async move {
        let (receipt, path) = story.karin_s().await;
        let typed = [
            ("observed", "The share dropped in one week, when the form got nine required fields."),
            ("proposals", "Cut the update from nine fields to three\nLeave update time out of the target"),
        ];
        let typed = typed.map(|(name, text)| (name.to_owned(), text.to_owned())).to_vec();
        let written = answers::Written { kind: Some(answers::Kind::NotTrainingBut), typed };
        let base = answers::Base { answers: 0, version: 0 };
        let draft = answers::keep(&story.ground, &story.who, receipt.request, &written, base).await.unwrap();
        story.browser().get(&path).await.assert_hides("nine required fields");
        let why = answers::Outside::new(answers::OutsideWhy::SomethingElse, "She stands beside me.").unwrap();
        let base = answers::Base { version: draft.kept.version, ..base };
        let place = answers::Where::Outside(why);
        answers::send(&story.ground, &story.who, receipt.request, base, &place).await.unwrap();
        let page = story.browser().get(&path).await;
        page.assert_shows("We answered that training is not it, and what we propose, as promised");
        page.assert_shows("Wednesday 25 November, 10:15. Promised by Thursday 26 November, 10:15 (Berlin)");
        page.assert_shows("when the form got nine required fields.");
        page.assert_shows("The request is closed");
        page.assert_hides("She stands beside me");
        page.assert_hides("You will hear from us by</p>");
    });
}

#[test]
fn it_shows_only_what_was_written_by_or_to_this_stakeholder() {
    story(|story| async move {
        let (receipt, path) = story.karin_s().await;
        let (pavel_s, _) = story.asked_by("pavel.drost@lindmoor.example", "Pavel needs a course on Excel.").await;
        let request = receipt.request;
        requests::conversation::note(&story.ground, &story.who, request, "Her boss wants it, not she.").await.unwrap();
        requests::conversation::note(&story.ground, &story.who, pavel_s.request, "Third time he asks.").await.unwrap();
        arrives(&story, "1", request, "I am out of office.", Author::Machine, None).await;
        arrives(
            &story,
            "2",
            request,
            "Between us: don’t train them.",
            Author::Stakeholder,
            Some("boss@lindmoor.example"),
        )
        .await;
        arrives(
            &story,
            "3",
            request,
            "One thing I forgot.",
            Author::Stakeholder,
            Some("Karin.Oldsted@lindmoor.example"),
        )
        .await;
        let page = story.browser().get(&path).await;
        page.assert_shows("One thing I forgot.");
        for hidden in ["Her boss wants it", "Third time", "Pavel", "Excel", "out of office", "Between us", "R-2"] {
            page.assert_hides(hidden);
        }
    });
}

#[test]
fn fetching_it_changes_nothing() {
    story(|story| async move {
        let (moved, moved_path) = story.karin_s().await;
        story.asks_to_move(moved.request).await;
        let (chosen, chosen_path) = story.asked_by(KARIN, "Another matter.").await;
        story.answers_with_options(chosen.request).await;
        let mut browser = story.browser();
        let sent =
            browser.post_with_file(&format!("{chosen_path}/messages"), &[("reply", "See here.")], "a.txt", b"a").await;
        assert_status(&sent, StatusCode::SEE_OTHER);
        let file = {
            let mut tx = story.ground.read().await.unwrap();
            requests::readings::attachments(&mut tx, story.team.id, chosen.request).await.unwrap().remove(0).id
        };
        let before = story.rows().await;
        for path in [moved_path, chosen_path] {
            for below in [
                "",
                "/withdrawal",
                "/link",
                "/promise",
                "/options",
                "/options/1",
                "/options/2",
                &format!("/attachments/{file}"),
            ] {
                let answer = browser.get(&format!("{path}{below}")).await;
                let is_here = answer.status == StatusCode::OK;
                assert!(is_here || answer.status == StatusCode::NOT_FOUND, "{below}: {}", answer.status);
                assert_eq!(story.rows().await, before, "{below}");
                if is_here {
                    assert_eq!(answer.header("referrer-policy"), "no-referrer", "{below}");
                }
            }
        }
        let state = story.promises(moved.request).await[0].state(story.ground.now());
        assert_eq!(state, promises::State::Open);
        assert!(story.browser().get(&format!("/s/{}", "0".repeat(26))).await.status == StatusCode::NOT_FOUND);
        assert_eq!(story.rows().await, before);
    });
}

#[test]
fn a_token_that_is_none_opens_nothing_by_any_path_or_method() {
    story(|story| async move {
        let mut tx = story.ground.begin().await.unwrap();
        let sign_in =
            links::mint(&mut tx, story.ground.secret(), story.team.id, SIGN_IN, story.who.id, None).await.unwrap();
        tx.commit().await.unwrap();
        let before = story.rows().await;
        let mut browser = story.browser();
        for token in [sign_in.token(story.ground.secret()), "0".repeat(26), "x".into()] {
            for below in ["", "/withdrawal", "/link", "/promise", "/options", "/options/1"] {
                assert_status(&browser.get(&format!("/s/{token}{below}")).await, StatusCode::NOT_FOUND);
            }
            for below in ["/messages", "/withdrawal", "/link", "/promise", "/options", "/options/1"] {
                let answer = browser.post(&format!("/s/{token}{below}"), &[("reply", "x"), ("answer", "yes")]).await;
                assert_status(&answer, StatusCode::NOT_FOUND);
            }
        }
        assert_eq!(story.rows().await, before);
    });
}

#[test]
fn an_old_link_shows_nothing_and_offers_a_new_one() {
    story(|story| async move {
        let (receipt, path) = story.karin_s().await;
        requests::stand::withdraw(&story.ground, story.team.id, receipt.request, story.who.actor()).await.unwrap();
        let mut browser = story.browser();
        assert_status(&browser.get(&path).await, StatusCode::OK);
        story.ground.set("2027-05-24T09:15:00Z"); // 180 days
        for below in ["", "/withdrawal", "/options", "/promise", "/link"] {
            let closed = browser.get(&format!("{path}{below}")).await;
            assert_status(&closed, StatusCode::GONE);
            closed.assert_shows("Mail me a new link");
            for hidden in ["total-loss", "adjudicators", "Karin", "R-1"] {
                closed.assert_hides(hidden);
            }
        }
        for below in ["/messages", "/withdrawal", "/promise"] {
            let answer = browser.post(&format!("{path}{below}"), &[("reply", "Hello"), ("answer", "yes")]).await;
            assert_status(&answer, StatusCode::GONE);
        }
        let mailed = browser.post(&format!("{path}/link"), &[]).await;
        assert_status(&mailed, StatusCode::SEE_OTHER);
        let closed = browser.get(&path).await;
        assert_status(&closed, StatusCode::GONE);
        closed.assert_shows("A new link is on its way.");
        let letter = story.letters().await.remove(0).filled(&story.ground).await.unwrap();
        assert_eq!(letter.to_address, KARIN);
        let new = story.private_path(receipt.request).await;
        assert!(new != path && letter.text.contains(&new), "{}", letter.text);
        assert_status(&browser.get(&new).await, StatusCode::OK);
    });
}

#[test]
fn a_new_link_ends_the_one_before() {
    story(|story| async move {
        let (receipt, path) = story.karin_s().await;
        let mut browser = story.browser();
        browser.get(&format!("{path}/link")).await.assert_shows("Get a new link?");
        assert_status(&browser.post(&format!("{path}/link"), &[]).await, StatusCode::SEE_OTHER);
        let new = story.private_path(receipt.request).await;
        assert_status(&browser.get(&path).await, StatusCode::GONE);
        assert_status(&browser.get(&new).await, StatusCode::OK);
        // Whoever has the old one can have the new one mailed to Karin, but can't end it, and not without end.
        for _ in 0..5 {
            browser.post(&format!("{path}/link"), &[]).await;
        }
        assert_status(&browser.get(&new).await, StatusCode::OK);
        let letters = story.letters().await;
        assert_eq!(letters.iter().filter(|letter| letter.kind == "new-link").count(), 3);
        let all = letters.into_iter().filter(|letter| letter.kind == "new-link");
        for letter in all {
            assert!(letter.filled(&story.ground).await.unwrap().html.contains(&new));
        }
    });
}

#[test]
fn taking_back_asks_once_more_and_makes_the_promise_void() {
    story(|story| async move {
        let (receipt, path) = story.karin_s().await;
        let mut karin = story.browser();
        karin.get(&format!("{path}/withdrawal")).await.assert_shows("Take this request back?");
        assert_eq!(story.state(receipt.request).await, State::Parked);
        for _ in 0..2 {
            assert_status(&karin.post(&format!("{path}/withdrawal"), &[]).await, StatusCode::SEE_OTHER);
        }
        assert_eq!(story.state(receipt.request).await, State::Withdrawn);
        assert_eq!(story.promises(receipt.request).await[0].state(story.ground.now()), promises::State::Void);
        let page = karin.get(&path).await;
        page.assert_shows("This request was taken back.");
        page.assert_hides("You will hear from us by</p>");
        assert_eq!(karin.get(&format!("{path}/withdrawal")).await.leads_to(), path);
    });
}

#[test]
fn a_reply_joins_the_conversation_and_starts_no_clock() {
    story(|story| async move {
        let (receipt, path) = story.karin_s().await;
        let mut karin = story.browser();
        let sent = karin
            .post_with_file(
                &format!("{path}/messages"),
                &[("reply", "It is <b>50</b> people.")],
                "Plan.html",
                b"<script>",
            )
            .await;
        assert_eq!((sent.status, sent.leads_to()), (StatusCode::SEE_OTHER, path.as_str()));
        let page = karin.get(&path).await;
        page.assert_shows("The team has your words.");
        page.assert_shows("It is &lt;b&gt;50&lt;/b&gt; people.");
        page.assert_shows("Plan.html");
        assert_eq!(story.promises(receipt.request).await.len(), 1);
        let file = {
            let mut tx = story.ground.read().await.unwrap();
            requests::readings::attachments(&mut tx, story.team.id, receipt.request).await.unwrap().remove(0).id
        };
        let served = karin.get(&format!("{path}/attachments/{file}")).await;
        assert_eq!(served.body, "<script>");
        assert_eq!(served.header("content-type"), "application/octet-stream");
        assert!(served.header("content-disposition").starts_with("attachment;"));
        let empty = karin.post_with_file(&format!("{path}/messages"), &[("reply", " ")], "Plan.html", b"x").await;
        assert_status(&empty, StatusCode::UNPROCESSABLE_ENTITY);
        empty.assert_shows("Choose the files again");
    });
}

#[test]
fn one_link_opens_nothing_of_another_request_or_team() {
    story(|story| async move {
        let (_, karin_s) = story.karin_s().await;
        let (pavel, pavel_s) = story.asked_by("pavel.drost@lindmoor.example", "A course on Excel.").await;
        let mut browser = story.browser();
        browser.post_with_file(&format!("{pavel_s}/messages"), &[("reply", "See here.")], "a.txt", b"secret").await;
        let (team, _) = founded(&story.ground, "Harrow Academy", "harrow").await;
        let ask = Ask::new(Channel::Email, KARIN, "For the other team.", story.ground.now());
        let other = requests::take_in(&story.ground, team.id, Actor::Machine("mail"), ask).await.unwrap();
        let other_s = private_path(&story.ground, team.id, other.request).await;
        let file = {
            let mut tx = story.ground.read().await.unwrap();
            requests::readings::attachments(&mut tx, story.team.id, pavel.request).await.unwrap().remove(0).id
        };
        assert_eq!(browser.get(&format!("{pavel_s}/attachments/{file}")).await.body, "secret");
        for path in [&karin_s, &other_s] {
            assert_status(&browser.get(&format!("{path}/attachments/{file}")).await, StatusCode::NOT_FOUND);
            browser.get(path).await.assert_hides("Excel");
        }
        browser.get(&karin_s).await.assert_hides("For the other team.");
        browser.get(&other_s).await.assert_hides("adjudicators");
    });
}

#[test]
fn a_promise_past_its_instant_is_a_sentence() {
    story(|story| async move {
        let (_, path) = story.karin_s().await;
        story.ground.set("2026-11-26T09:15:00Z");
        story.browser().get(&path).await.assert_hides("That time has passed");
        story.ground.set("2026-11-26T09:15:00.001Z");
        let page = story.browser().get(&path).await;
        page.assert_shows(
            "We promised you a first answer by Thursday 26 November, 10:15 (Berlin). That time has passed",
        );
        page.assert_hides("You will hear from us by</p>");
    });
}

#[test]
fn choosing_asks_once_more_and_starts_the_next_promise() {
    story(|story| async move {
        let (receipt, path) = story.karin_s().await;
        story.answers_with_options(receipt.request).await;
        let mut karin = story.browser();
        let page = karin.get(&path).await;
        page.assert_shows("It is your turn: the work starts when you choose.");
        page.assert_shows("You choose an option");
        let sheet = karin.get(&format!("{path}/options")).await;
        sheet.assert_shows("two ways forward");
        sheet.assert_shows(&format!("href=\"{path}/options/2\""));
        karin.get(&format!("{path}/options/2")).await.assert_shows("value=\"Karin Oldsted\"");
        assert_status(&karin.get(&format!("{path}/options/3")).await, StatusCode::NOT_FOUND);
        let nobody = karin.post(&format!("{path}/options/2"), &[("why", "It is sooner."), ("chosen-by", "")]).await;
        assert_status(&nobody, StatusCode::UNPROCESSABLE_ENTITY);
        nobody.assert_shows("It is sooner.");
        story.ground.set("2026-11-25T15:00:00Z");
        let chosen = karin.post(&format!("{path}/options/2"), &[("chosen-by", "Karin Oldsted")]).await;
        assert_eq!((chosen.status, chosen.leads_to()), (StatusCode::SEE_OTHER, path.as_str()));
        let page = karin.get(&path).await;
        page.assert_shows("You will hear when we start, and the next date, by");
        page.assert_shows("Option 2 was chosen: Settle the standard first");
        let promises = story.promises(receipt.request).await;
        assert_eq!((promises.len(), promises[1].due_at), (2, at("11-26T16:00")));
    });
}

#[test]
fn a_sheet_whose_dates_have_passed_is_refused_in_words_and_can_be_answered() {
    story(|story| async move {
        let (receipt, path) = story.karin_s().await;
        story.answers_with_options(receipt.request).await;
        story.ground.set("2026-12-02T09:00:00Z");
        let mut karin = story.browser();
        let sheet = karin.get(&format!("{path}/options")).await;
        sheet.assert_shows("The dates of this sheet have passed");
        sheet.assert_hides(&format!("href=\"{path}/options/2\""));
        let chosen = karin.post(&format!("{path}/options/2"), &[("chosen-by", "Karin Oldsted")]).await;
        assert_status(&chosen, StatusCode::CONFLICT);
        chosen.assert_shows("Nothing was chosen");
        assert_status(
            &karin.post(&format!("{path}/options"), &[("counter", "")]).await,
            StatusCode::UNPROCESSABLE_ENTITY,
        );
        let counter = karin.post(&format!("{path}/options"), &[("counter", "Option 2, please.")]).await;
        assert_status(&counter, StatusCode::SEE_OTHER);
        let page = karin.get(&path).await;
        page.assert_shows("Option 2, please.");
        page.assert_shows("Thursday 3 December,");
    });
}
