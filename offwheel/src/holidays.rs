//! A calendar file with holidays, sent by a lead: the edge of calendars reads it, and the team's page lets it be looked through.

use axum::Router;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use ground::Ground;
use jiff::civil::Date;
use team::{Below, Lead, Offered, OfferedClosure, OfferedDay, Skipped};
use web::forms::WithFiles;
use worktime::Period;

/// Where a calendar file is sent.
const FEED: &str = "/settings/calendar/feed";

/// This year and the two after it are offered.
const YEARS_AHEAD: i16 = 2;

/// The one route.
pub fn routes() -> Router<Ground> {
    Router::new().route(FEED, post(look_through))
}

/// What rooms and edges below the team say on its pages.
pub fn below() -> Below {
    Below { feed: Some(FEED), ..desk::beside_team() }
}

async fn look_through(ground: State<Ground>, who: Lead, sent: WithFiles) -> web::Result<Response> {
    let Some(file) = sent.files.into_iter().find(|file| file.field == "feed" && !file.content.is_empty()) else {
        return team::feed_to_mend(&ground, &who, below(), "Choose a file that ends in .ics first.").await;
    };
    let in_force = team::calendar::current(&mut ground.read().await?, who.team).await?;
    let year = in_force.office.date_of(ground.now()).year();
    let (from, to) = (Date::constant(year, 1, 1), Date::constant(year.saturating_add(YEARS_AHEAD), 12, 31));
    let (zone, content) = (in_force.zone.clone(), file.content);
    // A hostile file may take a second; pages of others go on meanwhile.
    let read = tokio::task::spawn_blocking(move || calendar::read_holidays(&content, &zone, from, to)).await;
    match read {
        Ok(Ok(read)) => Ok(team::review_feed(&ground, &who, below(), offered(file.name, read)).await?.into_response()),
        Ok(Err(error)) => team::feed_to_mend(&ground, &who, below(), &error.to_string()).await,
        Err(error) => {
            tracing::error!(%error, "a calendar file could not be read");
            let words = "We could not read this file. Send it to whoever looks after Offwheel, and type the days here meanwhile.";
            team::feed_to_mend(&ground, &who, below(), words).await
        }
    }
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
