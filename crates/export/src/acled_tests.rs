use super::*;
use crate::Format;
use crate::testing::{input, options};
use std::collections::BTreeMap;
use vigie_engine::assess::dataset;

const COLUMNS: &str = "event_id_cnty event_date year time_precision disorder_type event_type sub_event_type actor1 \
    assoc_actor_1 inter1 actor2 assoc_actor_2 inter2 interaction civilian_targeting iso region country admin1 admin2 \
    admin3 location latitude longitude geo_precision source source_scale notes fatalities tags timestamp";

fn made(told: &[&[&str]], options: &Options) -> Vec<BTreeMap<String, String>> {
    let world = input(told);
    let bytes = crate::export(&world.input(), options, Data::bundled()).expect("a file").bytes;
    csv::Reader::from_reader(&bytes[..]).deserialize().collect::<Result<_, _>>().expect("a table")
}

fn cells(row: &BTreeMap<String, String>, columns: &str) -> String {
    columns.split_whitespace().map(|c| row[c].as_str()).collect::<Vec<_>>().join("|")
}

#[test]
fn the_columns_are_acleds_thirty_one_in_its_order() {
    let world = input(&[]);
    let empty = crate::export(&world.input(), &options(Format::Acled), Data::bundled()).expect("a file").bytes;
    let heading = String::from_utf8(empty).expect("text");
    assert_eq!(heading.trim_end(), COLUMNS.split_whitespace().collect::<Vec<_>>().join(","));
    assert_eq!(COLUMNS.split_whitespace().count(), 31);
}

#[test]
fn an_attack_is_a_row_with_sides_codes_place_and_toll() {
    let rows = made(&[&["Attack|2025-07-01|Gao|JNIM;Wagner Group|Civilians|killed 9"]], &options(Format::Acled));
    assert_eq!(
        cells(&rows[0], "event_date year time_precision disorder_type event_type sub_event_type"),
        "2025-07-01|2025|1|Political violence|Violence against civilians|Attack"
    );
    assert_eq!(
        cells(&rows[0], "actor1 assoc_actor_1 inter1 actor2 inter2 interaction civilian_targeting"),
        "JNIM|Wagner Group|Rebel group|Civilians (Mali)|Civilians|Rebel group-Civilians|Civilian targeting"
    );
    assert_eq!(
        cells(&rows[0], "iso region country location geo_precision fatalities"),
        "466|Western Africa|Mali|Gao|1|9"
    );
    assert_eq!(cells(&rows[0], "timestamp source_scale"), "1751414400|Other");
}

#[test]
fn codes_may_be_numbers_and_one_side_stands_alone() {
    let numeric = Options { numeric: true, ..options(Format::Acled) };
    let told: &[&str] =
        &["Armed clash|2025-07-01|Gao|JNIM|Malian Armed Forces|", "Peaceful protest|2025-07-02|Kayes|Protesters||"];
    let codes: Vec<String> = made(&[told], &numeric).iter().map(|r| cells(r, "inter1 inter2 interaction")).collect();
    assert_eq!(codes, ["2|1|12", "6|0|60"]);
    let words: Vec<String> =
        made(&[told], &options(Format::Acled)).iter().map(|r| cells(r, "actor2 interaction")).collect();
    assert_eq!(words, ["Military Forces of Mali|State forces-Rebel group", "|Protesters only"]);
}

#[test]
fn what_has_no_place_in_the_shape_is_counted_and_told() {
    let world = input(&[&[
        "Threat|2025-07-01|-|JNIM||",
        "Attack||Gao|JNIM|Civilians|",
        "Attack|2024|Gao|JNIM|Civilians|",
        "Attack|2025-06|Gao|JNIM|Civilians|",
    ]]);
    let made = crate::export(&world.input(), &options(Format::Acled), Data::bundled()).expect("a file");
    assert_eq!(String::from_utf8_lossy(&made.bytes).lines().count(), 2);
    let why: Vec<&str> = made.manifest.withheld.iter().map(|h| h.why.as_str()).collect();
    let shape = |w: &str| format!("no place in this shape: {w}");
    assert_eq!(why, [shape("a political type"), shape("known by its year only"), shape("no date")]);
}

#[test]
fn what_is_read_back_gives_the_same_table() {
    let told: [&[&str]; 2] = [
        &[
            "Attack|2025-07-01|Gao|JNIM;Wagner Group|Civilians|killed 9",
            "Peaceful protest|2025-07-02|Kayes|Protesters||",
        ],
        &[
            "Armed clash|2025-06|~Menaka|?|Malian Armed Forces|killed 4/state forces",
            "Arrests|2025-06-28|-|Malian Armed Forces|Civilians|",
        ],
    ];
    for numeric in [false, true] {
        let options = Options { numeric, ..options(Format::Acled) };
        let first = made(&told, &options);
        let (incidents, unread) = dataset::incidents(&first, None, Data::bundled());
        assert_eq!((incidents.len(), unread), (4, 0));
        for (row, incident) in first.iter().zip(&incidents) {
            let mut released = Released { incidents: vec![incident.clone()], ..Released::default() };
            let again = table(&mut released, &options, Data::bundled());
            let mut kept = again.columns.iter().zip(&again.rows[0]).filter(|(c, _)| {
                // The reports stay with the record; the name gets the shape's prefix.
                !["event_id_cnty", "source", "source_scale", "notes", "tags", "timestamp"].contains(&c.name.as_str())
            });
            kept.by_ref().for_each(|(column, cell)| assert_eq!(cell.plain(), row[&column.name], "{}", column.name));
        }
        let names: Vec<_> = incidents.iter().flat_map(|i| i.shown.initiators.iter().chain(&i.shown.targets)).collect();
        for name in ["Malian Armed Forces", "Civilians", "Unidentified armed group", "JNIM"] {
            assert!(names.iter().any(|a| a.name == name), "{name}: {names:?}");
        }
    }
}

#[test]
fn the_examples_of_the_codebook_cross_as_they_say() {
    let data = Data::bundled();
    for sub in data.codebook.sub_types.iter().filter(|s| s.acled.is_some()) {
        let side = |classes: &[Class]| classes.first().and_then(|c| data.codebook.class(*c));
        let found = crossed(side(&sub.example.who), side(&sub.example.whom), false);
        assert_eq!(Some(found), sub.example.interaction, "{}", sub.name);
    }
}
