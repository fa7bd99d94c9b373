//! A page as a stream of visible letters, each with its place: for pages too deep or too large for a
//! tree, and for leading back from the text to the page. Takes time in proportion to the page.

/// The visible text of a page; block elements end a line.
#[derive(Clone, Debug, Default)]
pub struct Visible {
    /// The text, one space for any white space within a line.
    pub text: String,
    /// For every byte of the text the byte of the page it comes from.
    pub from: Vec<u32>,
}

const SILENT: [&str; 6] = ["script", "style", "noscript", "template", "svg", "head"];

impl Visible {
    /// The visible text of a page in UTF-8.
    pub fn new(page: &str) -> Self {
        let mut out = Self::default();
        let mut at = 0;
        while at < page.len() {
            let rest = &page[at..];
            if rest.starts_with('<') {
                let end = rest.find('>').map_or(page.len(), |e| at + e + 1);
                at = out.tag(page, at, end);
                continue;
            }
            let end = rest.find('<').map_or(page.len(), |e| at + e);
            out.words(&page[at..end], at);
            at = end.max(at + 1);
        }
        out
    }

    /// Takes a tag and returns where the page goes on.
    fn tag(&mut self, page: &str, at: usize, end: usize) -> usize {
        let inner = &page[at + 1..end];
        if inner.starts_with("!--") {
            return page[at..].find("-->").map_or(page.len(), |e| at + e + 3);
        }
        let name: String =
            inner.trim_start_matches('/').chars().take(12).take_while(char::is_ascii_alphanumeric).collect();
        let name = name.to_ascii_lowercase();
        if !super::blocks::inline(&name) {
            self.push('\n', at);
        }
        if inner.starts_with('/') || !SILENT.contains(&name.as_str()) {
            return end;
        }
        closing(page, end, &name)
    }

    fn words(&mut self, text: &str, at: usize) {
        let mut skip = 0;
        for (n, c) in text.char_indices() {
            if n < skip {
                continue;
            }
            match entity(&text[n..]).filter(|_| c == '&') {
                Some((letter, len)) => {
                    self.push(letter, at + n);
                    skip = n + len;
                }
                None => self.push(c, at + n),
            }
        }
    }

    fn push(&mut self, c: char, at: usize) {
        let c = if c == '\n' && !self.text.is_empty() {
            c
        } else if c.is_whitespace() {
            ' '
        } else {
            c
        };
        if c == ' ' && (self.text.is_empty() || self.text.ends_with([' ', '\n']))
            || c == '\n' && self.text.ends_with('\n')
        {
            return;
        }
        self.text.push(c);
        self.from.resize(self.text.len(), u32::try_from(at).unwrap_or(u32::MAX));
    }
}

/// Where the element ends whose content nobody reads.
fn closing(page: &str, from: usize, name: &str) -> usize {
    let mut at = from;
    while let Some(next) = page[at..].find("</") {
        at += next + 2;
        let is = page.as_bytes()[at..].get(..name.len()).is_some_and(|n| n.eq_ignore_ascii_case(name.as_bytes()));
        if is {
            return page[at..].find('>').map_or(page.len(), |e| at + e + 1);
        }
    }
    page.len()
}

/// The letter that an entity at the start of the text stands for, and how long the entity is.
fn entity(text: &str) -> Option<(char, usize)> {
    let end = text.bytes().take(12).position(|b| b == b';')?;
    let name = text.get(1..end)?;
    let number = match name.strip_prefix('#') {
        Some(hex) if hex.starts_with(['x', 'X']) => u32::from_str_radix(&hex[1..], 16).ok(),
        Some(digits) => digits.parse().ok(),
        None => return NAMED.iter().find(|(n, _)| *n == name).map(|(_, c)| (*c, end + 1)),
    };
    Some((char::from_u32(number?)?, end + 1))
}

const NAMED: [(&str, char); 34] = [
    ("amp", '&'),
    ("lt", '<'),
    ("gt", '>'),
    ("quot", '"'),
    ("apos", '\''),
    ("nbsp", ' '),
    ("eacute", 'é'),
    ("egrave", 'è'),
    ("ecirc", 'ê'),
    ("euml", 'ë'),
    ("agrave", 'à'),
    ("acirc", 'â'),
    ("ccedil", 'ç'),
    ("ocirc", 'ô'),
    ("ucirc", 'û'),
    ("ugrave", 'ù'),
    ("icirc", 'î'),
    ("iuml", 'ï'),
    ("oelig", 'œ'),
    ("Eacute", 'É'),
    ("Agrave", 'À'),
    ("Ccedil", 'Ç'),
    ("laquo", '«'),
    ("raquo", '»'),
    ("rsquo", '’'),
    ("lsquo", '‘'),
    ("ldquo", '“'),
    ("rdquo", '”'),
    ("ndash", '–'),
    ("mdash", '—'),
    ("hellip", '…'),
    ("middot", '·'),
    ("copy", '©'),
    ("deg", '°'),
];

