//! The engine of `eks-iam scan`: files of any size in, groups of failures out, in bounded memory.
//!
//! [`engine`] hands jobs to threads. A job is a file or a part of one; [`part`] and [`trail`] read it through a sliding
//! [`window`]. What is found is a [`tally`]; tallies are merged in the order of the inputs, so the report is the same for
//! any number of threads, and for a run that was interrupted and goes on from its [`state`].

mod enclosing;
pub(crate) mod engine;
mod event;
mod filter;
mod job;
pub(crate) mod meter;
mod part;
mod queue;
mod rbac_objects;
mod record;
mod redact;
mod remedy;
pub(crate) mod report;
mod shape;
mod source;
pub(crate) mod state;
mod statement;
mod tally;
mod trail;
mod units;
mod when;
mod window;
mod zstd;
