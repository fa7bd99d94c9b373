//! Counts by month, first-level region and kind, in the layout of HDX HAPI's conflict events.

use crate::cell::Cell;
use crate::guard::Released;
use crate::table::Table;
use crate::tolls;
use std::collections::BTreeMap;
use vigie_engine::data::Data;
use vigie_engine::model::{Class, Day, Event, Incident, Precision, Stance, Status};

/// Country, region and month, then the kind.
type Key = (String, Option<String>, Day, &'static str);

/// One row for each country, region, month and kind of which something is told.
pub(crate) fn table(released: &mut Released, data: &Data) -> Table {
    let mut counts: BTreeMap<Key, (u64, u64)> = BTreeMap::new();
    let mut left = 0;
    for incident in &released.incidents {
        let Some((country, month)) = counted(incident) else {
            left += 1;
            continue;
        };
        let kinds = kinds(&incident.shown, data);
        left += usize::from(kinds.is_empty());
        for kind in kinds {
            let key = (country.clone(), incident.shown.admin1.clone(), month, kind);
            let count = counts.entry(key).or_default();
            count.0 += 1;
            count.1 = count.1.saturating_add(tolls::killed(incident).map_or(0, |k| k.best));
        }
    }
    released.withheld.add(
        "incidents",
        "no place in this shape: no month, no country, or no violence or demonstration",
        left,
    );
    Table::new("hapi", data, counts.into_iter().map(row).collect())
}

fn counted(incident: &Incident) -> Option<(String, Day)> {
    let event = &incident.shown;
    let told = event.status == Status::Happened && event.stance != Stance::Denied;
    let known = told && event.date_precision <= Precision::Month;
    Some((event.country.clone().filter(|_| known)?, event.date_from?.first_of_month()))
}

/// The kinds that an event is counted under: civilian targeting is a part of political violence.
fn kinds(event: &Event, data: &Data) -> Vec<&'static str> {
    let disorder = data.codebook.sub_type(&event.sub_type).and_then(|s| s.acled.as_deref()).unwrap_or("");
    let has = |word: &str| disorder.contains(word);
    let violent = has("Political violence");
    let civilians = violent && event.targets.iter().any(|t| t.class == Class::Civilians);
    let all =
        [(civilians, "civilian_targeting"), (has("Demonstrations"), "demonstration"), (violent, "political_violence")];
    all.iter().filter(|(is, _)| *is).map(|(_, kind)| *kind).collect()
}

fn row(((country, region, month, kind), (events, killed)): (Key, (u64, u64))) -> Vec<Cell> {
    let level = i64::from(region.is_some());
    let warning = if region.is_some() { "no p-code: join by name" } else { "region not told" };
    vec![
        country.into(),
        Cell::Empty,
        Cell::Empty,
        region.clone().into(),
        Cell::Empty,
        Cell::Empty,
        region.into(),
        Cell::Empty,
        Cell::Empty,
        Cell::Int(level),
        kind.into(),
        Cell::count(events),
        Cell::count(killed),
        month.into(),
        month.last_of_month().into(),
        Cell::Empty,
        Cell::Empty,
        warning.into(),
        Cell::Empty,
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{input, options};

    #[test]
    fn counts_are_by_month_region_and_kind_and_civilians_count_in_both() {
        let world = input(&[&[
            "Attack|2025-07-01|Gao|JNIM|Civilians|killed 9",
            "Armed clash|2025-07-09|Gao|JNIM|Malian Armed Forces|killed 4/state forces",
            "Peaceful protest|2025-06-02|Kayes|Protesters||",
            "Threat|2025-07-01|-|JNIM||",
        ]]);
        let data = Data::bundled();
        let mut released = crate::guard::release(&world.input(), &options(crate::Format::Hapi), data);
        let table = table(&mut released, data);
        let shown: Vec<String> =
            table.rows.iter().map(|r| [0, 10, 11, 12, 13, 14].map(|n| r[n].plain()).join(" ")).collect();
        assert_eq!(
            shown,
            [
                "MLI demonstration 1 0 2025-06-01 2025-06-30",
                "MLI civilian_targeting 1 9 2025-07-01 2025-07-31",
                "MLI political_violence 2 13 2025-07-01 2025-07-31",
            ]
        );
        assert_eq!(table.columns.len(), 19);
        assert_eq!(released.withheld.0.values().sum::<usize>(), 1);
    }
}
