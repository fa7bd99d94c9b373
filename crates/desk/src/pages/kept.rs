//! What is the same for every page until the incidents change: counted once. What is dear to count may be a little old.

use std::any::Any;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};
use vigie_store::{Agreement, AreaLine, Fault, Named, Record, Search, Status};

/// Answers that are kept at a time; all go when there are more, so that odd addresses fill no memory.
const MOST: usize = 2000;
/// An answer that took so long is dear: it stays for so many times the time that it took.
const DEAR: Duration = Duration::from_millis(30);
const STAYS: u32 = 60;

/// An answer with what it was counted of, and until when it may be handed on whatever changed.
#[derive(Clone)]
struct Answer {
    change: i64,
    took: Duration,
    until: Instant,
    value: Arc<dyn Any + Send + Sync>,
}

/// Answers by what was asked.
#[derive(Default)]
pub struct Kept(Mutex<BTreeMap<String, Answer>>);

impl Kept {
    fn of<T: Clone + Send + Sync + 'static>(
        &self,
        name: String,
        change: i64,
        record: &mut Record,
        make: impl FnOnce(&mut Record) -> Result<T, Fault>,
    ) -> Result<T, Fault> {
        let now = Instant::now();
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner).get(&name).cloned();
        let fresh = known.filter(|answer| answer.change == change || now < answer.until);
        if let Some(value) = fresh.and_then(|answer| answer.value.downcast_ref::<T>().cloned()) {
            return Ok(value);
        }
        self.hold(&name, now);
        let made = make(record)?;
        let took = now.elapsed();
        let until = now + if took > DEAR { took * STAYS } else { Duration::ZERO };
        let mut answers = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if answers.len() >= MOST {
            answers.clear();
        }
        answers.insert(name, Answer { change, took, until, value: Arc::new(made.clone()) });
        Ok(made)
    }

    /// While a dear answer is counted anew, the others get the old one.
    fn hold(&self, name: &str, now: Instant) {
        let mut answers = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(answer) = answers.get_mut(name).filter(|answer| answer.took > DEAR) {
            answer.until = now + answer.took * 2;
        }
    }

    /// What a search finds, counted in some way. Whether somebody ruled is never old.
    pub fn found<T: Clone + Send + Sync + 'static>(
        &self,
        what: &str,
        search: &Search,
        record: &mut Record,
        make: impl FnOnce(&mut Record) -> Result<T, Fault>,
    ) -> Result<T, Fault> {
        if search.reviewed.is_some() || search.since.is_some() {
            return make(record);
        }
        let change = record.last_found()?;
        self.of(format!("{what} {search:?}"), change, record, make)
    }

    /// The countries of the record.
    pub fn areas(&self, record: &mut Record) -> Result<Vec<AreaLine>, Fault> {
        self.found("areas", &Search::default(), record, Record::areas)
    }

    /// Its parties.
    pub fn parties(&self, record: &mut Record) -> Result<Vec<Named>, Fault> {
        self.found("all parties", &Search::default(), record, |r| r.all_parties(1000))
    }

    /// Its places.
    pub fn places(&self, record: &mut Record) -> Result<Vec<Named>, Fault> {
        self.found("all places", &Search::default(), record, |r| r.all_places(1000))
    }

    /// What the record holds, by its last change.
    pub fn status(&self, record: &mut Record) -> Result<Status, Fault> {
        let change = record.last_change()?;
        self.of("status".into(), change, record, Record::status)
    }

    /// How far people agree, by the last ruling.
    pub fn agreement(&self, record: &mut Record) -> Result<Agreement, Fault> {
        let change = record.last_change()?;
        self.of("agreement".into(), change, record, Record::agreement)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record() -> Record {
        let file = crate::testing::folder().join("kept.vigie");
        let stamp = vigie_store::Stamp::default();
        Record::init(&vigie_store::Address::File(file), stamp, &mut |_| ()).expect("a record").0
    }

    #[test]
    fn what_is_cheap_is_never_old_and_what_is_dear_stays_a_while() {
        crate::testing::apart(|| {
            let (kept, mut record) = (Kept::default(), record());
            let mut ask = |change: i64, slow: u64, value: i64| {
                let make = |_: &mut Record| {
                    std::thread::sleep(Duration::from_millis(slow));
                    Ok(value)
                };
                kept.of("n".into(), change, &mut record, make).expect("an answer")
            };
            assert_eq!([ask(1, 0, 10), ask(1, 0, 11), ask(2, 0, 12)], [10, 10, 12]);
            assert_eq!([ask(3, 50, 13), ask(4, 0, 14)], [13, 13]);
        });
    }
}
