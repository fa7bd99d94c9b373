//! Collecting and delivering from outside: the commands, a collector that is killed, mail by real servers.

#[path = "../../collect/tests/farm/mod.rs"]
mod farm;

use farm::Farm;
use std::collections::BTreeSet;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::thread;
use std::time::{Duration, Instant};
use vigie_store::{Address, Record, Scope};

fn folder(name: &str) -> PathBuf {
    let root = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("collect").join(name);
    let _ = fs::remove_dir_all(&root);
    fs::create_dir_all(root.join("own/vigie")).expect("a folder");
    fs::write(root.join("own/vigie/collect.toml"), "contact = \"desk@ngo.example\"\nseconds = 2\nmegabytes = 1\n")
        .expect("settings");
    root
}

fn program(folder: &Path, args: &[&str]) -> Command {
    let mut program = Command::new(env!("CARGO_BIN_EXE_vigie"));
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

fn refused(folder: &Path, args: &[&str]) -> String {
    let output = vigie(folder, args);
    assert_eq!(output.status.code(), Some(2), "vigie {}", args.join(" "));
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(said.contains("hint: "), "{said}");
    said
}

const RECORD: [&str; 2] = ["--record", "r.vigie"];

fn with<'a>(args: &[&'a str]) -> Vec<&'a str> {
    [args, &RECORD].concat()
}

fn documents(root: &Path) -> Vec<String> {
    let mut record = Record::read(&Address::File(root.join("r.vigie"))).expect("a record");
    let documents = record.documents(&Scope::All).expect("documents");
    let mut urls: Vec<String> = documents.into_iter().filter_map(|d| d.url).collect();
    urls.sort();
    urls
}

#[test]
fn a_source_is_added_tested_collected_listed_and_removed() {
    let (root, farm) = (folder("line"), Farm::new(1, 2, 18));
    let feed = farm.feed(0);
    let refused_at_first = vigie(&root, &with(&["source", "test", &feed]));
    assert_eq!(refused_at_first.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&refused_at_first.stdout).contains("own network"));
    let tested = done(&root, &with(&["source", "test", &feed, "--allow-private"]));
    assert!(tested.contains("kind: feed") && tested.contains("reports: 1"), "{tested}");
    assert!(done(&root, &with(&["source", "add", &feed, "--allow-private"])).starts_with("added 127.0.0.1: http"));
    assert!(
        done(&root, &with(&["source", "add", &farm.feed(1), "--allow-private"])).starts_with("added 127.0.0.1-2: http")
    );
    let first = done(&root, &with(&["collect", "--once"]));
    let expected: Vec<String> = farm.reachable().into_iter().collect();
    assert!(first.contains(&format!("documents: {} new", expected.len())), "{first}");
    assert_eq!(documents(&root), expected);
    let second = done(&root, &with(&["collect", "--once"]));
    assert!(second.contains("documents: 0 new, 0 new versions"), "{second}");
    let status = done(&root, &with(&["status", "--format", "json"]));
    let status: serde_json::Value = serde_json::from_str(&status).expect("JSON");
    assert_eq!(status["sources"].as_array().map(Vec::len), Some(2), "{status}");
    assert_eq!(status["sources"][0]["health"], "well");
    assert!(done(&root, &with(&["status"])).contains("127.0.0.1-2"));
    assert!(done(&root, &with(&["source", "list", "--format", "opml"])).contains(&format!("xmlUrl=\"{feed}\"")));
    done(&root, &with(&["source", "remove", "127.0.0.1-2"]));
    assert!(!done(&root, &with(&["source", "list"])).contains("127.0.0.1-2"));
    done(&root, &with(&["check"]));
    let warc = done(&root, &with(&["collect", "--export-warc", "all.warc.gz"]));
    assert!(warc.contains(" answers written"), "{warc}");
    let back = done(&root, &["import", "all.warc.gz", "--record", "other.vigie"]);
    assert!(back.starts_with("documents: "), "{back}");
    let mut other = Record::read(&Address::File(root.join("other.vigie"))).expect("a record");
    let there: BTreeSet<String> =
        other.documents(&Scope::All).expect("documents").into_iter().filter_map(|d| d.url).collect();
    assert!(expected.iter().filter(|url| !there.contains(*url)).count() == 0, "{there:?}");
}

