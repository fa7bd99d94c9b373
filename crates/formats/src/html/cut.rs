//! Which elements of a page are not the report, by what they are and what they are called.

use super::tree::{Node, Tree};
use vigie_engine::read::Forms;

/// Bytes of running text from which something is a report and not a label.
pub const TOLD: usize = 300;

/// For each node the reason why it is left out, if it is.
pub fn reasons(tree: &Tree, forms: &Forms) -> Vec<Option<String>> {
    let prose = Prose::new(tree);
    let title = tree.find(|n| n.name == "h1").unwrap_or(0);
    let mut reasons = vec![None; tree.nodes.len()];
    let (mut n, mut kept) = (0, 0);
    while n < tree.nodes.len() {
        let node = &tree.nodes[n];
        let reason = reason(tree, n, forms);
        let allowed = |strong: bool| strong || prose.is_aside(tree, n, kept, forms) && !holds(tree, n, title);
        if let Some((reason, _)) = reason.filter(|(_, strong)| allowed(*strong)) {
            reasons[n] = Some(reason);
            n = node.end;
        } else {
            kept += prose.own(n);
            n += 1;
        }
    }
    reasons
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
struct Prose {
    /// Bytes before each node, and after the last.
    before: Vec<usize>,
}

impl Prose {
    fn new(tree: &Tree) -> Self {
        let (mut before, mut sum, mut link) = (Vec::with_capacity(tree.nodes.len() + 1), 0, 0);
        for (n, node) in tree.nodes.iter().enumerate() {
            before.push(sum);
            link = if node.name == "a" { node.end } else { link };
            let text = node.text.trim();
            sum += if text.len() >= 40 && n >= link { text.len() } else { 0 };
        }
        before.push(sum);
        Self { before }
    }

    fn own(&self, n: usize) -> usize {
        self.before[n + 1] - self.before[n]
    }

    /// Whether a part that is called something else than the report can be spared: it holds less than
    /// half of the page's text and no body of a report, or comes after a report.
    fn is_aside(&self, tree: &Tree, n: usize, kept: usize, forms: &Forms) -> bool {
        let range = tree.within(n);
        let size = self.before[range.end] - self.before[range.start];
        let all = self.before[self.before.len() - 1];
        let called = |c: &usize| [tree.nodes[*c].attr("class"), tree.nodes[*c].attr("id")].join(" ");
        let report = |c: usize| {
            let inner = tree.within(c);
            let told = self.before[inner.end] - self.before[inner.start];
            told >= TOLD && told * 4 >= all && forms.is_body(&called(&c))
        };
        size * 2 <= all && (size < TOLD || !range.clone().any(report)) || kept >= TOLD
    }
}
