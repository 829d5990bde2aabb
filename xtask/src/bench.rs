//! `cargo xtask bench`: our code and its peers in one run, the ratios printed beside the goals.
//!
//! Times are criterion's medians for one item; instructions are callgrind's, which do not depend on the load of the machine.
#![expect(clippy::indexing_slicing, reason = "indexing a JSON value gives null where there is nothing")]

mod mock;

use std::{
    collections::BTreeMap,
    env, fs,
    path::{Path, PathBuf},
    process::{Command, ExitCode, Stdio},
};

use serde_json::Value;

use crate::run::{cargo, status};

/// A group's measured values, by who did it; the unit is nanoseconds or instructions, for one item.
type Groups = BTreeMap<String, BTreeMap<String, f64>>;

/// Runs the benches of the named crates, or of all.
pub(crate) fn run(root: &Path, arguments: &[String]) -> ExitCode {
    match arguments {
        [name] if name == "mock" => return mock::run(root, 60),
        [name, option, seconds] if name == "mock" && option == "--seconds" => {
            return match seconds.parse() {
                Ok(seconds) if seconds >= 2 => mock::run(root, seconds),
                _ => {
                    eprintln!("error: --seconds takes a number, 2 or more");
                    ExitCode::from(2)
                }
            };
        }
        _ => {}
    }
    let (options, names): (Vec<&String>, Vec<&String>) =
        arguments.iter().partition(|it| it.starts_with("--"));
    let target = target(root);
    let features = if names.is_empty() {
        "--all-features".to_owned()
    } else {
        format!("--features={}", names.iter().map(|it| it.as_str()).collect::<Vec<_>>().join(","))
    };
    let measured = match options.as_slice() {
        [] => times(root, &target, &features, false),
        [it] if *it == "--quick" => times(root, &target, &features, true),
        [it] if *it == "--instructions" => instructions(root, &target, &features),
        _ => {
            eprintln!(
                "error: `cargo xtask bench` takes names of crates, and --quick or --instructions; or `mock` alone, and --seconds"
            );
            return ExitCode::from(2);
        }
    };
    match measured {
        Ok((groups, unit)) => {
            eprint!("{}", table(&groups, unit, &goals(root)));
            ExitCode::SUCCESS
        }
        Err(message) => {
            eprintln!("error: {message}");
            ExitCode::from(2)
        }
    }
}

/// The folder of what is built for benches; another than that of the workspace, whose profiles differ.
fn target(root: &Path) -> PathBuf {
    env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target/benches"), PathBuf::from)
}

fn benches(root: &Path, target: &Path, verb: &[&str], features: &str) -> Command {
    let mut command = cargo(root);
    command.args(verb).arg("--manifest-path").arg(root.join("benches/Cargo.toml")).arg(features);
    command.env("CARGO_TARGET_DIR", target);
    command
}

fn times(root: &Path, target: &Path, features: &str, quick: bool) -> Result<(Groups, &'static str), String> {
    let folder = target.join("criterion");
    if folder.exists() {
        fs::remove_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    }
    let mut command = benches(root, target, &["bench", "--quiet", "--bench", "times"], features);
    if quick {
        command.args(["--", "--quick"]);
    }
    if status(&mut command) != ExitCode::SUCCESS {
        return Err("the benches did not run to their end".to_owned());
    }
    let mut groups = Groups::new();
    collect(&folder, &mut groups);
    Ok((groups, "ns"))
}

/// Reads the medians that criterion wrote, at any depth below `folder`.
fn collect(folder: &Path, groups: &mut Groups) {
    let read = |name: &str| -> Option<Value> {
        serde_json::from_str(&fs::read_to_string(folder.join("new").join(name)).ok()?).ok()
    };
    if let (Some(about), Some(estimates)) = (read("benchmark.json"), read("estimates.json")) {
        let items = about["throughput"]["Elements"].as_f64().unwrap_or(1.0);
        if let (Some(group), Some(id), Some(median)) = (
            about["group_id"].as_str(),
            about["function_id"].as_str(),
            estimates["median"]["point_estimate"].as_f64(),
        ) {
            groups.entry(group.to_owned()).or_default().insert(id.to_owned(), median / items);
        }
        return;
    }
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        if entry.path().is_dir() {
            collect(&entry.path(), groups);
        }
    }
}

