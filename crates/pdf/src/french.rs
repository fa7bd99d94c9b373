//! The blanks of French: none breaks before a high sign or within guillemets.

/// Narrow, and the line does not break at it.
const NARROW: char = '\u{202F}';

/// The text with its ordinary blanks before `: ; ! ? »` and after `«` made narrow and unbreakable. Other blanks that
/// stand there already are left, and none is added: addresses and times keep their colons.
pub fn spaced(text: &str) -> String {
    let mut letters = text.chars().peekable();
    let mut before = None;
    let mut out = String::with_capacity(text.len());
    while let Some(letter) = letters.next() {
        let is_inside = before == Some('«') || letters.peek().is_some_and(|next| ":;!?»".contains(*next));
        out.push(if letter == ' ' && is_inside { NARROW } else { letter });
        before = Some(letter);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        assert_eq!(spaced(text).replace(NARROW, "_"), expected);
    }

    #[test]
    fn blanks_of_high_signs_are_narrow() {
        check("Bilan : dix morts ; « tous » ! Et ?", "Bilan_: dix morts_; «_tous_»_! Et_?");
    }

    #[test]
    fn what_is_set_already_and_what_is_no_sentence_stay() {
        check("Bilan\u{a0}: 3, à 12:30, https://a.org/?b", "Bilan\u{a0}: 3, à 12:30, https://a.org/?b");
        check("", "");
        check("« ", "«_");
    }
}
