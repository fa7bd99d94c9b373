//! The record from outside: the commands, and an importer that is killed in the middle.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::thread;
use std::time::{Duration, Instant, SystemTime};
use vigie_store::{Address, Record, Scope};

fn folder(name: &str) -> PathBuf {
    let root = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("record").join(name);
    let _ = fs::remove_dir_all(&root);
    fs::create_dir_all(&root).expect("a folder");
    root
}

fn program(folder: &Path, args: &[&str]) -> Command {
    // Hundreds of kills and days of arrivals are asked of an optimised program, if one is named.
    let named = std::env::var_os("VIGIE_PROGRAM");
    let mut program = Command::new(named.unwrap_or_else(|| env!("CARGO_BIN_EXE_vigie").into()));
    program.args(args).current_dir(folder).env("XDG_DATA_HOME", folder.join("own")).stdin(Stdio::null());
    program
}

fn vigie(folder: &Path, args: &[&str]) -> Output {
    program(folder, args).output().expect("the program runs")
}

fn done(folder: &Path, args: &[&str]) -> String {
    let output = vigie(folder, args);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "vigie {}: {said}", args.join(" "));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// Reports with an event each, as JSON lines.
fn corpus(folder: &Path, count: usize) -> String {
    let line = |n: usize| {
        format!(
            "{{\"id\": \"r{n}\", \"url\": \"https://a.example/{n}\", \"published\": \"2025-07-{:02}\", \"text\": \"Gunmen \
             killed {} civilians in Gao on Monday, the governor said. Report {n}.\"}}\n",
            n % 28 + 1,
            n % 9 + 2
        )
    };
    let path = folder.join("corpus.jsonl");
    fs::write(&path, (0..count).map(line).collect::<String>()).expect("a corpus");
    path.to_string_lossy().into_owned()
}

fn count(text: &str, before: &str) -> usize {
    let rest = text.split(before).nth(1).unwrap_or("");
    rest.chars()
        .skip_while(|c| !c.is_ascii_digit())
        .take_while(char::is_ascii_digit)
        .collect::<String>()
        .parse()
        .unwrap_or(0)
}

#[test]
fn a_record_is_made_filled_read_and_checked() {
    let root = folder("line");
    let corpus = corpus(&root, 30);
    assert!(done(&root, &["init"]).starts_with("made "));
    assert!(root.join("own/vigie/record.vigie").exists());
    assert!(done(&root, &["import", &corpus]).starts_with("documents: 30 new, 0 new versions, 0 known"));
    assert!(done(&root, &["import", &corpus]).starts_with("documents: 0 new, 0 new versions, 30 known"));
    let status = done(&root, &["status", "--format", "json"]);
    assert_eq!((count(&status, "\"documents\""), count(&status, "\"pending\"")), (30, 0));
    let list = done(&root, &["incidents"]);
    assert_eq!(list.lines().filter(|l| l.starts_with('i')).count(), count(&status, "\"incidents\"") + 1);
    let id = list.lines().nth(1).and_then(|l| l.split_whitespace().next()).expect("an id");
    let shown = done(&root, &["incidents", "--show", id]);
    assert!(shown.contains("killed") && shown.contains("Events: e"), "{shown}");
    done(&root, &["brief", "-o", "brief.md"]);
    assert!(done(&root, &["verify", "brief.md"]).contains("all supported"));
    assert!(done(&root, &["check"]).contains("30 versions of documents checked, no damage"));
    assert!(done(&root, &["rebuild"]).starts_with("0 documents coded again"));
    assert!(done(&root, &["rebuild", "--all"]).starts_with("30 documents coded again: +0 events, -0, 0 changed"));
}

