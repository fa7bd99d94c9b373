//! Accounts from the command line, and the server for language models on standard input and output.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

fn vigie(record: &Path, args: &[&str], input: &str) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_vigie"));
    command.args(args).arg("--record").arg(record);
    let mut child =
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it runs");
    child.stdin.take().expect("its input").write_all(input.as_bytes()).expect("written");
    child.wait_with_output().expect("an end")
}

fn text(out: &Output) -> String {
    String::from_utf8_lossy(&out.stdout).into_owned() + &String::from_utf8_lossy(&out.stderr)
}

fn record(name: &str) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("vigie-accounts-{}-{name}", std::process::id()));
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).expect("a folder");
    let path = folder.join("record.vigie");
    assert!(vigie(&path, &["init"], "").status.success());
    path
}

#[test]
fn accounts_are_made_listed_changed_and_removed() {
    let record = record("manage");
    let ok = |args: &[&str], input: &str| {
        let out = vigie(&record, args, input);
        assert_eq!(out.status.code(), Some(0), "{args:?}: {}", text(&out));
        text(&out)
    };
    let refused = |args: &[&str], input: &str| {
        let out = vigie(&record, args, input);
        assert_eq!(out.status.code(), Some(2), "{args:?}: {}", text(&out));
        let said = text(&out);
        assert!(said.contains("hint: "), "{said}");
        said
    };
    refused(&["account", "add", "ana", "--role", "admin"], "short\n");
    ok(&["account", "add", "ana", "--role", "admin"], "quatre mots sans lien\n");
    assert!(refused(&["account", "add", "ana"], "quatre mots sans lien\n").contains("already"));
    refused(&["account", "add", "a b"], "quatre mots sans lien\n");
    assert!(ok(&["account", "add", "ben", "--role", "analyst", "--invite"], "").starts_with("/invitation/"));
    let token = ok(&["account", "token", "ana", "--for", "copy", "--scope", "read", "--scope", "feeds"], "");
    assert!(token.starts_with("vigie_") && token.trim().len() == 70, "{token}");
    refused(&["account", "token", "nobody"], "");
    let list = ok(&["account", "list"], "");
    assert!(list.contains("ana") && list.contains("copy (read feeds)") && list.contains("invited"), "{list}");
    assert!(!list.contains(token.trim()));
    refused(&["account", "role", "ana", "reader"], "");
    refused(&["account", "remove", "ana"], "");
    ok(&["account", "add", "eve", "--role", "admin"], "quatre mots sans lien\n");
    ok(&["account", "role", "ana", "reader"], "");
    ok(&["account", "remove", "ana"], "");
    assert!(!ok(&["account", "list"], "").contains("ana "));
}

#[test]
fn a_model_is_answered_on_standard_input_and_output() {
    let record = record("models");
    let call =
        r#"{"jsonrpc":"2.0","id":2,"method":"tools/call","params":{"name":"search","arguments":{"country":"MLI"}}}"#;
    let hello = r#"{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-06-18","capabilities":{},"clientInfo":{"name":"t","version":"1"}}}"#;
    let ready = r#"{"jsonrpc":"2.0","method":"notifications/initialized"}"#;
    let out = vigie(&record, &["mcp"], &format!("{hello}\n{ready}\n{call}\n"));
    assert!(out.status.success(), "{}", text(&out));
    let lines = String::from_utf8_lossy(&out.stdout).into_owned();
    assert!(lines.lines().count() == 2 && lines.contains("\"incidents\":[]"), "{lines}");
    let none = vigie(&record.with_file_name("none.vigie"), &["mcp"], "");
    assert_eq!(none.status.code(), Some(2), "{}", text(&none));
}

#[test]
fn the_official_client_is_answered_by_the_program() {
    let python = std::env::var_os("VIGIE_PYTHON").unwrap_or_else(|| "python3".into());
    let has = Command::new(&python).args(["-c", "import mcp"]).output();
    if !has.is_ok_and(|out| out.status.success()) {
        eprintln!("\n*** skipped: no Python with mcp; name one by VIGIE_PYTHON (pip install mcp) ***\n");
        return;
    }
    let (record, root) = (record("client"), Path::new(env!("CARGO_MANIFEST_DIR")).join("../.."));
    let demo = root.join("demo");
    let filled = vigie(&record, &["import", "-q", demo.to_str().expect("a path")], "");
    assert!(filled.status.success(), "{}", text(&filled));
    let script = root.join("crates/desk/tests/mcp_client.py");
    let asked = Command::new(python).arg(script).args(["stdio", env!("CARGO_BIN_EXE_vigie")]).arg(&record).output();
    let asked = asked.expect("it runs");
    assert!(asked.status.success() && text(&asked).contains("brief "), "{}", text(&asked));
}
