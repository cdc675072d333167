//! The ledger of promises. Here live the instants that were promised to stakeholders, why they are when they are, what became of them,
//! the asking to move one, and the frame that every letter of the team stands in. What was asked or answered must not live here.

pub mod rules;
