//! A text into sentences.

use super::chunks::{Chunk, Chunks};
use super::exceptions::Exceptions;
use super::joints::takes_stop;
use super::signs::{is_apostrophe, is_bullet, is_closing, is_hyphen, is_opening, is_space, is_stop, is_wordy};
use std::ops::Range;

/// The sentences of a text in order, without the white space around them.
///
/// Lines are paragraphs unless the next one plainly goes on; within a line stops decide, and where
/// the file of exceptions carries a [`super::Boundary`], what it learned.
pub fn sentences(text: &str, ex: &Exceptions) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let last = visit(text, &mut out, &mut |gap| gap.ends(ex), ex);
    out.extend(last);
    out
}

/// Asks about each gap in order; returns what is left behind the last end.
pub(super) fn visit(
    text: &str,
    out: &mut Vec<Range<usize>>,
    ends: &mut dyn FnMut(&Gap) -> bool,
    ex: &Exceptions,
) -> Option<Range<usize>> {
    let mut chunks = Chunks::new(text);
    let first = chunks.next()?;
    let second = chunks.next();
    let mut gap = Gap { text, around: [None, Some(first), second, None], ..Gap::default() };
    gap.begin(first.start);
    loop {
        gap.take();
        gap.missing_blank(out, ex);
        let Some(after) = gap.around[2] else { break };
        gap.around[3] = chunks.next();
        if ends(&gap) {
            out.push(gap.start..gap.before().end);
            gap.begin(after.start);
        }
        gap.around.rotate_left(1);
        gap.around[3] = None;
    }
    Some(gap.start..gap.before().end)
}

/// White space between two chunks, and where a sentence might end.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Gap<'a> {
    pub text: &'a str,
    /// Two chunks before, two after.
    pub around: [Option<Chunk>; 4],
    /// Where the sentence begins.
    pub start: usize,
    /// How many chunks it has so far, and how many of them begin small.
    pub length: usize,
    pub small: usize,
    /// The end of its first chunk.
    pub head: usize,
    /// Whether a straight quote is open.
    pub quoted: bool,
    /// How many brackets and guillemets are open.
    pub depth: u8,
}

impl<'a> Gap<'a> {
    fn begin(&mut self, start: usize) {
        *self = Gap { text: self.text, around: self.around, start, ..Gap::default() };
    }

    /// Adds the chunk before the gap to the sentence.
    fn take(&mut self) {
        let chunk = self.before();
        self.length += 1;
        if self.length == 1 {
            self.head = chunk.end;
        }
        self.quoted ^= chunk.quote;
        let text = self.of(chunk);
        self.depth = text.chars().fold(self.depth, |depth, c| match c {
            '(' | '«' | '[' | '“' => depth.saturating_add(1),
            ')' | '»' | ']' | '”' => depth.saturating_sub(1),
            _ => depth,
        });
        self.small += usize::from(text.starts_with(char::is_lowercase));
    }

    /// The chunk before the gap.
    pub fn before(&self) -> Chunk {
        self.around[1].unwrap_or_default()
    }

