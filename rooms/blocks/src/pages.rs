//! The small pages of blocks: reserving a rhythm or a single block, moving one, giving one up. The list of blocks shows requests as well,
//! so it stands further down the house.

mod feeds;
mod fits;
mod settings;

use axum::Router;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use ground::{Ground, StoreError};
use jiff::Timestamp;
use jiff::civil::{Date, Time, Weekday};
use maud::{Markup, html};
use team::{InForce, Member, MemberId, Right, Worker};
use web::buttons::Button;
use web::forms::{Errors, Filled, ToMend, Typed};
use web::heads::PageHead;
use web::shell::{BLOCKS, Here, Shell};
use web::when::{When, city};
use web::{Failure, Said, capital, see_other};

use crate::acts::{self, Refused};
use crate::rules::{CannotChange, Fit, LENGTHS, Rhythm, fit};
use crate::store::{self, Block, Pattern};
use crate::{BlockKey, Holders, PatternId};

pub use feeds::feeds_part;
pub use fits::fit_part;

/// The patterns, and what becomes of them.
const PATTERNS: &str = "/settings/blocks";

/// The pages of this room.
pub fn routes() -> Router<Ground> {
    Router::new()
        .route("/blocks", post(reserve))
        .route("/blocks/new", get(show_reserve))
        .route("/blocks/patterns", post(reserve_pattern))
        .route("/blocks/patterns/new", get(show_pattern))
        .route("/blocks/patterns/{id}/going-on", post(keep_pattern))
        .route(PATTERNS, get(settings::show))
        .route("/blocks/{key}/move", get(show_move).post(move_to))
        .route("/blocks/{key}/skip", get(show_skip).post(skip))
        .route("/blocks/{key}/again", post(again))
        .merge(feeds::routes())
}

impl From<Refused> for Failure {
    fn from(refused: Refused) -> Self {
        match refused {
            Refused::Unknown => Self::NotFound,
            Refused::Store(error) => error.into(),
            Refused::NotTheirs | Refused::OfTheTeam => Self::Forbidden(refused.to_string()),
            Refused::MeetsPattern(_)
            | Refused::Taken
            | Refused::UnknownHolder
            | Refused::DayPast
            | Refused::Away
            | Refused::UnknownFeed
            | Refused::NoName
            | Refused::ManyFeeds
            | Refused::AnotherOpen(_)
            | Refused::NotOpen
            | Refused::CannotChange(_)
            | Refused::NoTime(_) => Self::Refused(refused.to_string()),
        }
    }
}

const WEEKDAYS: [(&str, &str, Weekday); 7] = [
    ("monday", "Monday", Weekday::Monday),
    ("tuesday", "Tuesday", Weekday::Tuesday),
    ("wednesday", "Wednesday", Weekday::Wednesday),
    ("thursday", "Thursday", Weekday::Thursday),
    ("friday", "Friday", Weekday::Friday),
    ("saturday", "Saturday", Weekday::Saturday),
    ("sunday", "Sunday", Weekday::Sunday),
];

/// What stands in the fields of a pattern when a page opens.
pub fn pattern_start() -> Filled {
    Filled::with([("how", "daily"), ("weekday", "monday"), ("starts", "11:30")])
}

/// The fields of a pattern, for the page of the first run as well: `how`, `weekday`, `starts`.
pub fn pattern_fields(form: &Filled, city: &str) -> Markup {
    let weekdays: Vec<(&str, &str)> = WEEKDAYS.iter().map(|(value, word, _)| (*value, *word)).collect();
    html! {
        (form.choices("how", "How often").unseen_legend()
            .option("daily", "Half an hour a day", Some("Best when several requests come each week. Answers within one working day."))
            .option("weekly", "One hour a week", Some("Best when few come. Answers within five working days.")))
        div class="field-row" {
            (form.field("weekday", "On").hint("Only for one hour a week").select(&weekdays))
            (form.field("starts", "Starts at").hint(format!("{city} time, as 11:30")).digits().narrow().text())
        }
    }
}

