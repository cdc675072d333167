//! Pages as they were made last, so that who comes back to one, or only looks again, costs next to nothing.
//!
//! A page is a function of what is in the database, of who looks and of the present minute. As long as none of these has changed,
//! the page made last is still true. What a page says about a moment is so at most a minute old, which is less than it gets in a
//! browser; acts look at the clock and the database themselves.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use axum::body::Bytes;
use axum::response::{Html, IntoResponse, Response};
use ground::{Ground, StoreError};
use http::Uri;
use maud::Markup;
use team::{Member, MemberId};
use web::Said;

/// How many pages are kept at most; then all are forgotten, since most of them are out of date.
const KEPT: usize = 32;

/// The pages of one router.
#[derive(Clone, Default)]
pub(super) struct Remembered(Arc<Mutex<HashMap<(MemberId, String), Page>>>);

struct Page {
    made_at: Moment,
    html: Bytes,
}

/// As long as it is the same, so is the page.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Moment {
    version: i64,
    minute: i64,
}

impl Moment {
    /// Nothing where the database doesn't tell.
    fn of(ground: &Ground) -> Result<Option<Self>, StoreError> {
        let minute = ground.now().as_second().div_euclid(60);
        Ok(ground.database().version()?.map(|version| Self { version, minute }))
    }
}

impl Remembered {
    /// The page at `address` for this member: as it was made last if nothing has changed since, else made anew. A page that says
    /// something about the act before says it once, so it is always made.
    pub(super) async fn page(
        &self,
        ground: &Ground,
        who: &Member,
        said: Said,
        address: &Uri,
        make: impl AsyncFnOnce(Said) -> web::Result<Markup>,
    ) -> web::Result<Response> {
        let moment = if said.is_silent() { Moment::of(ground)? } else { None };
        // Taken before anything is read: what is committed while the page is made belongs to a later moment.
        let Some(moment) = moment else { return Ok(make(said).await?.into_response()) };
        let place = (who.id, address.path_and_query().map_or("", |address| address.as_str()).to_owned());
        if let Some(html) = self.known(&place, moment) {
            return Ok(Html(html).into_response());
        }
        let html = Bytes::from(make(said).await?.into_string());
        self.keep(place, Page { made_at: moment, html: html.clone() });
        Ok(Html(html).into_response())
    }

    fn known(&self, place: &(MemberId, String), moment: Moment) -> Option<Bytes> {
        let pages = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        pages.get(place).filter(|page| page.made_at == moment).map(|page| page.html.clone())
    }

    fn keep(&self, place: (MemberId, String), page: Page) {
        let mut pages = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if pages.len() >= KEPT {
            pages.clear();
        }
        pages.insert(place, page);
    }
}
