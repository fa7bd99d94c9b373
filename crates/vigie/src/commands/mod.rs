//! One function a command: from its arguments to what it has to say.

#[cfg(feature = "desk")]
pub mod account;
mod alerts;
mod assess;
mod backup;
pub mod brief;
mod check;
pub mod collect;
mod count;
mod decide;
#[cfg(feature = "desk")]
pub mod demo;
mod evaluate;
mod explain;
pub mod export;
mod forecast;
mod import;
mod incidents;
mod init;
#[cfg(feature = "desk")]
pub mod mcp;
mod places;
mod rebuild;
#[cfg(feature = "desk")]
pub mod serve;
pub mod source;
mod stages;
mod status;
pub mod subscribe;
#[cfg(not(feature = "desk"))]
pub mod without_desk;

pub use status::waiting;

pub use forecast::Known;

#[cfg(not(feature = "desk"))]
pub use {without_desk as account, without_desk as demo, without_desk as mcp, without_desk as serve};

use crate::cli::{Cli, Command, Places};
use crate::failure::Failure;
use crate::output::Outcome;

/// Does what the command line asks.
pub fn run(cli: &Cli) -> Result<Outcome, Failure> {
    let quiet = cli.global.quiet;
    crate::input::configure(cli.global.settings());
    match &cli.command {
        Command::Demo(args) => demo::run(args, &cli.global),
        Command::Read(paths) => stages::read(&paths.paths, quiet),
        Command::Code { paths, format } => stages::code(&paths.paths, *format, quiet),
        Command::Resolve(from) => stages::resolve(from, quiet),
        Command::Incidents(args) => incidents::incidents(args, quiet),
        Command::Count(args) => count::count(args, &cli.global),
        Command::Assess(args) => assess::assess(args, &cli.global),
        Command::Alerts(args) => alerts::alerts(args, &cli.global),
        Command::Forecast(args) => forecast::forecast(args, &cli.global),
        Command::Brief(args) => brief::brief(args, &cli.global),
        Command::Verify { documents, place, brief } => brief::verify(documents, place, brief.as_deref(), quiet),
        Command::Explain { paths, doc, format, grammar } => {
            explain::explain(&paths.paths, doc, *format, *grammar, &cli.global)
        }
        Command::Init(place) => init::init(place),
        Command::Import(args) => import::import(args, &cli.global),
        Command::Status { place, format } => status::status(place, *format),
        Command::Rebuild { place, all } => rebuild::rebuild(place, *all, quiet),
        Command::Backup { place, file, sign } => backup::backup(place, file, *sign),
        Command::Restore { place, file } => backup::restore(place, file),
        Command::Check { place, signed } => check::check(place, signed.as_deref()),
        Command::Decide(args) => decide::decide(args),
        Command::Export(args) => export::run(args, &cli.global),
        Command::Source(args) => source::run(args, &cli.global),
        Command::Collect(args) => collect::run(args, &cli.global),
        Command::Subscribe(args) => subscribe::run(args, &cli.global),
        Command::Serve(args) => serve::run(args, &cli.global),
        Command::Account(args) => account::run(args, &cli.global),
        Command::Mcp(args) => mcp::run(args, &cli.global),
        Command::Places { action: Places::Import { file, least_people } } => places::import(file, *least_people),
        Command::Evaluate { gold, paths, incidents, format } => {
            evaluate::evaluate(gold, &paths.paths, incidents.as_deref(), *format, quiet)
        }
    }
}
