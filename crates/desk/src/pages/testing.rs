//! A desk over a record of two reports, asked as a browser asks.

use super::Ctx;
use crate::auth::{Listen, Person, Role, Via};
use crate::state::Desk;
use axum::body::Body;
use axum::extract::FromRequestParts;
use axum::http::{Request, Response, StatusCode};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use tower::ServiceExt;
use vigie_engine::data::Data;
use vigie_engine::model::Document;
use vigie_engine::{code, read};
use vigie_store::{Address, Arrival, Record, Stamp};

/// Reports on one attack, which disagree on its toll and of which one carries a script.
const REPORTS: [(&str, &str, &str); 2] = [
    (
        "rfi",
        "2025-07-03",
        "Gunmen attacked the village of Kolo in the region of Mopti on 1 July 2025. At least 12 civilians were killed, a local official said. <script>alert(1)</script>",
    ),
    (
        "tamani",
        "2025-07-04",
        "JNIM fighters attacked the village of Kolo in the Mopti region on 1 July 2025, killing 20 civilians, residents said. On 2 July 2025 the Malian army arrested five men in Bamako.",
    ),
];

/// What forms must send back here.
pub const TOKEN: &str = "secret";

/// The desk, and the file that it works on, which is taken away with it.
pub struct Bench {
    pub desk: Arc<Desk>,
    file: PathBuf,
}

impl Bench {
    pub fn new() -> Self {
        Self::of(&REPORTS)
    }

    pub fn of(reports: &[(&str, &str, &str)]) -> Self {
        static NEXT: AtomicUsize = AtomicUsize::new(0);
        let n = NEXT.fetch_add(1, Ordering::Relaxed);
        let file = std::env::temp_dir().join(format!("vigie-desk-{}-{n}.vigie", std::process::id()));
        let address = Address::File(file.clone());
        fill(&address, reports);
        Self { desk: Desk::new(address, Stamp::default(), Data::bundled()), file }
    }

    /// A desk whose installation has a folder for data of its own.
    pub fn with_own(reports: &[(&str, &str, &str)], folder: &Path) -> Self {
        let Self { desk, file } = &Self::of(reports);
        let (copy, own) = (file.with_extension("own"), Some(crate::own::in_folder(folder)));
        std::fs::copy(file, &copy).expect("a copy");
        let stamp = Stamp::clone(&desk.stamp());
        Self {
            desk: Desk::with(Listen::Loopback, Address::File(copy.clone()), stamp, Data::bundled(), own),
            file: copy,
        }
    }

    /// Asks for a page as an analyst: status and text.
    pub fn get(&self, path: &str) -> (StatusCode, String) {
        self.get_as("ana", Role::Admin, path)
    }

    /// Asks for a page as somebody.
    pub fn get_as(&self, name: &str, role: Role, path: &str) -> (StatusCode, String) {
        let asked = Request::get(path).header("accept-language", "en").body(Body::empty()).expect("a request");
        told(self.send(asked, name, role))
    }

    /// Sends a form: status, and where it leads or what it says.
    pub fn post(&self, path: &str, form: &str) -> (StatusCode, String) {
        self.post_as("ana", Role::Admin, path, &format!("{form}&csrf={TOKEN}"))
    }

    /// Sends a form as somebody.
    pub fn post_as(&self, name: &str, role: Role, path: &str, form: &str) -> (StatusCode, String) {
        let asked = Request::post(path)
            .header("content-type", "application/x-www-form-urlencoded")
            .body(Body::from(form.to_string()))
            .expect("a request");
        let answer = self.send(asked, name, role);
        let to = answer.headers().get("location").and_then(|v| v.to_str().ok()).unwrap_or("").to_string();
        let (status, text) = told(answer);
        (status, if to.is_empty() { text } else { to })
    }

    fn send(&self, mut request: Request<Body>, name: &str, role: Role) -> Response<Body> {
        let person = Person { name: name.into(), role, csrf: TOKEN.into(), via: Via::Session, lang: None };
        request.extensions_mut().insert(person);
        let router = super::routes().with_state(Arc::clone(&self.desk));
        runtime().block_on(router.oneshot(request)).expect("an answer")
    }

    /// The name of an incident whose line holds these words.
    pub fn incident(&self, words: &str) -> String {
        let (_, page) = self.get("/?area=all&from=1900-01&to=2100-12");
        let list = page.split("id=\"results\"").nth(1).expect("a list");
        let row = list.split("<tr>").skip(1).find(|row| row.contains(words)).expect("a line");
        row.split("/incidents/").nth(1).and_then(|r| r.split('"').next()).expect("a name").to_string()
    }
}

impl Drop for Bench {
    fn drop(&mut self) {
        for ending in ["", "-wal", "-shm", ".lock", "-lock"] {
            let _ = std::fs::remove_file(format!("{}{ending}", self.file.display()));
        }
    }
}

fn fill(address: &Address, reports: &[(&str, &str, &str)]) {
    let data = Data::bundled();
    let (mut record, _) = Record::init(address, Stamp::default(), &mut |_| ()).expect("a record");
    let arrivals: Vec<Arrival> = reports.iter().flat_map(|r| arrival(r, data)).collect();
    record.keep(&arrivals).expect("kept");
    record.join(data).expect("joined");
    record.close().expect("closed");
}

fn arrival((id, published, text): &(&str, &str, &str), data: &Data) -> Vec<Arrival> {
    let given = Document {
        id: id.to_string(),
        outlet: Some(id.to_string()),
        title: Some(format!("Title of {id} <b>bold</b>")),
        published: Some(published.to_string()),
        language: Some("en".into()),
        text: text.to_string(),
        ..Document::default()
    };
    let (documents, _) = read::read(read::Page { given }, data);
    documents
        .into_iter()
        .map(|d| {
            let coded = code::code(&d, data).0;
            Arrival::new(d, None, "test").with(coded)
        })
        .collect()
}

fn told(answer: Response<Body>) -> (StatusCode, String) {
    let status = answer.status();
    let bytes = runtime().block_on(axum::body::to_bytes(answer.into_body(), 1 << 24)).expect("a body");
    (status, String::from_utf8_lossy(&bytes).into_owned())
}

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime")
}

/// What a page knows of an English reader.
pub fn ctx() -> Ctx {
    let desk = Desk::new(Address::File(PathBuf::from("none")), Stamp::default(), Data::bundled());
    let (mut parts, ()) = Request::get("/?lang=en").body(()).expect("a request").into_parts();
    match runtime().block_on(Ctx::from_request_parts(&mut parts, &desk)) {
        Ok(ctx) => ctx,
        Err(_) => panic!("nobody is refused here"),
    }
}
