use team::Stakeholder;
use web::Language;
use web::when::When;

use super::*;

fn orders() -> [(&'static str, &'static str); 4] {
    [
        ("yes", "You get two remote sessions of an hour."),
        ("ready-on", "2026-12-11"),
        ("outcome", "Account managers date the next step on the day of the call"),
        ("measure", "Open deals with a dated next step"),
    ]
}

impl Story {
    async fn upgrade(&self) -> Upgrade {
        let mut tx = self.ground.read().await.unwrap();
        upgrade_of(&mut tx, self.who.team, self.request).await.unwrap().expect("somebody began")
    }

    async fn standing(&self, addition: Addition) -> Standing {
        self.upgrade().await.element(addition).unwrap().standing.clone()
    }

    async fn ben(&self) -> Stakeholder {
        let mut tx = self.ground.read().await.unwrap();
        team::stakeholders::by_address(&mut tx, self.who.team, "ben.ruhl@lindmoor.example").await.unwrap().unwrap()
    }

    fn by(&self) -> By {
        By::from(&self.who)
    }

    async fn fill(&self, addition: Addition, words: &str, base: i64) -> Result<Entered, Cannot> {
        fill(&self.ground, &self.by(), self.request, addition, &Value::words(words), base).await
    }

    async fn say(&self, turn: i64, said: &[(Addition, &str)]) -> Result<Vec<Reply>, Cannot> {
        let said: Vec<(Addition, Value)> =
            said.iter().map(|(addition, words)| (*addition, Value::words(words))).collect();
        reply_additions(&self.ground, &self.ben().await, self.request, turn, &said).await
    }

    async fn conversation(&self) -> Vec<String> {
        let mut tx = self.ground.read().await.unwrap();
        let messages = requests::readings::messages(&mut tx, self.who.team, self.request).await.unwrap();
        messages.into_iter().map(|message| message.words).collect()
    }
}

#[test]
fn an_order_that_is_taken_keeps_what_was_added_and_waits_for_the_first_three_it_lacks() {
    story(|story| async move {
        let key = story.open_block().await;
        story.answer(Kind::YesAnd, &orders(), Where::InBlock(key)).await.unwrap();
        let letter = story.letter().await;
        for words in [
            "Ready on Friday 11 December.",
            "Three questions, if you have a minute:",
            "2. What is that number today? May we read the last three months?",
            "If we hear nothing by Wednesday 2 December, 10:15 (Berlin), this holds:",
            "3. We take it that it is you.",
        ] {
            assert!(letter.words.contains(words), "{words} in {}", letter.words);
        }
        assert!(letter.text.contains("{private-link}/additions/1"), "{}", letter.text);

        let upgrade = story.upgrade().await;
        assert_eq!((upgrade.filled(), upgrade.by_default(), upgrade.is_upgraded()), (2, 0, false));
        let until_at = at("12-02 10:15");
        let asked = vec![Addition::Link, Addition::Baseline, Addition::Owner];
        assert_eq!(upgrade.waits_for(), Some((asked, until_at)));
        assert_eq!(upgrade.to_ask(), [Addition::FollowUp], "the fourth waits for the next letter");
        assert_eq!(upgrade.known.follow_up_on.map(|on| on.to_string()).as_deref(), Some("2027-01-25"));
        let Standing::Filled(outcome) = story.standing(Addition::Outcome).await else { panic!() };
        assert_eq!((outcome.version, outcome.by), (1, story.who.actor().to_string()));
    });
}

#[test]
fn at_the_stated_time_the_defaults_stand_and_a_later_word_takes_their_place() {
    story(|story| async move {
        let key = story.open_block().await;
        story.answer(Kind::YesAnd, &orders(), Where::InBlock(key)).await.unwrap();
        story.ground.set("2026-12-02T10:15:00+01:00");
        assert!(
            matches!(story.standing(Addition::Owner).await, Standing::Asked { .. }),
            "the instant itself is in time"
        );
        story.ground.set("2026-12-02T10:16:00+01:00");
        let upgrade = story.upgrade().await;
        assert_eq!((upgrade.filled(), upgrade.by_default()), (4, 2), "a number that is still to be read is none");
        let Standing::ByDefault { since_at, fallback } = story.standing(Addition::Owner).await else { panic!() };
        assert_eq!(
            (since_at, fallback.value, fallback.mark),
            (at("12-02 10:15"), Some(Value::words("Ben Ruhl")), Mark::Unconfirmed)
        );
        let Standing::ByDefault { fallback, .. } = story.standing(Addition::Link).await else { panic!() };
        assert_eq!(fallback.value.unwrap().text(part::THING), part::NONE);
        assert_eq!(story.standing(Addition::Baseline).await.word(), "default");

        let new = story.say(1, &[(Addition::Owner, "Mira Sandholt"), (Addition::Baseline, "")]).await.unwrap();
        assert_eq!(new.iter().map(|reply| reply.addition).collect::<Vec<_>>(), [Addition::Owner]);
        assert!(
            matches!(story.standing(Addition::Owner).await, Standing::Answered(said) if said.value == Value::words("Mira Sandholt"))
        );
        story.fill(Addition::Baseline, "62 %", 0).await.unwrap();
        waive(&story.ground, &story.by(), story.request, Addition::FollowUp, "One day, twelve slides", 0)
            .await
            .unwrap();
        let upgrade = story.upgrade().await;
        assert!(upgrade.is_upgraded() && upgrade.by_default() == 1, "{upgrade:?}");
    });
}

