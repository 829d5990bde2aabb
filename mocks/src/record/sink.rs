//! The file that gets every call: written by a thread of its own, so that no call waits for it but one that finds the
//! queue full.

use std::{
    collections::VecDeque,
    fmt,
    io::{self, Write},
    mem,
    sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError},
    thread::{self, JoinHandle},
    time::Duration,
};

use super::Call;

/// Where every call is written, a line of JSON each. Dropping it ends when the last one is written.
pub(crate) struct Sink {
    shared: Arc<Shared>,
    thread: Option<JoinHandle<()>>,
}

#[derive(Default)]
struct Shared {
    queue: Mutex<Queue>,
    /// The writer has something to do.
    work: Condvar,
    /// The writer has done something.
    done: Condvar,
}

#[derive(Default)]
struct Queue {
    calls: VecDeque<Arc<Call>>,
    /// How many calls came.
    taken: u64,
    /// How many of them are written out.
    flushed: u64,
    /// Up to which call somebody wants them written out.
    wanted: u64,
    is_waiting: bool,
    has_ended: bool,
    /// A writer that fails loses a call; how many are lost is told by `Debug` alone, for a service goes on.
    lost: u64,
}

impl Sink {
    /// Starts the thread.
    pub(crate) fn start(writer: Box<dyn Write + Send>) -> io::Result<Self> {
        let shared = Arc::new(Shared::default());
        let of_thread = Arc::clone(&shared);
        let thread =
            thread::Builder::new().name("cloudtrail".to_owned()).spawn(move || of_thread.run(writer))?;
        Ok(Self { shared, thread: Some(thread) })
    }

    /// Hands a call over; waits while too many are to be written.
    pub(crate) fn write(&self, call: Arc<Call>) {
        let mut queue = self.shared.lock();
        while queue.calls.len() >= MOST {
            queue = wait(&self.shared.done, queue);
        }
        queue.calls.push_back(call);
        queue.taken += 1;
        if mem::take(&mut queue.is_waiting) {
            self.shared.work.notify_one();
        }
    }

    /// Waits until everything that came before is written out.
    pub(crate) fn flush(&self) {
        let mut queue = self.shared.lock();
        let wanted = queue.taken;
        queue.wanted = wanted;
        self.shared.work.notify_one();
        while queue.flushed < wanted {
            queue = wait(&self.shared.done, queue);
        }
    }
}

impl Drop for Sink {
    fn drop(&mut self) {
        self.shared.lock().has_ended = true;
        self.shared.work.notify_one();
        if let Some(thread) = self.thread.take() {
            // It ends by itself; were it to panic, there would be nobody to tell.
            let _ = thread.join();
        }
    }
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, Queue> {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn run(&self, mut writer: Box<dyn Write + Send>) {
        let mut lines = String::new();
        loop {
            let (calls, flushes, has_ended) = self.next();
            lines.clear();
            for call in &calls {
                call.write_json(&mut lines);
                lines.push('\n');
            }
            let is_written =
                writer.write_all(lines.as_bytes()).is_ok() && (!flushes || writer.flush().is_ok());
            let mut queue = self.lock();
            if !is_written {
                queue.lost += u64::try_from(calls.len()).unwrap_or(u64::MAX);
            }
            if flushes {
                queue.flushed = queue.taken - u64::try_from(queue.calls.len()).unwrap_or_default();
            }
            drop(queue);
            self.done.notify_all();
            if has_ended {
                return;
            }
            if !flushes {
                // Others come meanwhile; a batch costs little more than one call.
                thread::sleep(PAUSE);
            }
        }
    }

    /// Waits for calls, and takes all there are; tells whether they are to be written out, and whether they are the last.
    fn next(&self) -> (VecDeque<Arc<Call>>, bool, bool) {
        let mut queue = self.lock();
        while queue.calls.is_empty() && queue.wanted <= queue.flushed && !queue.has_ended {
            queue.is_waiting = true;
            queue = wait(&self.work, queue);
        }
        queue.is_waiting = false;
        let flushes = queue.wanted > queue.flushed || queue.has_ended;
        (mem::take(&mut queue.calls), flushes, queue.has_ended)
    }
}

fn wait<'a>(condition: &Condvar, queue: MutexGuard<'a, Queue>) -> MutexGuard<'a, Queue> {
    condition.wait(queue).unwrap_or_else(PoisonError::into_inner)
}

impl fmt::Debug for Sink {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sink").field("lost", &self.shared.lock().lost).finish_non_exhaustive()
    }
}

/// How many calls wait at a time.
const MOST: usize = 4096;
/// How long calls are collected before they are written.
const PAUSE: Duration = Duration::from_millis(2);
