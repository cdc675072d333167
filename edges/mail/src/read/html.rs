//! HTML of strangers to plain text: nothing of it is ever shown as HTML, fetched or run.
//!
//! One pass over the bytes, so that no nesting costs a stack. Quotations come out as `>` lines and signatures after
//! `-- `, as plain mail writes them, so that one folding serves both. A converter made for terminals wraps lines, draws
//! tables and forgets which words a mail program marked as quoted.

use mail_parser::decoders::html::add_html_token;

/// HTML beyond this is left unread.
const HTML_BYTES: usize = 2 * 1024 * 1024;
const QUOTE_DEPTH: usize = 8;
const ENTITY_BYTES: usize = 34;

/// Elements whose content is no text for a reader.
const SILENT: [&str; 14] = [
    "script", "style", "head", "title", "template", "noscript", "svg", "math", "object", "iframe", "select",
    "textarea", "audio", "video",
];
const BLOCKS: [&str; 24] = [
    "address", "article", "aside", "body", "center", "dd", "div", "dl", "dt", "fieldset", "figure", "footer", "form",
    "header", "html", "main", "nav", "ol", "section", "table", "tbody", "thead", "tr", "ul",
];
const PARAGRAPHS: [&str; 8] = ["h1", "h2", "h3", "h4", "h5", "h6", "p", "pre"];
/// Classes and ids by which mail programs mark what they quote.
const QUOTE_MARKS: [&str; 7] =
    ["gmail_quote", "moz-cite", "yahoo_quoted", "protonmail_quote", "tutanota_quote", "zmail_extra", "cite"];
/// Classes and ids by which they mark a signature.
const SIGNATURE_MARKS: [&str; 7] = [
    "gmail_signature",
    "moz-signature",
    "applemailsignature",
    "ms-outlook-mobile-signature",
    "protonmail_signature",
    "tutanota_signature",
    "signature_block",
];

/// The text of an HTML body, line by line, and whether it was cut for its length.
pub(super) fn to_text(html: &str) -> (String, bool) {
    let mut end = html.len().min(HTML_BYTES);
    while !html.is_char_boundary(end) {
        end -= 1;
    }
    let shown = html.get(..end).unwrap_or_default();
    let mut page = Page::default();
    page.read(shown, true);
    let mut text = page.finished();
    if text.trim().is_empty() {
        // All of it was marked as hidden: words in the wrong place are better than none.
        let mut page = Page::default();
        page.read(shown, false);
        text = page.finished();
    }
    (text, end < html.len())
}

#[derive(Default)]
struct Page {
    lines: Vec<String>,
    line: String,
    /// A blank waits to be written before the next word.
    blank: bool,
    depth: usize,
    /// For each open blockquote: whether it counts as a quotation.
    quotes: Vec<bool>,
    preformatted: usize,
    link: Option<(String, usize)>,
}

struct Tag<'h> {
    name: String,
    attributes: &'h str,
    closing: bool,
}

impl Page {
    fn read(&mut self, html: &str, hide: bool) {
        let mut rest = html;
        let mut skipped: Option<(String, usize)> = None;
        let last_close = html.rfind('>').unwrap_or_default();
        while let Some(open) = rest.find('<') {
            if html.len() - rest.len() + open > last_close {
                // No tag ends any more: looking for its end at every sign would take forever.
                break;
            }
            let (text, from) = rest.split_at(open);
            if skipped.is_none() {
                self.text(text);
            }
            if let Some(after) = from.strip_prefix("<!--") {
                rest = after.split_once("-->").map(|(_, after)| after).unwrap_or_default();
                continue;
            }
            let Some((tag, after)) = tag(from) else {
                if skipped.is_none() {
                    self.text("<");
                }
                rest = from.get(1..).unwrap_or_default();
                continue;
            };
            rest = after;
            if let Some((name, level)) = &mut skipped {
                let body = name == "head" && tag.name == "body";
                if body {
                    *level = 0;
                } else if tag.name == *name {
                    *level = if tag.closing { level.saturating_sub(1) } else { *level + 1 };
                }
                if *level == 0 {
                    skipped = None;
                }
                continue;
            }
            let silent = SILENT.contains(&tag.name.as_str());
            if !tag.closing && silent && !tag.attributes.trim_end().ends_with('/') {
                rest = raw_text_skipped(&tag.name, rest, &mut skipped);
            } else if !tag.closing && hide && is_hidden(&tag) {
                skipped = Some((tag.name, 1));
            } else {
                self.tag(&tag);
            }
        }
        if skipped.is_none() {
            self.text(rest);
        }
    }

