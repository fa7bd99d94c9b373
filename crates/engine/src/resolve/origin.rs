//! Which reports of one happening are one origin, and why: a publisher, an agency, an original, quotations,
//! text or a speaker in common.

use super::report::{self, Report};
use super::rules::Rules;
use super::told::Told;
use crate::model::{Origin, Teller, Tie};
use std::collections::BTreeMap;

/// Disjoint sets whose root is always their smallest member, so that the order of joins is nothing.
#[derive(Clone, Debug)]
pub struct Groups(Vec<usize>);

impl Groups {
    /// Every member alone.
    pub fn new(len: usize) -> Self {
        Self((0..len).collect())
    }

    /// The smallest member of the set that `i` is in.
    pub fn root(&mut self, mut i: usize) -> usize {
        while self.0[i] != i {
            self.0[i] = self.0[self.0[i]];
            i = self.0[i];
        }
        i
    }

    /// Makes one set of two; whether they were two.
    pub fn join(&mut self, a: usize, b: usize) -> bool {
        let (a, b) = (self.root(a), self.root(b));
        self.0[a.max(b)] = a.min(b);
        a != b
    }
}

/// The number of the origin of each report of a happening, by its id.
pub type Numbers<'a> = BTreeMap<&'a str, usize>;

/// The independent origins of the reports that tell these events, in the order of their first reports.
pub fn origins<'a>(members: &[&Told<'a>], rules: &Rules) -> (Vec<Origin>, Numbers<'a>) {
    let mut told: BTreeMap<&str, &Told<'a>> = BTreeMap::new();
    members.iter().for_each(|t| {
        told.entry(t.doc).or_insert(t);
    });
    let told: Vec<&Told> = told.into_values().collect();
    let mut groups = Groups::new(told.len());
    let ties = ties(&told, &mut groups, rules);
    let mut made: BTreeMap<usize, Origin> = BTreeMap::new();
    for (n, t) in told.iter().enumerate() {
        made.entry(groups.root(n)).or_default().reports.push(teller(t.report));
    }
    for (n, tie) in ties {
        made.entry(groups.root(n)).or_default().because.push(tie);
    }
    let roots: Vec<usize> = made.keys().copied().collect();
    let number = |n: usize, groups: &mut Groups| roots.binary_search(&groups.root(n)).unwrap_or(n);
    let numbers = told.iter().enumerate().map(|(n, t)| (t.doc, number(n, &mut groups))).collect();
    (made.into_values().collect(), numbers)
}

fn teller(report: &Report) -> Teller {
    let source = report.source.as_ref();
    Teller {
        doc: report.id.clone(),
        source: source.map(|s| s.name.clone()),
        grade: source.map_or(crate::data::Grade::F, |s| s.grade),
    }
}

/// The ties that make origins of the reports, each of which joins two that were apart.
fn ties(told: &[&Told], groups: &mut Groups, rules: &Rules) -> Vec<(usize, Tie)> {
    let mut ties = Vec::new();
    for (i, a) in told.iter().enumerate() {
        for (j, b) in told.iter().enumerate().skip(i + 1) {
            if groups.root(i) == groups.root(j) {
                continue;
            }
            let Some((kind, what)) = tie(a, b, rules) else { continue };
            groups.join(i, j);
            ties.push((i, Tie { kind: kind.into(), what, reports: [a.doc.into(), b.doc.into()] }));
        }
    }
    ties
}

/// What two reports have in common that makes them one voice.
fn tie(a: &Told, b: &Told, rules: &Rules) -> Option<(&'static str, String)> {
    let (x, y) = (a.report, b.report);
    let rule = &rules.origin;
    let percent = |share: f64| format!("{} %", (share * 100.0).round());
    if let Some(name) = shared(&x.publishers, &y.publishers) {
        return Some(("publisher", name));
    }
    let credits = [(&x.agencies, &y.agencies), (&x.agencies, &y.publishers), (&x.publishers, &y.agencies)];
    if let Some(name) = credits.into_iter().find_map(|(p, q)| shared(p, q)) {
        return Some(("agency", name));
    }
    if let Some(address) = x.address.clone().filter(|_| x.address == y.address) {
        return Some(("original", address));
    }
    let quotes = report::common(&x.quotes, &y.quotes);
    if quotes >= rule.quotes.max(1) {
        return Some(("quotes", quotes.to_string()));
    }
    let text = x.runs.shared(&y.runs);
    if text > rule.shared {
        return Some(("text", percent(text)));
    }
    let least = x.telling.len().min(y.telling.len());
    let told = report::overlap(&x.telling, &y.telling);
    if x.language != y.language && least >= rule.translated_words && told >= rule.translated {
        return Some(("translation", percent(told)));
    }
    speaker(a, b, rules).map(|name| ("speaker", name))
}

