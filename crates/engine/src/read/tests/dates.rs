//! Dates as the lines of pages write them.

use crate::data::Data;

fn header(line: &str) -> Option<String> {
    Data::bundled().furniture.calendar.header(line).map(|d| d.to_string())
}

#[test]
fn dates_of_header_lines_in_many_languages() {
    for (line, want) in [
        ("5 maj 2025 10:54", "2025-05-05"),
        ("November 7, 2025", "2025-11-07"),
        ("Wednesday, January 18, 2017", "2017-01-18"),
        ("Published On 24 Jul 2025 24 Jul 2025", "2025-07-24"),
        ("Publié le jeudi 3 juillet 2025 à 10h54", "2025-07-03"),
        ("RIVER HEADLINES | SATURDAY 3 APRIL 2021", "2021-04-03"),
        ("mercredi, novembre 19, 2025 | Accueil", "2025-11-19"),
        ("Bamako, le 7 septembre 2023", "2023-09-07"),
        ("BRIEFING - OFFICE - 4 November 2019 (excerpt)", "2019-11-04"),
        ("[DIRECT] Samedi 1er octobre 2022 – ce qu'il faut retenir", "2022-10-01"),
        ("POINT / 10 JUIL 2020 / 19H00", "2020-07-10"),
        ("17 de mayo de 2025", "2025-05-17"),
        ("3. heinäkuuta 2025", "2025-07-03"),
        ("2025. július 3.", "2025-07-03"),
        ("3 июля 2025", "2025-07-03"),
        ("2025-07-03T10:00:00Z", "2025-07-03"),
        ("03.07.2025", "2025-07-03"),
        ("25/07/2025", "2025-07-25"),
    ] {
        assert_eq!(header(line).as_deref(), Some(want), "{line}");
    }
}

#[test]
fn no_date_is_read_into_other_lines() {
    for line in ["The ferry sank on 3 July 2025", "Sept 8", "3 July", "12 listopada 2024", "03/07/2025", "40 July 2025"]
    {
        assert_eq!(header(line), None, "{line}");
    }
}

#[test]
fn relative_days_count_from_the_day_of_saving() {
    let ago = |line, fetched| Data::bundled().furniture.calendar.ago(line, fetched).flatten();
    for (line, fetched, want) in [
        ("3 hours ago", "2025-07-26", Some("2025-07-26")),
        ("- 3 hours ago", "2025-07-26T01:00:00Z", Some("2025-07-25")),
        ("30 hours ago", "2025-07-26", Some("2025-07-25")),
        ("il y a 2 jours", "2025-07-26", Some("2025-07-24")),
        ("Yesterday", "2025-03-01", Some("2025-02-28")),
        ("3 months ago", "2025-07-26", Some("2025-04")),
        ("99999999999999999999 days ago", "2025-07-26", None),
        ("3 hours ago", "soon", None),
        ("3 hours ago he left", "2025-07-26", None),
    ] {
        assert_eq!(ago(line, Some(fetched)).as_deref(), want, "{line}");
    }
}
