//! The record that a command works with: where it is, and what is told when it cannot be had.

use crate::failure::Failure;
use crate::installation;
use clap::Args;
use vigie_store::{Address, Fault, Record, Stamp};

/// Which record.
#[derive(Clone, Debug, Default, Args)]
pub struct Place {
    /// The record: a file, or postgres://user:password@host/name; without it, the one in your data folder.
    #[arg(long, value_name = "FILE|URL")]
    pub record: Option<String>,
}

impl Place {
    /// Where the record is.
    pub fn address(&self) -> Result<Address, Failure> {
        match &self.record {
            Some(told) => Ok(Address::parse(told)?),
            None => match installation::folder("record.vigie") {
                Some(path) => Ok(Address::File(path)),
                None => {
                    Err(Failure::new("there is no data folder for you on this machine", "name a file with --record"))
                }
            },
        }
    }

    /// The record, to read.
    pub fn read(&self) -> Result<Record, Failure> {
        Ok(Record::read(&self.address()?)?)
    }

    /// The record, with the writer's turn; whoever waits for it is told so.
    pub fn write(&self) -> Result<Record, Failure> {
        Ok(Record::write(&self.address()?, stamp(), &mut waiting)?)
    }

    /// The record, made if it is not there; whether it was made.
    pub fn make(&self) -> Result<(Record, bool), Failure> {
        Ok(Record::init(&self.address()?, stamp(), &mut waiting)?)
    }
}

/// The engine and the data of this program.
pub fn stamp() -> Stamp {
    Stamp::of(installation::files().all())
}

/// Whoever waits is told so, even when notes are not wanted: else the program seems to hang.
pub fn waiting(why: &str) {
    eprintln!("note: {why}");
}

impl From<Fault> for Failure {
    fn from(fault: Fault) -> Self {
        Failure::new(fault.what, fault.hint)
    }
}
