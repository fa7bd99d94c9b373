//! Web archives: the pages among their records.

use crate::http::Answer;
use crate::{Format, Limits, MB, Piece, Reader, text};
use flate2::read::MultiGzDecoder;
use std::io::{self, BufRead, BufReader, Read};
use vigie_engine::model::{Document, Note};

impl Reader<'_> {
    /// The pages of a web archive that is at hand whole.
    pub(crate) fn warc(&mut self, piece: Piece, depth: usize) {
        let mut records = Records::new(piece.bytes.as_slice(), &piece.name, self.context.limits);
        let mut found = Vec::new();
        while let Some(record) = records.next() {
            found.push(record);
            if found.len() >= self.context.limits.members {
                self.note(&piece.name, "has more records than are read (limit members)");
                break;
            }
        }
        self.out.notes.extend(records.notes());
        found.into_iter().for_each(|record| self.piece(record, depth + 1));
    }
}

/// The pages of a web archive, one after the other, from a stream.
pub struct Records<R> {
    from: R,
    name: String,
    most: usize,
    /// Records that hold no page, and pages that were too large.
    passed: usize,
    large: usize,
    fault: Option<String>,
    done: bool,
}

/// A packed web archive as a stream of its bytes.
pub fn unpacked(from: impl Read) -> BufReader<MultiGzDecoder<impl Read>> {
    BufReader::with_capacity(256 * 1024, MultiGzDecoder::new(from))
}

/// What the head of a record says.
#[derive(Debug, Default)]
struct Head {
    kind: String,
    address: String,
    date: String,
    content: String,
    length: u64,
}

impl<R: BufRead> Records<R> {
    /// The records of a stream.
    pub fn new(from: R, name: &str, limits: &Limits) -> Self {
        Self { from, name: name.into(), most: limits.page_bytes, passed: 0, large: 0, fault: None, done: false }
    }

    /// The next page.
    pub fn next(&mut self) -> Option<Piece> {
        while !self.done {
            match self.record() {
                Ok(Some(piece)) => return Some(piece),
                Ok(None) => {}
                Err(e) => {
                    self.done = true;
                    self.fault = Some(e.to_string())
                        .filter(|_| e.kind() != io::ErrorKind::UnexpectedEof || self.fault.is_some());
                }
            }
        }
        None
    }

    /// What a person should know once all is read.
    pub fn notes(&self) -> Vec<Note> {
        let note = |message: String| Note { doc: self.name.clone(), message };
        let passed = (self.passed > 0).then(|| note(format!("{} records hold no page and were left out", self.passed)));
        let size = self.most / MB;
        let large = (self.large > 0)
            .then(|| note(format!("{} records of over {size} MB were left out (limit page-mb)", self.large)));
        let fault = self.fault.as_ref().map(|e| note(format!("is not whole ({e}); what stands before was read")));
        passed.into_iter().chain(large).chain(fault).collect()
    }

