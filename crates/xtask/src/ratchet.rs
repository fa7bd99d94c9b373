//! Figures that may only rise: `ratchet.toml`.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;

/// Figures by name, for each set of documents.
pub type Figures = BTreeMap<String, BTreeMap<String, f64>>;

/// Less than this is rounding.
const SLACK: f64 = 0.0005;

/// The figures kept in a file; none if there is no file yet.
pub fn load(path: &Path) -> Result<Figures, String> {
    match std::fs::read_to_string(path) {
        Ok(text) => toml::from_str(&text).map_err(|e| format!("{}: {e}", path.display())),
        Err(_) => Ok(Figures::new()),
    }
}

/// What fell below its kept figure, in words.
pub fn fallen(kept: &Figures, now: &Figures) -> Vec<String> {
    let mut fallen = Vec::new();
    for (set, figures) in kept {
        for (name, kept) in figures {
            let figure = now.get(set).and_then(|f| f.get(name)).copied().unwrap_or(0.0);
            if figure < kept - SLACK {
                fallen.push(format!("{set} {name} fell from {kept:.3} to {figure:.3}"));
            }
        }
    }
    fallen
}

/// The better of both figures everywhere.
pub fn raised(kept: &Figures, now: &Figures) -> Figures {
    let mut best = kept.clone();
    for (set, figures) in now {
        for (name, figure) in figures {
            let entry = best.entry(set.clone()).or_default().entry(name.clone()).or_insert(*figure);
            *entry = entry.max(*figure);
        }
    }
    best
}

/// The file's text, with three places for each figure, rounded down so that it can be met again.
pub fn text(figures: &Figures) -> String {
    let mut text = "# Figures that may not fall. Raised by `cargo xtask score --write`; lowering one is a decision,\n\
                    # made here by hand and explained in the commit.\n"
        .to_string();
    for (set, figures) in figures {
        let _ = writeln!(text, "\n[{set}]");
        for (name, figure) in figures {
            let _ = writeln!(text, "{name} = {:.3}", down(*figure));
        }
    }
    text
}

fn down(figure: f64) -> f64 {
    (figure * 1000.0 + 1e-6).floor() / 1000.0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figures(event: f64) -> Figures {
        [("dev-en".to_string(), [("event".to_string(), event)].into())].into()
    }

    #[test]
    fn a_fall_is_told_and_a_rise_is_kept() {
        assert!(fallen(&figures(0.5), &figures(0.4999)).is_empty());
        assert_eq!(fallen(&figures(0.5), &figures(0.4)), ["dev-en event fell from 0.500 to 0.400"]);
        assert_eq!(fallen(&figures(0.5), &Figures::new()).len(), 1);
        assert_eq!(raised(&figures(0.5), &figures(0.4)), figures(0.5));
        assert_eq!(raised(&figures(0.5), &figures(0.6)), figures(0.6));
    }

    #[test]
    fn the_file_reads_back_as_written() {
        let read: Figures = toml::from_str(&text(&figures(0.6129))).expect("figures");
        assert_eq!(read, figures(0.612));
        assert_eq!(down(0.3), 0.3);
    }
}
