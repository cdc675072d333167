use super::*;

#[test]
fn the_worked_case_recommends_what_the_method_tells() {
    story(|story| async move {
        assert_eq!(
            summary(&mut story.ground.read().await.unwrap(), story.who.team, story.request).await.unwrap(),
            None
        );
        story.answer_all().await;
        let case = story.case().await;
        let found = case.found();
        assert_eq!((found.recommendation, found.rule), (method::Recommendation::NotTraining, 4));
        let mut tx = story.ground.read().await.unwrap();
        let short = summary(&mut tx, story.who.team, story.request).await.unwrap().unwrap();
        assert_eq!(short.words, "Not training. Work on the process, the consequences and the feedback.");
        let names: Vec<&str> = short.likely.iter().map(|likely| likely.cause.code()).collect();
        assert_eq!(names, ["PRC", "INC", "FBK"]);
        assert!((short.coverage - 0.747).abs() < 1e-3 && (short.likely[0].support - 0.913).abs() < 1e-3);
        // All ten that give points are answered; cost and what was seen stand beside, then the weak one that matters most.
        assert_eq!((short.answered, short.next_question), (12, Some(Question::Seen)));
        assert_eq!(found.next, Some(Question::Capacity));
    });
}

#[test]
fn what_is_typed_on_is_kept_and_only_what_it_says_is_an_event() {
    story(|story| async move {
        let typed = |words: &'static str| {
            parts(Question::Process, &[("answer", "many_obstacles"), ("words", words), ("source", "Mira")])
        };
        let mut last = None;
        for words in ["n", "nine", "nine fields"] {
            // The page still holds the version with which it was opened.
            let kept = story.answer_as(&story.who, Question::Process, &typed(words), Evidence::Counted, 0).await;
            last = kept.unwrap();
        }
        let last = last.unwrap();
        assert_eq!((last.kept.version, last.words().as_str()), (3, "Many steps do: nine fields"));
        assert_eq!(story.happened("diagnosis.answered").await.len(), 1, "words are no event, and stand in none");
        story.answer(Question::Process, "many_obstacles", Evidence::OnePerson).await;
        let events = story.happened("diagnosis.answered").await;
        assert_eq!(events[1]["evidence"], "one-person");
        assert!(!format!("{events:?}").contains("nine"));
    });
}

#[test]
fn two_members_see_each_other_and_nothing_is_overwritten() {
    story(|story| async move {
        let aylin = story.colleague().await;
        let most = parts(Question::CouldToday, &[("answer", "most_could")]);
        let few = parts(Question::CouldToday, &[("answer", "few_could")]);
        story.answer_as(&story.who, Question::CouldToday, &most, Evidence::OnePerson, 0).await.unwrap();
        let refused = story.answer_as(&aylin, Question::CouldToday, &few, Evidence::Counted, 0).await.unwrap_err();
        let Refused::Lost(lost) = refused else { panic!("{refused:?}") };
        assert_eq!((&lost.now.parts, lost.now.kept.by.clone()), (&most, story.who.actor().to_string()));
        // She has seen his now; he has not seen hers.
        story.answer_as(&aylin, Question::CouldToday, &few, Evidence::Counted, 1).await.unwrap();
        let refused = story.answer_as(&story.who, Question::CouldToday, &most, Evidence::Counted, 1).await;
        assert!(matches!(refused, Err(Refused::Lost(_))));
        // The same answer is no change, whoever gives it.
        let same =
            story.answer_as(&story.who, Question::CouldToday, &few, Evidence::Counted, 0).await.unwrap().unwrap();
        assert_eq!((same.kept.version, same.kept.by), (2, aylin.actor().to_string()));
        // Two questions are two texts.
        let tools = parts(Question::Tools, &[("answer", "missing")]);
        story.answer_as(&story.who, Question::Tools, &tools, Evidence::Counted, 0).await.unwrap();
    });
}

#[test]
fn two_who_answer_at_the_same_moment_lose_nothing() {
    story(|story| async move {
        let aylin = story.colleague().await;
        let most = parts(Question::CouldToday, &[("answer", "most_could")]);
        let few = parts(Question::CouldToday, &[("answer", "few_could")]);
        let both = futures_of(
            story.answer_as(&story.who, Question::CouldToday, &most, Evidence::OnePerson, 0),
            story.answer_as(&aylin, Question::CouldToday, &few, Evidence::OnePerson, 0),
        )
        .await;
        let lost = [&both.0, &both.1].into_iter().filter(|done| matches!(done, Err(Refused::Lost(_)))).count();
        assert_eq!(lost, 1, "{both:?}");
    });
}

async fn futures_of<A, B>(one: impl Future<Output = A>, other: impl Future<Output = B>) -> (A, B) {
    tokio::join!(one, other)
}

#[test]
fn a_count_in_the_place_of_an_opinion_moves_the_result() {
    story(|story| async move {
        story.answer(Question::Process, "many_obstacles", Evidence::OnePerson).await;
        let before = story.case().await.found();
        story.answer(Question::Process, "many_obstacles", Evidence::Counted).await;
        let after = story.case().await.found();
        let of = |found: &method::Diagnosis| found.of(method::Cause::Process).unwrap().points;
        assert!((of(&after) - of(&before) - 3.0).abs() < 1e-12);
    });
}

#[test]
fn nothing_of_a_request_that_is_not_there_or_over_can_be_answered() {
    story(|story| async move {
        let other = found(&story.ground, "elsewhere").await;
        let tools = parts(Question::Tools, &[("answer", "missing")]);
        let refused = story.answer_as(&other, Question::Tools, &tools, Evidence::Counted, 0).await;
        assert_eq!(refused, Err(Refused::Unknown), "another team");
        requests::stand::withdraw(&story.ground, story.who.team, story.request, story.who.actor()).await.unwrap();
        let refused = story.answer_as(&story.who, Question::Tools, &tools, Evidence::Counted, 0).await;
        assert_eq!(refused, Err(Refused::Over));
        assert!(story.case().await.answers.is_empty());
    });
}
