//! Training: from treebanks to a model, the same bytes every time.

pub mod chance;
pub mod headlines;
pub mod learner;
mod lemmas;
mod marks;
mod parser;
pub mod sample;
mod tagger;
pub mod vocabulary;

use crate::conllu::Gold;
use crate::grammar::{BadModel, Grammar, MAGIC};
use crate::lemma::Lemmatiser;
use crate::model::bytes::Bytes;
use crate::model::weights;
use crate::tagger::Inventory;
use headlines::{Style, with_headlines};
use learner::{FINENESS, Learner, mean, rows};
use sample::Sample;

/// How a language is trained.
#[derive(Clone, Copy, Debug)]
pub struct Plan {
    /// How many parsers are trained and averaged.
    pub seeds: u64,
    /// How often each sees all sentences.
    pub rounds: usize,
    /// How many are trained at the same time.
    pub threads: usize,
    /// A feature has a say once it was in so many corrections; a small treebank needs every one.
    pub enough: u32,
    /// Weights below this are left out: of tags, actions and relations.
    pub least: [f64; 3],
}

impl Default for Plan {
    fn default() -> Self {
        Self { seeds: 4, rounds: 10, threads: 4, enough: 5, least: [0.2, 0.5, 0.4] }
    }
}

/// Trains a grammar on sentences; its bytes are what `Grammar::load` reads.
pub fn train(golds: &[Gold], style: &Style, plan: &Plan) -> Vec<u8> {
    let sentences = golds.iter().filter(|g| !g.tree.words.is_empty()).map(Sample::of).collect();
    let samples = with_headlines(sentences, style);
    let inventory = tagger::inventory(&samples);
    let lemmas = lemmas::learn(&samples);
    let tags = tagger::taggers(&inventory, &samples, plan);
    let guessed = tagger::jackknife(&inventory, &samples, plan);
    let seen = parser::Seen::all(&samples, &guessed, &inventory, &lemmas);
    let parsers = each(plan.seeds as usize, plan.threads, |seed| parser::learn(&seen, plan, seed as u64));
    let part = |n: usize| parsers.iter().map(|learners| &learners[n]).collect::<Vec<_>>();
    let marks = marks::learn(&samples);
    let table = |learners: &[&Learner], least: f64| {
        let mut out = Vec::new();
        weights::write(&rows(&mean(learners), least), &mut out);
        out
    };
    let [of_tags, of_actions, of_rels] = plan.least;
    let tables = [
        table(&tags.iter().collect::<Vec<_>>(), of_tags),
        table(&part(0), of_actions),
        table(&part(1), of_rels),
        table(&part(2), of_rels),
        table(&[&marks], 0.05),
    ];
    Grammar::write(&inventory, &lemmas, &tables)
}

/// The same model without weights below these, to see how small it can be; `Plan::least` says which are which.
pub fn prune(model: &[u8], least: [f64; 3]) -> Result<Vec<u8>, BadModel> {
    let mut bytes = Bytes(model);
    if bytes.str()? != MAGIC {
        return Err(BadModel);
    }
    let (inventory, lemmas) = (Inventory::read(&mut bytes)?, Lemmatiser::read(&mut bytes)?);
    let mut tables = Vec::new();
    for least in [least[0], least[1], least[2], least[2], 0.0] {
        let mut rows = Vec::new();
        let heavy = |weight: i16| f64::from(weight.unsigned_abs()) >= least * FINENESS;
        weights::read_rows(&mut bytes, |feature, row| {
            rows.push((feature, row.iter().copied().filter(|(_, weight)| heavy(*weight)).collect()));
        })?;
        let mut table = Vec::new();
        weights::write(&rows, &mut table);
        tables.push(table);
    }
    Ok(Grammar::write(&inventory, &lemmas, &tables))
}

/// Does a job for each number on several threads; results in the order of the numbers.
fn each<T: Send>(count: usize, threads: usize, job: impl Fn(usize) -> T + Sync) -> Vec<T> {
    let next = std::sync::atomic::AtomicUsize::new(0);
    let work = || {
        let take = || Some(next.fetch_add(1, std::sync::atomic::Ordering::SeqCst)).filter(|n| *n < count);
        std::iter::from_fn(take).map(|n| (n, job(n))).collect::<Vec<_>>()
    };
    let mut done: Vec<(usize, T)> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..threads.max(1)).map(|_| scope.spawn(work)).collect();
        threads.into_iter().flat_map(|t| t.join().expect("a thread of the training")).collect()
    });
    done.sort_by_key(|(n, _)| *n);
    done.into_iter().map(|(_, result)| result).collect()
}
