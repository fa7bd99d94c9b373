//! What is the same for every page until the record changes: counted once.

use std::any::Any;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use vigie_store::{AreaLine, Fault, Named, Record};

type Answers = BTreeMap<&'static str, (i64, Arc<dyn Any + Send + Sync>)>;

/// Answers by the record and its last change.
#[derive(Default)]
pub struct Kept(Mutex<Answers>);

impl Kept {
    fn of<T: Clone + Send + Sync + 'static>(
        &self,
        name: &'static str,
        record: &mut Record,
        make: impl FnOnce(&mut Record) -> Result<T, Fault>,
    ) -> Result<T, Fault> {
        let now = record.last_change()?;
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner).get(name).cloned();
        if let Some(answer) = known.filter(|(rev, _)| *rev == now).and_then(|(_, any)| any.downcast_ref::<T>().cloned())
        {
            return Ok(answer);
        }
        let made = make(record)?;
        let kept: Arc<dyn Any + Send + Sync> = Arc::new(made.clone());
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(name, (now, kept));
        Ok(made)
    }

    /// The countries of the record.
    pub fn areas(&self, record: &mut Record) -> Result<Vec<AreaLine>, Fault> {
        self.of("areas", record, Record::areas)
    }

    /// Its parties.
    pub fn parties(&self, record: &mut Record) -> Result<Vec<Named>, Fault> {
        self.of("parties", record, |r| r.all_parties(1000))
    }

    /// Its places.
    pub fn places(&self, record: &mut Record) -> Result<Vec<Named>, Fault> {
        self.of("places", record, |r| r.all_places(1000))
    }
}
