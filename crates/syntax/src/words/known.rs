//! What a treebank says of words, for whoever asks where a sentence ends: a bit for each hash.

use super::features::word_hash;
use super::score::Marked;

/// Words are told apart by this many bits of their hash.
const BITS: u32 = 17;
const BYTES: usize = 1 << (BITS - 3);

/// Words of a treebank.
#[derive(Clone)]
pub(super) struct Known {
    /// Those it writes small: where one of them has a capital, a sentence may begin.
    small: Bits,
    /// Those that mostly are finite verbs: what has none is hardly a sentence yet.
    verbs: Bits,
}

impl Known {
    /// The words of texts.
    pub fn learn(texts: &[Marked]) -> Self {
        let words = || texts.iter().flat_map(|marked| marked.words.iter().map(|w| &marked.text[w.clone()]));
        let verbs = || texts.iter().flat_map(|marked| marked.verbs.iter().map(|w| &marked.text[w.clone()]));
        let mut votes = vec![0_i32; BYTES * 8];
        words().for_each(|word| votes[place(word)] -= 1);
        verbs().for_each(|word| votes[place(word)] += 2);
        let mostly = verbs().filter(|word| votes[place(word)] >= 0);
        Self { small: Bits::of(words().filter(|word| word.starts_with(char::is_lowercase))), verbs: Bits::of(mostly) }
    }

    /// Whether a word is one that is written small.
    pub fn is_small(&self, word: &str) -> bool {
        self.small.has(word)
    }

    /// Whether a word mostly is a finite verb.
    pub fn is_verb(&self, word: &str) -> bool {
        self.verbs.has(word)
    }

    /// Writes all bits.
    pub fn write(&self, bytes: &mut Vec<u8>) {
        bytes.extend(&self.small.0);
        bytes.extend(&self.verbs.0);
    }

    /// Reads what `write` wrote; with it the bytes behind.
    pub fn read(bytes: &[u8]) -> Option<(Self, &[u8])> {
        let (small, rest) = bytes.split_at_checked(BYTES)?;
        let (verbs, rest) = rest.split_at_checked(BYTES)?;
        Some((Self { small: Bits(small.into()), verbs: Bits(verbs.into()) }, rest))
    }
}

/// A set of words by their hashes.
#[derive(Clone)]
struct Bits(Box<[u8]>);

impl Bits {
    fn of<'a>(words: impl Iterator<Item = &'a str>) -> Self {
        let mut bits = vec![0; BYTES];
        words.map(place).for_each(|place| bits[place / 8] |= 1 << (place % 8));
        Self(bits.into())
    }

    fn has(&self, word: &str) -> bool {
        let place = place(word);
        self.0[place / 8] & 1 << (place % 8) != 0
    }
}

/// The bit of a word.
fn place(word: &str) -> usize {
    word_hash(word) as usize & (BYTES * 8 - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_words_and_verbs_are_known_again() {
        let marked = Marked {
            text: "they fled . Fire".into(),
            words: vec![0..4, 5..9, 12..16],
            verbs: std::iter::once(5..9).collect(),
            ..Marked::default()
        };
        let mut bytes = Vec::new();
        Known::learn(&[marked]).write(&mut bytes);
        let (known, rest) = Known::read(&bytes).expect("all bits");
        assert!(known.is_small("They") && known.is_small("fled") && !known.is_small("fire"));
        assert!(known.is_verb("Fled") && !known.is_verb("they") && rest.is_empty());
        assert!(Known::read(&bytes[1..]).is_none());
    }
}
