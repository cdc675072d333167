use ground::Ground;
use http::header::{ACCEPT_LANGUAGE, CONTENT_TYPE};
use http::{HeaderMap, Request, StatusCode};
use team::testing::Answered;

/// Somebody with a browser before the real pages, without a script.
pub struct Browser(team::testing::Browser);

pub struct Answer {
    pub status: StatusCode,
    leads_to: String,
    pub headers: HeaderMap,
    pub body: String,
}

impl From<Answered> for Answer {
    fn from(Answered { status, leads_to, headers, page }: Answered) -> Self {
        Self { status, leads_to, headers, body: page }
    }
}

impl Answer {
    pub fn leads_to(&self) -> &str {
        &self.leads_to
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
        Self(team::testing::Browser::stranger(ground, team::routes().merge(desk::routes())))
    }

    pub async fn get(&mut self, path: &str) -> Answer {
        self.0.get(path).await.into()
    }

    /// Opens a page with a browser that asks for these languages.
    pub async fn get_reading(&mut self, path: &str, languages: &str) -> Answer {
        self.0.send(Request::get(path).header(ACCEPT_LANGUAGE, languages), "").await.into()
    }

    pub async fn post(&mut self, path: &str, values: &[(&str, &str)]) -> Answer {
        self.0.post(path, values).await.into()
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
        self.0.send(Request::post(path).header(CONTENT_TYPE, "multipart/form-data; boundary=b"), body).await.into()
    }
}
