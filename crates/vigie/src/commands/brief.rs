//! `brief` and `verify`: the situation report, and the check of its citations.

use crate::cli::{BriefArgs, BriefFormat, Global};
use crate::failure::Failure;
use crate::installation;
use crate::keeping::Place;
use crate::output::Outcome;
use crate::pipeline::Run;
use crate::table;
use std::fs;
use std::path::{Path, PathBuf};
use vigie_engine::data::{Country, phrase};
use vigie_engine::model::Brief;
use vigie_engine::{assess, publish};
use vigie_store::{Scope, Select};

/// A situation report of the reports below the paths.
pub fn brief(args: &BriefArgs, global: &Global) -> Result<Outcome, Failure> {
    if let (Some(from), Some(to)) = (args.from, args.to)
        && to < from
    {
        return Err(Failure::new(
            format!("the last day, {to}, is before the first, {from}"),
            "exchange --from and --to",
        ));
    }
    let options = publish::Options {
        area: args.area.as_deref().map(country).transpose()?,
        from: args.from,
        to: args.to,
        kind: args.kind,
        lang: args.lang,
        verdict: Vec::new(),
    };
    let run = Run::of(&args.from_reports, &Select::default(), global.quiet)?;
    let format = args.format.or_else(|| ending(global.output.as_deref()?)).unwrap_or_default();
    let text = render(&run, &compose(&run, &options), format);
    Ok(Outcome { text, notes: run.notes, failed: false, ..Outcome::default() })
}

/// The code of a country by its code or any of its names.
pub fn country(area: &str) -> Result<String, Failure> {
    let wanted = phrase(area);
    let same = |name: &str| phrase(name) == wanted;
    let called = |c: &&Country| same(&c.iso) || same(&c.fr) || c.names_en().into_iter().any(same);
    let found = installation::data().places.countries.iter().find(called);
    found.map(|c| c.iso.clone()).ok_or_else(|| {
        Failure::new(format!("no country is called {area}"), "give its name, or its code of three letters")
    })
}

/// The brief of a run.
pub fn compose(run: &Run, options: &publish::Options) -> Brief {
    let Run { documents, records, resolution, .. } = run;
    let data = installation::data();
    let assessment = assess::assess(resolution, documents, options.area.as_deref(), options.from, options.to, data);
    let options = publish::Options { verdict: assess::lines(&assessment, options.lang, data), ..options.clone() };
    publish::brief(&publish::Input { documents, records, resolution }, &options, data)
}

/// The brief in a format.
pub fn render(run: &Run, brief: &Brief, format: BriefFormat) -> String {
    match format {
        BriefFormat::Md => publish::markdown(brief, &run.documents, installation::data()),
        BriefFormat::Html => publish::html(brief, &run.documents, installation::data()),
        BriefFormat::Json => publish::json(brief),
    }
}

fn ending(path: &Path) -> Option<BriefFormat> {
    match path.extension()?.to_str()? {
        "html" | "htm" => Some(BriefFormat::Html),
        "json" => Some(BriefFormat::Json),
        "md" => Some(BriefFormat::Md),
        _ => None,
    }
}

/// A list of what a brief's citations do not support; the check fails if there is anything.
pub fn verify(paths: &[PathBuf], place: &Place, brief: Option<&Path>, quiet: bool) -> Result<Outcome, Failure> {
    let (paths, brief) = split(paths, brief)?;
    let text = fs::read_to_string(brief).map_err(|e| {
        Failure::new(format!("cannot read the brief {}: {e}", brief.display()), "give the file that vigie brief wrote")
    })?;
    let parsed = publish::verify::parse(&text).map_err(|e| {
        let hint = "give a brief in JSON, HTML or Markdown as vigie brief writes it";
        Failure::new(format!("{} is not a brief: {e}", brief.display()), hint)
    })?;
    let run = if paths.is_empty() {
        Run { documents: place.read()?.documents(&Scope::All)?, ..Run::default() }
    } else {
        Run::read(paths, quiet)?
    };
    let faults = publish::verify::check(&parsed, &run.documents, installation::data());
    let sentences: usize = parsed.sections.iter().map(|s| s.sentences.len()).sum();
    let mut text: String = faults.iter().map(line).collect();
    text += &match faults.len() {
        0 => format!("{sentences} sentences checked, all supported\n"),
        n => format!("{sentences} sentences checked, {n} faults\n"),
    };
    Ok(Outcome { text, notes: run.notes, failed: !faults.is_empty(), ..Outcome::default() })
}

/// Where it stands, what is wrong, and the sentence.
fn line(fault: &publish::verify::Fault) -> String {
    let publish::verify::Fault { section, sentence, item, kind } = fault;
    let item = if item.is_empty() { String::new() } else { format!(" {item}") };
    format!("{section}: {}{item}: {sentence}\n", table::word(kind))
}

/// `--documents A B BRIEF` takes the brief for a document, since a list has no end: the last one is it.
fn split<'a>(documents: &'a [PathBuf], brief: Option<&'a Path>) -> Result<(&'a [PathBuf], &'a Path), Failure> {
    match (brief, documents) {
        (Some(brief), _) => Ok((documents, brief)),
        (None, [documents @ .., brief]) if !documents.is_empty() => Ok((documents, brief)),
        _ => Err(Failure::new(
            "there is no brief to check",
            "vigie verify [--record R] BRIEF, or vigie verify --documents PATH... BRIEF",
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use vigie_engine::data::Data;

    #[test]
    fn the_last_path_is_the_brief() {
        let paths = ["a.txt", "b.txt", "brief.md"].map(PathBuf::from);
        let (documents, brief) = split(&paths, None).expect("a split");
        assert_eq!((documents.len(), brief), (2, Path::new("brief.md")));
        assert!(split(&paths[..1], None).is_err());
        assert_eq!(split(&paths[..1], Some(Path::new("c"))).expect("a split").0.len(), 1);
    }

    #[test]
    fn a_country_is_known_by_code_or_name() {
        let first = &Data::bundled().places.countries[0];
        for name in [first.iso.to_lowercase(), first.name.to_uppercase(), first.fr.clone()] {
            assert_eq!(country(&name).ok().as_ref(), Some(&first.iso), "{name}");
        }
        assert!(country("Nowhere at all").expect_err("a failure").to_string().contains("hint: "));
    }

    #[test]
    fn the_format_follows_the_name_of_the_file() {
        assert_eq!(ending(Path::new("a/july.html")), Some(BriefFormat::Html));
        assert_eq!(ending(Path::new("july")), None);
    }
}
