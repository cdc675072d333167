//! The sign-in cookie. Its name and shape follow the address that the product is reached by.

use http::header::COOKIE;
use http::{HeaderMap, HeaderValue};

/// How cookies are named and guarded at one public address.
///
/// Over https it is `__Host-offwheel`: only this host can set it, and it is never sent in clear. Over plain http, which is
/// for the own machine, it carries the port, as browsers keep one jar for all ports of a host.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionCookie {
    name: String,
    secure: bool,
}

impl SessionCookie {
    /// For the product at `public_url`, such as `https://learning.lindmoor.example`.
    pub fn at(public_url: &str) -> Self {
        if public_url.starts_with("https://") {
            return Self { name: "__Host-offwheel".to_owned(), secure: true };
        }
        let host = public_url.trim_start_matches("http://").split('/').next().unwrap_or_default();
        let port = host
            .rsplit_once(':')
            .map(|(_, port)| port)
            .filter(|port| port.bytes().all(|sign| sign.is_ascii_digit()))
            .unwrap_or("80");
        Self { name: format!("offwheel-{port}"), secure: false }
    }

    /// The token that the browser brought.
    pub fn read<'a>(&self, headers: &'a HeaderMap) -> Option<&'a str> {
        value(headers, &self.name).filter(|token| !token.is_empty())
    }

    /// The `Set-Cookie` that keeps `token` for `seconds`; none if the token holds signs that no cookie can carry.
    pub fn keep(&self, token: &str, seconds: u64) -> Option<HeaderValue> {
        let plain = token.bytes().all(|sign| sign.is_ascii_alphanumeric() || matches!(sign, b'-' | b'_' | b'.' | b'~'));
        plain.then(|| self.header(token, seconds)).flatten()
    }

    /// The `Set-Cookie` that makes the browser forget.
    pub fn forget(&self) -> HeaderValue {
        self.header("", 0).unwrap_or_else(|| HeaderValue::from_static(""))
    }

    fn header(&self, token: &str, seconds: u64) -> Option<HeaderValue> {
        let secure = if self.secure { "; Secure" } else { "" };
        HeaderValue::from_str(&format!(
            "{}={token}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Lax{secure}",
            self.name
        ))
        .ok()
    }
}

/// The value of the cookie called `name`.
pub fn value<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let lines = headers.get_all(COOKIE).iter().filter_map(|line| line.to_str().ok());
    lines.flat_map(|line| line.split(';')).find_map(|pair| pair.trim().strip_prefix(name)?.strip_prefix('='))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cookie_follows_the_public_address() {
        for (url, cookie) in [
            (
                "https://learning.lindmoor.example",
                "__Host-offwheel=abc; Path=/; Max-Age=60; HttpOnly; SameSite=Lax; Secure",
            ),
            (
                "https://learning.lindmoor.example:8443/",
                "__Host-offwheel=abc; Path=/; Max-Age=60; HttpOnly; SameSite=Lax; Secure",
            ),
            ("http://127.0.0.1:8017", "offwheel-8017=abc; Path=/; Max-Age=60; HttpOnly; SameSite=Lax"),
            ("http://[::1]:8017/", "offwheel-8017=abc; Path=/; Max-Age=60; HttpOnly; SameSite=Lax"),
            ("http://[::1]", "offwheel-80=abc; Path=/; Max-Age=60; HttpOnly; SameSite=Lax"),
            ("http://localhost", "offwheel-80=abc; Path=/; Max-Age=60; HttpOnly; SameSite=Lax"),
        ] {
            assert_eq!(SessionCookie::at(url).keep("abc", 60).unwrap(), cookie);
        }
    }

    #[test]
    fn a_token_is_read_back_from_among_others() {
        let cookie = SessionCookie::at("http://127.0.0.1:8017");
        for (sent, read) in [
            ("offwheel-8017=abc", Some("abc")),
            ("x=1; offwheel-8017=abc; y=2", Some("abc")),
            ("offwheel-80170=no; offwheel-8017=abc", Some("abc")),
            ("offwheel-8017=", None),
            ("offwheel-8018=abc", None),
        ] {
            let headers = HeaderMap::from_iter([(COOKIE, sent.parse().unwrap())]);
            assert_eq!(cookie.read(&headers), read, "{sent}");
        }
    }

    #[test]
    fn a_token_cannot_smuggle_an_attribute() {
        assert_eq!(SessionCookie::at("https://a.example").keep("abc; Domain=evil.example", 60), None);
        assert!(SessionCookie::at("https://a.example").forget().to_str().unwrap().contains("Max-Age=0"));
    }
}
