//! The weights of a finished model, in 16 bits, found by the hash of a feature.

use super::Weigh;
use super::bytes::{BadModel, Bytes, put, put_signed};

/// One weight of a row: the class, and whether it is the row's last.
#[derive(Clone, Copy, Debug, Default)]
struct Entry {
    weight: i16,
    class: u8,
    last: bool,
}

/// A table of rows, one for each feature that has weights.
#[derive(Clone, Debug, Default)]
pub struct Weights {
    /// Open addressing: the feature's hash and the start of its row; hash 0 is a free place.
    slots: Vec<(u32, u32)>,
    entries: Vec<Entry>,
    mask: usize,
}

impl Weigh for Weights {
    #[inline]
    fn add(&self, feature: u32, scores: &mut [i32]) {
        let Some(start) = self.find(feature) else { return };
        for entry in &self.entries[start as usize..] {
            if let Some(score) = scores.get_mut(entry.class as usize) {
                *score += i32::from(entry.weight);
            }
            if entry.last {
                return;
            }
        }
    }
}

impl Weights {
    #[inline]
    fn find(&self, feature: u32) -> Option<u32> {
        let mut place = feature as usize & self.mask;
        loop {
            let (hash, start) = *self.slots.get(place)?;
            if hash == feature {
                return Some(start);
            }
            if hash == 0 {
                return None;
            }
            place = (place + 1) & self.mask;
        }
    }

    /// A table for a number of rows, never more than half full, so that a search always ends.
    fn with_room(rows: usize) -> Self {
        let size = (rows * 2).next_power_of_two().max(2);
        Self { slots: vec![(0, 0); size], entries: Vec::with_capacity(rows * 2), mask: size - 1 }
    }

    fn insert(&mut self, feature: u32) {
        let mut place = feature as usize & self.mask;
        while self.slots[place].0 != 0 {
            place = (place + 1) & self.mask;
        }
        self.slots[place] = (feature, self.entries.len() as u32);
    }

    /// Reads a table from what `write` made.
    pub fn read(bytes: &mut Bytes) -> Result<Self, BadModel> {
        let rows = bytes.count()?;
        let mut table = Self::with_room(rows);
        let mut feature = 0u32;
        for _ in 0..rows {
            feature = feature.wrapping_add(bytes.number()? as u32);
            if feature == 0 {
                return Err(BadModel);
            }
            table.insert(feature);
            table.read_row(bytes)?;
        }
        Ok(table)
    }

    fn read_row(&mut self, bytes: &mut Bytes) -> Result<(), BadModel> {
        loop {
            let head = bytes.byte()?;
            let weight = i16::try_from(bytes.signed()?).map_err(|_| BadModel)?;
            let last = head & 0x80 != 0;
            self.entries.push(Entry { weight, class: head & 0x7F, last });
            if last {
                return Ok(());
            }
        }
    }
}

/// A row to be written: the feature's hash and its weights by class.
pub type Row = (u32, Vec<(u8, i16)>);

/// Writes rows, sorted by their hash so that the gaps are small numbers; empty rows and hash 0 are left out.
pub fn write(rows: &[Row], out: &mut Vec<u8>) {
    let kept = || rows.iter().filter(|(hash, row)| *hash != 0 && !row.is_empty());
    put(out, kept().count() as u64);
    let mut before = 0;
    for (hash, row) in kept() {
        put(out, u64::from(hash - before));
        before = *hash;
        for (n, (class, weight)) in row.iter().enumerate() {
            out.push(class | if n + 1 == row.len() { 0x80 } else { 0 });
            put_signed(out, i64::from(*weight));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn rows_are_found_again_and_strangers_are_not() {
        let rows: Vec<Row> = vec![(5, vec![(0, 7), (2, -300)]), (9, vec![]), (1 << 31, vec![(1, 4)])];
        let mut out = Vec::new();
        write(&rows, &mut out);
        let table = Weights::read(&mut Bytes(&out)).expect("a table");
        let mut scores = [0; 3];
        table.add_all(&[5, 9, 77, 1 << 31], &mut scores);
        assert_eq!(scores, [7, 4, -300]);
    }

    proptest! {
        #[test]
        fn any_bytes_are_a_table_or_refused(noise: Vec<u8>, feature: u32) {
            if let Ok(table) = Weights::read(&mut Bytes(&noise)) {
                table.add(feature, &mut [0; 2]);
            }
        }
    }
}
