//! Caps on what one text may cost.

/// Caps on what one text may cost; beyond one, reading stops with an error of its own kind.
///
/// The defaults let pass whatever Kubernetes and AWS print and stop what was made to do harm.
///
/// ```
/// use eks_iam_document::{ErrorKind, Limits, parse_with};
///
/// let small = Limits { nodes: 2, ..Limits::default() };
/// let error = parse_with("[1, 2, 3]", &small).map(drop).unwrap_err();
/// assert_eq!(error.kind(), ErrorKind::TooManyNodes);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of the text, and also bytes of text that aliases may repeat. 16 MiB.
    pub bytes: usize,
    /// Nodes of all documents together, those that aliases repeat included. One million.
    pub nodes: usize,
    /// Collections inside one another. 128; more than 256 is read as 256, so that no stack overflows.
    pub depth: usize,
    /// Aliases in the text. 10 000.
    pub aliases: usize,
}

impl Limits {
    /// The greatest depth that can be asked for.
    pub const MAX_DEPTH: usize = 256;

    pub(crate) fn depth(&self) -> usize {
        self.depth.min(Self::MAX_DEPTH)
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self { bytes: 16 << 20, nodes: 1_000_000, depth: 128, aliases: 10_000 }
    }
}
