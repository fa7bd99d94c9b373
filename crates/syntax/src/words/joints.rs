//! What joins letters and digits to one word: stops in numbers, hyphens in names, addresses.

use super::exceptions::Exceptions;
use super::signs::{is_apostrophe, is_hyphen, is_space, is_wordy};

/// A sign between two runs of letters or digits.
pub(super) struct Joint<'a> {
    pub text: &'a str,
    /// Where the word begins.
    pub start: usize,
    /// Where its last run begins.
    pub segment: usize,
    /// Where the sign stands, and what follows it.
    pub at: usize,
    pub after: usize,
}

impl Joint<'_> {
    /// Whether the sign joins what stands around it.
    pub fn binds(&self, sign: char, next: char, ex: &Exceptions) -> bool {
        let digits = next.is_ascii_digit() && self.before().ends_with(|c: char| c.is_ascii_digit());
        match sign {
            '.' => digits || self.dot_binds(next, ex),
            ',' | ':' => digits,
            '/' => digits || self.short_sides(),
            '@' | '_' => true,
            '&' => self.before().len() <= 3 && !next.is_lowercase(),
            _ if is_hyphen(sign) => !ex.hyphens_cut || digits || self.prefixed(ex),
            _ => is_apostrophe(sign) && !(sign == '‘' || sign == '`' && next.is_uppercase()),
        }
    }

    fn before(&self) -> &str {
        self.text.get(self.segment..self.at).unwrap_or("")
    }

    /// The run after the sign, as far as it is needed.
    fn behind(&self, most: usize) -> &str {
        let rest = self.text.get(self.after..).unwrap_or("");
        let mut ends = rest.char_indices().take(most + 1).skip_while(|(_, c)| is_wordy(*c));
        let whole = rest.char_indices().nth(most + 1).map_or(rest.len(), |(at, _)| at);
        &rest[..ends.next().map_or(whole, |(at, _)| at)]
    }

    /// Stops in "U.S", "p.m", "report.pdf" and "example.org"; not where a blank is missing.
    fn dot_binds(&self, next: char, ex: &Exceptions) -> bool {
        if self.in_mail_address() {
            return true;
        }
        let before = self.before();
        if before.chars().nth(1).is_none() && !before.starts_with(|c: char| c.is_ascii_digit()) {
            return self.behind(1).chars().nth(1).is_none() || next.is_lowercase() && self.segment > self.start;
        }
        let word = self.text.get(self.start..self.at).unwrap_or("");
        let listed = [&ex.names, &ex.numbers, &ex.abbreviations].iter().any(|set| set.has(word));
        word.contains('@') || !listed && (next.is_lowercase() || next.is_ascii_digit() && !all_letters(before))
    }

    /// "a.sow@example.org".
    fn in_mail_address(&self) -> bool {
        let rest = self.text.get(self.after..).unwrap_or("");
        let name = |c: &char| is_wordy(*c) || matches!(c, '.' | '-' | '_');
        rest.chars().take(60).find(|c| !name(c)) == Some('@')
    }

    /// "km/h", "P/L": letters, not words.
    fn short_sides(&self) -> bool {
        let letters = |side: &str| side.chars().count();
        let (before, behind) = (letters(self.before()), letters(self.behind(4)));
        before.min(behind) == 1 && before.max(behind) <= 2
    }

    /// Where hyphens part words: after listed prefixes they do not.
    fn prefixed(&self, ex: &Exceptions) -> bool {
        ex.prefixes.has(self.text.get(self.start..self.at).unwrap_or(""))
    }

    /// "J.-C.": a stop and a hyphen between single capitals.
    pub fn binds_initials(&self) -> bool {
        let mut rest = self.text.get(self.at..).unwrap_or("").chars();
        let single = self.before().chars().nth(1).is_none() && self.before().chars().all(char::is_uppercase);
        single && rest.next() == Some('.') && rest.next() == Some('-') && rest.next().is_some_and(char::is_uppercase)
    }
}

/// The length of an ending in brackets: "(s)" of "mission(s)", "(e)" of "blessé(e)".
pub(super) fn bracketed_ending(rest: &str) -> Option<usize> {
    let inner = rest.strip_prefix('(')?;
    let letters = inner.bytes().take(3).take_while(u8::is_ascii_alphabetic).count();
    let closed = inner.as_bytes().get(letters) == Some(&b')');
    ((1..=2).contains(&letters) && closed).then_some(letters + 2)
}

fn all_letters(word: &str) -> bool {
    word.chars().all(char::is_alphabetic)
}

