//! The paragraphs, headings, items and rows of a page, in its order, each with where it stands.

use super::tree::{Tree, one_line};

/// One paragraph or the like.
#[derive(Clone, Debug, Default)]
pub struct Block {
    /// The element that it is, or that holds it.
    pub node: usize,
    /// The words on one line.
    pub text: String,
    /// How many bytes of them are links.
    pub links: usize,
    /// What it is.
    pub kind: Kind,
    /// Whether it follows the one before without a blank line.
    pub close: bool,
    /// Why it is left out, if it is.
    pub cut: Option<String>,
}

/// What a block is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kind {
    /// Running text.
    #[default]
    Paragraph,
    /// A heading of any level.
    Heading,
    /// An item of a list.
    Item,
    /// A row of a table.
    Row,
}

/// Elements that stand within a line.
const INLINE: [&str; 36] = [
    "a",
    "abbr",
    "acronym",
    "b",
    "bdi",
    "bdo",
    "big",
    "cite",
    "code",
    "data",
    "del",
    "dfn",
    "em",
    "font",
    "i",
    "img",
    "ins",
    "kbd",
    "label",
    "mark",
    "nobr",
    "q",
    "s",
    "samp",
    "small",
    "span",
    "strike",
    "strong",
    "sub",
    "sup",
    "time",
    "tt",
    "u",
    "var",
    "wbr",
    "amp-fit-text",
];
/// Bytes of a cell from which a table is taken for a means of layout.
const CELL: usize = 400;

/// Whether an element stands within a line.
pub fn inline(name: &str) -> bool {
    INLINE.contains(&name)
}

impl Block {
    /// Bytes of running text: what is no link, if there is enough of it to be a sentence.
    pub fn weight(&self) -> usize {
        let own = self.text.len().saturating_sub(self.links);
        let told = own >= 60 || own >= 25 && self.text.ends_with(['.', '!', '?', '»', '”', '"']);
        if told && self.cut.is_none() { own } else { 0 }
    }

    /// Whether it is nothing but links.
    pub fn linked(&self) -> bool {
        self.links * 5 >= self.text.len() * 4
    }
}

/// All blocks below a node. What `reasons` gives for a node is its block's reason for being cut.
pub fn blocks(tree: &Tree, root: usize, reasons: &[Option<String>]) -> Vec<Block> {
    let mut walk = Walk { tree, ..Walk::default_at(root) };
    let mut n = root;
    let end = tree.within(root).end;
    while n < end {
        walk.close_until(n);
        let node = &tree.nodes[n];
        if let Some(reason) = reasons.get(n).and_then(Option::as_ref) {
            walk.cut(n, reason);
            n = node.end;
            continue;
        }
        if node.name.is_empty() {
            walk.text(n);
        } else {
            walk.open(n);
        }
        n += 1;
    }
    walk.close_until(usize::MAX);
    walk.flush();
    walk.blocks
}

struct Walk<'a> {
    tree: &'a Tree,
    /// Block elements that are open.
    open: Vec<usize>,
    /// End of the link that is open, and of the table whose rows are kept as rows.
    link: usize,
    row: usize,
    text: String,
    links: usize,
    close: bool,
    blocks: Vec<Block>,
    root: usize,
}

static NO_TREE: Tree = Tree { nodes: Vec::new() };

impl<'a> Walk<'a> {
    fn default_at(root: usize) -> Walk<'a> {
        Walk {
            tree: &NO_TREE,
            open: Vec::new(),
            link: 0,
            row: 0,
            text: String::new(),
            links: 0,
            close: false,
            blocks: Vec::new(),
            root,
        }
    }

    fn close_until(&mut self, n: usize) {
        while self.open.last().is_some_and(|last| self.tree.nodes[*last].end <= n) {
            if self.open.last().is_some_and(|last| self.row < self.tree.nodes[*last].end) {
                self.flush();
            }
            self.open.pop();
        }
    }

    fn open(&mut self, n: usize) {
        let node = &self.tree.nodes[n];
        match node.name.as_str() {
            "a" => self.link = node.end,
            "br" => self.line(),
            "td" | "th" if n < self.row => self.cell(),
            "tr" if is_row(self.tree, n) => {
                self.block(n);
                self.row = node.end;
            }
            name if inline(name) => {}
            _ if n < self.row => self.text.push(' '),
            _ => self.block(n),
        }
    }

    fn block(&mut self, n: usize) {
        self.flush();
        self.open.push(n);
    }

    fn cell(&mut self) {
        if !self.text.trim().is_empty() {
            self.text.push_str(" | ");
        }
    }

    /// A break of the line; two in a row part paragraphs.
    fn line(&mut self) {
        if self.text.trim().is_empty() {
            self.close = false;
        } else if self.open.last().is_some_and(|n| *n < self.row) {
            self.text.push(' ');
        } else {
            self.flush();
            self.close = true;
        }
    }

    fn text(&mut self, n: usize) {
        let text = &self.tree.nodes[n].text;
        self.text.push_str(text);
        if n < self.link {
            self.links += one_line(text).len();
        }
    }

    fn cut(&mut self, n: usize, reason: &str) {
        let inside = inline(&self.tree.nodes[n].name) && !self.text.trim().is_empty();
        if inside || n < self.row {
            return;
        }
        self.flush();
        let text = self.tree.words(n);
        if !text.is_empty() && self.tree.nodes[n].name != "script" {
            self.blocks.push(Block { node: n, text, cut: Some(reason.into()), ..Block::default() });
        }
    }

    fn flush(&mut self) {
        let text = one_line(&std::mem::take(&mut self.text));
        let links = std::mem::take(&mut self.links);
        let close = std::mem::take(&mut self.close);
        if !text.is_empty() {
            let node = self.open.last().copied().unwrap_or(self.root);
            let (kind, first) = self.kind();
            let text = if first && kind == Kind::Item { format!("- {text}") } else { text };
            let near = matches!(kind, Kind::Item | Kind::Row) && self.blocks.last().is_some_and(|b| b.kind == kind);
            self.blocks.push(Block { node, text, links, kind, close: close || near, cut: None });
        }
    }

    /// What the open elements make of a block, and whether it is the first of its item.
    fn kind(&self) -> (Kind, bool) {
        let innermost = self.open.iter().rev().map(|n| (*n, &self.tree.nodes[*n]));
        for (n, node) in innermost.take(6) {
            match node.name.as_str() {
                _ if node.heading().is_some() => return (Kind::Heading, true),
                "li" => return (Kind::Item, self.blocks.last().is_none_or(|b| b.node < n)),
                "tr" => return (Kind::Row, true),
                "td" | "th" | "blockquote" | "article" | "section" => return (Kind::Paragraph, true),
                _ => {}
            }
        }
        (Kind::Paragraph, true)
    }
}

/// Whether a row is one of a table of figures and not a means of layout.
fn is_row(tree: &Tree, row: usize) -> bool {
    let cells: Vec<usize> =
        tree.within(row).filter(|n| tree.nodes[*n].is(&["td", "th"]) && tree.nodes[*n].parent == row).collect();
    let nested = tree.within(row).any(|n| tree.nodes[n].is(&["table", "h1", "h2", "article"]));
    let long = |n: &usize| tree.nodes[tree.within(*n)].iter().map(|c| c.text.len()).sum::<usize>() > CELL;
    cells.len() >= 2 && !nested && !cells.iter().any(long)
}
