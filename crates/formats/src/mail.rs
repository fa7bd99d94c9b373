//! Mails: the report in the body, forwarded messages, attachments.

use crate::{Piece, Reader, html};
use mail_parser::{DateTime, Message, MessageParser, MessagePart, MimeHeaders, PartType};
use vigie_engine::data::Data;
use vigie_engine::model::{Cut, Document};
use vigie_engine::read::Mail;

/// Bytes of a covering note that is no report of its own when a forwarded message stands below it.
const COVER: usize = 400;

impl Reader<'_> {
    /// The reports of a mail and of what is attached to it.
    pub(crate) fn mail(&mut self, piece: Piece, depth: usize) {
        if piece.bytes.len() > self.context.limits.page_bytes {
            return self.note(&piece.name, "is too large for a mail and was left out (limit page-mb)");
        }
        match MessageParser::default().parse(&piece.bytes) {
            Some(message) => self.message(&message, &piece, depth),
            None => self.note(&piece.name, "is no mail that can be read and was left out"),
        }
    }

    fn message(&mut self, message: &Message<'_>, piece: &Piece, depth: usize) {
        if depth > self.context.limits.nesting {
            return self.note(&piece.name, "stands too deep in archives and mails and was left out");
        }
        let own = self.envelope(message, piece);
        let (text, cut) = self.body(message);
        for page in parts(&text, cut, own.clone(), self.context.data) {
            self.page(page);
        }
        for (n, part) in message.attachments().enumerate().take(self.context.limits.members) {
            self.attachment(part, &own, piece, n + 1, depth);
        }
    }

    /// What the headers tell.
    fn envelope(&self, message: &Message<'_>, piece: &Piece) -> Document {
        let from = message.from().and_then(|a| a.first());
        let name = from.and_then(|a| a.name().or(a.address())).map(String::from);
        let subject = message.subject().map(|s| bare(s, &self.context.data.forms.mail));
        Document {
            title: piece.given.title.clone().or(subject.filter(|s| !s.is_empty())),
            outlet: piece.given.outlet.clone().or(name),
            published: message.date().and_then(day).or_else(|| piece.given.published.clone()),
            form: Some("mail".into()),
            ..piece.given.clone()
        }
    }

    /// The words of the body: its plain part, unless the other says far more.
    fn body(&self, message: &Message<'_>) -> (String, Vec<Cut>) {
        let given = |part: &MessagePart<'_>| match &part.body {
            PartType::Text(text) => Some(text.to_string()),
            _ => None,
        };
        let plain: Vec<String> = message.text_bodies().filter_map(given).collect();
        let plain = plain.join("\n\n").replace('\r', "");
        let page = message.html_bodies().find_map(|part| match &part.body {
            PartType::Html(page) => Some(html::fragment(page, self.context.data, self.context.limits)),
            _ => None,
        });
        match page {
            Some((text, cut)) if plain.len() * 2 < text.len() => (text, cut),
            _ => (plain, Vec::new()),
        }
    }

    fn attachment(&mut self, part: &MessagePart<'_>, own: &Document, piece: &Piece, number: usize, depth: usize) {
        let file = part.attachment_name().unwrap_or("").rsplit(['/', '\\']).next().unwrap_or("").to_string();
        let stem = file.rsplit_once('.').map_or(file.as_str(), |(stem, _)| stem);
        let stem = if stem.is_empty() { number.to_string() } else { stem.to_string() };
        let given = Document {
            id: format!("{}/{stem}", piece.given.id),
            published: own.published.clone(),
            outlet: own.outlet.clone(),
            ..Document::default()
        };
        let name = format!("{}/{}", piece.name, if file.is_empty() { &stem } else { &file });
        if let PartType::Message(inner) = &part.body {
            let given = Document { published: None, outlet: None, ..given };
            return self.message(inner, &Piece { name, given, ..Piece::default() }, depth + 1);
        }
        let bytes = part.contents().to_vec();
        if bytes.len() > 64 {
            self.piece(Piece { name, given, bytes, ..Piece::default() }, depth + 1);
        }
    }
}

