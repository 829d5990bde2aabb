//! One job of a thread: a file, or a part of one.

use std::{
    io::{self, Cursor, Read},
    ops::Range,
    sync::{Arc, Condvar, Mutex, PoisonError},
};

use super::{
    meter::{Counted, Meter},
    part::read_part,
    shape::{HEAD, Shape},
    source::{Found, Packing, open, read_head},
    state::Entry,
    tally::{Fault, Tally},
    trail::read_trail,
    window::Window,
};

/// How far in front of a part reading begins, so that its first line has a beginning.
const BEFORE: u64 = 64 * 1024;

/// How many zstd streams are unpacked at once: each takes as much memory as its window.
const ZSTD_STREAMS: usize = 2;

/// What is to be read.
#[derive(Debug)]
pub(super) enum Kind {
    /// All of it.
    Whole,
    /// A part of a plain file.
    Part(Shape, Range<u64>),
    /// Nothing: it was read in an earlier run.
    Known,
    /// Nothing: it cannot be opened.
    Failed(Option<io::Error>),
}

/// One job.
#[derive(Debug)]
pub(super) struct Job {
    pub(super) found: Arc<Found>,
    pub(super) kind: Kind,
    pub(super) is_last: bool,
    pub(super) known: Option<Entry>,
    pub(super) is_failed: bool,
}

impl Job {
    pub(super) const fn new(found: Arc<Found>, kind: Kind) -> Self {
        Self { found, kind, is_last: true, known: None, is_failed: false }
    }

    /// Returns the job of a file that cannot be opened.
    pub(super) fn failed(found: Found, error: io::Error) -> Self {
        Self { is_failed: true, ..Self::new(Arc::new(found), Kind::Failed(Some(error))) }
    }
}

/// What all threads share.
pub(super) struct Tools<'a> {
    meter: &'a Meter,
    zstd_streams: Mutex<usize>,
    zstd_ended: Condvar,
}

impl<'a> Tools<'a> {
    pub(super) fn new(meter: &'a Meter) -> Self {
        Self { meter, zstd_streams: Mutex::new(0), zstd_ended: Condvar::new() }
    }

    /// Waits until there is memory for one more zstd stream, and unpacks it.
    fn with_zstd<T>(&self, work: impl FnOnce() -> T) -> T {
        let mut streams = self.zstd_streams.lock().unwrap_or_else(PoisonError::into_inner);
        while *streams >= ZSTD_STREAMS {
            streams = self.zstd_ended.wait(streams).unwrap_or_else(PoisonError::into_inner);
        }
        *streams += 1;
        drop(streams);
        let done = work();
        *self.zstd_streams.lock().unwrap_or_else(PoisonError::into_inner) -= 1;
        self.zstd_ended.notify_one();
        done
    }
}

/// Does a job; the error is that of opening or reading the file.
pub(super) fn run_job(job: &mut Job, buffer: &mut Vec<u8>, tools: &Tools<'_>) -> (Tally, Option<io::Error>) {
    let done = match &mut job.kind {
        Kind::Known => {
            tools.meter.skip(job.found.size);
            return (Tally::default(), None);
        }
        Kind::Failed(error) => return (Tally::default(), error.take()),
        Kind::Whole => whole(&job.found, buffer, tools),
        Kind::Part(shape, range) => part(&job.found, *shape, range.clone(), buffer, tools),
    };
    done.unwrap_or_else(|error| (Tally::default(), Some(error)))
}

fn part(
    found: &Found,
    shape: Shape,
    range: Range<u64>,
    buffer: &mut Vec<u8>,
    tools: &Tools<'_>,
) -> io::Result<(Tally, Option<io::Error>)> {
    let base = range.start.saturating_sub(if shape == Shape::JsonLines { 1 } else { BEFORE });
    let mut source = Counted { inner: open(found, base)?, meter: tools.meter };
    let mut window = Window::new(&mut source, buffer, base);
    let tally = read_part(&mut window, range, shape);
    let fault = window.take_fault();
    Ok((tally, fault))
}

fn whole(found: &Found, buffer: &mut Vec<u8>, tools: &Tools<'_>) -> io::Result<(Tally, Option<io::Error>)> {
    let mut packed = Counted { inner: open(found, 0)?, meter: tools.meter };
    let head = read_head(&mut packed, 4)?;
    let packing = Packing::of(&head);
    let packed: Box<dyn Read + Send + '_> = Box::new(Cursor::new(head).chain(packed));
    let unpack = || stream(packing.unpack(packed), packing, buffer);
    Ok(if packing == Packing::Zstd { tools.with_zstd(unpack) } else { unpack() })
}

/// Reads a stream to its end.
fn stream(
    mut source: Box<dyn Read + Send + '_>,
    packing: Packing,
    buffer: &mut Vec<u8>,
) -> (Tally, Option<io::Error>) {
    let mut head = Vec::new();
    let fault = loop {
        // What a pipe holds comes in pieces; the shape is told from as much as there is.
        match read_head(&mut source, HEAD - head.len()) {
            Ok(more) if more.is_empty() || head.len() + more.len() >= HEAD => {
                head.extend(more);
                break None;
            }
            Ok(more) => head.extend(more),
            Err(error) => break Some(error),
        }
    };
    let is_whole = head.len() < HEAD;
    let shape = Shape::of(&head, is_whole);
    let mut source = Cursor::new(head).chain(source);
    let mut window = Window::new(&mut source, buffer, 0);
    let mut tally = match shape {
        Shape::CloudTrail => read_trail(&mut window),
        shape => read_part(&mut window, 0..u64::MAX, shape),
    };
    let Some(error) = fault.or_else(|| window.take_fault()) else { return (tally, None) };
    if packing == Packing::Plain {
        return (tally, Some(error));
    }
    let line = tally.lines + 1;
    let is_cut = error.kind() == io::ErrorKind::UnexpectedEof;
    tally.add_broken(if is_cut { Fault::Cut } else { Fault::Corrupt }, line, Some(error.to_string()));
    (tally, None)
}
