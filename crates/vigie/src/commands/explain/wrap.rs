//! Painted words in lines of a width.

use anstyle::Style;
use console::measure_text_width;

/// Words that may each hold several painted pieces.
#[derive(Default)]
pub struct Words {
    words: Vec<String>,
    /// Whether the next piece begins a word of its own.
    apart: bool,
}

impl Words {
    /// Adds text; where it holds white space, lines may break. Control characters, which could drive the
    /// terminal, are left out.
    pub fn push(&mut self, text: &str, style: Option<Style>) {
        for piece in text.split_inclusive(char::is_whitespace) {
            let bare: String = piece.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect();
            if !bare.is_empty() {
                self.add(&paint(&bare, style));
            }
            self.apart |= piece.ends_with(char::is_whitespace);
        }
    }

    fn add(&mut self, piece: &str) {
        match self.words.last_mut().filter(|_| !self.apart) {
            Some(word) => word.push_str(piece),
            None => self.words.push(piece.to_string()),
        }
        self.apart = false;
    }

    /// The words in lines of at most `width` columns, the first after `first`, the rest after `rest`. A
    /// word that is longer has a line of its own.
    pub fn lines(&self, first: &str, rest: &str, width: usize) -> String {
        let (mut out, mut at) = (first.to_string(), measure_text_width(first));
        let mut fresh = true;
        for word in &self.words {
            let wide = measure_text_width(word);
            if !fresh && at + 1 + wide > width {
                out = out + "\n" + rest;
                at = measure_text_width(rest);
                fresh = true;
            }
            if !fresh {
                out.push(' ');
                at += 1;
            }
            out.push_str(word);
            at += wide;
            fresh = false;
        }
        out.trim_end().to_string() + "\n"
    }
}

/// Text in a style, or plain.
pub fn paint(text: &str, style: Option<Style>) -> String {
    style.map_or_else(|| text.to_string(), |style| format!("{style}{text}{style:#}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use anstyle::AnsiColor;

    #[test]
    fn lines_keep_to_the_width_and_hang() {
        let mut words = Words::default();
        words.push("one two three four", None);
        assert_eq!(words.lines("1 ", "  ", 10), "1 one two\n  three\n  four\n");
        assert_eq!(words.lines("1 ", "  ", 3), "1 one\n  two\n  three\n  four\n");
    }

    #[test]
    fn paint_takes_no_room_and_pieces_without_space_stay_together() {
        let mut words = Words::default();
        words.push("in ", None);
        words.push("Kayes", Some(AnsiColor::Green.on_default()));
        words.push(", again", None);
        let lines = words.lines("", "", 9);
        assert_eq!(console::strip_ansi_codes(&lines), "in Kayes,\nagain\n");
        assert!(lines.contains("\u{1b}["));
    }

    #[test]
    fn a_text_cannot_drive_the_terminal() {
        let mut words = Words::default();
        words.push("a\u{1b}[2Jb\u{7}\u{9b}c", None);
        assert_eq!(words.lines("", "", 80), "a[2Jbc\n");
    }
}
