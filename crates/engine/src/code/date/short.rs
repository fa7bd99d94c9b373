//! Names of weekdays, whole and short: "Friday", "Fri 4 July", "lun. 7 juillet".

use super::Dater;

impl Dater<'_, '_> {
    /// A weekday and the token after it. Its short form is a common word too ("sat", "mer"), so it needs a capital, a
    /// day and month behind it, or a line of its own.
    pub(super) fn weekday_name(&self, at: usize) -> Option<(usize, usize)> {
        let dates = &self.r.lex.dates;
        let Some((next, index)) = self.index_of(&dates.weekdays, at) else {
            let (next, index) = self.index_of(&dates.short_weekdays, at)?;
            let next = self.skip_stop(next);
            return (self.is_dated(next) || self.is_line(at, next)).then_some((next, index));
        };
        if self.r.word(at).len() > 4 {
            return Some((next, index));
        }
        let next = self.skip_stop(next);
        // "The Sun reported".
        let named = self.r.cut.tokens[at].capital && !self.after_one_of(&dates.fillers, at);
        (named || self.is_dated(next) || self.is_line(at, next)).then_some((next, index))
    }

    fn index_of(&self, lists: &[Vec<String>], at: usize) -> Option<(usize, usize)> {
        lists.iter().enumerate().filter_map(|(i, names)| Some((self.word_of(names, at)?, i))).max()
    }

    /// The stop that ends a short form.
    fn skip_stop(&self, next: usize) -> usize {
        next + usize::from(next + 1 < self.end && self.r.word(next) == "." && !self.r.cut.tokens[next].spaced)
    }

    /// Whether a day with its month follows: "fri, 18 July", "sat. May 3".
    fn is_dated(&self, next: usize) -> bool {
        let at = self.skip_comma(next);
        let day = self.day_number(at).and_then(|(after, _)| self.month(after));
        day.or_else(|| self.month(at).filter(|(after, _)| self.day_number(*after).is_some())).is_some()
    }

    /// Whether the sentence is nothing else, as in a column of a table.
    fn is_line(&self, at: usize, next: usize) -> bool {
        at == self.r.told.start.get() && (next >= self.end || next + 1 == self.end && self.r.word(next) == ".")
    }
}
