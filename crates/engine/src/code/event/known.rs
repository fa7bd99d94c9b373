//! Sides by what they are in this event: peacekeepers by their mission, marchers as protesters, nobody fighting
//! himself.

use super::Draft;
use super::sides::is_violent;
use crate::code::party::default_actor;
use crate::code::scan::Reader;
use crate::data::Named;
use crate::model::{Actor, Class};

impl Draft {
    /// Names the sides as the whole event shows them.
    pub fn settle_sides(&mut self, r: &Reader) {
        let mission = self.mission(r).map(|m| m.name.clone());
        let general = |a: &Actor| r.lex.agents.iter().any(|x| x.peacekeepers && x.name.as_ref() == Some(&a.name));
        for actor in self.event.initiators.iter_mut().chain(&mut self.event.targets) {
            if let Some(name) = mission.as_ref().filter(|_| general(actor)) {
                actor.name.clone_from(name);
            }
            if r.data.actors.get(&actor.name).is_some_and(Named::has_troops) {
                actor.class = if self.disorder { Class::ExternalForces } else { Class::InternationalOrganisation };
            }
        }
        self.event.said_by = self.event.said_by.take().map(|name| match &mission {
            Some(mission) if general(&Actor { name: name.clone(), class: Class::ExternalForces }) => mission.clone(),
            _ => name,
        });
        self.name_crowd(r);
        self.part_sides(r);
        self.arm_communities(r);
        let frame = r.data.frames.get(&self.event.sub_type).filter(|_| self.event.initiators.is_empty());
        let done_by = frame.and_then(|f| default_actor(r, f.done_by.as_ref()?, self.country));
        self.event.initiators.extend(done_by);
    }

    /// Herders or farmers who attack, or fight each other, are a communal militia (CODEBOOK.md section 5).
    fn arm_communities(&mut self, r: &Reader) {
        if !matches!(self.event.event_type.as_str(), "Battles" | "Violence against civilians") {
            return;
        }
        // People of no stated kind stay people.
        let anyone = |a: &Actor| r.lex.agents.iter().any(|x| x.is_anyone() && x.name.as_ref() == Some(&a.name));
        let trade = |a: &&mut Actor| a.class == Class::Civilians && !anyone(a);
        let both = self.event.event_type == "Battles";
        let fought: Vec<String> = self.event.initiators.iter().map(|a| a.name.clone()).collect();
        self.event.initiators.iter_mut().filter(trade).for_each(|a| a.class = Class::IdentityMilitia);
        let faced = |a: &&mut Actor| both && fought.contains(&a.name);
        self.event.targets.iter_mut().filter(trade).filter(faced).for_each(|a| a.class = Class::IdentityMilitia);
    }

    /// Who was hit did not do it himself: what another sentence told of him as doing was his answer.
    fn part_sides(&mut self, r: &Reader) {
        let same = |a: &Actor| a.class.is_armed() && self.event.targets.iter().any(|t| t.name == a.name);
        if self.exchange || !is_violent(&self.event) || !self.event.initiators.iter().any(same) {
            return;
        }
        let others: Vec<Actor> = self.event.initiators.iter().filter(|a| !same(a)).cloned().collect();
        let frame = r.data.frames.get(&self.event.sub_type);
        let unknown = frame.and_then(|f| default_actor(r, f.initiator.as_ref()?, self.country));
        self.evidence.fields.retain(|k, _| !k.starts_with("initiators/"));
        self.event.initiators = if others.is_empty() { unknown.into_iter().collect() } else { others };
    }

    /// The mission of the United Nations that was in the country on the day of the event.
    fn mission<'a>(&self, r: &Reader<'a>) -> Option<&'a Named> {
        let iso = &r.data.places.countries[self.country?].iso;
        let day = self.event.date_from.or(r.clock.published)?.to_string();
        r.data.actors.named.iter().find(|a| a.peacekeepers_in.as_ref() == Some(iso) && a.exists_on(&day))
    }

    /// Whoever marches is a protester: teachers, young people, the followers of a party.
    fn name_crowd(&mut self, r: &Reader) {
        let frame = r.data.frames.get(&self.event.sub_type);
        let crowd =
            frame.filter(|f| f.crowd || f.event_type == "Riots").and_then(|f| r.data.actors.get(f.initiator.as_ref()?));
        let Some(crowd) = crowd else { return };
        let forces =
            |a: &Actor| matches!(a.class, Class::StateForces | Class::ExternalForces) || a.class.is_government();
        let (police, people) = std::mem::take(&mut self.event.initiators).into_iter().partition(forces);
        self.event.initiators = people;
        self.meet(police);
        for actor in &mut self.event.initiators {
            let named = r.data.actors.get(&actor.name).is_some_and(|a| !a.generic);
            if !named {
                actor.name.clone_from(&crowd.name);
            }
            actor.class = crowd.class;
        }
        if self.event.initiators.is_empty() {
            self.event.initiators.push(Actor { name: crowd.name.clone(), class: crowd.class });
        }
        once(&mut self.event.initiators);
    }

    /// Forces told as doing something at a march are those whom the marchers face.
    fn meet(&mut self, forces: Vec<Actor>) {
        if !forces.is_empty() && self.guessed.1 {
            self.event.targets.clear();
        }
        self.event.targets.extend(forces);
        once(&mut self.event.targets);
    }
}

/// Leaves out what is listed before.
fn once(actors: &mut Vec<Actor>) {
    let mut seen: Vec<Actor> = Vec::new();
    actors.retain(|a| {
        let new = !seen.contains(a);
        seen.extend(new.then(|| a.clone()));
        new
    });
}
