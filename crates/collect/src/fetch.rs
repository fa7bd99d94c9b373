//! One request, made politely and within limits: robots.txt, a pace for each host, redirects looked at one by one.

use crate::guard::{self, Lookup, Resolver};
use crate::host::{Host, Hosts};
use crate::settings::Settings;
use reqwest::header::{HeaderMap, HeaderName, HeaderValue};
use reqwest::{Client, Response, redirect};
use std::fmt;
use std::sync::Arc;
use std::time::{Duration, Instant};
use url::Url;

/// Makes requests for all sources.
pub struct Fetcher {
    settings: Settings,
    /// For the public network.
    public: Client,
    /// For hosts of the own network that a source allows by name.
    own: Client,
    hosts: Hosts,
}

/// What is asked for.
#[derive(Clone, Debug, Default)]
pub struct Ask {
    /// The address.
    pub url: String,
    /// As the server named the bytes that are here.
    pub etag: Option<String>,
    /// When they were changed, as the server said.
    pub modified: Option<String>,
    /// Hosts of the own network that may be asked.
    pub allowed: Vec<String>,
    /// Requests a second to the host, if the source says so.
    pub rate: Option<f64>,
    /// What to read of robots.txt: an interface made for programs does not need it.
    pub interface: bool,
}

/// What came back.
#[derive(Clone, Debug, Default)]
pub struct Answer {
    /// The address that answered.
    pub url: String,
    /// The addresses it was sent on to.
    pub hops: Vec<String>,
    /// 200, 304 and the like.
    pub status: u16,
    /// The head, without what only concerns the connection.
    pub headers: Vec<(String, String)>,
    /// The bytes, unpacked.
    pub body: Vec<u8>,
    /// Milliseconds until all was there.
    pub millis: u64,
}

impl Answer {
    /// A line of the head.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(n, _)| n == name).map(|(_, value)| value.as_str())
    }
}

/// Why there is no answer to use.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trouble {
    /// What kind it is.
    pub kind: Kind,
    /// A sentence.
    pub what: String,
    /// The status of the answer, 0 if there was none.
    pub status: u16,
    /// Not before that much time has passed.
    pub wait: Option<Duration>,
    /// Whether nothing was asked, because the host is to be left alone for now.
    pub held: bool,
}

/// Kinds of trouble, by what to do about them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// It will not be otherwise next time: refused, forbidden, gone, too large, in a loop.
    Final,
    /// The host is not there or does not answer; no other request to it is worth trying now.
    Host,
    /// It may be otherwise next time.
    Passing,
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.what)
    }
}

impl Trouble {
    /// A trouble without an answer.
    pub fn new(kind: Kind, what: impl Into<String>) -> Self {
        Self { kind, what: what.into(), status: 0, wait: None, held: false }
    }
}

/// Seconds to wait for a connection.
const CONNECT: u64 = 10;
/// Bytes of robots.txt that are read.
const ROBOTS: usize = 500 * 1024;

