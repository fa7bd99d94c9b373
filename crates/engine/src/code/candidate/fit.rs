//! Whether a rule of a frame takes an act, and which of those named are its sides then.

use super::*;

/// The topic of sentences that name a body of states.
const BLOC: &str = "bloc";

/// The tag of those of the press.
const PRESS: &str = "press";

impl<'a> Context<'_, 'a> {
    /// What may make an act beside a flood or a match one of violence all the same.
    pub(super) fn told(&self, group: &str, sides: &Sides, known: &Known) -> Told {
        let class = |p: &Party| class_of(self.r, p.who, "government");
        let fighter = |p: &&Party| class(p).is_armed() || group == "clash" && !matches!(p.who, Who::State(_));
        let settled = |x: &Spot| matches!(x.precision, PlacePrecision::Settlement | PlacePrecision::Area);
        Told {
            armed: self.real_acting(sides).any(|p| fighter(&p)),
            group: self.real_acting(sides).any(|p| class(p).is_armed_group()),
            harmed: self.counts.iter().any(|c| !c.named && matches!(c.measure, Measure::Killed | Measure::Injured)),
            dated: known.date,
            placed: known.spot.as_ref().is_some_and(settled),
            marched: group == PROTEST,
            civic: sides.targets.iter().any(|p| self.is_civic(p)),
        }
    }

    /// Journalists, the press, a party or a civic body.
    fn is_civic(&self, party: &Party) -> bool {
        let named = |i: usize| self.r.data.actors.get(self.r.lex.agents[i].name.as_deref()?);
        let press = |i: usize| named(i).is_some_and(|a| a.has_tag(PRESS));
        let class = class_of(self.r, party.who, "government");
        matches!(party.who, Who::Agent(i, _) if press(i))
            || matches!(class, Class::Media | Class::PoliticalParty | Class::CivilSociety)
    }

    /// Those who act, things left aside.
    fn real_acting<'s>(&'s self, sides: &'s Sides) -> impl Iterator<Item = &'s Party> {
        sides.initiators.iter().filter(|p| !self.is_thing(p))
    }

    pub(super) fn words(&self, parties: &[Party]) -> String {
        let words: Vec<&str> = parties.iter().map(|p| self.r.span(&p.toks).of(self.r.text)).collect();
        format!("«{}»", words.join(" + "))
    }

    pub(super) fn fits(&self, frame: &Frame, rule: &Rule, sides: &Sides, known: &Known, act: &Range<usize>) -> bool {
        let class = |p: &Party, acts_as: &str| class_of(self.r, p.who, acts_as);
        let ok = |parties: &[Party], sets: &[String], acts_as: &str| {
            parties.is_empty()
                || sets.is_empty()
                || parties.iter().any(|p| sets.iter().any(|set| in_set(class(p, acts_as), set)))
        };
        let initiators = self.initiators(frame, rule, sides);
        let targets = self.targets(frame, rule, sides, known, act);
        let has = |what: &String| match what.as_str() {
            "initiator" => !initiators.is_empty(),
            "target" => !targets.is_empty(),
            "place" => known.place,
            "date" => known.date || known.told && frame.is_political(),
            "toll" => known.toll,
            "two" => initiators.len() + targets.len() > 1,
            "goal" => known.goal,
            "ground" => known.ground,
            "person" => targets.iter().any(|p| !self.is_thing(p)),
            "named_place" => known.spot.as_ref().is_some_and(|x| x.precision == PlacePrecision::Settlement),
            _ => false,
        };
        let raid = frame.sub_type == super::super::outcome::RAID && targets.is_empty() && known.noun && !known.toll;
        if raid && self.is_army_drive(act, &initiators) || self.is_pledge(frame, act, &initiators, &targets) {
            return false;
        }
        let part = self.between_semicolons(act);
        let flies = || is_air_force(self.r, &sides.initiators);
        let topic = |t: &String| {
            t == BY_AIR && flies() || self.s.topics.iter().any(|(toks, name)| name == t && part.contains(&toks.start))
        };
        rule.needs.iter().all(has)
            && !rule.lacks.iter().any(has)
            && ok(leading(frame, &initiators), &rule.initiator, &frame.country_acts_as)
            && ok(&targets, &rule.target, &frame.country_hit_as)
            && (rule.topic.is_empty() || rule.topic.iter().any(topic))
            && !rule.not_topic.iter().any(topic)
    }

    /// The part of the sentence that the act stands in: a bulletin strings acts together with semicolons.
    fn between_semicolons(&self, act: &Range<usize>) -> Range<usize> {
        let parts = |i: &usize| self.r.word(*i) == ";";
        let from = (self.s.toks.start..act.start).rev().find(parts).map_or(self.s.toks.start, |i| i + 1);
        from..(act.end..self.s.toks.end).find(parts).unwrap_or(self.s.toks.end)
    }

    pub(super) fn is_thing(&self, party: &Party) -> bool {
        matches!(party.who, Who::Agent(i, _) if self.r.lex.agents[i].thing)
    }

    pub(super) fn initiators(&self, frame: &Frame, rule: &Rule, sides: &Sides) -> Vec<Party> {
        if frame.fixed_sides {
            return self.named_fighters(sides);
        }
        // "The two sides are agreed": in French those who agree stand as if it were done to them.
        let pact = frame.mutual && sides.targets.len() > 1;
        let moved = (rule.moved || pact) && sides.initiators.is_empty();
        let who = if moved { &sides.targets } else { &sides.initiators };
        let mut who = self.real_sides(frame, who.clone(), true);
        if rule.of_a_kind {
            who.retain(|p| !matches!(p.who, Who::Agent(i, _) if self.r.lex.agents[i].is_anyone()));
        }
        if frame.initiator.as_deref() == Some("government") {
            who.retain(|p| !self.is_plain(p));
        }
        who
    }

    /// "Seleka rebels seized power": what soldiers do as a rule is done by the armed group that is named for it.
    fn named_fighters(&self, sides: &Sides) -> Vec<Party> {
        let fighters =
            |p: &&Party| matches!(p.who, Who::Named(_)) && class_of(self.r, p.who, "armed forces").is_armed_group();
        sides.initiators.iter().filter(fighters).cloned().collect()
    }

    /// Civilians without a name: a prefect who bans a march does so for the state.
    fn is_plain(&self, party: &Party) -> bool {
        matches!(party.who, Who::Agent(i, _) if self.r.lex.agents[i].class == Class::Civilians)
    }

    /// The sides whose class the rule allows. Whoever meets or agrees with such a side is the other side.
    pub(super) fn only(&self, frame: &Frame, parties: Vec<Party>, sets: &[String], acts_as: &str) -> Vec<Party> {
        let helps = |p: &Party| frame.land && class_of(self.r, p.who, acts_as).is_armed();
        let fits = |p: &Party| {
            frame.mutual
                || helps(p)
                || sets.is_empty()
                || sets.iter().any(|set| in_set(class_of(self.r, p.who, acts_as), set))
        };
        parties.into_iter().filter(fits).collect()
    }

    /// Those hit or met; where the place hosts the act of one country's people, its country. Those of two
    /// countries have met each other.
    pub(super) fn targets(
        &self,
        frame: &Frame,
        rule: &Rule,
        sides: &Sides,
        known: &Known,
        act: &Range<usize>,
    ) -> Vec<Party> {
        if frame.fixed_sides {
            return Vec::new();
        }
        let own: Vec<Option<usize>> = sides.initiators.iter().map(|p| self.nation(p)).collect();
        let owner = |p: &Party| self.owner(p, if known.noun { &[] } else { &sides.initiators });
        let owned = sides.targets.iter().map(|p| owner(p).unwrap_or_else(|| p.clone())).collect();
        let mut targets = self.real_sides(frame, owned, false);
        if frame.mutual && !rule.target.is_empty() {
            let sets = || rule.initiator.iter().chain(&rule.target);
            targets.retain(|p| sets().any(|set| in_set(class_of(self.r, p.who, &frame.country_hit_as), set)));
        }
        let violent = frame.is_violent();
        let abroad = |c: usize| own.iter().flatten().any(|o| *o != c);
        let hit = |p: &Party, c: usize| abroad(c) && self.is_country(p) && !self.is_by_border(p);
        targets.retain(|p| !matches!(p.who, Who::State(c) if violent && !hit(p, c)));
        // "Rwanda invaded Congo": the land of another state is its army's to hold.
        if targets.is_empty() && rule.target.iter().any(|t| t == "state") {
            let land =
                |p: &&Party| matches!(p.who, Who::State(c) if abroad(c)) && self.is_country(p) && !self.is_scene(p);
            targets.extend(sides.targets.iter().filter(land).cloned());
        }
        if frame.host_is_target {
            targets.retain(|p| !own.contains(&self.nation(p)) || self.nation(p).is_none());
            let host =
                known.spot.as_ref().and_then(|x| Some(Party { who: Who::State(x.country?), toks: x.toks.clone() }));
            let visits = own.first().is_some_and(|one| own.iter().all(|x| x == one));
            let foreign = host.filter(|h| targets.is_empty() && visits && !own.contains(&self.nation(h)));
            targets.extend(foreign);
        }
        if frame.aim && targets.is_empty() {
            targets.extend(known.aim.clone().filter(|p| !own.contains(&self.nation(p))));
        }
        if targets.is_empty() && rule.topic.iter().any(|t| t == BLOC) {
            targets.extend(self.lone_body(sides));
        }
        if targets.is_empty() {
            targets.extend(self.meant(frame, sides, &own, act));
        }
        targets
    }

    /// "The withdrawal of their country, 'with immediate effect', from the bloc": the one body of states that the sentence
    /// names, and nobody acts with.
    fn lone_body(&self, sides: &Sides) -> Option<Party> {
        let body = |p: &&Party| class_of(self.r, p.who, "government") == Class::InternationalOrganisation;
        let mut bodies = self.groups.iter().flat_map(|g| &g.members).filter(body);
        let first = bodies.next().filter(|p| !sides.initiators.iter().any(|i| i.who == p.who))?;
        bodies.all(|p| p.who == first.who).then(|| first.clone())
    }

    /// Whom a sentence leaves out: the group that held the ground, told shortly before, and the land that the report
    /// is about where others punish or leave it.
    fn meant(&self, frame: &Frame, sides: &Sides, own: &[Option<usize>], act: &Range<usize>) -> Option<Party> {
        let class = |p: &Party| class_of(self.r, p.who, &frame.country_acts_as);
        let doers = |fits: &dyn Fn(Class) -> bool| {
            !sides.initiators.is_empty() && sides.initiators.iter().all(|p| fits(class(p)))
        };
        if frame.land && doers(&|c| matches!(c, Class::StateForces | Class::ExternalForces)) {
            let group = |p: &&Party| matches!(p.who, Who::Named(_)) && class(p).is_armed_group();
            let told = self.before.recent.iter().map(|(_, p)| p);
            return told.filter(group).find(|p| !sides.initiators.iter().any(|i| i.who == p.who)).cloned();
        }
        let abroad = frame.home_is_target && !own.is_empty() && !own.contains(&self.r.home);
        self.r.home.filter(|_| abroad).map(|c| Party { who: Who::State(c), toks: act.clone() })
    }

    /// The state or organisation that the words after the act lead to.
    pub(super) fn aim_of(&self, act: &Range<usize>) -> Option<Party> {
        let near = |m: &&Mention| m.toks.start > act.end && m.toks.start - act.end <= 4;
        let proper = |m: &&Mention| m.is_proper() && near(m);
        let m = self.s.mentions.iter().filter(|m| m.toks.start >= act.end).find(proper)?;
        let gov = clause::governor(self.r, self.s, m.toks.start);
        (!gov.is_empty()).then(|| m.who().map(|who| Party { who, toks: m.toks.clone() }))?
    }

    /// "Four soldiers died when their convoy was hit": their things are those of the people named before.
    fn owner(&self, thing: &Party, acting: &[Party]) -> Option<Party> {
        let is_thing = |p: &Party| matches!(p.who, Who::Agent(i, _) if self.r.lex.agents[i].thing);
        let led = thing.toks.start.checked_sub(1).is_some_and(|i| self.s.has_mark(i, Mark::Possessive));
        // "Two policemen were hurt when gunmen fired on their car": not those who fired.
        let acts = |g: &Group| g.members.iter().any(|m| acting.contains(m));
        let done = |g: &Group| g.governed_by(Mark::AgentPrep);
        let before = self.groups.iter().rfind(|g| g.toks.end < thing.toks.start && !acts(g) && !done(g))?;
        let whose = before.members.first().filter(|p| led && is_thing(thing) && !is_thing(p))?;
        Some(whose.clone())
    }

    /// The country that a government or army is of.
    pub(super) fn nation(&self, party: &Party) -> Option<usize> {
        match party.who {
            Who::State(c) => Some(c),
            Who::Institution(_, c) | Who::Agent(_, c) => c.or(self.r.home),
            Who::Named(i) => place::country_index(self.r, self.r.data.actors.named[i].home.as_deref()?),
            Who::Called { .. } => None,
        }
    }

    /// Sources and things are no actors; a country that is only where it happened is no side.
    fn real_sides(&self, frame: &Frame, parties: Vec<Party>, acting: bool) -> Vec<Party> {
        let political = frame.no_scene || frame.country_hit_as == "government";
        let real = |p: &Party| match p.who {
            Who::Agent(i, _) => {
                let agent = &self.r.lex.agents[i];
                let land = frame.land && agent.thing && agent.class == Class::Civilians;
                // "By men suspected of": people of no kind who attack are attackers of no name.
                let nameless = acting && frame.is_violent() && agent.is_anyone();
                !(agent.only_source || acting && agent.thing || land || nameless)
            }
            Who::Institution(..) if self.is_air(p) => false,
            Who::State(_) => acting && !self.is_location(p) || !acting && political && !self.is_scene(p),
            _ => true,
        };
        parties.into_iter().filter(|p| real(p) && !(frame.mutual && self.is_seat_of_pact(p))).collect()
    }

    /// "A decree read on state television": where it was heard.
    fn is_air(&self, party: &Party) -> bool {
        let gov = clause::governor(self.r, self.s, party.toks.start);
        let heard = gov.contains(&Mark::LocativePrep) && !gov.contains(&Mark::OfPrep);
        heard && class_of(self.r, party.who, "government") == Class::Media
    }

    /// "The Algiers Accord", "a truce signed in Doha": the town where it was made is no party to it.
    fn is_seat_of_pact(&self, party: &Party) -> bool {
        let town = |m: &Mention| m.toks == party.toks && matches!(m.what, What::Place(..));
        let names = |(a, _): &(Range<usize>, Vec<crate::data::Act>)| a.start == party.toks.end;
        let named = self.r.cut.tokens.get(party.toks.end).is_some_and(|t| t.capital) && self.s.acts.iter().any(names);
        let gov = clause::governor(self.r, self.s, party.toks.start);
        let other = [Mark::WithPrep, Mark::OfPrep, Mark::Between, Mark::AgentPrep];
        let scene = gov.contains(&Mark::LocativePrep) && !other.iter().any(|m| gov.contains(m));
        self.s.mentions.iter().any(town) && (named || scene && !self.is_between(party))
    }

    /// "Between Kinshasa and the M23": named with another side.
    fn is_between(&self, party: &Party) -> bool {
        let near = party.toks.start.saturating_sub(2)..party.toks.start;
        self.s.mark_in(near, Mark::Between)
    }

    /// "Attacked Banki, on the border with Cameroon": the land beyond it was not hit.
    fn is_by_border(&self, party: &Party) -> bool {
        let near = party.toks.start.saturating_sub(4)..party.toks.start;
        self.s.topics.iter().any(|(t, name)| name == "border" && near.contains(&t.start))
    }

    /// Named as a country, and not by its capital.
    fn is_country(&self, party: &Party) -> bool {
        self.s.mentions.iter().any(|m| m.toks == party.toks && matches!(m.what, What::Country(_)))
    }

    fn is_location(&self, party: &Party) -> bool {
        let adjective = |m: &Mention| m.toks == party.toks && matches!(m.what, What::Demonym(_));
        if self.s.mentions.iter().any(adjective) {
            // "Dans la capitale somalienne": whose town it is.
            let beside = [party.toks.start.checked_sub(1), Some(party.toks.end)];
            return beside.into_iter().flatten().any(|i| self.s.has_mark(i, Mark::CapitalNoun));
        }
        // "N'Djamena : assaut contre la présidence", "Mali - Attack on Woro": the heading of a headline is where it is.
        let dash = matches!(self.r.word(party.toks.end), "-" | "–" | "—") && self.is_country(party);
        // "Home » RDC : Attaque contre": the last crumb of a path.
        let crumb = party.toks.start.checked_sub(1).is_some_and(|i| matches!(self.r.word(i), "»" | ">" | "/" | "|"));
        let opens = party.toks.start == self.s.body || crumb && self.is_country(party);
        let heads = opens && (self.r.word(party.toks.end) == ":" || dash);
        let gov = clause::governor(self.r, self.s, party.toks.start);
        let located =
            gov.contains(&Mark::LocativePrep) && !gov.contains(&Mark::OfPrep) || gov.contains(&Mark::NearPrep);
        heads || located && !self.is_between(party)
    }

    fn is_scene(&self, party: &Party) -> bool {
        let gov = clause::governor(self.r, self.s, party.toks.start);
        gov.contains(&Mark::LocativePrep)
            && !gov.contains(&Mark::FromPrep)
            && !gov.contains(&Mark::AgainstPrep)
            && !gov.contains(&Mark::OfPrep)
    }
}

/// Ground is taken by whoever is named first, whoever helps: "the rebels, backed by the army of Rwanda".
fn leading<'p>(frame: &Frame, parties: &'p [Party]) -> &'p [Party] {
    if frame.land { &parties[..parties.len().min(1)] } else { parties }
}

/// The topic of frames that tell of strikes from the air, and the institution that makes no others.
const BY_AIR: &str = "by_air";
const AIR_FORCE: &str = "air force";

/// "The Nigerian air force hit a camp": from the air, whatever the verb.
fn is_air_force(r: &Reader, parties: &[Party]) -> bool {
    let key = r.data.actors.institution(AIR_FORCE);
    let flies = |p: &Party| match p.who {
        Who::Institution(i, _) => Some(i) == key,
        Who::Agent(i, _) => r.lex.agents[i].institution.as_deref() == Some(AIR_FORCE),
        _ => false,
    };
    !parties.is_empty() && parties.iter().all(flies)
}
