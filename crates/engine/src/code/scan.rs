//! Sentence → what its words are: actors, places, dates, numbers, acts, and function words.

use super::date::{self, Clock, Told};
use super::number::{self, Quantity};
use super::phrases::any;
use super::table;
use crate::data::{Act, Data, Lexicon, Mark, Name, Toll};
use crate::model::{DateSpan, Lang, Measure, Span};
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use vigie_syntax::{Kind, Text};

/// A text made ready for coding.
pub(crate) struct Reader<'a> {
    pub data: &'a Data,
    pub lex: &'a Lexicon,
    pub lang: Lang,
    pub text: &'a str,
    pub cut: Text,
    pub clock: Clock,
    pub told: Told,
    /// Letters that stand for bodies that no table knows.
    pub letters: RefCell<BTreeMap<String, Who>>,
    /// Names of places that no table knows, as they were told.
    pub unlisted: RefCell<BTreeSet<String>>,
    /// The country the report is about.
    pub home: Option<usize>,
    /// Whether it is the review of a novel or the story of a match: what has no day in it did not happen.
    pub invented: bool,
}

/// The dateline of a report stands within so many tokens; a day and a dash further on head an entry of a list.
const OPENING: usize = 40;

/// Words that name something, as a range of tokens.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Mention {
    pub toks: Range<usize>,
    pub what: What,
}

/// What a mention names.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum What {
    Actor(Who),
    /// An adjective of a country's people that stands alone.
    Demonym(usize),
    Country(usize),
    /// Namesakes; the second value is the country whose capital it is.
    Place(Vec<usize>, Option<usize>),
    Date(DateSpan),
    /// A date that the text does not give whole.
    PartDate,
    Number(Quantity),
}

/// Who an actor mention names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Who {
    Named(usize),
    Institution(usize, Option<usize>),
    Agent(usize, Option<usize>),
    /// A country, or the capital that stands for it, where a side is expected.
    State(usize),
    /// A body that no table knows, by the tokens of its name, and what it is.
    Called {
        /// The first token of its name.
        start: usize,
        /// The token after it.
        end: usize,
        /// What it is.
        body: Body,
    },
}

/// What a body is that no table knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Body {
    /// It speaks for people.
    People,
    /// It bears arms.
    Armed,
    /// The fighters of a people.
    Kin,
}

/// A sentence with all that was found in it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sentence {
    pub toks: Range<usize>,
    pub mentions: Vec<Mention>,
    pub marks: Vec<(Range<usize>, Vec<Mark>)>,
    pub acts: Vec<(Range<usize>, Vec<Act>)>,
    pub tolls: Vec<(Range<usize>, Vec<Toll>)>,
    pub goods: Vec<(Range<usize>, Vec<String>)>,
    /// Whose losses a heading before this sentence announced.
    pub camp: Option<Mark>,
    /// Cells of a table with what the heads of their columns count.
    pub cells: Vec<(Range<usize>, Measure)>,
    pub topics: Vec<(Range<usize>, String)>,
    /// The first token after a dateline ("BAMAKO, July 3 (AFP) —"); places and days before it are the
    /// desk's, not the act's.
    pub body: usize,
}

impl<'a> Reader<'a> {
    pub fn new(text: &'a str, lang: Lang, clock: Clock, data: &'a Data) -> Self {
        let lex = data.lexicon(lang);
        let cut = Text::new(text, &lex.writing);
        Self {
            data,
            lex,
            lang,
            text,
            cut,
            clock,
            told: Told::default(),
            letters: RefCell::default(),
            unlisted: RefCell::default(),
            home: None,
            invented: false,
        }
    }

    /// All sentences, scanned.
    pub fn sentences(&self) -> Vec<Sentence> {
        let (mut camp, mut paragraph, mut head) = (None, 0, None);
        let mut out = Vec::with_capacity(self.cut.sentences.len());
        for (toks, at) in self.cut.sentences.iter().zip(&self.cut.paragraphs) {
            if *at != paragraph {
                self.told.paragraph();
                paragraph = *at;
            }
            self.told.sentence(toks.start);
            let s = self.sentence(toks.clone());
            head = table::head(self, &s).or(head);
            let cells = head.as_ref().map(|h| table::row(self, &s, h)).unwrap_or_default();
            out.push(Sentence { camp: self.camp(&s, &mut camp), cells, ..s });
        }
        out
    }