/// Reads the fields of [`pattern_fields`].
///
/// # Errors
/// What has to be mended, at its fields.
pub fn pattern_typed(typed: &Typed) -> Result<Rhythm, Errors> {
    let mut errors = typed.check();
    let starts = time_of_day(typed.text("starts"));
    if starts.is_none() {
        errors.add("starts", "Write the time as hours and minutes, for example 11:30");
    }
    let weekday = WEEKDAYS.iter().find(|(value, _, _)| *value == typed.text("weekday")).map(|(_, _, day)| *day);
    let rhythm = match (typed.text("how"), starts, weekday) {
        ("daily", Some(starts), _) => Some(Rhythm::daily(starts)),
        ("weekly", Some(starts), Some(weekday)) => Some(Rhythm::weekly(weekday, starts)),
        ("weekly", _, None) => {
            errors.add("weekday", "Choose the day of the week");
            None
        }
        ("daily" | "weekly", None, _) => None,
        _ => {
            errors.add("how", "Choose one of the two");
            None
        }
    };
    match rhythm {
        Some(rhythm) if errors.is_empty() => Ok(rhythm),
        Some(_) | None => Err(errors),
    }
}

/// The field that says whose time is reserved: `whose`, and of several `with`. The team's is one of the choices where they may reserve it.
fn whose_field(form: &Filled, who: &Member, workers: &[Member], may_team: bool) -> Markup {
    let colleagues = || workers.iter().filter(|worker| worker.id != who.id);
    let choices = form.choices("whose", "Whose time is it?");
    let choices = match may_team {
        true => choices.option("team", "The whole team’s", Some("It falls away when everybody is away.")),
        false => choices.hint("The team’s pattern is set by its lead."),
    };
    let choices = choices.option(
        "mine",
        "My own",
        Some("It looks at requests of the team’s agenda too. It falls away while you are away."),
    );
    if colleagues().next().is_none() {
        return html! { (choices) };
    }
    let names = html! {
        fieldset class="field" data-size="s" {
            legend { "With whom" }
            div class="columns" data-size="s" {
                @for colleague in colleagues() { (form.tick_of("with", &colleague.id.to_string(), &colleague.name, None)) }
            }
        }
    };
    html! { (choices.option("some", "Mine and some colleagues’", None).followed_by(names)) }
}

/// Reads the field of [`whose_field`]; the team’s, where a form does not ask.
fn whose_typed(typed: &Typed, who: &Member) -> Result<Holders, Errors> {
    match typed.text("whose") {
        "" | "team" => Ok(Holders::Team),
        "mine" => Ok(Holders::only(who.id)),
        "some" => {
            let with: Result<Vec<MemberId>, _> = typed.all("with").map(str::parse).collect();
            match with {
                Ok(with) if with.is_empty() => {
                    Err(Errors::at("whose", "Tick with whom you share this time, or choose “My own”."))
                }
                Ok(with) => Ok(Holders::of(with.into_iter().chain([who.id]))),
                Err(_no_id) => Err(Errors::at("whose", Refused::UnknownHolder.to_string())),
            }
        }
        _ => Err(Errors::at("whose", "Choose whose time it is.")),
    }
}

/// Whose time it is, in words for a colleague: “yours”, “Mira’s”, “Mira’s and Tom’s”; nothing for the team’s.
pub fn whose_words(holders: &Holders, who: &Member, workers: &[Member]) -> Option<String> {
    names_of(holders, Some(who.id), workers)
}

/// The same, said by a page that speaks to `me`, or to nobody of them.
fn names_of(holders: &Holders, me: Option<MemberId>, workers: &[Member]) -> Option<String> {
    let Holders::Members(members) = holders else { return None };
    let name = |id: &MemberId| {
        if Some(*id) == me {
            return "yours".to_owned();
        }
        let name = workers.iter().find(|worker| worker.id == *id).map(|worker| worker.name.as_str());
        let first = name.and_then(|name| name.split_whitespace().next());
        first.map_or_else(|| "somebody’s who left".to_owned(), |name| format!("{name}’s"))
    };
    let mut names: Vec<String> = members.iter().map(name).collect();
    names.sort_by_key(|name| name != "yours");
    Some(match names.as_slice() {
        [] => String::new(),
        [one] => one.clone(),
        [before @ .., last] => format!("{} and {last}", before.join(", ")),
    })
}

