//! What `serve`, `demo`, `mcp` and `account` say in a program that was built without the desk.

use crate::cli::Global;
use crate::failure::Failure;
use crate::output::Outcome;

/// This program was built without the desk.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Whatever the command takes where it is there.
    #[arg(trailing_var_arg = true, allow_hyphen_values = true, hide = true)]
    rest: Vec<String>,
}

/// Says that there is no desk, and how to have one.
pub fn run(_: &Args, _: &Global) -> Result<Outcome, Failure> {
    let hint =
        "build it with Node.js 20 at hand (cargo build --release), or read a brief without it: vigie brief reports/";
    Err(Failure::new("this vigie was built without the desk", hint))
}
