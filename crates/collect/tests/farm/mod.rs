//! A farm of sites on this machine: feeds of all forms whose articles answer well, badly, slowly, without end or not at
//! all. What each does follows from its number, so that every run meets the same.
#![allow(dead_code)]

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

/// Path, head and body of what was posted.
pub type Posted = (String, BTreeMap<String, String>, String);

/// The sites, until they are dropped.
pub struct Farm {
    pub ports: Vec<u16>,
    pub feeds: usize,
    pub articles: usize,
    /// Which round is on: in the second, some articles say something else.
    pub round: Arc<AtomicUsize>,
    /// How often each path was asked for.
    pub asked: Arc<Mutex<BTreeMap<String, usize>>>,
    /// Bodies that were posted, by path.
    pub posted: Arc<Mutex<Vec<Posted>>>,
}

/// What an article does, by its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Manner {
    Well,
    Sent,
    Loop,
    Gone,
    Later,
    Stumbles,
    Slow,
    Endless,
    Latin,
    Mislabelled,
    Twice,
    Future,
    Vanished,
    Hangs,
    Front,
    Inward,
    Changes,
    Closed,
}

pub const MANNERS: [Manner; 18] = [
    Manner::Well,
    Manner::Sent,
    Manner::Loop,
    Manner::Gone,
    Manner::Later,
    Manner::Stumbles,
    Manner::Slow,
    Manner::Endless,
    Manner::Latin,
    Manner::Mislabelled,
    Manner::Twice,
    Manner::Future,
    Manner::Vanished,
    Manner::Hangs,
    Manner::Front,
    Manner::Inward,
    Manner::Changes,
    Manner::Closed,
];

pub fn manner(feed: usize, article: usize) -> Manner {
    let number = feed * 31 + article * 7;
    // Two thirds of all articles are nothing special.
    if !number.is_multiple_of(3) { Manner::Well } else { MANNERS[number / 3 % MANNERS.len()] }
}

impl Manner {
    pub fn is_reachable(self) -> bool {
        use Manner::*;
        !matches!(self, Loop | Gone | Endless | Vanished | Hangs | Front | Inward | Closed)
    }
}

impl Farm {
    pub fn new(ports: usize, feeds: usize, articles: usize) -> Self {
        let listeners: Vec<TcpListener> =
            (0..ports).map(|_| TcpListener::bind("127.0.0.1:0").expect("a port")).collect();
        let farm = Self {
            ports: listeners.iter().map(|l| l.local_addr().expect("an address").port()).collect(),
            feeds,
            articles,
            round: Arc::default(),
            asked: Arc::default(),
            posted: Arc::default(),
        };
        for listener in listeners {
            let site = Site {
                ports: farm.ports.clone(),
                articles,
                round: farm.round.clone(),
                asked: farm.asked.clone(),
                posted: farm.posted.clone(),
            };
            let site = Arc::new(site);
            thread::spawn(move || {
                for stream in listener.incoming().flatten() {
                    let site = site.clone();
                    thread::spawn(move || site.serve(stream));
                }
            });
        }
        farm
    }

    /// The address of a feed.
    pub fn feed(&self, n: usize) -> String {
        format!("http://127.0.0.1:{}/feed/{n}", self.ports[n % self.ports.len()])
    }

    /// The addresses of all articles that can be had, as they are known in the end.
    pub fn reachable(&self) -> BTreeSet<String> {
        let all = (0..self.feeds).flat_map(|n| (0..self.articles).map(move |k| (n, k)));
        let fine = all.filter(|(n, k)| manner(*n, *k).is_reachable());
        fine.map(|(n, k)| self.address(n, k)).collect()
    }

    fn address(&self, n: usize, k: usize) -> String {
        let path = if manner(n, k) == Manner::Sent { "b" } else { "a" };
        format!("http://127.0.0.1:{}/{path}/{n}/{k}", self.ports[n % self.ports.len()])
    }

    pub fn count(&self, manner_: Manner) -> usize {
        let all = (0..self.feeds).flat_map(|n| (0..self.articles).map(move |k| (n, k)));
        all.filter(|(n, k)| manner(*n, *k) == manner_).count()
    }

    pub fn asked(&self, path: &str) -> usize {
        self.asked.lock().expect("a lock").iter().filter(|(p, _)| p.starts_with(path)).map(|(_, n)| n).sum()
    }
}

