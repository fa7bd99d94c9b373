//! A sentence as a tree of words.

pub use crate::tags::{Mood, Number, Rel, Tag, Tense, Upos, VerbForm, Voice};
use std::ops::Range;

/// A word of a sentence and its place in the tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// Bytes in the text that was handed in.
    pub span: Range<usize>,
    /// The form in a dictionary.
    pub lemma: String,
    /// Part of speech and features.
    pub tag: Tag,
    /// The word it depends on; none for the root.
    pub head: Option<u32>,
    /// How it depends on its head.
    pub rel: Rel,
}

/// The words of a sentence in order; one of them is the root.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct Tree {
    pub words: Vec<Word>,
}

impl Tree {
    /// The word on which all others depend, directly or not.
    pub fn root(&self) -> Option<usize> {
        self.words.iter().position(|w| w.head.is_none())
    }

    /// The words that depend on a word, in order.
    pub fn children(&self, of: usize) -> impl DoubleEndedIterator<Item = usize> + '_ {
        self.words.iter().enumerate().filter(move |(_, w)| w.head.is_some_and(|h| h as usize == of)).map(|(n, _)| n)
    }

    /// The first dependent of a word with this relation.
    pub fn child(&self, of: usize, rel: Rel) -> Option<usize> {
        self.children(of).find(|&c| self.words[c].rel == rel)
    }

    /// The head of a word, as an index.
    pub fn head(&self, of: usize) -> Option<usize> {
        self.words.get(of)?.head.map(|h| h as usize)
    }

    /// The heads of a word up to the root, nearest first.
    pub fn ancestors(&self, of: usize) -> impl Iterator<Item = usize> + '_ {
        std::iter::successors(self.head(of), |&w| self.head(w)).take(self.words.len())
    }

    /// A word and all that depends on it, in order.
    pub fn subtree(&self, top: usize) -> Vec<usize> {
        let below = |w: usize| w == top || self.ancestors(w).any(|a| a == top);
        (0..self.words.len()).filter(|&w| below(w)).collect()
    }

    /// The bytes from the first to the last word of a subtree.
    pub fn bytes(&self, top: usize) -> Range<usize> {
        let words = self.subtree(top);
        let ends = words.first().and_then(|&a| Some((self.words.get(a)?, self.words.get(*words.last()?)?)));
        ends.map_or(0..0, |(a, b)| a.span.start..b.span.end)
    }

    /// The tree as lines to read: each word under its head, with relation, tag and lemma.
    pub fn draw(&self, text: &str) -> String {
        let mut out = String::new();
        if let Some(root) = self.root() {
            self.draw_below(text, root, "", &mut out);
        }
        out
    }

    /// Words before the head stand above it, words after it below, so that a column reads as the sentence.
    fn draw_below(&self, text: &str, top: usize, indent: &str, out: &mut String) {
        let word = &self.words[top];
        let form = text.get(word.span.clone()).unwrap_or("");
        let children: Vec<usize> = self.children(top).collect();
        out.push_str(&format!("{form}  {} {} ‹{}›\n", word.rel, word.tag, word.lemma));
        for (n, &child) in children.iter().enumerate() {
            let last = n + 1 == children.len();
            out.push_str(indent);
            out.push_str(if last { "└─ " } else { "├─ " });
            let deeper = format!("{indent}{}", if last { "   " } else { "│  " });
            self.draw_below(text, child, &deeper, out);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::conllu;

    const SENTENCE: &str = "# text = Men fled the town.
1\tMen\tman\tNOUN\t_\tNumber=Plur\t2\tnsubj\t_\t_
2\tfled\tflee\tVERB\t_\tTense=Past|VerbForm=Fin\t0\troot\t_\t_
3\tthe\tthe\tDET\t_\t_\t4\tdet\t_\t_
4\ttown\ttown\tNOUN\t_\tNumber=Sing\t2\tobj\t_\t_
5\t.\t.\tPUNCT\t_\t_\t2\tpunct\t_\t_
";

    #[test]
    fn a_tree_answers_who_depends_on_whom() {
        let gold = &conllu::read(SENTENCE)[0];
        let tree = &gold.tree;
        assert_eq!(tree.root(), Some(1));
        assert_eq!(tree.children(1).collect::<Vec<_>>(), [0, 3, 4]);
        assert_eq!(tree.subtree(3), [2, 3]);
        assert_eq!(&gold.text[tree.bytes(3)], "the town");
        assert_eq!(tree.child(1, super::Rel::Obj), Some(3));
    }

    #[test]
    fn a_tree_can_be_drawn() {
        let gold = &conllu::read(SENTENCE)[0];
        let drawn = gold.tree.draw(&gold.text);
        assert!(drawn.starts_with("fled  root VERB.Fin.Past ‹flee›\n├─ Men  nsubj NOUN.Plur ‹man›\n"), "{drawn}");
        assert!(drawn.contains("│  └─ the  det DET ‹the›"));
    }
}
