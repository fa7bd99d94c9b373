//! Words that were parted at the end of a line, made whole again.

/// Adds the rest of a line; a word parted at its end is made whole.
pub fn join(out: &mut String, line: &str) {
    let parted = out.ends_with('-') && out[..out.len() - 1].ends_with(char::is_alphabetic);
    if out.ends_with('\u{ad}') || parted && line.starts_with(char::is_lowercase) && !compound(out, line) {
        out.pop();
    } else if !out.ends_with('-') && !out.is_empty() {
        out.push(' ');
    }
    out.push_str(line);
}

/// Whether a hyphen at the end of a line belongs to the word: the same word stands whole with it elsewhere.
fn compound(out: &str, line: &str) -> bool {
    let left = out.rsplit(char::is_whitespace).next().unwrap_or("");
    let right: String = line.chars().take_while(|c| c.is_alphabetic()).collect();
    let whole = format!("{left}{right}");
    out[..out.len() - left.len()].contains(&whole)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_parted_at_the_end_of_a_line_are_whole_again() {
        let joined = |a: &str, b: &str| {
            let mut out = a.to_string();
            join(&mut out, b);
            out
        };
        assert_eq!(joined("the com-", "mander"), "the commander");
        assert_eq!(joined("le sous-préfet et le sous-", "préfet"), "le sous-préfet et le sous-préfet");
        assert_eq!(joined("Ouaga-", "Nord"), "Ouaga-Nord");
    }
}
