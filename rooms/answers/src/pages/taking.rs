//! Taking what helps against a likely cause into the text of an answer.

use method::Cause;
use web::forms::{Filled, Typed};

use crate::rules::{Kind, field};

/// The name of the button that takes something.
pub(super) const TAKE: &str = "take";

/// Whether a cause has something to offer beside or in place of training: all but missing skill.
pub(super) fn offers(cause: Cause) -> bool {
    cause != Cause::Skill
}

/// What the button of a solution sends.
pub(super) fn pick_of(cause: Cause, place: usize) -> String {
    format!("{}.{place}", cause.code())
}

fn solution_of(pick: &str) -> Option<&'static str> {
    let (code, place) = pick.split_once('.')?;
    let cause = Cause::from_code(code).filter(|cause| offers(*cause))?;
    cause.solutions().get(place.parse::<usize>().ok()?).copied()
}

/// Whether a solution stands in the text already.
pub(super) fn is_taken(kind: Kind, form: &Filled, solution: &str) -> bool {
    match kind {
        Kind::NotTrainingBut => form.typed.text(field::PROPOSALS).lines().any(|line| line.trim() == solution),
        Kind::YesAnd => form.typed.text(field::BESIDE) == solution,
        Kind::Options | Kind::LaterBy | Kind::NoBecause => false,
    }
}

/// Puts what was picked into the text: a line more of what is proposed instead, or the small thing beside the order.
pub(super) fn take(typed: &mut Typed) {
    let Some(solution) = typed.some(TAKE).and_then(solution_of) else { return };
    match Kind::from_word(typed.text(field::KIND)) {
        Some(Kind::NotTrainingBut) => {
            let before = typed.text(field::PROPOSALS).to_owned();
            if before.lines().all(|line| line.trim() != solution) {
                let lines: Vec<&str> = before.lines().chain([solution]).collect();
                typed.set(field::PROPOSALS, lines.join("\n"));
            }
        }
        Some(Kind::YesAnd) => typed.set(field::BESIDE, solution),
        Some(Kind::Options | Kind::LaterBy | Kind::NoBecause) | None => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_picked_joins_what_was_typed_once() {
        let process = Cause::Process.solutions()[0];
        let pick = pick_of(Cause::Process, 0);
        let mut typed = Typed::filled([("kind", "not-training-but"), ("proposals", "Ask Mira"), (TAKE, pick.as_str())]);
        take(&mut typed);
        take(&mut typed);
        assert_eq!(typed.text("proposals"), format!("Ask Mira\n{process}"));
        let mut typed = Typed::filled([("kind", "yes-and"), ("beside", "An aid"), (TAKE, pick.as_str())]);
        take(&mut typed);
        assert_eq!((typed.text("beside"), typed.text("proposals")), (process, ""));
        for pick in ["", "PRC", "PRC.99", "PRC.x", "SKL.0", "XXX.0"] {
            assert_eq!(solution_of(pick), None, "{pick}");
        }
    }
}