/// Whether a word that a stop follows, not the last of its sentence, keeps the stop.
pub(super) fn takes_stop(word: &str, dotted: bool, ex: &Exceptions) -> bool {
    if dotted {
        return word.split(['.', '-']).all(|part| part.chars().nth(1).is_none() && all_letters(part))
            || word.starts_with(|c: char| c.is_ascii_digit());
    }
    let initial = word.chars().nth(1).is_none() && word.chars().all(char::is_uppercase);
    initial || [&ex.names, &ex.numbers, &ex.abbreviations].iter().any(|set| set.has(word))
}

/// The length of a web or mail address that begins here.
pub(super) fn address(rest: &str) -> Option<usize> {
    let starts = |head: &str| rest.get(..head.len()).is_some_and(|s| s.eq_ignore_ascii_case(head));
    if !matches!(rest.as_bytes().first()?, b'h' | b'H' | b'w' | b'W' | b'f' | b'F') {
        return None;
    }
    if !["http://", "https://", "www.", "ftp://"].into_iter().any(starts) {
        return None;
    }
    let end = rest.find(|c| is_space(c) || matches!(c, '<' | '>' | '"' | '»' | '”')).unwrap_or(rest.len());
    let address = rest[..end].trim_end_matches(['.', ',', ';', ':', '!', '?', ')', ']', '\'']);
    (address.len() > 4).then_some(address.len())
}

/// The length of a number in groups of three with blanks: "1 021", "12 500 000".
pub(super) fn grouped_number(rest: &str) -> Option<usize> {
    let bytes = rest.as_bytes();
    let mut end = digits(bytes);
    if !(1..=3).contains(&end) || bytes[0] == b'0' {
        return None;
    }
    let mut groups = 0;
    while let Some(blank) = rest[end..].chars().next().filter(|c| matches!(c, ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}'))
    {
        let group = end + blank.len_utf8();
        if digits(&bytes[group..]) != 3 {
            break;
        }
        end = group + 3;
        groups += 1;
    }
    let clean = !rest[end..].starts_with(|c: char| c.is_alphabetic() || is_hyphen(c));
    if groups == 0 || !clean {
        return None;
    }
    let decimals = rest[end..].strip_prefix([',', '.']).map_or(0, |more| digits(more.as_bytes()));
    Some(if decimals > 0 { end + 1 + decimals } else { end })
}

/// How many digits a text begins with; no more are counted than matter.
fn digits(bytes: &[u8]) -> usize {
    bytes.iter().take(4).take_while(|b| b.is_ascii_digit()).count()
}

/// The length of a sign with what repeats or completes it: "...", "?!", "--", "''".
pub(super) fn signs(rest: &str, first: char, ex: &Exceptions) -> usize {
    let run = |same: &dyn Fn(char) -> bool| rest.find(|c| !same(c)).unwrap_or(rest.len());
    match first {
        ':' | ';' | '=' if smile(rest) > 0 => smile(rest),
        '.' | '!' | '?' | '…' => run(&|c| matches!(c, '.' | '!' | '?' | '…')),
        '-' | '=' | '*' | '_' | '~' | '+' | '#' | '<' | '>' | '$' | '\'' | '’' | '‘' | '|' | '`' => {
            let len = run(&|c| c == first);
            if len == first.len_utf8() { signed(rest, first, ex) } else { len }
        }
        '°' if rest[2..].starts_with(['C', 'F']) && !rest[3..].starts_with(is_wordy) => 3,
        _ => first.len_utf8(),
    }
}

/// Signs that belong to what follows: "+14", "'s" after a quote.
fn signed(rest: &str, first: char, ex: &Exceptions) -> usize {
    let behind = &rest[first.len_utf8()..];
    let run = behind.find(|c| !is_wordy(c)).unwrap_or(behind.len());
    let clitic = is_apostrophe(first)
        && ex
            .ends
            .iter()
            .filter_map(|end| end.strip_prefix('\''))
            .any(|end| end.len() == run && behind.starts_with(end));
    if clitic || first == '+' && behind.starts_with(|c: char| c.is_ascii_digit()) {
        return first.len_utf8() + run;
    }
    first.len_utf8()
}

/// The length of a smiling face.
fn smile(rest: &str) -> usize {
    let bytes = rest.as_bytes();
    let nose = usize::from(bytes.get(1) == Some(&b'-'));
    let mouth = matches!(bytes.get(1 + nose), Some(b')' | b'(' | b'D' | b'P'));
    let alone = !bytes.get(2 + nose).is_some_and(u8::is_ascii_alphanumeric);
    if mouth && alone { 2 + nose } else { 0 }
}
