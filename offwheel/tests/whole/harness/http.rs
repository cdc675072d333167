//! A client that opens a connection for each question and knows whether the answer arrived whole, which a killed server decides.

use std::io::{self, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

use serde_json::Value;

use super::Form;

/// Somebody with a browser or a program: cookies of their own, an address of their own behind a proxy.
#[derive(Clone)]
pub struct Visitor {
    server: SocketAddr,
    origin: String,
    cookies: Vec<(String, String)>,
    headers: Vec<(String, String)>,
    patience: Duration,
}

/// A whole answer.
#[derive(Debug, Clone)]
pub struct Answer {
    /// The status code.
    pub status: u16,
    /// Names in lower case.
    pub headers: Vec<(String, String)>,
    /// The content.
    pub body: Vec<u8>,
}

impl Answer {
    /// The first header of a name.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// Where it leads.
    pub fn location(&self) -> &str {
        self.header("location").unwrap_or_else(|| panic!("no location in {} {}", self.status, self.text()))
    }

    /// The content as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// The content as JSON.
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("{error}: {} {}", self.status, self.text()))
    }

    /// Itself, if it has this status.
    #[track_caller]
    pub fn with(self, status: u16) -> Self {
        assert_eq!(self.status, status, "{:?} {}", self.headers, self.text());
        self
    }
}

impl Visitor {
    /// A stranger at `server`, which is known as `origin`.
    pub fn new(server: SocketAddr, origin: &str) -> Self {
        let origin = origin.to_owned();
        Self { server, origin, cookies: Vec::new(), headers: Vec::new(), patience: Duration::from_secs(60) }
    }

    /// With a header on every question.
    pub fn with_header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    /// With a token for the API.
    pub fn with_token(self, token: &str) -> Self {
        self.with_header("authorization", &format!("Bearer {token}"))
    }

    /// From another address, as a trusted proxy tells it.
    pub fn coming_from(self, address: &str) -> Self {
        self.with_header("x-forwarded-for", address)
    }

    /// The same visitor at the server's new place.
    pub fn at(mut self, server: SocketAddr) -> Self {
        self.server = server;
        self
    }

    /// Follows no redirect.
    pub fn get(&mut self, path: &str) -> io::Result<Answer> {
        self.ask("GET", path, &[], b"")
    }

    /// Gets a page, and follows up to five redirects.
    #[track_caller]
    pub fn page(&mut self, path: &str) -> Answer {
        let mut answer = self.get(path).unwrap();
        for _ in 0..5 {
            if !(300..400).contains(&answer.status) {
                break;
            }
            let next = answer.location().strip_prefix(&self.origin).unwrap_or(answer.location()).to_owned();
            answer = self.get(&next).unwrap();
        }
        answer
    }

    /// Posts a form as a browser does.
    pub fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> io::Result<Answer> {
        let origin = self.origin.clone();
        let headers = [("content-type", "application/x-www-form-urlencoded"), ("origin", origin.as_str())];
        self.ask("POST", path, &headers, encoded(fields).as_bytes())
    }

    /// Posts a form that was found on a page.
    pub fn submit(&mut self, form: &Form) -> io::Result<Answer> {
        let fields: Vec<(&str, &str)> =
            form.fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        if form.is_multipart { self.post_parts(&form.action, &fields) } else { self.post(&form.action, &fields) }
    }

    fn post_parts(&mut self, path: &str, fields: &[(&str, &str)]) -> io::Result<Answer> {
        let origin = self.origin.clone();
        let mut body = String::new();
        for (name, value) in fields {
            body.push_str(&format!("--part\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"));
        }
        body.push_str("--part--\r\n");
        let headers = [("content-type", "multipart/form-data; boundary=part"), ("origin", origin.as_str())];
        self.ask("POST", path, &headers, body.as_bytes())
    }

    /// Posts a document.
    pub fn post_json(&mut self, path: &str, headers: &[(&str, &str)], document: &Value) -> io::Result<Answer> {
        let mut all = vec![("content-type", "application/json")];
        all.extend_from_slice(headers);
        self.ask("POST", path, &all, document.to_string().as_bytes())
    }

