//! Pages as a reader of them has it: what `pdftotext` finds in them, and what the file says of itself.

use std::path::PathBuf;
use std::process::Command;
use vigie_engine::publish::{Handout, Line, Part, Picture, Reference};

const ARABIC: &str = "قال مسؤول محلي إن 12 شخصا قتلوا في غاو";
/// All that Typst would read as a command, a heading, a formula, a comment or a file.
const PLANTED: &str =
    "= H #panic(\"x\") *bold* _it_ $x^2$ `raw` <lab> @ref #import \"@preview/x:1.0.0\" \\u{41} // c [x] ~";

fn line(text: &str, marks: &[&str]) -> Line {
    let marks = marks.iter().map(|m| m.to_string()).collect();
    Line { text: text.into(), marks, ..Line::default() }
}

fn reference(source: &str, title: &str, cited: &[(&str, &str)]) -> Reference {
    Reference {
        source: source.into(),
        title: title.into(),
        url: Some(format!("https://example.org/{}", title.len())),
        cited: cited.iter().map(|(letter, words)| (letter.to_string(), words.to_string())).collect(),
    }
}

fn drawing() -> Picture {
    let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"90\" height=\"30\" font-family=\"Arial\">\
        <text x=\"5\" y=\"20\">Ansongo</text></svg>";
    Picture {
        name: "map",
        title: "Where".into(),
        about: "Dots are towns".into(),
        text: "Ansongo: 2".into(),
        svg: svg.into(),
        width: 90,
        height: 30,
    }
}

fn handout(lang: &str, texts: &[&str]) -> Handout {
    let lines = texts.iter().map(|text| line(text, &["1a", "2"])).collect();
    Handout {
        lang: lang.into(),
        title: "Mali: two weeks".into(),
        period: "1–14 July 2025".into(),
        verdict: vec!["Deteriorated".into(), "12 incidents against 5".into()],
        parts: vec![Part { heading: "Security".into(), lines, ..Part::default() }],
        lists: vec![("Outlook".into(), vec!["more of it".into()])],
        table: ("Incidents".into(), vec!["Date".into(), "Place".into()], vec![vec!["3 July".into(), "Gao".into()]]),
        row_marks: vec![vec!["2".into()]],
        references: (
            "Reports and words".into(),
            vec![
                reference("Radio Ansongo, 3 July 2025", "Market burnt", &[("a", "the market burnt"), ("b", ARABIC)]),
                reference(
                    "Le Fil, 4 juillet 2025",
                    "Le marché brûlé",
                    &[("", "le marché a brûlé ; « tous » le disent")],
                ),
            ],
        ),
        rule: "Numbers point to words.".into(),
        empty: "No sentence.".into(),
        quote: ("“".into(), "”".into()),
        pictures: vec![drawing()],
        coverage: vec!["Drawn from two reports.".into()],
    }
}

fn made(handout: &Handout) -> Vec<u8> {
    vigie_pdf::pdf(handout).expect("a PDF")
}

/// What a program of poppler prints of the pages, their feet left out; nothing if it is not installed.
fn told(program: &str, name: &str, pdf: &[u8], args: &[&str]) -> Option<String> {
    let file = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}.pdf"));
    std::fs::write(&file, pdf).expect("a file");
    let (first, last): (&[&str], &[&str]) = if program == "pdftotext" { (args, &["-"]) } else { (args, &[]) };
    let Ok(output) = Command::new(program).args(first).arg(&file).args(last).output() else {
        println!("*** skipped: {program} is not installed (poppler-utils) ***");
        return None;
    };
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    Some(String::from_utf8_lossy(&output.stdout).into_owned())
}

fn text(name: &str, handout: &Handout) -> Option<String> {
    told("pdftotext", name, &made(handout), &["-raw", "-x", "0", "-y", "0", "-W", "600", "-H", "790"])
}

/// Letters only: lines break and words part where the page wants it.
fn letters(text: &str) -> String {
    let is_blank = |c: char| c.is_whitespace() || "-\u{ad}\u{2010}\u{200e}\u{2060}\u{202a}\u{202b}\u{202c}".contains(c);
    text.chars().filter(|c| !is_blank(*c)).collect()
}

fn all_there(name: &str, handout: &Handout, wanted: &[&str]) {
    let Some(text) = text(name, handout) else { return };
    let found = letters(&text);
    for words in wanted {
        assert!(found.contains(&letters(words)), "\"{words}\" is not in:\n{text}");
    }
}

