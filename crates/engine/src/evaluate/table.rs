//! The figures as a table to read.

use super::{Prf, Report, slots};
use std::collections::BTreeMap;
use std::fmt;

/// What is compared beside the slots, in the order in which it is shown.
pub(super) const BESIDE: [&str; 6] =
    ["status", "campaign", "place_precision", "figure_said_by", "indicator_area", "indicator_as_of"];

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (invented, quiet) = (self.quiet_documents_with_invented_events, self.quiet_documents);
        writeln!(f, "documents {}   quiet ones with invented events {invented}/{quiet}", self.documents)?;
        for (name, family) in [("all", &self.all), ("disorder", &self.disorder), ("political", &self.political)] {
            write_family(f, name, family)?;
        }
        let Prf { precision, recall, f1, gold, pred, .. } = self.indicators;
        writeln!(f, "\nindicators  P {precision:.3} R {recall:.3} F1 {f1:.3} (gold {gold}, pred {pred})")?;
        self.write_incidents(f)?;
        self.write_beside(f)
    }
}

fn write_family(f: &mut fmt::Formatter<'_>, name: &str, family: &BTreeMap<&str, Prf>) -> fmt::Result {
    writeln!(f, "\n{name:<12}{:>8}{:>8}{:>8}{:>7}{:>7}", "P", "R", "F1", "gold", "pred")?;
    let rows = ["event"].iter().chain(&slots::SLOTS).chain(&["record"]);
    for (slot, v) in rows.filter_map(|slot| Some((slot, family.get(slot)?))) {
        writeln!(f, "  {slot:<10}{:>8.3}{:>8.3}{:>8.3}{:>7}{:>7}", v.precision, v.recall, v.f1, v.gold, v.pred)?;
    }
    Ok(())
}

impl Report {
    fn write_incidents(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(v) = self.incidents else { return Ok(()) };
        let among = self.incidents_among_matched.unwrap_or_default().f1;
        let Prf { precision, recall, f1, .. } = v;
        writeln!(f, "incidents   pairwise P {precision:.3} R {recall:.3} F1 {f1:.3}   among coded events F1 {among:.3}")
    }

    fn write_beside(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown = |what: &&str| {
            let beside = self.beside.get(*what).copied().unwrap_or_default();
            let share = beside.share.map_or("None".to_string(), |s| format!("{s:?}"));
            format!("{what} {share} of {}", beside.of)
        };
        writeln!(f, "beside      {}", BESIDE.iter().map(shown).collect::<Vec<_>>().join("  "))
    }
}

#[cfg(test)]
mod tests {
    use super::super::score;
    use crate::model::{Event, Record};

    #[test]
    fn the_table_has_a_line_for_each_slot() {
        let event = Event { event_type: "Battles".into(), ..Event::default() };
        let gold = [Record { doc: "a".into(), events: vec![event], ..Record::default() }];
        let shown = score(&gold, &gold).0.to_string();
        assert!(shown.contains("  record       1.000   1.000   1.000      2      2\n"), "{shown}");
        assert!(shown.ends_with("figure_said_by None of 0  indicator_area None of 0  indicator_as_of None of 0\n"));
        assert!(shown.contains("political          P       R      F1   gold   pred\n  record"), "{shown}");
    }
}
