//! A set of short words, asked once or twice for every word of a text.

/// Longer words are in no list.
pub(super) const LONGEST: usize = 32;

/// Lower-case words in order, with a sieve that turns most questions away.
#[derive(Clone, Debug, Default)]
pub(super) struct Set {
    words: Vec<Box<str>>,
    /// For each first byte the lengths that occur, a bit each.
    sieve: Vec<u32>,
}

impl Set {
    /// Adds a word in the form in which it is compared.
    pub fn add(&mut self, word: &str) {
        let mut buffer = [0; LONGEST];
        let Some(small) = lower(word, &mut buffer).filter(|w| !w.is_empty()) else { return };
        self.sieve.resize(256, 0);
        self.sieve[usize::from(small.as_bytes()[0])] |= bit(small.len());
        if let Err(at) = self.words.binary_search_by(|w| (**w).cmp(small)) {
            self.words.insert(at, small.into());
        }
    }

    /// Whether the word is in the set, whatever its case and the shape of its apostrophes.
    pub fn has(&self, word: &str) -> bool {
        self.place(word).is_some()
    }

    /// The place of the word in the order of the set.
    pub fn place(&self, word: &str) -> Option<usize> {
        let first = word.as_bytes().first()?.to_ascii_lowercase();
        if self.sieve.is_empty() || first < 128 && word.is_ascii() && self.sieved_out(first, word.len()) {
            return None;
        }
        let mut buffer = [0; LONGEST];
        let small = lower(word, &mut buffer)?;
        self.words.binary_search_by(|w| (**w).cmp(small)).ok()
    }

    fn sieved_out(&self, first: u8, len: usize) -> bool {
        self.sieve[usize::from(first)] & bit(len) == 0
    }
}

fn bit(len: usize) -> u32 {
    1 << len.min(31)
}

/// The word in lower case with plain apostrophes and hyphens; none if it is too long for any list.
pub(super) fn lower<'b>(word: &str, buffer: &'b mut [u8; LONGEST]) -> Option<&'b str> {
    let mut len = 0;
    for c in word.chars().flat_map(plain) {
        let mut bytes = [0; 4];
        let bytes = c.encode_utf8(&mut bytes).as_bytes();
        buffer.get_mut(len..len + bytes.len())?.copy_from_slice(bytes);
        len += bytes.len();
    }
    std::str::from_utf8(&buffer[..len]).ok()
}

fn plain(c: char) -> std::char::ToLowercase {
    match c {
        '’' | '‘' | 'ʼ' | '`' | '´' => '\'',
        '\u{2010}' | '\u{2011}' => '-',
        _ => c,
    }
    .to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(words: &[&str]) -> Set {
        let mut set = Set::default();
        words.iter().for_each(|w| set.add(w));
        set
    }

    #[test]
    fn case_and_apostrophes_do_not_matter() {
        let set = set(&["aujourd'hui", "Mme", "État"]);
        assert!(set.has("Aujourd’hui") && set.has("MME") && set.has("état") && set.has("ÉTAT"));
        assert!(!set.has("mm") && !set.has("") && !set.has("etat"));
    }

    #[test]
    fn words_too_long_for_a_list_are_in_none() {
        assert!(!set(&["a"]).has(&"é".repeat(500)));
        assert!(!Set::default().has("a"));
    }
}
