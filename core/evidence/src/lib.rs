//! What figures tell, and what they don't. Here live process behaviour charts (limits, moving ranges, signals, baselines before and after
//! a change) and the Wilson interval of a share. What must not live here: where figures come from, storage, pages, and the words in which a
//! figure is told to somebody.
//!
//! ```
//! // Eight steady weeks, then one that can't be the usual up and down.
//! let weeks = [9.6, 9.2, 9.7, 8.9, 9.4, 9.1, 9.5, 9.0, 4.1];
//! let chart = evidence::xmr(&weeks, Some(8)).unwrap();
//! assert_eq!(chart.signals.outside, [8]);
//!
//! let kept = evidence::wilson(9, 10).unwrap();
//! assert_eq!(format!("{:.2} to {:.2}", kept.low, kept.high), "0.60 to 0.98");
//! ```

pub mod batch;
mod behaviour;
mod share;

pub use behaviour::{BASELINE, Era, FEWEST, Limits, Signal, Signals, Xmr, eras, xmr};
pub use share::{ENOUGH, Interval, Share, wilson};
