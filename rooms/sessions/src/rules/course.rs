//! The course of a block: its steps with their minutes, and which of the eight questions belong where. A block of half an hour looks at the
//! day, one of an hour at the week; a block of another length takes the nearer course, stretched to its own length.

/// The eight questions of a block.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Question {
    /// S1.
    Best,
    /// S2.
    Help,
    /// S3.
    Difference,
    /// S4.
    Behind,
    /// S5.
    Partner,
    /// S6.
    Besides,
    /// S7.
    Touches,
    /// S8.
    Lighter,
}

impl Question {
    /// All eight, in their order.
    pub const ALL: [Self; 8] = [
        Self::Best,
        Self::Help,
        Self::Difference,
        Self::Behind,
        Self::Partner,
        Self::Besides,
        Self::Touches,
        Self::Lighter,
    ];

    /// As it is asked.
    pub fn words(self) -> &'static str {
        match self {
            Self::Best => "What is best for the business here?",
            Self::Help => "What would help the business improve most right now?",
            Self::Difference => "Where could our team make the largest difference?",
            Self::Behind => "What lies behind this request?",
            Self::Partner => "What would a trusted partner do with it, and which part can we do?",
            Self::Besides => "What else is possible besides yes and no, and what would each choice cost?",
            Self::Touches => "Which goal or metric does it touch, and what do we not know yet?",
            Self::Lighter => "What can wait, shrink, stop, or be done by someone else?",
        }
    }
}

/// A step of a block.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Step {
    /// What is held and due; for the week with its numbers. No inbox.
    Due,
    /// The business first.
    Business,
    /// A request, by its number on the agenda, from 1.
    Request(usize),
    /// The one strategic project.
    Project,
    /// One item to stop, shrink or move.
    Lighter,
    /// One decision and one clue; for the week with what was learned.
    Decision,
    /// Send and schedule.
    End,
}

/// Which course a block takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Course {
    /// Half an hour, for the day.
    Day,
    /// An hour, for the week.
    Week,
}

/// A step with the minutes of the block that belong to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Planned {
    /// Which.
    pub step: Step,
    /// From this minute.
    pub from: i64,
    /// To this one.
    pub to: i64,
}

/// Where the requests of a course stand among its other steps.
const REQUESTS: Step = Step::Request(0);
const DAY: [(Step, i64); 6] =
    [(Step::Due, 3), (Step::Business, 8), (REQUESTS, 20), (Step::Project, 25), (Step::Decision, 28), (Step::End, 30)];
const WEEK: [(Step, i64); 7] = [
    (Step::Due, 5),
    (Step::Business, 20),
    (REQUESTS, 35),
    (Step::Project, 45),
    (Step::Lighter, 52),
    (Step::Decision, 57),
    (Step::End, 60),
];

impl Course {
    /// The nearer one for a block of this length; just between, the shorter.
    pub fn of(length_minutes: i64) -> Self {
        if length_minutes <= 45 { Self::Day } else { Self::Week }
    }

    fn length(self) -> i64 {
        match self {
            Self::Day => 30,
            Self::Week => 60,
        }
    }

    /// Its steps for so many requests, with their minutes in a block of this length. What no request needs goes to the business.
    pub fn steps(self, requests: usize, length_minutes: i64) -> Vec<Planned> {
        let plan: &[(Step, i64)] = match self {
            Self::Day => &DAY,
            Self::Week => &WEEK,
        };
        let stretched = |minute: i64| (minute * length_minutes + self.length() / 2) / self.length();
        let many = i64::try_from(requests).unwrap_or(i64::MAX);
        let mut steps: Vec<Planned> = Vec::with_capacity(plan.len() + requests);
        let mut from = 0;
        for (step, until) in plan {
            let to = stretched(*until);
            match (*step == REQUESTS, steps.last_mut()) {
                (true, Some(business)) if requests == 0 => business.to = to,
                (true, _) => {
                    let at = |number: i64| from + ((to - from) * number + many / 2) / many;
                    for (number, place) in (1..=requests).zip(0_i64..) {
                        steps.push(Planned { step: Step::Request(number), from: at(place), to: at(place + 1) });
                    }
                }
                (false, _) => steps.push(Planned { step: *step, from, to }),
            }
            from = to;
        }
        steps
    }

