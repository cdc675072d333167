//! Holidays before they are saved: those of a country, or those that a calendar file brought. Only what is ticked is added.

use std::collections::{BTreeMap, HashMap};
use std::ops::RangeInclusive;

use axum::Router;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use ground::Ground;
use jiff::civil::{Date, Weekday};
use maud::{Markup, html};
use serde::Deserialize;
use web::buttons::Button;
use web::forms::{Errors, Filled, ToMend, Typed};
use web::heads::{PageHead, section_head};
use web::marks::tag_care;
use web::shell::{Here, Shell};
use web::when::When;
use web::{Said, see_other};
use worktime::{Holiday, Office, Period};

use super::days::Day;
use super::{Around, Others, in_force, page};
use crate::acts::{self, Settings};
use crate::pages::settings::{TURNAROUND, WORKING_CALENDAR, settings_row};
use crate::rules::holidays::{self, YEARS, official, place};
use crate::{Below, InForce, Lead, Member};

/// The holidays of a country, to be looked through.
pub(super) const HOLIDAYS: &str = "/settings/calendar/holidays";

/// The most rows that can be looked through at once.
const ROWS: usize = 400;

pub(super) fn routes() -> Router<Ground> {
    Router::new().route(HOLIDAYS, get(of_country).post(add))
}

/// What was found somewhere, to be looked through before any of it is added.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Offered {
    /// Where it was found, as a title says it: “feiertage.ics”.
    pub from: String,
    /// Whole days.
    pub holidays: Vec<OfferedDay>,
    /// Closures with times.
    pub closures: Vec<OfferedClosure>,
    /// What could not be read.
    pub skipped: Vec<Skipped>,
    /// What is odd about the source as a whole.
    pub warnings: Vec<String>,
}

/// A day that may be a holiday.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfferedDay {
    /// The date.
    pub date: Date,
    /// What it is called; the calendar keeps this.
    pub name: String,
    /// What it is called there, where that is another name.
    pub local_name: Option<String>,
    /// What kind it is, in a word or two: “official”.
    pub kind: String,
    /// Why one should look twice; such a day stands out.
    pub care: Option<String>,
    /// Whether it is ticked when the page opens.
    pub is_ticked: bool,
}

/// A time in which the office may be closed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfferedClosure {
    /// From when to when, in the wall time of the office, and what it is called.
    pub period: Period,
    /// Whether it is ticked when the page opens.
    pub is_ticked: bool,
}

/// Something that could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Skipped {
    /// What it is called.
    pub name: String,
    /// Why it was left out.
    pub why: String,
}

/// One row of the page.
struct Row {
    day: Day,
    local_name: Option<String>,
    kind: String,
    care: Option<String>,
    is_ticked: bool,
    is_there: bool,
    effect: String,
}

/// The years for which holidays can be proposed from this one on.
pub(super) fn years_at_hand(year: i16) -> Vec<i16> {
    let years: Vec<i16> = YEARS.filter(|one| *one >= year).collect();
    if years.is_empty() { vec![*YEARS.end()] } else { years }
}

/// The fields that choose country, region and year.
pub(super) fn place_fields(form: &Filled, country: &str, years: &[i16]) -> Markup {
    let countries: Vec<(String, String)> =
        holidays::countries().iter().map(|place| (place.code.to_owned(), place.name.to_owned())).collect();
    let mut regions = vec![(String::new(), "whole country".to_owned())];
    regions.extend(holidays::regions(country).iter().map(|place| (place.code.to_owned(), place.name.to_owned())));
    let mut words: Vec<(String, String)> = years.iter().map(|year| (year.to_string(), year.to_string())).collect();
    if let [first, .., last] = years {
        words.push((format!("{first}-{last}"), format!("{first} to {last}")));
    }
    html! {
        div class="field-row" {
            (form.field("country", "Country").small().select(&countries))
            @if regions.len() > 1 { (form.field("region", "Region").small().select(&regions)) }
            (form.field("year", "Year").small().select(&words))
        }
    }
}

#[derive(Debug, Deserialize)]
struct Asked {
    #[serde(default)]
    country: String,
    #[serde(default)]
    region: String,
    #[serde(default)]
    year: String,
}

