//! `cargo xtask record-bench`: how fast reports come into a record, and how fast pages are answered from a large one.

use crate::root;
use jiff::civil::Date;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};
use vigie_engine::data::{Data, Files};
use vigie_engine::model::{Document, Event, Record as Coded};
use vigie_engine::{code, read};
use vigie_store::{Address, Arrival, Record, Select, Stamp};

/// Reports that are imported by the program itself, coding included.
const IMPORTED: usize = 10_000;
/// Reports of one country and month, which are joined with each other.
const CELL: usize = 1000;
/// How often each question is asked.
const ASKED: usize = 41;

/// Measures the import, fills a record with so many reports, and asks it what pages ask.
pub fn run(documents: usize, place: Option<&str>) -> Result<bool, String> {
    let folder = root().join("target/bench");
    fs::create_dir_all(&folder).map_err(|e| e.to_string())?;
    let texts = texts()?;
    import(&folder, &texts)?;
    let path = folder.join("large.vigie");
    let address = match place {
        Some(told) => Address::parse(told).map_err(|e| e.to_string())?,
        None => Address::File(path.clone()),
    };
    fill(&address, &path, documents, &texts).map_err(|e| e.to_string())?;
    ask(&address).map_err(|e| e.to_string())
}

/// Runs of five sentences of the reports that stand beside the tests, with their language.
fn texts() -> Result<Vec<(String, String)>, String> {
    let lines = fs::read_to_string(root().join("tests/gold-own/documents.jsonl")).map_err(|e| e.to_string())?;
    let mut texts = Vec::new();
    for line in lines.lines() {
        let document: Document = serde_json::from_str(line).map_err(|e| e.to_string())?;
        let flat = document.text.split_whitespace().collect::<Vec<_>>().join(" ");
        let sentences: Vec<&str> = flat.split_inclusive(". ").collect();
        let language = document.language.unwrap_or_default();
        texts.extend(sentences.chunks_exact(5).map(|five| (five.concat(), language.clone())));
    }
    Ok(texts)
}

/// A report like no other: its number stands in its first line.
fn report(number: usize, texts: &[(String, String)], published: Date) -> Document {
    let (text, language) = &texts[number % texts.len()];
    Document {
        id: format!("r{number}"),
        title: Some(format!("{number}")),
        url: Some(format!("https://bench.example/{number}")),
        outlet: Some(format!("Outlet {}", number % 97)),
        published: Some(published.to_string()),
        language: Some(language.clone()),
        text: text.clone(),
        ..Document::default()
    }
}

fn day(number: usize) -> Date {
    let first = jiff::civil::date(2023, 1, 1);
    first.saturating_add(jiff::Span::new().days(i64::try_from(number % 1095).unwrap_or(0)))
}

/// The program imports reports into a new record: how many a second, until all are joined.
fn import(folder: &Path, texts: &[(String, String)]) -> Result<(), String> {
    let (corpus, record) = (folder.join("corpus.jsonl"), folder.join("import.vigie"));
    let line = |n: usize| serde_json::to_string(&report(n, texts, day(n))).map(|line| line + "\n");
    let lines: String = (0..IMPORTED).map(line).collect::<Result<_, _>>().map_err(|e| e.to_string())?;
    fs::write(&corpus, lines).map_err(|e| e.to_string())?;
    remove(&record);
    let program = std::env::current_exe().map_err(|e| e.to_string())?.with_file_name("vigie");
    let mut command = Command::new(&program);
    command.arg("import").arg("--record").arg(&record).arg(&corpus).arg("--format").arg("jsonl");
    let started = Instant::now();
    let mut child = command
        .stdout(std::process::Stdio::piped())
        .spawn()
        .map_err(|e| format!("{}: {e}; build it first, in the same profile", program.display()))?;
    let mut kept = (0, Duration::ZERO);
    if let Some(out) = child.stdout.take() {
        for _ in std::io::BufRead::lines(std::io::BufReader::new(out)) {
            kept = (kept.0 + 1, started.elapsed());
        }
    }
    let ended = child.wait().map_err(|e| e.to_string())?;
    let whole = started.elapsed();
    let speed = |time: Duration| IMPORTED as f64 / time.as_secs_f64();
    println!(
        "import: {} reports of five sentences coded and kept in {:.1} s, {:.0} a second",
        kept.0,
        kept.1.as_secs_f64(),
        speed(kept.1)
    );
    println!("import: all joined after {:.1} s, {:.0} a second", whole.as_secs_f64(), speed(whole));
    if ended.success() { Ok(()) } else { Err("the import failed".into()) }
}

fn remove(record: &Path) {
    for ending in ["", "-wal", "-shm", "-lock"] {
        let mut name = record.as_os_str().to_owned();
        name.push(ending);
        let _ = fs::remove_file(PathBuf::from(name));
    }
}

