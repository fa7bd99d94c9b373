//! Numbers in words and digits, with their bounds.

use super::phrases::{any, longest};
use super::scan::Reader;
use std::collections::BTreeMap;
use vigie_syntax::Kind;

/// A number with its bounds (CODEBOOK.md section 6).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Quantity {
    /// At least.
    pub low: Option<u64>,
    /// At most.
    pub high: Option<u64>,
    /// "around", or a vague word.
    pub approximate: bool,
    /// A percent sign or word follows.
    pub percent: bool,
}

impl Quantity {
    fn exact(n: u64) -> Self {
        Self { low: Some(n), high: Some(n), approximate: false, percent: false }
    }

    /// The number said, whichever bound it is.
    pub fn told(&self) -> u64 {
        self.high.or(self.low).unwrap_or(0)
    }
}

/// A quantity at token `at`, with the words that bound it, and the token after it.
pub(crate) fn parse(r: &Reader, at: usize, end: usize) -> Option<(usize, Quantity)> {
    // Every word is asked, and few begin a number.
    if at >= end || r.cut.tokens[at].kind != Kind::Number && !r.lex.numbers.may_begin(r.word(at)) {
        return None;
    }
    if is_age(r, at) {
        return None;
    }
    let (next, quantity) = bounded(r, at, end)?;
    let next = again(r, next, end, &quantity).unwrap_or(next);
    match any(r, &r.lex.numbers.at_least_after, next, end) {
        Some(after) if quantity.low == quantity.high => Some((after, Bound::AtLeast.apply(quantity))),
        _ => Some((next, quantity)),
    }
}

/// "Her two sons, aged four and nine": how old they are, and not how many.
fn is_age(r: &Reader, at: usize) -> bool {
    let led = |i: usize| r.lex.numbers.age_lead.iter().any(|w| w == r.word(i));
    let Some(before) = at.checked_sub(1) else { return false };
    let joint = r.lex.numbers.range.iter().any(|w| w == r.word(before)) || r.word(before) == ",";
    led(before) || joint && before >= 2 && led(before - 2)
}

/// "quarante-neuf (49)": the same number again in brackets.
fn again(r: &Reader, at: usize, end: usize, quantity: &Quantity) -> Option<usize> {
    if at >= end || r.word(at) != "(" {
        return None;
    }
    let (next, same) = plain(r, at + 1, end)?;
    (next < end && r.word(next) == ")" && same.told() == quantity.told()).then_some(next + 1)
}

fn bounded(r: &Reader, at: usize, end: usize) -> Option<(usize, Quantity)> {
    let numbers = &r.lex.numbers;
    for (words, kind) in
        [(&numbers.at_least, Bound::AtLeast), (&numbers.at_most, Bound::AtMost), (&numbers.about, Bound::About)]
    {
        if let Some(next) = any(r, words, at, end) {
            let (next, inner) = bounded(r, next, end)?;
            return Some((next, kind.apply(inner)));
        }
    }
    if let Some(range) = between(r, at, end) {
        return Some(range);
    }
    let (next, value) = plain(r, at, end)?;
    let (next, value) = upper(r, next, end, value).unwrap_or((next, value));
    Some(percent(r, next, end, value))
}

enum Bound {
    AtLeast,
    AtMost,
    About,
}

impl Bound {
    fn apply(self, q: Quantity) -> Quantity {
        match self {
            Bound::AtLeast => Quantity { low: q.low, high: None, ..q },
            Bound::AtMost => Quantity { low: Some(0), high: q.high.or(q.low), ..q },
            Bound::About => Quantity { approximate: true, ..q },
        }
    }
}

/// "between N and M", "from N to M".
fn between(r: &Reader, at: usize, end: usize) -> Option<(usize, Quantity)> {
    let first = any(r, &r.lex.numbers.between, at, end)?;
    let (mid, low) = plain(r, first, end)?;
    let second = any(r, &r.lex.numbers.range, mid, end)?;
    let (next, high) = plain(r, second, end)?;
    let q = Quantity { low: low.low, high: high.high, approximate: low.approximate, percent: false };
    (low.told() < high.told()).then(|| percent(r, next, end, q))
}

