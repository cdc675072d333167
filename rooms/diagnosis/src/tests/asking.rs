use ground::links;

use super::*;

const ASKED: [Question; 3] = [Question::CouldToday, Question::Consequences, Question::Gap];

async fn sent(story: &Story) -> Asking {
    send_questions(&story.ground, &By::from(&story.who), story.request, &ASKED, "We looked at your note.")
        .await
        .unwrap()
}

#[test]
fn questions_go_out_in_a_letter_and_the_promise_stays_where_it_is() {
    story(|story| async move {
        let mut tx = story.ground.read().await.unwrap();
        let before = promises::of_request(&mut tx, story.who.team, story.request.uuid()).await.unwrap();
        drop(tx);
        let asking = sent(&story).await;
        assert_eq!(asking.turn, 1);
        let mut tx = story.ground.read().await.unwrap();
        assert_eq!(promises::of_request(&mut tx, story.who.team, story.request.uuid()).await.unwrap(), before);
        let letters = outbox::of_thread(&mut tx, story.who.team, story.request.uuid()).await.unwrap();
        let letter = letters.iter().find(|letter| letter.kind == "diagnosis-questions").unwrap();
        assert_eq!(letter.subject, "Three questions about CRM refresher [R-1]");
        for words in [
            "We looked at your note.",
            "how many of your people could do it right?",
            "/questions/1",
            "Thursday 26 November, 10:15",
        ] {
            assert!(letter.text.contains(words), "no “{words}” in {}", letter.text);
        }
        let link = links::to(&mut tx, story.who.team, "request", story.request).await.unwrap();
        assert!(link.is_some_and(|link| link.is_open(story.ground.now())), "the page opens by the private link");
        assert_eq!(story.happened("diagnosis.asked").await[0]["questions"], serde_json::json!(["Q6", "Q12", "Q1"]));
    });
}

#[test]
fn what_comes_back_is_one_person_s_view_and_joins_the_conversation() {
    story(|story| async move {
        sent(&story).await;
        let ben = story.ben().await;
        let said = [
            (Question::CouldToday, parts(Question::CouldToday, &[("answer", "most_could")])),
            (
                Question::Consequences,
                parts(Question::Consequences, &[("answer", "right_costs"), ("words", "Ten minutes a deal.")]),
            ),
            (Question::Gap, Parts::default()),
        ];
        let replies = reply(&story.ground, &ben, story.request, 1, &said).await.unwrap();
        assert_eq!(replies.len(), 2, "what is left open stays open");
        let case = story.case().await;
        let answer = case.answer(Question::CouldToday).unwrap();
        assert_eq!((answer.evidence, answer.kept.by.starts_with("stakeholder:")), (Evidence::OnePerson, true));
        assert_eq!(case.answer(Question::Gap), None);
        let mut tx = story.ground.read().await.unwrap();
        let messages = requests::readings::messages(&mut tx, story.who.team, story.request).await.unwrap();
        let last = messages.last().unwrap();
        assert_eq!(last.author, requests::Author::Stakeholder);
        assert!(last.words.contains("It costs them something.\n“Ten minutes a deal.”"), "{}", last.words);
        let many = messages.len();
        drop(tx);

        // The same again is nothing new; something else is, and stands in the place of his own word.
        assert!(reply(&story.ground, &ben, story.request, 1, &said).await.unwrap().is_empty());
        let changed = [(Question::CouldToday, parts(Question::CouldToday, &[("answer", "?")]))];
        assert_eq!(reply(&story.ground, &ben, story.request, 1, &changed).await.unwrap().len(), 1);
        let case = story.case().await;
        assert_eq!(case.answer(Question::CouldToday).unwrap().evidence, Evidence::Unknown);
        let mut tx = story.ground.read().await.unwrap();
        let messages = requests::readings::messages(&mut tx, story.who.team, story.request).await.unwrap();
        assert_eq!(messages.len(), many + 1);
    });
}

#[test]
fn what_a_member_found_is_not_overwritten_by_what_the_stakeholder_says() {
    story(|story| async move {
        story.answer(Question::CouldToday, "few_could", Evidence::SeveralPeople).await;
        sent(&story).await;
        let ben = story.ben().await;
        let said = [(Question::CouldToday, parts(Question::CouldToday, &[("answer", "most_could")]))];
        reply(&story.ground, &ben, story.request, 1, &said).await.unwrap();
        let case = story.case().await;
        assert_eq!(case.answer(Question::CouldToday).unwrap().parts.text("answer"), "few_could");
        assert_eq!(case.reply(Question::CouldToday).unwrap().parts.text("answer"), "most_could");
        story
            .browser()
            .await
            .get(&story.path(""))
            .await
            .assert_shows(OK, &["Only a few could", "Ben says: “Most of them”"]);
    });
}