impl Asked {
    fn years(&self, today: Date) -> RangeInclusive<i16> {
        let (first, last) = self.year.split_once('-').unwrap_or((&self.year, &self.year));
        match (first.parse(), last.parse()) {
            (Ok(first), Ok(last)) if first <= last => first..=last,
            _ => today.year()..=today.year(),
        }
    }
}

async fn of_country(ground: State<Ground>, who: Lead, below: Below, Query(asked): Query<Asked>) -> web::Result<Markup> {
    let in_force = in_force(&ground, who.team).await?;
    let today = in_force.office.date_of(ground.now());
    let country = place(&asked.country).or_else(|| place(holidays::country_of_zone(&in_force.zone_name)?));
    let country = country.or_else(|| place("DE")).ok_or(web::Failure::NotFound)?;
    let region = place(&asked.region).filter(|region| region.code.starts_with(country.code));
    let chosen = region.unwrap_or(country);
    let years = asked.years(today);
    let offered = Offered {
        from: chosen.name.to_owned(),
        holidays: official(chosen.code, &years).into_iter().map(|day| offered_day(day, chosen.name, today)).collect(),
        ..Offered::default()
    };
    let (first, last) = (years.start(), years.end());
    let title = if first == last { format!("Holidays {first}") } else { format!("Holidays {first} to {last}") };
    let chosen_year = if first == last { first.to_string() } else { format!("{first}-{last}") };
    let values = [("country", country.code.to_owned()), ("region", chosen.code.to_owned()), ("year", chosen_year)];
    let form = Filled::with(values);
    let choose = html! {
        form class="stack" data-gap="s" method="get" action=(HOLIDAYS) {
            (place_fields(&form, country.code, &years_at_hand(today.year())))
            div class="actions" { (Button::submit("Show these").small()) }
        }
    };
    let foot = "The table came with this version and works without a network. Check it against your own state: days that are fixed late, and those that hang on the moon, may differ.";
    let seen = Seen { who: &who, in_force: &in_force, now: When::new(in_force.zone.clone(), ground.now()) };
    seen.page(&ground, below, &title, choose, offered, foot).await
}

/// Whether this is the name of that day, or the one it has there.
fn is_same_name(name: &str, day: &OfferedDay) -> bool {
    let plain = |name: &str| name.replace('\'', "’").to_lowercase();
    plain(name) == plain(&day.name) || day.local_name.as_deref().is_some_and(|local| plain(local) == plain(name))
}

fn offered_day(day: holidays::Official, place: &str, today: Date) -> OfferedDay {
    let kind = if day.is_of_region { format!("official, {place}") } else { "official".to_owned() };
    OfferedDay {
        date: day.date,
        local_name: day.local_name.filter(|local| *local != day.name),
        name: day.name.replace('\'', "’"),
        kind,
        care: day.may_move.then(|| "may still move".to_owned()),
        is_ticked: day.date >= today,
    }
}

/// The page of what a calendar file brought.
pub async fn review_feed(ground: &Ground, who: &Lead, below: Below, offered: Offered) -> web::Result<Markup> {
    let in_force = in_force(ground, who.team).await?;
    let seen = Seen { who, in_force: &in_force, now: When::new(in_force.zone.clone(), ground.now()) };
    let title = format!("Holidays from {}", offered.from);
    let foot = "The file is not kept. To bring newer days in, look through it again: what you have already is not added twice.";
    seen.page(ground, below, &title, html! {}, offered, foot).await
}

/// The page of the calendar again, with what was typed and what is wrong with the file (the field `feed`) or its address (`address`).
pub async fn feed_to_mend(
    ground: &Ground,
    who: &Lead,
    below: Below,
    typed: Typed,
    errors: Errors,
) -> web::Result<Response> {
    let view = Around::of(ground, who, below, Said::default()).await?;
    let form = Filled::with(super::typed::values(&view.in_force));
    let others = Others { feed: Filled::back(typed, errors), ..Others::default() };
    Ok(ToMend(page(&view, &form, &others)).into_response())
}

/// Who looks through, and when.
struct Seen<'a> {
    who: &'a Member,
    in_force: &'a InForce,
    now: When,
}

