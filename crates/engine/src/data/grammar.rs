//! The grammar of each language: how its words are cut, its model, and the lists that read roles off a tree.

use super::files::{DataError, Files, model};
use crate::model::Lang;
use std::ops::Range;
use std::sync::OnceLock;
use vigie_syntax::roles::{Roles, body::body};
use vigie_syntax::words::Exceptions;
use vigie_syntax::{Grammar, Scratch, tree::Tree};

/// What it takes to parse a language. The model is read when the first sentence needs it.
#[derive(Debug)]
pub struct Parser {
    lang: Lang,
    exceptions: Exceptions,
    /// The lists that say who, whom and whether, over a tree.
    pub roles: Roles,
    model: OnceLock<Option<Grammar>>,
}

impl Parser {
    /// Reads the lists of a language; what is wrong with them goes to `errors`.
    pub fn load(lang: Lang, files: &Files, errors: &mut Vec<DataError>) -> Self {
        let path = |name: &str| format!("lang/{}/{name}", lang.code());
        let mut read = |name: &str| files.need(&path(name), errors).map(|f| f.text.clone()).unwrap_or_default();
        let (tokens, roles) = (read("tokens.txt"), read("roles.toml"));
        let mut wrong = |name: &str, why: String| {
            errors.push(DataError::new(&path(name), 1, "a list of the form told at its head", &why, "compare it with its neighbours"));
        };
        let exceptions = Exceptions::read(&tokens).map_err(|e| wrong("tokens.txt", e.to_string())).unwrap_or_default();
        let roles = Roles::load(&roles).map_err(|e| wrong("roles.toml", e.to_string())).unwrap_or_default();
        Self { lang, exceptions, roles, model: OnceLock::new() }
    }

    /// The tree of the words around an act, given by its bytes, or nothing if the language has no model.
    pub fn tree(&self, text: &str, sentence: Range<usize>, act: &Range<usize>, scratch: &mut Scratch) -> Option<Tree> {
        let read = || Grammar::load(model(self.lang)?).ok();
        let grammar = self.model.get_or_init(read).as_ref()?;
        let words = body(text, sentence, act, &self.exceptions);
        let mut tree = Tree::default();
        grammar.parse(text, &words, scratch, &mut tree);
        Some(tree)
    }
}
