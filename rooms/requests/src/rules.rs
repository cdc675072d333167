pub(crate) mod emergencies;
pub(crate) mod likeness;
mod silent;
pub(crate) mod terms;

use jiff::{SignedDuration, Timestamp};

/// How a request came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Channel {
    /// By the public form.
    Portal,
    /// By mail.
    Email,
    /// Typed in by a member.
    Manual,
    /// From a spreadsheet.
    Import,
    /// By a program with a token.
    Api,
}

/// Where a request stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// It waits for a block.
    Parked,
    /// A block looks at it.
    InReview,
    /// It was answered, and something follows: a choice, a delivery.
    Answered,
    /// Nothing follows.
    Closed,
    /// The stakeholder took it back.
    Withdrawn,
    /// It was nobody's request.
    Spam,
}

impl State {
    /// Whether the team still has something to do or to wait for.
    pub fn is_open(self) -> bool {
        matches!(self, Self::Parked | Self::InReview | Self::Answered)
    }

    /// The word on pages.
    pub fn words(self) -> &'static str {
        match self {
            Self::Parked => "parked",
            Self::InReview => "in review",
            Self::Answered => "answered",
            Self::Closed => "closed",
            Self::Withdrawn => "withdrawn",
            Self::Spam => "spam",
        }
    }
}

/// How long the private page of a closed request still opens.
pub(crate) const OPEN_AFTER_CLOSING: SignedDuration = SignedDuration::from_hours(180 * 24);

/// How many acknowledgements the form may cause to one address within an hour, since nobody proved the address.
pub(crate) const UNPROVED_AN_HOUR: i64 = 3;

/// Why a request can't be moved to another state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CannotStand {
    /// It is over.
    #[error("This request is over. A new note from the stakeholder opens it again.")]
    Over,
}

/// Takes a request to another state; one that is over stays where it is, but for a reopening.
pub(crate) fn stand(now: State, next: State) -> Result<State, CannotStand> {
    match (now, next) {
        (State::Withdrawn | State::Spam, State::Parked) => Ok(next),
        (State::Withdrawn | State::Spam, _) => Err(CannotStand::Over),
        (State::Closed, State::InReview) => Err(CannotStand::Over),
        _ => Ok(next),
    }
}

/// When the asking counts from: when they asked, but never later than now.
pub(crate) fn asked_at(said: Timestamp, now: Timestamp) -> Timestamp {
    said.min(now)
}

/// A subject made of the words, where none was given: the first sentence, cut at a word below 80 signs.
pub fn subject_from(words: &str) -> String {
    let line = words.lines().map(str::trim).find(|line| !line.is_empty()).unwrap_or("A request without words");
    let sentence = line.split_inclusive(['.', '?', '!']).next().unwrap_or(line).trim().trim_end_matches('.');
    let mut subject = String::new();
    for word in sentence.split_whitespace() {
        if !subject.is_empty() && subject.chars().count() + 1 + word.chars().count() > 80 {
            return format!("{subject} …");
        }
        if !subject.is_empty() {
            subject.push(' ');
        }
        subject.extend(word.chars().take(80));
    }
    subject
}

/// What mail programs of several languages put before the subject of a reply or a forwarded letter.
const REPLY_MARKS: [&str; 16] =
    ["re", "aw", "fw", "fwd", "wg", "sv", "vs", "tr", "rv", "r", "i", "antw", "odp", "res", "enc", "ref"];

/// How a subject is compared: without reply marks and number, blanks folded, in lower case.
pub(crate) fn subject_key(subject: &str) -> String {
    let mut rest = subject.trim();
    while let Some((mark, after)) = rest.split_once(':') {
        if !REPLY_MARKS.contains(&mark.trim().to_lowercase().as_str()) {
            break;
        }
        rest = after.trim();
    }
    let words = rest.split_whitespace().filter(|word| !(word.starts_with('[') && word.ends_with(']')));
    words.collect::<Vec<_>>().join(" ").to_lowercase()
}

/// A name as it may stand in a list or in a `content-disposition`: no path, no line breaks, never empty.
pub(crate) fn file_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let clean: String = last.chars().filter(|sign| !sign.is_control()).take(180).collect();
    let clean = clean.trim().trim_matches('.').trim();
    if clean.is_empty() { "attachment".to_owned() } else { clean.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_subject_is_the_first_sentence_cut_at_a_word() {
        assert_eq!(subject_from("\n We need a CRM refresher. Soon."), "We need a CRM refresher");
        assert_eq!(subject_from("  \n"), "A request without words");
        let long = subject_from(&"many words here ".repeat(20));
        assert!(long.ends_with('…') && long.chars().count() <= 82, "{long}");
        assert!(subject_from(&"x".repeat(500)).chars().count() <= 82);
    }

    #[test]
    fn a_subject_is_compared_without_marks_and_number() {
        let key = subject_key("Negotiation course for the buyers");
        for same in [
            "Re: Negotiation course for the buyers [R-218]",
            "AW: WG:  negotiation  course for the Buyers",
            "RE:Fwd: Negotiation course for the buyers",
        ] {
            assert_eq!(subject_key(same), key);
        }
        assert_ne!(subject_key("Excel: a course"), subject_key("a course"));
        assert_ne!(subject_key("Urgent! 14:30 talk"), subject_key("30 talk"));
    }

    #[test]
    fn what_is_over_stays_over_until_it_is_reopened() {
        assert_eq!(stand(State::Withdrawn, State::Answered), Err(CannotStand::Over));
        assert_eq!(stand(State::Withdrawn, State::Parked), Ok(State::Parked));
        assert_eq!(stand(State::Parked, State::Answered), Ok(State::Answered));
    }

    #[test]
    fn a_file_name_is_no_path() {
        assert_eq!(file_name("../../etc/passwd"), "passwd");
        assert_eq!(file_name("C:\\temp\\Plan\r\n.xlsx"), "Plan.xlsx");
        assert_eq!(file_name(".."), "attachment");
    }
}