/// Reads “11:30”, “9:05” or “9.05”.
fn time_of_day(typed: &str) -> Option<Time> {
    let (hour, minute) = typed.split_once([':', '.'])?;
    let number =
        |part: &str| part.trim().bytes().all(|sign| sign.is_ascii_digit()).then(|| part.trim().parse().ok())?;
    Time::new(number(hour)?, number(minute)?, 0, 0).ok()
}

/// What the team's calendar, clock and people say, for a page of theirs.
struct Reading {
    /// A pattern keeps to the office's clock, whoever reserves it.
    in_force: InForce,
    /// As this member reads and types times.
    when: When,
    patterns: Vec<Pattern>,
    workers: Vec<Member>,
}

impl Reading {
    /// How the patterns there are fit with another one, and whose they are; or why that can't be counted.
    fn fit_with(&self, rhythm: Rhythm, holders: &Holders, now: Timestamp) -> Result<(Fit, String), worktime::Error> {
        let have = self
            .patterns
            .iter()
            .filter(|pattern| pattern.running.until_on.is_none())
            .map(|pattern| (pattern.running.rhythm, &pattern.holders));
        let all: Vec<(Rhythm, &Holders)> = have.chain([(rhythm, holders)]).collect();
        let rhythms: Vec<Rhythm> = all.iter().map(|(rhythm, _)| *rhythm).collect();
        let fit = fit(&rhythms, &self.in_force.office, self.in_force.turnaround, now)?;
        Ok((fit, format!("{fit} {}", fits::counted(&all, &self.workers))))
    }
}

async fn reading(ground: &Ground, who: &Member) -> Result<Reading, StoreError> {
    let mut tx = ground.read().await?;
    let in_force = team::calendar::current(&mut tx, who.team).await?;
    let patterns = store::patterns(&mut tx, who.team).await?;
    let when = When::new(who.reads_in(&in_force.zone), ground.now());
    let workers = store::workers(&mut tx, who.team).await?;
    Ok(Reading { in_force, when, patterns, workers })
}

async fn block_of(ground: &Ground, who: &Member, key: BlockKey) -> web::Result<(Block, When)> {
    let mut tx = ground.read().await?;
    let block = store::find(&mut tx, who.team, key).await?.ok_or(Failure::NotFound)?;
    let in_force = team::calendar::current(&mut tx, who.team).await?;
    Ok((block, When::new(who.reads_in(&in_force.zone), ground.now())))
}

fn page(who: &Member, said: Said, title: &str, ends: &str, lead: Markup, body: &Markup) -> Markup {
    let shown = web::shell::Who { said, ..who.shell() };
    let head = PageHead::new(title).under("Blocks", BLOCKS).ends(ends).lead(lead);
    Shell::new(title, Here::Blocks, &shown).form().page(&html! { (head) (body) })
}

fn pattern_page(who: &Member, said: Said, form: &Filled, read: &Reading, shows: Option<&str>) -> Markup {
    let lead =
        html! { "Nothing else may be booked over this time. What comes in waits for it, with an answer promised." };
    let body = html! {
        form class="sheet stack" data-pad="l" data-gap="l" method="post" action="/blocks/patterns" {
            (form.notice())
            h2 { "When will you look at what comes in?" }
            (pattern_fields(form, &city(&read.in_force.zone)))
            div class="field-row" {
                (form.field("minutes", "Minutes").optional().hint("Empty: 30 a day, 60 a week").narrow().number(Some(*LENGTHS.start()), Some(*LENGTHS.end())))
                (form.field("from", "First day").optional().hint("Empty: from its next start on").date())
            }
            (whose_field(form, who, &read.workers, who.may(Right::Settings)))
            @if let Some(fit) = shows { p class="quiet small" role="status" { (fit) } }
            div class="actions" {
                (Button::submit("Reserve the time").primary())
                (Button::submit("Show whether it fits").quiet().named("then", "show"))
                (Button::link("Leave it", PATTERNS).plain())
            }
        }
    };
    page(who, said, "Reserve time to think", "Pattern", lead, &body)
}