#[test]
fn what_only_a_sensitive_source_tells_does_not_leave() {
    let (root, farm) = (folder("sensitive"), Farm::new(1, 2, 18));
    done(&root, &with(&["source", "add", &farm.feed(0), "--allow-private"]));
    done(&root, &with(&["source", "add", &farm.feed(1), "--allow-private", "--sensitive"]));
    done(&root, &with(&["collect", "--once"]));
    let mut record = Record::read(&Address::File(root.join("r.vigie"))).expect("a record");
    let (open, closed) = ["127.0.0.1", "127.0.0.1-2"].map(|name| record.came_from(name).expect("reports")).into();
    assert!(!open.is_empty() && !closed.is_empty());
    let left = done(&root, &with(&["export", "--format", "jsonl"]));
    let names = |reports: &BTreeSet<String>| reports.iter().filter(|id| left.contains(&format!("\"{id}\""))).count();
    assert!(names(&open) > 0, "{left}");
    assert_eq!(names(&closed), 0, "{left}");
}

#[test]
fn what_is_wrong_with_a_source_is_said() {
    let root = folder("wrong");
    assert!(refused(&root, &with(&["collect", "--once"])).contains("no sources"));
    assert!(refused(&root, &with(&["source", "add", "no-such-thing"])).contains("no source that Vigie knows"));
    assert!(
        refused(&root, &with(&["source", "add", "https://a.example/", "--kind", "newspaper"])).contains("newspaper")
    );
    assert!(refused(&root, &with(&["source", "remove", "x"])).contains("no source is called x"));
    fs::write(root.join("own/vigie/collect.toml"), "contakt = \"x\"\n").expect("settings");
    done(&root, &with(&["source", "add", "RFI"]));
    assert!(refused(&root, &with(&["collect", "--once"])).contains("collect.toml:1: unknown field `contakt`"));
    assert!(refused(&root, &with(&["subscribe", "add", "x", "--to", "mailto:nobody"])).contains("nobody"));
}

#[test]
fn own_sources_are_collected_and_a_wrong_key_is_told_with_its_line() {
    let (root, farm) = (folder("own"), Farm::new(1, 1, 3));
    let sources = root.join("own/vigie/sources");
    fs::create_dir_all(&sources).expect("a folder");
    let file = |more: &str| {
        format!(
            "name = \"River Radio\"\nfamily = \"River\"\ngrade = \"C\"\nreason = \"Own reporters.\"\nlanguages = [\"fr\"]\n\
             feed = \"{}\"\nexample = [\"River Radio\"]\n\n[fetch]\nallow_private = [\"127.0.0.1\"]\n{more}",
            farm.feed(0)
        )
    };
    fs::write(sources.join("river.toml"), file("every = \"1h\"\n")).expect("a file");
    fs::write(sources.join("wrong.toml"), file("evry = \"1h\"\n").replace("River", "Other")).expect("a file");
    let output = vigie(&root, &with(&["collect", "--once"]));
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(said.contains("sources/own/wrong.toml: line 11: expected one of") && said.contains("evry"), "{said}");
    let list = done(&root, &with(&["source", "list"]));
    assert!(list.contains("River Radio") && !list.contains("Other Radio"), "{list}");
    let mut record = Record::read(&Address::File(root.join("r.vigie"))).expect("a record");
    assert_eq!(record.documents(&Scope::All).expect("documents")[0].outlet.as_deref(), Some("River Radio"));
}