struct Site {
    ports: Vec<u16>,
    articles: usize,
    round: Arc<AtomicUsize>,
    asked: Arc<Mutex<BTreeMap<String, usize>>>,
    posted: Arc<Mutex<Vec<Posted>>>,
}

impl Site {
    /// One request for each connection.
    fn serve(&self, mut stream: TcpStream) -> Option<()> {
        stream.set_read_timeout(Some(Duration::from_secs(10))).ok()?;
        let (path, head, body) = request(&mut stream)?;
        let before = {
            let mut asked = self.asked.lock().ok()?;
            let count = asked.entry(path.clone()).or_default();
            *count += 1;
            *count - 1
        };
        if head.get(":method").is_some_and(|m| m == "POST") {
            self.posted.lock().ok()?.push((path.clone(), head, body));
            let status = if path.contains("refuse") { "500 No" } else { "200 OK" };
            return answer(&mut stream, status, &[], b"");
        }
        let parts: Vec<&str> = path.trim_matches('/').split('/').collect();
        match parts.as_slice() {
            ["robots.txt"] => {
                answer(&mut stream, "200 OK", &[("content-type", "text/plain")], b"User-agent: *\nDisallow: /closed/\n")
            }
            ["feed", n] => self.feed(&mut stream, n.parse().ok()?, &head),
            ["a", n, k] => self.article(&mut stream, n.parse().ok()?, k.parse().ok()?, before, &head),
            ["b", n, k] => self.report(&mut stream, n.parse().ok()?, k.parse().ok()?, &head),
            ["loop", n, k] => answer(&mut stream, "302 Found", &[("location", &format!("/a/{n}/{k}"))], b""),
            [""] => page(
                &mut stream,
                "text/html",
                "<html><body><h1>Front page</h1><p>Nothing here.</p></body></html>".into(),
            ),
            ["secret"] => page(&mut stream, "text/html", "<p>inside</p>".into()),
            _ => answer(&mut stream, "404 Not Found", &[], b""),
        }
    }

    fn feed(&self, stream: &mut TcpStream, n: usize, head: &BTreeMap<String, String>) -> Option<()> {
        let etag = format!("\"feed-{n}\"");
        if head.get("if-none-match") == Some(&etag) {
            return answer(stream, "304 Not Modified", &[("etag", &etag)], b"");
        }
        let port = self.ports[n % self.ports.len()];
        let links: Vec<(usize, String)> = (0..self.articles).map(|k| (k, link(port, n, k))).collect();
        let (kind, text) = match n % 4 {
            0 => ("application/rss+xml", rss(n, &links)),
            1 => ("application/atom+xml", atom(n, &links)),
            2 => ("application/feed+json", json_feed(n, &links)),
            _ => ("application/xml", sitemap(&links)),
        };
        answer(stream, "200 OK", &[("content-type", kind), ("etag", &etag)], text.as_bytes())
    }

    fn article(
        &self,
        stream: &mut TcpStream,
        n: usize,
        k: usize,
        before: usize,
        head: &BTreeMap<String, String>,
    ) -> Option<()> {
        match manner(n, k) {
            Manner::Sent => answer(stream, "301 Moved", &[("location", &format!("/b/{n}/{k}?utm_source=x"))], b""),
            Manner::Loop => answer(stream, "302 Found", &[("location", &format!("/loop/{n}/{k}"))], b""),
            Manner::Gone => answer(stream, "410 Gone", &[], b""),
            Manner::Later if before == 0 => answer(stream, "429 Too Many", &[("retry-after", "1")], b""),
            Manner::Stumbles if before == 0 => answer(stream, "500 Oh", &[], b""),
            Manner::Front => answer(stream, "302 Found", &[("location", "/")], b""),
            Manner::Inward => answer(stream, "302 Found", &[("location", "http://169.254.169.254/secret")], b""),
            Manner::Endless => endless(stream),
            Manner::Hangs => {
                thread::sleep(Duration::from_secs(20));
                None
            }
            _ => self.report(stream, n, k, head),
        }
    }

    fn report(&self, stream: &mut TcpStream, n: usize, k: usize, head: &BTreeMap<String, String>) -> Option<()> {
        let manner = manner(n, k);
        let later = manner == Manner::Changes && self.round.load(Ordering::Relaxed) > 0;
        let etag = format!("\"{n}-{k}-{later}\"");
        if head.get("if-none-match") == Some(&etag) {
            return answer(stream, "304 Not Modified", &[("etag", &etag)], b"");
        }
        let text = report(n, k, later);
        let (kind, bytes) = match manner {
            Manner::Latin => ("text/html", text.chars().map(|c| c as u32 as u8).collect()),
            Manner::Mislabelled => ("text/html; charset=iso-8859-1", text.into_bytes()),
            _ => ("text/html; charset=utf-8", text.into_bytes()),
        };
        let headers = [("content-type", kind), ("etag", etag.as_str())];
        if manner == Manner::Slow {
            return slowly(stream, &headers, &bytes);
        }
        answer(stream, "200 OK", &headers, &bytes)
    }
}

