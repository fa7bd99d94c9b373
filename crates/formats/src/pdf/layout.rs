//! Letters on a sheet → lines in the order in which people read them.

/// A letter, or a few that the file gives as one.
#[derive(Clone, Debug)]
pub struct Glyph {
    /// Left end and base line, upwards from the foot of the sheet.
    pub x: f64,
    pub y: f64,
    /// How far it reaches to the right.
    pub width: f64,
    /// Height of the letters.
    pub size: f64,
    /// The letters.
    pub text: String,
}

/// Letters without a gap: a line of a column, or a cell.
#[derive(Clone, Debug)]
pub struct Run {
    pub start: f64,
    pub end: f64,
    pub y: f64,
    pub size: f64,
    pub text: String,
}

/// Runs on one base line, from left to right.
#[derive(Clone, Debug)]
pub struct Line {
    pub y: f64,
    pub size: f64,
    pub runs: Vec<Run>,
    /// The first line of a column.
    pub top: bool,
    /// Where the column begins and how wide it is.
    pub left: f64,
    pub width: f64,
}

/// A gap of so many letter heights parts runs, one of so many is a space.
const APART: f64 = 1.4;
const SPACE: f64 = 0.16;
/// Lines of a column on either side, and letters of such a line, from which columns are columns and not cells.
const COLUMN: usize = 3;
const LETTERS: usize = 18;
/// Places that are tried for the gap between columns.
const TRIES: usize = 80;

impl Line {
    /// The words, cells parted by bars.
    pub fn text(&self) -> String {
        let cells: Vec<&str> = self.runs.iter().map(|r| r.text.trim()).filter(|t| !t.is_empty()).collect();
        cells.join(" | ")
    }

    /// Where the last letter ends.
    pub fn end(&self) -> f64 {
        self.runs.last().map_or(0.0, |r| r.end)
    }
}

/// The lines of a sheet, column by column.
pub fn lines(glyphs: Vec<Glyph>) -> Vec<Line> {
    columns(grouped(runs(glyphs)), 0)
}

/// Letters that follow each other on one base line.
fn runs(glyphs: Vec<Glyph>) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for glyph in glyphs {
        let end = glyph.x + glyph.width;
        if let Some(run) = runs.last_mut().filter(|r| follows(r, glyph.y, glyph.x)) {
            if glyph.x - run.end > SPACE * run.size && !run.text.ends_with(' ') {
                run.text.push(' ');
            }
            run.text.push_str(&glyph.text);
            run.end = run.end.max(end);
        } else {
            runs.push(Run { start: glyph.x, end, y: glyph.y, size: glyph.size, text: glyph.text });
        }
    }
    runs.retain(|r| !r.text.trim().is_empty());
    runs
}

fn follows(run: &Run, y: f64, x: f64) -> bool {
    let gap = x - run.end;
    (y - run.y).abs() < 0.3 * run.size && gap < APART * run.size && gap > -0.6 * run.size
}

/// Runs on one base line, from the top of the sheet to its foot.
fn grouped(mut runs: Vec<Run>) -> Vec<Line> {
    runs.sort_by(|a, b| b.y.total_cmp(&a.y).then(a.start.total_cmp(&b.start)));
    let mut lines: Vec<Line> = Vec::new();
    for run in runs {
        match lines.last_mut() {
            Some(line) if (line.y - run.y).abs() < 0.4 * line.size.max(run.size) => line.runs.push(run),
            _ => lines.push(Line { y: run.y, size: run.size, runs: vec![run], top: false, left: 0.0, width: 0.0 }),
        }
    }
    lines.iter_mut().for_each(joined);
    lines
}

/// Runs of a line that touch become one.
fn joined(line: &mut Line) {
    line.runs.sort_by(|a, b| a.start.total_cmp(&b.start));
    let mut runs: Vec<Run> = Vec::new();
    for run in line.runs.drain(..) {
        match runs.last_mut() {
            Some(last) if run.start - last.end < APART * last.size.max(run.size) => {
                if run.start - last.end > SPACE * last.size && !last.text.ends_with(' ') {
                    last.text.push(' ');
                }
                last.text.push_str(&run.text);
                last.end = last.end.max(run.end);
            }
            _ => runs.push(run),
        }
    }
    line.size = runs.iter().map(|r| r.size).fold(0.0, f64::max);
    line.runs = runs;
}

/// Puts the lines of columns that stand side by side after each other.
fn columns(lines: Vec<Line>, depth: usize) -> Vec<Line> {
    let gap = if depth < 4 { gap(&lines) } else { None };
    let Some(gap) = gap else { return measured(lines) };
    let mut out = Vec::new();
    for part in parts(&lines, gap) {
        if is_columns(&lines[part.clone()], gap) {
            let (left, right) = halves(&lines[part], gap);
            out.extend(columns(left, depth + 1));
            out.extend(columns(right, depth + 1));
        } else {
            out.extend(measured(lines[part].to_vec()));
        }
    }
    out
}

