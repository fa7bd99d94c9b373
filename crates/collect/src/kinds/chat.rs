//! Chats as Telegram and WhatsApp export them. Who wrote a message is left out: only what was said publicly in the
//! channel counts, under the channel's name.

use super::{folder, item};
use crate::fetch::{Kind, Trouble};
use crate::source::{Item, Look, Source, Take, print};
use serde::Deserialize;
use serde_json::Value;
use std::collections::BTreeMap;
use vigie_engine::model::{Day, Document};
use vigie_formats::decode;

/// Shorter messages tell nothing that could be checked.
const LETTERS: usize = 40;
/// Bytes of an export.
const MOST: usize = 256 << 20;

#[derive(Deserialize)]
struct Export {
    #[serde(default)]
    name: String,
    #[serde(default)]
    id: i64,
    messages: Vec<Message>,
}

#[derive(Deserialize)]
struct Message {
    id: i64,
    #[serde(default, rename = "type")]
    kind: String,
    #[serde(default)]
    date: String,
    #[serde(default)]
    edited: String,
    #[serde(default)]
    text: Value,
}

/// The messages of a channel's `result.json`; an edited one is another version of it.
pub fn telegram(source: &Source) -> Result<Look, Trouble> {
    let bytes = folder::read(&source.url, MOST)?;
    let export: Export = serde_json::from_slice(&bytes).map_err(|e| {
        let hint = "export the channel in Telegram Desktop as machine-readable JSON and give its result.json";
        Trouble::new(Kind::Final, format!("{} is no export of one chat ({e}); {hint}", source.url))
    })?;
    let base = source.fetch.base.as_deref().map(|b| b.trim_end_matches('/').to_string());
    let items = export.messages.iter().filter(|m| m.kind == "message").filter_map(|message| {
        let url = match &base {
            Some(base) => format!("{base}/{}", message.id),
            None => format!("tg://privatepost?channel={}&post={}", export.id, message.id),
        };
        let text = words(&message.text);
        told(&export.name, &message.date, &message.edited, Some(url), text)
    });
    Ok(Look { items: items.collect(), ..Look::default() })
}

/// A text, or a list of texts and marked pieces of text.
fn words(text: &Value) -> String {
    match text {
        Value::String(text) => text.clone(),
        Value::Array(parts) => parts.iter().map(words).collect(),
        Value::Object(part) => part.get("text").map(words).unwrap_or_default(),
        _ => String::new(),
    }
}

fn told(chat: &str, date: &str, edited: &str, url: Option<String>, text: String) -> Option<Item> {
    let text = text.trim().to_string();
    if text.chars().count() < LETTERS {
        return None;
    }
    let day = |date: &str| date.get(..10).map(str::to_string);
    let key = url.clone().unwrap_or_else(|| format!("chat:{}", print(&[chat, date, &text])));
    let document = Document {
        outlet: Some(chat.to_string()).filter(|c| !c.is_empty()),
        published: day(date),
        updated: day(edited).filter(|e| Some(e) != day(date).as_ref()),
        url,
        text,
        ..Document::default()
    };
    Some(item(document, key, Take::Whole))
}

/// The messages of a `_chat.txt`. Its days are written as the phone writes them, so which number is the month is told
/// by all lines together.
pub fn whatsapp(source: &Source) -> Result<Look, Trouble> {
    let bytes = folder::read(&source.url, MOST)?;
    let text = decode(&bytes).text.unwrap_or_default();
    let lines = lines(&text);
    if lines.is_empty() {
        let hint = "export the chat in WhatsApp without media and give its _chat.txt";
        return Err(Trouble::new(Kind::Final, format!("{} is no exported chat; {hint}", source.url)));
    }
    let month_first = lines.iter().any(|(date, _)| date[1] > 12) && lines.iter().all(|(date, _)| date[0] <= 12);
    let mut same: BTreeMap<String, usize> = BTreeMap::new();
    let items = lines.into_iter().filter_map(|(date, text)| {
        let mut found = told(&source.name, &day(date, month_first)?, "", None, text)?;
        let again = same.entry(found.key.clone()).or_default();
        *again += 1;
        // What was posted twice on a day is one message.
        (*again == 1).then(|| {
            found.given.outlet = source.outlet.clone().or(found.given.outlet.take());
            found
        })
    });
    Ok(Look { items: items.collect(), ..Look::default() })
}

