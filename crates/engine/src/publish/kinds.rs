//! Kinds of briefs: what each selects, in which order it tells it, and how it looks. One file each in `data/briefs`.

use crate::data::{DataError, File, Files};
use crate::model::{Kind, Lang};
use serde::Deserialize;
use std::collections::BTreeMap;

/// Every kind of brief that is known, by name.
#[derive(Clone, Debug, Default)]
pub struct Kinds {
    kinds: BTreeMap<Kind, BriefKind>,
    /// For a name that nobody knows: an engine does not fail on it.
    fallback: BriefKind,
}

/// Words by language code.
type Words = BTreeMap<String, String>;

/// One kind of brief.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BriefKind {
    /// Heading of the whole; `{area}` is filled in.
    pub title: Words,
    /// What it is for, in one line.
    pub about: Words,
    /// What it selects.
    #[serde(default)]
    pub select: Select,
    /// How it reads.
    #[serde(default)]
    pub style: Style,
    /// Its sections, in order.
    #[serde(rename = "section")]
    pub sections: Vec<SectionRule>,
}

/// Which incidents are told, and how many.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Select {
    /// Which incidents.
    pub what: What,
    /// The period where none is asked for.
    pub span: Period,
    /// At most so many sentences lead.
    pub lead: usize,
    /// At most so many sentences in a section that does not say otherwise.
    pub section: usize,
    /// At most so many rows in the table.
    pub table: usize,
}

/// Which incidents a kind tells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum What {
    /// All of the period.
    #[default]
    Period,
    /// What the last brief did not tell, or told otherwise.
    New,
    /// One incident or operation.
    One,
}

/// The period of a brief for which none is asked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Period {
    /// Everything dated.
    #[default]
    All,
    /// The month of the newest report.
    Month,
    /// The seven days up to the newest report.
    Week,
}

/// How a brief reads.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Style {
    /// Short forms: no articles or years where the language can do without.
    pub telegraphic: bool,
    /// The lead is one sentence in bold.
    pub bold: bool,
    /// Sections are paragraphs, not lists.
    pub prose: bool,
    /// The verdict is shown as an arrow before the title.
    pub arrow: bool,
    /// Pictures are drawn.
    pub pictures: bool,
}

/// A section: a theme, or one of the things that every brief can tell.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SectionRule {
    /// Its name, one word.
    pub key: String,
    /// What stands above it.
    pub heading: Words,
    /// What it tells.
    #[serde(default)]
    pub tells: Tells,
    /// Types and sub-types of the events that it takes; the first section that takes one has it.
    #[serde(default)]
    pub takes: Vec<String>,
    /// At most so many sentences.
    #[serde(default)]
    pub most: Option<usize>,
}

/// What a section tells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Tells {
    /// Events of its theme, the weightiest first.
    #[default]
    Events,
    /// A line for each day and type.
    Timeline,
    /// Humanitarian and conflict totals.
    Indicators,
    /// Where reports differ.
    Contradictions,
    /// What is older than the period.
    Background,
    /// What belongs to it across a border.
    Abroad,
    /// Each voice's own numbers and words on the incidents told.
    Claims,
    /// Known incidents of which something else is told now.
    Changed,
}

impl Default for Select {
    fn default() -> Self {
        Self { what: What::Period, span: Period::All, lead: 5, section: 12, table: 200 }
    }
}

impl Default for Style {
    fn default() -> Self {
        Self { telegraphic: false, bold: false, prose: false, arrow: false, pictures: true }
    }
}

impl Kinds {
    /// Reads the files of `briefs/`; those of a user's own, in `briefs/own/`, go before those of the same name.
    pub fn load(files: &Files, errors: &mut Vec<DataError>) -> Self {
        let mut kinds = BTreeMap::new();
        let (own, ours): (Vec<&File>, Vec<&File>) =
            files.below("briefs/", ".toml").partition(|f| f.path.contains("/own/"));
        for file in ours.into_iter().chain(own) {
            if let Some((name, kind)) = read(file, errors) {
                kinds.insert(name, kind);
            }
        }
        Self { kinds, fallback: BriefKind::default() }
    }

    /// The kind of that name, else the ordinary one.
    pub(super) fn or_ordinary(&self, kind: &Kind) -> &BriefKind {
        self.get(kind).or_else(|| self.get(&Kind::default())).unwrap_or(&self.fallback)
    }

    /// The kind of that name.
    pub fn get(&self, kind: &Kind) -> Option<&BriefKind> {
        self.kinds.get(kind)
    }

    /// Names and what they are for.
    pub fn all(&self) -> impl Iterator<Item = (&Kind, &BriefKind)> {
        self.kinds.iter()
    }
}

/// What is wrong with a file of one kind, if anything is.
pub fn fault(file: &File) -> Option<DataError> {
    let mut errors = Vec::new();
    let _ = read(file, &mut errors);
    errors.into_iter().next()
}

