//! Names of groups and organisations that no table knows, found by a word in them that says what they are: "the Sool
//! Liberation Front", "l'Observatoire du fleuve", and afterwards by the letters told in brackets with them.

use super::scan::{Body, Mention, Reader, Sentence, What, Who};
use crate::data::{Mark, Name};
use std::ops::Range;
use vigie_syntax::Kind;

/// A name has no more tokens than this.
const LONGEST: usize = 10;

impl Reader<'_> {
    /// The name of a body that begins here, or the letters that stand for one told before.
    pub(super) fn called(&self, s: &Sentence, at: usize, end: usize, last: Option<&Mention>) -> Option<Mention> {
        let token = self.cut.tokens.get(at).filter(|t| t.capital && t.kind == Kind::Word)?;
        if let Some(who) = self.by_letters(token.start..token.end) {
            return Some(Mention { toks: at..at + 1, what: What::Actor(who) });
        }
        if self.is_kin(s, at, end, last) {
            let who = Who::Called { start: at, end: at + 1, body: Body::Kin };
            return Some(Mention { toks: at..at + 2, what: What::Actor(who) });
        }
        let name = self.name_of_body(s, at, end)?;
        let body = if self.is_armed_body(&name, last, end) { Body::Armed } else { Body::People };
        let who = Who::Called { start: name.start, end: name.end, body };
        self.remember_letters(name.end, who);
        Some(Mention { toks: name, what: What::Actor(who) })
    }

    /// "Murle youths", "the Turi tribe": a name of people that no table knows, before a noun for their fighters.
    fn is_kin(&self, s: &Sentence, at: usize, end: usize, last: Option<&Mention>) -> bool {
        let noun = at + 1 < end && self.lex.nouns.kin.iter().any(|w| w == self.word(at + 1));
        let close = at + 1 < end && self.cut.tokens[at + 1].spaced && !self.cut.tokens[at + 1].capital;
        let dated = last.is_some_and(|m| m.is_time() && m.toks.end == at);
        let small = |i: usize| !self.cut.tokens[i].capital || s.has_mark(i, Mark::Determiner) || dated;
        let inside = at > s.toks.start.max(s.body) && small(at - 1);
        // A village may bear a people's name; a town's gunmen are no people, and "Dogon militia Dana" names its group.
        let village = |n: &Name| matches!(n, Name::Place(p) if self.data.places.places[*p].rank == 0);
        let known = self.data.names.longest_at(&self.cut, at, end).is_some_and(|(_, r)| !r.iter().all(village));
        let known = known || self.cut.tokens.get(at + 2).is_some_and(|t| t.capital && at + 2 < end);
        let word = self.says_nothing(at, end) && self.lex.agent_book().longest_at(&self.cut, at, end).is_none();
        noun && close && inside && !known && word
    }

    /// Capitalised words, with what joins them, among which one says that it is a body; what tables know is left to them.
    fn name_of_body(&self, s: &Sentence, at: usize, end: usize) -> Option<Range<usize>> {
        let capital = |i: usize| self.cut.tokens[i].capital && self.cut.tokens[i].kind == Kind::Word;
        let spaced = at > s.toks.start && self.cut.tokens[at].spaced;
        let inside = spaced && capital(at - 1) && !s.has_mark(at - 1, Mark::Determiner);
        // "Fighters of the Front": the name begins after the noun for people.
        let people = self.lex.agent_book().longest_at(&self.cut, at, end).is_some_and(|(n, _)| n < end && !capital(n));
        if inside || people || s.has_mark(at, Mark::Determiner) {
            return None;
        }
        let last = end.min(at + LONGEST);
        let mut next = at + 1;
        while let Some(i) = self.goes_on_by(next, last, self.is_body(at) && next == at + 1) {
            if self.knows_actor(i - 1, end) {
                break;
            }
            next = i;
        }
        let name = at..next;
        let words = name.clone().filter(|i| capital(*i)).count();
        let body = name.clone().any(|i| capital(i) && self.is_body(i));
        let known = self.knows_actor(at, end) || self.is_state(&name);
        let other = name.clone().any(|i| self.lex.nouns.other_bodies.iter().any(|w| w == self.word(i)));
        let whole = words >= 2 || self.is_body(at) && name.len() >= 3;
        let fits = whole && body && !known && !other && !self.is_time_name(&name) && !self.stands_in_title(s, &name);
        fits.then_some(name)
    }

    /// Most of the other words begin with a capital too, so that capitals say nothing.
    fn stands_in_title(&self, s: &Sentence, name: &Range<usize>) -> bool {
        let word = |i: &usize| self.cut.tokens[*i].kind == Kind::Word && !name.contains(i) && *i > s.toks.start;
        let (capitals, small): (Vec<usize>, Vec<usize>) =
            s.toks.clone().filter(word).partition(|i| self.cut.tokens[*i].capital);
        capitals.len() > small.len()
    }

    /// Where the name goes on after a token: at a capital, or over "of the" to one; in some languages after the
    /// first word also to a noun in small letters ("Front de libération du Sool").
    fn goes_on_by(&self, at: usize, end: usize, first: bool) -> Option<usize> {
        let word = |i: usize| i < end && self.cut.tokens[i].kind == Kind::Word;
        let capital = |i: usize| word(i) && self.cut.tokens[i].capital;
        if capital(at) {
            return Some(at + 1);
        }
        // "Front populaire du Logone".
        let of = |i: usize| i < end && self.lex.marks.word(self.word(i)).contains(&Mark::OfPrep);
        if first && self.lex.nouns.small_letters && word(at) && of(at + 1) && self.says_nothing(at, end) {
            return Some(at + 1);
        }
        let joins = |i: usize| i < end && self.lex.nouns.body_joints.iter().any(|w| w == self.word(i));
        let elided = |i: usize| i < end && matches!(self.word(i), "'" | "’");
        let from = (at..end.min(at + 4)).find(|i| !joins(*i) && !elided(*i)).filter(|i| *i > at)?;
        let small = word(from) && first && self.lex.nouns.small_letters;
        (capital(from) || small).then_some(from + 1)
    }

    /// Neither a function word nor a word for an act.
    fn says_nothing(&self, i: usize, end: usize) -> bool {
        self.lex.marks.word(self.word(i)).is_empty() && self.lex.triggers.longest_at(&self.cut, i, end).is_none()
    }

    fn is_body(&self, i: usize) -> bool {
        let word = self.word(i);
        self.lex.nouns.bodies.iter().chain(&self.lex.nouns.armed_bodies).any(|w| w == word)
    }

    /// Whether a table knows an actor's name that begins here.
    fn knows_actor(&self, i: usize, end: usize) -> bool {
        let actor = |n: &Name| matches!(n, Name::Named(_) | Name::Common(_) | Name::Institution(..));
        self.data.names.longest_at(&self.cut, i, end).is_some_and(|(_, r)| r.iter().any(actor))
    }

    /// "Fédération de Russie": a country under its full name.
    fn is_state(&self, name: &Range<usize>) -> bool {
        let country = |n: &Name| matches!(n, Name::Country(_));
        let last = |i: usize| self.data.names.longest_at(&self.cut, i, name.end).filter(|(n, _)| *n == name.end);
        let joined = (name.start..name.end).filter(|i| self.cut.tokens[*i].capital).count() == 2;
        joined && name.clone().any(|i| last(i).is_some_and(|(_, r)| r.iter().any(country)))
    }

    fn is_time_name(&self, name: &Range<usize>) -> bool {
        let dates = || self.lex.dates.weekdays.iter().chain(&self.lex.dates.months).flatten();
        name.clone().any(|i| dates().any(|w| w == self.word(i)))
    }

    /// Armed by its own name, or by the fighters named beside it. A body of neither kind speaks for people.
    fn is_armed_body(&self, name: &Range<usize>, last: Option<&Mention>, end: usize) -> bool {
        let named = name.clone().any(|i| self.lex.nouns.armed_bodies.iter().any(|w| w == self.word(i)));
        let group = |i: usize| self.lex.agents[i].class.is_armed_group();
        let before = last.is_some_and(|m| {
            matches!(m.what, What::Actor(Who::Agent(i, _)) if group(i)) && name.start - m.toks.end <= 3
        });
        let next = self.lex.agent_book().longest_at(&self.cut, name.end, end);
        let after = next.is_some_and(|(_, agents)| agents.iter().any(|i| group(*i)));
        named || before || after
    }

    /// "(SLF)" after a name: its letters stand for it from here on.
    fn remember_letters(&self, at: usize, who: Who) {
        let letters = self.cut.tokens.get(at + 1).map(|t| &self.text[t.start..t.end]);
        let closed = at + 2 < self.cut.tokens.len() && self.word(at) == "(" && self.word(at + 2) == ")";
        let short = |w: &&str| w.len() >= 2 && w.chars().filter(|c| c.is_uppercase()).count() >= 2;
        if let Some(letters) = letters.filter(|_| closed).filter(short) {
            self.letters.borrow_mut().insert(letters.to_string(), who);
        }
    }

    /// "Reporters sans frontières (RSF)": letters that begin the words of a known name before them are that name's, whoever
    /// else they may stand for.
    pub(super) fn learn_letters(&self, name: Range<usize>, who: Who) {
        let Some(token) = self.cut.tokens.get(name.end + 1).filter(|_| name.len() > 1) else { return };
        let mut words = name.clone().filter_map(|i| self.text[self.cut.tokens[i].start..].chars().next());
        let letters = &self.text[token.start..token.end];
        let begins = |c: char| words.any(|w| w.to_lowercase().eq(c.to_lowercase()));
        if letters.len() >= 2 && letters.chars().all(begins) {
            self.remember_letters(name.end, who);
        }
    }

    fn by_letters(&self, word: Range<usize>) -> Option<Who> {
        self.letters.borrow().get(&self.text[word]).copied()
    }
}