    /// "Enemy side:" on a line of its own holds for the lines after it, up to one that counts nothing.
    fn camp(&self, s: &Sentence, so_far: &mut Option<Mark>) -> Option<Mark> {
        let heads = [Mark::OwnSide, Mark::EnemySide];
        let heading = heads.into_iter().find(|m| s.mark_in(s.toks.clone(), *m));
        let counts = s.mentions.iter().any(|m| matches!(m.what, What::Number(_)));
        let before = *so_far;
        *so_far = heading.filter(|_| !counts).or(before.filter(|_| counts && heading.is_none()));
        before.filter(|_| heading.is_none())
    }

    pub fn span(&self, toks: &Range<usize>) -> Span {
        let bytes = self.cut.bytes(toks.clone());
        Span::new(bytes.start, bytes.end)
    }

    pub fn word(&self, tok: usize) -> &str {
        self.cut.word(tok)
    }

    fn sentence(&self, toks: Range<usize>) -> Sentence {
        let (start, end) = (toks.start, toks.end);
        let mut s = Sentence { body: self.dateline(&toks), toks, ..Sentence::default() };
        s.marks = find_all(start, end, |at| self.lex.marks.longest_at(&self.cut, at, end));
        s.marks.retain(|(_, m)| *m != [Mark::NoPlace]);
        s.mentions = self.mentions(&s, start, end);
        let names: Vec<usize> =
            s.mentions.iter().filter(|m| m.is_proper() && !m.is_office()).map(|m| m.toks.start).collect();
        let until = |at: usize| names.iter().copied().find(|n| *n > at).unwrap_or(end);
        let counted = |m: &Mention| matches!(m.what, What::Number(q) if !q.percent);
        let days = self.passable(&s, Mention::is_time);
        let light = self.passable(&s, |m| m.is_time() || counted(m));
        let over = |i: usize| light.iter().find(|d| d.start == i).map_or(i, |d| d.end);
        let over_days = |i: usize| days.iter().find(|d| d.start == i).map_or(i, |d| d.end);
        // "Fell on Monday" is both "fell" with its day passed over and "fell on".
        s.acts = find_all(start, end, |at| {
            let plain = self.lex.triggers.longest_at(&self.cut, at, until(at));
            let wide = self.lex.triggers.longest_over(&self.cut, at, until(at), over);
            let told = if plain.map(|(n, _)| n) >= wide.map(|(n, _)| n) { plain } else { wide };
            // A word that is no act by itself leaves the verb behind the place to tell its own.
            let around = || self.around_place(&s, at, end, over_days);
            let around = || around().map(|(n, acts)| (if told.is_some() { n } else { at + 1 }, acts));
            let apart = || self.around_people(&s, at, end).or_else(around);
            if told.is_none_or(|(n, _)| n == at + 1) { apart().or(told) } else { told }
        });
        s.marks.retain(|(r, _)| !s.mentions.iter().any(|m| m.is_time() && overlap(&m.toks, r)));
        // The "N'" of "N'Djamena" denies nothing.
        let named = |r: &Range<usize>| s.mentions.iter().any(|m| m.is_proper() && overlap(&m.toks, r));
        s.marks.retain(|(r, marks)| !marks.contains(&Mark::Negation) || !named(r));
        let within = |m: &Mention, r: &Range<usize>| {
            (m.is_time() || matches!(m.what, What::Number(_) | What::Place(..)))
                && m.toks.start > r.start
                && m.toks.end < r.end
                || m.is_office() && m.toks.start >= r.start && m.toks.end <= r.end && m.toks.len() < r.len()
        };
        s.acts.retain(|(r, _)| {
            !s.mentions.iter().any(|m| (m.is_proper() || m.is_time()) && overlap(&m.toks, r) && !within(m, r))
        });
        s.tolls = find_all(start, end, |at| self.lex.tolls.longest_over(&self.cut, at, end, over_days));
        s.goods = find_all(start, end, |at| self.lex.goods.longest_at(&self.cut, at, end));
        s.topics = find_all(start, end, |at| self.lex.topics.longest_at(&self.cut, at, end))
            .into_iter()
            .flat_map(|(r, names)| names.into_iter().map(move |n| (r.clone(), n)))
            .collect();
        s
    }

