//! `explain --grammar`: the tree of every sentence.

use crate::output::Outcome;
use crate::pipeline::Run;
use vigie_engine::data::Syntax;
use vigie_engine::model::{Document, Note};

/// Draws the trees of all sentences of the documents.
pub fn grammar(run: Run) -> Outcome {
    let mut notes = run.notes;
    let texts: Vec<String> = run.documents.iter().map(|document| trees(document, &mut notes)).collect();
    Outcome { text: texts.join("\n"), notes, failed: false, ..Outcome::default() }
}

fn trees(document: &Document, notes: &mut Vec<Note>) -> String {
    let mut out = format!("{}\n", document.id);
    let Some(syntax) = document.lang().and_then(Syntax::bundled) else {
        notes.push(note(document, "there is no grammar of its language".into()));
        return out;
    };
    for (sentence, tree, cut) in syntax.trees(&document.text) {
        let text = document.text.get(sentence).unwrap_or("");
        out.push_str(&format!("\n{}\n\n{}", text.trim(), tree.draw(&document.text)));
        if cut {
            let words = tree.words.len();
            notes.push(note(document, format!("a sentence of {words} words was parsed in pieces")));
        }
    }
    out
}

fn note(document: &Document, message: String) -> Note {
    Note { doc: document.id.clone(), message }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(language: &str, text: &str) -> Outcome {
        let language = Some(language.to_string());
        let document = Document { id: "a".into(), language, text: text.into(), ..Document::default() };
        grammar(Run { documents: vec![document], ..Run::default() })
    }

    #[test]
    fn every_sentence_is_drawn_under_its_words() {
        let outcome = drawn("en", "Gunmen killed two farmers. They fled.");
        assert!(outcome.text.starts_with("a\n\nGunmen killed two farmers.\n\nkilled  root VERB"), "{}", outcome.text);
        assert!(outcome.text.contains("\nThey fled.\n\nfled  root"), "{}", outcome.text);
        assert!(outcome.notes.is_empty());
    }

    #[test]
    fn what_could_not_be_parsed_is_noted() {
        assert_eq!(drawn("ar", "x").notes.len(), 1);
        let endless = "word ".repeat(10_000);
        assert_eq!(drawn("en", &endless).notes[0].message, "a sentence of 10000 words was parsed in pieces");
    }
}
