//! Names of incidents that are no more, so that a copy of the record can follow.

use super::answer::Answer;
use super::call::{Call, Done};
use super::incidents::paged;
use serde_json::{Value, json};
use vigie_store::Record;

/// Incidents of which nothing is left.
pub fn deletions(record: &mut Record, call: &Call) -> Done {
    of(record, call, false, |at, id, _| json!({"id": id, "at": at}))
}

/// Names that lead to another incident.
pub fn redirects(record: &mut Record, call: &Call) -> Done {
    of(record, call, true, |at, id, to| json!({"id": id, "to": to, "at": at}))
}

fn of(record: &mut Record, call: &Call, leading: bool, told: fn(&str, &str, Option<&str>) -> Value) -> Done {
    let (since, from) = (call.asked.time("updated_since"), call.asked.cursor());
    let page = record.page_of_gone(leading, since.as_deref(), from.as_ref(), call.asked.limit())?;
    let items = page.items.iter().map(|(at, id, to)| told(at, id, to.as_deref())).collect();
    Ok(Answer::json(&paged(items, &page.next)))
}
