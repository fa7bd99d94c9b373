//! From hashes to numbers, with one look at memory.

/// Pairs in buckets of four: half a cache line each.
#[derive(Clone, Debug)]
pub struct Index {
    buckets: Vec<Bucket>,
    mask: usize,
}

/// Four pairs.
#[derive(Clone, Copy, Debug, Default)]
#[repr(align(32))]
pub struct Bucket {
    keys: [u32; 4],
    numbers: [u32; 4],
}

impl Default for Index {
    fn default() -> Self {
        Self::with_room(0)
    }
}

impl Index {
    /// An index for so many pairs; at most a third full, so that a search is short and always ends.
    pub fn with_room(pairs: usize) -> Self {
        let size = (pairs * 3 / 4).next_power_of_two().max(2);
        Self { buckets: vec![Bucket::default(); size], mask: size - 1 }
    }

    /// An index of pairs.
    pub fn of(pairs: impl ExactSizeIterator<Item = (u32, u32)>) -> Self {
        let mut index = Self::with_room(pairs.len());
        pairs.for_each(|(key, number)| index.insert(key, number));
        index
    }

    /// Adds a pair; neither may be 0.
    pub fn insert(&mut self, key: u32, number: u32) {
        let mut place = key as usize & self.mask;
        loop {
            let bucket = &mut self.buckets[place];
            if let Some(lane) = bucket.numbers.iter().position(|n| *n == 0) {
                (bucket.keys[lane], bucket.numbers[lane]) = (key, number);
                return;
            }
            place = (place + 1) & self.mask;
        }
    }

    /// The number of a key, or 0.
    #[inline]
    pub fn get(&self, key: u32) -> u32 {
        self.get_from(self.bucket(key), key)
    }

    /// The bucket where a key is, if it is not in one of the next.
    #[inline]
    pub fn bucket(&self, key: u32) -> Bucket {
        self.buckets.get(key as usize & self.mask).copied().unwrap_or_default()
    }

    /// The number of a key whose bucket was fetched before.
    #[inline]
    pub fn get_from(&self, mut bucket: Bucket, key: u32) -> u32 {
        let mut place = key as usize & self.mask;
        loop {
            let number = |lane: usize| if bucket.keys[lane] == key { bucket.numbers[lane] } else { 0 };
            let found = number(0) | number(1) | number(2) | number(3);
            if found != 0 || bucket.numbers[3] == 0 {
                return found;
            }
            place = (place + 1) & self.mask;
            bucket = self.buckets[place];
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_put_is_found_even_in_full_buckets() {
        let index = Index::of((1..1000u32).map(|n| (n << 20, n)));
        assert!((1..1000).all(|n| index.get(n << 20) == n));
        assert_eq!(index.get(77), 0);
        assert_eq!(Index::default().get(5), 0);
    }
}
