//! The scenario file and its runner: a failure made to happen on a mock AWS, diagnosed, mended and proven.
//!
//! ```no_run
//! use eks_iam_scenario::{RunOptions, load, run};
//!
//! for scenario in load("tests/scenarios".as_ref())? {
//!     let report = run(&scenario, &RunOptions::default())?;
//!     println!("{} {}", report.id, if report.holds() { "holds" } else { "does not hold" });
//! }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! [`load`] reads one file or a directory of them, [`run`] runs one [`Scenario`] and returns a [`Report`], [`run_each`]
//! runs many at once. Calls are
//! made by the real aws-sdk-sts and aws-sdk-eks clients; where this crate carries no SDK, by a plain signed request.

mod ad_hoc;
mod clients;
mod expectation;
mod file;
mod load;
mod many;
mod operations;
mod read;
mod report;
mod runner;
mod world;
mod world_file;

pub use crate::{
    ad_hoc::{AdHocError, ad_hoc},
    clients::Outcome,
    file::{Control, Expect, Scenario, Step, Variant, Words, WorldSettings},
    load::{LoadError, load, load_snapshot},
    many::run_each,
    operations::OPERATIONS,
    report::{CaseReport, ControlReport, RemedyReport, Report},
    runner::{RunOptions, run},
    world::MakeWorldError,
    world_file::WorldFile,
};
