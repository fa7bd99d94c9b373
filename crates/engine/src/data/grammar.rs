//! The grammars that ship with the program, read when a language is first asked for.

use super::files::bundled_bytes;
use crate::model::Lang;
use std::ops::Range;
use std::sync::OnceLock;
use vigie_syntax::tree::Tree;
use vigie_syntax::words::{Boundary, Exceptions, sentences, words};
use vigie_syntax::{Grammar, Scratch};

/// How a language cuts text into sentences and words, and makes trees of them.
#[derive(Debug)]
pub struct Syntax {
    /// What the tokeniser must know of the language.
    pub exceptions: Exceptions,
    /// Tags, lemmas and trees.
    pub grammar: Grammar,
}

impl Syntax {
    /// The grammar of a language; none if its files are missing or damaged.
    pub fn bundled(lang: Lang) -> Option<&'static Self> {
        static ALL: [OnceLock<Option<Syntax>>; Lang::ALL.len()] = [const { OnceLock::new() }; Lang::ALL.len()];
        let at = Lang::ALL.iter().position(|l| *l == lang)?;
        ALL[at].get_or_init(|| Self::read(lang)).as_ref()
    }

    fn read(lang: Lang) -> Option<Self> {
        let file = |path: &str| bundled_bytes(&path.replace("xx", lang.code()));
        let text = std::str::from_utf8(file("lang/xx/tokens.txt")?).ok()?;
        let ends = Boundary::from_bytes(file("models/xx/sentences.bin")?).ok()?;
        let exceptions = Exceptions::read(text).ok()?.with(ends);
        let grammar = Grammar::load(file("models/xx/grammar.bin")?).ok()?;
        Some(Self { exceptions, grammar })
    }

    /// The sentences of a text as trees, whose spans are bytes of the text; with each, whether it was too long to be
    /// parsed in one piece.
    pub fn trees(&self, text: &str) -> Vec<(Range<usize>, Tree, bool)> {
        let (mut scratch, mut spans) = (Scratch::default(), Vec::new());
        let parse = |sentence: Range<usize>| {
            let mut tree = Tree::default();
            spans.clear();
            words(text, sentence.clone(), &self.exceptions, &mut spans);
            let cut = self.grammar.parse(text, &spans, &mut scratch, &mut tree);
            (sentence, tree, cut)
        };
        sentences(text, &self.exceptions).into_iter().map(parse).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use vigie_syntax::tree::Rel;

    fn parts<'a>(text: &'a str, tree: &Tree, rel: Rel) -> Option<&'a str> {
        let word = tree.child(tree.root()?, rel)?;
        Some(&text[tree.words[word].span.clone()])
    }

    #[test]
    fn both_languages_are_there_and_find_who_did_what() {
        let told = [
            (Lang::En, "He left. Gunmen killed two farmers in the village on Monday.", ["Gunmen", "farmers"]),
            (Lang::Fr, "Il est parti. Des hommes armés ont tué deux bergers dans le village.", ["hommes", "bergers"]),
        ];
        for (lang, text, [who, whom]) in told {
            let trees = Syntax::bundled(lang).expect("a grammar").trees(text);
            assert_eq!(trees.len(), 2);
            let (_, tree, cut) = &trees[1];
            assert_eq!(parts(text, tree, Rel::Nsubj), Some(who), "{}", tree.draw(text));
            assert_eq!(parts(text, tree, Rel::Obj), Some(whom), "{}", tree.draw(text));
            assert!(!cut);
        }
    }
}