async fn show_pattern(State(ground): State<Ground>, who: Worker, said: Said) -> web::Result<Markup> {
    let read = reading(&ground, &who).await?;
    let mut start = pattern_start();
    start.typed.set("whose", if who.may(Right::Settings) { "team" } else { "mine" });
    Ok(pattern_page(&who, said, &start, &read, None))
}

async fn reserve_pattern(State(ground): State<Ground>, who: Worker, typed: Typed) -> web::Result<Response> {
    let read = reading(&ground, &who).await?;
    let mend = |typed: Typed, errors: Errors| {
        ToMend(pattern_page(&who, Said::default(), &Filled::back(typed, errors), &read, None)).into_response()
    };
    let (rhythm, holders) = match (pattern_typed(&typed), whose_typed(&typed, &who)) {
        (Ok(rhythm), Ok(holders)) => (rhythm, holders),
        (Err(errors), _) | (_, Err(errors)) => return Ok(mend(typed, errors)),
    };
    let (rhythm, first) = match further_typed(&typed, rhythm, read.in_force.office.date_of(ground.now())) {
        Ok(further) => further,
        Err(errors) => return Ok(mend(typed, errors)),
    };
    let fits = read.fit_with(rhythm, &holders, ground.now());
    if typed.chose("then", "show") {
        return Ok(match fits {
            Ok((_, words)) => {
                let form = Filled::back(typed, Errors::default());
                pattern_page(&who, Said::default(), &form, &read, Some(&words)).into_response()
            }
            Err(error) => mend(typed, Errors::at("how", error.to_string())),
        });
    }
    match acts::reserve_pattern_from(&ground, &who, rhythm, holders, first).await {
        Ok(_) => {
            let said = match fits {
                Ok((fits, words)) if !fits.is_good() => {
                    Said::with_care(format!("{}, reserved.", capital(&rhythm.to_string()))).more(words)
                }
                Ok(_) | Err(_) => Said::well(format!("{}, reserved.", capital(&rhythm.to_string()))),
            };
            Ok((said, see_other(PATTERNS)).into_response())
        }
        Err(refused @ Refused::MeetsPattern(_)) => Ok(mend(typed, Errors::at("starts", refused.to_string()))),
        Err(refused @ (Refused::UnknownHolder | Refused::OfTheTeam)) => {
            Ok(mend(typed, Errors::at("whose", refused.to_string())))
        }
        Err(other) => Err(other.into()),
    }
}

/// Reads what only the page of a pattern asks: `minutes`, and `from`, the first day.
fn further_typed(typed: &Typed, rhythm: Rhythm, today: Date) -> Result<(Rhythm, Date), Errors> {
    let mut errors = Errors::default();
    let minutes = typed.some("minutes").map(|text| text.parse::<i64>().ok().filter(|it| LENGTHS.contains(it)));
    if minutes == Some(None) {
        errors.add("minutes", CannotChange::BadLength.to_string());
    }
    let first = match typed.some("from").map(str::parse::<Date>) {
        None => Date::MIN,
        Some(Ok(day)) => day,
        Some(Err(_unreadable)) => {
            errors.add("from", "Choose a day, like 2026-12-24");
            today
        }
    };
    if first != Date::MIN && first < today {
        errors.add("from", Refused::DayPast.to_string());
    }
    errors.into_result()?;
    Ok((minutes.flatten().map_or(rhythm, |minutes| rhythm.lasting(minutes)), first))
}

async fn keep_pattern(State(ground): State<Ground>, who: Worker, Path(id): Path<PatternId>) -> web::Result<Response> {
    acts::keep_pattern(&ground, &who, id).await?;
    Ok((Said::well("It goes on, without a last day."), see_other(PATTERNS)).into_response())
}

/// The fields of a single block: `when`, `minutes`.
pub fn reserve_fields(form: &Filled, city: &str) -> Markup {
    html! {
        div class="field-row" {
            (form.field("when", "Starts").hint(format!("{city} time")).date_time())
            (form.field("minutes", "Minutes").narrow().number(Some(5), Some(480)))
        }
    }
}