#[test]
fn every_sentence_and_citation_is_on_the_pages_in_both_languages() {
    let texts =
        ["On 3 July 2025, JNIM attacked Ansongo; 12 were killed.", "Bilan : 12 morts ; l'armée parle de « 3 » !"];
    for lang in ["en", "fr"] {
        let handout = handout(lang, &texts);
        let cited = handout.references.1.iter().flat_map(|r| [&r.source, &r.title]).map(String::as_str);
        let mut wanted: Vec<&str> = texts.iter().copied().chain(cited).collect();
        wanted.extend(["killed.1a, 2", "the market burnt", "le marché a brûlé ; « tous » le disent"]);
        wanted.extend([
            "https://example.org/12",
            "Mali: two weeks",
            "1–14 July 2025",
            "Deteriorated",
            "Gao2",
            "Dots are towns",
        ]);
        wanted.extend(["Ansongo", "more of it", "Drawn from two reports.", "Numbers point to words."]);
        all_there(lang, &handout, &wanted);
    }
}

#[test]
fn planted_markup_stays_text_wherever_it_stands() {
    let mut handout = handout("en", &[PLANTED]);
    handout.title = PLANTED.into();
    handout.parts[0].heading = PLANTED.into();
    handout.parts[0].lines[0].by = Some(PLANTED.into());
    handout.verdict[0] = PLANTED.into();
    handout.table.2[0][1] = PLANTED.into();
    handout.references.1[0].cited[0].1 = PLANTED.into();
    handout.references.1[0].url = Some("https://example.org/#panic()\")".into());
    handout.pictures[0].text = PLANTED.into();
    handout.pictures[0].about = PLANTED.into();
    if let Some(text) = text("planted", &handout) {
        let count = letters(&text).matches(&letters(PLANTED)).count();
        assert_eq!(count, 8, "{text}");
    }
}

#[test]
fn arabic_words_survive() {
    let handout = handout("en", &[ARABIC]);
    let Some(text) = text("arabic", &handout) else { return };
    for word in ARABIC.split(' ') {
        assert!(letters(&text).matches(&letters(word)).count() >= 2, "{word} is not twice in {text}");
    }
    let fonts = told("pdffonts", "arabic-fonts", &made(&handout), &[]).unwrap_or_default();
    assert!(fonts.is_empty() || fonts.contains("NotoNaskhArabic"), "{fonts}");
}

#[test]
fn a_script_without_a_face_is_printed_all_the_same() {
    assert!(made(&handout("en", &["中文 in the middle"])).starts_with(b"%PDF"));
}

#[test]
fn the_file_says_what_it_is() {
    let Some(told) = told("pdfinfo", "info", &made(&handout("fr", &["Oui."])), &[]) else { return };
    for words in ["Mali: two weeks", "Tagged:          yes", "Pages:           1", "A4", "Vigie "] {
        assert!(told.contains(words), "{words} is not in {told}");
    }
    let bytes = made(&handout("fr", &["Oui."]));
    let holds = |words: &[u8]| bytes.windows(words.len()).any(|w| w == words);
    assert!(holds(b"/Lang") && holds(b"fr") && holds(b"pdfuaid"), "no language, or not accessible");
}

#[test]
fn addresses_open() {
    let Some(told) = told("pdfinfo", "links", &made(&handout("en", &["Yes."])), &["-url"]) else { return };
    assert!(told.contains("https://example.org/12"), "{told}");
}

#[test]
fn an_empty_brief_is_a_page_that_says_so() {
    let empty = Handout { lang: "en".into(), title: "Mali".into(), empty: "No sentence.".into(), ..Handout::default() };
    all_there("empty", &empty, &["Mali", "No sentence."]);
    assert!(made(&Handout::default()).starts_with(b"%PDF"));
}

#[test]
fn the_same_brief_gives_the_same_bytes() {
    let handout = handout("en", &["Yes."]);
    assert!(made(&handout) == made(&handout));
}

#[test]
fn a_long_brief_keeps_every_sentence_and_counts_its_pages() {
    let texts: Vec<String> = (0..300).map(|n| format!("On day {n}, armed men attacked village number {n}.")).collect();
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    let handout = handout("en", &texts);
    let start = std::time::Instant::now();
    let pdf = made(&handout);
    println!("300 sentences: {:?}, {} kB", start.elapsed(), pdf.len() / 1000);
    all_there("long", &handout, &texts);
    let feet = told("pdftotext", "feet", &pdf, &[]).unwrap_or_default();
    assert!(feet.is_empty() || letters(&feet).contains("2/6"), "{feet}");
}
