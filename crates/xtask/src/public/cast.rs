//! Who and what takes part in the incidents of a report, each told once however often it is named.

use super::muc4_words::Words;

/// The slot that somebody or something fills.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    Person,
    Organisation,
    Thing,
    Victim,
    Weapon,
}

/// One naming of a member of the cast.
#[derive(Clone, Debug, PartialEq)]
pub struct Mention {
    pub role: Role,
    /// The phrase, and what else the sentence calls the same.
    pub names: Vec<String>,
    /// How many a killing took.
    pub killed: Option<u64>,
}

impl Mention {
    /// An organisation by its name.
    pub fn organisation(name: String) -> Self {
        Self { role: Role::Organisation, names: vec![name], killed: None }
    }
}

/// A person, thing or organisation under all its names.
pub struct Member {
    pub role: Role,
    pub names: Vec<String>,
    /// In which incident it was told, and how many were killed there.
    told: Vec<(usize, Option<u64>)>,
}

/// All members, in the order in which they were told.
pub struct Cast<'w> {
    words: &'w Words,
    members: Vec<Member>,
}

impl<'w> Cast<'w> {
    pub fn new(words: &'w Words) -> Self {
        Self { words, members: Vec::new() }
    }

    /// Takes in what was told of an incident, unless the name says nothing or is war's.
    pub fn add(&mut self, incident: usize, mention: Mention) {
        let Some(head) = mention.names.first().and_then(|n| self.words.core(n).pop()) else { return };
        if matches!(mention.role, Role::Thing | Role::Victim) && self.words.military.contains(&head) {
            return;
        }
        let told = (incident, mention.killed);
        let same = |m: &&mut Member| m.role == mention.role && self.words.same(&m.names, &mention.names);
        if let Some(member) = self.members.iter_mut().find(same) {
            let new = mention.names.into_iter().filter(|n| !member.names.contains(n)).collect::<Vec<_>>();
            member.names.extend(new);
            member.told.push(told);
        } else {
            self.members.push(Member { role: mention.role, names: mention.names, told: vec![told] });
        }
    }

    /// Whether an incident hit anybody or anything that is not war's: else it was no terror.
    pub fn is_hit(&self, incident: usize) -> bool {
        let hit = |m: &&Member| matches!(m.role, Role::Thing | Role::Victim);
        self.members.iter().filter(hit).any(|m| m.told.iter().any(|t| t.0 == incident))
    }

    /// The names of those who fill a slot of any of these incidents.
    pub fn names(&self, incidents: &[usize], role: Role) -> Vec<&[String]> {
        let told = |m: &Member| m.told.iter().any(|t| incidents.contains(&t.0));
        let fills = |m: &&Member| m.role == role && told(m) && self.is_somebody(m);
        self.members.iter().filter(fills).map(|m| m.names.as_slice()).collect()
    }

    /// How many an incident killed, by those named as killed; none if nobody was.
    pub fn killed(&self, incident: usize) -> Option<u64> {
        let of = |m: &Member| m.told.iter().filter(|t| t.0 == incident).filter_map(|t| t.1).max();
        let victims = self.members.iter().filter(|m| m.role == Role::Victim);
        Some(victims.filter_map(of).sum()).filter(|n| *n > 0)
    }

    /// "Two people", told once beside named victims, are those victims.
    fn is_somebody(&self, member: &Member) -> bool {
        let vague = self.words.core(&member.names[0]).last().is_none_or(|head| self.words.vague.contains(head));
        let other = |m: &Member| m.role == Role::Victim && !std::ptr::eq(m, member);
        member.role != Role::Victim || !vague || member.told.len() > 1 || !self.members.iter().any(other)
    }
}

impl Words {
    /// Whether two lists of names have one that means the same: the same noun, or one within the other.
    fn same(&self, left: &[String], right: &[String]) -> bool {
        let full = |n: &String| self.full_name(&n.to_uppercase()).map(|full| self.core(full));
        let cores = |names: &[String]| -> Vec<_> {
            names.iter().flat_map(|n| full(n).into_iter().chain([self.core(n)])).collect()
        };
        let (left, right) = (cores(left), cores(right));
        left.iter().any(|l| right.iter().any(|r| is_same(l, r)))
    }
}

fn is_same(left: &[String], right: &[String]) -> bool {
    let within = |a: &[String], b: &[String]| a.iter().all(|w| b.contains(w));
    !left.is_empty() && !right.is_empty() && (left.last() == right.last() || within(left, right) || within(right, left))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words() -> Words {
        let words = include_str!("../../../../tests/bench/muc4/words.toml");
        Words::read(words, include_str!("../../../../tests/bench/muc4/actors.toml")).expect("the lists")
    }

    fn victim(name: &str, killed: Option<u64>) -> Mention {
        Mention { role: Role::Victim, names: vec![name.into()], killed }
    }

    #[test]
    fn one_who_is_named_twice_is_one() {
        let words = words();
        let mut cast = Cast::new(&words);
        for (name, killed) in [("JUDGE ANA PRUEBA", Some(1)), ("PRUEBA", Some(1)), ("TWO NUNS", Some(2))] {
            cast.add(0, victim(name, killed));
        }
        assert_eq!(cast.names(&[0], Role::Victim).len(), 2);
        assert_eq!(cast.killed(0), Some(3));
        assert_eq!(cast.killed(1), None);
    }

    #[test]
    fn an_organisation_is_one_under_all_its_names() {
        let words = words();
        let mut cast = Cast::new(&words);
        for name in ["FMLN", "FARABUNDO MARTI NATIONAL LIBERATION FRONT"] {
            cast.add(0, Mention::organisation(name.into()));
        }
        assert_eq!(cast.names(&[0], Role::Organisation).len(), 1);
    }

    #[test]
    fn soldiers_are_no_victims_of_terror() {
        let words = words();
        let mut cast = Cast::new(&words);
        cast.add(0, victim("THREE SOLDIERS", Some(3)));
        assert!(!cast.is_hit(0));
    }

    #[test]
    fn people_beside_the_named_are_the_named() {
        let words = words();
        let mut cast = Cast::new(&words);
        cast.add(0, victim("TWO PEOPLE", None));
        assert_eq!(cast.names(&[0], Role::Victim).len(), 1);
        cast.add(0, victim("ANA PRUEBA", None));
        assert_eq!(cast.names(&[0], Role::Victim), [["ANA PRUEBA"]]);
    }
}
