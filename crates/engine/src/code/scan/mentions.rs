//! What the words of a sentence name: the longest name, noun, number or date at each of them, and which of its
//! readings the words around it bear out.

use super::super::date;
use super::super::number;
use super::{Mention, Reader, Sentence, What, Who};
use crate::code::party::class_of;
use crate::data::{Mark, Name};
use std::ops::Range;
use vigie_syntax::Kind;

/// So many words behind a title the body stands that it is of.
const BODY: usize = 5;

impl Reader<'_> {
    pub(super) fn mentions(&self, s: &Sentence, start: usize, end: usize) -> Vec<Mention> {
        let (mut out, mut at) = (Vec::new(), start);
        while at < end {
            match self.mention(s, at, end, out.last()) {
                Some(mention) => {
                    at = mention.toks.end;
                    if !self.names_no_ground(s, &mention) && !self.is_bordered(s, &mention) {
                        out.push(mention);
                    }
                }
                None => at += 1,
            }
        }
        let of_body: Vec<bool> = out.iter().map(|m| self.is_of_body(s, m, &out) || self.is_of_group(m, &out)).collect();
        let mut kept = of_body.into_iter();
        out.retain(|_| !kept.next().unwrap_or(false));
        self.join_demonyms(out)
    }

    /// "close to Mali", "the border with the Niger": told of what lies in another country, and nobody's doing.
    fn is_bordered(&self, s: &Sentence, m: &Mention) -> bool {
        let start = m.toks.start;
        let article = start.checked_sub(1).filter(|i| s.has_mark(*i, Mark::Determiner));
        let before = article.unwrap_or(start).checked_sub(1);
        matches!(m.what, What::Country(_)) && before.is_some_and(|i| s.has_mark(i, Mark::BorderingPrep))
    }

    /// "Al-Shabaab's military spokesman": of the group, and of no state.
    fn is_of_group(&self, m: &Mention, all: &[Mention]) -> bool {
        let group = |b: &Mention| b.who().is_some_and(|w| class_of(self, w, "government").is_armed_group());
        let owned =
            |end: usize| matches!(self.word(end), "'" | "’") && self.word(end + 1) == "s" && m.toks.start == end + 2;
        m.is_office() && all.iter().any(|b| owned(b.toks.end) && group(b))
    }

    /// "The president of the herders' association", "a base of the charity MSF": a title or a camp that is the state's
    /// where nothing is said is that body's.
    fn is_of_body(&self, s: &Sentence, m: &Mention, all: &[Mention]) -> bool {
        use crate::model::Class::{CivilSociety, InternationalOrganisation, Media, PoliticalParty, StateForces};
        let class = |m: &Mention| m.who().map(|who| class_of(self, who, "government"));
        let titled = m.is_office() && s.has_mark(m.toks.start, Mark::Title);
        let camp = matches!(m.what, What::Actor(Who::Agent(i, _)) if self.lex.agents[i].thing && self.lex.agents[i].class == StateForces);
        let body = |c| matches!(c, CivilSociety | PoliticalParty | Media) || camp && c == InternationalOrganisation;
        let near = |b: &&Mention| b.toks.start > m.toks.end && b.toks.start - m.toks.end <= BODY;
        let light = |i: usize| {
            s.has_mark(i, Mark::OfPrep)
                || s.has_mark(i, Mark::Determiner)
                || self.word(i) == "'"
                || all.iter().any(|x| x.toks.contains(&i) && !x.is_proper())
        };
        (titled || camp)
            && s.has_mark(m.toks.end, Mark::OfPrep)
            && all.iter().filter(near).any(|b| class(b).is_some_and(body) && (m.toks.end..b.toks.start).all(light))
    }

    fn mention(&self, s: &Sentence, at: usize, end: usize, last: Option<&Mention>) -> Option<Mention> {
        if let Some((next, what)) = date::parse(self, at, end) {
            return Some(Mention { toks: at..next, what });
        }
        if self.is_leaning(at) || is_in_unit(s, at) {
            return None;
        }
        if let Some(mention) = self.called(s, at, end, last) {
            return Some(mention);
        }
        let agent = self.lex.agent_book().longest_at(&self.cut, at, end).map(|(n, a)| (n, a[0]));
        let agent = agent.filter(|(n, _)| {
            !self.name_goes_further(at, *n, end)
                && !self.is_region(s, at, *n, end)
                && !self.is_adjective(s, at, *n, last)
        });
        let name = self
            .data
            .names
            .longest_at(&self.cut, at, end)
            .filter(|(n, _)| !self.article_of_name(s, at, *n, end) && !self.is_adjective(s, at, *n, last));
        let name = name.and_then(|(n, readings)| Some((n, self.reading(s, at..n, &readings, last)?)));
        match (agent, name) {
            (Some((n, agent)), name) if name.as_ref().is_none_or(|(m, w)| n > *m || n == *m && is_weak(w)) => {
                Some(Mention { toks: at..n, what: What::Actor(Who::Agent(agent, None)) })
            }
            (_, Some((n, what))) => match number::parse(self, at, end).filter(|(m, _)| *m >= n && is_weak(&what)) {
                Some((m, quantity)) => Some(Mention { toks: at..m, what: What::Number(quantity) }),
                None if self.is_small_place(&what) && self.goes_on(s, at, n, end) => {
                    self.unlisted_place(s, at, end, last)
                }
                None => {
                    if let What::Actor(who @ Who::Named(_)) = what {
                        self.learn_letters(at..n, who);
                    }
                    Some(Mention { toks: at..n, what })
                }
            },
            _ => number::parse(self, at, end)
                .map(|(n, q)| Mention { toks: at..n, what: What::Number(q) })
                .or_else(|| self.unlisted_place(s, at, end, last)),
        }
    }

    /// "Pro-government militias", "anti-French": whom people are for or against, and who is not there.
    fn is_leaning(&self, at: usize) -> bool {
        let close = |i: usize| !self.cut.tokens[i].spaced;
        at >= 2
            && self.word(at - 1) == "-"
            && close(at)
            && close(at - 1)
            && self.lex.nouns.leanings.iter().any(|w| w == self.word(at - 2))
    }

    /// Whether a reading is of villages or smaller towns, whose names may be the first word of another name.
    fn is_small_place(&self, what: &What) -> bool {
        matches!(what, What::Place(list, None) if list.iter().all(|p| self.data.places.places[*p].rank <= 2))
    }

    /// "l'État" within "l'État islamique": a name that begins inside the noun and ends after it.
    fn name_goes_further(&self, at: usize, next: usize, end: usize) -> bool {
        let named = |k: usize| {
            self.data.names.longest_at(&self.cut, k, end).is_some_and(|(n, r)| {
                n > next && r.iter().any(|x| matches!(x, Name::Named(_) | Name::Bare(_) | Name::Institution(..)))
            })
        };
        (at + 1..next).any(named)
    }

    /// "Les vols humanitaires", "cinq accords militaires": a word for people right after a noun in the plural says of what
    /// kind it is.
    fn is_adjective(&self, s: &Sentence, at: usize, next: usize, last: Option<&Mention>) -> bool {
        let Some(before) = at.checked_sub(1).filter(|i| next == at + 1 && *i >= s.body) else { return false };
        let kind = self.lex.marks.word(self.word(at)).contains(&Mark::KindWord);
        let small = !self.cut.tokens[before].capital && self.word(before).len() > 3 && self.word(before).ends_with('s');
        let free = !s.marks.iter().any(|(m, _)| m.contains(&before)) && last.is_none_or(|m| m.toks.end <= before);
        let verb = |acts: &[crate::data::Act]| acts.iter().any(|a| a.form != crate::data::Form::Noun);
        let act = self.lex.triggers.longest_at(&self.cut, before, at).is_some_and(|(_, acts)| verb(acts));
        kind && small && free && !act
    }

    /// "l'État de Borno": a state of a federation is ground, and no government. "L'État du Mali" is one all the same.
    fn is_region(&self, s: &Sentence, at: usize, next: usize, end: usize) -> bool {
        let noun = next > at && self.lex.marks.word(self.word(next - 1)).contains(&Mark::RegionNoun);
        if !noun || !s.has_mark(next, Mark::OfPrep) {
            return false;
        }
        let name = next + 1 + usize::from(next + 1 < end && matches!(self.word(next + 1), "'" | "’"));
        let inside = at.checked_sub(1).is_some_and(|i| s.has_mark(i, Mark::LocativePrep));
        let readings = self.data.names.longest_at(&self.cut, name, end).map(|(_, r)| r).unwrap_or_default();
        let land = readings.iter().any(|r| matches!(r, Name::Country(_)));
        readings.iter().any(|r| matches!(r, Name::Place(_))) && (!land || inside)
    }

    /// "the" in "the UN General Assembly", where a short name has an article and a longer one has none.
    fn article_of_name(&self, s: &Sentence, at: usize, name_end: usize, end: usize) -> bool {
        s.has_mark(at, Mark::Determiner)
            && self.data.names.longest_at(&self.cut, at + 1, end).is_some_and(|(longer, _)| longer > name_end)
    }

    /// What a name means here; `None` where it is no name at all ("say" for the town of Say).
    fn reading(&self, s: &Sentence, toks: Range<usize>, readings: &[Name], last: Option<&Mention>) -> Option<What> {
        let number = toks.clone().any(|i| self.cut.tokens[i].kind == Kind::Number);
        let capital = number || self.span(&toks).of(self.text).contains(char::is_uppercase);
        let mut places = Vec::new();
        let (mut seat, mut other) = (None, None);
        // "At 8:00 pm": two small letters are no office.
        let letters = !capital && self.span(&toks).of(self.text).len() <= 2;
        let institution = readings.iter().find_map(|reading| match *reading {
            Name::Institution(i, c) => Some(What::Actor(Who::Institution(i, Some(c)))),
            Name::Bare(i) => Some(What::Actor(Who::Institution(i, None))),
            _ => None,
        });
        for reading in readings {
            match *reading {
                Name::Common(i) => return Some(What::Actor(Who::Named(i))),
                Name::Named(i) if capital => other = other.or(Some(What::Actor(Who::Named(i)))),
                Name::Country(c) if capital => other = other.or(Some(What::Country(c))),
                Name::Demonym(c) => other = other.or(Some(What::Demonym(c))),
                Name::Capital(c) => seat = Some(c),
                Name::Place(p) => places.push(p),
                Name::Named(_) | Name::Country(_) | Name::Institution(..) | Name::Bare(_) => {}
            }
        }
        // "A family in Bla": a town's name in small letters is no acronym of a group.
        let town = capital && !places.is_empty() && self.is_place(s, &toks, &places, last);
        if town && matches!(other, Some(What::Actor(Who::Named(i))) if self.is_acronym_in_small(&toks, i)) {
            return Some(What::Place(places, seat));
        }
        let acronym = matches!(other, Some(What::Actor(Who::Named(i))) if self.is_acronym_in_small(&toks, i));
        if acronym && self.is_behind_first_name(s, toks.start, last) {
            return None;
        }
        let unknown = matches!(readings, [Name::Bare(i)] if self.ends_name(&toks, *i, last));
        if institution.is_some() && !letters && !unknown && !matches!(other, Some(What::Actor(_))) {
            return institution;
        }
        if other.is_none() && !(capital && self.is_place(s, &toks, &places, last)) {
            return None;
        }
        other.or(Some(What::Place(places, seat)))
    }

    /// "The spokesman Emmanuel Sadi": a family name, right behind a capitalised word that names nothing known.
    fn is_behind_first_name(&self, s: &Sentence, at: usize, last: Option<&Mention>) -> bool {
        let Some(first) = at.checked_sub(1).filter(|i| *i > s.toks.start) else { return false };
        let token = &self.cut.tokens[first];
        let mixed = self.span(&(first..at)).of(self.text).contains(char::is_lowercase);
        let free = last.is_none_or(|m| m.toks.end <= first) && !s.marks.iter().any(|(m, _)| m.contains(&first));
        token.capital && token.kind == Kind::Word && mixed && free
    }

    /// A word of small letters after its first one, for a group that is called so only in capitals.
    fn is_acronym_in_small(&self, toks: &Range<usize>, named: usize) -> bool {
        let text = self.span(toks).of(self.text);
        let actor = &self.data.actors.named[named];
        let upper = |n: &String| n.eq_ignore_ascii_case(text) && !n.chars().any(char::is_lowercase);
        toks.len() == 1
            && text.chars().count() <= 4
            && text.chars().skip(1).all(char::is_lowercase)
            && [&actor.name].into_iter().chain(&actor.aliases).any(upper)
    }

    /// "the Karen Liberation Army": the last word of a name that no table knows is no army of the state.
    fn ends_name(&self, toks: &Range<usize>, institution: usize, last: Option<&Mention>) -> bool {
        let army = self.data.actors.institutions[institution].key == "armed forces";
        let name = |i: usize| {
            let token = &self.cut.tokens[i];
            token.capital && token.kind == Kind::Word && last.is_none_or(|m| !m.toks.contains(&i))
        };
        let own = self.cut.tokens[toks.start].capital && toks.len() == 1;
        army && own && toks.start >= 2 && name(toks.start - 1) && name(toks.start - 2)
    }

    /// Whether a capitalised word may be meant as a place: villages that are known only from the
    /// bulk list need a word such as "in" or "village of" before them.
    fn is_place(&self, s: &Sentence, toks: &Range<usize>, places: &[usize], last: Option<&Mention>) -> bool {
        let rank = places.iter().map(|p| self.data.places.places[*p].rank).max().unwrap_or(5);
        let first = toks.start == s.toks.start;
        let function_word = toks.len() == 1 && s.marks.iter().any(|(r, _)| r.contains(&toks.start));
        let led = self.led_by_place_word(s, toks.start) || self.goes_on_list(toks.start, last);
        // "Dans l'Est de": the compass word is hidden in a preposition.
        let compass =
            |i: usize| s.has_mark(i, Mark::Compass) || self.lex.marks.word(self.word(i)).contains(&Mark::Compass);
        if compass(toks.start) && toks.len() == 1 {
            return s.has_mark(toks.end, Mark::RegionNoun) || self.is_of_region(s, toks.start);
        }
        // "In the North East of Borno State": a part of what follows.
        if toks.clone().all(compass) && s.has_mark(toks.end, Mark::OfPrep) {
            return false;
        }
        match rank {
            0 => led && !function_word,
            1 => (led || !first) && !function_word && !self.after_person(s, toks),
            2 | 3 => {
                (!function_word || led && !first)
                    && (led || !self.after_person(s, toks) && !self.before_person(s, toks))
            }
            _ => !function_word || led && !first,
        }
    }

    /// "la région des Savanes", "province du Centre": a noun for regions before it, with small words between.
    fn is_of_region(&self, s: &Sentence, at: usize) -> bool {
        let small = |i: &usize| {
            s.has_mark(*i, Mark::OfPrep) || s.has_mark(*i, Mark::Determiner) || matches!(self.word(*i), "'" | "’")
        };
        let before = (s.toks.start..at).rev().take(4).find(|i| !small(i));
        before.is_some_and(|i| self.lex.marks.word(self.word(i)).contains(&Mark::RegionNoun))
    }

    fn led_by_place_word(&self, s: &Sentence, at: usize) -> bool {
        let place_marks = [Mark::LocativePrep, Mark::NearPrep, Mark::PlaceNoun, Mark::RegionNoun];
        let before = |back: usize| at.checked_sub(back).is_some_and(|i| place_marks.iter().any(|m| s.has_mark(i, *m)));
        before(1) || (self.word(at.saturating_sub(1)) == "'" && before(2))
    }

    /// "Niono, Molodo and Sandaré": a place right before it, a comma or "and" between.
    fn goes_on_list(&self, at: usize, last: Option<&Mention>) -> bool {
        let place = last.filter(|m| matches!(m.what, What::Place(..)));
        place.is_some_and(|m| m.toks.end < at && at - m.toks.end <= 2 && !self.is_plain(m.toks.end..at))
    }

    fn is_plain(&self, toks: Range<usize>) -> bool {
        toks.into_iter().any(|i| self.cut.tokens[i].kind == Kind::Word && self.word(i).len() > 3)
    }

    /// "Amadou Diarra": a capitalised word next to it that is no known name.
    fn after_person(&self, s: &Sentence, toks: &Range<usize>) -> bool {
        let capital = |i: usize| self.cut.tokens.get(i).is_some_and(|t| t.capital && t.kind == Kind::Word);
        let before = toks.start.checked_sub(1).filter(|i| *i >= s.toks.start);
        let named = |i: usize| i > s.toks.start || !self.is_known_word(s, i) && !self.is_headline(s);
        // "President Banda", "le général Gaya".
        let office = |i: usize| s.has_mark(i, Mark::Title) && toks.len() == 1;
        before.is_some_and(|i| office(i) || capital(i) && named(i) && !s.has_mark(i, Mark::PlaceNoun))
            && !self.led_by_place_word(s, toks.start)
    }

    /// A word that has a meaning here, which the first word of a sentence may have for all its capital.
    fn is_known_word(&self, s: &Sentence, i: usize) -> bool {
        let agent = self.lex.agent_book().longest_at(&self.cut, i, i + 1).is_some();
        let act = self.lex.triggers.longest_at(&self.cut, i, i + 1).is_some();
        agent || act || s.marks.iter().any(|(m, _)| m.contains(&i)) || date::parse(self, i, i + 2).is_some()
    }

    /// "Ahmad Ali": a capitalised word right after it that is no name of a place.
    fn before_person(&self, s: &Sentence, toks: &Range<usize>) -> bool {
        let next = self.cut.tokens.get(toks.end).filter(|t| toks.end < s.toks.end && t.capital && t.kind == Kind::Word);
        next.is_some() && !s.marks.iter().any(|(r, _)| r.contains(&toks.end))
    }
}

/// Within "local government area", whose words name nobody.
fn is_in_unit(s: &Sentence, at: usize) -> bool {
    s.marks.iter().any(|(toks, marks)| toks.len() > 1 && toks.contains(&at) && marks.contains(&Mark::UnitNoun))
}

/// Low-ranking readings that give way to a common noun of the same length.
fn is_weak(what: &What) -> bool {
    matches!(what, What::Place(..) | What::Demonym(_))
}