fn shared(a: &[String], b: &[String]) -> Option<String> {
    a.iter().find(|x| b.contains(x)).cloned()
}

/// Both tell what one named speaker said.
fn speaker(a: &Told, b: &Told, rules: &Rules) -> Option<String> {
    let said = a.event.said_by.as_ref().filter(|s| a.event.said_by == b.event.said_by && rules.is_named(s))?;
    Some(said.clone())
}

#[cfg(test)]
mod tests {
    use super::super::report::Report;
    use super::super::testing::*;
    use super::*;
    use crate::data::Data;
    use crate::model::{Document, Event};

    fn kinds(documents: &[Document]) -> (Vec<usize>, Vec<String>) {
        let event = Event::default();
        let reports: Vec<Report> = documents.iter().map(|d| Report::of(d, Data::bundled())).collect();
        let told: Vec<Told> = reports.iter().map(|r| of_report(r, &event)).collect();
        let (origins, numbers) = origins(&told.iter().collect::<Vec<_>>(), rules());
        (numbers.into_values().collect(), origins.into_iter().flat_map(|o| o.because).map(|t| t.kind).collect())
    }

    fn check(documents: &[Document], numbers: &[usize], ties: &[&str]) {
        let (found, kinds) = kinds(documents);
        assert_eq!(found, numbers);
        assert_eq!(kinds, ties);
    }

    fn document(id: &str, outlet: &str, text: &str) -> Document {
        Document { id: id.into(), outlet: Some(outlet.into()), text: text.into(), ..Document::default() }
    }

    #[test]
    fn an_outlet_a_family_or_an_agency_in_common_is_one_origin() {
        let told = [
            document("a", "Daily Lantern / Agency", "x"),
            document("b", "The Reed / AGENCY", "y"),
            document("c", "The Reed", "z"),
            document("d", "Alone", "w"),
            document("e", "RFI", "v"),
            document("f", "France 24", "u"),
        ];
        check(&told, &[0, 0, 0, 1, 2, 2], &["publisher", "publisher", "publisher"]);
        let credited = |id: &str, credit: &str| Document { credits: vec![credit.into()], ..document(id, id, "x") };
        check(&[credited("a", "AFP"), credited("b", "Agence France-Presse")], &[0, 0], &["agency"]);
    }

    #[test]
    fn originals_and_quotations_in_common_are_one_origin() {
        let quote =
            "“We shouted to the pilot to turn back at once.” Later: “The market would not wait for us any longer.”";
        let mut told = [
            document("c", "C", quote),
            document("d", "D", &format!("Told otherwise. {quote}")),
            document("e", "E", "“We shouted to the pilot to turn back at once.”"),
            document("f", "F", "z"),
        ];
        told[2].url = Some("https://e.example/1".into());
        told[3].canonical = Some("https://e.example/1".into());
        check(&told, &[0, 0, 1, 1], &["quotes", "original"]);
    }

    #[test]
    fn one_named_speaker_is_one_origin_and_two_unnamed_ones_are_two() {
        let told = |said: &str| Event { said_by: Some(said.into()), ..Event::default() };
        let reports = ["a", "b"].map(Report::unknown);
        let count = |said: [&str; 2]| {
            let events = said.map(told);
            let told = [of_report(&reports[0], &events[0]), of_report(&reports[1], &events[1])];
            origins(&[&told[0], &told[1]], rules()).0.len()
        };
        assert_eq!(count(["JNIM", "JNIM"]), 1);
        assert_eq!(count(["medical source", "medical source"]), 2);
        assert_eq!(count(["JNIM", "Malian Armed Forces"]), 2);
    }

    #[test]
    fn a_report_in_another_language_with_the_same_names_and_numbers_is_a_translation() {
        let english = "On Monday 34 soldiers fell in Kolo and 17 in Tarada, said Colonel Issa Diarra of the Third Region. \
                       The men of Captain Moussa Keita left Bena at 1540 for Yelimane, and 260 people fled to Nara.";
        let french = "Lundi, 34 soldats sont tombés à Kolo et 17 à Tarada, selon le colonel Issa Diarra. Les hommes \
                      du capitaine Moussa Keita ont quitté Bena à 1540 pour Yelimane, et 260 personnes ont fui à Nara.";
        let other = "Lundi, 34 soldats sont morts près de Kolo, dit un habitant de Segou, Amadou Traore. Le maire de \
                     Sikasso parle de 29 blessés, de 11 camions et de 500 sacs de Kita, venus avec Oumar Sangare de Kati.";
        let mut told = [document("a", "A", english), document("b", "B", french), document("c", "C", other)];
        told.iter_mut().zip(["en", "fr", "fr"]).for_each(|(d, l)| d.language = Some(l.into()));
        check(&told, &[0, 0, 1], &["translation"]);
    }
}
