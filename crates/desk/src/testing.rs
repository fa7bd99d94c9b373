//! A desk that listens on this machine, over a record of some demo reports, and somebody who asks it.

use crate::auth::{Listen, Role, hash, later, password};
use crate::{Desk, serve};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;
use vigie_engine::data::Data;
use vigie_engine::model::Document;
use vigie_engine::{code, read};
use vigie_store::{Account, Address, Arrival, Record, Stamp, Token};

/// A report that would run in a browser if its words were taken for more than words.
pub const HOSTILE: &str = "<script>alert(1)</script>";
/// The password of everybody.
pub const PASSWORD: &str = "quatre mots sans lien";

/// A desk that listens until it is dropped.
pub struct Site {
    pub desk: Arc<Desk>,
    pub at: SocketAddr,
    pub path: PathBuf,
    _end: oneshot::Sender<()>,
}

/// What was answered.
#[derive(Debug)]
pub struct Reply {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub body: String,
}

impl Reply {
    pub fn header(&self, name: &str) -> &str {
        let found = self.headers.iter().find(|(n, _)| n.eq_ignore_ascii_case(name));
        found.map_or("", |(_, value)| value)
    }

    /// The value that a cookie was set to.
    pub fn cookie(&self, name: &str) -> Option<String> {
        let set = self.headers.iter().filter(|(n, _)| n.eq_ignore_ascii_case("set-cookie"));
        let value = |(_, v): &(String, String)| {
            v.strip_prefix(&format!("{name}=")).map(|rest| rest.split(';').next().unwrap_or("").to_string())
        };
        set.filter_map(value).next()
    }

    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.body).unwrap_or_else(|e| panic!("{e}: {}", self.body))
    }

    /// What the first form of a page sends back.
    pub fn csrf(&self) -> String {
        let after = self.body.split("name=\"csrf\" value=\"").nth(1).unwrap_or("");
        after.split('"').next().unwrap_or("").to_string()
    }
}

impl Site {
    pub async fn new(listen: Listen) -> Self {
        Self::over(listen, Data::bundled()).await
    }

    /// A desk with data of its own.
    pub async fn over(listen: Listen, data: &'static Data) -> Self {
        let path = folder().join("record.vigie");
        std::fs::copy(filled(), &path).expect("a copy");
        let desk = Desk::at(listen, Address::File(path.clone()), stamp(), data);
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let at = listener.local_addr().expect("an address");
        let (end, ended) = oneshot::channel::<()>();
        tokio::spawn(serve(listener, Arc::clone(&desk), async move { drop(ended.await) }));
        Self { desk, at, path, _end: end }
    }

    /// Makes an account with everybody's password.
    pub fn account(&self, name: &str, role: Role) {
        static HASH: OnceLock<String> = OnceLock::new();
        let password = HASH.get_or_init(|| password::hash(PASSWORD).expect("a hash"));
        let (name, role) = (name.to_string(), role.word().to_string());
        let new = Account { name, role, password: Some(password.clone()), ..Account::default() };
        self.record(|r| r.add_account(&new)).expect("an account");
    }

    /// Makes a token that is good for a day.
    pub fn token(&self, account: &str, scopes: &str) -> String {
        let secret = crate::auth::fresh();
        let (hash, until) = (hash(&secret), later(24));
        let (account, label, scopes) = (account.into(), "test".into(), scopes.into());
        let token = Token { hash, account, label, scopes, made: String::new(), until };
        self.record(|r| r.add_token(&token)).expect("a token");
        secret
    }

    /// Asks the record. On a thread of its own: the record waits, which a thread that serves others must not.
    pub fn record<T: Send>(&self, ask: impl FnOnce(&mut Record) -> T + Send) -> T {
        apart(|| ask(&mut Record::desk(&Address::File(self.path.clone())).expect("a record")))
    }

    pub async fn get(&self, path: &str) -> Reply {
        self.ask("GET", path, &[], "").await
    }

    /// Asks over a connection of its own.
    pub async fn ask(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &str) -> Reply {
        let mut head = format!("{method} {path} HTTP/1.1\r\nConnection: close\r\n");
        if !headers.iter().any(|(name, _)| name.eq_ignore_ascii_case("host")) {
            head += &format!("Host: {}\r\n", self.at);
        }
        headers.iter().for_each(|(name, value)| head += &format!("{name}: {value}\r\n"));
        if method != "GET" || !body.is_empty() {
            head += &format!("Content-Length: {}\r\n", body.len());
        }
        let mut stream = TcpStream::connect(self.at).await.expect("a connection");
        let _ = stream.write_all(format!("{head}\r\n{body}").as_bytes()).await;
        let mut bytes = Vec::new();
        let _ = stream.read_to_end(&mut bytes).await;
        reply(&bytes)
    }

