//! Rust files as tokens, without their tests and their comments.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

/// A file's tokens, without items for tests and without documentation.
pub struct Source {
    pub name: String,
    pub tokens: TokenStream,
}

impl Source {
    /// All files below a folder, but those that a module declares for its tests.
    pub fn below(folder: &Path) -> Vec<Self> {
        let texts = files(folder);
        let tests: BTreeSet<String> = texts.iter().flat_map(|(_, text)| test_modules(text)).collect();
        let named = |part: &OsStr| tests.contains(&*part.to_string_lossy());
        let for_tests = |path: &Path| path.strip_prefix(folder).is_ok_and(|p| p.with_extension("").iter().any(named));
        let own = texts.into_iter().filter(|(path, _)| !for_tests(path));
        own.map(|(path, text)| Self::parse(path.display().to_string(), &text)).collect()
    }

    fn parse(name: String, text: &str) -> Self {
        let tokens: TokenStream = text.parse().unwrap_or_else(|e| panic!("{name}: {e}"));
        Source { name, tokens: program(tokens) }
    }

    /// String literals with their lines.
    pub fn literals(&self) -> Vec<(usize, String)> {
        let mut found = Vec::new();
        collect(self.tokens.clone(), &mut found);
        found
    }
}

/// The Rust files below a folder: paths within it, and texts.
fn files(folder: &Path) -> Vec<(PathBuf, String)> {
    let mut entries: Vec<_> = fs::read_dir(folder).expect("a folder of sources").flatten().collect();
    entries.sort_by_key(fs::DirEntry::path);
    let mut found = Vec::new();
    for path in entries.iter().map(fs::DirEntry::path) {
        if path.is_dir() {
            found.extend(files(&path));
        } else if path.extension().is_some_and(|e| e == "rs") {
            let text = fs::read_to_string(&path).expect("a source");
            found.push((path, text));
        }
    }
    found
}

/// Names of the modules that a file declares under `#[cfg(test)]` and keeps in files of their own.
fn test_modules(text: &str) -> Vec<String> {
    let name = |after: &str| {
        let item = after.trim_start().split_once(';')?.0;
        item.rsplit_once("mod ").filter(|_| !item.contains('{')).map(|(_, name)| name.to_string())
    };
    text.split("#[cfg(test)]").skip(1).filter_map(name).collect()
}

/// The tokens without documentation and without items under `#[cfg(test)]`.
fn program(tokens: TokenStream) -> TokenStream {
    let mut out = Vec::new();
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        let hash = matches!(&token, TokenTree::Punct(p) if p.as_char() == '#');
        if hash && matches!(tokens.peek(), Some(TokenTree::Punct(p)) if p.as_char() == '!') {
            tokens.next();
        }
        match tokens.peek() {
            Some(TokenTree::Group(attribute)) if hash && attribute.delimiter() == Delimiter::Bracket => {
                let text = attribute.stream().to_string().replace(' ', "");
                tokens.next();
                if text.starts_with("cfg(test)") || text == "test" {
                    skip_item(&mut tokens);
                }
            }
            _ => out.push(inner(token)),
        }
    }
    out.into_iter().collect()
}

fn inner(token: TokenTree) -> TokenTree {
    let TokenTree::Group(group) = token else { return token };
    let mut cleaned = Group::new(group.delimiter(), program(group.stream()));
    cleaned.set_span(group.span());
    TokenTree::Group(cleaned)
}

/// An item ends with its body or with a semicolon.
fn skip_item(tokens: &mut impl Iterator<Item = TokenTree>) {
    for token in tokens {
        match token {
            TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => return,
            TokenTree::Punct(mark) if mark.as_char() == ';' => return,
            _ => {}
        }
    }
}

fn collect(tokens: TokenStream, found: &mut Vec<(usize, String)>) {
    for token in tokens {
        match token {
            TokenTree::Group(group) => collect(group.stream(), found),
            TokenTree::Literal(literal) if literal.to_string().contains('"') => {
                found.push((literal.span().start().line, literal.to_string()));
            }
            _ => {}
        }
    }
}

#[test]
fn only_the_programs_own_literals_are_kept() {
    let text = r#"
        //! "doc"
        #[cfg(test)] mod tests { const A: &str = "test"; }
        #[cfg(test)] mod more;
        fn f() { let a = format!("kept {}", x); /* "comment" */ }
        #[test] fn g() { h("test") }
        const B: &str = "also kept";
    "#;
    let source = Source { name: String::new(), tokens: program(text.parse().expect("tokens")) };
    let kept: Vec<String> = source.literals().into_iter().map(|l| l.1).collect();
    assert_eq!(kept, ["\"kept {}\"", "\"also kept\""]);
}

#[test]
fn modules_for_tests_are_known_by_their_declaration() {
    let text =
        "#[cfg(test)]\nmod gold;\nmod own;\n#[cfg(test)]\npub(crate) mod more;\n#[cfg(test)]\nmod tests { mod x; }";
    assert_eq!(test_modules(text), ["gold", "more"]);
}
