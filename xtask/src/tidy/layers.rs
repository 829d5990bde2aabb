//! The layers: a crate uses crates of lower layers only.

use super::File;

/// The crates by layer, ground first.
const LAYERS: &[&[&str]] = &[
    &["eks-iam-span", "eks-iam-arn", "eks-iam-sigv4"],
    &["eks-iam-document", "eks-iam-sts-endpoint", "eks-iam-error-classifier"],
    &["eks-iam-policy", "eks-iam-aws-auth", "eks-iam-rbac", "eks-iam-token"],
    &["eks-iam-access-entry", "eks-iam-service-account"],
    &["eks-iam-diagnosis"],
    &["eks-iam-mock-aws"],
    &["eks-iam-scenario"],
    &["eks-iam-cli", "xtask", "eks-iam-tests"],
];

/// Crates that must not know another one although it stands lower: the world must not know its doctor.
const FORBIDDEN: &[(&str, &str)] = &[("eks-iam-mock-aws", "eks-iam-diagnosis")];

/// Workspaces of their own, on which nothing depends.
const APART: &[&str] = &["benches/", "fuzz/"];

/// The folders of the crates of layers 0 to 4, which do no I/O.
pub(super) fn is_pure(path: &str) -> bool {
    let outer = ["crates/scenario/", "crates/cli/"];
    path.starts_with("crates/") && path.contains("/src/") && !outer.iter().any(|it| path.starts_with(it))
}

fn layer(name: &str) -> Option<usize> {
    LAYERS.iter().position(|row| row.contains(&name))
}

/// A member's manifest: its name and the workspace crates that it uses outside of tests.
fn members(files: &[File]) -> impl Iterator<Item = (&File, String, Vec<String>)> {
    let manifests = files.iter().filter(|it| {
        it.path.ends_with("/Cargo.toml") && !APART.iter().any(|apart| it.path.starts_with(apart))
    });
    manifests.filter_map(|file| {
        let mut section = "";
        let (mut name, mut used) = (String::new(), Vec::new());
        for line in file.text.lines().map(str::trim) {
            if line.starts_with('[') {
                section = line;
            } else if let Some((key, value)) = line.split_once('=') {
                let key = key.trim().trim_end_matches(".workspace");
                match section {
                    "[package]" if key == "name" => name = value.trim().trim_matches('"').to_owned(),
                    "[dependencies]" | "[build-dependencies]" if layer(key).is_some() => {
                        used.push(key.to_owned())
                    }
                    _ => {}
                }
            }
        }
        (!name.is_empty()).then_some((file, name, used))
    })
}

/// Every crate stands in a layer, and uses crates of lower layers only.
pub(super) fn dependencies_point_down(files: &[File]) -> Vec<String> {
    let mut wrong = Vec::new();
    for (file, name, used) in members(files) {
        let Some(own) = layer(&name) else {
            wrong.push(format!(
                "{}: {name} stands in no layer; add it to LAYERS in xtask/src/tidy/layers.rs",
                file.path
            ));
            continue;
        };
        for it in used {
            let is_lower = layer(&it).is_some_and(|it| it < own);
            if !is_lower || FORBIDDEN.contains(&(name.as_str(), it.as_str())) {
                wrong.push(format!(
                    "{}: {name} may not depend on {it}: not in a lower layer, see ARCHITECTURE.md",
                    file.path
                ));
            }
        }
    }
    wrong
}

/// Versions of dependencies stand in the root manifest only.
pub(super) fn versions_stand_once(files: &[File]) -> Vec<String> {
    let mut wrong = Vec::new();
    for (file, ..) in members(files) {
        let mut in_dependencies = false;
        for (at, line) in file.text.lines().enumerate() {
            if line.starts_with('[') {
                in_dependencies = line.contains("dependencies]");
            } else if in_dependencies
                && line.contains('=')
                && !line.trim_start().starts_with('#')
                && !line.contains("workspace = true")
            {
                let at = at + 1;
                wrong.push(format!(
                    "{}:{at}: put the version into [workspace.dependencies], and `workspace = true` here",
                    file.path
                ));
            }
        }
    }
    wrong
}

#[cfg(test)]
mod tests {
    use super::*;

    fn manifest(name: &str, uses: &str) -> Vec<File> {
        let text = format!("[package]\nname = \"{name}\"\n\n[dependencies]\n{uses}.workspace = true\n");
        vec![File { path: "crates/it/Cargo.toml".to_owned(), text }]
    }

    #[test]
    fn a_higher_layer_may_name_a_lower_one() {
        assert!(dependencies_point_down(&manifest("eks-iam-policy", "eks-iam-document")).is_empty());
    }

    #[test]
    fn a_lower_layer_may_not_name_a_higher_one() {
        let wrong = dependencies_point_down(&manifest("eks-iam-span", "eks-iam-document"));
        assert!(wrong[0].contains("eks-iam-span may not depend on eks-iam-document"), "{wrong:?}");
    }

    #[test]
    fn neighbours_of_a_layer_may_not_name_each_other() {
        assert_eq!(dependencies_point_down(&manifest("eks-iam-policy", "eks-iam-aws-auth")).len(), 1);
    }

    #[test]
    fn the_world_may_not_know_its_doctor() {
        assert_eq!(dependencies_point_down(&manifest("eks-iam-mock-aws", "eks-iam-diagnosis")).len(), 1);
    }

    #[test]
    fn a_version_in_a_member_is_found() {
        let text = "[package]\nname = \"eks-iam-arn\"\n[dependencies]\nserde = \"1\"\n";
        let files = vec![File { path: "crates/arn/Cargo.toml".to_owned(), text: text.to_owned() }];
        assert_eq!(versions_stand_once(&files).len(), 1);
    }
}
