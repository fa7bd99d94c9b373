//! Files → pages, on all cores: a large file is opened piece by piece while it is read.

use super::files::Source;
use crate::installation;
use crate::pipeline::guarded;
use std::collections::BTreeMap;
use std::num::NonZero;
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, channel, sync_channel};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::thread;
use std::time::Duration;
use vigie_engine::model::{Document, Note};
use vigie_formats::{Context, Format, Limits, Opened, Piece};

/// How files are opened: how much is taken, and which columns of tables hold what.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    pub limits: Limits,
    pub columns: BTreeMap<String, String>,
}

static SETTINGS: OnceLock<Arc<Settings>> = OnceLock::new();

/// Says once, before anything is opened, how files are opened.
pub fn configure(settings: Settings) {
    let _ = SETTINGS.set(Arc::new(settings));
}

/// How files are opened.
pub fn settings() -> &'static Arc<Settings> {
    SETTINGS.get_or_init(Arc::default)
}

/// Deep enough for any parser of a page within the limits.
const STACK: usize = 64 << 20;

/// The pages of all sources, and how many pieces of them could be read.
pub fn open(sources: &[Source], notes: &mut Vec<Note>) -> (Vec<Document>, usize) {
    let settings = settings();
    let workers = thread::available_parallelism().map_or(1, NonZero::get);
    // Few pieces wait at a time: each may be as large as the limits allow.
    let (give, take) = sync_channel::<Piece>(workers * 2);
    let take = Mutex::new(take);
    let (mut pages, mut read) = (Vec::new(), 0);
    thread::scope(|scope| {
        let work = || worker(&take, settings);
        let running: Vec<_> = (0..workers).map(|_| scope.spawn(work)).collect();
        for source in sources {
            stream(source, settings, &give, notes);
        }
        drop(give);
        for opened in running.into_iter().flat_map(|r| r.join().unwrap_or_default()) {
            pages.extend(opened.pages);
            notes.extend(opened.notes);
            read += opened.read;
        }
    });
    (pages, read)
}

pub fn stream(source: &Source, settings: &Settings, give: &SyncSender<Piece>, notes: &mut Vec<Note>) {
    let data = installation::data();
    let context = Context { data, limits: &settings.limits, columns: &settings.columns };
    let given = Document { id: source.id(), ..Document::default() };
    let mut stray = false;
    let mut take = |piece: Piece| {
        // Only what is plain text says by its name whether it is a report.
        stray |= piece.format == Some(Format::Text) && !source.plain;
        if !stray {
            let _ = give.send(piece);
        }
    };
    let format = source.lines.then_some(Format::Lines);
    let note = |message: String| Note { doc: source.name.clone(), message };
    match source.reader().and_then(|from| vigie_formats::stream(from, &source.name, &given, format, context, &mut take))
    {
        Ok(more) => notes.extend(more),
        Err(e) => notes.push(note(format!("cannot be read ({e})"))),
    }
    if stray {
        notes.push(note("is text that its name does not call a report (.txt, .md) and was left out".into()));
    }
}

fn worker(pieces: &Mutex<Receiver<Piece>>, settings: &Arc<Settings>) -> Vec<Opened> {
    let next = || pieces.lock().unwrap_or_else(PoisonError::into_inner).recv().ok();
    std::iter::from_fn(next).map(|piece| within_time(piece, settings)).collect()
}

/// Opens a piece in a thread of its own, which is left to itself if it takes too long.
pub fn within_time(piece: Piece, settings: &Arc<Settings>) -> Opened {
    let (name, own) = (piece.name.clone(), settings.clone());
    let (tell, told) = channel();
    let work = move || {
        let context = Context { data: installation::data(), limits: &own.limits, columns: &own.columns };
        let _ = tell.send(guarded(|| vigie_formats::open(piece, context)));
    };
    let started = thread::Builder::new().stack_size(STACK).spawn(work);
    let seconds = settings.limits.seconds as u64;
    let done = started.map(|_| told.recv_timeout(Duration::from_secs(seconds)));
    let why = match done {
        Ok(Ok(Ok(opened))) => return opened,
        Ok(Ok(Err(why))) => format!("was left out: opening it met an error of the program's own ({why})"),
        Ok(Err(RecvTimeoutError::Timeout)) => {
            format!("took more than {seconds} seconds and was left out (limit seconds)")
        }
        Ok(Err(RecvTimeoutError::Disconnected)) => "was left out: opening it came to no end".into(),
        Err(e) => format!("cannot be opened ({e})"),
    };
    Opened { notes: vec![Note { doc: name, message: why }], ..Opened::default() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_takes_too_long_is_a_note() {
        let limits = Limits { seconds: 0, ..Limits::default() };
        let settings = Arc::new(Settings { limits, ..Settings::default() });
        let piece = Piece { name: "slow".into(), bytes: b"<p>x</p>".repeat(10_000), ..Piece::default() };
        let opened = within_time(piece, &settings);
        assert!(opened.pages.is_empty() && opened.notes[0].message.contains("limit seconds"), "{:?}", opened.notes);
    }
}
