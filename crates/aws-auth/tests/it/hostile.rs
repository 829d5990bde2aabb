//! Texts that were made to harm: an answer in bounded time, no panic.

use eks_iam_aws_auth::{AwsAuth, FindingKind, IdentityMap, fix};

/// Reads a text made to do harm: what matters is that it ends, in the memory that there is.
#[track_caller]
fn check(text: &str) -> AwsAuth {
    let document = AwsAuth::parse(text);
    let _ = IdentityMap::new(&document);
    let _ = fix(text);
    document
}

fn has(document: &AwsAuth, kind: FindingKind) -> bool {
    document.findings().iter().any(|it| it.kind == kind)
}

#[test]
fn alias_bombs_are_refused() {
    let mut text = String::from("- &a [x,x,x,x,x,x,x,x,x,x]\n");
    for name in 'b'..='z' {
        let before = char::from_u32(u32::from(name) - 1).unwrap();
        text.push_str(&format!("- &{name} [{}]\n", vec![format!("*{before}"); 10].join(",")));
    }
    text.push_str("- rolearn: *z\n");
    assert!(has(&check(&text), FindingKind::SectionYamlSyntax));
    let document = check("- &a {rolearn: x, <<: *a}\n");
    assert!(has(&document, FindingKind::SectionYamlSyntax));
}

#[test]
fn deep_nesting_is_refused() {
    for text in ["[".repeat(100_000), "- {".repeat(50_000), "- ".repeat(100_000), "? ".repeat(100_000)] {
        let document = check(&text);
        assert!(document.roles().is_empty() && !document.findings().is_empty());
    }
}

#[test]
fn long_lines_and_odd_characters_are_read() {
    let document = check(&format!("- rolearn: {}\n", "a".repeat(1 << 20)));
    assert!(has(&document, FindingKind::MalformedArn));
    assert!(document.findings().iter().all(|it| it.arguments().iter().all(|it| it.len() < 1000)));
    assert!(has(&check("- rolearn: a\0b\n"), FindingKind::SectionYamlSyntax));
    for text in [
        "", "\0", "\u{FEFF}", "---", "...", "%", "&", "*", "!", "|", ">", "'", "\"", "\\", "-", ":", "? ",
        "\t",
    ] {
        check(text);
    }
}

#[test]
fn many_entries_are_read() {
    let document = AwsAuth::parse(&"- rolearn: arn:aws:iam::111122223333:role/x\n".repeat(100_000));
    assert_eq!(document.roles().len(), 100_000);
    check(&"- userarn: arn:aws:iam::111122223333:user/x\n  username: u\n".repeat(2_000));
    check(&format!("- rolearn: a\n  groups: [{}]\n", "g,".repeat(20_000)));
    check(&format!("- {}\n", "rolearn: a\n  ".repeat(20_000)));
}
