//! Blame that is told beside an act: it is a part of what is told of it, and its own event only where nothing is.

use super::Story;
use crate::code::event::{Draft, is_same_side};

/// So many sentences may stand between an act and who is blamed for it.
const BLAME: usize = 8;

impl Story<'_, '_> {
    /// Blame for what is coded already says nothing new, but who did it.
    pub(super) fn drop_blame(&mut self) {
        self.spread_blame();
        let done: Vec<(usize, bool, String)> = self
            .drafts
            .iter()
            .filter(|d| d.disorder)
            .flat_map(|d| d.event.initiators.iter().map(|a| (d.sentence, d.by_verb, a.name.clone())))
            .collect();
        // "Accused the junta of dropping bombs": the army of those blamed, by a verb of the same sentence.
        let did = |d: &Draft, name: &String| {
            done.iter().any(|(at, told, doer)| doer == name || *told && *at == d.sentence && is_same_side(doer, name))
        };
        self.drafts.retain(|d| !d.unless_coded || !d.event.targets.iter().any(|t| did(d, &t.name)));
    }

    /// "Authorities blame the group": whoever is blamed did the act told by unknown hands.
    pub(super) fn spread_blame(&mut self) {
        let unknown = |d: &Draft| {
            let nameless = |a: &crate::model::Actor| a.class == crate::model::Class::PoliticalMilitia;
            d.is_violent() && (d.guessed.0 || d.event.initiators.iter().all(nameless))
        };
        let blamed = |d: &Draft| {
            let [group] = d.event.targets.as_slice() else { return None };
            let words = d.evidence.fields.get("targets/0").cloned().unwrap_or_default();
            (d.unless_coded && group.class.is_armed_group()).then(|| (d.sentence, group.clone(), words))
        };
        let blame: Vec<_> = self.drafts.iter().filter_map(blamed).collect();
        for (sentence, group, words) in blame {
            let near = |d: &&mut Draft| unknown(d) && d.sentence.abs_diff(sentence) <= BLAME;
            if let Some(draft) = self.drafts.iter_mut().find(near) {
                draft.evidence.fields.retain(|k, _| !k.starts_with("initiators/"));
                draft.evidence.fields.insert("initiators/0".into(), words);
                draft.event.initiators = vec![group];
                draft.guessed.0 = false;
            }
        }
    }
}
