//! What is measured, a module a crate, over inputs that are the same bytes on every machine.
//!
//! A [`Case`] is run by `benches/times.rs` (criterion, wall time) and by `src/bin/count.rs` (for callgrind, instructions).

pub mod cases;
pub mod inputs;

/// One thing measured: our code, or a peer's on the same input.
#[expect(missing_debug_implementations, reason = "it holds a closure")]
pub struct Case {
    /// What is done: `arn/parse`. Cases of one group are compared with each other.
    pub group: &'static str,
    /// Who does it: `ours`, or the peer's name.
    pub id: &'static str,
    /// How many items one run works through; times are told for one item.
    pub items: u64,
    /// Whether it runs in another process, whose instructions cannot be counted here.
    pub elsewhere: bool,
    /// One run.
    pub run: Box<dyn FnMut()>,
}

impl Case {
    /// Returns the same case, marked as one that runs in another process.
    #[must_use]
    pub fn elsewhere(self) -> Self {
        Self { elsewhere: true, ..self }
    }

    /// Returns a case that works through `items` items a run.
    pub fn new(group: &'static str, id: &'static str, items: usize, run: impl FnMut() + 'static) -> Self {
        Self { group, id, items: items as u64, elsewhere: false, run: Box::new(run) }
    }
}