#[test]
fn decisions_are_made_on_incidents_and_shown_with_them() {
    let root = folder("decide");
    let corpus = corpus(&root, 30);
    done(&root, &["import", &corpus]);
    let list = done(&root, &["incidents"]);
    let ids: Vec<&str> = list.lines().skip(1).filter_map(|l| l.split_whitespace().next()).collect();
    let who = ["--who", "ana", "--why", "two sources"];
    done(&root, &[&["decide", "correct", ids[0], "place=Timbuktu"][..], &who].concat());
    assert!(done(&root, &["incidents", "--show", ids[0]]).contains("Timbuktu"));
    assert!(done(&root, &["incidents", "--show", ids[0]]).contains("ana: correct (two sources)"));
    let wrong = vigie(&root, &[&["decide", "correct", ids[0], "date_from=soon"][..], &who].concat());
    assert_eq!(wrong.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&wrong.stderr).contains("hint: "));
    let merged = done(&root, &[&["decide", "merge", ids[0], ids[1]][..], &who].concat());
    assert!(merged.contains("1 became part of another"), "{merged}");
    assert!(done(&root, &["incidents", "--since", "2020-01-01T00:00:00Z"]).contains("is now part of"));
}

#[test]
fn a_backup_is_signed_checked_and_restored() {
    let root = folder("backup");
    let corpus = corpus(&root, 5);
    done(&root, &["import", &corpus]);
    assert!(done(&root, &["backup", "copy.vigie", "--sign"]).contains("signed by "));
    assert!(done(&root, &["check", "--signed", "copy.vigie"]).contains("is what was signed"));
    done(&root, &["restore", "copy.vigie", "--record", "other.vigie"]);
    let status = done(&root, &["status", "--record", "other.vigie", "--format", "json"]);
    assert_eq!(count(&status, "\"documents\""), 5);
    done(&root, &["check", "--record", "other.vigie"]);
}

#[test]
fn what_is_wrong_with_a_record_is_said_with_what_to_do() {
    let root = folder("faults");
    fs::write(root.join("words.txt"), "These are words and no record at all. ".repeat(300)).expect("a file");
    for (record, said) in [
        ("none.vigie", "there is no record at none.vigie"),
        ("words.txt", "not a record"),
        ("mysql://a/b", "not kept at mysql://"),
        ("postgres://a@127.0.0.1:1/b", "cannot be reached"),
    ] {
        let output = vigie(&root, &["status", "--record", record]);
        let text = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(2), "{text}");
        assert!(text.contains(said) && text.contains("hint: "), "{record}: {text}");
    }
}

/// A limit on the size of files stands for a full disk; the signal that comes with it is not for us.
#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_a_clear_error_and_the_record_stays_whole() {
    let root = folder("full");
    let corpus = corpus(&root, 2000);
    let few = folder("full/few");
    let first = self::corpus(&few, 100);
    done(&root, &["import", "--record", "a.vigie", &first]);
    let script =
        format!("trap '' XFSZ; ulimit -f 700; exec {} import --record a.vigie {corpus}", env!("CARGO_BIN_EXE_vigie"));
    let output = Command::new("sh").args(["-c", &script]).current_dir(&root).output().expect("a shell");
    let text = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(2), "{text}");
    assert!(text.contains("disk is full") && text.contains("make room"), "{text}");
    assert!(done(&root, &["check", "--record", "a.vigie"]).contains("no damage"));
    done(&root, &["import", "--record", "a.vigie", &corpus]);
    let status = done(&root, &["status", "--record", "a.vigie", "--format", "json"]);
    assert_eq!(count(&status, "\"documents\""), 2000);
}

/// Whoever may not write is told so, and may still read. Root may write everywhere, so there is nothing to see for it.
#[cfg(target_os = "linux")]
#[test]
fn a_record_that_may_not_be_written_can_be_read() {
    use std::os::unix::fs::PermissionsExt;
    let root = folder("rights");
    let corpus = corpus(&root, 5);
    done(&root, &["import", "--record", "dir/a.vigie", &corpus]);
    let dir = root.join("dir");
    for entry in fs::read_dir(&dir).expect("a folder").flatten() {
        let kept = entry.file_name() == "a.vigie";
        if kept {
            fs::set_permissions(entry.path(), fs::Permissions::from_mode(0o444))
        } else {
            fs::remove_file(entry.path())
        }
        .expect("set");
    }
    fs::set_permissions(&dir, fs::Permissions::from_mode(0o555)).expect("rights");
    // Root minds no rights, so the program runs as nobody.
    let nobody = |args: &str| {
        let run = format!("exec {} {args}", env!("CARGO_BIN_EXE_vigie"));
        let root_user = Command::new("id").arg("-u").output().is_ok_and(|out| out.stdout == b"0\n");
        let mut command = Command::new(if root_user { "setpriv" } else { "sh" });
        if root_user {
            command.args(["--reuid=65534", "--regid=65534", "--clear-groups", "sh"]);
        }
        command.args(["-c", &run]).current_dir(&root).output().expect("a shell")
    };
    let read = nobody("status --record dir/a.vigie --format json");
    let wrote = nobody(&format!("import --record dir/a.vigie {corpus}"));
    fs::set_permissions(&dir, fs::Permissions::from_mode(0o755)).expect("rights");
    let said = String::from_utf8_lossy(&read.stderr).into_owned();
    assert_eq!(count(&String::from_utf8_lossy(&read.stdout), "\"documents\""), 5, "{said}");
    let said = String::from_utf8_lossy(&wrote.stderr).into_owned();
    assert!(wrote.status.code() == Some(2) && said.contains("hint: check who owns it"), "{said}");
}

