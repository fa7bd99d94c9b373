//! A brief as a Word document: real headings, lists and tables, the pictures in place. A footnote names the reports of
//! a sentence by number; the reports and their words stand once, at the end.

use crate::png::png;
use docx_rs::{
    AlignmentType, Docx, Footer, Footnote, Hyperlink, HyperlinkType, LineSpacing, NumPages, PageMargin, PageNum,
    Paragraph, Pic, Run, RunFonts, Shading, Style, StyleType, Table, TableBorder, TableBorderPosition, TableBorders,
    TableCell, TableCellMargins, TableRow, WidthType,
};
use std::io::Cursor;
use vigie_engine::publish::{Handout, Line, Part, Picture, Reference};

/// Ink, soft ink and accent, as in the page.
const INK: &str = "1C2024";
const SOFT: &str = "59626B";
const ACCENT: &str = "14597D";
const RULE: &str = "D9DCE0";
/// Width of the text in twentieths of a point, and of pictures in English metric units: the map's, and that of others,
/// whose labels bear to be smaller.
const TEXT_WIDTH: usize = 9600;
const MAP_WIDTH: u32 = 5_700_000;
const PICTURE_WIDTH: u32 = 5_000_000;

/// The brief as the bytes of a `.docx` file. Pictures are left out where the machine has no font for their labels;
/// what they show stands below them in words all the same.
pub fn docx(handout: &Handout) -> Result<Vec<u8>, String> {
    let mut page = Writer { docx: base(&handout.lang).footer(foot(&handout.title)), notes: 0, pictures: Vec::new() };
    page.head(handout);
    for (n, part) in handout.parts.iter().enumerate() {
        page.part(part);
        if n == 0 {
            handout.pictures.iter().filter(|p| p.name == "map").for_each(|p| page.picture(p));
        }
    }
    handout.pictures.iter().filter(|p| p.name != "map").for_each(|p| page.picture(p));
    handout.lists.iter().for_each(|(heading, lines)| page.list(heading, lines));
    page.table(handout);
    page.references(handout);
    page.pack()
}

/// An empty document with the styles that Word knows by name.
fn base(lang: &str) -> Docx {
    let heading = |id: &str, name: &str, size: usize, level: usize, above: u32| {
        let spacing = LineSpacing::new().before(above).after(80);
        Style::new(id, StyleType::Paragraph)
            .name(name)
            .based_on("Normal")
            .next("Normal")
            .size(size)
            .bold()
            .color(INK)
            .outline_lvl(level)
            .line_spacing(spacing)
    };
    let plain = |id: &str, name: &str| Style::new(id, StyleType::Paragraph).name(name).based_on("Normal");
    let margin = PageMargin::new().top(1020).bottom(1130).left(1150).right(1150);
    Docx::new()
        .page_margin(margin)
        .default_fonts(RunFonts::new().ascii("Calibri").hi_ansi("Calibri").cs("Arial"))
        .default_size(20)
        .add_style(Style::new("Title", StyleType::Paragraph).name("Title").size(44).bold().color(INK))
        .add_style(plain("Subtitle", "Subtitle").size(24).color(SOFT))
        .add_style(heading("Heading1", "heading 1", 26, 0, 260))
        .add_style(heading("Heading2", "heading 2", 22, 1, 160))
        .add_style(plain("ListParagraph", "List Paragraph").line_spacing(LineSpacing::new().after(60)))
        .add_style(plain("Timeline", "Timeline").size(18).line_spacing(LineSpacing::new().after(20)))
        .add_style(plain("Caption", "caption").size(16).color(SOFT))
        .add_style(plain("Quote", "Quote").size(18).color(SOFT))
        .add_style(plain("FootnoteText", "footnote text").size(14))
        .add_style(plain("Bibliography", "Bibliography").size(15).line_spacing(LineSpacing::new().after(60)))
        .add_style(Style::new("FootnoteReference", StyleType::Character).name("footnote reference").color(ACCENT))
        .add_style(plain("TableText", "Table Text").size(15))
        .custom_property("language", lang)
}

/// A document under way.
struct Writer {
    docx: Docx,
    notes: usize,
    pictures: Vec<String>,
}

impl Writer {
    fn add(&mut self, paragraph: Paragraph) {
        self.docx = std::mem::take(&mut self.docx).add_paragraph(paragraph);
    }

