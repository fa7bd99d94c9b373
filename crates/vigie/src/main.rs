//! Vigie: reads the open reports on a crisis and keeps a record that can be checked.

mod cli;
mod collecting;
mod commands;
mod failure;
mod history;
mod input;
mod installation;
mod intake;
mod keeping;
mod output;
mod pipeline;
mod progress;
mod table;

use clap::Parser;
use cli::{Cli, Global};
use failure::Failure;
use output::Outcome;
use std::process::ExitCode;

fn main() -> ExitCode {
    let cli = Cli::parse();
    pipeline::silence_guarded_panics();
    let result = pipeline::guarded(|| commands::run(&cli)).unwrap_or_else(|why| Err(own_error(&why)));
    match result.and_then(|outcome| finish(outcome, &cli.global)) {
        Ok(code) => code,
        Err(failure) => {
            output::write_failure(&failure);
            ExitCode::from(2)
        }
    }
}

/// Writes result and notes; 1 if a check failed, or if there are notes and none are wanted.
fn finish(mut outcome: Outcome, global: &Global) -> Result<ExitCode, Failure> {
    let result = if outcome.bytes.is_empty() { outcome.text.as_bytes() } else { &outcome.bytes };
    output::write(result, global.output.as_deref())?;
    let noted = global.strict && !outcome.notes.is_empty();
    if !global.quiet {
        output::write_notes(&mut outcome.notes);
    }
    Ok(ExitCode::from(u8::from(outcome.failed || noted)))
}

fn own_error(why: &str) -> Failure {
    Failure::new(
        format!("the program met an error of its own: {why}"),
        "please report it, with the command and the input if you may share it",
    )
}
