//! The dateline of a report: where and when it was written, and by which agency.

use super::{OPENING, Reader};
use std::ops::Range;
use vigie_syntax::Kind;

/// So many words stand before it: a town, its land and a day.
const LEAD: usize = 9;

/// So many words has a credit in brackets.
const CREDIT: usize = 20;

impl Reader<'_> {
    /// Where the text begins after a dateline or a running head: capitals, a day, a credit, a dash or colon.
    pub(super) fn dateline(&self, toks: &Range<usize>) -> usize {
        // "# Niger: attack on Woro", "- Gao: three killed": marks of headings and lists stand before a line.
        let layout = |i: &usize| matches!(self.word(*i), "#" | "-" | "–" | "—" | "*" | "•" | ">" | "|" | "·");
        let start = toks.clone().find(|i| !layout(i)).unwrap_or(toks.start);
        self.past_dateline(&(start..toks.end))
    }

    fn past_dateline(&self, toks: &Range<usize>) -> usize {
        let head = toks.start..toks.end.min(toks.start + 16);
        let is_dash = |i: &usize| {
            matches!(self.word(*i), "-" | "–" | "—" | ":")
                && (self.word(*i) == ":"
                    || *i > toks.start && self.word(*i - 1) == ")"
                    || self.cut.tokens[*i].spaced
                    || self.cut.tokens.get(i + 1).is_some_and(|t| t.spaced))
        };
        if let Some(end) = self.credit_end(toks) {
            return end;
        }
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
        // "(Yaoundé) - Soldiers killed", "N'Djamena (AFP) - Des combats".
        let month = |i: usize| self.lex.dates.months.iter().flatten().any(|m| m == self.word(i));
        let named = |i: usize| self.cut.tokens[i].capital || !self.word(i).chars().any(char::is_alphabetic) || month(i);
        let open = (toks.start..dash).take(6).find(|i| self.word(*i) == "(");
        let led = open.is_some_and(|o| (toks.start..o).all(named));
        let bracketed = led && self.word(dash - 1) == ")" && self.word(dash) != ":";
        if bracketed && opens {
            return dash + 1;
        }
        let day = toks.start == 0 && self.cut.tokens[0].kind == Kind::Number && dash <= 4;
        if (capitals || day) && (toks.start..dash).all(|i| self.is_dateline_word(i, toks.start, dash, opens)) {
            dash + 1
        } else {
            toks.start
        }
    }

    /// "Beirut, (APP - UrduPoint - 6 July) Lebanon's ministry said": a town, and a credit in brackets before a capital.
    fn credit_end(&self, toks: &Range<usize>) -> Option<usize> {
        let open = (toks.start..toks.end.min(toks.start + LEAD)).find(|i| self.word(*i) == "(" && *i > toks.start)?;
        let close = (open..toks.end.min(open + CREDIT)).find(|i| self.word(*i) == ")")?;
        // "Abuja, June 3 (PTI)": a day may stand before the credit.
        let day = |i: usize| {
            self.cut.tokens[i].kind == Kind::Number || self.lex.dates.months.iter().flatten().any(|m| m == self.word(i))
        };
        let named = |i: usize| self.cut.tokens[i].capital || matches!(self.word(i), "," | ".") || day(i);
        let agency = (open + 1..close).any(|i| {
            let text = self.span(&(i..i + 1)).of(self.text);
            text.chars().count() > 1 && text.chars().all(char::is_uppercase)
        });
        let place = |x: &crate::data::Name| matches!(x, crate::data::Name::Place(_) | crate::data::Name::Capital(_));
        let town =
            self.data.names.longest_at(&self.cut, toks.start, open).is_some_and(|(_, all)| all.iter().any(place));
        let next = close + 1 < toks.end && self.cut.tokens[close + 1].capital;
        let opens = toks.start < OPENING && close - open > 1;
        (opens && agency && town && next && (toks.start..open).all(named)).then_some(close + 1)
    }

    /// Capitalised words, days, numbers and credits in brackets.
    fn is_dateline_word(&self, i: usize, from: usize, to: usize, opens: bool) -> bool {
        let token = &self.cut.tokens[i];
        let bracketed = (from..i).any(|k| self.word(k) == "(") && (i..to).any(|k| self.word(k) == ")");
        let month = || opens && self.lex.dates.months.iter().flatten().any(|m| m == self.word(i));
        token.kind != Kind::Word || token.capital || bracketed || token.end - token.start <= 3 || month()
    }
}
