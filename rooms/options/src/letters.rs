use ground::outbox::Draft;
use ground::threads::Thread;
use jiff::Timestamp;
use promises::frame::{Button, Frame};
use web::when::When;

use crate::say;
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
    let (language, title) = (when.language(), sentence(&way.title));
    let first = if choice.turn == 1 {
        say::letter_chosen(language, number, title)
    } else {
        say::letter_chosen_again(language, number, title)
    };
    let due = when.full(due_at);
    let letter = Frame::new(thread, say::letter_subject(language, number, &due))
        .in_language(language)
        .glimpse(say::letter_glimpse(language, &first, &due))
        .words(first)
        .promised(say::letter_label(language), when, due_at)
        .words(say::letter_change(language))
        .button(Button::to(say::letter_see(language), ""))
        .note(say::letter_note(language));
    Some(Draft { automatic: true, ..letter.draft(CHOSEN) })
}

/// Confirms that none of the ways fits as it stands, and says by when the team answers.
pub(crate) fn countered(thread: &Thread, due_at: Timestamp, when: &When) -> Draft {
    let (language, due) = (when.language(), when.full(due_at));
    let letter = Frame::new(thread, say::letter_again_subject(language, &due))
        .in_language(language)
        .glimpse(say::letter_again_glimpse(language, &due))
        .words(say::letter_again(language))
        .promised(say::letter_again_label(language), when, due_at)
        .button(Button::to(say::letter_see(language), ""))
        .note(say::letter_again_note(language));
    Draft { automatic: true, ..letter.draft(COUNTERED) }
}

fn sentence(title: &str) -> &str {
    title.trim_end_matches(['.', '!', '?'])
}
