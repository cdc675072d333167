//! What is kept about teams, people, sessions, tokens and calendars.

pub mod absences;
pub mod calendar;
pub(crate) mod holiday_feeds;
pub mod languages;
pub mod members;
pub(crate) mod people;
pub(crate) mod sessions;
pub mod stakeholders;
pub mod teams;
pub mod tokens;
pub mod wordings;

pub use absences::Absence;
pub use calendar::InForce;
pub use members::Member;
pub use stakeholders::Stakeholder;
pub use teams::Team;
pub use tokens::{Scope, TokenId, TokenRecord};

use crate::rules::Role;

ground::text_enum!(Role { Member => "member", Lead => "lead", Sponsor => "sponsor" });
