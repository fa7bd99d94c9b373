//! The sections of a brief: what leads, then each theme, the weightiest first and only as much as can be read.

use super::choose::{self, Chosen, Scope};
use super::compose::{self, Length};
use super::desk::Desk;
use super::kinds::{SectionRule, Tells};
use super::{campaign, claims, left, rival, timeline, totals};
use crate::model::{DateSpan, Figure, Incident, Measure, Section, Sentence};
use std::collections::{BTreeMap, BTreeSet};

/// At most so many of the things that lead are operations.
const OPERATIONS: usize = 3;
/// So many times as many incidents are tried as sentences are wanted: of some no sentence can be said.
const PATIENCE: usize = 3;

/// All sections with a sentence; what they leave out goes to `left`.
pub(super) fn sections(desk: &Desk, scope: &Scope, chosen: &Chosen, left: &mut Vec<String>) -> Vec<Section> {
    let page = Page { desk, scope, chosen, operations: operations(desk, chosen) };
    let (lead, led) = page.lead();
    let form = if desk.kind.style.bold { "bold" } else { "lead" };
    let mut sections = vec![Section { heading: desk.words.page("lead").into(), form: form.into(), sentences: lead }];
    for rule in &desk.kind.sections {
        let sentences = page.section(rule, &led, left);
        let heading = page.heading(rule);
        sections.push(Section { heading, form: desk.kind.form(rule).into(), sentences });
    }
    let mut seen = BTreeSet::new();
    for section in &mut sections {
        // What the lead has said word for word is not said again.
        section.sentences.retain(|s| seen.insert(s.text.clone()));
    }
    sections.retain(|s| !s.sentences.is_empty());
    sections
}

/// An operation as one sentence.
struct Operation {
    section: Option<String>,
    sentence: Sentence,
    incidents: BTreeSet<String>,
}

struct Page<'p, 'a> {
    desk: &'p Desk<'a>,
    scope: &'p Scope,
    chosen: &'p Chosen<'a>,
    operations: Vec<Operation>,
}

/// The largest operations that can be told, each once: two reports may tell one operation each as their own.
fn operations(desk: &Desk, chosen: &Chosen) -> Vec<Operation> {
    let mut operations: Vec<Operation> = Vec::new();
    let most = desk.kind.select.section;
    for (campaign, members) in chosen.campaigns.iter().take(most * PATIENCE) {
        let Some(told) = campaign::tell(desk, campaign, members) else { continue };
        let again = operations.iter().any(|o| o.sentence.text == told.sentence.text);
        if again || operations.len() == most {
            continue;
        }
        let rule = desk.kind.section_of(&members[0].shown.event_type, &members[0].shown.sub_type);
        let section = rule.map(|r| r.key.clone());
        operations.push(Operation { section, sentence: told.sentence, incidents: told.incidents });
    }
    operations
}

