//! Briefs of a small world, from records to pages and back.

use super::testing::{facts, phrases, record, report, resolved};
use super::verify::{Fault, check_with, parse};
use super::*;
use crate::assess::Labels;
use crate::model::{Citation, Section};
use proptest::prelude::*;

fn compose(documents: &[Document], records: &[Record], options: &Options) -> Brief {
    let resolution = resolved(records);
    let input = Input { documents, records, resolution: &resolution };
    brief_with(&input, options, phrases(), &facts, &|_| Some("MLI".into()))
}

fn small(lang: Lang) -> Brief {
    let options = Options { lang, area: Some("MLI".into()), ..Options::default() };
    compose(&[report()], &[record()], &options)
}

fn text(brief: &Brief) -> String {
    let section = |s: &Section| {
        let sentences: Vec<&str> = s.sentences.iter().map(|s| s.text.as_str()).collect();
        format!("{}\n  {}", s.heading, sentences.join("\n  "))
    };
    brief.sections.iter().map(section).collect::<Vec<_>>().join("\n")
}

fn faults(brief: &Brief) -> Vec<(FaultKind, String)> {
    let records = [record()];
    let voices = voice::Voices::new(&records, &phrases().of(brief.lang).voice.marks);
    let found = check_with(brief, &[report()], voices, &facts, &|_| None);
    found.into_iter().map(|Fault { kind, item, .. }| (kind, item)).collect()
}

fn page(brief: &Brief) -> String {
    html::render(brief, &[report()], phrases(), &Outlines::default(), &Labels::default())
}

