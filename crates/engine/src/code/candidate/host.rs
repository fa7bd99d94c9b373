//! What an act takes from another of its sentence: a clause such as ", burning granaries" its place and day, and a
//! raid that "was repelled by" somebody the one it hit.

use super::super::modality::PACTS;
use super::*;

/// So many words after a raid it may be told that it was beaten back.
const BEATEN: usize = 14;

/// So many words at most has a line that only counts.
const LINE: usize = 14;

/// The kind of goods that are beasts.
const BEASTS: &str = "animals";

/// So many words before an act the word that opens its clause may stand.
const CLAUSE: usize = 7;

impl Context<'_, '_> {
    /// "Gunmen raided Gao on Monday, burning shops": the act before the comma, of whose place and day this one is.
    pub(super) fn host_of(&self, act: &Range<usize>, form: Form) -> Option<Range<usize>> {
        let before = act.start.checked_sub(1).filter(|i| *i >= self.s.body)?;
        let led = self.r.word(before) == "," || self.s.has_mark(before, Mark::And);
        let apart = |from: usize| (from..act.start).any(|i| matches!(self.r.word(i), ";" | ":"));
        let verb = |x: &crate::data::Act| !matches!(x.form, Form::Noun | Form::Gerund);
        let told = |(a, x): &&(Range<usize>, Vec<crate::data::Act>)| {
            a.end <= before && a.start >= self.s.body && x.iter().any(verb) && !apart(a.end)
        };
        let host = self.s.acts.iter().rfind(told).filter(|_| led && form == Form::Gerund)?;
        Some(host.0.clone())
    }

    /// "killed nine before reinforcements arrived": whether the clause of an act hangs on an act before it.
    pub(super) fn is_beside_act(&self, act: &Range<usize>) -> bool {
        let near = act.start.saturating_sub(CLAUSE).max(self.s.body + 1)..act.start;
        let opens = |i: &usize| self.s.has_mark(*i, Mark::Clause) && !self.s.has_mark(*i, Mark::Relative);
        let Some(at) = near.rev().take_while(|i| !matches!(self.r.word(*i), "," | ";" | ":")).find(opens) else {
            return false;
        };
        self.s.acts.iter().any(|(a, _)| a.end <= at)
    }

    /// Whether a place is told after an act, before anything else is.
    pub(super) fn place_behind(&self, act: &Range<usize>) -> bool {
        let settled = |x: &&Spot| matches!(x.precision, PlacePrecision::Settlement | PlacePrecision::Area);
        self.spots.iter().filter(settled).any(|x| x.toks.start >= act.end && !self.act_between(act.end, x.toks.start))
    }

    /// Whether a day is told after an act, before anything else is.
    pub(super) fn day_behind(&self, act: &Range<usize>) -> bool {
        let day = |m: &&Mention| m.is_time() && m.toks.start >= act.end;
        self.s
            .mentions
            .iter()
            .filter(day)
            .any(|m| !self.act_between(act.end, m.toks.start) && !self.dates_the_report(&m.toks))
    }

    fn act_between(&self, from: usize, to: usize) -> bool {
        self.s.acts.iter().any(|(a, _)| a.start >= from && a.end <= to)
    }

    /// "Police fired on students marching to the palace": those hit were protesters.
    pub(super) fn hit_marchers(&self, sides: &mut Sides, act: &Range<usize>) {
        let marches = |at: usize| {
            let gerund = |x: &crate::data::Act| x.group == PROTEST && x.form == Form::Gerund;
            self.s.acts.iter().any(|(a, x)| a != act && a.start == at && x.iter().any(gerund))
        };
        let forces = sides.initiators.iter().any(|p| class_of(self.r, p.who, "government") == Class::StateForces);
        let Some(crowd) = self.r.lex.agents.iter().position(|a| a.class == Class::Protesters) else { return };
        for hit in sides.targets.iter_mut().filter(|p| forces && p.toks.start >= act.end && marches(p.toks.end)) {
            hit.who = Who::Agent(crowd, None);
        }
    }

