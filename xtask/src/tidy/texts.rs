//! Rules on scenarios and documents.

use super::File;

/// A scenario's `id` is the name of its folder.
pub(super) fn scenarios_are_named_as_their_folder(files: &[File]) -> Vec<String> {
    let mut wrong = Vec::new();
    for file in scenarios(files) {
        let folder = file.path.split('/').nth(2).unwrap_or_default();
        if !file.text.lines().any(|it| it.trim_end() == format!("id: {folder}")) {
            wrong.push(format!("{}: write `id: {folder}`, the name of the folder", file.path));
        }
    }
    wrong
}

/// Every scenario tells its story, in both languages.
pub(super) fn scenarios_tell_their_story(files: &[File]) -> Vec<String> {
    let mut wrong = Vec::new();
    for file in scenarios(files) {
        let story = file.text.split_once("\nstory:\n").map_or("", |(_, rest)| rest);
        let has = |language: &str| story.lines().take(2).any(|it| it.trim_start().starts_with(language));
        if !has("en:") || !has("ja:") {
            wrong.push(format!("{}: tell the `story`, as `en` and `ja`", file.path));
        }
    }
    wrong
}

/// Every cause that a diagnosis can name is shown by a scenario.
pub(super) fn causes_have_a_scenario(files: &[File]) -> Vec<String> {
    let path = "crates/diagnosis/src/cause.rs";
    let Some(causes) = files.iter().find(|it| it.path == path) else { return Vec::new() };
    let name = |line: &str| {
        let (_, rest) = line.trim().split_once(", \"")?;
        let (name, hop) = rest.split_once("\", ")?;
        hop.ends_with(';').then(|| name.to_owned())
    };
    let is_shown = |name: &str| {
        let wanted = format!("diagnosis: {name}");
        scenarios(files).any(|it| it.text.lines().any(|it| it.trim() == wanted))
    };
    let missing = causes.text.lines().filter_map(name).filter(|it| !is_shown(it));
    missing.map(|it| format!("{path}: show the cause `{it}` in a scenario")).collect()
}

fn scenarios(files: &[File]) -> impl Iterator<Item = &File> {
    let is_one = |it: &&File| it.path.starts_with("tests/scenarios/") && it.path.ends_with("/scenario.yaml");
    files.iter().filter(is_one)
}

/// Words that speak of how the project is made, put together here so that this file does not hold them.
fn foreign_words() -> [String; 5] {
    let join = |a: &str, b: &str| format!("{a}{b}");
    [
        join("/wo", "rk/"),
        join("../sha", "red"),
        join("crates", ".io"),
        join("pypi", ".org"),
        join("issue ", "#"),
    ]
}

/// The project speaks only of itself: no paths of a workplace, no registry's host.
pub(super) fn the_project_speaks_of_itself(files: &[File]) -> Vec<String> {
    let words = foreign_words();
    let mut wrong = Vec::new();
    let is_text = |it: &&File| !it.path.ends_with("Cargo.lock") && !it.path.contains("/it/data/");
    for file in files.iter().filter(is_text) {
        for (at, line) in file.text.lines().enumerate() {
            if let Some(word) = words.iter().find(|it| line.contains(it.as_str())) {
                wrong.push(format!("{}:{}: leave out `{word}`", file.path, at + 1));
            }
        }
    }
    wrong
}

/// The README names the two commands that are the whole set-up.
pub(super) fn readme_names_both_commands(files: &[File]) -> Vec<String> {
    let readme = files.iter().find(|it| it.path == "README.md").map_or("", |it| it.text.as_str());
    let commands = ["cargo xtask simulate", "cargo xtask test"];
    let missing = commands.iter().filter(|it| !readme.contains(*it));
    missing.map(|it| format!("README.md: name `{it}`")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scenario_of_another_name_is_found() {
        let file = File { path: "tests/scenarios/a/scenario.yaml".to_owned(), text: "id: b\n".to_owned() };
        assert_eq!(scenarios_are_named_as_their_folder(&[file]).len(), 1);
    }

    #[test]
    fn a_scenario_without_its_story_in_japanese_is_found() {
        let text = "id: a\nstory:\n  en: It.\ngiven: {}\n".to_owned();
        let file = File { path: "tests/scenarios/a/scenario.yaml".to_owned(), text };
        assert_eq!(scenarios_tell_their_story(&[file]).len(), 1);
    }

    #[test]
    fn a_cause_that_no_scenario_shows_is_found() {
        let file = |path: &str, text: &str| File { path: path.to_owned(), text: text.to_owned() };
        let files = [
            file(
                "crates/diagnosis/src/cause.rs",
                "    Shown, \"shown\", Rbac;\n    Other, \"other\", Rbac;\n",
            ),
            file("tests/scenarios/a/scenario.yaml", "expect:\n  diagnosis: shown\n"),
        ];
        let wrong = causes_have_a_scenario(&files);
        assert!(wrong.len() == 1 && wrong[0].contains("`other`"), "{wrong:?}");
    }

    #[test]
    fn a_path_of_a_workplace_is_found() {
        let file = File { path: "README.md".to_owned(), text: format!("see {}x\n", foreign_words()[0]) };
        assert_eq!(the_project_speaks_of_itself(&[file]).len(), 1);
    }
}
