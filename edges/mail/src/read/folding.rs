//! What of a letter's text is new, and what is folded away: quoted history, signatures. Nothing is ever deleted.
//!
//! Works on plain lines; HTML comes here with its quotations marked by `>`. The habits of Outlook, Gmail, Apple Mail,
//! Thunderbird, Lotus Notes, Yahoo, AOL and the phones are told by shape and by the words of the `words` file, not by
//! the program's name, which is often missing or wrong.

mod history;
mod signature;
mod words;

use history::{Attribution, attribution, header_block, is_forward_mark, is_history_mark, is_rule};

pub(super) use words::{is_forward_prefix, is_reply_prefix};

/// Longer attributions ("On … wrote:") are no attributions.
const ATTRIBUTION_LINES: usize = 4;

/// A text with its new part told from the rest.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(super) struct Folding {
    pub(super) new_text: String,
    pub(super) forwarded_text: Option<String>,
    pub(super) folded: Vec<Folded>,
}

/// A part of a letter's text that stands folded below the new words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Folded {
    /// What it is.
    pub kind: FoldedKind,
    /// Its lines as they came.
    pub text: String,
}

/// What a folded part of a text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FoldedKind {
    /// What was written before, quoted with its introduction.
    History,
    /// Name, address, "sent from my phone".
    Signature,
    /// What a mail server says about a letter that could not be delivered, or a machine about one that was.
    Report,
}

impl FoldedKind {
    /// A word for the database.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::History => "history",
            Self::Signature => "signature",
            Self::Report => "report",
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Label {
    New,
    History,
    Signature,
    Forwarded,
}

/// One line, its `>` marks counted and taken off.
#[derive(Debug, Clone, Copy)]
struct Line<'t> {
    raw: &'t str,
    depth: usize,
    text: &'t str,
}

impl<'t> Line<'t> {
    fn new(raw: &'t str) -> Self {
        let mut depth = 0;
        let mut text = raw;
        while let Some(after) = text.trim_start_matches([' ', '\u{a0}']).strip_prefix('>') {
            depth += 1;
            text = after;
        }
        Self { raw, depth, text: if depth == 0 { raw.trim() } else { text.trim() } }
    }

    fn is_blank(&self) -> bool {
        self.text.is_empty()
    }
}

/// What the subject says about the text below it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sent {
    /// As an answer: quoted text is history.
    Reply,
    /// As a forward: quoted text belongs to the letter.
    Forward,
    /// By itself.
    Plain,
}

/// Tells the new words of a text from what is quoted, forwarded or signed.
pub(super) fn fold(text: &str, sent: Sent) -> Folding {
    let lines: Vec<Line<'_>> = text.lines().map(Line::new).collect();
    let mut labels = vec![Label::New; lines.len()];
    let cut = mark_quotations(&lines, &mut labels, sent);
    let nothing_new = !lines.iter().zip(&labels).any(|(line, label)| *label == Label::New && !line.is_blank());
    if nothing_new && cut.history_begins_at.is_some() && sent != Sent::Reply {
        // Pasted below nothing: it is what the letter is about.
        for label in labels.iter_mut().skip(cut.history_begins_at.unwrap_or_default()) {
            *label = Label::Forwarded;
        }
    }
    signature::mark(&lines, &mut labels);
    gathered(&lines, &labels)
}

#[derive(Default)]
struct Cut {
    /// Where unmarked history runs to the end of the text.
    history_begins_at: Option<usize>,
}