    /// "Accused by Bamako of having hit a drone, Algeria closed its sky": the accused did it, and not who accuses him.
    pub(super) fn spare_accuser(&self, sides: &mut Sides, act: &Range<usize>) {
        let accuses = |(a, x): &&(Range<usize>, Vec<crate::data::Act>)| {
            a.end <= act.start && act.start - a.end <= 8 && x.iter().any(|x| x.group == ACCUSE)
        };
        let Some((accuse, _)) = self.s.acts.iter().rfind(accuses) else { return };
        let accuser = |g: &&clause::Group| {
            accuse.end <= g.toks.start && g.toks.end <= act.start && g.governed_by(Mark::AgentPrep)
        };
        let Some(accuser) = self.groups.iter().find(accuser) else { return };
        let before = sides.initiators.len();
        sides.initiators.retain(|p| !accuser.toks.contains(&p.toks.start));
        let accused = |g: &&clause::Group| g.toks.start >= act.end && g.gov.is_empty();
        if let (true, Some(group)) = (sides.initiators.len() < before, self.groups.iter().find(accused)) {
            sides.initiators.extend(group.members.first().cloned());
        }
    }

    /// "The signatory groups of the 2015 Algiers Accord", "the collapse of the Algiers Agreement": a pact that is only
    /// called by its name.
    pub(super) fn says_who(&self, act: &Range<usize>) -> bool {
        let of = |i: &usize| self.s.has_mark(*i, Mark::OfPrep) || self.s.has_mark(*i, Mark::ToPrep);
        let near = act.start.saturating_sub(6).max(self.s.body)..act.start;
        let Some(at) = near.rev().find(of).filter(|at| !self.act_between(*at, act.start)) else { return false };
        let people = |m: &Mention| m.toks.end == at && matches!(m.what, What::Actor(Who::Agent(..)));
        let made = at > 0 && self.s.acts.iter().any(|(a, _)| a.contains(&(at - 1)));
        let called = self.r.cut.tokens[act.start].capital && self.s.has_mark(at, Mark::OfPrep);
        self.s.mentions.iter().any(people) || called && !made
    }

    /// "slaughtered some sixty cows", "300 goats were killed": beasts, with nobody between them and the word.
    pub(super) fn hits_beasts(&self, act: &Range<usize>, form: Form) -> bool {
        let someone = |from: usize, to: usize| self.groups.iter().any(|g| g.toks.start >= from && g.toks.end <= to);
        let beasts = |(at, kinds): &(Range<usize>, Vec<String>)| {
            let behind = at.start >= act.end && at.start - act.end <= 5 && !someone(act.end, at.start);
            let passive = form != Form::Noun && clause::is_passive(self.r, self.s, act.start);
            let before = passive && at.end <= act.start && act.start - at.end <= 4 && !someone(at.end, act.start);
            // "Cattle thieves".
            let theirs = self.groups.iter().any(|g| g.toks.start <= at.end && g.toks.end > at.start);
            (behind || before) && !theirs && kinds.iter().any(|k| k == BEASTS)
        };
        self.s.goods.iter().any(beasts)
    }

    /// "asked for it before the coup": no day follows that would tell it.
    pub(super) fn is_a_time(&self, act: &Range<usize>) -> bool {
        let led = (1..=2).filter_map(|b| act.start.checked_sub(b)).any(|i| self.s.has_mark(i, Mark::Clause));
        let day =
            |m: &Mention| matches!(m.what, What::Date(_)) && m.toks.start >= act.end && m.toks.start - act.end <= 6;
        led && self.year_of_power(act).is_none() && !self.s.mentions.iter().any(day)
    }

    /// "Came to power in 2021 after a coup": the year right before the coup is its own.
    pub(super) fn year_of_power(&self, act: &Range<usize>) -> Option<(DateSpan, Range<usize>)> {
        let power = self.s.mark_in(act.start.saturating_sub(8).max(self.s.toks.start)..act.start, Mark::CameToPower);
        self.dates(|m| power && m.toks.end <= act.start && act.start - m.toks.end <= 3).next()
    }

    /// "3 aid workers abducted": a line of a bulletin, without place, day or doer.
    pub(super) fn is_bare_count(&self, act: &Range<usize>, form: Form) -> bool {
        let number = |m: &Mention| m.toks.start == self.s.body && matches!(m.what, What::Number(_));
        let bare = matches!(form, Form::Participle | Form::PastOrParticiple)
            && !clause::is_passive(self.r, self.s, act.start)
            && self.s.toks.end - self.s.body <= LINE;
        let told = self.s.mentions.iter().any(|m| m.is_time() || matches!(m.what, What::Place(..) | What::Country(_)));
        let doers = self.groups.iter().any(|g| g.governed_by(Mark::AgentPrep));
        bare && self.s.mentions.iter().any(number) && !told && !doers
    }

