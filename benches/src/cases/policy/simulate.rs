//! The same requests in @cloud-copilot/iam-simulate, in a process of Node that reads the policies once.

use std::{
    io::{BufRead, BufReader, Write},
    path::Path,
    process::{Command, Stdio},
};

use crate::{Case, inputs::policies::Policies};

/// Returns the case; none where Node or the package is missing.
pub(super) fn case(input: &Policies) -> Option<Case> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let packages = root.join("../target/interop-npm");
    let child = packages.join("node_modules").is_dir().then(|| {
        Command::new("node")
            .arg(root.join("peers/iam_simulate.mjs"))
            .arg(&packages)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
    });
    let Some(Ok(mut child)) = child else {
        eprintln!(
            "iam-simulate is not measured: it takes node, and tests/interop/iam_simulate/run installs it"
        );
        return None;
    };
    let (mut asks, answers) = child.stdin.take().zip(child.stdout.take())?;
    let mut answers = BufReader::new(answers);
    let mut say = move |text: &str| {
        asks.write_all(text.as_bytes()).expect("node reads");
        let mut answer = String::new();
        answers.read_line(&mut answer).expect("node answers");
        assert_eq!(answer, "done\n");
    };
    say(&input.json());
    let count = input.requests.len();
    // Its standard input ends with the closure, and so does the process.
    Some(Case::new("policy/evaluate", "iam-simulate", count, move || say("run\n")).elsewhere())
}
