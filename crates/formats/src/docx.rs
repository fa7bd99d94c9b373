//! Word and OpenDocument texts: paragraphs, lists and tables of their main part.

use crate::html;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use vigie_engine::model::Document;

/// Names of elements by what they are, for one of the two forms.
struct Names {
    paragraph: &'static [&'static str],
    text: &'static [&'static str],
    /// Elements whose words are not part of the text: deleted words, notes, instructions.
    silent: &'static [&'static str],
    tab: &'static str,
    br: &'static str,
    row: &'static str,
    cell: &'static str,
    item: &'static [&'static str],
    style: &'static str,
}

const WORD: Names = Names {
    paragraph: &["w:p"],
    text: &["w:t"],
    silent: &["w:del", "w:instrtext", "w:footnotereference", "mc:fallback", "w:delText"],
    tab: "w:tab",
    br: "w:br",
    row: "w:tr",
    cell: "w:tc",
    item: &["w:numpr"],
    style: "w:pstyle",
};
const OPEN: Names = Names {
    paragraph: &["text:p", "text:h"],
    text: &["text:p", "text:h", "text:span", "text:a"],
    silent: &["text:note", "office:annotation", "text:tracked-changes", "office:scripts", "text:table-of-content"],
    tab: "text:tab",
    br: "text:line-break",
    row: "table:table-row",
    cell: "table:table-cell",
    item: &["text:list-item"],
    style: "",
};

/// The text of a Word file's main part, with what its properties tell.
pub fn word(main: &str, meta: &str, given: Document) -> Result<Document, String> {
    document(main, meta, given, &WORD, "docx")
}

/// The text of an OpenDocument file.
pub fn open_text(main: &str, meta: &str, given: Document) -> Result<Document, String> {
    document(main, meta, given, &OPEN, "odt")
}

fn document(main: &str, meta: &str, given: Document, names: &Names, form: &str) -> Result<Document, String> {
    let mut body = Body::new(names);
    let fault = walk(main, |event| body.event(event));
    body.flush();
    if let Some(fault) = fault.filter(|_| body.text.is_empty()) {
        return Err(format!("cannot be read and was left out ({fault})"));
    }
    let mut doc = Document { text: body.text, form: Some(form.into()), ..given };
    let told = |name: &str| property(meta, name).filter(|t| !t.is_empty());
    doc.title = doc.title.or(body.title).or_else(|| told("dc:title").filter(|t| t.split_whitespace().count() >= 3));
    doc.author = doc.author.or_else(|| told("dc:creator"));
    Ok(doc)
}

/// Takes every event of a file to `event`; what is wrong with it comes back. Entities of its own do not grow.
fn walk(text: &str, mut event: impl FnMut(&Event<'_>)) -> Option<String> {
    let mut xml = Reader::from_str(text);
    xml.config_mut().check_end_names = false;
    loop {
        match xml.read_event() {
            Ok(Event::Eof) => return None,
            Ok(found) => event(&found),
            Err(e) => return Some(e.to_string()),
        }
    }
}

struct Body<'n> {
    names: &'n Names,
    text: String,
    line: String,
    title: Option<String>,
    /// Silent elements that are open, text elements, rows.
    silent: usize,
    telling: usize,
    row: usize,
    cell: bool,
    item: bool,
    last_item: bool,
    style: String,
}

impl<'n> Body<'n> {
    fn new(names: &'n Names) -> Self {
        Self {
            names,
            text: String::new(),
            line: String::new(),
            title: None,
            silent: 0,
            telling: 0,
            row: 0,
            cell: false,
            item: false,
            last_item: false,
            style: String::new(),
        }
    }

    fn event(&mut self, event: &Event<'_>) {
        match event {
            Event::Start(tag) => self.start(&name(tag), tag, false),
            Event::Empty(tag) => self.start(&name(tag), tag, true),
            Event::End(tag) => self.end(&tag.name().as_ref().to_lowercase()),
            Event::Text(text) if self.hears() => self.line.push_str(text),
            Event::CData(text) if self.hears() => self.line.push_str(text),
            Event::GeneralRef(name) if self.hears() => {
                self.line.push_str(&html::entities(&format!("&{};", &**name)));
            }
            _ => {}
        }
    }

    fn hears(&self) -> bool {
        self.telling > 0 && self.silent == 0
    }

