//! By what quoted history and forwarded letters are known: marks between dashes, header lines, "On … wrote:".

use super::words::{ATTRIBUTIONS, FORWARD_LINES, FORWARD_MARKS, HISTORY_MARKS, Told, told};
use super::{ATTRIBUTION_LINES, Line};

/// Header lines are looked for this far; long address lists wrap.
const BLOCK_LINES: usize = 14;
const ATTRIBUTION_BYTES: usize = 400;

/// How sure an attribution is by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Attribution {
    /// With a date or an address: history follows even where no line is marked.
    Dated,
    /// A name and a verb alone: only before lines marked with `>`.
    Named,
}

/// `-----Original Message-----` and its like.
pub(super) fn is_history_mark(text: &str) -> bool {
    between_dashes(text).is_some_and(|words| HISTORY_MARKS.contains(&words.as_str()))
}

/// `---------- Forwarded message ---------`, "Begin forwarded message:" and their like.
pub(super) fn is_forward_mark(text: &str) -> bool {
    if let Some(words) = between_dashes(text) {
        return FORWARD_MARKS.iter().any(|mark| words.starts_with(mark));
    }
    let line = text.trim_matches('*').trim();
    if !line.ends_with([':', '：']) || line.len() > 80 {
        return false;
    }
    let words = line.trim_end_matches([':', '：']).trim().to_lowercase();
    FORWARD_LINES.contains(&words.as_str())
}

/// A line drawn across, as Outlook does above its header lines.
pub(super) fn is_rule(text: &str) -> bool {
    text.len() >= 5 && (text.bytes().all(|byte| byte == b'_') || text.bytes().all(|byte| byte == b'-'))
}

fn between_dashes(text: &str) -> Option<String> {
    if text.len() > 160 || !text.starts_with("--") {
        return None;
    }
    let words = text.trim_matches(['-', ' ', '*']).trim_end_matches(':');
    (!words.is_empty()).then(|| words.to_lowercase())
}

/// A block of header lines, as Outlook and Notes put above what they quote: who, when or to whom, and the subject.
pub(super) fn header_block(rest: &[Line<'_>]) -> bool {
    let Some(first) = rest.first().and_then(|line| label(line.text)) else { return false };
    if !matches!(first, Told::From | Told::Subject | Told::When) {
        return false;
    }
    let depth = rest.first().map(|line| line.depth);
    let mut seen = vec![first];
    for line in rest.iter().take(BLOCK_LINES).skip(1) {
        if line.is_blank() || Some(line.depth) != depth {
            break;
        }
        match label(line.text) {
            Some(told) if !seen.contains(&told) => seen.push(told),
            Some(_) => {}
            // Addresses go on over several lines; anything else ends the block.
            None if matches!(seen.last(), Some(Told::To | Told::Copy)) && line.text.contains(['@', ';', ',']) => {}
            None if line.raw.starts_with([' ', '\t']) => {}
            None => break,
        }
    }
    seen.contains(&Told::From)
        && seen.contains(&Told::Subject)
        && seen.iter().any(|told| matches!(told, Told::When | Told::To))
}

/// What a line `Label: …` tells; Gmail sets the label of Outlook in asterisks.
fn label(text: &str) -> Option<Told> {
    let colon = text.char_indices().take(24).find(|(_, c)| matches!(c, ':' | '：')).map(|(at, _)| at)?;
    let words = text.get(..colon)?;
    told(words.trim_matches(['*', ' ', '\u{a0}', '\t']))
}

/// An "On … wrote:" at the start of `rest`: over how many lines, and how sure.
pub(super) fn attribution(rest: &[Line<'_>]) -> Option<(usize, Attribution)> {
    let first = rest.first()?;
    let mut joined = String::new();
    for (index, line) in rest.iter().take(ATTRIBUTION_LINES).enumerate() {
        if line.is_blank() || line.depth != first.depth || joined.len() + line.text.len() > ATTRIBUTION_BYTES {
            return None;
        }
        if index > 0 && begins_attribution(line.text) {
            // The introduction begins down here; what stands above is new.
            return None;
        }
        if index > 0 {
            joined.push(' ');
        }
        joined.push_str(&line.text.to_lowercase());
        if ends_as_attribution(line.text) {
            return attribution_kind(&joined, index == 0 || first.text.contains(['@', '<']))
                .map(|kind| (index + 1, kind));
        }
    }
    None
}

fn ends_as_attribution(text: &str) -> bool {
    text.trim_end_matches(['*', '_', ' ', '\u{a0}']).ends_with([':', '：'])
}

fn attribution_kind(line: &str, whole: bool) -> Option<Attribution> {
    let line = line.trim_matches(['*', '_', '-', ' ']).replace('\u{a0}', " ");
    let known =
        |(start, verbs): &&(&str, &[&str])| line.starts_with(start) && verbs.iter().any(|verb| line.contains(verb));
    let (start, _) = ATTRIBUTIONS.iter().find(known)?;
    let addressed = line.contains('@');
    let dated = line.chars().filter(char::is_ascii_digit).count() >= 4 && (addressed || has_clock_time(&line));
    match (start.is_empty(), dated) {
        (false, true) => Some(Attribution::Dated),
        // A sentence that goes on in the next line and happens to hold the verb is no attribution.
        (true, _) if !whole => None,
        (true, true) if addressed => Some(Attribution::Dated),
        _ => Some(Attribution::Named),
    }
}

/// Whether a line begins as an attribution does: the word in its capital, and a digit of the date soon.
fn begins_attribution(text: &str) -> bool {
    let begins = |start: &str| {
        let mut signs = start.chars();
        let capital = signs.next().into_iter().flat_map(char::to_uppercase);
        text.strip_prefix(&capital.chain(signs).collect::<String>())
    };
    let mut starts = ATTRIBUTIONS.iter().filter(|(start, _)| !start.is_empty());
    starts.any(|(start, _)| begins(start).is_some_and(|after| after.chars().take(24).any(|c| c.is_ascii_digit())))
}

fn has_clock_time(line: &str) -> bool {
    line.as_bytes()
        .windows(4)
        .any(|at| matches!(at, [a, b':', c, d] if a.is_ascii_digit() && c.is_ascii_digit() && d.is_ascii_digit()))
}
