//! Web pages: the text of the report, what the page says of it, and what was left out.

mod anchors;
mod blocks;
mod cut;
mod meta;
mod plain;
mod root;
mod second;
mod title;
mod tree;

pub use meta::{day, day_of_address};
pub use plain::entities;

use crate::Limits;
use blocks::{Block, Kind, blocks};
use cut::Told;
use dom_query::Document as Dom;
use meta::Meta;
use tree::Tree;
use vigie_engine::data::Data;
use vigie_engine::model::{Cut, Document};

/// Bytes of a menu or the like that are kept to show what was cut.
const SHOWN: usize = 600;
/// Below so many bytes another way is tried.
const LITTLE: usize = 250;

/// The stories of a page, and what a person should know. `given` holds what is known of the page from outside.
pub fn pages(page: &str, given: &Document, data: &Data, limits: &Limits, notes: &mut Vec<String>) -> Vec<Document> {
    if page.len() > limits.tree_bytes || plain::depth(page, limits.tree_depth) > limits.tree_depth {
        notes.push("is too large or too deep for a web page and was read without its structure".into());
        return vec![flat(page, given)];
    }
    let tree = Tree::new(&Dom::from(page));
    if tree.depth() > 2 * limits.tree_depth {
        notes.push("is too deep for a web page and was read without its structure".into());
        return vec![flat(page, given)];
    }
    let meta = Meta::new(&tree);
    let body = Told::new(meta.body.as_deref());
    let reasons = cut::reasons(&tree, &data.forms, &body);
    let all = blocks(&tree, 0, &reasons);
    let stories = root::stories(&tree, &all, &data.forms, meta.live);
    let view = View { page, tree: &tree, meta: &meta, body: &body, given, data };
    if stories.is_empty() {
        return vec![view.whole(all)];
    }
    stories.iter().enumerate().map(|(n, story)| view.story(&all, *story, n)).collect()
}

/// A fragment as lines of text, without looking for a report in it: an entry of a feed, the body of a mail.
pub fn fragment(page: &str, data: &Data, limits: &Limits) -> (String, Vec<Cut>) {
    if page.len() > limits.tree_bytes || plain::depth(page, limits.tree_depth) > limits.tree_depth {
        return (plain::Visible::new(page).text, Vec::new());
    }
    let tree = Tree::new(&Dom::from(page));
    let reasons = cut::reasons(&tree, &data.forms, &Told::new(None));
    let mut blocks = blocks(&tree, 0, &reasons);
    root::keep(&tree, &mut blocks, 0);
    (text(&blocks), cuts(&blocks))
}

fn flat(page: &str, given: &Document) -> Document {
    let text = plain::Visible::new(page).text;
    Document { text, form: Some("html".into()), ..given.clone() }
}

struct View<'a> {
    page: &'a str,
    tree: &'a Tree,
    meta: &'a Meta,
    body: &'a Told,
    given: &'a Document,
    data: &'a Data,
}

