//! Marks counted by question and by style, and written down for `docs/quality.md`.

use super::exam::{Case, Mark, SLOTS, Sat, answers};
use std::collections::BTreeMap;
use std::fmt::Write;

/// Marks of a language.
#[derive(Clone, Debug, Default)]
pub struct Tally {
    /// For each question how often which mark was given where the sentence tells it, and where it does not.
    slots: [BTreeMap<(bool, Mark), usize>; 5],
    /// For each style right answers and questions.
    styles: BTreeMap<String, (usize, usize)>,
    /// What went wrong, a line each.
    failures: Vec<String>,
}

impl Tally {
    /// Adds a sentence; one whose act was not found at all has nothing right.
    pub fn add(&mut self, case: &Case, sat: Option<&Sat>) {
        let marks = sat.map_or([Mark::Missing; 5], |s| s.marks);
        let style = self.styles.entry(case.style.clone()).or_default();
        for (slot, mark) in marks.into_iter().enumerate() {
            *self.slots[slot].entry((case.tells(slot), mark)).or_default() += 1;
            style.0 += usize::from(mark == Mark::Right);
            style.1 += 1;
            if mark != Mark::Right {
                self.failures.push(failure(case, sat, slot, mark));
            }
        }
    }

    /// Right answers and questions, over all questions or only those that the sentences answer.
    pub fn right(&self, told_only: bool) -> (usize, usize) {
        (0..SLOTS.len()).map(|slot| self.right_of(slot, told_only)).fold((0, 0), |a, b| (a.0 + b.0, a.1 + b.1))
    }

    fn right_of(&self, slot: usize, told_only: bool) -> (usize, usize) {
        let counted = self.slots[slot].iter().filter(|((told, _), _)| *told || !told_only);
        counted.fold((0, 0), |(right, all), ((_, mark), n)| (right + n * usize::from(*mark == Mark::Right), all + n))
    }

    fn count(&self, slot: usize, mark: Mark) -> usize {
        [true, false].iter().filter_map(|told| self.slots[slot].get(&(*told, mark))).sum()
    }

    /// Tables and the list of failures in Markdown.
    pub fn markdown(&self, language: &str) -> String {
        let mut out = format!("### {language}\n\n");
        let percent = |(right, all): (usize, usize)| format!("{right} / {all} ({:.1} %)", share(right, all));
        let (all, told) = (percent(self.right(false)), percent(self.right(true)));
        let _ = writeln!(out, "Right of all questions: {all}; of those that the sentences answer: {told}.\n");
        out.push_str("| question | told, right | left empty | another answer | said though not told |\n");
        out.push_str("|---|---|---|---|---|\n");
        for (slot, name) in SLOTS.iter().enumerate() {
            let told = percent(self.right_of(slot, true));
            let [missing, wrong, invented] = [Mark::Missing, Mark::Wrong, Mark::Invented].map(|m| self.count(slot, m));
            let _ = writeln!(out, "| {name} | {told} | {missing} | {wrong} | {invented} |");
        }
        out.push_str("\n| style | right of all questions |\n|---|---|\n");
        for (style, marks) in &self.styles {
            let _ = writeln!(out, "| {style} | {} |", percent(*marks));
        }
        out.push_str("\nWhat is wrong:\n\n");
        self.failures.iter().for_each(|line| out.push_str(line));
        out
    }
}

fn share(right: usize, all: usize) -> f64 {
    100.0 * right as f64 / all.max(1) as f64
}

/// One failure: the question, what was given for what was wanted, and the sentence.
fn failure(case: &Case, sat: Option<&Sat>, slot: usize, mark: Mark) -> String {
    let wanted = [&case.who, &case.whom, &case.how_many, &case.said_by, &case.happened][slot];
    let given = match sat {
        Some(sat) if slot == 4 => sat.clause.happened.name().to_string(),
        Some(sat) => {
            let word =
                |w: &u32| sat.tree.words.get(*w as usize).and_then(|w| sat.text.get(w.span.clone())).unwrap_or("");
            answers(&sat.clause)[slot].iter().map(word).collect::<Vec<_>>().join(" + ")
        }
        None => "the act was not found".to_string(),
    };
    let dash = |s: &str| if s.is_empty() { "nothing".to_string() } else { format!("\"{s}\"") };
    let kind = match mark {
        Mark::Missing => "left empty",
        Mark::Invented => "said though not told",
        _ => "another answer",
    };
    format!("- {} ({kind}): {} for {}: {}\n", SLOTS[slot], dash(&given), dash(wanted), case.marked())
}

#[cfg(test)]
mod tests {
    use super::super::exam::cases;
    use super::*;

    #[test]
    fn an_act_that_is_not_found_counts_against_every_question() {
        let case = &cases("[[case]]\nstyle = \"plain\"\ntext = \"Men [fled].\"\nwho = \"Men\"").expect("a case")[0];
        let mut tally = Tally::default();
        tally.add(case, None);
        assert_eq!((tally.right(false), tally.right(true)), ((0, 5), (0, 2)));
        let text = tally.markdown("English");
        assert!(text.contains("| who | 0 / 1 (0.0 %) | 1 | 0 | 0 |"), "{text}");
        assert!(text.contains("for \"Men\": Men [fled]."), "{text}");
    }
}
