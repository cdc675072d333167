use std::collections::BTreeMap;

use axum::Router;
use axum::body::{Body, to_bytes};
use ground::Ground;
use http::header::{ACCEPT_LANGUAGE, CONTENT_TYPE, COOKIE, LOCATION, SET_COOKIE};
use http::{HeaderMap, Request, StatusCode};
use tower::ServiceExt;

/// Somebody with a browser before the real pages, without a script.
pub struct Browser {
    pages: Router,
    cookies: BTreeMap<String, String>,
}

pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: String,
}

impl Answer {
    pub fn leads_to(&self) -> &str {
        self.headers.get(LOCATION).map_or("", |to| to.to_str().unwrap())
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    #[track_caller]
    pub fn assert_shows(&self, words: &str) {
        assert!(self.body.contains(words), "{} does not show “{words}”:\n{}", self.status, self.body);
    }

    #[track_caller]
    pub fn assert_hides(&self, words: &str) {
        assert!(!self.body.contains(words), "{} shows “{words}”:\n{}", self.status, self.body);
    }

    /// What a hidden field holds.
    #[track_caller]
    pub fn hidden(&self, name: &str) -> String {
        let start = format!("type=\"hidden\" name=\"{name}\" value=\"");
        let (_, rest) =
            self.body.split_once(&start).unwrap_or_else(|| panic!("no hidden field {name}:\n{}", self.body));
        rest.split('"').next().unwrap().to_owned()
    }
}

impl Browser {
    pub fn before(ground: &Ground) -> Self {
        let routes = Router::new().merge(team::routes()).merge(desk::routes()).with_state(ground.clone());
        Self { pages: web::guard::around(routes, ground.settings().into()), cookies: BTreeMap::new() }
    }

    async fn send(&mut self, request: http::request::Builder, body: Vec<u8>) -> Answer {
        let cookies: Vec<String> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let request = request.header(COOKIE, cookies.join("; ")).body(Body::from(body)).unwrap();
        let answer = self.pages.clone().oneshot(request).await.unwrap();
        let (parts, body) = answer.into_parts();
        for cookie in parts.headers.get_all(SET_COOKIE) {
            let (pair, attributes) = cookie.to_str().unwrap().split_once(';').unwrap();
            let (name, value) = pair.split_once('=').unwrap();
            if attributes.contains("Max-Age=0") {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
        let body = String::from_utf8_lossy(&to_bytes(body, 60_000_000).await.unwrap()).into_owned();
        Answer { status: parts.status, headers: parts.headers, body }
    }

    pub async fn get(&mut self, path: &str) -> Answer {
        self.send(Request::get(path), Vec::new()).await
    }

    /// Opens a page with a browser that asks for these languages.
    pub async fn get_reading(&mut self, path: &str, languages: &str) -> Answer {
        self.send(Request::get(path).header(ACCEPT_LANGUAGE, languages), Vec::new()).await
    }

    pub async fn post(&mut self, path: &str, values: &[(&str, &str)]) -> Answer {
        let body: Vec<String> =
            values.iter().map(|(name, value)| format!("{}={}", encoded(name), encoded(value))).collect();
        let request = Request::post(path).header(CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.send(request, body.join("&").into_bytes()).await
    }

    /// Sends a form with one file.
    pub async fn post_with_file(&mut self, path: &str, values: &[(&str, &str)], name: &str, content: &[u8]) -> Answer {
        let mut body = Vec::new();
        for (field, value) in values {
            body.extend(format!("--b\r\nContent-Disposition: form-data; name=\"{field}\"\r\n\r\n{value}\r\n").bytes());
        }
        let head = format!(
            "--b\r\nContent-Disposition: form-data; name=\"files\"; filename=\"{name}\"\r\nContent-Type: text/html\r\n\r\n"
        );
        body.extend(head.bytes());
        body.extend(content);
        body.extend(b"\r\n--b--\r\n");
        self.send(Request::post(path).header(CONTENT_TYPE, "multipart/form-data; boundary=b"), body).await
    }
}

fn encoded(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}
