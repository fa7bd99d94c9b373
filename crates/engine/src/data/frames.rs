//! Frames: what each event type looks like, over groups of triggers and classes of sides.

use super::{DataError, Files};
use crate::model::{Class, Lang};
use serde::Deserialize;

/// All frames; their rules are tried in order of `order`.
#[derive(Debug, Default)]
pub struct Frames {
    /// One per file under `frames/`.
    pub frames: Vec<Frame>,
}

/// One sub-type and its rules.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Frame {
    /// Sub-event type of the codebook.
    pub sub_type: String,
    /// Type of the codebook.
    #[serde(rename = "type")]
    pub event_type: String,
    /// When it applies; any of them.
    pub when: Vec<Rule>,
    /// Actor to name when nobody is said to have done it.
    #[serde(default)]
    pub initiator: Option<String>,
    /// Actor to name in the end where nobody is told and the codebook has no unknown ones: an arms cache that is found.
    #[serde(default)]
    pub done_by: Option<String>,
    /// Who did it where nobody is named and the report tells of forces of several countries.
    #[serde(default)]
    pub unsure: Option<String>,
    /// Actor to name when nobody is said to have been hit.
    #[serde(default)]
    pub target: Option<String>,
    /// Actor whose things were hit if they would else be those of `initiator`, who does not strike himself.
    #[serde(default)]
    pub enemy: Option<String>,
    /// Both sides may be named in either order; they all become initiators.
    #[serde(default)]
    pub mutual: bool,
    /// The sides that the codebook leaves empty for this type.
    #[serde(default)]
    pub no_target: bool,
    /// How a country named as a side acts here: key of an institution.
    #[serde(default = "government")]
    pub country_acts_as: String,
    /// How a country named as the one hit is hit here.
    #[serde(default = "government")]
    pub country_hit_as: String,
    /// Sub-types that tell of the same act: they merge within a document.
    #[serde(default)]
    pub merges_with: Vec<String>,
    /// Act without a scene: its place is the country of who acts.
    #[serde(default)]
    pub no_scene: bool,
    /// Where it happened hosts it: the country of the place is the other side.
    #[serde(default)]
    pub host_is_target: bool,
    /// Those warned are the nationals of the one state that warns.
    #[serde(default)]
    pub own_nationals: bool,
    /// The state or organisation named right after the act is the other side: "recalled its envoy to Algeria",
    /// "withdrawal from the bloc".
    #[serde(default)]
    pub aim: bool,
    /// Where no other side is told, it is the country that the report is about: "the Union froze its aid".
    #[serde(default)]
    pub home_is_target: bool,
    /// It is about land: what is taken is a place, and no side of the act.
    #[serde(default)]
    pub land: bool,
    /// Its sides are always those named above, whatever stands beside the words.
    #[serde(default)]
    pub fixed_sides: bool,
    /// A crowd does it: who is in it ("teachers", "the opposition") is named by the frame's initiator, and
    /// forces that stand beside it are those it meets.
    #[serde(default)]
    pub crowd: bool,
    /// Left out where those it points at are coded as having done something.
    #[serde(default)]
    pub unless_coded: bool,
    /// Told beside violence at the same place and day, it is a part of it: arrests at a march.
    #[serde(default)]
    pub may_be_part: bool,
    /// Told right after violence by one of its sides, without place or day of its own, it is no act of its own:
    /// reinforcements, a retreat.
    #[serde(default)]
    pub follows: bool,
    /// Where one sentence tells an act in two words, the type of the higher rank names it.
    #[serde(default)]
    pub rank: i32,
    /// Sentences that must be coded so, with `{who|..}`, `{whom|..}`, `{where|..}` marked.
    pub example: Vec<Example>,
    /// Sentences that must not be coded so.
    pub counter: Vec<Example>,
}

