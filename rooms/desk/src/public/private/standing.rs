//! Where a request stands, told from facts alone: what was promised and sent, what was chosen, what ended.

use answers::{Kind, Sent};
use jiff::Timestamp;
use maud::{Markup, html};
use options::Sheet;
use promises::{Promise, State as Promised, What};
use requests::{Channel, Request, State};
use web::lists::Step;
use web::when::{When, number};

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

    /// What it comes to, in one or two sentences.
    pub(super) fn lead(&self) -> Markup {
        let when = self.when;
        let written = |at: Timestamp| when.day(when.day_of(at));
        match (self.request.state, self.owed(), self.to_choose(), self.answered_at()) {
            (State::Withdrawn, ..) => html! { "This request was taken back. What we had promised about it fell away." },
            (State::Spam, ..) => html! { "This request is closed. If you still need something, write to us below." },
            (_, Some(owed), _, _) if owed.state(when.now()) == Promised::Broken => {
                html! { "We promised you " (owed.what.words()) " by " (when.full(owed.due_at)) ". That time has passed; you hear from us all the same." }
            }
            (_, Some(_), _, None) => {
                html! { "We have your note. A person reads it in a time that we keep free for it." }
            }
            (_, Some(owed), _, Some(at)) => {
                html! { "We wrote to you on " (written(at)) ". Next you will have " (owed.what.words()) "." }
            }
            (_, None, Some(sheet), at) => {
                let ways = number(u64::try_from(sheet.ways.len()).unwrap_or(u64::MAX));
                html! { "We answered on " (written(at.unwrap_or(sheet.sent_at))) " with " (ways) " ways forward. It is your turn: the work starts when you choose." }
            }
            (_, None, None, Some(at)) => {
                html! { "We answered on " (written(at)) ". If something is missing, write to us below." }
            }
            (_, None, None, None) => {
                html! { "Your request is with us. If you want to add something, write to us below." }
            }
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
        let words = match self.request.channel {
            Channel::Manual => "You told us what you need",
            Channel::Portal | Channel::Email | Channel::Import | Channel::Api => "You wrote to us",
        };
        Step::done(words).below(self.when.long(self.request.received_at))
    }

    fn past(&self, promise: &Promise) -> Option<(Timestamp, Step)> {
        let when = self.when;
        if let Some(at) = promise.renegotiated_at {
            let words = format!("{}. Promised before: {}", when.long(at), when.full(promise.due_at));
            return Some((at, Step::done("You agreed to a later time").below(words)));
        }
        let at = promise.fulfilled_at?;
        let sent = match promise.what {
            What::FirstAnswer | What::LaterAnswer => self.answered(at),
            What::NextStep => "We told you the start and the next date",
            What::OptionsSheet => "We sent you the options",
            What::DeliveryDate => "We told you the delivery date",
        };
        let how = if promise.state(at) == Promised::Kept { "as promised" } else { "later than promised" };
        let below = format!("{}. Promised by {}", when.long(at), when.full(promise.due_at));
        Some((at, Step::done(format!("{sent}, {how}")).below(below)))
    }

    /// How we answered at an instant.
    fn answered(&self, at: Timestamp) -> &'static str {
        let sent = self.answers.iter().find(|answer| answer.sent_at == at);
        match sent.map(|answer| answer.kind) {
            Some(Kind::YesAnd) => "We answered yes, and added what makes it work",
            Some(Kind::Options) => "We answered with options",
            Some(Kind::NotTrainingBut) => "We answered that training is not it, and what we propose",
            Some(Kind::LaterBy) => "We answered that it comes later, and by when",
            Some(Kind::NoBecause) => "We answered no, why, and who may help",
            None => "We answered",
        }
    }

    fn chosen(&self) -> Option<(Timestamp, Step)> {
        let sheet = self.sheet?;
        let choice = sheet.choice.as_ref()?;
        let title = sheet.way(choice.way).map_or("", |way| way.title.as_str());
        let words = format!("Option {} was chosen: {title}", choice.way);
        let below = format!("{}, by {}", self.when.long(choice.chosen_at), choice.chosen_by);
        Some((choice.chosen_at, Step::done(words).below(below)))
    }

    fn over(&self) -> Option<(Timestamp, Step)> {
        let words = match self.request.state {
            State::Withdrawn => "The request was taken back",
            State::Closed | State::Spam => "The request is closed",
            State::Parked | State::InReview | State::Answered => return None,
        };
        let at = self.request.closed_at?;
        Some((at, Step::done(words).below(self.when.long(at))))
    }

    fn now_and_next(&self) -> Vec<Step> {
        let when = self.when;
        match (self.owed(), self.to_choose()) {
            (Some(owed), _) => {
                let by = match owed.state(when.now()) {
                    Promised::Broken => format!("promised by {}; that time has passed", when.full(owed.due_at)),
                    Promised::Open | Promised::Kept | Promised::Renegotiated | Promised::Void => {
                        format!("by {}", when.full(owed.due_at))
                    }
                };
                let (here, next) = match owed.what {
                    What::FirstAnswer | What::LaterAnswer => (
                        "We think about it in a time that we keep free for it",
                        "A person answers, with more than yes or no",
                    ),
                    What::NextStep => ("We plan the work", "You hear when we start, and the next date"),
                    What::OptionsSheet => ("We work out the options", "You have an options sheet"),
                    What::DeliveryDate => ("We plan the work", "You have the delivery date"),
                };
                vec![Step::here(here), Step::to_come(next).below(by)]
            }
            (None, Some(sheet)) => {
                let holds = sheet.holds_until_at.map(|until| match until < when.now() {
                    true => {
                        "The dates on the sheet have passed. Tell us which option you want, and we work them out again."
                            .to_owned()
                    }
                    false => format!(
                        "The dates on the sheet hold until {}. After that we work them out again.",
                        when.full(until)
                    ),
                });
                let choose = Step::here("You choose an option");
                let choose = match holds {
                    Some(words) => choose.below(words),
                    None => choose,
                };
                let confirm = Step::to_come("We tell you when we start, and the next date");
                vec![choose, confirm.below(format!("within {} of your choice", self.turnaround))]
            }
            (None, None) => Vec::new(),
        }
    }
}

/// What somebody is told to have by an instant, above the instant itself.
pub(super) fn promise_label(what: What) -> String {
    match what {
        What::FirstAnswer | What::LaterAnswer => "You will hear from us by".to_owned(),
        What::NextStep => "You will hear when we start, and the next date, by".to_owned(),
        What::OptionsSheet | What::DeliveryDate => format!("You will have {} by", what.words()),
    }
}
