//! `brief` and `verify`: the situation report, and the check of its citations.

use crate::cli::{BriefArgs, BriefFormat, From, Global};
use crate::failure::Failure;
use crate::installation;
use crate::keeping::Place;
use crate::output::Outcome;
use crate::pipeline::Run;
use crate::table;
use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use vigie_engine::data::{Country, phrase};
use vigie_engine::model::{Brief, Note};
use vigie_engine::publish;
use vigie_engine::resolve::redirect;
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
    let data = installation::data();
    if data.phrases.kinds().get(&args.kind).is_none() {
        let known: Vec<String> = data.phrases.kinds().all().map(|(name, _)| name.to_string()).collect();
        let hint = format!("use one of {}, or add a file of that name (docs/briefs.md)", known.join(", "));
        return Err(Failure::new(format!("there is no kind of brief called {}", args.kind), hint));
    }
    let last = args.last.as_deref().map(read_back).transpose()?;
    let options = publish::Options {
        area: args.area.as_deref().map(country).transpose()?,
        from: args.from,
        to: args.to,
        kind: args.kind.clone(),
        lang: args.lang,
        show: args.show.clone(),
        last,
        unheard: unheard(&args.from_reports, args.area.as_deref())?,
        ..publish::Options::default()
    };
    let run = Run::of(&args.from_reports, &Select::default(), global.quiet)?;
    args.show.as_deref().map_or(Ok(()), |id| exists(&run, id))?;
    let brief = compose(&run, &options);
    let brief = args.edits.as_deref().map_or_else(|| Ok(brief.clone()), |file| edited(brief.clone(), file))?;
    let format = args.format.or_else(|| ending(global.output.as_deref()?)).unwrap_or_default();
    let mut notes = Vec::new();
    args.pictures.as_deref().map_or(Ok(()), |folder| pictures(&brief, folder, &mut notes))?;
    let (text, bytes) = match format {
        BriefFormat::Docx => (String::new(), docx(&run, &brief)?),
        BriefFormat::Pdf => (String::new(), pdf(&run, &brief)?),
        _ => (text(&run, &brief, format), Vec::new()),
    };
    notes.extend(run.notes);
    Ok(Outcome { text, bytes, notes, failed: false })
}

/// The sources of a record that are not heard as usual; none where reports come from paths.
pub fn unheard(from: &From, area: Option<&str>) -> Result<BTreeMap<String, Vec<String>>, Failure> {
    if !from.paths.is_empty() {
        return Ok(BTreeMap::new());
    }
    let area = area.map(country).transpose()?;
    Ok(vigie_collect::unheard(&mut from.place.read()?, area.as_deref(), installation::data())?)
}

/// A brief from a file, as `verify` reads it.
fn read_back(file: &Path) -> Result<Brief, Failure> {
    let hint = "give a brief in JSON, HTML or Markdown as vigie brief writes it";
    let text = fs::read_to_string(file)
        .map_err(|e| Failure::new(format!("cannot read the brief {}: {e}", file.display()), hint))?;
    publish::verify::parse(&text).map_err(|e| Failure::new(format!("{} is not a brief: {e}", file.display()), hint))
}

fn exists(run: &Run, id: &str) -> Result<(), Failure> {
    let is_known = run.resolution.campaigns.iter().any(|c| c.id == id) || redirect(&run.resolution, id).is_some();
    let hint = "run vigie incidents for the ids";
    if is_known { Ok(()) } else { Err(Failure::new(format!("there is no incident or operation {id}"), hint)) }
}

/// The brief with what a person adds and strikes.
fn edited(brief: Brief, file: &Path) -> Result<Brief, Failure> {
    let hint = "write it as docs/briefs.md shows";
    let fail = |e: String| Failure::new(format!("the edits in {} cannot be made: {e}", file.display()), hint);
    let text = fs::read_to_string(file).map_err(|e| fail(e.to_string()))?;
    let edits: publish::Edits = toml::from_str(&text).map_err(|e| fail(e.to_string()))?;
    publish::edit(brief, &edits, installation::data()).map_err(fail)
}

