//! The command line: names here are a contract with people's scripts.

mod assess;

pub use assess::{AlertsArgs, AssessArgs, AssessFormat, CountArgs, CountFormat, ForecastArgs, ListFormat, Told};

use crate::commands;
use crate::input::Settings;
use crate::keeping::Place;
use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;
use vigie_engine::model::{Day, Kind, Lang};
use vigie_formats::{LIMITS, Limits};

/// Reads the open reports on a crisis and keeps a record that can be checked.
///
/// A PATH is a file of reports (text, a web page, PDF, Word, a mail or a folder of mail, a feed, JSON,
/// CSV, WARC, ZIP; told by its content), a folder of these, or - for standard input. Results go to standard output or to the file named by -o; notes go
/// to standard error. Exit codes: 0 done, 1 a check failed, 2 could not do it.
#[derive(Debug, Parser)]
#[command(name = "vigie", version, arg_required_else_help = true, after_help = EXAMPLES)]
pub struct Cli {
    #[command(subcommand)]
    pub command: Command,
    #[command(flatten)]
    pub global: Global,
}

const EXAMPLES: &str = "Examples:
  vigie demo                                   the desk over a record of bundled reports
  vigie code report.txt --format table         what a report says happened
  vigie brief reports/ -o brief.html           a situation report of a folder
  vigie verify --documents reports/ brief.html whether every sentence is supported
  curl -s https://... | vigie code -           a report from standard input";

