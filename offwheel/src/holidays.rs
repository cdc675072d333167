//! A calendar file with holidays, sent by a lead or fetched from the address that a lead gave: the edge of calendars reads it, and the team's page lets it be looked through.

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use axum::{Extension, Router};
use calendar::Fetcher;
use ground::Ground;
use jiff::civil::Date;
use team::{Below, Lead, Offered, OfferedClosure, OfferedDay, Skipped};
use web::forms::{Errors, WithFiles};
use worktime::Period;

/// Where a calendar file is sent.
const FEED: &str = "/settings/calendar/feed";

/// The longest address, in characters.
const LONGEST_ADDRESS: usize = 2000;

/// This year and the two after it are offered.
const YEARS_AHEAD: i16 = 2;

/// The one route; what lies at an address is fetched by this fetcher.
pub fn routes(fetcher: Fetcher) -> Router<Ground> {
    Router::new().route(FEED, post(look_through)).layer(Extension(fetcher))
}

/// What rooms and edges below the team say on its pages.
pub fn below() -> Below {
    Below { feed: Some(FEED), ..desk::beside_team() }
}

async fn look_through(
    ground: State<Ground>,
    who: Lead,
    fetcher: Extension<Fetcher>,
    sent: WithFiles,
) -> web::Result<Response> {
    let WithFiles { typed, files } = sent;
    let mut errors = typed.check();
    errors.limit(&typed, "address", LONGEST_ADDRESS);
    let file = files.into_iter().find(|file| file.field == "feed" && !file.content.is_empty());
    let (field, from, content) = match (file, typed.some("address")) {
        _ if !errors.is_empty() => return team::feed_to_mend(&ground, &who, below(), typed, errors).await,
        (Some(file), _) => ("feed", file.name, file.content),
        (None, Some(address)) => match fetcher.fetch(address).await {
            Ok(content) => ("address", host_of(address), content.into()),
            Err(trouble) => {
                let errors = Errors::at("address", trouble.now_words());
                return team::feed_to_mend(&ground, &who, below(), typed, errors).await;
            }
        },
        (None, None) => {
            let errors = Errors::at("feed", "Choose a file that ends in .ics first, or give its address.");
            return team::feed_to_mend(&ground, &who, below(), typed, errors).await;
        }
    };
    let in_force = team::calendar::current(&mut ground.read().await?, who.team).await?;
    let year = in_force.office.date_of(ground.now()).year();
    let (first, last) = (Date::constant(year, 1, 1), Date::constant(year.saturating_add(YEARS_AHEAD), 12, 31));
    let zone = in_force.zone.clone();
    // A hostile file may take a second; pages of others go on meanwhile.
    let read = tokio::task::spawn_blocking(move || calendar::read_holidays(&content, &zone, first, last)).await;
    let words = match read {
        Ok(Ok(read)) => {
            if let Some(address) = typed.some("address").filter(|_| field == "address") {
                team::remember_holidays_from(&ground, &who, address).await?;
            }
            return Ok(team::review_feed(&ground, &who, below(), offered(from, read)).await?.into_response());
        }
        Ok(Err(error)) => error.to_string(),
        Err(error) => {
            tracing::error!(%error, "a calendar file could not be read");
            "We could not read this file. Send it to whoever looks after Offwheel, and type the days here meanwhile."
                .to_owned()
        }
    };
    team::feed_to_mend(&ground, &who, below(), typed, Errors::at(field, &words)).await
}

/// The server's name, as a title says where holidays came from.
fn host_of(address: &str) -> String {
    let behind = address.trim().split_once("://").map_or(address, |(_, behind)| behind);
    behind.split(['/', '?', '#']).next().unwrap_or(behind).to_owned()
}

fn offered(from: String, read: calendar::HolidayFeed) -> Offered {
    let day = |day: calendar::Holiday| OfferedDay {
        date: day.date,
        name: day.name,
        local_name: None,
        kind: "holiday".to_owned(),
        care: (!day.is_ticked).then(|| "observance".to_owned()),
        is_ticked: day.is_ticked,
    };
    let closure = |closure: calendar::Closure| OfferedClosure {
        period: Period { from: closure.from, to: closure.to, name: closure.name },
        is_ticked: true,
    };
    let skipped = |one: calendar::Skipped| Skipped { name: one.name, why: one.why.to_string() };
    Offered {
        from,
        holidays: read.holidays.into_iter().map(day).collect(),
        closures: read.closures.into_iter().map(closure).collect(),
        skipped: read.skipped.into_iter().map(skipped).collect(),
        warnings: read.warnings.into_iter().map(said).collect(),
    }
}

/// What is odd about a file, as a person who does not know its format understands it.
fn said(warning: String) -> String {
    match warning.as_str() {
        "no END:VCALENDAR" => "The file ends before it should, so that days may be missing.".to_owned(),
        _ => warning,
    }
}