#[test]
fn an_importer_that_is_killed_loses_nothing_it_acknowledged() {
    kill(8);
}

#[test]
#[ignore = "takes minutes"]
fn an_importer_that_is_killed_two_hundred_times() {
    kill(200);
}

/// Kills an import or a rebuild at any moment, so many times; then all that was acknowledged must be there, nothing
/// damaged, and a second run complete the rest.
fn kill(times: usize) {
    let root = folder(&format!("kill{times}"));
    let count = 1200;
    let corpus = corpus(&root, count);
    let (started, import) = (Instant::now(), ["import", "--record", "r.vigie", &corpus, "--format", "jsonl"]);
    done(&root, &import);
    let whole = started.elapsed();
    let rebuild = ["rebuild", "--record", "r.vigie", "--all"];
    for n in 0..times {
        // Two of three kill an import into nothing or into what the last one left, one a rebuild.
        if n % 3 == 0 {
            clean(&root);
        }
        let args = if n % 3 == 2 { &rebuild[..] } else { &import[..] };
        let told = root.join("told.jsonl");
        let mut child = program(&root, args)
            .stdout(File::create(&told).expect("a file"))
            .stderr(Stdio::null())
            .spawn()
            .expect("runs");
        thread::sleep(whole.mul_f64(chance()));
        let _ = child.kill();
        child.wait().expect("an end");
        let told = fs::read_to_string(&told).expect("lines");
        let kept: BTreeSet<String> = if n % 3 == 2 { BTreeSet::new() } else { told.lines().filter_map(id).collect() };
        look(&root, &kept);
        if n % 3 != 0 {
            done(&root, args);
            let status = done(&root, &["status", "--record", "r.vigie", "--format", "json"]);
            let all = if n % 3 == 2 { 0 } else { count };
            assert!(
                self::count(&status, "\"documents\"") >= all && self::count(&status, "\"pending\"") == 0,
                "{status}"
            );
            assert!(done(&root, &["check", "--record", "r.vigie"]).contains("no damage"));
        }
    }
}

/// No damage, and everything that was acknowledged.
fn look(root: &Path, kept: &BTreeSet<String>) {
    let path = root.join("r.vigie");
    match Record::read(&Address::File(path)) {
        Ok(mut record) => {
            assert_eq!(record.check().expect("a check").damage, Vec::<String>::new());
            let ids: BTreeSet<String> =
                record.documents(&Scope::All).expect("documents").into_iter().map(|d| d.id).collect();
            assert!(kept.is_subset(&ids), "{:?}", kept.difference(&ids).take(3).collect::<Vec<_>>());
        }
        // Killed before there was a record.
        Err(fault) => assert!(kept.is_empty(), "{fault}"),
    }
}

/// The id of a whole line.
fn id(line: &str) -> Option<String> {
    let line = line.strip_suffix('}')?;
    Some(line.split("\"id\":\"").nth(1)?.split('"').next()?.to_string())
}

fn clean(root: &Path) {
    for ending in ["", "-wal", "-shm", "-lock"] {
        let _ = fs::remove_file(root.join(format!("r.vigie{ending}")));
    }
}

/// A share of the whole, never the same.
fn chance() -> f64 {
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or(Duration::ZERO);
    f64::from(now.subsec_nanos() % 9973) / 9973.0
}