impl View<'_> {
    /// The one report of a page.
    fn whole(&self, mut blocks: Vec<Block>) -> Document {
        let root = root::root(self.tree, &blocks, 0);
        root::keep(self.tree, &mut blocks, root);
        blocks.iter_mut().filter(|b| self.body.holds(&b.text)).for_each(|b| b.cut = None);
        let title = title::title(self.tree, self.meta, &blocks, root);
        let day = self.meta.published.clone().or_else(|| self.written_day(&blocks, root));
        let mut doc = self.document(blocks, title, day);
        second::step_in(&mut doc, self.page, self.meta, LITTLE);
        doc
    }

    /// One of several stories; what the page says of itself is said of none of them.
    fn story(&self, all: &[Block], story: usize, number: usize) -> Document {
        let range = self.tree.within(story);
        let mut blocks: Vec<Block> = all.iter().filter(|b| range.contains(&b.node)).cloned().collect();
        let root = root::root(self.tree, &blocks, story);
        root::keep(self.tree, &mut blocks, root);
        let own = |name: &str| range.clone().find(|n| self.tree.nodes[*n].name == name);
        let stamp = own("time").and_then(|n| self.stamp(n));
        let day = stamp.or_else(|| self.written_day(&blocks, root));
        let title = title::of_story(self.tree, range.clone());
        let mut doc = self.document(blocks, title, day);
        doc.author = None;
        doc.updated = None;
        if number > 0 {
            doc.id = format!("{}#{}", self.given.id, number + 1);
        }
        doc.url = doc.url.map(|url| if number > 0 { format!("{url}#{}", number + 1) } else { url });
        doc
    }

    fn document(&self, mut blocks: Vec<Block>, title: Option<String>, day: Option<String>) -> Document {
        let meta = self.meta;
        let mut doc = self.given.clone();
        title::spare(&mut blocks, title.as_deref());
        self.spare_dates(&mut blocks);
        doc.text = text(&blocks);
        doc.cut = cuts(&blocks);
        doc.title = doc.title.or(title);
        doc.canonical =
            meta.url.clone().filter(|url| self.given.url.as_ref().is_some_and(|own| site(own) != site(url)));
        doc.url = doc.url.or_else(|| meta.url.clone());
        let known = doc.url.as_deref().and_then(|url| self.data.sources.find(url)).map(|s| s.name.clone());
        doc.outlet = doc.outlet.or_else(|| meta.outlet.clone()).or(known);
        doc.author = doc.author.or_else(|| meta.author.clone());
        doc.published = doc.published.or(day).or_else(|| day_of_address(doc.url.as_deref()?));
        doc.updated = doc.updated.or_else(|| meta.updated.clone()).filter(|u| Some(u) != doc.published.as_ref());
        doc.form = Some("html".into());
        doc.anchors = anchors::anchors(&doc.text, self.page);
        doc
    }

    /// The day in the lines around the headline and at the top of the report.
    fn written_day(&self, blocks: &[Block], root: usize) -> Option<String> {
        let first = blocks.iter().position(|b| b.weight() > 0 && b.node >= root).unwrap_or(blocks.len());
        let title = blocks[..first].iter().rposition(|b| self.in_title(b.node)).unwrap_or(first.saturating_sub(8));
        let near = title.saturating_sub(4)..blocks.len().min(first + 2);
        let times = near.clone().find_map(|n| self.stamp(blocks[n].node));
        let furniture = &self.data.furniture;
        let order = || (title..near.end).chain(near.start..title).map(|n| &blocks[n]).filter(|b| b.weight() < 200);
        let dated = order().find_map(|b| furniture.day(&b.text));
        let named = || {
            order()
                .filter(|b| b.kind == Kind::Paragraph && !b.text.ends_with('.'))
                .find_map(|b| furniture.day_within(&b.text))
        };
        let byline = || {
            let lines = blocks.iter().filter(|b| b.cut.as_deref() == Some("byline") && b.text.len() < 200);
            lines.clone().find_map(|b| furniture.day_within(&b.text))
        };
        times.or_else(|| dated.or_else(named).or_else(byline).map(|d| d.to_string()))
    }

    /// Lines above the report that are a date and nothing else.
    fn spare_dates(&self, blocks: &mut [Block]) {
        let first = blocks.iter().position(|b| b.weight() >= 100).unwrap_or(blocks.len());
        for block in blocks[..first].iter_mut().filter(|b| b.cut.is_none()) {
            if self.data.furniture.is_date(&block.text) {
                block.cut = Some("byline".into());
            }
        }
    }

    fn in_title(&self, node: usize) -> bool {
        self.tree.nodes[node].name == "h1" || self.tree.above(node).take(3).any(|a| self.tree.nodes[a].name == "h1")
    }

    /// The day of a stamp: what people read, for some sites keep the last change in what machines read.
    fn stamp(&self, node: usize) -> Option<String> {
        let stamps = self.tree.within(node).take(40).filter(|n| !self.tree.nodes[*n].attr("datetime").is_empty());
        let told = |n: usize| self.data.furniture.day_within(&self.tree.words(n)).map(|d| d.to_string());
        stamps.map(|n| (n, self.tree.nodes[n].attr("datetime"))).find_map(|(n, at)| told(n).or_else(|| meta::day(at)))
    }
}

/// The site of an address: what stands between the slashes, without "www".
fn site(url: &str) -> &str {
    let host = url.split("://").nth(1).unwrap_or(url).split('/').next().unwrap_or("");
    host.trim_start_matches("www.").trim_start_matches("m.").trim_start_matches("amp.")
}

/// The kept blocks as text: a blank line between paragraphs, none between items and rows.
fn text(blocks: &[Block]) -> String {
    let mut text = String::new();
    for block in blocks.iter().filter(|b| b.cut.is_none()) {
        if !text.is_empty() {
            text.push_str(if block.close { "\n" } else { "\n\n" });
        }
        text.push_str(&block.text);
    }
    text
}

/// What was left out, neighbours of one reason together.
fn cuts(blocks: &[Block]) -> Vec<Cut> {
    let mut cuts: Vec<Cut> = Vec::new();
    let mut last = None;
    for (n, block) in blocks.iter().enumerate() {
        let Some(reason) = &block.cut else { continue };
        let text: String = block.text.chars().take(SHOWN).collect();
        match cuts.last_mut().filter(|c| last == Some(n) && c.reason == *reason) {
            Some(cut) if cut.text.len() < SHOWN => cut.text = format!("{}\n{text}", cut.text),
            Some(_) => {}
            None => cuts.push(Cut { reason: reason.clone(), text }),
        }
        last = Some(n + 1);
    }
    cuts
}

/// Whether a block may be the headline.
fn is_heading(block: &Block) -> bool {
    block.kind == Kind::Heading
}