    fn tag(&mut self, tag: &Tag<'_>) {
        match tag.name.as_str() {
            "br" => self.end_line(),
            "hr" => {
                self.start_block();
                self.word("________________________________");
                self.end_line();
            }
            "blockquote" => self.blockquote(tag),
            "li" => {
                self.start_block();
                if !tag.closing {
                    self.word("- ");
                }
            }
            "td" | "th" if tag.closing && !self.line.is_empty() => {
                self.line.push('\t');
                self.blank = false;
            }
            "a" => self.anchor(tag),
            name if PARAGRAPHS.contains(&name) => {
                self.start_block();
                self.start_paragraph();
                if name == "pre" {
                    self.preformatted =
                        if tag.closing { self.preformatted.saturating_sub(1) } else { self.preformatted + 1 };
                }
            }
            name if BLOCKS.contains(&name) => self.start_block(),
            _ => {}
        }
        if !tag.closing && is_marked(tag, &SIGNATURE_MARKS) {
            self.start_block();
            self.word("-- ");
            self.end_line();
        }
    }

    fn blockquote(&mut self, tag: &Tag<'_>) {
        self.start_block();
        if tag.closing {
            if self.quotes.pop() == Some(true) {
                self.depth = self.depth.saturating_sub(1);
            }
            return;
        }
        let quoted = is_marked(tag, &QUOTE_MARKS)
            || attribute(tag.attributes, "type").is_some_and(|kind| kind.eq_ignore_ascii_case("cite"))
            || attribute(tag.attributes, "style").is_some_and(|style| style.contains("border-left"));
        let counts = quoted && self.depth < QUOTE_DEPTH;
        if counts {
            self.depth += 1;
        }
        if self.quotes.len() < 1_000 {
            self.quotes.push(counts);
        }
    }

    fn anchor(&mut self, tag: &Tag<'_>) {
        if !tag.closing {
            let target = attribute(tag.attributes, "href").unwrap_or_default();
            let target = unescaped(target.trim());
            let shown = target.len() <= 500 && (target.starts_with("https://") || target.starts_with("http://"));
            self.link = shown.then_some((target, self.line.len()));
            return;
        }
        let Some((target, from)) = self.link.take() else { return };
        let words = self.line.get(from..).unwrap_or_default().trim();
        let bare = |address: &str| {
            address
                .trim_end_matches('/')
                .split_once("://")
                .map_or_else(|| address.to_owned(), |(_, rest)| rest.to_owned())
        };
        if !words.is_empty() && bare(words.trim_end_matches('/')) != bare(&target) {
            self.line.push_str(&format!(" <{target}>"));
        }
    }

    fn text(&mut self, text: &str) {
        if text.is_empty() {
            return;
        }
        let text = unescaped(text);
        if self.preformatted > 0 {
            let mut lines = text.split('\n').peekable();
            while let Some(line) = lines.next() {
                self.word(line.trim_end_matches('\r'));
                if lines.peek().is_some() {
                    self.end_line();
                }
            }
            return;
        }
        for c in text.chars() {
            if matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{c}') {
                self.blank = true;
            } else {
                if self.blank && !self.line.is_empty() && !self.line.ends_with([' ', '\t']) {
                    self.line.push(' ');
                }
                self.blank = false;
                self.line.push(if c == '\u{a0}' { ' ' } else { c });
            }
        }
    }

    fn word(&mut self, word: &str) {
        self.blank = false;
        self.line.push_str(word);
    }

    fn start_block(&mut self) {
        if !self.line.trim().is_empty() && self.line != "- " {
            self.end_line();
        }
    }

    fn start_paragraph(&mut self) {
        if self.lines.last().is_some_and(|last| !last.trim_matches(['>', ' ']).is_empty()) && self.line.is_empty() {
            self.end_line();
        }
    }

    fn end_line(&mut self) {
        let marks = ">".repeat(self.depth);
        let line = std::mem::take(&mut self.line);
        let line = if line == "-- " { "-- " } else { line.trim_end() };
        self.lines.push(match (self.depth, line.is_empty()) {
            (0, _) => line.trim_start_matches(' ').to_owned(),
            (_, true) => marks,
            (_, false) => format!("{marks} {line}"),
        });
        self.blank = false;
        // A link over several lines names its target no more.
        self.link = None;
    }

    fn finished(mut self) -> String {
        if !self.line.is_empty() {
            self.end_line();
        }
        let text = self.lines.join("\n");
        text.trim_matches('\n').to_owned()
    }
}

