//! How far a claim may be believed, 1 to 6, by the table of `data/resolve.toml`.

use super::claims::{self, Value, Word};
use super::clash;
use super::rules::{Contest, Rules};
use crate::data::Grade;
use crate::model::Stance;

/// The level of the first row that fits; nothing for fields that nobody can be at odds about.
pub fn level(field: &str, value: &Value, all: &[Value], rules: &Rules) -> Option<u8> {
    let origins = claims::origins(&value.words, rules);
    let (grade, contest) = (grade(value), contest(field, value, all, rules));
    let firm = value.words.iter().any(|w| matches!(w.support.stance, Stance::Reported | Stance::Stated));
    let fits = |row: &&super::rules::Credibility| {
        origins >= row.origins
            && row.grade.is_none_or(|least| grade.is_some_and(|g| g <= least))
            && row.contest.is_none_or(|most| contest <= most)
            && (!row.firm || firm)
    };
    rules.credibility.iter().find(fits).map(|row| row.level)
}

/// The best grade among the sources of a value; nothing if none of them is known.
pub fn grade(value: &Value) -> Option<Grade> {
    let of = |w: &Word| w.told.report.source.as_ref().map(|s| s.grade);
    value.words.iter().filter_map(of).min()
}

/// How strong the strongest value is that cannot be true beside this one.
fn contest(field: &str, value: &Value, all: &[Value], rules: &Rules) -> Contest {
    if value.superseded {
        return Contest::Stronger;
    }
    let own = claims::origins(&value.words, rules);
    let rivals = all.iter().filter(|v| !v.superseded && clash::is_rival(field, value, v, rules));
    let strongest = rivals.map(|v| claims::origins(&v.words, rules)).max();
    match strongest {
        None => Contest::None,
        Some(theirs) if theirs < own => Contest::Weaker,
        Some(theirs) if theirs == own => Contest::Equal,
        Some(_) => Contest::Stronger,
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::*;
    use crate::data::Data;
    use crate::model::{Document, Record};

    /// Values and levels of the dead of civilians, as these outlets tell them.
    fn levels(told: &[(&str, &str)]) -> Vec<(String, u8)> {
        let document =
            |(n, (outlet, _)): (usize, &(&str, &str))| Document { outlet: Some((*outlet).into()), ..document(n) };
        let line = |(n, (_, toll)): (usize, &(&str, &str))| {
            record(n, &[&format!("Attack|2025-06-20|Tarada|?|Civilians|{toll}")])
        };
        let documents: Vec<Document> = told.iter().enumerate().map(document).collect();
        let records: Vec<Record> = told.iter().enumerate().map(line).collect();
        let made = super::super::resolve(&documents, &records, Data::bundled());
        let claims = &made.incidents[0].fields["figures/killed/civilians"];
        claims.iter().map(|c| (c.value.clone(), c.credibility.expect("a level"))).collect()
    }

    fn check(told: &[(&str, &str)], want: &[(&str, u8)]) {
        assert_eq!(levels(told), want.iter().map(|(v, l)| (v.to_string(), *l)).collect::<Vec<_>>());
    }

    #[test]
    fn two_origins_confirm_and_rivals_weaken() {
        check(&[("RFI", "killed 12"), ("Reuters", "killed 12")], &[("12", 1)]);
        check(&[("RFI", "killed 12"), ("France 24", "killed 12")], &[("12", 2)]);
        check(&[("Someone", "killed 12")], &[("12", 6)]);
        check(
            &[("Studio Tamani", "killed 12"), ("Other", "killed 12"), ("Third", "killed 30")],
            &[("12", 2), ("30", 5)],
        );
        check(&[("RFI", "killed 12"), ("Reuters", "killed 30")], &[("30", 4), ("12", 4)]);
    }
}
