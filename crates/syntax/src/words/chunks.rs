//! A text between its white space, with what is worth knowing about each piece.

use super::signs::is_space;

/// What stands between two stretches of white space.
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
}

/// The chunks of a text in order.
pub(super) struct Chunks<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Chunks<'a> {
    pub fn new(text: &'a str) -> Self {
        Self { text, at: 0 }
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
}

impl Iterator for Chunks<'_> {
    type Item = Chunk;

    fn next(&mut self) -> Option<Chunk> {
        let lines = self.blanks();
        let mut chunk = Chunk { start: self.at, lines, ..Chunk::default() };
        while let Some(c) = self.next_char().filter(|c| !is_space(*c)) {
            chunk.quote ^= c == '"';
            chunk.stop |= matches!(c, '.' | '!' | '?' | '…');
            self.at += c.len_utf8();
        }
        chunk.end = self.at;
        (chunk.end > chunk.start).then_some(chunk)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chunks_know_the_lines_before_them() {
        let text = " One \"two\n\n\nthree.\r\nfour\u{a0}«";
        let found: Vec<_> = Chunks::new(text).map(|c| (&text[c.start..c.end], c.lines, c.quote, c.stop)).collect();
        let expect = [
            ("One", 0, false, false),
            ("\"two", 0, true, false),
            ("three.", 2, false, true),
            ("four", 1, false, false),
            ("«", 0, false, false),
        ];
        assert_eq!(found, expect);
        assert_eq!(Chunks::new(" \n ").count(), 0);
    }
}
