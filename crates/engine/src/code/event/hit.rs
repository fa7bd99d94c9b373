//! Every party that was hit is a target (CODEBOOK.md section 5), also one that only a toll names.

use super::Draft;
use super::sides::is_violent;
use crate::code::figure::Count;
use crate::code::outcome::RAID;
use crate::code::party::actor;
use crate::code::scan::{Reader, Who};
use crate::model::{Actor, Class, Figure, Measure, Span};

impl Draft {
    /// "An explosion hit a convoy: two guards and a civilian killed": the dead and wounded that no target stands for.
    pub fn list_hit(&mut self, r: &Reader) {
        let both = self.event.initiators.iter().any(|a| self.event.targets.contains(a));
        // Of a fight between two of whom one is not known, bystanders are no side.
        let lone = self.event.event_type == "Battles" && self.event.targets.is_empty();
        if !is_violent(&self.event) || self.exchange || both || lone {
            return;
        }
        for n in 0..self.counts.len().min(self.event.figures.len()) {
            let words = self.evidence.fields.get(&format!("figures/{n}")).cloned().unwrap_or_default();
            if let Some(hit) = self.hit_by_count(r, &self.event.figures[n], &self.counts[n]) {
                self.add_target(hit, words);
            }
        }
    }

    /// "A convoy fell into an ambush. Toll: eight soldiers killed": where none but soldiers were hurt, they were attacked.
    pub fn become_fight(&mut self) {
        if self.is_bloody_raid() {
            self.event.event_type = "Violence against civilians".into();
            self.event.sub_type = RAID.into();
        }
        if self.is_bloody_rescue() {
            self.event.event_type = "Battles".into();
            self.event.sub_type = "Armed clash".into();
        }
        let by_groups = self.event.initiators.iter().all(|a| a.class.is_armed_group());
        let harm = |m: Measure| matches!(m, Measure::Killed | Measure::Injured | Measure::Missing);
        let hurt = |f: &&Figure| harm(f.measure) && f.high != Some(0);
        // The attackers' own dead say nothing of whom they attacked.
        let all = self.event.figures.iter().filter(hurt).all(|f| is_forces(f.of) || f.of.is_armed_group());
        let any = self.event.figures.iter().any(|f| hurt(&f) && is_forces(f.of));
        let things = self.guessed.1 || self.thing_hit;
        let forces = self.event.targets.iter().any(|a| is_forces(a.class));
        if self.event.sub_type != RAID || !by_groups || !any || !all || !things || !forces {
            return;
        }
        let told = std::mem::take(&mut self.event.targets);
        for (n, target) in told.into_iter().enumerate() {
            let words = self.evidence.fields.remove(&format!("targets/{n}"));
            if is_forces(target.class) {
                let key = format!("targets/{}", self.event.targets.len());
                words.into_iter().for_each(|w| drop(self.evidence.fields.insert(key.clone(), w)));
                self.event.targets.push(target);
            }
        }
        self.event.event_type = "Battles".into();
        self.event.sub_type = "Armed clash".into();
    }

    /// "A cattle raid led to 17 deaths": where people were hurt, it was they who were attacked.
    fn is_bloody_raid(&self) -> bool {
        let hurt = |f: &Figure| {
            matches!(f.measure, Measure::Killed | Measure::Injured) && f.of == Class::Civilians && f.high != Some(0)
        };
        let armed = self.event.initiators.iter().all(|a| a.class.is_armed());
        self.event.sub_type == "Looting/property destruction" && armed && self.event.figures.iter().any(hurt)
    }

    /// "Freed 31 captives and killed four fighters": captives are taken back in a fight if somebody fell.
    fn is_bloody_rescue(&self) -> bool {
        let told = |m: Measure| self.event.figures.iter().any(|f| f.measure == m && f.high != Some(0));
        let forces = self.event.initiators.iter().any(|a| is_forces(a.class));
        self.event.sub_type == "Other" && self.disorder && forces && told(Measure::Released) && told(Measure::Killed)
    }

    /// Whom a toll is of, where neither side has anybody of that kind.
    fn hit_by_count(&self, r: &Reader, figure: &Figure, count: &Count) -> Option<Actor> {
        let harmed =
            matches!(figure.measure, Measure::Killed | Measure::Injured | Measure::Missing) && figure.high != Some(0);
        let who = count.of.filter(|_| harmed && count.camp.is_none())?;
        let hit = actor(r, who, self.country, "armed forces");
        let alike = |a: &Actor| a.name == hit.name || a.class == hit.class && !hit.class.is_armed_group();
        let told = self.event.initiators.iter().chain(&self.event.targets).any(alike);
        let own = is_forces(hit.class) && self.event.initiators.iter().any(|a| is_forces(a.class));
        // Nameless fighters who died are those who attacked; allies of an army died on its side.
        let fighters = hit.class.is_armed_group();
        let theirs =
            fighters && (!matches!(who, Who::Named(_)) || self.event.initiators.iter().any(|a| is_forces(a.class)));
        // Police of another land count as its forces there.
        let of = hit.class == figure.of || is_forces(hit.class) && is_forces(figure.of);
        (of && !told && !own && !theirs).then_some(hit)
    }

    /// Somebody hit stands beside the targets, or in the place of those that the frame assumed.
    fn add_target(&mut self, hit: Actor, words: Vec<Span>) {
        let counted = self.event.figures.iter().any(|f| f.of == Class::Civilians);
        let told = self.evidence.fields.contains_key("targets/0");
        if self.guessed.1 && !counted && !told {
            self.event.targets.clear();
            self.guessed.1 = false;
        }
        self.evidence.fields.insert(format!("targets/{}", self.event.targets.len()), words);
        self.event.targets.push(hit);
    }
}

fn is_forces(class: Class) -> bool {
    matches!(class, Class::StateForces | Class::ExternalForces)
}

#[cfg(test)]
mod tests {
    use crate::code::testing::{names, told};

    /// Who is hit in the one event of a text.
    fn check(lang: &str, text: &str, hit: &str) {
        let events = told(lang, "2025-07-07", text);
        assert_eq!(events.iter().map(|e| names(&e.targets)).collect::<Vec<_>>(), [hit], "{text}");
    }

    #[test]
    fn who_only_a_toll_names_is_hit_too() {
        let raid =
            "Gunmen raided a gendarmerie post in Koygolo on Friday. Three gendarmes and one civilian were killed.";
        check("en", raid, "Nigerien Gendarmerie + Civilians");
        let convoy = "Vendredi, un engin explosif a touché un convoi à Titao. Deux VDP et un civil ont été tués.";
        check("fr", convoy, "VDP + Civilians");
    }

    #[test]
    fn attackers_who_fell_are_not_hit() {
        let post = "Gunmen attacked an army post in Dioura on Friday. Two soldiers and nine attackers were killed.";
        check("en", post, "Malian Armed Forces");
    }
}
