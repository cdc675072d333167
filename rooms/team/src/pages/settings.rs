//! What the pages of the settings share: where they lie, and their row of links.

use maud::Markup;
use web::heads::{View, views};

/// How soon an answer is promised.
pub(super) const TURNAROUND: &str = "/settings/turnaround";
/// When the clock runs.
pub(super) const WORKING_CALENDAR: &str = "/settings/calendar";
/// In which words letters go out.
pub(super) const LETTERS: &str = "/settings/letters";

/// By which links calendars read what is planned; a page of the room of blocks.
const FEEDS: &str = "/settings/feeds";

/// When time is reserved; a page of the room of blocks.
const PATTERNS: &str = "/settings/blocks";

/// What may jump the queue; a page of the room of requests.
const EMERGENCIES: &str = "/settings/emergencies";

/// Every page of the settings, in the order of the row.
const PAGES: [(&str, &str); 6] = [
    ("Turnaround", TURNAROUND),
    ("Calendar", WORKING_CALENDAR),
    ("Blocks", PATTERNS),
    ("Letters", LETTERS),
    ("Emergencies", EMERGENCIES),
    ("Calendar links", FEEDS),
];

/// The row of links above each page of the settings; `here` is the path of the page that shows it.
pub fn settings_row(here: &str) -> Markup {
    let pages = PAGES.map(|(word, path)| View { word, path, count: None, current: path == here });
    views("Settings", &pages)
}