/// A text with its entities as letters.
pub fn entities(text: &str) -> String {
    if !text.contains('&') {
        return text.into();
    }
    let mut out = String::with_capacity(text.len());
    let mut skip = 0;
    for (n, c) in text.char_indices().filter(|(n, c)| *c == '&' || *n < usize::MAX) {
        if n < skip {
            continue;
        }
        match entity(&text[n..]).filter(|_| c == '&') {
            Some((letter, len)) => {
                out.push(letter);
                skip = n + len;
            }
            None => out.push(c),
        }
    }
    out
}

/// How deep the elements of a page stand in each other, counted no further than `limit`. Elements whose end
/// may be left out and those without content do not count.
pub fn depth(page: &str, limit: usize) -> usize {
    const OPEN: [&str; 22] = [
        "p", "li", "br", "hr", "img", "meta", "link", "input", "td", "tr", "th", "dt", "dd", "option", "source", "wbr",
        "col", "area", "base", "embed", "tbody", "thead",
    ];
    const RAW: [&str; 4] = ["script", "style", "textarea", "title"];
    let (mut depth, mut most, mut at) = (0usize, 0, 0);
    while let Some(next) = page[at..].find('<') {
        at += next + 1;
        if page[at..].starts_with("!--") {
            at += page[at..].find("-->").unwrap_or(0);
        }
        let rest = &page.as_bytes()[at..];
        let close = rest.first() == Some(&b'/');
        let name = &rest[usize::from(close)..];
        let len = name.iter().take(12).take_while(|b| b.is_ascii_alphanumeric()).count();
        let name = String::from_utf8_lossy(&name[..len]).to_ascii_lowercase();
        if len == 0 || OPEN.contains(&name.as_str()) || !close && shut(rest) {
            continue;
        }
        if !close && RAW.contains(&name.as_str()) {
            at += raw_end(&page[at..], &name);
            continue;
        }
        depth = if close { depth.saturating_sub(1) } else { depth + 1 };
        most = most.max(depth);
        if most > limit {
            break;
        }
    }
    most
}

/// Whether a tag ends in `/>`, as those of drawings do.
fn shut(tag: &[u8]) -> bool {
    let end = tag.iter().take(4000).position(|b| *b == b'>');
    end.is_some_and(|end| end > 0 && tag[end - 1] == b'/')
}

/// Where the content of an element that holds no elements ends; 0 if it never does.
fn raw_end(page: &str, name: &str) -> usize {
    let close = |at: &usize| {
        page.as_bytes()[at + 2..].len() >= name.len()
            && page.as_bytes()[at + 2..at + 2 + name.len()].eq_ignore_ascii_case(name.as_bytes())
    };
    page.match_indices("</").map(|(at, _)| at).find(close).map_or(0, |at| at + 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn visible_text_knows_its_place() {
        let page = "<head><title>x</title></head><p>Two&nbsp;d&eacute;put&#233;s <b>left</b></p><script>if(a<b){}</script><p>End";
        let visible = Visible::new(page);
        assert_eq!(visible.text.trim(), "Two députés left\nEnd");
        let at = visible.text.find("left").unwrap_or(0);
        assert!(page[visible.from[at] as usize..].starts_with("left"));
    }

    #[test]
    fn depth_is_counted_to_a_limit() {
        assert_eq!(depth(&"<div>".repeat(10), 100), 10);
        assert_eq!(depth(&"<p>".repeat(10), 100), 0);
        assert_eq!(depth(&"<b>".repeat(1000), 100), 101);
        assert_eq!(depth(&"<script>'<div>'</script>".repeat(1000), 100), 0);
        assert_eq!(depth(&"<svg><path d='m1 2'/></svg>".repeat(1000), 100), 1);
        assert_eq!(depth(&format!("<script>{}", "<b>".repeat(1000)), 100), 101);
        assert_eq!(depth(&"<!-- <div> -->".repeat(1000), 100), 0);
    }
}
