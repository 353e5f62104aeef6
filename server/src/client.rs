//! Who asks: the address of the connection, or the one that a trusted proxy names; how often it may, and over how many connections.

use std::collections::HashMap;
use std::net::{IpAddr, Ipv6Addr, SocketAddr};
use std::num::NonZeroU32;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::http::HeaderMap;
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use ipnet::IpNet;

/// The address of the client: behind trusted proxies the last one in `X-Forwarded-For` that is none of them, since each proxy writes its own
/// client at the right end, and what stands to the left anyone can write.
pub fn address(peer: SocketAddr, headers: &HeaderMap, trusted: &[IpNet]) -> IpAddr {
    let is_trusted = |address: IpAddr| is_among(address, trusted);
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

fn is_among(address: IpAddr, networks: &[IpNet]) -> bool {
    networks.iter().any(|network| network.contains(&address))
}

/// An address as proxies write it: bare, or with a port.
fn read(name: &str) -> Option<IpAddr> {
    let bare = name.parse::<IpAddr>().ok();
    bare.or_else(|| name.parse::<SocketAddr>().ok().map(|address| address.ip())).map(|address| address.to_canonical())
}

/// Whom a bound holds for: an IPv4 address, or the /64 of an IPv6 one, which is what one subscriber has.
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

/// The connections of each client. Those of trusted proxies, which are many clients', are not counted.
#[derive(Clone)]
pub struct Connections {
    most: usize,
    trusted: Vec<IpNet>,
    held: Arc<Mutex<HashMap<IpAddr, usize>>>,
}

impl Connections {
    /// So many for each client.
    pub fn new(most: usize, trusted: &[IpNet]) -> Connections {
        Connections { most, trusted: trusted.to_vec(), held: Arc::default() }
    }

    /// The place of one more connection from `peer`, to be held as long as it lasts; `None`: its client has as many as it may.
    pub fn enter(&self, peer: SocketAddr) -> Option<Connected> {
        let peer = peer.ip().to_canonical();
        let client = subscriber(peer);
        let is_counted = !is_among(peer, &self.trusted);
        if is_counted {
            let mut held = self.held();
            let count = held.entry(client).or_default();
            if *count >= self.most {
                return None;
            }
            *count += 1;
        }
        Some(Connected { client, counted: is_counted.then(|| self.clone()) })
    }

    fn held(&self) -> MutexGuard<'_, HashMap<IpAddr, usize>> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A connection of a client, until it is dropped.
pub struct Connected {
    client: IpAddr,
    /// Where it is counted.
    counted: Option<Connections>,
}

impl Drop for Connected {
    fn drop(&mut self) {
        let Some(connections) = &self.counted else { return };
        let mut held = connections.held();
        let left = held.get(&self.client).map_or(0, |count| count.saturating_sub(1));
        if left == 0 {
            held.remove(&self.client);
        } else {
            held.insert(self.client, left);
        }
    }
}