    /// Sends a form as the browser of somebody who has a cookie.
    pub async fn form(&self, path: &str, cookie: &str, fields: &str) -> Reply {
        let headers = [("Cookie", cookie), ("Content-Type", "application/x-www-form-urlencoded")];
        self.ask("POST", path, &headers, fields).await
    }

    /// Signs in; the answer to the form.
    pub async fn sign_in(&self, name: &str, password: &str, code: &str) -> Reply {
        let page = self.get("/login").await;
        let visitor = format!("vigie_visitor={}", page.cookie("vigie_visitor").unwrap_or_default());
        let fields = format!("csrf={}&name={name}&password={}&code={code}", page.csrf(), password.replace(' ', "+"));
        self.form("/login", &visitor, &fields).await
    }

    /// The cookie of somebody who signed in, and what forms of theirs send back.
    pub async fn session(&self, name: &str) -> (String, String) {
        let reply = self.sign_in(name, PASSWORD, "").await;
        let secret = reply.cookie("vigie_session").unwrap_or_else(|| panic!("no session: {reply:?}"));
        (format!("vigie_session={secret}"), self.desk.door().csrf(&secret))
    }
}

fn reply(bytes: &[u8]) -> Reply {
    let text = String::from_utf8_lossy(bytes);
    let (head, body) = text.split_once("\r\n\r\n").unwrap_or((&text, ""));
    let mut lines = head.lines();
    let status = lines.next().and_then(|l| l.split(' ').nth(1)?.parse().ok()).unwrap_or(0);
    let pair = |line: &str| line.split_once(": ").map(|(n, v)| (n.to_string(), v.to_string()));
    let headers: Vec<(String, String)> = lines.filter_map(pair).collect();
    let chunked = headers.iter().any(|(n, v)| n.eq_ignore_ascii_case("transfer-encoding") && v == "chunked");
    let body = if chunked { unchunked(body) } else { body.to_string() };
    Reply { status, headers, body }
}

fn unchunked(mut body: &str) -> String {
    let mut whole = String::new();
    while let Some((size, rest)) = body.split_once("\r\n") {
        let size = usize::from_str_radix(size.trim(), 16).unwrap_or(0);
        let Some(chunk) = rest.get(..size).filter(|_| size > 0) else { break };
        whole += chunk;
        body = rest.get(size + 2..).unwrap_or("");
    }
    whole
}

pub fn stamp() -> Stamp {
    Stamp { engine: "1".into(), data: "a".into(), ..Stamp::default() }
}

/// A folder of its own for one test.
pub fn folder() -> PathBuf {
    static NEXT: AtomicUsize = AtomicUsize::new(0);
    let number = NEXT.fetch_add(1, Ordering::Relaxed);
    let folder = std::env::temp_dir().join(format!("vigie-desk-{}-{number}", std::process::id()));
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).expect("a folder");
    folder
}

/// A record of a dozen demo reports and a hostile one, made once.
fn filled() -> &'static Path {
    static MADE: OnceLock<PathBuf> = OnceLock::new();
    MADE.get_or_init(|| apart(fill))
}

fn fill() -> PathBuf {
    let path = folder().join("filled.vigie");
    let (mut record, _) = Record::init(&Address::File(path.clone()), stamp(), &mut |_| ()).expect("a record");
    record.keep(&arrivals()).expect("kept");
    record.join(Data::bundled()).expect("joined");
    record.close().expect("closed");
    path
}

/// Works on a thread of its own.
pub fn apart<T: Send>(work: impl FnOnce() -> T + Send) -> T {
    std::thread::scope(|scope| scope.spawn(work).join()).unwrap_or_else(|e| std::panic::resume_unwind(e))
}

fn arrivals() -> Vec<Arrival> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../demo");
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder).expect("demo").flatten().map(|e| e.path()).collect();
    files.sort();
    let given = |path: &PathBuf| Document {
        id: path.file_stem().unwrap_or_default().to_string_lossy().into_owned(),
        text: std::fs::read_to_string(path).unwrap_or_default(),
        ..Document::default()
    };
    let reports = files.iter().map(given).filter(|d| d.text.starts_with("---")).take(12).chain([hostile()]);
    reports.flat_map(|given| read::read(read::Page { given }, Data::bundled()).0).map(arrival).collect()
}

fn arrival(document: Document) -> Arrival {
    let coded = code::code(&document, Data::bundled()).0;
    Arrival::new(document, None, "test").with(coded)
}

fn hostile() -> Document {
    Document {
        id: format!("h/{HOSTILE}&\"'"),
        title: Some(HOSTILE.into()),
        outlet: Some(format!("Radio {HOSTILE}")),
        published: Some("2025-07-10".into()),
        language: Some("en".into()),
        text: format!("On 9 July 2025 gunmen killed 7 civilians in Kayes, Mali. {HOSTILE} The army said so."),
        ..Document::default()
    }
}
