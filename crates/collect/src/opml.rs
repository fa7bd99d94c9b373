//! Lists of feeds as readers of feeds exchange them.

use crate::deliver::escape;
use crate::source::Source;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// The sources of a list: name and address of each.
pub fn from_opml(text: &str) -> Result<Vec<(String, String)>, String> {
    let mut xml = Reader::from_str(text);
    xml.config_mut().check_end_names = false;
    let (mut found, mut is_list) = (Vec::new(), false);
    loop {
        match xml.read_event() {
            Ok(Event::Start(tag) | Event::Empty(tag)) => {
                let name = tag.name().as_ref().to_lowercase();
                is_list |= name == "opml";
                found.extend((name == "outline").then(|| outline(&tag)).flatten());
            }
            Ok(Event::Eof) => break,
            Ok(_) => {}
            Err(e) => return Err(format!("the list is not whole ({e}); nothing was taken")),
        }
    }
    if is_list { Ok(found) } else { Err("this is no list of feeds in OPML".into()) }
}

fn outline(tag: &BytesStart<'_>) -> Option<(String, String)> {
    let attribute = |key: &str| {
        let found = tag.attributes().flatten().find(|a| a.key.as_ref().eq_ignore_ascii_case(key))?;
        let value = quick_xml::escape::unescape(&found.value).ok()?.trim().to_string();
        (!value.is_empty()).then_some(value)
    };
    let url = attribute("xmlUrl")?;
    Some((attribute("title").or_else(|| attribute("text")).unwrap_or_else(|| url.clone()), url))
}

/// Sources that readers of feeds can take, as a list.
pub fn to_opml(sources: &[Source]) -> String {
    let line = |s: &Source| {
        let (name, url) = (escape(&s.name), escape(&s.url));
        format!("    <outline type=\"rss\" text=\"{name}\" title=\"{name}\" xmlUrl=\"{url}\"/>\n")
    };
    let lines: String = sources.iter().filter(|s| s.url.starts_with("http")).map(line).collect();
    format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<opml version=\"2.0\">\n  <head><title>Vigie</title></head>\n  \
         <body>\n{lines}  </body>\n</opml>\n"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_goes_out_and_comes_back() {
        let source = |name: &str, url: &str| Source { name: name.into(), url: url.into(), ..Source::default() };
        let list = to_opml(&[source("River & \"Radio\"", "https://r.example/?a=1&b=2"), source("folder", "/srv/x")]);
        let back = from_opml(&list).expect("a list");
        assert_eq!(back, [("River & \"Radio\"".into(), "https://r.example/?a=1&b=2".into())]);
    }

    #[test]
    fn folders_of_a_list_are_opened_and_other_files_refused() {
        let list = "<opml><body><outline text='Africa'><outline text='A' xmlUrl='https://a.example/f'/></outline></body></opml>";
        assert_eq!(from_opml(list).expect("a list").len(), 1);
        assert!(from_opml("<rss/>").is_err() && from_opml("<opml><body").is_err());
    }
}
