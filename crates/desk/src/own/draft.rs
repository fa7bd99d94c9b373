//! What a form says of an actor, a place or a source, as a data file that can be tried.

use super::{PLACES, below, toml_text};
use crate::pages::Form;
use serde::de::DeserializeOwned;
use serde_json::json;
use vigie_engine::data::{DataError, Fetch, File, Files, Grade, Named, PLACES_HEADER, Source, phrase};
use vigie_engine::model::{Day, Lang};

/// A file that waits to be tried, or what cannot even be written.
pub type Draft = Result<File, Vec<DataError>>;

/// Who edits, when, and why: the first line of the file.
pub struct Told<'a> {
    /// The person.
    pub who: &'a str,
    /// The day.
    pub day: Day,
}

const ACTOR: [&str; 9] = ["name", "class", "aliases", "home", "fr", "with", "parent", "from", "to"];
const SOURCE: [&str; 11] =
    ["name", "aliases", "family", "grade", "reason", "judged", "languages", "country", "domains", "feed", "volume"];

/// The actor of that name as the files tell it now.
pub fn latest_actor(files: &Files, name: &str) -> Option<Named> {
    let all = files.own_last("actors/", ".toml");
    let entries = all.into_iter().flat_map(|f| f.entries::<Named>("actor", &mut Vec::new()));
    entries.map(|(_, a)| a).rfind(|a| phrase(&a.name) == phrase(name))
}

/// The source of that name as the files tell it now.
pub fn latest_source(files: &Files, name: &str) -> Option<Source> {
    let all = files.own_last("sources/", ".toml");
    let mut entries = all.into_iter().filter_map(|f| f.toml::<Option<Source>>(&mut Vec::new()));
    entries.rfind(|s| phrase(&s.name) == phrase(name))
}

/// An actor's file.
pub fn actor(form: &Form, files: &Files, told: &Told) -> Draft {
    let name = one_line(form.get("name").unwrap_or(""));
    let path = file_of("actors", &name)?;
    let before = latest_actor(files, &name);
    let class = listed(&path, "class", form.get("class"), "a class of CODEBOOK.md section 5")?;
    let made = Named {
        class,
        aliases: many(form, "aliases"),
        home: text(form, "home").map(|h| h.to_uppercase()),
        fr: text(form, "fr"),
        parent: text(form, "parent"),
        from: text(form, "from"),
        to: text(form, "to"),
        example: text(form, "example").unwrap_or_default(),
        name: before.as_ref().map_or(name, |b| b.name.clone()),
        with: before.as_ref().map(|b| b.with.clone()).unwrap_or_default(),
        peacekeepers_in: before.as_ref().and_then(|b| b.peacekeepers_in.clone()),
        generic: before.as_ref().is_some_and(|b| b.generic),
        tags: before.map(|b| b.tags).unwrap_or_default(),
    };
    Ok(File {
        path,
        text: format!(
            "{}\n[[actor]]\n{}",
            first(form, told),
            toml_text::lines(&bare(serde_json::to_value(&made).unwrap_or_default()), &ACTOR)
        ),
    })
}

/// A source's file. Another grade needs another reason.
pub fn source(form: &Form, files: &Files, told: &Told) -> Draft {
    let name = one_line(form.get("name").unwrap_or(""));
    let path = file_of("sources", &name)?;
    let before = latest_source(files, &name);
    let grade: Grade = listed(&path, "grade", form.get("grade"), "a grade from A to F")?;
    let reason = text(form, "reason").unwrap_or_default();
    let same = before.as_ref().is_some_and(|b| b.grade != grade && one_line(&b.reason) == reason);
    if same || reason.is_empty() {
        let found = if same { "the reason of the old grade" } else { "nothing" };
        return Err(vec![DataError::new(
            &path,
            1,
            "the reason of this grade",
            found,
            "say in one line what it rests on",
        )]);
    }
    let languages: Vec<Lang> = many(form, "languages").iter().filter_map(|l| Lang::from_code(l)).collect();
    let judged = before.as_ref().filter(|b| b.grade == grade && one_line(&b.reason) == reason).and_then(|b| b.judged);
    let made = Source {
        grade,
        reason,
        aliases: many(form, "aliases"),
        family: text(form, "family").unwrap_or_else(|| name.clone()),
        judged: judged.or(Some(told.day)),
        languages: if languages.is_empty() { Lang::ALL.to_vec() } else { languages },
        country: text(form, "country").map(|c| c.to_uppercase()),
        domains: many(form, "domains").iter().map(|d| site(d)).collect(),
        example: Some(many(form, "examples")).filter(|e| !e.is_empty()).unwrap_or_else(|| vec![name.clone()]),
        name: before.as_ref().map_or(name, |b| b.name.clone()),
        feed: before.as_ref().and_then(|b| b.feed.clone()),
        volume: before.as_ref().and_then(|b| b.volume),
        sensitive: before.as_ref().is_some_and(|b| b.sensitive),
        fetch: before.map_or_else(Fetch::default, |b| b.fetch),
    };
    // How it is fetched is written only where it is not what any source is fetched by.
    let mut entry = serde_json::to_value(&made).unwrap_or_default();
    if let (true, Some(keys)) = (made.fetch == Fetch::default(), entry.as_object_mut()) {
        keys.remove("fetch");
    }
    Ok(File { path, text: format!("{}\n{}", first(form, told), toml_text::lines(&bare(entry), &SOURCE)) })
}

