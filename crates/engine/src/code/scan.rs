//! Sentence → what its words are: actors, places, dates, numbers, acts, and function words.

mod asides;
mod dateline;
mod joined;
mod mentions;

use super::date::{Clock, Told};
use super::number::Quantity;
use super::phrases::any;
use super::table;
use crate::data::{Act, Data, Lexicon, Mark, Toll};
use crate::model::{DateSpan, Lang, Measure, Span};
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use vigie_syntax::Text;

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
    /// Whether it names forces of another country than that.
    pub foreign: bool,
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
            foreign: false,
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

    /// The "the" of "the rebels" stays an article, the "avoir" of "accusé d'avoir" an auxiliary, whatever the phrase
    /// that they are a part of stands for.
    fn keep_small(&self, marks: &mut Vec<(Range<usize>, Vec<Mark>)>) {
        let points = [Mark::GroupAnaphor, Mark::CapitalNoun];
        let phrase = |m: &[Mark]| points.iter().any(|p| m.contains(p));
        let is = |at: usize, mark: Mark| self.lex.marks.word(self.word(at)).contains(&mark);
        let mut kept = Vec::new();
        for (toks, m) in marks.iter().filter(|(t, _)| t.len() > 1) {
            let (first, last) = (toks.start, toks.end - 1);
            kept.extend((phrase(m) && is(first, Mark::Determiner)).then_some((first, Mark::Determiner)));
            kept.extend((m.contains(&Mark::Alleged) && is(last, Mark::Perfect)).then_some((last, Mark::Perfect)));
        }
        marks.extend(kept.into_iter().map(|(at, mark)| (at..at + 1, vec![mark])));
    }

    fn sentence(&self, toks: Range<usize>) -> Sentence {
        let (start, end) = (toks.start, toks.end);
        let mut s = Sentence { body: self.dateline(&toks), toks, ..Sentence::default() };
        s.marks = find_all(start, end, |at| self.lex.marks.longest_at(&self.cut, at, end));
        s.marks.retain(|(_, m)| *m != [Mark::NoPlace]);
        self.keep_small(&mut s.marks);
        s.mentions = self.mentions(&s, start, end);
        let asides = self.asides(&s);
        let aside = |m: &Mention| asides.iter().any(|a| a.contains(&m.toks.start));
        let proper = s.mentions.iter().filter(|m| m.is_proper() && !m.is_office() && !aside(m));
        let names: Vec<usize> = proper.map(|m| m.toks.start).collect();
        let until = |at: usize| names.iter().copied().find(|n| *n > at).unwrap_or(end);
        let counted = |m: &Mention| matches!(m.what, What::Number(q) if !q.percent);
        let days = [self.passable(&s, Mention::is_time), asides.clone()].concat();
        let light = [self.passable(&s, |m| m.is_time() || counted(m)), asides].concat();
        let over = |i: usize| light.iter().find(|d| d.start == i).map_or(i, |d| d.end);
        let over_days = |i: usize| days.iter().find(|d| d.start == i).map_or(i, |d| d.end);
        // "ECOWAS leaders gathered": what begins within a name is no act, and keeps none behind it from being one.
        let in_name = |at: usize| {
            let inside = |m: &&Mention| m.is_proper() && !m.is_office() && m.toks.contains(&at);
            s.mentions.iter().any(|m| inside(&m)) || self.is_month(&s, at) || self.ends_persons_name(&s, at)
        };
        // "Fell on Monday" is both "fell" with its day passed over and "fell on".
        s.acts = find_all(start, end, |at| {
            if in_name(at) {
                return None;
            }
            let plain = self.lex.triggers.longest_at(&self.cut, at, until(at));
            let wide = self.lex.triggers.longest_over(&self.cut, at, until(at), over);
            let told = if plain.map(|(n, _)| n) >= wide.map(|(n, _)| n) { plain } else { wide };
            // A word that is no act by itself leaves the verb behind the place to tell its own.
            let around = || self.around_place(&s, at, end, over_days);
            let around = || around().map(|(n, acts)| (if told.is_some() { n } else { at + 1 }, acts));
            let apart = || self.around_people(&s, at, end).or_else(around);
            if told.is_none_or(|(n, _)| n == at + 1) { apart().or(told) } else { told }
        });
        self.repeat_nouns(&mut s);
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
        s.topics = find_chained(start, end, |at| self.lex.topics.longest_at(&self.cut, at, end))
            .into_iter()
            .flat_map(|(r, names)| names.into_iter().map(move |n| (r.clone(), n)))
            .collect();
        s
    }

    /// "The chart for March": a month, which may be an act in small letters only.
    fn is_month(&self, s: &Sentence, at: usize) -> bool {
        let month = || self.lex.dates.months.iter().flatten().any(|m| m == self.word(at));
        at > s.toks.start && self.cut.tokens[at].capital && month() && !self.is_headline(s)
    }

    /// "Finance Minister Bill Morneau", "Loretta Lynch": a word between or behind words with capitals that mean nothing
    /// here, where small letters are the rule.
    fn ends_persons_name(&self, s: &Sentence, at: usize) -> bool {
        let token = |i: usize| &self.cut.tokens[i];
        let name = |i: usize| token(i).capital && token(i).kind == vigie_syntax::Kind::Word;
        let unknown = |i: usize| {
            name(i) && !s.mentions.iter().any(|m| m.toks.contains(&i)) && self.lex.marks.word(self.word(i)).is_empty()
        };
        let first = at.checked_sub(1).filter(|i| *i > s.toks.start);
        name(at) && first.is_some_and(unknown) && !self.is_headline(s)
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

/// All longest matches but those that lie within another: "suspended the weekly" is "suspended the" and "the weekly".
fn find_chained<'b, T: Clone + 'b>(
    start: usize,
    end: usize,
    look: impl Fn(usize) -> Option<(usize, &'b [T])>,
) -> Vec<(Range<usize>, Vec<T>)> {
    let mut out: Vec<(Range<usize>, Vec<T>)> = Vec::new();
    for at in start..end {
        let past = out.last().map_or(start, |(r, _)| r.end);
        out.extend(look(at).filter(|(next, _)| *next > past).map(|(next, values)| (at..next, values.to_vec())));
    }
    out
}

pub(crate) fn overlap(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start < b.end && b.start < a.end
}