/// The place of the gap with the most lines on either side.
fn gap(lines: &[Line]) -> Option<f64> {
    let mut starts: Vec<f64> = lines.iter().flat_map(|l| &l.runs).map(|r| r.start - 1.0).collect();
    starts.sort_by(f64::total_cmp);
    starts.dedup_by(|b, a| (*b - *a).abs() < 4.0);
    let score = |gap: &f64| parts(lines, *gap).into_iter().map(|p| support(&lines[p], *gap)).sum::<usize>();
    let best = starts.into_iter().take(TRIES).map(|g| (score(&g), g)).rev().max_by_key(|(score, _)| *score)?;
    (best.0 > 0).then_some(best.1)
}

/// Stretches of lines that cross the gap, and of lines that do not.
fn parts(lines: &[Line], gap: f64) -> Vec<std::ops::Range<usize>> {
    let crosses = |l: &Line| l.runs.iter().any(|r| r.start < gap - 1.0 && r.end > gap + 1.0);
    let mut parts: Vec<std::ops::Range<usize>> = Vec::new();
    for (n, line) in lines.iter().enumerate() {
        match parts.last_mut() {
            Some(part) if crosses(&lines[part.start]) == crosses(line) => part.end = n + 1,
            _ => parts.push(n..n + 1),
        }
    }
    parts
}

fn is_columns(lines: &[Line], gap: f64) -> bool {
    support(lines, gap) > 0
}

/// How many lines the shorter of two columns has; none if what stands there is no text.
fn support(lines: &[Line], gap: f64) -> usize {
    let runs = || lines.iter().flat_map(|l| &l.runs);
    let (left, right): (Vec<&Run>, Vec<&Run>) = runs().partition(|r| r.end <= gap + 1.0);
    if right.iter().any(|r| r.start < gap - 1.0) {
        return 0;
    }
    let letters = |runs: &[&Run]| runs.iter().map(|r| r.text.chars().count()).sum::<usize>() / runs.len().max(1);
    let told = letters(&left) >= LETTERS && letters(&right) >= LETTERS;
    let few = left.len().min(right.len());
    if told && few >= COLUMN { few } else { 0 }
}

fn halves(lines: &[Line], gap: f64) -> (Vec<Line>, Vec<Line>) {
    let half = |side: fn(&Run, f64) -> bool| {
        let part = |l: &Line| {
            let runs: Vec<Run> = l.runs.iter().filter(|r| side(r, gap)).cloned().collect();
            (!runs.is_empty()).then(|| Line { runs, ..l.clone() })
        };
        lines.iter().filter_map(part).collect::<Vec<Line>>()
    };
    (half(|r, gap| r.end <= gap + 1.0), half(|r, gap| r.end > gap + 1.0))
}

/// Notes for each line of a column where the column stands.
fn measured(mut lines: Vec<Line>) -> Vec<Line> {
    let left = lines.iter().filter_map(|l| l.runs.first()).map(|r| r.start).fold(f64::MAX, f64::min);
    let right = lines.iter().map(Line::end).fold(0.0, f64::max);
    for (n, line) in lines.iter_mut().enumerate() {
        (line.top, line.left, line.width) = (n == 0, left, right - left);
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(x: f64, y: f64, text: &str) -> Run {
        Run { start: x, end: x + 5.0 * text.chars().count() as f64, y, size: 10.0, text: text.into() }
    }

    fn read(runs: Vec<Run>) -> Vec<String> {
        columns(grouped(runs), 0).iter().map(Line::text).collect()
    }

    #[test]
    fn columns_are_read_one_after_the_other() {
        let mut runs = vec![run(50.0, 700.0, "A heading that goes across the whole sheet of paper from side to side")];
        for n in 0..4 {
            runs.push(run(50.0, 680.0 - 12.0 * f64::from(n), &format!("left column, line {n} of text")));
            runs.push(run(300.0, 681.0 - 12.0 * f64::from(n), &format!("right column, line {n} of text")));
        }
        let found = read(runs);
        assert!(found[1].starts_with("left") && found[4].starts_with("left"), "{found:?}");
        assert!(found[5].starts_with("right column, line 0"), "{found:?}");
    }

    #[test]
    fn rows_of_a_table_stay_rows() {
        let rows = (0..4).flat_map(|n| {
            let y = 600.0 - 12.0 * f64::from(n);
            [run(50.0, y, "Lanto"), run(200.0, y, "9 dead"), run(320.0, y, "3 July")]
        });
        assert_eq!(read(rows.collect())[0], "Lanto | 9 dead | 3 July");
    }
}
