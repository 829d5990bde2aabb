//! Which files and which parts of them are read, in order.

use std::{
    collections::VecDeque,
    io::{self, Read},
    ops::Range,
    path::{Path, PathBuf},
    sync::Arc,
};

use super::{
    job::{Job, Kind},
    shape::{HEAD, Shape},
    source::{Found, Packing, Walk, open, read_head},
    state::Index,
};

/// The length of a part of a large file. Where parts begin never depends on the number of threads.
const PART: u64 = 8 * 1024 * 1024;

/// The jobs that are still to be done.
pub(super) struct Queue {
    walk: Walk,
    own: Vec<PathBuf>,
    known: Option<Index>,
    pending: VecDeque<Job>,
    is_stopped: bool,
    /// How many jobs were given away.
    pub(super) taken: u64,
    /// How many of them are put together.
    pub(super) merged: u64,
}

impl Queue {
    pub(super) fn new(inputs: &[PathBuf], own: &[PathBuf], known: Option<Index>) -> Self {
        let own = own.iter().filter_map(|it| it.canonicalize().ok()).collect();
        let (pending, walk) = (VecDeque::new(), Walk::new(inputs));
        Self { walk, own, known, pending, is_stopped: false, taken: 0, merged: 0 }
    }

    /// Gives nothing more away.
    pub(super) fn stop(&mut self) {
        self.is_stopped = true;
        self.merged = u64::MAX / 2;
    }

    /// Returns the next job and its number.
    pub(super) fn next_job(&mut self) -> Option<(u64, Job)> {
        if self.is_stopped {
            return None;
        }
        while self.pending.is_empty() {
            match self.walk.next()? {
                Err((path, error)) => {
                    let found = Found { path, size: 0, changed: 0, is_stream: false };
                    self.pending.push_back(Job::failed(found, error));
                }
                Ok(found) if self.is_own(&found.path) => {}
                Ok(found) => self.plan(found),
            }
        }
        let job = self.pending.pop_front()?;
        let number = self.taken;
        self.taken += 1;
        Some((number, job))
    }

    fn is_own(&self, path: &Path) -> bool {
        let path = if self.own.is_empty() { None } else { path.canonicalize().ok() };
        path.is_some_and(|it| self.own.contains(&it))
    }

    /// Divides a file into jobs.
    fn plan(&mut self, found: Found) {
        if let Some(entry) = self.known.as_ref().and_then(|it| it.find(&found)) {
            self.pending.push_back(Job { known: Some(entry), ..Job::new(Arc::new(found), Kind::Known) });
            return;
        }
        // A stream shows its head only once, and a small file needs no plan: the thread that reads it looks.
        if found.is_stream || found.size <= PART {
            self.pending.push_back(Job::new(Arc::new(found), Kind::Whole));
            return;
        }
        match plan_large(&found) {
            Err(error) => self.pending.push_back(Job::failed(found, error)),
            Ok((Packing::Plain, shape @ (Shape::Text | Shape::JsonLines | Shape::Document))) => {
                let found = Arc::new(found);
                let ranges = parts(found.size);
                let count = ranges.len();
                for (at, range) in ranges.into_iter().enumerate() {
                    let mut job = Job::new(Arc::clone(&found), Kind::Part(shape, range));
                    job.is_last = at + 1 == count;
                    self.pending.push_back(job);
                }
            }
            Ok(_) => self.pending.push_back(Job::new(Arc::new(found), Kind::Whole)),
        }
    }
}

fn plan_large(found: &Found) -> io::Result<(Packing, Shape)> {
    let mut file: Box<dyn Read + Send> = open(found, 0)?;
    let head = read_head(&mut file, HEAD)?;
    Ok((Packing::of(&head), Shape::of(&head, false)))
}

/// Returns the parts of a file; the last one goes on to the end of what was there when it was found.
fn parts(size: u64) -> Vec<Range<u64>> {
    (0..size.div_ceil(PART)).map(|it| it * PART..((it + 1) * PART).min(size)).collect()
}
