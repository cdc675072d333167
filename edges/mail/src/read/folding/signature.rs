//! Signatures: what stands below `-- ` (RFC 3676 section 4.3), and the lines that phones add.

use super::words::MOBILE;
use super::{Label, Line};

/// Below a bare `--`, more lines than this are no signature.
const SIGNATURE_LINES: usize = 12;

/// Labels the signatures among the new lines.
pub(super) fn mark(lines: &[Line<'_>], labels: &mut [Label]) {
    let mut within = false;
    for at in 0..lines.len() {
        let (Some(line), Some(label)) = (lines.get(at), labels.get(at).copied()) else { return };
        if label != Label::New {
            within = false;
            continue;
        }
        if !within && is_delimiter(line.raw) {
            within = line.raw.starts_with("-- ") || is_short(lines.get(at + 1..), labels.get(at + 1..));
        }
        if (within || is_mobile_line(line.text))
            && let Some(label) = labels.get_mut(at)
        {
            *label = Label::Signature;
        }
    }
}

fn is_delimiter(raw: &str) -> bool {
    matches!(raw, "-- " | "--" | "-- \u{a0}" | "--\u{a0}")
}

/// Whether what follows a bare `--` up to the next quotation is short enough for a signature.
fn is_short(lines: Option<&[Line<'_>]>, labels: Option<&[Label]>) -> bool {
    let lines = lines.unwrap_or_default().iter().zip(labels.unwrap_or_default());
    let below = lines.take_while(|(_, label)| **label == Label::New).filter(|(line, _)| !line.is_blank());
    let count = below.take(SIGNATURE_LINES + 1).count();
    count > 0 && count <= SIGNATURE_LINES
}

/// "Sent from my iPhone" and its like, alone on a line.
fn is_mobile_line(text: &str) -> bool {
    if text.len() > 160 {
        return false;
    }
    let line = text.to_lowercase();
    let words = line.split('<').next().unwrap_or_default().trim_matches(['*', '_', ' ', '[', ']', '\u{a0}']);
    MOBILE.iter().any(|(start, end)| words.starts_with(start) && words.ends_with(end))
        && words.split_whitespace().count() <= 8
}
