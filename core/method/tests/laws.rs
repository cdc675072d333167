//! What holds for any answers.

#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use method::{
    Answers, Band, Cause, Diagnosis, ENOUGH_CASES, Evidence, PerCause, Priors, Question, Recommendation, SupportBand,
    diagnose, turns, what_moves,
};
use proptest::prelude::*;

fn evidence() -> impl Strategy<Value = Evidence> {
    prop_oneof![Just(Evidence::Counted), Just(Evidence::SeveralPeople), Just(Evidence::OnePerson)]
}

prop_compose! {
    /// Any answers: each question open, unknown or answered.
    fn answers()(
        has_measure: bool,
        has_behaviour: bool,
        given in proptest::collection::vec((0_usize..7, evidence()), 10),
    ) -> Answers {
        let mut answers = Answers::default();
        (answers.has_measure, answers.has_behaviour) = (has_measure, has_behaviour);
        for (question, (place, evidence)) in Question::scored().zip(given) {
            match (place, question.choices().get(place.saturating_sub(2))) {
                (0, _) => {}
                (1, _) => answers.give(question, "?", Evidence::Counted).unwrap(),
                (_, Some(choice)) => answers.give(question, choice.word, evidence).unwrap(),
                (_, None) => {}
            }
        }
        answers
    }
}