/// How a feed writes the address of an article.
fn link(port: u16, n: usize, k: usize) -> String {
    match manner(n, k) {
        Manner::Vanished => format!("http://vanished-{n}-{k}.example/a"),
        Manner::Closed => format!("http://127.0.0.1:{port}/closed/{n}/{k}"),
        _ => format!("http://127.0.0.1:{port}/a/{n}/{k}"),
    }
}

const PLACES: [&str; 5] = ["Gao", "Mopti", "Kidal", "Tillabéri", "Dori"];

/// A report with an accent in it, so that a wrong encoding shows.
pub fn report(n: usize, k: usize, later: bool) -> String {
    let (place, killed, day) = (PLACES[(n + k) % PLACES.len()], 2 + k % 9 + usize::from(later), 1 + (n + k) % 28);
    let future = manner(n, k) == Manner::Future;
    let year = if future { 2099 } else { 2025 };
    format!(
        "<html><head><title>Attaque {n}-{k}</title><meta property=\"article:published_time\" content=\"{year}-07-{day:02}\"></head><body>\
         <article><h1>Attaque {n}-{k} près de {place}</h1><p>Des hommes armés ont tué {killed} civils près de {place} le {day} juillet 2025, \
         a déclaré le préfet. C'est la dépêche numéro {n}-{k} de cette série, et elle est écrite en entier.</p>\
         <p>Les blessés ont été évacués vers l'hôpital régional, selon la même source.</p></article></body></html>"
    )
}

fn rss(n: usize, links: &[(usize, String)]) -> String {
    let item = |(k, link): &(usize, String)| {
        let one = format!(
            "<item><title>Attaque {n}-{k}</title><link>{link}</link><guid>same</guid><description>Des hommes armés…</description></item>"
        );
        let again = one.replace("</link>", "?utm_source=rss</link>");
        if manner(n, *k) == Manner::Twice { one + &again } else { one }
    };
    let items: String = links.iter().map(item).collect();
    format!("<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>Site {n}</title>{items}</channel></rss>")
}

fn atom(n: usize, links: &[(usize, String)]) -> String {
    let entry = |(k, link): &(usize, String)| {
        format!("<entry><id>{n}-{k}</id><title>Attaque {n}-{k}</title><link href=\"{link}\"/></entry>")
    };
    let entries: String = links.iter().map(entry).collect();
    format!(
        "<?xml version=\"1.0\"?><feed xmlns=\"http://www.w3.org/2005/Atom\"><title>Site {n}</title>{entries}</feed>"
    )
}

fn json_feed(n: usize, links: &[(usize, String)]) -> String {
    let item = |(k, link): &(usize, String)| {
        format!(
            "{{\"id\": \"{link}\", \"url\": \"{link}\", \"title\": \"Attaque {n}-{k}\", \"content_text\": \"Des hommes...\"}}"
        )
    };
    let items: Vec<String> = links.iter().map(item).collect();
    format!(
        "{{\"version\": \"https://jsonfeed.org/version/1.1\", \"title\": \"Site {n}\", \"items\": [{}]}}",
        items.join(", ")
    )
}

