//! Where a request stands, told from facts alone: what was promised and sent, what was chosen, what ended.

use answers::{Kind, Sent};
use jiff::Timestamp;
use options::Sheet;
use promises::{Promise, State as Promised, What};
use requests::{Channel, Request, State};
use web::lists::Step;
use web::when::When;
use web::{Language, capital};

use crate::say;

/// What is known of a request, as far as its stakeholder is told.
pub(super) struct Facts<'a> {
    pub(super) request: &'a Request,
    /// In the order in which they were given.
    pub(super) promises: &'a [Promise],
    /// The answers that were sent.
    pub(super) answers: &'a [Sent],
    /// The newest options sheet.
    pub(super) sheet: Option<&'a Sheet>,
    /// How long an answer may take, in words.
    pub(super) turnaround: String,
    /// As the stakeholder reads times.
    pub(super) when: &'a When,
}

impl<'a> Facts<'a> {
    /// What is still owed, the next first.
    pub(super) fn owed(&self) -> Option<&'a Promise> {
        self.promises.iter().filter(|promise| promise.is_owed()).min_by_key(|promise| promise.due_at)
    }

    /// The sheet from which the stakeholder is to choose.
    pub(super) fn to_choose(&self) -> Option<&'a Sheet> {
        self.sheet.filter(|sheet| sheet.choice.is_none() && self.request.state.is_open() && self.owed().is_none())
    }

    /// The last answer that was sent.
    fn answered_at(&self) -> Option<Timestamp> {
        self.promises.iter().filter_map(|promise| promise.fulfilled_at).max()
    }

    fn language(&self) -> Language {
        self.when.language()
    }

    /// What it comes to, in one or two sentences.
    pub(super) fn lead(&self) -> String {
        let (when, language) = (self.when, self.language());
        let written = |at: Timestamp| when.day(when.day_of(at));
        match (self.request.state, self.owed(), self.to_choose(), self.answered_at()) {
            (State::Withdrawn, ..) => say::stands_withdrawn(language).to_owned(),
            (State::Spam, ..) => say::stands_closed(language).to_owned(),
            (_, Some(owed), _, _) if owed.state(when.now()) == Promised::Broken => {
                say::stands_late(language, owed.what.words_in(language), when.full(owed.due_at))
            }
            (_, Some(_), _, None) => say::stands_waiting(language).to_owned(),
            (_, Some(owed), _, Some(at)) => say::stands_next(language, written(at), owed.what.words_in(language)),
            (_, None, Some(sheet), at) => {
                let ways = language.number(sheet.ways.len());
                say::stands_choose(language, written(at.unwrap_or(sheet.sent_at)), ways)
            }
            (_, None, None, Some(at)) => say::stands_answered(language, written(at)),
            (_, None, None, None) => say::stands_here(language).to_owned(),
        }
    }

    /// The way so far, where it is now, and what follows.
    pub(super) fn steps(&self) -> Vec<Step> {
        let mut past = vec![(self.request.received_at, self.received())];
        past.extend(self.promises.iter().filter_map(|promise| self.past(promise)));
        past.extend(self.chosen());
        past.extend(self.over());
        past.sort_by_key(|(at, _)| *at);
        let mut steps: Vec<Step> = past.into_iter().map(|(_, step)| step).collect();
        if self.request.state.is_open() {
            steps.extend(self.now_and_next());
        }
        steps
    }

    fn received(&self) -> Step {
        let language = self.language();
        let words = match self.request.channel {
            Channel::Manual => say::step_told(language),
            Channel::Portal | Channel::Email | Channel::Import | Channel::Api => say::step_wrote(language),
        };
        Step::done(words).below(self.at(self.request.received_at))
    }

    /// An instant at the beginning of a line.
    fn at(&self, at: Timestamp) -> String {
        capital(&self.when.long(at))
    }

    fn past(&self, promise: &Promise) -> Option<(Timestamp, Step)> {
        let (when, language) = (self.when, self.language());
        if let Some(at) = promise.renegotiated_at {
            let words = say::step_moved_below(language, self.at(at), when.full(promise.due_at));
            return Some((at, Step::done(say::step_moved(language)).below(words)));
        }
        let at = promise.fulfilled_at?;
        let sent = match promise.what {
            What::FirstAnswer | What::LaterAnswer => self.answered(at),
            What::NextStep => say::step_start(language),
            What::OptionsSheet => say::step_options(language),
            What::DeliveryDate => say::step_delivery(language),
        };
        let words = match promise.state(at) {
            Promised::Kept => say::step_as_promised(language, sent),
            Promised::Open | Promised::Renegotiated | Promised::Broken | Promised::Void => {
                say::step_late(language, sent)
            }
        };
        let below = say::step_below(language, self.at(at), when.full(promise.due_at));
        Some((at, Step::done(words).below(below)))
    }

    /// How we answered at an instant.
    fn answered(&self, at: Timestamp) -> &'static str {
        let language = self.language();
        let sent = self.answers.iter().find(|answer| answer.sent_at == at);
        match sent.map(|answer| answer.kind) {
            Some(Kind::YesAnd) => say::answered_yes(language),
            Some(Kind::Options) => say::answered_options(language),
            Some(Kind::NotTrainingBut) => say::answered_not_training(language),
            Some(Kind::LaterBy) => say::answered_later(language),
            Some(Kind::NoBecause) => say::answered_no(language),
            None => say::answered(language),
        }
    }

    fn chosen(&self) -> Option<(Timestamp, Step)> {
        let (language, sheet) = (self.language(), self.sheet?);
        let choice = sheet.choice.as_ref()?;
        let title = sheet.way(choice.way).map_or("", |way| way.title.as_str());
        let words = say::step_chosen(language, choice.way, title);
        let below = say::step_chosen_below(language, self.at(choice.chosen_at), &choice.chosen_by);
        Some((choice.chosen_at, Step::done(words).below(below)))
    }

    fn over(&self) -> Option<(Timestamp, Step)> {
        let words = match self.request.state {
            State::Withdrawn => say::step_withdrawn(self.language()),
            State::Closed | State::Spam => say::step_closed(self.language()),
            State::Parked | State::InReview | State::Answered => return None,
        };
        let at = self.request.closed_at?;
        Some((at, Step::done(words).below(self.at(at))))
    }

    fn now_and_next(&self) -> Vec<Step> {
        let (when, language) = (self.when, self.language());
        match (self.owed(), self.to_choose()) {
            (Some(owed), _) => {
                let by = match owed.state(when.now()) {
                    Promised::Broken => say::by_passed(language, when.full(owed.due_at)),
                    Promised::Open | Promised::Kept | Promised::Renegotiated | Promised::Void => {
                        say::by_time(language, when.full(owed.due_at))
                    }
                };
                let (here, next) = match owed.what {
                    What::FirstAnswer | What::LaterAnswer => (say::here_think(language), say::next_answer(language)),
                    What::NextStep => (say::here_plan(language), say::next_start(language)),
                    What::OptionsSheet => (say::here_options(language), say::next_options(language)),
                    What::DeliveryDate => (say::here_plan(language), say::next_delivery(language)),
                };
                vec![Step::here(here), Step::to_come(next).below(by)]
            }
            (None, Some(sheet)) => {
                let choose = Step::here(say::here_choose(language));
                let choose = match sheet.holds_until_at {
                    Some(until) if until < when.now() => choose.below(say::dates_passed(language)),
                    Some(until) => choose.below(say::dates_hold(language, when.full(until))),
                    None => choose,
                };
                let confirm = Step::to_come(say::next_confirm(language));
                vec![choose, confirm.below(say::confirm_within(language, &self.turnaround))]
            }
            (None, None) => Vec::new(),
        }
    }
}

/// What somebody is told to have by an instant, above the instant itself.
pub(super) fn promise_label(what: What, language: Language) -> String {
    match what {
        What::FirstAnswer | What::LaterAnswer => say::label_hear(language).to_owned(),
        What::NextStep => say::label_start(language).to_owned(),
        What::OptionsSheet | What::DeliveryDate => say::label_have(language, what.words_in(language)),
    }
}
