//! The small codings of the web: fields of forms, letters of addresses, base 64.

/// The value of a plain field of a form, whichever way it is sent.
pub fn field(content_type: &str, body: &[u8], name: &str) -> Option<String> {
    if content_type.starts_with("multipart/form-data") {
        return part(body, name);
    }
    fields(body).into_iter().find(|(key, _)| key == name).map(|(_, value)| value)
}

/// The fields of a form without files.
pub fn fields(body: &[u8]) -> Vec<(String, String)> {
    let text = String::from_utf8_lossy(body);
    let pair = |pair: &str| {
        let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
        (decoded(key), decoded(value))
    };
    text.split('&').filter(|p| !p.is_empty()).map(pair).collect()
}

fn part(body: &[u8], name: &str) -> Option<String> {
    let mark = format!("name=\"{name}\"\r\n\r\n").into_bytes();
    let start = body.windows(mark.len()).position(|w| w == mark)? + mark.len();
    let length = body[start..].windows(2).position(|w| w == b"\r\n")?;
    Some(String::from_utf8_lossy(&body[start..start + length]).into_owned())
}

fn decoded(text: &str) -> String {
    let (bytes, mut out, mut at) = (text.as_bytes(), Vec::with_capacity(text.len()), 0);
    while at < bytes.len() {
        let digits = text.get(at + 1..at + 3).filter(|_| bytes[at] == b'%');
        match (bytes[at], digits.and_then(|d| u8::from_str_radix(d, 16).ok())) {
            (_, Some(byte)) => {
                out.push(byte);
                at += 2;
            }
            (b'+', _) => out.push(b' '),
            (other, _) => out.push(other),
        }
        at += 1;
    }
    String::from_utf8_lossy(&out).into_owned()
}

/// Words as a part of an address.
pub fn encoded(text: &str) -> String {
    let plain = |b: u8| b.is_ascii_alphanumeric() || b"-._~/".contains(&b);
    text.bytes().map(|b| if plain(b) { char::from(b).to_string() } else { format!("%{b:02X}") }).collect()
}

const DIGITS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// Bytes that are written in base 64.
pub fn base64(text: &str) -> Option<Vec<u8>> {
    let (mut out, mut held, mut bits) = (Vec::new(), 0_u32, 0);
    for byte in text.trim_end_matches('=').bytes() {
        let digit = DIGITS.iter().position(|d| *d == byte)?;
        held = held << 6 | digit as u32;
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            out.push((held >> bits) as u8);
            held &= (1 << bits) - 1;
        }
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_and_base_64_are_as_others_write_them() {
        assert_eq!(encoded("/a?b=é&\r\n"), "/a%3Fb%3D%C3%A9%26%0D%0A");
        assert_eq!(base64("eDphYmM=").as_deref(), Some(&b"x:abc"[..]));
        assert_eq!((base64(""), base64("a b")), (Some(Vec::new()), None));
    }

    #[test]
    fn a_field_is_found_in_either_kind_of_form() {
        let plain = b"why=two+sources%C3%A9&csrf=abc&csrf=other";
        assert_eq!(field("application/x-www-form-urlencoded", plain, "csrf").as_deref(), Some("abc"));
        assert_eq!(fields(plain)[0].1, "two sourcesé");
        let parts = b"--x\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\nabc\r\n--x--\r\n";
        assert_eq!(field("multipart/form-data; boundary=x", parts, "csrf").as_deref(), Some("abc"));
        assert_eq!(field("multipart/form-data; boundary=x", b"\xff\xfe", "csrf"), None);
        assert_eq!(fields(b"%zz&=&%"), [("%zz".into(), "".into()), ("".into(), "".into()), ("%".into(), "".into())]);
    }
}
