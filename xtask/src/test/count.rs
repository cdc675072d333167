//! Reading what test runners say last: how many passed, how many failed, and the line itself.

/// What the runners counted, and their own closing words.
#[derive(Default, Clone, PartialEq, Debug)]
pub struct Count {
    /// Tests that passed.
    pub passed: u64,
    /// Tests that failed or ran out of time.
    pub failed: u64,
    /// The closing lines of the runners, as they printed them.
    pub closing_lines: Vec<String>,
}

/// A step whose runner came to its end and counted failures.
#[derive(Debug)]
pub struct SomeFailed(pub Count);

impl std::fmt::Display for SomeFailed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} of {} failed", self.0.failed, self.0.passed + self.0.failed)
    }
}

impl std::error::Error for SomeFailed {}

impl Count {
    /// Adds another runner's count to this one.
    pub fn add(&mut self, other: &Count) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.closing_lines.extend(other.closing_lines.iter().cloned());
    }

    /// Reads one line of a runner: nextest's `Summary`, cargo test's `test result`, node's `pass` and `fail`.
    pub fn read(&mut self, line: &str) {
        // What nextest shows of a failed test is indented, and may hold another runner's result.
        if line.trim_start().starts_with("Summary [") || line.starts_with("test result: ") {
            let (passed, failed) = (before(line, "passed"), before(line, "failed") + before(line, "timed out"));
            if passed + failed > 0 {
                self.closing_lines.push(line.to_owned());
            }
            self.passed += passed;
            self.failed += failed;
            return;
        }
        let Some(told) = line.strip_prefix("ℹ ").or_else(|| line.strip_prefix("# ")) else { return };
        let Some((what, number)) = told.split_once(' ') else { return };
        let Ok(number) = number.parse::<u64>() else { return };
        match what {
            "pass" => self.passed += number,
            "fail" | "cancelled" => self.failed += number,
            "tests" | "suites" => (),
            _ => return,
        }
        self.closing_lines.push(line.to_owned());
    }
}

/// The number that stands before a word: 3 in `3 passed (1 slow), 2 failed` before `passed`.
fn before(line: &str, word: &str) -> u64 {
    let digits = line.split_once(&format!(" {word}")).and_then(|(left, _)| left.rsplit([' ', '.']).next());
    digits.and_then(|digits| digits.parse().ok()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(lines: &[&str]) -> (u64, u64, usize) {
        let mut count = Count::default();
        lines.iter().for_each(|line| count.read(line));
        (count.passed, count.failed, count.closing_lines.len())
    }

    #[test]
    fn the_summary_of_nextest_is_read() {
        assert_eq!(read(&["     Summary [   0.012s] 12 tests run: 12 passed, 0 skipped"]), (12, 0, 1));
        let bad = "     Summary [  61.0s] 12 tests run: 8 passed (1 slow), 3 failed, 1 timed out, 4 skipped";
        assert_eq!(read(&[bad]), (8, 4, 1));
    }

    #[test]
    fn the_results_of_cargo_test_add_up() {
        let one = "test result: ok. 5 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s";
        let two = "test result: FAILED. 1 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s";
        assert_eq!(read(&[one, two]), (6, 2, 2));
        let none = "test result: ok. 0 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s";
        assert_eq!(read(&[none]), (0, 0, 0));
    }

    #[test]
    fn the_words_of_node_are_read_in_both_of_its_dialects() {
        assert_eq!(read(&["ℹ tests 5", "ℹ pass 4", "ℹ fail 1", "ℹ duration_ms 12.5"]), (4, 1, 3));
        assert_eq!(read(&["# tests 5", "# pass 5", "# fail 0", "# Subtest: 3 passed"]), (5, 0, 3));
    }

    #[test]
    fn the_output_of_a_failed_test_is_no_summary() {
        assert_eq!(read(&["    test result: FAILED. 0 passed; 1 failed; 0 ignored", "    ℹ pass 3"]), (0, 0, 0));
    }

    #[test]
    fn the_name_of_a_test_is_no_summary() {
        assert_eq!(read(&["        PASS [   0.01s] promises a promise that passed 3 failed"]), (0, 0, 0));
    }
}