fn found(answers: &Answers) -> Diagnosis {
    diagnose(answers, &Priors::default())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(400) })]

    #[test]
    fn points_are_the_start_value_and_what_the_explanation_lists(answers in answers()) {
        for judged in found(&answers).causes {
            let listed: f64 = judged.because.iter().map(|point| point.points).sum();
            prop_assert!((judged.prior + listed - judged.points).abs() < 1e-12);
            let sizes: Vec<f64> = judged.because.iter().map(|point| point.points.abs()).collect();
            prop_assert!(sizes.is_sorted_by(|one, other| one >= other), "{sizes:?}");
        }
    }

    #[test]
    fn support_and_coverage_stay_between_nothing_and_all(answers in answers()) {
        let found = found(&answers);
        for judged in &found.causes {
            prop_assert!((0.0..=1.0).contains(&judged.support) && (0.0..=1.0).contains(&judged.coverage));
        }
        prop_assert!((0.0..=1.0).contains(&found.coverage));
    }

    /// Stronger evidence for the same answer moves each cause on in the direction of the answer, and never lowers coverage.
    #[test]
    fn a_count_in_the_place_of_an_opinion_moves_the_result_on(answers in answers(), place in 0_usize..10) {
        let question = Question::scored().nth(place).unwrap();
        let Some(choice) = answers.given(question).and_then(|given| given.choice) else { return Ok(()) };
        let with = |evidence| {
            let mut answers = answers.clone();
            answers.give(question, choice.word, evidence).unwrap();
            found(&answers)
        };
        let (opinion, count) = (with(Evidence::OnePerson), with(Evidence::Counted));
        prop_assert!(count.coverage > opinion.coverage);
        for (opinion, count) in opinion.causes.iter().zip(&count.causes) {
            let moved = count.points - opinion.points;
            prop_assert!((moved - 0.6 * f64::from(choice.weight(opinion.cause))).abs() < 1e-12);
        }
    }

    #[test]
    fn not_knowing_gives_no_points_and_is_not_asked_again_at_once(answers in answers(), place in 0_usize..10) {
        let question = Question::scored().nth(place).unwrap();
        prop_assume!(!answers.has(question));
        let mut unknown = answers.clone();
        unknown.give(question, "?", Evidence::Counted).unwrap();
        let (before, after) = (found(&answers), found(&unknown));
        prop_assert_eq!(&before.causes, &after.causes);
        let is_another_open = Question::scored().any(|question| !unknown.has(question));
        if is_another_open {
            prop_assert!(after.values.iter().all(|(asked, _)| *asked != question));
        } else {
            prop_assert!(after.values.iter().any(|(asked, _)| *asked == question), "it comes back to be firmed up");
        }
    }

    #[test]
    fn only_what_is_open_is_asked_and_only_what_is_weak_is_asked_again(answers in answers()) {
        let found = found(&answers);
        let is_open = |question: &Question| !answers.has(*question);
        let open: Vec<Question> = Question::scored().filter(is_open).collect();
        for (question, _) in &found.values {
            if open.is_empty() {
                prop_assert!(!answers.given(*question).unwrap().evidence.is_firm());
            } else {
                prop_assert!(open.contains(question));
            }
        }
        prop_assert!(found.values.is_sorted_by(|(_, one), (_, other)| one + 1e-9 >= *other));
        match (answers.has_measure, answers.has_behaviour, found.next) {
            (false, _, next) => prop_assert_eq!(next, Some(Question::Gap)),
            (true, false, next) => prop_assert_eq!(next, Some(Question::Behaviour)),
            (true, true, next) => prop_assert_eq!(next, found.values.first().map(|(question, _)| *question)),
        }
    }

    /// The first rule that fits, written down once more as the method tells it.
    #[test]
    fn the_first_rule_that_fits_decides(answers in answers()) {
        let found = found(&answers);
        let skill = found.of(Cause::Skill).unwrap();
        let others: Vec<_> = found.causes.iter().filter(|judged| judged.cause != Cause::Skill).collect();
        let is_other_likely = others.iter().any(|other| other.support >= 0.60);
        let expected = if !answers.has_measure || found.coverage < 0.40 {
            (1, Recommendation::NeedMore)
        } else if skill.support >= 0.60 && is_other_likely {
            (2, Recommendation::TrainAndOther)
        } else if skill.support >= 0.60 {
            let is_enough = others.iter().all(|other| other.coverage >= 0.25);
            (3, if is_enough { Recommendation::Train } else { Recommendation::NeedMore })
        } else if skill.support < 0.35 && is_other_likely {
            (4, Recommendation::NotTraining)
        } else if is_other_likely {
            let is_enough = skill.coverage >= 0.60;
            (5, if is_enough { Recommendation::NotTrainingButCheckSkill } else { Recommendation::NeedMore })
        } else {
            (6, if found.coverage >= 0.80 { Recommendation::CheckTheGap } else { Recommendation::NeedMore })
        };
        prop_assert_eq!((found.rule, found.recommendation), expected);
        prop_assert!(!found.rule_words().is_empty());
    }

    #[test]
    fn history_moves_start_values_within_their_bounds_and_in_order(cases in 0_u32..500, one in 0_u32..500, other in 0_u32..500) {
        let of = [(Cause::Process, one.min(cases)), (Cause::Skill, other.min(cases))];
        let confirmed = PerCause::each(|cause| of.iter().find(|(with, _)| *with == cause).map_or(0, |(_, many)| *many));
        let priors = Priors::from_history(cases, &confirmed);
        if cases < ENOUGH_CASES {
            prop_assert_eq!(priors, Priors::default());
            return Ok(());
        }
        prop_assert!(priors.iter().all(|(_, points)| (-4.0..=0.0).contains(&points)));
        if one >= other {
            prop_assert!(priors.of(Cause::Process) >= priors.of(Cause::Skill));
        }
    }

    #[test]
    fn every_support_has_one_band(support in 0.0..=1.0) {
        let is_likely = matches!(SupportBand::of(support), SupportBand::Likely | SupportBand::VeryLikely);
        prop_assert_eq!(is_likely, Band::of(support) == Band::Likely);
        prop_assert_eq!(SupportBand::of(support) == SupportBand::Unlikely, Band::of(support) == Band::Unlikely);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(50) })]

    #[test]
    fn what_is_said_to_change_the_result_changes_it(answers in answers()) {
        let now = found(&answers);
        for turn in turns(&answers, &Priors::default()) {
            prop_assert!((1..=2).contains(&turn.changes.len()));
            let mut then = answers.clone();
            for change in &turn.changes {
                then.give(change.question, change.choice.word, Evidence::Counted).unwrap();
            }
            let then = found(&then);
            let of = |found: &Diagnosis| found.of(turn.cause).unwrap().support;
            prop_assert_eq!((of(&now), of(&then), then.recommendation), (turn.from, turn.to, turn.recommendation));
            prop_assert_eq!(then.ranked()[0].cause, turn.leads);
            let leaves = Band::of(turn.from) == Band::Likely && Band::of(turn.to) != Band::Likely;
            prop_assert!(then.recommendation != now.recommendation || leaves);
        }
        for judged in &now.causes {
            if let Some(turn) = what_moves(&answers, &Priors::default(), judged.cause) {
                let is_likely = judged.band() == Band::Likely;
                let moves_over = if is_likely { turn.to < turn.from } else { turn.to > turn.from };
                prop_assert!(moves_over, "{turn:?}");
            }
        }
    }
}

