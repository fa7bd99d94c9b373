//! `backup` and `restore`: the whole record into one file, and back.

use crate::failure::Failure;
use crate::installation;
use crate::keeping::{Place, waiting};
use crate::output::Outcome;
use std::path::Path;
use vigie_store::{Key, Record, Signed};

/// Copies the record into a file, and signs it if that is wanted.
pub fn backup(place: &Place, file: &Path, sign: bool) -> Result<Outcome, Failure> {
    let mut record = place.read()?;
    record.backup(file)?;
    let mut text = format!("{}\n", file.display());
    if sign {
        let folder = installation::folder("signing.key");
        let path = folder.ok_or_else(|| Failure::new("there is no data folder for your key", "set HOME"))?;
        let key = Key::of(&path)?;
        let signed = Signed::sign(file, &key)?;
        text += &format!("signed by {}: {}\n", key.public(), signed.display());
    }
    Ok(Outcome { text, ..Outcome::default() })
}

/// Makes a record of a backup; one that was signed must be what was signed.
pub fn restore(place: &Place, file: &Path) -> Result<Outcome, Failure> {
    let mut text = String::new();
    if Signed::beside(file).exists() {
        text = format!("signed by {}\n", Signed::check(file)?);
    }
    let address = place.address()?;
    Record::restore(file, &address, &mut waiting)?;
    Ok(Outcome { text: format!("{text}restored to {address}\n"), ..Outcome::default() })
}
