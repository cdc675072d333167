//! What is remembered of the business.

pub(crate) mod calendars;
pub(crate) mod charted;
pub(crate) mod clues;
pub(crate) mod goals;
pub(crate) mod links;
pub(crate) mod metrics;
pub(crate) mod questions;
pub(crate) mod readings;

use ground::{Row, StoreError};

fn read_all<T>(rows: &[Row], read: impl Fn(&Row) -> Result<T, StoreError>) -> Result<Vec<T>, StoreError> {
    rows.iter().map(read).collect()
}

/// A row was changed by nobody else since its version was read.
fn once(changed: u64) -> Result<(), StoreError> {
    if changed == 0 { Err(StoreError::Conflict) } else { Ok(()) }
}
