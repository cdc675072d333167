//! All rooms' routes under one guard, and the schema of all rooms.

use axum::extract::State;
use axum::routing::get;
use axum::{Extension, Router};
use calendar::Fetcher;
use ground::{Ground, Schema};
use http::StatusCode;

use crate::{feeds, holidays, openapi};

/// The tables of every room, in the order in which they lean on each other.
pub const ROOMS: [Schema; 10] = [
    team::SCHEMA,
    decisions::SCHEMA,
    business::SCHEMA,
    blocks::SCHEMA,
    promises::SCHEMA,
    requests::SCHEMA,
    diagnosis::SCHEMA,
    options::SCHEMA,
    answers::SCHEMA,
    sessions::SCHEMA,
];

/// Every address that is answered.
pub fn routes(ground: Ground, fetcher: Fetcher) -> Router {
    let rules = web::guard::Rules::from(ground.settings());
    let rooms = Router::new()
        .merge(team::routes().layer(Extension(holidays::below())))
        .merge(team::api::routes())
        .merge(holidays::routes(fetcher))
        .merge(feeds::routes())
        .merge(decisions::routes())
        .merge(decisions::api::routes())
        .merge(business::routes())
        .merge(business::api::routes())
        .merge(blocks::routes())
        .merge(blocks::api::routes())
        .merge(promises::routes())
        .merge(promises::api::routes())
        .merge(requests::pages::routes())
        .merge(requests::api::routes())
        .merge(diagnosis::routes())
        .merge(diagnosis::api::routes())
        .merge(options::routes())
        .merge(options::api::routes())
        .merge(answers::routes())
        .merge(answers::api::routes())
        .merge(sessions::routes())
        .merge(sessions::api::routes())
        .merge(desk::routes())
        .route("/api/v1/openapi.json", get(openapi::serve))
        .route("/readyz", get(is_ready))
        .route("/healthz", get(|| std::future::ready("alive\n")))
        .with_state(ground)
        .merge(web::assets::routes())
        .fallback(|| std::future::ready(web::Failure::NotFound));
    web::guard::around(rooms, rules)
}

/// Whether the database answers, for whoever sends visitors here.
async fn is_ready(State(ground): State<Ground>) -> (StatusCode, &'static str) {
    let asked = async { ground.read().await?.query_one("select 1", ()).await };
    match asked.await {
        Ok(_) => (StatusCode::OK, "ready\n"),
        Err(error) => {
            tracing::warn!(%error, "not ready");
            (StatusCode::SERVICE_UNAVAILABLE, "the database does not answer\n")
        }
    }
}