fn reserve_page(who: &Member, said: Said, form: &Filled, read: &Reading) -> Markup {
    let lead = html! { "One block beside your pattern, for a promise that would fall due before the next." };
    let body = html! {
        form class="sheet stack" data-pad="l" data-gap="l" method="post" action=(BLOCKS) {
            (form.notice())
            (reserve_fields(form, &read.when.city()))
            (whose_field(form, who, &read.workers, true))
            div class="actions" { (Button::submit("Reserve the time").primary()) (Button::link("Leave it", BLOCKS).plain()) }
        }
    };
    page(who, said, "Reserve a block", "Reserve", lead, &body)
}

async fn show_reserve(State(ground): State<Ground>, who: Worker, said: Said, typed: Typed) -> web::Result<Markup> {
    let read = reading(&ground, &who).await?;
    let minutes = typed.some("minutes").unwrap_or("30").to_owned();
    let form = Filled::with([
        ("when", typed.text("when").to_owned()),
        ("minutes", minutes),
        ("whose", typed.some("whose").unwrap_or("team").to_owned()),
    ]);
    Ok(reserve_page(&who, said, &form, &read))
}

async fn reserve(State(ground): State<Ground>, who: Worker, typed: Typed) -> web::Result<Response> {
    let read = reading(&ground, &who).await?;
    let mut errors = typed.check();
    let starts_at = errors.keep("when", read.when.parse(typed.text("when")));
    let minutes = typed.text("minutes").parse::<i64>().ok();
    if minutes.is_none() {
        errors.add("minutes", CannotChange::BadLength.to_string());
    }
    let mend = |typed: Typed, errors: Errors| {
        Ok(ToMend(reserve_page(&who, Said::default(), &Filled::back(typed, errors), &read)).into_response())
    };
    let (Some(starts_at), Some(minutes), true) = (starts_at, minutes, errors.is_empty()) else {
        return mend(typed, errors);
    };
    let holders = match whose_typed(&typed, &who) {
        Ok(holders) => holders,
        Err(errors) => return mend(typed, errors),
    };
    match acts::reserve_for(&ground, &who, starts_at, minutes, holders).await {
        Ok(block) => Ok((stands("The time is reserved.", "", &block, &read.when), see_other(BLOCKS)).into_response()),
        Err(refused @ Refused::CannotChange(CannotChange::BadLength)) => {
            mend(typed, Errors::at("minutes", refused.to_string()))
        }
        Err(refused @ (Refused::Taken | Refused::CannotChange(_))) => {
            mend(typed, Errors::at("when", refused.to_string()))
        }
        Err(refused @ Refused::UnknownHolder) => mend(typed, Errors::at("whose", refused.to_string())),
        Err(other) => Err(other.into()),
    }
}

/// What is said of a block that got a new time: when it is, and whether anybody is there by then.
fn stands(done: &str, before: &str, block: &Block, when: &When) -> Said {
    let at = format!("{before}{}", when.full(block.starts_at));
    match block.is_away {
        false => Said::well(done).more(format!("{at}.")),
        true => Said::with_care(format!("{done} It falls away, since everybody whose time it is is away that day."))
            .more(format!(
                "{at}. Take the days away back, or choose another day: what waits for it goes to other blocks."
            )),
    }
}

fn move_page(who: &Member, said: Said, form: &Filled, block: &Block, when: &When) -> Markup {
    let lead = html! { (block.name()) " of " (when.moment_strong(block.starts_at)) ". Its length stays, and so does what it looks at, where it is still in time." };
    let body = html! {
        form class="sheet stack" data-pad="l" data-gap="l" method="post" action={ "/blocks/" (block.key) "/move" } {
            (form.notice())
            (form.field("when", "New start").hint(format!("{} time", when.city())).date_time())
            (form.field("why", "Why").optional().hint("In a few words, for the list of blocks.").autocomplete("off").text())
            div class="actions" { (Button::submit("Move the block").primary()) (Button::link("Leave it", BLOCKS).plain()) }
        }
    };
    page(who, said, "Move a block", "Move", lead, &body)
}

async fn show_move(
    State(ground): State<Ground>,
    who: Worker,
    said: Said,
    Path(key): Path<BlockKey>,
) -> web::Result<Markup> {
    let (block, when) = block_of(&ground, &who, key).await?;
    let form = Filled::with([("when", when.field_value(block.starts_at)), ("why", block.why.clone())]);
    Ok(move_page(&who, said, &form, &block, &when))
}