/// The table of own places with one more, or with one of them another.
pub fn place(form: &Form, files: &Files) -> Draft {
    let cell = |key: &str| one_line(form.get(key).unwrap_or(""));
    let names = many(form, "aliases").join("|");
    let (name, country) = (cell("name"), cell("country").to_uppercase());
    if name.is_empty() {
        return Err(vec![DataError::new(PLACES, 2, "a name", "nothing", "write the common English spelling")]);
    }
    let keys = ["fr", "kind", "admin1", "lat", "lon", "rank", "example"];
    let [fr, kind, admin1, lat, lon, rank, example] = keys.map(cell);
    let old_region = String::new();
    let row = [name.clone(), fr, names, kind, admin1, old_region, country.clone(), lat, lon, rank, example].join("\t");
    let others = own_places(files).into_iter().filter(|r| !is_place(r, &name, &country));
    let rows: Vec<String> = others.map(|r| r.join("\t")).chain([row]).collect();
    Ok(File { path: PLACES.into(), text: table(&rows) })
}

/// The table without a place; nothing if none is left.
pub fn without_place(files: &Files, name: &str, country: &str) -> Option<File> {
    let left: Vec<String> =
        own_places(files).into_iter().filter(|r| !is_place(r, name, country)).map(|r| r.join("\t")).collect();
    (!left.is_empty()).then(|| File { path: PLACES.into(), text: table(&left) })
}

fn table(rows: &[String]) -> String {
    format!("{PLACES_HEADER}\texample\n{}\n", rows.join("\n"))
}

fn is_place(row: &[String], name: &str, country: &str) -> bool {
    let cell = |n: usize| row.get(n).map_or("", String::as_str);
    phrase(cell(0)) == phrase(name) && cell(6) == country
}

/// The rows of the places that were entered here.
pub fn own_places(files: &Files) -> Vec<Vec<String>> {
    let rows = files.get(PLACES).into_iter().flat_map(File::rows);
    rows.map(|(_, cells)| cells.iter().map(ToString::to_string).collect()).collect()
}

/// `actors/own/reed_front.toml`: names that are compared as one have one file.
fn file_of(kind: &str, name: &str) -> Result<String, Vec<DataError>> {
    let plain = phrase(name).chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }).collect::<String>();
    let plain = plain.trim_matches('_');
    if name.is_empty() || phrase(name).is_empty() {
        return Err(vec![DataError::new(
            &below(kind),
            1,
            "a name",
            "nothing",
            "write the name by which it is best known",
        )]);
    }
    // Names in other letters, or longer than a file's may be, are told apart by their digest.
    let whole = plain.len() < 60 && phrase(name).is_ascii();
    let mark =
        if whole { String::new() } else { format!("_{}", &crate::auth::hex(&crate::auth::hash(&phrase(name)))[..8]) };
    let start: String = plain.chars().take(60).collect();
    Ok(format!("{}{start}{mark}.toml", below(kind)))
}

fn listed<T: DeserializeOwned>(path: &str, key: &str, told: Option<&str>, expected: &str) -> Result<T, Vec<DataError>> {
    let told = told.unwrap_or("");
    let wrong = || vec![DataError::new(path, 1, expected, &format!("{key} = \"{told}\""), "choose one of the list")];
    serde_json::from_value(json!(told)).map_err(|_| wrong())
}

/// Toml knows no nothing.
fn bare(mut entry: serde_json::Value) -> serde_json::Value {
    if let Some(keys) = entry.as_object_mut() {
        keys.retain(|_, v| !v.is_null());
        keys.values_mut().for_each(|v| *v = bare(v.take()));
    }
    entry
}

fn first(form: &Form, told: &Told) -> String {
    let why = text(form, "why").map(|w| format!(": {w}")).unwrap_or_default();
    format!("# Edited at the desk by {}, {}{why}", one_line(told.who), told.day)
}

fn site(address: &str) -> String {
    let host = address.split_once("://").map_or(address, |(_, rest)| rest);
    let host = host.split('/').next().unwrap_or("").to_ascii_lowercase();
    host.strip_prefix("www.").unwrap_or(&host).to_string()
}

fn text(form: &Form, key: &str) -> Option<String> {
    form.get(key).map(one_line).filter(|t| !t.is_empty())
}

/// The lines of a field, each once.
fn many(form: &Form, key: &str) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for line in form.get(key).unwrap_or("").lines().map(one_line).filter(|l| !l.is_empty()) {
        if !all.contains(&line) {
            all.push(line);
        }
    }
    all
}

/// Without breaks, tabs and whatever else cannot be seen.
fn one_line(text: &str) -> String {
    let seen = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect::<String>();
    seen.split_whitespace().collect::<Vec<_>>().join(" ")
}
