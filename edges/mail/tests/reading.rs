#![allow(missing_docs, reason = "a test program")]

use std::path::{Path, PathBuf};

mod expected;

fn data() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data")
}

#[test]
fn every_letter_of_ours_is_read_as_expected() {
    let (count, differences) = expected::differences(&data(), &data().join("context.json"), |_| true);
    assert_eq!(count, 63);
    assert!(differences.is_empty(), "\n{}", differences.join("\n"));
}
