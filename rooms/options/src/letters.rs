use ground::outbox::Draft;
use ground::threads::Thread;
use jiff::Timestamp;
use promises::frame::{Button, Frame};
use web::when::When;

use crate::store::Sheet;

/// Confirms a choice, and says by when the next date is told.
pub(crate) const CHOSEN: &str = "choice";
/// Confirms that none of the ways fits.
pub(crate) const COUNTERED: &str = "counter";

/// Confirms what stands chosen on a sheet; nothing if nothing does. Written by machine, at once.
pub(crate) fn chosen(thread: &Thread, sheet: &Sheet, due_at: Timestamp, when: &When) -> Option<Draft> {
    let choice = sheet.choice.as_ref()?;
    let way = sheet.way(choice.way)?;
    let number = choice.way;
    let first = if choice.turn == 1 {
        format!("You chose option {number}: {}.", sentence(&way.title))
    } else {
        format!("Option {number} it is now: {}. What you chose before no longer counts.", sentence(&way.title))
    };
    let label = "You will hear when we start, and the next date, by";
    let letter = Frame::new(thread, format!("Option {number}: you will hear the start by {}", when.full(due_at)))
        .glimpse(format!("{first} You will hear the start and the next date by {}.", when.full(due_at)))
        .words(first)
        .promised(label, when, due_at)
        .words("You can change your mind until the work begins: choose again on your page, or just reply.")
        .button(Button::to("See where it stands", ""))
        .note("The link is yours alone. This note was sent by machine so that you know at once; the next one will not be.");
    Some(Draft { automatic: true, ..letter.draft(CHOSEN) })
}

/// Confirms that none of the ways fits as it stands, and says by when the team answers.
pub(crate) fn countered(thread: &Thread, due_at: Timestamp, when: &When) -> Draft {
    let letter = Frame::new(thread, format!("We look again: you will hear from us by {}", when.full(due_at)))
        .glimpse(format!("We have what you wrote. You will hear from us by {}.", when.full(due_at)))
        .words("We have what you wrote. None of the options fits as it stands, so we look again.")
        .promised("You will hear from us by", when, due_at)
        .button(Button::to("See where it stands", ""))
        .note(
            "The link is yours alone. This note was sent by machine so that you know at once; the answer will not be.",
        );
    Draft { automatic: true, ..letter.draft(COUNTERED) }
}

fn sentence(title: &str) -> &str {
    title.trim_end_matches(['.', '!', '?'])
}
