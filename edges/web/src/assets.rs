//! Style, script and icons, under names that change with their content.

use axum::Router;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use http::header::{ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, VARY, X_CONTENT_TYPE_OPTIONS};
use http::{HeaderMap, StatusCode};
use maud::{Markup, Render, html};

/// A file the browser asks for by a name that changes with its content, so that it may keep it for good.
#[derive(Debug)]
pub struct Asset {
    /// Name in the source, such as `offwheel.css`.
    pub name: &'static str,
    /// Address, such as `/assets/offwheel-3f9c….css`.
    pub href: &'static str,
    /// Media type it is served as.
    pub media: &'static str,
    /// The file as it is.
    pub plain: &'static [u8],
    /// The same, in gzip.
    pub gzip: &'static [u8],
    /// The same, in brotli.
    pub brotli: &'static [u8],
}

include!(concat!(env!("OUT_DIR"), "/assets.rs"));

const ROBOTS: &str = include_str!("../assets/robots.txt");

/// The address of the asset called `name` in the source, or `None` if there is no such file.
pub fn href(name: &str) -> Option<&'static str> {
    ASSETS.iter().find(|asset| asset.name == name).map(|asset| asset.href)
}

/// `/assets/…` and `/robots.txt`.
pub fn routes<S: Clone + Send + Sync + 'static>() -> Router<S> {
    Router::new().route("/assets/{file}", get(serve)).route("/robots.txt", get(async || ROBOTS))
}

async fn serve(Path(file): Path<String>, headers: HeaderMap) -> Response {
    let Some(asset) = ASSETS.iter().find(|asset| asset.href.strip_prefix("/assets/") == Some(file.as_str())) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let common = [
        (CONTENT_TYPE, asset.media),
        (CACHE_CONTROL, "public, max-age=31536000, immutable"),
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (VARY, "accept-encoding"),
    ];
    if accepts(&headers, "br") {
        (common, [(CONTENT_ENCODING, "br")], asset.brotli).into_response()
    } else if accepts(&headers, "gzip") {
        (common, [(CONTENT_ENCODING, "gzip")], asset.gzip).into_response()
    } else {
        (common, asset.plain).into_response()
    }
}

/// Whether the browser takes `coding`: named, and not with a weight of nothing.
fn accepts(headers: &HeaderMap, coding: &str) -> bool {
    let lists = headers.get_all(ACCEPT_ENCODING).iter().filter_map(|value| value.to_str().ok());
    lists.flat_map(|list| list.split(',')).any(|item| {
        let mut parts = item.split(';').map(str::trim);
        let named = parts.next().is_some_and(|name| name.eq_ignore_ascii_case(coding));
        let refused = parts.any(|weight| {
            weight.strip_prefix("q=").and_then(|number| number.parse::<f32>().ok()).is_some_and(|number| number <= 0.0)
        });
        named && !refused
    })
}

impl Icon {
    /// The icon as large as a line of small text, for buttons and errors.
    pub fn small(self) -> Markup {
        html! { svg class="icon" data-size="s" aria-hidden="true" { use href=(self.href()) {} } }
    }
}

impl Render for Icon {
    fn render(&self) -> Markup {
        html! { svg class="icon" aria-hidden="true" { use href=(self.href()) {} } }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(accept: &str) -> HeaderMap {
        HeaderMap::from_iter([(ACCEPT_ENCODING, accept.parse().unwrap())])
    }

    #[test]
    fn a_coding_is_taken_when_named_and_not_weighed_to_nothing() {
        for (accept, brotli, gzip) in [
            ("gzip, deflate, br, zstd", true, true),
            ("gzip;q=0.8, br;q=0", false, true),
            ("GZIP", false, true),
            ("identity", false, false),
            ("", false, false),
            ("brotli", false, false),
        ] {
            assert_eq!(
                (accepts(&headers(accept), "br"), accepts(&headers(accept), "gzip")),
                (brotli, gzip),
                "{accept}"
            );
        }
    }

    #[test]
    fn all_assets_together_stay_below_30_kilobytes_on_the_wire() {
        for asset in &ASSETS {
            eprintln!(
                "{:<14} {:>6} bytes, gzip {:>6}, brotli {:>6}",
                asset.name,
                asset.plain.len(),
                asset.gzip.len(),
                asset.brotli.len()
            );
        }
        let sent: usize = ASSETS.iter().map(|asset| asset.brotli.len()).sum();
        let zipped: usize = ASSETS.iter().map(|asset| asset.gzip.len()).sum();
        eprintln!("{:<14} brotli {sent}, gzip {zipped}", "together");
        assert!(sent < 30_000 && zipped < 30_000, "{sent} brotli, {zipped} gzip");
    }

    #[test]
    fn every_icon_is_in_the_sprite_under_its_name() {
        let sprite = std::str::from_utf8(ASSETS.iter().find(|asset| asset.name == "icons.svg").unwrap().plain).unwrap();
        assert!(Icon::ALL.len() > 30);
        for (name, icon) in Icon::ALL {
            assert!(sprite.contains(&format!("<symbol id=\"i-{name}\"")), "{name}");
            assert_eq!(icon.href(), format!("{SPRITE}#i-{name}"));
        }
    }
}