#[test]
fn what_the_stakeholder_says_joins_the_conversation_and_never_overwrites_a_member() {
    story(|story| async move {
        let key = story.open_block().await;
        story.answer(Kind::YesAnd, &orders(), Where::InBlock(key)).await.unwrap();
        story.say(1, &[(Addition::Owner, "Mira"), (Addition::Link, "Renew nine of ten")]).await.unwrap();
        let said = story.conversation().await.pop().unwrap();
        assert!(said.contains("Who will notice first if nothing changes?\nMira"), "{said}");
        let many = story.conversation().await.len();
        assert!(story.say(1, &[(Addition::Owner, "Mira")]).await.unwrap().is_empty(), "the same again is nothing new");
        assert_eq!(story.conversation().await.len(), many);

        story.say(1, &[(Addition::Owner, "Mira Sandholt")]).await.unwrap();
        assert!(matches!(story.standing(Addition::Owner).await, Standing::Answered(said) if said.version == 2));
        story.fill(Addition::Owner, "Jule Anders", 2).await.unwrap();
        story.say(1, &[(Addition::Owner, "Ben himself")]).await.unwrap();
        let upgrade = story.upgrade().await;
        let owner = upgrade.element(Addition::Owner).unwrap();
        assert!(matches!(&owner.standing, Standing::Filled(owner) if owner.value == Value::words("Jule Anders")));
        assert_eq!(owner.said_otherwise().unwrap().value, Value::words("Ben himself"));

        let nothing = story.say(1, &[(Addition::Outcome, "Sell more")]).await.unwrap();
        assert!(nothing.is_empty(), "it was not asked");
        assert_eq!(story.say(2, &[]).await, Err(Cannot::Unknown));
        let stranger = asked(&story.ground, &story.who, "karin@lindmoor.example", "Karin").await;
        let said = [(Addition::Owner, Value::words("Karin"))];
        let refused = reply_additions(&story.ground, &story.ben().await, stranger, 1, &said).await;
        assert_eq!(refused, Err(Cannot::Unknown), "another person's request is not theirs");
    });
}

#[test]
fn two_members_do_not_overwrite_each_other_in_an_element() {
    story(|story| async move {
        let aylin = By::from(&story.colleague("Aylin Korrey").await);
        let first = story.fill(Addition::Baseline, "62 %", 0).await.unwrap();
        assert_eq!(first.version, 1);
        let value = Value::words("61 %").with(part::OF_MANY, "188");
        let late = fill(&story.ground, &aylin, story.request, Addition::Baseline, &value, 0).await;
        assert_eq!(late, Err(Cannot::Lost));
        fill(&story.ground, &aylin, story.request, Addition::Owner, &Value::words("Ben"), 0).await.unwrap();
        let second = fill(&story.ground, &aylin, story.request, Addition::Baseline, &value, 1).await.unwrap();
        assert_eq!((second.version, second.value.text(part::OF_MANY)), (2, "188"));
        let again = fill(&story.ground, &aylin, story.request, Addition::Baseline, &value, 1).await.unwrap();
        assert_eq!(again.version, 2, "the same again is the same");
        let waived = waive(&story.ground, &aylin, story.request, Addition::Baseline, "Nobody counts it", 1).await;
        assert_eq!(waived, Err(Cannot::Lost));

        let on = "2026-12-11".parse().ok();
        set_order(&story.ground, &story.by(), story.request, on, "A checklist", 0)
            .await
            .expect("filling an element changes nothing of the order itself");
        let lost = set_order(&story.ground, &aylin, story.request, None, "", 0).await;
        assert_eq!(lost, Err(Cannot::Lost));
        let upgrade = story.upgrade().await;
        assert_eq!((upgrade.ready_on, upgrade.beside.as_str()), (on, "A checklist"));
    });
}

