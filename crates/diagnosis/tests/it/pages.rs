//! The manual: every class has a page, its example is of that class, its words are in both languages.

use eks_iam_diagnosis::{ClassPage, Edit, Speaker};
use eks_iam_error_classifier::{Class, classify};
use eks_iam_policy::PolicyDocument;
use eks_iam_span::Language;

#[test]
fn every_example_is_of_its_class() {
    let wrong: Vec<String> = Class::ALL
        .iter()
        .map(|class| (class, ClassPage::of(*class)))
        .filter(|(class, page)| page.class() != **class || classify(page.example()).class() != **class)
        .map(|(class, page)| format!("{class}: {}", classify(page.example()).class()))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_page_speaks_both_languages() {
    for class in Class::ALL {
        let page = ClassPage::of(*class);
        for text in [page.what(Language::English), page.first(Language::English)] {
            assert!(text.ends_with(['.', '?']) && text.is_ascii(), "{class}: {text}");
        }
        for text in [page.what(Language::Japanese), page.first(Language::Japanese)] {
            assert!(text.ends_with('。') && !text.is_ascii(), "{class}: {text}");
        }
    }
    for speaker in Speaker::ALL {
        assert_ne!(speaker.words().text(Language::English), speaker.words().id());
    }
}

#[test]
fn every_statement_of_an_edit_is_one_that_iam_takes() {
    for edit in Edit::ALL.iter().filter(|it| it.body().starts_with("{\"Effect\"")) {
        let body = edit
            .body()
            .replace("RESOURCE_ARN", "*")
            .replace("CLUSTER_ARN", "*")
            .replace("CALLER_ROLE_ARN", "*");
        let body = body.replace("ROLE_ARN", "*").replace("SERVICE:ACTION", "eks:ListClusters");
        let text = format!("{{\"Version\": \"2012-10-17\", \"Statement\": [{body}]}}");
        assert!(PolicyDocument::parse(&text).is_ok(), "{}: {text}", edit.as_str());
    }
    assert!(Edit::ALL.iter().all(|it| it.title().text(Language::English) != it.title().id()));
}
