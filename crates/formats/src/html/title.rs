//! The headline of a page, among what its elements and its head say.

use super::blocks::Block;
use super::meta::Meta;
use super::tree::Tree;
use std::collections::BTreeSet;
use std::ops::Range;

/// What stands between a headline and the name of the site.
const JOINTS: [&str; 9] = [" | ", " - ", " – ", " — ", " · ", " • ", " :: ", " » ", " // "];

/// The first heading that the head of the page confirms; else what the head says, without the site's name.
pub fn title(tree: &Tree, meta: &Meta, blocks: &[Block], root: usize) -> Option<String> {
    let end = tree.within(root).end;
    let headings = (0..end).filter(|n| matches!(tree.nodes[*n].heading(), Some(1..=3)));
    let shown: Vec<String> = headings.map(|n| tree.words(n)).filter(|t| told(t)).collect();
    let said: Vec<String> = meta.titles.iter().filter(|t| told(t)).map(|t| bare(t, meta.outlet.as_deref())).collect();
    let confirmed = shown.iter().find(|t| said.iter().any(|s| alike(t, s) || holds(t, s)));
    let only = || {
        let inner =
            |b: &Block| std::iter::once(b.node).chain(tree.above(b.node)).take(4).any(|n| tree.nodes[n].name == "h1");
        let firsts = blocks.iter().filter(|b| b.node < end && super::is_heading(b) && inner(b));
        firsts.map(|b| b.text.clone()).rfind(|t| long(t))
    };
    let first = || blocks.iter().find(|b| b.cut.is_none() && super::is_heading(b)).map(|b| b.text.clone());
    let best = confirmed.cloned().or_else(only).or_else(|| said.first().filter(|t| long(t)).cloned());
    best.or_else(first).or_else(|| said.first().cloned())
}

/// Whether a headline is words and not the place of some that a script would fill in.
fn told(title: &str) -> bool {
    !title.is_empty() && !title.contains("{{")
}

/// The first heading within a story.
pub fn of_story(tree: &Tree, range: Range<usize>) -> Option<String> {
    range.into_iter().find(|n| tree.nodes[*n].heading().is_some()).map(|n| tree.words(n)).filter(|t| !t.is_empty())
}

/// Leaves the headline out of the text, where it stands above the report.
pub fn spare(blocks: &mut [Block], title: Option<&str>) {
    let Some(title) = title else { return };
    let top = blocks.iter_mut().filter(|b| b.cut.is_none()).take(4);
    for block in top.filter(|b| b.text.len() < 400) {
        if alike(&block.text, title) {
            block.cut = Some("title".into());
        }
    }
}

fn long(title: &str) -> bool {
    title.split_whitespace().count() >= 3
}

/// A title without the name of the site at its end or its front.
fn bare(title: &str, outlet: Option<&str>) -> String {
    let is_site = |part: &str| outlet.is_some_and(|o| alike(part, o));
    for joint in JOINTS {
        if let Some((head, tail)) = title.rsplit_once(joint) {
            let short = tail.split_whitespace().count() <= 4 && long(head);
            if is_site(tail) || outlet.is_none() && short || short && joint == " | " {
                return bare(head.trim(), outlet);
            }
        }
        if let Some((head, tail)) = title.split_once(joint)
            && is_site(head)
        {
            return tail.trim().into();
        }
    }
    title.trim().into()
}

/// Whether one of two titles holds the other, which is more than a few words.
fn holds(a: &str, b: &str) -> bool {
    let (short, other) = if a.len() < b.len() { (a, b) } else { (b, a) };
    short.split_whitespace().count() >= 4 && other.contains(short)
}

/// Whether two titles have nearly all words in common.
fn alike(a: &str, b: &str) -> bool {
    let words = |t: &str| {
        let parts = t.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty());
        parts.map(str::to_lowercase).collect::<BTreeSet<String>>()
    };
    let (a, b) = (words(a), words(b));
    let (few, many) = (a.len().min(b.len()), a.len().max(b.len()));
    few > 0 && a.intersection(&b).count() * 10 >= many * 8
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_of_the_site_is_no_part_of_the_title() {
        assert_eq!(bare("Two dead in ferry blaze - River Times", Some("River Times")), "Two dead in ferry blaze");
        assert_eq!(bare("River Times | Two dead in ferry blaze", Some("River Times")), "Two dead in ferry blaze");
        assert_eq!(bare("Ferry blaze - two dead, nine hurt", Some("River Times")), "Ferry blaze - two dead, nine hurt");
        assert_eq!(bare("Two dead in ferry blaze | Africa | River", None), "Two dead in ferry blaze");
    }

    #[test]
    fn titles_are_alike_by_their_words() {
        assert!(alike("Two dead in ferry blaze", "Two dead in ferry blaze"));
        assert!(alike("« Deux morts » dans le bac", "Deux morts dans le bac"));
        assert!(!alike("Two dead in ferry blaze", "Two dead in bridge collapse"));
    }
}
