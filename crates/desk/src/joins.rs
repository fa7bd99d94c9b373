//! What people ruled, joined with the rest: by what stays in memory of all events, and without letting anybody wait
//! while that is read for the first time.

use crate::state::{Desk, Failed};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use vigie_engine::data::Data;
use vigie_store::{Fault, Joined, Joiner, Kind, Record, Stamp};

/// As long as a person waits to see what a ruling changed. Of a large record, the first takes longer and goes on by
/// itself.
const PATIENCE: Duration = Duration::from_secs(3);

/// What is known of all events, under the data by which they were joined.
#[derive(Default)]
pub(crate) struct Joins(Mutex<Option<(&'static Data, Joiner<'static>)>>);

impl Desk {
    /// Joins what waits in the record; nothing if that goes on.
    pub(crate) async fn join(self: &Arc<Self>) -> Result<Option<Joined>, Failed> {
        let (desk, (tell, told)) = (Arc::clone(self), tokio::sync::oneshot::channel());
        // Not on a thread that the desk waits for when it ends: what was ruled is kept, and is joined next time.
        std::thread::spawn(move || {
            let ended = |_| Err(Fault::new(Kind::Other, "joining ended half way", "run vigie rebuild"));
            let joined = catch_unwind(AssertUnwindSafe(|| desk.join_now())).unwrap_or_else(ended);
            let _ = tell.send(joined);
        });
        match tokio::time::timeout(PATIENCE, told).await {
            Ok(Ok(joined)) => joined.map(Some).map_err(Failed),
            _ => Ok(None),
        }
    }

    fn join_now(&self) -> Result<Joined, Fault> {
        let data = self.data();
        let mut known = self.joins().0.lock().unwrap_or_else(PoisonError::into_inner);
        let (_, joiner) = match &mut *known {
            Some(known) if std::ptr::eq(known.0, data) => known,
            other => other.insert((data, Joiner::default())),
        };
        // Nobody who writes waits while all is read.
        joiner.warm(&mut Record::read(self.address())?, data)?;
        Record::write(self.address(), Stamp::clone(&self.stamp()), &mut |_| ())?.join_with(joiner, data)
    }
}
