//! `assess`, `count`, `alerts` and `forecast` from outside: the shapes that scripts rely on.

use serde_json::Value;
use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output};

fn demo() -> String {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../demo").display().to_string()
}

fn file(name: &str, text: &str) -> String {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("assess");
    fs::create_dir_all(&folder).expect("a folder");
    fs::write(folder.join(name), text).expect("a file");
    folder.join(name).display().to_string()
}

fn run(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_vigie")).arg("-q").args(args).output().expect("the program runs")
}

fn text(args: &[&str]) -> String {
    let output = run(args);
    assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn json(args: &[&str]) -> Value {
    serde_json::from_str(&text(args)).expect("JSON")
}

#[test]
fn an_assessment_has_its_verdict_receipt_and_outlook() {
    let made = json(&["assess", &demo(), "--area", "MLI", "--month", "2025-07"]);
    let keys =
        ["area", "month", "verdict", "rule", "inputs", "movers", "flip", "alerts", "coverage", "outlook", "left_out"];
    assert!(keys.iter().all(|k| made.get(k).is_some()), "{made}");
    assert_eq!((made["area"].as_str(), made["month"].as_str()), (Some("MLI"), Some("2025-07")));
    assert_eq!(made["outlook"]["forecast"].as_array().map(Vec::len), Some(6));
    let ids = made["incidents"].as_array().expect("ids");
    assert!(made["movers"].as_array().expect("movers").iter().all(|m| ids.contains(&m["incident"])));
}

#[test]
fn a_record_is_assessed_as_its_reports_are() {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("assess-record");
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("a folder");
    let record = folder.join("r.vigie").display().to_string();
    let report = file(
        "report.txt",
        "Gunmen attacked the village of Kolo in Mali on 3 June 2025, killing four civilians, residents said.",
    );
    text(&["import", "--record", &record, &report]);
    let ask = ["--area", "Mali", "--from", "2025-06", "--to", "2025-06"];
    let counts =
        [json(&[&["count", &report], &ask[..]].concat()), json(&[&["count", "--record", &record], &ask[..]].concat())];
    assert_eq!(counts[0]["fatalities"]["best"], 4);
    assert_eq!(counts[0]["fatalities"], counts[1]["fatalities"]);
    assert_eq!(json(&["assess", "--record", &record, "--area", "MLI", "--month", "2025-06"])["month"], "2025-06");
}

#[test]
fn a_ruling_needs_a_reason_and_stands_beside_the_verdict() {
    let ask = ["assess", &demo(), "--area", "Mali", "--month", "2025-07", "--override", "improved"];
    assert_eq!(run(&ask).status.code(), Some(2));
    let made = json(&[&ask[..], &["--reason", "the roads are open"]].concat());
    assert_eq!(made["override"]["verdict"], "improved");
    assert_eq!(made["verdict"], "deteriorated");
}

#[test]
fn a_count_lists_its_incidents_and_its_change() {
    let made = json(&["count", &demo(), "--area", "Mali", "--from", "2025-06", "--to", "2025-06", "--against", "last"]);
    assert_eq!(made["events"].as_u64(), made["incidents"].as_array().map(|i| i.len() as u64));
    let [low, best, high] = ["low", "best", "high"].map(|k| made["fatalities"][k].as_u64().expect("a number"));
    assert!(0 < low && low <= best && best <= high);
    assert_eq!(made["change"]["against"], serde_json::json!(["2025-05-01", "2025-05-31"]));
    let table = text(&["count", &demo(), "--area", "Mali", "--by", "month", "--format", "csv"]);
    assert!(table.lines().any(|l| l.starts_with("2025-06,")), "{table}");
}

#[test]
fn event_data_of_others_is_history_for_a_run() {
    let rows = "event_id_cnty,event_date,time_precision,event_type,sub_event_type,actor1,actor2,country,admin1,location,\
                latitude,longitude,geo_precision,fatalities\n\
                MLI1,2025-07-01,1,Violence against civilians,Attack,JNIM,Civilians (Mali),Mali,Kayes,Kayes,14.4,-11.4,1,3\n\
                MLI2,2025-07-02,1,Battles,Armed clash,JNIM,Military Forces of Mali,Mali,Mopti,Mopti,14.5,-4.2,1,7\n";
    let file = file("acled.csv", rows);
    let made = json(&[
        "count",
        "--history",
        &file,
        "--country",
        "Mali",
        "--actor",
        "GSIM",
        "--civilians",
        "--from",
        "2025",
        "--to",
        "2025",
    ]);
    assert_eq!((made["events"].as_u64(), made["fatalities"]["best"].as_u64()), (Some(1), Some(3)));
    let region = json(&["count", "--history", &file, "--area", "Mali/Mopti", "--from", "2025", "--to", "2025"]);
    assert_eq!(region["incidents"], serde_json::json!(["acled:MLI2"]));
    assert_eq!(run(&["count", "--history", &self::file("other.csv", "a,b\n1,2\n")]).status.code(), Some(2));
}

#[test]
fn a_replay_of_alerts_goes_day_by_day() {
    let told = text(&["alerts", &demo(), "--area", "Mali", "--replay"]);
    let days: Vec<String> = told.lines().map(|l| serde_json::from_str::<Value>(l).unwrap()["on"].to_string()).collect();
    assert!(days.len() > 5 && days.is_sorted(), "{told}");
    assert!(text(&["alerts", &demo(), "--area", "Mali", "--format", "table"]).contains("coordinated_attacks"));
}

#[test]
fn a_forecast_has_samples_for_each_unit_and_month() {
    let months: String = (0..24)
        .map(|n| format!("{{\"unit\": 50, \"month\": \"20{}-{:02}\", \"y\": {}}}\n", 23 + n / 12, n % 12 + 1, n % 5))
        .collect();
    let file = file("months.jsonl", &months);
    let told = text(&["forecast", "--history", &file, "--format", "jsonl", "--samples", "20"]);
    let rows: Vec<Value> = told.lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    assert_eq!((rows.len(), rows[0]["unit"].as_u64(), rows[0]["month"].as_str()), (14, Some(50), Some("2025-01")));
    assert!(rows.iter().all(|r| r["samples"].as_array().is_some_and(|s| s.len() == 20)));
    assert_eq!(told, text(&["forecast", "--history", &file, "--format", "jsonl", "--samples", "20"]));
    assert!(text(&["forecast", "--history", &file, "--backtest"]).contains("negative binomial"));
    assert!(text(&["forecast", &demo(), "--months", "1", "--format", "table"]).contains("MLI"));
}