/// Reports of many countries and months: coded once, then dated and placed anew, and joined month by month.
fn fill(address: &Address, path: &Path, documents: usize, texts: &[(String, String)]) -> vigie_store::Result<()> {
    let data = Data::bundled();
    if matches!(address, Address::File(_)) {
        remove(path);
    }
    let (mut record, _) = Record::init(address, Stamp::of(Files::bundled().all()), &mut |_| ())?;
    let months: Vec<Date> =
        (0..36).map(|n| jiff::civil::date(2023, 1, 15).saturating_add(jiff::Span::new().months(n))).collect();
    let cells = documents.div_ceil(CELL);
    let countries: Vec<&str> = data.places.countries.iter().take(cells.div_ceil(36)).map(|c| c.iso.as_str()).collect();
    let coded: Vec<(Document, Coded)> = (0..CELL).map(|n| coded(n, texts, data)).collect();
    let started = Instant::now();
    for cell in 0..cells {
        let (country, month) = (countries[cell / 36], months[cell % 36]);
        let moved = |n: usize| moved(&coded[n], cell * CELL + n, country, month);
        let batch: Vec<Arrival> = (0..CELL).map(moved).collect();
        record.keep(&batch)?;
        let first = (cell * CELL) as i64 + 1;
        record.join_within(&(first..first + CELL as i64).collect::<Vec<_>>(), data)?;
        if cell % 36 == 35 || cell + 1 == cells {
            record.judge(data)?;
        }
        if cell % 50 == 49 {
            println!("{} reports after {:.0} s", (cell + 1) * CELL, started.elapsed().as_secs_f64());
        }
    }
    let status = record.status()?;
    println!(
        "{} reports, {} events, {} incidents: {:.2} GB, {:.0} bytes a report; filled in {:.0} s",
        status.documents,
        status.events,
        status.incidents,
        status.bytes as f64 / 1e9,
        status.bytes as f64 / status.documents.max(1) as f64,
        started.elapsed().as_secs_f64()
    );
    record.close()
}

fn coded(number: usize, texts: &[(String, String)], data: &Data) -> (Document, Coded) {
    let page = read::Page { given: report(number, texts, jiff::civil::date(2023, 1, 15)) };
    let document = read::read(page, data).0.swap_remove(0);
    let record = code::code(&document, data).0;
    (document, record)
}

/// The report as if it had been written elsewhere and later.
fn moved((document, coded): &(Document, Coded), number: usize, country: &str, month: Date) -> Arrival {
    let (mut document, mut coded) = (document.clone(), coded.clone());
    document.id = format!("r{number}");
    document.title = Some(format!("{number}"));
    document.url = Some(format!("https://bench.example/{number}"));
    let published = month.saturating_add(jiff::Span::new().days((number % 14) as i64));
    document.published = Some(published.to_string());
    for event in &mut coded.events {
        place(event, number, country, published);
    }
    coded.doc = document.id.clone();
    Arrival::new(document, None, "bench").with(coded)
}

/// One of fifty towns, and a day before that of the report.
fn place(event: &mut Event, number: usize, country: &str, published: Date) {
    event.country = Some(country.into());
    event.place = event.place.take().map(|name| format!("{name} {}", number % 50));
    if event.date_from.is_some() {
        let day = published.saturating_sub(jiff::Span::new().days((number % 5) as i64));
        (event.date_from, event.date_to) = (Some(day), Some(day));
    }
}

/// What pages ask, and how long each answer takes; none may take more than 50 ms in the middle.
fn ask(address: &Address) -> vigie_store::Result<bool> {
    let mut record = Record::read(address)?;
    let countries: Vec<&str> = Data::bundled().places.countries.iter().map(|c| c.iso.as_str()).collect();
    let status = record.status()?;
    let held = (status.documents as usize).div_ceil(CELL * 36).max(1);
    let select = |n: usize| {
        let from = jiff::civil::date(2023, 1, 1).saturating_add(jiff::Span::new().months((n % 12) as i64));
        let country = Some(countries[n * 7 % held].to_string());
        Select { country, from: Some(from), to: Some(from.last_of_month()), ..Select::default() }
    };
    let mut ids = Vec::new();
    for n in 0..ASKED {
        ids.extend(record.list(&select(n))?.into_iter().take(1).map(|line| line.id));
    }
    let mut good = true;
    let mut time = |what: &str, ask: &mut dyn FnMut(usize) -> vigie_store::Result<usize>| -> vigie_store::Result<()> {
        let mut times = Vec::new();
        let mut rows = 0;
        for n in 0..ASKED {
            let started = Instant::now();
            rows = rows.max(ask(n)?);
            times.push(started.elapsed());
        }
        times.sort();
        let ms = |time: Duration| time.as_secs_f64() * 1000.0;
        good &= times[ASKED / 2] < Duration::from_millis(50);
        println!(
            "{what}: median {:.1} ms, worst {:.1} ms, up to {rows} rows",
            ms(times[ASKED / 2]),
            ms(times[ASKED - 1])
        );
        Ok(())
    };
    time("map of an area and a month", &mut |n| Ok(record.list(&select(n))?.len()))?;
    time("list of an area and a month, first hundred", &mut |n| {
        Ok(record.list(&Select { limit: Some(100), ..select(n) })?.len())
    })?;
    time("one incident with its ledger", &mut |n| Ok(record.incident(&ids[n % ids.len()])?.fields.len()))?;
    let words = searched();
    time("words", &mut |n| Ok(record.search(&words[n % words.len()].0, 50)?.len()))?;
    time("words without their accents", &mut |n| Ok(record.search(&words[n % words.len()].1, 50)?.len()))?;
    Ok(good)
}

/// Two words of one report, with and without accents; taken from reports of both languages.
fn searched() -> Vec<(String, String)> {
    let texts = texts().unwrap_or_default();
    let plain = |text: &str| vigie_engine::data::phrase(text);
    let long = |text: &str| -> Vec<String> {
        text.split(|c: char| !c.is_alphabetic()).filter(|w| w.chars().count() > 6).take(2).map(str::to_string).collect()
    };
    let pair = |text: &str| Some(long(text).join(" ")).filter(|words| words.contains(' '));
    texts.iter().filter_map(|(text, _)| pair(text)).map(|words| (words.clone(), plain(&words))).collect()
}