    /// One question; an error unless the whole answer arrived.
    pub fn ask(&mut self, method: &str, path: &str, headers: &[(&str, &str)], body: &[u8]) -> io::Result<Answer> {
        let mut stream = TcpStream::connect_timeout(&self.server, self.patience)?;
        stream.set_read_timeout(Some(self.patience))?;
        stream.set_write_timeout(Some(self.patience))?;
        let host = self.origin.split_once("://").map_or("localhost", |(_, host)| host);
        let mut head = format!(
            "{method} {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\nContent-Length: {}\r\n",
            body.len()
        );
        if !self.cookies.is_empty() {
            let cookies: Vec<String> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
            head.push_str(&format!("Cookie: {}\r\n", cookies.join("; ")));
        }
        let own = self.headers.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        for (name, value) in own.chain(headers.iter().copied()) {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        head.push_str("\r\n");
        stream.write_all(head.as_bytes())?;
        stream.write_all(body)?;
        let mut raw = Vec::new();
        stream.read_to_end(&mut raw)?;
        let answer = answer(&raw)?;
        self.keep_cookies(&answer);
        Ok(answer)
    }

    /// All requests that the API lists, page by page.
    #[track_caller]
    pub fn all_requests(&mut self) -> Vec<Value> {
        let mut items = Vec::new();
        let mut next = "/api/v1/requests?limit=200".to_owned();
        loop {
            let page = self.get(&next).unwrap().with(200).json();
            items.extend_from_slice(page["items"].as_array().unwrap());
            let Some(address) = page["next"].as_str() else { return items };
            next = address.strip_prefix(&self.origin).expect("the next page is on the same server").to_owned();
        }
    }

    /// The highest number that was given, as the API tells it; cheap to ask often.
    #[track_caller]
    pub fn newest_number(&mut self) -> i64 {
        let page = self.get("/api/v1/requests?limit=50").unwrap().with(200).json();
        page["items"].as_array().unwrap().iter().map(|item| item["number"].as_i64().unwrap()).max().unwrap_or_default()
    }

    fn keep_cookies(&mut self, answer: &Answer) {
        for (_, cookie) in answer.headers.iter().filter(|(name, _)| name == "set-cookie") {
            let pair = cookie.split(';').next().unwrap_or_default();
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            self.cookies.retain(|(known, _)| known != name);
            if !value.is_empty() {
                self.cookies.push((name.to_owned(), value.to_owned()));
            }
        }
    }
}

fn answer(raw: &[u8]) -> io::Result<Answer> {
    let cut = || io::Error::new(io::ErrorKind::UnexpectedEof, "the answer is not whole");
    let end = raw.windows(4).position(|four| four == b"\r\n\r\n").ok_or_else(cut)?;
    let head = String::from_utf8_lossy(&raw[..end]).into_owned();
    let mut lines = head.split("\r\n");
    let status =
        lines.next().and_then(|line| line.split(' ').nth(1)).and_then(|code| code.parse().ok()).ok_or_else(cut)?;
    let headers: Vec<(String, String)> = lines
        .filter_map(|line| line.split_once(':'))
        .map(|(name, value)| (name.to_ascii_lowercase(), value.trim().to_owned()))
        .collect();
    let rest = &raw[end + 4..];
    let named = |name: &str| headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.clone());
    let body = if named("transfer-encoding").is_some_and(|how| how.contains("chunked")) {
        unchunked(rest).ok_or_else(cut)?
    } else {
        let length: usize = named("content-length").and_then(|length| length.parse().ok()).unwrap_or(rest.len());
        rest.get(..length).ok_or_else(cut)?.to_vec()
    };
    Ok(Answer { status, headers, body })
}

fn unchunked(mut rest: &[u8]) -> Option<Vec<u8>> {
    let mut body = Vec::new();
    loop {
        let end = rest.windows(2).position(|two| two == b"\r\n")?;
        let size = usize::from_str_radix(std::str::from_utf8(&rest[..end]).ok()?.split(';').next()?, 16).ok()?;
        rest = &rest[end + 2..];
        if size == 0 {
            return Some(body);
        }
        body.extend_from_slice(rest.get(..size)?);
        rest = rest.get(size + 2..)?;
    }
}

fn encoded(fields: &[(&str, &str)]) -> String {
    let pair = |(name, value): &(&str, &str)| format!("{}={}", percent(name), percent(value));
    fields.iter().map(pair).collect::<Vec<_>>().join("&")
}

fn percent(text: &str) -> String {
    let mut out = String::new();
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'*' => out.push(char::from(byte)),
            b' ' => out.push('+'),
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}
