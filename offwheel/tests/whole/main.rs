//! The whole of Offwheel, as its people meet it: the real program as a process of its own, with real servers around it.

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

mod harness;

mod calendars;
mod crash;
mod described;
mod explained;
mod failures;
mod feeds;
mod fuzz;
mod letters;
mod mail_in;
mod mail_out;
mod programs;
mod routes;
mod things;
mod walls;
