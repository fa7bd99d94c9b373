use super::*;
use crate::Format;
use crate::testing::{input, options};
use vigie_engine::assess::dataset;

const COLUMNS: &str = "id relid year active_year code_status type_of_violence conflict_dset_id conflict_new_id \
    conflict_name dyad_dset_id dyad_new_id dyad_name side_a_dset_id side_a_new_id side_a side_b_dset_id \
    side_b_new_id side_b number_of_sources source_article source_office source_date source_headline source_original \
    where_prec where_coordinates where_description adm_1 adm_2 latitude longitude geom_wkt priogrid_gid country \
    country_id region event_clarity date_prec date_start date_end deaths_a deaths_b deaths_civilians deaths_unknown \
    best high low gwnoa gwnob";

type Row = BTreeMap<String, String>;

fn made(told: &[&[&str]]) -> Vec<Row> {
    let world = input(told);
    let bytes = crate::export(&world.input(), &options(Format::Ucdp), Data::bundled()).expect("a file").bytes;
    csv::Reader::from_reader(&bytes[..]).deserialize().collect::<Result<_, _>>().expect("a table")
}

fn cells(row: &Row, columns: &str) -> String {
    columns.split_whitespace().map(|c| row[c].as_str()).collect::<Vec<_>>().join("|")
}

#[test]
fn the_columns_are_ucdps_forty_nine_in_its_order() {
    let world = input(&[]);
    let empty = crate::export(&world.input(), &options(Format::Ucdp), Data::bundled()).expect("a file").bytes;
    assert_eq!(
        String::from_utf8(empty).expect("text").trim_end(),
        COLUMNS.split_whitespace().collect::<Vec<_>>().join(",")
    );
    assert_eq!(COLUMNS.split_whitespace().count(), 49);
}

#[test]
fn the_state_is_side_a_whoever_began_and_tolls_go_to_their_sides() {
    let told: &[&str] =
        &["Armed clash|2025-07-01|Gao|JNIM|Malian Armed Forces|killed 4/state forces;killed 7/rebel group;killed 2"];
    let rows = made(&[told]);
    assert_eq!(
        cells(&rows[0], "type_of_violence side_a side_b gwnoa gwnob conflict_name"),
        "1|Government of Mali|JNIM|432||Mali: Government"
    );
    assert_eq!(cells(&rows[0], "deaths_a deaths_b deaths_civilians deaths_unknown best high low"), "4|7|2|0|13|13|13");
    assert_eq!(
        cells(&rows[0], "where_prec date_prec country country_id region event_clarity"),
        "1|1|Mali|432|Africa|1"
    );
}

#[test]
fn one_sided_violence_is_against_civilians_and_rival_tolls_are_bounds() {
    let rows = made(&[
        &["Attack|2025-07-01|Gao|JNIM|Civilians|killed 9"],
        &["Attack|2025-07-01|Gao|JNIM|Civilians|killed 30"],
    ]);
    assert_eq!(
        cells(&rows[0], "type_of_violence side_a side_b side_b_new_id number_of_sources"),
        "3|JNIM|Civilians|9999|2"
    );
    assert_eq!(cells(&rows[0], "deaths_civilians best high low active_year"), "30|30|30|9|true");
    assert!(rows[0]["source_article"].starts_with("\"Outlet 0,2025-07-02,https://o0.example/0\";"));
}

#[test]
fn the_sum_of_sides_is_the_best_number_between_low_and_high() {
    let told: [&[&str]; 2] = [
        &[
            "Armed clash|2025-07-01|Gao|?|Malian Armed Forces|killed 4/state forces",
            "Attack|2025-07-03|Kidal||Civilians|killed 3+",
        ],
        &[
            "Armed clash|2025-07-01|Gao|JNIM|Malian Armed Forces|killed 12+/state forces;killed 1",
            "Grenade|2025-07-05|Mopti|JNIM|Wagner Group|killed 2/external/other forces",
        ],
    ];
    let rows = made(&told);
    assert_eq!(rows.len(), 3);
    for row in rows {
        let n = |c: &str| row[c].parse::<u64>().expect("a number");
        assert_eq!(n("deaths_a") + n("deaths_b") + n("deaths_civilians") + n("deaths_unknown"), n("best"), "{row:?}");
        assert!(n("low") <= n("best") && n("best") <= n("high"));
    }
}

#[test]
fn what_is_read_back_gives_the_same_values() {
    let told: [&[&str]; 1] = [&[
        "Armed clash|2025-07-01|Gao|JNIM|Malian Armed Forces|killed 4/state forces",
        "Attack|2025-06|~Menaka|JNIM|Civilians|killed 9",
        "Armed clash|2025-07-06|Kidal|JNIM|M23|killed 3/rebel group",
    ]];
    let first = made(&told);
    let (incidents, unread) = dataset::incidents(&first, None, Data::bundled());
    assert_eq!((incidents.len(), unread), (3, 0));
    for (row, incident) in first.iter().zip(&incidents) {
        let mut released = Released { incidents: vec![incident.clone()], ..Released::default() };
        let again = table(&mut released, &options(Format::Ucdp), Data::bundled());
        let same = "year type_of_violence conflict_new_id dyad_new_id side_a side_b where_prec where_coordinates adm_1 \
            latitude longitude priogrid_gid country_id date_prec date_start date_end deaths_civilians best high low gwnoa";
        for column in same.split_whitespace() {
            let at = again.columns.iter().position(|c| c.name == column).expect("a column");
            assert_eq!(again.rows[0][at].plain(), row[column], "{column} of {}", row["relid"]);
        }
    }
}

#[test]
fn the_examples_of_the_codebook_cross_as_they_say() {
    let data = Data::bundled();
    for sub in &data.codebook.sub_types {
        let kinds = |classes: &[Class]| {
            classes.iter().filter_map(|c| data.codebook.class(*c)).map(|c| c.ucdp).collect::<Vec<_>>()
        };
        let found = violence(&kinds(&sub.example.who), &kinds(&sub.example.whom)).filter(|_| sub.ucdp);
        assert_eq!(found, sub.example.violence, "{}", sub.name);
    }
}