impl<'a> Page<'_, 'a> {
    /// The most important things, and the incidents that are done with by it.
    fn lead(&self) -> (Vec<Sentence>, BTreeSet<&'a str>) {
        let (desk, chosen) = (self.desk, self.chosen);
        let most = desk.kind.select.lead.min((chosen.main.len() / 2).max(3));
        let mut lead: Vec<Sentence> =
            self.operations.iter().take(OPERATIONS.min(most)).map(|o| o.sentence.clone()).collect();
        // A place of an operation leads by itself only if it has a toll of its own.
        let members = chosen.campaigns.iter().flat_map(|(_, members)| members).filter(|i| i.shown.figures.is_empty());
        let told: BTreeSet<&str> = members.map(|i| i.id.as_str()).collect();
        let mut tolls = BTreeSet::new();
        let mut led = BTreeSet::new();
        for incident in self.weightiest(|i| !told.contains(i.id.as_str())).into_iter().take(most * PATIENCE) {
            if lead.len() >= most {
                break;
            }
            // Two reports of one toll may stand as two incidents; the lead tells the number once.
            if toll(incident).is_some_and(|t| !tolls.insert(t)) {
                continue;
            }
            if let Some(sentence) = compose::incident(desk, incident, Length::Short) {
                lead.push(sentence);
                led.insert(incident.id.as_str());
            }
        }
        if !desk.kind.style.bold {
            led.clear();
        }
        (lead, led)
    }

    fn weightiest(&self, wanted: impl Fn(&Incident) -> bool) -> Vec<&'a Incident> {
        let mut all: Vec<&Incident> = self.chosen.main.iter().copied().filter(|i| wanted(i)).collect();
        all.sort_by_cached_key(|i| choose::weight(i));
        all
    }

    fn section(&self, rule: &SectionRule, led: &BTreeSet<&str>, left: &mut Vec<String>) -> Vec<Sentence> {
        let (desk, chosen) = (self.desk, self.chosen);
        let most = rule.most.unwrap_or(desk.kind.select.section);
        match rule.tells {
            Tells::Events => self.events(rule, most, led, left),
            Tells::Timeline => timeline::sentences(desk, &self.days(most), most),
            Tells::Indicators => totals::sentences(desk, self.scope, most),
            Tells::Contradictions => rival::sentences(desk, &chosen.main, most, left),
            Tells::Background => self.composed(chosen.background.iter().rev().copied(), most),
            Tells::Abroad => self.composed(self.abroad().into_iter(), most),
            Tells::Claims => claims::sentences(desk, &chosen.main, most),
            Tells::Changed => self.composed(chosen.changed.iter().rev().copied(), most),
        }
    }

    /// Operations of the theme, then its incidents that no operation's sentence says all about.
    fn events(&self, rule: &SectionRule, most: usize, led: &BTreeSet<&str>, left: &mut Vec<String>) -> Vec<Sentence> {
        let ours = |i: &Incident| {
            let own = self.desk.kind.section_of(&i.shown.event_type, &i.shown.sub_type);
            own.is_some_and(|own| own.key == rule.key)
        };
        let of_theme = self.operations.iter().filter(|o| o.section.as_deref() == Some(&rule.key));
        let mut sentences: Vec<Sentence> = of_theme.map(|o| o.sentence.clone()).take(most.div_ceil(2)).collect();
        let told: BTreeSet<&str> = self.operations.iter().flat_map(|o| &o.incidents).map(String::as_str).collect();
        let is_told =
            |i: &Incident| told.contains(i.id.as_str()) && i.shown.figures.is_empty() || led.contains(i.id.as_str());
        let all = self.weightiest(|i| ours(i) && !is_told(i));
        let mut done = 0;
        for incident in all.iter().take(most * PATIENCE) {
            if sentences.len() >= most {
                break;
            }
            sentences.extend(compose::incident(self.desk, incident, Length::Full));
            done += 1;
        }
        if done < all.len() {
            let heading = rule.heading(self.desk.lang());
            left.push(left::section(self.desk, heading, done, &all));
        }
        sentences
    }

    fn composed<'i>(&self, incidents: impl Iterator<Item = &'i Incident>, most: usize) -> Vec<Sentence> {
        let tried = incidents.take(most * PATIENCE);
        tried.filter_map(|i| compose::incident(self.desk, i, Length::Full)).take(most).collect()
    }

    /// The weightiest incidents that a timeline of so many lines can hold, oldest first.
    fn days(&self, most: usize) -> Vec<&'a Incident> {
        if self.chosen.main.len() <= most {
            return self.chosen.main.clone();
        }
        let kept: BTreeSet<&str> = self.weightiest(|_| true).iter().take(most).map(|i| i.id.as_str()).collect();
        self.chosen.main.iter().copied().filter(|i| kept.contains(i.id.as_str())).collect()
    }

    /// What belongs to the area's incidents across a border, the weightiest first.
    fn abroad(&self) -> Vec<&'a Incident> {
        let ids: BTreeSet<&str> = self.threads().flat_map(|t| &t.there).map(String::as_str).collect();
        let all = self.desk.input.resolution.incidents.iter();
        let mut found: Vec<&Incident> = all.filter(|i| ids.contains(i.id.as_str())).collect();
        found.sort_by_cached_key(|i| choose::weight(i));
        found
    }

    fn threads(&self) -> impl Iterator<Item = &'a crate::assess::Thread> {
        let chosen: BTreeSet<&str> = self.chosen.main.iter().map(|i| i.id.as_str()).collect();
        let threads = self.desk.options.assessment.iter().flat_map(|a| &a.threads);
        threads.filter(move |t| t.here.iter().any(|id| chosen.contains(id.as_str())))
    }

    /// The heading; of what is told across a border, with the countries.
    fn heading(&self, rule: &SectionRule) -> String {
        let heading = rule.heading(self.desk.lang()).to_string();
        if rule.tells != Tells::Abroad {
            return heading;
        }
        let names = &self.desk.phrases.names;
        let countries: BTreeSet<&str> = self.threads().flat_map(|t| &t.countries).map(String::as_str).collect();
        let named: Vec<&str> = countries.into_iter().map(|c| names.country_name(c, self.desk.lang())).collect();
        if named.is_empty() { heading } else { format!("{heading} ({})", named.join(&self.desk.words.comma)) }
    }
}

/// The dead of an incident and its days: two incidents with the same ones tell one toll twice.
type Toll = (Option<(crate::model::Day, crate::model::Day)>, BTreeMap<crate::model::Class, (Option<u64>, Option<u64>)>);

fn toll(incident: &Incident) -> Option<Toll> {
    let dead = incident.shown.figures.iter().filter(|f| f.measure == Measure::Killed);
    // The class of those counted differs between reports: fighters are rebels or armed men.
    let most = dead.max_by_key(|f: &&Figure| f.low.or(f.high))?;
    let days = incident.shown.days().map(|d: DateSpan| (d.from, d.to));
    let class = if most.of.is_armed_group() { crate::model::Class::RebelGroup } else { most.of };
    Some((days, BTreeMap::from([(class, (most.low, most.high))])))
}
