//! The business: what the company is trying to do (goals, initiatives, challenges), the figures it decides by (metrics with their dated
//! readings), what was heard of it in passing (clues), and what to bring to whom before they ask (questions). Also which goal or metric a
//! request belongs to, and whom a member meets, which is shown to nobody else. Not here: how signals are found (evidence), requests
//! themselves, and reading a calendar.

mod acts;
pub mod api;
mod pages;
mod rules;
mod schema;
mod served;
mod store;
#[cfg(test)]
mod tests;

pub use acts::{
    About, Entered, GoalWords, Meetings, MetricWords, NewQuestion, NewReading, Refused, StepWords, add_goal,
    add_metric, add_step, ask, change_goal, change_metric, change_step, close_question, end_goal, end_metric, end_step,
    enter, forget_calendar, give_calendar, link, meetings, note_change, note_clue, set_meeting_aside, take_back_change,
    take_out_clue, take_out_reading, undo_paste, unlink,
};
pub use pages::{
    Drawn, beside_part, chart, chart_account, chart_part, chart_words, figure_part, link_form, moved_part, routes,
};
pub use rules::{Better, Change, Told};
pub use schema::SCHEMA;
pub use store::calendars::{Calendar, Meeting, Met, all as calendars};
pub use store::charted::{Beside, Charted, Choice, Moved, all_charted, beside, beside_each, charted, choices};
pub use store::clues::{Clue, ClueId, list as clues};
pub use store::goals::{
    Goal, GoalId, Plan, PlanFile, Step, StepId, StepKind, find as goal, going_on as goals, steps_of,
};
pub use store::links::{Link, Thing, of_request as links_of_request, of_thing as links_of};
pub use store::metrics::{ChangeId, Metric, MetricId, find as metric, going_on as metrics};
pub use store::questions::{
    Question, QuestionId, closed as closed_questions, find as question, open as questions_to_bring,
};
pub use store::readings::{PasteId, Reading, of as readings};
