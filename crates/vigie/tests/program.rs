//! The program from outside: inputs of every kind, exit codes, and what goes to which stream.

use std::fs;
use std::io::{BufRead, Read, Write};
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

/// A folder of its own for one test.
fn folder(name: &str, files: &[(&str, &[u8])]) -> PathBuf {
    let root = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&root);
    fs::create_dir_all(&root).expect("a folder");
    for (file, bytes) in files {
        fs::write(root.join(file), bytes).expect("a file");
    }
    root
}

fn vigie(args: &[&str], folder: &PathBuf) -> Output {
    let mut program = Command::new(env!("CARGO_BIN_EXE_vigie"));
    program.args(args).current_dir(folder).stdin(Stdio::null()).output().expect("the program runs")
}

fn piped(args: &[&str], input: &str) -> Output {
    let mut program = Command::new(env!("CARGO_BIN_EXE_vigie"));
    program.args(args).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = program.spawn().expect("the program runs");
    child.stdin.take().expect("stdin").write_all(input.as_bytes()).expect("input");
    child.wait_with_output().expect("an end")
}

fn stdout(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// Pages of the test documents, by their folder.
fn sample(path: &str) -> Vec<u8> {
    fs::read(PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/documents").join(path)).expect("a page")
}

#[test]
fn files_are_taken_for_what_their_bytes_are() {
    let page = sample("amp/page.html");
    let (pdf, word, mail) =
        (sample("pdf-communique/page.pdf"), sample("docx-field-note/page.docx"), sample("mail-plain-wrapped/page.eml"));
    let files: [(&str, &[u8]); 6] = [
        ("a.txt", &page),
        ("b.bin", &pdf),
        ("c", &word),
        ("d.msg", &mail),
        ("e.png", b"\x89PNG\r\n"),
        ("f.css", b"a { b: c }"),
    ];
    let root = folder("forms", &files);
    let output = vigie(&["read", "."], &root);
    assert_eq!(fields(&output, "form"), ["html", "pdf", "docx", "mail"], "{}", stderr(&output));
    assert_eq!(fields(&output, "id"), ["a", "b", "c", "d"]);
    assert!(
        stderr(&output).contains("is a picture") && stderr(&output).contains("./f.css: is text"),
        "{}",
        stderr(&output)
    );
}

#[test]
fn what_is_over_a_limit_is_a_note_and_the_next_file_is_read() {
    let root =
        folder("limits", &[("a.html", &b"<p>x".repeat(500_000)), ("b.txt", b"Words."), ("z.zip", b"PK\x03\x04broken")]);
    let output = vigie(&["read", ".", "--limit", "page-mb=1"], &root);
    assert_eq!((output.status.code(), fields(&output, "id")), (Some(0), vec!["b".to_string()]));
    assert!(stderr(&output).contains("limit page-mb") && stderr(&output).contains("z.zip"), "{}", stderr(&output));
    assert_eq!(vigie(&["read", ".", "--limit", "pages=1"], &root).status.code(), Some(2));
}

#[test]
fn columns_of_a_table_are_named_by_the_user() {
    let root = folder("columns", &[("t.csv", b"date,what,comment\n2025-07-03,Ferry,The ferry sank.\n")]);
    let output = vigie(&["read", "t.csv", "--columns", "text=comment", "--columns", "title=what"], &root);
    assert_eq!(
        (fields(&output, "text"), fields(&output, "title")),
        (vec!["The ferry sank.".into()], vec!["Ferry".into()])
    );
}

/// A field of every JSON line on stdout, which must hold nothing else.
fn fields(output: &Output, field: &str) -> Vec<String> {
    let line = |line: &str| -> serde_json::Value { serde_json::from_str(line).expect("only JSON lines on stdout") };
    stdout(output).lines().map(|l| line(l)[field].as_str().unwrap_or("").to_string()).collect()
}

#[test]
fn an_empty_file_is_a_note() {
    let root = folder("empty", &[("empty.txt", b""), ("full.txt", b"A report of some words.")]);
    let output = vigie(&["code", "."], &root);
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(fields(&output, "doc"), ["empty", "full"]);
    assert!(stderr(&output).contains("empty: no text"), "{}", stderr(&output));
}

#[test]
fn a_binary_and_a_file_of_another_kind_are_left_out_with_a_note() {
    let root = folder("binary", &[("a.txt", b"\0\x01\x02\0\0"), ("b.pdf", b"%PDF-1.4"), ("c.txt", b"Words.")]);
    let output = vigie(&["read", "."], &root);
    assert_eq!((output.status.code(), fields(&output, "id")), (Some(0), vec!["c".to_string()]));
    assert_eq!(stderr(&output).lines().filter(|l| l.starts_with("note: ")).count(), 2, "{}", stderr(&output));
}

#[test]
fn where_nothing_can_be_read_the_reasons_are_told_and_the_program_ends_with_2() {
    let root = folder("nothing", &[("a.txt", b"\0\x01\x02\0\0"), ("b.pdf", b"%PDF-1.4")]);
    let output = vigie(&["code", "a.txt", "b.pdf"], &root);
    assert_eq!((output.status.code(), output.stdout.is_empty()), (Some(2), true));
    assert!(stderr(&output).contains("a.txt: ") && stderr(&output).contains("b.pdf: "), "{}", stderr(&output));
}

#[test]
fn another_encoding_is_read_with_a_note() {
    let root =
        folder("encoding", &[("a.txt", b"Des villageois ont \xe9t\xe9 tu\xe9s."), ("b.txt", b"\xff\xfeO\0k\0.\0")]);
    let output = vigie(&["read", "a.txt", "b.txt"], &root);
    assert_eq!(fields(&output, "text"), ["Des villageois ont été tués.", "Ok."]);
    assert!(stderr(&output).contains("Windows-1252"));
}

#[test]
fn a_broken_line_names_file_and_line_and_the_rest_goes_on() {
    let lines = b"{\"id\": 1, \"text\": \"One.\"}\n{\"id\": 2, \"text\": \n{\"id\": 3, \"text\": \"Three.\"}\n";
    let root = folder("broken", &[("in.jsonl", lines)]);
    let output = vigie(&["read", "in.jsonl"], &root);
    assert_eq!((output.status.code(), fields(&output, "id")), (Some(0), vec!["1".to_string(), "3".to_string()]));
    assert!(stderr(&output).contains("in.jsonl:2: "), "{}", stderr(&output));
}

#[test]
fn one_id_never_makes_two_texts_one() {
    let lines = b"{\"id\": \"x\", \"text\": \"One.\"}\n{\"id\": \"x\", \"text\": \"Two.\"}\n{\"id\": \"y\", \"text\": \"Two.\"}\n";
    let root = folder("ids", &[("in.jsonl", lines)]);
    let output = vigie(&["read", "in.jsonl"], &root);
    assert_eq!(fields(&output, "id"), ["x", "x~2"]);
    assert!(stderr(&output).contains("has the same text as x"), "{}", stderr(&output));
}

#[test]
fn a_missing_path_cannot_be_done() {
    let root = folder("missing", &[]);
    let output = vigie(&["code", "no/such.txt"], &root);
    assert_eq!((output.status.code(), stdout(&output)), (Some(2), String::new()));
    assert!(stderr(&output).contains("no/such.txt") && stderr(&output).contains("hint: "), "{}", stderr(&output));
}

#[test]
fn standard_input_is_json_lines_or_a_report() {
    let lines = piped(&["read", "-"], "{\"id\": \"a\", \"text\": \"One.\"}\n{\"id\": \"b\", \"text\": \"Two.\"}\n");
    assert_eq!(fields(&lines, "id"), ["a", "b"]);
    let report = piped(&["read", "-"], "{Braces} begin this report.");
    assert_eq!(fields(&report, "text"), ["{Braces} begin this report."]);
}

#[test]
fn the_order_of_input_does_not_change_a_byte() {
    let files: [(&str, &[u8]); 4] = [
        (
            "a.jsonl",
            b"{\"id\": \"x\", \"text\": \"Two soldiers died on 3 May 2025.\"}\n{\"id\": \"z\", \"text\": \"Last.\"}\n",
        ),
        ("b.jsonl", b"{\"id\": \"x\", \"text\": \"Three soldiers died on 4 May 2025.\"}\n"),
        ("c.txt", b"A market burned."),
        ("d.txt", b"A market burned."),
    ];
    let root = folder("order", &files);
    let run = |command: &str, order: [&str; 4]| {
        let output = vigie(&[&[command], order.as_slice()].concat(), &root);
        assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
        stdout(&output)
    };
    for command in ["read", "code", "resolve"] {
        let one = run(command, ["a.jsonl", "b.jsonl", "c.txt", "d.txt"]);
        assert_eq!(one, run(command, ["d.txt", "c.txt", "b.jsonl", "a.jsonl"]), "{command}");
    }
}

#[test]
fn notes_fail_a_strict_run_and_are_silent_in_a_quiet_one() {
    let root = folder("strict", &[("empty.txt", b""), ("full.txt", b"A report of some words.")]);
    assert_eq!(vigie(&["read", "."], &root).status.code(), Some(0));
    let strict = vigie(&["read", ".", "--strict", "--quiet"], &root);
    assert_eq!((strict.status.code(), stderr(&strict).as_str()), (Some(1), ""));
    assert_eq!(vigie(&["read", "full.txt", "--strict"], &root).status.code(), Some(0));
}

#[test]
fn results_may_go_to_a_file_instead() {
    let root = folder("output", &[("a.txt", b"Words.")]);
    let output = vigie(&["read", "a.txt", "-o", "out.jsonl"], &root);
    assert_eq!((output.status.code(), stdout(&output)), (Some(0), String::new()));
    assert!(fs::read_to_string(root.join("out.jsonl")).is_ok_and(|text| text.contains("\"id\":\"a\"")));
    assert_eq!(vigie(&["read", "a.txt", "-o", "no/such/out"], &root).status.code(), Some(2));
}

#[test]
fn a_reader_that_stops_early_is_no_error() {
    let line = format!("{{\"text\": \"{}\"}}\n", "word ".repeat(30_000));
    let root = folder("pipe", &[("in.jsonl", line.as_bytes())]);
    let mut program = Command::new(env!("CARGO_BIN_EXE_vigie"));
    program.args(["read", "in.jsonl"]).current_dir(&root).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = program.spawn().expect("the program runs");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("an end");
    assert_eq!((output.status.code(), stderr(&output).as_str()), (Some(0), ""));
}

#[test]
fn an_address_in_the_page_itself_makes_two_files_one() {
    let page = |day: &str| {
        format!("---\ntitle: A\nurl: https://a.example/1\npublished: {day}\n---\nA market burned on {day}.\n")
    };
    let (old, new) = (page("2025-05-03"), page("2025-05-04"));
    let root = folder("address", &[("a.md", new.as_bytes()), ("b.md", old.as_bytes())]);
    let output = vigie(&["read", "."], &root);
    assert_eq!(fields(&output, "published"), ["2025-05-04"], "{}", stderr(&output));
    assert!(stderr(&output).contains("b: has the same address as a"), "{}", stderr(&output));
}

#[test]
fn the_demo_says_where_its_desk_is_and_answers_there() {
    let root = folder("demo", &[]);
    let mut program = Command::new(env!("CARGO_BIN_EXE_vigie"));
    program.args(["demo", "--no-open"]).env("XDG_DATA_HOME", &root).stdin(Stdio::null()).stdout(Stdio::piped());
    let mut desk = program.spawn().expect("the program runs");
    let mut line = String::new();
    let out = desk.stdout.take().expect("its words");
    std::io::BufReader::new(out).read_line(&mut line).expect("its address");
    let at = line.trim().trim_start_matches("http://").trim_end_matches('/').to_string();
    let mut page = String::new();
    let mut asked = std::net::TcpStream::connect(&at).expect("a desk");
    let request = format!("GET / HTTP/1.1\r\nHost: {at}\r\nConnection: close\r\n\r\n");
    let answered = asked.write_all(request.as_bytes()).and_then(|()| asked.read_to_string(&mut page));
    desk.kill().expect("it ends");
    let _ = desk.wait();
    answered.expect("an answer");
    assert!(page.starts_with("HTTP/1.1 200") && page.contains("Mali"), "{page}");
}

#[test]
fn a_brief_of_no_file_cannot_be_checked() {
    let root = folder("verify", &[("a.txt", b"Words."), ("brief.json", b"not a brief")]);
    assert_eq!(vigie(&["verify", "--documents", "a.txt"], &root).status.code(), Some(2));
    assert_eq!(vigie(&["verify", "--documents", "a.txt", "no.json"], &root).status.code(), Some(2));
}

#[test]
fn a_brief_that_cites_what_is_not_there_fails_the_check() {
    let sentence = r#"{"text": "Two died.", "citations": [{"doc": "a", "start": 0, "end": 900}]}"#;
    let brief = format!(
        r#"{{"title": "T", "area": "", "from": null, "to": null, "lang": "en", "kind": "situation",
            "sections": [{{"heading": "H", "sentences": [{sentence}]}}]}}"#
    );
    let root = folder("faults", &[("a.txt", b"Two people died."), ("brief.json", brief.as_bytes())]);
    let output = vigie(&["verify", "--documents", "a.txt", "brief.json"], &root);
    assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
    assert!(stdout(&output).contains("Two died."), "{}", stdout(&output));
}

