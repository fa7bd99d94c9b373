//! A web page as a list of nodes in the order of the page: what stands within a node is the stretch after it.

use dom_query::{Document, NodeRef};
use unicode_normalization::UnicodeNormalization;

/// One element or one text of the page.
#[derive(Clone, Debug, Default)]
pub struct Node {
    /// The node that it stands in.
    pub parent: usize,
    /// One past the last node within it.
    pub end: usize,
    /// Name of the element, empty for a text.
    pub name: String,
    /// The words of a text, white space as in the page.
    pub text: String,
    /// Attributes that tell what an element is.
    attrs: Vec<(&'static str, String)>,
}

/// Attributes worth keeping.
const ATTRS: [&str; 17] = [
    "class",
    "id",
    "role",
    "style",
    "hidden",
    "aria-hidden",
    "href",
    "datetime",
    "itemprop",
    "rel",
    "property",
    "name",
    "content",
    "type",
    "lang",
    "title",
    "http-equiv",
];
/// Elements whose content is never read by people.
const SILENT: [&str; 15] = [
    "style", "noscript", "template", "svg", "math", "iframe", "canvas", "object", "select", "textarea", "audio",
    "video", "map", "datalist", "progress",
];

/// Letters that part words without being seen: the soft hyphen, spaces of no width, the mark of byte order.
const UNSEEN: [char; 4] = ['\u{ad}', '\u{200b}', '\u{2060}', '\u{feff}'];

impl Node {
    /// The attribute, empty if it is not there.
    pub fn attr(&self, name: &str) -> &str {
        self.attrs.iter().find(|(n, _)| *n == name).map_or("", |(_, v)| v)
    }

    /// Whether it has the attribute, with or without a value.
    pub fn has(&self, name: &str) -> bool {
        self.attrs.iter().any(|(n, _)| *n == name)
    }

    /// Whether it is one of these elements.
    pub fn is(&self, names: &[&str]) -> bool {
        names.contains(&self.name.as_str())
    }

    /// Whether it is a heading, and of which level.
    pub fn heading(&self) -> Option<u8> {
        let level = self.name.strip_prefix('h')?.parse().ok()?;
        (1..=6).contains(&level).then_some(level)
    }
}

/// All nodes of a page; the first is the page itself.
#[derive(Clone, Debug, Default)]
pub struct Tree {
    /// In the order of the page.
    pub nodes: Vec<Node>,
}

impl Tree {
    /// The nodes of a page.
    pub fn new(document: &Document) -> Self {
        let mut nodes = Vec::new();
        let mut open = vec![(document.root(), 0)];
        while let Some((node, parent)) = open.pop() {
            let own = nodes.len();
            let Some(taken) = take(&node, parent) else { continue };
            let silent = taken.is(&SILENT);
            nodes.push(taken);
            if !silent {
                open.extend(node.children_it(true).map(|child| (child, own)));
            }
        }
        let mut tree = Self { nodes };
        tree.close();
        tree
    }

    /// Sets the end of every node from those within it.
    fn close(&mut self) {
        for n in (0..self.nodes.len()).rev() {
            let end = self.nodes[n].end.max(n + 1);
            self.nodes[n].end = end;
            let parent = self.nodes[n].parent;
            if parent < n {
                self.nodes[parent].end = self.nodes[parent].end.max(end);
            }
        }
    }

    /// How deep the nodes stand in each other.
    pub fn depth(&self) -> usize {
        let mut depth = vec![0; self.nodes.len()];
        (1..self.nodes.len()).for_each(|n| depth[n] = depth[self.nodes[n].parent] + 1);
        depth.into_iter().max().unwrap_or(0)
    }

    /// The nodes within a node, itself first.
    pub fn within(&self, n: usize) -> std::ops::Range<usize> {
        n..self.nodes.get(n).map_or(n, |node| node.end)
    }

    /// The words within a node on one line.
    pub fn words(&self, n: usize) -> String {
        let mut out = String::new();
        for node in self.nodes[self.within(n)].iter() {
            if !node.name.is_empty() && !super::blocks::inline(&node.name) && !out.ends_with(' ') {
                out.push(' ');
            }
            out.push_str(&node.text);
        }
        one_line(&out)
    }

    /// The first element that the test takes.
    pub fn find(&self, test: impl Fn(&Node) -> bool) -> Option<usize> {
        self.nodes.iter().position(test)
    }

    /// What a node stands in, from the inside out.
    pub fn above(&self, n: usize) -> impl Iterator<Item = usize> + '_ {
        std::iter::successors(Some(n), |n| Some(self.nodes[*n].parent).filter(|p| p < n)).skip(1)
    }
}

fn take(node: &NodeRef<'_>, parent: usize) -> Option<Node> {
    if node.is_text() {
        return Some(Node { parent, text: seen(&node.text()), ..Node::default() });
    }
    if node.is_comment() || node.is_doctype() {
        return None;
    }
    let name = node.node_name().map(|n| n.to_string()).unwrap_or_default();
    let linked = |n: &NodeRef<'_>| n.attr("type").is_some_and(|t| t.to_ascii_lowercase().contains("ld+json"));
    if name == "script" && !linked(node) {
        return None;
    }
    let attr = |a: &'static str| Some((a, node.attr(a)?.to_string()));
    Some(Node { parent, attrs: ATTRS.into_iter().filter_map(attr).collect(), name, ..Node::default() })
}

/// A text without letters that nobody sees, accents and letters as one: anchors and names are found by them.
fn seen(text: &str) -> String {
    text.chars().filter(|c| !UNSEEN.contains(c)).nfc().collect()
}

/// Words with one space between them.
pub fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