    /// The questions that belong to a step. Of the two about what a partner would do and what else is possible, one is enough.
    pub fn questions(self, step: Step) -> &'static [Question] {
        match (step, self) {
            (Step::Business, Self::Day) => &[Question::Help, Question::Best],
            (Step::Business, Self::Week) => &[Question::Best, Question::Help, Question::Difference],
            (Step::Request(_), _) => &[Question::Behind, Question::Touches, Question::Partner, Question::Besides],
            (Step::Project, Self::Day) => &[Question::Difference],
            (Step::Lighter, Self::Week) => &[Question::Lighter],
            (Step::Project, Self::Week) | (Step::Lighter, Self::Day) | (Step::Due | Step::Decision | Step::End, _) => {
                &[]
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(course: Course, requests: usize, minutes: i64) -> Vec<(Step, i64, i64)> {
        course.steps(requests, minutes).into_iter().map(|planned| (planned.step, planned.from, planned.to)).collect()
    }

    #[test]
    fn half_an_hour_looks_at_the_day() {
        let expected = [
            (Step::Due, 0, 3),
            (Step::Business, 3, 8),
            (Step::Request(1), 8, 12),
            (Step::Request(2), 12, 16),
            (Step::Request(3), 16, 20),
            (Step::Project, 20, 25),
            (Step::Decision, 25, 28),
            (Step::End, 28, 30),
        ];
        assert_eq!(told(Course::Day, 3, 30), expected);
    }

    #[test]
    fn an_hour_looks_at_the_week() {
        let expected = [
            (Step::Due, 0, 5),
            (Step::Business, 5, 20),
            (Step::Request(1), 20, 28),
            (Step::Request(2), 28, 35),
            (Step::Project, 35, 45),
            (Step::Lighter, 45, 52),
            (Step::Decision, 52, 57),
            (Step::End, 57, 60),
        ];
        assert_eq!(told(Course::Week, 2, 60), expected);
    }

    #[test]
    fn without_a_request_its_minutes_belong_to_the_business() {
        assert_eq!(told(Course::Day, 0, 30)[1], (Step::Business, 3, 20));
        assert_eq!(told(Course::Week, 0, 60)[1], (Step::Business, 5, 35));
    }

    #[test]
    fn a_block_takes_the_nearer_course() {
        for minutes in 5..=480 {
            let nearer = if (minutes - 30_i64).abs() <= (minutes - 60_i64).abs() { Course::Day } else { Course::Week };
            assert_eq!(Course::of(minutes), nearer, "{minutes}");
        }
    }

    #[test]
    fn the_steps_of_every_length_and_agenda_follow_each_other_from_its_start_to_its_end() {
        for minutes in 5..=480 {
            for requests in 0..=8 {
                let course = Course::of(minutes);
                let steps = course.steps(requests, minutes);
                let ends: Vec<i64> = steps.iter().map(|planned| planned.to).collect();
                let starts: Vec<i64> = steps.iter().map(|planned| planned.from).collect();
                assert_eq!(starts[1..], ends[..ends.len() - 1], "{minutes} {requests}: no gap");
                assert_eq!((starts[0], ends[ends.len() - 1]), (0, minutes));
                assert!(steps.iter().all(|planned| planned.from <= planned.to), "{minutes} {requests}: {steps:?}");
                let others = if course == Course::Week { 6 } else { 5 };
                assert_eq!(steps.len(), others + requests);
                assert_eq!(steps.iter().any(|planned| planned.step == Step::Lighter), course == Course::Week);
            }
        }
    }

    #[test]
    fn each_question_is_asked_once_in_the_week_and_all_but_the_last_in_the_day() {
        for (course, not_asked) in [(Course::Week, None), (Course::Day, Some(Question::Lighter))] {
            let steps = course.steps(1, course.length());
            let asked: Vec<Question> =
                steps.iter().flat_map(|planned| course.questions(planned.step)).copied().collect();
            for question in Question::ALL {
                let times = asked.iter().filter(|one| **one == question).count();
                assert_eq!(times, usize::from(Some(question) != not_asked), "{course:?} {question:?}");
                assert!(question.words().ends_with('?'));
            }
        }
    }
}
