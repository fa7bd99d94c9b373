//! An entry as the text of a data file, its keys in the order in which people write them.

use serde::Serialize;
use toml::{Table, Value};

/// The lines of an entry below its header: what is empty is not written, tables come last.
pub fn lines(entry: &impl Serialize, order: &[&str]) -> String {
    let Ok(table) = Table::try_from(entry) else { return String::new() };
    let rest = table.keys().map(String::as_str).filter(|key| !order.contains(key));
    let keys: Vec<&str> = order.iter().copied().chain(rest).collect();
    let value = |key: &&str| Some((key.to_string(), table.get(*key).filter(|v| !is_empty(v))?));
    let all: Vec<(String, &Value)> = keys.iter().filter_map(value).collect();
    let plain = all.iter().filter(|(_, v)| !v.is_table()).map(|(key, v)| format!("{key} = {v}\n"));
    let below = all.iter().filter_map(|(key, v)| Some(format!("\n[{key}]\n{}", lines(v.as_table()?, &[]))));
    plain.chain(below).collect()
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Array(list) => list.is_empty(),
        Value::Boolean(yes) => !yes,
        Value::String(text) => text.is_empty(),
        Value::Table(table) => table.values().all(is_empty),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn keys_stand_in_their_order_and_what_is_empty_is_left_out() {
        let entry = json!({"class": "b", "name": "a \"b\"\n", "aliases": ["c"], "with": [], "generic": false,
            "fetch": {"days": 3, "include": []}, "none": {"x": ""}});
        let text = lines(&entry, &["name", "class"]);
        assert!(
            text.starts_with("name = ") && text.contains("\nclass = \"b\"\naliases = [\"c\"]\n\n[fetch]\ndays = 3\n"),
            "{text}"
        );
        assert!(!text.contains("with") && !text.contains("none"), "{text}");
        let back: Table = text.parse().expect("it reads");
        assert_eq!(back["name"].as_str(), Some("a \"b\"\n"));
    }
}
