//! An averaged perceptron with rows that grow only where a mistake was made.

use crate::model::Weigh;
use crate::model::weights::Row;

/// One weight while it is being learnt.
#[derive(Clone, Copy, Debug, Default)]
struct Cell {
    class: u8,
    /// The weight now.
    now: i32,
    /// The moment of the last change.
    since: u32,
    /// The sum of the weight over all moments up to `since`.
    sum: i64,
}

/// The weights of a feature, and how many corrections it was in.
#[derive(Clone, Debug, Default)]
struct Cells {
    corrections: u32,
    cells: Vec<Cell>,
}

/// Set on a row that has a say.
const ACTIVE: u32 = 1 << 31;

/// Weights that change, and their sums over time.
#[derive(Clone, Debug)]
pub struct Learner {
    slots: Vec<(u32, u32)>,
    rows: Vec<Cells>,
    enough: u32,
    clock: u32,
}

impl Default for Learner {
    fn default() -> Self {
        Self { slots: vec![(0, 0); 1 << 16], rows: Vec::new(), enough: 1, clock: 0 }
    }
}

impl Weigh for Learner {
    #[inline]
    fn add(&self, feature: u32, scores: &mut [i32]) {
        let (hash, row) = self.slots[self.place(feature)];
        if hash != 0 && row & ACTIVE != 0 {
            let row = &self.rows[(row & !ACTIVE) as usize];
            row.cells.iter().for_each(|cell| scores[cell.class as usize] += cell.now);
        }
    }
}

impl Learner {
    /// A learner whose features have a say once they were in so many corrections: what a few mistakes alone would
    /// teach is chance, and most of the size of a model.
    pub fn after(enough: u32) -> Self {
        Self { enough, ..Self::default() }
    }

    /// The place where a feature is, or would be.
    fn place(&self, feature: u32) -> usize {
        let mask = self.slots.len() - 1;
        let mut place = feature as usize & mask;
        while self.slots[place].0 != 0 && self.slots[place].0 != feature {
            place = (place + 1) & mask;
        }
        place
    }

    /// One more example has been seen.
    pub fn tick(&mut self) {
        self.clock += 1;
    }

    /// Moves the weights of the features towards one class and away from another.
    pub fn correct(&mut self, features: &[u32], right: usize, wrong: usize) {
        for &feature in features.iter().filter(|&&f| f != 0) {
            let row = self.row(feature);
            self.rows[row].corrections += 1;
            if self.rows[row].corrections == self.enough {
                let place = self.place(feature);
                self.slots[place].1 |= ACTIVE;
            }
            self.change(row, right as u8, 1);
            self.change(row, wrong as u8, -1);
        }
    }

    fn change(&mut self, row: usize, class: u8, by: i32) {
        let cells = &mut self.rows[row].cells;
        let at = cells.iter().position(|c| c.class == class).unwrap_or_else(|| {
            cells.push(Cell { class, ..Cell::default() });
            cells.len() - 1
        });
        let cell = &mut cells[at];
        cell.sum += i64::from(cell.now) * i64::from(self.clock - cell.since);
        cell.since = self.clock;
        cell.now += by;
    }

    fn row(&mut self, feature: u32) -> usize {
        let place = self.place(feature);
        if self.slots[place].0 != 0 {
            return (self.slots[place].1 & !ACTIVE) as usize;
        }
        self.slots[place] = (feature, self.rows.len() as u32);
        self.rows.push(Cells::default());
        if self.rows.len() * 2 > self.slots.len() {
            self.grow();
        }
        self.rows.len() - 1
    }

    fn grow(&mut self) {
        let size = self.slots.len() * 2;
        let old = std::mem::replace(&mut self.slots, vec![(0, 0); size]);
        for slot in old.into_iter().filter(|slot| slot.0 != 0) {
            let place = self.place(slot.0);
            self.slots[place] = slot;
        }
    }

    /// The weights averaged over all moments.
    pub fn averages(&self) -> impl Iterator<Item = (u32, u8, f64)> + '_ {
        let time = f64::from(self.clock.max(1));
        let active = |slot: &&(u32, u32)| slot.0 != 0 && slot.1 & ACTIVE != 0;
        self.slots.iter().filter(active).flat_map(move |&(hash, row)| {
            self.rows[(row & !ACTIVE) as usize].cells.iter().map(move |cell| {
                let sum = cell.sum + i64::from(cell.now) * i64::from(self.clock - cell.since);
                (hash, cell.class, sum as f64 / time)
            })
        })
    }
}

/// Weights by feature and class, sorted.
pub type Means = Vec<((u32, u8), f64)>;

/// The mean of several learners of the same features: what one run alone believes by chance weighs less.
pub fn mean(learners: &[&Learner]) -> Means {
    let mut all: Means = learners.iter().flat_map(|l| l.averages()).map(|(h, c, w)| ((h, c), w)).collect();
    all.sort_by_key(|(key, _)| *key);
    all.dedup_by(|next, kept| {
        let same = next.0 == kept.0;
        kept.1 += if same { next.1 } else { 0.0 };
        same
    });
    all.iter_mut().for_each(|(_, weight)| *weight /= learners.len() as f64);
    all
}

/// How finely weights are kept: a weight of 1 is this number.
pub const FINENESS: f64 = 64.0;

/// Rows for a model: small weights are left out.
pub fn rows(weights: &Means, at_least: f64) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    for &((hash, class), weight) in weights {
        let kept = (weight * FINENESS).round().clamp(-32767.0, 32767.0) as i16;
        match rows.last_mut() {
            _ if kept == 0 || f64::from(kept.unsigned_abs()) < at_least * FINENESS => {}
            Some((last, row)) if *last == hash => row.push((class, kept)),
            _ => rows.push((hash, vec![(class, kept)])),
        }
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::best;

    #[test]
    fn a_mistake_is_mended_and_remembered() {
        let mut learner = Learner::default();
        for _ in 0..3 {
            learner.tick();
            let mut scores = [0; 3];
            learner.add_all(&[11, 12], &mut scores);
            if best(&scores) != 2 {
                learner.correct(&[11, 12], 2, best(&scores));
            }
        }
        let mut scores = [0; 3];
        learner.add(11, &mut scores);
        assert_eq!(scores, [-1, 0, 1]);
        let rows = rows(&mean(&[&learner]), 0.01);
        assert_eq!(rows[0], (11, vec![(0, -43), (2, 43)]));
    }

    #[test]
    fn many_features_keep_their_own_weights() {
        let mut learner = Learner::default();
        (1..100_000).for_each(|f| learner.correct(&[f * 7], f as usize % 2, 2));
        let mut scores = [0; 3];
        learner.add(7 * 99_999, &mut scores);
        assert_eq!(scores, [0, 1, -1]);
    }
}
