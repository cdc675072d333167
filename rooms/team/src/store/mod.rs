//! What is kept about teams, people, sessions, tokens and calendars.

pub mod members;
pub(crate) mod people;
pub(crate) mod sessions;
pub mod teams;
pub mod tokens;

pub use members::Member;
pub use teams::Team;
pub use tokens::{Scope, TokenId, TokenRecord};

use crate::rules::Role;

ground::text_enum!(Role { Member => "member", Lead => "lead", Sponsor => "sponsor" });
