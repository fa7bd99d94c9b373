//! What tells one happening from another in any language: the names and numbers of a report, and the people in it.

use super::names;
use super::report::hash;
use super::rules::Rules;
use crate::model::Document;
use std::collections::BTreeSet;

/// A name has at most so many words.
const MOST_NAMES: usize = 4;

/// Words with a capital inside a sentence that the report never writes small, and numbers that are no day, hour or
/// year; common ones left out. Headlines give every word a capital.
pub fn words(document: &Document, rules: &Rules) -> Vec<u64> {
    let small = small(&document.text);
    let is_telling = |w: &str| w.len() > 1 && !small.contains(w) && !rules.wording.common.contains(w);
    let mut found = BTreeSet::new();
    let mut starts = true;
    let title = document.title.as_deref().unwrap_or("");
    for word in title.split_whitespace().chain(document.text.split_whitespace()) {
        let bare = bare(word);
        if !starts && is_name(bare) && bare.chars().count() > 2 || is_telling_number(bare) {
            let key = names::key(bare);
            found.extend(key.split(' ').filter(|w| is_telling(w)).map(|w| hash(&[w])));
        }
        starts = word.ends_with(['.', '!', '?', ':', '”', '"', '»']);
    }
    found.into_iter().collect()
}

/// People who are named with their age: "Awa Diallo, 24, ...", "Awa Diallo (24)", "24-year-old Awa Diallo". Each of
/// the words before the last name is taken for the first name: one may be a rank, and one left out elsewhere.
pub fn people(document: &Document, rules: &Rules) -> Vec<u64> {
    let words: Vec<&str> = document.text.split_whitespace().collect();
    let mut found = BTreeSet::new();
    for at in 0..words.len() {
        let Some((age, name)) = aged(&words, at, rules) else { continue };
        let Some((last, before)) = name.split_last() else { continue };
        let of = |first: &&str| hash(&[&names::key(first), &names::key(last), &age.to_string()]);
        found.extend(before.iter().map(of));
    }
    found.into_iter().collect()
}

/// Whoever is said at this word to be so many years old.
fn aged<'a>(words: &'a [&'a str], at: usize, rules: &Rules) -> Option<(u32, &'a [&'a str])> {
    let word = words[at];
    let next = words.get(at + 1).copied().unwrap_or_default();
    let digits = word.trim_start_matches('(');
    let end = digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(digits.len());
    let age: u32 = digits[..end].parse().ok().filter(|n| (1..100).contains(n))?;
    let rest = &digits[end..];
    let is_unit = |w: &str| rules.wording.years.iter().any(|y| *y == names::key(w));
    if is_unit(rest) {
        return Some((age, name_first(&words[at + 1..])));
    }
    let aside = word.starts_with('(') && rest.starts_with(')');
    let behind = words[..at].last().is_some_and(|w| w.ends_with(','));
    let alone = rest.starts_with([',', ';', '.']) || rest.is_empty() && is_unit(next);
    (aside || behind && alone).then(|| (age, name_last(&words[..at])))
}

/// The name that stands first here.
fn name_first<'a>(words: &'a [&'a str]) -> &'a [&'a str] {
    let inner = words.iter().take(MOST_NAMES - 1).take_while(|w| is_name(w) && !w.ends_with([',', '.'])).count();
    let ends = words.get(inner).is_some_and(|w| is_name(w));
    &words[..inner + usize::from(ends)]
}

/// The name that stands right before.
fn name_last<'a>(words: &'a [&'a str]) -> &'a [&'a str] {
    let Some((_, before)) = words.split_last().filter(|(last, _)| is_name(last)) else { return &[] };
    let more = before.iter().rev().take(MOST_NAMES - 1).take_while(|w| is_name(w) && !w.ends_with([',', '.']));
    &words[before.len() - more.count()..]
}

/// The words that a text writes with a small letter.
fn small(text: &str) -> BTreeSet<String> {
    let is_small = |w: &&str| bare(w).starts_with(char::is_lowercase);
    text.split_whitespace().filter(is_small).map(names::key).collect()
}

fn bare(word: &str) -> &str {
    word.trim_matches(|c: char| !c.is_alphanumeric())
}

fn is_name(word: &str) -> bool {
    bare(word).starts_with(char::is_uppercase)
}

/// Three digits and more, neither a year nor a round number.
fn is_telling_number(word: &str) -> bool {
    let is_number = word.bytes().all(|b| b.is_ascii_digit() || b".,-".contains(&b));
    let digits = word.bytes().take_while(u8::is_ascii_digit).count();
    let number: u32 = word[..digits].parse().unwrap_or(0);
    is_number && number > 31 && !number.is_multiple_of(50) && !(1900..2100).contains(&number)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::Data;

    fn document(text: &str) -> Document {
        Document { text: text.into(), ..Document::default() }
    }

    #[test]
    fn names_within_sentences_and_numbers_are_telling() {
        let words = ["kolo", "tarada", "134", "soldiers", "on"].map(|w| hash(&[w]));
        let told = super::words(
            &document("On Monday 134 soldiers fell in Kolo. Near Tarada they fled."),
            &Data::bundled().resolve,
        );
        assert_eq!(words.map(|w| told.contains(&w)), [true, true, true, false, false]);
    }

    #[test]
    fn the_capitals_of_a_headline_and_an_age_tell_nothing() {
        let title = Some("Boy Hurt In Kolo".into());
        let report = Document { title, ..document("The boy, a 34-year-old neighbour said, was hurt in Kolo.") };
        let told = super::words(&report, &Data::bundled().resolve);
        let words = ["kolo", "boy", "hurt", "old", "34"].map(|w| told.contains(&hash(&[w])));
        assert_eq!(words, [true, false, false, false, false]);
    }

    #[test]
    fn people_are_known_by_their_age() {
        let of = |text: &str| super::people(&document(text), &Data::bundled().resolve);
        let awa = of("Awa Diallo, 24, was hurt.");
        assert_eq!(awa.len(), 1);
        for same in
            ["They named 24-year-old Awa Diallo.", "Colonel Awa Diallo (24) fled.", "Awa Diallo, 24 ans, a fui."]
        {
            assert!(of(same).contains(&awa[0]), "{same}");
        }
        for none in ["On June 24, 24 fled.", "In Kolo, 24 fled.", "Awa Diallo, 24 miles away."] {
            assert!(of(none).is_empty(), "{none}");
        }
    }
}