#[test]
fn an_unknown_area_or_days_the_wrong_way_round_cannot_be_done() {
    let root = folder("area", &[("a.txt", b"Words.")]);
    assert_eq!(vigie(&["brief", "a.txt", "--area", "Nowhere at all"], &root).status.code(), Some(2));
    let days = ["brief", "a.txt", "--from", "2025-07", "--to", "2025-06"];
    assert_eq!(vigie(&days, &root).status.code(), Some(2));
}

#[test]
fn a_record_is_evaluated_against_gold() {
    let gold = b"{\"doc\": 1, \"events\": []}\n";
    let root = folder(
        "gold",
        &[("gold.jsonl", gold), ("in.jsonl", b"{\"id\": 1, \"text\": \"Words.\"}\n"), ("bad.jsonl", b"{")],
    );
    let output = vigie(&["evaluate", "--gold", "gold.jsonl", "in.jsonl"], &root);
    assert!(stdout(&output).starts_with("documents 1   quiet ones with invented events 0/1\n"), "{}", stdout(&output));
    assert_eq!(vigie(&["evaluate", "--gold", "bad.jsonl", "in.jsonl"], &root).status.code(), Some(2));
}

#[test]
fn wrong_usage_is_2_and_help_is_0() {
    let root = folder("usage", &[]);
    assert_eq!(vigie(&["code"], &root).status.code(), Some(2));
    assert_eq!(vigie(&["brief", "a.txt", "--lang", "de"], &root).status.code(), Some(2));
    assert_eq!(vigie(&["--version"], &root).status.code(), Some(0));
    let help = vigie(&["--help"], &root);
    assert!(help.status.success() && stdout(&help).contains("Examples:"));
}

#[test]
fn places_are_imported_and_then_known() {
    let table = "geonameid\tname\tasciiname\taltnames\tlat\tlon\tfcode\tcountry\tadmin1\tadmin1_name\tpopulation\n\
                 1\tXanadou\tXanadou\t\t14.5\t-4.5\tPPL\tML\t04\tMopti\t900\n";
    let report = "Gunmen attacked Xanadou on 3 July 2025, killing four villagers.";
    let root =
        folder("places", &[("t.tsv", table.as_bytes()), ("a.txt", report.as_bytes()), ("no.tsv", b"a;b\n1;2\n")]);
    let run = |args: &[&str]| {
        let mut program = Command::new(env!("CARGO_BIN_EXE_vigie"));
        program.args(args).current_dir(&root).env("VIGIE_PLACES", root.join("own")).stdin(Stdio::null());
        program.output().expect("the program runs")
    };
    let done = run(&["places", "import", "t.tsv"]);
    assert!(stdout(&done).starts_with("1 places written"), "{}{}", stdout(&done), stderr(&done));
    assert!(stdout(&run(&["code", "a.txt"])).contains("\"place\":\"Xanadou\""));
    assert_eq!(run(&["places", "import", "no.tsv"]).status.code(), Some(2));
}
