//! What may be marked as an emergency.

use jiff::Timestamp;

/// How much may be said about why a request is one, in signs: a line, as about why it is answered outside a block.
pub const LONGEST_WHY: usize = 500;

/// Why a request is not marked, or a kind not kept, in the words the member reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NoEmergency {
    /// The kind was not named, or is ended.
    #[error("Choose which of the exceptions it is. What is none of them waits for a block.")]
    NoKind,
    /// It was named after the request came.
    #[error("That exception was agreed after this request came. It holds for what comes from then on.")]
    AgreedLater,
    /// Nothing was said about why.
    #[error("Say in a line what makes it one. It is counted, and whoever looks at the count reads why.")]
    NoWhy,
    /// Too much was said about why.
    #[error("Shorten this to {LONGEST_WHY} signs; it has {0}.")]
    LongWhy(usize),
    /// Nothing follows any more.
    #[error("This request is closed, so nothing of it waits.")]
    Over,
    /// A kind without a name.
    #[error("Name it in a word or two, as “safety”.")]
    NoWord,
    /// A kind without a limit.
    #[error("Say in a sentence what belongs to it, so that two people would decide alike.")]
    NoSentence,
    /// Two of one name.
    #[error("There is an exception of this name already.")]
    Known,
    /// Too many.
    #[error("Six exceptions are the most. End one first: where much may jump the queue, nothing does.")]
    Many,
}

impl NoEmergency {
    /// Whether it can be mended at what is said about why.
    pub fn is_of_why(self) -> bool {
        matches!(self, Self::NoWhy | Self::LongWhy(_))
    }
}

/// Whether a request that came at `received_at` may be marked as a kind that was agreed on at `agreed_at`, or has held from the beginning.
///
/// # Errors
/// With what is in the way.
pub(crate) fn may_be(
    agreed_at: Option<Timestamp>,
    received_at: Timestamp,
    is_open: bool,
    why: &str,
) -> Result<(), NoEmergency> {
    if !is_open {
        return Err(NoEmergency::Over);
    }
    if agreed_at.is_some_and(|agreed_at| received_at < agreed_at) {
        return Err(NoEmergency::AgreedLater);
    }
    match why.chars().count() {
        0 => Err(NoEmergency::NoWhy),
        signs if signs > LONGEST_WHY => Err(NoEmergency::LongWhy(signs)),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kind_holds_for_what_comes_from_then_on_and_wants_a_line() {
        let at = |second| Timestamp::from_second(second).unwrap();
        let (full, long) = ("x".repeat(LONGEST_WHY), "x".repeat(LONGEST_WHY + 1));
        for (agreed_at, is_open, why, may) in [
            (None, true, "A guard is loose.", Ok(())),
            (Some(at(5)), true, "A guard is loose.", Ok(())),
            (Some(at(6)), true, "A guard is loose.", Err(NoEmergency::AgreedLater)),
            (None, false, "A guard is loose.", Err(NoEmergency::Over)),
            (None, true, "", Err(NoEmergency::NoWhy)),
            (None, true, &full, Ok(())),
            (None, true, &long, Err(NoEmergency::LongWhy(501))),
        ] {
            assert_eq!(may_be(agreed_at, at(5), is_open, why), may, "{agreed_at:?} {is_open} {why}");
        }
    }
}
