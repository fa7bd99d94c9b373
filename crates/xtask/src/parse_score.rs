//! `cargo xtask parse-score`: tags, lemmas and trees against treebanks.

use crate::root;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::time::Instant;
use vigie_syntax::conllu::{self, Gold};
use vigie_syntax::train::headlines::{Dress, dress};
use vigie_syntax::train::sample::Sample;
use vigie_syntax::tree::{Rel, Tree, Upos};
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
        let Ok(model) = fs::read(models.join(lang).join("grammar.bin")) else { continue };
        if name.ends_with(ending) {
            let grammar = Grammar::load(&model).map_err(|e| e.to_string())?;
            let mut golds = conllu::read(&fs::read_to_string(&path).map_err(|e| e.to_string())?);
            golds.iter_mut().for_each(|gold| redress(gold, dressed.map(|d| d.1)));
            println!("{}", report(&name, &score(&grammar, &golds)));
        }
    }
    Ok(true)
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
    seconds: f64,
    sentences: usize,
}

fn score(grammar: &Grammar, golds: &[Gold]) -> Counts {
    let has_agents = golds.iter().flat_map(|g| &g.tree.words).filter(|w| w.rel == Rel::OblAgent).count() > 3;
    let mut counts = Counts { sentences: golds.len(), ..Counts::default() };
    let (mut scratch, mut tree) = (Scratch::default(), Tree::default());
    for gold in golds {
        let spans: Vec<_> = gold.tree.words.iter().map(|w| w.span.clone()).collect();
        let started = Instant::now();
        grammar.parse(&gold.text, &spans, &mut scratch, &mut tree);
        counts.seconds += started.elapsed().as_secs_f64();
        counts.add(&gold.tree, &tree, has_agents);
    }
    counts
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

    fn f1(&self, rel: Rel) -> f64 {
        let [gold, found, both] = self.rels.get(&rel).copied().unwrap_or_default();
        percent(2 * both, gold + found)
    }
}

fn percent(part: usize, whole: usize) -> f64 {
    100.0 * part as f64 / whole.max(1) as f64
}

fn report(name: &str, counts: &Counts) -> String {
    let of = |part| percent(part, counts.words);
    let speed = counts.sentences as f64 / counts.seconds.max(1e-9);
    let [plain, heads, arcs] = counts.plain;
    let mut line = format!(
        "{name} UPOS {:.1} UAS {:.1} LAS {:.1} sentences/s {speed:.0} tokens/s {:.0} tags {:.1} lemmas {:.1} \
         no-punct {:.1}/{:.1}\n ",
        of(counts.upos),
        of(counts.heads),
        of(counts.arcs),
        counts.words as f64 / counts.seconds.max(1e-9),
        of(counts.tags),
        of(counts.lemmas),
        percent(heads, plain),
        percent(arcs, plain),
    );
    for rel in TOLD.iter().chain(&[Rel::Punct]) {
        line.push_str(&format!(" {rel} {:.0}", counts.f1(*rel)));
    }
    line
}