#[test]
fn a_goal_or_metric_of_the_team_is_told_in_its_own_words() {
    story(|story| async move {
        let (by, actor) = (story.by(), story.who.actor());
        let other = found(&story.ground, "norden").await;
        let things = async |team| {
            let words = business::GoalWords { title: "Renew nine of ten".into(), ..business::GoalWords::default() };
            let goal = business::add_goal(&story.ground, team, actor, words).await.unwrap();
            let words = business::MetricWords::new("Dated next steps", "%", business::Better::Higher);
            let words = business::MetricWords { source: "Monday report".into(), ..words };
            let metric = business::add_metric(&story.ground, team, actor, words).await.unwrap();
            (business::Thing::Goal(goal.id).word(), business::Thing::Metric(metric.id).word())
        };
        let (goal, metric) = things(story.who.team).await;
        let (foreign_goal, foreign_metric) = things(other.team).await;
        let thing = |word: &str| Value::default().with(part::THING, word);
        let filled = async |addition, value: Value, base| {
            fill(&story.ground, &by, story.request, addition, &value, base).await.map(|entered| entered.value)
        };
        let unknown = "metric:0193a5b0-0000-7000-8000-000000000000";
        for (addition, word) in [
            (Addition::Link, foreign_goal.as_str()),
            (Addition::Link, foreign_metric.as_str()),
            (Addition::Measure, foreign_metric.as_str()),
            (Addition::Measure, unknown),
            (Addition::Measure, goal.as_str()),
        ] {
            for value in [thing(word), thing(word).with(part::WORDS, "x")] {
                let refused = filled(addition, value, 0).await;
                assert!(matches!(refused, Err(Cannot::BadValue(_))), "{addition:?} {word} {refused:?}");
            }
        }
        let link = filled(Addition::Link, thing(&goal), 0).await.unwrap();
        assert_eq!(link, thing(&goal).with(part::WORDS, "Renew nine of ten"));
        let link = filled(Addition::Link, thing(&metric).with(part::WORDS, "another"), 1).await.unwrap();
        assert_eq!(link, thing(&metric).with(part::WORDS, "Dated next steps"));
        let none = filled(Addition::Link, thing(part::NONE).with(part::WORDS, "x"), 2).await.unwrap();
        assert_eq!(none, thing(part::NONE));

        let measure = filled(Addition::Measure, thing(&metric), 0).await.unwrap();
        let told = [part::WORDS, part::UNIT, part::SOURCE, part::BETTER].map(|part| measure.text(part).to_owned());
        assert_eq!(told, ["Dated next steps", "%", "Monday report", "higher"]);
        let own = thing(&metric).with(part::WORDS, "Those of the north");
        assert_eq!(filled(Addition::Measure, own.clone(), 1).await.unwrap(), own, "words of their own stay");

        let browser = story.browser().await;
        let path = format!("/requests/{}/additions", story.request);
        let typed = [("thing", foreign_metric.as_str()), ("base", "2")];
        let page = browser.post(&format!("{path}/measure"), &typed).await;
        page.assert_shows(StatusCode::UNPROCESSABLE_ENTITY, &["There is no such goal or metric"]);
        let typed = [("thing", goal.as_str()), ("base", "3")];
        browser.post(&format!("{path}/link"), &typed).await.assert_leads_to(&path);
        browser.get(&path).await.assert_shows(StatusCode::OK, &["Renew nine of ten"]);
    });
}

#[test]
fn what_somebody_put_there_after_the_answer_was_written_is_not_written_over() {
    story(|story| async move {
        let key = story.open_block().await;
        let typed = [orders()[0], orders()[2], ("owner", "Ben"), ("baseline", "62 %")];
        keep(&story.ground, &story.who, story.request, &written(Kind::YesAnd, &typed), Base::default()).await.unwrap();
        let later = at("25 10:20");
        story.ground.clock().set(later);
        let aylin = By::from(&story.colleague("Aylin Korrey").await);
        story.fill(Addition::Baseline, "62 %", 0).await.unwrap();
        fill(&story.ground, &aylin, story.request, Addition::Owner, &Value::words("Mira"), 0).await.unwrap();
        waive(&story.ground, &aylin, story.request, Addition::Outcome, "One day", 0).await.unwrap();
        let send = async || {
            let base = story.base().await;
            send(&story.ground, &story.who, story.request, base, &Where::InBlock(key)).await
        };
        let Err(Refused::NotWhole(NotWhole(missing))) = send().await else { panic!("sent") };
        let fields: Vec<&str> = missing.iter().map(|(field, _)| field.as_str()).collect();
        assert_eq!(fields, ["outcome", "owner"], "the same words are no other");
        assert!(
            matches!(story.standing(Addition::Owner).await, Standing::Filled(owner) if owner.value == Value::words("Mira"))
        );

        let base = story.base().await;
        let browser = story.browser().await;
        let (path, base) = (format!("/requests/{}/answer", story.request), base.to_string());
        let page = browser.post(&path, &[("kind", "yes-and"), ("base", base.as_str()), ("do", "send")]).await;
        page.assert_shows(
            StatusCode::UNPROCESSABLE_ENTITY,
            &["Somebody changed this among the additions", "value=\"Ben\""],
        );
        let typed = [("owner", "Mira"), ("outcome", "")];
        keep(&story.ground, &story.who, story.request, &written(Kind::YesAnd, &typed), story.base().await)
            .await
            .unwrap();
        send().await.unwrap();
        assert!(matches!(story.standing(Addition::Outcome).await, Standing::Waived(_)));
    });
}