/// Kills the collector at moments spread over its run; then lets it finish.
fn kills(name: &str, times: u32) {
    let (root, farm) = (folder(name), Farm::new(3, 6, 24));
    for n in 0..farm.feeds {
        done(&root, &with(&["source", "add", &farm.feed(n), "--allow-private"]));
    }
    let hook = format!("http://127.0.0.1:{}/hook", farm.ports[0]);
    done(&root, &with(&["subscribe", "add", "hook", "--to", &hook, "--what", "changes", "--allow-private"]));
    for n in 0..times {
        let mut child = program(&root, &with(&["collect", "--once"]))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("it runs");
        thread::sleep(Duration::from_millis(150 + u64::from(n * 7919 % 3000)));
        let _ = child.kill();
        child.wait().expect("an end");
    }
    done(&root, &with(&["collect", "--once"]));
    done(&root, &with(&["collect", "--once"]));
    assert_eq!(documents(&root), farm.reachable().into_iter().collect::<Vec<_>>(), "nothing lost, nothing doubled");
    done(&root, &with(&["check"]));
    let mut record = Record::read(&Address::File(root.join("r.vigie"))).expect("a record");
    assert_eq!(record.status().expect("a status").pending, 0);
    let posted = farm.posted.lock().expect("a lock");
    let items: Vec<String> = posted
        .iter()
        .flat_map(|(.., body)| {
            serde_json::from_str::<serde_json::Value>(body).expect("JSON")["items"]
                .as_array()
                .cloned()
                .unwrap_or_default()
        })
        .filter_map(|item| item["item"].as_str().map(String::from))
        .collect();
    let once: BTreeSet<&String> = items.iter().collect();
    assert_eq!(once.len(), items.len(), "each item at most once");
    assert!(!items.is_empty());
}

#[test]
fn a_collector_that_is_killed_loses_and_doubles_nothing() {
    kills("kills", 6);
}

#[test]
#[ignore = "takes minutes: 50 kills"]
fn a_collector_that_is_killed_fifty_times_loses_and_doubles_nothing() {
    kills("kills-50", 50);
}

#[test]
fn a_watch_ends_in_good_order_and_a_second_collector_does_nothing() {
    let (root, farm) = (folder("watch"), Farm::new(1, 1, 6));
    done(&root, &with(&["source", "add", &farm.feed(0), "--allow-private"]));
    let mut child =
        program(&root, &with(&["collect", "--watch", "--quiet"])).stdout(Stdio::piped()).spawn().expect("it runs");
    let began = Instant::now();
    while farm.asked("/a/") == 0 && began.elapsed() < Duration::from_secs(60) {
        thread::sleep(Duration::from_millis(100));
    }
    let second = done(&root, &with(&["collect", "--once"]));
    assert!(second.contains(&format!("process {}", child.id())) && second.contains("nothing was done"), "{second}");
    while documents(&root).len() < farm.reachable().len() && began.elapsed() < Duration::from_secs(90) {
        thread::sleep(Duration::from_millis(200));
    }
    Command::new("kill").args(["-TERM", &child.id().to_string()]).status().expect("kill");
    let mut text = String::new();
    child.stdout.take().expect("output").read_to_string(&mut text).expect("words");
    assert!(child.wait().expect("an end").success(), "{text}");
    assert!(text.contains("stopped; what was fetched is kept"), "{text}");
    assert_eq!(documents(&root).len(), farm.reachable().len());
}

/// A Python that has a module, or a line that says what is missing.
fn python(module: &str) -> Option<String> {
    let told = std::env::var("VIGIE_PYTHON").ok();
    let has = |python: &String| {
        let asked = Command::new(python).args(["-c", &format!("import {module}")]).stderr(Stdio::null()).status();
        asked.is_ok_and(|status| status.success())
    };
    let found = told.into_iter().chain(["python3".to_string()]).find(has);
    if found.is_none() {
        println!("skipped: no Python with {module}; install it and name the Python in VIGIE_PYTHON");
    }
    found
}

struct Server(Child);

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

const SMTP: &str = "
import sys, time
from aiosmtpd.controller import Controller
class Handler:
    async def handle_DATA(self, server, session, envelope):
        open(sys.argv[1], 'ab').write(envelope.content + b'\\n=====\\n')
        return '250 taken'
controller = Controller(Handler(), hostname='127.0.0.1', port=int(sys.argv[2]))
controller.start()
print('ready', flush=True)
time.sleep(600)
";

