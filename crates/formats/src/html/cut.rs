//! Which elements of a page are not the report, by what they are and what they are called.

use super::tree::{Node, Tree};
use std::collections::HashMap;
use vigie_engine::read::Forms;

/// Bytes of running text from which something is a report and not a label.
pub const TOLD: usize = 300;

/// For each node the reason why it is left out, if it is. `body` is the report as the page gives it to machines:
/// what stands in it is never left out.
pub fn reasons(tree: &Tree, forms: &Forms, body: &Told) -> Vec<Option<String>> {
    let prose = Prose::new(tree);
    let (strict, kept) = pass(tree, forms, body, &prose, usize::MAX);
    // A wall shows the first lines of a report and hides the rest: then more is hidden than shown.
    if prose.named.values().any(|size| *size > kept) { pass(tree, forms, body, &prose, kept).0 } else { strict }
}

/// Reasons when hidden parts with more than `shown` bytes of running text are kept; the bytes that are kept.
fn pass(tree: &Tree, forms: &Forms, body: &Told, prose: &Prose, shown: usize) -> (Vec<Option<String>>, usize) {
    let title = tree.find(|n| n.name == "h1").unwrap_or(0);
    let mut reasons = vec![None; tree.nodes.len()];
    let (mut n, mut kept) = (0, 0);
    while n < tree.nodes.len() {
        let walled = |reason: &str| reason == "hidden" && prose.alike(tree, n) > shown.max(2 * TOLD);
        let aside = |reason: &str| !walled(reason) && prose.is_aside(tree, n, reason, kept, forms);
        let spared = |reason: &str| aside(reason) && !holds(tree, n, title) && !body.tells(tree, n);
        if let Some((reason, _)) = reason(tree, n, forms).filter(|(reason, strong)| *strong || spared(reason)) {
            reasons[n] = Some(reason);
            n = tree.nodes[n].end;
        } else {
            kept += prose.own(n);
            n += 1;
        }
    }
    (reasons, kept)
}

/// The report as a page gives it to machines, in small letters and digits alone.
pub struct Told(String);

impl Told {
    /// Of a text, if there is one.
    pub fn new(body: Option<&str>) -> Self {
        Self(body.map(letters).unwrap_or_default())
    }

    /// Whether a piece of text long enough to be no label stands in the report.
    pub fn holds(&self, text: &str) -> bool {
        !self.0.is_empty() && text.len() >= 60 && self.0.contains(&letters(text))
    }

    /// Whether the first running text within a node does.
    fn tells(&self, tree: &Tree, n: usize) -> bool {
        !self.0.is_empty()
            && tree.within(n).map(|c| &tree.nodes[c].text).filter(|t| t.len() >= 60).take(3).any(|t| self.holds(t))
    }
}

fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn holds(tree: &Tree, n: usize, title: usize) -> bool {
    title > 0 && tree.within(n).contains(&title)
}

/// Why an element is not the report, and whether that is beyond doubt.
fn reason(tree: &Tree, n: usize, forms: &Forms) -> Option<(String, bool)> {
    let node = &tree.nodes[n];
    if node.name.is_empty() || node.is(&["html", "body", "head"]) {
        return None;
    }
    let called = [node.attr("class"), node.attr("id")].join(" ");
    let sure = |reason: &str| Some((reason.to_string(), true));
    let likely = |reason: &str| Some((reason.to_string(), false));
    match node.name.as_str() {
        "button" | "input" | "title" | "script" => return sure("menu"),
        "dialog" => return sure("advertisement"),
        _ if hidden(node) => return likely("hidden"),
        "sup" if footnote(&tree.words(n)) => return sure("references"),
        _ if node.name != "article" && forms.is_body(&called) => return None,
        _ => {}
    }
    if let Some(reason) = forms.reason(&called) {
        return likely(reason);
    }
    match (node.name.as_str(), node.attr("role")) {
        ("nav" | "menu" | "footer" | "form", _) => likely("menu"),
        ("aside", _) | (_, "complementary") => likely("related"),
        ("figcaption", _) => likely("caption"),
        ("figure", _) if !tree.nodes[tree.within(n)].iter().any(|c| c.is(&["table", "blockquote"])) => {
            likely("caption")
        }
        ("header", _) if !within_article(tree, n) => likely("menu"),
        (_, "navigation" | "banner" | "contentinfo" | "search" | "menu" | "menubar") => likely("menu"),
        (_, "dialog" | "alertdialog") => likely("advertisement"),
        _ if node.attr("rel") == "author" || node.attr("itemprop") == "author" => likely("byline"),
        _ => None,
    }
}