#[test]
fn only_what_was_asked_can_be_answered_only_by_who_was_asked_and_only_until_the_answer() {
    story(|story| async move {
        sent(&story).await;
        let ben = story.ben().await;
        let tools = [(Question::Tools, parts(Question::Tools, &[("answer", "missing")]))];
        assert!(reply(&story.ground, &ben, story.request, 1, &tools).await.unwrap().is_empty());
        let said = [(Question::CouldToday, parts(Question::CouldToday, &[("answer", "most_could")]))];
        assert_eq!(reply(&story.ground, &ben, story.request, 2, &said).await, Err(Refused::Unknown));
        let mut tx = story.ground.begin().await.unwrap();
        let eva = team::stakeholders::meet(&mut tx, story.who.team, "eva@lindmoor.example", None).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(reply(&story.ground, &eva, story.request, 1, &said).await, Err(Refused::Unknown));
        story.answered().await;
        assert_eq!(reply(&story.ground, &ben, story.request, 1, &said).await, Err(Refused::Answered));
        assert!(story.case().await.replies.is_empty());
        let by = By::from(&story.who);
        assert_eq!(send_questions(&story.ground, &by, story.request, &ASKED, "").await, Err(Refused::Over));
    });
}

#[test]
fn one_to_three_questions_are_sent_and_never_one_for_the_team_itself() {
    story(|story| async move {
        let by = By::from(&story.who);
        for wrong in [&[][..], &[Question::Seen], &[Question::Gap, Question::Onset, Question::Tools, Question::Process]]
        {
            let refused = send_questions(&story.ground, &by, story.request, wrong, "").await;
            assert!(matches!(refused, Err(Refused::CannotAsk(_))), "{refused:?}");
        }
        let browser = story.browser().await;
        let path = story.path("/questions");
        browser
            .get(&format!("{path}?q=12"))
            .await
            .assert_shows(OK, &["value=\"Q12\" checked", "What happens to someone who does it right"]);
        let four =
            [("ask", "Q6"), ("ask", "Q7"), ("ask", "Q8"), ("ask", "Q9"), ("words", "Hello <Ben>"), ("do", "send")];
        browser
            .post(&path, &four)
            .await
            .assert_shows(StatusCode::UNPROCESSABLE_ENTITY, &["three questions at most", "Hello &lt;Ben&gt;"]);
        browser
            .post(&path, &[("ask", "Q6"), ("do", "look")])
            .await
            .assert_shows(OK, &["One question about CRM refresher"]);
        assert!(story.case().await.askings.is_empty(), "looking sends nothing");
        browser.post(&path, &[("ask", "Q6"), ("ask", "Q12"), ("do", "send")]).await.assert_leads_to(&story.path(""));
        assert_eq!(story.case().await.askings[0].questions, [Question::CouldToday, Question::Consequences]);
    });
}

#[test]
fn the_form_of_the_stakeholder_comes_back_as_it_was_typed() {
    story(|story| async move {
        let asking = sent(&story).await;
        let typed = web::forms::Typed::filled([
            ("q6-answer", "most_could"),
            ("q12-words", "Ten <minutes>"),
            ("q1-today", "a lot"),
        ]);
        let errors = questions_typed(&typed, &asking, web::Language::En).unwrap_err();
        let when = web::when::When::in_zone("Europe/Berlin", story.ground.now()).unwrap();
        let reader = Reader { topic: "CRM <refresher>", name: "Ben", when: &when, due_at: Some(story.ground.now()) };
        let form = web::forms::Filled::back(typed, errors);
        let page = questions_form(&asking, &[], Some(&form), &reader, "/s/x/questions/1").into_string();
        for words in [
            "Three questions, Ben",
            "CRM &lt;refresher&gt;",
            "value=\"most_could\" checked",
            "Ten &lt;minutes&gt;",
            "Write a number here",
            "value=\"a lot\"",
            "I don’t know",
        ] {
            assert!(page.contains(words), "no “{words}” in {page}");
        }
        let typed =
            web::forms::Typed::filled([("q6-answer", "most_could"), ("q1-today", "62 %"), ("q9-answer", "rare_never")]);
        let said = questions_typed(&typed, &asking, web::Language::En).unwrap();
        assert_eq!(said.iter().map(|(question, _)| *question).collect::<Vec<_>>(), ASKED, "what was not asked is left");
        assert_eq!(
            (said[0].1.text("answer"), said[1].1.is_empty(), said[2].1.text("today")),
            ("most_could", true, "62 %")
        );
    });
}