    /// "0 killed".
    pub(super) fn counts_nobody(&self, act: &Range<usize>) -> bool {
        let none = |m: &Mention| m.toks.end == act.start && matches!(m.what, What::Number(q) if q.told() == 0);
        self.s.mentions.iter().any(none)
    }

    /// "A crowd burned the post after the death of a driver": nothing says that anybody killed him.
    pub(super) fn is_bare_death(&self, act: &Range<usize>, known: &Known) -> bool {
        let by = self.groups.iter().any(|g| g.toks.start >= act.end && g.governed_by(Mark::AgentPrep));
        let other = self.s.acts.iter().any(|(a, acts)| {
            a != act
                && acts.iter().any(|x| matches!(x.group.as_str(), "assault" | "clash" | "strike" | "ied" | "shell"))
        });
        let counted = self.counts.iter().any(|c| distance(&c.word, act).min(distance(&c.toks, act)) <= 4);
        let office = |m: &Mention| {
            let head = m.toks.start >= act.end && m.toks.start - act.end <= 2;
            head && m.who().is_some_and(|who| class_of(self.r, who, "government").is_government())
        };
        // "After the death of the president last month": who rules and dies, told of no blow, was not killed.
        let natural = !counted && self.s.mentions.iter().any(office);
        (natural || !known.place && !known.date) && !by && !other
    }

    /// "The former governor died on Thursday, aged 82": one who is named or holds an office, where nothing in the
    /// sentence is a blow or a wound.
    pub(super) fn dies_in_peace(&self, act: &Range<usize>) -> bool {
        let plain = act.len() <= 2;
        let counted = self.counts.iter().any(|c| !c.named && distance(&c.word, act).min(distance(&c.toks, act)) <= 4);
        let blow = |(a, acts): &(Range<usize>, Vec<crate::data::Act>)| {
            let force = |g: &str| BLOWS.contains(&g) || g != "die" && HARM.contains(&g);
            a != act && acts.iter().any(|x| force(&x.group))
        };
        let wound = |(t, tolls): &(Range<usize>, Vec<crate::data::Toll>)| {
            t != act && tolls.iter().any(|t| !t.subject && t.goods.is_none())
        };
        let armed = |g: &Group| {
            let fighter = |p: &Party| class_of(self.r, p.who, "armed forces").is_armed();
            g.toks.end <= act.start && g.free() && g.members.iter().any(fighter)
        };
        plain
            && !counted
            && !self.s.acts.iter().any(blow)
            && !self.s.tolls.iter().any(|x| !overlap(&x.0, act) && wound(x))
            && !self.groups.iter().any(armed)
            && !self.groups.iter().any(|g| g.toks.start >= act.end && g.governed_by(Mark::AgentPrep))
    }

    /// "The talks between the army and the rebels were held in Jeddah": what was held is no prisoner.
    pub(super) fn is_held(&self, act: &Range<usize>) -> bool {
        let held = |name: &str| name == PROTEST || PACTS.contains(&name);
        let (r, s) = (self.r, self.s);
        let subject = |(a, acts): &&(Range<usize>, Vec<crate::data::Act>)| {
            let noun = acts.iter().any(|x| x.form == crate::data::Form::Noun && held(&x.group));
            let led = (a.start.saturating_sub(2)..a.start)
                .any(|i| s.has_mark(i, Mark::OfPrep) || s.has_mark(i, Mark::LocativePrep));
            noun && !led && a.end <= act.start && !(a.end..act.start).any(|i| r.word(i) == ",")
        };
        let passive = (act.start.saturating_sub(2)..act.end).any(|i| s.has_mark(i, Mark::Passive));
        let Some((noun, _)) = s.acts.iter().rfind(|x| passive && subject(x)) else { return false };
        let between = |m: &&Mention| m.toks.start >= noun.end && m.toks.end <= act.start && m.who().is_some();
        s.mentions.iter().find(between).is_none_or(|m| !clause::governor(r, s, m.toks.start).is_empty())
    }

