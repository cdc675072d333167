//! The business page, a goal, a metric, and the small pages that change them; parts of them for pages of other rooms.

mod calendar;
mod clues;
mod goal;
mod goal_form;
mod heard;
mod home;
mod linking;
mod met;
mod metric;
mod metric_form;
mod parts;
mod paste;
mod plan_file;
mod questions;
mod readings;
mod step_form;

use std::str::FromStr;

use axum::Router;
use axum::routing::{get, post};
use ground::{Ground, Tx};
use jiff::civil::Date;
use maud::Markup;
use team::Member;
use web::forms::{Errors, Typed};
use web::heads::PageHead;
use web::shell::{Here, Shell, Who};
use web::when::When;
use web::{Failure, Said};

use crate::acts::Refused;
use crate::rules::opens;
use crate::store::goals::GoalId;
use crate::store::metrics::MetricId;

pub use parts::{
    Drawn, beside_part, chart, chart_account, chart_part, chart_words, figure_part, link_form, moved_part,
};

/// The business page.
pub(crate) use web::shell::BUSINESS;

/// The longest line, and the longest text, in signs.
const LINE: usize = 300;
const TEXT: usize = 5_000;

/// The pages of this room.
pub fn routes() -> Router<Ground> {
    Router::new()
        .route("/business", get(home::show))
        .route("/business/goals", post(goal_form::add))
        .route("/business/goals/new", get(goal_form::show_new))
        .route("/business/goals/{id}", get(goal::show))
        .route("/business/goals/{id}/edit", get(goal_form::show_edit).post(goal_form::change))
        .route("/business/goals/{id}/end", post(goal_form::end))
        .route("/business/goals/{id}/plan", get(plan_file::of_goal))
        .route("/business/goals/{id}/steps", post(step_form::add))
        .route("/business/goals/{id}/steps/new", get(step_form::show_new))
        .route("/business/steps/{id}", get(step_form::show_edit).post(step_form::change))
        .route("/business/steps/{id}/end", post(step_form::end))
        .route("/business/steps/{id}/plan", get(plan_file::of_step))
        .route("/business/metrics", post(metric_form::add))
        .route("/business/metrics/new", get(metric_form::show_new))
        .route("/business/metrics/{id}", get(metric::show))
        .route("/business/metrics/{id}/edit", get(metric_form::show_edit).post(metric_form::change))
        .route("/business/metrics/{id}/end", post(metric_form::end))
        .route("/business/metrics/{id}/readings", get(readings::show).post(metric::enter))
        .route("/business/metrics/{id}/readings/removal", post(readings::take_out))
        .route("/business/metrics/{id}/readings.csv", get(readings::download))
        .route("/business/metrics/{id}/paste", post(paste::submit))
        .route("/business/metrics/{id}/paste/undo", post(paste::undo))
        .route("/business/metrics/{id}/changes", post(metric::note_change))
        .route("/business/metrics/{id}/changes/removal", post(metric::take_back_change))
        .route("/business/clues", get(clues::show).post(clues::note))
        .route("/business/clues/{id}/removal", post(clues::take_out))
        .route("/business/questions", get(questions::show).post(questions::ask))
        .route("/business/questions/{id}", get(questions::show_one).post(questions::close))
        .route("/business/calendar", get(calendar::show).post(calendar::give))
        .route("/business/calendar/end", post(calendar::forget))
        .route("/business/meetings/setting-aside", post(calendar::set_aside))
        .route("/requests/{id}/goal", post(linking::link))
        .route("/requests/{id}/goal/end", post(linking::unlink))
}

impl From<Refused> for Failure {
    fn from(refused: Refused) -> Self {
        match refused {
            Refused::Unknown => Self::NotFound,
            Refused::Store(error) => error.into(),
            Refused::Entered(_) | Refused::NoNumber | Refused::StillToCome | Refused::TooOld => {
                Self::Refused(refused.to_string())
            }
        }
    }
}

fn goal_path(id: GoalId) -> String {
    format!("{BUSINESS}/goals/{id}")
}

fn metric_path(id: MetricId) -> String {
    format!("{BUSINESS}/metrics/{id}")
}

/// An id from an address; what is none of ours is not found.
fn id<T: FromStr>(text: &str) -> web::Result<T> {
    text.parse().map_err(|_unknown| Failure::NotFound)
}

/// Where and when this member reads.
async fn reads(tx: &mut Tx, who: &Member) -> web::Result<When> {
    let in_force = team::calendar::current(tx, who.team).await?;
    let now = tx.now();
    Ok(When::new(who.reads_in(&in_force.zone), now))
}

/// A page of the business of the usual width.
fn page(who: &Member, said: Said, title: &str, head: &PageHead<'_>, body: &Markup) -> Markup {
    let shown = Who { said, ..who.shell() };
    Shell::new(title, Here::Business, &shown).page(&maud::html! { (head) (body) })
}

/// The same for a short form.
fn form_page(who: &Member, said: Said, title: &str, head: &PageHead<'_>, body: &Markup) -> Markup {
    let shown = Who { said, ..who.shell() };
    Shell::new(title, Here::Business, &shown).form().page(&maud::html! { (head) (body) })
}

/// A day that may be left out.
fn day(typed: &Typed, errors: &mut Errors, when: &When, field: &str) -> Option<Date> {
    let text = typed.some(field)?;
    errors.keep(field, when.parse_day(text))
}

/// The address of a plan: one that a browser opens, or nothing.
fn plan_link(typed: &Typed, errors: &mut Errors) -> String {
    errors.limit(typed, "link", 2_000);
    let link = typed.text("link");
    if !opens(link) {
        errors.add("link", "Write the whole address, as https://intranet.example/plan");
    }
    link.to_owned()
}

/// The version a form was made from; one that nobody has if it is missing.
fn version(typed: &Typed) -> i64 {
    typed.text("version").parse().unwrap_or(-1)
}
