//! Words for values: templates, numbers, dates, lists and toll counts in the language of a brief.

use super::phrases::{Wording, look};
use crate::model::{DateSpan, Day, Figure, Measure, Precision};
use serde::Serialize;

/// Fills a template: `{name}` becomes its value; a name that is not given stays as it stands.
pub(super) fn fill(template: &str, values: &[(&str, &str)]) -> String {
    let mut out = String::new();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let (name, tail) = after.split_once('}').unwrap_or((after, ""));
        match values.iter().find(|(n, _)| *n == name) {
            Some((_, value)) => out.push_str(value),
            None => out.push_str(&format!("{{{name}}}")),
        }
        rest = tail;
    }
    out + rest
}

/// Puts each of these items behind the words that stand before `+name` in a template: `{de +whom}` becomes
/// "de A et de B".
pub(super) fn each(template: &str, name: &str, items: &[String], words: &Wording) -> String {
    let mark = format!("+{name}}}");
    let Some((before, after)) = template.split_once(&mark) else { return template.to_string() };
    let Some((start, prefix)) = before.rsplit_once('{') else { return template.to_string() };
    let prefixed: Vec<String> = items.iter().map(|i| format!("{prefix}{i}")).collect();
    format!("{start}{}{}", list(&prefixed, words), each(after, name, items, words))
}

/// Chooses in `[one|many]` (or other brackets) by number.
pub(super) fn agree(template: &str, brackets: (char, char), many: bool) -> String {
    let mut out = String::new();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once(brackets.0) {
        out.push_str(before);
        let (choice, tail) = after.split_once(brackets.1).unwrap_or((after, ""));
        let (one, more) = choice.split_once('|').unwrap_or((choice, choice));
        out.push_str(if many { more } else { one });
        rest = tail;
    }
    out + rest
}

/// `a`, `a and b`, `a, b and c`.
pub(super) fn list(items: &[String], words: &Wording) -> String {
    match items {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{}{}{last}", first.join(&words.comma), words.and),
    }
}

/// The name under which a value is written in JSON and in the data files.
pub(super) fn key_of(value: impl Serialize) -> String {
    serde_json::to_value(value).ok().and_then(|v| v.as_str().map(str::to_string)).unwrap_or_default()
}

/// A sentence from a clause: contractions and elisions made, first letter raised, stop set.
pub(super) fn sentence(clause: &str, words: &Wording) -> String {
    let text = smooth(clause, words);
    let mut letters = text.chars();
    let first: String = letters.next().into_iter().flat_map(char::to_uppercase).collect();
    first + letters.as_str() + &words.sentence_end
}

fn smooth(clause: &str, words: &Wording) -> String {
    let mut text = clause.split(' ').filter(|w| !w.is_empty()).collect::<Vec<_>>().join(" ");
    let elides = |rest: &str| {
        rest.starts_with(|c| words.smooth.before.contains(c))
            || words.smooth.mute.iter().any(|m| rest.to_lowercase().starts_with(m.as_str()))
    };
    let mut apply = |pairs: &[(String, String)], fit: &dyn Fn(&str) -> bool| {
        for (from, to) in pairs {
            text = replace_at_words(&text, from, to, fit);
        }
    };
    // Elision before contraction ("de l'ouest", not "du ouest"), and again for what that leaves.
    apply(&words.smooth.elide, &elides);
    apply(&words.smooth.contract, &|_| true);
    apply(&words.smooth.elide, &elides);
    text
}

/// Replaces `from` where it begins a word and what follows is fit.
fn replace_at_words(text: &str, from: &str, to: &str, fit: impl Fn(&str) -> bool) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find(from) {
        let (before, after) = (&rest[..at], &rest[at + from.len()..]);
        out.push_str(before);
        let at_word = !out.ends_with(|c: char| c.is_alphanumeric() || c == '\'' || c == '’');
        out.push_str(if at_word && fit(after) { to } else { from });
        rest = after;
    }
    out + rest
}