impl Fetcher {
    /// A fetcher; `lookup` is how names are looked up.
    pub fn new(settings: &Settings, lookup: Lookup) -> Result<Arc<Self>, String> {
        // Whoever came first has chosen the same.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let client = |private: bool| {
            Client::builder()
                .user_agent(settings.agent())
                .redirect(redirect::Policy::none())
                .no_proxy()
                .connect_timeout(Duration::from_secs(CONNECT.min(settings.seconds)))
                .pool_max_idle_per_host(settings.per_host)
                .dns_resolver(Resolver { lookup: lookup.clone(), private })
                .build()
                .map_err(|e| format!("no request can be made: {e}"))
        };
        let hosts = Hosts::new(settings.rate, settings.per_host);
        Ok(Arc::new(Self { settings: settings.clone(), public: client(false)?, own: client(true)?, hosts }))
    }

    /// The bytes at an address, or 304.
    pub async fn get(&self, ask: &Ask) -> Result<Answer, Trouble> {
        let limit = Duration::from_secs(self.settings.seconds);
        let started = Instant::now();
        let mut url = parse(&ask.url)?;
        let mut hops: Vec<String> = Vec::new();
        loop {
            guard::check(&url, &ask.allowed).map_err(|r| Trouble::new(Kind::Final, r.0))?;
            let host = self.hosts.of(&url, self.is_own(&url, ask), ask.rate);
            host.ready().await?;
            if !ask.interface {
                self.robots(&host, &url, ask).await?;
            }
            let _turn = host.turn().await;
            let answer = tokio::time::timeout(limit, self.once(&url, ask, &hops)).await;
            let mut answer = answer.unwrap_or_else(|_| {
                let what = format!("{url} was not there after {} seconds", limit.as_secs());
                Err(Trouble::new(Kind::Passing, what))
            });
            if let Err(trouble) = &answer {
                host.note(trouble);
            }
            let Some(next) = answer.as_ref().ok().and_then(|a| onward(a, &url)) else {
                if let Ok(answer) = &mut answer {
                    (answer.hops, answer.millis) = (hops, started.elapsed().as_millis() as u64);
                }
                return answer;
            };
            let next = next?;
            if hops.len() >= self.settings.redirects || next == url || hops.contains(&next.to_string()) {
                return Err(Trouble::new(Kind::Final, format!("{} is sent on without end", ask.url)));
            }
            hops.push(next.to_string());
            url = next;
        }
    }

    fn is_own(&self, url: &Url, ask: &Ask) -> bool {
        url.host().is_some_and(|host| guard::allows(&host, &ask.allowed))
    }

    async fn once(&self, url: &Url, ask: &Ask, hops: &[String]) -> Result<Answer, Trouble> {
        let client = if self.is_own(url, ask) { &self.own } else { &self.public };
        let mut request = client.get(url.clone()).headers(accept());
        if hops.is_empty() {
            let condition = [("if-none-match", &ask.etag), ("if-modified-since", &ask.modified)];
            for (name, value) in condition.into_iter().filter_map(|(n, v)| Some((n, v.as_ref()?))) {
                request = request.header(name, value);
            }
        }
        let response = request.send().await.map_err(|e| of_error(&e, url))?;
        let status = response.status().as_u16();
        let headers = headers(response.headers());
        if let Some(trouble) = of_status(status, response.headers(), url) {
            return Err(trouble);
        }
        let body = match status {
            200..=203 => body(response, self.settings.megabytes << 20, url).await?,
            _ => Vec::new(),
        };
        Ok(Answer { url: url.to_string(), status, headers, body, ..Answer::default() })
    }

    /// Asks robots.txt of the host once; a trouble if we may not come in.
    async fn robots(&self, host: &Host, url: &Url, ask: &Ask) -> Result<(), Trouble> {
        let read = || async {
            let Ok(at) = url.join("/robots.txt") else { return Ok(None) };
            self.robots_text(at, ask).await
        };
        if host.allows(url, read).await? {
            return Ok(());
        }
        Err(Trouble::new(Kind::Final, format!("{url} is closed to programs by the site's robots.txt")))
    }

    /// The rules of a site; none if it has none. Redirects are followed, as for any page.
    async fn robots_text(&self, mut at: Url, ask: &Ask) -> Result<Option<Vec<u8>>, Trouble> {
        for _ in 0..5 {
            if guard::check(&at, &ask.allowed).is_err() {
                return Ok(None);
            }
            let client = if self.is_own(&at, ask) { &self.own } else { &self.public };
            let limit = Duration::from_secs(self.settings.seconds.min(20));
            let answer = tokio::time::timeout(limit, async {
                let response = client.get(at.clone()).send().await.map_err(|e| of_error(&e, &at))?;
                let (status, head) = (response.status().as_u16(), response.headers().clone());
                let text = if status == 200 { body(response, ROBOTS, &at).await.ok() } else { None };
                Ok::<_, Trouble>((status, head, text))
            });
            let Ok(answer) = answer.await else {
                return Err(Trouble::new(Kind::Passing, format!("{at} was not there in time")));
            };
            let (status, head, text) = answer?;
            match (status, head.get("location").and_then(|l| l.to_str().ok()).map(|l| at.join(l))) {
                (300..=399, Some(Ok(next))) => at = next,
                (500..=599, _) => {
                    let what = format!("{at} fails ({status}): until it answers, the site is taken to be closed");
                    return Err(Trouble { status, ..Trouble::new(Kind::Passing, what) });
                }
                _ => return Ok(text),
            }
        }
        Ok(None)
    }
}

fn parse(url: &str) -> Result<Url, Trouble> {
    Url::parse(url).map_err(|e| Trouble::new(Kind::Final, format!("{url} is no address ({e})")))
}

fn accept() -> HeaderMap {
    let mut headers = HeaderMap::new();
    let value = "application/atom+xml, application/rss+xml, application/feed+json, text/html;q=0.9, */*;q=0.5";
    headers.insert("accept", HeaderValue::from_static(value));
    headers
}

