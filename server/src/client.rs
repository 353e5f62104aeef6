//! Who asks: the address of the connection, or the one that a trusted proxy names; and how often it may.

use std::net::{IpAddr, Ipv6Addr, SocketAddr};
use std::num::NonZeroU32;
use std::sync::atomic::{AtomicU32, Ordering};

use axum::http::HeaderMap;
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use ipnet::IpNet;

/// The address of the client: behind trusted proxies the last one in `X-Forwarded-For` that is none of them, since each proxy writes its own
/// client at the right end, and what stands to the left anyone can write.
pub fn address(peer: SocketAddr, headers: &HeaderMap, trusted: &[IpNet]) -> IpAddr {
    let is_trusted = |address: IpAddr| trusted.iter().any(|network| network.contains(&address));
    let peer = peer.ip().to_canonical();
    if !is_trusted(peer) {
        return peer;
    }
    let lists = headers.get_all("x-forwarded-for").iter().filter_map(|list| list.to_str().ok());
    let named: Vec<&str> = lists.flat_map(|list| list.split(',')).map(str::trim).collect();
    let mut client = peer;
    for name in named.into_iter().rev() {
        let Some(address) = read(name) else { break };
        client = address;
        if !is_trusted(address) {
            break;
        }
    }
    client
}

/// An address as proxies write it: bare, or with a port.
fn read(name: &str) -> Option<IpAddr> {
    let bare = name.parse::<IpAddr>().ok();
    bare.or_else(|| name.parse::<SocketAddr>().ok().map(|address| address.ip())).map(|address| address.to_canonical())
}

/// Whom a rate holds for: an IPv4 address, or the /64 of an IPv6 one, which is what one subscriber has.
fn subscriber(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(_) => address,
        IpAddr::V6(address) => {
            let [a, b, c, d, ..] = address.segments();
            Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0).into()
        }
    }
}

/// Clients that come in between two looks for those that may be forgotten.
const SWEEP: u32 = 1_024;

/// Seconds whose requests may come at once.
const BURST: NonZeroU32 = NonZeroU32::MIN.saturating_add(9);

/// How often each client may ask.
pub struct Rate {
    limiter: Option<DefaultKeyedRateLimiter<IpAddr>>,
    asked: AtomicU32,
}

impl Rate {
    /// So many requests a second, ten seconds' worth of them at once; 0: any number.
    pub fn new(a_second: u32) -> Rate {
        let quota = NonZeroU32::new(a_second).map(|rate| Quota::per_second(rate).allow_burst(rate.saturating_mul(BURST)));
        Rate { limiter: quota.map(RateLimiter::keyed), asked: AtomicU32::new(0) }
    }

    /// Whether the client may ask once more.
    pub fn allows(&self, client: IpAddr) -> bool {
        let Some(limiter) = &self.limiter else { return true };
        if self.asked.fetch_add(1, Ordering::Relaxed) % SWEEP == SWEEP - 1 {
            limiter.retain_recent();
        }
        limiter.check_key(&subscriber(client)).is_ok()
    }
}
