//! What the server is to its readers' browsers: its address, the path under which it lies, whether they come by https, who may frame its charts, and which names of its own it
//! answers to. Part of the settings; `policy`, `prefs` and `front` read it.

use std::net::IpAddr;

use axum::http::Uri;
use axum::http::header::HOST;
use axum::http::request::Parts;
use data::query::Base;
use url::{Host, Url};

/// What the server is to its readers' browsers.
#[derive(Clone, Debug, Default)]
pub struct Site {
    /// Its address for readers, where it is not the one that it listens on.
    pub public_url: Option<Url>,
    /// The path under which readers have it. A proxy passes it on as it stands.
    pub base: Base,
    /// Whether readers come by https.
    pub https: bool,
    /// The origins whose pages may frame a chart to embed; `None`: any.
    pub embed_origins: Option<Vec<String>>,
}

impl Site {
    /// Whether a request names this machine, or the address for readers. A website can have its own name lead to a reader's machine, and would
    /// read there what only that reader may: its name is in the request.
    pub fn answers_to(&self, parts: &Parts) -> bool {
        let named: Vec<&str> = match parts.uri.authority() {
            Some(authority) => vec![authority.as_str()],
            None => parts.headers.get_all(HOST).iter().map(|host| host.to_str().unwrap_or_default()).collect(),
        };
        !named.is_empty() && named.into_iter().all(|host| is_loopback(host) || self.is_public(host))
    }

    /// Scheme and host as the reader of a request has them; `None`: the request names no host.
    pub fn origin_for(&self, parts: &Parts) -> Option<String> {
        if let Some(public) = &self.public_url {
            return Some(public.origin().ascii_serialization());
        }
        let named = || parts.headers.get(HOST).and_then(|host| host.to_str().ok());
        let host = parts.uri.authority().map(|authority| authority.as_str()).or_else(named)?;
        let scheme = if self.https { "https" } else { "http" };
        Url::parse(&format!("{scheme}://{host}")).ok().map(|url| url.origin().ascii_serialization())
    }

    /// What a reader's address means within the site; `None`: it is outside. The probes are at the host's root too, for whoever asks this process
    /// itself.
    pub fn within(&self, uri: &Uri) -> Option<Uri> {
        let asked = uri.path_and_query().map_or("/", |asked| asked.as_str());
        let Some(rest) = self.base.off(asked) else { return Some(uri.clone()).filter(|_| matches!(uri.path(), "/healthz" | "/readyz")) };
        let mut parts = uri.clone().into_parts();
        parts.path_and_query = Some(if rest.starts_with('/') { rest.parse() } else { format!("/{rest}").parse() }.ok()?);
        Uri::from_parts(parts).ok()
    }

    /// Whether `host`, with its port, is that of the address for readers.
    pub fn is_public(&self, host: &str) -> bool {
        let Some(public) = &self.public_url else { return false };
        let own = Url::parse(&format!("{}://{host}", public.scheme()));
        own.is_ok_and(|own| own.host() == public.host() && own.port_or_known_default() == public.port_or_known_default())
    }
}

fn is_loopback(host: &str) -> bool {
    let Ok(url) = Url::parse(&format!("http://{host}")) else { return false };
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => IpAddr::from(address).to_canonical().is_loopback(),
        None => false,
    }
}

/// An origin, as a browser says it: scheme, host, port.
pub fn origin(text: &str) -> Option<Url> {
    let url = Url::parse(text).ok()?;
    let is_origin = matches!(url.scheme(), "http" | "https") && url.path() == "/" && url.query().is_none() && url.fragment().is_none();
    Some(url).filter(|url| is_origin && url.username().is_empty() && url.password().is_none())
}
