/// Why a sign-in can't hold at the address where the page was opened.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum NotHere {
    /// The browser would drop the cookie, or anybody between could read it.
    #[error(
        "Signing in needs https. This address is plain http, where browsers drop the sign-in and anybody between could read along. \
         Ask your administrator to set a public address that begins with https://."
    )]
    PlainHttp,
    /// The cookie belongs to another address.
    #[error("Signing in works at {0} alone, which is the address that Offwheel was given. Open the page there.")]
    Elsewhere(String),
}

/// Whether a sign-in holds for a browser that came to `host`, where people are to reach us at `public_url`.
///
/// Over https at the public address; over plain http on the own machine alone.
pub(crate) fn sign_in_place(public_url: &str, host: Option<&str>) -> Result<(), NotHere> {
    let (secure, public_host) = match public_url.strip_prefix("https://") {
        Some(rest) => (true, authority(rest)),
        None => (false, authority(public_url.trim_start_matches("http://"))),
    };
    let host = host.unwrap_or(public_host);
    match secure {
        true if same(host, public_host) => Ok(()),
        true => Err(NotHere::Elsewhere(public_url.to_owned())),
        false if is_loopback(host) && is_loopback(public_host) => Ok(()),
        false => Err(NotHere::PlainHttp),
    }
}

fn authority(rest: &str) -> &str {
    rest.split('/').next().unwrap_or_default()
}

fn same(host: &str, public_host: &str) -> bool {
    let plain = |host: &str| host.strip_suffix(":443").unwrap_or(host).trim_end_matches('.').to_ascii_lowercase();
    plain(host) == plain(public_host)
}

/// Whether a host, with or without its port, is the own machine.
fn is_loopback(host: &str) -> bool {
    if let Some(rest) = host.strip_prefix('[') {
        let address = rest.split(']').next().and_then(|address| address.parse::<std::net::Ipv6Addr>().ok());
        return address.is_some_and(|address| address.is_loopback());
    }
    let name = host.rsplit_once(':').map_or(host, |(name, _)| name);
    name.eq_ignore_ascii_case("localhost")
        || name.parse::<std::net::Ipv4Addr>().is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sign_in_holds_over_https_and_on_the_own_machine() {
        let elsewhere = |url: &str| Err(NotHere::Elsewhere(url.to_owned()));
        for (public_url, host, expected) in [
            ("https://learn.lindmoor.example", Some("learn.lindmoor.example"), Ok(())),
            ("https://learn.lindmoor.example", Some("Learn.lindmoor.example:443"), Ok(())),
            ("https://learn.lindmoor.example:8443/", Some("learn.lindmoor.example:8443"), Ok(())),
            ("https://learn.lindmoor.example", Some("10.0.0.5:4600"), elsewhere("https://learn.lindmoor.example")),
            ("http://127.0.0.1:4600", Some("127.0.0.1:4600"), Ok(())),
            ("http://127.0.0.1:4600", Some("localhost:4600"), Ok(())),
            ("http://127.0.0.1:4600", None, Ok(())),
            ("http://[::1]:4600", Some("[::1]:4600"), Ok(())),
            ("http://127.0.0.1:4600", Some("10.0.0.5:4600"), Err(NotHere::PlainHttp)),
            ("http://10.0.0.5:4600", Some("10.0.0.5:4600"), Err(NotHere::PlainHttp)),
            ("http://learn.lindmoor.example", Some("127.0.0.1"), Err(NotHere::PlainHttp)),
            ("http://127.0.0.1.evil.example", None, Err(NotHere::PlainHttp)),
        ] {
            assert_eq!(sign_in_place(public_url, host), expected, "{public_url} {host:?}");
        }
    }
}
