//! HTML → brief: the visible text of each section, whoever wrote it, with the citations it carries.

use super::super::notes::{from_attribute, one_line};
use super::headed;
use crate::model::{Brief, Section, Sentence};

/// Reads a brief that was written as HTML, its visible text perhaps edited since.
pub(super) fn read(page: &str) -> Result<Brief, String> {
    let tokens = tokens(page);
    let meta = |name: &str| {
        let wanted = format!("vigie:{name}");
        tokens.iter().find_map(|t| match t {
            Token::Open { name, tag } if name == "meta" && attribute(tag, "name")? == wanted => {
                attribute(tag, "content")
            }
            _ => None,
        })
    };
    let mut reader = Reader::default();
    tokens.iter().for_each(|t| reader.take(t));
    let mut brief = headed(reader.title, meta);
    brief.sections = reader.sections;
    if brief.sections.is_empty() {
        return Err("no section of a brief was found in this page".into());
    }
    Ok(brief)
}

/// A piece of a page.
#[derive(Debug, PartialEq)]
enum Token<'p> {
    Open { name: String, tag: &'p str },
    Close(String),
    Text(&'p str),
}

fn tokens(page: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let mut rest = page;
    while let Some((text, after)) = rest.split_once('<') {
        tokens.push(Token::Text(text));
        rest = match after.strip_prefix("!--") {
            Some(comment) => comment.split_once("-->").map_or("", |(_, r)| r),
            None => tag(after, &mut tokens),
        };
    }
    tokens.push(Token::Text(rest));
    tokens
}

/// Reads one tag and returns what follows; styles and scripts are passed over whole.
fn tag<'p>(after: &'p str, tokens: &mut Vec<Token<'p>>) -> &'p str {
    let end = end_of_tag(after);
    let (inside, rest) = (&after[..end], after.get(end + 1..).unwrap_or(""));
    let name = |t: &str| t.split(|c: char| c.is_whitespace() || c == '/').next().unwrap_or("").to_lowercase();
    if let Some(closed) = inside.strip_prefix('/') {
        tokens.push(Token::Close(name(closed)));
        return rest;
    }
    let name = name(inside);
    let raw = ["style", "script"].contains(&name.as_str());
    let skipped = if raw { rest.find(&format!("</{name}")).unwrap_or(rest.len()) } else { 0 };
    tokens.push(Token::Open { name, tag: inside });
    &rest[skipped..]
}

/// The closing bracket, outside of quotes.
fn end_of_tag(after: &str) -> usize {
    let mut quote = None;
    for (at, c) in after.char_indices() {
        match (quote, c) {
            (None, '>') => return at,
            (None, '"' | '\'') => quote = Some(c),
            (Some(q), c) if q == c => quote = None,
            _ => {}
        }
    }
    after.len()
}

/// The value of an attribute, entities resolved.
fn attribute(tag: &str, wanted: &str) -> Option<String> {
    let mut rest = tag;
    while let Some((name, after)) = rest.split_once('=') {
        let name = name.split_whitespace().last().unwrap_or("");
        let after = after.trim_start();
        let quote = after.chars().next().filter(|c| matches!(c, '"' | '\''));
        let (value, tail) = match quote {
            Some(q) => after[1..].split_once(q).unwrap_or((&after[1..], "")),
            None => after.split_once(char::is_whitespace).unwrap_or((after, "")),
        };
        if name.eq_ignore_ascii_case(wanted) {
            return Some(resolve(value));
        }
        rest = tail;
    }
    None
}

/// Follows the page: within its main part all visible text belongs to a sentence, cited or not.
#[derive(Default)]
struct Reader {
    title: String,
    sections: Vec<Section>,
    within: bool,
    /// Depth within note marks and asides, which are no sentences.
    hidden: usize,
    capture: Option<&'static str>,
    /// Form of the section that a heading opens.
    form: String,
    /// Within a sentence that is a part of a paragraph.
    span: bool,
    open: Sentence,
}

impl Reader {
    fn take(&mut self, token: &Token) {
        match token {
            Token::Open { name, tag } => self.open(name, tag),
            Token::Close(name) => self.close(name),
            Token::Text(text) => self.text(text),
        }
    }

    fn open(&mut self, name: &str, tag: &str) {
        match name {
            "main" => self.within = true,
            "sup" | "aside" | "small" => self.hidden += 1,
            "section" if self.within && self.hidden == 0 => {
                self.end_sentence();
                self.form = attribute(tag, "class").filter(|c| c != "plain").unwrap_or_default();
            }
            // A sentence within a paragraph.
            "span" if self.within && self.hidden == 0 && attribute(tag, "data-cite").is_some() => {
                self.begin_sentence(tag);
                self.span = true;
            }
            "h1" => self.capture = Some("title"),
            "h2" if self.within && self.hidden == 0 => self.begin_section(),
            "p" | "li" | "div" | "blockquote" | "td" | "h3" | "h4" if self.within && self.hidden == 0 => {
                self.begin_sentence(tag);
            }
            "br" if self.within => self.open.text.push(' '),
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        match name {
            "main" => {
                self.end_sentence();
                self.within = false;
            }
            "sup" | "aside" | "small" => self.hidden = self.hidden.saturating_sub(1),
            "span" if self.span && self.hidden == 0 => {
                self.end_sentence();
                self.span = false;
            }
            "h1" | "h2" => self.capture = None,
            "p" | "li" | "div" | "section" | "blockquote" | "td" | "h3" | "h4" if self.within && self.hidden == 0 => {
                self.end_sentence()
            }
            _ => {}
        }
    }

    fn begin_sentence(&mut self, tag: &str) {
        self.end_sentence();
        self.open.citations = attribute(tag, "data-cite").map(|c| from_attribute(&c)).unwrap_or_default();
        self.open.by = attribute(tag, "data-by").filter(|by| !by.trim().is_empty());
    }

    fn begin_section(&mut self) {
        self.end_sentence();
        self.sections.push(Section { form: std::mem::take(&mut self.form), ..Section::default() });
        self.capture = Some("heading");
    }

    fn text(&mut self, text: &str) {
        if self.hidden > 0 {
            return;
        }
        match self.capture {
            Some("title") => self.title += &resolve(text),
            Some(_) => {
                if let Some(section) = self.sections.last_mut() {
                    section.heading += &resolve(text);
                }
            }
            None if self.within => self.open.text += &resolve(text),
            None => {}
        }
    }

    fn end_sentence(&mut self) {
        let sentence = std::mem::take(&mut self.open);
        let text = one_line(&sentence.text);
        if text.is_empty() {
            return;
        }
        if self.sections.is_empty() {
            self.sections.push(Section::default());
        }
        if let Some(section) = self.sections.last_mut() {
            section.sentences.push(Sentence { text, ..sentence });
        }
    }
}

/// The text that entities stand for.
fn resolve(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        out.push_str(before);
        let entity = after.split_once(';').filter(|(name, _)| name.len() < 10);
        match entity.and_then(|(name, tail)| Some((letter(name)?, tail))) {
            Some((letter, tail)) => {
                out.push(letter);
                rest = tail;
            }
            None => {
                out.push('&');
                rest = after;
            }
        }
    }
    out + rest
}

fn letter(entity: &str) -> Option<char> {
    let code = |digits: &str, radix| u32::from_str_radix(digits, radix).ok().and_then(char::from_u32);
    match entity {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        "nbsp" => Some('\u{a0}'),
        _ => {
            let number = entity.strip_prefix('#')?;
            let hex = number.strip_prefix(['x', 'X']);
            hex.map_or_else(|| code(number, 10), |h| code(h, 16))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Citation;

    #[test]
    fn visible_text_is_read_whoever_wrote_it() {
        let page = "<!doctype html><html><h1>T &amp; U</h1><style>p > a {}</style><main>first<h2>One</h2>\
            <p class=s data-cite=\"a%20b 3 9\">A <b>town</b> was\n hit.<sup><a>1</a></sup></p><div>Added &lt;later&gt;.</div>\
            loose<aside><h2>no</h2><p>no</p></aside></main><p>not a sentence</p>";
        let brief = read(page).expect("a brief");
        assert_eq!(brief.title, "T & U");
        let [first, section] = &brief.sections[..] else { panic!("{:?}", brief.sections) };
        assert_eq!(first.sentences[0].text, "first");
        assert_eq!(section.heading, "One");
        let texts: Vec<&str> = section.sentences.iter().map(|s| s.text.as_str()).collect();
        assert_eq!(texts, ["A town was hit.", "Added <later>.", "loose"]);
        assert_eq!(section.sentences[0].citations, [Citation { doc: "a b".into(), start: 3, end: 9 }]);
        assert!(section.sentences[1].citations.is_empty());
    }

    #[test]
    fn broken_pages_do_not_panic() {
        for page in ["<", "<html", "<!--", "<p data-cite='", "&#x;&#99999999;", "<main><p>é"] {
            let _ = read(page);
        }
        assert_eq!(resolve("a & b &#xe9; &nope;"), "a & b é &nope;");
    }
}
