//! What a word looks like, as numbers: the tagger and the parser see nothing else of it.

use crate::model::hash;

/// A word's letters as hashes.
#[derive(Clone, Copy, Debug, Default)]
pub struct Look {
    /// The word in small letters, each digit as 0.
    pub word: u32,
    /// Its last one to five letters.
    pub ends: [u32; 5],
    /// Its first one to three letters.
    pub starts: [u32; 3],
    /// Its capitals, digits and other signs.
    pub shape: u32,
}

/// How a sentence uses capitals; what they say of a word depends on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Capitals {
    /// As in running text.
    Usual = 1,
    /// Most Words Have One.
    Titles,
    /// ALL LETTERS ARE.
    All,
    /// none.
    No,
}

impl Look {
    /// Looks at a word; `small` is room to work in.
    pub fn at(word: &str, small: &mut String) -> Self {
        lower(word, small);
        let shape = shape(word);
        let mut look = Self { word: hash::of(small.as_bytes()), shape, ..Self::default() };
        for (n, (at, _)) in small.char_indices().rev().take(5).enumerate() {
            look.ends[n] = hash::of(&small.as_bytes()[at..]);
        }
        for (n, (at, letter)) in small.char_indices().take(3).enumerate() {
            look.starts[n] = hash::of(&small.as_bytes()[..at + letter.len_utf8()]);
        }
        look
    }

    /// It begins with a capital.
    pub fn capital(&self) -> bool {
        self.shape & FIRST_CAPITAL != 0
    }
}

/// Small letters, digits as 0, one kind of apostrophe.
pub fn lower(word: &str, small: &mut String) {
    small.clear();
    for letter in word.chars() {
        match letter {
            '0'..='9' => small.push('0'),
            '\u{2019}' => small.push('\''),
            _ if letter.is_ascii() => small.push(letter.to_ascii_lowercase()),
            _ => small.extend(letter.to_lowercase()),
        }
    }
}

const FIRST_CAPITAL: u32 = 1;
const FIRST_SMALL: u32 = 2;
const LATER_CAPITAL: u32 = 4;
const LATER_SMALL: u32 = 8;
const DIGIT: u32 = 16;
const HYPHEN: u32 = 32;
const STOP: u32 = 64;
const APOSTROPHE: u32 = 128;
const OTHER: u32 = 256;
const LONG: u32 = 512;
const COMMA: u32 = 1024;

fn shape(word: &str) -> u32 {
    let mut shape = if word.chars().nth(2).is_some() { LONG } else { 0 };
    for (n, letter) in word.chars().enumerate() {
        shape |= match letter {
            _ if letter.is_uppercase() => {
                if n == 0 {
                    FIRST_CAPITAL
                } else {
                    LATER_CAPITAL
                }
            }
            _ if letter.is_alphabetic() => {
                if n == 0 {
                    FIRST_SMALL
                } else {
                    LATER_SMALL
                }
            }
            _ if letter.is_numeric() => DIGIT,
            '-' => HYPHEN,
            '.' => STOP,
            ',' => COMMA,
            '\'' | '\u{2019}' => APOSTROPHE,
            _ => OTHER,
        };
    }
    shape
}

/// How the words of a sentence use capitals.
pub fn capitals(looks: &[Look]) -> Capitals {
    const LETTERS: u32 = FIRST_CAPITAL | FIRST_SMALL;
    let (mut words, mut titles, mut all) = (0, 0, 0);
    for look in looks.iter().filter(|l| l.shape & LETTERS != 0 && l.shape & LONG != 0) {
        words += 1;
        titles += usize::from(look.capital());
        all += usize::from(look.capital() && look.shape & LATER_SMALL == 0);
    }
    match words {
        3.. if all * 10 >= words * 7 => Capitals::All,
        4.. if titles * 10 >= words * 7 => Capitals::Titles,
        _ if looks.iter().all(|l| !l.capital()) => Capitals::No,
        _ => Capitals::Usual,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn looks(text: &str) -> Vec<Look> {
        text.split(' ').map(|w| Look::at(w, &mut String::new())).collect()
    }

    #[test]
    fn words_are_the_same_whatever_their_capitals_and_figures() {
        let found = looks("Été été ÉTÉ 2014 1999");
        assert!(found[..3].iter().all(|l| l.word == found[0].word));
        assert_eq!(found[3].word, found[4].word);
        assert_ne!(found[0].shape, found[1].shape);
        assert_eq!(found[0].ends[3], 0);
    }

    #[test]
    fn headlines_are_known_by_their_capitals() {
        assert_eq!(capitals(&looks("Gunmen Kill Ten in Northern Village")), Capitals::Titles);
        assert_eq!(capitals(&looks("GUNMEN KILL TEN")), Capitals::All);
        assert_eq!(capitals(&looks("Gunmen killed ten people in a village")), Capitals::Usual);
        assert_eq!(capitals(&looks("gunmen killed ten")), Capitals::No);
    }
}