#[test]
fn what_can_not_be_kept_is_refused_with_what_to_do() {
    story(|story| async move {
        let by = story.by();
        let filled = async |addition, value: Value| fill(&story.ground, &by, story.request, addition, &value, 0).await;
        assert_eq!(filled(Addition::Owner, Value::words("  ")).await, Err(Cannot::Nothing));
        assert_eq!(filled(Addition::Owner, Value::words("a\0b")).await, Err(Cannot::BadText(5_000)));
        for (addition, part, text) in [
            (Addition::FollowUp, part::ON, "soon"),
            (Addition::Link, part::THING, "goal:nothing"),
            (Addition::Measure, part::THING, "none"),
            (Addition::Measure, part::BETTER, "upwards"),
        ] {
            let value = Value::words("x").with(part, text);
            assert!(matches!(filled(addition, value).await, Err(Cannot::BadValue(_))), "{part} {text}");
        }
        let refused = waive(&story.ground, &by, story.request, Addition::Owner, " ", 0).await;
        assert_eq!(refused, Err(Cannot::NoReason));
        let mut tx = story.ground.read().await.unwrap();
        assert_eq!(upgrade_of(&mut tx, story.who.team, story.request).await.unwrap(), None, "nobody began");
        drop(tx);
        requests::stand::withdraw(&story.ground, story.who.team, story.request, story.who.actor()).await.unwrap();
        assert_eq!(filled(Addition::Owner, Value::words("Ben")).await, Err(Cannot::Over));
    });
}

#[test]
fn a_letter_of_its_own_asks_in_the_stakeholder_s_language() {
    story(|story| async move {
        let mut tx = story.ground.begin().await.unwrap();
        let ben = team::stakeholders::by_address(&mut tx, story.who.team, "ben.ruhl@lindmoor.example")
            .await
            .unwrap()
            .unwrap();
        let ben = Stakeholder { language: Some("de".to_owned()), ..ben };
        team::stakeholders::describe(&mut tx, &ben).await.unwrap();
        tx.commit().await.unwrap();
        let by = story.by();
        let ask = async |picked: &[Addition]| ask_additions(&story.ground, &by, story.request, picked, "").await;
        let until_at = ask(&[Addition::FollowUp, Addition::Measure]).await.unwrap();
        assert_eq!(until_at, at("12-02 10:15"));
        assert_eq!(ask(&[Addition::Measure]).await, Err(Cannot::CannotAsk(CannotAsk::Waits(Addition::Measure))));
        assert_eq!(ask(&[]).await, Err(Cannot::CannotAsk(CannotAsk::None)));
        assert_eq!(ask(&Addition::ALL[..4]).await, Err(Cannot::CannotAsk(CannotAsk::TooMany)));

        let mut tx = story.ground.read().await.unwrap();
        let letters = outbox::of_thread(&mut tx, story.who.team, story.request.uuid()).await.unwrap();
        drop(tx);
        let letter = letters.into_iter().find(|letter| letter.kind == "order-questions").unwrap();
        assert_eq!(letter.subject, "Zwei Fragen zu: CRM refresher [R-1]");
        for words in [
            "1. Bei welcher Zahl würden Sie sagen, dass es gewirkt hat, und wo wird sie gezählt?",
            "Hören wir bis Mittwoch, 2. Dezember, 10:15 (Berlin) nichts, gilt:",
            "2. Wir kommen 45 Tage nach der Lieferung wieder.",
        ] {
            assert!(letter.words.contains(words), "{words} in {}", letter.words);
        }
        let when = When::in_zone("Europe/Berlin", story.ground.now()).unwrap().in_language(Language::De);
        let upgrade = story.upgrade().await;
        let reader = Reader { topic: "CRM refresher", name: "Ben", when: &when, due_at: None };
        let page = additions_form(&upgrade.askings[0], &upgrade, None, &reader, "/s/x/additions/1").into_string();
        for words in
            ["Zwei Fragen, Ben", "Wenn Sie sie offen lassen: ", "An das Team senden", "name=\"measure-source\""]
        {
            assert!(page.contains(words), "{words} in {page}");
        }
        assert!(!page.contains("<script"));
        let notice = additions_notice(&upgrade, &when, "/s/x").into_string();
        for words in
            ["Zwei Fragen", "Bis Mittwoch, 2. Dezember, 10:15 (Berlin) warten wir", "href=\"/s/x/additions/1\""]
        {
            assert!(notice.contains(words), "{words} in {notice}");
        }
    });
}

