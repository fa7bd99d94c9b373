//! `explain`: why the record says what it says, sentence by sentence.

mod grammar;
mod text;
mod wrap;

use crate::cli::{ExplainFormat, Global};
use crate::failure::Failure;
use crate::output::{Outcome, lines};
use crate::pipeline::Run;
use serde_json::{Value, json};
use std::io;
use std::path::{Path, PathBuf};
use text::Paper;
use vigie_engine::code::Trace;
use vigie_engine::model::Document;
use vigie_engine::publish::explain_html;

/// Widest text that is pleasant to read.
const WIDEST: usize = 100;
/// Narrowest width that is filled; below it lines run over.
const NARROWEST: usize = 40;

/// The traces of the documents below the paths, or of those asked for.
pub fn explain(
    paths: &[PathBuf],
    wanted: &[String],
    format: Option<ExplainFormat>,
    trees: bool,
    global: &Global,
) -> Result<Outcome, Failure> {
    let mut run = Run::read(paths, global.quiet)?;
    choose(&mut run.documents, wanted)?;
    if trees {
        return Ok(grammar::grammar(run));
    }
    let format = format.or_else(|| ending(global.output.as_deref()?)).unwrap_or_default();
    let explained = run.explain(global.quiet);
    let text = match format {
        ExplainFormat::Text => text::text(&explained, paper(global.output.as_deref())),
        ExplainFormat::Html => explain_html(&explained.iter().map(|(d, t)| (*d, t.as_slice())).collect::<Vec<_>>()),
        ExplainFormat::Json => lines(&explained.iter().map(|(d, t)| value(d, t)).collect::<Vec<_>>()),
    };
    Ok(Outcome { text, notes: run.notes, failed: false, ..Outcome::default() })
}

/// Keeps the documents asked for; an id that is not there would look like a report without a finding.
fn choose(documents: &mut Vec<Document>, wanted: &[String]) -> Result<(), Failure> {
    if let Some(lacking) = wanted.iter().find(|id| !documents.iter().any(|d| d.id == **id)) {
        let mut ids: Vec<&str> = documents.iter().take(8).map(|d| d.id.as_str()).collect();
        if documents.len() > ids.len() {
            ids.push("...");
        }
        let hint = format!("--doc takes one of: {}", ids.join(", "));
        return Err(Failure::new(format!("there is no document {lacking}"), hint));
    }
    documents.retain(|d| wanted.is_empty() || wanted.contains(&d.id));
    Ok(())
}

/// The spans of a trace are bytes of the clean text, so it stands beside them.
fn value(document: &Document, traces: &[Trace]) -> Value {
    json!({"doc": document.id, "text": document.text, "sentences": traces})
}

fn ending(path: &Path) -> Option<ExplainFormat> {
    match path.extension()?.to_str()? {
        "html" | "htm" => Some(ExplainFormat::Html),
        "json" | "jsonl" => Some(ExplainFormat::Json),
        _ => None,
    }
}

/// Colour and width of a terminal; a file or a pipe gets neither its colours nor its width.
fn paper(output: Option<&Path>) -> Paper {
    let stdout = output.is_none_or(|path| path.as_os_str() == "-");
    let colour = stdout && anstream::AutoStream::choice(&io::stdout()) != anstream::ColorChoice::Never;
    let terminal = stdout.then(|| console::Term::stdout().size_checked()).flatten();
    let width = terminal.map_or(WIDEST, |(_, columns)| usize::from(columns));
    Paper { colour, width: width.clamp(NARROWEST, WIDEST) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_id_is_a_failure_that_names_some() {
        let mut documents = vec![Document { id: "a".into(), ..Document::default() }];
        let failure = choose(&mut documents, &["b".into()]).expect_err("a failure").to_string();
        assert!(failure.contains("no document b") && failure.contains("one of: a"), "{failure}");
        assert!(choose(&mut documents, &[]).is_ok() && documents.len() == 1);
    }

    #[test]
    fn the_format_follows_the_name_of_the_file() {
        assert_eq!(ending(Path::new("a/why.html")), Some(ExplainFormat::Html));
        assert_eq!(ending(Path::new("why.jsonl")), Some(ExplainFormat::Json));
        assert_eq!(ending(Path::new("why.txt")), None);
    }
}
