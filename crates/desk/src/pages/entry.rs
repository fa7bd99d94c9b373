//! The form of an actor, a place or a source: what it says is tried before it is kept, and what is wrong stands beside
//! the lines of the file.

use super::asked::{Asked, encode};
use super::ctx::Ctx;
use super::decide::Form;
use crate::own::{self, Draft, Installation, Refused, Told};
use crate::state::{Desk, Failed};
use askama::Template;
use axum::extract::{Path, RawQuery, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use std::collections::BTreeMap;
use std::sync::Arc;
use vigie_engine::data::{DataError, File, Files};
use vigie_engine::model::Lang;
use vigie_store::{Fault, Kind};

#[derive(Template)]
#[template(path = "entry.html")]
struct Page {
    c: Ctx,
    kind: &'static str,
    /// Whether an entry is changed, not made.
    known: bool,
    name: String,
    fields: Vec<Field>,
    faults: Vec<DataError>,
    /// The file as it was tried.
    lines: Vec<(bool, String)>,
}

/// A field of the form.
struct Field {
    key: &'static str,
    value: String,
    shape: Shape,
    required: bool,
}

/// How a field is filled in.
#[derive(PartialEq, Eq)]
enum Shape {
    Line,
    Lines,
    /// What cannot be changed: the name of an entry is its identity.
    Fixed,
    /// One of these.
    Choice(Vec<(String, String)>),
}

type Values = BTreeMap<&'static str, String>;

/// The form, empty or with an entry in it.
pub async fn form(
    State(desk): State<Arc<Desk>>,
    c: Ctx,
    Path(kind): Path<String>,
    RawQuery(query): RawQuery,
) -> Response {
    let asked = Asked::parse(query.as_deref().unwrap_or(""));
    let (Some(kind), Some(installation)) = (known_kind(&kind), desk.own()) else { return missing(&c) };
    if !c.edits_data() {
        return c.forbidden();
    }
    let files = installation.files();
    let known = values(kind, asked.text("name"), &files);
    let values = known.clone().unwrap_or_else(|| empty(&asked));
    let page = Page {
        fields: fields(kind, &values, known.is_some(), &c),
        name: values.get("name").cloned().unwrap_or_default(),
        known: known.is_some(),
        faults: Vec::new(),
        lines: Vec::new(),
        c,
        kind,
    };
    page.c.page(StatusCode::OK, &page)
}

/// Tries what was filled in, keeps it, and leads to where a rebuild is offered.
pub async fn keep(State(desk): State<Arc<Desk>>, c: Ctx, Path(kind): Path<String>, body: String) -> Response {
    let form = Form::parse(&body);
    let Some(kind) = known_kind(&kind).filter(|_| desk.own().is_some()) else { return missing(&c) };
    if !c.edits_data() || !c.sent_by_us(form.get("csrf")) {
        return c.forbidden();
    }
    let (who, sent) = (c.person.name.clone(), form.clone());
    let tried = tokio::task::spawn_blocking(move || match desk.own() {
        Some(own) => tried(own, kind, &sent, &who),
        None => Err((None, Refused::Disk(String::new()))),
    });
    match tried.await {
        Ok(Ok(path)) => Redirect::to(&format!("/data?kept={}", encode(&path))).into_response(),
        Ok(Err((file, refused))) => again(c, kind, &form, file, refused),
        Err(e) => c.trouble(&Failed(Fault::new(Kind::Other, format!("the data could not be tried: {e}"), "try again"))),
    }
}

/// The path of the file that was kept, or why it was not.
fn tried(own: &Installation, kind: &str, form: &Form, who: &str) -> Result<String, (Option<File>, Refused)> {
    let files = own.files();
    let day = jiff::Timestamp::now().to_zoned(jiff::tz::TimeZone::UTC).date();
    let told = Told { who, day };
    let draft: Draft = match kind {
        "actors" => own::actor(form, &files, &told),
        "sources" => own::source(form, &files, &told),
        _ => own::place(form, &files),
    };
    let file = draft.map_err(|wrong| (None, Refused::Wrong(wrong)))?;
    own.keep(&file).map_err(|refused| (Some(file.clone()), refused))?;
    Ok(file.path)
}

/// The form as it was sent, with what is wrong.
fn again(c: Ctx, kind: &'static str, form: &Form, file: Option<File>, refused: Refused) -> Response {
    let faults = match refused {
        Refused::Wrong(faults) => faults,
        Refused::Disk(why) => {
            return c.trouble(&Failed(Fault::new(Kind::Disk, why, "make room or mend the folder's rights")));
        }
    };
    let keys = fields(kind, &Values::new(), false, &c).into_iter().map(|f| f.key);
    let values: Values = keys.map(|key| (key, form.get(key).unwrap_or("").to_string())).collect();
    let known = form.get("known").is_some();
    let wrong = |n: usize| faults.iter().any(|f| f.line == n + 1);
    let lines = file.iter().flat_map(|f| f.text.lines().enumerate()).map(|(n, l)| (wrong(n), l.to_string())).collect();
    let page = Page {
        fields: fields(kind, &values, known, &c),
        name: values.get("name").cloned().unwrap_or_default(),
        lines,
        known,
        faults,
        c,
        kind,
    };
    page.c.page(StatusCode::UNPROCESSABLE_ENTITY, &page)
}

fn known_kind(told: &str) -> Option<&'static str> {
    own::KINDS.into_iter().find(|k| *k == told)
}

