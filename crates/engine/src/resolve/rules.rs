//! The tables of `data/resolve.toml`: points of agreement, families of types, rules for what is shown.

use crate::data::{DataError, Files};
use crate::model::{Event, Severity};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

const PATH: &str = "resolve.toml";

/// Everything that resolving takes from the data folder.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rules {
    /// Points from which two events are one happening.
    pub threshold: f64,
    /// What two events that cannot be one by themselves count in a group that is sure of itself.
    pub excluded: f64,
    /// Points by which an act told of a region must fit one act of a report better than the next to be one of them.
    pub part_margin: f64,
    /// Names that say only "somebody armed".
    pub unidentified: Vec<String>,
    /// Classes that are too common to tell one happening from another.
    pub common_classes: Vec<crate::model::Class>,
    /// Classes within which two different names may well be one party.
    pub loose_classes: Vec<crate::model::Class>,
    /// Sub-types in which both sides act.
    pub symmetric: Vec<String>,
    /// What stands between an outlet and the agency it copies.
    pub outlet_separators: Vec<String>,
    /// Points by date.
    pub date: DatePoints,
    /// Points by place.
    pub place: PlacePoints,
    /// Points by initiators and, again, by targets.
    pub side: SidePoints,
    /// Points by equal tolls.
    pub toll: TollPoints,
    /// Points by names and numbers that the reports have in common.
    pub wording: WordPoints,
    /// Points by type.
    #[serde(rename = "type")]
    pub types: Vec<TypePoints>,
    /// Sub-types of which a country has few.
    pub rare: Vec<Rare>,
    /// Sub-types under which two reports may tell one act.
    #[serde(rename = "family")]
    pub families: Vec<Family>,
    /// Speakers without a name: two of them may be two people.
    pub unnamed: Vec<String>,
    /// What makes two reports one origin.
    pub origin: OriginRule,
    /// How far a claim may be believed; the first row that fits counts.
    pub credibility: Vec<Credibility>,
    /// Which value of a field is shown.
    pub show: Vec<Show>,
    /// What counts as a contradiction, and how heavily.
    pub contradiction: ContradictionRule,
}

/// Points by date; see the comments in the file.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct DatePoints {
    pub same_day: f64,
    pub day_apart: f64,
    pub two_days_apart: f64,
    pub within_week: f64,
    pub within_month: f64,
    pub within_year: f64,
    pub undated: f64,
    pub current_days: i32,
    pub undated_days: i32,
    pub astray_days: i32,
    /// A report within so many days of an act tells it as news.
    pub news_days: i32,
    /// Days by which two reports of news may put one act apart.
    pub news_apart: i32,
}

/// Points by place; see the comments in the file.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct PlacePoints {
    pub same: f64,
    pub variant: f64,
    pub region: f64,
    pub inside: f64,
    pub country: f64,
    pub loose: f64,
    pub apart: f64,
    pub abroad: f64,
}

/// Points by parties; see the comments in the file.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct SidePoints {
    pub named: f64,
    pub common: f64,
    pub class: f64,
    pub unidentified: f64,
    pub both_empty: f64,
    pub one_empty: f64,
    pub rival: f64,
}

/// Points by tolls; see the comments in the file.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct TollPoints {
    pub equal: f64,
    pub small: f64,
    pub small_below: u64,
    pub more: f64,
    pub most: f64,
    pub fingerprint: usize,
    pub fingerprint_from: u64,
    pub whole: usize,
    pub wholly: f64,
}

/// Points for names and numbers in common; see the comments in the file.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct WordPoints {
    pub from: f64,
    pub to: f64,
    pub most: f64,
    pub sure: f64,
    pub place: f64,
    pub date: f64,
    pub undated: f64,
    pub certain: f64,
    pub certain_days: i32,
    pub person: f64,
    pub person_days: i32,
    pub years: Vec<String>,
    pub least: usize,
    pub common: BTreeSet<String>,
}

