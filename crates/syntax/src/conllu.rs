//! Treebanks in CoNLL-U: <https://universaldependencies.org/format.html>.

use crate::tree::{Rel, Tag, Tree, Word};
use std::ops::Range;

/// A sentence of a treebank.
#[derive(Clone, Debug, Default)]
pub struct Gold {
    /// The sentence as written.
    pub text: String,
    /// It opens a document.
    pub starts_doc: bool,
    /// It opens a paragraph.
    pub starts_par: bool,
    /// By its name the sentence before it is the one that stood before it in its source.
    pub follows: bool,
    /// Its words; their spans are bytes of `text`.
    pub tree: Tree,
}

/// Reads all sentences. A word written together as one but analysed as several ("du", de + le) becomes one word
/// where its parts cannot be told apart by their letters; "don't" stays two words.
pub fn read(conllu: &str) -> Vec<Gold> {
    let mut found = Vec::new();
    let mut lines: Vec<&str> = Vec::new();
    let mut before = "";
    for line in conllu.lines().chain([""]) {
        if !line.trim().is_empty() {
            lines.push(line);
        } else if !lines.is_empty() {
            let name = lines.iter().find_map(|line| line.strip_prefix("# sent_id =")).unwrap_or("").trim();
            found.extend(sentence(&lines).map(|gold| Gold { follows: is_next(before, name), ..gold }));
            before = name;
            lines.clear();
        }
    }
    found
}

/// Whether two names differ in their last number only, and that by one: treebanks that are a sample of their source
/// leave gaps.
fn is_next(before: &str, name: &str) -> bool {
    let parts = |name: &str| {
        let stem = name.trim_end_matches(|c: char| c.is_ascii_digit()).len();
        Some((name[..stem].to_string(), name[stem..].parse::<u64>().ok()?))
    };
    parts(before).zip(parts(name)).is_some_and(|(a, b)| a.0 == b.0 && a.1 + 1 == b.1)
}

/// A line of a word, before spans.
struct Row<'a> {
    form: &'a str,
    lemma: &'a str,
    tag: Tag,
    head: usize,
    rel: Rel,
}

