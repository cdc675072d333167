//! Mail in and out: reading what arrived, fetching it by IMAP, composing letters and sending them by SMTP. What must not
//! be here: a room, or what a letter means for a request. `read` and `batch` are pure and know bytes alone.

mod address;
pub mod batch;
pub mod compose;
pub mod inbox;
pub mod read;
pub mod sender;
mod server;