/// Points for types; see the comments in the file.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct TypePoints {
    pub types: Vec<String>,
    pub same: f64,
    pub near: f64,
    pub within_country: f64,
    /// Added where two different parties are said to have done it.
    #[serde(default)]
    pub other_doer: f64,
    #[serde(default)]
    pub abroad: bool,
}

/// A sub-type of which a country has few, with its own points.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct Rare {
    pub sub_type: String,
    pub same: f64,
}

/// Sub-types under which two reports may tell one act.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct Family {
    pub name: String,
    pub members: Vec<String>,
    #[serde(default)]
    pub legal_form: bool,
}

/// What makes two reports one origin.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct OriginRule {
    pub shingle: usize,
    pub shared: f64,
    pub least_words: usize,
    pub quotes: usize,
    pub quote_words: usize,
    pub translated: f64,
    pub translated_words: usize,
}

/// A row of the table of credibility.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Credibility {
    /// 1 to 6.
    pub level: u8,
    /// What that means.
    pub means: String,
    /// At least so many independent origins.
    #[serde(default)]
    pub origins: usize,
    /// At least one source of this grade or better.
    #[serde(default)]
    pub grade: Option<crate::data::Grade>,
    /// At most so strong a rival.
    #[serde(default)]
    pub contest: Option<Contest>,
    /// Somebody says so who is no side of it and does not doubt it.
    #[serde(default)]
    pub firm: bool,
}

/// How strong the strongest rival of a value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Contest {
    /// There is none.
    None,
    /// It has fewer origins.
    Weaker,
    /// It has as many.
    Equal,
    /// It has more.
    Stronger,
}

/// Which value of some fields is shown.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct Show {
    pub fields: Vec<String>,
    pub reason: String,
    pub steps: Vec<Step>,
}

/// One step in choosing a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Step {
    /// Most independent origins, vaguer values that leave room for it included.
    Origins,
    /// Most exact.
    Exact,
    /// From the better source.
    Grade,
    /// In the latest report.
    Latest,
}

/// What counts as a contradiction, and how heavily.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct ContradictionRule {
    pub toll_ratio: f64,
    pub indicator_room: f64,
    pub indicator_words: f64,
    pub approximate_room: f64,
    pub repeat_days: i32,
    pub repeat_years: i16,
    pub repeat_most: usize,
    pub repeat_types: Vec<String>,
    pub inside_days: i32,
    pub inside_least: u64,
    pub severity: BTreeMap<String, Severity>,
}

impl Rules {
    /// Loads the file; what is wrong with it goes to `errors`.
    pub fn load(files: &Files, errors: &mut Vec<DataError>) -> Self {
        let rules: Self = files.toml(PATH, errors);
        let fields = ["sub_type", "date", "place", "initiators", "targets", "figures"];
        for field in fields.into_iter().filter(|f| rules.show_rule(f).is_none()) {
            errors.push(DataError::new(
                PATH,
                1,
                "a [[show]] rule for every field",
                field,
                "name it in a rule's `fields`",
            ));
        }
        rules
    }

    /// The rule that shows a value of this field; all figures share one.
    pub fn show_rule(&self, field: &str) -> Option<&Show> {
        let field = field.split('/').next().unwrap_or(field);
        self.show.iter().find(|s| s.fields.iter().any(|f| f == field))
    }

    /// Whether the name says only "somebody armed".
    pub fn is_unidentified(&self, name: &str) -> bool {
        self.unidentified.iter().any(|u| u == name)
    }

    /// Whether a speaker is known by a name, so that two reports of his words are one voice.
    pub fn is_named(&self, speaker: &str) -> bool {
        !self.unnamed.iter().any(|u| u == speaker)
    }

    /// Whether who is named first means nothing.
    pub fn is_symmetric(&self, sub_type: &str) -> bool {
        self.symmetric.iter().any(|s| s == sub_type)
    }

