//! The measured parts of `docs/quality.md`, and the pages that are written of the data.

mod coding;
mod exports;
mod grammar;

use crate::{root, shared};
use std::fs;

/// Writes the sections anew; the rest of the page stays. What can only be measured with the gold beside the
/// repository stays as it is where there is none.
pub fn docs() -> Result<bool, String> {
    for (name, page) in exports::pages() {
        fs::write(root().join(name), page).map_err(|e| format!("{name}: {e}"))?;
        println!("{name} written");
    }
    let page = root().join("docs/quality.md");
    let mut text = fs::read_to_string(&page).unwrap_or_else(|_| "# Quality\n".into());
    text = replaced(&text, "grammar", &grammar::section()?);
    if shared().is_some() {
        text = replaced(&text, "coding", &coding::section()?);
    }
    fs::write(&page, text).map_err(|e| format!("{}: {e}", page.display()))?;
    println!("docs/quality.md written");
    Ok(true)
}

/// The page with what stands between the two marks of a section replaced, or added at its end.
fn replaced(page: &str, name: &str, section: &str) -> String {
    let start = format!("<!-- {name}: written by `cargo xtask docs` -->\n");
    let end = format!("<!-- end of {name} -->\n");
    let (before, rest) = page.split_once(&start).unwrap_or((page, ""));
    let after = rest.split_once(&end).map_or("", |(_, after)| after);
    format!("{before}{start}{section}{end}{after}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_section_changes() {
        let page = |inner: &str| {
            format!("# Quality\n\n<!-- a: written by `cargo xtask docs` -->\n{inner}<!-- end of a -->\n## Other\n")
        };
        assert_eq!(replaced(&page("old\n"), "a", "new\n"), page("new\n"));
        let added = "# Quality\n<!-- a: written by `cargo xtask docs` -->\nnew\n<!-- end of a -->\n";
        assert_eq!(replaced("# Quality\n", "a", "new\n"), added);
    }
}
