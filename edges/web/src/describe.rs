//! How the API says what it takes and gives: schemas and operations, and the OpenAPI 3.1 document that they become.
//!
//! A room writes its descriptions beside its handlers, in the words and with the limits that the handlers check. The checks and the
//! schemas have to agree exactly, so that a program can trust either; `peers/openapi-fuzz.sh` holds one against the other.

mod document;
mod operation;
mod schema;
mod taken;

pub use document::{Flaw, document, flaws};
pub use operation::Operation;
pub use schema::{
    Object, Schema, any_text, anything, day, id, in_the_name_of, instant, instant_taken, label, like, line, list,
    long_line, nothing, number, object, one_of, page, place, text, truth, whole,
};
pub use taken::fields_taken;
