//! Files that were made to do harm: each is refused or read within limits, with a note, and what stands beside it
//! is read.

use flate2::{Compression, write::GzEncoder, write::ZlibEncoder};
use std::collections::BTreeMap;
use std::io::{Cursor, Read, Write};
use std::time::{Duration, Instant};
use vigie_engine::data::Data;
use vigie_engine::model::Document;
use vigie_formats::{Context, Limits, Opened, open, stream};
use zip::write::SimpleFileOptions;

const MB: usize = 1024 * 1024;
/// Far more than any of these takes on a slow machine, and far less than for ever.
const TIME: Duration = Duration::from_secs(60);

/// Limits small enough for a test.
fn limits() -> Limits {
    Limits { file_bytes: 120 * MB, unpacked_bytes: 20 * MB, ..Limits::default() }
}

fn opened(from: impl Read) -> Opened {
    let (limits, columns, start) = (limits(), BTreeMap::new(), Instant::now());
    let context = Context { data: Data::bundled(), limits: &limits, columns: &columns };
    let mut all = Opened::default();
    let mut take = |piece| {
        let one = open(piece, context);
        all.pages.extend(one.pages);
        all.notes.extend(one.notes);
    };
    let given = Document { id: "x".into(), ..Document::default() };
    let notes = stream(from, "x", &given, None, context, &mut take).expect("a stream");
    all.notes.extend(notes);
    assert!(start.elapsed() < TIME, "took {:?}", start.elapsed());
    all
}

#[track_caller]
fn refused(bytes: &[u8], why: &str) {
    let found = opened(bytes);
    assert!(found.notes.iter().any(|n| n.message.contains(why)), "{:?}", found.notes);
}

fn archive(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in members {
        archive.start_file(*name, SimpleFileOptions::default()).expect("a member");
        archive.write_all(bytes).expect("a member");
    }
    archive.finish().expect("an archive").into_inner()
}

#[test]
fn bombs_do_not_unpack() {
    let zeros = vec![b'0'; 30 * MB];
    refused(&archive(&[("a.txt", b"A ferry sank at dawn."), ("bomb.txt", &zeros)]), "limit unpacked-mb");
    let small = opened(archive(&[("a.txt", b"A ferry sank at dawn."), ("bomb.txt", &zeros)]).as_slice());
    assert_eq!(small.pages[0].text, "A ferry sank at dawn.");
    let mut packed = GzEncoder::new(Vec::new(), Compression::best());
    packed.write_all(&zeros).expect("packed");
    refused(&packed.finish().expect("packed"), "limit unpacked-mb");
    refused(&archive(&[("word/document.xml", &zeros)]), "limit unpacked-mb");
}

#[test]
fn archives_in_archives_share_one_limit() {
    let inner = archive(&[("a.txt", &vec![b'a'; 9 * MB])]);
    let outer = archive(&[("1.zip", &inner), ("2.zip", &inner), ("3.zip", &inner)]);
    refused(&outer, "limit unpacked-mb");
    let mut deep = archive(&[("a.txt", b"A ferry sank.")]);
    (0..50).for_each(|_| deep = archive(&[("z.zip", &deep)]));
    refused(&deep, "too deep");
}

#[test]
fn paths_that_climb_lead_nowhere() {
    let found =
        opened(archive(&[("../../etc/passwd.txt", b"A ferry sank."), ("C:\\x\\y.txt", b"A mill shut.")]).as_slice());
    let ids: Vec<&str> = found.pages.iter().map(|p| p.id.as_str()).collect();
    assert_eq!(ids, ["passwd", "y"]);
    assert!(found.notes.iter().any(|n| n.message.contains("leads out of it")));
}

