//! Letters from the test suites of others, which are not ours to carry. They lie beside the checkout, in
//! `../shared/data/mail`, or where OFFWHEEL_SHARED says.

#![allow(missing_docs, reason = "a test program")]

use std::path::{Path, PathBuf};

mod expected;

fn shared() -> PathBuf {
    let beside = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared");
    std::env::var_os("OFFWHEEL_SHARED").map_or_else(beside, PathBuf::from).join("data/mail")
}

#[test]
fn letters_of_other_projects_are_read_as_expected() {
    let folder = shared();
    assert!(
        folder.is_dir(),
        "{} is missing: put the shared data there, or name its folder in OFFWHEEL_SHARED",
        folder.display()
    );
    let (count, differences) =
        expected::differences(&folder, &folder.join("context.json"), |name| name.starts_with("x-"));
    assert_eq!(count, 14, "the letters of talon and flanker");
    assert!(differences.is_empty(), "\n{}", differences.join("\n"));
}

#[test]
fn all_letters_together_are_read_as_expected() {
    let folder = shared();
    let (count, differences) = expected::differences(&folder, &folder.join("context.json"), |_| true);
    assert_eq!(count, 77);
    assert!(differences.is_empty(), "\n{}", differences.join("\n"));
}