fn free_port() -> u16 {
    std::net::TcpListener::bind("127.0.0.1:0").and_then(|l| l.local_addr()).expect("a port").port()
}

#[test]
fn mail_is_handed_to_a_mail_server() {
    let Some(python) = python("aiosmtpd") else { return };
    let (root, farm, port) = (folder("smtp"), Farm::new(1, 1, 4), free_port());
    let mails = root.join("mails");
    let mut server = Command::new(python);
    server.args(["-c", SMTP, &mails.display().to_string(), &port.to_string()]).stdout(Stdio::piped());
    let mut server = Server(server.spawn().expect("a server"));
    let mut line = String::new();
    BufReader::new(server.0.stdout.take().expect("output")).read_line(&mut line).expect("a line");
    assert_eq!(line.trim(), "ready");
    let settings = format!("smtp = \"smtp://127.0.0.1:{port}\"\nfrom = \"Vigie <vigie@ngo.example>\"\nseconds = 2\n");
    fs::write(root.join("own/vigie/collect.toml"), settings).expect("settings");
    done(&root, &with(&["source", "add", &farm.feed(0), "--allow-private"]));
    done(
        &root,
        &with(&["subscribe", "add", "desk", "--to", "mailto:ana@ngo.example", "--what", "changes", "--lang", "fr"]),
    );
    let text = done(&root, &with(&["collect", "--once"]));
    assert!(text.contains("deliveries: "), "{text}");
    let mails = fs::read_to_string(mails).expect("mails");
    assert!(mails.contains("To: ana@ngo.example") && mails.contains("multipart/alternative"), "{mails}");
    assert!(mails.contains("text/plain") && mails.contains("text/html"), "{mails}");
    let log = done(&root, &with(&["subscribe", "log", "desk", "--format", "jsonl"]));
    assert!(!log.is_empty() && log.lines().all(|l| l.contains("\"state\":\"sent\"")), "{log}");
    drop(server);
    // A server that is away surely took nothing: it waits.
    done(&root, &with(&["subscribe", "add", "late", "--to", "mailto:ana@ngo.example", "--what", "changes"]));
    farm.round.store(1, std::sync::atomic::Ordering::Relaxed);
    fs::write(
        root.join("new.txt"),
        "Gao, 12 July 2025. Gunmen killed 7 civilians in Gao on Friday, the governor said.",
    )
    .expect("a file");
    done(&root, &with(&["source", "add", "new.txt"]));
    done(&root, &with(&["collect", "--once"]));
    let log = done(&root, &with(&["subscribe", "log", "late", "--format", "jsonl"]));
    assert!(log.contains("\"state\":\"waiting\"") && log.contains("mail server"), "{log}");
}

#[test]
fn a_mailbox_of_a_real_server_is_read() {
    let has = |program: &str| {
        Command::new(program).arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok()
    };
    if !has("dovecot") {
        println!("skipped: no dovecot; install the package dovecot-imapd");
        return;
    }
    let (root, port) = (std::env::temp_dir().join(format!("vigie-imap-{}", std::process::id())), free_port());
    fs::create_dir_all(root.join("own/vigie")).expect("a folder");
    let mailbox = root.join("mail");
    for part in ["cur", "new", "tmp"] {
        fs::create_dir_all(mailbox.join(part)).expect("a folder");
    }
    let Some(_server) = dovecot(&root, port) else { return };
    let mail = |n: u32| {
        let words = format!(
            "From: radio@river.example\r\nTo: desk@ngo.example\r\nSubject: Attack {n}\r\nDate: Sat, 12 Jul 2025 10:0{n}:00 +0000\r\n\
             Message-ID: <{n}@river.example>\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n\
             Gunmen killed {} civilians in Gao on Friday, the governor said. It is report {n} of this list.\r\n",
            n + 2
        );
        fs::write(mailbox.join("new").join(format!("1752314{n}.M1P1.host")), words).expect("a mail");
    };
    (1..=3).for_each(mail);
    fs::write(root.join("word"), "sesame\n").expect("a password");
    let url = format!("imap://desk@127.0.0.1:{port}/INBOX");
    let add = ["source", "add", &url, "--name", "list", "--password-file", "word", "--allow-private"];
    done(&root, &with(&add));
    let first = done(&root, &with(&["collect", "--once"]));
    assert!(first.contains("documents: 3 new"), "{first}");
    mail(4);
    let second = done(&root, &with(&["collect", "--once"]));
    assert!(second.contains("documents: 1 new, 0 new versions, 0 known"), "{second}");
    let seen = fs::read_dir(mailbox.join("cur")).expect("a folder").flatten();
    assert!(
        seen.filter(|f| f.file_name().to_string_lossy().ends_with('S')).count() == 0,
        "no message is marked as seen"
    );
    fs::write(root.join("word"), "wrong\n").expect("a password");
    let third = vigie(&root, &with(&["collect", "--once"]));
    assert!(String::from_utf8_lossy(&third.stderr).contains("the mailbox imap://desk@127.0.0.1"), "{third:?}");
}