#[test]
fn the_page_of_the_additions_fills_corrects_waives_and_asks() {
    story(|story| async move {
        let browser = story.browser().await;
        let path = format!("/requests/{}/additions", story.request);
        let page = browser.get(&path).await;
        page.assert_shows(StatusCode::OK, &["0 of 6 filled", "Ask Ben", "Thirty days after", "value=\"baseline\""]);
        let form = browser.get(&format!("{path}?change=baseline")).await;
        form.assert_shows(
            StatusCode::OK,
            &["The number today, with its unit", "Waive it", "name=\"base\" value=\"0\""],
        );
        let fields =
            [("words", "62 %"), ("of-many", "188"), ("collected-on", "2026-11-23"), ("base", "0"), ("other", "x")];
        browser.post(&format!("{path}/baseline"), &fields).await.assert_leads_to(&path);
        let page = browser.get(&path).await;
        page.assert_shows(StatusCode::OK, &["1 of 6 filled", "62 %", "collected Monday 23 November"]);

        let late = [("words", "61 %"), ("base", "0")];
        let page = browser.post(&format!("{path}/baseline"), &late).await;
        page.assert_shows(
            StatusCode::CONFLICT,
            &["Baseline was changed while you had it open", "61 %", "name=\"base\" value=\"1\""],
        );
        browser
            .post(&format!("{path}/baseline"), &[("words", " "), ("base", "1")])
            .await
            .assert_shows(StatusCode::UNPROCESSABLE_ENTITY, &["Write what it is, or waive it with a reason."]);
        browser
            .post(&format!("{path}/owner"), &[("do", "waive"), ("base", "0")])
            .await
            .assert_shows(StatusCode::UNPROCESSABLE_ENTITY, &["Say why the order goes without it"]);
        let waived = [("do", "waive"), ("why", "It is one day"), ("base", "0")];
        browser.post(&format!("{path}/owner"), &waived).await.assert_leads_to(&path);
        browser
            .post(&path, &[("ready-on", "2026-12-11"), ("beside", "A checklist"), ("base", "0")])
            .await
            .assert_leads_to(&path);
        let look = [("ask", "measure"), ("ask", "link"), ("do", "look")];
        let page = browser.post(&format!("{path}/questions"), &look).await;
        page.assert_shows(StatusCode::OK, &["Preview of the mail", "If we hear nothing by Wednesday 2 December"]);
        assert!(story.answers_sent().await.is_empty(), "looking sends nothing");
        browser
            .post(&format!("{path}/questions"), &[("do", "send")])
            .await
            .assert_shows(StatusCode::UNPROCESSABLE_ENTITY, &["Pick one question at least"]);
        browser.post(&format!("{path}/questions"), &[("ask", "measure"), ("do", "send")]).await.assert_leads_to(&path);
        let page = browser.get(&path).await;
        page.assert_shows(StatusCode::OK, &["if nobody answers: no measure is near enough to propose"]);
        page.assert_shows(
            StatusCode::OK,
            &["2 of 6 filled", "“It is one day”", "Asked so far", "Monday 25 January 2027"],
        );
        browser.get(&format!("{path}?change=nothing")).await.assert_shows(StatusCode::NOT_FOUND, &[]);
        browser.post(&format!("{path}/nothing"), &[]).await.assert_shows(StatusCode::NOT_FOUND, &[]);
    });
}

