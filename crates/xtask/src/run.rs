//! Running a program with its words both shown and kept.

use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::{Mutex, PoisonError};
use std::thread;

/// How a program ended, and all that it said.
pub struct Done {
    pub ok: bool,
    pub said: String,
}

/// What programs find in their environment from now on.
static GIVEN: Mutex<Vec<(&str, PathBuf)>> = Mutex::new(Vec::new());

/// Gives all programs that are run from now on a value in their environment.
pub fn with(name: &'static str, value: &Path) {
    GIVEN.lock().unwrap_or_else(PoisonError::into_inner).push((name, value.into()));
}

/// Runs a program in a folder, without standard input. A program that does not start has failed.
pub fn run(program: &str, args: &[&str], folder: &Path) -> Done {
    println!("$ {program} {}", args.join(" "));
    let mut command = Command::new(program);
    command.args(args).current_dir(folder).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command.envs(GIVEN.lock().unwrap_or_else(PoisonError::into_inner).iter().cloned());
    let mut child = match command.spawn() {
        Ok(child) => child,
        Err(e) => return Done { ok: false, said: format!("{program}: {e}") },
    };
    let err = child.stderr.take().map(|stream| thread::spawn(|| tee(stream)));
    let mut said = child.stdout.take().map(tee).unwrap_or_default();
    said += &err.and_then(|thread| thread.join().ok()).unwrap_or_default();
    Done { ok: child.wait().is_ok_and(|status| status.success()), said }
}

fn tee(stream: impl Read) -> String {
    let mut kept = String::new();
    for line in BufReader::new(stream).split(b'\n').map_while(Result::ok) {
        let line = String::from_utf8_lossy(&line);
        let _ = writeln!(std::io::stdout(), "{line}");
        kept.push_str(&line);
        kept.push('\n');
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_is_kept_and_a_missing_program_has_failed() {
        let done = run("cargo", &["--version"], Path::new("."));
        assert!(done.ok && done.said.starts_with("cargo "));
        assert!(!run("no-such-program-anywhere", &[], Path::new(".")).ok);
    }
}
