//! `cargo xtask parse-score`: tags, lemmas and trees against treebanks.

use crate::root;
use crate::train::exceptions_with;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::time::Instant;
use vigie_syntax::conllu::{self, Gold};
use vigie_syntax::train::headlines::{Dress, dress};
use vigie_syntax::train::sample::Sample;
use vigie_syntax::tree::{Rel, Tree, Upos, Word};
use vigie_syntax::words::{self, Exceptions, Marked};
use vigie_syntax::{Grammar, Scratch};

/// Relations whose score is told one by one.
const TOLD: [Rel; 12] = [
    Rel::Nsubj,
    Rel::NsubjPass,
    Rel::Obj,
    Rel::OblAgent,
    Rel::Obl,
    Rel::Nmod,
    Rel::Nummod,
    Rel::Ccomp,
    Rel::AclRelcl,
    Rel::Advcl,
    Rel::Conj,
    Rel::Appos,
];

/// Scores every treebank of a folder whose name begins with a language that has a model, and ends as asked.
pub fn run(treebanks: &Path, models: Option<&Path>, ending: &str, dressed: Option<&str>) -> Result<bool, String> {
    let dressed = dressed.map(|name| DRESSES.iter().find(|d| d.0 == name).ok_or("no such dress")).transpose()?;
    let models = models.map_or_else(|| root().join("data/models"), Path::to_path_buf);
    let mut paths: Vec<_> = fs::read_dir(treebanks).map_err(|e| e.to_string())?.flatten().map(|e| e.path()).collect();
    paths.sort();
    for path in paths {
        let name = path.file_stem().and_then(|n| n.to_str()).unwrap_or("").to_string();
        let lang = name.split('_').next().unwrap_or("");
        let folder = models.join(lang);
        let Ok(model) = fs::read(folder.join("grammar.bin")) else { continue };
        if name.ends_with(ending) {
            let grammar = Grammar::load(&model).map_err(|e| e.to_string())?;
            let text = fs::read_to_string(&path).map_err(|e| e.to_string())?;
            let mut golds = conllu::read(&text);
            golds.iter_mut().for_each(|gold| redress(gold, dressed.map(|d| d.1)));
            println!("{}", report(&name, &score(&grammar, &golds, &negations(&text))));
            let exceptions = exceptions_with(lang, &folder)?;
            println!("  raw text: {}", raw(&grammar, &exceptions, &golds));
            if let Some(golds) = apart(&golds) {
                println!("  raw text, true neighbours: {}", raw(&grammar, &exceptions, &golds));
            }
        }
    }
    Ok(true)
}

/// The sentences of a treebank that says nothing of documents, each on a line of its own unless it stood behind the
/// one before it in its source: a sample has joints that no text ever had.
fn apart(golds: &[Gold]) -> Option<Vec<Gold>> {
    let sampled = golds.iter().all(|gold| !gold.starts_doc) && golds.iter().any(|gold| !gold.follows);
    let line = |gold: &Gold| Gold { starts_par: !gold.follows, ..gold.clone() };
    sampled.then(|| golds.iter().map(line).collect())
}

/// Other ways to write the words of a treebank.
const DRESSES: [(&str, Dress); 5] = [
    ("titles", Dress::Titles),
    ("capitals", Dress::Capitals),
    ("small", Dress::Small),
    ("plain", Dress::Plain),
    ("plain-capitals", Dress::PlainCapitals),
];

fn redress(gold: &mut Gold, dressed: Option<Dress>) {
    if let Some(dressed) = dressed {
        let sample = dress(&Sample::of(gold), dressed);
        (gold.text, gold.tree.words) = (sample.text, sample.words);
    }
}

/// What was counted on one treebank.
#[derive(Default)]
struct Counts {
    words: usize,
    upos: usize,
    tags: usize,
    lemmas: usize,
    heads: usize,
    arcs: usize,
    /// Words that are no punctuation: all, right heads, right arcs.
    plain: [usize; 3],
    /// By relation: in the treebank, found, and both.
    rels: BTreeMap<Rel, [usize; 3]>,
    /// Words that deny: in the treebank, found, and at the right head.
    negation: [usize; 3],
    seconds: f64,
    sentences: usize,
}

/// Lemmas of the words that deny, as the treebank marks them.
fn negations(conllu: &str) -> BTreeSet<String> {
    let columns = conllu.lines().map(|line| line.split('\t').collect::<Vec<_>>());
    let negative = columns.filter(|c| c.len() == 10 && c[5].contains("Polarity=Neg") && c[7] == "advmod");
    negative.map(|c| c[2].to_lowercase()).collect()
}

fn score(grammar: &Grammar, golds: &[Gold], negations: &BTreeSet<String>) -> Counts {
    let has_agents = golds.iter().flat_map(|g| &g.tree.words).filter(|w| w.rel == Rel::OblAgent).count() > 3;
    let mut counts = Counts { sentences: golds.len(), ..Counts::default() };
    let (mut scratch, mut tree) = (Scratch::default(), Tree::default());
    for gold in golds {
        let spans: Vec<_> = gold.tree.words.iter().map(|w| w.span.clone()).collect();
        let started = Instant::now();
        grammar.parse(&gold.text, &spans, &mut scratch, &mut tree);
        counts.seconds += started.elapsed().as_secs_f64();
        counts.add(&gold.tree, &tree, has_agents);
        counts.deny(&gold.tree, &tree, negations);
    }
    counts
}