/// A number in digits, grouped as the language does; round millions in words.
pub(super) fn digits(n: u64, words: &Wording) -> String {
    if n >= 1_000_000 && n.is_multiple_of(100_000) {
        return millions(n, words);
    }
    let plain = n.to_string();
    let group = |(i, c): (usize, char)| {
        let cut = i > 0 && (plain.len() - i).is_multiple_of(3);
        format!("{}{c}", if cut { words.thousands.as_str() } else { "" })
    };
    plain.chars().enumerate().map(group).collect()
}

fn millions(n: u64, words: &Wording) -> String {
    let tenths = n / 100_000;
    let whole = tenths / 10;
    let shown = match tenths % 10 {
        0 => whole.to_string(),
        part => format!("{whole}{}{part}", words.decimal),
    };
    fill(if n < 2_000_000 { &words.million } else { &words.millions }, &[("n", &shown)])
}

/// A number as a sentence says it: small ones in words.
pub(super) fn number(n: u64, words: &Wording) -> String {
    let small = usize::try_from(n).ok().and_then(|n| words.number_words.get(n));
    small.cloned().unwrap_or_else(|| digits(n, words))
}

/// How a bounded number is hedged: the template's key, with its numbers.
pub(super) fn hedged(
    low: Option<u64>,
    high: Option<u64>,
    approximate: bool,
    say: impl Fn(u64) -> String,
    words: &Wording,
) -> String {
    let (key, n, n2) = match (low, high) {
        (Some(l), Some(h)) if l == h => (if approximate { "about" } else { "exact" }, l, h),
        (Some(0) | None, Some(h)) => ("up_to", h, h),
        (Some(l), Some(h)) => ("between", l, h),
        (Some(l), None) => (if approximate { "at_least_about" } else { "at_least" }, l, l),
        (None, None) => return String::new(),
    };
    fill(look(&words.count, key), &[("n", &say(n)), ("n2", &say(n2))])
}

/// Those whom a figure counts: "at least three civilians", "dozens of civilians".
pub(super) fn counted(figure: &Figure, words: &Wording, say: impl Fn(u64) -> String) -> String {
    let measure = key_of(figure.measure);
    let counted = words.counted.get(&measure).or_else(|| words.counted.get(&key_of(figure.of)));
    let Some((one, many)) = counted else { return String::new() };
    if let Some(vague) = vague(figure, words) {
        return format!("{vague} {many}");
    }
    if is_one(figure) {
        return one.clone();
    }
    format!("{} {many}", hedged(figure.low, figure.high, figure.approximate, say, words))
}

/// "Several" and "dozens", which the codebook keeps as 2, 24, 200 and 2000 with no upper bound.
fn vague<'a>(figure: &Figure, words: &'a Wording) -> Option<&'a str> {
    let key = match (figure.low?, figure.high, figure.approximate) {
        (2, None, true) => "several",
        (24, None, true) => "dozens",
        (200, None, true) => "hundreds",
        (2000, None, true) => "thousands",
        _ => return None,
    };
    Some(look(&words.count, key))
}

fn is_one(figure: &Figure) -> bool {
    (figure.low, figure.high, figure.approximate) == (Some(1), Some(1), false)
}

/// "three civilians were killed", or "were reported killed" in the outlet's own voice.
pub(super) fn toll_item(figure: &Figure, words: &Wording) -> String {
    let count = counted(figure, words, |n| number(n, words));
    let measure = words.measure.get(&key_of(figure.measure));
    let Some((one, many)) = measure.filter(|_| !count.is_empty()) else { return String::new() };
    let is_many = figure.high.or(figure.low).is_some_and(|n| n > 1) && !(figure.low == Some(1) && is_one(figure));
    let key = if figure.said_by.is_some() { "item_said" } else { "item_told" };
    let template = agree(look(&words.toll, key), ('[', ']'), is_many);
    fill(&template, &[("count", &count), ("measure", if is_many { many } else { one })])
}