/// After `<script>` and its like: on to their end tag, or by levels where the content is markup.
fn raw_text_skipped<'h>(name: &str, rest: &'h str, skipped: &mut Option<(String, usize)>) -> &'h str {
    if matches!(name, "script" | "style" | "textarea" | "title") {
        let closing = format!("</{name}");
        return match find_ignoring_case(rest, &closing) {
            Some(at) => {
                rest.get(at..).and_then(|from| from.split_once('>')).map(|(_, after)| after).unwrap_or_default()
            }
            None => "",
        };
    }
    *skipped = Some((name.to_owned(), 1));
    rest
}

fn find_ignoring_case(text: &str, wanted: &str) -> Option<usize> {
    text.as_bytes().windows(wanted.len()).position(|window| window.eq_ignore_ascii_case(wanted.as_bytes()))
}

/// The tag that begins at `<`, and what follows it; `None` where `<` is but a character.
fn tag(from: &str) -> Option<(Tag<'_>, &str)> {
    let inner = from.strip_prefix('<')?;
    let (closing, inner) = inner.strip_prefix('/').map_or((false, inner), |inner| (true, inner));
    let start = inner.chars().next()?;
    if matches!(start, '!' | '?') {
        let after = inner.split_once('>').map(|(_, after)| after).unwrap_or_default();
        return Some((Tag { name: String::new(), attributes: "", closing }, after));
    }
    if !start.is_ascii_alphabetic() {
        return None;
    }
    let end = tag_end(inner)?;
    let (content, after) = inner.split_at(end);
    let name_end = content.find(|c: char| c.is_whitespace() || c == '/').unwrap_or(content.len());
    let (name, attributes) = content.split_at(name_end);
    Some((Tag { name: name.to_ascii_lowercase(), attributes, closing }, after.strip_prefix('>').unwrap_or(after)))
}

/// Where the tag's `>` stands; one within quotes is none, unless the quotes never close.
fn tag_end(inner: &str) -> Option<usize> {
    let mut quote: Option<u8> = None;
    for (at, byte) in inner.bytes().enumerate().take(20_000) {
        match quote {
            Some(open) if byte == open => quote = None,
            Some(_) => {}
            None if matches!(byte, b'"' | b'\'') => quote = Some(byte),
            None if byte == b'>' => return Some(at),
            None => {}
        }
    }
    inner.find('>')
}

/// The value of an attribute, quotes taken off.
fn attribute<'h>(attributes: &'h str, name: &str) -> Option<&'h str> {
    let mut rest = attributes;
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '/');
        if rest.is_empty() {
            return None;
        }
        let end = rest.find(|c: char| c.is_whitespace() || c == '=').unwrap_or(rest.len());
        let (known, after) = rest.split_at(end);
        let after = after.trim_start();
        let Some(value) = after.strip_prefix('=').map(str::trim_start) else {
            if known.eq_ignore_ascii_case(name) {
                return Some("");
            }
            // A stray sign must not stop the walk.
            rest = if known.is_empty() { after.get(1..).unwrap_or_default() } else { after };
            continue;
        };
        let (value, next) = match value.chars().next() {
            Some(quote @ ('"' | '\'')) => {
                let inner = value.get(1..).unwrap_or_default();
                inner.split_once(quote).unwrap_or((inner, ""))
            }
            _ => value.split_at(value.find(char::is_whitespace).unwrap_or(value.len())),
        };
        if known.eq_ignore_ascii_case(name) {
            return Some(value);
        }
        rest = next;
    }
}