    fn record(&mut self) -> io::Result<Option<Piece>> {
        let Some(head) = self.head()? else {
            self.done = true;
            return Ok(None);
        };
        let page = matches!(head.kind.as_str(), "response" | "resource" | "conversion");
        if !page || head.length > self.most as u64 {
            self.large += usize::from(page);
            self.passed +=
                usize::from(!page && head.kind != "warcinfo" && head.kind != "request" && head.kind != "metadata");
            io::copy(&mut self.from.by_ref().take(head.length), &mut io::sink())?;
            return Ok(None);
        }
        let mut bytes = Vec::new();
        self.from.by_ref().take(head.length).read_to_end(&mut bytes)?;
        if (bytes.len() as u64) < head.length {
            self.fault = Some("its last record breaks off".into());
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        let piece = piece(&head, bytes, &self.name, self.most);
        self.passed += usize::from(piece.is_none());
        Ok(piece)
    }

    /// The head of the next record; lines before it are passed over.
    fn head(&mut self) -> io::Result<Option<Head>> {
        let mut head = Head::default();
        let mut begun = false;
        loop {
            let mut line = Vec::new();
            let read = self.from.by_ref().take(64 * 1024).read_until(b'\n', &mut line)?;
            if read == 0 {
                return Ok(None);
            }
            let line = String::from_utf8_lossy(&line);
            match (begun, line.trim(), line.split_once(':')) {
                (false, text, _) => begun = text.starts_with("WARC/"),
                (true, "", _) => return Ok(Some(head)),
                (true, _, Some((name, value))) => head.set(&name.trim().to_ascii_lowercase(), value.trim()),
                _ => {}
            }
        }
    }
}

impl Head {
    fn set(&mut self, name: &str, value: &str) {
        match name {
            "warc-type" => self.kind = value.to_ascii_lowercase(),
            "warc-target-uri" => self.address = value.trim_matches(['<', '>']).into(),
            "warc-date" => self.date = value.into(),
            "content-type" => self.content = value.to_ascii_lowercase(),
            "content-length" => self.length = value.parse().unwrap_or(0),
            _ => {}
        }
    }
}

/// The page of a record; nothing if it is a picture, a script or an answer that there is none.
fn piece(head: &Head, bytes: Vec<u8>, name: &str, most: usize) -> Option<Piece> {
    let (kind, charset, bytes) = if head.content.starts_with("application/http") {
        let answer = Answer::new(&bytes, most).ok().filter(|a| a.status == 200)?;
        (answer.kind, answer.charset, answer.body)
    } else {
        (head.content.clone(), None, bytes)
    };
    let page = ["html", "pdf", "text/plain", "rss", "atom", "wordprocessing", "rfc822"];
    if !kind.is_empty() && !page.iter().any(|p| kind.contains(p)) || head.address.ends_with("/robots.txt") {
        return None;
    }
    let html = kind.contains("html");
    let known = charset.filter(|c| html && c != "utf-8").and_then(|c| text::named(&c, &bytes));
    let given = Document {
        url: Some(head.address.clone()).filter(|a| a.contains("://")),
        fetched: Some(head.date.clone()).filter(|d| d.len() >= 10),
        ..Document::default()
    };
    let name = if head.address.is_empty() { name.into() } else { format!("{name} {}", head.address) };
    let format = html.then_some(Format::Html);
    Some(Piece { name, given, bytes: known.map_or(bytes, String::into_bytes), format, line: 0 })
}

#[cfg(test)]
mod tests {
    use crate::testing::opened;
    use flate2::{Compression, write::GzEncoder};
    use std::io::Write;

    fn record(kind: &str, url: &str, body: &str) -> String {
        let body = format!("HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\n\r\n{body}");
        format!(
            "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2025-07-26T10:00:00Z\r\n\
             Content-Type: application/http; msgtype=response\r\nContent-Length: {}\r\n\r\n{body}\r\n\r\n",
            body.len()
        )
    }

    fn archive() -> String {
        let page = "<html><body><h1>Ferry sinks off Lanto</h1><p>The ferry sank at dawn with sixty people on board, the harbour master said.</p></body></html>";
        record("text/html", "https://q.example/f", page) + &record("image/png", "https://q.example/p", "png")
    }

    #[test]
    fn pages_of_an_archive_are_reports() {
        let found = opened("a.warc", archive().as_bytes());
        assert_eq!(found.pages.len(), 1, "{:?}", found.notes);
        assert_eq!(found.pages[0].url.as_deref(), Some("https://q.example/f"));
        assert_eq!(found.pages[0].fetched.as_deref(), Some("2025-07-26T10:00:00Z"));
        assert!(found.notes[0].message.starts_with("1 records hold no page"));
    }

    #[test]
    fn a_packed_archive_that_breaks_off_is_read_so_far() {
        let mut packed = GzEncoder::new(Vec::new(), Compression::fast());
        let whole = archive() + &archive().replace("q.example", "p.example");
        packed.write_all(&whole.as_bytes()[..archive().len() + 300]).expect("packed");
        let found = opened("a.warc.gz", &packed.finish().expect("packed"));
        assert_eq!(found.pages.len(), 1);
        assert!(found.notes.iter().any(|n| n.message.contains("not whole")), "{:?}", found.notes);
    }
}
