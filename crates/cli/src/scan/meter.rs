//! How far a scan is: a line on the terminal with throughput and time left.

use std::{
    io::{self, IsTerminal, Read, Write},
    path::PathBuf,
    sync::{
        Condvar, Mutex, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use eks_iam_span::Language;

use super::source::Walk;

/// How often the line is drawn.
const TICK: Duration = Duration::from_millis(200);
/// How many columns the bar has.
const BAR: u64 = 24;

/// Counts what is read; every thread tells it.
#[derive(Debug, Default)]
pub(crate) struct Meter {
    read: AtomicU64,
    skipped: AtomicU64,
    failures: AtomicU64,
    is_over: Mutex<bool>,
    over: Condvar,
}

/// A reader that tells the meter.
pub(super) struct Counted<'a, R> {
    pub(super) inner: R,
    pub(super) meter: &'a Meter,
}

impl<R: Read> Read for Counted<'_, R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(into)?;
        self.meter.read.fetch_add(count as u64, Ordering::Relaxed);
        Ok(count)
    }
}

impl Meter {
    /// Notes bytes that need not be read.
    pub(super) fn skip(&self, bytes: u64) {
        self.skipped.fetch_add(bytes, Ordering::Relaxed);
    }

    /// Notes how many failures were found so far.
    pub(super) fn set_failures(&self, count: u64) {
        self.failures.store(count, Ordering::Relaxed);
    }

    /// Ends the drawing.
    pub(crate) fn finish(&self) {
        *self.is_over.lock().unwrap_or_else(PoisonError::into_inner) = true;
        self.over.notify_all();
    }

    /// Draws until [`finish`](Self::finish); does nothing where standard error is no terminal.
    pub(crate) fn draw(&self, inputs: &[PathBuf], language: Language) {
        if !io::stderr().is_terminal() {
            return;
        }
        let begun = Instant::now();
        let total: u64 = Walk::new(inputs).filter_map(|it| it.ok().map(|it| it.size)).sum();
        let mut is_over = self.is_over.lock().unwrap_or_else(PoisonError::into_inner);
        while !*is_over {
            let line = self.line(total, begun.elapsed().as_secs_f64(), language);
            let _ = write!(io::stderr(), "\r\x1b[2K{line}");
            let _ = io::stderr().flush();
            (is_over, _) = self.over.wait_timeout(is_over, TICK).unwrap_or_else(PoisonError::into_inner);
        }
        let _ = write!(io::stderr(), "\r\x1b[2K");
        let _ = io::stderr().flush();
    }

    /// Returns the line after so many seconds; a total of zero is not known.
    fn line(&self, total: u64, seconds: f64, language: Language) -> String {
        let read = self.read.load(Ordering::Relaxed);
        let skipped = self.skipped.load(Ordering::Relaxed);
        let failures = self.failures.load(Ordering::Relaxed);
        let rate = read as f64 / seconds.max(0.001);
        let is_japanese = language == Language::Japanese;
        let found = if is_japanese { format!("{failures} 件") } else { format!("{failures} failures") };
        let speed = format!("{}/s", size(rate));
        if total == 0 {
            return format!("{}  {speed}  {found}", size(read as f64));
        }
        let done = (read + skipped).min(total);
        let filled = done * BAR / total;
        let bar: String = (0..BAR).map(|it| if it < filled { '█' } else { '░' }).collect();
        let left = (total - done) as f64 / rate.max(1.0);
        let left =
            if is_japanese { format!("残り {}", clock(left)) } else { format!("{} left", clock(left)) };
        let percent = done * 100 / total;
        format!(
            "{bar} {percent:3} %  {} / {}  {speed}  {left}  {found}",
            size(done as f64),
            size(total as f64)
        )
    }
}

/// Returns a number of bytes as people read it.
pub(crate) fn size(bytes: f64) -> String {
    let units = ["B", "kB", "MB", "GB", "TB", "PB"];
    let (mut value, mut at) = (bytes, 0);
    while value >= 1000.0 && at + 1 < units.len() {
        value /= 1000.0;
        at += 1;
    }
    let unit = units.get(at).copied().unwrap_or_default();
    if at == 0 { format!("{value:.0} {unit}") } else { format!("{value:.1} {unit}") }
}

/// Returns seconds as a clock shows them.
fn clock(seconds: f64) -> String {
    let seconds = seconds.ceil() as u64;
    let (hours, minutes, rest) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    if hours > 0 { format!("{hours}:{minutes:02}:{rest:02}") } else { format!("{minutes}:{rest:02}") }
}

#[test]
fn the_line_tells_throughput_and_time_left() {
    let meter = Meter::default();
    meter.read.store(3_000_000_000, Ordering::Relaxed);
    meter.skip(1_000_000_000);
    meter.set_failures(7);
    assert_eq!(
        meter.line(8_000_000_000, 2.0, Language::English),
        "████████████░░░░░░░░░░░░  50 %  4.0 GB / 8.0 GB  1.5 GB/s  0:03 left  7 failures"
    );
    assert_eq!(meter.line(0, 2.0, Language::Japanese), "3.0 GB  1.5 GB/s  7 件");
}
