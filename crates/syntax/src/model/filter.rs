//! Which features have weights at all: a small table of bits that stays in the nearest memory of the processor.

/// Bits by hash; a set bit says "perhaps".
#[derive(Clone, Debug, Default)]
pub struct Filter {
    bits: Vec<u64>,
    shift: u32,
}

/// Features that passed, so many at a time.
pub const PASSED: usize = 64;

impl Filter {
    /// A filter that lets these features pass, and about one in seven of the others.
    pub fn of(features: impl ExactSizeIterator<Item = u32>) -> Self {
        let bits = (features.len() * 5).next_power_of_two().max(64).min(1 << 30);
        let mut filter = Self { bits: vec![0; bits / 64], shift: 32 - bits.trailing_zeros() };
        for feature in features {
            let bit = feature >> filter.shift;
            filter.bits[bit as usize / 64] |= 1 << (bit % 64);
        }
        filter
    }

    /// Copies the features that may have weights to the front of `passed`, without a branch; tells how many.
    #[inline]
    pub fn pass(&self, features: &[u32], passed: &mut [u32; PASSED]) -> usize {
        let mut count = 0;
        for &feature in features.iter().take(PASSED) {
            let bit = feature >> self.shift;
            passed[count % PASSED] = feature;
            count += self.bits.get(bit as usize / 64).map_or(0, |word| (word >> (bit % 64) & 1) as usize);
        }
        count
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_put_passes_and_most_others_do_not() {
        let own = |n: u32| n.wrapping_mul(0x9E37_79B1);
        let filter = Filter::of((0..1000).map(own));
        let pass = |feature| filter.pass(&[feature], &mut [0; PASSED]);
        assert!((0..1000).all(|n| pass(own(n)) == 1));
        assert!((1000..2000).filter(|n| pass(own(*n)) == 1).count() < 300);
        assert_eq!(Filter::default().pass(&[5], &mut [0; PASSED]), 0);
    }
}