fn sitemap(links: &[(usize, String)]) -> String {
    let place = |(_, link): &(usize, String)| format!("<url><loc>{link}</loc></url>");
    let places: String = links.iter().map(place).collect();
    format!("<?xml version=\"1.0\"?><urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">{places}</urlset>")
}

fn request(stream: &mut TcpStream) -> Option<(String, BTreeMap<String, String>, String)> {
    let (mut bytes, mut buffer) = (Vec::new(), [0; 4096]);
    let end = loop {
        let read = stream.read(&mut buffer).ok().filter(|n| *n > 0)?;
        bytes.extend_from_slice(&buffer[..read]);
        if let Some(at) = bytes.windows(4).position(|w| w == b"\r\n\r\n") {
            break at;
        }
    };
    let text = String::from_utf8_lossy(&bytes[..end]).into_owned();
    let mut lines = text.lines();
    let mut first = lines.next()?.split(' ');
    let (method, path) = (first.next()?, first.next()?.split('?').next()?.to_string());
    let mut head: BTreeMap<String, String> =
        lines.filter_map(|l| l.split_once(':')).map(|(n, v)| (n.to_lowercase(), v.trim().to_string())).collect();
    head.insert(":method".into(), method.into());
    let length: usize = head.get("content-length").and_then(|n| n.parse().ok()).unwrap_or(0);
    let mut body = bytes[end + 4..].to_vec();
    while body.len() < length {
        let read = stream.read(&mut buffer).ok().filter(|n| *n > 0)?;
        body.extend_from_slice(&buffer[..read]);
    }
    Some((path, head, String::from_utf8_lossy(&body).into_owned()))
}

fn page(stream: &mut TcpStream, kind: &str, text: String) -> Option<()> {
    answer(stream, "200 OK", &[("content-type", kind)], text.as_bytes())
}

fn head(status: &str, headers: &[(&str, &str)]) -> String {
    let lines: String = headers.iter().map(|(n, v)| format!("{n}: {v}\r\n")).collect();
    format!("HTTP/1.1 {status}\r\nconnection: close\r\n{lines}")
}

fn answer(stream: &mut TcpStream, status: &str, headers: &[(&str, &str)], body: &[u8]) -> Option<()> {
    let head = format!("{}content-length: {}\r\n\r\n", head(status, headers), body.len());
    stream.write_all(&[head.as_bytes(), body].concat()).ok()
}

fn slowly(stream: &mut TcpStream, headers: &[(&str, &str)], body: &[u8]) -> Option<()> {
    stream.write_all(format!("{}\r\n", head("200 OK", headers)).as_bytes()).ok()?;
    for piece in body.chunks(body.len() / 4 + 1) {
        stream.write_all(piece).ok()?;
        thread::sleep(Duration::from_millis(60));
    }
    Some(())
}

fn endless(stream: &mut TcpStream) -> Option<()> {
    stream.write_all(format!("{}\r\n", head("200 OK", &[("content-type", "text/html")])).as_bytes()).ok()?;
    let words = "<p>words without end</p>".repeat(2000);
    loop {
        stream.write_all(words.as_bytes()).ok()?;
    }
}

/// A day of news in less time: reports that appear in feeds one after the other.
pub struct Day {
    pub port: u16,
    pub feeds: usize,
    reports: usize,
    whole: Duration,
    began: std::time::Instant,
}

impl Day {
    pub fn new(feeds: usize, reports: usize, whole: Duration) -> Arc<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let port = listener.local_addr().expect("an address").port();
        let day = Arc::new(Self { port, feeds, reports, whole, began: std::time::Instant::now() });
        let own = day.clone();
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let day = own.clone();
                thread::spawn(move || day.serve(stream));
            }
        });
        day
    }

    pub fn feed(&self, n: usize) -> String {
        format!("http://127.0.0.1:{}/feed/{n}", self.port)
    }

    /// When a report appears, in seconds after the start.
    pub fn appears(&self, report: usize) -> f64 {
        self.whole.as_secs_f64() * report as f64 / self.reports as f64
    }

    pub fn seconds(&self) -> f64 {
        self.began.elapsed().as_secs_f64()
    }

    fn serve(&self, mut stream: TcpStream) -> Option<()> {
        let (path, ..) = request(&mut stream)?;
        let parts: Vec<&str> = path.trim_matches('/').split('/').collect();
        match parts.as_slice() {
            ["feed", n] => {
                let (n, now): (usize, f64) = (n.parse().ok()?, self.seconds());
                let mine = (0..self.reports).filter(|r| r % self.feeds == n && self.appears(*r) <= now);
                let last: Vec<usize> = mine.collect();
                let item = |r: &usize| {
                    format!("<item><title>Attaque {r}</title><link>http://127.0.0.1:{}/a/{r}</link></item>", self.port)
                };
                let items: String = last.iter().rev().take(60).map(item).collect();
                page(
                    &mut stream,
                    "application/rss+xml",
                    format!("<rss><channel><title>Site {n}</title>{items}</channel></rss>"),
                )
            }
            ["a", r] => {
                let r: usize = r.parse().ok()?;
                page(&mut stream, "text/html; charset=utf-8", report(r / 100, r % 100, false))
            }
            _ => answer(&mut stream, "404 Not Found", &[], b""),
        }
    }
}
