//! Folding: lower case without accents, the form in which names and words are compared.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Lower case without accents, ligatures or letters that nobody sees; other characters stay.
///
/// ```
/// assert_eq!(vigie_syntax::fold("Ménaka ŒUVRE"), "menaka oeuvre");
/// ```
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    text.chars().for_each(|c| fold_char(c, &mut out));
    out
}

/// Appends the folded form of one character.
pub fn fold_char(c: char, out: &mut String) {
    match c {
        'a'..='z' | '0'..='9' => out.push(c),
        'A'..='Z' => out.push(c.to_ascii_lowercase()),
        'œ' | 'Œ' => out.push_str("oe"),
        'æ' | 'Æ' => out.push_str("ae"),
        'ł' | 'Ł' => out.push('l'),
        'ø' | 'Ø' => out.push('o'),
        'ı' => out.push('i'),
        _ if c.is_ascii() => out.push(c),
        _ if is_invisible(c) => {}
        _ => out.extend(c.nfkd().filter(|d| !is_combining_mark(*d)).flat_map(char::to_lowercase)),
    }
}

/// Soft hyphens, spaces and joiners of no width: a word goes on across them.
pub(crate) fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accents_and_case_go() {
        for (text, folded) in [
            ("Tombouctou", "tombouctou"),
            ("Sandaré", "sandare"),
            ("GOÏTA", "goita"),
            ("N’Dola", "n’dola"),
            ("ﬁn", "fin"),
            ("at\u{ad}tack", "attack"),
            ("tue\u{301}s", "tues"),
        ] {
            assert_eq!(fold(text), folded);
        }
    }
}
