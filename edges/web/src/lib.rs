//! How the rooms speak HTML: the frames of pages, the parts that many pages show, forms that never lose what was typed,
//! dates in words, failures as calm pages or problem documents, and the guard before every request. No room, no table and no
//! rule of the product belongs here, and nothing asks a database.
//!
//! - [`shell`]: a page's frame: [`Shell`](shell::Shell) for members, [`Public`](shell::Public), [`Focus`](shell::Focus); the paths of the rail
//! - [`heads`], [`lists`], [`words`], [`promise`], [`marks`], [`buttons`], [`notices`]: parts of pages, as the design has them
//! - [`forms`]: what was sent ([`Typed`](forms::Typed), [`WithFiles`](forms::WithFiles)) and what to mend ([`Errors`](forms::Errors));
//!   [`fields`]: the form on the page, by way of [`Filled`](forms::Filled)
//! - [`charts`]: figures as pictures
//! - [`when`]: instants, days and lengths of time, in words and read from typed text
//! - [`Language`], [`languages`]: in which language a stakeholder reads; [`catalogue!`] makes the words of a room, in its folder `words`,
//!   into functions
//! - [`Failure`], [`Result`], [`Problem`]: what a handler answers when it can't
//! - [`Said`]: one sentence for the page after an act; [`see_other`]: the way there
//! - [`guard`]: around all routes: headers, limits, same-origin check, number in the log, the client's address
//! - [`csv`]: tables as files
//! - [`describe`]: what the API takes and gives, as OpenAPI
//! - [`paging`]: pages of a list, queries, documents that are sent once; [`Json`], [`WithDocument`]: what the API takes and gives
//! - [`cookies`], [`assets`], [`Icon`]: the sign-in cookie, style, script and icons

#![cfg_attr(test, allow(clippy::wildcard_enum_match_arm, reason = "tests look at one case"))]

mod asking;
pub mod assets;
mod beside;
pub mod buttons;
pub mod charts;
pub mod cookies;
pub mod csv;
pub mod describe;
mod download;
mod failure;
pub mod fields;
pub mod forms;
#[cfg(test)]
mod gallery;
pub mod guard;
pub mod heads;
mod json;
pub mod languages;
mod listed;
pub mod lists;
pub mod marks;
mod moving;
pub mod notices;
pub mod paging;
pub mod promise;
mod said;
mod say;
pub mod shell;
pub mod when;
pub mod words;

pub use assets::Icon;
pub use beside::WithDocument;
pub use download::download;
pub use failure::{AtField, Changed, Failure, Problem, Result};
pub use json::Json;
pub use language::{Language, Size, capital, catalogue};
pub use listed::{Asked, Listed, MOST_ITEMS};
pub use moving::{local_path, see_other};
pub use said::Said;