    /// Days and numbers with the article or preposition before them, which may stand between the words of a phrase:
    /// "took on Monday control of", "fired 18 missiles".
    fn passable(&self, s: &Sentence, is_light: impl Fn(&Mention) -> bool) -> Vec<Range<usize>> {
        let led = |at: usize| {
            let light = s.has_mark(at, Mark::Determiner) || s.has_mark(at, Mark::LocativePrep);
            at > s.toks.start && light && !s.mentions.iter().any(|m| m.toks.contains(&at))
        };
        let parts = &self.lex.dates.day_parts;
        // "Took on Thursday morning control of".
        let whole = |m: &Mention| {
            let end = if m.is_time() { any(self, parts, m.toks.end, s.toks.end) } else { None };
            m.toks.start..end.unwrap_or(m.toks.end)
        };
        let days = s.mentions.iter().filter(|m| is_light(m)).map(whole);
        days.flat_map(|d| {
            [d.start..d.end, d.start.saturating_sub(1)..d.end]
                .into_iter()
                .filter(move |r| r.start == d.start || led(r.start))
        })
        .collect()
    }

    /// Where the text begins after a dateline or a running head: capitals, a day, a credit, a dash or colon.
    fn dateline(&self, toks: &Range<usize>) -> usize {
        let head = toks.start..toks.end.min(toks.start + 16);
        let is_dash = |i: &usize| {
            matches!(self.word(*i), "-" | "–" | "—" | ":")
                && (self.word(*i) == ":"
                    || self.cut.tokens[*i].spaced
                    || self.cut.tokens.get(i + 1).is_some_and(|t| t.spaced))
        };
        let Some(dash) = head.clone().find(is_dash).filter(|d| *d > toks.start && *d + 1 < toks.end) else {
            return toks.start;
        };
        // Past the opening "DORI:" heads an entry, and in a text all in capitals it does so anywhere: it says where.
        let small = || toks.clone().any(|i| self.span(&(i..i + 1)).of(self.text).contains(char::is_lowercase));
        if self.word(dash) == ":" && (toks.start >= OPENING || !small()) {
            return toks.start;
        }
        let first = self.span(&(toks.start..toks.start + 1)).of(self.text);
        let capitals = first.chars().count() > 2 && first.chars().all(char::is_uppercase);
        let opens = toks.start < OPENING;
        let day = toks.start == 0 && self.cut.tokens[0].kind == Kind::Number && dash <= 4;
        if (capitals || day) && (toks.start..dash).all(|i| self.is_dateline_word(i, toks.start, dash, opens)) {
            dash + 1
        } else {
            toks.start
        }
    }

    /// Capitalised words, days, numbers and credits in brackets.
    fn is_dateline_word(&self, i: usize, from: usize, to: usize, opens: bool) -> bool {
        let token = &self.cut.tokens[i];
        let bracketed = (from..i).any(|k| self.word(k) == "(") && (i..to).any(|k| self.word(k) == ")");
        let month = || opens && self.lex.dates.months.iter().flatten().any(|m| m == self.word(i));
        token.kind != Kind::Word || token.capital || bracketed || token.end - token.start <= 3 || month()
    }

