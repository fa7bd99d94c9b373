//! Names that stand together and are one: a demonym with its noun, a number with the people of a country.

use super::{Mention, Reader, What, Who};
use crate::data::Mark;
use crate::model::Lang;
use std::ops::Range;
use vigie_syntax::Kind;

impl Reader<'_> {
    /// "Indian" + "workers", "soldats" + "maliens": the adjective gives the noun its country.
    pub(super) fn join_demonyms(&self, mentions: Vec<Mention>) -> Vec<Mention> {
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

    /// "Le groupe armé Codeco", "le gang G9": what it is, and its name.
    fn is_group_by_name(&self, a: &Mention, b: &Mention) -> bool {
        let armed = |m: &Mention| {
            let class = m.who().map(|who| crate::code::party::class_of(self, who, "armed forces"));
            class.is_some_and(|c| c.is_armed_group())
        };
        let kind = matches!(a.what, What::Actor(Who::Agent(i, None)) if !self.lex.agents[i].thing);
        kind && matches!(b.what, What::Actor(Who::Named(_))) && armed(a) && armed(b)
    }

    fn join(&self, a: &Mention, b: &Mention) -> Option<Mention> {
        let gap = b.toks.start.saturating_sub(a.toks.end);
        let toks = a.toks.start..b.toks.end;
        if let Some(what) = self.of_country(a, b) {
            return Some(Mention { toks, what });
        }
        if gap == 0 && self.lang == Lang::Fr && self.is_group_by_name(a, b) {
            return Some(Mention { toks, what: b.what.clone() });
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
