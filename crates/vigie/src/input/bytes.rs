//! Bytes of a file as text, whatever wrote them.

use encoding_rs::{UTF_16BE, UTF_16LE, WINDOWS_1252};

/// Above this size a report is most likely not one report.
const LARGE: usize = 20 * 1024 * 1024;

/// What became of the bytes: the text, if they are one, and what a person should know.
#[derive(Debug, PartialEq)]
pub struct Decoded {
    pub text: Option<String>,
    pub notes: Vec<String>,
}

/// UTF-8 as it stands; otherwise the likeliest reading, with a note; nothing for a binary file.
pub fn decode(bytes: &[u8]) -> Decoded {
    let mut notes = Vec::new();
    if bytes.len() > LARGE {
        notes.push(format!("is {} MB large; a report is rarely over 20 MB", bytes.len() / (1024 * 1024)));
    }
    let text = match marked(bytes) {
        Some(text) => Some(text),
        None if is_binary(bytes) => {
            notes.push("looks like a binary file, not like text, and was left out".into());
            None
        }
        None => Some(unmarked(bytes, &mut notes)),
    };
    Decoded { text, notes }
}

/// Text that a byte order mark announces as UTF-16.
fn marked(bytes: &[u8]) -> Option<String> {
    let encoding = match bytes {
        [0xff, 0xfe, ..] => UTF_16LE,
        [0xfe, 0xff, ..] => UTF_16BE,
        _ => return None,
    };
    Some(encoding.decode(bytes).0.into_owned())
}

fn unmarked(bytes: &[u8], notes: &mut Vec<String>) -> String {
    let bytes = bytes.strip_prefix(&[0xef, 0xbb, 0xbf]).unwrap_or(bytes);
    match std::str::from_utf8(bytes) {
        Ok(text) => text.into(),
        Err(_) => {
            notes.push("is not UTF-8 and was read as Windows-1252; save it as UTF-8 if letters look wrong".into());
            WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned()
        }
    }
}

/// Containers by their first bytes, and anything in which control characters are more than a slip.
fn is_binary(bytes: &[u8]) -> bool {
    let container: [&[u8]; 6] = [b"%PDF-", b"PK\x03\x04", b"\x89PNG", b"\x1f\x8b", b"GIF8", b"\xff\xd8\xff"];
    let control = |b: &&u8| **b < 9 || (14..27).contains(*b);
    container.iter().any(|start| bytes.starts_with(start)) || bytes.iter().filter(control).count() * 200 > bytes.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(bytes: &[u8]) -> Option<String> {
        decode(bytes).text
    }

    #[test]
    fn utf8_is_taken_as_it_stands() {
        assert_eq!(decode("tués".as_bytes()), Decoded { text: Some("tués".into()), notes: vec![] });
        assert_eq!(text(b"\xef\xbb\xbfabc").as_deref(), Some("abc"));
        assert_eq!(text(b"").as_deref(), Some(""));
    }

    #[test]
    fn utf16_is_known_by_its_mark() {
        assert_eq!(text(b"\xff\xfeh\0i\0").as_deref(), Some("hi"));
        assert_eq!(text(b"\xfe\xff\0h\0i").as_deref(), Some("hi"));
    }

    #[test]
    fn windows_1252_is_read_with_a_note() {
        let decoded = decode(b"tu\xe9s \x93ici\x94");
        assert_eq!(decoded.text.as_deref(), Some("tués “ici”"));
        assert!(decoded.notes[0].contains("Windows-1252"));
    }

    #[test]
    fn binaries_are_left_out_but_one_stray_byte_is_not_a_binary() {
        assert_eq!(text(b"\x00\x01\x02PNG\x00\x00"), None);
        assert_eq!(text(b"%PDF-1.7 words words words"), None);
        let stray = format!("{}\0{}", "word ".repeat(60), "word ".repeat(60));
        assert!(text(stray.as_bytes()).is_some());
    }
}
