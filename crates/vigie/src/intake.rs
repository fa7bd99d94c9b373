//! Reports into the record, batch by batch: while one is written the next is coded, on all cores, and what waits in
//! memory is bounded.

use crate::failure::Failure;
use crate::input;
use crate::installation;
use crate::pipeline::{guarded, parallel};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;
use vigie_engine::model::{Document, Note};
use vigie_engine::{code, read};
use vigie_formats::{Format, Opened, Piece};
use vigie_store::{Arrival, Kept, Page, Record};

/// Told of the documents that were kept, each with what became of it.
type Told<'a> = dyn FnMut(&[(String, Kept)]) -> Result<(), Failure> + 'a;

/// Reports that are coded and kept at a time.
const BATCH: usize = 400;
/// Pieces, or bytes of them, that are opened at a time.
const GROUP: (usize, usize) = (64, 4 << 20);
/// Deep stacks: a sentence of a thousand clauses should not end the run.
const STACK: usize = 64 << 20;

/// Keeps all reports below the paths. `told` hears of each batch once it is safely kept; the reader is a second
/// look at the same record, by which what is known is not coded again.
pub fn intake(
    paths: &[PathBuf],
    record: &mut Record,
    reader: Record,
    told: &mut Told<'_>,
) -> Result<Vec<Note>, Failure> {
    let (give, pieces) = sync_channel(4);
    let (send, batches) = sync_channel(1);
    thread::scope(|scope| {
        let feeder = scope.spawn(move || input::pieces(paths, &give));
        let work = move || Coder { reader, send, notes: Vec::new(), read: 0 }.run(&pieces);
        let coder = thread::Builder::new().stack_size(STACK).spawn_scoped(scope, work);
        let coder = coder.map_err(|e| Failure::new(format!("no thread can be started: {e}"), "free some memory"))?;
        let kept = keep(record, batches, told);
        let coded = coder.join().unwrap_or_else(|_| Err(ended()));
        let fed = feeder.join().unwrap_or_else(|_| Err(ended()));
        // What the writer says is why the others stopped.
        kept?;
        let (mut notes, read) = coded?;
        notes.extend(fed?);
        if read == 0 { Err(input::nothing(&notes)) } else { Ok(notes) }
    })
}

fn ended() -> Failure {
    Failure::new("a part of the import ended", "please report it, with the input if you may share it")
}

fn keep(record: &mut Record, batches: Receiver<Vec<Arrival>>, told: &mut Told<'_>) -> Result<(), Failure> {
    batches.into_iter().try_for_each(|batch| told(&record.keep(&batch)?))
}

/// Opens, reads and codes what comes in.
struct Coder {
    reader: Record,
    send: SyncSender<Vec<Arrival>>,
    notes: Vec<Note>,
    read: usize,
}

impl Coder {
    fn run(mut self, pieces: &Receiver<Piece>) -> Result<(Vec<Note>, usize), Failure> {
        while let Some(group) = group(pieces) {
            let opened = parallel(&group, |piece| (page(piece), input::open(piece.clone())));
            let mut waiting = Vec::new();
            for (piece, (page, opened)) in group.iter().zip(opened) {
                let Opened { pages, notes, read } = opened;
                self.notes.extend(notes);
                self.read += read;
                waiting.extend(pages.into_iter().map(|given| (given, page.clone(), piece.name.as_str())));
            }
            for batch in waiting.chunks(BATCH) {
                let coded = self.batch(batch)?;
                // Nobody there to take it: the writer has failed and says why.
                if self.send.send(coded).is_err() {
                    return Ok((self.notes, self.read));
                }
            }
        }
        Ok((self.notes, self.read))
    }

    fn batch(&mut self, pages: &[(Document, Option<Arc<Page>>, &str)]) -> Result<Vec<Arrival>, Failure> {
        let data = installation::data();
        let read = parallel(pages, |(given, page, source)| {
            let done = guarded(|| read::read(read::Page { given: given.clone() }, data));
            done.map(|(documents, notes)| {
                let arrival = |d: Document| Arrival::new(d, page.clone(), source);
                (documents.into_iter().map(arrival).collect::<Vec<_>>(), notes)
            })
        });
        let mut arrivals = Vec::new();
        for ((given, ..), done) in pages.iter().zip(read) {
            match done {
                Ok((found, notes)) => {
                    arrivals.extend(found);
                    self.notes.extend(notes);
                }
                Err(why) => self.own_error(&given.id, "reading", &why),
            }
        }
        self.code(arrivals)
    }

    /// Codes what the record does not know; a report that cannot be coded is kept all the same.
    fn code(&mut self, arrivals: Vec<Arrival>) -> Result<Vec<Arrival>, Failure> {
        let data = installation::data();
        let known = self.reader.knows(&arrivals)?;
        let items: Vec<(Arrival, bool)> = arrivals.into_iter().zip(known).collect();
        let coded =
            parallel(&items, |(arrival, known)| (!known).then(|| guarded(|| code::code(arrival.document(), data))));
        let mut done = Vec::new();
        for ((arrival, _), coded) in items.into_iter().zip(coded) {
            done.push(match coded {
                Some(Ok((record, notes))) => {
                    self.notes.extend(notes);
                    arrival.with(record)
                }
                Some(Err(why)) => {
                    self.own_error(&arrival.document().id, "coding", &why);
                    arrival
                }
                None => arrival,
            });
        }
        Ok(done)
    }

    fn own_error(&mut self, id: &str, doing: &str, why: &str) {
        let message = format!("{doing} it met an error of the program's own ({why})");
        self.notes.push(Note { doc: id.into(), message });
    }
}

/// Some pieces, so that all cores have one, as far as they should be in memory at once.
fn group(pieces: &Receiver<Piece>) -> Option<Vec<Piece>> {
    let mut group = vec![pieces.recv().ok()?];
    let mut bytes = group[0].bytes.len();
    while group.len() < GROUP.0 && bytes < GROUP.1 {
        let Ok(piece) = pieces.recv() else { break };
        bytes += piece.bytes.len();
        group.push(piece);
    }
    Some(group)
}

/// The bytes that are kept beside the reports. A row of a table and a JSON line are the report itself.
fn page(piece: &Piece) -> Option<Arc<Page>> {
    let rows = matches!(piece.format, Some(Format::Lines | Format::Json | Format::Csv));
    (!rows).then(|| Arc::new(Page::new(&piece.bytes)))
}
