//! Names of places that no table knows, found by the words around them: "the village of Xxx", "Xxx
//! village", "Xxx, a hamlet near Gao", "in Xxx".

use super::scan::{Mention, Reader, Sentence, What, Who};
use crate::data::{Form, Mark, Name};
use crate::model::Class;
use std::ops::Range;
use vigie_syntax::Kind;

/// Nouns that call a name a place.
const PLACE_NOUNS: [Mark; 5] = [Mark::PlaceNoun, Mark::UnitNoun, Mark::AreaNoun, Mark::RegionNoun, Mark::RoadNoun];

/// Acts on ground rather than on people.
const ON_GROUND: [&str; 6] = ["assault", "seize", "enter", "regain", "invade", "overrun"];

/// A name has no more tokens than this.
const LONGEST: usize = 6;

impl Reader<'_> {
    /// A capitalised name that no table knows, where the words before or after it make it a place.
    pub(super) fn unlisted_place(
        &self,
        s: &Sentence,
        at: usize,
        end: usize,
        last: Option<&Mention>,
    ) -> Option<Mention> {
        let name = self.capitalised(at, end).filter(|n| !n.clone().any(|i| self.is_no_place(i)))?;
        if self.is_part_of_land(s, &name, end) {
            return None;
        }
        if let Some(short) = self.before_noun(s, &name).or_else(|| self.before_unit(s, &name)) {
            self.unlisted.borrow_mut().insert(self.as_written(&short).to_string());
            return Some(Mention { toks: short, what: What::Place(Vec::new(), None) });
        }
        if self.is_told(&name) {
            return Some(Mention { toks: name, what: What::Place(Vec::new(), None) });
        }
        let led = self.is_led_to(s, &name, end) || self.is_next_in_list(s, &name, end, last);
        let called = self.is_called_before(s, &name, end) && !self.is_speaker(&name, last);
        let place = called || led || self.is_called_after(s, &name, end);
        let place = place && !self.is_building(&name);
        place.then(|| {
            self.unlisted.borrow_mut().insert(self.as_written(&name).to_string());
            Mention { toks: name, what: What::Place(Vec::new(), None) }
        })
    }

    /// "Upper Myanmar": a part of a country that a quarter of the sky names.
    fn is_part_of_land(&self, s: &Sentence, name: &Range<usize>, end: usize) -> bool {
        let rest = self.data.names.longest_at(&self.cut, name.start + 1, end).filter(|(to, _)| *to == name.end);
        let country = |n: &Name| matches!(n, Name::Country(_));
        name.len() > 1 && s.has_mark(name.start, Mark::Compass) && rest.is_some_and(|(_, r)| r.iter().any(country))
    }

    /// "Xxx Yyy Village": a settlement whose noun is written as a part of its name.
    fn before_noun(&self, s: &Sentence, name: &Range<usize>) -> Option<Range<usize>> {
        let last = name.end.checked_sub(1).filter(|i| *i > name.start && s.has_mark(*i, Mark::PlaceNoun))?;
        let noun = self.lex.agent_book().longest_at(&self.cut, last, name.end);
        let people = |i: &usize| self.lex.agents[*i].thing && self.lex.agents[*i].class == Class::Civilians;
        let village = noun.is_some_and(|(_, a)| a.iter().any(people));
        let short = name.start..last;
        let named = self.lex.agent_book().longest_at(&self.cut, short.start, short.end).is_none();
        (village && named && !self.is_common(s, short.start, short.end) && !self.is_headline(s)).then_some(short)
    }

    /// "Ngor Local Government Area": a unit whose noun is written as a part of its name.
    fn before_unit(&self, s: &Sentence, name: &Range<usize>) -> Option<Range<usize>> {
        let noun = |(m, marks): &&(Range<usize>, Vec<Mark>)| {
            m.len() > 1 && marks.contains(&Mark::UnitNoun) && m.start > name.start && m.start < name.end
        };
        let (unit, _) = s.marks.iter().find(noun)?;
        Some(name.start..unit.start).filter(|short| !self.is_common(s, short.start, short.end))
    }

    /// Whether the words around the name made it a place before: "in Xxx ... the attack on Xxx".
    fn is_told(&self, name: &Range<usize>) -> bool {
        self.unlisted.borrow().contains(self.as_written(name))
    }

    fn as_written(&self, name: &Range<usize>) -> &str {
        self.span(name).of(self.text)
    }

    /// "St Francis Catholic Church": a house with a name, which stands in a place.
    fn is_building(&self, name: &Range<usize>) -> bool {
        let last = name.end - 1;
        let thing = self.lex.agent_book().longest_at(&self.cut, last, name.end);
        name.len() > 1 && thing.is_some_and(|(_, a)| a.iter().any(|i| self.lex.agents[*i].thing))
    }

    /// "said the head of the camp, Xxx": the name of who has the office told before it.
    fn is_speaker(&self, name: &Range<usize>, last: Option<&Mention>) -> bool {
        let office = |i: usize| self.lex.agents[i].source.is_some();
        last.is_some_and(|m| {
            m.toks.end + 1 == name.start
                && self.word(m.toks.end) == ","
                && matches!(m.what, What::Actor(Who::Agent(i, _)) if office(i))
        })
    }

    /// "Kaiga Ngouboua" where only Kaiga is known: a village's name that goes on is another name.
    pub(super) fn goes_on(&self, s: &Sentence, at: usize, known: usize, end: usize) -> bool {
        let next = if known < end && self.word(known) == "-" { known + 1 } else { known };
        let longer = self.capitalised(at, end).is_some_and(|n| n.end > next && next < end);
        let small = |n: &Name| matches!(n, Name::Place(p) if self.data.places.places[*p].rank <= 2);
        let listed = || self.data.names.longest_at(&self.cut, next, end).is_some_and(|(_, r)| !r.iter().all(small));
        longer && !listed() && !self.is_common(s, next, end) && !self.is_headline(s)
    }

    /// Capitalised words, with what joins them: "Um Karaka", "Pont-Sondé", "N'Gouri", "el-Kebir".
    pub(super) fn capitalised(&self, at: usize, end: usize) -> Option<Range<usize>> {
        let close = |i: usize| self.cut.tokens.get(i).is_some_and(|t| !t.spaced);
        let sign = |i: usize| matches!(self.word(i), "-" | "'" | "’");
        let prefix = usize::from(at + 2 < end && close(at + 1) && self.word(at + 1) == "-" && self.word(at).len() <= 3);
        let first = at + 2 * prefix;
        let word = |i: usize| self.cut.tokens[i].kind == Kind::Word && (self.cut.tokens[i].capital || close(i));
        if first >= end || !self.cut.tokens[first].capital || self.cut.tokens[first].kind != Kind::Word {
            return None;
        }
        let joint = |i: usize| sign(i) && close(i) && i + 1 < end && close(i + 1) && word(i + 1);
        let dates = || self.lex.dates.weekdays.iter().chain(&self.lex.dates.months).flatten();
        let day = |i: &usize| *i > first && dates().any(|w| w == self.word(*i));
        let stop = end.min(first + LONGEST);
        let stop = (first..stop).find(day).unwrap_or(stop);
        let next = (first + 1..stop).find(|i| !(word(*i) && (!close(*i) || sign(i - 1)) || joint(*i))).unwrap_or(stop);
        Some(at..next)
    }

    /// "the village of Xxx", "le groupement Xxx", "three villages, Xxx", "the camp (Xxx".
    fn is_called_before(&self, s: &Sentence, name: &Range<usize>, end: usize) -> bool {
        let article = usize::from(name.start > 0 && self.word(name.start - 1) == "'");
        let Some(before) = name.start.checked_sub(1 + article).filter(|p| *p >= s.toks.start) else { return false };
        let noun =
            |back: usize| before.checked_sub(back).is_some_and(|i| i >= s.toks.start && self.is_place_noun(s, i));
        let is_of = |i: usize| s.has_mark(i, Mark::OfPrep) || self.lex.marks.word(self.word(i)).contains(&Mark::OfPrep);
        let light = is_of(before) || s.has_mark(before, Mark::Determiner);
        let of = light && (noun(1) || noun(2) && is_of(before - 1));
        let beside = noun(0) && !self.cut.tokens[before].capital && article == 0;
        let named = matches!(self.word(before), "," | ":" | "(") && noun(1) && self.stands_alone(s, name.clone(), end);
        let named = named && !self.holds_office(s, name, end);
        // "A village called Xxx".
        let by_name = |(m, marks): &(Range<usize>, Vec<Mark>)| {
            m.end == name.start && marks.contains(&Mark::KnownAs) && m.start > s.toks.start && {
                self.is_place_noun(s, m.start - 1)
            }
        };
        of || beside && !self.is_common(s, name.start, end) || named || s.marks.iter().any(by_name)
    }

    /// "Xxx village", "Xxx, a hamlet near", "Xxx (Irumu territory)", "attacked Xxx, in Borno State".
    fn is_called_after(&self, s: &Sentence, name: &Range<usize>, end: usize) -> bool {
        if name.end >= end || self.is_common(s, name.start, end) || self.is_headline(s) {
            return false;
        }
        match self.word(name.end) {
            "," => {
                !self.has_title(s, name) && self.is_apposed(s, name.end + 1, end)
                    || self.is_attacked(s, name) && self.opens_place(s, name.end + 1, end)
                    || !self.is_person(s, name) && self.opens_unit(s, name.end + 1, end)
            }
            "(" => self.opens_place(s, name.end + 1, end),
            _ => {
                self.is_attacked(s, name) && self.stands_alone(s, name.clone(), end)
                    || self.has_noun_after(s, name, end)
            }
        }
    }

    /// "Rhoe displacement camp": the noun, or one plain word and the noun.
    fn has_noun_after(&self, s: &Sentence, name: &Range<usize>, end: usize) -> bool {
        let indefinite =
            name.start.checked_sub(1).is_some_and(|i| self.lex.numbers.one.iter().any(|w| w == self.word(i)));
        let noun = |i: usize| {
            i < end && !self.cut.tokens[i].capital && self.is_place_noun(s, i) && !self.word(i).ends_with('s')
        };
        let of = |i: usize| s.has_mark(i, Mark::OfPrep) && self.cut.tokens.get(i + 1).is_some_and(|t| t.capital);
        let plain = self.is_plain_word(s, name.end, end) && noun(name.end + 1) && !of(name.end + 2);
        // "Another Xxx village, Yyy": the name of its people, before its own.
        let other = name.start.checked_sub(1).is_some_and(|i| s.has_mark(i, Mark::Determiner) && noun(name.end));
        let own =
            other && name.end + 2 < end && self.word(name.end + 1) == "," && self.cut.tokens[name.end + 2].capital;
        !indefinite && !own && (noun(name.end) && !of(name.end + 1) || plain)
    }

    /// ", a farming village in": nothing but small and plain words up to the noun.
    fn is_apposed(&self, s: &Sentence, from: usize, end: usize) -> bool {
        let noun = (from..end.min(from + 5)).find(|i| self.is_place_noun(s, *i));
        let light = |i: usize| s.has_mark(i, Mark::Determiner) || self.is_plain_word(s, i, end);
        noun.is_some_and(|n| (from..n).all(light) && !(n + 1 < end && self.is_person_word(s, n + 1, end)))
    }

    /// "The second city, Xxx Yyy, the spokesman for": a person, whose office follows.
    fn holds_office(&self, s: &Sentence, name: &Range<usize>, end: usize) -> bool {
        let comma = name.end < end && self.word(name.end) == ",";
        let first = name.end + 1 + usize::from(s.has_mark(name.end + 1, Mark::Determiner));
        let office = || self.lex.agent_book().longest_at(&self.cut, first, end);
        let speaks = || office().is_some_and(|(_, a)| a.iter().any(|i| self.lex.agents[*i].source.is_some()));
        comma && name.len() > 1 && first < end && (s.has_mark(first, Mark::Title) || speaks())
    }

    /// What follows names a known place or the unit that something lies in.
    fn opens_place(&self, s: &Sentence, from: usize, end: usize) -> bool {
        let small =
            |i: &usize| s.has_mark(*i, Mark::Determiner) || s.has_mark(*i, Mark::LocativePrep) || self.word(*i) == "'";
        let at = (from..end.min(from + 4)).find(|i| !small(i)).unwrap_or(end);
        let known = || self.data.names.longest_at(&self.cut, at, end).is_some_and(|(_, r)| self.is_only_place(&r));
        let called = || (at..end.min(at + 3)).any(|i| self.is_place_noun(s, i));
        at < end && (self.is_place_noun(s, at) || self.cut.tokens[at].capital && (known() || called()))
    }

    /// ", in Mambasa territory", ", dans la province du Soum": a unit by its noun, which people do not lie in.
    fn opens_unit(&self, s: &Sentence, from: usize, end: usize) -> bool {
        let unit = |i: usize| s.has_mark(i, Mark::UnitNoun) || s.has_mark(i, Mark::RegionNoun);
        let stop =
            (from..end).find(|i| self.cut.tokens[*i].kind == Kind::Sign && !matches!(self.word(*i), "-" | "'" | "’"));
        let near = from + 1..stop.unwrap_or(end).min(from + 6);
        let named = near.clone().any(|i| self.cut.tokens[i].capital);
        from < end && s.has_mark(from, Mark::LocativePrep) && named && near.into_iter().any(unit)
    }

    /// Whether a title or a word of saying stands before the name.
    fn is_person(&self, s: &Sentence, name: &Range<usize>) -> bool {
        let before = name.start.saturating_sub(2).max(s.toks.start)..name.start;
        before.into_iter().any(|i| s.has_mark(i, Mark::Title) || s.has_mark(i, Mark::Report))
    }

    /// "Selon M. Xxx, les régions": somebody with a title, whatever follows the comma.
    fn has_title(&self, s: &Sentence, name: &Range<usize>) -> bool {
        let before = name.start.saturating_sub(2).max(s.toks.start)..name.start;
        before.into_iter().any(|i| s.has_mark(i, Mark::Title))
    }

    fn is_only_place(&self, readings: &[Name]) -> bool {
        readings.iter().all(|n| matches!(n, Name::Place(p) if self.data.places.places[*p].rank > 0))
    }

    /// "in Xxx," or "at Xxx in the east": a word that leads to scenes, and no more than a name after it.
    fn is_led_to(&self, s: &Sentence, name: &Range<usize>, end: usize) -> bool {
        let article = usize::from(name.start > 0 && self.word(name.start - 1) == "'");
        let prep = name.start.checked_sub(1 + article).filter(|p| *p >= s.toks.start);
        prep.is_some_and(|p| s.has_mark(p, Mark::ScenePrep)) && self.stands_alone(s, name.clone(), end)
    }

    /// "attacked Xxx on Monday", "entered Xxx and": what is hit or taken, if it is a name, is a place.
    fn is_attacked(&self, s: &Sentence, name: &Range<usize>) -> bool {
        let from = name.start.saturating_sub(3).max(s.toks.start);
        (from..name.start).any(|i| {
            let act = self.lex.triggers.longest_at(&self.cut, i, name.start);
            let hits = |a: &crate::data::Act| ON_GROUND.contains(&a.group.as_str()) && a.form != Form::Noun;
            act.is_some_and(|(next, acts)| next == name.start && acts.iter().any(hits))
        })
    }

    /// "in Gao, Xxx and Yyy": a name that goes on a list of places.
    fn is_next_in_list(&self, s: &Sentence, name: &Range<usize>, end: usize, last: Option<&Mention>) -> bool {
        let place = last.filter(|m| matches!(m.what, What::Place(..)) && m.toks.end + 1 == name.start);
        let Some(joint) = place.map(|m| m.toks.end) else { return false };
        let and = |i: usize| i < end && s.has_mark(i, Mark::And);
        let goes_on = || self.capitalised(name.end + 1, end).is_some() && (self.word(name.end) == "," || and(name.end));
        let listed = and(joint) || self.word(joint) == "," && name.end < end && goes_on();
        listed && !self.is_common(s, name.start, end) && self.stands_alone(s, name.clone(), end)
    }

    /// A name of letters with a sign, function word, day or act after it, no acronym, and neither a person nor
    /// the first word of a longer phrase.
    fn stands_alone(&self, s: &Sentence, name: Range<usize>, end: usize) -> bool {
        let text = self.span(&name).of(self.text);
        let long = text.chars().count() > 3 || !text.is_ascii();
        let word = long && text.chars().skip(1).any(char::is_lowercase);
        let known = name.len() == 1 && s.marks.iter().any(|(r, _)| r.contains(&name.start));
        let title = s.has_mark(name.start, Mark::Title)
            || self.lex.agent_book().longest_at(&self.cut, name.start, end).is_some();
        word && !known && !title && (name.end >= end || self.may_follow(s, name.end, end))
    }

    /// Signs, function words, days and acts.
    fn may_follow(&self, s: &Sentence, i: usize, end: usize) -> bool {
        if self.cut.tokens[i].kind == Kind::Sign {
            return !matches!(self.word(i), "'" | "’" | "-" | "%");
        }
        let function =
            s.marks.iter().any(|(r, m)| r.start == i && !m.contains(&Mark::OfPrep) && !m.contains(&Mark::Title));
        function || super::date::parse(self, i, end).is_some()
    }

    fn is_place_noun(&self, s: &Sentence, i: usize) -> bool {
        let word = self.lex.marks.word(self.word(i));
        PLACE_NOUNS.iter().any(|m| word.contains(m) || s.has_mark(i, *m))
    }

    /// A small-letter word that is no function word, act or person.
    fn is_plain_word(&self, s: &Sentence, i: usize, end: usize) -> bool {
        let token = &self.cut.tokens[i];
        let marked = s.marks.iter().any(|(r, _)| r.contains(&i));
        token.kind == Kind::Word && !token.capital && !marked && !self.is_common(s, i, end)
    }

    /// A title or a word for people.
    fn is_person_word(&self, s: &Sentence, i: usize, end: usize) -> bool {
        s.has_mark(i, Mark::Title) || self.lex.agent_book().longest_at(&self.cut, i, end).is_some()
    }

    /// A word that has a meaning of its own, whatever its letters: a person, an act, a toll.
    fn is_common(&self, s: &Sentence, i: usize, end: usize) -> bool {
        self.is_person_word(s, i, end)
            || self.lex.triggers.longest_at(&self.cut, i, end).is_some()
            || self.lex.tolls.longest_at(&self.cut, i, end).is_some()
            || !self.lex.marks.word(self.word(i)).is_empty()
    }

    /// "Operation", "Parliament": what begins with a capital and has no ground.
    fn is_no_place(&self, i: usize) -> bool {
        self.lex.marks.word(self.word(i)).contains(&Mark::NoPlace)
    }

    /// "operation Koundjoaré", "hôpital Gabriel Touré": a name right after such a word is not where it is.
    pub(super) fn names_no_ground(&self, s: &Sentence, mention: &Mention) -> bool {
        let first = mention.toks.start;
        let prefixed = first >= s.toks.start + 3 && self.word(first - 1) == "-" && self.cut.tokens[first - 2].capital;
        let before = first.checked_sub(1 + 2 * usize::from(prefixed)).filter(|i| s.toks.contains(i));
        matches!(mention.what, What::Place(..)) && before.is_some_and(|i| self.is_no_place(i))
    }

    /// Most words begin with a capital, so that capitals say nothing.
    pub(super) fn is_headline(&self, s: &Sentence) -> bool {
        let words = || s.toks.clone().filter(|i| self.cut.tokens[*i].kind == Kind::Word);
        let capitals = words().filter(|i| self.cut.tokens[*i].capital).count();
        5 * capitals > 3 * words().count()
    }
}
