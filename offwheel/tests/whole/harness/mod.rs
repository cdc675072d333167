//! What the tests of the whole stand on: an installation in a folder of its own, the real program as a child process, the real servers of
//! the folder `peers`, and a client that knows whether an answer arrived.
#![allow(dead_code, unused_imports, reason = "each test program uses its part")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::print_stdout,
    reason = "a test fails by panic, and tells its seed"
)]

mod chance;
mod forms;
mod http;
mod installation;
mod lmtp;
mod peer;
mod program;

pub use chance::Chance;
pub use forms::{Form, attribute, unescaped};
pub use http::{Answer, Visitor};
pub use installation::{Engine, Installation, NewTeam, PASSWORD};
pub use lmtp::Postman;
pub use peer::{Peer, mail_check, shared};
pub use program::{Program, run};

use std::time::{Duration, Instant};

/// Waits until `found` gives something, and fails the test if it doesn't within `limit`.
#[track_caller]
pub fn eventually<T>(what: &str, limit: Duration, mut found: impl FnMut() -> Option<T>) -> T {
    let start = Instant::now();
    loop {
        if let Some(found) = found() {
            return found;
        }
        assert!(start.elapsed() < limit, "after {limit:?} still not: {what}");
        std::thread::park_timeout(Duration::from_millis(10));
    }
}

/// Seconds, for limits.
pub fn seconds(count: u64) -> Duration {
    Duration::from_secs(count)
}

/// Runs a future to its end; the tests are plain threads, since they wait for processes.
pub fn wait<T>(future: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
    let done = runtime.block_on(future);
    runtime.shutdown_background();
    done
}
