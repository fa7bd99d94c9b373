//! The tolls of an event.

use super::Draft;
use crate::code::attribution::source_name;
use crate::code::candidate::Candidate;
use crate::code::counted_class::class_counted;
use crate::code::figure::Count;
use crate::code::scan::Reader;
use crate::model::{Actor, Class, Figure, Measure, Span};

/// Adds the tolls of a candidate. Marchers are counted at marches only.
pub(crate) fn put_figures(r: &Reader, c: &Candidate, draft: &mut Draft) {
    let march = matches!(draft.event.event_type.as_str(), "Protests" | "Riots");
    for (count, source) in c.counts.iter().filter(|(x, _)| march || x.measure != Measure::Participants) {
        let figure = Figure {
            measure: count.measure,
            of: draft.class_of(r, count),
            low: count.quantity.low,
            high: count.quantity.high,
            approximate: count.quantity.approximate,
            said_by: source.as_ref().map(|p| source_name(r, p, draft.country)),
        };
        let toks = count.toks.start.min(count.word.start)..count.toks.end.max(count.word.end);
        draft.add_figure(figure, count.clone(), vec![r.span(&toks)]);
    }
}

/// One toll told twice: the same number of the same people, by the same or by no source.
fn is_same_figure(a: &Figure, b: &Figure) -> bool {
    let sources = a.said_by == b.said_by || a.said_by.is_none() || b.said_by.is_none();
    let hedged = |x: &Figure, y: &Figure| x.high.is_none() && !x.approximate && y.high == y.low && !y.approximate;
    let bounds = a.high == b.high || hedged(a, b) || hedged(b, a);
    (a.measure, a.low) == (b.measure, b.low) && bounds && (sources || a.of == b.of && a.high == b.high)
}

pub(super) fn take_figures(into: &mut Draft, more: &Draft) {
    for (n, (figure, count)) in more.event.figures.iter().zip(&more.counts).enumerate() {
        let words = more.evidence.fields.get(&format!("figures/{n}")).cloned().unwrap_or_default();
        into.add_figure(figure.clone(), count.clone(), words);
    }
}

/// Whom the tolls of a march are of, unless a noun says another: those who marched.
fn crowd(acting: &[Class], hit: &[Class]) -> Class {
    let people = |c: &&Class| matches!(c, Class::Protesters | Class::Rioters);
    acting.iter().chain(hit).find(people).copied().unwrap_or(Class::Civilians)
}

impl Draft {
    /// Takes over the tolls of another telling, and nothing else.
    pub fn take_figures_of(&mut self, other: &Draft) {
        take_figures(self, other);
        if self.event.targets.is_empty() && !self.disorder {
            self.event.targets.clone_from(&other.event.targets);
        }
    }

    /// The class that a count is of, from the sides as they are known now.
    fn class_of(&self, r: &Reader, count: &Count) -> Class {
        let classes = |actors: &[Actor]| actors.iter().map(|a| a.class).collect::<Vec<_>>();
        let (acting, hit) = (classes(&self.event.initiators), classes(&self.event.targets));
        if matches!(self.event.event_type.as_str(), "Protests" | "Riots") {
            let of = class_counted(r, count, &hit, &[crowd(&acting, &hit)]);
            // "Officers detained 14 of them": forces hold none of their own.
            let held = count.measure == Measure::Arrested && matches!(of, Class::StateForces | Class::ExternalForces);
            return if held { crowd(&acting, &hit) } else { of };
        }
        // "Soldiers clashed with rebels, killing 12": the dead are of the side told second.
        let last = hit.last().filter(|_| self.exchange && count.done && count.of.is_none());
        last.copied().unwrap_or_else(|| class_counted(r, count, &acting, &hit))
    }

    /// Reads again of whom the tolls are, now that all is known of the sides.
    pub fn settle_figures(&mut self, r: &Reader) {
        for n in 0..self.counts.len().min(self.event.figures.len()) {
            self.event.figures[n].of = self.class_of(r, &self.counts[n]);
        }
    }

    /// "They were freed": as many as were told to be taken.
    pub fn let_go(&mut self, words: Span) {
        let taken = |f: &Figure| matches!(f.measure, Measure::Abducted | Measure::Arrested | Measure::Captured);
        let told = self.event.figures.iter().any(|f| f.measure == Measure::Released);
        let Some(n) = self.event.figures.iter().position(taken).filter(|_| !told) else { return };
        let figure = Figure { measure: Measure::Released, said_by: None, ..self.event.figures[n].clone() };
        let count = Count { measure: Measure::Released, ..self.counts[n].clone() };
        self.add_figure(figure, count, vec![words]);
    }

    /// Adds a toll; one told before gains its source, or the bound that was left out.
    fn add_figure(&mut self, figure: Figure, count: Count, words: Vec<Span>) {
        // Who is named may be among those counted: a number says it better.
        let same = |c: &Count| c.measure == count.measure && c.named != count.named;
        match self.counts.iter().position(same) {
            Some(_) if count.named => return,
            Some(n) => {
                self.evidence.fields.insert(format!("figures/{n}"), words);
                (self.event.figures[n], self.counts[n]) = (figure, count);
                return;
            }
            None => {}
        }
        let Some(n) = self.event.figures.iter().position(|f| is_same_figure(f, &figure)) else {
            self.evidence.fields.insert(format!("figures/{}", self.event.figures.len()), words);
            self.event.figures.push(figure);
            self.counts.push(count);
            return;
        };
        let old = &mut self.event.figures[n];
        if old.said_by.is_none() {
            old.said_by = figure.said_by;
        }
        if figure.high.is_none() {
            old.high = None;
        }
        if self.counts[n].of.is_none() && count.of.is_some() {
            self.counts[n].of = count.of;
            old.of = figure.of;
        }
    }
}