/// `[12/07/2025, 10:33:12] Name: text` or `12/07/2025, 10:33 - Name: text`; lines without a date go on with the
/// message before them, and those without a name are the program's own.
fn lines(text: &str) -> Vec<([i16; 3], String)> {
    let mut found: Vec<([i16; 3], String)> = Vec::new();
    let mut open = false;
    for line in text.lines() {
        let line = line.trim_start_matches(['\u{200e}', '\u{200f}', '\u{feff}']);
        match begins(line) {
            Some((date, rest)) => {
                let said = rest.split_once(": ").map(|(_, said)| said.to_string());
                open = said.is_some();
                found.extend(said.map(|said| (date, said)));
            }
            None if open => {
                if let Some((_, text)) = found.last_mut() {
                    text.push('\n');
                    text.push_str(line);
                }
            }
            None => {}
        }
    }
    found
}

fn begins(line: &str) -> Option<([i16; 3], &str)> {
    let bare = line.strip_prefix('[').unwrap_or(line);
    let end = bare.find(|c: char| !c.is_ascii_digit() && !"/.-".contains(c))?;
    let mut numbers = bare[..end].split(['/', '.', '-']).map(|n| n.parse::<i16>().ok());
    let date = [numbers.next()??, numbers.next()??, numbers.next()??];
    let rest = &bare[end..];
    let at = if line.starts_with('[') { rest.find("] ")? + 2 } else { rest.find(" - ")? + 3 };
    // The time stands between.
    rest[..at].contains(':').then(|| (date, &rest[at..]))
}

fn day(date: [i16; 3], month_first: bool) -> Option<String> {
    let (year, month, day) = match date {
        [year, month, day] if year > 31 => (year, month, day),
        [month, day, year] if month_first => (year, month, day),
        [day, month, year] => (year, month, day),
    };
    let year = if year < 100 { year + 2000 } else { year };
    format!("{year:04}-{month:02}-{day:02}").parse::<Day>().ok().map(|day| day.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(name: &str, text: &str) -> Source {
        let path = std::env::temp_dir().join(format!("vigie-chat-{}-{name}", std::process::id()));
        std::fs::write(&path, text).expect("a file");
        Source { url: path.display().to_string(), name: "River watch".into(), ..Source::default() }
    }

    #[test]
    fn messages_of_a_channel_have_addresses_and_no_authors() {
        let text = r#"{"name": "River watch", "type": "public_channel", "id": 77, "messages": [
            {"id": 1, "type": "service", "date": "2025-07-01T08:00:00", "text": "pinned a message that is long enough to count"},
            {"id": 2, "type": "message", "date": "2025-07-02T08:00:00", "from": "Awa", "from_id": "user1",
             "edited": "2025-07-03T08:00:00", "text": ["Nine people died when the ferry sank ", {"type": "bold", "text": "off Lanto"}, "."]},
            {"id": 3, "type": "message", "date": "2025-07-02T09:00:00", "text": "ok"}]}"#;
        let look = telegram(&file("t.json", text)).expect("a look");
        assert_eq!(look.items.len(), 1);
        let Item { key, given, take, .. } = &look.items[0];
        assert_eq!((key.as_str(), take), ("tg://privatepost?channel=77&post=2", &Take::Whole));
        assert_eq!(given.text, "Nine people died when the ferry sank off Lanto.");
        assert_eq!((given.outlet.as_deref(), given.published.as_deref()), (Some("River watch"), Some("2025-07-02")));
        assert!(given.author.is_none() && !format!("{given:?}").contains("Awa"));
        assert!(telegram(&file("no.json", "{}")).expect_err("no export").what.contains("result.json"));
    }

    #[test]
    fn messages_of_a_group_are_told_apart_by_their_dates() {
        let text = "\u{200e}[12/07/2025, 10:33:12] Ana: Gunmen attacked the market of Kolo this morning, two dead.\nThe road is shut.\n\
            [13/07/2025, 07:00:00] Ana joined\n[25/07/2025, 07:00:00] +22 30 00: The ferry to Lanto is running again since dawn, they say.\n";
        let look = whatsapp(&file("w.txt", text)).expect("a look");
        let days: Vec<&str> = look.items.iter().filter_map(|i| i.given.published.as_deref()).collect();
        assert_eq!(days, ["2025-07-12", "2025-07-25"]);
        assert!(look.items[0].given.text.ends_with("The road is shut.") && !look.items[1].given.text.contains("+22"));
        let american =
            "7/12/25, 10:33 - Ana: Gunmen attacked the market of Kolo this morning, two dead.\n7/25/25, 9:00 - B: x\n";
        let look = whatsapp(&file("u.txt", american)).expect("a look");
        assert_eq!(look.items[0].given.published.as_deref(), Some("2025-07-12"));
        assert!(whatsapp(&file("n.txt", "words")).is_err());
    }
}
