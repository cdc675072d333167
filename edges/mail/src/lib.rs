//! Mail in and out: reading what arrived, fetching it by IMAP, composing letters and sending them by SMTP.

mod address;
pub mod batch;
pub mod compose;
pub mod inbox;
pub mod read;
pub mod sender;
mod server;
