//! A scenario that cannot be read is shown with its place.

use std::{env, fs};

use eks_iam_scenario::load;
use eks_iam_span::Language;

/// Returns the error of a scenario with this text, its folder cut off.
fn error(name: &str, text: &str, language: Language) -> String {
    let folder = env::temp_dir().join(format!("eks-iam-scenario-{}-{name}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    let path = folder.join("scenario.yaml");
    fs::write(&path, text).unwrap();
    let error = load(&path).unwrap_err().render(language);
    fs::remove_dir_all(&folder).unwrap();
    error.replace(&format!("{}/", folder.display()), "")
}

#[test]
fn a_misspelt_operation() {
    let text = "id: x\ntitle: {en: a, ja: b}\nsteps:\n  - {as: me, run: eks.describe-clutser}\n";
    let shown = error("operation", text, Language::English);
    assert!(shown.starts_with("error: `eks.describe-clutser` is not known here"), "{shown}");
    assert!(shown.contains("scenario.yaml:4:19") && shown.contains("^^^^^^^^"), "{shown}");
}

#[test]
fn a_document_that_is_no_yaml() {
    let shown = error("yaml", "id: [1, 2\ntitle: x\n", Language::Japanese);
    assert!(shown.starts_with("エラー: ドキュメントを読み取れません"), "{shown}");
    assert!(shown.contains("scenario.yaml:"), "{shown}");
}

#[test]
fn a_missing_file() {
    let error = load("no/such/folder".as_ref()).unwrap_err();
    assert!(error.to_string().starts_with("error: cannot read no/such/folder"));
}
