//! Options: two to four ways forward beside each other, and what the stakeholder chose of them. A choice, or a counter to all of them,
//! starts the next promise. Not here: why a request is answered with options and the letter that carries them (answers), and the private
//! page on which a stakeholder chooses (desk), which is put together from the parts below.

mod acts;
pub mod api;
mod letters;
mod pages;
mod rules;
mod say;
mod schema;
mod store;
#[cfg(test)]
mod tests;

pub use acts::{Made, NewChoice, Refused, choose, counter, lay_out, note_choice};
pub use pages::{
    choice_typed, choose_form, chosen_notice, compared, counter_form, counter_typed, facts_of, routes, ways_to_choose,
    words,
};
pub use rules::{CannotChoose, FEWEST, MOST, Missing, Place, Way, sheet};
pub use schema::SCHEMA;
pub use store::{Choice, Sheet, find, of_request};

ground::id!(
    /// The id of an options sheet.
    SheetId
);
