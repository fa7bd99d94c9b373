//! A text between its white space, with what is worth knowing about each piece.

use super::signs::{is_closing, is_space, is_stop};

/// What stands between two stretches of white space. Signs that stand alone go with the word that they
/// open or close ("« non ! »"), so a chunk may hold white space within.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Chunk {
    pub start: usize,
    pub end: usize,
    /// Line breaks before it: none, one, or two and more.
    pub lines: u8,
    /// Whether it has an odd number of straight quotes.
    pub quote: bool,
    /// Whether it has a stop anywhere.
    pub stop: bool,
    /// Whether it is only signs.
    pub signs: bool,
}

/// The chunks of a text in order.
pub(super) struct Chunks<'a> {
    text: &'a str,
    at: usize,
    next: Option<Chunk>,
    /// Whether a straight quote is open on this line.
    quoted: bool,
}

impl<'a> Chunks<'a> {
    pub fn new(text: &'a str) -> Self {
        let mut chunks = Self { text, at: 0, next: None, quoted: false };
        chunks.next = chunks.piece();
        chunks
    }

    /// Goes over white space; how many lines it ends.
    fn blanks(&mut self) -> u8 {
        let mut lines = 0_u8;
        while let Some(c) = self.next_char().filter(|c| is_space(*c)) {
            let breaks = match c {
                '\n' | '\u{85}' | '\u{2028}' => 1,
                '\r' if self.text.as_bytes().get(self.at + 1) != Some(&b'\n') => 1,
                '\u{2029}' | '\u{c}' => 2,
                _ => 0,
            };
            lines = lines.saturating_add(breaks);
            self.at += c.len_utf8();
        }
        lines.min(2)
    }

    fn next_char(&self) -> Option<char> {
        match self.text.as_bytes().get(self.at)? {
            byte if byte.is_ascii() => Some(char::from(*byte)),
            _ => self.text[self.at..].chars().next(),
        }
    }

    /// What stands before the next white space.
    fn piece(&mut self) -> Option<Chunk> {
        let lines = self.blanks();
        let mut chunk = Chunk { start: self.at, lines, signs: true, ..Chunk::default() };
        while let Some(c) = self.next_char().filter(|c| !is_space(*c)) {
            chunk.quote ^= c == '"';
            chunk.stop |= matches!(c, '.' | '!' | '?' | '…');
            chunk.signs &= !c.is_ascii_alphanumeric() && (c.is_ascii() || !c.is_alphanumeric());
            self.at += c.len_utf8();
        }
        chunk.end = self.at;
        (chunk.end > chunk.start).then_some(chunk)
    }

    /// Takes the next piece into a chunk.
    fn join(&mut self, chunk: &mut Chunk) {
        let Some(next) = self.next.take() else { return };
        chunk.end = next.end;
        chunk.quote ^= next.quote;
        chunk.stop |= next.stop;
        chunk.signs &= next.signs;
        self.quoted ^= next.quote;
        self.next = self.piece();
    }

    /// Only signs that open what follows.
    fn opens(&self, chunk: &Chunk) -> bool {
        let open = |c| matches!(c, '«' | '“' | '„' | '(' | '[' | '‹') || c == '"' && self.quoted;
        chunk.signs && self.text[chunk.start..chunk.end].chars().all(open)
    }

    /// Only signs that close what stands before, on the same line.
    fn closes(&self, chunk: &Chunk) -> bool {
        let close = |c| match c {
            '"' => self.quoted,
            ',' | ';' | ':' => true,
            '\'' | '’' | '*' => false,
            _ => is_closing(c) || is_stop(c),
        };
        chunk.signs && chunk.lines == 0 && self.text[chunk.start..chunk.end].chars().all(close)
    }
}

impl Iterator for Chunks<'_> {
    type Item = Chunk;

    fn next(&mut self) -> Option<Chunk> {
        let mut chunk = self.next.take()?;
        self.quoted = (self.quoted && chunk.lines == 0) ^ chunk.quote;
        self.next = self.piece();
        while self.opens(&chunk) && self.next.is_some_and(|next| next.lines == 0) {
            self.join(&mut chunk);
        }
        while self.next.is_some_and(|next| self.closes(&next)) {
            self.join(&mut chunk);
        }
        Some(chunk)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chunks_know_the_lines_before_them() {
        let text = " One \"two\n\n\nthree.\r\nfour\u{a0}";
        let found: Vec<_> = Chunks::new(text).map(|c| (&text[c.start..c.end], c.lines, c.quote, c.stop)).collect();
        let expect = [
            ("One", 0, false, false),
            ("\"two", 0, true, false),
            ("three.", 2, false, true),
            ("four", 1, false, false),
        ];
        assert_eq!(found, expect);
        assert_eq!(Chunks::new(" \n ").count(), 0);
    }

    #[test]
    fn lone_signs_go_with_their_words() {
        let check = |text: &str, expect: &[&str]| {
            assert_eq!(Chunks::new(text).map(|c| &text[c.start..c.end]).collect::<Vec<_>>(), expect);
        };
        check("Il dit : « Non ! » Puis", &["Il", "dit :", "« Non ! »", "Puis"]);
        check("He \" no . \" Then", &["He", "\" no . \"", "Then"]);
        check("a )\n) b - c", &["a )", ")", "b", "-", "c"]);
    }
}
