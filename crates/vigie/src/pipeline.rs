//! Pages → documents → records → incidents, many at a time, in a fixed order.

use crate::cli::From;
use crate::commands::waiting;
use crate::failure::Failure;
use crate::input;
use crate::installation;
use crate::progress::Progress;
use std::any::Any;
use std::cell::Cell;
use std::num::NonZero;
use std::panic::{self, AssertUnwindSafe};
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use vigie_engine::code::Trace;
use vigie_engine::model::{Document, Note, Record, Resolution};
use vigie_engine::{code, read, resolve};
use vigie_store::Select;

/// Everything the stages made of the input, with all that should be noted.
#[derive(Debug, Default)]
pub struct Run {
    pub documents: Vec<Document>,
    pub records: Vec<Record>,
    pub resolution: Resolution,
    pub notes: Vec<Note>,
}

impl Run {
    /// Pages of paths, read into documents.
    pub fn read(paths: &[PathBuf], quiet: bool) -> Result<Self, Failure> {
        let mut notes = Vec::new();
        let pages = input::pages(paths, &mut notes)?;
        Ok(Self::read_pages(&pages, notes, quiet))
    }

    /// Pages in their canonical order, read into documents.
    pub fn read_pages(pages: &[Document], mut notes: Vec<Note>, quiet: bool) -> Self {
        let data = installation::data();
        let read_one = |given: &Document| read::read(read::Page { given: given.clone() }, data);
        let mut documents = Vec::new();
        for (mut found, more) in each(pages, "reading", quiet, read_one, &mut notes) {
            documents.append(&mut found);
            notes.extend(more);
        }
        documents = input::by_address(documents, &mut notes);
        input::apart(&mut documents, &mut notes);
        Run { documents, notes, ..Run::default() }
    }

    /// The stages up to incidents: of reports if there are any, else as the record has them.
    pub fn of(from: &From, select: &Select, quiet: bool) -> Result<Self, Failure> {
        if !from.paths.is_empty() {
            return Ok(Self::read(&from.paths, quiet)?.code(quiet).resolve());
        }
        let mut record = from.place.read()?;
        let notes = waiting(&record.status()?).into_iter().collect();
        let (documents, records, resolution) = record.view(select)?;
        Ok(Run { documents, records, resolution, notes })
    }

    /// Codes the documents.
    pub fn code(mut self, quiet: bool) -> Self {
        let data = installation::data();
        for (record, more) in each(&self.documents, "coding", quiet, |d| code::code(d, data), &mut self.notes) {
            self.records.push(record);
            self.notes.extend(more);
        }
        self
    }

    /// The trace of every document, each beside it; one whose trace failed is left out with a note.
    pub fn explain(&mut self, quiet: bool) -> Vec<(&Document, Vec<Trace>)> {
        let work = |d: &Document| (d.id.clone(), code::explain(d, installation::data()));
        let traced = each(&self.documents, "explaining", quiet, work, &mut self.notes);
        let document = |id: String| self.documents.iter().find(|d| d.id == id);
        traced.into_iter().filter_map(|(id, traces)| Some((document(id)?, traces))).collect()
    }

    /// Joins events of many documents into incidents.
    pub fn resolve(mut self) -> Self {
        self.resolution = resolve::resolve(&self.documents, &self.records, installation::data());
        self
    }
}

/// Does the work on every document and keeps what came of it, in the documents' order.
fn each<R: Send>(
    documents: &[Document],
    doing: &str,
    quiet: bool,
    work: impl Fn(&Document) -> R + Sync,
    notes: &mut Vec<Note>,
) -> Vec<R> {
    let progress = Progress::new(doing, documents.len(), quiet);
    let done = parallel(documents, |document| {
        let result = guarded(|| work(document));
        progress.step();
        result.map_err(|why| Note {
            doc: document.id.clone(),
            message: format!("was left out: {doing} it met an error of the program's own ({why})"),
        })
    });
    let keep = |result: Result<R, Note>| result.map_err(|note| notes.push(note)).ok();
    done.into_iter().filter_map(keep).collect()
}

/// Applies the work to all items on all cores; results stand in the items' order.
pub fn parallel<T: Sync, R: Send>(items: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let (next, work) = (AtomicUsize::new(0), &work);
    let take = || {
        let mine = std::iter::from_fn(|| Some(next.fetch_add(1, Ordering::Relaxed)).filter(|i| *i < items.len()));
        mine.map(|i| (i, work(&items[i]))).collect::<Vec<_>>()
    };
    let workers = thread::available_parallelism().map_or(1, NonZero::get).min(items.len());
    let mut done: Vec<(usize, R)> = thread::scope(|scope| {
        // Deep stacks: a sentence of a thousand clauses should not end the run.
        let start = |_| thread::Builder::new().stack_size(64 << 20).spawn_scoped(scope, take);
        let running: Vec<_> = (1..workers).map_while(|n| start(n).ok()).collect();
        let mut done = take();
        running.into_iter().for_each(|thread| done.extend(thread.join().unwrap_or_default()));
        done
    });
    done.sort_by_key(|(i, _)| *i);
    done.into_iter().map(|(_, result)| result).collect()
}

thread_local! {
    static GUARDED: Cell<bool> = const { Cell::new(false) };
}

/// Lets a panic inside guarded work pass without a word on stderr; what it said comes back as an error.
pub fn silence_guarded_panics() {
    let usual = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        if !GUARDED.get() {
            usual(info);
        }
    }));
}

/// The work's result, or what it panicked with.
pub fn guarded<R>(work: impl FnOnce() -> R) -> Result<R, String> {
    let outer = GUARDED.replace(true);
    let result = panic::catch_unwind(AssertUnwindSafe(work));
    GUARDED.set(outer);
    result.map_err(|payload| said(payload.as_ref()))
}

fn said(payload: &(dyn Any + Send)) -> String {
    let text = payload.downcast_ref::<&str>().map(ToString::to_string);
    text.or_else(|| payload.downcast_ref::<String>().cloned()).unwrap_or_else(|| "no message".into())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn document(id: &str) -> Document {
        Document { id: id.into(), ..Document::default() }
    }

    #[test]
    fn a_panic_in_one_document_is_a_note_and_the_run_goes_on() {
        silence_guarded_panics();
        let documents = ["a", "b", "c"].map(document);
        let mut notes = Vec::new();
        let work = |d: &Document| if d.id == "b" { panic!("odd words") } else { d.id.clone() };
        assert_eq!(each(&documents, "coding", true, work, &mut notes), ["a", "c"]);
        assert_eq!(notes[0].doc, "b");
        assert!(notes[0].message.contains("odd words"), "{}", notes[0].message);
    }

    #[test]
    fn results_keep_the_order_of_the_items() {
        let items: Vec<usize> = (0..500).collect();
        assert_eq!(parallel(&items, |i| i * 2), (0..500).map(|i| i * 2).collect::<Vec<_>>());
        assert!(parallel(&[] as &[usize], |i| *i).is_empty());
    }

    #[test]
    fn guards_stand_within_guards() {
        silence_guarded_panics();
        let inner = guarded(|| guarded(|| panic!("{}", "inside")).is_err());
        assert_eq!(inner, Ok(true));
    }
}
