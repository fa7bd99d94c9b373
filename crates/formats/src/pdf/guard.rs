//! What is looked at in a PDF before it is opened: how large it becomes, how deep it goes.

use flate2::read::ZlibDecoder;
use std::io::Read;

/// Brackets within each other from which a file was made to exhaust a parser.
const DEEPEST: usize = 200;

/// Why the file should not be opened, if it should not.
pub fn refuse(bytes: &[u8], most: usize) -> Option<String> {
    if depth(bytes) > DEEPEST {
        return Some("is a PDF of objects too deep in each other and was left out".into());
    }
    let size = unpacked(bytes, most, 0);
    (size > most).then(|| {
        format!("is a PDF that unpacks to more than {} MB and was left out (limit unpacked-mb)", most / crate::MB)
    })
}

/// Bytes that the packed streams of the file unpack to, counted to just beyond `most`; streams packed twice are
/// unpacked twice, as a reader of the file would.
fn unpacked(bytes: &[u8], most: usize, layer: usize) -> usize {
    let mut sum = 0;
    let mut at = 0;
    while let Some(next) = find(&bytes[at..], b"stream") {
        at += next + 6;
        let body = &bytes[at..];
        let body = body.strip_prefix(b"\r\n").or_else(|| body.strip_prefix(b"\n")).unwrap_or(body);
        sum += inflated(body, most - sum.min(most), layer);
        if sum > most {
            return sum;
        }
    }
    sum
}

fn inflated(body: &[u8], most: usize, layer: usize) -> usize {
    let zlib = |b: &[u8]| b.len() > 2 && b[0] & 0x0f == 8 && (u16::from(b[0]) * 256 + u16::from(b[1])) % 31 == 0;
    if !zlib(body) || layer > 3 {
        return 0;
    }
    let (mut decoder, mut buffer) = (ZlibDecoder::new(body), vec![0; 32 * 1024]);
    let (mut count, mut head) = (0, Vec::new());
    while let Ok(read @ 1..) = decoder.read(&mut buffer) {
        count += read;
        if count > most {
            return count;
        }
        if head.len() < 1024 * 1024 {
            head.extend_from_slice(&buffer[..read]);
        }
    }
    count + inflated(&head, most - count, layer + 1)
}

fn find(bytes: &[u8], word: &[u8]) -> Option<usize> {
    let mut at = 0;
    while let Some(next) = bytes[at..].iter().position(|b| *b == word[0]) {
        at += next;
        if bytes[at..].starts_with(word) {
            return Some(at);
        }
        at += 1;
    }
    None
}

/// How deep arrays and dictionaries stand in each other, outside packed streams.
fn depth(bytes: &[u8]) -> usize {
    let (mut depth, mut most, mut at) = (0usize, 0, 0);
    while at < bytes.len() {
        match bytes[at] {
            b'[' | b'<' | b'(' => depth += 1,
            b']' | b'>' | b')' => depth = depth.saturating_sub(1),
            b's' if bytes[at..].starts_with(b"stream") => {
                at += find(&bytes[at..], b"endstream").unwrap_or(bytes.len() - at);
                depth = 0;
            }
            _ => {}
        }
        most = most.max(depth);
        at += 1;
    }
    most
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::{Compression, write::ZlibEncoder};
    use std::io::Write;

    fn stream(bytes: &[u8]) -> Vec<u8> {
        let mut packed = ZlibEncoder::new(Vec::new(), Compression::best());
        packed.write_all(bytes).expect("packed");
        packed.finish().expect("packed")
    }

    #[test]
    fn bombs_are_seen_before_they_are_opened() {
        let once = stream(&vec![b' '; 3_000_000]);
        let twice = stream(&once);
        for body in [once, twice] {
            let file = [b"%PDF-1.7 1 0 obj << >> stream\n", body.as_slice(), b"\nendstream"].concat();
            assert!(refuse(&file, 1_000_000).is_some());
            assert_eq!(refuse(&file, 10_000_000), None);
        }
        assert!(refuse(&b"[".repeat(1000), 1000).is_some());
    }
}
