//! `export`: incidents in the forms that other tools load.

use crate::cli::{self, From, Global};
use crate::failure::Failure;
use crate::history;
use crate::installation;
use crate::output::Outcome;
use crate::pipeline::Run;
use clap::ValueEnum;
use jiff::{SignedDuration, Timestamp};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use vigie_engine::model::{Day, Lang, Note};
use vigie_export::{Export, Fault, Format, Geometry, Input, Manifest, Options, Tables};
use vigie_store::{Act, Record, Select};

const EXAMPLES: &str = "Examples:
  vigie export --record desk.vigie --format acled --area MLI --from 2025-07 -o events.csv
  vigie export --record desk.vigie --format geojson --coarsen admin1 --delay 72h -o map.geojson
  vigie export reports/ --format xlsx -o incidents.xlsx
  vigie export --format ucdp --dictionary

Beside FILE stand FILE's dictionary (.dictionary.csv) and a manifest (.manifest.json) that says what was held back
and why. Sources that the data mark as sensitive, names of private people and places that no gazetteer knows never
leave; the reports' own words stay here.";

#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    #[command(flatten)]
    pub from_reports: From,
    /// acled, ucdp, geojson, csv, jsonl, parquet, hapi, hxl, atom, cap, stix or xlsx; without it, what the name given to -o ends in, else csv.
    #[arg(long, value_parser = format)]
    pub format: Option<Format>,
    /// A country, by name or code; with a region or place after a slash (Mali/Mopti), or a GeoJSON file of a drawn area.
    #[arg(long, visible_alias = "country")]
    pub area: Option<String>,
    /// First day, YYYY-MM-DD, or a month, YYYY-MM.
    #[arg(long, value_name = "DAY", value_parser = cli::first_day)]
    pub from: Option<Day>,
    /// Last day, or a month.
    #[arg(long, value_name = "DAY", value_parser = cli::last_day)]
    pub to: Option<Day>,
    /// A type or sub-type of the codebook, or demonstrations, violence, disorder.
    #[arg(long = "type")]
    pub kind: Option<String>,
    /// Of csv, hxl and parquet: incidents, claims, figures, reports, indicators, campaigns, contradictions, or all in a ZIP.
    #[arg(long, default_value = "incidents")]
    pub table: String,
    /// Tell places by their first-level region only, and leave out what would tell more.
    #[arg(long, value_enum, value_name = "LEVEL")]
    pub coarsen: Option<Level>,
    /// Hold back what happened less than so long ago: 72h, 14d.
    #[arg(long, value_name = "TIME", value_parser = delay)]
    pub delay: Option<SignedDuration>,
    /// An outlet, source or report that nothing of may leave, beside those that the data mark; may be given more than once.
    #[arg(long, value_name = "NAME")]
    pub sensitive: Vec<String>,
    /// Headlines leave too, although they may name private people.
    #[arg(long)]
    pub headlines: bool,
    /// Names of places leave too that no gazetteer knows, although they may be names of people.
    #[arg(long)]
    pub unlisted: bool,
    /// Of acled: codes of sides in words or in numbers.
    #[arg(long, value_enum, default_value_t)]
    pub interaction: Interaction,
    /// Of geojson: a point for settlements and the ground that the words may mean for the rest, or one of the two for all.
    #[arg(long, value_enum, default_value_t)]
    pub geometry: Drawn,
    /// Begin text with the mark of UTF-8, which Excel needs.
    #[arg(long)]
    pub bom: bool,
    /// Language of lines for people: en or fr.
    #[arg(long, default_value = "en", value_parser = cli::lang)]
    pub lang: Lang,
    /// Who sends feeds and warnings.
    #[arg(long, default_value = "vigie@localhost", value_name = "NAME")]
    pub sender: String,
    /// Of cap: the ZIP that was sent last, so that what changed is an update and what fell is cancelled.
    #[arg(long, value_name = "FILE")]
    pub previous: Option<PathBuf>,
    /// Print what the columns of the format hold, and nothing else.
    #[arg(long)]
    pub dictionary: bool,
    /// Write the manifest to this file.
    #[arg(long, value_name = "FILE")]
    pub manifest: Option<PathBuf>,
}

