//! `cargo xtask read-bench`: how fast pages are read, beside a bare parse of the same pages in the same run, and how
//! much memory that takes.

use crate::reading;
use std::fmt::Write;
use std::io::Read;
use std::time::{Duration, Instant};

const MB: f64 = 1024.0 * 1024.0;
/// Words of which the sentences of the pages are made.
const WORDS: [&str; 16] = [
    "the", "ferry", "left", "before", "dawn", "with", "sixty", "traders", "and", "their", "goods", "for", "a",
    "market", "beyond", "river",
];

/// Reads so many pages, then a web archive of so many megabytes.
pub fn speed(pages: usize, archive: u64) -> Result<bool, String> {
    let (mut bytes, mut bare, mut read, mut kept) = (0, Duration::ZERO, Duration::ZERO, 0);
    for n in 0..pages {
        let page = page(n);
        bytes += page.len();
        let start = Instant::now();
        let nodes = dom_query::Document::from(page.as_str()).tree.len();
        bare += start.elapsed();
        let start = Instant::now();
        let (documents, _) = reading::documents(page.as_bytes(), "page")?;
        read += start.elapsed();
        kept += documents.iter().map(|d| d.text.len()).sum::<usize>() + usize::from(nodes == 0);
    }
    let speed = |time: Duration| bytes as f64 / MB / time.as_secs_f64().max(1e-9);
    println!(
        "{pages} pages of {:.1} kB, {:.1} MB of text kept",
        bytes as f64 / 1024.0 / pages.max(1) as f64,
        kept as f64 / MB
    );
    println!("bare parse {:.1} MB/s, read {:.1} MB/s, one core", speed(bare), speed(read));
    println!("memory at most {} MB", peak());
    if archive > 0 {
        warc(archive)?;
    }
    Ok(peak() < 300)
}

fn warc(size: u64) -> Result<(), String> {
    let start = Instant::now();
    let mut count = 0;
    let mut stream = Archive { left: size * 1024 * 1024, number: 0, record: Vec::new(), at: 0 };
    reading::each(&mut stream, "archive", |documents, _| count += documents.len())?;
    let speed = size as f64 / start.elapsed().as_secs_f64();
    println!("web archive of {size} MB: {count} documents, {speed:.1} MB/s, memory at most {} MB", peak());
    Ok(())
}

/// A page as a news site makes it: menus, a report, teasers, comments.
fn page(number: usize) -> String {
    let mut page = String::with_capacity(40_000);
    let _ = write!(
        page,
        "<!DOCTYPE html><html><head><title>Report {number} on the ferry - Quay</title><style>{}</style></head><body><nav class=menu><ul>",
        ".a{color:red}".repeat(300)
    );
    for n in 0..60 {
        let _ = write!(page, "<li class=\"menu-item item-{n}\"><a href=\"/{n}\">Section {n}</a></li>");
    }
    let _ = write!(
        page,
        "</ul></nav><article><h1>Report {number} on the ferry</h1><time datetime=\"2025-07-03\">2025-07-03</time><div class=entry-content>"
    );
    for n in 0..12 {
        let words: Vec<&str> = (0..60).map(|k| WORDS[(number * 7 + n * 13 + k * (k + n)) % WORDS.len()]).collect();
        let _ = write!(page, "<p>On day {n} {}, <b>witnesses</b> said.</p>", words.join(" "));
    }
    page.push_str("</div></article><div class=related>");
    for n in 0..40 {
        let _ = write!(page, "<div class=teaser><a href=\"/t{n}\"><h3>Teaser {n} of another story</h3></a></div>");
    }
    page.push_str("</div><div class=comments>");
    for n in 0..30 {
        let _ = write!(page, "<div class=comment id=c{n}><p>Comment {n}: nobody ever asks the traders.</p></div>");
    }
    page.push_str("</div></body></html>");
    page
}

/// The bytes of a web archive that is nowhere whole.
struct Archive {
    left: u64,
    number: usize,
    record: Vec<u8>,
    at: usize,
}

impl Read for Archive {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        if self.at == self.record.len() {
            if self.left == 0 {
                return Ok(0);
            }
            let body = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{}", page(self.number));
            self.record = format!(
                "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://q.example/{}\r\n\
                 Content-Type: application/http\r\nContent-Length: {}\r\n\r\n{body}\r\n\r\n",
                self.number,
                body.len()
            )
            .into_bytes();
            (self.at, self.number) = (0, self.number + 1);
            self.left = self.left.saturating_sub(self.record.len() as u64);
        }
        let size = buffer.len().min(self.record.len() - self.at);
        buffer[..size].copy_from_slice(&self.record[self.at..self.at + size]);
        self.at += size;
        Ok(size)
    }
}

/// The most memory that the program has had, in megabytes; 0 where the system does not tell.
fn peak() -> usize {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|l| l.starts_with("VmHWM:"));
    line.and_then(|l| l.split_whitespace().nth(1)?.parse::<usize>().ok()).unwrap_or(0) / 1024
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_and_an_archive_of_them_are_read() {
        let (documents, _) = reading::documents(page(3).as_bytes(), "page").expect("documents");
        assert_eq!((documents.len(), documents[0].title.as_deref()), (1, Some("Report 3 on the ferry")));
        assert!(!documents[0].text.contains("Comment") && documents[0].text.contains("On day 11"));
        let mut count = 0;
        let stream = Archive { left: 100_000, number: 0, record: Vec::new(), at: 0 };
        reading::each(stream, "archive", |documents, _| count += documents.len()).expect("an archive");
        assert!(count >= 3, "{count}");
    }
}
