//! Two tellings of one act become one event.

use super::Draft;
use super::figures::take_figures;
use super::sides::take_sides;
use crate::code::outcome::RAID;
use crate::model::{Class, Event, Evidence, PlacePrecision, Status};

/// What the codebook calls fire on those who march.
const SHOT_AT: &str = "Excessive force against protesters";

/// Type of the codebook for what is done from afar.
const REMOTE: &str = "Explosions/Remote violence";

impl Draft {
    /// Takes over the other word for the same act.
    pub fn join(&mut self, other: Draft) {
        let (mut better, mut less) = (other, self.clone());
        // Tear gas against a riot leaves it one.
        let shot = |d: &Draft| d.event.sub_type == SHOT_AT;
        let riot = |d: &Draft, other: &Draft| d.is_of_crowd() && d.event.event_type == "Riots" && !shot(other);
        let weight = |d: &Draft, other: &Draft| (d.takes_ground(), riot(d, other), d.rank, !d.deaths);
        let wins = weight(&better, &less) > weight(&less, &better);
        if !wins {
            std::mem::swap(&mut better, &mut less);
        }
        if less.deaths && !less.guessed.1 && better.thing_hit && !less.thing_hit {
            better.guessed.1 = true;
        }
        // "Troops foiled an attack, killing twelve": what killed somebody happened.
        let fought = better.event.status != less.event.status && (better.deaths || less.deaths);
        better.absorb(less);
        if fought {
            better.event.status = Status::Happened;
        }
        *self = better;
    }

    /// A place taken names an act, whatever the means.
    pub fn takes_ground(&self) -> bool {
        self.is_ground() && self.event.sub_type != "Armed clash"
    }

    /// A fight or the taking of ground, which names an act that was both.
    fn is_ground(&self) -> bool {
        self.event.event_type == "Battles"
    }

    /// Takes over what the other tells and this one does not.
    pub fn absorb(&mut self, mut other: Draft) {
        if self.answers(&other) {
            self.counter = true;
        } else if other.answers(self) {
            other.counter = true;
        }
        if self.deaths && !other.deaths && other.event.event_type != self.event.event_type {
            self.take_means(&other);
        }
        if self.counter && !other.counter {
            self.turn(&other);
        }
        if self.died_in(&other) {
            self.event.initiators.clear();
            self.guessed = (true, true);
        }
        if self.is_ground() && other.is_ground() && other.rank < self.rank {
            self.event.sub_type = other.event.sub_type.clone();
            self.rank = other.rank;
        }
        // Tear gas against a riot leaves it one.
        let calmer = self.event.event_type == "Riots" && other.event.event_type == "Protests";
        if self.is_of_crowd() && other.is_of_crowd() && other.rank > self.rank && !calmer {
            self.become_what_it_became(&other);
        }
        let (more, words) = (&other.event, &other.evidence);
        take_place(self, more, words);
        take_date(self, more, words);
        // "Killed in an exchange of fire during a rebel attack": a fight of nobody known in it is the attack.
        let raid = other.event.sub_type == RAID && !other.deaths && !other.guessed.0;
        let people = self.event.targets.iter().all(|t| t.class == Class::Civilians);
        if self.fight && self.guessed.0 && raid && people && !self.takes_ground() {
            self.fight = false;
            self.become_part(&other);
        }
        if self.counter == other.counter {
            take_sides(self, more, words, other.guessed);
        }
        // "Rebels took a town after clashes with the army": of those who fought, the others lost it.
        if other.exchange && !self.exchange && self.takes_ground() && !self.event.initiators.is_empty() {
            let own = self.event.initiators.clone();
            self.event.targets.retain(|t| !own.contains(t));
        }
        take_figures(self, &other);
        self.take_source(&other);
        self.latest = self.latest.max(other.latest);
        self.harmed |= other.harmed;
        self.exchange |= other.exchange && self.event.initiators.len() > 1;
        if other.event.status == Status::Foiled {
            self.event.status = Status::Foiled;
        }
    }

    /// The part names the act: nothing but it was done.
    pub fn become_part(&mut self, part: &Draft) {
        self.event.sub_type = part.event.sub_type.clone();
        self.event.event_type = part.event.event_type.clone();
        self.merges_with = part.merges_with.clone();
        self.rank = part.rank;
    }