#[test]
fn english_tells_the_operation_once_and_its_toll_with_who_gives_it() {
    insta::assert_snapshot!(text(&small(Lang::En)), @r"
    In brief
      On 3 May 2025, Kolo and Tarada came under attack, as JNIM claimed.
      JNIM claimed an attack on the Malian Armed Forces in Kolo on 3 May 2025; the Malian Armed Forces say three civilians were killed and 21 rebel fighters were killed.
      An armed clash was reported in Banfa.
    Timeline
      3 May 2025: Armed clash (claimed by a side) – Kolo and Tarada.
    Security
      JNIM claimed an attack on the Malian Armed Forces in Kolo (Mopti region) on 3 May 2025; the Malian Armed Forces say three civilians were killed and 21 rebel fighters were killed.
      An armed clash was reported in Banfa (Mopti region).
    ");
}

#[test]
fn french_says_the_same_with_its_own_grammar() {
    insta::assert_snapshot!(text(&small(Lang::Fr)).replace('\u{a0}', " "), @r"
    L'essentiel
      Le 3 mai 2025, des attaques ont visé Kolo et Tarada, qu'a revendiquées le JNIM.
      Le JNIM a revendiqué une attaque contre les forces armées maliennes à Kolo le 3 mai 2025 ; les forces armées maliennes font état de trois civils tués et de 21 combattants rebelles tués.
      Un affrontement armé est rapporté à Banfa.
    Chronologie
      3 mai 2025 : Affrontement armé (selon un camp) – Kolo et Tarada.
    Sécurité
      Le JNIM a revendiqué une attaque contre les forces armées maliennes à Kolo (région de Mopti) le 3 mai 2025 ; les forces armées maliennes font état de trois civils tués et de 21 combattants rebelles tués.
      Un affrontement armé est rapporté à Banfa (région de Mopti).
    ");
}

#[test]
fn a_brief_passes_its_own_check() {
    for lang in Lang::ALL {
        assert_eq!(faults(&small(lang)), []);
    }
}

#[test]
fn what_the_words_do_not_hold_is_left_out_and_stays_in_the_table() {
    let mut record = record();
    record.events[0].figures[0].low = Some(22);
    record.events[2].place = Some("Tarada".into());
    let brief = compose(&[report()], &[record], &Options::default());
    assert!(!text(&brief).contains("22") && !text(&brief).contains("armed clash"), "{}", text(&brief));
    let kept = "the Malian Armed Forces say three civilians were killed.";
    assert!(text(&brief).contains(kept), "{}", text(&brief));
    assert_eq!(brief.table.len(), 3);
    assert!(brief.table.iter().all(|r| r.cells.len() == 6 && !r.citations.is_empty()));
}

#[test]
fn every_format_is_read_back() {
    for lang in Lang::ALL {
        let brief = small(lang);
        let markdown = markdown::render(&brief, &[report()], phrases());
        for text in [json(&brief), markdown, page(&brief)] {
            let read = parse(&text).expect("a brief");
            let said =
                |b: &Brief| b.sections.iter().map(|s| (s.heading.clone(), s.sentences.clone())).collect::<Vec<_>>();
            assert_eq!(said(&read), said(&brief), "{text}");
            assert_eq!((&read.kind, &read.told), (&brief.kind, &brief.told));
            assert_eq!((read.title, read.lang, read.country), (brief.title.clone(), lang, brief.country.clone()));
            assert_eq!((read.from, read.to), (brief.from, brief.to));
        }
    }
    assert_eq!(parse(&json(&small(Lang::En))), Ok(small(Lang::En)));
}

#[test]
fn what_a_person_plants_in_a_page_is_caught() {
    let planted = [
        ("three civilians", "four civilians", FaultKind::Number, "4"),
        ("3 May 2025", "4 May 2025", FaultKind::Date, "2025-05-04"),
        ("in Banfa", "in Kolo", FaultKind::Place, "Kolo"),
        ("JNIM claimed", "MINUSMA claimed", FaultKind::Actor, "MINUSMA"),
        ("</p>", " “It was all staged.”</p>", FaultKind::Quote, "It was all staged."),
        ("</section>", "<div>All is calm.</div></section>", FaultKind::NoCitation, ""),
        ("data-cite=\"r", "data-cite=\"s", FaultKind::UnknownDocument, "s 1#é;x"),
    ];
    let page = page(&small(Lang::En));
    for (from, to, kind, item) in planted {
        assert!(page.contains(from), "{from}");
        let read = parse(&page.replace(from, to)).expect("a brief");
        assert!(faults(&read).contains(&(kind, item.into())), "{to}: {:?}", faults(&read));
    }
}

#[test]
fn citations_must_lie_within_their_document() {
    let mut brief = small(Lang::En);
    let length = report().text.len();
    let doc = report().id;
    brief.sections.truncate(1);
    brief.sections[0].sentences.truncate(1);
    brief.sections[0].sentences[0].citations = vec![Citation { doc, start: length - 3, end: length + 1 }];
    let found = faults(&brief);
    assert!(found.iter().any(|(kind, item)| *kind == FaultKind::SpanOutside && item.starts_with("r 1#é;x ")));
    assert!(found.contains(&(FaultKind::Place, "Kolo".into())));
}

#[test]
fn the_order_of_the_input_does_not_matter() {
    let mut other = report();
    other.id = "b".into();
    let (first, second) = (record(), Record { doc: "b".into(), ..record() });
    let one = compose(&[report(), other.clone()], &[first.clone(), second.clone()], &Options::default());
    let resolution = {
        let mut r = resolved(&[first.clone(), second.clone()]);
        r.incidents.reverse();
        r
    };
    let (documents, records) = ([other, report()], [second, first]);
    let input = Input { documents: &documents, records: &records, resolution: &resolution };
    assert_eq!(one, brief_with(&input, &Options::default(), phrases(), &facts, &|_| Some("MLI".into())));
}

#[test]
fn nothing_to_tell_is_a_page_all_the_same() {
    let brief = compose(&[], &[], &Options::default());
    assert!(brief.sections.is_empty() && brief.from.is_none());
    assert!(page(&brief).contains(phrases().of(Lang::En).page("no_sentences")));
}

#[test]
fn a_period_keeps_what_is_older_apart() {
    let july = jiff::civil::date(2025, 7, 1);
    let options = Options { from: Some(july), to: Some(july.last_of_month()), ..Options::default() };
    assert!(compose(&[report()], &[record()], &options).sections.is_empty());
    let later = Document { published: Some("2025-07-02".into()), ..report() };
    let brief = compose(&[later], &[record()], &options);
    let headings: Vec<&str> = brief.sections.iter().map(|s| s.heading.as_str()).collect();
    assert_eq!(headings, ["Background"]);
}

#[test]
fn titles_cannot_write_the_page() {
    let mut brief = small(Lang::En);
    brief.sources[0].title = Some("<script>alert(1)</script>".into());
    brief.sources[0].url = Some("javascript:alert(1)".into());
    let page = page(&brief);
    assert!(!page.contains("<script") && !page.contains("javascript:"));
    assert!(page.contains("&#60;script&#62;") || page.contains("&lt;script&gt;"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn nothing_from_outside_stands_unescaped_in_a_page(words in "[<>&\"'a-z]{0,12}") {
        let hostile = format!("<x-{words}-x>\"'");
        let mut brief = small(Lang::En);
        brief.title = hostile.clone();
        brief.verdict = vec![hostile.clone()];
        brief.map[0].name = hostile.clone();
        brief.table[0].cells[1] = hostile.clone();
        brief.sections[0].heading = hostile.clone();
        brief.sections[0].sentences[0].text = hostile.clone();
        brief.sources[0].outlet = Some(hostile.clone());
        let document = Document { outlet: Some(hostile.clone()), text: hostile.repeat(40), ..report() };
        let page = html::render(&brief, &[document], phrases(), &Outlines::default(), &Labels::default());
        prop_assert!(!page.contains("<x-"));
        let read = parse(&page).map_err(TestCaseError::fail)?;
        prop_assert_eq!(&read.sections[0].sentences[0].text, &hostile);
        prop_assert_eq!(read.title, hostile);
    }

    #[test]
    fn reading_never_panics(page in "(<(p|main|h2|sup|aside)( data-cite=\"[a-z0-9 ;%]{0,9}\")?>|</(p|main|sup)>|## |- |\\[\\^1\\]|[a-zé&;:\n]){0,40}") {
        let _ = parse(&page);
        let _ = parse(&format!("<!doctype html>{page}"));
        let _ = parse(&format!("{{{page}"));
    }
}

#[test]
fn sources_that_are_not_heard_stand_in_the_coverage() {
    let unheard = [("failing".to_string(), vec!["Radio Kolo".to_string(), "Bena Info".to_string()])].into();
    for (lang, line) in [
        (Lang::En, "Sources that could not be read lately: Radio Kolo, Bena Info."),
        (Lang::Fr, "Sources illisibles ces derniers temps\u{a0}: Radio Kolo, Bena Info."),
    ] {
        let options = Options { lang, unheard: BTreeMap::clone(&unheard), ..Options::default() };
        let brief = compose(&[report()], &[record()], &options);
        assert!(brief.coverage.iter().any(|l| l == line), "{:?}", brief.coverage);
    }
    let usual = compose(&[report()], &[record()], &Options::default());
    assert!(!usual.coverage.iter().any(|l| l.contains("Sources")), "{:?}", usual.coverage);
}
