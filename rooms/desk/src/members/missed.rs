//! A block that passed without being held is offered again on its day, by desk and list alike: one sentence, one button, no reproach.

use blocks::Block;
use maud::{Markup, html};
use web::buttons::Button;
use web::notices::{Notice, Tone};
use web::shell::BLOCKS;
use web::when::lasting;

use super::plan::{Again, Plan};

/// A block that passed, and when it can come again.
pub(super) struct Offer<'a> {
    plan: &'a Plan,
    missed: &'a Block,
    again: Again,
}

impl<'a> Offer<'a> {
    /// Nothing where nothing was missed, or no time of the day is left.
    pub(super) fn of(plan: &'a Plan, missed: Option<&'a Block>) -> Option<Self> {
        let missed = missed?;
        Some(Self { plan, missed, again: plan.again(missed)? })
    }

    /// Whether promises wait for it that no other block is in time for.
    pub(super) fn is_waited_for(&self) -> bool {
        self.again.waits
    }

    /// “The block of 11:30 was not opened”.
    fn what(&self) -> String {
        let how = if self.missed.opened_at.is_some() { "did not count as held" } else { "was not opened" };
        format!("The block of {} {how}", self.plan.when.time(self.missed.starts_at))
    }

    /// “The block of 11:30 was not opened. Its 30 minutes would fit today from 14:00 on.”
    pub(super) fn sentence(&self) -> String {
        format!("{}. {}", self.what(), self.fits())
    }

    fn fits(&self) -> String {
        let length = lasting(self.missed.ends_at.duration_since(self.missed.starts_at));
        format!("Its {length} would fit today from {} on.", self.plan.when.time(self.again.starts_at))
    }

    /// The button that reserves it.
    pub(super) fn button(&self) -> Markup {
        html! {
            form method="post" action={ (BLOCKS) "/" (self.missed.key) "/again" } {
                input type="hidden" name="when" value=(self.plan.when.field_value(self.again.starts_at));
                (Button::submit("Reserve the time").small())
            }
        }
    }

    /// Said by itself.
    pub(super) fn notice(&self) -> Markup {
        let waits = if self.again.waits { " That is in time for what waits for it." } else { "" };
        html! { (Notice::new(Tone::Plain, &self.what()).why(format!("{}{waits}", self.fits())).actions(self.button())) }
    }
}