/// Options of every command.
#[derive(Clone, Debug, Default, Args)]
pub struct Global {
    /// Write the result to this file instead of standard output.
    #[arg(short = 'o', long = "output", value_name = "FILE", global = true)]
    pub output: Option<PathBuf>,
    /// Exit with 1 if there are notes.
    #[arg(long, global = true)]
    pub strict: bool,
    /// No notes and no progress on standard error.
    #[arg(short, long, global = true)]
    pub quiet: bool,
    /// In tables (CSV), which column holds a field of the report: text=notes, published=event_date, ...
    #[arg(long, value_name = "FIELD=COLUMN", global = true, value_parser = pair)]
    pub columns: Vec<(String, String)>,
    /// How much is taken of a file; `vigie read --help` lists the limits.
    #[arg(long, value_name = "NAME=NUMBER", global = true, value_parser = limit)]
    pub limit: Vec<(String, usize)>,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Fill a record from the bundled reports and open the desk over it.
    Demo(commands::demo::Args),
    /// Clean documents as JSON lines: menus and teasers cut, stories of one page apart.
    #[command(after_help = limits())]
    Read(Paths),
    /// Code what the reports say happened, with the words that say so.
    #[command(after_help = "Example:\n  vigie code reports/ --format jsonl -o records.jsonl")]
    Code {
        #[command(flatten)]
        paths: Paths,
        /// jsonl: a record a line; json: one array; table: a line an event, to read.
        #[arg(long, value_enum, default_value_t)]
        format: CodeFormat,
    },
    /// Join events of many reports into incidents with all rival claims, as JSON lines.
    Resolve(From),
    /// List incidents to read, or show one with all its claims and their words.
    #[command(
        after_help = "Examples:\n  vigie incidents reports/\n  vigie incidents reports/ --show ID\n  vigie incidents --known 2025-07-31"
    )]
    Incidents(Incidents),
    /// Count events, people killed, civilians hit and demonstrations, and how they changed.
    #[command(after_help = "Examples:
  vigie count reports/ --area Mali --actor JNIM --civilians --from 2025-01 --to 2025-10 --against 2023
  vigie count --history ged.csv --country CAF --from 2013 --by month --format table")]
    Count(CountArgs),
    /// Judge a month: the verdict with its rule, its figures, the incidents that moved it, and what may come.
    #[command(after_help = "Example:\n  vigie assess reports/ --area MLI --month 2025-07 --format md")]
    Assess(AssessArgs),
    /// What a reader should not miss; with --replay, day by day as the reports came.
    Alerts(AlertsArgs),
    /// What the coming months may bring, as a distribution, with its score over the past.
    #[command(after_help = "Examples:
  vigie forecast --history months.jsonl --format jsonl
  vigie forecast --history months.jsonl --backtest
  vigie forecast --record desk.vigie --regions --months 3 --format table")]
    Forecast(ForecastArgs),
    /// Write a situation report in which every sentence cites its words.
    #[command(after_help = "Examples:
  vigie brief reports/ --lang fr
  vigie brief reports/ --area Mali --from 2025-07-01 --to 2025-07-31 -o july.html
  vigie brief --record R --kind weekly --last last-week.md -o this-week.docx
  vigie brief reports/ --kind flash --show ID --lang fr")]
    Brief(BriefArgs),
    /// Check that the words a brief cites hold what its sentences say; exit 1 if they do not.
    #[command(override_usage = "vigie verify [OPTIONS] <--record R|--documents <PATH>...> <BRIEF>")]
    Verify {
        /// The reports that the brief rests on; without any, those of the record.
        #[arg(long, value_name = "PATH", num_args = 1..)]
        documents: Vec<PathBuf>,
        #[command(flatten)]
        place: Place,
        /// The brief, as JSON, HTML or Markdown.
        brief: Option<PathBuf>,
    },
    /// Show, sentence by sentence, what was found, what fired, what nearly did, and what it filled.
    #[command(after_help = "Examples:
  vigie explain report.txt
  vigie explain reports/ --doc report-3 -o why.html
  vigie explain --grammar report.txt")]
    Explain {
        #[command(flatten)]
        paths: Paths,
        /// Only this document; may be given more than once.
        #[arg(long, value_name = "ID")]
        doc: Vec<String>,
        /// Without it, what the name given to -o ends in, else text.
        #[arg(long, value_enum)]
        format: Option<ExplainFormat>,
        /// Instead, draw the tree of every sentence.
        #[arg(long, conflicts_with = "format")]
        grammar: bool,
    },
    /// Make a record: a file, or tables in a PostgreSQL database.
    Init(Place),
    /// Read, code and keep reports in the record; what is there already is not coded again.
    #[command(after_help = IMPORT)]
    Import(Import),
    /// What the record holds.
    Status {
        #[command(flatten)]
        place: Place,
        /// table to read, json for programs.
        #[arg(long, value_enum, default_value_t)]
        format: EvaluateFormat,
    },
    /// Derive everything anew: code again what a new engine or new data can touch, lay decisions on top, and tell what changed.
    Rebuild {
        #[command(flatten)]
        place: Place,
        /// Code every document again.
        #[arg(long)]
        all: bool,
    },
    /// Copy the record into a file, also while it is written; the copy is a record itself.
    Backup {
        #[command(flatten)]
        place: Place,
        /// The file to make.
        file: PathBuf,
        /// Sign it with your key, which is made the first time; the signature stands in FILE.signed.
        #[arg(long)]
        sign: bool,
    },
    /// Make a record of a backup, where none is yet; a file becomes a database, or a database's backup a file.
    Restore {
        #[command(flatten)]
        place: Place,
        /// The backup.
        file: PathBuf,
    },
    /// Whether everything in the record is as it was kept; exit 1 if not.
    Check {
        #[command(flatten)]
        place: Place,
        /// Also whether this backup is what was signed, by FILE.signed.
        #[arg(long, value_name = "FILE")]
        signed: Option<PathBuf>,
    },
    /// Keep what a person ruled: who, why, and on what.
    #[command(after_help = DECIDE)]
    Decide(Decide),
    /// Hand incidents on in a form that other tools load.
    Export(commands::export::Args),
    /// Where reports come from: add, list and test sources.
    Source(commands::source::Args),
    /// Fetch what the sources have that is new, once or around the clock.
    Collect(commands::collect::Args),
    /// Who is told what, when and how.
    Subscribe(commands::subscribe::Args),
    /// The desk: web app and API.
    Serve(commands::serve::Args),
    /// Who may use the desk.
    Account(commands::account::Args),
    /// Answers for language models, with citations, by the Model Context Protocol.
    Mcp(commands::mcp::Args),
    /// The places that the coder knows beside those that ship with it.
    Places {
        #[command(subcommand)]
        action: Places,
    },
    /// Figures of the coding against gold records.
    Evaluate {
        /// Gold records, one JSON line a document.
        #[arg(long, value_name = "GOLD.jsonl")]
        gold: PathBuf,
        #[command(flatten)]
        paths: Paths,
        /// Gold incidents: a JSON list of lists of [document, event].
        #[arg(long, value_name = "FILE")]
        incidents: Option<PathBuf>,
        /// table to read, json for programs.
        #[arg(long, value_enum, default_value_t)]
        format: EvaluateFormat,
    },
}

