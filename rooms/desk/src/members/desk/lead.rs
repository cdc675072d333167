//! The first sentence of the desk. It is the answer to the only question of the morning: is the day in hand?

use jiff::Timestamp;
use web::capital;
use web::when::When;

use crate::members::how_many;
use crate::members::plan::{Plan, whose_block};

/// What the first sentence is made of.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Day {
    /// The block whose session is open: its name, and since when.
    pub(super) open: Option<(&'static str, Timestamp)>,
    /// When the other blocks of the day start.
    pub(super) today: Vec<Timestamp>,
    /// When the block after those starts, or the next one where the day has none.
    pub(super) following: Option<Timestamp>,
    /// Promises due before that block ends, or all that are open if none follows.
    pub(super) due: usize,
    /// Those of them that no block is in time for.
    pub(super) without: usize,
    /// Answers to those that are due before that block ends and that go out by themselves; they are not among `due`.
    pub(super) leaving: usize,
    /// Promises that fell due and are not answered.
    pub(super) fallen: usize,
    /// Whether there are more promises than were looked at.
    pub(super) is_cut: bool,
}

impl Day {
    pub(super) fn of(plan: &Plan) -> Self {
        let now = plan.now();
        let today = plan.of_today();
        let open = today.iter().find(|block| block.state(now) == blocks::State::Open);
        let following = plan.blocks.get(today.len());
        let is_near = |due_at: Timestamp| following.is_none_or(|block| due_at < block.ends_at);
        let mut day = Self {
            open: open.and_then(|block| Some((block.name(), block.opened_at?))),
            today: today
                .iter()
                .filter(|block| Some(block.key) != open.map(|open| open.key))
                .map(|block| block.starts_at)
                .collect(),
            following: following.map(|block| block.starts_at),
            is_cut: plan.is_cut,
            ..Self::default()
        };
        for promise in plan.promised() {
            if promise.due_at < now {
                day.fallen += 1;
            } else if is_near(promise.due_at) && plan.leaves_at(promise.request.into()).is_some() {
                day.leaving += 1;
            } else if is_near(promise.due_at) {
                day.due += 1;
                day.without += usize::from(plan.without().contains(&promise.request.into()));
            }
        }
        day
    }

    pub(super) fn sentence(&self, when: &When) -> String {
        let mut parts = vec![self.blocks(when)];
        parts.extend(self.leaving());
        parts.push(self.promises(when));
        parts.extend(self.fallen());
        parts.join(" ")
    }

    fn has_block_today(&self) -> bool {
        self.open.is_some() || !self.today.is_empty()
    }

    fn blocks(&self, when: &When) -> String {
        let times: Vec<String> = self.today.iter().map(|at| when.time(*at)).collect();
        let times = match times.as_slice() {
            [] => String::new(),
            [one] => one.clone(),
            [before @ .., last] => format!("{} and {last}", before.join(", ")),
        };
        match (&self.open, self.today.len(), self.following) {
            (Some((name, since)), 0, _) => format!("The {} is open since {}.", name.to_lowercase(), when.time(*since)),
            (Some((name, since)), _, _) => {
                format!(
                    "The {} is open since {}, and another follows today at {times}.",
                    name.to_lowercase(),
                    when.time(*since)
                )
            }
            (None, 1, _) => format!("One block today, at {times}."),
            (None, 2.., _) => format!("{} blocks today, at {times}.", capital(&how_many(self.today.len()))),
            (None, 0, Some(next)) => {
                format!("The next block is {} at {}.", when.day_near(when.day_of(next)), when.time(next))
            }
            (None, 0, None) => "No block is reserved.".to_owned(),
        }
    }

    fn promises(&self, when: &When) -> String {
        let number = if self.is_cut { "More than 100".to_owned() } else { capital(&how_many(self.due)) };
        let one = self.due <= 1;
        let other = if self.leaving == 0 { "" } else { "other " };
        let fall = match self.following {
            Some(at) if one => format!("{other}promise falls due before {} ends", whose_block(when, at)),
            Some(at) => format!("{other}promises fall due before {} ends", whose_block(when, at)),
            None if one => format!("{other}promise is open"),
            None => format!("{other}promises are open"),
        };
        let agenda = match (self.has_block_today(), self.today.len() + usize::from(self.open.is_some())) {
            (true, 1) => "on today’s agenda",
            (true, _) => "on today’s agendas",
            (false, _) => "on its agenda",
        };
        match (self.due, self.due - self.without.min(self.due), self.without) {
            (0, _, _) => format!("No {fall}."),
            (_, _, 0) if self.is_cut => format!("{number} {fall}."),
            (1, _, 0) => format!("{number} {fall}, and it is {agenda}."),
            (2, _, 0) => format!("{number} {fall}, and both are {agenda}."),
            (_, _, 0) => format!("{number} {fall}, and all {} are {agenda}.", how_many(self.due)),
            (1, 0, _) => format!("{number} {fall}, and no block is in time for it."),
            (_, 0, _) => format!("{number} {fall}, and no block is in time for them."),
            (_, covered, without) => {
                let are = if covered == 1 { "is" } else { "are" };
                format!(
                    "{number} {fall}: {} {are} {agenda}, and no block is in time for {}.",
                    how_many(covered),
                    how_many(without)
                )
            }
        }
    }