    fn start(&mut self, name: &str, tag: &BytesStart<'_>, empty: bool) {
        let names = self.names;
        if !empty {
            self.silent += usize::from(names.silent.contains(&name));
            self.telling += usize::from(names.text.contains(&name));
            self.row += usize::from(name == names.row);
        }
        self.item |= names.item.contains(&name);
        if name == names.tab || name == "text:s" {
            self.line.push(' ');
        } else if name == names.br {
            self.line.push(if self.row > 0 { ' ' } else { '\n' });
        } else if name == names.cell && self.row > 0 && !self.line.trim().is_empty() {
            self.line.push_str(" | ");
        } else if name == names.style {
            let value = tag.attributes().flatten().find(|a| a.key.as_ref().ends_with("val"));
            self.style = value.map_or(String::new(), |a| a.value.to_lowercase());
        }
        self.cell |= name == names.cell;
    }

    fn end(&mut self, name: &str) {
        let names = self.names;
        self.silent = self.silent.saturating_sub(usize::from(names.silent.contains(&name)));
        self.telling = self.telling.saturating_sub(usize::from(names.text.contains(&name)));
        if name == names.row {
            self.row = self.row.saturating_sub(1);
            self.flush();
        } else if names.paragraph.contains(&name) {
            if self.row > 0 { self.line.push(' ') } else { self.flush() }
        }
    }

    /// Ends a paragraph or a row.
    fn flush(&mut self) {
        let line: Vec<String> =
            std::mem::take(&mut self.line).lines().map(one_line).filter(|l| !l.is_empty()).collect();
        let item = std::mem::take(&mut self.item);
        let row = std::mem::take(&mut self.cell);
        let style = std::mem::take(&mut self.style);
        let line = line.join("\n");
        if line.is_empty() {
            return;
        }
        if style == "title" || style == "titre" {
            self.title.get_or_insert(line);
            return;
        }
        if !self.text.is_empty() {
            self.text.push_str(if (item || row) && self.last_item { "\n" } else { "\n\n" });
        }
        self.text.push_str(if item { "- " } else { "" });
        self.text.push_str(&line);
        self.last_item = item || row;
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn name(tag: &BytesStart<'_>) -> String {
    tag.name().as_ref().to_lowercase()
}

/// The words of the first element of a name.
fn property(meta: &str, wanted: &str) -> Option<String> {
    let (mut inside, mut words) = (false, None::<String>);
    walk(meta, |event| match event {
        Event::Start(tag) if words.is_none() => inside = name(tag) == wanted,
        Event::Text(text) if inside => words.get_or_insert_default().push_str(text),
        Event::End(_) => inside = false,
        _ => {}
    });
    words.map(|w| one_line(&w))
}

#[cfg(test)]
mod tests {
    use crate::testing::{opened, packed};

    #[test]
    fn a_word_file_is_a_report() {
        let main = "<w:document><w:body><w:p><w:pPr><w:pStyle w:val=\"Title\"/></w:pPr><w:r><w:t>Field note</w:t></w:r></w:p>\
            <w:p><w:r><w:t xml:space=\"preserve\">The ferry </w:t></w:r><w:del><w:r><w:delText>never</w:delText></w:r></w:del><w:r><w:t>sank &amp; burnt.</w:t></w:r></w:p>\
            <w:p><w:pPr><w:numPr/></w:pPr><w:r><w:t>Nine dead</w:t></w:r></w:p><w:p><w:pPr><w:numPr/></w:pPr><w:r><w:t>Two boats</w:t></w:r></w:p>\
            <w:tbl><w:tr><w:tc><w:p><w:r><w:t>Lanto</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>9</w:t></w:r></w:p></w:tc></w:tr></w:tbl></w:body></w:document>";
        let core = "<cp:coreProperties><dc:creator>A. Name</dc:creator></cp:coreProperties>";
        let bytes = packed(&[("word/document.xml", main.as_bytes()), ("docProps/core.xml", core.as_bytes())]);
        let page = opened("n.docx", &bytes).pages.remove(0);
        assert_eq!(page.text, "The ferry sank & burnt.\n\n- Nine dead\n- Two boats\nLanto | 9");
        assert_eq!((page.title.as_deref(), page.author.as_deref()), (Some("Field note"), Some("A. Name")));
    }
}
