//! Where and when an act was: what its sentence says, or the heading and the sentences before.

use super::*;

/// So many digits has a year.
const YEAR: usize = 4;

/// "A day after the army and the movements allied with it said they had repelled": so many words lead to the act.
const CLAUSE: usize = 14;

/// So many words from an act it is said that it was not the first.
const AGO: usize = 4;

impl<'a> Context<'_, 'a> {
    /// Whether a place, country or organisation is what the verb leads to: "left Mali".
    pub(super) fn has_goal(&self, act: &Range<usize>) -> bool {
        // "Pulled out of the town of Walikale": the noun before the name says only what it is.
        let noun = |m: &Mention| {
            matches!(m.what, What::Actor(Who::Agent(i, None)) if self.r.lex.agents[i].thing)
                && self.s.has_mark(m.toks.end, Mark::OfPrep)
        };
        let near = self.s.mentions.iter().filter(|m| m.toks.start >= act.end && m.toks.start - act.end <= 4);
        let next = near.into_iter().find(|m| !noun(m));
        next.is_some_and(Mention::is_proper)
    }

    /// "took Gao": a place right after the verb, with nothing but an article between.
    pub(super) fn has_ground(&self, act: &Range<usize>) -> bool {
        let article = usize::from(self.s.has_mark(act.end, Mark::Determiner));
        let near = |m: &Mention| m.toks.start >= act.end && m.toks.start <= act.end + article;
        self.s.mentions.iter().any(|m| near(m) && matches!(m.what, What::Place(..)))
    }

    /// The scene that the sentence names, else that of its heading, else the one told before and meant again.
    pub(super) fn place_of(&self, act: &Range<usize>) -> Option<Spot> {
        let again = self.s.mark_in(self.s.toks.clone(), Mark::PlaceAnaphor);
        let opening = self.s.body..self.s.toks.end.min(self.s.body + 3);
        let same = self.before.spot.clone().filter(|(at, p)| {
            self.s.mark_in(opening, Mark::PlaceAnaphor) && self.n - at <= 4 && p.precision == PlacePrecision::Settlement
        });
        if let Some((_, spot)) = same {
            return Some(spot);
        }
        let headed = || self.heading().and_then(|h| h.spot.clone());
        let here = scene::scene(self.r, self.s, &self.spots, act);
        let goal = here.as_ref().is_some_and(|p| scene::is_goal(self.s, p));
        let exact = |p: &Spot| p.precision == PlacePrecision::Settlement || goal && p.precision == PlacePrecision::Area;
        let told = self.before.spot.as_ref().filter(|(at, p)| self.n - at <= 3 && exact(p));
        let only_way = here.as_ref().is_some_and(|p| scene::is_elsewhere(self.r, self.s, p, act));
        let spoken = here.as_ref().is_some_and(|p| self.is_of_speaker(p, act));
        if let Some((_, spot)) = told.filter(|_| only_way || spoken || goal) {
            return Some(spot.clone());
        }
        here.filter(|p| !self.is_passed(p, act))
            .or_else(headed)
            .or_else(|| self.before.spot.clone().filter(|(at, _)| again && self.n - at <= 4).map(|(_, spot)| spot))
    }

    /// "Completed its withdrawal from Mali", "urged its nationals to leave Mali": the land that is left is where it is.
    pub(super) fn land_left(&self, act: &Range<usize>, sides: &Sides, group: &str) -> Option<usize> {
        let leaves = matches!(group, "exit" | "leave" | "advise" | "warn_off");
        let end = clause::clause_end(self.r, self.s, act.end);
        let own = |c: usize| sides.initiators.iter().any(|p| self.nation(p) == Some(c) || p.who == Who::State(c));
        let after = self.s.mentions.iter().filter(|m| m.toks.start >= act.end && m.toks.start < end);
        let mut lands = after.filter_map(|m| match m.what {
            What::Country(c) if !own(c) => Some(c),
            _ => None,
        });
        if group == "deploy" { self.bound_for(act) } else { lands.next().filter(|_| leaves) }
    }

    pub(super) fn date_of(&self, act: &Range<usize>) -> Option<(DateSpan, Range<usize>)> {
        let other = |m: &Mention| {
            act.end <= m.toks.start && self.is_of_next(&m.toks) && !self.is_of_scene(&m.toks)
                || self.is_day_beside(act, &m.toks)
                || self.is_of_noun_beside(act, &m.toks)
                || self.dates_the_claim(&m.toks)
                || self.dates_the_toll(act, &m.toks)
                || scene::is_of_later_act(self.s, act, &m.toks)
                || self.is_of_relative(act, &m.toks)
                || self.is_of_main_verb(act, &m.toks)
                || self.is_of_recent(act, &m.toks)
                || self.is_of_pact_before(act, &m.toks)
                || m.toks.start.checked_sub(1).is_some_and(|i| self.s.has_mark(i, Mark::Nth))
                || self.is_of_what_it_names(act, &m.toks)
                || self.is_of_finite_verb(act, &m.toks)
                || self.is_of_answer(act, &m.toks)
                || general::since_word(self.r, self.s, m.toks.start).is_some_and(|at| act.end <= at)
        };
        let spoken = |m: &Mention| {
            self.dates_the_report(&m.toks)
                || self.dates_the_wire(act, &m.toks)
                || self.dates_the_word(act, &m.toks)
                || self.heads_the_word(act, &m.toks)
                || self.dates_an_aside(act, &m.toks)
                || self.dates_the_reaction(act, &m.toks)
        };
        let dates =
            self.dates(|m| (!self.is_since(&m.toks) || self.opens_clause(act, &m.toks)) && !spoken(m) && !other(m));
        let own = || self.held_since(act).or_else(|| self.year_of_power(act));
        if let Some(day) = self.beside_other_day(act).or_else(own) {
            return Some(day);
        }
        if let Some(day) = self.counted_back(act) {
            return Some(day);
        }
        let near = dates.min_by_key(|(span, toks)| {
            let other = scene::is_past_semicolon(self.r, act, toks);
            let far = 12 * usize::from(self.clause_between(act, toks) || self.is_of_verb_before(act, toks));
            (other, scene::distance(act, toks) + far, span.precision, toks.start)
        });
        let hour = || self.r.told_hour(self.n).filter(|_| !self.s.mentions.iter().any(Mention::is_time));
        near.or_else(|| self.heading().and_then(|h| h.date.clone())).or_else(hour)
    }

    /// "Since 2013, when rebels seized power": the day of the clause that follows it.
    fn opens_clause(&self, act: &Range<usize>, day: &Range<usize>) -> bool {
        let comma = usize::from(day.end < self.s.toks.end && self.r.word(day.end) == ",");
        let first = day.end + comma;
        first < act.start && self.s.has_mark(first, Mark::Clause) && !self.s.has_mark(first, Mark::Relative)
    }

    /// "Retook the village, from which residents had been chased in 2022": the day of a clause that tells what was before.
    fn is_of_relative(&self, act: &Range<usize>, day: &Range<usize>) -> bool {
        let opens = |i: &usize| self.s.has_mark(*i, Mark::Relative) && self.r.word(*i) != ",";
        let Some(clause) = (act.end..day.start).rev().find(opens) else { return false };
        // "In an exchange of fire, said the mission, whose fight with the rebels began in 2013": the year of another act.
        let year = |m: &Mention| m.toks == *day && matches!(m.what, What::Date(d) if d.precision == Precision::Year);
        if self.s.mentions.iter().any(year) && self.s.acts.iter().any(|(a, _)| a.start > clause && a.end <= day.start) {
            return true;
        }
        let had = (clause..day.start).any(|i| self.s.has_mark(i, Mark::Perfect));
        had && !(clause..day.start).any(|i| self.r.word(i) == ",")
    }

    /// "Took power in August 2020 and ousted the president in May 2021": the day before "and" is that of the verb
    /// before it.
    fn is_of_verb_before(&self, act: &Range<usize>, day: &Range<usize>) -> bool {
        let joined = day.end + 1 == act.start && self.s.has_mark(day.end, Mark::And);
        let verb = |(a, x): &(Range<usize>, Vec<crate::data::Act>)| {
            a.end <= day.start && x.iter().any(|y| y.form != Form::Noun)
        };
        joined && self.s.acts.iter().any(verb)
    }

    /// "Les troupes, déployées depuis juillet 2021, ont annoncé mercredi": an aside tells when its own state began.
    fn held_since(&self, act: &Range<usize>) -> Option<(DateSpan, Range<usize>)> {
        let aside = act.start.checked_sub(1).is_some_and(|i| self.r.word(i) == ",");
        let near = |m: &Mention| m.toks.start >= act.end && m.toks.start - act.end <= 2 && self.is_since(&m.toks);
        self.dates(near).next().filter(|_| aside)
    }

    /// "Deux mois après l'attaque de Solhan, six bergers ont été tués samedi": the day of the attack is counted back
    /// from the day of what came after it.
    fn counted_back(&self, act: &Range<usize>) -> Option<(DateSpan, Range<usize>)> {
        let last = |m: &Mention| self.r.lex.marks.word(self.r.word(m.toks.end - 1)).contains(&Mark::OtherPrep);
        let open = |m: &Mention| (m.toks.end..act.start).all(|i| !matches!(self.r.word(i), "," | ";" | ":"));
        let near = |m: &Mention| m.toks.end <= act.start && act.start - m.toks.end <= CLAUSE && open(m);
        // "A day after the army beat back an attack": both verb and noun are of that day, up to the comma.
        let led = |m: &Mention| m.toks.start > self.s.body && self.r.word(m.toks.start - 1) != ",";
        let first =
            |m: &Mention| led(m) || !self.s.acts.iter().any(|(a, _)| a.start >= m.toks.end && a.end <= act.start);
        let leads = |m: &&Mention| m.is_time() && m.toks.len() > 2 && near(m) && first(m) && last(m);
        let lead = self.s.mentions.iter().rfind(leads)?;
        let What::Date(span) = lead.what else { return None };
        let clause = (act.end..self.s.toks.end).find(|i| self.r.word(*i) == ",").unwrap_or(self.s.toks.end);
        let own = |m: &Mention| m.toks.start >= act.end && m.toks.end <= clause;
        if let Some(day) = self.dates(own).next() {
            return Some(day);
        }
        let told = self.before.date.as_ref().map(|(_, d, _)| d.from).or(self.r.clock.published)?;
        let here = self.dates(|m| m.toks != lead.toks).next().map_or(told, |(d, _)| d.from);
        let back = date::counted_back(&span, told, here)?;
        Some((back, lead.toks.clone()))
    }

    fn is_number(&self, i: usize) -> bool {
        self.s.mentions.iter().any(|m| m.toks.contains(&i) && matches!(m.what, What::Number(_)))
            || crate::code::number::parse(self.r, i, self.s.toks.end).is_some()
    }

    /// "Still burned on Tuesday, the day after a raid": the raid was as long before Tuesday as that day would be after it.
    fn beside_other_day(&self, act: &Range<usize>) -> Option<(DateSpan, Range<usize>)> {
        let days = |m: &Mention| match m.what {
            What::Date(span) if span.precision == Precision::Day => Some((span, m.toks.clone())),
            _ => None,
        };
        let (next, toks) = self.s.mentions.iter().filter_map(days).find(|(_, t)| self.is_day_beside(act, t))?;
        let here = self.s.mentions.iter().filter_map(days).rfind(|(_, t)| t.end <= toks.start);
        let (told, _) = here.or_else(|| self.before.date.as_ref().map(|(_, d, t)| (*d, t.clone())))?;
        let apart = (next.from - told.from).get_days();
        let day = told.from.checked_sub(i64::from(apart).days()).ok()?;
        ((1..=7).contains(&apart.abs())).then(|| (DateSpan::day(day), toks))
    }

    /// "The number killed when missiles hit the market rose to 14 on Monday": the day of the count, not of the act.
    fn dates_the_toll(&self, act: &Range<usize>, toks: &Range<usize>) -> bool {
        let near = toks.start.saturating_sub(6).max(act.end)..toks.start;
        let rises = |i: usize| self.s.has_mark(i, Mark::Trend);
        let counts = |m: &Mention| matches!(m.what, What::Number(_)) && near.contains(&m.toks.start);
        toks.start >= act.end
            && near.clone().any(rises)
            && self.s.mentions.iter().any(counts)
            && !self.s.acts.iter().any(|(a, _)| near.contains(&a.start))
    }

    /// Where somebody came from before the act, or where the wounded were brought: no scene. "Travelled to Cairo and
    /// met the president" tells of Cairo all the same.
    fn is_passed(&self, p: &Spot, act: &Range<usize>) -> bool {
        let led = self.s.acts.iter().any(|(a, _)| a.end <= p.toks.start && p.toks.start - a.end <= 1);
        // "Sources in Sake reported", while the mayor of Gao tells of Gao.
        let of = p.toks.start.checked_sub(1).is_some_and(|i| self.s.has_mark(i, Mark::OfPrep));
        let seat = !of && p.toks.end <= act.start && scene::is_seat(self.r, self.s, p);
        let origin = !led && scene::is_among_origins(self.r, self.s, p);
        origin || !led && scene::is_elsewhere(self.r, self.s, p, act) || self.is_hospital(p) || seat
    }

    /// The heading that this sentence stands under.
    fn heading(&self) -> Option<&Heading> {
        Some(&self.before.heading).filter(|h| self.n > h.at && self.n - h.at <= 3)
    }

    pub(super) fn dates(&self, keep: impl Fn(&Mention) -> bool) -> impl Iterator<Item = (DateSpan, Range<usize>)> {
        self.s.mentions.iter().filter(move |m| m.toks.start >= self.s.body && keep(m)).filter_map(|m| match m.what {
            What::Date(span) if !self.is_to_come(&span) && !self.is_of_plan(&span, &m.toks) => {
                Some((span, m.toks.clone()))
            }
            _ => None,
        })
    }

    /// "Until Friday", "ahead of Tuesday's vote".
    fn is_of_plan(&self, span: &DateSpan, toks: &Range<usize>) -> bool {
        span.precision == Precision::Day && date::is_of_what_comes(self.r, toks.start)
    }

    /// A day after the report's is no day of an act that happened.
    fn is_to_come(&self, span: &DateSpan) -> bool {
        self.r.clock.published.is_some_and(|p| p.checked_add(LATE.days()).is_ok_and(|limit| span.from > limit))
    }

    /// "last year's protests", "a week after Mali left", "five days before the vote": the day of what is told next.
    fn is_of_next(&self, toks: &Range<usize>) -> bool {
        let word = |i: usize| if i < self.s.toks.end { self.r.word(i) } else { "" };
        let owns = matches!(word(toks.end), "'" | "’") && word(toks.end + 1) == "s";
        let way = self.r.lex.dates.later.iter().chain(&self.r.lex.dates.earlier);
        let later = toks.len() > 1 && way.into_iter().any(|w| w == word(toks.end - 1));
        let goes_on = toks.end < self.s.toks.end && self.r.cut.tokens[toks.end].kind == vigie_syntax::Kind::Word;
        // "The 2018 peace agreement": a year between article and noun is the noun's.
        let leads = |i: usize| self.s.has_mark(i, Mark::Determiner) || self.s.has_mark(i, Mark::OfPrep);
        let article = toks.start.checked_sub(1).is_some_and(leads);
        let year = toks.len() == 1 && self.r.word(toks.start).len() == YEAR;
        owns || later && goes_on || article && year && goes_on
    }

    /// "Killed 60 soldiers in Sunday's attack": the day of the attack that the deaths were in is theirs.
    fn is_of_scene(&self, toks: &Range<usize>) -> bool {
        let noun = |a: &Range<usize>| a.start >= toks.end && a.start - toks.end <= 3;
        let attack = |x: &crate::data::Act| x.form == Form::Noun && BLOWS.contains(&x.group.as_str());
        let led = toks.start.checked_sub(1).is_some_and(|i| self.s.has_mark(i, Mark::LocativePrep));
        led && self.s.acts.iter().any(|(a, acts)| noun(a) && acts.iter().any(attack))
    }

    /// "Set the vote for 28 December": the day that an act is about, and not its own.
    pub(super) fn leads_to(&self, act: &Range<usize>, day: &Range<usize>) -> bool {
        let ways = [Mark::ToPrep, Mark::OtherPrep, Mark::LocativePrep];
        let lead = |i: usize| self.r.lex.marks.word(self.r.word(i)).iter().any(|m| ways.contains(m));
        day.start >= act.end && (1..=2).filter_map(|b| day.start.checked_sub(b)).any(lead)
    }

    /// "Au lendemain de l'attaque": a day told by the act is another day.
    fn is_day_beside(&self, act: &Range<usize>, toks: &Range<usize>) -> bool {
        let last = self.r.lex.marks.word(self.r.word(toks.end - 1));
        // "The day after gunmen killed a mayor": a clause, whose subject stands between.
        // "Two days after a bomb" is the bomb's own day already.
        let first = self.r.word(toks.start);
        let counted = self.r.lex.numbers.one.iter().any(|w| w == first) || self.is_number(toks.start);
        let clause = !counted && [Mark::Clause, Mark::Before].iter().any(|m| last.contains(m));
        let reach = if last.contains(&Mark::OfPrep) { self.reach_of_chain(act, toks) } else { 8 };
        let open = |i: usize| !matches!(self.r.word(i), "," | ";" | ":");
        let leads = last.contains(&Mark::OfPrep) || clause;
        let near = act.start >= toks.end && act.start - toks.end <= reach;
        leads && toks.len() > 1 && near && (toks.end..act.start).all(open)
    }

    /// "The besieged town of Dilling": a bare participle that neither doer nor beginning follows.
    pub(super) fn is_state(&self, act: &Range<usize>, form: Form) -> bool {
        let bare = form == Form::Participle && !clause::is_passive(self.r, self.s, act.start);
        let noun =
            act.start.checked_sub(1).is_some_and(|i| self.s.toks.contains(&i) && !self.s.has_mark(i, Mark::Perfect));
        let goes_on = self.s.has_mark(act.end, Mark::AgentPrep) || self.s.has_mark(act.end, Mark::FromPrep);
        bare && noun && act.len() == 1 && !goes_on && self.since_when().is_none()
    }

    /// The day that a state is told to last from.
    pub(super) fn since_when(&self) -> Option<(DateSpan, Range<usize>)> {
        self.dates(|m| self.is_since(&m.toks)).next()
    }

    /// "since 2021" dates a state, not an act.
    fn is_since(&self, toks: &Range<usize>) -> bool {
        date::is_since(self.r, toks.start)
    }

    /// "..., the ministry said on Wednesday": the day of the word, not of the act. In "said that on Monday" it is the act's.
    pub(super) fn dates_the_report(&self, toks: &Range<usize>) -> bool {
        let near = toks.start.saturating_sub(4).max(self.s.toks.start)..toks.start;
        if self.s.mark_in(near.clone(), Mark::That) {
            return false;
        }
        let reported = near.clone().any(|i| {
            self.s.has_mark(i, Mark::Report)
                && (self.s.has_mark(i, Mark::Tell) || !self.s.acts.iter().any(|(a, _)| a.contains(&i)))
        });
        let others = self.s.mentions.iter().any(|m| matches!(m.what, What::Date(_)) && m.toks != *toks);
        let acts = |i: usize| !self.s.has_mark(i, Mark::Tell) && self.s.acts.iter().any(|(a, _)| a.contains(&i));
        reported && (others || !near.into_iter().any(acts))
    }

    /// "HRW on Thursday accused the army of killing 223 villagers on 25 February": the day right before the verb of saying
    /// or blaming is that verb's, if the act behind it has one of its own.
    fn dates_the_word(&self, act: &Range<usize>, toks: &Range<usize>) -> bool {
        let blames =
            |i: usize| self.s.acts.iter().any(|(a, x)| a.start == i && a != act && x.iter().any(|y| y.group == ACCUSE));
        let says = self.s.has_mark(toks.end, Mark::Report) || blames(toks.end);
        let own = |m: &Mention| matches!(m.what, What::Date(_)) && m.toks.start >= act.end;
        says && toks.end <= act.start && self.s.mentions.iter().any(own)
    }

    /// "The next day, the government admitted the loss of 71 soldiers": a day counted from the one told before is that of
    /// the verb of saying which stands before the act.
    pub(super) fn heads_the_word(&self, act: &Range<usize>, toks: &Range<usize>) -> bool {
        let words = || toks.clone().map(|i| self.r.word(i)).collect::<Vec<_>>().join(" ");
        let opens = toks.start <= self.s.body + 1 && self.r.word(toks.end) == ",";
        let opens = opens && self.r.lex.dates.told_days.contains_key(&words());
        let verb = (toks.end..act.start).find(|i| self.s.has_mark(*i, Mark::Report));
        let told = |v: usize| self.s.acts.iter().any(|(a, _)| a.start >= toks.end && a.end <= v);
        let that = |v: usize| self.s.mentions.iter().any(|m| matches!(m.what, What::Date(_)) && m.toks.start > v);
        opens && verb.is_some_and(|v| !told(v) && !that(v))
    }

    /// The day on which an act was announced, claimed or denied.
    pub(super) fn told_on(&self, act: &Range<usize>) -> Option<(DateSpan, Range<usize>)> {
        let other = |m: &Mention| self.is_of_main_verb(act, &m.toks) || self.is_of_finite_verb(act, &m.toks);
        let of_word = |m: &Mention| (self.dates_the_report(&m.toks) || self.dates_the_claim(&m.toks)) && !other(m);
        self.dates(|m| of_word(m) || self.heads_the_word(act, &m.toks)).next()
    }

    /// "Claimed the attack on Friday", "revendiqué vendredi": the day of the claim.
    pub(super) fn dates_the_claim(&self, toks: &Range<usize>) -> bool {
        let told = |i: usize| self.s.has_mark(i, Mark::Claim) || self.s.has_mark(i, Mark::Deny);
        let before = (1..=2).filter_map(|b| toks.start.checked_sub(b)).any(told);
        // "The army on Tuesday denied": right before the verb of whoever opens the sentence.
        before || self.s.toks.contains(&toks.end) && told(toks.end)
    }

    /// "Fighting resumed on Tuesday around Fataki": what is taken up again without an object is no town.
    pub(super) fn is_resumed(&self, act: &Range<usize>, form: Form) -> bool {
        let time = |i: &usize| self.s.mentions.iter().any(|m| m.is_time() && m.toks.contains(i));
        let next = (act.end..self.s.toks.end).find(|i| !time(i));
        let bare = next.is_none_or(|i| {
            let led = self.s.has_mark(i, Mark::LocativePrep) && !self.s.has_mark(i, Mark::Determiner);
            led || matches!(self.r.word(i), "." | "," | ";")
        });
        form != Form::Noun && bare && !clause::is_passive(self.r, self.s, act.start)
    }

    fn clause_between(&self, act: &Range<usize>, toks: &Range<usize>) -> bool {
        let between = if toks.start >= act.end { act.end..toks.start } else { toks.end..act.start };
        between.into_iter().any(|i| self.s.has_mark(i, Mark::Clause) || self.r.word(i) == ";")
    }

    /// "The village has been attacked before", "avait déjà été attaqué": an act of days that the sentence does not tell.
    pub(super) fn is_of_other_days(&self, toks: &Range<usize>, form: Form, group: &str) -> bool {
        // "Déjà visée par des attaques": of a noun, what stands before it.
        let behind = if form == Form::Noun { toks.end } else { toks.end + AGO };
        let near = toks.start.saturating_sub(AGO)..self.s.toks.end.min(behind);
        let again = self.s.mark_in(near, Mark::Repeated);
        let told = self.dates(|_| true).next().is_some() || !self.counts.is_empty();
        let plural = form != Form::Noun || self.r.word(toks.end - 1).ends_with('s');
        plural && group == clause::ATTACK && again && !told
    }

    /// "The leaders discussed the reopening of the border": what was only talked about.
    pub(super) fn is_discussed(&self, toks: &Range<usize>) -> bool {
        let verb = (self.s.toks.start..toks.start).rev().find(|i| self.s.has_mark(*i, Mark::Discuss));
        // "To discuss last week's coup": what has its own day was done.
        let dated = |m: &Mention| {
            m.is_time() && (m.toks.end <= toks.start && toks.start - m.toks.end <= 2 || m.toks.start == toks.end)
        };
        let past = |m: &Mention| matches!(m.what, What::Date(span) if !self.is_to_come(&span));
        if self.s.mentions.iter().any(|m| dated(m) && past(m)) {
            return false;
        }
        let open = |v: usize| {
            !(v..toks.start).any(|i| matches!(self.r.word(i), ";" | ":") || self.s.has_mark(i, Mark::Clause))
        };
        verb.is_some_and(open)
    }
}