    fn line(&mut self, style: &str, text: &str) {
        let is_heading = style.starts_with("Heading");
        self.add(Paragraph::new().style(style).keep_next(is_heading).add_run(Run::new().add_text(text)));
    }

    fn head(&mut self, handout: &Handout) {
        self.line("Title", &handout.title);
        self.line("Subtitle", &handout.period);
        if let [first, rest @ ..] = &handout.verdict[..] {
            self.add(Paragraph::new().style("Heading2").add_run(Run::new().add_text(first)));
            rest.iter().for_each(|line| self.line("Quote", line));
        }
        handout.coverage.iter().for_each(|line| self.line("Caption", line));
        self.line("Caption", &handout.rule);
    }

    fn part(&mut self, part: &Part) {
        self.line("Heading1", &part.heading);
        match part.form.as_str() {
            "prose" => {
                let all =
                    part.lines.iter().fold(Paragraph::new(), |p, line| self.sentence(p, line, false).add_run(space()));
                self.add(all);
            }
            form => {
                let style = match form {
                    "lead" | "bold" => "Normal",
                    "timeline" => "Timeline",
                    _ => "ListParagraph",
                };
                for line in &part.lines {
                    let paragraph = self.sentence(Paragraph::new().style(style), line, form == "bold");
                    self.add(paragraph);
                }
            }
        }
    }

    /// A sentence, whoever added it, and its reports in a footnote.
    fn sentence(&mut self, paragraph: Paragraph, line: &Line, bold: bool) -> Paragraph {
        let by = line.by.iter().map(|by| Run::new().add_text(format!("[{by}] ")).italic().color(SOFT));
        let paragraph = by.fold(paragraph, Paragraph::add_run);
        let text = Run::new().add_text(&line.text);
        let paragraph = paragraph.add_run(if bold { text.bold() } else { text });
        if line.notes.is_empty() {
            return paragraph;
        }
        self.notes += 1;
        let mut note = Footnote::new();
        note.id = self.notes;
        let reports = Run::new().add_text(format!(" {}", line.notes.join("; "))).size(14);
        note.add_content(Paragraph::new().style("FootnoteText").add_run(reports));
        paragraph.add_run(Run::new().add_footnote_reference(note))
    }

    /// A picture with its heading, what its marks mean, and the same in words.
    fn picture(&mut self, picture: &Picture) {
        self.add(Paragraph::new().style("Heading2").keep_next(true).add_run(Run::new().add_text(&picture.title)));
        if let Ok(image) = png(picture).map(|image| (!image.is_empty()).then_some(image))
            && let Some(image) = image
        {
            let wide = if picture.name == "map" { MAP_WIDTH } else { PICTURE_WIDTH };
            let high = f64::from(wide) * f64::from(picture.height) / f64::from(picture.width.max(1));
            let id = format!("rIdImage{}", self.pictures.len() + 1);
            let shown = Pic::new_with_dimensions(image, picture.width, picture.height);
            let shown = shown.id(id).size(wide, high as u32);
            self.add(Paragraph::new().keep_next(true).add_run(Run::new().add_image(shown)));
            self.pictures.push(format!("{}. {}", picture.title, picture.text));
        }
        self.line("Caption", &picture.about);
    }

    fn list(&mut self, heading: &str, lines: &[String]) {
        if !lines.is_empty() {
            self.line("Heading1", heading);
            lines.iter().for_each(|line| self.line("ListParagraph", line));
        }
    }

