//! The letters of others, which are not ours to carry, delivered together with our own: they lie beside the checkout, in
//! `../shared/data/mail`, or where OFFWHEEL_SHARED says.

#![allow(missing_docs, reason = "a test program")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::print_stdout,
    reason = "a test fails by panic, and tells its figures"
)]

#[path = "whole/harness/mod.rs"]
mod harness;
#[path = "whole/letters.rs"]
mod letters;

use harness::{Engine, shared};
use letters::{Sample, delivered_twice};

fn all_twice(engine: Engine, programs: usize) {
    let folder = shared().join("data/mail");
    assert!(
        folder.is_dir(),
        "{} is missing: put the shared data there, or name its folder in OFFWHEEL_SHARED",
        folder.display()
    );
    let samples = Sample::all(&folder);
    assert_eq!(samples.len(), 77);
    delivered_twice(engine, programs, &samples, &folder.join("context.json"));
}

#[test]
fn all_letters_delivered_twice_in_random_order_become_what_they_must_once() {
    all_twice(Engine::Sqlite, 1);
}

#[test]
fn two_servers_take_all_letters_in_once() {
    all_twice(Engine::Postgres, 2);
}