/// A dovecot of our own on a port of our own, as whoever runs the tests.
fn dovecot(root: &Path, port: u16) -> Option<Server> {
    let user = |flag: &str| {
        let told = Command::new("id").arg(flag).output().expect("id");
        String::from_utf8_lossy(&told.stdout).trim().to_string()
    };
    // As root it gives its rights away by itself, and the mailbox belongs to nobody.
    let is_root = user("-u") == "0";
    let (name, group) = if is_root { ("nobody".into(), "nogroup".into()) } else { (user("-un"), user("-gn")) };
    let path = root.display();
    let rights = match is_root {
        true => String::new(),
        false => {
            format!("default_login_user = {name}\ndefault_internal_user = {name}\ndefault_internal_group = {group}\n")
        }
    };
    if is_root {
        let owner = format!("{name}:{group}");
        Command::new("chown").args(["-R", &owner]).arg(root.join("mail")).status().expect("chown");
    }
    fs::write(root.join("users"), "desk:{PLAIN}sesame::::::\n").expect("users");
    let version = Command::new("dovecot").arg("--version").output().expect("a version");
    let new = String::from_utf8_lossy(&version.stdout).starts_with("2.4");
    let versions = if new { "dovecot_config_version = 2.4.0\ndovecot_storage_version = 2.4.0\n" } else { "" };
    let (mail, users) = match new {
        true => (
            format!(
                "mail_driver = maildir\nmail_path = {path}/mail\nmail_uid = {name}\nmail_gid = {group}\nauth_allow_cleartext = yes\n"
            ),
            format!(
                "passdb passwd-file {{\n  passwd_file_path = {path}/users\n}}\nuserdb static {{\n  fields {{\n    uid = {name}\n    gid = {group}\n    home = {path}\n  }}\n}}\n"
            ),
        ),
        false => (
            format!(
                "mail_location = maildir:{path}/mail\nmail_uid = {name}\nmail_gid = {group}\ndisable_plaintext_auth = no\n"
            ),
            format!(
                "passdb {{\n  driver = passwd-file\n  args = {path}/users\n}}\nuserdb {{\n  driver = static\n  args = uid={name} gid={group} home={path}\n}}\n"
            ),
        ),
    };
    let config = format!(
        "{versions}protocols = imap\nlisten = 127.0.0.1\nbase_dir = {path}/run\nstate_dir = {path}/state\nlog_path = {path}/log\nssl = no\n\
         first_valid_uid = 0\nfirst_valid_gid = 0\n{mail}{rights}\
         service imap-login {{\n  chroot =\n  inet_listener imap {{\n    port = {port}\n  }}\n  inet_listener imaps {{\n    port = 0\n  }}\n}}\n\
         service anvil {{\n  chroot =\n}}\nservice stats {{\n  chroot =\n}}\n{users}"
    );
    fs::write(root.join("dovecot.conf"), config).expect("settings");
    let mut command = Command::new("dovecot");
    command.args(["-F", "-c"]).arg(root.join("dovecot.conf")).stdout(Stdio::null()).stderr(Stdio::piped());
    let mut server = Server(command.spawn().ok()?);
    for _ in 0..100 {
        if let Ok(mut stream) = TcpStream::connect(("127.0.0.1", port)) {
            let mut greeting = [0; 4];
            let _ = stream.set_read_timeout(Some(Duration::from_secs(5)));
            if stream.read_exact(&mut greeting).is_ok() {
                let _ = stream.write_all(b"a LOGOUT\r\n");
                return Some(server);
            }
        }
        if server.0.try_wait().ok().flatten().is_some() {
            break;
        }
        thread::sleep(Duration::from_millis(100));
    }
    let log = fs::read_to_string(root.join("log")).unwrap_or_default();
    let mut said = String::new();
    let _ = server.0.kill();
    let _ = server.0.stderr.take().map(|mut e| e.read_to_string(&mut said));
    println!("skipped: dovecot does not start here as this user: {said} {log}");
    None
}

