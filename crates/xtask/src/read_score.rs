//! `cargo xtask read-score FOLDER`: pages of anyone beside the text that a person or another program took out of
//! them, `NAME.html` and `NAME.txt`. Nothing of them enters the repository.

use crate::reading;
use std::collections::HashMap;
use std::fs;
use std::path::Path;

/// Prints what share of the words is kept and how much is foreign, and the pages that went worst.
pub fn score(folder: &Path) -> Result<bool, String> {
    let mut pages: Vec<(String, Share)> = Vec::new();
    for entry in fs::read_dir(folder).map_err(|e| format!("{}: {e}", folder.display()))?.flatten() {
        let path = entry.path();
        let Ok(text) = fs::read_to_string(path.with_extension("txt")) else { continue };
        if path.extension().is_none_or(|e| e == "txt") {
            continue;
        }
        let bytes = fs::read(&path).map_err(|e| format!("{}: {e}", path.display()))?;
        let (documents, _) = reading::documents(&bytes, "page")?;
        let told: Vec<&str> = documents.iter().map(|d| d.text.as_str()).collect();
        pages.push((entry.file_name().to_string_lossy().into_owned(), share(&told.join("\n"), &text)));
    }
    if pages.is_empty() {
        return Err(format!("{}: no page has a .txt beside it", folder.display()));
    }
    pages.sort_by(|a, b| a.1.f1().total_cmp(&b.1.f1()));
    for (name, share) in pages.iter().take(10).filter(|(_, s)| s.f1() < 0.9) {
        println!("{name}: kept {:.3}, own {:.3}", share.kept, share.own);
    }
    let mean = |of: fn(&Share) -> f64| pages.iter().map(|(_, s)| of(s)).sum::<f64>() / pages.len() as f64;
    println!(
        "{} pages: kept {:.3}, own {:.3}, F1 {:.3}",
        pages.len(),
        mean(|s| s.kept),
        mean(|s| s.own),
        mean(Share::f1)
    );
    Ok(true)
}

/// How much of the text was kept, and how much of what was kept is the text's own.
struct Share {
    kept: f64,
    own: f64,
}

impl Share {
    fn f1(&self) -> f64 {
        if self.kept + self.own > 0.0 { 2.0 * self.kept * self.own / (self.kept + self.own) } else { 0.0 }
    }
}

/// By runs of three words, so that order counts.
fn share(told: &str, text: &str) -> Share {
    let (told, text) = (runs(told), runs(text));
    let both: usize = text.iter().map(|(run, n)| told.get(run).copied().unwrap_or(0).min(*n)).sum();
    let all = |runs: &HashMap<_, usize>| runs.values().sum::<usize>().max(1) as f64;
    Share { kept: both as f64 / all(&text), own: both as f64 / all(&told) }
}

fn runs(text: &str) -> HashMap<[String; 3], usize> {
    let letters: String = text.chars().filter(|c| *c != '\u{ad}').flat_map(char::to_lowercase).collect();
    let words: Vec<&str> = letters.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
    let mut runs = HashMap::new();
    for run in words.windows(3) {
        *runs.entry([0, 1, 2].map(|n| run[n].to_string())).or_default() += 1;
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_lost_and_what_is_foreign() {
        let told = share("one two three four, and more words", "One two three four. Five six");
        assert!((told.kept - 0.5).abs() < 1e-9, "{}", told.kept);
        assert!((told.own - 0.4).abs() < 1e-9, "{}", told.own);
        assert!(share("a b", "").f1().abs() < 1e-9);
    }
}
