//! What collecting needs of this installation: its settings, the user's own sources, and the stages up to coding.

use crate::failure::Failure;
use crate::input;
use crate::installation;
use crate::pipeline::{guarded, parallel};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use vigie_collect::{Coded, Job, Settings, Source, is_to_come, now, today};
use vigie_engine::model::{Document, Note};
use vigie_engine::{code, read};
use vigie_formats::{Format, Piece};
use vigie_store::{Arrival, Fault, Feed, Record};

/// The settings of a file, or of the one in the user's data folder.
pub fn settings(file: Option<&Path>) -> Result<Settings, Failure> {
    let own = installation::folder("collect.toml");
    let Some(path) = file.map(Path::to_path_buf).or(own) else { return Ok(Settings::default()) };
    if file.is_some() && !path.exists() {
        return Err(Failure::new(format!("there is no file {}", path.display()), "check the spelling of its path"));
    }
    Settings::read(&path).map_err(|wrong| match wrong.0.split_once("\n  hint: ") {
        Some((what, hint)) => Failure::new(what, hint),
        None => Failure::new(wrong.0, "see docs/collecting.md"),
    })
}

/// A source as the record keeps it.
pub fn feed(source: &Source) -> Feed {
    let settings = serde_json::to_string(source).unwrap_or_default();
    Feed { name: source.name.clone(), url: source.url.clone(), settings, state: String::new(), due: now() }
}

/// Puts the sources of the user's own folder into the record, those that changed anew; faults in them are notes.
pub fn adopt(record: &mut Record, notes: &mut Vec<Note>) -> Result<(), Failure> {
    let (own, wrong) = installation::own_sources();
    notes.extend(wrong.into_iter().map(|(doc, message)| Note { doc, message }));
    let there = record.feeds()?;
    for source in own.iter().filter_map(Source::of_data) {
        let wanted = feed(&source);
        match there.iter().find(|f| f.name == wanted.name) {
            Some(known) if known.settings == wanted.settings => {}
            Some(known) => record.put_feed(&Feed { state: known.state.clone(), ..wanted })?,
            None => record.put_feed(&wanted)?,
        }
    }
    Ok(())
}

/// Reads and codes what was fetched, on all cores. What the record has is not coded again.
pub fn work() -> impl Fn(Vec<Job>, &mut Record) -> Result<Vec<Coded>, Fault> {
    |jobs: Vec<Job>, reader: &mut Record| {
        let read: Vec<_> = parallel(&jobs, documents);
        let flat: Vec<Arrival> = read.iter().flatten().flat_map(|(arrivals, _)| arrivals.clone()).collect();
        let known = reader.knows(&flat)?;
        let coded =
            parallel(&flat.into_iter().zip(known).collect::<Vec<_>>(), |(arrival, known)| coded(arrival, *known));
        let mut coded = coded.into_iter();
        let each = |done: Coded| {
            let (arrivals, mut notes) = done?;
            let own: Vec<(Arrival, Vec<Note>)> = coded.by_ref().take(arrivals.len()).collect();
            let (arrivals, more): (Vec<_>, Vec<_>) = own.into_iter().unzip();
            notes.extend(more.into_iter().flatten());
            Ok((arrivals, notes))
        };
        Ok(read.into_iter().map(each).collect())
    }
}

/// The reports in what was fetched.
fn documents(job: &Job) -> Coded {
    let (pages, mut notes) = if job.whole { (vec![job.given.clone()], Vec::new()) } else { opened(job) };
    let mut arrivals = Vec::new();
    for page in pages {
        let (found, more) = guarded(|| read::read(read::Page { given: page }, installation::data()))
            .map_err(|why| format!("reading it met an error of the program's own ({why})"))?;
        notes.extend(more);
        for mut document in found.into_iter().filter(|d| !d.text.trim().is_empty()) {
            believed(&mut document, &mut notes);
            arrivals.push(Arrival::new(document, job.page.clone(), &job.source));
        }
    }
    Ok((arrivals, notes))
}

fn opened(job: &Job) -> (Vec<Document>, Vec<Note>) {
    let content = job.content.as_deref().unwrap_or("").to_ascii_lowercase();
    let format = content.contains("html").then_some(Format::Html);
    // What the server says of the letters counts where the bytes do not speak against it.
    let charset = content.split("charset=").nth(1).map(|c| c.trim_matches(['"', ' ', ';']).to_string());
    let told =
        charset.filter(|c| format.is_some() && !c.starts_with("utf-8") && std::str::from_utf8(&job.bytes).is_err());
    let bytes =
        told.and_then(|c| vigie_formats::named(&c, &job.bytes)).map_or_else(|| job.bytes.clone(), String::into_bytes);
    let opened = input::open(Piece { name: job.name.clone(), given: job.given.clone(), bytes, format, line: 0 });
    (opened.pages, opened.notes)
}

/// A day of publication that has not come yet is not believed.
fn believed(document: &mut Document, notes: &mut Vec<Note>) {
    if let Some(day) = document.published.take_if(|day| is_to_come(day, today())) {
        let message = format!("its day of publication, {day}, has not come yet and is not believed");
        notes.push(Note { doc: document.url.clone().unwrap_or_default(), message });
    }
}

fn coded(arrival: &Arrival, known: bool) -> (Arrival, Vec<Note>) {
    if known {
        return (arrival.clone(), Vec::new());
    }
    match guarded(|| code::code(arrival.document(), installation::data())) {
        Ok((record, notes)) => (arrival.clone().with(record), notes),
        // It is kept all the same; vigie rebuild codes it when the program was mended.
        Err(why) => {
            let message = format!("coding it met an error of the program's own ({why})");
            (arrival.clone(), vec![Note { doc: arrival.document().id.clone(), message }])
        }
    }
}

/// Ends the run in good order when the user or the system asks for it; asked twice, at once.
pub fn stop_on_signals(stop: Arc<AtomicBool>) {
    let wait = move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        let Ok(runtime) = runtime else { return };
        runtime.block_on(async {
            asked().await;
            stop.store(true, Ordering::Relaxed);
            asked().await;
        });
        std::process::exit(130);
    };
    // Without it the run ends at once, which loses nothing.
    drop(std::thread::Builder::new().name("signals".into()).spawn(wait));
}

#[cfg(unix)]
async fn asked() {
    use tokio::signal::unix::{SignalKind, signal};
    match signal(SignalKind::terminate()) {
        Ok(mut ended) => tokio::select! { _ = tokio::signal::ctrl_c() => {}, _ = ended.recv() => {} },
        Err(_) => drop(tokio::signal::ctrl_c().await),
    }
}

#[cfg(not(unix))]
async fn asked() {
    drop(tokio::signal::ctrl_c().await);
}