    fn mentions(&self, s: &Sentence, start: usize, end: usize) -> Vec<Mention> {
        let (mut out, mut at) = (Vec::new(), start);
        while at < end {
            match self.mention(s, at, end, out.last()) {
                Some(mention) => {
                    at = mention.toks.end;
                    if !self.names_no_ground(s, &mention) {
                        out.push(mention);
                    }
                }
                None => at += 1,
            }
        }
        self.join_demonyms(out)
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
        let agent = agent.filter(|(n, _)| !self.name_goes_further(at, *n, end));
        let name =
            self.data.names.longest_at(&self.cut, at, end).filter(|(n, _)| !self.article_of_name(s, at, *n, end));
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
                None => Some(Mention { toks: at..n, what }),
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
        let unknown = matches!(readings, [Name::Bare(i)] if self.ends_name(&toks, *i, last));
        if institution.is_some() && !unknown && !matches!(other, Some(What::Actor(_))) {
            return institution;
        }
        if other.is_none() && !(capital && self.is_place(s, &toks, &places, last)) {
            return None;
        }
        other.or(Some(What::Place(places, seat)))
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
        if s.has_mark(toks.start, Mark::Compass) && toks.len() == 1 {
            return s.has_mark(toks.end, Mark::RegionNoun) || self.is_of_region(s, toks.start);
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
        before.is_some_and(|i| capital(i) && i > s.toks.start && !s.has_mark(i, Mark::PlaceNoun))
            && !self.led_by_place_word(s, toks.start)
    }

    /// "Ahmad Ali": a capitalised word right after it that is no name of a place.
    fn before_person(&self, s: &Sentence, toks: &Range<usize>) -> bool {
        let next = self.cut.tokens.get(toks.end).filter(|t| toks.end < s.toks.end && t.capital && t.kind == Kind::Word);
        next.is_some() && !s.marks.iter().any(|(r, _)| r.contains(&toks.end))
    }

    /// "Indian" + "workers", "soldats" + "maliens": the adjective gives the noun its country.
    fn join_demonyms(&self, mentions: Vec<Mention>) -> Vec<Mention> {
        let mut out: Vec<Mention> = Vec::with_capacity(mentions.len());
        for mention in mentions {
            let joined = out.last().and_then(|last| self.join(last, &mention));
            match joined {
                Some(both) => {
                    out.pop();
                    out.push(both);
                }
                None => out.push(mention),
            }
        }
        self.name_nationals(&mut out);
        out
    }

    /// "Two Emiratis and an Iranian", "trois Chinois ont été": counted people of a country, with no noun after them.
    fn name_nationals(&self, mentions: &mut [Mention]) {
        let Some(nationals) = self.data.actors.institution("nationals") else { return };
        for n in 0..mentions.len() {
            let What::Demonym(country) = mentions[n].what else { continue };
            let toks = mentions[n].toks.clone();
            let counted = n > 0
                && mentions[n - 1].toks.end == toks.start
                && matches!(mentions[n - 1].what, What::Number(q) if !q.percent);
            let one = toks.start.checked_sub(1).is_some_and(|i| self.lex.numbers.one.iter().any(|w| w == self.word(i)));
            if (counted || one) && self.names_people(&toks) {
                mentions[n].what = What::Actor(Who::Institution(nationals, Some(country)));
            }
        }
    }

    /// Whether an adjective of a country stands for its people: in English as a plural, or before a verb or a sign;
    /// in French with a capital.
    fn names_people(&self, toks: &Range<usize>) -> bool {
        let end = |i: usize| self.cut.tokens.get(i).is_none_or(|t| t.kind == Kind::Sign && self.word(i) != "-");
        let verb = |i: usize| {
            let marks = self.lex.marks.word(self.word(i));
            [Mark::Passive, Mark::Perfect, Mark::AgentPrep].iter().any(|m| marks.contains(m))
        };
        match self.lang {
            Lang::En => {
                let plural = self.lex.nouns.plural.iter().any(|e| self.word(toks.end - 1).ends_with(e));
                plural || end(toks.end) || verb(toks.end)
            }
            _ => self.cut.tokens[toks.start].capital,
        }
    }

    /// "Russia's deputy defence minister", "the Mali junta": a country before an office or force.
    fn of_country(&self, a: &Mention, b: &Mention) -> Option<What> {
        let What::Country(c) = a.what else { return None };
        let between: Vec<&str> = (a.toks.end..b.toks.start).map(|i| self.word(i)).collect();
        let owned = matches!(between[..], ["'" | "’", "s"] | ["'s" | "’s"]);
        if self.lang != Lang::En || !owned && !between.is_empty() {
            return None;
        }
        match b.what {
            What::Actor(Who::Agent(i, None)) => {
                let agent = &self.lex.agents[i];
                let office = agent.institution.is_some() && agent.source.is_none();
                office.then_some(What::Actor(Who::Agent(i, Some(c))))
            }
            What::Actor(Who::Institution(i, None)) => Some(What::Actor(Who::Institution(i, Some(c)))),
            _ => None,
        }
    }

    fn join(&self, a: &Mention, b: &Mention) -> Option<Mention> {
        let gap = b.toks.start.saturating_sub(a.toks.end);
        let toks = a.toks.start..b.toks.end;
        if let Some(what) = self.of_country(a, b) {
            return Some(Mention { toks, what });
        }
        let (country, agent) = match (&a.what, &b.what) {
            (What::Demonym(c), What::Actor(Who::Agent(i, None))) if gap <= 1 => (*c, *i),
            (What::Actor(Who::Agent(i, None)), What::Demonym(c)) if gap == 0 && self.lang == Lang::Fr => (*c, *i),
            // "Amnesty International Kenya", "Save the Children Nigeria".
            (What::Actor(Who::Named(i)), What::Country(_))
                if gap == 0 && !self.data.actors.named[*i].class.is_armed() =>
            {
                return Some(Mention { toks, what: a.what.clone() });
            }
            (What::Demonym(c), What::Actor(Who::Institution(i, None))) if gap == 0 => {
                return Some(Mention { toks, what: What::Actor(Who::Institution(*i, Some(*c))) });
            }
            (What::Actor(Who::Institution(i, None)), What::Demonym(c)) if gap == 0 && self.lang == Lang::Fr => {
                return Some(Mention { toks, what: What::Actor(Who::Institution(*i, Some(*c))) });
            }
            _ => return None,
        };
        Some(Mention { toks, what: What::Actor(Who::Agent(agent, Some(country))) })
    }
}

/// Low-ranking readings that give way to a common noun of the same length.
fn is_weak(what: &What) -> bool {
    matches!(what, What::Place(..) | What::Demonym(_))
}

impl Mention {
    /// A name of its own rather than a common noun, number or date.
    pub fn is_proper(&self) -> bool {
        matches!(
            self.what,
            What::Actor(Who::Named(_) | Who::Institution(..) | Who::Called { .. }) | What::Country(_) | What::Place(..)
        )
    }

