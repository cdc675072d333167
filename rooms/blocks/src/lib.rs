//! Reserved time to think. Here live the patterns of blocks, the blocks they plan, what was moved, skipped, opened and held, the rule of
//! an agenda, and whether a pattern fits a turnaround. What a block looks at must not live here: no request, no promise and no answer.

pub mod rules;
