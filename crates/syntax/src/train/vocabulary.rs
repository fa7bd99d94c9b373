//! Words that treebanks hardly have: sentences are learnt again with some of their words changed for these, and keep
//! their tree.

use super::chance::Chance;
use super::headlines::title;
use super::sample::Sample;
use crate::tree::{Number, Rel, Tag, Upos, VerbForm, Voice, Word};

/// How many sentences in a hundred are told again, and how many of their words are changed then.
const AGAIN: usize = 40;
const CHANGED: usize = 75;
/// Longer sentences are left alone.
const LONGEST: usize = 40;

/// Which words may be changed for others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Verbs with an object and nothing else, active or passive.
    Object,
    /// Verbs without an object.
    Alone,
    /// Verbs that say something.
    Saying,
    /// Nouns that do or suffer something.
    Side,
    /// Articles of several, which become numbers.
    Count,
}

/// A form that a word may have: what it stands for, and how the word it stands for must end.
#[derive(Clone, Debug)]
struct Slot {
    tag: Tag,
    end: String,
}

/// Words of the same forms.
#[derive(Clone, Debug)]
pub struct Words {
    place: Place,
    slots: Vec<Slot>,
    /// Words that must stand before; any, if there are none.
    after: Vec<String>,
    /// For each word its forms in the order of the slots; the first is its lemma. "-" is no form.
    rows: Vec<Vec<String>>,
}

impl Words {
    /// Words by their place, forms as "VERB VerbForm=Inf" with how the changed word ends, and rows of forms.
    pub fn new(place: &str, forms: &[String], after: Vec<String>, rows: Vec<Vec<String>>) -> Result<Self, String> {
        let place = match place {
            "object" => Place::Object,
            "alone" => Place::Alone,
            "saying" => Place::Saying,
            "side" => Place::Side,
            "count" => Place::Count,
            _ => return Err(format!("no place is called \"{place}\"")),
        };
        if let Some(row) = rows.iter().find(|row| row.len() != forms.len()) {
            return Err(format!("\"{}\" has {} forms of {}", row.join(" "), row.len(), forms.len()));
        }
        Ok(Self { place, slots: forms.iter().map(|form| slot(form)).collect(), after, rows })
    }

    /// The form of one of these words, by chance, that may stand for a word; with it its lemma.
    fn instead(&self, form: &str, tag: Tag, chance: &mut Chance) -> Option<(&str, &str)> {
        let slot = self.slots.iter().position(|s| fits(s.tag, tag) && form.ends_with(&s.end))?;
        let row = &self.rows[chance.below(self.rows.len())];
        let other = row[slot].as_str();
        // A vowel for a vowel, so that "an", "l'" and "cet" stay right.
        (other != "-" && is_vowel(other) == is_vowel(form)).then_some((other, row[0].as_str()))
    }
}

fn slot(form: &str) -> Slot {
    let mut parts = form.split(' ');
    let mut next = || parts.next().unwrap_or("");
    let tag = Tag::parse(next(), next());
    Slot { tag, end: next().to_string() }
}

/// Whether a tag has every feature of a pattern.
fn fits(pattern: Tag, tag: Tag) -> bool {
    pattern.upos == tag.upos
        && (pattern.form == VerbForm::None || pattern.form == tag.form)
        && (pattern.mood as usize == 0 || pattern.mood == tag.mood)
        && (pattern.tense as usize == 0 || pattern.tense == tag.tense)
        && (pattern.number == Number::None || pattern.number == tag.number)
}

fn is_vowel(word: &str) -> bool {
    crate::fold(word).starts_with(['a', 'e', 'i', 'o', 'u', 'y', 'h'])
}

/// A share of the sentences again, with these words.
pub fn told_again(samples: &[Sample], words: &[Words], articles: &[String]) -> Vec<Sample> {
    let mut chance = Chance::new(23);
    let short = |s: &&Sample| s.words.len() <= LONGEST;
    let again =
        |sample: &Sample| chance.percent(AGAIN).then(|| changed(sample, words, articles, &mut chance)).flatten();
    if words.is_empty() { Vec::new() } else { samples.iter().filter(short).filter_map(again).collect() }
}

/// The sentence with other words; none if nothing could be changed but sides and counts.
fn changed(sample: &Sample, lists: &[Words], articles: &[String], chance: &mut Chance) -> Option<Sample> {
    let mut forms: Vec<String> = (0..sample.words.len()).map(|n| sample.form(n).to_string()).collect();
    let (mut told, mut verbs) = (sample.words.clone(), 0);
    for n in 0..told.len() {
        let Some(place) = place(&sample.words, n, articles).filter(|_| chance.percent(CHANGED)) else { continue };
        let before = n.checked_sub(1).map_or(String::new(), |b| sample.form(b).to_lowercase());
        let fit = |list: &&Words| list.place == place && (list.after.is_empty() || list.after.contains(&before));
        let fitting: Vec<&Words> = lists.iter().filter(fit).collect();
        let Some(list) = fitting.get(chance.below(fitting.len())) else { continue };
        let (form, tag) = (&forms[n], told[n].tag);
        let (form, lemma) = match place {
            Place::Count => count(list, chance),
            _ => match list.instead(form, tag, chance) {
                Some(found) => found,
                None => continue,
            },
        };
        (forms[n], told[n].lemma) = (like(form, sample.form(n)), lemma.to_string());
        if place == Place::Count {
            (told[n].tag, told[n].rel) = (list.slots[0].tag, Rel::Nummod);
        }
        verbs += usize::from(told[n].tag.upos == Upos::Verb);
    }
    (verbs > 0).then(|| Sample::from_forms(&forms, told))
}