#[test]
fn the_answer_proposes_what_the_diagnosis_found_and_takes_what_helps_into_the_text() {
    use diagnosis::Parts as Said;
    use method::{Evidence, Question};
    story(|story| async move {
        let key = story.open_block().await;
        let by = story.by();
        let answered = async |question, parts: &[(&'static str, &'static str)]| {
            let parts = Said::of(question, parts.iter().copied());
            diagnosis::answer(&story.ground, &by, story.request, question, &parts, Evidence::Counted, 0).await.unwrap();
        };
        let gap = [
            ("measure", "Dated next steps"),
            ("today", "62"),
            ("wanted", "90"),
            ("unit", "%"),
            ("counted", "Monday report"),
        ];
        answered(Question::Gap, &gap).await;
        answered(Question::Behaviour, &[("group", "account managers"), ("behaviour", "date each deal")]).await;
        answered(Question::Process, &[("answer", "many_obstacles")]).await;
        let browser = story.browser().await;
        let path = format!("/requests/{}/answer", story.request);
        browser.post(&path, &[("kind", "yes-and"), ("base", "0.0"), ("do", "kind")]).await.assert_leads_to(&path);
        let page = browser.get(&path).await;
        page.assert_shows(
            StatusCode::OK,
            &[
                "value=\"date each deal\"",
                "value=\"Dated next steps\"",
                "value=\"62\u{a0}%\"",
                "3 of 6 filled",
                "Mend the process with its owner",
                "Why 3.0",
            ],
        );
        let fields = [
            ("kind", "yes-and"),
            ("yes", "Two sessions."),
            ("outcome", "date each deal"),
            ("measure", "Dated next steps"),
            ("baseline", "62\u{a0}%"),
            ("base", "0.1"),
            ("take", "PRC.0"),
        ];
        browser.post(&path, &fields).await.assert_leads_to(&format!("{path}#a-picks"));
        let draft = story.draft().await.unwrap();
        assert_eq!(draft.parts.text("beside"), "Mend the process with its owner");
        let base = story.base().await;
        send(&story.ground, &story.who, story.request, base, &Where::InBlock(key)).await.unwrap();
        let letter = story.letter().await;
        assert!(
            letter.words.contains("Beside it, and no training: Mend the process with its owner"),
            "{}",
            letter.words
        );
        assert!(letter.words.contains("1. Outcome: account managers: date each deal"), "{}", letter.words);
        let Standing::Filled(measure) = story.standing(Addition::Measure).await else { panic!() };
        let parts =
            [part::UNIT, part::SOURCE, part::TARGET, part::BETTER].map(|part| measure.value.text(part).to_owned());
        assert_eq!(parts, ["%", "Monday report", "90\u{a0}%", "higher"]);
        assert_eq!(story.upgrade().await.beside, "Mend the process with its owner");
    });
}

#[test]
fn not_training_takes_what_helps_against_the_likely_causes_line_by_line() {
    use method::{Evidence, Question};
    story(|story| async move {
        story.open_block().await;
        let parts = diagnosis::Parts::of(Question::Process, [("answer", "many_obstacles")]);
        diagnosis::answer(&story.ground, &story.by(), story.request, Question::Process, &parts, Evidence::Counted, 0)
            .await
            .unwrap();
        let browser = story.browser().await;
        let path = format!("/requests/{}/answer", story.request);
        let fields =
            [("kind", "not-training-but"), ("proposals", "Cut the update"), ("base", "0.0"), ("take", "PRC.2")];
        browser.post(&path, &fields).await.assert_leads_to(&format!("{path}#a-picks"));
        let draft = story.draft().await.unwrap();
        assert_eq!(draft.parts.text("proposals"), "Cut the update\nShorten the form");
        browser.get(&path).await.assert_shows(StatusCode::OK, &["taken", "value=\"PRC.0\"", "What else helps"]);
    });
}

