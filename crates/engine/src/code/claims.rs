//! Who claims an act told in another sentence, or is blamed for it.

use super::attribution::{self, source_name};
use super::before::Before;
use super::clause::{self, Group, Party};
use super::event::{Draft, set_source};
use super::party::{actor, class_of};
use super::scan::{Reader, Sentence, Who};
use crate::data::Mark;
use crate::model::{Actor, Class, Span, Stance};

/// How many sentences may stand between a claim and the act that it is of.
const REACH: usize = 8;

/// A claim of responsibility, or blame, as one sentence has it.
pub(crate) struct Heard {
    party: Party,
    words: Span,
    sentence: usize,
    /// Of several acts: "both attacks".
    many: bool,
    /// He says so himself.
    own: bool,
}

/// The claims and the blame told in a sentence. What is told in general is of no one act.
pub(crate) fn heard(r: &Reader, n: usize, s: &Sentence, before: &Before) -> Vec<Heard> {
    if s.mark_in(s.toks.clone(), Mark::Generic) {
        return Vec::new();
    }
    let groups = clause::groups(r, s, before.topic.as_ref());
    let own = |x: &attribution::Source| x.claim && !matches!(x.party.who, Who::State(_));
    let claim = attribution::sources(r, s, &groups, before).into_iter().find(own).map(|x| (x.party, true));
    let blame = blamed(r, s, &groups).or_else(|| culprit(r, s, &groups)).map(|p| (p, false));
    let many = s.mark_in(s.toks.clone(), Mark::Plural);
    let heard = |(party, own): (Party, bool)| Heard { words: r.span(&party.toks), party, sentence: n, many, own };
    claim.or(blame).into_iter().map(heard).collect()
}

/// "blamed on the group", "attribuée à des hommes du groupe": the first armed party after the word.
fn blamed(r: &Reader, s: &Sentence, groups: &[Group]) -> Option<Party> {
    let (toks, _) = s.marks.iter().find(|(_, m)| m.contains(&Mark::Blame))?;
    let armed = |g: &&Group| class_of(r, g.members[0].who, "armed forces").is_armed();
    let after = groups.iter().filter(|g| g.toks.start >= toks.end && g.toks.start - toks.end <= 9).find(armed)?;
    // "Blamed the attacks on the army's offensive": what somebody did elsewhere is a cause, and no culprit.
    let of_drive = (after.toks.start..s.toks.end.min(after.toks.end + 3)).any(|i| s.has_mark(i, Mark::Offensive));
    if of_drive {
        return None;
    }
    Some(after.members[0].clone())
}

/// "ISWAP was behind the attack": the armed group that the words stand behind, where nobody denies it.
fn culprit(r: &Reader, s: &Sentence, groups: &[Group]) -> Option<Party> {
    let (toks, _) = s.marks.iter().find(|(_, m)| m.contains(&Mark::Culprit))?;
    let off = [Mark::Negation, Mark::Deny, Mark::If, Mark::Unknown, Mark::Irrealis];
    let told = !off.iter().any(|m| s.mark_in(s.body..toks.start, *m));
    let told = told && s.mark_in(toks.end..s.toks.end.min(toks.end + 3), Mark::Anaphor);
    let armed = |g: &&Group| class_of(r, g.members[0].who, "armed forces").is_armed() && !g.object;
    let does = groups.iter().rfind(|g| g.toks.end <= toks.start && g.gov.is_empty()).filter(armed)?;
    does.members.first().filter(|_| told).cloned()
}

impl Heard {
    /// Gives the acts told before their doer and voice; false where none is told yet.
    pub fn apply(&self, r: &Reader, drafts: &mut [Draft], last: Option<usize>) -> bool {
        let Some(at) = self.latest(r, drafts, last) else { return false };
        let list = drafts[at].list;
        let recent = |d: &Draft| self.many && d.disorder && unknown(r, d);
        for (i, draft) in drafts.iter_mut().enumerate() {
            if i == at || list.is_some() && draft.list == list || recent(draft) {
                self.give(r, draft);
            }
        }
        true
    }

    /// Gives the acts told after the claim their doer, where nobody else is named.
    pub fn apply_ahead(&self, r: &Reader, drafts: &mut [Draft]) {
        let after = |d: &&mut Draft| {
            d.disorder && unknown(r, d) && d.sentence >= self.sentence && d.sentence - self.sentence <= REACH
        };
        let count = if self.many { drafts.len() } else { 1 };
        drafts.iter_mut().filter(after).take(count).for_each(|d| self.give(r, d));
    }

    /// The act told last, if violent; else the last one by unknown hands.
    fn latest(&self, r: &Reader, drafts: &[Draft], last: Option<usize>) -> Option<usize> {
        let violent = |d: &Draft| d.disorder && !d.event.event_type.starts_with("Protest");
        let near = |d: &Draft| violent(d) && unknown(r, d) && self.sentence.saturating_sub(d.sentence) <= REACH;
        last.filter(|i| drafts.get(*i).is_some_and(violent)).or_else(|| drafts.iter().rposition(near))
    }

    fn give(&self, r: &Reader, draft: &mut Draft) {
        let doer = actor(r, self.party.who, draft.country, "armed forces");
        let named = doer.class.is_armed() && doer.class != Class::PoliticalMilitia;
        if !named && (self.own || !doer.class.is_armed()) {
            return;
        }
        if unknown(r, draft) {
            draft.event.initiators = vec![doer];
            draft.guessed.0 = false;
            draft.evidence.fields.retain(|k, _| !k.starts_with("initiators/"));
            draft.evidence.fields.insert("initiators/0".into(), vec![self.words]);
        }
        if self.own {
            draft.evidence.fields.insert("said_by".into(), vec![self.words]);
            set_source(&mut draft.event, source_name(r, &self.party, draft.country), false);
            draft.event.stance = Stance::Claimed;
            draft.claimed = true;
        }
    }
}

/// By nobody, or by men of no name.
fn unknown(r: &Reader, draft: &Draft) -> bool {
    let common = |a: &Actor| a.class.is_armed_group() && r.data.actors.get(&a.name).is_some_and(|n| n.generic);
    let nameless = |a: &Actor| a.class == Class::PoliticalMilitia || common(a);
    draft.guessed.0 || draft.event.initiators.iter().all(nameless)
}

#[cfg(test)]
mod tests {
    use crate::code::testing::{names, told};

    /// Who did the first act of a text.
    fn check(lang: &str, text: &str, doer: &str) {
        let events = told(lang, "2025-07-07", text);
        assert_eq!(events.first().map(|e| names(&e.initiators)).as_deref(), Some(doer), "{text}");
    }

    #[test]
    fn who_is_accused_or_suspected_of_an_act_did_it() {
        let shells = "Shelling of Dilling on Friday killed six people, local officials said, accusing the SPLM-N.";
        check("en", shells, "SPLM-N");
        let taken = "Nine farmers were abducted by gunmen, thought to be Boko Haram, in Baga on Friday.";
        check("en", taken, "Boko Haram");
        let bomb = "Une bombe a tué trois soldats vendredi à Kidal. Le gouverneur y voit la main du JNIM.";
        check("fr", bomb, "JNIM");
    }
}
