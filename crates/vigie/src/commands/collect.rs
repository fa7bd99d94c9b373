//! `collect`: what the sources have that is new, once or around the clock.

use super::brief;
use super::rebuild::incidents;
use crate::cli::{BriefFormat, From, Global};
use crate::collecting;
use crate::failure::Failure;
use crate::installation;
use crate::keeping::{Place, stamp};
use crate::output::Outcome;
use crate::pipeline::Run;
use std::io::IsTerminal;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use vigie_collect::deliver::{Asked, Written};
use vigie_collect::{Done, Setup, Until, guard, run as collect};
use vigie_engine::publish;
use vigie_store::{Kind, Select};

#[derive(Debug, clap::Args)]
#[command(after_help = HELP)]
pub struct Args {
    #[command(flatten)]
    pub place: Place,
    /// Look at every source once, now (this is what happens without an option).
    #[arg(long, conflicts_with_all = ["watch", "due"])]
    pub once: bool,
    /// Look at what is due by its own pace, once: for timers.
    #[arg(long, conflicts_with = "watch")]
    pub due: bool,
    /// Go on until stopped, each source at its own pace.
    #[arg(long)]
    pub watch: bool,
    /// Write all that was fetched as a web archive, and fetch nothing.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["once", "due", "watch"])]
    pub export_warc: Option<PathBuf>,
    /// How this installation collects; without it, collect.toml in your data folder.
    #[arg(long, value_name = "FILE")]
    pub settings: Option<PathBuf>,
}

const HELP: &str = "Sources are added with vigie source add; what people are told with vigie subscribe add.
A web archive of elsewhere is read with vigie import. See docs/collecting.md.";

/// Collects, and says what came.
pub fn run(args: &Args, global: &Global) -> Result<Outcome, Failure> {
    if let Some(file) = &args.export_warc {
        return export(args, file);
    }
    let mut notes = Vec::new();
    let (mut record, _) = args.place.make()?;
    collecting::adopt(&mut record, &mut notes)?;
    let none = record.feeds()?.is_empty();
    record.close()?;
    if none && !args.watch {
        return Err(Failure::new(
            "there are no sources to collect from",
            "add one: vigie source add URL, or one that Vigie knows: vigie source add NAME (vigie source list --known)",
        ));
    }
    let stop = Arc::new(AtomicBool::new(false));
    collecting::stop_on_signals(stop.clone());
    let watched = !global.quiet && (args.watch || std::io::stderr().is_terminal());
    let say = move |line: &str| {
        if watched {
            eprintln!("{line}");
        }
    };
    let work = collecting::work();
    let place = args.place.clone();
    let brief = move |asked: &Asked| written(&place, asked);
    let setup = Setup {
        address: args.place.address()?,
        stamp: stamp(),
        data: installation::data(),
        settings: collecting::settings(args.settings.as_deref())?,
        lookup: guard::system(),
        work: &work,
        brief: &brief,
        say: &say,
        stop: stop.clone(),
    };
    let until = match () {
        () if args.watch => Until::Stopped,
        () if args.due => Until::Due,
        () => Until::Once,
    };
    match collect(&setup, until) {
        Ok(mut done) => {
            notes.append(&mut done.notes);
            Ok(Outcome { text: told(&done, stop.load(Ordering::Relaxed)), notes, ..Outcome::default() })
        }
        Err(fault) if fault.kind == Kind::Locked && fault.what.contains("collecting") => {
            Ok(Outcome { text: format!("{}: nothing was done\n", fault.what), notes, ..Outcome::default() })
        }
        Err(fault) => Err(fault.into()),
    }
}

fn told(done: &Done, stopped: bool) -> String {
    let [new, changed, same, nothing] = done.fetches;
    let [documents, versions, known] = done.documents;
    let mut text = format!(
        "sources: {} looked at, {} without an answer\naddresses: {new} new, {changed} changed, {same} as before, {nothing} without a report\n\
         documents: {documents} new, {versions} new versions, {known} known\n",
        done.looks.0, done.looks.1
    );
    text += &incidents(&done.joined);
    if done.deliveries != (0, 0) {
        text += &format!("deliveries: {} taken, {} not\n", done.deliveries.0, done.deliveries.1);
    }
    if stopped {
        text += "stopped; what was fetched is kept, and the next run goes on from here\n";
    }
    text
}

/// The brief that a subscription asked for.
fn written(place: &Place, asked: &Asked) -> Result<Written, String> {
    let from = From { paths: Vec::new(), place: place.clone() };
    let run = Run::of(&from, &Select::default(), true).map_err(|e| e.to_string())?;
    let area = asked.area.as_deref().map(brief::country).transpose().map_err(|e| e.to_string())?;
    let unheard = brief::unheard(&from, area.as_deref()).map_err(|e| e.to_string())?;
    let options = publish::Options {
        area,
        unheard,
        from: Some(asked.from),
        to: Some(asked.to),
        lang: asked.lang,
        ..publish::Options::default()
    };
    let made = brief::compose(&run, &options);
    Ok(Written { text: brief::text(&run, &made, BriefFormat::Md), html: brief::text(&run, &made, BriefFormat::Html) })
}

fn export(args: &Args, file: &std::path::Path) -> Result<Outcome, Failure> {
    let hint = "give a file in a folder that is there";
    let wrong = |e: std::io::Error| Failure::new(format!("cannot write {}: {e}", file.display()), hint);
    let mut to = std::io::BufWriter::new(std::fs::File::create(file).map_err(wrong)?);
    let written = vigie_collect::export(&mut args.place.read()?, &mut to)?;
    std::io::Write::flush(&mut to).map_err(wrong)?;
    Ok(Outcome { text: format!("{written} answers written to {}\n", file.display()), ..Outcome::default() })
}
