//! The fields of a form, whichever way it is sent.

/// The value of a plain field of a form, whichever way it is sent.
pub fn field(content_type: &str, body: &[u8], name: &str) -> Option<String> {
    if content_type.starts_with("multipart/form-data") {
        return part(body, name);
    }
    fields(body).into_iter().find(|(key, _)| key == name).map(|(_, value)| value)
}

/// The fields of a form without files.
pub fn fields(body: &[u8]) -> Vec<(String, String)> {
    form_urlencoded::parse(body).into_owned().collect()
}

fn part(body: &[u8], name: &str) -> Option<String> {
    let mark = format!("name=\"{name}\"\r\n\r\n").into_bytes();
    let start = body.windows(mark.len()).position(|w| w == mark)? + mark.len();
    let length = body[start..].windows(2).position(|w| w == b"\r\n")?;
    Some(String::from_utf8_lossy(&body[start..start + length]).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

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
