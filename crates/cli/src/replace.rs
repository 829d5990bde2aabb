//! The one place where files come to be: written beside, then put in place, so that nobody ever sees half of one.

use std::{
    fs::{self, File},
    io,
    path::{Path, PathBuf},
    process,
};

/// Writes a file that is there whole or not at all.
///
/// One that is there already keeps its permissions, and a link stays a link: what it points to is replaced.
///
/// # Errors
///
/// When it cannot be written; what was there before is then still there.
pub(crate) fn replace(path: &Path, write: impl FnOnce(&mut File) -> io::Result<()>) -> io::Result<()> {
    let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf());
    let beside = beside(&target);
    let written = File::create(&beside).and_then(|mut file| {
        if let Ok(before) = fs::metadata(&target) {
            file.set_permissions(before.permissions())?;
        }
        write(&mut file)?;
        file.sync_all()
    });
    let done = written.and_then(|()| fs::rename(&beside, &target));
    if done.is_err() {
        let _ = fs::remove_file(&beside);
    }
    done
}

/// Returns a name in the same folder, for a file moves in one step only within one file system.
fn beside(path: &Path) -> PathBuf {
    let mut name = std::ffi::OsString::from(".");
    name.push(path.file_name().unwrap_or_default());
    name.push(format!(".{}.tmp", process::id()));
    path.with_file_name(name)
}
