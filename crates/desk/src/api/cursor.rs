//! Where a page goes on, in letters that every address takes.

/// As the answer writes it.
pub fn write((first, second): &(String, String)) -> String {
    let hex = |text: &str| text.bytes().map(|b| format!("{b:02x}")).collect::<String>();
    format!("c{}x{}", hex(first), hex(second))
}

/// As it was.
pub fn read(text: &str) -> Option<(String, String)> {
    let (first, second) = text.strip_prefix('c').filter(|_| text.len() <= 1000)?.split_once('x')?;
    let word = |hex: &str| -> Option<String> {
        let plain =
            hex.len().is_multiple_of(2) && hex.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b));
        let byte = |n: usize| u8::from_str_radix(&hex[2 * n..2 * n + 2], 16).ok();
        let bytes: Option<Vec<u8>> = if plain { (0..hex.len() / 2).map(byte).collect() } else { None };
        // A zero byte is no part of any name, and one database would refuse it.
        String::from_utf8(bytes?).ok().filter(|word| !word.contains('\0'))
    };
    Some((word(first)?, word(second)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_leads_back_and_others_lead_nowhere() {
        for place in [("2025-07-01", "i12"), ("", "ié"), ("7", "")] {
            let place = (place.0.to_string(), place.1.to_string());
            assert_eq!(read(&write(&place)), Some(place));
        }
        for odd in ["", "c", "cx6", "cxzz", "cffx", "x", "c00x", "cAAx"] {
            assert_eq!(read(odd), None, "{odd}");
        }
    }
}