/// Counts what two numbers of runs cost, so that what comes before the first run falls out.
fn instructions(root: &Path, target: &Path, features: &str) -> Result<(Groups, &'static str), String> {
    let mut build = benches(root, target, &["build", "--release", "--quiet", "--bin", "count"], features);
    if status(&mut build) != ExitCode::SUCCESS {
        return Err("the benches cannot be built".to_owned());
    }
    let program = target.join("release/count");
    let list = Command::new(&program).output().map_err(|error| format!("{}: {error}", program.display()))?;
    let mut groups = Groups::new();
    for line in String::from_utf8_lossy(&list.stdout).lines() {
        let [group, id, items] = line.split(' ').collect::<Vec<_>>()[..] else { continue };
        let (few, many) = (counted(&program, group, id, 2)?, counted(&program, group, id, 7)?);
        let items: f64 = items.parse().unwrap_or(1.0);
        groups.entry(group.to_owned()).or_default().insert(id.to_owned(), (many - few) / 5.0 / items);
    }
    Ok((groups, "instructions"))
}

fn counted(program: &Path, group: &str, id: &str, runs: u32) -> Result<f64, String> {
    let output = Command::new("valgrind")
        .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
        .arg(program)
        .args([group, id, &runs.to_string()])
        .stdin(Stdio::null())
        .output()
        .map_err(|error| format!("valgrind, which counts instructions, cannot be run: {error}"))?;
    let text = String::from_utf8_lossy(&output.stderr);
    let count = text.lines().find_map(|it| it.split_once("Collected : ")?.1.trim().parse().ok());
    count.ok_or_else(|| format!("valgrind counted nothing for {group} {id}"))
}

/// What is aimed at: a peer's time divided by ours, or a time.
fn goals(root: &Path) -> Vec<Value> {
    let text = fs::read_to_string(root.join("benches/goals.json")).unwrap_or_default();
    serde_json::from_str(&text).unwrap_or_default()
}

fn table(groups: &Groups, unit: &str, goals: &[Value]) -> String {
    let mut text = String::new();
    for (group, values) in groups {
        text += &format!("\n{group}  ({unit} an item)\n");
        let ours = values.get("ours").copied();
        for (id, value) in values {
            let ratio = ours.filter(|_| id != "ours").map(|ours| format!("  {:.2} times ours", value / ours));
            text += &format!("  {id:24} {value:12.1}{}\n", ratio.unwrap_or_default());
        }
        for goal in goals.iter().filter(|it| it["group"] == group.as_str()) {
            let aim = goal["aim_ns"].as_f64().filter(|_| unit == "ns");
            if let (Some(ours), Some(aim)) = (ours, aim) {
                text += &format!("  {} aim: {aim} ns\n", mark(ours <= aim));
            }
            let peer = goal["peer"].as_str().and_then(|it| Some((it, *values.get(it)?)));
            if let (Some(ours), Some((peer, value)), Some(factor)) = (ours, peer, goal["factor"].as_f64()) {
                text +=
                    &format!("  {} goal: {factor} times as fast as {peer}\n", mark(value / ours >= factor));
            }
        }
    }
    text
}

fn mark(holds: bool) -> &'static str {
    if holds { "✓" } else { "✗" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ratios_and_goals_stand_under_their_group() {
        let values = BTreeMap::from([("ours".to_owned(), 20.0), ("peer".to_owned(), 90.0)]);
        let groups = Groups::from([("arn/parse".to_owned(), values)]);
        let goals = [
            serde_json::json!({"group": "arn/parse", "aim_ns": 30}),
            serde_json::json!({"group": "arn/parse", "peer": "peer", "factor": 5}),
            serde_json::json!({"group": "other", "aim_ns": 1}),
        ];
        let text = table(&groups, "ns", &goals);
        assert!(text.contains("4.50 times ours"), "{text}");
        assert!(text.contains("✓ aim: 30 ns"), "{text}");
        assert!(text.contains("✗ goal: 5 times as fast as peer"), "{text}");
        assert!(!text.contains("aim: 1 ns"), "{text}");
    }
}