fn within_article(tree: &Tree, n: usize) -> bool {
    tree.above(n).any(|a| tree.nodes[a].is(&["article", "main"]))
}

fn hidden(node: &Node) -> bool {
    let style = node.attr("style").to_ascii_lowercase().replace(' ', "");
    node.has("hidden") || node.attr("aria-hidden") == "true" || style.contains("display:none")
}

/// The mark of a footnote in running text: `[12]`, `[note 1]`, `12`.
fn footnote(words: &str) -> bool {
    let inner = words.trim_matches(['[', ']']);
    let bracketed = words.starts_with('[') && words.ends_with(']') && words.len() <= 24;
    bracketed || !inner.is_empty() && inner.len() <= 3 && inner.bytes().all(|b| b.is_ascii_digit())
}

/// How much running text stands where.
struct Prose<'t> {
    /// Bytes before each node, and after the last.
    before: Vec<usize>,
    /// Bytes in all parts of one class together.
    named: HashMap<&'t str, usize>,
}

impl<'t> Prose<'t> {
    fn new(tree: &'t Tree) -> Self {
        let (mut before, mut sum, mut link) = (Vec::with_capacity(tree.nodes.len() + 1), 0, 0);
        for (n, node) in tree.nodes.iter().enumerate() {
            before.push(sum);
            link = if node.name == "a" { node.end } else { link };
            let text = node.text.trim();
            sum += if text.len() >= 40 && n >= link { text.len() } else { 0 };
        }
        before.push(sum);
        let mut prose = Self { before, named: HashMap::new() };
        for (n, node) in tree.nodes.iter().enumerate().filter(|(_, node)| !node.attr("class").is_empty()) {
            *prose.named.entry(node.attr("class")).or_default() += prose.size(tree, n);
        }
        prose
    }

    fn own(&self, n: usize) -> usize {
        self.before[n + 1] - self.before[n]
    }

    fn size(&self, tree: &Tree, n: usize) -> usize {
        let range = tree.within(n);
        self.before[range.end] - self.before[range.start]
    }

    /// Bytes in a part and those of its class.
    fn alike(&self, tree: &Tree, n: usize) -> usize {
        self.named.get(tree.nodes[n].attr("class")).copied().unwrap_or(0).max(self.size(tree, n))
    }

    /// Whether a part that is called something else than the report can be spared: it holds less than
    /// half of the page's text and no body of a report, or comes after a report. Parts with a
    /// name of something small are spared only if they are small.
    fn is_aside(&self, tree: &Tree, n: usize, reason: &str, kept: usize, forms: &Forms) -> bool {
        let (size, all) = (self.size(tree, n), self.before[self.before.len() - 1]);
        let alike = self.alike(tree, n);
        if forms.is_short(reason) && alike >= 2 * TOLD && alike * 4 >= all {
            return false;
        }
        let called = |c: &usize| [tree.nodes[*c].attr("class"), tree.nodes[*c].attr("id")].join(" ");
        let report = |c: usize| {
            let told = self.size(tree, c);
            told >= TOLD && told * 4 >= all && forms.is_body(&called(&c))
        };
        size * 2 <= all && (size < TOLD || !tree.within(n).any(report)) || kept >= TOLD
    }
}