    /// A march, a riot, or force against those who hold it.
    pub(super) fn is_of_crowd(&self) -> bool {
        matches!(self.event.event_type.as_str(), "Protests" | "Riots")
    }

    /// "Thousands marched. Police opened fire on them": what a march became names it, with those who did that.
    fn become_what_it_became(&mut self, other: &Draft) {
        self.event.sub_type = other.event.sub_type.clone();
        self.event.event_type = other.event.event_type.clone();
        self.merges_with = other.merges_with.clone();
        self.rank = other.rank;
        let (who, whom) = (&other.event.initiators, &other.event.targets);
        if !who.is_empty() && !whom.is_empty() && *who != self.event.initiators {
            (self.event.initiators, self.event.targets) = (who.clone(), whom.clone());
            self.guessed = other.guessed;
            copy_list(&mut self.evidence, &other.evidence, "initiators/");
            copy_list(&mut self.evidence, &other.evidence, "targets/");
        } else if !other.guessed.1 {
            self.meet_also(other);
        }
    }

    /// Police told in the next sentence are met beside those told before.
    fn meet_also(&mut self, other: &Draft) {
        if std::mem::take(&mut self.guessed.1) {
            self.event.targets.clear();
            self.evidence.fields.retain(|k, _| !k.starts_with("targets/"));
        }
        for (i, actor) in other.event.targets.iter().enumerate() {
            if !self.event.targets.contains(actor) {
                let words = other.evidence.fields.get(&format!("targets/{i}")).cloned();
                let key = format!("targets/{}", self.event.targets.len());
                self.evidence.fields.extend(words.map(|words| (key, words)));
                self.event.targets.push(actor.clone());
            }
        }
    }

    /// A list of places is part of an act told before without them: it takes over sides and type.
    pub fn refine(&mut self, whole: &Draft) {
        if self.guessed.1 && !whole.guessed.1 {
            self.event.targets = whole.event.targets.clone();
            self.event.sub_type = whole.event.sub_type.clone();
            self.event.event_type = whole.event.event_type.clone();
            self.merges_with = whole.merges_with.clone();
            self.guessed.1 = false;
            copy_list(&mut self.evidence, &whole.evidence, "targets/");
        }
        take_sides(self, &whole.event, &whole.evidence, whole.guessed);
        take_date(self, &whole.event, &whole.evidence);
    }

    /// "Two soldiers were killed by the blast of a mine": what killed them is the type of the act.
    fn take_means(&mut self, other: &Draft) {
        if other.is_remote() {
            self.event.sub_type = other.event.sub_type.clone();
            self.event.event_type = other.event.event_type.clone();
            self.merges_with = other.merges_with.clone();
            self.deaths = false;
        }
    }

    /// By bomb, mine, shell or from the air.
    fn is_remote(&self) -> bool {
        self.event.event_type == REMOTE
    }
}

pub(super) fn copy(to: &mut Evidence, from: &Evidence, key: &str) {
    if let Some(spans) = from.fields.get(key) {
        to.fields.insert(key.into(), spans.clone());
    }
}

/// The nearer place; of one town that a headline names and the text lies near to, the way the text has it.
fn take_place(into: &mut Draft, more: &Event, words: &Evidence) {
    let (a, b) = (into.event.place_precision, more.place_precision);
    let beside = a == PlacePrecision::Settlement && b == PlacePrecision::Area && into.event.place == more.place;
    if b < a || beside && into.sentence == 0 {
        into.event.place = more.place.clone();
        into.event.admin1 = more.admin1.clone();
        into.event.place_precision = more.place_precision;
        copy(&mut into.evidence, words, "place");
    }
}

fn take_date(into: &mut Draft, more: &Event, words: &Evidence) {
    let finer =
        more.date_from.is_some() && (into.event.date_from.is_none() || more.date_precision < into.event.date_precision);
    if finer {
        into.event.date_from = more.date_from;
        into.event.date_to = more.date_to;
        into.event.date_precision = more.date_precision;
        copy(&mut into.evidence, words, "date");
    }
}

pub(super) fn copy_list(to: &mut Evidence, from: &Evidence, prefix: &str) {
    to.fields.retain(|k, _| !k.starts_with(prefix));
    let keys: Vec<String> = from.fields.keys().filter(|k| k.starts_with(prefix)).cloned().collect();
    keys.iter().for_each(|k| copy(to, from, k));
}