/// How long a report takes from its appearance in a feed until it is joined with the others, at a pace of many a second.
/// Numbers of reports and seconds stand in VIGIE_DAY ("10000 600").
#[test]
#[ignore = "a benchmark: ten minutes"]
fn a_day_of_arrivals_is_joined_within_seconds() {
    let told = std::env::var("VIGIE_DAY").unwrap_or_else(|_| "10000 600".into());
    let mut numbers = told.split_whitespace().map(|n| n.parse::<usize>().expect("a number"));
    let (reports, seconds) = (numbers.next().expect("reports"), numbers.next().expect("seconds") as u64);
    let root = folder("day");
    let began = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).expect("a time").as_secs_f64();
    let day = farm::Day::new(20, reports, Duration::from_secs(seconds));
    for n in 0..day.feeds {
        done(&root, &with(&["source", "add", &day.feed(n), "--allow-private", "--every", "1s"]));
    }
    let start = day.seconds();
    let mut child =
        program(&root, &with(&["collect", "--watch", "--quiet"])).stdout(Stdio::null()).spawn().expect("it runs");
    while day.seconds() < seconds as f64 + 20.0 {
        thread::sleep(Duration::from_millis(500));
    }
    Command::new("kill").args(["-TERM", &child.id().to_string()]).status().expect("kill");
    child.wait().expect("an end");
    let mut record = Record::read(&Address::File(root.join("r.vigie"))).expect("a record");
    let mut waits = Vec::new();
    let joined = record.joined_at().expect("times");
    assert_eq!(joined.len(), reports, "all of them are there");
    for (url, at) in joined {
        let number: usize = url.rsplit('/').next().and_then(|n| n.parse().ok()).expect("a number");
        // What appeared before the collector began says nothing of it.
        if day.appears(number) > start + 5.0 {
            let at: jiff_free::Time = jiff_free::seconds(&at);
            waits.push(at - began - day.appears(number));
        }
    }
    waits.sort_by(f64::total_cmp);
    let of = |share: f64| waits[((waits.len() - 1) as f64 * share) as usize];
    println!(
        "{reports} reports in {seconds} s: median {:.2} s, 95 % within {:.2} s, all within {:.2} s",
        of(0.5),
        of(0.95),
        of(1.0)
    );
    assert!(of(0.5) < 2.0 + 1.0, "a second of it is the pace of the feeds");
}

/// Seconds since 1970 of a time as the record writes it.
mod jiff_free {
    pub type Time = f64;

    pub fn seconds(at: &str) -> Time {
        let number = |from: usize, to: usize| at[from..to].parse::<f64>().expect("a number");
        let (year, month, day) = (number(0, 4) as i64, number(5, 7) as i64, number(8, 10) as i64);
        let (y, m) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
        let days = 365 * y + y / 4 - y / 100 + y / 400 + (m * 306 + 5) / 10 + day - 1 - 719_468;
        days as f64 * 86_400.0 + number(11, 13) * 3600.0 + number(14, 16) * 60.0 + number(17, 26)
    }
}
