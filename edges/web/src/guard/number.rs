use std::hash::{BuildHasher, RandomState};
use std::sync::LazyLock;
use std::sync::atomic::{AtomicU64, Ordering};

/// Sets the numbers of one process apart from those of another and of an earlier run.
static PROCESS: LazyLock<u64> = LazyLock::new(|| RandomState::new().hash_one(std::process::id()));
static COUNT: AtomicU64 = AtomicU64::new(1);

/// The next request's number in the log, such as `9f3c21-1a`: a mark of the process, and a count.
pub(super) fn next() -> String {
    format!("{:06x}-{:x}", *PROCESS & 0x00ff_ffff, COUNT.fetch_add(1, Ordering::Relaxed))
}