/// What a further number of the same people needs: "12 injured" after "seven civilians were killed".
pub(super) fn toll_more(figure: &Figure, words: &Wording) -> Option<String> {
    if vague(figure, words).is_some() {
        return None;
    }
    let count = hedged(figure.low, figure.high, figure.approximate, |n| number(n, words), words);
    let (one, many) = words.measure.get(&key_of(figure.measure)).filter(|_| !count.is_empty())?;
    let measure = if is_one(figure) { one } else { many };
    Some(fill(look(&words.toll, "more"), &[("count", &count), ("measure", measure)]))
}

/// "80 fighters killed", without saying that somebody reports it.
pub(super) fn toll_bare(figure: &Figure, words: &Wording) -> String {
    let count = counted(figure, words, |n| number(n, words));
    let Some((one, many)) = words.measure.get(&key_of(figure.measure)).filter(|_| !count.is_empty()) else {
        return String::new();
    };
    let is_many = !is_one(figure) && figure.high.or(figure.low).is_some_and(|n| n > 1);
    fill(look(&words.toll, "more"), &[("count", &count), ("measure", if is_many { many } else { one })])
}

/// A toll as a table shows it: "21 rebel fighters killed".
pub(super) fn toll_cell(figure: &Figure, words: &Wording) -> String {
    let count = counted(figure, words, |n| digits(n, words));
    let measure = words.measure.get(&key_of(figure.measure)).cloned().unwrap_or_default();
    if figure.measure == Measure::Participants || is_one(figure) {
        return format!("{count} {}", measure.0);
    }
    format!("{count} {}", measure.1)
}

/// A span of days within a sentence: "on 3 May 2025", "in April 2025".
pub(super) fn when(span: &DateSpan, words: &Wording) -> String {
    let one_month = (span.from.year(), span.from.month()) == (span.to.year(), span.to.month());
    let one_year = span.from.year() == span.to.year();
    let key = match span.precision {
        Precision::Day if span.from == span.to => "day",
        Precision::Day if one_month => "days_one_month",
        Precision::Day if one_year => "days_one_year",
        Precision::Day => "days",
        Precision::Week if span.from == span.to => "day",
        Precision::Week if one_month => "week_one_month",
        Precision::Week if one_year => "week_one_year",
        Precision::Week => "week",
        Precision::Month if one_month => "month",
        Precision::Month => "months",
        Precision::Year | Precision::Unknown if one_year => "year",
        _ => "years",
    };
    dated(look(&words.date, key), span, words)
}

/// A span of days as a table shows it: "3 May 2025", "April 2025", "2022".
pub(super) fn days(span: &DateSpan, words: &Wording) -> String {
    let end = |day: Day| match span.precision {
        Precision::Month => dated(look(&words.date, "plain_month"), &DateSpan::day(day), words),
        Precision::Year | Precision::Unknown => day.year().to_string(),
        _ => self::day(day, words),
    };
    let one_month = (span.from.year(), span.from.month()) == (span.to.year(), span.to.month());
    if span.precision <= Precision::Week && span.from != span.to && span.from.year() == span.to.year() {
        let key = if one_month { "plain_one_month" } else { "plain_one_year" };
        return dated(look(&words.date, key), span, words);
    }
    let (from, to) = (end(span.from), end(span.to));
    if from == to { from } else { format!("{from} – {to}") }
}

/// A day by itself: "17 September 2024".
pub(super) fn day(day: Day, words: &Wording) -> String {
    dated(look(&words.date, "plain"), &DateSpan::day(day), words)
}

fn dated(template: &str, span: &DateSpan, words: &Wording) -> String {
    let number = |day: Day| match day.day() {
        1 => look(&words.date, "first").to_string(),
        n => n.to_string(),
    };
    let month = |day: Day| words.months.get(day.month() as usize - 1).cloned().unwrap_or_default();
    let values = [
        ("d", number(span.from)),
        ("d2", number(span.to)),
        ("month", month(span.from)),
        ("month2", month(span.to)),
        ("year", span.from.year().to_string()),
        ("year2", span.to.year().to_string()),
    ];
    fill(template, &values.each_ref().map(|(n, v)| (*n, v.as_str())))
}