/// How exactly places are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Level {
    /// The first-level region.
    Admin1,
}

/// Codes of sides.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Interaction {
    /// "Rebel group-Civilians".
    #[default]
    Text,
    /// 27.
    Numeric,
}

/// How places are drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Drawn {
    /// Points for settlements, ground for the rest.
    #[default]
    Mixed,
    /// Points only.
    Point,
    /// Ground only.
    Footprint,
}

pub fn run(args: &Args, global: &Global) -> Result<Outcome, Failure> {
    let data = installation::data();
    let ending = global.output.as_deref().and_then(Path::extension).and_then(|e| e.to_str());
    let format = args.format.or_else(|| Format::of_ending(ending?)).unwrap_or_default();
    if args.dictionary {
        return Ok(Outcome { text: vigie_export::dictionary(format, data), ..Outcome::default() });
    }
    let mut options = options(args, format)?;
    let mut run = Run::of(&args.from_reports, &select(&options), global.quiet)?;
    let mut input = Input {
        documents: &run.documents,
        records: &run.records,
        resolution: &run.resolution,
        changed: BTreeMap::new(),
        confirmed: BTreeSet::new(),
        gone: BTreeMap::new(),
    };
    if args.from_reports.paths.is_empty() {
        let mut record = args.from_reports.place.read()?;
        ask(&mut record, &mut input)?;
        options.sensitive.extend(vigie_collect::sensitive(&mut record)?);
    }
    let made = made(&input, &options)?;
    beside(&made, args, global, format)?;
    run.notes.extend(held(&made.manifest));
    Ok(Outcome { bytes: made.bytes, notes: run.notes, ..Outcome::default() })
}

/// The country may be asked of the record; the rest is chosen of what it gives.
fn select(options: &Options) -> Select {
    use vigie_engine::assess::count::Area;
    match &options.area {
        // A warning may only be cancelled if it is known that its incident is nowhere.
        _ if options.previous.is_some() => Select::default(),
        Area::Country(iso) | Area::Named(Some(iso), _) => Select { country: Some(iso.clone()), ..Select::default() },
        _ => Select::default(),
    }
}

fn options(args: &Args, format: Format) -> Result<Options, Failure> {
    if let (Some(from), Some(to)) = (args.from, args.to)
        && to < from
    {
        return Err(Failure::new(
            format!("the last day, {to}, is before the first, {from}"),
            "exchange --from and --to",
        ));
    }
    let area = args.area.as_deref().map(history::area).transpose()?.map(|(area, _)| area).unwrap_or_default();
    let read = |path: &PathBuf| {
        let hint = "give the ZIP that was sent last";
        fs::read(path).map_err(|e| Failure::new(format!("cannot read {}: {e}", path.display()), hint))
    };
    Ok(Options {
        lang: args.lang,
        area,
        from: args.from,
        to: args.to,
        kind: args.kind.clone(),
        coarsen: args.coarsen.is_some(),
        delay: args.delay,
        sensitive: args.sensitive.clone(),
        headlines: args.headlines,
        unlisted: args.unlisted,
        numeric: args.interaction == Interaction::Numeric,
        mark: args.bom,
        tables: if args.table == "all" { Tables::All } else { Tables::One(args.table.clone()) },
        geometry: match args.geometry {
            Drawn::Mixed => Geometry::Mixed,
            Drawn::Point => Geometry::Point,
            Drawn::Footprint => Geometry::Footprint,
        },
        sender: args.sender.clone(),
        previous: args.previous.as_ref().map(read).transpose()?,
        ..Options::new(format, Timestamp::now())
    })
}