/// One condition under which a frame applies.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// Trigger groups.
    pub groups: Vec<String>,
    /// Lower is tried first.
    pub order: i32,
    /// Classes or sets one of the initiators must have, if there are any.
    #[serde(default)]
    pub initiator: Vec<String>,
    /// Classes or sets one of the targets must have, if there are any.
    #[serde(default)]
    pub target: Vec<String>,
    /// What must be known: `initiator`, `target`, `place`, `date`, `toll`, `two` sides, a `goal` (a name near
    /// the verb) or the `ground` (a place that is its object).
    #[serde(default)]
    pub needs: Vec<String>,
    /// Sides that must not be known.
    #[serde(default)]
    pub lacks: Vec<String>,
    /// Topics of which one must be named in the clause.
    #[serde(default)]
    pub topic: Vec<String>,
    /// Topics of which none may be named.
    #[serde(default)]
    pub not_topic: Vec<String>,
    /// Whoever is told to be moved acts: "troops were sent".
    #[serde(default)]
    pub moved: bool,
    /// Either side does to the other what the other does to it: "clashed with", "exchanged fire".
    #[serde(default)]
    pub exchange: bool,
    /// "Under siege since May 2024": the day from which it lasts is its day.
    #[serde(default)]
    pub since: bool,

    /// Whoever does it is of some kind: "men" and "people" are not enough.
    #[serde(default)]
    pub of_a_kind: bool,
    /// The act is only a part of another: coded only when it joins one told beside it.
    #[serde(default)]
    pub joins: bool,
}

/// A sentence with its language.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Example {
    /// Language.
    pub lang: Lang,
    /// The sentence.
    pub text: String,
}

fn government() -> String {
    "government".into()
}

impl Frame {
    /// Whether it is one of the political developments rather than an act of disorder.
    pub fn is_political(&self) -> bool {
        self.event_type == "Political developments"
    }

    /// Whether it is one of force against somebody.
    pub fn is_violent(&self) -> bool {
        matches!(self.event_type.as_str(), "Battles" | "Explosions/Remote violence" | "Violence against civilians")
    }
}

impl Frames {
    /// Loads every file under `frames/`.
    pub fn load(files: &Files, errors: &mut Vec<DataError>) -> Self {
        let mut frames = Frames::default();
        for file in files.below("frames/", ".toml") {
            let frame: Frame = file.toml(errors);
            if frame.example.is_empty() || frame.counter.is_empty() {
                let hint = "add [[example]] and [[counter]] with `lang` and `text`";
                errors.push(DataError::new(&file.path, 1, "examples and counter-examples", "none", hint));
            }
            frames.frames.push(frame);
        }
        frames
    }

    /// The frame of a sub-type.
    pub fn get(&self, sub_type: &str) -> Option<&Frame> {
        self.frames.iter().find(|f| f.sub_type == sub_type)
    }

    /// Rules for a trigger group, in the order in which they are tried.
    pub fn rules(&self, group: &str) -> Vec<(&Frame, &Rule)> {
        let fits = |r: &&Rule| r.groups.iter().any(|g| g == group);
        let mut rules: Vec<_> =
            self.frames.iter().flat_map(|f| f.when.iter().filter(fits).map(move |r| (f, r))).collect();
        rules.sort_by(|a, b| (a.1.order, &a.0.sub_type).cmp(&(b.1.order, &b.0.sub_type)));
        rules
    }
}

/// Whether a class belongs to a set named in a rule: a class of the codebook, or one of the words
/// `armed`, `group`, `forces`, `government`, `people`, `politics`, `any`.
pub fn in_set(class: Class, set: &str) -> bool {
    match set {
        "any" => true,
        "armed" => class.is_armed(),
        "group" => class.is_armed_group(),
        "forces" => matches!(class, Class::StateForces | Class::ExternalForces),
        "government" => class.is_government(),
        "state" => class.is_government() || matches!(class, Class::StateForces | Class::ExternalForces),
        "people" => matches!(
            class,
            Class::Civilians
                | Class::Protesters
                | Class::Rioters
                | Class::CivilSociety
                | Class::Media
                | Class::PoliticalParty
        ),
        "politics" => matches!(class, Class::PoliticalParty | Class::CivilSociety | Class::Media),
        name => serde_json::to_value(class).is_ok_and(|v| v == name),
    }
}
