//! Versions of dependencies stand once, in the root manifest.

use super::tree::Tree;

pub(super) fn check(tree: &Tree) -> Vec<String> {
    let members = tree.files().filter(|(path, _)| is_member(path));
    members.flat_map(|(path, text)| check_manifest(path, text)).collect()
}

fn check_manifest(path: &str, text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut found_in = |name: &str| {
        found.push(format!(
            "{path}: write `{name}` with `workspace = true`, and its version in the root's [workspace.dependencies]"
        ));
    };
    for section in sections(text) {
        let name = section.name.rsplit('.').next().unwrap_or_default();
        if is_dependencies(name) {
            section.entries.iter().filter(|it| !it.is_inherited()).for_each(|it| found_in(it.name));
        } else if section.name.rsplit('.').nth(1).is_some_and(is_dependencies) {
            let inherits = |it: &Entry<'_>| it.name == "workspace" && it.text.contains("true");
            if !section.entries.iter().any(inherits) {
                found_in(name);
            }
        }
    }
    found
}

fn is_member(path: &str) -> bool {
    let folder = path.strip_suffix("/Cargo.toml").unwrap_or_default();
    let depth = folder.strip_prefix("crates/").unwrap_or(folder);
    !depth.is_empty() && !depth.contains('/')
}

fn is_dependencies(name: &str) -> bool {
    ["dependencies", "dev-dependencies", "build-dependencies"].contains(&name)
}

/// A table of a manifest.
struct Section<'a> {
    name: &'a str,
    entries: Vec<Entry<'a>>,
}

/// A key of a table, and all its lines.
struct Entry<'a> {
    name: &'a str,
    text: String,
}

impl Entry<'_> {
    fn is_inherited(&self) -> bool {
        let text: String = self.text.split_whitespace().collect();
        text.contains("workspace=true")
    }
}

fn sections(text: &str) -> Vec<Section<'_>> {
    let mut sections = vec![Section { name: "", entries: Vec::new() }];
    for line in text.lines().map(|it| it.split(" #").next().unwrap_or(it).trim_end()) {
        if let Some(name) = line.strip_prefix('[') {
            sections.push(Section { name: name.trim_end_matches(']'), entries: Vec::new() });
        } else if let Some(section) = sections.last_mut() {
            let name = line.split(['.', '=', ' ']).next().unwrap_or_default();
            let is_key =
                !name.is_empty() && name.chars().all(|it| it.is_alphanumeric() || "-_\"".contains(it));
            match section.entries.last_mut() {
                _ if is_key => section.entries.push(Entry { name, text: line.to_owned() }),
                Some(entry) if !line.starts_with('#') => entry.text.push_str(line),
                _ => {}
            }
        }
    }
    sections
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_dependencies(text: &str, expected: &[&str]) {
        let found = check(&Tree::of(&[("crates/a/Cargo.toml", text)]));
        let named: Vec<_> = found.iter().filter_map(|it| it.split('`').nth(1)).collect();
        assert_eq!(named, expected);
    }

    #[test]
    fn inherited_versions_are_fine() {
        check_dependencies("[package]\nname = \"a\"\nversion = \"1\"\n", &[]);
        check_dependencies(
            "[dependencies]\n# Why.\nb.workspace = true\nc = { workspace = true, optional = true }\n",
            &[],
        );
        check_dependencies("[dependencies]\nb = { workspace = true, features = [\n    \"x\",\n] }\n", &[]);
        check_dependencies("[dev-dependencies.b]\nworkspace = true\n", &[]);
    }

    #[test]
    fn own_versions_are_found() {
        check_dependencies("[dependencies]\nb = \"1\"\nc.workspace = true\n", &["b"]);
        check_dependencies("[dev-dependencies]\nb = { path = \"../b\" }\n", &["b"]);
        check_dependencies("[target.'cfg(unix)'.dependencies]\nb = \"1\"\n", &["b"]);
        check_dependencies("[build-dependencies.b]\nversion = \"1\"\n", &["b"]);
    }

    #[test]
    fn the_root_and_other_workspaces_are_left_alone() {
        let text = "[dependencies]\nb = \"1\"\n";
        assert_eq!(check(&Tree::of(&[("Cargo.toml", text), ("tests/deep/Cargo.toml", text)])), [""; 0]);
        assert_eq!(check(&Tree::of(&[("mocks/Cargo.toml", text)])).len(), 1);
    }
}
