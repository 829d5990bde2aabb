//! A window on a stream of any length: one reused buffer that slides forward over it.

use std::io::{self, Read};

/// How many bytes are read at once; what fits into the second-level cache is searched fastest.
const BLOCK: usize = 256 * 1024;

/// The bytes of a stream from [`base`](Self::base) on, as many as are needed.
pub(crate) struct Window<'a> {
    source: &'a mut dyn Read,
    buffer: &'a mut Vec<u8>,
    length: usize,
    base: u64,
    is_at_end: bool,
    fault: Option<io::Error>,
}

impl<'a> Window<'a> {
    /// Opens a window on a stream whose next byte has the offset `base`; the buffer is only lent, its content is not used.
    pub(crate) fn new(source: &'a mut dyn Read, buffer: &'a mut Vec<u8>, base: u64) -> Self {
        if buffer.len() < BLOCK {
            buffer.resize(BLOCK, 0);
        }
        Self { source, buffer, length: 0, base, is_at_end: false, fault: None }
    }

    /// Returns the bytes that are in the window.
    pub(crate) fn bytes(&self) -> &[u8] {
        self.buffer.get(..self.length).unwrap_or_default()
    }

    /// Returns the offset of the first byte in the window.
    pub(crate) const fn base(&self) -> u64 {
        self.base
    }

    /// Tells whether nothing follows the bytes in the window.
    pub(crate) const fn is_at_end(&self) -> bool {
        self.is_at_end
    }

    /// Takes what ended the stream before its time.
    pub(crate) const fn take_fault(&mut self) -> Option<io::Error> {
        self.fault.take()
    }

    /// Drops the first `count` bytes and reads on, by at least one byte unless the stream is at its end.
    pub(crate) fn advance(&mut self, count: usize) {
        let count = count.min(self.length);
        self.buffer.copy_within(count..self.length, 0);
        self.length -= count;
        self.base += count as u64;
        // Little room means that much is kept: a long line, or a large record.
        if self.buffer.len() - self.length < BLOCK / 2 {
            self.buffer.resize(self.length + BLOCK, 0);
        }
        self.fill();
    }

    /// Reads until the buffer is full or the stream ends, so that what is found does not depend on how bytes arrive.
    fn fill(&mut self) {
        while !self.is_at_end {
            let Some(room) = self.buffer.get_mut(self.length..).filter(|it| !it.is_empty()) else { break };
            match self.source.read(room) {
                Ok(0) => self.is_at_end = true,
                Ok(count) => self.length += count,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => {
                    self.fault = Some(error);
                    self.is_at_end = true;
                }
            }
        }
    }
}