fn read(file: &File, errors: &mut Vec<DataError>) -> Option<(Kind, BriefKind)> {
    let before = errors.len();
    let kind: BriefKind = file.toml(errors);
    let name = file.path.rsplit('/').next()?.strip_suffix(".toml")?;
    let mut want = |good: bool, expected: &str, found: &str, hint: &str| {
        if !good && errors.len() == before {
            errors.push(DataError::new(&file.path, 1, expected, found, hint));
        }
    };
    want(!kind.sections.is_empty(), "at least one [[section]]", "none", "copy one of data/briefs/situation.toml");
    want(!kind.title.is_empty(), "a title", "none", "write title.en = \"...\"");
    let nameless = kind.sections.iter().find(|s| s.key.is_empty() || s.heading.is_empty());
    want(nameless.is_none(), "a key and a heading in each section", "a section without", "write key and heading.en");
    let idle = kind.sections.iter().find(|s| s.tells == Tells::Events && s.takes.is_empty());
    want(idle.is_none(), "types of events in `takes`", "a section that takes nothing", "or say what it `tells`");
    (errors.len() == before).then(|| (Kind(name.into()), kind))
}

impl BriefKind {
    /// The section of an event: the first that takes its sub-type, else its type.
    pub(super) fn section_of(&self, event_type: &str, sub_type: &str) -> Option<&SectionRule> {
        let takes = |name: &str| self.sections.iter().find(|s| s.takes.iter().any(|t| t == name));
        takes(sub_type).or_else(|| takes(event_type))
    }

    /// The title in a language.
    pub(super) fn title(&self, lang: Lang) -> &str {
        word(&self.title, lang)
    }

    /// What it is for.
    pub fn about(&self, lang: Lang) -> &str {
        word(&self.about, lang)
    }

    /// The form of an ordinary section.
    pub(super) fn form(&self, rule: &SectionRule) -> &'static str {
        match (rule.tells, self.style.prose) {
            (Tells::Timeline, _) => "timeline",
            (Tells::Events | Tells::Background | Tells::Abroad | Tells::Changed, true) => "prose",
            _ => "",
        }
    }
}

impl SectionRule {
    /// The heading in a language.
    pub(super) fn heading(&self, lang: Lang) -> &str {
        word(&self.heading, lang)
    }
}

/// The words of a language, or those of another one where a user's file has only these.
fn word(words: &Words, lang: Lang) -> &str {
    words.get(lang.code()).or_else(|| words.values().next()).map_or("", String::as_str)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bundled() -> Kinds {
        let mut errors = Vec::new();
        let kinds = Kinds::load(&Files::bundled(), &mut errors);
        assert!(errors.is_empty(), "{errors:?}");
        kinds
    }

    fn own(text: &str) -> Result<(Kinds, Vec<DataError>), ()> {
        let file = File { path: "briefs/own/situation.toml".into(), text: text.into() };
        let mut errors = Vec::new();
        let files = Files::new(Files::bundled().all().cloned().chain([file]).collect());
        Ok((Kinds::load(&files, &mut errors), errors))
    }

    #[test]
    fn the_five_kinds_are_there_in_every_language() {
        let kinds = bundled();
        let names: Vec<&str> = kinds.all().map(|(name, _)| name.0.as_str()).collect();
        assert_eq!(names, ["bulletin", "flash", "monthly", "situation", "weekly"]);
        for (name, kind) in kinds.all() {
            let all = [&kind.title, &kind.about].into_iter().chain(kind.sections.iter().map(|s| &s.heading));
            all.for_each(|words| assert!(Lang::ALL.iter().all(|l| words.contains_key(l.code())), "{name}: {words:?}"));
        }
    }

    #[test]
    fn no_event_of_the_codebook_is_without_a_section() {
        let phrases = super::super::testing::phrases();
        let subs = phrases.of(Lang::En).sub_type.keys();
        let types = ["Battles", "Explosions/Remote violence", "Violence against civilians", "Protests", "Riots"];
        for (name, kind) in bundled().all() {
            let of = |t: &str| kind.section_of("Political developments", t).or_else(|| kind.section_of(t, ""));
            subs.clone().map(String::as_str).chain(types).for_each(|t| assert!(of(t).is_some(), "{name}: {t}"));
        }
    }

    #[test]
    fn sub_types_go_before_types() {
        let kinds = bundled();
        let situation = kinds.get(&Kind::default()).expect("a situation report");
        let key = |t, s| situation.section_of(t, s).map(|s| s.key.as_str());
        assert_eq!(key("Political developments", "Blockade"), Some("security"));
        assert_eq!(key("Political developments", "Threat"), Some("politics"));
        assert_eq!(key("Unheard of", "Unheard of"), None);
    }

    #[test]
    fn a_kind_of_ones_own_goes_before_ours_and_a_faulty_one_is_told() {
        let text = "title.en = \"Mine\"\nabout.en = \"\"\n[[section]]\nkey = \"a\"\nheading.en = \"A\"\ntakes = [\"Battles\"]\n";
        let (kinds, errors) = own(text).unwrap();
        assert!(errors.is_empty(), "{errors:?}");
        assert_eq!(kinds.get(&Kind::default()).map(|k| k.title(Lang::Fr)), Some("Mine"));
        let faulty = [
            ("title.en = 3", "invalid type"),
            ("title.en = \"x\"\nabout.en = \"\"\nsection = []\n", "at least one"),
            (&text.replace("takes = [\"Battles\"]\n", ""), "takes"),
            (&text.replace("key", "kee"), "kee"),
        ];
        for (text, why) in faulty {
            let (kinds, errors) = own(text).unwrap();
            assert!(errors[0].to_string().contains(why), "{}", errors[0]);
            assert_eq!(kinds.get(&Kind::default()).map(|k| k.title(Lang::En)), Some("Situation report: {area}"));
        }
    }
}