#[cfg(test)]
mod tests {
    use super::super::testing::phrases;
    use super::*;
    use crate::model::{Class, Lang};
    use jiff::civil::date;

    fn en() -> &'static Wording {
        phrases().of(Lang::En)
    }

    fn fr() -> &'static Wording {
        phrases().of(Lang::Fr)
    }

    fn figure(low: Option<u64>, high: Option<u64>, approximate: bool) -> Figure {
        Figure { measure: Measure::Killed, of: Class::Civilians, low, high, approximate, said_by: None }
    }

    #[test]
    fn templates_are_filled_once_and_never_twice() {
        assert_eq!(fill("{a} and {b}", &[("a", "{b}"), ("b", "x")]), "{b} and x");
        assert_eq!(fill("{a", &[("a", "x")]), "x");
        assert_eq!(agree("it [was|were] <a|b>", ('[', ']'), true), "it were <a|b>");
        let items = ["le A".to_string(), "la B".to_string()];
        assert_eq!(each("biens {de +x}, {x}", "x", &items, fr()), "biens de le A et de la B, {x}");
    }

    #[test]
    fn french_is_contracted_and_elided() {
        let say = |s: &str| sentence(s, fr());
        assert_eq!(say("une attaque de le groupe à les abords"), "Une attaque du groupe aux abords.");
        assert_eq!(say("le chef de des hommes armés"), "Le chef d'hommes armés.");
        assert_eq!(say("la alliance  de Ansongo"), "L'alliance d'Ansongo.");
        assert_eq!(say("de le ouest de Gao"), "De l'ouest de Gao.");
    }

    #[test]
    fn numbers_group_as_the_language_does() {
        assert_eq!(digits(375_000, en()), "375,000");
        assert_eq!(digits(375_000, fr()), "375\u{a0}000");
        assert_eq!(digits(8_800_000, fr()), "8,8 millions");
        assert_eq!(digits(1_500_000, fr()), "1,5 million");
        assert_eq!(digits(6_412_345, en()), "6,412,345");
        assert_eq!((number(3, en()), number(21, en())), ("three".into(), "21".into()));
    }

    #[test]
    fn hedges_are_kept() {
        let toll = |l, h, a, w| toll_item(&figure(l, h, a), w);
        assert_eq!(toll(Some(3), None, false, en()), "at least three civilians were reported killed");
        assert_eq!(toll(Some(30), Some(30), true, en()), "about 30 civilians were reported killed");
        assert_eq!(toll(Some(0), Some(7), false, en()), "up to seven civilians were reported killed");
        assert_eq!(toll(Some(11), Some(15), false, fr()), "entre 11 et 15 civils tués");
        assert_eq!(toll(Some(24), None, true, fr()), "des dizaines de civils tués");
        assert_eq!(toll(Some(1), Some(1), false, en()), "a civilian was reported killed");
    }

    #[test]
    fn dates_say_no_more_than_is_known() {
        let span = |from, to, precision| DateSpan { from, to, precision };
        let say = |s: &DateSpan| (when(s, en()), when(s, fr()));
        let day = DateSpan::day(date(2025, 7, 1));
        assert_eq!(say(&day), ("on 1 July 2025".into(), "le 1er juillet 2025".into()));
        let late = span(date(2025, 4, 21), date(2025, 4, 30), Precision::Week);
        assert_eq!(say(&late).0, "between 21 April and 30 April 2025");
        assert_eq!(say(&late).1, "entre le 21 et le 30 avril 2025");
        let month = span(date(2025, 5, 3), date(2025, 5, 31), Precision::Month);
        assert_eq!(say(&month), ("in May 2025".into(), "en mai 2025".into()));
        let year = span(date(2022, 1, 1), date(2022, 12, 31), Precision::Year);
        assert_eq!(when(&year, fr()), "en 2022");
    }
}
