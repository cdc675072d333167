//! What becomes of a text that two may have typed at the same time: nobody's words are overwritten, and what one of them left alone is no
//! quarrel.

/// What is done with a field of a page that comes in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Merge {
    /// What stands there stays.
    Stay,
    /// What was typed takes its place.
    Write,
    /// Both were changed: both are told, and neither is lost.
    Both,
}

/// Decides about one field: `is_same` as stands there; `is_as_loaded`, so that this page did not touch it; `may_write`, since nobody else
/// changed it after the page was opened.
pub(crate) fn merge(is_same: bool, is_as_loaded: bool, may_write: bool) -> Merge {
    match (is_same, may_write, is_as_loaded) {
        (true, _, _) | (false, false, true) => Merge::Stay,
        (false, true, _) => Merge::Write,
        (false, false, false) => Merge::Both,
    }
}

/// Tells texts apart without keeping them twice: FNV-1a, 64 bit.
pub(crate) fn print_of(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |print, byte| (print ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_somebody_else_wrote_is_overwritten_and_nothing_typed_is_dropped_silently() {
        for bits in 0_u8..8 {
            let [is_same, is_as_loaded, may_write] = [0, 1, 2].map(|bit| bits >> bit & 1 == 1);
            let merge = merge(is_same, is_as_loaded, may_write);
            assert!(merge != Merge::Write || may_write, "{bits:03b}: only where nobody else did");
            assert!(
                merge != Merge::Stay || is_same || (is_as_loaded && !may_write),
                "{bits:03b}: nothing typed is lost"
            );
            assert_eq!(merge == Merge::Both, !is_same && !is_as_loaded && !may_write, "{bits:03b}");
        }
    }

    #[test]
    fn texts_are_told_apart() {
        assert_eq!(print_of(""), print_of(""));
        assert!(print_of("a") != print_of("b") && print_of("ab") != print_of("ba"));
    }
}
