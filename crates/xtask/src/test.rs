//! `cargo xtask test`: formatting of code and data, lints, tests, and one line that counts them.

use crate::root;
use crate::run::{Done, run};

/// Runs all checks, whichever fail, and closes with `N passed, N failed`.
pub fn test(long: bool) -> Result<bool, String> {
    crate::needs::provide();
    let cargo = |args: &[&str]| run("cargo", args, &root());
    let mut count = Count::default();
    count.check(&Done { ok: crate::fmt_data::fmt_data(true)?, said: String::new() });
    count.check(&cargo(&["fmt", "--all", "--check"]));
    count.check(&cargo(&["clippy", "--quiet", "--workspace", "--all-targets", "--", "-D", "warnings"]));
    // One process for many tests: the data folder has a test for every example, and loads once.
    // The program is tested with what is off by default: its crates are built for the workspace anyway.
    let all = ["test", "--quiet", "--workspace", "--features", FEATURES, "--no-fail-fast"];
    count.tests(&cargo(&all));
    if long {
        count.tests(&cargo(&[&all[..], &["--", "--ignored"]].concat()));
    }
    println!("{} passed, {} failed", count.passed, count.failed);
    Ok(count.failed == 0)
}

/// Features of the program that are off by default.
const FEATURES: &str = "vigie/parquet,vigie/pdf";

#[derive(Debug, Default, PartialEq)]
struct Count {
    passed: usize,
    failed: usize,
}

impl Count {
    /// Formatting and lints count as a test each.
    fn check(&mut self, done: &Done) {
        *(if done.ok { &mut self.passed } else { &mut self.failed }) += 1;
    }

    /// The tests of a run. One that failed without a failed test did not compile.
    fn tests(&mut self, done: &Done) {
        let summaries = || done.said.lines().filter(|l| l.contains("Summary [") || l.starts_with("test result:"));
        let (passed, failed) =
            ["passed", "failed"].map(|what| summaries().map(|l| number(l, what)).sum::<usize>()).into();
        self.passed += passed;
        self.failed += if done.ok { failed } else { failed.max(1) };
    }
}

/// The number before a word: `26 tests run: 25 passed, 1 failed` and `ok. 25 passed; 1 failed;`.
fn number(line: &str, what: &str) -> usize {
    let words: Vec<&str> = line.split_whitespace().collect();
    let at = words.windows(2).find(|pair| pair[1].trim_matches([',', ';']) == what);
    at.and_then(|pair| pair[0].parse().ok()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counted(ok: bool, said: &str) -> Count {
        let mut count = Count::default();
        count.tests(&Done { ok, said: said.into() });
        count
    }

    #[test]
    fn summaries_of_both_runners_are_counted() {
        let nextest = "     Summary [   0.123s] 26 tests run: 24 passed (1 slow), 2 failed, 3 skipped\n";
        assert_eq!(counted(false, nextest), Count { passed: 24, failed: 2 });
        let cargo = "test result: ok. 3 passed; 0 failed; 1 ignored\ntest result: ok. 4 passed; 0 failed; 0 ignored\n";
        assert_eq!(counted(true, cargo), Count { passed: 7, failed: 0 });
    }

    #[test]
    fn a_run_that_does_not_compile_has_failed() {
        assert_eq!(counted(false, "error: could not compile\n"), Count { passed: 0, failed: 1 });
    }
}