fn is_marked(tag: &Tag<'_>, marks: &[&str]) -> bool {
    ["class", "id"].iter().filter_map(|name| attribute(tag.attributes, name)).any(|value| {
        let value = value.to_ascii_lowercase();
        value
            .split_whitespace()
            .any(|word| marks.iter().any(|mark| word == *mark || word.starts_with(&format!("{mark}-"))))
    })
}

/// Text a reader was not meant to see: preview lines, tracking, words that feed filters.
fn is_hidden(tag: &Tag<'_>) -> bool {
    if matches!(tag.name.as_str(), "br" | "hr" | "img" | "meta" | "link" | "input" | "html" | "body" | "")
        || tag.attributes.trim_end().ends_with('/')
    {
        return false;
    }
    if attribute(tag.attributes, "hidden").is_some() {
        return true;
    }
    let Some(style) = attribute(tag.attributes, "style") else { return false };
    let style: String = style.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_ascii_lowercase();
    ["display:none", "visibility:hidden", "mso-hide:all"].iter().any(|rule| style.contains(rule))
}

/// Character references resolved (`&amp;`, `&#233;`); a lone `&` stays.
fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        let end = from.bytes().take(ENTITY_BYTES).position(|byte| byte == b';');
        match end.and_then(|end| from.split_at_checked(end + 1)) {
            Some((entity, after)) if is_reference(entity) => {
                add_html_token(&mut out, entity.as_bytes(), false);
                rest = after;
            }
            _ => {
                out.push('&');
                rest = from.get(1..).unwrap_or_default();
            }
        }
    }
    out.push_str(rest);
    out.retain(|c| c != '\0' && c != '\u{200b}' && c != '\u{feff}' && c != '\u{34f}' && c != '\u{ad}');
    out
}

fn is_reference(entity: &str) -> bool {
    entity.len() > 2 && entity.bytes().skip(1).all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'#' | b';'))
}

#[cfg(test)]
mod tests {
    use super::to_text;

    fn text(html: &str) -> String {
        to_text(html).0
    }

    #[test]
    fn blocks_become_lines_and_cells_do_not_run_together() {
        assert_eq!(text("<p>One<br>two</p><p>three</p>"), "One\ntwo\n\nthree");
        assert_eq!(
            text("<table><tr><td>Name</td><td>Ilse</td></tr><tr><td>Plant</td><td>3</td></tr></table>"),
            "Name\tIlse\nPlant\t3"
        );
        assert_eq!(text("<ul><li>a</li><li><p>b</p></li></ul>"), "- a\n- b");
        assert_eq!(text("<pre>a  b\n c</pre>"), "a  b\nc");
    }

    #[test]
    fn what_is_hidden_or_runs_is_not_text() {
        assert_eq!(
            text(
                "a<script>b<p></script><STYLE>c</STYLE><!-- d > --><span style='display: none'>e<span>f</span></span>g"
            ),
            "ag"
        );
        assert_eq!(text("<div hidden>all of it</div>"), "all of it");
    }

    #[test]
    fn quotations_carry_the_mark_of_plain_mail() {
        assert_eq!(text("new<blockquote type=cite>old<br>older</blockquote>more"), "new\n> old\n> older\nmore");
        assert_eq!(text("<blockquote>indented</blockquote>"), "indented");
    }

    #[test]
    fn a_sign_that_opens_no_tag_stays() {
        assert_eq!(text("3 < 4 &amp; 5 &gt; 4 &unknown; a&b <3"), "3 < 4 & 5 > 4 &unknown; a&b <3");
    }

    #[test]
    fn a_link_keeps_its_target() {
        assert_eq!(text("<a href=\"https://x.example/a\">the list</a>"), "the list <https://x.example/a>");
        assert_eq!(text("<a href='https://x.example/'>x.example</a>"), "x.example");
    }
}