const IMPORT: &str = "Examples:
  vigie import reports/
  vigie import --record desk.vigie archive.jsonl
  vigie import --record postgres://ana@db.example/desk reports/ --format jsonl

An import that was stopped, however it was stopped, is completed by running it again.";

#[derive(Debug, Args)]
pub struct Import {
    #[command(flatten)]
    pub place: Place,
    #[command(flatten)]
    pub paths: Paths,
    /// table for a summary; jsonl for a line for each report as soon as it is safely kept.
    #[arg(long, value_enum, default_value_t)]
    pub format: ImportFormat,
}

const DECIDE: &str = "Examples:
  vigie decide confirm INCIDENT --who ana --why 'two sources of our own'
  vigie decide correct INCIDENT place=Kolo --who ana --why 'the radio gives the village'
  vigie decide reject INCIDENT --who ana --why 'a drill'
  vigie decide merge INCIDENT OTHER --who ana --why 'the same ambush'
  vigie decide split INCIDENT EVENT --who ana --why 'another convoy'
  vigie decide note INCIDENT --who ana --why 'call the hospital again'
  vigie decide verdict MLI 2025-07 Deteriorated --who ana --why 'the roads are cut'
  vigie decide grade 'Radio X' B --who ana --why 'right in nine of ten'

The names of an incident's events are shown by vigie incidents --show INCIDENT.";