/// "N to M": the upper end after a number, when it is larger and no person stands between.
fn upper(r: &Reader, at: usize, end: usize, low: Quantity) -> Option<(usize, Quantity)> {
    let second = any(r, &r.lex.numbers.upto, at, end)?;
    let (next, high) = plain(r, second, end)?;
    let q = Quantity { low: low.low, high: high.high, ..low };
    (low.low < high.low && high.told() <= low.told().saturating_mul(5)).then_some((next, q))
}

fn percent(r: &Reader, next: usize, end: usize, q: Quantity) -> (usize, Quantity) {
    let after = any(r, &r.lex.numbers.percent, next, end);
    (after.unwrap_or(next), Quantity { percent: after.is_some(), ..q })
}

/// A number without words of bounds: vague words, digits, number words, round nouns.
fn plain(r: &Reader, at: usize, end: usize) -> Option<(usize, Quantity)> {
    vague(r, at, end).or_else(|| round(r, at, end)).or_else(|| digits(r, at, end)).or_else(|| words(r, at, end))
}

fn vague(r: &Reader, at: usize, end: usize) -> Option<(usize, Quantity)> {
    let (next, value) = value(r, &r.lex.numbers.vague, at, end)?;
    Some((next, Quantity { low: Some(value), high: None, approximate: true, percent: false }))
}

/// "a dozen", "une trentaine", "two dozen".
fn round(r: &Reader, at: usize, end: usize) -> Option<(usize, Quantity)> {
    let rounds = &r.lex.numbers.rounds;
    if let Some((next, value)) = value(r, rounds, at, end) {
        return Some((next, Quantity { approximate: true, ..Quantity::exact(value) }));
    }
    if r.lex.numbers.one.iter().any(|o| o == r.word(at)) {
        let (next, value) = value(r, rounds, at + 1, end)?;
        return Some((next, Quantity { approximate: true, ..Quantity::exact(value) }));
    }
    let (next, times) = value_of_words(r, at, end)?;
    let (next, value) = value(r, rounds, next, end)?;
    Some((next, Quantity { approximate: true, ..Quantity::exact(times.checked_mul(value)?) }))
}

/// "1,021", "1 021", "5.000", "8.8 million", "12".
fn digits(r: &Reader, at: usize, end: usize) -> Option<(usize, Quantity)> {
    let token = |i: usize| (i < end).then(|| &r.cut.tokens[i]);
    if token(at)?.kind != Kind::Number || glued(r, at) {
        return None;
    }
    let mut value: u64 = r.word(at).parse().ok()?;
    let mut next = at + 1;
    while let Some(after) = thousands(r, next, end, value) {
        value = value.checked_mul(1000)?.checked_add(r.word(after - 1).parse().ok()?)?;
        next = after;
    }
    let (next, tenths) = fraction(r, next, end);
    let (next, scale) = scale(r, next, end);
    if next < end && r.cut.tokens[next].kind == Kind::Word && !r.cut.tokens[next].spaced && scale == 1 {
        return None;
    }
    let whole = value.checked_mul(scale)?;
    let part = tenths.map_or(0, |(n, of)| n.saturating_mul(scale) / of);
    Some((next, Quantity::exact(whole.checked_add(part)?)))
}

/// A group of three digits that goes on with the number before it.
fn thousands(r: &Reader, at: usize, end: usize, so_far: u64) -> Option<usize> {
    let three = |i: usize| i < end && r.cut.tokens[i].kind == Kind::Number && r.word(i).len() == 3;
    let first_group = so_far > 0;
    let mark = at < end && matches!(r.word(at), "," | "." | "’" | "'") && !r.cut.tokens[at].spaced;
    if first_group && mark && three(at + 1) && !r.cut.tokens[at + 1].spaced {
        return Some(at + 2);
    }
    let space = |i: usize| r.text[r.cut.tokens[i - 1].end..r.cut.tokens[i].start].chars().count() == 1;
    (first_group
        && so_far < 1_000_000
        && three(at)
        && r.cut.tokens[at].spaced
        && space(at)
        && r.word(at - 1).len() <= 3)
        .then_some(at + 1)
}