fn mark_quotations(lines: &[Line<'_>], labels: &mut [Label], sent: Sent) -> Cut {
    let mut at = 0;
    let mut seen_new = false;
    let last_marked = lines.iter().rposition(|line| line.depth > 0);
    while let Some(line) = lines.get(at) {
        let rest = lines.get(at..).unwrap_or_default();
        if line.is_blank() && line.depth == 0 {
            at += 1;
        } else if line.depth == 0 && is_forward_mark(line.text) {
            mark(labels, at, lines.len(), Label::Forwarded);
            break;
        } else if line.depth > 0 {
            let length = quoted_lines(rest);
            let forwarded = rest.iter().find(|line| !line.is_blank()).is_some_and(|line| is_forward_mark(line.text));
            mark(labels, at, at + length, if forwarded { Label::Forwarded } else { Label::History });
            at += length;
        } else if begins_history(rest) {
            let label = if sent == Sent::Forward { Label::Forwarded } else { Label::History };
            mark(labels, at, lines.len(), label);
            return Cut { history_begins_at: (label == Label::History).then_some(at) };
        } else if let Some(length) = introduced(rest, seen_new && last_marked.is_none_or(|last| last < at)) {
            mark(labels, at, at + length, Label::History);
            at += length;
        } else {
            seen_new = true;
            at += 1;
        }
    }
    Cut::default()
}

fn mark(labels: &mut [Label], from: usize, to: usize, label: Label) {
    for one in labels.iter_mut().take(to).skip(from) {
        *one = label;
    }
}

/// How many lines from the start of `rest` are one quotation, blank lines within counted.
fn quoted_lines(rest: &[Line<'_>]) -> usize {
    let mut length = 0;
    for (index, line) in rest.iter().enumerate() {
        if line.depth > 0 {
            length = index + 1;
        } else if !line.is_blank() {
            break;
        }
    }
    length
}

/// A separator or a block of header lines after which everything is history.
fn begins_history(rest: &[Line<'_>]) -> bool {
    let Some(line) = rest.first() else { return false };
    if is_history_mark(line.text) || header_block(rest) {
        return true;
    }
    if !is_rule(line.text) {
        return false;
    }
    let below = rest.iter().skip(1).position(|line| !line.is_blank()).and_then(|blank| rest.get(blank + 1..));
    below.is_some_and(|below| below.first().is_some_and(|line| line.depth == 0) && header_block(below))
}

/// The lines of an "On … wrote:", with all that follows where the client marked nothing with `>`.
fn introduced(rest: &[Line<'_>], may_be_unmarked: bool) -> Option<usize> {
    let (length, kind) = attribution(rest)?;
    let below = rest.get(length..).unwrap_or_default();
    let next = below.iter().find(|line| !line.is_blank());
    if next.is_some_and(|line| line.depth > 0) {
        return Some(length);
    }
    (kind == Attribution::Dated && may_be_unmarked).then_some(rest.len())
}

fn gathered(lines: &[Line<'_>], labels: &[Label]) -> Folding {
    let mut folding = Folding::default();
    let mut new: Vec<&str> = Vec::new();
    let mut forwarded: Vec<&str> = Vec::new();
    let mut folded: Option<(Label, Vec<&str>)> = None;
    for (line, label) in lines.iter().zip(labels) {
        match label {
            Label::New => new.push(line.raw),
            Label::Forwarded => forwarded.push(line.raw),
            Label::History | Label::Signature => {}
        }
        let foldable = matches!(label, Label::History | Label::Signature);
        match &mut folded {
            Some((open, texts)) if open == label => texts.push(line.raw),
            _ if line.is_blank() && *label == Label::New => {}
            _ => {
                close(&mut folding, folded.take());
                folded = foldable.then(|| (*label, vec![line.raw]));
            }
        }
    }
    close(&mut folding, folded);
    folding.new_text = paragraphs(&new);
    folding.forwarded_text = Some(paragraphs(&unquoted(&forwarded))).filter(|text| !text.is_empty());
    folding
}

fn close(folding: &mut Folding, folded: Option<(Label, Vec<&str>)>) {
    let Some((label, lines)) = folded else { return };
    let kind = if label == Label::Signature { FoldedKind::Signature } else { FoldedKind::History };
    let text = lines.join("\n").trim_matches('\n').to_owned();
    if !text.trim().is_empty() {
        folding.folded.push(Folded { kind, text });
    }
}

/// One `>` taken off, where every line of a forwarded text below its mark carries one.
fn unquoted<'t>(lines: &[&'t str]) -> Vec<&'t str> {
    let quoted =
        |line: &&str| line.trim_start().starts_with('>') || line.trim().is_empty() || is_forward_mark(line.trim());
    if !lines.iter().all(quoted) {
        return lines.to_vec();
    }
    lines
        .iter()
        .map(|line| line.trim_start().strip_prefix('>').map_or(*line, |text| text.strip_prefix(' ').unwrap_or(text)))
        .collect()
}

/// Lines joined; blank ones at the ends go, several in a row become one.
fn paragraphs(lines: &[&str]) -> String {
    let mut text = String::new();
    let mut blank = false;
    for line in lines.iter().map(|line| line.trim_end()) {
        if line.is_empty() {
            blank = !text.is_empty();
            continue;
        }
        if !text.is_empty() {
            text.push('\n');
        }
        if std::mem::take(&mut blank) {
            text.push('\n');
        }
        text.push_str(line);
    }
    text
}

#[cfg(test)]
mod tests;
