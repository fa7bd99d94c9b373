//! What was fetched, as a web archive (WARC 1.1) that other programs and `vigie import` read.

use crate::source::print;
use flate2::Compression;
use flate2::write::GzEncoder;
use std::io::{self, Write};
use vigie_store::{Fault, Kind, Record, Visit};

/// Visits that are in memory at a time.
const STEP: i64 = 100;

/// Writes every visit that brought bytes of the web, each packed by itself; how many these are.
pub fn export(record: &mut Record, to: &mut dyn Write) -> Result<usize, Fault> {
    let fault = |e: io::Error| {
        Fault::new(Kind::Disk, format!("the archive cannot be written: {e}"), "make room, or give another file")
    };
    let software = format!("software: Vigie/{}\r\nformat: WARC File Format 1.1\r\n", env!("CARGO_PKG_VERSION"));
    let head = [("WARC-Type", "warcinfo".to_string()), ("Content-Type", "application/warc-fields".into())];
    block(to, &crate::time::now(), "info", &head, software.as_bytes()).map_err(fault)?;
    let (mut after, mut written) = (0, 0);
    loop {
        let visits = record.visits(after, STEP)?;
        let Some((last, ..)) = visits.last() else { return Ok(written) };
        after = *last;
        for (num, visit, bytes) in visits.iter().filter(|(_, v, _)| v.url.starts_with("http")) {
            let Some(bytes) = bytes else { continue };
            response(to, *num, visit, bytes).map_err(fault)?;
            written += 1;
        }
    }
}

fn response(to: &mut dyn Write, num: i64, visit: &Visit, bytes: &[u8]) -> io::Result<()> {
    let mut body = format!("HTTP/1.1 {} {}\r\n", visit.status, reason(visit.status)).into_bytes();
    // The bytes are kept unpacked and in one piece, and that is what the head says.
    let packed = ["content-encoding", "content-length", "transfer-encoding"];
    for (name, value) in visit.headers.iter().filter(|(name, _)| !packed.contains(&name.as_str())) {
        body.extend(format!("{name}: {}\r\n", value.replace(['\r', '\n'], " ")).into_bytes());
    }
    body.extend(format!("content-length: {}\r\n\r\n", bytes.len()).into_bytes());
    body.extend_from_slice(bytes);
    let url = visit.hops.last().unwrap_or(&visit.url);
    let head = [
        ("WARC-Type", "response".to_string()),
        ("WARC-Target-URI", url.clone()),
        ("Content-Type", "application/http; msgtype=response".into()),
    ];
    block(to, &visit.at, &num.to_string(), &head, &body)
}

fn reason(status: i64) -> &'static str {
    if status == 200 { "OK" } else { "Answer" }
}

fn block(to: &mut dyn Write, at: &str, name: &str, head: &[(&str, String)], body: &[u8]) -> io::Result<()> {
    let id = print(&[at, name]) + &print(&[name, at, "vigie"]);
    let id = [&id[..8], &id[8..12], &id[12..16], &id[16..20], &id[20..32]].join("-");
    let mut text =
        format!("WARC/1.1\r\nWARC-Record-ID: <urn:uuid:{id}>\r\nWARC-Date: {}Z\r\n", &at[..19.min(at.len())]);
    for (name, value) in head {
        text += &format!("{name}: {}\r\n", value.replace(['\r', '\n'], " "));
    }
    text += &format!("Content-Length: {}\r\n\r\n", body.len());
    let mut packed = GzEncoder::new(to, Compression::default());
    packed.write_all(text.as_bytes())?;
    packed.write_all(body)?;
    packed.write_all(b"\r\n\r\n")?;
    packed.finish().map(drop)
}