/// ".8" in "8.8 million": digits after the decimal mark, with their power of ten.
fn fraction(r: &Reader, at: usize, end: usize) -> (usize, Option<(u64, u64)>) {
    let ok = at + 1 < end && matches!(r.word(at), "." | ",") && !r.cut.tokens[at].spaced;
    let number =
        ok && r.cut.tokens[at + 1].kind == Kind::Number && !r.cut.tokens[at + 1].spaced && r.word(at + 1).len() <= 2;
    match number.then(|| r.word(at + 1).parse::<u64>().ok()).flatten() {
        Some(n) => (at + 2, Some((n, 10u64.pow(r.word(at + 1).len() as u32)))),
        None => (at, None),
    }
}

fn scale(r: &Reader, at: usize, end: usize) -> (usize, u64) {
    match value(r, &r.lex.numbers.scales, at, end) {
        Some((next, value)) if value >= 1000 => (next, value),
        _ => (at, 1),
    }
}

/// A digit run that belongs to a word or code ("M23", "B-52", "#4").
fn glued(r: &Reader, at: usize) -> bool {
    let Some(before) = at.checked_sub(1) else { return false };
    !r.cut.tokens[at].spaced && matches!(r.word(before), "#" | "/" | "_" | "@")
}

fn words(r: &Reader, at: usize, end: usize) -> Option<(usize, Quantity)> {
    let (next, value) = value_of_words(r, at, end)?;
    Some((next, Quantity::exact(value)))
}

/// "two hundred and twenty-three", "soixante et onze", "mille vingt et un".
fn value_of_words(r: &Reader, at: usize, end: usize) -> Option<(usize, u64)> {
    let article = one_before_scale(r, at, end);
    let mut sum = Sum { next: at + usize::from(article), any: article, last: u64::MAX, ..Sum::default() };
    // "Between ten thousand and twenty thousand": what "and" joins may be another number.
    let mut whole = sum;
    while sum.next < end {
        let skip = usize::from(sum.any && r.lex.numbers.joints.iter().any(|j| j == r.word(sum.next)));
        if let Some((after, value)) = value(r, &r.lex.numbers.values, sum.next + skip, end) {
            if sum.any && !fits_below(sum.part, value) {
                break;
            }
            whole = if skip > 0 { sum } else { whole };
            sum = Sum { part: sum.part + value, next: after, any: true, ..sum };
        } else if let Some((after, value)) = value(r, &r.lex.numbers.scales, sum.next, end) {
            if value >= sum.last || value < 1000 && sum.part >= 100 {
                sum = whole;
                break;
            }
            sum = sum.times(value, after)?;
        } else {
            break;
        }
    }
    sum.any.then_some((sum.next, sum.total.checked_add(sum.part)?))
}

/// A number in words as far as it is read.
#[derive(Clone, Copy, Default)]
struct Sum {
    total: u64,
    /// What the next scale multiplies.
    part: u64,
    next: usize,
    any: bool,
    /// The scale read last: "thousand" is not followed by another.
    last: u64,
}

impl Sum {
    fn times(self, scale: u64, next: usize) -> Option<Sum> {
        if !self.any && scale >= 1_000_000 {
            return None;
        }
        let part = self.part.max(1).checked_mul(scale)?;
        let read = Sum { next, any: true, ..self };
        match scale >= 1000 {
            true => Some(Sum { total: self.total.checked_add(part)?, part: 0, last: scale, ..read }),
            false => Some(Sum { part, ..read }),
        }
    }
}

/// "a million", "un million": the article counts one where a large number follows it.
fn one_before_scale(r: &Reader, at: usize, end: usize) -> bool {
    r.lex.numbers.one.iter().any(|o| o == r.word(at)) && scale(r, at + 1, end).1 > 1
}

/// Twenty takes one to nine; a hundred takes up to ninety-nine; sixty takes up to nineteen in French.
fn fits_below(part: u64, value: u64) -> bool {
    part == 0
        || part.is_multiple_of(100) && value < 100
        || part.is_multiple_of(20) && value < 20
        || part.is_multiple_of(10) && value < 10
}

fn value(r: &Reader, table: &BTreeMap<String, u64>, at: usize, end: usize) -> Option<(usize, u64)> {
    longest(r, table, at, end).map(|(next, value)| (next, *value))
}
