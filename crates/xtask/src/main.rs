//! What contributors run: `cargo xtask test`, `score`, `train`, `parse-score`, `parse-bench`, `read-bench`,
//! `read-score`, `record-bench`, `fmt-data`, `new`, `fuzz` and `docs`.

mod bench;
mod docs;
mod fmt_data;
mod fuzz;
mod gold;
#[cfg(test)]
mod house_rules;
mod needs;
mod new;
mod page;
mod parse_score;
mod public;
mod ratchet;
mod read_score;
mod reading;
mod record_bench;
mod run;
mod score;
#[cfg(test)]
mod score_py;
mod speed;
mod test;
mod train;

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
        /// Its name; two letters for a language; for a document, also the path of a page that was saved.
        name: String,
    },
    /// Formatting, lints and all tests; the last line counts them.
    Test {
        /// Also what takes minutes, such as two minutes of any words for the parser.
        #[arg(long)]
        long: bool,
    },
    /// Figures on the gold beside the repository; none may fall below ratchet.toml.
    Score {
        /// Raise ratchet.toml to the figures that are now better.
        #[arg(long)]
        write: bool,
    },
    /// How fast pages are read, beside a bare parse, and in how much memory.
    ReadBench {
        /// How many pages.
        #[arg(long, default_value_t = 10_000)]
        pages: usize,
        /// Then a web archive of so many megabytes.
        #[arg(long, default_value_t = 0)]
        archive: u64,
    },
    /// What is read of pages that have their text beside them, NAME.html and NAME.txt.
    ReadScore {
        /// The folder of the pages.
        folder: PathBuf,
    },
    /// How fast reports come into a record, and how fast a large one answers what pages ask.
    RecordBench {
        /// How many reports are in the large one.
        #[arg(long, default_value_t = 1_000_000)]
        documents: usize,
        /// An empty database for it, postgres://…; without it, a file.
        #[arg(long, value_name = "URL")]
        record: Option<String>,
    },
    /// Broken pages of every form; none may end or hold up the program.
    Fuzz {
        /// Only this form, by the ending of its files: html, pdf, docx, eml, ...
        form: Option<String>,
        /// For so long, each form.
        #[arg(long, default_value_t = 120)]
        seconds: u64,
        /// Where chance begins.
        #[arg(long, default_value_t = 1)]
        seed: u64,
    },
    /// What docs/quality.md says of grammar, measured anew.
    Docs,
    /// Grammars from treebanks, as data/models/*/train.toml say.
    Train {
        /// The folder of the treebanks.
        treebanks: PathBuf,
        /// Where models go; without it, beside their recipes.
        #[arg(long, value_name = "DIR")]
        out: Option<PathBuf>,
        /// Only this language.
        #[arg(long)]
        lang: Option<String>,
        /// How many parsers are averaged.
        #[arg(long)]
        seeds: Option<u64>,
    },
    /// How fast raw text becomes trees.
    ParseBench {
        /// The folder of the treebanks, whose sentences are the text.
        treebanks: PathBuf,
        /// How much text of each language.
        #[arg(long, default_value_t = 4)]
        megabytes: usize,
        /// A Python that has ufal.udpipe, to be measured beside.
        #[arg(long, value_name = "PYTHON")]
        peer: Option<PathBuf>,
    },
    /// What `parse-bench` measures: raw texts, given as lang=path, to trees.
    #[command(hide = true)]
    ParseRaw { texts: Vec<String> },
    /// Tags, lemmas and trees against treebanks: a line each.
    ParseScore {
        /// The folder of the treebanks.
        treebanks: PathBuf,
        /// Where models are.
        #[arg(long, value_name = "DIR")]
        models: Option<PathBuf>,
        /// Only treebanks whose name ends so.
        #[arg(long, default_value = "-test")]
        ending: String,
        /// Words in another dress: titles, capitals, small, plain (no accents) or plain-capitals.
        #[arg(long)]
        dress: Option<String>,
    },
}

fn main() -> ExitCode {
    let done = match Cli::parse().task {
        Task::FmtData { check } => fmt_data::fmt_data(check),
        Task::ReadBench { pages, archive } => speed::speed(pages, archive),
        Task::ReadScore { folder } => read_score::score(&folder),
        Task::RecordBench { documents, record } => record_bench::run(documents, record.as_deref()),
        Task::Fuzz { form, seconds, seed } => fuzz::fuzz(form.as_deref(), seconds, seed),
        Task::New { kind: new::Kind::Document, name } if Path::new(&name).is_file() => {
            page::new(name.as_ref(), &root())
        }
        Task::New { kind, name } => new::new(kind, &name, &root()),
        Task::Test { long } => test::test(long),
        Task::Score { write } => score::score(write),
        Task::Docs => docs::docs(),
        Task::Train { treebanks, out, lang, seeds } => train::run(&treebanks, out.as_deref(), lang.as_deref(), seeds),
        Task::ParseBench { treebanks, megabytes, peer } => bench::run(&treebanks, megabytes, peer.as_deref()),
        Task::ParseRaw { texts } => bench::parse_raw(&texts),
        Task::ParseScore { treebanks, models, ending, dress } => {
            parse_score::run(&treebanks, models.as_deref(), &ending, dress.as_deref())
        }
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
