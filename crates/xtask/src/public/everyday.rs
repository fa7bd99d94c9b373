//! General language, which mostly tells of no conflict: the sentences of the treebanks, each as a report.

use std::path::Path;
use vigie_engine::code;
use vigie_engine::data::Data;
use vigie_engine::model::{Document, Lang};

/// Shorter lines are headings and greetings.
const SHORTEST: usize = 25;

/// The share of sentences of a language in which no event is found. Some do tell of one (English has notes on a
/// war of 2004), so that 1 is not to be reached.
pub fn share(folder: &Path, lang: Lang) -> Result<f64, String> {
    let (mut quiet, mut all) = (0_usize, 0_usize);
    for text in texts(folder, lang)? {
        let found = text.lines().filter_map(sentence).map(|s| events(s, lang));
        for events in found {
            all += 1;
            quiet += usize::from(events == 0);
        }
    }
    Ok(quiet as f64 / all.max(1) as f64)
}

/// The texts of the treebanks of a language, by name.
fn texts(folder: &Path, lang: Lang) -> Result<Vec<String>, String> {
    let told = |e: std::io::Error| format!("{}: {e}", folder.display());
    let names = std::fs::read_dir(folder).map_err(told)?.flatten().map(|f| f.path());
    let own = |p: &std::path::PathBuf| {
        let name = p.file_name().and_then(|n| n.to_str()).unwrap_or_default();
        name.starts_with(&format!("{}_", lang.code())) && name.ends_with(".conllu")
    };
    let mut files: Vec<_> = names.filter(own).collect();
    files.sort();
    files.iter().map(|f| std::fs::read_to_string(f).map_err(told)).collect()
}

fn sentence(line: &str) -> Option<&str> {
    line.strip_prefix("# text = ").filter(|s| s.chars().count() > SHORTEST)
}

fn events(text: &str, lang: Lang) -> usize {
    let document = Document {
        text: text.into(),
        language: Some(lang.code().into()),
        published: Some("2018-06-15".into()),
        ..Document::default()
    };
    code::code(&document, Data::bundled()).0.events.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_are_read_from_their_comments() {
        assert_eq!(
            sentence("# text = The baker of the town closed his shop."),
            Some("The baker of the town closed his shop.")
        );
        assert_eq!(sentence("# text = Thanks!"), None);
        assert_eq!(sentence("1\tThe\tthe\tDET"), None);
    }

    #[test]
    fn quiet_sentences_have_no_event() {
        assert_eq!(events("The baker of the town closed his shop at noon.", Lang::En), 0);
        assert_eq!(events("Gunmen killed 12 villagers near Gao on Monday.", Lang::En), 1);
    }
}
