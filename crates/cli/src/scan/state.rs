//! What earlier runs found, file by file, so that no file is read twice.
//!
//! The file is only ever appended to. A line that was cut when the program was killed does not count, and is cut off.

use std::{
    collections::HashMap,
    fs::{File, OpenOptions},
    io::{self, BufRead, BufReader, Read, Seek, SeekFrom, Write},
    path::Path,
};

use serde::{Deserialize, Serialize};

use super::{source::Found, tally::Tally};

/// The first line: what the file is, and which program wrote it. Another program's results are not used.
const HEADER: &str = concat!("eks-iam scan state 1 ", env!("CARGO_PKG_VERSION"), "\n");
/// With what every such file begins.
const KIND: &str = "eks-iam scan state ";
/// The longest line; what a file may keep is much shorter.
const LONGEST: u64 = 64 * 1024 * 1024;

/// The open file.
#[derive(Debug)]
pub(crate) struct State {
    file: File,
    end: u64,
    index: HashMap<u64, Entry>,
}

/// Where the result of a file stands, and which state of the file it is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Entry {
    offset: u64,
    size: u64,
    changed: u64,
}

/// What is known, for asking.
#[derive(Debug, Clone, Default)]
pub(super) struct Index(HashMap<u64, Entry>);

impl Index {
    /// Returns the result of a file that has not changed since.
    pub(super) fn find(&self, found: &Found) -> Option<Entry> {
        let entry = self.0.get(&key(found)).filter(|_| !found.is_stream)?;
        (entry.size == found.size && entry.changed == found.changed).then_some(*entry)
    }
}

/// One line: the result of a file.
#[derive(Serialize, Deserialize)]
struct Line {
    key: u64,
    size: u64,
    changed: u64,
    tally: Tally,
}

impl State {
    /// Opens the file, or makes it.
    ///
    /// # Errors
    ///
    /// When it is a file of another kind, another process uses it, or it cannot be read or written.
    pub(crate) fn open(path: &Path) -> io::Result<Self> {
        let mut file = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(path)?;
        file.try_lock().map_err(io::Error::from)?;
        let mut reader = BufReader::new(&mut file);
        let mut header = Vec::new();
        reader.by_ref().take(HEADER.len() as u64).read_until(b'\n', &mut header)?;
        let is_cut = HEADER.as_bytes().starts_with(&header) && header.len() < HEADER.len();
        let is_ours = header.starts_with(KIND.as_bytes()) || is_cut;
        if !is_ours {
            return Err(io::Error::new(io::ErrorKind::InvalidData, "not a state file of eks-iam scan"));
        }
        let mut state =
            Self { end: HEADER.len() as u64, index: HashMap::new(), file: reader.into_inner().try_clone()? };
        if header != HEADER.as_bytes() {
            state.file.set_len(0)?;
            state.file.seek(SeekFrom::Start(0))?;
            state.file.write_all(HEADER.as_bytes())?;
            return Ok(state);
        }
        state.read_index()?;
        state.file.set_len(state.end)?;
        Ok(state)
    }

    /// Reads the lines up to the first that is not whole.
    fn read_index(&mut self) -> io::Result<()> {
        self.file.seek(SeekFrom::Start(self.end))?;
        let mut reader = BufReader::new(self.file.try_clone()?);
        let mut text = Vec::new();
        loop {
            text.clear();
            reader.by_ref().take(LONGEST).read_until(b'\n', &mut text)?;
            let Some(line) = parse(&text) else { return Ok(()) };
            let entry = Entry { offset: self.end, size: line.size, changed: line.changed };
            self.index.insert(line.key, entry);
            self.end += text.len() as u64;
        }
    }

    /// Returns what is known.
    pub(super) fn index(&self) -> Index {
        Index(self.index.clone())
    }

    /// Returns the result of a file.
    pub(super) fn read(&mut self, entry: &Entry) -> io::Result<Tally> {
        self.file.seek(SeekFrom::Start(entry.offset))?;
        let mut text = Vec::new();
        BufReader::new(&mut self.file).take(LONGEST).read_until(b'\n', &mut text)?;
        let broken =
            || io::Error::new(io::ErrorKind::InvalidData, "the state file changed while it was used");
        Ok(parse(&text).ok_or_else(broken)?.tally)
    }

    /// Notes the result of a file.
    pub(super) fn append(&mut self, found: &Found, tally: &Tally) -> io::Result<()> {
        let line = Line { key: key(found), size: found.size, changed: found.changed, tally: tally.clone() };
        let json = serde_json::to_string(&line)?;
        let text = format!("{:016x} {json}\n", checksum(json.as_bytes()));
        self.file.seek(SeekFrom::Start(self.end))?;
        self.file.write_all(text.as_bytes())?;
        self.end += text.len() as u64;
        Ok(())
    }
}

/// Reads a line; none when it is not whole.
fn parse(text: &[u8]) -> Option<Line> {
    let text = std::str::from_utf8(text).ok()?.strip_suffix('\n')?;
    let (sum, json) = text.split_once(' ')?;
    (u64::from_str_radix(sum, 16) == Ok(checksum(json.as_bytes()))).then_some(())?;
    serde_json::from_str(json).ok()
}

/// Returns under which number a file is known.
fn key(found: &Found) -> u64 {
    checksum(found.path.as_os_str().as_encoded_bytes())
}

/// FNV-1a, 64 bits: against torn lines, not against attackers.
fn checksum(bytes: &[u8]) -> u64 {
    bytes
        .iter()
        .fold(0xcbf2_9ce4_8422_2325, |sum, byte| (sum ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
}

#[cfg(test)]
mod tests {
    use std::{env, fs, path::PathBuf};

    use super::*;

    #[test]
    fn a_torn_line_is_cut_off() {
        let path = env::temp_dir().join(format!("eks-iam-state-{}", std::process::id()));
        let found = |name: &str| Found { path: PathBuf::from(name), size: 1, changed: 2, is_stream: false };
        let mut state = State::open(&path).expect("it can be made");
        let mut tally = Tally::default();
        tally.lines = 7;
        state.append(&found("a"), &tally).expect("it can be written");
        state.append(&found("b"), &tally).expect("it can be written");
        drop(state);
        let whole = fs::read(&path).expect("it is there");
        for end in 0..whole.len() {
            fs::write(&path, whole.get(..end).unwrap_or_default()).expect("it can be written");
            let mut state = State::open(&path).expect("a cut file is no fault");
            let index = state.index();
            if let Some(entry) = index.find(&found("a")) {
                assert_eq!(state.read(&entry).expect("it is known").lines, 7);
            }
            assert_eq!(index.find(&found("b")), None, "cut at {end}");
            state.append(&found("b"), &tally).expect("it can be written");
            drop(state);
            assert!(State::open(&path).expect("it is whole").index().find(&found("b")).is_some());
        }
        fs::write(&path, "something else\n").expect("it can be written");
        assert!(State::open(&path).is_err());
        fs::remove_file(&path).expect("it is there");
    }
}
