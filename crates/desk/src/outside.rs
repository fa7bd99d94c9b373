//! The desk as programs of others find it: the official client for language models, and a tool that tries everything
//! that the description allows. Where they are not installed, the tests say so.

use crate::auth::Listen;
use crate::testing::Site;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// The Python of `VIGIE_PYTHON`, or the usual one, if it has a module; that it has not is said aloud.
fn python_with(module: &str) -> Option<PathBuf> {
    let python = PathBuf::from(std::env::var_os("VIGIE_PYTHON").unwrap_or_else(|| "python3".into()));
    let has = Command::new(&python).args(["-c", &format!("import {module}")]).output();
    let found = has.is_ok_and(|out| out.status.success());
    if !found {
        eprintln!("\n*** skipped: no Python with {module}; name one by VIGIE_PYTHON (pip install {module}) ***\n");
    }
    found.then_some(python)
}

async fn run(mut command: Command) -> Output {
    let run = tokio::task::spawn_blocking(move || command.output());
    run.await.expect("an end").expect("it runs")
}

#[tokio::test(flavor = "multi_thread")]
async fn the_official_client_for_language_models_is_answered() {
    let Some(python) = python_with("mcp") else { return };
    let site = Site::new(Listen::Loopback).await;
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/mcp_client.py");
    let mut command = Command::new(python);
    command.arg(script).args(["http", &format!("http://{}/mcp", site.at)]);
    let out = run(command).await;
    let text = String::from_utf8_lossy(&out.stdout);
    assert!(out.status.success() && text.lines().count() == 4, "{text}{}", String::from_utf8_lossy(&out.stderr));
}

#[tokio::test(flavor = "multi_thread")]
async fn whatever_the_description_allows_is_answered_as_it_says() {
    let Some(python) = python_with("schemathesis") else { return };
    let site = Site::new(Listen::Loopback).await;
    let tool = python.with_file_name("schemathesis");
    let mut command = Command::new(if tool.exists() { tool } else { "schemathesis".into() });
    let base = format!("http://{}/api/v1", site.at);
    command.args(["run", &format!("{base}/openapi.json"), "--url", &base, "--no-color", "--workers", "2"]);
    command.args(["--phases", "examples,coverage,fuzzing", "--max-examples", "15", "--generation-deterministic"]);
    // That two days stand in the wrong order, or that nothing has a name, is seen only by looking.
    command.args(["--exclude-checks", "positive_data_acceptance,ignored_auth"]);
    command.current_dir(crate::testing::folder());
    let out = run(command).await;
    assert!(out.status.success(), "{}{}", String::from_utf8_lossy(&out.stdout), String::from_utf8_lossy(&out.stderr));
}