    /// "11,000 people displaced by the recent fighting": the cause of a state of things. With its place or day behind
    /// it, it is told.
    pub(super) fn drives_out(&self, act: &Range<usize>) -> bool {
        let driven = |t: &crate::data::Toll| t.measure == Measure::Displaced;
        let fled = self.s.tolls.iter().any(|(t, tolls)| t.end <= act.start && tolls.iter().any(driven));
        let by = (1..=3).filter_map(|b| act.start.checked_sub(b)).any(|i| self.s.has_mark(i, Mark::AgentPrep));
        // "Fled from attacks to Ibo": away from them, to another place.
        let away =
            self.s.tolls.iter().any(|(t, x)| t.end <= act.start && act.start - t.end <= 3 && x.iter().any(driven));
        let way = |x: &Spot| scene::is_elsewhere(self.r, self.s, x, &(x.toks.end..x.toks.end));
        let stop = (act.end..act.end + 5).find(|i| matches!(self.r.word(*i), ";" | ":" | ",")).unwrap_or(act.end + 5);
        let near = |at: usize| at >= act.end && at <= stop;
        let told = self.spots.iter().any(|x| near(x.toks.start) && !(away && way(x)))
            || self
                .s
                .mentions
                .iter()
                .any(|m| near(m.toks.start) && (matches!(m.what, What::Date(_)) || m.who().is_some()));
        fled && (by || away) && !told
    }

    /// "Soldiers of Operation Almahaou", "units engaged in Operation Almahaou": an operation with a name, under "of" or
    /// "in", is the force that it names.
    pub(super) fn is_of_named(&self, act: &Range<usize>) -> bool {
        let called = self.r.cut.tokens.get(act.end).is_some_and(|t| t.capital && self.s.toks.contains(&act.end));
        let of = (1..=3).filter_map(|b| act.start.checked_sub(b)).any(|i| self.s.has_mark(i, Mark::OfPrep));
        let inside = act.start.checked_sub(1).is_some_and(|i| self.s.has_mark(i, Mark::ScenePrep));
        called && (of || inside)
    }

    /// "Captured three others in Bama": what is counted is no town, unless villages are.
    pub(super) fn takes_so_many(&self, act: &Range<usize>) -> bool {
        let counted = |m: &&Mention| m.toks.start == act.end && matches!(m.what, What::Number(_));
        let Some(number) = self.s.mentions.iter().find(counted) else { return false };
        let near = number.toks.end..(number.toks.end + 3).min(self.s.toks.end);
        let ground = |i: usize| {
            self.r.lex.marks.word(self.r.word(i)).contains(&Mark::PlaceNoun) || self.s.has_mark(i, Mark::PlaceNoun)
        };
        !near.into_iter().any(ground)
    }

    /// "Arrested the president of a local association": no president of a country.
    pub(super) fn heads_something(&self, act: &Range<usize>) -> bool {
        let office = self.s.mentions.iter().any(|m| m.toks.end == act.end && m.who().is_some());
        let land = |m: &Mention| (act.end..act.end + 3).contains(&m.toks.start) && m.is_proper();
        office && self.s.has_mark(act.end, Mark::OfPrep) && !self.s.mentions.iter().any(land)
    }

    /// "A deal struck in May between", "the accord was struck on Monday": no blow, but a pact.
    pub(super) fn is_struck(&self, act: &Range<usize>, form: Form) -> bool {
        let pact = |(a, x): &(Range<usize>, Vec<crate::data::Act>)| {
            a.end <= act.start && x.iter().any(|y| y.form == Form::Noun && y.group == "agree")
        };
        let Some((noun, _)) = self.s.acts.iter().rfind(|x| x.0.end <= act.start).filter(|x| pact(x)) else {
            return false;
        };
        let light = |i: usize| self.s.has_mark(i, Mark::Passive) || self.s.has_mark(i, Mark::Perfect);
        let strikes = |(a, x): &(Range<usize>, Vec<crate::data::Act>)| {
            a == act && x.iter().any(|y| y.form == Form::PastOrParticiple && y.group == clause::ATTACK)
        };
        form != Form::Noun && (noun.end..act.start).all(light) && self.s.acts.iter().any(strikes)
    }

    /// ", wounding five": people counted after another act, which this clause only adds to.
    pub(super) fn is_toll_of_other(&self, act: &Range<usize>) -> bool {
        let toll = self.s.tolls.iter().any(|(t, _)| t.start == act.start);
        toll && self.s.acts.iter().any(|(a, _)| a.end <= act.start)
    }

