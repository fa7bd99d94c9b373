//! What holds for any text.

use super::pages;
use proptest::prelude::*;

/// Lines of pages in any order, so that rules meet each other.
const LINES: &[&str] = &[
    "",
    "---",
    "title: x",
    "Comments",
    "Related Articles",
    "References",
    "Quay News",
    "- Quay News",
    "3 hours ago",
    "5 maj 2025",
    "# Bridge closed",
    "\u{feff}Ærlig – « été »…\r",
    "The ferry to Lanto sank at dawn on Tuesday with some sixty people on board, the harbour master said.",
    "Divers brought up nine bodies by noon.",
];

fn holds(text: &str) -> Result<(), TestCaseError> {
    let (docs, _) = pages(text);
    prop_assert!(!docs.is_empty());
    let first = &docs[0].text;
    prop_assert!(first.len() <= text.len());
    prop_assert!(first.char_indices().all(|(at, c)| c == ' ' || text[at..].starts_with(c)));
    for doc in &docs[1..] {
        let start = text.find(doc.text.split_whitespace().next().unwrap_or(""));
        prop_assert!(start.is_some());
        let known = |w: &str| text.contains(w);
        prop_assert!(doc.text.split_whitespace().all(known));
    }
    for cut in docs.iter().flat_map(|d| &d.cut) {
        prop_assert!(text.contains(&cut.text));
    }
    Ok(())
}

proptest! {
    #[test]
    fn any_text_is_read_without_loss_of_place(text in any::<String>()) {
        holds(&text)?;
    }

    #[test]
    fn any_order_of_page_lines_is_read(picks in prop::collection::vec(0..LINES.len(), 0..40)) {
        let text: Vec<&str> = picks.iter().map(|n| LINES[*n]).collect();
        holds(&text.join("\n"))?;
    }
}

#[test]
fn very_long_lines_and_many_lines_take_linear_time() {
    holds(&"word ".repeat(1_000_000)).unwrap();
    holds(&"a\n".repeat(200_000)).unwrap();
    let page = format!("{}\n{}", super::REPORT, "Related Articles\nQuay News\n3 hours ago\nx\n".repeat(20_000));
    holds(&page).unwrap();
}
