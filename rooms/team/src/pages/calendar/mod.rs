//! `/settings/calendar`: when the clock runs. Hours of the week, closures, holidays; what changes is shown before it is saved.

mod away;
mod days;
mod effect;
mod grid;
mod review;
mod typed;

use axum::Router;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use ground::{Ground, TeamId};
use jiff::Timestamp;
use jiff::civil::Date;
use maud::{Markup, html};
use web::buttons::Button;
use web::forms::{Errors, Filled, ToMend, Typed};
use web::heads::{PageHead, section_head};
use web::lists::{DiaryRow, diary};
use web::shell::{Here, Shell, Who};
use web::when::When;
use web::{Said, see_other};

use super::settings::{TURNAROUND, WORKING_CALENDAR, settings_row};
use super::week::zone_list;
use crate::acts::{self, Settings};
use crate::rules::{holidays, zone_named};
use crate::store::holiday_feeds;
use crate::{Absence, Below, InForce, Lead, Member, absences, calendar, members};
use days::Day;
pub use review::{Offered, OfferedClosure, OfferedDay, Skipped, feed_to_mend, review_feed};
use typed::Draft;

const PREVIEW: &str = "/settings/calendar/preview";
const EFFECT: &str = "/settings/calendar/effect";
/// How many of the holidays in force are shown at once.
const SHOWN: usize = 5;

pub(super) fn routes() -> Router<Ground> {
    Router::new()
        .route(WORKING_CALENDAR, get(show).post(submit))
        .route(PREVIEW, post(preview))
        .route(EFFECT, post(effect_alone))
        .merge(away::routes())
        .merge(review::routes())
}

/// What the page needs to know besides what was typed.
struct Around<'a> {
    who: &'a Member,
    below: Below,
    in_force: InForce,
    away: Vec<Absence>,
    members: Vec<Member>,
    /// Where holidays were fetched from the last time.
    fetched_from: Option<String>,
    now: Timestamp,
    said: Said,
}

impl<'a> Around<'a> {
    async fn of(ground: &Ground, who: &'a Member, below: Below, said: Said) -> web::Result<Self> {
        let mut tx = ground.read().await?;
        let in_force = calendar::current(&mut tx, who.team).await?;
        let today = in_force.office.date_of(tx.now());
        let away = absences::between(&mut tx, who.team, today, Date::MAX).await?;
        let members = members::list(&mut tx, who.team).await?;
        let fetched_from = holiday_feeds::last(&mut tx, who.team).await?;
        Ok(Self { who, below, in_force, away, members, fetched_from, now: ground.now(), said })
    }
}

async fn in_force(ground: &Ground, team: TeamId) -> web::Result<InForce> {
    let mut tx = ground.read().await?;
    Ok(calendar::current(&mut tx, team).await?)
}

async fn show(ground: State<Ground>, who: Lead, below: Below, said: Said) -> web::Result<Markup> {
    let view = Around::of(&ground, &who, below, said).await?;
    let form = Filled::with(typed::values(&view.in_force));
    Ok(page(&view, &form, &Others::default()))
}

async fn submit(ground: State<Ground>, who: Lead, below: Below, typed: Typed) -> web::Result<Response> {
    let view = Around::of(&ground, &who, below, Said::default()).await?;
    let draft = typed::read(&typed, &view.in_force, view.now);
    if !draft.errors.is_empty() {
        return Ok(ToMend(page(&view, &Filled::back(typed, draft.errors), &Others::default())).into_response());
    }
    let (turnaround, based_on) = (view.in_force.turnaround, draft.based_on);
    let new = Settings { calendar: draft.calendar, turnaround, based_on: Some(based_on) };
    match acts::change_turnaround(&ground, &who, new).await {
        Ok(version) if version == based_on => {
            Ok((Said::well("Nothing was different, so all stays as it is."), see_other(WORKING_CALENDAR))
                .into_response())
        }
        Ok(version) => {
            let said = Said::well(format!("Version {version} is saved."))
                .more("It holds for requests from now on. Promises already given keep their time.");
            Ok((said, see_other(WORKING_CALENDAR)).into_response())
        }
        Err(refused) => {
            let errors = refused.to_mend()?;
            Ok(ToMend(page(&view, &Filled::back(typed, errors), &Others::default())).into_response())
        }
    }
}