#[cfg(test)]
mod tests {
    use crate::code::testing::{names, told};

    /// Who did the one event of a text, and who says so.
    fn check(lang: &str, text: &str, doer: &str, said_by: Option<&str>) {
        let events = told(lang, "2025-07-07", text);
        let row = |e: &crate::model::Event| (names(&e.initiators), e.said_by.clone());
        let want = (doer.to_string(), said_by.map(String::from));
        assert_eq!(events.iter().map(row).collect::<Vec<_>>(), [want], "{text}");
    }

    #[test]
    fn a_group_that_no_table_knows_keeps_its_name() {
        let front =
            "Fighters of the Sool Liberation Front attacked an army post in Garowe on Friday, killing six soldiers.";
        check("en", front, "Sool Liberation Front", None);
        let french =
            "Des combattants du Front de libération du Sool ont attaqué vendredi un poste de l'armée à Garowe.";
        check("fr", french, "Front de libération du Sool", None);
        let claim =
            "A bomb killed two soldiers in Garowe on Friday. The Sool Liberation Movement claimed responsibility.";
        check("en", claim, "Sool Liberation Movement", Some("Sool Liberation Movement"));
    }

    #[test]
    fn a_people_s_fighters_bear_its_name() {
        let camp = "On Friday Murle youths attacked a cattle camp in Bor, killing eleven herders.";
        check("en", camp, "Murle militia", None);
    }

    #[test]
    fn an_organisation_that_no_table_knows_is_heard() {
        let said = "Militiamen killed 12 villagers in Djugu on Friday, the Ituri Rights Observatory said.";
        check("en", said, "Unidentified communal militia", Some("Ituri Rights Observatory"));
        let letters =
            "The Lake Rights Network (LRN) met in July. Gunmen killed 12 villagers in Baga on Friday, LRN said.";
        check("en", letters, "Unidentified armed group", Some("Lake Rights Network"));
        let french = "Des hommes armés ont tué 12 villageois vendredi à Djugu, selon le Réseau des femmes du Lac.";
        check("fr", french, "Unidentified armed group", Some("Réseau des femmes du Lac"));
    }
}