/// Scores on text that Vigie cuts itself: a word, a head or an arc is right only where the words are.
fn raw(grammar: &Grammar, exceptions: &Exceptions, golds: &[Gold]) -> String {
    let texts = Marked::join(golds);
    let cut = words::score(&texts, exceptions);
    let right = arcs_of(golds);
    let found: BTreeSet<Arc> =
        texts.iter().enumerate().flat_map(|(n, t)| parsed(n, &t.text, grammar, exceptions)).collect();
    let total = right.len() + found.len();
    let f1 = |key: fn(&Arc) -> Arc| {
        let [a, b] = [&right, &found].map(|arcs| arcs.iter().map(key).collect::<BTreeSet<_>>());
        percent(2 * a.intersection(&b).count(), total)
    };
    format!(
        "tokens {:.1} sentences {:.1} UPOS {:.1} UAS {:.1} LAS {:.1}",
        cut.words.percent(),
        cut.sentences.percent(),
        f1(|a| Arc { head: (0, 0), rel: Rel::Dep, ..*a }),
        f1(|a| Arc { upos: Upos::X, rel: Rel::Dep, ..*a }),
        f1(|a| Arc { upos: Upos::X, ..*a }),
    )
}

/// A word, given by its text and place, and what is said of it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Arc {
    text: usize,
    word: (usize, usize),
    upos: Upos,
    head: (usize, usize),
    rel: Rel,
}

fn arcs(text: usize, by: usize, tree: &Tree) -> Vec<Arc> {
    let place = |n: usize| (by + tree.words[n].span.start, by + tree.words[n].span.end);
    let arc = |n: usize| {
        let word = &tree.words[n];
        Arc { text, word: place(n), upos: word.tag.upos, head: tree.head(n).map_or((0, 0), place), rel: word.rel }
    };
    (0..tree.words.len()).map(arc).collect()
}

fn arcs_of(golds: &[Gold]) -> BTreeSet<Arc> {
    let (mut all, mut text, mut marked) = (BTreeSet::new(), 0, Marked::default());
    for gold in golds {
        if gold.starts_doc && !marked.text.is_empty() {
            (text, marked) = (text + 1, Marked::default());
        }
        marked.push(&gold.text, [], gold.starts_par);
        all.extend(arcs(text, marked.text.len() - gold.text.len(), &gold.tree));
    }
    all
}

fn parsed(n: usize, text: &str, grammar: &Grammar, exceptions: &Exceptions) -> Vec<Arc> {
    let (mut scratch, mut tree, mut spans) = (Scratch::default(), Tree::default(), Vec::new());
    let mut found = Vec::new();
    for sentence in words::sentences(text, exceptions) {
        spans.clear();
        words::words(text, sentence, exceptions, &mut spans);
        grammar.parse(text, &spans, &mut scratch, &mut tree);
        found.extend(arcs(n, 0, &tree));
    }
    found
}

impl Counts {
    fn add(&mut self, gold: &Tree, found: &Tree, has_agents: bool) {
        for (right, word) in gold.words.iter().zip(&found.words) {
            let known = |rel| if rel == Rel::OblAgent && !has_agents { Rel::Obl } else { rel };
            let (rel, guess) = (known(right.rel), known(word.rel));
            let (head, arc) = (right.head == word.head, right.head == word.head && rel == guess);
            self.words += 1;
            self.upos += usize::from(right.tag.upos == word.tag.upos);
            self.tags += usize::from(right.tag == word.tag);
            self.lemmas += usize::from(right.lemma.to_lowercase() == word.lemma.to_lowercase());
            self.heads += usize::from(head);
            self.arcs += usize::from(arc);
            if right.tag.upos != Upos::Punct {
                self.plain[0] += 1;
                self.plain[1] += usize::from(head);
                self.plain[2] += usize::from(arc);
            }
            self.rels.entry(rel).or_default()[0] += 1;
            self.rels.entry(guess).or_default()[1] += 1;
            self.rels.entry(rel).or_default()[2] += usize::from(arc);
        }
    }

    /// Counts words that deny: in the treebank, found, and at the right head.
    fn deny(&mut self, gold: &Tree, found: &Tree, negations: &BTreeSet<String>) {
        let denies = |w: &Word| w.rel == Rel::Advmod && negations.contains(&w.lemma.to_lowercase());
        for (right, word) in gold.words.iter().zip(&found.words) {
            let (a, b) = (denies(right), denies(word));
            self.negation[0] += usize::from(a);
            self.negation[1] += usize::from(b);
            self.negation[2] += usize::from(a && b && right.head == word.head);
        }
    }

    fn f1(&self, rel: Rel) -> f64 {
        f1(self.rels.get(&rel).copied().unwrap_or_default())
    }
}

fn f1([gold, found, both]: [usize; 3]) -> f64 {
    percent(2 * both, gold + found)
}

fn percent(part: usize, whole: usize) -> f64 {
    100.0 * part as f64 / whole.max(1) as f64
}

fn report(name: &str, counts: &Counts) -> String {
    let of = |part| percent(part, counts.words);
    let speed = counts.sentences as f64 / counts.seconds.max(1e-9);
    let [plain, heads, arcs] = counts.plain;
    let mut line = format!(
        "{} UPOS {:.1} UAS {:.1} LAS {:.1} sentences/s {speed:.0} lemmas {:.1} tags {:.1} \
         (with punctuation UAS {:.1} LAS {:.1})\n ",
        name.trim_end_matches("-test"),
        of(counts.upos),
        percent(heads, plain),
        percent(arcs, plain),
        of(counts.lemmas),
        of(counts.tags),
        of(counts.heads),
        of(counts.arcs),
    );
    for rel in TOLD.iter().chain(&[Rel::Punct]) {
        line.push_str(&format!(" {rel} {:.0}", counts.f1(*rel)));
    }
    line.push_str(&format!(" negation {:.0}", f1(counts.negation)));
    line
}
