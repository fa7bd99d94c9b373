//! Incidents as monthly counts of every country or region: the history of a forecast.

use super::count::Key;
use super::forecast::History;
use super::toll;
use crate::data::Data;
use crate::model::{Incident, Precision, Resolution, Stance, Status};

/// People killed by month and by the values of a key, or violent incidents instead; regions are named with their
/// country (`MLI/Mopti`). A month in which nothing is told is one of peace.
pub fn monthly(resolution: &Resolution, key: Key, events: bool, data: &Data) -> History {
    let counted = data.verdicts.trend.iter().flat_map(|t| &t.counted).collect::<Vec<_>>();
    let told = |i: &&Incident| {
        let sure = i.shown.status == Status::Happened && i.shown.stance != Stance::Denied;
        sure && i.shown.date_precision <= Precision::Month
    };
    let rows = resolution.incidents.iter().filter(told).flat_map(|i| {
        let count = if events { u64::from(counted.contains(&&i.shown.event_type)) } else { toll::killed(i).best };
        let day = i.shown.date_from;
        key.units(i).into_iter().filter_map(move |unit| Some((unit, day?, count)))
    });
    History::new(rows.collect::<Vec<_>>())
}

impl Key {
    /// Values of the key, by which months are counted.
    fn units(self, incident: &Incident) -> Vec<String> {
        let country = incident.shown.country.clone().unwrap_or_default();
        match self {
            Key::Region => incident.shown.admin1.iter().map(|region| format!("{country}/{region}")).collect(),
            key => key.of(incident).into_iter().collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::resolve::{resolve, testing::corpus};

    #[test]
    fn months_of_a_country_hold_its_dead_or_its_incidents() {
        let told: [&[&str]; 1] = [&[
            "Attack|2025-04-20|Tarada|JNIM|Civilians|killed 9",
            "Attack|2025-06|Kolo|JNIM|Civilians|killed 5",
            "Attack|2025|Bena|JNIM|Civilians|killed 7",
            "Law or decree|2025-06-03|-|Government of Mali||",
        ]];
        let (documents, records) = corpus(&told);
        let made = resolve(&documents, &records, Data::bundled());
        let counts = |events| monthly(&made, Key::Country, events, Data::bundled()).units[0].clone();
        assert_eq!((counts(false).name.as_str(), counts(false).counts), ("MLI", vec![9, 0, 5]));
        assert_eq!(counts(true).counts, [1, 0, 1]);
    }
}