fn day(date: &DateTime) -> Option<String> {
    html::day(&format!("{:04}-{:02}-{:02}", date.year, date.month, date.day))
}

/// The day of a header as mails and feeds write it.
pub fn written_day(text: &str) -> Option<String> {
    DateTime::parse_rfc822(text.trim()).as_ref().and_then(day)
}

/// A subject without "Re:" and "Fwd:".
fn bare(subject: &str, words: &Mail) -> String {
    let mut rest = subject.trim();
    while let Some(prefix) = words.reply.iter().find(|p| rest.to_lowercase().starts_with(p.as_str())) {
        rest = rest.get(prefix.len()..).unwrap_or("").trim_start();
    }
    rest.into()
}

/// The mail's own words and those of messages forwarded in it, each a document; what is quoted or signs is cut.
fn parts(text: &str, cut: Vec<Cut>, own: Document, data: &Data) -> Vec<Document> {
    let words = &data.forms.mail;
    let lines: Vec<&str> = text.lines().collect();
    let starts: Vec<usize> = (0..lines.len()).filter(|n| forwarded(lines[*n], words)).collect();
    let first = starts.first().copied().unwrap_or(lines.len());
    let mut doc = Document { cut, ..own.clone() };
    doc.text = said(&lines[..first], words, &mut doc.cut);
    let mut found = Vec::new();
    for (n, start) in starts.iter().enumerate() {
        let end = starts.get(n + 1).copied().unwrap_or(lines.len());
        found.push(message(&lines[*start + 1..end], &own, data));
    }
    found.retain(|d: &Document| !d.text.trim().is_empty());
    if let Some(main) = found.first_mut().filter(|_| doc.text.len() < COVER) {
        if !doc.text.trim().is_empty() {
            main.cut.insert(0, Cut { reason: "cover".into(), text: doc.text });
        }
        main.cut.splice(..0, doc.cut);
    } else {
        found.insert(0, doc);
    }
    for (n, doc) in found.iter_mut().enumerate().skip(1) {
        doc.id = format!("{}#{}", own.id, n + 1);
    }
    found
}

/// A forwarded message: header lines, then its words.
fn message(lines: &[&str], own: &Document, data: &Data) -> Document {
    let words = &data.forms.mail;
    let mut doc = Document { title: None, published: None, outlet: None, ..own.clone() };
    let mut body = lines.len();
    let mut seen = false;
    for (n, line) in lines.iter().enumerate() {
        let Some((field, value)) = field(line, words) else {
            if line.trim().is_empty() && !seen {
                continue;
            }
            body = n;
            break;
        };
        seen = true;
        match field {
            "subject" => doc.title = Some(bare(value, words)),
            "date" => doc.published = written_day(value).or_else(|| data.furniture.day(value).map(|d| d.to_string())),
            "from" => doc.outlet = Some(value.split('<').next().unwrap_or(value).trim_matches(['"', ' ', '*']).into()),
            _ => {}
        }
    }
    doc.text = said(&lines[body..], words, &mut doc.cut);
    doc.title = doc.title.or_else(|| own.title.clone());
    doc.published = doc.published.or_else(|| own.published.clone());
    doc
}

/// What a header line of a forwarded message tells.
fn field<'l, 'w>(line: &'l str, words: &'w Mail) -> Option<(&'w str, &'l str)> {
    let (name, value) = line.trim_start_matches(['>', '*', ' ']).split_once(':')?;
    let name = plain(name.trim_matches(['*', ' ', '\u{a0}']));
    let known = words.headers.iter().find(|(_, names)| names.contains(&name));
    known.map(|(field, _)| (field.as_str(), value.trim_matches(['*', ' ', '\u{a0}'])))
}

