//! Hashes of words and of features; the same on every machine, because models are made of them.

const MULTIPLIER: u64 = 0x9E37_79B9_7F4A_7C15;

/// The hash of some letters; never 0, which stands for "no word".
pub fn of(bytes: &[u8]) -> u32 {
    let step = |hash: u64, &byte: &u8| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01B3);
    let hash = bytes.iter().fold(0xCBF2_9CE4_8422_2325, step);
    (hash.wrapping_mul(MULTIPLIER) >> 32) as u32 | 1
}

/// Features of one moment, each by the number of its template and up to four values.
#[derive(Debug, Default)]
pub struct Features {
    /// The hashes so far.
    pub hashes: Vec<u32>,
    template: u64,
}

impl Features {
    /// Forgets the features of the last moment; a family keeps templates of different models apart.
    pub fn start(&mut self, family: u64) {
        self.hashes.clear();
        self.template = family << 10;
    }

    /// The next template, of one value.
    pub fn one(&mut self, a: u32) {
        self.four(a, 0, 0, 0);
    }

    /// The next template, of two values.
    pub fn two(&mut self, a: u32, b: u32) {
        self.four(a, b, 0, 0);
    }

    /// The next template, of three values.
    pub fn three(&mut self, a: u32, b: u32, c: u32) {
        self.four(a, b, c, 0);
    }

    /// The next template, of four values.
    #[inline]
    pub fn four(&mut self, a: u32, b: u32, c: u32, d: u32) {
        self.template += 1;
        let ab = u64::from(a) << 32 | u64::from(b);
        let cd = u64::from(c) << 32 | u64::from(d);
        let first = (ab ^ self.template.wrapping_mul(0xA24B_AED4_963E_E407)).wrapping_mul(MULTIPLIER);
        let both = ((first ^ first >> 29).wrapping_add(cd)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        self.hashes.push(((both ^ both >> 31).wrapping_mul(MULTIPLIER) >> 32) as u32);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn templates_and_places_tell_features_apart() {
        let mut features = Features::default();
        features.start(1);
        features.two(1, 2);
        features.two(1, 2);
        features.two(2, 1);
        features.three(1, 2, 3);
        let mut different = features.hashes.clone();
        different.sort_unstable();
        different.dedup();
        assert_eq!(different.len(), 4);
        features.start(1);
        assert!(features.hashes.is_empty());
    }

    #[test]
    fn a_word_is_never_nothing() {
        assert_ne!(of(b""), 0);
        assert_ne!(of(b"a"), of(b"b"));
    }
}