#[test]
fn the_value_log_tells_what_was_added_and_what_came_of_it_when_its_day_is_there() {
    story(|story| async move {
        let (team, actor) = (story.who.team, story.who.actor());
        let browser = story.browser().await;
        browser.get("/value-log").await.assert_shows(StatusCode::OK, &["No order was taken in this time"]);
        let metric = business::MetricWords::new("Dated next steps", "%", business::Better::Higher);
        let metric = business::add_metric(&story.ground, team, actor, metric).await.unwrap();
        let enter = async |on: &str, value: f64| {
            let on = on.parse().unwrap();
            let source = "Monday report".to_owned();
            let reading = business::NewReading { on, value, source, corrects: false };
            business::enter(&story.ground, team, actor, metric.id, &[reading], on).await.unwrap();
        };
        enter("2026-11-23", 62.0).await;
        business::link(&story.ground, team, actor, story.request.uuid(), business::Thing::Metric(metric.id))
            .await
            .unwrap();
        let key = story.open_block().await;
        let typed = [
            orders()[0],
            orders()[1],
            ("measure", "Dated next steps"),
            ("beside", "Shorten the form"),
            ("owner", "Ben"),
        ];
        story.answer(Kind::YesAnd, &typed, Where::InBlock(key)).await.unwrap();
        waive(&story.ground, &story.by(), story.request, Addition::Outcome, "It is one day", 0).await.unwrap();

        let page = browser.get("/value-log").await;
        page.assert_shows(
            StatusCode::OK,
            &[
                "September to November: one order was taken, without all six additions, and with something that was not training",
                "We need a CRM refresher for all my account managers, two hours.",
                "Shorten the form; measure, owner of the result; outcome waived: “It is one day”",
                "ready Fri 11 Dec",
                "<b>1</b> <small>of 1</small>",
                "0 of 1 reached their follow-up date",
            ],
        );
        story.ground.set("2027-01-25T12:00:00+01:00");
        let browser = story.browser().await;
        browser.get("/value-log").await.assert_shows(StatusCode::OK, &["was to be read Mon 25 Jan"]);
        enter("2027-01-18", 71.0).await;
        let page = browser.get("/value-log").await;
        page.assert_shows(
            StatusCode::OK,
            &[
                "Dated next steps 62\u{a0}% to 71\u{a0}%",
                "one group",
                "In 1 the number moved the right way",
                "too few for a percentage",
            ],
        );
        let file = browser.get("/value-log.csv?period=year").await;
        file.assert_shows(
            StatusCode::OK,
            &["R-1,CRM refresher,Ben Ruhl,2026-11-25,", "waived: It is one day", "2027-01-25"],
        );
        story.ground.set("2027-03-01T12:00:00+01:00");
        let browser = story.browser().await;
        browser.get("/value-log").await.assert_shows(StatusCode::OK, &["No order was taken in this time"]);
        browser.get("/value-log?period=year").await.assert_shows(StatusCode::OK, &["1 of 1 shown"]);

        let other = found(&story.ground, "norden").await;
        let browser = Browser::of(&story.ground, &other, routes()).await;
        browser.get("/value-log?period=year").await.assert_shows(StatusCode::OK, &["No order was taken"]);
    });
}

#[test]
fn the_value_log_tells_of_many_orders_what_is_told_of_each() {
    use method::{Evidence, Question};
    story(|mut story| async move {
        let (team, actor, by) = (story.who.team, story.who.actor(), story.by());
        let words = business::GoalWords { title: "Renew nine of ten".into(), ..business::GoalWords::default() };
        let goal = business::add_goal(&story.ground, team, actor, words).await.unwrap();
        let words = business::MetricWords::new("Renewals", "%", business::Better::Higher);
        let words = business::MetricWords { goal: Some(goal.id), wanted: Some(90.0), ..words };
        let metric = business::add_metric(&story.ground, team, actor, words).await.unwrap();
        let first = story.request;
        let mut taken = vec![first];
        for name in ["Karin Oldsted", "Sofia Brandel", "Pavel Novak"] {
            let address = format!("{}@lindmoor.example", name.to_lowercase().replace(' ', "."));
            taken.push(asked(&story.ground, &story.who, &address, name).await);
        }
        for (request, thing) in
            [(taken[0], business::Thing::Metric(metric.id)), (taken[1], business::Thing::Goal(goal.id))]
        {
            business::link(&story.ground, team, actor, request.uuid(), thing).await.unwrap();
        }
        let gap = [("measure", "Dated next steps"), ("today", "62"), ("wanted", "90"), ("unit", "%")];
        let parts = diagnosis::Parts::of(Question::Gap, gap);
        diagnosis::answer(&story.ground, &by, taken[2], Question::Gap, &parts, Evidence::Counted, 0).await.unwrap();
        let minute = jiff::SignedDuration::from_secs(60);
        for request in taken.iter().chain([&first]) {
            story.request = *request;
            story.ground.clock().set(story.ground.now() + minute);
            story
                .answer(
                    Kind::YesAnd,
                    &[orders()[0], orders()[1], ("owner", "Ben")],
                    outside(OutsideWhy::TheyStandBesideMe),
                )
                .await
                .unwrap();
        }
        story.request = taken[3];
        waive(&story.ground, &by, taken[3], Addition::Measure, "Nobody counts it", 0).await.unwrap();
        let mut tx = story.ground.begin().await.unwrap();
        for table in ["order_upgrade", "order_element", "order_asking"] {
            let sql = format!("delete from {table} where team_id = $1 and request_id = $2");
            tx.execute(&sql, (team, taken[1])).await.unwrap();
        }
        tx.commit().await.unwrap();
        story.ground.set("2027-01-12T12:00:00+01:00");

        let mut tx = story.ground.read().await.unwrap();
        let (from, to) = (at("25 00:00"), story.ground.now());
        let (all, many) = crate::taken(&mut tx, team, from, to, 10).await.unwrap();
        let told: Vec<RequestId> = all.iter().map(|taken| taken.request.id).collect();
        assert_eq!((told, many), (vec![first, taken[3], taken[2], taken[1]], 4), "each once, the latest first");
        let measures: Vec<&str> = all
            .iter()
            .map(|taken| taken.upgrade.known.measure.as_ref().map_or("", |value| value.text(part::WORDS)))
            .collect();
        assert_eq!(measures, ["Renewals", "", "Dated next steps", "Renewals"]);
        let askers: Vec<&str> = all.iter().map(|taken| taken.asker.as_str()).collect();
        assert_eq!(askers, ["Ben Ruhl", "Pavel Novak", "Sofia Brandel", "Karin Oldsted"]);
        for taken in &all {
            match upgrade_of(&mut tx, team, taken.request.id).await.unwrap() {
                Some(upgrade) => assert_eq!(taken.upgrade, upgrade),
                None => assert!(taken.upgrade.elements.iter().all(|element| element.standing == Standing::Empty)),
            }
        }
        let charted: Vec<_> = all.iter().map(|taken| taken.charted.as_ref().map(|charted| charted.metric.id)).collect();
        assert_eq!(charted, [Some(metric.id), None, None, None], "the metric that stands by default is read");
        let (few, many) = crate::taken(&mut tx, team, from, to, 2).await.unwrap();
        assert_eq!((few.len(), many), (2, 4));
        drop(tx);
        let browser = story.browser().await;
        browser.get("/value-log").await.assert_shows(StatusCode::OK, &["4 orders were taken", "4 of 4 shown"]);
    });
}