/// Where an answer sends us on to.
fn onward(answer: &Answer, url: &Url) -> Option<Result<Url, Trouble>> {
    let to = answer.header("location").filter(|_| (300..=399).contains(&answer.status) && answer.status != 304)?;
    Some(
        url.join(to)
            .map_err(|e| Trouble::new(Kind::Final, format!("{url} is sent on to {to}, which is no address ({e})"))),
    )
}

/// What a status means that is no answer to use.
fn of_status(status: u16, head: &HeaderMap, url: &Url) -> Option<Trouble> {
    let wait = head.get("retry-after").and_then(|v| v.to_str().ok()).and_then(retry_after);
    let (kind, what) = match status {
        200..=203 | 304 => return None,
        300..=399 if head.contains_key("location") => return None,
        404 | 410 => (Kind::Final, "is gone"),
        401 | 402 | 403 | 407 | 451 => (Kind::Final, "is not open to us"),
        408 | 425 | 429 | 503 => (Kind::Passing, "asks us to come later"),
        500..=599 => (Kind::Passing, "fails"),
        _ => (Kind::Final, "gives nothing"),
    };
    Some(Trouble { status, wait, ..Trouble::new(kind, format!("{url} {what} ({status})")) })
}

/// Seconds, or a day and time.
pub fn retry_after(value: &str) -> Option<Duration> {
    if let Ok(seconds) = value.trim().parse::<u64>() {
        return Some(Duration::from_secs(seconds.min(MOST_WAIT)));
    }
    let at = jiff::fmt::rfc2822::parse(value.trim()).ok()?.timestamp();
    let seconds = at.duration_since(jiff::Timestamp::now()).as_secs().clamp(0, MOST_WAIT as i64);
    Some(Duration::from_secs(seconds as u64))
}

/// Whoever asks for more than a day is asked again after a day.
const MOST_WAIT: u64 = 24 * 3600;

/// What the client says of a request that failed.
fn of_error(e: &reqwest::Error, url: &Url) -> Trouble {
    let mut why: Vec<String> = Vec::new();
    let mut source: Option<&(dyn std::error::Error + 'static)> = Some(e);
    while let Some(error) = source {
        if let Some(refused) = error.downcast_ref::<guard::Refused>() {
            return Trouble::new(Kind::Final, refused.0.clone());
        }
        why.push(error.to_string());
        source = error.source();
    }
    let last = why.pop().unwrap_or_default();
    let kind = if e.is_connect() { Kind::Host } else { Kind::Passing };
    let what = if e.is_connect() { "cannot be reached" } else { "broke off" };
    Trouble::new(kind, format!("{} {what} ({last})", url.host_str().unwrap_or("the host")))
}

/// The bytes of an answer up to a limit, which also holds for what is packed.
async fn body(mut response: Response, most: usize, url: &Url) -> Result<Vec<u8>, Trouble> {
    let large = || Trouble::new(Kind::Final, format!("{url} is larger than {} MB (setting megabytes)", most >> 20));
    if response.content_length().is_some_and(|n| n > most as u64) {
        return Err(large());
    }
    let mut bytes = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(|e| of_error(&e, url))? {
        if bytes.len() + chunk.len() > most {
            return Err(large());
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(bytes)
}

/// What is kept of the head of an answer: no cookies, nothing that only concerns the connection.
fn headers(head: &HeaderMap) -> Vec<(String, String)> {
    const LEFT_OUT: [&str; 5] = ["set-cookie", "connection", "keep-alive", "transfer-encoding", "alt-svc"];
    let kept = |(name, value): (&HeaderName, &HeaderValue)| {
        let value = String::from_utf8_lossy(value.as_bytes()).chars().take(2000).collect();
        (!LEFT_OUT.contains(&name.as_str())).then(|| (name.as_str().to_string(), value))
    };
    head.iter().filter_map(kept).take(64).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn how_long_to_wait_is_told_in_seconds_or_as_a_time() {
        assert_eq!(retry_after("120"), Some(Duration::from_secs(120)));
        assert_eq!(retry_after("999999999"), Some(Duration::from_secs(MOST_WAIT)));
        assert_eq!(retry_after("Wed, 21 Oct 2015 07:28:00 GMT"), Some(Duration::ZERO));
        assert_eq!(retry_after("soon"), None);
    }

    #[test]
    fn what_a_status_means() {
        let url = parse("https://a.example/").expect("an address");
        let kind = |status: u16| of_status(status, &HeaderMap::new(), &url).map(|t| t.kind);
        assert_eq!([200, 304].map(kind), [None, None]);
        assert_eq!([403, 404, 302].map(kind), [Some(Kind::Final); 3]);
        assert_eq!([429, 500, 503].map(kind), [Some(Kind::Passing); 3]);
    }
}