    /// "The raid was repelled by the army": whoever beat it back was its target.
    pub(super) fn beat_back(&self, sides: &mut Sides, act: &Range<usize>, form: Form) {
        let near = |a: &Range<usize>| a.start >= act.end && a.start - act.end <= BEATEN;
        let beaten = |(a, x): &&(Range<usize>, Vec<crate::data::Act>)| {
            near(a) && x.iter().any(|y| y.group == "counter") && clause::is_passive(self.r, self.s, a.start)
        };
        let Some((verb, _)) = self.s.acts.iter().find(beaten).filter(|_| form == Form::Noun) else { return };
        let by =
            |g: &&Group| g.toks.start >= verb.end && g.toks.start - verb.end <= 6 && g.governed_by(Mark::AgentPrep);
        let Some(hit) = self.groups.iter().find(by) else { return };
        self.give_back(sides, act, verb, hit);
        sides.initiators.retain(|p| !hit.members.contains(p));
        let nobody = |p: &Party| self.is_thing(p) || matches!(p.who, Who::State(_)) || hit.members.contains(p);
        if sides.targets.iter().all(nobody) {
            sides.targets.clone_from(&hit.members);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::code::testing::{names, told};

    /// Sub-type, place, day, doers and those hit of each event of a text.
    fn check(text: &str, expected: &[&str]) {
        let events = told("en", "2025-07-07", text);
        let line = |e: &crate::model::Event| {
            let (place, day) = (e.place.clone().unwrap_or_default(), e.date_from.map(|d| d.to_string()));
            let (who, whom) = (names(&e.initiators), names(&e.targets));
            format!("{} | {place} | {} | {who} -> {whom}", e.sub_type, day.unwrap_or_default())
        };
        assert_eq!(events.iter().map(line).collect::<Vec<_>>(), expected, "{text}");
    }

    #[test]
    fn a_clause_of_ing_is_of_the_place_and_day_of_the_act_before_it() {
        check(
            "Gunmen raided a school in Mpondwe, western Uganda, late on Friday, burning a dormitory and killing 37 students.",
            &["Attack | Mpondwe | 2025-07-04 | Unidentified armed group -> Students"],
        );
    }

    #[test]
    fn who_beats_a_raid_back_was_its_target() {
        let who = "Armed clash | Mansila | 2025-07-04 | Unidentified armed group -> Burkinabe Armed Forces";
        check("A raid on Mansila on Friday was repelled by the army, which lost three men.", &[who]);
    }

    #[test]
    fn those_hit_while_marching_are_protesters() {
        let text = "Police opened fire on students marching on a ministry in Dhaka on Friday, leaving 90 people dead.";
        let want = "Excessive force against protesters | Dhaka | 2025-07-04 | Bangladeshi Police -> Protesters";
        check(text, &[want]);
    }

    #[test]
    fn they_who_ambush_soldiers_are_not_soldiers() {
        let text = "Militants killed a dozen soldiers on Friday when they ambushed an army convoy near Niono.";
        check(text, &["Armed clash | Niono | 2025-07-04 | Unidentified armed group -> Malian Armed Forces"]);
    }

    #[test]
    fn a_pact_that_names_its_signatories_is_not_told() {
        let text = "Signatory groups of the Algiers Accord on 1 July met with Algeria's foreign minister in Bamako.";
        let events = told("en", "2025-07-07", text);
        assert_eq!(events.iter().map(|e| e.sub_type.as_str()).collect::<Vec<_>>(), ["Diplomatic meeting"]);
    }

    #[test]
    fn an_army_that_talks_abroad_is_that_of_the_report() {
        let text = "Sudan's war goes on. Fighting raged in Omdurman on Friday. The army and the RSF held talks in Doha on Saturday.";
        let events = told("en", "2025-07-07", text);
        let talks = events.iter().find(|e| e.sub_type == "Diplomatic meeting").expect("talks");
        assert!(!names(&talks.initiators).contains("Qatar"), "{talks:?}");
    }

    #[test]
    fn the_arms_of_a_nation_are_its_armys() {
        let text = "A Russian missile hit a market in Kharkiv on Friday, killing seven people.";
        let want = "Shelling/artillery/missile attack | Kharkiv | 2025-07-04 | Russian Armed Forces -> Civilians";
        check(text, &[want]);
    }
}
