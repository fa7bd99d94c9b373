//! Names of incidents that stay: the engine names an incident after its first event, which another report may precede.

use std::collections::{BTreeMap, BTreeSet};
use vigie_engine::model::{EventRef, Resolution};

/// What became of the names.
#[derive(Debug, Default)]
pub struct Public {
    /// Names that are no more, and the incident that holds most of their events.
    pub heirs: BTreeMap<String, String>,
}

/// Gives every incident the name by which its events were known; a new one gets one that nobody had: where the engine's
/// is used, the number of the revision makes it another.
pub fn settle(
    resolution: &mut Resolution,
    before: &BTreeMap<EventRef, String>,
    stored: &BTreeSet<String>,
    used: &BTreeSet<String>,
    rev: i64,
) -> Public {
    let shares = shares(resolution, before, stored);
    let (mut named, mut gone) = (BTreeMap::new(), BTreeSet::new());
    // The largest share first: an incident that is split leaves its name to the larger part.
    for (_, at, old) in &shares {
        if !named.contains_key(at) && gone.insert(*old) {
            named.insert(*at, old.to_string());
        }
    }
    let mut names = BTreeMap::new();
    for (at, incident) in resolution.incidents.iter().enumerate() {
        let name = named.remove(&at).unwrap_or_else(|| match &incident.id {
            id if stored.contains(id) || used.contains(id) => format!("{id}-{rev}"),
            id => id.clone(),
        });
        names.insert(incident.id.clone(), name);
    }
    let heir = |old: &str| {
        let (_, at, _) = shares.iter().find(|(_, _, o)| *o == old)?;
        names.get(&resolution.incidents[*at].id).cloned()
    };
    let kept: BTreeSet<&String> = names.values().collect();
    let lost = stored.iter().filter(|old| !kept.contains(old));
    let heirs = lost.filter_map(|old| Some((old.clone(), heir(old)?))).collect();
    rename(resolution, &names);
    Public { heirs }
}

/// How many events each incident has of each former one, the largest first.
fn shares<'a>(
    resolution: &Resolution,
    before: &'a BTreeMap<EventRef, String>,
    stored: &BTreeSet<String>,
) -> Vec<(usize, usize, &'a str)> {
    let mut counts: BTreeMap<(usize, &str), usize> = BTreeMap::new();
    for (at, incident) in resolution.incidents.iter().enumerate() {
        for old in incident.events.iter().filter_map(|event| before.get(event)).filter(|old| stored.contains(*old)) {
            *counts.entry((at, old)).or_default() += 1;
        }
    }
    let mut shares: Vec<_> = counts.into_iter().map(|((at, old), count)| (count, at, old)).collect();
    shares.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)).then(a.2.cmp(b.2)));
    shares
}

fn rename(resolution: &mut Resolution, names: &BTreeMap<String, String>) {
    let set = |id: &mut String| {
        if let Some(name) = names.get(id) {
            *id = name.clone();
        }
    };
    for incident in &mut resolution.incidents {
        set(&mut incident.id);
        set(&mut incident.shown.id);
        incident.contradictions.iter_mut().flat_map(|c| &mut c.incidents).for_each(set);
    }
    resolution.contradictions.iter_mut().flat_map(|c| &mut c.incidents).for_each(set);
    resolution.campaigns.iter_mut().flat_map(|c| &mut c.incidents).for_each(set);
}

#[cfg(test)]
mod tests {
    use super::*;
    use vigie_engine::model::Incident;

    /// `b: 1 2` is an incident that the engine calls b and that holds events 1 and 2.
    fn settled(now: &[&str], before: &[&str], used: &[&str]) -> (Vec<String>, BTreeMap<String, String>) {
        let event = |n: &str| ("doc".to_string(), n.to_string());
        let part = |line: &str| {
            let (id, events) = line.split_once(": ").expect("an incident");
            (id.to_string(), events.split(' ').map(event).collect::<Vec<_>>())
        };
        let incidents =
            now.iter().map(|line| part(line)).map(|(id, events)| Incident { id, events, ..Default::default() });
        let mut resolution = Resolution { incidents: incidents.collect(), ..Resolution::default() };
        let before: Vec<_> = before.iter().map(|line| part(line)).collect();
        let stored = before.iter().map(|(id, _)| id.clone()).collect();
        let of = before.into_iter().flat_map(|(id, events)| events.into_iter().map(move |e| (e, id.clone()))).collect();
        let public = settle(&mut resolution, &of, &stored, &used.iter().map(|u| u.to_string()).collect(), 7);
        (resolution.incidents.into_iter().map(|i| i.id).collect(), public.heirs)
    }

    #[test]
    fn an_incident_keeps_its_name_when_an_earlier_report_joins_it() {
        assert_eq!(settled(&["new: 0 1 2"], &["old: 1 2"], &[]).0, ["old"]);
    }

    #[test]
    fn a_merge_redirects_and_a_split_leaves_the_name_to_the_larger_part() {
        let (names, heirs) = settled(&["a: 1 2 3"], &["a: 1", "b: 2 3"], &[]);
        assert_eq!((names, heirs), (vec!["b".to_string()], [("a".to_string(), "b".to_string())].into()));
        let (names, heirs) = settled(&["x: 1", "y: 2 3"], &["a: 1 2 3"], &[]);
        assert_eq!((names, heirs.len()), (vec!["x".to_string(), "a".to_string()], 0));
    }

    #[test]
    fn a_name_that_was_used_is_never_given_again() {
        assert_eq!(settled(&["a: 9"], &[], &["a"]).0, ["a-7"]);
        assert_eq!(settled(&["a: 9", "b: 1"], &["a: 1"], &[]).0, ["a-7", "a"]);
    }
}
