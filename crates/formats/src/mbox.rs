//! Folders of mail in one file: each message after a line that begins with "From ".

use crate::{Format, Piece, Reader};
use vigie_engine::model::Document;

impl Reader<'_> {
    /// The reports of each message.
    pub(crate) fn mbox(&mut self, piece: Piece, depth: usize) {
        let mut messages: Vec<Piece> = Vec::new();
        let mut split = Splitter::default();
        for line in piece.bytes.split_inclusive(|b| *b == b'\n') {
            messages.extend(split.line(line, &piece.name, &piece.given));
        }
        messages.extend(split.end(&piece.name, &piece.given));
        if messages.len() > self.context.limits.members {
            self.note(&piece.name, "has more messages than are read (limit members)");
        }
        let most = self.context.limits.members;
        messages.into_iter().take(most).for_each(|message| self.mail(message, depth + 1));
    }
}

/// Parts the lines of a folder of mail into messages.
#[derive(Debug, Default)]
pub struct Splitter {
    bytes: Vec<u8>,
    count: usize,
    blank: bool,
    begun: bool,
}

impl Splitter {
    /// Takes a line; gives the message that ends before it, if one does.
    pub fn line(&mut self, line: &[u8], name: &str, given: &Document) -> Option<Piece> {
        let starts = line.starts_with(b"From ") && (self.blank || !self.begun);
        self.blank = line.iter().all(u8::is_ascii_whitespace);
        if starts {
            self.begun = true;
            return self.end(name, given);
        }
        let quoted = line.starts_with(b">From ");
        self.bytes.extend_from_slice(if quoted { &line[1..] } else { line });
        None
    }

    /// The message that is open.
    pub fn end(&mut self, name: &str, given: &Document) -> Option<Piece> {
        let bytes = std::mem::take(&mut self.bytes);
        if bytes.iter().all(u8::is_ascii_whitespace) {
            return None;
        }
        self.count += 1;
        let given = Document { id: format!("{}:{}", given.id, self.count), ..given.clone() };
        Some(Piece { name: format!("{name}:{}", self.count), given, bytes, format: Some(Format::Mail), line: 0 })
    }

    /// Bytes of the message that is open.
    pub fn len(&self) -> usize {
        self.bytes.len()
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::opened;

    #[test]
    fn messages_are_apart() {
        let one = "From a@b.example Thu Jul  3 10:00:00 2025\nFrom: a@b.example\nMessage-ID: <1@x>\nSubject: One\n\nThe ferry sank.\n>From the quay nothing was seen.\n\n";
        let pages = opened("box", format!("{one}{}", one.replace("One", "Two")).as_bytes()).pages;
        let titles: Vec<&str> = pages.iter().filter_map(|p| p.title.as_deref()).collect();
        assert_eq!((titles, pages[1].id.as_str()), (vec!["One", "Two"], "box:2"));
        assert!(pages[0].text.ends_with("\nFrom the quay nothing was seen."));
    }
}