#[test]
fn an_answer_has_its_points_and_the_question_knows_its_most() {
    // Each row of the method's list once: which question tells most about which cause.
    let most = |cause| Question::scored().map(|question| question.most(cause)).collect::<Vec<_>>();
    assert_eq!(most(Cause::Expectations), [1, 0, 0, 5, 0, 0, 0, 0, 0, 0]);
    assert_eq!(most(Cause::Feedback), [1, 1, 2, 0, 5, 0, 0, 0, 0, 0]);
    assert_eq!(most(Cause::Tools), [2, 0, 1, 0, 0, 5, 0, 0, 0, 0]);
    assert_eq!(most(Cause::Process), [2, 1, 0, 0, 0, 0, 5, 0, 0, 0]);
    assert_eq!(most(Cause::Incentives), [1, 1, 1, 0, 0, 0, 0, 5, 0, 0]);
    assert_eq!(most(Cause::Capacity), [3, 1, 0, 0, 0, 0, 0, 0, 5, 0]);
    assert_eq!(most(Cause::Motives), [0, 1, 0, 0, 0, 0, 0, 1, 0, 4]);
    assert_eq!(most(Cause::Skill), [3, 5, 3, 0, 0, 0, 0, 0, 0, 0]);
}

#[test]
fn words_and_signs_lead_back_to_what_they_name() {
    for cause in Cause::ALL {
        assert_eq!(Cause::from_code(cause.code()), Some(cause));
        assert!(!cause.solutions().is_empty());
    }
    for question in Question::ALL {
        assert_eq!(Question::from_code(&question.code()), Some(question));
        for choice in question.choices() {
            assert_eq!(question.choice(choice.word), Some(choice));
        }
    }
    for evidence in Evidence::ALL {
        assert_eq!(Evidence::from_word(evidence.as_str()), Some(evidence));
        assert_eq!(Evidence::from_factor(evidence.factor()), Some(evidence));
    }
    for recommendation in Recommendation::DECIDABLE {
        assert_eq!(Recommendation::from_word(recommendation.as_str()), Some(recommendation));
    }
    assert_eq!((Question::from_code("Q0"), Question::from_code("Q15"), Question::from_code("13")), (None, None, None));
}

#[test]
fn who_brings_the_gap_the_behaviour_and_evidence_is_asked_three_questions() {
    let mut answers = Answers::default();
    (answers.has_measure, answers.has_target, answers.has_behaviour) = (true, true, true);
    assert_eq!(answers.left_in_the_fast_lane(), None, "one person's view is no evidence");
    answers.brought = Evidence::SeveralPeople;
    assert_eq!(answers.left_in_the_fast_lane(), Some(3));
    answers.give(Question::Capacity, "time_and_fit", Evidence::Counted).unwrap();
    answers.give(Question::Onset, "?", Evidence::Unknown).unwrap();
    assert_eq!(answers.left_in_the_fast_lane(), Some(1));
    answers.has_target = false;
    assert_eq!(answers.left_in_the_fast_lane(), None, "a gap has two numbers");
}

/// What the method's own example A says: only both answers together bring skill back, and the obstacles carry the process.
#[test]
fn the_worked_case_says_what_would_change_it() {
    let mut answers = Answers::default();
    (answers.has_measure, answers.has_behaviour) = (true, true);
    use Evidence::{Counted, OnePerson, SeveralPeople};
    for (question, word, evidence) in [
        (Question::Onset, "always_everyone", SeveralPeople),
        (Question::CouldToday, "most_could", Counted),
        (Question::DoneBefore, "do_it_often", Counted),
        (Question::PictureOfGood, "4-5", SeveralPeople),
        (Question::Feedback, "weeks_or_totals", SeveralPeople),
        (Question::Tools, "all_at_hand", SeveralPeople),
        (Question::Process, "many_obstacles", Counted),
        (Question::Consequences, "right_costs", SeveralPeople),
        (Question::Capacity, "time_and_fit", OnePerson),
        (Question::Willingness, "mixed", OnePerson),
    ] {
        answers.give(question, word, evidence).unwrap();
    }
    let turns = turns(&answers, &Priors::default());
    let words = |turn: &method::Turn| turn.changes.iter().map(|change| change.choice.word).collect::<Vec<_>>();
    assert_eq!(turns.iter().map(words).collect::<Vec<_>>(), [vec!["few_could", "never_did"], vec!["clear_path"]]);
    assert_eq!((turns[0].cause, turns[0].recommendation), (Cause::Skill, Recommendation::TrainAndOther));
    assert!((turns[0].to - 0.896).abs() < 1e-3 && (turns[1].to - 0.161).abs() < 1e-3, "{turns:?}");
    assert_eq!(turns[1].leads, Cause::Incentives);
}
