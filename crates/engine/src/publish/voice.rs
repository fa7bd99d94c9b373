//! Whether a sentence keeps to whom it owes its knowledge: what reports only give as somebody's word stays that.

use crate::model::{Citation, Event, Indicator, Record, Sentence, Span, Stance};
use std::collections::{BTreeMap, BTreeSet};

/// The events of the cited reports, and the words that show that somebody speaks.
#[derive(Default)]
pub(super) struct Voices<'a> {
    records: BTreeMap<&'a str, &'a Record>,
    marks: &'a [String],
}

/// Who gives a number: somebody, or the report itself.
type Speaker<'a> = Option<&'a str>;

impl<'a> Voices<'a> {
    /// The voices of these records.
    pub fn new(records: &'a [Record], marks: &'a [String]) -> Self {
        Self { records: records.iter().map(|r| (r.doc.as_str(), r)).collect(), marks }
    }

    /// Speakers and numbers that a sentence tells as facts and the cited words as somebody's.
    pub fn told_as_fact(&self, sentence: &Sentence, numbers: &dyn Fn(&str) -> BTreeSet<u64>) -> Vec<String> {
        let cited: Vec<(&Record, &Citation)> =
            sentence.citations.iter().filter_map(|c| Some((*self.records.get(c.doc.as_str())?, c))).collect();
        if cited.is_empty() {
            return Vec::new();
        }
        let events: Vec<&Event> = cited.iter().flat_map(|(r, c)| r.events.iter().filter(|e| tells(e, c))).collect();
        let mut faults = Vec::new();
        for (n, clause) in sentence.text.split(';').enumerate() {
            if self.is_marked(clause) {
                continue;
            }
            let act = act_of_somebody(&events).filter(|_| n == 0 && !gives_total(&cited));
            faults.extend(act.map(str::to_string));
            let given = |n: &u64| is_only_said(&voices_of(*n, &cited, &events));
            faults.extend(numbers(clause).iter().filter(|n| given(n)).map(u64::to_string));
        }
        faults
    }

    fn is_marked(&self, clause: &str) -> bool {
        let clause = clause.to_lowercase();
        let at_words = |mark: &String| {
            clause.match_indices(mark.as_str()).any(|(at, _)| {
                let before = clause[..at].chars().next_back();
                let after = clause[at + mark.len()..].chars().next();
                ![before, after].into_iter().flatten().any(char::is_alphanumeric)
            })
        };
        self.marks.iter().any(at_words)
    }
}

/// Whose word the act is, if every report that is cited for it gives it as a word.
fn act_of_somebody<'a>(events: &[&'a Event]) -> Option<&'a str> {
    let all = events.iter().all(|e| e.stance != Stance::Reported);
    events.first().filter(|_| all).map(|e| e.said_by.as_deref().unwrap_or("?"))
}

/// Whether the words give a total in the report's own voice: then the sentence may be about that.
fn gives_total(cited: &[(&Record, &Citation)]) -> bool {
    cited.iter().any(|(r, c)| r.indicators.iter().any(|i| i.said_by.is_none() && counts(i, c)))
}

fn is_only_said(voices: &[Speaker]) -> bool {
    !voices.is_empty() && voices.iter().all(Option::is_some)
}

/// Everybody who gives this number in the cited words.
fn voices_of<'a>(n: u64, cited: &[(&'a Record, &Citation)], events: &[&'a Event]) -> Vec<Speaker<'a>> {
    let is = |low: Option<u64>, high: Option<u64>| low == Some(n) || high == Some(n);
    let of_events = events.iter().flat_map(|e| &e.figures).filter(|f| is(f.low, f.high)).map(|f| f.said_by.as_deref());
    let campaigns = cited.iter().flat_map(|(r, c)| {
        let told =
            r.campaigns.iter().filter(|p| p.evidence.as_ref().is_some_and(|e| e.event.iter().any(|s| meets(s, c))));
        told.flat_map(|p| &p.figures).filter(|f| is(f.low, f.high)).map(|f| f.said_by.as_deref())
    });
    let totals = cited.iter().flat_map(|(r, c)| {
        r.indicators.iter().filter(|i| counts(i, c) && is(i.low, i.high)).map(|i| i.said_by.as_deref())
    });
    of_events.chain(campaigns).chain(totals).collect()
}

fn tells(event: &Event, citation: &Citation) -> bool {
    event.evidence.as_ref().is_some_and(|e| e.event.iter().any(|s| meets(s, citation)))
}

fn counts(indicator: &Indicator, citation: &Citation) -> bool {
    indicator.evidence.as_ref().is_some_and(|e| e.event.iter().any(|s| meets(s, citation)))
}

fn meets(span: &Span, citation: &Citation) -> bool {
    span.start < citation.end && citation.start < span.end
}

#[cfg(test)]
mod tests {
    use super::super::testing::{record, report};
    use super::*;

    fn check(text: &str, words: &str, faults: &[&str]) {
        let (records, marks) = ([record()], ["according to".to_string(), "claimed".into(), "says".into()]);
        let start = report().text.find(words).expect("words of the report");
        let citations = vec![Citation { doc: report().id, start, end: start + words.len() }];
        let sentence = Sentence { text: text.into(), citations, by: None };
        let numbers =
            |clause: &str| clause.split(|c: char| !c.is_ascii_digit()).filter_map(|n| n.parse().ok()).collect();
        assert_eq!(Voices::new(&records, &marks).told_as_fact(&sentence, &numbers), faults, "{text}");
    }

    #[test]
    fn a_claim_stays_a_claim() {
        let words = "JNIM attacked the army in Kolo";
        check("JNIM claimed an attack in Kolo.", words, &[]);
        check("JNIM attacked the army in Kolo.", words, &["JNIM"]);
        check("JNIM unclaimed in Kolo.", words, &["JNIM"]);
        check("An armed clash was reported in Banfa.", "heard in Banfa", &[]);
    }

    #[test]
    fn a_toll_stays_with_whoever_gives_it() {
        let words = "JNIM attacked the army in Kolo";
        check("JNIM claimed it; according to the army, 21 fighters died.", words, &[]);
        check("JNIM claimed it; 21 fighters died.", words, &["21"]);
        check("JNIM claimed it; 22 fighters died.", words, &[]);
    }

    #[test]
    fn without_records_nobody_is_asked() {
        let sentence = Sentence { text: "All is calm.".into(), ..Sentence::default() };
        assert!(Voices::default().told_as_fact(&sentence, &|_| BTreeSet::new()).is_empty());
    }
}