fn count<'a>(list: &'a Words, chance: &mut Chance) -> (&'a str, &'a str) {
    let row = &list.rows[chance.below(list.rows.len())];
    (&row[0], &row[0])
}

/// A form with the capital of another.
fn like(form: &str, other: &str) -> String {
    if other.starts_with(char::is_uppercase) { title(form) } else { form.to_string() }
}

/// The place of a word, if it is one where words may be changed.
fn place(words: &[Word], n: usize, articles: &[String]) -> Option<Place> {
    let word = &words[n];
    match word.tag.upos {
        Upos::Verb => verb(words, n),
        Upos::Noun => matches!(word.rel, Rel::Nsubj | Rel::NsubjPass | Rel::Obj | Rel::OblAgent).then_some(Place::Side),
        Upos::Det => {
            let head = &words[word.head? as usize];
            let counted = |w: &Word| w.head == word.head && matches!(w.rel, Rel::Nummod | Rel::Amod);
            let several = head.tag.upos == Upos::Noun && head.tag.number == Number::Plur;
            let bare = several && !words.iter().any(counted) && articles.contains(&word.lemma);
            (bare && word.rel == Rel::Det).then_some(Place::Count)
        }
        _ => None,
    }
}

fn verb(words: &[Word], n: usize) -> Option<Place> {
    let has = |rels: &[Rel]| words.iter().any(|w| w.head == Some(n as u32) && rels.contains(&w.rel));
    let odd = [Rel::Xcomp, Rel::Iobj, Rel::CompoundPrt, Rel::Expl, Rel::ExplPass, Rel::Cop, Rel::Csubj];
    let passive = words[n].tag.voice == Voice::Pass || has(&[Rel::NsubjPass]);
    match () {
        () if has(&odd) => None,
        () if has(&[Rel::Ccomp]) => (!passive && has(&[Rel::Nsubj])).then_some(Place::Saying),
        () if has(&[Rel::Obj]) || passive => Some(Place::Object),
        () if words[n].rel == Rel::Parataxis => has(&[Rel::Nsubj]).then_some(Place::Saying),
        () => has(&[Rel::Nsubj]).then_some(Place::Alone),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::conllu;

    fn words(place: &str, forms: &[&str], rows: &[&str]) -> Words {
        let forms: Vec<String> = forms.iter().map(|f| f.to_string()).collect();
        let row = |row: &&str| row.split(' ').map(str::to_string).collect();
        Words::new(place, &forms, Vec::new(), rows.iter().map(row).collect()).expect("words")
    }

    fn sample() -> Sample {
        let text = "# text = The boys saw a dog.
1\tThe\tthe\tDET\t_\t_\t2\tdet\t_\t_
2\tboys\tboy\tNOUN\t_\tNumber=Plur\t3\tnsubj\t_\t_
3\tsaw\tsee\tVERB\t_\tMood=Ind|Tense=Past|VerbForm=Fin\t0\troot\t_\t_
4\ta\ta\tDET\t_\t_\t5\tdet\t_\t_
5\tdog\tdog\tNOUN\t_\tNumber=Sing\t3\tobj\t_\t_
6\t.\t.\tPUNCT\t_\t_\t3\tpunct\t_\t_
";
        Sample::of(&conllu::read(text)[0])
    }

    #[test]
    fn a_sentence_is_told_again_in_other_words_with_its_tree() {
        let lists = [
            words("object", &["VERB VerbForm=Inf", "VERB VerbForm=Fin|Tense=Past"], &["kill killed"]),
            words("side", &["NOUN Number=Sing", "NOUN Number=Plur"], &["guard guards", "elder elders"]),
            words("count", &["NUM Number=Plur"], &["six"]),
        ];
        let told = told_again(&vec![sample(); 200], &lists, &["the".into()]);
        let texts: Vec<&str> = told.iter().map(|s| s.text.as_str()).collect();
        assert!(texts.contains(&"Six guards killed a guard . "), "{texts:?}");
        assert!(texts.iter().all(|t| t.contains("killed") && !t.contains("elder")));
        let full = told.iter().find(|s| s.text.starts_with("Six guards")).expect("told with a number");
        assert_eq!((full.words[0].rel, full.words[0].tag.upos), (Rel::Nummod, Upos::Num));
        assert!(full.words.iter().map(|w| w.head).eq(sample().words.iter().map(|w| w.head)));
        assert_eq!(full.words[2].lemma, "kill");
    }

    #[test]
    fn what_is_no_list_is_refused() {
        assert!(Words::new("nowhere", &[], Vec::new(), Vec::new()).is_err());
        assert!(Words::new("side", &["NOUN".into()], Vec::new(), vec![vec!["a".into(), "b".into()]]).is_err());
    }
}
