//! One function a command: from its arguments to what it has to say.

mod alerts;
mod assess;
pub mod brief;
mod count;
mod demo;
mod evaluate;
mod explain;
mod forecast;
mod incidents;
mod places;
mod stages;

pub use forecast::Known;

use crate::cli::{Cli, Command, Places};
use crate::failure::Failure;
use crate::output::Outcome;

/// Does what the command line asks.
pub fn run(cli: &Cli) -> Result<Outcome, Failure> {
    let quiet = cli.global.quiet;
    crate::input::configure(cli.global.settings());
    match &cli.command {
        Command::Demo { no_open } => demo::demo(*no_open, quiet),
        Command::Read(paths) => stages::read(&paths.paths, quiet),
        Command::Code { paths, format } => stages::code(&paths.paths, *format, quiet),
        Command::Resolve(paths) => stages::resolve(&paths.paths, quiet),
        Command::Incidents { paths, show } => incidents::incidents(&paths.paths, show.as_deref(), quiet),
        Command::Count(args) => count::count(args, &cli.global),
        Command::Assess(args) => assess::assess(args, &cli.global),
        Command::Alerts(args) => alerts::alerts(args, &cli.global),
        Command::Forecast(args) => forecast::forecast(args, &cli.global),
        Command::Brief(args) => brief::brief(args, &cli.global),
        Command::Verify { documents, brief } => brief::verify(documents, brief.as_deref(), quiet),
        Command::Explain { paths, doc, format, grammar } => {
            explain::explain(&paths.paths, doc, *format, *grammar, &cli.global)
        }
        Command::Places { action: Places::Import { file, least_people } } => places::import(file, *least_people),
        Command::Evaluate { gold, paths, incidents, format } => {
            evaluate::evaluate(gold, &paths.paths, incidents.as_deref(), *format, quiet)
        }
    }
}
