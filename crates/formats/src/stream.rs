//! Files that are larger than memory should be: their pieces, one after the other.

use crate::mbox::Splitter;
use crate::sniff::{Format, sniff};
use crate::{Context, MB, Piece, warc};
use std::io::{BufRead, BufReader, Read};
use vigie_engine::model::{Document, Note};

/// Bytes of JSON lines that are opened at once.
const BATCH: usize = 4 * MB;
/// Bytes by which the form of a file is told.
const HEAD: usize = 64 * 1024;

/// Gives every piece of a file to `take`: the pages of a web archive, the messages of a folder of mail, some
/// thousand JSON lines at a time; any other file whole. What is refused comes back as notes.
pub fn stream(
    from: impl Read,
    name: &str,
    given: &Document,
    known: Option<Format>,
    context: Context<'_>,
    take: &mut dyn FnMut(Piece),
) -> std::io::Result<Vec<Note>> {
    let mut from = BufReader::with_capacity(HEAD, from);
    let head = fill(&mut from)?;
    let format = known.unwrap_or_else(|| sniff(&head, context));
    let whole = head.as_slice().chain(from);
    let mut file = File { name, given, context, take };
    match format {
        Format::Warc => Ok(file.warc(BufReader::with_capacity(256 * 1024, whole))),
        Format::Gzip if packed_warc(&head) => Ok(file.warc(warc::unpacked(whole))),
        Format::Mbox => file.mbox(BufReader::new(whole)),
        Format::Lines => file.lines(BufReader::new(whole)),
        _ => file.whole(whole, format),
    }
}

/// The first bytes of a stream.
fn fill(from: &mut impl Read) -> std::io::Result<Vec<u8>> {
    let mut head = Vec::new();
    from.by_ref().take(HEAD as u64).read_to_end(&mut head)?;
    Ok(head)
}

fn packed_warc(head: &[u8]) -> bool {
    let mut start = [0; 5];
    flate2::read::GzDecoder::new(head).read_exact(&mut start).is_ok() && &start == b"WARC/"
}

struct File<'a> {
    name: &'a str,
    given: &'a Document,
    context: Context<'a>,
    take: &'a mut dyn FnMut(Piece),
}

impl File<'_> {
    fn note(&self, message: String) -> Vec<Note> {
        vec![Note { doc: self.name.into(), message }]
    }

    fn piece(&mut self, bytes: Vec<u8>, format: Option<Format>, line: usize) {
        (self.take)(Piece { name: self.name.into(), given: self.given.clone(), bytes, format, line });
    }

    fn whole(&mut self, from: impl Read, format: Format) -> std::io::Result<Vec<Note>> {
        let most = self.context.limits.file_bytes;
        let mut bytes = Vec::new();
        from.take(most as u64 + 1).read_to_end(&mut bytes)?;
        if bytes.len() > most {
            return Ok(self.note(format!("is larger than {} MB and was left out (limit file-mb)", most / MB)));
        }
        self.piece(bytes, Some(format), 0);
        Ok(Vec::new())
    }

    fn warc(&mut self, from: impl BufRead) -> Vec<Note> {
        let mut records = warc::Records::new(from, self.name, self.context.limits);
        while let Some(record) = records.next() {
            (self.take)(record);
        }
        records.notes()
    }

    fn mbox(&mut self, mut from: impl BufRead) -> std::io::Result<Vec<Note>> {
        let (mut split, mut line, mut large) = (Splitter::default(), Vec::new(), 0);
        let most = self.context.limits.page_bytes;
        while from.by_ref().take(MB as u64).read_until(b'\n', &mut line)? > 0 {
            if let Some(message) = split.line(&line, self.name, self.given) {
                (self.take)(message);
            }
            if split.len() > most {
                large += 1;
                split.end(self.name, self.given);
            }
            line.clear();
        }
        split.end(self.name, self.given).into_iter().for_each(|message| (self.take)(message));
        let note = format!("{large} parts of messages of over {} MB were left out (limit page-mb)", most / MB);
        Ok(if large > 0 { self.note(note) } else { Vec::new() })
    }

    /// Batches of whole lines, with the number of the first of each.
    fn lines(&mut self, mut from: impl BufRead) -> std::io::Result<Vec<Note>> {
        let most = self.context.limits.file_bytes;
        let (mut batch, mut first, mut next) = (Vec::new(), 1, 1);
        loop {
            let before = batch.len();
            let read = from.by_ref().take(most as u64 + 1).read_until(b'\n', &mut batch)?;
            if batch.len() - before > most {
                return Ok(self.note(format!(
                    "has a line of over {} MB, from which on it was left out (limit file-mb)",
                    most / MB
                )));
            }
            next += 1;
            let done = read == 0;
            if done && (!batch.is_empty() || first == 1) || batch.len() >= BATCH {
                self.piece(std::mem::take(&mut batch), Some(Format::Lines), first);
                first = next;
            }
            if done {
                return Ok(Vec::new());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::streamed;

    #[test]
    fn lines_come_in_batches_that_know_their_number() {
        let line = format!("{{\"text\": \"{}\"}}\n", "word ".repeat(200_000));
        let pieces = streamed(line.repeat(9).as_bytes());
        let first: Vec<usize> = pieces.iter().map(|p| p.line).collect();
        assert_eq!(first, [1, 6]);
    }

    #[test]
    fn any_other_file_is_one_piece() {
        let pieces = streamed(b"A ferry sank.");
        assert_eq!((pieces.len(), pieces[0].bytes.as_slice()), (1, &b"A ferry sank."[..]));
        assert_eq!(streamed(b"").len(), 1);
    }
}