    /// "The president", "the army": an institution of no named country, which a phrase may hold ("the army took over").
    pub fn is_office(&self) -> bool {
        matches!(self.what, What::Actor(Who::Institution(_, None)))
    }

    /// A date, whole or not.
    pub fn is_time(&self) -> bool {
        matches!(self.what, What::Date(_) | What::PartDate)
    }

    pub fn who(&self) -> Option<Who> {
        match self.what {
            What::Actor(who) => Some(who),
            What::Country(c) | What::Place(_, Some(c)) => Some(Who::State(c)),
            _ => None,
        }
    }
}

impl Sentence {
    /// Whether a function word that does this covers the token.
    pub fn has_mark(&self, tok: usize, mark: Mark) -> bool {
        self.marks.iter().any(|(r, m)| r.contains(&tok) && m.contains(&mark))
    }

    /// Whether such a word lies within the range.
    pub fn mark_in(&self, range: Range<usize>, mark: Mark) -> bool {
        self.marks.iter().any(|(r, m)| r.start >= range.start && r.end <= range.end && m.contains(&mark))
    }

    pub fn has_topic(&self, topic: &str) -> bool {
        self.topics.iter().any(|(_, t)| t == topic)
    }
}

/// All longest matches from left to right, none overlapping.
fn find_all<'b, T: Clone + 'b>(
    start: usize,
    end: usize,
    look: impl Fn(usize) -> Option<(usize, &'b [T])>,
) -> Vec<(Range<usize>, Vec<T>)> {
    let (mut out, mut at) = (Vec::new(), start);
    while at < end {
        match look(at) {
            Some((next, values)) => {
                out.push((at..next, values.to_vec()));
                at = next;
            }
            None => at += 1,
        }
    }
    out
}

pub(crate) fn overlap(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start < b.end && b.start < a.end
}

/// Within "local government area", whose words name nobody.
fn is_in_unit(s: &Sentence, at: usize) -> bool {
    s.marks.iter().any(|(toks, marks)| toks.len() > 1 && toks.contains(&at) && marks.contains(&Mark::UnitNoun))
}