/// Shows what was typed and what it gives, and keeps nothing. What was added or removed stands in the lists.
async fn preview(ground: State<Ground>, who: Lead, below: Below, typed: Typed) -> web::Result<Response> {
    let view = Around::of(&ground, &who, below, Said::default()).await?;
    let worked = grid::worked(&typed);
    let draft = typed::read(&worked, &view.in_force, view.now);
    // An hour that was just added is still empty: that is no mistake to be told.
    let is_only_opened = typed.some("add").is_some();
    if !draft.errors.is_empty() && !is_only_opened {
        return Ok(ToMend(page(&view, &Filled::back(worked, draft.errors), &Others::default())).into_response());
    }
    let errors = if is_only_opened { Errors::default() } else { draft.errors.clone() };
    let folded = if draft.errors.is_empty() { draft.folded(&worked, is_only_opened) } else { worked };
    Ok(page(&view, &Filled { typed: folded, errors }, &Others::default()).into_response())
}

/// What it gives and changes alone, for a page that shows it while one types.
async fn effect_alone(ground: State<Ground>, who: Lead, typed: Typed) -> web::Result<Markup> {
    let in_force = in_force(&ground, who.team).await?;
    let draft = typed::read(&typed, &in_force, ground.now());
    Ok(effect::shown(&draft, &in_force, ground.now()))
}

/// The smaller forms of the page, as they were typed.
#[derive(Default)]
struct Others {
    /// Where holidays come from.
    feed: Filled,
    /// Who is away.
    away: Filled,
}

fn page(view: &Around<'_>, form: &Filled, others: &Others) -> Markup {
    let frame = Who { said: view.said.clone(), ..view.who.shell() };
    let draft = typed::read(&form.typed, &view.in_force, view.now);
    let zone = zone_named(&draft.calendar.zone).unwrap_or_default();
    let when = When::in_zone(&zone, view.now).unwrap_or_else(|_| When::new(view.in_force.zone.clone(), view.now));
    let next = format!("Save version {}", view.in_force.version.saturating_add(1));
    let body = html! {
        (PageHead::new("When the clock runs").under("Settings", TURNAROUND).ends("Calendar")
            .lead("Office hours in one time zone, less holidays and closures. Every promise says which version of this calendar counted it."))
        (settings_row(WORKING_CALENDAR))
        div class="stack" data-gap="xl" {
            form class="split" method="post" action=(WORKING_CALENDAR) novalidate data-preview="gives" data-preview-from=(EFFECT) {
                div class="stack" data-gap="l" {
                    // The first button of a form is the one that Enter presses; this one keeps nothing.
                    button class="visually-hidden" type="submit" formaction=(PREVIEW) formnovalidate tabindex="-1" aria-hidden="true" { "Show" }
                    (form.notice())
                    (form.hidden("version"))
                    @for (field, value) in draft.travelling() { input type="hidden" name=(field) value=(value); }
                    div class="field-row" {
                        (form.field("called", "Name").optional().small().autocomplete("off").text())
                        (form.field("zone", "Time zone").small().proposals("zones").autocomplete("off").text())
                        (zone_list())
                    }
                    p class="small quiet" { "A team has one working calendar. Every promise of the team is counted on it, and told in the stakeholder’s zone where it is known." }
                    (grid::section(form, &draft.calendar))
                    (night_shifts())
                    div class="actions" {
                        (Button::submit(&next).primary())
                        (Button::submit("Show what changes").quiet().sending_to(PREVIEW).unchecked())
                        span class="small quiet" { "Promises already given keep version " (view.in_force.version) "." }
                    }
                }
                aside class="stack" data-gap="l" aria-label="Closures and what this gives" {
                    div class="stack" data-gap="l" id="gives" aria-live="polite" { (effect::shown(&draft, &view.in_force, view.now)) }
                    (closures(form, &draft, &when))
                    (holidays_in_force(&draft, &when))
                }
            }
            (ways_to_holidays(view, &others.feed))
            (away::section(view, &others.away, &when))
        }
    };
    Shell::new("Calendar", Here::Settings, &frame).page(&body)
}

fn night_shifts() -> Markup {
    html! {
        details class="explain" data-plain {
            summary { "A break, a night shift" }
            div class="explain-body" {
                p { "“Add” gives a day a second stretch: 08:00 to 12:00 and 13:00 to 18:00. A closing at or before its opening is on the next date, so 22:00 to 04:00 on Friday ends on Saturday morning, and a holiday on Friday closes it until 04:00. After such a night Saturday is a working day; with night shifts the office-hours clock is the better one." }
            }
        }
    }
}

