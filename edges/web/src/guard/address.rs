use std::convert::Infallible;
use std::net::{IpAddr, SocketAddr};

use axum::extract::{ConnectInfo, FromRequestParts, Request};
use http::HeaderMap;
use http::request::Parts;

/// Where a request comes from: the peer, or what a proxy that the administrator named says of it.
///
/// For limits only. It is none where the listener gives no addresses, such as a socket of the machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Client {
    /// The address, IPv4 even where it came in the shape of IPv6.
    pub address: Option<IpAddr>,
}

impl Client {
    pub(super) fn of(request: &Request, trusted: &[IpAddr]) -> Self {
        let peer = request.extensions().get::<ConnectInfo<SocketAddr>>().map(|peer| peer.ip().to_canonical());
        Self { address: peer.map(|peer| behind_proxies(peer, request.headers(), trusted)) }
    }
}

/// Walks `X-Forwarded-For` from its end, where our own proxy wrote, to the first address that is no proxy of ours.
///
/// What stands before it may have been made up by the client.
fn behind_proxies(peer: IpAddr, headers: &HeaderMap, trusted: &[IpAddr]) -> IpAddr {
    let is_trusted = |address: IpAddr| trusted.iter().any(|proxy| proxy.to_canonical() == address);
    let lines: Vec<&str> = headers
        .get_all("x-forwarded-for")
        .iter()
        .filter_map(|line| line.to_str().ok())
        .flat_map(|line| line.split(','))
        .collect();
    let mut address = peer;
    for hop in lines.into_iter().rev() {
        match one(hop.trim()) {
            Some(before) if is_trusted(address) => address = before,
            Some(_) | None => break,
        }
    }
    address
}

/// `192.0.2.1`, `2001:db8::1`, `[2001:db8::1]:443` or `192.0.2.1:443`.
fn one(hop: &str) -> Option<IpAddr> {
    let socket = || hop.parse::<SocketAddr>().map(|socket| socket.ip());
    let bare = hop.trim_start_matches('[').trim_end_matches(']');
    bare.parse::<IpAddr>().or_else(|_| socket()).ok().map(|address| address.to_canonical())
}

impl<S: Send + Sync> FromRequestParts<S> for Client {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(parts.extensions.get::<Self>().copied().unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_named_proxy_is_believed() {
        let proxies: Vec<IpAddr> = ["10.0.0.1", "10.0.0.2", "::1"].map(|address| address.parse().unwrap()).to_vec();
        for (peer, said, client) in [
            ("192.0.2.7", "203.0.113.9", "192.0.2.7"),
            ("10.0.0.1", "203.0.113.9", "203.0.113.9"),
            ("10.0.0.1", "1.1.1.1, 203.0.113.9", "203.0.113.9"),
            ("10.0.0.1", "203.0.113.9, 10.0.0.2", "203.0.113.9"),
            ("10.0.0.1", "203.0.113.9:51000", "203.0.113.9"),
            ("::1", "[2001:db8::9]:443", "2001:db8::9"),
            ("::ffff:10.0.0.1", "203.0.113.9", "203.0.113.9"),
            ("10.0.0.1", "unknown", "10.0.0.1"),
            ("10.0.0.1", "203.0.113.9, unknown", "10.0.0.1"),
            ("10.0.0.1", "", "10.0.0.1"),
        ] {
            let headers =
                HeaderMap::from_iter([(http::HeaderName::from_static("x-forwarded-for"), said.parse().unwrap())]);
            let peer = peer.parse::<IpAddr>().unwrap().to_canonical();
            assert_eq!(behind_proxies(peer, &headers, &proxies).to_string(), client, "{peer} says {said}");
        }
    }
}
