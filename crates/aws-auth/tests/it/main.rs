//! The tests of the crate, in one binary.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "helpers of tests fail as tests do")]

mod add;
mod backends;
mod corpus;
mod explain;
mod forms;
mod hostile;
mod kinds;
mod messages;
mod properties;
mod variants;
mod vectors;
mod yaml;

/// No file of this folder is forgotten above.
#[test]
fn every_file_is_a_module() {
    let main = include_str!("main.rs");
    for file in std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/it")).unwrap() {
        let name = file.unwrap().file_name().into_string().unwrap();
        if let Some(module) = name.strip_suffix(".rs").filter(|it| *it != "main") {
            assert!(main.contains(&format!("mod {module};")), "{module} is not in main.rs");
        }
    }
}
