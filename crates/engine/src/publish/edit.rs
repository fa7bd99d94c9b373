//! What a person adds to a brief and strikes from it: added sentences are theirs in every format.

use super::Phrases;
use super::say::{agree, digits, fill};
use crate::data::Data;
use crate::model::{Brief, Citation, Section, Sentence};
use serde::Deserialize;

/// Changes that a person makes to a brief, as a file has them.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Edits {
    /// The person.
    pub by: String,
    /// Sentences to add.
    #[serde(default)]
    pub add: Vec<Add>,
    /// Sentences to strike.
    #[serde(default)]
    pub strike: Vec<Strike>,
}

/// A sentence of a person's own.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Add {
    /// Heading of the section; a new one if there is none of that name.
    pub section: String,
    /// The sentence.
    pub text: String,
    /// The words that it rests on, if it rests on any.
    #[serde(default)]
    pub cite: Vec<Citation>,
}

/// A sentence to strike.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Strike {
    /// How the sentence begins, or all of it.
    pub text: String,
}

/// The brief with these edits; nobody's edits and strikes of nothing are told.
pub fn edit(brief: Brief, edits: &Edits, data: &Data) -> Result<Brief, String> {
    edit_with(brief, edits, &data.phrases)
}

pub(super) fn edit_with(mut brief: Brief, edits: &Edits, phrases: &Phrases) -> Result<Brief, String> {
    if edits.by.trim().is_empty() {
        return Err("it does not say whose edits these are: write by = \"your name\"".into());
    }
    let mut struck = 0;
    for strike in &edits.strike {
        struck += remove(&mut brief, strike)?;
    }
    for add in &edits.add {
        insert(&mut brief, add, edits.by.trim())?;
    }
    if struck > 0 {
        let words = phrases.of(brief.lang);
        let line = agree(words.page("struck"), ('[', ']'), struck > 1);
        brief.left_out.push(fill(&line, &[("n", &digits(struck as u64, words)), ("who", edits.by.trim())]));
    }
    brief.sections.retain(|s| !s.sentences.is_empty());
    Ok(brief)
}

/// Strikes every sentence that begins so, and says how many.
fn remove(brief: &mut Brief, strike: &Strike) -> Result<usize, String> {
    let start = strike.text.trim();
    let count = |b: &Brief| b.sections.iter().map(|s| s.sentences.len()).sum::<usize>();
    let before = count(brief);
    let begins = |s: &Sentence| !start.is_empty() && s.text.starts_with(start);
    brief.sections.iter_mut().for_each(|section| section.sentences.retain(|s| !begins(s)));
    match before - count(brief) {
        0 => Err(format!("no sentence begins with \"{start}\", so that none is struck")),
        n => Ok(n),
    }
}

fn insert(brief: &mut Brief, add: &Add, by: &str) -> Result<(), String> {
    let text = add.text.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.is_empty() {
        return Err(format!("an added sentence in \"{}\" has no words", add.section));
    }
    let sentence = Sentence { text, citations: add.cite.clone(), by: Some(by.to_string()) };
    match brief.sections.iter_mut().find(|s| s.heading == add.section) {
        Some(section) => section.sentences.push(sentence),
        None => {
            let heading = add.section.clone();
            brief.sections.push(Section { heading, sentences: vec![sentence], ..Section::default() });
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::testing::phrases;
    use super::*;

    fn brief() -> Brief {
        let sentence = |text: &str| Sentence { text: text.into(), ..Sentence::default() };
        let sentences = vec![sentence("A town was hit."), sentence("A road was cut.")];
        let section = Section { heading: "Security".into(), sentences, ..Section::default() };
        Brief { sections: vec![section], ..Brief::default() }
    }

    fn check(edits: &str, expected: Result<&str, &str>) {
        let edits: Edits = toml::from_str(edits).expect("edits");
        let told = edit_with(brief(), &edits, phrases()).map(|b| {
            let line =
                |s: &Sentence| format!("{}{}", s.by.as_deref().map(|b| format!("[{b}] ")).unwrap_or_default(), s.text);
            let of =
                |s: &Section| format!("{}: {}", s.heading, s.sentences.iter().map(line).collect::<Vec<_>>().join(" "));
            b.sections.iter().map(of).chain(b.left_out).collect::<Vec<_>>().join(" | ")
        });
        assert_eq!(told.as_deref().map_err(String::as_str), expected);
    }

    #[test]
    fn what_is_added_is_marked_and_what_is_struck_is_counted() {
        check(
            "by = \"A. D.\"\n[[add]]\nsection = \"Security\"\ntext = \"We  left.\"\n[[strike]]\ntext = \"A road\"",
            Ok("Security: A town was hit. [A. D.] We left. | 1 sentence was struck (A. D.)."),
        );
        check(
            "by = \"B\"\n[[add]]\nsection = \"Ours\"\ntext = \"Calm.\"",
            Ok("Security: A town was hit. A road was cut. | Ours: [B] Calm."),
        );
    }

    #[test]
    fn nobodys_edits_and_strikes_of_nothing_are_refused() {
        check("by = \" \"", Err("it does not say whose edits these are: write by = \"your name\""));
        check(
            "by = \"B\"\n[[strike]]\ntext = \"Nowhere\"",
            Err("no sentence begins with \"Nowhere\", so that none is struck"),
        );
    }
}
