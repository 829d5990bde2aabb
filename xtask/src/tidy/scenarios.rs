//! Every folder of `tests/scenarios` is a scenario of that name.

use std::collections::BTreeSet;

use super::tree::Tree;

const FOLDER: &str = "tests/scenarios/";

pub(super) fn check(tree: &Tree) -> Vec<String> {
    let inner = tree.files().filter_map(|(path, _)| path.strip_prefix(FOLDER)?.split_once('/'));
    let folders: BTreeSet<&str> = inner.map(|(folder, _)| folder).collect();
    folders.into_iter().filter_map(|it| check_scenario(tree, it)).collect()
}

fn check_scenario(tree: &Tree, folder: &str) -> Option<String> {
    let path = format!("{FOLDER}{folder}/scenario.yaml");
    let Some(text) = tree.text(&path) else {
        return Some(format!("{FOLDER}{folder}: write scenario.yaml, or delete the folder"));
    };
    let id = text.lines().find_map(|line| line.strip_prefix("id:"));
    let id = id.map(|it| it.split(" #").next().unwrap_or(it).trim().trim_matches(['"', '\'']));
    (id != Some(folder)).then(|| format!("{path}: write `id: {folder}`, as the folder is called"))
}

#[test]
fn a_scenario_is_named_as_its_folder() {
    let tree = Tree::of(&[
        ("tests/scenarios/a/scenario.yaml", "# Why.\nid: a # the name\n"),
        ("tests/scenarios/a/given/aws-auth.yaml", ""),
        ("tests/scenarios/b/scenario.yaml", "id: a\n"),
        ("tests/scenarios/c/given/aws-auth.yaml", ""),
    ]);
    assert_eq!(
        check(&tree),
        [
            "tests/scenarios/b/scenario.yaml: write `id: b`, as the folder is called",
            "tests/scenarios/c: write scenario.yaml, or delete the folder",
        ]
    );
}