/// The days of a draft that are not past, in order of time, each with its button to remove it.
fn rows(draft: &Draft, when: &When, is_shown: impl Fn(&Day) -> bool) -> Vec<DiaryRow> {
    let mut days = Day::of(&draft.calendar);
    days.retain(|day| is_shown(day) && !day.is_past(when.today()));
    days.sort_by_key(Day::first);
    let row = |day: Day| {
        let (name, value) = (day.when(when), day.to_value()?);
        let note = match (day.name(), day.kind()) {
            (name, "holiday") => name.to_owned(),
            ("", kind) => kind.to_owned(),
            (name, "closure") => name.to_owned(),
            (name, kind) => format!("{name}, {kind}"),
        };
        let remove = Button::submit("Remove").plain().small().heard_as(format!(" {name}"));
        let remove = remove.named("remove", &value).sending_to(PREVIEW).unchecked();
        Some(DiaryRow::new(&name).note(note).end(html! { (remove) }))
    };
    days.into_iter().filter_map(row).collect()
}

fn closures(form: &Filled, draft: &Draft, when: &When) -> Markup {
    let rows = rows(draft, when, |day| !matches!(day, Day::Holiday(_)));
    html! {
        section {
            h2 class="eyebrow" { "Closures and extra openings" }
            @if rows.is_empty() { p class="small quiet" { "None to come." } } @else { (diary(rows)) }
            div class="stack" data-gap="s" {
                (form.field("new-kind", "Add").small().select(&[("closure", "a closure"), ("holiday", "a holiday"), ("extra", "an extra opening")]))
                div class="field-row" {
                    (form.field("new-from", "From").small().date())
                    (form.field("new-from-time", "at").optional().small().placeholder("00:00").autocomplete("off").text())
                }
                div class="field-row" {
                    (form.field("new-to", "To").optional().small().date())
                    (form.field("new-to-time", "at").optional().small().placeholder("24:00").autocomplete("off").text())
                }
                (form.field("new-name", "What for").optional().small().autocomplete("off").text())
                div class="actions" { (Button::submit("Add it").small().sending_to(PREVIEW).unchecked()) }
            }
        }
    }
}

fn holidays_in_force(draft: &Draft, when: &When) -> Markup {
    let mut rows = rows(draft, when, |day| matches!(day, Day::Holiday(_)));
    let later = rows.split_off(rows.len().min(SHOWN));
    html! {
        section {
            h2 class="eyebrow" { "Holidays in force" }
            @if rows.is_empty() { p class="small quiet" { "None from today on. Add those of the coming year below, so that no promise falls on one." } }
            @else { (diary(rows)) }
            @if !later.is_empty() {
                details class="explain" data-plain {
                    summary { (later.len()) " more, later" }
                    div class="explain-body" { (diary(later)) }
                }
            }
        }
    }
}

fn ways_to_holidays(view: &Around<'_>, typed: &Filled) -> Markup {
    let year = view.in_force.office.date_of(view.now).year();
    let years = review::years_at_hand(year);
    let country = holidays::country_of_zone(&view.in_force.zone_name).unwrap_or("DE");
    let next = if years.len() > 1 { year + 1 } else { year };
    let form = Filled::with([("country", country.to_owned()), ("year", next.to_string())]);
    let fetched = match (&view.fetched_from, typed.typed.some("address")) {
        (Some(address), None) => {
            Filled { errors: typed.errors.clone(), ..Filled::with([("address", address.clone())]) }
        }
        _ => typed.clone(),
    };
    html! {
        section class="sheet stack" data-pad="l" aria-labelledby="ca-2" {
            (section_head("ca-2", "Holidays to look through", None))
            p class="quiet measure" { "Nothing is added before you have seen it. What you have already is not added twice." }
            div class="columns" {
                form class="stack" method="get" action=(review::HOLIDAYS) {
                    h3 { "Of a country" }
                    (review::place_fields(&form, country, &years))
                    div class="actions" { (Button::submit("Look through them").heard_as(", of a country")) }
                    p class="small quiet" { "The table came with this version and works without a network." }
                }
                @if let Some(feed) = view.below.feed {
                    form class="stack" method="post" action=(feed) enctype="multipart/form-data" {
                        h3 { "From a calendar file" }
                        (typed.field("feed", "A file that ends in .ics").hint("As other programs and authorities offer it. Holidays and closures in it are read; people and notes are not.").files())
                        (fetched.field("address", "Or its address").optional().small().hint("It begins with https://. It is read when you ask for it, never by itself.").placeholder("https://").autocomplete("off").text())
                        div class="actions" { (Button::submit("Look through it").heard_as(", the file")) }
                    }
                }
            }
        }
    }
}
