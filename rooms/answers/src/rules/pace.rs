/// An answer outside a block within so much office time of the asking is a rapid response.
const RAPID_SECONDS: i64 = 2 * 60 * 60;

/// Whether an answer that counts as one outside a block was a rapid response: `office_seconds` is the office time between the asking and
/// the answer.
pub fn is_rapid(office_seconds: i64) -> bool {
    office_seconds <= RAPID_SECONDS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_office_hours_are_rapid_and_a_second_more_is_not() {
        assert!(is_rapid(0) && is_rapid(7_200));
        assert!(!is_rapid(7_201));
    }
}