    fn table(&mut self, handout: &Handout) {
        let (heading, columns, rows) = &handout.table;
        if rows.is_empty() {
            return;
        }
        self.line("Heading1", heading);
        // Dates are short; sides and tolls need room.
        let widths = [1050, 1200, 1350, 1900, 2900, 1200];
        let cell = |text: &str, wide: usize, head: bool| {
            let run = Run::new().add_text(text).size(15);
            let run = if head { run.bold().color(SOFT) } else { run };
            let cell = TableCell::new().width(wide, WidthType::Dxa);
            let cell = if head { cell.shading(Shading::new().fill("F4F5F3")) } else { cell };
            cell.add_paragraph(Paragraph::new().style("TableText").align(AlignmentType::Left).add_run(run))
        };
        let row = |cells: &[String], head: bool| {
            let cells = cells.iter().zip(widths).map(|(text, wide)| cell(text, wide, head)).collect();
            TableRow::new(cells).cant_split()
        };
        let all = std::iter::once(row(columns, true))
            .chain(rows.iter().enumerate().map(|(n, r)| row(&cited(handout, n, r), false)))
            .collect();
        let borders =
            TableBorders::new().set(border(TableBorderPosition::Top)).set(border(TableBorderPosition::Bottom));
        let borders = borders.set(border(TableBorderPosition::InsideH));
        let borders = [TableBorderPosition::Left, TableBorderPosition::Right, TableBorderPosition::InsideV]
            .into_iter()
            .fold(borders, TableBorders::clear);
        let table = Table::new(all)
            .set_grid(widths.into())
            .width(TEXT_WIDTH, WidthType::Dxa)
            .set_borders(borders)
            .margins(TableCellMargins::new().margin(20, 60, 20, 60));
        self.docx = std::mem::take(&mut self.docx).add_table(table);
    }

    /// The reports by number, each with its address and the words cited.
    fn references(&mut self, handout: &Handout) {
        let (heading, reports) = &handout.references;
        if reports.is_empty() {
            return;
        }
        self.line("Heading1", heading);
        for (n, report) in reports.iter().enumerate() {
            self.add(reference(n + 1, report, &handout.quote));
        }
    }

    fn pack(self) -> Result<Vec<u8>, String> {
        let mut bytes = Cursor::new(Vec::new());
        let mut parts = self.docx.build();
        parts.document = described(&String::from_utf8_lossy(&parts.document), &self.pictures).into_bytes();
        parts.pack(&mut bytes).map_err(|e| format!("the document cannot be packed: {e}"))?;
        Ok(bytes.into_inner())
    }
}

/// A row with the numbers of its reports in the last cell.
fn cited(handout: &Handout, n: usize, cells: &[String]) -> Vec<String> {
    let mut cells = cells.to_vec();
    let marks = handout.row_marks.get(n).filter(|marks| !marks.is_empty());
    if let (Some(last), Some(marks)) = (cells.last_mut(), marks) {
        *last += &format!(" [{}]", marks.join(", "));
    }
    cells
}

fn reference(number: usize, report: &Reference, quote: &(String, String)) -> Paragraph {
    let run = |text: String| Run::new().add_text(text).size(15);
    let mut paragraph = Paragraph::new()
        .style("Bibliography")
        .add_run(run(format!("{number} {}", report.source)).bold())
        .add_run(run(format!(": {} ", report.title)));
    if let Some(url) = &report.url {
        let shown = run(url.clone()).color(ACCENT);
        paragraph = paragraph.add_hyperlink(Hyperlink::new(url, HyperlinkType::External).add_run(shown));
    }
    for (letter, words) in &report.cited {
        paragraph = paragraph.add_run(run(format!(" {letter}")).color(ACCENT));
        paragraph = paragraph.add_run(run(format!(" {}{words}{}", quote.0, quote.1)).color(SOFT));
    }
    paragraph
}

/// Title, and the number of the page out of all.
fn foot(title: &str) -> Footer {
    let line = Paragraph::new()
        .style("Caption")
        .add_run(Run::new().add_text(format!("{title} · ")))
        .add_page_num(PageNum::new())
        .add_run(Run::new().add_text(" / "))
        .add_num_pages(NumPages::new());
    Footer::new().add_paragraph(line)
}

/// What the library cannot say: the words for each picture, and that the first row of the table heads every page.
fn described(document: &str, pictures: &[String]) -> String {
    let plain = "<wp:docPr id=\"1\" name=\"Figure\" />";
    let mut pieces = document.split(plain);
    let mut out = pieces.next().unwrap_or("").to_string();
    for (n, piece) in pieces.enumerate() {
        let words = pictures.get(n).map_or("", String::as_str);
        let words = words.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;");
        out += &format!("<wp:docPr id=\"{}\" name=\"Figure {0}\" descr=\"{words}\" />{piece}", n + 1);
    }
    out.replacen("<w:cantSplit />", "<w:cantSplit /><w:tblHeader />", 1)
}

fn space() -> Run {
    Run::new().add_text(" ")
}

fn border(at: TableBorderPosition) -> TableBorder {
    TableBorder::new(at).color(RULE).size(4)
}
