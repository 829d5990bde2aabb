//! What is scanned: files, directories walked in order, standard input; plain, gzip or zstd.

use std::{
    fs::{self, File},
    io::{self, Read, Seek, SeekFrom},
    path::{Path, PathBuf},
    time::UNIX_EPOCH,
};

use flate2::read::MultiGzDecoder;

use super::zstd::ZstdFrames;

/// A file, as it is told apart from others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Found {
    pub(crate) path: PathBuf,
    pub(crate) size: u64,
    /// When it was last changed, in nanoseconds since 1970.
    pub(crate) changed: u64,
    /// A pipe or standard input, which can be read once only.
    pub(crate) is_stream: bool,
}

impl Found {
    /// Returns the name under which people know it.
    pub(super) fn name(&self) -> String {
        if self.path.as_os_str() == "-" { "<stdin>".to_owned() } else { self.path.display().to_string() }
    }
}

/// Walks the inputs in order, directories by name; only one folder of each level is kept.
pub(crate) struct Walk {
    /// What is still to come, last first.
    inputs: Vec<PathBuf>,
    folders: Vec<std::vec::IntoIter<PathBuf>>,
}

impl Walk {
    pub(crate) fn new(inputs: &[PathBuf]) -> Self {
        Self { inputs: inputs.iter().rev().cloned().collect(), folders: Vec::new() }
    }

    /// Returns a path, and whether somebody named it.
    fn next_path(&mut self) -> Option<(PathBuf, bool)> {
        while let Some(folder) = self.folders.last_mut() {
            if let Some(path) = folder.next() {
                return Some((path, false));
            }
            self.folders.pop();
        }
        self.inputs.pop().map(|it| (it, true))
    }
}

impl Iterator for Walk {
    type Item = Result<Found, (PathBuf, io::Error)>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let (path, is_named) = self.next_path()?;
            if is_named && path.as_os_str() == "-" {
                return Some(Ok(Found { path, size: 0, changed: 0, is_stream: true }));
            }
            // Inside of a folder a link to a folder is not followed: it may lead back.
            let is_link = !is_named && fs::symlink_metadata(&path).is_ok_and(|it| it.is_symlink());
            let about = match fs::metadata(&path) {
                Ok(about) => about,
                Err(error) => return Some(Err((path, error))),
            };
            if about.is_dir() {
                if is_link {
                    continue;
                }
                match entries(&path) {
                    Ok(paths) => self.folders.push(paths.into_iter()),
                    Err(error) => return Some(Err((path, error))),
                }
            } else if about.is_file() || is_named {
                let changed = about.modified().ok().and_then(|it| it.duration_since(UNIX_EPOCH).ok());
                let changed = changed.map_or(0, |it| u64::try_from(it.as_nanos()).unwrap_or(u64::MAX));
                return Some(Ok(Found { path, size: about.len(), changed, is_stream: !about.is_file() }));
            }
        }
    }
}

fn entries(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut paths = fs::read_dir(folder)?.map(|it| it.map(|it| it.path())).collect::<io::Result<Vec<_>>>()?;
    paths.sort_unstable();
    Ok(paths)
}

/// How a file is packed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Packing {
    Plain,
    Gzip,
    Zstd,
}

impl Packing {
    /// Tells the packing from the first bytes; names are not asked.
    pub(crate) const fn of(head: &[u8]) -> Self {
        match head {
            [0x1f, 0x8b, ..] => Self::Gzip,
            [0x28, 0xb5, 0x2f, 0xfd, ..] | [0x50..=0x5f, 0x2a, 0x4d, 0x18, ..] => Self::Zstd,
            _ => Self::Plain,
        }
    }

    /// Returns the reader that unpacks.
    pub(crate) fn unpack<'a>(self, packed: Box<dyn Read + Send + 'a>) -> Box<dyn Read + Send + 'a> {
        match self {
            Self::Plain => packed,
            Self::Gzip => Box::new(MultiGzDecoder::new(io::BufReader::with_capacity(64 * 1024, packed))),
            Self::Zstd => Box::new(ZstdFrames::new(io::BufReader::with_capacity(64 * 1024, packed))),
        }
    }
}

/// Opens a file at an offset; `-` is standard input.
pub(crate) fn open(found: &Found, offset: u64) -> io::Result<Box<dyn Read + Send>> {
    if found.path.as_os_str() == "-" {
        return Ok(Box::new(io::stdin()));
    }
    let mut file = File::open(&found.path)?;
    if offset > 0 {
        file.seek(SeekFrom::Start(offset))?;
    }
    Ok(Box::new(file))
}

/// Reads up to `count` bytes, as many as there are.
pub(crate) fn read_head(source: &mut dyn Read, count: usize) -> io::Result<Vec<u8>> {
    let mut head = Vec::new();
    source.take(count as u64).read_to_end(&mut head)?;
    Ok(head)
}