/// When incidents changed, which of them were confirmed, and which are no more.
fn ask(record: &mut Record, input: &mut Input) -> Result<(), Failure> {
    let time = |(id, at): (String, String)| Some((id, at.parse().ok()?));
    input.changed = record.changed()?.into_iter().filter_map(time).collect();
    input.gone = record.gone(None)?.into_iter().collect();
    let owners = record.owners()?;
    for decision in record.decisions()? {
        if let Act::Confirm { events } = &decision.act {
            input.confirmed.extend(events.iter().filter_map(|name| owners.get(name).cloned()));
        }
    }
    Ok(())
}

fn made(input: &Input, options: &Options) -> Result<Export, Failure> {
    if options.format == Format::Parquet {
        return parquet(input, options);
    }
    Ok(vigie_export::export(input, options, installation::data())?)
}

#[cfg(not(feature = "parquet"))]
fn parquet(_: &Input, _: &Options) -> Result<Export, Failure> {
    Err(Failure::new(
        "this program was built without Parquet",
        "build it with `cargo build --release -p vigie --features parquet`, or export csv",
    ))
}

#[cfg(feature = "parquet")]
fn parquet(input: &Input, options: &Options) -> Result<Export, Failure> {
    Ok(vigie_export::table(input, options, installation::data(), vigie_parquet::bytes)?)
}

/// The dictionary and the manifest beside the file.
fn beside(made: &Export, args: &Args, global: &Global, format: Format) -> Result<(), Failure> {
    let file = global.output.as_deref().filter(|path| path.as_os_str() != "-");
    if file.is_none() && std::io::stdout().is_terminal() && made.bytes.contains(&0) {
        return Err(Failure::new("this is no text to read on a screen", "name a file with -o"));
    }
    if let Some(path) = file {
        let dictionary = vigie_export::dictionary(format, installation::data());
        write(&path.with_extension("dictionary.csv"), dictionary.as_bytes())?;
    }
    let beside = file.map(|path| path.with_extension("manifest.json"));
    match args.manifest.clone().or(beside) {
        Some(path) => write(&path, made.manifest.json().as_bytes()),
        None => Ok(()),
    }
}

fn write(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    fs::write(path, bytes).map_err(|e| {
        let hint = "check that its folder exists and that you may write there";
        Failure::new(format!("cannot write {}: {e}", path.display()), hint)
    })
}

/// What was held back, as notes.
fn held(manifest: &Manifest) -> impl Iterator<Item = Note> {
    let note = |h: &vigie_export::Held| Note {
        doc: "export".into(),
        message: format!("{} {} left out: {}", h.count, h.what, h.why),
    };
    manifest.withheld.iter().map(note).collect::<Vec<_>>().into_iter()
}

impl std::convert::From<Fault> for Failure {
    fn from(fault: Fault) -> Self {
        Failure::new(fault.what, fault.hint)
    }
}

fn format(text: &str) -> Result<Format, String> {
    let names: Vec<&str> = Format::all().map(Format::name).collect();
    Format::named(text).ok_or_else(|| format!("use {}", names.join(", ")))
}

/// `72h`, `14d`.
fn delay(text: &str) -> Result<SignedDuration, String> {
    let wrong = || "write hours or days: 72h, 14d".to_string();
    let (number, hours) = match text.strip_suffix('d') {
        Some(days) => (days, 24),
        None => (text.strip_suffix('h').ok_or_else(wrong)?, 1),
    };
    let number: i64 = number.parse().map_err(|_| wrong())?;
    if (0..=100 * 365).contains(&number) { Ok(SignedDuration::from_hours(number * hours)) } else { Err(wrong()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn delays_are_hours_or_days() {
        assert_eq!(delay("72h").map(|d| d.as_hours()), Ok(72));
        assert_eq!(delay("14d").map(|d| d.as_hours()), Ok(336));
        assert!(["", "h", "72", "-3h", "soon", "99999999999h"].iter().all(|t| delay(t).is_err()));
    }

    #[test]
    fn formats_are_known_by_name() {
        assert_eq!(format("acled"), Ok(Format::Acled));
        assert!(format("shp").is_err_and(|e| e.contains("geojson")));
    }
}