impl<'a> Row<'a> {
    fn read(columns: &[&'a str]) -> Option<Self> {
        let &[_, form, lemma, upos, _, features, head, rel, ..] = columns else { return None };
        let head = head.parse().ok()?;
        Some(Self { form, lemma, tag: Tag::parse(upos, features), head, rel: Rel::parse(rel) })
    }
}

fn sentence(lines: &[&str]) -> Option<Gold> {
    let mut gold = Gold::default();
    let (mut rows, mut together) = (Vec::new(), Vec::new());
    for line in lines {
        if let Some(comment) = line.strip_prefix('#') {
            read_comment(comment.trim(), &mut gold);
            continue;
        }
        let columns: Vec<&str> = line.split('\t').collect();
        match columns[0].split_once('-') {
            Some((first, last)) => together.push((first.parse().ok()?, last.parse().ok()?, *columns.get(1)?)),
            None if columns[0].contains('.') => {}
            None => rows.push(Row::read(&columns)?),
        }
    }
    let units = units(&rows, &together);
    place(&mut gold, &rows, &units);
    Some(gold)
}

fn read_comment(comment: &str, gold: &mut Gold) {
    gold.starts_doc |= comment.starts_with("newdoc");
    gold.starts_par |= comment.starts_with("newpar");
    if let Some(text) = comment.strip_prefix("text =") {
        gold.text = text.trim().to_string();
    }
}

/// The rows that make one word each, and how it is written.
fn units<'a>(rows: &[Row<'a>], together: &[(usize, usize, &'a str)]) -> Vec<(Range<usize>, &'a str)> {
    let mut units = Vec::new();
    let mut next = 0;
    while next < rows.len() {
        let start = together.iter().find(|(first, ..)| first - 1 == next);
        match start {
            Some(&(_, last, form)) if !is_sum(form, &rows[next..last.min(rows.len())]) => {
                units.push((next..last.min(rows.len()), form));
            }
            _ => units.push((next..next + 1, rows[next].form)),
        }
        next = units.last().map_or(rows.len(), |(range, _)| range.end);
    }
    units
}

fn is_sum(form: &str, parts: &[Row]) -> bool {
    parts.iter().map(|p| p.form).collect::<String>() == form
}

/// Makes the words; a unit of several rows is what its first row is, and keeps the head that lies outside.
fn place(gold: &mut Gold, rows: &[Row], units: &[(Range<usize>, &str)]) {
    let mut unit_of = vec![0u32; rows.len()];
    for (n, (range, _)) in units.iter().enumerate() {
        unit_of[range.clone()].fill(n as u32);
    }
    let spans = spans(&mut gold.text, units);
    for ((range, _), span) in units.iter().zip(spans) {
        let outside = |row: &&Row| row.head == 0 || !range.contains(&(row.head - 1));
        let first = &rows[range.start];
        let top = rows[range.clone()].iter().find(outside).unwrap_or(first);
        let head = top.head.checked_sub(1).and_then(|h| unit_of.get(h).copied());
        gold.tree.words.push(Word { span, lemma: first.lemma.into(), tag: first.tag, head, rel: top.rel });
    }
}

/// Finds the units in the text one after the other; if one is not there, the text is made of the units.
fn spans(text: &mut String, units: &[(Range<usize>, &str)]) -> Vec<Range<usize>> {
    let mut spans = Vec::with_capacity(units.len());
    let mut end = 0;
    for (_, form) in units {
        let start = end + text[end..].len() - text[end..].trim_start().len();
        if !text[start..].starts_with(form) {
            return rewritten(text, units);
        }
        end = start + form.len();
        spans.push(start..end);
    }
    spans
}

fn rewritten(text: &mut String, units: &[(Range<usize>, &str)]) -> Vec<Range<usize>> {
    text.clear();
    let mut add = |form: &str| {
        let start = text.len();
        text.push_str(form);
        text.push(' ');
        start..start + form.len()
    };
    units.iter().map(|(_, form)| add(form)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn forms(gold: &Gold) -> Vec<&str> {
        gold.tree.words.iter().map(|w| &gold.text[w.span.clone()]).collect()
    }

    #[test]
    fn parts_that_cannot_be_told_apart_are_one_word() {
        let gold = read(
            "# newpar id = p\n# text = Près du pont.\n1\tPrès\tprès\tADV\t_\t_\t0\troot\t_\t_\n\
            2-3\tdu\t_\t_\t_\t_\t_\t_\t_\t_\n2\tde\tde\tADP\t_\t_\t4\tcase\t_\t_\n3\tle\tle\tDET\t_\t_\t4\tdet\t_\t_\n\
            4\tpont\tpont\tNOUN\t_\t_\t1\tobl:arg\t_\tSpaceAfter=No\n5\t.\t.\tPUNCT\t_\t_\t1\tpunct\t_\t_\n",
        );
        assert_eq!(forms(&gold[0]), ["Près", "du", "pont", "."]);
        let words = &gold[0].tree.words;
        assert_eq!((words[1].head, words[1].rel, &*words[1].lemma), (Some(2), Rel::Case, "de"));
        assert_eq!((words[2].head, words[2].rel), (Some(0), Rel::Obl));
        assert!(gold[0].starts_par && !gold[0].starts_doc);
    }

    #[test]
    fn clitics_stay_words_with_their_own_bytes() {
        let gold = read(
            "# text = We don't.\n1\tWe\twe\tPRON\t_\t_\t2\tnsubj\t_\t_\n2-3\tdon't\t_\t_\t_\t_\t_\t_\t_\t_\n\
            2\tdo\tdo\tAUX\t_\t_\t0\troot\t_\t_\n3\tn't\tnot\tPART\t_\t_\t2\tadvmod\t_\t_\n\
            3.1\tgo\tgo\tVERB\t_\t_\t_\t_\t_\t_\n4\t.\t.\tPUNCT\t_\t_\t2\tpunct\t_\t_\n\n",
        );
        assert_eq!(forms(&gold[0]), ["We", "do", "n't", "."]);
    }

    #[test]
    fn a_text_that_does_not_hold_the_words_is_made_anew() {
        let gold =
            read("# text = other\n1\tOne\tone\tNUM\t_\t_\t0\troot\t_\t_\n2\ttwo\ttwo\tNUM\t_\t_\t1\tconj\t_\t_\n");
        assert_eq!(forms(&gold[0]), ["One", "two"]);
    }

    #[test]
    fn names_of_sentences_tell_true_neighbours() {
        let named = |name: &str| format!("# sent_id = {name}\n1\ta\ta\tX\t_\t_\t0\troot\t_\t_\n\n");
        let text: String = ["b-x9", "b-x10", "b-x12", "c-x13"].map(named).concat();
        assert_eq!(read(&text).iter().map(|g| g.follows).collect::<Vec<_>>(), [false, true, false, false]);
    }

    #[test]
    fn broken_lines_are_no_sentence_and_no_panic() {
        assert!(read("1\tword\n\n# only a comment\n\n1-x\ta\n").iter().all(|g| g.tree.words.is_empty()));
    }
}