#[test]
fn sending_a_yes_keeps_whole_what_stands_without_words() {
    story(|story| async move {
        let key = story.open_block().await;
        let by = story.by();
        let link = Value::default().with(part::THING, part::NONE);
        let follow_up = Value::default().with(part::ON, "2027-02-01").with(part::METHOD, "by phone");
        for (addition, value) in [(Addition::Link, &link), (Addition::FollowUp, &follow_up)] {
            fill(&story.ground, &by, story.request, addition, value, 0).await.unwrap();
        }
        story.fill(Addition::Owner, "Ben", 0).await.unwrap();
        let browser = story.browser().await;
        let path = format!("/requests/{}/answer", story.request);
        browser.post(&path, &[("kind", "yes-and"), ("base", "0.0"), ("do", "kind")]).await.assert_leads_to(&path);
        let page = browser.get(&path).await;
        page.assert_shows(
            StatusCode::OK,
            &["3 of 6 filled", "placeholder=\"no goal known\"", "placeholder=\"Monday 1 February", "value=\"Ben\""],
        );
        let typed = |name: &str| {
            let field = page.page.split("<input").find(|field| field.contains(&format!("name=\"{name}\""))).unwrap();
            let field = field.split('>').next().unwrap();
            field.split_once("value=\"").map_or("", |(_, rest)| rest.split('"').next().unwrap()).to_owned()
        };
        let (link_typed, day_typed, owner_typed) = (typed("link"), typed("follow-up"), typed("owner"));
        let fields = [
            ("kind", "yes-and"),
            ("yes", "Two sessions."),
            ("link", link_typed.as_str()),
            ("follow-up", day_typed.as_str()),
            ("owner", owner_typed.as_str()),
            ("base", "0.1"),
        ];
        browser.post(&path, &fields).await.assert_leads_to(&path);
        let base = story.base().await;
        send(&story.ground, &story.who, story.request, base, &Where::InBlock(key)).await.unwrap();
        for (addition, value) in [(Addition::Link, link), (Addition::FollowUp, follow_up)] {
            let Standing::Filled(stands) = story.standing(addition).await else { panic!("{addition:?}") };
            assert_eq!((stands.value, stands.version), (value, 1));
        }
    });
}

#[test]
fn another_team_s_order_is_not_there() {
    story(|story| async move {
        let other = found(&story.ground, "norden").await;
        let by = By::from(&other);
        let value = Value::words("x");
        assert_eq!(fill(&story.ground, &by, story.request, Addition::Owner, &value, 0).await, Err(Cannot::Unknown));
        let asked = ask_additions(&story.ground, &by, story.request, &[Addition::Owner], "").await;
        assert_eq!(asked, Err(Cannot::Unknown));
        story.fill(Addition::Owner, "Ben", 0).await.unwrap();
        let mut tx = story.ground.read().await.unwrap();
        assert_eq!(upgrade_of(&mut tx, other.team, story.request).await.unwrap(), None);
        drop(tx);
        let told =
            ground::events::of(&mut story.ground.read().await.unwrap(), story.who.team, story.request).await.unwrap();
        let filled = told.iter().find(|event| event.kind == "order.filled").unwrap();
        assert_eq!(
            (filled.payload["element"].as_str(), &filled.actor),
            (Some("owner"), &story.who.actor().to_string())
        );
        assert!(!filled.payload.to_string().contains("Ben"), "events hold no names");
    });
}
