//! A PostgreSQL of the tests' own, which ends with them.

use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Makes a cluster, says where, and takes it away when nobody listens any more, however the tests ended.
const CLUSTER: &str = r#"
PATH="$PATH:$1"; cd /tmp || exit 1
D=$(mktemp -d /tmp/vigie-pg-XXXXXX) || exit 1
initdb -D "$D/data" -U vigie -A trust -E UTF8 --no-locale >/dev/null 2>&1 || { rm -rf "$D"; exit 1; }
postgres -D "$D/data" -k "$D" -c listen_addresses= -c fsync=off -c max_connections=200 >"$D/log" 2>&1 &
for n in $(seq 200); do pg_isready -q -h "$D" -U vigie && break; sleep 0.1; done
echo "$D"; read -r _; kill -INT $!; wait; rm -rf "$D"
"#;

struct Cluster {
    folder: String,
    /// Its standard input stays open as long as the tests run.
    _shell: Child,
}

/// The address of a new, empty database.
pub fn database() -> Option<String> {
    static CLUSTER: OnceLock<Option<Cluster>> = OnceLock::new();
    static NEXT: AtomicUsize = AtomicUsize::new(0);
    let cluster = CLUSTER.get_or_init(|| {
        let started = start();
        if started.is_none() {
            eprintln!("\n*** NO POSTGRESQL: half of the record's tests did not run. Install it (apt install postgresql). ***\n");
        }
        started
    });
    let folder = &cluster.as_ref()?.folder;
    let name = format!("t{}", NEXT.fetch_add(1, Ordering::Relaxed));
    let made = Command::new(programs()?.join("createdb")).args(["-h", folder, "-U", "vigie", &name]).status();
    assert!(made.is_ok_and(|status| status.success()), "createdb {name}");
    Some(format!("postgres://vigie@localhost/{name}?host={folder}"))
}

fn start() -> Option<Cluster> {
    let programs = programs()?;
    // PostgreSQL does not run as root.
    let root = Command::new("id").arg("-u").output().is_ok_and(|out| out.stdout == b"0\n");
    let mut command = Command::new(if root { "setpriv" } else { "sh" });
    if root {
        command.args(["--reuid=postgres", "--regid=postgres", "--clear-groups", "sh"]);
    }
    command.args(["-c", CLUSTER, "sh"]).arg(&programs).stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut shell = command.spawn().ok()?;
    let mut folder = String::new();
    BufReader::new(shell.stdout.take()?).read_line(&mut folder).ok()?;
    let folder = folder.trim().to_string();
    (!folder.is_empty()).then_some(Cluster { folder, _shell: shell })
}

/// Where the system keeps PostgreSQL's programs: the newest version.
fn programs() -> Option<PathBuf> {
    let versions = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let newest = versions.map(|v| v.path().join("bin")).filter(|p| p.join("initdb").exists()).max();
    let on_path = || Some(PathBuf::from("/usr/bin")).filter(|p| p.join("initdb").exists());
    newest.or_else(on_path)
}
