//! What it takes to say who did what in a sentence of a language: its grammar, and lists of words over it.

use super::files::{DataError, Files};
use super::grammar::Syntax;
use crate::model::Lang;
use std::ops::Range;
use vigie_syntax::Scratch;
use vigie_syntax::roles::{Roles, body::body};
use vigie_syntax::tree::Tree;
use vigie_syntax::words::words;

/// The grammar of a language as the coder uses it. The model is read when the first sentence needs it.
#[derive(Debug)]
pub struct Parser {
    lang: Lang,
    /// The lists that say who, whom and whether, over a tree.
    pub roles: Roles,
}

impl Parser {
    /// Reads `roles.toml` of a language; what is wrong with it goes to `errors`.
    pub fn load(lang: Lang, files: &Files, errors: &mut Vec<DataError>) -> Self {
        let path = format!("lang/{}/roles.toml", lang.code());
        let text = files.need(&path, errors).map_or("", |f| f.text.as_str());
        let roles = Roles::load(text).unwrap_or_else(|why| {
            let hint = "compare it with its neighbours";
            errors.push(DataError::new(&path, 1, "lists of the form told at its head", &why.to_string(), hint));
            Roles::default()
        });
        Self { lang, roles }
    }

    /// How many words a sentence has as the grammar counts them; none if the language has no model.
    pub fn words(&self, text: &str, sentence: Range<usize>) -> usize {
        let mut out = Vec::new();
        Syntax::bundled(self.lang).into_iter().for_each(|s| words(text, sentence.clone(), &s.exceptions, &mut out));
        out.len()
    }

    /// The tree of the words around an act, given by its bytes; nothing if the language has no model.
    pub fn tree(&self, text: &str, sentence: Range<usize>, act: &Range<usize>, scratch: &mut Scratch) -> Option<Tree> {
        let syntax = Syntax::bundled(self.lang)?;
        let mut tree = Tree::default();
        syntax.grammar.parse(text, &body(text, sentence, act, &syntax.exceptions), scratch, &mut tree);
        Some(tree)
    }
}