#[derive(Debug, Args)]
pub struct Decide {
    #[command(flatten)]
    pub place: Place,
    /// What is ruled.
    #[arg(value_enum)]
    pub kind: Ruling,
    /// On what: an incident or an event, then what the ruling needs.
    #[arg(required = true, num_args = 1..)]
    pub on: Vec<String>,
    /// Who rules.
    #[arg(long)]
    pub who: String,
    /// Why.
    #[arg(long)]
    pub why: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Ruling {
    Confirm,
    Correct,
    Reject,
    Merge,
    Split,
    Note,
    Verdict,
    Grade,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum ImportFormat {
    #[default]
    Table,
    Jsonl,
}

#[derive(Debug, Subcommand)]
pub enum Places {
    /// Add a table of places to your own gazetteer: a GeoNames dump, or one with a header.
    #[command(after_help = "Example:
  curl -sO https://download.geonames.org/export/dump/SD.zip && unzip SD.zip SD.txt
  vigie places import SD.txt

The tables stand in vigie/places in your data folder, or where VIGIE_PLACES says.")]
    Import {
        /// The table, unpacked.
        file: PathBuf,
        /// Leave out places with fewer people, save seats of a unit; for allCountries.txt take 500.
        #[arg(long = "min-population", value_name = "N", default_value_t = 0)]
        least_people: u64,
    },
}

/// Where the reports are.
#[derive(Debug, Args)]
pub struct Paths {
    /// A file of reports, a folder, or - for standard input.
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<PathBuf>,
}

/// Reports, or the record if there are none.
#[derive(Debug, Args)]
pub struct From {
    /// A file of reports, a folder, or - for standard input; without any, the record.
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    #[command(flatten)]
    pub place: Place,
}

impl From {
    /// Neither reports nor a record were named.
    pub fn names_nothing(&self) -> bool {
        self.paths.is_empty() && self.place.record.is_none()
    }
}

#[derive(Debug, Args)]
pub struct Incidents {
    #[command(flatten)]
    pub from: From,
    /// The incident to show, by its id in the list.
    #[arg(long, value_name = "ID")]
    pub show: Option<String>,
    /// Of the record: as it stood at the end of this day.
    #[arg(long, value_name = "DAY", conflicts_with_all = ["paths", "show"])]
    pub known: Option<Day>,
    /// Of the record: what changed after this time, 2025-07-01T12:00:00Z, and which ids are no more.
    #[arg(long, value_name = "TIME", conflicts_with_all = ["paths", "show", "known"])]
    pub since: Option<String>,
}

#[derive(Debug, Args)]
pub struct BriefArgs {
    #[command(flatten)]
    pub from_reports: From,
    /// A country, by its name or its code of three letters; without it, everything.
    #[arg(long)]
    pub area: Option<String>,
    /// First day, YYYY-MM-DD, or a month, YYYY-MM.
    #[arg(long, value_name = "DAY", value_parser = first_day)]
    pub from: Option<Day>,
    /// Last day, or a month.
    #[arg(long, value_name = "DAY", value_parser = last_day)]
    pub to: Option<Day>,
    /// What kind of report: situation, bulletin, flash, weekly, monthly, or one of your own (docs/briefs.md).
    #[arg(long, default_value = "situation")]
    pub kind: Kind,
    /// The incident or operation that a flash is about, by its id; without it, the weightiest.
    #[arg(long, visible_alias = "incident", value_name = "ID")]
    pub show: Option<String>,
    /// The last brief, in any format that verify reads: a weekly or monthly brief tells what is new against it.
    #[arg(long, value_name = "BRIEF")]
    pub last: Option<PathBuf>,
    /// Sentences that you add or strike, as TOML (docs/briefs.md).
    #[arg(long, value_name = "FILE")]
    pub edits: Option<PathBuf>,
    /// Also write the pictures into this folder, as SVG and PNG, each with its text.
    #[arg(long, value_name = "FOLDER")]
    pub pictures: Option<PathBuf>,
    /// Language of the sentences: en or fr.
    #[arg(long, default_value = "en", value_parser = lang)]
    pub lang: Lang,
    /// Without it, what the name given to -o ends in, else md.
    #[arg(long, value_enum)]
    pub format: Option<BriefFormat>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum CodeFormat {
    #[default]
    Jsonl,
    Json,
    Table,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum EvaluateFormat {
    #[default]
    Table,
    Json,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum BriefFormat {
    #[default]
    Md,
    Html,
    Json,
    Docx,
    Pdf,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum ExplainFormat {
    #[default]
    Text,
    Html,
    Json,
}

/// How files are opened, as the options say.
impl Global {
    pub fn settings(&self) -> Settings {
        let mut limits = Limits::default();
        for (name, value) in &self.limit {
            limits.set(name, *value);
        }
        Settings { limits, columns: self.columns.iter().cloned().collect() }
    }
}

fn limits() -> String {
    let line = |(name, value, what): &(&str, usize, &str)| {
        format!("  {name}={value}{:>1$}{what}", "", 24 - name.len() - value.to_string().len())
    };
    let lines: Vec<String> = LIMITS.iter().map(line).collect();
    format!("Limits (--limit NAME=NUMBER); what is over one is left out with a note:\n{}", lines.join("\n"))
}

fn pair(text: &str) -> Result<(String, String), String> {
    let (field, column) = text.split_once('=').ok_or("write FIELD=COLUMN")?;
    Ok((field.trim().into(), column.trim().into()))
}

fn limit(text: &str) -> Result<(String, usize), String> {
    let (name, value) = pair(text)?;
    let value = value.parse().map_err(|_| "write NAME=NUMBER")?;
    if Limits::default().set(&name, value) { Ok((name, value)) } else { Err(format!("no limit is called {name}")) }
}

pub fn first_day(text: &str) -> Result<Day, String> {
    let written = match text.len() {
        4 => format!("{text}-01-01"),
        7 => format!("{text}-01"),
        _ => text.into(),
    };
    written.parse().map_err(|_| "write a day as 2025-07-01, a month as 2025-07 or a year".into())
}

pub fn last_day(text: &str) -> Result<Day, String> {
    let day = first_day(text)?;
    Ok(match text.len() {
        4 => day.last_of_year(),
        7 => day.last_of_month(),
        _ => day,
    })
}

pub fn lang(text: &str) -> Result<Lang, String> {
    let codes = Lang::ALL.map(Lang::code).join(" or ");
    Lang::ALL.into_iter().find(|l| l.code() == text).ok_or(format!("use {codes}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_well_formed() {
        Cli::command().debug_assert();
    }

    #[test]
    fn a_month_stands_for_its_first_or_last_day() {
        assert_eq!(first_day("2024-02").map(|d| d.to_string()), Ok("2024-02-01".into()));
        assert_eq!(last_day("2024-02").map(|d| d.to_string()), Ok("2024-02-29".into()));
        assert_eq!(last_day("2024-02-03").map(|d| d.to_string()), Ok("2024-02-03".into()));
        assert_eq!(last_day("2024").map(|d| d.to_string()), Ok("2024-12-31".into()));
        assert!(first_day("July").is_err());
    }

    #[test]
    fn global_options_may_stand_after_the_command() {
        let cli = Cli::try_parse_from(["vigie", "code", "a.txt", "--strict", "-o", "x", "--format", "table"]);
        let global = cli.expect("a command line").global;
        assert!(global.strict && global.output.is_some());
    }
}
