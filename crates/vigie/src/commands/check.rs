//! `check`: whether everything in the record is as it was kept.

use crate::failure::Failure;
use crate::keeping::Place;
use crate::output::Outcome;
use std::path::Path;
use vigie_engine::model::Note;
use vigie_store::Signed;

/// Looks at everything; fails if anything is damaged.
pub fn check(place: &Place, signed: Option<&Path>) -> Result<Outcome, Failure> {
    if let Some(file) = signed {
        let text = format!("{} is what was signed by {}\n", file.display(), Signed::check(file)?);
        return Ok(Outcome { text, ..Outcome::default() });
    }
    let found = place.read()?.check()?;
    let mut text: String = found.damage.iter().map(|what| format!("damage: {what}\n")).collect();
    text += &match found.damage.len() {
        0 => format!("{} versions of documents checked, no damage\n", found.documents),
        n => format!("{n} kinds of damage; restore the last backup with vigie restore\n"),
    };
    let note = |message: String| Note { doc: "record".into(), message };
    let failed = !found.damage.is_empty();
    Ok(Outcome { text, notes: found.notes.into_iter().map(note).collect(), failed, ..Outcome::default() })
}