/// Writes each picture as SVG and PNG, and its words beside it.
fn pictures(brief: &Brief, folder: &Path, notes: &mut Vec<Note>) -> Result<(), Failure> {
    let fail = |e: io::Error| {
        let hint = "check that you may write there";
        Failure::new(format!("cannot write the pictures into {}: {e}", folder.display()), hint)
    };
    fs::create_dir_all(folder).map_err(fail)?;
    for picture in publish::pictures(brief, installation::data()) {
        let write = |ending: &str, bytes: &[u8]| fs::write(folder.join(format!("{}.{ending}", picture.name)), bytes);
        write("svg", picture.svg.as_bytes()).map_err(fail)?;
        write("txt", format!("{}\n{}\n{}\n", picture.title, picture.about, picture.text).as_bytes()).map_err(fail)?;
        match vigie_print::png(&picture) {
            Ok(image) => write("png", &image).map_err(fail)?,
            Err(why) => notes.push(Note { doc: format!("{}.png", picture.name), message: why.to_string() }),
        }
    }
    Ok(())
}

/// The brief as a Word document.
fn docx(run: &Run, brief: &Brief) -> Result<Vec<u8>, Failure> {
    let handout = publish::handout(brief, &run.documents, installation::data());
    vigie_print::docx(&handout).map_err(|e| Failure::new(e, "write another format, and please report it"))
}

#[cfg(not(feature = "pdf"))]
fn pdf(_: &Run, _: &Brief) -> Result<Vec<u8>, Failure> {
    Err(Failure::new(
        "this program was built without PDF",
        "build it with `cargo build --release -p vigie --features pdf`, or write docx, or print the html page",
    ))
}

/// The brief as a PDF file.
#[cfg(feature = "pdf")]
fn pdf(run: &Run, brief: &Brief) -> Result<Vec<u8>, Failure> {
    let handout = publish::handout(brief, &run.documents, installation::data());
    vigie_pdf::pdf(&handout).map_err(|e| Failure::new(e, "write another format, and please report it"))
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
    publish::assessed(&publish::Input { documents, records, resolution }, options, installation::data())
}

/// The brief in a format that is text.
pub fn text(run: &Run, brief: &Brief, format: BriefFormat) -> String {
    match format {
        BriefFormat::Md | BriefFormat::Docx | BriefFormat::Pdf => {
            publish::markdown(brief, &run.documents, installation::data())
        }
        BriefFormat::Html => publish::html(brief, &run.documents, installation::data()),
        BriefFormat::Json => publish::json(brief),
    }
}

fn ending(path: &Path) -> Option<BriefFormat> {
    match path.extension()?.to_str()? {
        "html" | "htm" => Some(BriefFormat::Html),
        "json" => Some(BriefFormat::Json),
        "md" => Some(BriefFormat::Md),
        "docx" => Some(BriefFormat::Docx),
        "pdf" => Some(BriefFormat::Pdf),
        _ => None,
    }
}

/// A list of what a brief's citations do not support; the check fails if there is anything.
pub fn verify(paths: &[PathBuf], place: &Place, brief: Option<&Path>, quiet: bool) -> Result<Outcome, Failure> {
    let (paths, brief) = split(paths, brief)?;
    let parsed = read_back(brief)?;
    let run = if paths.is_empty() {
        Run { documents: place.read()?.documents(&Scope::All)?, ..Run::default() }
    } else {
        Run::read(paths, quiet)?
    };
    let faults = publish::verify::check(&parsed, &run.documents, installation::data());
    let sentences: usize = parsed.sections.iter().map(|s| s.sentences.len()).sum();
    let (theirs, faults): (Vec<_>, Vec<_>) = faults.into_iter().partition(|f| f.by.is_some());
    let added = parsed.sections.iter().flat_map(|s| &s.sentences).filter(|s| s.by.is_some()).count();
    let mut text: String = faults.iter().chain(&theirs).map(line).collect();
    text += &match faults.len() {
        0 => format!("{} sentences checked, all supported\n", sentences - added),
        n => format!("{} sentences checked, {n} faults\n", sentences - added),
    };
    let mut notes = run.notes;
    if added > 0 {
        text += &format!("{added} added by a person, {} things in them without support\n", theirs.len());
        notes.push(Note {
            doc: brief.display().to_string(),
            message: format!("{added} sentences were added by a person"),
        });
    }
    Ok(Outcome { text, notes, failed: !faults.is_empty(), ..Outcome::default() })
}

/// Where it stands, what is wrong, and the sentence.
fn line(fault: &publish::verify::Fault) -> String {
    let publish::verify::Fault { section, sentence, item, kind, by } = fault;
    let item = if item.is_empty() { String::new() } else { format!(" {item}") };
    let by = by.as_ref().map(|by| format!("added by {by}, unsupported ")).unwrap_or_default();
    format!("{section}: {by}{}{item}: {sentence}\n", table::word(kind))
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
        assert_eq!(ending(Path::new("a/july.pdf")), Some(BriefFormat::Pdf));
        assert_eq!(ending(Path::new("july")), None);
    }
}
