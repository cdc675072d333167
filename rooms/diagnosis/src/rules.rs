//! Decides what counts as an answer, which question comes next, whose word stands, and when a cause can be confirmed.

mod asking;
mod number;
mod parts;

pub use asking::{CannotAsk, MOST_ASKED, Next, WhyNow, ask, askable, next, proposed};
pub use number::{number, written};
pub use parts::{Cost, Gap, Parts, answers, field, fields_of, is_answered};

/// Why a cause can't be confirmed yet, in the words the member reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CannotReview {
    /// Nobody asked what lies behind it.
    #[error("Nothing was answered about this request. Answer a question of its diagnosis first.")]
    NothingAnswered,
    /// The team has not answered the request.
    #[error("This request was not answered yet. The cause is confirmed at follow-up, when you see what helped.")]
    NotAnswered,
}

/// Whether what the stakeholder says takes the place of what stands: where nothing stands or nobody knew, and where it is their own word of
/// before. Over what a member found it never goes; both are shown then.
pub fn may_take_the_place(is_answered: bool, is_unknown: bool, is_their_own: bool) -> bool {
    !is_answered || is_unknown || is_their_own
}

/// Whether a cause can be confirmed: there was a diagnosis, and the request has its answer.
pub fn review(many_answers: usize, is_request_answered: bool) -> Result<(), CannotReview> {
    if many_answers == 0 {
        Err(CannotReview::NothingAnswered)
    } else if !is_request_answered {
        Err(CannotReview::NotAnswered)
    } else {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_stakeholder_never_overwrites_what_a_member_found() {
        for bits in 0_u8..8 {
            let [is_answered, is_unknown, is_their_own] = [0, 1, 2].map(|bit| bits >> bit & 1 == 1);
            let found_by_a_member = is_answered && !is_unknown && !is_their_own;
            assert_eq!(may_take_the_place(is_answered, is_unknown, is_their_own), !found_by_a_member);
        }
    }

    #[test]
    fn a_cause_is_confirmed_after_the_answer() {
        assert_eq!(review(0, true), Err(CannotReview::NothingAnswered));
        assert_eq!(review(3, false), Err(CannotReview::NotAnswered));
        assert_eq!(review(3, true), Ok(()));
    }
}
