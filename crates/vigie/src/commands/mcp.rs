//! `mcp`: answers for language models on standard input and output.

use crate::cli::Global;
use crate::failure::Failure;
use crate::installation;
use crate::keeping::{Place, stamp};
use crate::output::Outcome;
use vigie_desk::Desk;

/// Answers for language models, with citations, by the Model Context Protocol on standard input and output.
///
/// A running desk answers the same at /mcp.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    pub place: Place,
}

pub fn run(args: &Args, _global: &Global) -> Result<Outcome, Failure> {
    // Whoever asks would otherwise learn only with the first question that there is no record.
    args.place.read()?.close()?;
    let desk = Desk::new(args.place.address()?, stamp(), installation::data());
    vigie_desk::answer_models(desk).map_err(|why| Failure::new(why, "see docs/api.md for how a program asks"))?;
    Ok(Outcome::default())
}
