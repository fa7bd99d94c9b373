//! Who did what to whom in a sentence, as fillers of the slots of MUC-4.

use super::cast::{Mention, Role};
use super::muc4_words::{Act, Words};
use super::phrases::{Phrases, Sentence};
use std::collections::BTreeSet;
use vigie_syntax::roles::{Clause, Happened, Via};
use vigie_syntax::tree::Rel;

/// What one act of a sentence tells, with the kind of incident that it makes.
pub struct Told {
    pub kind: &'static str,
    pub mentions: Vec<Mention>,
}

/// A sentence, read for its acts.
pub struct Acts<'a> {
    pub words: &'a Words,
    pub phrases: &'a Phrases<'a>,
    pub of: &'a Sentence,
}

/// Whom an act bears on.
struct Whom {
    head: usize,
    also: Vec<usize>,
    /// The number that counts them.
    count: Option<usize>,
    /// Whether it is counted among others: "three, including a nun".
    among: bool,
}

impl Whom {
    fn of(head: usize) -> Self {
        Self { head, also: Vec::new(), count: None, among: false }
    }
}

impl Acts<'_> {
    /// All that the sentence tells of acts; nothing if it tells of none.
    pub fn told(&self) -> Vec<Told> {
        let acts: Vec<(usize, Act)> = (0..self.of.tree.words.len()).filter_map(|w| Some((w, self.act(w)?))).collect();
        if acts.is_empty() {
            return Vec::new();
        }
        let mut told: Vec<Told> = acts.iter().filter_map(|&(w, act)| self.one(w, act)).collect();
        told.push(Told { kind: Act::Attack.kind(), mentions: self.blamed() });
        told.push(Told { kind: Act::Bomb.kind(), mentions: self.used() });
        told
    }

    /// The weapons that the sentence names.
    pub fn weapons(&self) -> Vec<Mention> {
        self.armed().into_iter().map(|w| self.mention(Role::Weapon, &Whom::of(w))).collect()
    }

    /// The weapons that hang on an act, or an act on them: others are found, seized or sold.
    fn used(&self) -> Vec<Mention> {
        let acts = |w: usize| self.act(w).is_some() || self.verb(&self.words.place, w);
        let hangs = |w: usize| self.of.tree.ancestors(w).take(3).any(acts);
        let used = self.armed().into_iter().filter(|&w| hangs(w) || self.of.tree.children(w).any(acts));
        used.map(|w| self.mention(Role::Weapon, &Whom::of(w))).collect()
    }

    fn armed(&self) -> Vec<usize> {
        let named = (0..self.of.tree.words.len()).filter(|&w| self.of.is_noun(w) && self.is(&self.words.weapons, w));
        // A verb such as "bombed" may be taken for its noun; the noun's own forms are the lemma and its plural.
        let own = |w: &usize| self.phrases.form(self.of, *w).len() <= self.of.lemma(*w).len() + 1;
        named.filter(own).collect()
    }

    /// What a word does, where it tells an act; who places a bomb bombs.
    fn act(&self, word: usize) -> Option<Act> {
        self.does(word).or_else(|| self.places(word).then_some(Act::Bomb))
    }

    fn does(&self, word: usize) -> Option<Act> {
        self.bases(word).iter().find_map(|base| self.words.act(base))
    }

    fn places(&self, word: usize) -> bool {
        let weapon = |w| self.is(&self.words.weapons, w);
        self.verb(&self.words.place, word)
            && self.of.children(word, &[Rel::Obj, Rel::Nsubj, Rel::NsubjPass]).any(weapon)
    }

    fn one(&self, word: usize, act: Act) -> Option<Told> {
        let clause = self.of.clauses.get(&word);
        if clause.is_some_and(|c| c.happened == Happened::Negated) {
            return None;
        }
        let sure = clause.is_some_and(|c| matches!(c.happened, Happened::Yes | Happened::Reported));
        let hit = self.whom(word, act, clause);
        let mut mentions: Vec<Mention> = hit.iter().filter_map(|w| self.hit(w, word, act, sure)).collect();
        let done = clause.filter(|_| !self.of.is_state(word));
        mentions.extend(done.into_iter().flat_map(|c| self.doers(c)));
        Some(Told { kind: act.kind(), mentions })
    }

    /// Whom an act bears on, and what stands by a bomb.
    fn whom(&self, word: usize, act: Act, clause: Option<&Clause>) -> Vec<Whom> {
        let party = |p: &vigie_syntax::roles::Party| Whom {
            head: p.head as usize,
            also: p.also.iter().map(|&w| w as usize).collect(),
            count: p.count.map(|w| w as usize),
            among: false,
        };
        let state = self.of.is_state(word);
        let parties = |c: &Clause| [c.whom.clone(), if state { c.who.clone() } else { Vec::new() }].concat();
        let mut all: Vec<Whom> = clause.into_iter().flat_map(parties).map(|p| party(&p)).collect();
        if act == Act::Bomb {
            all.extend(self.beside(word).into_iter().map(Whom::of));
        }
        all.extend(self.described(word, act));
        let heads: Vec<usize> = all.iter().map(|w| w.head).chain([word]).collect();
        all.extend(heads.into_iter().flat_map(|w| self.among(w)));
        let mut seen = BTreeSet::new();
        all.retain(|w| seen.insert(w.head));
        all
    }

    /// Things where a bomb is: "in a bank", "in front of a bank".
    fn beside(&self, word: usize) -> Vec<usize> {
        let thing = |w: &usize| self.is(&self.words.things, *w);
        let mut found = Vec::new();
        for place in self.of.children(word, &[Rel::Obl, Rel::Nmod]) {
            if thing(&place) {
                found.push(place);
                found.extend(self.of.children(place, &[Rel::Conj]).filter(thing));
            } else if self.is(&self.words.before, place) {
                found.extend(self.of.children(place, &[Rel::Nmod]).filter(thing));
            }
        }
        found
    }

    /// Whom a participle describes: "the murdered candidate".
    fn described(&self, word: usize, act: Act) -> Option<Whom> {
        let describes = self.of.tree.words[word].rel == Rel::Amod && matches!(act, Act::Kill | Act::Kidnap);
        let head = self.of.tree.head(word).filter(|_| describes)?;
        Some(Whom { also: self.of.children(head, &[Rel::Appos]).collect(), ..Whom::of(head) })
    }

    /// Those who are named out of a number: "three persons, including a nun".
    fn among(&self, head: usize) -> Vec<Whom> {
        let names = |w: &usize| self.of.children(*w, &[Rel::Case, Rel::Mark]).any(|c| self.is(&self.words.include, c));
        let links = [Rel::Nmod, Rel::Obl, Rel::Acl, Rel::Advcl];
        let first = self.of.children(head, &links).filter(names);
        let all = first.flat_map(|w| std::iter::once(w).chain(self.of.children(w, &[Rel::Conj])).collect::<Vec<_>>());
        let whom = |w| Whom { also: self.of.children(w, &[Rel::Appos]).collect(), among: true, ..Whom::of(w) };
        all.map(whom).collect()
    }

    /// The slot of what an act bears on: by its noun, or by a name where only persons suffer the act.
    fn hit(&self, whom: &Whom, word: usize, act: Act, sure: bool) -> Option<Mention> {
        let (placed, head) = (self.does(word).is_none(), whom.head);
        if !self.of.is_noun(head) || self.is(&self.words.military, head) {
            return None;
        }
        if self.is(&self.words.things, head) {
            return Some(self.mention(Role::Thing, whom));
        }
        let person = self.is(&self.words.people, head) || self.is_person(head, act);
        let killed = (act == Act::Kill && sure && !whom.among).then(|| self.count(whom)).flatten();
        (person && !placed).then(|| Mention { killed, ..self.mention(Role::Victim, whom) })
    }

    /// Somebody who is on no list: a name, whoever is kidnapped, and whoever has a title or a number as killed or hurt.
    fn is_person(&self, head: usize, act: Act) -> bool {
        let text = self.phrases.phrase(self.of, head).text;
        let date = text.split_whitespace().any(|w| self.words.calendar.contains(&w.to_lowercase()));
        let named = self.of.is_name(head) && act.is_of_persons() && !date;
        let counted = act == Act::Kidnap || self.of.children(head, &[Rel::Nummod]).next().is_some();
        let other = self.is(&self.words.agents, head) && act == Act::Kidnap || self.is(&self.words.weapons, head);
        let known = counted || self.is_titled(head);
        let noun = act.is_of_persons() && known && !other && !self.of.is_name(head) && self.does(head).is_none();
        (named || noun) && self.words.organisations_in(&text).is_empty()
    }

    /// A name that the parser took for a noun, by the title before it: "attorney Carlos".
    fn is_titled(&self, head: usize) -> bool {
        self.of.children(head, &[Rel::Compound]).any(|w| self.is(&self.words.people, w) && !self.of.is_plural(w))
    }

    /// How many they are: the number that counts them, or one.
    fn count(&self, whom: &Whom) -> Option<u64> {
        let number = whom.count.or_else(|| self.of.children(whom.head, &[Rel::Nummod]).next());
        match number.map(|w| self.phrases.form(self.of, w).to_lowercase().replace(',', "")) {
            Some(text) => text.parse().ok().or_else(|| self.words.numbers.get(&text).copied()),
            None => (!self.of.is_plural(whom.head) || self.is_titled(whom.head)).then_some(1),
        }
    }

    /// Those who did it: persons, and the organisations that the phrase names.
    fn doers(&self, clause: &Clause) -> Vec<Mention> {
        let place = |v: Via| !matches!(v, Via::Of | Via::Possessor);
        let who = clause.who.iter().filter(|p| place(p.via));
        who.flat_map(|p| self.doer(p.head as usize, p.also.iter().map(|&w| w as usize).collect())).collect()
    }

    fn doer(&self, head: usize, also: Vec<usize>) -> Vec<Mention> {
        let named = self.words.organisations_in(&self.phrases.whole(self.of, head));
        let mut found: Vec<Mention> = named.into_iter().map(Mention::organisation).collect();
        if self.is(&self.words.agents, head) {
            found.push(self.mention(Role::Person, &Whom { also, ..Whom::of(head) }));
        }
        found
    }

    /// Those who are said to have done it, or say it: "accused", "blamed on", "claimed responsibility".
    fn blamed(&self) -> Vec<Mention> {
        let heads = (0..self.of.tree.words.len()).flat_map(|w| self.accused(w));
        let all = heads.flat_map(|w| std::iter::once(w).chain(self.of.children(w, &[Rel::Conj])).collect::<Vec<_>>());
        all.flat_map(|w| self.doer(w, Vec::new())).collect()
    }

    fn accused(&self, verb: usize) -> Vec<usize> {
        let mut found = Vec::new();
        if self.verb(&self.words.accuse, verb) {
            found.extend(self.of.children(verb, &[Rel::Obj, Rel::NsubjPass]));
        }
        if self.verb(&self.words.lay_on, verb) {
            let on = |w: &usize| self.of.children(*w, &[Rel::Case]).any(|c| self.is(&self.words.lay_on_by, c));
            found.extend(self.of.children(verb, &[Rel::Obl]).filter(on));
        }
        let claims = |w| self.is(&self.words.claimed, w);
        if self.verb(&self.words.claim, verb) && self.of.children(verb, &[Rel::Obj]).any(claims) {
            found.extend(self.of.children(verb, &[Rel::Nsubj]));
        }
        found
    }

    fn mention(&self, role: Role, whom: &Whom) -> Mention {
        let heads = std::iter::once(whom.head).chain(whom.also.iter().copied());
        let names = heads.map(|w| self.phrases.phrase(self.of, w).text).collect();
        Mention { role, names, killed: None }
    }

    fn is(&self, list: &BTreeSet<String>, word: usize) -> bool {
        list.contains(&self.of.lemma(word))
    }

    fn verb(&self, list: &BTreeSet<String>, word: usize) -> bool {
        self.bases(word).iter().any(|base| list.contains(base))
    }

    /// The lemma of a verb and what else it may be by its ending: the lemmas of rare verbs are guesses.
    fn bases(&self, word: usize) -> Vec<String> {
        let form = self.phrases.form(self.of, word).to_lowercase();
        let cut = ["d", "ed", "ing"].iter().filter_map(|end| form.strip_suffix(end));
        let bases: Vec<String> = cut.flat_map(|stem| [stem.to_string(), format!("{stem}e")]).collect();
        [vec![self.of.lemma(word), form.clone()], bases].concat()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use vigie_engine::data::Data;
    use vigie_engine::model::Lang;

    /// What a sentence tells, as "role: name" and the number killed.
    fn told(text: &str) -> Vec<String> {
        let words = include_str!("../../../../tests/bench/muc4/words.toml");
        let words = Words::read(words, include_str!("../../../../tests/bench/muc4/actors.toml")).expect("the lists");
        let phrases = Phrases::of(text, text, &Data::bundled().parsers[&Lang::En].roles);
        let acts = phrases.sentences.iter().flat_map(|of| Acts { words: &words, phrases: &phrases, of }.told());
        let mut all: Vec<String> = acts.flat_map(|t| t.mentions).map(|m| show(&m)).collect();
        all.sort();
        all.dedup();
        all
    }

    fn show(mention: &Mention) -> String {
        let killed = mention.killed.map(|n| format!(" {n}")).unwrap_or_default();
        format!("{:?}: {}{killed}", mention.role, mention.names.join(" = "))
    }

    #[test]
    fn a_name_is_a_victim_of_murder() {
        let found = told("Gunmen murdered Ana Prueba and two nuns in the village.");
        assert_eq!(found, ["Person: Gunmen", "Victim: Ana Prueba 1", "Victim: two nuns 2"]);
    }

    #[test]
    fn an_organisation_stands_beside_its_members() {
        let found = told("FMLN guerrillas destroyed a bridge.");
        assert_eq!(found, ["Organisation: FMLN", "Person: FMLN guerrillas", "Thing: bridge"]);
    }

    #[test]
    fn what_stands_by_a_bomb_is_hit() {
        let found = told("A bomb exploded in front of a bank.");
        assert_eq!(found, ["Thing: bank", "Weapon: bomb"]);
    }

    #[test]
    fn whoever_claims_it_did_it() {
        let found = told("The Shining Path claimed responsibility for the attack on the embassy.");
        assert_eq!(found, ["Organisation: SHINING PATH", "Thing: embassy"]);
    }

    #[test]
    fn who_is_named_among_others_is_not_counted_twice() {
        let found = told("Three teachers were killed, including Ana Prueba.");
        assert!(found.contains(&"Victim: Three teachers 3".into()), "{found:?}");
        assert!(!found.iter().any(|f| f.contains("Ana Prueba 1")), "{found:?}");
    }

    #[test]
    fn who_is_told_as_wounded_is_hit() {
        let found = told("Two nuns were seriously wounded.");
        assert_eq!(found, ["Victim: Two nuns"]);
    }

    #[test]
    fn a_name_behind_a_title_is_a_person() {
        let found = told("ATTORNEY CARLOS PRUEBA WAS SHOT TO DEATH NEAR HIS HOUSE.");
        assert!(found.contains(&"Victim: ATTORNEY CARLOS = PRUEBA 1".into()), "{found:?}");
    }

    #[test]
    fn what_did_not_happen_hits_nobody() {
        assert!(told("The rebels did not kill the mayor.").iter().all(|f| !f.starts_with("Victim")));
    }
}