fn plain(text: &str) -> String {
    text.trim().to_lowercase().replace(['é', 'è'], "e").replace('à', "a").replace('’', "'")
}

fn forwarded(line: &str, words: &Mail) -> bool {
    let inner = plain(line.trim_matches(['-', '>', '_', ' ', ':', '*']));
    line.len() < 80 && words.forward.contains(&inner)
}

/// The lines without quoted answers and signature.
fn said(lines: &[&str], words: &Mail, cut: &mut Vec<Cut>) -> String {
    let mut kept: Vec<&str> = Vec::new();
    let mut quoted: Vec<&str> = Vec::new();
    let closing = |l: &&str| words.closing.iter().any(|c| l.trim_end() == c);
    let end = lines.iter().position(closing).unwrap_or(lines.len());
    for line in &lines[..end] {
        let intro = plain(line);
        if line.starts_with('>')
            || line.len() < 120 && words.quote.iter().any(|q| intro.replace(" :", ":").ends_with(q.as_str()))
        {
            quoted.push(line);
        } else {
            kept.push(line);
        }
    }
    let mut leave = |reason: &str, lines: &[&str]| {
        let text = lines.join("\n").trim().to_string();
        if !text.is_empty() {
            cut.push(Cut { reason: reason.into(), text });
        }
    };
    leave("quoted", &quoted);
    leave("signature", &lines[end..]);
    kept.join("\n").trim().into()
}

#[cfg(test)]
mod tests {
    use crate::testing::opened;

    const HEAD: &str = "Message-ID: <1@q.example>\nMIME-Version: 1.0\nDate: Thu, 3 Jul 2025 18:00:00 +0000\nFrom: Quay Desk <d@q.example>\n";

    #[test]
    fn a_mail_is_a_report_without_its_signature() {
        let mail =
            format!("{HEAD}Subject: Re: Ferry\n\nThe ferry sank.\nAll are safe.\n\n> Is it true?\n\n-- \nThe desk");
        let page = opened("m.eml", mail.as_bytes()).pages.remove(0);
        assert_eq!(page.text, "The ferry sank.\nAll are safe.");
        assert_eq!((page.title.as_deref(), page.published.as_deref()), (Some("Ferry"), Some("2025-07-03")));
        assert_eq!(page.cut.len(), 2);
    }

    #[test]
    fn a_forwarded_message_is_the_report_and_the_note_above_it_is_not() {
        let mail = format!(
            "{HEAD}Subject: TR: Point\n\nPour info.\n\n---------- Message transféré ---------\nDe : Bureau du port <b@p.example>\n\
             Date : 1 juillet 2025\nObjet : Point de 18 h\nÀ : tous\n\nLe bac a coulé.\n"
        );
        let pages = opened("m.eml", mail.as_bytes()).pages;
        assert_eq!((pages.len(), pages[0].text.as_str()), (1, "Le bac a coulé."));
        assert_eq!(
            (pages[0].title.as_deref(), pages[0].published.as_deref()),
            (Some("Point de 18 h"), Some("2025-07-01"))
        );
        assert_eq!(pages[0].outlet.as_deref(), Some("Bureau du port"));
    }

    #[test]
    fn attachments_are_read_by_what_they_are() {
        let mail = format!(
            "{HEAD}Subject: Two\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\nSee attached.\n--b\n\
             Content-Type: application/octet-stream; name=\"../note.htm\"\nContent-Disposition: attachment; filename=\"../note.htm\"\n\n\
             <html><body><h1>Ferry sinks off Lanto</h1><p>The ferry sank at dawn with sixty people on board, the harbour master said.</p></body></html>\n--b--\n"
        );
        let found = opened("m.eml", mail.as_bytes());
        let pages = found.pages;
        assert_eq!(pages.len(), 2, "{pages:?} {:?}", found.notes);
        assert_eq!((pages[1].id.as_str(), pages[1].form.as_deref()), ("m/note", Some("html")));
    }
}
