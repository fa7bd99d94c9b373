//! Kinds of characters.

use crate::fold::is_invisible;

/// Letters, digits and what belongs to them: marks above letters and signs that show nothing.
pub(super) fn is_wordy(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_alphanumeric();
    }
    c.is_alphanumeric() || is_invisible(c) || unicode_normalization::char::is_combining_mark(c)
}

/// White space, and control characters that some pages leave behind.
pub(super) fn is_space(c: char) -> bool {
    if c.is_ascii() { c <= ' ' || c == '\u{7f}' } else { c.is_whitespace() || c.is_control() }
}

/// Signs that end a sentence.
pub(super) fn is_stop(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '…' | '‼' | '⁇' | '⁈' | '⁉' | '؟' | '۔' | '。' | '！' | '？' | '।')
}

/// Signs that close what was opened and stay with the sentence before them.
pub(super) fn is_closing(c: char) -> bool {
    matches!(c, '"' | '”' | '»' | '’' | '\'' | ')' | ']' | '›' | '}' | '*')
}

/// Signs that open a quote or a bracket, and bullets.
pub(super) fn is_opening(c: char) -> bool {
    matches!(c, '"' | '“' | '„' | '«' | '‹' | '‘' | '\'' | '(' | '[' | '¿' | '¡' | '‟')
}

/// Signs that begin an item of a list.
pub(super) fn is_bullet(c: char) -> bool {
    matches!(c, '•' | '●' | '▪' | '■' | '◦' | '►' | '‣' | '⁃' | '✓' | '➢' | '·')
}

/// Apostrophes in all their shapes.
pub(super) fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | 'ʼ' | '‘' | '`' | '´')
}

/// Hyphens that bind words; dashes part them.
pub(super) fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}' | '\u{2011}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_belong_to_letters_and_spaces_come_in_many_widths() {
        assert!("aÉ9œ\u{301}\u{ad}ك".chars().all(is_wordy));
        assert!(" \t\u{a0}\u{202f}\u{2009}\u{0}".chars().all(is_space));
        assert!(!is_wordy('-') && !is_space('\u{ad}') && !is_stop(':'));
    }
}
