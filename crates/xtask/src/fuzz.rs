//! `cargo xtask fuzz`: broken pages of every form, made of those in `tests/documents`; none may end the program
//! or hold it up. What did is kept in `tests/fuzz`, and a test reads all of it again.

use crate::{reading, root};
use std::collections::BTreeMap;
use std::fs;
use std::panic::catch_unwind;
use std::path::{Path, PathBuf};
use std::sync::mpsc::channel;
use std::thread;
use std::time::{Duration, Instant};

/// A page that takes longer holds the program up.
const SLOW: Duration = Duration::from_secs(20);
/// Bytes that break things when they stand where they should not.
const BITS: [&[u8]; 24] = [
    b"<",
    b">",
    b"</div>",
    b"<div>",
    b"<table><tr><td>",
    b"<!--",
    b"]]>",
    b"&#x110000;",
    b"&amp",
    b"\0",
    b"\xff\xfe",
    b"\xc3",
    b"[[[[",
    b"<< /Length 99999999 >>",
    b"stream\n",
    b"endobj",
    b"%%EOF",
    b"PK\x03\x04",
    b"\x1f\x8b\x08",
    b"Content-Length: 18446744073709551615\r\n",
    b"\r\n\r\n",
    b"From ",
    b"--b--\r\n",
    b"\"{\"",
];

/// Reads broken pages for so many seconds a form, of one form or of all.
pub fn fuzz(form: Option<&str>, seconds: u64, seed: u64) -> Result<bool, String> {
    let mut fine = true;
    for (name, pages) in forms(&root().join("tests/documents")) {
        if form.is_none_or(|f| f == name) {
            let (count, found) = one(&name, pages, Duration::from_secs(seconds), seed)?;
            println!("{name}: {count} pages in {seconds} s, {} that failed", found.len());
            found.iter().for_each(|path| println!("  kept as {}", path.display()));
            fine &= found.is_empty();
        }
    }
    Ok(fine)
}

/// Pages by the ending of their name.
fn forms(folder: &Path) -> BTreeMap<String, Vec<Vec<u8>>> {
    let mut forms: BTreeMap<String, Vec<Vec<u8>>> = BTreeMap::new();
    let folders = fs::read_dir(folder).into_iter().flatten().flatten();
    let files = folders.flat_map(|f| fs::read_dir(f.path()).into_iter().flatten().flatten()).map(|e| e.path());
    for path in files {
        let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
        if let (Some(form), Ok(bytes)) = (name.strip_prefix("page."), fs::read(&path)) {
            forms.entry(form.into()).or_default().push(bytes);
        }
    }
    forms
}

fn one(form: &str, pages: Vec<Vec<u8>>, time: Duration, seed: u64) -> Result<(usize, Vec<PathBuf>), String> {
    let kept = root().join("tests/fuzz");
    let open = std::env::temp_dir().join(format!("vigie-fuzz-{form}"));
    let (start, mut dice, mut count, mut found) = (Instant::now(), Dice(seed | 1), 0, Vec::new());
    while start.elapsed() < time {
        let page = broken(&pages, &mut dice);
        // Should the page end the program itself, it can be found here.
        fs::write(&open, &page).map_err(|e| e.to_string())?;
        count += 1;
        if !survives(&page) {
            fs::create_dir_all(&kept).map_err(|e| e.to_string())?;
            let path = kept.join(format!("{form}-{seed}-{count}"));
            fs::write(&path, &page).map_err(|e| e.to_string())?;
            found.push(path);
        }
    }
    Ok((count, found))
}

/// Whether a page is read, or refused, in time and without a panic.
fn survives(page: &[u8]) -> bool {
    let (tell, told) = channel();
    let own = page.to_vec();
    let work = move || {
        let _ = tell.send(catch_unwind(|| reading::documents(&own, "fuzz").is_ok()).unwrap_or(false));
    };
    let started = thread::Builder::new().stack_size(64 << 20).spawn(work);
    started.is_ok() && told.recv_timeout(SLOW).unwrap_or(false)
}

/// A page with some of its bytes changed, doubled, lost, moved, or taken from another page.
fn broken(pages: &[Vec<u8>], dice: &mut Dice) -> Vec<u8> {
    let mut page = pages[dice.below(pages.len())].clone();
    for _ in 0..=dice.below(8) {
        let at = dice.below(page.len());
        let end = (at + 1 + dice.below(200)).min(page.len());
        match dice.below(7) {
            0 if !page.is_empty() => page[at] ^= 1 << dice.below(8),
            1 => drop(page.drain(at..end)),
            2 => drop(page.splice(at..at, BITS[dice.below(BITS.len())].repeat(1 + dice.below(30)))),
            3 => page.truncate(at),
            4 => page.extend_from_within(at..end),
            5 => {
                let other = &pages[dice.below(pages.len())];
                let from = dice.below(other.len());
                page.splice(at..end, other[from..(from + 300).min(other.len())].iter().copied());
            }
            _ => page[at..end].reverse(),
        }
    }
    page
}

/// Numbers by chance, the same for the same seed.
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % most.max(1) as u64) as usize
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_once_failed_is_read_now() {
        for entry in fs::read_dir(root().join("tests/fuzz")).into_iter().flatten().flatten() {
            let page = fs::read(entry.path()).expect("a page");
            assert!(survives(&page), "{}", entry.path().display());
        }
    }

    #[test]
    fn broken_pages_of_every_form_are_survived() {
        let forms = forms(&root().join("tests/documents"));
        assert!(
            ["html", "pdf", "docx", "eml", "warc", "zip", "xml", "csv", "json"].iter().all(|f| forms.contains_key(*f))
        );
        let mut dice = Dice(7);
        for (form, pages) in forms {
            assert!((0..3).all(|_| survives(&broken(&pages, &mut dice))), "{form}");
        }
    }
}
