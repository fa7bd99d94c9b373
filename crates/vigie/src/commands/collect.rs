//! `collect`.

use crate::cli::Global;
use crate::failure::Failure;
use crate::keeping::Place;
use crate::output::Outcome;

#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    pub place: Place,
}

pub fn run(_args: &Args, _global: &Global) -> Result<Outcome, Failure> {
    Err(Failure::new("this command is not built yet", "see CHANGELOG.md"))
}
