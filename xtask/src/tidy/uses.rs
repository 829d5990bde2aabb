//! The paths that `use` declarations name, with their groups taken apart.

/// Returns every path that a source brings in by `use`, with the line on which its declaration begins:
/// `use std::{fs, io::{self, Read}};` names `std::fs`, `std::io` and `std::io::Read`.
pub(super) fn used_paths(code: &str) -> Vec<(usize, String)> {
    let mut paths = Vec::new();
    let mut offset = 0;
    for (at, line) in code.lines().enumerate() {
        let declared = line.trim_start();
        let declared = ["pub(crate) ", "pub(super) ", "pub "]
            .iter()
            .find_map(|it| declared.strip_prefix(it))
            .unwrap_or(declared);
        if declared.starts_with("use ") {
            let rest = code.get(offset..).unwrap_or_default();
            let tree = rest.split_once("use ").map_or(rest, |(_, it)| it);
            let tree = tree.split(';').next().unwrap_or_default();
            expand("", tree, &mut |path| paths.push((at + 1, path)));
        }
        // `lines` takes the line's end away; what is left out at the end of the text does not matter.
        offset += line.len()
            + code.get(offset + line.len()..).map_or(0, |it| if it.starts_with('\r') { 2 } else { 1 });
    }
    paths
}

/// Takes one tree apart: `a::{b, c::d}` under `x` gives `x::a::b` and `x::a::c::d`.
fn expand(before: &str, tree: &str, found: &mut impl FnMut(String)) {
    let tree = tree.trim();
    match tree.split_once('{') {
        Some((path, group)) => {
            let before = format!("{before}{}", path.trim());
            for branch in branches(group.strip_suffix('}').unwrap_or(group)) {
                expand(&before, branch, found);
            }
        }
        None if tree.is_empty() => {}
        None => {
            let path = tree.split(" as ").next().unwrap_or(tree).trim();
            let path = format!("{before}{path}");
            found(path.strip_suffix("::self").map(str::to_owned).unwrap_or(path));
        }
    }
}

/// Splits a group at its own commas, not at those of the groups in it.
fn branches(group: &str) -> Vec<&str> {
    let (mut depth, mut start, mut found) = (0_usize, 0, Vec::new());
    for (at, character) in group.char_indices() {
        match character {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            ',' if depth == 0 => {
                found.extend(group.get(start..at));
                start = at + 1;
            }
            _ => {}
        }
    }
    found.extend(group.get(start..));
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(code: &str, expected: &[(usize, &str)]) {
        let paths = used_paths(code);
        let paths: Vec<_> = paths.iter().map(|(line, path)| (*line, path.as_str())).collect();
        assert_eq!(paths, expected);
    }

    #[test]
    fn groups_are_taken_apart() {
        check("use std::fs;\n", &[(1, "std::fs")]);
        check(
            "use std::{fs, io::{self, Read as _}};",
            &[(1, "std::fs"), (1, "std::io"), (1, "std::io::Read")],
        );
        check(
            "//! It.\r\n\r\npub(crate) use std::{\r\n    env as e,\r\n    net::{TcpStream, UdpSocket,},\r\n};\r\nfn f() {}\r\n",
            &[(3, "std::env"), (3, "std::net::TcpStream"), (3, "std::net::UdpSocket")],
        );
        check(
            "fn f() {\n    use std::time::{Duration, SystemTime};\n}\n",
            &[(2, "std::time::Duration"), (2, "std::time::SystemTime")],
        );
        check("let used = reuse(x);\nstd::use_it();\n", &[]);
    }
}