    fn leaving(&self) -> Option<String> {
        match self.leaving {
            0 => None,
            1 => Some("One answer goes out by itself.".to_owned()),
            many => Some(format!("{} answers go out by themselves.", capital(&how_many(many)))),
        }
    }

    fn fallen(&self) -> Option<String> {
        let has_block = self.has_block_today() || self.following.is_some();
        let then = |comes: &str| {
            if has_block { format!("{comes} first in the next block") } else { "reserve time for it".to_owned() }
        };
        match self.fallen {
            0 => None,
            1 => Some(format!("One promise fell due and is not answered yet; {}.", then("it comes"))),
            many => Some(format!(
                "{} promises fell due and are not answered yet; {}.",
                capital(&how_many(many)),
                then("they come").replace("for it", "for them")
            )),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        format!("2026-11-{text}:00+01:00").parse().unwrap()
    }

    fn check(day: &Day, sentence: &str) {
        let when = When::in_zone("Europe/Berlin", at("25T10:15")).unwrap();
        assert_eq!(day.sentence(&when), sentence);
    }

    fn usual() -> Day {
        Day { today: vec![at("25T11:30")], following: Some(at("26T11:30")), ..Day::default() }
    }

    #[test]
    fn the_sentence_says_what_the_day_holds_and_whether_all_is_on_an_agenda() {
        check(&usual(), "One block today, at 11:30. No promise falls due before tomorrow’s block ends.");
        check(
            &Day { due: 1, ..usual() },
            "One block today, at 11:30. One promise falls due before tomorrow’s block ends, and it is on today’s agenda.",
        );
        check(
            &Day { due: 2, ..usual() },
            "One block today, at 11:30. Two promises fall due before tomorrow’s block ends, and both are on today’s agenda.",
        );
        check(
            &Day { due: 3, today: vec![at("25T11:30"), at("25T15:00")], ..usual() },
            "Two blocks today, at 11:30 and 15:00. Three promises fall due before tomorrow’s block ends, and all three are on today’s \
             agendas.",
        );
    }

    #[test]
    fn the_sentence_says_what_has_no_block_in_time() {
        check(
            &Day { due: 3, without: 1, ..usual() },
            "One block today, at 11:30. Three promises fall due before tomorrow’s block ends: two are on today’s agenda, and no block is \
             in time for one.",
        );
        check(
            &Day { due: 1, without: 1, today: vec![], ..usual() },
            "The next block is tomorrow at 11:30. One promise falls due before tomorrow’s block ends, and no block is in time \
             for it.",
        );
        check(
            &Day { due: 2, without: 2, ..Day::default() },
            "No block is reserved. Two promises are open, and no block is in time for them.",
        );
        check(&Day::default(), "No block is reserved. No promise is open.");
    }

    #[test]
    fn what_goes_out_by_itself_is_told_apart_from_what_is_still_to_be_written() {
        check(
            &Day { leaving: 1, ..usual() },
            "One block today, at 11:30. One answer goes out by itself. No other promise falls due before tomorrow’s block ends.",
        );
        check(
            &Day { leaving: 2, due: 2, without: 1, ..usual() },
            "One block today, at 11:30. Two answers go out by themselves. Two other promises fall due before tomorrow’s block ends: one is \
             on today’s agenda, and no block is in time for one.",
        );
        check(
            &Day { leaving: 1, ..Day::default() },
            "No block is reserved. One answer goes out by itself. No other promise is open.",
        );
    }

    #[test]
    fn an_open_block_and_promises_that_fell_due_are_told_without_haste() {
        let open = Day { open: Some(("Daily block", at("25T11:31"))), today: vec![], due: 1, ..usual() };
        check(
            &open,
            "The daily block is open since 11:31. One promise falls due before tomorrow’s block ends, and it is on today’s agenda.",
        );
        check(
            &Day { fallen: 1, ..usual() },
            "One block today, at 11:30. No promise falls due before tomorrow’s block ends. One promise fell due and is not answered yet; \
             it comes first in the next block.",
        );
        check(
            &Day { fallen: 2, ..Day::default() },
            "No block is reserved. No promise is open. Two promises fell due and are not answered yet; reserve time for them.",
        );
    }
}
