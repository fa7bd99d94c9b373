//! The weights of a finished model, in 16 bits, found by the hash of a feature.

use super::Weigh;
use super::bytes::{BadModel, Bytes, put, put_signed};
use super::filter::{Filter, PASSED};
use super::index::{Bucket, Index};

/// A table of rows, one for each feature that has weights.
#[derive(Clone, Debug, Default)]
pub struct Weights {
    /// For each feature the start of its row, and in the lowest seven bits its length.
    index: Index,
    /// Weights, each with its class.
    entries: Vec<(i16, u16)>,
    filter: Filter,
}

impl Weigh for Weights {
    fn add(&self, feature: u32, scores: &mut [i32]) {
        self.add_all(&[feature], scores);
    }

    /// First fetches all buckets, then the first weights of all rows, then adds them: the processor need not guess which feature has a row.
    fn add_all(&self, features: &[u32], scores: &mut [i32]) {
        let (mut passed, mut rows, mut firsts) = ([0; PASSED], [0; PASSED], [(0, 0); PASSED]);
        let mut buckets = [Bucket::default(); PASSED];
        for features in features.chunks(PASSED) {
            let (some, mut count) = (self.filter.pass(features, &mut passed), 0);
            for (bucket, &feature) in buckets.iter_mut().zip(&passed[..some]) {
                *bucket = self.index.bucket(feature);
            }
            for (bucket, &feature) in buckets.iter().zip(&passed[..some]) {
                rows[count % PASSED] = self.index.get_from(*bucket, feature);
                count += usize::from(rows[count % PASSED] != 0);
            }
            for (first, row) in firsts.iter_mut().zip(&rows[..count]) {
                *first = self.entries.get((row >> 7) as usize).copied().unwrap_or_default();
            }
            for (first, row) in firsts.iter().zip(&rows[..count]) {
                let start = (row >> 7) as usize;
                add(*first, scores);
                let others = self.entries.get(start + 1..start + (row & 127) as usize).unwrap_or(&[]);
                others.iter().for_each(|entry| add(*entry, scores));
            }
        }
    }
}

#[inline]
fn add((weight, class): (i16, u16), scores: &mut [i32]) {
    if let Some(score) = scores.get_mut(class as usize) {
        *score += i32::from(weight);
    }
}

impl Weights {
    /// Reads a table from what `write` made.
    pub fn read(bytes: &mut Bytes) -> Result<Self, BadModel> {
        let mut table = Self::default();
        let mut rows = Vec::new();
        read_rows(bytes, |feature, row| {
            rows.push((feature, (table.entries.len() as u32) << 7 | row.len() as u32));
            table.entries.extend(row.iter().map(|&(class, weight)| (weight, u16::from(class))));
        })?;
        if table.entries.len() >= 1 << 25 {
            return Err(BadModel);
        }
        table.filter = Filter::of(rows.iter().map(|r: &(u32, u32)| r.0));
        table.index = Index::of(rows.into_iter());
        Ok(table)
    }
}

/// Reads what `write` wrote, row by row.
pub fn read_rows(bytes: &mut Bytes, mut tell: impl FnMut(u32, &[(u8, i16)])) -> Result<(), BadModel> {
    let rows = bytes.count()?;
    let (mut feature, mut row) = (0u32, Vec::new());
    for _ in 0..rows {
        feature = feature.wrapping_add(bytes.number()? as u32);
        row.clear();
        loop {
            let class = bytes.byte()?;
            row.push((class & 0x7F, i16::try_from(bytes.signed()?).map_err(|_| BadModel)?));
            if class & 0x80 != 0 {
                break;
            }
        }
        if feature == 0 || row.len() > 127 {
            return Err(BadModel);
        }
        tell(feature, &row);
    }
    Ok(())
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
