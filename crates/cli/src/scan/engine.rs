//! Reads all inputs on all cores, and puts what is found together in the order of the inputs.

use std::{
    collections::BTreeMap,
    io,
    path::PathBuf,
    sync::{Condvar, Mutex, MutexGuard, PoisonError, mpsc},
    thread,
};

use super::{
    job::{Job, Tools, run_job},
    meter::Meter,
    queue::Queue,
    state::State,
    tally::{Fault, Room, Tally},
};

/// What is to be scanned, and how.
#[derive(Debug)]
pub(crate) struct Options {
    pub(crate) inputs: Vec<PathBuf>,
    pub(crate) threads: usize,
    /// Files that are never read: the report and the state themselves.
    pub(crate) own: Vec<PathBuf>,
}

/// What came out.
#[derive(Debug, Default)]
pub(crate) struct Outcome {
    pub(crate) tally: Tally,
    pub(crate) files: u64,
    /// Files that were done in an earlier run.
    pub(crate) known: u64,
    pub(crate) unreadable: u64,
}

/// The most threads: each has buffers of its own, and memory is bounded.
const MOST_THREADS: usize = 16;
/// How many jobs may be done ahead of their turn, for each thread.
const AHEAD: u64 = 2;

/// What a thread hands over.
struct Done {
    number: u64,
    job: Job,
    tally: Tally,
    error: Option<io::Error>,
}

/// Scans the inputs.
pub(crate) fn scan(options: &Options, state: &mut Option<State>, meter: &Meter) -> io::Result<Outcome> {
    let threads = options.threads.clamp(1, MOST_THREADS);
    let queue = Mutex::new(Queue::new(&options.inputs, &options.own, state.as_ref().map(State::index)));
    let moved = Condvar::new();
    let tools = Tools::new(meter);
    let (sender, receiver) = mpsc::channel::<Done>();
    thread::scope(|scope| {
        for _ in 0..threads {
            let (queue, moved, tools, sender) = (&queue, &moved, &tools, sender.clone());
            scope.spawn(move || {
                let mut buffer = Vec::new();
                while let Some((number, mut job)) = take(queue, moved, threads) {
                    let (tally, error) = run_job(&mut job, &mut buffer, tools);
                    if sender.send(Done { number, job, tally, error }).is_err() {
                        break;
                    }
                }
            });
        }
        drop(sender);
        let mut collector = Collector { outcome: Outcome::default(), file: Tally::default(), state, meter };
        let mut waiting: BTreeMap<u64, Done> = BTreeMap::new();
        let mut next = 0;
        let mut result = Ok(());
        for done in receiver {
            waiting.insert(done.number, done);
            while let Some(done) = waiting.remove(&next) {
                next += 1;
                if result.is_ok() {
                    result = collector.collect(done);
                }
                let mut queue = lock(&queue);
                queue.merged = next;
                if result.is_err() {
                    queue.stop();
                }
                drop(queue);
                moved.notify_all();
            }
        }
        result.map(|()| collector.outcome)
    })
}

/// Takes the next job, when it is not too far ahead of what is put together; none when all are taken.
fn take(queue: &Mutex<Queue>, moved: &Condvar, threads: usize) -> Option<(u64, Job)> {
    let ahead = AHEAD * threads as u64;
    let mut queue = lock(queue);
    while queue.taken >= queue.merged + ahead {
        queue = moved.wait(queue).unwrap_or_else(PoisonError::into_inner);
    }
    queue.next_job()
}

fn lock(queue: &Mutex<Queue>) -> MutexGuard<'_, Queue> {
    queue.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Puts the parts together to files, and the files to the whole.
struct Collector<'a> {
    outcome: Outcome,
    file: Tally,
    state: &'a mut Option<State>,
    meter: &'a Meter,
}

impl Collector<'_> {
    fn collect(&mut self, done: Done) -> io::Result<()> {
        let Done { job, tally, error, .. } = done;
        self.file.merge(tally, Room::File);
        if let Some(error) = error {
            self.outcome.unreadable += 1;
            self.file.add_broken(Fault::Unreadable, 0, Some(error.to_string()));
        }
        let Job { found, is_last, known, is_failed, .. } = job;
        if !is_last {
            return Ok(());
        }
        let mut file = std::mem::take(&mut self.file);
        if let (Some(entry), Some(state)) = (known, self.state.as_mut()) {
            file = state.read(&entry)?;
            self.outcome.known += 1;
        } else {
            file.name(&found.name());
            let is_readable = file.shown_broken.iter().all(|it| it.fault != Fault::Unreadable);
            if let (Some(state), false, true, false) =
                (self.state.as_mut(), found.is_stream, is_readable, is_failed)
            {
                state.append(&found, &file)?;
            }
        }
        self.outcome.files += 1;
        self.outcome.tally.merge_file(file, Room::All);
        self.meter.set_failures(self.outcome.tally.count());
        Ok(())
    }
}