    /// The points of an event's type.
    pub fn type_points(&self, event: &Event) -> Option<&TypePoints> {
        self.types.iter().find(|t| t.types.contains(&event.event_type))
    }

    /// Whether an event is an act of a state that may be told from abroad, or of a type that is not known.
    pub fn is_of_states(&self, event: &Event) -> bool {
        self.type_points(event).is_none_or(|points| points.abroad)
    }

    /// The families a sub-type stands in; one that stands in none is alone under its own name.
    pub fn families_of<'a>(&'a self, sub_type: &'a str) -> Vec<&'a str> {
        let of = |f: &&Family| f.members.iter().any(|m| m == sub_type);
        let names: Vec<&str> = self.families.iter().filter(of).map(|f| f.name.as_str()).collect();
        if names.is_empty() { vec![sub_type] } else { names }
    }

    /// Whether two reports may tell one act under these two sub-types.
    pub fn related(&self, a: &str, b: &str) -> bool {
        let has = |f: &Family, s: &str| f.members.iter().any(|m| m == s);
        a == b || self.families.iter().any(|f| has(f, a) && has(f, b))
    }

    /// How heavily a contradiction weighs: by its finer kind if that is listed, else by its kind.
    pub fn severity(&self, kind: &str, finer: &str) -> Severity {
        let table = &self.contradiction.severity;
        let fine = table.get(&format!("{kind}/{finer}"));
        fine.or_else(|| table.get(kind)).copied().unwrap_or(Severity::Medium)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    pub fn bundled() -> Rules {
        let mut errors = Vec::new();
        let rules = Rules::load(&Files::bundled(), &mut errors);
        assert!(errors.is_empty(), "{}", errors[0]);
        rules
    }

    #[test]
    fn families_relate_types_both_ways_and_strangers_stand_alone() {
        let rules = bundled();
        assert!(rules.related("Attack", "Armed clash") && rules.related("Armed clash", "Attack"));
        assert!(!rules.related("Attack", "Law or decree"));
        assert_eq!(rules.families_of("Blockade"), ["Blockade"]);
        assert_eq!(rules.families_of("Attack"), ["assault", "property"]);
    }

    #[test]
    fn a_finer_kind_falls_back_on_its_kind() {
        let rules = bundled();
        assert_eq!(rules.severity("date", "year"), Severity::High);
        assert_eq!(rules.severity("date", "no such"), rules.severity("date", ""));
    }

    #[test]
    fn a_file_without_rules_for_a_field_is_refused() {
        let mut errors = Vec::new();
        Rules::load(&Files::default(), &mut errors);
        assert!(errors.iter().any(|e| e.found == "place"), "{errors:?}");
    }

    #[test]
    fn the_page_on_incidents_has_the_tables_of_the_data() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/incidents.md");
        let Ok(page) = std::fs::read_to_string(path) else { return println!("skipped: no docs at hand") };
        let rules = bundled();
        let or = |text: Option<String>, other: &str| text.unwrap_or_else(|| other.into());
        let row = |c: &Credibility| {
            let grade = or(c.grade.map(|g| format!("{g:?}")), "–");
            let contest = or(c.contest.map(|x| format!("{x:?}").to_lowercase()), "any");
            let origins = if c.origins == 0 { "–".into() } else { c.origins.to_string() };
            let firm = if c.firm { "yes" } else { "–" };
            format!("| {} | {} | {origins} | {grade} | {contest} | {firm} |", c.level, c.means)
        };
        let credibility = rules.credibility.iter().map(row);
        let show = rules.show.iter().map(|s| format!("| {} | {} |", s.fields.join(", "), s.reason));
        let severity = rules.contradiction.severity.iter();
        let severity = severity.map(|(kind, s)| format!("| {kind} | {} |", format!("{s:?}").to_lowercase()));
        for line in credibility.chain(show).chain(severity) {
            assert!(page.contains(&line), "docs/incidents.md lacks {line}");
        }
    }
}
