//! `eks-iam scan`, the program as a whole, over files: beside ripgrep, an Aho-Corasick filter, serde_json and gunzip.

use std::{
    env, fs,
    fs::File,
    hint::black_box,
    io::Read,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use aho_corasick::{AhoCorasick, MatchKind};
use regex::bytes::RegexSet;

use super::error_classifier::TrailFile;
use crate::{
    Case,
    inputs::{cloudtrail, error_log},
};

/// The length of the log.
const MIB: usize = 1024;
/// How much of it is made; the rest repeats it.
const MADE: usize = 256;
/// How many records the CloudTrail file has: 74 MB.
const RECORDS: usize = 50_000;

pub(super) fn cases() -> Vec<Case> {
    let folder = env::temp_dir().join("eks-iam-bench-scan");
    fs::create_dir_all(&folder).expect("a folder can be made");
    let program = program();
    let log = folder.join("log");
    put(&log, || error_log::log(MADE, 1).repeat(MIB / MADE));
    let trail = folder.join("trail.json");
    put(&trail, || cloudtrail::file(RECORDS, 1));
    let packed = folder.join("trail.json.gz");
    if !packed.exists() {
        run(Command::new("gzip").arg("-k").arg(&trail));
    }
    let patterns = folder.join("patterns");
    put(&patterns, || error_log::PATTERNS.join("\n"));

    let scan = |path: &Path, threads: &'static str| {
        let (program, path) = (program.clone(), path.to_owned());
        move || {
            run(Command::new(&program).args(["scan", "--format", "jsonl", "--threads", threads]).arg(&path))
        }
    };
    let mut cases = vec![
        Case::new("scan/log-mib", "ours", MIB, scan(&log, "1")).elsewhere(),
        Case::new("scan/log-mib", "ours-two-threads", MIB, scan(&log, "2")).elsewhere(),
        Case::new("scan/cloudtrail-record", "ours", RECORDS, scan(&trail, "1")).elsewhere(),
        Case::new("scan/gzip-record", "ours", RECORDS, scan(&packed, "1")).elsewhere(),
        filter(&log).elsewhere(),
    ];
    if Command::new("rg").arg("--version").output().is_ok() {
        let log = log.clone();
        cases.push(
            Case::new("scan/log-mib", "ripgrep", MIB, move || {
                run(Command::new("rg").args(["-j1", "-c", "-f"]).arg(&patterns).arg(&log));
            })
            .elsewhere(),
        );
    }
    cases.push(
        Case::new("scan/cloudtrail-record", "serde_json", RECORDS, move || {
            let text = fs::read_to_string(&trail).expect("it was written");
            black_box(serde_json::from_str::<TrailFile<'_>>(&text).expect("it is JSON"));
        })
        .elsewhere(),
    );
    cases.push(
        Case::new("scan/gzip-record", "gunzip", RECORDS, move || {
            run(Command::new("gzip").arg("-dc").arg(&packed));
        })
        .elsewhere(),
    );
    cases
}

/// What somebody would write: blocks are read, searched for fixed words, and lines with one confirmed by patterns.
fn filter(log: &Path) -> Case {
    let filter = AhoCorasick::builder()
        .match_kind(MatchKind::LeftmostFirst)
        .build(error_log::LITERALS)
        .expect("the literals are few");
    let set = RegexSet::new(error_log::PATTERNS).expect("the patterns are right");
    let log = log.to_owned();
    let mut buffer = vec![0_u8; 256 * 1024];
    Case::new("scan/log-mib", "aho-corasick", MIB, move || {
        let mut file = File::open(&log).expect("it was written");
        let (mut length, mut count) = (0, 0_usize);
        loop {
            let read = file.read(&mut buffer[length..]).expect("it can be read");
            length += read;
            let block = &buffer[..length];
            let whole = block.iter().rposition(|it| *it == b'\n').map_or(0, |it| it + 1);
            let mut at = 0;
            while let Some(found) = filter.find(&block[at..whole]) {
                let place = at + found.start();
                let start = block[..place].iter().rposition(|it| *it == b'\n').map_or(0, |it| it + 1);
                let end = block[place..].iter().position(|it| *it == b'\n').map_or(length, |it| place + it);
                count += usize::from(set.is_match(&block[start..end]));
                at = end;
            }
            buffer.copy_within(whole..length, 0);
            length -= whole;
            if read == 0 {
                break;
            }
        }
        black_box(count);
    })
}

/// Builds the program as people install it, and returns its path.
fn program() -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let target = root.join("target");
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut build = Command::new(cargo);
    build.args(["build", "--release", "--quiet", "--package", "eks-iam-cli", "--manifest-path"]);
    build.arg(root.join("Cargo.toml")).env("CARGO_TARGET_DIR", &target);
    assert!(build.status().is_ok_and(|it| it.success()), "the program can be built");
    target.join("release/eks-iam")
}

/// Writes a file that is not there yet.
fn put(path: &Path, text: impl FnOnce() -> String) {
    if !path.exists() {
        let beside = path.with_extension("tmp");
        fs::write(&beside, text()).expect("it can be written");
        fs::rename(&beside, path).expect("it is there");
    }
}

/// Runs a program for its time; what it prints is thrown away.
fn run(command: &mut Command) {
    let status = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).status();
    assert!(status.is_ok_and(|it| it.code().is_some_and(|it| it < 2)), "it runs to its end");
}
