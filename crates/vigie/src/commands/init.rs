//! `init`: a new record.

use crate::failure::Failure;
use crate::keeping::Place;
use crate::output::Outcome;

/// Makes the record; one that is there already is left as it is, but for the form of its tables.
pub fn init(place: &Place) -> Result<Outcome, Failure> {
    let (record, made) = place.make()?;
    record.close()?;
    let done = if made { "made" } else { "is there already:" };
    Ok(Outcome { text: format!("{done} {}\n", place.address()?), ..Outcome::default() })
}