    /// The text of a chunk, of the sentence only.
    pub fn of(&self, chunk: Chunk) -> &'a str {
        self.text.get(chunk.start..chunk.end).unwrap_or("")
    }

    /// The text after the gap: the first chunk, or the second.
    pub fn after(&self, n: usize) -> &'a str {
        self.around[2 + n].map_or("", |chunk| self.of(chunk))
    }

    /// Whether a sentence ends here.
    pub fn ends(&self, ex: &Exceptions) -> bool {
        match self.around[2].map_or(2, |chunk| chunk.lines) {
            0 => match &ex.boundary {
                Some(boundary) if self.is_open(ex) => boundary.ends(self, ex),
                Some(_) => false,
                None => self.stops(ex),
            },
            1 => !self.goes_on(),
            _ => true,
        }
    }

    /// Whether it is worth asking: after a stop, or before anything but a small letter.
    pub fn is_open(&self, ex: &Exceptions) -> bool {
        let before = self.of(self.before()).trim_end_matches(|c| is_closing(c) || is_space(c));
        let next = self.after(0);
        if before.ends_with(is_stop) {
            let word = before.strip_suffix('.').unwrap_or("");
            return !next.starts_with(char::is_lowercase) || !self.is_abbreviation(word, ex);
        }
        let quote = before.ends_with(':') && next.starts_with(is_opening);
        !quote && !self.starts_small() && !before.ends_with(['«', '(', '[', '“', ','])
    }

    /// A wrapped line: no stop before the break, a small letter after it.
    fn goes_on(&self) -> bool {
        let open = !self.of(self.before()).ends_with(|c| is_stop(c) || matches!(c, ':' | ';'));
        open && self.after(0).starts_with(char::is_lowercase)
    }

    /// What the rules say of a gap within a line.
    pub fn stops(&self, ex: &Exceptions) -> bool {
        let after = self.after(0);
        if after.starts_with(is_bullet) {
            return true;
        }
        let core = self.of(self.before()).trim_end_matches(|c| is_closing(c) || is_space(c));
        if !core.ends_with(is_stop) || after.starts_with([',', ';', ':', '»', ')', ']', '”']) || self.starts_small()
        {
            return false;
        }
        match core.strip_suffix('.').filter(|word| !word.ends_with(is_stop)) {
            Some(word) => !self.is_abbreviation(word, ex),
            None => true,
        }
    }

    /// What follows begins with a small letter, behind quotes and dashes.
    fn starts_small(&self) -> bool {
        let is_sign = |c: char| is_space(c) || is_opening(c) || is_hyphen(c) || matches!(c, '–' | '—');
        let inner = self.after(0).trim_start_matches(is_sign);
        let inner = if inner.is_empty() { self.after(1) } else { inner };
        inner.starts_with(char::is_lowercase)
    }

    /// The word before a stop is an abbreviation, an initial, or the number of a list's item.
    fn is_abbreviation(&self, word: &str, ex: &Exceptions) -> bool {
        let part = |c: char| !(is_wordy(c) || c == '.' || is_hyphen(c));
        let bare = word.rsplit(part).next().unwrap_or(word);
        let next = self.after(0).trim_start_matches(|c| is_opening(c) || is_space(c));
        if ex.names.has(bare) {
            return true;
        }
        let number = next.starts_with(|c: char| c.is_ascii_digit());
        if number && (ex.numbers.has(bare) || ex.abbreviations.has(bare)) || self.is_item(word) {
            return true;
        }
        let single = bare.chars().nth(1).is_none() && bare.starts_with(char::is_uppercase);
        let starter = ex.starters.has(next.trim_end_matches(|c| !is_wordy(c)));
        if single {
            return !(starter && self.around[0].is_some_and(|c| self.of(c).starts_with(char::is_lowercase)));
        }
        let dotted = bare.contains('.') && takes_stop(bare, true, ex);
        let elided = starter || next.split_once(is_apostrophe).is_some_and(|(head, _)| ex.starters.has(head));
        (dotted && !bare.starts_with(|c: char| c.is_ascii_digit()) || ex.abbreviations.has(bare)) && !elided
    }

    /// "1." or "a." at the head of a sentence.
    fn is_item(&self, word: &str) -> bool {
        self.length == 1 && word.len() <= 2 && word.chars().all(char::is_alphanumeric)
    }

    /// Ends the sentence within a chunk where a blank is missing: "fled.They".
    fn missing_blank(&mut self, out: &mut Vec<Range<usize>>, ex: &Exceptions) {
        let chunk = self.before();
        if !chunk.stop {
            return;
        }
        let mut from = chunk.start;
        while let Some(end) = next_end(&self.text[from..chunk.end], ex) {
            out.push(self.start..from + end);
            from += end;
            self.begin(from);
            self.around[1] = Some(Chunk { start: from, lines: 0, ..chunk });
            self.take();
        }
    }
}

/// Where a sentence ends within a chunk: small letters, a stop, a capital and a small letter.
fn next_end(chunk: &str, ex: &Exceptions) -> Option<usize> {
    if chunk.contains(['@', '/', '_', '\\']) || chunk.starts_with("www.") {
        return None;
    }
    let stops = chunk.char_indices().filter(|(_, c)| matches!(c, '.' | '!' | '?' | '…'));
    stops.map(|(at, c)| (at, at + c.len_utf8())).find_map(|(at, after)| {
        let rest = chunk[after..].trim_start_matches(is_closing);
        let mut next = rest.chars();
        let sentence = next.next().is_some_and(char::is_uppercase) && next.next().is_some_and(char::is_lowercase);
        let word = chunk[..at].rsplit(|c: char| !is_wordy(c)).next().unwrap_or("");
        let plain = word.chars().count() > 2 && word.chars().all(char::is_lowercase);
        let listed = ex.names.has(word) || ex.abbreviations.has(word) || ex.numbers.has(word);
        (sentence && plain && !listed).then(|| chunk.len() - rest.len())
    })
}