impl Seen<'_> {
    async fn page(
        &self,
        ground: &Ground,
        below: Below,
        title: &str,
        choose: Markup,
        offered: Offered,
        foot: &str,
    ) -> web::Result<Markup> {
        let rows = self.rows(ground, below, &offered).await?;
        let there = rows.iter().filter(|row| row.is_there).count();
        let ticked = rows.iter().filter(|row| row.is_ticked && !row.is_there).count();
        let meta = match self.in_force.calendar.note.as_str() {
            "" => html! { "for your calendar in " (self.in_force.zone_name) },
            name => html! { "for “" (name) "”" },
        };
        let body = html! {
            (PageHead::new("Holidays to look through").under("Settings", TURNAROUND).under("Calendar", WORKING_CALENDAR).ends("Holidays"))
            (settings_row(WORKING_CALENDAR))
            div class="stack" data-gap="xl" {
            (choose)
            form class="sheet stack" data-pad="l" method="post" action=(HOLIDAYS) aria-labelledby="ca-2" {
                (section_head("ca-2", title, Some(meta)))
                p class="quiet measure" { (found(&rows, there, ticked)) }
                @if !rows.is_empty() { (self.table(title, &rows)) }
                (left_out(&offered))
                @if rows.len() > there {
                    div class="actions" {
                        (Button::submit("Add what is ticked").primary())
                        (Button::link("Not now", WORKING_CALENDAR).plain())
                        span class="small quiet" { "What changes: the office is closed on these days, for requests from then on. Promises given never move." }
                    }
                } @else {
                    div class="actions" { (Button::link("Back to the calendar", WORKING_CALENDAR)) }
                }
                p class="small quiet" { (foot) }
            }
            }
        };
        let frame = self.who.shell();
        Ok(Shell::new(title, Here::Settings, &frame).page(&body))
    }

    async fn rows(&self, ground: &Ground, below: Below, offered: &Offered) -> web::Result<Vec<Row>> {
        let (calendar, office) = (&self.in_force.calendar, &self.in_force.office);
        let open: Vec<Date> =
            offered.holidays.iter().map(|day| day.date).filter(|on| office.is_working_day(*on)).collect();
        let to_blocks = match open.is_empty() {
            true => HashMap::new(),
            false => (below.on_days)(ground.clone(), self.who.team, open).await?,
        };
        let mut rows: BTreeMap<(Date, usize), Row> = BTreeMap::new();
        for offered in &offered.holidays {
            let day = Day::Holiday(Holiday { date: offered.date, name: offered.name.clone() });
            let is_there = day.is_in(calendar);
            let effect = self.effect(office, offered, is_there, &to_blocks);
            let row = Row {
                kind: offered.kind.clone(),
                care: offered.care.clone(),
                is_ticked: offered.is_ticked,
                local_name: offered.local_name.clone(),
                is_there,
                effect,
                day,
            };
            rows.entry((offered.date, 0)).or_insert(row);
        }
        for (place, offered) in (1..).zip(&offered.closures) {
            let day = Day::Closure(offered.period.clone());
            let is_there = day.is_in(calendar);
            let effect = if is_there { "already in your calendar" } else { "the office is closed meanwhile" };
            let row = Row {
                kind: "closure".to_owned(),
                care: None,
                is_ticked: offered.is_ticked,
                is_there,
                effect: effect.to_owned(),
                local_name: None,
                day,
            };
            rows.insert((offered.period.from.date(), place), row);
        }
        Ok(rows.into_values().take(ROWS).collect())
    }

    fn effect(&self, office: &Office, day: &OfferedDay, is_there: bool, to_blocks: &HashMap<Date, String>) -> String {
        if is_there {
            let known = self.in_force.calendar.holidays.iter().find(|one| one.date == day.date);
            let other = known.filter(|known| !known.name.is_empty() && !is_same_name(&known.name, day));
            return match other {
                Some(known) => format!("already in your calendar, as {}", known.name),
                None => "already in your calendar".to_owned(),
            };
        }
        let is_weekend = matches!(day.date.weekday(), Weekday::Saturday | Weekday::Sunday);
        match (office.is_working_day(day.date), day.is_ticked) {
            _ if day.date < self.now.today() => "past".to_owned(),
            (false, _) if is_weekend => "weekend".to_owned(),
            (false, _) => "closed anyway".to_owned(),
            (true, false) => "office stays open".to_owned(),
            (true, true) => to_blocks.get(&day.date).cloned().unwrap_or_else(|| "office closed".to_owned()),
        }
    }

    fn table(&self, title: &str, rows: &[Row]) -> Markup {
        html! {
            div class="table-wrap" tabindex="0" role="region" aria-label=(title) {
                table class="table" data-tight data-stack data-pick {
                    caption class="visually-hidden" { (title) }
                    thead { tr { td {} th scope="col" { "Day" } th scope="col" { "Name" } th scope="col" { "Kind" } th scope="col" { "Effect" } } }
                    tbody { @for row in rows { (self.row(row)) } }
                }
            }
        }
    }

    fn row(&self, row: &Row) -> Markup {
        let value = row.day.to_value().unwrap_or_default();
        let name = if row.day.name().is_empty() { row.day.when(&self.now) } else { row.day.name().to_owned() };
        let first = row.day.first().date().year();
        let heard = if first == self.now.today().year() { name.clone() } else { format!("{name} {first}") };
        html! {
            tr {
                td {
                    input class="pick" type="checkbox" name="pick" value=(value) aria-label=(heard)
                        checked[row.is_ticked || row.is_there] disabled[row.is_there];
                }
                th scope="row" { (row.day.when(&self.now)) }
                td { (name) @if let Some(local) = &row.local_name { span class="quiet" { ", " (local) } } }
                td { @match &row.care { Some(care) => (tag_care(care)), None => (row.kind) } }
                td class="quiet" { (row.effect) }
            }
        }
    }
}