fn missing(c: &Ctx) -> Response {
    let hint = "start it by vigie serve, and see what data it has";
    c.trouble(&Failed(Fault::new(Kind::Asked, "data of this desk are not edited here", hint)))
}

fn empty(asked: &Asked) -> Values {
    [("name", asked.text("name").to_string())].into()
}

/// What the files say of an entry now.
fn values(kind: &str, name: &str, files: &Files) -> Option<Values> {
    let of = |text: &Option<String>| text.clone().unwrap_or_default();
    match kind {
        "actors" => own::latest_actor(files, name).map(|a| {
            [
                ("name", a.name),
                ("class", word(&a.class)),
                ("aliases", a.aliases.join("\n")),
                ("fr", of(&a.fr)),
                ("home", of(&a.home)),
                ("parent", of(&a.parent)),
                ("from", of(&a.from)),
                ("to", of(&a.to)),
                ("example", a.example),
            ]
            .into()
        }),
        "sources" => own::latest_source(files, name).map(|s| {
            let languages: Vec<&str> = s.languages.iter().map(|l| l.code()).collect();
            [
                ("name", s.name),
                ("grade", word(&s.grade)),
                ("reason", s.reason),
                ("family", s.family),
                ("aliases", s.aliases.join("\n")),
                ("languages", languages.join("\n")),
                ("country", of(&s.country)),
                ("domains", s.domains.join("\n")),
                ("examples", s.example.join("\n")),
            ]
            .into()
        }),
        _ => own::own_places(files).into_iter().find(|row| row.first().is_some_and(|n| n == name)).map(|row| {
            let cell = |n: usize| row.get(n).cloned().unwrap_or_default();
            [
                ("name", cell(0)),
                ("fr", cell(1)),
                ("aliases", cell(2).replace('|', "\n")),
                ("kind", cell(3)),
                ("admin1", cell(4)),
                ("country", cell(6)),
                ("lat", cell(7)),
                ("lon", cell(8)),
                ("rank", cell(9)),
                ("example", cell(10)),
            ]
            .into()
        }),
    }
}

/// A word of a closed list as it is written.
fn word(value: &impl serde::Serialize) -> String {
    serde_json::to_value(value).ok().and_then(|v| v.as_str().map(str::to_string)).unwrap_or_default()
}

fn fields(kind: &str, values: &Values, known: bool, c: &Ctx) -> Vec<Field> {
    use Shape::{Choice, Fixed, Line, Lines};
    let words = |list: &str, keys: &[&str]| -> Shape {
        Choice(keys.iter().map(|k| (k.to_string(), c.word(list, k))).collect())
    };
    let name = || if known { Fixed } else { Line };
    let all: Vec<(&'static str, Shape, bool)> = match kind {
        "actors" => vec![
            ("name", name(), true),
            ("class", words("class", &CLASSES), true),
            ("aliases", Lines, false),
            ("fr", Line, false),
            ("home", Line, false),
            ("parent", Line, false),
            ("from", Line, false),
            ("to", Line, false),
            ("example", Line, true),
            ("why", Line, true),
        ],
        "sources" => vec![
            ("name", name(), true),
            ("grade", graded(c), true),
            ("reason", Line, true),
            ("family", Line, false),
            ("aliases", Lines, false),
            ("domains", Lines, false),
            ("languages", Lines, false),
            ("country", Line, false),
            ("examples", Lines, false),
        ],
        _ => vec![
            ("name", name(), true),
            ("fr", Line, false),
            ("aliases", Lines, false),
            ("kind", words("place_kind", &["settlement", "area", "admin1"]), true),
            ("country", Line, true),
            ("admin1", Line, false),
            ("lat", Line, true),
            ("lon", Line, true),
            ("rank", words("place_rank", &["2", "1", "3", "4"]), true),
            ("example", Line, true),
        ],
    };
    let value = |key: &str| values.get(key).cloned().unwrap_or_default();
    let usual =
        |key: &str| if key == "languages" && !known { Lang::ALL.map(Lang::code).join("\n") } else { String::new() };
    let made = |(key, shape, required): (&'static str, Shape, bool)| {
        let value = Some(value(key)).filter(|v| !v.is_empty()).unwrap_or_else(|| usual(key));
        Field { key, value, shape, required }
    };
    all.into_iter().map(made).collect()
}

const CLASSES: [&str; 14] = [
    "rebel group",
    "political militia",
    "identity militia",
    "state forces",
    "external/other forces",
    "government",
    "foreign government",
    "international organisation",
    "civil society",
    "media",
    "political party",
    "civilians",
    "protesters",
    "rioters",
];

fn graded(c: &Ctx) -> Shape {
    let grade = |g: &str| (g.to_string(), format!("{g} – {}", c.word("grade", g)));
    Shape::Choice(["A", "B", "C", "D", "E", "F"].map(grade).into())
}

impl Page {
    /// What a field is called, and how it is filled in.
    fn label(&self, field: &Field) -> String {
        self.c.word("entry", field.key)
    }

    fn hint(&self, field: &Field) -> String {
        let own = format!("{}_{}", self.kind, field.key);
        let key = if self.c.w.has(&format!("entry_hint.{own}")) { own } else { field.key.to_string() };
        let words = self.c.word("entry_hint", &key);
        if words == key { String::new() } else { words }
    }

    /// Lines of a field of many: as many as it has, and room for more.
    fn rows(&self, field: &Field) -> usize {
        (field.value.lines().count() + 2).clamp(3, 14)
    }
}
