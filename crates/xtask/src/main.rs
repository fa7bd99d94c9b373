//! What contributors run: `cargo xtask test`, `score`, `fmt-data` and `new`.

mod fmt_data;
#[cfg(test)]
mod house_rules;
mod new;
mod ratchet;
mod run;
mod score;
#[cfg(test)]
mod score_py;
mod test;

use clap::{Parser, Subcommand};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

#[derive(Parser)]
#[command(name = "cargo xtask", about = "What contributors run")]
struct Cli {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// One form for the data files.
    FmtData {
        /// Change nothing, and fail if a file is not in form.
        #[arg(long)]
        check: bool,
    },
    /// Start a source, an actor, a language, an exporter or a document.
    New {
        kind: new::Kind,
        /// Its name; two letters for a language.
        name: String,
    },
    /// Formatting, lints and all tests; the last line counts them.
    Test,
    /// Figures on the gold beside the repository; none may fall below ratchet.toml.
    Score {
        /// Raise ratchet.toml to the figures that are now better.
        #[arg(long)]
        write: bool,
    },
}

fn main() -> ExitCode {
    let done = match Cli::parse().task {
        Task::FmtData { check } => fmt_data::fmt_data(check),
        Task::New { kind, name } => new::new(kind, &name, &root()),
        Task::Test => test::test(),
        Task::Score { write } => score::score(write),
    };
    match done {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(why) => {
            eprintln!("error: {why}");
            ExitCode::from(2)
        }
    }
}

/// The top of the repository.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The folder with gold and benchmarks, where a machine has it: beside the repository, or where
/// `VIGIE_SHARED` says.
fn shared() -> Option<PathBuf> {
    let folder = std::env::var_os("VIGIE_SHARED").map_or_else(|| root().join("../shared"), PathBuf::from);
    folder.join("gold").is_dir().then_some(folder)
}
