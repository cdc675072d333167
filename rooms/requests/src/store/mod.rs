//! What this room remembers.

pub(crate) mod conversation;
pub(crate) mod emergencies;
pub(crate) mod intake;
pub(crate) mod places;
pub(crate) mod requests;
pub(crate) mod similar;
pub(crate) mod tray;

use crate::rules::{Channel, State};

ground::text_enum!(Channel { Portal => "portal", Email => "email", Manual => "manual", Import => "import", Api => "api" });
ground::text_enum!(State {
    Parked => "parked", InReview => "in-review", Answered => "answered", Closed => "closed", Withdrawn => "withdrawn", Spam => "spam",
});

/// `$n, $n+1, …` for a list whose length is known only when running; padded by its caller so that few texts come of it.
pub(crate) fn placeholders(from: usize, count: usize) -> String {
    (from..from + count).map(|number| format!("${number}")).collect::<Vec<_>>().join(", ")
}