/// “One day was”, “9 days were”.
fn count(many: usize, one: &str, more: &str) -> String {
    if many == 1 { format!("One {one}") } else { format!("{many} {more}") }
}

fn found(rows: &[Row], there: usize, ticked: usize) -> String {
    if rows.is_empty() {
        return "No day was found for these years.".to_owned();
    }
    let mut words = format!("{} found.", count(rows.len(), "day was", "days were"));
    if there == rows.len() {
        words.push_str(" All are in your calendar already, so there is nothing to add.");
        return words;
    }
    if there > 0 {
        words.push_str(&format!(" {} in your calendar already.", count(there, "is", "are")));
    }
    words.push_str(&format!(
        " {} ticked; tick others if your offices really close. Days on a weekend change nothing and are shown for completeness.",
        count(ticked, "is", "are")
    ));
    words
}

fn left_out(offered: &Offered) -> Markup {
    if offered.skipped.is_empty() && offered.warnings.is_empty() {
        return html! {};
    }
    html! {
        section {
            h3 { "What could not be read" }
            ul {
                @for skipped in &offered.skipped { li { (skipped.name) ": " (skipped.why) } }
                @for warning in &offered.warnings { li { (warning) } }
            }
        }
    }
}

/// Adds the days that are ticked and not there yet. The same days a second time change nothing.
async fn add(ground: State<Ground>, who: Lead, typed: Typed) -> web::Result<Response> {
    typed.check().into_result()?;
    let in_force = in_force(&ground, who.team).await?;
    let mut calendar = (*in_force.calendar).clone();
    let mut added = 0;
    for value in typed.all("pick").take(ROWS) {
        let Some(day) = Day::from_value(value) else {
            return Err(web::Failure::Unreadable("A day did not arrive whole. Look through them again.".to_owned()));
        };
        if !day.is_in(&calendar) {
            day.put_into(&mut calendar);
            added += 1;
        }
    }
    calendar.holidays.sort_by_key(|holiday| holiday.date);
    if added == 0 {
        let said =
            Said::well("Nothing was added.").more("What you ticked is in the calendar already, or nothing was ticked.");
        return Ok((said, see_other(WORKING_CALENDAR)).into_response());
    }
    let new = Settings { calendar, turnaround: in_force.turnaround, based_on: Some(in_force.version) };
    let version = acts::change_turnaround(&ground, &who, new).await?;
    let said = Said::well(format!("{} added.", count(added, "day is", "days are")))
        .more(format!("Version {version} holds for requests from now on. Promises already given keep their time."));
    Ok((said, see_other(WORKING_CALENDAR)).into_response())
}