async fn move_to(
    State(ground): State<Ground>,
    who: Worker,
    Path(key): Path<BlockKey>,
    typed: Typed,
) -> web::Result<Response> {
    let (block, when) = block_of(&ground, &who, key).await?;
    let mut errors = typed.check();
    let starts_at = errors.keep("when", when.parse(typed.text("when")));
    errors.limit(&typed, "why", 300);
    let mend = |typed: Typed, errors: Errors| {
        Ok(ToMend(move_page(&who, Said::default(), &Filled::back(typed, errors), &block, &when)).into_response())
    };
    let (Some(starts_at), true) = (starts_at, errors.is_empty()) else { return mend(typed, errors) };
    match acts::move_because(&ground, &who, key, starts_at, typed.text("why")).await {
        Ok(block) => {
            Ok((stands("The block is moved.", "It starts ", &block, &when), see_other(BLOCKS)).into_response())
        }
        Err(refused @ (Refused::Taken | Refused::CannotChange(_))) => {
            mend(typed, Errors::at("when", refused.to_string()))
        }
        Err(other) => Err(other.into()),
    }
}

async fn again(
    State(ground): State<Ground>,
    who: Worker,
    Path(key): Path<BlockKey>,
    typed: Typed,
) -> web::Result<Response> {
    let (_, when) = block_of(&ground, &who, key).await?;
    let starts_at = when.parse(typed.text("when")).map_err(|error| Failure::Refused(error.to_string()))?;
    match acts::again(&ground, &who, key, starts_at).await {
        Ok(block) => {
            let said = Said::well("The time is reserved.").more(format!("{}.", when.full(block.starts_at)));
            Ok((said, see_other(BLOCKS)).into_response())
        }
        // Time went by since the page was shown: the form for a single block opens.
        Err(refused @ (Refused::Taken | Refused::CannotChange(_))) => {
            let said = Said::with_care("The time is not reserved.").more(refused.to_string());
            Ok((said, see_other("/blocks/new")).into_response())
        }
        Err(other) => Err(other.into()),
    }
}

fn skip_page(who: &Member, said: Said, form: &Filled, block: &Block, when: &When) -> Markup {
    let lead = html! { (block.name()) " of " (when.moment_strong(block.starts_at)) ". What it would have looked at goes to the next block that is in time." };
    let body = html! {
        form class="sheet stack" data-pad="l" data-gap="l" method="post" action={ "/blocks/" (block.key) "/skip" } {
            (form.notice())
            (form.field("why", "Why").hint("In a few words, for the list of blocks.").text())
            div class="actions" { (Button::submit("Skip this block").primary()) (Button::link("Keep it", BLOCKS).plain()) }
        }
    };
    page(who, said, "Skip a block", "Skip", lead, &body)
}

async fn show_skip(
    State(ground): State<Ground>,
    who: Worker,
    said: Said,
    Path(key): Path<BlockKey>,
) -> web::Result<Markup> {
    let (block, when) = block_of(&ground, &who, key).await?;
    Ok(skip_page(&who, said, &Filled::empty(), &block, &when))
}

async fn skip(
    State(ground): State<Ground>,
    who: Worker,
    Path(key): Path<BlockKey>,
    typed: Typed,
) -> web::Result<Response> {
    let (block, when) = block_of(&ground, &who, key).await?;
    let mut errors = typed.check();
    errors.limit(&typed, "why", 300);
    let mend = |typed: Typed, errors: Errors| {
        Ok(ToMend(skip_page(&who, Said::default(), &Filled::back(typed, errors), &block, &when)).into_response())
    };
    if !errors.is_empty() {
        return mend(typed, errors);
    }
    match acts::skip(&ground, &who, key, typed.text("why")).await {
        Ok(_) => Ok((Said::well("Skipped."), see_other(BLOCKS)).into_response()),
        Err(refused @ Refused::CannotChange(_)) => mend(typed, Errors::at("why", refused.to_string())),
        Err(other) => Err(other.into()),
    }
}
