//! Bytes as text, whatever wrote them.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// Above this size a report is most likely not one report.
const LARGE: usize = 20 * 1024 * 1024;
/// Bytes by which an encoding is guessed.
const SAMPLE: usize = 256 * 1024;

/// What became of the bytes: the text, if they are one, and what a person should know.
#[derive(Debug, PartialEq)]
pub struct Decoded {
    /// The text.
    pub text: Option<String>,
    /// Notes on it.
    pub notes: Vec<String>,
}

/// UTF-8 as it stands; otherwise the likeliest reading, with a note; nothing for a binary file.
pub fn decode(bytes: &[u8]) -> Decoded {
    let mut notes = Vec::new();
    if bytes.len() > LARGE {
        notes.push(format!("is {} MB large; a report is rarely over 20 MB", bytes.len() / (1024 * 1024)));
    }
    let text = match wide(bytes) {
        Some(encoding) => Some(encoding.decode(bytes).0.into_owned()),
        None if is_binary(bytes) => {
            notes.push("looks like a binary file, not like text, and was left out".into());
            None
        }
        None => Some(narrow(bytes, &mut notes)),
    };
    Decoded { text, notes }
}

/// A web page as text: by its mark, by what it says of itself, else by its letters.
pub fn of_html(bytes: &[u8]) -> String {
    if let Some(encoding) = wide(bytes) {
        return encoding.decode(bytes).0.into_owned();
    }
    let bytes = unmarked(bytes);
    if let Ok(text) = std::str::from_utf8(bytes) {
        return text.into();
    }
    let declared = declared(bytes).filter(|e| *e != UTF_8 && e.is_ascii_compatible());
    let declared = declared.filter(|e| !e.decode_without_bom_handling(bytes).1);
    declared.unwrap_or_else(|| guess(bytes)).decode_without_bom_handling(bytes).0.into_owned()
}

/// The first bytes of a file as text, to tell its form by; nothing for a binary file.
pub fn head(bytes: &[u8]) -> Option<String> {
    match wide(bytes) {
        Some(encoding) => Some(encoding.decode(bytes).0.into_owned()),
        None if is_binary(bytes) => None,
        None => Some(cut_off(unmarked(bytes))),
    }
}

/// The start of a text in UTF-8, which may end within a letter, or in the encoding of old programs.
fn cut_off(bytes: &[u8]) -> String {
    match std::str::from_utf8(bytes) {
        Err(e) if e.error_len().is_some() => WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned(),
        _ => String::from_utf8_lossy(bytes).into_owned(),
    }
}

/// A charset by its name, for mails and web servers.
pub fn named(label: &str, bytes: &[u8]) -> Option<String> {
    Some(Encoding::for_label(label.trim().as_bytes())?.decode(bytes).0.into_owned())
}

/// UTF-16, by its mark or by a zero beside nearly every letter.
fn wide(bytes: &[u8]) -> Option<&'static Encoding> {
    match bytes {
        [0xff, 0xfe, ..] => return Some(UTF_16LE),
        [0xfe, 0xff, ..] => return Some(UTF_16BE),
        _ if bytes.len() < 8 => return None,
        _ => {}
    }
    let sample = &bytes[..bytes.len().min(512)];
    let zeros = |odd: usize| sample.iter().skip(odd).step_by(2).filter(|b| **b == 0).count() * 10 > sample.len() * 4;
    match (zeros(0), zeros(1)) {
        (false, true) => Some(UTF_16LE),
        (true, false) => Some(UTF_16BE),
        _ => None,
    }
}

fn unmarked(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix(&[0xef, 0xbb, 0xbf]).unwrap_or(bytes)
}

fn narrow(bytes: &[u8], notes: &mut Vec<String>) -> String {
    let bytes = unmarked(bytes);
    if let Ok(text) = std::str::from_utf8(bytes) {
        return text.into();
    }
    let encoding = guess(bytes);
    let name = if encoding == WINDOWS_1252 { "Windows-1252" } else { encoding.name() };
    notes.push(format!("is not UTF-8 and was read as {name}; save it as UTF-8 if letters look wrong"));
    encoding.decode_without_bom_handling(bytes).0.into_owned()
}

/// The likeliest encoding by the letters. Text that is UTF-8 but for a few broken bytes stays so.
fn guess(bytes: &[u8]) -> &'static Encoding {
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    let whole = sample.utf8_chunks().map(|c| c.valid().chars().filter(|c| !c.is_ascii()).count()).sum::<usize>();
    let broken = sample.utf8_chunks().filter(|c| !c.invalid().is_empty()).count();
    if whole > broken * 20 {
        return UTF_8;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(sample, true);
    detector.guess(None, Utf8Detection::Deny)
}

/// The charset that a web page names in its first bytes.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(4096)]).to_ascii_lowercase();
    let after = head.split("charset=").nth(1).or_else(|| head.split("encoding=").nth(1))?;
    let label: String = after.trim_start_matches(['"', '\'']).chars().take_while(|c| !"\"'/>; ".contains(*c)).collect();
    Encoding::for_label(label.as_bytes())
}

/// Anything in which control characters are more than a slip.
fn is_binary(bytes: &[u8]) -> bool {
    let control = |b: &&u8| **b < 9 || (14..27).contains(*b);
    bytes.iter().filter(control).count() * 200 > bytes.len()
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
    fn utf16_is_known_by_its_mark_or_its_zeros() {
        assert_eq!(text(b"\xff\xfeh\0i\0").as_deref(), Some("hi"));
        assert_eq!(text(b"\xfe\xff\0h\0i").as_deref(), Some("hi"));
        assert_eq!(text(b"T\0w\0o\0 \0m\0e\0n\0.\0").as_deref(), Some("Two men."));
    }

    #[test]
    fn windows_1252_is_read_with_a_note() {
        let decoded = decode(b"Deux soldats ont \xe9t\xe9 tu\xe9s \x93ici\x94 apr\xe8s l'attaque");
        assert_eq!(decoded.text.as_deref(), Some("Deux soldats ont été tués “ici” après l'attaque"));
        assert!(decoded.notes[0].contains("Windows-1252"));
    }

    #[test]
    fn a_page_is_read_by_what_it_says_of_itself() {
        assert_eq!(of_html(b"<meta charset=windows-1251><p>\xcf\xf0\xe8"), "<meta charset=windows-1251><p>При");
        assert_eq!(of_html("<meta charset=latin1><p>été".as_bytes()), "<meta charset=latin1><p>été");
    }

    #[test]
    fn binaries_are_left_out_but_one_stray_byte_is_not_a_binary() {
        assert_eq!(text(b"\x00\x01\x02PNG\x00\x00"), None);
        let stray = format!("{}\0{}", "word ".repeat(60), "word ".repeat(60));
        assert!(text(stray.as_bytes()).is_some());
    }
}