#[test]
fn a_hundred_megabytes_of_one_tag_are_refused_and_a_few_are_read() {
    refused(&b"<div>".repeat(100 * MB / 5), "limit page-mb");
    for tag in [
        "<div>",
        "<b>",
        "<table><tr><td>",
        "<a href=x>",
        "<svg>",
        "<p><i>",
        "<ul><li>",
        "</p>",
        "<select>",
        "<frameset>",
    ] {
        let page = format!("<html><body>{}The ferry sank at dawn.", tag.repeat(2 * MB / tag.len()));
        assert_eq!(opened(page.as_bytes()).pages.len(), 1, "{tag}");
    }
}

#[test]
fn entities_of_xml_do_not_grow() {
    let mut entities = String::from("<!ENTITY a0 \"lol\">");
    (1..12).for_each(|n| entities += &format!("<!ENTITY a{n} \"{}\">", format!("&a{};", n - 1).repeat(10)));
    let feed = format!(
        "<?xml version=\"1.0\"?><!DOCTYPE rss [{entities}]><rss><channel><item><title>&a11;</title><description>x</description></item></channel></rss>"
    );
    assert!(opened(feed.as_bytes()).pages[0].title.as_ref().is_some_and(|t| t.len() < 20));
    let word = format!(
        "<?xml version=\"1.0\"?><!DOCTYPE d [{entities}]><w:document><w:p><w:r><w:t>&a11; ferry</w:t></w:r></w:p></w:document>"
    );
    assert!(opened(archive(&[("word/document.xml", word.as_bytes())]).as_slice()).pages[0].text.len() < 40);
}

#[test]
fn fifty_megabytes_on_one_line_are_read() {
    let line = format!("{{\"text\": \"{}\"}}\n", "the ferry sank at dawn ".repeat(50 * MB / 23));
    assert_eq!(opened(line.as_bytes()).pages.len(), 1);
    let text = "the ferry sank at dawn ".repeat(50 * MB / 23);
    assert_eq!(opened(text.as_bytes()).pages.len(), 1);
    assert_eq!(opened(format!("<p>{}", &text[..7 * MB]).as_bytes()).pages.len(), 1);
}

#[test]
fn pdfs_that_break_their_parser_are_notes() {
    let bomb = {
        let mut packed = ZlibEncoder::new(Vec::new(), Compression::best());
        packed.write_all(&vec![b' '; 30 * MB]).expect("packed");
        packed.finish().expect("packed")
    };
    let head = b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n";
    let stream = format!("3 0 obj\n<< /Length {} /Filter /FlateDecode >>\nstream\n", bomb.len());
    refused(&[head, stream.as_bytes(), &bomb, b"\nendstream\nendobj\n%%EOF"].concat(), "limit unpacked-mb");
    refused(&[&head[..], &b"[".repeat(500_000)].concat(), "too deep");
    refused(b"%PDF-1.7\n%%EOF", "cannot be read");
    // A page without a size makes the parser panic.
    let bare = b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n3 0 obj\n<< /Type /Page /Parent 2 0 R >>\nendobj\nxref\n0 4\n0000000000 65535 f \n0000000009 00000 n \n0000000058 00000 n \n0000000115 00000 n \ntrailer\n<< /Size 4 /Root 1 0 R >>\nstartxref\n163\n%%EOF";
    refused(bare, "cannot be read");
}

#[test]
fn mails_within_mails_end_somewhere() {
    let head = "From: a@b.example\nMessage-ID: <1@x>\nMIME-Version: 1.0\n";
    let mut mail = format!("{head}Subject: x\n\nThe ferry sank.\n");
    for n in 0..40 {
        mail = format!(
            "{head}Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\nContent-Type: message/rfc822\n\n{mail}\n--b{n}--\n"
        );
    }
    refused(mail.as_bytes(), "too deep");
}

#[test]
fn records_that_lie_about_their_size_are_notes() {
    let record = "WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 18446744073709551615\r\n\r\nx";
    assert!(opened(record.as_bytes()).pages.is_empty());
    let record = "WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 5000\r\n\r\nx";
    refused(record.as_bytes(), "not whole");
}
