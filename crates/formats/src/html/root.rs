//! Which part of a page holds the report, and whether a page holds several.

use super::blocks::{Block, Kind};
use super::cut::TOLD;
use super::tree::Tree;
use vigie_engine::read::Forms;

/// Bytes of running text from which an article among others is a story told in full.
const STORY: usize = 400;
/// A part holds the report if it has so many hundredths of the text of the part around it.
const MOST: usize = 80;

/// The articles of a page that holds several in full, each with a heading and a day or link of its own.
pub fn stories(tree: &Tree, blocks: &[Block], forms: &Forms, live: bool) -> Vec<usize> {
    let called = |n: usize| [tree.nodes[n].attr("class"), tree.nodes[n].attr("id")].join(" ");
    let outer = |n: &usize| !tree.above(*n).any(|a| tree.nodes[a].name == "article");
    let together = |n: usize| tree.above(n).chain([n]).any(|a| forms.is_together(&called(a)));
    let weigh = |n: usize| weight(tree, blocks, n);
    let headed = |n: usize| {
        let own = || tree.nodes[tree.within(n)].iter();
        let dated = own().any(|c| c.name == "time" || c.attr("itemprop") == "datePublished");
        own().any(|c| matches!(c.heading(), Some(1..=3))) && (dated || own().any(|c| c.heading() == Some(1)))
    };
    let articles = (0..tree.nodes.len()).filter(|n| tree.nodes[*n].name == "article").filter(outer);
    let told: Vec<usize> = articles.filter(|n| weigh(*n) >= STORY && headed(*n) && !together(*n)).collect();
    if live || told.len() < 2 { Vec::new() } else { told }
}

/// The smallest part below `from` that holds nearly all of its running text.
pub fn root(tree: &Tree, blocks: &[Block], from: usize) -> usize {
    let mut root = from;
    loop {
        let whole = weight(tree, blocks, root);
        let inner = children(tree, root).find(|c| weight(tree, blocks, *c) * 100 >= whole * MOST);
        match inner {
            Some(inner) if whole > 0 && !tree.nodes[inner].is(&["p", "ul", "ol"]) => root = inner,
            _ => return root,
        }
    }
}

fn children(tree: &Tree, n: usize) -> impl Iterator<Item = usize> + '_ {
    let end = tree.nodes[n].end;
    std::iter::successors(Some(n + 1).filter(|c| *c < end), move |c| Some(tree.nodes[*c].end).filter(|c| *c < end))
}

fn weight(tree: &Tree, blocks: &[Block], n: usize) -> usize {
    let range = tree.within(n);
    let from = blocks.partition_point(|b| b.node < range.start);
    blocks[from..].iter().take_while(|b| b.node < range.end).map(Block::weight).sum()
}

/// Leaves out what is not the report's: what stands outside its part, lists of links, headings of
/// what is left out. The first block of the report and the first after it are returned.
pub fn keep(tree: &Tree, blocks: &mut [Block], root: usize) {
    outside(tree, blocks, root);
    let told: usize = blocks.iter().map(Block::weight).sum();
    for block in blocks.iter_mut().filter(|b| b.cut.is_none() && told >= TOLD) {
        let short = block.kind == Kind::Item || block.text.len() < 200;
        if block.linked() && short && block.kind != Kind::Row {
            block.cut = Some("related".into());
        }
    }
    headings(blocks);
}

/// Blocks outside the report's part go, but for a lead above it and paragraphs beside it.
fn outside(tree: &Tree, blocks: &mut [Block], root: usize) {
    let inner = tree.within(root);
    let parent = tree.nodes[root].parent;
    let title = (0..root).rev().find(|n| tree.nodes[*n].heading() == Some(1)).unwrap_or(root);
    for block in blocks.iter_mut().filter(|b| b.cut.is_none() && !inner.contains(&b.node)) {
        let prose = block.weight() > 0 && !block.linked() && block.kind != Kind::Item;
        let lead = prose && (title..root).contains(&block.node);
        let beside = prose && tree.nodes[block.node].parent == parent && tree.nodes[block.node].name == "p";
        if !lead && !beside {
            block.cut = Some(if block.node < root { "menu" } else { "related" }.into());
        }
    }
}

/// A heading goes with what stands below it if all of that goes.
fn headings(blocks: &mut [Block]) {
    for n in 0..blocks.len() {
        if blocks[n].kind != Kind::Heading || blocks[n].cut.is_some() {
            continue;
        }
        let below = blocks[n + 1..].iter().take_while(|b| b.kind != Kind::Heading || b.cut.is_some());
        let all: Vec<&Block> = below.collect();
        if let Some(reason) = all.first().and_then(|b| b.cut.clone()).filter(|_| all.iter().all(|b| b.cut.is_some())) {
            blocks[n].cut = Some(reason);
        }
    }
}
